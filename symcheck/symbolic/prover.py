"""The symbolic judge: differentiate, bring the difference to normal form, and see whether it is 0, for all sizes.

It proves or abstains; it never refutes. What it decides is said in `symcheck.symbolic.normal_form.zero`. A true
statement that it cannot prove: Σ_{i≠k} 1/x_i = Σ_i 1/x_i − 1/x_k.

A derivative is replaced by a formula. The formula equals it where the derivative exists and the formula has a value; so
that a proof asks three things: the line has a value wherever the first expression has one; both formulas have one
there; their difference is 0 in normal form. Where a derivative does not exist nothing is asked, and the proof says so
(`Proved.where`): what is known of such places decides no case that the line states.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Abstained, Proved
from symcheck.definedness.smooth import same
from symcheck.errors import Unsupported
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Derivative, Expr, Let
from symcheck.expressions.walk import nesting, subexpressions
from symcheck.functions.table import WHOLE
from symcheck.notation.text import TextStyle
from symcheck.symbolic import calculus
from symcheck.symbolic.assumptions import Assumptions, assume
from symcheck.symbolic.borders import isolates
from symcheck.symbolic.domain import walk
from symcheck.symbolic.domain.demand import Demand
from symcheck.symbolic.domain.known import Known, Ungiven, known_of, undefined_where
from symcheck.symbolic.few import by_entries
from symcheck.symbolic.finite import interpolated
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.induction import by_induction
from symcheck.symbolic.normal_form.normalise import Normaliser, normal
from symcheck.symbolic.normal_form.polys import subtract
from symcheck.symbolic.normal_form.rules import NOTHING, Rules
from symcheck.symbolic.normal_form.steps import Steps
from symcheck.symbolic.normal_form.types import Poly
from symcheck.symbolic.normal_form.work import limited
from symcheck.symbolic.normal_form.zero import is_zero, why_zero
from symcheck.symbolic.readable.to_expression import leave
from symcheck.symbolic.reasons import reasons, shown

T = TypeVar("T")
JUDGE = "symbolic"
NESTED = 2
"""How deep functions that others define must stand in one another to be kept whole first."""
WHOLE_FUNCTIONS = Rules(whole=True)
FORMULA = "the derivative's formula asks for {}"


class Workspace:
    """What was found for the nodes of one part, for use by all its lines: they share most of what they speak of."""

    def __init__(self) -> None:
        self.evaluated: calculus.Memo = {}
        self.normalisers: dict[Facts, Normaliser] = {}
        self.prepared: dict[tuple[Expr, tuple[Index, ...], Assumptions], Prepared | Abstained] = {}
        self.domain = walk.Workspace(self.evaluate)

    def evaluate(self, expr: Expr) -> Expr:
        """The expression with its derivatives taken."""
        return calculus.evaluate(expr, self.evaluated)

    def normal(self, facts: Facts, expr: Expr) -> Poly:
        """The normal form under these facts."""
        normaliser = self.normalisers.get(facts)
        if normaliser is None:
            normaliser = self.normalisers[facts] = Normaliser(facts)
        return normaliser.poly(expr, {})


class Prepared(Struct, frozen=True):
    """The first expression of a chain, ready for lines to be compared with it: its normal form and where it exists.

    `problem` says why its normal form is not known to equal it wherever it exists. Where functions are kept whole in
    it, `apart` prepares it with functions taken apart.
    """

    assumptions: Assumptions
    known: Known
    formula: Expr
    poly: Poly
    first: Block
    workspace: Workspace
    problem: str = ""
    apart: Callable[[], Prepared | Abstained] | None = None

    @property
    def facts(self) -> Facts:
        return self.known.facts

    def written(self, claim: Claim) -> Expr:
        """The right side of a claim, with the index equations used."""
        return self.assumptions.apply(claim.right)


def prepare(claims: Sequence[Claim], workspace: Workspace | None = None) -> Prepared | Abstained:
    """The left side that claims share in normal form, with what follows from its being defined as facts.

    Functions of functions are kept whole first: taken apart, they double with each.
    """
    work, sides = workspace or Workspace(), (claims[0].left, *(claim.right for claim in claims))

    def prepared(facts: Facts) -> Prepared | Abstained:
        return _abstaining(lambda: _prepared(claims[0], sides, work, facts))

    apart = cache(partial(prepared, NOTHING))
    if max(nesting(side, WHOLE) for side in sides) < NESTED:
        return apart()
    whole = prepared(WHOLE_FUNCTIONS)
    return replace(whole, apart=apart) if isinstance(whole, Prepared) else apart()


def _abstaining(ask: Callable[[], T]) -> T | Abstained:
    """What is found, or why nothing is."""
    try:
        with limited():
            return ask()
    except Unsupported as problem:
        return Abstained(JUDGE, str(problem))
    except RecursionError:
        return Abstained(JUDGE, "the expression is nested too deeply")


def _prepared(claim: Claim, sides: tuple[Expr, ...], work: Workspace, facts: Facts) -> Prepared | Abstained:
    assumptions = assume(claim.given, sides, facts)
    key = (claim.left, claim.axes, assumptions)
    if key not in work.prepared:
        work.prepared[key] = _prepared_under(assumptions, claim, work)
    return work.prepared[key]


def _prepared_under(assumptions: Assumptions, claim: Claim, work: Workspace) -> Prepared | Abstained:
    written = assumptions.apply(claim.left)
    known = known_of(assumptions.facts, written, work.domain)
    never = next((d for d in known.bends if _excluded(known.facts, d)), None)
    if never is not None:
        return Abstained(JUDGE, f"nothing is asked: the derivative exists only where {never}")
    formula = work.evaluate(written)
    prepared = Prepared(
        assumptions, known, formula, work.normal(known.facts, formula), Block(claim.axes, claim.left), work
    )
    missing = _formula_gap(prepared, written)
    return replace(prepared, problem=FORMULA.format(missing)) if missing else prepared


def _excluded(facts: Facts, demand: Demand) -> bool:
    """Whether a demand fails under the assumptions: e ≠ 0 where e = 0 is assumed, or holds of any values."""
    if len(demand.alternatives) != 1:
        return False
    there = replace(demand.facts, signs=(*demand.facts.signs, *facts.signs))
    normal_form = Normaliser(there)
    return any(
        ask.kind in ("ne", "gt") and is_zero(there, normal_form.poly(ask.expr, demand.values))
        for ask in demand.alternatives[0]
    )


def _formula_gap(prepared: Prepared, written: Expr) -> str:
    """What the formulas of derivatives ask for that neither the first expression nor the assumptions give."""
    if not any(isinstance(node, Derivative | Let) for node in subexpressions(written)):
        return ""
    work = prepared.workspace
    missing = undefined_where(prepared.known, work.evaluate(written), work.domain)
    return "" if missing is None else missing.demands


def judge(prepared: Prepared | Abstained, claim: Claim, glance: bool = False) -> Proved | Abstained:
    """Whether the right side equals the left, which is prepared, and exists wherever that does.

    At a `glance` it is asked only where the normal forms are the same.
    """
    if isinstance(prepared, Abstained):
        return prepared
    if glance and not _coincide(prepared, claim):
        return Abstained(JUDGE, "the normal forms differ")
    found = _abstaining(lambda: _judge(prepared, claim))
    if isinstance(found, Proved):
        return found
    if prepared.apart is not None:
        return judge(prepared.apart(), claim)
    return _by_entries(prepared, claim) or _by_numbers(prepared, claim) or found


def _by_entries(prepared: Prepared, claim: Claim) -> Proved | None:
    """A proof for each of a few entries, and of sums of a few terms, where sizes are numbers."""
    found: list[Proved] = []
    for entry in by_entries(claim):
        proof = judge(prepare((entry,), prepared.workspace), entry)
        if isinstance(proof, Abstained):
            return None
        found.append(proof)
    if not found:
        return None
    where = tuple(dict.fromkeys(place for proof in found for place in proof.where))
    how = "entry by entry" if len(found) > 1 else "term by term"
    return replace(found[0], how=f"{how}, {found[0].how}", where=where)


def _by_numbers(prepared: Prepared, claim: Claim) -> Proved | None:
    """A proof with functions of what is one of a few numbers written as polynomials in it."""
    finite = prepared.assumptions.finite
    written = interpolated(claim, finite) if finite else None
    if written is None:
        return None
    proof = judge(prepare((written,), prepared.workspace), written)
    if isinstance(proof, Abstained):
        return None
    names = ", ".join(TextStyle().name(array.name) for array, _ in finite)
    return replace(proof, by=(*proof.by, f"functions of {names} by the numbers that are possible"))


def _judge(prepared: Prepared, claim: Claim) -> Proved | Abstained:
    written = prepared.written(claim)
    where = tuple(dict.fromkeys(map(str, prepared.known.bends)))
    if same(prepared.assumptions.apply(claim.left), written):
        return Proved(JUDGE, "the line is the same expression", where)
    missing = _missing(prepared, claim)
    if missing is not None:
        return Abstained(JUDGE, missing.besides("which the first expression"))
    gap = _formula_gap(prepared, written)
    if prepared.problem or gap:
        return Abstained(JUDGE, prepared.problem or FORMULA.format(gap))
    work = prepared.workspace
    formula = work.evaluate(written)
    difference = subtract(work.normal(prepared.facts, formula), prepared.poly)
    # By cases, the formula of a derivative would say what a derivative is where there is none.
    isolated = bool(where) and isolates(formula, claim.given)
    how, steps = "the difference is 0 in normal form", why_zero(prepared.facts, difference, exact=not isolated)
    if steps is None and where and not isolated:
        how, steps = f"{how} where the derivative exists", _why_zero_beyond(prepared, formula)
    if steps is None and not where:
        steps = by_induction(prepared.facts, difference)
    if steps is None:
        return Abstained(JUDGE, "the difference does not reduce to 0")
    return Proved(JUDGE, how, where, reasons((claim.left, claim.right), steps))


def _why_zero_beyond(prepared: Prepared, formula: Expr) -> Steps | None:
    """What shows that the difference is 0 with what is known where the derivatives of the first expression exist."""
    facts, work = prepared.known.beyond, prepared.workspace
    return why_zero(facts, subtract(work.normal(facts, formula), work.normal(facts, prepared.formula)))


def _coincide(prepared: Prepared, claim: Claim) -> bool:
    found = _abstaining(lambda: _left_over(prepared, claim))
    return isinstance(found, Poly) and not found.terms


def _left_over(prepared: Prepared, claim: Claim) -> Poly:
    """The first expression minus the line, in normal form."""
    work = prepared.workspace
    return subtract(prepared.poly, work.normal(prepared.facts, work.evaluate(prepared.written(claim))))


def left_over(prepared: Prepared | Abstained, claim: Claim) -> Poly | None:
    """The first side minus the line in normal form; None where it is not known."""
    found = prepared if isinstance(prepared, Abstained) else _abstaining(lambda: _left_over(prepared, claim))
    return None if isinstance(found, Abstained) else found


def difference(prepared: Prepared | Abstained, claim: Claim) -> str:
    """The first side minus the line, each in normal form, as a person would write it; empty where there is none."""
    if isinstance(prepared, Abstained):
        return ""
    found = _abstaining(lambda: _difference(prepared, claim))
    return found if isinstance(found, str) else ""


def _difference(prepared: Prepared, claim: Claim) -> str:
    left_over = _left_over(prepared, claim)
    if is_zero(prepared.facts, left_over):
        return "left − right = 0 wherever both are defined"
    # Written out, a sum over a whole denominator cancels it: what is left may then be collected once more.
    collected = normal(prepared.facts, leave(left_over))
    return f"left − right = {shown(collected if collected.terms else left_over)}"


def _missing(prepared: Prepared, claim: Claim) -> Ungiven | None:
    """What a line asks for to be defined that the first expression and the assumptions do not give."""
    return undefined_where(prepared.known, prepared.written(claim), prepared.workspace.domain)


def missing_in(prepared: Prepared | Abstained, claim: Claim) -> Ungiven | None:
    """What a line asks for that the first expression and the assumptions do not give, as far as that can be told."""
    found = prepared if isinstance(prepared, Abstained) else _abstaining(lambda: _missing(prepared, claim))
    return found if isinstance(found, Ungiven) else None


def domain_gap(prepared: Prepared | Abstained, claim: Claim) -> str:
    """Why it is open whether a line is defined wherever the first is, for judges that compare values only; or ""."""
    if isinstance(prepared, Abstained):
        return f"where the line is defined is open: {prepared.reason}"
    found = _abstaining(lambda: _missing(prepared, claim))
    if found is None:
        return ""
    if prepared.apart is not None:
        return domain_gap(prepared.apart(), claim)
    return found.besides("the first") if isinstance(found, Ungiven) else domain_gap(found, claim)
