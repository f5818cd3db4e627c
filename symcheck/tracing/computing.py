"""NumPy's operations as functions of values: operators, comparisons, reductions, products, joins.

Each makes the expression that the language makes for the same; kinds follow NumPy's types, and what NumPy refuses of
truth values and whole numbers is refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import blocks
from symcheck.expressions import indices as af
from symcheck.expressions.build import ONE, ZERO, add_to, negative
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import (
    Bracket,
    Condition,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Mul,
    Piecewise,
    RealRelation,
)  # fmt: skip
from symcheck.expressions.nodes import Kind as Relating
from symcheck.expressions.walk import substitute
from symcheck.language.tensor import Tensor, pen
from symcheck.tracing.conditions import opposite, sharpened
from symcheck.tracing.rewriting import quotient, summed
from symcheck.tracing.strict import over, strict
from symcheck.tracing.values import (
    Dim,
    Kind,
    Value,
    broadcast_dims,
    elementwise,
    form_of,
    fresh_dims,
    regrouped,
    renaming,
    scalar,
    sizes_of,
    spread,
)  # fmt: skip

Axis = int | Sequence[int] | None


def real(make: Callable[..., Tensor], *values: Value, what: str) -> Value:
    """A function of reals, entry by entry."""
    return elementwise(make, values, "real", what)


def arithmetic(make: Callable[..., Tensor], a: Value, b: Value, what: str) -> Value:
    """+, −, · and the larger and smaller of two: whole numbers stay whole."""
    if a.kind == b.kind == "truth" and what != "*":
        raise TracingError(f"{what} of two arrays of truth values is a logical operation in NumPy: write & or |")
    kinds = {a.kind, b.kind}
    kind: Kind = "real" if "real" in kinds else "truth" if kinds == {"truth"} else "whole"
    return elementwise(make, (a, b), kind, what)


def added(a: Value, b: Value) -> Value:
    return arithmetic(lambda x, y: x + y, a, b, "+")


def subtracted(a: Value, b: Value) -> Value:
    return arithmetic(lambda x, y: x - y, a, b, "-")


def multiplied(a: Value, b: Value) -> Value:
    one, other = strict((a, b))
    return arithmetic(lambda x, y: x * y, one, other, "*")


def power(a: Value, b: Value) -> Value:
    """Powers; of whole numbers by known natural numbers alone, which NumPy takes for whole."""
    kind: Kind = "real"
    if a.kind != "real" and b.kind != "real":
        exponent = form_of(b.body)
        if exponent is None or exponent.terms or exponent.constant < 0:
            raise TracingError(
                "integers to powers that may be negative are an error in NumPy: make one of them a float"
            )
        kind = "whole"
    return elementwise(lambda x, y: x**y, (a, b), kind, "**")


def compared(relation: Relating, a: Value, b: Value) -> Value:
    """Where a comparison holds; of whole numbers it is a fact about integers."""

    def make(x: Expr, y: Expr) -> Expr:
        condition, _ = blocks.compare(relation, blocks.scalar(x), blocks.scalar(y))
        decided = sharpened(condition)
        return ZERO if decided is None else Bracket(decided) if decided else ONE

    dims = broadcast_dims((a, b), "a comparison")
    return regrouped(pen(blocks.broadcast(make, (spread(a, dims), spread(b, dims)), "a comparison")), dims, "truth")


def condition_of(body: Expr) -> Condition:
    """When an entry that is 0 or 1 is 1."""
    return body.condition if isinstance(body, Bracket) else (RealRelation("ne", body),)


def choice(mask: Expr, then: Expr, otherwise: Expr) -> Expr:
    """One entry where a mask holds, another where it does not."""
    decided = sharpened(condition_of(mask))
    if not decided:
        return otherwise if decided is None else then
    return Piecewise(decided, then, otherwise)


def negation(mask: Value) -> Value:
    """Where a mask does not hold."""
    if mask.kind != "truth":
        raise TracingError("~ is known of truth values: of numbers it turns bits")
    if isinstance(mask.body, Bracket) and len(mask.body.condition) == 1:
        return Value(mask.dims, Bracket((opposite(mask.body.condition[0]),)), "truth")
    return Value(mask.dims, add_to(ONE, negative(mask.body)), "truth")


def both(a: Value, b: Value) -> Value:
    """Where two masks hold."""
    if a.kind != "truth" or b.kind != "truth":
        raise TracingError("& and | are known of truth values: of numbers they work on bits")

    def make(x: Expr, y: Expr) -> Expr:
        if isinstance(x, Bracket) and isinstance(y, Bracket):
            return Bracket((*x.condition, *y.condition))
        return Mul((x, y))

    dims = broadcast_dims((a, b), "&")
    return regrouped(pen(blocks.broadcast(make, (spread(a, dims), spread(b, dims)), "&")), dims, "truth")


def either(a: Value, b: Value) -> Value:
    return negation(both(negation(a), negation(b)))


def chosen(mask: Value, then: Value, otherwise: Value) -> Value:
    """NumPy's where: entries of one array where the mask holds, of another elsewhere."""
    if mask.kind != "truth":
        mask = compared("ne", mask, scalar(Integer(af.ZERO), "whole"))
    values = (mask, then, otherwise)
    dims = broadcast_dims(values, "where")
    kinds = {then.kind, otherwise.kind}
    kind: Kind = "real" if "real" in kinds else "truth" if kinds == {"truth"} else "whole"
    return regrouped(pen(blocks.broadcast(choice, [spread(v, dims) for v in values], "where")), dims, kind)


# Reductions


def numbers(axis: Axis, ndim: int) -> tuple[int, ...]:
    """The dimensions that are meant, from 0."""
    if axis is None:
        return tuple(range(ndim))
    listed = (axis,) if isinstance(axis, int) else tuple(axis)
    for number in listed:
        if not isinstance(number, int) or not -ndim <= number < ndim:
            raise StatementError(f"axis {number} is out of bounds for an array of {ndim} dimensions")
    return tuple(sorted({number % ndim for number in listed}))


def reduced(
    value: Value, axis: Axis, keepdims: bool, make: Callable[[Index, Expr], Expr], kind: Kind | None = None
) -> Value:
    """A reduction over dimensions, each of their axes bound in turn."""
    over = numbers(axis, len(value.dims))
    body = value.body
    for number in reversed(over):
        for own in reversed(value.dims[number]):
            index = af.fresh_index(own)
            body = make(index, substitute(body, {own: af.of_atom(index)}))
    dims = [() if n in over else dim for n, dim in enumerate(value.dims) if n not in over or keepdims]
    return Value(tuple(dims), body, kind or ("whole" if value.kind == "truth" else value.kind))


def total(value: Value, axis: Axis = None, keepdims: bool = False) -> Value:
    return reduced(value, axis, keepdims, summed)


def largest(value: Value, axis: Axis = None, keepdims: bool = False, kind: str = "max") -> Value:
    return reduced(value, axis, keepdims, lambda index, body: Extremum(kind, index, body), value.kind)


def divided(a: Value, b: Value) -> Value:
    dims = broadcast_dims((a, b), "/")
    top, under = strict((over(a, b), b))
    return regrouped(pen(blocks.broadcast(quotient, (spread(top, dims), spread(under, dims)), "/")), dims)


def count(value: Value, axis: Axis = None) -> Value:
    """How many entries a reduction runs over."""
    found = scalar(Integer(af.ONE), "whole")
    for number in numbers(axis, len(value.dims)):
        for own in value.dims[number]:
            found = arithmetic(lambda x, y: x * y, found, scalar(Integer(own.size), "whole"), "*")
    return found


def mean(value: Value, axis: Axis = None, keepdims: bool = False) -> Value:
    return divided(total(value, axis, keepdims), count(value, axis))


def variance(value: Value, axis: Axis = None, keepdims: bool = False, ddof: int = 0) -> Value:
    """The mean squared deviation from the mean, the count lessened by `ddof`."""
    deviation = arithmetic(lambda x, y: x - y, value, mean(value, axis, True), "-")
    squares = total(power(deviation, scalar(Integer(af.integer(2)), "whole")), axis, keepdims)
    less = scalar(Integer(af.integer(ddof)), "whole")
    return divided(
        squares, arithmetic(lambda x, y: x - y, count(value, axis), less, "-") if ddof else count(value, axis)
    )


# Products


def contracted(operands: Sequence[tuple[Value, Sequence[object]]], wanted: Sequence[object], what: str) -> Value:
    """Einstein's sum: dimensions under one label are one; those that are not wanted are summed over."""
    if all(value.kind == "truth" for value, _ in operands):
        raise TracingError(f"{what} of truth values gives truth values in NumPy: count with .astype(float)")
    known: dict[object, Dim] = {}
    bodies: list[Expr] = []
    values = strict([value for value, _ in operands])
    for value, (_, labels) in zip(values, operands, strict=True):
        renamed: dict[af.IndexAtom, IndexForm] = {}
        for label, dim in zip(labels, value.dims, strict=True):
            own = known.setdefault(label, tuple(map(af.fresh_index, dim)))
            if sizes_of(own) != sizes_of(dim):
                shapes = " and ".join(v.shape for v, _ in operands)
                raise StatementError(f"shapes {shapes} do not fit together in {what}")
            renamed.update(renaming(dim, own))
        bodies.append(substitute(value.body, renamed))
    body = bodies[0] if len(bodies) == 1 else Mul(tuple(bodies))
    for label in reversed([label for label in known if label not in wanted]):
        for index in reversed(known[label]):
            body = summed(index, body)
    kinds = {value.kind for value, _ in operands}
    kind: Kind = "real" if "real" in kinds else "whole"
    return Value(tuple(known[label] for label in wanted), body, kind)


def matmul(a: Value, b: Value) -> Value:
    """NumPy's `@`: the last dimensions are those of matrices, the others are broadcast."""
    if not a.dims or not b.dims:
        raise StatementError("matmul: an operand is a number, write * to multiply by it")
    stack = max(len(a.dims), len(b.dims)) - 2
    rows: list[object] = ["row"] if len(a.dims) > 1 else []
    columns: list[object] = ["column"] if len(b.dims) > 1 else []
    outer = broadcast_dims((_stack(a), _stack(b)), "@") if stack > 0 else ()
    first, second = (_labels(value, stack) for value in (a, b))
    operands = [(_squeezed(a, first), [x for x in (*first, *rows, "inner") if x is not None]),
                (_squeezed(b, second), [x for x in (*second, "inner", *columns) if x is not None])]  # fmt: skip
    found = contracted(operands, [*(n for n, dim in enumerate(outer) if dim), *rows, *columns], "@")
    dims = iter(found.dims)
    return Value((*(next(dims) if dim else () for dim in outer), *dims), found.body, found.kind)


def _stack(value: Value) -> Value:
    return Value(value.dims[:-2], value.body)


def _labels(value: Value, stack: int) -> list[object]:
    """The labels of the dimensions before the last two, None for one of size 1."""
    before = value.dims[:-2]
    return [n if dim else None for n, dim in enumerate(before, start=stack - len(before))]


def _squeezed(value: Value, labels: Sequence[object]) -> Value:
    """The value without dimensions of size 1 among those that are broadcast."""
    kept = [dim for dim, label in zip(value.dims, labels, strict=False) if label is not None]
    return Value((*kept, *value.dims[len(labels) :]), value.body, value.kind)


def dot(a: Value, b: Value) -> Value:
    """NumPy's dot: of numbers the product, else over the last dimension of one and the last but one of the other."""
    if not a.dims or not b.dims:
        return multiplied(a, b)
    first = [*range(len(a.dims) - 1), "inner"]
    second: list[object] = [100 + n for n in range(len(b.dims))]
    second[-2 if len(b.dims) > 1 else -1] = "inner"
    return contracted([(a, first), (b, second)], [*first[:-1], *(x for x in second if x != "inner")], "dot")


# Joins


def joined(values: Sequence[Value], axis: int) -> Value:
    """Arrays one after another along a dimension."""
    (along,) = numbers(axis, len(values[0].dims))
    first = values[0]
    for other in values[1:]:
        rest = [[sizes_of(d) for n, d in enumerate(v.dims) if n != along] for v in (first, other)]
        if len(first.dims) != len(other.dims) or rest[0] != rest[1]:
            raise StatementError(f"shapes {first.shape} and {other.shape} do not fit together in a join along {along}")
        if len(first.dims[along]) > 1 or len(other.dims[along]) > 1:
            raise TracingError("a dimension that joins several is not joined to another: reshape it first")
        first = _pair(first, other, along)
    return first


def _pair(first: Value, other: Value, along: int) -> Value:
    sizes = [sizes_of(dim) for dim in first.dims]
    before = first.dims[along][0].size if first.dims[along] else af.ONE
    after = other.dims[along][0].size if other.dims[along] else af.ONE
    dims = fresh_dims([(before + after,) if n == along else size for n, size in enumerate(sizes)])
    place = af.of_atom(dims[along][0])
    bodies = []
    for value, form in ((first, place), (other, place - before)):
        moved: dict[af.IndexAtom, IndexForm] = {}
        for n, (own, dim) in enumerate(zip(value.dims, dims, strict=True)):
            if n != along:
                moved.update(renaming(own, dim))
            elif own:
                moved[own[0]] = form
        bodies.append(substitute(value.body, moved))
    kinds = {first.kind, other.kind}
    kind: Kind = first.kind if len(kinds) == 1 else "real" if "real" in kinds else "whole"
    return Value(dims, Piecewise((IndexRelation("ge", before - place),), bodies[0], bodies[1]), kind)
