"""Entries: letters that touch below a name with a letter of its own, and matrices by their entries."""

import pytest

from tests.reading.pages import statuses

P, R, I, U = "proved", "refuted", "ill-formed", "unread"
LAYER = (
    "sizes m; index k ∈ n; index p, q ∈ m; W_h ∈ ℝ^{n×m} with entries w_{hkp}; c_h ∈ ℝ^n with entries c_{hk}; v ∈ ℝ^m; "
    "z_h = W_h v + c_h; V^{(1)} ∈ ℝ^{n×m}; V_h^{(1)} ∈ ℝ^{n×m}"
)
ENTRIES = [
    (r"z_{hk} = \sum_q w_{hkq} v_q + c_{hk}", P),
    (r"z_{hk} = \sum_q w_{hkq} v_q - c_{hk}", R),
    (r"z_{hk} = \sum_q w_{hqk} v_q + c_{hk}", I),
    (r"\frac{\partial z_{hk}}{\partial w_{hip}} = \delta_{ki} v_p", P),
    (r"\frac{\partial z_{hk}}{\partial w_{hip}} = v_p", R),
    (r"\frac{\partial z_{hk}}{\partial W_{h[i,p]}} = \begin{cases} v_p & k = i \\ 0 & k \ne i \end{cases}", P),
    (r"\frac{\partial z_{hk}}{\partial W_{h,ip}} = \begin{cases} 0 & k = i \\ v_p & k \ne i \end{cases}", R),
    (r"(V_h^{(1)} v)_k = \sum_p V_{hkp}^{(1)} v_p", P),
    (r"(V_h^{(1)} v)_k = \sum_p V_{kp}^{(1)} v_p", R),
    (r"W_h = [w_{hkp}]", P),
    (r"W_{out} v = W_h v", U),
]


@pytest.mark.parametrize(("formula", "expected"), ENTRIES, ids=[formula for formula, _ in ENTRIES])
def test_letters_that_touch_below_a_name_are_its_own_and_indices(formula, expected):
    assert statuses(f"$${formula}$$", LAYER) == [expected]


def test_an_entry_below_such_a_name_is_no_new_name():
    assert statuses(r"$$z_{hk} = \sum_p w_{hpk} v_p$$", LAYER) == [I]


def test_a_number_has_no_entries_and_its_longer_name_is_a_new_one():
    text = r"$$s_a = a^T a$$ $$s_{ab} = a^T b$$ $$s_{ab} = \sum_i a_i b_i$$"
    assert statuses(text, "index k ∈ n") == [P]
    assert statuses(text.replace("\\sum_i a_i", "2 \\sum_i a_i"), "index k ∈ n") == [R]


MATRICES = [
    ("A = [A_{ij}]", P),
    (r"A = \left(A_{ij}\right)", P),
    (r"A^T = [A_{ji}]", P),
    (r"A = [A_{ji}]", R),
    (r"a b^T = [a_i b_j]", P),
    (r"a b^T = [a_j b_i]", R),
    (r"2A = [2 A_{ij}]", P),
    (r"A_{ij} = [A_{ij}]", P),
    (r"A_{ij} + A = [A_{ij}]", U),
    (r"a b^T = [a_k b_j]", "ambiguous"),
]


@pytest.mark.parametrize(("formula", "expected"), MATRICES, ids=[formula for formula, _ in MATRICES])
def test_entries_in_brackets_make_a_matrix(formula, expected):
    assert statuses(f"$${formula}$$", "index k ∈ n") == [expected]


def test_an_index_without_a_range_below_delta_makes_no_new_name():
    block = "index p, q; u = A a"
    assert statuses(r"$$\frac{\partial a_p}{\partial a_q} = \delta_{pq}$$", block) == [P]
    assert statuses(r"$$\frac{\partial u_p}{\partial a_q} = \delta_{pq}$$", block) == [R]


WRITTEN = r"\begin{bmatrix} %s & %s & %s \\ %s & %s & %s \end{bmatrix}"
OUT = [
    ("B", ["B_{11}", "B_{12}", "B_{13}", "B_{21}", "B_{22}", "B_{23}"], P),
    ("B", ["B_{11}", "B_{12}", "B_{13}", "B_{21}", "B_{22}", "B_{13}"], R),
    (r"\nabla_B (r^T B s)", ["r_1 s_1", "r_1 s_2", "r_1 s_3", "r_2 s_1", "r_2 s_2", "r_2 s_3"], P),
    (r"\nabla_B (r^T B s)", ["r_1 s_1", "r_1 s_2", "r_1 s_3", "r_2 s_1", "r_2 s_2", "r_1 s_3"], R),
    (r"\nabla_B (r^T B s)^2", [rf"\nabla_{{B_{{{i}{j}}}}} (r^T B s)^2" for i in "12" for j in "123"], P),
]  # fmt: skip


@pytest.mark.parametrize(("left", "entries", "expected"), OUT)
def test_a_matrix_of_a_few_entries_is_proved_entry_by_entry(left, entries, expected):
    assert statuses(f"$${left} = {WRITTEN % tuple(entries)}$$", "B ∈ ℝ^{2×3}; r ∈ ℝ^2; s ∈ ℝ^3") == [expected]


def test_what_is_assumed_of_other_things_keeps_no_entry_from_being_proved():
    block = "B ∈ ℝ^{2×3}; assume \\sum_j A_{ij} = 1 for i ∈ n"
    text = f"$$B = {WRITTEN % ('B_{11}', 'B_{12}', 'B_{13}', 'B_{21}', 'B_{22}', 'B_{23}')}$$"
    assert statuses(text, block) == [P]
    assert statuses(text.replace("B_{23}", "B_{13}"), block) == [R]


OF_A_NAME = "index k ∈ n; S = a b^T; J = \\sum_i \\sum_j S_{ij}^2"
NAMED = [
    (r"$$\delta_o = A S$$ $$\delta_{oik} = \sum_j A_{ij} S_{jk}$$", [P]),
    (r"$$\delta_o = A S$$ $$\delta_{oik} = \sum_j A_{ij} S_{kj}$$", [R]),
    (r"$$\delta_o = A a$$ $$\delta_{oi} = \sum_j A_{ij} a_j$$", [P]),
    (r"$$\delta_o = A a$$ $$\delta_{ok} = \delta_{ik}$$", [I]),
    (r"$$J(a, b) = \sum_i \sum_j S_{ij}^2$$", [P]),
    (r"$$J(a, b) = \sum_i J(a_i, b_i)$$", [U]),  # J of one of them is another function
]


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[text for text, _ in NAMED])
def test_an_index_behind_a_letter_below_a_name_is_one_of_it(text, expected):
    assert statuses(text, OF_A_NAME) == expected


SQUARE = [
    (r"$$A[i,j] a[j] = A_{ij} a_j$$", [P]),
    (r"$$A[i,j] a[j] = A_{ji} a_j$$", [R]),
    (r"$$Z[i,k] = \sum_j A[i,j] A[j,k]$$ $$Z = A A$$", [P]),
    (r"$$Z[i,k] = \sum_j A[i,j] A[j,k]$$ $$Z = A^T A$$", [R]),
    (r"$$Z[i,k] = \sum_j A[i,j] A[j,k]$$ $$Z[i,i] = \sum_j A[i,j] A[j,i]$$", [P]),
    (r"$$\mathrm{Z_1[i,k] = \sum_j {(A[i,j] \times A[j,k])} + b[k]}$$ $$\mathrm{Z_1[i,k] = (AA)_{ik} + b_k}$$", [P]),
    (r"$$\mathrm{q_1 = Aa + b}$$ $$\mathrm{q_1[k] = b[k]}$$", [R]),
    (r"$$\frac{\partial (Aa)_i}{\partial A[i,k]} = a[k]$$", [P]),
    (r"$$b^T[a + b] = b^T a + b^T b$$", [P]),
    (r"$$a^T b[x] = x a^T b$$", [P]),  # a factor
    (r"$$\mathrm{MSE} = a^T a$$ $$\mathrm{MSE} = \sum_i a_i^2$$", [P]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SQUARE, ids=[text for text, _ in SQUARE])
def test_indices_stand_in_square_brackets_behind_a_name_too(text, expected):
    assert statuses(text, "index k ∈ n") == expected
