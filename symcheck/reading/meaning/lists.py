"""Brackets that hold lists, tables, cases and indicators; bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition, Derivative, Entry, Integer, Let, RealRelation
from symcheck.expressions.walk import expand_names, subexpressions
from symcheck.language.conditions import And, Eq, KroneckerDelta, bracket, one_of, where
from symcheck.language.linear import det, zeros
from symcheck.language.quantifiers import Sum, stack
from symcheck.language.tensor import Logical, Tensor
from symcheck.reading.grammar.upright import PROSE
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Misfit, Way
from symcheck.reading.meaning.comparing import condition
from symcheck.reading.meaning.dots import bare, beside, is_between_factors, is_dots, pattern
from symcheck.reading.meaning.entries import by_entries
from symcheck.reading.meaning.free import free_letters, spread
from symcheck.reading.meaning.indexing import index_of
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.written_out import dotted, has_dots, rows_of
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, extent, nodes, relates, sides_of, split
from symcheck.reading.scope import Extent, IndexSet, Quantity, Running, Value
from symcheck.reading.tree import (
    AS_SUM,
    Bracket,
    Mark,
    Node,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Table,
    Text,
    Unreadable,
    Word,
)

COVERED = {"=": "=", "≠": "<>", "<": "<", ">": ">", "≤": "<=", "≥": ">="}
TURNED = str.maketrans("<>", "><")
MOST_VALUES = 4
BESIDE = (
    Way("the brackets hold a column, whose members stand side by side", "put commas between its members"),
    Way("the brackets hold a row, whose members stand side by side", "put & between its members, in a bmatrix"),
    Way("the brackets hold a product", r"write it with \prod"),
)
LARGEST = 8
"""A table that is written out has at most so many rows and columns."""


def listed(reader: Reader, node: Bracket) -> Value:
    """The value in brackets, or a list with commas: a vector that is neither row nor column."""
    items = node.body.items
    if len(items) == 1 and isinstance(items[0], Table):
        return table(reader, items[0])
    below = split(items, ";")
    if len(below) > 1 and len(split(items)) == 1:
        return table(reader, Table("matrix", tuple((Row(x, span=node.span),) for x in below), span=node.span))
    parts = split(items)
    if len(parts) == 1:
        if node.opens == "[" and relates(items):
            return indicator(reader, items, node)
        if (found := side_by_side(reader, node)) is not None:
            return found
        value = reader.expression(items)
        typical = node.opens == "[" or (tuple(reader.whole) == (node,) and len(reader.others) > 0)
        return by_entries(reader, value, items, 2) if typical else value
    if any(len(part) == 1 and is_dots(part[0]) for part in parts):
        return _run(reader, parts, node)
    if node.opens == "[" and all(map(relates, parts)):
        with reader.at(node.span):
            return values.value(bracket(And(*(condition(reader, part) for part in parts))))
    members = [reader.expression(part) for part in parts]
    return _stacked(members, node)


def _run(reader: Reader, parts: Sequence[Items], node: Node) -> Value:
    """`[f_1, …, f_n]`: the vector of its members; of vectors, a matrix with them as rows.

    One member between two dots is that of an index of its own: `[f_1, …, f_o - 1, …, f_n]`.
    """
    where_dots = [n for n, part in enumerate(parts) if len(part) == 1 and is_dots(part[0])]
    middle = parts[where_dots[0] + 1] if len(where_dots) == 2 and where_dots[1] == where_dots[0] + 2 else None
    shown = parts if middle is None else [*parts[: where_dots[0]], *parts[where_dots[1] :]]
    found = pattern(reader, shown, node, may_end=middle is None)
    with reader.knowing({found.letter: found.running}):
        member = reader.expression(found.body)
    index = Tensor(Integer(af.of_atom(found.index)))
    with reader.at(node.span):
        if middle is not None:
            at, value = _place_of(reader, middle, found.body), reader.expression(middle)
            member = values.made(where(Eq(index, at), value.tensor, member.tensor), member.stands, member, value)
        tensor = stack(member.tensor, index)
    return values.made(tensor, "list" if tensor.ndim == 1 else values.of_axes(tensor.ndim), member)


def _place_of(reader: Reader, middle: Items, body: Items) -> Tensor:
    """The index that a member between dots is at: the only one that it alone speaks of."""
    own = free_letters(middle, reader.scope) - free_letters(body, reader.scope)
    letters = [name for name in sorted(own) if isinstance(reader.thing(name), Running | Extent)]
    if len(letters) != 1:
        raise Unreadable(extent(middle), "which member is this? It speaks of no index, or of several", AS_SUM)
    only = next(x for x in nodes(middle) if spelling(x) == letters[0])
    return Tensor(Integer(index_of(reader, (only,))))


def side_by_side(reader: Reader, node: Bracket) -> Value | None:
    """`[x_1 … x_n]` without commas: numbers as a row or a column, vectors as columns, by shape; None for a product.

    Round brackets may hold a product too, and so may square ones with the dots that stand between factors.
    """
    members, items = beside(node.body.items), node.body.items
    between = any(is_between_factors(item) for item in items)
    if not members or (between and node.opens != "["):
        return None
    way = reader.choose(node.span, *(BESIDE if between or node.opens != "[" else BESIDE[:2]))
    if way == 2:
        return None
    found = dotted(reader, [members], node)
    return Value(found.tensor, "column" if found.stands == "row" and not way else found.stands, found.said)


def _stacked(members: list[Value], node: Node) -> Value:
    """Members one after another, each written out."""
    if len(members) > LARGEST:
        raise Unreadable(node.span, f"a list of more than {LARGEST} members that are written out", AS_SUM)
    shapes = {member.tensor.shape for member in members}
    if len(shapes) > 1:
        raise Misfit(node.span, "the members of this list have different shapes")
    index = Tensor(Integer(af.of_atom(Index("i", af.ONE, af.integer(len(members)), "declared", 1 << 41))))
    whole = members[-1].tensor
    for number in range(len(members) - 1, 0, -1):
        whole = where(Eq(index, number), members[number - 1].tensor, whole)
    tensor = stack(whole, index)
    return values.made(tensor, values.of_axes(tensor.ndim, "list"), *members)


def table(reader: Reader, node: Table) -> Value:
    """Rows and columns that are written out; cases with their conditions."""
    if node.kind == "cases":
        return cases(reader, node)
    if node.kind != "matrix":
        raise Unreadable(node.span, "a table that is no matrix", "rows of equal length, & between entries")
    written = rows_of(node)
    if len(written) == len(written[0]) == 1 and (members := beside(written[0][0])):
        return dotted(reader, [members], node)
    if has_dots(written):
        return dotted(reader, written, node)
    rows = [[reader.expression(cell) for cell in cells] for cells in written]
    if len({len(cells) for cells in rows}) != 1:
        raise Misfit(node.span, "the rows of this matrix have different lengths")
    with reader.at(node.span):
        if len(rows) == 1:
            found = _stacked(rows[0], node)
            return Value(found.tensor, "row" if found.tensor.ndim == 1 else found.stands, found.said)
        if len(rows[0]) == 1:
            found = _stacked([cells[0] for cells in rows], node)
            return Value(found.tensor, "column" if found.tensor.ndim == 1 else found.stands, found.said)
        return _stacked([_stacked(cells, node) for cells in rows], node)


_REST = re.compile(r"other|else|\brest\b|\bnot\b|其|否则|sonst|sinon")
"""Words for what no other case says."""


def cases(reader: Reader, node: Table) -> Value:
    """Values with conditions; the last of them may be "otherwise", or what is left beside the others."""
    rows = [cells for cells in node.rows if any(cell.items for cell in cells)]
    if not rows or any(len(cells) != 2 for cells in rows):
        raise Unreadable(
            node.span, "a row of cases is a value and a condition", "as in x & x > 0 \\\\ 0 & \\text{otherwise}"
        )
    stated = [_condition_in(cells[1].items) for cells in rows]
    if any(not items for items in stated[:-1]):
        raise Unreadable(node.span, "only the last case may be the rest", "write the condition of each other case")
    if not _is_rest(rows[-1][1].items) and not is_complete(stated) and not _are_all_values(reader, stated):
        why = "the last case wants the word otherwise: there may be values for which no case holds"
        raise Unreadable(rows[-1][1].span, why, "write \\text{otherwise}, or declare them: t ∈ ℝ values {0,1}")
    whole = reader.expression(without_comma(rows[-1][0].items))
    for cells, items in zip(reversed(rows[:-1]), reversed(stated[:-1]), strict=True):
        value, holds = reader.expression(without_comma(cells[0].items)), condition(reader, items)
        with reader.at(node.span):
            tensor = where(holds, value.tensor, whole.tensor)
        whole = values.made(tensor, whole.stands if values.is_plain(value) else value.stands, value, whole)
    return whole


def _are_all_values(reader: Reader, stated: Sequence[Items]) -> bool:
    """Whether the cases are, one by one, the values that a name was declared to have: t = 1, t = 0."""
    names, numbers = set[str | None](), list[int]()
    for items in stated:
        sides, relations = sides_of(items)
        if len(sides) != 2 or relations[0].sign != "=" or len(sides[0]) != 1:
            return False
        value = sides[1][-1] if len(sides[1]) <= 2 else None
        minus = len(sides[1]) == 2 and isinstance(sides[1][0], Operator) and sides[1][0].sign == "-"
        if not isinstance(value, Number) or not value.text.isdigit() or minus != (len(sides[1]) == 2):
            return False
        names.add(spelling(sides[0][0]))
        numbers.append(-int(value.text) if minus else int(value.text))
    thing = reader.thing(next(iter(names))) if len(names) == 1 else None
    if not isinstance(thing, Quantity) or thing.lead or thing.value.tensor.axes or len(numbers) > MOST_VALUES:
        return False
    known = _equations(reader.scope.given)
    return any(_equations(one_of(thing.value.tensor, order)) <= known for order in permutations(numbers))


def _equations(stated: Condition) -> set[object]:
    return {alpha_key(x.difference) for x in stated if isinstance(x, RealRelation) and x.kind == "eq"}


def _is_rest(items: Items) -> bool:
    """Whether a case holds where no other one does: without words, or with ones that say so."""
    words = " ".join(item.text.lower() for item in items if isinstance(item, Text | Word))
    return not _condition_in(items) and (not words.strip(" ,.") or _REST.search(words) is not None)


def _condition_in(items: Items) -> Items:
    return tuple(item for item in without_comma(items) if not _is_prose(item))


def _is_prose(item: Node) -> bool:
    """Whether an item is words, as *if* and *otherwise* are, and no function."""
    return isinstance(item, Text) or (isinstance(item, Word) and item.text.lower() in PROSE)


def is_complete(stated: Sequence[Items]) -> bool:
    """Whether one of some comparisons of the same two things always holds."""
    covered = ""
    compared: list[tuple[object, ...]] = []
    for items in stated:
        sides, relations = sides_of(items)
        if len(sides) != 2 or relations[0].sign not in COVERED:
            return False
        left, right = (tuple(bare(x) for x in side) for side in sides)
        signs = COVERED[relations[0].sign]
        if compared and (left, right) != compared[0]:
            if (right, left) != compared[0]:
                return False
            signs = signs.translate(TURNED)
        compared.append((left, right) if not compared else compared[0])
        covered += signs
    return set("<=>") <= set(covered)


def without_comma(items: Items) -> Items:
    """Items without the comma or full stop at their end."""
    kept = list(items)
    while kept and isinstance(kept[-1], Mark) and kept[-1].sign in ",.;":
        kept.pop()
    return tuple(kept)


def indicator(reader: Reader, items: Items, node: Node) -> Value:
    """1 where a condition holds, else 0."""
    with reader.at(node.span):
        return values.value(bracket(condition(reader, items)))


def indices_of(node: Scripts) -> list[Row]:
    """The indices below a letter, run together or apart."""
    return [] if node.sub is None else spread(node.sub, 2)


def kronecker(reader: Reader, node: Scripts) -> Value:
    """`\\delta_{ij}`; `\\delta_{ii}` is summed where that is agreed of an index that stands twice."""
    with reader.at(node.span):
        first, second = (index_of(reader, part.items) for part in indices_of(node))
        if first == second and first.index is not None and reader.scope.conventions.implied:
            return values.value(Sum(1, Tensor(Integer(first))))
        return values.value(KroneckerDelta(Tensor(Integer(first)), Tensor(Integer(second))))


def bars(reader: Reader, node: Bracket) -> Value:
    """|x|: of a number its absolute value, of a matrix its determinant, of a set the number of its members."""
    items = node.body.items
    thing = reader.thing(spelling(items[0])) if len(items) == 1 else None
    if isinstance(thing, IndexSet):
        index = Tensor(Integer(af.of_atom(thing.index)))
        return values.value(Sum(1, index, where=Logical(thing.condition)))
    value = reader.expression(items)
    with reader.at(node.span):
        if value.stands == "matrix":
            return values.made(det(value.tensor), "number", value)
        if values.is_plain(value):
            return values.made(abs(value.tensor), "number", value)
    raise Unreadable(node.span, f"|·| of {values.described(value)}", r"write \|x\| for its norm")


def _at_point(reader: Reader, whole: Value, at: Row) -> Value:
    """`\\left.\\frac{d^2 f}{dx^2}\\right|_{a}`: at a value of the one variable that is differentiated by."""
    found = {x.variable for x in subexpressions(expand_names(whole.tensor.body)) if isinstance(x, Derivative)}
    arrays = {x.array if isinstance(x, Entry) else None for x in found}
    array = arrays.pop() if len(arrays) == 1 else None
    value = reader.expression(at.items)
    if array is None or tuple((axis.lower, axis.upper) for axis in value.tensor.axes) != array.axes:
        raise Unreadable(
            at.span, "at which values? An equation for each is wanted below the bar", "as in \\left. f \\right|_{x=a}"
        )
    body = Let(array, value.tensor, whole.tensor.body)
    said = (f"the value below the bar is one of {array.name}",)
    return values.made(Tensor(body, whole.tensor.axes), whole.stands, whole, value, said=said)


def evaluated(reader: Reader, node: Bracket, at: Row) -> Value:
    """`\\left.f\\right|_{x=a}`: derivatives are taken before the variable has its value."""
    whole = reader.expression(node.body.items)
    if not any(isinstance(item, Relation | Mark) for item in at.items):
        return _at_point(reader, whole, at)
    for part in split(at.items):
        sides, relations = sides_of(part)
        if len(sides) != 2 or relations[0].sign != "=":
            raise Unreadable(
                at.span,
                "at which values? An equation for each is wanted below the bar",
                "as in \\left. f \\right|_{x=a}",
            )
        variable, value = (reader.expression(side) for side in sides)
        entry = variable.tensor.body
        if not isinstance(entry, Entry) or variable.tensor.ndim != len(entry.array.axes):
            raise Unreadable(
                extent(sides[0]),
                "a declared variable is wanted here",
                "as in \\left. f \\right|_{x=a}, with x declared",
            )
        if values.is_integer(value.tensor, 0) and variable.tensor.axes:
            value = values.value(zeros(*(Tensor(Integer(axis.size)) for axis in variable.tensor.axes)))
        if value.tensor.shape != variable.tensor.shape:
            raise Misfit(extent(sides[1]), f"{values.described(variable)} is no {values.described(value)}")
        body = Let(entry.array, value.tensor, whole.tensor.body)
        whole = values.made(Tensor(body, whole.tensor.axes), whole.stands, whole, value)
    return whole
