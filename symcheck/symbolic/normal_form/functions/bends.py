"""|x|, sign x, brackets of real relations, max and min: decided where a sign is known, else an atom.

Each is written with |p|, sign p, [p > 0] and [p = 0] of a primitive p alone, and the last three with the simplest p of
that sign.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions.nodes import Kind
from symcheck.symbolic.normal_form.atoms import call_atom, condition_atom
from symcheck.symbolic.normal_form.content import content, without_negative
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import ZERO, add, constant, monomial, scale, single_product, subtract
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, atom_sign, is_nonzero, of_one_sign, sign
from symcheck.symbolic.normal_form.terms import combine, multiply
from symcheck.symbolic.normal_form.types import Atom, CallAtom, Poly


def larger(facts: Facts, function: str, a: Poly, b: Poly) -> Poly:
    """max(a, b) = b + (a − b) [a > b], min(a, b) = a − (a − b) [a > b]."""
    difference = subtract(a, b)
    part = multiply(facts, difference, by_sign(facts, "heaviside", difference))
    return add(b, part) if function == "max" else subtract(a, part)


def by_sign(facts: Facts, function: str, x: Poly) -> Poly:
    """|x|, sign x and [x > 0] (undefined at 0): decided where the sign is known, else an atom."""
    if function == "heaviside":
        return _step(facts, x)
    x = x if function == "abs" else of_one_sign(x)
    value = {"abs": x, "sign": constant(1)}[function]
    if sign(facts, x) == POSITIVE or (function == "abs" and sign(facts, x) == NONNEGATIVE):
        return value
    opposite = scale(x, Fraction(-1))
    if sign(facts, opposite) == POSITIVE or (function == "abs" and sign(facts, opposite) == NONNEGATIVE):
        return {"abs": opposite, "sign": constant(-1)}[function]
    if _is_null(facts, x):
        return ZERO
    direction, oriented = orient(x)
    parts = content(facts, oriented, positive=True)
    atom = monomial(call_atom(function, (parts.primitive,)))
    if function == "abs":
        outside = combine(facts, parts.coefficient, (), (), list(parts.factors.items()))
        return multiply(facts, outside, _absolute(facts, parts.primitive, atom))
    return scale(atom, Fraction(direction))


def _is_null(facts: Facts, x: Poly) -> bool:
    """Whether a polynomial is known to be 0, being known to be neither negative nor positive."""
    if not x.terms or not facts.signs:
        return not x.terms
    return sign(facts, x) == sign(facts, scale(x, Fraction(-1))) == NONNEGATIVE


def _step(facts: Facts, x: Poly) -> Poly:
    """[x > 0] for x ≠ 0: the opposite direction is 1 − [−x > 0]."""
    x = without_negative(facts, x)
    direction, oriented = orient(x)
    step = bracket(facts, "gt", oriented)
    return step if direction == 1 else subtract(constant(1), step)


def bracket(facts: Facts, kind: Kind, x: Poly) -> Poly:
    """Iverson's bracket of `x kind 0`, written with [p > 0] and [p = 0] of primitive p alone."""
    x = of_one_sign(x)
    x = without_negative(facts, x) if kind in ("gt", "ge") else x
    if kind == "ge":
        return subtract(constant(1), bracket(facts, "gt", scale(x, Fraction(-1))))
    if kind == "ne":
        return subtract(constant(1), bracket(facts, "eq", x))
    if kind == "eq" and _is_null(facts, x):
        return constant(1)
    if kind == "eq" and is_nonzero(facts, x):
        return ZERO
    opposite = scale(x, Fraction(-1))
    if POSITIVE in (sign(facts, x), sign(facts, opposite)):
        return constant(1 if kind == "gt" and sign(facts, x) == POSITIVE else 0)
    if kind == "gt" and sign(facts, opposite) == NONNEGATIVE:
        return ZERO
    direction, oriented = orient(x)
    if kind == "gt" and direction == -1 and is_nonzero(facts, x):
        return subtract(constant(1), bracket(facts, "gt", oriented))
    chosen = oriented if kind == "eq" else x
    return monomial(condition_atom(kind, content(facts, chosen, positive=True).primitive))


def _absolute(facts: Facts, primitive: Poly, atom: Poly) -> Poly:
    """|Π a^e| = Π |a|^e, and |bⁿ| = |b|ⁿ, as b < 0 asks for a whole n."""
    single = single_product(primitive)
    if single is None or abs(single[1]) != 1:
        return atom
    match single[0].factors:
        case ((CallAtom(function="power", arguments=(base, exponent)), e),) if e == 1:
            return facts.call("power", (facts.call("abs", (base,)), exponent))
        case ((_, e),) if e == 1:
            return atom
    items: list[tuple[Atom, Fraction]] = []
    for factor, e in single[0].factors:
        if atom_sign(facts, factor, e) is not None:
            items.append((factor, e))
        elif e.denominator == 1:
            items.append((call_atom("abs", (monomial(factor),)), e))
        else:
            return atom
    return combine(facts, Fraction(1), (), (), items)


def orient(argument: Poly) -> tuple[int, Poly]:
    """±1 and the argument, its sign chosen so that the term that comes first is positive."""
    if argument.terms and argument.terms[0][1] < 0:
        return -1, scale(argument, Fraction(-1))
    return 1, argument
