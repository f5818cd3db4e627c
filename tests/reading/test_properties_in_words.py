"""What words say of a declared name is assumed where they do no more than that, and ends as any other case does."""

import pytest

from tests.reading.pages import lines, statuses

P, R, O = "proved", "refuted", "undecided"
MORE = "S, Q ∈ ℝ^{d×d};  v ∈ ℝ^d"
TURNED = "$$\\nabla_v (v^T S v) = 2 S v$$"
SQUARE = " $$\\sqrt{x^2} = x.$$ "


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Let $S$ be symmetric. Then", P), ("Suppose $S$ is symmetric. Then", P), ("For symmetric $S$,", P),
        ("A symmetric matrix $S$ gives", P), ("Since $S$ is symmetric, we get", P), ("Here $S$ is symmetric.", P),
        ("Throughout, $S$ is symmetric.", P), ("Let $S, Q$ be symmetric matrices.", P), ("If $S$ is symmetric,", P),
        ("Let $S$ be a symmetric positive definite matrix. Then", P), ("Let $S$ be diagonal. Then", P),
        ("Let $S \\in \\mathbb{R}^{d \\times d}$ be symmetric. Then", P), ("Since $S = S^T$, we get", P),
        ("Let $S = S^T$. Then", P), ("Sei $S$ symmetrisch. Dann gilt", P),
        ("Let $S$ be invertible. Then", R), ("Let $Q$ be symmetric. Then", R), ("Let $S$ be not symmetric. Then", R),
        ("Hence $S$ is symmetric.", R), ("We show that $S$ is symmetric.", R), ("Let $S$ be symmetric or diagonal.", R),
        ("Suppose not that $S$ is symmetric.", R), ("Nothing says whether $S$ is symmetric.", R),
        ("For non-symmetric $S$,", R), ("$S$ is symmetric if $d = 1$.", R), ("$S$ would be symmetric.", R),
        ("Let $S$ be symmetric. For general matrices,", O), ("Let $S$ be symmetric. Now $S$ is not symmetric.", R),
        ("Let $S$ be symmetric. Now $S$ is no longer symmetric.", R), ("Let $S + Q$ be symmetric. Then", R),
        ("Let $S$ be positive semidefinite. Then", R), ("The product of $Q$ and a symmetric $S$ is", R),
    ],
)  # fmt: skip
def test_a_matrix_is_what_words_say_of_it(words: str, expected: str) -> None:
    assert statuses(f"{words} {TURNED}", MORE) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Let $x$ be positive. Then{SQUARE}", P), (f"For positive $x$,{SQUARE}", P),
        (f"Throughout, $x$ is positive.{SQUARE}", P), (f"Here $x$ is a positive number.{SQUARE}", P),
        ("We have $\\sqrt{x^2} = x$ for positive $x$.", P), ("$$\\sqrt{x^2} = x$$ where $x$ is non-negative.", P),
        (f"Since $x$ is positive,{SQUARE}", O), (f"Let $x$ be negative. Then{SQUARE}", R),
        (f"Let $y$ be positive. Then{SQUARE}", R), (f"Let $x$ be positive or zero.{SQUARE}", R),
        (f"Let $x$ be positive. For negative $x$,{SQUARE}", R), (f"Then $x$ is positive.{SQUARE}", R),
        ("We have $\\sqrt{x^2} = x$ unless $x$ is positive.", R), ("$\\sqrt{x^2} = x$ for negative $x$.", R),
        ("$\\sqrt{x^2} = x$, and $y = y$ for positive $x$.", O),
    ],
)  # fmt: skip
def test_a_number_has_the_sign_that_words_tell(text: str, expected: str) -> None:
    assert statuses(text)[0] == expected


def test_an_orthogonal_matrix_keeps_lengths() -> None:
    text = "We get $$\\|Q v\\|^2 = v^T v$$ where $Q$ is orthogonal. $$\\|S v\\|^2 = v^T v$$"
    assert statuses(text, MORE) == [P, R]


def test_it_ends_with_its_heading() -> None:
    text = f"# A\n\nLet $S$ be symmetric. Then {TURNED}\n\n# B\n\n{TURNED}"
    first, second = lines(text, MORE)
    assert [first.status.value, second.status.value] == [P, R]


def test_it_is_left_as_any_other_case_is() -> None:
    text = f"Let $S$ be symmetric. Then {TURNED} "
    assert statuses(f"{text}Therefore {TURNED}", MORE) == [P, P]
    assert statuses(f"{text}Without this assumption, {TURNED}", MORE) == [P, R]
    assert statuses(f"{text}Now $S$ is no longer symmetric. {TURNED}", MORE)[1] in (R, O)
    for words in ("The matrix is no longer symmetric.", "Take non-symmetric ones.", "The matrix is not symmetric."):
        assert statuses(f"Let $S$ be symmetric. {words} {TURNED}", MORE) == [O], words
    throughout = f"Throughout, $S$ is symmetric. {TURNED} "
    assert statuses(f"{throughout}The rest goes on with it. {TURNED}", MORE)[0] == P
    assert statuses(f"{throughout}Now $S$ is no longer symmetric. {TURNED}", MORE)[1] in (R, O)


@pytest.mark.parametrize("words", ["Since $x > 0$, we get", "For $x > 0$ the root is", "As $x \\ge 0$ there, this is"])
def test_what_may_be_a_condition_in_its_sentence_leaves_what_is_right_under_it_open(words: str) -> None:
    assert statuses(f"{words} {SQUARE}") == [O]
    assert statuses(f"{words} $$\\sqrt{{x^2}} = -x - 1.$$") == [R]
    assert statuses(f"{words} $$x + x = 2x.$$ $$\\sqrt{{x^2}} = x$$") == [P, O]


def test_what_is_said_to_lie_in_its_set_again_is_anything_there() -> None:
    again = "Let $S \\in \\mathbb{R}^{d \\times d}$."
    for words in ("Let $S$ be symmetric. Then", "Let $S = S^T$. Then"):
        assert statuses(f"{words} {TURNED[:-2]}.$$ {again} {TURNED}", MORE) == [P, R]
        assert statuses(f"{words} {TURNED} {again} {TURNED}", MORE)[1] in (R, O)


def test_what_is_said_respectively_is_said_of_none() -> None:
    assert statuses(f"Let $Q$ and $S$ be symmetric and diagonal, respectively. {TURNED}", MORE) == [R]


@pytest.mark.parametrize(
    "words",
    [
        "Every symmetric $A$ is nice.",
        "A symmetric $A$ is rare.",
        "# One\n\nLet $A$ be symmetric.\n\n# Two\n\n",
    ],
)
def test_a_symmetric_matrix_that_is_spoken_of_is_not_this_one(words: str) -> None:
    assert "proved" not in statuses(f"{words} $\\nabla_a (a^T A a) = 2 A a$.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Let $B$ be orthogonal and $A$ symmetric.", "proved"), ("The matrix $A$ is assumed symmetric.", "proved"),
        ("Let $A$ be symmetric, $B$ invertible.", "proved"), ("Let $B$ be orthogonal and $A$ square.", "refuted"),
        ("Let $B$ be orthogonal or $A$ symmetric.", "refuted"), ("Let $A$ be square and $B$ symmetric.", "refuted"),
        ("Let $B$ be orthogonal and $A$ not symmetric.", "refuted"), ("The matrix $B$ is symmetric.", "refuted"),
    ],
)  # fmt: skip
def test_one_sentence_says_it_of_several(words: str, expected: str) -> None:
    found = statuses(f"{words} $\\nabla_a (a^T A a) = 2 A a$.", more="B ∈ ℝ^{n×n}")
    assert found == [expected]


@pytest.mark.parametrize(
    "words",
    ["To show: $A$ is symmetric.", "Claim. The matrix $A$ is symmetric.", "It follows that $A$ is symmetric.",
     "Goal: the matrix $A$ is symmetric.", "Where $A$ is symmetric we are done."],
)  # fmt: skip
def test_what_is_to_be_shown_is_not_assumed(words: str) -> None:
    assert "proved" not in statuses(f"{words} $\\nabla_a (a^T A a) = 2 A a$.")


@pytest.mark.parametrize("words", ["In what follows, $A$ is symmetric.", "Theorem 1. Let $A$ be symmetric."])
def test_what_is_assumed_for_it_is(words: str) -> None:
    assert statuses(f"{words} $\\nabla_a (a^T A a) = 2 A a$.") == ["proved"]
