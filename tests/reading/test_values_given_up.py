r"""A value that a declared variable is given ends with what is set apart on the page, and where any value is meant."""

from __future__ import annotations

import pytest

from tests.reading.pages import statuses

P, R = "proved", "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "> Let $x = 1$. Then $x^2 = x$.\n\nHere $x y = LAST$.",
        "**Lemma.** Let $x = 1$. Then $x^2 = x$.\n\n**Theorem.** $x y = LAST$.",
        "Let $x = 1$. Then $x^2 = x$.\n\nIn general $x y = LAST$.",
        "Let $x = 1$. Then $x^2 = x$.\n\nNow let $x$ be arbitrary again. $x y = LAST$.",
        "Assume $x = 1$. Then $x^2 = x$. For any $x$, $x y = LAST$.",
        "Assume $x = 1$. Then $x^2 = x$. For all $x$ we have $x y = LAST$.",
        "Let $x = 1$. Then $x^2 = x$.\n\nLet $x \\in \\mathbb{R}$. Then $x y = LAST$.",
        "Let $x = 1$. Then $x^2 = x$.\n\nFor any real $x$, $$x y = LAST$$",
        "Let $x = 1$. Then $x^2 = x$.\n\nFor all real numbers $x$ we have $x y = LAST$.",
        "Let $x = 1$. Then $x^2 = x$.\n\nNow $x \\in \\mathbb{R}$ is arbitrary. $x y = LAST$.",
        "Let $x = 1$. Then $x^2 = x$. ∎\n\nHere $x y = LAST$.",
        "*Proof.* Let $x = 1$.\n\nThen $x^2 = x$. $\\square$\n\nHere $x y = LAST$.",
        "*Proof.* Let $x = 1$.\n\nThen $x^2 = x$. Q.E.D.\n\nHere $x y = LAST$.",
    ],
)
def test_any_value_is_meant_again(text: str) -> None:
    assert statuses(text.replace("LAST", "y x")) == [P, P]
    assert statuses(text.replace("LAST", "y")) == [P, R]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $x = 1$. Then $x^2 = x$.\n\nHence $x y = y$.", [P, P]),
        ("> Let $x = 1$. Then $x^2 = x$.\n>\n> Hence $x y = y$.", [P, P]),
        ("Let $x = 1$. Then $x^2 = x$.\n\nFor each $i$, $x a_i = a_i$.", [P, P]),
        ("Let $x = 1$.\n\n*Proof.* Then $x^2 = x$. ∎\n\nHence $x y = y$.", [P, P]),
        ("Assume $x = y$. For any $x$, $x^2 = y^2$.", [P]),  # it says what y is
        ("Assume $x > 0$. For any $x$, $|x| = x$.", [P]),
        ("Assume $x > 0$. For any $x$, $|x| = 2x$.", [R]),
    ],
)
def test_what_is_said_of_all_that_follows_stands(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
