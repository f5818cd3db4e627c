"""Letters that are declared in several types, `x` and `\\mathbf{x}`: type is part of their names then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symcheck.reading.declaring import said
from symcheck.reading.declaring.clauses import parted, split
from symcheck.reading.declaring.heads import call
from symcheck.reading.declaring.keywords import COMPARING, EQUAL, IN
from symcheck.reading.declaring.said import Declaration, Said
from symcheck.reading.declaring.sizing import Parse
from symcheck.reading.names import FACES, name_of, run
from symcheck.reading.rows import within
from symcheck.reading.source import Passage
from symcheck.reading.tree import Letter, Node, Scripts, Unreadable


def typed(declarations: Sequence[Declaration], parse: Parse) -> frozenset[str]:
    """The letters that stand in several types in names that are declared and differ in nothing else but scripts."""
    kinds: dict[str, set[str]] = {}
    letters: dict[str, set[str]] = {}
    for written in (name for declaration in declarations for name in names_in(declaration)):
        try:
            bare = _bare(parse(written).items)
        except Unreadable:
            continue
        name, shown = run(bare), run(bare, faces=True)
        if name is not None and shown is not None:
            kinds.setdefault(name, set()).add(shown)
            letters.setdefault(name, set()).update(_lettered(bare))
    return frozenset(x for name, shown in kinds.items() if len(shown) > 1 for x in letters[name])


def spoken_of(declaration: Said, parse: Parse) -> Iterator[str]:
    """The names that a declaration would have given a meaning, with all their scripts and without."""
    for written in names_in(declaration):
        try:
            items = parse(written).items
        except Unreadable:
            continue
        yield from (name for name in (run(items), run(_bare(items))) if name is not None)


def names_in(declaration: Said) -> Iterator[Passage]:
    """The names that a declaration speaks of."""
    match declaration:
        case said.WrittenOut(text):
            yield from lefts(text)
        case said.Member():
            yield from declaration.names
            yield from (written for _, written in declaration.consists)
        case said.Sizes() | said.IndexLetters() | said.FunctionOf():
            yield from declaration.names
        case said.UnknownFunction(call=written) | said.MapDeclared(name=written) | said.Drawn(name=written):
            yield written
        case said.Equality(formula=formula) | said.Compared(formula=formula) | said.Unread(text=formula):
            yield from lefts(formula)


def lefts(clause: Passage) -> list[Passage]:
    """The names before the first sign of a clause."""
    if re.match(r"(?:index|indices|sizes?)\s", clause.text):
        return []
    sides = [found[0] for sign in (IN, EQUAL, COMPARING) if (found := parted(clause, sign))]
    return split(min(sides, key=len), ",") if sides else []


def _bare(items: Sequence[Node]) -> Sequence[Node]:
    """A name without arguments and scripts."""
    function = call(items)
    items = items if function is None else function[0]
    if name_of(items) is None:
        return ()
    while isinstance(items[-1], Scripts) and items[-1].base is not None:
        items = (*items[:-1], items[-1].base)
    return items


def _lettered(items: Sequence[Node]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Letter) and item.face in FACES:
            yield item.name
        for row in within(item):
            yield from _lettered(row.items)
