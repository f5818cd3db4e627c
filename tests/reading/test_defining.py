"""Definitions: names, families by their entries, functions, sets; what a definition cannot say is a problem."""

import pytest

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Named
from symcheck.reading.declaring.defining import define
from symcheck.reading.scope import Extent, Quantity, Scope
from symcheck.reading.tree import Problem
from tests.reading.declaring import declared, messages, row, scope, shown, written

BASE = r"sizes V, d, K, n; index w, s, o ∈ V; k, l ∈ K; x, c ∈ ℝ; v ∈ ℝ^d; U ∈ ℝ^{V×d} with rows u_w; neg : K → V; "

THINGS = [
    ("y = x + 1", "y", "number []"),
    ("y := x", "y", "number []"),
    (r"z = U v", "z", "column [1..V]"),
    (r"\hat y = softmax(U v)", r"\hat{y}", "column [1..V]"),
    ("J = J_{nsn} = x^3", "J", "number []"),
    ("J = J_{nsn} = x^3", r"J_{\text{nsn}}", "number []"),
    (r"a_w = u_w^T v", "a", "column [1..V]"),
    (r"a_w = x u_w", "a", "column [1..V, 1..d] lead 1"),
    (r"X_{wk} = u_w^T u_{neg_k}", "X", "matrix [1..V, 1..K]"),
    (r"X_{w,k} = u_w^T u_{neg_k}", "X", "matrix [1..V, 1..K]"),
    (r"a^{(k)} = u_{neg_k}", "a", "column [1..K, 1..d] lead 1 above"),
    (r"a^{(k)} = x k", "a", "number [1..K] lead 1 above"),
    (r"\hat{a}_w = u_w^T v", r"\hat{a}", "column [1..V]"),
    (r"\hat{a_w} = u_w^T v", r"\hat{a}", "column [1..V]"),
    ("b_j = v_j^3", "b", "column [1..d]"),
    ("b_j = j x for j ∈ 0..n", "b", "column [0..n]"),
    ("J_k = x", "J_k", "number []"),
    ("v_c = 2 v", "v_c", "column [1..d]"),
    ("y = onehot(o)", "y", "column [1..V]"),
    ("y = onehot(neg_k)", "y", "column [1..V]"),
    ("e_w = onehot(w)", "e", "column [1..V, 1..V] lead 1"),
    ("f(x) = x^2", "f", "function of x"),
    ("f(a, b) = a b", "f", "function of a, b"),
    ("p(a|b) = a b", r"p(\cdot|\cdot)", "function of a, b"),
    ("A = {l ∈ K : neg_l = neg_k}", "A", "set of l in 1..K"),
    (r"A = \{l \in K : neg_l = neg_k\}", "A", "set of l in 1..K"),
    (r"A = \{l \in K \mid neg_l \ne neg_k\}", "A", "set of l in 1..K"),
    ("A = {l ∈ K : neg_l = neg_k}; N = |A|", "N", "number []"),
    ("N = 2n + 1", "N", "size 2n + 1"),
    ("z = q; q = 2x", "z", "number []"),
    (r"y ∈ ℝ^V; y = U v", "y", "column [1..V]"),
]


@pytest.mark.parametrize(("text", "name", "thing"), THINGS, ids=[f"{text}, {name}" for text, name, _ in THINGS])
def test_definition(text, name, thing):
    found = scope(BASE + text).get(name)
    assert shown(found) == thing
    assert not isinstance(found, Quantity) or not found.variable


WRONG = [
    ("y = ", "nothing stands on the right"),
    ("y = q", "q: q is not declared"),
    ("x + 1 = y", "x + 1: what stands on the left is no name"),
    ("v_1 = 0", "v_1: v_1 is an entry of what is declared"),
    ("w = o", "w: w is declared as a whole number"),
    ("n = 3", "n: n is declared as a whole number"),
    ("y = v^2", "v^2: this definition can be read in several ways"),
    ("f(1) = x", "the arguments of f are no names"),
    ("f(a, a) = x", "f has one argument twice"),
    ("x(c) = c^2", "x: x is declared as a variable"),
    ("a_j = 2j", "the range of j is not known"),
    ("A = {l ∈ K : }", "the condition of this set is missing"),
    ("A = {l ∈ q : l = k}", "q: q is not declared"),
    ("y = onehot(k + l)", "how long this one-hot vector is cannot be told"),
    ("y = onehot(x)", "the position of a one-hot vector is an index"),
    ("y ∈ ℝ^K; y = U v", "y is declared twice, as two things"),
    ("y = x; y = c", "y is declared twice, as two things"),
    ("y_ = 2", "nothing stands in this _"),
    ("x = x + 1", "x: x is defined by itself"),
    ("h_s ∈ ℝ for s ∈ V; h_s = c h_s + 1", "h_s: h_s is defined by itself"),
    ("h_k ∈ ℝ for k ∈ 0..K; h_{k+1} = c h_k", "h_{k+1}: a definition at a computed index is not known yet"),
    ("h_k ∈ ℝ for k ∈ 0..K; h_k = c h_{k-1}", "h_k: h is defined by itself"),
    ("h^{(k)} ∈ ℝ for k ∈ 0..K; h^{(k)} = c h^{(k-1)}", "h is defined by itself"),
    ("b = j x for j ∈ 0..n", "b: b has no index j"),
    ("h_k ∈ ℝ for k ∈ 0..K; a_k = c h_{k-1}; h_k = 2 a_k", "h is defined by itself, through other names"),
    ("e ∈ ℝ^d; a = e + v; e = a - v", "e is defined by itself, through other names"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text for text, _ in WRONG])
def test_what_cannot_be_defined_is_said(text, message):
    found = messages(BASE + text)
    assert len(found) == 1
    assert message in found[0]


def test_two_names_have_one_value():
    found = scope(BASE + "J = J_{nsn} = x^3")
    assert found.get("J").value is found.get(r"J_{\text{nsn}}").value


def test_a_value_prints_under_its_name():
    value = scope(BASE + r"\hat y = softmax(U v)").get(r"\hat{y}").value
    assert isinstance(value.tensor.body, Named)
    assert str(value.tensor) == "ŷ"


def test_both_spellings_of_a_family_mean_its_numbers():
    entries = scope(BASE + "a_w = u_w^T v; b = a_s; c_1 = (U v)_s")
    one, other = (entries.get(name).value.tensor.body.definition.body for name in ("b", "c_1"))
    assert str(one) != str(other) or alpha_key(one) == alpha_key(other)


def test_an_alias_of_an_index_is_one():
    found = scope("sizes T, V; t ∈ T; w : T → V; U ∈ ℝ^{V×V}; o = w_t; y = U_{oo}")
    assert shown(found.get("y")) == "number []"


def test_a_definition_of_a_page_is_a_scope_or_a_problem():
    base = scope(BASE)
    made = define(base, row("y"), row("U v"))
    assert isinstance(made, Scope) and shown(made.get("y")) == "column [1..V]"
    wrong = define(base, row("y"), row("U q"))
    assert isinstance(wrong, Problem) and written("U q", wrong.span) == "q"


def test_an_update_reaches_the_rows_of_a_matrix():
    base = scope("sizes n, d; A, B ∈ ℝ^{n×d}; W ∈ ℝ^{n×d} with rows w_i; Z ∈ ℝ^{d×n} with columns z_i")
    once = define(base, row("W"), row("A + B"))
    twice = define(once, row("W"), row("W + B"))
    for made in (once, twice, define(twice, row("Z"), row("A^T"))):
        assert isinstance(made, Scope)
        assert made.get("w").value.tensor is made.get("W").value.tensor
        assert shown(made.get("w")) == "column [1..n, 1..d] lead 1"
    assert str(made.get("z").value.tensor) == "Zᵀ" and not made.get("z").variable


def test_a_matrix_with_rows_keeps_its_shape():
    base = scope("sizes n, d; A ∈ ℝ^{d×n}; W ∈ ℝ^{n×d} with rows w_i")
    found = define(base, row("W"), row("A"))
    assert isinstance(found, Problem) and "w stands for its numbers too" in found.reason


@pytest.mark.parametrize(("left", "right"), [("h_t", "W h_{t-1}"), ("h_{t+1}", "W h_t"), ("h_1", "W h_0")])
def test_a_page_defines_no_recursion(left, right):
    base = scope("sizes T, d; index t ∈ 1..T-1; W ∈ ℝ^{d×d}; h_t ∈ ℝ^d for t ∈ 0..T")
    assert isinstance(define(base, row(left), row(right)), Problem)


def test_a_second_name_of_a_value_keeps_it():
    base = scope(BASE + "J = J_{nsn} = x^3")
    made = define(base, row("J"), row("x^5"))
    assert made.get(r"J_{\text{nsn}}").value is base.get("J").value


def test_what_is_declared_is_a_condition_in_a_part():
    text = "sizes V; index w, o ∈ V; x ∈ ℝ\npart (a): w = o; x = 1\npart (b): y = 1"
    found = declared(text, "a")
    assert len(found.scope.given) == 2 and found.problems == ()
    assert isinstance(found.scope.get("V"), Extent)
    assert declared(text, "b").scope.given == ()


IN_A_PART = [
    ("w = o", 1),
    ("x = 1", 1),
    (r"\sum_j v_j = 1", 1),
    ("v_1 = 0", 1),
    ("y = 1", 0),
    ("f(a) = 2a", 0),
    ("z ∈ ℝ^V; z = onehot(o)", 0),
]


@pytest.mark.parametrize(("text", "count"), IN_A_PART, ids=[text for text, _ in IN_A_PART])
def test_a_relation_alone_is_a_condition_in_a_part(text, count):
    found = declared(f"{BASE}\npart (a): {text}", "a")
    assert found.problems == ()
    assert len(found.scope.given) == count


def test_all_names_of_the_same_numbers_get_the_value():
    text = "sizes n, d; A ∈ ℝ^{d×n}; W ∈ ℝ^{n×d} with rows w_i; W = A^T; y ∈ ℝ^n with entries y^{(i)}; y = W A_1"
    found = scope(text.replace("W A_1", "A^T c") + "; c ∈ ℝ^d")
    assert found.get("w").value.tensor is found.get("W").value.tensor
    assert shown(found.get("w")) == "column [1..n, 1..d] lead 1" and not found.get("w").variable
    assert shown(found.get("y")) == "number [1..n] lead 1 above" and not found.get("y").variable
