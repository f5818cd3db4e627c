"""The soundness campaign: changed lines must never be called right, right lines never be called wrong.

`python -m tests.campaign` runs the whole and prints its counts; `--mutants`, `--truths`, `--seed`, `--jobs` size it.
A changed line counts when the second reading (`campaign.reading`) shows that it differs in value somewhere the
assumptions allow. Every failure prints a reproduction.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line
from symcheck.claims.verdict import LineVerdict, Refuted, Status
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition
from symcheck.expressions.walk import free_indices
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.notation.text import condition as condition_text

from .corpus import Claim, claims
from .mutations import Kind, Mutant, dropped_conditions, mutants
from .truths import Truth, truths
from .worlds import Sample, differs, over, samples

HERE = Place("campaign", 1)
LIMIT = 60
"""Seconds after which a statement is counted as out of time."""
BROKEN = (Status.CONFLICT, Status.ERROR)


@dataclass(frozen=True)
class Judged:
    """What became of one statement; `reproduction` is empty where all is well."""

    address: str
    kind: str
    status: Status
    certified: bool
    reason: str
    seconds: float
    reproduction: str = ""


class OutOfTime(BaseException):
    """The time for one statement is over."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def verdict(
    first: Tensor, line: Tensor, given: Condition, spoken: frozenset[Index] = frozenset(), seed: int = 0
) -> LineVerdict | None:
    """The verdict on one line; None where its time ran out."""
    chain = Chain(Line(first, HERE), (Line(line, HERE),), HERE, given)
    try:
        with time_limit(LIMIT):
            return check_chain(chain, (), CheckOptions(seed=seed), spoken).lines[0]
    except OutOfTime:
        return None


def reproduction(what: str, address: str, first: Tensor, line: Tensor, given: Condition, more: str) -> str:
    """What was judged, for a person, and where it comes from, for a program."""
    assumed = f"\n  given  {condition_text(given)}" if given else ""
    return f"{what} at {address}\n  first  {first}\n  line   {line}{assumed}\n  {more}"


def judged(
    address: str,
    kind: str,
    first: Tensor,
    line: Tensor,
    given: Condition,
    spoken: frozenset[Index],
    right: bool,
    more: str,
) -> Judged:
    """One statement before the judges; `right` says what is known of it."""
    started = time.perf_counter()
    found = verdict(first, line, given, spoken)
    seconds = time.perf_counter() - started
    status, reason = (found.status, found.reason) if found else (Status.TIMEOUT, "out of time")
    certified = found is not None and any(isinstance(e, Refuted) for e in found.evidence)
    opposite = status.wrong if right else status.right
    text = ""
    if opposite or status in BROKEN:
        evidence = "" if found is None else f"\n  {status.value}: {reason} {found.evidence}"
        text = reproduction(kind, address, first, line, given, more + evidence)
    return Judged(address, kind, status, certified, reason, seconds, text)


def balanced(found: Sequence[Mutant], count: int, chance: random.Random) -> list[Mutant]:
    """Up to `count` mutants, the kinds taking turns in random order, each kind's in random order."""
    by_kind: dict[Kind, list[Mutant]] = defaultdict(list)
    for mutant in chance.sample(found, len(found)):
        by_kind[mutant.kind].append(mutant)
    turns = [m for rank in range(max(map(len, by_kind.values()), default=0)) for m in _rank(by_kind, rank)]
    return turns[:count]


def _rank(by_kind: dict[Kind, list[Mutant]], rank: int) -> list[Mutant]:
    return [group[rank] for group in by_kind.values() if rank < len(group)]


def told_apart(claim: Claim, mutant: Mutant, known: list[Sample]) -> Sample | None:
    """A sample at which the changed line has another value than the first side."""
    line = over(claim.first, mutant.tensor)
    return next((sample for sample in known if differs(sample, claim.first, line)), None)


def changed_lines(claim: Claim, count: int, seed: int) -> Iterator[tuple[Mutant, Sample]]:
    """Up to `count` changed lines that differ in value, each with a sample that shows it."""
    known = samples(claim.first, [claim.line.body], claim.given, seed, 4)
    left = count
    for mutant in balanced(
        list(mutants(claim.line, free_indices(claim.first.body))), 4 * count, random.Random(f"{seed} {claim.address}")
    ):
        sample = told_apart(claim, mutant, known)
        if sample is not None:
            yield mutant, sample
            left -= 1
        if not left:
            return


def judge_changed(task: tuple[Claim, int, int]) -> list[Judged]:
    """The verdicts on the changed lines of one claim, and on the line under fewer assumptions."""
    claim, count, seed = task
    found = []
    for mutant, sample in changed_lines(claim, count, seed):
        more = f"path {mutant.path}, seed {seed}, differs at {sample.describe()}"
        found.append(
            judged(claim.address, mutant.kind.value, claim.first, mutant.tensor, claim.given, claim.spoken, False, more)
        )
    return found + list(_under_fewer(claim, seed))


def _under_fewer(claim: Claim, seed: int) -> Iterator[Judged]:
    for given in dropped_conditions(claim.given):
        for sample in samples(claim.first, [claim.line.body], given, seed, 6):
            if differs(sample, claim.first, over(claim.first, claim.line)):
                more = f"seed {seed}, differs at {sample.describe()}"
                kind = Kind.CONDITION.value
                yield judged(claim.address, kind, claim.first, claim.line, given, claim.spoken, False, more)
                break


def judge_truth(truth: Truth) -> list[Judged]:
    more = f"seed {truth.seed}, rewritten by {', '.join(truth.steps)}"
    return [judged(f"truth {truth.seed}", truth.family, truth.first, truth.line, truth.given, frozenset(), True, more)]


def near_misses(truth: Truth, count: int) -> list[Judged]:
    """The verdicts on changed forms of a random truth."""
    claim = Claim(f"near miss of truth {truth.seed}", truth.first, truth.line, truth.given, frozenset())
    return [j for j in judge_changed((claim, count, truth.seed)) if j.kind != Kind.CONDITION.value]


def run_truth(task: tuple[int, int]) -> tuple[list[Judged], list[Judged]]:
    """A random truth, made from its seed where it is judged, and its near misses."""
    seed, misses = task
    truth = next(truths(seed, 1))
    return judge_truth(truth), near_misses(truth, misses)


def label_faults(truth_seeds: Iterable[int]) -> list[int]:
    """The seeds of generated statements that the second reading finds false: a fault of the generator."""
    return [seed for seed in truth_seeds if _is_false(next(truths(seed, 1)))]


def _is_false(truth: Truth) -> bool:
    known = samples(truth.first, [truth.line.body], truth.given, truth.seed, 2)
    return any(differs(sample, truth.first, over(truth.first, truth.line)) for sample in known)


def counts(title: str, found: Sequence[Judged]) -> str:
    """How many, by status and kind, the times, and the reasons of what is undecided."""
    total = len(found) or 1
    by_status = Counter(j.status.value for j in found)
    lines = [f"{title}: {len(found)}"]
    lines += [f"  {status:12} {n:6}  {n / total:8.3%}" for status, n in by_status.most_common()]
    lines.append(f"  certified counterexamples {sum(j.certified for j in found)}")
    times = sorted(j.seconds for j in found) or [0.0]
    lines.append(f"  ms: median {times[len(times) // 2] * 1e3:.1f}, worst {times[-1] * 1e3:.0f}")
    kinds = Counter(j.kind for j in found)
    lines.append("  " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    reasons = Counter(f"{j.kind}: {j.reason}"[:150] for j in found if not (j.status.right or j.status.wrong))
    lines += [f"    {n:4} × {reason}" for reason, n in reasons.most_common(12)]
    return "\n".join(lines)


def spread_over(tasks: Sequence[object], work: Callable[..., list[object]], jobs: int) -> Iterator[object]:
    """The results of all tasks, in order, over some processes."""
    if jobs <= 1:
        yield from map(work, tasks)
        return
    with get_context("fork").Pool(jobs, maxtasksperchild=200) as pool:
        yield from pool.imap(work, tasks, chunksize=1)


_listed: list[Claim] = []
"""The claims, loaded before the processes are forked: an expression does not travel between processes."""


def _judge_numbered(task: tuple[int, int, int]) -> list[Judged]:
    number, count, seed = task
    return judge_changed((_listed[number], count, seed))


def campaign_of_mutants(wanted: int, seed: int, jobs: int, paths: list[Path] | None = None) -> list[Judged]:
    """About `wanted` changed lines, evenly over the corpus."""
    _listed[:] = list(claims(paths))
    each = -(-wanted // len(_listed))
    tasks = [(number, each, seed) for number in range(len(_listed))]
    return [j for group in spread_over(tasks, _judge_numbered, jobs) for j in group]  # type: ignore[attr-defined]


def campaign_of_truths(wanted: int, misses: int, seed: int, jobs: int) -> tuple[list[Judged], list[Judged]]:
    """So many random truths, and their near misses."""
    tasks = [(seed + number, misses) for number in range(wanted)]
    pairs = list(spread_over(tasks, run_truth, jobs))  # type: ignore[arg-type]
    return [j for right, _ in pairs for j in right], [j for _, wrong in pairs for j in wrong]  # type: ignore[misc]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the campaign and prints its counts; 1 if a wrong line was called right or a right one wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    parser.add_argument("--mutants", type=int, default=10500)
    parser.add_argument("--truths", type=int, default=5000)
    parser.add_argument("--misses", type=int, default=1, help="near misses of each random truth")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    failures = 0
    if options.mutants:
        failures += described("changed lines", campaign_of_mutants(options.mutants, options.seed, options.jobs))
    if options.truths:
        right, wrong = campaign_of_truths(options.truths, options.misses, options.seed, options.jobs)
        failures += described("random truths", right) + described("near misses", wrong)
    print(f"{failures} failures")
    return 1 if failures else 0


def described(title: str, found: Sequence[Judged]) -> int:
    """Prints the counts and every failure; how many there are."""
    failures = [j.reproduction for j in found if j.reproduction]
    print(counts(title, found), *failures, sep="\n\n", flush=True)
    return len(failures)


if __name__ == "__main__":
    sys.exit(main())
