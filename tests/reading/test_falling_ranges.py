r"""`t = T-1, \dots, 1` is what t runs over from 1 to T − 1, and no condition that nothing meets."""

from __future__ import annotations

import pytest

from tests.reading.pages import judged

MORE = "sizes T; index t ∈ T; z ∈ ℝ^T"


@pytest.mark.parametrize(
    ("written", "given"),
    [
        (r"t = T-1, \dots, 1", "t > 0, t < T"),
        (r"t = T, T-1, \dots, 2", "t ≥ 2, t ≤ T"),
        (r"t = T, \ldots, 1", "t > 0, t ≤ T"),
        (r"t = 3, \dots, 1", "t > 0, t ≤ 3"),
        (r"t = 1, \dots, T-1", "t > 0, t < T"),
        (r"t = 1, 2, \dots, T", "t > 0, t ≤ T"),
    ],
)
def test_a_list_is_a_range_whichever_way_it_goes(written: str, given: str) -> None:
    (part,) = judged(f"For ${written}$:\n\n$$z_t + z_t = 2 z_t$$\n\n$$z_t + z_t = 3 z_t$$\n", MORE)
    right, wrong = part.chains
    assert [right.lines[0].status.value, wrong.lines[0].status.value] == ["proved", "refuted"]
    assert all(chain.assumed[0].startswith(f"given {given}  page.md:10:") for chain in part.chains)
