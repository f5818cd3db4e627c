"""What words say of a matrix where a page first speaks of it is taken, and in no case what may be said otherwise."""

import pytest

from symcheck.reading.assembling.assembly import ReadPage, read_text
from tests.reading.pages import statuses

P, R = "proved", "refuted"
IN = "\\in \\mathbb{R}^{d \\times d}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"Let $S {IN}$ be symmetric.", P),
        (f"Let $S, Q {IN}$ be symmetric.", P),
        (f"Let $S {IN}$ be a symmetric positive definite matrix, $Q {IN}$.", P),
        (f"with a symmetric $S {IN}$,", P),
        (f"where $S {IN}$ is positive definite and $Q {IN}$ is not used.", P),
        (f"Let $S {IN}$ be given.", R),
        (f"If $S {IN}$ is symmetric, it has real eigenvalues.", "undecided"),
        (f"Let $S {IN}$ be not symmetric.", R),
        (f"Let $S {IN}$ be symmetric. Now let $S$ be arbitrary.", R),
        (f"Let $S {IN}$. Hence $S$ is symmetric.", R),
        (f"Let $S {IN}$. Let $S$ be symmetric.", P),  # it was spoken of before: from here on
        (f"Let $Q {IN}$ be symmetric and $S {IN}$.", R),
        (f"Let $S$ be symmetric, with $S {IN}$.", P),
        (f"We look at $S + S^T$ with $S {IN}$ symmetric.", P),
        (f"We look at $S + S^T$. Let $S {IN}$ be symmetric.", P),
        (f"Suppose $S {IN}$ is symmetric.", P),  # that is a case, and told
        (f"Let $S {IN}$ be symmetric. For other $S$ this is not so.", R),
        (f"Let $S {IN}$ be symmetric, for now.", P),
        (f"Let $S {IN}$ be symmetric.\n\n# B\n\nLet $S {IN}$.", R),
    ],
)
def test_a_matrix_is_symmetric_where_words_say_so(words: str, expected: str) -> None:
    assert statuses(f"{words} $$S = S^T$$ $$S + S = 2S$$ $$S = 2S$$") == [expected, P, R]


def test_it_stands_in_the_block_that_is_proposed() -> None:
    page = "Let $M$ be symmetric. $$x^T M x = x^T M^T x$$ $$M q = \\lambda q$$"
    found = read_text(page, "page.md")
    assert isinstance(found, ReadPage)
    block = "\n".join(found.formulas.undeclared)
    assert "symmetric" in block.split("<!--")[1]
