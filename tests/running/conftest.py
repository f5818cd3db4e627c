"""A folder of derivations."""

from pathlib import Path

import pytest

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
        "notes.rst",
        "sub/three.py",
        "_sub/four.py",
        ".sub/five.py",
    ):
        file = tmp_path / "derivations" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PARTS, encoding="utf-8")
    return tmp_path
