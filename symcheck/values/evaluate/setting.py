"""A setting: the integers at which a statement is evaluated. Index arithmetic as integer arrays over named dimensions.

An index without a value in the setting is a dimension: it runs over its hull, the smallest range of integers that
holds its own range whatever the values of the indices in its bounds; `range_mask` says where it is inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from symcheck.claims.chosen import Chosen
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array
from symcheck.values.evaluate.limits import MOST, afford, afford_integers
from symcheck.values.numbers.system import Raw, Undefined

Integers = NDArray[np.int64]
Dims = tuple[Index, ...]


class Setting(Struct, frozen=True, eq=False, dict=True):
    """Sizes, values of free indices, tables of index maps (entries count from 1), and values of arrays, where fixed.

    The value of an array has one axis for each axis of the array, then the trailing axes of the number system.
    `functions` are what abstract functions are taken for, by name; of any other the number system has its own.
    """

    sizes: Mapping[Size, int]
    indices: Mapping[Index, int] = field(default_factory=dict)
    maps: Mapping[IndexMap, Integers] = field(default_factory=dict)
    values: Mapping[Array, Raw] = field(default_factory=dict)
    functions: Mapping[str, Chosen] = field(default_factory=dict)


class Numbers(Struct, frozen=True, eq=False):
    """Integers, or truth values, over named dimensions."""

    raw: NDArray[np.generic]
    dims: Dims


def union(groups: Iterable[Dims]) -> Dims:
    """The dimensions of all groups, each once, in order of appearance."""
    found: Dims = ()
    for dims in groups:
        if not found:
            found = dims
        elif dims and dims != found:
            found = (*found, *[dim for dim in dims if dim not in found])
    return found


def spread(raw: NDArray[np.generic], own: Dims, dims: Dims) -> NDArray[np.generic]:
    """The array over `own` laid out for `dims`, with length 1 where it does not depend; axes behind stay behind."""
    if own == dims:
        return raw
    if not own:
        return raw.reshape((1,) * len(dims) + raw.shape)
    order = [own.index(dim) for dim in dims if dim in own]
    if order != sorted(order):
        raw = raw.transpose(*order, *range(len(own), raw.ndim))
    return raw[tuple([slice(None) if dim in own else None for dim in dims])]


class IndexArithmetic:
    """Affine forms at one setting. Results are remembered."""

    def __init__(self, setting: Setting, most: int = MOST) -> None:
        self.setting = setting
        self.most = most
        self._hulls: dict[Index, tuple[int, int]] = {}
        self._positions: dict[IndexForm, Numbers] = {}
        self._ranges: dict[Index, Numbers | None] = {}

    def hull(self, index: Index) -> tuple[int, int]:
        """The least and the greatest value the index can take (the second is smaller where there is none)."""
        known = self._hulls.get(index)
        if known is None:
            value = self.setting.indices.get(index)
            if value is not None:
                known = (value, value)
            else:
                known = (self._interval(index.lower)[0], self._interval(index.upper)[1])
            self._hulls[index] = known
        return known

    def shape(self, array: Array) -> tuple[int, ...]:
        """The lengths of the axes of an array."""
        return tuple(self.integer(high) - self.integer(low) + 1 for low, high in array.axes)

    def everywhere(self, mask: Numbers) -> bool:
        """Whether a mask holds for all values of its dimensions that lie inside their ranges."""
        for dim in mask.dims:
            own = self.range_mask(dim)
            if own is not None:
                mask = negation(meet(negation(mask), own))
        return bool(mask.raw.all())

    def length(self, index: Index) -> int:
        low, high = self.hull(index)
        return max(0, high - low + 1)

    def _interval(self, form: IndexForm) -> tuple[int, int]:
        low = high = form.constant
        for atom, coefficient in form.terms:
            ends = [coefficient * end for end in self._atom_interval(atom)]
            low, high = low + min(ends), high + max(ends)
        return low, high

    def _atom_interval(self, atom: IndexAtom) -> tuple[int, int]:
        match atom:
            case Size():
                return (self.size(atom), self.size(atom))
            case Index():
                return self.hull(atom)
            case MapEntry():
                table = self._table(atom.map)
                return (int(table.min()), int(table.max()))

    def size(self, size: Size) -> int:
        value = self.setting.sizes.get(size)
        if value is None:
            raise KeyError(f"no value for the size {size.name}")
        return value

    def _table(self, map_: IndexMap) -> Integers:
        table = self.setting.maps.get(map_)
        if table is None:
            raise KeyError(f"no values for the index map {map_.name}")
        return table

    def integer(self, form: IndexForm) -> int:
        """The value of a form without dimensions."""
        if not form.terms:
            return form.constant
        value = self._fixed(form)
        return int(self.positions(form).raw) if value is None else value

    def _fixed(self, form: IndexForm) -> int | None:
        """The value of a form of sizes and of indices that have a value; None for any other."""
        total = form.constant
        for atom, coefficient in form.terms:
            if isinstance(atom, Size):
                total += coefficient * self.size(atom)
            elif isinstance(atom, Index) and (value := self.setting.indices.get(atom)) is not None:
                total += coefficient * value
            else:
                return None
        return total

    def surely_within(self, form: IndexForm, low: int, high: int) -> bool:
        """Whether every value of a form lies between two integers, as far as it can be told at a glance."""
        index = form.atom
        if not isinstance(index, Index):
            return not form.terms and low <= form.constant <= high
        least, greatest = self.hull(index)
        return low <= least and greatest <= high

    def positions(self, form: IndexForm) -> Numbers:
        """The values of a form over the dimensions it depends on. Raises Undefined where there is none."""
        found = self.reached(form)
        if nowhere(found) is not None:
            raise Undefined("an index map is asked outside its domain")
        return found

    def reached(self, form: IndexForm) -> Numbers:
        """The values of a form; where an index map is asked outside its domain, one beyond every index (`nowhere`)."""
        known = self._positions.get(form)
        if known is None:
            known = self._positions[form] = self._computed(form)
        return known

    def _computed(self, form: IndexForm) -> Numbers:
        value = self._fixed(form)
        if value is not None:
            afford_integers(value, value)
            return Numbers(np.asarray(value, dtype=np.int64), ())
        afford_integers(*self._interval(form))
        if isinstance(form.atom, Index):
            return self._atom(form.atom)
        parts = [(self._atom(atom), coefficient) for atom, coefficient in form.terms]
        dims = union(part.dims for part, _ in parts)
        raw: NDArray[np.generic] = np.asarray(form.constant, dtype=np.int64)
        lost: NDArray[np.generic] = np.asarray(False)
        for part, coefficient in parts:
            own = spread(part.raw, part.dims, dims)
            raw = raw + coefficient * own  # type: ignore[operator]
            lost = lost | (own == NOWHERE)
        return Numbers(np.asarray(np.where(lost, NOWHERE, raw)) if lost.any() else np.asarray(raw), dims)

    def _atom(self, atom: IndexAtom) -> Numbers:
        match atom:
            case Size():
                return Numbers(np.asarray(self.size(atom)), ())
            case Index():
                value = self.setting.indices.get(atom)
                if value is not None:
                    return Numbers(np.asarray(value), ())
                low, high = self.hull(atom)
                afford((high - low + 1,), "a range", self.most)
                return Numbers(np.arange(low, high + 1), (atom,))
            case MapEntry():
                return self._map_entry(atom)

    def _map_entry(self, entry: MapEntry) -> Numbers:
        table = self._table(entry.map)
        found = [self.reached(argument) for argument in entry.arguments]
        places, lost = inside([Numbers(p.raw - 1, p.dims) for p in found], table.shape)
        dims = union(p.dims for p in places)
        raw = table[tuple(spread(p.raw, p.dims, dims) for p in places)]
        if lost is not None:
            raw = np.where(spread(lost.raw, lost.dims, dims), NOWHERE, raw)
        return Numbers(raw, dims)

    def range_mask(self, index: Index) -> Numbers | None:
        """Where the index is inside its own range; None if its hull is its range."""
        if index not in self._ranges:
            self._ranges[index] = self._range_mask(index)
        return self._ranges[index]

    def _range_mask(self, index: Index) -> Numbers | None:
        lower, upper = self.positions(index.lower), self.positions(index.upper)
        if not lower.dims and not upper.dims:
            return None
        own = self.positions(af.of_atom(index))
        dims = union((own.dims, lower.dims, upper.dims))
        here, low, high = (spread(n.raw, n.dims, dims) for n in (own, lower, upper))
        return Numbers((low <= here) & (here <= high), dims)  # type: ignore[operator]


NOWHERE = -(1 << 62) - 1
"""The value of an index map outside its domain: no form that is affordable comes to it."""


def nowhere(found: Numbers) -> Numbers | None:
    """Where a form has no value, as it asks an index map outside its domain; None for nowhere."""
    lost = np.asarray(found.raw == NOWHERE)
    return Numbers(lost, found.dims) if lost.any() else None


def inside(offsets: Sequence[Numbers], lengths: Sequence[int]) -> tuple[list[Numbers], Numbers | None]:
    """The offsets along some axes, those outside 0..length − 1 moved inside, and where one lies outside."""
    places: list[Numbers] = []
    outside: Numbers | None = None
    for own, length in zip(offsets, lengths, strict=True):
        lost = np.asarray((own.raw < 0) | (own.raw >= length))  # type: ignore[operator]
        if not lost.any():
            places.append(own)
            continue
        places.append(Numbers(np.where(lost, 0, own.raw), own.dims))
        found = Numbers(lost, own.dims)
        outside = found if outside is None else join(outside, found)
    return places, outside


def join(a: Numbers | None, b: Numbers | None) -> Numbers | None:
    """Where either holds (None never holds)."""
    if a is None or b is None:
        return a or b
    return negation(meet(negation(a), negation(b)))


def meet(a: Numbers | None, b: Numbers | None) -> Numbers:
    """Where both hold (None always holds)."""
    if a is None or b is None:
        return a or b or Numbers(np.asarray(True), ())
    dims = union((a.dims, b.dims))
    return Numbers(spread(a.raw, a.dims, dims) & spread(b.raw, b.dims, dims), dims)  # type: ignore[operator]


def negation(a: Numbers) -> Numbers:
    return Numbers(np.logical_not(a.raw), a.dims)


def same_places(a: Sequence[Numbers], b: Sequence[Numbers]) -> Numbers:
    """Where the two entries are the same entry."""
    result = Numbers(np.asarray(True), ())
    for one, other in zip(a, b, strict=True):
        dims = union((one.dims, other.dims))
        equal = spread(one.raw, one.dims, dims) == spread(other.raw, other.dims, dims)
        result = meet(result, Numbers(np.asarray(equal), dims))
    return result
