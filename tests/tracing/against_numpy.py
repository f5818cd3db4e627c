"""Functions of NumPy's beside what they give when they are traced, at random sizes and entries.

A row is a function and what it takes: names of declared arguments. It runs twice: on arrays of NumPy's, and traced,
where the expression that it gives is evaluated by `tests.brute_force` at the same sizes and entries.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from symcheck.language.declare import index_map, matrix, scalar, sizes, tensor, vector
from symcheck.language.tensor import Tensor
from symcheck.tracing.code import trace_code
from tests.brute_force import Place, World, table

N, C, D, K = sizes("N C D K")
DECLARED: dict[str, object] = {
    "x": matrix("x", N, D),
    "z": matrix("z", N, D),
    "w": matrix("w", D, C),
    "s": matrix("s", N, N),
    "v": vector("v", D),
    "u": vector("u", N),
    "h": matrix("h", N, 4 * D),
    "t": tensor("t", N, C, D),
    "t2": tensor("t2", N, D, C),
    "p": matrix("p", N, D, positive=True),
    "q": vector("q", N, positive=True),
    "a": scalar("a"),
    "row": matrix("row", 1, D),
    "three": matrix("three", 3, D),
    "y": index_map("y", N, D),
    "idx": index_map("idx", K, N),
    "once": index_map("once", K, N, injective=True),
    "two": index_map("two", (N, K), D),
    "vk": matrix("vk", K, D),
    "nsize": N,
}
Values = dict[str, object]


@dataclass(frozen=True)
class Drawn:
    """Sizes and entries, as NumPy's arrays and as a world of the evaluator."""

    arrays: Values
    world: World


def draw(seed: int, whole: bool = False) -> Drawn:
    """Sizes from 2 to 4, entries with few decimals, or whole ones, often alike; the injective map needs K ≤ N."""
    random = np.random.default_rng(seed)
    n, c, d = (int(x) for x in random.integers(2, 5, 3))
    k = int(random.integers(1, n + 1))
    named = {"N": n, "C": c, "D": d, "K": k}
    shapes = {
        "x": (n, d), "z": (n, d), "w": (d, c), "s": (n, n), "v": (d,), "u": (n,), "h": (n, 4 * d), "t": (n, c, d),
        "t2": (n, d, c), "p": (n, d), "q": (n,), "a": (), "row": (1, d), "three": (3, d), "vk": (k, d),
    }  # fmt: skip
    arrays: Values = {name: np.round(random.normal(size=shape), 0 if whole else 3) for name, shape in shapes.items()}
    arrays |= {name: np.abs(np.asarray(arrays[name])) + 0.1 for name in ("p", "q")}
    arrays["a"] = float(np.asarray(arrays["a"]))
    maps = {
        "y": random.integers(0, d, n),
        "idx": random.integers(0, n, k),
        "once": random.permutation(n)[:k],
        "two": random.integers(0, d, (n, k)),
    }
    tables = {name: _table(np.asarray(arrays[name])) for name in shapes}
    placed = {name: {place: int(m) + 1 for place, m in _table(m).items()} for name, m in maps.items()}
    return Drawn({**arrays, **maps, "nsize": n}, World(named, tables, placed, {}))


def _table(array: np.ndarray) -> dict[Place, float]:
    places = product(*(range(size) for size in array.shape))
    return {tuple(i + 1 for i in place): float(array[place]) for place in places}


def taken(function: Callable[..., object]) -> list[str]:
    return list(inspect.signature(function).parameters)


def traced(function: Callable[..., object]) -> object:
    """What a function gives for what its arguments are declared as."""
    return trace_code(function, **{name: DECLARED[name] for name in taken(function)})


def run(function: Callable[..., object], drawn: Drawn) -> object:
    """What it gives in NumPy; its arguments are copies."""
    return function(**{name: _copied(drawn.arrays[name]) for name in taken(function)})


def _copied(value: object) -> object:
    return value.copy() if isinstance(value, np.ndarray) else value


def pairs(symbolic: object, numeric: object, world: World) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The arrays in two results, side by side."""
    if isinstance(symbolic, tuple | list):
        assert isinstance(numeric, tuple | list) and len(symbolic) == len(numeric)
        for one, other in zip(symbolic, numeric, strict=True):
            yield from pairs(one, other, world)
    elif isinstance(symbolic, Tensor):
        entries = table(symbolic, world)
        found = np.asarray(numeric, dtype=float)
        assert found.ndim == symbolic.ndim, (found.shape, symbolic.shape)
        assert list(entries) == [tuple(i + 1 for i in place) for place in product(*map(range, found.shape))]
        yield np.array(list(entries.values())).reshape(found.shape), found
    else:
        assert symbolic == numeric
        yield np.zeros(()), np.zeros(())
