"""Whether a line may say something of the border of a condition, where no derivative is, and of nothing beside it."""

from __future__ import annotations

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Array, Bracket, Condition, Expr, Piecewise, Product, RealRelation, Sum
from symcheck.expressions.walk import arrays_of, subexpressions
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.types import ConstantAtom, EntryAtom, IndexNumber, Term


def isolates(expr: Expr, given: Condition) -> bool:
    """Whether an expression may say something apart of a border, and of nothing beside it.

    One condition d > 0 or d ≥ 0 does not, if no square of an entry is in d: then d is harmonic in its entries, so that
    near each of its zeros it takes both signs, and what is said at the border is said beside it too. Nor does one
    conjunction of such d > 0: near a zero of any of them there are places where it fails. Anything else may. Where
    something is assumed of real numbers, the entries that are spoken of cannot be moved: the one entry of another array
    stands alone in d, or d is a number other than 0 plus terms in others, which cannot all stay where they are.
    """
    conditions = (condition for node in subexpressions(expr) if (condition := _condition_of(node)))
    real = [found for c in conditions if (found := [r for r in c if isinstance(r, RealRelation)])]
    if not real:
        return False
    alike = len({frozenset((r.kind, alpha_key(r.difference)) for r in found) for found in real}) == 1
    kinds = {r.kind for r in real[0]}
    plain = kinds == {"gt"} or (kinds == {"ge"} and len(real[0]) == 1)
    tied = frozenset(a for r in given if isinstance(r, RealRelation) for a in arrays_of(r.difference))
    return not (alike and plain and all(_is_multilinear(r.difference, tied) for r in real[0]))


def _condition_of(node: Expr) -> Condition:
    match node:
        case Bracket(condition) | Piecewise(condition) | Sum(_, _, condition) | Product(_, _, condition):
            return condition
    return ()


def _is_multilinear(expr: Expr, tied: frozenset[Array]) -> bool:
    """Whether an expression is a polynomial of degree at most 1 in each entry, and no whole number.

    Where arrays are tied, the one entry of another array stands in it alone, or it is a number other than 0 plus terms
    each of which speaks of an entry of another array.
    """
    items = [item for item, _ in normal(NOTHING, expr).terms]
    found = [atom for item in items for atom, _ in item.factors if isinstance(atom, EntryAtom)]
    plain = all(
        isinstance(atom, EntryAtom | IndexNumber | ConstantAtom)
        and (not isinstance(atom, EntryAtom) or (exponent == 1 and not atom.array.integer))
        for item in items
        for atom, exponent in item.factors
    )
    still = [item for item in items if tied.issuperset(a.array for a, _ in item.factors if isinstance(a, EntryAtom))]
    others = [item for item in items if item not in still]
    alone = len(others) == 1 and _is_entry(others[0])
    moves = not tied or alone or [_is_number(item) for item in still] == [True]
    return any(not atom.array.values for atom in found) and plain and moves and all(map(_apart_in, items))


def _is_number(item: Term) -> bool:
    return not (item.factors or item.bound or item.domain)


def _is_entry(item: Term) -> bool:
    """Whether a term is an entry and nothing else."""
    return len(item.factors) == 1 and isinstance(item.factors[0][0], EntryAtom) and not (item.bound or item.domain)


def _apart_in(item: Term) -> bool:
    """Whether the entries in a term are of different arrays, none of which ties its entries together."""
    arrays = [atom.array for atom, _ in item.factors if isinstance(atom, EntryAtom)]
    tied = any(array.symmetric or array.positive_definite or array.sign == "nonnegative" for array in arrays)
    return len(set(arrays)) == len(arrays) and not tied
