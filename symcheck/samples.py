"""At which sizes, index values, index maps and array values a chain is tried, so that its assumptions hold.

Drawn at random from a seeded generator: sizes small and mostly different from one another, every range of a free index
non-empty, index maps injective where declared so. An index that an assumption binds means all its values; an
assumption with a free index that the expressions do not name is left out.
What is found satisfies the assumptions; nothing is said of their having no solution when none is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import chain, islice
from math import prod
from types import MappingProxyType

import numpy as np

from symcheck.arithmetic.floats import FloatSystem
from symcheck.arithmetic.quotients import knows
from symcheck.arithmetic.regular import RegularFloats
from symcheck.arithmetic.system import Abstention, Undefined
from symcheck.constraints import meets, solved
from symcheck.enumeration import Values, beyond, constants, room, settings
from symcheck.evaluate import Evaluator, Setting
from symcheck.evaluate.limits import MOST
from symcheck.evaluate.setting import IndexArithmetic, Integers, Numbers, meet, negation
from symcheck.evaluate.walk import COMPARED
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom, IndexMap, MapEntry, Size
from symcheck.language.expressions import (
    Add,
    Applied,
    Call,
    Condition,
    Constant,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Mul,
    Number,
    Power,
    RealRelation,
    Relation,
)
from symcheck.language.spoken import about, closed
from symcheck.language.text import assumption as condition_text
from symcheck.language.walk import condition_expressions, condition_forms, forms, free_indices, subexpressions

INTEGER_TRIES = 400
REAL_TRIES = 60
ENUMERATED = 4000
CHOICE = 8
EARLY = 12
EXTREME = 10**6
LARGE = 14
STYLES = ("normal", "normal", "positive", "unit", "simplex", "small")


UNMET = "assumptions cannot be met"


class Unmet(Exception):
    """No sample satisfies the assumptions; the message says so for the report."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What is to be sampled: expressions over common axes, under conditions, and the integers they speak of."""

    bodies: tuple[Expr, ...]
    axes: tuple[Index, ...]
    given: Condition
    sizes: tuple[Size, ...]
    indices: tuple[Index, ...]
    maps: tuple[IndexMap, ...]

    @property
    def integer_conditions(self) -> Condition:
        """The conditions that sizes and indices alone decide: k < n, and N = s M."""
        return tuple(r for r in self.given if is_of_integers(r))

    @property
    def real_conditions(self) -> tuple[RealRelation, ...]:
        return tuple(r for r in self.given if isinstance(r, RealRelation) and not is_of_integers(r))

    @cached_property
    def rational(self) -> bool:
        """Whether the statement has rational values at rational points, as far as its form tells."""
        return all(_stays_rational(node) for body in self.bodies for node in subexpressions(body))

    @cached_property
    def extreme(self) -> bool:
        """Whether numbers occur beside which floating point loses others."""
        numbers = (node.value for body in self.bodies for node in subexpressions(body) if isinstance(node, Number))
        return any(max(abs(value.numerator), value.denominator) > EXTREME for value in numbers)


def _stays_rational(node: Expr) -> bool:
    match node:
        case Call(function):
            return knows(function)
        case Power(_, exponent):
            return isinstance(exponent, Integer) or (isinstance(exponent, Number) and exponent.value.denominator == 1)
    return not isinstance(node, Applied | Constant)


def is_of_integers(relation: Relation) -> bool:
    """Whether a condition speaks of sizes and indices alone, if only as numbers: N = s M."""
    if isinstance(relation, IndexRelation):
        return True
    return not any(isinstance(node, Entry | Applied) for node in subexpressions(relation.difference))


def subject(bodies: Iterable[Expr], axes: tuple[Index, ...], given: Condition) -> Subject:
    """What occurs in these expressions and in the conditions that speak of them, in a fixed order."""
    listed = tuple(bodies)
    given = about(given, listed, axes)
    free = frozenset[Index]().union(*(free_indices(body) for body in listed)).difference(axes)
    free = closed(free)
    atoms = set(_all_atoms(listed, axes, given))
    for index in free:
        atoms.update(_deep((index.lower, index.upper)))
    sizes = sorted((a for a in atoms if isinstance(a, Size)), key=af.atom_key)
    maps = sorted({a.map for a in atoms if isinstance(a, MapEntry)}, key=lambda m: m.name)
    return Subject(listed, axes, given, tuple(sizes), _ordered(free), tuple(maps))


def _ordered(indices: frozenset[Index]) -> tuple[Index, ...]:
    """The indices, each after those that its bounds speak of."""
    ordered: list[Index] = []
    waiting = sorted(indices, key=af.atom_key)
    while waiting:
        for index in waiting:
            if not (af.free_indices(index.lower) | af.free_indices(index.upper)).intersection(waiting):
                waiting.remove(index)
                ordered.append(index)
                break
        else:
            raise Unmet("the bounds of these indices depend on one another in a circle")
    return tuple(ordered)


def _all_atoms(bodies: Sequence[Expr], axes: tuple[Index, ...], given: Condition) -> Iterator[IndexAtom]:
    yield from _deep(f for axis in axes for f in (axis.lower, axis.upper))
    yield from _deep(condition_forms(given))
    for body in (*bodies, *condition_expressions(given)):
        for node in subexpressions(body):
            yield from _deep(forms(node))
            if isinstance(node, Entry):
                yield from _deep(f for axis in node.array.axes for f in axis)


def _deep(listed: Iterable[Affine]) -> Iterator[IndexAtom]:
    """The atoms of forms, of the bounds of indices in them, and of the domains and arguments of index maps."""
    for form in listed:
        for atom, _ in form.terms:
            yield atom
            if isinstance(atom, Index):
                yield from _deep((atom.lower, atom.upper))
            elif isinstance(atom, MapEntry):
                yield from _deep((*atom.arguments, *atom.map.domain, atom.map.codomain))


def draw_setting(
    what: Subject,
    generator: np.random.Generator,
    largest: int = 7,
    smallest: int = 2,
    fixed: Mapping[Size, int] = MappingProxyType({}),
    tries: int = INTEGER_TRIES,
    coincidence: float = 0.25,
) -> Setting:
    """Sizes, index values and index maps that satisfy the integer assumptions. Raises Unmet if none are found.

    `coincidence` is the chance that an index or a map entry takes the value of another index: w = o, neg[k] = o.
    """
    for attempt in range(tries):
        bound = largest + attempt // 40
        least = smallest if attempt < tries // 2 else 1  # the assumptions may ask for the smallest sizes
        sizes = _settled(what, _sizes(what, generator, bound, least, fixed), generator, fixed)
        setting = _drawn(what, sizes, generator, coincidence)
        if setting is not None:
            setting = _repaired(what, setting, generator)
        if setting is not None and legal(what, setting):
            return setting
    return _enumerated(what, generator, fixed, largest, smallest)


def _enumerated(
    what: Subject, generator: np.random.Generator, fixed: Mapping[Size, int], largest: int, smallest: int
) -> Setting:
    """One of the first settings in order that are legal, where none was met by chance."""
    found = list(islice(in_order(what, fixed), CHOICE))
    sized = [s for s in found if all(smallest <= n <= max(largest, LARGE) for n in s.sizes.values())] or found
    if not sized:
        raise Unmet(f"{UNMET}: {_reason(what)}")
    return sized[int(generator.integers(len(sized)))]


def in_order(what: Subject, fixed: Mapping[Size, int] = MappingProxyType({})) -> Iterator[Setting]:
    """The legal settings among the first so many in a fixed order, the most telling first.

    After the first comes the roomiest of the next few with one size put just beyond each constant.
    """
    listed = constants(what.bodies, what.given)
    legal_ones = _legal_ones(what, listed, fixed)
    early = list(islice(legal_ones, EARLY))
    yield from early[:1]
    if early and not fixed:
        base = max(early, key=lambda setting: room(what.bodies, setting))
        yield from (s for s in beyond(base, what.indices, what.maps, listed) if legal(what, s))
    yield from chain(early[1:], legal_ones)


def small(what: Subject) -> Iterator[Setting]:
    """The legal settings in the same order, but for those that are put beyond a constant."""
    return _legal_ones(what, constants(what.bodies, what.given), {})


def _legal_ones(what: Subject, listed: Values, fixed: Mapping[Size, int]) -> Iterator[Setting]:
    every = islice(settings(what.sizes, what.indices, what.maps, listed, fixed), ENUMERATED)
    return (setting for setting in every if legal(what, setting))


def _reason(what: Subject) -> str:
    if what.integer_conditions:
        return f"no sizes and indices were found with {condition_text(what.integer_conditions)}"
    return "no sizes were found at which every index has a value"


def _sizes(
    what: Subject, generator: np.random.Generator, largest: int, smallest: int, fixed: Mapping[Size, int]
) -> dict[Size, int]:
    """Different sizes as far as the range allows."""
    pool = _pool(smallest, largest)
    count = len(what.sizes)
    drawn = generator.permutation(pool)[:count] if count <= len(pool) else generator.choice(pool, count)
    if count > 1 and generator.random() < 0.25:
        drawn = generator.choice(pool, count)
    return {size: fixed.get(size, int(n)) for size, n in zip(what.sizes, drawn, strict=True)}


def _settled(
    what: Subject, sizes: dict[Size, int], generator: np.random.Generator, fixed: Mapping[Size, int]
) -> dict[Size, int]:
    """The sizes, moved so that conditions between them hold, where this is easy: V = 1, n ≥ 12."""
    for relation in what.integer_conditions:
        if isinstance(relation, RealRelation) or not all(isinstance(atom, Size) for atom, _ in relation.form.terms):
            continue
        value = IndexArithmetic(Setting(sizes)).integer(relation.form)
        missing = -value if relation.kind == "eq" else max(0, -value) if relation.kind == "ge" else 0
        movable = [(a, c) for a, c in relation.form.terms if isinstance(a, Size) and abs(c) == 1 and a not in fixed]
        if missing and movable:
            size, direction = movable[int(generator.integers(len(movable)))]
            beyond = int(generator.integers(3)) if relation.kind == "ge" else 0
            moved = sizes[size] + direction * (missing + beyond)
            sizes = {**sizes, size: max(1, moved)}
    return sizes


@cache
def _pool(smallest: int, largest: int) -> Integers:
    return np.arange(smallest, largest + 1)


def _drawn(what: Subject, sizes: dict[Size, int], generator: np.random.Generator, coincidence: float) -> Setting | None:
    bare = IndexArithmetic(Setting(sizes))
    maps: dict[IndexMap, Integers] = {}
    for map_ in what.maps:
        table = _table(map_, bare, generator)
        if table is None:
            return None
        maps[map_] = table
    indices: dict[Index, int] = {}
    known = IndexArithmetic(Setting(sizes, indices, maps))  # each index only speaks of those before it
    for index in what.indices:
        low, high = known.integer(index.lower), known.integer(index.upper)
        if low > high:
            return None
        others = [n for n in indices.values() if low <= n <= high]
        again = others and generator.random() < coincidence
        indices[index] = int(generator.choice(others)) if again else int(generator.integers(low, high + 1))
    for map_ in what.maps:
        values = [n for n in indices.values() if 1 <= n <= bare.integer(map_.codomain)]
        if values and generator.random() < coincidence:
            _meet_at(maps[map_], int(generator.choice(values)), generator)
    return Setting(sizes, indices, maps)


def _meet_at(table: Integers, value: int, generator: np.random.Generator) -> None:
    """Writes the value at a random place of a fresh table; what stood there takes the value's place, if it had one."""
    flat = table.reshape(-1)
    place = int(generator.integers(len(flat)))
    flat[flat == value] = flat[place]
    flat[place] = value


def _table(map_: IndexMap, known: IndexArithmetic, generator: np.random.Generator) -> Integers | None:
    shape, size = tuple(map(known.integer, map_.domain)), known.integer(map_.codomain)
    if min((*shape, size)) < 1:
        return None
    count = prod(shape)
    if count > MOST:
        raise Unmet(f"an index map of {count:,} values is too large to be tried")
    if not map_.injective:
        return generator.integers(1, size + 1, shape)
    return (generator.permutation(size)[:count] + 1).reshape(shape) if count <= size else None


def _repaired(what: Subject, setting: Setting, generator: np.random.Generator) -> Setting | None:
    """The setting with indices and map entries moved so that equations between them hold, where this is easy."""
    for relation in what.integer_conditions:
        if isinstance(relation, RealRelation):
            continue
        found = IndexArithmetic(setting).positions(relation.form, None)
        if relation.kind != "eq" or found.dims or not found.raw:
            continue
        movable = [(a, c) for a, c in relation.form.terms if abs(c) == 1 and not isinstance(a, Size)]
        if movable:
            atom, coefficient = movable[int(generator.integers(len(movable)))]
            setting = _moved(setting, atom, -coefficient * int(found.raw))
    return setting


def _moved(setting: Setting, atom: IndexAtom, change: int) -> Setting:
    if isinstance(atom, Index) and atom in setting.indices:
        return replace(setting, indices={**setting.indices, atom: setting.indices[atom] + change})
    if isinstance(atom, MapEntry):
        table = setting.maps[atom.map].copy()
        known = IndexArithmetic(setting)
        place = tuple(known.integer(a) - 1 for a in atom.arguments)
        if all(0 <= p < n for p, n in zip(place, table.shape, strict=True)):
            table[place] += change
            return replace(setting, maps={**setting.maps, atom.map: table})
    return setting


def legal(what: Subject, setting: Setting) -> bool:
    """Whether every value lies in its range and every condition on integers holds."""
    known = IndexArithmetic(setting)
    for index, value in setting.indices.items():
        if not known.integer(index.lower) <= value <= known.integer(index.upper):
            return False
    if not all(_legal_table(map_, table, known) for map_, table in setting.maps.items()):
        return False
    if any(known.length(axis) < 1 for axis in what.axes):
        return False
    try:
        return all(_holds(known, r) for r in what.integer_conditions)
    except Undefined:
        return False


def _legal_table(map_: IndexMap, table: Integers, known: IndexArithmetic) -> bool:
    if table.min() < 1 or table.max() > known.integer(map_.codomain):
        return False
    return not map_.injective or len(set(table.ravel().tolist())) == table.size


def _whole_holds(relation: RealRelation, setting: Setting) -> bool:
    value = number(relation.difference, IndexArithmetic(setting))
    if value is not None:
        return bool({"eq": value == 0, "ne": value != 0, "gt": value > 0, "ge": value >= 0}[relation.kind])
    return meets((relation,), Evaluator(FloatSystem(np.random.default_rng(0)), setting))


def number(expr: Expr, known: IndexArithmetic) -> Fraction | None:
    """The value of sums and products of numbers and integers; None for any other expression, or one that varies."""
    match expr:
        case Number(value):
            return value
        case Integer(form) if not free_of_setting(form, known):
            return Fraction(known.integer(form))
        case Add(parts) | Mul(parts):
            values = [number(part, known) for part in parts]
            found = [v for v in values if v is not None]
            if len(found) == len(values):
                return sum(found, Fraction(0)) if isinstance(expr, Add) else prod(found, start=Fraction(1))
    return None


def free_of_setting(form: Affine, known: IndexArithmetic) -> frozenset[Index]:
    """The indices of a form that have no value in the setting."""
    return af.free_indices(form).difference(known.setting.indices)


def _holds(known: IndexArithmetic, relation: Relation) -> bool:
    """Whether a condition on integers holds for all values of the indices that have none."""
    if isinstance(relation, RealRelation):
        return _whole_holds(relation, known.setting)
    found = known.positions(relation.form, None)
    result = Numbers(np.asarray(COMPARED[relation.kind](found.raw)), found.dims)
    for dim in found.dims:
        own = known.range_mask(dim)
        if own is not None:
            result = negation(meet(negation(result), own))
    return bool(result.raw.all())


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A setting that satisfies every assumption, and the evaluator with the values drawn for it."""

    setting: Setting
    evaluator: Evaluator
    system: RegularFloats

    @property
    def refused(self) -> bool:
        """Whether a matrix was not inverted there because it may be singular."""
        return self.system.refused

    @property
    def sizes(self) -> tuple[tuple[str, int], ...]:
        return named_sizes(self.setting)


def named_sizes(setting: Setting) -> tuple[tuple[str, int], ...]:
    """The integers of a setting for the report: sizes, indices and entries of index maps."""
    sizes = [(size.name, n) for size, n in setting.sizes.items()]
    indices = [(index.name, n) for index, n in setting.indices.items()]
    entries = [
        (f"{map_.name}[{', '.join(str(p + 1) for p in place)}]", int(n))
        for map_, table in setting.maps.items()
        for place, n in np.ndenumerate(table)
    ]
    return (*sizes, *indices, *entries)


def draw_sample(
    what: Subject, setting: Setting, generator: np.random.Generator, attempt: int = 0, tries: int = REAL_TRIES
) -> Sample:
    """Random values for the arrays that satisfy the real assumptions. Raises Unmet if none are found.

    `attempt` picks the shape of the values: a caller whose sample was not defined asks for the next.
    """
    conditions = what.real_conditions
    for trial in range(tries if conditions else 1):
        system = RegularFloats(generator, STYLES[(attempt + trial) % len(STYLES)])
        try:
            values = solved(conditions, system, setting)
        except (Undefined, Abstention):
            continue
        found = replace(setting, values=values)
        evaluator = Evaluator(system, found)
        if meets(conditions, evaluator):
            return Sample(found, evaluator, system)
    raise Unmet(f"{UNMET}: no values were found with {condition_text(conditions)}")
