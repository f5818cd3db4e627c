"""What is read means what SymPy's tree says, and what is not known says so."""

import pytest
import sympy as sp

import symcheck as sc
from symcheck.bridge.reader import condition_from_sympy, from_sympy
from symcheck.bridge.writer import to_sympy
from symcheck.claims.statements import IllFormed
from symcheck.expressions import nodes as ex
from symcheck.expressions.alpha import alpha_key
from symcheck.notation.text import condition, text
from tests.bridge.two_values import ours, theirs

n, m = sp.symbols("n m", integer=True, positive=True)
i, j, k = sp.symbols("i j k", integer=True)
a, b = sp.symbols("a b", real=True)
p = sp.Symbol("p", positive=True)
c, x, y, z = (sp.IndexedBase(name, shape=(n,)) for name in "cxyz")
W = sp.IndexedBase("W", shape=(n, m))
A = sp.MatrixSymbol("A", n, n)

READ = [
    sp.Sum(c[i] * x[i], (i, 1, n)),
    sp.exp(z[k]) / sp.Sum(sp.exp(z[j]), (j, 1, n)),
    -sp.Sum(y[i] * sp.log(sp.exp(z[i]) / sp.Sum(sp.exp(z[j]), (j, 1, n))), (i, 1, n)),
    sp.Sum(x[i] * x[j], (j, i + 1, n), (i, 1, n)),
    sp.Sum(W[i, j] * x[i] * k, (i, 1, n), (j, 1, m)) + x[k],
    sp.Product(x[i] + a, (i, 1, n)),
    sp.Sum(x[i] * sp.KroneckerDelta(i, k), (i, 1, n)) + x[k],
    sp.Sum(sp.Piecewise((x[i], sp.Ne(i, 2)), (a, True)), (i, 1, n)),
    sp.Sum(x[i], (i, 0, n - 1)),
    sp.Sum(x[sp.Idx("q", n)] ** 2, sp.Idx("q", n)),
    sp.Sum(x[i + 1] - x[i], (i, 1, n - 1)),
    sp.Sum(i**2, (i, 1, n)) - n * (n + 1) / 2,
    sp.Float(0.1) + sp.pi * sp.E - sp.Rational(2, 3) * a / b,
    sp.sqrt(p) + p ** sp.Rational(1, 3) + p ** (-2) + sp.exp(-a),
    sp.Max(a, b, sp.Rational(1, 2)) - sp.Min(a, b) + sp.Heaviside(a) + sp.sign(-a) + sp.Abs(a - b),
    sp.sin(a) * sp.cos(b) + sp.tan(a) + sp.sinh(a) + sp.cosh(b) + sp.tanh(a * b) + sp.atan(b),
    sp.erf(a) + sp.gamma(p) + sp.loggamma(p) + sp.log(p),
    sp.Piecewise((a, a > b), (b, a < b), (sp.Integer(0), True)),
]


@pytest.mark.parametrize("expr", READ, ids=str)
def test_what_is_read_has_the_same_value(expr):
    assert ours(from_sympy(expr))[0] == pytest.approx(theirs(expr), rel=1e-12)


@pytest.mark.parametrize("expr", READ, ids=str)
def test_there_and_back(expr):
    first = from_sympy(expr)
    assert ours(from_sympy(to_sympy(first))) == pytest.approx(ours(first), rel=1e-12)


def same(one, other):
    return alpha_key(one.body) == alpha_key(other.body)


def test_reading_twice_gives_equal_things():
    assert same(from_sympy(x[k] * sp.Sum(x[i], (i, 1, n))), from_sympy(x[k] * sp.Sum(x[j], (j, 1, n))))
    assert not same(from_sympy(x[k]), from_sympy(x[j]))


def test_sympy_and_the_language_mean_the_same():
    size = sc.size("n")
    q = sc.index("k", size)
    r = sc.index("i", size)
    own_c, own_x = sc.vector("c", size), sc.vector("x", size)
    written = sc.grad(sc.Sum(own_c[r] * own_x[r], r), own_x[q])
    assert same(sc.grad(sp.Sum(c[i] * x[i], (i, 1, n)), x[k]), written)


def test_a_derivative_by_an_entry_with_the_bound_letter_captures_nothing():
    captured = sc.grad(sp.Sum(c[i] * x[i], (i, 1, n)), x[i])
    body = captured.body
    assert isinstance(body, ex.Derivative) and isinstance(body.body, ex.Sum)
    assert body.body.index != body.variable.indices[0].index
    assert text(captured) == "∂/∂x_i (Σ_{i′} c_{i′} x_{i′})"


def test_derivatives_stay_unevaluated():
    loss = -sp.Sum(y[i] * sp.log(sp.exp(z[i]) / sp.Sum(sp.exp(z[j]), (j, 1, n))), (i, 1, n))
    for written in (sc.grad(loss, z[k]), sc.diff(loss, z[k]), from_sympy(sp.Derivative(loss, z[k]))):
        assert isinstance(written.body, ex.Derivative) and not written.axes
    twice = from_sympy(sp.Derivative(sp.Function("f")(a), (a, 2)))
    assert text(twice) == "∂²f(a)/∂a²"
    assert sc.grad(sp.log(sp.Determinant(A)), A).ndim == 2


def test_a_chain_of_plain_sympy():
    loss = -sp.Sum(y[i] * sp.log(sp.exp(z[i]) / sp.Sum(sp.exp(z[j]), (j, 1, n))), (i, 1, n))
    softmax = sp.exp(z[k]) / sp.Sum(sp.exp(z[j]), (j, 1, n))
    chain = sc.chain(sc.grad(loss, z[k]), softmax * sp.Sum(y[i], (i, 1, n)) - y[k], given=sp.Gt(a, 0))
    assert all(not isinstance(line.content, IllFormed) for line in (chain.first, *chain.lines))
    assert condition(chain.given) == "a > 0"


d = sc.size("d")
vec, mat = sc.vector("u", d), sc.matrix("M", d, d)
MIXED = [
    (lambda: a * vec, "a u"),
    (lambda: vec * a, "u a"),
    (lambda: a + vec, "a + u"),
    (lambda: vec - a, "u − a"),
    (lambda: a - vec, "a − u"),
    (lambda: a / vec, "a/u"),
    (lambda: vec / a, "u/a"),
    (lambda: vec**a, "uᵃ"),
    (lambda: sp.exp(a) * vec, "eᵃ u"),
    (lambda: x[k] * vec, "x_k u"),
    (lambda: sp.Rational(1, 2) * mat, "(1/2) M"),
    (lambda: sp.pi * vec, "π u"),
    (lambda: sp.Float(0.5) * vec, "(1/2) u"),
    (lambda: sp.Function("f")(a) * vec, "f(a) u"),
    (lambda: sp.Sum(x[i], (i, 1, n)) * vec, "(Σ_i x_i) u"),
    (lambda: sp.Integer(2) ** vec, None),
]


@pytest.mark.parametrize(("make", "shown"), MIXED)
def test_mixed_operations_are_tensors(make, shown):
    made = make()
    assert isinstance(made, sc.Tensor) and made.ndim >= 1
    assert shown is None or text(made) == shown


u = sp.IndexedBase("u")
REFUSED = [
    (u[k], "shape=(n,)"),
    (u[i + 1], "shape=(n,)"),
    (x[2 * i], "Idx"),
    (sp.I * a, "ImaginaryUnit"),
    (sp.oo, "Infinity"),
    (sp.zeta(a), "zeta"),
    (sp.polygamma(2, a), "polygamma"),
    (sp.Integral(a, (a, 0, 1)), "Integral"),
    (sp.Sum(u[i], (i, 1, n)) + sp.Sum(u[i], (i, 1, m)), "1..m and 1..n"),
    (x[k] * sp.IndexedBase("h", shape=(m,))[k], "Idx"),
    (sp.Sum(A[i, i], (i, 1, n)), "from 0"),
    (sp.Piecewise((a, a > 0)), "otherwise"),
    (sp.Symbol("q", imaginary=True), "real"),
    (sp.Array([1, 2]), "Matrix"),
    (sp.Tuple(a, b), "stack"),
    (sp.Lambda(a, a), "apply it"),
    (sp.Limit(sp.sin(a) / a, a, 0), "Limit"),
    (sp.KroneckerProduct(A, A), "entries"),
    (sp.Subs(a * b, (a, b), (b, a)), "replaces"),
    (sp.Subs(x[k] ** 2, x[k], 3), "no real number"),
    (sp.Subs(n * a, n, 3), "no real number"),
    (sp.Pow(sp.E, A, evaluate=False), "Pow"),
    (sp.Pow(sp.UnevaluatedExpr(A), -1, evaluate=False), "UnevaluatedExpr"),
    (sp.Matrix(0, 0, []), "without entries"),
    (sp.Sum(1, (i, 1, sp.oo)), "finite"),
    (sp.Eq(a, b), "condition"),
    (sp.KroneckerDelta(i, j), "Idx"),
    (x[sp.Rational(1, 2)], "integers"),
    (sp.Sum(x[i] + x[j], (i, 0, n - 1), (j, 1, n)), "one convention"),
    (sp.Derivative(a, (a, n)), "symbolic number"),
]


@pytest.mark.parametrize(("expr", "hint"), REFUSED, ids=lambda item: str(item))
def test_the_unknown_is_refused_by_name(expr, hint):
    with pytest.raises(sc.StatementError) as refused:
        from_sympy(expr)
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    ("relation", "shown"),
    [
        (sp.Ne(sp.Idx("i", (1, n)), sp.Idx("j", (1, n))), "i ≠ j"),
        (sp.Gt(a, 0), "a > 0"),
        (sp.Le(a, b), "b ≥ a"),
        (sp.And(a > 0, sp.Ne(b, 1)), "b ≠ 1, a > 0"),
        (n > 2, "n ≥ 3"),
        (sp.true, ""),
    ],
)
def test_conditions(relation, shown):
    assert set(condition(condition_from_sympy(relation)).split(", ")) == set(shown.split(", "))


@pytest.mark.parametrize("relation", [sp.Or(a > 0, a < -1), sp.false, sp.Ne(i, j), sp.Symbol("flag")])
def test_conditions_that_are_refused(relation):
    with pytest.raises(sc.StatementError):
        condition_from_sympy(relation)


X_REAL = sp.Symbol("x", real=True)
UNKNOWN = {
    "sec": (sp.sec(X_REAL), 1 / sp.cos(X_REAL)),
    "besselj": (sp.besselj(1, X_REAL), X_REAL),
    "an integral": (sp.Integral(X_REAL, X_REAL), X_REAL**2 / 2),
    "infinity": (sp.oo, X_REAL),
    "the imaginary unit": (sp.I * X_REAL, X_REAL),
    "a complex symbol": (sp.Symbol("z", complex=True), X_REAL),
    "an infinite sum": (sp.Sum(X_REAL, (sp.Symbol("k"), 1, sp.oo)), X_REAL),
    "or": (sp.Piecewise((1, sp.Or(X_REAL > 1, X_REAL < 0)), (0, True)), X_REAL),
    "a number too long": (sp.Integer(10) ** 2000, X_REAL),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_known_is_undecided_never_wrong(name: str) -> None:
    first, line = UNKNOWN[name]
    for sides in ((first, line), (line, first), (first, first)):
        verdict = sc.check(*sides)
        assert verdict.status.value == "undecided"
        assert any(said in verdict.reason for said in ("know", "real numbers", "is not a sum of integers"))
        assert type(sc.prove(*sides)).__name__ == "Abstained"


def test_a_line_that_is_not_known_takes_no_other_with_it() -> None:
    verdicts = sc.check(sp.cos(X_REAL) ** 2, 1 / sp.sec(X_REAL) ** 2, sp.cos(X_REAL) * sp.cos(X_REAL), [X_REAL])
    assert [v.status.value for v in verdicts] == ["undecided", "proved", "ill-formed"]


CROSSED = [
    ("counted backwards", sp.Sum(1, (k, 3, n)), n - 2, sp.Max(n - 2, 0)),
    ("empty where its limit says so", sp.Sum(1, (k, 3, sp.Max(n, 2))), sp.Max(n - 2, 0), n - 2),
    ("at numbers", sp.Sum(a, (k, 5, 2)), -2 * a, 0 * a),
    ("a product divides", sp.Product(a, (k, 5, 2)), a ** (-2), a**0),
    ("inside another sum", sp.Sum(1, (j, i, 2), (i, 1, 4)), sp.Integer(2), sp.Integer(3)),
    ("never where a range is in order", sp.Sum(1, (j, i + 1, n), (i, 1, n)), n * (n - 1) / 2, n * (n + 1) / 2),
    ("a step at 0", sp.Heaviside(a), (1 + sp.sign(a)) / 2, sp.Heaviside(a, 0)),
    ("a step without a value at 0", sp.Heaviside(a, sp.nan), sp.Heaviside(a, 0), sp.Heaviside(-a, 0)),
]


@pytest.mark.parametrize(("first", "right", "wrong"), [c[1:] for c in CROSSED], ids=[c[0] for c in CROSSED])
def test_edges_are_those_of_sympy(first: sp.Expr, right: sp.Expr, wrong: sp.Expr) -> None:
    """Where limits cross SymPy counts backwards (Karr 1981), and a step has the value 1/2 at 0."""
    assert sc.check(first, right).status.value not in ("refuted", "ill-formed")
    assert sc.check(first, wrong).status.value == "refuted"
