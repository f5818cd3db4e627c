"""The numeric judge: both sides in floating point at random sizes and values. It confirms or raises suspicion, no more.

A gradient is judged by its product with a random direction, which on the left is one complex-step derivative of the
loss itself; no symbolic derivative and no difference quotient is involved. Where that does not apply, and to name the
entry where the sides differ, it compares entry by entry. An error is measured against the terms a value is made of.
Samples at which the first side does not exist are drawn again, and counted, at other sizes too; where the first side
exists and the line does not, the line is suspected. A matrix that may be singular is not inverted: such a sample says
nothing. Whatever goes wrong on the way is a reason to abstain.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from string import ascii_letters

import numpy as np
from msgspec.structs import replace

from symcheck.claims.claim import Claim
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import Abstained, Confirmed, Evidence, Mismatch
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Expr
from symcheck.values.directional import directional
from symcheck.values.enumeration import in_order
from symcheck.values.evaluate import evaluate
from symcheck.values.evaluate.setting import Setting
from symcheck.values.judged import Judged
from symcheck.values.numbers.system import Abstention, Raw, Undefined
from symcheck.values.samples import REAL_TRIES, Sample, draw_sample, draw_setting
from symcheck.values.subject import Subject, Unmet, claimed_of

JUDGE = "numeric"
THRESHOLD = 1e-9
RETRIES = 25
SETTINGS = 4
"""At so many settings of sizes a sample is looked for, before those in order are tried."""
ORDERED = 24
KEPT = 2000
"""Of so many numbers a point of disagreement is kept at most."""
ENTRYWISE = 2000
"""Above so many entries a mismatch is not traced to its entry."""
FLOOR = 1e-3
"""What counts as the size of a value where everything is smaller: rounding leaves 1e-16 of the numbers on the way."""


def judge(claims: Sequence[Claim], budget: Budget) -> tuple[Judged, ...]:
    """Whether the sides agree at random samples: Confirmed, Mismatch or Abstained, with the points of disagreement.

    Where judging the claims together fails, each is judged alone.
    """
    try:
        return _judged(claims, budget)
    except (Unmet, Abstention) as reason:
        return tuple(Judged(Abstained(JUDGE, str(reason))) for _ in claims)
    except Exception as problem:
        if len(claims) > 1:
            return tuple(found for claim in claims for found in judge((claim,), budget))
        return (Judged(Abstained(JUDGE, f"the samples could not be judged ({type(problem).__name__}: {problem})")),)


def _judged(claims: Sequence[Claim], budget: Budget) -> tuple[Judged, ...]:
    generator = np.random.default_rng(budget.seed)
    trial = _Trial(claimed_of(claims), claims, budget.seed)
    for number in range(budget.samples):
        _sampled(trial, number, budget.samples, generator)
    return trial.judged()


def _sampled(trial: _Trial, number: int, samples: int, generator: np.random.Generator) -> None:
    """One sample, at the first of some settings where the assumptions are met and the first side has a value."""
    problem: Unmet | None = None
    integers = bool(trial.what.sizes or trial.what.indices)
    for again in range(SETTINGS if integers else 1):
        setting = _setting(trial.what, number, samples, generator)
        try:
            if trial.sample(setting, generator, retries=5 if again else RETRIES, tries=12 if again else REAL_TRIES):
                return
        except Unmet as unmet:
            problem = problem or unmet
    found = bool(trial.tried) or (integers and _in_order(trial, generator))
    if not found and problem is not None:
        raise problem


def _in_order(trial: _Trial, generator: np.random.Generator) -> bool:
    """Whether a sample was found at one of the first settings in order."""
    for setting in islice(in_order(trial.what), ORDERED):
        try:
            if trial.sample(setting, generator, retries=2, tries=6):
                return True
        except Unmet:
            continue
    return False


def _setting(what: Subject, number: int, samples: int, generator: np.random.Generator) -> Setting:
    """Every kind of sample: one larger, for claims of small sizes alone; one with equal indices; the last perhaps 1."""
    if number == 1:
        try:
            return draw_setting(what, generator, largest=8, smallest=5, tries=40)
        except Unmet:
            pass
    smallest = 1 if number == samples - 1 > 0 else 2
    return draw_setting(what, generator, smallest=smallest, coincidence=0.9 if number % 4 == 2 else 0.25)


class _Trial:
    """The samples of some claims with a common left side, and what they said so far."""

    def __init__(self, what: Subject, claims: Sequence[Claim], seed: int) -> None:
        self.what = what
        self.claims = claims
        self.seed = seed
        self.decided: dict[int, Evidence] = {}
        self.settings: dict[int, Setting] = {}
        self.compared = [0] * len(claims)
        self.worst = [0.0] * len(claims)
        self.tried: list[tuple[tuple[str, int], ...]] = []
        self.resampled = 0

    def sample(
        self,
        setting: Setting,
        generator: np.random.Generator,
        retries: int = RETRIES,
        tries: int = REAL_TRIES,
    ) -> bool:
        """Judges every claim that is still open at one sample where the first side exists, if there is one."""
        for attempt in range(retries):
            sample = draw_sample(self.what, setting, generator, attempt, tries)
            with np.errstate(all="ignore"):
                if self._at(sample, generator):
                    self.tried.append(sample.sizes)
                    return True
            self.resampled += 1
        return False

    def _at(self, sample: Sample, generator: np.random.Generator) -> bool:
        """Whether the first side exists there; if so, the claims are judged."""
        claim = self.claims[0]
        try:
            direction = _direction(claim.axes, sample, generator)
            left = directional(claim.left, claim.axes, direction, sample.evaluator)
            whole = evaluate(claim.left, claim.axes, sample.evaluator) if left is None else None
        except Undefined:
            return False
        reference = left if left is not None else whole
        if reference is None or not np.isfinite(reference).all():
            return False
        for number, other in enumerate(self.claims):
            if number not in self.decided:
                self._compare(number, other, sample, direction if left is not None else None, reference)
        return True

    def _compare(self, number: int, claim: Claim, sample: Sample, direction: Raw | None, left: Raw) -> None:
        try:
            if direction is not None and direction.size > ENTRYWISE:
                along = directional(claim.right, claim.axes, direction, sample.evaluator)
                if along is not None:
                    return self._note(number, claim, sample, along, _errors(left, along, np.abs(left)), direction)
            right = evaluate(claim.right, claim.axes, sample.evaluator)
            if direction is None:
                error = _errors(left, right, self._scale(claim, sample))
            else:
                error = _errors(left, *_along(right, direction))
        except Abstention as reason:
            self.decided[number] = Abstained(JUDGE, str(reason))
            return
        except Undefined as reason:
            self._disagree(number, _undefined(str(reason), claim, sample, self.seed), sample)
            return
        self._note(number, claim, sample, right, error, direction)

    def _note(self, number: int, claim: Claim, sample: Sample, right: Raw, error: Raw, direction: Raw | None) -> None:
        if not np.isfinite(right).all():
            if not sample.refused:
                self._disagree(number, _undefined("", claim, sample, self.seed), sample)
        elif error.max(initial=0) > THRESHOLD:
            self._disagree(number, self._mismatch(claim, sample, right, direction), sample)
        else:
            self.compared[number] += 1
            self.worst[number] = max(self.worst[number], float(error.max(initial=0)))

    def _disagree(self, number: int, evidence: Evidence, sample: Sample) -> None:
        self.decided[number] = evidence
        setting = whole_setting(self.what, sample)
        if setting is not None:
            self.settings[number] = setting

    def _scale(self, claim: Claim, sample: Sample) -> Raw:
        return np.maximum(_terms(claim.left, claim.axes, sample), _terms(claim.right, claim.axes, sample))

    def _mismatch(self, claim: Claim, sample: Sample, right: Raw, direction: Raw | None) -> Evidence:
        if direction is not None and direction.size > ENTRYWISE:
            return self._mismatch_along(claim, sample, right, direction)
        left = evaluate(claim.left, claim.axes, sample.evaluator)
        errors = _errors(left, right, self._scale(claim, sample))
        place = tuple(int(p) for p in np.unravel_index(int(np.argmax(errors)), errors.shape))
        entry = tuple(p + sample.evaluator.indices.hull(axis)[0] for p, axis in zip(place, claim.axes, strict=True))
        shown, other = _in_digits(float(left[place]), float(right[place]))
        return Mismatch(float(errors[place]), shown, other, self.seed, sample.sizes, entry)

    def _mismatch_along(self, claim: Claim, sample: Sample, right: Raw, direction: Raw) -> Evidence:
        """The two sides along the random direction, where there are too many entries to look for the worst."""
        left = directional(claim.left, claim.axes, direction, sample.evaluator)
        assert left is not None
        along = _along(right, direction)[0] if right.shape == direction.shape else right
        error = float(_errors(left, along, np.abs(left)))
        shown, other = (f"{float(side):.10g} along a random direction" for side in (left, along))
        return Mismatch(error, shown, other, self.seed, sample.sizes)

    def judged(self) -> tuple[Judged, ...]:
        numbers = range(len(self.claims))
        return tuple(Judged(self.decided.get(n) or self._agreement(n), self.settings.get(n)) for n in numbers)

    def _agreement(self, number: int) -> Evidence:
        if not self.tried:
            return Abstained(JUDGE, f"the first side is not defined at any of {self.resampled} random samples")
        if not self.compared[number]:
            return Abstained(JUDGE, "a matrix that the line inverts may be singular at every random sample")
        return Confirmed(self.compared[number], self.worst[number], self.seed, tuple(self.tried), self.resampled)


def whole_setting(what: Subject, sample: Sample) -> Setting | None:
    """The setting of a sample with the values of all arrays; None where these are many."""
    known, values = sample.evaluator.indices, dict(sample.setting.values)
    for array in what.arrays:
        values.setdefault(array, sample.evaluator.system.variables(array, known.shape(array)))
    return replace(sample.setting, values=values) if sum(raw.size for raw in values.values()) <= KEPT else None


def _in_digits(left: float, right: float) -> tuple[str, str]:
    """Both numbers in ten digits, or in all where these are the same."""
    shown, other = f"{left:.10g}", f"{right:.10g}"
    return (shown, other) if shown != other else (repr(left), repr(right))


def _undefined(reason: str, claim: Claim, sample: Sample, seed: int) -> Mismatch:
    left = evaluate(claim.left, claim.axes, sample.evaluator)
    shown = f"{float(left.reshape(-1)[0]):.10g}" if left.size else "defined"
    return Mismatch(None, shown, "not defined" + (f": {reason}" if reason else ""), seed, sample.sizes)


def _direction(axes: tuple[Index, ...], sample: Sample, generator: np.random.Generator) -> Raw:
    shape = tuple(map(sample.evaluator.indices.length, axes))
    return np.asarray(generator.standard_normal(shape))


def _errors(left: Raw, right: Raw, scale: Raw) -> Raw:
    """|left − right| over the size of the values and of the terms they are made of."""
    size = np.maximum(np.maximum(np.abs(left), np.abs(right)), scale)
    return np.asarray(np.abs(left - right) / (size + 1e-4 * size.max(initial=0) + FLOOR))


def _along(right: Raw, direction: Raw) -> tuple[Raw, Raw]:
    """Σ right · direction, and the root of the sum of the squares of its terms, without another array of that size."""
    letters = ascii_letters[: right.ndim]
    total = np.einsum(f"{letters},{letters}->", right, direction)
    squares = np.einsum(",".join([letters] * 4) + "->", right, right, direction, direction)
    return np.asarray(total), np.asarray(np.sqrt(squares))


def _terms(body: Expr, axes: tuple[Index, ...], sample: Sample) -> Raw:
    """The sum of the magnitudes of the terms of a sum (their values are already known to the evaluator)."""
    if not isinstance(body, Add):
        return np.asarray(0.0)
    return sum((np.abs(evaluate(t, axes, sample.evaluator)) for t in body.terms), start=np.asarray(0.0))
