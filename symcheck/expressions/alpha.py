"""Comparing expressions up to the names of bound indices."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import force_setattr

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    Application,
    Block,
    Bracket,
    Call,
    Constant,
    Entry,
    Expr,
    Extremum,
    Let,
    Named,
    Number,
    Piecewise,
    Product,
    Sum,
)
from symcheck.expressions.reading import as_read
from symcheck.expressions.walk import binders, children, forms, free_indices


def alpha_key(expr: Expr) -> tuple[object, ...]:
    """A hashable key, equal for two expressions exactly if they are read alike but for the names of bound indices."""
    try:
        return expr._alpha
    except AttributeError:
        force_setattr(expr, "_alpha", _key(expr, {}, 0))
        return expr._alpha


def _key(expr: Expr, bound: dict[IndexAtom, IndexForm], depth: int) -> tuple[object, ...]:
    expr = as_read(expr)
    inner = bound
    own = binders(expr)
    if own:
        inner = dict(bound)
        for position, index in enumerate(own):
            label = Index(f"#{depth + position}", af.ZERO, af.ZERO, "label")
            inner[index] = af.of_atom(label)
    head: tuple[object, ...] = (type(expr).__name__, *heads(expr))
    bounds = tuple((af.substitute(i.lower, bound), af.substitute(i.upper, bound)) for i in own)
    spoken = tuple(forms(expr))  # the bounds of its own indices last
    values = tuple(af.substitute(f, inner) for f in spoken[: len(spoken) - 2 * len(own)])
    parts = tuple(_key(child, inner, depth + len(own)) if inner else alpha_key(child) for child in children(expr))
    return (head, bounds, values, parts)


def is_same(a: Expr, b: Expr, values: Mapping[IndexAtom, IndexForm]) -> bool:
    """Whether `a` with these values for its indices is `b`, up to the names of bound indices.

    Nothing is substituted, and what is shared is compared once.
    """
    return _Comparison().same(a, b, values)


class _Comparison:
    """One comparison, which remembers what it compared under the values that matter there."""

    def __init__(self) -> None:
        self.memo: dict[object, bool] = {}

    def same(self, a: Expr, b: Expr, values: Mapping[IndexAtom, IndexForm]) -> bool:
        own: dict[IndexAtom, IndexForm] = {i: values[i] for i in free_indices(a) if i in values}
        if a is b and all(form.atom == i for i, form in own.items()):
            return True
        key = (a, b, frozenset(own.items()))
        known = self.memo.get(key)
        if known is None:
            known = self.memo[key] = self._same(a, b, own)
        return known

    def _same(self, a: Expr, b: Expr, values: Mapping[IndexAtom, IndexForm]) -> bool:
        first, second, below, others = binders(a), binders(b), children(a), children(b)
        if any(not af.free_indices(form).isdisjoint(second) for form in values.values()):
            return False  # a value would be captured
        if type(a) is not type(b) or heads(a) != heads(b) or (len(first), len(below)) != (len(second), len(others)):
            return False
        bound: dict[IndexAtom, IndexForm] = {i: af.of_atom(j) for i, j in zip(first, second, strict=True)}
        inner = {**values, **bound}
        own, theirs = [af.substitute(form, inner) for form in forms(a)], list(forms(b))
        return own == theirs and all(self.same(c, d, inner) for c, d in zip(below, others, strict=True))


def heads(expr: Expr) -> tuple[object, ...]:
    """What a node says besides its indices and the expressions below it."""
    match expr:
        case Number(value):
            return (value,)
        case Constant(name) | Call(name):
            return (name,)
        case Entry(array):
            return (array,)
        case Sum(_, _, where) | Product(_, _, where) | Bracket(where) | Piecewise(where):
            return tuple((type(r).__name__, r.kind) for r in where)
        case Extremum(kind):
            return (kind,)
        case Application(function, arguments, slots):
            shapes = tuple(len(a.axes) if isinstance(a, Block) else -1 for a in arguments)
            return (function, shapes, tuple((s.argument, len(s.indices)) for s in slots))
        case Named(definition):
            return (definition.latex,)
        case Let(array):
            return (array,)
    return ()
