"""The cache remembers what would come out again; what is damaged, or about something else, is nothing to it."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.claims.verdict import Outcome, Status
from symcheck.running import cache as caching
from symcheck.running.cache import FOLDER, Cache, Noted, Remembered, cache_folder, clear, open_cache
from symcheck.running.closed import is_closed
from symcheck.running.discover import Target
from symcheck.running.listing import Entry, Listing
from symcheck.running.options import RunOptions
from tests.report.everything import FILE, PARTS, line, part

TARGET = Target(FILE, "/somewhere/page.md", None, True, source=b"$x = x$")
OPTIONS = RunOptions()
GREEN = tuple(each for each in PARTS if each.outcome not in (Outcome.ERROR, Outcome.TIMEOUT, Outcome.CONFLICT))
KNOWN = Remembered(
    Listing(FILE, "title", tuple(Entry(FILE, p.id, p.title, p.place) for p in GREEN)), {p.id: p for p in GREEN}
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    kept = Cache(tmp_path / FOLDER)
    kept.keep(TARGET, OPTIONS, KNOWN)
    return kept


def test_what_is_kept_is_recalled_whole(cache: Cache) -> None:
    found = cache.recall(TARGET, OPTIONS)
    assert found == KNOWN and found.answers(TARGET)


@pytest.mark.parametrize(
    "other",
    [
        replace(TARGET, source=b"$x = y$"),
        replace(TARGET, file="page.md"),
        replace(TARGET, path="/elsewhere/page.md"),
        replace(TARGET, source=None),
    ],
)
def test_of_another_text_name_or_place_nothing_is_remembered(cache: Cache, other: Target) -> None:
    assert cache.recall(other, OPTIONS) is None


@pytest.mark.parametrize(
    "other",
    [
        RunOptions(seed=1),
        RunOptions(samples=3),
        RunOptions(as_written=True),
        RunOptions(explain=True),
        RunOptions(diagnose=False),
        RunOptions(accept_checked=True),
    ],
)
def test_what_judges_are_told_otherwise_is_not_remembered(cache: Cache, other: RunOptions) -> None:
    assert cache.recall(TARGET, other) is None


def test_limits_do_not_count_since_what_they_cut_short_is_not_kept(cache: Cache) -> None:
    assert cache.recall(TARGET, RunOptions(timeout=1.0, memory=64, jobs=3)) == KNOWN


def test_every_option_is_a_limit_or_in_the_key() -> None:
    limits = {"timeout", "memory", "jobs"}
    told = {name for name in RunOptions.__struct_fields__ if name not in limits}
    changed = {"seed": 1, "samples": 3} | dict.fromkeys(told - {"seed", "samples"}, None)
    for name, value in changed.items():
        other = replace(OPTIONS, **{name: not getattr(OPTIONS, name) if value is None else value})
        assert caching._told(other) != caching._told(OPTIONS), name


def test_another_version_of_the_judges_remembers_nothing(cache: Cache, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(caching, "__version__", "9")
    assert Cache(tmp_path / FOLDER).recall(TARGET, OPTIONS) is None


def test_a_changed_source_of_this_package_remembers_nothing(cache: Cache, tmp_path: Path, monkeypatch) -> None:
    package = tmp_path / "package"
    package.mkdir()
    monkeypatch.setattr(caching, "PACKAGE", str(package))
    seen = set()
    for text in ("x = 1\n", "x = 2\n", "x = 20\n"):
        (package / "rule.py").write_text(text)
        os.utime(package / "rule.py", ns=(len(seen), len(seen)))
        seen.add(Cache(tmp_path / FOLDER)._judges)
    assert len(seen) == 3


@pytest.mark.parametrize("outcome", [Outcome.ERROR, Outcome.TIMEOUT, Outcome.CONFLICT])
def test_what_may_come_out_otherwise_is_not_kept(tmp_path: Path, outcome: Outcome) -> None:
    kept = Cache(tmp_path / FOLDER)
    verdicts = {**KNOWN.verdicts, "z": part(outcome, "z", "t", (line(Status.PROVED, 3),))}
    kept.keep(TARGET, OPTIONS, replace(KNOWN, verdicts=verdicts))
    assert kept.recall(TARGET, OPTIONS) == KNOWN


@pytest.mark.parametrize("status", [Status.ERROR, Status.TIMEOUT, Status.CONFLICT])
def test_nor_is_a_part_with_such_a_line(tmp_path: Path, status: Status) -> None:
    kept = Cache(tmp_path / FOLDER)
    kept.keep(TARGET, OPTIONS, replace(KNOWN, verdicts={"z": part(Outcome.FAIL, "z", "t", (line(status, 3),))}))
    found = kept.recall(TARGET, OPTIONS)
    assert found is not None and not found.verdicts and not found.answers(TARGET)


def entry_of(folder: Path) -> Path:
    (entry,) = [file for file in (folder / FOLDER).iterdir() if len(file.name) == 40]
    return entry


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damaged_entry_is_believed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    kept = Cache(folder / FOLDER)
    kept.keep(TARGET, OPTIONS, KNOWN)
    entry = entry_of(folder)
    whole = entry.read_bytes()
    how = data.draw(st.sampled_from(["cut", "flip", "insert", "other"]))
    at = data.draw(st.integers(0, len(whole) - 1))
    spoiled = {
        "cut": lambda: whole[:at],
        "flip": lambda: whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :],
        "insert": lambda: whole[:at] + data.draw(st.binary(min_size=1, max_size=9)) + whole[at:],
        "other": lambda: data.draw(st.binary(max_size=200)),
    }[how]()
    entry.write_bytes(spoiled)
    assert kept.recall(TARGET, OPTIONS) is None
    kept.keep(TARGET, OPTIONS, KNOWN)
    assert kept.recall(TARGET, OPTIONS) == KNOWN


def test_an_entry_put_in_the_place_of_another_is_not_believed(cache: Cache, tmp_path: Path) -> None:
    other = replace(TARGET, source=b"$x = y$", path="/other.md")
    cache.keep(other, OPTIONS, KNOWN)
    slots = [tmp_path / FOLDER / caching._slot(each, OPTIONS) for each in (TARGET, other)]
    slots[0].write_bytes(slots[1].read_bytes())
    assert cache.recall(TARGET, OPTIONS) is None


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in its place")
    kept = Cache(tmp_path / FOLDER)
    kept.keep(TARGET, OPTIONS, KNOWN)
    kept.note({"a": Noted(Outcome.FAIL, ())})
    assert kept.recall(TARGET, OPTIONS) is None and kept.outcomes() == {}
    assert Cache(None).recall(TARGET, OPTIONS) is None and Cache(None).outcomes() == {}


def test_outcomes_of_parts_are_kept_beside_one_another(cache: Cache) -> None:
    failed, passed = Noted(Outcome.FAIL, (Status.REFUTED,)), Noted(Outcome.PASS, (Status.PROVED,))
    cache.note({"a.md::a": failed, "a.md::b": passed})
    cache.note({"a.md::a": passed})
    assert cache.outcomes() == {"a.md::a": passed, "a.md::b": passed}


def test_clear_takes_away_what_is_its_own_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    below = tmp_path / "below"
    below.mkdir()
    assert cache_folder(below) == tmp_path / FOLDER
    open_cache(below, True).keep(TARGET, OPTIONS, KNOWN)
    assert clear(below) == 2 and not (tmp_path / FOLDER).exists()
    assert clear(below) == 0 and (tmp_path / "pyproject.toml").exists()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    (tmp_path / FOLDER).symlink_to(outside)
    assert clear(tmp_path) == 0 and (outside / "precious").exists()


def test_the_oldest_go_where_there_are_too_many(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(caching, "MOST", 6)
    kept = Cache(tmp_path / FOLDER)
    targets = [replace(TARGET, path=f"/{n}.md") for n in range(12)]
    for number, target in enumerate(targets):
        kept.keep(target, OPTIONS, KNOWN)
        os.utime(tmp_path / FOLDER / caching._slot(target, OPTIONS), (number + 1, number + 1))
    assert len(os.listdir(tmp_path / FOLDER)) <= 10 and (tmp_path / FOLDER / ".gitignore").exists()
    assert kept.recall(targets[-1], OPTIONS) == KNOWN and kept.recall(targets[0], OPTIONS) is None


def test_the_folder_is_not_looked_through_for_each_entry(tmp_path: Path, monkeypatch) -> None:
    looked = []
    listed = os.listdir
    monkeypatch.setattr(caching.os, "listdir", lambda folder: looked.append(folder) or listed(folder))
    kept = Cache(tmp_path / FOLDER)
    for number in range(50):
        kept.keep(replace(TARGET, path=f"/{number}.md"), OPTIONS, KNOWN)
    assert looked.count(tmp_path / FOLDER) <= 2 and len(listed(tmp_path / FOLDER)) > 50


PYTHON = replace(TARGET, path="/somewhere/page.py")


@pytest.mark.parametrize(
    "source",
    [
        "from symcheck import *\nfrom sympy import Symbol\nfrom fractions import Fraction\nimport math\n",
        '"""A page."""\nimport symcheck as sc\nfrom functools import cache\ndef f(): return sc.exp\n',
    ],
)
def test_a_file_that_computes_from_its_text_is_remembered(tmp_path: Path, source: str) -> None:
    assert is_closed(source.encode())
    kept, target = Cache(tmp_path / FOLDER), replace(PYTHON, source=source.encode())
    kept.keep(target, OPTIONS, KNOWN)
    assert kept.recall(target, OPTIONS) == KNOWN


@pytest.mark.parametrize(
    "source",
    [
        "import os\n",
        "import numpy as np\n",
        "from . import helper\n",
        "from helper import x\n",
        "import symcheck.running.run\n",
        "from symcheck.claims import places\n",
        "import symcheck, time\n",
        "from sympy.core import random\n",
        "from sympy import sympify\n",
        "import sympy\nx = sympy.sympify('y')\n",
        "x = open('data')\n",
        "x = [eval][0]('1')\n",
        "x = __import__('os')\n",
        "x = ().__class__.__base__.__subclasses__()\n",
        "x = __builtins__\n",
        "x = id(1)\n",
        "import sympy\nx = sympy.randMatrix(1)\n",
        "from sympy import randprime\n",
        "from sympy import S\nx = S('y')\n",
        "from sympy import *\n",
        "import fractions\nx = fractions.sys\n",
        "import functools\nx = functools.os\n",
        "x = list({'a', 'b'})[0]\n",
        "x = set('ab').pop()\n",
        "x = str(object())\n",
        "x = repr(len)\n",
        "import symcheck\nx = symcheck._home\n",
        "import itertools.os\n",
        "from symcheck import running\n",
        "import symcheck as sc\nx = sc.cli.os\n",
        "x = (\n",
        "def f():\n    import datetime\n",
    ],
)
def test_one_that_may_reach_elsewhere_is_not(tmp_path: Path, source: str) -> None:
    assert not is_closed(source.encode())
    kept, target = Cache(tmp_path / FOLDER), replace(PYTHON, source=source.encode())
    kept.keep(target, OPTIONS, KNOWN)
    assert kept.recall(target, OPTIONS) is None


def test_a_place_of_a_verdict_is_as_it_was(cache: Cache) -> None:
    found = cache.recall(TARGET, OPTIONS)
    assert found is not None and all(isinstance(p.place, Place) for p in found.verdicts.values())
