"""`symcheck read`: formula by formula, what a page is taken to say; read, not judged."""

from __future__ import annotations

import sys
from pathlib import Path

from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_CANNOT_RUN, EXIT_GREEN, EXIT_UNDECIDED, FileProblem
from symcheck.report.words import formula_counts
from symcheck.running.discover import find_targets
from symcheck.running.options import RunOptions
from symcheck.running.reading import ShownPage, ShownPiece
from symcheck.running.run import read_pages, start_pool
from symcheck.running.settings import CannotRun


def read_command(path: str, options: RunOptions, declare: bool = False) -> int:
    """Prints the formulas of a page. 0: all are read; 4: some are not, or in several ways; 2: the page is not read.

    With `declare`, prints a block that declares what means nothing on it, and no more.
    """
    targets = find_targets((path,), Path.cwd())
    for target in targets:
        if not target.is_page:
            raise CannotRun(f"{target.file} is executed, not read: symcheck show prints its statements")
    with start_pool(options, judging=False) as pool:
        read = read_pages(pool, targets, options)
    codes = [_declare(page) if declare else _print(page) for page in read]
    return max(codes, key=(EXIT_GREEN, EXIT_UNDECIDED, EXIT_CANNOT_RUN).index)


def _declare(page: ShownPage | FileProblem) -> int:
    """Prints the declarations that a page lacks, to be pasted."""
    lines = page.reason.splitlines() if isinstance(page, FileProblem) else page.formulas.undeclared
    begins = next((n for n, line in enumerate(lines) if line.startswith(("<!--", "% symcheck:"))), None)
    if begins is None and isinstance(page, FileProblem):
        return _print(page)
    for line in lines[begins:] if begins is not None else ():
        print(printable(line))
    if begins is None:
        print(f"{printable(page.file)}: no name is found that lacks a declaration", file=sys.stderr)
    return EXIT_GREEN


def _print(page: ShownPage | FileProblem) -> int:
    if isinstance(page, FileProblem):
        reason = "\n".join(map(printable, page.reason.splitlines()))
        print(f"{page.place}: {page.outcome.value}: {reason}", file=sys.stderr)
        return EXIT_CANNOT_RUN
    print(f"{printable(page.file)}  {printable(page.title)}\n")
    for piece in page.pieces:
        _print_piece(piece)
    print(formula_counts(page.formulas))
    for noted in page.formulas.troubles:
        print(f"{noted.place}: {printable(noted.said)}")
    for line in page.formulas.undeclared:
        print(printable(line))
    return EXIT_UNDECIDED if any(piece.kind in ("unread", "several") for piece in page.pieces) else EXIT_GREEN


def _print_piece(piece: ShownPiece) -> None:
    kind = "several readings" if piece.kind == "several" else piece.kind
    print(f"{piece.place}  {kind}")
    print(f"    {printable(piece.written)}")
    if piece.text:
        print(f"    {printable(piece.text)}" + (f"    shape {piece.shape}" if piece.shape else ""))
    if piece.names:
        print(f"    {printable('; '.join(piece.names))}")
    for shown in piece.pointed:
        print(f"    {shown}")
    for note in piece.notes:
        print(f"    {printable(note)}")
    print()
