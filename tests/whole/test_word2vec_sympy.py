"""The page in SymPy's own expressions has the verdicts of the page in the statement language, line by line."""

from __future__ import annotations

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.statements import Part
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import ROOT

LEFT_OUT = {"h.i": 1}
"""Lines that SymPy has no form for: a list of derivatives by word indices."""


def parts(name: str) -> dict[str, Part]:
    return load(Target(name, str(ROOT / "derivations" / name), None, True)).parts


WRITTEN, IN_SYMPY = parts("word2vec.py"), parts("word2vec_sympy.py")


def test_it_has_all_parts() -> None:
    assert list(IN_SYMPY) == list(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_its_lines_have_the_same_verdicts(name: str) -> None:
    first, second = (
        [[line.status.right for line in chain.lines] for chain in check_part(found[name], CheckOptions()).chains]
        for found in (WRITTEN, IN_SYMPY)
    )
    if name in LEFT_OUT:
        first[-1] = first[-1][: -LEFT_OUT[name]]
    assert second == first
