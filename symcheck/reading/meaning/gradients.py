"""∇ with or without what it is by, and how far it reaches: ∇_w L, ∇² f(x)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Entry, Expr
from symcheck.expressions.walk import arrays_of, expand_names, subexpressions
from symcheck.language.derivatives import differentiate
from symcheck.reading.meaning import values
from symcheck.reading.meaning.calls import at_arguments, fresh, is_captured, is_variable
from symcheck.reading.meaning.choosing import Chooser, Misfit, Way
from symcheck.reading.meaning.derivatives import is_of, mentions, names_of, once, sole_variable, variable
from symcheck.reading.meaning.heads import head_of
from symcheck.reading.meaning.known import Known
from symcheck.reading.meaning.linking import contracted
from symcheck.reading.meaning.quotients import NABLA, order_of
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import is_turning, power, transposes
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, lone, split
from symcheck.reading.scope import Formula, Stands, Unknown, Value
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

REACHES = (
    Way("∇ takes the bracket or call alone", "put brackets around the derivative"),
    Way("∇ takes all that follows", "put brackets around what is differentiated"),
)


INVERSES = (
    Way("the inverse is that of the derivative", r"\nabla^2 f(x)^{-1} means (\nabla^2 f(x))^{-1}"),
    Way("the inverse is differentiated", r"\nabla^2 f(x)^{-1} means \nabla^2 (1/f(x))"),
)


def gradient(reader: Reader, node: Node, stream: Stream) -> Value:
    """∇ with or without what it is by, of the next factor."""
    sub = node.sub if isinstance(node, Scripts) else None
    order = order_of(node) if isinstance(node, Scripts) and node.sup is not None else 1
    if order not in (1, 2):
        raise Unreadable(
            node.span,
            "∇ with this exponent is not read",
            "write \\nabla^2 f for the Hessian, further derivatives as \\partial",
        )
    start, by, said = stream.at, () if sub is None else sub.items, ""
    body = _reached(reader, node, names_of(by), variable(reader, by) if by else None, stream)
    if not body:
        raise Unreadable(node.span, "of what? Nothing stands behind ∇", "write it behind, as in \\nabla_x f")
    body, sup = _unturned(reader, node, body, order)
    found = None if by else _at_argument(reader, body)
    by = by or _argument(reader, body)
    along = found[1] if found is not None else variable(reader, by) if by else _parameter(reader, body)
    if along is None:
        names, along, said = _by_which(reader, body, node)
        stream.at = start
        body, sup = _unturned(reader, node, _reached(reader, node, names, along, stream), order)
        if not said:
            sole_variable(reader, reader.differentiated(body), node)
    value = found[0] if found is not None else reader.differentiated(body)
    for _ in range(order):
        value = once(reader, value, along, node)
    value = value if sup is None else power(reader, value, sup, node)
    return replace(value, said=(*value.said, said)) if said else value


def _by_which(reader: Reader, body: Items, node: Node) -> tuple[frozenset[str], Value, str]:
    """What a bare ∇ is by, with its names: what the one on the other side is by, or the one variable there is."""
    told = {spelling(Row(by, span=node.span)): by for items in reader.others for by in _nablas(reader, items)}
    value = reader.differentiated(body)
    if len(told) == 1 and _depends(value.tensor.body, variable(reader, next(iter(told.values()))).tensor.body):
        ((name, by),) = told.items()
        return names_of(by), variable(reader, by), f"∇ is by {name}, as on the other side"
    name, along = sole_variable(reader, value, node)
    return frozenset((name,)), along, ""


def _nablas(reader: Reader, items: Items) -> Iterator[tuple[Node, ...]]:
    """What each ∇ among these items is by, as far as that is written: below it, or as the argument of what follows."""
    for n, item in enumerate(items):
        sign = base_of(item)
        if not isinstance(sign, Symbol) or sign.name != NABLA:
            continue
        behind = items[n + 1 : n + 2 if isinstance(next(iter(items[n + 1 :]), None), Group) else n + 3]
        below = item.sub.items if isinstance(item, Scripts) and item.sub is not None else ()
        if by := below or _argument(reader, _bare(behind)):
            yield by


def applied(reader: Reader, stream: Stream) -> Value | None:
    """`Df(b)`, the derivative of a function as a row (of vectors, a matrix), and `Df(b)(u)`, applied to u.

    None where D means something, or no function of one's own stands behind it.
    """
    sign, call, change = stream.items[stream.at], stream.items[stream.at + 1 : stream.at + 3], stream.peek(3)
    if not isinstance(sign, Letter) or sign.name != "D" or reader.thing("D") is not None or len(call) < 2:
        return None
    head = head_of(reader, Stream(call))
    if head is None or isinstance(head.function, Known) or not isinstance(call[1], Bracket):
        return None
    stream.at += 3
    of, along = _at_argument(reader, call) or (reader.differentiated(call), variable(reader, call[1].body.items))
    with reader.at(sign.span):
        tensor = differentiate(of.tensor, along.tensor)
        if isinstance(change, Bracket) and change.opens in "([":
            stream.take()
            by = reader.expression(change.body.items)
            if not values.same_shape(by, along):
                raise Misfit(change.span, f"{values.described(by)} for a change of {values.described(along)}")
            return values.made(contracted(tensor, by.tensor, by.tensor.ndim), of.stands, of, by)
    stands: Stands = along.stands if values.is_plain(of) else values.of_axes(tensor.ndim)
    return values.made(tensor, "row" if stands == "column" and values.is_plain(of) else stands, of)


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
    if head is None or not isinstance(head.function, Formula | Unknown) or len(split(last.body.items)) != 1:
        return None
    if isinstance(head.function, Formula) and len(head.function.parameters) != 1:
        return None
    argument = reader.expression(last.body.items)
    if _is_member(argument):
        return None
    captured = is_captured(reader, head.function, argument)
    if not captured and not (isinstance(head.function, Unknown) and not is_variable(argument.tensor)):
        return None
    along = values.value(fresh(reader, argument.tensor, last), argument.stands)
    return at_arguments(reader, head, [along]), along


def _argument(reader: Reader, body: Items) -> tuple[Node, ...]:
    """The one argument of a call, where that is a variable: ∇ f(w)."""
    last = body[-1] if body else None
    only = last.body.items if len(body) == 2 and isinstance(last, Bracket) else ()
    if len(only) != 1:
        return ()
    member = isinstance(only[0], Scripts) and _is_member(reader.expression(only))
    return tuple(only) if member or reader.scope.variable(spelling(only[0])) is not None else ()


def _parameter(reader: Reader, body: Items) -> Value | None:
    """The one variable that a function of one's own was introduced with, where it stands without it: ∇ f."""
    function = reader.thing(spelling(body[0])) if len(body) == 1 else None
    if not isinstance(function, Formula) or len(function.parameters) != 1:
        return None
    own = reader.scope.variable(function.parameters[0])
    return None if own is None else own.value


def _is_member(value: Value) -> bool:
    """Whether a value is a row or an entry of what was declared, such as w_t."""
    body = value.tensor.body
    return isinstance(body, Entry) and value.tensor.ndim < len(body.array.axes)


def _reached(reader: Reader, node: Node, names: frozenset[str], along: Value | None, stream: Stream) -> Items:
    """The factors that ∇ takes: up to the first with the variable; where that is no bracket or call, all of them."""
    start, first = stream.at, 0
    if id(node) not in reader.ahead:
        reader.ahead[id(node)] = [(here - start, end - start, x) for here, end, x in factors_of(reader, stream)]
    for here, end, factor in ((start + a, start + b, x) for a, b, x in reader.ahead[id(node)]):
        piece = stream.items[here:end]
        if not first and not isinstance(piece[0], Number | Fraction):
            first = end
        written = mentions(names, piece)
        if written or (along is not None and _depends(factor.tensor.body, along.tensor.body)):
            further = [x.tensor.body for a, _, x in reader.ahead[id(node)] if start + a >= end]
            again = along is not None and any(_depends(x, along.tensor.body) for x in further)
            again = again or mentions(names, stream.items[end:])
            return _bare(_up_to(reader, stream, start, end, written, again))
    stream.at = first or len(stream.items)
    return _bare(stream.items[start : stream.at])


def _bare(body: Items) -> Items:
    """What stands in braces that are not shown: `\\nabla{f(x)}`."""
    only = lone(body)
    return only.body.items if isinstance(only, Group) else body


def _depends(body: Expr, variable: Expr) -> bool:
    """Whether an expression is computed from a variable, through names too."""
    if isinstance(variable, Entry):
        return variable.array in arrays_of(expand_names(body))
    return any(is_of(x, variable) for x in subexpressions(body))


def _up_to(reader: Reader, stream: Stream, start: int, end: int, written: bool, again: bool) -> Items:
    """The factors up to one with the variable, or all that follow, where the variable is in them `again`.

    So too where they make a number of what is none: `\\nabla_A x^T A x`.
    """
    behind, whole = stream.items[end:], stream.items[start:]
    if again:
        if not (written and _is_open(stream.items[end - 1])) and not reader.choose(
            stream.items[end - 1].span, *REACHES
        ):
            whole = stream.items[start:end]
    elif not behind or _is_number(reader, stream.items[start:end]) or not _is_number(reader, whole):
        whole = stream.items[start:end]
    stream.at = start + len(whole)
    return whole


def _is_open(node: Node) -> bool:
    """Whether a factor is no bracket or call, nor what a page means by one."""
    base = base_of(node)
    return not isinstance(base, Bracket) and not (isinstance(base, Group) and len(base.body.items) > 1)


def _is_number(reader: Reader, items: Items) -> bool:
    """Whether factors make a number; nothing is chosen by looking."""
    chooser, reader.chooser = reader.chooser, Chooser()
    try:
        return values.is_plain(reader.differentiated(items))
    except (Unreadable, StatementError):
        return False
    finally:
        reader.chooser = chooser


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
