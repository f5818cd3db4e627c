"""What is hidden or struck out of a page is neither read nor assumed, and a question assumes and defines nothing."""

import pytest

from symcheck.reading.pages.crossed_out import STRUCK
from symcheck.reading.pages.page import read_page
from tests.reading.pages import statuses

P, R, U = "proved", "refuted", "unread"
CLAIM = "\n\n$$\\sqrt{x^2} = x$$"
STRUCK_OUT = (
    "~~{}~~", "~{}~", "<s>{}</s>", '<del cite="a">\n{}\n\n</del>', "<STRIKE>{}</STRIKE>", "\\sout{{{}}}",
    "\\st{{{} {{now}}}}",
)  # fmt: skip
HIDDEN = (
    "\\iffalse {} \\fi", "\\iffalse \\ifdraft a \\else b \\fi {} \\fi", "\\if0 {} \\fi", "\\iffalse {}",
    "\\begin{{comment}}\n{}\n\\end{{comment}}", "<!-- {} -->", "text <!-- {} --> more", "<span hidden>{}</span>",
    '<div style="display: none">\n\n{}\n\n</div>', "\\phantom{{{}}}",
)  # fmt: skip
SEEN = (
    "<details>{}</details>", "~~a~~ {}", "{} ~~and $y > 0$.~~", "`~~` {} `~~`", "`<s>` {} `</s>`", "costs ~5, ~6. {}",
    "Eq.~(1), Fig.~(2). {} See Eq.~(1).", "```\n\\iffalse\n```\n{}", "\\iffalse a \\else {} \\fi", "H~2~O and C~3~. {}",
    "Is that clear? {}", "{} Why?",
)  # fmt: skip
TEX = "\\documentclass{{article}}\n% symcheck: x ∈ ℝ\n\\begin{{document}}\n{}\n\\end{{document}}\n"


@pytest.mark.parametrize("form", STRUCK_OUT + HIDDEN)
def test_what_nobody_sees_is_neither_assumed_nor_defined_nor_judged(form: str) -> None:
    if not form.endswith("{}"):  # what is opened and not closed hides the rest of the page
        assert statuses(form.format("Assume $x > 0$.") + CLAIM) == [R]
        assert statuses(form.format("Let $g = x^2$.") + " $$\\frac{dg}{dx} = 2x$$") == [U]
    assert statuses("$$x + x = 2x$$\n\n" + form.format("We had $x = 3x$.")) == [P]


@pytest.mark.parametrize("form", SEEN)
def test_what_is_seen_is_assumed(form: str) -> None:
    assert statuses(form.format("Assume $x > 0$.") + CLAIM) == [P]
    assert statuses(form.format("Assume $x > 0$.") + "\n\n$$\\sqrt{x^2} = 2x$$") == [R]


@pytest.mark.parametrize("form", STRUCK_OUT)
def test_of_formulas_that_are_struck_out_it_is_said_so(form: str) -> None:
    said = read_page(form.format("We had $x = 3x$."), "page.md").problems
    assert [(one.reason, one.unread) for one in said] == [(STRUCK, False)]
    assert read_page(form.format("No formula."), "page.md").problems == ()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("\\iffalse {} \\end{{document}} \\fi", R), ("\\begin{{comment}}\n{}\n\\end{{comment}}", R),
        ("\\sout{{{}}}", R), ("\\st{{{}}}", R), ("\\verb|{}|", R), ("\\verb|\\iffalse| {}", P),
        ("Now~{}~ \\ifdraft b \\fi", P),
    ],
)  # fmt: skip
def test_files_of_latex_hide_and_strike_too(form: str, expected: str) -> None:
    body = form.format("Assume $x > 0$.") + CLAIM
    found = read_page(TEX.format(body), "page.tex")
    assert len(found.formulas) == 1 + (expected == P)
    assert [f.passage.text for f in found.formulas][-1] == "\\sqrt{x^2} = x"


@pytest.mark.parametrize(
    "words",
    ["Assume $x > 0$? No.", "Should we assume $x > 0$?", "Assume $x > 0$ or not?", "What if we assume $x > 0$?",
     "Assume that $x > 0$, shall we? We do not.", "Is $x > 0$, and $y > 0$?", "Do we know if $x > 0$? No."],
)  # fmt: skip
def test_a_question_assumes_nothing(words: str) -> None:
    assert statuses(words + CLAIM) == [R]


def test_a_question_defines_nothing_and_asks_of_cases_and_of_what_is_defined() -> None:
    for words in ("Let $g = x^2$? No.", "Is $g = x^2$?", "Should we set $g = x^2$?"):
        assert P not in statuses(words + " $$\\frac{dg}{dx} = 2x$$")
    assert statuses("What is the derivative of $g = x^2$? $$\\frac{dg}{dx} = 2x$$ $$\\frac{dg}{dx} = x$$") == [P, R]
    assert statuses("Why is $\\sqrt{x^2} = x$ if $x > 0$?") == [P]
    assert statuses("Is $x + x = 2x$?") == [P]
    assert statuses("Is $x + x = 3x$?") == [R]
