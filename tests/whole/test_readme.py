"""The README's examples run, and say what they print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.campaign.corpus import ROOT
from tests.command import symcheck

README = ROOT / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", [b for b in BLOCKS if "@part" in b])
def test_the_derivation_of_the_readme_passes(block: str, tmp_path: Path) -> None:
    file = tmp_path / "example.py"
    file.write_text(block, encoding="utf-8")
    ran = symcheck("run", str(file))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 parts" in ran.stdout


@pytest.mark.parametrize("block", [b for b in BLOCKS if "@part" in b])
def test_a_changed_sign_in_the_derivation_of_the_readme_fails(block: str, tmp_path: Path) -> None:
    file = tmp_path / "example.py"
    file.write_text(block.replace("(p[i] - y[i]) * X[i]", "(p[i] + y[i]) * X[i]"), encoding="utf-8")
    ran = symcheck("run", str(file))
    assert ran.returncode == 1
    assert "refuted" in ran.stdout


@pytest.mark.parametrize("block", [b for b in BLOCKS if "print(" in b])
def test_what_the_readme_prints_is_what_it_says(block: str) -> None:
    ran = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    said = re.findall(r"^print\(.*?\)\s+# (.*)$", block, re.MULTILINE)
    assert ran.stdout.splitlines() == said


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with the page of the README."""
    (page,) = re.findall(r"```markdown\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "notes.md").write_text(page, encoding="utf-8")
    return tmp_path


def told(picture: str) -> list[str]:
    """What a picture says, piece by piece, but for the version."""
    texts = re.findall(r"<text [^>]*>(.*?)</text>", picture, re.DOTALL)
    return [text for text in map(unescape, texts) if not text.strip().startswith("symcheck\N{NO-BREAK SPACE}0.")]


def test_the_picture_of_the_readme_says_what_the_command_says() -> None:
    """After a wanted change: SYMCHECK_GOLDEN=write."""
    (name,) = re.findall(r"^!\[.*\]\((.*\.svg)\)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    drawn = symcheck("run", "--no-cache", "--format", "svg", cwd=ROOT)
    assert drawn.returncode == 0 and not drawn.stderr
    if os.environ.get("SYMCHECK_GOLDEN") == "write":
        (ROOT / name).write_text(drawn.stdout, encoding="utf-8")
    assert told((ROOT / name).read_text(encoding="utf-8")) == told(drawn.stdout)


COMMANDS = re.findall(
    r"^\| `symcheck ((?:run|read|check|derive|encode) .*?)` \| (.*) \|$", README.read_text("utf-8"), re.M
)


@pytest.mark.parametrize(("command", "said"), COMMANDS, ids=[command.split()[0] for command, _ in COMMANDS])
def test_the_commands_of_the_readme_do_what_it_says(command: str, said: str, notes: Path) -> None:
    ran = symcheck(*shlex.split(command), cwd=notes)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for result in re.findall(r"`(∂.*?)`", said):
        assert result in ran.stdout


def test_the_page_of_the_readme_with_a_changed_sign_fails(notes: Path) -> None:
    page = notes / "notes.md"
    page.write_text(page.read_text("utf-8").replace("X w - X^T y", "X w + X^T y"), encoding="utf-8")
    ran = symcheck("run", "notes.md", cwd=notes)
    assert ran.returncode == 1 and "refuted" in ran.stdout


def test_the_gate_runs_the_readme_s_test_command() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    command = next(line for line in README.read_text(encoding="utf-8").splitlines() if ".venv/bin/pytest" in line)
    assert all(step.strip() in gate for step in command.split("&&"))


def test_what_the_page_for_contributors_names_is_there() -> None:
    root = README.parent
    page = (root / "symcheck" / "docs" / "contributing.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)
    named = {name for text in rooms for name in re.findall(r"`([\w/]+)`", text)}
    paths = {path for path in re.findall(r"`([\w./]+)`", page) if "/" in path and "ROOM" not in path} | named
    for path in paths:
        places = [base / f"{path}{suffix}" for base in (root, root / "symcheck") for suffix in ("", ".py")]
        assert any(place.exists() for place in places), path
    layers = (root / ".importlinter").read_text(encoding="utf-8").split("layers =")[1].split("\n\n")[0]
    assert {name.strip("/") for name in named} == set(re.findall(r"\w+", layers)) - {"__main__"}
