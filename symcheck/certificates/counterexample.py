"""A counterexample looked at again, from its text: does it obey what is declared and assumed, and do the sides differ?

What is printed is read back: sizes, indices, entries of index maps, rationals. Ranges, signs, whole numbers, symmetry,
positive definiteness and conditions on integers are tested by code that is shared with nothing that found them; the
sides and the real conditions are evaluated by the one evaluator, exactly where it can, else in balls at precisions
that begin at twice those of the search. A value that is printed with ≈ is a ball around the decimals: an equation must
then be 0 somewhere in it, and the sides must differ everywhere in it. An entry that is not printed may be anything its
declaration allows, and is 1 or −1 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

import flint
import numpy as np
from flint import arb, fmpq
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from symcheck.claims.chosen import Chosen, read_all
from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Abstained, Refuted
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, Size
from symcheck.expressions.nodes import COMPARED, Array, IndexRelation, RealRelation, Relation
from symcheck.expressions.walk import condition_indices
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.numbers.balls import BallSystem
from symcheck.values.numbers.quotients import RationalNumbers
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.subject import Subject, claimed_of
from symcheck.values.trial import Lacking, Side, side

JUDGE = "refutation"
PRECISIONS = (128, 256, 512, 1024, 2048)
DIGITS = 10
"""A number is printed to so many digits."""
ROUNDED = "0.6"
"""By so many units of its last digit a side that is printed may be another number: it was rounded."""
NAMED = re.compile(r"(?P<name>.*?)(?:\[(?P<places>-?\d+(?:, -?\d+)*)\])?", re.DOTALL)
DECIMAL = re.compile(r"-?(?P<whole>\d+)\.?(?P<part>\d*)(?:e(?P<exponent>[+-]?\d+))?", re.ASCII)
Place = tuple[int, ...]
T = TypeVar("T")
Number = fmpq | arb
Table = Mapping[Place, int]


class Refused(Exception):
    """The certificate does not stand; the message says why."""


def standing(found: Refuted | Abstained, claim: Claim) -> Refuted | Abstained:
    """A counterexample that stands when it is looked at again, and any other finding as it is."""
    if not isinstance(found, Refuted):
        return found
    reason = refusal(claim, found)
    return found if reason is None else Abstained(JUDGE, f"a counterexample was found that does not stand: {reason}")


def refusal(claim: Claim, found: Refuted) -> str | None:
    """Why a certificate does not stand; None if it does."""
    try:
        _look_again(claim, claimed_of((claim,)), found)
    except Refused as reason:
        return str(reason)
    except Abstention as reason:
        return f"it cannot be evaluated ({reason})"
    return None


def _look_again(claim: Claim, what: Subject, found: Refuted) -> None:
    integers = _integers(claim, what, found)
    values = _values(what, found.values, integers)
    functions = _functions(what, found.values)
    for array, entries in values.items():
        _expect(_is_declared(array, entries), f"{array.name} is not what was declared")
    for relation in what.given:
        if isinstance(relation, IndexRelation):
            _expect(all(COMPARED[relation.kind](at.form(relation.form)) for at in integers.every(relation)), "given=")
    exact = all(isinstance(x, fmpq) for entries in values.values() for x in entries.values())
    doubt: Abstention | Refused = Refused("the sides do not differ")
    for precision in ((0,) if exact else ()) + PRECISIONS:
        with flint.ctx.workprec(precision or PRECISIONS[0]):
            system = BallSystem() if precision else RationalNumbers()
            try:
                return _differ(claim, what, found, _Point(integers, values, functions, system))
            except Abstention as reason:
                doubt = reason
    raise doubt


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Refused(f"it does not obey {otherwise}" if otherwise == "given=" else otherwise)


# The integers


class _Integers(Struct, frozen=True, eq=False):
    """What sizes, indices and index maps are, as read back."""

    values: Mapping[Size | Index, int]
    maps: Mapping[IndexMap, Table]

    def form(self, form: IndexForm) -> int:
        return form.constant + sum(c * self.atom(atom) for atom, c in form.terms)

    def atom(self, atom: IndexAtom) -> int:
        if isinstance(atom, Size | Index):
            if atom not in self.values:
                raise Refused(f"it has no value for {atom.name}")
            return self.values[atom]
        place = tuple(map(self.form, atom.arguments))
        if place not in self.maps[atom.map]:
            raise Refused(f"it has no value for {atom.map.name}{list(place)}")
        return self.maps[atom.map][place]

    def ends(self, low: IndexForm, high: IndexForm) -> range:
        return range(self.form(low), self.form(high) + 1)

    def every(self, relation: Relation) -> Iterator[_Integers]:
        """With all values of the indices that a condition binds."""
        yield from self._open([i for i in _closed(condition_indices((relation,))) if i not in self.values])

    def _open(self, indices: Sequence[Index]) -> Iterator[_Integers]:
        if not indices:
            yield self
            return
        for value in self.ends(indices[0].lower, indices[0].upper):
            yield from replace(self, values={**self.values, indices[0]: value})._open(indices[1:])


def _closed(indices: frozenset[Index]) -> list[Index]:
    """The indices and those that their bounds speak of, each after those."""
    ordered: dict[Index, None] = {}
    for index in sorted(indices, key=af.atom_key):
        below = af.free_indices(index.lower) | af.free_indices(index.upper)
        ordered |= dict.fromkeys((*_closed(below), index))
    return list(ordered)


def _integers(claim: Claim, what: Subject, found: Refuted) -> _Integers:
    """Every integer read back, and tested to be in its range."""
    listed = dict(found.sizes)
    known: dict[Size | Index, int] = {size: listed[size.name] for size in what.sizes if size.name in listed}
    known |= {index: listed[index.name] for index in what.indices if index.name in listed}
    maps = {map_: dict(_entries(map_.name, found.sizes)) for map_ in what.maps}
    _expect(len(found.entry) == len(claim.axes), "it names no entry")
    integers = _Integers({**known, **dict(zip(claim.axes, found.entry, strict=True))}, maps)
    for size in what.sizes:
        _expect(integers.atom(size) >= 1, f"the size {size.name} is not positive")
    for index in (*what.indices, *claim.axes):
        _expect(integers.atom(index) in integers.ends(index.lower, index.upper), f"{index.name} is not in its range")
    for map_, table in maps.items():
        domain = product(*(range(1, integers.form(n) + 1) for n in map_.domain))
        _expect(set(table) == set(domain), f"it does not say what {map_.name} is")
        reached = list(table.values())
        _expect(all(1 <= n <= integers.form(map_.codomain) for n in reached), f"{map_.name} leaves its range")
        _expect(not map_.injective or len(set(reached)) == len(reached), f"{map_.name} repeats a value")
    return integers


def _entries(name: str, listed: Sequence[tuple[str, T]]) -> Iterator[tuple[Place, T]]:
    """The entries that are listed of something with this name: their places, and what is said to stand there."""
    for text, value in listed:
        match = NAMED.fullmatch(text)
        if match is not None and match["name"] == name:
            places = match["places"]
            yield tuple(map(int, places.split(", "))) if places else (), value


# The values


def _values(what: Subject, listed: Sequence[tuple[str, str]], integers: _Integers) -> dict[Array, dict[Place, Number]]:
    """Every entry of every array, as read back; one that is not printed is 1 or −1."""
    values: dict[Array, dict[Place, Number]] = {}
    for array in what.arrays:
        places = set(product(*(integers.ends(*axis) for axis in array.axes)))
        read = {place: _number(text) for place, text in _entries(array.name, listed)}
        _expect(places.issuperset(read), f"{array.name} has no such entry")
        if array.symmetric:
            read |= {place[::-1]: x for place, x in read.items() if place[::-1] not in read}
        anything = fmpq(-1 if array.sign == "negative" else 1)
        values[array] = {place: read.get(place, anything) for place in sorted(places)}
    names = {*(array.name for array in what.arrays), *(function.head for function in what.unknown)}
    matches = [NAMED.fullmatch(text) for text, _ in listed]
    _expect(all(m is not None and m["name"] in names for m in matches), "it gives a value to what is not there")
    return values


def _functions(what: Subject, listed: Sequence[tuple[str, str]]) -> dict[str, Chosen]:
    """What abstract functions are taken for, as read back."""
    try:
        return read_all(what.unknown, dict(listed))
    except ValueError as reason:
        raise Refused(str(reason)) from None


def _number(text: str) -> Number:
    if text.startswith("≈"):
        return _printed(text.removeprefix("≈").strip())
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Refused(f"{text} is no number") from None
    return fmpq(value.numerator, value.denominator)


def _printed(text: str, units: str = "2") -> arb:
    """A ball around a number of so many units of the last digit that is printed, or would be if it were no 0.

    Ten digits are printed, or as many more as tell two numbers apart; what is next to nothing is printed as 0.
    """
    match = DECIMAL.fullmatch(text)
    if match is None:
        raise Refused(f"{text} is no number")
    middle, shown = arb(text), len((match["whole"] + match["part"]).lstrip("0"))
    last = int(match["exponent"] or 0) - len(match["part"]) - max(0, DIGITS - shown)
    return arb(middle.mid(), arb(units) * arb(10) ** last if shown else arb(10) ** -(DIGITS + 2))


def _is_declared(array: Array, entries: Mapping[Place, Number]) -> bool:
    """Whether the entries certainly have the signs, are whole, symmetric, and positive definite, as declared."""
    if array.integer and not all(isinstance(x, fmpq) and x.q == 1 for x in entries.values()):
        return False
    sign = SIGNS.get(array.sign)
    if sign is not None and not all(sign(x) for x in entries.values()):
        return False
    if not (array.symmetric or array.positive_definite):
        return True
    if any(str(x) != str(entries[place[::-1]]) for place, x in entries.items()):
        return False
    return not array.positive_definite or _positive_pivots(entries)


SIGNS = {
    "positive": lambda x: x > 0,
    "nonnegative": lambda x: x >= 0,
    "negative": lambda x: x < 0,
    "nonzero": lambda x: x != 0,
}


def _positive_pivots(entries: Mapping[Place, Number]) -> bool:
    """Gauss's elimination of a symmetric matrix meets positive pivots alone: it is positive definite."""
    ends = sorted({row for row, _ in entries})
    rows = [[entries[i, j] for j in ends] for i in ends]
    for k, pivot in enumerate(rows):
        if not pivot[k] > 0:
            return False
        for row in rows[k + 1 :]:
            factor = row[k] / pivot[k]
            row[k:] = [x - factor * p for x, p in zip(row[k:], pivot[k:], strict=True)]
    return True


# The sides


class _Point(Struct, frozen=True, eq=False):
    """Integers and values as numbers of a system."""

    integers: _Integers
    values: Mapping[Array, Mapping[Place, Number]]
    functions: Mapping[str, Chosen]
    system: RationalNumbers | BallSystem

    def evaluator(self, integers: _Integers) -> Evaluator:
        known = integers.values
        sizes = {x: n for x, n in known.items() if isinstance(x, Size)}
        indices = {x: n for x, n in known.items() if isinstance(x, Index)}
        maps = {m: _laid_out(table, [range(1, integers.form(n) + 1) for n in m.domain], np.int64)
                for m, table in integers.maps.items()}  # fmt: skip
        arrays = {a: _laid_out({place: self.number(x) for place, x in entries.items()},
                               [integers.ends(*axis) for axis in a.axes], object)
                  for a, entries in self.values.items()}  # fmt: skip
        return Evaluator(self.system, Setting(sizes, indices, maps, arrays, self.functions))

    def number(self, value: Number) -> Number:
        return arb(value) if isinstance(self.system, BallSystem) else value


def _laid_out(entries: Mapping[Place, object], axes: Sequence[range], dtype: type) -> NDArray[Any]:
    """Entries as an array over these axes."""
    raw: NDArray[Any] = np.empty([len(axis) for axis in axes], dtype=dtype)
    for place, value in entries.items():
        raw[tuple(p - axis.start for p, axis in zip(place, axes, strict=True))] = value
    return raw


def _differ(claim: Claim, what: Subject, found: Refuted, point: _Point) -> None:
    """Returns if all real conditions certainly hold, and the sides are what is printed and certainly differ."""
    for relation in what.given:
        if isinstance(relation, RealRelation):
            _expect(all(_holds(relation, point, at) for at in point.integers.every(relation)), "given=")
    evaluator = point.evaluator(point.integers)
    left = side(claim.left, evaluator)
    _expect(_prints(left, found.left), "the left side is another")
    right = side(claim.right, evaluator)
    if isinstance(right, Lacking):
        _expect(right.asked and found.right.startswith("not defined"), "the right side is another")
        return
    _expect(_prints(right, found.right), "the right side is another")
    if isinstance(left, arb) and isinstance(right, arb) and left.overlaps(right):
        raise Abstention("the balls meet")
    _expect(bool(left != right), "the sides do not differ")


def _holds(relation: RealRelation, point: _Point, integers: _Integers) -> bool:
    try:
        value = side(relation.difference, point.evaluator(integers))
    except Undefined:
        return False
    if isinstance(value, Lacking):
        return False
    if isinstance(value, arb) and value.contains(0) and not value.is_zero():
        solved = any(isinstance(x, arb) for entries in point.values.values() for x in entries.values())
        if relation.kind == "eq" and solved:
            return True
        raise Abstention("a ball around 0")
    return bool(COMPARED[relation.kind](value))


def _prints(value: Side, text: str) -> bool:
    """Whether a number is printed so, to its digits."""
    with flint.ctx.workprec(max(flint.ctx.prec, 4 * len(text) + 64)):
        return not isinstance(value, Lacking) and bool(_printed(text, ROUNDED).overlaps(arb(value)))
