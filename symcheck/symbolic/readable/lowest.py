"""A normal form in lowest terms: what stands above and below a fraction line cancelled, as far as it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.errors import Unsupported
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Expr
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.logistic import logistic_exponent
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.types import Poly, PowerAtom
from symcheck.symbolic.readable.to_expression import Folding, leave

ROUNDS = 3


def simpler(poly: Poly, facts: Facts, names: Sequence[Index]) -> Poly:
    """The normal form of what is written for it, as long as that is shorter."""
    for _ in range(ROUNDS if _has_sums_below(poly) else 0):
        body = left(poly, names)
        if body is None:
            return poly
        after = normal(facts, body)
        if after.key == poly.key or len(after.key) > len(poly.key):
            return poly
        poly = after
    return poly


def _has_sums_below(poly: Poly) -> bool:
    """Whether something that is no single letter and no 1 + eˣ is divided by, of which more may cancel."""
    divisors = (atom for item, _ in poly.terms for atom, exponent in item.factors if exponent < 0)
    return any(isinstance(atom, PowerAtom) and logistic_exponent(atom) is None for atom in divisors)


def left(poly: Poly, names: Sequence[Index], fold: Folding | None = None, last_first: bool = False) -> Expr | None:
    """What is written for a normal form; None where nothing is."""
    try:
        return leave(poly, names, fold, last_first)
    except (Unsupported, RecursionError):
        return None
