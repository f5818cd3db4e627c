"""NumPy's functions of arrays: elementwise, reductions, products, and those of numpy.linalg."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.build import ZERO
from symcheck.expressions.nodes import Product, Sum
from symcheck.expressions.walk import substitute
from symcheck.language import functions as language
from symcheck.language import linear
from symcheck.language.tensor import Tensor
from symcheck.tracing import computing, values
from symcheck.tracing.arrays import Array, array_made
from symcheck.tracing.computing import Axis
from symcheck.tracing.keys import parsed
from symcheck.tracing.masks import Selected, masked, under
from symcheck.tracing.numbers import Traced, add, extent, factors_of, made, multiply, subtract
from symcheck.tracing.shaping import array_of, diagonal
from symcheck.tracing.values import Value, of_tensor, scalar, value_of
from symcheck.tracing.views import selected
from symcheck.tracing.writing import accumulated

Function = Callable[..., object]


def elementwise(make: Callable[..., Tensor], name: str) -> Function:
    """A function of the language's, entry by entry."""

    def function(*arrays: object) -> Traced:
        return made(computing.real(make, *map(value_of, arrays), what=f"np.{name}"))

    return function


def kept(make: Callable[..., Tensor], name: str) -> Function:
    """One that gives whole numbers for whole numbers."""

    def function(*arrays: object) -> Traced:
        held = [value_of(x) for x in arrays]
        kinds = {value.kind for value in held}
        if "truth" in kinds and len(kinds) == 1:
            raise TracingError(f"np.{name} of truth values is not known: make them numbers first")
        return made(values.elementwise(make, held, "real" if "real" in kinds else "whole", f"np.{name}"))

    return function


def binary(make: Callable[[Value, Value], Value]) -> Function:
    return lambda a, b: made(make(value_of(a), value_of(b)))


def maximum(a: Value, b: Value) -> Value:
    return computing.arithmetic(language.maximum, a, b, "np.maximum")


def minimum(a: Value, b: Value) -> Value:
    return computing.arithmetic(language.minimum, a, b, "np.minimum")


def clip(a: object, a_min: object = None, a_max: object = None, *, min: object = None, max: object = None) -> Traced:
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    found = value_of(a)
    found = found if low is None else maximum(found, value_of(low))
    return made(found if high is None else minimum(found, value_of(high)))


def where(condition: object, *branches: object) -> Array:
    if len(branches) != 2:
        raise TracingError("np.where(mask) gives indices whose number is not known: np.where(mask, a, b) is")
    return array_made(computing.chosen(value_of(condition), *map(value_of, branches)))


# Reductions


def sum(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    if isinstance(a, Selected):
        if axis is not None:
            raise TracingError("the sum of what a mask selects is known over all of it")
        return made(a.total())
    return made(computing.total(value_of(a), axis, keepdims))


def mean(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    return made(computing.mean(value_of(a), axis, keepdims))


def var(a: object, axis: Axis = None, *, ddof: int = 0, keepdims: bool = False) -> Traced:
    return made(computing.variance(value_of(a), axis, keepdims, ddof))


def std(a: object, axis: Axis = None, *, ddof: int = 0, keepdims: bool = False) -> Traced:
    return made(computing.real(language.sqrt, computing.variance(value_of(a), axis, keepdims, ddof), what="np.std"))


def max(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    return made(computing.largest(value_of(a), axis, keepdims))


def min(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    return made(computing.largest(value_of(a), axis, keepdims, "min"))


def prod(a: object, axis: Axis = None, *, keepdims: bool = False) -> object:
    if isinstance(a, tuple | list):
        factors = [factors_of(x) for x in a]
        if all(f is not None for f in factors):
            return extent([form for f in factors for form in f or ()])
    return made(computing.reduced(value_of(a), axis, keepdims, Product))


def all_of(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    value = value_of(a)
    if value.kind != "truth":
        raise TracingError("np.all is known of truth values")
    return made(computing.reduced(value, axis, keepdims, Product, "truth"))


def any_of(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    return ~all_of(~made(value_of(a)), axis, keepdims=keepdims)


def count_nonzero(a: object, axis: Axis = None, *, keepdims: bool = False) -> Traced:
    value = value_of(a)
    mask = value if value.kind == "truth" else computing.compared("ne", value, scalar(ZERO, "whole"))
    return sum(made(mask), axis, keepdims=keepdims)


def cumsum(a: object, axis: int | None = None) -> Traced:
    """The sums of all entries up to each."""
    value = value_of(a)
    if axis is None and len(value.dims) != 1:
        raise TracingError("cumsum without an axis is known of one dimension")
    (number,) = computing.numbers(axis or 0, len(value.dims))
    if len(value.dims[number]) > 1:
        raise TracingError("cumsum along a dimension that joins several is not known")
    body = value.body
    for own in value.dims[number]:
        index = af.Index(own.name, own.lower, af.of_atom(own), "bound", af.fresh_index(own).serial, True)
        body = Sum(index, substitute(body, {own: af.of_atom(index)}))
    return made(Value(value.dims, body, "whole" if value.kind == "truth" else value.kind))


# Products


def outer(a: object, b: object) -> Traced:
    one, other = value_of(a), value_of(b)
    if len(one.dims) > 1 or len(other.dims) > 1:
        raise TracingError("np.outer of more than vectors flattens them: ravel them first")
    rows, columns = ((value.dims or ((),))[0] for value in (one, other))
    return made(multiply(Value((rows, ()), one.body, one.kind), Value(((), columns), other.body, other.kind)))


def inner(a: object, b: object) -> Traced:
    one, other = value_of(a), value_of(b)
    if not one.dims or not other.dims:
        return made(multiply(one, other))
    first: list[object] = [*range(len(one.dims) - 1), "inner"]
    second: list[object] = [*(100 + n for n in range(len(other.dims) - 1)), "inner"]
    return made(computing.contracted([(one, first), (other, second)], [*first[:-1], *second[:-1]], "inner"))


def tensordot(a: object, b: object, axes: object = 2) -> Traced:
    one, other = value_of(a), value_of(b)
    if isinstance(axes, int):
        pairs = [(len(one.dims) - axes + n, n) for n in range(axes)]
    else:
        left, right = ([x] if isinstance(x, int) else list(x) for x in axes)  # type: ignore[attr-defined]
        if len(left) != len(right):
            raise StatementError("tensordot: as many axes of one array as of the other")
        pairs = [(m % len(one.dims), n % len(other.dims)) for m, n in zip(left, right, strict=True)]
    first: list[object] = list(range(len(one.dims)))
    second: list[object] = [100 + n for n in range(len(other.dims))]
    for m, n in pairs:
        second[n] = m
    summed = {m for m, _ in pairs}
    wanted = [x for x in (*first, *second) if x not in summed]
    return array_made(computing.contracted([(one, first), (other, second)], wanted, "tensordot"))


def einsum(subscripts: object, *operands: object, optimize: object = None) -> Traced:
    """Einstein's sum, by letters."""
    if not isinstance(subscripts, str) or "." in subscripts:
        raise TracingError("einsum is known of letters alone: 'ij,jk->ik'")
    left, arrow, right = subscripts.replace(" ", "").partition("->")
    terms = left.split(",")
    held = [value_of(x) for x in operands]
    if len(terms) != len(held) or any(len(t) != len(v.dims) for t, v in zip(terms, held, strict=True)):
        raise StatementError(f"einsum {subscripts!r} does not fit arrays of shapes {', '.join(v.shape for v in held)}")
    letters = left.replace(",", "")
    wanted = right if arrow else "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    if len(held) == 1 and set(wanted) == set(letters):
        raise TracingError("einsum of one array that sums nothing gives a view: write .T, np.diagonal, or a copy of it")
    if len(set(wanted)) < len(wanted) or not set(wanted) <= set(letters):
        raise StatementError(f"einsum {subscripts!r}: the output names each letter of the input at most once")
    if optimize and not wanted:
        raise TracingError("einsum that gives a number may give an array with optimize=…: leave optimize away")
    return made(computing.contracted(list(zip(held, terms, strict=True)), list(wanted), "einsum"))


# Matrices


def plain(value: Value, what: str) -> Tensor:
    """A value as a tensor with an axis for each dimension."""
    if any(len(dim) > 1 for dim in value.dims):
        raise TracingError(f"{what} along a dimension that joins several is not known: reshape it first")
    axes = [dim[0] if dim else af.new_axis("i", af.ONE) for dim in value.dims]
    return Tensor(value.body, tuple(axes))


def of_matrix(make: Callable[[object], Tensor], name: str) -> Function:
    return lambda a: made(of_tensor(make(plain(value_of(a), name))))


def slogdet(a: object) -> tuple[Traced, Traced]:
    """The sign of a determinant, and log of its absolute value."""
    found = linear.det(plain(value_of(a), "slogdet"))
    return made(of_tensor(language.sign(found))), made(of_tensor(language.log(language.Abs(found))))


def solve(a: object, b: object) -> Traced:
    one, other = value_of(a), value_of(b)
    if len(one.dims) != 2 or len(other.dims) > 2:
        raise TracingError("solve of stacks is not known: of one matrix it is")
    inverse = of_tensor(linear.inv(plain(one, "solve")))
    return made(computing.matmul(inverse, other))


def norm(x: object, ord: object = None, axis: Axis = None, keepdims: bool = False) -> Traced:
    value = value_of(x)
    over = len(value.dims) if axis is None else len(computing.numbers(axis, len(value.dims)))
    if ord == 1 and over == 1:
        return made(computing.total(computing.real(language.Abs, value, what="norm"), axis, keepdims))
    if not (ord is None or (ord == 2 and over == 1) or (ord == "fro" and over == 2)):
        raise TracingError(f"a norm of order {ord!r} over {over} axes is not known")
    squares = computing.total(multiply(value, value), axis, keepdims)
    return made(computing.real(language.sqrt, squares, what="norm"))


def trace(a: object, offset: int = 0) -> Traced:
    return sum(diagonal(a, offset))


def diag(v: object, k: int = 0) -> Traced:
    """The diagonal matrix of a vector, or the diagonal of a square matrix."""
    value = value_of(v)
    if len(value.dims) != 1:
        return diagonal(v, k)
    if k:
        raise TracingError("diag beside the main diagonal is not known")
    return made(of_tensor(linear.diag(plain(value, "diag"))))


# Functions that change an array


def reciprocal(x: object) -> Traced:
    """1 / x; of whole numbers NumPy gives whole ones."""
    if value_of(x).kind != "real":
        raise TracingError("np.reciprocal of integers is cut to integers in NumPy: write 1 / x")
    return made(computing.divided(value_of(1.0), value_of(x)))


class Accumulating:
    """`np.add`, `np.subtract` and the like: called, or `.at` indices."""

    def __init__(self, name: str, make: Callable[[Value, Value], Value], sign: int) -> None:
        self.name, self.make, self.sign = name, make, sign

    def __call__(self, a: object, b: object) -> Traced:
        return made(self.make(value_of(a), value_of(b)))

    def at(self, a: object, indices: object, b: object) -> None:
        """What goes to one place several times counts as often."""
        if not isinstance(a, Array):
            raise TracingError(f"np.{self.name}.at wants an array to be changed")
        value = value_of(b) if self.sign > 0 else (-made(value_of(b))).held()
        items, mask = parsed(indices, a.ndim)
        if mask is not None:
            a.write(under(masked(mask, a.held()), Selected(add(a.held(), value), masked(mask, a.held())), a.held()))
        else:
            a.seen(selected(a.view, items)).write(value, accumulated)

    def __getattr__(self, name: str) -> object:
        raise TracingError(f"np.{self.name}.{name} is not known here")


ADD = Accumulating("add", add, 1)
SUBTRACT = Accumulating("subtract", subtract, -1)


def copyto(dst: object, src: object) -> None:
    array_of(dst).write(value_of(src))
