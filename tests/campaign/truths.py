"""Random true statements: random expressions, and the same after steps that preserve the value.

Four families. "rewritten": an expression and its form after random laws (commute, distribute, relabel, split a sum,
laws of exp and log where positive, …). "gradient": an unevaluated derivative of a random loss and the derivative by the
school's rules written out here, rewritten. "styles": array style and index style of the same value. "order": mixed
derivatives taken in another order. Every law is stated where it is used; none comes from symcheck.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index
from symcheck.language.declare import index, matrix, named, scalar, sizes, vector
from symcheck.language.derivatives import differentiate
from symcheck.language.expressions import (
    Add,
    Bracket,
    Call,
    Condition,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Mul,
    Number,
    Power,
    Sum,
)
from symcheck.language.functions import exp, log, sigmoid, tanh
from symcheck.language.linear import outer
from symcheck.language.quantifiers import Sum as sum_over
from symcheck.language.quantifiers import stack
from symcheck.language.reductions import logsumexp, softmax
from symcheck.language.tensor import Tensor
from symcheck.language.walk import at, binders, children, subexpressions

from .mutations import with_child

MINUS = Number(Fraction(-1))
ONE = Number(Fraction(1))
TWO = Number(Fraction(2))


@dataclass(frozen=True)
class Truth:
    """`first = line` under `given`; the seed it was made from, its family, and the steps from one to the other."""

    seed: int
    family: str
    first: Tensor
    line: Tensor
    given: Condition
    steps: tuple[str, ...]


class Declared:
    """The arrays and indices that random statements speak of, declared afresh for each."""

    def __init__(self) -> None:
        self.n, self.m = sizes("n m")  # type: ignore[misc]
        self.x, self.y, self.q = vector("x", self.n), vector("y", self.n), vector("q", self.n, positive=True)
        self.z, self.A = vector("z", self.m), matrix("A", self.n, self.m)
        self.a, self.b = scalar("a"), scalar("b", positive=True)
        self.i, self.j = index("i", self.n), index("j", self.m)


def fresh(like: Tensor) -> Index:
    """A bound index over the range of a declared one."""
    form = like.body.value.index  # type: ignore[union-attr]
    return af.fresh_index(form)


class Growing:
    """Random scalar expressions. `real` may have either sign, `positive` is positive everywhere."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.d = Declared()

    def number(self) -> Number:
        return Number(Fraction(self.chance.choice([1, 2, 3, -1, -2]), self.chance.choice([1, 1, 2, 3])))

    def entry(self, scope: Sequence[Index], positive: bool = False) -> Expr:
        """An entry of an array at indices in scope."""
        d = self.d
        rows = [i for i in scope if i.upper == d.i.body.value.index.upper]  # type: ignore[union-attr]
        columns = [i for i in scope if i not in rows]
        if positive:
            return self._at(d.q, rows) if rows and self.chance.random() < 0.6 else d.b.body
        options: list[Expr] = [d.a.body]
        if rows:
            options += [self._at(d.x, rows), self._at(d.y, rows), self._at(d.x, rows)]
        if columns:
            options += [self._at(d.z, columns)]
        if rows and columns:
            both = (af.of_atom(self.chance.choice(rows)), af.of_atom(self.chance.choice(columns)))
            options += [Entry(d.A.body.array, both)] * 3  # type: ignore[union-attr]
        return self.chance.choice(options)

    def _at(self, array: Tensor, scope: Sequence[Index]) -> Expr:
        return Entry(array.body.array, (af.of_atom(self.chance.choice(scope)),))  # type: ignore[union-attr]

    def real(self, depth: int, scope: tuple[Index, ...]) -> Expr:
        """A smooth expression that may take either sign."""
        if depth <= 0:
            return self.entry(scope, self.chance.random() < 0.2)
        match self.chance.randrange(9):
            case 0 | 1:
                return Add((self.real(depth - 1, scope), self.real(depth - 1, scope)))
            case 2 | 3:
                return Mul((self.real(depth - 1, scope), self.real(depth - 2, scope)))
            case 4:
                return self.sum(depth, scope, self.real)
            case 5:
                return Call(
                    self.chance.choice(["sigmoid", "tanh", "sin", "logsigmoid"]), (self.real(depth - 2, scope),)
                )
            case 6:
                return Call("log", (self.positive(depth - 1, scope),))
            case 7:
                return Mul((self.real(depth - 1, scope), Power(self.positive(depth - 2, scope), MINUS)))
            case _:
                return Mul((self.number(), self.real(depth - 1, scope)))

    def positive(self, depth: int, scope: tuple[Index, ...]) -> Expr:
        """A smooth expression that is positive whatever the values."""
        if depth <= 0:
            return self.entry(scope, positive=True)
        match self.chance.randrange(7):
            case 0:
                return Call("exp", (self.real(depth - 2, scope),))
            case 1:
                return Add((ONE, Call("exp", (self.real(depth - 2, scope),))))
            case 2:
                return self.sum(depth, scope, self.positive)
            case 3:
                return Mul((self.positive(depth - 1, scope), self.positive(depth - 2, scope)))
            case 4:
                return Add((ONE, Power(self.real(depth - 2, scope), TWO)))
            case 5:
                return Power(
                    self.positive(depth - 1, scope), Number(self.chance.choice([Fraction(1, 2), Fraction(-1)]))
                )
            case _:
                return Call("sigmoid", (self.real(depth - 2, scope),))

    def sum(self, depth: int, scope: tuple[Index, ...], make: Callable[[int, tuple[Index, ...]], Expr]) -> Expr:
        bound = fresh(self.chance.choice([self.d.i, self.d.j]))
        return Sum(bound, make(depth - 1, (*scope, bound)))


def is_positive(expr: Expr) -> bool:
    """Whether an expression of `Growing` is plainly positive."""
    match expr:
        case Number(value):
            return value > 0
        case Entry(array):
            return array.sign == "positive"
        case Call("exp" | "sigmoid" | "softplus" | "cosh"):
            return True
        case Call("sqrt", (inside,)) | Power(inside, _) if is_positive(inside):
            return True
        case Add(parts) | Mul(parts):
            return all(map(is_positive, parts))
        case Sum(_, body, ()):
            return is_positive(body)
    return False


def negated(expr: Expr) -> Expr:
    return Mul((MINUS, expr))


def inverse(expr: Expr) -> Expr:
    return Power(expr, MINUS)


Step = tuple[str, Callable[[Expr, "Growing", tuple[Index, ...]], Expr | None]]


def _commute(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    if not isinstance(e, Add | Mul):
        return None
    parts = list(e.terms if isinstance(e, Add) else e.factors)
    g.chance.shuffle(parts)
    return type(e)(tuple(parts))


def _regroup(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """(a b) c = a (b c) = a b c."""
    if not isinstance(e, Add | Mul):
        return None
    parts = e.terms if isinstance(e, Add) else e.factors
    flat = tuple(
        q for p in parts for q in ((p.terms if isinstance(p, Add) else p.factors) if type(p) is type(e) else (p,))
    )  # type: ignore[union-attr]
    if len(flat) < 3:
        return None
    cut = g.chance.randrange(1, len(flat) - 1)
    return type(e)((*flat[:cut], type(e)(flat[cut:])))


def _distribute(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """a (b + c) = a b + a c; Σ (b + c) = Σ b + Σ c; c Σ b = Σ c b."""
    match e:
        case Mul(factors):
            for position, factor in enumerate(factors):
                rest = (*factors[:position], *factors[position + 1 :])
                if isinstance(factor, Add):
                    return Add(tuple(Mul((*rest, term)) for term in factor.terms))
                if isinstance(factor, Sum):
                    other = af.fresh_index(factor.index)
                    body = at((factor.index,), factor.body, (af.of_atom(other),))
                    return Sum(other, Mul((*rest, body)), _moved(factor.where, factor.index, other))
        case Sum(bound, Add(terms), where):
            return Add(tuple(_again(Sum(bound, term, where)) for term in terms))
    return None


def _moved(where: Condition, old: Index, new: Index) -> Condition:
    return tuple(
        IndexRelation(r.kind, af.substitute(r.form, {old: af.of_atom(new)}))
        for r in where
        if isinstance(r, IndexRelation)
    )


def _again(e: Sum, shift: int = 0) -> Sum:
    """The sum over a fresh index, which runs `shift` lower."""
    low, high = e.index.lower.shift(-shift), e.index.upper.shift(-shift)
    other = af.fresh_index(Index(e.index.name, low, high))
    value = af.of_atom(other).shift(shift)
    where = tuple(
        IndexRelation(r.kind, af.substitute(r.form, {e.index: value})) for r in e.where if isinstance(r, IndexRelation)
    )
    return Sum(other, at((e.index,), e.body, (value,)), where)


def _relabel(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """Another bound name, or a range that starts elsewhere."""
    return _again(e, g.chance.choice([0, 1, -1])) if isinstance(e, Sum) else None


def _split(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """Σ = the part where i = k and the part where i ≠ k; or i ≤ k and i > k; or the last term apart."""
    if not isinstance(e, Sum):
        return None
    others = [i for i in scope if i != e.index and i.lower == e.index.lower and i.upper == e.index.upper]
    if not others:
        return _last_apart(e) if not e.where and not e.index.size.constant else None
    gap = af.of_atom(e.index) - af.of_atom(g.chance.choice(others))
    if g.chance.random() < 0.5:
        one, two = IndexRelation("eq", gap), IndexRelation("ne", gap)
    else:
        one, two = IndexRelation("ge", gap.scale(-1)), IndexRelation("ge", gap.shift(-1))
    return Add((_again(Sum(e.index, e.body, (*e.where, one))), _again(Sum(e.index, e.body, (*e.where, two)))))


def _last_apart(e: Sum) -> Expr:
    """The last term apart: of a sum over n ≥ 1 terms, not of one that may be empty."""
    shorter = af.fresh_index(Index(e.index.name, e.index.lower, e.index.upper.shift(-1)))
    last = at((e.index,), e.body, (e.index.upper,))
    return Add((Sum(shorter, at((e.index,), e.body, (af.of_atom(shorter),))), last))


def _swap_sums(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    match e:
        case Sum(outer_, Sum(inner, body, ()), ()):
            return Sum(inner, Sum(outer_, body))
    return None


def _picked(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """x_i = Σ_j δ_ij x_j."""
    if not isinstance(e, Entry) or len(e.indices) != 1 or e.indices[0].index is None:
        return None
    own = e.indices[0].index
    bound = af.fresh_index(Index(own.name, af.ONE, e.array.axes[0][1]))
    if (own.lower, own.upper) != (bound.lower, bound.upper):
        return None
    delta = Bracket((IndexRelation("eq", af.of_atom(bound) - af.of_atom(own)),))
    return Sum(bound, Mul((delta, Entry(e.array, (af.of_atom(bound),)))))


def _exp_log(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """The laws of exp, log, roots and their kin; those of log only where everything is positive."""
    match e:
        case Call("exp", (Add(terms),)):
            return Mul(tuple(Call("exp", (term,)) for term in terms))
        case Call("exp", (inside,)) if g.chance.random() < 0.5:
            return inverse(Call("exp", (negated(inside),)))
        case Call("exp", (inside,)):
            return Power(Call("exp", (Mul((Number(Fraction(1, 2)), inside)),)), TWO)
        case Call("log", (Mul(factors),)) if all(map(is_positive, factors)):
            return Add(tuple(Call("log", (factor,)) for factor in factors))
        case Call("log", (Power(base, exponent),)) if is_positive(base):
            return Mul((exponent, Call("log", (base,))))
        case Call("log", (inside,)):
            return negated(Call("log", (inverse(inside),))) if is_positive(inside) else None
        case Call("sigmoid", (inside,)):
            up, down = Call("exp", (inside,)), Call("exp", (negated(inside),))
            return g.chance.choice(
                [inverse(Add((ONE, down))), Mul((up, inverse(Add((up, ONE))))),
                 Add((ONE, negated(Call("sigmoid", (negated(inside),)))))]
            )  # fmt: skip
        case Call("tanh", (inside,)):
            return Add((Mul((TWO, Call("sigmoid", (Mul((TWO, inside)),)))), MINUS))
        case Call("logsigmoid", (inside,)):
            return g.chance.choice(
                [Call("log", (Call("sigmoid", (inside,)),)), negated(Call("softplus", (negated(inside),)))]
            )
        case Call("sin", (inside,)):
            return negated(Call("sin", (negated(inside),)))
        case Power(base, Number(value)) if value == 2:
            return Mul((base, base))
        case Power(base, Number(value)) if value == Fraction(1, 2):
            return Call("sqrt", (base,))
    return None


def _disguise(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """Something added and taken away; multiplied and divided; e = log exp e; p = exp log p = (√p)²."""
    extra, factor = g.real(1, scope), g.positive(1, scope)
    options = [
        Add((e, extra, negated(extra))),
        Mul((e, factor, inverse(factor))),
        Call("log", (Call("exp", (e,)),)),
        negated(negated(e)),
    ]
    if is_positive(e):
        options += [Call("exp", (Call("log", (e,)),)), Power(Call("sqrt", (e,)), TWO), inverse(inverse(e))]
    return g.chance.choice(options)


def _name(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """A definition in place of what it means."""
    return named(f"N_{g.chance.randrange(10**6)}", Tensor(e)).body


def _doubled(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    half = Mul((Number(Fraction(1, 2)), e))
    return Add((half, half))


STEPS: tuple[Step, ...] = (
    ("commute", _commute), ("regroup", _regroup), ("distribute", _distribute), ("relabel", _relabel), ("split", _split),
    ("swap sums", _swap_sums), ("pick by δ", _picked), ("laws of functions", _exp_log), ("laws of functions", _exp_log),
    ("disguise", _disguise), ("name", _name), ("halves", _doubled),
)  # fmt: skip


def rewritten(expr: Expr, growing: Growing, scope: tuple[Index, ...], count: int) -> tuple[Expr, tuple[str, ...]]:
    """The expression after `count` random steps at random places, and their names."""
    done: list[str] = []
    for _ in range(count * 6):
        if len(done) == count:
            break
        name, step = growing.chance.choice(STEPS)
        places = list(_places(expr, scope))
        path, node, seen = growing.chance.choice(places)
        changed = step(node, growing, seen)
        if changed is not None:
            expr = _replaced(expr, path, changed)
            done.append(name)
    return expr, tuple(done)


def _places(expr: Expr, scope: tuple[Index, ...]) -> Iterator[tuple[tuple[int, ...], Expr, tuple[Index, ...]]]:
    yield (), expr, scope
    for position, child in enumerate(children(expr)):
        for path, node, seen in _places(child, _scope_below(expr, scope)):
            yield (position, *path), node, seen


def _scope_below(expr: Expr, scope: tuple[Index, ...]) -> tuple[Index, ...]:
    """The indices that may be named below a node: only those over a whole axis."""
    return (*scope, *(i for i in binders(expr) if i.lower == af.ONE and not i.upper.constant))


def _replaced(expr: Expr, path: tuple[int, ...], new: Expr) -> Expr:
    if not path:
        return new
    child = list(children(expr))[path[0]]
    return with_child(expr, path[0], _replaced(child, path[1:], new))


def derived(e: Expr, by: Entry) -> Expr:
    """∂e/∂entry by the school's rules; entries of one array at other indices differ by a δ."""
    match e:
        case Number() | Integer() | Bracket():
            return Number(Fraction(0))
        case Entry(array, forms):
            if array != by.array:
                return Number(Fraction(0))
            pairs = zip(forms, by.indices, strict=True)
            relations = tuple(IndexRelation("eq", one - other) for one, other in pairs)
            return Bracket(relations) if relations else ONE
        case Add(terms):
            return Add(tuple(derived(term, by) for term in terms))
        case Mul(factors):
            slopes = [(*factors[:p], derived(f, by), *factors[p + 1 :]) for p, f in enumerate(factors)]
            return Add(tuple(map(Mul, slopes)))
        case Power(base, Number(value)):
            return Mul((Number(value), Power(base, Number(value - 1)), derived(base, by)))
        case Sum(bound, body, where):
            return Sum(bound, derived(body, by), where)
        case Call(function, (inside,)):
            return Mul((_slope(function, inside, e), derived(inside, by)))
    raise TypeError(f"no rule for {type(e).__name__}")


def _slope(function: str, inside: Expr, whole: Expr) -> Expr:
    match function:
        case "exp":
            return whole
        case "log":
            return inverse(inside)
        case "sqrt":
            return Mul((Number(Fraction(1, 2)), inverse(whole)))
        case "sigmoid":
            return Mul((whole, Add((ONE, negated(whole)))))
        case "tanh":
            return Add((ONE, negated(Power(whole, TWO))))
        case "sin":
            return Call("cos", (inside,))
        case "cos":
            return negated(Call("sin", (inside,)))
        case "logsigmoid":
            return Call("sigmoid", (negated(inside),))
        case "softplus":
            return Call("sigmoid", (inside,))
    raise TypeError(f"no rule for {function}")


def speaks_of(body: Expr, variable: Entry) -> bool:
    return any(isinstance(e, Entry) and e.array == variable.array for e in subexpressions(body))


def _rewriting(seed: int, g: Growing) -> Truth:
    scope: tuple[Index, ...] = (g.d.i.body.value.index,) if g.chance.random() < 0.5 else ()  # type: ignore[union-attr]
    body = g.real(g.chance.randrange(2, 5), scope)
    line, steps = rewritten(body, g, scope, g.chance.randrange(1, 5))
    return Truth(seed, "rewritten", Tensor(body), Tensor(line), (), steps)


def _gradient(seed: int, g: Growing) -> Truth:
    body = g.real(g.chance.randrange(2, 5), ())
    arrays = [e for e in subexpressions(body) if isinstance(e, Entry)]
    chosen = g.chance.choice(arrays).array if arrays else g.d.a.body.array  # type: ignore[union-attr]
    variable = next(t for t in (g.d.x, g.d.y, g.d.q, g.d.z, g.d.A, g.d.a, g.d.b) if t.body.array == chosen)  # type: ignore[union-attr]
    first = differentiate(Tensor(body), variable)
    by = first.body.variable  # type: ignore[union-attr]
    line, steps = rewritten(derived(body, by), g, first.axes, g.chance.randrange(0, 4))
    return Truth(seed, "gradient", first, Tensor(line, first.axes), (), ("differentiate", *steps))


def _order(seed: int, g: Growing) -> Truth:
    """∂²/∂x∂z = ∂²/∂z∂x, and the inner derivative by the rules."""
    body = g.real(3, ())
    one, two = g.chance.sample([g.d.x, g.d.z, g.d.a, g.d.b], 2)
    first = differentiate(differentiate(Tensor(body), one), two)
    inner = first.body.body.variable  # type: ignore[union-attr]
    outer_ = first.body.variable  # type: ignore[union-attr]
    line = derived(derived(body, outer_), inner)
    line, steps = rewritten(line, g, first.axes, g.chance.randrange(0, 2))
    return Truth(seed, "order", first, Tensor(line, first.axes), (), ("differentiate in another order", *steps))


Pair = tuple[Tensor, Callable[[Affine], Tensor]]


def _styles(seed: int, g: Growing) -> Truth:
    """Array style against index style: vectors over n, built up together."""
    arrayed, by_index = _vector(g, g.chance.randrange(1, 4))
    i = fresh(g.d.i)
    if g.chance.random() < 0.5:
        line = stack(by_index(af.of_atom(i)), Tensor(Integer(af.of_atom(i))))
        body, steps = rewritten(line.body, g, line.axes, g.chance.randrange(0, 3))
        return Truth(seed, "styles", arrayed, Tensor(body, line.axes), (), ("index style", *steps))
    total, line = _reduced(g, arrayed, by_index)
    body, steps = rewritten(line.body, g, (), g.chance.randrange(0, 3))
    return Truth(seed, "styles", total, Tensor(body), (), ("index style", *steps))


def _reduced(g: Growing, arrayed: Tensor, by_index: Callable[[Affine], Tensor]) -> tuple[Tensor, Tensor]:
    i, d = Tensor(Integer(af.of_atom(fresh(g.d.i)))), g.d
    entry = by_index(i.body.value)  # type: ignore[union-attr]
    match g.chance.randrange(5):
        case 0:
            return arrayed.sum(), sum_over(entry, i)
        case 1:
            return d.x @ arrayed, sum_over(d.x[i] * entry, i)
        case 2:
            return logsumexp(arrayed), log(sum_over(exp(entry), i))
        case 3:
            j = Tensor(Integer(af.of_atom(fresh(g.d.j))))
            return arrayed @ d.A @ d.z, sum_over(sum_over(entry * d.A[i, j] * d.z[j], i), j)
        case _:
            return (arrayed * arrayed).mean(), sum_over(entry**2, i) / d.n


def _vector(g: Growing, depth: int) -> Pair:
    d = g.d
    if depth <= 0:
        chosen = g.chance.choice([d.x, d.y, d.q])
        return chosen, lambda i: chosen[i]
    arrayed, entry = _vector(g, depth - 1)
    j = Tensor(Integer(af.of_atom(fresh(d.j))))
    k = Tensor(Integer(af.of_atom(fresh(d.i))))
    match g.chance.randrange(7):
        case 0:
            return d.A @ d.z + arrayed, lambda i: sum_over(d.A[i, j] * d.z[j], j) + entry(i)
        case 1:
            return softmax(arrayed), lambda i: exp(entry(i)) / sum_over(exp(entry(k.body.value)), k)  # type: ignore[union-attr]
        case 2:
            return sigmoid(arrayed) * d.y, lambda i: d.y[i] / (1 + exp(-entry(i)))
        case 3:
            return tanh(arrayed) - arrayed, lambda i: tanh(entry(i)) - entry(i)
        case 4:
            return d.a * arrayed, lambda i: entry(i) * d.a
        case 5:
            return d.A @ (d.A.T @ arrayed), lambda i: sum_over(
                sum_over(d.A[i, j] * d.A[k, j] * entry(k.body.value), k),
                j,  # type: ignore[union-attr]
            )
        case _:
            return outer(arrayed, d.z) @ d.z, lambda i: entry(i) * sum_over(d.z[j] ** 2, j)


FAMILIES: tuple[Callable[[int, Growing], Truth], ...] = (_rewriting, _rewriting, _gradient, _gradient, _styles, _order)


def truths(seed: int, count: int) -> Iterator[Truth]:
    """`count` random true statements, from consecutive seeds."""
    for number in range(seed, seed + count):
        yield FAMILIES[number % len(FAMILIES)](number, Growing(random.Random(number)))
