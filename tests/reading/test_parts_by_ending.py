"""A part named by the end of its label, as its heading shows it."""

import pytest

from symcheck.reading.assembling.assembly import read_text
from symcheck.report.model import FileProblem
from tests.reading.pages import DECLARED, statuses

NESTED = "# Exercise 3: Sums\n\n## (a) First\n\n$$y = y$$\n\n## (b) Second\n\n$$q + q = {0}$$\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NESTED.format("2q"), ["proved"]),  # part b is 3.b, the only one that ends so
        (NESTED.format("3q"), ["refuted"]),
    ],
)
def test_a_label_means_the_one_part_that_ends_so(text, expected):
    assert statuses(text, "part (b): q ∈ ℝ")[-1:] == expected


def test_a_label_on_which_several_parts_end_means_none():
    text = DECLARED.replace("{more}", "part (b): q ∈ ℝ") + NESTED.format("2q") + "# Exercise 4: More\n\n## (b) Next\n\n"
    found = read_text(text + "$$y + y = 2y$$", "page.md")
    assert isinstance(found, FileProblem) and "this page has no part b; its parts:" in found.reason
