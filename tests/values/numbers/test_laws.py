"""Random expressions against random rewrites of them: what floats tell apart, no exact system calls the same.

Each expression is rewritten once or twice by steps some of which hold everywhere, some on part of the domain, some not
for every sign (x → √x², log x² → 2 log x). Samples decide what is true; a disagreement at one of them is enough.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from symcheck.values.numbers.rational import RationalSystem
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.numbers.tower import TowerSystem
from tests.exact_words import Words, verdict

CASES = 250
FUNCTIONS = ("exp", "log", "sqrt", "sigmoid", "abs", "relu", "softplus", "tanh")
SIGNS = {"x": "real", "y": "real", "p": "positive", "m": "negative", "q": "nonnegative"}
UNARY = (*FUNCTIONS, "neg", "inverse", "square", "cube", "third")
Tree = tuple[Any, ...]


class Outside(Exception):
    """The value does not exist at the sample."""


def positive(x: float) -> float:
    if x <= 0:
        raise Outside
    return x


FLOATS: dict[str, Callable[..., float]] = {
    "exp": math.exp, "log": lambda x: math.log(positive(x)), "sqrt": lambda x: math.sqrt(x) if x else 0.0,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)), "abs": abs, "relu": lambda x: max(x, 0.0), "tanh": math.tanh,
    "softplus": lambda x: math.log1p(math.exp(x)), "neg": lambda x: -x, "inverse": lambda x: 1 / x,
    "square": lambda x: x * x, "cube": lambda x: x**3, "third": lambda x: positive(x) ** (1 / 3),
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "max": max,
}  # fmt: skip
NUMS: dict[str, Callable[..., Any]] = FLOATS | {
    "square": lambda x: x**2, "third": lambda x: x ** Fraction(1, 3),
}  # fmt: skip


def grown(r: random.Random, depth: int) -> Tree:
    """A random expression."""
    if not depth or r.random() < 0.15:
        return (
            ("name", r.choice(list(SIGNS)))
            if r.random() < 0.8
            else ("number", Fraction(r.randint(-3, 3), r.choice((1, 2))))
        )
    if r.random() < 0.5:
        return (r.choice(UNARY), grown(r, depth - 1))
    return (r.choice("+-*/") if r.random() < 0.9 else "max", grown(r, depth - 1), grown(r, depth - 1))


def rewritten(r: random.Random, e: Tree) -> Tree:
    """The expression with one place changed; not always for the same value."""
    if len(e) == 2 and isinstance(e[1], tuple) and r.random() < 0.7:
        return split(e) or (e[0], rewritten(r, e[1]))
    if len(e) == 3 and r.random() < 0.7:
        return (e[0], rewritten(r, e[1]), e[2]) if r.random() < 0.5 else (e[0], e[1], rewritten(r, e[2]))
    steps = (
        ("sqrt", ("square", e)), ("abs", e), ("exp", ("log", e)), ("log", ("exp", e)), ("square", ("sqrt", e)),
        ("inverse", ("inverse", e)), ("max", e, ("neg", e)), ("-", ("relu", e), ("relu", ("neg", e))),
        ("third", ("cube", e)), ("*", ("sqrt", e), ("sqrt", e)), ("neg", ("neg", e)), ("/", ("square", e), e),
    )  # fmt: skip
    return r.choice(steps)


def split(e: Tree) -> Tree | None:
    """log and √ of products, taken apart whatever the signs."""
    function, inner = e
    if function == "log" and inner[0] in "*/":
        return ("+" if inner[0] == "*" else "-", ("log", inner[1]), ("log", inner[2]))
    if function == "log" and inner[0] == "square":
        return ("*", ("number", Fraction(2)), ("log", inner[1]))
    if function == "sqrt" and inner[0] in "*/":
        return (inner[0], ("sqrt", inner[1]), ("sqrt", inner[2]))
    return None


def at(e: Tree, sample: dict[str, float]) -> float:
    if e[0] == "name":
        return sample[e[1]]
    return float(e[1]) if e[0] == "number" else FLOATS[e[0]](*(at(part, sample) for part in e[1:]))


def exactly(w: Words, e: Tree) -> Any:
    if e[0] == "name":
        return w.var(e[1], sign=SIGNS[e[1]])
    if e[0] == "number":
        return w.n(e[1])
    parts = [exactly(w, part) for part in e[1:]]
    if e[0] in ("neg", "inverse", "square", "cube", "third", *"+-*/"):
        return NUMS[e[0]](*parts)
    return getattr(w, e[0])(*parts)


def truth(r: random.Random, first: Tree, second: Tree) -> str:
    """Whether samples tell the two apart where both exist: "different", "alike", or "nowhere"."""
    found = "nowhere"
    for _ in range(40):
        x, y, p, m, q = (r.gauss(0, 1.2) for _ in SIGNS)
        sample = {"x": x, "y": y, "p": abs(p) + 0.01, "m": -abs(m) - 0.01, "q": abs(q)}
        try:
            a, b = at(first, sample), at(second, sample)
        except (Outside, ArithmeticError, ValueError):
            continue
        if abs(a) + abs(b) < 1e6:
            found = "alike" if found == "nowhere" else found
            if abs(a - b) > 1e-3 * (1 + abs(a) + abs(b)):
                return "different"
    return found


def ruling(w: Words, first: Tree, second: Tree) -> str:
    try:
        return verdict(w, exactly(w, first), exactly(w, second))
    except (Abstention, Undefined):
        return "abstains"


@pytest.mark.parametrize("make", [RationalSystem, lambda: TowerSystem(256)], ids=["rational", "tower"])
@pytest.mark.parametrize("seed", range(2))
def test_what_differs_is_never_the_same(make: Callable[[], RationalSystem | TowerSystem], seed: int) -> None:
    r = random.Random(seed)
    counts: Counter[tuple[str, str]] = Counter()
    for _ in range(CASES):
        first = grown(r, r.randint(1, 3))
        second = rewritten(r, first) if r.random() < 0.5 else rewritten(r, rewritten(r, first))
        known = truth(r, first, second)
        decided = ruling(Words(make()), first, second)
        counts[known, decided] += 1
        assert (known, decided) != ("different", "same"), (first, second)
    assert counts["different", "different"] > CASES // 20
    assert counts["alike", "same"] > CASES // 4
