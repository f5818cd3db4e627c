"""∇ with or without what it is by, and how far it reaches: ∇_w L, ∇² f(x)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Entry, Expr
from symcheck.expressions.walk import arrays_of, expand_names, subexpressions
from symcheck.language.derivatives import differentiate
from symcheck.reading.meaning import values
from symcheck.reading.meaning.calls import at_arguments, fresh, is_captured
from symcheck.reading.meaning.choosing import Chooser, Misfit, Way
from symcheck.reading.meaning.derivatives import is_of, mentions, once, sole_variable, variable
from symcheck.reading.meaning.heads import head_of
from symcheck.reading.meaning.known import Known
from symcheck.reading.meaning.linking import contracted
from symcheck.reading.meaning.quotients import order_of
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import is_turning, power, transposes
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of
from symcheck.reading.scope import Formula, Stands, Value
from symcheck.reading.tree import Bracket, Fraction, Group, Letter, Node, Number, Operator, Row, Scripts, Unreadable

REACHES = (
    Way("∇ takes the bracket or call alone", "put brackets around the derivative"),
    Way("∇ takes all that follows", "put brackets around what is differentiated"),
)


INVERSES = (
    Way("the inverse is that of the derivative", r"write (\nabla^2 f)^{-1}"),
    Way("the inverse is differentiated", r"write \nabla^2 (1/f)"),
)


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
        along = variable(reader, by) if by else _parameter(reader, body) or sole_variable(reader, value, node)
    for _ in range(order):
        value = once(reader, value, along, node)
    return value if sup is None else power(reader, value, sup, node)


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
    if head is None or not isinstance(head.function, Formula) or len(head.function.parameters) != 1:
        return None
    argument = reader.expression(last.body.items)
    if not is_captured(reader, head.function, argument):
        return None
    along = values.value(fresh(reader, argument.tensor, last), argument.stands)
    return at_arguments(reader, head, [along]), along


def _argument(reader: Reader, body: Items) -> tuple[Node, ...]:
    """The one argument of a call, where that is a variable: ∇ f(w)."""
    last = body[-1]
    only = last.body.items if len(body) == 2 and isinstance(last, Bracket) else ()
    return tuple(only) if len(only) == 1 and reader.scope.variable(spelling(only[0])) is not None else ()


def _parameter(reader: Reader, body: Items) -> Value | None:
    """The one variable that a function of one's own was introduced with, where it stands without it: ∇ f."""
    function = reader.thing(spelling(body[0])) if len(body) == 1 else None
    if not isinstance(function, Formula) or len(function.parameters) != 1:
        return None
    own = reader.scope.variable(function.parameters[0])
    return None if own is None else own.value


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
        written = bool(by) and mentions((by,), piece)
        if written or (along is not None and _depends(factor.tensor.body, along)):
            further = [x.tensor.body for a, _, x in reader.ahead[id(node)] if start + a >= end]
            again = mentions((by,), stream.items[end:]) or any(along and _depends(x, along) for x in further)
            return _up_to(reader, stream, start, end, written, again)
    stream.at = first or len(stream.items)
    return stream.items[start : stream.at]


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
