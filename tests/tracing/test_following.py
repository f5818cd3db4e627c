"""The first array on the way to a wrong gradient that is wrong, told by the names in the code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from symcheck import *
from symcheck.testing import assert_gradient

N, D, H = sizes("N D H")
X, W, V = matrix("X", N, D), matrix("W", D, H), matrix("V", H, D)
Code = Callable[..., object]


def net(wrong: str = "", twice: bool = False, masked: bool = False) -> Code:
    """A network of two layers, with a mistake in one of its steps."""

    def loss(X, W, V):
        n = X.shape[0]
        z = X @ W
        h = np.tanh(z)
        s = h @ V
        r = s - X
        loss = 0.5 * np.sum(r * r) / n
        dr = r / n if wrong != "scaled" else r
        ds = dr if wrong != "dropped" else dr * dr
        dh = ds @ V.T
        if wrong == "in place":
            dh *= h
        if wrong == "mask":
            dh[dh <= 0] = 0
        if masked:
            dh *= 1 - h**2
            dz = dh
        else:
            dz = dh * (1 - h**2) if wrong != "power" else dh * (1 - h)
        if twice:
            dz = dz * 1
        dW = X.T @ dz if wrong != "last" else X.T @ (dz * dz)
        if wrong == "scaled":
            dW /= n
        return loss, {"W": dW, "V": h.T @ ds / (n if wrong == "scaled" else 1)}

    return loss


def told(code: Code) -> str:
    with pytest.raises(AssertionError) as caught:
        assert_gradient(code, X=X, W=W, V=V)
    return str(caught.value)


def line(text: str) -> int:
    """The line of this file with a piece of code."""
    rows = Path(__file__).read_text().split("\n")
    return next(n for n, row in enumerate(rows, start=1) if text in row)


@pytest.mark.parametrize(
    ("wrong", "name", "places"),
    [
        ("dropped", "ds", ("ds = dr if",)),
        ("power", "dz", ("dz = dh * (1",)),
    ],
)
def test_the_first_that_is_wrong_is_told(wrong: str, name: str, places: tuple[str, ...]) -> None:
    lines = [f"test_following.py:{line(place)}" for place in places]
    said = told(net(wrong))
    first = f"{name} is the first array on the way that is wrong: it is not the derivative by {name[1:]}"
    assert f"{first} ({', '.join(lines)})" in said or any(f"({place})" in said for place in lines), said


def test_what_is_right_on_the_way_is_not_blamed() -> None:
    said = told(net("last"))
    assert f"test_following.py:{line('dW = X.T @ dz')}" in said
    assert "on the way that is wrong" not in said


def test_what_is_changed_after_it_was_right_is_not_blamed() -> None:
    assert_gradient(net(masked=True), X=X, W=W, V=V)
    last, inside = told(net("last", masked=True)), told(net("in place"))
    assert "on the way that is wrong" not in last + inside
    assert f"(test_following.py:{line('dh *= h')})" in inside
    made, changed = line("dh = ds @"), line("dh[dh <= 0]")
    until = f"dh was the derivative by h (test_following.py:{made}) until it was changed (test_following.py:{changed})"
    assert f"{until}; dz is not the derivative by z" in told(net("mask"))


def test_a_factor_that_is_put_in_later_is_no_mistake() -> None:
    assert_gradient(net("scaled"), X=X, W=W, V=V)
    assert "on the way that is wrong" not in told(lambda X, W, V: (net("scaled")(X, W, V)[0], {"W": X.T @ X @ W}))


def test_a_name_that_is_given_twice_says_nothing() -> None:
    assert "dz is the first" not in told(net("power", twice=True))


def test_who_traces_already_goes_on() -> None:
    def tracer(frame: object, event: str, arg: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        told(net("power"))
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def helped(X, W, V):
    def reads(z, b):
        return z

    z = X @ W
    b = z.T.reshape(-1)
    z += 1
    return np.sum(reads(z, b) * V.T) * 1.0, {"W": 2 * (X.T @ V.T)} if X.shape[0] is not None else b


def named_alike(X, W, V):
    def act(z):
        return np.tanh(z)

    h = act(X)
    z = h @ W
    dz = V.T
    return np.sum(z * V.T), {"W": 2 * (h.T @ dz)}


def printing(X, W, V):
    print("computed")
    return np.sum((X @ W) ** 2), {"W": X.T @ X @ W}


N_D = {"X": matrix("X", N, D), "W": W, "V": matrix("V", H, N)}


@pytest.mark.parametrize("code", [helped, named_alike])
def test_what_cannot_be_followed_takes_no_mistake_with_it(code: Code) -> None:
    with pytest.raises(AssertionError) as caught:
        assert_gradient(code, **N_D)
    assert "mistake: the number 2 is too much" in str(caught.value) or "factor 2" in str(caught.value)
    assert "on the way that is wrong" not in str(caught.value)


def test_what_code_prints_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError):
        assert_gradient(printing, X=X, W=W, V=V)
    assert capsys.readouterr().out == "computed\n"
