"""From a page to its parts: the path from text to chains, one step after the other.

Nothing here knows LaTeX or Markdown, nor what an expression means. What cannot be read is a line of its part, which
then does not pass: a formula, and a declaration of names, with which all formulas that speak of these are unread. A
page on which another declaration cannot be read is not read any further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.formulas import Formulas
from symcheck.claims.statements import Part
from symcheck.expressions.depth import deep
from symcheck.reading.assembling.around import Slip, ahead_of, context_of, joined, roles_of, slips_of, words_at
from symcheck.reading.assembling.chaining import PartReader
from symcheck.reading.assembling.conditions import Taken
from symcheck.reading.assembling.conditions import declared as zeroed
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.deeper import with_more
from symcheck.reading.assembling.each_value import Each, Reading, Values, each_of, pieces_of, values_of
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.listing import begins, count, listed, macros
from symcheck.reading.assembling.meanings import LETTERS_OF_THEIR_OWN, Later, Settled
from symcheck.reading.assembling.not_read import file_problem, nothing_judged
from symcheck.reading.assembling.part_text import PartText
from symcheck.reading.assembling.reaching import bounded
from symcheck.reading.assembling.remarks import judged
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.surrounding import Surroundings
from symcheck.reading.assembling.table_rows import table_rows, with_rows
from symcheck.reading.assembling.taking import Trouble
from symcheck.reading.assembling.told import Told, counted
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.declaring.counted import counted as counted_out
from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.declared import Declared, Declaring
from symcheck.reading.declaring.said import Declaration, DocumentedWrong, TableRow, WrittenOut
from symcheck.reading.declaring.told_apart import told_apart
from symcheck.reading.declaring.told_properties import told_properties
from symcheck.reading.declaring.undeclared import Undeclared, undeclared
from symcheck.reading.grammar.grammar import readable
from symcheck.reading.pages.blocks import Declarations, Formula, Page
from symcheck.reading.pages.enclosures import enclosures
from symcheck.reading.pages.labels import Section, parts
from symcheck.reading.pages.page import read_page
from symcheck.reading.scope import Conventions, Scope, Thing
from symcheck.reading.source import Span
from symcheck.reading.tree import Problem, Row
from symcheck.report.model import FileProblem

ROUNDS = 4
"""So often a page is read again at most, with what it says further on."""


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


def assembled(page: Page, all_declared: bool = False) -> ReadPage | FileProblem:
    """A page, given as its blocks; with `all_declared` only if every declaration is read."""
    with deep():
        opened = open_page(page)
        if not isinstance(opened, FileProblem) and all_declared and opened.lost:
            return file_problem(page, opened.lost) or opened.read()
        return opened if isinstance(opened, FileProblem) else opened.read_for_more()


def open_page(page: Page, further: bool = False) -> OpenPage | FileProblem:
    """A page of which the parts are read, or what is wrong with its declarations.

    Where a name has no meaning that it gets further on, the page is read again with what it said there.
    """
    later = Later()
    opened = OpenPage(page, later, further=further)
    for _ in range(ROUNDS):
        found = opened.further()
        if found is None:
            break
        later, opened = found, OpenPage(page, found, further=further)
    if opened.waiting:
        opened = OpenPage(page, later, waits=False, further=further)
    return opened.problem or opened


class OpenPage:
    """A page with its declarations; its parts are read in order.

    `later` is what it gives a meaning further on. `known` are the names that the page itself gave a meaning in the
    parts read so far, `first` the first meaning of each, `problem` why the page is not read, if it is not. What the
    block defines by what stands further on `waits` for that, or for nothing more.
    """

    def __init__(self, page: Page, later: Later, waits: bool = True, further: bool = False) -> None:
        formulas = [b.passage.text for b in page.blocks if isinstance(b, Formula)]
        said = declarations([b.passage for b in page.blocks if isinstance(b, Declarations)], formulas, further)
        self.last = {name: n for one in said if isinstance(one, WrittenOut) for name, n in one.last}
        page = with_rows(page, [one.template for one in said if isinstance(one, TableRow)])
        self.page = page
        self.surroundings = Surroundings(page.blocks, page.source.text)
        self.later = later
        self.macros = macros(page)
        self.row = cache(partial(readable, macros=self.macros))  # asked for with each formula that stands beside it
        written = [row for b in page.blocks if isinstance(b, Formula) and (row := self.row(b.passage, outside=b.typed))]
        self.letters = told_apart(written, [b.passage for b in page.blocks])
        self.words = Conventions(apart=self.letters.sizes, properties=told_properties(page))
        self.declaring = self.declared_by(said)
        everywhere = self.declaring.at()
        found = parts(page, frozenset(everywhere.scope.names))
        self.listed = listed(found)
        self.apart = [*enclosures(page.source), *table_rows(page)]
        reached = bounded(said, found.sections)
        if reached != said:
            self.declaring = self.declared_by(reached)
            everywhere = self.declaring.at()
        self.waiting = self.declaring.waiting if waits else frozenset()
        unreached = self.declaring.unreached([(s.id, titles) for s, titles in self.listed], count(self.listed))
        of_page: list[Trouble] = [*(p for p in page.problems if p.unread), *found.problems, *self.letters.problems]
        self.troubles = [(trouble, trouble.span) for trouble in of_page]
        self.problem: FileProblem | None = None
        self.seen: set[Problem] = set()
        self.lost: list[Problem] = []
        self.doubt((*everywhere.problems, *unreached), everywhere.contained)
        self.known: dict[str, Thing] = {}
        self.first: dict[str, Thing] = {}
        self.settled = Settled()
        self.vanishing: list[Taken] = []
        self.told: list[Told] = []
        self.parts: list[Part] = []
        self.slips: list[tuple[int, Slip]] = []
        self.used: set[tuple[int, int]] = set()
        self.number = 1
        self.standing: dict[str | tuple[str, ...], Standing] = {}
        self.derived: list[Derived] = []
        self.by_formula = any(declaration.reach.formula for declaration in self.declaring.narrower)
        self.counted = self.counts(everywhere)
        self.each = self.each_value(everywhere)
        if self.problem is None or self.waiting:
            self.read_parts()

    def declared_by(self, said: Sequence[Declaration]) -> Declaring:
        """What the block declares; it may speak of what the page says further on where it waits for that."""
        base = Scope(self.later.names) if self.later.waiting else None
        return Declaring(said, self.page.source, self.macros, base, self.words)

    def counts(self, everywhere: Declared) -> Scope:
        """The sizes and indices that the formulas of the page count out, and no more."""
        scope = everywhere.scope
        written = [formula for section, _ in self.listed for formula in section.formulas]
        found = counted_out(self.rows(written, everywhere), scope)
        return replace(
            found, names={name: thing for name, thing in found.names.items() if scope.get(name) is not thing}
        )

    def each_value(self, everywhere: Declared) -> Each:
        """The letters of families, and what gets a value for them."""
        if not everywhere.scope.each:
            return Each(Values({}, {}, {}), {})
        written = [formula for section, _ in self.listed for formula in section.formulas]
        rows = self.rows(written, everywhere)
        known = values_of(everywhere.scope, self.declaring.written(), rows)
        return each_of(known, rows, everywhere.scope)

    def further(self) -> Later | None:
        """What the page gives a meaning, if that is more than was known and a name was found to have none."""
        names = {name: thing for name, thing in self.first.items() if name not in LETTERS_OF_THEIR_OWN}
        missing = self.waiting or any(piece.kind == "unread" or "not declared" in piece.reason for piece in self.told)
        settled = self.settled.here - self.later.typed
        if not settled and (not missing or names.keys() <= self.later.names.keys()):
            return None
        return Later(names, self.waiting | self.later.waiting, self.later.typed | settled)

    def read(self) -> ReadPage | FileProblem:
        """The parts of the page."""
        if self.problem is not None:
            return self.problem
        unfounded = file_problem(self.page, self.unfounded())
        if unfounded is not None:
            return unfounded
        formulas = counted(self.told, self.page.source, (p for p in self.page.problems if not p.unread), self.missing())
        if not self.parts:
            return nothing_judged(self.page, formulas)
        return ReadPage(self.page, self.page.title, tuple(self.parts), formulas, tuple(self.told))

    def read_for_more(self) -> ReadPage | FileProblem:
        """The parts of the page, each line for two numbers of members where capitals end families."""
        found = self.read()
        if isinstance(found, FileProblem) or not self.last:
            return found
        more = open_page(self.page, further=True)
        parts, last = ((), self.last) if isinstance(more, FileProblem) else (more.parts, more.last)
        return replace(found, parts=with_more(found.parts, parts, last))

    def missing(self) -> str:
        """Which names of the page mean nothing, and a block that declares them; "" where none was missed."""
        if not any("not declared" in piece.reason for piece in self.told):
            return ""
        found = self.undeclared()
        return "" if found is None else found.shown(self.page.source.file)

    def undeclared(self) -> Undeclared | None:
        """The names of the page that nothing declares or defines."""
        declared = self.declaring.at()
        written = (formula for section, _ in self.listed for formula in section.formulas)
        rows = map(partial(judged, scope=declared.scope), self.rows(written, declared))
        said = {**self.counted.names, **self.first}
        scope = self.scope(declared, False).having(self.first)
        return undeclared(rows, scope, said, self.page.source.written)

    def rows(self, formulas: Iterable[Formula], declared: Declared) -> list[Row]:
        """The formulas that can be read, as the grammar gives them."""
        found = (self.row(formula.passage, rewrites=declared.rewrites, outside=formula.typed) for formula in formulas)
        return [row for row in found if row is not None]

    def read_parts(self) -> None:
        """Reads all parts, until one has declarations that cannot be read."""
        for position, (section, titles) in enumerate(self.listed):
            last = position + 1 == len(self.listed)
            end = len(self.page.source.text) + 1 if last else self.listed[position + 1][0].span.start
            self.section(section, titles, end)
            if self.problem is not None and not self.waiting:
                return

    def scope(self, declared: Declared, counting: bool = True) -> Scope:
        """What is declared, without what the page itself says further on; and what it counts out."""
        names = declared.scope.names
        own = {name: thing for name, thing in names.items() if self.later.names.get(name) is not thing}
        own = {name: thing for name, thing in own.items() if name not in self.letters.torn}
        named = {**(self.counted.names if counting else {}), **self.each.named()}
        named = {name: thing for name, thing in named.items() if name not in own}
        conventions = replace(declared.scope.conventions, faced=self.counted.conventions.faced)
        return replace(declared.scope, names={**own, **named}, conventions=conventions)

    def doubt(self, problems: Iterable[Problem], contained: Mapping[Problem, Span]) -> None:
        """What is wrong with declarations ends the page, or is a line of it where only names are lost."""
        new = [problem for problem in dict.fromkeys(problems) if problem not in self.seen]
        self.seen |= {*new}
        self.problem = self.problem or file_problem(self.page, (x for x in new if x not in contained))
        lost = [problem for problem in new if problem in contained]
        self.lost += lost
        listed = [*((problem, contained[problem]) for problem in lost), *self.troubles]
        self.troubles = sorted(listed, key=lambda one: one[1].start)

    def section(self, section: Section, titles: tuple[str, ...], end: int) -> None:
        """Reads a part, which ends at a place."""
        declared = self.declaring.at(section.id, titles)
        self.doubt(declared.problems, declared.contained)
        if self.problem is not None and not self.waiting:
            return
        reader = self.reader(section, titles, declared)
        text = PartText(reader, self.macros)
        self.formulas(text, section, titles, declared)
        text.end(self.number - 1)
        for asked in declared.asks:
            text.ask(asked, declared.rewrites)
        self.unread(reader, end)
        self.vanishing = list(dict.fromkeys(reader.standing.solvable()))
        self.known = reader.names.introduced
        earlier = {name: thing for name, thing in self.first.items() if self.settled.typed.get(name) is not thing}
        self.first = reader.names.first | earlier
        self.used |= reader.used
        self.told += reader.told
        chains = reader.finish()
        if chains:
            place = self.page.source.place(begins(section).start)
            self.parts.append(Part(section.id, section.title, partial(iter, chains), place, around=reader.scope.values))

    def reader(self, section: Section, titles: tuple[str, ...], declared: Declared) -> PartReader:
        """What reads a part, with all that stands before it or round it."""
        later, broken = replace(self.later, waiting=self.waiting), (declared.broken - self.waiting) | self.letters.torn
        names = Names(self.page.source, self.scope(declared), self.known, later, self.settled, broken)
        standing = Standing(self.outer(section, titles), section.span.start, self.vanishing, self.apart)
        standing.before = self.vanishing if section.heading is None else ()
        standing.held += [x for said, at in declared.scope.assumed if (x := zeroed(said, at)) is not None]
        self.standing[section.id] = standing
        if section is self.listed[0][0] or section.heading is not None:
            self.standing[titles] = standing
        self.derived = self.derived if section.heading is None else []
        reader = PartReader(self.page.source, names, standing, self.derived)
        explained = [x for x in section.formulas if words_at(x).introduces]
        given = [x for x in section.formulas if x in explained or words_at(x).defines]
        reader.rows = partial(self.rows, section.formulas, declared)
        reader.given = partial(self.rows, given, declared)
        reader.explained = partial(self.rows, explained, declared)
        return reader

    def formulas(self, text: PartText, section: Section, titles: tuple[str, ...], declared: Declared) -> None:
        """Reads the formulas of a part, those with a letter of families for each of its values."""
        listed = [None, *section.formulas, None]
        first, self.number = self.number, self.number + len(listed) - 2
        heres = [declared] * (len(listed) - 2)
        if self.by_formula:
            heres = [self.declaring.at(section.id, titles, first + n) for n in range(len(heres))]
        failed: set[int] = set()
        reader = text.reader
        for n, row, notes in self.readings(listed, heres, reader.scope):
            before, formula, behind = listed[n : n + 3]
            number, here = first + n, heres[n]
            if formula is None or n in failed:
                continue
            if self.by_formula:
                reader.names.under(self.scope(here))
            slips = slips_of(formula, n + 1, number, section, here)
            self.slips += [(number, slip) for slip in slips]
            texts = {slip.line: slip.because for slip in slips}
            roles = roles_of(formula, number, here)
            text_before = Span(section.span.start if before is None else before.span.end, formula.span.start)
            text.between(before, text_before, here.rewrites)
            between = self.page.source.text[text_before.start : text_before.end] if before is not None else ""
            context = context_of(formula, number, before, behind, texts, roles, reader.scope, between)
            told = len(reader.told)
            context = replace(context, notes=notes, round=self.surroundings.at(formula))
            text.formula(formula, context, here.rewrites, row)
            if any(piece.kind == "unread" for piece in reader.told[told:]):
                failed.add(n)

    def readings(self, listed: Sequence[Formula | None], heres: Sequence[Declared], scope: Scope) -> Iterable[Reading]:
        """What of the formulas is read, in order: which, what it says if that is known by now, and for which values."""
        if not self.each.known.letters:
            return ((n, None, ()) for n in range(len(heres)))
        rows = [next(iter(self.rows((x,), here)), None) for x, here in zip(listed[1:], heres, strict=False) if x]
        together = [x is not None and (joined(x, before) or ahead_of(before)) for before, x in pairwise(listed[:-1])]
        return self.each.readings(pieces_of(rows, together, self.each.known, scope), scope)

    def outer(self, section: Section, titles: tuple[str, ...]) -> Standing | None:
        """What holds in what a part stands in: in a part, or in the text under its heading."""
        labels = section.id.split(".")
        outer: list[str | tuple[str, ...]] = [".".join(labels[:n]) for n in range(len(labels) - 1, 0, -1)]
        headed = section.heading is not None
        outer += [titles[:n] for n in range(len(titles) - headed, 0, -1)] or ([] if headed else [titles])
        return next((self.standing[name] for name in outer if name in self.standing), None)

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
        own = [one for one in self.troubles if one[1].start < end]
        self.troubles = self.troubles[len(own) :]
        for trouble, span in own:
            reader.unread(trouble, Context(0, span))
