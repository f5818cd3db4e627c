"""Names as they are printed: a letter and its subscripts."""

import pytest

from symcheck import *
from symcheck.notation.names import unicode_name


@pytest.mark.parametrize(
    ("name", "letter", "subscripts"),
    [
        (r"\hat y", "ŷ", ()),
        (r"\hat{y}_c", "ŷ", ("c",)),
        (r"\bar{\mathbf{x}}", "x̄", ()),
        (r"J_{\text{nsn}}", "J", ("nsn",)),
        (r"\sigma^2", "σ²", ()),
        ("y_hat", "ŷ", ()),
        ("alpha_1", "α", ("1",)),
        ("W_i", "W", ("i",)),
        ("ell", "ℓ", ()),
        (r"\unknown", "unknown", ()),
    ],
)
def test_names(name, letter, subscripts):
    assert unicode_name(name) == (letter, subscripts)
