"""Notation whose meaning shapes decide: the reach of ⊙, rows with an open index, lists without commas, 𝟎, I and π."""

import pytest

from tests.reading.pages import assert_right_wrong_and_unreadable, statuses

P, R, U, I, A, T = "proved", "refuted", "unread", "ill-formed", "ambiguous", "right up to transposition"
WIDE = "W ∈ ℝ^{d×n};  s ∈ ℝ^d;  X ∈ ℝ^{d×n} with columns v_j;  L = a^T a"


@pytest.mark.parametrize(
    ("left", "right", "wrong", "unreadable"),
    [
        ("W a \\odot b", "W (b \\odot a)", "W a + W b", "W a \\odot"),
        ("W a ⊙ b ⊙ a", "W \\mathrm{diag}(a)^2 b", "W a", "W a ⊙ ⊙ b"),
        ("W .* X", "X \\odot W", "W + X", "W .* .* X"),
        ("X_{k:}", "X_{k\\cdot}", "X_{1:}", "X_{k:} q"),
        ("W_{1:} a", "(W a)_1", "(W b)_1", "W_{1:} q"),
        ("W_{1:}^T a", "(W a)_1", "(W a)_2", "W_{1:}^T q"),
        ("\\nabla_a L", "2[a_1 \\dots a_n]", "[a_1 \\dots a_n]", "[a_1 \\dots b_n]"),
        ("\\nabla_a L", "[2a_1, 2a_2, \\dots]", "[a_1, a_2, \\dots]", "[2a_1, 3a_2, \\dots]"),
        ("X", "[v_1 \\dots v_n]", "[v_2 \\dots v_n]", "[v_1 \\dots a_n]"),
        ("X", "\\begin{bmatrix} v_1 \\dots v_n \\end{bmatrix}", "2 X", "\\begin{bmatrix} v_1 \\dots \\end{bmatrix}"),
        ("a^T", "(a_1 \\ldots a_n)", "(b_1 \\ldots b_n)", "(a_1 \\ldots b_n)"),
        ("A + \\mathbf 0", "A", "A + A", "A + 1"),
        ("\\nabla^2 L", "2I", "I", "2I_q"),
    ],
)  # fmt: skip
def test_shapes_decide(left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(f"{WIDE};  index k ∈ d", left, *(f"= {x}" for x in (right, wrong, unreadable)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$A a \\odot b b^T a = A a \\odot a$$", [R]),  # (A a) ⊙ (…) fits: nothing else is tried
        ("$$W s \\odot a = a$$", [I]),
        ("$$(a_1 \\cdots a_n)^2 = \\prod_i a_i^2$$", [P]),  # dots between factors, in round brackets: a product
        ("$$[a_1 \\dots a_n][a_1 \\dots a_n]^T = L$$", [P]),
        ("$$a_1 + a_2 + \\dots = L$$", [U]),  # a list may be left open, a sum may not
        ("$$X_{1:}X_{1:}^T = X_{1:}^TX_{1:}$$", [A]),
        ("$$\\frac{a}{a} = \\mathbf 1 = \\mathbf 1 + \\mathbf 1$$", [P, R]),  # 𝟏 is no name that this defines
    ],
)
def test_what_shapes_leave_open(text, expected):
    assert statuses(text, WIDE) == expected


PI = "\\pi ∈ ℝ^n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\sum_i \\pi_i = \\mathbf 1^T\\pi = \\mathbf 1^T(\\pi + \\pi)$$", [P, R]),
        ("$$A^T\\pi = \\pi$$", [R]),
        ("$$\\frac{1}{\\sqrt{2\\pi}}e^{-x^2} = (2\\pi)^{-1/2}e^{-x^2}$$", [P]),
        ("$$\\log 2\\pi = \\log 2 + \\log \\pi = \\log \\pi$$", [P, R]),
        ("$$\\nabla_\\pi \\pi^T a = a$$", [P]),
    ],
)
def test_the_number_pi_stands_beside_a_declared_vector(text, expected):
    assert statuses(text, PI) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$2xg = \\nabla_x h(x) g$$", [A]),  # g is computed from x too
        ("$$2xy = \\nabla_x h(x) y$$", [P]),
        ("$$2xg = (\\nabla_x h(x)) g = \\nabla_x (h(x) g)$$", [P, R]),
    ],
)
def test_what_stands_behind_a_gradient_may_be_computed_from_its_variable(text, expected):
    assert statuses(text, "h(x) = x^2;  g = x + 1") == expected


LAYOUTS = "layout any;  W ∈ ℝ^{d×n};  s ∈ ℝ^d;  z = W a;  J = s^T z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\frac{\\partial z}{\\partial a} = W^T$$", [P]),
        ("$$\\frac{\\partial z}{\\partial a} = W = W^T$$", [P, P]),
        ("$$\\frac{\\partial (Aa)}{\\partial a} = A^T$$", [P]),
        ("$$\\frac{\\partial (Aa)}{\\partial a} = A A^T$$", [R]),
        ("$$\\frac{\\partial z}{\\partial a} = 2 W^T$$", [I]),
        ("$$\\frac{\\partial J}{\\partial W} = a s^T$$", [T]),  # a number by a matrix
        ("$$\\frac{\\partial J}{\\partial a} = \\frac{\\partial J}{\\partial z} W = s^T W = W^T s$$", [P, P, P]),
        ("$$\\frac{\\partial J}{\\partial a} = \\frac{\\partial J}{\\partial z} W^T$$", [I]),
    ],
)
def test_any_layout_turns_vectors_by_vectors_and_no_number_by_a_matrix(text, expected):
    assert statuses(text, LAYOUTS) == expected


@pytest.mark.parametrize(
    ("left", "right", "wrong", "unreadable"),
    [
        ("a_1b_1 + \\dots + a_nb_n - x", "a^Tb - x", "a^Tb + x", "a_1b_1 + \\dots - a_nb_n"),
        ("y + a_1 + a_2 + \\dots + a_n", "y + \\mathbf 1^Ta", "\\mathbf 1^Ta", "y + a_1 + a_3 + \\dots + a_n"),
        ("a_1 + \\dots + a_n - b_1 - \\dots - b_n", "\\mathbf 1^T(a - b)", "\\mathbf 1^Ta", "a_1 + \\dots + b_n"),
        ("A^T{}^T a", "A a", "A^T a", "A^T^T a"),
        ("A^0 a", "a", "A a", "A^{0.5} a"),
        ("\\sum_j \\delta_{ij}\\delta_j", "\\delta_i", "\\delta^T\\delta", "\\delta_{ij"),
        ("^pE + x", "x + ^pE", "^qE + x", "^rE + x"),
    ],
)
def test_what_stands_beside_is_read(left, right, wrong, unreadable):
    more = "\\delta ∈ ℝ^n;  ^pE, ^qE ∈ ℝ"
    assert_right_wrong_and_unreadable(more, left, *(f"= {x}" for x in (right, wrong, unreadable)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$x^12 = x^{12}$$", [A]),
        ("$$x^ = y$$", [U]),
        ("$$a_{ij} = a_i$$", [I]),
        ("$$A + b = A$$", [A]),  # to its rows or to its columns
        ("$$x^{} = y$$", [U]),
    ],
)
def test_what_is_not_clear_is_told(text, expected):
    assert statuses(f"# One\n\n{text}\n\n# Two\n\n$$x + x = 2x$$")[: len(expected)] == expected


SOFT = "s = \\mathrm{softmax}(a)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\frac{\\partial s_{i \\ne j}}{\\partial a_j} = -s_is_j = s_is_j$$", [P, R]),
        ("$$\\frac{\\partial s_{i=j}}{\\partial a_j} = s_i(1 - s_i) = s_j(1 - s_j)$$", [P, P]),
        ("$$\\frac{\\partial s_i}{\\partial a_j} = -s_is_j$$", [R]),
        ("$$s_{i=} = s_j$$", [U]),
    ],
)
def test_a_condition_in_a_subscript_is_one_of_the_relation(text, expected):
    assert statuses(text, SOFT) == expected


PREDICTED = "U ∈ ℝ^{n×d} with rows u_w;  v ∈ ℝ^d;  p = \\mathrm{softmax}(Uv);  o ∈ n;  J = -\\log p_o;  y_{pred} ∈ ℝ^n"


@pytest.mark.parametrize(
    ("left", "right", "wrong", "unreadable"),
    [
        ("\\nabla_U J", "[p_1v, \\dots, p_ov - v, \\dots, p_nv]", "[p_1v, \\dots, p_ov, \\dots, p_nv]",
         "[p_1v, \\dots, 2v, \\dots, p_nv]"),
        ("\\sum_k y_{pred,k}", "\\mathbf 1^Ty_{pred}", "y_{pred,1}", "y_{pred,"),
    ],
)  # fmt: skip
def test_an_index_stands_in_the_midst_of_a_list_and_behind_a_word(left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(PREDICTED, left, *(f"= {x}" for x in (right, wrong, unreadable)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$r_iA = (XA)_i = (A X)_i$$", [P, R]),
        ("$$X_iA = X_{i:}A = (XA)_i$$", [P, P]),
        ("$$\\sum_i r_i^Tr_i = X^TX = \\sum_i r_ir_i^T$$", [P, I]),
    ],
)
def test_entries_of_a_matrix_are_rows_where_vectors_are(text, expected):
    assert statuses(text, "vectors are rows;  X ∈ ℝ^{n×n} with rows r_i") == expected
