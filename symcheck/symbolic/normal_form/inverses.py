"""Identities between inverses of matrices: each A⁻¹ is an unknown of which A⁻¹ A = I = A A⁻¹ is all that is used.

Two steps, each valid wherever A is invertible, for all sizes:

- `cancelled`: let A = c w + rest, w a longest product in A; then A⁻¹ w = (I − A⁻¹ rest)/c, where w stands beside A⁻¹;
- `vanish`: D = 0 if A D = 0, so that D is multiplied by such A as have their inverse at an end of it.

Decided so: Woodbury's identity, both forms of the Kalman gain, the push-through identity, the projections of least
squares. Not found, for example: tr (I + A B)⁻¹ = tr (I + B A)⁻¹ for square A and B, where no product has an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Array, IndexRelation
from symcheck.symbolic.normal_form.atoms import lambda_free, subscripts, total_power
from symcheck.symbolic.normal_form.definite import is_regular
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.polys import (
    ONE,
    Domain,
    Factors,
    Summed,
    add,
    constant,
    monomial,
    open_index,
    rename_domain,
    scale,
    subtract,
)
from symcheck.symbolic.normal_form.relations import bounds_of
from symcheck.symbolic.normal_form.renaming import open_term, transposed
from symcheck.symbolic.normal_form.signs import is_nonzero
from symcheck.symbolic.normal_form.substitute import substitute, substitute_factors
from symcheck.symbolic.normal_form.terms import bind, combine, multiply, normalise_open_term
from symcheck.symbolic.normal_form.types import (
    Atom,
    EntryAtom,
    InverseAtom,
    Lambda,
    Poly,
    Term,
    array_key,
    is_label,
    label,
)

MAX_ROUNDS = 12
MAX_STEPS = 3
MAX_CUTS = 2
Values = dict[IndexAtom, IndexForm]
Range = tuple[IndexForm, IndexForm]


# A⁻¹ beside a longest product in A


class _Rule(Struct, frozen=True):
    """(A⁻¹ w)_ij = (δ_ij − (A⁻¹ rest)_ij) `over`, w = Σ over binders of the word, for the axes i and j of A."""

    axes: tuple[Index, Index]
    binders: tuple[Index, ...]
    domain: Domain
    word: Factors
    over: Poly
    rest: Poly


def _rule(facts: Facts, matrix: Lambda) -> _Rule | None:
    """The rule for the longest product in A that runs over whole ranges; what may be 0 stays in the word."""
    axes = label(matrix.height), label(matrix.height + 1)
    if matrix.ranges[0] != matrix.ranges[1]:
        return None
    for item, coefficient in sorted(matrix.body.terms, key=lambda t: _length(t[0]), reverse=True):
        binders, domain, content, factors = open_term(facts, item)
        ends = frozenset((*axes, *binders))
        word = {a: e for a, e in factors.items() if a.free & ends or not is_nonzero(facts, monomial(a, e))}
        number = normalise_open_term(facts, coefficient * content, {a: e for a, e in factors.items() if a not in word})
        if len(domain) == 2 * len(binders) and all(bounds_of(b, domain) for b in binders):
            rest = Poly(tuple(t for t in matrix.body.terms if t[0] is not item))
            return _Rule(axes, binders, domain, word, power(facts, number, Fraction(-1)), rest)
    return None


def _length(item: Term) -> tuple[int, list[str], str]:
    """By what products are ordered, from the left as from the right."""
    heads = sorted(filter(None, (_head(a) for a, _ in item.factors)))
    return len(heads), heads, item.key


def _head(atom: Atom) -> str:
    """What an atom is an entry of."""
    match atom:
        case EntryAtom(array=array):
            return array_key(array)
        case InverseAtom(matrix=matrix):
            return matrix.key
    return ""


def _matches(rule: _Rule, word: list[Atom], factors: list[Atom], values: Values) -> Iterator[Values]:
    """The values for the bound indices and the second axis under which the entries of a word may be among factors."""
    if not word:
        yield values
        return
    for atom in factors:
        for forms in (subscripts(atom), subscripts(atom)[::-1]):
            found = dict(values)
            pairs = list(zip(subscripts(word[0]), forms, strict=False))
            unknown = [(p.index, f) for p, f in pairs if p.index in (*rule.axes, *rule.binders)]
            if _head(atom) == _head(word[0]) and all(i and found.setdefault(i, f) == f for i, f in unknown):
                yield from _matches(rule, word[1:], [a for a in factors if a is not atom], found)


def cancelled(facts: Facts, poly: Poly) -> Poly:
    """The polynomial with A⁻¹ w replaced until no such product is left."""
    for _ in range(MAX_ROUNDS):
        parts = [_cancelled_once(facts, t, c) for t, c in poly.terms]
        if not any(parts):
            break
        poly = add(*(new or Poly((old,)) for old, new in zip(poly.terms, parts, strict=True)))
    return poly


def _cancelled_once(facts: Facts, item: Term, coefficient: Fraction) -> Poly | None:
    binders, domain, content, factors = open_term(facts, item)
    found = contracted(facts, Summed(binders, domain, factors), declared=False)
    return None if found is None else scale(found, coefficient * content)


def contracted(facts: Facts, item: Summed, declared: bool = True) -> Poly | None:
    """A sum with one A⁻¹ w in it replaced; A is an array as it is declared, unless said otherwise."""
    for atom in (a for a, e in item.factors.items() if isinstance(a, InverseAtom) and e == 1):
        if declared and not _is_array(atom.matrix):
            continue
        beside = Summed(item.binders, item.domain, {a: e for a, e in item.factors.items() if a is not atom})
        turned = transposed(facts, atom.matrix), atom.column, atom.row
        for matrix, outer, inner in ((atom.matrix, atom.row, atom.column), turned):
            found = _beside(facts, beside, atom, matrix, outer, inner)
            if found is not None:
                return found
    return None


def _is_array(matrix: Lambda) -> bool:
    return [len(item.factors) for item, _ in matrix.body.terms] == [1]


def _beside(
    facts: Facts, item: Summed, inverse: InverseAtom, matrix: Lambda, outer: IndexForm, inner: IndexForm
) -> Poly | None:
    """The term with Σ_k (A⁻¹)_ik w_kj replaced, i being `outer` and k `inner`."""
    k, rule = inner.index, _rule(facts, matrix)
    if rule is None or k not in item.binders or bounds_of(k, item.domain) != matrix.ranges[0]:
        return None
    row, column = rule.axes
    for values in _matches(rule, [a for a in rule.word if _head(a)], list(item.factors), {row: inner}):
        rest = _around(facts, item, rule, values)
        if rest is None or not _is_apart(facts, item, rest, matrix, outer, values[column]):
            continue
        equal = bind(facts, (), (IndexRelation("eq", outer - values[column]),), constant(1))
        more = multiply(facts, monomial(inverse), substitute(facts, rule.rest, values))
        own = tuple(r for r in item.domain if k in af.free_indices(r.form))
        value = subtract(equal, bind(facts, (k,), own, more))
        body = product(facts, (normalise_open_term(facts, ONE, rest.factors), rule.over, value))
        return bind(facts, rest.binders, rest.domain, body)
    return None


def _around(facts: Facts, item: Summed, rule: _Rule, values: Values) -> Summed | None:
    """What is left of a product without the word, if the word stands in it, summed over the same ranges."""
    if not {*rule.axes, *rule.binders} <= values.keys():
        return None
    taken = {b: values[b].index for b in (rule.axes[0], *rule.binders)}
    standing = substitute_factors(facts, rule.word, values).terms
    alone = len(standing) == 1 and standing[0][1] == 1 and not standing[0][0].bound and not standing[0][0].domain
    word = dict(standing[0][0].factors) if alone else {}
    if not word or any(item.factors.get(a) != e for a, e in word.items()):
        return None
    if len({*taken.values()}) < len(taken) or not {*taken.values()} <= {*item.binders}:
        return None
    ranges = set(rename_domain(rule.domain, values))
    if not ranges <= set(item.domain) or not all(bounds_of(i, item.domain) for i in taken.values() if i):
        return None
    return Summed(
        tuple(b for b in item.binders if b not in taken.values()),
        tuple(r for r in item.domain if af.free_indices(r.form).isdisjoint(taken.values())),
        {a: e for a, e in item.factors.items() if a not in word},
    )


def _is_apart(facts: Facts, item: Summed, rest: Summed, matrix: Lambda, outer: IndexForm, end: IndexForm) -> bool:
    """Whether what is summed away stands in nothing that is left, and the end of the word is in the range of A.

    Where A is a block of an array, an index of the array may be none of the block.
    """
    gone = frozenset(item.binders) - frozenset(rest.binders)
    left = lambda_free(matrix).union(af.free_indices(outer), af.free_indices(end), *(a.free for a in rest.factors))
    lower, upper = matrix.ranges[1]
    known = facts.nonnegative + tuple(r.form for r in rest.domain if r.kind == "ge")
    taken = [a for a in item.factors if isinstance(a, EntryAtom) and a not in rest.factors]
    whole = (end, matrix.ranges[1]) in {place for a in taken for place in zip(a.indices, a.array.axes, strict=True)}
    return gone.isdisjoint(left) and (whole or (entails(known, end - lower) and entails(known, upper - end)))


# D = 0 where A D = 0


def holds_inverse(poly: Poly) -> bool:
    return any(isinstance(atom, InverseAtom) for item, _ in poly.terms for atom, _ in item.factors)


def vanish(facts: Facts, poly: Poly, depth: int = 0) -> bool:
    """Whether the polynomial is 0, seen by multiplying it by matrices whose inverses stand at its ends.

    Each time the product that is shortest is gone on with. A polynomial without ends is cut open at a vector.
    """
    poly = cancelled(facts, poly)
    if poly.terms and not ends(facts, poly) and depth < MAX_CUTS:
        return any(all(vanish(facts, part, depth + 1) for part in _cut(facts, poly, v)) for v in _vectors(poly))
    for _ in range(MAX_STEPS):
        products: list[Poly] = []
        for matrix, index in ends(facts, poly):
            products.append(multiplied(facts, poly, matrix, index, af.of_atom(af.fresh_index(index))))
            if not products[-1].terms:
                return True
        poly = min(products, key=lambda found: len(found.key), default=poly)
    return not poly.terms


def _vectors(poly: Poly) -> list[Array]:
    """The vectors of which entries stand in a polynomial, to whole powers alone."""
    held = [(a, e) for t, _ in poly.terms for a, e in t.factors if isinstance(a, EntryAtom) and len(a.indices) == 1]
    broken = {a.array for a, e in held if e.denominator != 1 or e < 0}
    return sorted({a.array for a, _ in held} - broken, key=array_key)


def _cut(facts: Facts, poly: Poly, vector: Array) -> list[Poly]:
    """The part of D without v, and for the part of each degree g in v, which is Σ_i v_i C_i / g: C_i, for a new i."""
    i = af.fresh_index(Index("i", *vector.axes[0]))
    parts: dict[Fraction, list[Poly]] = {}
    for item, coefficient in poly.terms:
        binders, domain, content, factors = open_term(facts, item)
        held = {a: e for a, e in factors.items() if isinstance(a, EntryAtom) and a.array == vector}
        own = parts.setdefault(sum(held.values(), Fraction(0)), [])
        for atom, exponent in held.items():
            at = (*domain, IndexRelation("eq", atom.indices[0] - af.of_atom(i)))
            left = [*factors.items(), (atom, Fraction(-1))]
            own.append(combine(facts, coefficient * content * exponent, binders, at, left))
        if not held:
            own.append(Poly(((item, coefficient),)))
    return [add(*part) for part in parts.values()]


def ends(facts: Facts, poly: Poly) -> list[tuple[Lambda, Index]]:
    """The invertible A whose (A⁻¹)_ij stands in some term, i not summed over, long ones first; Aᵀ for (A⁻¹)_ji."""
    found: dict[tuple[str, Index], tuple[Lambda, Index]] = {}
    for item, _ in poly.terms:
        for atom in (a for a, e in item.factors if isinstance(a, InverseAtom) and e == 1):
            speaks_of_bound = any(isinstance(a, Index) and is_label(a) for a in lambda_free(atom.matrix))
            for matrix, end in ((atom.matrix, atom.row), (transposed(facts, atom.matrix), atom.column)):
                i = end.index
                if i is None or is_label(i) or speaks_of_bound or matrix.ranges != ((i.lower, i.upper),) * 2:
                    continue
                if _is_vector(poly, i):
                    found[matrix.key, i] = matrix, i
    known = [end for end in found.values() if is_regular(facts, end[0])]
    return sorted(known, key=lambda end: len(end[0].key), reverse=True)


def unturned(facts: Facts, poly: Poly, axes: Sequence[tuple[Index, Range]]) -> Poly:
    """What is 0 for all values of the axes in their ranges if the polynomial is: without the A⁻¹ that all terms hold.

    An A⁻¹ is taken off that has an axis for its row or its column; A must be known to be invertible.
    """
    found: list[tuple[Lambda, Index]] = []
    for axis, range_ in axes:
        held = [{m.key: m for m in _standing_at(facts, item, axis)} for item, _ in poly.terms]
        shared = [m for m in (held[0] if held else {}).values() if all(m.key in other for other in held)]
        whole = (m for m in shared if m.ranges == (range_, range_) and is_regular(facts, m))
        found += [(matrix, axis) for matrix in whole if _is_vector(poly, axis)][:1]
    return reduce(lambda p, end: multiplied(facts, p, end[0], end[1], af.of_atom(end[1])), found, poly)


def _standing_at(facts: Facts, item: Term, axis: Index) -> Iterator[Lambda]:
    """The A of which (A⁻¹)_ij is a factor, i the axis; Aᵀ for (A⁻¹)_ji."""
    for atom in (a for a, e in item.factors if isinstance(a, InverseAtom) and e == 1):
        if atom.row.index == axis:
            yield atom.matrix
        if atom.column.index == axis:
            yield transposed(facts, atom.matrix)


def _is_vector(poly: Poly, index: Index) -> bool:
    """Whether a polynomial exists at all values of an index, wherever it does at one of them."""
    return all(
        index not in atom.free
        or total_power(atom, e)
        or (isinstance(atom, InverseAtom) and e == 1 and index not in lambda_free(atom.matrix))
        for item, _ in poly.terms
        for atom, e in item.factors
    )


def multiplied(facts: Facts, poly: Poly, matrix: Lambda, index: Index, new: IndexForm) -> Poly:
    """Σ_i A_ji D_i, j being `new`.

    What is known of the one index i of the claim is not known of all that are summed over: D_i is 0 for all of them.
    """
    k = open_index()
    entry = substitute(facts, matrix.body, {label(matrix.height): new, label(matrix.height + 1): af.of_atom(k)})
    column = substitute(facts, poly, {index: af.of_atom(k)})
    lower, upper = matrix.ranges[0]
    domain = (IndexRelation("ge", af.of_atom(k) - lower), IndexRelation("ge", upper - af.of_atom(k)))
    return cancelled(facts, bind(facts, (k,), domain, multiply(facts, entry, column)))
