"""What a place is worth to a line: it excludes what is wrong there, and nothing that mends the line."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.diagnose.adjoints import Adjoints
from symcheck.diagnose.samples import Samples
from symcheck.diagnose.search import RULES, changes
from symcheck.diagnose.sites import Site, sites
from symcheck.diagnose.vocabulary import vocabulary_of
from symcheck.expressions.build import opposite
from symcheck.expressions.nodes import Block, Call, Entry, Expr
from symcheck.language.tensor import Tensor
from tests.slips import CASES

n = sizes("n")
A, x, y = matrix("A", n, n), vector("x", n), vector("y", n)
i, j = indices("i j", n)
s, t = scalar("s", positive=True), scalar("t", positive=True)


def adjoints(first: Tensor, line: Tensor) -> Adjoints:
    found = Samples(first, (line,), (), 0).adjoints(line)
    assert found is not None
    return found


def place(line: Tensor, name: str) -> Site:
    """The first place of an entry of this array, or of a call of this function."""
    return next(site for site in sites(line.body) if _name(site.node) == name)


def _name(node: Expr) -> str:
    return node.array.name if isinstance(node, Entry) else node.function if isinstance(node, Call) else ""


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_excluded_that_agrees_at_every_sample_and_nearly_all_else_is(name: str) -> None:
    first, line = CASES[name]()
    if first.shape != line.shape:
        return
    samples, weights = Samples(first, (line,), (), 0), adjoints(first, line)
    passed = wrong = 0
    for site, _, (_, after), _ in changes(list(sites(line.body)), vocabulary_of(first, line), RULES):
        right, excluded = samples.agrees(Block(line.axes, site.put(after))), weights.excludes(site, after)
        assert not (right and excluded)
        wrong += not right
        passed += not right and not excluded
    assert passed <= wrong / 4


@pytest.mark.parametrize(
    ("first", "line", "name"),
    [
        (x @ y - s, x @ y + s, "s"),
        (Sum(x[i] * -y[i], i), Sum(x[i] * y[i], i), "y"),
        (exp(-s) + t, exp(s) + t, "s"),
        (1 / (-s) + t, 1 / s + t, "s"),
        (A @ -x + y, A @ x + y, "x"),
    ],
    ids=str,
)
def test_a_place_is_known_under_sums_and_products_and_under_what_is_neither(
    first: Tensor, line: Tensor, name: str
) -> None:
    weights, site = adjoints(first, line), place(line, name)
    assert not weights.excludes(site, opposite(site.node))
    assert weights.excludes(site, site.node)


def test_where_no_wrong_entry_is_reached_all_is_excluded() -> None:
    line = s * (t - t) + t
    weights, site = adjoints(s + t, line), place(line, "s")
    assert weights.excludes(site, opposite(site.node))
    weight = weights.weight(site)
    assert weight is not None and weight.hopeless


def test_what_has_no_value_at_the_place_is_excluded() -> None:
    first, line = log(s) + t, log(s) - t
    weights = adjoints(first, line)
    site = place(line, "log")
    assert weights.excludes(site, log(-s).body)
