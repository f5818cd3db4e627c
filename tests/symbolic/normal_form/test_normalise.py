"""Laws of the normal form, and the pitfalls that symbolic sums are known for, each beside what must not be proved."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck import (
    Eq,
    KroneckerDelta,
    Ne,
    Sum,
    diag,
    exp,
    eye,
    grad,
    index,
    indices,
    jacobian,
    log,
    logsumexp,
    matrix,
    named,
    one_hot,
    outer,
    scalars,
    sigmoid,
    sizes,
    softmax,
    softplus,
    sqrt,
    stack,
    sum,
    vector,
)  # fmt: skip
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Add, Expr, Mul, Product
from symcheck.expressions.nodes import Sum as SumNode
from symcheck.expressions.walk import rebuild, substitute, substitute_condition
from symcheck.language.tensor import Tensor, as_tensor
from symcheck.notation.text import text
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.zero import renewed
from tests.brute_force import Undefined, World, value
from tests.proving import proved

V, d = sizes("V d")
n = sizes("n")
w, s, o = indices("w s o", V)
i, j, k, m = indices("i j k m", n)
later = index("l", 2, n)
U, v_c, z, y = matrix("U", V, d), vector("v_c", d), vector("z", V), vector("y", V)
x, t = scalars("x t")
a, b = scalars("a b", positive=True)
X, Y, P = vector("X", n), vector("Y", n), vector("P", n, positive=True)
M = matrix("M", n, n)


def key(tensor: Tensor) -> str:
    return normal(Facts(), tensor.body).key


# --- random statements -------------------------------------------------------------------------------------------


class Author:
    """Writes random scalar statements over declared arrays."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = 0

    def scalar(self, scope: list[Tensor], depth: int) -> Tensor:
        if depth == 0:
            return self.leaf(scope)
        inner = [self.scalar(scope, depth - 1) for _ in range(2)]
        made = self.random.randrange(9)
        match made:
            case 0 | 1:
                return inner[0] + inner[1]
            case 2:
                return inner[0] - inner[1]
            case 3 | 4:
                return inner[0] * inner[1]
            case 5:
                return self.random.choice([exp, sigmoid, softplus])(inner[0])
            case 6:
                return inner[0] ** self.random.choice([2, 3])
        return self.sum(scope, depth)

    def sum(self, scope: list[Tensor], depth: int) -> Tensor:
        self.names += 1
        bound = index(f"q{self.names}", self.random.choice([1, 2]), n)
        where = Ne(bound, self.random.choice(scope)) if self.random.random() < 0.4 else None
        return Sum(self.scalar([*scope, bound], depth - 1) * self.random.choice([X, P])[bound], bound, where=where)

    def leaf(self, scope: list[Tensor]) -> Tensor:
        place, other = self.random.choice(scope), self.random.choice(scope)
        return self.random.choice(
            [x, a, X[place], P[place], M[place, other], as_tensor(2), KroneckerDelta(place, other)]
        )


def shuffled(expr: Expr, random: Random) -> Expr:
    """The expression with terms and factors in another order, and other names for bound indices."""
    inner = rebuild(expr, lambda child: shuffled(child, random))
    match inner:
        case Add(parts) | Mul(parts):
            return type(inner)(tuple(random.sample(parts, len(parts))))
        case SumNode(bound, body, where) | Product(bound, body, where):
            fresh = af.fresh_index(af.Index(random.choice("abxyz"), bound.lower, bound.upper))
            values: dict[af.IndexAtom, af.Affine] = {bound: af.of_atom(fresh)}
            return type(inner)(fresh, substitute(body, values), substitute_condition(where, values))
    return inner


def world(random: Random) -> World:
    size = random.choice([1, 2, 3])
    inside = range(1, size + 1)
    vector_ = {(p,): random.choice([-1.0, 0.0, 0.5, 2.0]) for p in inside}
    return World(
        sizes={"n": size},
        arrays={
            "x": {(): random.choice([-1.0, 0.0, 0.7])},
            "a": {(): random.choice([0.5, 1.0, 2.0])},
            "X": vector_,
            "P": {place: 0.3 + abs(entry) for place, entry in vector_.items()},
            "M": {(p, q): random.choice([-1.0, 0.0, 1.5]) for p in inside for q in inside},
        },
        maps={},
        indices={index_.body.value.index: random.choice(inside) for index_ in (i, j)},
    )


statements = st.integers(0, 2**32).map(Random)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(statements)
def test_normalising_is_idempotent(random: Random) -> None:
    statement = Author(random).scalar([i, j], 3)
    poly = normal(Facts(), statement.body)
    assert renewed(Facts(), poly).key == poly.key, text(statement)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(statements)
def test_the_order_of_terms_and_the_names_of_bound_indices_do_not_matter(random: Random) -> None:
    statement = Author(random).scalar([i, j], 3)
    assert key(Tensor(shuffled(statement.body, random))) == key(statement), text(statement)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(statements)
def test_statements_of_one_normal_form_have_one_value(random: Random) -> None:
    """Two statements, the second the first with one change: where they are proved equal, they are."""
    statement = Author(random).scalar([i, j], 2)
    other = Tensor(changed(statement.body, random))
    if proved(statement, other):
        for _ in range(10):
            here = world(random)
            assert agree(statement, other, here), f"{text(statement)} = {text(other)} at {here}"


def changed(expr: Expr, random: Random) -> Expr:
    """The expression with a condition dropped, a term left out or two indices exchanged somewhere."""
    if random.random() < 0.3:
        return substitute(expr, {i.body.value.index: j.body.value, j.body.value.index: i.body.value})

    def change(node: Expr) -> Expr:
        match node:
            case SumNode(bound, body, where) if where and random.random() < 0.5:
                return SumNode(bound, change(body), ())
            case Add(parts) if random.random() < 0.3:
                return Add(parts[1:])
            case Mul(parts) if random.random() < 0.2:
                return Mul(parts[:-1])
        return rebuild(node, change)

    return change(expr)


def agree(left: Tensor, right: Tensor, here: World) -> bool:
    try:
        return value(left.body, here) == pytest.approx(value(right.body, here), rel=1e-7, abs=1e-7)
    except (Undefined, OverflowError):
        return True


# --- pitfalls ----------------------------------------------------------------------------------------------------


def cross_entropy() -> Tensor:
    return -Sum(y[w] * log(softmax(z)[w]), w)


Claim = Callable[[], tuple[object, ...]]
PITFALLS: dict[str, tuple[Claim, Claim]] = {
    "a sum differentiated by an entry at its own index (sympy #21891)": (
        lambda: (grad(Sum(Y[i] * X[i], i), X), Y),
        lambda: (grad(Sum(Y[i] * X[i], i), X), stack(Sum(Y[j], j) + 0 * X[i], i)),
    ),
    "the δ of softmax cross-entropy": (
        lambda: (grad(-log(softmax(z)[o]), z), softmax(z) - one_hot("e", V, o)),
        lambda: (grad(-log(softmax(z)[o]), z), stack(1 - KroneckerDelta(w, o), w)),
    ),
    "cross-entropy against any target": (
        lambda: (grad(cross_entropy(), z), softmax(z) * sum(y) - y),
        lambda: (grad(cross_entropy(), z), softmax(z) - y),
    ),
    "the gradient of naive softmax": (
        lambda: (
            grad(-log(softmax(U @ v_c)[o]), v_c),
            Sum(softmax(U @ v_c)[w] * U[w], w) - U[o],
        ),
        lambda: (grad(-log(softmax(U @ v_c)[o]), v_c), Sum(softmax(U @ v_c)[w] * U[w], w) - U[s]),
    ),
    "sums that differ in the bound name alone": (
        lambda: (Sum(Sum(M[i, j] * X[i], i), j), Sum(Sum(M[j, i] * X[j], j), i)),
        lambda: (Sum(Sum(M[i, j] * X[i], i), j), Sum(Sum(M[j, i] * X[i], j), i)),
    ),
    "the softmax Jacobian off the diagonal": (
        lambda: (jacobian(softmax(z), z), diag(softmax(z)) - outer(softmax(z), softmax(z))),
        lambda: (jacobian(softmax(z), z), diag(softmax(z) * (1 - softmax(z)))),
    ),
    "inner and outer names do not clash": (
        lambda: (Sum(X[i] * exp(Sum(M[i, j] * X[j], j)), i), Sum(X[j] * exp(Sum(M[j, i] * X[i], i)), j)),
        lambda: (Sum(X[i] * exp(Sum(M[i, j] * X[j], j)), i), Sum(X[j] * exp(Sum(M[i, j] * X[i], i)), j) + 0 * M[i, i]),
    ),
    "a positive power of an inverse is multiplied out": (
        lambda: ((1 + x**2) ** 2 / (1 + x**2), 1 + x**2),
        lambda: ((1 + x**2) ** 2 / (1 + x**2), 1 + x**4),
    ),
    "1 + eˣ and 1 + e⁻ˣ meet": (
        lambda: (1 / (1 + exp(x)) + 1 / (1 + exp(-x)), 1 + 0 * x),
        lambda: (1 / (1 + exp(x)) - 1 / (1 + exp(-x)), 1 + 0 * x),
    ),
    "1 − σ inside an inverse": (
        lambda: (1 / (1 - sigmoid(x)), 1 + exp(x)),
        lambda: (1 / (1 - sigmoid(x)), 1 + exp(-x)),
    ),
    "log ab splits with known positivity": (
        lambda: (log(a * b), log(a) + log(b)),
        lambda: (log(x * t), log(x) + log(t)),
    ),
    "√ab splits with known signs": (
        lambda: (sqrt(a * b), sqrt(a) * sqrt(b)),
        lambda: (sqrt(x * t), sqrt(x) * sqrt(t)),
    ),
    "a δ contracts only within the range": (
        lambda: (Sum(X[k] * KroneckerDelta(k, i), k), X[i]),
        lambda: (Sum(X[later] * KroneckerDelta(later, i), later), X[i]),
    ),
    "a δ under a sum that leaves its place out": (
        lambda: (Sum(X[k] * KroneckerDelta(k, i), k, where=Ne(k, j)), X[i] * (1 - KroneckerDelta(i, j))),
        lambda: (Sum(X[k] * KroneckerDelta(k, i), k, where=Ne(k, j)), X[i]),
    ),
    "the sum of 1 is the size": (lambda: (Sum(as_tensor(1), later), n - 1), lambda: (Sum(as_tensor(1), later), n * 1)),
    "the sum of an index": (
        lambda: (Sum(i * 1, i), n * (n + 1) / 2),
        lambda: (Sum(i * 1, i), n * (n - 1) / 2),
    ),
    "a square of a sum is a double sum": (
        lambda: (Sum(X[i], i) ** 2, Sum(Sum(X[i] * X[j], i), j)),
        lambda: (Sum(X[i], i) ** 2, Sum(X[i] ** 2, i)),
    ),
    "the Hessian of log-sum-exp": (
        lambda: (jacobian(grad(logsumexp(z), z), z), diag(softmax(z)) - outer(softmax(z), softmax(z))),
        lambda: (jacobian(grad(logsumexp(z), z), z), eye(V) - outer(softmax(z), softmax(z))),
    ),
    "a denominator under a sum": (
        lambda: (Sum(P[i] / (1 + P[i]) + 1 / (1 + P[i]), i), n * 1),
        lambda: (Sum(P[i] / (1 + P[i]) - 1 / (1 + P[i]), i), n * 1),
    ),
    "a name stands for what it means": (
        lambda: (named("p", softmax(X))[i], softmax(X)[i]),
        lambda: (named("p", softmax(X))[i], softmax(X)[j]),
    ),
    "an index equation is used everywhere": (
        lambda: (X[i] * M[j, k], X[j] * M[i, k], Eq(i, j)),
        lambda: (X[i] * M[j, k], X[k] * M[i, k], Eq(i, j)),
    ),
}


@pytest.mark.parametrize("name", PITFALLS)
def test_is_decided_right(name: str) -> None:
    true, false = PITFALLS[name]
    assert proved(*true())
    assert not proved(*false())


def test_twins_are_told_apart_by_values() -> None:
    """The evaluator the laws rest on can tell a false claim from a true one."""
    here = world(Random(1))
    assert agree(Sum(X[k], k), Sum(X[m], m), here)
    assert not agree(Sum(P[k], k), Sum(P[k], k) + 1, here)
