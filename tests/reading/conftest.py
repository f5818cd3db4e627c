"""The page that the reader of pages is measured by."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seed() -> str:
    """A handwritten solution as it was transcribed, without the block of declarations before it."""
    page = Path(__file__).parents[2] / "derivations" / "word2vec.md"
    return page.read_text(encoding="utf-8").split("-->\n", 1)[-1]
