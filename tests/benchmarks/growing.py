"""Claims that grow: in terms, sums, factors, depth, variables, powers, layers, lines. Each is true."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from msgspec import Struct

from symcheck import (
    Sum,
    diff,
    exp,
    grad,
    indices,
    log,
    matrix,
    norm,
    scalar,
    sigmoid,
    sizes,
    softmax,
    tanh,
    trace,
    vector,
)
from symcheck.language.tensor import Tensor

Pair = tuple[Tensor, Tensor]


class Row(Struct, frozen=True):
    """What grows, the claim of each size, and the sizes that are tried until one takes too long or is not decided."""

    name: str
    claim: Callable[[int], Pair]
    counts: tuple[int, ...]


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


def matrices(count: int) -> Pair:
    """(A₁ ⋯ A_k)ᵀ = A_kᵀ ⋯ A₁ᵀ."""
    n = sizes("n")
    listed = [matrix(f"A{k}", n, n) for k in range(count)]
    first = reduce(lambda p, a: p @ a, listed)
    return first.T, reduce(lambda p, a: p @ a, [a.T for a in reversed(listed)])


def tanhs(depth: int) -> Pair:
    """d/dx tanh(tanh(… x)) = Π of 1 − tanh² on the way."""
    return _through(depth, tanh, lambda value: 1 - value**2)


def sigmoids(depth: int) -> Pair:
    """d/dx σ(σ(… x)) = Π of σ (1 − σ) on the way."""
    return _through(depth, sigmoid, lambda value: value * (1 - value))


def _through(depth: int, function: Callable[[Tensor], Tensor], slope: Callable[[Tensor], Tensor]) -> Pair:
    x = scalar("x")
    value, line = function(x), slope(function(x))
    for _ in range(depth - 1):
        value = function(value)
        line = line * slope(value)
    return diff(value, x), line


def variables(count: int) -> Pair:
    """∂/∂x₀ of (x₀ + … + x_k)² = 2 (x_k + … + x₀), each a scalar of its own."""
    listed = [scalar(f"x{k}") for k in range(count)]
    return diff(_sum(listed) ** 2, listed[0]), 2 * _sum(listed[::-1])


def denominators(count: int) -> Pair:
    """Σ_k 1/(a + b_k) over one denominator, written with the other half first."""
    a = scalar("a", positive=True)
    listed = [a + scalar(f"b{k}", positive=True) for k in range(count)]
    whole = reduce(lambda p, b: p * b, listed)
    upper = _sum([reduce(lambda p, b: p * b, [b for b in listed if b is not own], 1 + 0 * a) for own in listed])
    return _sum([1 / b for b in listed]), upper / whole


def powers(exponent: int) -> Pair:
    """d/dx x^k = k x^(k−1)."""
    x = scalar("x")
    return diff(x**exponent, x), exponent * x ** (exponent - 1)


def norms(exponent: int) -> Pair:
    """∇_u |u − v|^−k = −k (u − v) |u − v|^(−k−2)."""
    d = sizes("d")
    u, v = vector("u", d), vector("v", d)
    return grad(norm(u - v) ** -exponent, u), -exponent * (u - v) * norm(u - v) ** (-exponent - 2)


def sums_to_powers(exponent: int) -> Pair:
    """∇ (Σ x_i)^k = k (Σ x_i)^(k−1) in every entry."""
    n = sizes("n")
    x = vector("x", n)
    return grad(x.sum() ** exponent, x), exponent * x.sum() ** (exponent - 1) + 0 * x


def traces(count: int) -> Pair:
    """tr(A ⋯ A) = tr(Aᵀ ⋯ Aᵀ)."""
    n = sizes("n")
    a = matrix("A", n, n)
    return trace(reduce(lambda p, q: p @ q, [a] * count)), trace(reduce(lambda p, q: p @ q, [a.T] * count))


def scalars_added(count: int) -> Pair:
    """x₀ + … + x_k the other way round."""
    listed = [scalar(f"x{k}") for k in range(count)]
    return _sum(listed), _sum(listed[::-1])


def scalars_multiplied(count: int) -> Pair:
    """x₀ ⋯ x_k the other way round."""
    listed = [scalar(f"x{k}") for k in range(count)]
    return reduce(lambda p, b: p * b, listed), reduce(lambda p, b: p * b, listed[::-1])


def layers(count: int) -> Pair:
    """∂/∂b₁ of Σ of a tanh network, backpropagated by hand."""
    d = sizes("d")
    x = vector("x", d)
    weights = [matrix(f"W{k}", d, d) for k in range(count)]
    offsets = [vector(f"b{k}", d) for k in range(count)]
    values = [x]
    for w, b in zip(weights, offsets, strict=True):
        values.append(tanh(w @ values[-1] + b))
    delta = 1 - values[-1] ** 2
    for k in range(count - 1, 0, -1):
        delta = (1 - values[k] ** 2) * (weights[k].T @ delta)
    return grad(values[-1].sum(), offsets[0]), delta


def logs(count: int) -> Pair:
    """log Π = Σ log, over written factors."""
    listed = [scalar(f"p{k}", positive=True) for k in range(count)]
    return log(reduce(lambda p, b: p * b, listed)), _sum([log(b) for b in listed])


def _sum(listed: list[Tensor]) -> Tensor:
    return reduce(lambda s, x: s + x, listed)


def chain_lines(count: int) -> tuple[Tensor, list[Tensor]]:
    """The naive-softmax gradient, and `count` lines that write it in ways that differ."""
    V, d = sizes("V d")
    w, o = indices("w o", V)
    U, v = matrix("U", V, d), vector("v", d)
    s = softmax(U @ v)
    lines = [Sum(s[w] * U[w], w) * k / k - U[o] for k in range(1, count + 1)]
    return grad(-log(s[o]), v), lines


ROWS = (
    Row("terms", terms, (10, 100, 1000, 3000)),
    Row("nested sums", nested, (1, 2, 4, 6, 8)),
    Row("factors of a matrix product", matrices, (2, 4, 8, 12)),
    Row("chain rule of linear steps", composed, (10, 100, 1000)),
    Row("depth of tanh", tanhs, (2, 5, 10, 20, 200)),
    Row("depth of σ", sigmoids, (2, 5, 10, 20, 200)),
    Row("variables", variables, (3, 30, 300, 1000)),
    Row("denominators", denominators, (2, 4, 6, 8)),
    Row("power x^k", powers, (2, 10, 65, 66, 1000, 10**6)),
    Row("norm(u − v)^−k", norms, (2, 4, 8, 12)),
    Row("gradient of (Σ x)^k", sums_to_powers, (2, 6, 9, 12, 40)),
    Row("trace of A^k", traces, (2, 6, 10, 11, 14)),
    Row("layers of a tanh network", layers, (1, 2, 3, 4, 5)),
    Row("sum of scalars", scalars_added, (20, 200, 1000)),
    Row("product of scalars", scalars_multiplied, (20, 200, 1000)),
    Row("log of a product", logs, (2, 20, 200)),
)
