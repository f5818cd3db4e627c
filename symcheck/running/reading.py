"""What became of each formula of a page, as texts to be shown: read, not judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place
from symcheck.report.model import FileProblem
from symcheck.running.discover import Target

if TYPE_CHECKING:
    from symcheck.claims.statements import Content
    from symcheck.expressions.nodes import Block
    from symcheck.reading.assembling.assembly import ReadPage
    from symcheck.reading.assembling.told import Told


class ShownPiece(Struct, frozen=True):
    """A piece of a formula: what it is, as written, as it is read, its shape, what its names are taken for, and why."""

    kind: str
    place: Place
    written: str
    text: str = ""
    shape: str = ""
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()


class ShownPage(Struct, frozen=True):
    """The pieces of all formulas of a page, in its order, and the formulas counted."""

    file: str
    title: str
    pieces: tuple[ShownPiece, ...]
    formulas: Formulas


def show_page(target: Target) -> ShownPage | FileProblem:
    """Reads a page, and writes out what its formulas are taken for."""
    from symcheck.reading.assembling.assembly import read_text

    page = read_text(target.text(), target.file)
    if isinstance(page, FileProblem):
        return page
    told = sorted(page.told, key=lambda piece: (piece.span.start, piece.span.end))
    return ShownPage(target.file, page.title, tuple(_piece(page, piece) for piece in told), page.formulas)


def _piece(page: ReadPage, told: Told) -> ShownPiece:
    from symcheck.reading.assembling.taking import pointed

    source = page.page.source
    place, written = source.place(told.span.start), " ".join(source.written(told.span).split())
    notes = tuple(text for text in (told.reason, told.advice) if text)
    if told.line is None:
        caret = pointed(source, told.span) if told.kind == "unread" else ()
        return ShownPiece(told.kind, place, written, notes=notes, pointed=caret)
    text, shape, names, more, caret = _content(told.line.content)
    return ShownPiece(told.kind, place, written, text, shape, names, (*notes, *more, *told.line.said), caret)


def _content(content: Content) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """A member in Unicode mathematics, its shape, its names, what is said of it, and the caret under it."""
    from symcheck.claims.statements import Ambiguous, IllFormed, Unread
    from symcheck.expressions.blocks import shape_text
    from symcheck.expressions.nodes import Block
    from symcheck.notation.text import text

    match content:
        case Block():
            return text(content), shape_text(content.shape), tuple(_names(content)), (), ()
        case Unread():
            return "", "", (), (), content.pointed
        case Ambiguous(readings, _, pointed):
            listed = tuple(f"{text(r.value)}: {'; '.join(r.words)} ({'; '.join(r.declarations)})" for r in readings)
            return "", "", (), listed, pointed
        case IllFormed(reason):
            return "", "", (), (f"ill-formed: {reason}",), ()
    return "", "", (), (), ()


def _names(block: Block) -> Iterator[str]:
    """What each name in a value is taken for, each once."""
    from symcheck.expressions.blocks import shape_text
    from symcheck.expressions.indices import ONE
    from symcheck.expressions.nodes import Application, Named
    from symcheck.expressions.walk import arrays_of, free_indices, subexpressions
    from symcheck.notation.names import unicode_entry

    for array in sorted(arrays_of(block.body), key=lambda a: a.name):
        shape = tuple(upper - lower + ONE for lower, upper in array.axes)
        yield f"{unicode_entry(array.name, ())}: {shape_text(shape) if shape else 'a number'}"
    for index in sorted(free_indices(block.body) - set(block.axes), key=lambda i: i.name):
        yield f"{unicode_entry(index.name, ())}: an index in {index.lower}..{index.upper}"
    definitions = (e.definition for e in subexpressions(block.body) if isinstance(e, Named))
    for definition in dict.fromkeys(d.latex for d in definitions):
        yield f"{unicode_entry(definition, ())}: defined"
    for function in dict.fromkeys(e.function.name for e in subexpressions(block.body) if isinstance(e, Application)):
        yield f"{unicode_entry(function, ())}: an unknown function"
