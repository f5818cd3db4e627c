"""Names that a page gives a type before it gives them a value, and derivatives of what has no value: no void proofs."""

import pytest

from tests.reading.pages import lines, page, statuses

P, R, I, U, D = "proved", "refuted", "ill-formed", "unread", "undecided"

BLOCK = r"W ∈ ℝ^{d×n}; L(h) unknown; v ∈ ℝ; index t ∈ d; k_t ∈ ℝ^n for t ∈ d"
TYPED = r"Let $h \in \mathbb{R}^d$ be given by $$h = Wa$$ "
CHAIN = (
    r"$$\frac{\partial L}{\partial a} = %s \left(\frac{\partial h}{\partial a}\right)^T \frac{\partial L}{\partial h}$$"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TYPED + CHAIN % "", [P]),
        (TYPED + CHAIN % "7", [R]),
        (TYPED + "$$h = 2Wa$$", [R]),
        (r"Let $h \in \mathbb{R}^n$ be given by $$h = Wa$$", [I]),  # of another shape
        (r"Let $h \in \mathbb{R}^d$, $Q = \|h\|^2$. $$h = Wa$$ $$\frac{\partial Q}{\partial a} = 2W^Th$$", [P]),
        (r"Let $h \in \mathbb{R}^d$, $Q = \|h\|^2$. $$h = Wa$$ $$\frac{\partial Q}{\partial a} = 3W^Th$$", [R]),
        (r"Let $q \in \mathbb{R}$. If the class is $q = 1$ then $$q x = x$$", [R]),  # a value in prose defines nothing
        (r"Let $q \in \mathbb{R}$. $$\frac{\partial q^2}{\partial q} = 2q$$ $$q = x y$$", [P, R]),  # it is a variable
        (r"Let $q \in \mathbb{R}$. $$q = 2q$$", [R]),
        (r"Let $s_t \in \mathbb{R}^n$. $$s_t = 2k_t$$ $$\frac{\partial s_t}{\partial k_t} = 2I$$", [P]),
        (r"Let $s_t \in \mathbb{R}^n$. $$s_t = 2k_t$$ $$\frac{\partial s_t}{\partial k_t} = 3I$$", [R]),
        (r"Let $s_t \in \mathbb{R}^n$. $$s_t = s_{t-1} + k_t$$ $$\frac{\partial s_t}{\partial k_t} = 7A$$", [U]),
        (r"Let $s_t \in \mathbb{R}^n$. $$s_t = s_{t-1} + k_t$$ $$\frac{\partial s_t}{\partial k_t} = 0$$", [U]),
        (r"Let $a \in \mathbb{R}^n$. $$a = 2b$$", [R]),  # what the block declares stays a variable
    ],
)
def test_a_type_alone_makes_no_variable(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


def test_what_was_used_as_a_variable_before_has_two_meanings() -> None:
    """In another part nothing says that the value is meant."""
    text = "## One\n\nLet $h \\in \\mathbb{R}^d$, $Q = \\|h\\|^2$.\n\n## Two\n\n$$h = Wa$$ $$Q = 2\\|Wa\\|^2$$"
    assert statuses(text, BLOCK) == [U]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\frac{\partial v}{\partial x} = y \frac{\partial v}{\partial y}$$", [D]),
        (r"$$\frac{\partial v}{\partial x} = 2 \frac{\partial v}{\partial x}$$", [D]),
        (r"$$\frac{\partial v}{\partial x} = 0$$", [P]),  # it is claimed
        (r"$$\frac{\partial v}{\partial x} = y$$", [R]),
        (r"$$\frac{\partial (x + v)}{\partial x} = 1 + \frac{\partial v}{\partial x}$$", [P]),
        (r"$$\frac{\partial f}{\partial x} = 2x$$", [P]),
        (r"$$\frac{\partial a_1}{\partial a_2} = y \frac{\partial a_1}{\partial a_2}$$", [D]),  # of its own entries
        (r"$$\frac{\partial a_i}{\partial a_j} = \delta_{ij}$$", [P]),
    ],
)
def test_both_sides_are_0_by_want_of_a_value(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


def test_what_has_no_value_is_named() -> None:
    told = lines(r"$$\frac{\partial v}{\partial x} = y \frac{\partial v}{\partial y}$$", BLOCK)[0].reason
    assert "v does not depend on x here" in told and "v(x) unknown" in told


def test_the_definition_is_listed() -> None:
    assert [noted.written for noted in page(TYPED + "$$x + x = 2x$$", BLOCK).formulas.defined] == ["h = Wa"]
