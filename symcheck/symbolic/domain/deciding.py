"""Whether a demand follows from the facts of the place where it stands: plainly, by signs, by its form, in parts."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    COMPARED,
    Add,
    Bracket,
    Call,
    Determinant,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Mul,
    Named,
    Number,
    Power,
    Sum,
)
from symcheck.functions.row import Alternatives, Ask
from symcheck.functions.table import TABLE
from symcheck.symbolic.domain.demand import Demand
from symcheck.symbolic.normal_form.angles import common_parts
from symcheck.symbolic.normal_form.cases import renormalised
from symcheck.symbolic.normal_form.cleared import without_inverses
from symcheck.symbolic.normal_form.content import consequences, content
from symcheck.symbolic.normal_form.definite import is_regular
from symcheck.symbolic.normal_form.facts import Facts, entails, form_holds
from symcheck.symbolic.normal_form.normalise import Normaliser
from symcheck.symbolic.normal_form.polys import constant_value, monomial, scale, subtract
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, is_nonzero, sign
from symcheck.symbolic.normal_form.types import Lambda, Poly, PowerAtom


def follows(demand: Demand) -> bool:
    """Whether some alternative follows from the facts of the place."""
    left = left_open(demand)
    return () in left or any(all(_holds(demand, ask) for ask in asks) for asks in left)


def left_open(demand: Demand) -> Alternatives:
    """The alternatives that are not excluded, each without what is plain."""
    return tuple(
        tuple(ask for ask in asks if not _plainly(demand, ask))
        for asks in demand.alternatives
        if not any(_excluded(demand, ask) for ask in asks)
    )


def _plainly(demand: Demand, ask: Ask) -> bool:
    match ask:
        case Ask("whole", expr):
            return is_whole(expr) or any(_differ_by_whole(demand, expr, other) for other in demand.wholes)
        case Ask("broken" | "ne", expr) if any(_is_apart_by_whole(demand, expr, other) for other in demand.brokens):
            return True
        case Ask(kind, Integer(form)):
            return form_holds(demand.facts, kind, af.substitute(form, demand.values))
        case Ask(kind, Number(value)) if kind in COMPARED:
            return bool(COMPARED[kind](value))
    return False


def _excluded(demand: Demand, ask: Ask) -> bool:
    match ask:
        case Ask("broken", expr):
            return is_whole(expr)
        case Ask("whole", Number(value)):
            return value.denominator != 1
        case Ask(kind, Integer(form)):
            opposite = {"ge": "gt", "gt": "ge"}.get(kind)
            named = af.substitute(form, demand.values)
            return opposite is not None and form_holds(demand.facts, opposite, named.scale(-1))
    return False


def is_whole(expr: Expr) -> bool:
    """Whether an expression is plainly a whole number."""
    match expr:
        case Integer() | Bracket():
            return True
        case Number(value):
            return value.denominator == 1
        case Entry(array):
            return array.integer
        case Add(parts) | Mul(parts):
            return all(map(is_whole, parts))
        case Power(base, Number(value)):
            return value.denominator == 1 and value >= 0 and is_whole(base)
        case Call("abs" | "sign", (argument,)):
            return is_whole(argument)
        case Sum(_, body, _):
            return is_whole(body)
        case Named(definition):
            return is_whole(definition.body)
    return False


def _differ_by_whole(demand: Demand, expr: Expr, other: Expr) -> bool:
    """Whether an expression is a whole multiple of a whole number, plus a whole number, plainly."""
    poly, known = _as_polys(demand, expr, other)
    lead = next(((t, c) for t, c in known.terms if t.factors), None)
    if lead is None:
        return False
    ratio = next((c / lead[1] for t, c in poly.terms if t.key == lead[0].key), Fraction(0))
    return ratio.denominator == 1 and _is_whole_beyond(poly, known, ratio)


def _is_apart_by_whole(demand: Demand, expr: Expr, other: Expr) -> bool:
    """Whether an expression or its negative is the other one plus a whole number, plainly: so both are or neither."""
    poly, known = _as_polys(demand, expr, other)
    return any(_is_whole_beyond(poly, known, Fraction(side)) for side in (1, -1))


def _as_polys(demand: Demand, expr: Expr, other: Expr) -> tuple[Poly, Poly]:
    entering = Normaliser(demand.facts)
    return entering.poly(expr, demand.values), entering.poly(other, {})


def _is_whole_beyond(poly: Poly, known: Poly, ratio: Fraction) -> bool:
    """Whether a polynomial is this multiple of another plus a whole number."""
    rest = constant_value(subtract(poly, scale(known, ratio)))
    return rest is not None and rest.denominator == 1


def plainly_positive(expr: Expr, facts: Facts, names: dict[IndexAtom, IndexForm]) -> bool:
    """Whether an expression is positive as it stands, seen without multiplying anything out."""
    match expr:
        case Number(value):
            return value > 0
        case Entry(array):
            return array.sign == "positive"
        case Call(function):
            return TABLE[function].sign == "positive"
        case Add(parts) | Mul(parts):
            return all(plainly_positive(p, facts, names) for p in parts)
        case Power(base, Number()):
            return plainly_positive(base, facts, names)
        case Sum(index, body, where) if all(isinstance(r, IndexRelation) and r.kind == "ne" for r in where):
            extent = af.substitute(index.upper - index.lower, names).shift(-len(where))  # each leaves out one at most
            return entails(facts.nonnegative, extent) and plainly_positive(body, facts, names)
    return False


def _holds(demand: Demand, ask: Ask) -> bool:
    if ask.kind in ("whole", "broken") or isinstance(ask.expr, Integer):
        return _plainly(demand, ask)
    if plainly_positive(ask.expr, demand.facts, demand.values):
        return ask.kind != "eq"
    if ask.kind in ("ne", "gt") and _holds_by_form(demand, ask):
        return True
    entering = Normaliser(demand.facts)
    match ask:
        case Ask("ne", Determinant(matrix)) if _is_invertible(demand.facts, entering.block(matrix, demand.values)):
            return True
    poly = entering.poly(ask.expr, demand.values)
    if not poly.terms:
        return ask.kind in ("ge", "eq")
    facts = entering.facts
    if ask.kind == "ne" and is_nonzero(facts, poly):
        return True
    found = sign(facts, poly) or entering.written_sign(ask.expr, demand.values)
    if (found == POSITIVE and ask.kind != "eq") or (found == NONNEGATIVE and ask.kind == "ge"):
        return True
    return _holds_in_parts(facts, ask.kind, poly) or _holds_by_angles(facts, ask.kind, poly)


def _is_invertible(facts: Facts, matrix: Lambda) -> bool:
    """Whether a matrix is seen to be invertible, as it stands or without the inverses at its ends."""
    if is_regular(facts, matrix):
        return True
    cleared = without_inverses(facts, matrix)
    return cleared is not None and is_regular(facts, cleared)


def _holds_by_angles(facts: Facts, kind: str, poly: Poly) -> bool:
    """Whether a demand is met with all sines and cosines, in what is known too, by those of one part of the angle."""
    plain = tuple(fact for fact in facts.signs if not (fact.binders or fact.domain))
    put = common_parts(facts, (poly, *(fact.poly for fact in plain))) if plain else {}
    if not put:
        return False
    told = tuple(replace(fact, poly=renormalised(facts, fact.poly, put)) for fact in plain)
    there = facts.with_signs(*told, *(more for fact in told for more in consequences(facts, fact)))
    return _holds_in_parts(there, kind, renormalised(there, poly, put), whole=True)


def _holds_by_form(demand: Demand, ask: Ask) -> bool:
    """Whether a comparison follows from those of the parts, as the expression is written."""
    match ask:
        case Ask("ne", Mul(factors)):
            return all(_holds(demand, Ask("ne", f)) for f in factors)
        case Ask("ne", Power(base, Number())):
            return _holds(demand, Ask("ne", base))
        case Ask("gt", Power(base, Number(value))) if value.denominator == 1 and value % 2 == 0:
            return _holds(demand, Ask("ne", base))
        case Ask(_, Call("sqrt", (argument,))):
            return _holds(demand, Ask("gt", argument))
    return False


def _holds_in_parts(facts: Facts, kind: str, poly: Poly, whole: bool = False) -> bool:
    """Whether a demand is met factor by factor, once the content is taken out; or by the `whole`, if it has none."""
    parts = content(facts, poly, positive=kind != "ne")
    if not whole and not parts.factors and parts.primitive.key == poly.key:
        return False
    if kind == "ne":
        bases = [a.base if isinstance(a, PowerAtom) else monomial(a) for a in parts.factors]
        return all(is_nonzero(facts, p) for p in (*bases, parts.primitive))
    found = sign(facts, parts.primitive)
    return (found == POSITIVE and kind == "gt") or (found is not None and kind == "ge")
