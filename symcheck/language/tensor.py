"""The author's pen: expressions that `+`, `@`, `.T`, `.sum()`, `[…]` and comparisons build further, as NumPy's arrays.

What the operators mean is in `symcheck.expressions.blocks` and `symcheck.definedness.indexing`; here is only how an
author writes them, and what may stand beside them: numbers, NumPy scalars, SymPy expressions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import wraps
from numbers import Rational
from types import EllipsisType
from typing import ParamSpec

from msgspec import Struct

from symcheck.definedness.indexing import indexed
from symcheck.errors import StatementError
from symcheck.expressions import blocks, floats
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import affine_of, shape_text
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Array, Block, Condition, Entry, Expr, Integer, Kind
from symcheck.expressions.walk import substitute_condition
from symcheck.functions.table import TABLE
from symcheck.language.clashes import clash


class Logical(Struct, frozen=True):
    """A condition an author states: `x > 0`, `Ne(w, o)`. It has no truth value in Python.

    A comparison of tensors has axes: as an assumption it holds for every entry, in `where(…)` it picks entries. One of
    what could not be built says so to whoever asks what it `states`.
    """

    condition: Condition
    axes: tuple[Index, ...] = ()
    error: StatementError | None = None

    @property
    def states(self) -> Logical:
        """The condition itself. Raises StatementError where it is of what could not be built."""
        if self.error is not None:
            raise self.error
        return self

    def __bool__(self) -> bool:
        raise StatementError("a condition has no truth value of its own: pass it as given=… or where=…")

    def __repr__(self) -> str:
        from symcheck.notation.text import condition

        return condition(self.condition) if self.error is None else f"ill-formed: {self.error}"

    def __and__(self, other: Logical) -> Logical:
        if self.error or other.error:
            return self if self.error else other
        if not (self.axes and other.axes):
            return Logical(self.condition + other.condition, self.axes + other.axes)
        shapes = [tuple(axis.size for axis in axes) for axes in (self.axes, other.axes)]
        if shapes[0] != shapes[1]:
            raise StatementError(
                f"conditions of shapes {shape_text(shapes[0])} and {shape_text(shapes[1])} do not fit together in &: "
                "as assumptions, pass them as a list"
            )
        pairs = zip(self.axes, other.axes, strict=True)
        values: dict[af.IndexAtom, IndexForm] = {b: af.of_atom(a) + b.lower - a.lower for a, b in pairs if a != b}
        return Logical(self.condition + substitute_condition(other.condition, values), self.axes)


def is_deferring() -> bool:
    return _deferred.get()


Given = ParamSpec("Given")
_deferred: ContextVar[bool] = ContextVar("deferred", default=False)


@contextmanager
def deferring() -> Iterator[None]:
    """What cannot be built in here becomes `Broken` instead of an exception: it takes only what is made of it along."""
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)


def careful(make: Callable[Given, Tensor]) -> Callable[Given, Tensor]:
    """Makes an expression, or `Broken` where it cannot be made and this is deferred."""

    @wraps(make)
    def made(*args: Given.args, **named: Given.kwargs) -> Tensor:
        try:
            return make(*args, **named)
        except StatementError as error:
            if is_deferring():
                return Broken(error)
            raise

    return made


class Tensor(Block):
    """A value of the statement language: a scalar `body` over zero or more `axes`.

    `shape` is the tuple of sizes. Instances are made by the declarations and functions of `symcheck`.
    """

    __slots__ = ()

    def __init__(self, body: Expr, axes: tuple[Index, ...] = ()) -> None:
        super().__init__(axes, body)

    @property
    @careful
    def T(self) -> Tensor:
        """The transpose, axes reversed; a vector is its own transpose, as in NumPy."""
        return pen(blocks.transpose(self))

    @property
    @careful
    def mT(self) -> Tensor:
        """The last two axes exchanged, as in NumPy: each matrix of a stack transposed."""
        return pen(blocks.matrix_transpose(self))

    @careful
    def sum(self, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
        """The sum over one axis, several, or all, as in NumPy."""
        return pen(blocks.total(self, axis, keepdims))

    @careful
    def mean(self, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
        """The mean over one axis, several, or all, as in NumPy."""
        return pen(blocks.mean(self, axis, keepdims))

    @careful
    def var(self, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
        """The mean squared deviation from the mean over one axis, several, or all, as in NumPy."""
        return pen(blocks.mean((self - self.mean(axis, True)) ** 2, axis, keepdims))

    @careful
    def std(self, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
        """The square root of the variance, as in NumPy."""
        return pen(blocks.elementwise("sqrt", self.var(axis, keepdims)))

    def dot(self, other: object) -> Tensor:
        return _binary(self, other, _matmul)

    @careful
    def trace(self) -> Tensor:
        """The sum of the diagonal of a square matrix."""
        return pen(blocks.trace(self))

    @careful
    def __getitem__(self, key: object) -> Tensor:
        return pen(indexed(self, tuple(map(_key, key if isinstance(key, tuple) else (key,)))))

    def __iter__(self) -> object:
        raise TypeError("a tensor of symbolic size cannot be iterated over: use Sum(…, index) or stack(…, index)")

    def __bool__(self) -> bool:
        raise StatementError("an expression has no truth value: write Eq(a, b), Ne(a, b) or a > b as a condition")

    def __array_ufunc__(self, ufunc: Callable[..., object], method: str, *inputs: object, **options: object) -> Tensor:
        """Operators beside an array or a number of NumPy's are this class's own; its functions take no expressions."""
        name = OPERATORS.get(ufunc.__name__)
        if name is None or method != "__call__" or options.keys() - {"out"}:
            raise _of_numpy(ufunc)
        left, *right = inputs
        found: Tensor = getattr(as_tensor(left), name)(*right)
        return found

    def __array_function__(self, function: Callable[..., object], *_: object) -> object:
        raise _of_numpy(function)

    def __add__(self, other: object) -> Tensor:
        return _binary(self, other, blocks.add)

    def __radd__(self, other: object) -> Tensor:
        return _binary(other, self, blocks.add)

    def __sub__(self, other: object) -> Tensor:
        return _binary(self, other, blocks.subtract)

    def __rsub__(self, other: object) -> Tensor:
        return _binary(other, self, blocks.subtract)

    def __mul__(self, other: object) -> Tensor:
        return _binary(self, other, blocks.multiply)

    def __rmul__(self, other: object) -> Tensor:
        return _binary(other, self, blocks.multiply)

    def __truediv__(self, other: object) -> Tensor:
        return _binary(self, other, blocks.divide)

    def __rtruediv__(self, other: object) -> Tensor:
        return _binary(other, self, blocks.divide)

    def __pow__(self, other: object) -> Tensor:
        return _binary(self, other, blocks.power)

    def __rpow__(self, other: object) -> Tensor:
        return _binary(other, self, blocks.power)

    def __matmul__(self, other: object) -> Tensor:
        return _binary(self, other, _matmul)

    def __rmatmul__(self, other: object) -> Tensor:
        return _binary(other, self, _matmul)

    @careful
    def __neg__(self) -> Tensor:
        return pen(blocks.negate(self))

    def __pos__(self) -> Tensor:
        return self

    @careful
    def __abs__(self) -> Tensor:
        return pen(blocks.elementwise("abs", self))

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

    def python(self) -> str:
        """This value as source of the statement language: declarations, and the expression that is read back alike."""
        from symcheck.notation.source import source

        return str(source(self))

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def __str__(self) -> str:
        from symcheck.notation.text import text

        return text(self)

    def __repr__(self) -> str:
        return str(self)


OPERATORS = {
    "add": "__add__", "subtract": "__sub__", "multiply": "__mul__", "divide": "__truediv__", "power": "__pow__",
    "matmul": "__matmul__", "negative": "__neg__", "positive": "__pos__", "absolute": "__abs__", "greater": "__gt__",
    "greater_equal": "__ge__", "less": "__lt__", "less_equal": "__le__",
}  # fmt: skip
"""NumPy's functions that stand for an operator."""


def _of_numpy(function: Callable[..., object]) -> StatementError:
    name = function.__name__
    ours = name in TABLE or name in getattr(sys.modules.get("symcheck"), "__all__", ())
    advice = f"write {name}(…), symcheck's own" if ours else "symcheck's own functions do"
    return StatementError(f"np.{name} takes numbers, no expressions: {advice}")


class Broken(Tensor):
    """An expression that could not be built. What is made of it cannot be built either, for the same reason."""

    __slots__ = ("error",)
    error: StatementError

    def __init__(self, error: StatementError) -> None:
        object.__setattr__(self, "error", error)

    @property
    def axes(self) -> tuple[Index, ...]:
        raise self.error

    @property
    def body(self) -> Expr:
        raise self.error


def pen(block: Block) -> Tensor:
    """A block for an author to write on with."""
    return Tensor(block.body, block.axes)


def number(value: Fraction | int) -> Tensor:
    """A rational number. Raises UnsupportedError for one too long to be shown."""
    return pen(blocks.number(value))


def as_tensor(value: object) -> Tensor:
    """What an author may write where an expression is meant, as a tensor: tensors, numbers, SymPy expressions.

    Raises StatementError for anything else; a Python bool or a string is never an expression. A float is read as
    the exact number it was written for (`symcheck.expressions.floats`): 0.1 is 1/10, and so is 1/3.
    """
    match value:
        case Tensor():
            return value
        case bool():
            raise StatementError(f"a Python {value} is not an expression: did you compare with ==? Write Eq(a, b)")
        case Rational():
            return number(Fraction(int(value.numerator), int(value.denominator)))
        case float():
            return Tensor(floats.exact(float(value), repr(float(value))))
        case IndexForm():
            return Tensor(Integer(value))
        case str():
            raise StatementError(f"a string is not an expression: {value!r}. Text belongs in latex=…")
        case list() | tuple():
            raise StatementError(
                "a Python list is not an expression: write stack(entry, index) for the tensor of entries"
            )
    if str(type(value).__module__).split(".")[0] == "numpy" and getattr(value, "ndim", 1) == 0:
        return _from_numpy(value)
    if is_sympy(value):
        from symcheck.bridge.reader import from_sympy

        return _unambiguous(pen(from_sympy(value)))
    raise StatementError(f"{type(value).__name__} is not an expression: {value!r}"[:200])


def _unambiguous(value: Tensor) -> Tensor:
    """A value read from elsewhere, refused where one name in it stands for two things."""
    clashing = clash([value.body])
    if clashing:
        raise StatementError(clashing)
    return value


def _from_numpy(value: object) -> Tensor:
    """A NumPy scalar, a float by its own precision: `np.float32(0.1)` is 1/10."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind in "iu":
        return number(int(str(value)))
    if kind == "f":
        precision = floats.BY_BYTES.get(value.dtype.itemsize, floats.DOUBLE)  # type: ignore[attr-defined]
        return Tensor(floats.exact(float(value), str(value), precision))  # type: ignore[arg-type]
    if kind == "O" and hasattr(value, "item"):
        return as_tensor(value.item())
    raise StatementError(f"NumPy's {getattr(value, 'dtype', type(value).__name__)} is not an expression: {value}")


def is_sympy(value: object) -> bool:
    """Whether a value is a SymPy object (SymPy is not imported to find out)."""
    sympy = sys.modules.get("sympy")
    return sympy is not None and isinstance(value, sympy.Basic | sympy.MatrixBase)


def whole(array: Array) -> Tensor:
    """All entries of a declared array."""
    axes = tuple(
        af.new_axis("ijklmn"[p % 6], upper - lower + af.ONE, lower) for p, (lower, upper) in enumerate(array.axes)
    )
    return Tensor(Entry(array, tuple(map(af.of_atom, axes))), axes)


def index_form(value: object, what: str = "an index") -> IndexForm:
    """The affine form of something that stands where an index is meant; StatementError otherwise."""
    if isinstance(value, IndexForm):
        return value
    form = affine_of(as_tensor(value))
    if form is None:
        raise StatementError(f"{what} must be a sum of integers, sizes and indices, not {value}")
    return form


def _key(item: object) -> IndexForm | slice | EllipsisType | None:
    """What stands between the brackets of an entry."""
    return item if item is None or isinstance(item, slice | EllipsisType) else index_form(item)


def _matmul(a: Block, b: Block) -> Block:
    """The product, or what would fit where it does not."""
    try:
        return blocks.matmul(a, b)
    except StatementError as error:
        for one, other, turned in ((blocks.transpose(a), b, a), (a, blocks.transpose(b), b)):
            if turned.ndim == 2 and one.axes and other.axes and one.axes[-1].size == other.axes[0].size:
                raise StatementError(f"{error}: it fits with {pen(turned)} transposed") from None
        raise


@careful
def _binary(left: object, right: object, make: Callable[[Block, Block], Block]) -> Tensor:
    return pen(make(as_tensor(left), as_tensor(right)))


def broadcast(make: Callable[..., Expr], tensors: Sequence[Tensor], what: str) -> Tensor:
    """An elementwise operation under NumPy's broadcasting rules; StatementError names the shapes that do not fit."""
    return pen(blocks.broadcast(make, tensors, what))


def compare(kind: Kind, left: object, right: object) -> Logical:
    """The condition `left kind right`; between index forms it is a fact about integers, else about real numbers."""
    try:
        return Logical(*blocks.compare(kind, as_tensor(left), as_tensor(right)))
    except StatementError as error:
        if not is_deferring():
            raise
        return Logical((), (), error)


def bound_index(value: object) -> Index:
    """The declared index that a sum runs over, SymPy's `Idx` too; StatementError if it is anything else."""
    form = affine_of(as_tensor(value)) if isinstance(value, Tensor) or is_sympy(value) else None
    if form is not None and form.index is not None:
        return form.index
    if form is not None and isinstance(form.atom, af.Size):
        raise StatementError(f'{form} is a size: a sum runs over an index, declared by indices("i", {form})')
    raise StatementError(f"a sum runs over an index declared by indices(…) or index(…), not over {value}")
