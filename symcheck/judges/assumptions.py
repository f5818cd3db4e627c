"""From stated conditions to known facts, for the symbolic side: ranges, inequalities, signs and equations.

A condition with a free index that the statement does not name is left out; those it binds stand for all their values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from symcheck.calculus import NoRule, evaluate
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.language.expressions import Condition, Expr, IndexRelation, Kind, RealRelation
from symcheck.language.spoken import about, bound_indices, closed
from symcheck.language.walk import free_indices, substitute
from symcheck.sums.atoms import entry_atom
from symcheck.sums.enter import normal
from symcheck.sums.facts import Apart, Facts, Rewrite, SignFact, entails, is_zero_form, range_of
from symcheck.sums.generic import entries_in
from symcheck.sums.polys import Domain, RenamingError, TooLarge, monomial, open_index, scale, subtract
from symcheck.sums.relations import solve_for
from symcheck.sums.renaming import open_term
from symcheck.sums.rewriting import rank, rewrite
from symcheck.sums.types import EntryAtom, Poly, Term, array_key


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The facts, and the index equations solved (w = o), to be applied to every statement."""

    facts: Facts
    values: tuple[tuple[IndexAtom, Affine], ...] = ()

    def apply(self, expr: Expr) -> Expr:
        """The expression with the index equations used."""
        for atom, value in self.values:
            expr = substitute(expr, {atom: value})
        return expr


def assume(given: Condition, statement: tuple[Expr, ...]) -> Assumptions:
    """The assumptions of a statement whose expressions are `statement`."""
    given = about(given, statement)
    quantified = bound_indices(given)
    known = Assumptions(Facts())
    for relation in given:
        match relation:
            case IndexRelation():
                known = _with_index_relation(known, relation, quantified)
    equations = [r for r in given if isinstance(r, RealRelation) and r.kind == "eq"]
    signs = [r for r in given if isinstance(r, RealRelation) and r.kind != "eq"]
    known = replace(known, facts=replace(known.facts, tied=bool(equations)))
    for said, relations in ((_with_symmetry, equations), (_with_sign, signs), (_with_equation, equations)):
        for relation in relations:
            known = _with_usable(said, known, relation, quantified)
    return _with_signs_rewritten(known)


def _with_usable(
    said: Callable[[Assumptions, Opened], Assumptions],
    known: Assumptions,
    relation: RealRelation,
    quantified: tuple[Index, ...],
) -> Assumptions:
    """The assumptions with one more, if it can be read: to leave one out costs proofs, never soundness."""
    try:
        return said(known, _opened(known, relation, quantified))
    except (NoRule, TooLarge, RenamingError):
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


def _solved_for_size(form: Affine) -> tuple[IndexAtom, Affine] | None:
    """A size that an equation between sizes fixes: d = 2 V."""
    for atom, coefficient in form.terms:
        if isinstance(atom, af.Size) and abs(coefficient) == 1 and not af.free_indices(form):
            return atom, (form - af.of_atom(atom).scale(coefficient)).scale(-coefficient)
    return None


def _range(atom: IndexAtom, value: Affine) -> list[Affine]:
    return [af.substitute(form, {atom: value}) for form in range_of(atom)]


@dataclass(frozen=True, slots=True)
class Opened:
    """What compares with 0 in this way, for all values of the axes that the domain, their `ranges`, allows."""

    kind: Kind
    poly: Poly
    axes: tuple[Index, ...]
    domain: Domain
    ranges: tuple[tuple[Affine, Affine], ...]


def _opened(known: Assumptions, relation: RealRelation, quantified: tuple[Index, ...]) -> Opened:
    expr = evaluate(known.apply(relation.difference))
    spoken = closed(free_indices(expr))
    own = tuple(i for i in quantified if i in spoken)
    axes = tuple(open_index() for _ in own)
    values: dict[IndexAtom, Affine] = {index: af.of_atom(axis) for index, axis in zip(own, axes, strict=True)}
    ranges = tuple((af.substitute(i.lower, values), af.substitute(i.upper, values)) for i in own)
    domain = tuple(
        IndexRelation("ge", form)
        for axis, (lower, upper) in zip(map(af.of_atom, axes), ranges, strict=True)
        for form in (axis - lower, upper - axis)
    )
    poly = normal(known.facts.with_relations(domain), substitute(expr, values))
    return Opened(relation.kind, poly, axes, domain, ranges)


def _with_sign(known: Assumptions, said: Opened) -> Assumptions:
    return replace(known, facts=known.facts.with_signs(SignFact(said.kind, said.poly, said.axes, said.domain)))


def _with_signs_rewritten(known: Assumptions) -> Assumptions:
    """The signs of differences, also as the equations write them."""
    facts = known.facts
    written = (replace(s, poly=rewrite(facts.with_relations(s.domain), s.poly)) for s in facts.signs)
    return replace(known, facts=facts.with_signs(*(s for s in written if s not in facts.signs)))


def _with_symmetry(known: Assumptions, said: Opened) -> Assumptions:
    """A_ij = A_ji for all i and j is what a matrix is declared with."""
    match said.poly.terms:
        case ((Term(factors=((EntryAtom(array=array, indices=(i, j)) as entry, _),)), c), _):
            turned = subtract(monomial(entry), monomial(entry_atom(array, (j, i))))
            whole = {i.index, j.index} == set(said.axes) and said.ranges == array.axes
            if whole and said.poly == scale(turned, c):
                return replace(known, facts=replace(known.facts, symmetric=known.facts.symmetric | {array}))
    return known


def _with_equation(known: Assumptions, said: Opened) -> Assumptions:
    rule = rewriting(said)
    return known if rule is None else replace(known, facts=replace(known.facts, rewrites=(*known.facts.rewrites, rule)))


def rewriting(said: Opened) -> Rewrite | None:
    """An equation as a rule for a term that speaks of all its axes; None if there is none to replace.

    An entry is replaced by what it is defined as, else the largest term by the others.
    """
    spoken = frozenset(said.axes)
    candidates = [(t, c) for t, c in said.poly.terms if t.factors and not _free_domain(t) and spoken <= t.free]
    if not candidates:
        return None
    rest = {t: Poly(tuple(item for item in said.poly.terms if item[0] is not t)) for t, _ in candidates}
    term, coefficient = max(candidates, key=lambda item: (_defines(item[0], rest[item[0]]), rank(item[0])))
    summed, within, content, factors = open_term(term)
    value = scale(rest[term], -1 / (coefficient * content))
    alike = any(rank(t)[0] == rank(term)[0] and _arrays(t) == _arrays(term) for t, _ in rest[term].terms)
    permutes = alike and not _defines(term, rest[term])
    return Rewrite(tuple(factors.items()), value, summed, within, said.axes, said.domain, permutes)


def _free_domain(term: Term) -> bool:
    return bool(term.domain) and not term.bound


def _arrays(term: Term) -> list[str]:
    return sorted(array_key(a.array) for a, _ in term.factors if isinstance(a, EntryAtom))


def _defines(term: Term, rest: Poly) -> int:
    """Whether a term is an entry that the rest gives by others (3), by those before it (2) or after it (1); else 0.

    What an array is declared with is not given up for a definition.
    """
    match term:
        case Term(bound=0, factors=((EntryAtom(array=array) as entry, exponent),)) if exponent == 1:
            found = [a for t, _ in rest.terms for a in entries_in(t) if isinstance(a, EntryAtom) and a.array == array]
            steps = {_step(entry, other) for other in found}
            loses = array.sign != "real" or array.positive_definite or array.integer
            return {(): 3 * (not loses), (1,): 2, (-1,): 1}.get(tuple(steps), 0)
    return 0


def _step(entry: EntryAtom, other: EntryAtom) -> int:
    """1 if an entry stands after another of its array by a number of places, −1 if before, 0 if neither is known."""
    apart = (a - b for a, b in zip(entry.indices, other.indices, strict=True))
    first = next((form for form in apart if form.terms or form.constant), af.ZERO)
    return 0 if first.terms else (first.constant > 0) - (first.constant < 0)
