"""Sums of terms: adding, multiplying, binding an index, contracting δ, and the canonical names of bound indices.

`normalise_term` is the one place where a term is made. Its rules, each valid for all integers:

- an equality that fixes a bound index removes the sum over it (δ contracts; the range of the index stays as a guard
  unless it is known to hold), and one between free forms replaces one side by the other in the rest of the term;
- `[a ≠ b]` is 1 − `[a = b]`, where no factor could fail to exist at a = b;
- a constraint that follows from the others is dropped; a contradiction makes the term 0;
- Σ over lo..hi of a power of the index is a polynomial in lo and hi (Faulhaber), where lo ≤ hi + 1.

It does not find every way in which two sums are equal: with more than four bound indices that look alike, the
canonical order may differ between equal terms. Then a true statement is not proved; no false one ever is.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry
from symcheck.expressions.nodes import IndexRelation
from symcheck.functions.table import SLOPES
from symcheck.symbolic.normal_form.atoms import call_atom, exp_atom, form_poly, is_total, is_undefined, total_power
from symcheck.symbolic.normal_form.facts import Facts, entails, is_nonzero, is_zero_form, positive_first
from symcheck.symbolic.normal_form.faulhaber import power_sum
from symcheck.symbolic.normal_form.labels import labelled
from symcheck.symbolic.normal_form.leaves import numbers_in
from symcheck.symbolic.normal_form.polys import (
    MAX_TERMS,
    MINUS_ONE,
    ONE,
    ZERO,
    Domain,
    Factors,
    Summed,
    TooLarge,
    add,
    constant,
    constant_value,
    is_expandable,
    merge_domains,
    monomial,
    open_index,
    rename_domain,
    scale,
    subtract,
    term,
    times,
)
from symcheck.symbolic.normal_form.relations import bounds_of, by_injectivity, irredundant, permuted, solve_for
from symcheck.symbolic.normal_form.renaming import for_now, opened_for_now
from symcheck.symbolic.normal_form.signs import POSITIVE, atom_sign, sign
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    ConditionAtom,
    ExpAtom,
    IndexNumber,
    InverseAtom,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    spoken_in,
)


def multiply(facts: Facts, a: Poly, b: Poly) -> Poly:
    """The product, sums merged and like terms collected."""
    for one, other in ((a, b), (b, a)):
        value = constant_value(one)
        if value is not None:
            return scale(other, value)
    if len(a.terms) * len(b.terms) > MAX_TERMS:
        raise TooLarge(f"a product of {len(a.terms)} and {len(b.terms)} terms")
    parts = [multiply_terms(facts, s, t, times(c, d)) for s, c in a.terms for t, d in b.terms]
    return add(*parts)


def multiply_terms(facts: Facts, a: Term, b: Term, coefficient: Fraction) -> Poly:
    with for_now():
        first, second = opened_for_now(facts, a), opened_for_now(facts, b)
        domain = merge_domains(first[1], second[1])
        items = [*first[3].items(), *second[3].items()]
        return combine(facts, times(times(coefficient, first[2]), second[2]), first[0] + second[0], domain, items)


def times_monomial(facts: Facts, poly: Poly, factors: Factors) -> Poly:
    """poly · Π atom^exponent, exponents added before a positive power of a sum is multiplied out."""
    parts = []
    for item, coefficient in poly.terms:
        with for_now():
            binders, domain, content, own = opened_for_now(facts, item)
            items = [*own.items(), *factors.items()]
            parts.append(combine(facts, times(coefficient, content), binders, domain, items))
    return add(*parts)


def combine(
    facts: Facts, coefficient: Fraction, binders: tuple[Index, ...], domain: Domain, items: list[tuple[Atom, Fraction]]
) -> Poly:
    """Σ over binders of a product of powers of atoms: exponents merged, positive powers of sums multiplied out."""
    factors: Factors = {}
    exponents: list[Poly] = []
    for atom, exponent in items:
        if isinstance(atom, ExpAtom):
            exponents.append(scale(atom.exponent, exponent))
        else:
            factors[atom] = _joined(atom, factors[atom], exponent) if atom in factors else exponent
    expanded: list[Poly] = []
    for atom in list(factors):
        _reduce(facts, factors, atom, expanded)
    _merge_exponentials(exponents, factors)
    _merge_powers(facts, factors, expanded)
    _merge_slopes(factors, expanded)
    if expanded:
        rest = normalise_open_term(facts, coefficient, factors)
        for poly in expanded:
            rest = multiply(facts, rest, poly)
        return bind(facts, binders, domain, rest)
    return normalise_term(facts, coefficient, binders, domain, factors)


def _joined(atom: Atom, one: Fraction, other: Fraction) -> Fraction:
    """The exponent of a^one a^other. A bracket is never cancelled: where it is false, [c]/[c] is 0, not 1."""
    if isinstance(atom, ConditionAtom):
        return ONE if one > 0 or other > 0 else min(one, other)
    return MINUS_ONE if is_undefined(atom) else one + other


def _merge_powers(facts: Facts, factors: Factors, expanded: list[Poly]) -> None:
    """x^a x^b = x^(a + b) for symbolic exponents: so it is wherever both exist, 0⁰ = 1 included."""
    powers = [a for a in factors if isinstance(a, CallAtom) and a.function == "power" and factors[a] == 1]
    for base in {a.arguments[0].key: a.arguments[0] for a in powers}.values():
        same = [a for a in powers if a.arguments[0].key == base.key]
        plain = [a for a, e in factors.items() if e.denominator == 1 and _base_key(a) == base.key]
        if len(same) + len(plain) > 1:
            exponent = add(*(a.arguments[1] for a in same), *(constant(factors[a]) for a in plain))
            for atom in (*same, *plain):
                del factors[atom]
            expanded.append(facts.call("power", (base, exponent)))


def _merge_slopes(factors: Factors, expanded: list[Poly]) -> None:
    """A derivative beside a denominator of which it is made: σ′/σ = 1 − σ, tanh′/tanh = 1/tanh − tanh."""
    for atom in [a for a, e in factors.items() if e < 0 and isinstance(a, CallAtom) and a.function in SLOPES]:
        assert isinstance(atom, CallAtom)
        slope = call_atom(SLOPES[atom.function].name, atom.arguments)
        if factors.get(slope, 0) >= 1:
            whole = int(factors[slope])
            factors[slope] -= whole
            expanded += [subtract(_first(atom), monomial(atom, 2))] * whole
            if not factors[slope]:
                del factors[slope]


def _first(atom: CallAtom) -> Poly:
    """f′ + f² of tanh and σ."""
    return constant(1) if SLOPES[atom.function].name == "tanh, slope" else monomial(atom)


def _base_key(atom: Atom) -> str:
    return atom.base.key if isinstance(atom, PowerAtom) else Poly(((term(0, 0, (), {atom: ONE}), ONE),)).key


def _merge_exponentials(exponents: list[Poly], factors: Factors) -> None:
    if exponents:
        exponent = add(*exponents)
        if exponent.terms:
            factors[exp_atom(exponent)] = ONE


def _reduce(facts: Facts, factors: Factors, atom: Atom, expanded: list[Poly]) -> None:
    """Brings the power of one atom to its canonical range."""
    exponent = factors[atom]
    if exponent == 0:
        del factors[atom]
    elif isinstance(atom, PowerAtom) and (value := constant_value(atom.base)):
        whole = exponent.numerator // exponent.denominator
        if whole:
            expanded.append(constant(value**whole))
        if exponent == whole:
            del factors[atom]
        else:
            factors[atom] = exponent - whole
    elif isinstance(atom, PowerAtom) and exponent >= 1:
        whole = exponent.numerator // exponent.denominator
        if not is_expandable(atom.base, whole):
            return
        expanded.append(facts.power(atom.base, Fraction(whole)))
        if exponent == whole:
            del factors[atom]
        else:
            factors[atom] = exponent - whole
    elif is_undefined(atom):
        factors[atom] = MINUS_ONE
    elif isinstance(atom, ConditionAtom):
        factors[atom] = ONE if exponent > 0 else -ONE
    elif isinstance(atom, CallAtom) and atom.function == "power" and exponent.denominator == 1 and exponent != 1:
        base, upper = atom.arguments
        expanded.append(facts.call("power", (base, scale(upper, exponent))))
        del factors[atom]
    elif isinstance(atom, CallAtom) and exponent >= 2 and exponent.denominator == 1:
        _reduce_call(facts, factors, atom, int(exponent), expanded)


def _reduce_call(facts: Facts, factors: Factors, atom: CallAtom, exponent: int, expanded: list[Poly]) -> None:
    """|a|² = a², sin² = 1 − cos², tanh² = 1 − tanh′, σ² = σ − σ′, sign³ = sign.

    So a product of derivatives of layers, each 1 − tanh², is one term.
    """
    match atom.function:
        case "sign":
            factors[atom] = Fraction(2 - exponent % 2)
        case "abs":
            factors[atom] = Fraction(exponent % 2)
            expanded.append(facts.power(atom.arguments[0], Fraction(exponent - exponent % 2)))
        case "sin":
            factors[atom] = Fraction(exponent % 2)
            square = facts.power(facts.call("cos", atom.arguments), Fraction(2))
            expanded.append(facts.power(subtract(constant(1), square), Fraction(exponent // 2)))
        case function if function in SLOPES:
            factors[atom] = Fraction(exponent % 2)
            square = subtract(_first(atom), monomial(call_atom(SLOPES[function].name, atom.arguments)))
            expanded.append(facts.power(square, Fraction(exponent // 2)))
    if not factors[atom]:
        del factors[atom]


def normalise_open_term(facts: Facts, coefficient: Fraction, factors: Factors) -> Poly:
    return normalise_term(facts, coefficient, (), (), factors)


def bind(facts: Facts, binders: tuple[Index, ...], domain: Domain, body: Poly) -> Poly:
    """Σ over the binders, where the domain holds, of the body."""
    if not binders and not domain:
        return body
    parts = []
    for item, coefficient in body.terms:
        with for_now():
            own, conditions, content, factors = opened_for_now(facts, item)
            merged = merge_domains(domain, conditions)
            parts.append(normalise_term(facts, times(coefficient, content), binders + own, merged, factors))
    return add(*parts)


def normalise_term(
    facts: Facts, coefficient: Fraction, binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> Poly:
    """The term coefficient · Σ_binders [domain] Π factors, in normal form."""
    if binders and any(isinstance(spoken, MapEntry) for atom in factors for spoken in atom.free):
        reordered = _reordered(facts, coefficient, binders, domain, factors)
        if reordered is not None:
            return reordered
    if domain:
        settled = _settle_domain(facts, coefficient, binders, domain, factors)
        if isinstance(settled, Poly):
            return settled
        domain = settled
    if binders and any(isinstance(atom, InverseAtom) for atom in factors):
        found = facts.contracted(Summed(binders, domain, factors))
        if found is not None:
            return scale(found, coefficient)
    for binder in binders:
        closed = _closed_sum(facts, coefficient, binder, binders, domain, factors)
        if closed is not None:
            return closed
    if not coefficient:
        return ZERO
    item, content = labelled(facts, binders, domain, factors)
    return Poly(((item, times(coefficient, content)),))


def _settle_domain(
    facts: Facts, coefficient: Fraction, binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> Poly | Domain:
    """The simplified domain, or the whole term where a rule changes more than the domain."""
    known = facts.nonnegative + tuple(r.form for r in domain if r.kind == "ge")
    kept: list[IndexRelation] = []
    for relation in domain:
        form = relation.form
        if relation.kind == "eq":
            if is_zero_form(known, form):
                if not form.terms or solve_for(form, binders) is None:
                    continue
            elif is_nonzero(facts, known, form):
                return ZERO
        elif relation.kind == "ne":
            if is_nonzero(facts, known, form):
                continue
            if is_zero_form(known, form):
                return ZERO
            form = positive_first(form)
        elif not form.terms:
            if form.constant < 0:
                return ZERO
            continue
        kept.append(IndexRelation(relation.kind, form))
    relations = irredundant(facts, kept)
    if relations is None:
        return ZERO
    for relation in relations:
        if relation.kind == "eq":
            replaced = _use_equality(facts, coefficient, binders, relations, factors, relation)
            if replaced is not None:
                return replaced
    for relation in relations:
        if relation.kind == "ne" and _excludable(facts, binders, relations, factors, relation):
            rest = tuple(r for r in relations if r is not relation)
            without = normalise_term(facts, coefficient, binders, rest, factors)
            at = normalise_term(facts, coefficient, binders, (*rest, IndexRelation("eq", relation.form)), factors)
            return subtract(without, at)
    return tuple(dict.fromkeys(relations))


def _use_equality(
    facts: Facts,
    coefficient: Fraction,
    binders: tuple[Index, ...],
    domain: Domain,
    factors: Factors,
    relation: IndexRelation,
) -> Poly | None:
    """The term with one equality used everywhere else, or None if it already is."""
    rest = tuple(r for r in domain if r is not relation)
    arguments = by_injectivity(relation.form)
    if arguments is not None:
        return normalise_term(facts, coefficient, binders, merge_domains(rest, arguments), factors)
    solved = solve_for(relation.form, binders)
    if solved is None:
        return None
    atom, value = solved
    values: dict[IndexAtom, IndexForm] = {atom: value}
    removes = isinstance(atom, Index) and atom in binders
    if not removes and not _speaks_of(atom, values, rest, factors):
        return None
    remaining = tuple(b for b in binders if b != atom)
    kept = () if removes else (relation,)
    inner = facts.with_nonnegative(*(r.form for r in rest if r.kind == "ge"))
    body = inner.substitute_factors(factors, values)
    return bind(facts, remaining, merge_domains(rename_domain(rest, values), kept), scale(body, coefficient))


def _speaks_of(atom: IndexAtom, values: Mapping[IndexAtom, IndexForm], rest: Domain, factors: Factors) -> bool:
    if any(af.substitute(r.form, values) != r.form for r in rest):
        return True
    return any(atom in factor.free for factor in factors)


def _excludable(
    facts: Facts, binders: tuple[Index, ...], domain: Domain, factors: Factors, relation: IndexRelation
) -> bool:
    """Whether every factor exists where the relation fails, so that `[a ≠ b]` may be written 1 − `[a = b]`.

    Σ_{k≠i} x/(n − 1) has a value at n = 1, where no k is left.
    """
    if solve_for(relation.form, binders) is None:
        return False
    mentioned = af.free_indices(relation.form)
    return all(
        exists(facts, atom, e)
        or (atom.free.isdisjoint(mentioned) and not any(_counts(facts, atom, r.form) for r in domain))
        for atom, e in factors.items()
    )


def exists(facts: Facts, atom: Atom, exponent: Fraction) -> bool:
    """Whether a power of an atom is known to be defined."""
    if total_power(atom, exponent):
        return True
    match atom:
        case PowerAtom(base=inner):
            return is_total(inner) and sign(facts, inner) == POSITIVE
        case LogAtom(argument=inner):
            return exponent > 0 and exponent.denominator == 1 and is_total(inner) and sign(facts, inner) == POSITIVE
    return atom.total and bool(facts.signs) and atom_sign(facts, atom, ONE) == POSITIVE


def _closed_sum(
    facts: Facts,
    coefficient: Fraction,
    binder: Index,
    binders: tuple[Index, ...],
    domain: Domain,
    factors: Factors,
) -> Poly | None:
    """The term with the sum over one binder done, where only powers of the binder itself stand under it."""
    degree = Fraction(0)
    for atom, exponent in factors.items():
        if binder in atom.free:
            if not (
                isinstance(atom, IndexNumber) and atom.atom == binder and exponent.denominator == 1 and exponent > 0
            ):
                return None
            degree = exponent
    bounds = bounds_of(binder, domain)
    if bounds is None or degree > 12:
        return None
    lower, upper = bounds
    rest = tuple(r for r in domain if binder not in af.free_indices(r.form))
    known = facts.nonnegative + tuple(r.form for r in rest if r.kind == "ge")
    length = (upper - lower).shift(1)
    others = {a: e for a, e in factors.items() if binder not in a.free}
    least = 0 if all(exists(facts, a, e) or not _counts(facts, a, length) for a, e in others.items()) else 1
    if not entails(known, length.shift(-least)):
        # The polynomial counts an empty range right only down to length 0: the rest of the term holds from there on.
        # Σ_{k=1}^{n−1} x/(n − 1) has a value at n = 1, and (n − 1) x/(n − 1) has none.
        rest = (*rest, IndexRelation("ge", length.shift(-least)))
    power = int(degree)
    inner = facts.with_nonnegative(*(r.form for r in rest if r.kind == "ge"))
    total = subtract(power_sum(inner, power, form_poly(upper)), power_sum(inner, power, form_poly(lower.shift(-1))))
    body = multiply(inner, normalise_open_term(inner, coefficient, others), total)
    return bind(facts, tuple(b for b in binders if b != binder), rest, body)


def _reordered(
    facts: Facts, coefficient: Fraction, binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> Poly | None:
    """Σ_i f(s_i) = Σ_i f(i) for a map s of the range of i onto itself, where nothing but s_i speaks of i."""
    spoken = spoken_in(r.form for r in domain).union(*(a.free for a in factors))
    for binder in binders:
        own = tuple(r for r in domain if binder in af.free_indices(r.form))
        ends = tuple(
            r for r in own if r.form.terms and all(a == binder or isinstance(a, af.Size) for a, _ in r.form.terms)
        )
        entry = permuted(binder, bounds_of(binder, ends), spoken)
        if entry is None:
            continue
        new = open_index()
        values: dict[IndexAtom, IndexForm] = {entry: af.of_atom(new)}
        others = rename_domain(tuple(r for r in domain if r not in ends), values)
        body = facts.bare().substitute_factors(factors, values)
        if binder in body.free or any(binder in af.free_indices(r.form) for r in others):
            continue
        ranges = rename_domain(ends, {binder: af.of_atom(new)})
        return bind(facts, (*(b for b in binders if b != binder), new), (*others, *ranges), scale(body, coefficient))
    return None


def _counts(facts: Facts, atom: Atom, length: IndexForm) -> bool:
    """Whether a number of which a length is made stands in an atom, or may meet it by an equation."""
    return bool(facts.rewrites) or any(number in numbers_in(atom) for number, _ in length.terms)
