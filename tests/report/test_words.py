"""Text of the author in the report."""

from symcheck.notation.plain import printable


def test_text_of_the_author_cannot_steer_the_terminal() -> None:
    assert printable("\frac{a}{b} \theta \x1b[31m") == r"\frac{a}{b} \theta \x1b[31m"
    assert printable("a\n   b") == "a b"
    assert printable("plain ŷ_w · Σ") == "plain ŷ_w · Σ"
    assert printable(5) == "5"
