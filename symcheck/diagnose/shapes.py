"""Slips that change what a line is: a derivative not taken, a list where a sum is meant, a transpose.

These edits are of the whole line, as its axes change. A line that cannot be compared with the first expression of its
chain is repaired by one of them, or by two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from symcheck.diagnose.model import Place, Reshaped
from symcheck.diagnose.sites import Site, sites, whole
from symcheck.diagnose.vocabulary import Vocabulary, about, align, variables_of
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import is_negative
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Add, Block, Derivative, Entry, Expr, Integer, Number, Sum
from symcheck.expressions.walk import free_indices, substitute

UNLIKELY = 0.6
"""What a derivative not taken costs more where the shape does not tell of it."""


def transposed(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Reshaped]:
    """The axes in another order."""
    if 2 <= line.ndim <= 3:
        for order in permutations(line.axes):
            if order != line.axes:
                other = Block(order, line.body)
                yield Reshaped(Place(line.body, line.axes), Place(line.body, tuple(order)), other)


def _fresh(variable: Entry, axes: tuple[Index, ...]) -> tuple[Entry, tuple[Index, ...]]:
    """The variable with fresh indices for those of its own that are axes, and these, in order."""
    own = tuple(a for a in axes if a in free_indices(variable))
    fresh = tuple(map(af.fresh_index, own))
    values: dict[IndexAtom, IndexForm] = {a: af.of_atom(b) for a, b in zip(own, fresh, strict=True)}
    renamed = substitute(variable, values)
    assert isinstance(renamed, Entry)
    return renamed, fresh


def derivatives(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Reshaped]:
    """A derivative not taken: of the whole line, or of one of its terms."""
    for variable in vocabulary.variables:
        for site in _terms(line.body):
            by, axes = _fresh(variable, first.axes)
            derived = Derivative(site.node, by)
            whole = Block((*line.axes, *axes), site.put(derived))
            before = Place(site.node, _spoken(line.axes, site.node))
            plain = bool(axes) or alpha_key(derived) == alpha_key(first.body)
            extra = 0.0 if plain else UNLIKELY
            yield Reshaped(before, Place(derived, (*before.axes, *axes)), whole, extra)


def inner_derivatives(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Reshaped]:
    """A derivative not taken of one term, where the other terms already have the shape of the derivative."""
    if first.shape != line.shape or not line.axes:
        return
    for variable in variables_of(align(first, line)):
        if isinstance(variable, Entry) and set(line.axes) <= free_indices(variable):
            for site in _terms(line.body):
                if free_indices(site.node).isdisjoint(line.axes):
                    derived = Derivative(site.node, variable)
                    whole = Block(line.axes, site.put(derived))
                    yield Reshaped(Place(site.node), Place(derived, line.axes), whole)


def _terms(body: Expr) -> Iterator[Site]:
    """The whole, and its terms (a minus in front taken off)."""
    yield whole(body)
    for site in sites(body):
        bare = not isinstance(site.node, Add | Number) and not is_negative(site.node)
        if site.role in ("term", "factor") and not site.bound and bare:
            yield site


def _spoken(axes: tuple[Index, ...], expr: Expr) -> tuple[Index, ...]:
    free = free_indices(expr)
    return tuple(a for a in axes if a in free)


def variables(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Reshaped]:
    """A derivative by something else than what the first expression differentiates by."""
    for site in sites(line.body):
        match site.node:
            case Derivative(body, old):
                for variable in vocabulary.variables:
                    if isinstance(old, Entry) and old.array == variable.array and old.indices == variable.indices:
                        continue
                    by, axes = _fresh(variable, first.axes)
                    kept = tuple(a for a in line.axes if a not in _own(old, body))
                    changed = Derivative(body, by)
                    whole = Block((*kept, *axes), site.put(changed))
                    own = tuple(a for a in line.axes if a in _own(old, body))
                    yield Reshaped(Place(site.node, own), Place(changed, axes), whole)


def _own(variable: Entry | Integer, body: Expr) -> frozenset[Index]:
    """The indices of a variable that its body does not speak of."""
    return free_indices(variable) - free_indices(body)


def lists(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Reshaped]:
    """A list where a sum is meant, perhaps over a part of the range only."""
    for axis in line.axes:
        rest = tuple(a for a in line.axes if a is not axis)
        bound = af.fresh_index(axis)
        body = substitute(line.body, {axis: af.of_atom(bound)})
        conditions = [about(c, own, bound) for own, c in vocabulary.conditions if same_range(own, axis)]
        for where in ((), *conditions):
            total = Sum(bound, body, where)
            yield Reshaped(Place(line.body, line.axes), Place(total, rest), Block(rest, total))


def spread_out(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Reshaped]:
    """A sum where the list of its terms is meant."""
    if isinstance(line.body, Sum) and not line.body.where:
        axis = line.body.index
        for axes in ((axis, *line.axes), (*line.axes, axis)):
            whole = Block(axes, line.body.body)
            yield Reshaped(Place(line.body, line.axes), Place(line.body.body, axes), whole)
