r"""A reason that is given beside a line, by ∵ or in words, is a claim of its own; the chain goes on past it."""

from __future__ import annotations

import pytest

from tests.reading.pages import statuses

CHAIN = r"""$$
\begin{align*}
(x + y)^2 &= x^2 + 2xy + y^2 %s \\
&= y^2 + 2yx + x^2
\end{align*}
$$"""
P, R = "proved", "refuted"


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (r"\quad \because xy = yx", [P, P, P]),
        (r"\quad (\because xy = yx)", [P, P, P]),
        (r"\\ \because xy &= yx", [P, P, P]),
        (r"\\ ∵ xy &= yx", [P, P, P]),
        (r"\\ \text{because } xy &= yx", [P, P, P]),
        (r"\quad \because xy = 2yx", [P, P, R]),
        (r"\\ \because xy &= 2yx", [P, P, R]),
    ],
)
def test_a_chain_goes_on_past_a_reason(reason: str, expected: list[str]) -> None:
    assert sorted(statuses(CHAIN % reason, "x, y ∈ ℝ")) == sorted(expected)


def test_what_is_concluded_begins_a_relation() -> None:
    assert statuses(r"$$\because xy = yx \quad \therefore 2xy = 2yx$$", "x, y ∈ ℝ") == [P, P]
    assert statuses(r"$$\because xy = yx \quad \therefore 2xy = yx$$", "x, y ∈ ℝ") == [P, R]
