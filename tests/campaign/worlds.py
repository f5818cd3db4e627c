"""Numbers at which statements are told apart: sizes, indices, index maps and array entries the assumptions allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import flint
import numpy as np
from flint import arb, fmpq

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Array, Condition, Expr, RealRelation
from symcheck.expressions.walk import condition_expressions, condition_indices, substitute
from symcheck.language.tensor import Tensor
from symcheck.values.constraints import arrays_in
from symcheck.values.evaluate.setting import IndexArithmetic, Setting
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.samples import draw_sample, draw_setting
from symcheck.values.subject import Unmet, subject

from .reading import PRECISION, NoValue, Place, World, entries, holds

DIFFERENT = 1e-6
POOL = tuple(Fraction(n, 7) for n in range(-13, 14) if n)


@dataclass(frozen=True)
class Sample:
    """A world, the values of the free indices, and the entries of the first side there."""

    world: World
    names: Mapping[Index, int]
    left: Mapping[Place, arb]

    def describe(self) -> str:
        """Sizes and indices, for a reproduction."""
        sizes = ", ".join(f"{size.name} = {n}" for size, n in self.world.sizes.items())
        return "; ".join(filter(None, (sizes, ", ".join(f"{i.name} = {n}" for i, n in self.names.items()))))


def over(first: Tensor, line: Tensor) -> Expr:
    """The line's entry at the axes of the first."""
    values: dict[af.IndexAtom, IndexForm] = {}
    for own, axis in zip(line.axes, first.axes, strict=False):
        values[own] = af.of_atom(axis) + own.lower - axis.lower
    return substitute(line.body, values)


def samples(first: Tensor, others: list[Expr], given: Condition, seed: int, count: int = 4) -> list[Sample]:
    """Up to `count` samples at which the first side has a value."""
    generator = np.random.default_rng([seed, 11])
    found: list[Sample] = []
    for attempt in range(3 * count):
        if len(found) == count:
            break
        with flint.ctx.workprec(PRECISION):
            sample = _drawn(first, others, given, generator, attempt)
        if sample is not None:
            found.append(sample)
    return found


def _drawn(
    first: Tensor, others: list[Expr], given: Condition, generator: np.random.Generator, attempt: int
) -> Sample | None:
    what = subject((first.body, *others), first.axes, given)
    try:
        largest, smallest = ((3, 2), (3, 1), (6, 5), (1, 1))[attempt % 4]
        setting = draw_setting(what, generator, largest, smallest, coincidence=0.3)
        world = _world(setting, what.bodies, given, generator, attempt)
        if not _met(given, world, setting):
            return None
        return Sample(world, setting.indices, entries(first.axes, first.body, world, setting.indices))
    except (Unmet, NoValue, Undefined, Abstention):
        return None


def _met(given: Condition, world: World, setting: Setting) -> bool:
    """Whether the assumptions hold, by the second reading, for all values of the indices they alone speak of."""
    open_ = sorted(condition_indices(given) - set(setting.indices), key=af.atom_key)
    known = IndexArithmetic(setting)
    spans = [range(known.hull(i)[0], known.hull(i)[1] + 1) for i in open_]
    settled = [{**setting.indices, **dict(zip(open_, at, strict=True))} for at in product(*spans)]
    plain = tuple(r for r in given if not (isinstance(r, RealRelation) and r.kind == "eq"))
    return all(holds(plain, world, names) for names in settled)


def _world(
    setting: Setting, bodies: tuple[Expr, ...], given: Condition, generator: np.random.Generator, attempt: int
) -> World:
    known = IndexArithmetic(setting)
    maps = {
        map_: {tuple(p + 1 for p in place): int(n) for place, n in np.ndenumerate(table)}
        for map_, table in setting.maps.items()
    }
    fixed = {}
    if any(isinstance(r, RealRelation) for r in given):
        what = subject(bodies, (), given)
        fixed = dict(draw_sample(what, setting, generator, attempt).setting.values)
    arrays = {}
    for array in arrays_in((*bodies, *condition_expressions(given))):
        spans = [range(known.integer(low), known.integer(high) + 1) for low, high in array.axes]
        arrays[array] = _solved(fixed[array], spans) if array in fixed else _random(array, spans, generator)
    return World(setting.sizes, maps, arrays)


def _solved(raw: object, spans: list[range]) -> dict[Place, arb]:
    values = np.asarray(raw)
    return {
        at: arb(float(values[tuple(n - s.start for n, s in zip(at, spans, strict=True))])) for at in product(*spans)
    }


def _random(array: Array, spans: list[range], generator: np.random.Generator) -> dict[Place, arb]:
    pool = [x for x in POOL if array.sign in ("real", "nonzero") or x > 0]
    if array.integer:
        pool = [Fraction(n) for n in (1, 2, 3, 4)]
    sign = -1 if array.sign == "negative" else 1
    places = list(product(*spans))
    noise = generator.uniform(0, 1 / 50, len(places)) if not array.integer else np.zeros(len(places))
    drawn = {at: sign * (pool[int(generator.integers(len(pool)))] + Fraction(float(e)).limit_denominator(9973))
             for at, e in zip(places, noise, strict=True)}  # fmt: skip
    if array.positive_definite:
        span = spans[0]
        drawn = {(i, j): sum((drawn[i, k] * drawn[j, k] for k in span), start=Fraction(i == j)) for i, j in places}
    elif array.symmetric:
        drawn = {(i, j): drawn[min(i, j), max(i, j)] for i, j in places}
    return {at: arb(fmpq(x.numerator, x.denominator)) for at, x in drawn.items()}


def differs(sample: Sample, first: Tensor, line: Expr) -> bool | None:
    """Whether the line has another value there (None: it has none, or cannot be told)."""
    try:
        right = entries(first.axes, line, sample.world, sample.names)
    except NoValue:
        return None
    with flint.ctx.workprec(PRECISION):
        found = [_apart(sample.left[place], right[place]) for place in sample.left]
    return None if None in found else any(found)


def _apart(left: arb, right: arb) -> bool | None:
    if not (left.is_finite() and right.is_finite()):
        return None
    gap = abs(left - right) / (1 + abs(left) + abs(right))
    if gap.rad() > 1e-12:
        return None
    return bool(gap > DIFFERENT)


def telling(found: list[Sample], first: Tensor, line: Expr) -> Iterator[Sample]:
    """The samples at which the line differs in value from the first side."""
    return (sample for sample in found if differs(sample, first, line))
