"""What a single thing means: numbers, names with their scripts, brackets, fractions, roots, tables."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Constant, Integer
from symcheck.language.functions import sqrt
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.changing import DOTS
from symcheck.reading.meaning.choosing import Misfit, Way
from symcheck.reading.meaning.free import indices_written, run_together, spread
from symcheck.reading.meaning.indexing import index_of, is_bound, ranges_of
from symcheck.reading.meaning.known import BINOMIAL, KNOWN
from symcheck.reading.meaning.placed import placed
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone, split
from symcheck.reading.scope import Extent, Formula, Layered, Mapped, Quantity, Running, Thing, Unknown, Value
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Relation,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
    Unreadable,
    Word,
)

INNER = ("F", "2", "HS")
"""What may hang below an inner product and changes nothing."""
TRANSPOSES = {"T", r"\top", r"\intercal", r"\dagger"}


class Resolved(Struct, frozen=True):
    """A name with what is left of its scripts."""

    name: str
    thing: Thing
    sub: Row | None
    sup: Row | None
    primes: int = 0


def atom(reader: Reader, node: Node) -> Value:
    """The value of one node; Unreadable where it is no value."""
    match node:
        case Number(text):
            return values.of_number(text)
        case Letter() | Word() | Accent():
            return named(reader, node)
        case Group() if is_run(node):
            return named(reader, node)
        case Scripts():
            return scripted(reader, node)
        case Group(body):
            return reader.expression(body.items)
        case Bracket():
            return bracketed(reader, node)
        case Fraction(over, under, "frac"):
            with reader.at(node.span):
                return values.divided(reader.expression(over.items), reader.expression(under.items))
        case Fraction(over, under, "binom"):
            with reader.at(node.span):
                return BINOMIAL.rule(reader.expression(over.items), reader.expression(under.items))
        case Root(body, degree):
            return _root(reader, node, body, degree)
        case Note("boxed" | "underbrace" | "overbrace" | "cancel" | "underset" | "overset", body):
            return reader.expression(body.items)
        case Symbol(name):
            raise Unreadable(node.span, f"{name} is no value here")
        case Text(text):
            raise Unreadable(node.span, f"words inside a formula: {text.strip()!r}")
        case Mark(sign) | Operator(sign):
            raise Unreadable(node.span, f"an expression is missing before {sign!r}")
    raise Unreadable(node.span, "this is no expression that is known here")


def is_run(node: Group) -> bool:
    """Whether letters and digits that touch stand together as one name: `dW`, `h1`."""
    first, *rest = node.body.items or (node,)
    return isinstance(first, Letter) and bool(rest) and all(_goes_on(item) for item in rest)


def _goes_on(item: Node) -> bool:
    return isinstance(item, Letter | Number) and not item.spaced


def named(reader: Reader, node: Node) -> Value:
    """The value of a name without scripts; of a decorated name, the decoration may stand over its scripts too."""
    name = spelling(node)
    thing = reader.thing(name)
    if name == r"\pi" and isinstance(thing, Quantity) and thing.value.tensor.ndim:
        said = r"\pi without an index is the number, beside the \pi that is declared"
        return values.value(Tensor(Constant("pi")), None, said)
    if thing is not None and name is not None:
        return of_thing(reader, Resolved(name, thing, None, None), node)
    if isinstance(node, Accent) and len(node.body.items) == 1 and isinstance(node.body.items[0], Scripts):
        return scripted(reader, _moved(node, node.body.items[0]))
    if isinstance(node, Accent) and node.mark in DOTS and _changes(reader, node.body):
        return reader.rate(reader.expression(node.body.items), DOTS.index(node.mark) + 1, node)
    if isinstance(node, Accent) and node.mark in ("vec", "underline"):
        return reader.expression(node.body.items)
    if name == r"\pi":
        return values.value(Tensor(Constant("pi")))
    if name == "e":
        return values.exponential(values.of_number("1"))
    if name is not None and ranges_of(reader, name, (reader.whole, *reader.others)):
        return values.value(Tensor(Integer(index_of(reader, (node,)))))
    if isinstance(node, Group) and all(_is_known(reader, item) for item in node.body.items):
        return reader.expression(node.body.items)
    raise Unreadable(node.span, f"{name or 'this'} is not declared", f"declare it, as in {name or 'x'} ∈ ℝ")


def _is_known(reader: Reader, item: Node) -> bool:
    """Whether an item in braces is a letter that means something by itself: `\\log{ab}` is of a product."""
    return isinstance(item, Letter) and item.face != "rm" and reader.thing(item.name) is not None


def _changes(reader: Reader, body: Row) -> bool:
    """Whether a dot stands over what has a value or can be called, or over brackets."""
    only = lone(body.items)
    return isinstance(only, Bracket) or isinstance(reader.thing(spelling(body)), Quantity | Formula | Unknown)


def _of_rate(reader: Reader, node: Scripts) -> Value | None:
    r"""`\dot x_1^2` of an x_1 that has a value; None where no dot stands over the letter."""
    base = node.base
    only = lone(base.body.items) if isinstance(base, Accent) and base.mark in DOTS else None
    if not isinstance(base, Accent) or only is None or node.sub is None or reader.thing(spelling(base)) is not None:
        return None
    bare = Scripts(only, node.sub, span=node.span)
    if isinstance(only, Scripts) or not isinstance(reader.thing(spelling(bare) or spelling(only)), Quantity | Formula):
        return None
    whole = reader.rate(reader.node(bare), DOTS.index(base.mark) + 1, node)
    return with_scripts(reader, whole, None, node.sup, node)


def outside(form: IndexForm, axis: Index) -> bool:
    """Whether an index certainly leaves its axis at an end of its range."""
    low, high = (_at_end(form, end) - bound for end, bound in (("lower", axis.lower), ("upper", axis.upper)))
    return (not low.terms and low.constant < 0) or (not high.terms and high.constant > 0)


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


def _moved(node: Accent, inner: Scripts) -> Scripts:
    """`\\hat{y_w}` as `\\hat{y}_w`."""
    base = Accent(node.mark, Row(() if inner.base is None else (inner.base,), span=inner.span), span=node.span)
    return Scripts(base, inner.sub, inner.sup, inner.primes, span=node.span, spaced=node.spaced)


def resolve(reader: Reader, node: Scripts) -> Resolved | None:
    """The longest declared name that scripted letters spell, and the scripts that are left over."""
    base, sub, sup, primes = node.base, node.sub, _flat(node.sup), node.primes
    if base is None:
        return None
    if isinstance(base, Accent) and reader.thing(spelling(base)) is None and len(base.body.items) == 1:
        inner = base.body.items[0]
        if isinstance(inner, Scripts) and (inner.sub is None or sub is None) and (inner.sup is None or sup is None):
            moved = _moved(base, inner)
            return resolve(reader, replace(moved, sub=moved.sub or sub, sup=moved.sup or sup, primes=primes))
    for tried in _parts(sub, sup, primes):
        bare = tried.sub is None and tried.sup is None and not tried.primes
        name = spelling(base if bare else Scripts(base, tried.sub, tried.sup, tried.primes, span=node.span))
        thing = reader.thing(name)
        if thing is not None and name is not None:
            return Resolved(name, thing, tried.rest_sub, tried.rest_sup, primes - tried.primes)
    return None


class _Part(Struct, frozen=True):
    """What of the scripts may belong to a name, and what is left of them."""

    sub: Row | None
    sup: Row | None
    primes: int
    rest_sub: Row | None
    rest_sup: Row | None


def _parts(sub: Row | None, sup: Row | None, primes: int) -> list[_Part]:
    """What of the scripts may belong to the name, the most first."""
    found: list[_Part] = []
    above = [(sup, None)] if sup is None else [*_prefixes(sup), (None, sup)]
    for own in dict.fromkeys((primes, 0)):
        for part, rest in above:
            for below, left in _below_a_name(sub):
                found.append(_Part(below, part, own, left, rest))
    return sorted(found, key=lambda p: -((p.sub is not None) + (p.sup is not None) + 2 * bool(p.primes)))


def _below_a_name(sub: Row | None) -> list[tuple[Row | None, Row | None]]:
    """What of a subscript may belong to the name: all, what stands before a comma, nothing: `v_{c,1}`."""
    if sub is None:
        return [(None, None)]
    commas = [n for n, item in enumerate(sub.items) if isinstance(item, Mark) and item.sign == ","]
    cut = [(replace(sub, items=sub.items[:n]), replace(sub, items=sub.items[n + 1 :])) for n in reversed(commas)]
    return [(sub, None), *cut, (None, sub)]


def _flat(sup: Row | None) -> Row | None:
    """`(i)^2` as `(i)2`: what stands above a bracket above a name is of the whole."""
    last = sup.items[-1] if sup is not None and sup.items else None
    if sup is None or not isinstance(last, Scripts) or not isinstance(last.base, Bracket) or last.sup is None:
        return sup
    return replace(sup, items=(*sup.items[:-1], last.base, *last.sup.items))


def _prefixes(sup: Row) -> list[tuple[Row | None, Row | None]]:
    """The whole of a superscript, and what stands before its last items: `(2)T`, `(i)2`."""
    items = sup.items
    cut = [(replace(sup, items=items[:n]), replace(sup, items=items[n:])) for n in range(len(items) - 1, 0, -1)]
    return [(sup, None), *cut]


def scripted(reader: Reader, node: Scripts) -> Value:
    """The value of something with scripts: an entry, a row, a power, a transpose."""
    found = resolve(reader, node)
    if found is not None:
        return of_thing(reader, found, node)
    of_rate = _of_rate(reader, node)
    if of_rate is not None:
        return of_rate
    base = node.base
    if base is None:
        raise Unreadable(node.span, "a script with nothing that it hangs on")
    if spelling(base) == "e" and node.sub is None and node.sup is not None and not node.primes:
        with reader.at(node.span):
            return values.exponential(reader.expression(node.sup.items))
    if isinstance(base, Bracket) and base.opens == "‖":
        return _normed(reader, base, node)
    if isinstance(base, Bracket) and base.opens == "⟨" and node.sub is not None:
        if _kind(node.sub) not in INNER:
            raise Unreadable(node.sub.span, "another inner product than the usual one", "write x^T A y")
        return _raised(reader, reader.node(base), node)
    if isinstance(base, Bracket) and base.closes == "|" and base.opens == "." and node.sub is not None:
        return _raised(reader, reader.evaluated(base, node.sub), node)
    if isinstance(base, Bracket) and node.sub is not None and _is_plus(node.sub):
        with reader.at(node.span):
            positive = KNOWN["relu"].rule(reader.node(base))
            return with_scripts(reader, positive, None, node.sup, node)
    whole = with_scripts(reader, _base_value(reader, base, node), node.sub, node.sup, node)
    if node.primes:
        return primed(reader, whole, node.primes, node)
    return whole


def _base_value(reader: Reader, base: Node, node: Scripts) -> Value:
    """The value of what scripts hang on; of a name that nobody declared, it is told with its scripts."""
    is_name = isinstance(base, Letter | Word | Accent) or (isinstance(base, Group) and is_run(base))
    if not is_name or reader.thing(spelling(base)) is not None or spelling(node) is None:
        return reader.node(base)
    try:
        return reader.node(base)
    except Unreadable as problem:
        turned = node.sup is not None and (is_turning(reader, node.sup) or _is_digit(node.sup))
        name = spelling(replace(node, sup=None) if turned and (node.sub or node.primes) else base if turned else node)
        advice = problem.advice.replace(f"{spelling(base)} ∈", f"{name} ∈")
        raise Unreadable(node.span, problem.reason.replace(f"{spelling(base)} is", f"{name} is", 1), advice) from None


def _raised(reader: Reader, whole: Value, node: Scripts) -> Value:
    """A value with what stands above it; a second value of a variable there is no power."""
    if node.primes or (node.sup is not None and any(isinstance(item, Relation) for item in node.sup.items)):
        raise Unreadable(node.span, "what stands above this bar is not read", "write a difference of two values")
    return with_scripts(reader, whole, None, node.sup, node)


def _is_digit(sup: Row) -> bool:
    return isinstance(lone(sup.items), Number)


def _is_plus(sub: Row) -> bool:
    only = lone(sub.items)
    return isinstance(only, Operator) and only.sign == "+"


def _normed(reader: Reader, base: Bracket, node: Scripts) -> Value:
    """`\\|x\\|_2^2`: what hangs below a norm says which."""
    whole = _norm(reader, base, "" if node.sub is None else _kind(node.sub))
    return whole if node.sup is None else power(reader, whole, node.sup, node)


def _kind(sub: Row) -> str:
    """What hangs below a norm or an inner product, as text."""
    return "".join(_sign(x) or getattr(x, "text", "?") for x in sub.items)


def primed(reader: Reader, whole: Value, primes: int, node: Node) -> Value:
    """A prime behind a value that is no function: a transpose where that is agreed, a derivative behind brackets."""
    if "'" in reader.scope.conventions.transposes:
        with reader.at(node.span):
            return values.transposed(whole) if primes % 2 else whole
    if isinstance(node, Scripts) and isinstance(node.base, Bracket):
        return reader.slope(whole, primes, node)
    raise Unreadable(
        node.span, "a prime that is neither a derivative nor part of a name", "if it transposes: ' means transpose"
    )


def of_thing(reader: Reader, found: Resolved, node: Node) -> Value:
    """The value of a declared name with the scripts that are left."""
    match found.thing:
        case Quantity():
            whole, sub, sup = _member(reader, found, node)
            whole = with_scripts(reader, whole, sub, sup, node)
            return primed(reader, whole, found.primes, node) if found.primes else whole
        case Extent(thing=Quantity() as numbers) if found.sub is not None:
            return of_thing(reader, Resolved(found.name, numbers, found.sub, found.sup, found.primes), node)
        case Extent(form):
            return _number(reader, found, form, node)
        case Running(name, index, Quantity() as numbers) if found.sub is not None or not numbers.lead:
            if found.sub is None and is_bound(index):
                raise Unreadable(node.span, f"{name} is an index that is summed over here, and declared as numbers too")
            return of_thing(reader, Resolved(found.name, numbers, found.sub, found.sup, found.primes), node)
        case Running(_, index):
            base = node.base if isinstance(node, Scripts) and node.base is not None else node
            form = index_of(reader, (base,)) if index is None else af.of_atom(index)
            return _number(reader, found, form, node)
        case Mapped():
            return values.value(Tensor(Integer(index_of(reader, (node,)))))
        case Unknown() | Formula() if has_own_arguments(reader, found.thing):
            whole = reader.called(found.name, found.thing, found.primes, node)
            return with_scripts(reader, whole, found.sub, found.sup, node)
        case Layered(letter):
            why = f"{found.name} is one of several, that are declared one by one"
            raise Unreadable(node.span, why, f"write it for a number in place of {letter}")
    raise Unreadable(node.span, f"{found.name} is a function or a set: it has no value by itself here")


def has_own_arguments(reader: Reader, thing: Unknown | Formula) -> bool:
    """Whether a function was introduced with names as arguments, at which it has a value where none are written."""
    if isinstance(thing, Unknown):
        return bool(thing.arguments)
    return all(reader.thing(parameter) is not None for parameter in thing.parameters)


def _number(reader: Reader, found: Resolved, form: IndexForm, node: Node) -> Value:
    """A size or an index as a number."""
    if found.sub is not None or found.primes:
        raise Unreadable(node.span, f"{found.name} is a whole number: it has no entries")
    return with_scripts(reader, values.value(Tensor(Integer(form))), None, found.sup, node)


def _member(reader: Reader, found: Resolved, node: Node) -> tuple[Value, Row | None, Row | None]:
    """What a name of a family means once its own indices are taken, and the scripts that are left."""
    thing = found.thing
    assert isinstance(thing, Quantity)
    if not thing.lead:
        return thing.value, found.sub, found.sup
    row = found.sup if thing.above else found.sub
    if row is None:
        return whole_family(thing, node, found.name), found.sub, found.sup
    parts, left = _above(reader, row, thing.lead) if thing.above else (spread(row, thing.value.tensor.ndim), None)
    if len(parts) < thing.lead:
        raise Unreadable(node.span, f"{found.name} takes {thing.lead} indices")
    axes = thing.value.tensor.axes[: thing.lead]
    with reader.at(row.span):
        keys = tuple(within_axis(reader, part, axis) for part, axis in zip(parts, axes, strict=False))
        member = replace(thing.value, tensor=thing.value.tensor[keys])
    return (member, found.sub, left) if thing.above else (member, _as_row(parts[thing.lead :], row), found.sup)


def _above(reader: Reader, row: Row, lead: int) -> tuple[list[Row], Row | None]:
    """The indices above a name, and what stands behind them: `(t)2`, `[1](i)`; without brackets all but a transpose."""
    items = tuple(item for item in row.items if not (isinstance(item, Mark) and item.sign == ","))
    if not items:
        return [], None
    if isinstance(items[0], Bracket):
        parts, rest = [_unbracketed(item) for item in items[:lead]], items[lead:]
    else:
        turned = len(items) > 1 and transposes(reader, replace(row, items=items[-1:]))
        turned = turned and not isinstance(items[-2], Operator)
        own = replace(row, items=row.items[:-1]) if turned else row
        parts, rest = indices_written(own), row.items[-1:] if turned else ()
        parts = run_together(parts[0]) if len(parts) == 1 < lead else parts
    return parts, replace(row, items=rest) if rest else None


def whole_family(thing: Quantity, node: Node, name: str) -> Value:
    """A family without its index: the list of all members, where they are numbers."""
    if thing.value.tensor.ndim == 1:
        return Value(thing.value.tensor, "column", thing.value.said)
    if thing.value.tensor.ndim == thing.lead:
        return values.value(thing.value.tensor)
    raise Unreadable(node.span, f"{name} is written with an index", f"if the whole is meant: {name} means …")


def _unbracketed(node: Node) -> Row:
    if isinstance(node, Bracket):
        return node.body
    return Row((node,), span=node.span)


def _as_row(parts: Sequence[Row], like: Row) -> Row | None:
    """Indices that are left, apart by commas again."""
    items: list[Node] = []
    for part in parts:
        items += [Mark(",", span=part.span), *part.items] if items else list(part.items)
    return Row(tuple(items), span=like.span) if items else None


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


def entry(reader: Reader, whole: Value, sub: Row, node: Node) -> Value:
    """An entry, a row (as a column) or a column of a value."""
    parts = spread(sub, whole.tensor.ndim)
    ndim = whole.tensor.ndim
    if not ndim:
        found = placed(reader, whole, sub, node)
        if found is not None:
            return found
        raise Unreadable(node.span, "a number has no entries: this name with its index is not declared")
    if len(parts) > ndim:
        raise Misfit(sub.span, f"{len(parts)} indices for {values.described(whole)}")
    keys: list[object] = []
    with reader.at(sub.span):
        for part, axis in zip(parts, whole.tensor.axes, strict=False):
            keys.append(slice(None) if _is_all(part) else within_axis(reader, part, axis))
        tensor = whole.tensor[tuple(keys)]
    return values.made(tensor, values.OF_AXES.get(tensor.ndim, "array"), whole)


def within_axis(reader: Reader, part: Row, axis: Index) -> IndexForm:
    """An index of an axis; Misfit where its own range leaves the axis, and no condition keeps it inside."""
    form = index_of(reader, part.items, axis)
    if form.terms and not reader.conditional and outside(form, axis):
        raise Misfit(
            part.span,
            f"{form} runs from {_at_end(form, 'lower')} to {_at_end(form, 'upper')}, "
            f"the axis from {axis.lower} to {axis.upper}",
        )
    return form


def _is_all(part: Row) -> bool:
    """Whether an index stands for all: `·`, `:`, `*`."""
    only = lone(part.items)
    return (isinstance(only, Operator) and only.sign in "·:*") or (isinstance(only, Symbol) and only.name == r"\cdot")


def transposes(reader: Reader, sup: Row) -> bool:
    """Whether a superscript is the sign of the transpose."""
    if len(sup.items) != 1:
        return False
    name = _sign(sup.items[0])
    return name in TRANSPOSES or name in reader.scope.conventions.transposes


def _sign(node: Node) -> str:
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
        if (isinstance(one, Number) and one.text == "1") or _sign(one) in TRANSPOSES:
            return one
    return None


def power(reader: Reader, whole: Value, sup: Row, node: Node) -> Value:
    """A value with its superscript: transposes, inverses, powers; several behind one another."""
    if not sup.items:
        raise Unreadable(node.span, "a superscript with nothing in it")
    if _sign(sup.items[0]) == r"\star" or (isinstance(sup.items[0], Operator) and sup.items[0].sign == "*"):
        name = spelling(node) or "this name with its star"
        raise Unreadable(node.span, f"{name} is not declared", f"declare it, as in {name} ∈ ℝ")
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
        if values.is_vector(whole) and _is_two(exponent):
            return _square(reader, whole, exponent, node)
        return values.raised(whole, exponent)


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


def _root(reader: Reader, node: Node, body: Row, degree: Row | None) -> Value:
    with reader.at(node.span):
        inside = reader.expression(body.items)
        if inside.stands == "matrix":
            raise Unreadable(node.span, "the root of a matrix")
        if degree is None:
            return values.made(sqrt(inside.tensor), inside.stands, inside)
        one = values.of_number("1")
        return values.raised(inside, values.divided(one, reader.expression(degree.items)))


def bracketed(reader: Reader, node: Bracket) -> Value:
    """What stands in brackets: the value, a list, an absolute value, a norm, an inner product."""
    match node.opens, node.closes:
        case "‖", "‖":
            return _norm(reader, node, "")
        case "|", "|":
            return reader.bars(node)
        case "⟨", "⟩":
            return _inner(reader, node)
        case ("(", ")") | ("[", "]") | ("{", "}"):
            return reader.listed(node)
    raise Unreadable(node.span, f"brackets {node.opens} {node.closes} mean nothing here")


def _norm(reader: Reader, node: Bracket, kind: str) -> Value:
    with reader.at(node.span):
        return values.norm_of(reader.expression(node.body.items), kind)


def _inner(reader: Reader, node: Bracket) -> Value:
    parts = split(node.body.items)
    if len(parts) != 2:
        raise Unreadable(node.span, "an inner product has two sides")
    a, b = (reader.expression(part) for part in parts)
    with reader.at(node.span):
        return values.inner(a, b) if values.is_vector(a) and values.same_shape(a, b) else values.contracted(a, b)
