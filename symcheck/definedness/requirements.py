"""What has a value where: for every node, what it asks for itself, and under which conditions it needs its children.

This is the one definition of "defined". `requirements` says what must hold for a node to have a value, given that
what it needs has one: alternatives, some of which must hold. `needs` says what it needs: the children, each for all
values of the indices bound around it, and where a condition holds. The symbolic side decides requirements from what is
known (`symcheck.symbolic.domain`); the evaluator executes the same table at a point
(`symcheck.values.evaluate.evaluator`).

| expression | has a value where |
|---|---|
| a product in which a bracket is a factor; a sum's condition | the bracket is false, or all factors have one |
| a choice | its condition has one, and the branch that is taken |
| any other product, sum or quotient | all its parts have one, and no divisor is 0 |
| a conjunction | its parts have one; it is false as soon as one part is |
| Σ, Π over a range; max, min over a range | every member has one; for max and min there is at least one member |
| an entry | its indices are in range, and the index maps in them are asked within their domains |
| xᵃ | x > 0; or x = 0 and a ≥ 0; or a is a whole number and x ≠ 0 |
| A⁻¹ | det A ≠ 0 |
| a function | the row of `symcheck.functions.table` |
| a derivative | the body has one, and the chain rule reaches it (`symcheck.definedness.reach`) |
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from symcheck.definedness.factors import has_bracket, split
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexForm, MapEntry
from symcheck.expressions.nodes import Block, Condition, Expr
from symcheck.expressions.walk import binders, children, forms
from symcheck.functions.row import Alternatives, Ask
from symcheck.functions.table import TABLE


class Need(Struct, frozen=True, eq=False):
    """A child that must have a value for all values of `bound`, where `where` holds and `unless`, if any, does not."""

    expr: Expr
    bound: tuple[Index, ...] = ()
    where: Condition = ()
    unless: Condition = ()


def needs(expr: Expr) -> tuple[Need, ...]:
    """The children that a node needs. Names are to be looked into, derivatives to be reached, by the caller."""
    match expr:
        case nodes.Sum(index, body, where) | nodes.Product(index, body, where):
            return (Need(body, (index,), where), *_of_condition(where, (index,)))
        case nodes.Piecewise(condition, then, otherwise):
            branches = (Need(then, (), condition), Need(otherwise, (), (), condition))
            return (*_of_condition(condition), *branches)
        case nodes.Bracket(condition):
            return tuple(_of_condition(condition))
        case nodes.Mul() if has_bracket(expr):
            factors, condition = split(expr)
            return (*_of_condition(condition), *(Need(f, (), condition) for f in factors))
    bound = binders(expr)
    return tuple(Need(child, bound) for child in children(expr))


def _of_condition(condition: Condition, bound: tuple[Index, ...] = ()) -> Iterator[Need]:
    """What is said of real numbers must have a value where what is said of indices holds."""
    indices = tuple(r for r in condition if isinstance(r, nodes.IndexRelation))
    for relation in condition:
        if isinstance(relation, nodes.RealRelation):
            yield Need(relation.difference, bound, indices)


def requirements(expr: Expr) -> tuple[Alternatives, ...]:
    """What a node asks for itself."""
    return (*_own(expr), *(r for form in forms(expr) for r in _of_maps(form)))


def _own(expr: Expr) -> tuple[Alternatives, ...]:
    match expr:
        case nodes.Power(base, exponent):
            return of_power(base, exponent)
        case nodes.Call(function, arguments):
            domain = TABLE[function].domain(*arguments)
            return () if () in domain else (domain,)
        case nodes.Inverse(matrix):
            return (((Ask("ne", nodes.Determinant(matrix)),),), *_in_range(expr))
        case nodes.Entry() | nodes.Named():
            return _in_range(expr)
        case nodes.Extremum(_, index):
            return _at_least_zero(index.upper - index.lower)
        case nodes.Application(_, arguments, slots):
            return tuple(
                r
                for slot in slots
                if isinstance(block := arguments[slot.argument], Block)
                for axis, form in zip(block.axes, slot.indices, strict=True)
                for r in _within(axis, form)
            )
    return ()


def subscripts(expr: Expr) -> tuple[tuple[IndexForm, IndexForm, IndexForm], ...]:
    """The subscripts of a node, each between the ends of the range that is asked of it."""
    match expr:
        case nodes.Entry(array, indices):
            return tuple((low, form, high) for (low, high), form in zip(array.axes, indices, strict=True))
        case nodes.Named(definition, indices):
            return tuple((a.lower, form, a.upper) for a, form in zip(definition.axes, indices, strict=True))
        case nodes.Inverse(matrix, row, column):
            return tuple((a.lower, form, a.upper) for a, form in zip(matrix.axes, (row, column), strict=True))
    return ()


def _in_range(expr: Expr) -> tuple[Alternatives, ...]:
    return tuple(r for low, form, high in subscripts(expr) for r in _between(low, form, high))


def of_power(base: Expr, exponent: Expr) -> tuple[Alternatives, ...]:
    """Where base^exponent has a value."""
    match exponent:
        case nodes.Number(value):
            return _of_number(base, value)
        case nodes.Integer(form) if not form.terms:
            return _of_number(base, Fraction(form.constant))
        case nodes.Integer():
            return (((Ask("ge", exponent),), (Ask("ne", base),)),)
    whole = Ask("whole", exponent)
    above, off_zero = Ask("ge", exponent), Ask("ne", base)
    return (((Ask("gt", base),), (Ask("ge", base), above), (whole, above), (whole, off_zero)),)


def _of_number(base: Expr, exponent: Fraction) -> tuple[Alternatives, ...]:
    if exponent.denominator == 1:
        return () if exponent >= 0 else (((Ask("ne", base),),),)
    return (((Ask("gt" if exponent < 0 else "ge", base),),),)


def _within(axis: Index, form: IndexForm) -> tuple[Alternatives, ...]:
    return _between(axis.lower, form, axis.upper)


def _between(low: IndexForm, form: IndexForm, high: IndexForm) -> tuple[Alternatives, ...]:
    """low ≤ form ≤ high; nothing is asked of an index that has just this range."""
    index = form.index
    if index is not None and index.lower == low and index.upper == high:
        return ()
    return (*_at_least_zero(form - low), *_at_least_zero(high - form))


def _at_least_zero(form: IndexForm) -> tuple[Alternatives, ...]:
    if not form.terms and form.constant >= 0:
        return ()
    return (((Ask("ge", nodes.Integer(form)),),),)


def _of_maps(form: IndexForm) -> Iterator[Alternatives]:
    """Index maps within a form are asked within their domains."""
    for atom, _ in form.terms:
        if isinstance(atom, MapEntry):
            for argument, size in zip(atom.arguments, atom.map.domain, strict=True):
                yield from _of_maps(argument)
                yield from _between(af.ONE, argument, size)
