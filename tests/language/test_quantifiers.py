"""Sums over indices: what they run over, and in which order."""

from __future__ import annotations

import pytest

from symcheck import *

d, n = sizes("d n")
a = index("a", d)
i = index("i", n)
v, x = vector("v", d), vector("x", n)


class TestQuantifiers:
    def test_dependent_ranges_in_the_wrong_order(self):
        u = index("u", i + 1, n)
        with pytest.raises(StatementError, match="u is summed first"):
            Sum(x[i] * x[u], i)
        with pytest.raises(StatementError):
            stack(x[u], u, i)

    @pytest.mark.parametrize("over", [n, 3, x, v[a]])
    def test_a_sum_runs_over_an_index(self, over):
        with pytest.raises(StatementError, match="a sum runs over"):
            Sum(x[i], over)

    def test_summed_twice(self):
        with pytest.raises(StatementError, match="already sums over i"):
            Sum(Sum(x[i], i), i)

    def test_sizes_are_no_limits(self):
        with pytest.raises(StatementError, match="declare the range"):
            Sum(x[i], (i, 1, n))
