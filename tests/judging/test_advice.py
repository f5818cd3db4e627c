"""What is said an author can do about a line that nothing settled."""

from symcheck.claims.verdict import Abstained, Confirmed, Evidence, Mismatch, Status
from symcheck.judging.advice import (
    DEFINED,
    INVERTED,
    LIKELY_RIGHT,
    LIKELY_WRONG,
    NOWHERE,
    OPEN,
    PASSED,
    UNMET,
    to_do,
)
from symcheck.judging.weigh import DOMAIN
from symcheck.values import subject

PROOF = Abstained("symbolic", "the difference does not reduce to 0")
FLOATS = Confirmed(3, 1e-16, 0, ())


def undecided(*evidence: Evidence) -> tuple[str, ...]:
    return to_do(Status.UNDECIDED, evidence)


def test_each_reason_has_its_advice() -> None:
    assert undecided(PROOF, FLOATS) == (LIKELY_RIGHT,)
    assert undecided(PROOF, Mismatch(0.5, "1", "2", 0, ())) == (LIKELY_WRONG,)
    assert undecided(PROOF, Abstained("numeric", f"{subject.UNMET}: no values were found with x = 0")) == (UNMET,)
    nowhere = Abstained("numeric", "the first side is not defined at any of 9 random samples")
    assert undecided(PROOF, nowhere) == (NOWHERE,)
    assert undecided(PROOF, Abstained("numeric", "a matrix that the line inverts may be singular")) == (INVERTED,)
    assert undecided(Abstained("symbolic", "the line asks for x > 0, which the first does not"), FLOATS) == (DEFINED,)
    assert undecided(Abstained(DOMAIN, "the values agree exactly, but …"), FLOATS) == (DEFINED,)
    assert undecided(PROOF) == (OPEN,)
    assert to_do(Status.CHECKED, (PROOF,)) == (PASSED,)


def test_what_is_settled_or_says_itself_why_it_is_not_needs_none() -> None:
    assert to_do(Status.PROVED, (FLOATS,)) == to_do(Status.REFUTED, (FLOATS,)) == undecided() == ()
