"""Matrices without the inverses that stand at their ends: A (A⁻¹ + B⁻¹) B = A + B, invertible where all of them are."""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.symbolic.normal_form.atoms import lambda_free
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.inverses import ends, holds_inverse, multiplied
from symcheck.symbolic.normal_form.renaming import closed, opened
from symcheck.symbolic.normal_form.types import InverseAtom, Lambda, label

MAX_STEPS = 4


def without_inverses(facts: Facts, matrix: Lambda) -> Lambda | None:
    """A square matrix times those whose inverses stand at its ends, as soon as no inverse is left.

    None if some is, as one in the middle of a product, or there was none.
    """
    if matrix.axes != 2 or matrix.ranges[0] != matrix.ranges[1] or not _at_ends(matrix):
        return None
    names, body = opened(facts, matrix)
    axes = [af.fresh_index(Index(name, *matrix.ranges[0])) for name in ("i", "j")]
    values: dict[IndexAtom, IndexForm] = {name: af.of_atom(axis) for name, axis in zip(names, axes, strict=True)}
    poly = facts.substitute(body, values)
    for _ in range(MAX_STEPS):
        if not holds_inverse(poly):
            return closed(facts, tuple(axes), poly, matrix.ranges)
        # One that speaks of an axis is another in each row, and no factor of the matrix.
        found = [end for end in ends(facts, poly) if lambda_free(end[0]).isdisjoint(axes)]
        if not found:
            return None
        beside, axis = found[0]
        new = af.fresh_index(axis)
        poly = multiplied(facts, poly, beside, axis, af.of_atom(new))
        axes[axes.index(axis)] = new
    return None


def _at_ends(matrix: Lambda) -> bool:
    """Whether there are inverses, each with an axis of the matrix for its row or column."""
    axes = {label(matrix.height), label(matrix.height + 1)}
    found = [a for item, _ in matrix.body.terms for a, _ in item.factors if isinstance(a, InverseAtom)]
    return bool(found) and all(axes & {a.row.index, a.column.index} for a in found)
