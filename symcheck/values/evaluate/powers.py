"""Powers whose exponent is no constant, and powers that are smooth where their base has a bend.

bᵉ for numbers: b > 0: e^(e log b); b = 0: 1 for e = 0, 0 for e > 0; b < 0: where e is a whole number. Elsewhere it does
not exist. (bᵉ)' = e bᵉ⁻¹ b' + bᵉ log b e'.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from symcheck.values.evaluate.duals import Arithmetic, Dual, Plain, Value, base, level_of, primal, tangent
from symcheck.values.evaluate.setting import Numbers, join, meet, negation
from symcheck.values.numbers.system import Abstention

MOST = 1000


def general_power(numbers: Arithmetic, root: Value, exponent: Value) -> Value:
    """root^exponent, the exponent any value."""
    n = level_of((root, exponent))
    if not n:
        assert isinstance(root, Plain) and isinstance(exponent, Plain)
        return _plain(numbers, root, exponent)
    b, e = primal(root, n), primal(exponent, n)
    result = general_power(numbers, b, e)
    slopes = []
    if (varied := tangent(root, n)) is not None:
        lowered = general_power(numbers, b, numbers.subtract(e, numbers.one))
        slopes.append(numbers.multiply(numbers.sloping(numbers.multiply(e, lowered), result), varied))
    if (varied := tangent(exponent, n)) is not None:
        slope = numbers.multiply(result, numbers.call("log", [b]))
        slopes.append(numbers.multiply(numbers.sloping(slope, result), varied))
    return Dual(n, result, numbers.sum_of(slopes))


def _plain(numbers: Arithmetic, root: Plain, exponent: Plain) -> Value:
    positive = numbers.holds("gt", root)
    above = numbers.call("exp", [numbers.multiply(exponent, numbers.call("log", [_safe(numbers, root, positive)]))])
    if positive.raw.all():
        return above
    zero = numbers.holds("eq", root)
    negative = meet(negation(join(positive, zero) or positive), numbers.existing(root))
    pieces = [(positive, above)] if positive.raw.any() else []
    if zero.raw.any():
        pieces.append((zero, _of_zero(numbers, exponent)))
    if negative.raw.any():
        pieces.append((negative, _whole(numbers, root, exponent)))
    result: Value = pieces[0][1] if pieces else numbers.one
    for mask, value in pieces[1:]:
        result = numbers.choose(mask, value, result)
    return numbers.lacking(numbers.absent(exponent), numbers.lacking(numbers.absent(root), result))


def _of_zero(numbers: Arithmetic, exponent: Plain) -> Value:
    value = numbers.choose(numbers.holds("eq", exponent), numbers.one, numbers.zero)
    return numbers.lacking(negation(numbers.holds("ge", exponent)), value, why="a negative power of 0")


def _everywhere() -> Numbers:
    return Numbers(np.asarray(True), ())


def _safe(numbers: Arithmetic, root: Plain, positive: Numbers) -> Value:
    return root if positive.raw.all() else numbers.choose(positive, root, numbers.one)


def _whole(numbers: Arithmetic, root: Plain, exponent: Plain) -> Value:
    """The power where the exponent is a whole number."""
    mask, found = numbers.system.whole(exponent.raw)
    whole = Numbers(mask, exponent.dims)
    result: Value = numbers.lacking(_everywhere(), numbers.one, why="a power of a negative number")
    for n in np.unique(found[mask]):
        if abs(n) > MOST:
            raise Abstention(f"a computed exponent beyond {MOST}")
        here = meet(whole, Numbers(np.asarray(found == n), exponent.dims))
        result = numbers.choose(here, numbers.power(root, Fraction(int(n))), result)
    return result


def smooth_power(numbers: Arithmetic, root: Value, exponent: Fraction) -> Value:
    """|e|ᵃ and the like, a > 1, from the value of |e|: its slope is 0 where that is 0, whatever the slope of |e|.

    Of a second derivative there nothing is said.
    """
    if not isinstance(root, Dual):
        return numbers.power(root, exponent)
    result = smooth_power(numbers, root.primal, exponent)
    slope = numbers.scaled(smooth_slope(numbers, root.primal, exponent - 1), exponent)
    return _flat_at_zero(numbers, root, result, numbers.multiply(slope, root.tangent))


def smooth_slope(numbers: Arithmetic, root: Value, exponent: Fraction) -> Value:
    return smooth_power(numbers, root, exponent) if exponent > 1 else numbers.power(root, exponent)


def signed_square(numbers: Arithmetic, value: Value) -> Value:
    """e·|e|, with the slope 2|e|."""
    if not isinstance(value, Dual):
        return numbers.multiply(value, numbers.call("abs", [value]))
    slope = numbers.scaled(numbers.call("abs", [value.primal]), 2)
    return Dual(value.level, signed_square(numbers, value.primal), numbers.multiply(slope, value.tangent))


def _flat_at_zero(numbers: Arithmetic, root: Dual, result: Value, slope: Value) -> Value:
    zero = numbers.holds("eq", root)
    if not zero.raw.any():
        return Dual(root.level, result, slope)
    inner = level_of((root.primal, root.tangent))
    flat = numbers.lacking(_everywhere(), numbers.zero, bend=True) if inner else numbers.zero
    kept = numbers.lacking(numbers.absent(Plain(base(root).raw, base(root).dims)), flat)
    return Dual(root.level, result, numbers.choose(zero, kept, slope))
