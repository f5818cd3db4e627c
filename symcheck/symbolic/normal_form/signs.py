"""What is known of the sign of a polynomial: from its atoms, and from facts. None means not known, never "no"."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexAtom, IndexForm, MapEntry
from symcheck.functions.row import FunctionRow, Range
from symcheck.functions.table import KNOWN
from symcheck.symbolic.normal_form.facts import Facts, SignFact, entails, form_holds, range_of
from symcheck.symbolic.normal_form.facts import is_nonzero as apart
from symcheck.symbolic.normal_form.leaves import polys_in
from symcheck.symbolic.normal_form.polys import MINUS_ONE, constant, monomial, scale, subtract
from symcheck.symbolic.normal_form.relations import bounds_of
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    ConditionAtom,
    ConstantAtom,
    DeterminantAtom,
    EntryAtom,
    ExpAtom,
    FoldAtom,
    IndexNumber,
    InverseAtom,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    label,
    spoken_in,
)
from symcheck.symbolic.normal_form.work import count, remembered

POSITIVE, NONNEGATIVE = "gt", "ge"
MOST_PARTS = 200


@remembered
def sign(facts: Facts, poly: Poly) -> str | None:
    """ "gt" if the polynomial is known to be positive, "ge" if known to be non-negative, else None."""
    if not poly.terms:
        return NONNEGATIVE
    form = as_form(poly)
    if form is not None and form.terms:
        return _form_sign(facts.nonnegative, form)
    found = [_term_sign(facts, t, c) for t, c in poly.terms]
    if all(s is not None for s in found):
        known = POSITIVE in found or _matches(facts, poly, ("ne",)) or _by_fact(facts, poly) == POSITIVE
        return POSITIVE if known else NONNEGATIVE
    found_so = _by_fact(facts, poly) or _by_range(facts, poly)
    simpler = of_one_sign(poly)
    return found_so if found_so or simpler is poly else sign(facts, simpler)


def of_one_sign(poly: Poly) -> Poly:
    """A simpler polynomial that has the sign of this one wherever this has a value, or this one.

    The sign of log u is that of u − 1, that of eᵘ − 1 that of u; that of an odd function which is positive beyond 0
    is that of its argument.
    """
    match poly.terms:
        case ((Term(factors=((ExpAtom(exponent=inner), e),)), c), (Term(factors=()), d)) | (
            (Term(factors=()), d),
            (Term(factors=((ExpAtom(exponent=inner), e),)), c),
        ) if e == 1 and c == -d and not any(t.bound or t.domain for t, _ in poly.terms):
            return scale(inner, c)
    if len(poly.terms) != 1:
        return poly
    ((item, coefficient),) = poly.terms
    match item:
        case Term(bound=0, domain=(), factors=((LogAtom(argument=inner), exponent),)) if exponent == 1:
            return scale(subtract(inner, constant(1)), coefficient)
        case Term(bound=0, domain=(), factors=((CallAtom(function=name, arguments=(inner,)), exponent),)):
            row = KNOWN.get(name)
            if exponent == 1 and row is not None and row.parity == "odd" and row.beyond == "positive":
                return scale(of_one_sign(inner), coefficient)
    return poly


def _by_range(facts: Facts, poly: Poly) -> str | None:
    """The sign of the least that a polynomial can be where functions are bounded: 1 + erf x > 0, 1 − sin² x ≥ 0."""
    least, reached = Fraction(0), True
    for term, coefficient in poly.terms:
        found = _least(facts, term, coefficient)
        if found is None:
            return None
        least, reached = least + found[0], reached and found[1]
    if least > 0 or (least == 0 and not reached):
        return POSITIVE
    return NONNEGATIVE if least == 0 else None


def _least(facts: Facts, term: Term, coefficient: Fraction) -> tuple[Fraction, bool] | None:
    """A number that a term is never below, and whether it may be reached."""
    if not (term.factors or term.bound or term.domain):
        return coefficient, True
    match term.factors:
        case ((CallAtom(function=function), exponent),) if not (term.bound or term.domain):
            known = KNOWN[function].range if function in KNOWN else None
            if known is not None and exponent.denominator == 1 and exponent > 0:
                return _least_power(known, int(exponent), coefficient)
    known_sign = _term_sign(facts, term, coefficient)
    return None if known_sign is None else (Fraction(0), known_sign != POSITIVE)


def _least_power(known: Range, exponent: int, coefficient: Fraction) -> tuple[Fraction, bool]:
    ends = [Fraction(end) ** exponent for end in (known.low, known.high)]
    if exponent % 2 == 0 and coefficient > 0:
        return Fraction(0), True
    end = max(ends) if coefficient < 0 else min(ends)
    return coefficient * end, known.reached


def as_form(poly: Poly) -> IndexForm | None:
    """A positive multiple of the polynomial as an index form, if it is one."""
    terms: list[tuple[IndexAtom, Fraction]] = []
    constant = Fraction(0)
    for item, coefficient in poly.terms:
        if item.bound or item.domain:
            return None
        match item.factors:
            case ():
                constant = coefficient
            case ((IndexNumber(atom=atom), exponent),) if exponent == 1:
                terms.append((atom, coefficient))
            case _:
                return None
    common = lcm(constant.denominator, *(c.denominator for _, c in terms))
    return af.affine([(a, int(c * common)) for a, c in terms], int(constant * common))


def is_nonzero(facts: Facts, poly: Poly) -> bool:
    """Whether the polynomial is known not to be 0."""
    form = as_form(poly)
    if form is not None and form.terms and apart(facts, facts.nonnegative, form):
        return True
    if sign(facts, poly) == POSITIVE or sign(facts, scale(poly, MINUS_ONE)) == POSITIVE:
        return True
    if _matches(facts, poly, ("gt", "ne")) or _matches(facts, scale(poly, MINUS_ONE), ("gt", "ne")):
        return True
    if len(poly.terms) != 1 or poly.terms[0][0].bound or poly.terms[0][0].domain:
        return False
    return all(_nonzero_atom(facts, a) for a, _ in poly.terms[0][0].factors)


def _nonzero_atom(facts: Facts, atom: Atom) -> bool:
    if atom_sign(facts, atom, Fraction(1)) == POSITIVE:
        return True
    if isinstance(atom, EntryAtom) and atom.array.sign in ("nonzero", "negative"):
        return True
    match atom:
        case PowerAtom(base=base) | CallAtom(function="power", arguments=(base, _)):
            return is_nonzero(facts, base)
    one = monomial(atom)
    return _matches(facts, one, ("gt", "ne")) or _matches(facts, scale(one, MINUS_ONE), ("gt", "ne"))


def _term_sign(facts: Facts, term: Term, coefficient: Fraction) -> str | None:
    inner = facts.with_nonnegative(*(r.form for r in term.domain if r.kind == "ge")) if term.domain else facts
    many = term.bound >= 2 and coefficient > 0 and any(_may_be_definite(a) for a, _ in term.factors)
    if many and inner.is_quadratic_form(term):
        return NONNEGATIVE
    result = POSITIVE
    negative = coefficient < 0
    for atom, exponent in term.factors:
        found = atom_sign(inner, atom, exponent)
        if found is None and is_negative(inner, atom):
            negative = negative != (exponent.numerator % 2 == 1)
        elif found is None:
            return None
        elif found == NONNEGATIVE:
            result = NONNEGATIVE
    if negative:
        return None
    return result if not term.domain or inhabited(facts, term) else NONNEGATIVE


def _may_be_definite(atom: Atom) -> bool:
    return isinstance(atom, InverseAtom) or (isinstance(atom, EntryAtom) and atom.array.positive_definite)


def is_negative(facts: Facts, atom: Atom) -> bool:
    if isinstance(atom, EntryAtom) and atom.array.sign == "negative":
        return True
    return _matches(facts, scale(monomial(atom), MINUS_ONE), ("gt",)) if facts.signs else False


def inhabited(facts: Facts, term: Term) -> bool:
    """Whether the domain of a term surely holds somewhere: each bound index has a non-empty range of its own."""
    if any(r.kind != "ge" for r in term.domain):
        return False
    own = [label(term.height + i) for i in range(term.bound)]
    if any(not (af.free_indices(r.form) & set(own)) for r in term.domain):
        return False
    known = facts.nonnegative
    for binder in own:
        bounds = bounds_of(binder, term.domain)
        if bounds is None or not entails(known, bounds[1] - bounds[0]):
            return False
        known = (*known, *(r.form for r in term.domain if binder in af.free_indices(r.form)))
    return True


def atom_sign(facts: Facts, atom: Atom, exponent: Fraction) -> str | None:
    """The sign of a power of an atom."""
    found = _own_sign(facts, atom)
    if found is None and facts.signs:
        found = _by_fact(facts, monomial(atom))
    if found == POSITIVE:
        return POSITIVE
    even = exponent.denominator == 1 and exponent.numerator % 2 == 0
    if found == NONNEGATIVE or even or exponent.denominator % 2 == 0:
        return POSITIVE if exponent < 0 or (even and _known_nonzero(facts, atom)) else NONNEGATIVE
    return None


def _known_nonzero(facts: Facts, atom: Atom) -> bool:
    if isinstance(atom, EntryAtom) and atom.array.sign in ("nonzero", "negative"):
        return True
    return bool(facts.signs) and _matches(facts, monomial(atom), ("ne", "gt"))


def _own_sign(facts: Facts, atom: Atom) -> str | None:
    match atom:
        case ExpAtom() | ConstantAtom():
            return POSITIVE
        case EntryAtom(array=array, indices=indices):
            if array.positive_definite and indices[0] == indices[1]:
                return POSITIVE
            return {"positive": POSITIVE, "nonnegative": NONNEGATIVE}.get(array.sign)
        case IndexNumber(atom=index):
            return _index_sign(facts, index)
        case PowerAtom(base=base):
            return sign(facts, base)
        case CallAtom(function=function, arguments=(argument,)) if function in KNOWN:
            return _call_sign(facts, KNOWN[function], argument)
        case ConditionAtom():
            return NONNEGATIVE
        case FoldAtom(body=body):
            return sign(facts, body.body)
        case DeterminantAtom(matrix=matrix):
            return POSITIVE if facts.is_definite(matrix) else None
    return None


def _call_sign(facts: Facts, row: FunctionRow, argument: Poly) -> str | None:
    """The sign of a function where it has a value: its own, or the one that its argument's gives it."""
    if row.sign == "positive":
        return POSITIVE
    count()
    inner = sign(facts, argument) if row.beyond == "positive" else None
    if inner == POSITIVE:
        return POSITIVE
    if row.parity == "even" and row.beyond == "positive" and is_nonzero(facts, argument):
        return POSITIVE
    if row.sign == "nonnegative":
        return NONNEGATIVE
    rises = row.parity == "odd" and row.is_total and row.beyond == "positive"
    return NONNEGATIVE if rises and inner == NONNEGATIVE else None


def _index_sign(facts: Facts, index: IndexAtom) -> str | None:
    if isinstance(index, MapEntry):
        return POSITIVE
    return _form_sign(facts.nonnegative + range_of(index), af.of_atom(index))


def _form_sign(known: tuple[IndexForm, ...], form: IndexForm) -> str | None:
    if entails(known, form.shift(-1)):
        return POSITIVE
    return NONNEGATIVE if entails(known, form) else None


def _by_fact(facts: Facts, poly: Poly) -> str | None:
    if not facts.signs:
        return None
    if _matches(facts, poly, (POSITIVE,)):
        return POSITIVE
    return NONNEGATIVE if _matches(facts, poly, (NONNEGATIVE,)) else _by_excess(facts, poly)


def _by_excess(facts: Facts, poly: Poly) -> str | None:
    """The sign of a fact's polynomial plus something non-negative."""
    bare = facts.bare(*facts.nonnegative)
    for fact in facts.signs:
        if (
            fact.kind in (POSITIVE, NONNEGATIVE)
            and not (fact.binders or fact.domain)
            and max(len(poly.terms), len(fact.poly.terms)) > 1
        ):
            count()
            rest = sign(bare, subtract(poly, fact.poly))
            if rest is not None:
                return POSITIVE if POSITIVE in (rest, fact.kind) else NONNEGATIVE
    return None


def primitive(poly: Poly) -> Poly:
    """The polynomial divided by its positive rational content."""
    content = reduce(fraction_gcd, (abs(c) for _, c in poly.terms), Fraction(0))
    return Poly(tuple((t, c / content) for t, c in poly.terms)) if content not in (0, 1) else poly


def fraction_gcd(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(gcd(a.numerator, b.numerator), a.denominator * b.denominator // gcd(a.denominator, b.denominator))


def _matches(facts: Facts, poly: Poly, kinds: tuple[str, ...]) -> bool:
    """Whether a fact of one of these kinds speaks of this polynomial (up to a positive factor)."""
    wanted = primitive(poly)
    return any(fact.kind in kinds and _is_instance(facts, fact, wanted) for fact in facts.signs)


def _is_instance(facts: Facts, fact: SignFact, wanted: Poly) -> bool:
    if len(fact.poly.terms) != len(wanted.terms):
        return False  # an instance in which terms meet is not looked for
    if not fact.binders:
        return primitive(fact.poly).key == wanted.key and in_range(facts, fact, {})
    for values in _bindings(fact, wanted):
        if not in_range(facts, fact, values):
            continue
        if primitive(facts.bare().substitute(fact.poly, values)).key == wanted.key:
            return True
    return False


def in_range(facts: Facts, fact: SignFact, values: dict[IndexAtom, IndexForm]) -> bool:
    """Whether the fact's own conditions hold at these values of its binders."""
    return all(form_holds(facts, r.kind, af.substitute(r.form, values)) for r in fact.domain)


def _bindings(fact: SignFact, wanted: Poly) -> list[dict[IndexAtom, IndexForm]]:
    """The values for a fact's binders that entries of the wanted polynomial suggest."""
    entries = _entries(wanted)
    found: list[dict[IndexAtom, IndexForm]] = [{}]
    for pattern in _patterns(fact):
        own = [forms for atom in entries if atom.array == pattern.array for forms in atom.orders]
        found = [new for old in found for forms in own if (new := _unify(fact, pattern, forms, old)) is not None]
    free = wanted.free
    return [v for v in found if len(v) == len(fact.binders) and spoken_in(v.values()) <= free]


def _patterns(fact: SignFact) -> list[EntryAtom]:
    """Entries that together speak of all binders of a fact: one, if there is such a one."""
    entries, left, found = _entries(fact.poly), frozenset[IndexAtom](fact.binders), list[EntryAtom]()
    while left and entries:
        best = max(entries, key=lambda atom: len(left & atom.free))
        if not left & best.free:
            break
        found, left = [*found, best], left - best.free
    return found


def _unify(
    fact: SignFact, pattern: EntryAtom, forms: tuple[IndexForm, ...], known: dict[IndexAtom, IndexForm]
) -> dict[IndexAtom, IndexForm] | None:
    """The known values for a fact's binders, with those at which the pattern may be the entry at these forms."""
    values = dict(known)
    for form, value in zip(pattern.indices, forms, strict=True):
        index = form.shift(-form.constant).index
        if index is not None and index in fact.binders:
            values.setdefault(index, value.shift(-form.constant))
        elif form != value and spoken_in((form,)).isdisjoint(fact.binders):
            return None
    return values


def _entries(poly: Poly) -> list[EntryAtom]:
    """The entries in a polynomial, inside its atoms too."""
    atoms = (atom for part in polys_in(poly, MOST_PARTS) for term, _ in part.terms for atom, _ in term.factors)
    return [atom for atom in atoms if isinstance(atom, EntryAtom)]
