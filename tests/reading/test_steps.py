"""Recursions over steps: how their members, their number and their letters are written."""

import pytest

from tests.reading.pages import lines, page, statuses

P, R, U = "proved", "refuted", "undecided"

SERIES = r"index k ∈ 1..r; w, v, S_0 ∈ ℝ; u_k ∈ ℝ for k ∈ 1..r; S_k = w S_{k-1} + v u_k; \xi(S_r) unknown"
TO_SMALL_LETTER = [
    (r"\frac{\partial \xi}{\partial S_{k-1}} = w \frac{\partial \xi}{\partial S_k}", [P, P, P]),
    (r"\frac{\partial \xi}{\partial S_{k-1}} = v \frac{\partial \xi}{\partial S_k}", [R, R, R]),
    (r"\frac{\partial \xi}{\partial v} = \sum_{k=1}^{r} \frac{\partial \xi}{\partial S_k} u_k", [P]),
    (r"\frac{\partial \xi}{\partial v} = \sum_{k=1}^{r-1} \frac{\partial \xi}{\partial S_k} u_k", [R]),
    (r"\frac{\partial \xi}{\partial v} = \sum_{k=0}^{r} \frac{\partial \xi}{\partial S_k} u_k", ["unread"]),
]


def test_what_is_a_size_too_is_not_written_out():
    assert statuses(r"$$S_k - S_k = 0$$ $$a = 2a - a$$", SERIES.replace("1..r", "1..n")) == ["unread", "unread", P]


@pytest.mark.parametrize(("formula", "expected"), TO_SMALL_LETTER, ids=[formula for formula, _ in TO_SMALL_LETTER])
def test_a_small_letter_may_name_the_last_member_too(formula, expected):
    assert statuses(f"$${formula}$$", SERIES) == expected


NET = (
    r"index t, k ∈ 1..T; u_t ∈ ℝ^m for t ∈ 1..T; h_0 ∈ ℝ^d; W ∈ ℝ^{d×d}; U ∈ ℝ^{d×m}; \ell(h) unknown; layout any"
    "\nsizes m"
)
STEP = r"$$h_t = W h_{t-1} + U u_t$$ "
MEAN = STEP + r"$$L = \frac{1}{T} \sum_{t=1}^T \ell(h_t)$$ "
COUNTED = [
    (r"\frac{\partial L}{\partial U} = \sum_{t=1}^T \frac{\partial L}{\partial h_t} u_t^T", [P]),
    (r"\frac{\partial L}{\partial U} = \sum_{t=1}^T \frac{\partial L}{\partial h_t} u_{t-1}^T", ["unread"]),
    (r"\frac{\partial L}{\partial h_T} = \frac1T \frac{\partial \ell(h_T)}{\partial h_T}", [P]),
    (r"\frac{\partial L}{\partial h_T} = \frac{\partial \ell(h_T)}{\partial h_T}", [U]),
    (r"\frac{\partial L}{\partial h_T} = \frac13 \frac{\partial \ell(h_T)}{\partial h_T}", [U]),
]


@pytest.mark.parametrize(("formula", "expected"), COUNTED, ids=[formula for formula, _ in COUNTED])
def test_how_many_steps_there_are_is_any_number_and_refutes_nothing(formula, expected):
    assert statuses(f"{MEAN} $${formula}$$", NET) == expected


SUM = STEP + r"$$L = \sum_{t=1}^T \ell(h_t)$$ $$g_t = \frac{\partial \ell(h_t)}{\partial h_t}$$ "
LATER = [
    (r"\frac{\partial L}{\partial h_t} = g_t + W^T \frac{\partial L}{\partial h_{t+1}}, \quad t < T", [P, P]),
    (r"\frac{\partial L}{\partial h_t} = g_t, \quad t < T", [R, R]),
    (r"\frac{\partial L}{\partial h_T} = g_T", [P]),
]


@pytest.mark.parametrize(("formula", "expected"), LATER, ids=[formula for formula, _ in LATER])
def test_a_derivative_by_a_member_goes_through_the_later_ones(formula, expected):
    assert statuses(f"{SUM} $${formula}$$", NET) == expected


def test_of_two_steps_the_one_that_is_differentiated_by_is_no_later_one():
    text = STEP + r"$$\frac{\partial h_t}{\partial h_k} = W \frac{\partial h_{t-1}}{\partial h_k}$$"
    assert statuses(text, NET) == [P, P, P]  # k < t
    assert statuses(text.replace(r"= W \frac", r"= 2W \frac"), NET) == [R, R, R]


def test_of_two_letters_those_that_are_near_and_those_farthest_apart_are_judged():
    found = lines(STEP + r"$$\frac{\partial h_t}{\partial h_k} = \frac{\partial h_t}{\partial h_k}$$", NET)
    values = [tuple(said[-1] for said in line.said[:2]) for line in found]
    assert values == [("1", "1"), ("2", "1"), ("2", "2"), ("3", "1")]


LSTM = (
    "sizes m; x^{(t)} ∈ ℝ^m for t ∈ 1..T; h^{(0)}, s^{(0)} ∈ ℝ^n; U, V, W ∈ ℝ^{n×m}; R ∈ ℝ^{n×n}; "
    r"J^{(t)}(h^{(t)}) unknown"
)
CELL = (
    r"$$\underbrace{h^{(t)}}_{\text{state}} = q^{(t)} \odot tanh(s^{(t)})$$ where "
    r"$$s^{(t)} = f^{(t)} \odot s^{(t-1)} + e^{(t)}$$ and "
    r"$$\begin{align} f^{(t)} &= \sigma(U x^{(t)} + R h^{(t-1)}) \\ "
    r"q^{(t)} &= \sigma \underbrace{(V x^{(t)} + R h^{(t-1)})}_{z} \\ e^{(t)} &= \sigma(W x^{(t)}) \end{align}$$ "
)
GATES = [
    (r"\frac{\partial s^{(t)}}{\partial f^{(t)}} = \mathrm{diag}(s^{(t-1)})", [P, P, P]),
    (r"\frac{\partial s^{(t)}}{\partial e^{(t)}} = I", [P, P, P]),
    (r"\frac{\partial s^{(t)}}{\partial e^{(t)}} = \mathrm{diag}(s^{(t-1)})", [R, R, R]),
    (
        r"\frac{\partial J^{(t)}}{\partial s^{(t)}} = \frac{\partial J^{(t)}}{\partial h^{(t)}} \odot q^{(t)} \odot "
        r"(1 - tanh^2(s^{(t)}))",
        [P, P, P],
    ),
    (r"\frac{\partial J^{(t)}}{\partial s^{(t)}} = \frac{\partial J^{(t)}}{\partial h^{(t)}} \odot q^{(t)}", [R, R, R]),
]


@pytest.mark.parametrize(("formula", "expected"), GATES, ids=[formula for formula, _ in GATES])
def test_gates_are_known_before_what_stands_above_them(formula, expected):
    assert statuses(f"{CELL} $${formula}$$", LSTM) == expected


def test_what_is_written_like_a_member_is_no_power_of_e():
    assert page(CELL + "$$2x = x + x$$", LSTM).formulas.definitions == 3
    assert statuses(r"$$\frac{d}{dx} e^{(x)} = e^x$$ $$\frac{d}{dx} e^{(2)} = 0$$", "t ∈ ℝ") == [P, P]


def test_a_letter_below_the_members_of_a_family_is_part_of_their_name():
    block = "sizes m; W_f^{(t)}, W_g^{(t)} ∈ ℝ^{n×m} for t ∈ 1..T; x^{(t)} ∈ ℝ^m for t ∈ 1..T; s^{(0)} ∈ ℝ^n"
    gates = r"$$f^{(t)} = \sigma(W_f^{(t)} x^{(t)})$$ $$g^{(t)} = \sigma(W_g^{(t)} x^{(t)})$$ "
    text = r"$$s^{(t)} = f^{(t)} \odot s^{(t-1)} + g^{(t)}$$ " + gates
    right = r"$$\nabla_{W_g^{(T)}} a^T s^{(T)} = (a \odot g^{(T)} \odot (1 - g^{(T)})) x^{(T)T}$$"
    assert statuses(text + right, block) == [P]
    assert statuses(text + right.replace("1 - g", "1 - f"), block) == [R]
