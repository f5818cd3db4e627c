"""What names mean on a page, once all of it is read: what is declared there, and what the page itself defines."""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.claims.verdict import Outcome
from symcheck.expressions.depth import deep
from symcheck.reading import assembly
from symcheck.reading.blocks import Declarations, Formula, Page
from symcheck.reading.declarations import declarations
from symcheck.reading.declared import Declaring
from symcheck.reading.grammar import parse
from symcheck.reading.introducing import Names
from symcheck.reading.labels import Section, parts
from symcheck.reading.macros import Macros
from symcheck.reading.rewrites import Rewrite
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Row, Unreadable
from symcheck.reading.undeclared import Undeclared, undeclared
from symcheck.report.model import FileProblem


class Sight(Struct, frozen=True):
    """The names in sight at the end of a page, or in one of its parts, and the ways of writing that hold there."""

    scope: Scope
    rewrites: tuple[Rewrite, ...] = ()
    macros: Macros = Macros({})


def assembled(page: Page) -> assembly.ReadPage | FileProblem:
    """The parts of a page, given as its blocks."""
    with deep():
        begun = _begun(page)
        return begun if isinstance(begun, FileProblem) else begun[0].read(begun[1])


def sight(page: Page, part: str | None = None) -> Sight | FileProblem:
    """What is in sight in a part, or of the whole page; what cannot be read on the page is no matter."""
    with deep():
        begun = _begun(page)
        if isinstance(begun, FileProblem):
            return begun
        pages, listed = begun
        ids = [section.id for section, _ in listed]
        if part is not None and part not in ids:
            file, reason = page.source.file, f"this page has no part {part}; its parts: {', '.join(ids)}"
            return FileProblem(file, Place(file, 1), Outcome.ERROR, reason)
        for position, (section, titles) in enumerate(listed):
            end = listed[position + 1][0].span.start if position + 1 < len(listed) else len(page.source.text) + 1
            problem = pages.section(section, titles, end)
            if problem is not None:
                return problem
        titles = next((titles for section, titles in listed if section.id == part), ())
        declared = pages.declaring.at(part, titles)
        problem = assembly._problem(page, declared.problems)
        names = Names(page.source, declared.scope, pages.known)
        return problem or Sight(names.scope, declared.rewrites, pages.macros)


def guesses(page: Page) -> Undeclared | None:
    """The names of a page that nothing declares or defines, and what each is likely to be."""
    with deep():
        begun = _begun(page)
        if isinstance(begun, FileProblem):
            return None
        declared = begun[0].declaring.at()
        rows: list[Row] = []
        for block in page.blocks:
            if isinstance(block, Formula):
                with suppress(Unreadable):
                    rows.append(parse(block.passage, begun[0].macros, declared.rewrites, block.typed))
        return undeclared(rows, declared.scope)


def clauses_of(found: Undeclared) -> tuple[str, ...]:
    """The declarations of a block to paste, each by itself."""
    return tuple(line for line in found.block.split("\n") if line and not line.startswith(("<!--", "-->")))


def _begun(page: Page) -> tuple[assembly._Pages, list[tuple[Section, tuple[str, ...]]]] | FileProblem:
    said = declarations([b.passage for b in page.blocks if isinstance(b, Declarations)])
    macros = assembly._macros(page)
    declaring = Declaring(said, page.source, macros)
    everywhere = declaring.at()
    names = frozenset(everywhere.scope.names)
    found = parts(page, names)
    listed = assembly._listed(found)
    unreached = declaring.unreached([(s.id, titles) for s, titles in listed], assembly._count(listed))
    problem = assembly._problem(page, (*everywhere.problems, *unreached))
    return problem or (assembly._Pages(page, declaring, macros, names, found.problems), listed)
