"""One chain before the judges: the evidence on each line is weighed into a verdict on it.

`symcheck.judging.compare` gathers the evidence, `symcheck.judging.weigh` says what it amounts to: evidence that
contradicts evidence is a `CONFLICT`, never resolved silently.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.claims.claim import Claim, unbound
from symcheck.claims.digest import digest
from symcheck.claims.statements import Chain, Content, Cost, Line, Order
from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    ChainVerdict,
    Checked,
    Confirmed,
    Evidence,
    Incomparable,
    LineVerdict,
    Mismatch,
    Proved,
    Status,
)
from symcheck.claims.wellformed import comparable, fitted
from symcheck.errors import StatementError
from symcheck.expressions.depth import judging
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Condition
from symcheck.judging.advice import ASKS, to_do
from symcheck.judging.compare import Comparison
from symcheck.judging.found import Found, restates, weighed, without_value
from symcheck.judging.options import CheckOptions
from symcheck.judging.readings import is_left_out, left_out, settled, transposes
from symcheck.judging.void import as_read, lacking, void, zero_like
from symcheck.judging.weigh import counts_as_right, via, weigh
from symcheck.notation.text import assumption, names_of
from symcheck.notation.text import content as shown
from symcheck.symbolic import asymptotic
from symcheck.symbolic.prover import Workspace

NOT_ALWAYS = "it does not hold for all values of what is declared"
FEW_ALONE = (
    "it may hold for a few members alone: it is {} {}; "
    "write the members with an index, x_i with i ∈ n, or all that differ"
)
TURNED = "it is transposed, as the page agrees on no layout"
TRANSPOSED = (
    "it is the transpose of the first expression: transpose it, or say how derivatives lie here, with `layout any` "
    "where either will do"
)


@judging()
def check_chain(
    chain: Chain,
    given: Condition,
    options: CheckOptions,
    spoken: frozenset[Index] = frozenset(),
    workspace: Workspace | None = None,
    told: Callable[[ChainVerdict], None] | None = None,
) -> ChainVerdict:
    """The verdicts on the lines of a chain, each against the first and, where that fails, against the line before.

    `spoken` are indices that a line may name although the first expression does not. After each line `told` is given
    the verdicts so far.
    """
    conditions = (*given, *chain.given)
    chain = fitted(chain, conditions)
    first = chain.first
    verdicts: list[LineVerdict] = []
    judged = ChainVerdict(
        shown(first.content, among=spoken_in(chain)), first.latex, first.place, (), chain.assumed, values=chain.values
    )
    judge = _ChainJudge(chain, conditions, options, spoken, workspace or Workspace())
    for position, line in enumerate(chain.lines):
        started = time.perf_counter()
        verdict = _guarded(judge, position, line, verdicts)
        elapsed = (time.perf_counter() - started) * 1e3
        about = verdict.digest or digest_if_any(first.content, line.content, conditions)
        verdicts.append(replace(verdict, digest=about, milliseconds=elapsed))
        judged = replace(judged, lines=tuple(verdicts))
        if told is not None:
            told(judged)
    return judged


def _guarded(judge: _ChainJudge, position: int, line: Line, before: list[LineVerdict]) -> LineVerdict:
    """The verdict on one line. One that a judge stumbles over takes no other line with it."""
    try:
        return judge.line(position, line, before)
    except StatementError as error:
        return failed(line, Status.ILL_FORMED, str(error))
    except RecursionError:
        return failed(line, Status.ERROR, "the expression is nested too deeply to be judged")
    except MemoryError as error:
        detail = f": {error}" if str(error) else ""
        return failed(line, Status.ERROR, f"the memory ran out while judging{detail}")
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"
        return failed(line, Status.ERROR, f"symcheck itself failed ({detail}): please report it")


def digest_if_any(first: Content, line: Content, given: Condition) -> str:
    """The digest of a claim on which a judge stumbled; none where the claim itself is too deep."""
    try:
        return digest(first, line, given)
    except RecursionError:
        return ""


def spoken_in(chain: Chain) -> frozenset[str]:
    """The names of what a chain speaks of: each of its lines is printed among these."""
    return names_of(line.content for line in (chain.first, *chain.lines))


def failed(line: Line, status: Status, reason: str) -> LineVerdict:
    """The verdict on a line that could not be judged."""
    return LineVerdict(status, (), line.place, shown(line.content), reason, line.latex, line.role, line.because)


class _ChainJudge(Struct, eq=False):
    """One chain before the judges: each expression that lines are compared with is prepared once for all of them."""

    chain: Chain
    conditions: Condition
    options: CheckOptions
    spoken: frozenset[Index]
    workspace: Workspace
    comparisons: dict[Block | Cost, Comparison] = field(default_factory=dict)
    deeper: list[_ChainJudge] = field(default_factory=list)

    @property
    def first(self) -> Content:
        return self.chain.first.content

    def line(self, position: int, line: Line, before: list[LineVerdict]) -> LineVerdict:
        """The verdict on one line."""
        if (unread := left_out(line)) is not None:
            return unread
        position = self.last_read(position)
        previous, before = self.chain.lines[position - 1].content if position else self.first, before[:position]
        found = self.doubted(line, self.turned(line, self.compared(line.content, previous, before)))
        carried = position > 0 and found.status is before[-1].status is Status.REFUTED
        carried = carried and not without_value(before[-1].evidence) and self.same(previous, line.content)
        return LineVerdict(
            status=found.status,
            evidence=found.evidence,
            place=line.place,
            text=shown(line.content, among=spoken_in(self.chain)),
            reason=self.noted(line.content, found),
            latex=line.latex,
            role=line.role,
            because=line.because,
            carried=carried,
            restates=restates(previous, line.content) and not self.rewritten(position, line),
            digest=self.digest(line),
            advice=to_do(found.status, found.evidence),
            said=found.said,
        )

    def compared(self, line: Content, previous: Content, before: Sequence[LineVerdict]) -> Found:
        """The evidence on a line against the first expression or, where that is open, against a proved line before."""
        found = weighed(self.against(self.first, line))
        if found.status in (Status.CHECKED, Status.UNDECIDED) and before and before[-1].status is Status.PROVED:
            return weighed(self.through(previous, line, found.evidence, before[-1].where))
        return found

    def turned(self, line: Line, found: Found) -> Found:
        """A wrong line as it is the other way round, where derivatives may lie so, or with what else holds."""
        said, turned = line.said, self.transposed(line.content) if found.status.wrong and self.chain.layouts else None
        if turned is not None and self.chain.turns:
            found, said = weighed(self.against(self.first, turned)), (*said, TURNED)
        elif turned is not None:
            found = Found(Status.TRANSPOSED, TRANSPOSED)
        if not found.status.right and self.chain.also:
            found = self.also(found)
        if found.status.right and self.chain.only is not None:
            (only,) = self.judged(self.chain.only)
            said = only.said if only.status.right else said
        return replace(found, said=said)

    def doubted(self, line: Line, found: Found) -> Found:
        """What is found of a line, left open where that rests on what is in doubt, or on nothing."""
        if found.status is Status.REFUTED and self.chain.stated:
            return found.left_open(f"{NOT_ALWAYS}; {self.chain.stated}")
        if found.status is Status.REFUTED and self.chain.unless and not self.assured:
            return found.left_open(self.chain.beside)
        if found.status.right and self.chain.beside and not self.assured:
            found = self.without(line, found)
        if found.status.right and (hollow := self.hollow(line.content)):
            return found.left_open(hollow)
        if found.status.right and (alone := self.few_alone(line)):
            return found.left_open(alone)
        return found

    def noted(self, line: Content, found: Found) -> str:
        """Why a line is not right, and what would help."""
        missing = () if found.status.right else (self.chain.offered, self.left_out(line), self.chain.solved)
        missing = (*missing, *self.lost(line)) if found.status is Status.REFUTED else missing
        notes = (found.reason, *(said for said in missing if said not in found.reason))
        return "; ".join(filter(None, (*notes, self.remedy(line, found.reason))))

    def also(self, found: Found) -> Found:
        """What is found of a line that may be right for what else holds; open where numbers speak for that."""
        for chain in self.chain.also:
            (other,) = self.judged(chain)
            if other.status.right:
                return Found(other.status, "", other.evidence)
            if found.status.wrong and any(isinstance(x, Confirmed) for x in other.evidence):
                found = Found(Status.UNDECIDED, other.reason, other.evidence)
        return found

    @property
    def assured(self) -> bool:
        """Whether nothing that is in doubt is given, or what would leave no doubt is right."""
        unless, doubted = self.chain.unless, self.chain.doubted
        if unless and all(line.status.right for chain in unless for line in self.judged(chain)):
            return True
        return doubted is not None and not any(relation in doubted for relation in self.chain.given)

    def without(self, line: Line, found: Found) -> Found:
        """What is found of a line that is right: open, unless it is so without what is in doubt."""
        doubted = self.chain.doubted
        given = self.chain.given if doubted is None else tuple(x for x in self.chain.given if x not in doubted)
        if len(given) < len(self.chain.given):
            other = self.judged(replace(self.chain, lines=(line,), given=given, beside="", doubted=()))[0]
            if other.status.right:
                return replace(found, status=other.status, reason="", evidence=other.evidence)
        return found.left_open(self.chain.beside)

    def judged(self, chain: Chain) -> tuple[LineVerdict, ...]:
        """The verdicts on a chain that stands for this one, under what holds of all chains."""
        given = self.conditions[: len(self.conditions) - len(self.chain.given)]
        return check_chain(chain, given, self.options, self.spoken, self.workspace).lines

    def few_alone(self, line: Line) -> str:
        """Why a line is not right for any number of members: it is not where there are more, as numbers say."""
        self.deeper = self.deeper or [self.of_more(chain) for chain in self.chain.deeper]
        for more in self.deeper:
            same = next((x for x in more.chain.lines if x.place == line.place), None)
            if same is not None and more.digest(same) != self.digest(line) and not more.same(more.first, same.content):
                found = next(x for x in self.judged(more.chain) if x.place == line.place)
                if not found.status.right:
                    return FEW_ALONE.format(found.status.value, " and ".join(more.chain.values))
            elif same is None:
                return FEW_ALONE.format(Status.UNREAD.value, " and ".join(more.chain.values))
        return ""

    def of_more(self, chain: Chain) -> _ChainJudge:
        """The same chain before the judges where families have more members."""
        given = self.conditions[: len(self.conditions) - len(self.chain.given)]
        chain = settled(chain, given, self.options, self.workspace)
        conditions = (*given, *chain.given)
        return _ChainJudge(fitted(chain, conditions), conditions, self.options, self.spoken, self.workspace)

    def digest(self, line: Line) -> str:
        """That of the claim that a line makes."""
        return digest(self.first, line.content, self.conditions)

    def hollow(self, line: Content) -> str:
        """Why a line proves nothing: both sides are 0, by a derivative of what has no value."""
        said = void(self.chain, line)
        if not said or not isinstance(self.first, Block):
            return ""
        status, _ = weigh(self.against(self.first, zero_like(self.first)))
        return said if status.right else ""

    def lost(self, line: Content) -> tuple[str, ...]:
        """What may be missing on a page where a wrong line differentiates what has no value, or does not depend."""
        if said := lacking(self.chain, line):
            return (said,)
        first = self.first
        said = as_read(first) if self.chain.layouts and isinstance(first, Block) else ""
        zero = bool(said) and isinstance(first, Block) and weigh(self.against(first, zero_like(first)))[0].right
        return (said,) if zero else ()

    def last_read(self, position: int) -> int:
        """The number of lines up to the last one before a position that is read; 0: the first expression."""
        before = self.chain.lines[:position]
        return next((n for n in range(position, 0, -1) if not is_left_out(before[n - 1], self.chain)), 0)

    def rewritten(self, position: int, line: Line) -> bool:
        """Whether what says the same as the line before is written in other words on a page."""
        before = self.chain.lines[position - 1] if position else self.chain.first
        return self.chain.layouts and before.latex != line.latex

    def transposed(self, line: Content) -> Block | None:
        """A line that is wrong in the layout of derivatives in which it is right, if there is one."""
        first = self.first
        if not isinstance(first, Block) or not isinstance(line, Block):
            return None
        turned = transposes(first, line)
        return next(
            (x for x in turned if Comparison(first, (x,), self.conditions, self.options).accepted(x) is not None), None
        )

    def through(
        self, previous: Content, line: Content, evidence: tuple[Evidence, ...], where: tuple[str, ...]
    ) -> tuple[Evidence, ...]:
        """The evidence on a line with that against the line before, if that is proved and proves this one."""
        found = self.against(previous, line)
        if not isinstance(counts_as_right(found), Proved):
            return evidence
        kept = (*(e for e in evidence if not isinstance(e, Abstained)), *via(found, where))
        claim = self.claim(self.first, line)
        if isinstance(claim, tuple) and any(isinstance(e, Mismatch) for e in kept):
            return (*kept, claim[0].again(claim[1]))
        return kept

    def left_out(self, line: Content) -> str:
        """The assumptions that do not speak of a line, as a hint where it is not right."""
        claim = self.claim(self.first, line)
        unused = tuple(r for r in self.conditions if r not in claim[1].given) if isinstance(claim, tuple) else ()
        if not unused:
            return ""
        return f"left out, for an index that this claim does not name: {assumption(unused)}; every(…) binds it"

    def remedy(self, line: Content, reason: str) -> str:
        """How an author assumes what a line is said to ask for."""
        claim = self.claim(self.first, line) if ASKS in reason else None
        return claim[0].remedy(claim[1], self.chain.layouts) if isinstance(claim, tuple) else ""

    def same(self, previous: Content, line: Content) -> bool:
        """Whether a line follows from the one before, right or wrong."""
        found = self.against(previous, line, briefly=True)
        return any(isinstance(e, Proved | Checked | Agreed | Confirmed) for e in found)

    def against(self, first: Content, line: Content, briefly: bool = False) -> tuple[Evidence, ...]:
        """The evidence on `first = line`; `briefly` leaves out what is only needed for a verdict."""
        found = self.claim(first, line)
        if not isinstance(found, tuple):
            return (found,)
        compared, claim = found
        evidence = compared.glance(claim) if briefly else compared.evidence(claim)
        stray = unbound(claim, self.conditions, self.spoken)
        if stray is None or any(isinstance(e, Proved | Checked) for e in evidence):
            return evidence
        return (stray,)

    def claim(self, first: Content, line: Content) -> tuple[Comparison, Claim] | Evidence:
        """The claim `first = line`, and the comparison in which it stands; what is said of it where it is none."""
        problem = comparable(first, line, self.conditions)
        if problem is not None:
            return problem
        if isinstance(first, Cost) and isinstance(line, Order):
            return asymptotic.judge(first, line)
        if not isinstance(first, Block | Cost) or not isinstance(line, Block):
            return Incomparable("an operation count is compared with O(…) or with an expression in the sizes")
        compared = self.comparison(first)
        claim = compared.claim(line)
        return (compared, claim) if isinstance(claim, Claim) else claim

    def comparison(self, first: Block | Cost) -> Comparison:
        """What lines are compared with: the first expression together with all lines that can be, any other alone."""
        if first not in self.comparisons:
            left = asymptotic.counted(first) if isinstance(first, Cost) else first
            lines = (line.content for line in self.chain.lines) if left is self.first else ()
            together = tuple(line for line in lines if isinstance(line, Block))
            self.comparisons[first] = Comparison(left, together, self.conditions, self.options, self.workspace)
        return self.comparisons[first]
