"""Running: loads files and judges parts in worker processes, and gathers what they say. Judges nothing itself.

Files are executed and parts judged in workers only, so a part that hangs, crashes or eats memory costs that part.
Verdicts come in the order of the files, whatever the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.places import Place, Spot
from symcheck.claims.verdict import Outcome, PartVerdict
from symcheck.report.model import FileProblem
from symcheck.running.discover import Target
from symcheck.running.errands import Errand
from symcheck.running.listing import Entry, Listing
from symcheck.running.options import RunOptions
from symcheck.running.reading import ShownPage
from symcheck.running.requests import JudgePart, LoadFile, ReadPage, RepeatPart, ShowPart
from symcheck.running.settings import CannotRun
from symcheck.running.shown import ShownPart
from symcheck.running.workers.messages import Answer, Died, Done, Failed, Handler, Job, Result, TimedOut
from symcheck.running.workers.pool import Pool

if TYPE_CHECKING:
    from symcheck.checking.counterexample import RepeatedPart

LIMITS = ("MemoryError", "RecursionError")
"""What a judge may run into without being wrong."""


def nothing() -> None:
    """A tick to which nobody listens."""


def start_pool(options: RunOptions, *, judging: bool, tick: Callable[[], None] = nothing, waits: bool = False) -> Pool:
    """The workers of a run; they begin to import the judges at once if `judging`, unless the pool `waits` for work."""
    return Pool(partial(make_handler, options, judging), options.jobs, options.memory << 20, tick, waits)


def make_handler(options: RunOptions, judging: bool) -> Handler:
    """What answers in a worker: imported there, since the parent needs none of it."""
    from symcheck.running.worker import answering

    return answering(options, judging)


def load_files(pool: Pool, targets: Sequence[Target], options: RunOptions) -> tuple[Listing | FileProblem, ...]:
    """Each file's listing, or what came in its way."""
    jobs = [Job(LoadFile(target), options.timeout, options.timeout) for target in targets]
    return tuple(map(_listing, targets, _results(pool, jobs)))


def read_pages(pool: Pool, targets: Sequence[Target], options: RunOptions) -> tuple[ShownPage | FileProblem, ...]:
    """What each page is taken to say, or what came in its way."""
    jobs = [Job(ReadPage(target), options.timeout, options.timeout) for target in targets]
    results = _results(pool, jobs)
    return tuple(
        result.value
        if isinstance(result, Done) and isinstance(result.value, ShownPage)
        else _not_loaded(target, result)
        for target, result in zip(targets, results, strict=True)
    )


def do_errand(pool: Pool, errand: Errand, options: RunOptions) -> Result:
    """What came of an errand."""
    return _results(pool, [Job(errand, options.timeout, options.timeout)])[0]


def _results(pool: Pool, jobs: Sequence[Job]) -> list[Result]:
    """What comes of each job, in order."""
    results = {answer.number: answer.result for answer in pool.run(jobs, lambda number: None)}
    return [results[number] for number in range(len(jobs))]


def _listing(target: Target, result: Result) -> Listing | FileProblem:
    if isinstance(result, Done) and isinstance(result.value, Listing):
        return result.value
    return _not_loaded(target, result)


def _not_loaded(target: Target, result: Result) -> FileProblem:
    if isinstance(result, Done) and isinstance(result.value, FileProblem):
        return result.value
    outcome, reason = trouble(result)
    place = result.place if isinstance(result, Failed) else None
    return FileProblem(target.file, place or Place(target.file, 1), outcome, reason)


def trouble(result: Result) -> tuple[Outcome, str]:
    """What a result that is no value means for the part or the file it was about."""
    match result:
        case Failed(message):
            return Outcome.ERROR, message
        case Died(how):
            return Outcome.ERROR, f"nothing came back: {how}"
        case TimedOut(limit, preparing):
            what = "loading the file took" if preparing else "it took"
            return Outcome.TIMEOUT, f"ended after its limit: {what} more than {limit:g} s; --timeout gives more"
    return Outcome.ERROR, f"the worker answered with {result!r}"


class Work(Struct, frozen=True):
    """A part to judge, in its file."""

    target: Target
    entry: Entry


def judge_parts(
    pool: Pool, work: Sequence[Work], options: RunOptions, begun: Callable[[Entry], None]
) -> Iterator[tuple[int, PartVerdict]]:
    """The verdicts with the numbers of the parts, as they come; `begun` is told each part that is handed out."""
    sound = [number for number, item in enumerate(work) if not item.entry.problem]
    for number, item in enumerate(work):
        if item.entry.problem:
            yield number, _unjudged(item.entry, Outcome.ERROR, item.entry.problem, item.entry.place)
    asked = [work[number] for number in sound]
    jobs = [Job(JudgePart(item.target, item.entry.id), *_limits(item, options)) for item in asked]
    for answer in pool.run(jobs, lambda position: begun(work[sound[position]].entry)):
        number = sound[answer.number]
        yield number, _verdict(work[number].entry, answer)


def _limits(work: Work, options: RunOptions) -> tuple[float, float]:
    """The seconds for a part, and for loading its file."""
    limit = options.timeout if work.entry.timeout is None else work.entry.timeout
    return limit, max(limit, options.timeout)


def _verdict(entry: Entry, answer: Answer) -> PartVerdict:
    result = answer.result
    if isinstance(result, Done) and isinstance(result.value, PartVerdict):
        return replace(result.value, file=entry.file, id=entry.id, title=entry.title, seconds=answer.seconds)
    place = result.place if isinstance(result, Failed) else None
    outcome, reason = trouble(result)
    known = answer.so_far if isinstance(answer.so_far, tuple) else ()
    unjudged = _unjudged(entry, outcome, reason + _blame(result), place or entry.place)
    return replace(unjudged, chains=known, seconds=answer.seconds)


def _blame(result: Result) -> str:
    """Where judging itself failed, without any line of the author's: that is a bug of this program, and is said."""
    if not isinstance(result, Failed) or not result.inside or result.message.startswith(LIMITS):
        return ""
    return f" (symcheck itself failed, at {result.inside}: please report it)"


def _unjudged(entry: Entry, outcome: Outcome, reason: str, place: Place) -> PartVerdict:
    return PartVerdict(entry.file, entry.id, entry.title, place, outcome, reason, (), 0.0)


def show_parts(
    pool: Pool, work: Sequence[Work], latex: bool, options: RunOptions, derived: bool = False
) -> Iterator[tuple[Work, ShownPart | Result]]:
    """The statements of the parts, in order (`derived`: a rule at a time), or what came in the way."""
    requests = [ShowPart(item.target, item.entry.id, latex, derived) for item in work]
    jobs = [Job(request, options.timeout, options.timeout) for request in requests]
    for item, result in zip(work, _results(pool, jobs), strict=True):
        shown = result.value if isinstance(result, Done) else None
        yield item, shown if isinstance(shown, ShownPart) else result


def repeat_parts(pool: Pool, work: Sequence[Work], spot: Spot | None, options: RunOptions) -> Iterator[RepeatedPart]:
    """The refutations of the parts, in order. Raises CannotRun where a part could not be judged."""
    jobs = [Job(RepeatPart(item.target, item.entry.id, spot), *_limits(item, options)) for item in work]
    for item, result in zip(work, _results(pool, jobs), strict=True):
        if not isinstance(result, Done):
            outcome, reason = trouble(result)
            raise CannotRun(f"{item.entry.address}: {outcome.value}: {reason}")
        yield result.value  # type: ignore[misc]
