"""Sizes, index values and index maps in a fixed order, the most telling first, as far as the assumptions allow.

Small sizes, then those just beyond every constant that a statement speaks of, with the others small; index values
apart, equal, at both ends of their ranges and at literals; maps that count up, repeat one value, or count down.
Nothing here is random. That nothing is found says only that none of what was tried satisfies the assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, product
from math import prod

import numpy as np

from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Expr, Number
from symcheck.expressions.walk import binders, condition_forms, forms, subexpressions
from symcheck.values.evaluate.setting import IndexArithmetic, Integers, Setting
from symcheck.values.subject import Subject, legal

LARGEST = 40
"""Constants beyond this are no sizes that anybody would try."""
COMBINATIONS = 400
SIZES = 60
PATTERNS = 12
ENUMERATED = 4000
"""So many settings are looked at, legal or not."""
EARLY = 12
Values = tuple[int, ...]


def in_order(what: Subject) -> Iterator[Setting]:
    """The legal settings among the first so many in a fixed order, the most telling first.

    After the first comes the roomiest of the next few with one size put just beyond each constant.
    """
    listed = _listed(what)
    legal_ones = _legal_ones(what, listed)
    early = list(islice(legal_ones, EARLY))
    yield from early[:1]
    if early:
        base = max(early, key=lambda setting: room(what.bodies, setting))
        yield from (s for s in _beyond(base, what.indices, what.maps, listed) if legal(what, s))
    yield from chain(early[1:], legal_ones)


def small(what: Subject) -> Iterator[Setting]:
    """The legal settings in the same order, but for those that are put beyond a constant."""
    return _legal_ones(what, _listed(what))


def _legal_ones(what: Subject, listed: Values) -> Iterator[Setting]:
    every = islice(_settings(what.sizes, what.indices, what.maps, listed), ENUMERATED)
    return (setting for setting in every if legal(what, setting))


def _listed(what: Subject) -> Values:
    """The magnitudes of the integers that a statement speaks of: in bounds, conditions, shifts and as literals."""
    found: set[int] = set()
    for body in what.expressions:
        for node in subexpressions(body):
            found.update(c for form in forms(node) for c in _constants(form))
            if isinstance(node, Number) and node.value.denominator == 1:
                found.add(abs(int(node.value)))
    found.update(c for form in condition_forms(what.given) for c in _constants(form))
    return tuple(sorted(c for c in found if 1 < c <= LARGEST))


@lru_cache(maxsize=256)
def _constants(form: IndexForm) -> frozenset[int]:
    found = {abs(form.constant)}
    for atom, _ in form.terms:
        if isinstance(atom, Index):
            found |= _constants(atom.lower) | _constants(atom.upper)
        elif isinstance(atom, MapEntry):
            found = found.union(*map(_constants, atom.arguments))
    return frozenset(found)


def _small_first(count: int, listed: Values) -> Iterator[Values]:
    """Values for so many sizes: small ones, one of them just beyond a constant, then all combinations of small ones."""
    if not count:
        yield ()
        return
    seen: set[Values] = set()
    for values in islice(_size_tuples(count, listed), COMBINATIONS * 4):
        if values not in seen:
            seen.add(values)
            yield values


def _size_tuples(count: int, listed: Values) -> Iterator[Values]:
    yield tuple(2 + k % 2 for k in range(count))
    yield tuple(3 - k % 2 for k in range(count))
    yield (1,) * count
    beyond = sorted({c + 1 for c in listed if c > 2}, key=lambda n: (n > 16, n))
    for n in beyond:
        yield from _one_at(count, n, 2)
    yield (2,) * count
    for n in (1, 3, 4):
        yield from _one_at(count, n, 2)
    for n in sorted({n for c in listed if c > 2 for n in (c, c + 2, c - 1)}):
        yield from _one_at(count, n, 2)
    yield from _combinations(count, (1, 2, 3))
    for n in beyond:
        yield (n,) * count
        yield from _one_at(count, n, 1)
    yield from _combinations(count, tuple(dict.fromkeys((2, 1, 3, 4, *beyond, *(c for c in listed if c > 2), 5, 6))))


def _one_at(count: int, value: int, others: int) -> Iterator[Values]:
    for place in range(count):
        yield tuple(value if k == place else others for k in range(count))


def _combinations(count: int, pool: Values) -> Iterator[Values]:
    """All of them as far as there are few, the smallest totals of places first."""
    if len(pool) ** min(count, 12) <= COMBINATIONS * 10:
        places = sorted(product(range(len(pool)), repeat=count), key=lambda p: (sum(p), p))
        yield from (tuple(pool[k] for k in place) for place in places[:COMBINATIONS])
    else:
        turns = product(range(len(pool)), repeat=2)
        yield from (tuple(pool[(shift + step * k) % len(pool)] for k in range(count)) for shift, step in turns)


def _settings(
    sizes: Sequence[Size],
    indices: Sequence[Index],
    maps: Sequence[IndexMap],
    listed: Values,
) -> Iterator[Setting]:
    """Settings in order, legal or not: sizes first, each with more and more patterns of indices and maps."""
    tuples = islice(_small_first(len(sizes), listed), SIZES * 8)
    waiting: list[Iterator[Setting]] = []
    for total in range(SIZES * 8 + 2 * PATTERNS):
        values = next(tuples, None)
        if values is not None:
            waiting.append(at_sizes(dict(zip(sizes, values, strict=True)), indices, maps, listed))
        elif total >= len(waiting) + 2 * PATTERNS:
            return
        for pattern in range(min(PATTERNS, total // 2 + 1)):
            place = total - 2 * pattern
            if place < len(waiting):
                yield from islice(waiting[place], 1)


def _beyond(base: Setting, indices: Sequence[Index], maps: Sequence[IndexMap], listed: Values) -> Iterator[Setting]:
    """A setting with one size put just beyond each constant, the others as they are; then all of them."""
    larger = sorted({c + 1 for c in listed}, key=lambda n: (n > 16, n))
    tuples = [{**base.sizes, size: n} for n in larger for size in base.sizes]
    tuples += [dict.fromkeys(base.sizes, n) for n in larger if len(base.sizes) > 1]
    for sizes in tuples:
        if sizes != base.sizes:
            yield from islice(at_sizes(sizes, indices, maps, listed), 1)


def at_sizes(
    sizes: Mapping[Size, int], indices: Sequence[Index], maps: Sequence[IndexMap], listed: Values
) -> Iterator[Setting]:
    """The patterns of index values and maps at these sizes."""
    for values in _index_values(sizes, indices, listed):
        for tables in _map_tables(sizes, maps, values):
            yield Setting(sizes, values, tables)


def _index_values(sizes: Mapping[Size, int], indices: Sequence[Index], listed: Values) -> Iterator[dict[Index, int]]:
    """Each choice once, until there is no other."""
    rules: list[Values] = [(n,) * len(indices) for n in (0, 1, 2, 3)] if indices else [()]
    seen: set[Values] = set()
    most = _choices(sizes, indices)
    for rule in chain(rules, _rules(len(indices), len(listed) + 5)) if most != 0 else ():
        values = _by_rule(sizes, indices, rule, listed)
        if values is not None and (key := tuple(values.values())) not in seen:
            seen.add(key)
            yield values
            if len(seen) == most:
                return


def _choices(sizes: Mapping[Size, int], indices: Sequence[Index]) -> int | None:
    """How many choices there are at most; None where that takes an index map to say."""
    known = IndexArithmetic(Setting(sizes))
    try:
        return prod(map(known.length, indices))
    except KeyError:
        return None


@lru_cache(maxsize=64)
def _rules(count: int, kinds: int) -> tuple[Values, ...]:
    """Which of the candidates each index takes, all combinations as far as there are few."""
    if not count or kinds ** min(count, 12) > COMBINATIONS * 10:
        return ()
    return tuple(sorted(product(range(kinds), repeat=count), key=lambda p: (sum(p), p))[:COMBINATIONS])


def _by_rule(
    sizes: Mapping[Size, int], indices: Sequence[Index], rule: Values, listed: Values
) -> dict[Index, int] | None:
    """Each index at the candidate of its number: apart from the others, first, last, second, next to last, literals."""
    values: dict[Index, int] = {}
    known = IndexArithmetic(Setting(sizes, values))
    for place, (index, number) in enumerate(zip(indices, rule, strict=True)):
        try:
            low, high = known.integer(index.lower), known.integer(index.upper)
        except KeyError:  # a bound speaks of an index map
            return None
        if low > high:
            return None
        candidates = (low + place % (high - low + 1), low, high, min(low + 1, high), max(high - 1, low), *listed)
        wanted = candidates[number % len(candidates)]
        values[index] = wanted if low <= wanted <= high else low + wanted % (high - low + 1)
    return values


def _map_tables(
    sizes: Mapping[Size, int], maps: Sequence[IndexMap], values: Mapping[Index, int]
) -> Iterator[dict[IndexMap, Integers]]:
    known = IndexArithmetic(Setting(sizes))
    shapes = [(map_, tuple(map(known.integer, map_.domain)), known.integer(map_.codomain)) for map_ in maps]
    if any(min((*shape, size)) < 1 for _, shape, size in shapes):
        return
    seen: set[tuple[bytes, ...]] = set()
    for kind in range(8 if maps else 1):
        tables = {map_: _table(kind, shape, size, values, map_.injective) for map_, shape, size in shapes}
        key = tuple(t.tobytes() for t in tables.values())
        if key not in seen:
            seen.add(key)
            yield tables


def _table(kind: int, shape: Values, size: int, values: Mapping[Index, int], injective: bool) -> Integers:
    """Counting up, all one value (that of an index), counting up from the second, down, and so on."""
    count = int(np.prod(shape))
    up = np.arange(count) % size
    places = [n - 1 for n in dict.fromkeys(values.values()) if 1 <= n <= size] or [0]
    if kind % 2 == 0 or injective:
        table = (up + kind // 2) % size if kind < 6 else size - 1 - up
    else:
        table = np.full(count, (places[kind // 2 % len(places)] + (kind // 2) // len(places)) % size)
    return np.asarray(table.reshape(shape) + 1, dtype=np.int64)


def room(bodies: Iterable[Expr], setting: Setting) -> int:
    """How many of the bound indices of these expressions have a value at the setting."""
    known = IndexArithmetic(setting)
    bound = {index for body in bodies for node in subexpressions(body) for index in binders(node)}
    return sum(known.length(index) > 0 for index in bound)
