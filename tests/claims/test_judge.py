"""What holds of every judge by values: it repeats itself, judges claim by claim, raises nothing, and reads no clock."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import symcheck
from symcheck import *
from symcheck.claims.claim import Claim
from symcheck.claims.judge import Budget, Judge
from symcheck.claims.verdict import Abstained, Confirmed, Different, Mismatch, Proved, Refuted
from symcheck.values import exact, numeric, refute
from symcheck.values.judged import Judged
from tests.claiming import claim

n = size("n")
i, j = indices("i j", n)
x = vector("x", n)
a, b = scalars("a b")
JUDGES: dict[str, Judge[object]] = {"numeric": numeric, "exact": exact, "refutation": refute}
CLAIMS = (claim(a + b, b + a), claim(a + b, a - b), claim(a + b, a + b + 0 * log(-exp(a))))


def said(judge: Judge[object], claims: tuple[Claim, ...], budget: Budget) -> list[object]:
    found = judge.judge(claims, budget)
    return [(f.evidence, str(f.setting)) if isinstance(f, Judged) else f for f in found]


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("brief", [False, True])
def test_the_same_claims_under_the_same_budget_have_the_same_evidence(name: str, brief: bool) -> None:
    first, again = (said(JUDGES[name], CLAIMS, Budget(3, brief=brief)) for _ in range(2))
    assert first == again and name == JUDGES[name].JUDGE


def test_claims_that_share_their_left_side_are_judged_each_for_itself() -> None:
    assert [type(f.evidence) for f in numeric.judge(CLAIMS, Budget())] == [Confirmed, Mismatch, Mismatch]
    right, wrong = exact.judge(CLAIMS[:2], Budget())
    assert isinstance(right.evidence, Proved) and isinstance(wrong.evidence, Different) and wrong.setting is not None
    assert [type(f) for f in refute.judge(CLAIMS, Budget())] == [Abstained, Refuted, Refuted]


@pytest.mark.parametrize("name", JUDGES)
def test_what_has_no_value_anywhere_is_a_reason_to_abstain(name: str) -> None:
    (found,) = JUDGES[name].judge((claim(x[i + n], x[j - n]),), Budget())
    assert isinstance(found.evidence if isinstance(found, Judged) else found, Abstained)


@pytest.mark.parametrize("wing", ["values", "symbolic", "certificates"])
def test_no_judge_reads_a_clock(wing: str) -> None:
    files = sorted((Path(symcheck.__file__).parent / wing).rglob("*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            assert not {"time", "datetime", "signal", "resource"}.intersection(n.split(".")[0] for n in names), file
