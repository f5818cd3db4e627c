"""The commands on pages, as processes: what is found, read, judged and shown, and with which exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import COMMAND, symcheck
from tests.rendering import matches_golden

BLOCK = "<!-- symcheck\nx ∈ ℝ;  f = x^2\n-->\n\n"
RIGHT = "(a) the slope\n\n$$\\frac{df}{dx} = 2x$$\n\n"
WRONG = "(b) another one\n\n$$f = x \\cdot x = x^3$$\n\n"
UNREAD = "(c) unknown\n\n$$f = x x + 0 z$$\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "derivations").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "derivations/page.md") -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (BLOCK + RIGHT, 0, "1 part: 1 pass"),
        (BLOCK + RIGHT + WRONG, 1, "derivations/page.md:11:19"),
        (BLOCK + RIGHT + UNREAD, 4, "z is not declared"),
        (BLOCK, 2, "nothing on this page is judged"),
        (BLOCK + "words and $x \\approx 2$", 2, "1 formula: 1 remark"),
        ("<!-- symcheck\nnonsense\n-->\n" + RIGHT, 2, "error at derivations/page.md:2:1"),
        (BLOCK + WRONG.replace("$$\n", "$$ <!-- symcheck: wrong line 2, because a power is lost -->\n"), 1, ""),
    ],
)
def test_exit_codes(folder: Path, text: str, code: int, said: str) -> None:
    write(folder, text)
    done = symcheck("run", cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout


def test_pages_are_found_in_folders_by_their_declarations(folder: Path) -> None:
    write(folder, BLOCK + RIGHT)
    write(folder, "# Notes without a block\n\n$$a = b$$\n", "derivations/notes.md")
    write(folder, "% symcheck: x ∈ ℝ\n\\begin{document}\n$$x + x = 2x$$\n\\end{document}\n", "derivations/paper.tex")
    write(folder, "$$x + x = 2x$$", "derivations/text.txt")
    done = symcheck("list", cwd=folder)
    assert [line.split("::")[0] for line in done.stdout.splitlines()] == [
        "derivations/page.md",
        "derivations/paper.tex",
    ]


def test_a_part_of_a_page_is_named_and_chosen(folder: Path) -> None:
    write(folder, BLOCK + RIGHT + WRONG)
    assert symcheck("run", "derivations/page.md::a", cwd=folder).returncode == 0
    assert symcheck("run", "-k", "slope", cwd=folder).returncode == 0
    assert symcheck("run", "-k", "another", cwd=folder).returncode == 1
    missing = symcheck("run", "derivations/page.md::z", cwd=folder)
    assert missing.returncode == 2
    assert "no part 'z' in derivations/page.md; it has a, b" in missing.stderr


def test_standard_input_is_a_page(folder: Path) -> None:
    done = subprocess.run(
        [COMMAND, "run", "-"], input=BLOCK + RIGHT, cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("-  ")


def test_parts_of_pages_are_shown_explained_and_refuted(folder: Path) -> None:
    write(folder, BLOCK + RIGHT + WRONG)
    shown = symcheck("show", "derivations/page.md::a", cwd=folder).stdout
    assert "∂f/∂x" in shown and "= 2 x" in shown
    assert "\\frac{df}{dx}" in symcheck("show", "derivations/page.md::a", "--latex", cwd=folder).stdout
    assert "power rule" in symcheck("explain", "derivations/page.md::a", cwd=folder).stdout
    program = symcheck("refute", "derivations/page.md::b", "--line", "11", cwd=folder)
    assert program.returncode == 0, program.stderr
    ran = subprocess.run([sys.executable, "-"], input=program.stdout, capture_output=True, text=True, timeout=60)
    assert ran.stdout == "left  = 4.0\nright = 8.0\n"


def test_as_written_judges_documented_slips(folder: Path) -> None:
    write(folder, BLOCK + "$$f = x^3$$ <!-- symcheck: wrong, because a power is lost -->\n")
    assert symcheck("run", cwd=folder).returncode == 0
    assert symcheck("run", "--as-written", cwd=folder).returncode == 1


def test_read_shows_formula_by_formula_what_is_meant(folder: Path) -> None:
    write(folder, BLOCK + RIGHT + UNREAD)
    done = symcheck("read", "derivations/page.md", cwd=folder)
    assert done.returncode == 4
    assert "\\frac{df}{dx}\n    ∂f/∂x    shape ()\n    x: a number; f: defined" in done.stdout
    assert "z is not declared" in done.stdout
    assert "2 formulas: 1 read, 1 unread" in done.stdout


def test_read_takes_pages_only(folder: Path) -> None:
    write(folder, "", "derivations/page.py")
    done = symcheck("read", "derivations/page.py", cwd=folder)
    assert done.returncode == 2
    assert "is executed, not read" in done.stderr


EVERYTHING = """<!-- symcheck
sizes n;  index i, j ∈ n;  x, a ∈ ℝ^n;  f = x^T x
-->

# All that can be said of a formula

Let $$g = 2 f,$$ then

$$\\frac{\\partial g}{\\partial x} = 4 x = 2 x$$

and $$\\frac{\\partial a^T x}{\\partial x} = a^T$$

For $i \\ne j$,

$$\\frac{\\partial x_i}{\\partial x_j} = 0$$

$$f = x^T x + c_q = \\|x\\|^2$$

$$\\sum_i x_i^2 + x^2 = 2 f \\approx 3$$
"""


@pytest.mark.parametrize("arguments", [("run",), ("run", "-v"), ("read",)])
def test_reports_on_pages_are_the_golden_ones(folder: Path, arguments: tuple[str, ...]) -> None:
    write(folder, EVERYTHING)
    done = symcheck(*arguments, "derivations/page.md", cwd=folder)
    assert matches_golden(f"page-{''.join(arguments)}.txt", done.stdout)


@pytest.mark.parametrize(
    ("formula", "declared", "code", "said"),
    [
        (r"\nabla_x (x^T A x) = (A + A^T) x", "sizes d; x ∈ ℝ^d; A ∈ ℝ^{d×d}", 0, "1 proved"),
        (r"\nabla_x (x^T A x) = 2 A x", "sizes d; x ∈ ℝ^d; A ∈ ℝ^{d×d}", 1, "refuted"),
        (r"\frac{\partial x^T a}{\partial x} = a^T", "sizes d; x, a ∈ ℝ^d", 4, "right up to transposition"),
        (r"\frac{\partial x^T a}{\partial x} = a^T", "sizes d; x, a ∈ ℝ^d; layout any", 0, "1 proved"),
        (r"(x + y)^T (x + y) = x^2 + 2 x^T y + y^2", "sizes d; x, y ∈ ℝ^d", 0, "1 proved"),
        (r"(x + y)^T (x + y) = x^2 + x^T y + y^2", "sizes d; x, y ∈ ℝ^d", 1, "refuted"),
        (r"1/2m x = x/2m", "x, m ∈ ℝ", 4, "ambiguous"),
        (r"x = q + 1", "x ∈ ℝ", 4, "q is not declared"),
        (r"\frac{1", "x ∈ ℝ", 4, "unread"),
        (r"x = x", "x ∈ nowhere at all", 2, "error"),
    ],
)
def test_a_formula_is_checked_under_declarations(
    folder: Path, formula: str, declared: str, code: int, said: str
) -> None:
    done = symcheck("check", formula, "-d", declared, cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout + done.stderr


LOADED = """
import sys
from symcheck.running.load import load
from symcheck.running.discover import Target
load(Target(sys.argv[1], sys.argv[1], None, True))
print(*(name for name in sys.modules if name.startswith("symcheck.reading") or name.split(".")[0] == "sympy"))
"""


@pytest.mark.parametrize(("name", "text"), [("page.py", "from symcheck import *"), ("page.md", BLOCK + RIGHT)])
def test_neither_reader_nor_sympy_is_imported_where_it_is_not_needed(folder: Path, name: str, text: str) -> None:
    write(folder, text, name)
    done = subprocess.run([sys.executable, "-c", LOADED, name], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert ("symcheck.reading" in done.stdout) == name.endswith(".md")
    assert "sympy" not in done.stdout.split()
