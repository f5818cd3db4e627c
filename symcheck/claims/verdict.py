"""Evidence, verdicts and outcomes: closed unions of frozen values, from a judge's finding to a part's mark.

A judge returns one `Evidence`. `symcheck.judging` weighs the evidence on a line into one `LineVerdict`, and the
lines of a part into one `PartVerdict`. Nothing here renders or judges.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

from msgspec import Struct

from symcheck.claims.places import Place


class Proved(Struct, frozen=True, tag=True):
    """The difference is 0 for all sizes and all values the assumptions allow; `how` says by what argument.

    `where` are conditions under which a derivative of the first side exists: nothing is said elsewhere. `by` are the
    definitions, rules and case splits that made it so, `given` assumptions that suffice, none of which can be spared
    beside the others (None: it was not asked which).
    """

    judge: str
    how: str
    where: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    given: tuple[str, ...] | None = None


class Checked(Struct, frozen=True, tag=True):
    """Exact arithmetic agrees at every setting with sizes up to `bounds`: a name and the largest value, one a size.

    All values of free indices, all index maps (up to renaming where the statement cannot tell) and all cases are among
    the settings; `evaluations` counts the entries compared. A line that is false within the bounds passes with chance
    at most 2^-error_bits (None: 0). Nothing is said of larger sizes.
    """

    judge: str
    bounds: tuple[tuple[str, int], ...]
    evaluations: int
    error_bits: int | None
    how: str = ""
    seed: int | None = None


class Agreed(Struct, frozen=True, tag=True):
    """Exact arithmetic agrees at the sizes tried, chance of error 2^-error_bits (None: 0): no reason to call it right.

    `how` names the number systems, `seed` is that of the settings.
    """

    judge: str
    sizes: tuple[tuple[tuple[str, int], ...], ...]
    error_bits: int | None
    how: str = ""
    seed: int | None = None


class Different(Struct, frozen=True, tag=True):
    """Exact arithmetic finds the two sides different at these sizes, as functions of their entries, for certain.

    It is no refutation, which is a point where balls separate the sides; against a proof it is a contradiction.
    """

    judge: str
    sizes: tuple[tuple[str, int], ...]
    seed: int | None = None


class Confirmed(Struct, frozen=True, tag=True):
    """Floating point agrees on `samples` random samples, worst relative error `error`; `resampled` were not defined."""

    samples: int
    error: float
    seed: int
    sizes: tuple[tuple[tuple[str, int], ...], ...] = ()
    resampled: int = 0


class Mismatch(Struct, frozen=True, tag=True):
    """Floating point disagrees: suspicion, not proof. `entry` names the place in the tensor, from 1.

    `error` is relative; None where a side has no value.
    """

    error: float | None
    left: str
    right: str
    seed: int
    sizes: tuple[tuple[str, int], ...]
    entry: tuple[int, ...] = ()


class Refuted(Struct, frozen=True, tag=True, repr_omit_defaults=True):
    """A certified counterexample: sizes and exact values at which the two sides lie in balls that do not meet.

    `values` are (name of an entry, exact value as text); `left` and `right` the two sides as text, or why a side is
    not defined there. `aside` names what only assumptions speak of that have nothing to do with the two sides.
    """

    sizes: tuple[tuple[str, int], ...]
    values: tuple[tuple[str, str], ...]
    left: str
    right: str
    entry: tuple[int, ...] = ()
    aside: tuple[str, ...] = ()


class Incomparable(Struct, frozen=True, tag=True):
    """The two sides cannot be compared: shapes, indices, names; `reason` says what and what to write instead."""

    reason: str


class Abstained(Struct, frozen=True, tag=True):
    """A judge came to no decision, and why; `detail` is what it came to, such as a difference in normal form."""

    judge: str
    reason: str
    detail: str = ""


Evidence = Proved | Checked | Agreed | Different | Confirmed | Mismatch | Refuted | Incomparable | Abstained


class Status(Enum):
    """What is said of a line. `CONFLICT`: judges contradict one another, which is a bug of this program.

    `CHECKED` is right as far as it goes, all sizes up to a bound; a part passes on it only where that is accepted.
    `UNREAD` and `AMBIGUOUS` are said of what stands on a page and was not judged, `TRANSPOSED` of a line that is right
    in another layout of derivatives, `ILL_ENCODED` of one whose LaTeX says something else than its expression.
    """

    PROVED = "proved"
    CHECKED = "checked"
    REFUTED = "refuted"
    ILL_FORMED = "ill-formed"
    UNDECIDED = "undecided"
    UNREAD = "unread"
    AMBIGUOUS = "ambiguous"
    TRANSPOSED = "right up to transposition"
    ILL_ENCODED = "ill-encoded"
    ERROR = "error"
    TIMEOUT = "timeout"
    CONFLICT = "conflict"

    @property
    def right(self) -> bool:
        return self in (Status.PROVED, Status.CHECKED)

    @property
    def wrong(self) -> bool:
        return self in (Status.REFUTED, Status.ILL_FORMED)

    @property
    def open(self) -> bool:
        """Whether nothing is decided that lets the line pass or fail."""
        return self in (Status.UNDECIDED, Status.UNREAD, Status.AMBIGUOUS, Status.TRANSPOSED)


class Beside(Struct, frozen=True):
    """What the LaTeX beside an expression says: the same, something else for certain, or nothing that is known.

    `told` is what both say and where they differ, or why nothing is known.
    """

    kind: Literal["agrees", "differs", "open"]
    told: tuple[str, ...] = ()


class Diagnosis(Struct, frozen=True):
    """A mistake found in a wrong line, and the line without it, which is proved or checked.

    `sentence` tells the mistake to a person; `before` is the piece of the line that is wrong and `after` what is meant
    there, in Unicode maths. `mistake` is the kind, the words of a row of `symcheck.diagnose.rows` (two under "and").
    For exchanged labels `evidence` says that the chains are right with the two exchanged.
    """

    mistake: str
    sentence: str
    before: str
    after: str
    corrected: str
    corrected_latex: str
    evidence: Proved | Checked


class LineVerdict(Struct, frozen=True):
    """The verdict on one line, and what it is about.

    `carried` marks a wrong line that follows from a wrong line before it; `restates` one that is the same expression
    as the line before. `role`, `because`, `latex` and `place` are the author's; `text` is the line in Unicode maths.
    `diagnoses` are the mistakes that explain a wrong line, likeliest first; `right_result` is what is right instead,
    `differs_by` what is to be added to the line where that is too long.
    `pointed` is a line of the page with a caret below, `advice` what to write or declare there, and `said` what a
    reader took for granted. `beside` is what its LaTeX says beside its expression; None where not both are there.
    """

    status: Status
    evidence: tuple[Evidence, ...]
    place: Place
    text: str
    reason: str = ""
    latex: str = ""
    role: str = "line"
    because: str = ""
    carried: bool = False
    restates: bool = False
    digest: str = ""
    milliseconds: float = 0.0
    diagnoses: tuple[Diagnosis, ...] = ()
    right_result: str = ""
    right_latex: str = ""
    differs_by: str = ""
    pointed: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    beside: Beside | None = None

    @property
    def where(self) -> tuple[str, ...]:
        """The conditions under which the line was proved: where derivatives of the first side exist."""
        proofs = (e for e in self.evidence if isinstance(e, Proved)) if self.status is Status.PROVED else ()
        return next((proof.where for proof in proofs if proof.where), ())


class ChainVerdict(Struct, frozen=True):
    """The first expression of a chain, and the verdicts on the lines it is said to equal.

    `assumed` are conditions that were taken from the text round the chain, `beside` is what the LaTeX of the first
    expression says, `values` are those of letters for which the chain is read.
    """

    first: str
    first_latex: str
    place: Place
    lines: tuple[LineVerdict, ...]
    assumed: tuple[str, ...] = ()
    beside: Beside | None = None
    values: tuple[str, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether nothing of it is read: all that is written is its only line."""
        (line, *more) = self.lines
        return not more and line.status is Status.UNREAD and line.latex == self.first_latex != ""


class Outcome(Enum):
    """What a part comes to. `CHECKED`: all of it is right as far as it goes, some of it only up to a bound."""

    PASS = "pass"
    CHECKED = "checked"
    PASS_WITH_SLIPS = "pass with documented slips"
    WRONG_AS_DOCUMENTED = "wrong, as documented"
    FAIL = "fail"
    UNDECIDED = "undecided"
    ERROR = "error"
    TIMEOUT = "timeout"
    CONFLICT = "conflict"

    @property
    def green(self) -> bool:
        return self in (Outcome.PASS, Outcome.PASS_WITH_SLIPS, Outcome.WRONG_AS_DOCUMENTED)


class PartVerdict(Struct, frozen=True):
    """The verdict on a part: its outcome, the reason where it is not plain, and its chains in order."""

    file: str
    id: str
    title: str
    place: Place
    outcome: Outcome
    reason: str
    chains: tuple[ChainVerdict, ...]
    seconds: float

    @property
    def address(self) -> str:
        """`file.py::part`, as the command takes it."""
        return f"{self.file}::{self.id}"
