"""`symcheck show`: the statements of parts in Unicode maths or LaTeX; built, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size

from symcheck.commands.list import tell_problems
from symcheck.commands.plan import plan, work_of
from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_GREEN, EXIT_UNDECIDED
from symcheck.running.discover import find_targets
from symcheck.running.listing import Entry
from symcheck.running.options import RunOptions
from symcheck.running.run import show_parts, start_pool, trouble
from symcheck.running.shown import ShownLine, ShownPart
from symcheck.running.workers.messages import Failed, Result


def show_command(parts: Sequence[str], latex: bool, options: RunOptions, derived: bool = False) -> int:
    """Prints the chains of each part; `parts` are ids, `file.py::id`, files or folders.

    With `derived`, chains that hold a derivative are derived instead, a rule at a time.
    """
    with start_pool(options, judging=False) as pool:
        files = plan(pool, find_targets(parts, Path.cwd()), None, options)
        work = work_of(files)
        shown = [_print(item.entry, result) for item, result in show_parts(pool, work, latex, options, derived)]
    return tell_problems(files) or (EXIT_GREEN if all(shown) else EXIT_UNDECIDED)


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
    """The lines of a chain; what is said of one that leaves no room for it stands below."""
    width = get_terminal_size().columns
    for number, line in enumerate(chain):
        place = "" if line.role == "step" else f"  ({line.place})"
        start, note = f"    {'= ' if number else '  '}{printable(line.text)}{place}", _note(line)
        below = f"\n{' ' * 8}{note.strip()}"
        print(start + (note if not note or len(start + note) <= width else below))
    print()


def _note(line: ShownLine) -> str:
    if line.role == "step":
        return f"  [{printable(line.because)}]"
    if line.role == "wrong":
        return f"  documented as wrong: {printable(line.because)}"
    return "  result" if line.role == "result" else ""
