"""A derivation for the reader: from the first expression of a chain to its result, one rule at a time.

Each step applies one rule of differentiation to every derivative that stands outermost, or uses the δs that have
come out; it is named, and is shown only if the symbolic judge proves it equal to the first expression. Where a step
cannot be proved, the steps end and the result follows, which is itself proved or checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from symcheck.claims.claim import Claim
from symcheck.claims.statements import Chain, Content
from symcheck.claims.verdict import Proved
from symcheck.diagnose.lines import explain_line
from symcheck.diagnose.model import Suspect
from symcheck.diagnose.right_result import RightResult
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import is_number, times
from symcheck.expressions.indices import IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Block,
    Bracket,
    Call,
    Condition,
    Derivative,
    Entry,
    Expr,
    IndexRelation,
    Mul,
    Named,
    Number,
    Power,
    Sum,
)
from symcheck.expressions.walk import at, rebuild, subexpressions, substitute
from symcheck.judging.compare import Comparison
from symcheck.judging.options import CheckOptions
from symcheck.symbolic import calculus
from symcheck.symbolic.reasons import rule_for, speaks_of

MOST_STEPS = 24


class Step(Struct, frozen=True):
    """An expression equal to the first of a chain, and the rules that led to it from the one before."""

    line: Block
    rules: tuple[str, ...]


def steps(chain: Chain, given: Condition) -> tuple[Step, ...]:
    """The steps from the first expression of a chain to its result; none for what holds no derivative."""
    first = chain.first.content
    if not isinstance(first, Block) or not _has_derivative(first.body):
        return ()
    compared = Comparison(first, (), (*given, *chain.given), CheckOptions())
    found = tuple(_proved_steps(compared))
    return (*found, *_result(compared, chain.lines[-1].content, found))


def _has_derivative(expr: Expr) -> bool:
    return any(isinstance(node, Derivative) for node in subexpressions(expr))


def _proves(compared: Comparison, line: Block) -> bool:
    claim = compared.claim(line)
    return isinstance(claim, Claim) and isinstance(compared.symbolically(claim), Proved)


def _proved_steps(compared: Comparison) -> Iterator[Step]:
    body = compared.first.body
    seen = {alpha_key(body)}
    for _ in range(MOST_STEPS):
        derivation = _Step()
        body = derivation.of(body)
        if not derivation.rules or alpha_key(body) in seen:
            return
        seen.add(alpha_key(body))
        line = Block(compared.first.axes, body)
        if not _proves(compared, line):
            return
        yield Step(line, tuple(derivation.rules))


def _result(compared: Comparison, last: Content, found: tuple[Step, ...]) -> Iterator[Step]:
    """The author's own result, if it is proved; else the shortest right one in the author's names."""
    written = last if isinstance(last, Block) and last.shape == compared.first.shape else compared.first
    if written is last and _proves(compared, written):
        yield Step(written, ("simplified: the result as written",))
        return
    right = explain_line(Suspect(compared.first, written, compared.conditions, compared.options), 0).result
    if isinstance(right, RightResult) and (not found or alpha_key(right.line.body) != alpha_key(found[-1].line.body)):
        yield Step(right.line, ("simplified, in the author's names",))


class _Step:
    """One step: the rules it has used so far, in order."""

    def __init__(self) -> None:
        self.rules: dict[str, None] = {}

    def of(self, expr: Expr) -> Expr:
        """The expression after one rule at each outermost derivative; where none is left, with δs contracted."""
        if isinstance(expr, Derivative) and isinstance(expr.variable, Entry):
            return self.derived(expr.body, expr.variable)
        if not _has_derivative(expr):
            return self.contracted(expr)
        return rebuild(expr, self.of)

    def use(self, rule: str, expr: Expr) -> Expr:
        self.rules[rule] = None
        return expr

    def derived(self, body: Expr, variable: Entry) -> Expr:
        """∂body/∂variable by the one rule that its outermost operation calls for."""
        if not speaks_of(body, variable.array):
            return self.use("what does not depend on the variable has derivative 0", calculus.ZERO)
        return self.use(rule_for(body, variable.array), _derived(body, variable))

    def contracted(self, expr: Expr) -> Expr:
        """Sums over a δ done, innermost first, and factors 1 left out."""
        inner = rebuild(expr, self.contracted)
        if isinstance(inner, Mul):
            return times(inner.factors) if any(is_number(f, 1) for f in inner.factors) else inner
        if isinstance(inner, Sum) and not inner.where:
            factors = inner.body.factors if isinstance(inner.body, Mul) else (inner.body,)
            for n, factor in enumerate(factors):
                solved = _solved(inner, factor)
                if solved is not None:
                    rest = times((*factors[:n], *solved[1], *factors[n + 1 :]))
                    return self.use("δ contracts the sum", substitute(rest, solved[0]))
        return inner


def _solved(total: Sum, factor: Expr) -> tuple[dict[IndexAtom, IndexForm], tuple[Expr, ...]] | None:
    """The value that a bracket with `index = form` gives to the index of a sum, and what is left of the bracket."""
    for relation in factor.condition if isinstance(factor, Bracket) else ():
        if not isinstance(relation, IndexRelation) or relation.kind != "eq" or not isinstance(factor, Bracket):
            continue
        coefficient = next((c for atom, c in relation.form.terms if atom == total.index), 0)
        rest = relation.form - af.of_atom(total.index).scale(coefficient)
        if abs(coefficient) == 1 and total.index not in af.free_indices(rest):
            others = tuple(r for r in factor.condition if r is not relation)
            return {total.index: rest.scale(-coefficient)}, (Bracket(others),) if others else ()
    return None


def _derived(body: Expr, variable: Entry) -> Expr:
    """The derivative of what speaks of the variable, with those of its parts left as they are."""
    match body:
        case Named(definition, indices):
            return Derivative(at(definition.axes, definition.body, indices), variable)
        case Add(terms):
            kept = tuple(Derivative(t, variable) for t in terms if speaks_of(t, variable.array))
            return Add(kept) if len(kept) > 1 else kept[0]
        case Mul(factors):
            return _product(factors, variable)
        case Power(base, Number(value)):
            lowered = base if value == 2 else Power(base, Number(value - 1))
            return Mul((Number(value), lowered, Derivative(base, variable)))
        case Call(function, (inner,)) if (rule := calculus.RULES.get(function)) is not None:
            return Mul((rule(body, inner) or calculus.ZERO, Derivative(inner, variable)))
        case Sum(index, summand, where):
            return Sum(index, Derivative(summand, variable), where)
    return calculus.differentiate(calculus.evaluate(body), variable) or calculus.ZERO


def _product(factors: tuple[Expr, ...], variable: Entry) -> Expr:
    """One factor that depends: the others stand outside. More: the product rule."""
    terms = [
        Mul((*factors[:n], Derivative(factor, variable), *factors[n + 1 :]))
        for n, factor in enumerate(factors)
        if speaks_of(factor, variable.array)
    ]
    return terms[0] if len(terms) == 1 else Add(tuple(terms))
