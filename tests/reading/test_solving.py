"""Names with a mark after a condition: `\\hat μ`, `μ_{MLE}`, `μ'` solve it, and are no silent definitions."""

import pytest

from tests.reading.pages import page, statuses

P, R, I, U, D = "proved", "refuted", "ill-formed", "unread", "undecided"

BLOCK = r"""
z ∈ ℝ^n; μ ∈ ℝ; σ^2 > 0; τ > 0
F = -\frac n2 \log σ^2 - \frac{1}{2σ^2} \sum_i (z_i - μ)^2
G = -n \log τ - \frac{1}{2τ^2} \sum_i (z_i - μ)^2
"""
BY_M = r"$$\frac{\partial F}{\partial μ} = \frac{1}{σ^2}\sum_i (z_i-μ) = 0$$ "
BY_S = r"$$\frac{\partial F}{\partial σ^2} = -\frac{n}{2σ^2} + \frac{1}{2(σ^2)^2}\sum_i (z_i-μ)^2 = 0$$ "
BY_T = r"$$\frac{\partial G}{\partial τ} = -\frac{n}{τ} + \frac{1}{τ^3}\sum_i (z_i-μ)^2 = 0$$ "
NEXT = f"# One\n\n{BY_M}\n\n# Two\n\n"
MEAN, OTHER = r"\frac1n\sum_i z_i", r"\frac{1}{n-1}\sum_i z_i"
SQUARES, WRONG = r"\frac1n\sum_i (z_i-μ)^2", r"\frac{1}{n-1}\sum_i (z_i-μ)^2"


@pytest.mark.parametrize(
    "name",
    [
        r"\hat μ", r"\bar μ", r"\tilde μ", r"μ^*", r"μ'", r"μ_0", r"μ_{new}", r"μ_{\text{new}}", r"μ^{(t+1)}",
        r"μ_{MLE}", r"μ_{\text{ML}}", r"μ^{\text{new}}", r"\hat μ_{MLE}", "μ",
    ],
)  # fmt: skip
def test_a_marked_name_solves_the_condition_on_it(name: str) -> None:
    assert statuses(f"{BY_M}$${name} = {MEAN}$$", BLOCK) == [P, P]
    assert statuses(f"{BY_M}$${name} = {OTHER}$$", BLOCK) == [P, R]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"{BY_S}$$\hat σ^2 = {SQUARES}$$", [P, P]),
        (rf"{BY_S}$$\hat σ^2 = {WRONG}$$", [P, R]),
        (rf"{BY_S}$$\widehat{{σ^2}} = {WRONG}$$", [P, R]),
        (rf"{BY_S}$$σ^2_{{MLE}} = {WRONG}$$", [P, R]),
        (rf"{BY_S}$$\hat σ^2_{{ML}} = {WRONG}$$", [P, R]),
        (rf"{BY_S}$$\hat σ = \sqrt{{{SQUARES}}}$$", [P, U]),  # the condition is on σ^2
        (rf"{BY_T}$$\hat τ^2 = {SQUARES}$$", [P, P]),
        (rf"{BY_T}$$\hat τ^2 = {WRONG}$$", [P, R]),
        (rf"{BY_T}$$\hat τ = \sqrt{{{SQUARES}}}$$", [P, P]),
        (rf"{BY_T}$$\hat τ = -\sqrt{{{SQUARES}}}$$", [P, D]),
        (rf"{BY_T}$$\hat τ^2 = {SQUARES} = 2{SQUARES}$$", [P, P, R]),
        # under the next heading
        (NEXT + rf"$$\hat μ = {MEAN}$$", [P, P]),
        (NEXT + rf"$$\hat μ = {OTHER}$$", [P, R]),
        (NEXT + rf"$$μ = {OTHER}$$", [P, R]),
        # under one that has a derivative of its own, it is not known what is solved
        (NEXT + r"$$\frac{\partial μ^2}{\partial μ} = 2μ$$ $$\hat μ = 2n$$", [P, P, U]),
    ],
)
def test_powers_and_headings(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


def test_said_to_be_a_definition_it_is_one() -> None:
    """And a mark on another name is none of the condition."""
    found = page(rf"{BY_M}Let $\hat μ = {OTHER}$ and $$\bar z = {MEAN}$$", BLOCK)
    assert len(found.formulas.defined) == 2
