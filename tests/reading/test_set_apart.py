"""What a condition does not reach: what is set apart from where it is said, freed from it, or said of others."""

import pytest

from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import ReadPage, read_text
from tests.judged import judged_part
from tests.reading.pages import page, statuses

P, R, U, O = "proved", "refuted", "unread", "undecided"
S = "Suppose $x > 0$. Then $$|x| = x$$\n\n"
E = "\\frac{\\partial a_i}{\\partial a_j}"
G = "\\frac{\\partial f}{\\partial x} = 2x = 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # lemmas, examples, quotations and items keep what is said in them
        ("**Lemma 1.** " + S + "**Lemma 2.** $$|x| = x$$", [P, R]),
        ("**Lemma 1.** " + S + "*Proof.* $$|x| = x$$", [P, P]),
        ("**Lemma 1.** " + S + "---\n\n$$|x| = x$$", [P, R]),
        ("Example (easy). " + S + "Remark. $$|x| = x$$", [P, R]),
        ("**Assumption.** " + S + "**Lemma 2.** $$|x| = x$$", [P, P]),
        (S + "**Lemma 1.** $$|x| = x$$\n\n**Lemma 2.** $$|x| = x$$", [P, O, O]),
        ("Let $x > 0$.\n\n**Lemma 1.** $$|x| = x$$\n\n**Lemma 2.** $$|x| = x$$", [P, O]),
        ("Throughout, $x > 0$.\n\n**Lemma 1.** $$|x| = x$$\n\n**Lemma 2.** $$|x| = x$$", [P, P]),
        ("> Suppose $x > 0$.\n> $$|x| = x$$\n\n$$|x| = x$$", [P, R]),
        ("> Suppose $x > 0$.\n> $$|x| = x$$\n>\n> $$|x| = x$$", [P, P]),
        ("1. For $x > 0$:\n\n   $$|x| = x$$\n\nNow $$|x| = x$$", [P, R]),
        ("1. For $x > 0$:\n\n   $$|x| = x$$\n\n   $$|x| = x$$", [P, P]),
        ("1. For $x > 0$:\n\n$$|x| = x$$\n\nNow $$|x| = x$$", [P, P]),  # nothing says where the item ends
        ("- A\n  - for $x > 0$ we have $|x| = x$\n  - $|x| = x$", [P, R]),
        ("**Lemma.** $$" + G + "$$\n\n**Lemma.** $$x = 0$$", [P, P]),  # what is optimal is so to the end of the part
        # a line across the page may end what was assumed for a case, and not what is said of all
        (S + "---\n\n$$x |x| = x^2$$", [P, O]),
        (S + "* * *\n\n$$x |x| = x^2$$ $$x + x = 2x$$", [P, O, P]),
        (S + "$$\n-x\n$$\n\n$$x |x| = x^2$$", [P, P]),
        ("Throughout, $x > 0$. $$|x| = x$$\n\n---\n\n$$x |x| = x^2$$", [P, P]),
        # so do footnotes and captions keep what is said in them
        ("Text[^1]. $$x + x = 2x$$\n\n[^1]: Suppose $x > 0$.\n\n$$|x| = x$$", [P, R]),
        ("Text[^1].\n\n[^1]: Suppose $x > 0$.\n    $$|x| = x$$\n\n    $$x |x| = x^2$$\n\n$$|x| = x$$", [P, P, R]),
        ("\\caption{Suppose $x > 0$.} $$|x| = x$$", [R]),
        ("Text.\\footnote{Suppose $x > 0$.} $$|x| = x$$", [R]),
        # words free what was assumed
        (S + "Without this, $$|x| = x$$", [P, R]),
        (S + "We drop the assumption. $$|x| = x$$", [P, R]),
        (S + "We drop the constants. $$|x| = x$$", [P, P]),
        (S + "Now let $x$ and $y$ be arbitrary. $$|x| = x$$", [P, R]),
        (S + "Now let $y$ be arbitrary. $$|x| = x$$", [P, P]),
        ("For $i = j$, $$" + E + " = 1$$\n\nIf not, $$" + E + " = 0$$", [P, P]),
        ("For $i = j$, $$" + E + " = 1$$\n\nIf not, $$" + E + " = 1$$", [P, R]),
        ("Let $x > 0$. $|x| = x$.\n\nLet $x \\in \\mathbb R$. $|x| = x$", [P, R]),
        ("Let $x > 0$. $|x| = x$.\n\nLet $y \\in \\mathbb R$. $|x| = x$", [P, P]),
        ("Let $x > 0$. $|x| = x$.\n\nLet $x \\in \\mathbb R_{>0}$. $|x| = x$", [P, P]),
        ("Let $x \\in \\mathbb R$, $x > 0$. $|x| = x$", [P]),
        ("Let $i \\ne j$. $\\delta_{ij} = 0$.\n\nFor $i, j \\in \\{1, \\dots, n\\}$, $\\delta_{ij} = 0$", [P, R]),
        # what is said of a relation goes on behind it
        ("$x > 0$ cannot be guaranteed. $$|x| = x$$", [R]),
        ("$x > 0$ is too strong. $$|x| = x$$", [R]),
        ("$x > 0$ holds throughout. $$|x| = x$$", [P]),
        ("Recall that $x > 0$ was needed there. $$|x| = x$$", [R]),
        ("Recall that $x > 0$. $$|x| = x$$", [R]),
        # what is not set to 0 is not 0
        ("We do not set $" + G + "$. $$x = 0$$", [P, R]),
        ("We cannot solve $\\frac{\\partial f}{\\partial x} = 0$. $$x = 0$$", [R]),
        ("This is no constraint: we set $" + G + "$. $$x = 0$$", [P, P]),
    ],
)  # fmt: skip
def test_conditions_end_with_what_they_are_said_in(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\begin{lemma}" + S + "\\end{lemma} $$|x| = x$$", [P, R]),
        ("\\begin{lemma}" + S + "\\end{lemma}\n\\begin{proof} $$|x| = x$$\\end{proof} $$|x| = x$$", [P, P, R]),
        ("\\begin{remark}Suppose $x > 0$.\\end{remark} $$|x| = x$$", [R]),
        ("\\begin{assumption}Suppose $x > 0$.\\end{assumption} $$|x| = x$$", [P]),
        ("\\begin{center}" + S + "\\end{center} $$|x| = x$$", [P, P]),
    ],
)  # fmt: skip
def test_conditions_end_with_their_environment(text: str, expected: list[str]) -> None:
    read = read_text("% symcheck: x ∈ ℝ\n\n" + text, "page.tex")
    assert isinstance(read, ReadPage)
    found = [judged_part(part, CheckOptions(diagnose=False), "page.tex") for part in read.parts]
    assert [line.status.value for part in found for chain in part.chains for line in chain.lines] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $g = x^2$. Then $g' = x$.", [R]),
        ("Let $g = x^2$. Let $g' = x$. Then $g' = x$ and $g' = 2x$.", [P, R]),
        ("Let $g = x y$. $g' = x$. Then $g' = x$ and $g' = 2x$.", [U, U, U]),
    ],
)
def test_a_prime_at_a_value_in_one_number_may_be_its_derivative(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def test_what_is_declared_for_a_formula_goes_before_what_the_page_says() -> None:
    text = "$g = 1$, so $g + 1 = 2$. $g + 1 = {n}$ and $g + 1 = 2$"
    assert statuses(text.replace("{n}", "3"), "formula 3: g = 2") == [P, P, P]
    assert statuses(text.replace("{n}", "2"), "formula 3: g = 2") == [P, R, P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\begin{cases} |x| = x & x > 0 \\\\ |x| = -x & x < 0 \\end{cases}", [P, P]),
        ("\\begin{cases} |x| = x, & \\text{if } x > 0 \\\\ |x| = x, & \\text{if } x < 0 \\end{cases}", [P, R]),
        ("\\begin{cases} |x| = x & x > 0 \\\\ |x| = -x & \\text{otherwise} \\end{cases}", [U]),
        ("\\begin{cases} x > 0: & |x| = x \\\\ x < 0: & |x| = x \\end{cases}", [U]),
        ("\\begin{pmatrix} 2x = 3x \\\\ 2y = 2y \\end{pmatrix}", [U]),
        ("\\left\\{ 2x = 3x \\right\\}", [U]),
        ("\\underbrace{2x = 3x}_{why}", [U]),
        ("\\{ k : a_k = 0 \\}", []),
        ("\\{ k \\in n \\mid a_k = 0 \\}", []),
    ],
)  # fmt: skip
def test_what_is_equated_inside_of_one_thing_is_judged_or_told(text: str, expected: list[str]) -> None:
    assert statuses(f"$$x + x = 2x$$ $${text}$$") == [P, *expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is defined under a condition alone has no value elsewhere
        ("$K_{ij} = 1$ for $i = j$. So $\\sum_i K_{ij} = n$.", [U, U]),
        ("For $i = j$, $K_{ij} = 1$. So $\\sum_i K_{ij} = n$.", [U, U]),
        ("$$K_{ij} = 1 \\quad (i = j)$$ So $\\sum_i K_{ij} = n$.", [U, U]),
        ("$q = x$ if $x > 0$. Then $q = |x|$.", [U, U]),
        ("$q = x^2$ where $x > 0$. Then $q = x x$.", [P]),
        ("For $i \\ne j$, $q = a_i a_j$. Then $q = a_j a_i$.", [P]),
        ("$K_{ij} = \\delta_{ij}$. Then for $i = j$ we have $K_{ij} = 1$.", [P]),
        ("$$K_{ij} = \\begin{cases} 1 & i = j \\\\ 0 & i \\ne j\\end{cases}$$ So for $i = j$, $K_{ij} = 1$.", [P]),
        # what follows, and an example, are no conditions
        ("$$|x| = x \\quad\\Rightarrow\\quad x > 0$$", [R]),
        ("$$x > 0 \\quad\\Rightarrow\\quad |x| = x$$", [P]),
        ("$$\\delta_{ij} = 1 \\implies i = j$$", [R]),
        ("$$i = j \\implies \\delta_{ij} = 1$$", [P]),
        ("$|x| = x$, e.g. for $x > 0$.", [R]),
        ("$|x| = x$, for $x > 0$.", [P]),
        # a value that words put in
        ("Setting $x = 0$ we get $f = 1$. Then $f = 1$.", [P, R]),
        ("At $x = 0$, $f = 2$.", [R]),
        ("We arrive at $x = 0$.", [R]),
        ("Setting $q = x^2$ we get $f = q + 2$.", [R]),
        ("We get $x = 0$ by setting $y = 0$.", [R]),
        ("So if $x > 0$, $|x| = x$. So $|x| = x$.", [P, R]),
    ],
)  # fmt: skip
def test_what_words_say_that_something_holds_under(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def test_what_relates_something_at_a_brace_is_told() -> None:
    told = page("$$f = \\underbrace{x^2}_{= x} + \\underbrace{1}_{one}$$").told
    assert [(one.kind, one.reason) for one in told if one.kind == "remark"] == [
        ("remark", "what is said at a brace is not judged")
    ]


def test_what_goes_on_with_an_expression_in_words_is_not_compared_with_another() -> None:
    assert statuses("$$x + x = 2x$$\n\nSimilarly, for $y + y$ we get\n\n$$= 2x$$") == [P, U]
    assert statuses("$$x + x = 2x$$\n\nfrom which we get\n\n$$= 3x$$") == [P, R]
