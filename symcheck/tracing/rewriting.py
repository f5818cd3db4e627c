"""Two identities by which what code computes is said more simply: sums over joined arrays, and shifts of softmax.

A sum along arrays that were joined is the sum of their sums. A number that is subtracted in every exponent drops out
where such exponentials are divided by their sum: the largest entry, which is subtracted so that nothing overflows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import MINUS_ONE
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import COMPARED, Add, Call, Expr, IndexRelation, Mul, Piecewise, Power, Sum
from symcheck.expressions.walk import children, free_indices, rebuild, subexpressions, substitute
from symcheck.tracing.extents import at_least_zero

FEW = 8
"""So many arrays, one by one along an axis, are added one by one."""


def summed(index: Index, body: Expr) -> Expr:
    """The sum over an index, in parts where the body is that of arrays joined along it."""
    if _is_listed(index, body):
        places = range(index.lower.constant, index.upper.constant + 1)
        return Add(tuple(settled(substitute(body, {index: af.integer(place)})) for place in places))
    cut = next(_cuts(index, body), None)
    if cut is None:
        return Sum(index, body)
    first = af.new_axis(index.name, cut)
    second = af.new_axis(index.name, index.upper - cut)
    kept = substitute(_decided(body, index, cut, True), {index: af.of_atom(first)})
    moved = substitute(_decided(body, index, cut, False), {index: af.of_atom(second) + cut})
    return Add((summed(first, kept), summed(second, moved)))


def _is_listed(index: Index, body: Expr) -> bool:
    """Whether a few arrays stand one by one along an index: steps in time that were stacked."""
    if index.lower.terms or index.upper.terms or not 1 < index.size.constant <= FEW:
        return False
    choices = (node.condition for node in subexpressions(body) if isinstance(node, Piecewise))
    forms = (relation.form for condition in choices for relation in condition if isinstance(relation, IndexRelation))
    return any(not (form - af.of_atom(index).scale(sign)).terms for form in forms for sign in (1, -1))


def settled(expr: Expr) -> Expr:
    """The expression with all choices taken that hang on known whole numbers."""
    memo: dict[Expr, Expr] = {}

    def settle(node: Expr) -> Expr:
        if node not in memo:
            memo[node] = _settled(node, settle)
        return memo[node]

    return settle(expr)


def _settled(node: Expr, settle: Callable[[Expr], Expr]) -> Expr:
    if isinstance(node, Piecewise):
        known = [
            COMPARED[r.kind](r.form.constant) if isinstance(r, IndexRelation) and not r.form.terms else None
            for r in node.condition
        ]
        if False in known or all(known):
            return settle(node.otherwise if False in known else node.then)
    return rebuild(node, settle)


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
