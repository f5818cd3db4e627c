"""Products of sizes, compared for all sizes at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.definedness.indexing import never_negative
from symcheck.errors import TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry
from symcheck.tracing.values import Dim, dims_text

Polynomial = frozenset[tuple[tuple[IndexAtom, ...], int]]


def polynomial(factors: Iterable[IndexForm]) -> Polynomial:
    """A product of sizes, multiplied out."""
    found: dict[tuple[IndexAtom, ...], int] = {(): 1}
    for form in factors:
        terms: list[tuple[tuple[IndexAtom, ...], int]] = [((atom,), c) for atom, c in form.terms]
        product: dict[tuple[IndexAtom, ...], int] = {}
        for atoms, count in found.items():
            for more, c in (*terms, ((), form.constant)):
                key = tuple(sorted((*atoms, *more), key=af.atom_key))
                product[key] = product.get(key, 0) + count * c
        found = {atoms: count for atoms, count in product.items() if count}
    return frozenset(found.items())


def at_least_zero(form: IndexForm) -> bool:
    """Whether a form is never negative: the values of index maps, too, lie in their range."""
    ends: dict[IndexAtom, IndexForm] = {
        atom: af.ONE if c > 0 else atom.map.codomain for atom, c in form.terms if isinstance(atom, MapEntry)
    }
    return never_negative(af.substitute(form, ends))


def lies_within(form: IndexForm, axis: Index) -> bool:
    return at_least_zero(form - axis.lower) and at_least_zero(axis.upper - form)


def reshaped(dims: Sequence[Dim], wanted: Sequence[Sequence[IndexForm] | None]) -> tuple[Dim, ...]:
    """The axes taken together anew; a size that is None is what the others leave. Axes are joined, and parted again."""
    axes = [axis for dim in dims for axis in dim]
    why = f"reshape of {dims_text(dims)} to {_text(wanted)}: axes can be joined, and what was joined parted again"
    place = next((p for p, sizes in enumerate(wanted) if sizes is None), len(wanted))
    if any(sizes is None for sizes in wanted[place + 1 :]):
        raise TracingError(why)
    first = [_taken(axes, sizes, 0, why) for sizes in wanted[:place] if sizes is not None]
    last = [_taken(axes, sizes, -1, why) for sizes in reversed(wanted[place + 1 :]) if sizes is not None]
    middle = [tuple(axes)] if place < len(wanted) else []
    if axes and not middle:
        raise TracingError(why)
    return (*first, *middle, *reversed(last))


def _taken(axes: list[Index], sizes: Sequence[IndexForm], end: int, why: str) -> Dim:
    """The axes from one end of the list that come to a size, taken off it."""
    found: list[Index] = []
    while polynomial(axis.size for axis in found) != polynomial(sizes):
        if not axes:
            raise TracingError(why)
        found.append(axes.pop(end))
    return tuple(found if end == 0 else reversed(found))


def _text(wanted: Sequence[Sequence[IndexForm] | None]) -> str:
    return "(" + ", ".join("-1" if s is None else "*".join(map(str, s)) or "1" for s in wanted) + ")"
