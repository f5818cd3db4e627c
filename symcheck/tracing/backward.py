"""A forward and a backward pass: what each gradient that the code gives should be.

With d an unknown of the shape of what `forward` gives, a backward pass gives, for each input x, the derivative by x of
the sum of all entries of d · forward(x): the product of d with the Jacobian.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Entry, Named
from symcheck.expressions.walk import arrays_of
from symcheck.language.declare import scalar, tensor
from symcheck.language.derivatives import grad
from symcheck.language.tensor import Tensor, as_tensor
from symcheck.tracing.code import Tracing, trace_code
from symcheck.tracing.runs import followable

Function = Callable[..., object]


class Claimed(Struct, frozen=True, eq=False):
    """An input, the derivative by it, and what the code gives for that."""

    name: str
    derivative: Tensor
    written: Tensor


def of_passes(forward: Function, backward: Function, inputs: Mapping[str, object]) -> tuple[Claimed, ...]:
    """The gradients of a backward pass. `forward(**inputs)` gives what it computes, or that and a cache."""
    from symcheck.tracing.following import followed

    with followable(lambda: followed(lambda: _passed(forward, backward, inputs)[0])):
        loss, found = _passed(forward, backward, inputs)
    return tuple(_claimed(loss, dict(_varied(inputs)), found))


def _passed(forward: Function, backward: Function, inputs: Mapping[str, object]) -> tuple[object, object]:
    """The sum of all entries that the forward pass gives, each times an unknown, and what the backward pass gives."""
    from symcheck.tracing.inputs import untraced

    tracing = Tracing()
    given = tracing.run(forward, **inputs)
    outputs = list(given) if isinstance(given, tuple) else [given]
    cache = [outputs.pop()] if len(outputs) > 1 else []
    names = _upstream(backward, len(outputs), {a.name for _, x in _varied(inputs) for a in arrays_of(x.body)})
    values = [as_tensor(untraced(output)) for output in outputs]
    above = [_unknown(name, value) for name, value in zip(names, values, strict=True)]
    loss = _weighted(outputs, [tracing.rebinding.of(by) for by in above])
    return loss, untraced(tracing.run(backward, *above, *(cache or _asked(backward, len(above), inputs))))


def _weighted(outputs: Sequence[object], above: Sequence[object]) -> object:
    """The sum of all entries, each times what comes from above."""
    from symcheck.tracing.computing import total
    from symcheck.tracing.inputs import untraced
    from symcheck.tracing.numbers import add, made, multiply
    from symcheck.tracing.values import value_of

    first, *others = (total(multiply(value_of(x), value_of(by))) for x, by in zip(outputs, above, strict=True))
    return untraced(made(reduce(add, others, first)))


def of_loss(function: Function, inputs: Mapping[str, object]) -> tuple[Claimed, ...]:
    """The gradients that a function gives beside a loss: an array, a tuple in the order of inputs, or a dictionary."""
    given = trace_code(function, **inputs)
    if not isinstance(given, tuple) or len(given) < 2:
        raise StatementError("a function of a loss gives the loss and its gradients: return loss, grads")
    loss, *grads = given
    found = grads[0] if len(grads) == 1 else tuple(grads)
    return tuple(_claimed(loss, dict(_varied(inputs)), found))


def _varied(inputs: Mapping[str, object]) -> Iterator[tuple[str, Tensor]]:
    """The declared reals among the inputs, those in dictionaries by their names there."""
    for name, value in inputs.items():
        if isinstance(value, dict):
            yield from _varied(value)
        elif isinstance(value, Tensor) and isinstance(value.body, Entry | Named):
            whole = isinstance(value.body, Entry) and (value.body.array.integer or value.body.array.values)
            if not whole:
                yield name, value


def _parameters(function: Function) -> list[str]:
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def _upstream(backward: Function, count: int, taken: set[str]) -> list[str]:
    """Names for what comes from above: those of the parameters, unless an input has the name."""
    names = [*_parameters(backward)[:count], *(f"dout{n}" for n in range(1, count + 1))][:count]
    return [name if name not in taken else f"upstream {name}" for name in names]


def _unknown(name: str, value: Tensor) -> Tensor:
    return tensor(name, *map(as_tensor, value.shape)) if value.shape else scalar(name)


def _asked(backward: Function, count: int, inputs: Mapping[str, object]) -> list[object]:
    """Without a cache: the inputs that the backward pass names."""
    return [inputs[name] for name in _parameters(backward)[count:] if name in inputs]


def _claimed(loss: object, varied: Mapping[str, Tensor], found: object) -> Iterator[Claimed]:
    if not isinstance(loss, Tensor):
        raise StatementError(f"the loss is no symbolic value: {loss!r}")
    pairs = [(name, written) for name, written in _paired(varied, found) if written is not None]
    if not pairs:
        raise StatementError(f"no gradient is given: of {', '.join(varied)} one at least is wanted")
    for name, written in pairs:
        yield Claimed(name, grad(loss, varied[name]), as_tensor(written))


def _paired(varied: Mapping[str, Tensor], found: object) -> Iterator[tuple[str, object]]:
    """Gradients with the inputs they belong to: by name in a dictionary, else in order."""
    if isinstance(found, dict):
        for name, written in found.items():
            input_ = name if name in varied else str(name).removeprefix("d").removeprefix("_")
            if input_ not in varied:
                raise StatementError(f"a gradient is called {name}: no input is called {input_} ({', '.join(varied)})")
            yield input_, written
        return
    listed: Sequence[object] = found if isinstance(found, tuple | list) else (found,)
    if len(listed) > len(varied):
        raise StatementError(f"{len(listed)} gradients for {len(varied)} inputs ({', '.join(varied)})")
    yield from zip(varied, listed, strict=False)
