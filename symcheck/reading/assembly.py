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
from symcheck.claims.statements import Part
from symcheck.claims.verdict import Outcome
from symcheck.expressions.depth import deep
from symcheck.reading.blocks import Declarations, Formula, Heading, Page
from symcheck.reading.chaining import Context, PartReader
from symcheck.reading.clauses import Problem
from symcheck.reading.declarations import declarations
from symcheck.reading.declared import Declared, scope_of
from symcheck.reading.grammar import parse
from symcheck.reading.labels import Section, parts
from symcheck.reading.page import read_page
from symcheck.reading.said import Declaration, DocumentedWrong
from symcheck.reading.scope import Thing
from symcheck.reading.sentences import plain
from symcheck.reading.source import Passage
from symcheck.reading.told import Told, counted
from symcheck.reading.tree import Unreadable
from symcheck.reading.wording import Wording, first_words, last_words
from symcheck.report.model import FileProblem


class ReadPage(Struct, frozen=True):
    """A page as it was read: its parts that claim anything, what its formulas came to, and each piece of them."""

    page: Page
    title: str
    parts: tuple[Part, ...]
    formulas: Formulas
    told: tuple[Told, ...]


def read_text(text: str | bytes, file: str) -> ReadPage | FileProblem:
    """A page, given as its text."""
    with deep():
        page = read_page(text, file)
        said = declarations([b.passage for b in page.blocks if isinstance(b, Declarations)])
        declared = scope_of(said, source=page.source)
        problem = _problem(page, declared.problems)
        return problem or _read(page, said, frozenset(declared.scope.names))


def _read(page: Page, said: Sequence[Declaration], names: frozenset[str]) -> ReadPage | FileProblem:
    """The parts of a page of which the declarations are read."""
    found = parts(page, names)
    troubles = [*(p for p in page.problems if p.unread), *found.problems]
    made: list[Part] = []
    told: list[Told] = []
    known: dict[str, Thing] = {}
    headings: list[Heading] = []
    number = 1
    for position, section in enumerate(found.sections):
        end = found.sections[position + 1].span.start if position + 1 < len(found.sections) else len(page.source.text)
        own = [p for p in troubles if p.span.start < end]
        troubles = [p for p in troubles if p not in own]
        headings = _headings(headings, section)
        titles = tuple(plain(heading.passage.text) for heading in headings)
        declared = scope_of(said, section.id, titles, source=page.source)
        problem = _problem(page, declared.problems)
        if problem is not None:
            return problem
        reader = PartReader(page.source, declared.scope.having({k: v for k, v in known.items() if k not in names}))
        number = _section(reader, section, declared, number)
        for trouble in own:
            reader.unread(Unreadable(trouble.span, trouble.reason, trouble.advice), Context(0, trouble.span))
        known |= {k: v for k, v in reader.scope.names.items() if declared.scope.names.get(k) is not v}
        told += reader.told
        chains = reader.finish()
        if chains:
            place = page.source.place(section.span.start)
            made.append(Part(section.id, section.title, partial(iter, chains), place))
    formulas = counted(told)
    if not made:
        return FileProblem(page.source.file, Place(page.source.file, 1), Outcome.ERROR, _nothing(formulas))
    return ReadPage(page, page.title, tuple(made), formulas, tuple(told))


def _headings(above: Sequence[Heading], section: Section) -> list[Heading]:
    """The headings above the blocks of a section, from the outermost in."""
    found = list(above)
    for block in section.blocks:
        if isinstance(block, Heading):
            found = [*(heading for heading in found if heading.level < block.level), block]
    return found


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


def _nothing(formulas: Formulas) -> str:
    from symcheck.report.words import formula_counts

    looked = "looked for displays and formulas in the text that hold a relation such as ="
    return f"nothing on this page is judged: {formula_counts(formulas)}; {looked}"


# Parts


def _section(reader: PartReader, section: Section, declared: Declared, first: int) -> int:
    """Reads the formulas of a part, which are counted from `first`; the number of the one behind them."""
    before: Formula | None = None
    number = first
    for formula in _formulas(section):
        slips = _slips(formula, number - first + 1, number, section, declared)
        context = Context(
            number, formula.span, _words(formula), _behind(formula, before), slips, _role(formula, number, declared)
        )
        _formula(reader, formula, context, declared)
        before, number = formula, number + 1
    for asked in declared.asks:
        _ask(reader, asked, declared)
    return number


def _formulas(section: Section) -> Iterator[Formula]:
    """The formulas of a part, those in headings too."""
    for block in section.blocks:
        for formula in block.formulas if isinstance(block, Heading) else (block,):
            if isinstance(formula, Formula):
                yield formula


def _formula(reader: PartReader, formula: Formula, context: Context, declared: Declared) -> None:
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


def _behind(formula: Formula, before: Formula | None) -> bool:
    """Whether a formula goes on with the sentence of the one before it."""
    if before is None or formula.paragraph != before.paragraph:
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
