"""Wrong lines that are right under what authors leave unsaid: they stay wrong, and the condition is named."""

import pytest

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line, Part
from symcheck.claims.verdict import LineVerdict, Status
from symcheck.judging.options import CheckOptions

n, C = sizes("n C")
z, y, labels = vector("z", C), vector("y", C), vector("y", C, values=(0, 1))
x, A, B, X = vector("x", n), matrix("A", n, n), matrix("B", n, n), matrix("X", n, C)
T, Z, k, i = matrix("T", n, C), matrix("Z", n, C), index("k", C), index("i", n)
r, s, t = scalars("r s t")
HERE = Place("page.md", 1)


def loss(y: Tensor) -> Tensor:
    return grad(-Sum(y[k] * log(softmax(z)[k]), k), z)


batch = grad(-Sum(Sum(T[i, k] * log(softmax(Z, axis=1)[i, k]), k), i), Z)
CASES = {
    "labels sum to 1": (loss(y), softmax(z) - y, r"\sum_k y_k = 1"),
    "one-hot labels": (loss(labels), softmax(z) - labels, r"\sum_k y_k = 1"),
    "a batch of them": (batch, softmax(Z, axis=1) - T, r"\sum_k T_{ik} = 1 for all i"),
    "a symmetric matrix": (grad(x @ A @ x, x), 2 * A @ x, "A = A^T"),
    "two of them": (grad(x @ A @ x + x @ B @ x, x), 2 * (A + B) @ x, "A = A^T; assume B = B^T"),
    "a unit vector": (x @ A @ x / dot(x, x), x @ A @ x, "x^T x = 1"),
    "what is centred": (Sum((x[i] - 1) ** 2, i), dot(x, x) + n, r"\sum_i x_i = 0"),
}
TWINS = {
    "labels sum to 1": (loss(y), y - softmax(z)),
    "a batch of them": (batch, T - softmax(Z, axis=1)),
    "a symmetric matrix": (grad(x @ A @ x, x), 3 * A @ x),
    "two of them": (grad(x @ A @ x + x @ B @ x, x), 2 * (A - B) @ x),
    "a unit vector": (x @ A @ x / dot(x, x), 2 * (x @ A @ x)),
    "what is centred": (Sum((x[i] - 1) ** 2, i), dot(x, x) + 2 * n),
}


def judged(first: Tensor, line: Tensor, layouts: bool = True) -> LineVerdict:
    chain = Chain(Line(first, HERE, ""), (Line(line, HERE, ""),), HERE, layouts=layouts)
    part = Part("a", "", lambda: iter((chain,)), HERE)
    return check_part(part, CheckOptions()).chains[0].lines[0]


@pytest.mark.parametrize("case", CASES)
def test_the_condition_is_named_and_the_line_stays_wrong(case: str) -> None:
    first, line, condition = CASES[case]
    found = judged(first, line)
    assert found.status is Status.REFUTED
    assert f"assume {condition}" in found.reason


@pytest.mark.parametrize("case", TWINS)
def test_what_is_wrong_under_it_too_names_none(case: str) -> None:
    found = judged(*TWINS[case])
    assert found.status is Status.REFUTED
    assert "right where" not in found.reason


def test_in_a_file_it_is_said_in_python() -> None:
    assert "given=Eq(Sum(y[k], k), 1) assumes it" in judged(*CASES["labels sum to 1"][:2], layouts=False).reason


def test_where_a_matrix_has_an_inverse_is_said() -> None:
    w = vector("w", C)
    found = judged(w, inv(X.T @ X) @ X.T @ X @ w)
    assert found.status is Status.REFUTED
    assert "assume det(Xᵀ X) ≠ 0" in found.reason
    assert "right where" not in judged(w, 2 * inv(X.T @ X) @ X.T @ X @ w).reason


HINTS = {
    "a quotient": ((s, s**2 / s), "right where s ≠ 0: given=Ne(s, 0) assumes it"),
    "a logarithm": ((log(s**2), 2 * log(s)), "right where s > 0: given=s > 0 assumes it"),
    "a geometric sum": ((Sum(s**i, i), (s - s ** (n + 1)) / (1 - s)), "right where s ≠ 1: given=Ne(1, s) assumes it"),
    "entries": ((x, x**2 / x), "right where x_i ≠ 0: given=every(i, Ne(x[i], 0)) assumes it"),
    "two of them": ((s, s * t / t * r / r), "right where t ≠ 0, r ≠ 0: given=[Ne(t, 0), Ne(r, 0)] assumes it"),
    "wrong there too": ((s, 2 * s**2 / s), ""),
    "wrong where it has a value": ((s, 2 * s), ""),
}


@pytest.mark.parametrize("name", HINTS)
def test_a_line_that_is_right_where_it_has_a_value_says_what_to_assume(name: str) -> None:
    sides, said = HINTS[name]
    verdict = judged(*sides, layouts=False)
    assert verdict.status is Status.REFUTED and verdict.reason == said


def test_a_search_that_stumbles_leaves_the_verdict_and_its_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    first, line = TWINS["labels sum to 1"]
    told = judged(first, line)

    def stumbling(*_: object) -> str:
        raise AssertionError("stumbled")

    monkeypatch.setattr("symcheck.diagnose.steps.right_under", stumbling)
    found = judged(first, line)
    assert (found.status, found.reason, found.diagnoses) == (Status.REFUTED, "", told.diagnoses)
