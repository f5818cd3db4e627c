"""`symcheck show`: the statements of parts in Unicode maths or LaTeX; built, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from symcheck.commands.list import tell_problems
from symcheck.commands.plan import PlannedFile, plan, work_of
from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_GREEN, EXIT_UNDECIDED
from symcheck.running.discover import PAGES, SEPARATOR, STANDARD_INPUT, find_targets, nearest
from symcheck.running.listing import Entry
from symcheck.running.options import RunOptions
from symcheck.running.run import show_parts, start_pool, trouble
from symcheck.running.settings import CannotRun
from symcheck.running.shown import ShownLine, ShownPart
from symcheck.running.workers.messages import Failed, Result
from symcheck.running.workers.pool import Pool


def show_command(parts: Sequence[str], latex: bool, options: RunOptions, derived: bool = False) -> int:
    """Prints the chains of each part; `parts` are ids, `file.py::id`, files or folders.

    With `derived`, chains that hold a derivative are derived instead, a rule at a time.
    """
    with start_pool(options, judging=False) as pool:
        files = files_of(pool, parts, options)
        work = work_of(files)
        shown = [_print(item.entry, result) for item, result in show_parts(pool, work, latex, options, derived)]
    return tell_problems(files) or (EXIT_GREEN if all(shown) else EXIT_UNDECIDED)


def files_of(pool: Pool, parts: Sequence[str], options: RunOptions) -> tuple[PlannedFile, ...]:
    """The files of parts that are asked for by id, `file.py::id`, file or folder."""
    ids = [part for part in parts if _is_id(part)]
    paths = [part for part in parts if not _is_id(part)]
    files = plan(pool, find_targets(paths, Path.cwd()), None, options) if paths else ()
    return files + (_with_ids(plan(pool, find_targets((), Path.cwd()), None, options), ids) if ids else ())


def _is_id(part: str) -> bool:
    if SEPARATOR in part or "/" in part or part == STANDARD_INPUT:
        return False
    return not part.endswith((".py", *PAGES)) and not Path(part).exists()


def _with_ids(files: tuple[PlannedFile, ...], ids: Sequence[str]) -> tuple[PlannedFile, ...]:
    known = [entry.id for file in files for entry in file.entries]
    for id in ids:
        if id not in known:
            where = ", ".join(file.target.file for file in files)
            near = nearest(id, known) or f"; it has {', '.join(known)}" if known else ""
            raise CannotRun(f"no part {id!r} in {where}{near}")
    chosen = [replace(file, entries=tuple(entry for entry in file.entries if entry.id in ids)) for file in files]
    return tuple(file for file in chosen if file.entries)


def _print(entry: Entry, result: ShownPart | Result) -> bool:
    """Prints a part; whether it could be built."""
    print(f"{printable(entry.address)}  {printable(entry.title)}  ({entry.place})")
    if not isinstance(result, ShownPart):
        outcome, reason = trouble(result)
        place = result.place if isinstance(result, Failed) else None
        print(f"    {outcome.value} at {place or entry.place}: {printable(reason)}\n")
        return False
    for chain in result.chains:
        _print_chain(chain)
    if not result.chains:
        print("    no chains")
    print()
    return True


def _print_chain(chain: Sequence[ShownLine]) -> None:
    for number, line in enumerate(chain):
        place = "" if line.role == "step" else f"  ({line.place})"
        print(f"    {'= ' if number else '  '}{printable(line.text)}{place}{_note(line)}")
    print()


def _note(line: ShownLine) -> str:
    if line.role == "step":
        return f"  [{printable(line.because)}]"
    if line.role == "wrong":
        return f"  documented as wrong: {printable(line.because)}"
    return "  result" if line.role == "result" else ""
