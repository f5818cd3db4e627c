"""The mistake in a wrong line, as a report shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from symcheck.claims.verdict import Diagnosis
from symcheck.diagnose.in_code import Trail, trail
from symcheck.diagnose.model import Repair, Suspect
from symcheck.diagnose.right_result import Difference, RightResult, difference, is_result, right_result
from symcheck.diagnose.search import EFFORT, Search
from symcheck.diagnose.sentence import adds_indices, foreignness, sentence, shown
from symcheck.expressions.nodes import Block
from symcheck.notation.latex import latex
from symcheck.notation.text import text

RATIO, SHORT = 1.5, 40
"""A mended line is shown if it is in print at most so many times as long as what the author wrote, or this short."""
LINE = 72
"""A right result is shown if it is in print at most `RATIO` times as long as what the author wrote, or this short."""

PRIME = "′"
"""By which two indices of one letter are told apart: what differs in it alone reads as the same said twice."""


class Explanation(Struct, frozen=True, eq=False):
    """The mistakes in a line, what is right instead, or what it differs by, and what is said of its place in code."""

    mistakes: tuple[Diagnosis, ...] = ()
    result: RightResult | Difference | None = None
    places: tuple[str, ...] = ()


def explain_line(suspect: Suspect, effort: int = EFFORT, result: bool = True) -> Explanation:
    """What is wrong with a line, and (with `result`) what is right: the mended line, or the shortest derived.

    Where no mistake is found and what is right is too long to be shown, what the line differs by, if that is short.
    """
    search = Search(suspect, effort)
    found = search.run()
    path = trail(suspect) if effort else Trail()
    repairs = sorted(found, key=lambda repair: not path.leads_to(repair))
    told: dict[str, Diagnosis] = {}
    for repair in _in_the_authors_form(repairs):
        diagnosis = described(repair, suspect, path)
        told.setdefault(diagnosis.sentence.replace(PRIME, ""), diagnosis)
    mistakes = tuple(told.values())
    places = (path.told,) if path.told and not any(map(path.leads_to, repairs[:1])) else ()
    return Explanation(mistakes, _right(suspect, search, found, mistakes, effort) if result else None, places)


def _right(
    suspect: Suspect, search: Search, repairs: Sequence[Repair], mistakes: Sequence[Diagnosis], effort: int
) -> RightResult | Difference | None:
    if any(mistake.corrected for mistake in mistakes):
        shown = min((r for r in repairs if _shows(r, suspect)), key=lambda r: adds_indices(r.line, suspect.line))
        return RightResult(shown.line, shown.evidence)
    right = right_result(search.compared, suspect.line, search.vocabulary, search.results)
    if mistakes or (right is not None and is_short(right.line, text(suspect.line))):
        return right
    found = difference(search.compared, suspect.line, search.vocabulary) if effort else None
    less = found is not None and len(text(found.by)) < len(
        text(suspect.line)
    )  # else it says the line and what is right
    return found if less else right


def is_short(right: Block, written: str) -> bool:
    """Whether a right result is in print hardly longer than what the author wrote, or short."""
    return len(text(right)) <= max(LINE, RATIO * len(written))


def _in_the_authors_form(repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Of repairs of one kind those that speak as the line is written, of matrices or of indices, if there are any; what
    speaks of indices that nobody wrote only if nothing else explains the line."""
    kinds = [tuple(edit.mistake.words for edit in repair.edits) for repair in repairs]
    foreign = [max(map(foreignness, repair.edits)) for repair in repairs]
    for repair, kind, other in zip(repairs, kinds, foreign, strict=True):
        least = min(own for alike, own in zip(kinds, foreign, strict=True) if alike == kind)
        if other == least and (other < 2 or min(foreign) == 2):
            yield repair


def described(repair: Repair, suspect: Suspect, path: Trail) -> Diagnosis:
    """A repair in words, with the line that results unless it is the question itself or far longer than what was."""
    before, after = zip(*map(shown, repair.edits), strict=True)
    corrected = written(repair.line, suspect.among) if _shows(repair, suspect) else ("", "")
    mistake = " and ".join(edit.mistake.words for edit in repair.edits)
    return Diagnosis(
        mistake,
        sentence(repair) + path.told_of(repair),
        "; ".join(before),
        "; ".join(after),
        *corrected,
        evidence=repair.evidence,
    )


def written(result: Block, among: frozenset[str] = frozenset()) -> tuple[str, str]:
    """A right result in Unicode and LaTeX, among the names of its chain."""
    return text(result, among=among), latex(result, among=among)


def _shows(repair: Repair, suspect: Suspect) -> bool:
    """Whether a mended line tells the reader what is right."""
    if any(edit.mistake.recasts for edit in repair.edits):
        return False
    line = repair.line
    written = text(suspect.line, among=suspect.among)
    short = len(text(line, among=suspect.among)) <= max(SHORT, RATIO * len(written))
    return short and is_result(line, suspect.first)
