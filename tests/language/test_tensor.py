"""The statement language: shapes, indexing, binders, names, conditions, derivatives, statements, and their errors."""

from __future__ import annotations

import numpy as np
import pytest

from symcheck import *
from symcheck.claims.statements import IllFormed, Part
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Applied, Block, Derivative, Entry, Function, Integer, Let, Mul, Named, Number
from symcheck.expressions.walk import expand_names, free_indices, subexpressions, substitute
from symcheck.language.statements import collecting_parts, content_of

V, d, n, K = sizes("V d n K")
w, s, o = indices("w s o", V)
a, b = indices("a b", d)
i, j = indices("i j", n)
k, l = indices("k l", K)
U, v, x = matrix("U", V, d), vector("v", d), vector("x", n)


def same(left: Tensor, right: Tensor) -> bool:
    """Equality as written, up to the names of bound indices and of axes."""
    keys = [alpha_key(Applied(Function("_"), (Block(t.axes, t.body),))) for t in (left, right)]
    return keys[0] == keys[1]


def shape(value: Tensor) -> str:
    return ", ".join(map(str, value.shape))


def free(value: Tensor) -> set[str]:
    return {index.name for index in free_indices(value.body).difference(value.axes)}


class TestShapes:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (U, "V, d"),
            (U.T, "d, V"),
            (U[w], "d"),
            (U[:, a], "V"),
            (U[..., a], "V"),
            (U[w, a], ""),
            (U[None], "1, V, d"),
            (v[:, None], "d, 1"),
            (U @ v, "V"),
            (U.T @ U, "d, d"),
            (v @ v, ""),
            (U * v, "V, d"),
            (U.sum(axis=0), "d"),
            (U.sum(axis=1, keepdims=True), "V, 1"),
            (U.sum(), ""),
            (mean(U, axis=-1), "V"),
            (softmax(U), "V, d"),
            (logsumexp(U), "V"),
            (outer(v, x), "d, n"),
            (diag(v), "d, d"),
            (diag(U.T @ U), "d"),
            (eye(n), "n, n"),
            (zeros(n, 2), "n, 2"),
            (stack(U[w] * 2, w), "V, d"),
            (inv(U.T @ U), "d, d"),
            (vector("z", n + 1), "n + 1"),
            (grad(v @ v, v), "d"),
            (grad(v @ v, v[a]), ""),
            (jacobian(U @ v, U), "V, V, d"),
            (hessian(v @ v, v), "d, d"),
            (one_hot("y", V, o), "V"),
        ],
    )
    def test_shape(self, value, expected):
        assert shape(value) == expected

    @pytest.mark.parametrize(
        "build",
        [
            lambda: U + v[:, None],
            lambda: U @ x,
            lambda: v + x,
            lambda: v @ U,
            lambda: maximum(v, x),
            lambda: where(v > 0, v, x),
        ],
    )
    def test_shapes_that_do_not_fit_are_both_named(self, build):
        with pytest.raises(StatementError) as error:
            build()
        assert str(error.value).count("(") >= 2
        assert "do not fit" in str(error.value)

    @pytest.mark.parametrize(
        ("build", "said"),
        [
            (lambda: trace(U), "(V, d)"),
            (lambda: det(U), "(V, d)"),
            (lambda: outer(U, v), "(V, d)"),
            (lambda: matrix("A", V, d, symmetric=True), "square"),
            (lambda: v @ 2, "scalar"),
            (lambda: U.sum(axis=2), "axis 2"),
            (lambda: softmax(v[a]), "scalar"),
            (lambda: grad(v, v), "jacobian"),
            (lambda: vector("v", 0), "at least 1"),
            (lambda: vector("v", w), "is an index"),
            (lambda: U[w, a, b], "3 indices"),
            (lambda: U[1:2], "slice"),
        ],
    )
    def test_error_says_what_is_meant(self, build, said):
        with pytest.raises(StatementError, match=said.replace("(", r"\(").replace(")", r"\)")):
            build()


class TestNumPySemantics:
    def test_products_mean_what_numpy_means(self):
        A = matrix("A", d, d)
        assert same(U @ v, stack(Sum(U[w, a] * v[a], a), w))
        assert same(v @ A, stack(Sum(v[a] * A[a, b], a), b))
        assert not same(v @ A, stack(Sum(v[a] * A[b, a], a), b))

    def test_broadcasting_lines_up_the_last_axes(self):
        assert same(U * v, stack(U[w, a] * v[a], w, a))
        A = matrix("A", d, d)
        assert same(A * v[:, None], stack(A[a, b] * v[a], a, b))
        assert not same(A * v, stack(A[a, b] * v[a], a, b))

    def test_a_vector_meets_itself_upright(self):
        assert same(v[:, None] * v, stack(v[a] * v[b], a, b))
        assert same(outer(v, v), stack(v[a] * v[b], a, b))

    def test_reductions(self):
        assert same(U.sum(axis=0), stack(Sum(U[w, a], w), a))
        assert same(mean(x), Sum(x[i], i) / n)
        assert same(trace(U.T @ U), Sum((U.T @ U)[a, a], a))

    def test_numbers_are_exact(self):
        assert next(e.value for e in subexpressions((0.1 * v).body) if isinstance(e, Number)) * 10 == 1
        assert same(np.float64(0.5) * v, Rational(1, 2) * v)
        assert same(np.int64(2) * v, 2 * v)

    def test_index_arithmetic_stays_an_index(self):
        assert isinstance((n + 1).body, Integer)
        assert isinstance((2 * i - j + 1).body, Integer)
        assert str((2 * i - j + 1).body.value) == "2i - j + 1"
        assert isinstance((i * j).body, Mul)

    def test_nothing_is_simplified(self):
        assert not same(v / v, ones(d))
        assert not same(v + v, 2 * v)


class TestIndexing:
    @pytest.mark.parametrize("entry", [0, -1, n + 1])
    def test_entries_count_from_one(self, entry):
        with pytest.raises(StatementError, match=r"outside 1\.\.n"):
            x[entry]

    def test_first_and_last(self):
        assert free(x[1] + x[n]) == set()

    def test_a_size_of_something_else_is_no_index(self):
        with pytest.raises(StatementError, match="is a size"):
            x[V]

    def test_a_size_may_point_into_a_longer_axis(self):
        z = vector("z", n + 1)
        assert str(z[n].body.indices[0]) == "n"

    def test_an_index_of_another_size_is_refused(self):
        with pytest.raises(StatementError, match=r"a runs over 1\.\.d, the axis over 1\.\.V"):
            U[a]

    def test_neighbours_and_windows(self):
        z, m, T = vector("z", n + 1), size("m"), size("T")
        t, u = index("t", m + 1, T - m), index("u", -m, m)
        assert free(z[i + 1] - z[i]) == {"i"}
        assert free(Sum(vector("y", T)[t + u], u)) == {"t"}

    def test_no_entry_by_an_expression(self):
        with pytest.raises(StatementError, match="sum of integers"):
            x[v[a]]

    def test_no_iteration(self):
        with pytest.raises(TypeError, match="symbolic size"):
            list(x)


class TestBinders:
    def test_a_sum_binds_its_index_and_no_other(self):
        assert free(Sum(U[w] @ U[o], w)) == {"o"}
        assert free(stack(U[w] @ U[o], w)) == {"o"}

    def test_bound_names_do_not_matter(self):
        assert same(Sum(U[w] @ v, w), Sum(U[s] @ v, s))
        assert not same(Sum(U[w] @ U[o], w), Sum(U[o] @ U[o], s))

    def test_the_same_index_free_and_bound(self):
        total = Sum(exp(U[w] @ v), w)
        assert same(exp(U[w] @ v) / total, exp(U[w] @ v) / Sum(exp(U[s] @ v), s))

    def test_no_capture(self):
        row_sums = stack(Sum(U[w] @ U[s], s), w)
        assert same(row_sums[s], Sum(U[s] @ U[o], o))
        inner = Sum(x[i] * x[j], j)
        assert free(Tensor(substitute(inner.body, {i.body.value.atom: af.of_atom(j.body.value.atom)}))) == {"j"}

    def test_dependent_ranges(self):
        u = index("u", i + 1, n)
        assert same(Sum(x[i] * x[u], i, u), Sum(Sum(x[i] * x[u], u), i))
        assert same(Sum(x[i] * x[u], u, i), Sum(x[i] * x[u], i, u))
        assert free(Sum(x[u], u)) == {"i"}

    def test_dependent_ranges_in_the_wrong_order(self):
        u = index("u", i + 1, n)
        with pytest.raises(StatementError, match="u is summed first"):
            Sum(x[i] * x[u], i)
        with pytest.raises(StatementError):
            stack(x[u], u, i)

    def test_conditions_are_bound_too(self):
        assert free(Sum(U[w] @ v, w, where=Ne(w, o))) == {"o"}
        assert free(Sum(x[i] * x[j], i, j, where=j < i)) == set()
        assert not same(Sum(x[i], i, where=Ne(i, j)), Sum(x[i], i, where=Eq(i, j)))
        assert not same(Sum(x[i], i, where=Ne(i, j)), Sum(x[i], i))

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


class TestDeclarations:
    def test_one_or_several(self):
        assert isinstance(sizes("V"), Tensor)
        assert len(sizes("V d")) == len(sizes("V, d")) == 2
        assert same(indices("w", V), w)
        with pytest.raises(StatementError):
            sizes("")

    def test_assumptions_are_part_of_a_declaration(self):
        assert vector("p", d, positive=True).body.array.sign == "positive"
        assert matrix("A", d, d, positive_definite=True).body.array.symmetric
        assert not matrix("A", d, d).body.array.symmetric
        assert not same(scalar("x"), scalar("x", positive=True))

    def test_named_means_its_expression_and_prints_its_name(self):
        p = named("p", softmax(U @ v))
        assert isinstance(p.body, Named)
        assert same(Tensor(expand_names(p.body), p.axes), softmax(U @ v))
        assert same(Tensor(expand_names(p[w].body)), softmax(U @ v)[w])
        assert "p" in str(p[w])
        assert free(p[w]) == {"w"}

    def test_a_name_speaks_of_its_own_axes_alone(self):
        z = U @ v
        both = z + named("z", z)
        assert {index.name for index in free_indices(both.body)} == {axis.name for axis in both.axes}

    def test_one_hot(self):
        y = one_hot("y", V, o)
        assert same(Tensor(expand_names(y[w].body)), delta(w, o))
        assert free(y[w]) == {"w", "o"}

    def test_index_maps(self):
        neg = index_map("neg", K, V)
        assert free(U[neg[k]]) == {"k"}
        assert free(Sum(U[neg[k]] @ v, k, where=Eq(neg[k], neg[l]))) == {"l"}
        assert neg.map != index_map("neg", K, V, injective=True).map
        with pytest.raises(StatementError, match="takes 1 ind"):
            neg[k, l]

    def test_an_index_map_of_two_indices(self):
        word = index_map("word", [n, K], V)
        assert free(U[word[i, k]]) == {"i", "k"}

    def test_abstract_functions(self):
        J, f = function("J"), function("f", elementwise=True)
        assert J(v, w, U).shape == ()
        assert free(J(v, w, U)) == {"w"}
        assert shape(f(U)) == "V, d"
        assert not same(J(v, U[w]), J(v, U[s]))
        with pytest.raises(StatementError):
            J()

    def test_a_derivative_of_an_abstract_function_stays(self):
        J = function("J")
        assert shape(grad(J(v, w, U), U)) == "V, d"
        assert any(isinstance(e, Derivative) for e in subexpressions(grad(J(v, w, U), U).body))


class TestConditions:
    def test_a_condition_has_no_truth_value(self):
        with pytest.raises(StatementError, match="given="):
            bool(x[i] > 0)
        with pytest.raises(StatementError):
            bool(x[i])

    def test_a_python_bool_is_no_condition(self):
        with pytest.raises(StatementError, match="Eq"):
            chain(x, x, given=i == j)

    def test_conditions_with_axes(self):
        assert shape(bracket(x > 0)) == "n"
        assert shape(where((x > 0) & (x < 1), x, 0)) == "n"
        assert shape(where(And(x > 0, x < 1), x, 0)) == "n"
        with pytest.raises(StatementError, match="do not fit"):
            (x > 0) & (v > 0)
        with pytest.raises(StatementError, match="entry"):
            Sum(x[i], i, where=x > 0)

    def test_joined_conditions_meet_entry_by_entry(self):
        both = (x > 0) & (x < 1)
        assert {index for r in both.condition for index in free_indices(r.difference)} == set(both.axes)

    def test_integers_and_reals_are_told_apart(self):
        assert type(Ne(i, j).condition[0]).__name__ == "IndexRelation"
        assert type(Ne(x[i], x[j]).condition[0]).__name__ == "RealRelation"
        assert (i < j).condition == (i + 1 <= j).condition


class TestDerivatives:
    def test_they_stay_unevaluated(self):
        assert isinstance(grad(v @ v, v).body, Derivative)

    def test_second_derivatives(self):
        t = scalar("t")
        assert same(diff(exp(t), t, 2), diff(diff(exp(t), t), t))
        assert not same(diff(exp(t), t, 2), diff(exp(t), t))
        with pytest.raises(StatementError):
            diff(exp(t))
        with pytest.raises(StatementError):
            diff(exp(t), 2)

    def test_by_what(self):
        with pytest.raises(StatementError, match="declared variable"):
            grad(v @ v, 2 * v)

    def test_by_an_index_is_kept_to_be_reported(self):
        assert isinstance(diff(U[w] @ v, w).body.variable, Integer)

    def test_by_a_name_makes_it_a_variable(self):
        z = named("z", U @ v)
        slope = grad(z @ z, z)
        assert isinstance(slope.body, Let)
        inner = slope.body.body.body
        assert not any(isinstance(e, Named) for e in subexpressions(inner))
        assert any(isinstance(e, Entry) and e.array.name == "z" for e in subexpressions(inner))

    def test_twice_by_a_name(self):
        z = named("z", U @ v)
        lets = [e for e in subexpressions(hessian(z @ z, z).body) if isinstance(e, Let)]
        assert len(lets) == 1, "the second derivative varies the same variable as the first"

    def test_by_a_name_inside_another_name(self):
        z = named("z", U @ v)
        p = named("p", softmax(z))
        assert any(isinstance(e, Entry) and e.array.name == "z" for e in subexpressions(grad(p[w], z).body.body))

    def test_by_a_name_that_depends_on_an_index(self):
        z = named("z", U[w] @ v)
        with pytest.raises(StatementError, match="each w"):
            grad(exp(z), z)


class TestStatements:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (True, "Eq"),
            ("x", "string"),
            ([v, v], "stack"),
            (x > 0, "not an expression"),
            (float("nan"), "number"),
            (lambda: v + x, "do not fit"),
        ],
    )
    def test_what_is_no_expression_is_ill_formed(self, value, said):
        content = content_of(value)
        assert isinstance(content, IllFormed)
        assert said in content.reason

    def test_a_chain(self):
        made = chain(v @ v, line(Sum(v[a] ** 2, a), latex="|v|^2"), wrong(0, because="it is not"), result(v @ v))
        assert [item.role for item in made.lines] == ["line", "wrong", "result"]
        assert made.lines[0].latex == "|v|^2"
        assert made.lines[1].because == "it is not"
        assert made.first.place.file == __file__

    def test_a_chain_compares(self):
        with pytest.raises(StatementError):
            chain(v)

    def test_a_slip_wants_its_reason(self):
        with pytest.raises(TypeError):
            wrong(v)

    def test_parts_are_collected_and_not_built(self):
        with collecting_parts() as parts:

            @part("p", "A part", given=Ne(w, o), timeout=3)
            def never():
                raise AssertionError("a part is not built when it is declared")

        assert [type(p) for p in parts] == [Part]
        assert (parts[0].id, parts[0].title, parts[0].timeout, len(parts[0].given)) == ("p", "A part", 3, 1)

    def test_a_part_wants_an_id(self):
        with pytest.raises(StatementError):
            part("")


def test_an_entry_of_what_runs_over_less_is_taken_of_a_name() -> None:
    late = index("l", 1, size("n") - 7)
    x = vector("x", size("n"))
    part_of = stack(x[late], late)
    for place in (1, index("k", size("n"))):
        with pytest.raises(StatementError, match="may lie outside"):
            part_of[place]
    assert not check(x[1], named("s", part_of)[1]).status.right
    assert check(x[1], named("s", part_of)[1], given=size("n") >= 8).status.right
    assert check(x[late], part_of[late]).status.right
    assert check(2 * x[1], (x + x)[1]).status.right
