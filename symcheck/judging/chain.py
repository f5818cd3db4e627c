"""One chain before the judges: the evidence on each line is weighed into a verdict on it.

In this order: a symbolic proof; random samples; where there is no proof, agreement at the sizes that settle all, a
counterexample, agreement at all small sizes. `symcheck.judging.weigh` says what the evidence amounts to: evidence that
contradicts evidence is a `CONFLICT`, never resolved silently.
"""

from __future__ import annotations

import time
from dataclasses import replace

from symcheck.claims.digest import content_key, digest
from symcheck.claims.statements import Chain, Content, Cost, Line, Order
from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    ChainVerdict,
    Checked,
    Confirmed,
    Different,
    Evidence,
    Incomparable,
    LineVerdict,
    Mismatch,
    Proved,
    Refuted,
    Status,
)
from symcheck.claims.wellformed import comparable, fitted, unbound
from symcheck.errors import StatementError
from symcheck.expressions.depth import judging
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition
from symcheck.expressions.spoken import about
from symcheck.judging.met import seen
from symcheck.judging.options import CheckOptions
from symcheck.judging.weigh import BALLS, DOMAIN, NUMERIC, cannot_be_met, counts_as_right, weigh
from symcheck.language.tensor import Tensor
from symcheck.notation.text import assumption
from symcheck.notation.text import content as shown
from symcheck.symbolic import asymptotic as growth
from symcheck.symbolic import prover as symbolic
from symcheck.values import by_sizes, exact, numeric, refute
from symcheck.values.evaluate import Setting
from symcheck.values.subject import named_sizes

DIFFERS = "exact arithmetic finds the sides different, which may be its own limit: balls do not separate them"


@judging()
def check_chain(
    chain: Chain,
    given: Condition,
    options: CheckOptions,
    spoken: frozenset[Index] = frozenset(),
    workspace: symbolic.Workspace | None = None,
) -> ChainVerdict:
    """The verdicts on the lines of a chain, each against the first and, where that fails, against the line before.

    `spoken` are indices that a line may name although the first expression does not.
    """
    conditions = (*given, *chain.given)
    chain = fitted(chain, conditions)
    first = chain.first
    verdicts: list[LineVerdict] = []
    judge = _ChainJudge(chain, conditions, options, spoken, workspace or symbolic.Workspace())
    for position, line in enumerate(chain.lines):
        started = time.perf_counter()
        try:
            verdict = judge.line(position, line, verdicts)
        except StatementError as error:
            verdict = failed(line, Status.ILL_FORMED, str(error))
        except RecursionError:
            verdict = failed(line, Status.ERROR, "the expression is nested too deeply to be judged")
        except MemoryError as error:
            verdict = failed(line, Status.ERROR, f"the memory ran out while judging{_told(error)}")
        except Exception as error:
            # One line that a judge stumbles over takes no other line with it.
            verdict = failed(
                line, Status.ERROR, f"symcheck itself failed ({type(error).__name__}: {error}): please report it"
            )
        elapsed = (time.perf_counter() - started) * 1e3
        about = verdict.digest or digest_if_any(first.content, line.content, conditions)
        verdicts.append(replace(verdict, digest=about, milliseconds=elapsed))
    return ChainVerdict(shown(first.content), first.latex, first.place, tuple(verdicts))


def _told(error: MemoryError) -> str:
    return f": {error}" if str(error) else ""


def digest_if_any(first: Content, line: Content, given: Condition) -> str:
    """The digest of a claim on which a judge stumbled; none where the claim itself is too deep."""
    try:
        return digest(first, line, given)
    except RecursionError:
        return ""


def failed(line: Line, status: Status, reason: str) -> LineVerdict:
    """The verdict on a line that could not be judged."""
    return LineVerdict(status, (), line.place, shown(line.content), reason, line.latex, line.role, line.because)


class _ChainJudge:
    """One chain before the judges: what is prepared once for all its lines."""

    def __init__(
        self,
        chain: Chain,
        conditions: Condition,
        options: CheckOptions,
        spoken: frozenset[Index],
        workspace: symbolic.Workspace,
    ) -> None:
        self.chain = chain
        self.workspace = workspace
        self.spoken = spoken
        self.conditions = conditions
        self.options = options
        self.first = chain.first.content
        self.prepared: dict[tuple[int, Condition], symbolic.Prepared | Abstained] = {}
        self.proofs: dict[tuple[int, int], Proved | Abstained] = {}
        self.sampled: dict[tuple[int, int], Evidence] = {}
        self.searched: dict[tuple[int, int, bool], Evidence] = {}
        self.points: dict[tuple[int, int], Setting | None] = {}
        self.exactly: dict[tuple[int, int], exact.Finding] = {}

    def line(self, position: int, line: Line, before: list[LineVerdict]) -> LineVerdict:
        """The verdict on one line."""
        previous = self.chain.first if position == 0 else self.chain.lines[position - 1]
        evidence = self.against(self.first, line.content)
        status, reason = weigh(evidence)
        settled = status in (Status.PROVED, Status.REFUTED, Status.CONFLICT, Status.ILL_FORMED)
        if not settled and position and before[-1].status is Status.PROVED:
            through = self.against(previous.content, line.content)
            if isinstance(counts_as_right(through), Proved):
                evidence = (*(e for e in evidence if not isinstance(e, Abstained)), *_via(through, before[-1].where))
                evidence = (*evidence, *self.mismatched(evidence, line.content))
                status, reason = weigh(evidence)
        reason = "; ".join(filter(None, (reason, "" if status.right else self.left_out(line.content))))
        carried = (
            status.wrong and position > 0 and before[-1].status.wrong and self.same(previous.content, line.content)
        )
        return LineVerdict(
            status=status,
            evidence=evidence,
            place=line.place,
            text=shown(line.content),
            reason=reason,
            latex=line.latex,
            role=line.role,
            because=line.because,
            carried=carried,
            restates=restates(previous.content, line.content),
            digest=digest(self.first, line.content, self.conditions),
        )

    def mismatched(self, evidence: tuple[Evidence, ...], line: Content) -> tuple[Evidence, ...]:
        """What balls say where floats disagree with the first expression, and the line is proved through another."""
        found = next((e for e in evidence if isinstance(e, Mismatch)), None)
        if found is None or not isinstance(self.first, Tensor) or not isinstance(line, Tensor):
            return ()
        return self.again(self.first, line, found)

    def left_out(self, line: Content) -> str:
        """The assumptions that do not speak of a line, as a hint where it is not right."""
        if not isinstance(self.first, Tensor) or not isinstance(line, Tensor):
            return ""
        used = self.assumed(self.first, line)
        unused = tuple(relation for relation in self.conditions if relation not in used)
        if not unused:
            return ""
        return f"left out, for an index that this claim does not name: {assumption(unused)}; every(…) binds it"

    def same(self, previous: Content, line: Content) -> bool:
        """Whether a line follows from the one before, right or wrong."""
        return any(
            isinstance(e, Proved | Checked | Agreed | Confirmed) for e in self.against(previous, line, quick=True)
        )

    def against(self, first: Content, line: Content, quick: bool = False) -> tuple[Evidence, ...]:
        """The evidence on `first = line`; `quick` leaves out what is only needed for a verdict."""
        problem = comparable(first, line, self.conditions)
        if problem is not None:
            return (problem,)
        if isinstance(first, Cost):
            if isinstance(line, Order):
                return (growth.judge(first, line),)
            first = growth.counted(first)
        if not isinstance(first, Tensor) or not isinstance(line, Tensor):
            return (Incomparable("an operation count is compared with O(…) or with an expression in the sizes"),)
        evidence = self.values(first, line, quick)
        stray = unbound(first, line, self.conditions, self.spoken)
        right = stray is None or any(isinstance(e, Proved | Checked) for e in evidence)
        return evidence if right or stray is None else (stray,)

    def values(self, first: Tensor, line: Tensor, quick: bool) -> tuple[Evidence, ...]:
        """Floats first: what they see a difference in is searched for a counterexample before a proof is."""
        numbers = self.sampling(first, line)
        if quick:
            return (numbers,) if isinstance(numbers, Confirmed | Mismatch) else (self.proof(first, line),)
        if isinstance(numbers, Mismatch) and isinstance(counterexample := self.refuted(first, line), Refuted):
            found = self.proof(first, line) if self.options.explain else self.symbolically(first, line, glance=True)
            return (found, numbers, counterexample)
        proof = self.proof(first, line)
        if isinstance(proof, Proved):
            return (proof, *self.exactly_besides(first, line), numbers, *self.again(first, line, numbers))
        if cannot_be_met((numbers,)):
            return (proof, numbers)
        return (proof, *self.unproved(first, line, numbers))

    def exactly_besides(self, first: Tensor, line: Tensor) -> tuple[Evidence, ...]:
        """What exact arithmetic says of a line that is proved."""
        found = self.crosschecked(first, line)
        return self.differing(first, line, found) if isinstance(found, exact.Differs) else (found,)

    def again(self, first: Tensor, line: Tensor, numbers: Evidence) -> tuple[Evidence, ...]:
        """Floats that disagree with a proof are evaluated again in balls, there and then anywhere."""
        if not isinstance(numbers, Mismatch):
            return ()
        there = self.rechecked(first, line, self.points.get((id(first), id(line))))
        elsewhere = there if isinstance(there, Refuted) else self.refuted(first, line)
        return (elsewhere if isinstance(elsewhere, Refuted) else there,)

    def unproved(self, first: Tensor, line: Tensor, numbers: Evidence) -> tuple[Evidence, ...]:
        """The evidence on a line without a symbolic proof: by enough sizes, by a counterexample, by all small sizes.

        Where floats see no difference, exact arithmetic is asked first: a counterexample to what agrees at all small
        sizes is sought at the most telling points alone.
        """
        if not isinstance(numbers, Mismatch):
            enough = self.by_enough_sizes(first, line)
            if isinstance(enough, Proved):
                return (enough, numbers)
        agreeing = isinstance(numbers, Confirmed)
        known = self.exactness(first, line) if agreeing else None
        settled = known is not None and any(isinstance(e, Checked | Proved) for e in known)
        counterexample = self.refuted(first, line, briefly=settled)
        if isinstance(counterexample, Refuted):
            return (*(known or ()), numbers, counterexample)
        found = known if known is not None else self.exactness(first, line)
        again = self.again(first, line, numbers) if any(isinstance(e, Proved) for e in found) else ()
        return (*found, numbers, counterexample, *again)

    def by_enough_sizes(self, first: Tensor, line: Tensor) -> Proved | None:
        """A proof by agreement at the sizes that settle all, of a line that is defined where the first is."""
        found = by_sizes.judge(first, line, self.conditions)
        return found if found is not None and self.gap(first, line) is None else None

    def gap(self, first: Tensor, line: Tensor) -> Abstained | None:
        """Why it is not known that the line is defined wherever the first is; None if it is."""
        gap = symbolic.domain_gap(self.prepare(first, line), line)
        return Abstained(DOMAIN, f"the values agree exactly, but {gap}") if gap else None

    def differing(self, first: Tensor, line: Tensor, found: exact.Differs) -> tuple[Evidence, ...]:
        """A difference that exact arithmetic finds, as evidence if it is certain, and looked at in balls."""
        again = self.rechecked(first, line, found.setting)
        if found.certain:
            return (Different(exact.JUDGE, named_sizes(found.setting), self.options.seed), again)
        return (again if isinstance(again, Refuted) else Abstained(exact.JUDGE, DIFFERS),)

    def proof(self, first: Tensor, line: Tensor) -> Proved | Abstained:
        """What the symbolic judge says, asked once."""
        key = (id(first), id(line))
        if key not in self.proofs:
            proof = self.symbolically(first, line)
            if self.options.explain and isinstance(proof, Abstained):
                proof = replace(proof, detail=symbolic.difference(self.prepare(first, line), line))
            self.proofs[key] = proof
        return self.proofs[key]

    def symbolically(self, first: Tensor, line: Tensor, glance: bool = False) -> Proved | Abstained:
        prepared = self.prepare(first, line)
        found = symbolic.judge(prepared, line, glance=glance)
        return seen(found, prepared, first, line, self.assumed(first, line))

    def siblings(self, first: Tensor, line: Tensor) -> tuple[Tensor, ...]:
        """The lines to be judged together with this one: those of the chain, if it is compared with the first."""
        if first is not self.first:
            return (line,)
        lines = (x.content for x in self.chain.lines)
        together = (x for x in lines if isinstance(x, Tensor) and comparable(first, x, self.conditions) is None)
        given = self.assumed(first, line)
        return (*(x for x in together if x is not line and self.assumed(first, x) == given), line)

    def assumed(self, first: Tensor, line: Tensor) -> Condition:
        """The assumptions that speak of this claim."""
        return about(self.conditions, (first.body, line.body), first.axes)

    def sampling(self, first: Tensor, line: Tensor) -> Evidence:
        """What random samples say of a line; the samples are shared by the lines of a chain."""
        if (id(first), id(line)) not in self.sampled:
            lines = self.siblings(first, line)
            found = numeric.judged_lines(first, lines, self.conditions, self.options.seed, self.options.samples)
            for one, judged in zip(lines, found, strict=True):
                self.sampled[id(first), id(one)] = judged.evidence
                self.points[id(first), id(one)] = judged.setting
        return self.sampled[id(first), id(line)]

    def exactness(self, first: Tensor, line: Tensor) -> tuple[Evidence, ...]:
        """What exact arithmetic says of an unproved line; agreement counts only if it is defined where the first is."""
        found = exact.judge(first, line, self.conditions, self.options.seed)
        if isinstance(found, exact.Differs):
            return self.differing(first, line, found)
        gap = self.gap(first, line) if isinstance(found, Proved | Agreed | Checked) else None
        return (found,) if gap is None else (gap,)

    def crosschecked(self, first: Tensor, line: Tensor) -> exact.Finding:
        """Exact evidence on a proved line, found together with that on the other proved lines of the chain."""
        if (id(first), id(line)) not in self.exactly:
            lines = tuple(x for x in self.siblings(first, line) if x is line or self.stands(first, x))
            found = exact.judge_lines(first, lines, self.conditions, self.options.seed, brief=True)
            self.exactly.update({(id(first), id(x)): finding for x, finding in zip(lines, found, strict=True)})
        return self.exactly[id(first), id(line)]

    def stands(self, first: Tensor, line: Tensor) -> bool:
        """Whether floats see no difference, and a line is proved."""
        return not isinstance(self.sampling(first, line), Mismatch) and isinstance(self.proof(first, line), Proved)

    def refuted(self, first: Tensor, line: Tensor, briefly: bool = False) -> Evidence:
        """A counterexample, sought once: at the most telling points, or at many."""
        key = (id(first), id(line), briefly)
        if key not in self.searched:
            search = refute.probe if briefly else refute.refute
            self.searched[key] = search(first, line, self.conditions, self.options.seed)
        return self.searched[key]

    def rechecked(self, first: Tensor, line: Tensor, setting: Setting | None) -> Refuted | Abstained:
        """Both sides in balls, at the point, or the sizes, at which another judge finds them different."""
        found = None if setting is None else refute.recheck(first, line, self.conditions, setting, self.options.seed)
        return found if isinstance(found, Refuted) else Abstained(BALLS, "evaluated again in balls, the sides agree")

    def prepare(self, first: Tensor, line: Tensor) -> symbolic.Prepared | Abstained:
        """The first expression, prepared once for all the lines of which the same assumptions speak."""
        key = (id(first), self.assumed(first, line))
        known = self.prepared.get(key)
        if known is None:
            lines = self.siblings(first, line)
            known = self.prepared[key] = symbolic.prepare(first, key[1], lines, self.workspace)
        return known


def _via(evidence: tuple[Evidence, ...], where: tuple[str, ...]) -> tuple[Evidence, ...]:
    """The evidence against the line before, as evidence on this line: it holds where that was proved."""
    return tuple(
        replace(e, how=f"equal to the line before: {e.how}", where=tuple(dict.fromkeys((*where, *e.where))))
        if isinstance(e, Proved)
        else e
        for e in evidence
        if not isinstance(e, Abstained) or e.judge in (NUMERIC, BALLS)
    )


def restates(previous: Content, line: Content) -> bool:
    """Whether a line is the very expression of the line before (its axes under the same names)."""
    if not isinstance(previous, Tensor) or not isinstance(line, Tensor) or previous.ndim != line.ndim:
        return False
    if [a.name for a in previous.axes] != [a.name for a in line.axes]:
        return False
    return content_key(previous) == content_key(line)
