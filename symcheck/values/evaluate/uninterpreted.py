"""Functions of which only the arguments are known, and their partial derivatives, over any number system.

The chain rule runs over the entries of the arguments: one partial derivative an entry. Partial derivatives commute:
the system sees a sorted key, so that ∂²f/∂x∂y and ∂²f/∂y∂x are one number. The shapes of the arguments are part of the
name that it sees: a row, a vector and a column with the same entries are different arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import perm, prod

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.chosen import Chosen, weight
from symcheck.expressions import indices as af
from symcheck.values.evaluate.duals import Arithmetic, Dual, Plain, Value, base, level_of, primal, tangent
from symcheck.values.evaluate.gathering import gather
from symcheck.values.evaluate.setting import Dims, Numbers, spread, union
from symcheck.values.numbers.elements import boxed
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw

LIMIT = 20_000
Slots = Sequence[tuple[int, Numbers]]
"""Partial derivatives: the number of the argument, and which of its entries, flattened."""


class Argument(Struct, frozen=True, eq=False):
    """An argument of a function: its value, the axes it has as an argument, and their lengths."""

    value: Value
    axes: Dims
    lengths: tuple[int, ...]


def flattened(places: Sequence[Numbers], lengths: Sequence[int]) -> Numbers:
    """Offsets along several axes as one offset into the flattened array."""
    dims = union(place.dims for place in places)
    raw = np.asarray(0)
    for place, length in zip(places, lengths, strict=True):
        raw = raw * length + spread(place.raw, place.dims, dims)
    return Numbers(np.asarray(raw), dims)


class Uninterpreted:
    def __init__(self, numbers: Arithmetic, chosen: Mapping[str, Chosen]) -> None:
        self.numbers = numbers
        self.chosen = chosen

    def value(self, name: str, arguments: Sequence[Argument], slots: Slots) -> Value:
        """The function, or a partial derivative of it, at the arguments."""
        n = level_of([a.value for a in arguments])
        if not n:
            return self._plain(name, arguments, slots)
        fixed = [replace(a, value=primal(a.value, n)) for a in arguments]
        slopes = [
            self._along(name, fixed, slots, position, slope)
            for position, argument in enumerate(arguments)
            if (slope := tangent(argument.value, n)) is not None
        ]
        return Dual(n, self.value(name, fixed, slots), self.numbers.sum_of(slopes))

    def _along(self, name: str, arguments: Sequence[Argument], slots: Slots, position: int, slope: Value) -> Value:
        """Σ over the entries of one argument: partial derivative by the entry times the slope of the entry."""
        argument = arguments[position]
        if not argument.axes:
            partial = self.value(name, arguments, [*slots, (position, Numbers(np.asarray(0), ()))])
            return self.numbers.multiply(partial, slope)
        length = prod(argument.lengths)
        entry = af.new_axis("entry", af.integer(length))
        places = np.unravel_index(np.arange(length), argument.lengths)
        flat = self.numbers.gathered(
            slope, {axis: Numbers(place, (entry,)) for axis, place in zip(argument.axes, places, strict=True)}
        )
        partials = self.value(name, arguments, [*slots, (position, Numbers(np.arange(length), (entry,)))])
        return self.numbers.contract([partials, flat], entry, length, None)

    def _plain(self, name: str, arguments: Sequence[Argument], slots: Slots) -> Plain:
        leading, raws = self._laid_out(arguments)
        dims = union(places.dims for _, places in slots)
        cells = np.broadcast_arrays(*(spread(p.raw, p.dims, dims) for _, p in slots)) if slots else []
        shape = cells[0].shape if cells else ()
        if prod(shape) * sum(raw.size for raw in raws) > LIMIT * 100 or prod(shape) > LIMIT:
            raise Abstention(f"{name} has too many partial derivatives to list at this size")
        known: dict[tuple[object, ...], Raw] = {}
        shaped = (name, tuple(argument.lengths for argument in arguments))
        listed = []
        for cell in np.ndindex(*shape):
            key = tuple(sorted((number, int(c[cell])) for (number, _), c in zip(slots, cells, strict=True)))
            if key not in known:
                known[key] = self._known(shaped, key, raws)
            listed.append(known[key])
        return _assembled(listed, shape, dims, leading)

    def _known(self, shaped: tuple[object, ...], slots: tuple[tuple[int, int], ...], raws: tuple[Raw, ...]) -> Raw:
        """The function as it is taken for a counterexample, or as the number system has it."""
        chosen = self.chosen.get(str(shaped[0]))
        if chosen is None:
            return self.numbers.system.opaque((shaped, slots), raws)
        return _powered(self.numbers.system, chosen, slots, raws)

    def _laid_out(self, arguments: Sequence[Argument]) -> tuple[Dims, tuple[Raw, ...]]:
        """The common dimensions, and each argument over them with its entries along one axis behind."""
        values = [base(a.value) for a in arguments]
        pairs = list(zip(values, arguments, strict=True))
        leading = union(tuple(d for d in v.dims if d not in a.axes) for v, a in pairs)
        length = {d: n for v in values for d, n in zip(v.dims, v.raw.shape, strict=False)}
        return leading, tuple(self._flat(v, a, leading, [length[d] for d in leading]) for v, a in pairs)

    def _flat(self, value: Plain, argument: Argument, leading: Dims, lengths: Sequence[int]) -> Raw:
        raw = spread(value.raw, value.dims, leading + argument.axes)
        trailing = raw.shape[len(leading) + len(argument.axes) :]
        raw = np.broadcast_to(raw, (*lengths, *argument.lengths, *trailing))
        return raw.reshape(*lengths, prod(argument.lengths), *trailing)


def _powered(system: NumberSystem, chosen: Chosen, slots: tuple[tuple[int, int], ...], raws: tuple[Raw, ...]) -> Raw:
    """A power of a weighed sum of all entries, or its partial derivative by these entries, counted from 0."""
    inner = system.number(Fraction(chosen.shift))
    for position, raw in enumerate(raws):
        for k in range(raw.shape[-1]):
            weighed = system.multiply(system.number(Fraction(weight(position, k))), boxed(raw[..., k]))
            inner = system.add(inner, weighed)
    factor = prod(weight(position, entry) for position, entry in slots) * perm(chosen.power, len(slots))
    raised = system.power(inner, Fraction(max(0, chosen.power - len(slots))))
    return system.multiply(system.number(Fraction(factor)), raised)


def _assembled(listed: Sequence[Raw], shape: tuple[int, ...], dims: Dims, leading: Dims) -> Plain:
    """One array from the values at each cell; a dimension the cells share with the arguments is taken once."""
    if not dims:
        return Plain(listed[0], leading)
    raw = np.empty((len(listed), *listed[0].shape), dtype=listed[0].dtype)
    for position, value in enumerate(listed):
        raw[position, ...] = value
    raw = raw.reshape(*shape, *listed[0].shape)
    names = tuple(af.fresh_index(d) if d in leading else d for d in dims)
    shared = {name: Numbers(np.arange(n), (d,)) for name, d, n in zip(names, dims, shape, strict=True) if name is not d}
    return Plain(*gather(raw, (*names, *leading), shared)) if shared else Plain(raw, (*names, *leading))
