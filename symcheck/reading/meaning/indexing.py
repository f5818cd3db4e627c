"""Indices as they are written below and above: `i`, `t+j`, `w_{t+j}`, `21`, `i:`, and the range that a letter has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm, MapEntry
from symcheck.expressions.nodes import Integer
from symcheck.reading.meaning.choosing import Misfit
from symcheck.reading.meaning.free import axis_range, bound_letters, indices_written, is_binder, scripted, spread
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, extent, summands
from symcheck.reading.scope import Extent, Mapped, Quantity, Range, Running
from symcheck.reading.tree import Bracket, Group, Letter, Node, Number, Operator, Scripts, Unreadable

BOUND = 1 << 40
"""Indices that limits bind have a number from here on (`symcheck.reading.meaning.sums`)."""


def declare(name: str) -> str:
    """What to write where a letter stands for an index or a size and nothing declares it."""
    if name.isupper() or name == "n":
        return f"declare it: sizes {name}"
    return f"declare it: index {name} ∈ n"


def index_of(reader: Reader, items: Items, axis: Index | None = None) -> IndexForm:
    """The integer that is written where an index is meant; a letter without a range has that of the axis it is at."""
    form = af.ZERO
    for sign, term in summands(items):
        if not term:
            raise Unreadable(extent(items), "an index is missing here", "write it, or declare the name as it stands")
        form = form + _term(reader, term, axis).scale(sign)
    return form


def is_bound(index: Index | None) -> bool:
    """Whether an index is one that a sum binds."""
    return index is not None and index.serial >= BOUND


def _term(reader: Reader, items: Sequence[Node], axis: Index | None) -> IndexForm:
    factor = 1
    kept = list(items)
    while len(kept) > 1 and isinstance(kept[0], Number) and kept[0].text.isdigit():
        factor *= int(kept[0].text)
        kept = kept[2:] if isinstance(kept[1], Operator) and kept[1].sign in "·*×" else kept[1:]
    if len(kept) != 1:
        raise Unreadable(
            extent(items),
            "an index is a sum of letters, sizes and whole numbers",
            "what else picks a member is an index map: declare w : K → V, and write u_{w_k}",
        )
    return _atom(reader, kept[0], axis).scale(factor)


def _atom(reader: Reader, node: Node, axis: Index | None) -> IndexForm:
    match node:
        case Number(text) if text.isdigit():
            return af.integer(int(text))
        case Group(body) | Bracket("(", body, ")") | Bracket("[", body, "]"):
            return index_of(reader, body.items, axis)
    name = spelling(node)
    thing = reader.thing(name)
    if isinstance(thing, Extent):
        return thing.form
    if isinstance(thing, Running) and thing.index is not None:
        return af.of_atom(thing.index)
    if isinstance(node, Scripts):
        return _mapped(reader, node)
    if isinstance(thing, Quantity) and isinstance(thing.value.tensor.body, Integer) and not thing.value.tensor.axes:
        return thing.value.tensor.body.value
    counts = (
        thing is None or isinstance(thing, Running) or (isinstance(thing, Quantity) and not thing.value.tensor.axes)
    )
    if name is not None and isinstance(node, Letter) and counts:
        return af.of_atom(_inferred(reader, name, node, axis))
    raise Unreadable(node.span, "this is no index", declare(name or "i"))


def _mapped(reader: Reader, node: Scripts) -> IndexForm:
    """The value of an index map: `w_{t+j}`, `neg_k`."""
    thing = reader.thing(spelling(node.base))
    if not isinstance(thing, Mapped) or node.sub is None or node.sup is not None:
        name = spelling(node) or "it"
        raise Unreadable(node.span, f"{name} is no index", "declare an index map, as in neg : K → V")
    map_ = thing.mapping.map
    written = indices_written(node.sub)
    if len(written) != len(map_.domain):
        raise Unreadable(node.span, f"{map_.name} takes {len(map_.domain)} indices, not {len(written)}")
    axes = [af.new_axis("i", size) for size in map_.domain]
    arguments = tuple(index_of(reader, part.items, axis) for part, axis in zip(written, axes, strict=True))
    return arguments[0] if thing.itself else af.of_atom(MapEntry(map_, arguments))


def _inferred(reader: Reader, name: str, node: Node, axis: Index | None) -> Index:
    """A letter that nobody gave a range: it has that of the axis it stands on, here or elsewhere in the relation."""
    if axis is None:
        if reader.thing(name) is None and ends_range(name, (reader.whole, *reader.others)):
            raise Unreadable(node.span, f"{name} is not declared", f"declare it: sizes {name}")
        ranges = ranges_of(reader, name, (reader.whole, *reader.others))
        if len(ranges) != 1:
            why = "stands on axes of different ranges" if ranges else "stands on no axis"
            why = f"{name} has no range: it {why}" if name.islower() and name != "n" else f"{name} is not declared"
            raise Unreadable(node.span, why, declare(name))
        lower, upper = ranges[0]
    else:
        lower, upper = axis.lower, axis.upper
        _refuse_two_ranges(reader, name, node)
    return Index(name, lower, upper)


def _refuse_two_ranges(reader: Reader, name: str, node: Node) -> None:
    """A letter without a range of its own that stands free on axes of different ranges means nothing."""
    rows = (reader.whole, *reader.others)
    if len(axis_range(name, rows, reader.scope)) > 1 and not any(_binds(name, row) for row in rows):
        why = f"{name} stands on axes of different ranges"
        raise Misfit(node.span, why, declare(name))


def _binds(name: str, items: Items) -> bool:
    """Whether a sign in the items binds a letter."""
    return any(is_binder(item) and item.sub is not None and name in bound_letters(item.sub) for item in scripted(items))


def ends_range(name: str, rows: Sequence[Items]) -> bool:
    """Whether a letter stands above a sign that binds others: it is how many there are."""
    tops = [item.sup.items for row in rows for item in scripted(row) if is_binder(item) and item.sup is not None]
    return any(name == spelling(node) for items in tops for node in items)


def ranges_of(reader: Reader, name: str, rows: Sequence[Items]) -> tuple[Range, ...]:
    """The ranges of the axes on which a letter stands, those of a value in brackets where no name has it as index."""
    found = axis_range(name, rows, reader.scope)
    return found or tuple(dict.fromkeys(_of_values(reader, name, rows)))


def _of_values(reader: Reader, name: str, rows: Sequence[Items]) -> Iterator[Range]:
    """The ranges of the axes of values in brackets; none while one of them is read for this."""
    if reader.searching:
        return
    reader.searching = True
    try:
        yield from _axes_of_values(reader, name, rows)
    finally:
        reader.searching = False


def _axes_of_values(reader: Reader, name: str, rows: Sequence[Items]) -> Iterator[Range]:
    for row in rows:
        for item in scripted(row):
            if not isinstance(item.base, Bracket | Group) or item.sub is None:
                continue
            try:
                axes = reader.node(item.base).tensor.axes
            except Unreadable:
                continue
            for part, axis in zip(spread(item.sub, len(axes)), axes, strict=False):
                if len(part.items) == 1 and spelling(part.items[0]) == name:
                    yield axis.lower, axis.upper
