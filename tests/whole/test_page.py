"""The page of the word2vec solution: every right line proved and verified, every slip found, changed lines refused."""

from __future__ import annotations

import random
from functools import cache
from itertools import islice

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.statements import Cost, Part
from symcheck.claims.verdict import Agreed, Confirmed, LineVerdict, Outcome, PartVerdict, Status
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import ROOT, Claim, claims
from tests.campaign.soundness import changed_lines, verdict
from tests.command import symcheck

PAGE = ROOT / "derivations" / "word2vec.py"
ACCURACY = 1e-10
TWINS = 3

SLIPS = {
    ("b", r"-\log(e^{u_o^T v_c} \times (\sum_{w \in V} e^{u_w^T v_c}))"): "refuted",
    ("b", r"\frac{\partial (u_o^T v_c)}{\partial v_c}"): "refuted",
    ("b", "u_o"): "carried forward",
    ("b", r"\frac{\partial (\log \sum_{w \in V} e^{u_w^T v_c})}{\partial v_c}"): "refuted",
    ("b", r"\frac{1}{\sum_{w \in V} e^{u_w^T v_c}} \sum_{s \in V} u_s e^{u_s^T v_c}"): "carried forward",
    ("b", r"\sum_{s \in V} \hat{y}_s u_s"): "carried forward",
    ("g", r"0 - \sum_{k \in A} \log(\sigma(-u_k^T v_c)) - 0"): "ill-formed",
    ("h.i", r"\left[\frac{\partial J}{\partial w_{t-m}}, \frac{\partial J}{\partial w_{t-m+1}}, \dots,"
            r" \frac{\partial J}{\partial w_{t+m}} \right]"): "ill-formed",
    ("h.ii", r"\sum_{-m \leq j \leq m} \frac{\partial J_{sg}(v_c, w_{t+j}, v)}{\partial v_c}"): "refuted",
}  # fmt: skip
"""What a careful reader finds on the page: part, line as written, and what it is."""

DOCUMENTED = {
    "b": Outcome.PASS_WITH_SLIPS, "g": Outcome.PASS_WITH_SLIPS,
    "h.i": Outcome.WRONG_AS_DOCUMENTED, "h.ii": Outcome.WRONG_AS_DOCUMENTED,
}  # fmt: skip


@cache
def parts() -> dict[str, Part]:
    return load(Target(PAGE.name, str(PAGE), None, True)).parts


@cache
def judged(id: str, as_written: bool = False) -> PartVerdict:
    return check_part(parts()[id], CheckOptions(as_written=as_written))


def lines(id: str, as_written: bool = False) -> list[LineVerdict]:
    return [line for chain in judged(id, as_written).chains for line in chain.lines]


IDS = list(parts())


def test_the_page_is_green_as_documented() -> None:
    done = symcheck("run", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_is_red_as_written() -> None:
    done = symcheck("run", "--as-written", cwd=ROOT)
    assert done.returncode == 1, done.stdout + done.stderr


@pytest.mark.parametrize("id", IDS)
def test_outcomes_as_documented(id: str) -> None:
    assert judged(id).outcome is DOCUMENTED.get(id, Outcome.PASS), judged(id).reason


def test_as_written_finds_the_slips_and_no_other_line() -> None:
    found = {(id, line.latex): found_as(line) for id in IDS for line in lines(id, as_written=True) if line.status.wrong}
    assert found == SLIPS
    open_ = [line for id in IDS for line in lines(id, as_written=True) if not (line.status.wrong or line.status.right)]
    assert not open_
    failing = {id for id in IDS if judged(id, as_written=True).outcome is Outcome.FAIL}
    assert failing == {id for id, _ in SLIPS}


def found_as(line: LineVerdict) -> str:
    return "carried forward" if line.carried else line.status.value


@pytest.mark.parametrize("id", IDS)
def test_every_right_line_is_proved_verified_and_agrees_in_numbers(id: str) -> None:
    right = [line for line in lines(id) if line.role != "wrong"]
    assert right
    for line in right:
        assert line.status is Status.PROVED, f"{line.place}: {line.status.value}: {line.reason}"
        if id != "f.cost":
            assert any(isinstance(e, Agreed) for e in line.evidence), f"{line.place}: not verified: {line.evidence}"
            errors = [e.error for e in line.evidence if isinstance(e, Confirmed)]
            assert errors, f"{line.place}: no numbers"
            assert max(errors) <= ACCURACY, f"{line.place}: {errors}"


def test_the_cost_claims_are_claims_on_cost() -> None:
    chains = list(parts()["f.cost"].build() or ())
    assert [isinstance(chain.first.content, Cost) for chain in chains] == [True, True]


CLAIMS = list(claims([PAGE]))


def test_the_twins_cover_every_right_line() -> None:
    stated = [line for id in IDS for line in lines(id) if line.role != "wrong"]
    assert len(CLAIMS) == len([line for line in stated if line.text]) - 2, "all but the two cost claims"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.address)
def test_twins_of_a_right_line_are_refused(claim: Claim) -> None:
    """Changed lines that differ in value: none proved, none verified, none left open."""
    twins = list(islice(changed_lines(claim, TWINS + 1, seed=2), TWINS + 1))
    assert len(twins) >= TWINS
    for mutant, sample in twins:
        found = verdict(claim.first, mutant.tensor, claim.given, claim.spoken)
        assert found is not None
        described = f"{mutant.kind.value} at {mutant.path}: {mutant.tensor}; differs at {sample.describe()}"
        assert not found.status.right, described
        assert found.status in (Status.REFUTED, Status.ILL_FORMED), f"{described}: {found.reason}"


def test_twins_are_of_many_kinds() -> None:
    chosen = random.Random(0).sample(CLAIMS, 8)
    kinds = {mutant.kind for claim in chosen for mutant, _ in changed_lines(claim, 6, seed=1)}
    assert len(kinds) >= 6
