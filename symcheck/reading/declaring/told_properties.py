r"""What the words of a page say of matrices where it first speaks of them: "let $S \in ℝ^{d×d}$ be symmetric".

Taken is only what is said in the sentence where a name stands for the first time, in a clause that turns nothing round
and concludes nothing, on a page that nowhere speaks of others than these; else nothing of that is taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from symcheck.reading.grammar.grammar import parse
from symcheck.reading.names import name_of
from symcheck.reading.pages.blocks import Formula, Page, Prose
from symcheck.reading.source import Passage
from symcheck.reading.tree import Unreadable

_ONE = r"(?:symmetric|positive[- ]definite|invertible|non-?singular|orthogonal|diagonal)"
_WORDS = rf"{_ONE}(?:(?:\s*,\s*|\s+and\s+|\s+){_ONE})*"
_MATH = r"\$[^$]+\$"
_NAMES = rf"{_MATH}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_MATH})*"
_END = r"(?=\s*(?:[.,;:)]|\n\s*\n|\Z|and\b|with\b|where\b|so\b|then\b|matri|covariance))"
_BEHIND = re.compile(rf"(?P<names>{_NAMES})\s*,?\s+(?:(?:be|is|are|both)\s+)*(?:an?\s+)?(?P<words>{_WORDS}){_END}")
_AHEAD = re.compile(
    rf"\b(?:an?|the|with|given|let)\s+(?P<words>{_WORDS})\s+(?:matri(?:x|ces)\s+)?(?P<names>{_NAMES})", re.IGNORECASE
)
_TURNS = re.compile(
    r"\b(?:if|when|whenever|unless|not|never|whether|would|may|might|only|hence|thus|therefore|so|then|impl(?:y|ies)"
    r"|suppos\w*|assum\w*|follows?|conclude|shows?|prove|claim|case|neither|nor|without|every|product|sum|inverse|part|says|wrong)\b|n['’]t\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:non|a|un)-?symmetric|(?:\bnot|n['’]t|\bno longer)\s+(?:\w+\s+){0,2}(?:symmetric|positive"
    r"|invertible|orthogonal|diagonal)|\b(?:singular|indefinite|arbitrary|in general|for now|for the moment)\b"
    r"|\bgeneral (?:square )?matri"
    r"|\b(?:drop|lift|relax|without)\b[^.]*\b(?:symmetr|assumption)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:any|other|every|another|each|different|now|let|all)\b[^.;:$]*\$?\Z", re.IGNORECASE)
_SETS = re.compile(r"\\mathbb\s*(?:\{\s*\w\s*\}|\w)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SENTENCE = re.compile(r"[.!?]\s|\n\s*\n")
"""Where one ends; a clause ends at a semicolon or a colon too."""
_CLAUSE = re.compile(rf"[;:]\s|{_SENTENCE.pattern}")


def told_properties(page: Page) -> dict[str, tuple[str, ...]]:
    """The properties of names, in the words of a block."""
    whole = Passage.of(page.source, 0, len(page.source.text))
    text = _COMMENT.sub(lambda found: " " * len(found[0]), whole.text)
    if _OTHERS.search(text) is not None:
        return {}
    written = [
        one
        for block in page.blocks
        for one in ((block.passage,) if isinstance(block, Formula) else block.names if isinstance(block, Prose) else ())
    ]
    found: dict[str, tuple[str, ...]] = {}
    for said in sorted((*_BEHIND.finditer(text), *_AHEAD.finditer(text)), key=lambda one: one.start()):
        clause = _CLAUSE.split(text[: said.start()])[-1]
        if _TURNS.search(clause) is not None:
            continue
        words = tuple(word.lower().replace("-", " ").replace("non ", "non") for word in re.findall(_ONE, said["words"]))
        for name, place in _names(whole, said.start("names"), said.end("names")):
            first = _first(name, written)
            begins = 0 <= first <= place and _SENTENCE.search(text[first:place]) is None
            if name not in found and begins and not _again(name, place, written, text):
                found[name] = words
    return found


def _names(whole: Passage, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The names between dollars, and where each of these begins; what is said to lie in a set is named before that."""
    for found in re.finditer(r"\$([^$]+)\$", whole.text[start:end]):
        inner = whole[start + found.start(1) : start + found.end(1)]
        cut = re.search(r"\\in(?![a-zA-Z])|∈", inner.text)
        for part in re.finditer(r"[^,]+", inner.text if cut is None else inner.text[: cut.start()]):
            piece = inner[part.start() : part.end()].stripped()
            try:
                name = name_of(parse(piece).items) if piece.text else None
            except Unreadable:
                name = None
            if name is not None:
                yield name, inner.whole.start


def _again(name: str, place: int, written: Iterable[Passage], text: str) -> bool:
    """Whether further on a name is declared again, or words speak of others that are called so."""
    found = [(at, one["set"]) for at, one in _places(name, written)]
    others = (at for at, _ in found if at > place and _ANOTHER.search(text[max(0, at - 40) : at]))
    return sum(bool(said) for _, said in found) > 1 or any(others)


def _first(name: str, written: Iterable[Passage]) -> int:
    """Where the mathematics begins in which a name stands for the first time."""
    return next((at for at, _ in _places(name, written)), -1)


def _places(name: str, written: Iterable[Passage]) -> Iterator[tuple[int, re.Match[str]]]:
    """The mathematics in which a name stands: where it begins, and the name with the `set` it is said to lie in."""
    token = re.compile(rf"(?<![A-Za-z\\]){re.escape(name)}(?![A-Za-z])(?P<set>[^=]*(?:\\in(?![a-zA-Z])|∈))?")
    for one in written:
        if (found := token.search(_SETS.sub(" ", one.text))) is not None:
            yield one.whole.start, found
