"""What means something else is shown by another text: each small change of a probe, each other range of a sum."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from symcheck import Sum as sum_over
from symcheck import Tensor, check, index, matrix, max, size, sizes, stack, vector
from symcheck.claims.digest import content_key
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, Size
from symcheck.expressions.nodes import Call, Expr, Extremum, Named, Product, Sum
from symcheck.expressions.walk import children, rebuild, subexpressions, substitute, substitute_condition
from symcheck.notation.latex import latex
from symcheck.notation.text import content, text
from tests.campaign.mutations import CONFUSED, mutants
from tests.notation.random_arrays import Arrays
from tests.notation.test_probes import PROBES

OTHER = af.of_atom(Size("N"))
VALUES = {f"{group} {number}": probe[0] for group, probes in PROBES.items() for number, probe in enumerate(probes)}
Binder = Sum | Product | Extremum


def _is_changeable(value: Tensor) -> bool:
    return all(n.function in CONFUSED for n in subexpressions(value.body) if isinstance(n, Call))


CHANGEABLE = {name: value for name, value in VALUES.items() if _is_changeable(value)}


@pytest.mark.parametrize("value", CHANGEABLE.values(), ids=CHANGEABLE)
def test_a_small_change_shows_unless_the_value_is_the_same(value: Tensor) -> None:
    own, key = _shown(value), content_key(value)
    for mutant in mutants(value):
        changed = mutant.tensor
        if content_key(changed) != key and not own.isdisjoint(_shown(changed)):
            assert check(value, changed).status.value == "proved", (mutant.kind, str(changed))


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_sum_over_another_size_shows(value: Tensor) -> None:
    for binder in _binders(value.body):
        changed = Tensor(_over(value.body, binder), value.axes)
        assert _shown(value).isdisjoint(_shown(changed)), binder.index.name


@pytest.mark.parametrize("seed", range(3))
def test_random_statements_with_one_text_are_one_value(seed: int) -> None:
    arrays, found = Arrays(random.Random(seed)), dict[tuple[int, str], Tensor]()
    for _ in range(800):
        value = arrays.any()
        first = found.setdefault((value.ndim, content(value)), value)
        if content_key(first) != content_key(value):
            assert check(first, value).status.value == "proved", content(value)


def test_the_place_of_an_entry_is_told_where_its_letters_do_not() -> None:
    n = size("n")
    A, x = matrix("A", n, n), vector("x", n)
    i, j = index("i", n), index("j", n)
    entry = A[i, j] * x[i]
    assert content(stack(entry, i, j)) == "A_ij x_i"
    assert content(stack(entry, j, i)) == "(A_ij x_i)_ji"
    assert content(stack(x[j], i, j)) == "(x_j)_ij"
    assert (content(A * x), content((A * x).T)) == ("A_ij x_j", "A_ji x_i")


def test_a_word_is_for_what_it_says_alone() -> None:
    """What looks like a mean, a variance, a norm or softmax over one axis, and is none."""
    n, d = sizes("n d")
    i, j = index("i", n), index("j", d)
    x, y, X, A = vector("x", n), vector("y", d), matrix("X", n, d), matrix("A", n, n)
    by_another = x.sum() / d
    shown = [text(v) for v in (by_another, ((x - by_another) ** 2).sum() / n, sum_over(x[i] ** 2, i), X.sum(0) / n)]
    assert not any(word in line for word in ("mean(x)", "var", "‖") for line in shown)
    assert "softmax" not in text(sum_over(x[i], i)) + text(stack(x[i] / x.sum(), i)) + text(x * y[j] / x.sum())
    assert text(stack(A[i, i] * x[i], i)) == "diag(A) ⊙ x"
    assert text(max(x - x[i])) == "max_j (x_j − x_i)"


def test_only_the_letter_of_a_bound_index_may_differ() -> None:
    """The twin: what is the same up to bound names is shown alike up to them, and has one key."""
    n = size("n")
    x = vector("x", n)
    one, other = (sum_over(x[i], i) for i in (index("i", n), index("k", n)))
    assert content_key(one) == content_key(other)
    assert text(one).replace("i", "k") == text(other)


def _shown(value: Tensor) -> set[str]:
    """The Unicode and the LaTeX, which are one where there is nothing to set."""
    return {f"{text(value)} in Unicode", f"{latex(value)} in LaTeX"}


def _binders(expr: Expr) -> Iterator[Binder]:
    """The sums, products and extrema of a statement, those inside named expressions left out."""
    if isinstance(expr, Binder):
        yield expr
    if not isinstance(expr, Named):
        for child in children(expr):
            yield from _binders(child)


def _over(expr: Expr, binder: Binder) -> Expr:
    """The statement with one of these over 1..N."""
    if expr is not binder:
        return expr if isinstance(expr, Named) else rebuild(expr, lambda child: _over(child, binder))
    index_ = af.fresh_index(Index(binder.index.name, af.ONE, OTHER, anonymous=binder.index.anonymous))
    values: dict[af.IndexAtom, af.IndexForm] = {binder.index: af.of_atom(index_)}
    body = substitute(binder.body, values)
    if isinstance(binder, Extremum):
        return Extremum(binder.kind, index_, body)
    return type(binder)(index_, body, substitute_condition(binder.where, values))
