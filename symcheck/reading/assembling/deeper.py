"""Chains with the same chains of the page where families have more members: no line is right for one number alone.

A capital that names a last member stands for a number, and a page is read for two of these. Each chain goes with those
that the same formulas come to for the other number, for the same values of letters; what there is for none goes
with that for the largest values. A chain that the other reading has not is not read there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line, Part, Unread

NOT_THERE = "it does not say the same where there are more members"
BY_INDEX = "write the members with an index, x_i with i ∈ n, in place of the first few"


def with_more(parts: Iterable[Part], more: Iterable[Part], last: Mapping[str, int]) -> tuple[Part, ...]:
    """The parts with what they come to for other `last` members."""
    others = {(part.id, part.place): tuple(part.build() or ()) for part in more}
    return tuple(_part(part, others.get((part.id, part.place), ()), last) for part in parts)


def _part(part: Part, more: Sequence[Chain], last: Mapping[str, int]) -> Part:
    chains = _paired(tuple(part.build() or ()), more, last)
    return replace(part, build=partial(iter, chains))


def _paired(chains: Sequence[Chain], more: Sequence[Chain], last: Mapping[str, int]) -> tuple[Chain, ...]:
    notes = tuple(f"for {name} = {number}" for name, number in last.items())
    others: dict[tuple[Place, ...], list[Chain]] = defaultdict(list)
    for other in more:
        values = _of_letters(other, last)
        others[_places(other)].append(replace(other, values=(*values, *notes)))
    found: list[Chain] = []
    for chain in chains:
        places, values = _places(chain), _of_letters(chain, last)
        alike = [_of_letters(one, last) for one in chains if _places(one) == places]
        mine = [x for x in others[places] if _of_letters(x, last) == values]
        if values == max(alike, key=_largest):
            mine += [x for x in others[places] if _of_letters(x, last) not in alike]
        found.append(replace(chain, deeper=tuple(mine) if others[places] else (_unread(chain, notes),)))
    return tuple(found)


def _largest(values: tuple[str, ...]) -> tuple[int, ...]:
    """What tells which of two chains is for larger values, the first letter first."""
    written = (value.partition(" = ")[2] for value in values)
    return tuple(int(value) if value.isdigit() else 0 for value in written)


def _of_letters(chain: Chain, last: Mapping[str, int]) -> tuple[str, ...]:
    """The values of letters that a chain is for, without those of last members."""
    return tuple(value for value in chain.values if value.removeprefix("for ").partition(" = ")[0] not in last)


def _places(chain: Chain) -> tuple[Place, ...]:
    return tuple(line.place for line in (chain.first, *chain.lines))


def _unread(chain: Chain, notes: tuple[str, ...]) -> Chain:
    """What stands for a chain that is not there."""

    def lost(line: Line) -> Line:
        return replace(line, content=Unread(NOT_THERE, line.latex, BY_INDEX))

    return replace(chain, first=lost(chain.first), lines=tuple(map(lost, chain.lines)), values=notes)
