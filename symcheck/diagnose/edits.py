"""Slips of the pen in what is done: signs, numbers, fractions, exponents, terms, factors, functions.

Each function looks at one place of a line and proposes what might have been meant there: a way in which a right line is
commonly written wrong, read backwards. Nothing here knows whether a proposal is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from symcheck.diagnose.model import Change
from symcheck.diagnose.pieces import is_square
from symcheck.diagnose.sites import Site, scope_of
from symcheck.diagnose.vocabulary import Vocabulary, placed
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import (
    HALF,
    ONE,
    TWO,
    is_letter,
    is_negative,
    is_number,
    multiplied,
    opposite,
    plus,
    reciprocal,
    times,
    unsigned,
)  # fmt: skip
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Bracket, Call, Entry, Expr, Integer, Mul, Named, Number, Power, Sum
from symcheck.expressions.walk import free_indices, rebuild, subexpressions, substitute
from symcheck.functions.table import relatives

ATOMS = (Number, Integer, Bracket)
"""What no function is forgotten around."""
FEW = 4
"""Of more than these no product is taken for a sum, nor a sum for a product."""


def sign(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """− for +, and + for −."""
    if site.role in ("whole", "term", "argument", "base") and not is_number(site.node, 0):
        yield site.node, unsigned(site.node) or opposite(site.node)


def constant(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A factor of 2, of a half or of a size, missing or too much; the number that the whole line is too small by."""
    if site.role == "whole" and vocabulary.ratio is not None:
        yield site.node, multiplied(Number(vocabulary.ratio), site.node)
    if site.role not in ("whole", "term", "argument") or (isinstance(site.node, Add) and site.role != "whole"):
        return
    for factor in (TWO, HALF, *(f for size in vocabulary.sizes for f in (size, _one_over(size)))):
        if not _divides_by(site.node, factor):  # else the divisor is too much
            yield site.node, multiplied(factor, site.node)


def _divides_by(node: Expr, factor: Expr) -> bool:
    """Whether a fraction is divided by this alone."""
    below = alpha_key(reciprocal(factor))
    return isinstance(node, Mul) and any(alpha_key(f) == below for f in node.factors if isinstance(f, Power))


@lru_cache(maxsize=256)
def _one_over(size: Integer) -> Expr:
    """The reciprocal of a size, the same object each time."""
    return reciprocal(size)


def mean(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A mean where a sum is meant, and a sum where a mean is."""
    if isinstance(site.node, Sum):
        size = Integer(site.node.index.size)
        yield site.node, times((reciprocal(size), site.node))


def size(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A size for another."""
    if isinstance(site.node, Integer):
        yield from ((site.node, other) for other in vocabulary.sizes if other.value != site.node.value)


def number(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Another number, but for an exponent."""
    match site.node:
        case Number(value) if value != -1 and site.role != "exponent" and (value != 1 or site.role != "factor"):
            unsaid = (0, 1, -value) if site.role == "factor" else ()  # a term too much, a factor, or a sign
            yield from ((site.node, n) for n in _others(value) if n.value not in unsaid)
            yield from ((site.node, size) for size in vocabulary.sizes)
        case Integer(form):
            yield site.node, Integer(form.shift(1))
            yield site.node, Integer(form.shift(-1))


def exponent(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Another exponent, told with the name or the entry that is raised to it."""
    match site.node, site.above:
        case Power(Entry() | Named() as base, Number(value)), _ if value != -1:
            yield from ((site.node, Power(base, n)) for n in _others(value) if n.value not in (0, 1))
        case Number(value), Site(node=Power(base)) if site.role == "exponent" and not isinstance(base, Entry | Named):
            yield from ((site.node, n) for n in _others(value) if value != -1 and n.value not in (0, 1))


def _others(value: Fraction) -> Iterator[Number]:
    """Numbers that a number may be mistaken for."""
    likely = dict.fromkeys((value + 1, value - 1, -value, 2 * value, value / 2))
    return (Number(other) for other in likely if other != value)


def power(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A square or a root missing, or too much."""
    node = site.node
    if isinstance(node, Bracket) or (site.above is not None and _is_norm(site.above.node)):
        return  # of what is a norm the square is told
    if isinstance(node, Power):
        if not is_number(node.exponent, -1):
            yield node, node.base
        if isinstance(node.exponent, Number):
            yield node, Power(node.base, Number(node.exponent.value * 2))
            if node.exponent.value != 2:
                yield node, Power(node.base, Number(node.exponent.value / 2))
    elif site.role in ("factor", "term", "summand", "argument", "whole", "base") and not isinstance(node, Number):
        yield node, Power(node, TWO)
        yield node, Call("sqrt", (node,))
    if isinstance(node, Call) and node.function == "sqrt" and not _is_norm(node):
        yield node, node.arguments[0]


def _is_norm(node: Expr) -> bool:
    return isinstance(node, Call) and node.function == "sqrt" and is_square(node.arguments[0])


def transposed(site: Site, vocabulary: Vocabulary, divided: bool) -> Iterator[Change]:
    """× for ÷ (`divided`), or ÷ for ×."""
    factors = site.node.factors if isinstance(site.node, Mul) else ()
    for n, factor in enumerate(factors):
        if not isinstance(factor, Number) and _divides(factor) == divided:
            yield site.node, Mul((*factors[:n], reciprocal(factor), *factors[n + 1 :]))


def product_for_sum(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A sum of what is multiplied: log a + log b for log a · log b."""
    if isinstance(site.node, Mul) and 1 < len(site.node.factors) <= FEW and site.role != "factor":
        yield site.node, Add(site.node.factors)


def sum_for_product(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A product of what is added: eᵃ eᵇ for eᵃ + eᵇ."""
    if isinstance(site.node, Add) and len(site.node.terms) <= FEW and site.role != "term":
        yield site.node, Mul(site.node.terms)


def _divides(factor: Expr) -> bool:
    return isinstance(factor, Power) and is_number(factor.exponent, -1)


def upside_down(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A fraction upside down."""
    node = site.node
    fraction = isinstance(node, Mul) and any(map(_divides, node.factors))
    if (isinstance(node, Power | Call | Add) and site.role != "factor") or fraction:
        yield node, _upside_down(node)


def _upside_down(node: Expr) -> Expr:
    if not isinstance(node, Mul):
        return reciprocal(node)
    return Mul(tuple(f if is_number(f, -1) else _upside_down(f) for f in node.factors))


def extra_term(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A term too much."""
    if isinstance(site.node, Add):
        terms = site.node.terms
        for n, term in enumerate(terms):
            rest = plus((*terms[:n], *terms[n + 1 :]))
            if site.role != "factor" or not is_number(rest, 1):  # else the factor is too much
                yield term, rest


def extra_factor(site: Site, vocabulary: Vocabulary, constant: bool) -> Iterator[Change]:
    """A factor too much: a number or a size (`constant`), or anything else."""
    factors = site.node.factors if isinstance(site.node, Mul) else ()
    for n, factor in enumerate(factors):
        if isinstance(factor, Number | Integer) == constant and not is_number(factor, -1):
            yield factor, times((*factors[:n], *factors[n + 1 :]))
    if _divides(site.node) and site.role != "factor" and not constant:
        yield site.node, ONE


def missing_term(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A term of the right result, or of anything in sight, missing."""
    if site.role not in ("whole", "argument", "summand", "factor", "base") or isinstance(site.node, Number):
        return
    if site.role == "factor" and site.above is not None and _is_multiple(site.above.node):
        return  # the term is missing beside it
    scope = scope_of(site, vocabulary)
    one = (ONE,) if site.role != "whole" or not site.bound else ()
    for piece in (*vocabulary.terms, *one):
        for term in placed(piece, scope):
            yield term, plus((site.node, term))
            yield opposite(term), plus((site.node, opposite(term)))


def _is_multiple(node: Expr) -> bool:
    """Whether a product is one thing times numbers."""
    return isinstance(node, Mul) and sum(not isinstance(f, Number | Integer) for f in node.factors) < 2


def lacking(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """The one term by which the line falls short."""
    if site.role == "whole":
        for term in vocabulary.lacking:
            yield term, plus((site.node, term))


def another_term(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """The one term that is wrong, as it should be."""
    if site.role in ("whole", "term"):
        yield from ((site.node, right) for term, right in vocabulary.others if term is site.node)


def normaliser(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """The sum over all of it that something is divided by missing: eˣ for eˣ / Σ eˣ."""
    if site.role in ("whole", "term", "factor", "summand") and isinstance(site.node, Call | Mul):
        for index in sorted(free_indices(site.node).intersection(scope_of(site, vocabulary)), key=af.atom_key):
            inner = af.fresh_index(index)
            below = reciprocal(Sum(inner, substitute(site.node, {index: af.of_atom(inner)})))
            yield below, times((site.node, below))


def product_rule(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """One of the terms of the product rule missing, told as what the line falls short by if that is one term."""
    if site.role == "whole":
        for half in vocabulary.halves:
            yield (vocabulary.lacking or (half,))[0], plus((site.node, half))


def missing_factor(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A factor of anything in sight missing."""
    return _multiplied(site, vocabulary.factors, scope_of(site, vocabulary))


def factor_of_result(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A factor of the right result missing."""
    return _multiplied(site, vocabulary.result_factors, scope_of(site, vocabulary))


def inner_derivative(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """The inner derivative of the chain rule missing."""
    return _multiplied(site, vocabulary.inner, scope_of(site, vocabulary))


def _multiplied(site: Site, pieces: Sequence[Expr], scope: tuple[Index, ...]) -> Iterator[Change]:
    """The node times one of the pieces."""
    deep = isinstance(site.node, Mul) and site.role == "argument" and site.depth > 6
    if site.role in ("whole", "term", "argument", "summand") and not deep and not isinstance(site.node, Number):
        for piece in pieces:
            if site.role == "summand" and not free_indices(piece):
                continue  # it is told outside the sum
            for factor in placed(piece, scope):
                if not isinstance(factor, Number | Integer):
                    yield factor, _beside(site.node, factor, scope) or _joined(site.node, factor)


def _joined(node: Expr, factor: Expr) -> Expr:
    """The product, numbers first, then what is one letter: −2 λ x."""
    ahead = isinstance(factor, Mul) and isinstance(factor.factors[0], Number)
    if not is_letter(factor):
        return times((factor, node) if ahead else (node, factor))
    match node:
        case Mul((Number() as number, *rest)):
            return times((number, factor, *rest))
    return times((factor, node))


def slope(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """The derivative of a function on the way missing: that of a layer's activation."""
    return _multiplied(site, vocabulary.slopes, scope_of(site, vocabulary))


def inner_function(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """An inner function missing, wherever it should stand: σ(x)(1 − σ(x)) for σ(w x)(1 − σ(w x))."""
    if site.role in ("whole", "summand"):
        own = dict.fromkeys(map(alpha_key, _arguments(subexpressions(site.node))))
        for argument in _arguments(vocabulary.factors):
            for inner in placed(argument, scope_of(site, vocabulary)):
                others = (old for old in own if old != alpha_key(inner))
                yield from ((site.node, _called_at(site.node, old, inner)) for old in others)


def _arguments(nodes: Iterable[Expr]) -> list[Expr]:
    return [node.arguments[0] for node in nodes if isinstance(node, Call) and len(node.arguments) == 1]


def _called_at(expr: Expr, old: object, inner: Expr) -> Expr:
    """The functions that are called at the one, called at the other."""
    match expr:
        case Call(function, (argument,)) if alpha_key(argument) == old:
            return Call(function, (inner,))
    return rebuild(expr, lambda child: _called_at(child, old, inner))


def extra_matrix(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A square matrix in a product too much."""
    node = site.node
    if isinstance(node, Sum) and not node.where and isinstance(node.body, Mul):
        for n, factor in enumerate(node.body.factors):
            other = _other_index(factor, node.index)
            if other is not None and same_range(other, node.index):
                rest = times((*node.body.factors[:n], *node.body.factors[n + 1 :]))
                yield factor, substitute(rest, {node.index: af.of_atom(other)})


def missing_matrix(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A square matrix in a product missing: K v for v, A K for A where the last axis is that of K."""
    node = site.node
    if site.role in ("whole", "term") and not isinstance(node, Number | Integer):
        spoken = [axis for axis in vocabulary.axes if axis in free_indices(node)]
        for axis in sorted(free_indices(node).intersection(scope_of(site, vocabulary)), key=af.atom_key):
            inner = af.fresh_index(axis)
            moved = substitute(node, {axis: af.of_atom(inner)})
            for array in vocabulary.arrays:
                if array.axes == ((axis.lower, axis.upper),) * 2:
                    for pair in ((axis, inner), (inner, axis))[: 1 if array.symmetric else 2]:
                        matrix = Entry(array, tuple(map(af.of_atom, pair)))
                        yield Entry(array), Sum(inner, Mul((moved, matrix) if axis in spoken[1:] else (matrix, moved)))


def _other_index(factor: Expr, index: Index) -> Index | None:
    """The index beside this one in an entry of a matrix."""
    if not isinstance(factor, Entry) or len(factor.indices) != 2:
        return None
    first, second = (form.index for form in factor.indices)
    return second if first == index else first if second == index else None


def _beside(node: Expr, factor: Expr, scope: tuple[Index, ...]) -> Expr | None:
    """The product with a factor put beside the first one that speaks of the same indices; None if there is none."""
    if not isinstance(node, Mul):
        return None
    spoken = free_indices(factor).intersection(scope)
    for n, own in enumerate(node.factors):
        inner = _beside(own, factor, scope)
        if inner is None and spoken and free_indices(own).intersection(scope) == spoken:
            inner = None if isinstance(own, Mul) else times((own, factor))
        if inner is not None:
            return Mul((*node.factors[:n], inner, *node.factors[n + 1 :]))
    return None


def uncomplemented(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """1 − p for p, where nothing tells that it is a probability."""
    if isinstance(site.node, Named | Entry):
        yield site.node, Add((ONE, opposite(site.node)))


def complement(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """p for 1 − p, and 1 − p for p."""
    match site.node:
        case Call():
            yield site.node, Add((ONE, opposite(site.node)))
        case Add((Number(value), other)) if abs(value) == 1:
            yield site.node, opposite(other) if is_negative(other) else other
        case Add((other, Number(value))) if abs(value) == 1:
            yield site.node, other


def logarithm(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A log or an exp missing, or too much."""
    node = site.node
    if isinstance(node, Call) and node.function in ("log", "exp"):
        yield node, node.arguments[0]
    if site.role in ("whole", "term", "factor", "summand", "argument") and not isinstance(node, ATOMS):
        yield node, Call("log", (node,))
        yield node, Call("exp", (node,))


def extra_function(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A function too much, but for log and exp."""
    match site.node:
        case Call(function, (inner,)) if function not in ("log", "exp"):
            yield site.node, inner


def function(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """Another function of the same thing: cos for sin, max for min."""
    if isinstance(site.node, Call):
        for other in relatives(site.node.function):
            yield site.node, Call(other, site.node.arguments)
    elif site.role in ("term", "factor", "argument", "summand") and not isinstance(site.node, ATOMS):
        for missing in vocabulary.functions:
            yield site.node, Call(missing, (site.node,))
