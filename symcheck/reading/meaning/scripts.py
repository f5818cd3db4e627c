"""What hangs on a value: an entry, a row or a column below; a power, an inverse or a transpose above."""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Condition, Expr, IndexRelation, Power
from symcheck.expressions.nodes import Number as Constant
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Misfit, Way
from symcheck.reading.meaning.free import run_together, spread
from symcheck.reading.meaning.indexing import index_of
from symcheck.reading.meaning.placed import placed
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Extent, Quantity, Running, Value
from symcheck.reading.tree import Bracket, Letter, Node, Note, Number, Operator, Row, Symbol, Unreadable, Word

LARGEST_POWER = 10_000
TRANSPOSES = {"T", r"\top", r"\intercal", r"\dagger"}


def outside(form: IndexForm, axis: Index) -> bool:
    """Whether an index certainly leaves its axis at an end of its range."""
    return _is_once_negative(form - axis.lower) or _is_once_negative(axis.upper - form)


def is_never_negative(form: IndexForm) -> bool:
    """Whether a form is 0 or more wherever its indices are in their ranges."""
    least = _at_end(form, "lower")
    return not least.terms and least.constant >= 0


def kept(form: IndexForm, axis: Index, held: Condition) -> bool:
    """Whether conditions keep an index to its axis: each end that it would leave is excluded by one of them."""
    known = [least for relation in held if isinstance(relation, IndexRelation) for least in _never_negative(relation)]
    ends = [end for end in (form - axis.lower, axis.upper - form) if _is_once_negative(end)]
    return all(any(is_never_negative(end - least) for least in known) for end in ends)


def _is_once_negative(form: IndexForm) -> bool:
    least = _at_end(form, "lower")
    return not least.terms and least.constant < 0


def _never_negative(relation: IndexRelation) -> tuple[IndexForm, ...]:
    """What is 0 or more by a condition: what differs from 0, and is not below it, is 1 or more."""
    form = relation.form
    match relation.kind:
        case "ge":
            return (form,)
        case "eq":
            return form, form.scale(-1)
        case "ne":
            return tuple(way.shift(-1) for way in (form, form.scale(-1)) if is_never_negative(way))


def _at_end(form: IndexForm, end: str) -> IndexForm:
    """The least or largest value of a form, its indices at their ends."""
    found = af.integer(form.constant)
    for atom, coefficient in form.terms:
        if isinstance(atom, Index):
            which = end if coefficient > 0 else {"lower": "upper", "upper": "lower"}[end]
            found = found + (atom.lower if which == "lower" else atom.upper).scale(coefficient)
        else:
            found = found + af.of_atom(atom).scale(coefficient)
    return found


def with_scripts(reader: Reader, whole: Value, sub: Row | None, sup: Row | None, node: Node) -> Value:
    """A value with an index below and a power, an inverse or a transpose above."""
    if sub is None or sup is None:
        found = whole if sub is None else entry(reader, whole, sub, node)
        return found if sup is None else power(reader, found, sup, node)
    if not is_turning(reader, sup) or whole.stands != "matrix":
        return power(reader, entry(reader, whole, sub, node), sup, node)
    return _turned_entry(reader, whole, sub, sup, node)


def _turned_entry(reader: Reader, whole: Value, sub: Row, sup: Row, node: Node) -> Value:
    """`A^T_{ij}`: an entry of the transpose or inverse, or that of an entry or a row."""
    parts = spread(sub, whole.tensor.ndim)
    is_vector = len(parts) == 1 or any(_is_all(part) for part in parts)
    if is_vector and transposes(reader, sup):
        return power(reader, entry(reader, whole, sub, node), sup, node)
    ways = (
        Way("the entry of the whole", "write (…)_{ij}"),
        Way("the power of the entry", "write (A_{ij})^…"),
    )
    square = whole.tensor.shape[0] == whole.tensor.shape[1]
    if not transposes(reader, sup) and not square:
        return power(reader, entry(reader, whole, sub, node), sup, node)
    clear = not square or (sup.span.start < sub.span.start and not transposes(reader, sup))
    if clear or reader.choose(node.span, *ways) == 0:
        return entry(reader, power(reader, whole, sup, node), sub, node)
    return power(reader, entry(reader, whole, sub, node), sup, node)


STANDING = (
    Way("the row stands as a column, as rows with one index do", "X_{i:} means X_i"),
    Way("the row stands as a row", "X_{i:} means X_i^T"),
)


def entry(reader: Reader, whole: Value, sub: Row, node: Node) -> Value:
    """An entry, a row (as a column; with its second index left open, as a row too) or a column of a value."""
    parts = spread(sub, whole.tensor.ndim)
    ndim = whole.tensor.ndim
    if not ndim:
        found = placed(reader, whole, sub, node)
        if found is not None:
            return found
        raise Unreadable(
            node.span,
            "a number has no entries: this name with its index is not declared",
            "declare it with its index, as in x_i ∈ ℝ for i ∈ n, or as a name of its own, as in x_1 ∈ ℝ",
        )
    together = run_together(parts[0]) if len(parts) == 1 else []
    if len(together) > 1 and all(isinstance(reader.thing(_letter(x)), Running) for x in together):
        parts = together
    if len(parts) > ndim:
        raise Misfit(sub.span, f"{len(parts)} indices for {values.described(whole)}")
    keys: list[object] = []
    with reader.at(sub.span):
        for part, axis in zip(parts, whole.tensor.axes, strict=False):
            keys.append(slice(None) if _is_all(part) else within_axis(reader, part, axis))
        tensor = whole.tensor[tuple(keys)]
    if reader.scope.conventions.vectors_are_rows and tensor.ndim == 1 and not _is_all(parts[0]):
        return values.made(tensor, "row", whole)
    is_row = [_is_all(part) for part in parts] == [False, True] and whole.stands == "matrix"
    if is_row and reader.choose(node.span, *STANDING):
        return values.made(tensor, "row", whole)
    return values.made(tensor, values.of_axes(tensor.ndim), whole)


def _are_letters(reader: Reader, part: Row) -> bool:
    """Whether several index letters stand side by side, which are as many indices."""
    return len(part.items) > 1 and all(isinstance(reader.thing(spelling(x)), Running) for x in part.items)


def within_axis(reader: Reader, part: Row, axis: Index) -> IndexForm:
    """An index of an axis; Misfit where its own range leaves the axis, and no condition keeps it inside."""
    form = index_of(reader, part.items, axis)
    if form.terms and not reader.conditional and outside(form, axis) and not kept(form, axis, reader.scope.held):
        raise Misfit(
            part.span,
            f"{form} runs from {_at_end(form, 'lower')} to {_at_end(form, 'upper')}, "
            f"the axis from {axis.lower} to {axis.upper}",
        )
    return form


def _letter(part: Row) -> str | None:
    only = lone(part.items)
    return only.name if isinstance(only, Letter) else None


def _is_all(part: Row) -> bool:
    """Whether an index stands for all: `·`, `:`, `*`."""
    only = lone(part.items)
    return (isinstance(only, Operator) and only.sign in "·:*") or (isinstance(only, Symbol) and only.name == r"\cdot")


def is_transpose(node: Node | None) -> bool:
    """Whether a node is the sign by which every page transposes."""
    return isinstance(node, Letter | Symbol) and node.name in TRANSPOSES


def transposes(reader: Reader, sup: Row) -> bool:
    """Whether a superscript is the sign of the transpose."""
    if len(sup.items) != 1:
        return False
    name = sign_of(sup.items[0])
    return name in TRANSPOSES or name in reader.scope.conventions.transposes


def sign_of(node: Node) -> str:
    match node:
        case Letter(name) | Symbol(name) | Word(name):
            return name
    return ""


def is_turning(reader: Reader, sup: Row) -> bool:
    """Whether a superscript is a transpose or an inverse, of the whole thing."""
    return transposes(reader, sup) or _minus(sup) is not None


def _minus(sup: Row) -> Node | None:
    """What stands behind the minus of `-1` and `-T`."""
    items = sup.items
    if len(items) == 2 and isinstance(items[0], Operator) and items[0].sign == "-":
        one = items[1]
        if (isinstance(one, Number) and one.text == "1") or sign_of(one) in TRANSPOSES:
            return one
    return None


def _with_digits(reader: Reader, whole: Value, digits: Note, node: Node) -> Value:
    """`a^12` in TeX: a¹², or a¹ · 2 as it is set."""
    only = lone(digits.body.items)
    text = only.text if isinstance(only, Number) else ""
    ways = (
        Way("all digits are the exponent", f"write ^{{{text}}}"),
        Way("the exponent is the first digit alone, as TeX sets it", f"write ^{text[0]} and a space"),
    )
    if not reader.choose(digits.span, *ways):
        return power(reader, whole, digits.body, node)
    first = replace(digits.body, items=(Number(text[0], span=digits.span),))
    return values.multiplied(power(reader, whole, first, node), values.of_number(text[1:]))


def power(reader: Reader, whole: Value, sup: Row, node: Node) -> Value:
    """A value with its superscript: transposes, inverses, powers; several behind one another."""
    if not sup.items:
        raise Unreadable(node.span, "a superscript with nothing in it", "leave the ^ out")
    if sign_of(sup.items[0]) == r"\star" or (isinstance(sup.items[0], Operator) and sup.items[0].sign == "*"):
        name = spelling(node) or "this name with its star"
        raise Unreadable(node.span, f"{name} is not declared", f"declare it, as in {name} ∈ ℝ")
    if isinstance(digits := lone(sup.items), Note) and digits.kind == "digits":
        return _with_digits(reader, whole, digits, node)
    with reader.at(node.span):
        if transposes(reader, sup) and not (whole.stands == "number" and _is_number(reader, sup.items[0])):
            return values.transposed(whole)
        if isinstance(sup.items[0], Bracket) and len(sup.items) == 1:
            why = "a superscript in brackets is an index or part of a name: this one is not declared"
            raise Unreadable(node.span, why, "declare it, as in x^{(i)} ∈ ℝ^d for i ∈ n")
        if len(sup.items) > 1 and isinstance(sup.items[0], Operator) and sup.items[0].sign in "∘⊙":
            exponent = reader.expression(sup.items[1:])
            return values.made(whole.tensor**exponent.tensor, whole.stands, whole, exponent)
        behind = _minus(sup)
        if behind is not None and whole.stands == "matrix":
            inverse = values.raised(whole, values.of_number("-1"))
            return inverse if isinstance(behind, Number) else values.transposed(inverse)
        if len(sup.items) > 1 and transposes(reader, replace(sup, items=sup.items[-1:])):
            return values.transposed(power(reader, whole, replace(sup, items=sup.items[:-1]), node))
        exponent = reader.expression(sup.items)
        if _known_size(whole.tensor.body) is not None and (_known_size(exponent.tensor.body) or 0) > LARGEST_POWER:
            raise Unreadable(node.span, f"a power of a number beyond {LARGEST_POWER}", "write a letter for it")
        if values.is_vector(whole) and _is_two(exponent):
            return _square(reader, whole, exponent, node)
        return values.raised(whole, exponent)


def _known_size(expr: Expr) -> int | None:
    """How large a number is that is written out, or a power of such, up to a bound; None for anything else."""
    match expr:
        case Constant(value):
            return min(abs(int(value)), 2 * LARGEST_POWER)
        case Power(base, exponent):
            below, above = _known_size(base), _known_size(exponent)
            return None if below is None or above is None else min(below ** min(above, 20), 2 * LARGEST_POWER)
    return None


def _is_number(reader: Reader, node: Node) -> bool:
    thing = reader.thing(spelling(node))
    return isinstance(thing, Extent | Running) or (isinstance(thing, Quantity) and thing.value.stands == "number")


def _is_two(exponent: Value) -> bool:
    return exponent.stands == "number" and values.is_integer(exponent.tensor, 2)


def _square(reader: Reader, whole: Value, exponent: Value, node: Node) -> Value:
    """The square of a vector: its inner product with itself, or entry by entry."""
    agreed = reader.scope.conventions.square
    ways = (
        Way("the square of a vector is taken entry by entry", r"x^2 means x \odot x"),
        Way("the square of a vector is its inner product with itself", "x^2 means x^T x"),
    )
    inner = reader.choose(node.span, *ways) == 1 if not agreed else agreed == "inner"
    return values.made(whole.tensor @ whole.tensor, "number", whole) if inner else values.raised(whole, exponent)
