"""The judge of cost claims: whether a count of operations is at most a constant times a bound, for all sizes.

Both are polynomials in sizes, which are at least 1. The bound holds if every monomial of the count with a positive
coefficient is, exponent by exponent, at most some monomial of the bound (all of whose coefficients are positive); it
fails if, along some ray on which sizes grow, the count outgrows every monomial of the bound. Anything else is left
undecided, for example V K against V² + K².
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from symcheck.claims.statements import Cost, Order
from symcheck.claims.verdict import Abstained, Proved, Refuted
from symcheck.errors import Unsupported
from symcheck.expressions.indices import Size
from symcheck.expressions.nodes import Block
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.types import IndexNumber, Poly
from symcheck.symbolic.operations import operations

JUDGE = "cost"
Exponents = dict[str, Fraction]


def judge(cost: Cost, bound: Order) -> Proved | Refuted | Abstained:
    """Whether the operations of `cost` are at most a constant times the bound."""
    try:
        count, limit = normal(NOTHING, operations(cost.of)), normal(NOTHING, bound.bound.body)
    except Unsupported as problem:
        return Abstained(JUDGE, str(problem))
    counted, allowed = monomials(count), monomials(limit)
    if counted is None or allowed is None or any(c <= 0 for _, c in allowed):
        return Abstained(JUDGE, "the count or the bound is not a polynomial in sizes with positive coefficients")
    large = [e for e, c in counted if c > 0]
    bounds = [e for e, _ in allowed]
    if all(any(_at_most(e, b) for b in bounds) for e in large):
        return Proved(JUDGE, f"{shown(count)} operations")
    outgrown = _outgrown(counted, bounds)
    if outgrown is not None:
        return Refuted((), (), f"{shown(count)} operations", f"O({bound.bound})")
    return Abstained(JUDGE, f"{shown(count)} operations against O({bound.bound}) is not decided term by term")


def counted(cost: Cost) -> Block:
    """The count as an expression, for claims of equality."""
    return Block((), operations(cost.of))


def monomials(poly: Poly) -> list[tuple[Exponents, Fraction]] | None:
    """The exponents of the sizes in each term, or None if anything else stands in it."""
    found = []
    for term, coefficient in poly.terms:
        exponents: Exponents = {}
        for atom, exponent in term.factors:
            if not isinstance(atom, IndexNumber) or not isinstance(atom.atom, Size):
                return None
            exponents[atom.atom.name] = exponent
        if term.bound or term.domain:
            return None
        found.append((exponents, coefficient))
    return found


def _at_most(a: Exponents, b: Exponents) -> bool:
    return all(e <= b.get(name, 0) for name, e in a.items()) and all(e >= 0 or name in a for name, e in b.items())


def _outgrown(counted: list[tuple[Exponents, Fraction]], bounds: list[Exponents]) -> tuple[int, ...] | None:
    """A ray (speeds of growth of the sizes) along which the count outgrows all bounds, its leading terms positive."""
    names = sorted({n for e in (*(e for e, _ in counted), *bounds) for n in e})
    for ray in _rays(len(names)):
        speeds = dict(zip(names, ray, strict=True))
        top = max((_degree(e, speeds) for e, _ in counted), default=Fraction(0))
        leading = [c for e, c in counted if _degree(e, speeds) == top]
        reached = [_degree(b, speeds) for b in bounds]
        if all(c > 0 for c in leading) and (not reached or top > max(reached)):
            return ray
    return None


def _rays(dimension: int) -> Iterator[tuple[int, ...]]:
    return product(range(3), repeat=dimension) if dimension <= 6 else iter(())


def _degree(exponents: Exponents, speeds: dict[str, int]) -> Fraction:
    return sum((e * speeds[name] for name, e in exponents.items()), Fraction(0))


def shown(poly: Poly) -> str:
    """A polynomial in sizes for people: `2 V d + 3 V`."""
    parts = []
    for exponents, coefficient in sorted(
        monomials(poly) or [], key=lambda m: (-sum(m[0].values()), sorted(m[0].items()))
    ):
        names = " ".join(n if e == 1 else f"{n}^{e}" for n, e in sorted(exponents.items()))
        parts.append(f"{coefficient} {names}".strip() if coefficient != 1 or not names else names)
    return " + ".join(parts).replace("+ -", "- ") or "0"
