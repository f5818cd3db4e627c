"""Functions of expressions, with NumPy's names and semantics: elementwise ones, reductions, products, conditions."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence
from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index
from symcheck.language.errors import StatementError
from symcheck.language.expressions import (
    Add,
    Block,
    Bracket,
    Call,
    Choice,
    Condition,
    Constant,
    Determinant,
    Expr,
    Extremum,
    IndexRelation,
    Inverse,
    Mul,
    Number,
    Power,
)
from symcheck.language.expressions import (
    Product as ProductNode,
)
from symcheck.language.expressions import (
    Sum as SumNode,
)
from symcheck.language.tensor import (
    Logical,
    Tensor,
    as_tensor,
    axis_numbers,
    bound_index,
    broadcast,
    compare,
    entry,
    index_form,
    matmul,
    number,
    reduce_axes,
    shape_text,
)
from symcheck.language.tensor import (
    mean as mean_of,
)
from symcheck.language.tensor import (
    trace as trace_of,
)
from symcheck.language.walk import condition_indices, free_indices, substitute, substitute_condition

pi = Tensor(Constant("pi"))


def _elementwise(name: str, *values: object) -> Tensor:
    return broadcast(lambda *bodies: Call(name, bodies), [as_tensor(v) for v in values], name)


def exp(x: object) -> Tensor:
    """eˣ, elementwise."""
    return _elementwise("exp", x)


E = exp(1)


def log(x: object) -> Tensor:
    """The natural logarithm, elementwise; defined for positive values."""
    return _elementwise("log", x)


def sqrt(x: object) -> Tensor:
    """The non-negative square root, elementwise; defined for non-negative values."""
    return _elementwise("sqrt", x)


def sigmoid(x: object) -> Tensor:
    """σ(x) = 1 / (1 + e⁻ˣ), elementwise."""
    return _elementwise("sigmoid", x)


def logsigmoid(x: object) -> Tensor:
    """log σ(x) = −log(1 + e⁻ˣ), elementwise."""
    return _elementwise("logsigmoid", x)


def softplus(x: object) -> Tensor:
    """log(1 + eˣ), elementwise."""
    return _elementwise("softplus", x)


def tanh(x: object) -> Tensor:
    """The hyperbolic tangent, elementwise."""
    return _elementwise("tanh", x)


def sinh(x: object) -> Tensor:
    return _elementwise("sinh", x)


def cosh(x: object) -> Tensor:
    return _elementwise("cosh", x)


def sin(x: object) -> Tensor:
    return _elementwise("sin", x)


def cos(x: object) -> Tensor:
    return _elementwise("cos", x)


def tan(x: object) -> Tensor:
    return _elementwise("tan", x)


def atan(x: object) -> Tensor:
    """The inverse tangent, elementwise."""
    return _elementwise("atan", x)


def erf(x: object) -> Tensor:
    """The error function (2/√π) ∫₀ˣ e^(−t²) dt, elementwise."""
    return _elementwise("erf", x)


def gamma(x: object) -> Tensor:
    """Euler's Γ, elementwise."""
    return _elementwise("gamma", x)


def loggamma(x: object) -> Tensor:
    """log Γ, elementwise."""
    return _elementwise("loggamma", x)


def digamma(x: object) -> Tensor:
    """ψ = (log Γ)', elementwise."""
    return _elementwise("digamma", x)


def Abs(x: object) -> Tensor:
    """The absolute value, elementwise."""
    return _elementwise("abs", x)


def sign(x: object) -> Tensor:
    """−1, 0 or 1, elementwise."""
    return _elementwise("sign", x)


def relu(x: object) -> Tensor:
    """max(x, 0), elementwise."""
    return _elementwise("relu", x)


def heaviside(x: object) -> Tensor:
    """1 for x > 0, 0 for x < 0, elementwise; the derivative of relu. Not defined at 0."""
    return _elementwise("heaviside", x)


def maximum(a: object, b: object) -> Tensor:
    """The larger of two values, elementwise."""
    return _elementwise("max", a, b)


def minimum(a: object, b: object) -> Tensor:
    """The smaller of two values, elementwise."""
    return _elementwise("min", a, b)


def square(x: object) -> Tensor:
    return as_tensor(x) ** 2


def Rational(p: int, q: int = 1) -> Tensor:
    """The fraction p/q."""
    return number(Fraction(p, q))


def sum(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> object:
    """The sum of a tensor's entries, as NumPy's; anything that is no expression goes to Python's own sum."""
    if isinstance(x, Tensor):
        return x.sum(axis, keepdims)
    return builtins.sum(x, 0 if axis is None else axis) if isinstance(x, Iterable) else as_tensor(x)  # type: ignore[arg-type]


def mean(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The mean of a tensor's entries, as NumPy's."""
    return mean_of(as_tensor(x), axis, keepdims)


def max(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The largest entry, as NumPy's `max`; of two values use `maximum`."""
    return reduce_axes(as_tensor(x), axis, keepdims, lambda index, body: Extremum("max", index, body))


def min(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The smallest entry, as NumPy's `min`; of two values use `minimum`."""
    return reduce_axes(as_tensor(x), axis, keepdims, lambda index, body: Extremum("min", index, body))


def var(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The mean squared deviation from the mean (NumPy's `var`, divided by the number of entries)."""
    values = as_tensor(x)
    return mean_of((values - mean_of(values, axis, True)) ** 2, axis, keepdims)


def _last_axis(x: Tensor, axis: int | None, what: str) -> int:
    if not x.axes:
        raise StatementError(f"{what} wants a vector or more, not a scalar")
    return axis_numbers(x, -1 if axis is None else axis)[0]


def logsumexp(x: object, axis: int | None = None) -> Tensor:
    """log Σ eˣ over an axis (the last one)."""
    values = as_tensor(x)
    return log(exp(values).sum(_last_axis(values, axis, "logsumexp")))


def softmax(x: object, axis: int | None = None) -> Tensor:
    """eˣ / Σ eˣ, normalised over an axis (the last one)."""
    values = as_tensor(x)
    powers = exp(values)
    return powers / powers.sum(_last_axis(values, axis, "softmax"), keepdims=True)


def log_softmax(x: object, axis: int | None = None) -> Tensor:
    """x − log Σ eˣ, normalised over an axis (the last one)."""
    values = as_tensor(x)
    return values - log(exp(values).sum(_last_axis(values, axis, "log_softmax"), keepdims=True))


def norm(x: object) -> Tensor:
    """The Euclidean (Frobenius) norm √Σ x²."""
    return sqrt((as_tensor(x) ** 2).sum())


def dot(a: object, b: object) -> Tensor:
    return matmul(as_tensor(a), as_tensor(b))


def outer(a: object, b: object) -> Tensor:
    """The matrix a_i b_j of two vectors."""
    left, right = as_tensor(a), as_tensor(b)
    if left.ndim != 1 or right.ndim != 1:
        raise StatementError(
            f"outer wants two vectors, not shapes {shape_text(left.shape)} and {shape_text(right.shape)}"
        )
    return left[:, None] * right[None, :]


def trace(matrix: object) -> Tensor:
    """Σ of the diagonal entries of a square matrix."""
    return trace_of(as_tensor(matrix))


def transpose(matrix: object) -> Tensor:
    return as_tensor(matrix).T


def diag(x: object) -> Tensor:
    """The diagonal matrix of a vector, or the diagonal of a square matrix, as NumPy's."""
    values = as_tensor(x)
    if values.ndim == 1:
        row, column = af.fresh_index(values.axes[0]), af.fresh_index(values.axes[0])
        same = Bracket((IndexRelation("eq", af.of_atom(row) - af.of_atom(column)),))
        return Tensor(Mul((entry(values, af.of_atom(row)), same)), (row, column))
    _square(values, "diag")
    axis = af.fresh_index(values.axes[0])
    shift = values.axes[1].lower - values.axes[0].lower
    return Tensor(entry(values, af.of_atom(axis), af.of_atom(axis) + shift), (axis,))


def _filled(value: Expr, shape: Sequence[object]) -> Tensor:
    return Tensor(value, tuple(af.new_axis("i", index_form(n, "a size")) for n in shape))


def _shape(shape: tuple[object, ...]) -> Sequence[object]:
    return shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape


def zeros(*shape: object) -> Tensor:
    """The tensor of zeros; sizes as arguments or as one tuple."""
    return _filled(Number(Fraction(0)), _shape(shape))


def ones(*shape: object) -> Tensor:
    """The tensor of ones; sizes as arguments or as one tuple."""
    return _filled(Number(Fraction(1)), _shape(shape))


def eye(n: object) -> Tensor:
    """The identity matrix."""
    row, column = (af.new_axis(name, index_form(n, "a size")) for name in "ij")
    return Tensor(Bracket((IndexRelation("eq", af.of_atom(row) - af.of_atom(column)),)), (row, column))


identity = eye


def _square(matrix: Tensor, what: str) -> None:
    if matrix.ndim != 2 or matrix.axes[0].size != matrix.axes[1].size:
        raise StatementError(f"{what} wants a square matrix, not shape {shape_text(matrix.shape)}")


def _matrix_block(matrix: Tensor, what: str) -> Block:
    _square(matrix, what)
    axes = tuple(af.fresh_index(axis) for axis in matrix.axes)
    return Block(axes, entry(matrix, *map(af.of_atom, axes)))


def inv(matrix: object) -> Tensor:
    """The inverse of a square matrix; defined where the determinant is not 0."""
    source = as_tensor(matrix)
    block = _matrix_block(source, "inv")
    rows, columns = af.fresh_index(source.axes[1]), af.fresh_index(source.axes[0])
    return Tensor(Inverse(block, af.of_atom(rows), af.of_atom(columns)), (rows, columns))


def solve(matrix: object, right: object) -> Tensor:
    """A⁻¹ b."""
    return inv(matrix) @ as_tensor(right)


def det(matrix: object) -> Tensor:
    """The determinant of a square matrix."""
    return Tensor(Determinant(_matrix_block(as_tensor(matrix), "det")))


def logdet(matrix: object) -> Tensor:
    """log det A; defined where the determinant is positive."""
    return log(det(matrix))


def _bind(index: object, *parts: Tensor | Logical) -> tuple[Index, dict[af.IndexAtom, Affine], Index]:
    """The declared index, its replacement by a fresh one, and the fresh one."""
    declared = bound_index(index)
    fresh = af.fresh_index(declared)
    return declared, {declared: af.of_atom(fresh)}, fresh


def _rebound(declared: Index, body: Expr) -> bool:
    """Whether the body, not speaking of the index freely, already sums over it by name and range: a slip."""
    if declared in free_indices(body):
        return False
    stack = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, SumNode | ProductNode) and _alike(node.index, declared):
            return True
        if isinstance(node, SumNode | ProductNode | Mul | Add | Power | Call):
            stack.extend(_direct(node))
    return False


def _refuse_ranges_of(declared: Index, body: Tensor, word: str) -> None:
    """An index that runs over a range which speaks of another is bound before that other one."""
    for index in (*free_indices(body.body), *body.axes):
        if index != declared and declared in af.free_indices(index.lower) | af.free_indices(index.upper):
            raise StatementError(
                f"{word} over {declared.name}: {index.name} runs over {index.lower}..{index.upper}, "
                f"so {index.name} is summed first, or both together: Sum(…, {declared.name}, {index.name})"
            )


def _alike(first: Index, second: Index) -> bool:
    return (first.name, first.lower, first.upper) == (second.name, second.lower, second.upper)


def _direct(node: SumNode | ProductNode | Mul | Add | Power | Call) -> tuple[Expr, ...]:
    match node:
        case SumNode(_, body) | ProductNode(_, body):
            return (body,)
        case Mul(parts) | Add(parts) | Call(_, parts):
            return parts
        case Power(base, exponent):
            return (base, exponent)


def _ordered(indices: Sequence[object]) -> list[object]:
    """The indices, innermost first: one whose bounds speak of another stands inside that one's sum."""
    remaining = list(indices)
    ordered: list[object] = []
    while remaining:
        declared = [bound_index(i) for i in remaining]
        for position, index in enumerate(declared):
            depends = [d for d in declared if d is not index]
            if not any(index in af.free_indices(d.lower) | af.free_indices(d.upper) for d in depends):
                ordered.append(remaining.pop(position))
                break
        else:
            raise StatementError("the bounds of these indices depend on one another in a circle")
    return ordered


def _quantify(
    make: type[SumNode] | type[ProductNode], value: object, indices: Sequence[object], where: object
) -> Tensor:
    body = as_tensor(value)
    if isinstance(where, Logical) and where.axes:
        raise StatementError("the condition of a sum has axes: state it of an entry, as in where=x[i] > 0")
    condition = as_condition(where)
    word = make.__name__
    if not indices:
        raise StatementError(f"{word}(expression, index) wants at least one index")
    listed = _ordered([_over(i) for i in indices])
    for position, index in enumerate(listed):
        declared, values, fresh = _bind(index)
        _refuse_ranges_of(declared, body, word)
        if _rebound(declared, body.body):
            raise StatementError(
                f"{word} over {declared.name}: the expression already sums over {declared.name} and no longer speaks "
                f"of it; give one of the two another name, or put named(…) around a constant"
            )
        own: Condition = ()
        if condition and (position == len(listed) - 1 or declared in condition_indices(condition)):
            own, condition = substitute_condition(condition, values), ()
        body = Tensor(make(fresh, substitute(body.body, values), own), body.axes)
    return body


def _over(item: object) -> object:
    """The index in `Sum(e, w)`; a SymPy-like limit (w, 1, V) becomes an index with these bounds."""
    if isinstance(item, tuple | list):
        raise StatementError("Sum(expression, index): declare the range with index(name, lower, upper)")
    return item


def Sum(value: object, *indices: object, where: object = None) -> Tensor:
    """Σ over declared indices, as in `Sum(y[w] * U[w], w)`; `where` restricts it, as in `where=Ne(j, 0)`."""
    return _quantify(SumNode, value, indices, where)


def Product(value: object, *indices: object, where: object = None) -> Tensor:
    """Π over declared indices."""
    return _quantify(ProductNode, value, indices, where)


def stack(value: object, *indices: object) -> Tensor:
    """The tensor with these entries: `stack(U[w] * a[w], w)` has rows U[w] a[w]. The new axes come first."""
    body = as_tensor(value)
    axes = []
    for index in indices:
        declared, values, fresh = _bind(index)
        _refuse_ranges_of(declared, body, "stack")
        axes.append(fresh)
        body = Tensor(substitute(body.body, values), body.axes)
    return Tensor(body.body, (*axes, *body.axes))


def as_condition(value: object) -> Condition:
    """What an author may write as a condition; StatementError otherwise."""
    if value is None:
        return ()
    if isinstance(value, Logical):
        return value.condition
    if isinstance(value, list | tuple):
        return tuple(relation for item in value for relation in as_condition(item))
    if isinstance(value, bool):
        raise StatementError(f"a Python {value} is not a condition: write Eq(a, b) or Ne(a, b), not a == b")
    from symcheck.language.tensor import is_sympy

    if is_sympy(value):
        from symcheck.language.sympy_in import condition_from_sympy

        return condition_from_sympy(value)
    raise StatementError(f"{value!r} is not a condition: write Eq, Ne, or a comparison such as x > 0")


def Eq(a: object, b: object) -> Logical:
    """The condition a = b."""
    return compare("eq", a, b)


def Ne(a: object, b: object) -> Logical:
    """The condition a ≠ b."""
    return compare("ne", a, b)


def Gt(a: object, b: object) -> Logical:
    return compare("gt", a, b)


def Ge(a: object, b: object) -> Logical:
    return compare("ge", a, b)


def Lt(a: object, b: object) -> Logical:
    return compare("gt", b, a)


def Le(a: object, b: object) -> Logical:
    return compare("ge", b, a)


def And(*conditions: object) -> Logical:
    """All of the conditions; those with axes hold entry by entry."""
    joined = Logical(())
    for condition in conditions:
        joined &= condition if isinstance(condition, Logical) else Logical(as_condition(condition))
    return joined


def KroneckerDelta(a: object, b: object) -> Tensor:
    """1 where a = b, else 0."""
    return Tensor(Bracket((IndexRelation("eq", index_form(a) - index_form(b)),)))


delta = KroneckerDelta


def bracket(condition: object) -> Tensor:
    """Iverson's bracket: 1 where the condition holds, else 0; elementwise."""
    return Tensor(Bracket(as_condition(condition)), condition.axes if isinstance(condition, Logical) else ())


def where(condition: object, then: object, otherwise: object) -> Tensor:
    """`then` where the condition holds, else `otherwise`, elementwise in the branches (NumPy's `where`)."""
    axes = condition.axes if isinstance(condition, Logical) else ()
    chosen = Tensor(Bracket(as_condition(condition)), axes)
    return broadcast(_choice, [chosen, as_tensor(then), as_tensor(otherwise)], "where")


def _choice(chosen: Expr, then: Expr, otherwise: Expr) -> Expr:
    if not isinstance(chosen, Bracket):
        raise TypeError("a condition was mapped to something else")
    return Choice(chosen.condition, then, otherwise)


__all__ = [
    "Abs", "And", "E", "Eq", "Ge", "Gt", "KroneckerDelta", "Le", "Lt", "Ne", "Product", "Rational", "Sum", "atan",
    "bracket", "cos", "cosh", "delta", "det", "diag", "digamma", "dot", "erf", "exp", "eye", "gamma", "heaviside",
    "identity", "inv", "log", "log_softmax", "logdet", "loggamma", "logsigmoid", "logsumexp", "max", "maximum", "mean",
    "min", "minimum", "norm", "ones", "outer", "pi", "relu", "sigmoid", "sign", "sin", "sinh", "softmax", "softplus",
    "solve", "sqrt", "square", "stack", "sum", "tan", "tanh", "trace", "transpose", "var", "where", "zeros",
]  # fmt: skip
