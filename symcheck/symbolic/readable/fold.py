"""The author's own names put back into a normal form: eᶻ/Σeᶻ is ŷ again.

A name is put for a polynomial that is the name's own, and for factors of a product that are those of the name. The
indices of a name are found by trying those that the polynomial speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from msgspec import Struct

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Definition, Expr, Named
from symcheck.expressions.walk import at
from symcheck.symbolic import calculus
from symcheck.symbolic.normal_form.atoms import exp_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.logistic import weight
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.polys import Factors, open_index, subtract
from symcheck.symbolic.normal_form.substitute import substitute
from symcheck.symbolic.normal_form.types import EntryAtom, ExpAtom, Poly
from symcheck.symbolic.readable.to_expression import Folding

TRIES = 64


class _Pattern(Struct, frozen=True, eq=False):
    """A definition at open indices, in normal form."""

    definition: Definition
    indices: tuple[Index, ...]
    poly: Poly

    def at(self, facts: Facts, forms: Sequence[IndexForm]) -> Poly:
        values: dict[IndexAtom, IndexForm] = dict(zip(self.indices, forms, strict=True))
        return substitute(facts, self.poly, values)


Rewriting = Callable[[Poly], Poly]


def folding(
    definitions: Iterable[Definition], facts: Facts, apart_from: Poly, forms: Sequence[IndexForm], rewriting: Rewriting
) -> Folding:
    """How to fold these names back in; a name for `apart_from` itself is left out, as it would say nothing.

    `rewriting` is what was done to the polynomials that will be asked about.
    """
    found = [p for d in definitions if (p := _pattern(d, facts)) is not None and p.poly.key != apart_from.key]
    patterns = [_Pattern(p.definition, p.indices, rewriting(p.poly)) for p in found]
    patterns.sort(key=lambda p: -len(p.poly.key))
    fold = _Fold(patterns, facts, forms)
    return Folding(fold.whole, fold.parts)


def _pattern(definition: Definition, facts: Facts) -> _Pattern | None:
    indices = tuple(open_index() for _ in definition.axes)
    forms = tuple(map(af.of_atom, indices))
    bounds = [
        form for axis, own in zip(definition.axes, forms, strict=True) for form in (own - axis.lower, axis.upper - own)
    ]
    try:
        body = calculus.evaluate(at(definition.axes, definition.body, forms))
        poly = normal(facts.with_nonnegative(*bounds), body)
    except (Unsupported, RecursionError):
        return None
    return _Pattern(definition, indices, poly) if poly.terms else None


class _Fold:
    """The names of one author, asked about polynomials and products."""

    def __init__(self, patterns: Sequence[_Pattern], facts: Facts, forms: Sequence[IndexForm]) -> None:
        self.patterns = patterns
        self.facts = facts
        self.forms = forms

    def whole(self, poly: Poly) -> Expr | None:
        for pattern in self.patterns:
            if len(pattern.poly.terms) == len(poly.terms):
                for forms in self._choices(pattern, poly.free, (f for t, _ in poly.terms for f in _forms(t.factors))):
                    if pattern.at(self.facts, forms).key == poly.key:
                        return Named(pattern.definition, forms)
        return None

    def parts(self, factors: Factors) -> tuple[list[Expr], Factors]:
        found: list[Expr] = []
        for pattern in self.patterns:
            matched = True
            while matched:
                matched = False
                for forms, rest in self._matches(pattern, factors):
                    found.append(Named(pattern.definition, forms))
                    factors, matched = rest, True
                    break
        return found, factors

    def _matches(self, pattern: _Pattern, factors: Factors) -> Iterator[tuple[tuple[IndexForm, ...], Factors]]:
        if len(pattern.poly.terms) != 1 or pattern.poly.terms[0][0].bound or pattern.poly.terms[0][0].domain:
            return
        free = frozenset().union(*(atom.free for atom in factors))
        for forms in self._choices(pattern, free, _forms(factors.items())):
            ((item, coefficient), *more) = pattern.at(self.facts, forms).terms or ((None, 0),)
            if item is None or more or coefficient != 1 or not item.factors:
                continue
            rest = _without(factors, dict(item.factors))
            if rest is not None:
                yield forms, rest

    def _choices(
        self, pattern: _Pattern, free: frozenset[IndexAtom], spoken: Iterable[IndexForm]
    ) -> Iterator[tuple[IndexForm, ...]]:
        own = [af.of_atom(i) for i in sorted(free, key=af.atom_key) if isinstance(i, Index)]
        every = list(dict.fromkeys((*own, *spoken, *self.forms)))
        return islice(product(every, repeat=len(pattern.indices)), TRIES)


def _forms(factors: Iterable[tuple[object, Fraction]]) -> Iterator[IndexForm]:
    """The indices of the entries among factors."""
    for atom, _ in factors:
        if isinstance(atom, EntryAtom):
            yield from atom.indices


def _without(factors: Factors, gone: Factors) -> Factors | None:
    """The product without these factors; None where they are not all in it."""
    rest = dict(factors)
    for atom, exponent in gone.items():
        if isinstance(atom, ExpAtom):
            if not _take_exponential(rest, atom):
                return None
            continue
        own = rest.get(atom)
        if own is None or own * exponent < 0 or abs(own) < abs(exponent):
            return None
        if own == exponent:
            del rest[atom]
        else:
            rest[atom] = own - exponent
    return rest


def _take_exponential(rest: Factors, atom: ExpAtom) -> bool:
    """Takes e^x out of e^y, where y is made of x and other terms."""
    whole = next((a for a in rest if isinstance(a, ExpAtom)), None)
    if whole is None:
        return False
    remaining = subtract(whole.exponent, atom.exponent)
    if weight(remaining) >= weight(whole.exponent):
        return False
    del rest[whole]
    if remaining.terms:
        rest[exp_atom(remaining)] = Fraction(1)
    return True
