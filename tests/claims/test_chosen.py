"""What abstract functions are taken for in a counterexample: the function that is told has the values that are told."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from msgspec.structs import replace

from symcheck import *
from symcheck.certificates.counterexample import refusal
from symcheck.claims.chosen import CHOICES, WAVES, Unknown, read_all
from symcheck.claims.claim import Claim
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import Proved, Refuted
from symcheck.notation.snippet import Counterexample, snippet
from tests.claiming import claim, sought

n, K, V = sizes("n K V")
i, j = indices("i j", n)
k = index("k", K)
x, y, A = vector("x", n), vector("y", n), matrix("A", n, n)
a, b, c = scalars("a b c")
f, g, phi = function("f"), function("g"), function(r"\varphi", elementwise=True)
neg = index_map("neg", K, V)

FALSE: dict[str, tuple[Chain, str]] = {
    "of a number": (chain(f(a + b), f(a) + f(b)), "f(t)"),
    "of two numbers": (chain(f(a, b), f(b, a)), "f(s, t)"),
    "of four numbers": (chain(f(a, b, c, 2), f(b, a, c, 2)), "f(t1, t2, t3, t4)"),
    "of a vector": (chain(f(x), f(2 * x)), "f(t)"),
    "of a matrix": (chain(f(A), f(A.T)), "f(t)"),
    "of an integer": (chain(f(neg[k], a), f(1, a)), "f(s, t)"),
    "the chain rule": (chain(diff(f(a) ** 2, a), 2 * f(a)), "f(t)"),
    "two functions": (chain(diff(f(g(a)), a), diff(g(a), a)), "g(t)"),
    "a gradient": (chain(grad(f(x, a), x), 2 * grad(f(x, 2 * a), x)), "f(s, t)"),
    "a mixed derivative": (chain(diff(diff(f(a, b), a), b), diff(diff(f(a, b), b), b)), "f(s, t)"),
    "a third derivative": (chain(diff(diff(diff(f(a), a), a), a), 0), "f(t)"),
    "entry by entry": (chain(phi(x).sum(), phi(x.sum())), r"\varphi(t)"),
    "an assumption": (chain(f(a) * b, f(a) + b, given=f(a) > 3), "f(t)"),
    "a root": (chain(sqrt(f(a) ** 2), f(a)), "f(t)"),
    "no power": (chain(hessian(f(x), x)[1, 1] * hessian(f(x), x)[n, n], hessian(f(x), x)[1, n] ** 2), "f(t)"),
    "other arguments": (chain(f(x), f(a)), "f"),
}


def found_of(said: Chain) -> tuple[Claim, Refuted]:
    first, line = said.first.content, said.lines[0].content
    found = sought(first, line, said.given, 0)
    assert isinstance(found, Refuted)
    return claim(first, line, said.given), found


@pytest.mark.parametrize("name", FALSE)
def test_a_counterexample_tells_what_the_function_was(name: str) -> None:
    said, head = FALSE[name]
    statement, found = found_of(said)
    told = dict(found.values)[head]
    assert (told == WAVES) == (name in ("no power", "other arguments"))
    assert refusal(statement, found) is None
    for other in ("t⁷", f"{told} ", ""):
        assert refusal(statement, with_value(found, head, other)) is not None
    assert refusal(statement, replace(found, values=tuple(v for v in found.values if v[0] != head))) is not None


def with_value(found: Refuted, head: str, told: str) -> Refuted:
    return replace(found, values=tuple((key, told if key == head else value) for key, value in found.values))


def test_another_function_has_other_values() -> None:
    statement, found = found_of(FALSE["of a number"][0])
    assert all(refusal(statement, with_value(found, "f(t)", other)) for other in ("t³", "(t + 1)²", WAVES))


@pytest.mark.parametrize("name", FALSE)
def test_the_program_takes_it_for_the_same(name: str) -> None:
    statement, found = found_of(FALSE[name][0])
    program = snippet(Counterexample(statement.left, statement.right, statement.axes, found))
    head = FALSE[name][1]
    assert f"# {head} is {dict(found.values)[head]}\n" in program
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    shown = [float(number) for number in re.findall(r"= (\S+)", ran.stdout)]
    assert shown == pytest.approx([float(found.left), float(found.right)], rel=1e-8, abs=1e-8)


def test_a_right_line_has_no_counterexample() -> None:
    for first, line in (
        (diff(f(a) ** 2, a), 2 * f(a) * diff(f(a), a)),
        (diff(diff(f(a, b), a), b), diff(diff(f(a, b), b), a)),
        (sqrt(f(a) ** 2), Abs(f(a))),
    ):
        assert not isinstance(sought(first, line, (), 0), Refuted)
    assert isinstance(prove(grad(f(x), x), grad(f(x), x)), Proved)


def test_what_is_told_is_read_back() -> None:
    for arrays in ((False,), (True,), (False, True), (True, False, False), (False,) * 5):
        function = Unknown("J", arrays, tuple("uvwxyz"[: len(arrays)]))
        for chosen in (*CHOICES, None):
            assert function.read(function.told(chosen)) == chosen
    with pytest.raises(ValueError, match="does not say what J"):
        read_all([Unknown("J", (True,), ("t",))], {"J(s, t)": "t²"})
    with pytest.raises(ValueError, match="no function"):
        Unknown("J", (True,), ("t",)).read("t²")


def test_an_argument_has_the_name_of_nothing_else() -> None:
    t, s = scalar("t"), scalar("s", positive=True)
    found = sought(diff(f(t), t), f(s), (), 0)
    assert isinstance(found, Refuted)
    assert next(name for name, _ in found.values if name.startswith("f(")) == "f(r)"
