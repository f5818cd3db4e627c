"""Finding derivation files, loading them, and choosing among their parts."""

import sys
from pathlib import Path

import pytest

from symcheck.claims.places import Place
from symcheck.running.discover import derivation_files, find_targets
from symcheck.running.load import Entry, Listing, load
from symcheck.running.selection import asked_for, choose, parse_expression
from symcheck.running.settings import CannotRun, read_settings

PARTS = """
"Two parts.\\nAnd more."
from symcheck import *
@part("a", "first")
def _():
    raise AssertionError("listing builds no part")
@part("b")
def _():
    "second, from the docstring"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "one.py",
        "two.py",
        "_private.py",
        ".hidden.py",
        "notes.txt",
        "sub/three.py",
        "_sub/four.py",
        ".sub/five.py",
    ):
        file = tmp_path / "derivations" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PARTS, encoding="utf-8")
    return tmp_path


def names(paths: tuple[str, ...], folder: Path) -> list[str]:
    return [target.file for target in find_targets(paths, folder)]


def test_folders_are_searched_in_order_without_private_and_hidden_names(folder: Path) -> None:
    assert names(("derivations",), folder) == ["derivations/one.py", "derivations/two.py", "derivations/sub/three.py"]


def test_without_paths_the_default_folder_is_taken(folder: Path) -> None:
    assert names((), folder) == names(("derivations",), folder)


def test_virtual_environments_are_left_out(folder: Path) -> None:
    (folder / "derivations" / "sub" / "pyvenv.cfg").touch()
    assert "derivations/sub/three.py" not in names(("derivations",), folder)


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
        ("[tool.symcheck\n", "not valid TOML"),
        ("[tool]\nsymcheck = 3\n", "must be a table"),
    ],
)
def test_a_pyproject_that_cannot_be_meant_is_refused(folder: Path, content: str, said: str) -> None:
    (folder / "pyproject.toml").write_text(content)
    with pytest.raises(CannotRun, match=r"pyproject\.toml") as caught:
        read_settings(folder)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("derivatoins", "did you mean derivations"),
        ("one.py", "did you mean derivations/one.py"),
        ("derivations/on.py", "did you mean derivations/one.py"),
        ("one", "did you mean derivations/one.py"),
        ("nothing_like_it_xyz", "looked for"),
        ("derivations/notes.txt", "not a derivation file"),
        ("derivations::a", "is a folder"),
        ("derivations/one.py::", "no part is named"),
        ("::a", "no such file"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest_names(folder: Path, path: str, said: str) -> None:
    with pytest.raises(CannotRun) as caught:
        find_targets((path,), folder)
    assert said in str(caught.value)


def test_an_empty_folder_is_refused_with_the_place(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(CannotRun, match="no derivation files in empty"):
        find_targets(("empty",), folder)


def test_a_file_named_twice_is_taken_once_with_all_that_was_asked(folder: Path) -> None:
    one = "derivations/one.py"
    (target,) = find_targets((f"{one}::a", f"{one}::b", f"{one}::a"), folder)
    assert target.ids == ("a", "b")
    (whole,) = find_targets((f"{one}::a", one), folder)
    assert whole.ids is None


def test_a_file_outside_the_working_folder_is_shown_whole(folder: Path) -> None:
    (target,) = find_targets(("../two.py",), folder / "derivations" / "sub")
    assert target.file == (folder / "derivations" / "two.py").as_posix()


def test_listing_builds_no_part(folder: Path) -> None:
    (target,) = find_targets(("derivations/one.py",), folder)
    listing = load(target).listing
    assert listing.title == "Two parts."
    assert [(e.id, e.title, str(e.place)) for e in listing.entries] == [
        ("a", "first", "derivations/one.py:4"),
        ("b", "second, from the docstring", "derivations/one.py:7"),
    ]


def test_duplicate_ids_name_all_places_and_leave_others_alone(folder: Path) -> None:
    (folder / "dup.py").write_text(PARTS + '@part("a")\ndef _(): pass\n')
    (target,) = find_targets(("dup.py",), folder)
    first, second = load(target).listing.entries
    assert "dup.py:4" in first.problem and "dup.py:10" in first.problem
    assert not second.problem


@pytest.mark.parametrize("timeout", ['"5"', "0", "-1", "True", "float('nan')"])
def test_a_timeout_that_is_none_is_a_problem_of_the_part(folder: Path, timeout: str) -> None:
    (folder / "t.py").write_text(f'from symcheck import *\n@part("a", timeout={timeout})\ndef _(): pass\n')
    (entry,) = load(find_targets(("t.py",), folder)[0]).listing.entries
    assert "timeout must be a positive number" in entry.problem


def test_helpers_beside_a_file_are_importable_and_not_mixed_up(folder: Path) -> None:
    for place in ("x", "y"):
        (folder / place).mkdir()
        (folder / place / "helper_of_test.py").write_text(f"NAME = {place!r}\n")
        (folder / place / "d.py").write_text(
            "from symcheck import *\nfrom helper_of_test import NAME\n@part(NAME)\ndef _(): pass\n"
        )
    before = list(sys.path)
    listings = [load(target).listing for target in find_targets(("x/d.py", "y/d.py"), folder)]
    assert [listing.entries[0].id for listing in listings] == ["x", "y"]
    assert sys.path == before
    assert "helper_of_test" not in sys.modules


def test_a_derivation_named_like_a_standard_module_shadows_nothing(folder: Path) -> None:
    (folder / "colorsys.py").write_text("raise RuntimeError\n")
    (folder / "d.py").write_text('import colorsys\nfrom symcheck import *\n@part("a")\ndef _(): pass\n')
    assert load(find_targets(("d.py",), folder)[0]).listing.entries[0].id == "a"


def entry(id: str, title: str = "") -> Entry:
    return Entry("derivations/page.py", id, title, Place("derivations/page.py", 1))


ENTRIES = (entry("b", "Gradient by the center word"), entry("c.1", "Gradient, outside word"), entry("e", "Sigmoid"))


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("gradient", ["b", "c.1"]),
        ("GRADIENT and not center", ["c.1"]),
        ("center or sigmoid", ["b", "e"]),
        ("not (center or sigmoid)", ["c.1"]),
        ("not not c.1", ["c.1"]),
        ("page", ["b", "c.1", "e"]),
        ("sigmoid or gradient and center", ["b", "e"]),
    ],
)
def test_k_expressions(expression: str, ids: list[str]) -> None:
    assert [chosen.id for chosen in choose(ENTRIES, expression)] == ids


@pytest.mark.parametrize("expression", ["", "and", "a or", "not", "(a", "a)", "a b", "()"])
def test_k_expressions_that_are_none(expression: str) -> None:
    with pytest.raises(CannotRun, match="-k"):
        parse_expression(expression)


def test_k_that_matches_nothing_says_so() -> None:
    with pytest.raises(CannotRun, match=r"matches none of 3 parts; their ids are b, c\.1, e"):
        choose(ENTRIES, "hessian")


def test_an_unknown_id_names_the_nearest(folder: Path) -> None:
    listing = Listing("derivations/one.py", "", ENTRIES)
    (target,) = find_targets(("derivations/one.py::c",), folder)
    with pytest.raises(CannotRun, match=r"did you mean c\.1"):
        asked_for(target, listing)
    (target,) = find_targets(("derivations/one.py::zzz",), folder)
    with pytest.raises(CannotRun, match=r"it has b, c\.1, e"):
        asked_for(target, listing)


def test_derivation_files_of_a_missing_folder_are_none(tmp_path: Path) -> None:
    assert list(derivation_files(tmp_path / "nothing")) == []


def test_a_pyproject_says_more_than_where_to_look(folder: Path) -> None:
    assert read_settings(folder).seed is None
    said = "jobs = 2\ntimeout = 5\nsamples = 4\nseed = 7\naccept = ['checked']\n"
    (folder / "pyproject.toml").write_text(f"[tool.symcheck]\n{said}")
    found = read_settings(folder)
    assert (found.jobs, found.timeout, found.samples, found.seed, found.accept) == (2, 5.0, 4, 7, ("checked",))
    assert found.paths == (folder / "derivations",)
