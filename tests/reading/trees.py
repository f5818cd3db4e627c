"""Formulas for tests: as passages, and their trees in a short form that shows every node."""

from __future__ import annotations

from symcheck.reading.source import Passage, Source, Span
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

NOWHERE = Span(0, 0)
_UNSHOWN = ("span", "spaced", "braced")


def passage(text: str) -> Passage:
    return Passage.of(Source("page.md", text), 0, len(text))


def sketch(node: Node | None) -> str:
    """One line for a tree: `x_{i}^{2}`, `frac{1}{2}`, `<log>` for a word, `bold:x` for a letter in a type."""
    match node:
        case None:
            return ""
        case Row(items):
            return " ".join(map(sketch, items))
        case Letter(name, face):
            return f"{face}:{name}" if face else name
        case Number(text) | Symbol(text) | Operator(text):
            return text
        case Word(text):
            return f"<{text}>"
        case Text(text):
            return f'"{text}"'
        case Big(kind):
            return kind
        case Mark(sign):
            return f"mark{sign}"
        case Relation(sign, note):
            return sign if note is None else f"{sign}[{sketch(note)}]"
        case Accent(mark, body):
            return f"{mark}{{{sketch(body)}}}"
        case Group(body):
            return f"{{{sketch(body)}}}"
        case Fraction(over, under, kind):
            return f"{kind}{{{sketch(over)}}}{{{sketch(under)}}}"
        case Root(body, degree):
            return f"root[{sketch(degree)}]{{{sketch(body)}}}"
        case Bracket(opens, body, closes):
            return f"{opens}{sketch(body)}{closes}"
        case Table(kind, rows):
            return f"{kind}[{' ; '.join(' & '.join(map(sketch, row)) for row in rows)}]"
        case Note(kind, body, note):
            return f"{kind}{{{sketch(body)}}}{{{sketch(note)}}}"
        case Scripts(base, sub, sup, primes):
            below = "" if sub is None else f"_{{{sketch(sub)}}}"
            above = "" if sup is None else f"^{{{sketch(sup)}}}"
            return sketch(base) + "'" * primes + below + above
    raise TypeError(type(node))


def placeless(value: object) -> object:
    """A tree, or a part of one, without its places, and as if all its scripts stood in braces."""
    if isinstance(value, Node):
        parts = [getattr(value, name) for name in value.__struct_fields__ if name not in _UNSHOWN]
        return type(value)(*map(placeless, parts), span=NOWHERE, spaced=value.spaced)
    return tuple(map(placeless, value)) if isinstance(value, tuple) else value


def nodes(node: Node) -> list[Node]:
    """A node and all below it."""
    found = [node]
    for name in node.__struct_fields__:
        waiting = [getattr(node, name)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Node):
                found.extend(nodes(part))
            elif isinstance(part, tuple):
                waiting.extend(part)
    return found
