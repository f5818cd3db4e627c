r"""A derivative by an expression, `\partial J/\partial (X\theta - Y)`: it is cut loose wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Block, Definition, Entry, Expr, Inverse, Named
from symcheck.expressions.walk import expand_names, free_indices, rebuild, substitute
from symcheck.language.tensor import Tensor


def written_by(whole: Tensor, name: Tensor) -> Tensor:
    """A value with a name for its expression where that stands as it is written, in names that are expanded."""
    assert isinstance(name.body, Named)
    definition = name.body.definition
    sought = expand_names(definition.body)

    def cut(expr: Expr) -> Expr:
        found = next((x for x in _places(expr) if alpha_key(expr) == alpha_key(_at(x))), None)
        return rebuild(expr, cut) if found is None else Named(definition, found)

    def _places(expr: Expr) -> Iterator[tuple[af.IndexForm, ...]]:
        if type(expr) is not type(sought):
            return
        letters = sorted(free_indices(expr), key=lambda index: (index.name, index.serial))
        yield from permutations(map(af.of_atom, letters), len(definition.axes))

    def _at(place: tuple[af.IndexForm, ...]) -> Expr:
        return substitute(sought, dict(zip(definition.axes, place, strict=True)))

    found = cut(expand_names(whole.body))
    return Tensor(_turned_round(found, definition, sought), whole.axes)


def _turned_round(whole: Expr, definition: Definition, sought: Expr) -> Expr:
    """With Λ⁻¹ for the Σ that is left, where the name Λ is that of Σ⁻¹: each of the two tells the other."""
    match sought:
        case Inverse(Block((a, b), Entry(array, (first, second))), row, column) if (first.index, second.index) == (
            a,
            b,
        ) and (row.index, column.index) == definition.axes:
            own = Block((a, b), Named(definition, (af.of_atom(a), af.of_atom(b))))
        case _:
            return whole

    def turn(expr: Expr) -> Expr:
        match expr:
            case Entry(other, (row, column)) if other == array:
                return Inverse(own, row, column)
            case Named(other, _) if other == definition:
                return expr
        return rebuild(expr, turn)

    return turn(whole)
