"""By what a line is proved, in words: definitions, rules of differentiation, and the steps of the zero test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symcheck.expressions import indices as af
from symcheck.expressions.build import is_negative
from symcheck.expressions.indices import Size
from symcheck.expressions.nodes import (
    Add,
    Application,
    Array,
    Call,
    Derivative,
    Determinant,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Inverse,
    Mul,
    Named,
    Piecewise,
    Power,
    Product,
    Sum,
)
from symcheck.expressions.walk import arrays_of, children, subexpressions
from symcheck.notation.text import TextStyle, condition, expression
from symcheck.symbolic.calculus import RULES
from symcheck.symbolic.domain.walk import negated
from symcheck.symbolic.normal_form.steps import Rule, Steps
from symcheck.symbolic.normal_form.types import Poly, is_label
from symcheck.symbolic.readable.to_expression import leave

CHAIN = "chain rule with "
OUTSIDE = "constant factors stand outside"
TERMS_SHOWN = 12
STEPS: dict[Rule, str] = {
    "equations": "the assumed equations put in",
    "inverses": "matrices beside their inverses cancelled",
    "sizes": "at each small {}, and for all from there on",
    "indices": "by cases: {}",
    "signs": "by cases of the sign of {}",
    "powers": "divided by the power in common",
    "denominators": "multiplied by the denominators",
    "angles": "sines and cosines by those of a part of their angle",
    "summands": "summand by summand",
    "ranges": "sums split where their ranges differ",
    "induction": "by induction over {}",
}


def reasons(sides: Iterable[Expr], steps: Steps) -> tuple[str, ...]:
    """What was done to two sides, as written, until their difference was 0."""
    written = [node for side in sides for node in subexpressions(side)]
    names = dict.fromkeys(named(node) for node in written if isinstance(node, Named))
    rules = dict.fromkeys(rule for node in written if isinstance(node, Derivative) for rule in _rules(node))
    chained = [rule.removeprefix(CHAIN) for rule in rules if rule.startswith(CHAIN)]
    found = [rule for rule in rules if not rule.startswith(CHAIN)]
    return (
        *((f"the definition{'s' * (len(names) > 1)} of {', '.join(names)}",) if names else ()),
        *((CHAIN + ", ".join(chained),) if chained else ()),
        *found,
        *dict.fromkeys(STEPS[step.rule].format(_shown(step.about)) for step in steps),
    )


def _rules(derivative: Derivative) -> Iterator[str]:
    """The rules of differentiation that a derivative calls for."""
    if not isinstance(derivative.variable, Entry):
        return
    array, waiting, seen = derivative.variable.array, [derivative.body], set[Expr]()
    while waiting:
        node = waiting.pop()
        if node in seen or not speaks_of(node, array):
            continue
        seen.add(node)
        if not isinstance(node, Named | Entry | Add | Derivative) and (rule := rule_for(node, array)) != OUTSIDE:
            yield rule
        waiting.extend(reversed(children(node)))


def rule_for(node: Expr, array: Array) -> str:
    """The rule by which a node is differentiated by an entry of an array that it speaks of."""
    match node:
        case Entry():
            return "∂xᵢ/∂xⱼ = δᵢⱼ"
        case Named():
            return f"the definition of {named(node)}"
        case Add():
            return "sum rule"
        case Mul(factors):
            varying = [f for f in factors if speaks_of(f, array)]
            if len(varying) == 1:
                return OUTSIDE
            divided = any(isinstance(f, Power) and is_negative(f.exponent) for f in varying)
            return "quotient rule" if divided else "product rule"
        case Power():
            return "power rule"
        case Call(function) if function in RULES:
            return f"{CHAIN}{function}′"
        case Sum():
            return "the derivative goes under the sum"
        case Product():
            return "product rule under Π"
        case Extremum():
            return "the one member that is largest, or least"
        case Piecewise():
            return "case by case"
        case Application():
            return f"{CHAIN}the partial derivatives of {node.function.name}"
        case Inverse():
            return "∂A⁻¹ = −A⁻¹ ∂A A⁻¹"
        case Determinant():
            return "∂det A = det A tr(A⁻¹ ∂A)"
        case Derivative():
            return "a derivative differentiated again"
    return f"the rule for {type(node).__name__.lower()}"


def speaks_of(expr: Expr, array: Array) -> bool:
    return array in arrays_of(expr)


def named(node: Named) -> str:
    """A name as it is printed, without its indices."""
    return TextStyle().name(node.definition.latex)


def _shown(about: IndexRelation | Poly | Size | None) -> str:
    match about:
        case IndexRelation(_, form):
            if any(map(is_label, af.free_indices(form))):
                return "whether indices agree"
            return f"{condition((about,))} or {condition(negated((about,)))}"
        case Size(name):
            return name
        case Poly():
            return shown(about)
    return ""


def shown(poly: Poly) -> str:
    """A polynomial in Unicode mathematics, its first terms if it is long."""
    start = str(expression(leave(Poly(poly.terms[:TERMS_SHOWN]))))
    more = len(poly.terms) - TERMS_SHOWN
    return f"{start} … and {more} more terms in normal form" if more > 0 else start
