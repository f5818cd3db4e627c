"""The mistake in a wrong line, as a report shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcheck.claims.verdict import Diagnosis
from symcheck.diagnose.model import Repair
from symcheck.diagnose.right_result import RightResult, right_result
from symcheck.diagnose.search import EFFORT, Search
from symcheck.diagnose.sentence import sentence, shown
from symcheck.expressions.nodes import Block, Condition, Definition
from symcheck.notation.latex import latex
from symcheck.notation.text import text


def explain_line(
    first: Block,
    line: Block,
    given: Condition,
    seed: int,
    effort: int = EFFORT,
    others: Sequence[Block] = (),
    definitions: Sequence[Definition] = (),
    result: bool = True,
) -> tuple[tuple[Diagnosis, ...], RightResult | None]:
    """What is wrong with a line, and (with `result`) the shortest right result; `definitions` are names for it."""
    search = Search(first, line, given, seed, effort, others)
    repairs = search.run()
    if not result:
        return tuple(map(told, repairs)), None
    named = {d.latex: d for d in (*search.sight.definitions, *definitions)}
    sight = replace(search.sight, definitions=tuple(named.values()))
    known = (*(repair.line for repair in repairs), *others)
    right = right_result(first, line, sight, search.prepare(), given, seed, known)
    return tuple(map(told, repairs)), right


def told(repair: Repair) -> Diagnosis:
    """A repair in words."""
    line = repair.line
    before = "; ".join(shown(edit.before) for edit in repair.edits)
    after = "; ".join(shown(edit.after) for edit in repair.edits)
    mistake = " and ".join(edit.mistake.words for edit in repair.edits)
    return Diagnosis(mistake, sentence(repair), before, after, text(line), latex(line), repair.evidence)
