"""`symcheck list`: parts by name, none of them built."""

from pathlib import Path

import pytest

from tests.command import RIGHT, part, symcheck, write


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A folder with derivations/page.py: three right parts."""
    write(tmp_path, part("a", RIGHT), part("b.1", RIGHT), part("b.2", RIGHT))
    return tmp_path


def test_list_builds_nothing(page: Path) -> None:
    write(page, part("a", "    os._exit(5)\n"), part("b", RIGHT))
    done = symcheck("list", cwd=page)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "derivations/page.py::a  title of a  (derivations/page.py:4)",
        "derivations/page.py::b  title of b  (derivations/page.py:7)",
    ]
    assert symcheck("list", "-k", "b", cwd=page).stdout.splitlines() == done.stdout.splitlines()[1:]


def test_list_tells_of_broken_files(page: Path) -> None:
    (page / "derivations" / "broken.py").write_text("x = = 1\n")
    done = symcheck("list", cwd=page)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 3
    assert "broken.py:1: error: SyntaxError" in done.stderr
