"""Typical entries, cases that leave something out, what prose says of matrices, layouts and sums that are agreed."""

import pytest

from tests.reading.pages import statuses

P, R, I, U, A, T = "proved", "refuted", "ill-formed", "unread", "ambiguous", "right up to transposition"

ENTRIES = [
    ("$$[a_i a_j] = a a^T$$", P),
    ("$$[a_i b_j] = a b^T$$", P),
    ("$$[a_i b_j] = b a^T$$", R),
    ("$$b a^T = [b_i a_j]$$", P),
    ("$$A = [A_{ij}]$$", P),
    ("$$A^T = [A_{ij}]^T$$", P),
    ("$$A^T = [A_{ji}]$$", P),
    ("$$A = [A_{ji}]$$", R),
    ("$$A^T = [A_{lk}]$$", A),  # rows counted by l, or by k
    ("$$a_i b_j = [a_i b_j]$$", P),  # the letters stand elsewhere: brackets round an entry
    (r"$$\sum_i [a_i b_i] = a^T b$$", P),
    (r"$$\mathrm{diag}(a_i b_i) = \mathrm{diag}(a \odot b)$$", P),
    ("$$diag(a_i) = diag(b)$$", R),
    ("$$[a_i b_j] = [a_i$$", U),
]


@pytest.mark.parametrize(("text", "expected"), ENTRIES)
def test_a_matrix_by_its_typical_entry(text: str, expected: str) -> None:
    assert statuses(text) == [expected]


def test_a_name_for_a_matrix_by_its_typical_entry() -> None:
    text = "$$Q = [a_i b_j]$$ $$Q = a b^T$$ $$F = diag(a_i^2)$$ $$F = diag(a)^2$$ $$C_{ij} = [a_i] b_j$$ $$C = Q$$"
    assert statuses(text) == [P, P, P]


CASES = [
    (r"$$|x| = \begin{cases} x & x > 0 \\ -x & x < 0 \end{cases}$$", [P, P]),
    (r"$$|x| = \begin{cases} x & \text{if } x > 1 \\ x & x < -1 \end{cases}$$", [P, R]),
    (r"$$|x|^2 = x^2$$ $$= \begin{cases} x \cdot x & x > 1 \\ x & x < -1 \end{cases}$$", [P, P, R]),
    (r"$$\delta_{ij} = \begin{cases} 1 = 2 - 1 & i = j \\ 0 & i \ne j \end{cases}$$", [P, P, P]),
    (r"$$\delta_{ij} = \begin{cases} 1 = 3 - 1 & i = j \\ 0 & i \ne j \end{cases}$$", [P, R, P]),
    (r"$$|x| = \begin{cases} x & x > 0 \\ -x & x \le 0 \end{cases}$$", [P]),  # nothing is left out
    (r"$$2|x| = 2\begin{cases} x & x > 0 \\ -x & x < 0 \end{cases}$$", [U]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_row_of_cases_is_a_line_under_its_condition(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


PROSE = [
    ("The columns of $A$ are $c_j$. $$A A^T = \\sum_j c_j c_j^T$$ $$A^T A = \\sum_j c_j c_j^T$$", [P, R]),
    ("The rows of $A$ are the vectors $r_i$. $$A^T A = \\sum_i r_i r_i^T$$ $$A A^T = \\sum_i r_i r_i^T$$", [P, R]),
    ("Let $B \\in \\mathbb{R}^{n \\times d}$ be a matrix with rows $r_i$. $$B^T B = \\sum_i r_i r_i^T$$", [P]),
    ("If the columns of $A$ are $c_j$, then $$A A^T = \\sum_j c_j c_j^T$$", [U]),
    ("These are not the columns of $A$. $$A A^T = \\sum_j c_j c_j^T$$", [U]),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_a_page_says_what_a_matrix_consists_of(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


ANY = [
    (r"\frac{\partial A a}{\partial a} = A^T", [P]),
    (r"\frac{\partial A a}{\partial a} = A", [P]),
    (r"\frac{\partial A a}{\partial a} = 2A^T", [R]),
    (r"\nabla_a (a^T b) = b^T", [P]),
    (r"\frac{\partial}{\partial A} (a^T A b) = b a^T", [T]),  # never a number by a matrix
]


@pytest.mark.parametrize(("text", "expected"), ANY)
def test_any_layout_mends_vectors_by_vectors(text: str, expected: list[str]) -> None:
    assert statuses(f"$${text}$$", "layout any") == expected


SUMMED = [
    (r"a_j = \sum_i a_i", P),
    (r"\frac{e^{a_i}}{e^{a_j}} = \frac{e^{a_i}}{\sum_j e^{a_j}}", P),  # the exponent has one factor
    (r"\log(e^{a_j}) = \log \sum_i e^{a_i}", P),
    (r"\log(e^{a_j}) = \sum_i a_i", R),
    (r"e^{a_i} / e^{a_j} = e^{a_i}", U),  # the quotient, or what is below?
    ("e^{2a_j} = e^{2a_j}", U),
]


@pytest.mark.parametrize(("text", "expected"), SUMMED)
def test_what_is_summed_over_a_letter_that_stands_once(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$", "sum over j") == [expected]


OBJECTIVES = [
    (r"\min_a \|a\|^2 = a^T a = a_i", [P, I]),
    (r"\min_a \|a\|^2 = 2a^T a", [R]),
    (r"\min_x x^2 = 0", [U]),  # the value that it takes
]


@pytest.mark.parametrize(("text", "expected"), OBJECTIVES)
def test_what_is_varied_stands_in_each_member(text: str, expected: list[str]) -> None:
    assert statuses(f"$${text}$$") == expected


BOTH_LIVES = [
    ("j a_j = a_j j", P),  # a number beside its letter as an index
    (r"\sum_j b_j a_j + j = j + a^T b", P),
    ("j a_j = a_j", R),
    (r"\frac{\partial j^2}{\partial j} = 2j", P),
    (r"\sum_j j a_j = j", U),  # the number, or the index that is summed over?
    (r"\frac{\partial}{\partial j} (j^2 a_j) = 2j a_j", U),
]


@pytest.mark.parametrize(("text", "expected"), BOTH_LIVES)
def test_a_letter_as_an_index_and_as_a_number(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$", "j ∈ ℝ") == [expected]


HEADS = [
    (r"\log (p(x_i|z_i=j) p(z_i=j)) = \log p(x_i|z_i=j) + \log p(z_i=j)", P),
    (r"\log (p(x_i|z_i=j) p(z_i=j)) = \log p(x_i|z_i=j)", R),
    ("p(x_i|z_i=j) = p(x_j|z_j=i)", R),
    ("p(x_i|z_i=j) = p(x_i|z_i)", U),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_declared_letters_in_a_head_are_its_indices(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$", "p(x_i|z_i=j) > 0; p(z_i=j) > 0") == [expected]


def test_a_row_of_a_table_claims_what_the_block_says() -> None:
    rows = "| half | $\\frac12 a^T a$ | $a$ |\n| sum | $\\sum_i a_i + a_i^2$ | $1 + a$ |\n"
    table = f"| name | cost | gradient |\n|---|---|---|\n{rows}\n$x + x = 2x$\n"
    assert statuses(table, "table: \\nabla_a #1 = #2") == [P, R, P]
    assert statuses(table.replace("1 + a", "1 + a("), "table: \\nabla_a #1 = #2") == [P, U, P]
    assert statuses(table) == [P]


DIAGONAL = [
    (r"\frac{\partial h}{\partial b} = \cos(z) A", P),
    (r"\frac{\partial h}{\partial b} = \sin(z) A", R),
    (r"\frac{\partial h}{\partial b} = \mathrm{diag}(\cos z) A", P),
    (r"\frac{\partial E}{\partial z} = a \cos(z)", P),
    (r"\frac{\partial E}{\partial b} = A^T (a \cos(z))", P),
    (r"\frac{\partial E}{\partial b} = A^T a \cos(z)", U),  # A is square
    (r"a \cos(z) (", U),
]


@pytest.mark.parametrize(("text", "expected"), DIAGONAL)
def test_vectors_stand_for_diagonal_matrices_where_that_is_agreed(text: str, expected: str) -> None:
    more = r"z = A b; h = \sin(z); E = a^T h"
    assert statuses(f"$${text}$$", f"{more}; vectors stand for diagonal matrices") == [expected]
    if "diag" not in text and expected == P:
        assert statuses(f"$${text}$$", more) == [I]


def test_a_vector_stands_for_a_diagonal_matrix_where_the_sizes_say_it() -> None:
    more = r"B ∈ ℝ^{d×n}; c ∈ ℝ^d; z = B a; E = c^T \sin(z); vectors stand for diagonal matrices"
    text = r"\frac{\partial E}{\partial a} = B^T c \cos(z)"
    assert statuses(f"$${text}$$", more) == [P]
    assert statuses(r"$$\frac{\partial E}{\partial a} = B^T c \sin(z)$$", more) == [R]


@pytest.mark.parametrize("text", ["Q^T Q = I", "Q Q^T = I", r"\|Qa\|^2 = a^T a", r"\|Q^T a\|^2 = a^T a"])
def test_a_matrix_is_orthogonal_on_both_sides(text: str) -> None:
    assert statuses(f"$${text}$$", "Q ∈ ℝ^{n×n} orthogonal") == [P]
    assert statuses(f"$${text.replace('Q', 'A')}$$", "Q ∈ ℝ^{n×n} orthogonal") == [R]


def test_a_number_behind_an_index_is_no_step_of_a_recursion() -> None:
    more = "sizes T; index t ∈ 1..T; c ∈ ℝ^T"
    assert statuses(r"$$\sum_t (c_t + 1) = \sum_t c_t + T$$", more) == [P]
    assert statuses(r"$$\sum_t (c_t + 1) = \sum_t c_t + 1$$", more) == [R]


RANKS = [
    ("X^T X (X^T X)^{-1} = I", P),
    (r"\mathbf{X}^\top X (X^T X)^{-1} = 2I", R),
    ("X X^T (X X^T)^{-1} = I", P),
    ("X^T X (X X^T)^{-1} = I", U),  # of which side?
]


@pytest.mark.parametrize(("text", "expected"), RANKS)
def test_a_matrix_has_full_rank_on_the_side_that_is_written(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$", "X ∈ ℝ^{n×d} full rank")[-1] == expected


@pytest.mark.parametrize(("text", "expected"), [("a_i = a_i", P), ("a_{ij} = a_i", I), ("a_i b_j = a_j b_i", R)])
def test_more_indices_than_there_are_axes(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"), [("2^{10} = 1024", P), ("2^{2^3} = 1024", R), ("10^{10001} = x", U), ("9^{9^{9^9}} = x", U)]
)
def test_powers_of_numbers_have_a_limit(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$") == [expected]
