"""What the guide says is so: its options, its configurations, its formats."""

import re
import shlex
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
