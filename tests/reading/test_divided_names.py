"""A name is divided only by what is never 0, and no conclusion gives a value to what stands before it without one."""

import pytest

from tests.reading.pages import statuses

MORE = "sizes n; index i ∈ n; α ∈ ℝ^n; c ∈ ℝ; λ > 0; k ≠ 0"
P, R = "proved", "refuted"


@pytest.mark.parametrize(
    ("text", "conclusion", "wrong"),
    [
        ("$2 s = c$", "s = c/2", "s = c"),
        (r"$\lambda v = c$", r"v = c/\lambda", r"v = c \lambda"),
        ("$k v = c$", "v = c/k", "v = c + k"),
        (r"$n \mu = \sum_i \alpha_i$", r"\mu = \frac1n \sum_i \alpha_i", r"\mu = \sum_i \alpha_i"),
        ("$-t = c$", "t = -c", "t = c"),
        ("$(1 + e^c) p = 1$", r"p = \sigma(-c)", r"p = \sigma(c)"),
        (r"$(\lambda + n) \beta = c$", r"\beta = c/(n + \lambda)", r"\beta = c/n"),
    ],
)
def test_what_is_never_0_divides(text: str, conclusion: str, wrong: str) -> None:
    assert statuses(f"{text}. So ${conclusion}$.", MORE) == [P]
    assert statuses(f"{text}. So ${wrong}$.", MORE) == [R]


@pytest.mark.parametrize(
    "text",
    [
        r"$\alpha_i \xi = 0$, so $\xi = 0$.",
        r"$\max(c, 0)\, r = 0$. Therefore $r = 0$.",
        r"$c u = c^2$, so $u = c$.",
        r"$(c - 1) s = (c-1)^2$, hence $s = c - 1$.",
        r"$|c|\, h = 0$, hence $h = 0$.",
        r"$c z^2 = c$, so $z^2 = 1$.",
    ],
)
def test_what_may_be_0_gives_no_value_and_its_conclusion_is_none(text: str) -> None:
    assert P not in statuses(text, MORE)


def test_a_conclusion_on_a_new_name_names_it() -> None:
    assert statuses("$2c = c + c$. Thus $q = 2c$, and $q = c + c$.", MORE) == [P, P]


def test_a_mark_before_a_new_name_does_not_make_it_one_that_stands_before() -> None:
    assert statuses(r"$$\therefore \quad q = 2c = c + c$$", MORE) == [P]
    assert P not in statuses(r"$$\alpha_i \xi = 0 \Rightarrow \xi = 0$$", MORE)
