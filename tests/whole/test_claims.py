"""The corpus of claims under `tests/claims`, and the derivations: what is wrong is never called right, nor right wrong.

A plain line of the corpus is true, a `wrong(…)` line false; the labels were found numerically, apart from any judge.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.statements import IllFormed, Part
from symcheck.claims.verdict import LineVerdict, PartVerdict, Status
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import files

FILES = files()
DECIDED = 0.99  # of the true lines, and of the false ones; see `test_most_are_decided`


@cache
def parts_of(path: Path) -> dict[str, Part]:
    loaded = load(Target(path.name, str(path), None, True))
    assert not [entry.problem for entry in loaded.listing.entries if entry.problem]
    return loaded.parts


PARTS = [pytest.param(path, name, id=f"{path.stem}-{name}") for path in FILES for name in parts_of(path)]


@cache
def verdict(path: Path, name: str) -> PartVerdict:
    return check_part(parts_of(path)[name], CheckOptions(seed=0))


def judged(path: Path, name: str) -> list[LineVerdict]:
    return [line for chain in verdict(path, name).chains for line in chain.lines]


@pytest.mark.parametrize(("path", "name"), PARTS)
def test_every_line_can_be_stated(path: Path, name: str) -> None:
    chains = list(parts_of(path)[name].build() or ())
    assert chains
    lines = [line for chain in chains for line in (chain.first, *chain.lines)]
    assert not [line for line in lines if isinstance(line.content, IllFormed) and line.role != "wrong"]


@pytest.mark.parametrize(("path", "name"), PARTS)
def test_sound(path: Path, name: str) -> None:
    lines = judged(path, name)
    assert lines, verdict(path, name).reason
    called_right = [line for line in lines if line.role == "wrong" and line.status.right]
    called_wrong = [line for line in lines if line.role != "wrong" and line.status.wrong]
    broken = [line for line in lines if line.status in (Status.CONFLICT, Status.ERROR)]
    for group, what in (
        (called_right, "false, yet called right"),
        (called_wrong, "true, yet called wrong"),
        (broken, "broken"),
    ):
        assert not group, f"{what}: " + "\n".join(f"{line.place}: {line.text}: {line.reason}" for line in group)


def test_most_are_decided() -> None:
    """The floor rises with the judges; what is undecided is printed by `pytest -rP -k most_are_decided`."""
    found: dict[bool, Counter[Status]] = {True: Counter(), False: Counter()}
    open_: list[str] = []
    for path in FILES:
        for name in parts_of(path):
            for line in judged(path, name):
                truth = line.role != "wrong"
                found[truth][line.status] += 1
                if not (line.status.right if truth else line.status.wrong):
                    open_.append(f"{line.place}: {line.status.value}: {line.text}: {line.reason}")
    for truth, label in ((True, "true"), (False, "false")):
        print(f"{label}: " + ", ".join(f"{n} {status.value}" for status, n in found[truth].most_common()))
    print(*open_, sep="\n")
    for truth, statuses in ((True, (Status.PROVED, Status.CHECKED)), (False, (Status.REFUTED, Status.ILL_FORMED))):
        share = sum(found[truth][status] for status in statuses) / found[truth].total()
        assert share >= DECIDED, f"{'true' if truth else 'false'} lines: {share:.1%} decided"


def test_the_corpus_holds_both_kinds() -> None:
    kinds = Counter(
        line.role == "wrong"
        for path in FILES
        for part in parts_of(path).values()
        for chain in part.build() or ()
        for line in chain.lines
    )
    assert kinds[False] > 400
    assert kinds[True] > 400
