"""What declarations come to: things under their names, conditions, what is wrong and where."""

from time import perf_counter

import pytest

from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.declared import Declaring
from symcheck.reading.scope import Conventions
from tests.reading.declaring import declared, messages, passage, scope, shown, written

SIZES = "sizes V, d, K, m, n, T; "

VARIABLES = [
    ("x ∈ ℝ", "x", "number []"),
    (r"x \in \mathbb{R}", "x", "number []"),
    ("v_c ∈ ℝ^d", "v_c", "column [1..d]"),
    (r"v_c \in \mathbb R^{d}", "v_c", "column [1..d]"),
    (r"\hat{y} ∈ ℝ^V", r"\hat{y}", "column [1..V]"),
    ("ŷ ∈ ℝ^V", r"\hat{y}", "column [1..V]"),
    ("A ∈ ℝ^{n×m}", "A", "matrix [1..n, 1..m]"),
    (r"A \in R^{n \times m}", "A", "matrix [1..n, 1..m]"),
    ("r ∈ ℝ^{1×d}", "r", "row [1..d]"),
    ("r ∈ ℝ^{d×1}", "r", "column [1..d]"),
    ("r ∈ ℝ^{1×1}", "r", "number []"),
    ("S ∈ ℝ^{n×m×d}", "S", "array [1..n, 1..m, 1..d]"),
    ("A ∈ ℝ^{2n×(m+1)}", "A", "matrix [1..2n, 1..m + 1]"),
    ("W^{(1)} ∈ ℝ^{n×d}", "W^{(1)}", "matrix [1..n, 1..d]"),
    ("J_{nsn} ∈ ℝ", r"J_{\text{nsn}}", "number []"),
    ("x, y ∈ ℝ^d", "y", "column [1..d]"),
    ("x ∈ ℝ_{>0}", "x", "number [] positive"),
    ("x ∈ ℝ^d nonnegative", "x", "column [1..d] nonnegative"),
    ("a, b > 0", "b", "number [] positive"),
    ("a ≠ 0", "a", "number [] nonzero"),
    ("a ≤ 0", "a", "number []"),
    ("0 < a < 1", "a", "number [] positive"),
    ("λ_i > 0 for i ∈ n", r"\lambda", "column [1..n] positive"),
    (r"\sigma^2 > 0", r"\sigma^2", "number [] positive"),
    ("x_i ∈ ℝ^d for i ∈ n", "x", "column [1..n, 1..d] lead 1"),
    ("x_i ∈ ℝ^{1×d} for i ∈ n", "x", "row [1..n, 1..d] lead 1"),
    ("x^{(i)} ∈ ℝ^d for i ∈ n", "x", "column [1..n, 1..d] lead 1 above"),
    ("x^{[i]} ∈ ℝ^d for i ∈ n", "x", "column [1..n, 1..d] lead 1 above"),
    ("h^{(t)} ∈ ℝ^d for t ∈ 0..T", "h", "column [0..T, 1..d] lead 1 above"),
    ("u_j ∈ ℝ^d for j ∈ -m..m", "u", "column [-m..m, 1..d] lead 1"),
    ("x_i ∈ ℝ for i ∈ 0..n-1", "x", "column [0..n - 1]"),
    ("w_{im} ∈ ℝ for i ∈ 0..n, m ∈ 1..K", "w", "matrix [0..n, 1..K]"),
    ("x^{(i)}_j ∈ ℝ for i ∈ n, j ∈ m", "x", "column [1..n, 1..m] lead 1 above"),
    ("W_i ∈ ℝ^{d×m} for i ∈ n", "W", "matrix [1..n, 1..d, 1..m] lead 1"),
    ("U ∈ ℝ^{V×d} with rows u_w", "u", "column [1..V, 1..d] lead 1"),
    ("U ∈ ℝ^{V×d} with rows u_w^T", "u", "column [1..V, 1..d] lead 1"),
    ("U ∈ ℝ^{d×V} with columns u_w", "u", "column [1..V, 1..d] lead 1"),
    ("U ∈ ℝ^{V×d} with entries u_{wj}", "u", "number [1..V, 1..d] lead 2"),
    ("U ∈ ℝ^{V×d} with rows U_w", "U", "matrix [1..V, 1..d]"),
    ("y ∈ ℝ^m with entries y^{(i)}", "y", "number [1..m] lead 1 above"),
    ("x_n ∈ ℝ^d for n ∈ m with entries x_{ni}", "x", "column [1..m, 1..d] lead 1"),
    ("x_n ∈ ℝ^d for n ∈ m with entries f_{ni}", "f", "number [1..m, 1..d] lead 2"),
    ("x^{(i)} ∈ ℝ^d for i ∈ m with entries x^{(i)}_j", "x", "column [1..m, 1..d] lead 1 above"),
    ("X ∈ ℝ^{n×d} with rows x_n with entries x_{ni}", "x", "column [1..n, 1..d] lead 1"),
    ("W' ∈ ℝ^{V×d} with rows v'_{w_j}", "v'", "column [1..V, 1..d] lead 1"),
    ("w : K → V; U ∈ ℝ^{V×d} with rows u_{w_k}", "u", "column [1..V, 1..d] lead 1"),
    ("φ ∈ ℝ^{n×m×d} with entries φ(s,a)", r"\varphi", "array [1..n, 1..m, 1..d]"),
    ("φ(s,a) ∈ ℝ^d for s ∈ n, a ∈ m", r"\varphi", "column [1..n, 1..m, 1..d] lead 2"),
    ("Q^π ∈ ℝ^{n×m} with entries Q^π(s,a)", r"Q^{\pi}", "matrix [1..n, 1..m]"),
    ("σ ∈ ℝ^d with entries σ_j > 0", r"\sigma", "column [1..d] positive"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "thing"), VARIABLES, ids=[text for text, _, _ in VARIABLES])
def test_variable(text, name, thing):
    assert shown(scope(SIZES + text).get(name)) == thing


THINGS = [
    ("sizes N", "N", "size N"),
    ("N = 2n + 1", "N", "size 2n + 1"),
    ("index w ∈ V", "w", "index 1..V"),
    ("w ∈ V", "w", "index 1..V"),
    ("index j ∈ -m..m", "j", "index -m..m"),
    ("t ∈ m+1..T-m", "t", "index m + 1..T - m"),
    (r"i \in \{1, \dots, n\}", "i", "index 1..n"),
    ("i ∈ {1, 2, …, n}", "i", "index 1..n"),
    ("i ∈ 0..n-1", "i", "index 0..n - 1"),
    ("index i, j", "j", "index"),
    ("neg : K → V injective", "neg", "map K → V injective"),
    (r"neg \colon K \to V", "neg", "map K → V"),
    ("p : T × K → V", "p", "map T × K → V"),
    ("w_s ∈ V for s ∈ K distinct", "w", "map K → V injective"),
    ("w_s ∈ V for s ∈ K", "w", "map K → V"),
    ("J(v, w, U) unknown", "J", "unknown of 3"),
    ("x ∈ ℝ; f(x) unknown", "f", "unknown of 1, entry by entry"),
    ("y ∈ ℝ^d; L(y) unknown", "L", "unknown of 1"),
    ("p ∈ ℝ^K; z ~ p over K", "z", "Distribution"),
    ("p ∈ ℝ^K; z ~ p", "z", "Distribution"),
]


@pytest.mark.parametrize(("text", "name", "thing"), THINGS, ids=[text for text, _, _ in THINGS])
def test_thing(text, name, thing):
    assert shown(scope(SIZES + text).get(name)) == thing


WRONG = [
    ("A ∈ ℝ^{n×q}", "q: q is not declared"),
    ("x ∈ ℝ^{n d}", "n d: a size is a sum of letters and whole numbers"),
    ("x ∈ ℝ^{n×}", "n×: a size is missing beside ×"),
    ("x ∈ ℝ; y ∈ ℝ^x", "x: x is declared as something else than a size"),
    ("x ∈ ℂ", "ℂ: the set ℂ is not known"),
    ("index h ∈ -1..-3", "-1..-3: the range -1..-3 is empty"),
    ("index h ∈ 1..", "an end of the range is missing"),
    ("x_i ∈ ℝ^d for j ∈ n", "x_i: x_i has no index j"),
    ("x_i ∈ ℝ^d for i", "i: the range of i is not said"),
    ("A ∈ ℝ^{n×d} symmetric", "symmetric: “symmetric” wants a square matrix, as in A ∈ ℝ^{n×n}"),
    ("A_i ∈ ℝ^{d×d} orthogonal for i ∈ n", "orthogonal: “orthogonal” of a family is not known yet"),
    ("A_i ∈ ℝ^{d×n} symmetric for i ∈ n", "symmetric: “symmetric” wants a square matrix, as in A ∈ ℝ^{n×n}"),
    ("A ∈ ℝ^{n×n} positive semidefinite", "“positive semidefinite” cannot be held"),
    ("A ∈ ℝ^{n×d} full rank", "full rank: “full rank” does not say of which side"),
    ("a ∈ ℝ^n full rank", "full rank: “full rank” does not say of which side"),
    ("ψ(x) ∈ ℝ^q unknown", "q: q is not declared"),
    ("ψ(x) ∈ n unknown", "n: n is no shape of a function"),
    ("f(t) ≥ 0 unknown", "f(t): that f is nonnegative at every argument cannot be held"),

    ("x ∈ ℝ values {a, b}", "{a, b}: these values are not known"),
    ("index k ∈ K; U ∈ ℝ^{V×d} with rows u_k", "u_k: k runs over 1..K, the axis over 1..V"),
    ("U ∈ ℝ^{V×d} with columns U_w", "U_w: U_w is a row of U, not its column"),
    ("U ∈ ℝ^{V×d} with entries u_w", "u_w: u_w has not 2 index letters"),
    ("A ∈ ℝ^{n×d} with columns a_j with entries a_{ij}", "an entry of a with its indices in another order"),
    ("x^{(i)} ∈ ℝ^d for i ∈ n with entries x_{ij}", "x_{ij}: x is declared with its indices at another place"),
    ("x_n ∈ ℝ^d for n ∈ m with entries x_n", "x_n: x_n has not 2 index letters"),
    ("φ ∈ ℝ^{n×d} with entries φ(s,a,b)", "φ(s,a,b): φ(s,a,b) has not 2 index letters"),
    ("φ(s,b) ∈ ℝ^d for s ∈ n", "φ(s,b): what stands in these brackets are no index letters"),
    ("U ∈ ℝ^{V×d} with rows φ(s) + 1", "φ(s) + 1: this is no name"),
    ("v ∈ ℝ^d with rows v_i", "v_i: “with rows” is said of a matrix"),
    ("neg : 0..K → V", "0..K: an index map over 0..K is not known yet"),
    ("p ∈ ℝ^K; z ~ p over V", "V: p runs over 1..K, not over 1..V"),
    ("z ~ p over K", "p: p is no declared vector of probabilities"),
    ("x ∈ ℝ; x ∈ ℝ^d", "x: x is declared twice, as two things"),
    ("index k ∈ {f, 1, o}", "{f, 1, o}: an index over a list of names and numbers is not known"),
    ("asks x", "asks x: which part asks this is not said"),
    ("x ∈ ℝ^d; index x ∈ n; x ∈ ℝ^n", "x: x is declared twice, as two things"),
    ("x ∈ ℝ^d; index x ∈ n; index x ∈ d", "x: x is declared twice, as two things"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_wrong_is_said_at_its_place(text, message):
    found = messages(SIZES + text)
    assert len(found) == 1
    assert message in found[0]


LAYERS = "sizes n_l for l ∈ 0..2; W^{(l)} ∈ ℝ^{n_l×n_{l-1}} for l ∈ 1..2; a^{(0)} ∈ ℝ^{n_0}; "
LAYERED = [
    ("", "n_2", "size n_2"),
    ("", "W^{(2)}", "matrix [1..n_2, 1..n_1]"),
    ("a^{(l)} = W^{(l)} a^{(l-1)} for l ∈ 1..2", "a^{(2)}", "column [1..n_2]"),
    ("a^{(l)} = W^{(l)} a^{(l-1)}", "a^{(2)}", "column [1..n_2]"),
    ("b_l ∈ ℝ for l ∈ 1..2; s_0 ∈ ℝ; s_l = s_{l-1} + b_l for l ∈ 1..2", "s_2", "number []"),
]


@pytest.mark.parametrize(("text", "name", "thing"), LAYERED)
def test_a_family_whose_sizes_or_values_depend_on_its_index_is_written_out(text, name, thing):
    assert shown(scope(LAYERS + text).get(name)) == thing


@pytest.mark.parametrize("text", ["V^{(l)} ∈ ℝ^{n_l×n_{l-1}} for l ∈ 0..2", "a^{(l)} = a^{(l-1)} W^{(l)} for l ∈ 1..2"])
def test_a_family_that_does_not_fit_is_a_problem_at_each_place(text):
    assert declared(LAYERS + text).problems


BROKEN_NAMES = [
    ("x ∈ ℝ^q; y ∈ ℝ", {"x"}),
    ("A, B_i ∈ ℝ^{n×n} symmetric matrix", {"A", "B_i", "B"}),
    ("f(t) ≥ 0 unknown; y = x_; z = 2", {"f", "y"}),
    ("x ∈ ℝ; x ∈ ℝ^d", set()),
]


@pytest.mark.parametrize(("text", "names"), BROKEN_NAMES, ids=[text for text, _ in BROKEN_NAMES])
def test_a_name_whose_declaration_is_a_problem_has_no_meaning(text, names):
    assert declared(SIZES + text).broken == names


def test_what_is_said_twice_alike_is_one_thing():
    assert declared("sizes n, n; x ∈ ℝ^n; x ∈ ℝ^n; index i ∈ n; i ∈ n").problems == ()


def test_two_that_disagree_are_an_error_at_both_places():
    text = "sizes n\nx ∈ ℝ\nx ∈ ℝ^n"
    (problem,) = declared(text).problems
    assert written(text, problem.span) == "x" and problem.span.start == text.rindex("x")
    assert problem.other is not None and problem.other.start == text.index("x ∈ ℝ\n")


def test_two_names_for_the_same_numbers():
    found = scope("sizes V, d; U ∈ ℝ^{V×d} with rows u_w; B ∈ ℝ^{d×V} with columns b_w")
    assert found.get("u").value.tensor is found.get("U").value.tensor
    assert str(found.get("b").value.tensor) == "Bᵀ"


def test_a_part_wins_in_itself_and_inside():
    text = "sizes n, d\nx ∈ ℝ^n\npart (g): x ∈ ℝ^d\npart (g.2): x ∈ ℝ"
    found = {part: shown(scope(text, part).get("x")) for part in (None, "a", "g", "g.1", "g.2")}
    assert found == {
        None: "column [1..n]", "a": "column [1..n]", "g": "column [1..d]", "g.1": "column [1..d]", "g.2": "number []",
    }  # fmt: skip


def test_a_definition_keeps_the_meaning_of_its_own_place():
    text = "x ∈ ℝ; y = x^2\npart (g): sizes n; x ∈ ℝ^n"
    assert str(scope(text, "g").get("y").value.tensor.body.definition.body.base.array.axes) == "()"


CONDITIONS = [
    ("index w, o ∈ V; assume w ≠ o", None, 1),
    ("index w, o ∈ V; part (c): w ≠ o", "c", 1),
    ("index w, o ∈ V; part (c): w = o", "c", 1),
    ("index w, o ∈ V; part (c): w = o", "d", 0),
    ("x ∈ ℝ; x > 0", None, 1),
    ("0 < a < 1", None, 1),
    ("a > 0", None, 0),
    ("x ∈ ℝ^n; x_j > 0", None, 1),
    ("x ∈ ℝ^n; assume x_j ≥ 0", None, 1),
    ("a ≥ 1", None, 1),
    ("x ∈ [0, 1]", None, 2),
    (r"x ∈ (0, \infty)", None, 1),
    ("x ∈ {0, 1}", None, 1),
    ("y ∈ ℝ^n values {0,1}", None, 1),
    ("A ∈ ℝ^{n×n} invertible", None, 1),
    ("A ∈ ℝ^{n×n} orthogonal", None, 3),
    ("A ∈ ℝ^{n×n} full rank", None, 1),
    ("A ∈ ℝ^{n×n} symmetric, positive definite", None, 0),
    ("A ∈ ℝ^{n×d} full column rank", None, 1),
    (r"y ∈ ℝ^n; assume \sum_i y_i = 1", None, 1),
    ("index o ∈ V; neg : K → V; assume neg_k ≠ o for k ∈ K", None, 1),
    ("index o ∈ V; neg : K → V; assume neg_k ≠ o for all k ∈ K", None, 1),
]


@pytest.mark.parametrize(("text", "part", "count"), CONDITIONS, ids=[f"{text}, {part}" for text, part, _ in CONDITIONS])
def test_conditions(text, part, count):
    assert len(scope(SIZES + text, part).given) == count


def test_what_holds_for_all_binds_its_letter():
    (free,) = scope(SIZES + "index o ∈ V; k ∈ K; neg : K → V; assume neg_k ≠ o").given
    (bound,) = scope(SIZES + "index o ∈ V; k ∈ K; neg : K → V; assume neg_k ≠ o for k ∈ K").given
    assert free != bound


AGREEMENTS = [
    ("layout numerator", Conventions(layout="numerator")),
    ("vectors are rows", Conventions(vectors_are_rows=True)),
    ("* means elementwise", Conventions(star="elementwise")),
    (r"\cdot means elementwise", Conventions(dot="elementwise")),
    (r"\partial means partial", Conventions(partial=True)),
    ("* means product", Conventions(star="product")),
    ("x^2 means x^T x", Conventions(square="inner")),
    (r"x^2 means x \odot x", Conventions(square="elementwise")),
    ("^t means transpose", Conventions(transposes=frozenset("t"))),
    ("' means transpose", Conventions(transposes=frozenset("'"))),
]


@pytest.mark.parametrize(("text", "conventions"), AGREEMENTS, ids=[text for text, _ in AGREEMENTS])
def test_conventions(text, conventions):
    found = declared(text)
    assert found.scope.conventions == conventions
    assert found.rewrites == ()


def test_rows_where_vectors_are_rows():
    found = scope("sizes n, d; X ∈ ℝ^{n×d} with rows x_i; w ∈ ℝ^d; vectors are rows")
    assert [shown(found.get(name)) for name in ("x", "w")] == ["row [1..n, 1..d] lead 1", "row [1..d]"]


def test_other_ways_of_writing_reach_as_far_as_they_say():
    text = "v means V\npart (f): u_k means u_{neg_k}; v means W\nin subscripts, 0 means o"
    assert len(declared(text).rewrites) == 2
    assert len(declared(text, "f").rewrites) == 3
    assert declared(r"\sigma means standard deviation").scope.conventions.undone == {r"\sigma"}
    assert declared("names CE, net").scope.conventions.words == {"CE", "net"}


@pytest.mark.parametrize(
    "text",
    ["2 means 3", "+ means -", r"= means \le", r"\cdot means +", "+ means product", "1/2 means 2/1", r"\times means /",
     r"\frac12 means 2", "in subscripts, 1 means 2", "in subscripts, + means -", "2 means 3 for k ∈ K",
     r"\ne means =", "part (a): 2 means 3", "' means +", "{2} means {3}"],
)  # fmt: skip
def test_signs_keep_their_meaning(text):
    found = declared(text, "a")
    assert found.rewrites == ()
    assert any("cannot be given another meaning" in p.reason for p in found.problems)


@pytest.mark.parametrize(
    "text",
    [". means product", r". means \cdot", r"\circ means \odot", "in subscripts, 0 means o",
     r"\triangledown means \nabla", "1/2m means 1/(2m)", r"w \neq 0 means w \neq o", r"\sum means \sum_{a ∈ A}",
     "u_k means u_{neg_k}"],
)  # fmt: skip
def test_letters_and_what_holds_them_can_mean_something_else(text):
    found = declared(text)
    assert len(found.rewrites) == 1 and not found.problems


def test_what_a_part_asks_is_asked_of_that_part_alone():
    text = r"part (h): asks \partial J/\partial v"
    assert [[a.text for a in declared(text, part).asks] for part in ("h", "h.ii", "a")] == [[text[10 + 5 :]], [], []]


ROWS = "column [1..n, 1..d] lead 1"
TYPED = [
    (r"\mathbf x ∈ ℝ^n; x ∈ ℝ", {r"\mathbf{x}": "column [1..n]", "x": "number []"}),
    (r"\mathbf X ∈ ℝ^{n×d} with rows \mathbf x_i; x ∈ ℝ", {r"\mathbf{x}": ROWS, "x": "number []"}),
    (r"\mathcal L, \mathbf L ∈ ℝ", {r"\mathcal{L}": "number []", r"\mathbf{L}": "number []", "L": "NoneType"}),
    (r"\mathbf X ∈ ℝ^{n×d} with rows \mathbf x_i; \mathbf w ∈ ℝ^d", {"x": ROWS, "w": "column [1..d]"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "things"), TYPED, ids=[text for text, _ in TYPED])
def test_type_is_part_of_a_name_where_both_are_declared(text, things):
    found = scope(SIZES + text)
    assert {name: shown(found.get(name)) for name in things} == things


def test_a_name_of_several_letters_is_one_name_in_upright_type():
    found = scope("CE ∈ ℝ")
    assert found.get("CE") is found.get(r"\text{CE}")


BROKEN = ["x ∈ ℝ^{", "x ∈", "∈ ℝ", ", ∈ ℝ^d", "sizes ,", "sizes 2", ": → V", "f() unknown", "= 3", "x =", "> 0",
          "~ p", "z ~", "assume", "assume x", "index ∈ n", "x ∈ ℝ^{n", "A = {l ∈ : }", "x_ ∈ ℝ",
          "x ∈ ℝ for i ∈", "' means", "^ means transpose", "x^{(} ∈ ℝ"]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_no_text_raises(text):
    assert declared("sizes n; " + text).problems


DISAGREEING = [
    ("layout any; layout numerator", "layout: this was agreed otherwise"),
    ("v means V; v means W", "v means two things"),
]


@pytest.mark.parametrize(("text", "reason"), DISAGREEING, ids=[text for text, _ in DISAGREEING])
def test_agreements_that_disagree_are_an_error_at_both_places(text, reason):
    (problem,) = declared(text).problems
    assert problem.reason == reason
    assert problem.other is not None and problem.other.start < problem.span.start


def test_a_part_may_agree_otherwise():
    text = "layout any; v means V\npart (a): layout numerator; v means W"
    found = declared(text, "a")
    assert found.problems == () and found.scope.conventions.layout == "numerator" and len(found.rewrites) == 1


def test_what_is_said_of_no_part_of_the_page():
    text = 'part (a): x ∈ ℝ\nparts b, z: y ∈ ℝ\npart "Loss": z ∈ ℝ\nformula 9: remark\nfrom formula 2: layout any'
    declaring = Declaring(declarations([passage(text)]))
    found = declaring.unreached([("a", ("Losses",)), ("b.1", ())], formulas=5)
    assert [problem.reason for problem in found] == ["this page has no part z", "this page has no formula 9"]


def test_what_holds_everywhere_is_not_changed_by_a_part():
    declaring = Declaring(declarations([passage("x ∈ ℝ\npart (a): sizes n; x ∈ ℝ^n; y ∈ ℝ")]))
    before = declaring.at("b")
    assert shown(declaring.at("a").scope.get("x")) == "column [1..n]"
    assert declaring.at("b") == before and before.scope.get("y") is None


def test_a_page_of_declarations_is_read_in_time():
    text = "\n".join(
        ["sizes n", *(f"x_{{{k}}} ∈ ℝ^n" for k in range(400)), *(f"part (p{k}): y ∈ ℝ" for k in range(400))]
    )
    declaring = Declaring(declarations([passage(text)]))
    start = perf_counter()
    for k in range(200):
        assert declaring.at(f"p{k}").problems == ()
    assert perf_counter() - start < 5
