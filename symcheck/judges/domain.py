"""Where an expression is defined, and whether a line is defined wherever the first of its chain is.

Each partial operation asks for something: 1/x for x ≠ 0, log x for x > 0, √x for x ≥ 0, A⁻¹ for det A ≠ 0. What the
first expression asks for may be taken as known when a line is judged. A demand of the line is met if it follows from
the assumptions, from a sign that can be read off, or from a demand of the first. An unmet demand does not make a line
wrong: it is reported, with the condition that would settle it. Derivatives are judged after they have been taken, so
that the derivative of √x asks for x > 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.language.expressions import (
    Add,
    Call,
    Choice,
    Condition,
    Determinant,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Inverse,
    Mul,
    Number,
    Power,
    Product,
    RealRelation,
    Sum,
)
from symcheck.language.walk import binders, children, condition_expressions
from symcheck.sums.content import content
from symcheck.sums.enter import Entering, Names, written_sign
from symcheck.sums.facts import Facts, SignFact, entails
from symcheck.sums.polys import constant_value, monomial, open_index
from symcheck.sums.signs import NONNEGATIVE, POSITIVE, is_nonzero, is_positive_definite, sign
from symcheck.sums.types import CallAtom, GuardAtom, IndexNumber, Poly, PowerAtom

SYMBOL = {"gt": "> 0", "ge": "≥ 0", "ne": "≠ 0"}


@dataclass(frozen=True, slots=True)
class Demand:
    """`expr kind 0` must hold, under the names and facts of the place where it stands.

    `certain` says that nothing but the domain keeps the place from being reached (no condition on real numbers does);
    `inhabited` are the names whose range is not empty.
    """

    kind: str
    expr: Expr
    names: tuple[tuple[Index, Index], ...]
    facts: Facts
    domain: tuple[IndexRelation, ...]
    certain: bool = True
    inhabited: frozenset[Index] = frozenset()

    def __str__(self) -> str:
        from symcheck.language.text import expression

        return f"{expression(self.expr)} {SYMBOL[self.kind]}"


@dataclass(frozen=True, slots=True)
class Definedness:
    """The demands that nothing meets; none means defined wherever the first is."""

    conditions: tuple[Demand, ...]

    def __str__(self) -> str:
        return ", ".join(dict.fromkeys(map(str, self.conditions)))


def first_signs(facts: Facts, body: Expr) -> Facts:
    """The facts, with what the first expression asks for."""
    for demand in demands(facts, body):
        if not demand.certain or _met(demand):
            continue
        entering, names = _entering(demand)
        poly = entering.poly(demand.expr, names)
        opened, domain = _reached(demand, poly)
        fact = SignFact(demand.kind, poly, opened, domain)
        facts = facts.with_signs(fact, *_consequences(facts, fact))
    return facts


def _reached(demand: Demand, poly: Poly) -> tuple[tuple[Index, ...], tuple[IndexRelation, ...]]:
    """The names a demand's polynomial speaks of, and the conditions under which the place it stands at is reached.

    A name that the polynomial does not speak of takes its range with it only where that range is not empty: nothing
    is asked under an empty sum. A condition on such a name stays, and as nothing is known of the name, is never met.
    """
    names = [name for _, name in demand.names]
    domain = demand.domain
    opened = {name for name in names if name in poly.free}
    for name in reversed(names):
        own = [r for r in domain if name in af.free_indices(r.form)]
        if name not in opened and name in demand.inhabited and len(own) == 2:
            domain = tuple(r for r in domain if r not in own)
    return tuple(name for name in names if name in opened), domain


def _consequences(facts: Facts, fact: SignFact) -> list[SignFact]:
    """A product is not 0 only if no factor is.

    Powers with a symbolic exponent are left out: xⁿ⁻¹ is written xⁿ x⁻¹, and is 1 where n = 1 and x = 0.
    """
    if any(isinstance(a, CallAtom) and a.function == "power" for t, _ in fact.poly.terms for a, _ in t.factors):
        return []
    parts = content(facts, fact.poly, positive=False)
    pieces = [a.base if isinstance(a, PowerAtom) else monomial(a) for a in parts.factors]
    if len(parts.primitive.terms) == 1:
        term = parts.primitive.terms[0][0]
        own = () if term.bound else term.factors
        pieces += [a.base if isinstance(a, PowerAtom) else monomial(a) for a, _ in own]
    elif pieces:
        pieces.append(parts.primitive)
    return [replace(fact, kind="ne", poly=p) for p in pieces] if fact.kind in ("ne", "gt") else []


def undefined_where(facts: Facts, line: Expr) -> Definedness:
    """The demands of the line that are met neither by the facts (those of the first among them) nor by signs."""
    return Definedness(tuple(d for d in demands(facts, line) if not _met(d)))


def _entering(demand: Demand) -> tuple[Entering, Names]:
    return Entering(demand.facts), {index: af.of_atom(name) for index, name in demand.names}


def plainly_positive(expr: Expr, facts: Facts, names: dict[IndexAtom, Affine]) -> bool:
    """Whether an expression is positive as it stands, seen without multiplying anything out."""
    match expr:
        case Number(value):
            return value > 0
        case Entry(array):
            return array.sign == "positive"
        case Call("exp" | "cosh" | "sigmoid" | "softplus"):
            return True
        case Add(parts) | Mul(parts):
            return all(plainly_positive(p, facts, names) for p in parts)
        case Power(base, Number()):
            return plainly_positive(base, facts, names)
        case Sum(index, body, ()):
            extent = af.substitute(index.upper - index.lower, names)
            return entails(facts.nonnegative, extent) and plainly_positive(body, facts, names)
    return False


def _met(demand: Demand) -> bool:
    if plainly_positive(demand.expr, demand.facts, {i: af.of_atom(n) for i, n in demand.names}):
        return True
    entering, names = _entering(demand)
    if isinstance(demand.expr, Determinant) and is_positive_definite(entering.block(demand.expr.matrix, names)):
        return True
    poly = entering.poly(demand.expr, names)
    facts = entering.facts
    if not poly.terms:
        return demand.kind == "ge"
    if demand.kind == "ne" and is_nonzero(facts, poly):
        return True
    found = sign(facts, poly) or written_sign(facts, demand.expr, lambda e: entering.poly(e, names))
    if found == POSITIVE or (found == NONNEGATIVE and demand.kind == "ge"):
        return True
    return _met_in_parts(facts, demand.kind, poly)


def _met_in_parts(facts: Facts, kind: str, poly: Poly) -> bool:
    """Whether a demand is met factor by factor, once the content is taken out."""
    parts = content(facts, poly, positive=kind != "ne")
    if not parts.factors and parts.primitive.key == poly.key:
        return False
    if kind == "ne":
        bases = [a.base if isinstance(a, PowerAtom) else monomial(a) for a in parts.factors]
        return all(is_nonzero(facts, p) for p in (*bases, parts.primitive))
    found = sign(facts, parts.primitive)
    return found == POSITIVE or (found == NONNEGATIVE and kind == "ge")


def demands(facts: Facts, expr: Expr) -> tuple[Demand, ...]:
    """Everything an expression asks for in order to be defined."""
    return tuple(_Collecting().of(expr, _Scope((), facts, ())))


@dataclass(frozen=True, slots=True)
class _Scope:
    """The bound indices around a place, under open names, and what is known there."""

    names: tuple[tuple[Index, Index], ...]
    facts: Facts
    domain: tuple[IndexRelation, ...]
    certain: bool = True
    inhabited: frozenset[Index] = frozenset()
    outermost: bool = True

    def demand(self, kind: str, expr: Expr) -> Demand:
        return Demand(kind, expr, self.names, self.facts, self.domain, self.certain, self.inhabited)

    @property
    def values(self) -> dict[IndexAtom, Affine]:
        return {i: af.of_atom(n) for i, n in self.names}

    def bound(self, index: Index) -> _Scope:
        name = open_index()
        values = self.values
        lower, upper = (af.substitute(f, values) for f in (index.lower, index.upper))
        forms = (af.of_atom(name) - lower, upper - af.of_atom(name))
        domain = (*self.domain, *(IndexRelation("ge", f) for f in forms))
        surely = entails(self.facts.nonnegative, upper - lower)
        return replace(
            self,
            names=(*self.names, (index, name)),
            facts=self.facts.with_nonnegative(*forms),
            domain=domain,
            inhabited=self.inhabited | {name} if surely else self.inhabited,
            outermost=False,
        )

    def where(self, condition: Condition) -> _Scope:
        scope = replace(self, outermost=False)
        values = self.values
        for relation in condition:
            if isinstance(relation, IndexRelation):
                named = IndexRelation(relation.kind, af.substitute(relation.form, values))
                scope = replace(scope, facts=_with_relation(scope.facts, named), domain=(*scope.domain, named))
                continue
            scope = replace(scope, certain=False)
            if relation.kind != "eq":
                poly = Entering(scope.facts).poly(relation.difference, values)
                scope = replace(scope, facts=scope.facts.with_signs(SignFact(relation.kind, poly)))
        return scope


def _with_relation(facts: Facts, relation: IndexRelation) -> Facts:
    match relation.kind:
        case "ne":
            return facts.with_nonzero(relation.form)
        case "ge":
            return facts.with_nonnegative(relation.form)
    return facts.with_nonnegative(relation.form, relation.form.scale(-1))


def negated(condition: Condition) -> Condition:
    """The negation of a condition that is one relation; nothing is known otherwise."""
    if len(condition) != 1:
        return ()
    relation = condition[0]
    if isinstance(relation, IndexRelation):
        if relation.kind == "ge":
            return (IndexRelation("ge", relation.form.scale(-1).shift(-1)),)
        return (IndexRelation("ne" if relation.kind == "eq" else "eq", relation.form),)
    opposite = Call("abs", (relation.difference,)) if relation.kind in ("eq", "ne") else _minus(relation.difference)
    if relation.kind in ("eq", "ne"):
        return (RealRelation("ne" if relation.kind == "eq" else "eq", relation.difference),)
    return (RealRelation("ge" if relation.kind == "gt" else "gt", opposite),)


def _minus(expr: Expr) -> Expr:
    return Mul((Number(Fraction(-1)), expr))


class _Collecting:
    """One walk; a closed expression that was seen in the outermost scope is not asked again."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def of(self, expr: Expr, scope: _Scope) -> Iterator[Demand]:
        if scope.outermost:
            if id(expr) in self.seen:
                return
            self.seen.add(id(expr))
        yield from _own_demands(expr, scope)
        match expr:
            case Sum(index, body, where) | Product(index, body, where):
                inner = scope.bound(index).where(where)
                yield from self.of(body, inner)
                for child in condition_expressions(where):
                    yield from self.of(child, scope.bound(index))
            case Choice(condition, then, otherwise):
                for child in condition_expressions(condition):
                    yield from self.of(child, scope)
                yield from self.of(then, scope.where(condition))
                apart = scope.where(negated(condition))
                yield from self.of(otherwise, apart if negated(condition) else replace(apart, certain=False))
            case _:
                inner = scope
                for index in binders(expr):
                    inner = inner.bound(index)
                for child in children(expr):
                    yield from self.of(child, inner)


def _own_demands(expr: Expr, scope: _Scope) -> Iterator[Demand]:
    match expr:
        case Power(base, Number(value)):
            yield from _of_power(base, value, scope)
        case Power(base, Integer(form)):
            if not entails(scope.facts.nonnegative, form):
                yield from _asked_of(scope, "ne", base, form.terms == ())
        case Power(base, exponent):
            yield from _of_exponent(base, exponent, scope)
        case Call("log" | "gamma" | "loggamma" | "digamma", (argument,)):
            yield scope.demand("gt", argument)
        case Call("sqrt", (argument,)):
            yield scope.demand("ge", argument)
        case Call("tan", (argument,)):
            yield scope.demand("ne", Call("cos", (argument,)))
        case Call("heaviside", (argument,)):
            yield scope.demand("ne", argument)
        case Inverse(matrix):
            yield scope.demand("ne", Determinant(matrix))


def _of_power(base: Expr, exponent: Fraction, scope: _Scope) -> Iterator[Demand]:
    """A root asks for a base that is not negative, a denominator for one that is not 0."""
    if exponent.denominator != 1:
        yield scope.demand("gt" if exponent < 0 else "ge", base)
    elif exponent < 0:
        yield scope.demand("ne", base)


def _of_exponent(base: Expr, exponent: Expr, scope: _Scope) -> Iterator[Demand]:
    """An exponent that is no number as written may come to one: x^√4 asks for nothing."""
    poly = Entering(scope.facts).poly(exponent, scope.values)
    value = constant_value(poly)
    if value is not None:
        yield from _of_power(base, value, scope)
    else:
        of_integers = all(isinstance(a, IndexNumber | GuardAtom) for t, _ in poly.terms for a, _ in t.factors)
        yield from _asked_of(scope, "gt", base, not of_integers)


def _asked_of(scope: _Scope, kind: str, base: Expr, certain: bool) -> Iterator[Demand]:
    """A demand that is made for some values of the exponent: a line must meet it, the first may not mean it."""
    yield (scope if certain else replace(scope, certain=False)).demand(kind, base)
