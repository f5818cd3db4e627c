"""A sign alone below a letter is part of a name, and a declared name with a prime is a name apart."""

import pytest

from tests.reading.pages import statuses

P, R, U = "proved", "refuted", "unread"
MATRICES = r"Let $P, K \in \mathbb{R}^{n\times n}$, $P_- \in \mathbb{R}^{n\times n}$, $z \in \mathbb{R}^n$. "
GATES = r"Let $u, v, w, c' \in \mathbb{R}^n$. $$c = u \odot c' + v \odot w$$ "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$P_+ = P_- + K$$ $$P_+ - K = P_-$$", [P]),
        ("$$P_+ = P_- + K$$ $$P_+ - 2K = P_-$$", [R]),
        ("$$P_* = P_- + K$$ $$P_* - K = P_-$$", [P]),
        ("$$P_+ - K = P_-$$", [U]),
        ("$$z_* = z$$ $$P z_* = P z$$", [P]),
        ("$$P z_* = P z$$", [U]),
    ],
)
def test_a_sign_below_a_letter_is_no_index(text: str, expected: list[str]) -> None:
    assert statuses(MATRICES + text) == expected


def test_a_value_may_speak_of_its_letter_with_a_prime_that_is_declared() -> None:
    assert statuses(GATES + r"$$c - v \odot w = u \odot c'$$") == [P]
    assert statuses(GATES + r"$$c - v \odot w = u \odot c$$") == [R]
    assert statuses(GATES.replace(", c'", "") + r"$$c - v \odot w = u \odot c'$$") == [U, U]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Let $z_i > 0$. $$|z_i| = z_i$$ $$\\sum_i |z_i| = \\sum_i z_i$$ $$|z_i| = -z_i$$",
            ["proved", "proved", "refuted"],
        ),
        ("Let $z_i > 0$ and $g_i = |z_i|$. $$g_i = z_i$$ $$g_i = 2z_i$$", ["proved", "refuted"]),
        ("Let $z_i > 0$ for odd $i$. $$|z_i| = z_i$$", ["refuted"]),
        ("Let $z_i > 0$ for some $i$. $$|z_i| = z_i$$", ["refuted"]),
        ("For $i > 1$ let $z_i > 0$. $$|z_i| = z_i$$", ["refuted"]),
        ("Let $z_i > 0$ for $i = 1, \\dots, n$. $$|z_i| = z_i$$", ["proved"]),
        ("If $z_i > 0$ then $|z_i| = z_i$. $$|z_i| = z_i$$", ["proved", "refuted"]),
    ],
)
def test_with_a_declared_index_it_is_said_of_all(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def test_the_letter_of_a_function_is_a_number_where_the_page_says_so_further_on() -> None:
    page = "$$q = \\frac{x}{\\sigma^2}$$ where $\\sigma > 0$. $$\\frac{\\partial q}{\\partial \\sigma} = "
    assert statuses(page + "-\\frac{2x}{\\sigma^3}$$") == ["proved"]
    assert statuses(page + "-\\frac{2x}{\\sigma}$$") == ["refuted"]
    assert (
        statuses("$$\\frac{d}{dx} \\sigma(x) = \\sigma(x)$$ Let $\\sigma > 0$. $$\\sigma + \\sigma = 2\\sigma$$")[0]
        == "refuted"
    )
