"""Every setting up to a bound: all sizes, all values of free indices, all index maps, as far as they can matter.

`plan` finds the largest bound N whose settings fit a fixed count of evaluations, the same in every run. N lies beyond
every constant in a bound, a condition, a subscript or a number compared with sizes, so that what begins to differ at
such a constant is among the settings. Values of one range are told apart up to renaming only where the statement
cannot: where its indices stand as subscripts and in [i = j] and [i ≠ j] alone. Integer assumptions restrict the
settings; each range of a sum holds two members somewhere, or there is no plan. Nothing is said of sizes beyond N.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from symcheck.evaluate import Setting
from symcheck.evaluate.setting import IndexArithmetic
from symcheck.language.affine import Affine, Index, IndexAtom, IndexMap, MapEntry, Size
from symcheck.language.expressions import (
    Applied,
    Array,
    Block,
    Bracket,
    Choice,
    Derivative,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Inverse,
    Named,
    Number,
    Product,
    Sum,
)
from symcheck.language.walk import binders, children, forms, free_indices, subexpressions
from symcheck.legal import legal
from symcheck.subject import Subject

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


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
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
    """The settings up to a bound do not fit the count."""


def plan(what: Subject) -> Plan | None:
    """The plan with the largest bound that fits; None if no bound beyond the constants does."""
    least = reach(what)
    if least > FARTHEST:
        return None
    found: Plan | None = None
    for bound in range(least, max(MOST, least) + 1):
        try:
            settings = tuple(_settings(what, bound))
        except TooMany:
            break
        total = sum(evaluations(what, setting) for setting in settings)
        found = Plan(tuple((size.name, bound) for size in what.sizes), settings, total)
        if not what.sizes:
            break
    return found if found is not None and _told(what, found.settings) else None


def reach(what: Subject) -> int:
    """A bound beyond every constant: two more than the different constants together, those above 1."""
    found = {abs(c) for form in all_forms(what) for c in (form.constant, *(c for _, c in form.terms))}
    nodes = [n for body in what.expressions for n in subexpressions(body)]
    if any(isinstance(n, Integer) and n.value.terms for n in nodes):
        numbers = [n.value for n in nodes if isinstance(n, Number)]
        found |= {abs(part) for value in numbers for part in (value.numerator, value.denominator)}
    return max(LEAST, 2 + sum(c for c in found if c > 1))


def all_forms(what: Subject) -> Iterator[Affine]:
    """Every affine form that occurs: subscripts, conditions, bounds, axes, the domains of index maps."""
    waiting = [*_direct_forms(what)]
    seen: set[Affine] = set()
    while waiting:
        form = waiting.pop()
        if form not in seen:
            seen.add(form)
            yield form
            waiting.extend(f for atom, _ in form.terms for f in _inside(atom))


def _direct_forms(what: Subject) -> Iterator[Affine]:
    yield from (r.form for r in what.given if isinstance(r, IndexRelation))
    yield from (form for index in (*what.axes, *what.indices) for form in (index.lower, index.upper))
    for body in what.expressions:
        for node in subexpressions(body):
            yield from forms(node)
            if isinstance(node, Entry):
                yield from (form for axis in node.array.axes for form in axis)


def _inside(atom: IndexAtom) -> tuple[Affine, ...]:
    match atom:
        case Index(_, lower, upper):
            return (lower, upper)
        case MapEntry(map_, arguments):
            return (*arguments, *map_.domain, map_.codomain)
    return ()


def evaluations(what: Subject, setting: Setting) -> int:
    """How many entries are evaluated at a setting: of each sum, product or matrix those that differ, once."""
    known = IndexArithmetic(setting)
    return max(SETTING, sum(_entries(body, frozenset(what.axes), known) for body in what.bodies))


def _entries(body: Expr, axes: frozenset[Index], known: IndexArithmetic) -> int:
    """The entries of what binds indices, over those and the indices it speaks of; below a derivative, a slope each."""
    total = prod(known.length(axis) for axis in axes)
    seen: set[tuple[int, frozenset[Index]]] = set()
    waiting: list[tuple[Expr, frozenset[Index]]] = [(body, frozenset())]
    while waiting:
        node, slopes = waiting.pop()
        if (id(node), slopes) in seen:
            continue
        seen.add((id(node), slopes))
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


def _settings(what: Subject, bound: int) -> Iterator[Setting]:
    """All legal settings with sizes 1 to `bound`. Raises TooMany once they do not fit."""
    renamable = frozenset(size for size in what.sizes if interchangeable(what, size))
    total, looked = 0, 0
    for values in sorted(product(range(1, bound + 1), repeat=len(what.sizes)), key=max_then_sum):
        sizes = dict(zip(what.sizes, values, strict=True))
        for setting in _assigned(what, sizes, renamable):
            looked += 1
            if looked > CANDIDATES:
                raise TooMany
            if setting is not None and legal(what, setting):
                total += evaluations(what, setting)
                if total > EVALUATIONS:
                    raise TooMany
                yield setting


def settings_with(what: Subject, sizes: dict[Size, int], renamable: frozenset[Size]) -> Iterator[Setting]:
    """The legal settings with these sizes, up to renaming in the ranges that are said to be renamable."""
    return (s for s in _assigned(what, sizes, renamable) if s is not None and legal(what, s))


def max_then_sum(values: tuple[int, ...]) -> tuple[int, int]:
    return (max(values, default=0), sum(values))


@dataclass(frozen=True, slots=True)
class _Cell:
    """Something that takes integer values: a free index, or an entry of an index map."""

    name: Index | tuple[IndexMap, tuple[int, ...]]
    low: Affine
    high: Affine


def _assigned(what: Subject, sizes: dict[Size, int], renamable: frozenset[Size]) -> Iterator[Setting | None]:
    """The settings with these sizes; None for each that is looked at in vain."""
    bare = IndexArithmetic(Setting(sizes))
    shapes = {map_: tuple(map(bare.integer, map_.domain)) for map_ in what.maps}
    if any(n < 1 for shape in shapes.values() for n in shape):
        yield None
        return
    one = Affine((), 1)
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


# What a statement can tell apart


def interchangeable(what: Subject, size: Size) -> bool:
    """Whether a statement cannot tell the values of the range 1..size apart, save by their being equal.

    Each index, axis and value of a map with that size in its range has the range 1..size, and stands alone as a
    subscript, as an integer argument, or as i − j in [i = j] and [i ≠ j]. Then a permutation of the range changes
    nothing but the names of entries, of which every array has all.
    """
    ranges = [(i.lower, i.upper) for i in _all_indices(what)]
    ranges += [axis for body in what.expressions for array in _arrays(body) for axis in array.axes]
    if not all(_is_full(low, high, size) for low, high in ranges if _mentions((low, high), size)):
        return False
    if any(_speaks(form, size) for low_high in ranges for form in low_high):
        return False
    if any(_mentions(m.domain, size) or _told_apart(m.codomain, size) for m in what.maps):
        return False
    if any(_speaks(argument, size) for entry in _map_entries(what) for argument in entry.arguments):
        return False
    stands = [_stands_alone(node, size) for body in what.expressions for node in subexpressions(body)]
    return all(stands) and all(_compares(r, size) for r in what.given if isinstance(r, IndexRelation))


def _all_indices(what: Subject) -> set[Index]:
    bound = {i for body in what.expressions for node in subexpressions(body) for i in binders(node)}
    inside = {a for form in all_forms(what) for a, _ in form.terms if isinstance(a, Index)}
    return bound | inside | {*what.axes, *what.indices}


def _told_apart(codomain: Affine, size: Size) -> bool:
    return _mentions((codomain,), size) and codomain.atom != size


def _map_entries(what: Subject) -> set[MapEntry]:
    return {atom for form in all_forms(what) for atom, _ in form.terms if isinstance(atom, MapEntry)}


def _arrays(body: Expr) -> set[Array]:
    return {node.array for node in subexpressions(body) if isinstance(node, Entry)}


def _mentions(listed: Iterable[Affine], size: Size) -> bool:
    return any(atom == size for form in listed for atom, _ in form.terms)


def _is_full(low: Affine, high: Affine, size: Size) -> bool:
    return not low.terms and low.constant == 1 and high.atom == size


def ranges_over(atom: IndexAtom, size: Size) -> bool:
    """Whether the values of an index or of an entry of a map are those of 1..size."""
    match atom:
        case Index(_, _, upper):
            return upper.atom == size
        case MapEntry(map_):
            return map_.codomain.atom == size
    return False


def _speaks(form: Affine, size: Size) -> bool:
    return any(ranges_over(atom, size) for atom, _ in form.terms)


def _stands_alone(node: Expr, size: Size) -> bool:
    match node:
        case Integer(form):
            return not _speaks(form, size)
        case Entry(array, indices):
            return _fit(array.axes, indices, size)
        case Named(definition, indices):
            return _fit([(a.lower, a.upper) for a in definition.axes], indices, size)
        case Inverse(matrix, row, column):
            return _fit([(a.lower, a.upper) for a in matrix.axes], (row, column), size)
        case Applied(_, arguments, slots):
            words = [a for a in arguments if isinstance(a, Affine)]
            blocks = [arguments[slot.argument] for slot in slots]
            axes = [[(a.lower, a.upper) for a in b.axes] if isinstance(b, Block) else [] for b in blocks]
            fits = all(_fit(own, slot.indices, size) for own, slot in zip(axes, slots, strict=True))
            return fits and all(_whole(f, size) for f in words if _speaks(f, size) or _mentions((f,), size))
        case Sum(_, _, condition) | Product(_, _, condition) | Bracket(condition) | Choice(condition):
            return all(_compares(r, size) for r in condition if isinstance(r, IndexRelation))
    return not any(_speaks(form, size) for form in forms(node))


def _fit(axes: Sequence[tuple[Affine, Affine]], indices: Sequence[Affine], size: Size) -> bool:
    """Whether what stands on an axis over the range, and what ranges over it, is an index alone."""
    pairs = zip(axes, indices, strict=True)
    return all(_whole(form, size) for axis, form in pairs if _speaks(form, size) or _mentions(axis, size))


def _whole(form: Affine, size: Size) -> bool:
    atom = form.atom
    return atom is not None and ranges_over(atom, size)


def _compares(relation: IndexRelation, size: Size) -> bool:
    """[i = j] or [i ≠ j] of two values of the range, or a relation that does not speak of it."""
    if not _speaks(relation.form, size):
        return True
    terms = relation.form.terms
    return (
        relation.kind in ("eq", "ne")
        and not relation.form.constant
        and sorted(c for _, c in terms) == [-1, 1]
        and all(ranges_over(atom, size) for atom, _ in terms)
    )


__all__ = ["Plan", "evaluations", "interchangeable", "plan", "reach", "settings_with", "shortened"]
