"""Weighing: from evidence to the verdict on a line, and from lines to the outcome of a part."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck import *
from symcheck.claims.statements import Chain, Part
from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    ChainVerdict,
    Checked,
    Confirmed,
    Different,
    Mismatch,
    Outcome,
    PartVerdict,
    Proved,
    Refuted,
    Status,
)
from symcheck.judging.chain import CheckOptions, check_chain, check_part
from symcheck.judging.weigh import counts_as_right, weigh
from symcheck.language.statements import collecting_parts

n, d = sizes("n d")
i, j = indices("i j", n)
x, y = vector("x", n), vector("y", n)
a, b = scalars("a b")

PROOF = Proved("symbolic", "")
EXACT = Agreed("exact", ((("n", 2),),), None)
UP_TO = Checked("exact", (("n", 6),), 480, None)
DIFFERENT = Different("exact", (("n", 2),), 0)
NUMBERS = Confirmed(3, 1e-15, 0)
COUNTEREXAMPLE = Refuted((), (), "1", "2")
NO_SAMPLE = Abstained("numeric", "no sample")
OPEN = Abstained("symbolic", "the difference does not reduce to 0")


def judged(claim: Chain) -> ChainVerdict:
    return check_chain(claim, (), CheckOptions(diagnose=False))


def statuses(claim: Chain) -> list[Status]:
    return [line.status for line in judged(claim).lines]


def of_part(
    *chains: Chain, given: object = None, as_written: bool = False, accept_checked: bool = False
) -> PartVerdict:
    def build() -> Iterator[Chain]:
        yield from chains

    with collecting_parts() as parts:
        part("p", "", given=given)(build)
    declared: Part = parts[0]
    return check_part(declared, CheckOptions(as_written=as_written, diagnose=False, accept_checked=accept_checked))


def test_a_proof_counts_only_with_the_numbers() -> None:
    assert weigh((PROOF, EXACT, NUMBERS))[0] is Status.PROVED
    assert weigh((OPEN, UP_TO, NUMBERS))[0] is Status.CHECKED
    assert weigh((OPEN, EXACT, NUMBERS))[0] is Status.UNDECIDED
    assert weigh((PROOF, NO_SAMPLE))[0] is Status.UNDECIDED
    assert weigh((OPEN, NUMBERS))[0] is Status.UNDECIDED


def test_floats_that_abstain_block_nothing_that_was_evaluated() -> None:
    assert weigh((PROOF, EXACT, NO_SAMPLE))[0] is Status.PROVED
    assert weigh((OPEN, UP_TO, NO_SAMPLE))[0] is Status.CHECKED


def test_assumptions_that_cannot_be_met_block_all() -> None:
    unmet = Abstained("numeric", "assumptions cannot be met: no values were found with a > 0, a < 0")
    assert weigh((PROOF, EXACT, unmet))[0] is Status.UNDECIDED
    assert weigh((OPEN, UP_TO, unmet))[0] is Status.UNDECIDED


def test_floats_against_a_proof_count_only_in_balls() -> None:
    mismatch = Mismatch(0.5, "1", "2", 0, ())
    assert weigh((PROOF, mismatch))[0] is Status.UNDECIDED
    assert weigh((PROOF, mismatch, COUNTEREXAMPLE))[0] is Status.CONFLICT
    status, note = weigh((PROOF, mismatch, Abstained("balls", "the sides agree")))
    assert status is Status.PROVED and "balls do not separate" in note


def test_one_rule_says_what_counts_as_right() -> None:
    assert counts_as_right((PROOF, NUMBERS)) is PROOF
    assert counts_as_right((OPEN, UP_TO, NUMBERS)) is UP_TO
    for evidence in ((OPEN, EXACT, NUMBERS), (PROOF, DIFFERENT, NUMBERS), (PROOF, COUNTEREXAMPLE)):
        assert counts_as_right(evidence) is None


def test_a_mismatch_without_a_certificate_is_undecided() -> None:
    mismatch = Mismatch(0.5, "1", "2", 0, ())
    assert weigh((OPEN, mismatch, COUNTEREXAMPLE))[0] is Status.REFUTED
    assert weigh((OPEN, mismatch, Abstained("refute", "none found")))[0] is Status.UNDECIDED


def test_judges_that_contradict_one_another_are_told() -> None:
    assert weigh((PROOF, Mismatch(0.5, "1", "2", 0, ()), COUNTEREXAMPLE))[0] is Status.CONFLICT
    assert weigh((PROOF, DIFFERENT, NUMBERS))[0] is Status.CONFLICT
    assert weigh((OPEN, DIFFERENT, NUMBERS))[0] is Status.UNDECIDED
    within, beyond = (Refuted((("n", n),), (), "1", "2") for n in (6, 7))
    assert weigh((UP_TO, within))[0] is Status.CONFLICT
    assert weigh((UP_TO, beyond))[0] is Status.REFUTED


def test_a_line_that_follows_from_a_wrong_one_is_carried_forward() -> None:
    verdict = judged(chain(grad(x @ x, x), x, 1 * x, 2 * x))
    assert [line.status.wrong for line in verdict.lines] == [True, True, False]
    assert [line.carried for line in verdict.lines] == [False, True, False]


def test_a_second_mistake_is_not_carried_forward() -> None:
    verdict = judged(chain(grad(x @ x, x), x, 3 * x))
    assert [line.carried for line in verdict.lines] == [False, False]


def test_zero_stands_for_the_zero_of_any_shape() -> None:
    assert statuses(chain(grad(a * b, x), 0)) == [Status.PROVED]
    assert statuses(chain(grad(x @ x, x), 0)) == [Status.REFUTED]
    assert statuses(chain(grad(x @ x, x), 1)) == [Status.ILL_FORMED]


def test_an_index_that_nothing_speaks_of_is_unbound() -> None:
    assert statuses(chain(x.sum(), x[i])) == [Status.ILL_FORMED]
    assert statuses(chain(x.sum(), Sum(x[j], j, where=Ne(j, i)) + x[i])) == [Status.PROVED]


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
    claim = chain(x.sum(), Sum(x[n - i + 1], i))
    verdict = of_part(claim)
    assert verdict.outcome is Outcome.CHECKED and "--accept checked" in verdict.reason
    assert not verdict.outcome.green
    assert of_part(claim, accept_checked=True).outcome is Outcome.PASS
    slip = chain(x.sum(), wrong(Sum(x[n - i + 1], i), because="it was thought wrong"))
    assert of_part(slip, accept_checked=True).outcome is Outcome.FAIL


def test_documented_slips() -> None:
    claim = chain(grad(x @ x, x), wrong(x, because="2"), 2 * x)
    assert of_part(claim).outcome is Outcome.PASS_WITH_SLIPS
    assert of_part(claim, as_written=True).outcome is Outcome.FAIL
    assert of_part(chain(grad(x @ x, x), wrong(x, because="2"))).outcome is Outcome.WRONG_AS_DOCUMENTED
    assert of_part(chain(grad(x @ x, x), wrong(2 * x, because="no"))).outcome is Outcome.FAIL


def test_a_line_is_defined_where_the_first_is() -> None:
    assert statuses(chain(2 * log(a), log(a**2))) == [Status.PROVED]
    assert statuses(chain(log(a**2), 2 * log(a))) == [Status.REFUTED]
    assert statuses(chain(log(a**2), 2 * log(a), given=a > 0)) == [Status.PROVED]
    assert statuses(chain(b, a * b / a)) != [Status.PROVED]
    assert statuses(chain(b, a * b / a, given=Ne(a, 0))) == [Status.PROVED]


def test_a_digest_tells_statements_and_assumptions_apart() -> None:
    claims = [chain(a, a + 0), chain(a, a + 0, given=a > 0), chain(a, 0 + a), chain(b, b + 0)]
    digests = [judged(claim).lines[0].digest for claim in claims]
    assert len(set(digests)) == len(claims)
    assert judged(claims[0]).lines[0].digest == digests[0]
