"""The campaign on pages: noise is read without harm, and a slip of the pen harms nothing but what depends on it.

    python -m tests.campaign.pages --count 100000 --seed 1 [--only noise|slips] [--start 0] [--jobs 2]

Noise (`campaign.noise`): no exception, no text that takes long, and no line called right that an independent reading of
its statement finds false. Slips: one token of one formula of a written page is left out, put in or exchanged, a line is
removed, a delimiter is broken. Then

- a formula that was not touched keeps its verdicts, unless it depends on what was touched: it stands in one chain with
  it, names a name that was defined there (itself, or in what it names), or is judged under other conditions while one
  was touched;
- a line called right has the digest of a line that is right on the page as it was, or the same value as the first of
  its chain wherever the independent reading (`campaign.reading`) is asked.

What the slip changed although the statement stayed the same is counted as unheard, to be looked at: not a failure.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from symcheck.reading.assembling.assembly import ReadPage, read_text

from .noise import WRITTEN, noise
from .paged import ReadFormula, Sheet, refutes, sheet, sheet_of

ROOT = Path(__file__).parents[2]
SECONDS = 4.0
"""Processor time after which a text is said to take too long: reading, and what is judged of it, each."""
CHUNK = 50


class OutOfTime(BaseException):
    """The time for one text is over."""


@dataclass(frozen=True)
class Finding:
    """What became of one text: "" is well, a kind of failure, or a count that is none ("(unheard)")."""

    number: int
    kind: str
    failure: str = ""
    detail: str = ""
    seconds: float = 0.0
    reproduction: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.failure) and not self.failure.startswith("(")


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Ends what takes more processor time."""

    def stop(*_: object) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def repeated(text: str | bytes, file: str) -> str:
    """What to paste to see a failure again."""
    head = "from tests.campaign.paged import sheet"
    return f"python - <<'END'\n{head}\nprint(sheet({text!r}, {file!r}, {{}}))\nEND"


# Noise.


def of_noise(seed: int, number: int) -> Finding:
    """What becomes of a text that is no page."""
    made = noise(seed, number)
    started = time.process_time()
    judging = made.kind != "damaged page" or number % 20 == 0
    failure, detail = harm(made.text, made.file, judging)
    seconds = time.process_time() - started
    return Finding(number, made.kind, failure, detail, seconds, repeated(made.text, made.file) if failure else "")


def shortened(seed: int, finding: Finding) -> Finding:
    """The same failure of a shorter text, if one is found in time."""
    made = noise(seed, finding.number)
    return replace(finding, reproduction=repeated(smallest(made.text, made.file, finding.failure), made.file))


def harm(text: str | bytes, file: str, judging: bool = True, seconds: float = SECONDS) -> tuple[str, str]:
    """The harm that a text does, and where; ("", "") if none."""
    reading = True
    try:
        with limited(seconds):
            found = read_text(text, file)
        if not judging or not isinstance(found, ReadPage):
            return "", ""
        reading = False
        with limited(2 * seconds):
            judged = sheet_of(found, {})
    except OutOfTime:
        return "it takes too long" if reading else "(judging it takes long)", ""
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(where.filename).name}", traceback.format_exc(limit=-4)
    for line in judged.right:
        if refutes(line, 1):
            return "called right and false", str(line)
    broken = [line for line in judged.lines if line.status in ("error", "conflict")]
    return (f"a line comes to {broken[0].status}", broken[0].reason) if broken else ("", "")


def smallest(text: str | bytes, file: str, failure: str, seconds: float = 40.0) -> str | bytes:
    """A piece of a text that does the same harm, if one is found in time."""
    ends, size = time.monotonic() + seconds, max(1, len(text) // 2)
    while size and time.monotonic() < ends:
        start, shorter = 0, False
        while start < len(text) and time.monotonic() < ends:
            less = text[:start] + text[start + size :]
            if harm(less, file)[0] == failure:
                text, shorter = less, True
            else:
                start += size
        size = size if shorter and size == 1 else size // 2
    return text


# Slips of the pen.

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+|\S", re.S)
SILENT = re.compile(
    r"\\(left|right|,|;|!|:| |quad|qquad|big|Big|bigl|bigr|Bigl|Bigr|displaystyle|boldsymbol|mathbf|bf|vect?|bb"
    r"|nonumber|notag|label|text|mathrm|operatorname|cdot|boxed|top|mathcal|begin|end|\\)|[{}().,;:&~!$\[\]*]"
)
DELIMITER = re.compile(r"\$\$|\$|\\[\[\]()]|\\(?:begin|end)\{[a-z*]+\}|```|-->|\*\*|^#+ |^\d\. |\|", re.M)


@dataclass(frozen=True)
class Slip:
    """What stands from `start` to before `end` is written as `put`; `silent` where that need not change the meaning."""

    name: str
    start: int
    end: int
    put: str
    silent: bool = False


def slip(page: Sheet, chance: random.Random) -> Slip:
    """One slip on a page, outside its block of declarations."""
    kind = chance.choice(("left out", "put in", "exchanged", "left out", "exchanged", "line", "delimiter"))
    if kind == "line":
        lines = [m for m in re.finditer(r"[^\n]+\n", page.text) if m.start() >= page.begins]
        found = chance.choice(lines)
        return Slip("line removed", found.start(), found.end(), "", True)
    delimiters = [m for m in DELIMITER.finditer(page.text) if m.start() >= page.begins]
    if kind == "delimiter" and delimiters:
        found = chance.choice(delimiters)
        return Slip("delimiter broken", found.start(), found.end(), "", True)
    formula = chance.choice([f for f in page.formulas if f.start >= page.begins and f.end > f.start])
    tokens = list(TOKEN.finditer(page.text, formula.start, formula.end))
    found = chance.choice(tokens)
    if kind == "left out":
        return Slip(kind, found.start(), found.end(), "", bool(SILENT.fullmatch(found[0])))
    other = chance.choice(chance.choice(page.formulas).tokens or ("x",))
    silent = bool(SILENT.fullmatch(other)) or bool(SILENT.fullmatch(found[0]))
    if kind == "put in":
        return Slip(kind, found.start(), found.start(), f"{other} ", silent)
    alike = [t for t in page.tokens if _class(t) == _class(found[0]) and t != found[0]]
    return Slip(kind, found.start(), found.end(), chance.choice(alike or [other]), silent)


def slip_at(page: Sheet, was: str, now: str) -> tuple[str, Slip]:
    """A page with a piece of it, which stands there once, written otherwise."""
    start = page.text.index(was)
    end = start + len(was)
    return page.text[:start] + now + page.text[end:], Slip("given", start, end, now)


def _class(token: str) -> str:
    """Letters are exchanged for letters, commands for commands, digits and signs for their kind."""
    return "command" if token[0] == "\\" else "letter" if token.isalpha() else "digit" if token.isdigit() else "sign"


@cache
def written(path: Path) -> tuple[Sheet, dict[object, object]]:
    """A page as it was written, and what its chains were judged."""
    known: dict[object, object] = {}
    found = sheet(path.read_text(encoding="utf-8"), path.name, known)
    assert isinstance(found, Sheet), found
    return found, known


def pages() -> tuple[Path, ...]:
    return (*WRITTEN, ROOT / "derivations" / "word2vec.md")


def of_slip(seed: int, number: int) -> Finding:
    """What becomes of a page with one slip more."""
    chance = random.Random(f"{seed} slip {number}")
    path = chance.choice(pages())
    page, known = written(path)
    made = slip(page, chance)
    text = page.text[: made.start] + made.put + page.text[made.end :]
    started = time.process_time()
    failure, detail = harm_of(page, made, text, path.name, dict(known))
    seconds = time.process_time() - started
    line = page.text.count("\n", 0, made.start) + 1
    was, now = page.text[max(0, made.start - 25) : made.end + 25], text[max(0, made.start - 25) : made.start + 25]
    told = f"{path.name}:{line}: {made.name}: {was!r} -> {now!r}\n  {detail}"
    shown = ""
    if failure and failure[0] != "(":
        page_of = f"(ROOT / {str(path.relative_to(ROOT))!r}).read_text(encoding='utf-8')"
        shown = (
            "python - <<'END'\nfrom tests.campaign.paged import sheet\nfrom tests.campaign.pages import ROOT\n"
            f"page = {page_of}\nfor text in (page, page[:{made.start}] + {made.put!r} + page[{made.end}:]):\n"
            f"    print(sheet(text, {path.name!r}, {{}}))\nEND"
        )
    return Finding(number, f"{made.name} ({path.suffix[1:]})", failure, told, seconds, shown)


def harm_of(page: Sheet, made: Slip, text: str, file: str, known: dict[object, object]) -> tuple[str, str]:
    """The harm that a slip does to a page."""
    try:
        with limited(10 * SECONDS):
            now = sheet(text, file, known)
    except OutOfTime:
        return "it takes too long", ""
    except Exception:
        return "an exception", traceback.format_exc(limit=-4)
    if isinstance(now, str):
        return f"(refused) {re.sub(r'[0-9]+', 'N', now)[:60]}", ""
    known_right = {line.digest for line in page.right}
    asked = [line for line in now.right if line.digest not in known_right]
    for line in asked:
        if refutes(line, made.start):
            return "called right and false", str(line)
    changed = next(_changed(page, now, made), None)
    if changed is not None:
        return "an untouched formula has another verdict", changed
    if not made.silent and _unheard(page, now, made):
        return "(unheard)", ""
    return ("(right by the independent check)", "; ".join(map(str, asked))) if asked else ("", "")


def _pairs(page: Sheet, now: Sheet, made: Slip) -> Iterator[tuple[ReadFormula, ReadFormula | None]]:
    """The formulas of a page with what became of each that was not touched."""
    shift = len(made.put) - (made.end - made.start)
    found = {(f.start, f.end, f.text): f for f in now.formulas}
    for formula in page.formulas:
        moved = shift if formula.start >= made.end else 0
        apart = formula.end < made.start or formula.start > made.end
        yield formula, found.get((formula.start + moved, formula.end + moved, formula.text)) if apart else None


def _changed(page: Sheet, now: Sheet, made: Slip) -> Iterator[str]:
    """The formulas that have other verdicts although they depend on nothing that was touched."""
    pairs = list(_pairs(page, now, made))
    kept = [after for _, after in pairs if after is not None]
    touched = [before for before, after in pairs if after is None], [f for f in now.formulas if f not in kept]
    listed = {f for group in touched for f in group}
    names = {name for f in listed for name in f.defines}
    conditions = any(f.conditions for f in listed) or not listed
    names = page.closed(now.closed(names)) | now.closed(page.closed(names))
    for before, after in pairs:
        if after is None or _told(before) == _told(after):
            continue
        mates = page.mates(before) & set(touched[0]) or now.mates(after) & set(touched[1])
        joined = {f.text for f in page.mates(before)} != {f.text for f in now.mates(after)}
        under = conditions and page.under(before) != now.under(after)
        if not (mates or joined or under or names & before.letters):
            yield f"{before.text[:80]}\n  was {before.said}\n  is  {after.said}"


def _told(formula: ReadFormula) -> tuple[str, ...]:
    """What is said of a formula. What is wrong is ill-formed, too, if no chain of the part speaks of its indices."""
    return tuple(re.sub("ill-formed|refuted", "wrong", text) for text in formula.said)


def _unheard(page: Sheet, now: Sheet, made: Slip) -> bool:
    """Whether a formula of claims says what it said, although a sign of it was changed."""
    before = [f for f in page.formulas if f.start <= made.start < f.end]
    end = made.start + max(1, len(made.put))
    after = [f for f in now.formulas if f.start <= made.start < f.end and f.end >= end]
    if len(before) != 1 or len(after) != 1 or not before[0].claims:
        return False
    return before[0].means == after[0].means and before[0].said == after[0].said


# The campaign.

WORK: dict[str, Callable[[int, int], Finding]] = {"noise": of_noise, "slips": of_slip}


def _chunk(task: tuple[str, int, Sequence[int]]) -> list[Finding]:
    what, seed, numbers = task
    return [WORK[what](seed, number) for number in numbers]


def findings(what: str, seed: int, numbers: Sequence[int], jobs: int) -> Iterator[Finding]:
    """What became of each text, as it comes. A process that ends is a failure of its numbers."""
    tasks = [(what, seed, numbers[n : n + CHUNK]) for n in range(0, len(numbers), CHUNK)]
    if jobs <= 1:
        yield from (finding for task in tasks for finding in _chunk(task))
        return
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        waiting = {pool.submit(_chunk, task): task for task in tasks}
        for done in as_completed(waiting):
            try:
                yield from done.result()
            except BrokenProcessPool:
                yield Finding(waiting[done][2].start, what, "a process ended", str(waiting[done][2]))


def report(
    what: str, seed: int, found: Iterable[Finding], tell: Callable[[str], None] = lambda _: None
) -> tuple[str, int]:
    """Each failure with a reproduction, told when it comes, then counts and times; how many failures there are."""
    kinds, ends, shown, slowest, failures = Counter[str](), Counter[str](), list[str](), Finding(0, ""), 0
    for finding in found:
        kinds[finding.kind] += 1
        ends[finding.failure or "well"] += 1
        slowest = max(slowest, finding, key=lambda f: f.seconds)
        failures += finding.failed
        if finding.failed:
            if what == "noise" and ends[finding.failure] == 1:
                finding = shortened(seed, finding)
            again = f"python -m tests.campaign.pages --only {what} --seed {seed} --start {finding.number} --count 1"
            shown.append(f"--- {finding.failure}: {finding.kind}\n{finding.detail}\n{again}\n{finding.reproduction}\n")
            tell(shown[-1])
    counted = [*(f"  {n:7} {end}" for end, n in ends.most_common()), ", ".join(f"{k} {n}" for k, n in kinds.items())]
    slow = f"slowest: {slowest.seconds:.1f} s, number {slowest.number} ({slowest.kind})"
    lines = [f"{what}, seed {seed}: {kinds.total()}", *counted, slow, f"{failures} failures"]
    tell("\n".join(lines))
    return "\n".join([*shown, *lines]), failures


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.pages", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=tuple(WORK))
    options = parser.parse_args(arguments)
    numbers, failed = range(options.start, options.start + options.count), 0
    for what in (options.only,) if options.only else tuple(WORK):
        found = findings(what, options.seed, numbers, options.jobs)
        failed += report(what, options.seed, found, lambda text: print(text, flush=True))[1]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
