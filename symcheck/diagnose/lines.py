"""The mistake in a wrong line, as a report shows it."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.diagnose.model import Repair
from symcheck.diagnose.search import Search
from symcheck.diagnose.sentence import sentence, shown
from symcheck.language.expressions import Condition
from symcheck.language.latex import latex
from symcheck.language.tensor import Tensor
from symcheck.language.text import text
from symcheck.verdict import Diagnosis


def diagnose(
    first: Tensor, line: Tensor, given: Condition, seed: int, deadline: float, others: Sequence[Tensor] = ()
) -> tuple[Diagnosis, ...]:
    """What is wrong with a line that does not equal `first`: at most three explanations, the likeliest first.

    `deadline` is a time of `time.perf_counter`; `others` are right lines of the same chain, whose pieces are in sight.
    Every corrected line is proved or verified to equal `first`. Nothing is returned where nothing was found.
    """
    return tuple(map(told, Search(first, line, given, seed, deadline, others).run()))


def told(repair: Repair) -> Diagnosis:
    """A repair in words."""
    line = repair.line
    before = "; ".join(shown(edit.before) for edit in repair.edits)
    after = "; ".join(shown(edit.after) for edit in repair.edits)
    mistake = " and ".join(edit.mistake.value for edit in repair.edits)
    return Diagnosis(mistake, sentence(repair), before, after, text(line), latex(line), repair.evidence)
