"""How a name is spelled: one text for all ways to write it, which is LaTeX that prints it.

`\\hat{y}`, `\\hat y` and `ŷ` are one name, so are `J_{\\text{nsn}}` and `J_{nsn}`; type is left out (`\\mathbf{x}` is
x), but for names that differ in nothing else and are both declared. What is spelled may still be an entry: `x_i` has a
spelling like `v_c`, and only a scope says which of them is declared.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from msgspec.structs import replace

from symcheck.reading.rows import rebuilt
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Group,
    Letter,
    Mark,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    Symbol,
    Word,
)

N = TypeVar("N", bound=Node)

FACES = {"bold": r"\mathbf", "cal": r"\mathcal", "bb": r"\mathbb", "frak": r"\mathfrak", "rm": r"\mathrm"}


def spelling(node: Node | None, faces: bool = False) -> str | None:
    """The name that a node spells; None if it is none, or not there. With `faces`, letters of another type differ."""
    match node:
        case Letter(name, face):
            return f"{FACES[face]}{{{name}}}" if faces and face in FACES else name
        case Word(text):
            return text
        case Group(Row(items)) | Row(items):
            return name_of(items, faces)
        case Accent(mark, body):
            inner = spelling(body, faces)
            return None if inner is None else rf"\{mark}{{{inner}}}"
        case Scripts(base, sub, sup, primes) if base is not None:
            return _scripted(base, sub, sup, primes, faces)
    return None


def uncovered(node: Node) -> Node:
    """`\\hat{y_i}` as `\\hat{y}_i`; any other node as it is."""
    inner = node.body.items[0] if isinstance(node, Accent) and len(node.body.items) == 1 else None
    if isinstance(node, Accent) and isinstance(inner, Scripts) and inner.base is not None:
        base = Accent(node.mark, Row((inner.base,), span=inner.span), span=node.span)
        return replace(inner, base=base, span=node.span, spaced=node.spaced)
    return node


def distinguished(node: N, letters: Collection[str]) -> N:
    """The node with the type of these letters as part of their names: `\\mathbf{x}` beside an x."""
    if isinstance(node, Letter):
        name = spelling(node, faces=True)
        return replace(node, name=name, face="") if node.name in letters and node.face in FACES else node
    return rebuilt(node, lambda inner: distinguished(inner, letters))


def name_of(items: Sequence[Node], faces: bool = False) -> str | None:
    """The name that all items spell together."""
    return spelling(items[0], faces) if len(items) == 1 else run(items, faces)


def run(items: Sequence[Node], faces: bool = False) -> str | None:
    """The name that letters and digits side by side spell: `dW`, `h1`; None where something else stands among them."""
    parts = [spelling(item, faces) if isinstance(item, Letter | Word | Accent | Scripts) else None for item in items]
    texts = [x.text if isinstance(x, Number) else part for x, part in zip(items, parts, strict=True)]
    if not texts or isinstance(items[0], Number) or any(text is None for text in texts):
        return None
    return joined([text for text in texts if text is not None])


def joined(parts: Sequence[str]) -> str:
    """Spellings side by side: a command keeps its distance from a letter behind it."""
    text = ""
    for part in parts:
        apart = text[-1:].isalpha() and part[:1].isalpha() and "\\" in text.split("}")[-1].split(" ")[-1]
        text += (" " if apart else "") + part
    return text


def _scripted(base: Node, sub: Row | None, sup: Row | None, primes: int, faces: bool) -> str | None:
    inner = spelling(base, faces)
    below = None if sub is None else script(sub.items, faces)
    above = None if sup is None else script(sup.items, faces)
    if inner is None or (sub is not None and below is None) or (sup is not None and above is None):
        return None
    text = inner + "'" * primes
    text += "" if below is None else f"_{_braced(below)}"
    return text + ("" if above is None else f"^{_braced(above)}")


def script(items: Sequence[Node], faces: bool = False) -> str | None:
    """The spelling of what stands below or above a name: letters, words, numbers, brackets, commas, signs."""
    parts = [_in_script(item, faces) for item in items]
    if not parts or any(part is None for part in parts):
        return None
    if len(parts) > 1 and all(isinstance(item, Letter) and item.name.isalpha() for item in items):
        return rf"\text{{{''.join(part for part in parts if part)}}}"
    return joined([part for part in parts if part is not None])


def _in_script(item: Node, faces: bool) -> str | None:
    match item:
        case Number(text):
            return text
        case Word(text):
            return rf"\text{{{text}}}" if len(text) > 1 else text
        case Operator(sign) if sign in "*+-−":
            return {"−": "-"}.get(sign, sign)
        case Mark(sign) if sign in ",|":
            return sign
        case Symbol(name):
            return name
        case Bracket(opens, body, closes):
            inner = script(body.items, faces)
            return None if inner is None else f"{opens}{inner}{closes}"
    return spelling(item, faces)


def _braced(text: str) -> str:
    """A script: braces but round a single letter."""
    return text if len(text) == 1 else f"{{{text}}}"
