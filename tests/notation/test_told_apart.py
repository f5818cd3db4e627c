"""What means something else is shown by another text: each small change of a probe, each other range of a sum."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from symcheck import Sum as sum_over
from symcheck import (
    Tensor,
    check,
    exp,
    eye,
    gamma,
    index,
    log,
    loggamma,
    logsigmoid,
    matrix,
    max,
    pi,
    scalar,
    sigmoid,
    size,
    sizes,
    stack,
    vector,
)  # fmt: skip
from symcheck.claims.digest import content_key
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, Size
from symcheck.expressions.nodes import Call, Expr, Extremum, Named, Product, Sum
from symcheck.expressions.walk import children, rebuild, subexpressions, substitute, substitute_condition
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.notation.latex import latex
from symcheck.notation.text import content, names_of, text
from symcheck.report.words import evidence_text
from tests.campaign.mutations import CONFUSED, mutants
from tests.notation.random_arrays import Arrays
from tests.notation.test_probes import PROBES

HERE = Place("here", 1)
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
    t = index("t", i, j)
    between = stack(sum_over(x[t], t), i, j)
    assert (content(between), content(between.T)) == ("Σ_{t=i}^j x_t", "(Σ_{t=i}^j x_t)_ji")
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


def test_a_name_and_an_entry_are_told_apart() -> None:
    n = size("n")
    x, A = vector("x", n), matrix("A", n, n)
    plain, twelve = scalar("x_1"), scalar("A_12")
    both = x[1] + plain
    assert (text(both), latex(both)) == ("x[1] + x_1", "x[1] + x_1")
    assert text(A[1, 2] * twelve) == "A[1, 2] A_12"
    assert text(x[1] + scalar("x_2")) == "x_1 + x_2"  # the twin: nothing is mistaken
    assert text(x[index("i", n)] * plain) == "x_i x_1"


def test_two_names_with_one_text_are_spelled() -> None:
    hat, own = scalar("y_hat"), scalar(r"\hat y")
    assert (text(hat - own), latex(hat - own)) == ("y_hat − ŷ", r"\mathtt{y\_hat} - \hat y")
    x1, x_1 = scalar("x1"), scalar("x_1")
    assert (text(x1 - x_1), latex(x1 - x_1)) == ("x1 − x_1", r"\mathtt{x1} - \mathtt{x\_1}")
    assert text(scalar("pi") - pi) == "pi − π"
    assert (text(hat), latex(x1), text(scalar("pi"))) == ("ŷ", "x_1", "π")


def test_the_logarithm_of_a_gamma_is_told_from_the_function() -> None:
    x = scalar("x")
    assert (text(loggamma(x)), text(log(gamma(x)))) == ("log Γ(x)", "log(Γ(x))")
    assert latex(log(gamma(x))) == r"\log(\Gamma(x))"
    assert text(log(sigmoid(x))) == text(logsigmoid(x)) == "log σ(x)"  # one value everywhere


def test_the_sides_of_a_line_and_its_witness_share_their_names() -> None:
    n = size("n")
    x, x_1, e = vector("x", n), scalar("x_1"), scalar("e")
    (judged, first, line) = _said(x[1], x_1)
    assert (first, line) == ("x[1]", "x_1") and "x[1] = " in judged and ", x_1 = " in judged
    assert _said(exp(e) - exp(e) + exp(1), e)[1:] == ("exp(e) − exp(e) + exp(1)", "e")
    assert _said(exp(1) * n, n)[1:] == ("e n", "n")


def _said(first: Tensor, line: Tensor) -> tuple[str, str, str]:
    """What is said of a wrong line, and how both sides of it are printed."""
    judged = check_chain(Chain(Line(first, HERE), (Line(line, HERE),), HERE), (), CheckOptions())
    (verdict,) = judged.lines
    assert verdict.status.value == "refuted"
    return " ".join(map(evidence_text, verdict.evidence)), judged.first, verdict.text


NAMESAKES = {
    "a power": (scalar(r"\sigma^2"), scalar(r"\sigma") ** 2, "σ²", "(σ)²"),
    "the identity": (matrix("I", size("n"), size("n")), eye(size("n")), "I", "I_n"),
}


@pytest.mark.parametrize("name", NAMESAKES)
def test_a_name_that_looks_like_an_operation_is_told_from_it(name: str) -> None:
    called, made, alone, apart = NAMESAKES[name]
    known = names_of([called, made])
    assert (text(called, among=known), text(made, among=known)) == (alone, apart)
    assert latex(called, among=known) != latex(made, among=known)
    assert text(made) == alone  # the twin: beside nothing that is called so it is what it always is
