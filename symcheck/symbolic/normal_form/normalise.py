"""From a statement to its normal form: the one door into `symcheck.symbolic.normal_form`.

`normal(facts, expr)` takes an expression without unevaluated derivatives and gives its polynomial. What has no rule
becomes an atom. Signs that are plain from the expression as written (a sum of squares) are noted before it is
multiplied out, as they cannot be read off afterwards.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Block, Condition, Expr
from symcheck.expressions.walk import at, free_indices
from symcheck.functions.table import TABLE
from symcheck.symbolic.normal_form.atoms import applied_atom, constant_atom, entry_atom, form_poly
from symcheck.symbolic.normal_form.content import content
from symcheck.symbolic.normal_form.facts import Facts, SignFact, entails
from symcheck.symbolic.normal_form.folds import conditional, fold
from symcheck.symbolic.normal_form.functions.bends import bracket, by_sign
from symcheck.symbolic.normal_form.functions.calls import call
from symcheck.symbolic.normal_form.functions.exponentials import symbolic_power
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.matrices import determinant, inverse_entry
from symcheck.symbolic.normal_form.polys import Domain, add, constant, constant_value, monomial, open_index, subtract
from symcheck.symbolic.normal_form.renaming import closed
from symcheck.symbolic.normal_form.rewriting import rewrite
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, is_nonzero, sign
from symcheck.symbolic.normal_form.squares import drawn_out
from symcheck.symbolic.normal_form.terms import bind, multiply
from symcheck.symbolic.normal_form.types import NONE, Lambda, Poly

Names = dict[IndexAtom, IndexForm]
Spoken = tuple[tuple[IndexAtom, IndexForm], ...]
Place = tuple[Expr, Spoken]
"""A node by identity, and what the names that it speaks of mean."""


def normal(facts: Facts, expr: Expr) -> Poly:
    """The normal form of an expression whose derivatives have been taken."""
    return Normaliser(facts).poly(expr, {})


class Normaliser:
    """Normal forms under facts that never change, remembered: what is known inside a range is known inside alone.

    What is found here holds wherever the facts do and the expression is defined. `inside` gives the normaliser of a
    place where more is known. Where that is no more than that the indices `bound` are in ranges of theirs that are not
    empty, an expression that speaks of none of them is left to the normaliser outside: nothing is known of it that is
    not known there.
    """

    __slots__ = ("bound", "facts", "meanings", "memo", "noted", "outer", "ranges")

    def __init__(self, facts: Facts, outer: Normaliser | None = None, bound: frozenset[Index] | None = None) -> None:
        self.facts = facts
        self.outer = outer
        self.bound = bound
        self.memo: dict[Place, Poly] = {}
        self.ranges: dict[tuple[tuple[Index, ...], tuple[IndexForm, ...]], Range] = {}
        self.noted: dict[Place, Facts] = {}
        self.meanings: dict[nodes.Named, Expr] = outer.meanings if outer else {}

    def inside(self, facts: Facts, bound: frozenset[Index] | None = None) -> Normaliser:
        """The normaliser under these facts; `bound` are the indices they speak of, if they say nothing else."""
        return self if facts is self.facts else Normaliser(facts, self, bound)

    def poly(self, expr: Expr, names: Names) -> Poly:
        if not names:
            return self._known(expr, names, ())
        spoken = free_indices(expr)
        key = tuple((i, n) for i, n in names.items() if i in spoken)
        return self._home(spoken)._known(expr, names, key)

    def _home(self, spoken: frozenset[Index]) -> Normaliser:
        """The outermost normaliser that knows of these indices what is known here."""
        place = self
        while place.outer is not None and place.bound is not None and place.bound.isdisjoint(spoken):
            place = place.outer
        return place

    def _known(self, expr: Expr, names: Names, spoken: Spoken) -> Poly:
        key = (expr, spoken)
        known = self.memo.get(key)
        if known is None:
            known = self.memo[key] = rewrite(self.facts, self._poly(expr, names))
        return known

    def _poly(self, expr: Expr, names: Names) -> Poly:
        facts = self.facts
        match expr:
            case nodes.Number(value):
                return constant(value)
            case nodes.Constant(name):
                return monomial(constant_atom(name))
            case nodes.Integer(value):
                return form_poly(af.substitute(value, names))
            case nodes.Entry(array, indices):
                array = replace(array, symmetric=True) if array in facts.symmetric else array
                return monomial(entry_atom(array, self.forms(indices, names)))
            case nodes.Add(terms):
                return add(*(self.poly(t, names) for t in terms))
            case nodes.Mul(factors):
                return product(facts, self._brackets_first(factors, names))
            case nodes.Power(base, exponent):
                return self.power(base, exponent, names)
            case nodes.Call("sqrt", (argument,)) if (drawn := self._drawn(argument, Fraction(1, 2), names)) is not None:
                return drawn
            case nodes.Call(function, arguments):
                polys = tuple(self.poly(a, names) for a in arguments)
                return call(self._noting(arguments[0], polys[0], names), function, polys)
            case nodes.Sum(index, body, where):
                return self.sum(index, body, where, names)
            case nodes.Bracket(condition):
                return self.bracket(condition, names)
            case nodes.Piecewise(condition, then, otherwise):
                holds = self.bracket(condition, names)
                first, second = self.poly(then, names), self.poly(otherwise, names)
                return add(second, multiply(facts, holds, subtract(first, second)))
            case nodes.Product(index, body, where):
                return self.fold("product", index, body, where, names)
            case nodes.Extremum(kind, index, body):
                return self.fold(kind, index, body, (), names)
            case nodes.Application():
                return self.applied(expr, names)
            case nodes.Inverse(matrix, row, column):
                block = self.block(matrix, names)
                return inverse_entry(self.facts, block, *self.forms((row, column), names))
            case nodes.Determinant(matrix):
                return determinant(self.facts, self.block(matrix, names))
            case nodes.Named():
                return self.poly(self.meaning(expr), names)
            case nodes.Derivative() | nodes.Let():
                raise TypeError("derivatives are taken before an expression is brought to normal form")

    def meaning(self, expr: nodes.Named) -> Expr:
        """What a name stands for, the same node each time."""
        known = self.meanings.get(expr)
        if known is None:
            known = self.meanings[expr] = at(expr.definition.axes, expr.definition.body, expr.indices)
        return known

    def forms(self, forms: tuple[IndexForm, ...], names: Names) -> tuple[IndexForm, ...]:
        return tuple(af.substitute(f, names) for f in forms)

    def _brackets_first(self, factors: tuple[Expr, ...], names: Names) -> list[Poly]:
        """The factors, conditions first, so that a δ is used before anything is multiplied out."""
        ordered = sorted(factors, key=lambda f: not isinstance(f, nodes.Bracket | nodes.Number | nodes.Entry))
        return [self.poly(f, names) for f in ordered]

    def power(self, base: Expr, exponent: Expr, names: Names) -> Poly:
        if isinstance(exponent, nodes.Number):
            return self._raised(base, exponent.value, names)
        lower, upper = self.poly(base, names), self.poly(exponent, names)
        facts = self._noting(base, lower, names)
        value = constant_value(upper)
        return symbolic_power(facts, lower, upper) if value is None else power(facts, lower, value)

    def _raised(self, base: Expr, value: Fraction, names: Names) -> Poly:
        """baseⁿ. (aᵐ)ⁿ = aᵐⁿ for whole numbers: a power under a division line stays one power."""
        match base:
            case nodes.Power(inner, nodes.Number(first)) if first.denominator == value.denominator == 1:
                return self._raised(inner, first * value, names)
        drawn = self._drawn(base, value, names) if value.denominator % 2 == 0 else None
        if drawn is not None:
            return drawn
        lower = self.poly(base, names)
        return power(self._noting(base, lower, names), lower, value)

    def _drawn(self, base: Expr, exponent: Fraction, names: Names) -> Poly | None:
        """√(Σ (c x)²) = |c| √(Σ x²), c as it is written, a sum or not; None where no square can be drawn out."""
        squares, rest = drawn_out(base, self.meaning)
        if not squares or self.written_sign(rest, names) is None:
            return None
        sizes = [by_sign(self.facts, "abs", self.poly(inner, names)) for inner, _ in squares]
        roots = [power(self.facts, size, e * exponent) for size, (_, e) in zip(sizes, squares, strict=True)]
        return product(self.facts, [*roots, self._raised(rest, exponent, names)])

    def _noting(self, expr: Expr, poly: Poly, names: Names) -> Facts:
        """The facts for what is done with an expression: its sign as written, where the polynomial hides it.

        The sign holds where the expression is defined, and is known nowhere else: exp(log x) + y² is x + y², which
        need not be positive.
        """
        if len(poly.terms) < 2 or sign(self.facts, poly) == POSITIVE:
            return self.facts
        key = (expr, _spoken(expr, names))
        known = self.noted.get(key)
        if known is None:
            known = self.noted[key] = self._noted(expr, poly, names)
        return known

    def _noted(self, expr: Expr, poly: Poly, names: Names) -> Facts:
        found = self.written_sign(expr, names)
        if found is None:
            return self.facts
        inner = content(self.facts, poly, positive=True).primitive
        return self.facts.with_signs(SignFact(found, poly), SignFact(found, inner))

    def domain(self, condition: Condition, names: Names) -> tuple[tuple[nodes.IndexRelation, ...], list[Poly]]:
        """A condition as relations between index forms, and as factors for what it says of real numbers."""
        relations = [
            nodes.IndexRelation(r.kind, af.substitute(r.form, names))
            for r in condition
            if isinstance(r, nodes.IndexRelation)
        ]
        factors = [
            bracket(self.facts, r.kind, self.poly(r.difference, names))
            for r in condition
            if isinstance(r, nodes.RealRelation)
        ]
        return tuple(relations), factors

    def bracket(self, condition: Condition, names: Names) -> Poly:
        relations, factors = self.domain(condition, names)
        return bind(self.facts, (), relations, product(self.facts, factors))

    def ranged(self, axes: tuple[Index, ...], names: Names) -> Range:
        """Bound indices under open names, and the normaliser inside their ranges: the same for the same ranges."""
        bounds = tuple(af.substitute(bound, names) for axis in axes for bound in (axis.lower, axis.upper))
        known = self.ranges.get((axes, bounds))
        if known is None:
            known = self.ranges[(axes, bounds)] = self._ranged(axes, tuple(zip(bounds[::2], bounds[1::2], strict=True)))
        return known

    def _ranged(self, axes: tuple[Index, ...], bounds: tuple[tuple[IndexForm, IndexForm], ...]) -> Range:
        binders = tuple(open_index() for _ in axes)
        opened = tuple(map(af.of_atom, binders))
        forms = [f for name, (lower, upper) in zip(opened, bounds, strict=True) for f in (name - lower, upper - name)]
        domain = tuple(nodes.IndexRelation("ge", form) for form in forms)
        inhabited = all(entails(self.facts.nonnegative, upper - lower) for lower, upper in bounds)
        within = self.inside(self.facts.with_relations(domain), frozenset(axes) if inhabited else None)
        return Range(binders, dict(zip(axes, opened, strict=True)), bounds, domain, within)

    def sum(self, index: Index, body: Expr, where: Condition, names: Names) -> Poly:
        over = self.ranged((index,), names)
        inner = {**names, **over.names}
        conditions, factors = over.within.domain(where, inner)
        there = over.within.inside(over.within.facts.with_relations(conditions))
        summand = product(there.facts, [*factors, there.poly(body, inner)])
        return bind(self.facts, over.binders, (*over.domain, *conditions), summand)

    def fold(self, kind: str, index: Index, body: Expr, where: Condition, names: Names) -> Poly:
        over = self.ranged((index,), names)
        inner = {**names, **over.names}
        conditions, factors = over.within.domain(where, inner)
        member = over.within.poly(body, inner)
        if factors:
            member = conditional(product(over.within.facts, factors), member, over.within.facts)
        return fold(self.facts, kind, over.binders[0], over.bounds[0], member, conditions)

    def block(self, block: Block, names: Names) -> Lambda:
        """A tensor-valued argument as a function of its axes."""
        over = self.ranged(block.axes, names)
        return closed(self.facts, over.binders, over.within.poly(block.body, {**names, **over.names}), over.bounds)

    def applied(self, expr: nodes.Application, names: Names) -> Poly:
        arguments = tuple(
            self.block(a, names) if isinstance(a, Block) else af.substitute(a, names) for a in expr.arguments
        )
        slots = tuple((s.argument, self.forms(s.indices, names)) for s in expr.slots)
        return monomial(applied_atom(expr.function, arguments, slots))

    def written_sign(self, expr: Expr, names: Names) -> str | None:
        """The sign that can be read off an expression as written, where it is defined: sums and products of squares,
        exponentials, …"""
        match expr:
            case nodes.Number(value):
                return POSITIVE if value > 0 else (NONNEGATIVE if value == 0 else None)
            case nodes.Add(terms):
                found = [self.written_sign(t, names) for t in terms]
                if None in found:
                    return sign(self.facts, self.poly(expr, names))
                return POSITIVE if POSITIVE in found else NONNEGATIVE
            case nodes.Mul(factors):
                return self._product_sign(factors, names)
            case nodes.Power(base, nodes.Number(value)) if value.denominator == 1 and value.numerator % 2 == 0:
                return POSITIVE if is_nonzero(self.facts, self.poly(base, names)) else NONNEGATIVE
            case nodes.Power(base, _):
                return POSITIVE if self.written_sign(base, names) == POSITIVE else None
            case nodes.Call(function, arguments) if TABLE[function].sign in ("positive", "nonnegative"):
                return self._call_sign(function, expr, arguments, names)
            case nodes.Sum():
                return sign(self.facts, self.poly(expr, names)) or self._sum_sign(expr, names)
            case nodes.Named():
                return self.written_sign(self.meaning(expr), names)
        return sign(self.facts, self.poly(expr, names))

    def _call_sign(self, function: str, expr: Expr, arguments: tuple[Expr, ...], names: Names) -> str | None:
        """The sign of a function that is never negative: positive of what is positive."""
        if TABLE[function].sign == "positive" or self.written_sign(arguments[0], names) == POSITIVE:
            return POSITIVE
        return sign(self.facts, self.poly(expr, names)) or NONNEGATIVE

    def _product_sign(self, factors: tuple[Expr, ...], names: Names) -> str | None:
        """Positive factors are positive; the same expression twice is a square."""
        rest = list(factors)
        found: list[str | None] = []
        while rest:
            factor = rest.pop()
            key = self.poly(factor, names).key
            twin = next((r for r in rest if r is factor or self.poly(r, names).key == key), None)
            if twin is not None and self.written_sign(factor, names) is None:
                rest.remove(twin)
                found.append(NONNEGATIVE)
            else:
                found.append(self.written_sign(factor, names))
        if None in found:
            return None
        return NONNEGATIVE if NONNEGATIVE in found else POSITIVE

    def _sum_sign(self, expr: nodes.Sum, names: Names) -> str | None:
        """A sum of what is non-negative as written is non-negative."""
        over = self.ranged((expr.index,), names)
        found = over.within.written_sign(expr.body, {**names, **over.names})
        return None if found is None else NONNEGATIVE


def _spoken(expr: Expr, names: Names) -> Spoken:
    spoken = free_indices(expr) if names else NONE
    return tuple((i, n) for i, n in names.items() if i in spoken)


class Range(Struct, frozen=True, eq=False):
    """Bound indices under open names: what they are called, between which bounds, and what is known inside."""

    binders: tuple[Index, ...]
    names: Names
    bounds: tuple[tuple[IndexForm, IndexForm], ...]
    domain: Domain
    within: Normaliser
