"""Assumed equations as rules: a term that holds an instance of the left side has it replaced by the right side.

An instance gives values to the axes of the equation, each shown to be in its range where the term stands, and names the
bound indices under which the left side is summed: they run over its very domain and stand in nothing else. So every
step replaces a factor by what equals it wherever the assumptions hold. Not all consequences of several equations are
found: nothing is completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import islice

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.atoms import entry_atom
from symcheck.symbolic.normal_form.facts import Facts, Rewrite, entails, positive_first
from symcheck.symbolic.normal_form.generic import entries_in
from symcheck.symbolic.normal_form.polys import (
    ONE,
    Domain,
    Factors,
    TooLarge,
    add,
    monomial,
    rename_domain,
    scale,
    subtract,
)
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.substitute import substitute, substitute_atom
from symcheck.symbolic.normal_form.terms import bind, combine, multiply
from symcheck.symbolic.normal_form.types import Atom, EntryAtom, Poly, Term, array_key, spoken_in

MAX_ROUNDS = 8
MAX_MATCHES = 100
Values = dict[IndexAtom, IndexForm]


def rewrite(facts: Facts, poly: Poly) -> Poly:
    """The polynomial with the assumed equations applied until none applies, or a bound is met."""
    for _ in range(MAX_ROUNDS if facts.rewrites else 0):
        try:
            changed = reduce(lambda p, rule: _rewritten(facts, p, rule), facts.rewrites, poly)
        except TooLarge:
            break
        if changed.key == poly.key:
            break
        poly = changed
    return poly


def _rewritten(facts: Facts, poly: Poly, rule: Rewrite) -> Poly:
    return add(*(scale(_applied(facts, item, rule), coefficient) for item, coefficient in poly.terms))


def _applied(facts: Facts, item: Term, rule: Rewrite) -> Poly:
    """The term with the rule used once; t = c t + rest is t = rest/(1 − c). The term itself where it does not apply."""
    same = Poly(((item, ONE),))
    if not _speaks_of_all(item, rule):
        return same
    for result in _results(facts, item, rule):
        share = next((c for term, c in result.terms if term.key == item.key), Fraction(0))
        rest = subtract(result, scale(same, share))
        if share != 1 and not (rule.permutes and any(rank(term) >= rank(item) for term, _ in rest.terms)):
            return scale(rest, 1 / (1 - share))
    return same


def rank(term: Term) -> tuple[tuple[int, Fraction, int], str]:
    """How terms are ordered: by sums, by entries, by factors, and then by name."""
    entries = sum((e for a, e in term.factors if isinstance(a, EntryAtom)), Fraction(0))
    return (term.bound, entries, len(term.factors)), term.key


def _speaks_of_all(item: Term, rule: Rewrite) -> bool:
    """Whether the arrays of the left side are factors of a term: most terms are left alone at once."""
    arrays = {atom.array for atom, _ in item.factors if isinstance(atom, EntryAtom)}
    return all(not isinstance(atom, EntryAtom) or atom.array in arrays for atom, _ in rule.factors)


def _results(facts: Facts, item: Term, rule: Rewrite) -> Iterator[Poly]:
    binders, domain, content, factors = open_term(facts, item)
    for values, rest in islice(_matches(rule.factors, factors, {}, (*rule.axes, *rule.summed)), MAX_MATCHES):
        chosen = {index for name in rule.summed if (index := values[name].index) in binders and index is not None}
        left = _left_over(chosen, binders, domain, rename_domain(rule.within, values), rest)
        kept = spoken_in(values[name] for name in rule.axes).isdisjoint(chosen) and len(chosen) == len(rule.summed)
        if left is None or not kept:
            continue
        # The left side may be a sum over nothing: that its range holds something is not known of what replaces it.
        there = facts.with_relations(left[1])
        if _in_range(there, rule, values):
            value = substitute(there, rule.value, values)
            body = multiply(there, combine(there, content, (), (), [*rest.items()]), value)
            yield bind(facts, *left, body)


def _in_range(facts: Facts, rule: Rewrite, values: Values) -> bool:
    return all(entails(facts.nonnegative, af.substitute(r.form, values)) for r in rule.domain)


def _left_over(
    summed: set[Index], binders: tuple[Index, ...], domain: Domain, within: Domain, rest: Factors
) -> tuple[tuple[Index, ...], Domain] | None:
    """The bound indices and the domain without those of a sum that is a factor of the term; None if it is none."""
    own = tuple(r for r in domain if af.free_indices(r.form) & summed)
    if any(not a.free.isdisjoint(summed) for a, e in rest.items() if e):
        return None
    if set(_normal(own)) != set(_normal(within)):
        return None
    return tuple(b for b in binders if b not in summed), tuple(r for r in domain if r not in own)


def _normal(domain: Domain) -> Iterable[IndexRelation]:
    return (r if r.kind == "ge" else IndexRelation(r.kind, positive_first(r.form)) for r in domain)


def _matches(
    wanted: Sequence[tuple[Atom, Fraction]], held: Factors, values: Values, unknown: tuple[Index, ...]
) -> Iterator[tuple[Values, Factors]]:
    """Values of the unknown indices for which the wanted powers stand among those held, and what is left of these."""
    if not wanted:
        if len(values) == len(unknown):
            yield values, held
        return
    (atom, exponent), *more = wanted
    for other, power in held.items():
        if power >= exponent > 0 or power <= exponent < 0:
            for found in _unified(atom, other, values, unknown):
                yield from _matches(more, {**held, other: power - exponent}, found, unknown)


def _unified(atom: Atom, other: Atom, values: Values, unknown: tuple[Index, ...]) -> Iterator[Values]:
    """Values of the unknown indices for which one atom is the other."""
    if isinstance(atom, EntryAtom) and isinstance(other, EntryAtom):
        if atom.array == other.array:
            for places in other.orders:
                found = _solved(atom.indices, places, values, unknown)
                if entry_atom(atom.array, tuple(af.substitute(f, found) for f in atom.indices)) == other:
                    yield found
        return
    open_ = [index for index in unknown if index in atom.free and index not in values]
    if type(atom) is not type(other):
        return
    if open_:
        for name in other.free:
            yield from _unified(atom, other, {**values, open_[0]: af.of_atom(name)}, unknown)
    elif substitute_atom(NOTHING, atom, values).key == monomial(other).key:
        yield values


def _solved(
    forms: tuple[IndexForm, ...], places: tuple[IndexForm, ...], values: Values, unknown: tuple[Index, ...]
) -> Values:
    """The values, with those that an unknown index must have for a form in it alone to be the form at its place."""
    found = dict(values)
    for form, place in zip(forms, places, strict=True):
        known = af.substitute(form, found)
        open_ = [(name, c) for name, c in known.terms if name in unknown and abs(c) == 1]
        if len(open_) == 1:
            (name, sign) = open_[0]
            found[name] = (place - known).scale(sign) + af.of_atom(name)
    return found


def rewriting(facts: Facts, poly: Poly, axes: tuple[Index, ...] = (), domain: Domain = ()) -> Rewrite | None:
    """An equation poly = 0, for all values of the axes in the domain, as a rule for a term; None if none speaks of all.

    An entry is replaced by what it is defined as, else the largest term by the others.
    """
    spoken = frozenset(axes)
    candidates = [(t, c) for t, c in poly.terms if t.factors and (t.bound or not t.domain) and spoken <= t.free]
    if not candidates:
        return None
    rest = {t: Poly(tuple(item for item in poly.terms if item[0] is not t)) for t, _ in candidates}
    term, coefficient = max(candidates, key=lambda item: (_defines(item[0], rest[item[0]]), rank(item[0])))
    summed, within, content, factors = open_term(facts, term)
    value = scale(rest[term], -1 / (coefficient * content))
    same_range = any(rank(t)[0] == rank(term)[0] and _arrays(t) == _arrays(term) for t, _ in rest[term].terms)
    permutes = same_range and not _defines(term, rest[term])
    return Rewrite(tuple(factors.items()), value, summed, within, axes, domain, permutes)


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
