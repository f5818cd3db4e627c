"""Tensors: scalar expressions with named axes and symbolic sizes, under NumPy's semantics.

`@`, elementwise `*`, `.T`, `.sum()`, broadcasting and indexing mean what they mean in NumPy, with three differences
that come from paper: entries count from 1 (or from the lower end of the axis), an index may be symbolic (`U[w]`),
and nothing is evaluated or simplified. Shapes are checked when an expression is built.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational

from symcheck.definedness.requirements import subscripts
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Affine, Index
from symcheck.expressions.nodes import (
    Add,
    Condition,
    Expr,
    IndexRelation,
    Integer,
    Kind,
    Mul,
    Number,
    Power,
    RealRelation,
    Sum,
)
from symcheck.expressions.walk import at, subexpressions, substitute, substitute_condition


@dataclass(frozen=True, slots=True)
class Logical:
    """A condition an author states: `x > 0`, `Ne(w, o)`. It has no truth value in Python.

    A comparison of tensors has axes: as an assumption it holds for every entry, in `where(…)` it picks entries.
    """

    condition: Condition
    axes: tuple[Index, ...] = ()

    def __bool__(self) -> bool:
        raise StatementError("a condition has no truth value of its own: pass it as given=… or where=…")

    def __and__(self, other: Logical) -> Logical:
        if not (self.axes and other.axes):
            return Logical(self.condition + other.condition, self.axes + other.axes)
        shapes = [tuple(axis.size for axis in axes) for axes in (self.axes, other.axes)]
        if shapes[0] != shapes[1]:
            raise StatementError(
                f"conditions of shapes {shape_text(shapes[0])} and {shape_text(shapes[1])} do not fit together in &: "
                "as assumptions, pass them as a list"
            )
        pairs = zip(self.axes, other.axes, strict=True)
        values: dict[af.IndexAtom, Affine] = {b: af.of_atom(a) + b.lower - a.lower for a, b in pairs if a != b}
        return Logical(self.condition + substitute_condition(other.condition, values), self.axes)


class Tensor:
    """A value of the statement language: a scalar `body` over zero or more `axes`.

    `shape` is the tuple of sizes. Instances are made by the declarations and functions of `symcheck`.
    """

    __slots__ = ("axes", "body")
    __array_ufunc__ = None
    axes: tuple[Index, ...]
    body: Expr

    def __init__(self, body: Expr, axes: tuple[Index, ...] = ()) -> None:
        self.body = body
        self.axes = axes

    @property
    def shape(self) -> tuple[Affine, ...]:
        """The sizes of the axes; () for a scalar."""
        return tuple(axis.size for axis in self.axes)

    @property
    def ndim(self) -> int:
        return len(self.axes)

    @property
    def T(self) -> Tensor:
        """The transpose, axes reversed; a vector is its own transpose, as in NumPy."""
        return Tensor(self.body, self.axes[::-1])

    def sum(self, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
        """The sum over one axis, several, or all, as in NumPy."""
        return reduce_axes(self, axis, keepdims, Sum)

    def mean(self, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
        """The mean over one axis, several, or all, as in NumPy."""
        return mean(self, axis, keepdims)

    def dot(self, other: object) -> Tensor:
        return matmul(self, as_tensor(other))

    def trace(self) -> Tensor:
        """The sum of the diagonal of a square matrix."""
        return trace(self)

    def __getitem__(self, key: object) -> Tensor:
        return getitem(self, key if isinstance(key, tuple) else (key,))

    def __iter__(self) -> object:
        raise TypeError("a tensor of symbolic size cannot be iterated over: use Sum(…, index) or stack(…, index)")

    def __bool__(self) -> bool:
        raise StatementError("an expression has no truth value: write Eq(a, b), Ne(a, b) or a > b as a condition")

    def __add__(self, other: object) -> Tensor:
        return _binary(self, other, plus, "+")

    def __radd__(self, other: object) -> Tensor:
        return _binary(other, self, plus, "+")

    def __sub__(self, other: object) -> Tensor:
        return _binary(self, other, lambda a, b: plus(a, negative(b)), "-")

    def __rsub__(self, other: object) -> Tensor:
        return _binary(other, self, lambda a, b: plus(a, negative(b)), "-")

    def __mul__(self, other: object) -> Tensor:
        return _binary(self, other, lambda a, b: Mul((a, b)), "*")

    def __rmul__(self, other: object) -> Tensor:
        return _binary(other, self, lambda a, b: Mul((a, b)), "*")

    def __truediv__(self, other: object) -> Tensor:
        return _binary(self, other, lambda a, b: Mul((a, Power(b, MINUS_ONE))), "/")

    def __rtruediv__(self, other: object) -> Tensor:
        return _binary(other, self, lambda a, b: Mul((a, Power(b, MINUS_ONE))), "/")

    def __pow__(self, other: object) -> Tensor:
        return _binary(self, other, Power, "**")

    def __rpow__(self, other: object) -> Tensor:
        return _binary(other, self, Power, "**")

    def __matmul__(self, other: object) -> Tensor:
        return matmul(self, as_tensor(other))

    def __rmatmul__(self, other: object) -> Tensor:
        return matmul(as_tensor(other), self)

    def __neg__(self) -> Tensor:
        form = affine_of(self)
        return Tensor(Integer(form.scale(-1))) if form is not None else Tensor(negative(self.body), self.axes)

    def __pos__(self) -> Tensor:
        return self

    def __abs__(self) -> Tensor:
        from symcheck.language.functions import Abs

        return Abs(self)

    def __gt__(self, other: object) -> Logical:
        return compare("gt", self, other)

    def __ge__(self, other: object) -> Logical:
        return compare("ge", self, other)

    def __lt__(self, other: object) -> Logical:
        return compare("gt", other, self)

    def __le__(self, other: object) -> Logical:
        return compare("ge", other, self)

    def sympy(self) -> object:
        """The SymPy expression of this value: a scalar for a scalar, else one entry with free symbols for the axes."""
        from symcheck.bridge.writer import to_sympy

        return to_sympy(self)

    def latex(self) -> str:
        """This value in LaTeX, in the author's names."""
        from symcheck.notation.latex import latex

        return latex(self)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def __str__(self) -> str:
        from symcheck.notation.text import text

        return text(self)

    def __repr__(self) -> str:
        return str(self)


MINUS_ONE = Number(Fraction(-1))
ONE = Number(Fraction(1))


def plus(a: Expr, b: Expr) -> Expr:
    """a + b; a sum on the left is continued, as it is read, so that a long sum is not nested deeply."""
    return Add((*a.terms, b)) if isinstance(a, Add) else Add((a, b))


def negative(expr: Expr) -> Expr:
    """−expr; a number or an affine form is negated on the spot."""
    match expr:
        case Number(value):
            return Number(-value)
        case Integer(form):
            return Integer(form.scale(-1))
    return Mul((MINUS_ONE, expr))


DIGITS = 1000
"""How many digits a number may have that an author writes."""


def number(value: Fraction | int) -> Tensor:
    """A rational number. Raises UnsupportedError for one too long to be shown."""
    fraction = Fraction(value)
    if max(fraction.numerator.bit_length(), fraction.denominator.bit_length()) > DIGITS * 3.3:
        raise UnsupportedError(f"a number of more than {DIGITS} digits is not known here")
    return Tensor(Number(fraction))


def as_tensor(value: object) -> Tensor:
    """What an author may write where an expression is meant, as a tensor: tensors, numbers, SymPy expressions.

    Raises StatementError for anything else; a Python bool or a string is never an expression. A float is read as
    the decimal it prints as: 0.1 is 1/10.
    """
    match value:
        case Tensor():
            return value
        case bool():
            raise StatementError(f"a Python {value} is not an expression: did you compare with ==? Write Eq(a, b)")
        case Rational():
            return number(Fraction(int(value.numerator), int(value.denominator)))
        case float():
            return _from_decimal(repr(float(value)))
        case str():
            raise StatementError(f"a string is not an expression: {value!r}. Text belongs in latex=…")
        case list() | tuple():
            raise StatementError(
                "a Python list is not an expression: write stack(entry, index) for the tensor of entries"
            )
    if _is_numpy_scalar(value):
        return _from_numpy(value)
    if is_sympy(value):
        from symcheck.bridge.reader import from_sympy

        return from_sympy(value)
    raise StatementError(f"{type(value).__name__} is not an expression: {value!r}"[:200])


def _from_decimal(text: str) -> Tensor:
    try:
        return number(Fraction(text))
    except ValueError:
        raise StatementError(f"{text} is not a number one can derive with") from None


def _is_numpy_scalar(value: object) -> bool:
    return str(type(value).__module__).split(".")[0] == "numpy" and getattr(value, "ndim", 1) == 0


def _from_numpy(value: object) -> Tensor:
    """A NumPy scalar, read as it prints: `np.float32(0.1)` is 1/10."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind in "iu":
        return number(int(str(value)))
    if kind == "f":
        return _from_decimal(str(value))
    if kind == "O" and hasattr(value, "item"):
        return as_tensor(value.item())
    raise StatementError(f"NumPy's {getattr(value, 'dtype', type(value).__name__)} is not an expression: {value}")


def is_sympy(value: object) -> bool:
    """Whether a value is a SymPy object (SymPy is not imported to find out)."""
    sympy = sys.modules.get("sympy")
    return sympy is not None and isinstance(value, sympy.Basic | sympy.MatrixBase)


def affine_of(value: Tensor) -> Affine | None:
    """The affine form a scalar consists of (a size, an index, `t + j`, an integer), or None."""
    if value.axes:
        return None
    match value.body:
        case Integer(form):
            return form
        case Number(number_) if number_.denominator == 1:
            return af.integer(int(number_))
    return None


def index_form(value: object, what: str = "an index") -> Affine:
    """The affine form of something that stands where an index is meant; StatementError otherwise."""
    if isinstance(value, Affine):
        return value
    form = affine_of(as_tensor(value))
    if form is None:
        raise StatementError(f"{what} must be a sum of integers, sizes and indices, not {value}")
    return form


def _fold(a: Tensor, b: Tensor, sign: str) -> Tensor | None:
    """Index arithmetic: sums of affine forms and integer multiples stay affine."""
    if not (isinstance(a.body, Integer) or isinstance(b.body, Integer)):
        return None
    left, right = affine_of(a), affine_of(b)
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return Tensor(Integer(left + right))
        case "-":
            return Tensor(Integer(left - right))
        case "*" if not left.terms:
            return Tensor(Integer(right.scale(left.constant)))
        case "*" if not right.terms:
            return Tensor(Integer(left.scale(right.constant)))
    return None


def _binary(left: object, right: object, make: Callable[[Expr, Expr], Expr], sign: str) -> Tensor:
    a, b = as_tensor(left), as_tensor(right)
    folded = _fold(a, b, sign)
    return broadcast(make, (a, b), sign) if folded is None else folded


def shape_text(shape: Sequence[Affine]) -> str:
    """A shape as NumPy prints it: `(V, d)`, `(d,)`, `()`."""
    return "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def broadcast(make: Callable[..., Expr], tensors: Sequence[Tensor], what: str) -> Tensor:
    """An elementwise operation under NumPy's broadcasting rules; StatementError names the shapes that do not fit."""
    if all(not t.axes for t in tensors):
        return Tensor(make(*(t.body for t in tensors)))
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
    return Tensor(make(*(_aligned(t, axes) for t in tensors)), tuple(axes))


def _stands_at(tensor: Tensor, position: int) -> Index | None:
    return tensor.axes[position] if tensor.ndim >= -position else None


def _broadcast_hint(tensors: Sequence[Tensor]) -> str:
    if len(tensors) == 2 and tensors[0].ndim == tensors[1].ndim == 1:
        return ": write outer(a, b) for the matrix of products"
    if len(tensors) == 2 and {t.ndim for t in tensors} == {1, 2}:
        return ": NumPy lines up the last axes; write a[:, None] to stand a vector upright"
    return ""


def _aligned(tensor: Tensor, axes: Sequence[Index]) -> Expr:
    """The body with its own axes renamed to the last of `axes` (an axis of size 1 is read at its one entry)."""
    values: dict[af.IndexAtom, Affine] = {}
    for own, axis in zip(tensor.axes, axes[len(axes) - tensor.ndim :], strict=True):
        if own.size == af.ONE and axis.size != af.ONE:
            values[own] = own.lower
        else:
            form = af.of_atom(axis) + own.lower - axis.lower
            if form.atom != own:
                values[own] = form
    return substitute(tensor.body, values)


def entry(tensor: Tensor, *indices: Affine) -> Expr:
    """The body at these indices, one an axis."""
    return at(tensor.axes, tensor.body, indices)


def aligned(first: Tensor, line: Tensor) -> Expr:
    """The line's entry at the axes of the first expression; a scalar's body as it is."""
    if not line.axes:
        return line.body
    pairs = zip(line.axes, first.axes, strict=True)
    return entry(line, *(af.of_atom(axis) + own.lower - axis.lower for own, axis in pairs))


DEEP = 4
"""So often the ranges of indices may depend on one another, for it to be seen that an index lies in a range."""


def getitem(tensor: Tensor, key: tuple[object, ...]) -> Tensor:
    """NumPy indexing with integers, symbolic indices, full slices, None and an ellipsis."""
    wanted = len([k for k in key if k is not None and k is not Ellipsis])
    if wanted > tensor.ndim:
        raise StatementError(f"{wanted} indices for a value of shape {shape_text(tensor.shape)}")
    if Ellipsis in [k for k in key if k is Ellipsis]:
        place = next(i for i, k in enumerate(key) if k is Ellipsis)
        key = (*key[:place], *([slice(None)] * (tensor.ndim - wanted)), *key[place + 1 :])
    else:
        key = (*key, *([slice(None)] * (tensor.ndim - wanted)))
    own = iter(tensor.axes)
    values: dict[af.IndexAtom, Affine] = {}
    axes: list[Index] = []
    for item in key:
        if item is None:
            axes.append(af.new_axis("i", af.ONE))
            continue
        axis = next(own)
        if isinstance(item, slice):
            if item != slice(None):
                raise StatementError("only the full slice : is known; write stack(x[i + 1], i) for a part of a tensor")
            axes.append(axis)
        else:
            values[axis] = form = _entry_index(item, axis)
            if not (_lies_within(form, axis) or _is_asked_within(tensor.body, axis)):
                raise StatementError(
                    f"{form} may lie outside {axis.lower}..{axis.upper}, over which this value runs: give it a name, "
                    f's = named("s", …), and write s[{form}]'
                )
    return Tensor(substitute(tensor.body, values), tuple(axes))


def _entry_index(item: object, axis: Index) -> Affine:
    form = index_form(item)
    if _negative(form - axis.lower) or _negative(axis.upper - form):
        raise StatementError(f"index {form} is outside {axis.lower}..{axis.upper}: entries count from {axis.lower}")
    if isinstance(form.atom, af.Size) and form.atom not in (atom for atom, _ in (*axis.lower.terms, *axis.upper.terms)):
        raise StatementError(f"{form} is a size, not an index: the axis runs over {axis.lower}..{axis.upper}")
    if form.index is not None and _foreign(form.index, axis):
        raise StatementError(
            f"{form} runs over {form.index.lower}..{form.index.upper}, the axis over {axis.lower}..{axis.upper}"
        )
    return form


def _negative(form: Affine) -> bool:
    return not form.terms and form.constant < 0


def _lies_within(form: Affine, axis: Index) -> bool:
    """Whether an index lies in the range of an axis at all sizes, as far as its own range tells."""
    return _at_least_zero(form - axis.lower) and _at_least_zero(axis.upper - form)


def _at_least_zero(form: Affine) -> bool:
    """Whether a form is never negative, each index in it at the end of its range where the form is least."""
    for _ in range(DEEP):
        ends: dict[af.IndexAtom, Affine] = {
            atom: atom.lower if coefficient > 0 else atom.upper
            for atom, coefficient in form.terms
            if isinstance(atom, Index)
        }
        form = af.substitute(form, ends)
    sizes = all(isinstance(atom, af.Size) and coefficient > 0 for atom, coefficient in form.terms)
    return sizes and form.constant + sum(coefficient for _, coefficient in form.terms) >= 0


def _is_asked_within(body: Expr, axis: Index) -> bool:
    """Whether something with the axis for a subscript asks for the same range."""
    wanted = (axis.lower, af.of_atom(axis), axis.upper)
    return any(wanted in subscripts(node) for node in subexpressions(body))


def _foreign(index: Index, axis: Index) -> bool:
    """Whether an index runs over one declared size and the axis over another: `U[a]` with a over the columns."""
    first, second = index.upper.atom, axis.upper.atom
    return isinstance(first, af.Size) and isinstance(second, af.Size) and first != second


def axis_numbers(tensor: Tensor, axis: int | Sequence[int] | None) -> tuple[int, ...]:
    """The axes a reduction runs over, as numbers from 0."""
    if axis is None:
        return tuple(range(tensor.ndim))
    listed = (axis,) if isinstance(axis, int) else tuple(axis)
    for number_ in listed:
        if not -tensor.ndim <= number_ < tensor.ndim:
            raise StatementError(f"axis {number_} is out of range for shape {shape_text(tensor.shape)}")
    return tuple(sorted({number_ % tensor.ndim for number_ in listed}))


def reduce_axes(
    tensor: Tensor, axis: int | Sequence[int] | None, keepdims: bool, make: Callable[[Index, Expr], Expr]
) -> Tensor:
    """The reduction `make` over axes; with `keepdims`, axes of size 1 stand in their place."""
    numbers = axis_numbers(tensor, axis)
    body = tensor.body
    for number_ in reversed(numbers):
        index = af.fresh_index(tensor.axes[number_])
        body = make(index, substitute(body, {tensor.axes[number_]: af.of_atom(index)}))
    axes = [
        (af.new_axis(a.name, af.ONE) if keepdims else None) if n in numbers else a for n, a in enumerate(tensor.axes)
    ]
    return Tensor(body, tuple(a for a in axes if a is not None))


def mean(tensor: Tensor, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The sum over axes, divided by the number of entries summed."""
    total = reduce_axes(tensor, axis, keepdims, Sum)
    count: Tensor = number(1)
    for number_ in axis_numbers(tensor, axis):
        size = Tensor(Integer(tensor.axes[number_].size))
        count = size if isinstance(count.body, Number) else count * size
    return total / count


def matmul(a: Tensor, b: Tensor) -> Tensor:
    """NumPy's `@`: inner axes are summed; vectors stand as rows on the left, as columns on the right."""
    if not a.axes or not b.axes:
        raise StatementError("@ wants vectors or matrices on both sides: write * to multiply by a scalar")
    left, right = a.axes[-1], b.axes[-2] if b.ndim > 1 else b.axes[0]
    if left.size != right.size:
        raise StatementError(f"shapes {shape_text(a.shape)} and {shape_text(b.shape)} do not fit together in @")
    if a.ndim > 2 or b.ndim > 2:
        raise UnsupportedError("@ is known for vectors and matrices; write Sum(…, index) for tensors with more axes")
    index = af.fresh_index(left)
    rows = tuple(af.fresh_index(axis) for axis in a.axes[:-1])
    columns = tuple(af.fresh_index(axis) for axis in b.axes[1:])
    inner = af.of_atom(index)
    first = entry(a, *map(af.of_atom, rows), inner)
    second = entry(b, inner + right.lower - left.lower, *map(af.of_atom, columns))
    return Tensor(Sum(index, Mul((first, second))), rows + columns)


def trace(matrix: Tensor) -> Tensor:
    """Σ of the diagonal entries of a square matrix."""
    if matrix.ndim != 2 or matrix.axes[0].size != matrix.axes[1].size:
        raise StatementError(f"trace wants a square matrix, not shape {shape_text(matrix.shape)}")
    rows, columns = matrix.axes
    index = af.fresh_index(rows)
    return Tensor(Sum(index, entry(matrix, af.of_atom(index), af.of_atom(index) + columns.lower - rows.lower)))


def compare(kind: Kind, left: object, right: object) -> Logical:
    """The condition `left kind right`; between index forms it is a fact about integers, else about real numbers."""
    a, b = as_tensor(left), as_tensor(right)
    if isinstance(a.body, Integer) or isinstance(b.body, Integer):
        first, second = affine_of(a), affine_of(b)
        if first is not None and second is not None:
            difference = first - second
            relation = IndexRelation("ge", difference.shift(-1)) if kind == "gt" else IndexRelation(kind, difference)
            return Logical((relation,))
    difference_ = broadcast(lambda x, y: Add((x, negative(y))), (a, b), "a comparison")
    if isinstance(b.body, Number) and b.body.value == 0:
        difference_ = a
    return Logical((RealRelation(kind, difference_.body),), difference_.axes)


def bound_index(value: object) -> Index:
    """The declared index that a sum runs over; StatementError if it is anything else."""
    form = affine_of(value) if isinstance(value, Tensor) else None
    if form is not None and form.index is not None:
        return form.index
    if form is not None and isinstance(form.atom, af.Size):
        raise StatementError(f'{form} is a size: a sum runs over an index, declared by indices("i", {form})')
    raise StatementError(f"a sum runs over an index declared by indices(…) or index(…), not over {value}")
