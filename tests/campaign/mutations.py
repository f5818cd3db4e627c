"""Changed statements: every small change of an expression, by kind, as a careless hand would make it.

`mutants(tensor)` walks the expression, definitions inside it included, and yields each change together with its kind
and the path to the place. Nothing is said of whether a change changes the value: `campaign.worlds` tells. A changed
definition gets another name, so that two meanings never share one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import combinations

from symcheck.expressions import indices as af
from symcheck.expressions.build import negative
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Application,
    Array,
    Block,
    Bracket,
    Call,
    Condition,
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
    Piecewise,
    Power,
    Product,
    Sum,
)
from symcheck.expressions.walk import at, binders, children, free_indices, rebuild, subexpressions
from symcheck.language.tensor import Tensor
from symcheck.values.constraints import arrays_in


class Kind(Enum):
    """What was changed."""

    SIGN = "sign"
    FACTOR = "factor"
    EXPONENT = "exponent"
    INDEX = "index"
    NAME = "name"
    RANGE = "range"
    WHERE = "where"
    DELTA = "δ dropped"
    TERM = "term dropped or doubled"
    DROPPED_FACTOR = "factor dropped or doubled"
    TRANSPOSE = "transpose"
    QUOTIENT = "quotient and product"
    FUNCTION = "wrong function"
    DERIVATIVE = "derivative not taken"
    SUM = "sum for product"
    CONDITION = "condition dropped"
    RARE = "differs rarely"


Path = tuple[int, ...]
Edit = tuple[Kind, Expr]


@dataclass(frozen=True)
class Mutant:
    """A changed expression: what kind of change, at which child of which child, and the result."""

    kind: Kind
    path: Path
    tensor: Tensor


@dataclass(frozen=True)
class Vocabulary:
    """What may be named at a place: indices, and the arrays and sizes of the whole statement."""

    indices: tuple[Index, ...]
    arrays: tuple[Array, ...]
    sizes: tuple[IndexForm, ...]

    def within(self, bound: tuple[Index, ...]) -> Vocabulary:
        return replace(self, indices=(*self.indices, *(i for i in bound if i not in self.indices)))


def mutants(tensor: Tensor, known: frozenset[Index] = frozenset()) -> Iterator[Mutant]:
    """Every single change of the expression; `known` are indices it may name besides its own."""
    free = free_indices(tensor.body) | known | set(tensor.axes)
    vocabulary = Vocabulary(tuple(sorted(free, key=af.atom_key)), arrays_in((tensor.body,)), _sizes(tensor))
    for kind, path, body in _below(tensor.body, vocabulary):
        yield Mutant(kind, path, Tensor(body, tensor.axes))


def dropped_conditions(given: Condition) -> Iterator[Condition]:
    """The assumptions with one of them left out."""
    for position in range(len(given)):
        yield (*given[:position], *given[position + 1 :])


def _sizes(tensor: Tensor) -> tuple[IndexForm, ...]:
    ranges = [i for e in subexpressions(tensor.body) for i in binders(e)]
    found = dict.fromkeys(axis.size for axis in (*tensor.axes, *ranges))
    return tuple(form for form in found if form.terms and not af.free_indices(form))[:2]


def _below(expr: Expr, vocabulary: Vocabulary) -> Iterator[tuple[Kind, Path, Expr]]:
    for kind, changed in edits(expr, vocabulary):
        yield kind, (), changed
    if isinstance(expr, Named):
        yield from _inside_definition(expr, vocabulary)
        return
    for position, (child, bound) in enumerate(scoped_children(expr)):
        for kind, path, changed in _below(child, vocabulary.within(bound)):
            yield kind, (position, *path), with_child(expr, position, changed)


def _inside_definition(expr: Named, vocabulary: Vocabulary) -> Iterator[tuple[Kind, Path, Expr]]:
    definition = expr.definition
    inner = replace(vocabulary, indices=()).within((*definition.axes, *sorted(_free_of(definition), key=af.atom_key)))
    for kind, path, changed in _below(definition.body, inner):
        yield kind, (0, *path), Named(Definition(definition.latex + "'", definition.axes, changed), expr.indices)


def _free_of(definition: Definition) -> frozenset[Index]:
    return free_indices(definition.body) - set(definition.axes)


def scoped_children(expr: Expr) -> Iterator[tuple[Expr, tuple[Index, ...]]]:
    """The children that may change, each with the indices bound for it; the variable of a derivative is none."""
    match expr:
        case Derivative(body):
            yield body, ()
        case Application(_, arguments):
            yield from ((a.body, a.axes) for a in arguments if isinstance(a, Block))
        case Let(_, value, body):
            yield from ((value.body, value.axes), (body, ()))
        case _:
            yield from ((child, binders(expr)) for child in children(expr))


def with_child(expr: Expr, position: int, new: Expr) -> Expr:
    """The node with one child replaced, counted as `children` counts."""
    count = -1

    def chosen(child: Expr) -> Expr:
        nonlocal count
        count += 1
        return new if count == position else child

    return rebuild(expr, chosen)


def edits(expr: Expr, vocabulary: Vocabulary) -> Iterator[Edit]:
    """The changes at this very node."""
    yield from _anywhere(expr, vocabulary)
    match expr:
        case Add(terms):
            yield from _terms(terms)
        case Mul(factors):
            yield from _factors(factors)
        case Power(base, exponent):
            yield from _powers(base, exponent)
        case Call(function, arguments):
            yield from _calls(function, arguments)
        case Sum() | Product():
            yield from _ranges(expr, vocabulary)
        case Extremum(kind, index, body):
            yield Kind.FUNCTION, Extremum("min" if kind == "max" else "max", index, body)
        case Bracket(condition):
            yield Kind.DELTA, Number(Fraction(1))
            yield from ((Kind.DELTA, Bracket(flipped)) for flipped in _flipped(condition))
        case Piecewise(condition, then, otherwise):
            yield Kind.QUOTIENT, Piecewise(condition, otherwise, then)
            yield from ((Kind.WHERE, Piecewise(flipped, then, otherwise)) for flipped in _flipped(condition))
        case Derivative(body):
            yield Kind.DERIVATIVE, body
            yield from _derived_by_another(expr, vocabulary)
        case Entry(array, indices):
            yield from _entries(array, indices, vocabulary)
        case Inverse(matrix, row, column):
            yield Kind.TRANSPOSE, Inverse(matrix, column, row)
        case Application(function, arguments, slots) if len(slots) > 1:
            yield Kind.DERIVATIVE, Application(function, arguments, slots[:1])
    yield from _indices(expr, vocabulary)


def _anywhere(expr: Expr, vocabulary: Vocabulary) -> Iterator[Edit]:
    if isinstance(expr, Number | Integer):
        value = expr.value
        yield Kind.FACTOR, Number(value + 1) if isinstance(value, Fraction) else Integer(value.shift(1))
        yield Kind.FACTOR, Number(value - 1) if isinstance(value, Fraction) else Integer(value.shift(-1))
        yield Kind.SIGN, negative(expr)
        yield from ((Kind.TERM, Add((expr, Integer(size)))) for size in vocabulary.sizes)
        return
    if isinstance(expr, Bracket | Add):
        return
    yield Kind.SIGN, negative(expr)
    yield Kind.FACTOR, Mul((Number(Fraction(2)), expr))
    yield Kind.FACTOR, Mul((Number(Fraction(1, 2)), expr))
    yield from ((Kind.FACTOR, Mul((Integer(size), expr))) for size in vocabulary.sizes)
    if isinstance(expr, Entry | Sum | Call | Named):
        yield Kind.EXPONENT, Power(expr, Number(Fraction(2)))
        yield from ((Kind.RARE, changed) for changed in _rarely(expr, vocabulary))


def _rarely(expr: Expr, vocabulary: Vocabulary) -> Iterator[Expr]:
    """Changes that only some signs, some coincidences of indices, or some sizes show."""
    yield Call("abs", (expr,))
    yield Call("sqrt", (Power(expr, Number(Fraction(2))),))
    for one, other in combinations(vocabulary.indices[-4:], 2):
        if _alike(one, other):
            yield _doubled_where(expr, IndexRelation("eq", af.of_atom(one) - af.of_atom(other)))
    for index in vocabulary.indices[-2:]:
        yield _doubled_where(expr, IndexRelation("eq", af.of_atom(index) - index.lower))
        yield _doubled_where(expr, IndexRelation("eq", af.of_atom(index) - index.upper))
    for size in vocabulary.sizes:
        yield from (_doubled_where(expr, IndexRelation("ge", size.shift(-least))) for least in (2, 4, 5))
        yield _doubled_where(expr, IndexRelation("ge", size.scale(-1).shift(1)))


def _doubled_where(expr: Expr, relation: IndexRelation) -> Expr:
    return Mul((expr, Add((Number(Fraction(1)), Bracket((relation,))))))


def _without(items: tuple[Expr, ...], position: int, whole: Callable[[tuple[Expr, ...]], Expr]) -> Expr:
    rest = (*items[:position], *items[position + 1 :])
    return rest[0] if len(rest) == 1 else whole(rest)


def _terms(terms: tuple[Expr, ...]) -> Iterator[Edit]:
    for position, term in enumerate(terms):
        yield Kind.SIGN, Add((*terms[:position], negative(term), *terms[position + 1 :]))
        yield Kind.TERM, Add((*terms, term))
        if len(terms) > 1:
            yield Kind.TERM, _without(terms, position, Add)


def _factors(factors: tuple[Expr, ...]) -> Iterator[Edit]:
    for position, factor in enumerate(factors):
        if isinstance(factor, Number) and factor.value == -1:
            yield Kind.SIGN, _without(factors, position, Mul)
            continue
        inverted = factor.base if _is_quotient(factor) else Power(factor, Number(Fraction(-1)))  # type: ignore[union-attr]
        yield Kind.DROPPED_FACTOR, Mul((*factors, factor))
        yield Kind.QUOTIENT, Mul((*factors[:position], inverted, *factors[position + 1 :]))
        if len(factors) > 1:
            yield Kind.DROPPED_FACTOR, _without(factors, position, Mul)


def _is_quotient(factor: Expr) -> bool:
    return isinstance(factor, Power) and isinstance(factor.exponent, Number) and factor.exponent.value == -1


def _powers(base: Expr, exponent: Expr) -> Iterator[Edit]:
    yield Kind.EXPONENT, base
    yield Kind.EXPONENT, Power(base, negative(exponent))
    if isinstance(exponent, Number):
        for change in (Fraction(1), Fraction(-1), Fraction(-1, 2)):
            yield Kind.EXPONENT, Power(base, Number(exponent.value + change))


CONFUSED = {
    "exp": ("log",), "log": ("exp",), "sqrt": ("exp",), "sigmoid": ("tanh", "logsigmoid", "softplus"),
    "logsigmoid": ("sigmoid", "softplus"), "softplus": ("relu", "sigmoid"), "tanh": ("sigmoid", "atan", "sinh"),
    "sinh": ("cosh",), "cosh": ("sinh",), "sin": ("cos",), "cos": ("sin",), "tan": ("tanh", "sin"), "atan": ("tan",),
    "abs": ("relu",), "sign": ("heaviside",), "relu": ("abs", "softplus"), "heaviside": ("sign", "sigmoid"),
    "erf": ("tanh",), "gamma": ("loggamma",), "loggamma": ("gamma", "digamma"), "digamma": ("loggamma", "log"),
    "max": ("min",), "min": ("max",),
}  # fmt: skip
"""For each function those it is mistaken for."""


def _calls(function: str, arguments: tuple[Expr, ...]) -> Iterator[Edit]:
    for other in CONFUSED[function]:
        yield Kind.FUNCTION, Call(other, arguments)
    yield Kind.FUNCTION, arguments[0]
    if len(arguments) == 1:
        yield Kind.SIGN, Call(function, (negative(arguments[0]),))
    if function in ("sigmoid", "heaviside"):
        yield Kind.FUNCTION, Add((Number(Fraction(1)), negative(Call(function, arguments))))


def _flipped(condition: Condition) -> Iterator[Condition]:
    """A relation left out, or = for ≠."""
    for position, relation in enumerate(condition):
        yield (*condition[:position], *condition[position + 1 :])
        if isinstance(relation, IndexRelation) and relation.kind in ("eq", "ne"):
            other = IndexRelation("ne" if relation.kind == "eq" else "eq", relation.form)
            yield (*condition[:position], other, *condition[position + 1 :])
        if isinstance(relation, IndexRelation) and relation.kind == "ge":
            yield (*condition[:position], IndexRelation("ge", relation.form.shift(-1)), *condition[position + 1 :])
            yield (*condition[:position], IndexRelation("ge", relation.form.scale(-1)), *condition[position + 1 :])


def _ranges(expr: Sum | Product, vocabulary: Vocabulary) -> Iterator[Edit]:
    index, body, where = expr.index, expr.body, expr.where
    make = type(expr)
    for low, high in ((1, 0), (0, -1), (-1, 0), (0, 1)):
        other = af.fresh_index(Index(index.name, index.lower.shift(low), index.upper.shift(high)))
        moved = make(other, body, where)
        yield Kind.RANGE, _rebound(moved, index, other)
    yield from ((Kind.WHERE, make(index, body, flipped)) for flipped in _flipped(where))
    for other in vocabulary.indices:
        if _alike(other, index) and other != index:
            relation = IndexRelation("ne", af.of_atom(index) - af.of_atom(other))
            yield Kind.WHERE, make(index, body, (*where, relation))
            break
    yield Kind.SUM, Product(index, body, where) if make is Sum else Sum(index, body, where)
    for other in vocabulary.indices:
        if _alike(other, index) and other != index:
            yield Kind.SUM, at((index,), body, (af.of_atom(other),))
            break


def _rebound(expr: Sum | Product, old: Index, new: Index) -> Expr:
    """The sum over the new index, its body and condition in its name."""
    value = {old: af.of_atom(new)}
    condition = tuple(
        IndexRelation(r.kind, af.substitute(r.form, value)) if isinstance(r, IndexRelation) else r for r in expr.where
    )
    return type(expr)(new, at((old,), expr.body, (af.of_atom(new),)), condition)


def _alike(one: Index, other: Index) -> bool:
    return one.lower == other.lower and one.upper == other.upper


def _derived_by_another(expr: Derivative, vocabulary: Vocabulary) -> Iterator[Edit]:
    if not isinstance(expr.variable, Entry):
        return
    variable = expr.variable
    for array in vocabulary.arrays:
        if array != variable.array and array.axes == variable.array.axes:
            yield Kind.NAME, Derivative(expr.body, Entry(array, variable.indices))
    for forms in _other_forms(variable.indices, vocabulary):
        yield Kind.INDEX, Derivative(expr.body, Entry(variable.array, forms))


def _entries(array: Array, indices: tuple[IndexForm, ...], vocabulary: Vocabulary) -> Iterator[Edit]:
    for other in vocabulary.arrays:
        if other != array and other.axes == array.axes:
            yield Kind.NAME, Entry(other, indices)
    if len(indices) >= 2 and array.axes[-1] == array.axes[-2] and not array.symmetric:
        yield Kind.TRANSPOSE, Entry(array, (*indices[:-2], indices[-1], indices[-2]))


def _indices(expr: Expr, vocabulary: Vocabulary) -> Iterator[Edit]:
    match expr:
        case Entry(array, indices):
            yield from ((Kind.INDEX, Entry(array, forms)) for forms in _other_forms(indices, vocabulary))
        case Named(definition, indices):
            yield from ((Kind.INDEX, Named(definition, forms)) for forms in _other_forms(indices, vocabulary))
        case Inverse(matrix, row, column):
            yield from ((Kind.INDEX, Inverse(matrix, *forms)) for forms in _other_forms((row, column), vocabulary))
        case Bracket((IndexRelation(kind, form),)):
            for (changed,) in _other_forms((form,), vocabulary):
                yield Kind.INDEX, Bracket((IndexRelation(kind, changed),))
        case Application(function, arguments, slots):
            for position, argument in enumerate(arguments):
                if isinstance(argument, Block):
                    continue
                for (form,) in _other_forms((argument,), vocabulary):
                    changed = (*arguments[:position], form, *arguments[position + 1 :])
                    yield Kind.INDEX, Application(function, changed, slots)


def _other_forms(indices: tuple[IndexForm, ...], vocabulary: Vocabulary) -> Iterator[tuple[IndexForm, ...]]:
    """The forms with one index replaced by another of the same range, or moved by one."""
    for position, form in enumerate(indices):
        own = form.index
        for index in sorted(af.free_indices(form), key=af.atom_key):
            for other in vocabulary.indices:
                if other != index and (_alike(other, index) or (own is not None and _alike(other, own))):
                    changed = af.substitute(form, {index: af.of_atom(other)})
                    yield (*indices[:position], changed, *indices[position + 1 :])
        if form.terms and own is None:
            yield (*indices[:position], form.shift(1), *indices[position + 1 :])
