r"""Expectations: over a finite distribution, and of polynomials of degree two at most in what is drawn normally."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcheck.expressions.nodes import (
    Add,
    Array,
    Call,
    Derivative,
    Entry,
    Expr,
    Integer,
    Let,
    Mul,
    Named,
    Number,
    Piecewise,
    Power,
    Sum,
)
from symcheck.expressions.walk import arrays_of, condition_expressions, expand_names, rebuild
from symcheck.language import linear
from symcheck.language.derivatives import diff
from symcheck.language.quantifiers import Sum as summed
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.conditioned import at_letter, law_of
from symcheck.reading.meaning.free import free_letters
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.limits import bound
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.sums import letter_of
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, extent, sides_of
from symcheck.reading.scope import Distribution, Quantity, Running, Value
from symcheck.reading.tree import Bracket, Letter, Node, Row, Scripts, Unreadable

HALF = Fraction(1, 2)
OVER = "declare it: z ~ p over K, or z ~ \\mathcal N(m, S), and write E_z"


def expectation(reader: Reader, node: Node, bracket: Bracket) -> Value:
    r"""`\mathbb E_{z \sim p}[f(z)]`: the mean over a distribution that is declared, or written below."""
    sub = node.sub if isinstance(node, Scripts) else None
    if isinstance(node, Scripts) and (node.sup is not None or node.primes):
        raise Unreadable(node.span, "what stands above E is not read", "write the power behind the bracket")
    finite = _written(reader, sub) if sub is not None else _free(reader, bracket)
    if finite is not None:
        return _finite(reader, *finite, bracket, node)
    return _normal(reader, sub, bracket, node)


# Finite distributions


def _free(reader: Reader, bracket: Bracket) -> tuple[Running, Items] | None:
    """The one declared distribution whose letter stands free in what is averaged."""
    letters = sorted(free_letters((bracket,), reader.scope))
    found = [x for name in letters if isinstance(x := reader.thing(name), Distribution)]
    if len(found) > 1:
        raise Unreadable(bracket.span, "over which distribution?", "write it below: E_z")
    return _over(found[0]) if found else None


def _over(found: Distribution) -> tuple[Running, Items]:
    return bound(found.index.name, found.index.lower, found.index.upper), found.weight.items


def _written(reader: Reader, sub: Row) -> tuple[Running, Items] | None:
    """What stands below E: a letter, with a distribution or without, or a distribution alone."""
    sides, relations = sides_of(sub.items)
    name = spelling(sides[0][0]) if len(sides[0]) == 1 else None
    thing = reader.thing(name)
    known = thing if isinstance(thing, Distribution) else None
    if len(sides) == 1 and known is None:
        laws = {x.law: x for x in reader.scope.names.values() if isinstance(x, Distribution)}
        known = laws.get(name or "")
    if len(sides) == 1:
        return None if known is None else _over(known)
    if len(sides) != 2 or relations[0].sign != "~" or name is None:
        raise Unreadable(extent(sub.items), "over which distribution?", OVER)
    if known is not None and known.law == law_of(sides[1]) and at_letter(sides[1], name) is None:
        return _over(known)
    index = reader.scope.index(name) if known is None else known.index
    weight = at_letter(sides[1], name)
    if index is None and isinstance(thing, Quantity) and thing.law is not None:
        return None
    if index is None or weight is None:
        raise Unreadable(extent(sides[1]), "this distribution is not declared", r"a ~ \pi(·|s) over A")
    return bound(name, index.lower, index.upper), weight


def _finite(reader: Reader, running: Running, weight: Items, bracket: Bracket, node: Node) -> Value:
    with reader.knowing({running.name: running}):
        inside = reader.expression(bracket.body.items)
        chance = reader.expression(gathered(weight, reader.scope))
    if not isinstance(node, Scripts) and _drawn(reader, inside):
        raise Unreadable(node.span, "over which distribution?", "write it below: E_k[E_z[…]]")
    if not values.is_plain(chance):
        raise Unreadable(
            node.span,
            "this is no distribution: a probability is a number",
            "declare one, as in z ~ p over K, or write the probability as a number",
        )
    with reader.at(node.span):
        whole = summed(chance.tensor * inside.tensor, letter_of(running))
        return values.made(whole, inside.stands, inside, chance)


# Normal distributions


def _normal(reader: Reader, sub: Row | None, bracket: Bracket, node: Node) -> Value:
    """E f = f(m) + ½ Σ S_ij ∂²f/∂z_i∂z_j at the mean, which is all there is up to degree two."""
    inside = reader.expression(bracket.body.items)
    body = _squared(expand_names(inside.tensor.body))
    inner = _drawn(reader, inside)
    if sub is not None:
        name = spelling(sides_of(sub.items)[0][0][0])
        thing = reader.thing(name)
        if not isinstance(thing, Quantity) or set(inner) - {name} or not _agrees(reader, thing, sub):
            raise Unreadable(sub.span, "over which distribution?", OVER)
        inner = {name or "": thing}
    if len(inner) != 1:
        raise Unreadable(node.span, "over which distribution?", OVER)
    (variable,) = inner.values()
    array = _array(variable)
    degree = _degree(body, array)
    if degree is None or degree > 2:
        why = f"the mean of what is no polynomial of degree two at most in {array.name}"
        raise Unreadable(bracket.span, why, "declare it as a name: E[…] ∈ ℝ")
    with reader.at(node.span):
        mean, spread = _moments(reader, variable, node)
        z = variable.value.tensor
        whole = Tensor(body, inside.tensor.axes)
        bent = diff(whole, z, z) * spread
        whole = whole + HALF * (bent.sum(axis=(-2, -1)) if z.axes else bent)
        return values.made(Tensor(Let(array, mean, whole.body), whole.axes), inside.stands, inside)


def _drawn(reader: Reader, inside: Value) -> dict[str, Quantity]:
    """What is drawn normally of all that a value is computed from."""
    arrays = arrays_of(expand_names(inside.tensor.body))
    names = ((name, x) for name, x in reader.scope.names.items() if isinstance(x, Quantity) and x.law is not None)
    return {name: x for name, x in names if _array(x) in arrays}


def _array(variable: Quantity) -> Array:
    body = variable.value.tensor.body
    assert isinstance(body, Entry)
    return body.array


def _agrees(reader: Reader, variable: Quantity, sub: Row) -> bool:
    """Whether the distribution that stands below E, if one does, is the declared one."""
    sides, _ = sides_of(sub.items)
    law = variable.law
    if law is None:
        return False
    last = sides[-1][-1]
    if len(sides) == 1:
        return True
    parts = [] if not isinstance(last, Bracket) else last.body.items
    shown = [_bare(gathered(row.items, reader.scope)) for row in law]
    return _bare(parts) in ([*shown[0], ",", *shown[1]], [*shown[0], ";", *shown[1]])


def _bare(items: Sequence[Node]) -> list[object]:
    """Items without their places."""
    return [getattr(x, "sign", None) or spelling(x) or x for x in items]


def _moments(reader: Reader, variable: Quantity, node: Node) -> tuple[Tensor, Tensor]:
    """The mean and the covariance, in the shapes that they have."""
    assert variable.law is not None
    axes = variable.value.tensor.axes
    before = reader.whole, reader.others
    reader.whole, reader.others = (Letter(_array(variable).name, span=node.span),), ()
    try:
        mean, spread = (reader.expression(gathered(row.items, reader.scope)).tensor for row in variable.law)
    finally:
        reader.whole, reader.others = before
    if axes and values.is_integer(mean, 0):
        mean = linear.zeros(*(Tensor(Integer(axis.size)) for axis in axes))
    if mean.shape != variable.value.tensor.shape or spread.shape != mean.shape * 2:
        raise Unreadable(
            node.span,
            f"the mean and covariance of {_array(variable).name} have other shapes",
            "declare them of one size, as m ∈ ℝ^d and S ∈ ℝ^{d×d}",
        )
    body = spread.body
    if axes and isinstance(body, Entry) and not body.array.symmetric:
        raise Unreadable(node.span, f"a covariance is symmetric: {body.array.name}", f"{body.array.name} ∈ … symmetric")
    return mean, spread


def _squared(body: Expr) -> Expr:
    """An expression in which the square of a norm is no square of a root, which has a bend."""
    match body:
        case Power(
            Call("sqrt", (Sum(_, Power(_, Number(Fraction(numerator=2, denominator=1)))) as norm,)), Number(two)
        ):
            if two == 2:
                return rebuild(norm, _squared)
    return rebuild(body, _squared)


def _degree(body: Expr, array: Array) -> int | None:
    """The degree of a polynomial in an array; None where this is none that is seen to be one."""
    if array not in arrays_of(body):
        return 0
    match body:
        case Entry():
            return 1
        case Named():
            return _degree(expand_names(body), array)
        case Add(parts) | Mul(parts):
            found = [_degree(part, array) for part in parts]
            known = [degree for degree in found if degree is not None]
            if len(known) < len(found):
                return None
            return max(known) if isinstance(body, Add) else sum(known)
        case Power(base, Number(exponent)) if exponent.denominator == 1 and exponent > 0:
            degree = _degree(base, array)
            return None if degree is None else degree * int(exponent)
        case Sum(_, inner, where) if not any(array in arrays_of(e) for e in condition_expressions(where)):
            return _degree(inner, array)
        case Let(bound_, value) if bound_ == array and array not in arrays_of(value.body):
            return 0
        case Derivative(inner, _):
            return _degree(inner, array)
        case Piecewise(condition, then, otherwise):
            if any(array in arrays_of(e) for e in condition_expressions(condition)):
                return None
            both = _degree(then, array), _degree(otherwise, array)
            return None if None in both else max(x for x in both if x is not None)
    return None
