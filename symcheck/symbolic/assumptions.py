"""From stated conditions to known facts, for the symbolic side: ranges, inequalities, signs and equations.

A condition with a free index that the statement does not name is left out; those it binds stand for all their values.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Array, Condition, Expr, IndexRelation, Kind, RealRelation
from symcheck.expressions.spoken import about, bound_indices, closed
from symcheck.expressions.walk import free_indices, substitute
from symcheck.symbolic.calculus import evaluate
from symcheck.symbolic.finite import Finite, roots, varied_in
from symcheck.symbolic.normal_form.atoms import entry_atom
from symcheck.symbolic.normal_form.content import consequences, unscaled
from symcheck.symbolic.normal_form.facts import Apart, Facts, SignFact, entails, is_zero_form, range_of
from symcheck.symbolic.normal_form.inverses import unturned
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.polys import Domain, monomial, open_index, scale, subtract
from symcheck.symbolic.normal_form.relations import solve_for
from symcheck.symbolic.normal_form.rewriting import rewrite, rewriting
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import EntryAtom, Poly, Term
from symcheck.symbolic.orthogonal import squared_determinant, transposed, turned

FEW_SIGNS = 6
"""The signs of sums of which products are looked at."""


class Assumptions(Struct, frozen=True):
    """The facts; the index equations solved (w = o), to be applied to every statement; of which numbers entries are."""

    facts: Facts
    values: tuple[tuple[IndexAtom, IndexForm], ...] = ()
    finite: Finite = ()
    orthogonal: frozenset[Array] = frozenset()

    def apply(self, expr: Expr) -> Expr:
        """The expression with the index equations used, and transposes of orthogonal matrices for their inverses."""
        for atom, value in self.values:
            expr = substitute(expr, {atom: value})
        return transposed(expr, self.orthogonal)


def assume(given: Condition, statement: tuple[Expr, ...], facts: Facts = NOTHING) -> Assumptions:
    """The assumptions of a statement whose expressions are `statement`, beside these facts."""
    given = about(given, statement)
    quantified = bound_indices(given)
    known = Assumptions(facts)
    for relation in given:
        match relation:
            case IndexRelation():
                known = _with_index_relation(known, relation, quantified)
    equations = [r for r in given if isinstance(r, RealRelation) and r.kind == "eq"]
    signs = [r for r in given if isinstance(r, RealRelation) and r.kind != "eq"]
    known = replace(known, facts=replace(known.facts, tied=bool(equations)))
    again = signs if len(signs) > 1 else []  # what is told later may change how this is written: log(x y) where x > 0
    told = (
        (_with_symmetry, equations),
        (_with_orthogonal, equations),
        (_with_numbers, equations),
        (_with_sign, signs),
        (_with_sign, again),
        (_with_equation, equations),
    )
    for said, relations in told:
        for relation in relations:
            known = _with_usable(said, known, relation, quantified)
    return _with_products(_with_signs_rewritten(replace(known, orthogonal=known.orthogonal - varied_in(*statement))))


def _with_usable(
    said: Callable[[Assumptions, Opened], Assumptions],
    known: Assumptions,
    relation: RealRelation,
    quantified: tuple[Index, ...],
) -> Assumptions:
    """The assumptions with one more, if it can be read: to leave one out costs proofs, never soundness."""
    try:
        return said(known, _opened(known, relation, quantified))
    except Unsupported:
        return known


def _with_index_relation(known: Assumptions, relation: IndexRelation, quantified: tuple[Index, ...]) -> Assumptions:
    form = relation.form
    for atom, value in known.values:
        form = af.substitute(form, {atom: value})
    facts = known.facts
    spoken = closed(af.free_indices(form))
    own = tuple(index for index in quantified if index in spoken)
    if own:
        # Only "for all k: a ≠ b" is used; not using an assumption costs proofs, never soundness.
        apart = (*facts.apart, Apart(form, own)) if relation.kind == "ne" else facts.apart
        return replace(known, facts=replace(facts, apart=apart))
    match relation.kind:
        case "ne":
            return replace(known, facts=facts.with_nonzero(form))
        case "ge" if not entails(facts.nonnegative, form.scale(-1)):
            return replace(known, facts=facts.with_nonnegative(form))
    solved = solve_for(form, ()) or _solved_for_size(form)
    if solved is None or is_zero_form(facts.nonnegative, form):
        return replace(known, facts=facts.with_nonnegative(form, form.scale(-1)))
    atom, value = solved
    # The range of the index that goes away holds for what takes its place.
    bounds = [b for b in _range(atom, value) if b.terms]
    if isinstance(atom, af.Size):
        bounds += [form, form.scale(-1)]  # the ranges of free indices still speak of the size
    return replace(known, values=(*known.values, (atom, value)), facts=facts.with_nonnegative(*bounds))


def _solved_for_size(form: IndexForm) -> tuple[IndexAtom, IndexForm] | None:
    """A size that an equation between sizes fixes: d = 2 V."""
    for atom, coefficient in form.terms:
        if isinstance(atom, af.Size) and abs(coefficient) == 1 and not af.free_indices(form):
            return atom, (form - af.of_atom(atom).scale(coefficient)).scale(-coefficient)
    return None


def _range(atom: IndexAtom, value: IndexForm) -> list[IndexForm]:
    return [af.substitute(form, {atom: value}) for form in range_of(atom)]


class Opened(Struct, frozen=True):
    """What compares with 0 in this way, for all values of the axes that the domain, their `ranges`, allows."""

    kind: Kind
    poly: Poly
    axes: tuple[Index, ...]
    domain: Domain
    ranges: tuple[tuple[IndexForm, IndexForm], ...]


def _opened(known: Assumptions, relation: RealRelation, quantified: tuple[Index, ...]) -> Opened:
    expr = evaluate(known.apply(relation.difference))
    spoken = closed(free_indices(expr))
    own = tuple(i for i in quantified if i in spoken)
    axes = tuple(open_index() for _ in own)
    values: dict[IndexAtom, IndexForm] = {index: af.of_atom(axis) for index, axis in zip(own, axes, strict=True)}
    ranges = tuple((af.substitute(i.lower, values), af.substitute(i.upper, values)) for i in own)
    domain = tuple(
        IndexRelation("ge", form)
        for axis, (lower, upper) in zip(map(af.of_atom, axes), ranges, strict=True)
        for form in (axis - lower, upper - axis)
    )
    poly = normal(known.facts.with_relations(domain), substitute(expr, values))
    return Opened(relation.kind, poly, axes, domain, ranges)


def _with_sign(known: Assumptions, said: Opened) -> Assumptions:
    fact = SignFact(said.kind, said.poly, said.axes, said.domain)
    facts = known.facts
    found = (fact, *consequences(facts.with_relations(said.domain), fact))
    return replace(known, facts=facts.with_signs(*(f for f in found if f not in facts.signs)))


def _with_signs_rewritten(known: Assumptions) -> Assumptions:
    """The signs of differences, also as the equations write them."""
    facts = known.facts
    written = (replace(s, poly=rewrite(facts.with_relations(s.domain), s.poly)) for s in facts.signs)
    return replace(known, facts=facts.with_signs(*(s for s in written if s not in facts.signs)))


def _with_products(known: Assumptions) -> Assumptions:
    """What is known of two sums, also of their product where that is short: 1 − t² > 0 where −1 < t < 1."""
    facts = known.facts
    plain = [s for s in facts.signs if s.kind != "ne" and not (s.binders or s.domain) and 1 < len(s.poly.terms) <= 3]
    pairs = combinations(plain[:FEW_SIGNS], 2)
    found = [(multiply(facts, one.poly, other.poly), one.kind, other.kind) for one, other in pairs]
    told = [SignFact("ge" if "ge" in kinds else "gt", poly) for poly, *kinds in found if 1 < len(poly.terms) <= 3]
    return replace(known, facts=facts.with_signs(*told)) if told else known


def _with_symmetry(known: Assumptions, said: Opened) -> Assumptions:
    """A_ij = A_ji for all i and j is what a matrix is declared with; a family of them, for all of its members."""
    match said.poly.terms:
        case ((Term(factors=((EntryAtom(array=array, indices=(_, _, *_) as indices) as entry, _),)), c), _):
            turned = subtract(monomial(entry), monomial(entry_atom(array, af.mirrored(indices))))
            if _is_whole(said, entry) and said.poly == scale(turned, c):
                return replace(known, facts=replace(known.facts, symmetric=known.facts.symmetric | {array}))
    return known


def _is_whole(said: Opened, entry: EntryAtom) -> bool:
    """Whether what is said of an entry is said of every entry of its array."""
    ranges = dict(zip(said.axes, said.ranges, strict=True))
    named = [form.index for form in entry.indices]
    return (
        len(ranges) == len({*named}) == len(named)
        and tuple(ranges.get(x) for x in named if x is not None) == entry.array.axes
    )


def _with_numbers(known: Assumptions, said: Opened) -> Assumptions:
    """l² = 1: every entry of l is one of a few numbers."""
    found = roots(said.poly)
    if found is None or not _is_whole(said, found[0]):
        return known
    return replace(known, finite=(*known.finite, (found[0].array, found[1])))


def _with_orthogonal(known: Assumptions, said: Opened) -> Assumptions:
    """AᵀA = I of a square matrix says that it is orthogonal."""
    found = turned(known.facts.with_relations(said.domain), said.poly, said.axes)
    if found is None:
        return known
    array, other = found
    determinant = Opened("eq", normal(known.facts, squared_determinant(array)), (), (), ())
    for equation in (replace(said, poly=other), determinant):
        known = _with_equation(known, equation)
    return replace(known, orthogonal=known.orthogonal | {array})


def _with_equation(known: Assumptions, said: Opened) -> Assumptions:
    there = known.facts.with_relations(said.domain)
    poly = unturned(there, unscaled(there, said.poly), list(zip(said.axes, said.ranges, strict=True)))
    rule = rewriting(known.facts, poly, said.axes, said.domain)
    return known if rule is None else replace(known, facts=replace(known.facts, rewrites=(*known.facts.rewrites, rule)))
