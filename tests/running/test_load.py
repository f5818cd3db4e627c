"""Loading a derivation: its parts by id, its helpers, and nothing that is built."""

import sys
from pathlib import Path

import pytest

from symcheck.claims.places import Place
from symcheck.running.discover import find_targets
from symcheck.running.listing import Entry
from symcheck.running.load import load


def test_listing_builds_no_part(folder: Path) -> None:
    (target,) = find_targets(("derivations/one.py",), folder)
    listing = load(target).listing
    assert listing.title == "Two parts."
    assert [(e.id, e.title, str(e.place)) for e in listing.entries] == [
        ("a", "first", "derivations/one.py:4"),
        ("b", "second, from the docstring", "derivations/one.py:7"),
    ]


def test_duplicate_ids_name_all_places_and_leave_others_alone(folder: Path) -> None:
    (folder / "dup.py").write_text((folder / "derivations" / "one.py").read_text() + '@part("a")\ndef _(): pass\n')
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


def test_entries_know_their_address() -> None:
    assert Entry("a/b.py", "c.1", "", Place("a/b.py", 1)).address == "a/b.py::c.1"
