"""Γ, log Γ, ψ and ψ′: recurrences are proved where both sides have a value, and only there."""

from symcheck import *
from symcheck.symbolic.normal_form.normalise import Normaliser
from symcheck.symbolic.normal_form.rules import NOTHING
from tests.tables import each

n = size("n")
i, k, k0 = index("i", n), index("k", 1, n), index("k", 0, n)
a, b, c = (scalar(name, positive=True) for name in "abc")
x = scalar("x")
alpha = vector("alpha", n, positive=True)

TRUE = {
    "Γ": (gamma(a + 1), a * gamma(a)),
    "Γ, two steps": (gamma(a + 2), a * (a + 1) * gamma(a)),
    "Γ of a sum": (gamma(a + b + 2) / gamma(a + b), (a + b + 1) * (a + b)),
    "log Γ": (loggamma(a + 1), log(a) + loggamma(a)),
    "log of Γ": (log(gamma(a + 1)), log(a) + loggamma(a)),
    "ψ": (digamma(a + 1), digamma(a) + 1 / a),
    "ψ′": (trigamma(a + 2), trigamma(a) - 1 / a**2 - 1 / (a + 1) ** 2),
    "up from what may be negative": (gamma(a - 1) * (a - 1), gamma(a) + 0 * gamma(a - 1)),
    "up, where Γ is defined at all": (gamma(x - 1) * (x - 1), gamma(x)),
    "0 is a pole": (gamma(x), gamma(x) + 0 / x),
    "mirrored": (gamma(x) + 0 * gamma(-x), gamma(x) + 0 / (x - 1) + 0 / (x + 1)),
    "ψ up": (digamma(x - 1), digamma(x) - 1 / (x - 1)),
    "a binomial coefficient": (gamma(n + 2) / gamma(n + 1), n + 1),
    "a factorial": (gamma(n + 1), n * gamma(n)),
    "under a sum": (Sum(loggamma(k + 1) - loggamma(k), k), Sum(log(k), k)),
    "from 0": (Sum(gamma(k0 + 2) * x, k0), Sum((k0 + 1) * gamma(k0 + 1) * x, k0)),
    "entries": (Sum(digamma(alpha[i] + 1), i), Sum(digamma(alpha[i]) + 1 / alpha[i], i)),
    "the mean of a Dirichlet distribution": (gamma(alpha.sum() + 1), alpha.sum() * gamma(alpha.sum())),
    "a whole number": (gamma(Rational(6)), 120),
    "a half": (gamma(Rational(5, 2)), Rational(3, 4) * sqrt(pi)),
    "a negative half": (gamma(Rational(-1, 2)), -2 * sqrt(pi)),
    "log Γ of a half": (loggamma(Rational(1, 2)), log(pi) / 2),
    "second derivative": (diff(loggamma(a), a, a), trigamma(a)),
    "derivative and recurrence": (diff(gamma(a + 1), a), gamma(a) * (1 + a * digamma(a))),
}
FALSE = {
    "Γ": (gamma(a + 1), (a + 1) * gamma(a)),
    "Γ, two steps": (gamma(a + 2), a * (a + 2) * gamma(a)),
    "log Γ": (loggamma(a + 1), log(a + 1) + loggamma(a)),
    "ψ": (digamma(a + 1), digamma(a) - 1 / a),
    "ψ′": (trigamma(a + 1), trigamma(a) + 1 / a**2),
    "an absolute value": (gamma(a - 1) * Abs(a - 1), gamma(a - 1) * (a - 1)),
    "not defined at 0": (gamma(x + 1), x * gamma(x)),
    "ψ, not defined at 0": (digamma(x + 1), digamma(x) + 1 / x),
    "log Γ, not defined below 0": (loggamma(x + 1), log(x) + loggamma(x)),
    "a half": (gamma(Rational(5, 2)), Rational(1, 2) * sqrt(pi)),
    "under a sum": (Sum(loggamma(k + 1) - loggamma(k), k), Sum(log(k + 1), k)),
    "from 0": (Sum(gamma(k0 + 1), k0), Sum(k0 * gamma(k0), k0)),
    "twice what is no whole number": (gamma(x), gamma(x) + 0 * gamma(2 * x + 1)),
    "half of it off 0": (gamma(x), gamma(x) + 0 / (2 * x + 1)),
    "a step down": (gamma(x + 1), gamma(x + 1) + 0 * gamma(x)),
    "a step too far": (gamma(x - 1), gamma(x - 1) + 0 / (x - 2)),
    "half a step": (gamma(x - 1), gamma(x - 1) + 0 / (x - Rational(1, 2))),
    "Γ of |x|": (gamma(x), gamma(Abs(x))),
}

test_what_is_true_is_proved = each(TRUE, "proved")
test_what_is_false_is_not_right = each(FALSE, "refuted", "undecided")


def entered(body: object) -> str:
    return Normaliser(NOTHING).poly(body.body, {}).key


def test_an_argument_that_may_be_a_pole_one_below_stays() -> None:
    """Γ(x + 1) is 1 at x = 0, where x Γ(x) has no value."""
    assert entered(gamma(x + 1)) != entered(x * gamma(x))
    assert entered(bracket(Eq(x, 0)) * gamma(x + 1)) != entered(0 * x)


def test_a_long_way_is_not_gone() -> None:
    assert entered(gamma(a + 1000)) == entered(gamma(1000 + a))
    assert check(gamma(a + 1000), gamma(a)).status.value != "proved"
    assert check(gamma(a + b + c + 7), gamma(7 + c + a + b)).status.value == "proved"


def test_a_recurrence_of_many_steps_is_left_alone() -> None:
    x = scalar("x")
    assert check(gamma(x + 10**5), gamma(x)).status.value in ("refuted", "undecided")
