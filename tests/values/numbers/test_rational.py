"""Rational functions with kernels: true identities come out 0, their wrong twins and near misses never do."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from symcheck.expressions.nodes import Array
from symcheck.values.numbers.rational import RationalSystem
from symcheck.values.numbers.system import UNDEFINED, Abstention
from tests.exact_words import Num, Words, identities, near_misses, verdict


@pytest.fixture
def w() -> Words:
    return Words(RationalSystem())


@pytest.mark.parametrize("name", identities(Words(RationalSystem())))
def test_identity_holds_and_its_twin_does_not(w: Words, name: str) -> None:
    first, second, wrong = identities(w)[name]
    assert verdict(w, first, second) == "same"
    assert verdict(w, second, first) == "same"
    assert verdict(w, first, wrong) == "different"


@pytest.mark.parametrize("name", near_misses(Words(RationalSystem())))
def test_near_miss_never_holds(w: Words, name: str) -> None:
    assert verdict(w, *near_misses(w)[name]) != "same"


def test_a_first_value_gives_its_domain_to_the_second(w: Words) -> None:
    x, y = w.var("x"), w.var("y")
    assert w.same(2 * w.log(x), w.log(x * x))
    assert not w.same(w.log(x * x), 2 * w.log(x))
    assert w.same(w.log(x) + w.log(y), w.log(x * y))
    assert w.same(w.sqrt(x) * w.sqrt(y), w.sqrt(x * y))
    assert not w.same(w.sqrt(x * y), w.sqrt(x) * w.sqrt(y))
    assert w.same(w.log(x) + w.sqrt(x * x), w.abs(x) + w.log(x))
    assert w.same(w.log(x) + x, w.sqrt(x * x) + w.log(x))
    assert not w.same(w.log(y) + x, w.sqrt(x * x) + w.log(y))
    assert w.same(w.log(-x) - x, w.abs(x) + w.log(-x))


def test_sign_is_exact_at_zero_and_a_quotient_elsewhere(w: Words) -> None:
    x = w.var("x")
    sign = w.sign(x)
    assert w.same(x / w.abs(x), sign)
    assert w.same(w.abs(x) / x, sign)
    assert w.same(sign**3, sign)
    assert not w.same(sign**2, w.n(1))  # false at x = 0
    assert not w.same(x / w.abs(x), -sign)
    assert not w.same(x, sign * x)
    assert w.same(w.sign(w.var("z", sign="nonzero") ** 2), w.n(1))


@pytest.mark.parametrize("seen_first", ["x", "x/2", "2x"])
def test_sine_and_cosine(w: Words, seen_first: str) -> None:
    x, y = w.var("x"), w.var("y")
    w.sin({"x": x, "x/2": x / 2, "2x": 2 * x}[seen_first])
    assert w.same(w.sin(x) ** 2 + w.cos(x) ** 2, w.n(1))
    assert w.same(w.sin(2 * x), 2 * w.sin(x) * w.cos(x))
    assert not w.same(w.sin(2 * x), 2 * w.sin(x))
    assert w.same(w.cos(x + y), w.cos(x) * w.cos(y) - w.sin(x) * w.sin(y))
    assert not w.same(w.cos(x + y), w.cos(x) * w.cos(y) + w.sin(x) * w.sin(y))
    assert w.same(w.sin(-x), -w.sin(x))
    assert w.same(w.tan(x / 2), (1 - w.cos(x)) / w.sin(x))
    assert w.same(w.cos(3 * x), 4 * w.cos(x) ** 3 - 3 * w.cos(x))
    assert not w.same(w.cos(3 * x), 4 * w.cos(x) ** 3 + 3 * w.cos(x))
    assert w.same(w.sin(1 / (1 + x) - 1 / (1 + x)), w.n(0))


def test_angles_of_pi(w: Words) -> None:
    x, pi = w.var("x"), w.pi()
    assert w.same(w.sin(x + pi / 2), w.cos(x))
    assert not w.same(w.sin(x + pi / 2), w.sin(x))
    assert w.same(w.cos(pi), w.n(-1))
    with pytest.raises(Abstention, match="π"):
        w.sin(pi / 3)
    w.sin(x)
    with pytest.raises(Abstention, match="angle"):
        w.sin(x / 3)


def test_exponents_with_a_denominator(w: Words) -> None:
    x, s = w.var("x"), w.var("s", sign="positive")
    bell = w.exp(-(x**2) / (2 * s**2))
    assert w.same(bell**2, w.exp(-(x**2) / s**2))
    assert not w.same(bell**2, w.exp(-(x**2) / s))
    first, second = w.exp(1 / (1 + x)), w.exp(1 / (1 - x))
    assert w.same(first * second, w.exp(2 / (1 - x**2)))
    assert not w.same(first * second, w.exp(2 / (1 + x**2)))
    assert w.same(w.exp(x**2 / (1 + x)), w.exp(x - 1) * first)
    assert w.same(w.exp(Fraction(1, 2) / (1 + x)) ** 2, first)
    assert w.same(w.exp(w.softplus(x)), 1 + w.exp(x))


def test_opaque_functions_are_keyed_by_their_arguments(w: Words) -> None:
    x, y = w.var("x"), w.var("y")
    assert w.same(w.opaque(("f", ()), (x + y) ** 2), w.opaque(("f", ()), x * x + 2 * x * y + y * y))
    assert not w.same(w.opaque(("f", ()), x + y), w.opaque(("f", ()), x - y))
    assert not w.same(w.opaque(("f", ()), x), w.opaque(("f", (0,)), x))
    assert not w.same(w.opaque(("f", ()), x, y), w.opaque(("f", ()), y, x))
    assert w.same(w.erf(x - y), -w.erf(y - x))
    assert not w.same(w.erf(x - y), w.erf(y - x))
    assert w.same(w.gamma(w.n(5)), w.n(24))
    assert w.same(w.erf(x - x), w.n(0))
    assert not w.same(w.digamma(x), w.loggamma(x))


def test_opaque_keeps_the_leading_shape(w: Words) -> None:
    rows = w.var("A", 3, 2)
    values = w.system.opaque(("f", ()), (rows.raw,))
    assert values.shape == (3,)
    assert not w.system.agree(values[:1], values[1:2]).any()


def test_order_by_known_signs(w: Words) -> None:
    x, p = w.var("x"), w.var("p", sign="positive")

    def holds(kind: str, value: Num) -> bool:
        return bool(w.system.holds(kind, value.raw))

    assert holds("gt", p + w.exp(x)) and holds("ge", x * x) and holds("gt", 1 + x * x)
    assert holds("ge", x * x - 2 * x * p + p * p)
    assert not holds("gt", -p) and not holds("ge", -1 / (1 + p))
    assert holds("ge", x - x) and not holds("gt", x - x)
    assert holds("eq", x - x) and not holds("ne", x - x)
    for kind in ("eq", "ne"):  # for some values of x it is, for others it is not
        with pytest.raises(Abstention):
            holds(kind, x)
    for unknown in (x, p - 1, 1 - x * x):
        with pytest.raises(Abstention):
            holds("gt", unknown)
    with pytest.raises(Abstention):
        holds("gt", x * x)  # 0 at x = 0


def test_what_does_not_exist_is_undefined(w: Words) -> None:
    x, p = w.var("x"), w.var("p", sign="positive")
    for missing in (
        lambda: 1 / (x - x),
        lambda: w.log(x - x),
        lambda: w.log(-p),
        lambda: w.sqrt(-1 - x * x),
        lambda: (x - x) ** Fraction(-1, 2),
    ):
        lost = missing()
        assert lost.raw[()] is UNDEFINED and not w.system.exists(lost.raw)
        for after in (lost + x, x + lost, x * lost, lost * 0, -lost, w.exp(lost), lost**2):
            assert after.raw[()] is UNDEFINED
        assert not any(w.system.holds(kind, lost.raw) for kind in ("eq", "ne", "gt", "ge"))
    assert w.same(w.sqrt(x - x), w.n(0))


def test_nothing_is_asked_where_the_first_value_does_not_exist(w: Words) -> None:
    x = w.var("x")
    assert w.system.agree((1 / (x - x)).raw, x.raw)
    with pytest.raises(Abstention, match="no value"):
        w.system.agree(x.raw, (1 / (x - x)).raw)


def test_a_difference_is_certain_where_only_independent_things_are_in_it(w: Words) -> None:
    x, y = w.var("x"), w.var("y")
    certain = w.system.differ_for_certain
    assert certain(x.raw, y.raw) and certain(w.exp(x).raw, w.exp(2 * x).raw) and certain((x / y).raw, x.raw)
    for value in (w.abs(x), w.log(x), w.sqrt(x), w.sin(x)):
        assert not certain(value.raw, x.raw)
    assert not certain(x.raw, x.raw)


def test_cases_of_sign_decide_what_depends_on_them() -> None:
    def agrees(sign: int) -> bool:
        cell = (Array("x"), ())
        w = Words(RationalSystem(cases={cell: sign}))
        x = w.var("x")
        return w.same(w.abs(x), x) and bool(w.system.holds("ge", x.raw))

    assert [agrees(sign) for sign in (1, 0, -1)] == [True, True, False]


def test_roots_of_unknown_sign_abstain(w: Words) -> None:
    x = w.var("x")
    with pytest.raises(Abstention, match="sign"):
        x ** Fraction(1, 3)
    assert w.same((x * x) ** Fraction(1, 3) ** 1 * (x * x) ** Fraction(2, 3), x * x)
    assert w.same(w.sqrt(x) ** 3, x * w.sqrt(x))


def test_matrices(w: Words) -> None:
    a, s = w.var("A", 3, 3), w.var("S", 3, 3, symmetric=True)
    c = w.var("C", 3, 3, positive_definite=True)
    inverse = Num(w.system, w.system.inverse(a.raw))
    identity = Num(w.system, w.system.integers(np.eye(3, dtype=np.int64)))
    assert w.same((a[:, :, None] * inverse[None, :, :]).sum(1), identity)
    assert not w.same(inverse, a)
    assert w.same(s, Num(w.system, s.raw.T)) and not w.same(a, Num(w.system, a.raw.T))
    determinant = Num(w.system, w.system.determinant(c.raw))
    assert w.system.holds("gt", determinant.raw)
    assert w.same(w.log(determinant**2), 2 * w.log(determinant))
    singular = Num(w.system, np.stack([a.raw[0], a.raw[0], a.raw[1]]))
    assert not w.system.exists(w.system.inverse(singular.raw)).any()


def test_empty_sums_and_products(w: Words) -> None:
    nothing = w.var("e", 0, 2)
    assert w.same(nothing.sum(0), w.n(0)) and nothing.sum(0).raw.shape == (2,)
    assert w.same(nothing.prod(0), w.n(1))


def test_variables_are_the_same_when_asked_again(w: Words) -> None:
    assert w.same(w.var("u", 2), w.var("u", 2))
    assert not w.same(w.var("u", 2), w.var("v", 2))


def test_more_variables_than_the_first_ring_holds(w: Words) -> None:
    early = w.var("a", 2)
    total = early[0] / (1 + early[1]) + w.sqrt(early[0] ** 2)
    many = w.var("b", 200)
    assert w.same(many.sum() + total, total + many.sum())
    assert not w.same(many.sum() + total, many.sum())


def test_swelling_fractions_abstain_before_the_product() -> None:
    w = Words(RationalSystem(limit=200))
    with pytest.raises(Abstention, match="swell"):
        (1 + w.var("x", 30).sum()) ** 3
    assert w.same((1 + w.var("x", 5).sum()) ** 2, (1 + w.var("x", 5).sum()) ** 2)


def test_unknown_constants_and_functions_abstain(w: Words) -> None:
    with pytest.raises(Abstention):
        w.system.constant("euler")
    with pytest.raises(Abstention):
        w.zeta(w.var("x"))
