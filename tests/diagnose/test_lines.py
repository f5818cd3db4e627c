"""What a reader is told of a wrong line: nothing false, in the author's names, and never more than was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, IllFormed, Line, Part
from symcheck.claims.verdict import Diagnosis, LineVerdict, Status
from symcheck.diagnose.lines import explain_line, written
from symcheck.diagnose.model import Suspect
from symcheck.diagnose.right_result import RightResult
from symcheck.expressions.nodes import Block
from symcheck.expressions.walk import subexpressions
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.notation.text import text
from symcheck.report.words import mistakes
from symcheck.symbolic.readable.simplified import in_order, neat

n, h, m = sizes("n h m")
(i, l), k, c = indices("i l", n), index("k", h), index("c", m)
x, t, t2 = vector("x", n), vector("t", m), vector("u", h)
W, A = matrix("W", m, h), matrix("A", h, n)
E, F = matrix("E", n, n), matrix("F", n, n)
a, b, s, u = scalars("a b s u")

ONE_CASE = "as it stands the line is right in one case only"
LAYERS: dict[str, tuple[Callable[[Tensor], Tensor], str]] = {
    "tanh": (tanh, "the derivative of tanh is missing on the way: the factor 1 − z^∘2"),
    "σ": (sigmoid, "the derivative of σ is missing on the way: the factor z ⊙ (1 − z)"),
    "relu": (relu, "the derivative of relu is missing on the way: the factor H(A x)"),
}


def explained(first: Tensor, line: Tensor, *names: Tensor) -> tuple[tuple[Diagnosis, ...], RightResult | None]:
    definitions = tuple(name.body.definition for name in names)
    found = explain_line(Suspect(first, line, (), CheckOptions(), definitions=definitions))
    return found.mistakes, found.result


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("style", ["arrays", "indices"])
def test_a_forgotten_derivative_of_a_layer_is_named(layer: str, style: str) -> None:
    function, sentence = LAYERS[layer]
    z = named("z", function(A @ x))
    o = named("o", W @ z)
    first = grad(((o - t) ** 2).sum() / 2, A)
    by_indices = stack(Sum((o[c] - t[c]) * W[c, k], c) * x[i], k, i)
    told, right = explained(first, outer(W.T @ (o - t), x) if style == "arrays" else by_indices, z[k], o[c])
    assert [d.sentence for d in told] == [sentence]
    assert right is not None
    assert "o" in text(right.line)


@pytest.mark.parametrize(
    ("function", "named_"),
    [
        (logsigmoid, "a function"),
        (softplus, "softplus"),
        (softsign, "softsign"),
        (cos, "cos"),
        (atan, "a function"),
        (asin, "a function"),
    ],
)
def test_no_other_function_is_named_for_a_forgotten_derivative(
    function: Callable[[Tensor], Tensor], named_: str
) -> None:
    """σ(−x) is the derivative of log σ, and of −softplus(−x): where the derivative does not tell, none is named."""
    first = grad(((function(A @ x) - t2) ** 2).sum() / 2, A)
    told, _ = explained(first, outer(function(A @ x) - t2, x))
    assert told and f"the derivative of {named_} is missing" in told[0].sentence


def test_a_layer_with_its_derivative_is_not_told_to_lack_it() -> None:
    z = named("z", tanh(A @ x))
    o = named("o", W @ z)
    told, _ = explained(grad(((o - t) ** 2).sum() / 2, A), 2 * outer((W.T @ (o - t)) * (1 - z**2), x))
    assert [d.mistake for d in told] == ["constant factor"]


def test_a_name_is_opened_only_where_it_is_differentiated() -> None:
    z = named("z", relu(A @ x))
    o = named("o", W @ z)
    _, right = explained(grad(((o - t) ** 2).sum() / 2, A), outer((W.T @ (o - t)) ** 3 * z, x), z[k], o[c])
    assert right is not None
    assert "(o − t)" in text(right.line)


@pytest.mark.parametrize(
    ("first", "line"),
    [(exp(s) + exp(u), exp(s + u)), (1 / s + 1 / u, 1 / (s + u)), (log(s**2 + u**2), log(s * u) + s)],
    ids=str,
)
def test_what_is_no_slip_is_explained_by_none(first: Tensor, line: Tensor) -> None:
    assert explained(first, line) == ((), None)


@pytest.mark.parametrize(
    ("first", "line"), [(s * u, s / u), (A @ x, -A @ x), (exp(2 * s), exp(s))], ids=["quotient", "sign", "factor"]
)
def test_the_question_is_no_result(first: Tensor, line: Tensor) -> None:
    told, right = explained(first, line)
    assert told
    assert text(first) not in {d.corrected for d in told} | ({text(right.line)} if right else set())


def test_a_zero_lacks_nothing_and_an_answer_is_not_missing_as_a_whole() -> None:
    told, right = explained(diff(s * exp(u), s), s - s)
    assert not told
    assert right is not None
    assert text(right.line) == "eᵘ"


def test_what_should_be_nothing_lacks_no_term_that_takes_all_of_it_away() -> None:
    told, right = explained(x.sum() * s - (s * x).sum(), s * x.sum())
    assert not any("missing" in d.mistake for d in told)
    assert right is not None
    assert text(right.line) == "0"


def test_an_index_without_a_letter_of_the_author_has_none_in_what_is_told() -> None:
    told, _ = explained(grad(((A @ x - t2) ** 2).sum(), x), 2 * A.T @ (A @ x + t2))
    assert [d.sentence for d in told] == ["the sign of u is wrong: it should be −u"]
    told, _ = explained(Sum(x[i] * (A @ x)[k], i), Sum(-x[i] * (A @ x)[k], i))
    assert "x_i" in told[0].sentence or "Σ_i" in told[0].sentence


@pytest.mark.parametrize(
    ("first", "line", "sentence"),
    [
        (grad(mean(x), x), ones(n), "the factor 1/n is missing"),
        (hessian(x @ x, x), eye(n), "the factor 2 is missing: 2 I for I"),
        (
            hessian(x @ x, x),
            ones(n, n) * 2,
            "the factor δ_ij is missing: as it stands the line is right in one case only",
        ),
    ],
)
def test_ones_and_the_identity_are_told_as_they_are_shown(first: Tensor, line: Tensor, sentence: str) -> None:
    told, _ = explained(first, line)
    assert sentence in [d.sentence for d in told]


def test_a_factor_is_not_all_of_the_answer() -> None:
    told, right = explained(hessian(x @ x / (2 * a), x), eye(n))
    assert [d.sentence for d in told] == ["the factor 1/a is missing"]
    assert right is not None
    assert text(right.line) == "I/a"


def test_a_sign_is_turned_inside_a_sum() -> None:
    told, _ = explained(diff(exp(a * (x @ x)), a), (x @ x) * exp(a * Sum(-(x[i] ** 2), i)))
    assert told
    assert not any("−(−" in d.sentence + d.corrected for d in told)


def test_two_indices_of_one_letter_are_told_apart() -> None:
    B = matrix("B", n, n)
    told, _ = explained(grad(x @ B @ x, x), (B + B) @ x)
    assert told
    assert all(d.before != d.after for d in told)


def test_the_same_is_said_once() -> None:
    told, _ = explained(diff(s * a + u * a, a), s * 2 + u * 2)
    assert len({d.sentence for d in told}) == len(told)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (-(-1 * s), "s"), (s * 2, "2 s"), (2 * (s / 2), "s"), (s + s, "2 s"), (1 - s - 1, "−s"), (x - x, "0"),
        (s * u - u * s, "s u − u s"), (-s / 2, "−s/2"), (2 * A.T @ (A @ x), "2 Aᵀ A x"), (1 / n * s, "(1/n) s"),
        (3 * s - s, "2 s"), (2 * A.T - A.T, "Aᵀ"), (s - s / 2, "s/2"), (2 * s - s * 2 + u, "u"), (2 * s - u, "2 s − u"),
        (s * eye(n)[i, i], "s"), (s * eye(n)[i, l], "s δ_il"),
    ],
)  # fmt: skip
def test_a_mended_line_is_neat(line: Tensor, shown: str) -> None:
    assert text(Block(line.axes, neat(line.body))) == shown


def test_a_mended_line_keeps_what_its_author_wrote() -> None:
    own = 2 * (s / 2)
    assert text(Block((), neat((own + u + u).body, subexpressions(own.body)))) == "2 (s/2) + 2 u"


@pytest.mark.parametrize(("line", "missing"), [(E, "F"), (F, "E")], ids=["behind", "ahead"])
def test_a_matrix_that_is_missing_stands_where_its_axis_is(line: Tensor, missing: str) -> None:
    told, right = explained(jacobian(E @ (F @ x), x), line)
    assert told[0].sentence == f"the factor {missing} is missing"
    assert right is not None
    assert text(right.line) == "E F"


def test_what_has_no_value_as_it_stands_mends_nothing() -> None:
    told, _ = explained(a * s**2 / s, a * s + 0 * log(a))
    assert not any("log s" in d.sentence or "is meant for" in d.sentence for d in told)
    told, _ = explained(a * s**2 / s, a * a + 0 * exp(a))
    assert told[0].sentence == "s is meant for a"


def test_the_question_is_no_result_in_another_order_either() -> None:
    told, right = explained(E @ F, E)
    assert [d.sentence for d in told] == ["the factor F is missing"]
    assert right is None
    assert not any(d.corrected for d in told)


def test_a_symmetric_matrix_is_not_transposed() -> None:
    S = matrix("S", n, n, symmetric=True)
    _, right = explained(grad(x @ S @ x / 2 - x @ x, x), A @ x)
    assert right is not None
    assert text(right.line) == "S x − 2 x"
    _, right = explained(grad(x @ E @ x / 2 - x @ x, x), A @ x)
    assert right is not None
    assert "Eᵀ" in text(right.line)


V = matrix("V", n, n, symmetric=True)
PAIRED = "this is the derivative for symmetric entries, a pair of them one variable; here each is varied by itself"


@pytest.mark.parametrize(
    ("first", "line"),
    [
        (grad(x @ V @ x, V), 2 * outer(x, x) - diag(x * x)),
        (grad(x @ V @ x, V[i, l]), (2 - delta(i, l)) * x[i] * x[l]),
        (grad(trace(V @ E), V), E + E.T - diag(diag(E))),
        (grad(trace(V @ E), V), E + E.T - eye(n) * E),
    ],
)
def test_a_pair_of_symmetric_entries_as_one_variable_is_named(first: Tensor, line: Tensor) -> None:
    told, right = explained(first, line)
    assert [d.sentence for d in told] == [PAIRED]
    assert right is not None


@pytest.mark.parametrize(
    ("first", "line"),
    [
        (grad(trace(V @ E), V), 2 * E.T - eye(n) * E.T),
        (grad(trace(V @ E), V), E + E.T),
        (grad(x @ E @ x, E), 2 * outer(x, x) - diag(x * x)),
        (grad(x @ V @ x, x), 2 * V @ x - diag(V) * x),
    ],
)
def test_nothing_else_is_told_to_be_one(first: Tensor, line: Tensor) -> None:
    told, _ = explained(first, line)
    assert told
    assert not any(d.sentence == PAIRED for d in told)


def test_a_norm_for_its_square_is_told_as_one() -> None:
    told, right = explained(diff(s * (x @ x), s), norm(x))
    assert [d.sentence for d in told] == ["the exponent is wrong: ‖x‖² for ‖x‖"]
    assert right is not None
    assert text(right.line) == "‖x‖²"
    told, _ = explained(diff(s * a, s), sqrt(a))
    assert [d.sentence for d in told] == ["the exponent is wrong: a for √a"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [((E.T @ F).T, "Fᵀ E"), ((E @ F).T, "Fᵀ Eᵀ"), (E @ F, "E F"), (E @ x, "E x"), ((E @ F @ E).T, "Eᵀ Fᵀ Eᵀ")],
)
def test_a_product_stands_in_the_order_of_its_axes(value: Tensor, shown: str) -> None:
    ordered = Tensor(in_order(value.body, value.axes), value.axes)
    assert text(ordered) == shown
    assert check(value, ordered).status is Status.PROVED


def test_what_is_one_letter_stands_in_front() -> None:
    told, right = explained(hessian(b * (x @ x) / 2 + (x @ x) ** 2, x), eye(n) + 4 * (x @ x) * eye(n) + 8 * outer(x, x))
    assert right is not None
    assert text(right.line).startswith("b I + ")
    assert told[0].sentence.startswith("the factor b is missing")


def test_a_tensor_of_ones_says_so() -> None:
    assert written(ones(n, m))[0] == "𝟏_{n×m}"
    assert written(zeros(n))[0] == "0"
    assert written(ones())[0] == "1"


def test_what_nobody_refuted_is_not_told_to_be_wrong() -> None:
    place = Place("lines.py", 1)
    line = LineVerdict(Status.UNDECIDED, (), place, "2 s", right_result="s")
    assert list(mistakes(line)) == ["what we derive: s"]
    refuted = LineVerdict(Status.REFUTED, (), place, "2 s", right_result="s")
    assert list(mistakes(refuted)) == ["right: s"]


def test_the_search_changes_no_verdict() -> None:
    place = Place("lines.py", 1)
    claim = Chain(Line(diff(s**3, s), place), (Line(2 * s**2, place), Line(3 * s**2, place)), place)
    part = Part("p", "p", lambda: iter((claim,)), place)
    (with_search,) = check_part(part, CheckOptions()).chains
    (without,) = check_part(part, CheckOptions(diagnose=False)).chains
    assert with_search.lines[0].diagnoses
    assert [(x.status, x.evidence) for x in with_search.lines] == [(x.status, x.evidence) for x in without.lines]


@pytest.mark.parametrize(
    ("first", "line", "said"),
    [
        (diff(s**5, s), s**4, "the factor 5 is missing: 5 s⁴ for s⁴"),
        (diff(sin(5 * s), s), cos(5 * s), "the factor 5 is missing: 5 cos(5 s) for cos(5 s)"),
        (diff((3 * s + 1) ** 2, s), 2 * (3 * s + 1), "the factor 3 is missing: 3 · 2 (3 s + 1) for 2 (3 s + 1)"),
    ],
)
def test_a_number_that_is_forgotten_is_told(first: Tensor, line: Tensor, said: str) -> None:
    diagnoses = explain_line(Suspect(first, line, (), CheckOptions())).mistakes
    assert diagnoses[0].sentence == said


def test_a_line_that_cannot_be_built_lacks_nothing() -> None:
    """Not that 0 is to be added to it; one that can, and is the same but for a term, does."""
    X, y = matrix("X", n, h), vector("y", n)

    place, broken = Place("h.py", 1), IllFormed("shapes do not fit together", "X @ y")
    lines = tuple(Line(content, place) for content in (broken, X.T @ y + u * X[1]))
    claim = Chain(Line(X.T @ y, place), lines, place)
    (verdict,) = check_part(Part("p", "p", lambda: iter((claim,)), place), CheckOptions()).chains
    first, other = verdict.lines
    assert (first.status, first.right_result, first.differs_by) == (Status.ILL_FORMED, "", "")
    assert [d.sentence for d in other.diagnoses] == ["the term u X_1 is too much"]
