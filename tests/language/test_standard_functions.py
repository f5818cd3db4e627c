"""Functions that are made of others: their derivatives, and what they are at some places."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from symcheck import *

x, y, a, d = scalar("x"), scalar("y"), scalar("a", positive=True), scalar("d", positive=True)
n, m = sizes("n m")
p, q = vector("p", n, positive=True), vector("q", n, positive=True)
u, v, A, X = vector("u", n), vector("v", n), matrix("A", n, n), matrix("X", m, n)

RIGHT = {
    "acos": (diff(acos(x), x), -1 / sqrt(1 - x**2)),
    "sec": (diff(sec(x), x), sec(x) * tan(x)),
    "csc": (diff(csc(x), x), -csc(x) * cot(x)),
    "cot": (diff(cot(x), x), -(csc(x) ** 2)),
    "asinh": (diff(asinh(x), x), 1 / sqrt(x**2 + 1)),
    "acosh": (diff(acosh(x), x), 1 / sqrt(x**2 - 1), x > 1),
    "atanh": (diff(atanh(x), x), 1 / (1 - x**2)),
    "log1p": (diff(log1p(x), x), 1 / (1 + x)),
    "expm1": (diff(expm1(x), x), expm1(x) + 1),
    "log2": (diff(log2(x), x), 1 / (x * log(2))),
    "log10": (log10(100 * a), 2 + log10(a)),
    "logaddexp": (diff(logaddexp(x, y), x), sigmoid(x - y)),
    "hypot": (diff(hypot(x, y), x), x / hypot(x, y)),
    "erfc": (diff(erfc(x), x), -2 / sqrt(pi) * exp(-(x**2))),
    "beta": (beta(a + 1, d), beta(a, d) * a / (a + d)),
    "silu": (diff(silu(x), x), sigmoid(x) * (1 + x * (1 - sigmoid(x)))),
    "gelu": (diff(gelu(x), x), (1 + erf(x / sqrt(2))) / 2 + x * exp(-(x**2) / 2) / sqrt(2 * pi)),
    "elu": (diff(elu(x, a), x), where(x > 0, 1, a * exp(x))),
    "leaky_relu": (diff(leaky_relu(x, 0.1), x), where(x > 0, 1, 0.1)),
    "hinge": (diff(hinge(y * x), x), -y * bracket(y * x < 1)),
    "huber": (diff(huber(x, d), x), where(Abs(x) <= d, x, d * sign(x))),
    "softmin": (softmin(u), softmax(-u)),
    "std": (std(u) ** 2, mean(u**2) - mean(u) ** 2),
    "cov": (cov(u, v), mean(u * v) - mean(u) * mean(v)),
    "entropy": (grad(entropy(p), p), -log(p) - 1),
    "kl_divergence": (kl_divergence(p, q), -entropy(p) - (p * log(q)).sum()),
    "norm of order 1": (grad(norm(u, 1), u), sign(u)),
    "Frobenius norm": (norm(A, "fro") ** 2, trace(A.T @ A)),
    "triangles": (triu(A) + tril(A) - diag(diag(A)), A),
    "triangles turned": (triu(A).T, tril(A.T)),
    "pseudoinverse": (pinv(X) @ X, eye(n)),
    "projection": (X @ pinv(X) @ X @ pinv(X), X @ pinv(X)),
}  # fmt: skip
WRONG = {
    "acos": (diff(acos(x), x), 1 / sqrt(1 - x**2)),
    "sec": (diff(sec(x), x), sec(x) * cot(x)),
    "csc": (diff(csc(x), x), csc(x) * cot(x)),
    "cot": (diff(cot(x), x), csc(x) ** 2),
    "asinh": (diff(asinh(x), x), 1 / sqrt(x**2 - 1)),
    "acosh": (diff(acosh(x), x), 1 / sqrt(x**2 + 1), x > 1),
    "atanh": (diff(atanh(x), x), 1 / (1 + x**2)),
    "log1p": (diff(log1p(x), x), 1 / x),
    "expm1": (diff(expm1(x), x), expm1(x)),
    "log2": (diff(log2(x), x), 1 / x),
    "log10": (log10(100 * a), 10 + log10(a)),
    "logaddexp": (diff(logaddexp(x, y), x), sigmoid(y - x)),
    "hypot": (diff(hypot(x, y), x), 2 * x / hypot(x, y)),
    "erfc": (diff(erfc(x), x), 2 / sqrt(pi) * exp(-(x**2))),
    "beta": (beta(a + 1, d), beta(a, d) * a / d),
    "silu": (diff(silu(x), x), sigmoid(x) * (1 - sigmoid(x))),
    "gelu": (diff(gelu(x), x), (1 + erf(x / sqrt(2))) / 2 + x * exp(-(x**2)) / sqrt(pi)),
    "elu": (diff(elu(x, a), x), where(x > 0, 1, a * (exp(x) - 1))),
    "leaky_relu": (diff(leaky_relu(x, 0.1), x), where(x > 0, 1, 0)),
    "hinge": (diff(hinge(y * x), x), -y * bracket(y * x < 0)),
    "huber": (diff(huber(x, d), x), where(Abs(x) <= d, x, sign(x))),
    "std": (std(u) ** 2, mean(u**2)),
    "cov": (cov(u, v), mean(u * v) - mean(u) ** 2),
    "entropy": (grad(entropy(p), p), -log(p)),
    "kl_divergence": (kl_divergence(p, q), kl_divergence(q, p)),
    "norm of order 1": (grad(norm(u, 1), u), u / norm(u, 1)),
    "triangles": (triu(A) + tril(A), A),
    "triangles turned": (triu(A).T, triu(A.T)),
    "pseudoinverse": (X @ pinv(X), eye(m)),
}
FULL = {"pseudoinverse", "projection"}


def stated(name: str, rows: dict[str, tuple[object, ...]]) -> tuple[object, object, object]:
    first, line, *given = rows[name]
    return first, line, given[0] if given else full_rank(X) if name in FULL else None


@pytest.mark.parametrize("name", RIGHT)
def test_its_law_is_proved(name: str) -> None:
    first, line, given = stated(name, RIGHT)
    verdict = check(first, line, given=given)
    assert verdict.status.value == "proved", verdict


@pytest.mark.parametrize("name", WRONG)
def test_a_slip_is_refuted(name: str) -> None:
    first, line, given = stated(name, WRONG)
    verdict = check(first, line, given=given)
    assert verdict.status.value == "refuted", verdict


VALUES: dict[str, tuple[Callable[[float], Tensor], Callable[[float], float]]] = {
    "acos": (acos, math.acos), "asin": (asin, math.asin), "atanh": (atanh, math.atanh), "asinh": (asinh, math.asinh),
    "acosh": (lambda t: acosh(t + 3), lambda t: math.acosh(t + 3)), "log1p": (log1p, math.log1p),
    "expm1": (expm1, math.expm1), "log10": (lambda t: log10(t + 2), lambda t: math.log10(t + 2)),
    "log2": (lambda t: log2(t + 2), lambda t: math.log2(t + 2)), "erfc": (erfc, math.erfc),
    "hypot": (lambda t: hypot(t, 3), lambda t: math.hypot(t, 3)),
    "gelu": (gelu, lambda t: t * (1 + math.erf(t / math.sqrt(2))) / 2),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("at", [-0.75, -0.25, 0.5])
def test_its_value_is_that_of_the_standard_library(name: str, at: float) -> None:
    function, expected = VALUES[name]
    assert float(function(at).sympy().doit()) == pytest.approx(expected(at), rel=1e-12)


def test_a_norm_that_is_not_known_says_what_is() -> None:
    with pytest.raises(StatementError, match="a norm of order 3 is not known"):
        norm(u, 3)
    with pytest.raises(StatementError, match="a norm of order 2 is not known"):
        norm(A, 2)
