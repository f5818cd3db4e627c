"""Every statement of the tests, printed in Unicode and in LaTeX, is read back to the same digest.

Where the printed text leaves out how a product is grouped, or shows a row as the column that it is, the value that is
read is proved to be the same; what is not read at all stands here by name, with its reason.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from symcheck.claims.digest import content_key
from symcheck.expressions.nodes import Block
from symcheck.functions.table import ROWS
from symcheck.language.functions import elementwise
from symcheck.language.tensor import Tensor
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import ROOT
from tests.notation.random_arrays import Arrays
from tests.notation.test_golden import GOLDEN, a, b, x
from tests.notation.test_probes import PROBES
from tests.printed import corpus_statements, random_statements, statements_of
from tests.reading.round_trip import NOTATIONS, Back, back

UNREAD = {
    "of which size is": "a bare I or 𝟏 has the size that the other side of its relation gives it",
    "runs from": "on a page an entry is ill-formed where its index leaves the axis",
    "e is a function or a set": "a sum binds an index inside a name, which the name does not show",
    "Z is not declared": "the same",
    "A is not declared": "the same",
    "already sums over": "a sum over an index that its body does not speak of, while a mean in it has that letter",
    "e to the power of a matrix": "exp of a matrix is not taken entry by entry on a page",
    "an exponent that is": "nor is a power whose exponent is a vector",
    "over more than one index": "the largest of vectors, entry by entry",
    "has no entries": "an entry with its letters behind it, as the argument of a function",
    "the range of": "a condition on a number below a sum",
    "inside an expression": "bars inside bars",
}
"""What an unread statement is told, and why it may be."""
OF_A_NOTATION = {
    "LaTeX": {"these limits are not read": "a range of one index, printed as its beginning alone"},
    "Unicode": {"H is not declared": "H(x) may be anything in text; in LaTeX it stands upright"},
}
AMBIGUOUS = ("is fixed, the sum is over",)
NUMBERED = re.compile(r"h_?\{?\d")
"""Indices such as h4, which in text are two indices below a letter."""


def all_statements() -> Iterator[tuple[str, Block]]:
    yield from (("corpus", value) for value, _ in corpus_statements())
    for path in (ROOT / "derivations").glob("*.py"):
        yield from (("derivations", value) for value in _of_file(path))
    yield from (("golden", value) for value, *_ in GOLDEN)
    for row in ROWS:
        for arguments in ((x, a), (x + a, b)):
            yield "golden", elementwise(row.name, *arguments[: row.arity])
    yield from (("probes", probe[0]) for group in PROBES.values() for probe in group)
    yield from (("claims", value) for value, _ in random_statements("back"))
    arrays = Arrays(random.Random(5))
    yield from (("arrays", arrays.any()) for _ in range(100))


def _of_file(path: Path) -> Iterator[Block]:
    for part in load(Target(path.name, str(path), None, True)).parts.values():
        for chain in part.build() or ():
            yield from (value for value, _ in statements_of(chain, part.given))


@lru_cache(maxsize=1)
def distinct() -> tuple[tuple[str, Block], ...]:
    """Each statement once."""
    found: dict[object, tuple[str, Block]] = {}
    for source, value in all_statements():
        found.setdefault(content_key(value), (source, value))
    return tuple(found.values())


@lru_cache(maxsize=2)
def came_back(notation: str) -> tuple[tuple[str, Back], ...]:
    found = [(source, back(value, notation)) for source, value in distinct()]
    return tuple(x for x in found if notation == "LaTeX" or x[0] != "claims" or not NUMBERED.search(x[1].text))


@pytest.mark.parametrize("notation", NOTATIONS)
def test_all_is_read_back_or_named(notation: str) -> None:
    reasons = {**UNREAD, **OF_A_NOTATION[notation]}
    for source, found in came_back(notation):
        match found.kind:
            case "unread":
                assert any(told in found.told for told in reasons), (source, found)
            case "ambiguous":
                assert any(told in found.told for told in AMBIGUOUS), (source, found)
            case _:
                assert found.kind in ("same", "regrouped"), (source, found)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_most_have_the_same_digest(notation: str) -> None:
    kinds = Counter(found.kind for _, found in came_back(notation))
    assert sum(kinds.values()) > 1600
    assert kinds["same"] > 0.87 * sum(kinds.values()), kinds
    assert kinds["unread"] + kinds["ambiguous"] < 0.02 * sum(kinds.values()), kinds


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_statements_of_the_readme_are_read_back(tmp_path: Path) -> None:
    derived = [block for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "@part" in block]
    for number, block in enumerate(derived):
        file = tmp_path / f"readme_{number}.py"
        file.write_text(block, encoding="utf-8")
        statements = list(_of_file(file))
        assert statements
        for notation in NOTATIONS:
            kinds = {back(value, notation).kind for value in statements}
            assert kinds <= {"same", "regrouped"}


def test_another_statement_does_not_come_back() -> None:
    """The twin: what is printed is compared, not taken for read."""
    value, other = x - (a - b), x - a - b
    assert back(value, "LaTeX").kind == "same"
    assert back(Tensor(value.body), "Unicode").text != back(other, "Unicode").text
