"""All integers, in order."""

from __future__ import annotations

from symcheck import *
from symcheck.language.conditions import assumption
from symcheck.values.enumeration import in_order
from symcheck.values.subject import subject

n = size("n")
x = scalar("x")
v = vector("v", n)
t = index("t", 1, n - 7)
shifted = Sum((v[t + 7] - v[t]) ** 2, t)


def conditions(given):
    return assumption(given)


def test_integers_in_order():
    def sizes_of(tensor, given=None):
        return [dict(s.sizes) for s in in_order(subject((tensor.body,), tensor.axes, conditions(given)))]

    size = n.body.value.atom
    values = [each[size] for each in sizes_of(shifted)]
    assert values.index(8) < 6 and {1, 2, 3, 7, 8, 9} <= set(values)
    assert all(each[size] >= 12 for each in sizes_of(n * x, n >= 12))
    assert all(each[size] == 1 for each in sizes_of(n * x, n <= 1)) and sizes_of(n * x, n <= 1)
