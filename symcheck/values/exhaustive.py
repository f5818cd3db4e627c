"""Every setting up to a bound: all sizes, all values of free indices, all index maps, as far as they can matter.

`plan` finds the largest bound N whose settings fit a fixed count of evaluations, the same in every run. N lies beyond
every constant in a bound, a condition, a subscript or a number compared with sizes, so that what begins to differ at
such a constant is among the settings. Values of one range are told apart up to renaming only where the statement
cannot: where its indices stand as subscripts and in [i = j] and [i ≠ j] alone. Integer assumptions restrict the
settings; each range of a sum holds two members somewhere, or there is no plan. Nothing is said of sizes beyond N.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import numpy as np
from msgspec import Struct

from symcheck.expressions.indices import Index, IndexForm, IndexMap, Size
from symcheck.expressions.nodes import Derivative, Expr, Integer, Number
from symcheck.expressions.walk import binders, children, free_indices, subexpressions
from symcheck.values.evaluate import Setting
from symcheck.values.evaluate.setting import IndexArithmetic
from symcheck.values.interchangeable import interchangeable
from symcheck.values.subject import Subject, legal

EVALUATIONS = 20_000
"""How many evaluations of an innermost entry, in all settings together, a plan may ask for."""
SETTING = 80
"""A setting counts for at least as many."""
CANDIDATES = 200_000
"""How many assignments, legal or not, are looked at."""
LEAST = 4
MOST = 12
"""The bound wanted where no constant asks for a larger one."""
FARTHEST = 40


class Plan(Struct, frozen=True, eq=False):
    """Settings that are all there are up to the bounds, and the number of evaluations they ask for."""

    bounds: tuple[tuple[str, int], ...]
    settings: tuple[Setting, ...]
    evaluations: int


def shortened(what: Subject, whole: Plan, bound: int) -> Plan | None:
    """The plan up to a smaller bound; None if that does not lie beyond the constants."""
    if bound < reach(what):
        return None
    kept = tuple(s for s in whole.settings if max(s.sizes.values(), default=0) <= bound)
    total = sum(evaluations(what, setting) for setting in kept)
    found = Plan(tuple((size.name, bound) for size in what.sizes), kept, total)
    return found if _told(what, kept) else None


class TooMany(Exception):
    """The settings with sizes up to `largest` do not fit the count."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self.largest = largest


def plan(what: Subject) -> Plan | None:
    """The plan with the largest bound that fits; None if no bound beyond the constants does."""
    least = reach(what)
    if least > FARTHEST:
        return None
    most = max(MOST, least)
    settings: list[Setting] = []
    counts: list[int] = []
    bound = most if what.sizes else least
    try:
        for setting, count in _settings(what, most):
            settings.append(setting)
            counts.append(count)
    except TooMany as too_many:
        bound = too_many.largest - 1
    if bound < least:
        return None
    kept = tuple(s for s in settings if max(s.sizes.values(), default=0) <= bound)
    found = Plan(tuple((size.name, bound) for size in what.sizes), kept, sum(counts[: len(kept)]))
    return found if _told(what, kept) else None


def reach(what: Subject) -> int:
    """A bound beyond every constant: two more than the different constants together, those above 1."""
    found = {abs(c) for form in what.forms for c in (form.constant, *(c for _, c in form.terms))}
    nodes = [n for body in what.expressions for n in subexpressions(body)]
    if any(isinstance(n, Integer) and n.value.terms for n in nodes):
        numbers = [n.value for n in nodes if isinstance(n, Number)]
        found |= {abs(part) for value in numbers for part in (value.numerator, value.denominator)}
    return max(LEAST, 2 + sum(c for c in found if c > 1))


def evaluations(what: Subject, setting: Setting) -> int:
    """How many entries are evaluated at a setting: of each sum, product or matrix those that differ, once."""
    known = IndexArithmetic(setting)
    return max(SETTING, sum(_entries(body, frozenset(what.axes), known) for body in what.bodies))


def _entries(body: Expr, axes: frozenset[Index], known: IndexArithmetic) -> int:
    """The entries of what binds indices, over those and the indices it speaks of; below a derivative, a slope each."""
    total = prod(known.length(axis) for axis in axes)
    seen: set[tuple[Expr, frozenset[Index]]] = set()
    waiting: list[tuple[Expr, frozenset[Index]]] = [(body, frozenset())]
    while waiting:
        node, slopes = waiting.pop()
        if (node, slopes) in seen:
            continue
        seen.add((node, slopes))
        bound = binders(node)
        if bound:
            total += prod(max(1, known.length(i)) for i in free_indices(node).union(bound, slopes))
        inner = slopes | free_indices(node.variable) if isinstance(node, Derivative) else slopes
        waiting.extend((child, inner) for child in children(node))
    return total


def _told(what: Subject, settings: Sequence[Setting]) -> bool:
    """Whether something was settled: there are settings, and each range of a sum holds two members in one of them."""
    bound = {i for body in what.bodies for node in subexpressions(body) for i in binders(node)}
    arithmetic = [IndexArithmetic(setting) for setting in settings]
    return bool(settings) and all(
        any(known.length(index) > 1 for known in arithmetic) for index in bound if index.lower != index.upper
    )


# Settings


def _settings(what: Subject, bound: int) -> Iterator[tuple[Setting, int]]:
    """All legal settings with sizes 1 to `bound`, the largest size growing, each with its number of evaluations.

    Raises TooMany once they do not fit.
    """
    renamable = frozenset(size for size in what.sizes if interchangeable(what, size))
    total, looked = 0, 0
    for values in _sizes(len(what.sizes), bound):
        sizes = dict(zip(what.sizes, values, strict=True))
        for setting in _assigned(what, sizes, renamable):
            looked += 1
            if looked > CANDIDATES:
                raise TooMany(max(values, default=0))
            if setting is not None and legal(what, setting):
                count = evaluations(what, setting)
                total += count
                if total > EVALUATIONS:
                    raise TooMany(max(values, default=0))
                yield setting, count


def _sizes(count: int, bound: int) -> Iterator[tuple[int, ...]]:
    """Values 1 to `bound` of so many sizes, by the largest, then by their sum."""
    if not count:
        yield ()
        return
    for largest in range(1, bound + 1):
        every = product(range(1, largest + 1), repeat=count)
        yield from sorted((values for values in every if max(values) == largest), key=sum)


def settings_with(what: Subject, sizes: dict[Size, int], renamable: frozenset[Size]) -> Iterator[Setting]:
    """The legal settings with these sizes, up to renaming in the ranges that are said to be renamable."""
    return (s for s in _assigned(what, sizes, renamable) if s is not None and legal(what, s))


class _Cell(Struct, frozen=True):
    """Something that takes integer values: a free index, or an entry of an index map."""

    name: Index | tuple[IndexMap, tuple[int, ...]]
    low: IndexForm
    high: IndexForm


def _assigned(what: Subject, sizes: dict[Size, int], renamable: frozenset[Size]) -> Iterator[Setting | None]:
    """The settings with these sizes; None for each that is looked at in vain."""
    bare = IndexArithmetic(Setting(sizes))
    shapes = {map_: tuple(map(bare.integer, map_.domain)) for map_ in what.maps}
    if any(n < 1 for shape in shapes.values() for n in shape):
        yield None
        return
    one = IndexForm((), 1)
    cells = [_Cell((m, place), one, m.codomain) for m, shape in shapes.items() for place in np.ndindex(*shape)]
    cells += [_Cell(index, index.lower, index.upper) for index in what.indices]
    tables = {m: np.ones(shape, dtype=np.int64) for m, shape in shapes.items()}
    yield from _filled(cells, 0, {}, tables, {}, sizes, renamable)


def _filled(
    cells: Sequence[_Cell],
    position: int,
    indices: dict[Index, int],
    tables: dict[IndexMap, np.ndarray[tuple[int, ...], np.dtype[np.int64]]],
    used: dict[Size, int],
    sizes: dict[Size, int],
    renamable: frozenset[Size],
) -> Iterator[Setting | None]:
    """The cells from `position` on take all their values; of a renamable range, a new value is the least unused."""
    if position == len(cells):
        yield Setting(sizes, dict(indices), {m: table.copy() for m, table in tables.items()})
        return
    cell = cells[position]
    known = IndexArithmetic(Setting(sizes, indices, tables))
    low, high = known.integer(cell.low), known.integer(cell.high)
    size = cell.high.atom
    named = size if isinstance(size, Size) and size in renamable else None
    top = high if named is None else min(high, used.get(named, 0) + 1)
    if low > top:
        yield None
    for value in range(low, top + 1):
        further = used if named is None else {**used, named: max(used.get(named, 0), value)}
        if isinstance(cell.name, Index):
            yield from _filled(cells, position + 1, {**indices, cell.name: value}, tables, further, sizes, renamable)
        else:
            map_, place = cell.name
            tables[map_][place] = value
            yield from _filled(cells, position + 1, indices, tables, further, sizes, renamable)
