"""The installed command as a process, and pages for it to judge."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("symcheck"))
LEAD = "from symcheck import *\nimport os, sys, time\nn = size('n'); x = vector('x', n)\n"
RIGHT = "    yield chain(x.sum() + x.sum(), 2 * x.sum())\n"
WRONG = "    yield chain(x.sum() + x.sum(), 3 * x.sum())\n"


def part(id: str, *body: str, options: str = "") -> str:
    return f'@part("{id}", "title of {id}"{options})\ndef _():\n' + "".join(body)


def write(folder: Path, *parts: str, name: str = "page.py") -> None:
    file = folder / "derivations" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(LEAD + "".join(parts), encoding="utf-8")


def symcheck(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return subprocess.run(
        [COMMAND, *arguments], cwd=cwd, env={**kept, **environment}, capture_output=True, text=True, timeout=120
    )
