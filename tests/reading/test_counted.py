"""Sizes and indices that a page counts out itself, and names with an index that a sum takes for its own."""

import pytest

from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import OpenPage, ReadPage, open_page, read_text
from symcheck.reading.pages.page import read_page
from tests.judged import judged_part
from tests.reading.pages import statuses

P, R, U, I = "proved", "refuted", "unread", "ill-formed"
FAMILY = r"Let $u_k \in \mathbb{R}^d$ for $k = 1, \dots, K$. "


def bare(text: str) -> list[str]:
    """What is said of the lines of a page without a block."""
    found = read_text(text, "page.md")
    assert isinstance(found, ReadPage), found
    judged = [judged_part(part, CheckOptions(diagnose=False), "page.md") for part in found.parts]
    return [line.status.value for part in judged for chain in part.chains for line in chain.lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FAMILY + r"$$\sum_{k=1}^K (u_k + u_k) = 2 \sum_{k=1}^K u_k$$", [P]),
        (FAMILY + r"$$\sum_{k=1}^K (u_k + u_k) = 3 \sum_{k=1}^K u_k$$", [R]),
        (r"Let $x_1, \dots, x_N \in \mathbb{R}$. $$\sum_{n=1}^N 2 x_n = 2 \sum_n x_n$$", [P]),
        (r"Let $x_1, \dots, x_N \in \mathbb{R}$. $$\sum_{n=1}^N 2 x_n = \sum_n x_n$$", [R]),
        (r"Let $v \in \mathbb{R}^m$ and $j \in \{1, \dots, m\}$. $$\frac{\partial v^T v}{\partial v_j} = 2 v_j$$", [P]),
        (r"Let $v \in \mathbb{R}^m$ and $j \in \{1, \dots, m\}$. $$\frac{\partial v^T v}{\partial v_j} = v_j$$", [R]),
    ],
)
def test_what_a_page_counts_out_is_declared(text: str, expected: list[str]) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        r"Let $u_k \in \mathbb{R}^d$. $$\sum_{k=1}^K 2 u_k = 2 \sum_{k=1}^K u_k$$",  # a sum alone says nothing
        r"Let $u_k \in \mathbb{R}^d$ for $k = 1, \dots, K$, $K = Q^2$. $$\sum_{k=1}^K 2 u_k = 2 \sum_{k=1}^K u_k$$",
        r"Let $k = 1, \dots, K$ or $k = 1, \dots, L$. $$q_k + q_k = 2 q_k$$",
    ],
)
def test_what_is_not_counted_out_or_made_otherwise_is_not(text: str) -> None:
    assert P not in bare(text)


NORMAL = r"Let $x_1, \dots, x_N \in \mathbb{R}$ and $m \in \mathbb{R}$. $$\mathcal{N}(x; m) = e^{-(x - m)^2/2}$$ "


def test_a_letter_in_its_own_type_that_is_called_is_another_name_than_the_size() -> None:
    assert bare(NORMAL + r"$$\sum_{n=1}^N \log \mathcal{N}(x_n; m) = -\frac12 \sum_{n=1}^N (x_n - m)^2$$") == [P]
    assert bare(NORMAL + r"$$\sum_{n=1}^N \log \mathcal{N}(x_n; m) = \frac12 \sum_{n=1}^N (x_n - m)^2$$") == [R]


def test_beside_a_size_of_the_block_too() -> None:
    block = "<!-- symcheck\nsizes N\nindex n ∈ N\nx_n ∈ ℝ for n ∈ N\nm ∈ ℝ\n-->\n"
    text = r"$$\mathcal{N}(x; m) = e^{-(x - m)^2/2}$$ $$\log \mathcal{N}(x_n; m) = "
    assert bare(block + text + r"-(x_n - m)^2/2$$") == [P]
    assert bare(block + text + r"(x_n - m)^2/2$$") == [R]


@pytest.mark.parametrize(
    "name",
    ["q_k", "q^{(k)}", "q_{1,k}"],
)
def test_a_name_with_a_letter_that_a_sum_binds_is_no_constant(name: str) -> None:
    total = rf"\sum_{{k=1}}^n {name}"
    assert statuses(f"$${total} = n {name}$$", f"{name} ∈ ℝ") == [U]
    assert statuses(f"$${total} = 2{total}/2$$", f"{name} ∈ ℝ")[0] == U
    assert statuses(f"$${name} + {name} = 2{name}$$", f"{name} ∈ ℝ") == [P]


LOGISTIC = (
    r"Data $x_i \in \mathbb{R}^d$ for $i = 1, \dots, n$. $$p_i = \sigma(w^T x_i)$$ "
    r"$$\sum_{i=1}^n (p_i - y_i) x_i = X^T(p - y)$$"
)


def test_a_block_for_such_a_page_speaks_of_its_sizes_and_families() -> None:
    opened = open_page(read_page(LOGISTIC, "page.md"))
    found = opened.undeclared() if isinstance(opened, OpenPage) else None
    assert found is not None
    assert "sizes n, d" in found.block
    assert "X ∈ ℝ^{n×d} with rows x_i" in found.block
    assert bare(found.block + "\n" + LOGISTIC) == [P]
    assert bare(found.block + "\n" + LOGISTIC.replace("= X^T", "= 2X^T")) == [R]
