"""A page as its formulas, what is said of each piece, and what its lines say: the sheet that a campaign compares.

Chains that were judged before are not judged again: they are remembered by their statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from symcheck.checking.part import build, indices_spoken_of
from symcheck.claims.digest import content_key, digest
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Content, Part
from symcheck.claims.verdict import ChainVerdict
from symcheck.expressions.depth import deep
from symcheck.expressions.nodes import Block, Condition
from symcheck.judging.options import CheckOptions
from symcheck.judging.readings import settled
from symcheck.notation.text import condition
from symcheck.notation.text import content as shown
from symcheck.reading.assembling.assembly import ReadPage, read_text
from symcheck.reading.pages.blocks import Declarations
from symcheck.symbolic.prover import Workspace
from tests.judged import judged_chain

from .worlds import differs, over, samples

OPTIONS = CheckOptions(diagnose=False)
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+|\S", re.S)
STYLES = re.compile(
    r"\\(?:mathbf|boldsymbol|hat|bar|tilde|vec|vect|bf|mathcal|mathrm|left|begin|bb)\b|\\partial|\\frac|[{}\s&$(|]"
)
IN = re.compile(r"\\in(?![A-Za-z])|∈")
LETTER = re.compile(r"\\[A-Za-z]+|[^\W\d_]")


@dataclass(frozen=True)
class JudgedLine:
    """A line of a chain: its place on the page, its status, its statement, and what it was compared with."""

    offset: int
    status: str
    reason: str
    digest: str
    first: Content = field(compare=False)
    content: Content = field(compare=False)
    given: Condition = field(compare=False)

    def __str__(self) -> str:
        return f"{self.status}: {shown(self.first)} = {shown(self.content)}"


@dataclass(frozen=True)
class ReadFormula:
    """A formula: its place, its text, what is said of its pieces, and what these mean.

    `defines` are the letters of the names that it gives a meaning, `letters` all of its letters; `conditions` holds
    where it states one, `claims` where it has nothing but claims.
    """

    start: int
    end: int
    text: str
    said: tuple[str, ...]
    means: tuple[str, ...]
    defines: frozenset[str]
    letters: frozenset[str]
    conditions: bool
    claims: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(TOKEN.findall(self.text))


@dataclass(frozen=True)
class Sheet:
    """A page: its text, where it begins after its declarations, its formulas, and the lines of its chains.

    `chains` are, chain by chain, the formulas that stand in it and the conditions that it is under.
    """

    text: str
    begins: int
    formulas: tuple[ReadFormula, ...]
    lines: tuple[JudgedLine, ...]
    chains: tuple[tuple[frozenset[int], str], ...]

    @property
    def right(self) -> list[JudgedLine]:
        return [line for line in self.lines if line.status in ("proved", "checked")]

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(token for formula in self.formulas for token in formula.tokens)

    def mates(self, formula: ReadFormula) -> set[ReadFormula]:
        """The formulas that stand in a chain with it."""
        numbers = {n for chain, _ in self.chains if formula.start in chain for n in chain}
        return {f for f in self.formulas if f.start in numbers}

    def under(self, formula: ReadFormula) -> set[str]:
        """The conditions of the chains it stands in."""
        return {given for chain, given in self.chains if formula.start in chain}

    def closed(self, names: frozenset[str] | set[str]) -> set[str]:
        """The names with all that are defined by them, one by another."""
        found = set(names)
        while more := {n for f in self.formulas if f.letters & found for n in f.defines} - found:
            found |= more
        return found

    def __str__(self) -> str:
        return "\n".join(f"{f.text!r}: {'; '.join(f.said)}" for f in self.formulas)


def sheet(text: str | bytes, file: str, known: dict[object, object]) -> Sheet | str:
    """A page read and judged, or why it is not read."""
    page = read_text(text, file)
    return sheet_of(page, known) if isinstance(page, ReadPage) else page.reason


def sheet_of(page: ReadPage, known: dict[object, object]) -> Sheet:
    """A page that is read, judged: as deep as a worker judges."""
    lines: list[JudgedLine] = []
    chains: list[tuple[tuple[int, ...], str]] = []
    with deep():
        for part in page.parts:
            for chain, verdict in judged(part, known):
                given = condition((*part.given, *chain.given))
                chains.append((tuple(_offset(page, x.place) for x in (chain.first, *chain.lines)), given))
                lines += _lines(page, part, chain, verdict)
        return _sheet(page, lines, chains)


def judged(part: Part, known: dict[object, object]) -> Iterator[tuple[Chain, ChainVerdict]]:
    """The chains of a part with their verdicts."""
    chains, failure = build(part)
    assert failure is None, failure
    spoken = indices_spoken_of(chains)
    workspace = Workspace()
    for written in chains:
        key = _key(written, part.given), tuple(sorted(i.name for i in spoken))
        chain = settled(written, part.given, OPTIONS, workspace)
        if key not in known:
            known[key] = judged_chain(chain, part.given, OPTIONS, spoken, workspace)
        yield chain, known[key]  # type: ignore[misc]


def _key(chain: Chain, given: Condition) -> object:
    first, conditions = chain.first.content, (*given, *chain.given)
    digests = tuple(digest(first, line.content, conditions) for line in (chain.first, *chain.lines))
    return digests, chain.layouts, chain.stated, tuple((line.role, line.latex) for line in chain.lines)


def _lines(page: ReadPage, part: Part, chain: Chain, verdict: ChainVerdict) -> Iterator[JudgedLine]:
    given = (*part.given, *chain.given)
    for line, found in zip(chain.lines, verdict.lines, strict=True):
        about = digest(chain.first.content, line.content, given)
        offset = _offset(page, line.place)
        yield JudgedLine(
            offset, found.status.value, found.reason, about, chain.first.content, line.content, given
        )  # fmt: skip


def _offset(page: ReadPage, place: Place) -> int:
    source, column = page.page.source, place.column or 1
    if place.cell:
        cell = source.pieces[source.numbers.index(place.cell)]
        before = cell.text.split("\n")[: place.line - 1]
        return cell.offsets[sum(len(line) + 1 for line in before) + column - 1]
    return source.line_starts()[place.line - 1] + column - 1


SOLUTION = re.compile(r"\s*(?:\\(?:wide)?(?:hat|tilde)\s*\{?\\?[A-Za-z]+\}?|\\?[A-Za-z]+\^\{?(?:\*|\\star)\}?)\s*=")


def _sheet(page: ReadPage, lines: list[JudgedLine], chains: list[tuple[tuple[int, ...], str]]) -> Sheet:
    source = page.page.source
    spans = [f.span for f in page.page.formulas]
    at: dict[int, list[str]] = {}
    for line in lines:
        at.setdefault(line.offset, []).append(line.status)
    said: dict[int, list[str]] = {}
    means: dict[int, list[str]] = {}
    kinds: dict[int, set[str]] = {}
    defines: dict[int, set[str]] = {}
    for piece in sorted(page.told, key=lambda piece: (piece.span.start, piece.span.end, piece.kind)):
        number = next((s.start for s in spans if s.start <= piece.span.start < max(s.end, s.start + 1)), -1)
        said.setdefault(number, []).append(f"{piece.kind} {' '.join(at.get(piece.span.start, ()))}".strip())
        kinds.setdefault(number, set()).add(piece.kind)
        if piece.line is not None:
            means.setdefault(number, []).append(repr(content_key(piece.line.content)))
        if piece.kind == "definition" or IN.search(source.written(piece.span)):
            defines.setdefault(number, set()).update(_names(source.written(piece.span)))
    for span in spans:  # the solution of a condition has its name from where it is first given
        if SOLUTION.match(source.written(span)):
            defines.setdefault(span.start, set()).update(_names(source.written(span)))
    formulas = tuple(
        ReadFormula(
            s.start, s.end, source.text[s.start : s.end], tuple(said.get(s.start, ())), tuple(means.get(s.start, ())),
            frozenset(defines.get(s.start, ())), frozenset(LETTER.findall(source.text[s.start : s.end])),
            "condition" in kinds.get(s.start, set()), kinds.get(s.start, set()) <= {"claim"},
        )
        for s in spans
    )  # fmt: skip
    block = max((b.span.end for b in page.page.blocks if isinstance(b, Declarations)), default=0)
    closing = re.compile(r"[\s>]*(-->|```)").match(source.text, block)
    begins = closing.end() if closing else block
    placed = tuple((frozenset(_home(spans, o) for o in offsets), given) for offsets, given in chains)
    return Sheet(source.text, begins, formulas, tuple(lines), placed)


def _home(spans: list[object], offset: int) -> int:
    """Where the formula begins in which something stands."""
    return next((s.start for s in spans if s.start <= offset < max(s.end, s.start + 1)), -1)  # type: ignore[attr-defined]


def _names(written: str) -> set[str]:
    """The letters of what may be the name that is defined or declared: the left side, and behind `=:` the right one."""
    sides = re.split(r":?=|←|∈|\\in(?![A-Za-z])", written)
    found = (LETTER.findall(STYLES.sub(" ", side)) for side in (sides[0], sides[-1] if "=:" in written else sides[0]))
    return {letter for letters in found for letter in letters}


def refutes(line: JudgedLine, seed: int) -> bool:
    """Whether the second reading finds another value for a line than for the first of its chain."""
    first, content = line.first, line.content
    if not isinstance(first, Block) or not isinstance(content, Block) or first.ndim != content.ndim:
        return False
    body = over(first, content)  # type: ignore[arg-type]
    known = samples(first, [content.body], line.given, seed, 3)  # type: ignore[arg-type]
    return any(differs(sample, first, body) for sample in known)  # type: ignore[arg-type]
