"""NumPy's shapes for expressions: what `@`, broadcasting, reductions and indexing mean, as functions of blocks.

Three differences come from paper: entries count from the lower end of the axis, an index may be symbolic, and nothing
is evaluated or simplified but sums and integer multiples of indices. Shapes are checked: what does not fit raises
StatementError naming the shapes. `block.axes` of results are fresh where two would meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.build import MINUS_ONE, add_to, negative
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Block, Condition, Expr, Kind
from symcheck.expressions.walk import at, substitute

DIGITS = 1000
"""How many digits a number may have that an author writes."""


def scalar(body: Expr) -> Block:
    """An expression without axes."""
    return Block((), body)


def number(value: Fraction | int) -> Block:
    """A rational number. Raises UnsupportedError for one too long to be shown."""
    fraction = Fraction(value)
    if max(fraction.numerator.bit_length(), fraction.denominator.bit_length()) > DIGITS * 3.3:
        raise UnsupportedError(f"a number of more than {DIGITS} digits is not known here")
    return scalar(nodes.Number(fraction))


def affine_of(value: Block) -> IndexForm | None:
    """The affine form a scalar consists of (a size, an index, `t + j`, an integer), or None."""
    if value.axes:
        return None
    match value.body:
        case nodes.Integer(form):
            return form
        case nodes.Number(number_) if number_.denominator == 1:
            return af.integer(int(number_))
    return None


# Operations


def _folded(a: Block, b: Block, sign: str) -> Block | None:
    """Index arithmetic: sums of affine forms and integer multiples stay affine."""
    if not (isinstance(a.body, nodes.Integer) or isinstance(b.body, nodes.Integer)):
        return None
    left, right = affine_of(a), affine_of(b)
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return scalar(nodes.Integer(left + right))
        case "-":
            return scalar(nodes.Integer(left - right))
        case "*" if not left.terms:
            return scalar(nodes.Integer(right.scale(left.constant)))
        case "*" if not right.terms:
            return scalar(nodes.Integer(left.scale(right.constant)))
    return None


def add(a: Block, b: Block) -> Block:
    return _folded(a, b, "+") or broadcast(add_to, (a, b), "+")


def subtract(a: Block, b: Block) -> Block:
    return _folded(a, b, "-") or broadcast(lambda x, y: add_to(x, negative(y)), (a, b), "-")


def multiply(a: Block, b: Block) -> Block:
    """The product entry by entry."""
    return _folded(a, b, "*") or broadcast(lambda x, y: nodes.Mul((x, y)), (a, b), "*")


def divide(a: Block, b: Block) -> Block:
    return broadcast(lambda x, y: nodes.Mul((x, nodes.Power(y, MINUS_ONE))), (a, b), "/")


def power(a: Block, b: Block) -> Block:
    return broadcast(nodes.Power, (a, b), "**")


def negate(a: Block) -> Block:
    form = affine_of(a)
    return scalar(nodes.Integer(form.scale(-1))) if form is not None else Block(a.axes, negative(a.body))


def elementwise(name: str, *values: Block) -> Block:
    """The function of the table by this name."""
    return broadcast(lambda *bodies: nodes.Call(name, bodies), values, name)


def applied(function: nodes.Function, *values: Block) -> Block:
    """An abstract function at its arguments; an integer among them is one that is never differentiated by."""
    if function.elementwise:
        return broadcast(lambda *b: nodes.Application(function, tuple(map(scalar, b))), values, function.name)
    return scalar(nodes.Application(function, tuple(map(_argument, values))))


def _argument(value: Block) -> Block | IndexForm:
    form = affine_of(value)
    return refreshed(value) if form is None else form


def refreshed(value: Block) -> Block:
    """The same values over fresh axes."""
    axes = tuple(map(af.fresh_index, value.axes))
    return Block(axes, entry(value, *map(af.of_atom, axes)))


def choose(stated: Condition, axes: tuple[Index, ...], then: Block, otherwise: Block) -> Block:
    """`then` where the condition holds, else `otherwise`, entry by entry."""
    return broadcast(_choice, (Block(axes, nodes.Bracket(stated)), then, otherwise), "where")


def _choice(chosen: Expr, then: Expr, otherwise: Expr) -> Expr:
    if not isinstance(chosen, nodes.Bracket):
        raise TypeError("a condition was mapped to something else")
    return nodes.Piecewise(chosen.condition, then, otherwise)


def transpose(a: Block) -> Block:
    """The axes reversed; a vector is its own transpose."""
    return Block(a.axes[::-1], a.body)


def shape_text(shape: Sequence[IndexForm]) -> str:
    """A shape as NumPy prints it: `(V, d)`, `(d,)`, `()`."""
    return "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def broadcast(make: Callable[..., Expr], tensors: Sequence[Block], what: str) -> Block:
    """An elementwise operation under NumPy's broadcasting rules; StatementError names the shapes that do not fit."""
    if all(not t.axes for t in tensors):
        return scalar(make(*(t.body for t in tensors)))
    ndim = max(t.ndim for t in tensors)
    axes: list[Index] = []
    for position in range(-ndim, 0):
        candidates = [t.axes[position] for t in tensors if t.ndim >= -position]
        wide = [axis for axis in candidates if axis.size != af.ONE] or candidates[:1]
        if any(axis.size != wide[0].size for axis in wide):
            shapes = " and ".join(shape_text(t.shape) for t in tensors)
            raise StatementError(f"shapes {shapes} do not fit together in {what}{_broadcast_hint(tensors)}")
        kept = wide[0] not in axes and all(wide[0] not in t.axes or _stands_at(t, position) == wide[0] for t in tensors)
        axes.append(wide[0] if kept else af.fresh_index(wide[0]))
    return Block(tuple(axes), make(*(_aligned(t, axes) for t in tensors)))


def _stands_at(tensor: Block, position: int) -> Index | None:
    return tensor.axes[position] if tensor.ndim >= -position else None


def _broadcast_hint(tensors: Sequence[Block]) -> str:
    if len(tensors) == 2 and tensors[0].ndim == tensors[1].ndim == 1:
        return ": write outer(a, b) for the matrix of products"
    if len(tensors) == 2 and {t.ndim for t in tensors} == {1, 2}:
        return ": NumPy lines up the last axes; write a[:, None] to stand a vector upright"
    return ""


def _aligned(tensor: Block, axes: Sequence[Index]) -> Expr:
    """The body with its own axes renamed to the last of `axes` (an axis of size 1 is read at its one entry)."""
    values: dict[af.IndexAtom, IndexForm] = {}
    for own, axis in zip(tensor.axes, axes[len(axes) - tensor.ndim :], strict=True):
        if own.size == af.ONE and axis.size != af.ONE:
            values[own] = own.lower
        else:
            form = af.of_atom(axis) + own.lower - axis.lower
            if form.atom != own:
                values[own] = form
    return substitute(tensor.body, values)


def entry(tensor: Block, *indices: IndexForm) -> Expr:
    """The body at these indices, one an axis."""
    return at(tensor.axes, tensor.body, indices)


def aligned(first: Block, line: Block) -> Expr:
    """The line's entry at the axes of the first expression; a scalar's body as it is."""
    if not line.axes:
        return line.body
    pairs = zip(line.axes, first.axes, strict=True)
    return entry(line, *(af.of_atom(axis) + own.lower - axis.lower for own, axis in pairs))


def axis_numbers(tensor: Block, axis: int | Sequence[int] | None) -> tuple[int, ...]:
    """The axes a reduction runs over, as numbers from 0."""
    if axis is None:
        return tuple(range(tensor.ndim))
    listed = (axis,) if isinstance(axis, int) else tuple(axis)
    for number_ in listed:
        if not -tensor.ndim <= number_ < tensor.ndim:
            raise StatementError(f"axis {number_} is out of range for shape {shape_text(tensor.shape)}")
    return tuple(sorted({number_ % tensor.ndim for number_ in listed}))


def reduce_axes(
    tensor: Block, axis: int | Sequence[int] | None, keepdims: bool, make: Callable[[Index, Expr], Expr]
) -> Block:
    """The reduction `make` over axes; with `keepdims`, axes of size 1 stand in their place."""
    numbers = axis_numbers(tensor, axis)
    body = tensor.body
    for number_ in reversed(numbers):
        index = af.fresh_index(tensor.axes[number_])
        body = make(index, substitute(body, {tensor.axes[number_]: af.of_atom(index)}))
    axes = [
        (af.new_axis(a.name, af.ONE) if keepdims else None) if n in numbers else a for n, a in enumerate(tensor.axes)
    ]
    return Block(tuple(a for a in axes if a is not None), body)


def total(block: Block, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Block:
    """The sum over one axis, several, or all."""
    return reduce_axes(block, axis, keepdims, nodes.Sum)


def mean(tensor: Block, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Block:
    """The sum over axes, divided by the number of entries summed."""
    count = number(1)
    for number_ in axis_numbers(tensor, axis):
        size = scalar(nodes.Integer(tensor.axes[number_].size))
        count = size if isinstance(count.body, nodes.Number) else multiply(count, size)
    return divide(total(tensor, axis, keepdims), count)


def matmul(a: Block, b: Block) -> Block:
    """NumPy's `@`: inner axes are summed; vectors stand as rows on the left, as columns on the right.

    Of more than two axes, the last two are those of matrices, and the others are broadcast.
    """
    if not a.axes or not b.axes:
        raise StatementError("@ wants vectors or matrices on both sides: write * to multiply by a scalar")
    left, right = a.axes[-1], b.axes[-2] if b.ndim > 1 else b.axes[0]
    if left.size != right.size:
        raise StatementError(f"shapes {shape_text(a.shape)} and {shape_text(b.shape)} do not fit together in @")
    if a.ndim > 2 or b.ndim > 2:
        return _stacked_matmul(a, b)
    index = af.fresh_index(left)
    rows = tuple(af.fresh_index(axis) for axis in a.axes[:-1])
    columns = tuple(af.fresh_index(axis) for axis in b.axes[1:])
    inner = af.of_atom(index)
    first = entry(a, *map(af.of_atom, rows), inner)
    second = entry(b, inner + right.lower - left.lower, *map(af.of_atom, columns))
    return Block(rows + columns, nodes.Sum(index, nodes.Mul((first, second))))


def _stacked_matmul(a: Block, b: Block) -> Block:
    """The products of the matrices of one stack with a vector, a matrix, or those of another stack."""
    column, row = (af.new_axis("i", af.ONE) for _ in range(2))
    left = a if b.ndim == 1 else Block((*a.axes, column), a.body)
    right = Block((*b.axes[:-2], row, *b.axes[-2:]), b.body) if a.ndim > 1 < b.ndim else b
    try:
        return total(multiply(left, right), -1 if b.ndim == 1 else -2)
    except StatementError:
        shapes = f"{shape_text(a.shape)} and {shape_text(b.shape)}"
        raise StatementError(f"shapes {shapes} do not fit together in @: the axes before the last two differ") from None


def matrix_transpose(a: Block) -> Block:
    """The last two axes exchanged: each matrix of a stack transposed."""
    if a.ndim < 2:
        raise StatementError(f".mT wants a matrix or a stack of them, not shape {shape_text(a.shape)}")
    return Block((*a.axes[:-2], a.axes[-1], a.axes[-2]), a.body)


def trace(matrix: Block) -> Block:
    """Σ of the diagonal entries of a square matrix."""
    if matrix.ndim != 2 or matrix.axes[0].size != matrix.axes[1].size:
        raise StatementError(f"trace wants a square matrix, not shape {shape_text(matrix.shape)}")
    rows, columns = matrix.axes
    index = af.fresh_index(rows)
    return scalar(nodes.Sum(index, entry(matrix, af.of_atom(index), af.of_atom(index) + columns.lower - rows.lower)))


def compare(kind: Kind, a: Block, b: Block) -> tuple[Condition, tuple[Index, ...]]:
    """The condition `a kind b` and its axes; between whole numbers it is a fact about integers, else about reals."""
    first, second = affine_of(a), affine_of(b)
    if first is not None and second is not None:
        form = first - second
        relation = nodes.IndexRelation("ge", form.shift(-1)) if kind == "gt" else nodes.IndexRelation(kind, form)
        return (relation,), ()
    difference = broadcast(lambda x, y: nodes.Add((x, negative(y))), (a, b), "a comparison")
    if isinstance(b.body, nodes.Number) and b.body.value == 0 and not b.axes:
        difference = a
    return (nodes.RealRelation(kind, difference.body),), difference.axes
