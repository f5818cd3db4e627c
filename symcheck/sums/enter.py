"""From a statement to its normal form: the one door into `symcheck.sums`.

`normal(facts, expr)` takes an expression without unevaluated derivatives and gives its polynomial. What has no rule
becomes an atom. Signs that are plain from the expression as written (a sum of squares) are noted before it is
multiplied out, as they cannot be read off afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

from symcheck.functions.table import TABLE
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.language.expressions import (
    Add,
    Applied,
    Block,
    Bracket,
    Call,
    Choice,
    Condition,
    Constant,
    Derivative,
    Determinant,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Inverse,
    Let,
    Mul,
    Named,
    Number,
    Power,
    Product,
    RealRelation,
    Sum,
)
from symcheck.language.walk import at, free_indices
from symcheck.sums import functions as fn
from symcheck.sums.atoms import (
    applied_atom,
    constant_atom,
    entry_atom,
    fold_atom,
)
from symcheck.sums.content import content
from symcheck.sums.facts import Facts, SignFact, entails
from symcheck.sums.polys import (
    TooLarge,
    add,
    constant,
    constant_value,
    form_poly,
    monomial,
    open_index,
    rename_domain,
    subtract,
)
from symcheck.sums.signs import NONNEGATIVE, POSITIVE, is_nonzero, sign
from symcheck.sums.substitute import closed
from symcheck.sums.terms import bind, multiply
from symcheck.sums.types import NONE, Lambda, Poly, label

Names = dict[IndexAtom, Affine]


def normal(facts: Facts, expr: Expr) -> Poly:
    """The normal form of an expression whose derivatives have been taken."""
    return Entering(facts).poly(expr, {})


class Entering:
    """Statements on their way in: the facts, and the bound indices renamed to open ones.

    Nodes are remembered by identity: whoever enters several statements keeps them alive as long as this object.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.memo: dict[tuple[int, tuple[tuple[IndexAtom, Affine], ...]], Poly] = {}
        self.kept: list[Expr] = []

    def poly(self, expr: Expr, names: Names) -> Poly:
        spoken = free_indices(expr) if names else NONE
        key = (id(expr), tuple((i, n) for i, n in names.items() if i in spoken))
        known = self.memo.get(key)
        if known is None:
            known = self.memo[key] = self._poly(expr, names)
        return known

    def _poly(self, expr: Expr, names: Names) -> Poly:
        facts = self.facts
        match expr:
            case Number(value):
                return constant(value)
            case Constant(name):
                return monomial(constant_atom(name))
            case Integer(value):
                return form_poly(af.substitute(value, names))
            case Entry(array, indices):
                return monomial(entry_atom(array, self.forms(indices, names)))
            case Add(terms):
                return add(*(self.poly(t, names) for t in terms))
            case Mul(factors):
                return fn.product(facts, self._brackets_first(factors, names))
            case Power(base, exponent):
                return self.power(base, exponent, names)
            case Call(function, arguments):
                polys = tuple(self.poly(a, names) for a in arguments)
                return fn.call(self._noted(arguments[0], polys[0], names), function, polys)
            case Sum(index, body, where):
                return self.sum(index, body, where, names)
            case Bracket(condition):
                return self.bracket(condition, names)
            case Choice(condition, then, otherwise):
                holds = self.bracket(condition, names)
                first, second = self.apart(then, names), self.apart(otherwise, names)
                return add(second, multiply(facts, holds, subtract(first, second)))
            case Product(index, body, where):
                return self.fold("product", index, body, where, names)
            case Extremum(kind, index, body):
                return self.fold(kind, index, body, (), names)
            case Applied():
                return self.applied(expr, names)
            case Inverse(matrix, row, column):
                block = self.block(matrix, names)
                return fn.inverse_entry(block, *self.forms((row, column), names))
            case Determinant(matrix):
                return fn.determinant(self.block(matrix, names))
            case Named(definition, indices):
                body = at(definition.axes, definition.body, indices)
                self.kept.append(body)
                return self.poly(body, names)
            case Derivative() | Let():
                raise TypeError("derivatives are taken before an expression is brought to normal form")

    def forms(self, forms: tuple[Affine, ...], names: Names) -> tuple[Affine, ...]:
        return tuple(af.substitute(f, names) for f in forms)

    def _brackets_first(self, factors: tuple[Expr, ...], names: Names) -> list[Poly]:
        """The factors, conditions first, so that a δ is used before anything is multiplied out."""
        ordered = sorted(factors, key=lambda f: not isinstance(f, Bracket | Number | Entry))
        return [self.poly(f, names) for f in ordered]

    def power(self, base: Expr, exponent: Expr, names: Names) -> Poly:
        lower, upper = self.poly(base, names), self.poly(exponent, names)
        facts = self._noted(base, lower, names)
        value = constant_value(upper)
        return fn.symbolic_power(facts, lower, upper) if value is None else fn.power(facts, lower, value)

    def _noted(self, expr: Expr, poly: Poly, names: Names) -> Facts:
        """The facts, with the sign of the expression as written, where that is plain and the polynomial hides it."""
        if len(poly.terms) < 2 or sign(self.facts, poly) == POSITIVE:
            return self.facts
        found = written_sign(self.facts, expr, lambda e: self.poly(e, names))
        if found is not None:
            inner = content(self.facts, poly, positive=True).primitive
            self.facts = self.facts.with_signs(SignFact(found, poly), SignFact(found, inner))
        return self.facts

    def domain(self, condition: Condition, names: Names) -> tuple[tuple[IndexRelation, ...], list[Poly]]:
        """A condition as relations between index forms, and as factors for what it says of real numbers."""
        relations = [
            IndexRelation(r.kind, af.substitute(r.form, names)) for r in condition if isinstance(r, IndexRelation)
        ]
        factors = [
            fn.condition(self.facts, r.kind, self.poly(r.difference, names))
            for r in condition
            if isinstance(r, RealRelation)
        ]
        return tuple(relations), factors

    def bracket(self, condition: Condition, names: Names) -> Poly:
        relations, factors = self.domain(condition, names)
        return bind(self.facts, (), relations, fn.product(self.facts, factors))

    def opened(self, index: Index, names: Names) -> tuple[Index, Names, tuple[IndexRelation, ...]]:
        """A bound index under an open name, and its range as relations."""
        binder = open_index()
        form = af.of_atom(binder)
        lower, upper = self.forms((index.lower, index.upper), names)
        relations = (IndexRelation("ge", form - lower), IndexRelation("ge", upper - form))
        return binder, {**names, index: form}, relations

    def sum(self, index: Index, body: Expr, where: Condition, names: Names) -> Poly:
        binder, inner, relations = self.opened(index, names)
        outer, memo = self.facts, self.memo
        conditions, factors = self.domain(where, inner)
        domain = (*relations, *conditions)
        if where or not entails(outer.nonnegative, relations[0].form + relations[1].form):
            # What is known inside says something about the outside too: nothing found there may be used outside.
            self.memo = {}
        within = outer.with_nonnegative(*(r.form for r in domain if r.kind == "ge"))
        self.facts = within.with_nonzero(*(r.form for r in conditions if r.kind == "ne"))
        summand = fn.product(self.facts, [*factors, self.poly(body, inner)])
        self.facts, self.memo = outer, memo
        return bind(outer, (binder,), domain, summand)

    def apart(self, expr: Expr, names: Names) -> Poly:
        """A branch that need not be taken: signs that follow from its being defined are known in it alone."""
        outer, memo = self.facts, self.memo
        self.memo = {}
        poly = self.poly(expr, names)
        self.facts, self.memo = outer, memo
        return poly

    def fold(self, kind: str, index: Index, body: Expr, where: Condition, names: Names) -> Poly:
        binder, inner, relations = self.opened(index, names)
        outer = self.facts
        conditions, factors = self.domain(where, inner)
        self.facts = outer.with_nonnegative(*(r.form for r in relations))
        summand = self.poly(body, inner)
        self.facts = outer
        if factors:
            raise TooLarge("a product under a condition on real numbers")
        ranges = (self.forms((index.lower, index.upper), names),)
        lambda_ = closed((binder,), summand, ((ranges[0][0], ranges[0][1]),))
        back: Names = {binder: af.of_atom(label(lambda_.height))}
        return monomial(fold_atom(kind, lambda_, rename_domain(conditions, back)))

    def block(self, block: Block, names: Names) -> Lambda:
        """A tensor-valued argument as a function of its axes."""
        axes = tuple(open_index() for _ in block.axes)
        renamed: Names = {a: af.of_atom(b) for a, b in zip(block.axes, axes, strict=True)}
        inner = {**names, **renamed}
        ranges = tuple(self.forms((a.lower, a.upper), names) for a in block.axes)
        bounds = [f for (lo, up), b in zip(ranges, axes, strict=True) for f in (af.of_atom(b) - lo, up - af.of_atom(b))]
        outer = self.facts
        self.facts = outer.with_nonnegative(*bounds)
        body = self.poly(block.body, inner)
        self.facts = outer
        return closed(axes, body, tuple((lo, up) for lo, up in ranges))

    def applied(self, expr: Applied, names: Names) -> Poly:
        arguments = tuple(
            self.block(a, names) if isinstance(a, Block) else af.substitute(a, names) for a in expr.arguments
        )
        slots = tuple((s.argument, self.forms(s.indices, names)) for s in expr.slots)
        return monomial(applied_atom(expr.function, arguments, slots))


def written_sign(facts: Facts, expr: Expr, poly: Callable[[Expr], Poly]) -> str | None:
    """The sign that can be read off an expression as written: sums and products of squares, exponentials, …"""
    match expr:
        case Number(value):
            return POSITIVE if value > 0 else (NONNEGATIVE if value == 0 else None)
        case Add(terms):
            found = [written_sign(facts, t, poly) for t in terms]
            if None in found:
                return sign(facts, poly(expr))
            return POSITIVE if POSITIVE in found else NONNEGATIVE
        case Mul(factors):
            return _product_sign(facts, factors, poly)
        case Power(base, Number(value)) if value.denominator == 1 and value.numerator % 2 == 0:
            return POSITIVE if is_nonzero(facts, poly(base)) else NONNEGATIVE
        case Power(base, _):
            return POSITIVE if written_sign(facts, base, poly) == POSITIVE else None
        case Call(function) if TABLE[function].sign in ("positive", "nonnegative"):
            return POSITIVE if TABLE[function].sign == "positive" else sign(facts, poly(expr)) or NONNEGATIVE
        case Sum():
            return sign(facts, poly(expr)) or _sum_sign(facts, expr)
        case Named(definition):
            return written_sign(facts, definition.body, poly)
    return sign(facts, poly(expr))


def _product_sign(facts: Facts, factors: tuple[Expr, ...], poly: Callable[[Expr], Poly]) -> str | None:
    """Positive factors are positive; the same expression twice is a square."""
    rest = list(factors)
    found: list[str | None] = []
    while rest:
        factor = rest.pop()
        twin = next((r for r in rest if r is factor or poly(r).key == poly(factor).key), None)
        if twin is not None and written_sign(facts, factor, poly) is None:
            rest.remove(twin)
            found.append(NONNEGATIVE)
        else:
            found.append(written_sign(facts, factor, poly))
    if None in found:
        return None
    return NONNEGATIVE if NONNEGATIVE in found else POSITIVE


def _sum_sign(facts: Facts, expr: Sum) -> str | None:
    """A sum of what is non-negative as written is non-negative."""
    entering = Entering(facts)
    binder, names, relations = entering.opened(expr.index, {})
    entering.facts = facts.with_nonnegative(*(r.form for r in relations))
    del binder
    found = written_sign(entering.facts, expr.body, lambda e: entering.poly(e, names))
    return NONNEGATIVE if found is not None else None
