"""Everything that an expression asks for, each demand under the indices, conditions and facts around its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.definedness.reach import Reach, reach
from symcheck.definedness.requirements import Need, needs, requirements
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    COMPARED,
    Block,
    Condition,
    Definition,
    Derivative,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Let,
    Mul,
    Named,
    Number,
    Product,
    RealRelation,
)
from symcheck.expressions.walk import at
from symcheck.functions.row import Alternatives, Ask
from symcheck.symbolic import calculus
from symcheck.symbolic.domain.demand import Demand, Guard, Place, with_comparison
from symcheck.symbolic.normal_form.facts import Facts, SignFact, entails
from symcheck.symbolic.normal_form.normalise import Normaliser
from symcheck.symbolic.normal_form.polys import open_index
from symcheck.symbolic.normal_form.relations import solve_for

Replace = Callable[[Expr], Expr]


class Workspace(Struct, frozen=True):
    """What was found for nodes on the way, for all lines of a part: derivatives taken, and where they are reached."""

    evaluate: Callable[[Expr], Expr]
    reached: dict[Derivative, Reach | None] = field(default_factory=dict)
    opened: dict[tuple[Definition, tuple[IndexForm, ...]], Expr] = field(default_factory=dict)

    def reach(self, expr: Derivative) -> Reach | None:
        if expr not in self.reached:
            if not isinstance(expr.variable, Entry):
                raise Unsupported("a derivative by an index is not defined: an index is an integer")
            self.reached[expr] = reach(self.evaluate(expr.body), expr.variable)
        return self.reached[expr]

    def meaning(self, expr: Named) -> Expr:
        """What a name means at its indices."""
        key = (expr.definition, expr.indices)
        known = self.opened.get(key)
        if known is None:
            known = self.opened[key] = at(expr.definition.axes, expr.definition.body, expr.indices)
        return known


def demands(facts: Facts, expr: Expr, workspace: Workspace) -> tuple[Demand, ...]:
    """Everything an expression asks for in order to be defined."""
    return tuple(_Collecting(workspace).of(expr, _Scope(facts=facts)))


class _Scope(Place, frozen=True, kw_only=True):
    """A place on the walk, and what stands for the arrays that are replaced there; `never` if nothing leads to it."""

    replaced: tuple[Replace, ...] = ()
    outermost: bool = True
    never: bool = False

    def demand(self, alternatives: Alternatives) -> Demand:
        said = tuple(tuple(replace(ask, expr=self.said(ask.expr)) for ask in asks) for asks in alternatives)
        return Demand(alternatives=said, **{name: getattr(self, name) for name in Place.__struct_fields__})

    def said(self, expr: Expr) -> Expr:
        """The expression with arrays that stand for an expression replaced by it."""
        for put in self.replaced:
            expr = put(expr)
        return expr

    def inside(self, bound: tuple[Index, ...], where: Condition, unless: Condition) -> _Scope:
        scope = self
        for index in bound:
            scope = scope.bound(index)
        if where:
            scope = scope.where(where)
        return scope.without(unless) if unless else scope

    def bound(self, index: Index) -> _Scope:
        name = open_index()
        values = self.values
        lower, upper = (af.substitute(f, values) for f in (index.lower, index.upper))
        forms = (af.of_atom(name) - lower, upper - af.of_atom(name))
        surely = entails(self.facts.nonnegative, upper - lower)
        return replace(
            self,
            names=(*(n for n in self.names if n[0] != index), (index, af.of_atom(name))),
            opened=(*self.opened, name),
            facts=self.facts.with_nonnegative(*forms),
            domain=(*self.domain, *(IndexRelation("ge", f) for f in forms)),
            inhabited=self.inhabited | {name} if surely else self.inhabited,
            outermost=False,
        )

    def where(self, condition: Condition) -> _Scope:
        scope = replace(self, outermost=False)
        real = tuple(r for r in condition if isinstance(r, RealRelation))
        for relation in condition:
            if isinstance(relation, IndexRelation):
                named = IndexRelation(relation.kind, af.substitute(relation.form, scope.values))
                scope = scope.fixed(named) if named.kind == "eq" else scope.related(named)
        return scope.given(real, Guard(True, real)) if real else scope

    def related(self, relation: IndexRelation) -> _Scope:
        """The scope in which a relation of indices holds."""
        if not relation.form.terms:
            return self if COMPARED[relation.kind](relation.form.constant) else replace(self, never=True)
        facts = with_comparison(self.facts, relation.kind, relation.form)
        return replace(self, facts=facts, domain=(*self.domain, relation))

    def fixed(self, relation: IndexRelation) -> _Scope:
        """The scope in which an equation holds; one that fixes an opened name takes it away."""
        solved = solve_for(relation.form, self.opened)
        if solved is None or solved[0] not in self.opened:
            return self.related(relation)
        name, value = solved
        values: dict[IndexAtom, IndexForm] = {name: value}
        facts = self.facts.with_nonnegative(
            *(af.substitute(f, values) for f in self.facts.nonnegative if name in af.free_indices(f))
        )
        return replace(
            self,
            names=tuple((i, af.substitute(f, values)) for i, f in self.names),
            opened=tuple(n for n in self.opened if n != name),
            domain=tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in self.domain),
            facts=with_comparison(facts, relation.kind, relation.form),
        )

    def given(self, known: Condition, guard: Guard) -> _Scope:
        """The scope under a condition on real numbers, of which these relations are known to hold."""
        said = Guard(guard.positive, tuple(map(self._relation, guard.condition)))
        scope = replace(self, guards=(*self.guards, said), outermost=False)
        for relation in map(self._relation, known):
            if isinstance(relation, RealRelation) and relation.kind != "eq":
                poly = Normaliser(scope.facts).poly(relation.difference, self.values)
                scope = replace(scope, facts=scope.facts.with_signs(SignFact(relation.kind, poly)))
        return scope

    def _relation(self, relation: IndexRelation | RealRelation) -> IndexRelation | RealRelation:
        if isinstance(relation, IndexRelation):
            return relation
        return replace(relation, difference=self.said(_plain(relation.difference)))

    def without(self, condition: Condition) -> _Scope:
        """The scope where a condition does not hold: its negation is known if it is one relation."""
        opposite = negated(condition)
        if opposite and isinstance(opposite[0], IndexRelation):
            return self.where(opposite)
        return self.given(opposite, Guard(False, condition))


def _plain(expr: Expr) -> Expr:
    """An expression for the normal form, its derivatives taken."""
    return calculus.evaluate(expr)


def negated(condition: Condition) -> Condition:
    """The negation of a condition that is one relation; nothing is known otherwise."""
    if len(condition) != 1:
        return ()
    relation = condition[0]
    if isinstance(relation, IndexRelation):
        if relation.kind == "ge":
            return (IndexRelation("ge", relation.form.scale(-1).shift(-1)),)
        return (IndexRelation("ne" if relation.kind == "eq" else "eq", relation.form),)
    if relation.kind in ("eq", "ne"):
        return (RealRelation("ne" if relation.kind == "eq" else "eq", relation.difference),)
    opposite = Mul((Number(Fraction(-1)), relation.difference))
    return (RealRelation("ge" if relation.kind == "gt" else "gt", opposite),)


class _Collecting:
    """One walk; a closed expression that was seen in the outermost scope is not asked again."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.seen: set[Expr] = set()

    def of(self, expr: Expr, scope: _Scope) -> Iterator[Demand]:
        if scope.never:
            return
        if scope.outermost:
            if expr in self.seen:
                return
            self.seen.add(expr)
        match expr:
            case Number() | Integer() if not requirements(expr):
                return
            case Derivative(body, variable):
                yield from self.of(body, scope)
                yield from self.of(variable, scope)
                yield from self.reached(self.workspace.reach(expr), replace(scope, bend=True, outermost=False))
                return
            case Let(array, value, body):
                yield from self.need(Need(value.body, value.axes), scope)
                block = Block(value.axes, self.workspace.evaluate(value.body))
                put = partial(calculus.replace_array, array=array, value=block)
                inner = replace(scope, replaced=(put, *scope.replaced), outermost=False)
                yield from self.of(body, inner)
                return
        for alternatives in requirements(expr):
            yield from _memberwise(_evaluated(alternatives, self.workspace), scope)
        if isinstance(expr, Named):
            yield from self.of(self.workspace.meaning(expr), scope)
            return
        for need in needs(expr):
            yield from self.need(need, scope)

    def need(self, need: Need, scope: _Scope) -> Iterator[Demand]:
        inner = (
            scope
            if not (need.bound or need.where or need.unless)
            else scope.inside(need.bound, need.where, need.unless)
        )
        yield from self.of(need.expr, inner)

    def reached(self, found: Reach | None, scope: _Scope) -> Iterator[Demand]:
        """What a derivative asks for beyond a value of its body."""
        if found is None:
            return
        inner = scope.inside(found.bound, (*found.where, *found.guard), found.unless)
        if inner.never:
            return
        for alternatives in found.asked:
            yield inner.demand(alternatives)
        for below in found.below:
            yield from self.reached(below, inner)


def _memberwise(alternatives: Alternatives, scope: _Scope) -> Iterator[Demand]:
    """The demand, if its place is reached; a product over a range is 0 nowhere if and only if no member is."""
    match alternatives:
        case ((Ask("ne", Product(index, body, where)),),):
            yield from _memberwise(((Ask("ne", body),),), scope.inside((index,), where, ()))
            return
    if not scope.never:
        yield scope.demand(alternatives)


def _evaluated(alternatives: Alternatives, workspace: Workspace) -> Alternatives:
    """The alternatives with derivatives taken and names expanded."""
    return tuple(tuple(replace(a, expr=workspace.evaluate(a.expr)) for a in asks) for asks in alternatives)
