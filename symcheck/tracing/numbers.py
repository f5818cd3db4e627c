"""What traced arrays, numbers and sizes have in common, and the last two.

A `Scalar` is NumPy's scalar: it cannot be changed, so that `a += b` binds another. An `Extent` is a size: a number that
is also a shape. Comparisons of sizes have an answer where that is the same for all sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, NoReturn

import numpy as np

from symcheck.errors import TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Expr, Integer, Mul
from symcheck.expressions.nodes import Kind as Relating
from symcheck.tracing import computing
from symcheck.tracing.extents import at_least_zero, polynomial
from symcheck.tracing.masks import Selected
from symcheck.tracing.runs import mark
from symcheck.tracing.values import Dim, Holder, Value, form_of, sizes_of, value_of

LOOP = "a loop over a symbolic range is not known: write it with whole arrays, or declare the size as a number"
BRANCH = "a branch on a value is not known: write np.where(condition, a, b)"
SIZES = "hangs on the sizes: a branch on it is not known"


def made(value: Value) -> Traced:
    """A new array, or a number where there are no dimensions."""
    mark(value.body)
    if not value.dims:
        return Scalar(value)
    found: Traced = Traced.library.ndarray(value)
    return found


def _operator(make: Callable[[Value, Value], Value], turned: bool = False) -> Callable[[Traced, object], Traced]:
    def operate(self: Traced, other: object) -> Traced:
        if isinstance(other, Selected):
            return NotImplemented  # type: ignore[no-any-return]
        pair = (value_of(other), self.held()) if turned else (self.held(), value_of(other))
        return made(make(*pair))

    return operate


add, subtract, multiply = computing.added, computing.subtracted, computing.multiplied


def _comparison(kind: Relating, turned: bool = False) -> Callable[[Traced, object], Traced]:
    return _operator(lambda a, b: computing.compared(kind, a, b), turned)


class Traced(Holder):
    """What arrays, numbers and sizes have in common: NumPy's operators and methods."""

    __slots__ = ()
    __array_priority__ = 1000
    library: ClassVar[Any] = None
    """NumPy's functions for traced arrays; set by `symcheck.tracing.namespace`."""

    __add__, __radd__ = _operator(add), _operator(add, True)
    __sub__, __rsub__ = _operator(subtract), _operator(subtract, True)
    __mul__, __rmul__ = _operator(multiply), _operator(multiply, True)
    __truediv__, __rtruediv__ = _operator(computing.divided), _operator(computing.divided, True)
    __pow__, __rpow__ = _operator(computing.power), _operator(computing.power, True)
    __matmul__, __rmatmul__ = _operator(computing.matmul), _operator(computing.matmul, True)
    __and__, __rand__ = _operator(computing.both), _operator(computing.both, True)
    __or__, __ror__ = _operator(computing.either), _operator(computing.either, True)
    __gt__, __ge__ = _comparison("gt"), _comparison("ge")
    __lt__, __le__ = _comparison("gt", True), _comparison("ge", True)
    __eq__, __ne__ = _comparison("eq"), _comparison("ne")  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]

    def __neg__(self) -> Traced:
        value = self.held()
        if value.kind == "truth":
            raise TracingError("- of truth values is an error in NumPy: write ~mask or 1 - mask")
        return made(Value(value.dims, (-value.tensor).body, value.kind))

    def __pos__(self) -> Traced:
        return made(self.held())

    def __abs__(self) -> Traced:
        value = self.held()
        return made(Value(value.dims, abs(value.tensor).body, value.kind))

    def __invert__(self) -> Traced:
        return made(computing.negation(self.held()))

    def __floordiv__(self, other: object) -> Traced:
        raise TracingError("// is not known of symbolic values: of sizes that are multiples it is")

    __rfloordiv__ = __mod__ = __rmod__ = __floordiv__

    def __bool__(self) -> bool:
        raise TracingError(BRANCH)

    def __float__(self) -> NoReturn:
        raise TracingError("float(…) of a symbolic value is not known: leave it an expression (np.sqrt for math.sqrt)")

    def __int__(self) -> NoReturn:
        raise TracingError("int(…) of a symbolic value is not known: leave it an expression")

    def __index__(self) -> int:
        raise TracingError(LOOP)

    def __str__(self) -> str:
        return str(self.held().tensor)

    def __format__(self, how: str) -> str:
        return str(self)

    __repr__ = __str__

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: object, **options: object) -> object:
        if method == "at" and ufunc.__name__ in ("add", "subtract"):
            return getattr(getattr(self.library, ufunc.__name__), "at")(*inputs)  # noqa: B009
        if method != "__call__":
            raise TracingError(f"np.{ufunc.__name__}.{method} is not known here")
        return getattr(self.library, ufunc.__name__)(*inputs, **options)

    def __array_function__(
        self, function: Callable[..., object], types: object, args: Sequence[object], kwargs: dict[str, object]
    ) -> object:
        part = self.library.linalg if "linalg" in str(function.__module__) else self.library
        return getattr(part, function.__name__)(*args, **kwargs)

    def __array_namespace__(self, api_version: str | None = None) -> object:
        return self.library

    def __getattr__(self, name: str) -> object:
        """NumPy's other methods are its functions of the same names."""
        if name in METHODS:
            function = getattr(type(self).library, name)
            return lambda *args, **options: function(self, *args, **options)
        if name.startswith("_"):
            raise AttributeError(name)
        raise TracingError(f".{name} of an array is not known here")

    @property
    def dims(self) -> tuple[Dim, ...]:
        return self.held().dims

    @property
    def shape(self) -> tuple[object, ...]:
        return tuple(extent(sizes_of(dim)) for dim in self.dims)

    @property
    def ndim(self) -> int:
        return len(self.dims)

    @property
    def size(self) -> object:
        return extent([size for dim in self.dims for size in sizes_of(dim)])

    @property
    def dtype(self) -> np.dtype:
        return np.dtype({"real": float, "whole": int, "truth": bool}[self.held().kind])

    @property
    def T(self) -> Traced:
        return self

    def copy(self, memo: object = None) -> Traced:
        return made(self.held())

    __copy__ = __deepcopy__ = copy


Selected.made = staticmethod(made)
METHODS = (
    "sum", "mean", "var", "std", "max", "min", "prod", "dot", "reshape", "transpose", "flatten", "ravel", "squeeze",
    "trace", "diagonal", "clip", "cumsum", "swapaxes", "take", "repeat", "astype", "any", "all",
)  # fmt: skip
"""Methods of arrays that are functions of NumPy's too."""


class Scalar(Traced):
    """A symbolic number. Nothing shares it: `a += b` binds another."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def held(self) -> Value:
        return self.value


class Extent(Scalar):
    """A size, or a product of sizes."""

    __slots__ = ("factors",)

    def __init__(self, factors: Sequence[IndexForm]) -> None:
        self.factors = tuple(factors)
        bodies: list[Expr] = [Integer(form) for form in factors]
        super().__init__(Value((), bodies[0] if len(bodies) == 1 else Mul(tuple(bodies)), "whole"))

    def _sum(self, other: object, sign: int) -> object:
        """The sum, where it is a size again."""
        form, more = form_in(self), form_in(other)
        return None if form is None or more is None else extent([form + more.scale(sign)])

    def __add__(self, other: object) -> object:  # type: ignore[override]
        found = self._sum(other, 1)
        return super().__add__(other) if found is None else found

    __radd__ = __add__  # type: ignore[assignment]

    def __sub__(self, other: object) -> object:  # type: ignore[override]
        found = self._sum(other, -1)
        return super().__sub__(other) if found is None else found

    def __rsub__(self, other: object) -> object:  # type: ignore[override]
        form, more = form_in(self), form_in(other)
        return super().__rsub__(other) if form is None or more is None else extent([more - form])

    def __mul__(self, other: object) -> object:  # type: ignore[override]
        more = factors_of(other)
        return super().__mul__(other) if more is None else extent([*self.factors, *more])

    __rmul__ = __mul__  # type: ignore[assignment]

    def __floordiv__(self, other: object) -> object:  # type: ignore[override]
        more, form = factors_of(other), form_in(self)
        if more is not None:
            rest = list(self.factors)
            if all(_struck(rest, factor) for factor in more):
                return extent(rest)
            if form is not None and all(not factor.terms for factor in more):
                by = product_of(more)
                if by and all(c % by == 0 for c in (form.constant, *(c for _, c in form.terms))):
                    terms = [(atom, c // by) for atom, c in form.terms]
                    return extent([af.affine(terms, form.constant // by)])
        raise TracingError(f"{self} // {other} is not known to be a whole number: declare the size as a multiple")

    def __mod__(self, other: object) -> object:  # type: ignore[override]
        _ = self // other
        return 0

    def _difference(self, other: object) -> IndexForm | None:
        form, more = form_in(self), form_in(other)
        return None if form is None or more is None else form - more

    def __eq__(self, other: object) -> object:  # type: ignore[override]
        if isinstance(other, float) and other.is_integer():
            other = int(other)
        more = factors_of(other)
        if more is None:
            return super().__eq__(other) if isinstance(other, Traced) else False
        if polynomial(self.factors) == polynomial(more):
            return True
        difference = self._difference(other)
        if difference is not None and any(at_least_zero(d.shift(-1)) for d in (difference, difference.scale(-1))):
            return False
        raise TracingError(f"whether {self} is {other} {SIZES}")

    def __ne__(self, other: object) -> object:  # type: ignore[override]
        found = self == other
        return super().__ne__(other) if isinstance(found, Traced) else not found

    def __hash__(self) -> int:  # type: ignore[override]
        raise TracingError(f"{self} is looked up, and whether it is another number {SIZES}")

    def _exceeds(self, other: object, least: int) -> object:
        """Whether this is at least so much more than the other, at all sizes or at none."""
        difference = self._difference(other)
        if difference is None:
            return None
        if at_least_zero(difference.shift(-least)):
            return True
        if at_least_zero(difference.scale(-1).shift(least - 1)):
            return False
        raise TracingError(f"whether {self} is larger than {other} {SIZES}")

    def __gt__(self, other: object) -> object:  # type: ignore[override]
        found = self._exceeds(other, 1)
        return super().__gt__(other) if found is None else found

    def __ge__(self, other: object) -> object:  # type: ignore[override]
        found = self._exceeds(other, 0)
        return super().__ge__(other) if found is None else found

    def __lt__(self, other: object) -> object:  # type: ignore[override]
        found = self._exceeds(other, 0)
        return super().__lt__(other) if found is None else not found

    def __le__(self, other: object) -> object:  # type: ignore[override]
        found = self._exceeds(other, 1)
        return super().__le__(other) if found is None else not found

    def __bool__(self) -> bool:
        return bool(self > 0)


def product_of(factors: Iterable[IndexForm]) -> int:
    """The product of numbers."""
    found = 1
    for factor in factors:
        found *= factor.constant
    return found


def _struck(rest: list[IndexForm], factor: IndexForm) -> bool:
    """Takes a factor off a list, if it is there."""
    if factor in rest:
        rest.remove(factor)
        return True
    return False


def extent(sizes: Iterable[IndexForm]) -> int | Extent:
    """A product of sizes as a number; one that is known is Python's own."""
    listed = list(sizes)
    known = product_of(form for form in listed if not form.terms)
    symbolic = [form for form in listed if form.terms]
    if not symbolic or not known:
        return known
    first, *others = symbolic
    return Extent([first.scale(known), *others])


def factors_of(x: object) -> tuple[IndexForm, ...] | None:
    """A whole number as a product of sizes; None for anything else."""
    if isinstance(x, Extent):
        return x.factors
    if isinstance(x, int | np.integer) and not isinstance(x, bool):
        return (af.integer(int(x)),)
    if isinstance(x, Scalar) and x.value.kind == "whole" and (form := form_of(x.value.body)) is not None:
        return (form,)
    return None


def form_in(x: object) -> IndexForm | None:
    """A whole number as an index form; None where it is a product, or no such number."""
    factors = factors_of(x)
    return factors[0] if factors is not None and len(factors) == 1 else None
