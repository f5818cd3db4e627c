"""Many files: the time of a whole run, cold and warm, with one worker and with two, and its peak memory.

`python -m tests.benchmarks.files [N …]` makes N files of 5 parts (half of them pages, half of them in Python; one of 20
has a wrong line), and prints a row a run: the seconds should grow as the files do, and memory should hardly grow.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

DECLARED = "<!-- symcheck\nsizes n;  x ∈ ℝ^n;  a ∈ ℝ\n-->\n"
WRITTEN = "\n# ({part})\n$$\\nabla_x (a x^T x) = 2 a x {sign} 0$$\n"
IMPORTS = "from symcheck import *\nx, a = vector('x', size('n')), scalar('a')\n"
PART = "@part('{part}')\ndef _():\n    yield chain(grad(a * (x @ x), x), 2 * a * x {sign} 0)\n"
COLUMNS = " files jobs   run  seconds  of CPU  CPU a file peak MiB  last lines"


def main(counts: list[int]) -> None:
    """Prints a row a run."""
    print(COLUMNS)
    for count in counts or [125, 250, 500, 1000]:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), count)
            for row in runs(Path(folder), count):
                print(row, flush=True)


def write(folder: Path, count: int) -> None:
    """The files; one of 20 has a wrong line."""
    for number in range(count):
        page = number % 2
        head, body = (DECLARED, WRITTEN) if page else (IMPORTS, PART)
        signs = ("+ x +" if number % 20 == 7 and part == "c" else "+" for part in "abcde")
        text = head + "".join(body.format(part=part, sign=sign) for part, sign in zip("abcde", signs, strict=True))
        file = folder / f"{number // 100:02d}" / f"f{number:04d}.{'md' if page else 'py'}"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


def runs(folder: Path, count: int) -> Iterator[str]:
    """With one worker and with two, from nothing and then from what is remembered."""
    for jobs in (1, 2):
        subprocess.run(
            [sys.executable, "-m", "symcheck", "cache", "clear"], cwd=folder, capture_output=True, check=True
        )
        for kind in ("cold", "warm"):
            seconds, used, peak, said = measured(folder, jobs)
            each = f"{1000 * used / count:.1f} ms"
            yield f"{count:>6} {jobs:>4} {kind:>5} {seconds:>8.1f} {used:>7.1f} {each:>11} {peak:>8.0f}  {said}"


MEASURED = """\
import resource, sys
from symcheck.cli import main
main(sys.argv[1:])
used = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
seconds = sum(each.ru_utime + each.ru_stime for each in used)
print(seconds, max(each.ru_maxrss for each in used) / 1024, file=sys.stderr)
"""


def measured(folder: Path, jobs: int) -> tuple[float, float, float, str]:
    """Seconds, those of the processors, the peak of the largest process in MiB, and the counts printed last."""
    began = time.perf_counter()
    command = [sys.executable, "-c", MEASURED, "run", ".", "-q", "--jobs", str(jobs)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    counts = [line for line in done.stdout.splitlines() if "parts: " in line or "lines: " in line]
    used, peak = map(float, done.stderr.split()[-2:])
    return time.perf_counter() - began, used, peak, "; ".join(counts[-2:])


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])
