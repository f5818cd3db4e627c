"""Replacing indices in polynomials: every atom is built anew by the rules, so that the result is in normal form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexAtom, IndexForm
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.atoms import applied_atom, entry_atom, form_poly
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.folds import fold
from symcheck.symbolic.normal_form.functions.bends import bracket
from symcheck.symbolic.normal_form.functions.calls import call
from symcheck.symbolic.normal_form.functions.exponentials import exponential
from symcheck.symbolic.normal_form.functions.logarithms import logarithm
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.matrices import determinant, inverse_entry
from symcheck.symbolic.normal_form.polys import (
    ONE,
    Factors,
    add,
    monomial,
    rename_domain,
    scale,
    single_product,
    term,
    times,
)
from symcheck.symbolic.normal_form.renaming import closed, for_now, opened, opened_for_now
from symcheck.symbolic.normal_form.terms import bind
from symcheck.symbolic.normal_form.types import (
    ApplicationAtom,
    Atom,
    CallAtom,
    ConditionAtom,
    DeterminantAtom,
    EntryAtom,
    ExpAtom,
    FoldAtom,
    IndexNumber,
    InverseAtom,
    Lambda,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    label,
)
from symcheck.symbolic.normal_form.work import remembered

Values = Mapping[IndexAtom, IndexForm]


def touches(values: Values, where: Poly | Term | Atom) -> bool:
    """Whether a substitution of indices and entries of index maps could change something."""
    return not where.free.isdisjoint(values)


def substitute(facts: Facts, poly: Poly, values: Values) -> Poly:
    """The polynomial with index atoms replaced by forms."""
    if not touches(values, poly):
        return poly
    parts = []
    for item, coefficient in poly.terms:
        if not touches(values, item):
            parts.append(Poly(((item, coefficient),)))
            continue
        kept = _in_place(facts, item, values)
        if kept is not None:
            parts.append(scale(kept, coefficient))
            continue
        with for_now():
            binders, domain, content, factors = opened_for_now(facts, item)
            body = scale(substitute_factors(facts, factors, values), times(coefficient, content))
            parts.append(bind(facts, binders, rename_domain(domain, values), body))
    return add(*parts)


def _in_place(facts: Facts, item: Term, values: Values) -> Poly | None:
    """The term with its labels left as they are, where the substitution changes neither its domain nor its shape."""
    if item.bound > 1 or any(af.substitute(r.form, values) is not r.form for r in item.domain):
        return None
    coefficient = ONE
    factors: Factors = {}
    for atom, exponent in item.factors:
        if not touches(values, atom):
            factors[atom] = factors[atom] + exponent if atom in factors else exponent
            continue
        single = single_product(_power(facts, atom, exponent, values))
        if single is None:
            return None
        coefficient = times(coefficient, single[1])
        for new, e in single[0].factors:
            factors[new] = factors[new] + e if new in factors else e
    if not _is_settled(item, factors):
        return None
    return Poly(((term(item.bound, item.height, item.domain, factors), coefficient),))


def _is_settled(item: Term, factors: Factors) -> bool:
    """Whether a product of powers needs no rule applied, and keeps the height of the term it came from."""
    if sum(isinstance(a, ExpAtom) for a in factors) > 1 or any(e == 0 for e in factors.values()):
        return False
    if any(e > 1 and not isinstance(a, EntryAtom | IndexNumber) for a, e in factors.items()):
        return False
    if any(isinstance(a, PowerAtom) and e >= 1 for a, e in factors.items()):
        return False
    own = label(item.height)
    height = max((a.height for a in factors), default=0)
    return not item.bound or (height == item.height and any(own in a.free for a in factors))


def substitute_factors(facts: Facts, factors: Factors, values: Values) -> Poly:
    """A product of powers with index atoms replaced."""
    return product(facts, [_power(facts, atom, exponent, values) for atom, exponent in factors.items()])


def _power(facts: Facts, atom: Atom, exponent: Fraction, values: Values) -> Poly:
    if not touches(values, atom):
        return monomial(atom, exponent)
    if isinstance(atom, EntryAtom) and exponent == 1:
        return substitute_atom(facts, atom, values)
    return _replaced(facts, atom, exponent, tuple(values.items()))


@remembered
def _replaced(facts: Facts, atom: Atom, exponent: Fraction, values: tuple[tuple[IndexAtom, IndexForm], ...]) -> Poly:
    """A power of an atom with index atoms replaced: the same atoms are renamed in the same way in many terms."""
    if isinstance(atom, PowerAtom):
        return power(facts, substitute(facts, atom.base, dict(values)), exponent)
    replaced = substitute_atom(facts, atom, dict(values))
    return replaced if exponent == 1 else power(facts, replaced, exponent)


def substitute_atom(facts: Facts, atom: Atom, values: Values, within: Callable[[Poly], Poly] | None = None) -> Poly:
    """One atom with index atoms replaced, or what else is done `within` it."""

    def inner(poly: Poly) -> Poly:
        return within(poly) if within else substitute(facts, poly, values)

    def form(value: IndexForm) -> IndexForm:
        return af.substitute(value, values)

    match atom:
        case EntryAtom(array=array, indices=indices):
            return monomial(entry_atom(array, tuple(map(form, indices))))
        case IndexNumber(atom=index):
            return form_poly(form(af.of_atom(index)))
        case ExpAtom(exponent=exponent):
            return exponential(facts, inner(exponent))
        case LogAtom(argument=argument):
            return logarithm(facts, inner(argument))
        case CallAtom(function=function, arguments=arguments):
            return call(facts, function, tuple(map(inner, arguments)))
        case ConditionAtom(kind=kind, difference=difference):
            return bracket(facts, kind, inner(difference))
        case FoldAtom(kind=kind, body=body, domain=domain):
            return _fold(facts, kind, body, domain, values)
        case ApplicationAtom(function=symbol, arguments=operands, slots=slots):
            blocks = tuple(_lambda(facts, a, values) if isinstance(a, Lambda) else form(a) for a in operands)
            return monomial(applied_atom(symbol, blocks, tuple((n, tuple(map(form, f))) for n, f in slots)))
        case InverseAtom(matrix=matrix, row=row, column=column):
            return inverse_entry(facts, _lambda(facts, matrix, values), form(row), form(column))
        case DeterminantAtom(matrix=matrix):
            return determinant(facts, _lambda(facts, matrix, values))
    return monomial(atom)


def _lambda(facts: Facts, value: Lambda, values: Values) -> Lambda:
    axes, body = opened(facts, value)
    ranges = tuple((af.substitute(lo, values), af.substitute(up, values)) for lo, up in value.ranges)
    return closed(facts, axes, substitute(facts, body, values), ranges)


def _fold(facts: Facts, kind: str, body: Lambda, domain: tuple[IndexRelation, ...], values: Values) -> Poly:
    axes, inner = opened(facts, body)
    names: Values = {label(body.height): af.of_atom(axes[0])}
    conditions = rename_domain(rename_domain(domain, names), values)
    lower, upper = (af.substitute(bound, values) for bound in body.ranges[0])
    there = facts.with_nonnegative(af.of_atom(axes[0]) - lower, upper - af.of_atom(axes[0]))
    return fold(facts, kind, axes[0], (lower, upper), substitute(there, inner, values), conditions)
