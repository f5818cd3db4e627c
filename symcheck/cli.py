"""The command from its first line to its exit code: signals, streams, and which command does it.

Exit codes, the gravest wins: 130 interrupted (128 and the signal's number, if it was another than Ctrl-C's), 3 judges
contradict one another (a bug of this program), 1 something is wrong, 2 it could not run or a file could not be read
(the others are judged all the same), 4 undecided, checked and not accepted, error or timeout, 0 everything passes.
Nothing is imported before signals are heard: so Ctrl-C says nothing but its exit code, however early it comes.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from symcheck.running.signals import end_by_signals, end_on_signals, held_back, number_of, raise_if_told

if TYPE_CHECKING:
    from argparse import Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code."""
    end_on_signals()
    try:
        _have_streams()
        code = _answered(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        raise_if_told()
        return code
    except KeyboardInterrupt as told:
        return 128 + number_of(told)  # as a shell tells it of a program that a signal ended
    except BrokenPipeError:  # the reader has gone, as in `symcheck run | head`
        from symcheck.report.model import EXIT_UNDECIDED

        _give_up_output()
        return EXIT_UNDECIDED
    except OSError as error:  # no room where the output goes, or no working folder any more
        _give_up_output()
        what = error.filename or ("standard output" if error.errno != errno.ENOENT else "the working folder")
        return _cannot_run(f"{what}: {error.strerror or error}")
    finally:
        end_by_signals()


def _answered(arguments: Sequence[str]) -> int:
    """The exit code of the command that is asked for."""
    with held_back():  # a library that is interrupted while it is imported may crash
        from symcheck.commands.parser import parse
        from symcheck.running.settings import CannotRun

    parsed = parse(arguments)
    try:
        return _dispatch(parsed)
    except CannotRun as error:
        return _cannot_run(str(error))


def _cannot_run(reason: str) -> int:
    """Says why, where there is somebody to hear it."""
    from symcheck.report.model import EXIT_CANNOT_RUN

    with suppress(OSError):
        print(f"symcheck: {reason}", file=sys.stderr, flush=True)
    return EXIT_CANNOT_RUN


def _have_streams() -> None:
    """Gives a stream that is closed a place that leads nowhere, so that no pipe of a worker takes its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a mark that the encoding lacks must not become another mark
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _give_up_output() -> None:
    """What is still to be written goes nowhere: Python would fail on it once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(parsed: Namespace) -> int:
    match parsed.command:
        case "cache":
            from symcheck.commands.cache import cache_command

            return cache_command(parsed.action)
        case "new":
            from symcheck.commands.new import new_command

            return new_command(parsed.file)
        case "completion":
            from symcheck.commands.completion import completion_command

            return completion_command(parsed.shell)
    return _judging(parsed)


def _judging(parsed: Namespace) -> int:
    """A command that reads or judges derivations, under what is configured."""
    from pathlib import Path

    from symcheck.running.options import configured
    from symcheck.running.settings import read_settings

    settings = read_settings(Path.cwd())
    options = configured(settings, vars(parsed))
    match parsed.command:
        case "list":
            from symcheck.commands.list import list_command

            return list_command(parsed.paths, parsed.keyword, options)
        case "show" | "explain":
            from symcheck.commands.show import show_command

            return show_command(parsed.parts, parsed.latex, options, parsed.command == "explain")
        case "read":
            from symcheck.commands.read import read_command

            return read_command(parsed.page, options, parsed.declare)
        case "check" | "derive" | "encode":
            from symcheck.commands.doors import open_door

            return open_door(parsed, options)
        case "refute":
            from symcheck.commands.refute import refute_command

            return refute_command(parsed.part, parsed.line, options)
    from symcheck.commands.run import requested, run_command

    return run_command(requested(parsed, settings, options))
