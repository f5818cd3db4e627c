"""What names mean on a page, once all of it is read: what is declared there, and what the page itself defines."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.claims.verdict import Outcome
from symcheck.expressions.depth import deep
from symcheck.reading.assembling.assembly import open_page
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.not_read import file_problem
from symcheck.reading.declaring.undeclared import ASK, Undeclared
from symcheck.reading.grammar.macros import Macros
from symcheck.reading.grammar.rewrites import Rewrite
from symcheck.reading.pages.blocks import Page
from symcheck.reading.scope import Scope
from symcheck.report.model import FileProblem


class Sight(Struct, frozen=True):
    """The names in sight at the end of a page, or in one of its parts, and the ways of writing that hold there."""

    scope: Scope
    rewrites: tuple[Rewrite, ...] = ()
    macros: Macros = Macros({})


def sight(page: Page, part: str | None = None) -> Sight | FileProblem:
    """What is in sight in a part, or of the whole page; what cannot be read on the page is no matter."""
    with deep():
        opened = open_page(page)
        if isinstance(opened, FileProblem):
            return opened
        ids = [section.id for section, _ in opened.listed]
        if part is not None and part not in ids:
            file, reason = page.source.file, f"this page has no part {part}; its parts: {', '.join(ids)}"
            return FileProblem(file, Place(file, 1), Outcome.ERROR, reason)
        titles = next((titles for section, titles in opened.listed if section.id == part), ())
        declared = opened.declaring.at(part, titles)
        names = Names(page.source, opened.scope(declared), opened.known)
        problem = file_problem(page, declared.problems)
        return problem or Sight(names.scope, declared.rewrites, opened.macros)


def guesses(page: Page) -> Undeclared | None:
    """The names of a page that nothing declares or defines, and what each is likely to be; None if one is not read."""
    with deep():
        opened = open_page(page)
        if isinstance(opened, FileProblem) or opened.lost:
            return None
        return opened.undeclared()


def clauses_of(found: Undeclared) -> tuple[str, ...]:
    """The declarations of a block to paste, each by itself."""
    lines = (line.split(ASK)[0] for line in found.block.split("\n"))
    return tuple(line for line in lines if line and not line.startswith(("<!--", "-->")))
