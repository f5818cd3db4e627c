"""Lines against one expression: what each judge says, as the evidence on a line.

In this order: random samples; where floats see a difference, a counterexample; a symbolic proof; where there is none,
agreement at the sizes that settle all, a counterexample, agreement at all small sizes.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.certificates.counterexample import standing
from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    Checked,
    Confirmed,
    Different,
    Evidence,
    Mismatch,
    Proved,
    Refuted,
)
from symcheck.claims.wellformed import unbound
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.blocks import aligned
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.spoken import about
from symcheck.judging.met import proved
from symcheck.judging.options import CheckOptions
from symcheck.judging.weigh import BALLS, DOMAIN, cannot_be_met, counts_as_right
from symcheck.notation.text import assumption
from symcheck.symbolic import prover as symbolic
from symcheck.values import by_sizes, exact, numeric, refute
from symcheck.values.evaluate import Setting
from symcheck.values.subject import named_sizes

DIFFERS = "exact arithmetic finds the sides different, which may be its own limit: balls do not separate them"


class Comparison(Struct, eq=False):
    """One expression, the lines to be judged together against it, and what was found once for all of them."""

    first: Block
    lines: tuple[Block, ...]
    conditions: Condition
    options: CheckOptions
    workspace: symbolic.Workspace = field(default_factory=symbolic.Workspace)
    prepared: dict[Condition, symbolic.Prepared | Abstained] = field(default_factory=dict)
    proofs: dict[Block, Proved | Abstained] = field(default_factory=dict)
    sampled: dict[Block, numeric.Judged] = field(default_factory=dict)
    searched: dict[tuple[Block, bool], Evidence] = field(default_factory=dict)
    exactly: dict[Block, exact.Finding] = field(default_factory=dict)
    settled: dict[object, Proved | Checked] = field(default_factory=dict)
    """What lines that are right count on, by what they say (`said`)."""

    def glance(self, line: Block) -> tuple[Evidence, ...]:
        """What shows soonest whether a line is right: the samples, or where they say nothing, a proof."""
        numbers = self.sampling(line).evidence
        return (numbers,) if isinstance(numbers, Confirmed | Mismatch) else (self.proof(line),)

    def evidence(self, line: Block) -> tuple[Evidence, ...]:
        """Floats first: what they see a difference in is searched for a counterexample before a proof is."""
        numbers = self.sampling(line).evidence
        if isinstance(numbers, Mismatch) and isinstance(counterexample := self.refuted(line), Refuted):
            found = self.proof(line) if self.options.explain else self.symbolically(line, glance=True)
            return (found, numbers, counterexample)
        proof = self.proof(line)
        if isinstance(proof, Proved):
            again = (self.again(line),) if isinstance(numbers, Mismatch) else ()
            return (proof, *self.exactly_besides(line), numbers, *again)
        if cannot_be_met((numbers,)):
            return (proof, numbers)
        return (proof, *self.unproved(line, numbers))

    def accepted(self, line: Block) -> Proved | Checked | None:
        """What a line that no author wrote counts as right on, if its numbers agree; sought as sparingly as may be."""
        if unbound(self.first, line, self.conditions, frozenset()) is not None:
            return None
        known = self.settled.get(self.said(line)) if self.settled else None
        if known is not None:
            return known
        numbers = self.sampling(line).evidence
        if not isinstance(numbers, Confirmed):
            return None
        proof = self.symbolically(line)
        if isinstance(proof, Proved):
            return counts_as_right((proof, numbers))
        found = self.by_enough_sizes(line) or self.exactness(line)[0]
        if not isinstance(found, Proved | Checked):
            return None
        return counts_as_right((found, numbers, self.refuted(line, briefly=True)))

    def said(self, line: Block) -> object:
        """The same for lines that are the same but for the names of their axes and bound indices."""
        return alpha_key(aligned(self.first, line))

    def exactly_besides(self, line: Block) -> tuple[Evidence, ...]:
        """What exact arithmetic says of a line that is proved."""
        found = self.crosschecked(line)
        return self.differing(line, found) if isinstance(found, exact.Differs) else (found,)

    def again(self, line: Block) -> Evidence:
        """Floats that disagree with a proof are evaluated again in balls, there and then anywhere."""
        there = self.rechecked(line, self.sampling(line).setting)
        elsewhere = there if isinstance(there, Refuted) else self.refuted(line)
        return elsewhere if isinstance(elsewhere, Refuted) else there

    def unproved(self, line: Block, numbers: Evidence) -> tuple[Evidence, ...]:
        """The evidence on a line without a symbolic proof: by enough sizes, by a counterexample, by all small sizes.

        Where floats see no difference, exact arithmetic is asked first: a counterexample to what agrees at all small
        sizes is sought at the most telling points alone.
        """
        doubted = isinstance(numbers, Mismatch)
        enough = None if doubted else self.by_enough_sizes(line)
        if enough is not None:
            return (enough, numbers)
        known = self.exactness(line) if isinstance(numbers, Confirmed) else None
        if known is not None and any(isinstance(e, Refuted) for e in known):
            return (*known, numbers)
        settled = known is not None and any(isinstance(e, Checked | Proved) for e in known)
        counterexample = self.refuted(line, briefly=settled)
        if isinstance(counterexample, Refuted):
            return (*(known or ()), numbers, counterexample)
        found = known if known is not None else self.exactness(line)
        again = (self.again(line),) if doubted and any(isinstance(e, Proved) for e in found) else ()
        return (*found, numbers, counterexample, *again)

    def by_enough_sizes(self, line: Block) -> Proved | None:
        """A proof by agreement at the sizes that settle all, of a line that is defined where the first is."""
        found = by_sizes.judge(self.first, line, self.conditions)
        return found if found is not None and self.gap(line) is None else None

    def right_where(self, line: Block) -> str:
        """Under which conditions that nobody assumes a refuted line is right; "" if it is not, or none are found."""
        missing = symbolic.missing_in(self.prepare(line), line)
        if missing is None or not missing.relations:
            return ""
        assumed = (*self.conditions, *missing.relations)
        if Comparison(self.first, (line,), assumed, self.options).accepted(line) is None:
            return ""
        return f"right where {missing.demands}{missing.remedy}"

    def gap(self, line: Block) -> Abstained | None:
        """Why it is not known that the line is defined wherever the first is; None if it is."""
        gap = symbolic.domain_gap(self.prepare(line), line)
        return Abstained(DOMAIN, f"the values agree exactly, but {gap}") if gap else None

    def differing(self, line: Block, found: exact.Differs) -> tuple[Evidence, ...]:
        """A difference that exact arithmetic finds, as evidence if it is certain, and looked at in balls."""
        again = self.rechecked(line, found.setting)
        if found.certain:
            return (Different(exact.JUDGE, named_sizes(found.setting), self.options.seed), again)
        return (again if isinstance(again, Refuted) else Abstained(exact.JUDGE, DIFFERS),)

    def proof(self, line: Block) -> Proved | Abstained:
        """What the symbolic judge says, asked once."""
        if line not in self.proofs:
            proof = self.symbolically(line)
            if self.options.explain:
                proof = self.explained(line, proof)
            self.proofs[line] = proof
        return self.proofs[line]

    def explained(self, line: Block, proof: Proved | Abstained) -> Proved | Abstained:
        """A proof with the assumptions that it takes, or what is left over where there is none."""
        if isinstance(proof, Abstained):
            return replace(proof, detail=symbolic.difference(self.prepare(line), line))
        needed = self.assumed(line)
        for relation in needed:
            fewer = tuple(r for r in needed if r is not relation)
            if isinstance(proved(symbolic.prepare(self.first, fewer, (line,), self.workspace), line, fewer), Proved):
                needed = fewer
        return replace(proof, given=tuple(str(assumption((r,))) for r in needed))

    def symbolically(self, line: Block, glance: bool = False) -> Proved | Abstained:
        return proved(self.prepare(line), line, self.assumed(line), glance)

    def siblings(self, line: Block) -> tuple[Block, ...]:
        """The lines to be judged together with this one: those of which the same assumptions speak."""
        given = self.assumed(line)
        return (*(x for x in self.lines if x is not line and self.assumed(x) == given), line)

    def assumed(self, line: Block) -> Condition:
        """The assumptions that speak of this claim."""
        return about(self.conditions, (self.first.body, line.body), self.first.axes)

    def sampling(self, line: Block) -> numeric.Judged:
        """What random samples say of a line; the samples are shared by the lines of a chain."""
        if line not in self.sampled:
            lines = self.siblings(line)
            found = numeric.judged_lines(self.first, lines, self.conditions, self.options.seed, self.options.samples)
            self.sampled.update(zip(lines, found, strict=True))
        return self.sampled[line]

    def exactness(self, line: Block) -> tuple[Evidence, ...]:
        """What exact arithmetic says of an unproved line; agreement counts only if it is defined where the first is."""
        found = exact.judge(self.first, line, self.conditions, self.options.seed)
        if isinstance(found, exact.Differs):
            return self.differing(line, found)
        gap = self.gap(line) if isinstance(found, Proved | Agreed | Checked) else None
        return (found,) if gap is None else (gap,)

    def crosschecked(self, line: Block) -> exact.Finding:
        """Exact evidence on a proved line, found together with that on the other proved lines of the chain."""
        if line not in self.exactly:
            lines = tuple(x for x in self.siblings(line) if x is line or self.stands(x))
            found = exact.judge_lines(self.first, lines, self.conditions, self.options.seed, brief=True)
            self.exactly.update(zip(lines, found, strict=True))
        return self.exactly[line]

    def stands(self, line: Block) -> bool:
        """Whether floats see no difference, and a line is proved."""
        return not isinstance(self.sampling(line).evidence, Mismatch) and isinstance(self.proof(line), Proved)

    def refuted(self, line: Block, briefly: bool = False) -> Evidence:
        """A counterexample, sought once: at the most telling points, or at many."""
        key = (line, briefly)
        if key not in self.searched:
            search = refute.probe if briefly else refute.refute
            found = search(self.first, line, self.conditions, self.options.seed)
            self.searched[key] = standing(found, self.first, line, self.conditions)
        return self.searched[key]

    def rechecked(self, line: Block, setting: Setting | None) -> Refuted | Abstained:
        """Both sides in balls, at the point, or the sizes, at which another judge finds them different."""
        if setting is None:
            return Abstained(refute.JUDGE, "there is no point at which to look again")
        again = refute.recheck(self.first, line, self.conditions, setting, self.options.seed)
        found = standing(again, self.first, line, self.conditions)
        if isinstance(found, Refuted) or (isinstance(found, Abstained) and found is not again):
            return found
        return Abstained(BALLS, "evaluated again in balls, the sides agree")

    def prepare(self, line: Block) -> symbolic.Prepared | Abstained:
        """The first expression, prepared once for all the lines of which the same assumptions speak."""
        given = self.assumed(line)
        if given not in self.prepared:
            self.prepared[given] = symbolic.prepare(self.first, given, self.siblings(line), self.workspace)
        return self.prepared[given]
