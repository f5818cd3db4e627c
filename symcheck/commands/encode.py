"""`symcheck encode`: the derivation file in Python that says what a page says."""

from __future__ import annotations

import sys
from pathlib import Path

from symcheck.commands.asking import page_named, say
from symcheck.report.model import EXIT_CANNOT_RUN, EXIT_GREEN, EXIT_UNDECIDED, FileProblem
from symcheck.report.words import counted
from symcheck.running.encode import Encode, EncodedPage
from symcheck.running.options import RunOptions
from symcheck.running.run import do_errand, start_pool, trouble
from symcheck.running.settings import CannotRun
from symcheck.running.workers.messages import Done
from symcheck.running.written import put_in_place


def encode_command(page: str, file: str | None, sympy: bool, options: RunOptions) -> int:
    """Prints or writes the file. 0: all is in it; 4: some lines are comments in it; 2: the page is not read."""
    target = page_named(page, "encode")
    with start_pool(options, judging=True) as pool:
        result = do_errand(pool, Encode(target, sympy, options.seed), options)
    if not isinstance(result, Done):
        outcome, reason = trouble(result)
        say(f"{target.file}: {outcome.value}: {reason}")
        return EXIT_UNDECIDED
    if isinstance(result.value, FileProblem):
        say(f"{result.value.place}: {result.value.reason}")
        return EXIT_CANNOT_RUN
    found = result.value
    assert isinstance(found, EncodedPage)
    if file is None:
        sys.stdout.write(found.text)
    else:
        _write(Path(file), found.text)
    if found.left_out:
        say(f"{counted(found.left_out, 'line')} of {target.file} could not be written: see the comments")
    return EXIT_UNDECIDED if found.left_out else EXIT_GREEN


def _write(file: Path, text: str) -> None:
    if file.suffix != ".py":
        raise CannotRun(f"{file} is no Python file: write to *.py")
    try:
        put_in_place(file, text.encode())
    except OSError as error:
        raise CannotRun(f"the file cannot be written to {file}: {error.strerror}") from error
