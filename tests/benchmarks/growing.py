"""Claims that grow: nested sums, terms, lines of a chain. Each is true, and named by what grows."""

from __future__ import annotations

from functools import reduce

from symcheck import Sum, diff, exp, grad, indices, log, matrix, scalar, sizes, softmax, vector
from symcheck.language.tensor import Tensor

Pair = tuple[Tensor, Tensor]


def nested(depth: int) -> Pair:
    """∂/∂a of Σ … Σ exp(a x_i x_j …) over `depth` indices, the derivative taken inside."""
    n = sizes("n")
    x, a = vector("x", n), scalar("a")
    bound = indices(" ".join(f"i{k}" for k in range(depth)), n)
    listed = bound if isinstance(bound, tuple) else (bound,)
    product = reduce(lambda p, i: p * x[i], listed[1:], x[listed[0]])
    return diff(Sum(exp(a * product), *listed), a), Sum(product * exp(a * product), *reversed(listed))


def terms(count: int) -> Pair:
    """The derivative of Σ of `count` written terms, term by term, the other way round."""
    a = scalar("a")
    weights = [scalar(f"w{k}") for k in range(count)]
    first = reduce(lambda s, w: s + w * exp(a), weights[1:], weights[0] * exp(a))
    line = reduce(lambda s, w: s + exp(a) * w, weights[-2::-1], exp(a) * weights[-1])
    return diff(first, a), line


def composed(length: int) -> Pair:
    """The chain rule through `length` steps z ↦ z + log(1 + e^z)/L-like steps that stay small: z ↦ z/2 + a."""
    a = scalar("a")
    z = reduce(lambda value, _: value / 2 + a, range(length), a)
    return diff(z, a), reduce(lambda value, _: value / 2 + 1, range(length), 1 + 0 * a)


def chain_lines(count: int) -> tuple[Tensor, list[Tensor]]:
    """The naive-softmax gradient, and `count` lines that write it in ways that differ."""
    V, d = sizes("V d")
    w, o = indices("w o", V)
    U, v = matrix("U", V, d), vector("v", d)
    s = softmax(U @ v)
    lines = [Sum(s[w] * U[w], w) * k / k - U[o] for k in range(1, count + 1)]
    return grad(-log(s[o]), v), lines
