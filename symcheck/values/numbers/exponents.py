"""Exponents with denominators of several terms: which are ℚ-combinations of others, up to a Laurent polynomial.

All are brought over one denominator L, split into a monomial and the rest. Division with remainder by one polynomial is
ℚ-linear, and the remainder is 0 exactly for multiples; so Σ qᵢ fᵢ is a Laurent polynomial exactly when the
remainders of the numerators, all multiplied by one monomial, combine to 0 with the same weights.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx, fmpz_mpoly

from symcheck.values.numbers.fractions import RationalFunction, over_common
from symcheck.values.numbers.polynomials import Ring
from symcheck.values.numbers.system import Abstention

MOST_EXPONENTS = 60
MOST_TERMS = 2000


def combination(ring: Ring, f: RationalFunction, known: list[RationalFunction]) -> list[Fraction] | None:
    """Weights for which f minus the weighted sum of the known ones is a Laurent polynomial, or None."""
    if not known:
        return None
    if len(known) > MOST_EXPONENTS:
        raise Abstention(f"more than {MOST_EXPONENTS} exponents with denominators")
    numerators, den = over_common(ring, [f, *known])
    divisor = ring.constant(1)
    for factor, exponent in den.items():
        if ring.generator_of(factor) < 0:
            divisor = ring.times(divisor, ring.to_power(ring.factors[factor], exponent))
    if max(map(len, (*numerators, divisor))) > MOST_TERMS:
        raise Abstention("an exponent is a fraction of too many terms")
    over_q = _over_q(ring, divisor)
    return _solve([divmod(_over_q(ring, p), over_q)[1].to_dict() for p in numerators])


def _over_q(ring: Ring, p: fmpz_mpoly) -> fmpq_mpoly:
    return fmpq_mpoly(p.to_dict(), fmpq_mpoly_ctx.get(ring.ctx.names(), "lex"))


def _solve(remainders: list[dict[tuple[int, ...], fmpq]]) -> list[Fraction] | None:
    """The weights with which the later remainders sum to the first."""
    monomials = sorted({m for r in remainders for m in r})
    unknowns = len(remainders) - 1
    rows = [[r.get(m, fmpq(0)) for r in (*remainders[1:], remainders[0])] for m in monomials]
    weights = [Fraction(0)] * unknowns
    if not rows:
        return weights
    reduced, rank = fmpq_mat(rows).rref()
    for i in range(rank):
        pivot = next(j for j in range(unknowns + 1) if reduced[i, j] != 0)
        if pivot == unknowns:
            return None
        weights[pivot] = Fraction(int(reduced[i, unknowns].p), int(reduced[i, unknowns].q))
    return weights
