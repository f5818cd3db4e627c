"""The options of the command line, and what is said where one is not known."""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from symcheck import __version__
from symcheck.claims.places import Spot
from symcheck.commands.doors import add_check, add_derive, add_encode
from symcheck.report.formats import FORMATS
from symcheck.report.model import EXIT_CANNOT_RUN
from symcheck.running.discover import may_be_file
from symcheck.running.options import DEFAULT_MEMORY, DEFAULT_TIMEOUT, MOST_JOBS, default_jobs
from symcheck.running.settings import ACCEPTED

MEANT = {
    "html": "svg is a picture of the report, markdown a page of it",
    "pdf": "svg is a picture of the report",
    "png": "svg is a picture of the report",
    "md": "did you mean markdown?",
    "xml": "did you mean junit?",
    "text": "did you mean terminal?",
    "txt": "did you mean terminal?",
}
"""Formats that are asked for and that there are not, and what comes near."""
EXAMPLES = """\
examples:
  symcheck run                                 all parts of derivations/
  symcheck new notes.md                        a page to begin with; also *.tex, and *.py
  symcheck notes.md                            a page; what names no command is run
  symcheck run derivations/word2vec.py::b -v   one part, every line of it
  symcheck run -k "gradient and not center"    parts by words in file, id and title
  symcheck run --explain FILE.py::b            the evidence of each judge on every line
  symcheck run --as-written                    the page as it stands, documented slips not excused
  symcheck run notes.md paper.tex -            pages, and what comes on standard input
  symcheck read notes.md                       formula by formula, what a page is taken to say
  symcheck check "x^T x = \\|x\\|^2" -d "x ∈ ℝ^d"  one formula, under declarations
  symcheck derive notes.md "J by v_c"          a derivative, before there is one on the page
  symcheck encode notes.md -o notes.py         the page as a derivation in Python
  symcheck list                                ids, titles and places
  symcheck show b --latex                      the statements of a part
  symcheck refute b --line 62 | python -       both sides of a wrong line where they differ

exit codes, the gravest wins: 130 interrupted; 3 the judges contradict one another; 1 something is wrong;
2 it could not run, or a file could not be read; 4 undecided, unread, ambiguous, checked and not accepted, error or
timeout; 0 everything passes
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors name the nearest option or command."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_CANNOT_RUN, f"{self.prog}: {message}\ntry: {self.prog} --help\n")

    def option_strings(self) -> list[str]:
        return [option for action in self._actions for option in action.option_strings if option.startswith("--")]


def make_parsers() -> tuple[Parser, dict[str, Parser]]:
    """The parser of the whole command line, and those of the commands."""
    parser = Parser(
        prog="symcheck",
        description="Checks handwritten derivations line by line, for all sizes.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"symcheck {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    run = commands.add_parser("run", help="judge parts, line by line", allow_abbrev=False)
    listing = commands.add_parser("list", help="ids, titles and places of parts", allow_abbrev=False)
    show = commands.add_parser("show", help="the statements of parts in Unicode maths", allow_abbrev=False)
    explain = commands.add_parser("explain", help="the derivation of parts, a rule at a time", allow_abbrev=False)
    read = commands.add_parser("read", help="formula by formula, what a page is taken to say", allow_abbrev=False)
    read.add_argument("page", metavar="PAGE", help="a page: *.md, *.tex, *.ipynb, *.txt, or - for standard input")
    read.add_argument("--declare", action="store_true", help="print declarations to paste for what means nothing yet")
    _add_limits(read)
    check = commands.add_parser("check", help="formulas, under declarations given with -d", allow_abbrev=False)
    derive = commands.add_parser("derive", help="a derivative in the names of a page", allow_abbrev=False)
    encode = commands.add_parser("encode", help="a page as a derivation in Python", allow_abbrev=False)
    for command, add_options in ((check, add_check), (derive, add_derive), (encode, add_encode)):
        add_options(command)
        _add_seed(command)
        _add_limits(command)
    cache = commands.add_parser("cache", help="the verdicts that are remembered", allow_abbrev=False)
    cache.add_argument("action", choices=("clear", "where"), help="forget them all; or say where they lie")
    new = commands.add_parser("new", help="a derivation to begin with, which passes", allow_abbrev=False)
    new.add_argument("file", metavar="FILE", help="*.md, *.tex or *.py; one that is there is left alone")
    completion = commands.add_parser("completion", help="what a shell needs to complete all this", allow_abbrev=False)
    completion.add_argument("shell", choices=("bash", "zsh"), help='as in: eval "$(symcheck completion bash)"')
    refute = commands.add_parser("refute", help="a wrong line as a program that shows it", allow_abbrev=False)
    _add_run_options(run)
    _add_paths(listing)
    _add_limits(listing)
    for command in (show, explain):
        command.add_argument("parts", nargs="+", metavar="PART", help="an id, file.py::id, a file or a folder")
        command.add_argument("--latex", action="store_true", help="LaTeX instead of Unicode maths")
        _add_limits(command)
    _add_refute_options(refute)
    return parser, {name: command for name, command in commands.choices.items() if isinstance(command, Parser)}


def _add_refute_options(parser: Parser) -> None:
    parser.add_argument("part", metavar="PART", help="an id, or file.py::id")
    parser.add_argument(
        "--line", type=_spot, metavar="N[:COLUMN]",
        help="the line of the file, and the column where several stand on it (default: the first that is refuted)",
    )  # fmt: skip
    _add_seed(parser)
    _add_limits(parser)


def _add_paths(parser: Parser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH",
        help="files, pages, folders, file.py::part ids, - (default: paths in [tool.symcheck], else derivations/)",
    )  # fmt: skip
    parser.add_argument("-k", dest="keyword", metavar="EXPR", help="only parts that match: words with and, or, not, ()")


def _add_limits(parser: Parser) -> None:
    parser.add_argument(
        "--timeout", type=_positive_seconds, metavar="S",
        help=f"seconds for a part that sets none itself, and for loading a file (default: {DEFAULT_TIMEOUT:g})",
    )  # fmt: skip
    parser.add_argument(
        "--memory", type=_whole, metavar="MIB",
        help=f"MiB a worker may grow by, on Linux; 0: no limit (default: {DEFAULT_MEMORY} or half the machine's)",
    )  # fmt: skip


def _add_seed(parser: Parser) -> None:
    parser.add_argument("--seed", type=_whole, metavar="N", help="seed of all random choices (default: 0)")


def _add_run_options(parser: Parser) -> None:
    _add_paths(parser)
    parser.add_argument("--as-written", action="store_true", help="judge documented slips as lines like any other")
    _add_limits(parser)
    parser.add_argument(
        "--jobs", type=_jobs, metavar="N",
        help=f"workers, or auto: one a core, {MOST_JOBS} at most (default: auto)",
    )  # fmt: skip
    _add_seed(parser)
    parser.add_argument(
        "--accept", choices=ACCEPTED, action="append",
        help="checked: let a line pass that holds for all sizes up to a bound and is not proved beyond",
    )  # fmt: skip
    parser.add_argument("--samples", type=_positive, metavar="N", help="random samples a line")
    _add_report_options(parser)


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    """How much is told, and how."""
    parser.add_argument("-v", "--verbose", action="store_true", help="every line, with all evidence")
    parser.add_argument(
        "--no-diagnose", action="store_false", dest="diagnose",
        help="do not search for the mistake in a wrong line",
    )  # fmt: skip
    parser.add_argument(
        "--explain", action="store_true",
        help="the evidence of each judge on every line: normal forms, sizes, seeds, chances of error",
    )  # fmt: skip
    parser.add_argument("-q", "--quiet", action="store_true", help="only parts that are not green, and the summary")
    parser.add_argument("-x", "--exitfirst", action="store_true", help="stop at the first part that does not pass")
    parser.add_argument(
        "--lf", "--last-failed", action="store_true", dest="last_failed",
        help="only the parts that did not pass when they were last judged; all, if there are none",
    )  # fmt: skip
    parser.add_argument(
        "--changed", action="store_true",
        help="tell only of parts that come out otherwise than when they were last judged, or are new; all are judged",
    )  # fmt: skip
    parser.add_argument("--durations", type=_whole, default=0, metavar="N", help="the time of the N slowest parts")
    parser.add_argument(
        "--no-cache", action="store_false", dest="cache",
        help="judge everything again, whatever is remembered, and remember nothing",
    )  # fmt: skip
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument(
        "--times", action=argparse.BooleanOptionalAction,
        help="times in the report (default: on a terminal; not when piped: same input and seed, same output)",
    )  # fmt: skip
    parser.add_argument(
        "--format", type=format_asked, action="append", default=[], metavar="NAME[=FILE]",
        help=f"{' or '.join(FORMATS)}, to a file or standard output; may be said again (default: terminal)",
    )  # fmt: skip


def format_asked(text: str) -> tuple[str, str]:
    name, _, file = text.partition("=")
    if name not in FORMATS or text.endswith("="):
        meant = MEANT.get(name.lower())
        near = f"; {meant}" if meant else _near(name, tuple(FORMATS))
        raise argparse.ArgumentTypeError(f"unknown format {text!r}{near}")
    return name, file


def _whole(text: str) -> int:
    return _checked(text, 0, "a whole number, 0 or more")


def _positive(text: str) -> int:
    return _checked(text, 1, "a whole number, 1 or more")


def _spot(text: str) -> Spot:
    found = re.fullmatch(r"(?:cell[ _]?(\d+):)?(\d+)(?::(\d+))?(?:#(\d+))?", text, re.ASCII)
    if found is None or any(number is not None and not int(number) for number in found.groups()):
        forms = "N or N:COLUMN, N:COLUMN#TURN in a loop, cell M:N in a notebook"
        raise argparse.ArgumentTypeError(f"{text!r} is not a line of a file, {forms}")
    cell, line, column, turn = (int(number or 0) for number in found.groups())
    return Spot(line, column, turn, cell)


def _jobs(text: str) -> int:
    return default_jobs() if text == "auto" else _checked(text, 1, "a whole number, 1 or more, or auto")


def _checked(text: str, least: int, wanted: str) -> int:
    with suppress(ValueError):
        if int(text) >= least:
            return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")


def _positive_seconds(text: str) -> float:
    with suppress(ValueError):
        if 0 < float(text) < math.inf:
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a positive number of seconds")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; exits with code 2 and the nearest name where something is unknown."""
    parser, commands = make_parsers()
    command = next((argument for argument in arguments if argument == "-" or not argument.startswith("-")), None)
    if command is not None and command not in commands:
        if not (os.path.exists(command) or may_be_file(command)):
            parser.error(f"unknown command {command!r}{_near(command, tuple(commands))}")
        arguments = ["run", *arguments]
    parsed, unknown = parser.parse_known_args(arguments)
    if unknown:
        own = commands[parsed.command] if parsed.command else parser
        own.error(f"unknown option {unknown[0]!r}{_near(unknown[0].split('=')[0], own.option_strings())}")
    if parsed.command is None:
        parser.print_help(sys.stderr)
        parser.exit(EXIT_CANNOT_RUN)
    return parsed


def _near(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word, known, 2, 0.5)
    return f"; did you mean {' or '.join(found)}?" if found else f"; known: {', '.join(known)}"
