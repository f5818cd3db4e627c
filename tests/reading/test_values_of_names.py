"""That a name is one of a few numbers, or an index in a declared set, is a condition where words say so."""

import pytest

from tests.reading.pages import page, statuses


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("For $y \\in \\{0, 1\\}$,\n\n$$y^2 = {0}$$", "y", "2y"),
        ("$$y^2 = {0} \\quad \\text{for } y \\in \\{0, 1\\}$$", "y", "2y"),
        ("We have $y^3 = {0}$ for $y \\in \\{-1, 0, 1\\}$.", "y", "y^2"),
        ("If $y \\in \\{1, 2\\}$, then $y^2 - 3y = {0}$.", "-2", "2"),
    ],
)
def test_a_name_is_one_of_a_few_numbers(text: str, right: str, wrong: str) -> None:
    assert statuses(text.replace("{0}", right)) == ["proved"]
    assert statuses(text.replace("{0}", wrong)) == ["refuted"]


@pytest.mark.parametrize(
    "text",
    [
        "It is never the case for $y \\in \\{0, 1\\}$ that $y^2 = y$.",
        "For $y \\in \\{0, c\\}$,\n\n$$y^2 = y$$",
        "Think of $y \\in \\{0, 1\\}$.\n\n$$y^2 = y$$",
        "For $x \\in \\{0, 1\\}$,\n\n$$y^2 = y$$",
    ],
)
def test_it_is_not_assumed_where_words_do_not_say_it(text: str) -> None:
    assert "proved" not in statuses(text)


def test_an_index_in_a_declared_set_is_a_condition() -> None:
    more = "A' = {j ∈ n : j = 1}; assume a_1 = 0"
    assert statuses("$$a_i = 0 \\quad \\text{for } i \\in A'$$", more) == ["proved"]
    assert statuses("$$a_i = 1 \\quad \\text{for } i \\in A'$$", more) == ["refuted"]
    assert statuses("$$a_i = 0$$", more) != ["proved"]


@pytest.mark.parametrize("number", ["1{,}000", "0{,}125", "1{,}5", "1{,}0000{,}000"])
def test_a_comma_in_a_number_that_may_mean_two_things_is_unread(number: str) -> None:
    for value in ("1000", "1", "0", "0.125"):
        assert statuses(f"$${number} x = {value} x$$") == ["unread"]


def test_thousands_are_one_number() -> None:
    assert statuses("$$1{,}000{,}000 x = 1000000 x$$\n\n$$1{,}000{,}000 x = 1000 x$$") == ["proved", "refuted"]
    assert page("$$1{,}000.5 x = 1000.5 x$$").parts
