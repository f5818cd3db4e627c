"""A letter for one thing and, with an index, for others: L beside the L_i, z beside the z_i."""

import pytest

from tests.reading.pages import page, statuses

P, R, I = "proved", "refuted", "ill-formed"
SAMPLES = "sizes m; w ∈ ℝ^m; u_i ∈ ℝ^m for i ∈ n; t_i ∈ ℝ for i ∈ n; z, t ∈ ℝ; z_i ∈ ℝ for i ∈ n"
LOSS = r"$$L_i = (w^T u_i - t_i)^2$$ $$L = \sum_{i=1}^n L_i$$ "
OF_THEM = [
    (r"\frac{\partial L}{\partial w} = \sum_{i=1}^n \frac{\partial L_i}{\partial w}", P),
    (r"\frac{\partial L}{\partial w} = \sum_i 2 (w^T u_i - t_i) u_i", P),
    (r"\frac{\partial L}{\partial w} = \sum_i (w^T u_i - t_i) u_i", R),
    (r"\frac{\partial L_i}{\partial w} = 2 (w^T u_i - t_i) u_i", P),
    (r"\frac{\partial L}{\partial L_i} = 1", P),
    (r"L = \sum_i L_i + 1", R),
    (r"\sigma'(z) = \sigma(z) (1 - \sigma(z))", P),
    (r"\frac{\partial \sigma(z_i)}{\partial z_i} = \sigma(z_i) (1 - \sigma(z_i))", P),
    (r"\frac{\partial \sigma(z_i)}{\partial z_i} = \sigma(z) (1 - \sigma(z))", R),
    (r"\frac{\partial}{\partial z} \sum_i (z - z_i)^2 = 2 \sum_i (z - z_i)", P),
]


@pytest.mark.parametrize(("formula", "expected"), OF_THEM, ids=[formula for formula, _ in OF_THEM])
def test_a_letter_without_its_index_is_another_thing(formula, expected):
    assert statuses(f"{LOSS} $${formula}$$", SAMPLES) == [expected]


def test_what_is_made_of_the_members_under_their_letter_is_defined_once():
    assert page(LOSS + "$$2z = z + z$$", SAMPLES).formulas.definitions == 2


def test_what_does_not_speak_of_them_is_a_claim_of_all():
    assert statuses(r"$$q_i = a_i^2$$ $$q = a \odot a$$ $$q = a$$ $$q = a^T a$$") == [P, R, I]
