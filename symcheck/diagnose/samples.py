"""Thousands of candidates a second: each against the first expression at one shared sample, in floating point.

The first expression is evaluated once. A candidate shares most of its nodes with the line it was made from, and the
evaluator remembers the value of every node, so that only the way from the changed place to the top is computed anew.
What agrees here is a suspicion of being right, nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from symcheck.claims.verdict import Confirmed
from symcheck.diagnose.adjoints import Adjoints
from symcheck.expressions.nodes import Block, Condition
from symcheck.values.evaluate import evaluate
from symcheck.values.numbers.system import Abstention, Raw, Undefined
from symcheck.values.samples import Sample, draw_sample, draw_setting
from symcheck.values.subject import Unmet, subject

TOLERANCE = 1e-8
PLAINLY = 1e-4
ATTEMPTS = 12
LARGEST = 100
"""The largest number that is looked for as a forgotten factor."""
PLANS = ((5, 2, 0.0), (4, 2, 0.9), (6, 2, 0.25))
"""Largest and smallest size and the chance of equal indices, one for each sample."""


class Samples:
    """A few samples at which a first expression is known."""

    def __init__(self, first: Block, others: Sequence[Block], given: Condition, seed: int):
        # Only what these lines speak of freely gets a value: an index bound in them must stay a dimension.
        generator = np.random.default_rng([seed, 11])
        every = tuple(dict.fromkeys(a for t in (first, *others) for a in t.axes))
        what = subject((first.body, *(t.body for t in others)), every, given)
        self.seed = seed
        self.known: list[tuple[Sample, Raw, float]] = []
        for largest, smallest, coincidence in PLANS:
            for attempt in range(ATTEMPTS):
                try:
                    setting = draw_setting(what, generator, largest, smallest, tries=60, coincidence=coincidence)
                    sample = draw_sample(what, setting, generator, attempt)
                except (Unmet, Abstention):
                    break
                value = _value(first, sample)
                if value is not None and value.size:
                    self.known.append((sample, value, float(np.abs(value).max())))
                    break

    def agrees(self, candidate: Block) -> bool:
        """Whether the candidate has the value of the first expression at every sample."""
        return bool(self.known) and all(_agrees(candidate, *known) for known in self.known)

    @property
    def agreement(self) -> Confirmed:
        """That a candidate agrees."""
        return Confirmed(len(self.known), TOLERANCE, self.seed)

    def adjoints(self, line: Block) -> Adjoints | None:
        """The weights of the places of a line, at a sample that shows plainly that it is wrong; None if none does."""
        for sample, reference, scale in self.known:
            value = _value(line, sample)
            masked = any(sample.evaluator.indices.range_mask(axis) is not None for axis in line.axes)
            if value is None or value.shape != reference.shape or masked:
                continue
            if float(np.abs(value - reference).max()) > PLAINLY * (scale + 1e-6):
                return Adjoints(line, sample.evaluator, value, reference)
        return None

    def ratio(self, line: Block) -> Fraction | None:
        """The whole number, or its reciprocal, by which a line is too small at every sample; None if there is none."""
        found: set[Fraction] = set()
        for sample, reference, scale in self.known:
            value = _value(line, sample)
            if value is None or value.shape != reference.shape or not np.abs(value).max(initial=0) > TOLERANCE:
                return None
            largest = np.unravel_index(int(np.abs(value).argmax()), value.shape)
            ratio = Fraction(float(reference[largest] / value[largest])).limit_denominator(LARGEST)
            if np.abs(float(ratio) * value - reference).max() > TOLERANCE * (scale + 1e-6):
                return None
            found.add(ratio)
        one = found.pop() if len(found) == 1 else Fraction(0)
        return one if 1 in (one.numerator, one.denominator) and one != 1 and 0 < one <= LARGEST else None

    def is_multiple(self, line: Block) -> bool:
        """Whether a line is, at every sample, a number times the first expression: sums for means, say."""
        return all(_is_multiple(_value(line, sample), reference, scale) for sample, reference, scale in self.known)

    @property
    def nothing(self) -> bool:
        """Whether the first expression is 0 at every sample."""
        return not any(scale > TOLERANCE for _, _, scale in self.known)

    def vanishes(self, line: Block) -> bool:
        """Whether a line is 0 at every sample."""
        values = [_value(line, sample) for sample, _, _ in self.known]
        return all(value is not None and not np.abs(value).max(initial=0) > TOLERANCE for value in values)


def _value(tensor: Block, sample: Sample) -> Raw | None:
    try:
        with np.errstate(all="ignore"):
            value = evaluate(tensor.body, tensor.axes, sample.evaluator)
    except (Undefined, Abstention, ArithmeticError, LookupError, ValueError, RecursionError):
        # What cannot be evaluated, for whatever reason, is no candidate.
        return None
    return value if np.isfinite(value).all() else None


def _agrees(candidate: Block, sample: Sample, reference: Raw, scale: float) -> bool:
    value = _value(candidate, sample)
    if value is None or value.shape != reference.shape:
        return False
    return bool(np.abs(value - reference).max() <= TOLERANCE * (scale + 1e-6))


def _is_multiple(value: Raw | None, reference: Raw, scale: float) -> bool:
    """Whether all entries are one number, other than 0, times those of the reference."""
    if value is None or value.shape != reference.shape or not scale:
        return False
    factor = float((value * reference).sum() / (reference * reference).sum())
    return bool(factor and np.abs(value - factor * reference).max() <= TOLERANCE * abs(factor) * scale)
