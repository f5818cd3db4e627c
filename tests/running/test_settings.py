"""What a pyproject.toml says, and what is refused in one."""

from pathlib import Path

import pytest

from symcheck.running.discover import find_targets
from symcheck.running.settings import CannotRun, read_settings


def names(paths: tuple[str, ...], folder: Path) -> list[str]:
    return [target.file for target in find_targets(paths, folder)]


def test_pyproject_says_where_to_look_also_from_below(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.symcheck]\npaths = ["derivations/two.py"]\n')
    assert names((), folder) == ["derivations/two.py"]
    below = folder / "derivations" / "sub"
    assert [Path(name).name for name in names((), below)] == ["two.py"]


def test_a_pyproject_without_our_table_changes_nothing(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "symcheck-user"\n')
    assert names((), folder) == names(("derivations",), folder)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[tool.symcheck]\npath = ["a"]\n', "did you mean paths?"),
        ('[tool.symcheck]\npaths = "a"\n', "must be a list"),
        ("[tool.symcheck]\nsample = 3\n", "did you mean samples?"),
        ("[tool.symcheck]\nsamples = 0\n", "must be a whole number, 1 or more"),
        ("[tool.symcheck]\njobs = true\n", "must be a whole number, 1 or more"),
        ("[tool.symcheck]\ntimeout = -1\n", "must be a positive number of seconds"),
        ('[tool.symcheck]\naccept = ["cheked"]\n', "did you mean checked?"),
        ('[tool.symcheck]\naccept = "checked"\n', "must be a list"),
        ("[tool.symcheck]\npaths = []\n", "must be a list"),
        ("[tool.symcheck]\nformats = 'json'\n", "must be a list of formats"),
        ("[tool.symcheck]\ncache = 1\n", "must be true or false"),
        ("[tool.symcheck]\ncach = true\n", "did you mean cache?"),
        ("[tool.symcheck\n", "not valid TOML"),
        ("[tool]\nsymcheck = 3\n", "must be a table"),
    ],
)
def test_a_pyproject_that_cannot_be_meant_is_refused(folder: Path, content: str, said: str) -> None:
    (folder / "pyproject.toml").write_text(content)
    with pytest.raises(CannotRun, match=r"pyproject\.toml") as caught:
        read_settings(folder)
    assert said in str(caught.value)


def test_a_pyproject_says_more_than_where_to_look(folder: Path) -> None:
    assert read_settings(folder).seed is None
    said = "jobs = 2\ntimeout = 5\nsamples = 4\nseed = 7\naccept = ['checked']\n"
    (folder / "pyproject.toml").write_text(f"[tool.symcheck]\n{said}")
    found = read_settings(folder)
    assert (found.jobs, found.timeout, found.samples, found.seed, found.accept) == (2, 5.0, 4, 7, ("checked",))
    assert found.paths == (folder / "derivations",)
