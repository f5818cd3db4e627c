"""How well a wrong line is explained: the 24 slips of `operators` on the right lines of the corpus. Not a timed test.

    python -m tests.campaign.told [--each 12] [--seed 0] [--operator NAME] [--misses]

Slips that the judges do not call wrong are left out. Printed for each operator, in percent of its lines:

- *named*: the slip is told by its name, or the line that it was made from is found again by a single edit;
- *right*: a right result is shown, or by what the line differs from it;
- *readable*: that is at most 1.5 times as long in print as what the author wrote;
- *forbidden*: lines that are told something false or empty (`forbidden`), with the reasons below the table.

Work is counted in calls of Python functions: *judge* those of the verdict, *search* those of its explanation.
"""

from __future__ import annotations

import argparse
import cProfile
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line
from symcheck.claims.verdict import ChainVerdict, Diagnosis, LineVerdict, Status
from symcheck.diagnose.steps import diagnose_chains
from symcheck.expressions.nodes import Block, Condition
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.notation.text import text
from symcheck.symbolic.prover import Workspace

from .corpus import Claim, claims
from .operators import OPERATORS, Operator, slips

RATIO, SHORT = 1.5, 40
"""A shown result is readable if it is at most so many times as long as the author's line, or this short."""
WHERE = Place("slips.py", 1)

T = TypeVar("T")


@dataclass(frozen=True)
class Slip:
    """A wrong line: the claim it was made from, by which operator, and the verdict with the work that went into it."""

    operator: Operator
    claim: Claim
    chain: Chain
    verdict: ChainVerdict
    workspace: Workspace
    judging: int

    @property
    def given(self) -> Condition:
        return self.claim.given


@dataclass(frozen=True)
class Told:
    """What is said of a wrong line, and the work that went into the explanation."""

    slip: Slip
    verdict: LineVerdict
    searching: int
    forbidden: tuple[str, ...] = field(default=())

    @property
    def named(self) -> bool:
        return any(map(self.tells, self.verdict.diagnoses))

    @property
    def first(self) -> bool:
        """Whether the likeliest mistake told is the one that was made."""
        return any(map(self.tells, self.verdict.diagnoses[:1]))

    def tells(self, diagnosis: Diagnosis) -> bool:
        """Whether this is the slip: all it names may be its name, or a single edit finds the right line again."""
        kinds = set(diagnosis.mistake.split(" and "))
        restored = diagnosis.corrected == text(self.slip.claim.line)
        return kinds <= self.slip.operator.told or (len(kinds) == 1 and restored)

    @property
    def right(self) -> str:
        """What is shown as right; where the first expression holds no derivative, that is an answer by itself."""
        corrected = next((d.corrected for d in self.verdict.diagnoses[:1] if d.corrected), "")
        first = text(self.slip.claim.first)
        return corrected or self.verdict.right_result or ("" if "∂" in first else first)

    @property
    def readable(self) -> bool:
        written = max(len(self.verdict.text), len(text(self.slip.claim.line)))
        return bool(self.right) and len(self.right) <= max(SHORT, RATIO * written)


def drawn(operator: Operator, count: int, seed: int, pool: list[Claim]) -> Iterator[Slip]:
    """Slips of one kind at places drawn at random, at most one for a claim as long as there are claims."""
    generator = random.Random(f"{seed} {operator.name}")
    ways = [(claim, list(slips(operator, claim.line, claim.first, claim.spoken))) for claim in pool]
    ways = [(claim, lines) for claim, lines in ways if lines]
    generator.shuffle(ways)
    made = 0
    while ways and made < count:
        left = []
        for claim, lines in ways:
            line = lines.pop(generator.randrange(len(lines)))
            slip = judged(operator, claim, line) if made < count else None
            if slip is not None and slip.verdict.lines[0].status is Status.REFUTED:
                made += 1
                yield slip
            if lines:
                left.append((claim, lines))
        ways = left


def judged(operator: Operator, claim: Claim, line: Block) -> Slip:
    """A slip with the verdict on it."""
    chain = Chain(Line(claim.first, WHERE), (Line(line, WHERE),), WHERE)
    work = Workspace()
    verdict, judging = counted(lambda: check_chain(chain, claim.given, CheckOptions(), claim.spoken, work))
    return Slip(operator, claim, chain, verdict, work, judging)


def told(slip: Slip) -> Told:
    """What is said of a wrong line, in a part that speaks in the names of the line it was made from."""
    names = Chain(Line(slip.claim.line, WHERE), (), WHERE)
    plain = ChainVerdict(text(slip.claim.line), "", WHERE, ())
    (found, _), searching = counted(
        lambda: tuple(
            diagnose_chains([slip.chain, names], [slip.verdict, plain], slip.given, CheckOptions(), slip.workspace)
        )
    )
    return Told(slip, found.lines[0], searching, tuple(forbidden(found, slip)))


def counted(work: Callable[[], T]) -> tuple[T, int]:
    """What a function gives, and how many calls of Python functions that takes."""
    profile = cProfile.Profile(builtins=False)
    found = profile.runcall(work)
    return found, sum(entry.callcount for entry in profile.getstats())


DOUBLED = re.compile(r"−\s?\(?−|\+ −|\b0 − ")
EMPTY = re.compile(r"\[(\S+) [=≠] \1\]|δ_(\w)\2(?!\w|′)")


def forbidden(chain: ChainVerdict, slip: Slip) -> Iterator[str]:
    """What must not be said: the empty, the false, and the same thing twice."""
    (line,) = chain.lines
    original = text(slip.claim.line)
    for diagnosis in line.diagnoses:
        yield from _of_mistake(diagnosis, line, {line.text, original, chain.first, line.right_result} - {""})
    for shown in (line.right_result, *(d.corrected for d in line.diagnoses)):
        if shown and (shown == chain.first or ("∂" in shown and "∂" not in original)):
            yield f"the question is shown as the right result: {shown}"
    pairs = [_bare(d.after) for d in line.diagnoses]
    corrected = [d.corrected for d in line.diagnoses if d.corrected]
    if len(set(pairs)) < len(pairs) or len(set(corrected)) < len(corrected):
        yield "the same is told twice: " + " | ".join(d.sentence for d in line.diagnoses)


def _bare(words: str) -> str:
    return re.sub(r"[\s()]", "", words)


def _of_mistake(diagnosis: Diagnosis, line: LineVerdict, answers: set[str]) -> Iterator[str]:
    kinds = diagnosis.mistake.split(" and ")
    pieces = list(zip(kinds, diagnosis.before.split("; "), diagnosis.after.split("; "), strict=False))
    for kind, before, after in pieces:
        if before == after:
            yield f"{before} for itself: {diagnosis.sentence}"
        if kind == "sign" and re.search(rf"/\(?{re.escape(before)}", line.text) and f"+ {before}" not in line.text:
            yield f"the sign of what is divided by: {diagnosis.sentence}"
        if kind == "sign" and re.fullmatch(r"(\S+)·\1|‖.*‖²?", before) and "the term" not in diagnosis.sentence:
            yield f"the sign of a square: {diagnosis.sentence}"
        if kind.startswith(("missing", "extra", "half")) and _bare(before) in map(_bare, answers):
            yield f"a whole answer missing or too much: {diagnosis.sentence}"
    for words in (diagnosis.sentence, diagnosis.corrected, line.right_result):
        if DOUBLED.search(words) and not any(map(DOUBLED.search, answers)):
            yield f"a doubled sign: {words}"
        if EMPTY.search(words) and not EMPTY.search(line.text):
            yield f"a condition that says nothing: {words}"


def report(found: list[Told], misses: bool) -> None:
    groups: dict[str, list[Told]] = defaultdict(list)
    for item in found:
        groups[item.slip.operator.name].append(item)
    print(f"{'operator':24} lines  named  first  right  readable  forbidden  judge  search  ratio")
    for name, group in (*groups.items(), ("all", found)):
        print(_row(name, group))
    for item in found:
        for reason in item.forbidden:
            print(f"  forbidden ({item.slip.operator.name}): {reason}")
        if misses and not (item.named and item.right and item.readable):
            _print_miss(item)


def _row(name: str, group: list[Told]) -> str:
    def share(count: int) -> str:
        return f"{count / len(group):5.0%}"

    judging, searching = sum(t.slip.judging for t in group), sum(t.searching for t in group)
    return (
        f"{name:24} {len(group):5d}  {share(sum(t.named for t in group))}  {share(sum(t.first for t in group))}  "
        f"{share(sum(bool(t.right) for t in group))}  {share(sum(t.readable for t in group)):>8}  "
        f"{sum(bool(t.forbidden) for t in group):9d}  {judging // 1000:4d}k  {searching // 1000:5d}k  "
        f"{searching / judging:5.2f}"
    )


def _print_miss(item: Told) -> None:
    lacks = [n for n in ("named", "right", "readable") if not getattr(item, n)]
    print(f"  not {', '.join(lacks)} ({item.slip.operator.name}): {item.slip.claim.address}: {item.verdict.text}")
    print(f"      was {text(item.slip.claim.line)}   first {text(item.slip.claim.first)}")
    print(f"      told {[d.sentence for d in item.verdict.diagnoses]}; right: {item.right}  ({item.searching} calls)")


def measured(each: int, seed: int, names: frozenset[str] = frozenset()) -> list[Told]:
    pool = list(claims())
    operators = [o for o in OPERATORS if not names or o.name in names]
    return [told(slip) for operator in operators for slip in drawn(operator, each, seed, pool)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--operator", action="append", default=[])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    report(measured(options.each, options.seed, frozenset(options.operator)), options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
