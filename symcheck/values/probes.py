"""Probes: points where mistakes live, read off the statement, in a fixed order, the cheapest and most telling first.

For every condition, divisor and argument of a function with a border (log, sqrt, abs, relu, max, Γ, …) the border and
both its sides, solved for one entry where it is linear in it; zeros, ones, equal entries, sign flips; identity,
singular and deficient matrices; all at the first setting of integers with room for every sum. Beside them one generic
choice of values at each of many settings: sizes just beyond every constant, indices equal and at both ends, maps that
repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, product

from symcheck.expressions.nodes import Expr
from symcheck.values.borders import SHIFTS, bordering, criticals, rational_value, with_bound
from symcheck.values.enumeration import in_order, room, small
from symcheck.values.evaluate import Setting
from symcheck.values.points import Point, shapes
from symcheck.values.special import EASY, cycled, filled_with, generic_values, in_turns, special_points
from symcheck.values.subject import Subject

SETTINGS = 60
"""How many settings of integers are looked at."""
CRITICAL = 16
"""How many borders are solved for."""
PAIRED = 3
"""Of so many borders each is combined with others."""
FIRST = 12
SMALLEST = 4
"""Points that are easy to read are sought at so many of the first settings: those of the smallest sizes."""


def probes(what: Subject) -> Iterator[Point]:
    """Points in order; assumptions on real numbers need not hold there, declarations do."""
    found = list(islice(in_order(what), SETTINGS))
    if not found:
        return
    homes = _homes(what, found)
    home, *others = (islice(at_setting(what, found[k]), 1, None) for k in homes)
    generic = (p for k in dict.fromkeys((homes[0], *range(len(found)))) for p in islice(at_setting(what, found[k]), 1))
    yield from in_turns((generic, 1), (home, 2), (in_turns(*((other, 1) for other in others)), 1))


def _homes(what: Subject, found: Sequence[Setting]) -> tuple[int, ...]:
    """The settings at which special values are tried: with most room; sizes 1; indices equal; with least room."""
    order = sorted(range(len(found)), key=lambda k: (-room(what.bodies, found[k]), k))
    ones = [k for k, setting in enumerate(found) if set(setting.sizes.values()) == {1}]
    equal = [k for k in order if len(set(found[k].indices.values())) == 1 < len(found[k].indices)]
    return tuple(dict.fromkeys((order[0], *ones[:1], *equal[:1], order[-1], *order[1:2])))


def at_setting(what: Subject, setting: Setting) -> Iterator[Point]:
    """Values at one setting: generic ones first, then the borders, then what is special everywhere."""
    found = shapes(what, setting)
    if found is None:
        return
    generic = filled_with(setting, found, generic_values)
    yield generic
    if not found:
        return
    simple = special_points(setting, found, generic)
    listed = criticals(what)[:CRITICAL]
    borders = chain.from_iterable(bordering(critical, setting, generic) for critical in listed)
    yield from islice(simple, 2)
    yield from in_turns((borders, 1), (simple, 1), (_paired(listed, setting, generic), 1))


def _paired(listed: Sequence[Expr], setting: Setting, generic: Point) -> Iterator[Point]:
    """Points on one border and beside it that lie on another one too."""
    known = [critical for critical in listed if _is_rational(critical, setting, generic)]
    for first, second in product(known[:PAIRED], known[: 2 * PAIRED]):
        if first is not second:
            for point in islice(bordering(first, setting, generic), len(SHIFTS)):
                yield from islice(bordering(second, setting, point), 1)


def _is_rational(critical: Expr, setting: Setting, generic: Point) -> bool:
    inside = with_bound(critical, setting, last=False)
    return inside is not None and rational_value(critical, inside, generic) is not None


def simple_points(what: Subject) -> Iterator[Point]:
    """Points that are easy to read: the smallest sizes, and the values 2, −1, 3 in turn."""
    found = sorted(islice(small(what), FIRST), key=lambda setting: sum(setting.sizes.values()))
    for setting in found[:SMALLEST]:
        arrays = shapes(what, setting)
        if arrays is not None:
            yield filled_with(setting, arrays, cycled(EASY))
