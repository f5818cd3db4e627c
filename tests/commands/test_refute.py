"""`symcheck refute`: a counterexample as a program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from symcheck import *
from tests.command import RIGHT, part, symcheck, write


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Two chains, the second with a wrong line, a right one and another wrong one, on lines 7 and 8 of the file."""
    chains = "    yield chain(x.sum() + x.sum(), 3 * x.sum(), 2 * x.sum(),\n        x.sum())\n"
    write(tmp_path, part("a", RIGHT, chains), part("b", RIGHT))
    assert (tmp_path / "derivations" / "page.py").read_text().splitlines()[7] == "        x.sum())"
    return tmp_path


def run_program(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-"], input=program, capture_output=True, text=True, timeout=60, check=True)
    return [line.split("= ")[1] for line in done.stdout.splitlines()]


def test_the_command_prints_a_program_and_nothing_else(page: Path) -> None:
    done = symcheck("refute", "a", cwd=page)
    assert done.returncode == 0
    assert "page.py:7" in done.stdout and "line 7" in done.stderr
    left, right = run_program(done.stdout)
    assert left != right
    assert symcheck("refute", "a", cwd=page).stdout == done.stdout


def test_a_line_is_chosen_by_its_number(page: Path) -> None:
    chosen = symcheck("refute", "derivations/page.py::a", "--line", "7", cwd=page)
    assert chosen.returncode == 0 and "page.py:7" in chosen.stdout


def test_a_right_line_has_no_program(page: Path) -> None:
    done = symcheck("refute", "b", cwd=page)
    assert (done.returncode, done.stdout) == (4, "")
    assert "the line is proved" in done.stderr


def test_what_is_not_there_is_said(page: Path) -> None:
    for arguments, said in ((("zz",), "no part 'zz'"), (("a", "--line", "1"), "no line of a stands on line 1")):
        done = symcheck("refute", *arguments, cwd=page)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_a_line_of_a_notebook_is_chosen_by_its_cell(tmp_path: Path) -> None:
    declared = "<!-- symcheck\nx ∈ ℝ\n-->\n"
    sources = [f"{declared}$$x + x = 3 x$$", "no formula", "$$x + 1 = 2 x$$\n\n$$x + x = 2 x$$"]
    cells = [{"cell_type": "markdown", "source": text} for text in sources]
    (tmp_path / "page.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}), encoding="utf-8")
    for spot in ("cell 3:1", "cell 3:1:11", "cell_3:1"):
        done = symcheck("refute", "page.ipynb", "--line", spot, cwd=tmp_path)
        assert done.returncode == 0 and "page.ipynb:cell 3:1:11," in done.stdout
    assert "page.ipynb:cell 1:4:11" in symcheck("refute", "page.ipynb", "--line", "cell 1:4", cwd=tmp_path).stdout
    run = symcheck("run", "page.ipynb", cwd=tmp_path).stdout
    assert "line 4 of cell 1 is wrong" in run and "page.ipynb:cell 3:1:11" in run
    for spot in ("cell 3:3", "1", "cell 0:1"):  # the twins: a right line, a line of no cell, no cell
        assert symcheck("refute", "page.ipynb", "--line", spot, cwd=tmp_path).returncode != 0
