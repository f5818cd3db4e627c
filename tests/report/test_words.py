"""Text of the author in the report."""

from symcheck.notation.plain import printable, sizes_text


def test_text_of_the_author_cannot_steer_the_terminal() -> None:
    assert printable("\frac{a}{b} \theta \x1b[31m") == r"\frac{a}{b} \theta \x1b[31m"
    assert printable("a\n   b") == "a b"
    assert printable("plain ŷ_w · Σ") == "plain ŷ_w · Σ"
    assert printable(5) == "5"


def test_entries_of_names_with_brackets_are_told_as_entries() -> None:
    values = (("W^{[1]}[1, 2]", "-3"), ("z^{[1]}", "1/2"), ("b[2]", "≈ 0.5"), ("x_{[t]}[-1]", "2"), ("n", 2))
    assert sizes_text(values) == "W^[1]_12 = −3, z^[1] = 1/2, b_2 ≈ 0.5, x_{[t],-1} = 2, n = 2"
