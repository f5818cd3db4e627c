"""The benchmark: what judging costs, printed in one run and mostly as ratios. `python -m tests.benchmarks.bench`.

`--quick` leaves out what takes minutes. Figures depend on the machine and on what else it does; ratios less so.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import Any

from symcheck.claims.judge import Budget
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line
from symcheck.claims.verdict import Agreed, Checked, Evidence, Proved
from symcheck.expressions.walk import free_indices
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.symbolic import prover as symbolic
from symcheck.values import exact, numeric, refute
from tests.benchmarks import growing, others
from tests.benchmarks.explicit import Explicit
from tests.campaign.corpus import Claim, claims
from tests.claiming import claim as lined_up

AGREES = Proved | Checked | Agreed
"""What the exact judge says of sides that agree."""

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "derivations" / "word2vec.py"
PATIENCE = 60
"""Seconds of CPU time after which a measured step is broken off."""


class TooLong(BaseException):
    """The patience for one step is over."""


def seconds(work: Callable[[], object], times: int = 3) -> tuple[float, object]:
    """The least CPU time of some runs, and the last result; infinite if the patience is over."""

    def stop(*_: object) -> None:
        raise TooLong

    least, found = float("inf"), None
    signal.signal(signal.SIGPROF, stop)
    try:
        for _ in range(times):
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)
            started, wall = time.process_time(), time.perf_counter()
            found = work()
            # Some machines account CPU time by ticks: a short run may then take none.
            least = min(least, time.process_time() - started or time.perf_counter() - wall)
    except (TooLong, RecursionError) as problem:
        found = type(problem).__name__
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return least, found


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A plain table, columns lined up."""
    cells = [[str(c) for c in row] for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for row in cells:
        print(
            "  "
            + "  ".join(c.ljust(n) if k == 0 else c.rjust(n) for k, (c, n) in enumerate(zip(row, widths, strict=True)))
        )
    sys.stdout.flush()


def ms(value: float) -> str:
    return f"{value * 1e3:.1f}" if value < float("inf") else f"> {PATIENCE * 1000}"


def ratio(one: float, other: float) -> str:
    return f"{'> ' if one == float('inf') else ''}{min(one, PATIENCE) / other:.1f}×"


def by_symbols(claim: Claim) -> Evidence:
    asked = lined_up(claim.first, claim.line, claim.given)
    return symbolic.judge(symbolic.prepare((asked,)), asked)


def by_numbers(claim: Claim) -> Evidence:
    return numeric.judge((lined_up(claim.first, claim.line, claim.given),), Budget(samples=3))[0].evidence


def exactly(claim: Claim) -> object:
    return exact.judge((lined_up(claim.first, claim.line, claim.given),), Budget())[0].evidence


def by_counterexample(claim: Claim) -> object:
    return refute.judge((lined_up(claim.first, claim.line, claim.given),), Budget())


def judges() -> None:
    """Milliseconds a line for each judge, each by itself."""
    rows = []
    for where, paths in (("page", [PAGE]), ("corpus", None)):
        right, wrong = list(claims(paths)), list(claims(paths, wrong=True))
        for name, judge, lines in (
            ("symbolic", by_symbols, right), ("numeric", by_numbers, right), ("exact", exactly, right),
            ("refutation", by_counterexample, wrong),
        ):  # fmt: skip
            times = [seconds(lambda judge=judge, claim=claim: judge(claim), 1)[0] for claim in lines]
            rows.append((f"{where}: {name}", len(times), ms(median(times)), ms(max(times))))
    table("milliseconds a line (prepared afresh for each)", ("judge", "lines", "median", "worst"), rows)


def process(*command: str) -> tuple[float, float]:
    """Seconds (least of three) and the peak MiB of a process and of those it waited for."""
    runs = [_process(command) for _ in range(3)]
    return min(t for t, _ in runs), max(m for _, m in runs)


MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
)


def _process(command: Sequence[str]) -> tuple[float, float]:
    with TemporaryFile("w+") as out:
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=out, stderr=out, check=False)
        taken = time.perf_counter() - started
    measured = subprocess.run(
        [sys.executable, "-c", MEASURED, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return taken, float(measured.stdout)


def processes() -> None:
    """`symcheck run` against the imports."""
    run = process(sys.executable, "-m", "symcheck", "run", str(PAGE))
    rows = [("symcheck run", f"{run[0]:.2f}", f"{run[1]:.0f}", "", "")]
    own = "numpy, flint, rich.console, symcheck.checking.part, symcheck.values.exact"
    for name, modules in (("import sympy, numpy", "sympy, numpy"), ("what symcheck imports", own)):
        other = process(sys.executable, "-c", f"import {modules}")
        rows.append((name, f"{other[0]:.2f}", f"{other[1]:.0f}", ratio(run[0], other[0]), ratio(run[1], other[1])))
    table("whole processes", ("", "seconds", "peak MiB", "time of the run over it", "memory"), rows)


def results() -> dict[str, Claim]:
    """The claims of (b), (c), (e), (f): the result of each part."""
    listed = list(claims([PAGE]))
    wanted = {"b": "b", "c.1": "c", "c.2": "c.2", "e": "e", "f.1": "f.1", "f.2": "f.2", "f.3": "f.3"}
    return {name: [c for c in listed if f"::{part}:" in c.address][-1] for part, name in wanted.items()}


def against_others() -> None:
    """Each claim over SymPy with explicit components, and over tensorgrad."""
    tensorgrad = others.tensorgrad_claims()
    rows = []
    for name, claim in results().items():
        own, evidence = seconds(lambda claim=claim: by_symbols(claim), 5)
        assert isinstance(evidence, Proved)
        exact_time, found = seconds(lambda claim=claim: exactly(claim))
        assert isinstance(found, AGREES)
        sympy_time, sympy_says = seconds(lambda claim=claim: _in_sympy(claim), 1)
        other = seconds(tensorgrad[name]) if name in tensorgrad else None
        rows.append((
            name, ms(own), ms(exact_time), ms(sympy_time), sympy_says, ratio(sympy_time, own),
            *((ms(other[0]), other[1], ratio(other[0], own)) if other else ("–", "–", "–")),
        ))  # fmt: skip
    heads = (
        "claim",
        "symbolic ms",
        "exact ms",
        "SymPy V=d=3 ms",
        "says",
        "over symbolic",
        "tensorgrad ms",
        "says",
        "over symbolic",
    )
    table("the page's claims: this for all sizes, SymPy for 3", heads, rows)


def _in_sympy(claim: Claim) -> bool:
    """At V = d = 3; free indices 1 and 2 in turn, so that w ≠ o holds where it is asked for."""
    apart = any(getattr(r, "kind", "") == "ne" for r in claim.given) and "::c.2" in claim.address
    free = sorted(free_indices(claim.first.body) - set(claim.first.axes), key=lambda i: i.name)
    return Explicit().agrees(claim.first, claim.line, {index: 1 + apart * k for k, index in enumerate(free)})


def sizes_do_not_matter() -> None:
    """The symbolic judge at given sizes."""
    from symcheck import Sum, grad, index, log, matrix, softmax, vector

    rows = []
    for V, d in ((10, 10), (1000, 100), (100_000, 300)):
        U, v, w, o = matrix("U", V, d), vector("v", d), index("w", V), index("o", V)
        y = softmax(U @ v)
        claim = Claim("", grad(-log(y[o]), v), Sum(y[w] * U[w], w) - U[o], (), frozenset())
        rows.append((f"V = {V}, d = {d}", ms(seconds(lambda claim=claim: by_symbols(claim))[0])))
    table("the naive-softmax gradient as sizes grow", ("sizes", "symbolic ms"), rows)


def against_gradcheck() -> None:
    """The exact judge and torch's gradient checker on the naive-softmax gradient, right and nearly right."""
    page = results()["b"]
    rows = []
    for written, factor in (("right", 0), ("× (1 + 10⁻²)", 100), ("× (1 + 10⁻⁴)", 10_000), ("× (1 + 10⁻⁷)", 10**7)):
        line = page.line * (factor + 1) / factor if factor else page.line
        claim = Claim("", page.first, line, (), frozenset())
        own, found = seconds(lambda claim=claim: exactly(claim))
        other = others.gradcheck(1 + (1 / factor if factor else 0))
        described = "agrees" if isinstance(found, AGREES) else "differs"
        rows.append(
            (written, described, ms(own), *((other[0], ms(other[1]), ratio(other[1], own)) if other else ("–",) * 3))
        )
    heads = ("claim", "exact says", "ms (all small sizes)", "gradcheck says", "ms (V = 5, d = 4)", "over exact")
    table("the exact judge and torch.autograd.gradcheck in double", heads, rows)


def growth(quick: bool) -> None:
    """What a claim costs as it grows."""
    rows: list[tuple[Any, ...]] = []
    plans: list[tuple[str, Callable[[int], growing.Pair], tuple[int, ...]]] = [
        ("nested sums", growing.nested, (1, 2, 3, 4, 5, 6)),
        ("terms", growing.terms, (10, 30, 100, 300, 1000)),
        ("chain rule", growing.composed, (10, 30, 100, 300, 1000)),
    ]
    for name, make, counts in plans:
        for count in counts[: 3 if quick else None]:
            _, pair = seconds(lambda make=make, count=count: make(count), 1)
            if not isinstance(pair, tuple):
                rows.append((f"{name} {count}", "–", pair, "–", pair))
                continue
            claim = Claim("", *pair, (), frozenset())
            proof, proved = seconds(lambda claim=claim: by_symbols(claim), 1)
            checked, found = seconds(lambda claim=claim: exactly(claim), 1)
            rows.append((f"{name} {count}", ms(proof), _told(proved), ms(checked), _told(found)))
    for count in (10, 100, 1000)[: 2 if quick else None]:
        first, lines = growing.chain_lines(count)
        rows.append((f"lines {count}", ms(seconds(lambda f=first, x=lines: _whole(f, x), 1)[0]), "all judges", "", ""))
    table("what a claim costs as it grows (ms)", ("", "symbolic", "says", "exact", "says"), rows)


def _told(found: object) -> str:
    return str(getattr(found, "reason", type(found).__name__))[:40] if not isinstance(found, str) else found


def _whole(first: Tensor, lines: list[Tensor]) -> object:
    here = Place("bench", 1)
    chain = Chain(Line(first, here), tuple(Line(line, here) for line in lines), here)
    return check_chain(chain, (), CheckOptions())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    options = parser.parse_args()
    processes()
    against_others()
    sizes_do_not_matter()
    against_gradcheck()
    growth(options.quick)
    judges()


if __name__ == "__main__":
    main()
