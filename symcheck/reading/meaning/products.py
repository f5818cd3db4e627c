"""Products and quotients: factors, the signs between them, and what stands below a slash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.indices import ONE
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.implied import implied
from symcheck.reading.meaning.linking import chained
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, extent
from symcheck.reading.scope import Value
from symcheck.reading.source import Span
from symcheck.reading.tree import LOST, Big, Bracket, Letter, Node, Number, Operator, Scripts, Unreadable

LOOSE = "⊙∘⊗:"
TIGHT = "·×*"


DOTS = (
    Way("the dot is the inner product of two vectors", r"write x^T y"),
    Way("the dot is the product of a column and a row", r"write x y^T"),
)


TURNED = "a column before a matrix stands as a row, a row behind one as a column, as agreed"

OTHERWISE = (
    Way("the factors are multiplied in the order in which they stand", "put brackets around them"),
    Way("⊙ joins the two factors beside it first", "put brackets around what is taken entry by entry"),
)


class Factor(Struct, frozen=True):
    """A factor, and the operator before it: "" for none."""

    sign: str
    value: Value
    nodes: tuple[Node, ...]


def product(reader: Reader, items: Items) -> Value:
    """A product of factors, those with ⊙ looser than the others."""
    stream = Stream(items)
    factors: list[Factor] = []
    negative, sign = False, ""
    while not stream.done():
        node = stream.peek()
        if isinstance(node, Operator) and node.sign in "+-" and (sign or not factors):
            negative ^= stream.take() == node and node.sign == "-"
            continue
        if isinstance(node, Operator) and node.sign in LOOSE + TIGHT + "/":
            if sign or not factors:
                raise Unreadable(node.span, f"a factor is missing before {node.sign}", LOST)
            sign = node.sign
            stream.take()
            continue
        start = stream.at
        value = denominator(reader, stream) if sign == "/" else reader.factor(stream)
        factors.append(Factor(sign, value, tuple(stream.items[start : stream.at])))
        sign = ""
    if sign or not factors:
        raise Unreadable(
            extent(items), f"a factor is missing behind {sign}" if sign else "an expression is missing", LOST
        )
    with reader.at(extent(items)):
        whole = multiplied(reader, factors)
        whole = implied(reader, [factor.value for factor in factors], whole, items)
    return values.negative(whole) if negative else whole


def multiplied(reader: Reader, factors: list[Factor]) -> Value:
    """The factors multiplied: tight signs first, and where that does not fit, in the order in which they stand."""
    if len(factors) == 1:
        return factors[0].value
    groups: list[list[Factor]] = [[]]
    for factor in factors:
        if factor.sign and factor.sign in LOOSE:
            groups.append([])
        groups[-1].append(factor)
    try:
        return _grouped(reader, groups)
    except StatementError:
        if len(groups) == 1:
            raise
        found = _otherwise(reader, factors)
        if not found:
            raise
    return found[reader.choose(_written(factors), *OTHERWISE) if len(found) > 1 else 0]


def _grouped(reader: Reader, groups: Sequence[list[Factor]]) -> Value:
    """Groups of factors multiplied, and their products joined by the signs between them."""
    found = [_tight(reader, group) for group in groups]
    whole = found[0]
    for group, value in zip(groups[1:], found[1:], strict=True):
        whole = _by_sign(reader, group[0].sign, whole, value, group[0])
    return whole


def _otherwise(reader: Reader, factors: Sequence[Factor]) -> list[Value]:
    """Factors in the order in which they stand, and with ⊙ first: what fits of the two."""
    found: list[Value] = []
    for make in (_in_order, _loose_first):
        with suppress(StatementError):
            found.append(make(reader, factors))
    return found


def _loose_first(reader: Reader, factors: Sequence[Factor]) -> Value:
    """Single factors joined by ⊙ before they are multiplied: `W a ⊙ b` as W (a ⊙ b)."""
    joined: list[Factor] = []
    for factor in factors:
        if factor.sign and factor.sign in LOOSE:
            before = joined.pop()
            value = _by_sign(reader, factor.sign, before.value, factor.value, factor)
            joined.append(Factor(before.sign, value, (*before.nodes, *factor.nodes)))
        else:
            joined.append(factor)
    return _tight(reader, joined)


def _written(factors: Sequence[Factor]) -> Span:
    return extent([node for factor in factors for node in factor.nodes])


def _in_order(reader: Reader, factors: Sequence[Factor]) -> Value:
    whole = factors[0].value
    for n, factor in enumerate(factors[1:], 1):
        found = _by_sign(reader, factor.sign, whole, factor.value, factor)
        both = values.is_vector(whole) and values.is_vector(factor.value) and values.is_vector(found)
        if both and reader.scope.conventions.diagonal and any(x.value.stands == "matrix" for x in factors[:n]):
            why = "this vector may stand for a diagonal matrix on either side of what stands before it"
            raise Unreadable(extent(factor.nodes), why, r"write \mathrm{diag}(…), or \odot and brackets")
        whole = found
    return whole


def _tight(reader: Reader, factors: list[Factor]) -> Value:
    """Factors without ⊙ between them; where no product fits from the left, one that fits is found."""
    try:
        return _in_order(reader, factors)
    except StatementError:
        if len(factors) < 3 or any(factor.sign == "/" for factor in factors):
            raise
        for cut in range(len(factors) - 1, 0, -1):
            try:
                left, right = _tight(reader, factors[:cut]), _tight(reader, factors[cut:])
                return _by_sign(reader, factors[cut].sign, left, right, factors[cut])
            except StatementError:
                continue
        raise


def _by_sign(reader: Reader, sign: str, a: Value, b: Value, factor: Factor) -> Value:
    conventions = reader.scope.conventions
    linked = chained(a, b, conventions.layout) if sign in ("", "·", "×", "*") else None
    if linked is not None:
        return linked
    meant = {"·": conventions.dot, "*": conventions.star}.get(sign, "")
    if meant:
        return values.entrywise(a, b) if meant == "elementwise" else values.multiplied(a, b)
    if sign == "·" and a.stands == "column" and b.stands == "row" and values.same_shape(a, b):
        return values.multiplied(a, b) if reader.choose(extent(factor.nodes), *DOTS) else values.inner(a, b)
    multiplied = values.as_diagonal if conventions.diagonal else values.multiplied
    make: dict[str, Callable[[Value, Value], Value]] = {
        "": multiplied, "·": values.dotted, "/": values.divided, "⊙": values.entrywise,
        "∘": values.entrywise, ":": values.contracted, "⊗": values.tensored, "×": multiplied,
    }  # fmt: skip
    if conventions.layout == "any" and sign in ("", "·", "×"):
        a, b = _turned(a, b)
    return _starred(reader, a, b, factor) if sign == "*" else make[sign](a, b)


def _turned(a: Value, b: Value) -> tuple[Value, Value]:
    """A column before a matrix as a row, a row behind one as a column: where that is agreed."""
    if (a.stands, b.stands) == ("column", "matrix") and b.tensor.shape[0] != ONE:
        return replace(values.transposed(a), said=(*a.said, TURNED)), b
    if (a.stands, b.stands) == ("matrix", "row") and a.tensor.shape[1] != ONE:
        return a, replace(values.transposed(b), said=(*b.said, TURNED))
    return a, b


def _starred(reader: Reader, a: Value, b: Value, factor: Factor) -> Value:
    """`a * b` between two things that are no numbers: by what fits, ambiguous where both do."""
    if values.is_plain(a) or values.is_plain(b):
        return values.multiplied(a, b)
    found: list[tuple[Way, Value]] = []
    for make, words in ((values.entrywise, "elementwise"), (values.multiplied, "product")):
        try:
            found.append(
                (
                    Way(f"* is the {words} product".replace("product product", "matrix product"), f"* means {words}"),
                    make(a, b),
                )
            )
        except StatementError:
            continue
    if not found:
        return values.entrywise(a, b)
    if len(found) == 1:
        return found[0][1]
    return found[reader.choose(extent(factor.nodes), *(way for way, _ in found))][1]


def denominator(reader: Reader, stream: Stream) -> Value:
    """What stands behind a slash: one thing, or a run of letters and numbers that touch, which is ambiguous."""
    first = stream.peek()
    if first is None:
        raise Unreadable(extent(stream.items), "nothing stands behind the slash", LOST)
    if not isinstance(first, Number | Letter | Scripts) or _opens(reader, stream):
        return reader.factor(stream)
    start = stream.at
    value = reader.factor(stream)
    before = stream.items[start - 2] if start >= 2 else None
    of_numbers = isinstance(first, Number) and isinstance(before, Number) and isinstance(stream.peek(), Bracket)
    if of_numbers or not _touches(stream.peek()):
        return value
    alone = stream.at
    with reader.at(first.span):
        run = value
        while _touches(stream.peek()):
            run = values.multiplied(run, reader.factor(stream))
    shown = "".join(spelling(x) or "…" for x in stream.items[start : stream.at])
    ways = (
        Way("all that touches stands below the slash", f"…/{shown} means …/({shown})"),
        Way("only the first thing stands below the slash", "write a fraction, or brackets"),
    )
    if reader.choose(extent(stream.items[start : stream.at]), *ways) == 0:
        return run
    stream.at = alone
    return value


def _opens(reader: Reader, stream: Stream) -> bool:
    """Whether what stands behind a slash is a sum or a call: it reaches as far as it does anywhere."""
    node = stream.peek()
    base = base_of(node)
    return isinstance(base, Big) or (base is not None and reader.is_function(base))


def _touches(node: Node | None) -> bool:
    if node is None or node.spaced:
        return False
    return isinstance(node, Number | Letter | Scripts | Bracket) and not isinstance(getattr(node, "base", None), Big)
