r"""The tree back as one canonical LaTeX text: braces only where they are needed, every sign as one command.

`parse(show(tree))` is the same tree up to its places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from symcheck.expressions.depth import deep
from symcheck.reading.grammar.signs import OPERATORS, PARTNER, RELATIONS, WORDS
from symcheck.reading.grammar.upright import PROSE
from symcheck.reading.tree import (
    Accent,
    Big,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Relation,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    Text,
    Word,
)

_FACES = {
    "rm": "mathrm",
    "bold": "mathbf",
    "cal": "mathcal",
    "bb": "mathbb",
    "frak": "mathfrak",
    "sf": "mathsf",
    "tt": "mathtt",
}
_BRACKETS = {
    "(": "()", "[": "[]", "{": ("\\{", "\\}"), "⟨": ("\\langle", "\\rangle"), "⌊": ("\\lfloor", "\\rfloor"),
    "⌈": ("\\lceil", "\\rceil"), "|": ("\\lvert", "\\rvert"), "‖": ("\\lVert", "\\rVert"),
}  # fmt: skip
_DELIMITERS = {
    "{": "\\{", "}": "\\}", "⟨": "\\langle", "⟩": "\\rangle", "⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil",
    "⌉": "\\rceil", "‖": "\\|",
}  # fmt: skip
_COMMAND = re.compile(r"\\[A-Za-z]+$")
_GLUED = re.compile(r"[0-9][0-9.]|\.[0-9.*]|:=|=[:>=]|->|[<>]=|!=|\\\\[*\[]|[\w)\]}]\.[0-9]")
"""Characters of two things that would be read as one."""
_LONGEST = 40
"""Characters before something that can matter for how it is read."""
_POWER = re.compile(r"[0-9.][eE][+-]?$")
_ESCAPED = re.compile(r"[#$%&_{}]")


def show(node: Node) -> str:
    """LaTeX for a node."""
    with deep():
        return _row(node.items) if type(node) is Row else _node(node)


def _row(items: Sequence[Node]) -> str:
    shown: list[str] = []
    before = ""
    for n, item in enumerate(items):
        text = _node(item)
        if before and item.spaced:
            text = f" {{}}{text}" if type(item) is Scripts and item.base is None else f" {text}"
        elif _glued(before, text):
            text = _apart(item)
        if _open_ended(item) and n + 1 < len(items) and type(items[n + 1]) is Mark:
            text += "\\relax"
        shown.append(text)
        before = (before + text)[-_LONGEST:]
    return "".join(shown)


def _open_ended(item: Node) -> bool:
    """Whether a bracket is not shown at its end: in the next row another would be read as going on with it."""
    return type(item) is Bracket and item.closes == "."


def _glued(before: str, text: str) -> bool:
    """Whether two texts side by side would be read as other tokens than the two."""
    if not before or not text:
        return False
    if text[0].isascii() and text[0].isalpha() and _COMMAND.search(before):
        return True
    if text[0].isdigit() and _POWER.search(before):
        return True
    return bool(_GLUED.match(before[-2:] + text[:2]) or _GLUED.match(before[-1:] + text[:2]))


def _apart(item: Node) -> str:
    """An item in braces that hold it alone, its scripts outside."""
    if type(item) is Scripts and item.base is not None:
        return _apart(item.base) + _hung(item)
    return f"{{{_node(item)}}}"


def _node(node: Node) -> str:
    match node:
        case Number(text) | Symbol(text):
            return text
        case Letter(name, face):
            return f"\\{_FACES[face]}{{{name}}}" if face else name
        case Word(text):
            return f"\\{text}" if text in WORDS else f"\\operatorname{{{_escaped(text)}}}"
        case Big(_, letter) if letter:
            return {r"\Sigma": "Σ", r"\Pi": "Π"}[letter]
        case Big(kind):
            return f"\\{kind}"
        case Operator(sign):
            return _OPERATORS.get(sign, sign)
        case Relation(sign, note):
            shown = _RELATIONS.get(sign, sign)
            return shown if note is None else f"\\overset{{{_row(note.items)}}}{{{shown}}}"
        case Mark(sign):
            return _mark(sign)
        case Text(text):
            return f"\\text{{{_escaped(text)}}}"
        case Scripts(None):
            return _hung(node)
        case Scripts(Note(note=None) as base):
            return _apart(base) + _hung(node)
        case Scripts(base) if base is not None:
            return _node(base) + _hung(node)
        case _:
            return _built(node)


def _built(node: Node) -> str:
    """A node that holds rows."""
    match node:
        case Group(body):
            return f"{{{_row(body.items)}}}"
        case Row(items):
            return f"{{{_row(items)}}}"
        case Accent(mark, body):
            if mark.startswith("U+"):
                return _row(body.items) + chr(int(mark[2:], 16))
            return f"\\{mark}{_argument(body)}"
        case Fraction(over, under, kind):
            return f"\\{kind}{{{_row(over.items)}}}{{{_row(under.items)}}}"
        case Root(body, degree):
            return f"\\sqrt{'' if degree is None else f'[{_row(degree.items)}]'}{{{_row(body.items)}}}"
        case Bracket(opens, body, closes):
            return _bracket(opens, _row(body.items), closes)
        case Table(kind, rows):
            return _table(kind, rows)
        case Note(kind, body, note):
            return _note(kind, _row(body.items), note)
    raise TypeError(type(node))


def _hung(scripts: Scripts) -> str:
    below = "" if scripts.sub is None else f"_{_script(scripts.sub)}"
    above = "" if scripts.sup is None else f"^{_script(scripts.sup)}"
    primes = "'" * scripts.primes
    return primes + above + below if primes or type(scripts.base) is Scripts else below + above


def _script(row: Row) -> str:
    """A script in braces, unless it is one token."""
    match row.items:
        case (Letter(name, ""),):
            return name if len(name) == 1 or name.startswith("\\") else f"{{{name}}}"
        case (Number(text),) if len(text) == 1:
            return text
        case (Symbol(name),):
            return name
        case (Operator("*"),):
            return "*"
        case (Word(text),) if text not in WORDS and text.lower() not in PROSE:
            return f"{{\\text{{{_escaped(text)}}}}}"
    return f"{{{_row(row.items)}}}"


def _argument(row: Row) -> str:
    """An argument in braces, unless it is one letter."""
    match row.items:
        case (Letter(name, ""),) if len(name) == 1:
            return f" {name}"
    return f"{{{_row(row.items)}}}"


def _bracket(opens: str, body: str, closes: str) -> str:
    if PARTNER.get(opens) == closes:
        left, right = _BRACKETS[opens]
        gap = " " if _COMMAND.search(left) and (body[:1].isalpha() or body[:1] == ".") else ""
        return f"{left}{gap}{body}{right}"
    left, right = _DELIMITERS.get(opens, opens), _DELIMITERS.get(closes, closes)
    gap = " " if (_COMMAND.search(left) and body[:1].isalpha()) or body[:1] in (".", "*") else ""
    return f"\\left{left}{gap}{body}\\right{right}"


def _mark(sign: str) -> str:
    if sign in ("|", "‖") or sign not in (",", ";", ".", "..", "?", "&", "\\\\", "\\quad"):
        return "\\mid" if sign == "|" else f"\\middle{_DELIMITERS.get(sign, sign)}"
    return sign


def _table(kind: str, rows: Sequence[Sequence[Row]]) -> str:
    body = " \\\\ ".join([" & ".join(map(_cell, row)) for row in rows])
    return f"\\substack{{{body}}}" if kind == "substack" else f"\\begin{{{kind}}} {body} \\end{{{kind}}}"


def _cell(cell: Row) -> str:
    return _row(cell.items) + ("\\relax" if cell.items and _open_ended(cell.items[-1]) else "")


def _note(kind: str, body: str, note: Row | None) -> str:
    if note is None:
        return f"\\{kind}{{{body}}}"
    remark = _row(note.items)
    if kind in ("underbrace", "overbrace"):
        return f"\\{kind}{{{body}}}{'_' if kind == 'underbrace' else '^'}{{{remark}}}"
    return f"\\{'cancelto' if kind == 'cancel' else kind}{{{remark}}}{{{body}}}"


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _commands(table: dict[str, str]) -> dict[str, str]:
    """The first command of each sign that is not written as it is."""
    found = {sign: [form for form in forms.split() if form.startswith("\\")] for sign, forms in table.items()}
    return {sign: forms[0] for sign, forms in found.items() if forms and sign not in (":", "<", ">")}


_OPERATORS = _commands(OPERATORS)
_RELATIONS = _commands(RELATIONS) | {":=": ":=", "=:": "=:"}
