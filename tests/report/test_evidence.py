"""Each kind of evidence, told with what it rests on."""

import pytest

from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    Checked,
    Confirmed,
    Different,
    Evidence,
    Incomparable,
    Mismatch,
    Proved,
    Refuted,
)
from symcheck.report.evidence import explanation

SIZES = ((("n", 1),), (("n", 4),))


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Proved("symbolic", "the difference is 0"), ["symbolic: the difference is 0"]),
        (
            Agreed("exact", SIZES, 61, "prime fields", 3),
            [
                "exact: equal at 2 choices of sizes; chance of error at most 2^-61",
                "  in prime fields",
                "  at n = 1; n = 4",
                "  seed 3",
            ],
        ),
        (Agreed("exact", ((),), None), ["exact: equal at 1 choice of sizes; chance of error 0"]),
        (
            Checked("exact", (("n", 6), ("m", 6)), 960, 61, "prime fields", 3),
            [
                "exact: holds for all sizes up to 6; not proved beyond; 960 entries compared; chance of error at most",
                "  in prime fields",
                "  seed 3",
            ],
        ),
        (Different("exact", (("n", 2),), 0), ["exact: the two sides differ at n = 2"]),
        (Different("exact", (), 0), ["exact: the two sides differ"]),
        (
            Confirmed(2, 1e-15, 5, SIZES),
            ["numeric: floats agree on 2 samples to 1.0e-15 (seed 5)", "  at n = 1; n = 4"],
        ),
        (Confirmed(2, 1e-15, 5, SIZES * 10), ["numeric: ", "  at n = 1; n = 4; " + "n = 1; n = 4; " * 4]),
        (
            Mismatch(0.5, "1", "2", 5, (("n", 1),)),
            ["numeric: floats differ: left 1, right 2 (relative error 5.0e-01, n = 1, seed 5)"],
        ),
        (
            Refuted((("n", 1),), (("x[1]", "2"), ("v_c[12, 1]", "-1/2"), ("a", "≈ -1e-05")), "4", "-5e-07"),
            ["refutation, certified: at n = 1, x_1 = 2, v_{c,12,1} = −1/2, a ≈ −1e-05: left 4, right −5e-07"],
        ),
        (Incomparable("shapes"), ["shapes"]),
        (Abstained("symbolic", "no rule"), ["symbolic came to no decision: no rule"]),
        (
            Abstained("symbolic", "not 0", "left − right = x"),
            ["symbolic came to no decision: not 0", "  left − right = x"],
        ),
    ],
)
def test_each_kind_of_evidence_is_told_with_what_it_rests_on(evidence: Evidence, said: list[str]) -> None:
    described = list(explanation(evidence))
    assert len(described) == len(said)
    assert all(text.startswith(start) for text, start in zip(described, said, strict=True))
