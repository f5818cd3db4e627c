"""Two values in one sentence, each under its own condition: both are judged, each where it is said to hold."""

import pytest

from tests.reading.pages import statuses

P, R, U = "proved", "refuted", "unread"
LEFT = r"\frac{\partial}{\partial b_i} a_j b_j"


@pytest.mark.parametrize("word", ["for", "if", "when", "in the case", "in the case of"])
@pytest.mark.parametrize("joint", [" and ", ", and ", "; and "])
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a_j", "0 a_i", [P, P]),
        ("a_j", "a_i", [P, R]),
        ("0 a_j", "0 a_i", [R, P]),
        ("a_j", "q a_i", [P, U]),
    ],
)
def test_each_value_is_judged_under_its_condition(
    word: str, joint: str, first: str, second: str, expected: list[str]
) -> None:
    text = rf"${LEFT} = {first}$ {word} $i = j${joint}${second}$ {word} $i \ne j$."
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"${LEFT} = a_j$ in the case $i = j$.", [P]),
        (rf"${LEFT} = 2 a_j$ in the case $i = j$.", [R]),
        (rf"${LEFT} = a_j$ except in the case $i = j$.", [R]),  # turned round: never taken
    ],
)
def test_a_case_is_a_condition_where_its_words_stand_alone(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
