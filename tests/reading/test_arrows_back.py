"""`A ⟸ B` between two equations claims A where B holds; beside anything else the arrow points at a remark."""

import pytest

from tests.reading.pages import lines, statuses

MORE = "t ∈ ℝ"


@pytest.mark.parametrize("arrow", ["\\Longleftarrow", "\\impliedby", "\\Leftarrow", "⟸"])
def test_what_stands_before_the_arrow_is_claimed_under_what_stands_behind(arrow: str) -> None:
    assert statuses(f"$$x = 2t {arrow} x - t = t$$", MORE) == ["proved"]
    assert statuses(f"$$x = 3t {arrow} x - t = t$$", MORE) == ["refuted"]


def test_the_premise_holds_for_that_line_alone() -> None:
    found = lines("$$x = 2t \\impliedby x - t = t$$\n\n$$2x = 4t$$", MORE)
    assert [line.status.value for line in found] == ["proved", "refuted"]


def test_it_is_no_proof_of_the_other_direction() -> None:
    assert statuses("$$x^2 = t^2 \\impliedby x = t$$", MORE) == ["proved"]
    assert "proved" not in statuses("$$x = t \\impliedby x^2 = t^2$$", MORE)
