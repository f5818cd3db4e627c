"""The report on a terminal: a row a part, under it each line that is not plainly right, a summary last.

Every function takes values of the report and gives texts of rich, so that a run can print each part as it is decided
(see `printer`). Nothing is cut but titles; what is long is wrapped under its own beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from symcheck.claims.formulas import Formulas
from symcheck.claims.verdict import ChainVerdict, LineVerdict, Outcome, PartVerdict, Status
from symcheck.notation.plain import printable
from symcheck.report import words
from symcheck.report.evidence import explained
from symcheck.report.model import FileProblem, Report

GREEN, BOUNDED, SLIP, RED, DOUBT, QUIET = "green", "cyan", "yellow", "bold red", "magenta", "dim"
MARK_STYLES = {"✓": GREEN, "≤": BOUNDED, "~": SLIP, "✗": RED, "?": DOUBT, "!": RED}
OUTCOME_STYLES = {outcome: MARK_STYLES[mark] for outcome, mark in words.MARKS.items()}
OUTCOME_STYLES[Outcome.CONFLICT] = "bold reverse red"
NARROW, LEAST = 24, 12
RIGHT = ("right:", "what we derive:")
GLUE = "\ue000"
"""Stands for a space at which no line ends."""
BINDING = re.compile(r"\S+ = \S+|\b(?:entry|left|right) \S+")


class Layout(Struct, frozen=True):
    """How a report is laid out: its width, that of the ids, and how much is said; of how many parts the time is."""

    width: int
    id_width: int = 4
    verbose: bool = False
    quiet: bool = False
    times: bool = False
    explain: bool = False
    durations: int = 0


def layout_for(
    width: int,
    ids: Sequence[str],
    *,
    verbose: bool,
    quiet: bool,
    times: bool,
    explain: bool = False,
    durations: int = 0,
) -> Layout:
    longest = max((cell_len(printable(id)) for id in ids), default=1)
    return Layout(width, min(longest, max(4, width // 4)), verbose, quiet, times, explain, durations)


def file_heading(file: str, title: str, layout: Layout) -> Iterator[RenderableType]:
    name = printable(file)
    heading = Text(name, "bold")
    if title:
        heading.append(f"  {_cut(printable(title), layout.width - cell_len(name) - 2)}", QUIET)
    yield _indented(heading, 0)


def problem_block(problem: FileProblem) -> Iterator[RenderableType]:
    """A file that could not be executed."""
    yield _marked(words.MARKS[problem.outcome], RED, Text(f"{problem.outcome.value} at {problem.place}"), 0)
    for line in problem.reason.splitlines():
        yield _indented(Text(printable(line)), 2)


def part_block(part: PartVerdict, layout: Layout) -> Iterator[RenderableType]:
    """A part's row, its reason, and the lines worth telling."""
    if layout.quiet and part.outcome.green and not layout.explain:
        return
    yield from _row(part, layout)
    if not part.outcome.green or part.outcome is Outcome.WRONG_AS_DOCUMENTED:
        yield _indented(_outcome_text(part), 2)
    if part.outcome is Outcome.CONFLICT:
        yield _indented(Text(CONFLICT_NOTE, "bold"), 2)
    yield from chain_blocks(part, layout)


def chain_blocks(part: PartVerdict, layout: Layout, every: bool = False) -> Iterator[RenderableType]:
    """What was assumed for a part, and its chains with the lines worth telling, or with `every` line.

    What only some of the chains stand under is told with those of them that are shown, else with the lines it is for.
    """
    every = every or layout.verbose or layout.explain
    shown = [bool(words.shown_lines(chain, every)) for chain in part.chains]
    stated = dict.fromkeys(text for chain in part.chains for text in chain.assumed)
    apart = {text for text in stated if not all(text in chain.assumed for chain in part.chains)}
    hidden = {text for chain, told in zip(part.chains, shown, strict=True) if not told for text in chain.assumed}
    for condition in stated:
        if condition not in apart or condition in hidden:
            said = condition + (f", for {_lines_under(condition, part)}" if condition in apart else "")
            yield _indented(Text(printable(said), QUIET), 2)
    for chain in part.chains:
        own = (text for text in chain.assumed if text in apart - hidden)
        yield from _chain_block(chain, layout, every, [*chain.values, *own])


def _lines_under(condition: str, part: PartVerdict) -> str:
    """The lines of the chains that stand under a condition: "line 19", "lines 15, 17 and 19"."""
    under = [line.place.spot for chain in part.chains if condition in chain.assumed for line in chain.lines]
    if len({spot.cell for spot in under}) > 1 or len({spot.line for spot in under}) == 1:
        return _in_a_row(dict.fromkeys(spot.in_words for spot in under))
    numbers = _in_a_row(dict.fromkeys(str(spot.line) for spot in under))
    return f"lines {numbers}" + (f" of cell {under[0].cell}" if under[0].cell else "")


def _in_a_row(said: Iterable[str]) -> str:
    """A list in a sentence: "1, 2 and 3"."""
    *before, last = said
    return f"{', '.join(before)} and {last}" if before else last


CONFLICT_NOTE = "This is a bug of symcheck, not of the page: please report it with the lines below and the file."


def _outcome_text(part: PartVerdict) -> Text:
    text = Text(part.outcome.value, OUTCOME_STYLES[part.outcome])
    if part.reason:
        text.append(f": {printable(part.reason)}", "not bold default")
    return text if str(part.place) in part.reason else text.append(f"  {part.place}", QUIET)


def _row(part: PartVerdict, layout: Layout) -> Iterator[RenderableType]:
    """Mark, id, title, evidence, time; the evidence goes below where the width does not carry both."""
    start = Text.assemble((words.MARKS[part.outcome], OUTCOME_STYLES[part.outcome]), " ")
    start.append(_fit(printable(part.id), layout.id_width), "bold").append("  ")
    end = _evidence(part, layout)
    title, room = printable(part.title), layout.width - start.cell_len - end.cell_len - 2
    if room >= min(NARROW, cell_len(title)):
        yield start.append(_fit(title, room)).append("  ").append_text(end)
    else:
        yield start.append(_cut(title, layout.width - start.cell_len))
        yield _indented(end, 4)


def _evidence(part: PartVerdict, layout: Layout) -> Text:
    text = Text(words.part_evidence(part), QUIET)
    return text.append(f"  {words.duration(part.seconds):>6}", QUIET) if layout.times else text


def _fit(text: str, width: int) -> str:
    return set_cell_size(_cut(text, width), width)


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def _chain_block(chain: ChainVerdict, layout: Layout, every: bool, given: Sequence[str]) -> Iterator[RenderableType]:
    everything = layout.verbose or layout.explain
    lines = words.shown_lines(chain, every)
    of_first = list(words.latex_said(chain.beside, everything))
    if not lines and not of_first:
        return
    if lines:
        yield from (_indented(Text(printable(text), QUIET), 4) for text in given)
    if not chain.unread:
        yield from _first_block(chain, of_first, everything)
    for line in lines:
        told = tuple(text for text in line.said if text not in chain.values)
        yield from _line_block(replace(line, said=told), layout, "" if chain.unread else "= ")


def _first_block(chain: ChainVerdict, of_latex: Sequence[str], everything: bool) -> Iterator[RenderableType]:
    """The first expression, and what is told of the LaTeX beside it."""
    shown = words.formula(chain.first, chain.first_latex, chain.beside)
    first = Text(printable(shown))
    if chain.beside is None or chain.beside.kind != "differs":
        yield _indented(first, 6)
    else:
        mark = words.LINE_MARKS[Status.ILL_ENCODED]
        yield _marked(mark, MARK_STYLES[mark], first, 4)
        heading = Text(Status.ILL_ENCODED.value, MARK_STYLES[mark])
        yield _indented(heading.append(f"  {chain.place}", QUIET), 8)
    yield from _written(chain.first_latex, shown, everything)
    for text in of_latex:
        yield _indented(Text(printable(text)), 8)


def _line_block(line: LineVerdict, layout: Layout, sign: str) -> Iterator[RenderableType]:
    mark, shown = words.line_mark(line), words.formula(line.text, line.latex, line.beside)
    yield _marked(mark, MARK_STYLES[mark], Text(f"{sign}{printable(shown)}"), 4)
    style = OUTCOME_STYLES[Outcome.CONFLICT] if line.status is Status.CONFLICT else MARK_STYLES[mark]
    heading = Text(words.line_heading(line), style)
    yield _indented(heading.append(f"  {line.place}", QUIET), 8)
    yield from _pointed(line.pointed, layout)
    yield from _written(line.latex, shown, layout.verbose or layout.explain)
    styles = {text: GREEN if text.startswith(RIGHT) else SLIP for text in words.mistakes(line)}
    for text in _explanation(line) if layout.explain else words.said(line, layout.verbose):
        indent = len(text) - len(text.lstrip(" "))
        yield _indented(Text(_bound(printable(text[indent:])), styles.get(text, "")), 8 + indent)


def _written(latex: str, shown: str, everything: bool) -> Iterator[RenderableType]:
    """The LaTeX of a formula that is shown in Unicode."""
    if everything and latex and latex != shown:
        yield _indented(Text(f"written {printable(latex)}", QUIET), 8)


def _pointed(pointed: tuple[str, ...], layout: Layout) -> Iterator[RenderableType]:
    """A line of a page with a caret below it; of a long one, what stands round the caret."""
    if len(pointed) != 2:
        return
    written, caret = pointed
    room, at = max(LEAST, layout.width - 8), len(caret) - len(caret.lstrip())
    start = 0 if len(written) <= room else max(0, min(at - room // 3, len(written) - room))
    for text in (written[start : start + room], caret[start : start + room]):
        yield Text(" " * 8 + text.rstrip(), QUIET, no_wrap=True, overflow="crop")


def _explanation(line: LineVerdict) -> Iterator[str]:
    """The reason and the author's word, and all evidence with what it rests on."""
    found = tuple(explained(line))
    yield from words.mistakes(line)
    yield from (text for text in (line.reason,) if text and text not in found)
    yield from (f"because {text}" for text in (line.because,) if text)
    yield from line.advice
    yield from words.latex_said(line.beside, everything=True)
    yield from found


def _marked(mark: str, style: str, text: Text, indent: int) -> RenderableType:
    """A mark in the margin and a text that wraps beside it, not below the mark."""
    return _Hanging(Text(" " * indent).append(mark, style).append(" "), text)


def _indented(text: Text, indent: int) -> RenderableType:
    return _Hanging(Text(" " * indent), text)


def _bound(text: str) -> str:
    """A counterexample whose values stay beside their names, on whichever line they come to stand."""
    if not text.startswith(("at ", "entry ", "left ", "floats differ")):
        return text
    return BINDING.sub(lambda found: found[0].replace(" ", GLUE), text)


class _Hanging(Struct, frozen=True):
    """A text that hangs to the right of its beginning, on every line it takes; no line ends in spaces."""

    start: Text
    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = max(LEAST, options.max_width - self.start.cell_len)
        for number, line in enumerate(self.text.wrap(console, width)):
            line.rstrip()
            line.plain = line.plain.replace(GLUE, " ")
            yield (self.start.copy() if number == 0 else Text(" " * self.start.cell_len)).append_text(line)


def summary(report: Report, layout: Layout, as_before: int = 0) -> Iterator[RenderableType]:
    """Counts of parts and lines, what could not be read, what was left undone; of how many parts nothing was told."""
    yield Text()
    if as_before:
        yield _indented(Text(f"{words.counted(as_before, 'part')} came out as when last judged", QUIET), 0)
    yield _indented(_parts_text(report), 0)
    if lines := len(report.lines):
        slips = any(map(words.is_slip, report.lines))
        meaning = "; a slip is wrong, and documented as wrong" if slips else ""
        yield _indented(Text(f"{words.counted(lines, 'line')}: {words.line_counts(report.parts)}{meaning}"), 0)
    if latex := words.latex_counts(report.parts):
        yield _indented(Text(latex), 0)
    for file in report.files:
        if file.formulas is not None:
            yield _indented(Text(f"{printable(file.file)}: {words.formula_counts(file.formulas)}"), 0)
            yield from _page_notes(file.formulas, layout)
    for problem in report.problems:
        yield _indented(Text(f"{problem.file}: {problem.outcome.value}, none of its parts is known", RED), 0)
    if ended := words.cut_short(report):
        yield _indented(Text(ended, RED), 0)
    slowest = sorted(report.parts, key=lambda part: -part.seconds)[: layout.durations]
    for part in slowest:
        yield _indented(Text(f"{words.duration(part.seconds):>8}  {printable(part.address)}"), 0)
    yield _indented(Text(_colophon(report, layout), QUIET), 0)


def _page_notes(formulas: Formulas, layout: Layout) -> Iterator[RenderableType]:
    """What is told once of a page: what is defined on it, what could not be read as it stands, what is not declared."""
    for noted in formulas.troubles:
        yield _indented(Text(f"{noted.place}: {printable(noted.said)}", DOUBT), 2)
    listed = set()
    for noted in formulas.defined:
        if layout.verbose or layout.explain or noted.said:
            listed.add(noted.place)
            told = Text(f"definition: {printable(noted.written)}")
            yield _indented(told.append(f"  {noted.place}", QUIET), 2)
            if noted.said:
                yield _indented(Text(printable(noted.said), DOUBT), 6)
    for noted in (each for each in formulas.unjudged if each.place not in listed):
        told = Text(f"not judged: {printable(noted.written)}")
        yield _indented(told.append(f"  {noted.said}, {noted.place}", QUIET), 2)
    for line in formulas.undeclared:
        yield _indented(Text(printable(line)), 2)


def _parts_text(report: Report) -> Text:
    text = Text(f"{words.counted(len(report.parts), 'part')}", "bold")
    for position, (count, outcome) in enumerate(words.outcome_counts(report)):
        text.append(", " if position else ": ", "not bold")
        text.append(f"{count} {outcome.value}", OUTCOME_STYLES[outcome])
    return text


def _colophon(report: Report, layout: Layout) -> str:
    pieces = [f"symcheck {report.version}", f"seed {report.seed}"]
    if report.as_written:
        pieces.append("judged as written")
    if layout.times:
        pieces.append(words.duration(report.seconds))
        pieces += [f"{report.remembered} of {report.asked} remembered"] if report.remembered else []
    return " · ".join(pieces)
