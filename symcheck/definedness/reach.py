"""Where the chain rule reaches a derivative: each function on the way must be differentiable at its argument.

`reach(body, variable)` is what ∂body/∂variable asks for, beyond a value of the body: a tree of requirements, each
under the conditions under which the variable reaches that place at all (∂x_i/∂x_j asks nothing where i ≠ j). None: the
variable is not in the body. At the border of a condition on real numbers that the variable moves there is no
derivative. Functions that are smooth as one (`symcheck.definedness.smooth`) ask for nothing.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from symcheck.definedness import smooth
from symcheck.definedness.factors import split
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexForm, free_indices, fresh_index, of_atom
from symcheck.expressions.nodes import Condition, Expr
from symcheck.expressions.walk import at
from symcheck.functions.row import Alternatives, Ask
from symcheck.functions.table import TABLE


class Reach(Struct, frozen=True, eq=False):
    """Requirements and what lies below, for all values of `bound`, where `where` holds and `unless` does not.

    `guard` are index relations without which the derivative is 0, whatever else holds.
    """

    asked: tuple[Alternatives, ...] = ()
    below: tuple[Reach, ...] = ()
    bound: tuple[Index, ...] = ()
    where: Condition = ()
    unless: Condition = ()
    guard: tuple[nodes.IndexRelation, ...] = ()


def reach(body: Expr, variable: nodes.Entry) -> Reach | None:
    """What a derivative asks for, the body without derivatives of its own; None where the variable is not in it."""
    return _Reaching(variable).of(body)


def _joined(parts: list[Reach | None], asked: tuple[Alternatives, ...] = ()) -> Reach | None:
    """All of these, and `asked` wherever one of them is reached."""
    found = tuple(p for p in parts if p is not None)
    if not found:
        return None
    shared = frozenset.intersection(*(frozenset(p.guard) for p in found))
    guard = tuple(r for r in found[0].guard if r in shared)
    own = (Reach(asked, where=guard),) if asked else ()
    return Reach((), (*found, *own), guard=guard)


class _Reaching:
    """One variable; what was found for a node is remembered."""

    def __init__(self, variable: nodes.Entry) -> None:
        self.variable = variable
        self.memo: dict[Expr, Reach | None] = {}

    def of(self, expr: Expr) -> Reach | None:
        if expr not in self.memo:
            self.memo[expr] = self._rule(expr)
        return self.memo[expr]

    def _rule(self, expr: Expr) -> Reach | None:
        match expr:
            case nodes.Number() | nodes.Constant() | nodes.Integer():
                return None
            case nodes.Entry():
                return self._entry(expr)
            case nodes.Add(terms):
                return _joined([self.of(t) for t in terms])
            case nodes.Mul():
                return self._product(expr)
            case nodes.Power(base, exponent):
                return self._power(expr, base, exponent)
            case nodes.Call(function, arguments):
                return self._call(expr, function, arguments)
            case nodes.Sum(index, body, where) | nodes.Product(index, body, where):
                return self._members((index,), [self.of(body)], where)
            case nodes.Bracket(condition):
                return self.edges(condition)
            case nodes.Piecewise(condition, then, otherwise):
                return self._choice(condition, then, otherwise)
            case nodes.Application(_, arguments):
                blocks = [a for a in arguments if not isinstance(a, IndexForm)]
                return _joined([self._members(b.axes, [self.of(b.body)]) for b in blocks])
            case nodes.Inverse(matrix) | nodes.Determinant(matrix):
                return self._members(matrix.axes, [self.of(matrix.body)])
            case nodes.Named(definition, indices):
                return self.of(at(definition.axes, definition.body, indices))
            case nodes.Extremum(_, index, body):
                other = fresh_index(index)
                attained = smooth.attained(expr, at((index,), body, (of_atom(other),)))
                alone = nodes.Add((nodes.Sum(other, attained), nodes.Number(Fraction(-1))))
                return _joined([self._members((index,), [self.of(body)])], (((Ask("eq", alone),),),))
            case nodes.Derivative() | nodes.Let():
                raise TypeError("an unevaluated derivative stands inside another")

    def _entry(self, expr: nodes.Entry) -> Reach | None:
        """∂x_i/∂x_j = [i = j]."""
        if expr.array != self.variable.array:
            return None
        differences = [a - b for a, b in zip(expr.indices, self.variable.indices, strict=True)]
        if any(not d.terms and d.constant for d in differences):
            return None
        return Reach(guard=tuple(nodes.IndexRelation("eq", d) for d in differences if d.terms))

    def _product(self, expr: nodes.Mul) -> Reach | None:
        factors, condition = split(expr)
        pair = smooth.signed_square(factors)
        parts = [self.of(f) for f in (factors if pair is None else (pair[0], *pair[1]))]
        return _joined([self._members((), parts, condition)])

    def _power(self, expr: nodes.Power, base: Expr, exponent: Expr) -> Reach | None:
        bent = smooth.smooth_power(expr)
        if bent is not None:
            return self.of(bent.inner)
        lower = _joined([self.of(base)], _sloped(base, exponent))
        upper = _joined([self.of(exponent)], (((Ask("gt", base),),),))
        return _joined([lower, upper])

    def _call(self, expr: nodes.Call, function: str, arguments: tuple[Expr, ...]) -> Reach | None:
        if smooth.is_smooth_extremum(expr):
            return self.of(arguments[0])
        asked = TABLE[function].smooth(*arguments)
        return _joined([self.of(a) for a in arguments], () if () in asked else (asked,))

    def _members(self, bound: tuple[Index, ...], parts: list[Reach | None], where: Condition = ()) -> Reach | None:
        """What the members ask for, for all values of the bound indices, where the condition holds; and its edges."""
        inner, edges = _joined(parts), self.edges(where)
        found = []
        if inner is not None:
            said = (*inner.guard, *(r for r in where if isinstance(r, nodes.IndexRelation)))
            guard = tuple(r for r in said if not free_indices(r.form).intersection(bound))
            found.append(Reach((), (inner,), bound, where, guard=guard))
        if edges is not None:
            found.append(Reach((), (edges,), bound, tuple(r for r in where if isinstance(r, nodes.IndexRelation))))
        return found[0] if len(found) == 1 else _joined(list(found))

    def _choice(self, condition: Condition, then: Expr, otherwise: Expr) -> Reach | None:
        first, second = self.of(then), self.of(otherwise)
        parts = [
            None if first is None else Reach((), (first,), where=condition, guard=first.guard),
            None if second is None else Reach((), (second,), unless=condition, guard=second.guard),
            self.edges(condition),
        ]
        return _joined(parts)

    def edges(self, condition: Condition) -> Reach | None:
        """No relation between real numbers that the variable moves is at its edge."""
        parts = [
            _joined([self.of(r.difference)], (((Ask("ne", r.difference),),),))
            for r in condition
            if isinstance(r, nodes.RealRelation)
        ]
        return _joined(parts)


def _sloped(base: Expr, exponent: Expr) -> tuple[Alternatives, ...]:
    """Where base^exponent has a derivative by its base, given that it has a value."""
    match exponent:
        case nodes.Number(value):
            return () if value.denominator == 1 else (((Ask("gt", base),),),)
        case nodes.Integer():
            return ()
    whole = Ask("whole", exponent)
    return (((Ask("gt", base),), (whole, Ask("ge", exponent)), (whole, Ask("ne", base))),)
