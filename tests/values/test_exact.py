"""What exact arithmetic once called right, class by class, each false line with true twins beside it."""

from __future__ import annotations

from symcheck import *
from symcheck.api import Verdict
from symcheck.claims.verdict import Checked, Status
from tests.tables import each

n, m, d, K = sizes("n m d K")
i, j = indices("i j", n)
v, w, b = vector("v", n), vector("w", n), vector("b", n, positive=True)
x, y, z = scalars("x y z")
t, one = index("t", 1, n - 7), 0 * x + 1
E = Sum((v[t + 7] - v[t]) ** 2, t)
J = function("J")
f = where(Ne(x, 0), sin(x) / x, 1)

EQUALITY = {  # = and ≠ hold for the numbers that stand there
    "a quotient on a hole": (where(Ne(x, 0), y / x, 0) * x, y, None),
    "a value at a point": (bracket(Eq(x, 0)), 0 * x, None),
    "the number of entries": (Sum(bracket(Ne(v[i], 0)), i), n, None),
    "an exponential": (bracket(Eq(exp(x), 1)), 0 * x, None),
    "the value in the hole": (f, where(Ne(x, 0), sin(x) / x, 0), None),
    "two equal values": (bracket(Eq(x, y)) * z, 0 * x, None),
    "a product": (where(Ne(x * y, 0), z, 0), z, None),
}
SIZES = {  # few sizes, and all of them small
    "empty sums": (E, 2 * E, None),
    "the slope of empty sums": (grad(E, v), 3 * grad(E, v), None),
    "one size that is allowed": (n * x, 12 * x, n >= 12),
    "from a size on": (n * x, 7 * x, n >= 7),
    "a product with eight roots": (Product(n - index("r", 1, 8), index("r", 1, 8)) * x, 0 * x, None),
    "three roots": ((n - 4) * (n - 5) * (n - 6) * x, 0 * x, None),
    "the length of a range": (Sum(one, index("k", j, i)), i - j + one, None),
    "a literal index": (Sum(v[i] * delta(i, 9), i), 0 * x, None),
    "a coincidence of an index": (delta(j, n - 2) * x, 0 * x, None),
    "a coincidence of sizes": (bracket(Eq(n, m + K)) * x, 0 * x, None),
    "small sizes alone": (bracket(n <= 9) * x, x, None),
}
BRANCHES = {  # an equation has all its solutions
    "a factor that may be 0": (x, y, Eq(z * x, z * y)),
    "two roots": (y, one, Eq(y**2, 1)),
    "0 or 1": (x, one, Eq(x * (1 - x), 0)),
    "a norm that may be 0": (x * bracket(Ne(y, 0)), x, Eq(v @ v, y**2)),
}
SHAPES = {  # arguments of other shapes are other arguments
    "a row and a vector": (J(stack(v[i], index("r", 1, 1), i)), J(v), None),
    "a column and a row": (J(stack(v[i], i, index("r", 1, 1))), J(stack(v[i], index("r", 1, 1), i)), None),
    "a scalar and a vector of one": (J(x), J(stack(x + 0 * index("r", 1, 1), index("r", 1, 1))), None),
}
FALSE = {
    f"{kind}: {name}": claim
    for kind, claims in (("equality", EQUALITY), ("sizes", SIZES), ("branches", BRANCHES), ("shapes", SHAPES))
    for name, claim in claims.items()
}

test_what_is_false_is_not_called_right = each(FALSE, "refuted", "undecided", "ill-formed")


TRUE = {
    "a quotient on a hole": (where(Ne(x, 0), y / x, 0) * x, where(Ne(x, 0), y, 0), None),
    "cases that meet": (bracket(Eq(x, 0)) + bracket(Ne(x, 0)), one, None),
    "a sign by cases": (Abs(x), x * sign(x), None),
    "a sign in an exponent": (exp(sign(z) * x) + exp(-sign(z) * x), exp(x) + exp(-x), Ne(z, 0)),
    "a logarithm of factors of one sign": (log((y - z) * (y - 2 * z)), log(y - z) + log(y - 2 * z), [y > z, y > 2 * z]),
    "a case outside the domain": (where(y * z > 0, y, 3) + loggamma(y * z), loggamma(y * z) + y, None),
    "a sum of signs": (Sum(Abs(v[i]), i), Sum(v[i] * sign(v[i]), i), None),
    "windows": (E, Sum(v[t + 7] ** 2 - 2 * v[t] * v[t + 7] + v[t] ** 2, t), None),
    "a size that is allowed": (bracket(n >= 12) * x, x, n >= 12),
    "a factor that is not 0": (x, y, [Eq(z * x, z * y), Ne(z, 0)]),
    "both roots": (Abs(y), one, Eq(y**2, 1)),
    "a norm": ((v @ v) * x, x, Eq(v @ v, 1)),
    "the same shape": (J(v + w), J(w + v), None),
    "a row": (J(stack(v[i] + w[i], index("r", 1, 1), i)), J(stack(w[i] + v[i], index("r", 1, 1), i)), None),
}

test_true_twins_are_proved = each(TRUE, "proved")


def test_what_is_checked_names_its_bound_and_stays_below_it() -> None:
    verdict = check(Product(v[i], i), Product(v[n - i + 1], i))
    found = next(e for e in verdict.evidence if isinstance(e, Checked))
    assert verdict.status is Status.CHECKED and found.bounds == (("n", 12),)
    assert found.error_bits is None or found.error_bits >= 60


def repeated(seed: int) -> Verdict:
    return check(det(diag(v)), Product(v[i], i), seed=seed)


def test_the_same_seed_gives_the_same_evidence() -> None:
    assert repeated(3).evidence == repeated(3).evidence
