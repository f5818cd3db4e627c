"""`symcheck explain`: from a loss to its gradient, one proved rule at a time."""

from __future__ import annotations

from pathlib import Path

from symcheck import *
from symcheck.checking.derivation import steps
from symcheck.notation.text import text
from tests.command import symcheck
from tests.proving import proved

n, d = sizes("n d")
i = index("i", n)
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
L = named("L", Sum((y[i] - X[i] @ w) ** 2, i))


def test_every_step_is_proved_equal_to_the_first_expression() -> None:
    derived = steps(chain(grad(L, w), 2 * X.T @ (X @ w - y)), ())
    assert len(derived) > 4
    assert all(proved(grad(L, w), step.line) for step in derived)


def test_steps_name_their_rules_and_end_with_the_result_as_written() -> None:
    derived = steps(chain(grad(L, w), 2 * X.T @ (X @ w - y)), ())
    rules = [rule for step in derived for rule in step.rules]
    assert rules[0] == "the definition of L"
    for rule in ("power rule", "the derivative goes under the sum", "δ contracts the sum"):
        assert rule in rules
    assert derived[-1].rules == ("simplified: the result as written",)


def test_a_wrong_result_is_not_the_end_of_a_derivation() -> None:
    derived = steps(chain(grad(L, w), 2 * X.T @ (y - X @ w)), ())
    assert text(derived[-1].line) != text(2 * X.T @ (y - X @ w))
    assert "simplified: the result as written" not in derived[-1].rules


def test_what_holds_no_derivative_is_not_derived() -> None:
    assert steps(chain(L, Sum((X[i] @ w - y[i]) ** 2, i)), ()) == ()


def test_the_command_prints_the_derivation_in_both_notations(tmp_path: Path) -> None:
    file = tmp_path / "square.py"
    file.write_text(
        "from symcheck import *\n"
        'x = scalar("x")\n'
        '@part("p", "A square")\n'
        "def p():\n"
        "    yield chain(diff(exp(x**2), x), 2 * x * exp(x**2))\n"
    )
    shown = symcheck("explain", f"{file}::p")
    assert shown.returncode == 0, shown.stderr
    assert "[chain rule with exp′]" in shown.stdout
    assert "\\frac{\\partial" in symcheck("explain", f"{file}::p", "--latex").stdout
