"""What is written with a letter, for one of the values that the letter stands for: `W^{(l)} a^{(l-1)}` for l = 2.

The tree is the same with numbers, or names, in place of the letter where it stands free; sums of numbers in scripts
are worked out, and the script of a member of a family is written as its declaration writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.meaning.free import bound_letters
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import run, spelling, uncovered
from symcheck.reading.rows import apart, base_of, lone, nodes, rebuilt, within
from symcheck.reading.tree import Big, Bracket, Letter, Mark, Node, Number, Operator, Relation, Row, Scripts

N = TypeVar("N", bound=Node)
CLOSES = {"(": ")", "[": "]"}


class Family(Struct, frozen=True):
    """How the members of a family are written: "(" and "[" in brackets above, "^" above, "_" below; and how named."""

    ways: frozenset[str]
    named: str


class Member(Struct, frozen=True):
    """A member of a family, as it is named: of which, its number, and whether that stands below, as of an entry.

    `whole` is the name with what else hangs on it: an entry, or part of a name such as `W_f^{(1)}`.
    """

    name: str
    family: str
    number: int
    below: bool
    whole: str = ""


class Instance(Struct, frozen=True):
    """Values of letters of all the `letters` of families; those of last members, `L`, stand for numbers in scripts."""

    values: Mapping[str, str]
    last: Mapping[str, int]
    families: Mapping[str, Family]
    letters: Collection[str] = ()

    def items(self, items: Sequence[Node]) -> tuple[Node, ...]:
        """The items with the values of letters that stand free in them."""
        found: list[Node] = []
        here, words = self, _in_words(items)
        for position, item in enumerate(items):
            if isinstance(item, Relation):
                here = self
            if position in words:
                found.append(item)
            elif isinstance(item, Scripts) and isinstance(item.base, Big):
                here = here._without(() if item.sub is None else bound_letters(item.sub))
                sub, sup = (None if x is None else here._script(x, True) for x in (item.sub, item.sup))
                found.append(replace(item, sub=sub, sup=sup))
            else:
                found.append(here._node(item))
        return tuple(found)

    def row(self, row: Row) -> Row:
        return replace(row, items=self.items(row.items))

    def _without(self, letters: Sequence[str]) -> Instance:
        kept = {letter: value for letter, value in self.values.items() if letter not in letters}
        return replace(self, values=kept) if len(kept) < len(self.values) else self

    def _node(self, node: N) -> N | Node:
        match node:
            case Letter(name) if name in self.values:
                value = self.values[name]
                if not value.isdigit():
                    return replace(node, name=value)
                number = Number(value, span=node.span)
                return Bracket("(", Row((number,), span=node.span), ")", span=node.span, spaced=node.spaced)
            case Row():
                return self.row(node)
            case Scripts(base, sub, sup) if base is not None:
                below = None if sub is None else self._script(sub, _is_written(self.families.get(name_of(base)), "_"))
                above = None if sup is None else self._above(sup, self.families.get(name_of(base)))
                return replace(node, base=self._node(base), sub=below, sup=above)
        return rebuilt(node, self._node)

    # Scripts

    def _above(self, row: Row, family: Family | None) -> Row:
        """What stands above a name, an index of its family as that is named; a T alone transposes."""
        inside = 1 if row.items and isinstance(row.items[0], Bracket) else 0
        index, rest = (replace(row, items=part) for part in (row.items[:inside], row.items[inside:]))
        turns = any(isinstance(item, Letter) and item.name == "T" for item in rest.items)
        parts = self._script(index, family is not None), self._script(rest, family is not None and not turns)
        found = replace(row, items=(*parts[0].items, *parts[1].items))
        first = found.items[0] if found.items else None
        if family is None or first is None:
            return found
        if isinstance(first, Bracket) and first.opens in family.ways and self._is_index(first.body):
            return replace(found, items=(*_as_named(first.body, family.named), *found.items[1:]))
        if "^" in family.ways and self._is_index(found):
            return replace(found, items=_as_named(found, family.named))
        return found

    def _is_index(self, row: Row) -> bool:
        """Whether a member is meant: by its number, or by a letter that is bound here."""
        return number_of(row.items) is not None or any(
            isinstance(x, Letter) and x.name in self.letters for x in row.items
        )

    def _script(self, row: Row, last: bool) -> Row:
        """What stands in a script, with numbers worked out; `last` if the last of a family may be meant there."""
        if last and self.last:
            return replace(self, values={**self.values, **{x: str(n) for x, n in self.last.items()}})._script(
                row, False
            )
        parts = apart(row.items, lambda item: isinstance(item, Mark))
        marks = [item for item in row.items if isinstance(item, Mark)]
        found = list(self.script(parts[0]))
        for mark, part in zip(marks, parts[1:], strict=True):
            found += (mark, *self.script(part))
        return replace(row, items=tuple(found))

    def script(self, part: Sequence[Node]) -> Sequence[Node]:
        """A piece of a script between commas; letters that touch are a word, or several indices."""
        plain = tuple(self._letter(item) for item in part)
        value = number_of(plain)
        if value is not None and plain != tuple(part):
            number = Number(str(abs(value)), span=plain[0].span)
            return (number,) if value >= 0 else (Operator("-", span=plain[0].span), number)
        if len(part) > 1 and all(isinstance(item, Letter) for item in part):
            return part
        return tuple(new if new is not item else self._inside(item) for item, new in zip(part, plain, strict=True))

    def _inside(self, item: Node) -> Node:
        if isinstance(item, Bracket):
            return replace(item, body=self._script(item.body, False))
        return self._node(item)

    def _letter(self, item: Node) -> Node:
        if isinstance(item, Letter) and self.values.get(item.name, "").isdigit():
            return Number(self.values[item.name], span=item.span, spaced=item.spaced)
        return item


def _in_words(items: Sequence[Node]) -> frozenset[int]:
    """Where the letters stand that spell a known function before its bracket: `tanh(s)` has no letter t."""
    found, start = set[int](), 0
    for position, item in enumerate(items):
        if isinstance(item, Bracket) and start < position:
            *letters, last = items[start:position]
            if run([*letters, base_of(last) or last]) in KNOWN:  # tanh^2(s)
                found.update(range(start, position))
        if not isinstance(base_of(item), Letter):
            start = position + 1
        elif item.spaced or (position > start and not isinstance(items[position - 1], Letter)):
            start = position
    return frozenset(found)


def _is_written(family: Family | None, way: str) -> bool:
    return family is not None and way in family.ways


def number_of(items: Sequence[Node]) -> int | None:
    """The whole number that digits with signs between them come to."""
    total, sign, waiting = 0, 1, True
    for position, item in enumerate(items):
        if isinstance(item, Operator) and item.sign in "+-−" and (not waiting or not position):
            sign, waiting = (1 if item.sign == "+" else -1), True
        elif isinstance(item, Number) and item.text.isdigit() and waiting:
            total, waiting = total + sign * int(item.text), False
        else:
            return None
    return None if waiting else total


def _as_named(row: Row, way: str) -> tuple[Node, ...]:
    return (Bracket(way, row, CLOSES[way], span=row.span),) if way in CLOSES else row.items


# Families


def name_of(node: Node | None) -> str:
    return "" if node is None else spelling(node) or ""


def names(items: Sequence[Node]) -> Iterator[Scripts]:
    """All names with scripts, a mark over the whole as one over the letter: `\\hat{y_t}` as `\\hat{y}_t`."""
    for item in map(uncovered, items):
        if isinstance(item, Scripts) and item.base is not None:
            if not isinstance(item.base, Big):
                yield item
            yield from names((item.base,))
        for row in within(item):
            yield from names(row.items)


def written(name: Scripts) -> Iterator[tuple[str, Row]]:
    """The ways in which scripts may be the index of a family, with the index."""
    if name.sup is not None and name.sup.items:
        first = name.sup.items[0]
        if isinstance(first, Bracket) and first.opens in CLOSES:
            yield first.opens, first.body
        else:
            yield "^", name.sup
    if name.sub is not None:
        for part in apart(name.sub.items, lambda item: isinstance(item, Mark))[:1]:
            yield "_", replace(name.sub, items=part)


def members(items: Sequence[Node], families: Mapping[str, Family]) -> Iterator[Member]:
    """The members of families that are named in items."""
    for name in names(items):
        family = families.get(name_of(name.base))
        for way, index in written(name) if family is not None else ():
            number = number_of(index.items)
            if number is None or family is None or way not in family.ways | {family.named}:
                continue
            above = None if way == "_" else replace(index, items=_as_named(index, way))
            alone = Scripts(name.base, index if way == "_" else None, above, span=name.span)
            whole = name_of(replace(alone, sub=name.sub))
            yield Member(name_of(alone), name_of(name.base), number, way == "_", whole)


def families_of(
    declared: Sequence[Sequence[Node]],
    rows: Sequence[Sequence[Node]],
    letters: Collection[str],
    last: Collection[str] = (),
) -> dict[str, Family]:
    """The families whose members are written with one of the letters, on a page and where it declares."""
    ways: dict[str, set[str]] = {}
    first: dict[str, str] = {}
    listed = [(name_of(n.base), *found) for row in (*declared, *rows) for n in names(row) for found in written(n)]
    for name, way, index in listed:
        if _holds(index, letters):
            ways.setdefault(name, set()).add(way)
    for name, way, index in listed:
        only = lone(index.items)
        turns = way == "^" and isinstance(only, Letter) and only.name == "T"
        if name in ways and _holds(index, last) and not turns:
            ways[name].add(way)
    for name, way, _ in ((name_of(n.base), *found) for row in declared for n in names(row) for found in written(n)):
        if way in CLOSES or way in ways.get(name, ()):
            first.setdefault(name, way)
    named = {name: first.get(name, "(" if own & {"^", "("} else min(own)) for name, own in ways.items()}
    return {name: Family(frozenset(own), named[name]) for name, own in ways.items()}


def _holds(index: Row, letters: Collection[str]) -> bool:
    return any(isinstance(node, Letter) and node.name in letters for node in nodes(index.items))
