"""What is not read, or in several ways, or in another layout, in a chain with lines that are."""

import pytest

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.places import Place
from symcheck.claims.statements import Ambiguous, Chain, Content, IllFormed, Line, Part, Reading, Unread
from symcheck.claims.verdict import LineVerdict, Outcome, PartVerdict, Status
from symcheck.expressions.nodes import Block
from symcheck.judging.options import CheckOptions

n, m = size("n"), size("m")
i = index("i", 1, n)
x, y = vector("x", n), vector("y", n)
A, B = matrix("A", m, n), matrix("B", n, n)
HERE = Place("page.md", 1)
UNREAD = Unread("no rule reads it", r"\foo", "declare foo", ("$$\\foo$$", "  ^"))


def either(*values: Block) -> Ambiguous:
    return Ambiguous(tuple(Reading(value, (str(n),), (f"declare {n}",)) for n, value in enumerate(values)), "x ? x")


def judged(*contents: Content, layouts: bool = True) -> PartVerdict:
    lines = tuple(Line(content, HERE, str(position)) for position, content in enumerate(contents))
    chain = Chain(lines[0], lines[1:], HERE, layouts=layouts)
    return check_part(Part("a", "", lambda: iter((chain,)), HERE), CheckOptions(diagnose=False))


def lines(*contents: Content, layouts: bool = True) -> tuple[LineVerdict, ...]:
    return judged(*contents, layouts=layouts).chains[0].lines


def statuses(*contents: Content, layouts: bool = True) -> list[str]:
    return [line.status.name for line in lines(*contents, layouts=layouts)]


def test_what_is_unread_is_left_out_and_the_next_is_compared_with_what_was_read() -> None:
    assert statuses(dot(x, x), UNREAD, 2 * dot(x, x) / 2, 2 * dot(x, x)) == ["UNREAD", "PROVED", "REFUTED"]


def test_where_the_first_is_unread_the_next_takes_its_place() -> None:
    found = judged(UNREAD, dot(x, x), Sum(x[i] * x[i], i))
    assert found.chains[0].first == "x·x"
    assert [line.status for line in found.chains[0].lines] == [Status.UNREAD, Status.PROVED]
    assert found.outcome is Outcome.UNDECIDED
    assert found.reason == "line 1 is unread"


def test_an_unread_line_tells_where_and_what_to_write() -> None:
    (line,) = lines(dot(x, x), UNREAD)
    assert (line.reason, line.advice, line.pointed) == (UNREAD.reason, ("declare foo",), UNREAD.pointed)


def test_readings_that_are_proved_equal_are_one() -> None:
    (line,) = lines(dot(x, x), either(dot(x, x), Sum(x[i] * x[i], i)))
    assert line.status is Status.PROVED
    assert line.said == ("it can be read in several ways, which are equal in value",)


@pytest.mark.parametrize(
    ("first", "readings", "expected"),
    [
        (dot(x, x), (dot(x, x), x), "PROVED"),
        (dot(x, x), (x, dot(x, y)), "REFUTED"),  # by its shape, whatever comes of it
        (x, (dot(x, x), x), "PROVED"),
        (y, (dot(x, x), x), "REFUTED"),
        (x, (dot(x, x), dot(x, y)), "AMBIGUOUS"),  # none fits
        (dot(x, x), (x, dot(x, x), dot(x, y)), "AMBIGUOUS"),
        (dot(x, x), (x, dot(x, x), Sum(x[i] * x[i], i)), "PROVED"),
    ],
)
def test_the_shape_of_the_other_side_chooses(first: Block, readings: tuple[Block, ...], expected: str) -> None:
    assert statuses(first, either(*readings)) == [expected]
    assert statuses(either(*readings), first)[-1:] == [expected]


def test_what_is_ill_formed_takes_no_other_line_with_it() -> None:
    wrong = IllFormed("shapes do not fit", "A A")
    assert statuses(wrong, dot(x, x), Sum(x[i] * x[i], i), 2 * dot(x, x)) == ["ILL_FORMED", "PROVED", "REFUTED"]
    assert statuses(dot(x, x), wrong, Sum(x[i] * x[i], i)) == ["ILL_FORMED", "PROVED"]
    assert statuses(wrong, dot(x, x)) == ["ILL_FORMED"]
    assert statuses(wrong, wrong) == ["ILL_FORMED"]


@pytest.mark.parametrize("others", [(dot(x, y),), (dot(x, x), 2 * dot(x, x))])
def test_readings_that_differ_are_never_chosen_by_how_the_line_comes_out(others: tuple[Block, ...]) -> None:
    (line,) = lines(dot(x, x), either(dot(x, x), *others))
    assert line.status is Status.AMBIGUOUS
    assert line.advice[0] == "0: declare declare 0"
    assert judged(dot(x, x), either(dot(x, x), *others)).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("first", "line", "expected"),
    [
        (grad(dot(x, x), x), (2 * x)[None, :], "TRANSPOSED"),
        (grad(dot(x, x), x)[None, :], 2 * x, "TRANSPOSED"),
        (diff(A @ x, x), A.T, "TRANSPOSED"),
        (diff(B @ x, x), B.T, "TRANSPOSED"),
        (diff(B @ x, x), B, "PROVED"),
        (grad(dot(x, B @ x), x), B @ x, "REFUTED"),
        (grad(dot(x, x), x), (3 * x)[None, :], "ILL_FORMED"),
        (B, B.T, "REFUTED"),  # no derivative: no layout
        (A, A.T, "ILL_FORMED"),
    ],
)
def test_what_is_right_up_to_transposition(first: Block, line: Block, expected: str) -> None:
    assert statuses(first, line) == [expected]
    assert statuses(first, line, layouts=False) != ["TRANSPOSED"]
