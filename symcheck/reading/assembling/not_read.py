"""Why a page is not judged at all."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place
from symcheck.claims.verdict import Outcome
from symcheck.reading.pages.blocks import Page
from symcheck.reading.tree import Problem
from symcheck.report.model import FileProblem


def file_problem(page: Page, problems: Iterable[Problem]) -> FileProblem | None:
    """The first thing that is wrong with what is declared."""
    listed = list(problems)
    if not listed:
        return None
    first = listed[0]
    more = f" (and {len(listed) - 1} more)" if len(listed) > 1 else ""
    other = f", declared at {page.source.place(first.other.start)}" if first.other is not None else ""
    advice = f"; {first.advice}" if first.advice else ""
    written = page.source.on_one_line(first.span)
    written = "" if first.reason.startswith(f"{written} ") else f": {written}"
    reason = f"{first.reason}{other}{advice}{more}{written}"
    return FileProblem(page.source.file, page.source.place(first.span.start), Outcome.ERROR, reason)


def nothing_judged(page: Page, formulas: Formulas) -> FileProblem:
    """That no part of a page claims anything, with what its formulas came to."""
    file = page.source.file
    reason = "\n".join((_nothing(formulas), *formulas.undeclared))
    return FileProblem(file, Place(file, 1), Outcome.ERROR, reason)


def _nothing(formulas: Formulas) -> str:
    from symcheck.report.words import formula_counts

    looked = "looked for displays and formulas in the text that hold a relation such as ="
    return f"nothing on this page is judged: {formula_counts(formulas)}; {looked}"
