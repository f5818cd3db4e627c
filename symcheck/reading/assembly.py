"""From a page to its parts: the path from text to chains, one step after the other.

Nothing here knows LaTeX or Markdown, nor what an expression means. A page whose declarations cannot be read is not read
any further; what else cannot be read is a line of its part, which then does not pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Part
from symcheck.claims.verdict import Outcome
from symcheck.expressions.depth import deep
from symcheck.reading.blocks import Block, Declarations, Formula, Heading, Page
from symcheck.reading.chaining import Context, PartReader
from symcheck.reading.clauses import Problem
from symcheck.reading.declarations import Declaration, DocumentedWrong, declarations
from symcheck.reading.declared import Declared, scope_of
from symcheck.reading.grammar import parse
from symcheck.reading.page import read_page
from symcheck.reading.source import Passage, Source
from symcheck.reading.told import Told, counted
from symcheck.reading.tree import Unreadable
from symcheck.reading.wording import Wording, first_words, last_words
from symcheck.report.model import FileProblem
from symcheck.running.discover import Target


class ReadPage(Struct, frozen=True):
    """A page as it was read: its parts that claim anything, what its formulas came to, and each piece of them."""

    page: Page
    title: str
    parts: tuple[Part, ...]
    formulas: Formulas
    told: tuple[Told, ...]


class Section(Struct, frozen=True):
    """The blocks of one part of a page, in order, with the number on the page of its first formula."""

    id: str
    title: str
    headings: tuple[str, ...]
    place: Place
    blocks: tuple[Block, ...]
    first: int


def read_file(target: Target) -> ReadPage | FileProblem:
    """The page in a file, or why it cannot be judged."""
    if target.given is not None:
        text = target.given
    else:
        with open(target.path, "rb") as file:
            text = file.read()
    return read_text(text, target.file)


def read_text(text: str | bytes, file: str) -> ReadPage | FileProblem:
    """A page, given as its text."""
    with deep():
        page = read_page(text, file)
        said = declarations([b.passage for b in page.blocks if isinstance(b, Declarations)])
        problem = _problem(page, scope_of(said, source=page.source).problems)
        if problem is not None:
            return problem
        read = [_section(section, page, said) for section in sections(page)]
    problem = next((found for found in read if isinstance(found, FileProblem)), None)
    if problem is not None:
        return problem
    parts = tuple(one[0] for one in read if not isinstance(one, FileProblem) and one[0] is not None)
    told = tuple(piece for one in read if not isinstance(one, FileProblem) for piece in one[1])
    formulas = counted(told)
    if not parts:
        return FileProblem(file, Place(file, 1), Outcome.ERROR, _nothing(page, formulas))
    return ReadPage(page, page.title, parts, formulas, told)


def _problem(page: Page, problems: Sequence[Problem]) -> FileProblem | None:
    """The first thing that is wrong with what is declared."""
    if not problems:
        return None
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    other = f", declared at {page.source.place(first.other.start)}" if first.other is not None else ""
    advice = f"; {first.advice}" if first.advice else ""
    reason = f"{first.reason}{other}{advice}{more}: {' '.join(page.source.written(first.span).split())}"
    return FileProblem(page.source.file, page.source.place(first.span.start), Outcome.ERROR, reason)


def _nothing(page: Page, formulas: Formulas) -> str:
    from symcheck.report.words import formula_counts

    looked = "looked for displays and formulas in the text that hold a relation such as ="
    return f"nothing on this page is judged: {formula_counts(formulas)}; {looked}"


# Parts


def sections(page: Page) -> tuple[Section, ...]:
    """The parts of a page."""
    blocks = tuple(block for block in page.blocks if not isinstance(block, Declarations))
    return (Section("page", page.title, (), Place(page.source.file, 1), blocks, 1),)


def _section(
    section: Section, page: Page, said: Sequence[Declaration]
) -> tuple[Part | None, tuple[Told, ...]] | FileProblem:
    """A part of a page, if it claims anything, and what became of its formulas."""
    declared = scope_of(said, section.id, section.headings, source=page.source)
    problem = _problem(page, declared.problems)
    if problem is not None:
        return problem
    reader = PartReader(page.source, declared.scope)
    before: Block | None = None
    for number, block in _formulas(section):
        _formula(reader, block, before, number, number - section.first + 1, section, declared)
        before = block
    for asked in declared.asks:
        _ask(reader, asked, declared)
    chains = reader.finish()
    if not chains:
        return None, tuple(reader.told)
    part = Part(section.id, section.title, partial(_given, chains), section.place)
    return part, tuple(reader.told)


def _given(chains: tuple[Chain, ...]) -> Iterator[Chain]:
    yield from chains


def _formulas(section: Section) -> Iterator[tuple[int, Formula]]:
    """The formulas of a part, those in headings too, with their numbers on the page."""
    number = section.first
    for block in section.blocks:
        for formula in block.formulas if isinstance(block, Heading) else (block,):
            if isinstance(formula, Formula):
                yield number, formula
                number += 1


def _formula(
    reader: PartReader,
    formula: Formula,
    before: Block | None,
    number: int,
    in_part: int,
    section: Section,
    declared: Declared,
) -> None:
    slips = _slips(formula, in_part, number, section, declared)
    role = _role(formula, number, declared)
    context = Context(number, formula.span, _words(formula), _behind(formula, before), slips, role)
    if formula.damaged:
        reader.damaged(context, formula.damaged)
        return
    try:
        row = parse(formula.passage, rewrites=declared.rewrites, outside=formula.typed)
    except Unreadable as problem:
        reader.unread(problem, context)
        return
    reader.formula(row, context)


def _ask(reader: PartReader, asked: Passage, declared: Declared) -> None:
    context = Context(0, asked.whole)
    try:
        row = parse(asked, rewrites=declared.rewrites)
    except Unreadable as problem:
        reader.unread(problem, context)
        return
    reader.asked(row, context)


def _words(formula: Formula) -> Wording:
    """The words that speak of a formula: those right before it, or what turns its whole sentence round."""
    words = last_words(formula.before)
    around = Wording((*first_words(formula.sentence).words, *last_words(formula.sentence).words))
    return Wording((*words.words, "unless")) if around.negated and not words.negated else words


def _behind(formula: Formula, before: Block | None) -> bool:
    """Whether a formula goes on with the sentence of the one before it."""
    if not isinstance(before, Formula) or formula.paragraph != before.paragraph:
        return False
    return bool(formula.before) and formula.before == before.after


def _slips(formula: Formula, in_part: int, number: int, section: Section, declared: Declared) -> dict[int, str]:
    """What is documented as wrong in a formula, behind it or among the declarations."""
    found = {r.line or r.relation or 0: r.reason for r in formula.remarks if r.role == "wrong"}
    for said in declared.wrong:
        if _meant(said, in_part, number, section):
            found[said.line] = said.because
    return found


def _meant(said: DocumentedWrong, in_part: int, number: int, section: Section) -> bool:
    return said.formula == (in_part if said.part else number) and said.part in ("", section.id)


def _role(formula: Formula, number: int, declared: Declared) -> str:
    """What the author says that a formula is."""
    behind = [r.role for r in formula.remarks if r.role != "wrong" and r.line is None and r.relation is None]
    listed = [r.role for r in declared.roles if not r.line and not r.relation and r.reach.formula == number]
    return next(iter((*behind, *listed)), "")


def shown_at(source: Source, told: Told) -> Place:
    """Where a piece of a formula stands."""
    return source.place(told.span.start)
