"""What stands beside mathematics: numbers of equations, letters of parts, words in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.tree import Bracket, Letter, Mark, Node, Number, Operator, Relation, Scripts, Symbol, Text, Word


def label(items: Sequence[Node]) -> bool:
    """Whether all of it is a number or a letter in brackets, as equations and parts are numbered."""
    return all((isinstance(item, Bracket) and _short(item)) or isinstance(item, Relation | Mark) for item in items)


def _short(bracket: Bracket) -> bool:
    items = bracket.body.items
    signs = [isinstance(x, Operator) for x in items]
    if any(signs[:-1]) or (signs[-1:] == [True] and len(items) > 1 and bracket.body.items[-1].spaced):
        return False  # a sum or a product is no label; (*) and (1*) are
    return 0 < len(items) <= 3 and all(
        isinstance(x, Number | Letter | Mark | Symbol | Word | Operator | Scripts | Text) for x in items
    )


def mathematics(items: Sequence[Node]) -> bool:
    """Whether anything but words and labels stands there."""
    return any(not isinstance(item, Text | Mark) for item in items) and not label(items)
