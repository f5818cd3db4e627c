"""What is to be tried: expressions over common axes, under conditions, and the integers and arrays they speak of.

An index that an assumption binds means all its values; an assumption with a free index that the expressions do not name
is left out. A setting of integers is `legal` if every value lies in its range and every condition between integers
is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from msgspec import Struct

from symcheck.claims.chosen import Unknown, unknown_in
from symcheck.claims.claim import Claim
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import (
    COMPARED,
    Application,
    Array,
    Call,
    Condition,
    Constant,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Number,
    Power,
    RealRelation,
    Relation,
)
from symcheck.expressions.spoken import about, closed
from symcheck.expressions.walk import (
    condition_expressions,
    condition_forms,
    constant,
    forms,
    free_indices,
    subexpressions,
)
from symcheck.values.constraints import arrays_in, meets
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.evaluate.setting import IndexArithmetic, Integers, Numbers
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.quotients import knows
from symcheck.values.numbers.system import Undefined

EXTREME = 10**6
UNMET = "assumptions cannot be met"


class Unmet(Exception):
    """No sample satisfies the assumptions; the message says so for the report."""


class Subject(Struct, frozen=True, eq=False, dict=True):
    """What is to be sampled: expressions over common axes, under conditions, and the integers they speak of."""

    bodies: tuple[Expr, ...]
    axes: tuple[Index, ...]
    given: Condition
    sizes: tuple[Size, ...]
    indices: tuple[Index, ...]
    maps: tuple[IndexMap, ...]

    @property
    def integer_conditions(self) -> Condition:
        """The conditions that sizes and indices alone decide: k < n, and N = s M."""
        return tuple(r for r in self.given if is_of_integers(r))

    @property
    def real_conditions(self) -> tuple[RealRelation, ...]:
        return tuple(r for r in self.given if isinstance(r, RealRelation) and not is_of_integers(r))

    @property
    def expressions(self) -> tuple[Expr, ...]:
        """The bodies, and what the conditions compare."""
        return (*self.bodies, *condition_expressions(self.given))

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """The declared arrays that occur."""
        return arrays_in(self.expressions)

    @cached_property
    def unknown(self) -> tuple[Unknown, ...]:
        """The functions of which only the arguments are known."""
        return unknown_in(node for body in self.expressions for node in subexpressions(body))

    @cached_property
    def forms(self) -> frozenset[IndexForm]:
        """Every affine form that occurs, however deep."""
        return frozenset(_all_forms(_direct_forms(self.bodies, (*self.axes, *self.indices), self.given)))

    @cached_property
    def rational(self) -> bool:
        """Whether the statement has rational values at rational points, as far as its form tells."""
        return all(_stays_rational(node) for body in self.bodies for node in subexpressions(body))

    @cached_property
    def extreme(self) -> bool:
        """Whether numbers occur beside which floating point loses others."""
        numbers = (node.value for body in self.bodies for node in subexpressions(body) if isinstance(node, Number))
        return any(max(abs(value.numerator), value.denominator) > EXTREME for value in numbers)


def _stays_rational(node: Expr) -> bool:
    match node:
        case Call(function):
            return knows(function)
        case Power(_, exponent):
            return isinstance(exponent, Integer) or (isinstance(exponent, Number) and exponent.value.denominator == 1)
    return not isinstance(node, Application | Constant)


def is_of_integers(relation: Relation) -> bool:
    """Whether a condition speaks of sizes and indices alone, if only as numbers: N = s M."""
    if isinstance(relation, IndexRelation):
        return True
    return not any(isinstance(node, Entry | Application) for node in subexpressions(relation.difference))


def subject(bodies: Iterable[Expr], axes: tuple[Index, ...], given: Condition) -> Subject:
    """What occurs in these expressions and in the conditions that speak of them, in a fixed order."""
    listed = tuple(bodies)
    given = about(given, listed, axes)
    free = frozenset[Index]().union(*(free_indices(body) for body in listed)).difference(axes)
    free = closed(free)
    atoms = {a for form in _all_forms(_direct_forms(listed, (*axes, *free), given)) for a, _ in form.terms}
    sizes = sorted((a for a in atoms if isinstance(a, Size)), key=af.atom_key)
    maps = sorted({a.map for a in atoms if isinstance(a, MapEntry)}, key=lambda m: m.name)
    return Subject(listed, axes, given, tuple(sizes), _ordered(free), tuple(maps))


def claimed_of(claims: Sequence[Claim]) -> Subject:
    """What occurs in claims that share their left side and what is given."""
    first = claims[0]
    return subject((first.left, *(claim.right for claim in claims)), first.axes, first.given)


def _ordered(indices: frozenset[Index]) -> tuple[Index, ...]:
    """The indices, each after those that its bounds speak of."""
    ordered: list[Index] = []
    waiting = sorted(indices, key=af.atom_key)
    while waiting:
        for index in waiting:
            if not (af.free_indices(index.lower) | af.free_indices(index.upper)).intersection(waiting):
                waiting.remove(index)
                ordered.append(index)
                break
        else:
            raise Unmet("the bounds of these indices depend on one another in a circle")
    return tuple(ordered)


def _all_forms(direct: Iterable[IndexForm]) -> Iterator[IndexForm]:
    """These forms, those of the bounds of indices in them, and of the domains and arguments of index maps."""
    waiting = [*direct]
    seen: set[IndexForm] = set()
    while waiting:
        form = waiting.pop()
        if form not in seen:
            seen.add(form)
            yield form
            waiting.extend(f for atom, _ in form.terms for f in _inside(atom))


def _direct_forms(bodies: Iterable[Expr], indices: Iterable[Index], given: Condition) -> Iterator[IndexForm]:
    """The forms that are written: in bounds, conditions, subscripts and axes."""
    yield from condition_forms(given)
    yield from (form for index in indices for form in (index.lower, index.upper))
    for body in (*bodies, *condition_expressions(given)):
        for node in subexpressions(body):
            yield from forms(node)
            if isinstance(node, Entry):
                yield from (form for axis in node.array.axes for form in axis)


def _inside(atom: IndexAtom) -> tuple[IndexForm, ...]:
    match atom:
        case Index(_, lower, upper):
            return (lower, upper)
        case MapEntry(map_, arguments):
            return (*arguments, *map_.domain, map_.codomain)
    return ()


def named_sizes(setting: Setting) -> tuple[tuple[str, int], ...]:
    """The integers of a setting for the report: sizes, indices and entries of index maps."""
    sizes = [(size.name, n) for size, n in setting.sizes.items()]
    indices = [(index.name, n) for index, n in setting.indices.items()]
    entries = [
        (f"{map_.name}[{', '.join(str(p + 1) for p in place)}]", int(n))
        for map_, table in setting.maps.items()
        for place, n in np.ndenumerate(table)
    ]
    return (*sizes, *indices, *entries)


def aside(what: Subject) -> tuple[str, ...]:
    """The names of what only assumptions speak of that share no array, function or map with what is compared."""
    free = (*what.axes, *what.indices)
    known = _spoken(subject(what.bodies, what.axes, ()))
    apart = [(relation, _spoken(subject((), free, (relation,)))) for relation in what.given]
    while near := [own for _, own in apart if not own.isdisjoint(known)]:
        known = known.union(*near)
        apart = [(relation, own) for relation, own in apart if own.isdisjoint(known)]
    others = tuple(relation for relation, _ in apart)
    kept = tuple(relation for relation in what.given if all(relation is not other for other in others))
    return tuple(sorted(_names(subject((), free, others)) - _names(subject(what.bodies, what.axes, kept))))


def _spoken(what: Subject) -> frozenset[object]:
    return frozenset((*what.arrays, *what.maps, *(function.name for function in what.unknown)))


def _names(what: Subject) -> set[str]:
    named: tuple[Size | Index | IndexMap | Array, ...] = (*what.sizes, *what.indices, *what.maps, *what.arrays)
    return {*(thing.name for thing in named), *(function.head for function in what.unknown)}


# Settings of integers that are one


def legal(what: Subject, setting: Setting) -> bool:
    """Whether every value lies in its range and every condition on integers holds."""
    known = IndexArithmetic(setting)
    for index, value in setting.indices.items():
        if not known.integer(index.lower) <= value <= known.integer(index.upper):
            return False
    if not all(_legal_table(map_, table, known) for map_, table in setting.maps.items()):
        return False
    if any(known.length(axis) < 1 for axis in what.axes):
        return False
    try:
        return all(_holds(known, r) for r in what.integer_conditions)
    except Undefined:
        return False


def _legal_table(map_: IndexMap, table: Integers, known: IndexArithmetic) -> bool:
    if table.min() < 1 or table.max() > known.integer(map_.codomain):
        return False
    return not map_.injective or len(set(table.ravel().tolist())) == table.size


def _whole_holds(relation: RealRelation, setting: Setting) -> bool:
    value = _number(relation.difference, IndexArithmetic(setting))
    if value is not None:
        return bool(COMPARED[relation.kind](value))
    return meets((relation,), Evaluator(FloatSystem(np.random.default_rng(0)), setting))


def _number(expr: Expr, known: IndexArithmetic) -> Fraction | None:
    """The value of sums and products of numbers and integers; None for any other expression, or one that varies."""
    match expr:
        case Integer(form) if af.free_indices(form).issubset(known.setting.indices):
            return Fraction(known.integer(form))
        case Power():
            return None
    return constant(expr, lambda part: _number(part, known))


def _holds(known: IndexArithmetic, relation: Relation) -> bool:
    """Whether a condition on integers holds for all values of the indices that have none."""
    if isinstance(relation, RealRelation):
        return _whole_holds(relation, known.setting)
    found = known.positions(relation.form)
    return known.everywhere(Numbers(np.asarray(COMPARED[relation.kind](found.raw)), found.dims))
