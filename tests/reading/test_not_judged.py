"""What is equated on a page and not judged is named; what is no label, no option and no remark is judged."""

import pytest

from symcheck.reading.assembling.assembly import ReadPage, read_text
from tests.reading.pages import page, statuses

P, R, U = "proved", "refuted", "unread"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$q = 2x$$", ["q = 2x"]),
        ("$$q = 2x, \\quad x + x = 2x, \\quad r = 3x$$", ["q = 2x", "r = 3x"]),  # pieces of one formula
        ("Let $q = 2x$, where $r = 3x$.", []),  # words say so
        ("$$q := 2x$$", []),
        ("$$q = 2x$$ <!-- symcheck: definition -->", []),
        ("$$q = 2x$$ <!-- symcheck: remark -->", []),
        ("$P(Y=1) \\approx x$", []),  # nothing is equated outside of brackets
        ("$$x + x = 2x \\quad \\text{(as } a = 2\\text{)}$$", []),  # it is judged
    ],
)
def test_what_is_taken_for_a_definition_is_listed(text: str, expected: list[str]) -> None:
    found = page(f"{text}\n\n$$y + y = 2y$$").formulas.unjudged
    assert [noted.written for noted in found] == expected
    assert all("taken for a definition" in noted.said for noted in found)


@pytest.mark.parametrize(
    "text",
    [
        r"$$\int_0^\infty e^{-x s} ds = \frac{2}{x}$$",
        r"$$\frac{1}{x} = \int_0^\infty e^{-x s} ds$$",
        r"so $\lim_{x \to 0} \frac{\sin x}{x} = 2$.",
        r"$$\sup_x \tanh x = 1$$",
        r"$$\mathrm{rank}(A) = n$$",
        r"$$\arg\max_x (-x^2) = 3$$",
        r"$$2y = \operatorname{argmax}_x (-x^2)$$",
        r"$$x^* = \arg\min_x (x - y)^2 = y + 0$$",
    ],
)
def test_a_value_of_what_no_rule_reads_does_not_pass(text: str) -> None:
    """Nor is anything asked of the names that stand in it alone, the operator's among them."""
    found = page(f"{text}\n\n$$x + x = 2x$$")
    assert sorted(piece.kind for piece in found.told if piece.kind != "remark") == ["claim", "claim", "claim", "unread"]
    assert statuses(f"{text}\n\n$$x + x = 2x$$ $$x + x = 3x$$") == [U, P, R]
    asked = page(f"{text}\n\n$$x + x = 2x + q$$").formulas.undeclared
    assert not any(line.startswith(("lim", "sup", "rank", "d ", "d:", "s:")) for line in asked)
    assert statuses(f"{text} <!-- symcheck: remark -->\n\n$$x + x = 2x$$") == [P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$\arg\max_x (-x^2) = y$", [r"\arg\max_x (-x^2) = y"]),
        (r"$$\hat x = \operatorname{argmax}_x (-x^2)$$", [r"\hat x = \operatorname{argmax}_x (-x^2)"]),
        (r"$$(\hat x, \hat y) = \arg\max_{x,y} (-x^2)$$", [r"(\hat x, \hat y) = \arg\max_{x,y} (-x^2)"]),
        (r"$$\arg\max_x (-x^2) = \arg\min_x x^2$$", [r"\arg\max_x (-x^2) = \arg\min_x x^2"]),
        (r"$$\int f\,dx = \int g\,dx$$", [r"\int f\,dx = \int g\,dx"]),
        (r"$$\log x = \log \int p(x, z)\,dz$$", [r"\log x = \log \int p(x, z)\,dz"]),
        (r"$$x^2 \ge 2 x$$", [r"x^2 \ge 2 x"]),
        (r"$$x^2 < x$$", ["x^2 < x"]),
        (r"$$x^2 \approx x$$", []),
        (r"$$x^2 \ge 2 x$$ <!-- symcheck: remark -->", []),
    ],
)
def test_a_remark_that_relates_anything_is_listed(text: str, expected: list[str]) -> None:
    found = page(f"{text}\n\n$$y + y = 2y$$").formulas.unjudged
    assert [noted.written for noted in found] == expected
    assert all("taken for a remark" in noted.said for noted in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$\langle a, b\rangle = \|a\|\|b\|$", [R]),
        (r"$\langle a, b\rangle = a^T b$", [P]),
        (r"$|x| = \|x\|$", [P]),
        (r"$(x) = (y)$", [R]),
        (r"$(2) = (3)$ and $x + x = 2x$", [P]),  # numbers of equations
        (r"$$\begin{align} [x] =& x + x \\ [y] =& y \end{align}$$", [R, P]),
        (r"$$\begin{aligned}[t] x + x &= 2x \\ &= 3x \end{aligned}$$", [P, R]),
    ],
)
def test_brackets_are_no_labels(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def text_file(text: str) -> list[str]:
    """The ids of the parts of a text file and, behind each, how its lines are written."""
    found = read_text(f"<!-- symcheck\nsizes n; A, B ∈ ℝ^{{n×n}}; x ∈ ℝ\n-->\n{text}", "page.txt")
    assert isinstance(found, ReadPage), found
    return [line for p in found.parts for c in p.build() or () for line in (p.id, c.first.latex, c.lines[0].latex)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + x = 3x", ["page", "x + x", "3x"]),  # directly behind the declarations
        ("\nx + x = 3x", ["page", "x + x", "3x"]),
        ("(8) (AB)ᵀ = BᵀAᵀ", ["8", "(AB)ᵀ", "BᵀAᵀ"]),
        ("(8) AB = BA\n\n(9) (A+B)ᵀ = BᵀAᵀ", ["8", "AB", "BA", "9", "(A+B)ᵀ", "BᵀAᵀ"]),
        ("(1) AB = BA\n\n(4) (AB)ᵀ = BA", ["1", "AB", "BA", "4", "(AB)ᵀ", "BA"]),
        ("(2)(x + x) = 4x", ["page", "(2)(x + x)", "4x"]),
    ],
)
def test_text_behind_a_comment_and_numbers_before_it(text: str, expected: list[str]) -> None:
    assert text_file(text) == expected


def test_a_number_before_a_formula_in_dollars_is_pointed_out() -> None:
    assert statuses("$(8) (x + x) = 2x$") == [U, R]
    assert statuses("$(8) (x + x) = 2x$\n\n$(9) (y + y) = 2y$") == [P, P]


def test_a_sign_that_a_text_speaks_of_claims_nothing() -> None:
    assert statuses(r"With $$\circ$$ entry by entry $$a \circ b = b \circ a$$") == [P]
    assert statuses(r"$$a \circ b = b \circ a$$ $$\circ b$$") == [P, U]
