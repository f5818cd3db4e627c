"""What follows from several conditions together: constraints beside derivatives, matrices beside their inverses."""

import pytest

from tests.reading.pages import lines, statuses

P, R = "proved", "refuted"


def found(block: str, claims: list[str]) -> list[str]:
    """What is said of each of several claims under the same block."""
    return statuses("".join(f"$${claim}$$\n\n" for claim in claims), block)


@pytest.mark.parametrize(
    ("block", "right", "wrong"),
    [
        pytest.param(
            r"z, c ∈ ℝ^d; β, s ∈ ℝ; assume c^T c > 0; assume z + s c = 0; assume c^T z = β",
            [r"s = -\frac{β}{\|c\|^2}", r"z = \frac{β}{\|c\|^2} c"],
            [r"z = \frac{β}{\|c\|} c", r"s = \frac{β}{\|c\|^2}"],
            id="a multiplier and a plane",
        ),
        pytest.param(
            r"p_j > 0 for j ∈ n; c_j > 0 for j ∈ n; s ∈ ℝ; assume \frac{c_j}{p_j} = s for j; assume \sum_j p_j = 1",
            [r"s = \sum_j c_j", r"p_j = \frac{c_j}{\sum_i c_i}"],
            [r"s = \sum_j c_j + 1", r"p_j = \frac{c_j}{n}"],
            id="shares",
        ),
        pytest.param(
            r"p_j > 0 for j ∈ n; h_j ∈ ℝ for j ∈ n; s, m ∈ ℝ; "
            r"assume -\log p_j - 1 + s + m h_j = 0 for j; assume \sum_j p_j = 1",
            [r"p_j = \frac{e^{m h_j}}{\sum_i e^{m h_i}}"],
            [r"p_j = \frac{e^{-m h_j}}{\sum_i e^{-m h_i}}"],
            id="largest entropy",
        ),
        pytest.param(
            r"S ∈ ℝ^{d×d} symmetric; u ∈ ℝ^d; s ∈ ℝ; assume S u = s u; assume u^T u = 1",
            [r"u^T S u = s", r"u^T S^2 u = s^2"],
            [r"u^T S u = 2s", r"S u = 2 s u"],
            id="an eigenvector",
        ),
        pytest.param(
            r"P ∈ ℝ^{d×d} positive definite; u, v ∈ ℝ^d; assume P u = v",
            ["u = P^{-1} v"],
            ["u = -P^{-1} v"],
            id="a definite matrix",
        ),
    ],
)
def test_several_conditions_are_used_together(block: str, right: list[str], wrong: list[str]) -> None:
    assert found(block, [*right, *wrong]) == [P] * len(right) + [R] * len(wrong)


@pytest.mark.parametrize(
    ("block", "claims", "expected"),
    [
        # a sum of squares that is 0
        (r"X ∈ ℝ^{n×d}; θ ∈ ℝ^d; assume X^TXθ = 0", [r"Xθ = 0", "θ = 0"], [P, R]),
        (r"u, v ∈ ℝ^d; assume \|u - v\|^2 = 0", ["u = v", "u = 2v"], [P, R]),
        # a matrix beside its inverse
        (r"Q ∈ ℝ^{n×n} orthogonal", [r"Q^{-1} = Q^T", r"Q^T Q = I"], [P, P]),
        (r"M ∈ ℝ^{d×d}; u, v ∈ ℝ^d; assume M u = v", ["u = M^{-1} v"], [R]),  # M may be singular
    ],
)
def test_what_is_sufficient(block: str, claims: list[str], expected: list[str]) -> None:
    assert found(block, claims) == expected


def test_what_is_sufficient_is_told() -> None:
    (line,) = lines("$$Xθ = 0$$", r"X ∈ ℝ^{n×d}; θ ∈ ℝ^d; assume X^TXθ = 0")
    assert any("sum of the squares" in getattr(each, "how", "") for each in line.evidence)


SHARES = r"""
index k ∈ n; p_k > 0 for k ∈ n; c_k > 0 for k ∈ n; s ∈ ℝ; C = \sum_k c_k
F = \sum_k c_k \log p_k + s(1 - \sum_k p_k); assume \sum_k p_k = 1
"""
BY_SHARE = r"$$\frac{\partial F}{\partial p_k} = \frac{c_k}{p_k} - s = 0$$ "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$p_k = \frac{c_k}{s}$$ $$s = \sum_k c_k = C$$ $$p_k = \frac{c_k}{C}$$", [P, P, P, P]),
        (r"$$p_k = \frac{s}{c_k}$$", [R]),
        (r"$$s = n$$", [R]),
        (r"$$p_k = \frac{c_k}{n}$$", [R]),
        (r"$$p_k = \frac{c_i}{C}$$", ["ill-formed"]),
    ],
)
def test_a_derivative_by_any_entry_is_0_for_all_of_them(text: str, expected: list[str]) -> None:
    assert statuses(BY_SHARE + text, SHARES) == [P, *expected]


def test_where_an_index_is_fixed_a_derivative_by_its_entry_alone_is_0() -> None:
    text = r"For $k = j$, $$\frac{\partial F}{\partial p_k} = \frac{c_k}{p_k} - s = 0$$ $$s = \sum_i c_i$$"
    assert statuses(text, SHARES)[-1] != P


GRADIENT = r"X ∈ ℝ^{n×d}; t ∈ ℝ^n; w ∈ ℝ^d; assume \det(X^T X) \ne 0; L = \frac12\|Xw - t\|^2"
NEWTON = r"w, p ∈ ℝ^d; φ(w) unknown; g = \nabla_w φ(w); H = \nabla_w^2 φ(w); q = φ(w) + g^T p + \frac12 p^T H p"


@pytest.mark.parametrize(
    ("block", "text", "expected"),
    [
        (f"{GRADIENT}; g = \\nabla_w L", r"Setting $g = 0$, $$w = (X^TX)^{-1}X^Tt$$", [P]),
        (f"{GRADIENT}; g = \\nabla_w L", r"Setting $g = 0$, $$w = 2(X^TX)^{-1}X^Tt$$", [R]),
        (f"{GRADIENT}; g = \\nabla_w L", r"Setting $g = 0$, $$X^TXw = 2X^Tt$$", [R]),
        (f"{GRADIENT}; g = \\nabla_w L", r"Setting $g = 0$, $$g = 2X^T(Xw - t)$$", [R]),  # it is claimed again
        (GRADIENT, r"Let $g = \nabla_w L$. $$g = X^T(Xw - t) = 0$$ $$w = (X^TX)^{-1}X^Tt$$", [P, P]),
        (GRADIENT, r"Let $g = \nabla_w L$. $$g = X^T(Xw - t) = 0$$ $$w = (X^TX)^{-1}X^T2t$$", [P, R]),
        # a name for another derivative keeps no condition away
        (NEWTON, r"$$\nabla_p q = g + Hp = 0$$ $$g^T p = -p^T H p$$", [P, P]),
        (NEWTON, r"$$\nabla_p q = g + Hp = 0$$ $$g^T p = p^T H p$$", [P, R]),
        (NEWTON, r"$$\nabla_p q = g + Hp = 0$$ $$g = -2Hp$$", [P, R]),
    ],
)
def test_names_of_derivatives_are_set_to_0(block: str, text: str, expected: list[str]) -> None:
    assert statuses(text, block) == expected


PLANE = r"z, c ∈ ℝ^d; β, s ∈ ℝ; assume c^T c > 0; F = \frac12 z^T z + s(c^T z - β)"
BY_Z = r"$$\nabla_z F = z + sc = 0$$ "
MULTIPLIER = r"$$s = -\frac{β}{\|c\|^2}$$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"Minimise $\frac12\|z\|^2$ subject to $c^T z = β$. {BY_Z}{MULTIPLIER}", [P, P]),
        (rf"{BY_Z}With the constraint $c^T z = β$ we get {MULTIPLIER}", [P, P]),
        (rf"{BY_Z}We require that $c^T z = β$, so {MULTIPLIER}", [P, P]),
        (rf"{BY_Z}With the constraint $c^T z = β$ we get {MULTIPLIER.replace('-', '')}", [P, R]),
        (rf"{BY_Z}$$c^T z = β$$ {MULTIPLIER}", [P, R, R]),  # no word says so
        (rf"{BY_Z}Without the constraint $c^T z = β$ we get {MULTIPLIER}", [P, R]),
        (rf"{BY_Z}By the constraint $\frac{{\partial F}}{{\partial s}} = c^T z - 2β$, {MULTIPLIER}", [P, R, R]),
    ],
)
def test_words_demand_an_equation(text: str, expected: list[str]) -> None:
    assert statuses(text, PLANE) == expected


def test_a_condition_in_a_sentence_of_its_own_speaks_of_what_follows() -> None:
    """Behind a display a capital begins another sentence, though no full stop ends the one before."""
    before, behind = lines("$$a^T b = b^T a$$ For $x = 1$, $$x + y = 1 + y$$")
    assert [before.status.value, behind.status.value] == [P, P]
    assert statuses("$$x a = a$$ For $x = 1$, $$x y = y$$") == [R, P]
    assert statuses("$$x a = a$$ for $x = 1$, $$x y = y$$") == [P, R]
