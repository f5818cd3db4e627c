"""What a program writes, as a person would: x x is x², x⁻² is 1/x², x¹ is x, and common factors are gathered.

Σ_i x_i A_ij over an axis is written as a matrix times a vector, Σ_i A_ij x_i.

a b + a c is a (b + c), and Σ_i a_i b_i + Σ_i a_i c_i is Σ_i a_i (b_i + c_i). The result has the value of what it was
made from, and is shorter or the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction
from math import prod

from msgspec import Struct

from symcheck.expressions import build
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import MINUS_ONE, ONE, ZERO, is_letter, is_negative, is_number, plus, times
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Add,
    Bracket,
    Call,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Mul,
    Named,
    Number,
    Power,
    Relation,
    Sum,
)
from symcheck.expressions.walk import free_indices, map_condition, rebuild, substitute
from symcheck.symbolic.readable.to_expression import opposite


def simplified(expr: Expr) -> Expr:
    """x x as x², x⁻² as 1/x², x¹ as x, and 2 − 1 as 1."""
    match expr:
        case Add(terms) if None not in (numbers := [_number(term) for term in terms]):
            return Number(sum((n for n in numbers if n is not None), Fraction(0)))
        case Mul(factors):
            return times(_letters_first(_powers([simplified(f) for f in factors])))
        case Power(base, Number(value)) if value == 1:
            return simplified(base)
        case Power(base, Number(value)) if value < 0 and value != -1:
            return Power(Power(simplified(base), Number(-value)), MINUS_ONE)
        case Sum(index, Mul(factors), where) if index.anonymous:
            body = simplified(Mul(_matrix_first([_last(f, index) for f in factors])))
            return Sum(index, body, map_condition(where, simplified))
    return rebuild(expr, simplified)


def in_order(expr: Expr, axes: Sequence[Index]) -> Expr:
    """The expression with the factors of matrix products in the order of their axes: A B, not (Bᵀ Aᵀ)ᵀ."""
    match expr:
        case Sum(index, Mul(factors), where) if index.anonymous:
            places = {f: min((n for n, a in enumerate(axes) if a in free_indices(f)), default=-1) for f in factors}
            along = iter(sorted((f for f in factors if places[f] >= 0), key=lambda f: places[f]))
            ordered = [f if places[f] < 0 else next(along) for f in factors]
            around = [(*axes, index), *[(index, *axes)] * (len(ordered) - 1)]
            return Sum(index, Mul(tuple(map(in_order, ordered, around))), where)
    return rebuild(expr, lambda child: in_order(child, axes))


def neat(expr: Expr, kept: Collection[Expr] = ()) -> Expr:
    """The expression with the numbers of a product as one in front, and with like terms as one or cancelled.

    −(a − b) c is (b − a) c. What is 0 times something is 0, which says nothing of where the something has a value. The
    nodes that are `kept` stay as they are: they stand as their author wrote them.
    """
    if expr in kept:
        return expr
    match expr:
        case Mul() if _is_untidy(numbers := _numbers(expr), expr):
            return _signed(_product(prod(numbers, start=Fraction(1)), neat(_without_numbers(expr), kept)))
        case Add(terms):
            return _total([neat(t, kept) for t in terms])
        case Named():
            return expr
        case Bracket(condition) if all(map(_holds_anyway, condition)):
            return ONE
    found = rebuild(expr, lambda child: neat(child, kept))
    match found:
        case Mul(factors) if any(is_number(f, 0) for f in factors):
            return ZERO
        case Mul(factors) if any(is_number(f, 1) for f in factors) and not _is_one_over(found):
            return _signed(times(factors))
        case Sum(_, body) if is_number(body, 0):
            return ZERO
    return _signed(found)


def _holds_anyway(relation: Relation) -> bool:
    """Whether a relation says nothing: i = i."""
    return isinstance(relation, IndexRelation) and relation.kind == "eq" and relation.form == af.integer(0)


def _signed(expr: Expr) -> Expr:
    """A product with a minus before it, with a difference in it turned about instead, if there is one."""
    match expr:
        case Mul((Number(value), *rest)) if value == -1:
            return _turned(times(rest)) or expr
    return expr


def _turned(expr: Expr) -> Expr | None:
    """The opposite of an expression without a minus more: b − a for a − b, x for −x; None where there is none."""
    match expr:
        case Mul((Number(value), *rest)) if value == -1:
            return times(rest)
        case Add(terms) if any(map(is_negative, terms)):
            turned = [build.opposite(t) for t in terms]
            return Add(tuple(sorted(turned, key=is_negative)))
        case Mul(factors):
            for n, factor in enumerate(factors):
                turned_factor = _turned(factor)
                if turned_factor is not None:
                    return Mul((*factors[:n], turned_factor, *factors[n + 1 :]))
        case Sum(index, body, where):
            inside = _turned(body)
            return None if inside is None else Sum(index, inside, where)
    return None


def _is_untidy(numbers: Sequence[Fraction], expr: Mul) -> bool:
    """Whether the numbers of a product are not one whole number in front, or one below."""
    first: Expr = expr
    while isinstance(first, Mul):
        first = first.factors[0]
    ahead = isinstance(first, Number) and first.value.denominator == 1 != first.value
    return len(numbers) > 1 or (len(numbers) == 1 and not ahead and numbers[0].numerator != 1) or 1 in numbers


def _numbers(expr: Expr) -> list[Fraction]:
    """The factors of a product that are numbers; the 1 of 1/n is none."""
    number = _number(expr)
    if number is not None:
        return [number]
    if isinstance(expr, Mul) and not _is_one_over(expr):
        return [n for factor in expr.factors for n in _numbers(factor)]
    return []


def _without_numbers(expr: Expr) -> Expr:
    if _number(expr) is not None:
        return ONE
    if isinstance(expr, Mul) and not _is_one_over(expr):
        return times([_without_numbers(f) for f in expr.factors])
    return expr


def _is_one_over(expr: Mul) -> bool:
    """Whether a product is written 1/n."""
    match expr.factors:
        case (Number(value), Power(_, Number(exponent))):
            return value == 1 and exponent == -1
    return False


def _product(value: Fraction, rest: Expr) -> Expr:
    """A number times the rest: what it is above in front, what it is below at the end."""
    size = abs(value)
    below = Power(Number(Fraction(size.denominator)), MINUS_ONE) if size.denominator > 1 else ONE
    return times((MINUS_ONE if value < 0 else ONE, Number(Fraction(size.numerator)), rest, below))


def _number(expr: Expr) -> Fraction | None:
    match expr:
        case Number(value):
            return value
        case Power(Number(value), Number(exponent)) if exponent == -1 and value:
            return 1 / value
        case Mul((_, below)) if _is_one_over(expr):
            return _number(below)
    return None


def _total(terms: Sequence[Expr]) -> Expr:
    """The terms, like ones counted together: nothing for a and −a, a for 2 a and −a."""
    alike: dict[object, list[tuple[Expr, Expr]]] = {}
    for term in terms:
        bare = _without_numbers(term)
        alike.setdefault(alpha_key(bare), []).append((term, bare))
    return plus([total for group in alike.values() for total in _added(group)])


def _added(group: Sequence[tuple[Expr, Expr]]) -> list[Expr]:
    """Terms that are numbers times the same, in one; one by itself as it is."""
    (term, bare), *others = group
    if not others:
        return [term]
    number = sum((prod(_numbers(each), start=Fraction(1)) for each, _ in group), start=Fraction(0))
    return [_product(number, bare)] if number else []


def _matrix_first(factors: Sequence[Expr]) -> tuple[Expr, ...]:
    """A product with a vector that is summed over the axis of the vector, as a matrix times it: A x, not xᵀ A."""
    return tuple(sorted(factors, key=lambda f: len(free_indices(f)) == 1))


def _last(factor: Expr, index: Index) -> Expr:
    """An entry of a symmetric matrix with the index that is summed over last: S x, not Sᵀ x."""
    match factor:
        case Entry(array, (first, second)) if array.symmetric and second.index != index == first.index:
            return Entry(array, (second, first))
    return factor


def _letters_first(factors: Sequence[Expr]) -> list[Expr]:
    """The factors with what is one letter before what is more, λ w, and numbers before that."""
    return sorted(factors, key=lambda f: 0 if isinstance(f, Number | Integer) else 1 if is_letter(f) else 2)


def _powers(factors: Sequence[Expr]) -> list[Expr]:
    counts = Counter(alpha_key(f) for f in factors)
    found: dict[object, Expr] = {}
    for factor in factors:
        key = alpha_key(factor)
        n = counts[key]
        plain = n == 1 or isinstance(factor, Number | Power)
        found[(key, len(found) if plain and n > 1 else 0)] = factor if plain else Power(factor, Number(Fraction(n)))
    return list(found.values())


class _Term(Struct, frozen=True, eq=False):
    """± the factors before a sum, times the sum over `index` of the factors inside (without one: no factors)."""

    negative: bool
    outside: tuple[Expr, ...]
    index: Index | None
    inside: tuple[Expr, ...]


def factored(expr: Expr) -> Expr:
    """The expression with common factors of sums taken out, innermost first."""
    match expr:
        case Add(terms):
            return _gathered([_term(factored(t)) for t in terms])
        case Mul(factors):
            return Mul(tuple(map(factored, factors)))
        case Sum(index, body, where):
            return Sum(index, factored(body), where)
        case Power(base, exponent):
            return Power(factored(base), exponent)
        case Call(function, arguments):
            return Call(function, tuple(map(factored, arguments)))
    return expr


def _factors(expr: Expr) -> list[Expr]:
    """The factors of a product, a small power as its base so many times."""
    match expr:
        case Mul(factors):
            return [f for part in factors for f in _factors(part)]
        case Power(base, Number(value)) if value.denominator == 1 and 1 < value <= 4:
            return [base] * int(value)
    return [expr]


def _term(expr: Expr) -> _Term:
    listed = _factors(expr)
    negative = sum(isinstance(f, Number) and f.value == -1 for f in listed) % 2 == 1
    listed = [f for f in listed if not (isinstance(f, Number) and f.value == -1)]
    sums = [f for f in listed if isinstance(f, Sum) and not f.where]
    if len(sums) != 1:
        return _Term(negative, tuple(listed), None, ())
    (only,) = sums
    return _Term(negative, tuple(f for f in listed if f is not only), only.index, tuple(_factors(only.body)))


def _written(term: _Term) -> Expr:
    inner = () if term.index is None else (Sum(term.index, times(term.inside)),)
    body = times((*term.outside, *inner))
    return opposite(body) if term.negative else body


def _gathered(terms: Sequence[_Term]) -> Expr:
    """The terms with the factor that most of them share taken out, as long as there is one."""
    waiting = list(terms)
    done: list[Expr] = []
    while waiting:
        group = _largest(waiting)
        if len(group) < 2:
            break
        waiting = [t for t in waiting if t not in group]
        done.append(_joined(group))
    signed = [_written(t) for t in waiting]
    return plus(sorted([*done, *signed], key=_is_minus))


def _is_minus(expr: Expr) -> bool:
    return isinstance(expr, Mul) and isinstance(expr.factors[0], Number) and expr.factors[0].value < 0


def _keys(factors: Sequence[Expr]) -> Counter[object]:
    return Counter(alpha_key(f) for f in factors if not isinstance(f, Number))


def _largest(terms: Sequence[_Term]) -> list[_Term]:
    """The terms that share something with one of them, for the one that has most such terms."""
    groups = [[other for other in terms if other is term or _shares(term, other)] for term in terms]
    return max(groups, key=len)


def _shares(a: _Term, b: _Term) -> bool:
    if a.index is not None and b.index is not None and same_range(a.index, b.index):
        renamed = _under(b, a.index)
        return bool((_keys(a.inside) & _keys(renamed.inside)) or (_keys(a.outside) & _keys(b.outside)))
    return bool(_keys(a.outside) & _keys(b.outside))


def _under(term: _Term, index: Index) -> _Term:
    """The term with its sum over this index."""
    if term.index is None or term.index == index:
        return term
    inside = tuple(substitute(f, {term.index: af.of_atom(index)}) for f in term.inside)
    return _Term(term.negative, term.outside, index, inside)


def _joined(group: Sequence[_Term]) -> Expr:
    """The sum of terms that share factors, these in front."""
    index = group[0].index
    together = index is not None and all(t.index is not None and same_range(t.index, index) for t in group)
    if together and index is not None:
        same = [_under(t, index) for t in group]
        common = _common([t.inside for t in same])
        if common:
            outer = _common([t.outside for t in same])
            rest = [
                _term(_written(_Term(t.negative, _less((*t.outside, *t.inside), (*outer, *common)), None, ())))
                for t in same
            ]
            inner = Sum(index, times((*common, _gathered(rest))))
            return times((*outer, inner))
    outer = _common([t.outside for t in group])
    if not outer:
        return plus([_written(t) for t in group])
    rest = [_Term(t.negative, _less(t.outside, outer), t.index, t.inside) for t in group]
    return times((*outer, _gathered(rest)))


def _common(lists: Sequence[Sequence[Expr]]) -> tuple[Expr, ...]:
    """The factors that stand in every list, as often as in each."""
    shared = Counter(map(alpha_key, lists[0]))
    for other in lists[1:]:
        shared &= Counter(map(alpha_key, other))
    found: list[Expr] = []
    for factor in lists[0]:
        key = alpha_key(factor)
        if shared[key]:
            shared[key] -= 1
            found.append(factor)
    return tuple(found)


def _less(factors: Sequence[Expr], gone: Sequence[Expr]) -> tuple[Expr, ...]:
    """The factors without those that were taken out."""
    left = Counter(map(alpha_key, gone))
    kept: list[Expr] = []
    for factor in factors:
        key = alpha_key(factor)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(factor)
    return tuple(kept)
