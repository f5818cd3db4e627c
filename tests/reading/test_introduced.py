"""What a page declares by the way: in a formula of its own, or under a symbol."""

import pytest

from symcheck.reading.declaring.introduced import declare
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Problem
from tests.reading.declaring import row, scope, shown
from tests.reading.pages import statuses

READ = [
    ("", r"U \in \mathbb{R}^{V \times d}", {"U": "matrix [1..V, 1..d]", "V": "size V", "d": "size d"}),
    ("", r"\mathbf{x}, y \in \mathbb{R}^n", {"x": "column [1..n]", "y": "column [1..n]"}),
    ("", r"v_c \in \mathbb{R}^{d},", {"v_c": "column [1..d]"}),
    ("", r"x \in \mathbb{R}", {"x": "number []"}),
    ("", r"x \in \mathbb{R}^n, A \in \mathbb{R}^{n\times n}", {"x": "column [1..n]", "A": "matrix [1..n, 1..n]"}),
    ("", r"x, b \in \mathbb{R}^n \text{ and } c \in \mathbb{R}", {"b": "column [1..n]", "c": "number []"}),
    ("", r"y = 2, \quad x \in \mathbb{R}", {"x": "number []"}),
    ("", r"x \in \mathbb{R}^{1 \times n}", {"x": "row [1..n]"}),
    ("sizes n, d", r"x_1, \dots, x_n \in \mathbb{R}^d.", {"x": "column [1..n, 1..d] lead 1"}),
    ("sizes n", r"x_0, \ldots, x_{n} \in \mathbb{R}", {"x": "column [0..n]"}),
    ("sizes n; index i ∈ n", r"x_i \in \mathbb{R}", {"x": "column [1..n]"}),
    ("sizes n; index i ∈ n", r"x^{(i)} \in \mathbb{R}^d", {"x": "column [1..n, 1..d] lead 1 above"}),
    ("sizes n", r"i \in \{1, \dots, n\}", {"i": "index 1..n"}),
    ("", r"\underset{n\times m}{Z} = \underset{n \times d}{W} X", {"Z": "matrix [1..n, 1..m]", "d": "size d"}),
    ("", r"\underset{(n\times 1)}{b} = c", {"b": "column [1..n]"}),
    ("", r"\underset{2\times 3}{A} = 1", {"A": "matrix [1..2, 1..3]"}),
    ("sizes n; U ∈ ℝ^{n×n} symmetric", r"U \in \mathbb{R}^{n\times n}", {"U": "matrix [1..n, 1..n]"}),
]  # fmt: skip


@pytest.mark.parametrize(("block", "formula", "things"), READ, ids=[formula for _, formula, _ in READ])
def test_declared_by_a_formula(block, formula, things):
    found = declare(scope(block), row(formula))
    assert isinstance(found, Scope)
    assert {name: shown(found.get(name)) for name in things} == things


NOTHING = ["x = 2", r"w \in V", r"x \in A \subset B", "x", r"\underset{x}{y} = 2", r"\in \mathbb R",
           r"\underbrace{x}_{a b} + 1"]  # fmt: skip


@pytest.mark.parametrize("formula", NOTHING)
def test_what_declares_nothing(formula):
    assert declare(scope("sizes V"), row(formula)) is None


WRONG = [
    ("x ∈ ℝ", r"x \in \mathbb{R}^d", "declared as something else"),
    ("x ∈ ℝ", r"y \in \mathbb{R}^x", "declared as something else than a size"),
    ("sizes n, m", r"x_1, \dots, y_n \in \mathbb{R}", "are not one name"),
    ("sizes n, m", r"x_1, \dots \in \mathbb{R}", "the first and the last"),
    ("", r"x \in \mathbb{R}^{n m}", "a size is a sum"),
    ("x ∈ ℝ", r"\underset{n\times m}{x} = 1", "declared as something else"),
]


@pytest.mark.parametrize(("block", "formula", "reason"), WRONG, ids=[formula for _, formula, _ in WRONG])
def test_what_disagrees_is_a_problem(block, formula, reason):
    found = declare(scope(block), row(formula))
    assert isinstance(found, Problem)
    assert reason in found.reason


def test_a_vector_of_a_few_numbers() -> None:
    right, wrong = "$$z^T z = \\sum_{i=1}^D z_i$$ ", "$$z^T z = 2\\sum_{i=1}^D z_i$$ "
    assert statuses("Let $z \\in \\{0,1\\}^D$. " + right + wrong) == ["proved", "refuted"]
    assert statuses("Let $z \\in \\{0,2\\}^D$. " + wrong + right) == ["proved", "refuted"]
    slope = "For $z \\in \\{0,1\\}^D$ and $p \\in \\mathbb{R}^D$, $$\\nabla_p (z^T p) = z$$ $$\\nabla_p (z^T p) = p$$"
    assert statuses(slope) == ["proved", "refuted"]
