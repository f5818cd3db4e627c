"""The gradients of code, in a derivation and in a test: what is said of a wrong one, and which line is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from symcheck import check_backward, grad, matrix, sizes, trace_code
from symcheck.language.statements import collecting_parts, part
from symcheck.testing import assert_gradient
from tests.tracing import layers
from tests.tracing.twins import LAYERS, edited

SOURCE = Path(layers.__file__).read_text()
NAMED = [
    ("batch norm, short", 1), ("batch norm, short", 2), ("layer norm", 0), ("layer norm", 2), ("affine", 0),
    ("softmax loss", 1), ("softmax loss", 2), ("naive softmax", 0), ("naive softmax", 1), ("naive softmax", 2),
    ("SVM loss", 1), ("a step of an RNN", 1), ("dropout", 0),
]  # fmt: skip


def fails(name: str, number: int) -> str:
    layer = LAYERS[name]
    module = edited(*layer.bugs[number][:2])
    with pytest.raises(AssertionError) as caught:
        assert_gradient(*(getattr(module, f) for f in layer.functions), **layer.inputs)
    return str(caught.value)


@pytest.mark.parametrize(("name", "number"), NAMED)
def test_the_line_that_is_to_be_edited_is_named(name: str, number: int) -> None:
    old = LAYERS[name].bugs[number][0]
    line = SOURCE[: SOURCE.index(old)].count("\n") + 1
    mistake = next(x for x in fails(name, number).split("\n") if x.startswith("mistake: "))
    assert mistake.endswith(f"(layers_with_a_bug.py:{line})"), mistake


def test_a_counterexample_is_given_as_arrays_that_repeat_it() -> None:
    said = fails("softmax loss", 0).split("\n")
    found: dict[str, object] = {"np": np}
    exec("\n".join(line for line in said if " = " in line and not line.startswith("mistake")), found)
    module = edited(*LAYERS["softmax loss"].bugs[0][:2])
    given = {name: np.asarray(found[name], dtype=float) for name in ("W", "X", "reg")}
    y = np.asarray(found["y"])
    _, wrong = module.softmax_loss(given["W"], given["X"], y, given["reg"])
    _, right = layers.softmax_loss(given["W"], given["X"], y, given["reg"])
    assert "in its entry [0, 1]," in said[0]
    assert f"it should be {right[0, 1]:.6f}"[:20] in said[0] and f"is {wrong[0, 1]:.6f}"[:9] in said[0]


def test_right_gradients_pass() -> None:
    for name in ("affine", "softmax loss"):
        layer = LAYERS[name]
        assert_gradient(*(getattr(layers, f) for f in layer.functions), **layer.inputs)


def test_a_part_of_a_derivation_takes_the_gradients_of_a_backward_pass() -> None:
    layer = LAYERS["affine"]
    with collecting_parts() as parts:

        @part("affine", "The affine layer")
        def affine() -> object:
            yield from check_backward(layers.affine_forward, layers.affine_backward, **layer.inputs)

    assert [len(chain.lines) for chain in parts[0].build()] == [1, 1, 1]


def test_verdicts_are_there_by_the_names_of_the_inputs() -> None:
    layer = LAYERS["batch norm"]
    found = check_backward(layers.batchnorm_forward, layers.batchnorm_backward, **layer.inputs)
    assert {name: verdict.status.value for name, verdict in found.verdicts.items()} == {
        "x": "proved", "gamma": "proved", "beta": "proved",
    }  # fmt: skip


def test_gradients_belong_to_inputs_by_name_in_a_dictionary() -> None:
    N, D = sizes("N D")

    def forward(a: np.ndarray, b: np.ndarray) -> object:
        return a * b, (a, b)

    def backward(dout: np.ndarray, cache: tuple[np.ndarray, np.ndarray]) -> object:
        a, b = cache
        return {"db": dout * a, "a": dout * b}

    assert_gradient(forward, backward, a=matrix("a", N, D), b=matrix("b", N, D))
    loss = trace_code(lambda a: (a * a).sum(), a=matrix("a", N, D))
    assert str(grad(loss, matrix("a", N, D))) == "∂tr(a aᵀ)/∂a"
