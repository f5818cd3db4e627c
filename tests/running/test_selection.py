"""Choosing among parts, by words and by id."""

from pathlib import Path

import pytest

from symcheck.claims.places import Place
from symcheck.running.discover import Target, find_targets
from symcheck.running.listing import Entry, Listing
from symcheck.running.selection import all_found, asked_for, choose, parse_expression
from symcheck.running.settings import CannotRun


def entry(id: str, title: str = "") -> Entry:
    return Entry("derivations/page.py", id, title, Place("derivations/page.py", 1))


ENTRIES = (entry("b", "Gradient by the center word"), entry("c.1", "Gradient, outside word"), entry("e", "Sigmoid"))


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("gradient", ["b", "c.1"]),
        ("GRADIENT and not center", ["c.1"]),
        ("center or sigmoid", ["b", "e"]),
        ("not (center or sigmoid)", ["c.1"]),
        ("not not c.1", ["c.1"]),
        ("page", ["b", "c.1", "e"]),
        ("sigmoid or gradient and center", ["b", "e"]),
    ],
)
def test_k_expressions(expression: str, ids: list[str]) -> None:
    assert [chosen.id for chosen in choose(ENTRIES, expression)] == ids


@pytest.mark.parametrize("expression", ["", "and", "a or", "not", "(a", "a)", "a b", "()"])
def test_k_expressions_that_are_none(expression: str) -> None:
    with pytest.raises(CannotRun, match="-k"):
        parse_expression(expression)


def test_k_that_matches_nothing_says_so() -> None:
    with pytest.raises(CannotRun, match=r"matches none of 3 parts; their ids are b, c\.1, e"):
        choose(ENTRIES, "hessian")


def test_an_unknown_id_names_the_nearest(folder: Path) -> None:
    listing = Listing("derivations/one.py", "", ENTRIES)
    (target,) = find_targets(("derivations/one.py::c",), folder)
    with pytest.raises(CannotRun, match=r"did you mean c\.1"):
        asked_for(target, listing)
    (target,) = find_targets(("derivations/one.py::zzz",), folder)
    with pytest.raises(CannotRun, match=r"it has b, c\.1, e"):
        asked_for(target, listing)


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("derivatoins", "did you mean derivations "),
        ("one", "or derivations/one.py?"),
        ("c.2", "did you mean c.1?"),
        ("nothing_like_it_xyz", "and no such file or folder; it has b, c.1, e"),
    ],
)
def test_a_part_that_is_nowhere_is_said_with_the_nearest_names(folder: Path, monkeypatch, id: str, said: str) -> None:
    monkeypatch.chdir(folder)
    target = Target("derivations/page.py", "/page.py", None, True, sought=("b", id))
    listing = Listing(target.file, "", ENTRIES)
    assert [entry.id for entry in asked_for(target, listing)] == ["b"]
    with pytest.raises(CannotRun) as caught:
        all_found([target], [listing])
    assert said in str(caught.value) and f"no part {id!r} in derivations/page.py" in str(caught.value)
    all_found([Target("x", "/x", None, True)], [listing])
