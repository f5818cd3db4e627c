"""What a report says, in words: evidence, counts and times as plain text. No styles, no layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from symcheck.claims.formulas import Formulas
from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    Beside,
    ChainVerdict,
    Checked,
    Confirmed,
    Different,
    Evidence,
    Incomparable,
    LineVerdict,
    Mismatch,
    Outcome,
    PartVerdict,
    Proved,
    Refuted,
    Status,
)
from symcheck.notation.plain import signed, sizes_text, without_places
from symcheck.report.model import Report, lines_of

MARKS = {
    Outcome.PASS: "✓",
    Outcome.CHECKED: "≤",
    Outcome.PASS_WITH_SLIPS: "~",
    Outcome.WRONG_AS_DOCUMENTED: "~",
    Outcome.FAIL: "✗",
    Outcome.UNDECIDED: "?",
    Outcome.ERROR: "!",
    Outcome.TIMEOUT: "!",
    Outcome.CONFLICT: "!",
}

LINE_MARKS = {
    Status.PROVED: "✓",
    Status.CHECKED: "≤",
    Status.REFUTED: "✗",
    Status.ILL_FORMED: "✗",
    Status.UNDECIDED: "?",
    Status.UNREAD: "?",
    Status.AMBIGUOUS: "?",
    Status.TRANSPOSED: "?",
    Status.ILL_ENCODED: "✗",
    Status.ERROR: "!",
    Status.TIMEOUT: "!",
    Status.CONFLICT: "!",
}


def is_slip(line: LineVerdict) -> bool:
    """A documented slip that is indeed wrong."""
    return line.role == "wrong" and line.status.wrong


def plainly_right(line: LineVerdict) -> bool:
    """Nothing needs to be said of the line."""
    return line.status is Status.PROVED and line.role != "wrong" and not line.carried and not line.where


def line_mark(line: LineVerdict) -> str:
    if line.role == "wrong":
        return "~" if line.status.wrong else "✗" if line.status.right else LINE_MARKS[line.status]
    return LINE_MARKS[line.status]


def line_heading(line: LineVerdict) -> str:
    """The verdict on a line in a few words."""
    if line.role == "wrong":
        return _slip_heading(line)
    if line.carried:
        return f"{line.status.value}, carried forward: it follows from the wrong line before it"
    if line.restates:
        return f"{line.status.value}: it restates the line before"
    return f"{line.status.value}{condition_of(line)}"


def condition_of(line: LineVerdict) -> str:
    """Where a proof speaks, if it does not everywhere: " where x ≠ 0"."""
    return f" where {', '.join(line.where)}" if line.where else ""


def _slip_heading(line: LineVerdict) -> str:
    if line.status.wrong:
        return f"documented as wrong, and {line.status.value}" + (", carried forward" if line.carried else "")
    if line.status.right:
        return f"documented as wrong, but {line.status.value}"
    return f"documented as wrong; {line.status.value}"


def evidence_text(evidence: Evidence) -> str:
    """A piece of evidence in a sentence."""
    match evidence:
        case Proved(judge, how, _, by, assumed):
            told = "; ".join((*by, *(f"given {text}" for text in assumed or ())))
            return f"{judge}: {how or 'the difference is 0'}" + (f": {told}" if told else "")
        case Checked():
            return f"{evidence.judge}: {holds_up_to(evidence)}; {_how_exactly(evidence)}"
        case Agreed(judge, sizes):
            at = "; ".join(filter(None, map(sizes_text, sizes))) or "there being none"
            return f"{judge}: agrees at the sizes tried, {at}; {_how_exactly(evidence)}"
        case Different(judge, sizes):
            return f"{judge}: the two sides differ{_at(sizes_text(sizes))}"
        case Confirmed(samples, error, seed, _, resampled):
            again = f", {resampled} drawn again" if resampled else ""
            return f"floats agree on {samples} samples to {error:.1e} (seed {seed}{again})"
        case Mismatch(error, left, right, seed, sizes, entry):
            size = "" if error is None else f"relative error {error:.1e}"
            facts = (size, sizes_text(sizes), _entry_text(entry), f"seed {seed}")
            return f"floats differ: {_sides(left, right)} ({', '.join(filter(None, facts))})"
        case Refuted(sizes, values, left, right, entry, aside):
            given = sizes_text(pair for pair in (*sizes, *values) if without_places(pair[0]) not in aside)
            where = "".join(f"{text}: " for text in (f"at {given}" if given else "", _entry_text(entry)) if text)
            return f"{where}{_sides(left, right)}"
        case Incomparable(reason):
            return reason
        case Abstained(judge, reason):
            return f"{judge} came to no decision: {reason}"


def _at(place: str) -> str:
    return f" at {place}" if place else ""


def _sides(left: str, right: str) -> str:
    return f"left {signed(left)}, right {signed(right)}"


def holds_up_to(checked: Checked) -> str:
    """What was found of a line that is checked: "holds for all sizes up to 6; not proved beyond"."""
    bounds = dict(checked.bounds)
    if not bounds:
        return "holds, there being no sizes; every case was compared"
    each = str(min(bounds.values())) if len(set(bounds.values())) == 1 else ""
    return f"holds for all sizes up to {each or sizes_text(checked.bounds)}; not proved beyond"


def chance(bits: int | None) -> str:
    """The chance that exact arithmetic misses a difference."""
    return "0" if bits is None else f"at most 2^-{bits}"


def _how_exactly(evidence: Checked | Agreed) -> str:
    text = f"chance of error {chance(evidence.error_bits)}"
    return f"{text}; {evidence.how}" if evidence.how else text


def _entry_text(entry: tuple[int, ...]) -> str:
    return f"entry [{', '.join(map(str, entry))}]" if entry else ""


def said(line: LineVerdict, everything: bool) -> Iterator[str]:
    """What a report tells of a line below its heading: the mistake and what is right, the reason, the evidence that
    matters, the author's word.
    """
    yield from mistakes(line)
    follows = line.carried and not everything  # the wrong line before it has told why
    if line.reason and not follows:
        yield line.reason
    yield from line.advice
    yield from latex_said(line.beside, everything)
    for evidence in () if follows else line.evidence:
        text = evidence_text(evidence)
        if text != line.reason and (everything or (_matters(evidence, line) and not _told(evidence, line))):
            yield text
    if line.because:
        yield f"because {line.because}"
    if everything:
        yield from (f"taken for granted: {text}" for text in line.said)
    if line.digest and line.status is not Status.UNREAD and (everything or line.status is Status.CONFLICT):
        yield f"statement {line.digest}"


def formula(text: str, latex: str, beside: Beside | None) -> str:
    """A formula as a report shows it: in Unicode maths, where it is read and its LaTeX says nothing else."""
    return latex if latex and (not text or (beside is not None and beside.kind == "differs")) else text


def latex_said(beside: Beside | None, everything: bool) -> Iterator[str]:
    """What is told of the LaTeX beside an expression."""
    if beside is not None and beside.kind == "differs":
        yield from beside.told
    elif beside is not None and beside.kind == "open" and everything:
        yield f"LaTeX not read: {'; '.join(beside.told)}"


def mistakes(line: LineVerdict) -> Iterator[str]:
    """What the mistake in a line is, and what is right instead."""
    for number, diagnosis in enumerate(line.diagnoses):
        yield f"{'mistake: ' if number == 0 else 'or: '}{diagnosis.sentence}"
    if line.differs_by:
        yield f"differs by {line.differs_by}, which is to be added"
    right = line.right_result or next((d.corrected for d in line.diagnoses[:1]), "")
    if right and right != line.text:  # the transpose of a vector is written as the vector is
        yield f"{'right' if line.status.wrong or line.status is Status.TRANSPOSED else 'what we derive'}: {right}"


def _matters(evidence: Evidence, line: LineVerdict) -> bool:
    match line.status:
        case Status.REFUTED:
            certified = any(isinstance(other, Refuted) for other in line.evidence)
            return isinstance(evidence, Refuted) or (isinstance(evidence, Mismatch) and not certified)
        case Status.CHECKED:
            return isinstance(evidence, Checked)
        case Status.PROVED:
            return line.role == "wrong" and isinstance(evidence, Proved)
        case Status.ILL_ENCODED:
            return False
    return True


def _told(evidence: Evidence, line: LineVerdict) -> bool:
    """Whether the line's reason says what the evidence says."""
    match evidence:
        case Abstained(_, reason):
            return reason in line.reason
        case Confirmed():
            return "floating point" in line.reason
    return False


def shown_lines(chain: ChainVerdict, everything: bool) -> tuple[LineVerdict, ...]:
    """The lines of a chain that a report goes into."""
    return tuple(line for line in chain.lines if everything or not plainly_right(line))


def part_evidence(part: PartVerdict) -> str:
    """What a part rests on, counted: "3 proved, 1 slip"."""
    counts = Counter(_count_word(line) for line in lines_of(part))
    words = [_counted_word(count, word) for word, count in counts.items()]
    return ", ".join(words) or ("no lines" if part.outcome.green else part.outcome.value)


def _count_word(line: LineVerdict) -> str:
    if is_slip(line):
        return "slip"
    if line.role == "wrong" and line.status.right:
        return "unfounded slip"
    return "carried forward" if line.carried else line.status.value


def _counted_word(count: int, word: str) -> str:
    return counted(count, word) if word.endswith("slip") else f"{count} {word}"


def counted(count: int, word: str) -> str:
    """A count with its noun: "1 part", "3 parts"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def outcome_counts(report: Report) -> list[tuple[int, Outcome]]:
    """How many parts came to what, gravest last."""
    return [(report.outcomes[outcome], outcome) for outcome in Outcome if report.outcomes[outcome]]


def report_counts(report: Report) -> str:
    """The parts counted: "27 parts: 19 pass, 4 fail"."""
    counts = ", ".join(f"{count} {outcome.value}" for count, outcome in outcome_counts(report))
    return counted(len(report.parts), "part") + (f": {counts}" if counts else "")


def cut_short(report: Report) -> str:
    """How a run ended before all was decided: "interrupted: 1 of 3 parts decided"; "" where nothing cut it short."""
    if not (report.interrupted or report.stopped):
        return ""
    how = "interrupted" if report.interrupted else "stopped at the first part that does not pass"
    return f"{how}: {len(report.parts)} of {counted(report.asked, 'part')} decided"


def line_counts(parts: Iterable[PartVerdict]) -> str:
    """All lines of some parts, counted by what is said of them."""
    counts = Counter(_count_word(line) for part in parts for line in lines_of(part))
    words = [_counted_word(count, word) for word, count in counts.most_common()]
    return ", ".join(words)


def latex_counts(parts: Iterable[PartVerdict]) -> str:
    """What the LaTeX beside the lines came to; "" where there is none."""
    chains = [chain for part in parts for chain in part.chains]
    told = [*(chain.beside for chain in chains), *(line.beside for chain in chains for line in chain.lines)]
    kinds = Counter(beside.kind for beside in told if beside is not None)
    if not kinds:
        return ""
    others = ((kinds["open"], "not read"), (kinds["differs"], "reading as something else"))
    counts = [f"{kinds['agrees']} of {kinds.total()} read and agree", *(f"{n} {word}" for n, word in others if n)]
    return f"LaTeX beside the lines: {', '.join(counts)}"


def formula_counts(formulas: Formulas) -> str:
    """The formulas of a page, counted by what they came to: "34 formulas: 31 read, 2 definitions, 1 unread"."""
    counts = [(formulas.read, "read"), (formulas.several, "read in several ways"), (formulas.unread, "unread")]
    nouns = [(formulas.definitions, "definition"), (formulas.conditions, "condition"), (formulas.remarks, "remark")]
    told = [f"{count} {word}" for count, word in counts if count]
    told[1 if formulas.read else 0 : 0] = [counted(count, noun) for count, noun in nouns if count]
    open_ = f"; {counted(len(formulas.unjudged), 'relation')} not judged" if formulas.unjudged else ""
    return f"{counted(formulas.total, 'formula')}: {', '.join(told) or 'none of them says anything'}{open_}"


def duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
