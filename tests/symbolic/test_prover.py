"""False claims that were once proved, or could be: each stands beside the true one it resembles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import (
    Abs,
    Eq,
    Ne,
    Product,
    Sum,
    bracket,
    det,
    diff,
    every,
    exp,
    function,
    grad,
    heaviside,
    index,
    index_map,
    indices,
    log,
    matrix,
    maximum,
    named,
    relu,
    scalars,
    sigmoid,
    sign,
    sizes,
    sqrt,
    stack,
    vector,
    where,
)  # fmt: skip
from symcheck.errors import StatementError
from symcheck.language.tensor import Tensor, as_tensor
from tests.proving import proved

n, m, K, V = sizes("n m K V")
x, y, z = scalars("x y z")
u, v = scalars("u v", positive=True)
X, Y, W = vector("X", n), vector("Y", n), vector("W", m)
i, j, k = indices("i j k", n)
later = index("l", 2, n)
signed = index("a", -m, m)
below = index("b", 1, signed)
A = matrix("A", n, n)
word, other = index_map("word", n, m), index("c", 1, m)
one, zero = as_tensor(1), as_tensor(0)


def shared_logarithm() -> tuple[Tensor, Tensor]:
    """A line that asks for x > 0 once inside a branch and once outside it, of one and the same node."""
    node = log(x)
    return 0 * x, where(x > 0, node, 0) * 0 + (node - node)


def sum_under(bound: Tensor) -> Tensor:
    return Sum(X[bound], bound, where=Abs(exp(log(x)) + y**2) > 1)


def powers_of_a_difference() -> tuple[Tensor, Tensor]:
    base = X[j] - x
    return 1 / base ** (n - 1), 1 / (base * base ** (n - 2))


CLAIMS: dict[str, tuple[Callable[[], tuple[object, ...]], Callable[[], tuple[object, ...]]]] = {
    "a sign known in one branch says nothing outside it": (
        lambda: (where(x > 0, Abs(exp(log(x)) + y**2), 0) + Abs(x + y**2), where(x > 0, x + y**2, 0) + x + y**2),
        lambda: (where(x > 0, Abs(exp(log(x)) + y**2), 0), where(x > 0, x + y**2, 0)),
    ),
    "a sign known in the condition of an empty sum says nothing outside it": (
        lambda: (sum_under(later) + Abs(x + y**2), sum_under(later) + x + y**2),
        lambda: (sum_under(k) + Abs(x + y**2), sum_under(k) + x + y**2),
    ),
    "a branch not taken asks for nothing": (
        lambda: (where(Eq(i, j), log(x), 0) + Abs(x), where(Eq(i, j), log(x), 0) + x),
        lambda: (log(x) + Abs(x), log(x) + x),
    ),
    "an empty sum asks for nothing": (
        lambda: (Sum(log(x), later) + Abs(x), Sum(log(x), later) + x),
        lambda: (Sum(log(x), k) + Abs(x), Sum(log(x), k) + x),
    ),
    "a sum over the others may be empty": (
        lambda: (Sum(1 / x, k, where=Ne(k, i)), (n - 1) / x),
        lambda: (Sum(1 / u, k, where=Ne(k, i)), (n - 1) / u),
    ),
    "a product over an empty range asks for nothing": (
        lambda: (Product(log(x) * X[later], later) + Abs(x), Product(log(x) * X[later], later) + x),
        lambda: (Product(log(x) * X[k], k) + Abs(x), Product(log(x) * X[k], k) + x),
    ),
    "what is met in a branch is asked again outside it": (
        shared_logarithm,
        lambda: (log(x) * 0, shared_logarithm()[1]),
    ),
    "a derivative asks for what its body asks for": (
        lambda: (1 / x, diff(log(x), x)),
        lambda: (diff(log(x), x), 1 / x),
    ),
    "a term that drops out is still asked for": (
        lambda: (one, diff(x + log(z), x)),
        lambda: (diff(x + log(z), x), one),
    ),
    "an absolute value has no derivative at 0": (
        lambda: (sign(x), diff(Abs(x), x)),
        lambda: (diff(Abs(x), x), sign(x)),
    ),
    "a sign has no derivative at 0": (lambda: (zero, diff(sign(x), x)), lambda: (diff(sign(x), x), zero)),
    "a choice has no derivative at its edge": (
        lambda: (bracket(x > 0), diff(where(x > 0, x, 0), x)),
        lambda: (diff(where(x > 0, x, 0), x), bracket(x > 0)),
    ),
    "a bracket has no derivative at its edge": (
        lambda: (zero, diff(bracket(x > 0), x)),
        lambda: (diff(bracket(x > 0), x), zero),
    ),
    "a sum with a condition on its entries has no derivative at the edge": (
        lambda: (stack(bracket(X[i] > 0), i), grad(Sum(X[j], j, where=X[j] > 0), X)),
        lambda: (grad(Sum(X[j], j, where=X[j] > 0), X), stack(bracket(X[i] > 0), i)),
    ),
    "a step is not defined at 0": (lambda: (bracket(x > 0), heaviside(x)), lambda: (heaviside(x), bracket(x > 0))),
    "a range of negative length holds nothing": (
        lambda: (Sum(sigmoid(W[below]) + sigmoid(-W[below]), below), signed * 1),
        lambda: (Sum(sigmoid(X[k]) + sigmoid(-X[k]), k), n * 1),
    ),
    "an abstract function is no determinant": (lambda: (function("det")(A), det(A)), lambda: (det(A.T), det(A))),
    "an abstract function is no exponential": (lambda: (function("exp")(x), exp(x)), lambda: (exp(x), exp(x + 0))),
    "maps of one name into different ranges are different": (
        lambda: (index_map("g", n, K)[i] * x, index_map("g", n, V)[i] * x),
        lambda: (index_map("g", n, K)[i] * x, x * index_map("g", n, K)[i]),
    ),
    "an exponent that comes to a number asks for what the number asks": (
        lambda: (x ** sqrt(as_tensor(4)) + Abs(x), x**2 + x),
        lambda: (u ** sqrt(as_tensor(4)) + Abs(u), u**2 + u),
    ),
    "a power that is 1 says nothing of its base": (
        powers_of_a_difference,
        lambda: (1 / u ** (n - 1), 1 / (u * u ** (n - 2))),
    ),
    "an equation is not divided by a factor that may be 0": (
        lambda: (x, y, Eq(x * z, y * z)),
        lambda: (x * z, y * z, Eq(x * z, y * z)),
    ),
    "an equation between quotients is no rule for a term without them": (
        lambda: (x, z, Eq(x / y, z)),
        lambda: (x / y, z, Eq(x / y, z)),
    ),
    "an equation of one entry is none of every entry": (
        lambda: (Sum(X[k], k) + X[i], Sum(Y[k], k) + X[i], Eq(X[i], Y[i])),
        lambda: (X[i], Y[i], Eq(X[i], Y[i])),
    ),
    "a sign of one entry is none of every entry": (
        lambda: (Abs(X[j]) + 0 * X[i], X[j] + 0 * X[i], X[i] > 0),
        lambda: (Abs(X[j]), X[j], every(i, X[i] > 0)),
    ),
    "a condition may speak of a derivative": (
        lambda: (x, -y, Eq(diff(x**2, x), 2 * y)),
        lambda: (x, y, Eq(diff(x**2, x), 2 * y)),
    ),
    "a sum of a constant counts an empty range": (
        lambda: (Sum(one, index("q", i, j)), j - i + 1, j + 2 >= i),
        lambda: (Sum(one, index("q", i, j)), j - i + 1, j + 1 >= i),
    ),
    "a sum over nothing is not its length over itself": (
        lambda: (Sum(x / (n - 1), later), x),
        lambda: (Sum(x / (n - 1), later), x, n >= 2),
    ),
    "a sum over the others is not their number over itself": (
        lambda: (Sum(x / (n - 1), k, where=Ne(k, i)), x),
        lambda: (Sum(x / (n - 1), k, where=Ne(k, i)), x, n >= 2),
    ),
    "a length under a division line, written out": (
        lambda: (Sum((x + y) / (n * x - x + (n - 1) * y), later), one),
        lambda: (Sum((x + y) / (n * x - x + (n - 1) * y), later), one, n >= 2),
    ),
    "a length that an equation divides by": (
        lambda: (Sum(x * z**2 / y**2, later), x, Eq(y**2, z**2 * (n - 1))),
        lambda: (Sum(x * z**2 / y**2, later), x, [Eq(y**2, z**2 * (n - 1)), n >= 2]),
    ),
    "a sum of a quotient without a length": (
        lambda: (Sum(1 / x, later), (n - 1) / x),
        lambda: ((n - 1) / x, Sum(1 / x, later)),
    ),
    "a δ contracts only within the range": (
        lambda: (Sum(where(Eq(later, i), X[i], 0), later), X[i]),
        lambda: (Sum(where(Eq(k, i), X[i], 0), k), X[i]),
    ),
    "log x² is 2 log x for positive x alone": (lambda: (log(x**2), 2 * log(x)), lambda: (2 * log(x), log(x**2))),
    "√x² is |x|": (lambda: (sqrt(x**2), x), lambda: (sqrt(x**2), Abs(x))),
    "x/x is 1 where x is not 0": (lambda: (one, x / x), lambda: (x / x, one)),
    "a root of a product splits where both factors allow it": (
        lambda: (sqrt(x * y), sqrt(x) * sqrt(y)),
        lambda: (sqrt(u * v), sqrt(u) * sqrt(v)),
    ),
    "what a sum over the others asks for holds for the others": (
        lambda: (Sum(log(X[k]), k, where=Ne(k, j)) + Abs(X[i]), Sum(log(X[k]), k, where=Ne(k, j)) + X[i]),
        lambda: (Sum(log(X[k]), k, where=Ne(k, j)) + Abs(X[i]), Sum(log(X[k]), k, where=Ne(k, j)) + X[i], Ne(i, j)),
    ),
    "what a sum from 2 asks for holds from 2": (
        lambda: (Sum(log(X[later]), later) + Abs(X[i]), Sum(log(X[later]), later) + X[i]),
        lambda: (Sum(log(X[later]), later) + Abs(X[i]), Sum(log(X[later]), later) + X[i], i >= 2),
    ),
    "what is asked for under a condition on numbers is not known outside it": (
        lambda: (Sum(log(X[k]), k, where=Y[k] > 0) + Abs(X[i]), Sum(log(X[k]), k, where=Y[k] > 0) + X[i]),
        lambda: (Sum(log(X[k]), k, where=X[k] > 0) + Abs(X[i] ** 2), Sum(log(X[k]), k, where=X[k] > 0) + X[i] ** 2),
    ),
    "a product is differentiated to the product of the others": (
        lambda: (diff(Product(X[k], k), X[j]), Product(X[k], k) / X[j]),
        lambda: (diff(Product(X[k], k), X[j]), Product(X[k], k, where=Ne(k, j))),
    ),
    "a map that repeats values gathers as often": (
        lambda: (grad(Sum(W[word[k]] ** 2, k), W), 2 * W),
        lambda: (grad(Sum(W[word[k]] ** 2, k), W), stack(2 * W[other] * Sum(one, k, where=Eq(word[k], other)), other)),
    ),
    "a repeated argument is differentiated twice": (
        lambda: (diff(maximum(x, 0) * x, x), relu(x)),
        lambda: (diff(maximum(x, 0) * x, x), 2 * relu(x)),
    ),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_the_false_claim_is_not_proved(name: str) -> None:
    assert not proved(*CLAIMS[name][0]())


@pytest.mark.parametrize("name", CLAIMS)
def test_its_true_twin_is_proved(name: str) -> None:
    assert proved(*CLAIMS[name][1]())


def test_arguments_of_a_function_are_differentiated_one_by_one() -> None:
    """Arguments on which the variable has no bearing come before one that depends on it."""
    f, g = function("f"), function("g")
    for _ in range(50):
        left = grad(f(Y * 2 + 1, Y + 3, Y * 5, X * 3), X)
        assert proved(left, grad(f(Y * 2 + 1, 3 + Y, 5 * Y, 3 * X), X))
        assert not proved(left, 0 * X)
        assert proved(grad(g(X) + g(Y), X), grad(g(X), X))


def test_a_name_that_is_also_a_variable_is_refused() -> None:
    square = named("x", y**2)
    with pytest.raises(StatementError, match="x is a number in one place and a name for y² in another"):
        diff(square + x, square)
    assert proved(diff(named("s", y**2) + x, named("s", y**2)), one)
