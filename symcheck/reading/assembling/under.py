"""The conditions under which a name has its value: what is said with it is said where these hold.

A function that has its values under a condition on what it is of has them for these letters alone: any other one may
not meet the condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.nodes import Condition
from symcheck.notation.text import assumption
from symcheck.reading.assembling.conditions import Taken, arrays_spoken_of
from symcheck.reading.assembling.members import Member
from symcheck.reading.assembling.new_names import called, single
from symcheck.reading.assembling.operations import operations
from symcheck.reading.names import name_of, uncovered
from symcheck.reading.rows import rows_in, split
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Big, Bracket, Node, Operator, Scripts, Symbol

ALONE = "{0} is defined for one case, {1}, and may be something else beyond it: say {1} on this line, or in the block"
LONGEST = 4
"""So many letters side by side may be one name."""
OF_ANOTHER = "{0} is defined where {1}, and stands for something else here: define it for all values"


class Under(Struct, frozen=True):
    """What a name has its value under, and the names of what it is of."""

    conditions: tuple[Taken, ...]
    parameters: tuple[str, ...] = ()

    def having(self, found: Taken) -> Under:
        return Under((*self.conditions, found), self.parameters)


def under(left: Member, conditions: Sequence[Taken]) -> Under:
    """What is defined under some conditions."""
    function = called(left.items)
    arguments = () if function is None else tuple(single(x.items) or "" for x in function[1])
    return Under(tuple(conditions), arguments)


def conditions_of(
    members: Sequence[Member], known: Mapping[str, Under], scope: Scope, stated: Condition = ()
) -> list[Taken]:
    """What holds where members speak of names that have their values under conditions, beside what is `stated`.

    In doubt where it is said of one of several cases, or of other values.
    """
    found: dict[str, Taken] = {}
    if not known:
        return []
    said = {assumption((relation,)) for relation in stated}
    for name, following in (one for member in members for one in _spoken_of(member.items, scope)):
        for one in known[name].conditions if name in known else ():
            of = known[name].parameters
            own = not {array.name for array in arrays_spoken_of(one.condition)}.isdisjoint(of)
            if own and _arguments(following) != of:
                one = replace(one, beside=OF_ANOTHER.format(name, one.words), defines=True)
            elif one.words in said or (one.condition and {assumption((x,)) for x in one.condition} <= said):
                continue
            elif one.case:
                one = replace(one, beside=one.beside or ALONE.format(name, one.words), defines=True)
            found[one.words] = max(one, found.get(one.words, one), key=lambda x: x.defines)
    return list(found.values())


def _spoken_of(written: Sequence[Node], scope: Scope) -> Iterator[tuple[str, Node | None]]:
    """The names in items and below them, with and without their scripts, each with what stands behind it, and the
    operations there."""
    for items in rows_in(tuple(written)):
        yield from ((operation, None) for operation in operations(items, scope))
        for n in range(len(items)):
            for end in range(n + 1, min(n + LONGEST, len(items)) + 1):
                last, following = uncovered(items[end - 1]), next(iter(items[end:]), None)
                for one in _bases(last):
                    yield name_of((*items[n : end - 1], one)) or _sign(one), following
                if isinstance(last, Scripts) and last.primes:
                    yield "'", following


def _bases(node: Node) -> Iterator[Node]:
    """A node with its scripts, without its subscript, and without any: an entry speaks of its family."""
    yield node
    while isinstance(node, Scripts) and node.base is not None:
        yield replace(node, sub=None)
        node = uncovered(node.base)
        yield node


def _sign(node: Node) -> str:
    """A sign that is no name: of a sum, of brackets, or of a product."""
    match node:
        case Big(sign) | Bracket(sign) | Operator(sign):
            return sign
        case Symbol(sign):
            return sign
    return ""


def _arguments(behind: Node | None) -> tuple[str, ...]:
    items = behind.body.items if isinstance(behind, Bracket) else ()
    return tuple(name_of(x) or "" for x in split(items))
