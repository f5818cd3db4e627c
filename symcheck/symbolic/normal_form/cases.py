"""Cases of a polynomial: what a bracket or a bend asks the sign of is positive, 0 or negative.

Every real number is one of the three, so that a polynomial is 0 if it is 0 in each case. Only what surely has a value
is asked: where [log a > 0] is excused by [a > 0], log a need be none of them. In a case every atom is built anew by the
rules, under what is known there; an equation is solved for an entry, if it can be, else it becomes a rule for
rewriting. A case is dropped if what is known there is a contradiction by linear arithmetic in the terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial

from msgspec.structs import replace

from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.symbolic.normal_form.facts import Facts, SignFact
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.leaves import has_cases, parts_of
from symcheck.symbolic.normal_form.polys import (
    MINUS_ONE,
    ONE,
    UNIT,
    add,
    constant_value,
    monomial,
    rename_domain,
    scale,
    subtract,
)
from symcheck.symbolic.normal_form.renaming import for_now, opened_for_now
from symcheck.symbolic.normal_form.rewriting import rewriting
from symcheck.symbolic.normal_form.signs import (
    NONNEGATIVE,
    POSITIVE,
    in_range,
    is_nonzero,
    of_one_sign,
    sign,
)
from symcheck.symbolic.normal_form.substitute import substitute_atom
from symcheck.symbolic.normal_form.terms import bind, exists
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    ConditionAtom,
    EntryAtom,
    ExpAtom,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    is_bound,
)

Values = Mapping[Atom, Poly]
Forms = Mapping[IndexAtom, IndexForm]
NOTHING: Values = {}
AS_THEY_ARE: Forms = {}
MOST_ROWS = 120
"""The inequalities at most: each elimination may square their number."""


def bend(facts: Facts, poly: Poly) -> Poly | None:
    """Something in a polynomial the sign of which is asked, and that has one whatever the values: the innermost."""
    return next((q for asked in _asked(poly) if _has_sign(facts, q := of_one_sign(asked))), None)


def _asked(poly: Poly) -> Iterator[Poly]:
    for term, _ in poly.terms:
        for atom, _ in term.factors:
            if isinstance(atom, ExpAtom | LogAtom | PowerAtom | CallAtom | ConditionAtom):
                for part in parts_of(atom):
                    yield from _asked(part)
            match atom:
                case ConditionAtom(difference=asked) | CallAtom(function="abs" | "sign", arguments=(asked,)):
                    yield asked


def _has_sign(facts: Facts, poly: Poly) -> bool:
    """Whether a polynomial speaks of no bound index, has a value, and is continuous in the entries."""
    if has_cases(poly) or any(isinstance(i, Index) and is_bound(i) for i in poly.free):
        return False
    return all(exists(facts, a, e) for t, _ in poly.terms for a, e in t.factors)


def cases(facts: Facts, poly: Poly, asked: Poly) -> Iterator[tuple[Facts, Poly]]:
    """What is known, and the polynomial, where another one is positive, negative, or 0, as far as there is a place."""
    below = scale(asked, MINUS_ONE)
    known: list[tuple[Facts, Values]] = [(facts.with_signs(SignFact(POSITIVE, p)), NOTHING) for p in (asked, below)]
    if not is_nonzero(facts, asked):
        known.append(_equal(facts.with_signs(*(SignFact(NONNEGATIVE, p) for p in (asked, below))), asked))
    told = ((_told_anew(case, put), put) for case, put in known if not _is_contradictory(case))
    possible = ((case, put) for case, put in told if not any(_never_holds(case, fact) for fact in case.signs))
    return ((case, renormalised(case, poly, put)) for case, put in possible)


def _told_anew(case: Facts, put: Values) -> Facts:
    """The facts with signs of what has cases itself as they are in this one: max(s, t) ≠ 2 is s ≠ 2 where s > t."""
    signs = tuple(
        replace(fact, poly=renormalised(case, fact.poly, put)) if has_cases(fact.poly) and not fact.binders else fact
        for fact in case.signs
    )
    return replace(case, signs=signs) if signs != case.signs else case


def _never_holds(case: Facts, fact: SignFact) -> bool:
    """Whether a fact says of 0 that it is positive or not 0, and speaks of it in this case."""
    return not fact.poly.terms and fact.kind in ("ne", POSITIVE) and not fact.binders and in_range(case, fact, {})


def _equal(facts: Facts, asked: Poly) -> tuple[Facts, Values]:
    """What is known where a polynomial is 0, and what stands for an entry there."""
    for term, coefficient in asked.terms:
        match term.factors:
            case ((EntryAtom() as entry, exponent),) if exponent == 1 and not (term.bound or term.domain):
                rest = subtract(asked, monomial(entry, 1, coefficient))
                if not _speaks_of(rest, entry):
                    return facts, {entry: scale(rest, -1 / coefficient)}
    rule = rewriting(facts, asked)
    return (facts if rule is None else replace(facts, rewrites=(*facts.rewrites, rule))), NOTHING


def _speaks_of(poly: Poly, atom: Atom) -> bool:
    return any(a == atom or any(_speaks_of(p, atom) for p in parts_of(a)) for t, _ in poly.terms for a, _ in t.factors)


def renormalised(facts: Facts, poly: Poly, put: Values = NOTHING, forms: Forms = AS_THEY_ARE) -> Poly:
    """The polynomial with every atom built anew under these facts, and some replaced, as are sizes by forms."""
    parts = []
    for item, coefficient in poly.terms:
        with for_now():
            binders, domain, content, factors = opened_for_now(facts, item)
            domain = rename_domain(domain, forms)
            inner = facts.with_relations(domain)
            ordered = sorted(factors.items(), key=lambda f: not isinstance(f[0], ConditionAtom))
            body = product(inner, [power(inner, _atom(inner, a, put, forms), e) for a, e in ordered])
            parts.append(bind(facts, binders, domain, scale(body, coefficient * content)))
    return add(*parts)


def _atom(facts: Facts, atom: Atom, put: Values, forms: Forms) -> Poly:
    if atom in put:
        return put[atom]
    if isinstance(atom, PowerAtom):
        return renormalised(facts, atom.base, put, forms)
    return substitute_atom(facts, atom, forms, partial(renormalised, facts, put=put, forms=forms))


def _is_contradictory(facts: Facts) -> bool:
    """Whether the signs that are known cannot all hold, whatever the values of the terms they speak of."""
    rows = [(f.poly, f.kind == POSITIVE) for f in facts.signs if f.kind != "ne" and not (f.binders or f.domain)]
    bare = facts.bare(*facts.nonnegative)
    terms = [Poly(((t, c),)) for t in _terms(rows) for c in (ONE, MINUS_ONE)]
    return contradict([*rows, *((p, found == POSITIVE) for p in terms if (found := sign(bare, p)))])


Rows = list[tuple[Poly, bool]]
"""Polynomials that are not negative, and those that are positive."""


def contradict(rows: Rows) -> bool:
    """Whether no values of terms meet all the inequalities, linear in them: elimination, after Fourier and Motzkin."""
    while len(rows) <= MOST_ROWS:
        if any(_fails(*row) for row in rows):
            return True
        unknown = min(_terms(rows), key=lambda term: (_pairs(rows, term), term.key), default=None)
        if unknown is None:
            return False
        found = [(p, strict, dict(p.terms).get(unknown, Fraction(0))) for p, strict in rows]
        above, below = [r for r in found if r[2] > 0], [r for r in found if r[2] < 0]
        joined = [(add(scale(p, -d), scale(q, c)), s or r) for p, s, c in above for q, r, d in below]
        rows = [(p, strict) for p, strict, c in found if not c] + joined
    return False


def _fails(poly: Poly, strict: bool) -> bool:
    """Whether a polynomial is a number that does not meet its inequality."""
    value = constant_value(poly)
    return value is not None and (value < 0 or (strict and not value))


def _terms(rows: Rows) -> set[Term]:
    return {t for p, _ in rows for t, _ in p.terms if t != UNIT}


def _pairs(rows: Rows, term: Term) -> int:
    """How many inequalities come of eliminating a term."""
    signs = [c > 0 for p, _ in rows for t, c in p.terms if t == term]
    return signs.count(True) * signs.count(False)
