"""`symcheck show`: the statements of a part, as text and LaTeX."""

from pathlib import Path

import pytest

from tests.command import RIGHT, part, symcheck, write


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A folder with derivations/page.py: three right parts."""
    write(tmp_path, part("a", RIGHT), part("b.1", RIGHT), part("b.2", RIGHT))
    return tmp_path


def test_show_writes_the_statements(page: Path) -> None:
    done = symcheck("show", "a", cwd=page)
    assert done.returncode == 0
    assert "derivations/page.py::a  title of a" in done.stdout
    assert "    = " in done.stdout and "(derivations/page.py:6:17)" in done.stdout
    assert done.stdout == symcheck("show", "derivations/page.py::a", cwd=page).stdout
    assert "\\sum" in symcheck("show", "a", "--latex", cwd=page).stdout
    assert "\\sum" not in done.stdout


def test_show_of_what_is_not_there_or_cannot_be_built(page: Path) -> None:
    unknown = symcheck("show", "b.3", cwd=page)
    assert unknown.returncode == 2
    assert "did you mean b.1 or b.2" in unknown.stderr or "did you mean b.2 or b.1" in unknown.stderr
    write(page, part("a", "    undefined_name\n    yield\n"))
    broken = symcheck("show", "a", cwd=page)
    assert broken.returncode == 4
    assert "page.py:6" in broken.stdout and "NameError" in broken.stdout


def test_a_rule_stands_below_a_line_that_leaves_no_room_for_it(tmp_path: Path) -> None:
    write(tmp_path, part("a", "    yield chain(grad((x * x * x).sum() + x.sum() * x.sum(), x), 0 * x)\n"))
    wide, narrow = (symcheck("explain", "a", cwd=tmp_path, COLUMNS=columns).stdout for columns in ("300", "60"))
    assert [line.strip() for line in narrow.splitlines()] != [line.strip() for line in wide.splitlines()]
    assert " ".join(narrow.split()) == " ".join(wide.split())
    assert not any("  [" in line and len(line) > 60 and line.strip()[0] != "[" for line in narrow.splitlines())
