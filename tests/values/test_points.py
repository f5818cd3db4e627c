"""Points of the probes: they are as declared."""

from __future__ import annotations

from symcheck import *
from symcheck.values.points import as_declared
from symcheck.values.probes import probes
from symcheck.values.subject import subject

n = size("n")
p = scalar("p", positive=True)
step = scalar("z", integer=True)
u = vector("u", n)
P, S = matrix("P", n, n, positive_definite=True), matrix("S", n, n, symmetric=True)


def test_points_are_as_declared():
    what = subject((det(P).body, (u @ S @ u).body, step.body, p.body), (), ())
    points = list(probes(what))
    assert len(points) > 50 and all(map(as_declared, points))
