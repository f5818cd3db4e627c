"""A formula with a letter of families that are declared one by one stands for one formula for each of its values."""

import pytest

from tests.reading.pages import lines, page, statuses

BLOCK = (
    r"sizes n_l for l ∈ 0..3; W^{(l)} ∈ ℝ^{n_l×n_{l-1}} for l ∈ 1..3; b^{(l)} ∈ ℝ^{n_l} for l ∈ 1..3; "
    r"a^{(0)} ∈ ℝ^{n_0}; J(a^{(3)}) unknown; c_l ∈ ℝ for l ∈ 1..3"
)
FORWARD = r"$$z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}$$ $$a^{(l)} = \sigma(z^{(l)})$$ "
DELTA = FORWARD + r"$$\delta^{(l)} = \frac{\partial J}{\partial z^{(l)}}$$ "
P, I, R = "proved", "ill-formed", "refuted"

CASES = [
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)})", [P, P]),
    (r"\delta^{(l)} = W^{(l+1)} \delta^{(l+1)} \odot \sigma'(z^{(l)})", [I, I]),
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l+1)})", [I, I]),
    (r"\delta^{(l)} = (W^{(l)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)})", [I, I]),
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)}", [R, R]),
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot a^{(l)} \odot (1 - a^{(l)})", [P, P]),
    (r"\frac{\partial J}{\partial W^{(l)}} = \delta^{(l)} (a^{(l-1)})^T", [P, P, P]),
    (r"\frac{\partial J}{\partial W^{(l)}} = \delta^{(l)} {a^{(l)}}^T", [I, I, I]),
    (r"\frac{\partial J}{\partial W^{(l)}} = \delta^{(l)} a^{(l-1)}", [I, I, I]),
    (r"\frac{\partial J}{\partial W_{pq}^{(l)}} = \delta^{(l)}_p a^{(l-1)}_q", [P, P, P]),
    (r"\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}", [P, P, P]),
    (r"\frac{\partial J}{\partial b^{(l)}} = \delta^{(l-1)}", [I, I]),
    (r"\frac{\partial J}{\partial a^{(l)}} = (W^{(l+1)})^T \delta^{(l+1)}", [P, P, P]),
    (r"\frac{\partial z^{(l+1)}}{\partial z^{(l)}} = W^{(l+1)} \mathrm{diag}(\sigma'(z^{(l)}))", [P, P]),
    (r"\frac{\partial z^{(l+1)}}{\partial z^{(l)}} = (W^{(l+1)})^T \mathrm{diag}(\sigma'(z^{(l)}))", [I, I]),
    (r"\delta^{[l]} = (W^{[l+1]})^T \delta^{[l+1]} \odot \sigma'(z^{l})", [P, P]),
    (r"\delta^{l} = {W^{l+1}}^T \delta^{l+1} \odot \sigma'(z^l)", [P, P]),
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)}), \quad l = 2", [P]),
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)}) \text{ for } l = 2, \dots, 3", [P]),
    (r"\nabla_{W^{(l)}} \frac{\lambda}{2} \sum_{l=1}^{3} \|W^{(l)}\|_F^2 = λ W^{(l)}", [P, P, P]),
    (r"\nabla_{W^{(l)}} \sum_{l=1}^{3} c_l \|W^{(l)}\|_F^2 = 2 c_l W^{(l)}", [P, P, P]),
    (r"\nabla_{W^{(l)}} \sum_{l=1}^{2} c_l \|W^{(l)}\|_F^2 = 2 c_l W^{(l)}", [P, P, R]),
    (r"\sum_{l=1}^{3} c_l + \|b^{(l)}\|^2 = \sum_{l=1}^3 \|b^{(l)}\|^2 + c_l", [P]),
    (r"\sum_{l=1}^{3} c_l + \|b^{(l)}\|^2 = \sum_{l=1}^2 \|b^{(l)}\|^2 + c_l", [R]),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "expected"), CASES, ids=[formula for formula, _ in CASES])
def test_a_formula_is_judged_for_each_layer_at_which_all_that_it_names_is_there(formula, expected):
    assert statuses(f"{DELTA} $${formula}$$", BLOCK) == expected


def test_each_line_says_for_which_layer_it_was_read():
    found = lines(DELTA + r"$$\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}$$", BLOCK)
    assert [line.said[-1] for line in found] == ["for l = 1", "for l = 2", "for l = 3"]


def test_a_formula_counts_once():
    counted = page(DELTA + r"$$\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}$$", BLOCK).formulas
    assert (counted.read, counted.definitions, counted.unread) == (1, 3, 0)


def test_a_chain_goes_on_for_each_layer():
    text = DELTA + r"$$\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}$$ and $$= (W^{(l+1)})^T \delta^{(l+1)} \odot "
    assert statuses(text + r"\sigma'(z^{(l)})$$", BLOCK) == [P, P, P, P, P]


def test_a_recursion_downwards_is_defined_from_its_last_layer():
    text = FORWARD + (
        r"$$\delta^{(3)} = \frac{\partial J}{\partial a^{(3)}} \odot \sigma'(z^{(3)})$$ "
        r"$$\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)})$$ "
        r"$$\frac{\partial J}{\partial W^{(l)}} = \delta^{(l)} (a^{(l-1)})^T$$"
    )
    assert statuses(text, BLOCK) == [P, P, P]
    assert statuses(text.replace("(W^{(l+1)})^T", "2(W^{(l+1)})^T"), BLOCK) == [R, R, P]


def test_values_that_stand_beside_a_formula_in_a_sentence_are_those_of_its_letter():
    text = r"For $l = 2$ we have $$\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}$$"
    assert statuses(DELTA + text, BLOCK) == [P]


UNREAD = [
    r"\frac{\partial J}{\partial W^{(l)}} = \delta^{(l+5)} a^{(l)}",
    r"W^{(l)} a_l = z^{(l)}",
    r"\sum_{l=1}^4 \|b^{(l)}\|^2 = 1",
    r"\sum_l \|b^{(l)}\|^2 = 1",
    r"a_l c_l b^{(l)} = a_l c_l b^{(l)}",
]


@pytest.mark.parametrize("formula", UNREAD)
def test_what_names_no_member_or_a_letter_with_two_meanings_is_not_read(formula):
    assert set(statuses(f"{DELTA} $${formula}$$ $$2x = 2x$$", BLOCK + "; a ∈ ℝ^n")) == {"unread", P}
