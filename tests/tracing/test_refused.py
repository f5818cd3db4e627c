"""What cannot be run on symbolic arrays says so, with the line and what to write instead."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from symcheck import index_map, matrix, sizes, trace_code, vector
from symcheck.errors import StatementError, TracingError

N, D, V = sizes("N D V")
X = matrix("X", N, D)
Code = Callable[..., object]


def branching(X: np.ndarray) -> object:
    return X if X.sum() > 0 else -X


def looping(X: np.ndarray) -> object:
    return [X[i] for i in range(X.shape[0])]


def drawing(X: np.ndarray) -> object:
    return X * (np.random.rand(*X.shape) < 0.5)


def tied(X: np.ndarray) -> object:
    flat = X.T.reshape(-1)
    flat += 1
    return flat


def stale(X: np.ndarray) -> object:
    flat = X.reshape(-1)
    X += 1
    return flat.sum()


def truncating(X: np.ndarray) -> object:
    counts = np.zeros(X.shape[0], dtype=int)
    counts += X.sum(axis=1)
    return counts


def of_labels(y: np.ndarray) -> object:
    found = np.zeros_like(y)
    found[0] = 0.5
    return found


def read_only(u: np.ndarray, X: np.ndarray) -> object:
    wide = np.broadcast_to(u, X.shape)
    wide[0] = 1
    return wide


REFUSED: list[tuple[Code, str]] = [
    (branching, r"a branch on a value is not known: write np\.where"),
    (looping, "a loop over a symbolic range is not known: write it with whole arrays"),
    (drawing, r"np\.random is not known on symbolic arrays: pass what is drawn as an argument"),
    (tied, r"may be a view or a copy, as NumPy decides: write \.copy\(\)"),
    (stale, r"may be a view or a copy of what was changed since: write \.copy\(\)"),
    (truncating, r"an array of integers takes no real numbers: .* make it with np\.zeros\(shape\)"),
    (of_labels, "an array of integers takes no real numbers"),
    (read_only, "is a view that cannot be written to"),
    (lambda X: float(X.sum()), "leave it an expression"),
    (lambda X: math.sqrt(X.shape[1]), r"np\.sqrt for math\.sqrt"),
    (lambda X: sum(X[i] for i in range(len(X))), "a loop over a symbolic range"),
    (lambda X: list(range(X.shape[0])), "a loop over a symbolic range"),
    (lambda X: X[range(0, X.shape[0], 2)], "a range with a step up to a symbolic size"),
    (lambda X: sum(X), "a loop over a symbolic range"),
    (lambda X: X if X.shape[0] == X.shape[1] else -X, "whether N is D hangs on the sizes"),
    (lambda X: np.argmax(X, axis=1), "pass it as an index map"),
    (lambda X: np.linalg.svd(X), r"np\.linalg\.svd is not known on symbolic arrays"),
    (lambda X: np.exp(X, out=X), r"out=…\) is not known"),
    (lambda X: np.sum(X, dtype=int), r"dtype=…\) is known of floats"),
    (lambda X: np.sum(X, 1, True), "too many positional arguments"),
    (lambda X: X.max(1, True), "too many positional arguments"),
    (lambda X: np.append(X, X), "append without an axis is known of vectors"),
    (lambda X: X.astype(int), "rounds or compares"),
    (lambda X: X[X > 0], r"write np\.where"),
    (lambda X: np.where(X > 0), r"np\.where\(mask, a, b\) is"),
    (lambda X: np.where(X[X > 0] == 0, X, 0), r"write np\.where"),
    (lambda X: np.zeros(X.shape, dtype="uint8") - 1 + X, "unsigned integers wraps around below 0"),
    (lambda X: X[:5], "may reach beyond an axis of size N"),
    (lambda X: X[1], "index 1 may lie outside an axis of size N"),
    (lambda X: X // 2, "// is not known"),
    (lambda X: np.squeeze(X), "hangs on the sizes: name the axis"),
    (lambda X: X.reshape(X.shape[1], X.shape[0]), "axes can be joined"),
    (lambda X: X.reshape(-1), r"the result has the shape \(N\*D,\)"),
    (lambda X: -(X > 0), "of truth values is an error in NumPy"),
    (lambda X: (X > 0) + (X < 0), "a logical operation in NumPy"),
    (lambda X: np.where(X > 0, X, np.inf), r"np\.inf is not known"),
    (lambda y: 2**y * y**y, "integers to powers that may be negative"),
    (lambda X, big: X + big, "is too long to be spelled out"),
]
ERRORS: list[tuple[Code, str]] = [
    (lambda X: X / X.sum(axis=1), r"shapes \(N, D\) and \(N,\) do not fit together in /"),
    (lambda X: X.dot(X), "do not fit together in dot"),
    (lambda X: X.sum(axis=2), "axis 2 is out of bounds"),
    (lambda X: None, "gives None: what it computes must be returned"),
    (lambda X: [][0], "IndexError: list index out of range"),
]
DECLARED = {"X": X, "y": index_map("y", N, V), "u": vector("u", D), "big": np.zeros((30, 30))}


def run(code: Code) -> object:
    return trace_code(code, **{name: DECLARED[name] for name in code.__code__.co_varnames[: code.__code__.co_argcount]})


@pytest.mark.parametrize(("code", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_it_says_what_is_not_known_and_where(code: Code, said: str) -> None:
    with pytest.raises(TracingError, match=rf"test_refused\.py:\d+: .*{said}|{said}"):
        run(code)


@pytest.mark.parametrize(("code", "said"), ERRORS, ids=[said for _, said in ERRORS])
def test_what_numpy_refuses_is_an_error_of_the_code(code: Code, said: str) -> None:
    with pytest.raises(StatementError, match=rf"test_refused\.py:\d+: .*{said}") as caught:
        run(code)
    assert not isinstance(caught.value, TracingError)


def test_the_authors_module_and_arguments_are_left_alone() -> None:
    def changing(X: np.ndarray, parts: list[object]) -> object:
        X *= 2
        parts.append(X)
        return X, parts[0]

    parts: list[object] = [X]
    doubled, first = trace_code(changing, X=X, parts=parts)  # type: ignore[misc]
    assert parts == [X] and str(X) == "X" and str(doubled) == str(first)
    assert changing.__globals__["np"] is np
