"""The mistake in a wrong line, as a report shows it."""

from __future__ import annotations

from symcheck.claims.verdict import Diagnosis
from symcheck.diagnose.model import Repair, Suspect
from symcheck.diagnose.right_result import RightResult, is_result, right_result
from symcheck.diagnose.search import EFFORT, Search
from symcheck.diagnose.sentence import sentence, shown
from symcheck.expressions.nodes import Block
from symcheck.notation.latex import latex
from symcheck.notation.text import text

RATIO, SHORT = 1.5, 40
"""A mended line is shown if it is in print at most so many times as long as what the author wrote, or this short."""

PRIME = "′"
"""By which two indices of one letter are told apart: what differs in it alone reads as the same said twice."""


def explain_line(
    suspect: Suspect, effort: int = EFFORT, result: bool = True
) -> tuple[tuple[Diagnosis, ...], RightResult | None]:
    """What is wrong with a line, and (with `result`) what is right: the mended line, or the shortest derived."""
    search = Search(suspect, effort)
    repairs = search.run()
    told: dict[str, Diagnosis] = {}
    for diagnosis in (described(repair, suspect) for repair in repairs):
        told.setdefault(diagnosis.sentence.replace(PRIME, ""), diagnosis)
    mistakes = tuple(told.values())
    if not result:
        return mistakes, None
    if mistakes and mistakes[0].corrected:
        return mistakes, RightResult(repairs[0].line, repairs[0].evidence)
    return mistakes, right_result(search.compared, suspect.line, search.vocabulary, search.results)


def described(repair: Repair, suspect: Suspect) -> Diagnosis:
    """A repair in words, with the line that results unless it is the question itself or far longer than what was."""
    line = repair.line
    before, after = zip(*map(shown, repair.edits), strict=True)
    plain = _shows(line, suspect) and not any(edit.mistake.recasts for edit in repair.edits)
    corrected = written(line, suspect.among) if plain else ("", "")
    mistake = " and ".join(edit.mistake.words for edit in repair.edits)
    return Diagnosis(
        mistake, sentence(repair), "; ".join(before), "; ".join(after), *corrected, evidence=repair.evidence
    )


def written(result: Block, among: frozenset[str] = frozenset()) -> tuple[str, str]:
    """A right result in Unicode and LaTeX, among the names of its chain."""
    return text(result, among=among), latex(result, among=among)


def _shows(line: Block, suspect: Suspect) -> bool:
    """Whether a mended line tells the reader what is right."""
    short = len(text(line)) <= max(SHORT, RATIO * len(text(suspect.line)))
    return short and is_result(line, suspect.first)
