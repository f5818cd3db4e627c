"""Which bars of a row belong together: `|x|`, `\\|x\\|`, `p(y | x)`.

A bar does not say whether it opens or closes. Read from the left, one opens where something follows it and another bar
closes behind that; one without such a partner is a mark that parts things. `||` closes and opens at once where one of
its bars is waited for, and is the double bar of a norm otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.tree import Big, Bracket, Mark, Node, Operator, Relation, Row, Scripts, Word


class Bar(Node, frozen=True):
    """A bar whose partner is not looked for yet."""

    sign: str


def paired(items: Sequence[Node]) -> list[Node]:
    """The row with brackets for pairs of bars, and marks for the others."""
    out: list[Node] = []
    at = 0
    while at < len(items):
        if _bar(items[at]) is None:
            out.append(items[at])
            at += 1
        else:
            node, at = _from_bar(items, at)
            out.append(node)
    return out


def _bar(item: Node | None) -> Bar | None:
    """The bar that an item is, or that has its scripts."""
    while type(item) is Scripts:
        item = item.base
    return item if type(item) is Bar else None


def _from_bar(items: Sequence[Node], at: int) -> tuple[Node, int]:
    """What the bar at a place opens, or the mark that it is, and the place behind it."""
    item, doubled = items[at], _doubled(items, at)
    bar = _bar(item)
    assert bar is not None
    sign, first = ("‖", at + 2) if doubled else (bar.sign, at + 1)
    found = _closing(items, first, sign) if item is bar or doubled else None
    if found is not None:
        return _bracket(items, at, first, sign, *found)
    last = items[first - 1]
    mark: Node = Mark(sign, span=bar.span.to((_bar(last) or last).span), spaced=item.spaced)
    return (_hung(mark, last) if type(last) is Scripts else mark), first


def _doubled(items: Sequence[Node], at: int) -> bool:
    """Whether two single bars that touch stand here."""
    if at + 1 >= len(items) or items[at + 1].spaced:
        return False
    one, other = items[at], _bar(items[at + 1])
    return type(one) is Bar and one.sign == "|" and other is not None and other.sign == "|"


def _closing(items: Sequence[Node], first: int, sign: str) -> tuple[int, int] | None:
    """The bar (or two) that closes what begins at `first`, by its first and last place; None if there is none."""
    if first >= len(items) or not _begins(items[first]):
        return None
    for at in range(first, len(items)):
        bar = _bar(items[at])
        if bar is None:
            if _parts(items[at]):
                return None
        elif at == first or not _ends(items[at - 1]):
            return None
        elif bar.sign == sign:
            return at, at
        elif sign == "|":
            return None
        elif _doubled(items, at):
            return at, at + 1
    return None


def _bracket(items: Sequence[Node], at: int, first: int, sign: str, start: int, end: int) -> tuple[Node, int]:
    opening, last = items[at], items[end]
    closing = _bar(last) or last
    inner = paired(items[first:start])
    span = inner[0].span.to(inner[-1].span)
    if inner[0].spaced:
        inner[0] = replace(inner[0], spaced=False)
    body = Row(tuple(inner), span=span)
    node: Node = Bracket(sign, body, sign, span=opening.span.to(closing.span), spaced=opening.spaced)
    return (_hung(node, last) if type(last) is Scripts else node), end + 1


def _hung(base: Node, scripts: Scripts) -> Node:
    """The scripts on another base, which stands where theirs did."""
    if type(scripts.base) is Scripts:
        base = _hung(base, scripts.base)
    whole, spaced = base.span.to(scripts.span), base.spaced
    base = replace(base, spaced=False) if spaced else base
    return Scripts(base, scripts.sub, scripts.sup, scripts.primes, span=whole, spaced=spaced)


def _parts(item: Node) -> bool:
    """Whether bars round this item would hold more than one expression."""
    return type(item) is Relation or (type(item) is Mark and item.sign != ".")


def _begins(item: Node) -> bool:
    """Whether something in bars can begin with this item."""
    return item.sign in "+-±∓" if type(item) is Operator else _bar(item) is None and not _parts(item)


def _ends(item: Node) -> bool:
    """Whether something in bars can end with this item."""
    return item.sign in "!*∗⋆·" if type(item) is Operator else type(item) not in (Big, Word)
