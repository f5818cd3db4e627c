"""A range with dots goes by one, and `\\forall` before a claim makes no condition of it."""

import pytest

from tests.reading.pages import statuses

EVERY = [
    ("\\forall x: \\quad x = 1", "x^2 = 1"),
    ("\\forall λ: \\quad λ = 1", "λ = 1"),
    ("\\forall i: \\quad a_i = b_i", "i a_i = i b_i"),
    ("\\forall i: \\quad a_i = b_i", "\\sum_i a_i = \\sum_i b_i"),
    ("\\forall x \\; x y = y", "x y = y"),
    ("\\forall x, \\quad x y = y", "x y = y"),
    ("\\forall x \\in \\mathbb{R}: x = 1", "x^2 = 1"),
    ("\\forall x > 0: x = 1", "x^2 = 1"),
    ("\\forall i = 1, \\dots, n: a_i = b_i", "\\sum_i a_i = \\sum_i b_i"),
    ("\\forall i \\in \\{1, \\dots, n\\}: a_i = b_i", "\\sum_i a_i = \\sum_i b_i"),
    ("\\forall i \\in \\{1, \\dots, n\\} \\quad a_i = b_i", "\\sum_i a_i = \\sum_i b_i"),
]
WHOLE = ["i = 1, \\dots, n", "i = 1, 2, \\dots, n", "i = n, n-1, \\dots, 1", "i \\in \\{1, 2, \\dots, n\\}"]
PARTIAL = [
    "i = 1, 3, \\dots, n",
    "i = 1, 2, 4, \\dots, n",
    "i = n, n-2, \\dots, 1",
    "i \\in \\{1, 3, \\dots, n\\}",
    "i \\in \\{1, \\dots, d, n\\}",
]


@pytest.mark.parametrize(("said", "claimed"), EVERY)
def test_what_is_said_of_every_value_is_not_assumed(said: str, claimed: str) -> None:
    found = statuses(f"$${said}$$\n\n$${claimed}$$")
    assert len(found) > 1
    assert "proved" not in found


@pytest.mark.parametrize("said", ["\\forall i", "\\forall i \\in \\{1, \\dots, n\\}", "\\forall i = 1, \\dots, n"])
def test_every_behind_a_claim_says_of_what_it_holds(said: str) -> None:
    assert statuses(f"$$2 a_i = a_i + a_i \\quad {said}$$\n\n$$a_i = 2 a_i \\quad {said}$$") == ["proved", "refuted"]


@pytest.mark.parametrize("sign", ["\\sum", "\\prod", "\\max"])
@pytest.mark.parametrize("values", WHOLE)
def test_a_list_that_goes_by_one_is_a_range(sign: str, values: str) -> None:
    assert statuses(f"$${sign}_{{{values}}} a_i = {sign}_i a_i$$") == ["proved"]


@pytest.mark.parametrize("sign", ["\\sum", "\\prod", "\\max"])
@pytest.mark.parametrize("values", PARTIAL)
def test_any_other_list_is_not_read(sign: str, values: str) -> None:
    assert statuses(f"$${sign}_{{{values}}} a_i = {sign}_i a_i$$") == ["unread"]
