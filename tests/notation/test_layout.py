"""Source in lines: nothing longer than asked that can be broken, and the same expression as before."""

import ast

import pytest

from symcheck.notation.layout import laid_out, parted

LONG = [
    "Sum(exp(U[w] @ v_c), w) - log(exp(U[o] @ v_c))",
    "diff(L(gamma * x_hat + beta), x_hat[i]) * (x[i] - mu) * -(Rational(1) / 2) * (s + epsilon) ** (-Rational(3) / 2)",
    "-grad(log(exp(U[o] @ v_c) / Sum(exp(U[w] @ v_c), w)), U[w])",
    'named(r"J_{\\text{ns}} (a, b) - ", -log(sigmoid(U[o] @ v_c)) - Sum(log(sigmoid(-(U[neg[k]] @ v_c))), k))',
    "(a + b) ** (c - d + e)",
    "U.T @ (y_hat - y)",
    "stack(v_c[j] * (y_hat[i] - KroneckerDelta(i, o)), i, j)",
    "[Ne(w, o), every(l, Ne(neg[l], o))]",
    "alone",
]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("room", [8, 20, 40, 200])
def test_it_is_the_same_expression_in_brackets(text: str, room: int) -> None:
    lines = laid_out(text, room)
    assert ast.dump(ast.parse(f"f({chr(10).join(lines)})")) == ast.dump(ast.parse(f"f({text})"))


@pytest.mark.parametrize("text", LONG[:4])
def test_it_fits_where_it_can_be_broken(text: str) -> None:
    assert max(map(len, laid_out(text, 60))) <= 60
    assert laid_out(text, 200) == [text]


def test_only_signs_of_the_own_level_part() -> None:
    assert parted('f(a + b) - "c - d" + e', (" + ", " - ")) == ["f(a + b)", '- "c - d"', "+ e"]
