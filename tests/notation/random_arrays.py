"""Random statements over arrays, small enough that two of them often print the same text."""

from __future__ import annotations

import random

from symcheck import (
    Sum,
    Tensor,
    diag,
    eye,
    indices,
    matrix,
    mean,
    norm,
    ones,
    outer,
    scalar,
    size,
    softmax,
    stack,
    tanh,
    trace,
    var,
    vector,
)

n = size("n")
A, B, x, u, a = matrix("A", n, n), matrix("B", n, n), vector("x", n), vector("u", n), scalar("a")
i, j = indices("i j", n)


class Arrays:
    """Draws matrices, vectors and scalars of a depth."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def any(self) -> Tensor:
        make = self.rng.choice((self.matrix, self.vector, self.scalar))
        return make(self.rng.choice((1, 2, 2, 3)))

    def matrix(self, depth: int) -> Tensor:
        if not depth:
            return self.rng.choice((A, B, A, B, eye(n), ones(n, n)))
        m, v, s = (lambda make=make: make(depth - 1) for make in (self.matrix, self.vector, self.scalar))
        turned = self.rng.sample((i, j), 2)
        made = (
            lambda: m() @ m(), lambda: m() @ m(), lambda: m().T, lambda: m() + m(), lambda: m() * m(),
            lambda: outer(v(), v()), lambda: diag(v()), lambda: s() * m(), lambda: m() + v(), lambda: m() * v(),
            lambda: softmax(m()), lambda: -m(), lambda: m() - v()[:, None], lambda: tanh(m()),
            lambda: stack(m()[i, j] * v()[i], *turned), lambda: stack(v()[j] + s(), *turned),
        )  # fmt: skip
        return self.rng.choice(made)()

    def vector(self, depth: int) -> Tensor:
        if not depth:
            return self.rng.choice((x, u, x, u, ones(n)))
        m, v, s = (lambda make=make: make(depth - 1) for make in (self.matrix, self.vector, self.scalar))
        axis = self.rng.randrange(2)
        made = (
            lambda: m() @ v(), lambda: v() @ m(), lambda: diag(m()), lambda: m().sum(axis), lambda: v() * v(),
            lambda: v() + v(), lambda: softmax(v()), lambda: v() - mean(v()), lambda: s() * v(), lambda: -v(),
            lambda: m().mean(axis), lambda: m()[i], lambda: stack(v()[j] * s(), j),
        )  # fmt: skip
        return self.rng.choice(made)()

    def scalar(self, depth: int) -> Tensor:
        if not depth:
            return a
        m, v = (lambda make=make: make(depth - 1) for make in (self.matrix, self.vector))
        made = (
            lambda: v() @ v(), lambda: trace(m()), lambda: m().sum(), lambda: norm(v()), lambda: mean(v()),
            lambda: mean(m()), lambda: var(v()), lambda: v()[i], lambda: Sum(v()[j] * v()[j], j), lambda: norm(m()),
        )  # fmt: skip
        return self.rng.choice(made)()
