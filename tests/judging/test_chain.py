"""The lines of a chain: what is carried forward, which indices are known, and where a line is asked for."""

from __future__ import annotations

from symcheck import *
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import ChainVerdict, Status
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import deferring

n = size("n")
i, j = indices("i j", n)
x = vector("x", n)
k = index("k", n)
a, b = scalars("a b")
r, s, t = scalars("r s t")


def judged(claim: Chain) -> ChainVerdict:
    return check_chain(claim, (), CheckOptions(diagnose=False))


def statuses(claim: Chain) -> list[Status]:
    return [line.status for line in judged(claim).lines]


def test_a_line_that_follows_from_a_wrong_one_is_carried_forward() -> None:
    verdict = judged(chain(grad(x @ x, x), x, 1 * x, 2 * x))
    assert [line.status.wrong for line in verdict.lines] == [True, True, False]
    assert [line.carried for line in verdict.lines] == [False, True, False]


def test_a_second_mistake_is_not_carried_forward() -> None:
    verdict = judged(chain(grad(x @ x, x), x, 3 * x))
    assert [line.carried for line in verdict.lines] == [False, False]


def test_nothing_follows_from_a_line_that_has_no_value() -> None:
    k, l = index("k", 1, n - 1), index("l", 2, n)
    verdict = judged(chain(Sum(x[k] * x[k + 1], k), Sum(x[l] * x[l + 1], l), n - 1))
    assert [line.carried for line in verdict.lines] == [False, False]


def test_a_first_expression_that_cannot_be_built_is_told_as_such() -> None:
    with deferring():
        verdict = judged(chain(x @ matrix("A", size("m"), n), x, 1 * x))
    assert [line.status for line in verdict.lines] == [Status.ILL_FORMED] * 2
    assert not any(line.carried for line in verdict.lines)
    assert verdict.lines[0].reason.startswith("the first expression cannot be compared with: shapes")


def test_zero_stands_for_the_zero_of_any_shape() -> None:
    assert statuses(chain(grad(a * b, x), 0)) == [Status.PROVED]
    assert statuses(chain(grad(x @ x, x), 0)) == [Status.REFUTED]
    assert statuses(chain(grad(x @ x, x), 1)) == [Status.ILL_FORMED]


def test_an_index_that_nothing_speaks_of_is_unbound() -> None:
    assert statuses(chain(x.sum(), x[i])) == [Status.ILL_FORMED]
    assert statuses(chain(x.sum(), Sum(x[j], j, where=Ne(j, i)) + x[i])) == [Status.PROVED]


def test_a_line_is_defined_where_the_first_is() -> None:
    assert statuses(chain(2 * log(a), log(a**2))) == [Status.PROVED]
    assert statuses(chain(log(a**2), 2 * log(a))) == [Status.REFUTED]
    assert statuses(chain(log(a**2), 2 * log(a), given=a > 0)) == [Status.PROVED]
    assert statuses(chain(b, a * b / a)) != [Status.PROVED]
    assert statuses(chain(b, a * b / a, given=Ne(a, 0))) == [Status.PROVED]


def test_a_count_is_compared_with_a_number() -> None:
    assert statuses(chain(cost(x + x), n, x, 2 * n)) == [Status.PROVED, Status.ILL_FORMED, Status.REFUTED]
