"""One meaning of "defined": what is false only where something has no value, or has one after all, is never proved.

Every group holds twins: `TRUE` claims that are proved, `FALSE` ones that are neither proved nor otherwise called right.
`OPEN` claims are decided nowhere: nothing is asked where they would be wrong.
"""

from __future__ import annotations

import pytest

from symcheck import *
from tests.tables import each

n, m, d = sizes("n m d")
i, j = indices("i j", n)
x, y, w, a = scalars("x y w a")
p, alpha, lam = scalar("p", positive=True), scalar("alpha", positive=True), scalar("lam", positive=True)
z = scalar("z", integer=True)
X, c, b = vector("X", n), vector("c", n), vector("b", d)
A, B = matrix("A", n, n), matrix("B", n, n)
P = matrix("P", n, n, positive_definite=True)
U, T, W, G = matrix("U", m, n), matrix("T", n, m), matrix("W", m, d), matrix("G", n, d)
e, k, q, t = index("e", 1, m), index("k", 0, n), index("q", 2, n), index("t", 1, n - 1)
sinc = where(Ne(x, 0), sin(x) / x, 1)
huber = where(Abs(x) <= alpha, x**2 / 2, alpha * (Abs(x) - alpha / 2))

TRUE = {
    "bracket: itself": lambda: check(delta(i, j) / x, delta(i, j) / x),
    "bracket: its factor": lambda: check(2 * bracket(x > 0) * log(x), bracket(x > 0) * log(x) * 2),
    "bracket: δ": lambda: check(delta(i, j) / X[i] * X[j], delta(i, j), given=Ne(X[i], 0)),
    "powers: of a positive number": lambda: check(x**a * x, x ** (a + 1), given=x > 0),
    "powers: every case of the exponent": lambda: check(x**a * x, x ** (a + 1)),
    "powers: of a size": lambda: check(x**n * x, x ** (n + 1)),
    "powers: derivative": lambda: check(diff(x**a, x), a * x ** (a - 1), given=x > 0),
    "powers: derivative off 0": lambda: check(diff(x**a, x), a * x ** (a - 1), given=Ne(x, 0)),
    "powers: derivative by a whole number": lambda: check(
        diff(Sum(x**k, k), x), Sum(k * x ** (k - 1), k, where=k >= 1)),
    "powers: counting down": lambda: check(Sum(w ** (m - e) * w, e), Sum(w ** (m - e + 1), e)),
    "powers: of a power": lambda: check((x + 5) ** 2, (x + 5) ** 5 / (x + 5) ** 3, given=Ne(x, -5)),
    "poles: log Γ": lambda: check(diff(loggamma(x), x), digamma(x)),
    "poles: the same": lambda: check(digamma(x) / gamma(x), digamma(x) / gamma(x) + 0 * gamma(x)),
    "ranges: the first asks more": lambda: check(X[2], X[2] + 0 * X[1]),
    "ranges: telescope": lambda: check(Sum(X[t + 1] - X[t], t), X[n] - X[1]),
    "determinant: assumed": lambda: check(grad(det(A), A), det(A) * inv(A).T, given=Ne(det(A), 0)),
    "determinant: definite": lambda: check(grad(det(P), P), det(P) * inv(P)),
    "determinant: its logarithm": lambda: check(grad(logdet(A), A), inv(A).T),
    "regular: λ": lambda: check(1, det(U @ U.T + lam * eye(m)) / det(U @ U.T + lam * eye(m))),
    "regular: a positive diagonal": lambda: check(1, 1 / det(diag(exp(X))) * det(diag(exp(X)))),
    "regular: with a form": lambda: check(1, det(U @ P @ U.T + eye(m)) / det(U @ P @ U.T + eye(m))),
    "regular: a product": lambda: check(1, det(B @ A) / det(B @ A), given=[Ne(det(A), 0), Ne(det(B), 0)]),
    "signs: a root": lambda: check(1, sqrt(x) / sqrt(x), given=x > 0),
    "signs: a sum": lambda: check(1, (x - alpha) / (x - alpha), given=x > 2 * alpha),
    "signs: the root of a square": lambda: check(sqrt(x**2), -x, given=x <= 0),
    "smooth: |x|²": lambda: check(diff(Abs(x) ** 2, x), 2 * x),
    "smooth: |x|³": lambda: check(diff(Abs(x) ** 3, x), 3 * x * Abs(x)),
    "smooth: relu²": lambda: check(diff(relu(x) ** 2, x), 2 * relu(x)),
    "smooth: ‖X‖²": lambda: check(grad(norm(X) ** 2, X), 2 * X),
    "smooth: max(x, x)": lambda: check(diff(maximum(x, x), x), 1),
    "bends: a difference": lambda: check(diff(relu(w) - relu(-w), w), 1),
    "bends: a norm": lambda: check(grad(norm(X), X), X / norm(X)),
    "bends: relu, by ≥": lambda: check(diff(relu(x), x), where(x >= 0, 1, 0)),
    "bends: |x|, by ≥": lambda: check(diff(Abs(x), x), where(x >= 0, 1, -1)),
    "signs: of a factor": lambda: check(log(x * p), log(x) + log(p)),
    "bends: Huber": lambda: check(diff(huber, x), where(Abs(x) <= alpha, x, alpha * sign(x))),
    "bends: a layer": lambda: check(grad((G * relu(T @ W + b)).sum(), W), T.T @ (G * heaviside(T @ W + b))),
    "bends: outside of the hole": lambda: check(diff(sinc, x), cos(x) / x - sin(x) / x**2),
}  # fmt: skip

FALSE = {
    "bracket: beside a summand": lambda: check(delta(i, j) / x, delta(i, j) / x + 0 / x),
    "bracket: no fact of what it excuses": lambda: check(
        bracket(x > -1000) * log(x + 1000) + Abs(x + 1000), bracket(x > -1000) * log(x + 1000) + x + 1000),
    "bracket: a name hides none": lambda: check(
        named("u", bracket(x > 1)) * log(x - 1) + Abs(x - 1), named("u", bracket(x > 1)) * log(x - 1) + x - 1),
    "bracket: 1 − δ is none": lambda: check(0 * x, 0 * (1 - delta(i, i)) / x),
    "powers: a whole exponent": lambda: check(x**a + Abs(x), x**a + x),
    "powers: an integer": lambda: check(Abs(x**z), x**z),
    "powers: 0⁻¹ in a sum": lambda: check(diff(Sum(x**k, k), x), Sum(k * x ** (k - 1), k)),
    "powers: more is asked": lambda: check(x, x**2 / x),
    "powers: the derivative of x⁰ at 0": lambda: check(diff(x**a, x), a * x ** (a - 1)),
    "poles: ψ": lambda: check(digamma(x + 100) + Abs(x + 100), digamma(x + 100) + x + 100),
    "poles: Γ": lambda: check(gamma(x), gamma(Abs(x))),
    "ranges: beyond the end": lambda: check(X[i], X[i] + 0 * X[i + 1]),
    "ranges: of size 1": lambda: check(0 * x, X[2] - X[2]),
    "ranges: an empty maximum": lambda: check(x, x + 0 * max(stack(X[q], q))),
    "determinant: its inverse": lambda: check(grad(det(A), A), det(A) * inv(A).T),
    "determinant: singular": lambda: check(grad(det(A), A), 0 * A, given=Eq(det(A), 0)),
    "regular: semidefinite only": lambda: check(1, det(U @ U.T) / det(U @ U.T)),
    "regular: a negative term": lambda: check(1, det(U @ U.T - lam * eye(m)) / det(U @ U.T - lam * eye(m))),
    "regular: not the same matrix": lambda: check(1, det(U @ T + eye(m)) / det(U @ T + eye(m))),
    "regular: one factor": lambda: check(1, det(B @ A) / det(B @ A), given=Ne(det(A), 0)),
    "signs: of the wrong side": lambda: check(1, (x - alpha) / (x - alpha), given=x > 0),
    "signs: the root of a square": lambda: check(exp(sqrt(x**2)), exp(x), given=x <= 0),
    "smooth: on the way": lambda: check(diff(Abs(x) ** 2, x), 2 * Abs(x) ** 2 / x),
    "smooth: another function": lambda: check(diff(Abs(x) ** 3, x), 3 * Abs(x) ** 2),
    "bends: a jump": lambda: check(0 * y, diff(Product(y, i, where=x > 0), x)),
    "bends: the other side": lambda: check(diff(huber, x), where(Abs(x) <= alpha, x, -alpha * sign(x))),
    "bends: a border where both sides agree": lambda: check(
        diff(huber, x), where(Abs(x) < alpha, x, where(Eq(Abs(x), alpha), 7, alpha * sign(x)))),
    "bends: the hole": lambda: check(sinc, where(Ne(x, 0), sin(x) / x, 0)),
    "edge: 0 to a positive power": lambda: check(0 * x, 0**p * x + bracket(Eq(x, 0))),
}  # fmt: skip

OPEN = {
    "at a bend alone": lambda: check(diff(relu(w) - relu(-w), w), where(Ne(w, 0), 1, 5)),
    "a derivative at a border": lambda: check(0 * x, diff(bracket(Eq(x, y)) * bracket(Ne(x, y)), x)),
    "a bend between two conditions": lambda: check(diff(relu(x), x), where(x >= 0, where(x <= 0, 5, 1), 0)),
    "a bend at the end of what is assumed": lambda: check(diff(relu(x), x), where(x <= 0, 5, 1), given=x >= 0),
    "a bend by a square": lambda: check(diff(relu(x), x), where(-(x**2) >= 0, 5, heaviside(x))),
    "f″(0) = 0": lambda: check(diff(sinc, x, x), 0, given=Eq(x, 0)),
    "f″(0) = −1/3": lambda: check(diff(sinc, x, x), Rational(-1, 3), given=Eq(x, 0)),
    "f″ with a value in the hole": lambda: check(
        diff(sinc, x), where(Ne(x, 0), cos(x) / x - sin(x) / x**2, 5)),
}  # fmt: skip

test_proved = each(TRUE, "proved")
test_never_called_right = each(FALSE, "refuted", "undecided")
test_left_open = each(OPEN, "undecided")


def test_a_proof_names_the_places_of_which_it_says_nothing() -> None:
    (proof,) = (e for e in TRUE["bends: a norm"]().evidence if hasattr(e, "where"))
    assert proof.where == ("√(Σ_i X_i²) > 0",) or "Σ_i X_i²" in proof.where[0]


@pytest.mark.parametrize(
    ("first", "line", "where_"),
    [
        (grad(maximum(0, X).sum(), X), bracket(X > 0), "X_i ≠ 0"),
        (grad(maximum(X, c).sum(), X), bracket(Gt(X, c)), "X_i ≠ c_i"),
        (grad(relu(-X).sum(), X), -bracket(X < 0), "X_i ≠ 0"),
        (grad(max(X), X[1]), bracket(Eq(X[1], max(X))), "Σ_i [X_i = max_j X_j] = 1"),
    ],
)
def test_a_place_is_told_as_an_author_compares(first: Tensor, line: Tensor, where_: str) -> None:
    (proof,) = (e for e in check(first, line).evidence if hasattr(e, "where"))
    assert proof.where == (where_,)
