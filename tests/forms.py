"""What tests ask of an expression: its shape, what is free in it, and whether it is another one as written."""

from __future__ import annotations

from symcheck import *
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Application, Block, Function
from symcheck.expressions.walk import free_indices


def same(left: Tensor, right: Tensor) -> bool:
    """Equality as written, up to the names of bound indices and of axes."""
    keys = [alpha_key(Application(Function("_"), (Block(t.axes, t.body),))) for t in (left, right)]
    return keys[0] == keys[1]


def shape(value: Tensor) -> str:
    return ", ".join(map(str, value.shape))


def free(value: Tensor) -> set[str]:
    return {index.name for index in free_indices(value.body).difference(value.axes)}
