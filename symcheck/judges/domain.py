"""Whether a line has a value wherever the first of its chain has one, decided from what is known.

What an expression asks for is said in `symcheck.definedness`; here each requirement becomes a `Demand`, under the
names and the facts of the place where it stands. What the first expression certainly asks for is known when a line
is judged. A demand of the line is met if it follows from the assumptions, from a sign that can be read off, or from a
demand of the first. An unmet demand does not make a line wrong: it is reported, with what would settle it.

A derivative asks for what its body asks for, and to be reached by the chain rule (`bend`): nothing is asked of the line
elsewhere. What bends ask for meets demands of the line, but decides no case that the line states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from symcheck import calculus
from symcheck.definedness.reach import Reach, reach
from symcheck.definedness.requirements import Need, needs, requirements
from symcheck.functions.row import Alternatives, Ask, Comparison
from symcheck.functions.table import TABLE
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.language.expressions import (
    Add,
    Block,
    Bracket,
    Call,
    Condition,
    Derivative,
    Determinant,
    Entry,
    Expr,
    IndexRelation,
    Integer,
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
from symcheck.sums.content import content
from symcheck.sums.definite import is_definite, is_regular
from symcheck.sums.enter import Normaliser
from symcheck.sums.facts import Facts, SignFact, entails
from symcheck.sums.facts import is_nonzero as is_apart
from symcheck.sums.polys import constant_value, monomial, open_index, scale, subtract
from symcheck.sums.relations import solve_for
from symcheck.sums.signs import NONNEGATIVE, POSITIVE, is_nonzero, sign
from symcheck.sums.substitute import substitute as rename
from symcheck.sums.types import CallAtom, Poly, PowerAtom

SYMBOL: dict[Comparison, str] = {
    "gt": "> 0", "ge": "≥ 0", "ne": "≠ 0", "eq": "= 0", "whole": "a whole number", "broken": "no whole number",
}  # fmt: skip
Replace = Callable[[Expr], Expr]
Names = tuple[tuple[Index, Affine], ...]
"""What stands for each index bound around a place: an opened name, or the form that an equation fixes it to."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on real numbers around a place: it holds there, or (not `positive`) does not."""

    positive: bool
    condition: Condition


@dataclass(frozen=True, slots=True)
class Demand:
    """Some of the alternatives must hold, under the names and facts of the place where they stand.

    `guards` are the conditions on real numbers under which the place is reached; `inhabited` are the names whose range
    is not empty. `bend` says that a derivative asks for it, beyond a value of what is differentiated; `wholes` are
    expressions known to be whole numbers, `brokens` such that are known to be none.
    """

    alternatives: Alternatives
    names: Names
    opened: tuple[Index, ...]
    facts: Facts
    domain: tuple[IndexRelation, ...]
    guards: tuple[Guard, ...] = ()
    inhabited: frozenset[Index] = frozenset()
    bend: bool = False
    wholes: tuple[Expr, ...] = ()
    brokens: tuple[Expr, ...] = ()

    @property
    def values(self) -> dict[IndexAtom, Affine]:
        return dict(self.names)

    def __str__(self) -> str:
        shown = [" and ".join(map(_shown, asks)) for asks in self.alternatives]
        return " or ".join(shown[:2]) + (", …" if len(shown) > 2 else "")


def _shown(ask: Ask) -> str:
    from symcheck.language.text import expression

    return f"{expression(ask.expr)} {SYMBOL[ask.kind]}"


@dataclass(frozen=True, slots=True)
class Definedness:
    """The demands that nothing meets; none means defined wherever the first is."""

    conditions: tuple[Demand, ...]

    def __str__(self) -> str:
        return ", ".join(dict.fromkeys(map(str, self.conditions)))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known where the first expression has a value.

    `facts` hold there; `beyond` also says what its derivatives ask for; `held` are its demands, as they stand.
    """

    facts: Facts
    beyond: Facts
    held: tuple[tuple[object, Demand], ...] = ()
    bends: tuple[Demand, ...] = ()


def known_of(facts: Facts, first: Expr, workspace: Workspace) -> Known:
    """The facts, with what the first expression certainly asks for."""
    known = Known(facts, facts)
    for demand in demands(facts, first, workspace):
        if _met(demand, Known(known.beyond, known.beyond)):
            continue
        found = _facts_of(demand, known.beyond)
        if not demand.bend:
            known = replace(known, facts=found(known.facts))
        known = replace(known, beyond=found(known.beyond), held=(*known.held, (_key(demand), demand)))
        if demand.bend:
            known = replace(known, bends=(*known.bends, demand))
    return known


def undefined_where(known: Known, line: Expr, workspace: Workspace) -> Definedness:
    """The demands of the line that are met neither by what is known, nor by signs."""
    return Definedness(tuple(d for d in demands(known.beyond, line, workspace) if not _met(d, known)))


@dataclass(frozen=True, slots=True)
class Workspace:
    """What was found for nodes on the way, for all lines of a part: derivatives taken, and where they are reached."""

    evaluate: Callable[[Expr], Expr]
    reached: dict[int, tuple[Expr, Reach | None]] = field(default_factory=dict)
    opened: dict[object, tuple[Expr, Expr]] = field(default_factory=dict)

    def reach(self, expr: Derivative) -> Reach | None:
        known = self.reached.get(id(expr))
        if known is None:
            if not isinstance(expr.variable, Entry):
                raise calculus.NoRule("a derivative by an index is not defined: an index is an integer")
            known = self.reached[id(expr)] = (expr, reach(self.evaluate(expr.body), expr.variable))
        return known[1]

    def meaning(self, expr: Named) -> Expr:
        """What a name means at its indices."""
        key = (id(expr.definition), expr.indices)
        known = self.opened.get(key)
        if known is None:
            known = self.opened[key] = (expr, at(expr.definition.axes, expr.definition.body, expr.indices))
        return known[1]


# From demands to facts


def _facts_of(demand: Demand, facts: Facts) -> Callable[[Facts], Facts]:
    """What follows from a demand that certainly holds: nothing if alternatives are left, or a condition excuses it."""
    left = _left(demand)
    if demand.guards or len(left) != 1:
        return lambda f: f
    signs: list[SignFact] = []
    forms: list[tuple[Comparison, Affine]] = []
    for ask in left[0]:
        if isinstance(ask.expr, Integer):
            form = af.substitute(ask.expr.value, demand.values)
            if not af.free_indices(form).intersection(demand.opened) and _everywhere(demand):
                forms.append((ask.kind, form))
        elif ask.kind in ("gt", "ge", "ne"):
            signs += _sign_facts(replace(demand, facts=_merged(demand.facts, facts)), ask)

    def extended(f: Facts) -> Facts:
        for kind, form in forms:
            f = _with_comparison(f, kind, form)
        return f.with_signs(*signs) if signs else f

    return extended


def _merged(own: Facts, more: Facts) -> Facts:
    return replace(own, signs=(*own.signs, *(s for s in more.signs if s not in own.signs)))


def _everywhere(demand: Demand) -> bool:
    """Whether the place is reached whatever the values of the indices around it."""
    return not demand.domain or not _reached(demand, Poly(()))[1]


def _sign_facts(demand: Demand, ask: Ask) -> list[SignFact]:
    poly = Normaliser(demand.facts).poly(ask.expr, demand.values)
    opened, domain = _reached(demand, poly)
    fact = SignFact(ask.kind, poly, opened, domain)
    return [fact, *_consequences(demand.facts, fact)]


def _reached(demand: Demand, poly: Poly) -> tuple[tuple[Index, ...], tuple[IndexRelation, ...]]:
    """The names a demand's polynomial speaks of, and the conditions under which the place it stands at is reached.

    A name that the polynomial does not speak of takes its range with it only where that range is not empty: nothing
    is asked under an empty sum. A condition on such a name stays, and as nothing is known of the name, is never met.
    """
    domain = demand.domain
    opened = {name for name in demand.opened if name in poly.free}
    for name in reversed(demand.opened):
        own = [r for r in domain if name in af.free_indices(r.form)]
        if name not in opened and name in demand.inhabited and len(own) == 2:
            domain = tuple(r for r in domain if r not in own)
    return tuple(name for name in demand.opened if name in opened), domain


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


# Whether a demand is met


def _met(demand: Demand, known: Known) -> bool:
    if _follows(demand):
        return True
    return _is_held(demand, known) or any(_case_by_case(demand, other) for _, other in known.held)


def _follows(demand: Demand) -> bool:
    """Whether some alternative follows from the facts of the place."""
    left = _left(demand)
    return () in left or any(all(_holds(demand, ask) for ask in asks) for asks in left)


def _case_by_case(demand: Demand, held: Demand) -> bool:
    """Whether a demand of the first leaves alternatives, under each of which this demand is met."""
    if len(held.alternatives) < 2 or held.opened or held.guards or held.domain:
        return False
    return all(_follows(_under(demand, asks)) for asks in held.alternatives)


def _under(demand: Demand, asks: tuple[Ask, ...]) -> Demand:
    """The demand where these comparisons hold too."""
    facts, wholes, brokens = demand.facts, demand.wholes, demand.brokens
    for ask in asks:
        if isinstance(ask.expr, Integer):
            facts = _with_comparison(facts, ask.kind, ask.expr.value)
        elif ask.kind == "whole":
            wholes = (*wholes, ask.expr)
        elif ask.kind == "broken":
            brokens = (*brokens, ask.expr)
        elif ask.kind in ("gt", "ge", "ne"):
            facts = facts.with_signs(SignFact(ask.kind, Normaliser(facts).poly(ask.expr, {})))
    return replace(demand, facts=facts, wholes=wholes, brokens=brokens)


def _with_comparison(facts: Facts, kind: Comparison, form: Affine) -> Facts:
    match kind:
        case "ge":
            return facts.with_nonnegative(form)
        case "gt":
            return facts.with_nonnegative(form.shift(-1))
        case "ne":
            return facts.with_nonzero(form)
    return facts


def _left(demand: Demand) -> Alternatives:
    """The alternatives that are not excluded, each without what is plain."""
    return tuple(
        tuple(ask for ask in asks if not _plainly(demand, ask))
        for asks in demand.alternatives
        if not any(_excluded(demand, ask) for ask in asks)
    )


def _plainly(demand: Demand, ask: Ask) -> bool:
    match ask:
        case Ask("whole", expr):
            return is_whole(expr) or any(_differ_by_whole(demand, expr, other) for other in demand.wholes)
        case Ask("broken" | "ne", expr) if any(_is_apart_by_whole(demand, expr, other) for other in demand.brokens):
            return True
        case Ask(kind, Integer(form)):
            return _form_holds(demand.facts, kind, af.substitute(form, demand.values))
        case Ask(kind, Number(value)):
            return {"gt": value > 0, "ge": value >= 0, "ne": value != 0, "eq": value == 0}.get(kind, False)
    return False


def _excluded(demand: Demand, ask: Ask) -> bool:
    match ask:
        case Ask("broken", expr):
            return is_whole(expr)
        case Ask("whole", Number(value)):
            return value.denominator != 1
        case Ask(kind, Integer(form)):
            opposite = {"ge": "gt", "gt": "ge"}.get(kind)
            named = af.substitute(form, demand.values)
            return opposite is not None and _form_holds(demand.facts, opposite, named.scale(-1))
    return False


def _form_holds(facts: Facts, kind: str, form: Affine) -> bool:
    match kind:
        case "ge":
            return entails(facts.nonnegative, form)
        case "gt":
            return entails(facts.nonnegative, form.shift(-1))
        case "ne":
            return is_apart(facts, facts.nonnegative, form)
        case "eq":
            return entails(facts.nonnegative, form) and entails(facts.nonnegative, form.scale(-1))
    return kind == "whole"


def is_whole(expr: Expr) -> bool:
    """Whether an expression is plainly a whole number."""
    match expr:
        case Integer() | Bracket():
            return True
        case Number(value):
            return value.denominator == 1
        case Entry(array):
            return array.integer
        case Add(parts) | Mul(parts):
            return all(map(is_whole, parts))
        case Power(base, Number(value)):
            return value.denominator == 1 and value >= 0 and is_whole(base)
        case Call("abs" | "sign", (argument,)):
            return is_whole(argument)
        case Sum(_, body, _):
            return is_whole(body)
        case Named(definition):
            return is_whole(definition.body)
    return False


def _differ_by_whole(demand: Demand, expr: Expr, other: Expr) -> bool:
    """Whether an expression is a whole multiple of a whole number, plus a whole number, plainly."""
    entering = Normaliser(demand.facts)
    poly, known = entering.poly(expr, demand.values), entering.poly(other, {})
    lead = next(((t, c) for t, c in known.terms if t.factors), None)
    if lead is None:
        return False
    ratio = next((c / lead[1] for t, c in poly.terms if t.key == lead[0].key), Fraction(0))
    rest = constant_value(subtract(poly, scale(known, ratio)))
    return ratio.denominator == 1 and rest is not None and rest.denominator == 1


def _is_apart_by_whole(demand: Demand, expr: Expr, other: Expr) -> bool:
    """Whether an expression or its negative is the other one plus a whole number, plainly: so both are or neither."""
    entering = Normaliser(demand.facts)
    poly, known = entering.poly(expr, demand.values), entering.poly(other, {})
    rests = [constant_value(subtract(scale(poly, Fraction(side)), known)) for side in (1, -1)]
    return any(rest is not None and rest.denominator == 1 for rest in rests)


def plainly_positive(expr: Expr, facts: Facts, names: dict[IndexAtom, Affine]) -> bool:
    """Whether an expression is positive as it stands, seen without multiplying anything out."""
    match expr:
        case Number(value):
            return value > 0
        case Entry(array):
            return array.sign == "positive"
        case Call(function):
            return TABLE[function].sign == "positive"
        case Add(parts) | Mul(parts):
            return all(plainly_positive(p, facts, names) for p in parts)
        case Power(base, Number()):
            return plainly_positive(base, facts, names)
        case Sum(index, body, ()):
            extent = af.substitute(index.upper - index.lower, names)
            return entails(facts.nonnegative, extent) and plainly_positive(body, facts, names)
    return False


def _holds(demand: Demand, ask: Ask) -> bool:
    if ask.kind in ("whole", "broken") or isinstance(ask.expr, Integer):
        return _plainly(demand, ask)
    if plainly_positive(ask.expr, demand.facts, demand.values):
        return ask.kind != "eq"
    if ask.kind in ("ne", "gt") and _holds_by_form(demand, ask):
        return True
    entering = Normaliser(demand.facts)
    if isinstance(ask.expr, Determinant):
        matrix = entering.block(ask.expr.matrix, demand.values)
        if is_definite(demand.facts, matrix) or (ask.kind == "ne" and is_regular(demand.facts, matrix)):
            return ask.kind != "eq"
    poly = entering.poly(ask.expr, demand.values)
    if not poly.terms:
        return ask.kind in ("ge", "eq")
    facts = entering.facts
    if ask.kind == "ne" and is_nonzero(facts, poly):
        return True
    found = sign(facts, poly) or entering.written_sign(ask.expr, demand.values)
    if (found == POSITIVE and ask.kind != "eq") or (found == NONNEGATIVE and ask.kind == "ge"):
        return True
    return _holds_in_parts(facts, ask.kind, poly)


def _holds_by_form(demand: Demand, ask: Ask) -> bool:
    """Whether a comparison follows from those of the parts, as the expression is written."""
    match ask:
        case Ask("ne", Mul(factors)):
            return all(_holds(demand, Ask("ne", f)) for f in factors)
        case Ask("ne", Power(base, Number())):
            return _holds(demand, Ask("ne", base))
        case Ask("gt", Power(base, Number(value))) if value.denominator == 1 and value % 2 == 0:
            return _holds(demand, Ask("ne", base))
        case Ask(_, Call("sqrt", (argument,))):
            return _holds(demand, Ask("gt", argument))
    return False


def _holds_in_parts(facts: Facts, kind: str, poly: Poly) -> bool:
    """Whether a demand is met factor by factor, once the content is taken out."""
    parts = content(facts, poly, positive=kind != "ne")
    if not parts.factors and parts.primitive.key == poly.key:
        return False
    if kind == "ne":
        bases = [a.base if isinstance(a, PowerAtom) else monomial(a) for a in parts.factors]
        return all(is_nonzero(facts, p) for p in (*bases, parts.primitive))
    found = sign(facts, parts.primitive)
    return (found == POSITIVE and kind == "gt") or (found is not None and kind == "ge")


# Demands that the first makes too

PLACES = tuple(open_index() for _ in range(12))
"""The names of the indices around a place, in order, under which demands are compared."""


def _key(demand: Demand) -> tuple[object, ...]:
    """The demand as it stands, the indices around it by their places: equal for the same demand elsewhere."""
    used = _used(demand)
    if len(used) > len(PLACES):
        return (id(demand),)
    places: dict[IndexAtom, Affine] = {n: af.of_atom(p) for n, p in zip(used, PLACES, strict=False)}
    values = {i: af.substitute(f, places) for i, f in demand.values.items()}
    entering = Normaliser(Facts(nonnegative=tuple(af.substitute(f, places) for f in demand.facts.nonnegative)))
    alternatives = tuple(
        tuple((a.kind, entering.poly(a.expr, values).key) for a in asks) for asks in demand.alternatives
    )
    return (alternatives, len(used))


def _is_held(demand: Demand, known: Known) -> bool:
    """Whether the first makes the same demand at this place too."""
    if not known.held:
        return False
    key = _key(demand)
    return any(key == other and _covers(first, demand) for other, first in known.held)


def _used(demand: Demand) -> list[Index]:
    """The opened names that a demand speaks of."""
    spoken = frozenset[Index]().union(*(free_indices(a.expr) for asks in demand.alternatives for a in asks))
    said = frozenset[Index]().union(*(af.free_indices(form) for index, form in demand.names if index in spoken))
    return [name for name in demand.opened if name in said]


def _covers(first: Demand, demand: Demand) -> bool:
    """Whether the first demand is made wherever the other one is."""
    pairs = zip(_used(first), _used(demand), strict=True)
    values: dict[IndexAtom, Affine] = {a: af.of_atom(b) for a, b in pairs}
    _, domain = _reached(first, _speaking(first))
    for relation in domain:
        form = af.substitute(relation.form, values)
        if IndexRelation(relation.kind, form) not in demand.domain and not _form_holds(
            demand.facts, relation.kind, form
        ):
            return False
    wanted = [_guard_key(first, g, values) for g in first.guards]
    return set(wanted) <= {_guard_key(demand, g, {}) for g in demand.guards}


def _speaking(demand: Demand) -> Poly:
    """A polynomial of the names that a demand speaks of."""
    from symcheck.sums.polys import add, form_poly

    return add(*(form_poly(af.of_atom(name)) for name in _used(demand)))


def _guard_key(demand: Demand, guard: Guard, values: dict[IndexAtom, Affine]) -> object:
    entering = Normaliser(Facts())
    said = []
    for relation in guard.condition:
        if isinstance(relation, IndexRelation):
            said.append((relation.kind, str(af.substitute(af.substitute(relation.form, demand.values), values))))
        else:
            poly = entering.poly(relation.difference, demand.values)
            said.append((relation.kind, rename(Facts(), poly, values).key))
    return (guard.positive, tuple(said))


# The walk


def demands(facts: Facts, expr: Expr, workspace: Workspace) -> tuple[Demand, ...]:
    """Everything an expression asks for in order to be defined."""
    return tuple(_Collecting(workspace).of(expr, _Scope((), (), facts, ())))


@dataclass(frozen=True, slots=True)
class _Scope:
    """The bound indices around a place, under open names, and what is known there."""

    names: Names
    opened: tuple[Index, ...]
    facts: Facts
    domain: tuple[IndexRelation, ...]
    guards: tuple[Guard, ...] = ()
    inhabited: frozenset[Index] = frozenset()
    replaced: tuple[Replace, ...] = ()
    bend: bool = False
    outermost: bool = True

    def demand(self, alternatives: Alternatives) -> Demand:
        said = tuple(tuple(replace(ask, expr=self.said(ask.expr)) for ask in asks) for asks in alternatives)
        return Demand(said, self.names, self.opened, self.facts, self.domain, self.guards, self.inhabited, self.bend)

    def said(self, expr: Expr) -> Expr:
        """The expression with arrays that stand for an expression replaced by it."""
        for put in self.replaced:
            expr = put(expr)
        return expr

    @property
    def values(self) -> dict[IndexAtom, Affine]:
        return dict(self.names)

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
        facts = _with_relation(self.facts, relation)
        return (
            self
            if not relation.form.terms and not relation.form.constant
            else replace(self, facts=facts, domain=(*self.domain, relation))
        )

    def fixed(self, relation: IndexRelation) -> _Scope:
        """The scope in which an equation holds; one that fixes an opened name takes it away."""
        solved = solve_for(relation.form, self.opened)
        if solved is None or solved[0] not in self.opened:
            return self.related(relation)
        name, value = solved
        values: dict[IndexAtom, Affine] = {name: value}
        facts = self.facts.with_nonnegative(
            *(af.substitute(f, values) for f in self.facts.nonnegative if name in af.free_indices(f))
        )
        return replace(
            self,
            names=tuple((i, af.substitute(f, values)) for i, f in self.names),
            opened=tuple(n for n in self.opened if n != name),
            domain=tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in self.domain),
            facts=_with_relation(facts, relation),
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
    if relation.kind in ("eq", "ne"):
        return (RealRelation("ne" if relation.kind == "eq" else "eq", relation.difference),)
    opposite = Mul((Number(Fraction(-1)), relation.difference))
    return (RealRelation("ge" if relation.kind == "gt" else "gt", opposite),)


class _Collecting:
    """One walk; a closed expression that was seen in the outermost scope is not asked again."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        # The expression is kept: the id of one that is gone could come again.
        self.seen: dict[int, Expr] = {}

    def of(self, expr: Expr, scope: _Scope) -> Iterator[Demand]:
        if scope.outermost:
            if id(expr) in self.seen:
                return
            self.seen[id(expr)] = expr
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
            yield _memberwise(_evaluated(alternatives, self.workspace), scope)
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
        for alternatives in found.asked:
            yield inner.demand(alternatives)
        for below in found.below:
            yield from self.reached(below, inner)


def _memberwise(alternatives: Alternatives, scope: _Scope) -> Demand:
    """The demand; a product over a range is 0 nowhere if and only if no member is."""
    match alternatives:
        case ((Ask("ne", Product(index, body, where)),),):
            return _memberwise(((Ask("ne", body),),), scope.inside((index,), where, ()))
    return scope.demand(alternatives)


def _evaluated(alternatives: Alternatives, workspace: Workspace) -> Alternatives:
    """The alternatives with derivatives taken and names expanded."""
    return tuple(tuple(replace(a, expr=workspace.evaluate(a.expr)) for a in asks) for asks in alternatives)
