"""Sums of terms: adding, multiplying, binding an index, contracting δ, and the canonical names of bound indices.

`settle` is the one place where a term is made. Its rules, each valid for all integers:

- an equality that fixes a bound index removes the sum over it (δ contracts; the range of the index stays as a guard
  unless it is known to hold), and one between free forms replaces one side by the other in the rest of the term;
- `[a ≠ b]` is 1 − `[a = b]`, where no factor could fail to exist at a = b;
- a constraint that follows from the others is dropped; a contradiction makes the term 0;
- Σ over lo..hi of a power of the index is a polynomial in lo and hi (Faulhaber), where lo ≤ hi + 1 is known.

It does not find every way in which two sums are equal: with more than four bound indices that look alike, the
canonical order may differ between equal terms. Then a true statement is not proved; no false one ever is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from itertools import count, islice, permutations, product
from math import comb, factorial, prod

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom, MapEntry
from symcheck.language.expressions import IndexRelation
from symcheck.sums.atoms import exp_atom, index_number, total_power
from symcheck.sums.facts import Facts, entails, is_nonzero, is_zero_form, positive_first
from symcheck.sums.types import (
    NONE,
    Atom,
    CallAtom,
    ConditionAtom,
    ExpAtom,
    IndexNumber,
    Poly,
    PowerAtom,
    Term,
    form_key,
    indices_of,
    label,
    relation_key,
)

MAX_TERMS = 5000
MAX_ORDERS = 24
Factors = dict[Atom, Fraction]
Domain = tuple[IndexRelation, ...]
ZERO = Poly(())
_opened = count(1)


class TooLarge(Exception):
    """The normal form would grow beyond `MAX_TERMS` terms."""


def open_index() -> Index:
    """A new name for a bound index while its term is taken apart. It has no range of its own."""
    number = next(_opened)
    return Index(f"%{number}%", af.ZERO, af.ZERO, -1_000_000_000 - number)


def collect(items: Iterable[tuple[Term, Fraction]]) -> Poly:
    """The sum of terms, like ones collected."""
    found: dict[str, tuple[Term, Fraction]] = {}
    for term, coefficient in items:
        known = found.get(term.key)
        found[term.key] = (term, coefficient if known is None else known[1] + coefficient)
    if len(found) > MAX_TERMS:
        raise TooLarge(f"the normal form grows beyond {MAX_TERMS} terms")
    return Poly(tuple(found[key] for key in sorted(found) if found[key][1]))


def add(*polys: Poly) -> Poly:
    nonzero = [p for p in polys if p.terms]
    if len(nonzero) == 1:
        return nonzero[0]
    return collect(item for poly in nonzero for item in poly.terms)


def scale(poly: Poly, factor: Fraction) -> Poly:
    if factor == 1:
        return poly
    return Poly(tuple((t, c * factor) for t, c in poly.terms)) if factor else ZERO


def subtract(a: Poly, b: Poly) -> Poly:
    return add(a, scale(b, Fraction(-1)))


def constant(value: Fraction | int) -> Poly:
    return Poly(((UNIT, Fraction(value)),)) if value else ZERO


def constant_value(poly: Poly) -> Fraction | None:
    """The rational number a polynomial consists of, or None."""
    if not poly.terms:
        return Fraction(0)
    (term, coefficient), *more = poly.terms
    return coefficient if not more and term.key == UNIT.key else None


def term(bound: int, height: int, domain: Domain, factors: Factors) -> Term:
    """A term whose bound indices already carry their labels (without any, its height is that of its factors)."""
    if not bound:
        height = max((a.height for a in factors), default=0)
    listed = tuple(sorted(factors.items(), key=lambda item: item[0].key))
    relations = tuple(sorted(domain, key=relation_key))
    shown = "*".join(a.key if e == 1 else f"{a.key}^{e}" for a, e in listed)
    conditions = ",".join(map(relation_key, relations))
    key = f"S{bound}@{height}[{conditions}]{{{shown}}}" if bound or conditions else f"{{{shown}}}"
    own = {label(height + i) for i in range(bound)}
    free = NONE.union(indices_of(r.form for r in relations), *(a.free for a, _ in listed)) - own
    return Term(key, bound, height, relations, listed, free)


UNIT = term(0, 0, (), {})


def monomial(atom: Atom, exponent: Fraction | int = 1, coefficient: Fraction | int = 1) -> Poly:
    """coefficient · atom^exponent, for an atom that needs no further rule."""
    return Poly(((term(0, 0, (), {atom: Fraction(exponent)}), Fraction(coefficient)),))


def form_poly(form: Affine) -> Poly:
    """An affine form as a polynomial."""
    return add(constant(form.constant), *(monomial(index_number(a), 1, c) for a, c in form.terms))


def open_term(item: Term) -> tuple[tuple[Index, ...], Domain, Fraction, Factors]:
    """The bound indices of a term under new names, its domain, and its factors with a coefficient."""
    if not item.bound:
        return (), item.domain, Fraction(1), dict(item.factors)
    binders = tuple(open_index() for _ in range(item.bound))
    values: dict[IndexAtom, Affine] = {label(item.height + i): af.of_atom(b) for i, b in enumerate(binders)}
    coefficient, factors = rename(dict(item.factors), values)
    return binders, rename_domain(item.domain, values), coefficient, factors


def rename_domain(domain: Domain, values: Mapping[IndexAtom, Affine]) -> Domain:
    return tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in domain)


class RenamingError(Exception):
    """Renaming bound indices made a product into a sum: a bug of this package, reported as an abstention."""


def rename(factors: Factors, values: Mapping[IndexAtom, Affine]) -> tuple[Fraction, Factors]:
    """A product with indices renamed one to one: a coefficient and a product again.

    The coefficient is 1 but for the content of a denominator, which is normalised by the names in it.
    """
    from symcheck.sums.substitute import substitute_factors

    touched = {a: e for a, e in factors.items() if any(index in values for index in a.free)}
    if not touched:
        return Fraction(1), factors
    rest = {a: e for a, e in factors.items() if a not in touched}
    if any(isinstance(a, PowerAtom) for a in touched):
        moved = [a for a in rest if isinstance(a, ExpAtom)]
        touched.update((a, rest.pop(a)) for a in moved)
    renamed = substitute_factors(Facts(), touched, values)
    if len(renamed.terms) != 1 or renamed.terms[0][0].bound or renamed.terms[0][0].domain:
        raise RenamingError("a product became a sum when its indices were renamed")
    item, coefficient = renamed.terms[0]
    for atom, exponent in item.factors:
        rest[atom] = rest.get(atom, Fraction(0)) + exponent
    return coefficient, rest


def multiply(facts: Facts, a: Poly, b: Poly) -> Poly:
    """The product, sums merged and like terms collected."""
    for one, other in ((a, b), (b, a)):
        value = constant_value(one)
        if value is not None:
            return scale(other, value)
    if len(a.terms) * len(b.terms) > MAX_TERMS:
        raise TooLarge(f"a product of {len(a.terms)} and {len(b.terms)} terms")
    parts = [multiply_terms(facts, s, t, c * d) for s, c in a.terms for t, d in b.terms]
    return add(*parts)


def multiply_terms(facts: Facts, a: Term, b: Term, coefficient: Fraction) -> Poly:
    first, second = open_term(a), open_term(b)
    domain = merge_domains(first[1], second[1])
    items = [*first[3].items(), *second[3].items()]
    return combine(facts, coefficient * first[2] * second[2], first[0] + second[0], domain, items)


def times_monomial(facts: Facts, poly: Poly, factors: Factors) -> Poly:
    """poly · Π atom^exponent, exponents added before a positive power of a sum is multiplied out."""
    parts = []
    for item, coefficient in poly.terms:
        binders, domain, content, own = open_term(item)
        parts.append(combine(facts, coefficient * content, binders, domain, [*own.items(), *factors.items()]))
    return add(*parts)


def merge_domains(a: Domain, b: Domain) -> Domain:
    return tuple(dict.fromkeys((*a, *b)))


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
            factors[atom] = factors.get(atom, Fraction(0)) + exponent
    expanded: list[Poly] = []
    for atom in list(factors):
        _reduce(facts, factors, atom, expanded)
    _merge_exponentials(exponents, factors)
    if expanded:
        rest = settle_open(facts, coefficient, factors)
        for poly in expanded:
            rest = multiply(facts, rest, poly)
        return bind(facts, binders, domain, rest)
    return settle(facts, coefficient, binders, domain, factors)


def _merge_exponentials(exponents: list[Poly], factors: Factors) -> None:
    if exponents:
        exponent = add(*exponents)
        if exponent.terms:
            factors[exp_atom(exponent)] = Fraction(1)


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
        from symcheck.sums.functions import integer_power

        whole = exponent.numerator // exponent.denominator
        expanded.append(integer_power(facts, atom.base, whole))
        if exponent == whole:
            del factors[atom]
        else:
            factors[atom] = exponent - whole
    elif isinstance(atom, ConditionAtom) or (isinstance(atom, CallAtom) and atom.function == "heaviside"):
        if exponent > 0:
            factors[atom] = Fraction(1)
    elif isinstance(atom, CallAtom) and exponent >= 2 and exponent.denominator == 1:
        _reduce_call(facts, factors, atom, int(exponent), expanded)


def _reduce_call(facts: Facts, factors: Factors, atom: CallAtom, exponent: int, expanded: list[Poly]) -> None:
    """|a|² = a², sin² = 1 − cos², sign³ = sign."""
    from symcheck.sums.functions import call, integer_power

    match atom.function:
        case "sign":
            factors[atom] = Fraction(2 - exponent % 2)
        case "abs":
            factors[atom] = Fraction(exponent % 2)
            expanded.append(integer_power(facts, atom.arguments[0], exponent - exponent % 2))
        case "sin":
            factors[atom] = Fraction(exponent % 2)
            square = integer_power(facts, call(facts, "cos", atom.arguments), 2)
            expanded.append(integer_power(facts, subtract(constant(1), square), exponent // 2))
    if not factors[atom]:
        del factors[atom]


def settle_open(facts: Facts, coefficient: Fraction, factors: Factors) -> Poly:
    return settle(facts, coefficient, (), (), factors)


def bind(facts: Facts, binders: tuple[Index, ...], domain: Domain, body: Poly) -> Poly:
    """Σ over the binders, where the domain holds, of the body."""
    if not binders and not domain:
        return body
    parts = []
    for item, coefficient in body.terms:
        own, conditions, content, factors = open_term(item)
        merged = merge_domains(domain, conditions)
        parts.append(settle(facts, coefficient * content, binders + own, merged, factors))
    return add(*parts)


def settle(facts: Facts, coefficient: Fraction, binders: tuple[Index, ...], domain: Domain, factors: Factors) -> Poly:
    """The term coefficient · Σ_binders [domain] Π factors, in normal form."""
    if domain:
        settled = _settle_domain(facts, coefficient, binders, domain, factors)
        if isinstance(settled, Poly):
            return settled
        domain = settled
    for binder in binders:
        closed = _closed_sum(facts, coefficient, binder, binders, domain, factors)
        if closed is not None:
            return closed
    if not coefficient:
        return ZERO
    labelled, content = _labelled(binders, domain, factors)
    return Poly(((labelled, coefficient * content),))


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
                if not form.terms:
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
    relations = _irredundant(facts, kept)
    if relations is None:
        return ZERO
    for relation in relations:
        if relation.kind == "eq":
            replaced = _use_equality(facts, coefficient, binders, relations, factors, relation)
            if replaced is not None:
                return replaced
    for relation in relations:
        if relation.kind == "ne" and _excludable(binders, factors, relation):
            rest = tuple(r for r in relations if r is not relation)
            without = settle(facts, coefficient, binders, rest, factors)
            at = settle(facts, coefficient, binders, (*rest, IndexRelation("eq", relation.form)), factors)
            return subtract(without, at)
    return tuple(dict.fromkeys(relations))


def _irredundant(facts: Facts, relations: list[IndexRelation]) -> list[IndexRelation] | None:
    """The relations without those "ge" that follow from others; None for a contradiction."""
    kept = list(dict.fromkeys(relations))
    for relation in list(kept):
        if relation.kind != "ge":
            continue
        others = facts.nonnegative + tuple(r.form for r in kept if r.kind == "ge" and r is not relation)
        if entails(others, relation.form.scale(-1).shift(-1)):
            return None
        if entails(others, relation.form):
            kept.remove(relation)
        elif entails(others, relation.form.scale(-1)):
            kept[kept.index(relation)] = IndexRelation("eq", relation.form)
    return kept


def solve_for(form: Affine, binders: tuple[Index, ...]) -> tuple[IndexAtom, Affine] | None:
    """The atom an equation `form` = 0 is solved for, and its value."""
    candidates = []
    for atom, coefficient in form.terms:
        if abs(coefficient) != 1 or isinstance(atom, af.Size):
            continue
        value = (form - af.of_atom(atom).scale(coefficient)).scale(-coefficient)
        inside = af.free_indices(af.of_atom(atom))
        if isinstance(atom, Index) and atom in af.free_indices(value):
            continue
        bound = isinstance(atom, Index) and atom in binders
        speaks = any(b in inside for b in binders)
        rank = (bound, speaks and isinstance(atom, MapEntry), isinstance(atom, MapEntry), af.atom_key(atom))
        candidates.append((rank, atom, value))
    if not candidates:
        return None
    _, atom, value = max(candidates, key=lambda c: (*c[0][:3], str(c[0][3])))
    return atom, value


def _use_equality(
    facts: Facts,
    coefficient: Fraction,
    binders: tuple[Index, ...],
    domain: list[IndexRelation],
    factors: Factors,
    relation: IndexRelation,
) -> Poly | None:
    """The term with one equality used everywhere else, or None if it already is."""
    rest = tuple(r for r in domain if r is not relation)
    arguments = _injective(relation.form)
    if arguments is not None:
        return settle(facts, coefficient, binders, merge_domains(rest, arguments), factors)
    solved = solve_for(relation.form, binders)
    if solved is None:
        return None
    atom, value = solved
    values: dict[IndexAtom, Affine] = {atom: value}
    removes = isinstance(atom, Index) and atom in binders
    if not removes and not _speaks_of(atom, values, rest, factors):
        return None
    remaining = tuple(b for b in binders if b != atom)
    kept = () if removes else (relation,)
    from symcheck.sums.substitute import substitute_factors

    inner = facts.with_nonnegative(*(r.form for r in rest if r.kind == "ge"))
    body = substitute_factors(inner, factors, values)
    return bind(facts, remaining, merge_domains(rename_domain(rest, values), kept), scale(body, coefficient))


def _speaks_of(atom: IndexAtom, values: Mapping[IndexAtom, Affine], rest: Domain, factors: Factors) -> bool:
    if any(af.substitute(r.form, values) != r.form for r in rest):
        return True
    if isinstance(atom, Index):
        return any(atom in factor.free for factor in factors)
    from symcheck.sums.types import index_key

    text = index_key(atom)
    return any(text in factor.key for factor in factors)


def _injective(form: Affine) -> Domain | None:
    """`f[a] = f[b]` for an injective map, as the equations a = b of its arguments."""
    if form.constant or len(form.terms) != 2:
        return None
    (first, c), (second, d) = form.terms
    if not (isinstance(first, MapEntry) and isinstance(second, MapEntry)) or c + d or abs(c) != 1:
        return None
    if first.map != second.map or not first.map.injective:
        return None
    return tuple(IndexRelation("eq", a - b) for a, b in zip(first.arguments, second.arguments, strict=True))


def _excludable(binders: tuple[Index, ...], factors: Factors, relation: IndexRelation) -> bool:
    """Whether every factor exists where the relation fails, so that `[a ≠ b]` may be written 1 − `[a = b]`."""
    if solve_for(relation.form, binders) is None:
        return False
    mentioned = af.free_indices(relation.form)
    return all(total_power(atom, e) or not (atom.free & mentioned) for atom, e in factors.items())


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
    if not entails(known, (upper - lower).shift(1)):
        return None
    power = int(degree)
    inner = facts.with_nonnegative(*(r.form for r in rest if r.kind == "ge"))
    total = subtract(_faulhaber(inner, power, form_poly(upper)), _faulhaber(inner, power, form_poly(lower.shift(-1))))
    others = {a: e for a, e in factors.items() if binder not in a.free}
    body = multiply(inner, settle_open(inner, coefficient, others), total)
    return bind(facts, tuple(b for b in binders if b != binder), rest, body)


def bounds_of(binder: Index, domain: Domain) -> tuple[Affine, Affine] | None:
    """The lower and the upper bound of a binder, if it has one of each and stands in no other relation."""
    lower = upper = None
    for relation in domain:
        if binder not in af.free_indices(relation.form):
            continue
        coefficient = next((c for a, c in relation.form.terms if a == binder), 0)
        rest = relation.form - af.of_atom(binder).scale(coefficient)
        if relation.kind != "ge" or abs(coefficient) != 1 or binder in af.free_indices(rest):
            return None
        if coefficient == 1:
            if lower is not None:
                return None
            lower = rest.scale(-1)
        else:
            if upper is not None:
                return None
            upper = rest
    return None if lower is None or upper is None else (lower, upper)


@cache
def _bernoulli(n: int) -> Fraction:
    """The Bernoulli numbers with B₁ = +1/2."""
    if n == 0:
        return Fraction(1)
    rest = sum((Fraction(comb(n + 1, k)) * _bernoulli_minus(k) for k in range(n)), Fraction(0))
    value = -rest / (n + 1)
    return -value if n == 1 else value


@cache
def _bernoulli_minus(n: int) -> Fraction:
    return -_bernoulli(1) if n == 1 else _bernoulli(n)


def _faulhaber(facts: Facts, power: int, upper: Poly) -> Poly:
    """Σ_{i=1}^{N} i^p = 1/(p+1) Σ_k C(p+1, k) B_k N^{p+1−k} (B₁ = +1/2), a polynomial identity for integers N ≥ 0,
    and, read as a difference of two such values, for any lo − 1 ≤ hi."""
    from symcheck.sums.functions import integer_power

    parts = [
        scale(integer_power(facts, upper, power + 1 - k), Fraction(comb(power + 1, k)) * _bernoulli(k) / (power + 1))
        for k in range(power + 1)
    ]
    return add(*parts)


def _labelled(binders: tuple[Index, ...], domain: Domain, factors: Factors) -> tuple[Term, Fraction]:
    """The term under canonical labels: of all orders of bound indices that look alike, the one with the least key."""
    if not binders:
        relations = (IndexRelation(r.kind, r.form if r.kind == "ge" else positive_first(r.form)) for r in domain)
        return term(0, 0, tuple(relations), factors), Fraction(1)
    height = max((a.height for a in factors), default=0)
    orders = list(islice(_orders(binders, domain, factors), MAX_ORDERS))
    return min((_under(order, height, domain, factors) for order in orders), key=lambda found: found[0].key)


def _under(order: tuple[Index, ...], height: int, domain: Domain, factors: Factors) -> tuple[Term, Fraction]:
    values: dict[IndexAtom, Affine] = {b: af.of_atom(label(height + i)) for i, b in enumerate(order)}
    content, renamed = rename(factors, values)
    relations = []
    for relation in rename_domain(domain, values):
        form = relation.form if relation.kind == "ge" else positive_first(relation.form)
        relations.append(IndexRelation(relation.kind, form))
    return term(len(order), height, tuple(relations), renamed), content


def _orders(binders: tuple[Index, ...], domain: Domain, factors: Factors) -> Iterable[tuple[Index, ...]]:
    if len(binders) == 1:
        return [binders]
    groups: dict[str, list[Index]] = {}
    for binder in binders:
        groups.setdefault(_signature(binder, binders, domain, factors), []).append(binder)
    listed = [groups[signature] for signature in sorted(groups)]
    if prod(factorial(len(g)) for g in listed) > MAX_ORDERS:
        listed = _refined(listed, binders, domain, factors)
    return (tuple(b for group in choice for b in group) for choice in product(*(permutations(g) for g in listed)))


def _refined(
    groups: list[list[Index]], binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> list[list[Index]]:
    """Groups split once more by the groups of the indices they stand together with."""
    colour = {binder: number for number, group in enumerate(groups) for binder in group}
    refined: dict[tuple[int, str], list[Index]] = {}
    for binder in binders:
        key = (colour[binder], _signature(binder, binders, domain, factors, colour))
        refined.setdefault(key, []).append(binder)
    return [refined[key] for key in sorted(refined)]


def _signature(
    binder: Index,
    binders: tuple[Index, ...],
    domain: Domain,
    factors: Factors,
    colour: Mapping[Index, int] | None = None,
) -> str:
    """How a binder occurs in the term, other binders left nameless (or named by their colour)."""
    parts = [f"{a.key}^{e}" for a, e in factors.items() if binder in a.free]
    parts += [
        form_key(r.form) + r.kind if r.kind == "ge" else "~" + r.kind
        for r in domain
        if binder in af.free_indices(r.form)
    ]
    return "|".join(sorted(_anonymous(part, binder, binders, colour or {}) for part in parts))


def _anonymous(text: str, binder: Index, binders: tuple[Index, ...], colour: Mapping[Index, int]) -> str:
    for other in binders:
        text = text.replace(other.name, "@" if other == binder else f"?{colour.get(other, '')}")
    return text
