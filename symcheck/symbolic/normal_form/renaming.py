"""Taking apart what binds: the bound indices of a term, a matrix or a fold under new names, and closed again.

Most terms are opened to be closed at once, in one function. `opened_for_now` gives them names by how deep that is: the
same at the same depth, so that what was found of them is found again. Where such a name is given, every one that is
spoken of further up has a lower number; the function that opened binds its names again before it returns, within
`for_now()`, which gives the numbers free. No other name is like them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.symbolic.normal_form.atoms import entry_atom, lambda_of
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import (
    ONE,
    Domain,
    Factors,
    RenamingError,
    open_index,
    passing_index,
    rename_domain,
)
from symcheck.symbolic.normal_form.types import Atom, EntryAtom, ExpAtom, FoldAtom, Lambda, Poly, PowerAtom, Term, label
from symcheck.symbolic.normal_form.work import remembered


def open_term(facts: Facts, item: Term) -> tuple[tuple[Index, ...], Domain, Fraction, Factors]:
    """The bound indices of a term under new names, its domain, and its factors with a coefficient."""
    if not item.bound:
        return (), item.domain, ONE, dict(item.factors)
    binders = tuple(open_index() for _ in range(item.bound))
    values: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(b) for i, b in enumerate(binders)}
    coefficient, factors = rename(facts, dict(item.factors), values)
    return binders, rename_domain(item.domain, values), coefficient, factors


class _Depth(threading.local):
    """How many names by depth are taken, in this thread."""

    taken = 0


_depth = _Depth()


@contextmanager
def for_now() -> Iterator[None]:
    """Gives free, at its end, the names of all that was opened for now in here: none of them is spoken of any more."""
    before = _depth.taken
    try:
        yield
    finally:
        _depth.taken = before


def opened_for_now(facts: Facts, item: Term) -> tuple[tuple[Index, ...], Domain, Fraction, Factors]:
    """As `open_term`, under names that are good until the surrounding `for_now()` ends."""
    if not item.bound:
        return (), item.domain, ONE, dict(item.factors)
    first = _depth.taken
    _depth.taken = first + item.bound
    binders, domain, coefficient, factors = _opened_at(facts.bare(), item, first)
    return binders, domain, coefficient, dict(factors)


@remembered
def _opened_at(
    nothing: Facts, item: Term, first: int
) -> tuple[tuple[Index, ...], Domain, Fraction, tuple[tuple[Atom, Fraction], ...]]:
    """A term under the names from this number on. What is renamed is renamed whatever is known."""
    binders = tuple(passing_index(first + i) for i in range(item.bound))
    values: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(b) for i, b in enumerate(binders)}
    coefficient, factors = rename(nothing, dict(item.factors), values)
    return binders, rename_domain(item.domain, values), coefficient, tuple(factors.items())


def rename(facts: Facts, factors: Factors, values: Mapping[IndexAtom, IndexForm]) -> tuple[Fraction, Factors]:
    """A product with indices renamed one to one: a coefficient and a product again.

    The coefficient is 1 but for the content of a denominator, which is normalised by the names in it.
    """
    touched = {a: e for a, e in factors.items() if not a.free.isdisjoint(values)}
    if not touched:
        return ONE, factors
    rest = {a: e for a, e in factors.items() if a not in touched}
    if all(isinstance(a, EntryAtom) and (e is ONE or e == 1) for a, e in touched.items()):
        return ONE, {**rest, **{_renamed(a, values): e for a, e in touched.items() if isinstance(a, EntryAtom)}}
    if any(isinstance(a, PowerAtom) for a in touched):
        moved = [a for a in rest if isinstance(a, ExpAtom)]
        touched.update((a, rest.pop(a)) for a in moved)
    renamed = facts.bare().substitute_factors(touched, values)
    if len(renamed.terms) != 1 or renamed.terms[0][0].bound or renamed.terms[0][0].domain:
        raise RenamingError("a product became a sum when its indices were renamed")
    item, coefficient = renamed.terms[0]
    for atom, exponent in item.factors:
        rest[atom] = rest[atom] + exponent if atom in rest else exponent
    return coefficient, rest


def _renamed(entry: EntryAtom, values: Mapping[IndexAtom, IndexForm]) -> EntryAtom:
    """Entries stay different when their indices are renamed one to one, so that no rule applies to their product."""
    return entry_atom(entry.array, tuple([af.substitute(form, values) for form in entry.indices]))


def opened(facts: Facts, value: Lambda) -> tuple[tuple[Index, ...], Poly]:
    """The axes of a lambda under new names, and its body in them."""
    axes = tuple(open_index() for _ in range(value.axes))
    values: dict[IndexAtom, IndexForm] = {label(value.height + i): af.of_atom(a) for i, a in enumerate(axes)}
    return axes, facts.bare().substitute(value.body, values)


def closed(
    facts: Facts, axes: tuple[Index, ...], body: Poly, ranges: tuple[tuple[IndexForm, IndexForm], ...]
) -> Lambda:
    """The body as a function of the axes."""
    height = body.height
    values: dict[IndexAtom, IndexForm] = {axis: af.of_atom(label(height + i)) for i, axis in enumerate(axes)}
    return lambda_of(len(axes), height, facts.bare().substitute(body, values), ranges)


def transposed(facts: Facts, matrix: Lambda) -> Lambda:
    """The matrix with its two axes exchanged."""
    first, second = (af.of_atom(label(matrix.height + i)) for i in range(2))
    body = facts.bare().substitute(matrix.body, {label(matrix.height): second, label(matrix.height + 1): first})
    return lambda_of(2, matrix.height, body, matrix.ranges[::-1])


def opened_fold(facts: Facts, atom: FoldAtom) -> tuple[Index, IndexForm, Poly, Domain]:
    """The binder of a fold under a new name, its upper bound, its body and its conditions."""
    (binder,), body = opened(facts, atom.body)
    names: dict[IndexAtom, IndexForm] = {label(atom.body.height): af.of_atom(binder)}
    return binder, atom.body.ranges[0][1], body, rename_domain(atom.domain, names)
