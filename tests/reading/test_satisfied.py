"""What one thing satisfies is a condition, where it may hold or not; what is said of all, or of values, is claimed."""

import pytest

from tests.reading.pages import statuses

P, R = "proved", "refuted"
MORE = "P, M ∈ ℝ^{n×n};  r, v ∈ ℝ^n;  α ∈ ℝ"
RANK, EIGEN = "$r = αPr + (1-α)v$", "$Mv = αv$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The rank vector satisfies {RANK}, hence $$(I - αP)r = (1-α)v$$", [P]),
        (f"The rank vector satisfies {RANK}, hence $$(I + αP)r = (1-α)v$$", [R]),
        (f"An eigenvector $v$ satisfies {EIGEN}. Hence $$v^TMv = αv^Tv$$", [P]),
        (f"An eigenvector $v$ satisfies {EIGEN}. Hence $$v^TMv = 2αv^Tv$$", [R]),
        (f"An eigenvector $v$ satisfies {EIGEN}. In general we have $$v^TMv = αv^Tv$$", [R]),
        (f"Every vector $v$ satisfies {EIGEN}. Hence $$v^TMv = αv^Tv$$", [R, R]),
        (f"The vector $v$ does not satisfy {EIGEN}. Hence $$v^TMv = αv^Tv$$", [R, R]),
        ("The square satisfies $(x+y)^2 = x^2 + y^2$. Hence $$2xy = 0$$", [R, R]),
        ("The square of $x$ satisfies $(x+1)^2 = x^2 + 1$. Hence $$2x = 0$$", [R, R]),
        ("Let $s = v^Tv$. The length satisfies $s = 2v^Tv$.", [R]),
        ("Let $s = v^Tv$. The length satisfies $s = v^Tv$.", [P]),
        ("The gradient satisfies $\\nabla_v (v^Tv) = v$.", [R]),
    ],
)
def test_what_is_satisfied(text: str, expected: list[str]) -> None:
    assert statuses(text, MORE) == expected


def test_the_ratio_of_two_derivatives_is_read() -> None:
    more = "K, L > 0;  Y = K L^2"
    ratio = "$$\\frac{\\partial Y/\\partial L}{\\partial Y/\\partial K}"
    assert statuses(f"{ratio} = \\frac{{2K}}{{L}}$$ {ratio} = \\frac{{K}}{{L}}$$", more) == [P, R]


def test_an_inner_point_is_one_of_the_case() -> None:
    more = "u ∈ ℝ^n;  T = \\sum_{k=1}^{n-1} (u_{k+1} - u_k)^2"
    slope = "$$\\frac{\\partial T}{\\partial u_j} = 2(u_j - u_{j-1}) %s 2(u_{j+1} - u_j)$$ "
    assert statuses(f"For an inner point $1 < j < n$: {slope % '-'}", more) == [P]
    assert statuses(f"For an inner point $1 < j < n$: {slope % '+'}", more) == [R]
