"""Every rule of differentiation against differences of values, computed by an evaluator that knows no rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import (
    Eq,
    Ne,
    Product,
    Sum,
    bracket,
    check,
    det,
    diff,
    exp,
    function,
    grad,
    hessian,
    indices,
    inv,
    jacobian,
    log,
    logsumexp,
    matrix,
    max,
    maximum,
    min,
    minimum,
    named,
    scalar,
    scalars,
    sizes,
    softmax,
    sqrt,
    stack,
    vector,
    where,
)  # fmt: skip
from symcheck.claims.verdict import Proved, Status
from symcheck.errors import Unsupported
from symcheck.expressions.nodes import Call, Derivative
from symcheck.expressions.walk import subexpressions
from symcheck.functions.table import TABLE
from symcheck.language.tensor import Tensor
from symcheck.symbolic.calculus import RULES, evaluate
from tests.brute_force import World, places, value

n, m = sizes("n m")
x, y = scalars("x y")
u = scalar("u", positive=True)
X, Y, A = vector("X", n), vector("Y", n), matrix("A", n, n)
i, j, k = indices("i j k", n)
f, g = function("f"), function("g")
phi = function("phi", elementwise=True)
squared = named("s", X * X)

WORLD = World(
    sizes={"n": 3, "m": 2},
    arrays={
        "x": {(): 0.7},
        "y": {(): -1.2},
        "u": {(): 1.3},
        "X": {(1,): 0.4, (2,): -0.9, (3,): 1.6},
        "Y": {(1,): 1.1, (2,): 0.3, (3,): -0.5},
        "A": {(a, b): 0.3 * a - 0.2 * b * b + 2 * (a == b) for a in (1, 2, 3) for b in (1, 2, 3)},
    },
    maps={},
    indices={},
)


def agrees(derivative: Tensor) -> bool:
    """Whether the derivative that was taken has the values of the one that was not."""
    free = [index.body.value.index for index in (i, j)]
    worlds = [WORLD.bind(tuple(free), (a, b)) for a, b in ((1, 1), (2, 3))]
    taken = evaluate(derivative.body)
    assert not any(isinstance(node, Derivative) for node in subexpressions(taken))
    return all(
        value(taken, inner) == pytest.approx(value(derivative.body, inner), rel=1e-6, abs=1e-7)
        for world in worlds
        for place in places(derivative.axes, world)
        for inner in [world.bind(derivative.axes, place)]
    )


def test_every_function_has_a_rule_or_refuses() -> None:
    assert set(TABLE) == {*RULES, "max", "min", "trigamma"}
    with pytest.raises(Unsupported, match="trigamma"):
        evaluate(diff(Tensor(Call("trigamma", (x.body,))), x).body)


POSITIVE_ONLY = ("log", "sqrt", "gamma", "loggamma")


def is_inside(name: str, at: float) -> bool:
    return (at > 0 or name not in POSITIVE_ONLY) and (abs(at) < 1 or name != "asin")


@pytest.mark.parametrize(
    ("name", "at"), [(name, at) for name in RULES for at in (0.6, 1.2, -0.8) if is_inside(name, at)]
)
def test_the_rule_of(name: str, at: float) -> None:
    derivative = diff(Tensor(Call(name, (x.body,))), x)
    world = WORLD.with_array("x", {(): at})
    assert value(evaluate(derivative.body), world) == pytest.approx(value(derivative.body, world), rel=1e-8, abs=1e-8)


STRUCTURES: dict[str, Callable[[], Tensor]] = {
    "a sum and a product": lambda: diff(x * y + x**3 * (x - y), x),
    "a quotient": lambda: diff(x / (1 + x**2), x),
    "a power, in the base": lambda: diff((x**2 + 1) ** y, x),
    "a power, in the exponent": lambda: diff(u**x, x),
    "a power, in both": lambda: diff(u**u, u),
    "a power of a size": lambda: diff(x**n, x),
    "a negative power": lambda: diff((1 + x * x) ** -2, x),
    "the inner derivative": lambda: diff(exp(-(x**2) / 2), x),
    "an entry": lambda: grad(X[i], X),
    "an entry of another array": lambda: grad(X[i] * Y[j], Y),
    "a sum over entries": lambda: grad(Sum(X[k] ** 2 * Y[k], k), X),
    "a sum that leaves out one": lambda: grad(Sum(X[k] ** 2, k, where=Ne(k, i)), X),
    "a sum where entries are positive": lambda: grad(Sum(X[k] ** 2, k, where=X[k] > 0), X),
    "a bilinear form": lambda: grad(X @ A @ X, X),
    "the matrix of a form": lambda: grad(X @ A @ Y, A),
    "a long product": lambda: grad(Product(X[k] + 2, k), X),
    "a choice": lambda: grad(where(X[i] > 0, X[i] ** 2, X[j]), X),
    "the larger": lambda: diff(maximum(x**2, y), x),
    "the smaller": lambda: diff(minimum(x**2, u), x),
    "an inverse": lambda: jacobian(inv(A)[i, j], A),
    "a determinant": lambda: grad(det(A), A),
    "a logarithm of a determinant": lambda: grad(log(det(A) ** 2), A),
    "a function of a vector": lambda: grad(f(X * Y, X @ X), X),
    "a function of what does not vary, too": lambda: grad(f(Y * 2, Y + 1, 5 * Y, 3 * X), X),
    "an elementwise function": lambda: jacobian(phi(A @ X), X),
    "a function of a function": lambda: diff(f(g(x), x), x),
    "a name": lambda: grad(Sum(squared[k] * Y[k], k), X),
    "by a name": lambda: grad(Sum(squared[k] ** 2 * X[k], k), squared),
    "twice": lambda: hessian(log(Sum(exp(X[k]), k)), X),
    "twice, by two": lambda: hessian(exp(X @ A @ Y), X, Y),
    "a norm": lambda: grad(sqrt(X @ X), X),
    "a derivative under a sum": lambda: Sum(diff(X[k] ** 2 * X[i], X[k]), k),
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_derivative_of(name: str) -> None:
    assert agrees(STRUCTURES[name]())


def test_a_wrong_derivative_is_noticed() -> None:
    """The comparison itself can fail."""
    assert value(evaluate(diff(x**2, x).body), WORLD) != pytest.approx(value(diff(x**3, x).body, WORLD))


EXTREME = max(X)
WINS = bracket(Eq(X[j], EXTREME))
SCORES = A @ X


@pytest.mark.parametrize(
    ("first", "line"),
    [
        (grad(EXTREME, X), stack(WINS, j)),
        (diff(EXTREME**2 / 2, X[j]), EXTREME * WINS),
        (diff(min(X), X[j]), bracket(Eq(X[j], min(X)))),
        (grad(logsumexp(X) - EXTREME, X), softmax(X) - stack(WINS, j)),
        (grad(max(SCORES), X), stack(Sum(A[i, j] * bracket(Eq(SCORES[i], max(SCORES))), i), j)),
    ],
)
def test_a_maximum_has_the_slope_of_the_member_that_is_largest_alone(first: object, line: object) -> None:
    verdict = check(first, line)
    assert verdict.status is Status.PROVED
    (proof,) = (e for e in verdict.evidence if isinstance(e, Proved))
    assert any("max" in condition or "min" in condition for condition in proof.where)
    assert check(first, 2 * line).status is Status.REFUTED  # type: ignore[operator]


@pytest.mark.parametrize(
    ("first", "line"),
    [
        (diff(max(stack(x + 0 * X[j], j)), x), n),  # one member is the largest alone at n = 1 only
        (diff(EXTREME, X[j], X[j]), WINS - 1),  # what is asked for a second derivative is met nowhere
        (diff(EXTREME, X[j]), bracket(Eq(X[j], min(X)))),
        (diff(EXTREME, X[j]), WINS * X[j]),
    ],
)
def test_what_no_maximum_has_for_a_slope_is_not_right(first: object, line: object) -> None:
    assert not check(first, line).status.right
