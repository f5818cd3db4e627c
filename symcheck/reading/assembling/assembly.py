"""From a page to its parts: the path from text to chains, one step after the other.

Nothing here knows LaTeX or Markdown, nor what an expression means. A page whose declarations cannot be read is not read
any further; what else cannot be read is a line of its part, which then does not pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place
from symcheck.claims.statements import Part
from symcheck.claims.verdict import Outcome
from symcheck.expressions.depth import deep
from symcheck.reading.assembling.around import Slip, context_of, role_of, slips_of
from symcheck.reading.assembling.chaining import PartReader
from symcheck.reading.assembling.conditions import Taken
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.introducing import LETTERS_OF_THEIR_OWN, Later
from symcheck.reading.assembling.laid_out import ends_open, gone_on
from symcheck.reading.assembling.own_commands import macros_of
from symcheck.reading.assembling.reaching import bounded
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.told import Told, counted
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.declaring.clauses import Problem
from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.declared import Declared, Declaring
from symcheck.reading.declaring.said import DocumentedWrong
from symcheck.reading.declaring.undeclared import Undeclared, undeclared
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.pages.blocks import Declarations, Formula, Heading, Page
from symcheck.reading.pages.labels import Parts, Section, parts
from symcheck.reading.pages.page import read_page
from symcheck.reading.pages.sentences import plain
from symcheck.reading.scope import Scope, Thing
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Relation, Row, Unreadable
from symcheck.report.model import FileProblem

ROUNDS = 4
"""So often a page is read again at most, with what it says further on."""
Listed = list[tuple[Section, tuple[str, ...]]]
"""The sections of a page, each with the headings above it."""


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
        return assembled(read_page(text, file))


def assembled(page: Page) -> ReadPage | FileProblem:
    """A page, given as its blocks."""
    with deep():
        opened = open_page(page)
        return opened if isinstance(opened, FileProblem) else opened.read()


def open_page(page: Page) -> OpenPage | FileProblem:
    """A page of which the parts are read, or what is wrong with its declarations.

    Where a name has no meaning that it gets further on, the page is read again with what it said there.
    """
    opened = OpenPage(page, Later())
    for _ in range(ROUNDS):
        later = opened.further()
        if later is None:
            break
        opened = OpenPage(page, later)
    return opened.problem or opened


class OpenPage:
    """A page with its declarations; its parts are read in order.

    `later` is what it gives a meaning further on. `known` are the names that the page itself gave a meaning in the
    parts read so far, `first` the first meaning of each, `problem` why the page is not read, if it is not.
    """

    def __init__(self, page: Page, later: Later) -> None:
        said = declarations([b.passage for b in page.blocks if isinstance(b, Declarations)])
        self.page = page
        self.later = later
        self.macros = macros_of(page)
        self.declaring = Declaring(said, page.source, self.macros, Scope(later.names) if later.waiting else None)
        everywhere = self.declaring.at()
        found = parts(page, frozenset(everywhere.scope.names))
        self.listed = _listed(found)
        reached = bounded(said, found.sections)
        if reached != said:
            base = Scope(later.names) if later.waiting else None
            self.declaring = Declaring(reached, page.source, self.macros, base)
            everywhere = self.declaring.at()
        self.waiting = self.declaring.waiting
        unreached = self.declaring.unreached([(s.id, titles) for s, titles in self.listed], _count(self.listed))
        self.problem = file_problem(page, (*everywhere.problems, *unreached))
        self.troubles = [*(p for p in page.problems if p.unread), *found.problems]
        self.known: dict[str, Thing] = {}
        self.first: dict[str, Thing] = {}
        self.told: list[Told] = []
        self.parts: list[Part] = []
        self.slips: list[tuple[int, Slip]] = []
        self.used: set[tuple[int, int]] = set()
        self.number = 1
        self.unended: Relation | None = None
        self.standing: dict[str | tuple[str, ...], Standing] = {}
        self.derived: list[Derived] = []
        self.by_formula = any(declaration.reach.formula for declaration in self.declaring.narrower)
        if self.problem is None or self.waiting:
            self.read_parts()

    def further(self) -> Later | None:
        """What the page gives a meaning, if that is more than was known and a name was found to have none."""
        names = {name: thing for name, thing in self.first.items() if name not in LETTERS_OF_THEIR_OWN}
        missing = self.waiting or any(piece.kind == "unread" or "not declared" in piece.reason for piece in self.told)
        if not missing or names.keys() <= self.later.names.keys():
            return None
        return Later(names, self.waiting | self.later.waiting)

    def read(self) -> ReadPage | FileProblem:
        """The parts of the page."""
        if self.problem is not None:
            return self.problem
        unfounded = file_problem(self.page, self.unfounded())
        if unfounded is not None:
            return unfounded
        formulas = counted(self.told, self.page.source, (p for p in self.page.problems if not p.unread), self.missing())
        if not self.parts:
            file = self.page.source.file
            reason = "\n".join((_nothing(formulas), *formulas.undeclared))
            return FileProblem(file, Place(file, 1), Outcome.ERROR, reason)
        return ReadPage(self.page, self.page.title, tuple(self.parts), formulas, tuple(self.told))

    def missing(self) -> str:
        """Which names of the page mean nothing, and a block that declares them; "" where none was missed."""
        if not any("not declared" in piece.reason for piece in self.told):
            return ""
        found = self.undeclared()
        return "" if found is None else found.shown(self.page.source.file)

    def undeclared(self) -> Undeclared | None:
        """The names of the page that nothing declares or defines."""
        declared = self.declaring.at()
        formulas = (formula for section, _ in self.listed for formula in _formulas(section))
        rows = self.rows(formulas, declared)
        return undeclared(rows, self.scope(declared).having(self.first), self.first, self.page.source.written)

    def rows(self, formulas: Iterable[Formula], declared: Declared) -> list[Row]:
        """The formulas that can be read, as the grammar gives them."""
        found: list[Row] = []
        for formula in formulas:
            with suppress(Unreadable):
                found.append(parse(formula.passage, self.macros, declared.rewrites, formula.typed))
        return found

    def read_parts(self) -> None:
        """Reads all parts, until one has declarations that cannot be read."""
        for position, (section, titles) in enumerate(self.listed):
            last = position + 1 == len(self.listed)
            end = len(self.page.source.text) + 1 if last else self.listed[position + 1][0].span.start
            self.section(section, titles, end)
            if self.problem is not None and not self.waiting:
                return

    def scope(self, declared: Declared) -> Scope:
        """What is declared, without what the page itself says further on."""
        names = declared.scope.names
        own = {name: thing for name, thing in names.items() if self.later.names.get(name) is not thing}
        return replace(declared.scope, names=own) if len(own) < len(names) else declared.scope

    def section(self, section: Section, titles: tuple[str, ...], end: int) -> None:
        """Reads a part, which ends at a place."""
        declared = self.declaring.at(section.id, titles)
        self.problem = self.problem or file_problem(self.page, declared.problems)
        if self.problem is not None and not self.waiting:
            return
        later = Later(self.later.names, self.waiting)
        reader = PartReader(self.page.source, self.scope(declared), self.known, later)
        reader.standing.inherit(self.inherited(section, titles))
        headed = any(isinstance(block, Heading) for block in section.blocks)
        reader.derived = [] if headed else self.derived
        self.derived = reader.derived
        self.standing[section.id] = reader.standing
        if section is self.listed[0][0] or headed:
            self.standing[titles] = reader.standing
        first, before, self.unended = self.number, None, None
        listed = [*_formulas(section), None]
        for formula, behind in pairwise(listed):
            assert formula is not None
            number, self.number = self.number, self.number + 1
            here = declared
            if self.by_formula:
                here = self.declaring.at(section.id, titles, number)
                reader.names.under(self.scope(here))
            slips = slips_of(formula, number - first + 1, number, section, here)
            self.slips += [(number, slip) for slip in slips]
            texts = {slip.line: slip.because for slip in slips}
            role = role_of(formula, number, here)
            context = context_of(formula, number, before, behind, texts, role, reader.scope)
            self.formula(reader, formula, context, here)
            before = formula
        self.end_open(reader)
        for asked in declared.asks:
            self.ask(reader, asked, declared)
        self.unread(reader, end)
        self.known = reader.names.introduced
        self.first = reader.names.first | self.first
        self.used |= reader.used
        self.told += reader.told
        chains = reader.finish()
        if chains:
            place = self.page.source.place(_begins(section).start)
            self.parts.append(Part(section.id, section.title, partial(iter, chains), place))

    def end_open(self, reader: PartReader) -> None:
        """A part cannot end with a sign that something must follow."""
        if self.unended is not None:
            problem = Unreadable(
                self.unended.span, "nothing stands behind this sign", "write what is equal, or drop it"
            )
            reader.unread(problem, Context(self.number - 1, self.unended.span))
            self.unended = None

    def inherited(self, section: Section, titles: tuple[str, ...]) -> list[Taken]:
        """The conditions that hold in a part from what it stands in: a part, or the text under its heading."""
        labels = section.id.split(".")
        outer: list[str | tuple[str, ...]] = [".".join(labels[:n]) for n in range(len(labels) - 1, 0, -1)]
        headed = any(isinstance(block, Heading) for block in section.blocks)
        outer += [titles[:n] for n in range(len(titles) - headed, 0, -1)] or ([] if headed else [titles])
        standing = next((self.standing[name] for name in outer if name in self.standing), None)
        return [] if standing is None else standing.at(section.span.start)

    def unfounded(self) -> Iterator[Problem]:
        """What is documented as wrong where no line stands."""
        stands = {slip.span for number, slip in self.slips if (number, slip.line) in self.used}
        listed = [
            d.span for d in (*self.declaring.everywhere, *self.declaring.narrower) if isinstance(d, DocumentedWrong)
        ]
        behind = [slip.span for _, slip in self.slips]
        for span in dict.fromkeys((*listed, *behind)):
            if span not in stands:
                yield Problem(span, "no line stands where this documents one", "symcheck read shows the formulas")

    def unread(self, reader: PartReader, end: int) -> None:
        """What of the page could not be read up to a place is a line there."""
        own = [trouble for trouble in self.troubles if trouble.span.start < end]
        self.troubles = self.troubles[len(own) :]
        for trouble in own:
            reader.unread(trouble, Context(0, trouble.span))

    def formula(self, reader: PartReader, formula: Formula, context: Context, declared: Declared) -> None:
        unended, self.unended = self.unended, None
        if formula.damaged:
            reader.damaged(context, formula.damaged)
            return
        try:
            row = parse(formula.passage, self.macros, declared.rewrites, formula.typed)
            row, self.unended = gone_on(row, unended), ends_open(row)
            reader.formula(row, context)
        except Unreadable as problem:
            reader.unread(problem, context)
        except RecursionError:
            reader.unread(Unreadable(formula.span, "it is nested too deeply to be read"), context)
        except Exception as error:  # one formula takes no other with it, nor the page
            reason = f"symcheck itself failed ({type(error).__name__}: {error}): please report it"
            reader.unread(Unreadable(formula.span, reason), context)

    def ask(self, reader: PartReader, asked: Passage, declared: Declared) -> None:
        context = Context(0, asked.whole)
        try:
            reader.asked(parse(asked, self.macros, declared.rewrites), context)
        except Unreadable as problem:
            reader.unread(problem, context)


def _listed(found: Parts) -> Listed:
    """The sections, each with the headings above it."""
    listed: Listed = []
    headings: list[Heading] = []
    for section in found.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                headings = [*(heading for heading in headings if heading.level < block.level), block]
        listed.append((section, tuple(plain(heading.passage.text) for heading in headings)))
    return listed


def _count(listed: Listed) -> int:
    return sum(1 for section, _ in listed for _ in _formulas(section))


def file_problem(page: Page, problems: Iterable[Problem]) -> FileProblem | None:
    """The first thing that is wrong with what is declared."""
    listed = list(problems)
    if not listed:
        return None
    first = listed[0]
    more = f" (and {len(listed) - 1} more)" if len(listed) > 1 else ""
    other = f", declared at {page.source.place(first.other.start)}" if first.other is not None else ""
    advice = f"; {first.advice}" if first.advice else ""
    reason = f"{first.reason}{other}{advice}{more}: {page.source.on_one_line(first.span)}"
    return FileProblem(page.source.file, page.source.place(first.span.start), Outcome.ERROR, reason)


def _nothing(formulas: Formulas) -> str:
    from symcheck.report.words import formula_counts

    looked = "looked for displays and formulas in the text that hold a relation such as ="
    return f"nothing on this page is judged: {formula_counts(formulas)}; {looked}"


def _formulas(section: Section) -> Iterator[Formula]:
    """The formulas of a part, those in headings too."""
    for block in section.blocks:
        for formula in block.formulas if isinstance(block, Heading) else (block,):
            if isinstance(formula, Formula):
                yield formula


def _begins(section: Section) -> Span:
    """Where a part is: at its label or heading, else at its first formula."""
    labelled = section.span.start < section.span.end
    return section.span if labelled else next((formula.span for formula in _formulas(section)), section.span)
