"""Every place in a line as written: a node, the indices bound around it, and how to put another node there.

A name the author gave is one place: nothing inside its definition is. What is put somewhere shares everything else
with the line, so that what is known of the shared nodes (their values) stays known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from symcheck.diagnose.vocabulary import Vocabulary
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Expr

Put = Callable[[Expr], Expr]
_Child = tuple[Expr, Put, tuple[Index, ...], str]


class Site(Struct, frozen=True, eq=False):
    """A place. `role` says what stands there: "whole", "term", "factor", "argument", "summand", "base", …

    `step` puts another node there into the node of `above`.
    """

    node: Expr
    step: Put
    bound: tuple[Index, ...]
    role: str
    depth: int
    above: Site | None = None

    def put(self, new: Expr, top: Site | None = None) -> Expr:
        """The whole with another node at the place, or as much of it as stands at `top`, above this place."""
        site: Site | None = self
        while site is not None and site is not top:
            new, site = site.step(new), site.above
        return new


def scope_of(site: Site, vocabulary: Vocabulary) -> tuple[Index, ...]:
    """The indices that may be spoken of at a place."""
    return (*site.bound, *vocabulary.free)


def sites(body: Expr) -> Iterator[Site]:
    """The places of an expression, outermost first on every branch."""
    yield from _below(whole(body))


def whole(body: Expr) -> Site:
    """All of it as one place."""
    return Site(body, lambda new: new, (), "whole", 0)


def _below(site: Site) -> Iterator[Site]:
    yield site
    for child, put, bound, role in _children(site.node):
        yield from _below(Site(child, put, (*site.bound, *bound), role, site.depth + 1, site))


def _children(expr: Expr) -> Iterator[_Child]:
    match expr:
        case nodes.Add(terms):
            yield from _listed(terms, nodes.Add, "term")
        case nodes.Mul(factors):
            yield from _listed(factors, nodes.Mul, "factor")
        case nodes.Call(function, arguments):
            yield from _listed(arguments, lambda new: nodes.Call(function, new), "argument")
        case nodes.Power(base, exponent):
            yield base, lambda new: nodes.Power(new, exponent), (), "base"
            yield exponent, lambda new: nodes.Power(base, new), (), "exponent"
        case nodes.Sum(index, body, where):
            yield body, lambda new: nodes.Sum(index, new, where), (index,), "summand"
        case nodes.Product(index, body, where):
            yield body, lambda new: nodes.Product(index, new, where), (index,), "multiplied"
        case nodes.Extremum(kind, index, body):
            yield body, lambda new: nodes.Extremum(kind, index, new), (index,), "compared"
        case nodes.Piecewise(condition, then, otherwise):
            yield then, lambda new: nodes.Piecewise(condition, new, otherwise), (), "branch"
            yield otherwise, lambda new: nodes.Piecewise(condition, then, new), (), "branch"
        case nodes.Derivative(body, variable):
            yield body, lambda new: nodes.Derivative(new, variable), (), "differentiated"
        case nodes.Inverse(matrix, row, column):
            yield matrix.body, lambda new: nodes.Inverse(Block(matrix.axes, new), row, column), matrix.axes, "matrix"
        case nodes.Determinant(matrix):
            yield matrix.body, lambda new: nodes.Determinant(Block(matrix.axes, new)), matrix.axes, "matrix"
        case nodes.Let(array, value, body):
            yield body, lambda new: nodes.Let(array, value, new), (), "differentiated"
        case nodes.Application():
            yield from _arguments(expr)


def _listed(parts: tuple[Expr, ...], make: Callable[[tuple[Expr, ...]], Expr], role: str) -> Iterator[_Child]:
    for n, part in enumerate(parts):
        yield part, _replacing(parts, n, make), (), role


def _replacing(parts: tuple[Expr, ...], n: int, make: Callable[[tuple[Expr, ...]], Expr]) -> Put:
    return lambda new: make((*parts[:n], new, *parts[n + 1 :]))


def _arguments(expr: nodes.Application) -> Iterator[_Child]:
    for n, block in enumerate(expr.arguments):
        if isinstance(block, Block):
            yield block.body, _putting(expr, n, block.axes), block.axes, "argument"


def _putting(expr: nodes.Application, n: int, axes: tuple[Index, ...]) -> Put:
    before, after = expr.arguments[:n], expr.arguments[n + 1 :]
    return lambda new: nodes.Application(expr.function, (*before, Block(axes, new), *after), expr.slots)
