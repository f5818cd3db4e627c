"""No right result and no mistake is told where the author's first expression is not what a line was compared with, or
where it is 0 only since something is missing on the page."""

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.verdict import LineVerdict
from symcheck.judging.options import CheckOptions
from tests.reading.pages import page

P, R, I = "proved", "refuted", "ill-formed"


def lines(text: str, more: str) -> list[LineVerdict]:
    parts = page(text, more).parts
    return [x for part in parts for c in check_part(part, CheckOptions(samples=2)).chains for x in c.lines]


def told(line: LineVerdict) -> tuple[bool, bool, bool]:
    return bool(line.right_result), bool(line.diagnoses), bool(line.differs_by)


STEPS = "sizes p, q, T; h_t ∈ ℝ^p for t ∈ 0..T; W ∈ ℝ^{p×p}; M ∈ ℝ^{p×q}; z ∈ ℝ^p; u ∈ ℝ^q"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\frac{\partial h_t}{\partial h_{t-1}} = W^T \mathrm{diag}(1 - h_t^2)$$", [I]),
        (r"$$\nabla_u \|M^T u - z\|^2 = 3M^T(Mu - z)$$", [I]),
        (r"$$M M = W + W = 3W$$", [I, R]),  # the third is compared with the second
    ],
)
def test_a_side_in_place_of_one_that_cannot_be_built_is_no_right_result(text: str, expected: list[str]) -> None:
    found = lines(text, STEPS)
    assert sorted(x.status.value for x in found) == sorted(expected)
    assert not any(any(told(line)) for line in found)


def test_a_first_expression_that_can_be_built_has_one() -> None:
    (line,) = lines(r"$$\nabla_u \|M u - z\|^2 = 3M^T(Mu - z)$$", STEPS)
    assert (line.status.value, line.right_result != "") == (R, True)


LOST = "s > 0; r ∈ ℝ; sizes p, T; h_t ∈ ℝ^p for t ∈ 0..T; c ∈ ℝ^p; index t ∈ 1..T; m = r^2 + y r"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"$$\frac{\partial m}{\partial s} = -\frac{1}{2 s} + \frac{r}{s^2}$$", "m does not depend on s"),
        (r"$$\frac{\partial m}{\partial s^2} = -\frac{1}{2 s^2}$$", "does not depend on s"),
        (r"$$\frac{\partial h_t}{\partial c} = \mathrm{diag}(1 - h_t^2)$$", "h has no value here that depends on c"),
        (r"$$\frac{\partial h_t}{\partial h_{t-1}} = \mathrm{diag}(1 - h_t^2)$$", "an entry of h does not depend on"),
    ],
)
def test_what_does_not_depend_is_asked_for_and_no_mistake_is_named(text: str, said: str) -> None:
    (line,) = lines(text, LOST)
    assert (line.status.value, told(line)) == (R, (False, False, False))
    assert said in line.reason


def test_a_derivative_that_depends_has_a_right_result() -> None:
    (line,) = lines(r"$$\frac{\partial m}{\partial r} = 2r - y$$", LOST)
    assert (line.status.value, line.right_result) == (R, "2 r + y")
    assert "as read" not in line.reason


def test_what_is_0_is_mended_to_0_alone() -> None:
    (line,) = lines(r"$$\frac{d}{dr}(\sin^2 r + \cos^2 r) = 2\sin r\cos r - 2 r$$", LOST)
    assert (line.status.value, line.right_result, line.diagnoses) == (R, "0", ())


def test_a_question_put_again_is_no_answer() -> None:
    more = "sizes p; X ∈ ℝ^{n×p}; B = X + X; L(B) unknown; index k ∈ p"
    (line,) = lines(r"$$\sum_k \frac{\partial L}{\partial B_{ik}} = 1$$", more)
    assert (line.status.value, line.right_result) == (R, "")
