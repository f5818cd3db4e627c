"""What is advised says what stands there, and the same in each place of a page."""

import pytest

from symcheck.reading.assembling.assembly import read_text
from symcheck.report.evidence import explained
from symcheck.report.model import FileProblem
from tests.reading.pages import lines, page, statuses

P, R, U = "proved", "refuted", "unread"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"$A - a^T a = A$", "a matrix of shape (n, n) - a number: vᵀv is a number: v vᵀ is the matrix"),
        (r"$a^T a + A = A$", "a number + a matrix of shape (n, n): vᵀv is a number: v vᵀ is the matrix"),
        (r"$A - a^T b = A$", "a matrix of shape (n, n) - a number: write the number times the identity I"),
        (r"$x - A = A$", "a number - a matrix of shape (n, n): write the number times the identity I"),
        (r"$A - w^T w = A$", "a matrix of shape (n, n) - a number: write the number times the identity I"),
    ],
)
def test_a_number_beside_a_matrix_is_told_in_the_order_it_stands_in(text: str, said: str) -> None:
    found = lines(text, "w ∈ ℝ^d")
    assert [line.status.value for line in found] == [U]
    assert any(said in reason for line in found for reason in (line.reason, *line.advice))


def test_a_product_that_is_a_matrix_is_judged() -> None:
    assert statuses(r"$A - a a^T = A - a a^T$") == [P]


@pytest.mark.parametrize("text", [r"$$\sum_{i=1}^m x / m = x$$", r"$$q = \frac{1}{2m}\sum_{i=1}^m x$$ $$q = x/2$$"])
def test_what_ends_a_range_is_a_size_wherever_it_stands(text: str) -> None:
    told = [piece.advice for piece in page(f"{text}\n\n$$x + x = 2x$$").told if "m is not" in piece.reason]
    told += [noted.said for noted in page(f"{text}\n\n$$x + x = 2x$$").formulas.defined if "m is not" in noted.said]
    assert told
    assert all("sizes m" in advice for advice in told)


def test_a_name_with_another_in_its_index_is_not_told_to_define_itself() -> None:
    found = page(r"$$J = \frac{1}{2m} \sum_{i=1}^m x$$ $$J_\mu = J + \mu x$$ $$x + x = 2x$$").formulas.defined
    assert not any("defined by itself" in noted.said for noted in found)
    assert any("J has no value here" in noted.said and r"\mu" in noted.said for noted in found)


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        (r"$2y = 2y + \log x - \log x$", "x > 0"),
        (r"$2y = 2y x/x$", "x ≠ 0"),
        (r"$y + y = y λ \sqrt{x}\sqrt{x}/(λ x) + y$", "x ≥ 0, λ x ≠ 0"),
        (r"$a + a = 2 a \odot b / b$", "b_i ≠ 0"),
        (r"$2y = y \frac{x}{x} + y\frac{z}{z}$", "x ≠ 0, z ≠ 0"),
    ],
)
def test_what_makes_a_line_right_is_told_as_a_line_of_the_block(text: str, assumed: str) -> None:
    """Which makes it right, and no Python stands there."""
    (line,) = lines(text, "z ∈ ℝ", diagnose=True)
    assert line.status.value == R
    assert f"write in the block: assume {assumed}" in line.reason
    assert not any("given=" in told for told in (line.reason, *explained(line)))
    assert statuses(text, f"z ∈ ℝ\nassume {assumed}") == [P]
    assert statuses(text.replace("2", "3", 1) + " $x = 2x$", f"z ∈ ℝ\nassume {assumed}")[-1] == R


def test_a_size_that_is_missing_is_told_with_the_line_that_declares_it() -> None:
    said = "sizes d, h\nx_t ∈ ℝ^d for t ∈ 1..T; h_t ∈ ℝ^h for t ∈ 0..T"
    found = read_text(f"<!-- symcheck\n{said}\n-->\n$$x_t + x_t = 2x_t$$", "page.md")
    assert isinstance(found, FileProblem)
    assert found.reason == "T is not declared; declare it: sizes T"
