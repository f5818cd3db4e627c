"""Inputs that once came out wrong, each with the value it should have; they stand in the order of their table.

A row is a claim and what is to be said of it: `PROVED`, `REFUTED`, or undecided with a reason in which certain words
stand. What is wrong at one point is refuted at that point.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest

from symcheck import *
from symcheck.claims.verdict import Proved, Refuted, Status
from tests.command import symcheck
from tests.tables import each

n, m, d, T, N, M = sizes("n m d T N M")
i, j, k, c = indices("i j k c", n)
x, y, z, s, a, b, q, r, t = scalars("x y z s a b q r t")
p, lam = scalars("p lam", positive=True)
v, w, u = vector("v", n), vector("w", n), vector("u", n)
X, U = matrix("X", n, m), matrix("U", n, m)
A = matrix("A", n, n)
late = index("t", 1, n - 7)
step = index("t", 1, n - 1)
sinc = where(Ne(x, 0), sin(x) / x, 1)
huber = where(Abs(r) <= p, r**2 / 2, p * (Abs(r) - p / 2))
shifted = Sum((v[late + 7] - v[late]) ** 2, late)
below_zero = index("i", -1, 20 * m)
factor = index("k", 1, below_zero)
eighth = index("j", 1, 8)
J, S = function("J"), matrix("S", n, n, positive_definite=True)
hat = X @ inv(X.T @ X) @ X.T
Claim = Callable[[], Verdict]

CALLED_RIGHT: dict[str, Claim] = {
    "the value in the hole of sin x / x": lambda: check(sinc, where(Ne(x, 0), sin(x) / x, 0)),
    "a Huber slope, 7 at the border": lambda: check(
        diff(huber, r), where(Abs(r) < p, r, where(Eq(Abs(r), p), 7, p * sign(r)))),
    "the number of entries": lambda: check(Sum(bracket(Ne(v[i], 0)), i), n),
    "where eˣ is 1": lambda: check(bracket(Eq(exp(x), 1)), 0),
    "empty sums": lambda: check(shifted, 2 * shifted),
    "the slope of empty sums": lambda: check(grad(shifted, v), 3 * grad(shifted, v)),
    "a size from 12 on": lambda: check(n, 12, given=n >= 12),
    "a product over an index": lambda: check(
        Product(Abs(below_zero), factor) * Abs(below_zero), Product(Abs(below_zero), factor) * below_zero),
    "names as text": lambda: check(diff(J(x), x), function("J'0[]")(x)),
    "eight roots": lambda: check(Product(n - eighth, eighth) * x, 0 * x),
}  # fmt: skip

WHERE = {
    "the value in the hole of sin x / x": ({}, {"x": "0"}),
    "empty sums": ({"n": 8}, {}),
    "the slope of empty sums": ({"n": 8}, {}),
    "a size from 12 on": ({"n": 13}, {}),
    "a product over an index": ({}, {}),
    "eight roots": ({"n": 9}, {}),
}

AT_A_BEND: dict[str, Claim] = {
    "f″(0) = 0": lambda: check(diff(sinc, x, x), 0, given=Eq(x, 0)),
    "f″(0) = −1/3": lambda: check(diff(sinc, x, x), Rational(-1, 3), given=Eq(x, 0)),
    "relu(w) − relu(−w), 5 at 0": lambda: check(diff(relu(x) - relu(-x), x), where(Ne(x, 0), 1, 5)),
}

CONTRADICTIONS: dict[str, tuple[Claim, set[str]]] = {
    "Γ left of 0": (lambda: check(gamma(x), gamma(Abs(x))), {"refuted"}),
    "a scalar beside a sum": (lambda: check(p * v, v, given=Eq(v.sum(), 1)), {"refuted"}),
    "roots of s(1 − s)": (lambda: check(s**2, s, given=Eq(s * (1 - s), 0)), {"proved"}),
    "a sign in an exponent": (
        lambda: check(exp(sign(z) * x) + exp(-sign(z) * x), exp(x) + exp(-x), given=Ne(z, 0)), {"proved", "undecided"}),
    "a logarithm of factors of one sign": (
        lambda: check(log((y - a) * (y - 2 * a)), log(y - a) + log(y - 2 * a), given=[y > a, y > 2 * a]), {"proved"}),
    "the recurrence of Γ": (lambda: check(gamma(p + 1), p * gamma(p)), {"proved"}),
    "the recurrence of log Γ": (lambda: check(loggamma(p + 1), log(p) + loggamma(p)), {"proved"}),
    "the recurrence of ψ": (lambda: check(digamma(p + 1), 1 / p + digamma(p)), {"proved"}),
    "the recurrence of ψ′": (lambda: check(trigamma(p + 1), trigamma(p) - 1 / p**2), {"proved"}),
}  # fmt: skip

g, ng, h = index_map("g", n, n), index_map("ng", n, n), index_map("h", n, n)
o = index("o", n)
W, bias = matrix("W", m, d), vector("b", d)
G = matrix("G", n, d)
positive_v = vector("x", n, positive=True)
one_on = index("j", 0, n - 1)
V = matrix("V", n, n)
R = matrix("R", m, m, positive_definite=True)
Q = matrix("Q", n, n, positive_definite=True)
Y = vector("y", n)
H = matrix("H", m, n)
past = index("k", 0, T)
window, shift = vector("x", n + m), index("r", 1, m)
det_ne = Ne(det(X.T @ X), 0)
unrolled = vector("m", n)

RIGHT: dict[str, Claim] = {
    "maps g and ng": lambda: check(bracket(Eq(g[k], o)) * v[ng[k]], bracket(Eq(g[k], o)) * v[ng[k]]),
    "maps g and h": lambda: check(bracket(Eq(g[k], o)) * v[h[k]], bracket(Eq(g[k], o)) * v[h[k]]),
    "the hat matrix": lambda: check(hat @ hat, hat),
    "the hat matrix, det ≠ 0": lambda: check(hat @ hat, hat, given=det_ne),
    "normal equations": lambda: check(X.T @ (Y - X @ inv(X.T @ X) @ X.T @ Y), 0 * (X.T @ Y), given=det_ne),
    "trace of the hat matrix": lambda: check(trace(hat), m, given=det_ne),
    "Woodbury": lambda: check(
        inv(Q + X @ R @ X.T), inv(Q) - inv(Q) @ X @ inv(inv(R) + X.T @ inv(Q) @ X) @ X.T @ inv(Q)),
    "the Kalman gain": lambda: check(
        Q @ H.T @ inv(H @ Q @ H.T + R), inv(inv(Q) + H.T @ inv(R) @ H) @ H.T @ inv(R)),
    "the ridge dual": lambda: check(
        inv(X.T @ X + lam * eye(m)) @ X.T, X.T @ inv(X @ X.T + lam * eye(n))),
    "a layer of relu": lambda: check(
        grad((G * relu(X @ W + bias)).sum(), W), X.T @ (G * heaviside(X @ W + bias))),
    "clipping": lambda: check(maximum(-p, minimum(p, x)), where(Abs(x) <= p, x, p * sign(x))),
    "|x| = x sign x": lambda: check(Abs(x), x * sign(x)),
    "a quotient of powers": lambda: check((x + 5) ** 5 / (x + 5) ** 3, (x + 5) ** 2, given=Ne(x, -5)),
    "a product of reciprocals": lambda: check(Product(1 / (1 - q**i), i), 1 / Product(1 - q**i, i)),
    "an equation with a number": lambda: check(y * x, x, given=Eq(y, 1)),
    "an equation with a number, elsewhere": lambda: check(x + x, 2 * x, given=Eq(y, 1)),
    "a symmetric matrix by assumption": lambda: check(A + A.T, 2 * A, given=Eq(A, A.T)),
    "squares by assumption": lambda: check(v**2 * x, x * ones(n), given=Eq(v**2, 1)),
    "0 or 1": lambda: check(t**2, t, given=Eq(t * (1 - t), 0)),
    "a recurrence": lambda: check(
        unrolled[2], b * 3, given=[Eq(unrolled[1], 3), every(step, Eq(unrolled[step + 1], b * unrolled[step]))]),
    "a recurrence, the other way round": lambda: check(
        unrolled[2], b * 3, given=[every(step, Eq(unrolled[step + 1], b * unrolled[step])), Eq(unrolled[1], 3)]),
    "a ridge determinant": lambda: check(1, det(X @ X.T + lam * eye(n)) / det(X @ X.T + lam * eye(n))),
    "1 ± erf under a sum": lambda: check(
        Sum((1 + erf(v[i])) / (1 + erf(v[i])) + (1 - erf(v[i])) / (1 - erf(v[i])), i), 2 * n),
    "a shifted sum": lambda: check(Sum(v[k], k), Sum(v[one_on + 1], one_on)),
    "a logarithm of a product": lambda: check(log(Product(positive_v[i], i)), Sum(log(positive_v[i]), i)),
    "a power that counts down": lambda: check(
        Sum(x ** (T - past - 1), past, where=past <= T - 1), Sum(x ** (T - past - 1), past, where=past <= T - 1)),
    "an inverse of a diagonal": lambda: check(diag(1 / positive_v), inv(diag(positive_v))),
    "an inverse of a diagonal, the other way round": lambda: check(inv(diag(positive_v)), diag(1 / positive_v)),
}  # fmt: skip

WRONG: dict[str, Claim] = {
    "Huber's constant": lambda: check(huber, where(Abs(r) <= p, r**2 / 2, p * (Abs(r) - p))),
    "Huber's sign": lambda: check(huber, where(Abs(r) <= p, r**2 / 2, p * (Abs(r) + p / 2))),
    "Huber's sides": lambda: check(huber, where(Abs(r) <= p, p * (Abs(r) - p / 2), r**2 / 2)),
    "clipping at what may be negative": lambda: check(
        maximum(-a, minimum(a, x)), where(Abs(x) <= a, x, a * sign(x))),
    "x²/x at 0": lambda: check(x, x**2 / x),
    "an equation with a number": lambda: check(x + x, 3 * x, given=Eq(y, 1)),
    "a symmetric matrix by assumption": lambda: check(A + A.T, 3 * A, given=Eq(A, A.T)),
    "squares by assumption": lambda: check(v, ones(n), given=Eq(v**2, 1)),
    "0 or 1": lambda: check(t + t, 3 * t, given=Eq(t * (1 - t), 0)),
    "a recurrence": lambda: check(
        x + x, 3 * x, given=[Eq(unrolled[1], 3), every(step, Eq(unrolled[step + 1], b * unrolled[step]))]),
    "a recurrence, the other way round": lambda: check(
        x + x, 3 * x, given=[every(step, Eq(unrolled[step + 1], b * unrolled[step])), Eq(unrolled[1], 3)]),
    "a logarithm of a product": lambda: check(log(Product(v[i], i)), Sum(log(v[i]), i)),
}  # fmt: skip


OPEN: dict[str, tuple[Claim, str]] = {
    "not the sum over all pairs, which is defined nowhere": (
        lambda: check(Sum(1 / (v[i] - v[c]) ** 2, i, c), Sum(1 / (v[i] - v[c]) ** 2, i, c, where=Ne(i, c)) / 2),
        "not defined"),
    "no vector has all its entries apart from themselves": (
        lambda: check(x, 2 * x, given=every(i, c, Ne(v[i], v[c]))), "cannot be met"),
}  # fmt: skip

test_what_is_wrong_is_refuted = each(CALLED_RIGHT | WRONG, "refuted")


@pytest.mark.parametrize("name", WHERE)
def test_where_it_is_wrong(name: str) -> None:
    found = CALLED_RIGHT[name]().counterexample
    assert isinstance(found, Refuted)
    wanted_sizes, wanted_values = WHERE[name]
    assert wanted_sizes.items() <= dict(found.sizes).items()
    assert wanted_values.items() <= dict(found.values).items()


test_what_is_stated_at_a_bend_alone_is_undecided = each(AT_A_BEND, "undecided")


def test_the_condition_of_a_derivative_is_shown() -> None:
    layer = check(grad((G * relu(X @ W + bias)).sum(), W), X.T @ (G * heaviside(X @ W + bias)))
    assert layer.status is Status.PROVED
    (proof,) = (e for e in layer.evidence if isinstance(e, Proved))
    assert any("≠ 0" in condition for condition in proof.where)
    assert check(diff(huber, r), where(Abs(r) <= p, r, p * sign(r))).status is Status.PROVED


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_nothing_contradicts_itself_or_crashes(name: str) -> None:
    asked, expected = CONTRADICTIONS[name]
    assert asked().status.value in expected


test_what_is_right_is_proved = each(RIGHT, "proved")


@pytest.mark.parametrize("name", OPEN)
def test_a_reason_is_given(name: str) -> None:
    asked, words = OPEN[name]
    verdict = asked()
    assert verdict.status is Status.UNDECIDED and words in verdict.reason, verdict


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("wrong_line", [
    where(Abs(r) <= p, r**2 / 2, p * (Abs(r) - p)),
    where(Abs(r) <= p, r**2 / 2, p * (Abs(r) + p / 2)),
    where(Abs(r) <= p, p * (Abs(r) - p / 2), r**2 / 2),
])  # fmt: skip
def test_wrong_huber_lines_are_refuted_at_every_seed(wrong_line: object, seed: int) -> None:
    assert check(huber, wrong_line, seed=seed).status is Status.REFUTED


def test_the_denominators_of_a_pair_are_those_of_both_orders() -> None:
    pairs, half = Sum(1 / (v[i] - v[c]) ** 2, i, c, where=i < c), Sum(1 / (v[i] - v[c]) ** 2, i, c, where=Ne(i, c)) / 2
    assert check(pairs, half).status is Status.PROVED
    assert check(half, pairs).status is Status.PROVED
    assert check(half, 2 * pairs).status is Status.REFUTED


def test_a_maximum_over_a_window() -> None:
    pooled, place = max(stack(window[k + shift], shift)), index("p", 1, m)
    slope = bracket(Eq(window[k + place], pooled))
    assert check(diff(pooled, window[k + j]), diff(pooled, window[k + j])).status is Status.PROVED
    pooling = check(diff(pooled, window[k + place]), slope)
    assert pooling.status is Status.PROVED and any(e.where for e in pooling.evidence if isinstance(e, Proved))
    assert check(diff(pooled, window[k + place]), 2 * slope).status is Status.REFUTED


def layers(depth: int) -> Verdict:
    """The gradient of a network of tanh layers by its first matrix, by backpropagation."""
    weights = [matrix(f"A_{layer}", n, n) for layer in range(depth)]
    hidden = [v]
    for weight in weights:
        hidden.append(tanh(weight @ hidden[-1]))
    back = hidden[-1] * (1 - hidden[-1] ** 2)
    for layer in range(depth - 1, 0, -1):
        back = (weights[layer].T @ back) * (1 - hidden[layer] ** 2)
    return check(grad((hidden[-1] ** 2).sum() / 2, weights[0]), outer(back, v))


def nested(times: int) -> tuple[object, object]:
    value, slope = x, 1
    for _ in range(times):
        slope = slope * (1 - tanh(value) ** 2)
        value = tanh(value)
    return value, slope


many = scalars(" ".join(f"s_{number}" for number in range(1000)))
LARGE: dict[str, tuple[Claim, set[str]]] = {
    "a power of 66": (lambda: check(diff(x**66, x), 66 * x**65), {"proved"}),
    "a symbolic power": (lambda: check(diff(x**n, x), n * x ** (n - 1)), {"proved"}),
    "a real power": (lambda: check(diff(x**a, x), a * x ** (a - 1), given=x > 0), {"proved"}),
    "a sum to the 12": (lambda: check(grad(v.sum() ** 12, v), 12 * v.sum() ** 11 * ones(n)), {"proved"}),
    "a sum to the 11, wrong": (lambda: check(grad(v.sum() ** 11, v), 11 * v.sum() ** 11 * ones(n)), {"refuted"}),
    "tanh, 7 deep": (lambda: check(diff(nested(7)[0], x), nested(7)[1]), {"proved"}),
    "tanh, 40 deep": (lambda: check(diff(nested(40)[0], x), nested(40)[1]), {"proved"}),
    "a product of 1,000": (
        lambda: check(reduce(lambda e, f: e * f, many), reduce(lambda e, f: e * f, reversed(many))), {"proved"}),
    "a sum of 300, nested to the right": (
        lambda: check(reduce(lambda e, f: f + e, many[:300]), reduce(lambda e, f: e + f, many[:300])), {"proved"}),
    "a power of 1,500": (lambda: check((x + y) ** 1500, (y + x) ** 1500), {"proved"}),
    "a sum to the 40": (lambda: check(X.sum() ** 40, X.sum() ** 40 + 0 * x), {"proved"}),
    "a gradient by a matrix of 60 rows at least": (
        lambda: check(grad(((X.T @ v) ** 2).sum(), X), 2 * outer(v, X.T @ v), given=[n >= 60, m >= 60]), {"proved"}),
    "a vector of 10⁷ entries": (lambda: check(vector("far", 10**7).sum(), x), {"undecided", "refuted"}),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_what_is_large_has_a_verdict_soon_and_warns_nobody(name: str) -> None:
    asked, expected = LARGE[name]
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = asked()
    assert verdict.status.value in expected, verdict
    assert time.process_time() - start < 30


def test_two_layers() -> None:
    assert layers(2).status is Status.PROVED


@pytest.mark.parametrize("depth", [5, 10])
def test_many_layers(depth: int) -> None:
    assert layers(depth).status is Status.PROVED


SAID = """
from symcheck import *
n, m, d, h, C = sizes("n m d h C")
i, c = indices("i c", n)
x, y = vector("x", n), vector("y", n)
mu = scalar("mu")
X, P, Y = matrix("X", n, m), matrix("P", n, d), matrix("Y", n, d)
W1, W2 = matrix("W_1", h, n), matrix("W_2", C, h)
z = named("z", tanh(W1 @ x))
e = named("e", W2 @ z - vector("b", C))
G = (e * e).sum() / 2
S = matrix("S", n, n, symmetric=True)

@part("where", "a condition")
def _(): yield chain(Sum(y[i], i, where=i <= 4), 2 * Sum(y[i], i, where=i <= 4))

@part("lines", "several lines")
def _():
    yield chain(
        x @ y,
        y @ x,
        2 * (y @ x),
        3 * (y @ x),
    )

@part("shapes", "what does not fit")
def _():
    yield chain(x @ y, y @ x)
    yield chain(grad((X.T @ P).sum(), P), X @ (P - Y))
    yield chain(x @ y, 2 * (x @ y))

@part("tanh", "a derivative forgotten")
def _(): yield chain(grad(G, W1), outer(W2.T @ e, x))

@part("det", "the formula for symmetric matrices")
def _(): yield chain(grad(logdet(S), S), 2 * inv(S) - inv(S) * eye(n))

@part("outer", "matrix notation")
def _(): yield chain(grad(G, W1), outer((W2.T @ e) * (1 - z), x))

@part("sign", "a sign in a quotient")
def _(): yield chain(diff((1 - mu) / (1 + mu), mu), -1 / (1 + mu) + (1 - mu) / (1 + mu) ** 2)

@part("whole", "another line")
def _(): yield chain(grad((x @ y) ** 2, x), sin(mu) * ones(n))

@part("witness", "one notation")
def _(): yield chain(mu**2, mu**3)

@part("question", "the question itself")
def _():
    A = matrix("A", n, n)
    slope = grad(det(A), A)
    yield chain(slope, slope * mu)

@part("axis", "another range")
def _(): yield chain(x[index("k", C)], x[1])
"""


def run(path: Path) -> tuple[int, str]:
    done = symcheck("run", str(path), NO_COLOR="1", COLUMNS="200")
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the command says of each part."""
    path: Path = tmp_path_factory.mktemp("said") / "derivation.py"
    path.write_text(SAID)
    _, output = run(path)
    names = re.findall(r'@part\("(\w+)"', SAID)
    starts = [re.search(rf"^\S {name} ", output, re.MULTILINE) for name in names]
    places = [found.start() for found in starts if found] + [len(output)]
    return {name: output[start:end] for name, start, end in zip(names, places, places[1:], strict=False)}


GOOD: dict[str, Callable[[str], bool]] = {
    "where": lambda text: "Σ_{i≤4} y_i" in text and "≥" not in text,
    "lines": lambda text: len(set(re.findall(r"derivation\.py:(\d+)", text))) >= 3,
    "shapes": lambda text: "ill-formed" in text and "2 (x·y)" in text,
    "tanh": lambda text: "1 − z²" in text or "derivative of tanh" in text,
    "det": lambda text: "symmetric" in text and "[0 = 0]" not in text,
    "outer": lambda text: "x_i" not in text,
    "sign": lambda text: "the sign of" in text and "1 + μ" in text,
    "whole": lambda text: "mistake" not in text and "right: 2" in text,
    "witness": lambda text: "at μ = " in text and "mu" not in text,
    "question": lambda text: "right: ∂" not in text,
    "axis": lambda text: "of x" in text,
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_said(name: str, said: dict[str, str]) -> None:
    assert GOOD[name](said[name]), said[name]


def test_a_condition_is_printed_as_written_in_latex_too() -> None:
    from symcheck.notation import latex

    total = Sum(v[i], i, where=i < 4)
    assert re.search(r"i (<|\\lt) 4|i \\leq? 3", latex.latex(total))


def test_a_file_that_cannot_be_read_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    path.write_text("from symcheck import *\n@part('a', 'b'\n")
    code, output = run(path)
    assert code == 2 and "SyntaxError" in output


def test_an_undecided_line_makes_no_search(tmp_path: Path) -> None:
    """The documented slips of a part are not searched for their mistake because another line is undecided."""
    path = tmp_path / "undecided.py"
    path.write_text("""
from symcheck import *
n = size("n")
A, v = matrix("A", n, n), vector("v", n)
x = scalar("x")

@part("p", "one line undecided, the others documented slips")
def _():
    yield chain(grad(v @ A @ v, v), (A + A.T) @ v, *(wrong(k * (A + A.T) @ v, because="a factor") for k in range(2, 8)))
    yield chain(tan(asin(x)), x / sqrt(1 - x**2))
""")
    _, output = run(path)
    assert "mistake" not in output and "6 slips, 1 proved, 1 undecided" in output
