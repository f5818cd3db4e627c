"""Proofs by induction over a size: a polynomial that is 0 at n = 1, and at n + 1 where it is 0 at n, is always 0.

Arrays are taken as sequences of which the statement reads what it needs: what holds for each of them holds for those
that end. So nothing is assumed that speaks of n, and the polynomial must have a value for every n ≥ 1: a part that may
have none must not change with n. Sums and products over ranges that end at n are cut before their last member.

Decided so: what telescopes, Σ i qⁱ, Abel's summation, sums over triangles. Not tried: matrices inverted or under a
determinant, maxima, abstract functions, an index of the author's that runs to n.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product as choices
from math import prod

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import IndexRelation
from symcheck.functions.table import KNOWN
from symcheck.symbolic.normal_form.cases import renormalised
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.folds import fold
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.leaves import polys_in
from symcheck.symbolic.normal_form.polys import Domain, add, is_whole, monomial, scale, subtract
from symcheck.symbolic.normal_form.renaming import open_term, opened_fold
from symcheck.symbolic.normal_form.rewriting import rewriting
from symcheck.symbolic.normal_form.signs import POSITIVE, is_nonzero, sign
from symcheck.symbolic.normal_form.steps import Step, Steps, after
from symcheck.symbolic.normal_form.substitute import substitute, substitute_atom
from symcheck.symbolic.normal_form.terms import bind
from symcheck.symbolic.normal_form.types import (
    ApplicationAtom,
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
    is_label,
)
from symcheck.symbolic.normal_form.work import TooLarge, limited
from symcheck.symbolic.normal_form.zero import why_zero

MOST_SIZES = 2
MOST_TERMS = 40
MOST_ENDS = 6
MOST_PARTS = 60
MOST_WORK = 20_000_000
Forms = dict[IndexAtom, IndexForm]


def by_induction(facts: Facts, poly: Poly) -> Steps | None:
    """What shows that a polynomial is 0, by induction over a size at which something in it ends; little is tried."""
    try:
        with limited(MOST_WORK):
            return _by_induction(facts, poly)
    except TooLarge:
        return None


def _by_induction(facts: Facts, poly: Poly) -> Steps | None:
    if len(poly.terms) > MOST_TERMS or not _is_plain(poly):
        return None
    sizes = sorted({s for form in _ends(poly) for s in _sizes(form)}, key=af.atom_key)
    for size in sizes[:MOST_SIZES]:
        known = _apart_from(facts, size)
        cut = _at(facts, poly, size, 0)
        found = None if cut.key == poly.key else why_zero(facts, cut)
        if found is not None:
            return after((Step("ranges"),), found)
        if not _stands_still(size, cut) and _is_total(known, cut, size) and _closes(known, cut, size):
            return (Step("induction", size),)
    return None


def _closes(facts: Facts, poly: Poly, size: Size) -> bool:
    """Whether the polynomial is 0 at 1, and, where it is 0 at a size, at the next one."""
    form = af.of_atom(size)
    at_one = facts.with_nonnegative(form.shift(-1), form.scale(-1).shift(1))
    if why_zero(at_one, renormalised(at_one, poly, forms={size: af.ONE})) is None:
        return False
    following = _at(facts, poly, size, 1)
    if why_zero(facts, subtract(following, poly)) is not None:
        return True
    rule = rewriting(facts, poly)
    return rule is not None and why_zero(replace(facts, rewrites=(rule,)), following) is not None


def _apart_from(facts: Facts, size: Size) -> Facts:
    """What is known that does not speak of a size: of it is known only that it is at least 1."""
    return replace(
        facts.bare(*(f for f in facts.nonnegative if size not in _sizes(f))),
        nonzero=frozenset(f for f in facts.nonzero if size not in _sizes(f)),
        signs=tuple(s for s in facts.signs if not s.binders and not s.domain and _is_apart(size, s.poly)),
        symmetric=facts.symmetric,
        whole=facts.whole,
        tied=facts.tied,
    )


def _is_apart(size: Size, poly: Poly) -> bool:
    return _is_plain(poly) and size not in {s for form in _forms(poly) for s in _sizes(form)}


# What a polynomial speaks of


def _atoms(poly: Poly) -> Iterator[Atom]:
    """All atoms of a polynomial, those inside others too."""
    return (atom for part in polys_in(poly, MOST_PARTS) for item, _ in part.terms for atom, _ in item.factors)


def _is_plain(poly: Poly) -> bool:
    """Whether there are not too many atoms, none of a kind that is not tried."""
    kinds = (ApplicationAtom, InverseAtom, DeterminantAtom)
    return len(polys_in(poly, MOST_PARTS)) <= MOST_PARTS and not any(
        isinstance(a, kinds)
        or (isinstance(a, FoldAtom) and a.kind != "product")
        or (isinstance(a, EntryAtom) and a.array.positive_definite)
        for a in _atoms(poly)
    )


def _ends(poly: Poly) -> Iterator[IndexForm]:
    """The forms at which sums and products end."""
    for part in polys_in(poly, MOST_PARTS):
        yield from (r.form for item, _ in part.terms for r in item.domain)
    yield from (atom.body.ranges[0][1] for atom in _atoms(poly) if isinstance(atom, FoldAtom))


def _forms(poly: Poly) -> Iterator[IndexForm]:
    """All forms that a polynomial speaks of."""
    yield from _ends(poly)
    for atom in _atoms(poly):
        match atom:
            case EntryAtom(indices=indices):
                yield from indices
            case IndexNumber(atom=index):
                yield af.of_atom(index)
            case FoldAtom(domain=domain):
                yield from (r.form for r in domain)


def _sizes(form: IndexForm) -> set[Size]:
    """The sizes in a form, in the ranges of its indices and of its index maps too."""
    found: set[Size] = set()
    for atom, _ in form.terms:
        match atom:
            case Size():
                found.add(atom)
            case Index(_, lower, upper) if not is_label(atom):
                found |= _sizes(lower) | _sizes(upper)
            case MapEntry(map_, arguments):
                found = found.union(*map(_sizes, (*map_.domain, map_.codomain, *arguments)))
    return found


def _stands_still(size: Size, poly: Poly) -> bool:
    """Whether some index of the author's, or an index map, runs to the size: at the next it would be another."""
    for form in _forms(poly):
        for atom, _ in form.terms:
            if not isinstance(atom, Size) and size in _sizes(af.of_atom(atom)):
                return True
    return False


# Whether it has a value at every size


def _is_total(facts: Facts, poly: Poly, size: Size) -> bool:
    """Whether all that changes with the size, or under a sum, has a value."""
    for item, _ in poly.terms:
        binders, domain, _, factors = open_term(facts, item)
        inner = facts.with_relations(domain)
        for atom, exponent in factors.items():
            fixed = atom.free.isdisjoint(binders) and not any(map(_is_opened, atom.free)) and _is_fixed(atom, size)
            if not fixed and not _has_power(inner, atom, exponent, size):
                return False
    return True


def _is_opened(atom: IndexAtom) -> bool:
    return isinstance(atom, Index) and is_label(atom)


def _is_fixed(atom: Atom, size: Size) -> bool:
    return _is_apart(size, monomial(atom))


def _has_power(facts: Facts, atom: Atom, exponent: Fraction, size: Size) -> bool:
    base = atom.base if isinstance(atom, PowerAtom) else monomial(atom)
    if not _has_value(facts, atom, size):
        return False
    if exponent.denominator == 1:
        return exponent > 0 or is_nonzero(facts, base)
    return sign(facts, base) == POSITIVE


def _has_value(facts: Facts, atom: Atom, size: Size) -> bool:
    match atom:
        case EntryAtom() | IndexNumber() | ConstantAtom():
            return True
        case PowerAtom(base=part) | ExpAtom(exponent=part) | ConditionAtom(difference=part):
            return _is_total(facts, part, size)
        case LogAtom(argument=part):
            return _is_total(facts, part, size) and sign(facts, part) == POSITIVE
        case CallAtom(function="power", arguments=(base, exponent)):
            inside = _is_total(facts, base, size) and _is_total(facts, exponent, size)
            return inside and is_whole(exponent) and (sign(facts, exponent) is not None or is_nonzero(facts, base))
        case CallAtom(function=function, arguments=parts):
            everywhere = function in KNOWN and KNOWN[function].is_total
            return everywhere and all(_is_total(facts, part, size) for part in parts)
        case FoldAtom():
            binder, upper, body, domain = opened_fold(facts, atom)
            there = facts.with_nonnegative(af.of_atom(binder).shift(-1), upper - af.of_atom(binder))
            return _is_total(there.with_relations(domain), body, size)
    return False


# The polynomial at the next size


def _at(facts: Facts, poly: Poly, size: Size, step: int) -> Poly:
    """The polynomial at n + step, its sums over the ranges that end at n, and their last members."""
    parts = []
    for item, coefficient in poly.terms:
        binders, domain, content, factors = open_term(facts, item)
        inner = facts.with_relations(r for r in domain if size not in _sizes(r.form))
        body = product(inner, [power(inner, _atom_at(inner, a, size, step), e) for a, e in factors.items()])
        for direction, pieces in _cut(domain, size, step):
            parts.append(bind(facts, binders, pieces, scale(body, coefficient * content * direction)))
    return add(*parts)


def _cut(domain: Domain, size: Size, step: int) -> Iterator[tuple[int, Domain]]:
    """The domain at n + step in pieces, each added or taken away."""
    for chosen in choices(*(_pieces(relation, size, step) for relation in domain)):
        yield prod(direction for direction, _ in chosen), tuple(relation for _, relation in chosen)


def _pieces(relation: IndexRelation, size: Size, step: int) -> list[tuple[int, IndexRelation]]:
    """k ≤ n + 1 is k ≤ n or k = n + 1; k ≥ n + 1 is k ≥ n and not k = n."""
    following, times = _shifted(relation.form, size, step), dict(relation.form.terms).get(size, 0)
    if relation.kind == "ge" and times == 1:
        beyond = step + min(max(relation.form.constant, 0), MOST_ENDS)
        edges = [(1, IndexRelation("eq", following.shift(-k))) for k in range(beyond)]
        return [(1, IndexRelation("ge", following.shift(-beyond))), *edges]
    if relation.kind == "ge" and times == -1 and step:
        return [(1, relation), (-1, IndexRelation("eq", relation.form))]
    return [(1, IndexRelation(relation.kind, following))]


def _shifted(form: IndexForm, size: Size, step: int) -> IndexForm:
    return af.substitute(form, {size: af.of_atom(size).shift(step)})


def _atom_at(facts: Facts, atom: Atom, size: Size, step: int) -> Poly:
    """An atom at n + step; of a power, its base."""
    match atom:
        case PowerAtom(base=base):
            return _at(facts, base, size, step)
        case FoldAtom(kind=kind):
            binder, upper, body, domain = opened_fold(facts, atom)
            body, following = _at(facts, body, size, step), _shifted(upper, size, step)
            if domain or following == upper or not entails(facts.nonnegative, upper):
                conditions = tuple(IndexRelation(r.kind, _shifted(r.form, size, step)) for r in domain)
                return fold(facts, kind, binder, (af.ONE, following), body, conditions)
            last = substitute(facts, body, {binder: following})
            return product(facts, (fold(facts, kind, binder, (af.ONE, following.shift(-1)), body), last))
    forms: Forms = {size: af.of_atom(size).shift(step)}
    return substitute_atom(facts, atom, forms, lambda part: _at(facts, part, size, step))
