"""Derivatives in all the ways they are written: ∂J/∂v, d/dx (…), ∇_w L, (…)′, and the layout of what comes out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Call, Definition, Derivative, Entry, Expr, Integer, Let, Named, Power
from symcheck.expressions.nodes import Number as Exponent
from symcheck.expressions.walk import arrays_of, children, expand_names, subexpressions
from symcheck.language.clashes import clash
from symcheck.language.derivatives import differentiate
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import changing, values
from symcheck.reading.meaning.calls import fresh, pen_index
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.cutting import written_by
from symcheck.reading.meaning.inverting import told_by
from symcheck.reading.meaning.linking import laid_out
from symcheck.reading.meaning.one_by_one import is_recurrence
from symcheck.reading.meaning.quotients import Quotient
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import Items, base_of, extent, lone, nodes, split
from symcheck.reading.scope import Link, Quantity, Value
from symcheck.reading.tree import (
    Bracket,
    Letter,
    Node,
    Number,
    Operator,
    Scripts,
    Unreadable,
)

VALUES = (
    Way("the derivative is multiplied by what stands in the bracket", "write a dot between them"),
    Way("the derivative is taken at what stands in the bracket", r"write \left.…\right|_{x=…}"),
)


def differentiated(reader: Reader, found: Quotient, stream: Stream) -> Value:
    """The derivative that a quotient means; without a body of its own, of all that is left of the term."""
    if found.body:
        written = name_of(found.body)
        whole = derivative(reader, reader.differentiated(found.body), found, written)
        return _at_value(reader, whole, found, stream)
    body = list(stream.rest())
    if body and isinstance(body[0], Operator) and body[0].sign == "·":
        body = body[1:]
    if not body:
        raise Unreadable(
            found.node.span,
            "of what? Nothing is differentiated here",
            "write it above the bar, as in \\frac{\\partial L}{\\partial x}",
        )
    bracketed = isinstance(base_of(body[0]), Bracket)
    if bracketed and len(body) > 1 and mentions(frozenset().union(*map(names_of, found.by)), body[1:]):
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


def names_of(by: Items) -> frozenset[str]:
    """The names of what is differentiated by: as it is written, and without its scripts."""
    only = lone(by)
    heads = (spelling(only.base),) if isinstance(only, Scripts) and only.base is not None else ()
    return frozenset(name for name in (name_of(by), *heads) if name is not None)


def mentions(names: frozenset[str], items: Items) -> bool:
    """Whether a name is written among the items."""
    return any(spelling(node) in names for node in nodes(items))


def derivative(reader: Reader, of: Value, found: Quotient, written: str | None = None) -> Value:
    """`of` differentiated by each variable in turn; `written` is its name, where it is no more than that."""
    by, node, value = found.by, found.node, of
    if sum(not values.is_plain(variable(reader, group)) for group in by) < 2:
        by = tuple(reversed(by))  # ∂²f/∂x∂y is ∂/∂x of ∂f/∂y
    names = None if written is None or len(by) > 1 else name_of(by[0])
    for group in by:
        known = (written, names) if written and names else None
        value = once(reader, value, variable(reader, group), node, known, found.total)
    return value


def variable(reader: Reader, group: tuple[Node, ...]) -> Value:
    """What is differentiated by: a declared variable, an entry or a row of one, or a name that has a value."""
    items = group[0].body.items if len(group) == 1 and isinstance(group[0], Bracket) else group
    thing = reader.thing(spelling(items[0])) if len(items) == 1 and isinstance(items[0], Letter) else None
    value = (thing.alone or thing.value) if isinstance(thing, Quantity) and not thing.lead else reader.expression(items)
    if isinstance(value.tensor.body, Entry | Named | Integer) or _root(value) is not None:
        return value
    if not arrays_of(expand_names(value.tensor.body)):
        raise Unreadable(
            extent(group),
            "a derivative is taken by a variable, a name or what is computed from them",
            "give it a name first, Let z = …, and differentiate by z",
        )
    return replace(value, tensor=fresh(reader, value.tensor, group[0]))


def _root(power: Value) -> Value | None:
    """σ of σ², or σ² of σ, where one is declared as positive, so that it tells the other; None for anything else."""
    match power.tensor.body:
        case Power(Entry(array) as entry, Exponent()):
            found = entry
        case Named(Definition(name, (), Call("sqrt", (Entry(array) as entry,)))) if array.name == f"{name}^2":
            found = entry
        case _:
            return None
    return values.value(Tensor(found)) if array.sign == "positive" and not power.tensor.axes else None


def once(
    reader: Reader, of: Value, by: Value, node: Node, names: tuple[str, str] | None = None, total: bool = True
) -> Value:
    """One derivative, in the layout that is agreed; `names` are those of what it is of and by.

    Where what is differentiated speaks of the variable and of something computed from it, ∂ may hold that fixed.
    """
    layout, root = reader.scope.conventions.layout, _root(by)
    if root is not None:
        said = "a derivative by the power of a positive number: that by the number, over that of the power"
        return _over(reader, of, by, root, node, total, said)
    if (number := _told(reader, of, by)) is not None:
        letters = tuple(pen_index(axis) for axis in by.tensor.axes)
        entry, at = (values.value(tensor[letters] if letters else tensor) for tensor in (by.tensor, number))
        said = f"a derivative by what tells {number}: that by {number}, over that of what tells it"
        slope = _over(reader, of, entry, at, node, total, said)
        tensor = stack(slope.tensor, *letters) if letters else slope.tensor
        return laid_out(tensor, of.stands, by.stands, layout, slope)
    held = changing.fixed(reader, of.tensor.body, by.tensor.body, node)
    if not total and not changing.is_changing(reader.scope, by.tensor.body):
        beside_it = _held(reader, of, by, held, node)
        if beside_it:
            shown = ", ".join(definition.latex for definition in beside_it)
            of = Value(of.tensor, of.stands, (*of.said, f"held fixed: {shown}"), of.link)
        held = (*held, *beside_it)
    of = _cut(reader, of, by.tensor, total, node)
    if twice := clash([of.tensor.body, by.tensor.body]):
        raise Unreadable(node.span, twice, "give one of the two another letter")
    with reader.at(node.span):
        if total and isinstance(by.tensor.body, Entry) and not by.tensor.axes:
            tensor = changing.along(reader, of.tensor, by.tensor, held, node)
        else:
            tensor = differentiate(of.tensor, by.tensor, held)
        link = None
        if names is not None:
            link = Link(*names, tensor, by.tensor.ndim, of.stands, by.stands)
        return laid_out(tensor, of.stands, by.stands, layout, of, by, link=link)


def _over(reader: Reader, of: Value, by: Value, number: Value, node: Node, total: bool, said: str) -> Value:
    """A derivative by what is a function of one number: that by the number, over that of the function by it."""
    told = values.value(Tensor(expand_names(by.tensor.body), by.tensor.axes))
    slope, inner = once(reader, of, number, node, None, total), once(reader, told, number, node)
    with reader.at(node.span):
        return values.made(slope.tensor / inner.tensor, slope.stands, slope, said=(said,))


def _told(reader: Reader, of: Value, by: Value) -> Tensor | None:
    """The number that a name tells, where what is differentiated is computed from it, and not written by the name."""
    name = by.tensor.body
    if not isinstance(name, Named) or not is_hidden(of.tensor.body, name) or (by.tensor.axes and of.tensor.axes):
        return None
    number = told_by(name, reader.scope.given)
    if number is None or number.array not in _outside(written_by(of.tensor, by.tensor).body):
        return None
    return Tensor(number, by.tensor.axes)


def _held(reader: Reader, of: Value, by: Value, fixed: Sequence[Definition], node: Node) -> tuple[Definition, ...]:
    """What ∂ holds fixed of the names beside the variable: all of them or none, which is ambiguous if not agreed."""
    power = by.tensor.body.array.name if isinstance(by.tensor.body, Entry) else ""  # σ² tells σ, which is no other name
    found = beside(of.tensor.body, by.tensor.body)
    held = tuple(one for one in found if one not in fixed and f"{one.latex}^2" != power)
    shown = ", ".join(definition.latex for definition in held)
    if not held or is_recurrence(reader, of.tensor.body, by.tensor.body, held):
        return ()
    ways = (
        Way(f"the derivative goes through {shown} too", r"\partial means \mathrm{d}"),
        Way(f"held fixed: {shown}", r"\partial means partial"),
    )
    return held if reader.scope.conventions.partial or reader.choose(node.span, *ways) else ()


def _cut(reader: Reader, of: Value, by: Tensor, total: bool, node: Node) -> Value:
    """What is differentiated by a name that it does not speak of, with that for what it means; anything else as it is.

    A name of the page may have nothing to do with it. What else depends on some of what the name is computed from is
    held fixed by ∂; what depends on all of it may be written by the name, and then it is not read.
    """
    if not isinstance(by.body, Named) or _speaks(of.tensor.body, by.body):
        return of
    name = by.body.definition.latex
    known = reader.thing(name) is not None
    if known and not is_hidden(of.tensor.body, by.body):
        return of
    found = written_by(of.tensor, by)
    own = arrays_of(expand_names(by.body.definition.body))
    left = own & _outside(found.body)
    if left == own or (left and total) or not _speaks(found.body, by.body):
        shown = name if known else str(Tensor(by.body.definition.body, by.body.definition.axes))
        why = f"what is differentiated is computed from what {shown} is, and not written by {shown}"
        raise Unreadable(node.span, why, f"define it by {shown}, or differentiate by what both are computed from")
    said = (f"held fixed: {', '.join(sorted(array.name for array in left))} beside it",) if left else ()
    return replace(of, tensor=found, said=(*of.said, *said))


def _outside(body: Expr) -> frozenset[Array]:
    """The arrays that an expression speaks of outside of what has a name."""
    nodes = outermost(body)
    inside = (arrays_of(expand_names(node)) for node in nodes if isinstance(node, Derivative | Let))
    return frozenset(node.array for node in nodes if isinstance(node, Entry)).union(*inside)


def _speaks(body: Expr, name: Named) -> bool:
    return any(is_of(x, name) for x in subexpressions(body))


def beside(body: Expr, variable: Expr) -> tuple[Definition, ...]:
    """The names that an expression speaks of beside a variable, and that are computed from it."""
    if isinstance(body, Named):
        body = body.definition.body
    nodes = outermost(body)
    own = [node for node in nodes if is_of(node, variable)]
    if not own:
        return ()
    named = [node.definition for node in nodes if isinstance(node, Named) and not is_of(node, variable)]
    return tuple(dict.fromkeys(d for d in named if any(is_of(x, variable) for x in subexpressions(d.body))))


def is_hidden(body: Expr, name: Named) -> bool:
    """Whether an expression depends on what a name does, and does not speak of the name: cut loose, it would be 0."""
    nodes = subexpressions(body)
    if any(is_of(x, name) or (isinstance(x, Let) and x.array.name == name.definition.latex) for x in nodes):
        return False
    own = arrays_of(expand_names(name.definition.body))
    return bool(own & arrays_of(expand_names(body)))


def is_of(node: Expr, variable: Expr) -> bool:
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


def sole_variable(reader: Reader, value: Value, node: Node) -> tuple[str, Value]:
    """The one variable that a value depends on, and its name."""
    arrays = arrays_of(expand_names(value.tensor.body))
    found: dict[object, tuple[str, Value]] = {}
    for name, thing in reader.scope.names.items():
        if isinstance(thing, Quantity) and thing.variable and not thing.lead:
            body = thing.value.tensor.body
            if isinstance(body, Entry) and body.array in arrays:
                found.setdefault(body.array, (name, thing.value))
    if len(found) != 1:
        raise Unreadable(node.span, "by which variable? Several can be meant", r"write it below: \nabla_w")
    return next(iter(found.values()))


def primed(reader: Reader, value: Value, times: int, node: Node) -> Value:
    """`(…)′`: by the one number that it depends on."""
    _, by = sole_variable(reader, value, node)
    if not values.is_plain(by):
        raise Unreadable(node.span, "a prime is a derivative by a number", "write by what: ∂/∂x")
    for _ in range(times):
        value = once(reader, value, by, node)
    return value
