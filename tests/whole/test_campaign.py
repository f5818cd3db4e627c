"""A quick slice of the soundness campaign; the whole is `python -m tests.campaign`."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from symcheck import Ne, Sum, exp, grad, indices, log, matrix, scalar, sizes, softmax, sqrt, vector
from symcheck.claims.verdict import Status
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Number
from symcheck.language.tensor import Tensor
from symcheck.notation.text import text
from tests.campaign.corpus import claims
from tests.campaign.mutations import Kind, dropped_conditions, mutants
from tests.campaign.soundness import Judged, changed_lines, counts, judged, label_faults, run_truth, verdict
from tests.campaign.truths import truths
from tests.campaign.worlds import differs, over, samples

SLICE = 80
TRUTHS = range(20_000, 20_060)

V, d = sizes("V d")
w, o = indices("w o", V)
U, v = matrix("U", V, d), vector("v", d)
x = scalar("x")


def test_changed_lines_of_the_corpus_are_refuted() -> None:
    """A random slice: none called right, none broken, nearly all with a certified counterexample."""
    chance = random.Random(7)
    found: list[Judged] = []
    for claim in chance.sample(list(claims()), SLICE):
        for mutant, sample in changed_lines(claim, 1, seed=7):
            more = f"path {mutant.path}, seed 7, differs at {sample.describe()}"
            kind = mutant.kind.value
            given, spoken = claim.given, claim.spoken
            found.append(judged(claim.address, kind, claim.first, mutant.tensor, given, spoken, False, more))
    assert len(found) > 0.9 * SLICE
    assert not [j.reproduction for j in found if j.reproduction], "\n".join(j.reproduction for j in found)
    assert sum(j.certified for j in found) >= 0.98 * len(found), counts("changed lines", found)


def test_random_truths_are_never_refuted_and_their_near_misses_never_proved() -> None:
    pairs = [run_truth((seed, 1)) for seed in TRUTHS]
    right = [j for one, _ in pairs for j in one]
    wrong = [j for _, many in pairs for j in many]
    failures = [j.reproduction for j in right + wrong if j.reproduction]
    assert not failures, "\n\n".join(failures)
    assert len(wrong) > len(right) / 2
    assert Counter(j.status.right for j in right)[True] >= 0.97 * len(right), counts("random truths", right)
    assert sum(j.certified for j in wrong) >= 0.97 * len(wrong), counts("near misses", wrong)


def test_the_generator_makes_true_statements() -> None:
    assert not label_faults(range(40_000, 40_150))


def test_the_generator_makes_different_statements() -> None:
    made = [(text(t.first), text(t.line)) for t in truths(0, 200)]
    assert len(set(made)) > 190
    assert sum(first != line for first, line in made) > 170


def test_the_second_reading_knows_the_softmax_gradient() -> None:
    J = -log(softmax(U @ v)[o])
    right = Sum(softmax(U @ v)[w] * U[w], w) - U[o]
    first = grad(J, v)
    known = samples(first, [right.body], (), 0)
    assert len(known) == 4
    assert [differs(sample, first, over(first, right)) for sample in known] == [False] * 4
    wrong = Sum(softmax(U @ v)[w] * U[w], w) + U[o]
    assert all(differs(sample, first, over(first, wrong)) for sample in known)


def test_every_kind_of_change_is_made_somewhere() -> None:
    found = Counter(m.kind for claim in claims() for m in mutants(claim.line))
    conditions = sum(len(list(dropped_conditions(claim.given))) for claim in claims())
    assert set(found) == set(Kind) - {Kind.CONDITION}
    assert conditions > 20
    assert sum(found.values()) > 50_000


def test_a_change_of_a_definition_does_not_touch_the_others() -> None:
    s = softmax(U @ v)
    line = Sum(s[w] * U[w], w)
    before = alpha_key(line.body)
    list(mutants(line))
    assert alpha_key(line.body) == before


@pytest.mark.parametrize(
    ("line", "status"),
    [(x, Status.REFUTED), (-x, Status.REFUTED), (abs(x), Status.PROVED)],
    ids=["√x² = x", "√x² = −x", "√x² = |x|"],
)
def test_the_campaign_would_notice(line: Tensor, status: Status) -> None:
    found = verdict(sqrt(x**2), line, ())
    assert found is not None
    assert found.status is status


def test_a_right_line_among_the_wrong_ones_is_reported() -> None:
    """The campaign is able to fail: a line labelled wrong and called right gives a reproduction."""
    label = judged("here", "sign", exp(x) / exp(x), Tensor(Number(Fraction(1))), (), frozenset(), False, "")
    assert "sign at here" in label.reproduction
    assert not judged("here", "sign", exp(x), exp(x), (), frozenset(), True, "").reproduction


def test_a_condition_that_matters_is_missed_when_dropped() -> None:
    first, line = grad(-log(softmax(U @ v)[o]), U[w]), v * softmax(U @ v)[w]
    given = Ne(w, o).condition
    (without,) = dropped_conditions(given)
    kept, dropped = verdict(first, line, given), verdict(first, line, without)
    assert kept is not None and kept.status is Status.PROVED
    assert dropped is not None and dropped.status is Status.REFUTED
