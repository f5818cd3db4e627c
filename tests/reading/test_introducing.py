"""What a page gives a meaning: definitions, solutions, updates, declarations in its prose, each with a wrong twin."""

import pytest

from symcheck.reading.assembling.assembly import read_text
from symcheck.report.model import FileProblem
from tests.reading.pages import lines, page, statuses

P, R, I, U = "proved", "refuted", "ill-formed", "unread"

STATIONARY = "$$\\frac{\\partial}{\\partial x} (x - y)^2 = 2(x - y) = 0$$\n\n"


def defined(text: str, more: str = "") -> list[str]:
    """What a page defines, as written."""
    return [noted.written for noted in page(text, more).formulas.defined if not noted.said]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # one single name is defined, a product of declared things is a claim
        ("$$q = 2x$$\n\n$$q = x + x$$", ["q = 2x"], [P]),
        ("$$q_{new} = 2x$$\n\n$$q_{new} = x$$", ["q_{new} = 2x"], [R]),
        ("$$\\mathrm{RSS} = x^2$$\n\n$$\\mathrm{RSS} = x x$$", ["\\mathrm{RSS} = x^2"], [P]),
        ("$$h1 = x^2$$\n\n$$h1 = x x$$", ["h1 = x^2"], [P]),
        ("$$dW = x^2$$\n\n$$dW = x$$", ["dW = x^2"], [R]),
        ("$$x^2 = x x = y x$$", [], [P, R]),
        ("$$A A = A a$$", [], [I]),
        ("$$y x = x$$", [], [R]),
        ("$$x + x = 2 x = q$$\n\n$$q = 2x$$", ["q"], [P, P]),
        ("$$x + x = 2 x = x q$$", [], [P, U]),
        ("$$q M = 2 q M$$", [], [U]),
        ("$$q = 2 q$$", [], [U]),
        ("$$b_{new} = 2b$$\n\n$$b_{new} = b$$", ["b_{new} = 2b"], [R]),
        # known functions and numbers keep their meaning
        ("$$\\tanh(u) = 2\\sigma(2u) - 1$$", [], [P]),
        ("$$\\tanh(u) = 2\\sigma(u) - 1$$", [], [R]),
        ("$$\\sigma'(u) = \\sigma(u)(1 - \\sigma(u))$$", [], [P]),
        ("$$\\sigma'(u) = \\sigma(u)(1 + \\sigma(u))$$", [], [R]),
        ("$$\\sigma(-u) = 1 - \\sigma(u)$$", [], [U]),
        ("$$\\delta_{ij}^2 = \\delta_{ij}$$", [], [P]),
        ("$$\\delta_{ij}^2 = 2\\delta_{ij}$$", [], [R]),
        ("$$I A = 2 A$$", [], [R]),
        ("$$\\pi = 4$$", [], [R]),
        ("$$I = A^T A$$", [], [R]),
        ("$$\\pi(i) = a_i^2$$\n\n$$\\sum_j \\pi(j) = a^T a$$", ["\\pi(i) = a_i^2"], [P]),
        ("$$\\pi(i) = a_i^2$$\n\n$$\\pi(i) = a_i$$", ["\\pi(i) = a_i^2"], [R]),
        ("$$\\pi(x) = x^2$$", [], [R]),
        # letters of their own where a page says what they are
        ("$$e = a - b$$\n\n$$e^T e = \\|a - b\\|^2$$", ["e = a - b"], [P]),
        ("$$e = a - b$$\n\n$$e^T e = \\|a\\|^2$$", ["e = a - b"], [R]),
        ("Let $I = A^T A$.\n\n$$I^T = I$$", ["I = A^T A"], [P]),
        # a square gives its root a value
        ("$$\\sigma^2 = \\frac1n a^T a$$\n\n$$\\sigma = \\sqrt{a^T a / n}$$", ["\\sigma^2 = \\frac1n a^T a"], [P]),
        ("$$s^2 = a^T a$$\n\n$$s = a^T a$$", ["s^2 = a^T a"], [R]),
        # an update
        ("$a \\leftarrow a - x b = a - b x$\n\n$$a = b$$", ["a \\leftarrow a - x b"], [P, R]),
        ("Let $x^2 = 3$.", [], [R]),  # x is declared: its square is no name
        ("Let $A^T = 3 A$.", [], [R]),
        ("$a \\leftarrow a - x b = a + b x$", ["a \\leftarrow a - x b"], [R]),
        ("$$a = a - x b$$ $$a = 2a$$", [], [R]),  # an update
    ],
)  # fmt: skip
def test_definitions_are_of_single_names(text: str, names: list[str], expected: list[str]) -> None:
    assert (defined(text), statuses(text)) == (names, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what comes out of nothing that is read is no definition
        ("Setting it to zero yields $$\\hat x = 2y$$", [U]),
        ("which vanishes at $\\hat x = 2y$. $$\\hat x = 3y$$", [U, U]),
        ("The solution is $\\hat b = 2a$.", [U]),
        ("$y = y$, so $x_{MLE} = 2y$", [P, U]),
        ("$y = y$, hence $x^* = 2y = y$", [P, U, R]),
        ("$$y = y \\implies \\hat x = 2y$$", [P, U]),
        ("$$y = y \\quad\\text{so}\\quad \\hat x^2 = 2y$$", [P, U]),
        ("At the optimum $\\hat x = 2y$.", [U]),
        ("It is minimised at $y = \\hat x$.", [U]),
        # these are definitions
        ("Let $\\hat x = 2y$. $$\\hat x = 3y$$", [R]),
        ("$y = y$, where $\\hat x = 2y$. $$\\hat x = 3y$$", [P, R]),
        ("We get it if we define $\\hat x = 2y$. $$\\hat x = 3y$$", [R]),
        ("$$\\hat x = 2y$$\n\n$$\\hat x = 3y$$", [R]),
        ("so $\\bar x = 2y$. $$\\bar x = 3y$$", [R]),
        ("so $\\hat x := 2y$. $$\\hat x = 3y$$", [R]),
        ("so $\\hat q = 2y$. $$\\hat q = 3y$$", [R]),  # nothing is said of q, which nothing can solve
    ],
)  # fmt: skip
def test_a_solution_of_nothing_is_no_definition(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so $\\hat x = y$ and $x^* = y$ and $x_{MLE} = y$", [P, P, P, P]),
        ("so $\\hat x = 2y$ and $x^* = 2y$ and $x_{\\text{opt}} = 2y$", [P, R, R, R]),
        ("so $\\bar x = 2y$", [P, R]),
        ("so $\\hat q = 2y$", [P]),
        ("so $\\hat x = y$.\n\n## Next\n\n$\\hat x = 2y$ and $\\hat x = 3y$", [P, P, R, R]),
    ],
)
def test_a_solution_stands_for_its_variable(text: str, expected: list[str]) -> None:
    assert statuses(STATIONARY + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$x q = 2x$$ where $q = 2$.", [P]),
        ("$$x q = 3x$$ where $q = 2$.", [R]),
        ("$$x q = 3x$$ where $q = p$ and $p = 2$.", [R]),
        ("$$x q = 2x$$ where $q = p$ and $p = 2$.", [P]),
        ("$$b_j = b_j q_j$$ where $q_j = 2$.", [R]),
        ("(a) $$x q = 2x$$\n\n(b) $$q = 3$$\n\n(c) $$q := 2$$", [R]),  # the first meaning
        ("$$x q = 2x$$ where $q = p$.", [U]),
        ("$$x r = 2x$$ $$r = 3$$ where $q = 2$.", [R]),
    ],
)
def test_names_are_looked_up_further_on_last(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("$$g = x^2$$\n\n$$dx = 2x$$\n\n$$dx = x$$", [P, R]), ("$$dx = 2x$$\n\n$$g = x^2$$", [P])],
)
def test_definitions_of_the_block_wait_for_the_page(text: str, expected: list[str]) -> None:
    assert statuses(text, "dx = \\partial g/\\partial x") == expected


def test_what_a_block_defines_by_names_that_nothing_gives_is_unread() -> None:
    (definition, use) = lines("$$dx = 2x$$", "dx = \\partial g/\\partial x")
    assert "g is not declared" in definition.reason
    assert use.reason == "dx is not known: what the page declares of it is not read"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $r > 0$.\n\n$$|r| = r$$", [P]),
        ("$$|r| = r$$ where $r > 0$.", [P]),
        ("Let $r < 0$.\n\n$$|r| = r$$", [R]),
        ("If $r > 0$, $|r| = r$. If $r < 0$, $|r| = r$.", [P, R]),
        ("Let $r \\in \\mathbb{R}^n$.\n\n$$r^T b = b^T r$$", [P]),
        ("Let $r \\in \\mathbb{R}^n$.\n\n$$r^T b = r^T r$$", [R]),
        ("$$|r| = r$$", [U]),
    ],
)
def test_prose_declares(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def test_a_refused_definition_is_told_once_and_blamed_where_it_is_used() -> None:
    found = page("$$q = p x$$\n\n$$q = x$$\n\n$$x = q$$")
    (refused,) = found.formulas.defined
    assert refused.written == "q = p x" and refused.said.startswith("not used: p is not declared")
    blamed = [piece.advice for piece in found.told if piece.kind == "unread"]
    assert len(blamed) == 2 and all("page.md:10:3: p is not declared" in text for text in blamed)


def test_undeclared_names_are_told_once_for_a_page() -> None:
    found = page("$$q M = 2 q M$$\n\n$$q x = M$$").formulas
    assert found.undeclared[0] == "not declared on this page:"
    assert sum(line.startswith(("q:", "M:")) for line in found.undeclared) == 2
    assert not page("$$x + x = 2x$$").formulas.undeclared


def test_what_is_left_out_without_loss_is_told() -> None:
    found = read_text(b"<!-- symcheck\nx \\in \\mathbb R\n-->\n$$x + x = 2x\x07$$ caf\xe9", "page.md")
    assert not isinstance(found, FileProblem), found
    latin, hidden = (noted.said for noted in found.formulas.troubles)
    assert latin.startswith("the page is not written in UTF-8") and hidden.startswith("a character is not shown")


TWO_HEADS = "# A\n\n$$L(a, b) = a^T b$$\n\n# B\n\n$$L(a, x, b) = x\\, a^T b$$\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\nabla_a L(a, x, b) = x b$$", [P]),
        (r"$$\nabla_a L(a, x, b) = b$$", [R]),
        (r"$$L(b, x, a) = x a^T b$$", [P]),  # the same number and shapes: a claim
        (r"$$L(b, y, a) = x a^T b$$", ["undecided"]),
    ],
)
def test_a_function_of_other_arguments_is_another_one(text: str, expected: list[str]) -> None:
    assert statuses(TWO_HEADS + text) == expected


def test_a_function_of_one_number_is_not_defined_again_for_vectors() -> None:
    assert statuses("$$g(x) = x^2$$\n\n$$g(a) = a^T a + 1$$")[-1] != P


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a vector below a name is no index: the whole is a name
        (r"$$a_v = v^T a$$ $$a_v^2 = (v^T a)^2$$", [P]),
        (r"$$a_v = v^T a$$ $$a_v = 2 v^T a$$", [R]),
        (r"$$\sum_v a_v = \sum_i a_i$$", [P]),  # here it is one, which the sum binds
        (r"$$a_v + b_i = b_i + a_v$$", [U]),
        # what is where an optimum is attained is solved for, and nothing is read that says so
        (r"$$x = \arg\min_s (s - y)^2$$ This can be solved as $$x = y$$", [U]),
        (r"$$x = \arg\min_s (s - y)^2$$ $$\lambda = 2$$", [R]),
    ],
)
def test_names_below_which_a_vector_stands_and_what_attains_an_optimum(text: str, expected: list[str]) -> None:
    assert statuses(text, "v ∈ ℝ^n; \\lambda > 0") == expected


ELSEWHERE = "# A\n\n$$u = 3x + 2$$\n\n$$k = 2 + 3$$\n\nLet $v \\in \\mathbb{R}^d$. $$u = 2 + 3x$$\n\n# B\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # under another heading a name of the page may mean another thing: an example's numbers, another type
        (r"$$u = \begin{pmatrix} 1 \\ 2 \end{pmatrix}$$ $$u^T u = 5$$", [P]),
        (r"$$u = \begin{pmatrix} 1 \\ 2 \end{pmatrix}$$ $$u^T u = 6$$", [R]),
        (r"$$u = [1, 2]^T$$ $$u^T u = 5$$", [P]),  # a list under a name is a column
        (r"$$u = (1, 2)$$ $$u u^T = 5$$", [I]),
        (r"$$u = 2x + 2$$", ["undecided"]),  # no example: it may be another one
        (r"$$k = 6$$", [R]),  # nor is this: it was 5
        (r"$$u = 5$$", [R]),  # nor this: a number may be what it comes to
        (r"Let $v \in \mathbb{R}^n$. $$v^T a = a^T v$$", [P]),
        (r"Let $v \in \mathbb{R}^n$. $$v^T a = b^T v$$", [R]),
        (r"Let $a \in \mathbb{R}^d$. $$a^T a = \|a\|^2$$", [U, P]),  # what the block declares is nothing else
    ],
)
def test_another_part_may_mean_another_thing(text: str, expected: list[str]) -> None:
    assert statuses(ELSEWHERE + text) == [P, *expected]
