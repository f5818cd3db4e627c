"""Sizes and values to try a claim at, edges on purpose: 0, ±1, equal entries, singular matrices, larger sizes."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

from .interpreter import Answer, World, answer, holds, integer
from .numbers import Ball, Dual, Number, Undefined, Unknown, differ
from .trees import (
    Aff,
    Array,
    Claim,
    Condition,
    Index,
    Map,
    MatEntry,
    MatFn,
    Num,
    Opaque,
    Over,
    Size,
    free_indices,
    walk,
)

LARGEST = 12
Place = tuple[int, ...]


KEEPS: dict[str, Callable[[Fraction], bool]] = {
    "real": lambda x: True,
    "integer": lambda x: x.denominator == 1,
    "nonzero": bool,
    "positive": lambda x: x > 0,
    "negative": lambda x: x < 0,
    "nonnegative": lambda x: x >= 0,
}


class Sampler:
    """Draws worlds for one claim."""

    def __init__(self, claim: Claim, rng: random.Random) -> None:
        self.claim, self.rng = claim, rng
        nodes = list(walk((claim.left, claim.right, claim.given, tuple(e for _, e in claim.solutions))))
        self.sizes = {x.name: x for x in nodes if isinstance(x, Size)}
        self.arrays = {x.name: x for x in nodes if isinstance(x, Array)}
        self.maps = {x.name: x for x in nodes if isinstance(x, Map)}
        self.free = free_indices(claim.left, claim.right)
        self.given = spoken_of(claim)
        numbers = {x.value for x in nodes if isinstance(x, Num)} | {x.constant for x in nodes if isinstance(x, Aff)}
        self.constants = sorted({Fraction(c) for c in numbers if 1 < abs(c) < 10_000})
        self.shifts = sorted({abs(c.numerator) for c in self.constants if c.denominator == 1 and abs(c) <= LARGEST})
        matrices = any(isinstance(x, MatFn | MatEntry) for x in nodes)
        binders = sum(isinstance(x, Over) for x in nodes)
        self.limit = 3 if matrices else LARGEST if binders <= 4 else 6

    def world(self) -> World | None:
        """One world that meets the assumptions, if this draw does."""
        rng = self.rng
        world = World({name: self._size() for name in self.sizes}, {}, {}, {}, rng.randrange(1000))
        for at in self.maps.values():
            if not self._map(at, world):
                return None
        edge = rng.choice((0.15, 0.5, 0.85))
        for array in self.arrays.values():
            world.arrays[array.name] = self._array(array, world, edge)
        if self.claim.solutions and rng.random() < 0.75:
            name, expr = rng.choice(self.claim.solutions)
            found = answer(expr, world)
            if isinstance(found, str):
                return None
            world.arrays[name] = {(): found}
        try:
            for index in self.free.values():
                self._place(index, world)
            return world if self._allowed(world) and holds(self.given, world) else None
        except (Undefined, Unknown):
            return None

    def _size(self) -> int:
        near = [s + d for s in self.shifts for d in (-1, 0, 1) if 1 <= s + d <= self.limit]
        small = [1, 2, 3] if self.limit == 3 or self.rng.random() < 0.6 else [1, 2, 3, 4, 5, 9]
        return min(self.rng.choice(near + small if self.rng.random() < 0.7 and near else small), self.limit)

    def _map(self, at: Map, world: World) -> bool:
        domain, codomain = integer(at.domain, world), integer(at.codomain, world)
        if at.injective and domain > codomain:
            return False
        places = range(1, codomain + 1)
        drawn = self.rng.sample(places, domain) if at.injective else self.rng.choices(places, k=domain)
        world.maps[at.name] = dict(enumerate(drawn, 1))
        return True

    def _place(self, index: Index, world: World) -> None:
        if index.name in world.indices:
            return
        for other in free_indices((index.lower, index.upper)).values():
            self._place(other, world)
        places = range(integer(index.lower, world), integer(index.upper, world) + 1)
        if not places:
            raise Undefined("an empty range")
        world.indices[index.name] = self.rng.choice((places[0], places[-1], self.rng.choice(places)))

    def _array(self, array: Array, world: World, edge: float) -> dict[Place, Number]:
        shape = [integer(s, world) for s in array.shape]
        if min(shape, default=1) < 1:
            raise Undefined("a negative size")
        places: list[Place] = [()]
        for s in shape:
            places = [(*p, k) for p in places for k in range(1, s + 1)]
        table: dict[Place, Number] = {}
        for p in places:
            table[p] = self._number(array.sign, edge, [v for t in world.arrays.values() for v in t.values()])
        if array.kind == "symmetric":
            return {(r, c): table[min(r, c), max(r, c)] for r, c in places}
        return _definite(table, shape[0]) if array.kind == "positive_definite" else table

    def _number(self, sign: str, edge: float, others: list[Number]) -> Number:
        rng = self.rng
        if rng.random() < edge:
            pool = [Fraction(c) for c in (0, 0, 0, 1, -1, 1, 2, -2)]
        else:
            pool = [Fraction(rng.randint(-9, 9), rng.choice((1, 2, 3, 7))) for _ in range(3)]
        if self.constants and rng.random() < 0.3:
            pool = [s * rng.choice(self.constants) + d for s in (1, -1) for d in (0, 0, Fraction(1, 2), 1, -1)]
        if others and rng.random() < 0.25 * edge:
            pool = [v for v in others if isinstance(v, Fraction)] or pool
        drawn = rng.choice(pool)
        if sign == "integer":
            return Fraction(drawn.numerator // drawn.denominator)
        drawn = abs(drawn) if sign in ("positive", "nonnegative") else -abs(drawn) if sign == "negative" else drawn
        if drawn == 0 and sign in ("positive", "negative", "nonzero"):
            return Fraction(-1 if sign == "negative" else 1, 2)
        return drawn

    def _allowed(self, world: World) -> bool:
        """Solutions of equations in `given` have to keep to the declarations."""
        for name, _ in self.claim.solutions:
            sign, drawn = self.arrays[name].sign, world.arrays[name][()]
            if not isinstance(drawn, Fraction) or not KEEPS[sign](drawn):
                return False
        return True


def _definite(table: dict[Place, Number], n: int) -> dict[Place, Number]:
    """A Aᵀ + I/2."""
    rows = range(1, n + 1)
    half = Fraction(1, 2)
    return {(r, c): sum((table[r, k] * table[c, k] for k in rows), half * (r == c)) for r in rows for c in rows}  # type: ignore[operator,misc]


def spoken_of(claim: Claim) -> Condition:
    """The assumptions whose indices the claim names; the others are left out."""
    named = free_indices(claim.left, claim.right).keys()
    return tuple(r for r in claim.given if free_indices(r).keys() <= named)


def compare(claim: Claim, world: World) -> str:
    """What the contract says of the claim here: "agree", "false", or "not asked"."""
    left = answer(claim.left, world)
    if isinstance(left, str):
        return "not asked"
    right = answer(claim.right, world)
    if isinstance(right, str):
        return "false" if right == "undefined" else "not asked"
    return "false" if differ(left, right) else "agree"


def samples(claim: Claim, rng: random.Random, tries: int, wanted: int) -> tuple[World | None, int]:
    """A world in which the claim is false, if one of the draws is; and how many agreed."""
    sampler, agreed = Sampler(claim, rng), 0
    for _ in range(tries):
        try:
            world = sampler.world()
        except (Undefined, Unknown):
            continue
        if world is None:
            continue
        said = compare(claim, world)
        if said == "false":
            return world, agreed
        agreed += said == "agree"
        if agreed >= wanted:
            break
    return None, agreed


def shown(number: Answer) -> str:
    if isinstance(number, Ball):
        return f"{float(number.mid):.12g}"
    return str(number)


def describe(claim: Claim, world: World) -> str:
    """Sizes, indices, values and both sides, in one line."""
    parts = [f"{name} = {v}" for name, v in {**world.sizes, **world.indices}.items()]
    parts += [f"{name} = {list(t.values())}" for name, t in world.maps.items()]
    for name, table in world.arrays.items():
        listed = [shown(v) for v in table.values() if not isinstance(v, Dual)]
        parts.append(f"{name} = {listed[0] if list(table) == [()] else '[' + ', '.join(listed) + ']'}")
    if any(isinstance(x, Opaque) for x in walk((claim.left, claim.right))):
        parts.append(f"functions no. {world.key}")
    sides = [shown(answer(side, world)) for side in (claim.left, claim.right)]
    return f"{', '.join(parts)}: left {sides[0]}, right {sides[1]}"
