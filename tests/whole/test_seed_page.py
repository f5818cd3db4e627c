"""The word2vec solution as it was handed in, under a block of declarations: what each formula comes to.

`derivations/word2vec.py` says the same page by hand. What stands in both has the same verdict; what stands in one alone
is named here, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.verdict import LineVerdict, Outcome
from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import ReadPage, read_text
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import ROOT
from tests.command import symcheck

PAGE = ROOT / "derivations" / "word2vec.md"
BY_HAND = ROOT / "derivations" / "word2vec.py"

OUTCOMES = {
    "a": Outcome.PASS, "b": Outcome.PASS_WITH_SLIPS, "c.1": Outcome.PASS, "c.2": Outcome.PASS, "d": Outcome.PASS,
    "e": Outcome.PASS, "f": Outcome.PASS, "f.1": Outcome.PASS, "f.2": Outcome.PASS, "g": Outcome.PASS_WITH_SLIPS,
    "h.i": Outcome.WRONG_AS_DOCUMENTED, "h.ii": Outcome.WRONG_AS_DOCUMENTED, "h.iii": Outcome.PASS,
}  # fmt: skip

WRONG = {
    ("b", r"-\log(e^{u_0^T v_c} \times (\sum_{w \in V} e^{u_w^T v_c}))"): "refuted",
    ("b", r"\frac{\partial (u_0^T v_c)}{\partial v_c}"): "refuted",
    ("b", "u_0"): "carried forward",
    ("b", r"\frac{\partial (\log \sum_{w \in V} e^{u_w^T v_c})}{\partial v_c}"): "refuted",
    ("b", r"\frac{1}{\sum_{w \in V} e^{u_w^T v_c}} \sum_{s \in V} u_s e^{u_s^T v_c}"): "carried forward",
    ("b", r"\sum_{s \in V} \hat{y}_s u_s"): "refuted",
    ("g", r"0 - \sum_{k \in A} \log(\sigma(-u_k^T v_c)) - 0"): "ill-formed",
    ("h.i", r"\left[\frac{\partial J}{\partial w_{t-m}}, \frac{\partial J}{\partial w_{t-m+1}}, \dots,"
            r" \frac{\partial J}{\partial w_{t+m}} \right]"): "ill-formed",
    ("h.ii", r"\sum_{-m \leq j \leq m} \frac{\partial J_{sg}(v_c, w_{t+j}, v)}{\partial v_c}"): "refuted",
}  # fmt: skip
"""What is wrong on the page. Its last line on J_B begins a chain of its own: it is carried forward by hand alone."""

ONLY_BY_HAND = {
    ("e", r"e^{-x}\sigma(x)\times\sigma(x)"): "it stands beside a chain on the page, and claims nothing there",
    ("f", r"\frac{-1}{\sigma(u_o^Tv_c)}(u_o\sigma(u_o^Tv_c)(1-\sigma(u_o^Tv_c)))"): "a left side is supplied by hand",
    ("f", r"\sum_{k=1}^K\frac{-u_k\sigma(A^T)(1-\sigma(A))}{\sigma(A)}"): "its left side is (2), a number on the page",
}
"""Lines with LaTeX that the page holds otherwise; bounds on costs and corrected lines have none."""
ONLY_HERE = {("a", "1"): "said in the text, y_0 = 1"}


@cache
def page() -> ReadPage:
    found = read_text(PAGE.read_text(encoding="utf-8"), "word2vec.md")
    assert isinstance(found, ReadPage)
    return found


@cache
def lines(as_written: bool = False) -> tuple[tuple[str, LineVerdict], ...]:
    verdicts = [check_part(part, CheckOptions(as_written=as_written, diagnose=False)) for part in page().parts]
    return tuple((v.id, line) for v in verdicts for chain in v.chains for line in chain.lines)


def found_as(line: LineVerdict) -> str:
    return "carried forward" if line.carried else line.status.value


def test_the_page_is_the_one_that_was_handed_in_under_a_block_of_declarations() -> None:
    block, _, rest = PAGE.read_text(encoding="utf-8").partition("-->\n")
    assert len(block.splitlines()) <= 25
    assert max(map(len, block.splitlines())) <= 100
    assert "symcheck" not in rest


@pytest.mark.parametrize("id", OUTCOMES)
def test_outcomes_as_documented(id: str) -> None:
    (part,) = (part for part in page().parts if part.id == id)
    verdict = check_part(part, CheckOptions(diagnose=False))
    assert verdict.outcome is OUTCOMES[id], verdict.reason


def test_no_part_is_missing_and_nothing_is_unread() -> None:
    assert [part.id for part in page().parts] == list(OUTCOMES)
    assert page().formulas.unread == page().formulas.several == 0


def test_as_written_what_is_wrong_is_found_and_all_else_is_proved() -> None:
    wrong = {(id, line.latex): found_as(line) for id, line in lines(as_written=True) if line.status.wrong}
    assert wrong == WRONG
    assert {line.status.value for _, line in lines() if not line.status.wrong} == {"proved"}


def test_the_commands_pass_the_page_as_documented_and_fail_it_as_written() -> None:
    done = symcheck("run", "derivations/word2vec.md", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    done = symcheck("run", "derivations/word2vec.md", "--as-written", cwd=ROOT)
    assert done.returncode == 1, done.stdout + done.stderr


def spelled(latex: str) -> str:
    """LaTeX without what the copy by hand spells in another way: spaces, numbers of equations, the outside word."""
    plain = re.sub(r"\s|\\quad \(2\)|\\text(?=\{Zero\})", "", latex).replace("{Zero}", "Zero")
    return plain.replace("_0", "_o").replace(",0,", ",o,")


def by_latex(told: Iterable[tuple[str, LineVerdict]]) -> dict[tuple[str, str], set[str]]:
    """What is said of the lines with LaTeX, by letter of the part."""
    found: dict[tuple[str, str], set[str]] = {}
    for id, line in told:
        if line.latex:
            found.setdefault((id.partition(".")[0], spelled(line.latex)), set()).add(line.status.value)
    return found


def test_what_stands_in_both_has_the_same_verdict() -> None:
    parts = load(Target(BY_HAND.name, str(BY_HAND), None, True)).parts.values()
    verdicts = [check_part(part, CheckOptions(as_written=True, diagnose=False)) for part in parts]
    copied = by_latex((v.id, line) for v in verdicts for chain in v.chains for line in chain.lines)
    here = by_latex(lines(as_written=True))
    shared = copied.keys() & here.keys()
    assert {key: here[key] for key in shared} == {key: copied[key] for key in shared}
    assert copied.keys() - shared == ONLY_BY_HAND.keys()
    assert here.keys() - shared == ONLY_HERE.keys()
