"""SymPy in and out: what is read means what SymPy's tree says, and what is written has the statement's value."""

import math
import zlib
from fractions import Fraction

import pytest
import sympy as sp
from sympy.matrices.expressions.matexpr import MatrixElement

import symcheck as sc
from symcheck.bridge.reader import condition_from_sympy, from_sympy
from symcheck.bridge.writer import to_sympy
from symcheck.claims.statements import IllFormed
from symcheck.expressions import nodes as ex
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.indices import Affine, Index, MapEntry, Size
from symcheck.expressions.walk import expand_names
from symcheck.notation.text import condition, text

SIZES = {"n": 3, "m": 2, "V": 4, "d": 2, "K": 3}

n, m = sp.symbols("n m", integer=True, positive=True)
i, j, k = sp.symbols("i j k", integer=True)
a, b = sp.symbols("a b", real=True)
p = sp.Symbol("p", positive=True)
c, x, y, z = (sp.IndexedBase(name, shape=(n,)) for name in "cxyz")
W = sp.IndexedBase("W", shape=(n, m))
A, B = sp.MatrixSymbol("A", n, n), sp.MatrixSymbol("B", n, n)
v = sp.MatrixSymbol("v", n, 1)


# -- two small evaluators, one for each side ---------------------------------------------------------------------------


def entry(name, *indices):
    """A fixed value between 0.1 and 0.9 for an entry of an array."""
    return 0.1 + 0.8 * (zlib.crc32(repr((name, *indices)).encode()) % 9973) / 9973


def map_value(name, indices, codomain):
    return 1 + zlib.crc32(repr((name, *indices)).encode()) % codomain


def whole(form: Affine, at):
    return form.constant + sum(c_ * atom_value(atom, at) for atom, c_ in form.terms)


def atom_value(atom, at):
    match atom:
        case Size(name):
            return SIZES[name]
        case Index():
            return at[atom]
        case MapEntry(map_, arguments):
            return map_value(map_.name, [whole(f, at) for f in arguments], whole(map_.codomain, at))


CALLS = {
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "atan": math.atan,
    "abs": abs,
    "erf": math.erf,
    "gamma": math.gamma,
    "loggamma": math.lgamma,
    "max": max,
    "min": min,
    "sign": lambda u: (u > 0) - (u < 0),
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "logsigmoid": lambda u: -math.log(1 + math.exp(-u)),
    "softplus": lambda u: math.log(1 + math.exp(u)),
    "relu": lambda u: max(u, 0),
    "heaviside": lambda u: float(u > 0),
}
KINDS = {"eq": lambda u: u == 0, "ne": lambda u: u != 0, "ge": lambda u: u >= 0, "gt": lambda u: u > 0}


def holds(where, at):
    return all(
        KINDS[r.kind](whole(r.form, at) if isinstance(r, ex.IndexRelation) else value(r.difference, at)) for r in where
    )


def over(index, where, at):
    for number in range(whole(index.lower, at), whole(index.upper, at) + 1):
        inner = {**at, index: number}
        if holds(where, inner):
            yield inner


def value(expr, at):
    """The value of a statement at fixed sizes and entries."""
    match expr:
        case ex.Number(number):
            return float(number)
        case ex.Constant("pi"):
            return math.pi
        case ex.Integer(form):
            return whole(form, at)
        case ex.Entry(array, indices):
            return entry(array.name, *(whole(f, at) for f in indices))
        case ex.Add(terms):
            return sum(value(t, at) for t in terms)
        case ex.Mul(factors):
            return math.prod(value(f, at) for f in factors)
        case ex.Power(base, exponent):
            return value(base, at) ** value(exponent, at)
        case ex.Call(function, arguments):
            return CALLS[function](*(value(u, at) for u in arguments))
        case ex.Sum(index, body, where):
            return sum(value(body, inner) for inner in over(index, where, at))
        case ex.Product(index, body, where):
            return math.prod(value(body, inner) for inner in over(index, where, at))
        case ex.Bracket(where):
            return float(holds(where, at))
        case ex.Choice(where, then, otherwise):
            return value(then if holds(where, at) else otherwise, at)
        case ex.Determinant(block):
            return float(block_matrix(block, at).det())
        case ex.Inverse(block, row, column):
            lower = [whole(axis.lower, at) for axis in block.axes]
            return float(block_matrix(block, at).inv()[whole(row, at) - lower[1], whole(column, at) - lower[0]])
    raise NotImplementedError(type(expr).__name__)


def block_matrix(block, at):
    rows, columns = block.axes
    return sp.Matrix([[value(block.body, inner) for inner in over(columns, (), r)] for r in over(rows, (), at)])


def ours(tensor):
    """The values of all entries of a tensor, free indices at 1 or their lower end."""
    body = expand_names(tensor.body)
    from symcheck.expressions.walk import free_indices

    at = {f: whole(f.lower, {}) for f in free_indices(body).difference(tensor.axes)}
    entries = [at]
    for axis in tensor.axes:
        entries = [inner for before in entries for inner in over(axis, (), before)]
    return [value(body, inner) for inner in entries]


def theirs(expr):
    """The value of a SymPy expression at the same sizes and entries, its sums written out."""
    indices = {s: s.lower for s in expr.free_symbols if isinstance(s, sp.Idx)}
    indices |= {s: sp.Integer(1) for s in expr.free_symbols & {i, j, k}}
    sizes_ = {s: sp.Integer(SIZES[s.name]) for s in expr.atoms(sp.Symbol) if s.name in SIZES}
    done = written_out(expr.xreplace(indices).xreplace(sizes_))
    done = done.replace(lambda e: isinstance(e, sp.Indexed), _indexed)
    done = done.replace(lambda e: isinstance(e, MatrixElement), _element)
    done = done.doit().replace(lambda e: isinstance(e, sp.Indexed), _indexed)
    return complex(done.subs({s: entry(s.name) for s in done.free_symbols if isinstance(s, sp.Symbol)}).evalf()).real


def written_out(expr):
    """The expression with its sums and products over numbers written out, outermost first."""
    if isinstance(expr, sp.Sum | sp.Product):
        *inner, (variable, lower, upper) = expr.limits
        rest = expr.func(expr.function, *inner) if inner else expr.function
        make = sp.Add if isinstance(expr, sp.Sum) else sp.Mul
        values = range(int(lower), int(upper) + 1)
        return make(*(written_out(_at(rest, variable, sp.Integer(u))) for u in values))
    return expr.func(*map(written_out, expr.args)) if expr.args and expr.has(sp.Sum, sp.Product) else expr


def _at(expr, variable, number):
    return expr.xreplace({variable: number})


def _indexed(e):
    name = str(e.base.name)
    if name == "neg":
        return sp.Integer(map_value(name, [int(u) for u in e.indices], SIZES["V"]))
    return sp.Float(entry(name, *map(int, e.indices))) if all(u.is_Integer for u in e.indices) else e


def _element(e):
    return sp.Float(entry(str(e.parent.name), *map(int, e.indices)))


# -- in ----------------------------------------------------------------------------------------------------------------

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


MATRICES = [
    A * B,
    A.T * A,
    2 * A + B.T,
    A**2,
    sp.HadamardProduct(A, B),
    A.inv() * v,
    sp.Identity(n) - A,
    v * v.T,
    A + sp.OneMatrix(n, n) + sp.ZeroMatrix(n, n),
    A.applyfunc(sp.exp),
    A.applyfunc(sp.Lambda(a, a**2 + 1)),
]


@pytest.mark.parametrize("expr", MATRICES, ids=str)
def test_a_matrix_expression_has_its_entries(expr):
    tensor = from_sympy(expr)
    explicit = explicitly(expr)
    assert [u.constant or SIZES["n"] for u in tensor.shape] == list(explicit.shape)
    assert ours(tensor) == pytest.approx([float(u) for u in explicit], rel=1e-9)


@pytest.mark.parametrize("expr", [sp.Trace(A * B) + 1, sp.log(sp.Determinant(A.T * A)), (v.T * A * v)[0, 0]], ids=str)
def test_a_scalar_of_matrices_has_its_value(expr):
    assert ours(from_sympy(expr))[0] == pytest.approx(float(sp.N(explicitly(expr))), rel=1e-9)


def explicitly(expr):
    """The expression over matrices of numbers, computed by SymPy."""
    numbers = {
        s: sp.ImmutableMatrix(3, 3 if s != v else 1, lambda r, q, s=s: sp.Float(entry(str(s.name), r, q)))
        for s in (A, B, v)
    }
    smaller = expr.xreplace({s: sp.MatrixSymbol(s.name, 3, s.shape[1].subs(n, 3)) for s in numbers}).subs(n, 3)
    values = {sp.MatrixSymbol(s.name, *q.shape): q for s, q in numbers.items()}
    done = smaller.doit().subs(values).doit()
    return done.as_explicit() if isinstance(done, sp.MatrixExpr) else done


# -- the same things are the same, and nothing is captured -------------------------------------------------------------


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
    assert text(captured) == "∂(c·x)/∂x_i"


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


def test_bases_without_a_shape_take_the_range_of_their_indices():
    u = sp.IndexedBase("u")
    array = from_sympy(sp.Sum(u[i] ** 2, (i, 1, n)) + u[k]).body
    found = {e.array for e in _entries(array)}
    assert len(found) == 1 and next(iter(found)).axes == sc.vector("u", sc.size("n")).body.array.axes
    counted_from_0 = from_sympy(sp.Sum(u[i], (i, 0, n - 1))).body.body.array
    assert [str(bound) for bound in counted_from_0.axes[0]] == ["0", "n - 1"]


def _entries(expr):
    from symcheck.expressions.walk import subexpressions

    return [e for e in subexpressions(expr) if isinstance(e, ex.Entry)]


def test_an_indexed_base_as_an_index_is_a_map():
    V, K = sp.symbols("V K", integer=True, positive=True)
    neg, q = sp.IndexedBase("neg", shape=(K,)), sp.IndexedBase("q", shape=(V,))
    own = sc.index_map("neg", sc.size("K"), sc.size("V"))
    r = sc.index("k", sc.size("K"))
    assert same(from_sympy(sp.Sum(q[neg[k]], (k, 1, K))), sc.Sum(sc.vector("q", sc.size("V"))[own[r]], r))


def test_assumptions_are_kept():
    assert from_sympy(p).body.array.sign == "positive"
    assert from_sympy(sp.Symbol("q", nonnegative=True)).body.array.sign == "nonnegative"
    assert from_sympy(sp.Symbol("q")).body.array.sign == "real"
    assert from_sympy(sp.IndexedBase("q", shape=(n,), positive=True)[k]).body.array.sign == "positive"
    assert isinstance(from_sympy(n).body, ex.Integer)


def test_dummies_of_one_name_stay_apart():
    one, other = sp.Dummy("q"), sp.Dummy("q")
    assert not same(from_sympy(one), from_sympy(other))


# -- mixed operations --------------------------------------------------------------------------------------------------

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


# -- what is not known says so -----------------------------------------------------------------------------------------

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
    (sp.Matrix([1, 2]), "stack"),
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


def test_one_name_for_two_things_is_refused():
    plain = sp.Symbol("N")
    with pytest.raises(sc.StatementError, match="N is a size in one place"):
        sc.chain(sp.Sum(1 + a, (i, 1, plain)), plain * (1 + a))
    with pytest.raises(sc.StatementError, match="x is an array over"):
        sc.grad(sp.Sum(x[i], (i, 0, n - 1)), x[k])
    sc.chain(sp.Sum(1 + a, (i, 1, n)), n * (1 + a))


# -- conditions --------------------------------------------------------------------------------------------------------


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


# -- out ---------------------------------------------------------------------------------------------------------------

V, K, dd = sc.size("V"), sc.size("K"), sc.size("d")
w, o = sc.indices("w o", V)
kk = sc.index("k", K)
jj = sc.index("j", -dd, dd)
U, vc, Q = sc.matrix("U", V, dd), sc.vector("v", dd), sc.matrix("Q", dd, dd)
s, t = sc.scalar("s"), sc.scalar("t", positive=True)
y_hat = sc.named(r"\hat y", sc.softmax(U @ vc))
neg = sc.index_map("neg", K, V)
WRITTEN = [
    -sc.log(y_hat[o]),
    sc.Sum(y_hat[w] * U[w, 1], w) - U[o, 1],
    vc @ Q @ vc,
    sc.trace(Q @ Q.T),
    sc.sqrt(t) / (1 + s**2),
    sc.Sum(sc.log(sc.sigmoid(-U[neg[kk]] @ vc)), kk),
    sc.Sum(s * jj, jj, where=sc.Ne(jj, 0)),
    sc.where(s > t, s, 2 * t),
    sc.Product(y_hat[w], w),
    sc.logsumexp(U @ vc),
    sc.softplus(s) - sc.logsigmoid(t) + sc.relu(s),
    sc.KroneckerDelta(w, o),
    sc.bracket(sc.Ne(w, o)),
    sc.erf(s) + sc.loggamma(t) + sc.maximum(s, t) + sc.pi * s,
    sc.var(vc),
    sc.mean(U),
    sc.Rational(2, 7) * s,
    w * s + V * t,
]


@pytest.mark.parametrize("tensor", WRITTEN, ids=str)
def test_what_is_written_has_the_same_value(tensor):
    assert theirs(to_sympy(tensor)) == pytest.approx(ours(tensor)[0], rel=1e-12)


@pytest.mark.parametrize("tensor", [*WRITTEN, sc.det(Q), sc.inv(Q)[1, 2], U @ vc, U.T, sc.outer(vc, vc)], ids=str)
def test_what_is_written_can_be_read(tensor):
    back = from_sympy(to_sympy(tensor))
    if tensor.axes:
        return
    assert ours(back) == pytest.approx(ours(tensor), rel=1e-9)


def test_a_tensor_is_written_as_one_entry_with_free_indices_for_its_axes():
    written = (U @ vc).sympy()
    assert {str(q) for q in written.atoms(sp.Idx)} == {"i"}
    assert isinstance(written, sp.Sum) and isinstance(written.variables[0], sp.Dummy)
    assert written.variables[0].name == "j"


def test_binders_are_fresh():
    squared = sc.Sum(U[w, 1], w)
    product = (squared * squared * 1).sympy()
    assert theirs(product) == pytest.approx(ours(squared)[0] ** 2)
    first, second = (sc.Sum(U[w, 1], w).sympy() for _ in range(2))
    assert first.variables[0] != second.variables[0]


def test_derivatives_and_functions_are_written_unevaluated():
    assert isinstance(sc.grad(vc @ vc, vc).sympy(), sp.Derivative)
    f = sc.function("f")
    assert f(s, vc).sympy() == sp.Function("f")(
        sp.Symbol("s", real=True), sp.IndexedBase("v", shape=(vc_size(),), real=True)
    )
    assert isinstance(sc.grad(sc.log(y_hat[o]), y_hat).sympy(), sp.Subs)


def vc_size():
    return sp.Symbol("d", integer=True, positive=True)


def test_numbers_are_exact():
    assert to_sympy(from_sympy(sp.Float(0.1))) == sp.Rational(1, 10)
    assert from_sympy(sp.Rational(1, 3)).body.value == Fraction(1, 3)


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
