"""The symbolic judge: differentiate, bring the difference to normal form, and see whether it is 0, for all sizes.

It proves or abstains; it never refutes. What it decides is said in `symcheck.sums.zero`. A true statement that it
cannot prove: Σ_{i≠k} 1/x_i = Σ_i 1/x_i − 1/x_k.
"""

from __future__ import annotations

from dataclasses import dataclass

from symcheck import calculus
from symcheck.judges.assumptions import Assumptions, assume
from symcheck.judges.domain import Definedness, first_signs, undefined_where
from symcheck.language.expressions import Condition, Expr
from symcheck.language.tensor import Tensor, aligned
from symcheck.sums.enter import Entering, normal
from symcheck.sums.facts import Facts
from symcheck.sums.polys import RenamingError, TooLarge, subtract
from symcheck.sums.types import Poly
from symcheck.sums.zero import is_zero
from symcheck.verdict import Abstained, Proved

JUDGE = "symbolic"
TERMS_SHOWN = 12


class Workspace:
    """What was found for the nodes of one part, for use by all its lines: they share most of what they speak of."""

    def __init__(self) -> None:
        self.kept: list[Expr] = []
        self.evaluated: calculus.Memo = {}
        self.defined: calculus.Memo = {}
        self.entering: dict[Facts, Entering] = {}

    def evaluate(self, expr: Expr) -> Expr:
        """The expression with its derivatives taken."""
        self.kept.append(expr)
        return calculus.evaluate(expr, self.evaluated)

    def defining(self, expr: Expr) -> Expr:
        """The expression, asking for all that its derivatives ask for."""
        self.kept.append(expr)
        return calculus.defining(expr, self.defined)

    def normal(self, facts: Facts, expr: Expr) -> Poly:
        """The normal form under these facts."""
        self.kept.append(expr)
        entering = self.entering.setdefault(facts, Entering(facts))
        memo = entering.memo
        try:
            return entering.poly(expr, {})
        finally:
            entering.facts, entering.memo = facts, memo


@dataclass(frozen=True, slots=True)
class Prepared:
    """The first expression of a chain, ready for lines to be compared with it: its normal form and where it exists."""

    assumptions: Assumptions
    facts: Facts
    body: Expr
    poly: Poly
    tensor: Tensor
    workspace: Workspace


def prepare(
    first: Tensor, given: Condition, lines: tuple[Tensor, ...], workspace: Workspace | None = None
) -> Prepared | Abstained:
    """The first expression in normal form, with what follows from its being defined as facts."""
    workspace = workspace or Workspace()
    try:
        assumptions = assume(given, tuple(t.body for t in (first, *lines)))
        written = assumptions.apply(first.body)
        body = workspace.evaluate(written)
        facts = first_signs(assumptions.facts, workspace.defining(written))
        return Prepared(assumptions, facts, body, workspace.normal(facts, body), first, workspace)
    except (calculus.NoRule, TooLarge, RenamingError) as problem:
        return Abstained(JUDGE, str(problem))
    except RecursionError:
        return Abstained(JUDGE, "the expression is nested too deeply")


def judge(prepared: Prepared | Abstained, line: Tensor) -> Proved | Abstained:
    """Whether the line equals the first expression of its chain, and exists wherever that does."""
    if isinstance(prepared, Abstained):
        return prepared
    try:
        return _judge(prepared, line)
    except (calculus.NoRule, TooLarge, RenamingError) as problem:
        return Abstained(JUDGE, str(problem))
    except RecursionError:
        return Abstained(JUDGE, "the expression is nested too deeply")


def _judge(prepared: Prepared, line: Tensor) -> Proved | Abstained:
    written = prepared.assumptions.apply(aligned(prepared.tensor, line))
    missing = missing_domain(prepared, written)
    if missing.conditions:
        return Abstained(JUDGE, f"the line asks for {missing}, which the first expression does not")
    work = prepared.workspace
    difference = subtract(work.normal(prepared.facts, work.evaluate(written)), prepared.poly)
    if is_zero(prepared.facts, difference):
        return Proved(JUDGE, "the difference is 0 in normal form")
    return Abstained(JUDGE, "the difference does not reduce to 0")


def difference(prepared: Prepared | Abstained, line: Tensor) -> str:
    """The first side minus the line, each in normal form, as a person would write it; empty where there is none."""
    from symcheck.sums.leave import Unsayable, leave

    if isinstance(prepared, Abstained):
        return ""
    try:
        work, written = prepared.workspace, prepared.assumptions.apply(aligned(prepared.tensor, line))
        left_over = subtract(prepared.poly, work.normal(prepared.facts, work.evaluate(written)))
        if is_zero(prepared.facts, left_over):
            return "left − right = 0 wherever both are defined"
        # Written out, a sum over a whole denominator cancels it: what is left may then be collected once more.
        collected = normal(prepared.facts, leave(left_over))
        return f"left − right = {_shown(collected if collected.terms else left_over)}"
    except (calculus.NoRule, TooLarge, RenamingError, Unsayable, RecursionError):
        return ""


def _shown(poly: Poly) -> str:
    """A polynomial in Unicode mathematics, its first terms if it is long."""
    from symcheck.language.text import expression
    from symcheck.sums.leave import leave

    start = str(expression(leave(Poly(poly.terms[:TERMS_SHOWN]))))
    more = len(poly.terms) - TERMS_SHOWN
    return f"{start} … and {more} more terms in normal form" if more > 0 else start


def missing_domain(prepared: Prepared, line: Expr) -> Definedness:
    """What the line asks for to be defined that the first expression and the assumptions do not give."""
    return undefined_where(prepared.facts, prepared.workspace.defining(line))


def domain_gap(prepared: Prepared | Abstained, line: Tensor) -> Definedness | Abstained:
    """What keeps a line from being defined wherever the first is, for judges that compare values only."""
    if isinstance(prepared, Abstained):
        return prepared
    try:
        return missing_domain(prepared, prepared.assumptions.apply(aligned(prepared.tensor, line)))
    except (calculus.NoRule, TooLarge, RenamingError) as problem:
        return Abstained("domain", str(problem))
    except RecursionError:
        return Abstained("domain", "the expression is nested too deeply")
