"""The tower of prime fields: true identities agree, wrong twins differ, near misses never agree, errors are honest."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import numpy as np
import pytest

from symcheck.values.numbers.primes import CHAIN
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.numbers.tower import TowerSystem
from tests.exact_words import Num, Words, identities, near_misses, verdict

MANY = 512


@pytest.fixture
def w() -> Words:
    return Words(TowerSystem(MANY))


@pytest.mark.parametrize("name", identities(Words(TowerSystem())))
def test_identity_holds_and_its_twin_does_not(w: Words, name: str) -> None:
    first, second, wrong = identities(w)[name]
    assert verdict(w, first, second) == "same"
    assert verdict(w, first, wrong) == "different"


@pytest.mark.parametrize("name", near_misses(Words(TowerSystem())))
@pytest.mark.parametrize("seed", range(4))
def test_near_miss_never_holds(name: str, seed: int) -> None:
    w = Words(TowerSystem(64, seed=seed))
    assert verdict(w, *near_misses(w)[name]) != "same"


def test_a_sign_is_not_settled_by_few_trials() -> None:
    w = Words(TowerSystem(16))
    x = w.var("x")
    assert verdict(w, w.abs(x) ** 2, x * x) == "abstains"
    assert w.system.sensitive == 1
    assert 60 <= w.system.trials_wanted() < 64
    many = Words(TowerSystem(MANY))
    x = many.var("x")
    assert verdict(many, many.abs(x) ** 2, x * x) == "same"


def test_error_bits_fall_with_places_and_degrees(w: Words) -> None:
    x, y = w.var("x"), w.var("y")
    plain = w.system.error_bits(x.raw, x.raw)
    high = w.system.error_bits((x**300).raw, (x**300).raw)
    w.abs(x)
    one = w.system.error_bits(x.raw, x.raw)
    w.abs(x)
    assert w.system.error_bits(x.raw, x.raw) == one
    w.abs(y)
    two = w.system.error_bits(x.raw, x.raw)
    assert plain > high > one > two > 0


def test_the_domain_of_the_second_side_is_open(w: Words) -> None:
    x = w.var("x")
    assert verdict(w, 2 * w.log(x), w.log(x * x)) == "same"
    assert verdict(w, w.log(x * x), 2 * w.log(x)) == "abstains"
    assert verdict(w, w.log(x * x), 3 * w.log(x)) == "different"


def test_what_is_never_defined_never_agrees(w: Words) -> None:
    x, p = w.var("x"), w.var("p", sign="positive")
    for missing in (1 / (x - x), w.log(x) + w.log(-x), w.log(x - x)):
        assert verdict(w, missing, missing) == "abstains"
        assert verdict(w, w.n(0), missing) != "same"
    for undefined in (lambda: w.log(-p), lambda: w.log(-1 - p), lambda: w.sqrt(-p), lambda: w.log(w.n(0))):
        with pytest.raises(Undefined):
            undefined()


def test_nesting_beyond_the_levels_abstains() -> None:
    w = Words(TowerSystem(64, levels=3))
    x = w.var("x")
    assert verdict(w, w.exp(w.exp(x)), w.exp(w.exp(x))) == "same"
    with pytest.raises(Abstention, match="short"):
        w.exp(w.exp(w.exp(x)))


def test_attention_of_attention_fits(w: Words) -> None:
    x = w.var("x", 3)
    weights = w.exp(x) / w.exp(x).sum()
    again = w.exp(weights) / w.exp(weights).sum()
    assert verdict(w, again.sum(), w.n(1)) == "same"
    assert verdict(w, weights.sum() + weights[0], w.n(1)) == "different"


def test_order_and_signs(w: Words) -> None:
    x, p = w.var("x"), w.var("p", sign="positive")

    def holds(kind: str, value: Num) -> bool:
        return bool(w.system.holds(kind, value.raw))

    assert holds("gt", p + w.exp(x)) and holds("ge", x * x) and holds("gt", 1 + x * x) and not holds("gt", -p)
    assert holds("eq", x - x) and holds("ne", p) and not holds("eq", p)
    with pytest.raises(Abstention):
        holds("ne", x)
    assert holds("ge", w.n(0)) and not holds("gt", w.n(0))
    for unknown in (x, p - 1):
        with pytest.raises(Abstention):
            holds("gt", unknown)
    assert verdict(w, w.abs(1 + p), 1 + p) == "same"
    assert verdict(w, w.abs(-1 - p), 1 + p) == "same"
    assert verdict(w, w.relu(x) - w.relu(-x), x) == "same"
    assert verdict(w, w.max(x, p) + w.min(x, p), x + p) == "same"
    assert verdict(w, w.max(x, p), w.min(x, p)) == "different"


def test_matrices(w: Words) -> None:
    a, c = w.var("A", 4, 4), w.var("C", 3, 3, positive_definite=True)
    inverse = Num(w.system, w.system.inverse(a.raw))
    identity = Num(w.system, w.system.integers(np.eye(4, dtype=np.int64)))
    assert verdict(w, (a[:, :, None] * inverse[None]).sum(1), identity) == "same"
    assert verdict(w, inverse, a) == "different"
    determinant = Num(w.system, w.system.determinant(c.raw))
    assert verdict(w, w.log(determinant**2), 2 * w.log(determinant)) == "same"
    assert verdict(w, c, Num(w.system, np.swapaxes(c.raw, 0, 1))) == "same"
    exchange = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    assert verdict(w, Num(w.system, w.system.determinant(w.system.integers(exchange))), w.n(-1)) == "same"
    assert verdict(w, Num(w.system, w.system.inverse(w.system.integers(exchange))), w.n(1)) == "different"
    singular = Num(w.system, np.stack([a.raw[0], a.raw[0], a.raw[1], a.raw[2]]))
    assert verdict(w, Num(w.system, w.system.inverse(singular.raw)), w.n(0)) == "abstains"


def test_opaque_functions_are_keyed_by_their_arguments(w: Words) -> None:
    x, y = w.var("x"), w.var("y")
    assert verdict(w, w.opaque(("f", ()), (x + y) ** 2), w.opaque(("f", ()), x * x + 2 * x * y + y * y)) == "same"
    assert verdict(w, w.opaque(("f", ()), x + y), w.opaque(("f", ()), x - y)) == "different"
    assert verdict(w, w.opaque(("f", ()), x), w.opaque(("f", (0,)), x)) == "different"
    assert verdict(w, w.opaque(("f", ()), x, y), w.opaque(("f", ()), y, x)) == "different"
    assert verdict(w, w.erf(x), w.erf(x)) == "same"


def test_empty_sums_and_long_ones(w: Words) -> None:
    nothing, many = w.var("e", 0, 2), w.var("b", 7, 2)
    assert verdict(w, nothing.sum(0), w.n(0)) == "same" and verdict(w, nothing.prod(0), w.n(1)) == "same"
    parts = many[0] + many[1] + many[2] + many[3] + many[4] + many[5] + many[6]
    assert verdict(w, many.sum(0), parts) == "same"
    assert verdict(w, many.sum(-1).sum(0), parts.sum(0)) == "same"
    assert verdict(w, many.prod(0), parts) == "different"


def test_zero_to_the_power_zero_is_one(w: Words) -> None:
    x = w.var("x")
    assert verdict(w, (x - x) ** 0 - w.n(2), w.n(-1)) == "same"
    assert verdict(w, w.n(0) ** 0, w.n(1)) == "same"
    assert verdict(w, w.n(0) ** Fraction(1, 2), w.n(0)) == "same"


def test_the_same_seed_gives_the_same_residues() -> None:
    first, second, third = (Words(TowerSystem(64, seed=s)).var("x", 2).raw for s in (1, 1, 2))
    assert (first == second).all() and (first != third).any()


def test_trigonometry_abstains(w: Words) -> None:
    with pytest.raises(Abstention, match="root"):
        w.sin(w.var("x"))


def test_constants_are_seen_on_a_level_that_is_left(w: Words) -> None:
    assert verdict(w, w.n(2) + w.n(2), w.n(4)) == "same"
    assert verdict(w, w.n(2) + w.n(2), w.n(5)) == "different"
    assert verdict(w, w.n(prod(CHAIN)), w.n(0)) != "same"


@pytest.mark.parametrize("scale", [1, Fraction(1, 3), Fraction(22, 7)])
def test_primes_that_divide_every_coefficient_hide_nothing(w: Words, scale: Fraction) -> None:
    x, y = w.var("x"), w.var("y")
    hidden = w.n(prod(CHAIN) * scale)
    assert verdict(w, x + hidden * y, x) != "same"
    assert verdict(w, x + hidden * y, x + y * hidden) != "different"
    assert verdict(w, w.n(CHAIN[0]) * y + x, x) == "different"
    assert verdict(w, w.exp(w.n(CHAIN[0]) * x), w.n(1)) != "same"
    built = w.n(CHAIN[0] - 1) * x + x
    for prime in CHAIN[1:]:
        built = w.n(prime - 1) * built + built
    assert verdict(w, built + y, y) != "same"


def test_bits_are_those_of_the_levels_that_are_left(w: Words) -> None:
    x = w.var("x")
    small, large = (w.n(n) * x for n in (2, CHAIN[0] * CHAIN[1]))
    assert w.system.error_bits(large.raw, large.raw) < w.system.error_bits(small.raw, small.raw)


def test_exponents_are_counted_in_their_common_unit() -> None:
    w = Words(TowerSystem(64))
    x = w.var("x")
    before = w.exp(x)
    first = w.system.error_bits(before.raw, before.raw)
    for d in (2, 3, 5, 7, 11):
        w.exp(w.n(Fraction(1, d)) * x)
    assert w.system.error_bits(before.raw, before.raw) < first
