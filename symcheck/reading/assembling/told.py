"""What became of each piece of a page, to be shown: claim, definition, condition, remark, or why it is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from symcheck.claims.formulas import Formulas, Noted
from symcheck.claims.statements import Line
from symcheck.reading.pages.relations import outside
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Problem

Kind = Literal["claim", "definition", "condition", "remark", "several", "unread"]
GRAVEST: tuple[Kind, ...] = ("unread", "several", "claim", "definition", "condition", "remark")

_EQUALS = re.compile(r"(?<![:<>!])=")
_COMPARES = re.compile(r"[<>≤≥]|\\(?:leq?|leqslant|geq?|geqslant|lt|gt)(?![A-Za-z])")


class Told(Struct, frozen=True):
    """A piece of a formula, by the number of the formula on its page: what it is, why, and its line if it is one.

    `meant` says that the page says so: with "let", "where", `:=`, or in a comment.
    """

    kind: Kind
    span: Span
    formula: int
    reason: str = ""
    advice: str = ""
    line: Line | None = None
    meant: bool = False


def counted(told: Iterable[Told], source: Source, problems: Iterable[Problem] = (), undeclared: str = "") -> Formulas:
    """Each formula under the gravest thing that is said of it; what belongs to none (0) is not counted.

    `problems` are those of the page that leave no mathematics out.
    """
    told = list(told)
    kinds: dict[int, Kind] = {}
    for piece in told:
        if not piece.formula:
            continue
        known = kinds.get(piece.formula, "remark")
        kinds[piece.formula] = min(known, piece.kind, key=GRAVEST.index)
    count = {kind: sum(1 for found in kinds.values() if found == kind) for kind in GRAVEST}
    return Formulas(
        count["claim"], count["definition"], count["condition"], count["remark"], count["several"], count["unread"],
        tuple(dict.fromkeys(_noted(source, x.span, x.reason, x.advice) for x in told if x.kind == "definition")),
        tuple(_noted(source, x.span, x.reason, x.advice) for x in problems), tuple(undeclared.splitlines()),
        tuple(dict.fromkeys(_unjudged(source, x) for x in told if not x.meant and _claims(source.written(x.span), x))),
    )  # fmt: skip


def _claims(text: str, piece: Told) -> bool:
    """Whether something is equated and not judged, or compared and nothing more is said of it."""
    if piece.kind not in ("definition", "remark", "condition"):
        return False
    signs, bare = outside(text), piece.kind == "remark" and not piece.reason
    return _EQUALS.search(signs) is not None or (bare and _COMPARES.search(signs) is not None)


def _unjudged(source: Source, piece: Told) -> Noted:
    """A piece that is not judged, with what it is taken for, and why if it is a remark."""
    why = f": {piece.reason}" if piece.kind == "remark" and piece.reason else ""
    return Noted(source.place(piece.span.start), source.on_one_line(piece.span), f"taken for a {piece.kind}{why}")


def _noted(source: Source, span: Span, reason: str, advice: str) -> Noted:
    why = "; ".join(text for text in (reason, advice) if text)
    return Noted(source.place(span.start), source.on_one_line(span), why)
