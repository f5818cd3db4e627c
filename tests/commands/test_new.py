"""What is begun passes, as a user sees it; and shells complete the command."""

import re
import subprocess
from pathlib import Path

import pytest

from symcheck.commands.new import TEMPLATES
from symcheck.report.formats import FORMATS
from tests.campaign.corpus import ROOT
from tests.command import symcheck


@pytest.mark.parametrize("suffix", TEMPLATES)
def test_what_is_begun_passes_and_a_changed_sign_in_it_does_not(tmp_path: Path, suffix: str) -> None:
    name = f"mine/notes{suffix}"
    begun = symcheck("new", name, cwd=tmp_path)
    assert begun.returncode == 0 and begun.stdout == f"{name} is begun; now: symcheck {name}\n"
    done = symcheck(name, cwd=tmp_path)
    assert done.returncode == 0 and "2 parts: 1 pass, 1 pass with documented slips" in done.stdout
    file = tmp_path / name
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"- X(?=\^T y|\.T @ y)", "+ X", text), encoding="utf-8")
    assert symcheck(name, cwd=tmp_path).returncode == 1
    again = symcheck("new", name, cwd=tmp_path)
    assert again.returncode == 2 and "is there already" in again.stderr and "+ X" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "said"), [("notes", "ends in .py, .md, .tex"), ("page.py/x.md", "cannot be written")])
def test_what_cannot_be_begun_says_why(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "page.py").write_text("")
    done = symcheck("new", name, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


COMPLETED = [
    ("symcheck ru", ("run",)),
    ("symcheck run --chan", ("--changed",)),
    ("symcheck run --format ", tuple(FORMATS)),
    ("symcheck cache cl", ("clear",)),
    ("symcheck check --color a", ("auto", "always")),
    ("symcheck run notes", ()),
]


@pytest.mark.parametrize(("line", "words"), COMPLETED)
def test_a_shell_completes_the_command(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    (tmp_path / "script").write_text(symcheck("completion", "bash").stdout)
    typed = " ".join(f"'{word}'" for word in line.split(" "))
    asked = f"COMP_WORDS=({typed}); COMP_CWORD={line.count(' ')}; _symcheck; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", f". ./script; {asked}"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == (list(words), "")


def test_zsh_reads_the_same_through_its_own_door() -> None:
    plain, zsh = (symcheck("completion", shell).stdout for shell in ("bash", "zsh"))
    assert zsh.endswith(plain) and "bashcompinit" in zsh


def test_the_hook_of_pre_commit_is_the_command_on_files_that_are_derivations() -> None:
    hook = dict(re.findall(r"^[- ] (\w+): (.*)$", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.M))
    assert hook["entry"] == "symcheck run" and hook["language"] == "python"
    files = re.compile(hook["files"].strip("'"))
    assert files.search("derivations/library/x.md") and not files.search("notes/x.md")
