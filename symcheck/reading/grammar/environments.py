r"""Tables: `\begin{bmatrix} … \end{bmatrix}`, `cases`, `align`, `\substack`."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.grammar.rows import Construct, Reader
from symcheck.reading.grammar.signs import PARTNER
from symcheck.reading.grammar.tokens import Token, text_of
from symcheck.reading.tree import Bracket, Node, Row, Table, Unreadable

_MATRICES = {
    **dict.fromkeys(("matrix", "smallmatrix", "array", "tabular"), ""),
    **dict.fromkeys(("pmatrix", "psmallmatrix"), "("),
    **dict.fromkeys(("bmatrix", "bsmallmatrix"), "["),
    "Bmatrix": "{",
    "vmatrix": "|",
    "Vmatrix": "‖",
}
"""Matrices, and the brackets round them."""
_ONE_CELL = frozenset(("equation", "displaymath", "math", "dmath", "subequations"))
_ALIGNED = _ONE_CELL.union(
    ("align", "aligned", "alignat", "alignedat", "flalign", "eqnarray", "IEEEeqnarray"),
    ("gather", "gathered", "split", "multline", "multlined"),
)
_CASES = frozenset(("cases", "dcases", "rcases", "numcases"))
_WITH_COLUMNS = frozenset(("array", "tabular", "alignat", "alignedat", "subarray", "IEEEeqnarray"))


def _begin(reader: Reader, token: Token) -> Sequence[Node]:
    name = text_of(reader.braced()).strip()
    base = name.rstrip("*")
    kind = _kind(base)
    if kind is None:
        raise Unreadable(
            reader.behind(token.span),
            f"the environment {name} is not known",
            "write its lines in align, or each as a formula of its own",
        )
    if reader.touches() and reader.peek() == "[" and _is_option(reader):
        reader.optional()
    if base in _WITH_COLUMNS:
        reader.braced()
    rows = cells(reader, token)
    if reader.peek() != "\\end":
        _complain(reader, token, name)
    reader.at += 1
    ended = text_of(reader.braced()).strip()
    if ended != name:
        raise Unreadable(reader.behind(token.span), f"\\begin{{{name}}} is ended by \\end{{{ended}}}")
    span = reader.behind(token.span)
    if base in _ONE_CELL and len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0].items
    return [framed(Table(kind, rows, span=span, spaced=token.spaced), _MATRICES.get(base, ""))]


def _kind(base: str) -> str | None:
    if base in _MATRICES:
        return "matrix"
    if base in _ALIGNED:
        return "aligned"
    if base == "subarray":
        return "substack"
    return "cases" if base in _CASES else None


def _is_option(reader: Reader) -> bool:
    """Whether `[t]`, `[r]` and the like follow, and not a bracket of the first cell."""
    pair = reader.tokens[reader.at + 1 : reader.at + 3]
    return len(pair) == 2 and pair[0].text in ("t", "b", "c", "l", "r") and pair[1].text == "]"


def _complain(reader: Reader, token: Token, name: str) -> None:
    if reader.at >= len(reader.tokens):
        raise Unreadable(token.span, f"\\begin{{{name}}} has no \\end")
    raise Unreadable(reader.here(), f"this {reader.peek()} closes nothing")


def framed(table: Table, opens: str) -> Node:
    if not opens:
        return table
    body = Row((Table(table.kind, table.rows, span=table.span),), span=table.span)
    return Bracket(opens, body, PARTNER[opens], span=table.span, spaced=table.spaced)


def cells(reader: Reader, opening: Token) -> tuple[tuple[Row, ...], ...]:
    """Cells apart by `&` in rows apart by two backslashes, up to an end that is left unread; no last empty row."""
    rows: list[tuple[Row, ...]] = []
    row: list[Row] = []
    while True:
        row.append(reader.row("cell", reader.here() if reader.at < len(reader.tokens) else opening.span))
        sign = reader.peek()
        if sign not in ("&", "\\\\"):
            break
        reader.at += 1
        if sign == "\\\\":
            rows.append(tuple(row))
            row = []
    rows.append(tuple(row))
    while len(rows) > 1 and len(rows[-1]) == 1 and not rows[-1][0].items:
        rows.pop()
    return tuple(rows)


def _substack(reader: Reader, token: Token) -> Sequence[Node]:
    opening = reader.next("{")
    if opening.text != "{":
        raise Unreadable(opening.span, f"{{ is expected behind {token.text}")
    rows = cells(reader, opening)
    if reader.peek() != "}":
        raise Unreadable(opening.span, "this { is never closed")
    reader.at += 1
    base = {"\\pmatrix": "(", "\\bmatrix": "["}.get(token.text, "")
    kind = {"\\substack": "substack", "\\cases": "cases"}.get(token.text, "matrix")
    return [framed(Table(kind, rows, span=reader.behind(token.span), spaced=token.spaced), base)]


ENVIRONMENTS: dict[str, Construct] = {
    "\\begin": _begin,
    **dict.fromkeys(("\\substack", "\\matrix", "\\pmatrix", "\\bmatrix", "\\cases"), _substack),
}
