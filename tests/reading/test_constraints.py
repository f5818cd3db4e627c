"""Constraints and ranges beside claims claim nothing; what stands before them is judged."""

import pytest

from tests.reading.pages import page, statuses

P, R = "proved", "refuted"
ROWS = r"\begin{align} \max_b \quad & \sum_i b_i \\ s.t.\quad & a_i \ge 0,\ i=1,...,n \\ & \sum_i a_i = 0 \end{align} "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROWS + "$$x + x = 2x$$", [P]),
        (ROWS + "$$x + x = 3x$$", [R]),
        (r"$$x + x = 2x \text{ s.t. } x = 1$$", [P]),
        (r"$$x + x = 3x \quad \text{subject to} \quad x = 1$$", [R]),
        (r"$$x + x = 3x, \quad s.t.\ x = 1$$", [R]),
        (r"\begin{align} \min_x\ & x^2 \\ s.t.\ & x = 1 \\ \Rightarrow\ & x + x = 3x \end{align}", [R]),
        (r"$$a_i + a_i = 2a_i, \quad i = 1, \ldots, n$$", [P]),
        (r"$$a_i + a_i = 3a_i, \ i = 1, 2, ..., n$$", [R]),
        (r"$$x s + s t = s(x + t), \quad x + x = 3x$$", [P, R]),  # letters as others
        (r"$$s.t = 2 t.s$$", [R]),  # a product
        (r"$$x : = 2y$$ $$x = 3y$$", [R]),  # one sign, whatever stands between
    ],
)
def test_constraints_and_ranges(text: str, expected: list[str]) -> None:
    assert statuses(text, "s, t ∈ ℝ") == expected


def test_they_say_what_they_are() -> None:
    assert page(ROWS + "$$x + x = 2x$$").formulas.unjudged == ()
