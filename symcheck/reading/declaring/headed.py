r"""Heads as probability writes them where they get a meaning: `p(x|z=k) = …`, `P(D) > 0`, `\mathbb{E}[X] ∈ ℝ`.

What of an argument is part of the name is told from what is declared and from what the right side speaks of.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.meaning.conditioned import MOST, PLACE, Way, arguments, equal, is_head, key_of, spelled, written
from symcheck.reading.meaning.free import free_letters, known_part, occurrences
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import Items, extent, lone, nodes, sides_of, within
from symcheck.reading.scope import Distribution, Formula, Quantity, Running, Scope, Thing, Unknown
from symcheck.reading.tree import Bracket, Letter, Node, Row, Scripts, Unreadable, Word

MOMENTS = ("E", "Var", "Cov", "var", "cov")
"""What stands in square brackets behind these is averaged: they are no functions of it."""


def headed(items: Sequence[Node], scope: Scope, right: Items | None, letters: Collection[str] = ()) -> tuple[Node, ...]:
    """A left side with its head as a name, with what is an index below it, or with arguments behind it.

    `right` is what it is defined by, gathered; None where a head is declared and has no value: then `letters` are its
    indices. Anything else is given back as it is. Raises Unreadable.
    """
    last = items[-1] if len(items) > 1 else None
    name = name_of(items[:-1])
    if name is None or not isinstance(last, Bracket) or last.opens not in "([" or is_named(items[0]):
        return tuple(items)
    listed = arguments(last.body)
    averages = last.opens == "["
    if not listed or len(listed) > MOST or (averages and (name not in MOMENTS or _has_value(last, scope, right))):
        return tuple(items)
    plain = not is_head(last) and not averages
    if plain and _is_common(name, [name_of(part) for _, part in listed], scope, () if right is not None else letters):
        return tuple(items)
    own = _Own(name, scope, right, frozenset(letters), averages, plain)
    ways = [own.way(part) for _, part in listed]
    function = all(way.text == PLACE for way in ways)
    if plain and function and not _is_of_others(scope.get(name), len(ways)):
        return tuple(items)
    family = not function and all(own.is_index(row) for way in ways for row in way.filled)
    key, fills = key_of(name, last, [sign for sign, _ in listed], ways, not plain)
    return written(key, fills, items[0], last, family)


def _has_value(bracket: Bracket, scope: Scope, right: Items | None) -> bool:
    """Whether the mean of what stands in a bracket may be known: it speaks of what is declared."""
    things = (scope.numbers(x) or scope.get(x) for x in free_letters(bracket.body.items, scope))
    return right is not None and any(isinstance(thing, Quantity | Distribution) for thing in things)


def _is_common(name: str, arguments_: Sequence[str | None], scope: Scope, letters: Collection[str]) -> bool:
    """Whether arguments behind commas are those of a function of the common kind, or indices of what is declared."""
    names = set(arguments_)
    known = name in KNOWN and scope.get(name) is None
    return known or None in names or len(names) < len(arguments_) or not names.isdisjoint(letters)


def is_named(node: Node) -> bool:
    """Whether a head stands by its name already."""
    return isinstance(node, Word) and node.text.endswith((")", "]"))


def _is_of_others(taken: Thing | None, count: int) -> bool:
    """Whether a name is that of a function of another number of arguments."""
    if isinstance(taken, Formula):
        return len(taken.parameters) != count
    return isinstance(taken, Unknown) and len(taken.arguments) != count


class _Own(Struct, frozen=True):
    """How the arguments of one head are seen where it gets its meaning."""

    name: str
    scope: Scope
    right: Items | None
    letters: frozenset[str]
    averages: bool
    plain: bool

    def way(self, items: Items) -> Way:
        sides, relations = sides_of(items)
        if not relations:
            return self._argument(items)
        if len(sides) != 2 or relations[0].sign != "=" or not all(sides):
            raise Unreadable(extent(items), f"this argument of {self.name} is no event", "as in P(z=k)")
        value = self._argument(sides[1])
        free = [x for x in value.fixed if len(x) == 1 and x.islower() and self.scope.get(x) is None]
        if free:
            raise Unreadable(extent(sides[1]), f"the range of {free[0]} is not known", f"index {free[0]} ∈ n")
        return equal(self._indexed(sides[0]) or self._fixed(sides[0], event=True), value)

    def _argument(self, items: Items) -> Way:
        place = Way(PLACE, (Row(tuple(items), span=extent(items)),))
        name = name_of(items)
        if name is not None and self._is_letter(name):
            return place
        thing = self.scope.get(name)
        indexed = None if thing is not None else self._indexed(items)
        if indexed is not None and not (self.plain and self._is_all(items, indexed)):
            return indexed
        if self.right is None and isinstance(thing, Quantity) and not self.averages:
            why = f"{self.name}(…) would not depend on {name}"
            raise Unreadable(extent(items), why, f"as a function of it: {self.name}(…) unknown")
        varies = not self.averages and name is not None and (thing is not None or indexed or self._speaks(name))
        return place if varies else self._fixed(items)

    def _fixed(self, items: Items, event: bool = False) -> Way:
        """What is part of the name as it stands."""
        found = next((way for way in spelled(items) if not way.filled), None)
        declared = [x for x in free_letters(items, self.scope) if self.scope.get(x) is not None]
        if found is None or (declared and not self.averages and not event):
            raise Unreadable(extent(items), f"the arguments of {self.name} are no names", "as in f(x) = x^2")
        running = [x for x in free_letters(items, self.scope) if isinstance(self.scope.get(x), Running)]
        if running:
            why = f"the index {running[0]} stands inside the name of {self.name}(…)"
            raise Unreadable(extent(items), why, f"… for {running[0]} ∈ n")
        return found

    def _indexed(self, items: Items) -> Way | None:
        """A name whose scripts are indices, as many as can be: `x_i`, `x^{(i)}_j`."""
        only = lone(items)
        base = self.scope.numbers(spelling(only.base)) if isinstance(only, Scripts) and only.base else None
        ways = [way for way in spelled(items) if way.filled]
        found = [way for way in ways if all(self.is_index(row, base) for row in way.filled)]
        return max(found, key=lambda way: len(way.filled), default=None)

    def _is_all(self, items: Items, indexed: Way) -> bool:
        """Whether the right side speaks of these indices nowhere but in this argument: it may be any number then."""
        if self.right is None:
            return False
        name = name_of(items)
        scripted = (node for node in nodes(self.right) if isinstance(node, Scripts))
        whole = sum(name in (spelling(node), spelling(replace(node, sup=None))) for node in scripted)
        return all(occurrences(_spelled(row), self.right, self.scope) == whole for row in indexed.filled)

    def is_index(self, row: Row, base: Quantity | None = None) -> bool:
        """Whether a place is filled by the letter of an index; below what has axes it need not be declared."""
        name = _spelled(row)
        below = base is not None and bool(base.value.tensor.axes) and self.scope.get(name) is None and name.islower()
        return isinstance(lone(row.items), Letter | Scripts) and (self._is_letter(name) or (below and len(name) == 1))

    def _is_letter(self, name: str) -> bool:
        return name in self.letters or (self.right is not None and isinstance(self.scope.get(name), Running))

    def _speaks(self, name: str) -> bool:
        """Whether the right side speaks of a name, and not only as part of a longer one: c in `v_c`."""
        waiting = list(self.right or ())
        while waiting:
            node = waiting.pop()
            if spelling(node) == name:
                return True
            left = known_part(node, self.scope) if isinstance(node, Scripts) else None
            rows = within(node) if left is None else left
            waiting += [item for row in rows if row is not None for item in row.items]
            if left is None and isinstance(node, Scripts) and node.base is not None:
                waiting.append(node.base)
        return False


def _spelled(row: Row) -> str:
    return spelling(row.items[0]) or "" if len(row.items) == 1 else ""
