"""Whether a line may say something of the border of a condition, where no derivative is, and of nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Array, Bracket, Condition, Expr, Piecewise, Product, RealRelation, Sum
from symcheck.expressions.walk import arrays_of, subexpressions
from symcheck.symbolic.normal_form.generic import entries_in
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.signs import inhabited
from symcheck.symbolic.normal_form.types import ApplicationAtom, Atom, ConstantAtom, EntryAtom, IndexNumber, Term


def isolates(expr: Expr, given: Condition) -> bool:
    """Whether an expression may say something apart of a border, and of nothing beside it.

    One condition d > 0 or d ≥ 0 does not, if near each of its zeros d takes both signs: what is said at the border is
    said beside it too. So it does if an entry stands alone in d and nothing else in d speaks of its array: it can be
    moved either way. So it does too if d is a polynomial in which no entry is squared, or some are, each alone, with
    both signs, Σ_i a_i² − Σ_i b_i²: then w ∂²d/∂x² adds up to 0 over its entries x for some w > 0, one an array, and no
    such d has an extremum. Nor does one conjunction of such d > 0: near a zero of any of them there are places where it
    fails. Anything else may. Where something is assumed of real numbers, the entries that are spoken of cannot be
    moved: the entry that stands alone is another one, or d is a number other than 0 plus terms in others, which cannot
    all stay where they are.
    """
    conditions = (condition for node in subexpressions(expr) if (condition := _condition_of(node)))
    real = [found for c in conditions if (found := [r for r in c if isinstance(r, RealRelation)])]
    if not real:
        return False
    alike = len({frozenset((r.kind, alpha_key(r.difference)) for r in found) for found in real}) == 1
    kinds = {r.kind for r in real[0]}
    plain = kinds == {"gt"} or (kinds == {"ge"} and len(real[0]) == 1)
    tied = frozenset(a for r in given if isinstance(r, RealRelation) for a in arrays_of(r.difference))
    return not (alike and plain and all(_crosses(r.difference, tied) for r in real[0]))


def _condition_of(node: Expr) -> Condition:
    match node:
        case Bracket(condition) | Piecewise(condition) | Sum(_, _, condition) | Product(_, _, condition):
            return condition
    return ()


def _crosses(expr: Expr, tied: frozenset[Array]) -> bool:
    """Whether an expression takes both signs near each of its zeros, seen from its form; tied arrays are not moved."""
    items = normal(NOTHING, expr).terms
    if any(isinstance(atom, ApplicationAtom) for item, _ in items for atom in entries_in(item)):
        return False
    held = [_arrays_in(item) for item, _ in items]
    alone = (array for item, _ in items if (array := _entry(item, Fraction(1))) and _is_free(array, tied))
    return any(sum(array in arrays for arrays in held) == 1 for array in alone) or _is_harmonic(items, tied)


def _is_harmonic(items: Sequence[tuple[Term, Fraction]], tied: frozenset[Array]) -> bool:
    """Whether terms are a polynomial of degree at most 1 in each entry, but for squares, each alone, of both signs.

    Where arrays are tied, it is a number other than 0 plus terms each of which speaks of an entry of another array.
    """
    squares = [(array, c) for item, c in items if (array := _entry(item, Fraction(2))) and _is_inhabited(item)]
    arrays = [array for array, _ in squares]
    balanced = not squares or (len(set(arrays)) == len(arrays) and len({c > 0 for _, c in squares}) == 2)
    others = [item for item, _ in items if not (_entry(item, Fraction(2)) in arrays and _is_inhabited(item))]
    free = all(_is_free(array, frozenset()) for array in arrays)
    plain = all(_is_linear(atom, exponent) for item in others for atom, exponent in item.factors)
    still = [item for item, _ in items if tied.issuperset(_arrays_in(item))]
    moves = not tied or [_is_number(item) for item in still] == [True]
    found = any(not array.values for item, _ in items for array in _arrays_in(item))
    return balanced and free and found and plain and moves and all(map(_apart_in, others))


def _is_linear(atom: Atom, exponent: Fraction) -> bool:
    """Whether a power of an atom is an entry that can be moved a little, or says nothing of entries."""
    if isinstance(atom, EntryAtom):
        return exponent == 1 and not atom.array.integer
    return isinstance(atom, IndexNumber | ConstantAtom)


def _is_free(array: Array, tied: frozenset[Array]) -> bool:
    """Whether an entry of an array can be moved either way, and no other entry moves with it."""
    return not (array in tied or array.integer or array.values or _ties(array))


def _ties(array: Array) -> bool:
    """Whether the entries of an array hang together, or may stand at an end of their range."""
    return array.symmetric or array.positive_definite or array.sign == "nonnegative"


def _is_number(item: Term) -> bool:
    return not (item.factors or item.bound or item.domain)


def _is_inhabited(item: Term) -> bool:
    """Whether a term is no sum over nothing."""
    return not (item.bound or item.domain) or inhabited(NOTHING, item)


def _entry(item: Term, exponent: Fraction) -> Array | None:
    """The array of which a term is an entry to this power and nothing else; of powers above 1, or a sum of these."""
    match item.factors:
        case ((EntryAtom(array=array), e),) if e == exponent and (e > 1 or not (item.bound or item.domain)):
            return array
    return None


def _arrays_in(item: Term) -> frozenset[Array]:
    """The arrays that a term speaks of, inside its atoms too."""
    return frozenset(atom.array for atom in entries_in(item) if isinstance(atom, EntryAtom))


def _apart_in(item: Term) -> bool:
    """Whether the entries in a term are of different arrays, none of which ties its entries together."""
    arrays = [atom.array for atom, _ in item.factors if isinstance(atom, EntryAtom)]
    return len(set(arrays)) == len(arrays) and not any(map(_ties, arrays))
