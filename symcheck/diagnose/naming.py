"""Slips of the pen in what is spoken of: names, indices, sums and their ranges, δ, transposes.

Each function looks at one place of a line and proposes what might have been meant there. Nothing here knows whether a
proposal is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from symcheck.diagnose.model import Change
from symcheck.diagnose.sites import Site, scope_of
from symcheck.diagnose.vocabulary import (
    Vocabulary,
    about,
    conditions_on,
    different,
    placed_forms,
    settled,
    taken,
    variables_of,
)
from symcheck.expressions import indices as af
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import MINUS_ONE, TWO, opposite, times
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Array,
    Bracket,
    Call,
    Condition,
    Definition,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Inverse,
    Mul,
    Named,
    Number,
    Power,
    Product,
    Sum,
)
from symcheck.expressions.walk import free_indices, rebuild, subexpressions, substitute


def delta(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A δ dropped: only one case of a slice is written."""
    if site.role not in ("whole", "term", "summand"):
        return
    scope = scope_of(site, vocabulary)
    for n, index in enumerate(scope):
        for other in scope[:n]:
            if same_range(index, other):
                bracket = Bracket((IndexRelation("eq", af.of_atom(other) - af.of_atom(index)),))
                yield bracket, times((site.node, bracket))
        for form in placed_forms(vocabulary.forms, scope):
            if (index in site.bound or index in vocabulary.axes) and index not in af.free_indices(form):
                bracket = Bracket((IndexRelation("eq", form - af.of_atom(index)),))
                yield bracket, times((site.node, bracket))


def name(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Another array or another named thing of the same shape."""
    match site.node:
        case Entry(array, indices):
            for other in vocabulary.arrays:
                if other.axes == array.axes and other != array:
                    yield site.node, Entry(other, indices)
            yield from _named_like(site.node, array.axes, indices, vocabulary)
        case Named(definition, indices):
            shape = tuple((a.lower, a.upper) for a in definition.axes)
            yield from _named_like(site.node, shape, indices, vocabulary)
            for other in vocabulary.arrays:
                if other.axes == shape:
                    yield site.node, Entry(other, indices)


def exchanged(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Two arrays, or two names, each written for the other throughout the line."""
    if site.role == "whole":
        nodes = [n for n in subexpressions(site.node) if isinstance(n, Entry | Named)]
        things = list(dict.fromkeys(map(_thing, nodes)))
        for n, one in enumerate(things):
            for other in things[:n]:
                if _shape(one) == _shape(other):
                    yield site.node, _swapped(site.node, one, other)


def _thing(node: Expr) -> Array | Definition:
    assert isinstance(node, Entry | Named)
    return node.array if isinstance(node, Entry) else node.definition


def _shape(thing: Array | Definition) -> tuple[tuple[IndexForm, IndexForm], ...]:
    return thing.axes if isinstance(thing, Array) else tuple((a.lower, a.upper) for a in thing.axes)


def _swapped(expr: Expr, one: Array | Definition, other: Array | Definition) -> Expr:
    if isinstance(expr, Entry | Named):
        thing = _thing(expr)
        new = other if thing is one or thing == one else one if thing is other or thing == other else thing
        return expr if new is thing else _of(new, expr.indices)
    return rebuild(expr, lambda child: _swapped(child, one, other))


def _of(thing: Array | Definition, indices: tuple[IndexForm, ...]) -> Expr:
    return Entry(thing, indices) if isinstance(thing, Array) else Named(thing, indices)


def _named_like(
    node: Expr, shape: tuple[tuple[IndexForm, IndexForm], ...], indices: tuple[IndexForm, ...], vocabulary: Vocabulary
) -> Iterator[Change]:
    for definition in vocabulary.definitions:
        own = tuple((a.lower, a.upper) for a in definition.axes)
        same = isinstance(node, Named) and node.definition.latex == definition.latex
        if own == shape and not same:
            yield node, Named(definition, indices)


def index(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Another index: at one place of an entry, or wherever it stands below this place."""
    scope = scope_of(site, vocabulary)
    match site.node:
        case Entry(_, indices) | Named(_, indices):
            for n, form in enumerate(indices):
                for other in _other_forms(form, scope, vocabulary):
                    yield site.node, _with_index(site.node, n, other)
        case Inverse(matrix, row, column):
            for other in _other_forms(row, scope, vocabulary):
                yield site.node, Inverse(matrix, other, column)
            for other in _other_forms(column, scope, vocabulary):
                yield site.node, Inverse(matrix, row, other)
        case Bracket(condition):
            spoken = {i for r in condition if isinstance(r, IndexRelation) for i in af.free_indices(r.form)}
            yield from _renamed(site.node, spoken, scope)
        case Sum() | Mul() | Add() | Call() | Power():
            yield from _renamed(site.node, free_indices(site.node).intersection(scope), scope)


def _renamed(node: Expr, spoken: Set[Index], scope: tuple[Index, ...]) -> Iterator[Change]:
    """The node with one index for another, unless a δ in it would then say nothing."""
    for values in _renamings(spoken, scope):
        found = substitute(node, values)
        if not settled(found):
            yield node, found


def _with_index(node: Expr, n: int, form: IndexForm) -> Expr:
    assert isinstance(node, Entry | Named)
    indices = (*node.indices[:n], form, *node.indices[n + 1 :])
    return Entry(node.array, indices) if isinstance(node, Entry) else Named(node.definition, indices)


def _renamings(spoken: Set[Index], scope: tuple[Index, ...]) -> Iterator[dict[IndexAtom, IndexForm]]:
    """An index in scope for another of the same range, in the same order on any machine."""
    for old in sorted(spoken, key=af.atom_key):
        for new in scope:
            if new != old and same_range(new, old):
                yield {old: af.of_atom(new)}


def _other_forms(form: IndexForm, scope: tuple[Index, ...], vocabulary: Vocabulary) -> Iterator[IndexForm]:
    yield from (af.substitute(form, values) for values in _renamings(af.free_indices(form), scope))
    if form.index is not None:
        for other in placed_forms(vocabulary.forms, scope):
            if form.index.upper == other.terms[0][0].map.codomain:  # type: ignore[union-attr]
                yield other
    elif form in vocabulary.forms:
        codomain = form.terms[0][0].map.codomain  # type: ignore[union-attr]
        yield from (af.of_atom(i) for i in scope if i.upper == codomain)
    if form.terms:
        yield form.shift(1)
        yield form.shift(-1)


def product(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A sum for a product over an index, and a product for a sum."""
    match site.node:
        case Product(index, body, where):
            yield site.node, Sum(index, body, where)
        case Sum(index, body, where):
            yield site.node, Product(index, body, where)


def extra_sum(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A sum that should not be there."""
    node = site.node
    if isinstance(node, Sum):
        for other in scope_of(site, vocabulary):
            if same_range(other, node.index):
                yield node, substitute(node.body, {node.index: af.of_atom(other)})
        if node.index not in free_indices(node.body):
            yield node, node.body


def missing_sum(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A free index that should be summed over."""
    node = site.node
    if site.role in ("whole", "term", "argument", "factor") and not isinstance(node, Number | Integer):
        for old in sorted(free_indices(node).intersection(scope_of(site, vocabulary)), key=af.atom_key):
            fresh = af.fresh_index(old)
            summed = substitute(node, {old: af.of_atom(fresh)})
            yield node, Sum(fresh, summed)
            for about_, condition in vocabulary.conditions:
                if same_range(about_, old):
                    yield node, Sum(fresh, summed, about(condition, about_, fresh))


def limits(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A condition on a sum dropped, put in, or turned; an excluded index included; a limit off by one."""
    node = site.node
    if isinstance(node, Bracket):
        yield from ((node, Bracket(moved)) for moved in _moved(node.condition))
    if not isinstance(node, Sum | Product):
        return
    yield from ((node, type(node)(node.index, node.body, moved)) for moved in _moved(node.where))
    kind, index, body = type(node), node.index, node.body
    for n in range(len(node.where)):
        yield node, kind(index, body, (*node.where[:n], *node.where[n + 1 :]))
    if not node.where:
        known = conditions_on(index, vocabulary.conditions, scope_of(site, vocabulary))
        yield from ((node, kind(index, body, where)) for where in known)
    for other in scope_of(site, vocabulary):
        if other != index and same_range(other, index):
            yield node, kind(index, body, (*node.where, different(index, af.of_atom(other))))
    for lower, upper in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        moved = af.fresh_index(Index(index.name, index.lower.shift(lower), index.upper.shift(upper)))
        values: dict[IndexAtom, IndexForm] = {index: af.of_atom(moved)}
        shifted = substitute(kind(moved, substitute(body, values), about(node.where, index, moved)), {})
        yield node, shifted


def condition(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A condition on a sum dropped that the right result has."""
    node = site.node
    if isinstance(node, Sum | Product) and not node.where:
        for where in conditions_on(node.index, vocabulary.derived, scope_of(site, vocabulary)):
            yield node, type(node)(node.index, node.body, where)


def _moved(condition: Condition) -> Iterator[Condition]:
    """The condition with ≥ for > or > for ≥, = for ≠ or ≠ for =."""
    for n, relation in enumerate(condition):
        if isinstance(relation, IndexRelation) and relation.kind in ("eq", "ne"):
            other = IndexRelation("ne" if relation.kind == "eq" else "eq", relation.form)
            yield (*condition[:n], other, *condition[n + 1 :])
        if isinstance(relation, IndexRelation) and relation.kind == "ge":
            for step in (1, -1):
                moved = IndexRelation("ge", relation.form.shift(step))
                yield (*condition[:n], moved, *condition[n + 1 :])


def transposed(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A matrix that should be transposed."""
    match site.node:
        case Entry(array, (row, column)) if _square_array(array):
            yield site.node, Entry(array, (column, row))
        case Named(definition, (row, column)) if same_range(*definition.axes):
            yield site.node, Named(definition, (column, row))
        case Inverse(matrix, row, column):
            yield site.node, Inverse(matrix, column, row)


def symmetric(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A matrix where its symmetric part is meant: 2 A x for (A + Aᵀ) x."""
    match site.node:
        case Entry(array, (row, column)) if _square_array(array):
            turned = Entry(array, (column, row))
            yield site.node, Mul((Add((site.node, turned)), Power(TWO, MINUS_ONE)))


def symmetric_variable(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """The derivative by S_ij and S_ji as one variable, for a symmetric S: G + Gᵀ − G ⊙ I for G."""
    if site.role != "whole" or site.bound:
        return
    for variable in variables_of(vocabulary.asked):
        places = [form.index for form in variable.indices if form.index in vocabulary.free]
        if variable.array.symmetric and len(set(places)) == 2:
            asked = taken(vocabulary.asked) or vocabulary.asked
            values: dict[IndexAtom, IndexForm] = dict(zip(places, variable.indices[::-1], strict=True))
            turned = substitute(asked, values)
            diagonal = Bracket((IndexRelation("eq", variable.indices[0] - variable.indices[1]),))
            yield site.node, Add((site.node, opposite(turned), Mul((diagonal, asked))))


def _square_array(array: Array) -> bool:
    return array.axes[0] == array.axes[1] and not array.symmetric
