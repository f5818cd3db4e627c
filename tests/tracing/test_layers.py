"""Layers and losses as they are written: each gradient proved; with a bug, those that it makes wrong refuted."""

from __future__ import annotations

from types import ModuleType

import pytest

from symcheck.errors import StatementError
from symcheck.tracing.backward import Claimed, of_loss, of_passes
from tests.judged import status
from tests.tracing import layers
from tests.tracing.twins import LAYERS, Layer, edited

TWINS = [(name, bug) for name, layer in LAYERS.items() for bug in layer.bugs]


def claimed(layer: Layer, module: ModuleType) -> tuple[Claimed, ...]:
    functions = [getattr(module, name) for name in layer.functions]
    if len(functions) == 1:
        return of_loss(functions[0], layer.inputs)
    forward, backward = functions
    return of_passes(forward, backward, layer.inputs)


def verdicts(layer: Layer, module: ModuleType) -> dict[str, str]:
    return {c.name: status(c.derivative, c.written) for c in claimed(layer, module)}


@pytest.mark.parametrize("name", LAYERS)
def test_right_gradients_are_proved(name: str) -> None:
    found = verdicts(LAYERS[name], layers)
    assert set(found.values()) == {"proved"}, found


@pytest.mark.parametrize(("name", "bug"), TWINS, ids=[f"{name}: {bug[1][:50]}" for name, bug in TWINS])
def test_the_wrong_gradients_alone_are_refuted(name: str, bug: tuple[str, str, str]) -> None:
    old, new, wrong = bug
    module = edited(old, new)
    if wrong == "!":
        with pytest.raises(StatementError, match=r"layers_with_a_bug\.py:\d+: "):
            claimed(LAYERS[name], module)
        return
    found = verdicts(LAYERS[name], module)
    called = {input_ for input_, status in found.items() if status in ("refuted", "ill-formed")}
    assert called == set(wrong.split()), found
    assert {found[other] for other in found.keys() - called} <= {"proved"}, found
