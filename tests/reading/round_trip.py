"""Statements printed and read back: what the tests of the two notations share."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from symcheck import StatementError, check
from symcheck.claims.digest import content_key
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Integer
from symcheck.expressions.walk import free_indices
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.notation.latex import LatexStyle
from symcheck.notation.letters import lettered
from symcheck.notation.pieces import Style
from symcheck.notation.printer import Printer, tensor
from symcheck.notation.text import TextStyle
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning.encoded import scope_of
from symcheck.reading.meaning.meaning import read
from symcheck.reading.names import spelling
from symcheck.reading.scope import Running, Scope
from symcheck.reading.source import Passage, Source
from symcheck.reading.tree import Row, Unreadable

NOTATIONS: Mapping[str, Style] = {"LaTeX": LatexStyle(), "Unicode": TextStyle()}
APART = "\x1f"


class Back(Struct, frozen=True):
    """What came back: "same" (one digest), "regrouped" (equal in value), "ambiguous", "unread" or "other"."""

    kind: str
    text: str
    told: str = ""


def back(statement: Block, notation: str) -> Back:
    """A statement printed, and read under its own names."""
    style = NOTATIONS[notation]
    kept = tuple(axis for axis in statement.axes if axis.size != af.ONE or axis in free_indices(statement.body))
    block = Tensor(statement.body, kept)
    text = tensor(block, style, placed=True)
    scope = scope_of([block])
    try:
        found = _read(text, scope, notation)
        if any(value.ndim != block.ndim for value in found):
            found = []
    except Unreadable as problem:
        found, failure = [], problem
    if not found and block.axes:
        text, letters = _with_letters(block, style)
        own = [Index(letter, axis.lower, axis.upper) for letter, axis in zip(letters, block.axes, strict=True)]
        known = {_spelled(letter, notation): Running(letter, index) for letter, index in zip(letters, own, strict=True)}
        try:
            found = [_stacked(value, own) for value in _read(text, scope.having(known), notation)]
        except Unreadable as problem:
            failure = problem
    if not found:
        return Back("unread", text, failure.reason)
    return _judged(block, found, text, style)


def _judged(block: Tensor, found: list[Tensor], text: str, style: Style) -> Back:
    keys, own = {content_key(value) for value in found}, content_key(block)
    if keys == {own}:
        return Back("same", text)
    shown = " or ".join(tensor(value, style) for value in found)
    if len(found) > 1:
        return Back("ambiguous" if own in keys or _is_equal(block, found[0]) else "other", text, shown)
    return Back("regrouped" if _is_equal(block, found[0]) else "other", text, shown)


def _is_equal(one: Tensor, other: Tensor) -> bool:
    """Whether two values are proved to be equal, or are printed alike in both notations and are not refuted."""
    try:
        status = check(one, other).status.value
    except StatementError:
        return False
    alike = all(tensor(one, style) == tensor(other, style) for style in NOTATIONS.values())
    return status == "proved" or (status == "undecided" and alike)


def _parsed(text: str, notation: str) -> Row:
    return parse(Passage.of(Source("printed", text), 0, len(text)), outside=notation == "Unicode")


def _read(text: str, scope: Scope, notation: str) -> list[Tensor]:
    """The readings of a text that stands on both sides of a relation."""
    items = _parsed(text, notation).items
    return [found.value.tensor for found in read(items, scope, [items])]


def _spelled(letter: str, notation: str) -> str:
    return spelling(_parsed(letter, notation)) or letter


def _with_letters(block: Tensor, style: Style) -> tuple[str, list[str]]:
    """An entry as it is printed, and the letters of its axes."""
    free = sorted(free_indices(block.body).difference(block.axes), key=lambda i: (i.serial, i.name))

    def printed(names: Mapping[Index, str]) -> str:
        printer = Printer(style, names)
        return APART.join((printer.value(block.body, block.axes, True).text, *map(printer.index_name, block.axes)))

    text, *letters = lettered(printed, free, (block.body,), block.axes).split(APART)
    return text, letters


def _stacked(value: Tensor, letters: list[Index]) -> Tensor:
    """The tensor whose entry a value is, or the value itself if it is no entry."""
    return value if value.axes else stack(value, *(Tensor(Integer(af.of_atom(letter))) for letter in letters))
