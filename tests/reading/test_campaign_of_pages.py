"""A quick slice of the campaign on pages; the whole is `python -m tests.campaign.pages`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.campaign.noise import KINDS, noise
from tests.campaign.paged import Sheet, refutes, sheet
from tests.campaign.pages import findings, harm, harm_of, report, slip_at

SEED = 7
NOISE = range(40_000, 40_500)
EACH_DAMAGED = 4
"""Of the pages that are damaged, which take nearly all the time, one in so many."""
SLIPS = range(40_000, 40_010)
PAGE = """<!-- symcheck
sizes n
a, b ∈ ℝ^n; x ∈ ℝ
-->
$f = x^2 + 1$

$$\\frac{d f}{d x} = 2 x$$

$$a^T b = \\sum_i a_i b_i$$

$$= b^T a$$
"""


def test_noise_does_no_harm() -> None:
    numbers = [n for n in NOISE if n % EACH_DAMAGED == 0 or noise(SEED, n).kind != "damaged page"]
    text, failures = report("noise", SEED, findings("noise", SEED, numbers, jobs=1))
    assert not failures, text


def test_a_slip_harms_nothing_but_what_depends_on_it() -> None:
    text, failures = report("slips", SEED, findings("slips", SEED, SLIPS, jobs=1))
    assert not failures, text


@pytest.mark.parametrize(
    ("left", "opened", "closed"),
    [
        ("x", "(", ")"),
        ("x", "\\sqrt{", "}"),
        ("x", "\\hat{", "}"),
        ("x", "\\frac{d}{dx}(", ")"),
        ("x", "\\hat{(", ")}"),
        ("x", "\\nabla_a ", ""),
        ("g", "(", ")"),
    ],
)
def test_what_is_nested_takes_no_time_that_doubles(left: str, opened: str, closed: str) -> None:
    depth = 24
    text = f"{PAGE}\n\n$${left} = {opened * depth}x{closed * depth}$$\n"
    assert harm(text, "page.md", False, seconds=30) == ("", "")


def test_noise_of_every_kind_is_made_and_told_by_its_number() -> None:
    made = [noise(3, number) for number in range(200)]
    assert {each.kind for each in made} == set(KINDS)
    assert made == [noise(3, number) for number in range(200)]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("2 x$$", "3 x$$", ""),
        ("b^T a", "b^T b", ""),
        ("a_i b_i", "b_i a_i", ""),
        ("x^2 + 1", "x^2 + 5", "(right by the independent check)"),
        ("x^2 + 1", "x^2 + 1 ", ""),
        ("a^T b = ", "a^T a = ", ""),
    ],
)
def test_a_slip_is_told_by_what_it_does(was: str, now: str, expected: str) -> None:
    page = sheet(PAGE, "page.md", {})
    assert isinstance(page, Sheet)
    assert [line.status for line in page.lines] == ["proved"] * 3
    text, made = slip_at(page, was, now)
    assert harm_of(page, made, text, "page.md", {})[0] == expected


def test_a_false_line_is_told_by_the_independent_check() -> None:
    page = sheet(PAGE.replace("2 x$$", "3 x$$"), "page.md", {})
    assert isinstance(page, Sheet)
    assert [line.status for line in page.lines] == ["refuted", "proved", "proved"]
    assert [refutes(line, 1) for line in page.lines] == [True, False, False]


def test_another_verdict_on_what_was_not_touched_is_told() -> None:
    page = sheet(PAGE, "page.md", {})
    assert isinstance(page, Sheet)
    text, made = slip_at(page, "b^T a", "b^T b")
    formulas = [replace(f, said=("claim", "claim refuted")) if "2 x" in f.text else f for f in page.formulas]
    assert harm_of(page, made, text, "page.md", {})[0] == ""
    changed = replace(page, formulas=tuple(formulas))
    assert harm_of(changed, made, text, "page.md", {})[0] == "an untouched formula has another verdict"
