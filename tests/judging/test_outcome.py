"""From lines to the outcome of a part."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.statements import Chain, Part
from symcheck.claims.verdict import Outcome, PartVerdict, Status
from symcheck.judging.options import CheckOptions
from symcheck.language.statements import collecting_parts

n = size("n")
i = index("i", n)
x, y = vector("x", n), vector("y", n)
a, b = scalars("a b")


def of_part(
    *chains: Chain, given: object = None, as_written: bool = False, accept_checked: bool = False
) -> PartVerdict:
    def build() -> Iterator[Chain]:
        yield from chains

    with collecting_parts() as parts:
        part("p", "", given=given)(build)
    declared: Part = parts[0]
    return check_part(declared, CheckOptions(as_written=as_written, diagnose=False, accept_checked=accept_checked))


def test_an_index_that_the_part_has_fixed_is_known() -> None:
    verdict = of_part(chain(x[i] + y[i], y[i] + x[i]), chain(a, x[i]))
    assert verdict.chains[1].lines[0].status is Status.REFUTED


def test_a_part_of_restatements_does_not_pass() -> None:
    assert of_part(chain(a + b, a + b)).outcome is Outcome.UNDECIDED
    assert of_part(chain(a + b, a + b, b + a)).outcome is Outcome.PASS


def test_a_part_without_a_chain_does_not_pass() -> None:
    assert of_part().outcome is Outcome.UNDECIDED


def test_assumptions_that_cannot_be_met_do_not_pass() -> None:
    verdict = of_part(chain(a + b, b + a), given=[a > 0, a < 0])
    assert verdict.outcome is Outcome.UNDECIDED
    assert "assumptions cannot be met" in verdict.chains[0].lines[0].reason


def test_what_is_defined_nowhere_does_not_pass() -> None:
    assert of_part(chain(log(-exp(a)), log(-1 * exp(a)))).outcome is Outcome.UNDECIDED


def test_a_part_that_is_checked_passes_where_that_is_accepted() -> None:
    claim = chain(Product(x[i], i), Product(x[n - i + 1], i))
    verdict = of_part(claim)
    assert verdict.outcome is Outcome.CHECKED and "--accept checked" in verdict.reason
    assert not verdict.outcome.green
    assert of_part(claim, accept_checked=True).outcome is Outcome.PASS
    slip = chain(Product(x[i], i), wrong(Product(x[n - i + 1], i), because="it was thought wrong"))
    assert of_part(slip, accept_checked=True).outcome is Outcome.FAIL


def test_documented_slips() -> None:
    claim = chain(grad(x @ x, x), wrong(x, because="2"), 2 * x)
    assert of_part(claim).outcome is Outcome.PASS_WITH_SLIPS
    assert of_part(claim, as_written=True).outcome is Outcome.FAIL
    assert of_part(chain(grad(x @ x, x), wrong(x, because="2"))).outcome is Outcome.WRONG_AS_DOCUMENTED
    assert of_part(chain(grad(x @ x, x), wrong(2 * x, because="no"))).outcome is Outcome.FAIL
