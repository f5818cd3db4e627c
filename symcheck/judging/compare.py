"""Lines against one expression: what each judge says, as the evidence on a line.

In this order: random samples; where floats see a difference, a counterexample; a symbolic proof; where there is none,
agreement at the sizes that settle all, a counterexample, agreement at all small sizes.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.certificates.counterexample import standing
from symcheck.claims.claim import Claim, claimed, unbound
from symcheck.claims.judge import Budget, Found, Judge
from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    Checked,
    Confirmed,
    Different,
    Evidence,
    Incomparable,
    Mismatch,
    Proved,
    Refuted,
)
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Block, Condition
from symcheck.judging.met import proved
from symcheck.judging.options import CheckOptions
from symcheck.judging.taken import taken
from symcheck.judging.weigh import DOMAIN, cannot_be_met, counts_as_right
from symcheck.symbolic import prover as symbolic
from symcheck.values import by_sizes, exact, numeric, refute
from symcheck.values.evaluate import Setting
from symcheck.values.judged import Judged


class Comparison(Struct, eq=False):
    """One expression, the lines to be judged together against it, and what was found once for all of them."""

    first: Block
    lines: tuple[Block, ...]
    conditions: Condition
    options: CheckOptions
    workspace: symbolic.Workspace = field(default_factory=symbolic.Workspace)
    claims: dict[Block, Claim | Incomparable] = field(default_factory=dict)
    prepared: dict[Condition, symbolic.Prepared | Abstained] = field(default_factory=dict)
    proofs: dict[Claim, Proved | Abstained] = field(default_factory=dict)
    sampled: dict[Claim, Judged] = field(default_factory=dict)
    searched: dict[tuple[Claim, bool], Refuted | Abstained] = field(default_factory=dict)
    checked: dict[Claim, Judged] = field(default_factory=dict)
    settled: dict[object, Proved | Checked] = field(default_factory=dict)
    """What lines that are right count on, by what they say (`said`)."""

    def claim(self, line: Block) -> Claim | Incomparable:
        """That a line equals the expression, lined up once."""
        if line not in self.claims:
            self.claims[line] = claimed(self.first, line, self.conditions)
        return self.claims[line]

    def settle(self, line: Block, evidence: Proved | Checked) -> None:
        """Keeps what a right line counts on, for lines that no author wrote and that say the same."""
        claim = self.claim(line)
        if isinstance(claim, Claim):
            self.settled[said(claim)] = evidence

    def glance(self, claim: Claim) -> tuple[Evidence, ...]:
        """What shows soonest whether a line is right: the samples, or where they say nothing, a proof."""
        numbers = self.sampling(claim).evidence
        return (numbers,) if isinstance(numbers, Confirmed | Mismatch) else (self.proof(claim),)

    def evidence(self, claim: Claim) -> tuple[Evidence, ...]:
        """Floats first: what they see a difference in is searched for a counterexample before a proof is."""
        numbers = self.sampling(claim).evidence
        if isinstance(numbers, Mismatch) and isinstance(counterexample := self.refuted(claim), Refuted):
            found = self.proof(claim) if self.options.explain else self.symbolically(claim, glance=True)
            return (found, numbers, counterexample)
        proof = self.proof(claim)
        if isinstance(proof, Proved):
            again = (self.again(claim),) if isinstance(numbers, Mismatch) else ()
            return (proof, *self.exactly(claim, self.crosschecked(claim)), numbers, *again)
        if cannot_be_met((numbers,)):
            return (proof, numbers)
        return (proof, *self.unproved(claim, numbers))

    def accepted(self, line: Block, seen: Confirmed | None = None) -> Proved | Checked | None:
        """What a line that no author wrote counts as right on, if its numbers agree; sought as sparingly as may be.

        Where they were `seen` to agree, they are not looked at again beside a proof.
        """
        claim = self.claim(line)
        if isinstance(claim, Incomparable) or unbound(claim, self.conditions) is not None:
            return None
        known = self.settled.get(said(claim)) if self.settled else None
        if known is not None:
            return known
        numbers = seen or self.sampling(claim).evidence
        if not isinstance(numbers, Confirmed):
            return None
        proof = self.symbolically(claim)
        if isinstance(proof, Proved):
            return counts_as_right((proof, numbers))
        numbers = self.sampling(claim).evidence
        if not isinstance(numbers, Confirmed) or self.gap(claim) is not None:
            return None
        found = by_sizes.proof(claim) or self.exactness(claim)[0]
        if not isinstance(found, Proved | Checked):
            return None
        return counts_as_right((found, numbers, self.refuted(claim, briefly=True)))

    def again(self, claim: Claim) -> Evidence:
        """Floats that disagree with a proof are evaluated again in balls, there and then anywhere."""
        there = self.rechecked(claim, self.sampling(claim).setting)
        elsewhere = there if isinstance(there, Refuted) else self.refuted(claim)
        return elsewhere if isinstance(elsewhere, Refuted) else there

    def unproved(self, claim: Claim, numbers: Evidence) -> tuple[Evidence, ...]:
        """The evidence on a line without a symbolic proof: by enough sizes, by a counterexample, by all small sizes.

        Where floats see no difference, exact arithmetic is asked first: a counterexample to what agrees at all small
        sizes is sought at the most telling points alone.
        """
        doubted = isinstance(numbers, Mismatch)
        enough = None if doubted else self.by_enough_sizes(claim)
        if enough is not None:
            return (enough, numbers)
        known = self.exactness(claim) if isinstance(numbers, Confirmed) else None
        if known is not None and any(isinstance(e, Refuted) for e in known):
            return (*known, numbers)
        settled = known is not None and any(isinstance(e, Checked | Proved) for e in known)
        counterexample = self.refuted(claim, briefly=settled)
        if isinstance(counterexample, Refuted):
            return (*(known or ()), numbers, counterexample)
        found = known if known is not None else self.exactness(claim)
        again = (self.again(claim),) if doubted and any(isinstance(e, Proved) for e in found) else ()
        return (*found, numbers, counterexample, *again)

    def by_enough_sizes(self, claim: Claim) -> Proved | None:
        """A proof by agreement at the sizes that settle all, of a line that is defined where the first is."""
        found = by_sizes.proof(claim)
        return found if found is not None and self.gap(claim) is None else None

    def remedy(self, claim: Claim, page: bool) -> str:
        """How an author assumes what a line asks for that the first expression does not; "" if that is not plain."""
        missing = symbolic.missing_in(self.prepare(claim), claim)
        return "" if missing is None else missing.remedy(page)

    def gap(self, claim: Claim) -> Abstained | None:
        """Why it is not known that the line is defined wherever the first is; None if it is."""
        gap = symbolic.domain_gap(self.prepare(claim), claim)
        return Abstained(DOMAIN, f"the values agree exactly, but {gap}") if gap else None

    def exactly(self, claim: Claim, found: Judged) -> tuple[Evidence, ...]:
        """What exact arithmetic finds; a difference is evidence if it is certain, and is looked at in balls."""
        if found.setting is None:
            return (found.evidence,)
        again = self.rechecked(claim, found.setting)
        if isinstance(found.evidence, Different):
            return (found.evidence, again)
        return (again if isinstance(again, Refuted) else found.evidence,)

    def proof(self, claim: Claim) -> Proved | Abstained:
        """What the symbolic judge says, asked once."""
        if claim not in self.proofs:
            proof = self.symbolically(claim)
            if self.options.explain:
                proof = self.explained(claim, proof)
            self.proofs[claim] = proof
        return self.proofs[claim]

    def explained(self, claim: Claim, proof: Proved | Abstained) -> Proved | Abstained:
        """A proof with the assumptions that it takes, or what is left over where there is none."""
        if isinstance(proof, Abstained):
            return replace(proof, detail=symbolic.difference(self.prepare(claim), claim))
        needed = taken(claim, proof, lambda fewer: proved(symbolic.prepare((fewer,), self.workspace), fewer))
        return replace(proof, given=needed)

    def symbolically(self, claim: Claim, glance: bool = False) -> Proved | Abstained:
        return proved(self.prepare(claim), claim, glance)

    def asked(self, judge: Judge[Found], claims: tuple[Claim, ...], brief: bool = False) -> dict[Claim, Found]:
        """What a judge finds of each claim."""
        budget = Budget(self.options.seed, self.options.samples, brief)
        return dict(zip(claims, judge.judge(claims, budget), strict=True))

    def siblings(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims to be judged together with this one: those of which the same assumptions speak."""
        claims = (c for c in map(self.claim, self.lines) if isinstance(c, Claim) and c is not claim)
        return (*(c for c in claims if c.given == claim.given), claim)

    def sampling(self, claim: Claim) -> Judged:
        """What random samples say of a line; the samples are shared by the lines of a chain."""
        if claim not in self.sampled:
            self.sampled |= self.asked(numeric, self.siblings(claim))
        return self.sampled[claim]

    def exactness(self, claim: Claim) -> tuple[Evidence, ...]:
        """What exact arithmetic says of an unproved line; agreement counts only if it is defined where the first is."""
        found = self.asked(exact, (claim,))[claim]
        gap = self.gap(claim) if isinstance(found.evidence, Proved | Agreed | Checked) else None
        return self.exactly(claim, found) if gap is None else (gap,)

    def crosschecked(self, claim: Claim) -> Judged:
        """Exact evidence on a proved line, found together with that on the other proved lines of the chain."""
        if claim not in self.checked:
            claims = tuple(c for c in self.siblings(claim) if c is claim or self.stands(c))
            self.checked |= self.asked(exact, claims, brief=True)
        return self.checked[claim]

    def stands(self, claim: Claim) -> bool:
        """Whether floats see no difference, and a line is proved."""
        return not isinstance(self.sampling(claim).evidence, Mismatch) and isinstance(self.proof(claim), Proved)

    def refuted(self, claim: Claim, briefly: bool = False) -> Refuted | Abstained:
        """A counterexample, sought once: at the most telling points, or at many."""
        key = (claim, briefly)
        if key not in self.searched:
            self.searched[key] = standing(self.asked(refute, (claim,), briefly)[claim], claim)
        return self.searched[key]

    def rechecked(self, claim: Claim, setting: Setting | None) -> Refuted | Abstained:
        """Both sides in balls, at the point, or the sizes, at which another judge finds them different."""
        if setting is None:
            return Abstained(refute.JUDGE, "there is no point at which to look again")
        return standing(refute.recheck(claim, setting, self.options.seed), claim)

    def prepare(self, claim: Claim) -> symbolic.Prepared | Abstained:
        """The first expression, prepared once for all the lines of which the same assumptions speak."""
        if claim.given not in self.prepared:
            self.prepared[claim.given] = symbolic.prepare(self.siblings(claim), self.workspace)
        return self.prepared[claim.given]

    def derivable(self, line: Block) -> symbolic.Prepared | Abstained:
        """The first expression, prepared for writing it in the place of a line, if only one of another shape."""
        claim = self.claim(line)
        if isinstance(claim, Incomparable):
            claim = self.claim(self.first)
        return self.prepare(claim) if isinstance(claim, Claim) else Abstained(symbolic.JUDGE, claim.reason)


def said(claim: Claim) -> object:
    """The same for lines that are the same but for the names of their axes and bound indices."""
    return alpha_key(claim.right)
