"""Values that a text gives beside a formula, and names that are declared before they are given a value."""

from tests.reading.pages import lines, statuses

P, R, D = "proved", "refuted", "undecided"


def test_what_rests_on_values_in_its_sentence_is_open() -> None:
    (line,) = lines("For example ($x = 1$, $y = 2$) we get $f = y$.")
    assert (line.status.value, "assume x = 1" in line.reason, "assume y = 2" in line.reason) == (D, True, True)
    assert statuses("For example ($x = 1$, $y = 2$) this is small. $$f = y$$") == [R]
    assert statuses("For example ($x = 1$, $y = 2$) we get $f = x^2 + 1$.") == [P]


def test_a_declared_name_is_told_how_it_is_defined() -> None:
    value, slope = lines(r"$$E = \frac12 \|b - a\|^2$$ $$\nabla_b E = b - a$$", "E ∈ ℝ")
    assert (value.status.value, "Let E = …" in value.reason) == (R, True)
    assert (slope.status.value, "E has no value here that depends on b" in slope.reason) == (R, True)
    assert statuses(r"Let $E = \frac12 \|b - a\|^2$. $$\nabla_b E = b - a$$ $$\nabla_b E = b + a$$", "E ∈ ℝ") == [P, R]
    (assumed,) = lines("$$y = 2x$$", "assume y = 3x")
    assert "Let y" not in assumed.reason
