"""A few settings for exact arithmetic, where all up to a bound are too many or a proof is looked at again.

The smallest sizes, small different ones, each size in turn larger than the others, free indices at the ends of their
ranges; drawn from a seeded generator. Agreement at these says nothing of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from symcheck.evaluate import Setting
from symcheck.evaluate.setting import IndexArithmetic
from symcheck.language.affine import Size
from symcheck.language.expressions import Expr, Extremum, Product, Sum
from symcheck.language.walk import binders, children
from symcheck.legal import legal
from symcheck.samples import draw_setting
from symcheck.subject import Subject, Unmet

LARGE = 6
"""The size that each size in turn is given while the others stay small."""
PLACES = 8000
"""How many values of all indices together are affordable."""
PATTERNS = 3
DRAWS = 8


def settings(what: Subject, generator: np.random.Generator, brief: bool = False) -> Iterator[Setting]:
    """The settings tried: the smallest sizes, small different ones, and each size in turn larger than the others.

    At each choice of sizes, settings differ in which of the indices and map entries are equal to one another.
    """
    for smallest, largest, fixed, wanted in _plans(what, brief):
        seen: set[tuple[bool, ...]] = set()
        for _ in range(DRAWS if wanted > 1 else 2):
            try:
                setting = draw_setting(what, generator, largest, smallest, fixed)
            except Unmet:
                break
            pattern = _pattern(setting)
            if pattern not in seen:
                seen.add(pattern)
                yield setting
            if len(seen) >= wanted or not (setting.indices or setting.maps):
                break
    if not brief:
        yield from _ends(what, generator)


def _ends(what: Subject, generator: np.random.Generator) -> Iterator[Setting]:
    """Each free index in turn at either end of its range: a claim may fail there alone."""
    for index in what.indices:
        for end in (index.lower, index.upper):
            try:
                setting = draw_setting(what, generator, 3)
            except Unmet:
                return
            value = IndexArithmetic(setting).integer(end)
            moved = replace(setting, indices={**setting.indices, index: value})
            if legal(what, moved):
                yield moved


def _plans(what: Subject, brief: bool) -> Iterator[tuple[int, int, dict[Size, int], int]]:
    """Smallest and largest size, sizes that are fixed, and how many patterns of equal indices to try."""
    yield (1, 1, {}, 1)
    if brief:
        yield (2, 3, {}, 1)
        return
    large = affordable(what)
    if what.sizes or what.indices or what.maps:
        yield (2, 3, {}, PATTERNS)
        yield (2, min(4, large), {}, PATTERNS)
    for size in what.sizes:
        yield (1, 2, {size: large}, 2)
    for size in what.sizes if len(what.sizes) > 1 else ():
        yield (2, 3, {size: 1}, 1)


def affordable(what: Subject) -> int:
    """The size for each size in turn: `LARGE`, or less where so many indices stand inside one another that it costs."""
    depth = len(what.axes) + max(map(nesting, what.bodies), default=0)
    return next((n for n in range(LARGE, 3, -1) if n**depth <= PLACES), 3)


def nesting(expr: Expr) -> int:
    """How many sums stand inside one another at most."""
    depths: dict[int, int] = {}

    def depth(node: Expr) -> int:
        if id(node) not in depths:
            own = len(binders(node)) if isinstance(node, Sum | Product | Extremum) else 0
            depths[id(node)] = own + max((depth(child) for child in children(node)), default=0)
        return depths[id(node)]

    return depth(expr)


def _pattern(setting: Setting) -> tuple[bool, ...]:
    """Which index values and map entries are equal."""
    values = [*setting.indices.values(), *(int(n) for table in setting.maps.values() for n in table.ravel())]
    return tuple(a == b for i, a in enumerate(values) for b in values[:i])
