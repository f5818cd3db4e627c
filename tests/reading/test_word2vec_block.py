"""The declarations of the handwritten word2vec page: what they give is what derivations/word2vec.py declares."""

import importlib.util
from pathlib import Path

import pytest

from symcheck.expressions.indices import free_indices
from symcheck.expressions.nodes import Named
from symcheck.language.conditions import Ne, assumption
from symcheck.language.tensor import Tensor
from symcheck.reading.scope import IndexSet, Mapped, Quantity, Running
from tests.reading.declaring import declared, shown

ROOT = Path(__file__).parents[2] / "derivations"
PAGE = (ROOT / "word2vec.md").read_text(encoding="utf-8")
BLOCK = PAGE.removeprefix("<!-- symcheck\n").partition("\n-->")[0]

PARTS = [None, "a", "b", "c.1", "c.2", "d", "e", "f", "f.1", "f.2", "g", "h.i", "h.ii", "h.iii"]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("word2vec_script", ROOT / "word2vec.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def value(part: str | None, name: str) -> Tensor:
    found = declared(BLOCK, part).scope.get(name)
    assert isinstance(found, Quantity)
    return found.value.tensor


def meant(tensor: Tensor) -> str:
    """What a name stands for, in the same words whatever its parts are called."""
    body = tensor.body
    assert isinstance(body, Named)
    return str(Tensor(body.definition.body, body.definition.axes)).replace("word_", "w_").replace("J(", "ℓ(")


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
    assert str(declared(BLOCK, "h").scope.get("t").index.lower) == str(script.t.body.value.index.lower)


@pytest.mark.parametrize(
    ("part", "name", "scripts"),
    [
        ("c", "J", "J"),
        ("c", r"J_{\text{nsn}}", "J"),
        ("f", r"J_{\text{ns}}", "J_ns"),
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
        assert (len(ours.domain), ours.codomain, ours.injective) == (1, theirs.codomain, theirs.injective)


CONDITIONS = [
    ("f.2", lambda script: Ne(script.neg[script.k], script.o)),
    ("g", lambda script: Ne(script.drawn[script.k], script.o)),
]


@pytest.mark.parametrize(("part", "condition"), CONDITIONS, ids=[part for part, _ in CONDITIONS])
def test_its_conditions_are_those_of_the_script(script, part, condition):
    assert set(declared(BLOCK, part).scope.given) == set(assumption(condition(script)))


def test_what_holds_for_every_sample_is_bound():
    (given,) = declared(BLOCK, "f.1").scope.given
    assert str(given.form) == "-o + neg[l]"
    assert all(index.kind == "bound" for index in free_indices(given.form) if index.name == "l")


def test_the_samples_of_g_are_sets():
    found = declared(BLOCK, "g").scope
    assert isinstance(found.get("A"), IndexSet) and isinstance(found.get("B"), IndexSet)
    assert meant(value("g", "n")) == "Σ_{l: neg_l=neg_k} 1"


def test_what_parts_ask():
    asked = {part: [a.text for a in declared(BLOCK, part).asks] for part in PARTS}
    assert {part for part, found in asked.items() if found} == {"c.2", "f.1", "h.i", "h.ii", "h.iii"}
