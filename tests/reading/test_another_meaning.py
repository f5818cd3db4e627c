"""A name that words give another meaning, without a relation, means nothing from there on."""

import pytest

from tests.reading.pages import lines, statuses

P, U = "proved", "unread"


@pytest.mark.parametrize(
    "words",
    [
        "From now on $g$ denotes $3x$.", "Now $g$ means $3x$.", "$g$ is to be $3x$.", "We write $g$ for $3x$.",
        "We denote $3x$ by $g$.", "We use $g$ for $3x$.", "We redefine $g$ as $3x$.", "$g$ stands for $3x$ here.",
        "We now change the definition of $g$ to $3x$.", "From here on $g$ denotes its square.", "Now let $g$ be big.",
        "We then clip $g$ at $1$.", "After one step $g$ becomes $g/2$.", "Then $g$ is rounded.", "Normalise $g$.",
        "The function $\\tilde g$ is called $g$ from now on.", "Call $y$ also $g$.", "Our $g$ differs.",
        "Let $g$ be arbitrary.", "Let $g$ be the cube of $x$.", "Here $g$ is another function.",
    ],
)  # fmt: skip
def test_a_name_that_words_give_another_meaning_has_none(words: str) -> None:
    assert statuses(f"Let $g = x$. $$g + g = 2x$$ {words} $$g = x$$ $$x + x = 2x$$") == [P, U, P]
    assert "another meaning" in lines(f"Let $g = x$. {words} $$g = x$$")[0].advice[0]


@pytest.mark.parametrize(
    "words",
    [
        "Here $g$ denotes the gain.", "$h$ denotes $g$.", "We write $g$ for $g(x)$.", "We use $h$ for $3x$.",
        "We take $g$ as a loss.", "This means $g$ is simple.", "Let $h$ be a gain.", "The name $g$ stands for gain.",
        "Normalise by $g$.", "Clip $y$ at $1$.", "We multiply $g$ by $2$.", "With this, $g$ becomes",
        "Let $g$ be the loss.", "$g$ is different from $0$.", "$y$ is called the gain.", "We call $g$ the gain.",
    ],
)  # fmt: skip
def test_one_of_which_words_tell_more_keeps_it(words: str) -> None:
    assert statuses(f"Let $g = x$. $$g + g = 2x$$ {words} $$g = x$$ $$g = 2x$$") == [P, P, "refuted"]


def test_the_family_of_a_name_means_nothing_either() -> None:
    page = "Let $g_i = a_i$. $$g_1 = a_1$$ We clip $g$ at $1$. $$g_i = a_i$$ $$\\sum_i g_i = \\sum_i a_i$$"
    assert P not in statuses(page)[1:]
