"""What a number system offers to the one evaluator: the contract every arithmetic in this room fulfils.

Values are NumPy arrays whose first axes belong to the evaluator (sizes of indices); the last `trailing` axes are the
system's own (levels and trials of a tower, say) and broadcast along. Elements may be floats, complex numbers, machine
integers or objects. A system that lacks an operation raises `Abstention` with the reason, and never guesses. A value
that does not exist (1/0, the logarithm of a negative number) is an element like any other where a system can hold one,
so that it concerns only what speaks of it: NaN in floats, `UNDEFINED` among balls. Other systems raise `Undefined`.
Systems know nothing of statements beyond the declarations of arrays and functions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from symcheck.expressions.nodes import Array

Raw = NDArray[Any]
"""An array of numbers of some system: the one place where the type of the elements is left open."""
Mask = NDArray[np.bool_]


class Abstention(Exception):
    """A number system lacks what is asked of it; the message says what, for the reader of the report."""


class Undefined(Exception):
    """The value does not exist at this sample."""


class Missing:
    """In the place of a number that does not exist. Arithmetic with it comes to it; undefined outweighs a bend."""

    __slots__ = ("rank",)

    def __init__(self, rank: int) -> None:
        self.rank = rank

    def _with(self, other: object) -> Missing:
        return other if isinstance(other, Missing) and other.rank > self.rank else self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _with

    def __neg__(self) -> Missing:
        return self

    def __repr__(self) -> str:
        return "undefined" if self.rank else "a derivative at a bend"


UNDEFINED = Missing(1)
"""The value of an expression outside its domain."""
BEND = Missing(0)
"""The derivative of something that has a value here, but no derivative: what is said of it here is not asked."""


class Unclear(Abstention, Undefined):
    """Whether the value exists at this sample cannot be told: no ground to call it defined, nor undefined."""


class NumberSystem(Protocol):
    """Arithmetic on arrays. Binary operations take arrays that broadcast."""

    name: str
    trailing: int

    def missing(self, bend: bool) -> Raw | None:
        """The element for a value that does not exist, shape () and the trailing axes; None where there is none."""
        ...

    def exists(self, a: Raw) -> Mask:
        """Where the values exist, over the leading axes."""
        ...

    def number(self, value: Fraction) -> Raw:
        """A rational number: shape () and the trailing axes."""
        ...

    def integers(self, values: NDArray[np.int64]) -> Raw:
        """Integers as numbers: the shape of `values` and the trailing axes."""
        ...

    def constant(self, name: str) -> Raw:
        """A named constant: "pi"."""
        ...

    def variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        """Values for a declared array at these sizes, as its assumptions ask (sign; symmetric; positive definite).

        The same array and shape give the same values for the lifetime of the system.
        """
        ...

    def opaque(self, key: tuple[object, ...], arguments: tuple[Raw, ...]) -> Raw:
        """The value of an unknown function: one independent number for each `key` and each value of the arguments.

        `key` tells the function and which partial derivative of it. Each argument has the same leading shape, then
        one flattened axis of its entries, then the trailing axes; the result has the leading shape.
        """
        ...

    def add(self, a: Raw, b: Raw) -> Raw: ...

    def multiply(self, a: Raw, b: Raw) -> Raw: ...

    def negative(self, a: Raw) -> Raw: ...

    def reciprocal(self, a: Raw) -> Raw: ...

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        """a to a rational power; a non-integer one is defined for a ≥ 0 (a > 0 if negative), its root positive."""
        ...

    def call(self, function: str, *arguments: Raw) -> Raw:
        """An elementary function by its name in `symcheck.functions.table`."""
        ...

    def total(self, a: Raw, axis: int) -> Raw:
        """The sum along one leading axis (which may have length 0)."""
        ...

    def product(self, a: Raw, axis: int) -> Raw:
        """The product along one leading axis (which may have length 0)."""
        ...

    def choose(self, mask: Mask, a: Raw, b: Raw) -> Raw:
        """a where the mask holds, else b; the mask has the leading axes only."""
        ...

    def holds(self, kind: str, a: Raw) -> Mask:
        """Where a is "eq" 0, "ne" 0, "gt" 0 or "ge" 0, over the leading axes; abstains where there is no order.

        Nothing holds of a value that does not exist.
        """
        ...

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        """Where a is a whole number, and which, over the leading axes; abstains where that cannot be told."""
        ...

    def inverse(self, a: Raw) -> Raw:
        """The inverses of the matrices in the last two leading axes."""
        ...

    def determinant(self, a: Raw) -> Raw:
        """The determinants of the matrices in the last two leading axes."""
        ...
