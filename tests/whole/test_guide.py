"""What the guide says is so: its options, its configurations, its formats."""

import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import symcheck
from symcheck.commands.parser import make_parsers
from symcheck.report.formats import FORMATS
from symcheck.running.settings import KEYS, read_settings
from tests.command import symcheck as command

DOCS = Path(symcheck.__file__).parent / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
CONFIGURATIONS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
PAGE = "<!-- symcheck\nx ∈ ℝ\n-->\n# (a)\n$x + x = 2x$\n# (b)\n$x + x = 3x$\n"


def test_every_option_that_the_guide_tells_is_there_and_its_table_leaves_no_format_out() -> None:
    known = set(make_parsers()[1]["run"]._option_string_actions)
    told = [option for row in re.findall(r"^\| (`-.*?) \|", GUIDE, re.M) for option in re.findall(r"`(--?[\w-]+)", row)]
    assert told and set(told) <= known
    (row,) = re.findall(r"^\| `--format.*$", GUIDE, re.M)
    assert re.findall(r"`(\w+)`", row) == list(FORMATS)


def test_the_configuration_in_the_guide_is_taken_and_names_every_key(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(CONFIGURATIONS[0], encoding="utf-8")
    read_settings(tmp_path)
    assert sorted(tomllib.loads(CONFIGURATIONS[0])["tool"]["symcheck"]) == sorted(KEYS)


@pytest.mark.parametrize("line", re.findall(r"`symcheck (cache \w+)`|run: symcheck (.*)$", GUIDE, re.M))
def test_the_commands_in_the_guide_run(line: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "page.md").write_text(PAGE, encoding="utf-8")
    ran = command(*shlex.split(line[0] or line[1]), cwd=tmp_path)
    assert ran.returncode in (0, 1) and not ran.stderr


def test_the_files_it_speaks_of_come_with_the_package() -> None:
    for name in ("guide.md", "changelog.md", "contributing.md", "report.schema.json"):
        assert (DOCS / name).is_file()


def test_what_the_guide_computes_is_what_it_says() -> None:
    failed, tried = doctest.testfile(str(DOCS / "guide.md"), module_relative=False)
    assert tried and not failed


def test_the_gradients_in_code_are_judged_as_the_guide_says(tmp_path: Path) -> None:
    for text in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL):
        file = tmp_path / text.split("\n")[0].removeprefix("# ")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "derivations" / "losses.py").write_text((tmp_path / "losses.py").read_text(), encoding="utf-8")
    ran = command("run", "derivations/layers.py", "--no-cache", cwd=tmp_path)
    (told,) = re.findall(r"The first part fails, \"(.*?)\";", GUIDE.replace("\n", " "))
    said = " ".join(ran.stdout.split())
    assert ran.returncode == 1 and f"mistake: {told}" in said and "2 parts: 1 pass, 1 fail" in said
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_losses.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{Path(symcheck.__file__).parents[1]}{os.pathsep}{tmp_path}"},
    )
    assert "1 failed, 1 passed" in tested.stdout and "mistake: the factor 2 is missing" in tested.stdout
