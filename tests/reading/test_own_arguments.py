r"""Functions of powers, ℓ(μ, σ²), and functions whose formulas speak of their arguments by other names too."""

from __future__ import annotations

import pytest

from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import read_text
from tests.judged import judged_part
from tests.reading.pages import statuses

MORE = "σ > 0; μ, t ∈ ℝ; w, v ∈ ℝ^n"
GAUSS = "$$\\ell(μ, σ^2) = -\\log σ - \\frac{(t - μ)^2}{2σ^2}$$\n\n"
DENSITY = "$$N(t, μ, σ^2) = \\frac{1}{\\sqrt{2πσ^2}} e^{-(t-μ)^2/(2σ^2)}$$\n\n"
OTHERWISE = "$$g = 2x$$\n\n$$h(x) = g x$$\n\n"
BY_NAME = "$$J(w) = w^T A w$$\n\n"
TRANSPOSED = "$$q(w^T) = w^T A w$$\n\n"


@pytest.mark.parametrize(
    ("defined", "line"),
    [
        (GAUSS, r"\frac{\partial \ell}{\partial μ} = \frac{t - μ}{σ^2}"),
        (GAUSS, r"\frac{\partial \ell}{\partial σ} = -\frac{1}{σ} + \frac{(t - μ)^2}{σ^3}"),
        (GAUSS, r"\frac{\partial \ell}{\partial σ^2} = -\frac{1}{2σ^2} + \frac{(t - μ)^2}{2σ^4}"),
        (GAUSS, r"\ell(x, σ^2) = -\log σ - \frac{(t - x)^2}{2σ^2}"),
        (DENSITY, r"N(x, 0, 1) = \frac{1}{\sqrt{2π}} e^{-x^2/2}"),
        (DENSITY, r"N(t, 0, 4) = \frac{1}{\sqrt{8π}} e^{-t^2/8}"),
        (BY_NAME, "J(2v) = 4 v^T A v"),
        (BY_NAME, "J(w + v) = (w + v)^T A (w + v)"),
    ],
)
def test_a_function_has_a_value_at_its_own_arguments_and_at_others_that_it_speaks_of_by_name(
    defined: str, line: str
) -> None:
    assert statuses(f"{defined}$${line}$$", MORE) == ["proved"]


@pytest.mark.parametrize(
    ("defined", "line"),
    [
        (GAUSS, r"\frac{\partial \ell}{\partial μ} = \frac{μ - t}{σ^2}"),
        (GAUSS, r"\frac{\partial \ell}{\partial σ^2} = -\frac{1}{2σ^2} - \frac{(t - μ)^2}{2σ^4}"),
        (DENSITY, r"N(t, 0, 4) = \frac{1}{\sqrt{4π}} e^{-t^2/8}"),
        (BY_NAME, "J(2v) = 2 v^T A v"),
    ],
)
def test_a_wrong_value_is_refuted(defined: str, line: str) -> None:
    assert statuses(f"{defined}$${line}$$", MORE) == ["refuted"]


@pytest.mark.parametrize(
    ("defined", "line"),
    [
        (GAUSS, r"\ell(x, y) = -\log σ - \frac{(t - x)^2}{2y}"),
        (GAUSS, r"\ell(x, 4) = -\log 2 - \frac{(t - x)^2}{8}"),
        (GAUSS, r"\ell(x, y^2) = -\log σ - \frac{(t - x)^2}{2y^2}"),
        (OTHERWISE, "h(y) = 2 x y"),
        (OTHERWISE, "h(y) = 2 y^2"),
        (TRANSPOSED, "q(v^T) = v^T A w"),
        ("$$p(x^{-1}) = x^{-1} + x$$\n\n", "p(y) = y + x"),
    ],
)
def test_nobody_knows_what_it_is_elsewhere(defined: str, line: str) -> None:
    assert statuses(f"{defined}$${line}$$", MORE)[-1] == "unread"


def test_a_letter_of_its_own_may_be_that_of_rows() -> None:
    more = "X ∈ ℝ^{n×n} with rows x^i; w ∈ ℝ^n; r_w(x) := w^T x"
    right, wrong = "\\sum_i r_w(x^i) = \\sum_i (X w)_i", "\\sum_i r_w(x^i) = 2\\sum_i (X w)_i"
    declared = "sizes n\nindex i ∈ n\n" + more.replace("; ", "\n")
    found = read_text(f"<!-- symcheck\n{declared}\n-->\n\n$${right}$$\n\n$${wrong}$$\n", "page.md")
    (part,) = found.parts
    lines = [
        line for chain in judged_part(part, CheckOptions(diagnose=False), "page.md").chains for line in chain.lines
    ]
    assert [line.status.value for line in lines] == ["proved", "refuted"]
