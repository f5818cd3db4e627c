"""`symcheck check`: formulas on the command line, with the exit codes of `symcheck run`."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, symcheck

SIGMOID = r"\sigma'(x) = \sigma(x)(1 - \sigma(x))"


@pytest.mark.parametrize(
    ("formulas", "declared", "code", "said"),
    [
        ([SIGMOID], ["x ∈ ℝ"], 0, "1 line: 1 proved"),
        (["σ'(x) = σ(x)(1 − σ(x))"], ["x ∈ ℝ"], 0, "1 line: 1 proved"),
        ([r"$$\sigma'(x) = \sigma(x)$$"], ["x ∈ ℝ"], 1, "right: σ(x)(1 − σ(x))"),
        ([r"\log x^2 = 2 \log x"], ["x ∈ ℝ"], 1, "right where x > 0"),
        ([r"\log x^2 = 2 \log x"], ["x ∈ ℝ", "assume x > 0"], 0, "1 proved"),
        ([r"\nabla_x (x^T A x) = 2 A x"], ["sizes d; x ∈ ℝ^d", "A ∈ ℝ^{d×d} symmetric"], 0, "1 proved"),
        ([r"J = x^2", r"\frac{dJ}{dx} = 2x", "= 3x"], ["x ∈ ℝ"], 1, "2 lines: 1 proved, 1 refuted"),
        ([r"\frac{1"], ["x ∈ ℝ"], 4, "never closed"),
        (["-x - x = -2x"], ["x ∈ ℝ"], 0, "1 proved"),
        (["--", "-x=-1x"], ["x ∈ ℝ"], 0, "1 proved"),
        (["x = x"], ["x ∈ ℝ"], 4, "restates"),
        (["x/2m = x/m/2"], ["x, m > 0"], 4, "ambiguous"),
    ],
)
def test_a_formula_is_judged_under_declarations(formulas: list[str], declared: list[str], code: int, said: str) -> None:
    options = [word for text in declared for word in ("-d", text)]
    done = symcheck("check", *options, *formulas)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("formula", "declared", "code", "said"),
    [
        ("x = x", "x ∈ nowhere at all", 2, "symcheck: error: a size is"),
        ("x + 1", "x ∈ ℝ", 2, "nothing"),
        ("", "x ∈ ℝ", 2, "there is no formula"),
        ("x = x", "x --> y", 2, "error"),
    ],
)
def test_what_cannot_be_judged_says_why(formula: str, declared: str, code: int, said: str) -> None:
    done = symcheck("check", formula, "-d", declared)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stderr and done.stdout == ""


def test_names_without_a_declaration_are_told_with_the_command_that_declares_them() -> None:
    done = symcheck("check", "σ'(x)·y = σ(x)·(1 − σ(x))·y")
    assert done.returncode == 4
    assert "y: a number" in done.stderr
    (command,) = [line for line in done.stderr.splitlines() if line.startswith("try: ")]
    again = subprocess.run(
        command.removeprefix("try: ").replace("symcheck", COMMAND, 1), shell=True, capture_output=True, text=True
    )
    assert again.returncode == 0 and "1 proved" in again.stdout


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("x + x = 2x\n= 3x\n\nx^2 = x·x\n", 1, "3 lines: 2 proved, 1 refuted"),
        (r"\begin{align} x + x &= 2x \\ &= x + x\end{align}", 0, "2 lines: 2 proved"),
        ("\\[ x + x\n = 2x \\]", 0, "1 line: 1 proved"),
        ("\xff\x00 = \u202e x", 4, "unread"),
    ],
)
def test_standard_input_holds_a_formula_a_line(text: str, code: int, said: str) -> None:
    done = subprocess.run([COMMAND, "check", "-", "-d", "x ∈ ℝ"], input=text, capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout
    assert "Traceback" not in done.stderr and "\u202e" not in done.stdout


def test_bytes_that_are_no_text_are_no_crash(tmp_path: Path) -> None:
    done = subprocess.run([os.fsencode(COMMAND), b"check", b"\xff = \xfe", b"-d", b"\xff"], capture_output=True)
    assert done.returncode in (2, 4) and b"Traceback" not in done.stderr


@pytest.mark.parametrize("formula", ["d/dx x^2 = 2x", "d/dx (x^2) = 2x", r"\frac{d}{dx} x^2 = 2x"])
def test_the_d_of_a_derivative_is_no_name_to_declare(formula: str) -> None:
    done = symcheck("check", formula)
    assert "x ∈ ℝ" in done.stderr and "d ∈" not in done.stderr
    assert symcheck("check", formula, "-d", "x ∈ ℝ").returncode == 0
    assert symcheck("check", formula.replace("2x", "3x"), "-d", "x ∈ ℝ").returncode == 1
