"""At which sizes, index values, index maps and array values a chain is tried, so that its assumptions hold.

Drawn at random from a seeded generator: sizes small and mostly different from one another, every range of a free index
non-empty, index maps injective where declared so. What is found satisfies the assumptions; nothing is said of their
having no solution when none is found.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from math import prod

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.indices import Index, IndexAtom, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import RealRelation
from symcheck.notation.text import assumption as condition_text
from symcheck.values.constraints import Unsolved, meets, solved
from symcheck.values.enumeration import in_order
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.evaluate.limits import MOST
from symcheck.values.evaluate.setting import IndexArithmetic, Integers
from symcheck.values.numbers.regular import RegularFloats
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.subject import UNMET, Subject, Unmet, legal, named_sizes

INTEGER_TRIES = 400
REAL_TRIES = 60
VAIN_ROUNDS = 72
"""So many rounds of Newton's method are spent in vain on one setting: at its sizes there may be no solution."""
CHOICE = 8
LARGE = 14
STYLES = ("normal", "normal", "positive", "unit", "simplex", "small")


def draw_setting(
    what: Subject,
    generator: np.random.Generator,
    largest: int = 7,
    smallest: int = 2,
    tries: int = INTEGER_TRIES,
    coincidence: float = 0.25,
) -> Setting:
    """Sizes, index values and index maps that satisfy the integer assumptions. Raises Unmet if none are found.

    `coincidence` is the chance that an index or a map entry takes the value of another index: w = o, neg[k] = o.
    """
    for attempt in range(tries):
        bound = largest + attempt // 40
        least = smallest if attempt < tries // 2 else 1  # the assumptions may ask for the smallest sizes
        sizes = _settled(what, _sizes(what, generator, bound, least), generator)
        setting = _drawn(what, sizes, generator, coincidence)
        if setting is not None:
            setting = _repaired(what, setting, generator)
        if setting is not None and legal(what, setting):
            return setting
    return _enumerated(what, generator, largest, smallest)


def _enumerated(what: Subject, generator: np.random.Generator, largest: int, smallest: int) -> Setting:
    """One of the first settings in order that are legal, where none was met by chance."""
    found = list(islice(in_order(what), CHOICE))
    sized = [s for s in found if all(smallest <= n <= max(largest, LARGE) for n in s.sizes.values())] or found
    if not sized:
        raise Unmet(f"{UNMET}: {_reason(what)}")
    return sized[int(generator.integers(len(sized)))]


def _reason(what: Subject) -> str:
    if what.integer_conditions:
        return f"no sizes and indices were found with {condition_text(what.integer_conditions)}"
    return "no sizes were found at which every index has a value"


def _sizes(what: Subject, generator: np.random.Generator, largest: int, smallest: int) -> dict[Size, int]:
    """Different sizes as far as the range allows."""
    pool = _pool(smallest, largest)
    count = len(what.sizes)
    drawn = generator.permutation(pool)[:count] if count <= len(pool) else generator.choice(pool, count)
    if count > 1 and generator.random() < 0.25:
        drawn = generator.choice(pool, count)
    return {size: int(n) for size, n in zip(what.sizes, drawn, strict=True)}


def _settled(what: Subject, sizes: dict[Size, int], generator: np.random.Generator) -> dict[Size, int]:
    """The sizes, moved so that conditions between them hold, where this is easy: V = 1, n ≥ 12."""
    for relation in what.integer_conditions:
        if isinstance(relation, RealRelation) or not all(isinstance(atom, Size) for atom, _ in relation.form.terms):
            continue
        value = IndexArithmetic(Setting(sizes)).integer(relation.form)
        missing = -value if relation.kind == "eq" else max(0, -value) if relation.kind == "ge" else 0
        movable = [(a, c) for a, c in relation.form.terms if isinstance(a, Size) and abs(c) == 1]
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
        found = IndexArithmetic(setting).positions(relation.form)
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


class Sample(Struct, frozen=True, eq=False):
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


def draw_sample(
    what: Subject, setting: Setting, generator: np.random.Generator, attempt: int = 0, tries: int = REAL_TRIES
) -> Sample:
    """Random values for the arrays that satisfy the real assumptions. Raises Unmet if none are found.

    `attempt` picks the shape of the values: a caller whose sample was not defined asks for the next.
    """
    conditions, rounds = what.real_conditions, 0
    for trial in range(tries if conditions else 1):
        system = RegularFloats(generator, STYLES[(attempt + trial) % len(STYLES)])
        try:
            values = solved(conditions, system, setting)
        except Unsolved as vain:
            rounds += vain.rounds
            if rounds > VAIN_ROUNDS:
                break
            continue
        except (Undefined, Abstention):
            continue
        found = replace(setting, values=values)
        evaluator = Evaluator(system, found)
        if meets(conditions, evaluator):
            return Sample(found, evaluator, system)
    raise Unmet(f"{UNMET}: no values were found with {condition_text(conditions)}")
