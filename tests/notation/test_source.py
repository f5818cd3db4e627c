"""Statements as source: read back they are the same; what the language cannot say is refused."""

from __future__ import annotations

from functools import reduce

import pytest

from symcheck import *
from symcheck.claims.digest import content_key, digest
from symcheck.errors import Unsupported
from symcheck.expressions.nodes import Application, Array, Block, Condition, Constant, Entry, Mul, Slot
from symcheck.language.conditions import assumption
from symcheck.language.tensor import as_tensor
from symcheck.notation.source import Source, source
from tests.printed import COUNT, corpus_statements, random_statements

V, d, K, n = sizes("V d K n")
w, s, o = indices("w s o", V)
i, j = indices("i j", n)
k = index("k", K)
shorter = index("i", n - 1)
U, v_c, z, A = matrix("U", V, d), vector("v_c", d), vector("x", n), matrix("A", n, n, symmetric=True)
x, a, b = scalar("x"), scalar("a"), scalar("b", positive=True)
twice_less = -(2 * x)
neg, f = index_map("neg", K, V, injective=True), function("f")
y_hat = named(r"\hat y", softmax(U @ v_c))
y = one_hot("y", V, o)
J = named(r"J_{\text{naive}}", -log(y_hat[o]))


def read(text: Source) -> tuple[Block, Condition]:
    names: dict[str, object] = {}
    exec("\n".join(("from symcheck import *", *text.declarations)), names)
    return as_tensor(eval(text.expression, names)), assumption(eval(text.given or "None", names))


def is_read_back(value: Block, given: Condition = ()) -> bool:
    back, assumed = read(source(value, given))
    same = content_key(back) == content_key(value)
    return same and digest(value, value, given) == digest(back, back, assumed)


def test_random_statements_are_read_back() -> None:
    statements = list(random_statements("source"))
    assert len(statements) >= COUNT
    assert [str(value) for value, given in statements if not is_read_back(value, given)] == []


def test_the_lines_of_the_corpus_are_read_back() -> None:
    statements = list(corpus_statements())
    assert len(statements) > 1000
    assert [str(value) for value, given in statements if not is_read_back(value, given)] == []


@pytest.mark.parametrize(
    "value",
    [
        vector("t", n, values=(-1, 1)) ** 2, scalar("h", values=(Rational(1, 2),)) + 1, vector("c", n, integer=True),
        matrix("C", n, n, values=(0, 1)) @ vector("c", n, integer=True, nonnegative=True),
        tensor("T", n, K, n, integer=True),
    ],
)  # fmt: skip
def test_what_is_declared_of_entries_is_read_back(value: Block) -> None:
    assert is_read_back(value, chain(value, value).given)


WRITTEN = [
    (x - 2 * a, "x - 2 * a"),
    (x - (a - b), "x - (a - b)"),
    (x + (a - b), "x + (a - b)"),
    (-(x * a) / b, "-x * a / b"),
    ((-x) ** 2, "(-x) ** 2"),
    (-(x**2), "-x ** 2"),
    (x**a**b, "x ** a ** b"),
    ((x**a) ** b, "(x ** a) ** b"),
    (x ** -(a * b), "x ** (-a * b)"),
    (x / a / b, "x / a / b"),
    (x / (a * b), "x / (a * b)"),
    (x * (1 / a), "x / a"),
    (x**-1, "1 / x"),
    (2 - x, "2 - x"),
    (Rational(2) + 3, "Rational(2) + 3"),
    (Rational(2) ** -1 * x, "Rational(1) / 2 * x"),
    (Rational(2), "Rational(2)"),
    (-1 * Rational(2), "-1 * Rational(2)"),
    (Rational(-1, 2) * x, "-Rational(1, 2) * x"),
    (-(n * x), "-(n * x)"),
    (-n * x, "-n * x"),
    (-(0 * x), "-(0 * x)"),
    (-twice_less, "-(-2 * x)"),
    (-(2 * x), "-2 * x"),
    (x - (n + 1), "x - (n + 1)"),
    ((i + 1) * x, "(i + 1) * x"),
    (2 * n * x, "2 * n * x"),
    (x * (2 * n), "x * (2 * n)"),
    (Sum(z[i] * Sum(z[j], j), i), "Sum(x[i] * Sum(x[j], j), i)"),
    (Sum(z[i], i) * z[i], "Sum(x[i], i) * x[i]"),
    (Sum(z[i] * z[j] + Sum(z[i], i), i), "Sum(x[i] * x[j] + Sum(x[i_2], i_2), i)"),
    (max(z) - min(z), "max(x) - min(x)"),
    (Sum(z[i], i, where=i <= 9), "Sum(x[i], i, where=i <= 9)"),
    (Sum(z[i], i, where=[i > j, Ne(i, n)]), "Sum(x[i], i, where=And(i > j, Ne(i, n)))"),
    (where(x <= 1, x, 0), "where(x <= 1, x, 0)"),
    (where(Eq(1, 2), x, 0), "where(Eq(-1, 0), x, 0)"),
    (bracket(Ne(i, j)) * KroneckerDelta(j, i), "bracket(Ne(i, j)) * KroneckerDelta(j, i)"),
    (KroneckerDelta(2, i), "KroneckerDelta(2, i)"),
    (f(x, neg[k], U[w], 3), "f(x, neg[k], U[w], 3)"),
    (J * y[w] + y_hat[neg[k]], "J_naive * y[w] + y_hat[neg[k]]"),
    (diff(log(y_hat[o]), y_hat[w]), "diff(log(y_hat[o]), y_hat[w])"),
    (logdet(A) + inv(A)[i, j], "log(det(A)) + inv(A)[i, j]"),
    (digamma(b) + Abs(x) + minimum(x, pi), "digamma(b) + Abs(x) + minimum(x, pi)"),
    (U.T, "U.T"),
    (U.T @ (y_hat - y), "U.T @ (y_hat - y)"),
    (v_c @ v_c * x, "(v_c @ v_c) * x"),
    (-U @ v_c, "-U @ v_c"),
    (-(U @ v_c), "-(U @ v_c)"),
    (-(U @ v_c) * x, "-(U @ v_c) * x"),
    (A @ A.T @ z + z, "A @ A.T @ x + x"),
    (A @ (A @ z), "A @ (A @ x)"),
    (z @ A, "x @ A"),
    (2 * outer(z, z) - diag(z) + eye(n), "2 * outer(x, x) - diag(x) + eye(n)"),
    (A * z + exp(A) ** 2, "A * x + exp(A) ** 2"),
    (Sum(y_hat[w] * U[w], w) - U[o], "Sum(y_hat[w] * U[w], w) - U[o]"),
    (hessian(J, v_c), "jacobian(grad(J_naive, v_c), v_c)"),
    (grad(log(y_hat[o]), y_hat), "grad(log(y_hat[o]), y_hat)"),
    (inv(A).T @ z, "inv(A).T @ x"),
    (det(A @ A), "det(A @ A)"),
    (U[:, 1], "U[:, 1]"),
    (stack(z[j], j), "x"),
    (stack(U[w, 1] * x, w), "U[:, 1] * x"),
    (stack(x * a, i), "stack(x * a, i)"),
    (stack(z[j] * A[i, j], i, j), "x * A"),
    (stack(z[i] * A[i, j], i, j), "stack(x[i] * A[i, j], i, j)"),
    (stack(z[shorter + 1], shorter), "stack(x[i + 1], i)"),
    (stack(where(z[i] > 0, z[i], 0), i), "stack(where(x[i] > 0, x[i], 0), i)"),
]


@pytest.mark.parametrize(("value", "written"), WRITTEN, ids=[shown for _, shown in WRITTEN])
def test_brackets_stand_where_they_are_needed(value: Tensor, written: str) -> None:
    assert source(value).expression == written
    assert is_read_back(value)


def test_what_is_read_otherwise_is_another_statement() -> None:
    for one, other in ((x - (a - b), x - a - b), (x / (a * b), x / a * b), (-(n * x), -n * x), (2 - x, x - 2)):
        assert content_key(one) != content_key(other)


def test_each_thing_is_declared_once_and_under_its_own_name() -> None:
    assert source(J - J / y_hat[o]).declarations[-2:] == (
        'y_hat = named(r"\\hat y", exp(U @ v_c) / Sum(exp(U[i] @ v_c), i))',
        'J_naive = named(r"J_{\\text{naive}}", -log(y_hat[o]))',
    )  # fmt: skip
    assert source(b * A[i, j] + neg[k]).declarations == (
        "n, K, V = sizes(\"n K V\")", 'i = index("i", n)', 'j = index("j", n)', 'k = index("k", K)',
        'b = scalar("b", positive=True)', 'A = matrix("A", n, n, symmetric=True)',
        'neg = index_map("neg", K, V, injective=True)',
    )  # fmt: skip


def test_names_of_python_and_of_the_language_are_free_for_authors() -> None:
    odd = [scalar(name) for name in ("while", "log", r"\alpha", "α", "ϵ", "ε", "x y", r"\sigma^2", 'a"b', "1st")]
    value = exp(reduce(lambda p, q: p * q, odd))
    assert source(value).expression == "exp(while_ * log_ * alpha * α * epsilon * ε * x_y * sigma2 * a_b * _1st)"
    assert is_read_back(value)


def test_no_letter_is_captured() -> None:
    """The names of indices may coincide; what they are bound to may not change."""
    i_2 = index("i", d)
    later = index("j", i + 1, n)
    inner = Sum(v_c[i_2], i_2)
    for value in (
        Sum(z[i] * inner, i), Sum(inner * z[i], i) * v_c[index("i", d)], z.sum() * z[i], (z - z.mean()).sum(),
        Sum(Sum(z[later] * z[i], later), i) * z[i], stack(Sum(J, o) * y_hat[o], o), jacobian(y_hat, v_c),
        scalar("i") * Sum(diff(z[j] ** 2, z[j]), j) * diff(vector("i", n).sum(), vector("i", n)).sum(),
    ):  # fmt: skip
        assert is_read_back(value), str(value)


def test_assumptions_are_written_each_for_itself() -> None:
    one, other = every(k, Ne(neg[k], o)), every(w, s, y_hat[w] > y_hat[s])
    given = assumption([x > 0, other, Ne(w, o), one, A > 0])
    text = source(J * x * y[w], given)
    shown = "[x > 0, every(w, s, y_hat[w] > y_hat[s]), Ne(w, o), every(k, Ne(neg[k], o)), every(j, i_2, A[i_2, j] > 0)]"
    assert text.given == shown
    assert is_read_back(J * x * y[w], given)
    weaker = assumption([x > 0, other, Ne(w, o), A > 0])
    assert digest(x, x, given) != digest(x, x, weaker)


def test_a_right_result_can_be_copied() -> None:
    text = (U.T @ (y_hat - y)).python()
    assert text.startswith("from symcheck import *\n\n")
    names: dict[str, object] = {}
    *before, last = text.splitlines()
    exec("\n".join(before), names)
    assert content_key(as_tensor(eval(last, names))) == content_key(U.T @ (y_hat - y))


COUNTED_FROM_0 = Entry(Array("q", (((n - n).body.value, (n - 1).body.value),)), (i.body.value,))
REFUSED = [
    (Block((), Application(f(x).body.function, (Block((), x.body),), (Slot(0),))), "partial derivative"),
    (Block((), Constant("tau")), "constant"),
    (Block((), COUNTED_FROM_0), "counted from 1"),
]


@pytest.mark.parametrize(("value", "reason"), REFUSED, ids=[str(reason) for _, reason in REFUSED])
def test_what_has_no_words_is_refused(value: Block, reason: str) -> None:
    with pytest.raises(Unsupported, match=reason):
        source(value)


def test_a_product_of_three_is_read_as_two_products() -> None:
    assert content_key(Block((), Mul((x.body, a.body, b.body)))) == content_key(x * a * b)
    assert content_key(Block((), Mul((x.body, a.body, b.body)))) != content_key(x * (a * b))


SIGNED = [
    (-(Rational(1) / 2 * a), "-Rational(1) / 2 * a"),
    (-(Rational(2) / 3 * a * b), "-Rational(2) / 3 * a * b"),
    (-(1 * a), "-(1 * a)"),
    (Rational(-1) / 2 * a, "-Rational(1) / 2 * a"),
    (-(a / 2), "-a / 2"),
]


@pytest.mark.parametrize(("value", "shown"), SIGNED, ids=[shown for _, shown in SIGNED])
def test_a_sign_before_a_number_is_read_back(value: Tensor, shown: str) -> None:
    assert is_read_back(value)
    assert source(value).expression == shown
