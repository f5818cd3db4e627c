"""What a proof costs, over the imports; what the library costs; how claims grow. `python -m tests.benchmarks.costs`.

One run prints all of it, in CPU time. The unit is that of `import sympy, numpy, rich` in a process of its own, measured
in the same run. A proof is the symbolic judge alone, with nothing known beforehand; a line is all judges, in its chain.
"""

from __future__ import annotations

import argparse
import os
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from symcheck import api
from symcheck.checking.part import build, indices_spoken_of
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import ChainVerdict, Status
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import derivation_files
from symcheck.symbolic import prover as symbolic
from symcheck.symbolic.prover import Workspace
from symcheck.values import exact, numeric
from tests.benchmarks.diagnosing import CORPUS, parts, timed
from tests.benchmarks.growing import ROWS, Row
from tests.campaign.corpus import ROOT, claims
from tests.claiming import claim as lined_up

LIBRARY = ROOT / "derivations" / "library"
IMPORTS = (sys.executable, "-c", "import sympy, numpy, rich")
COLD = (sys.executable, "-m", "symcheck", "run", str(LIBRARY), "--no-cache", "--jobs", "1")
TIME, MEMORY = 60, 2 << 30
"""Seconds of CPU time, and bytes, that one size of what grows may take."""


def spent(command: Sequence[str]) -> float:
    """The CPU seconds of a process and of those it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def proofs(paths: list[Path]) -> list[tuple[float, str]]:
    """The seconds of the symbolic judge on each right line, the most first."""
    found = []
    for claim in claims(paths):
        asked = lined_up(claim.first, claim.line, claim.given)
        _, took = timed(lambda asked=asked: symbolic.judge(symbolic.prepare((asked,)), asked))  # type: ignore[misc]
        found.append((took / 1e3, claim.address))
    return sorted(found, reverse=True)


def lines(paths: list[Path]) -> list[tuple[float, str]]:
    """The seconds of all judges on each line, in its chain, the most first."""
    found: list[tuple[float, str]] = []
    for address, part in parts(paths):
        chains, workspace = build(part)[0], Workspace()
        spoken = indices_spoken_of(chains)
        last = time.process_time()

        def told(verdict: ChainVerdict, address: str = address) -> None:
            nonlocal last
            now = time.process_time()
            found.append((now - last, f"{address}:{verdict.lines[-1].place.line}"))
            last = now

        for chain in chains:
            last = time.process_time()
            check_chain(chain, part.given, CheckOptions(), spoken, workspace, told)
    return sorted(found, reverse=True)


def spread(name: str, found: list[tuple[float, str]], unit: float, most: int) -> None:
    times = [took for took, _ in found]
    ninth = quantiles(times, n=10)[-1]
    print(
        f"  {name:24} {len(times):5d}   median {median(times) * 1e3:7.1f} ms = unit/{unit / median(times):5.1f}   "
        f"p90 {ninth * 1e3:7.1f} ms   worst {times[0] * 1e3:8.1f} ms = {times[0] / unit:5.2f} units"
    )
    for took, address in found[:most]:
        print(f"      {took * 1e3:8.1f} ms   {address}")


def apart(work: Callable[[], object]) -> object:
    """What a function gives in a process of its own, with so much time and memory; the name of what broke it."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (TIME, TIME))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            said = work()
        except BaseException as problem:
            said = type(problem).__name__
        os.write(writer, pickle.dumps(said))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as found:
        told = found.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else f"over {TIME} s"


def grown(row: Row, count: int) -> tuple[str, float, float, float, float]:
    """What `check` says of a claim, and the milliseconds of making it, a proof, the samples, exact arithmetic."""
    pair, making = timed(lambda: row.claim(count))
    verdict = api.check(*pair).line
    asked = lined_up(*pair)
    _, proof = timed(lambda: symbolic.judge(symbolic.prepare((asked,)), asked))
    _, samples = timed(lambda: numeric.judge((asked,), Budget(samples=3)))
    _, exactly = timed(lambda: exact.judge((asked,), Budget(brief=True)))
    reason = "" if verdict.status is Status.PROVED else f": {verdict.reason[:90]}"
    return f"{verdict.status.value}{reason}", making, proof, samples, exactly


def growth() -> None:
    """Each row up to the first size that is not proved, or takes too long."""
    print(f"\nwhat grows (ms: making the claim, proof, samples, exact; {TIME} s and {MEMORY >> 30} GiB a size)")
    for row in ROWS:
        for count in row.counts:
            found = apart(lambda row=row, count=count: grown(row, count))  # type: ignore[misc]
            if isinstance(found, str):
                print(f"  {row.name:30} {count:8d}   {found}", flush=True)
                break
            said, *times = found  # type: ignore[misc]
            print(f"  {row.name:30} {count:8d}   {'  '.join(f'{t:9.1f}' for t in times)}   {said}", flush=True)
            if said != "proved":
                break


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--most", type=int, default=3, help="how many of the dearest are listed")
    parser.add_argument("--only", choices=("lines", "growth"), help="leave out the rest")
    options = parser.parse_args()
    unit = min(spent(IMPORTS) for _ in range(5))
    print(f"the unit, CPU time of `import sympy, numpy, rich`: {unit:.3f} s")
    if options.only != "growth":
        for name, folder in (("library", LIBRARY), ("tests/claims", CORPUS)):
            paths = list(derivation_files(folder))
            spread(f"{name}: proofs", proofs(paths), unit, options.most)
            spread(f"{name}: lines", lines(paths), unit, options.most)
        cold = spent(COLD)
        print(f"  the library cold {cold:.1f} s = {cold / unit:.1f} units")
    if options.only != "lines":
        growth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
