"""Whether a second value equals a first one wherever the first is defined, by what the first one asks of its domain.

A kernel √R or log R in the first value asks R ≥ 0 or R > 0; products of such R are then positive too. On that domain
log R is Σ log|p| and √R is Π √|p| over its factors p, and |p| is ±p where the sign of p alone follows. So
2 log x = log x² holds for real x, and log x² = 2 log x does not: there the first value asks nothing. Likewise a
first value with p in its denominator is not defined at p = 0, and elsewhere sign p = |p| / p.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from flint import fmpz_mpoly

from symcheck.values.numbers.fractions import (
    RationalFunction,
    add_all,
    factorization,
    from_factor,
    multiply,
    product_of,
)
from symcheck.values.numbers.kernels import HALF, Kernels
from symcheck.values.numbers.system import Undefined

Fact = tuple[int, frozenset[int]]
"""A sign and factors: sign · Π factors ≥ 0."""

MOST_FACTS = 8
ROUNDS = 6


def agrees(kernels: Kernels, first: RationalFunction, second: RationalFunction) -> bool:
    """Whether the difference is 0 wherever the first value is defined; False is no more than suspicion."""
    difference = first - second
    if difference.is_zero:
        return True
    images = domain_images(kernels, first, difference)
    for _ in range(ROUNDS):
        if not images or not _mentions(difference, images):
            return False
        difference = substituted(kernels, difference, images)
        if difference.is_zero:
            return True
    return False


def domain_images(
    kernels: Kernels, first: RationalFunction, difference: RationalFunction
) -> dict[int, RationalFunction]:
    """What the kernels of the difference equal on the domain of the first value."""
    known = implied([fact_of(kernels, g) for g in generators(first) if g in kernels.domains])
    images = {}
    for generator in generators(difference):
        if generator in kernels.domains and fact_of(kernels, generator) in known:
            images[generator] = _on_domain(kernels, generator)
        elif generator in kernels.absolutes:
            factor = kernels.absolutes[generator]
            for sign in (1, -1):
                if (sign, frozenset({factor})) in known:
                    images[generator] = multiply(kernels.rational(sign), from_factor(kernels.ring, factor))
    return images | _signs_off_zero(kernels, first, difference)


def _signs_off_zero(
    kernels: Kernels, first: RationalFunction, difference: RationalFunction
) -> dict[int, RationalFunction]:
    """sign p = |p| / p for the factors in the denominator of the first value."""
    asked = {g: kernels.signs[g] for g in generators(difference) if g in kernels.signs}
    if not asked or first.is_zero:
        return {}
    below = {p for p, exponent in factorization(first)[1].items() if exponent < 0}
    below |= {kernels.absolutes.get(kernels.ring.generator_of(p), p) for p in below}
    ratios = {g: from_factor(kernels.ring, p) for g, p in asked.items() if p in below}
    return {g: kernels.absolute(value) / value for g, value in ratios.items()}


def fact_of(kernels: Kernels, generator: int) -> Fact:
    """What a kernel √R or log R asks for."""
    _, sign, factors = kernels.domains[generator]
    return sign, frozenset(factors)


def implied(facts: list[Fact]) -> set[Fact]:
    """The products of the facts, squares left out; Undefined if they contradict one another."""
    known: set[Fact] = set()
    for size in range(1, len(facts[:MOST_FACTS]) + 1):
        for chosen in combinations(facts[:MOST_FACTS], size):
            sign, factors = 1, frozenset[int]()
            for own, parts in chosen:
                sign, factors = sign * own, factors ^ parts
            if not factors and sign < 0:
                raise Undefined("no values lie in the domain")
            known.add((sign, factors))
    return known | set(facts)


def _on_domain(kernels: Kernels, generator: int) -> RationalFunction:
    """log R as Σ log|p|, √R as Π √|p|."""
    kind, _, factors = kernels.domains[generator]
    if kind == "log":
        return add_all(kernels.ring, [kernels.log_absolute(p) for p in factors])
    absolute = [kernels.absolute(from_factor(kernels.ring, p)) for p in factors]
    return product_of(kernels.ring, [kernels.power(value, HALF) for value in absolute])


def generators(value: RationalFunction) -> set[int]:
    """The generators that occur."""
    ring = value.ring
    polynomials = [ring.lift(value.num), *(ring.factors[f] for f in value.factors)]
    return {g for p in polynomials for g, degree in enumerate(p.degrees()) if degree}


def _mentions(value: RationalFunction, images: Mapping[int, RationalFunction]) -> bool:
    return not images.keys().isdisjoint(generators(value))


def substituted(kernels: Kernels, value: RationalFunction, images: Mapping[int, RationalFunction]) -> RationalFunction:
    """The value with generators replaced."""
    ring = value.ring
    below = [_replaced(kernels, ring.factors[f], images) ** e for f, e in value.factors.items()]
    above = _replaced(kernels, ring.lift(value.num), images)
    return multiply(above, kernels.rational(Fraction(1, value.scale))) / product_of(ring, below)


def _replaced(kernels: Kernels, p: fmpz_mpoly, images: Mapping[int, RationalFunction]) -> RationalFunction:
    """The polynomial with generators replaced, its terms gathered by the powers of those."""
    ring = kernels.ring
    groups: dict[tuple[tuple[int, int], ...], dict[tuple[int, ...], int]] = {}
    for exponents, coefficient in ring.lift(p).to_dict().items():
        powers = tuple((g, int(exponents[g])) for g in images if exponents[g])
        rest = tuple(0 if g in images else e for g, e in enumerate(exponents))
        groups.setdefault(powers, {})[rest] = int(coefficient)
    terms = []
    for powers, rest_terms in groups.items():
        rest_value = RationalFunction(ring, ring.ctx.from_dict(rest_terms))
        terms.append(product_of(ring, [rest_value, *(images[g] ** e for g, e in powers)]))
    return add_all(ring, terms)
