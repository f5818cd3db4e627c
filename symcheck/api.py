"""Checking from a script, a REPL or a notebook: one call, one verdict.

>>> from symcheck import *
>>> x = scalar("x")
>>> check(grad(log(1 + exp(x)), x), sigmoid(x))
proved: ∂log(1 + eˣ)/∂x = σ(x)
>>> check(log(x**2), 2 * log(x), given=x > 0).status.value
'proved'
>>> refute(log(x**2), 2 * log(x)).right.split(":")[0]
'not defined'

`check` weighs all judges; `prove`, `verify` and `refute` ask one each, and give what it found as evidence. Arguments
are whatever an author may write: tensors, numbers, SymPy expressions. There is no limit on time here: `symcheck run`
has one. No judge is imported before it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn, overload

from msgspec import Struct

from symcheck.claims.statements import Chain, Content, Cost, Order
from symcheck.errors import StatementError
from symcheck.expressions.depth import deep, judging
from symcheck.expressions.nodes import Block
from symcheck.language.statements import chain

if TYPE_CHECKING:
    from rich.console import Group

    from symcheck.claims.claim import Claim
    from symcheck.claims.verdict import (
        Abstained,
        Agreed,
        Checked,
        Evidence,
        Incomparable,
        LineVerdict,
        Proved,
        Refuted,
        Status,
    )

NO_TRUTH = "a verdict is neither true nor false: ask for .status.right (proved or checked) or .status.wrong"


class Verdict(Struct, frozen=True):
    """What is said of `first = line`. It has no truth value: `status.right` and `status.wrong` are two questions.

    >>> from symcheck import *
    >>> x = scalar("x")
    >>> verdict = check(sqrt(x**2), x)
    >>> verdict.status.wrong, verdict.counterexample.values
    (True, (('x', '-1'),))
    >>> bool(verdict)
    Traceback (most recent call last):
    TypeError: a verdict is neither true nor false: ask for .status.right (proved or checked) or .status.wrong
    """

    first: str
    line: LineVerdict

    @property
    def status(self) -> Status:
        return self.line.status

    @property
    def text(self) -> str:
        """The line in Unicode mathematics."""
        return self.line.text

    @property
    def reason(self) -> str:
        """Why, where the evidence does not say it."""
        return self.line.reason

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What each judge found."""
        return self.line.evidence

    @property
    def counterexample(self) -> Refuted | None:
        """The certified counterexample, if there is one."""
        from symcheck.claims.verdict import Refuted

        return next((e for e in self.line.evidence if isinstance(e, Refuted)), None)

    @property
    def digest(self) -> str:
        """What the verdict is about: the statement, its assumptions and the version of the judges, in 128 bits."""
        return self.line.digest

    def __bool__(self) -> NoReturn:
        raise TypeError(NO_TRUTH)

    def __repr__(self) -> str:
        from symcheck.report.verdicts import verdict_text

        return verdict_text(self.first, self.line)

    def __rich__(self) -> Group:
        from symcheck.report.verdicts import verdict_rich

        return verdict_rich(self.first, (self.line,))

    def _repr_html_(self) -> str:
        from symcheck.report.verdicts import verdict_html

        return verdict_html(self.first, (self.line,))


class Verdicts(Struct, frozen=True):
    """What is said of each line of `first = line = line = …`; a sequence of `Verdict`s without a truth value.

    >>> from symcheck import *
    >>> x = scalar("x")
    >>> [verdict.status.value for verdict in check(x + x, 2 * x, 3 * x)]
    ['proved', 'refuted']
    """

    first: str
    lines: tuple[LineVerdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        return (Verdict(self.first, line) for line in self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, position: int) -> Verdict:
        return Verdict(self.first, self.lines[position])

    def __bool__(self) -> NoReturn:
        raise TypeError(NO_TRUTH.replace("a verdict is", "verdicts are"))

    def __repr__(self) -> str:
        return "\n".join(map(repr, self))

    def __rich__(self) -> Group:
        from symcheck.report.verdicts import verdict_rich

        return verdict_rich(self.first, self.lines)

    def _repr_html_(self) -> str:
        from symcheck.report.verdicts import verdict_html

        return verdict_html(self.first, self.lines)


@overload
def check(first: object, line: object, /, *, given: object = None, seed: int = 0) -> Verdict: ...
@overload
def check(
    first: object, line: object, other: object, /, *lines: object, given: object = None, seed: int = 0
) -> Verdicts: ...
@deep()
def check(first: object, /, *lines: object, given: object = None, seed: int = 0) -> Verdict | Verdicts:
    """The verdict on `first = line`, by all judges; for several lines, those on each, as in a chain.

    `given` is a condition or a list of them, as in `given=[Ne(w, o), x > 0]`; `seed` that of all random choices. A
    line that is no expression, or of another shape, is ill-formed; a condition that is none is a StatementError.
    """
    from symcheck.judging.chain import check_chain
    from symcheck.judging.options import CheckOptions

    claim = chain(first, *lines, given=given)
    _refuse_stray(claim)
    verdict = check_chain(claim, (), CheckOptions(seed=seed, explain=True))
    if len(verdict.lines) == 1:
        return Verdict(verdict.first, verdict.lines[0])
    return Verdicts(verdict.first, verdict.lines)


@judging()
def prove(first: object, line: object, *, given: object = None) -> Proved | Refuted | Abstained | Incomparable:
    """Whether the difference reduces to 0, for all sizes and values. It never refutes, except a bound on a cost.

    >>> from symcheck import *
    >>> n = size("n")
    >>> i = index("i", 1, n)
    >>> prove(Sum(i * 0 + 2, i), 2 * n).how
    'the difference is 0 in normal form'
    """
    from symcheck.claims.claim import Claim
    from symcheck.judging.met import proved
    from symcheck.symbolic import asymptotic
    from symcheck.symbolic import prover as symbolic

    said = _comparable(first, line, given)
    if isinstance(said, Chain):
        cost, bound = said.first.content, said.lines[0].content
        if isinstance(cost, Cost) and isinstance(bound, Order):
            return asymptotic.judge(cost, bound)
    claim = _claim(said)
    return proved(symbolic.prepare((claim,)), claim) if isinstance(claim, Claim) else claim


@judging()
def verify(
    first: object, line: object, *, given: object = None, seed: int = 0
) -> Proved | Checked | Agreed | Abstained | Incomparable:
    """Whether exact arithmetic agrees at all small sizes, and the line is defined wherever the first is.

    `Checked` names the bound up to which all sizes were compared; `Agreed` is agreement at a few sizes, not enough to
    call a line right; `Proved` where sizes play no part, or enough of them were compared to settle all.

    >>> from symcheck import *
    >>> x = scalar("x")
    >>> verify(exp(2 * x), exp(x)**2).how
    'rational functions agree, and there are no sizes'
    >>> n = size("n")
    >>> i = index("i", 1, n)
    >>> verify(2**n * Product(exp(x), i), Product(2 * exp(x), i)).bounds
    (('n', 12),)
    """
    from symcheck.claims.claim import Claim
    from symcheck.claims.judge import Budget
    from symcheck.claims.verdict import Abstained, Agreed, Checked, Proved
    from symcheck.symbolic import prover as symbolic
    from symcheck.values import by_sizes, exact
    from symcheck.values.judged import Judged

    claim = _claim(_comparable(first, line, given))
    if not isinstance(claim, Claim):
        return claim
    enough = by_sizes.proof(claim)
    judged = exact.judge((claim,), Budget(seed))[0] if enough is None else Judged(enough)
    found = judged.evidence
    if isinstance(found, Proved | Checked | Agreed):
        gap = symbolic.domain_gap(symbolic.prepare((claim,)), claim)
        return Abstained(exact.JUDGE, f"the values agree, but {gap}") if gap else found
    if isinstance(found, Abstained) and judged.setting is None:
        return found
    return Abstained(exact.JUDGE, "the two sides differ: refute(…) looks for a counterexample")


def _claim(claim: Chain | Incomparable | Abstained) -> Claim | Incomparable | Abstained:
    """Both sides lined up, with the assumptions; the reason where they cannot be compared."""
    from symcheck.claims.claim import claimed
    from symcheck.claims.verdict import Incomparable

    if not isinstance(claim, Chain):
        return claim
    left, right = (_counted(side.content) for side in (claim.first, claim.lines[0]))
    if isinstance(left, Block) and isinstance(right, Block):
        return claimed(left, right, claim.given)
    return Incomparable("a bound on an operation count speaks of all sizes at once: prove(…) decides it")


def _comparable(first: object, line: object, given: object) -> Chain | Incomparable | Abstained:
    from symcheck.claims.wellformed import comparable, fitted

    claim = chain(first, line, given=given)
    _refuse_stray(claim)
    claim = fitted(claim, claim.given)
    return comparable(claim.first.content, claim.lines[0].content, claim.given) or claim


def _refuse_stray(claim: Chain) -> None:
    """Raises StatementError for an assumption on an index that no line names."""
    from symcheck.language.stray import stray

    problem = stray(claim.given, [line.content for line in (claim.first, *claim.lines)])
    if problem is not None:
        raise StatementError(problem)


def _counted(content: Content) -> Content:
    from symcheck.symbolic.asymptotic import counted

    return counted(content) if isinstance(content, Cost) else content


@judging()
def refute(first: object, line: object, *, given: object = None, seed: int = 0) -> Refuted | Abstained | Incomparable:
    """A certified counterexample: small sizes and short values at which the sides lie in balls that do not meet.

    >>> from symcheck import *
    >>> n = size("n")
    >>> x = vector("x", n)
    >>> refute(grad(dot(x, x), x), x)
    Refuted(sizes=(('n', 1),), values=(('x[1]', '2'),), left='4', right='2', entry=(1,))
    """
    from symcheck.certificates.counterexample import standing
    from symcheck.claims.claim import Claim
    from symcheck.claims.judge import Budget
    from symcheck.values import refute as refutation

    claim = _claim(_comparable(first, line, given))
    if not isinstance(claim, Claim):
        return claim
    return standing(refutation.judge((claim,), Budget(seed))[0], claim)
