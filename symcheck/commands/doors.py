"""The options of the commands that take formulas: check, derive, encode; and which function each calls."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from symcheck.running.options import RunOptions

DECLARE = 'as in a block of declarations: "x ∈ ℝ^d; A ∈ ℝ^{d×d} symmetric", "assume x > 0"; may be said again'
PAGE = "a page: *.md, *.tex, *.ipynb, *.txt, or - for standard input"


def add_check(parser: ArgumentParser) -> None:
    parser.add_argument(
        "formulas", nargs="+", metavar="FORMULA",
        help="LaTeX or Unicode, as it stands on a page; - for standard input, a formula a line; one that begins "
        "with a minus goes behind --",
    )  # fmt: skip
    _add_declarations(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="all evidence")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def add_derive(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="+", metavar="[PAGE[::PART]] QUESTION",
        help=f'"J by v_c", "J by W, b", "\\frac{{d}}{{dx}} x \\log x"; before it, {PAGE}',
    )  # fmt: skip
    _add_declarations(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--latex", dest="form", action="store_const", const="latex", default="text", help="in LaTeX")
    form.add_argument("--python", dest="form", action="store_const", const="python", help="as Python, with imports")


def add_encode(parser: ArgumentParser) -> None:
    parser.add_argument("page", metavar="PAGE", help=PAGE)
    parser.add_argument("-o", dest="file", metavar="FILE", help="write to FILE (default: standard output)")
    parser.add_argument("--sympy", action="store_true", help="in plain SymPy expressions")


def _add_declarations(parser: ArgumentParser) -> None:
    parser.add_argument("-d", dest="declared", action="append", default=[], metavar="DECLARATION", help=DECLARE)


def open_door(parsed: Namespace, options: RunOptions) -> int:
    """Runs one of these commands."""
    match parsed.command:
        case "check":
            from symcheck.commands import check

            asked = check.Asked(tuple(parsed.formulas), tuple(parsed.declared), parsed.verbose, parsed.color)
            return check.check_command(asked, options)
        case "derive":
            from symcheck.commands import derive

            return derive.derive_command(
                derive.Asked(tuple(parsed.words), tuple(parsed.declared), parsed.form), options
            )
    from symcheck.commands.encode import encode_command

    return encode_command(parsed.page, parsed.file, parsed.sympy, options)
