"""Symbolic differentiation for all sizes: one rule a function, over the statement's own nodes.

`differentiate(body, variable)` gives ∂body/∂variable for an entry of a declared array, the entry's indices being values
of their own (never captured by a sum, as every binder is fresh). None stands for 0. `evaluate` removes every
unevaluated derivative from an expression. A formula equals the derivative where that exists, which
`symcheck.definedness.reach` says, and the formula has a value: both are to be shown by whoever uses it. What has no
rule here raises `Unsupported`, with the reason.
Sources: the chain, product and quotient rules; ∂A⁻¹ = −A⁻¹ ∂A A⁻¹ and ∂ det A = det A tr(A⁻¹ ∂A) (Matrix Cookbook,
eqs. 40 and 46).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symcheck.definedness import smooth
from symcheck.definedness.requirements import requirements
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, Size
from symcheck.expressions.nodes import (
    Add,
    Application,
    Block,
    Bracket,
    Call,
    Condition,
    Constant,
    Definition,
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
    Piecewise,
    Power,
    Product,
    RealRelation,
    Slot,
    Sum,
)
from symcheck.expressions.walk import at, rebuild, subexpressions, substitute, substitute_condition

Derived = Expr | None


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


Memo = dict[Expr | tuple[Definition, tuple[IndexForm, ...]], Expr]
"""What was found for a node (by identity), or for an entry of a definition."""


def evaluate(expr: Expr, memo: Memo | None = None) -> Expr:
    """The expression with names expanded and every derivative taken."""
    memo = {} if memo is None else memo
    key = _memo_key(expr)
    known = memo.get(key)
    if known is None:
        known = memo[key] = _evaluated(expr, lambda child: evaluate(child, memo))
    return known


def _memo_key(expr: Expr) -> Expr | tuple[Definition, tuple[IndexForm, ...]]:
    return (expr.definition, expr.indices) if isinstance(expr, Named) else expr


def _evaluated(expr: Expr, inner: Callable[[Expr], Expr]) -> Expr:
    match expr:
        case Named(definition, indices):
            return at(definition.axes, inner(definition.body), indices)
        case Derivative(body, variable):
            if not isinstance(variable, Entry):
                raise Unsupported("a derivative by an index is not defined: an index is an integer")
            return differentiate(inner(body), variable) or ZERO
        case Let(array, value, body):
            block = Block(value.axes, inner(value.body))
            return replace_array(inner(body), array, block)
    return rebuild(expr, inner)


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
        self.memo: dict[Expr, Derived] = {}

    def of(self, expr: Expr) -> Derived:
        known = self.memo.get(expr)
        if known is None:
            known = self.memo[expr] = self._rule(expr)
        return known

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
                return self.sum(index, inner, where)
            case Product(index, inner, where):
                return self.long_product(index, inner, where)
            case Piecewise(condition, then, otherwise):
                return self.choice(condition, then, otherwise)
            case Application():
                return self.applied(expr)
            case Inverse():
                return self.inverse(expr)
            case Determinant():
                return self.determinant(expr)
            case Named(definition, indices):
                return self.of(at(definition.axes, definition.body, indices))
            case Extremum(_, index, inner):
                return self.extremum(expr, index, inner)
            case Derivative() | Let():
                raise Unsupported("an unevaluated derivative stands inside another")

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

    def off_border(self, condition: Condition) -> Condition | None:
        """The condition as it is off its border, where alone there is a derivative; None where it fails everywhere.

        What isolates a border (e = 0, e ≠ 0) is decided there: a derivative says nothing of the border itself.
        """
        kept = []
        for relation in condition:
            isolates = isinstance(relation, RealRelation) and relation.kind in ("eq", "ne")
            if not isolates or self.of(relation.difference) is None:  # type: ignore[union-attr]
                kept.append(relation)
            elif relation.kind == "eq":
                return None
        return tuple(kept)

    def _opened(self, factor: Expr) -> Expr | None:
        """A factor as it is off the border of its condition; None for 0."""
        if not isinstance(factor, Bracket):
            return factor
        kept = self.off_border(factor.condition)
        return factor if kept == factor.condition else None if kept is None else Bracket(kept)

    def product(self, factors: tuple[Expr, ...]) -> Derived:
        """(Π f)' = Σ f' Π of the others."""
        opened = [self._opened(f) for f in factors]
        factors = tuple(f for f in opened if f is not None)
        if len(factors) < len(opened):
            return None
        terms: list[Derived] = []
        for position, factor in enumerate(factors):
            derived = self.of(factor)
            if derived is not None:
                terms.append(times(*factors[:position], derived, *factors[position + 1 :]))
        return plus(terms)

    def power(self, expr: Power, base: Expr, exponent: Expr) -> Derived:
        """(b^e)' = e b^(e−1) b' + b^e log b e'."""
        bent = smooth.smooth_power(expr)
        if bent is not None:
            return self.smooth_power(bent)
        if isinstance(exponent, Number) and not exponent.value:
            return None
        terms: list[Derived] = []
        inner, upper = self.of(base), self.of(exponent)
        if inner is not None:
            terms.append(_reached(inner, _lowered(base, exponent)))
        if upper is not None:
            terms.append(_reached(upper, times(expr, Call("log", (base,)))))
        return plus(terms)

    def smooth_power(self, bent: smooth.SmoothPower) -> Derived:
        """(|e|ᵃ)' = a |e|ᵃ⁻² e e' (a ≥ 2), relu(e)ᵃ and (Σ e²)^(a/2) by the power rule, a > 1."""
        inner, a = self.of(bent.inner), bent.exponent
        if inner is None:
            return None
        if bent.plain is not None:
            base, exponent = bent.plain
            return times(_lowered(base, number(exponent)), inner)
        if bent.kind == "norm":
            return times(number(a / 2), Power(bent.inner, number(a / 2 - 1)), inner)
        root = Call(bent.kind, (bent.inner,))
        if bent.kind == "abs" and a >= 2:
            return times(number(a), Power(root, number(a - 2)), bent.inner, inner)
        sign = (Call("sign", (bent.inner,)),) if bent.kind == "abs" else ()
        return times(number(a), Power(root, number(a - 1)), *sign, inner)

    def call(self, expr: Call, function: str, arguments: tuple[Expr, ...]) -> Derived:
        if smooth.is_smooth_extremum(expr):
            return self.of(arguments[0])
        if function in ("max", "min"):
            return self.larger(function, *arguments)
        inner = self.of(arguments[0])
        if inner is None:
            return None
        rule = RULES.get(function)
        if rule is None:
            raise Unsupported(f"the derivative of {function} is not known")
        outer = rule(expr, arguments[0])
        return None if outer is None else _reached(inner, outer)

    def larger(self, function: str, a: Expr, b: Expr) -> Derived:
        """max(a, b)' = [a > b] a' + [b > a] b', off the set where a = b."""
        step = Call("heaviside", (Add((a, minus(b))),))
        other = Add((ONE, minus(step)))
        first, second = (step, other) if function == "max" else (other, step)
        da, db = self.of(a), self.of(b)
        return plus([None if da is None else _reached(da, first), None if db is None else _reached(db, second)])

    def sum(self, index: Index, inner: Expr, where: Condition) -> Derived:
        """(Σ f)' = Σ f', off the edges of the condition."""
        derived, kept = self.of(inner), self.off_border(where)
        return None if derived is None or kept is None else Sum(index, derived, kept)

    def extremum(self, expr: Expr, index: Index, inner: Expr) -> Derived:
        """(max f)' = Σ [f = max f] f', where one member alone is the largest."""
        derived = self.of(inner)
        return None if derived is None else Sum(index, _reached(derived, smooth.attained(expr, inner)))

    def long_product(self, index: Index, inner: Expr, where: Condition) -> Derived:
        """(Π_i f_i)' = Σ_i f_i' Π_{j≠i} f_j."""
        derived, kept = self.of(inner), self.off_border(where)
        if derived is None or kept is None:
            return None
        other = af.fresh_index(index)
        values: dict[IndexAtom, IndexForm] = {index: af.of_atom(other)}
        apart = IndexRelation("ne", af.of_atom(other) - af.of_atom(index))
        others = Product(other, substitute(inner, values), (apart, *substitute_condition(kept, values)))
        return Sum(index, times(derived, others), kept)

    def choice(self, condition: Condition, then: Expr, otherwise: Expr) -> Derived:
        kept = self.off_border(condition)
        if not kept:
            return self.of(otherwise if kept is None else then)
        first, second = self.of(then), self.of(otherwise)
        if first is None and second is None:
            return None
        return Piecewise(kept, first or ZERO, second or ZERO)

    def applied(self, expr: Application) -> Derived:
        """The chain rule: Σ over arguments and their entries of the partial derivative times the inner one."""
        terms: list[Derived] = []
        for position, argument in enumerate(expr.arguments):
            if isinstance(argument, IndexForm):
                continue
            axes = tuple(map(af.fresh_index, argument.axes))
            indices = tuple(map(af.of_atom, axes))
            inner = self.of(at(argument.axes, argument.body, indices))
            if inner is None:
                continue
            outer = Application(expr.function, expr.arguments, (*expr.slots, Slot(position, indices)))
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


def _lowered(base: Expr, exponent: Expr) -> Expr:
    """e b^(e−1); a whole exponent that may be 0 stands under a bracket, as 0 · b⁻¹ would ask for b ≠ 0."""
    if isinstance(exponent, Number):
        return ONE if exponent.value == 1 else times(exponent, Power(base, number(exponent.value - 1)))
    lowered = times(exponent, Power(base, Add((exponent, MINUS_ONE))))
    if not isinstance(exponent, Integer):
        return lowered
    form = exponent.value
    lowered = times(exponent, Power(base, Integer(form.shift(-1))))
    if _at_least(form, 1):
        return lowered
    relation = IndexRelation("ge", form.shift(-1)) if _at_least(form, 0) else IndexRelation("ne", form)
    return times(Bracket((relation,)), lowered)


def _at_least(form: IndexForm, bound: int) -> bool:
    """Whether a single size or index, plus a number, is at least this by its range."""
    if not form.terms:
        return form.constant >= bound
    ((atom, coefficient), *more) = form.terms
    if more or coefficient != 1:
        return False
    least = af.ONE if isinstance(atom, Size) else atom.lower if isinstance(atom, Index) else af.ONE
    return not least.terms and least.constant + form.constant >= bound


def _reached(inner: Expr, outer: Expr) -> Expr:
    """outer · inner', the outer factor needed only where the inner one is not 0 because of its indices."""
    relations = necessary(inner)
    return times(*((Bracket(relations),) if relations and not _total(outer) else ()), outer, inner)


def _total(expr: Expr) -> bool:
    """Whether an expression has a value wherever its entries have one, plainly."""
    return all(not requirements(node) or isinstance(node, Entry) for node in subexpressions(expr))


def necessary(derived: Expr) -> tuple[IndexRelation, ...]:
    """Index relations without which an expression is 0, by its form."""
    match derived:
        case Bracket(condition):
            return tuple(r for r in condition if isinstance(r, IndexRelation))
        case Mul(factors):
            return tuple(dict.fromkeys(r for f in factors for r in necessary(f)))
        case Sum(index, body, _):
            return tuple(r for r in necessary(body) if index not in af.free_indices(r.form))
        case Add((first, *others)):
            shared = [frozenset(necessary(t)) for t in others]
            return tuple(r for r in necessary(first) if all(r in s for s in shared))
    return ()


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
    "asin": lambda f, x: Power(Add((ONE, minus(Power(x, TWO)))), number(Fraction(-1, 2))),
    "abs": lambda f, x: Call("sign", (x,)),
    "sign": lambda f, x: None,
    "relu": lambda f, x: Call("heaviside", (x,)),
    "heaviside": lambda f, x: None,
    "softsign": lambda f, x: Power(Add((ONE, Call("abs", (x,)))), number(-2)),
    "erf": _erf,
    "gamma": lambda f, x: Mul((f, Call("digamma", (x,)))),
    "loggamma": lambda f, x: Call("digamma", (x,)),
    "digamma": lambda f, x: Call("trigamma", (x,)),
}
"""f'(x) from the call f(x) and its argument; None where it is 0."""
