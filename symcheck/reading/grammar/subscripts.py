"""Which tokens stand in a subscript of a name: not in a limit of Σ, and not in a range or condition below a sign."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.grammar.signs import BIGS, plain
from symcheck.reading.grammar.tokens import Token
from symcheck.reading.tree import Big, Relation, Word

_LIMITED = frozenset(f"\\{name}" for name in (*BIGS, "argmax", "argmin", "argsup", "arginf"))


def in_subscript(tokens: Sequence[Token], below: bool) -> list[bool]:
    """For each token whether it stands in a subscript; `below` for tokens that stand in one as a whole."""
    found = [below] * len(tokens)
    ends = _ends(tokens)
    levels: list[bool] = [below]
    for at, token in enumerate(tokens):
        if token.text == "}" and len(levels) > 1:
            levels.pop()
        found[at] = levels[-1]
        if token.text == "{":
            levels.append(_level(tokens, at, ends, levels[-1]))
    return found


def _ends(tokens: Sequence[Token]) -> dict[int, tuple[int, bool]]:
    """Where each brace closes, and whether a relation stands between, outside deeper braces."""
    opened: list[tuple[int, bool]] = []
    ends: dict[int, tuple[int, bool]] = {}
    for at, token in enumerate(tokens):
        if token.text == "{":
            opened.append((at, False))
        elif token.text == "}" and opened:
            start, related = opened.pop()
            ends[start] = at, related
        elif opened and isinstance(plain(token), Relation):
            opened[-1] = opened[-1][0], True
    return ends


def _level(tokens: Sequence[Token], at: int, ends: dict[int, tuple[int, bool]], outer: bool) -> bool:
    """Whether the braces that open here hold a subscript, or stand in one."""
    sign = tokens[at - 1].text if at else ""
    if sign == "^":
        return False
    if sign != "_":
        return outer
    limits = at > 1 and (tokens[at - 2].text in _LIMITED or isinstance(plain(tokens[at - 2]), Big | Word))
    return not limits and not ends.get(at, (0, False))[1]
