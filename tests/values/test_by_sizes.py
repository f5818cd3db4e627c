"""Proofs by enough sizes: what is in the class, how many sizes it asks for, and what must not be proved that way."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.expressions.blocks import aligned
from symcheck.expressions.walk import expand_names
from symcheck.language.tensor import Tensor
from symcheck.values.by_sizes import NotInClass, proof, sizes_that_settle
from symcheck.values.subject import subject
from tests.claiming import claim

n, m = sizes("n m")
i, j, k, l = indices("i j k l", n)
p, q = indices("p q", m)
u, v, w = vector("u", n), vector("v", n), vector("w", n)
positive = vector("a", n, positive=True)
X, A = matrix("X", n, m), matrix("A", n, n)
x, t = scalars("x t")


def by_sizes(first: Tensor | int, line: Tensor | int, given: object = None) -> str | None:
    """How it is proved, or None."""
    found = proof(claim(first, line, given))
    return None if found is None else found.how


def last(first: Tensor, line: Tensor) -> dict[str, int]:
    bodies = (expand_names(first.body), expand_names(aligned(first, line)))
    return {size.name: n for size, n in sizes_that_settle(subject(bodies, first.axes, ())).items()}


TRUE = [
    (Sum((v[i] - v[j]) ** 2, i, j), 2 * n * (v @ v) - 2 * v.sum() ** 2),
    (Sum((v[i] - v.sum() / n) ** 2, i) / n, (v @ v) / n - (v.sum() / n) ** 2),
    (Sum(tanh(2 * v[i]), i), Sum(2 * tanh(v[i]) / (1 + tanh(v[i]) ** 2), i)),
    (Sum(Abs(v[i]), i), Sum(v[i] * sign(v[i]), i)),
    (Sum(log(positive[i] ** 2), i), 2 * Sum(log(positive[i]), i)),
    (grad(u @ A @ u, u), (A + A.T) @ u),
    (grad(Sum(log(1 + exp(t * v[i])), i), v), t * stack(sigmoid(t * v[k]), k)),
    (Sum(X[i, p] ** 2, i, p) * n, Sum(X[i, p] ** 2, p, i, k)),
    (Sum(bracket(Ne(i, j)) * v[i] * v[j], i, j), v.sum() ** 2 - v @ v),
    (1 / v.sum() + 1 / w.sum(), (v.sum() + w.sum()) / (v.sum() * w.sum())),
    (grad(1 / v.sum(), v), -1 / v.sum() ** 2 * ones(n)),
]


@pytest.mark.parametrize(("first", "line"), TRUE)
def test_what_is_true_is_proved(first: Tensor, line: Tensor) -> None:
    assert by_sizes(first, line) is not None
    assert by_sizes(first, line + x * v[1]) is None


@pytest.mark.parametrize(("first", "line"), TRUE)
def test_what_is_changed_is_not(first: Tensor, line: Tensor) -> None:
    for wrong in (2 * line, line + 1, -line, line * n):
        assert by_sizes(first, wrong) is None


def test_one_size_fewer_would_not_do() -> None:
    one = Sum(0 * x + 1, i)
    assert last(one + 2, 3 * n + 0 * x) == {"n": 3}  # they agree at n = 1 and not beyond
    assert last(Sum(one, j) + 6, 5 * one) == {"n": 3}  # they agree at n = 2 and n = 3 alone, of all sizes
    assert by_sizes(one + 2, 3 * n + 0 * x) is None
    assert by_sizes(Sum(one, j) + 6, 5 * one) is None
    roots = (n - 1) * (n - 2) * (n - 3) * x
    assert last(roots, 0 * x) == {"n": 4} and by_sizes(roots, 0 * x) is None


def test_the_count_is_of_indices_and_powers_after_clearing_denominators() -> None:
    assert last(v.sum(), v.sum()) == {"n": 2}
    assert last(v.sum() ** 2, v @ v) == {"n": 3}
    assert last(n**2 * v.sum(), v.sum()) == {"n": 4}
    assert last(v[i] * v[j], v[j] * v[i]) == {"n": 3}
    assert last(1 / v.sum(), 1 / w.sum()) == {"n": 2}
    assert last(v.sum() / w.sum(), v.sum() / w.sum()) == {"n": 3}
    assert last(grad(1 / v.sum(), v), -1 / v.sum() ** 2 * ones(n)) == {"n": 5}
    assert last(Sum(X[i, p], i, p), Sum(X[i, p], p, i)) == {"m": 2, "n": 2}


S = matrix("S", n, n, symmetric=True)
neg = index_map("neg", m, n)
OUTSIDE = [
    Sum(v[i], index("i", 1, n - 1)),
    Sum(i * v[i], i),
    Sum(v[i] * bracket(i < j), i),
    Sum(v[i] * bracket(Eq(i, 1)), i),
    v[1] + v.sum(),
    exp(v.sum()),
    sqrt(v @ v),
    Product(v[i], i),
    max(v),
    Sum(v[neg[p]], p),
    S.sum(),
    2**n * v.sum(),
    exp(n * x),
    Sum(1 / (v[i] + v.sum()), i),
    Sum(1 / (v[i] - v[j]), i),
    Sum(where(v[i] > 0, v[i], 0), i),
    det(A),
    function("J")(v),
]


@pytest.mark.parametrize("expression", OUTSIDE)
def test_what_is_not_understood_is_not_in_the_class(expression: Tensor) -> None:
    with pytest.raises(NotInClass):
        last(expression, expression)
    assert by_sizes(expression, expression) is None


def test_assumptions_that_are_equations_are_not() -> None:
    assert by_sizes(v.sum() * x, x, given=Eq(v.sum(), 1)) is None
    assert by_sizes(v.sum() * x, x * v.sum(), given=Eq(v.sum(), 1)) is None
    assert by_sizes(v[i] * v[j], v[j] * v[i], given=Ne(i, j)) is not None
    assert by_sizes(v[i] * bracket(Ne(i, j)), v[i], given=Ne(i, j)) is not None
    assert by_sizes(v[i] * bracket(Ne(i, j)), v[i]) is None
