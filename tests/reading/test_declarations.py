"""From the text of a block to its declarations: how it is cut, which kind each clause is, how far it reaches."""

import pytest

from symcheck.reading.declaring.clauses import Reach, label
from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.said import (
    Asks,
    Assume,
    Compared,
    Convention,
    DocumentedWrong,
    Drawn,
    Equality,
    Fixed,
    FunctionOf,
    IndexLetters,
    MapDeclared,
    Means,
    Member,
    Names,
    Role,
    Sizes,
    TableRow,
    UnknownFunction,
    Unread,
)
from tests.reading.declaring import passage, written

KINDS = [
    ("sizes V, d", Sizes),
    ("size n", Sizes),
    ("names CE, net", Names),
    ("index i, j", IndexLetters),
    ("index w, s ∈ V", Member),
    ("k ∈ K", Member),
    (r"x \in \mathbb{R}^d", Member),
    ("U ∈ ℝ^{V×d} with rows u_w", Member),
    ("neg : K → V injective", MapDeclared),
    (r"neg \colon K \to V", MapDeclared),
    ("J(v, w, U) unknown", UnknownFunction),
    ("A(x) ∈ ℝ^{d×d} unknown", UnknownFunction),
    ("f(t) > 0 unknown", UnknownFunction),
    ("z ~ p over K", Drawn),
    (r"a ~ \pi(·|s) over A", Drawn),
    (r"γ_{ik}, c fixed", Fixed),
    (r"\theta_1, \theta_2 function of t", FunctionOf),
    (r"z \sim p", Drawn),
    ("y = A x", Equality),
    ("f(x) := x^2", Equality),
    ("A = {l ∈ K : neg_l = neg_k}", Equality),
    ("λ > 0", Compared),
    (r"w \ne o", Compared),
    (r"assume \sum_i y_i = 1", Assume),
    ("v means V", Means),
    ("in subscripts, 0 means o", Means),
    ("A means {l ∈ K : l = k}", Means),
    (r"asks \partial J/\partial u_w", Asks),
    ("wrong (b).1: a product for the quotient", DocumentedWrong),
    ("layout any", Convention),
    ("vectors are rows", Convention),
    ("sum over repeated indices", Convention),
    ("limits mean the axis", Convention),
    (r"table: \nabla_a #1 = #2", TableRow),
    ("formula 7: remark", Role),
    ("formula 7: line 2: claim", Role),
    ("$x ∈ ℝ$", Member),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_kind(text, kind):
    (found,) = declarations([passage(text)])
    assert type(found) is kind


UNREAD = [
    ("foo bar", "declares nothing"),
    ("sizes", "nothing stands behind"),
    ("layout both", "is no layout"),
    ("wrong (b): the sign", "which formula is wrong"),
    ("wrong (b).1", "which formula is wrong"),
    ("remark", "of which formula"),
    ("v means ", "wants something on both sides"),
    ("means V", "wants something on both sides"),
    ("A ∈ ℝ^{n×n} symmetric matrix", "is no property"),
    ("U ∈ ℝ^{V×d} with u_w", "what it consists of"),
    ("φ(x) ∈ ℝ^m positive unknown", "a shape or one sign"),
    ("0 < f(x) unknown", "a shape or one sign"),
    ("f(x) > 1 unknown", "a shape or one sign"),
    ("sizes n_l for l ∈ L", "one of a few whole numbers"),
    ("sizes n_l for l ∈ 0..99", "one of a few whole numbers"),
]


@pytest.mark.parametrize(("text", "reason"), UNREAD, ids=[text for text, _ in UNREAD])
def test_what_is_no_declaration_says_so(text, reason):
    (found,) = declarations([passage(text)])
    assert isinstance(found, Unread)
    assert reason in found.problem.reason


CUTS = [
    ("sizes n; x ∈ ℝ", ["sizes n", "x ∈ ℝ"]),
    ("sizes n;;\n\n x ∈ ℝ ;", ["sizes n", "x ∈ ℝ"]),
    ("J = f(a; b); x ∈ ℝ", ["J = f(a; b)", "x ∈ ℝ"]),
    ("sizes n # how many; x ∈ ℝ\nx ∈ ℝ", ["sizes n", "x ∈ ℝ"]),
    (r"x = \#A", [r"x = \#A"]),
    ("x = (a\ny = b", ["x = (a", "y = b"]),
    ("# a remark alone", []),
    ("x ∈ ℝ, A ∈ ℝ^{n×n} symmetric", ["x ∈ ℝ", "A ∈ ℝ^{n×n} symmetric"]),
    ("x, y ∈ ℝ^n, A ∈ ℝ^n, symmetric, b, c ∈ ℝ", ["x, y ∈ ℝ^n", "A ∈ ℝ^n, symmetric", "b, c ∈ ℝ"]),
    ("w_{im} ∈ ℝ for i ∈ n, m ∈ d", ["w_{im} ∈ ℝ for i ∈ n, m ∈ d"]),
    ("index i ∈ n, j ∈ 0..m", ["i ∈ n", "j ∈ 0..m"]),
    ("W^{(l)} ∈ ℝ^{d×d} for l ∈ 1..3", ["W^{(l)} ∈ ℝ^{d×d} for l ∈ 1..3"]),
    ("y_i = x_i for i ∈ 1..3", ["y_i = x_i for i ∈ 1..3"]),
    ("A = {l ∈ K : neg_l = k}, x ∈ ℝ", ["A = {l ∈ K : neg_l = k}, x ∈ ℝ"]),
    ("part (a): x = 1; y = 2\nz = 3", ["x = 1", "y = 2", "z = 3"]),
    ('part "a; b": x = 1; part (c): y = 2', ["x = 1", "y = 2"]),
]


@pytest.mark.parametrize(("text", "pieces"), CUTS, ids=[text for text, _ in CUTS])
def test_cut(text, pieces):
    assert [written(text, found.span).removeprefix("index ") for found in declarations([passage(text)])] == pieces


REACHES = [
    ("x ∈ ℝ", Reach()),
    ("part (c.2): x ∈ ℝ", Reach(("c.2",))),
    ("part (h) (ii): x ∈ ℝ", Reach(("h.ii",))),
    ("parts 1, 3: x ∈ ℝ", Reach(("1", "3"))),
    ('part "Softmax": x ∈ ℝ', Reach((), ("Softmax",))),
    ('parts a, "Loss, again": x ∈ ℝ', Reach(("a",), ("Loss, again",))),
    ("formula 7: x ∈ ℝ", Reach(formula=7)),
    ("from formula 7: x ∈ ℝ", Reach(formula=7, onwards=True)),
]


@pytest.mark.parametrize(("text", "reach"), REACHES, ids=[text for text, _ in REACHES])
def test_reach(text, reach):
    (found,) = declarations([passage(text)])
    assert found.reach == reach


DEPTHS = [
    (Reach(), "a", (), 1, 0),
    (Reach(("c",)), "c", (), 0, 2),
    (Reach(("c",)), "c.2", (), 0, 2),
    (Reach(("c.2",)), "c.2", (), 0, 3),
    (Reach(("c.2",)), "c", (), 0, None),
    (Reach(("c",)), "ca", (), 0, None),
    (Reach(("c",)), None, (), 0, None),
    (Reach((), ("soft",)), None, ("Softmax and loss",), 0, 2),
    (Reach((), ("soft",)), None, ("Loss", "Softmax"), 0, 3),
    (Reach((), ("max",)), None, ("Softmax",), 0, None),
    (Reach(formula=7), None, (), 7, 1000),
    (Reach(formula=7), None, (), 8, None),
    (Reach(formula=7, onwards=True), None, (), 8, 1),
    (Reach(formula=7, onwards=True), None, (), 6, None),
]


@pytest.mark.parametrize(("reach", "part", "headings", "formula", "depth"), DEPTHS)
def test_depth(reach, part, headings, formula, depth):
    assert reach.depth(part, headings, formula) == depth


def test_a_documented_slip_knows_its_line():
    (found,) = declarations([passage("wrong (b).3 line 2: the sign")])
    assert (found.part, found.formula, found.line, found.because) == ("b", 3, 2, "the sign")
    (counted,) = declarations([passage("wrong formula 12: the sign")])
    assert (counted.part, counted.formula, counted.line) == ("", 12, 0)


@pytest.mark.parametrize("text", ["(c.2)", "c.2", "(c)(2)", " ( c . 2 ) "])
def test_a_label_is_one_whatever_its_brackets(text):
    assert label(text) == "c.2"


@pytest.mark.parametrize(
    "text", ["(" * 5000, "x = " + "{" * 3000, ";" * 20000, "∈" * 2000, "part : :", "\\", "$", "means means"]
)
def test_no_text_raises(text):
    declarations([passage(text)])
