"""What a statement can tell apart: whether the values of a range are no more to it than names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import (
    Application,
    Array,
    Block,
    Bracket,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Inverse,
    Named,
    Piecewise,
    Product,
    Sum,
)
from symcheck.expressions.walk import binders, forms, subexpressions
from symcheck.values.subject import Subject


def interchangeable(what: Subject, size: Size) -> bool:
    """Whether a statement cannot tell the values of the range 1..size apart, save by their being equal.

    Each index, axis and value of a map with that size in its range has the range 1..size, and stands alone as a
    subscript, as an integer argument, or as i − j in [i = j] and [i ≠ j]. Then a permutation of the range changes
    nothing but the names of entries, of which every array has all.
    """
    ranges = [(i.lower, i.upper) for i in _all_indices(what)]
    ranges += [axis for body in what.expressions for array in _arrays(body) for axis in array.axes]
    mentioning = [(low, high) for low, high in ranges if _mentions((low, high), size)]
    if not all(not low.terms and low.constant == 1 and high.atom == size for low, high in mentioning):
        return False
    if any(_speaks(form, size) for low_high in ranges for form in low_high):
        return False
    if any(
        _mentions(m.domain, size) or (_mentions((m.codomain,), size) and m.codomain.atom != size) for m in what.maps
    ):
        return False
    entries = {atom for form in what.forms for atom, _ in form.terms if isinstance(atom, MapEntry)}
    if any(_speaks(argument, size) for entry in entries for argument in entry.arguments):
        return False
    stands = [_stands_alone(node, size) for body in what.expressions for node in subexpressions(body)]
    return all(stands) and all(_compares(r, size) for r in what.given if isinstance(r, IndexRelation))


def _all_indices(what: Subject) -> set[Index]:
    bound = {i for body in what.expressions for node in subexpressions(body) for i in binders(node)}
    inside = {a for form in what.forms for a, _ in form.terms if isinstance(a, Index)}
    return bound | inside | {*what.axes, *what.indices}


def _arrays(body: Expr) -> set[Array]:
    return {node.array for node in subexpressions(body) if isinstance(node, Entry)}


def _mentions(listed: Iterable[IndexForm], size: Size) -> bool:
    return any(atom == size for form in listed for atom, _ in form.terms)


def ranges_over(atom: IndexAtom, size: Size) -> bool:
    """Whether the values of an index or of an entry of a map are those of 1..size."""
    match atom:
        case Index(_, _, upper):
            return upper.atom == size
        case MapEntry(map_):
            return map_.codomain.atom == size
    return False


def _speaks(form: IndexForm, size: Size) -> bool:
    return any(ranges_over(atom, size) for atom, _ in form.terms)


def _stands_alone(node: Expr, size: Size) -> bool:
    match node:
        case Integer(form):
            return not _speaks(form, size)
        case Entry(array, indices):
            return _fit(array.axes, indices, size)
        case Named(definition, indices):
            return _fit([(a.lower, a.upper) for a in definition.axes], indices, size)
        case Inverse(matrix, row, column):
            return _fit([(a.lower, a.upper) for a in matrix.axes], (row, column), size)
        case Application(_, arguments, slots):
            words = [a for a in arguments if isinstance(a, IndexForm)]
            blocks = [arguments[slot.argument] for slot in slots]
            axes = [[(a.lower, a.upper) for a in b.axes] if isinstance(b, Block) else [] for b in blocks]
            fits = all(_fit(own, slot.indices, size) for own, slot in zip(axes, slots, strict=True))
            return fits and all(_whole(f, size) for f in words if _speaks(f, size) or _mentions((f,), size))
        case Sum(_, _, condition) | Product(_, _, condition) | Bracket(condition) | Piecewise(condition):
            return all(_compares(r, size) for r in condition if isinstance(r, IndexRelation))
    return not any(_speaks(form, size) for form in forms(node))


def _fit(axes: Sequence[tuple[IndexForm, IndexForm]], indices: Sequence[IndexForm], size: Size) -> bool:
    """Whether what stands on an axis over the range, and what ranges over it, is an index alone."""
    pairs = zip(axes, indices, strict=True)
    return all(_whole(form, size) for axis, form in pairs if _speaks(form, size) or _mentions(axis, size))


def _whole(form: IndexForm, size: Size) -> bool:
    atom = form.atom
    return atom is not None and ranges_over(atom, size)


def _compares(relation: IndexRelation, size: Size) -> bool:
    """[i = j] or [i ≠ j] of two values of the range, or a relation that does not speak of it."""
    if not _speaks(relation.form, size):
        return True
    terms = relation.form.terms
    return (
        relation.kind in ("eq", "ne")
        and not relation.form.constant
        and sorted(c for _, c in terms) == [-1, 1]
        and all(ranges_over(atom, size) for atom, _ in terms)
    )
