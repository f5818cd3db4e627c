"""What the search for mistakes costs, over what judging the same lines does. `python -m tests.benchmarks.diagnosing`.

Every part of the corpus under `tests/claims/corpus` is judged as written, its documented slips taken for lines like any
other, and its wrong lines are explained. Both are measured in one run: in calls of Python functions, which are the same
on any machine, and in CPU time, measured apart from the counting.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from symcheck.checking.part import build, diagnosed, indices_spoken_of
from symcheck.claims.statements import Part
from symcheck.claims.verdict import ChainVerdict
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target, derivation_files
from symcheck.running.load import load
from symcheck.symbolic.prover import Workspace
from tests.campaign.corpus import ROOT
from tests.campaign.told import counted

CORPUS = ROOT / "tests" / "claims" / "corpus"
AS_WRITTEN = CheckOptions(as_written=True)

T = TypeVar("T")
Measure = Callable[[Callable[[], T]], tuple[T, float]]


class Costs(Struct, frozen=True):
    """What a part costs to judge, and to explain; how many of its lines are explained."""

    address: str
    judging: float
    searching: float
    wrong: int


def parts(paths: Sequence[Path]) -> Iterator[tuple[str, Part]]:
    for path in paths:
        for part in load(Target(path.name, str(path), None, True)).parts.values():
            yield f"{path.stem}::{part.id}", part


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a function gives, and its CPU time in milliseconds."""
    started = time.process_time()
    found = work()
    return found, (time.process_time() - started) * 1e3


def costs(address: str, part: Part, measure: Measure[object]) -> Costs:
    """The costs of one part, with nothing known of its expressions beforehand."""
    chains, workspace = build(part)[0], Workspace()
    spoken = indices_spoken_of(chains)

    def judge() -> tuple[ChainVerdict, ...]:
        return tuple(check_chain(chain, part.given, AS_WRITTEN, spoken, workspace) for chain in chains)

    verdicts, judging = measure(judge)
    _, searching = measure(lambda: diagnosed(chains, verdicts, part.given, AS_WRITTEN, workspace))
    return Costs(address, judging, searching, sum(x.status.wrong for chain in verdicts for x in chain.lines))


def report(title: str, unit: str, found: Sequence[Costs], most: int) -> None:
    """The whole, and the parts whose explanation costs most."""
    judging, searching = sum(c.judging for c in found), sum(c.searching for c in found)
    print(f"\n{title}")
    for cost in sorted(found, key=lambda c: -c.searching)[:most]:
        print(_row(cost.address, cost.judging, cost.searching, cost.wrong, unit))
    print(_row(f"all {len(found)} parts", judging, searching, sum(c.wrong for c in found), unit))


def _row(name: str, judging: float, searching: float, wrong: int, unit: str) -> str:
    return (
        f"  {name:44} {wrong:4d} wrong   judging {judging:10.0f} {unit}   searching {searching:10.0f} {unit}   "
        f"{searching / max(judging, 1e-9):6.2f}×"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--most", type=int, default=12, help="how many parts are listed")
    parser.add_argument("paths", nargs="*", type=Path)
    options = parser.parse_args()
    paths = options.paths or list(derivation_files(CORPUS))
    timings = [costs(address, part, timed) for address, part in parts(paths)]
    report("CPU time", "ms", timings, options.most)
    counts = [costs(address, part, counted) for address, part in parts(paths)]
    report("calls of Python functions", "calls", counts, options.most)
    return 0


if __name__ == "__main__":
    sys.exit(main())
