"""A derivation as a file in Python: what it speaks of declared once at the top, a function a part, a chain a `yield`.

Read again, the file says what the derivation says, line by line. A line that the language has no words for, or that
could not be read where it comes from, stands there as a comment with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.claims.statements import Ambiguous, Chain, Content, IllFormed, Line, Part, Unread
from symcheck.claims.statements import Unsupported as Unknown
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.spoken import closed
from symcheck.expressions.walk import condition_expressions, condition_indices, free_indices
from symcheck.notation.declaring import Scope, Unshaped, quoted
from symcheck.notation.layout import WIDTH, laid_out
from symcheck.notation.plain import printable
from symcheck.notation.program import identifier, unused
from symcheck.notation.source import Writer, letters

OWN = ("line", "wrong", "part", "result", "given")
"""Words of the language that the file uses itself, beside those in expressions."""
ROOM = WIDTH - 9
LEAST = 40


class Encoded(Struct, frozen=True):
    """The file, and the lines of the derivation that are comments in it."""

    text: str
    left_out: tuple[Place, ...] = ()


class Document(Struct, frozen=True):
    """A derivation to write: its title, where it comes from, and its parts with their chains."""

    title: str
    origin: str
    parts: tuple[tuple[Part, tuple[Chain, ...]], ...]


def encoded(document: Document) -> Encoded:
    """The derivation as a file in Python."""
    return File(document, _Language(document)).write()


class Speaker(Protocol):
    """Writes the expressions of a file, and knows by the end what it has to import and to declare.

    What there are no words for is `Unsupported`; `kept` and `back` undo what was declared for it.
    """

    names: dict[object, str]

    def imports(self) -> Sequence[str]: ...

    def declarations(self) -> Sequence[str]: ...

    def expression(self, value: Block) -> str: ...

    def condition(self, given: Condition) -> str: ...

    def kept(self) -> object: ...

    def back(self, kept: object) -> None: ...


class _Language:
    """Speaks the language of symcheck."""

    def __init__(self, document: Document) -> None:
        chains = [chain for _, listed in document.parts for chain in listed]
        blocks = [x.content for c in chains for x in (c.first, *c.lines) if isinstance(x.content, Block)]
        assumed = [e for part, _ in document.parts for e in condition_expressions(part.given)]
        assumed += [e for chain in chains for e in condition_expressions(chain.given)]
        self.writer = Writer(dict.fromkeys(letters([*(b.body for b in blocks), *assumed]), ""))
        self.names = self.writer.names

    def imports(self) -> Sequence[str]:
        return ("from symcheck import *",)

    def declarations(self) -> Sequence[str]:
        return (*self.writer.sizes(), *self.writer.lines)

    def expression(self, value: Block) -> str:
        self._free(free_indices(value.body) - set(value.axes))
        return self.writer.tensor(value, Scope()).text

    def condition(self, given: Condition) -> str:
        self._free(condition_indices(given))
        return self.writer.given(given)

    def _free(self, indices: Iterable[af.Index]) -> None:
        """Declares the indices that are spoken of outside binders."""
        for index in sorted((i for i in closed(indices) if i.kind == "declared"), key=af.atom_key):
            self.writer.free(index)

    def kept(self) -> object:
        return dict(self.writer.letters), dict(self.writer.names), list(self.writer.lines)

    def back(self, kept: object) -> None:
        self.writer.letters, self.writer.names, self.writer.lines = kept  # type: ignore[misc]
        self.names = self.writer.names


class File:
    """A file while it is written; its declarations are known when the last line is.

    The LaTeX of a line is an argument where it says what its expression says (`beside`), else a comment above it.
    """

    def __init__(self, document: Document, speaker: Speaker, beside: bool = True) -> None:
        self.document = document
        self.speaker = speaker
        self.beside = beside
        self.speaker.names.update({("word", word): word for word in OWN})
        self.left_out: list[Place] = []
        self.reason = ""

    def write(self) -> Encoded:
        parts = ["\n".join(self.part(part, chains)) for part, chains in self.document.parts]
        title = printable(self.document.title).replace("\\", "/").replace('"', "'")
        opening = [f'"""{title}.', "", f"Written from {printable(self.document.origin)}.", '"""']
        listed = [line for text in self.speaker.declarations() for line in self.declaration(text)]
        head = "\n".join((*opening, "", *self.speaker.imports(), "", *listed)).rstrip()
        return Encoded("\n\n\n".join((head, *parts)) + "\n", tuple(dict.fromkeys(self.left_out)))

    def declaration(self, text: str) -> list[str]:
        name, _, value = text.partition(" = ")
        first, *rest = laid_out(value, WIDTH - len(name) - 3)
        return [f"{name} = {first}", *rest]

    # Parts

    def part(self, part: Part, chains: Sequence[Chain]) -> Iterator[str]:
        common = self.common(part, chains)
        stated = "" if not common else self.stated(common)
        body = [line for chain in chains for line in self.chain(chain, common if stated else ())]
        said = any(not line.startswith("#") for line in body)
        given = [f"given={stated}"] if stated and said else []
        named = [quoted(printable(text)) for text in (part.id, part.title) if text]
        yield from _within("@part(", [[argument] for argument in (*named, *given)], WIDTH)
        wanted = identifier(f"part_{part.id}" if part.id else "part_1")
        name = unused(wanted, self.speaker.names.values())
        self.speaker.names["part", part.id] = name
        yield f"def {name}():"
        for line in body if said else (*body, "yield from ()"):
            yield f"    {line}"

    def common(self, part: Part, chains: Sequence[Chain]) -> Condition:
        """What is assumed in every chain of a part."""
        first = chains[0].given if chains else ()
        return (*part.given, *first) if all(chain.given == first for chain in chains) else part.given

    def stated(self, given: Condition) -> str | None:
        """What is assumed, as it is written; None where there are no words for it."""
        return self.tried(lambda: self.speaker.condition(given))

    # Chains

    def chain(self, chain: Chain, known: Condition) -> Iterator[str]:
        yield f"# {chain.place.file}:{replace(chain.place.spot, column=0)}"
        yield from (f"# {printable(note)}" for note in chain.assumed)
        given = tuple(relation for relation in chain.given if relation not in known)
        stated = self.stated(given) if given else ""
        as_written = self.line if not chain.solved else self.put_in
        pieces = [as_written(line) for line in (chain.first, *chain.lines)]
        written = sum(1 for piece in pieces if not piece[-1].startswith("#"))
        why = self.unsaid(chain, stated, written)
        if why:
            self.left_out += [line.place for line in (chain.first, *chain.lines)]
            yield f"# left out: {why}"
            yield from (line if line.startswith("#") else f"# {line}" for piece in pieces for line in piece)
            return
        yield "yield chain("
        yield from (f"    {line}" for piece in pieces for line in piece)
        if stated:
            yield from (f"    {line}" for line in _ended(laid_out(f"given={stated}", WIDTH - 9)))
        yield ")"

    def unsaid(self, chain: Chain, stated: str | None, written: int) -> str:
        """Why a chain cannot be written; "" if it can."""
        if stated is None:
            return "there are no words for what is assumed"
        if isinstance(chain.first.content, IllFormed | Unknown):
            return "nothing can be compared with its first expression"
        if chain.beside:
            return chain.beside
        return "" if written > 1 else "there is nothing left to compare"

    def line(self, line: Line) -> list[str]:
        """A line as an argument of a chain, in the lines that it takes; a comment where it cannot be one."""
        why = _unread(line.content)
        if not why:
            value = line.content
            assert isinstance(value, Block)
            found = self.tried(lambda: self.speaker.expression(value))
            if found is not None:
                above = [] if self.beside or not line.latex else [f"# {printable(line.latex)}"]
                return [*above, *_ended(self.argument(found, line))]
            why = f"there are no words for it: {self.reason}"
        self.left_out.append(line.place)
        written = printable(line.latex) or "a line"
        return [f"# {replace(line.place.spot, column=0)}: {written}", f"#     {printable(why)}"]

    def put_in(self, line: Line) -> list[str]:
        """A line of what a solution was put into, which is not what the page has there."""
        return [*([f"# {printable(line.latex)}"] if line.latex else []), *self.line(replace(line, latex=""))]

    def argument(self, value: str, line: Line) -> list[str]:
        """`line(value, latex=…)`, `wrong(value, because=…)`, or the value alone."""
        more = [_string("latex", line.latex)] if line.latex and self.beside else []
        if line.role == "wrong":
            return _within("wrong(", [[value], *more, _string("because", line.because or "documented as wrong")])
        if line.role == "result":
            return _within("result(", [[value], *more])
        return _within("line(", [[value], *more]) if more else laid_out(value, ROOM)

    def tried(self, write: Callable[[], str]) -> str | None:
        """What is written; None, with the reason kept and nothing declared, where there are no words for it."""
        kept = self.speaker.kept()
        try:
            return write()
        except (Unsupported, Unshaped) as problem:
            self.reason = str(problem)
        except RecursionError:
            self.reason = "it is nested too deeply"
        self.speaker.back(kept)
        return None


def _unread(content: Content) -> str:
    """Why what stands there is no expression; "" if it is one."""
    match content:
        case Unread(reason):
            return f"unread: {reason}"
        case Ambiguous(readings):
            return f"ambiguous: {' / '.join('; '.join(reading.words) for reading in readings)}"
        case IllFormed(reason):
            return f"ill-formed: {reason}"
        case Unknown(reason):
            return f"not known: {reason}"
    return "" if isinstance(content, Block) else "no expression"


def _within(head: str, arguments: Sequence[Sequence[str]], room: int = ROOM) -> list[str]:
    """A call on one line if it fits there, else an argument a line; an argument is one piece, or several below."""
    whole = f"{head}{', '.join(piece for argument in arguments for piece in argument)})"
    if len(whole) <= room and all(len(argument) == 1 for argument in arguments):
        return [whole]
    lines = [head]
    for first, *below in arguments:
        shown = [first, *below] if below or first.startswith(("latex=", "because=")) else laid_out(first, room - 5)
        lines += [f"    {line}" for line in _ended(shown)]
    return [*lines, ")"]


def _ended(lines: Sequence[str]) -> list[str]:
    *before, last = lines
    return [*before, f"{last},"]


def _string(name: str, text: str) -> list[str]:
    """A string for an argument, in pieces that stand below one another where it is long."""
    pieces = [""]
    for word in re.split(r"(?<= )", printable(text)):
        if pieces[-1] and len(pieces[-1]) + len(word) > ROOM - LEAST // 2:
            pieces.append("")
        pieces[-1] += word
    first, *below = map(quoted, pieces)
    return [f"{name}={first}", *below]
