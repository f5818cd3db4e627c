"""Symbolic differentiation for all sizes: one rule a function, over the statement's own nodes.

`differentiate(body, variable)` gives ∂body/∂variable for an entry of a declared array, the entry's indices being values
of their own (never captured by a sum, as every binder is fresh). None stands for 0. `evaluate` removes every
unevaluated derivative from an expression. A rule is valid where the function is differentiable; what has no rule here
raises `NoRule`, with the reason. Sources: the chain, product and quotient rules; ∂A⁻¹ = −A⁻¹ ∂A A⁻¹ and
∂ det A = det A tr(A⁻¹ ∂A) (Matrix Cookbook, eqs. 40 and 46).
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
    Slot,
    Sum,
)
from symcheck.language.walk import at, rebuild, substitute

Derived = Expr | None


class NoRule(Exception):
    """There is no rule for this derivative; the message says which and why."""


def number(value: int | Fraction) -> Number:
    return Number(Fraction(value))


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


def evaluate(expr: Expr, memo: dict[int, Expr] | None = None) -> Expr:
    """The expression with names expanded and every derivative taken."""
    memo = {} if memo is None else memo
    known = memo.get(id(expr))
    if known is None:
        known = memo[id(expr)] = _evaluated(expr, memo)
    return known


def _evaluated(expr: Expr, memo: dict[int, Expr]) -> Expr:
    match expr:
        case Named(definition, indices):
            return at(definition.axes, evaluate(definition.body, memo), indices)
        case Derivative(body, variable):
            if not isinstance(variable, Entry):
                raise NoRule("a derivative by an index is not defined: an index is an integer")
            return differentiate(evaluate(body, memo), variable) or number(0)
        case Let(array, value, body):
            block = Block(value.axes, evaluate(value.body, memo))
            return replace_array(evaluate(body, memo), array, block)
    return rebuild(expr, lambda child: evaluate(child, memo))


def replace_array(expr: Expr, array: object, value: Block) -> Expr:
    """The expression with the entries of an array replaced by the entries of a block."""
    if isinstance(expr, Entry) and expr.array == array:
        return at(value.axes, value.body, expr.indices)
    return rebuild(expr, lambda child: replace_array(child, array, value))


def differentiate(body: Expr, variable: Entry) -> Derived:
    """∂body/∂variable; None for 0. Shared nodes are differentiated once."""
    return _Differentiation(variable).of(body)


class _Differentiation:
    """One derivative being taken, with its memo."""

    def __init__(self, variable: Entry) -> None:
        self.variable = variable
        self.memo: dict[int, Derived] = {}

    def of(self, expr: Expr) -> Derived:
        if id(expr) not in self.memo:
            self.memo[id(expr)] = self._rule(expr)
        return self.memo[id(expr)]

    def _rule(self, expr: Expr) -> Derived:
        match expr:
            case Number() | Constant() | Integer() | Bracket():
                return None
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
                return self.under(inner, lambda d: Sum(index, d, where))
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
        return None if outer is None else times(outer, inner)

    def larger(self, function: str, a: Expr, b: Expr) -> Derived:
        """max(a, b)' = [a > b] a' + [b > a] b', off the set where a = b."""
        step = Call("heaviside", (Add((a, minus(b))),))
        other = Add((ONE, minus(step)))
        first, second = (step, other) if function == "max" else (other, step)
        da, db = self.of(a), self.of(b)
        return plus([None if da is None else times(first, da), None if db is None else times(second, db)])

    def under(self, inner: Expr, wrap: Callable[[Expr], Expr]) -> Derived:
        derived = self.of(inner)
        return None if derived is None else wrap(derived)

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

    def choice(self, condition: object, then: Expr, otherwise: Expr) -> Derived:
        first, second = self.of(then), self.of(otherwise)
        if first is None and second is None:
            return None
        return Choice(condition, first or number(0), second or number(0))  # type: ignore[arg-type]

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


def _tanh(expr: Call, x: Expr) -> Expr:
    return Add((ONE, minus(Power(expr, TWO))))


def _sigmoid(expr: Call, x: Expr) -> Expr:
    return Mul((expr, Add((ONE, minus(expr)))))


def _erf(expr: Call, x: Expr) -> Expr:
    return Mul((TWO, Power(Constant("pi"), number(Fraction(-1, 2))), Call("exp", (minus(Power(x, TWO)),))))


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
