"""Differentials, derivatives that are applied, and derivatives by what has no name."""

import pytest

from tests.reading.pages import assert_right_wrong_and_unreadable, statuses

P, R, U, I, A, T = "proved", "refuted", "unread", "ill-formed", "ambiguous", "right up to transposition"

MATRICES = "X, G ∈ ℝ^{n×d};  B ∈ ℝ^{d×n};  L = \\mathrm{tr}(G^TX);  E = A - XB;  F = E:E;  q = a^T a"
CALLED = "h(a) = a^TAa;  g(a) = Aa;  X, H ∈ ℝ^{n×d};  N(X) = \\mathrm{tr}(X^TX)"
WRITTEN = "X ∈ ℝ^{n×d};  w ∈ ℝ^d;  L = \\|Xw - a\\|^2;  K = \\|Xw - a\\|^2 + w^Tw;  r = Xw - a;  \\sigma^2 > 0"


@pytest.mark.parametrize(
    ("more", "left", "right", "wrong", "unreadable"),
    [
        (MATRICES, "\\mathrm dL", "\\mathrm{tr}(G^T\\mathrm dX)", "\\mathrm{tr}(G^TG \\mathrm dX^T X)", "dX^2"),
        (MATRICES, "\\dd F", "-2X^TE:\\dd B", "2E:X\\,\\dd B", "2E:\\dd Q"),
        (MATRICES, "\\dd q", "2a^T \\dd a", "a^T \\dd a", "\\dd a^2"),
        (
            MATRICES,
            "\\dd (x^2 y)",
            "2xy\\,\\dd x + x^2\\,\\dd y",
            "2x\\,\\dd x + x^2\\,\\dd y",
            "2xy\\,\\dd x + z\\,\\dd y",
        ),
        (CALLED, "Dh(a)(b)", "a^T(A + A^T)b", "(A + A^T)b", "Dz(a)(b)"),
        (CALLED, "Dh(a)", "a^T(A + A^T)", "a^TA", "Dz(a)"),
        (CALLED, "Dg(a)[b]", "A b", "A^T b", "Dg(a)[b"),
        (CALLED, "DN(X)(H)", "2 X:H", "X:H", "DN(X)(q)"),
        (WRITTEN, "\\frac{\\partial L}{\\partial (Xw - a)}", "2(Xw - a)", "2X^T(Xw - a)", "2(Xw - a"),
        (WRITTEN, "\\frac{\\partial L}{\\partial r}", "2r", "r", "2q"),
        (WRITTEN, "\\frac{\\partial (\\sigma + \\sigma^2)}{\\partial \\sigma}", "1 + 2\\sigma", "1", "1 + 2q"),
        (WRITTEN, "\\frac{\\partial \\sigma^4}{\\partial \\sigma}", "4\\sigma^3", "2\\sigma^2", "4\\sigma^^3"),
    ],
)
def test_is_right_wrong_or_unreadable(more, left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(more, left, *(f"= {x}" for x in (right, wrong, unreadable)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\dd F = 2E:\\dd E$$", [U]),  # by which variable?
        ("$$\\dd F = 2E:\\dd E = -2E:X\\,\\dd B$$", [P, P]),
        ("$$\\dd E = -X\\,\\dd B = \\dd B\\,X$$", [P, I]),
        ("$$Dh(a)(w) = 0$$", [U]),
        ("$$\\frac{\\partial K}{\\partial (Xw - a)} = 2(Xw - a)$$", [P]),  # ∂ holds the other w fixed
        ("$$\\frac{\\partial K}{\\partial r} = 2r = 2r + w$$", [P, I]),
        ("$$\\frac{dK}{dr} = 2r$$", [U]),  # K is computed from w otherwise too
        ("$$\\frac{\\partial (x^2 + x^4)}{\\partial (x^2)} = 1$$", [U]),
        ("$$\\frac{\\partial (x^2 + y)^2}{\\partial (x^2)} = 2(x^2 + y)$$", [P]),
        ("$$\\frac{\\partial L}{\\partial 3} = 0$$", [U]),
    ],
)
def test_is_open_where_it_may_be_meant_otherwise(text, expected):
    found = statuses(
        f"{text}\n\n# More\n\n$$x = x + 1 - 1 = y$$",
        f"{MATRICES};  h(a) = a^TAa" if "K" not in text and "L" not in text else WRITTEN,
    )
    assert found[: len(expected)] == expected


def test_names_of_programs_stay_names():
    more = "X ∈ ℝ^{n×d};  W ∈ ℝ^{d×n};  Z = XW;  L = Z:A;  dZ = \\partial L/\\partial Z;  dW = \\partial L/\\partial W"
    assert statuses("$$dW = X^T dZ = X^T A = X^T Z$$", more) == [P, P, R]
    assert statuses("$$dZ = A, \\quad dW = X^T dZ, \\quad \\nabla_W L = dW$$", more.split(";  dZ")[0]) == [P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\frac{\\partial L}{\\partial Z} = G \\odot 1(Z > 0) = G \\odot 1(Z < 0)$$", [P, R]),
        ("$$\\frac{\\partial L}{\\partial X} = 2G \\odot 1(X > 0)$$", [P]),
    ],
)
def test_a_value_with_a_bend_is_cut_loose(text, expected):
    assert statuses(text, "X, G ∈ ℝ^{n×d};  Z = 2X;  L = G:\\mathrm{ReLU}(Z)") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$I_{ij} = \\delta_{ij} = 1$$", [P, R]),
        ("$$h^{-1}(\\lambda) = \\log \\lambda$$", [U]),
        ("$$A^{-2} = A$$", [R]),
        ("$$I(x > 0) = 1 - I(x \\le 0) = 1$$", [P, R]),
    ],
)
def test_known_notation_is_no_new_name(text, expected):
    assert statuses(text, "h(x) = e^x") == expected


def test_a_comparison_holds_of_all_that_is_listed_before_it():
    text = "$$\\sum_i \\log(a_ib_i) = \\sum_i \\log a_i + \\sum_i \\log b_i = \\sum_i \\log a_i$$"
    assert statuses(text, "a, b > 0") == [P, R]
