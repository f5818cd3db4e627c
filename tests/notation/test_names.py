"""Names as they are printed: a letter and its subscripts."""

import pytest

from symcheck import *
from symcheck.notation.names import respelled, unicode_name


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


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("g_i", "g_k"),
        (r"\hat g_{i}", r"\hat g_{k}"),
        ("g_ij", "g_k_j"),
        (r"g_{i,j}^{(i)}", r"g_{k,j}^{(k)}"),
        (r"J_{\text{pic}}", r"J_{\text{pic}}"),
        ("i_1", "i_1"),
    ],
)
def test_an_index_in_the_scripts_of_a_name_may_have_another_letter(name, shown):
    assert respelled(name, {"i": "k", "j": "j"}) == shown
