"""Derivatives written as quotients, what of one stands over it and what below: ∂J/∂v, d/dx (…)."""

from __future__ import annotations

from msgspec import Struct

from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, extent, within
from symcheck.reading.scope import Extent, Quantity, Running, Scope
from symcheck.reading.tree import (
    Bracket,
    Fraction,
    Group,
    Letter,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    Symbol,
    Unreadable,
)

DEL, NABLA = r"\partial", r"\nabla"


LIVES = (
    Way("d is the number that is declared", r"write \frac{d \cdot a}{d \cdot b}"),
    Way("d is the sign of a derivative", r"write \mathrm{d}"),
)


class Quotient(Struct, frozen=True):
    """A derivative as written: what is differentiated (nothing where it follows), and by what, each time."""

    body: tuple[Node, ...]
    by: tuple[tuple[Node, ...], ...]
    total: bool
    node: Node


def is_sign(node: Node | None) -> bool:
    """Whether a node is ∂ or d, with its order above or without."""
    base = node.base if isinstance(node, Scripts) and node.sub is None else node
    if isinstance(base, Symbol):
        return base.name == DEL
    return isinstance(base, Letter) and base.name == "d"


def _is_number(reader: Reader, node: Node) -> bool:
    """Whether a d is a number that was declared, so that a quotient of two may be one of products."""
    base = base_of(node)
    is_letter = isinstance(base, Letter) and base.face != "rm"
    return is_letter and not isinstance(reader.thing("d"), Extent | None)


def order_of(node: Node) -> int | None:
    """How often: ∂ once, ∂² twice; None where the order is no number."""
    if not isinstance(node, Scripts):
        return 1
    items = node.sup.items if node.sup is not None else ()
    if len(items) == 1 and isinstance(items[0], Number) and items[0].text.isdigit():
        return int(items[0].text)
    return None


def _is_below(under: Items) -> bool:
    """Whether these items are ∂ or d with what is behind it; `d + b` is a sum, and `d` alone a number."""
    if not under or not is_sign(under[0]):
        return False
    first = base_of(under[0])
    return isinstance(first, Symbol) or (len(under) > 1 and not any(isinstance(item, Operator) for item in under))


def quotient(reader: Reader, node: Fraction) -> Quotient | None:
    """A fraction that is a derivative."""
    over, under = node.over.items, node.under.items
    if len(over) == 1 and isinstance(over[0], Group):
        over = over[0].body.items
    if not over or not under or not is_sign(over[0]) or not _is_below(under) or (_is_ratio(over) and _is_ratio(under)):
        return None
    if _is_number(reader, over[0]) and reader.choose(node.span, *LIVES) == 0:
        return None
    return _made(reader, over, under, node)


def _is_ratio(items: Items) -> bool:
    """Whether a derivative stands here with a line of its own: `∂Y/∂K`."""
    slash = next((n for n, item in enumerate(items) if isinstance(item, Operator) and item.sign == "/"), 0)
    return slash > 0 and _is_below(items[slash + 1 :])


def _made(reader: Reader, over: Items, under: Items, node: Node) -> Quotient:
    order = order_of(over[0])
    by = _variables(reader, under, order)
    if order is None or len(by) != order:
        raise Unreadable(
            node.span,
            f"a derivative of order {order or '?'} by {len(by)} variables",
            "as in \\frac{\\partial^2 f}{\\partial x \\partial y}, one variable for each order",
        )
    total = not isinstance(base_of(over[0]), Symbol)
    return Quotient(tuple(over[1:]), by, total, node)


def _variables(reader: Reader, under: Items, order: int | None) -> tuple[tuple[Node, ...], ...]:
    """What stands behind each ∂ below; a power of a variable repeats it."""
    groups: list[list[Node]] = []
    for item in under:
        if is_sign(item):
            groups.append([])
        else:
            groups[-1].append(item)
    found: list[tuple[Node, ...]] = []
    for group in groups:
        if not group:
            raise Unreadable(
                extent(under), "by what? A variable is missing behind ∂", "as in \\frac{\\partial f}{\\partial x}"
            )
        found += _repeated(reader, tuple(group), (order or 1) - len(groups) + 1)
    return tuple(found)


def _repeated(reader: Reader, group: tuple[Node, ...], most: int) -> list[tuple[Node, ...]]:
    last = group[-1]
    if len(group) == 1 and isinstance(last, Scripts) and reader.thing(spelling(last)) is None and most > 1:
        times = order_of(last)
        if last.sup is not None and times == most and last.base is not None:
            bare = last.base if last.sub is None else Scripts(last.base, last.sub, span=last.span)
            return [(bare,)] * times
    return [group]


def is_total(node: Node, scope: Scope) -> bool:
    """Whether a node is `D_x` of a variable x, and D nothing else."""
    base = base_of(node)
    if not isinstance(base, Letter) or base.name != "D" or not isinstance(node, Scripts) or node.sub is None:
        return False
    by = scope.variable(spelling(node.sub))
    return by is not None and scope.get("D") is None and scope.get(spelling(node)) is None


def is_slanted(items: Items) -> bool:
    """Whether a derivative is written with a slash among items: `dJ/dv`, `d/dx (…)`, whatever d is declared as."""
    for start, item in enumerate(items):
        first = item.body.items[0] if isinstance(item, Group) and item.body.items else item
        rest = items[start + 1 :] if is_sign(first) else ()
        slash = _slash(rest)
        below = () if slash is None else rest[slash + 1 :]
        if _is_below(below[0].body.items if below and isinstance(below[0], Bracket | Group) else below[:2]):
            return True
    return False


def _slash(items: Items) -> int | None:
    """Where the slash stands that comes before any other sign of a sum or a quotient; None where none does."""
    signs = ((n, item.sign) for n, item in enumerate(items) if isinstance(item, Operator) and item.sign in "/+-")
    place, sign = next(signs, (None, ""))
    return place if sign == "/" else None


def inline(reader: Reader, stream: Stream) -> Quotient | None:
    """`∂J/∂v`, `d/dx (…)`: a derivative with a slash, at which the stream stands."""
    match stream.peek(), stream.peek(1), stream.peek(2):
        case Group(over), Operator("/"), Group(under):
            derives = over.items and is_sign(over.items[0]) and _is_below(under.items)
            return _inline(reader, stream, over.items, under.items, 3) if derives else None
    if not is_sign(stream.peek()):
        return None
    rest = stream.rest()
    slash = _slash(rest)
    if slash is None or len(rest) < slash + 2:
        return None
    below = rest[slash + 1]
    if isinstance(below, Bracket) and below.opens == "(" and _is_below(below.body.items):
        return _inline(reader, stream, rest[:slash], below.body.items, slash + 2)
    end = slash + 1
    while end + 1 < len(rest) and is_sign(rest[end]):
        end += 2
    if is_sign(rest[end - 1]) or not _is_below(rest[slash + 1 : end]):
        return None
    return _inline(reader, stream, rest[:slash], rest[slash + 1 : end], end)


def _inline(reader: Reader, stream: Stream, over: Items, under: Items, end: int) -> Quotient | None:
    """The quotient of what stands on either side of a slash; the stream goes on `end` items further."""
    whole = extent(stream.rest()[:end])
    if _is_number(reader, over[0]) and reader.choose(whole, *LIVES) == 0:
        return None
    stream.at += end
    return _made(reader, over, under, Group(Row((), span=whole), span=whole))


def refuse_differential(reader: Reader, stream: Stream) -> None:
    """`d(xy) = y\\,dx` beside a size d: where several letters d stand before variables, none is taken for a factor.

    Nor is one before a name with a value, where it is upright or a side of the relation is one alone: `dL = 2x^T dx`.
    """
    node = stream.peek()
    if not isinstance(node, Letter) or node.name != "d" or not isinstance(reader.thing("d"), Extent):
        return
    sides = (reader.whole, *reader.others)
    alone = node.face == "rm" or any(_is_differential(reader, side) for side in sides)
    if not _varies(reader, stream.peek(1), alone):
        return
    if alone or sum(_differentials(reader, items) for items in sides) > 1:
        raise Unreadable(
            node.span, "the size d times what follows, or a differential?", r"write d \cdot x for a product"
        )


def _differentials(reader: Reader, items: Items) -> int:
    """How often a d stands before what varies, at any depth."""
    found = 0
    for position, item in enumerate(items):
        behind = items[position + 1] if position + 1 < len(items) else None
        found += isinstance(item, Letter) and item.name == "d" and _varies(reader, behind)
        found += sum(_differentials(reader, row.items) for row in within(item))
    return found


def _is_differential(reader: Reader, side: Items) -> bool:
    """Whether all of a side is a d that touches a name: `dL`."""
    items = side[0].body.items if len(side) == 1 and isinstance(side[0], Group) else side
    first = items[0] if len(items) == 2 else None
    if not isinstance(first, Letter) or first.name != "d" or items[1].spaced:
        return False
    return spelling(items[1]) is not None and not isinstance(reader.thing(spelling(items[1])), Extent | Running)


def _varies(reader: Reader, node: Node | None, valued: bool = False) -> bool:
    """Whether a node is a declared variable, a bracket in which one stands, or, where `valued`, a name with a value."""
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Bracket):
        return any(_varies(reader, item, valued) for item in base.body.items)
    thing = reader.thing(spelling(node)) or reader.thing(spelling(base))
    return isinstance(thing, Quantity) and (thing.variable or valued)
