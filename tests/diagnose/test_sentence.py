"""One slip of every kind, and the sentence that tells it."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Diagnosis
from symcheck.diagnose.lines import explain_line
from symcheck.diagnose.model import Suspect
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.notation.text import text
from tests.slips import CASES

SENTENCES = {
    "sign": [
        "the sign of y is wrong: it should be −y",
    ],
    "constant factor": [
        "the factor 2 is missing: 2 Xᵀ(X w − y) for Xᵀ(X w − y)",
    ],
    "a factor of a size": [
        "the factor 1/n is missing: y/n for y",
    ],
    "mean for sum": [
        "a sum is written where the mean is meant: (u·v)/n for u·v",
    ],
    "number": [
        "the number 2 is wrong: it should be 3",
    ],
    "exponent": [
        "the exponent is wrong: x³ for x⁴",
    ],
    "product for quotient": [
        "this line is right with ÷ for ×: x/t for x t",
    ],
    "quotient for product": [
        "this line is right with × for ÷: x t for x/t",
    ],
    "numerator for denominator": [
        "numerator and denominator are exchanged: r/t for t/r",
    ],
    "product for sum": [
        "a product is written where the sum is meant: log r + log t for (log r) log t",
    ],
    "sum for product": [
        "a sum is written where the product is meant: eˣ eᵗ for eˣ + eᵗ",
    ],
    "missing term": [
        "the term 2 x w is missing",
    ],
    "extra term": [
        "the term w is too much",
    ],
    "half of the product rule": [
        "half of the product rule is missing: the term x² cos(x)",
    ],
    "missing factor": [
        "the factor X_i is missing",
    ],
    "extra factor": [
        "the factor p ⊙ (1 − p) is too much",
    ],
    "inner derivative": [
        "the inner derivative 2 x of the chain rule is missing",
    ],
    "wrong name": [
        "u is meant for v",
    ],
    "exchanged names": [
        "B and A are exchanged: A B for B A",
    ],
    "wrong index": [
        "an index is wrong: q_e for q_c",
    ],
    "sum missing": [
        "the sum is missing: Σ_{j′} u_{j′} v_{j′} for u_j v_j",
    ],
    "sum too much": [
        "the sum is too much: 2 u_j for Σ_i 2 u_i",
        "the factor δ_ij is missing: as it stands the line is right in one case only",
    ],
    "excluded index": [
        "i = j is included in the range: it should be Σ_{i≠j} u_i",
    ],
    "transposed inside": [
        "A is transposed: it should be Aᵀ",
    ],
    "transposed": [
        "2 w (X w − y)ᵀ is transposed: it should be 2 (X w − y) wᵀ",
    ],
    "delta dropped": [
        "the factor δ_ij is missing: as it stands the line is right in one case only",
    ],
    "derivative not taken": [
        "the derivative of Σ_i (X_i·w − y_i)² is not taken",
    ],
    "derivative by another": [
        "the derivative is by the wrong variable: ∂(uᵀ A v)/∂u for ∂(uᵀ A v)/∂v",
    ],
    "complement": [
        "1 − σ(x) is written where σ(x) is meant",
        "the sign of x is wrong: it should be −x",
    ],
    "log missing": [
        "the log is missing: log Σ_i exp(z_i) for Σ_i exp(z_i)",
    ],
    "exp too much": [
        "the exp is too much: x for eˣ",
    ],
    "wrong function": [
        "sin(x) is written where cos(x) is meant",
        "the derivative of sin(x) is not taken",
    ],
    "list for sum": [
        "a list is written where the sum is meant: u·v",
    ],
    "sum for list": [
        "the sum is too much: the list of its terms is meant, u ⊙ v",
    ],
    "symmetric only": [
        "right for a symmetric matrix only: (A + Aᵀ)/2 is meant for A",
    ],
    "strict bound": [
        "the range is wrong: Σ_{i≥j} u_i for Σ_{i>j} u_i",
    ],
    "function missing": [
        "X w is written where σ(X w) is meant",
    ],
    "slope of a layer": [
        "the derivative of σ is missing on the way: Xᵀ((p − y) ⊙ p ⊙ (1 − p)) for Xᵀ(p − y)",
    ],
    "symmetric variable": [
        "this is the derivative for symmetric entries, a pair of them one variable; here each is varied by itself",
    ],
    "inner function missing": [
        "the inner function is missing: (1 − tanh(u·v + x)²) v for (1 − tanh(x)²) v",
    ],
    "inner function of each": [
        "the inner function is missing: diag(1 − tanh(A u)^∘2) A for diag(1 − tanh(u)^∘2) A",
    ],
}


def diagnose(first: Tensor, line: Tensor, given: Condition, seed: int) -> tuple[Diagnosis, ...]:
    return explain_line(Suspect(first, line, given, CheckOptions(seed=seed)), result=False).mistakes


def described(name: str) -> tuple[Diagnosis, ...]:
    first, line = CASES[name]()
    return diagnose(first, line, (), 0)


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_slip_is_told_in_a_sentence(name: str) -> None:
    assert [d.sentence for d in described(name)] == SENTENCES[name]


def test_a_mistake_is_told_in_the_form_of_the_line() -> None:
    """Of matrices where the line has no indices, once, and as the matrix stands there: not Aᵀ for A."""
    n = size("n")
    A, B = matrix("A", n, n), matrix("B", n, n)
    p, q, x, u = vector("p", n), vector("q", n), vector("x", n), vector("u", n)
    assert _told(diag(p) @ diag(q), diag(p)) == ["the factor diag(q) is missing"]
    assert _told(trace(A @ B), trace(A @ A)) == ["B is meant for A"]
    assert _told(dot(x, A @ u), dot(x, A @ A @ u)) == ["x·(A A u) is written where x·(A u) is meant"]
    i, j = index("i", n), index("j", n)
    by_entry = Sum(x[i] * A[i, j] * u[j], i, j)
    assert _told(by_entry, Sum(x[i] * A[i, i] * u[j], i, j)) == ["an index is wrong: A_ij for A_ii"]  # the twin


def test_what_is_missing_is_told_in_the_form_of_the_line_and_with_its_place() -> None:
    n, d = sizes("n d")
    X, y, z, i, k = matrix("X", n, d), vector("y", n), vector("z", n), index("i", n), index("k", n)
    p = named("p", sigmoid(z))
    slope = X.T @ diag(p * (1 - p)) @ X
    assert _told(slope, X.T @ diag(p) @ X) == ["a factor is missing: Xᵀ diag(p ⊙ (1 − p)) X for Xᵀ diag(p) X"]
    assert _told(X.T @ (p - y), X.T @ p) == ["the term −Xᵀ y is missing"]
    assert _told(X.T @ ((p - y) * z * p), X.T @ (p * z * p)) == ["the term −y is missing: it should be p − y"]
    assert _told(y[i] * z[k] - z[i], y[i] - z[i]) == ["the factor z_k is missing: it should be y_i z_k"]
    assert _told(y[i] * z[k], y[i]) == ["the factor z_k is missing"]  # the twin: there is nothing beside it


def test_no_minus_stands_before_another() -> None:
    n, d = sizes("n d")
    X, y, b = matrix("X", n, d), vector("y", n), vector("b", d)
    middle = diag(y) @ X
    told = "the sign of −Xᵀ diag(y) X is wrong: it should be Xᵀ diag(y) X"
    assert _told(X.T @ middle, -X.T @ middle) == [told]
    assert _told(-X.T @ middle, X.T @ middle) == ["the sign of Xᵀ diag(y) X is wrong: it should be −Xᵀ diag(y) X"]
    assert _told(b - 2 * X.T @ y, b - X.T @ y) == ["the factor 2 is missing: −2 Xᵀ y for −Xᵀ y"]
    assert _told(b + 2 * X.T @ y, b + X.T @ y) == ["the factor 2 is missing: 2 Xᵀ y for Xᵀ y"]


def test_a_number_is_put_where_a_person_puts_it() -> None:
    n, d = sizes("n d")
    s, m = scalar("s", positive=True), scalar("m")
    X, x, c, w = matrix("X", n, d), vector("x", n), vector("c", n), vector("w", d)
    assert _told(-n / (2 * s) + m, -n / s + m) == ["the factor 1/2 is missing: −n/(2 s) for −n/s"]
    assert _told(m + x.sum() / (2 * s), m + x.sum() / s) == [
        "the factor 1/2 is missing: (Σ_i x_i)/(2 s) for (Σ_i x_i)/s"
    ]
    assert _told(m - 1 / s, m - 1 / (2 * s)) == ["the factor 2 is too much"]
    assert _told(X.T @ c, X.T @ c / n) == ["the factor 1/n is too much"]
    assert _told(w * m / s, w * m / (2 * s)) == ["the factor 2 is too much"]  # none is missing


def test_no_complement_is_told_beside_a_plainer_mistake() -> None:
    V, d = sizes("V d")
    U, v, a, b = matrix("U", V, d), vector("v", d), scalar("a"), scalar("b")
    p, y = named("p", softmax(U @ v)), one_hot("y", V, index("o", V))
    assert _told(U.T @ (p - y), U.T @ (y - p)) == ["the sign of Uᵀ(y − p) is wrong: it should be −Uᵀ(y − p)"]
    assert _told(a * (1 - b), a * b) == ["b is written where 1 − b is meant"]  # where there is none, it is


def test_a_transpose_is_no_mistake_where_names_may_be_exchanged_as_well() -> None:
    n = size("n")
    A, u, v = matrix("A", n, n), vector("u", n), vector("v", n)
    assert _told(dot(u, A @ v), dot(v, A @ u)) == ["this line is right with Aᵀ for A"]
    assert _told(dot(u, A @ v), dot(u, A.T @ v)) == ["this line is right with A for Aᵀ"]
    assert _told(A @ v, A.T @ v) == ["Aᵀ is transposed: it should be A"]  # the twin: nothing else explains it


def test_the_inverse_of_a_symmetric_matrix_is_not_transposed() -> None:
    n = size("n")
    P, A, u = matrix("P", n, n, positive_definite=True), matrix("A", n, n), vector("u", n)
    right = explain_line(Suspect(grad(dot(u, inv(P) @ u), P), inv(P) @ outer(u, u), (), CheckOptions())).result
    assert right is not None and str(text(right.line)) == "−P⁻¹ u (P⁻¹ u)ᵀ"
    assert [str(inv(x).T) for x in (P, P + 2 * eye(n), A)] == ["P⁻¹", "(P + 2 I)⁻¹", "A⁻ᵀ"]


def _told(first: Tensor, line: Tensor) -> list[str]:
    found = explain_line(Suspect(first, line, (), CheckOptions())).mistakes
    return [each.sentence for each in found]


def test_the_sign_of_a_square_is_that_of_a_term() -> None:
    d = sizes("d")
    u, a = vector("u", d), scalar("a")
    assert _told(a - u @ u, a + u @ u) == ["the sign of the term u·u is wrong: it should be −u·u"]
    assert _told(a - a**2, a + a**2) == ["the sign of the term a² is wrong: it should be −a²"]
