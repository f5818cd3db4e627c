"""A verdict on its own, outside a report: as a text, for rich, and as HTML for a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from symcheck.claims.verdict import LineVerdict, Refuted, Status
from symcheck.notation.plain import printable
from symcheck.report.evidence import explained
from symcheck.report.words import condition_of, evidence_text

if TYPE_CHECKING:
    from rich.console import Group

COLORS = {status: "magenta" if status.open else "red" for status in Status}
COLORS |= {Status.PROVED: "green", Status.CHECKED: "cyan"}


def verdict_text(first: str, line: LineVerdict) -> str:
    """The verdict in a line, with the counterexample or the reason below it."""
    sign = "≠" if line.status is Status.REFUTED else "="
    heading = f"{line.status.value}{condition_of(line)}: {printable(first)} {sign} {printable(line.text)}"
    return "\n    ".join((heading, *(printable(text) for text in _main(line))))


def _main(line: LineVerdict) -> list[str]:
    counterexamples = [evidence_text(e) for e in line.evidence if isinstance(e, Refuted)]
    return [text for text in (line.reason, *counterexamples) if text]


def verdict_rich(first: str, lines: tuple[LineVerdict, ...]) -> Group:
    """The first expression, and each line with its status and all evidence."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[Text | Padding] = [Text(printable(first))]
    for line in lines:
        parts.append(
            Text.assemble(
                "= ", printable(line.text), "  ", (line.status.value, f"bold {COLORS[line.status]}"), condition_of(line)
            )
        )
        parts += [Padding(Text(printable(text)), (0, 0, 0, 4)) for text in _told(line)]
    return Group(*parts)


def _told(line: LineVerdict) -> list[str]:
    described = list(explained(line))
    return described if not line.reason or line.reason in described else [line.reason, *described]


def verdict_html(first: str, lines: tuple[LineVerdict, ...]) -> str:
    """The same as HTML, styled in place: a notebook brings no style sheet of ours."""
    rows = "".join(map(_row, lines))
    return f'<div class="symcheck"><div>{_math(first)}</div>{rows}</div>'


def _row(line: LineVerdict) -> str:
    status = f'<b style="color: {COLORS[line.status]}">{escape(line.status.value)}</b>'
    items = "".join(f"<li>{escape(printable(text.strip()))}</li>" for text in _told(line))
    condition = escape(printable(condition_of(line)))
    return f"<div>= {_math(line.text)} &ensp;{status}{condition}<ul>{items}</ul></div>"


def _math(text: str) -> str:
    return f"<code>{escape(printable(text))}</code>"
