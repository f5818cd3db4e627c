"""A formula with a letter of families that are declared one by one stands for one formula for each of its values."""

import re

import pytest

from tests.reading.pages import assert_right_wrong_and_unreadable, judged, lines, page, statuses

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
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l+1)})", [R, R]),  # W^T (δ ⊙ σ'(z)) fits
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


def test_each_chain_says_for_which_layer_it_is_judged():
    text = DELTA + r"$$\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}$$ and $$c_1 + c_2 = c_2 + c_1$$"
    found = [chain.values for part in judged(text, BLOCK) for chain in part.chains]
    assert found == [("for l = 1",), ("for l = 2",), ("for l = 3",), ()]


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
    r"a_l c_l b^{(l)} = a_l c_l b^{(l)}",
]


@pytest.mark.parametrize("formula", UNREAD)
def test_what_names_no_member_or_a_letter_with_two_meanings_is_not_read(formula):
    assert set(statuses(f"{DELTA} $${formula}$$ $$2x = 2x$$", BLOCK + "; a ∈ ℝ^n")) == {"unread", P}


LAST = (
    r"sizes n_l for l ∈ 0..L; W^{(l)} ∈ ℝ^{n_l×n_{l-1}} for l ∈ 1..L; b^{(l)} ∈ ℝ^{n_l} for l ∈ 1..L; "
    r"a^{(0)} ∈ ℝ^{n_0}; t ∈ ℝ^{n_L}"
)
LOSS = FORWARD + r"$$J = \frac12 \|a^{(L)} - t\|^2$$ $$\delta^{(l)} = \frac{\partial J}{\partial z^{(l)}}$$ "
TO_THE_LAST = [
    (r"\delta^{(L)} = (a^{(L)} - t) \odot \sigma'(z^{(L)})", [P]),
    (r"\delta^{(L)} = (t - a^{(L)}) \odot \sigma'(z^{(L)})", [R]),
    (r"\delta^L = (a^L - t) \odot \sigma'(z^L)", [P]),
    (r"\delta^{(l)} = (W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)}), \quad l = L-1, \dots, 1", [P, P]),
    (r"\delta^{(l)} = W^{(l+1)} \delta^{(l+1)} \odot \sigma'(z^{(l)}), \quad l < L", [I, I]),
    (r"\frac{\partial J}{\partial W^{(l)}} = \delta^{(l)} {a^{(l-1)}}^T", [P, P, P]),
    (r"\frac{\partial J}{\partial a^{(L-1)}} = (W^{(L)})^T \delta^{(L)}", [P]),
    (r"\frac{\partial J}{\partial a^{(L-1)}} = (W^{(L)})^T \delta^{(L-1)}", [I]),
    (r"\frac{\partial J}{\partial b^{(3)}} = (a^{(3)} - t) \odot \sigma'(z^{(3)})", [I]),
    (r"\nabla_{W^{(l)}} \sum_{l=1}^L \|W^{(l)}\|_F^2 = 2 W^{(l)}", [P, P, P]),
    (r"\nabla_{W^{(l)}} \sum_{l=1}^{L-1} \|W^{(l)}\|_F^2 = 2 W^{(l)}", [P, P, R]),
    (r"L b^{(L)} = 3 b^{(L)}", ["undecided"]),
    (r"\nabla_{b^{(L)}} \frac1L \sum_{l=1}^L \|b^{(l)}\|^2 = \frac2L b^{(L)}", [P]),
    (r"\nabla_{b^{(L)}} \frac1L \sum_{l=1}^L \|b^{(l)}\|^2 = \frac23 b^{(L)}", ["undecided"]),
    (r"\sum_{l=1}^L \frac1L = 1", ["undecided"]),
]


@pytest.mark.parametrize(("formula", "expected"), TO_THE_LAST, ids=[formula for formula, _ in TO_THE_LAST])
def test_a_last_layer_named_by_a_capital_is_one_that_no_number_on_the_page_is(formula, expected):
    assert statuses(f"{LOSS} $${formula}$$", LAST) == expected


def test_a_line_that_rests_on_the_number_of_layers_says_so():
    text = LOSS + r"$$\frac{\partial J}{\partial a^{(L)}} = a^{(L)} - t$$ $$2x = x + x$$"
    assert ["for L = 3" in line.said for line in lines(text, LAST)] == [True, False]


STEPS = (
    r"sizes m; u^{(t)} ∈ ℝ^m for t ∈ 1..T; h^{(0)} ∈ ℝ^d; W ∈ ℝ^{d×d}; U ∈ ℝ^{d×m}; c ∈ ℝ^d; v ∈ ℝ^d; "
    r"q_t ∈ ℝ for t ∈ 1..T"
)
RUN = (
    r"$$h^{(t)} = \tanh(W h^{(t-1)} + U u^{(t)} + c)$$ $$L_t = \frac12 (v^T h^{(t)} - q_t)^2$$ "
    r"$$L = \sum_{t=1}^T L_t$$ $$g^{(t)} = \frac{\partial L}{\partial h^{(t)}}$$ "
    r"$$s^{(t)} = 1 - h^{(t)} \odot h^{(t)}$$ "
)
THROUGH_TIME = [
    (r"\frac{\partial h^{(t)}}{\partial h^{(t-1)}} = \mathrm{diag}(s^{(t)}) W", [P, P, P]),
    (r"\frac{\partial h^{(t)}}{\partial h^{(t-1)}} = W \mathrm{diag}(s^{(t)})", [R, R, R]),
    (r"g^{(T)} = (v^T h^{(T)} - q_T) v", [P]),
    (r"g^{(t)} = (v^T h^{(t)} - q_t) v, \quad t < T", [R, R]),
    (r"g^{(t)} = (v^T h^{(t)} - q_t) v + W^T (s^{(t+1)} \odot g^{(t+1)}), \quad t = 1, \dots, T-1", [P, P]),
    (r"g^{(t)} = (v^T h^{(t)} - q_t) v + W (s^{(t+1)} \odot g^{(t+1)}), \quad t = T - 1", [R]),
    (r"\frac{\partial L}{\partial W} = \sum_{t=1}^T (s^{(t)} \odot g^{(t)}) (h^{(t-1)})^T", [P]),
    (r"\frac{\partial L}{\partial W} = \sum_{t=1}^T (s^{(t)} \odot g^{(t)}) (h^{(t)})^T", [R]),
    (r"\frac{\partial L}{\partial c} = \sum_{t=1}^{T} s^{(t)} \odot g^{(t)}", [P]),
    (r"\frac{\partial L}{\partial c} = \sum_{t=1}^{T-1} s^{(t)} \odot g^{(t)}", [R]),
    (r"\frac{\partial h^{(t)}}{\partial c} = \mathrm{diag}(s^{(t)}) (I + W \frac{\partial h^{(t-1)}}{\partial c})",
     [P, P, P]),
    (r"\frac{\partial h^{(t)}}{\partial c} = \mathrm{diag}(s^{(t)})", [P, R, R]),
]  # fmt: skip


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(("formula", "expected"), THROUGH_TIME, ids=[formula for formula, _ in THROUGH_TIME])
def test_a_recursion_over_steps_is_judged_for_a_few_of_them(formula, expected, below):
    texts = [f"{RUN} $${formula}$$", STEPS]
    if below:
        texts = [re.sub(r"(?<=[hugs])\^\{\(([tT0][-+1]*)\)\}", r"_{\1}", text) for text in texts]
    assert statuses(*texts) == expected


GATES = (
    r"sizes m; index k ∈ {f, o, \gamma}; W_k ∈ ℝ^{m×d}; U_k ∈ ℝ^{m×m} for k ∈ {f, o, \gamma}; q_k ∈ ℝ^m; "
    r"u ∈ ℝ^d; h, v ∈ ℝ^m; J(p_f, p_o, p_\gamma) unknown"
)
OPEN = r"$$z_k = W_k u + U_k h + q_k, \qquad p_k = \sigma(z_k)$$ "
OVER_NAMES = [
    (r"\frac{\partial p_k}{\partial z_k} = \mathrm{diag}(p_k \odot (1 - p_k))", [P, P, P]),
    (r"\frac{\partial J}{\partial W_k} = \frac{\partial J}{\partial z_k} u^T", [P, P, P]),
    (r"\frac{\partial J}{\partial W_k} = \frac{\partial J}{\partial z_k} h^T", [I, I, I]),
    (r"\frac{\partial J}{\partial U_k} = \frac{\partial J}{\partial z_k} h^T, \quad k \in \{f, o\}", [P, P]),
    (r"\nabla_{q_k} (v^T z_o) = v", [R, P, R]),
    (r"\nabla_{q_k} (v^T z_o) = v, \quad k = o", [P]),
    (r"W_k u = W_\gamma u", [R, R, P]),
    (r"W_k u + z = 0", ["unread"]),
]


@pytest.mark.parametrize(("formula", "expected"), OVER_NAMES, ids=[formula for formula, _ in OVER_NAMES])
def test_an_index_over_names_stands_for_one_formula_each(formula, expected):
    assert sorted(statuses(f"{OPEN} $${formula}$$", GATES)) == sorted(expected)


ONLY_HERE = [
    ("t_i ∈ ℝ for i ∈ 1..2; s_0 ∈ ℝ; s_i = s_{i-1} + t_i for i ∈ 1..2", r"$$a_i = s_i$$ $$2x = 2x$$", ["unread", P]),
    (BLOCK, FORWARD + r"$$\lambda^l W^{(l)} = \lambda \lambda^{l-1} W^{(l)}$$", [P, P, P]),
    (BLOCK, FORWARD + r"$$\lambda^l W^{(l)} = \lambda^2 W^{(l)}$$", [R, P, R]),
    (BLOCK, FORWARD + r"$$W^{(l)} = W^{(l)}, \quad l = 4$$", ["unread"]),
    (BLOCK + "; l ∈ ℝ", FORWARD + r"$$l W^{(l)} = W^{(l)} l$$", ["unread"]),
    (STEPS, RUN + r"$$v^T h^{(t)} h^{(t)T} v = (v^T h^{(t)})^2$$ $$W^T v = W v$$", [P, P, P, R]),
    (LAST, FORWARD + r"$$W^T y = y$$ $$(W^{(L)})^T t = {W^{(L)T}} t$$", ["unread", P]),
]  # fmt: skip


@pytest.mark.parametrize(("block", "text", "expected"), ONLY_HERE)
def test_a_letter_that_may_mean_something_else_is_not_taken_for_an_index(block, text, expected):
    assert statuses(text, block) == expected


def test_what_is_counted_up_to_the_last_layer_says_so():
    (line,) = lines(LOSS + r"$$\sum_{l=1}^L 1 = 3$$", LAST)
    assert "for L = 3" in line.said


U = "undecided"
FEW = LAST + "; c_l ∈ ℝ for l ∈ 1..L"
OF_ANY_NUMBER = [
    (r"\sum_{l=1}^L 1 = 3", [U]),
    (r"\sum_{l=1}^L l = 6", [U]),
    (r"\sum_{l=1}^L 1 = 4", [R]),
    (r"\prod_{l=1}^L 2 = 8", [U]),
    (r"\left(\sum_{l=1}^L 1 - 3\right) \left(\sum_{l=1}^L 1 - 4\right) = 0", [U]),
    (r"c_l \sum_{k=1}^L 1 = 3 c_l", [U, U, U]),
    (r"\sum_{l=1}^L c_l = c_1 + c_{L-1} + c_L", [U]),
    (r"\sum_{l=1}^L c_l = c_1 + \sum_{l=2}^L c_l = c_1 + \sum_{l=2}^{L-1} c_l + c_L", [P, P]),
    (r"\sum_{l=1}^L \|b^{(l)}\|^2 = \sum_{l=1}^L (b^{(l)})^T b^{(l)} = \|b^{(1)}\|^2 + \|b^{(L-1)}\|^2 + \|b^{(L)}\|^2",
     [P, U]),
    (r"\sum_{l=1}^L 2 c_l^2 = 2 \sum_{l=1}^L c_l^2", [P]),
    (r"\sum_{l=1}^L (c_l - 1) = \sum_{l=1}^L c_l - 3", [U]),
    (r"\sum_{l=1}^L (c_l - 1) = \sum_{l=1}^L c_l - \sum_{l=1}^L 1", [P]),
    (r"\prod_{l=1}^L c_l = c_1 c_{L-1} c_L", [U]),
    (r"\prod_{l=1}^L c_l = c_1 c_L \prod_{l=2}^{L-1} c_l", [P]),
    (r"\frac{\partial}{\partial c_l} \sum_{l=1}^L c_l^2 = 2 c_l", [P, P, P]),
    (r"\frac{\partial}{\partial c_{L-1}} \sum_{l=1}^L l c_l = 2", [U]),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "expected"), OF_ANY_NUMBER, ids=[formula for formula, _ in OF_ANY_NUMBER])
def test_a_line_is_right_only_if_it_is_for_more_layers_too(formula, expected):
    assert statuses(f"$${formula}$$", FEW) == expected


def test_what_holds_for_a_few_layers_alone_is_told_with_the_number_for_which_it_fails():
    (line,) = lines(r"$$\sum_{l=1}^L 1 = 3$$", FEW)
    assert line.reason.startswith("it may hold for a few members alone: it is refuted for L = 4; write the members")


def test_two_last_members_are_as_many_nowhere():
    more = "sizes n_l for l ∈ 0..L; b^{(l)} ∈ ℝ^{n_l} for l ∈ 1..L; h_0, w ∈ ℝ; index t ∈ 1..T; h_t = w h_{t-1}"
    text = r"$$\sum_{l=1}^L 1 = \sum_{t=1}^T 1$$ $$\sum_{t=1}^T h_t = h_1 + \sum_{t=2}^T h_t$$"
    assert statuses(text, more) == [U, P]


RECURSIONS = [
    ("h_0, w ∈ ℝ; h_t = w h_{t-1}", "h_2 = w^2 h_0", [P]),
    ("h_0, w ∈ ℝ; h_t = w h_{t-1}", "h_2 = w h_0", [R]),
    ("h^{(0)}, w ∈ ℝ; h^{(t)} = w h^{(t-1)}", r"\frac{\partial h^{(2)}}{\partial w} = 2 w h^{(0)}", [P]),
    ("h^{(0)}, w ∈ ℝ; h^{(t)} = w h^{(t-1)}", r"\frac{\partial h^{(t)}}{\partial w} = h^{(t-1)}", [P, R, R]),
    ("h_0, w ∈ ℝ; z_t = w h_{t-1}; h_t = z_t + 1", "h_2 = w (w h_0 + 1) + 1", [P]),  # 1 is no step of t
    ("h_0, w ∈ ℝ; z_t = w h_{t-1}; h_t = z_t + 1", "h_1 = w (w h_0 + 1)", [R]),
    ("h_1, w ∈ ℝ; h_{t+1} = w h_t + 1", "h_3 = w^2 h_1 + w + 1", [P]),
    ("h_1, w ∈ ℝ; h_{t+1} = w h_t + 1", "h_3 = w^2 h_1 + 1", [R]),
    ("h_0, w ∈ ℝ; h_t = w h_{t-1}; Q = h_T + 1", "Q = w^3 h_0 + 1", ["undecided"]),
    ("h_0, w ∈ ℝ; h_t = w h_{t-1}; Q = h_T + 1", "Q = w h_{T-1} + 1", [P]),
    ("h_0, w ∈ ℝ; h_t = w h_{t-1}; Q = h_T + 1", "Q = w^4 h_0", [R]),
    ("h_0, w ∈ ℝ; h_t = w h_{t-1}", "h_t = w (", ["unread"]),
]


@pytest.mark.parametrize(("declared", "formula", "expected"), RECURSIONS)
def test_a_recursion_in_the_block_gives_each_step_a_value(declared: str, formula: str, expected: list[str]) -> None:
    assert sorted(statuses(f"$${formula}$$", f"sizes T; index t ∈ 1..T; {declared}")) == expected


def test_a_family_up_to_a_capital_may_be_summed_over_another_letter():
    more = "sizes T;  q_t ∈ ℝ for t ∈ 0..T;  index s ∈ 1..T"
    assert statuses(r"$$\sum_{s=1}^{T} (q_s - q_{s-1}) = q_T - q_0 = q_T - q_1$$", more) == [P, R]


NUMBERED = r"p_1, p_2 ∈ ℝ; q_0, q_1, q_2 ∈ ℝ^n; h^{(1)}, h^{(2)} ∈ ℝ^n"


@pytest.mark.parametrize(
    ("left", "right", "wrong", "unreadable"),
    [
        (r"\sum_{t=1}^2 p_t q_{t-1} =", "p_1 q_0 + p_2 q_1", "p_1 q_1 + p_2 q_2", r"\sum_{t=1}^3 p_t q_{t-1}"),
        (r"\sum_{t=1}^2 q_{t-1} q_t^T =", "q_0 q_1^T + q_1 q_2^T", "q_1 q_0^T + q_2 q_1^T", r"\sum_t q_{t-1} q_t^T"),
        (r"\prod_{t=1}^2 p_t =", "p_1 p_2", "p_1 + p_2", r"\prod_{t=0}^2 p_t"),
        (r"\sum_{t=1}^2 h^{(t)} =", "h^{(1)} + h^{(2)}", "h^{(2)}", r"\sum_{t=1}^T h^{(t)}"),
    ],
)
def test_a_sum_over_the_numbers_of_names_that_are_given_one_by_one_is_written_out(left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(NUMBERED, left, right, wrong, unreadable)
