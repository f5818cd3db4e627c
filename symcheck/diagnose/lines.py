"""The mistake in a wrong line, as a report shows it."""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.claims.verdict import Diagnosis
from symcheck.diagnose.model import Repair, Suspect
from symcheck.diagnose.right_result import RightResult, is_answer, right_result
from symcheck.diagnose.search import EFFORT, Search
from symcheck.diagnose.sentence import sentence, shown
from symcheck.notation.latex import latex
from symcheck.notation.text import text
from symcheck.symbolic.readable.length import length

RATIO, SHORT = 1.5, 12
"""A corrected line is shown if it is at most so many times as long as what the author wrote, or this short."""


def explain_line(
    suspect: Suspect, effort: int = EFFORT, result: bool = True
) -> tuple[tuple[Diagnosis, ...], RightResult | None]:
    """What is wrong with a line, and (with `result`) the shortest right result."""
    search = Search(suspect, effort)
    repairs = search.run()
    mistakes = tuple(described(repair, suspect) for repair in repairs)
    if not result:
        return mistakes, None
    named = {d.latex: d for d in (*search.vocabulary.definitions, *suspect.definitions)}
    vocabulary = replace(search.vocabulary, definitions=tuple(named.values()))
    known = (*(repair.line for repair in repairs), *suspect.others)
    return mistakes, right_result(search.compared, suspect.line, vocabulary, known)


def described(repair: Repair, suspect: Suspect) -> Diagnosis:
    """A repair in words, with the line that results unless it is the question itself or far longer than what was."""
    line = repair.line
    answers = is_answer(line) and length(line.body) <= max(SHORT, RATIO * length(suspect.line.body))
    before = "; ".join(shown(edit.before) for edit in repair.edits)
    after = "; ".join(shown(edit.after) for edit in repair.edits)
    corrected = (text(line), latex(line)) if answers else ("", "")
    mistake = " and ".join(edit.mistake.words for edit in repair.edits)
    return Diagnosis(mistake, sentence(repair), before, after, *corrected, repair.evidence)
