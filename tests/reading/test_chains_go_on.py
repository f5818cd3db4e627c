"""A chain goes on behind a member, a row or a formula that cannot be read: it is compared with what stands before."""

import pytest

from tests.reading.pages import statuses

P, R, U = "proved", "refuted", "unread"
UNREAD = r"x_1_2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"$$x + x = {UNREAD}$$ $$= 2x$$", [U, U]),  # a formula as a whole, with its left side
        (rf"$$x + x$$ $$= {UNREAD}$$ $$= 2x$$", [U, P]),
        (rf"$$x + x$$ $$= {UNREAD}$$ $$= 3x$$", [U, R]),
        (rf"\begin{{align}} x + x &= {UNREAD} \\ y + y &= 3y \\ &= 2y \end{{align}}", [U, R, P]),
        (rf"\begin{{align}} x + x &= 2x \\ &= {UNREAD} \\ &= 3x \end{{align}}", [P, R, U]),
        (rf"$$x + x$$ $$= {UNREAD}, y = 2x$$ $$= 2x$$", [U, U]),  # of which of the two it speaks is not known
        (rf"\begin{{align}} x + x \\ =& {UNREAD} \\ =& 2x \end{{align}}", [U, P]),
        (rf"\begin{{align}} x + x = & {UNREAD} \\ =& 2x \end{{align}}", [U, U]),
        # a sum or a bracket goes on in the next row: nothing is taken apart
        (rf"\begin{{align}} x + x &= 2x \\ &+ 1 \\ &= {UNREAD} \end{{align}}", [U]),
        (rf"\begin{{align}} x + x &= 2x + \\ & 1 \\ &= {UNREAD} \end{{align}}", [U]),
        (rf"\begin{{align}} x + x &= (2x \\ & ) 3 \\ &= {UNREAD} \end{{align}}", [U]),
        (rf"\begin{{align}} x + x &= 2x \\ & \cdot 3 \\ &= {UNREAD} \end{{align}}", [U]),
        (rf"\begin{{align}} x + x &= 2x \\ & y \\ &= {UNREAD} \end{{align}}", [U]),
        (rf"$$x + x = \begin{{cases}} {UNREAD} \\ 2 \end{{cases}}$$", [U]),
    ],
)
def test_what_is_not_read_ends_no_chain(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\begin{align} x + x &= 2x \\ & \approx 3y \end{align}", [P]),  # it claims nothing that is judged
        (r"\begin{align} x + x &= 2x \\ & \approx 3y \\ & \le y^2 \end{align}", [P]),
        (r"\begin{align} x + x &= 2x \\ & \approx 3y \\ &= 2y + y \end{align}", [P, P]),
        (r"\begin{align} x + x &= 2x \\ & \approx 3y \\ &= 2x \end{align}", [P, R]),
        (r"\begin{align} x + x &= 2x \\ & \approx 3y = 2y + 2y \end{align}", [P, R]),
        (r"\begin{align} x + x &= 2x \\ & 3y \end{align}", [P, U]),
    ],
)
def test_a_row_that_begins_with_another_relation_is_a_remark(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
