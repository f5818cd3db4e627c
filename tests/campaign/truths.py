"""Random true statements: random expressions, and the same after steps that preserve the value.

Four families. "rewritten": an expression and its form after random laws (commute, distribute, relabel, split a sum,
laws of exp and log where positive, …). "gradient": an unevaluated derivative of a random loss and the derivative by the
school's rules written out here, rewritten. "styles": array style and index style of the same value. "order": mixed
derivatives taken in another order. Every law is stated where it is used; none comes from symcheck.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import (
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
from symcheck.expressions.walk import subexpressions
from symcheck.language.derivatives import differentiate
from symcheck.language.functions import exp, log, sigmoid, tanh
from symcheck.language.linear import outer
from symcheck.language.quantifiers import Sum as sum_over
from symcheck.language.quantifiers import stack
from symcheck.language.reductions import logsumexp, softmax
from symcheck.language.tensor import Tensor

from .growing import ONE, TWO, Growing, fresh, inverse, negated
from .laws import rewritten


@dataclass(frozen=True)
class Truth:
    """`first = line` under `given`; the seed it was made from, its family, and the steps from one to the other."""

    seed: int
    family: str
    first: Tensor
    line: Tensor
    given: Condition
    steps: tuple[str, ...]


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


Pair = tuple[Tensor, Callable[[IndexForm], Tensor]]


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


def _reduced(g: Growing, arrayed: Tensor, by_index: Callable[[IndexForm], Tensor]) -> tuple[Tensor, Tensor]:
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
