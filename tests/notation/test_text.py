"""Golden strings of the Unicode notation; the statements are those of every author's day."""

import pytest

from symcheck import *
from symcheck.claims.statements import IllFormed
from symcheck.expressions.nodes import Application, Block
from symcheck.language.conditions import as_condition
from symcheck.notation import text

V, d, K, m, T = sizes("V d K m T")
w, s, o = indices("w s o", V)
k, l = indices("k l", K)
t = index("t", m + 1, T)
j = index("j", -m, m)
U, v_c = matrix("U", V, d), vector("v_c", d)
A, B = matrix("A", d, d), matrix("B", d, d)
z = vector("z", V)
x, y0, a = scalars("x y a")
y_hat = named(r"\hat y", softmax(U @ v_c))
y = one_hot("y", V, o)
J = named(r"J_{\text{naive-softmax}}", -log(y_hat[o]))
neg, word = index_map("neg", K, V), index_map("word", T, V)
f, loss = function("f"), function("J")

GOLDEN = [
    (Sum(y_hat[w] * U[w], w) - U[o], "Σ_w ŷ_w U_w − U_o"),
    (U.T @ (y_hat - y), "Uᵀ(ŷ − y)"),
    (grad(J, v_c), "∂J_naive-softmax/∂v_c"),
    (grad(J, U[w]), "∂J_naive-softmax/∂U_w"),
    (log(Sum(exp(U[w] @ v_c), w)), "log Σ_w exp(U_w·v_c)"),
    (-log(exp(U[o] @ v_c) * Sum(exp(U[w] @ v_c), w)), "−log(exp(U_o·v_c) Σ_w exp(U_w·v_c))"),
    (sigmoid(x) * (1 - sigmoid(x)), "σ(x)(1 − σ(x))"),
    (v_c * (y_hat[o] - 1), "v_c (ŷ_o − 1)"),
    (exp(-x) / (1 + exp(-x)) ** 2, "e⁻ˣ/(1 + e⁻ˣ)²"),
    (exp(x) ** 2, "(eˣ)²"),
    (x / a * y0, "(x/a) y"),
    (x / (a * y0), "x/(a y)"),
    (x - (a - y0), "x − (a − y)"),
    (x - (-a), "x − (−a)"),
    (-(x**2), "−x²"),
    ((-x) ** 2, "(−x)²"),
    (x ** (a + 1), "x^(a + 1)"),
    (Rational(1, 2) * x**2, "(1/2) x²"),
    (sqrt(x + a), "√(x + a)"),
    (abs(x), "|x|"),
    (A.T @ B, "Aᵀ B"),
    (v_c @ A @ v_c, "v_cᵀ A v_c"),
    (trace(A @ B), "tr(A B)"),
    (inv(A).T @ v_c, "A⁻ᵀ v_c"),
    (log(det(A)), "log det(A)"),
    (outer(v_c, v_c), "v_c v_cᵀ"),
    (diag(v_c) - outer(v_c, v_c), "diag(v_c) − v_c v_cᵀ"),
    (eye(d) + A, "I + A"),
    (v_c * v_c, "v_c ⊙ v_c"),
    (A**2, "A^∘2"),
    (U[:, 1], "U_{:,1}"),
    (v_c[1], "v_{c,1}"),
    (A * v_c, "A_ij v_{c,j}"),
    (Sum(log(sigmoid(-U[neg[k]] @ v_c)), k), "Σ_k log σ(−U_{neg_k}·v_c)"),
    (Sum(f(x), j, where=Ne(j, 0)), "Σ_{−m≤j≤m, j≠0} f(x)"),
    (Sum(j * x, j), "Σ_{j=−m}^m j x"),
    (Sum(a, l, where=Eq(neg[l], neg[k])), "Σ_{l: neg_l=neg_k} a"),
    (Product(y_hat[w], w), "Π_w ŷ_w"),
    (KroneckerDelta(w, o), "δ_wo"),
    (bracket(Ne(w, o)), "[w ≠ o]"),
    (where(x > 0, x, 0), "{x if x > 0, else 0}"),
    (grad(loss(v_c, word[t + 1], U), v_c), "∂J(v_c, word_{t+1}, U)/∂v_c"),
    (diff(f(x), x, x), "∂²f(x)/∂x²"),
    (jacobian(y_hat, v_c), "∂ŷ/∂v_c"),
    (stack(U[w] * a, w), "U a"),
    (max(v_c), "max_i v_{c,i}"),
    (x * 2, "x · 2"),
    (exp(1) + pi, "e + π"),
    ((w + 1) * x, "(w + 1) x"),
]


@pytest.mark.parametrize(("value", "shown"), GOLDEN, ids=[shown for _, shown in GOLDEN])
def test_reads_like_paper(value, shown):
    assert text.text(value) == shown


def test_a_sum_under_the_same_letter_as_a_free_index_is_primed():
    inner = Sum(exp(U[w] @ U[o]), w)
    captured = Sum(inner * a, o)
    assert text.text(captured) == "Σ_o (Σ_w exp(U_w·U_o)) a"
    free = Tensor(Sum(U[w] @ v_c * z[s], w).body)
    renamed = Tensor(Sum(U[index("s", V)] @ v_c * z[w], index("s", V)).body)
    assert text.text(free) == "Σ_w (U_w·v_c) z_s"
    assert text.text(renamed) == "Σ_s (U_s·v_c) z_w"


def test_two_indices_of_one_name_never_meet_unprimed():
    other = index("w", 1, V - 1)
    assert text.text(z[w] - z[other]) in ("z_w − z_{w′}", "z_{w′} − z_w")
    assert text.text(Sum(z[w] * Sum(z[s], s), w)) == "Σ_w z_w Σ_s z_s"
    assert text.text((z - z.sum() / K).sum()) == "Σ_i (z_i − (Σ_j z_j)/K)"


def test_a_part_of_an_axis_is_not_printed_as_the_whole():
    i = index("i", 1, V - 1)
    assert text.text(stack(z[i + 1] - z[i], i)) == "z_{i+1} − z_i"


def test_a_trace_and_an_entrywise_product_are_told_apart():
    assert text.text(trace(A @ B)) != text.text((A * B).sum())
    assert text.text((A * B).sum()) == "tr(A Bᵀ)"


def test_what_is_nested_beyond_reading_is_not_an_error():
    deep = x
    for _ in range(400):
        deep = exp(deep) * x
    assert text.text(deep) == "…"
    assert text.text(sum([x] * 500, x)).count("+") == 500


def test_partial_derivative_of_an_abstract_function():
    argument = Block((), (x**2).body)
    from symcheck.expressions.nodes import Slot

    assert text.expression(Application(f(x).body.function, (argument,), (Slot(0),))) == "f′(x²)"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (Ne(w, o), "w ≠ o"),
        (Eq(neg[k], o), "neg_k = o"),
        (x > 0, "x > 0"),
        (x <= a, "a ≥ x"),
        (w > o, "o < w"),
        (w <= V - 1, "w < V"),
        ([Ne(w, o), x > 0], "w ≠ o, x > 0"),
        (None, ""),
    ],
)
def test_conditions(given, shown):
    assert text.condition(as_condition(given)) == shown


def test_contents_that_are_no_expressions():
    assert text.content(cost(J)) == "cost(J_naive-softmax)"
    assert text.content(O(V * d)) == "O(V d)"
    assert text.content(IllFormed("a list is no expression")) == "a list is no expression"


def test_an_entry_of_a_product_and_the_matrix_of_these_entries() -> None:
    d = size("d")
    S, m = matrix("S", d, d), vector("m", d)
    i, j = indices("i j", d)
    entry = (inv(S) @ outer(m, m) @ inv(S))[j, i]
    assert str(entry) == "(S⁻¹)_jᵀ m mᵀ(S⁻¹)_{:,i}"
    assert str(stack(entry, i, j)) == "(S⁻¹ m mᵀ S⁻¹)ᵀ"


@pytest.mark.parametrize(
    ("name", "shown", "inner"),
    [
        ("g_i", "g_i", "g_{i′}"),
        (r"\hat g_{i}", "ĝ_i", "ĝ_{i′}"),
        (r"g^{(i)}", "g⁽ⁱ⁾", "g^(i′)"),
        (r"\sigma_i^2", "σ²_i", "σ²_{i′}"),
    ],
)
def test_the_index_in_a_name_is_that_of_its_value(name, shown, inner):
    n = size("n")
    i, u = index("i", n), vector("u", n)
    g = named(name, u[i] ** 2)
    assert text.text(Sum(g, i)) == f"Σ_{{i=1}}^n {shown}"
    assert text.text(g * Sum(g, i)) == f"{shown} Σ_{{i′=1}}^n {inner}"
    assert text.text(Sum(g * Sum(g, i), i)) == f"Σ_{{i=1}}^n {shown} Σ_{{i′=1}}^n {inner}"
    assert text.text(diff(Sum(g, i), u[i])) == f"∂/∂u_i (Σ_{{i′=1}}^n {inner})"


def test_a_name_shows_an_index_of_its_value_that_has_another_letter():
    n = size("n")
    i, u = index("i", n), vector("u", n)
    loss, q = named(r"J_{\text{in}}", u[i] ** 2), scalar("q_i")
    assert text.text(loss) == "J_in"
    assert text.text(Sum(loss, i)) == "Σ_{i=1}^n J_in"
    assert text.text(loss * Sum(loss, i)) == "J_in Σ_{i′=1}^n J_{in,i′}"
    assert text.text(Sum(q * u[i], i)) == "Σ_{i′} q_i u_{i′}"  # q is one number
    assert text.text(q * u.sum()) == "q_i Σ_j u_j"


TRACES = [
    (trace(-A), "tr(−A)"),
    (trace(A / 2), "tr(A/2)"),
    (trace(A * x / K), "tr(A x/K)"),
    (trace(A - B), "tr(A − B)"),
    (trace(A + A.T), "Σ_i (A_ii + A_ii)"),
    (trace(2 * A - A.T), "Σ_i (2 A_ii − A_ii)"),
    (trace(A + x * eye(d)), "tr(A + x I_d)"),
    (diag(diag(v_c)), "diag(diag(v_c))"),
    ((-v_c).sum(), "Σ_i (−v_{c,i})"),
]


@pytest.mark.parametrize(("value", "shown"), TRACES, ids=[shown for _, shown in TRACES])
def test_traces_and_diagonals(value, shown):
    assert text.text(value) == shown
