"""Slips of the pen in what is done: signs, numbers, fractions, exponents, terms, factors, functions.

Each function looks at one place of a line and proposes what might have been meant there: a way in which a right line is
commonly written wrong, read backwards. Nothing here knows whether a proposal is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symcheck.diagnose.model import Mistake
from symcheck.diagnose.scope import Change, scope_of
from symcheck.diagnose.sight import Sight, placed
from symcheck.diagnose.sites import Site
from symcheck.expressions import indices as af
from symcheck.expressions.arrays import alike
from symcheck.expressions.build import HALF, ONE, TWO, is_negative, is_number, opposite, plus, reciprocal, times
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Array, Call, Entry, Expr, Integer, Mul, Named, Number, Power, Sum
from symcheck.expressions.walk import free_indices, substitute
from symcheck.functions.table import relatives


def sign(site: Site, sight: Sight) -> Iterator[Change]:
    """− for +, and + for −."""
    if site.role in ("whole", "term", "argument", "base") and not is_number(site.node, 0):
        yield Mistake.SIGN, site.node, opposite(site.node)


def constant(site: Site, sight: Sight) -> Iterator[Change]:
    """A factor of 2, of a half or of a size, missing or too much."""
    if site.role not in ("whole", "term", "argument") or (isinstance(site.node, Add) and site.role != "whole"):
        return
    yield Mistake.CONSTANT, site.node, times((TWO, site.node))
    yield Mistake.CONSTANT, site.node, times((HALF, site.node))
    for size in sight.sizes:
        number = Integer(af.of_atom(size))
        yield Mistake.CONSTANT, site.node, times((number, site.node))
        yield Mistake.CONSTANT, site.node, times((reciprocal(number), site.node))


def mean(site: Site, sight: Sight) -> Iterator[Change]:
    """A mean where a sum is meant, and a sum where a mean is."""
    if isinstance(site.node, Sum):
        size = Integer(site.node.index.size)
        yield Mistake.MEAN, site.node, times((reciprocal(size), site.node))


def numeral(site: Site, sight: Sight) -> Iterator[Change]:
    """Another number, or a size for another."""
    match site.node:
        case Number(value) if value != -1:
            mistake = Mistake.EXPONENT if site.role == "exponent" else Mistake.NUMBER
            for other in dict.fromkeys((value + 1, value - 1, -value, 2 * value, value / 2)):
                trivial = (site.role == "exponent" and other in (0, 1)) or (site.role == "factor" and other in (0, 1))
                if other != value and not trivial:
                    yield mistake, site.node, Number(Fraction(other))
            if site.role != "exponent":
                for size in sight.sizes:
                    yield Mistake.NUMBER, site.node, Integer(af.of_atom(size))
        case Integer(form):
            for size in sight.sizes:
                if af.of_atom(size) != form:
                    yield Mistake.NAME, site.node, Integer(af.of_atom(size))
            yield Mistake.NUMBER, site.node, Integer(form.shift(1))
            yield Mistake.NUMBER, site.node, Integer(form.shift(-1))


def exponent(site: Site, sight: Sight) -> Iterator[Change]:
    """A square or a root missing, or too much."""
    node = site.node
    if isinstance(node, Power):
        if not is_number(node.exponent, -1):
            yield Mistake.EXPONENT, node, node.base
        if isinstance(node.exponent, Number):
            yield Mistake.EXPONENT, node, Power(node.base, Number(node.exponent.value * 2))
            if node.exponent.value != 2:
                yield Mistake.EXPONENT, node, Power(node.base, Number(node.exponent.value / 2))
    elif site.role in ("factor", "term", "summand", "argument", "whole", "base") and not isinstance(node, Number):
        yield Mistake.EXPONENT, node, Power(node, TWO)
        yield Mistake.EXPONENT, node, Call("sqrt", (node,))
    if isinstance(node, Call) and node.function == "sqrt":
        yield Mistake.EXPONENT, node, node.arguments[0]


def quotient(site: Site, sight: Sight) -> Iterator[Change]:
    """÷ for ×, × for ÷, and a fraction upside down."""
    node = site.node
    if isinstance(node, Mul):
        for n, factor in enumerate(node.factors):
            if isinstance(factor, Number):
                continue
            turned = (*node.factors[:n], reciprocal(factor), *node.factors[n + 1 :])
            divided = isinstance(factor, Power) and is_number(factor.exponent, -1)
            yield (Mistake.PRODUCT if divided else Mistake.QUOTIENT), node, Mul(turned)
    if (isinstance(node, Power | Call | Add) and site.role != "factor") or _is_fraction(node):
        yield Mistake.UPSIDE_DOWN, node, _upside_down(node)


def _is_fraction(node: Expr) -> bool:
    return isinstance(node, Mul) and any(isinstance(f, Power) and is_number(f.exponent, -1) for f in node.factors)


def _upside_down(node: Expr) -> Expr:
    if not isinstance(node, Mul):
        return reciprocal(node)
    return Mul(tuple(f if is_number(f, -1) else _upside_down(f) for f in node.factors))


def extra(site: Site, sight: Sight) -> Iterator[Change]:
    """A term or a factor too much."""
    match site.node:
        case Add(terms):
            for n, term in enumerate(terms):
                yield Mistake.EXTRA_TERM, term, plus((*terms[:n], *terms[n + 1 :]))
        case Mul(factors):
            for n, factor in enumerate(factors):
                if not is_number(factor, -1):
                    rest = times((*factors[:n], *factors[n + 1 :]))
                    yield _too_much(factor, site.node), factor, rest
        case Power(_, Number(value)) if value == -1 and site.role != "factor":
            yield Mistake.EXTRA_FACTOR, site.node, ONE


def _too_much(factor: Expr, product: Expr) -> Mistake:
    return Mistake.CONSTANT if isinstance(factor, Number | Integer) else Mistake.EXTRA_FACTOR


def missing_term(site: Site, sight: Sight) -> Iterator[Change]:
    """A term of the right result, or of anything in sight, missing."""
    if site.role not in ("whole", "argument", "summand", "factor", "base") or isinstance(site.node, Number):
        return
    scope = scope_of(site, sight)
    one = (ONE,) if site.role != "whole" or not site.bound else ()
    for piece in (*sight.terms, *one):
        for term in placed(piece, scope):
            yield Mistake.MISSING_TERM, term, plus((site.node, term))
            yield Mistake.MISSING_TERM, opposite(term), plus((site.node, opposite(term)))


def lacking(site: Site, sight: Sight) -> Iterator[Change]:
    """The one term by which the line falls short."""
    if site.role == "whole":
        for term in sight.lacking:
            yield Mistake.MISSING_TERM, term, plus((site.node, term))


def product_rule(site: Site, sight: Sight) -> Iterator[Change]:
    """One of the terms of the product rule missing."""
    if site.role == "whole":
        for half in sight.halves:
            yield Mistake.PRODUCT_RULE, half, plus((site.node, half))


def missing_factor(site: Site, sight: Sight) -> Iterator[Change]:
    """A factor of the right result, or of anything in sight, missing; the inner derivative of the chain rule."""
    if site.role not in ("whole", "term", "argument", "summand"):
        return
    if isinstance(site.node, Mul) and site.role == "argument" and site.depth > 6:
        return
    scope = scope_of(site, sight)
    for pieces, mistake in ((sight.inner, Mistake.INNER_DERIVATIVE), (sight.factors, Mistake.MISSING_FACTOR)):
        for piece in pieces:
            for factor in placed(piece, scope):
                if not isinstance(factor, Number | Integer):
                    yield mistake, factor, _beside(site.node, factor, scope) or times((site.node, factor))


def matrix_factor(site: Site, sight: Sight) -> Iterator[Change]:
    """A square matrix in a product missing (K v for v), or too much."""
    node = site.node
    if isinstance(node, Sum) and not node.where and isinstance(node.body, Mul):
        for n, factor in enumerate(node.body.factors):
            other = _other_index(factor, node.index)
            if other is not None and alike(other, node.index):
                rest = times((*node.body.factors[:n], *node.body.factors[n + 1 :]))
                yield Mistake.EXTRA_FACTOR, factor, substitute(rest, {node.index: af.of_atom(other)})
    if site.role in ("whole", "term") and not isinstance(node, Number | Integer):
        for axis in free_indices(node).intersection(scope_of(site, sight)):
            inner = af.fresh_index(axis)
            moved = substitute(node, {axis: af.of_atom(inner)})
            for array in sight.arrays:
                if array.axes == ((axis.lower, axis.upper),) * 2:
                    for pair in ((axis, inner), (inner, axis))[: 1 if array.symmetric else 2]:
                        matrix = Entry(array, tuple(map(af.of_atom, pair)))
                        yield Mistake.MISSING_FACTOR, _letter(array), Sum(inner, Mul((matrix, moved)))


def _letter(array: Array) -> Expr:
    """An array by itself, for printing."""
    return Entry(array)


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


def complement(site: Site, sight: Sight) -> Iterator[Change]:
    """p for 1 − p, and 1 − p for p."""
    match site.node:
        case Call() | Named() | Entry():
            yield Mistake.COMPLEMENT, site.node, Add((ONE, opposite(site.node)))
        case Add((Number(value), other)) if abs(value) == 1:
            yield Mistake.COMPLEMENT, site.node, opposite(other) if is_negative(other) else other
        case Add((other, Number(value))) if abs(value) == 1:
            yield Mistake.COMPLEMENT, site.node, other


def logarithm(site: Site, sight: Sight) -> Iterator[Change]:
    """A log or an exp missing, or too much."""
    node = site.node
    if isinstance(node, Call) and len(node.arguments) == 1:
        yield Mistake.LOGARITHM if node.function in ("log", "exp") else Mistake.FUNCTION, node, node.arguments[0]
    if site.role in ("whole", "term", "factor", "summand", "argument") and not isinstance(node, Number | Integer):
        yield Mistake.LOGARITHM, node, Call("log", (node,))
        yield Mistake.LOGARITHM, node, Call("exp", (node,))


def function(site: Site, sight: Sight) -> Iterator[Change]:
    """Another function of the same thing: cos for sin, max for min."""
    if isinstance(site.node, Call):
        for other in relatives(site.node.function):
            yield Mistake.FUNCTION, site.node, Call(other, site.node.arguments)
    elif site.role in ("term", "factor", "argument", "summand") and not isinstance(site.node, Number | Integer):
        for missing in sight.functions:
            yield Mistake.FUNCTION, site.node, Call(missing, (site.node,))
