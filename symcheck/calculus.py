"""Symbolic differentiation for all sizes: one rule a function, over the statement's own nodes.

`differentiate(body, variable)` gives ∂body/∂variable for an entry of a declared array, the entry's indices being values
of their own (never captured by a sum, as every binder is fresh). None stands for 0. `evaluate` removes every
unevaluated derivative from an expression. A rule is valid where the function is differentiable; `defining` is the
same expression with all that must hold for that written out. What has no rule here raises `NoRule`, with the reason.
Sources: the chain, product and quotient rules; ∂A⁻¹ = −A⁻¹ ∂A A⁻¹ and ∂ det A = det A tr(A⁻¹ ∂A) (Matrix Cookbook,
eqs. 40 and 46).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index
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
    Slot,
    Sum,
)
from symcheck.language.walk import at, rebuild, substitute

Derived = Expr | None


class NoRule(Exception):
    """There is no rule for this derivative; the message says which and why."""


def number(value: int | Fraction) -> Number:
    return Number(Fraction(value))


ZERO = number(0)
ONE = number(1)
MINUS_ONE = number(-1)
TWO = number(2)


def times(*factors: Expr) -> Expr:
    kept = tuple(f for f in factors if f is not ONE)
    return Mul(kept) if len(kept) > 1 else (kept[0] if kept else ONE)


def plus(terms: list[Derived]) -> Derived:
    kept = tuple(t for t in terms if t is not None)
    return None if not kept else (kept[0] if len(kept) == 1 else Add(kept))


def minus(term: Expr) -> Expr:
    return Mul((MINUS_ONE, term))


def inverse(term: Expr) -> Expr:
    return Power(term, MINUS_ONE)


def off_zero(term: Expr) -> Expr:
    """1 where the term is not 0, and undefined where it is."""
    return Add((Call("heaviside", (term,)), Call("heaviside", (minus(term),))))


Memo = dict[object, Expr]
"""What was found for a node (by identity), or for an entry of a definition; whoever keeps one keeps the nodes alive."""


def evaluate(expr: Expr, memo: Memo | None = None) -> Expr:
    """The expression with names expanded and every derivative taken."""
    memo = {} if memo is None else memo
    key = _memo_key(expr)
    known = memo.get(key)
    if known is None:
        known = memo[key] = _evaluated(expr, lambda child: evaluate(child, memo), _taken)
    return known


def _memo_key(expr: Expr) -> object:
    return (id(expr.definition), expr.indices) if isinstance(expr, Named) else id(expr)


def defining(expr: Expr, memo: Memo | None = None) -> Expr:
    """The same value, written such that it asks for all that the derivatives in the expression ask for.

    A derivative exists only where what is differentiated does (log x has none at −1, where 1/x is a number), and not
    where a bend or a jump of it lies (|x| at 0).
    At the edge of a condition on real numbers it is taken not to exist, even where the branches fit together.
    """
    memo = {} if memo is None else memo
    key = _memo_key(expr)
    known = memo.get(key)
    if known is None:
        known = memo[key] = _evaluated(expr, lambda child: defining(child, memo), _taken_with_demands)
    return known


def _evaluated(expr: Expr, inner: Callable[[Expr], Expr], taken: Callable[[Derivative, Entry], Expr]) -> Expr:
    match expr:
        case Named(definition, indices):
            return at(definition.axes, inner(definition.body), indices)
        case Derivative(_, variable):
            if not isinstance(variable, Entry):
                raise NoRule("a derivative by an index is not defined: an index is an integer")
            return taken(expr, variable)
        case Let(array, value, body):
            block = Block(value.axes, inner(value.body))
            return replace_array(inner(body), array, block)
    return rebuild(expr, inner)


def _taken(expr: Derivative, variable: Entry) -> Expr:
    return differentiate(evaluate(expr.body), variable) or ZERO


def _taken_with_demands(expr: Derivative, variable: Entry) -> Expr:
    derived = differentiate(evaluate(expr.body), variable, bends=True) or ZERO
    return Add((derived, Mul((ZERO, defining(expr.body)))))


def replace_array(expr: Expr, array: object, value: Block) -> Expr:
    """The expression with the entries of an array replaced by the entries of a block."""
    if isinstance(expr, Entry) and expr.array == array:
        return at(value.axes, value.body, expr.indices)
    return rebuild(expr, lambda child: replace_array(child, array, value))


def differentiate(body: Expr, variable: Entry, bends: bool = False) -> Derived:
    """∂body/∂variable; None for 0. Shared nodes are differentiated once.

    With `bends`, the result is undefined where the body has a bend or a jump; otherwise some value may stand there.
    """
    return _Differentiation(variable, bends).of(body)


class _Differentiation:
    """One derivative being taken, with its memo."""

    def __init__(self, variable: Entry, bends: bool) -> None:
        self.variable = variable
        self.bends = bends
        # The expression is kept beside its derivative: the id of one that is gone could come again.
        self.memo: dict[int, tuple[Expr, Derived]] = {}

    def of(self, expr: Expr) -> Derived:
        known = self.memo.get(id(expr))
        if known is None:
            known = self.memo[id(expr)] = (expr, self._rule(expr))
        return known[1]

    def _rule(self, expr: Expr) -> Derived:
        match expr:
            case Number() | Constant() | Integer():
                return None
            case Bracket(condition):
                return self.edges(condition)
            case Entry():
                return self.entry(expr)
            case Add(terms):
                return plus([self.of(t) for t in terms])
            case Mul(factors):
                return self.product(factors)
            case Power(base, exponent):
                return self.power(expr, base, exponent)
            case Call(function, arguments):
                return self.call(expr, function, arguments)
            case Sum(index, inner, where):
                return self.sum(index, inner, where)
            case Product(index, inner, where):
                return self.long_product(index, inner, where)
            case Choice(condition, then, otherwise):
                return self.choice(condition, then, otherwise)
            case Applied():
                return self.applied(expr)
            case Inverse():
                return self.inverse(expr)
            case Determinant():
                return self.determinant(expr)
            case Named(definition, indices):
                return self.of(at(definition.axes, definition.body, indices))
            case Extremum(kind):
                raise NoRule(f"the derivative of a {kind} over an index is not known")
            case Derivative() | Let():
                raise NoRule("an unevaluated derivative stands inside another")

    def entry(self, expr: Entry) -> Derived:
        """∂x_i/∂x_j = δ_ij; entries of other arrays are independent."""
        if expr.array != self.variable.array:
            return None
        relations = []
        for left, right in zip(expr.indices, self.variable.indices, strict=True):
            difference = left - right
            if difference.terms:
                relations.append(IndexRelation("eq", difference))
            elif difference.constant:
                return None
        return Bracket(tuple(relations)) if relations else ONE

    def product(self, factors: tuple[Expr, ...]) -> Derived:
        """(Π f)' = Σ f' Π of the others."""
        terms: list[Derived] = []
        for position, factor in enumerate(factors):
            derived = self.of(factor)
            if derived is not None:
                terms.append(times(*factors[:position], derived, *factors[position + 1 :]))
        return plus(terms)

    def power(self, expr: Expr, base: Expr, exponent: Expr) -> Derived:
        """(b^e)' = e b^(e−1) b' + b^e log b e'."""
        terms: list[Derived] = []
        inner, upper = self.of(base), self.of(exponent)
        if inner is not None:
            lowered = number(exponent.value - 1) if isinstance(exponent, Number) else Add((exponent, MINUS_ONE))
            terms.append(times(exponent, Power(base, lowered), inner))
        if upper is not None:
            terms.append(times(expr, Call("log", (base,)), upper))
        return plus(terms)

    def call(self, expr: Call, function: str, arguments: tuple[Expr, ...]) -> Derived:
        if function in ("max", "min"):
            return self.larger(function, *arguments)
        inner = self.of(arguments[0])
        if inner is None:
            return None
        rule = RULES.get(function)
        if rule is None:
            raise NoRule(f"the derivative of {function} is not known")
        outer = rule(expr, arguments[0])
        if self.bends and function in BENT:
            return times(outer or ZERO, off_zero(arguments[0]), inner)
        return None if outer is None else times(outer, inner)

    def larger(self, function: str, a: Expr, b: Expr) -> Derived:
        """max(a, b)' = [a > b] a' + [b > a] b', off the set where a = b."""
        step = Call("heaviside", (Add((a, minus(b))),))
        other = Add((ONE, minus(step)))
        first, second = (step, other) if function == "max" else (other, step)
        da, db = self.of(a), self.of(b)
        return plus([None if da is None else times(first, da), None if db is None else times(second, db)])

    def sum(self, index: Index, inner: Expr, where: Condition) -> Derived:
        """(Σ f)' = Σ f', off the edges of the condition."""
        derived, edges = self.of(inner), self.edges(where)
        within = None if derived is None else Sum(index, derived, where)
        return plus([within, None if edges is None else Sum(index, edges, _of_indices(where))])

    def edges(self, condition: Condition) -> Derived:
        """0 where no real relation of the condition is at its edge; None if the variable moves none of them."""
        if not self.bends:
            return None
        moved = [r.difference for r in condition if isinstance(r, RealRelation) and self.of(r.difference) is not None]
        return times(ZERO, *map(off_zero, moved)) if moved else None

    def long_product(self, index: Index, inner: Expr, where: object) -> Derived:
        """(Π_i f_i)' = Σ_i f_i' Π_{j≠i} f_j."""
        derived = self.of(inner)
        if derived is None:
            return None
        other = af.fresh_index(index)
        others = substitute(inner, {index: af.of_atom(other)})
        if where:
            raise NoRule("the derivative of a product with a condition is not known")
        apart = IndexRelation("ne", af.of_atom(other) - af.of_atom(index))
        return Sum(index, times(derived, Product(other, others, (apart,))))

    def choice(self, condition: Condition, then: Expr, otherwise: Expr) -> Derived:
        first, second = self.of(then), self.of(otherwise)
        edges = self.edges(condition)
        if first is None and second is None:
            return edges
        return plus([Choice(condition, first or ZERO, second or ZERO), edges])

    def applied(self, expr: Applied) -> Derived:
        """The chain rule: Σ over arguments and their entries of the partial derivative times the inner one."""
        terms: list[Derived] = []
        for position, argument in enumerate(expr.arguments):
            if isinstance(argument, Affine):
                continue
            axes = tuple(map(af.fresh_index, argument.axes))
            indices = tuple(map(af.of_atom, axes))
            inner = self.of(at(argument.axes, argument.body, indices))
            if inner is None:
                continue
            outer = Applied(expr.function, expr.arguments, (*expr.slots, Slot(position, indices)))
            term = times(outer, inner)
            for axis in reversed(axes):
                term = Sum(axis, term)
            terms.append(term)
        return plus(terms)

    def inverse(self, expr: Inverse) -> Derived:
        """∂(A⁻¹)_ij = −Σ_kl (A⁻¹)_ik ∂A_kl (A⁻¹)_lj."""
        block = expr.matrix
        k, m = (af.fresh_index(axis) for axis in block.axes)
        inner = self.of(at(block.axes, block.body, (af.of_atom(k), af.of_atom(m))))
        if inner is None:
            return None
        left = Inverse(block, expr.row, af.of_atom(k))
        right = Inverse(block, af.of_atom(m), expr.column)
        return minus(Sum(k, Sum(m, Mul((left, inner, right)))))

    def determinant(self, expr: Determinant) -> Derived:
        """∂ det A = det A Σ_kl (A⁻¹)_lk ∂A_kl."""
        block = expr.matrix
        k, m = (af.fresh_index(axis) for axis in block.axes)
        inner = self.of(at(block.axes, block.body, (af.of_atom(k), af.of_atom(m))))
        if inner is None:
            return None
        return Mul((expr, Sum(k, Sum(m, Mul((Inverse(block, af.of_atom(m), af.of_atom(k)), inner))))))


def _of_indices(condition: Condition) -> Condition:
    return tuple(r for r in condition if isinstance(r, IndexRelation))


def _tanh(expr: Call, x: Expr) -> Expr:
    return Add((ONE, minus(Power(expr, TWO))))


def _sigmoid(expr: Call, x: Expr) -> Expr:
    return Mul((expr, Add((ONE, minus(expr)))))


def _erf(expr: Call, x: Expr) -> Expr:
    return Mul((TWO, Power(Constant("pi"), number(Fraction(-1, 2))), Call("exp", (minus(Power(x, TWO)),))))


BENT = frozenset({"abs", "sign"})
"""Functions that are defined, but not differentiable, where the argument is 0."""

Rule = Callable[[Call, Expr], Expr | None]
RULES: dict[str, Rule] = {
    "exp": lambda f, x: f,
    "log": lambda f, x: inverse(x),
    "sqrt": lambda f, x: Mul((number(Fraction(1, 2)), inverse(f))),
    "sigmoid": _sigmoid,
    "logsigmoid": lambda f, x: Call("sigmoid", (minus(x),)),
    "softplus": lambda f, x: Call("sigmoid", (x,)),
    "tanh": _tanh,
    "sinh": lambda f, x: Call("cosh", (x,)),
    "cosh": lambda f, x: Call("sinh", (x,)),
    "sin": lambda f, x: Call("cos", (x,)),
    "cos": lambda f, x: minus(Call("sin", (x,))),
    "tan": lambda f, x: Power(Call("cos", (x,)), number(-2)),
    "atan": lambda f, x: inverse(Add((ONE, Power(x, TWO)))),
    "abs": lambda f, x: Call("sign", (x,)),
    "sign": lambda f, x: None,
    "relu": lambda f, x: Call("heaviside", (x,)),
    "heaviside": lambda f, x: None,
    "erf": _erf,
    "gamma": lambda f, x: Mul((f, Call("digamma", (x,)))),
    "loggamma": lambda f, x: Call("digamma", (x,)),
}
"""f'(x) from the call f(x) and its argument; None where it is 0."""
