r"""A derivative by an expression, `\partial J/\partial (X\theta - Y)`: it is cut loose wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Expr, Named
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

    return Tensor(cut(expand_names(whole.body)), whole.axes)
