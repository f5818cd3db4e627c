"""The catalogue: every way in which a right line is commonly written wrong, and how readily it is believed.

Edits that change the shape of a line are in `symcheck.diagnose.shapes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symcheck.diagnose import edits, naming
from symcheck.diagnose.scope import Change
from symcheck.diagnose.sight import Sight
from symcheck.diagnose.sites import Site

Rule = Callable[[Site, Sight], Iterator[Change]]

RULES: tuple[tuple[Rule, float], ...] = (
    (edits.sign, 1.0),
    (edits.constant, 1.3),
    (edits.mean, 1.2),
    (edits.numeral, 1.2),
    (edits.quotient, 1.1),
    (edits.exponent, 1.4),
    (edits.extra, 1.3),
    (naming.name, 1.2),
    (naming.exchanged, 1.25),
    (naming.index, 1.2),
    (naming.limits, 1.3),
    (naming.transposed, 1.1),
    (naming.symmetric, 1.2),
    (edits.complement, 1.05),
    (edits.function, 1.5),
    (edits.logarithm, 1.5),
    (naming.summation, 1.5),
    (naming.delta, 1.5),
    (edits.product_rule, 1.46),
    (edits.matrix_factor, 1.55),
    (edits.lacking, 1.5),
    (edits.missing_factor, 1.5),
    (edits.missing_term, 1.65),
)
"""The rules and what an edit by each costs: how readily it is believed."""
