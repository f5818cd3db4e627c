"""`python -m tests.adversary --count 50000 --seed 1`: random claims against the package that is imported here."""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import get_context

from .campaign import CLASSES, Finding, campaign

MEMORY = 4 << 30
COLUMNS = ("proved", "checked", "refuted", "undecided", "other")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.adversary", description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--start", type=int, default=0, help="the number of the first claim")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--classes", nargs="*", default=list(CLASSES), choices=CLASSES)
    parser.add_argument("--show", type=int, default=5, help="failures to print for each class and kind")
    options = parser.parse_args()
    began = time.monotonic()
    jobs = [(options.seed, k, tuple(options.classes)) for k in range(options.start, options.start + options.count)]
    findings = sorted(_progress(_run(jobs, options.jobs), len(jobs)), key=lambda f: f.number)
    print(report(findings, options.show))
    print(f"{len(jobs)} claims in {time.monotonic() - began:.0f} s, seed {options.seed}")
    return 1 if any(f.failure for f in findings) else 0


def _run(jobs: list[tuple[str, int, tuple[str, ...]]], workers: int) -> Iterator[Finding]:
    if workers == 1:
        yield from map(_one, jobs)
        return
    with get_context("fork").Pool(workers, _limit, maxtasksperchild=2000) as pool:
        yield from pool.imap_unordered(_one, jobs, chunksize=20)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _one(job: tuple[str, int, tuple[str, ...]]) -> Finding:
    return campaign(*job)


def _progress(findings: Iterable[Finding], count: int) -> Iterator[Finding]:
    failures = 0
    for done, finding in enumerate(findings, 1):
        failures += bool(finding.failure)
        if done % max(count // 20, 50) == 0:
            print(f"{done}/{count}, {failures} failures", flush=True)
        yield finding


def report(findings: list[Finding], show: int) -> str:
    """Failures by class and kind, each with its snippet; then the table."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        if f.failure:
            kinds.setdefault((f.cls, f.failure), []).append(f)
    lines = []
    for (cls, kind), found in sorted(kinds.items()):
        lines.append(f"\n=== {cls}: {kind} ({len(found)})")
        for f in found[:show]:
            lines.append(f"--- seed {f.seed}/{f.number}, {f.milliseconds} ms: {f.reason}\n{f.source}# {f.witness}")
    return "\n".join([*lines, "", *_table(findings)])


def _table(findings: list[Finding]) -> list[str]:
    head = f"{'class':14}" + "".join(
        f"{truth:>7}" + "".join(f"{c:>10}" for c in COLUMNS) for truth in ("true", "false")
    )
    lines = [head + f"{'failures':>10}"]
    for cls in [*sorted({f.cls for f in findings}), "all"]:
        own = [f for f in findings if cls in (f.cls, "all")]
        line = f"{cls:14}"
        for truth in (True, False):
            half = [f for f in own if f.true is truth]
            counts = Counter({"verified": "checked"}.get(f.status, f.status) for f in half)
            counts["other"] = sum(n for status, n in counts.items() if status not in COLUMNS)
            line += f"{len(half):7}" + "".join(f"{counts[c]:10}" for c in COLUMNS)
        lines.append(line + f"{sum(bool(f.failure) for f in own):10}")
    failures = Counter(f.failure for f in findings if f.failure)
    refused = sum(f.status == "refused" for f in findings)
    none = sum(f.true is None for f in findings)
    return [*lines, f"failures: {dict(failures.most_common())}; refused {refused}; no claim {none}"]


if __name__ == "__main__":
    raise SystemExit(main())
