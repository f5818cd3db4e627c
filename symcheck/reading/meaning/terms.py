"""Sums of terms, products of factors, quotients: how far each sign of a row reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.free import bound_letters, free_letters, is_binder
from symcheck.reading.meaning.implied import implied
from symcheck.reading.meaning.linking import chained
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, extent
from symcheck.reading.scope import Value
from symcheck.reading.tree import (
    Big,
    Bracket,
    Letter,
    Mark,
    Node,
    Number,
    Operator,
    Relation,
    Scripts,
    Text,
    Unreadable,
    Word,
)

LOOSE = "⊙∘⊗:"
TIGHT = "·×*"


DOTS = (
    Way("the dot is the inner product of two vectors", r"write x^T y"),
    Way("the dot is the product of a column and a row", r"write x y^T"),
)


class Term(Struct, frozen=True):
    """A term with the sign before it: one of a sum."""

    sign: str
    items: tuple[Node, ...]


def expression(reader: Reader, items: Items) -> Value:
    """A sum of terms."""
    items = tuple(item for item in items if not _is_layout(item))
    if not items:
        raise Unreadable(extent(items), "an expression is missing here")
    for item in items:
        if isinstance(item, Relation):
            raise Unreadable(item.span, f"a relation {item.sign} inside an expression")
        if isinstance(item, Text | Mark):
            shown = item.text.strip() if isinstance(item, Text) else item.sign
            raise Unreadable(item.span, f"{shown!r} inside an expression")
    total: Value | None = None
    for term in reached(reader, terms(reader, items)):
        value = product(reader, term.items)
        with reader.at(extent(items)):
            if total is None:
                total = values.negative(value) if term.sign == "-" else value
            else:
                total = values.added(total, value, term.sign)
    if total is None:
        raise Unreadable(extent(items), "an expression is missing here")
    return total


def _is_layout(item: Node) -> bool:
    return isinstance(item, Mark) and item.sign in ("&", "\\quad")


def terms(reader: Reader, items: Items) -> list[Term]:
    """The terms apart by the signs of this level; a sign that follows another operator is its term's own."""
    found: list[Term] = []
    sign, pending = "+", list[Node]()
    for item in items:
        if isinstance(item, Operator) and item.sign in "+-±∓" and _parts(reader, pending):
            if item.sign in "±∓":
                raise Unreadable(item.span, "± has two values")
            if pending:
                found.append(Term(sign, tuple(pending)))
                sign, pending = item.sign, []
            else:
                sign = item.sign if sign == "+" else {"+": "-", "-": "+"}[item.sign]
        else:
            pending.append(item)
    if not pending:
        raise Unreadable(items[-1].span, "an expression is missing behind this sign")
    return [*found, Term(sign, tuple(pending))]


def _parts(reader: Reader, pending: Sequence[Node]) -> bool:
    """Whether a sign behind these items ends their term: not behind an operator, Σ, or a function without argument."""
    if not pending:
        return True
    last = pending[-1]
    if isinstance(last, Operator):
        return last.sign == "!"
    base = base_of(last)
    if isinstance(base, Big):
        return False
    return not (isinstance(base, Word) and reader.is_function(base))


def reached(reader: Reader, found: list[Term]) -> list[Term]:
    """The terms with those joined over which a sum reaches because its index stands free in them."""
    for position, term in enumerate(found):
        for place, item in enumerate(term.items):
            if is_binder(item) and isinstance(item, Scripts) and item.sub is not None:
                last = _last_reached(reader, bound_letters(item.sub), found, position)
                if last > position:
                    return _joined(reader, found, position, place, last)
    return found


def _last_reached(reader: Reader, letters: list[str], found: list[Term], position: int) -> int:
    last = position
    for further in range(position + 1, len(found)):
        if any(_binds_again(item, letters) for item in found[further].items):
            break
        if free_letters(found[further].items, reader.scope).intersection(letters):
            last = further
    return last


def _binds_again(item: Node, letters: list[str]) -> bool:
    own = bound_letters(item.sub) if is_binder(item) and isinstance(item, Scripts) and item.sub is not None else []
    return bool(set(own).intersection(letters))


def _joined(reader: Reader, found: list[Term], position: int, place: int, last: int) -> list[Term]:
    """Ways to read a sum whose index stands free behind it."""
    first, behind = found[position], found[position + 1 : last + 1]
    binder = first.items[place]
    assert isinstance(binder, Scripts) and binder.sub is not None
    letters = bound_letters(binder.sub)
    outside = any(free_letters(other, reader.scope).intersection(letters) for other in reader.others)
    turned = first.sign == "-" and any(term.sign == "-" for term in behind)
    whole = list(first.items)
    for term in behind:
        whole += [Operator(term.sign, span=term.items[0].span), *term.items]
    ways = [Way("the sum reaches over all terms with its index", "put brackets around them")]
    if turned:
        ways.append(Way("each term is summed with the sign before it", "put brackets around each"))
    if outside:
        ways.append(Way("the sum ends before the next sign", "put brackets around the sum"))
    way = ways[reader.choose(binder.span, *ways)] if len(ways) > 1 else ways[0]
    if way is ways[0]:
        return [*found[:position], Term(first.sign, tuple(whole)), *reached(reader, found[last + 1 :])]
    if turned and way is ways[1]:
        before = first.items[: place + 1]
        each = [first, *(Term(term.sign, (*before, *term.items)) for term in behind)]
        return [*found[:position], *each, *reached(reader, found[last + 1 :])]
    return found


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
                raise Unreadable(node.span, f"a factor is missing before {node.sign}")
            sign = node.sign
            stream.take()
            continue
        start = stream.at
        value = denominator(reader, stream) if sign == "/" else reader.factor(stream)
        factors.append(Factor(sign, value, tuple(stream.items[start : stream.at])))
        sign = ""
    if sign or not factors:
        raise Unreadable(extent(items), f"a factor is missing behind {sign}" if sign else "an expression is missing")
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
        found = [_tight(reader, group) for group in groups]
        whole = found[0]
        for group, value in zip(groups[1:], found[1:], strict=True):
            whole = _by_sign(reader, group[0].sign, whole, value, group[0])
        return whole
    except StatementError:
        if len(groups) == 1:
            raise
        try:
            return _in_order(reader, factors)
        except StatementError:
            pass
        raise


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
    return _starred(reader, a, b, factor) if sign == "*" else make[sign](a, b)


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
        raise Unreadable(extent(stream.items), "nothing stands behind the slash")
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
