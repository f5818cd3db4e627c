"""What a mask selects of an array: its entries where the mask holds, as many as there are.

How many is not known for all values, so that this is no array. Numbers may be put to it, its sum be taken, and it is
written back where the same mask holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NoReturn

from symcheck.errors import TracingError
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import ONE, ZERO
from symcheck.expressions.walk import substitute
from symcheck.tracing import computing
from symcheck.tracing.values import KINDS, Value, renaming, scalar, sizes_of, value_of

ADVICE = "what a mask selects has no shape that is known: write np.where(mask, a, b), or multiply by the mask"


Making = Callable[[Value, Value], Value]
Operator = Callable[["Selected", object], "Selected"]


def _operators(make: Making) -> tuple[Operator, Operator, Operator]:
    """An operator, the same in place, and the same with its sides turned."""

    def operate(self: Selected, other: object) -> Selected:
        return self._with(other, make)

    def change(self: Selected, other: object) -> Selected:
        found = self._with(other, make).value
        if KINDS.index(found.kind) > KINDS.index(self.value.kind):
            raise TracingError(f"entries that are {self.value.kind} take no {found.kind} numbers: NumPy casts them")
        self.value = found
        return self

    def turned(self: Selected, other: object) -> Selected:
        return self._with(other, make, True)

    return operate, change, turned


class Selected:
    """The entries of an array at which a mask of its shape holds."""

    __slots__ = ("mask", "value")
    made: ClassVar[Callable[[Value], object]]
    """What makes a number of a value; set by `symcheck.tracing.numbers`."""

    def __init__(self, value: Value, mask: Value) -> None:
        self.value = value
        self.mask = mask

    def _with(self, other: object, make: Making, turned: bool = False) -> Selected:
        if isinstance(other, Selected):
            if not is_same(self.mask, other.mask):
                raise TracingError(ADVICE)
            second = other.value
        else:
            second = value_of(other)
            if second.dims:
                raise TracingError(ADVICE)
        return Selected(make(second, self.value) if turned else make(self.value, second), self.mask)

    __add__, __iadd__, __radd__ = _operators(computing.added)
    __sub__, __isub__, __rsub__ = _operators(computing.subtracted)
    __mul__, __imul__, __rmul__ = _operators(computing.multiplied)
    __truediv__, __itruediv__, __rtruediv__ = _operators(computing.divided)
    __pow__, __ipow__, __rpow__ = _operators(computing.power)

    def __eq__(self, other: object) -> NoReturn:
        raise TracingError(ADVICE)

    __ne__, __hash__ = __eq__, None  # type: ignore[assignment]

    def __bool__(self) -> NoReturn:
        raise TracingError(ADVICE)

    def __neg__(self) -> Selected:
        return self * -1

    def sum(self) -> object:
        return type(self).made(self.total())

    def mean(self) -> object:
        entries = computing.chosen(self.mask, scalar(ONE, "whole"), scalar(ZERO, "whole"))
        wide = Value(self.value.dims, ZERO, "whole")
        counted = computing.arithmetic(lambda x, y: x + y, entries, wide, "+")
        return type(self).made(computing.divided(self.total(), computing.total(counted)))

    def total(self) -> Value:
        """The sum of what is selected."""
        return computing.total(computing.chosen(self.mask, self.value, scalar(ZERO, self.value.kind)))

    def __getattr__(self, name: str) -> object:
        raise AttributeError(name) if name.startswith("_") else TracingError(ADVICE)


def masked(mask: Value, value: Value) -> Value:
    """A mask over the first dimensions of an array, as one of as many dimensions as the array has."""
    leading = value.dims[: len(mask.dims)]
    if [sizes_of(d) for d in leading] != [sizes_of(d) for d in mask.dims]:
        raise TracingError(f"a mask of shape {mask.shape} does not fit an array of shape {value.shape}")
    return Value((*mask.dims, *((),) * (len(value.dims) - len(mask.dims))), mask.body, "truth")


def under(mask: Value, new: object, old: Value) -> Value:
    """An array with something else where a mask holds."""
    if isinstance(new, Selected):
        if not is_same(mask, new.mask):
            raise TracingError(ADVICE)
        return computing.chosen(mask, new.value, old)
    value = value_of(new)
    trailing = sum(1 for dim in reversed(mask.dims) if not dim) if value.dims else 0
    if len(value.dims) > trailing:
        raise TracingError(ADVICE)
    return computing.chosen(mask, value, old)


def is_same(a: Value, b: Value) -> bool:
    """Whether two masks are the same, entry by entry."""
    if [sizes_of(d) for d in a.dims] != [sizes_of(d) for d in b.dims]:
        return False
    return alpha_key(a.body) == alpha_key(substitute(b.body, renaming(b.axes, a.axes)))
