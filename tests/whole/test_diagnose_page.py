"""What went wrong on the page, `derivations/word2vec.py`: each slip found unaided, and told in a sentence."""

from __future__ import annotations

from functools import cache

from symcheck.checking.part import build, check_part
from symcheck.claims.statements import Part
from symcheck.claims.verdict import ChainVerdict, Diagnosis, Proved
from symcheck.diagnose.steps import diagnose_chains, new_mistakes
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import ROOT

PAGE = ROOT / "derivations" / "word2vec.py"


@cache
def parts() -> dict[str, Part]:
    return load(Target(PAGE.name, str(PAGE), None, True)).parts


@cache
def diagnosed(name: str) -> tuple[ChainVerdict, ...]:
    part = parts()[name]
    verdict = check_part(part, CheckOptions(as_written=True, diagnose=False))
    return tuple(diagnose_chains(build(part)[0], verdict.chains, part.given, CheckOptions(as_written=True)))


def described(name: str) -> list[Diagnosis]:
    return [d for chain in diagnosed(name) for line in chain.lines for d in line.diagnoses]


def test_the_product_for_the_quotient() -> None:
    first = described("b")[0]
    assert first.sentence == (
        "this line is right with ÷ for ×: exp(U_o·v_c)/Σ_w exp(U_w·v_c) for exp(U_o·v_c) Σ_w exp(U_w·v_c)"
    )
    assert first.corrected == "−log(exp(U_o·v_c)/Σ_w exp(U_w·v_c))"
    assert isinstance(first.evidence, Proved)


def test_the_exchanged_labels_are_told_once() -> None:
    sentences = [d.sentence for d in described("b")]
    assert sentences[1:] == ["J_A and J_B are exchanged: what is written for the one is right for the other"]
    assert described("b")[1].corrected == "Σ_s ŷ_s U_s"


def test_the_right_results_are_in_the_names_of_the_page() -> None:
    results = [line.right_result for name in "bg" for chain in diagnosed(name) for line in chain.lines]
    assert [r for r in results if r] == [
        "−log(exp(U_o·v_c)/Σ_w exp(U_w·v_c))",
        "Σ_s ŷ_s U_s",
        "U_o",
        "n v_c (1 − σ(−U_{neg_k}·v_c))",
    ]


def test_the_derivative_not_taken() -> None:
    assert {d.mistake for d in described("g")} == {"derivative not taken"}


def test_the_excluded_index_included() -> None:
    (only,) = described("h.ii")
    assert only.sentence == ("j = 0 is included in the range: it should be Σ_{−m≤j≤m, j≠0} ∂J(v_c, word_{t+j}, U)/∂v_c")


def test_the_list_where_a_sum_is_meant() -> None:
    (only,) = described("h.i")
    assert only.corrected == "Σ_{−m≤j≤m, j≠0} ∂J(v_c, word_{t+j}, U)/∂U"
    assert "a list is written where the sum is meant" in only.sentence


def test_right_parts_hold_no_mistake() -> None:
    for name in ("a", "c.1", "d", "e"):
        assert not described(name)
        assert not any(line.status.wrong for chain in diagnosed(name) for line in chain.lines)


def test_what_is_carried_forward_is_no_mistake_of_its_own() -> None:
    chain = diagnosed("b")[3]
    assert [line.carried for line in chain.lines] == [False, True, False]
    assert new_mistakes(chain, as_written=True) == (0,)
