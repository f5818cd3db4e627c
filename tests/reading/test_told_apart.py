"""A letter that is a size in ℝ^… and a thing in formulas is told apart where its use decides, and asked otherwise."""

import pytest

from symcheck.reading.assembling.assembly import ReadPage, read_text
from tests.reading.pages import lines, statuses

P, R, U = "proved", "refuted", "unread"
STATE = "Let $o, c \\in \\mathbb{R}^h$. $$h = o \\odot \\tanh c$$ "
BLOCK = "sizes h; o, c ∈ ℝ^h; W ∈ ℝ^{n×h}; x_0 ∈ ℝ^n; b_f ∈ ℝ^h"


@pytest.mark.parametrize("block", ["", BLOCK])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$h = o \\odot \\tanh c$$ $$\\frac{\\partial h}{\\partial o} = \\mathrm{diag}(\\tanh c)$$", P),
        ("$$h = o \\odot \\tanh c$$ $$\\frac{\\partial h}{\\partial o} = \\mathrm{diag}(c)$$", R),
        ("$$h = o \\odot \\tanh c$$ $$o^T h = \\sum_k o_k^2 \\tanh c_k$$", P),
        ("$$h = o + c$$ $$h^T h = o^T o + 2 o^T c + c^T c$$", P),
        ("$$h = o + c$$ $$h^T h = o^T o + o^T c + c^T c$$", R),
    ],
)
def test_a_thing_beside_a_size_of_that_name(block: str, text: str, expected: str) -> None:
    said = "" if block else "Let $o, c \\in \\mathbb{R}^h$. "
    assert statuses(said + text, block)[-1] == expected


def test_a_variable_beside_its_own_size() -> None:
    slope = "\\frac{\\partial h^T h}{\\partial h}"
    assert statuses(f"Let $h \\in \\mathbb{{R}}^h$. $${slope} = 2h$$ $${slope} = h$$") == [P, R]


def test_a_size_stays_a_number_where_nothing_is_called_like_it() -> None:
    page = "Let $c \\in \\mathbb{R}^h$ and $u_k = 1$ for all $k$. $$\\sum_{k=1}^h x = h x$$ $$\\sum_{k=1}^h x = x$$"
    assert statuses(page, "index k ∈ h; sizes h") == [P, R]


def test_what_is_both_is_asked() -> None:
    """Neither right nor wrong is said of a formula with a letter that counts members and is a vector too."""
    found = lines(STATE + "$$\\sum_{k=1}^h c_k = \\sum_k c_k$$ $$o^T h = o^T o$$ $$x + x = 2x$$")
    assert found[-1].status.value == P
    assert {x.status.value for x in found[:-1]} == {U}
    assert any("give the size another letter" in advice for x in found for advice in x.advice)


def test_a_size_of_the_block_is_told_apart_from_a_state_of_the_page() -> None:
    block = "sizes h; W ∈ ℝ^{h×d}; v ∈ ℝ^d; c ∈ ℝ^h"
    state = "The state is $h = W v + c$. "
    right, wrong = "$$h^T h = (W v + c)^T (W v + c)$$ ", "$$h^T h = v^T W^T W v$$ "
    assert statuses(state + right + wrong + "$$\\frac{\\partial h}{\\partial v} = W$$", block) == [P, R, P]
    counted = statuses(state + right + "$$\\sum_{k=1}^h 1 = h$$", block)
    assert set(counted) == {U}


def test_the_block_that_is_proposed_declares_the_size() -> None:
    page = "Let $b \\in \\mathbb{R}^h$. $$h = \\tanh(W x + b)$$ $$h - \\tanh(W x + b) = 0$$"
    found = read_text(page, "page.md")
    assert isinstance(found, ReadPage)
    assert any("sizes" in line and "h" in line for line in found.formulas.undeclared)


def test_what_stands_below_a_name_that_is_declared_further_on_is_no_name_of_its_own() -> None:
    page = "$$q = \\sigma(c_q)$$ with $c_q \\in \\mathbb{R}^n$. $$q + q = 2q$$ $$q + q = q$$"
    assert statuses(page) == [P, R]
