"""Weighing: from evidence to the verdict on a line."""

from __future__ import annotations

from symcheck import *
from symcheck.claims.verdict import Abstained, Agreed, Checked, Confirmed, Different, Mismatch, Proved, Refuted, Status
from symcheck.judging.weigh import counts_as_right, weigh

PROOF = Proved("symbolic", "")
EXACT = Agreed("exact", ((("n", 2),),), None)
UP_TO = Checked("exact", (("n", 6),), 480, None)
DIFFERENT = Different("exact", (("n", 2),), 0)
NUMBERS = Confirmed(3, 1e-15, 0)
COUNTEREXAMPLE = Refuted((), (), "1", "2")
NO_SAMPLE = Abstained("numeric", "no sample")
OPEN = Abstained("symbolic", "the difference does not reduce to 0")


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
