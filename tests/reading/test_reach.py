"""How far a sign or a script reaches: each case with its right use, its wrong twin, and what is read in two ways."""

from __future__ import annotations

import pytest

from tests.reading.pages import statuses

MORE = r"""index l ∈ n;  M ∈ ℝ^{n×d};  S ∈ ℝ^{n×n} symmetric;  c, s, t > 0
q(a) = a^T a;  Q = a^T a;  g(x) = x^2;  h(x) = x + 1
{more}"""
RIGHT, WRONG, BOTH, UNREAD = "proved", "refuted", "ambiguous", "unread"


def judged(formula: str, more: str = "") -> str:
    (status,) = statuses(f"$${formula}$$", MORE.replace("{more}", more))
    return status


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        # ∘ of two functions is their composition, of two values a product
        (r"(g \circ h)(x) = (x+1)^2", RIGHT),
        (r"(g \circ h)(x) = x^2 + 1", WRONG),
        (r"(g \circ h)(x) = x^3 (x+1)", WRONG),
        (r"(g \circ h)(y)^2 = (y+1)^4", RIGHT),
        (r"g \circ h = (x+1)^2", RIGHT),
        (r"(\sigma \circ \tanh)(x) = \sigma(\tanh x)", RIGHT),
        (r"(a \circ b)^T a = \sum_i a_i^2 b_i", RIGHT),
        (r"\sigma \circ \tanh = x", UNREAD),
        # what stands above an evaluation is of its value
        (r"\left.x\right|_{x=2}^2 = 4", RIGHT),
        (r"\left.x\right|_{x=2}^2 = 2", WRONG),
        (r"\left.a\right|_{a=b}^T b = b^T b", RIGHT),
        (r"\left.x^2\right|_{x=0}^{x=2} = 4", UNREAD),
        # a value below the bar is one of the one variable that is differentiated by
        (r"\left.\frac{d^2 x^3}{d x^2}\right|_{y} = 6 y", RIGHT),
        (r"\left.\frac{d^2 x^3}{d x^2}\right|_{y} = 6 x", WRONG),
        (r"\left.\frac{\partial a^T A a}{\partial a}\right|_b = (A + A^T) b", RIGHT),
        (r"\left.\frac{\partial a^T A a}{\partial a}\right|_b = (A + A^T) a", WRONG),
        (r"\left.x^2\right|_{y} = y^2", UNREAD),
        (r"\left.\frac{\partial^2 x y^2}{\partial x \partial y}\right|_{2} = 4", UNREAD),
        # what has a value on one side alone is any number on the other
        (r"\left.x^2\right|_{x=y} = x^2", WRONG),
        (r"\left.x^2\right|_{x=2y} + x = 4y^2 + x", RIGHT),
        # another inner product is not the usual one
        (r"\langle A, S \rangle_F = \mathrm{tr}(A^T S)", RIGHT),
        (r"\langle a, b \rangle_A = a^T b", UNREAD),
        # a norm by a matrix, and by a number
        (r"\|a - b\|_S = \sqrt{(a - b)^T S (a - b)}", RIGHT),
        (r"\|a - b\|_S = (a - b)^T S (a - b)", WRONG),
        (r"\|a\|_{S^{-1}} = \sqrt{a^T S^{-1} a}", RIGHT),
        (r"\|a\|_c = (\sum_i |a_i|^c)^{1/c}", RIGHT),
        (r"\|a\|_3 = (\sum_i |a_i|^2)^{1/3}", WRONG),
        (r"\|a\|_* = \|a\|", UNREAD),
        (r"\|a\|_\Sigma = \sqrt{a^T S a}", UNREAD),
        # the transpose of a gradient
        (r"\nabla q(a)^T b = 2 a^T b", RIGHT),
        (r"\nabla q(a)^T b = a^T b", WRONG),
        (r"\nabla_a Q^T b = 2 a^T b", RIGHT),
        (r"\nabla q(b)^T (a - b) = 2 b^T a - 2 b^T b", RIGHT),
        (r"\nabla^2 q(a)^{-1} \nabla q(a) = a", BOTH),
        (r"\nabla_a (a^T b)^2 = 2 (a^T b) b", RIGHT),
        # ∇ without its variable: that of the other side, or the one that all which follows speaks of
        (r"\nabla{q(a)} = 2a", RIGHT),
        (r"\nabla q(a) = \nabla (a - b)^T (a - b) + 2b", BOTH),
        (r"\nabla a^T S a = 2 S a", UNREAD),  # by a or by S
        (r"\nabla a^T a = 2a", RIGHT),
        (r"\nabla a^T a = a", WRONG),
        (r"\nabla (a^T b) = b", UNREAD),  # by a or by b
        # ∇ takes a name that is computed from the variable
        (r"\nabla_a x Q = 2 x a", RIGHT),
        (r"\nabla_a x Q = 0", WRONG),
        (r"\nabla_a Q b^T a = (b^T a) 2 a + Q b", BOTH),
        # scripts of a derivative that is a fraction
        (r"\frac{\partial a^T b}{\partial a}^T a = b^T a", RIGHT),
        (r"\frac{d x^2}{d x}^2 = 4 x^2", RIGHT),
        (r"\frac{d x^2}{d x}^2 = 2 x", WRONG),
        (r"\frac{d}{dx}(x+1)^2 (x-1) = 2(x+1)(x-1)", BOTH),
        (r"\frac{d}{dx}(x+1)^2 y = 2(x+1) y", RIGHT),
        # the inverse of an entry, and an entry of the inverse
        (r"A_{ij}^{-1} = 1/A_{ij}", BOTH),
        (r"A^{-1}_{ij} = (A^{-1})_{ij}", RIGHT),
        (r"M_{i1}^{-1} = 1/M_{i1}", RIGHT),
        (r"M_{i1}^{-1} = M_{i1}", WRONG),
        # a root of digits without braces
        (r"\sqrt{12} = 2 \sqrt 3", RIGHT),
        (r"\sqrt 12 = 2", UNREAD),
        # a number before a fraction of one sign, values behind a derivative, a vector beside a square matrix
        (r"x½ = x/2", RIGHT),
        (r"x½ = x + 1/2", WRONG),
        (r"2½ = 1", UNREAD),
        (r"\frac{\partial x^2 y}{\partial x}(y, x) = 2xy", UNREAD),
        (r"\frac{d g}{d x}(3) = 6", BOTH),
        (r"\frac{d g}{d x}(x) = 2x", BOTH),
        (r"\frac{d g}{d x}(1 - x) = 2x(1 - x)", RIGHT),
        (r"(A + b)_{ij} = A_{ij} + b_j", BOTH),
        (r"\mathbf 1_i = \mathbf 1_i", UNREAD),
        # letters in braces that are no declared name
        (r"\log{st} = \log s + \log t", RIGHT),
        (r"\log{st} = \log s", WRONG),
        (r"y/{xs} = y/(xs)", RIGHT),
        (r"\sum_i {ix} = x n (n+1)/2", RIGHT),
        # two letters that limits compare, in sums on both sides
        (r"\sum_{i<j} A_{ij} + \sum_{j<i} A_{ij} = \sum_{i \ne j} A_{ij}", BOTH),
        (r"\sum_{i<j} a_i + \sum_{i \ge j} a_i = \sum_i a_i", RIGHT),
        (r"\sum_{i<j} a_i b_j = b_j \sum_{i<j} a_i", RIGHT),
        (r"\sum_{i<j} A_{ij} = \sum_i A_{ij} - \sum_{i \ge j} A_{ij}", RIGHT),
        (r"\sum_{i<j} A_{ij} = \sum_i A_{ij} - \sum_{i > j} A_{ij}", WRONG),
        # limits between which a letter stands, of letters that touch, or with a condition behind a colon bind these
        (r"\sum_{1 \le i \le n} a_i + b_i = \sum_i (a_i + b_i)", RIGHT),
        (r"\sum_{1 \le i \le n} a_i + b_i = \sum_i a_i", WRONG),
        (r"-\sum_{1 \le i \le n} a_i - b_i = -\sum_i (a_i + b_i)", BOTH),
        (r"\sum_{ij} A_{ij} + a_i = \sum_i \sum_j A_{ij} + n \sum_i a_i", RIGHT),
        (r"\sum_{ij} A_{ij} + a_i = \sum_i \sum_j A_{ij} + \sum_i a_i", WRONG),
        (r"\sum_{i: i \ne 1} a_i + b_i = \sum_i (a_i + b_i) - a_1 - b_1", RIGHT),
        (r"\sum_{i: i \ne 1} a_i + b_i = \sum_i (a_i + b_i)", WRONG),
    ],
)  # fmt: skip
def test_a_sign_reaches_as_far_as_a_reader_takes_it(formula, status):
    assert judged(formula) == status


def test_a_bare_nabla_is_by_what_the_other_side_is_by_and_takes_what_fits() -> None:
    more, left = "w ∈ ℝ^d;  p(w) = \\|M w\\|^2", r"\nabla p(w) = \nabla "
    assert judged(left + r"(Mw - a)^T(Mw - a) + 2M^T a", more) == RIGHT
    assert judged(left + r"(Mw - a)^T(Mw - a) - 2M^T a", more) == WRONG
    assert judged(r"2M^T(Mw - a) = \nabla (Mw - a)^T(Mw - a)", more) == UNREAD  # by w, by M or by a


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{\partial a_i}{\partial a_i} = n", RIGHT),
        (r"\frac{\partial a_i}{\partial a_i} = 1", WRONG),
        (r"\frac{\partial a_i}{\partial a_j} b_j = b_i", RIGHT),
        (r"\frac{\partial (A_{ij} a_j)}{\partial a_i} = A_{ii}", RIGHT),
    ],
)
def test_an_index_above_and_below_a_derivative_is_summed_where_that_is_agreed(formula, status):
    assert judged(formula, "sum over repeated indices") == status


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"a_i [ b_i \delta_{ij} - b_i a_k \delta_{kj} ] = a_j b_j + a_j a_i b_i", WRONG),
        (r"a_i [ b_i \delta_{ij} - b_i a_k \delta_{kj} ] = a_j b_j - a_j a_i b_i", RIGHT),
        (r"a_i [ b_i \delta_{ij} - b_i a_k \delta_{kj} ] = a_i b_j - a_j a_i b_i", WRONG),
        (r"(a_i b_i) a_j = a_j b_i a_i", RIGHT),
    ],
)
def test_an_index_that_stands_once_beside_a_product_is_not_summed_in_it(formula, status):
    assert judged(formula, "sum over repeated indices") == status


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"a_i a_j = a_i^2, if~i=j", RIGHT),
        (r"a_i a_j = a_i^2, if i = j", RIGHT),
        (r"a_i a_j = b_i^2 \quad if\ i = j", WRONG),
        (r"a_i + b_i = b_i + a_i, \; for~i=1,…,n", RIGHT),
        (r"f o r = r o f", RIGHT),
        (r"x + for = x + rof", RIGHT),
    ],
)
def test_a_word_set_apart_in_the_letters_of_mathematics_is_a_word(formula, status):
    assert judged(formula, "f, o, r, x ∈ ℝ") == status


def test_the_letters_of_a_replacement_are_a_product():
    assert judged(r"\log B = \log s + \log t", "B means st") == RIGHT
    assert judged(r"\log B = t \log s", "B means st") == WRONG


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\nabla F(w_l) = \nabla_{w_l} F(w_l)", RIGHT),
        (r"\nabla F(w_l) = \nabla F(a)", WRONG),  # the other side is by a, and this does not speak of a
        (r"\nabla q(w_l) = 2 w_l", RIGHT),
        (r"\nabla q(w_l) = 2 a", WRONG),
        (r"\nabla_a F(S a) = S \nabla F(S a)", RIGHT),
        (r"\nabla_a F(S a) = \nabla F(S a)", WRONG),
        (r"\nabla F(a, b) = a", UNREAD),
    ],
)
def test_a_bare_nabla_of_a_function_is_by_its_argument(formula: str, status: str) -> None:
    assert judged(formula, "w_l ∈ ℝ^n for l ∈ n; F(a) unknown") == status


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\mathrm{tr}(\mathrm{diag}(a_1, \dots, a_n)) = \sum_i a_i", RIGHT),
        (r"\mathrm{tr}(\mathrm{diag}(a_1, \dots, a_n)) = a_1", WRONG),
        (r"\mathrm{diag}(a_1^2, \ldots, a_n^2) b = a \odot a \odot b", RIGHT),
        (r"\mathrm{diag}(a_1, \dots) b = a \odot b", UNREAD),
        (r"\max(a_1, \dots, a_n) = \max_i a_i", RIGHT),
        (r"{\bf Sa} = S a", RIGHT),
        (r"{\bf v}_1^T {\bf Sv}_1 = v_1^T S v_1", RIGHT),
        (r"{\bf v}_1^T {\bf Sv}_1 = v_1^T v_1", WRONG),
        (r"0 v_1 + {\bf Tv}_1 = v_1", UNREAD),
    ],
)
def test_letters_in_one_type_and_lists_behind_a_function_are_read_as_they_are_meant(formula, status):
    assert judged(formula, "v_1 ∈ ℝ^n") == status


def test_what_is_assigned_at_the_end_may_have_a_sign() -> None:
    assert statuses(r"$$x^2 + x - x^2 := -E$$ $$\frac{dE}{dx} = -1$$") == [RIGHT]
    assert statuses(r"$$x^2 + x - x^2 := -E$$ $$\frac{dE}{dx} = 1$$") == [WRONG]
    assert statuses(r"$$x^2 + x - x^2 = -E$$ $$\frac{dE}{dx} = -1$$")[-1] == UNREAD
