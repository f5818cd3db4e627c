"""What authors leave unsaid, under which a wrong line may be right: Σ_k y_k = 1, A = Aᵀ, xᵀx = 1, Σ_i x_i = 0.

Only what may be tried is found here: one of a declared array of a claim, or that all its matrices are symmetric. The
claim stays as it is judged: a report names the condition, and who means it declares it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from symcheck.claims.claim import Claim
from symcheck.expressions import indices as af
from symcheck.expressions.build import MINUS_ONE, TWO, opposite
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Array, Condition, Entry, Expr, Power, RealRelation, Relation, Sum
from symcheck.expressions.walk import arrays_of, condition_expressions, expand_names, subexpressions

MOST = 6
"""So many conditions are tried of a line."""
LETTERS = ("i", "k")


class Unsaid(Struct, frozen=True):
    """A condition, and how a page writes it; `beside` is what is given without what the condition stands for."""

    condition: Condition
    written: str
    beside: Condition


def conditions(claim: Claim) -> Iterator[Unsaid]:
    """The conditions that may be meant of the arrays that a claim speaks of."""
    sides = [expand_names(side) for side in (claim.left, claim.right)]
    arrays = sorted({array for side in sides for array in arrays_of(side) if not array.integer}, key=lambda a: a.name)
    found = [each for array in arrays for each in enumerate(_of(array, _letters(array, sides)))]
    beside = tuple(r for r in claim.given if not _says_values(r))
    for _, (relation, written) in islice(sorted(found, key=lambda each: each[0]), MOST):
        yield Unsaid((relation,), written, beside)
    symmetric = [each for _, each in found if each[1].endswith("^T")]
    if len(symmetric) > 1:
        yield Unsaid(tuple(r for r, _ in symmetric), "; assume ".join(said for _, said in symmetric), beside)


def _says_values(relation: Relation) -> bool:
    """Whether a relation says that an array has few values: labels that sum to 1 are sought among all numbers."""
    arrays = {array for body in condition_expressions((relation,)) for array in arrays_of(body)}
    return len(arrays) == 1 and all(array.values for array in arrays)


def _of(array: Array, letters: tuple[str, ...]) -> Iterator[tuple[RealRelation, str]]:
    """What may be meant of an array, and how it is written, the likeliest first."""
    if len(array.axes) not in (1, 2):
        return
    ranges = zip(letters, array.axes, strict=True)
    axes = tuple(af.fresh_index(Index(name, low, high, "bound")) for name, (low, high) in ranges)
    places = tuple(map(af.of_atom, axes))
    entry, last = Entry(array, places), axes[-1]
    named = f"({array.name})" if "_" in array.name or "^" in array.name else array.name
    name = f"{named}_{letters[0]}" if len(axes) == 1 else f"{named}_{{{''.join(letters)}}}"
    each = f" for all {letters[0]}" if len(axes) == 2 else ""
    yield _equation(Sum(last, entry), MINUS_ONE), f"\\sum_{letters[-1]} {name} = 1{each}"
    if len(axes) == 1:
        yield _equation(Sum(last, Power(entry, TWO)), MINUS_ONE), f"{array.name}^T {array.name} = 1"
        yield RealRelation("eq", Sum(last, entry)), f"\\sum_{letters[0]} {name} = 0"
    elif array.axes[0] == array.axes[1] and not (array.symmetric or array.positive_definite):
        turned = Entry(array, places[::-1])
        yield _equation(entry, opposite(turned)), f"{array.name} = {array.name}^T"


def _equation(left: Expr, right: Expr) -> RealRelation:
    return RealRelation("eq", Add((left, right)))


def _letters(array: Array, sides: list[Expr]) -> tuple[str, ...]:
    """The letters below an array where a claim writes it with different ones; else of our own."""
    for side in sides:
        for node in subexpressions(side):
            if isinstance(node, Entry) and node.array == array:
                names = [form.index.name for form in node.indices if form.index is not None]
                if len(set(names)) == len(array.axes) and all(len(n) == 1 and n.isalpha() for n in names):
                    return tuple(names)
    return LETTERS if len(array.axes) == 2 else LETTERS[1:]
