r"""The commands of the package physics: `\qty(…)`, `\mqty(…)`, `\dv{f}{x}`, `\pdv`, `\abs`, `\norm`."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.grammar.environments import cells, framed
from symcheck.reading.grammar.rows import Construct, Reader
from symcheck.reading.grammar.signs import OPENERS, PARTNER
from symcheck.reading.grammar.tokens import Token
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Fraction,
    Group,
    Letter,
    Node,
    Row,
    Scripts,
    Symbol,
    Table,
    Unreadable,
    Word,
)

_SIGNS = {
    "\\abs": "|", "\\norm": "‖", "\\ev": "⟨", "\\expval": "⟨", "\\floor": "⌊", "\\ceil": "⌈", "\\set": "{",
    "\\card": "|",
    "\\pqty": "(", "\\bqty": "[", "\\vqty": "|", "\\Bqty": "{", "\\inner": "⟨", "\\innerproduct": "⟨",
}  # fmt: skip
"""Commands that put brackets round their argument, and the bracket."""


def _quantity(reader: Reader, token: Token) -> Sequence[Node]:
    """Brackets that grow: braces after it are shown."""
    if reader.peek() == "{":
        return [_held(reader, token, "{")]
    return []


def _held(reader: Reader, token: Token, sign: str) -> Node:
    follows = reader.peek() == "{"
    body = reader.braced_row(reader.tokens[reader.at], "bracket") if follows else reader.argument("what is in brackets")
    return Bracket(sign, body, PARTNER[sign], span=reader.behind(token.span), spaced=token.spaced)


def _bracketed(reader: Reader, token: Token) -> Sequence[Node]:
    while reader.peek() in ("*", "\\big", "\\Big", "\\bigg", "\\Bigg"):
        reader.at += 1
    return [_held(reader, token, _SIGNS[token.text])]


def _matrix(reader: Reader, token: Token) -> Sequence[Node]:
    """`\\mqty(a & b \\\\ c & d)`, in any brackets."""
    opening = reader.next("a bracket")
    shown = {"\\pmqty": "(", "\\bmqty": "["}.get(token.text) or (
        "" if opening.text == "{" else OPENERS.get(opening.text, "?")
    )
    closes = "}" if opening.text == "{" else PARTNER.get(OPENERS.get(opening.text, "?"), "?")
    rows = cells(reader, opening)
    if reader.peek() != closes:
        raise Unreadable(opening.span, f"this {opening.text} is never closed")
    reader.at += 1
    table = Table("matrix", rows, span=reader.behind(token.span), spaced=token.spaced)
    return [framed(table, shown)]


def _derivative(reader: Reader, token: Token) -> Sequence[Node]:
    r"""`\dv{x}`, `\dv{f}{x}`, `\dv[2]{f}{x}`, `\pdv{f}{x}{y}` as the quotients they show."""
    if reader.peek() == "*":
        reader.at += 1
    order = reader.optional()
    groups = [reader.argument("what is differentiated")]
    while reader.peek() == "{" and len(groups) < (2 if token.text == "\\dv" else 3):
        groups.append(reader.argument("what is differentiated by"))
    for group in groups:
        _has_base(group)
    body, by = (groups[0].items, groups[1:]) if len(groups) > 1 else ((), groups)
    power = reader.inside(order, token.span) if order else None
    if power is not None:
        _has_base(power)
    if len(by) == 2:
        power = reader.inside((Token("number", "2", token.span),), token.span)
    sign = _differential(token)
    over = reader.made([_raised(sign, power), *body], token.span)
    below = [part for name in by for part in (sign, *_to_the(name, power if len(by) == 1 else None))]
    span = reader.behind(token.span)
    return [Fraction(over, Row(tuple(below), span=span), span=span, spaced=token.spaced)]


def _differential(token: Token) -> Node:
    if token.text == "\\dv":
        return Letter("d", "rm", span=token.span)
    return Symbol("\\partial", span=token.span)


def _raised(base: Node, power: Row | None) -> Node:
    return base if power is None else Scripts(base, sup=power, span=base.span.to(power.span))


def _has_base(row: Row) -> None:
    """A script that stands first would hang on the d."""
    first = row.items[0] if row.items else None
    if type(first) is Scripts and first.base is None:
        raise Unreadable(row.span, "a script that stands on nothing")


def _to_the(name: Row, power: Row | None) -> Sequence[Node]:
    if power is None:
        return name.items
    match name.items:
        case (Letter() | Word() | Accent() | Bracket() | Group() as base,):
            return (_raised(base, power),)
        case (Scripts(base, sub, None, 0),) if base is not None:
            return (Scripts(base, sub, power, span=name.span.to(power.span)),)
    raise Unreadable(name.span, "a power of this is not clear", "write it with \\frac")


def _differential_of(reader: Reader, token: Token) -> Sequence[Node]:
    r"""`\dd x`, `\dd{x}`: an upright d before what follows."""
    letter = Letter("d", "rm", span=token.span, spaced=token.spaced)
    return [letter, *(reader.argument("what the d stands before").items if reader.peek() == "{" else ())]


PHYSICS: dict[str, Construct] = {
    "\\qty": _quantity,
    **dict.fromkeys(_SIGNS, _bracketed),
    **dict.fromkeys(("\\mqty", "\\pmqty", "\\bmqty", "\\matrixquantity"), _matrix),
    **dict.fromkeys(("\\dv", "\\pdv"), _derivative),
    "\\dd": _differential_of,
}
