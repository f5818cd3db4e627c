"""The mistake in a wrong line, as a report shows it."""

from __future__ import annotations

from dataclasses import replace

from symcheck.claims.verdict import Diagnosis
from symcheck.diagnose.model import Repair, Suspect
from symcheck.diagnose.right_result import RightResult, right_result
from symcheck.diagnose.search import EFFORT, Search
from symcheck.diagnose.sentence import sentence, shown
from symcheck.notation.latex import latex
from symcheck.notation.text import text


def explain_line(
    suspect: Suspect, effort: int = EFFORT, result: bool = True
) -> tuple[tuple[Diagnosis, ...], RightResult | None]:
    """What is wrong with a line, and (with `result`) the shortest right result."""
    search = Search(suspect, effort)
    repairs = search.run()
    if not result:
        return tuple(map(told, repairs)), None
    named = {d.latex: d for d in (*search.sight.definitions, *suspect.definitions)}
    sight = replace(search.sight, definitions=tuple(named.values()))
    known = (*(repair.line for repair in repairs), *suspect.others)
    return tuple(map(told, repairs)), right_result(search.compared, suspect.line, sight, known)


def told(repair: Repair) -> Diagnosis:
    """A repair in words."""
    line = repair.line
    before = "; ".join(shown(edit.before) for edit in repair.edits)
    after = "; ".join(shown(edit.after) for edit in repair.edits)
    mistake = " and ".join(edit.mistake.words for edit in repair.edits)
    return Diagnosis(mistake, sentence(repair), before, after, text(line), latex(line), repair.evidence)
