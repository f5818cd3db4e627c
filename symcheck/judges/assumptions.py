"""From stated conditions to known facts, for the symbolic side: ranges, inequalities, signs and equations.

A condition with a free index that the statement does not name is left out; those it binds stand for all their values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symcheck.calculus import NoRule, evaluate
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.language.expressions import Condition, Expr, IndexRelation, RealRelation
from symcheck.language.spoken import about, bound_indices
from symcheck.language.walk import free_indices, substitute
from symcheck.sums.atoms import NOTHING
from symcheck.sums.cases import rewriting
from symcheck.sums.enter import normal
from symcheck.sums.facts import Apart, Facts, SignFact, entails, is_zero_form, range_of
from symcheck.sums.polys import RenamingError, TooLarge, open_index
from symcheck.sums.relations import solve_for


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


def assume(given: Condition, statement: tuple[Expr, ...], facts: Facts = NOTHING) -> Assumptions:
    """The assumptions of a statement whose expressions are `statement`, beside these facts."""
    given = about(given, statement)
    quantified = bound_indices(given)
    known = Assumptions(facts)
    for relation in given:
        match relation:
            case IndexRelation():
                known = _with_index_relation(known, relation, quantified)
    for relation in given:
        if isinstance(relation, RealRelation):
            known = _with_usable(known, relation, quantified)
    return known


def _with_usable(known: Assumptions, relation: RealRelation, quantified: tuple[Index, ...]) -> Assumptions:
    """The assumptions with one more, if it can be read: to leave one out costs proofs, never soundness."""
    try:
        return _with_real_relation(known, relation, quantified)
    except (NoRule, TooLarge, RenamingError):
        return known


def _with_index_relation(known: Assumptions, relation: IndexRelation, quantified: tuple[Index, ...]) -> Assumptions:
    form = relation.form
    for atom, value in known.values:
        form = af.substitute(form, {atom: value})
    facts = known.facts
    own = tuple(index for index in quantified if index in af.free_indices(form))
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


def _with_real_relation(known: Assumptions, relation: RealRelation, quantified: tuple[Index, ...]) -> Assumptions:
    expr = evaluate(known.apply(relation.difference))
    own = tuple(i for i in quantified if i in free_indices(expr))
    opened = {index: open_index() for index in own}
    poly = normal(known.facts, substitute(expr, {i: af.of_atom(o) for i, o in opened.items()}))
    domain = tuple(
        IndexRelation("ge", form)
        for index, name in opened.items()
        for form in (af.of_atom(name) - index.lower, index.upper - af.of_atom(name))
    )
    if relation.kind in ("gt", "ge", "ne"):
        fact = SignFact(relation.kind, poly, tuple(opened.values()), domain)
        return replace(known, facts=known.facts.with_signs(fact))
    if opened:
        return known
    rule = rewriting(poly)
    return known if rule is None else replace(known, facts=replace(known.facts, rewrites=(*known.facts.rewrites, rule)))
