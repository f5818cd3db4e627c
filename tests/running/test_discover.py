"""Finding derivation files."""

from pathlib import Path

import pytest

from symcheck.running.discover import derivation_files, find_targets
from symcheck.running.settings import CannotRun


def names(paths: tuple[str, ...], folder: Path) -> list[str]:
    return [target.file for target in find_targets(paths, folder)]


def test_folders_are_searched_in_order_without_private_and_hidden_names(folder: Path) -> None:
    assert names(("derivations",), folder) == ["derivations/one.py", "derivations/two.py", "derivations/sub/three.py"]


def test_without_paths_the_default_folder_is_taken(folder: Path) -> None:
    assert names((), folder) == names(("derivations",), folder)


def test_virtual_environments_are_left_out(folder: Path) -> None:
    (folder / "derivations" / "sub" / "pyvenv.cfg").touch()
    assert "derivations/sub/three.py" not in names(("derivations",), folder)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("one.py", "did you mean derivations/one.py"),
        ("derivations/on.py", "did you mean derivations/one.py"),
        ("derivations/notes.rst", "not a derivation file"),
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


def test_derivation_files_of_a_missing_folder_are_none(tmp_path: Path) -> None:
    assert list(derivation_files(tmp_path / "nothing")) == []


def test_what_may_be_the_id_of_a_part_is_sought_in_what_is_judged_without_a_word(folder: Path) -> None:
    everything = find_targets((), folder)
    assert [t.file for t in find_targets(("b",), folder)] == [t.file for t in everything]
    assert all(target.sought == ("b", "c") for target in find_targets(("b", "c"), folder))
    one = "derivations/one.py"
    mixed = {target.file: target for target in find_targets((one, "b"), folder)}
    assert mixed[one].sought == () and mixed[one].ids is None and mixed["derivations/two.py"].sought == ("b",)
    both = {target.file: target for target in find_targets((f"{one}::a", "b"), folder)}
    assert both[one].ids == ("a", "b")


def test_where_there_is_nothing_to_seek_a_part_in_a_file_is_meant(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="no such file or folder: b"):
        find_targets(("b",), tmp_path)
