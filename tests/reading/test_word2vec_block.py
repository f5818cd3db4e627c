"""The declarations of the handwritten word2vec page: what they give is what derivations/word2vec.py declares."""

import importlib.util
from pathlib import Path

import pytest

from symcheck.expressions.indices import free_indices
from symcheck.expressions.nodes import Named
from symcheck.language.conditions import Eq, Ne, assumption
from symcheck.language.tensor import Tensor
from symcheck.reading.scope import IndexSet, Mapped, Quantity, Running
from tests.reading.declaring import declared, shown

BLOCK = r"""
sizes V, d, K, m, T
index w, s, o ∈ V;  k, l ∈ K;  j ∈ -m..m;  t ∈ m+1..T-m
U ∈ ℝ^{V×d} with rows u_w;  x ∈ ℝ
parts a, b, c, d, e, f, g, h.i, h.ii: v_c ∈ ℝ^d
parts a, b, c, d, f, g: y = onehot(o);  \hat y = softmax(U v_c)
parts b, c, d: J = J_{nsn} = J_{softmax} = -\log \hat y_o
in subscripts, 0 means o
part (a): v means V
part (b): J_A = \log \sum_w e^{u_w^T v_c};  J_B = \log e^{u_o^T v_c}
part (b): wrong (b).1: a product is written where the quotient is meant
part (c.1): w = o
part (c.2): w ≠ o;  asks \partial J/\partial u_w
part (d): J(u_1, o, u) means J;  u means U;  r means V
part (f): neg : K → V injective;  u_k means u_{neg_k};  A means -u_k^T v_c
part (f): J_{ns} = -\log \sigma(u_o^T v_c) - \sum_k \log \sigma(-u_{neg_k}^T v_c)
part (f.2): assume neg_k ≠ o for k ∈ K;  asks \partial J_{ns}/\partial u_o
part (f.3): assume neg_k ≠ o
part (g): neg : K → V;  assume neg_k ≠ o;  n = |A|;  u_k means u_{neg_k}
part (g): A = {l ∈ K : neg_l = neg_k};  B = {l ∈ K : neg_l ≠ neg_k}
part (g): J_{ns} = -\log \sigma(u_o^T v_c) - \sum_l \log \sigma(-u_{neg_l}^T v_c)
part (h): w : T → V;  J(v, w, U) unknown
parts h.i, h.ii: J_{sg} = \sum_{-m ≤ j ≤ m, j ≠ 0} J(v_c, w_{t+j}, U)
part (h.iii): Z ∈ ℝ^{V×d} with rows v_w;  index c, a ∈ V;  assume a ≠ c
part (h.iii): J_{sg} = \sum_{-m ≤ j ≤ m, j ≠ 0} J(v_c, w_{t+j}, U)
part (h.iii): asks \partial J_{sg}/\partial v_a
""".strip()

PARTS = [None, "a", "b", "c.1", "c.2", "d", "e", "f.1", "f.2", "f.3", "g", "h.i", "h.ii", "h.iii"]


@pytest.fixture(scope="module")
def script():
    path = Path(__file__).parents[2] / "derivations" / "word2vec.py"
    spec = importlib.util.spec_from_file_location("word2vec_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def value(part: str | None, name: str) -> Tensor:
    found = declared(BLOCK, part).scope.get(name)
    assert isinstance(found, Quantity)
    return found.value.tensor


def meant(tensor: Tensor) -> str:
    """What a name stands for, in the same words whatever way its parts are spelled."""
    body = tensor.body
    assert isinstance(body, Named)
    return str(Tensor(body.definition.body, body.definition.axes)).replace("word_", "w_")


def test_the_block_is_short():
    lines = BLOCK.splitlines()
    assert len(lines) <= 25 and max(map(len, lines)) <= 100


@pytest.mark.parametrize("part", PARTS)
def test_nothing_in_it_is_unread(part):
    assert declared(BLOCK, part).problems == ()


def test_its_variables_are_those_of_the_script(script):
    found = declared(BLOCK, "c").scope
    assert found.get("U").value.tensor.body.array == script.U.body.array
    assert found.get("v_c").value.tensor.body.array == script.v_c.body.array
    assert shown(found.get("u")) == "column [1..V, 1..d] lead 1"
    for letter in "wsokl":
        running = found.get(letter)
        assert isinstance(running, Running)
        assert running.index == getattr(script, letter).body.value.index
    assert declared(BLOCK, "h").scope.get("t").index == script.t.body.value.index


@pytest.mark.parametrize(
    ("part", "name", "scripts"),
    [
        ("c", "J", "J"),
        ("c", r"J_{\text{nsn}}", "J"),
        ("f.1", r"J_{\text{ns}}", "J_ns"),
        ("h.ii", r"J_{\text{sg}}", "J_sg"),
    ],
)
def test_its_losses_are_those_of_the_script(script, part, name, scripts):
    assert meant(value(part, name)) == meant(getattr(script, scripts))


def test_its_maps_are_those_of_the_script(script):
    for part, name, scripts in (("f", "neg", "neg"), ("g", "neg", "drawn"), ("h", "w", "word")):
        found = declared(BLOCK, part).scope.get(name)
        assert isinstance(found, Mapped)
        ours, theirs = found.mapping.map, getattr(script, scripts).map
        assert (ours.domain, ours.codomain, ours.injective) == (theirs.domain, theirs.codomain, theirs.injective)


CONDITIONS = [
    ("c.1", lambda script: Eq(script.w, script.o)),
    ("c.2", lambda script: Ne(script.w, script.o)),
    ("f.3", lambda script: Ne(script.neg[script.k], script.o)),
    ("g", lambda script: Ne(script.drawn[script.k], script.o)),
]


@pytest.mark.parametrize(("part", "condition"), CONDITIONS, ids=[part for part, _ in CONDITIONS])
def test_its_conditions_are_those_of_the_script(script, part, condition):
    assert set(declared(BLOCK, part).scope.given) == set(assumption(condition(script)))


def test_what_holds_for_every_sample_is_bound():
    (given,) = declared(BLOCK, "f.2").scope.given
    assert str(given.form) == "-o + neg[k]"
    assert all(index.kind == "bound" for index in free_indices(given.form) if index.name == "k")


def test_the_samples_of_g_are_sets():
    found = declared(BLOCK, "g").scope
    assert isinstance(found.get("A"), IndexSet) and isinstance(found.get("B"), IndexSet)
    assert meant(value("g", "n")) == "Σ_{l: neg_l=neg_k} 1"


def test_what_parts_ask():
    asked = {part: [a.text for a in declared(BLOCK, part).asks] for part in PARTS}
    assert {part for part, found in asked.items() if found} == {"c.2", "f.2", "h.iii"}
