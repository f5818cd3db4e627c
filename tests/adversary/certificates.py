"""A certificate of the package, as printed, put before the interpreter: are the sides different there?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from .interpreter import World, answer, holds, integer
from .numbers import Number, Undefined, Unknown
from .trees import Array, Claim, Index, Map, Opaque, Size, walk
from .worlds import KEEPS, compare, spoken_of

ENTRY = re.compile(r"(.*?)(?:\[(-?\d+(?:, -?\d+)*)\])?")


def refuted_there(claim: Claim, certificate: Any) -> bool | None:
    """Whether the claim is false at the certificate, and that is a point of the claim; None if that cannot be told.

    Abstract functions are others here, values printed with ≈ are rounded, an entry that is not printed has none.
    """
    sides = (claim.left, claim.right, claim.given)
    if any(isinstance(node, Opaque) for node in walk(sides)) or any("≈" in text for _, text in certificate.values):
        return None
    try:
        world = world_of(claim, certificate)
        within = all(_in_range(node, world) for node in walk(sides) if isinstance(node, Index))
        said = compare(claim, world) if within and holds(spoken_of(claim), world) else "outside"
    except (Unknown, KeyError):
        return None
    except Undefined:
        return False
    if said == "agree" and not (_exact(claim.left, world) and _exact(claim.right, world)):
        return None
    return None if said == "not asked" else said == "false"


def world_of(claim: Claim, certificate: Any) -> World:
    """The world of a certificate. Raises Undefined where it has a value that is not as declared."""
    listed = dict(certificate.sizes)
    nodes = list(walk((claim.left, claim.right, claim.given)))
    sizes = {x.name: listed[x.name] for x in nodes if isinstance(x, Size)}
    indices = {x.name: listed[x.name] for x in nodes if isinstance(x, Index) and x.name in listed}
    maps = {
        x.name: {place[0]: n for place, n in _entries(x.name, certificate.sizes)} for x in nodes if isinstance(x, Map)
    }
    world = World(sizes, indices, {}, maps)
    for array in {x.name: x for x in nodes if isinstance(x, Array)}.values():
        world.arrays[array.name] = _table(array, certificate.values)
    return world


def _table(array: Array, listed: Iterable[tuple[str, str]]) -> dict[tuple[int, ...], Number]:
    table: dict[tuple[int, ...], Number] = {place: Fraction(text) for place, text in _entries(array.name, listed)}
    if array.kind and len(array.shape) == 2:
        table |= {place[::-1]: x for place, x in table.items() if place[::-1] not in table}
        if any(table[place[::-1]] != x for place, x in table.items()):
            raise Undefined("not symmetric")
    if not all(isinstance(x, Fraction) and KEEPS[array.sign](x) for x in table.values()):
        raise Undefined("not of its sign")
    return table


def _entries(name: str, listed: Iterable[tuple[str, Any]]) -> list[tuple[tuple[int, ...], Any]]:
    found = []
    for text, value in listed:
        match = ENTRY.fullmatch(text)
        if match is not None and match[1] == name:
            found.append((tuple(map(int, match[2].split(", "))) if match[2] else (), value))
    return found


def _in_range(index: Index, world: World) -> bool:
    value = world.indices.get(index.name)
    return value is None or integer(index.lower, world) <= value <= integer(index.upper, world)


def _exact(side: Any, world: World) -> bool:
    return isinstance(answer(side, world), Fraction)
