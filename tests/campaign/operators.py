"""The slips of a careless hand: 24 operators, each a way in which a right line is written wrong.

An operator looks at one place of a line and yields what may have been written there instead. `slips` walks a line as
it is written: what stands inside a definition is not on the page. Whether the result is wrong at all, the judges say.
`told` are the words (`symcheck.diagnose.rows`) by which a slip may rightly be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import ONE, TWO, is_number, opposite, times
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Array,
    Block,
    Bracket,
    Call,
    Definition,
    Derivative,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Inverse,
    Let,
    Mul,
    Named,
    Number,
    Power,
    Product,
    Sum,
)
from symcheck.expressions.walk import at, binders, free_indices, rebuild, subexpressions

from .mutations import scoped_children, with_child


@dataclass(frozen=True)
class Spot:
    """A place: what stands there, the indices that may be named, whether a sum is around it, and the whole line."""

    node: Expr
    scope: tuple[Index, ...]
    summed: bool
    top: bool
    line: Block
    first: Block


Written = Iterator[Expr]


@dataclass(frozen=True)
class Operator:
    """A slip: its name, how it is made at a place, and the words by which it may rightly be told."""

    name: str
    at: Callable[[Spot], Written]
    told: frozenset[str]


def slips(operator: Operator, line: Block, first: Block, spoken: frozenset[Index]) -> Iterator[Block]:
    """Every line with one slip of this kind in it."""
    known = (*line.axes, *sorted((free_indices(line.body) | spoken) - set(line.axes), key=af.atom_key))
    whole = Spot(line.body, known, False, True, line, first)
    for body in _below(operator, whole):
        yield Block(line.axes, body)


def _below(operator: Operator, spot: Spot) -> Written:
    yield from operator.at(spot)
    if isinstance(spot.node, Named | Derivative | Let):
        return
    for position, (child, bound) in enumerate(scoped_children(spot.node)):
        scope = (*(b for b in bound if b not in spot.scope), *spot.scope)
        inner = Spot(child, scope, spot.summed or bool(binders(spot.node)), False, spot.line, spot.first)
        for new in _below(operator, inner):
            yield with_child(spot.node, position, new)


# Signs, numbers, terms and factors


def sign(spot: Spot) -> Written:
    """The sign of a term outside every sum, or of the whole line."""
    if not spot.summed:
        yield from _signs(spot.node)
        if spot.top and not isinstance(spot.node, Add):
            yield opposite(spot.node)


def sign_inside(spot: Spot) -> Written:
    """The sign of a term inside a sum."""
    if spot.summed:
        yield from _signs(spot.node)


def _signs(node: Expr) -> Written:
    terms = node.terms if isinstance(node, Add) else ()
    for n, term in enumerate(terms):
        yield Add((*terms[:n], opposite(term), *terms[n + 1 :]))


def factor_two(spot: Spot) -> Written:
    """A 2 or a ½ lost, or put to a term or to the whole line."""
    yield from (rest for factor, rest in _less_factor(spot.node) if isinstance(factor, Number) and factor.value != -1)
    terms = spot.node.terms if isinstance(spot.node, Add) else ()
    for n, term in enumerate(terms):
        if not isinstance(term, Number):
            yield Add((*terms[:n], times((TWO, term)), *terms[n + 1 :]))
    if spot.top:
        yield times((TWO, spot.node))


def dropped_term(spot: Spot) -> Written:
    terms = spot.node.terms if isinstance(spot.node, Add) else ()
    for n in range(len(terms) if len(terms) > 1 else 0):
        rest = (*terms[:n], *terms[n + 1 :])
        yield rest[0] if len(rest) == 1 else Add(rest)


def dropped_factor(spot: Spot) -> Written:
    """A factor that is no number, no fraction and no δ lost."""
    for factor, rest in _less_factor(spot.node):
        if not isinstance(factor, Number | Integer | Bracket) and not _below_line(factor):
            yield rest


def _less_factor(node: Expr) -> Iterator[tuple[Expr, Expr]]:
    factors = node.factors if isinstance(node, Mul) else ()
    for n, factor in enumerate(factors):
        rest = (*factors[:n], *factors[n + 1 :])
        if rest:
            yield factor, rest[0] if len(rest) == 1 else Mul(rest)


def _below_line(factor: Expr) -> bool:
    return isinstance(factor, Power) and is_number(factor.exponent, -1)


def product_for_quotient(spot: Spot) -> Written:
    """Multiplied by what is divided by."""
    factors = spot.node.factors if isinstance(spot.node, Mul) else ()
    for n, factor in enumerate(factors):
        if isinstance(factor, Power) and _below_line(factor) and not isinstance(factor.base, Number):
            yield Mul((*factors[:n], factor.base, *factors[n + 1 :]))


def normaliser(spot: Spot) -> Written:
    """What a line is divided by lost, unless it is a number or a size."""
    for factor, rest in _less_factor(spot.node):
        if isinstance(factor, Power) and _below_line(factor) and not isinstance(factor.base, Number | Integer):
            yield rest


def mean_for_sum(spot: Spot) -> Written:
    """The 1/n of a mean lost, or put to a sum."""
    for factor, rest in _less_factor(spot.node):
        if isinstance(factor, Power) and _below_line(factor) and isinstance(factor.base, Integer):
            yield rest
    if isinstance(spot.node, Sum) and spot.node.index.size.terms and not spot.node.where:
        yield Mul((spot.node, Power(Integer(spot.node.index.size), Number(Fraction(-1)))))


# Derivatives


def inner_derivative(spot: Spot) -> Written:
    """The factor that comes from inside a function lost: cos(a x) for a cos(a x)."""
    factors = _flat(spot.node)
    for n, factor in enumerate(factors):
        others = [f for m, f in enumerate(factors) if m != n]
        spoken = isinstance(factor, Entry | Number) and not is_number(factor, -1)
        if spoken and any(_holds(_inside(other), factor) for other in others):
            yield times(others)


def _inside(factor: Expr) -> Expr | None:
    match factor:
        case Call(_, (inner,)):
            return inner
        case Named(Definition(_, _, Call(_, (inner,)))):
            return inner
        case Power(base, exponent) if not isinstance(base, Number) and not is_number(exponent, -1):
            return base
    return None


def _holds(inner: Expr | None, factor: Expr) -> bool:
    nodes = () if inner is None else subexpressions(inner)
    return any(alpha_key(n) == alpha_key(factor) or _same_array(n, factor) for n in nodes)


def _same_array(one: Expr, other: Expr) -> bool:
    return isinstance(one, Entry) and isinstance(other, Entry) and one.array == other.array


def _flat(node: Expr) -> list[Expr]:
    return [f for part in node.factors for f in _flat(part)] if isinstance(node, Mul) else [node]


def activation(spot: Spot) -> Written:
    """The derivative of tanh, σ or relu lost: 1 − t², s(1 − s), [a > 0]."""
    factors = _flat(spot.node)
    for n, factor in enumerate(factors):
        others = [f for m, f in enumerate(factors) if m != n]
        match factor:
            case Add((Number(one), Mul((Number(minus), Power(base, Number(two)))))) if (one, minus, two) == (1, -1, 2):
                if _calls(base) == "tanh" and others:
                    yield times(others)
            case Add((Number(one), Mul((Number(minus), base)))) if (one, minus) == (1, -1):
                rest = [f for f in others if alpha_key(f) != alpha_key(base)]
                if _calls(base) == "sigmoid" and len(rest) == len(others) - 1 and rest:
                    yield times(rest)
            case Call("heaviside") if others:
                yield times(others)


def _calls(node: Expr) -> str:
    match node:
        case Named(Definition(_, _, body)):
            return _calls(body)
        case Call(function):
            return function
    return ""


# Powers and functions


def exponent(spot: Spot) -> Written:
    match spot.node:
        case Power(base, Number(value)) if value not in (-1, Fraction(1, 2)):
            yield from (Power(base, Number(v)) if v != 1 else base for v in (value + 1, value - 1) if v)


def squared(spot: Spot) -> Written:
    if isinstance(spot.node, Entry | Named | Call | Sum) and not _label(spot.node):
        yield Power(spot.node, TWO)


def logarithm(spot: Spot) -> Written:
    """exp for log, log for exp, or neither."""
    match spot.node:
        case Call("log" | "exp" as function, (inner,)):
            yield Call("exp" if function == "log" else "log", (inner,))
            yield inner


def extremum(spot: Spot) -> Written:
    """min for max; the wrong side of 0 for relu and for a step."""
    match spot.node:
        case Call("relu" | "heaviside" | "abs" | "sign" as function, (inner,)):
            yield Call(function, (opposite(inner),))
        case Extremum(kind, index, body):
            yield Extremum("min" if kind == "max" else "max", index, body)
        case Call("max" | "min" as function, arguments):
            yield Call("min" if function == "max" else "max", arguments)


def complement(spot: Spot) -> Written:
    """1 − p for p, and p for 1 − p."""
    match spot.node:
        case Add((Number(value), Mul((Number(minus), Named() | Call() | Entry() as inner)))) if (value, minus) == (
            1,
            -1,
        ):
            yield inner
        case Call("sigmoid") | Named(Definition(_, _, Call("sigmoid" | "softmax"))):
            yield Add((ONE, opposite(spot.node)))


# Indices, names, ranges


def another_index(spot: Spot) -> Written:
    match spot.node:
        case Entry(_, indices) | Named(_, indices):
            for n, form in enumerate(indices):
                for other in _others(form, spot.scope):
                    yield _at(spot.node, (*indices[:n], other, *indices[n + 1 :]))


def captured(spot: Spot) -> Written:
    """Inside a sum, the sum's own index for another."""
    if isinstance(spot.node, Sum):
        own = spot.node.index
        outside = [i for i in spot.scope if i != own and same_range(i, own)]
        for old in outside:
            if old in free_indices(spot.node.body):
                yield Sum(own, at((old,), spot.node.body, (af.of_atom(own),)), spot.node.where)


def label(spot: Spot) -> Written:
    """Another index in a δ, 1 for an entry of a one-hot vector, or a fixed index for another."""
    match spot.node:
        case Bracket((IndexRelation(kind, form),)):
            yield from (Bracket((IndexRelation(kind, other),)) for other in _others(form, spot.scope) if other.terms)
        case Named(definition, (form,)) if _label(spot.node):
            yield ONE
            yield from (Named(definition, (other,)) for other in _others(form, spot.scope))


def _label(node: Expr) -> bool:
    """Whether this is an entry of a one-hot vector."""
    return isinstance(node, Named) and isinstance(node.definition.body, Bracket)


def _others(form: IndexForm, scope: tuple[Index, ...]) -> Iterator[IndexForm]:
    for old in sorted(af.free_indices(form), key=af.atom_key):
        for new in scope:
            if new != old and same_range(new, old):
                yield af.substitute(form, {old: af.of_atom(new)})


def _at(node: Entry | Named, indices: tuple[IndexForm, ...]) -> Expr:
    return Entry(node.array, indices) if isinstance(node, Entry) else Named(node.definition, indices)


def swapped_names(spot: Spot) -> Written:
    """One name for another of its shape, throughout the line or each for the other."""
    if spot.top:
        things = list(dict.fromkeys(_thing(n) for n in _written(spot.node) if isinstance(n, Entry | Named)))
        for n, one in enumerate(things):
            for other in things[:n]:
                if _shape(one) == _shape(other):
                    yield _renamed(spot.node, {one: other, other: one})
                    yield _renamed(spot.node, {one: other})


Thing = Array | Definition


def _written(expr: Expr) -> Iterator[Expr]:
    yield expr
    if not isinstance(expr, Named):
        for child, _ in scoped_children(expr):
            yield from _written(child)


def _thing(node: Entry | Named) -> Thing:
    return node.array if isinstance(node, Entry) else node.definition


def _shape(thing: Thing) -> tuple[tuple[IndexForm, IndexForm], ...]:
    return thing.axes if isinstance(thing, Array) else tuple((a.lower, a.upper) for a in thing.axes)


def _renamed(expr: Expr, names: dict[Thing, Thing]) -> Expr:
    if isinstance(expr, Entry | Named):
        new = names.get(_thing(expr), _thing(expr))
        return Entry(new, expr.indices) if isinstance(new, Array) else Named(new, expr.indices)
    return rebuild(expr, lambda child: _renamed(child, names))


def transposed(spot: Spot) -> Written:
    """The entries of a square matrix, or of the whole line, across."""
    match spot.node:
        case Entry(array, (row, column)) if array.axes[0] == array.axes[1] and not array.symmetric:
            yield Entry(array, (column, row))
        case Named(definition, (row, column)) if same_range(*definition.axes):
            yield Named(definition, (column, row))
        case Inverse(matrix, row, column):
            yield Inverse(matrix, column, row)
    if spot.top and len(spot.line.axes) == 2 and same_range(*spot.line.axes):
        one, other = spot.line.axes
        yield at((one, other), spot.node, (af.of_atom(other), af.of_atom(one)))


def product_order(spot: Spot) -> Written:
    """B A for A B: the two matrices of a product exchanged."""
    match spot.node:
        case Sum(index, Mul((Entry(a, one) as left, Entry(b, two) as right)), ()) if len(one) == len(two) == 2:
            if a != b and a.axes == b.axes and a.axes[0] == a.axes[1] and index in free_indices(left):
                yield Sum(index, Mul((Entry(b, one), Entry(a, two))))
                yield Sum(index, Mul((right, Entry(a, (one[1], one[0])))))


def off_by_one(spot: Spot) -> Written:
    """A sum that starts one later, or ends one earlier."""
    if isinstance(spot.node, Sum | Product) and spot.node.index.size.terms:
        index = spot.node.index
        for low, high in ((1, 0), (0, -1)):
            moved = af.fresh_index(Index(index.name, index.lower.shift(low), index.upper.shift(high)))
            where = _about(spot.node.where, index, moved)
            yield type(spot.node)(moved, at((index,), spot.node.body, (af.of_atom(moved),)), where)


def _about(where: tuple[object, ...], old: Index, new: Index) -> tuple[IndexRelation, ...]:
    value = {old: af.of_atom(new)}
    return tuple(IndexRelation(r.kind, af.substitute(r.form, value)) for r in where if isinstance(r, IndexRelation))


def condition_dropped(spot: Spot) -> Written:
    if isinstance(spot.node, Sum | Product):
        for n in range(len(spot.node.where)):
            rest = (*spot.node.where[:n], *spot.node.where[n + 1 :])
            yield type(spot.node)(spot.node.index, spot.node.body, rest)


def delta_dropped(spot: Spot) -> Written:
    for factor, rest in _less_factor(spot.node):
        if isinstance(factor, Bracket):
            yield rest


def _operator(slip: Callable[[Spot], Written], name: str, *told: str) -> Operator:
    return Operator(name, slip, frozenset(told))


OPERATORS = (
    _operator(sign, "sign", "sign"),
    _operator(sign_inside, "sign inside a sum", "sign"),
    _operator(factor_two, "factor 2", "constant factor", "number"),
    _operator(dropped_term, "dropped term", "missing term", "half of the product rule missing", "complement"),
    _operator(dropped_factor, "dropped factor", "missing factor", "inner derivative missing", "exponent",
              "derivative of a function missing"),
    _operator(product_for_quotient, "product for quotient", "product for quotient", "quotient for product",
              "numerator for denominator", "exponent"),
    _operator(normaliser, "missing normaliser", "missing factor", "constant factor"),
    _operator(mean_for_sum, "mean for sum", "mean for sum", "constant factor"),
    _operator(inner_derivative, "inner derivative", "inner derivative missing", "missing factor", "constant factor",
              "exponent"),
    _operator(activation, "activation derivative", "derivative of a function missing"),
    _operator(exponent, "exponent off by one", "exponent", "number", "missing factor", "extra factor"),
    _operator(squared, "squared for plain", "exponent", "extra factor"),
    _operator(logarithm, "log or exp", "log or exp", "wrong function"),
    _operator(extremum, "max for min", "wrong function", "sign"),
    _operator(complement, "1 − σ for σ", "complement"),
    _operator(another_index, "another index", "wrong index", "transposed"),
    _operator(captured, "captured index", "wrong index", "sum too much"),
    _operator(label, "wrong label", "wrong index", "missing factor", "wrong name"),
    _operator(swapped_names, "swapped names", "exchanged names", "wrong name"),
    _operator(transposed, "transposed", "transposed", "wrong index"),
    _operator(product_order, "order of a product", "exchanged names", "transposed", "wrong index"),
    _operator(off_by_one, "range off by one", "wrong range", "missing term", "wrong index"),
    _operator(condition_dropped, "condition dropped", "wrong range", "delta dropped"),
    _operator(delta_dropped, "δ dropped", "delta dropped", "missing factor"),
)  # fmt: skip
