"""`X means Y`, other ways of writing: most of them are put in before a formula is read, some are conventions.

The conventions that are declared in words stand here too: `layout numerator`, `vectors are rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from symcheck.reading.declaring.clauses import Reach, trimmed
from symcheck.reading.declaring.said import Means
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.grammar.macros import NONE, Macros
from symcheck.reading.grammar.rewrites import Rewrite, rewrite
from symcheck.reading.grammar.signs import OPERATORS, RELATIONS
from symcheck.reading.grammar.tokens import Token, tokenize
from symcheck.reading.names import distinguished, name_of
from symcheck.reading.scope import Conventions
from symcheck.reading.source import Passage
from symcheck.reading.tree import Row, Unreadable

_PROSE = re.compile(r"(?:[A-Za-z]{2,}(?:\s+|$)){2,}")
_SQUARE = re.compile(r"(?P<x>[A-Za-z]|\\[A-Za-z]+)\^\{?2\}?")
_REACH = re.compile(r"\\?([A-Za-z]{2,})\s*([A-Za-z])\s*([A-Za-z])")
_STARS = {"*": "star", "∗": "star", r"\ast": "star", r"\cdot": "dot", "·": "dot", "⋅": "dot"}
_PRODUCTS = {"elementwise": "elementwise", "product": "product", "matrix product": "product", "the product": "product"}

_SIGNS = {way for table in (OPERATORS, RELATIONS) for ways in table.values() for way in ways.split()} | {
    "\\left", "\\right", "\\frac", "\\dfrac", "\\tfrac", "\\sqrt", "\\not", "\\over", "\\mathrm", "\\mathbf", "\\text"
}  # fmt: skip
_PRODUCT_SIGNS = {".", "*", *(way for sign in "·×⊙∘⊗∗⋆" for way in OPERATORS[sign].split())}


class Parser:
    """Reads the formulas of declarations, with or without what was declared to mean something else."""

    def __init__(self, macros: Macros = NONE) -> None:
        self.macros = macros
        self.rewrites: tuple[Rewrite, ...] = ()
        self.faced: frozenset[str] = frozenset()
        self.reaches: dict[Rewrite, Reach] = {}

    def plain(self, passage: Passage) -> Row:
        """The tree of what is written, as it stands."""
        return self._distinguished(parse(passage, self.macros))

    def read(self, passage: Passage, reach: Reach) -> Row:
        """The tree of what is meant by what is written: with those ways of writing that hold wherever this does."""
        rewrites = [r for r in self.rewrites if self.reaches[r].covers(reach)]
        return self._distinguished(parse(passage, self.macros, rewrites))

    def _distinguished(self, row: Row) -> Row:
        return distinguished(row, self.faced) if self.faced else row

    def names(self, written: Sequence[Passage]) -> Iterator[str]:
        """Letters that are one name from here on."""
        for one in written:
            found = name_of(self.plain(one).items)
            if found is None:
                raise Unreadable(one.whole, f"{one.text} is no name", "names Attention, CE")
            yield found

    def means(self, said: Means, conventions: Conventions) -> Conventions:
        """The conventions with what is said here; what is no convention is put in before reading from here on."""
        agreed = _convention(said, conventions)
        if agreed is not None:
            return agreed
        written, meant = said.written, said.meant
        if _PROSE.fullmatch(meant.text):
            name = name_of(self.plain(written).items)
            if name is None:
                raise Unreadable(written.whole, f"{written.text} is no name", "as in: \\sigma means standard deviation")
            return replace(conventions, undone=conventions.undone | {name})
        if not _free(said, meant.text):
            advice = "a letter can mean something else; a sign only as in: * means elementwise"
            raise Unreadable(written.whole, f"{written.text} cannot be given another meaning", advice)
        if meant.text == "product":
            meant = Passage.at(r"\cdot ", meant.offsets[0])
        self._rewrite(said, written, meant)
        return conventions

    def _rewrite(self, said: Means, written: Passage, meant: Passage) -> None:
        letters = tuple(name.text for bound in said.bound for name in bound.names)
        made = rewrite(written, meant, said.in_subscripts, letters, self.macros, self.faced)
        known = next((r for r in self.rewrites if _alike(r, made)), None)
        if known is not None and self.reaches[known] == said.reach and _texts(known) != _texts(made):
            advice = "keep one of them, or say it for one part: part (a): …"
            span = known.pattern[0].span.to(known.pattern[-1].span)
            raise Unreadable(said.span, f"{written.text} means two things", advice, span)
        self.reaches = {**self.reaches, made: said.reach}
        self.rewrites = (*(r for r in self.rewrites if r is not known), made)


def _free(said: Means, meant: str) -> bool:
    """Whether what is written may mean something else: digits, operators and relation signs keep their meaning.

    In subscripts a digit may be a letter, and a sign of a product may be another one.
    """
    tokens = tokenize(said.written)
    if any(token.kind in ("letter", "text") or _named(token) for token in tokens):
        return True
    signs = [token.text for token in tokens if token.text not in "{}"]
    if said.in_subscripts:
        return signs != [] and all(s.isdigit() for s in signs) and not any(c.isdigit() for c in meant)
    if signs == ["'"]:
        return re.search(r"T|⊤|ᵀ|\\top|\\intercal", meant) is not None
    return len(signs) == 1 and signs[0] in _PRODUCT_SIGNS and meant.strip() in {"product", *_PRODUCT_SIGNS}


def _named(token: Token) -> bool:
    """Whether a command is neither an operator nor a relation sign nor one that sets type."""
    return token.kind == "command" and token.text[1:2].isalpha() and token.text not in _SIGNS


def _texts(rewrite: Rewrite) -> list[str]:
    return [token.text for token in rewrite.replacement]


def _alike(one: Rewrite, other: Rewrite) -> bool:
    """Whether two say of the same writing what it means; the later one, which speaks more closely, wins."""
    shown = [[(t.kind, t.text) for t in rewrite.pattern] for rewrite in (one, other)]
    return shown[0] == shown[1] and one.in_subscripts == other.in_subscripts


def _convention(said: Means, conventions: Conventions) -> Conventions | None:
    """What `means` says of a sign; None where it speaks of a piece of a formula."""
    written, meant = said.written.text.strip(), " ".join(said.meant.text.split())
    if meant in ("transpose", "the transpose"):
        sign = trimmed(said.written).text.lstrip("^").strip("{} ")
        if sign in ("T", r"\top", r"\intercal", "ᵀ", "⊤"):
            return conventions
        if sign in ("'", r"\prime", "′") or re.fullmatch(r"[A-Za-z*]|\\ast", sign):
            sign = "'" if sign in (r"\prime", "′") else sign
            return replace(conventions, transposes=conventions.transposes | {sign})
        raise Unreadable(said.written.whole, f"{written} cannot be the sign of a transpose", "as in: ' means transpose")
    if written in (r"\partial", "∂") and meant == "partial":
        return replace(conventions, partial=True)
    if written in _STARS and meant in _PRODUCTS:
        return replace(conventions, **{_STARS[written]: _PRODUCTS[meant]})
    square = _SQUARE.fullmatch(written)
    if square is not None:
        x = re.escape(square["x"])
        if re.fullmatch(rf"{x}\s*\^\s*(?:T|\{{T\}}|\\top|⊤)\s*{x}", meant):
            return replace(conventions, square="inner")
        if re.fullmatch(rf"{x}\s*(?:\\odot|\\circ|⊙|∘)\s*{x}", meant):
            return replace(conventions, square="elementwise")
    reach = _REACH.fullmatch(written)
    if reach is not None:
        name, a, b = reach.groups()
        for kind, argument in (("all", rf"\(\s*{a}\s*{b}\s*\)"), ("first", rf"\(\s*{a}\s*\)\s*{b}")):
            if re.fullmatch(rf"\\?{name}\s*{argument}", meant):
                return replace(conventions, reaches={**conventions.reaches, name: kind})
    return None


def agreed(conventions: Conventions, kind: str, value: str) -> Conventions:
    """The conventions with one more."""
    match kind, value:
        case "layout", "shape" | "numerator" | "denominator" | "any":
            return replace(conventions, layout=value)
        case "vectors", _:
            return replace(conventions, vectors_are_rows=value == "rows")
        case "diagonal", _:
            return replace(conventions, diagonal=True)
        case "implied", _:
            return replace(conventions, implied=True)
        case "summed", _:
            return replace(conventions, summed=conventions.summed | {value})
        case "limits", _:
            return replace(conventions, limits=True)
    raise ValueError(f"no convention: {kind} {value}")
