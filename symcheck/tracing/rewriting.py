"""Two identities by which what code computes is said more simply: sums over joined arrays, and shifts of softmax.

A sum along arrays that were joined is the sum of their sums. A number that is subtracted in every exponent drops out
where such exponentials are divided by their sum: the largest entry, which is subtracted so that nothing overflows.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import MINUS_ONE
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Add, Call, Expr, IndexRelation, Mul, Piecewise, Power, Sum
from symcheck.expressions.walk import children, free_indices, rebuild, substitute
from symcheck.tracing.extents import at_least_zero


def summed(index: Index, body: Expr) -> Expr:
    """The sum over an index, in parts where the body is that of arrays joined along it."""
    cut = next(_cuts(index, body), None)
    if cut is None:
        return Sum(index, body)
    first = af.new_axis(index.name, cut)
    second = af.new_axis(index.name, index.upper - cut)
    kept = substitute(_decided(body, index, cut, True), {index: af.of_atom(first)})
    moved = substitute(_decided(body, index, cut, False), {index: af.of_atom(second) + cut})
    return Add((summed(first, kept), summed(second, moved)))


def _cuts(index: Index, body: Expr) -> Iterator[IndexForm]:
    """Up to where the index runs in the first of two joined arrays."""
    waiting, seen = [body], set()
    while waiting:
        node = waiting.pop()
        if node in seen or index not in free_indices(node):
            continue
        seen.add(node)
        cut = _cut(index, node)
        if cut is not None and at_least_zero(cut.shift(-1)) and at_least_zero(index.upper - cut.shift(1)):
            yield cut
        waiting.extend(children(node))


def _cut(index: Index, node: Expr) -> IndexForm | None:
    match node:
        case Piecewise((IndexRelation("ge", form),)):
            cut = form + af.of_atom(index)
            return None if af.free_indices(cut) else cut
    return None


def _decided(body: Expr, index: Index, cut: IndexForm, first: bool) -> Expr:
    """The body with all choices at this cut taken."""

    def decide(expr: Expr) -> Expr:
        if index not in free_indices(expr):
            return expr
        if isinstance(expr, Piecewise) and _cut(index, expr) == cut:
            return decide(expr.then if first else expr.otherwise)
        return rebuild(expr, decide)

    return decide(body)


def quotient(over: Expr, under: Expr) -> Expr:
    """A quotient, what is subtracted in all exponents left out."""
    top, shift = _unshifted(over)
    bottom = _without(under, shift) if shift is not None else None
    if bottom is None:
        return Mul((over, Power(under, MINUS_ONE)))
    return Mul((top, Power(bottom, MINUS_ONE)))


def _unshifted(expr: Expr) -> tuple[Expr, Expr | None]:
    """An exponential without what is subtracted last in its exponent, and that."""
    match expr:
        case Call("exp", (Add((*terms, Mul((sign, shift)))),)) if sign is MINUS_ONE:
            rest = terms[0] if len(terms) == 1 else Add(tuple(terms))
            return Call("exp", (rest,)), shift
    return expr, None


def _without(expr: Expr, shift: Expr) -> Expr | None:
    """A sum of exponentials without a shift that all of them have; None if they do not."""
    if isinstance(expr, Sum) and not expr.where and expr.index not in free_indices(shift):
        inner = _without(expr.body, shift)
        return None if inner is None else Sum(expr.index, inner)
    rest, own = _unshifted(expr)
    return rest if own is not None and alpha_key(own) == alpha_key(shift) else None
