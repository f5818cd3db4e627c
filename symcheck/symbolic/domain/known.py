"""What is known where the first expression of a chain has a value, and which demands of a line that meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Determinant, Expr, IndexRelation, Integer, Number, Power, RealRelation, Relation
from symcheck.expressions.walk import free_indices
from symcheck.functions.row import Ask, Comparison
from symcheck.notation.source import given_source
from symcheck.symbolic.domain.deciding import follows, left_open
from symcheck.symbolic.domain.demand import Demand, Guard, with_comparison
from symcheck.symbolic.domain.walk import Workspace, demands
from symcheck.symbolic.normal_form.cleared import without_inverses
from symcheck.symbolic.normal_form.content import consequences
from symcheck.symbolic.normal_form.facts import Facts, SignFact, form_holds
from symcheck.symbolic.normal_form.matrices import determinant
from symcheck.symbolic.normal_form.normalise import Normaliser
from symcheck.symbolic.normal_form.polys import open_index
from symcheck.symbolic.normal_form.rules import NOTHING, Rules
from symcheck.symbolic.normal_form.substitute import substitute as rename


class Known(Struct, frozen=True):
    """What is known where the first expression has a value.

    `facts` hold there; `beyond` also says what its derivatives ask for; `held` are its demands, as they stand.
    """

    facts: Facts
    beyond: Facts
    held: Held = ()
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
        known = replace(known, beyond=found(known.beyond), held=(*known.held, (key(demand), demand)))
        if demand.bend:
            known = replace(known, bends=(*known.bends, demand))
    return _with_regular(known)


def _with_regular(known: Known) -> Known:
    """What is known, with the matrices that are invertible as A⁻¹ + B⁻¹, A and B are: A + B."""
    found: list[SignFact] = []
    for demand in (d for _, d in known.held if not (d.bend or d.guards or d.opened) and len(d.alternatives) == 1):
        for ask in demand.alternatives[0]:
            if ask.kind in ("ne", "gt") and isinstance(ask.expr, Determinant):
                there = _merged(demand.facts, known.facts)
                cleared = without_inverses(there, Normaliser(there).block(ask.expr.matrix, demand.values))
                found += [] if cleared is None else [SignFact("ne", determinant(there, cleared))]
    if not found:
        return known
    return replace(known, facts=known.facts.with_signs(*found), beyond=known.beyond.with_signs(*found))


class Ungiven(Struct, frozen=True):
    """What an expression asks for that nothing gives, and as assumptions, where it is plain enough for some."""

    demands: str
    relations: tuple[RealRelation, ...] = ()

    def besides(self, whose: str) -> str:
        """A sentence that says so of the line."""
        return f"the line asks for {self.demands}, {whose} does not"

    def remedy(self, page: bool) -> str:
        """How an author assumes it, on a page or in Python; "" where it is not plain enough."""
        source = given_source(self.relations) if self.relations else ""
        if page and self.relations:
            return f"write in the block: assume {self.demands}"
        return f"given={source} assumes it" if source else ""


def undefined_where(known: Known, line: Expr, workspace: Workspace) -> Ungiven | None:
    """The demands of the line that are met neither by what is known, nor by signs; None where all of them are."""
    unmet = [d for d in demands(known.beyond, line, workspace) if not _met(d, known)]
    if not unmet:
        return None
    return Ungiven(", ".join(dict.fromkeys(map(str, unmet))), _assumed_by(unmet))


def _assumed_by(unmet: Sequence[Demand]) -> tuple[RealRelation, ...]:
    """The demands as assumptions, where they speak of nothing bound and leave no choice."""
    relations: dict[str, RealRelation] = {}
    for demand in unmet:
        if len(demand.alternatives) != 1 or demand.guards or _speaks_of_bound(demand):
            return ()
        for ask in demand.alternatives[0]:
            if ask.kind not in ("ne", "gt", "ge") or isinstance(ask.expr, Integer):
                return ()
            relations.setdefault(str(demand), RealRelation(ask.kind, ask.expr))
    return tuple(relations.values())


def _speaks_of_bound(demand: Demand) -> bool:
    """Whether a demand is one for each value of an index, or is reached for some alone."""
    spoken = frozenset(name for asks in demand.alternatives for ask in asks for name in free_indices(ask.expr))
    return any(demand.reached(spoken))


# From demands to facts


def _facts_of(demand: Demand, facts: Facts) -> Callable[[Facts], Facts]:
    """What follows from a demand that certainly holds: nothing if alternatives are left, or a condition excuses it."""
    left = left_open(demand)
    if demand.guards or len(left) != 1:
        return lambda f: f
    signs: list[SignFact] = []
    forms: list[tuple[Comparison, IndexForm]] = []
    for ask in left[0]:
        if isinstance(ask.expr, Integer):
            form = af.substitute(ask.expr.value, demand.values)
            if not af.free_indices(form).intersection(demand.opened) and _everywhere(demand):
                forms.append((ask.kind, form))
        elif ask.kind in ("gt", "ge", "ne"):
            signs += _sign_facts(replace(demand, facts=_merged(demand.facts, facts)), ask)

    def extended(f: Facts) -> Facts:
        for kind, form in forms:
            f = with_comparison(f, kind, form)
        return f.with_signs(*signs) if signs else f

    return extended


def _merged(own: Facts, more: Facts) -> Facts:
    return replace(own, signs=(*own.signs, *(s for s in more.signs if s not in own.signs)))


def _everywhere(demand: Demand) -> bool:
    """Whether the place is reached whatever the values of the indices around it."""
    return not demand.domain or not demand.reached(frozenset())[1]


def _sign_facts(demand: Demand, ask: Ask) -> list[SignFact]:
    poly = Normaliser(demand.facts).poly(ask.expr, demand.values)
    opened, domain = demand.reached(poly.free)
    fact = SignFact(ask.kind, poly, opened, domain)
    found = [fact, *consequences(demand.facts, fact)]
    match ask.expr:
        case Power(base, Number(exponent)) if exponent > 0 and ask.kind != "ge":
            return [*found, *_sign_facts(demand, Ask("ne", base))]
    return found


# Whether a demand is met


def _met(demand: Demand, known: Known) -> bool:
    if follows(demand):
        return True
    if is_among(demand, known.held) or any(_case_by_case(demand, other) for _, other in known.held):
        return True
    if any(_met(_fixed(demand, *equal), known) for equal in _equations(demand)):
        return True
    apart = next((r for r in demand.domain if r.kind == "ne"), None)
    return apart is not None and all(_met(_ordered(demand, apart, side), known) for side in (1, -1))


def _equations(demand: Demand) -> Iterator[tuple[IndexRelation, Index, IndexForm]]:
    """The equations at a place that say what a free index is there, solved for it: r = y_i for P_ir."""
    for relation in demand.domain:
        for atom, coefficient in relation.form.terms if relation.kind == "eq" else ():
            value = (relation.form - af.of_atom(atom).scale(coefficient)).scale(-coefficient)
            if isinstance(atom, Index) and abs(coefficient) == 1 and atom not in af.free_indices(value):
                yield relation, atom, value


def _fixed(demand: Demand, equation: IndexRelation, index: Index, value: IndexForm) -> Demand:
    """The demand with what stands for an index where an equation fixes it, and without the equation."""
    values: dict[IndexAtom, IndexForm] = {index: value}
    kept = (r for r in demand.domain if r is not equation)
    domain = tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in kept)
    names = tuple((i, af.substitute(form, values)) for i, form in demand.names)
    return replace(demand, names=(*names, (index, value)), domain=domain)


def _ordered(demand: Demand, apart: IndexRelation, side: int) -> Demand:
    """The demand in one order of two indices at which it is made where they differ."""
    form = apart.form.scale(side).shift(-1)
    domain = tuple(IndexRelation("ge", form) if r is apart else r for r in demand.domain)
    return replace(demand, domain=domain, facts=demand.facts.with_nonnegative(form))


def _case_by_case(demand: Demand, held: Demand) -> bool:
    """Whether a demand of the first leaves alternatives, under each of which this demand is met."""
    if len(held.alternatives) < 2 or held.opened or held.guards or held.domain:
        return False
    return all(follows(_under(demand, asks)) for asks in held.alternatives)


def _under(demand: Demand, asks: tuple[Ask, ...]) -> Demand:
    """The demand where these comparisons hold too."""
    facts, wholes, brokens = demand.facts, demand.wholes, demand.brokens
    for ask in asks:
        if isinstance(ask.expr, Integer):
            facts = with_comparison(facts, ask.kind, ask.expr.value)
        elif ask.kind == "whole":
            wholes = (*wholes, ask.expr)
        elif ask.kind == "broken":
            brokens = (*brokens, ask.expr)
        elif ask.kind in ("gt", "ge", "ne"):
            facts = facts.with_signs(SignFact(ask.kind, Normaliser(facts).poly(ask.expr, {})))
    return replace(demand, facts=facts, wholes=wholes, brokens=brokens)


# Demands that two expressions share


Held = tuple[tuple[object, Demand], ...]
"""Demands under their keys."""
PLACES = tuple(open_index() for _ in range(12))
"""The names of the indices around a place, in order, under which demands are compared."""


def key(demand: Demand) -> tuple[object, ...]:
    """The demand as it stands, the indices around it by their places: equal for the same demand elsewhere."""
    used = _used(demand)
    if len(used) > len(PLACES):
        return (demand,)
    places: dict[IndexAtom, IndexForm] = {n: af.of_atom(p) for n, p in zip(used, PLACES, strict=False)}
    values = {i: af.substitute(f, places) for i, f in demand.values.items()}
    nonnegative = tuple(af.substitute(f, places) for f in demand.facts.nonnegative)
    entering = Normaliser(Rules(nonnegative=nonnegative, whole=demand.facts.whole))
    alternatives = tuple(
        tuple((a.kind, entering.poly(a.expr, values).key) for a in asks) for asks in demand.alternatives
    )
    return (alternatives, len(used))


def is_among(demand: Demand, held: Held) -> bool:
    """Whether one of these demands is the same, and made at this place too."""
    if not held:
        return False
    wanted = key(demand)
    return any(wanted == other and _covers(first, demand) for other, first in held)


def _used(demand: Demand) -> list[Index]:
    """The opened names that a demand speaks of."""
    spoken = frozenset[Index]().union(*(free_indices(a.expr) for asks in demand.alternatives for a in asks))
    said = frozenset[Index]().union(*(af.free_indices(form) for index, form in demand.names if index in spoken))
    return [name for name in demand.opened if name in said]


def _covers(first: Demand, demand: Demand) -> bool:
    """Whether the first demand is made wherever the other one is: at the names around it, taken in order."""
    used, other = _used(first), _used(demand)
    unused, beside = ([x for x in place.opened if x not in own] for place, own in ((first, used), (demand, other)))
    pairs = (*zip(used, other, strict=True), *zip(unused, beside, strict=False))
    values: dict[IndexAtom, IndexForm] = {a: af.of_atom(b) for a, b in pairs}
    _, domain = first.reached(frozenset(used))
    for relation in domain:
        form = af.substitute(relation.form, values)
        if IndexRelation(relation.kind, form) not in demand.domain and not form_holds(
            demand.facts, relation.kind, form
        ):
            return False
    wanted = [_guard_key(first, g, values) for g in first.guards]
    return set(wanted) <= {_guard_key(demand, g, {}) for g in demand.guards}


def _guard_key(demand: Demand, guard: Guard, values: dict[IndexAtom, IndexForm]) -> object:
    entering = Normaliser(Rules(whole=demand.facts.whole))

    def said(relation: Relation) -> object:
        if isinstance(relation, IndexRelation):
            return af.substitute(af.substitute(relation.form, demand.values), values)
        return rename(NOTHING, entering.poly(relation.difference, demand.values), values).key

    return (guard.positive, tuple((relation.kind, said(relation)) for relation in guard.condition))
