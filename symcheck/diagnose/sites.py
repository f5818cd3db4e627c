"""Every place in a line as written: a node, the indices bound around it, and how to put another node there.

A name the author gave is one place: nothing inside its definition is. What is put somewhere shares everything else
with the line, so that what is known of the shared nodes (their values) stays known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from symcheck.diagnose.sight import Sight
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Add,
    Applied,
    Block,
    Call,
    Choice,
    Derivative,
    Determinant,
    Expr,
    Extremum,
    Inverse,
    Let,
    Mul,
    Power,
    Product,
    Sum,
)

Put = Callable[[Expr], Expr]
_Child = tuple[Expr, Put, tuple[Index, ...], str]


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A place. `role` says what stands there: "whole", "term", "factor", "argument", "summand", "base", …"""

    node: Expr
    put: Put
    bound: tuple[Index, ...]
    role: str
    depth: int


def scope_of(site: Site, sight: Sight) -> tuple[Index, ...]:
    """The indices that may be spoken of at a place."""
    return (*site.bound, *sight.free)


def sites(body: Expr) -> Iterator[Site]:
    """The places of an expression, outermost first on every branch."""
    yield from _below(Site(body, lambda new: new, (), "whole", 0))


def _below(site: Site) -> Iterator[Site]:
    yield site
    for child, put, bound, role in _children(site.node):
        yield from _below(Site(child, _through(site.put, put), (*site.bound, *bound), role, site.depth + 1))


def _through(outer: Put, inner: Put) -> Put:
    return lambda new: outer(inner(new))


def _children(expr: Expr) -> Iterator[_Child]:
    match expr:
        case Add(terms):
            yield from _listed(terms, Add, "term")
        case Mul(factors):
            yield from _listed(factors, Mul, "factor")
        case Call(function, arguments):
            yield from _listed(arguments, lambda new: Call(function, new), "argument")
        case Power(base, exponent):
            yield base, lambda new: Power(new, exponent), (), "base"
            yield exponent, lambda new: Power(base, new), (), "exponent"
        case Sum(index, body, where):
            yield body, lambda new: Sum(index, new, where), (index,), "summand"
        case Product(index, body, where):
            yield body, lambda new: Product(index, new, where), (index,), "multiplied"
        case Extremum(kind, index, body):
            yield body, lambda new: Extremum(kind, index, new), (index,), "compared"
        case Choice(condition, then, otherwise):
            yield then, lambda new: Choice(condition, new, otherwise), (), "branch"
            yield otherwise, lambda new: Choice(condition, then, new), (), "branch"
        case Derivative(body, variable):
            yield body, lambda new: Derivative(new, variable), (), "differentiated"
        case Inverse(matrix, row, column):
            yield matrix.body, lambda new: Inverse(Block(matrix.axes, new), row, column), matrix.axes, "matrix"
        case Determinant(matrix):
            yield matrix.body, lambda new: Determinant(Block(matrix.axes, new)), matrix.axes, "matrix"
        case Let(array, value, body):
            yield body, lambda new: Let(array, value, new), (), "differentiated"
        case Applied():
            yield from _arguments(expr)


def _listed(parts: tuple[Expr, ...], make: Callable[[tuple[Expr, ...]], Expr], role: str) -> Iterator[_Child]:
    for n, part in enumerate(parts):
        yield part, _replacing(parts, n, make), (), role


def _replacing(parts: tuple[Expr, ...], n: int, make: Callable[[tuple[Expr, ...]], Expr]) -> Put:
    return lambda new: make((*parts[:n], new, *parts[n + 1 :]))


def _arguments(expr: Applied) -> Iterator[_Child]:
    for n, block in enumerate(expr.arguments):
        if isinstance(block, Block):
            yield block.body, _putting(expr, n, block.axes), block.axes, "argument"


def _putting(expr: Applied, n: int, axes: tuple[Index, ...]) -> Put:
    before, after = expr.arguments[:n], expr.arguments[n + 1 :]
    return lambda new: Applied(expr.function, (*before, Block(axes, new), *after), expr.slots)
