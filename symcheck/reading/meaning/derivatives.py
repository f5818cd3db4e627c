"""Derivatives in all the ways they are written: ∂J/∂v, d/dx (…), ∇_w L, (…)′, and the layout of what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.nodes import Definition, Derivative, Entry, Expr, Integer, Let, Named, Power
from symcheck.expressions.nodes import Number as Exponent
from symcheck.expressions.walk import arrays_of, children, expand_names, subexpressions
from symcheck.language.derivatives import differentiate
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import changing, values
from symcheck.reading.meaning.atoms import is_turning, power, transposes
from symcheck.reading.meaning.calls import at_arguments, fresh, head_of, is_captured
from symcheck.reading.meaning.choosing import Chooser, Way
from symcheck.reading.meaning.linking import laid_out
from symcheck.reading.meaning.one_by_one import is_recurrence
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, extent, nodes, split, within
from symcheck.reading.scope import Extent, Formula, Link, Quantity, Running, Value
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


REACHES = (
    Way("∇ takes the bracket or call alone", "put brackets around the derivative"),
    Way("∇ takes all that follows", "put brackets around what is differentiated"),
)


VALUES = (
    Way("the derivative is multiplied by what stands in the bracket", "write a dot between them"),
    Way("the derivative is taken at what stands in the bracket", r"write \left.…\right|_{x=…}"),
)


INVERSES = (
    Way("the inverse is that of the derivative", r"write (\nabla^2 f)^{-1}"),
    Way("the inverse is differentiated", r"write \nabla^2 (1/f)"),
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
    if not over or not under or not is_sign(over[0]) or not _is_below(under):
        return None
    if _is_number(reader, over[0]) and reader.choose(node.span, *LIVES) == 0:
        return None
    return _made(reader, over, under, node)


def _made(reader: Reader, over: Items, under: Items, node: Node) -> Quotient:
    order = order_of(over[0])
    by = _variables(reader, under, order)
    if order is None or len(by) != order:
        raise Unreadable(node.span, f"a derivative of order {order or '?'} by {len(by)} variables")
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
            raise Unreadable(extent(under), "by what? A variable is missing behind ∂")
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


def inline(reader: Reader, stream: Stream) -> Quotient | None:
    """`∂J/∂v`, `d/dx (…)`: a derivative with a slash, at which the stream stands."""
    match stream.peek(), stream.peek(1), stream.peek(2):
        case Group(over), Operator("/"), Group(under):
            derives = over.items and is_sign(over.items[0]) and _is_below(under.items)
            return _inline(reader, stream, over.items, under.items, 3) if derives else None
    if not is_sign(stream.peek()):
        return None
    rest = stream.rest()
    slash = next((n for n, x in enumerate(rest) if isinstance(x, Operator) and x.sign in "/+-"), None)
    if slash is None or len(rest) < slash + 2:
        return None
    slanted, below = rest[slash], rest[slash + 1]
    if not isinstance(slanted, Operator) or slanted.sign != "/":
        return None
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

    Nor is one before a name with a value, where a side of the relation is one alone: `dL = 2x^T dx`.
    """
    node = stream.peek()
    if not isinstance(node, Letter) or node.name != "d" or not isinstance(reader.thing("d"), Extent):
        return
    sides = (reader.whole, *reader.others)
    alone = any(_is_differential(reader, side) for side in sides)
    if not _varies(reader, stream.peek(1), alone):
        return
    if node.face == "rm" or alone or sum(_differentials(reader, items) for items in sides) > 1:
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
    thing = None if node is None else reader.thing(spelling(node)) or (base and reader.thing(spelling(base)))
    return isinstance(thing, Quantity) and (thing.variable or valued)


def differentiated(reader: Reader, found: Quotient, stream: Stream) -> Value:
    """The derivative that a quotient means; without a body of its own, of all that is left of the term."""
    if found.body:
        written = spelling(Row(found.body, span=extent(found.body)))
        whole = derivative(reader, reader.differentiated(found.body), found, written)
        return _at_value(reader, whole, found, stream)
    body = list(stream.rest())
    if body and isinstance(body[0], Operator) and body[0].sign == "·":
        body = body[1:]
    if not body:
        raise Unreadable(found.node.span, "of what? Nothing is differentiated here")
    bracketed = isinstance(base_of(body[0]), Bracket)
    if bracketed and len(body) > 1 and _mentions(found.by, body[1:]):
        ways = (
            Way("the bracket alone is differentiated", "put brackets around the derivative"),
            Way("all that follows is differentiated", "put brackets around what is differentiated"),
        )
        if reader.choose(found.node.span, *ways) == 0:
            body = body[:1]
    elif bracketed:
        body = body[:1]
    inner = Stream(stream.items)
    inner.at = stream.at
    stream.at += len(body) if body[0] is stream.peek() else len(body) + 1
    return derivative(reader, reader.differentiated(body), found)


def _at_value(reader: Reader, whole: Value, found: Quotient, stream: Stream) -> Value:
    """A derivative before a bracket that holds one name or number: its value there, or a product."""
    behind = stream.peek()
    if not isinstance(behind, Bracket) or behind.opens != "(":
        return whole
    parts = split(behind.body.items)
    if len(parts) > 1:
        why = "the derivative at these values is not read"
        raise Unreadable(behind.span, why, r"write \left.…\right|_{x=a, y=b}")
    only = parts[0][0] if len(parts[0]) == 1 else None
    if not isinstance(only, Number) and (only is None or spelling(only) is None):
        return whole
    along, at = variable(reader, found.by[0]).tensor, reader.expression(parts[0])
    entry = along.body
    if not isinstance(entry, Entry) or along.ndim != len(entry.array.axes) or at.tensor.shape != along.shape:
        return whole
    if not reader.choose(behind.span, *VALUES):
        return whole
    stream.take()
    return values.made(Tensor(Let(entry.array, at.tensor, whole.tensor.body), whole.tensor.axes), whole.stands, whole)


def _mentions(by: Sequence[tuple[Node, ...]], items: Items) -> bool:
    """Whether what is differentiated by is written among the items."""
    names = {spelling(Row(group, span=extent(group))) for group in by}
    heads = {spelling(group[0].base) for group in by if isinstance(group[0], Scripts) and group[0].base is not None}
    return any(spelling(node) in (names | heads) - {None} for node in nodes(items))


def derivative(reader: Reader, of: Value, found: Quotient, written: str | None = None) -> Value:
    """`of` differentiated by each variable in turn; `written` is its name, where it is no more than that."""
    by, node, value = found.by, found.node, of
    if sum(not values.is_plain(variable(reader, group)) for group in by) < 2:
        by = tuple(reversed(by))  # ∂²f/∂x∂y is ∂/∂x of ∂f/∂y
    names = None if written is None or len(by) > 1 else spelling(Row(by[0], span=node.span))
    for group in by:
        known = (written, names) if written and names else None
        value = once(reader, value, variable(reader, group), node, known, found.total)
    return value


def variable(reader: Reader, group: tuple[Node, ...]) -> Value:
    """What is differentiated by: a declared variable, an entry or a row of one, or a name that has a value."""
    items = group[0].body.items if len(group) == 1 and isinstance(group[0], Bracket) else group
    thing = reader.thing(spelling(items[0])) if len(items) == 1 and isinstance(items[0], Letter) else None
    value = thing.value if isinstance(thing, Quantity) and not thing.lead else reader.expression(items)
    if not isinstance(value.tensor.body, Entry | Named | Integer) and _root(value) is None:
        raise Unreadable(extent(group), "a derivative is taken by a variable or by a name", "give this a name")
    return value


def _root(power: Value) -> Value | None:
    """σ of σ², where that is declared as positive, so that one tells the other; None for anything else."""
    match power.tensor.body:
        case Power(Entry(array) as entry, Exponent()) if array.sign == "positive" and not power.tensor.axes:
            return values.value(Tensor(entry))
    return None


def once(
    reader: Reader, of: Value, by: Value, node: Node, names: tuple[str, str] | None = None, total: bool = True
) -> Value:
    """One derivative, in the layout that is agreed; `names` are those of what it is of and by.

    Where what is differentiated speaks of the variable and of something computed from it, ∂ may hold that fixed.
    """
    layout, root = reader.scope.conventions.layout, _root(by)
    if root is not None:
        slope, inner = once(reader, of, root, node, None, total), once(reader, by, root, node)
        said = "a derivative by the power of a positive number: that by the number, over that of the power"
        with reader.at(node.span):
            return values.made(slope.tensor / inner.tensor, slope.stands, slope, said=(said,))
    held = changing.fixed(reader, of.tensor.body, by.tensor.body, node)
    if not total and not changing.is_changing(reader.scope, by.tensor.body):
        held = (*held, *_held(reader, of, by, held, node))
    if isinstance(by.tensor.body, Named) and is_hidden(of.tensor.body, by.tensor.body):
        name = by.tensor.body.definition.latex
        why = f"what is differentiated is computed from what {name} is, and not written by {name}"
        raise Unreadable(node.span, why, f"define it by {name}, or differentiate by what both are computed from")
    with reader.at(node.span):
        if total and isinstance(by.tensor.body, Entry) and not by.tensor.axes:
            tensor = changing.along(reader, of.tensor, by.tensor, held, node)
        else:
            tensor = differentiate(of.tensor, by.tensor, held)
        link = None
        if names is not None:
            link = Link(*names, tensor, by.tensor.ndim, of.stands, by.stands)
        return laid_out(tensor, of.stands, by.stands, layout, of, by, link=link)


def _held(reader: Reader, of: Value, by: Value, fixed: Sequence[Definition], node: Node) -> tuple[Definition, ...]:
    """What ∂ holds fixed of the names beside the variable: all of them or none, which is ambiguous."""
    power = by.tensor.body.array.name if isinstance(by.tensor.body, Entry) else ""  # σ² tells σ, which is no other name
    found = beside(of.tensor.body, by.tensor.body)
    held = tuple(one for one in found if one not in fixed and f"{one.latex}^2" != power)
    shown = ", ".join(definition.latex for definition in held)
    ways = (
        Way(f"the derivative goes through {shown} too", r"\partial means \mathrm{d}"),
        Way(f"held fixed: {shown}", f"write the derivative by a name that {shown} is not computed from"),
    )
    through = not held or is_recurrence(reader, of.tensor.body, held) or not reader.choose(node.span, *ways)
    return () if through else held


def beside(body: Expr, variable: Expr) -> tuple[Definition, ...]:
    """The names that an expression speaks of beside a variable, and that are computed from it."""
    if isinstance(body, Named):
        body = body.definition.body
    nodes = outermost(body)
    own = [node for node in nodes if _is_of(node, variable)]
    if not own:
        return ()
    named = [node.definition for node in nodes if isinstance(node, Named) and not _is_of(node, variable)]
    return tuple(dict.fromkeys(d for d in named if any(_is_of(x, variable) for x in subexpressions(d.body))))


def is_hidden(body: Expr, name: Named) -> bool:
    """Whether an expression depends on what a name does, and does not speak of the name: cut loose, it would be 0."""
    nodes = subexpressions(body)
    if any(_is_of(x, name) or (isinstance(x, Let) and x.array.name == name.definition.latex) for x in nodes):
        return False
    own = arrays_of(expand_names(name.definition.body))
    return bool(own & arrays_of(expand_names(body)))


def _is_of(node: Expr, variable: Expr) -> bool:
    """Whether a node is an entry of what is differentiated by."""
    if isinstance(variable, Entry):
        return isinstance(node, Entry) and node.array == variable.array
    if isinstance(variable, Named):
        return isinstance(node, Named) and node.definition.latex == variable.definition.latex
    return False


def outermost(body: Expr) -> tuple[Expr, ...]:
    """The nodes of an expression, those inside named ones and inside derivatives left out."""
    found: dict[Expr, None] = {}
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += () if isinstance(node, Named | Derivative | Let) else children(node)
    return tuple(found)


def gradient(reader: Reader, node: Node, stream: Stream) -> Value:
    """∇ with or without what it is by, of the next factor."""
    sub = node.sub if isinstance(node, Scripts) else None
    order = order_of(node) if isinstance(node, Scripts) and node.sup is not None else 1
    if order not in (1, 2):
        raise Unreadable(node.span, "∇ with this exponent is not read")
    by = () if sub is None else sub.items
    body = _reached(reader, node, by, stream)
    if not body:
        raise Unreadable(node.span, "of what? Nothing stands behind ∇")
    body, sup = _unturned(reader, node, body, order)
    found = None if by else _at_argument(reader, body)
    if found is not None:
        value, along = found
    else:
        value = reader.differentiated(body)
        by = by or _argument(reader, body)
        along = variable(reader, by) if by else sole_variable(reader, value, node)
    for _ in range(order):
        value = once(reader, value, along, node)
    return value if sup is None else power(reader, value, sup, node)


def _unturned(reader: Reader, node: Node, body: Items, order: int) -> tuple[Items, Row | None]:
    """What ∇ takes, and what turns the derivative of a number: `\\nabla f(x)^T d`, `\\nabla^2 f(x)^{-1} d`."""
    last = body[-1]
    if not isinstance(last, Scripts) or last.sup is None or last.base is None or not is_turning(reader, last.sup):
        return body, None
    if reader.thing(spelling(last)) is not None or (isinstance(last.base, Bracket) and last.base.opens == "‖"):
        return body, None
    bare = last.base if last.sub is None and not last.primes else replace(last, sup=None)
    inner = (*body[:-1], bare)
    if not values.is_plain(reader.differentiated(inner)):
        return body, None
    if transposes(reader, last.sup):
        return inner, last.sup
    if order != 2 or reader.choose(node.span, *INVERSES):
        return body, None
    return inner, last.sup


def _at_argument(reader: Reader, body: Items) -> tuple[Value, Value] | None:
    """∇ f(b) of a defined f: by its own parameter, which has the value b; whatever else speaks of b is held fixed."""
    last = body[-1]
    if len(body) != 2 or not isinstance(last, Bracket):
        return None
    head = head_of(reader, Stream(body))
    if head is None or not isinstance(head.function, Formula) or len(head.function.parameters) != 1:
        return None
    argument = reader.expression(last.body.items)
    if not is_captured(reader, head.function, argument):
        return None
    along = values.value(fresh(reader, argument.tensor), argument.stands)
    return at_arguments(reader, head, [along]), along


def _argument(reader: Reader, body: Items) -> tuple[Node, ...]:
    """The one argument of a call, where that is a variable: ∇ f(w)."""
    last = body[-1]
    only = last.body.items if len(body) == 2 and isinstance(last, Bracket) else ()
    thing = reader.thing(spelling(only[0])) if len(only) == 1 else None
    return tuple(only) if isinstance(thing, Quantity) and thing.variable else ()


def _reached(reader: Reader, node: Node, by: tuple[Node, ...], stream: Stream) -> Items:
    """The factors that ∇ takes: up to the first with the variable; where that is no bracket or call, all of them."""
    start, first = stream.at, 0
    if id(node) not in reader.ahead:
        reader.ahead[id(node)] = [(here - start, end - start, x) for here, end, x in factors_of(reader, stream)]
    along = variable(reader, by).tensor.body if by else None
    for here, end, factor in ((start + a, start + b, x) for a, b, x in reader.ahead[id(node)]):
        piece = stream.items[here:end]
        if not first and not isinstance(piece[0], Number | Fraction):
            first = end
        written = bool(by) and _mentions((by,), piece)
        if written or (along is not None and _depends(factor.tensor.body, along)):
            return _up_to(reader, by, stream, start, end, written)
    stream.at = first or len(stream.items)
    return stream.items[start : stream.at]


def _depends(body: Expr, variable: Expr) -> bool:
    """Whether an expression is computed from a variable, through names too."""
    if isinstance(variable, Entry):
        return variable.array in arrays_of(expand_names(body))
    return any(_is_of(x, variable) for x in subexpressions(body))


def _up_to(reader: Reader, by: tuple[Node, ...], stream: Stream, start: int, end: int, written: bool) -> Items:
    """The factors up to one with the variable, or all that follow, where the variable stands in them too."""
    behind = stream.items[end:]
    if _mentions((by,), behind):
        closed = not written or isinstance(base_of(stream.items[end - 1]), Bracket)
        if not closed or reader.choose(stream.items[end - 1].span, *REACHES):
            end = len(stream.items)
    stream.at = end
    return stream.items[start:end]


def factors_of(reader: Reader, stream: Stream) -> Iterator[tuple[int, int, Value]]:
    """Where each factor that follows begins and ends, and its value; nothing is chosen by looking."""
    looking = Stream(stream.items)
    looking.at = stream.at
    chooser, reader.chooser = reader.chooser, Chooser()
    try:
        while not looking.done():
            here = looking.at
            if isinstance(looking.peek(), Operator):
                looking.take()
                continue
            value = reader.factor(looking)
            yield here, looking.at, value
    finally:
        reader.chooser = chooser


def sole_variable(reader: Reader, value: Value, node: Node) -> Value:
    """The one variable that a value depends on."""
    arrays = arrays_of(expand_names(value.tensor.body))
    found: dict[object, Value] = {}
    for thing in reader.scope.names.values():
        if isinstance(thing, Quantity) and thing.variable and not thing.lead:
            body = thing.value.tensor.body
            if isinstance(body, Entry) and body.array in arrays:
                found.setdefault(body.array, thing.value)
    if len(found) != 1:
        raise Unreadable(node.span, "by which variable? Several can be meant", r"write it below: \nabla_w")
    return next(iter(found.values()))


def primed(reader: Reader, value: Value, times: int, node: Node) -> Value:
    """`(…)′`: by the one number that it depends on."""
    by = sole_variable(reader, value, node)
    if not values.is_plain(by):
        raise Unreadable(node.span, "a prime is a derivative by a number", "write by what: ∂/∂x")
    for _ in range(times):
        value = once(reader, value, by, node)
    return value
