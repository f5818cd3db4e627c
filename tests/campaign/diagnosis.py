"""How often the mistake is found: on the wrong lines of the corpus, and on changed right lines. Not a timed test.

    python tests/campaign/diagnosis.py [--mutants 300] [--seed 0] [--misses] [--corpus-only]

For every wrong line of the corpus whose chain holds a right line: is a right line found by edits of it.
For changed right lines (`mutations`): is a right line found, and is the change itself named, or one that amounts to it.
Printed per kind of change, with the median time. Lines shown as right are proved or verified, so "found" means right.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from symcheck.diagnose.model import Repair, Suspect
from symcheck.diagnose.search import Search
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.notation.text import text
from tests.campaign.corpus import Claim, claims, files
from tests.campaign.mutations import Kind, mutants

NAMES: dict[Kind, set[str]] = {
    Kind.SIGN: {"sign", "numerator for denominator", "complement", "number"},
    Kind.FACTOR: {"constant factor", "mean for sum", "number", "exponent", "extra factor"},
    Kind.EXPONENT: {"exponent", "numerator for denominator", "product for quotient", "quotient for product",
                    "extra factor", "missing factor"},
    Kind.INDEX: {"wrong index", "transposed", "sum too much", "sum missing"},
    Kind.NAME: {"wrong name", "exchanged names", "derivative by the wrong variable"},
    Kind.RANGE: {"wrong range", "wrong index", "extra term", "missing term", "number"},
    Kind.WHERE: {"wrong range"},
    Kind.DELTA: {"delta dropped", "wrong range", "missing factor"},
    Kind.TERM: {"missing term", "extra term", "constant factor", "half of the product rule missing", "number",
                "complement"},
    Kind.DROPPED_FACTOR: {"missing factor", "extra factor", "constant factor", "exponent",
                          "inner derivative missing", "delta dropped", "mean for sum"},
    Kind.TRANSPOSE: {"transposed", "wrong index"},
    Kind.QUOTIENT: {"product for quotient", "quotient for product", "numerator for denominator", "exponent"},
    Kind.FUNCTION: {"wrong function", "log or exp", "complement", "exponent"},
    Kind.DERIVATIVE: {"derivative not taken", "inner derivative missing"},
    Kind.SUM: {"sum too much", "sum missing", "wrong function", "wrong index"},
}  # fmt: skip
"""For each kind of change, what it may rightly be called."""


@dataclass(frozen=True)
class Case:
    """A wrong line: what it should equal, and, if it was made from a right one, that line and the kind of change."""

    address: str
    first: Tensor
    line: Tensor
    given: Condition
    kind: str
    named: frozenset[str] = frozenset()
    original: str = ""


@dataclass(frozen=True)
class Outcome:
    case: Case
    repairs: tuple[Repair, ...]
    seconds: float

    @property
    def named(self) -> bool:
        """Whether the change made is among the mistakes told, or the very line it was made from is found again."""
        found = (repair for repair in self.repairs if len(repair.edits) == 1)
        return any(repair.edits[0].mistake.words in self.case.named for repair in found) or any(
            text(repair.line) == self.case.original for repair in self.repairs
        )


def corpus_cases() -> Iterator[Case]:
    """The wrong lines of the corpus that can be stated, of chains that hold a right line."""
    from symcheck.checking.part import build
    from symcheck.running.discover import Target
    from symcheck.running.load import load

    for path in files():
        for part in load(Target(path.name, str(path), None, True)).parts.values():
            for chain in build(part)[0]:
                first = chain.first.content
                rightful = any(line.role != "wrong" for line in chain.lines)
                for line in chain.lines:
                    content = line.content
                    if line.role == "wrong" and rightful and isinstance(first, Tensor) and isinstance(content, Tensor):
                        address = f"{path.stem}::{part.id}:{line.place.line} [{line.because}]"
                        yield Case(address, first, content, (*part.given, *chain.given), "corpus")


def mutant_cases(count: int, seed: int) -> Iterator[Case]:
    """Changed right lines of the corpus: for every kind about as many, drawn at random."""
    generator = random.Random(seed)
    pools: dict[Kind, list[tuple[Claim, Tensor]]] = defaultdict(list)
    for claim in claims():
        known: frozenset[Index] = claim.spoken
        for mutant in mutants(claim.line, known):
            if mutant.kind in NAMES and not _in_definition(claim.line, mutant.path):
                pools[mutant.kind].append((claim, mutant.tensor))
    for kind, pool in pools.items():
        for claim, tensor in generator.sample(pool, min(len(pool), max(1, count // len(pools)))):
            named = frozenset(NAMES[kind])
            yield Case(claim.address, claim.first, tensor, claim.given, kind.value, named, text(claim.line))


def _in_definition(tensor: Tensor, path: tuple[int, ...]) -> bool:
    """Whether the place lies inside a definition, which is not what the line says as written."""
    from symcheck.expressions.nodes import Named
    from tests.campaign.mutations import scoped_children

    node = tensor.body
    for position in path:
        if isinstance(node, Named):
            return True
        node = list(scoped_children(node))[position][0]
    return False


def outcome(case: Case) -> Outcome | None:
    """What the search finds; None for a change that does not change the value, or that no sample can tell."""
    started = time.perf_counter()
    search = Search(Suspect(case.first, case.line, case.given, CheckOptions()))
    same_shape = case.line.shape == case.first.shape
    if not search.samples.known or (same_shape and search.samples.agrees(case.line)):
        return None
    return Outcome(case, search.run(), time.perf_counter() - started)


def report(outcomes: Iterable[Outcome], misses: bool) -> None:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for item in outcomes:
        groups[item.case.kind].append(item)
        if misses and not item.repairs:
            print(f"  missed: {item.case.kind}: {item.case.address}: {text(item.case.first)} = {text(item.case.line)}")
        elif misses and item.case.named and not item.named:
            described = item.repairs[0].edits
            print(f"  misnamed: {item.case.kind}: {text(item.case.line)} (was {item.case.original}) told "
                  f"{[e.mistake.words for e in described]} -> {text(item.repairs[0].line)}")  # fmt: skip
    everything = [item for group in groups.values() for item in group]
    for name, group in (*groups.items(), ("all", everything)):
        found, named = sum(bool(o.repairs) for o in group), sum(o.named for o in group)
        shown = f", named {named:4d} ({named / len(group):5.1%})" if any(o.case.named for o in group) else ""
        middle = median(o.seconds for o in group) * 1e3
        print(
            f"{name:28s} {len(group):4d} lines, found {found:4d} ({found / len(group):5.1%}){shown}, {middle:6.0f} ms"
        )
    kinds = Counter(e.mistake.words for o in everything if o.repairs for e in o.repairs[0].edits)
    print("told: " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--corpus-only", action="store_true")
    parser.add_argument("--mutants-only", action="store_true")
    options = parser.parse_args()
    if not options.mutants_only:
        found = (outcome(case) for case in corpus_cases())
        report([o for o in found if o is not None], options.misses)
    if not options.corpus_only:
        made = (outcome(case) for case in mutant_cases(options.mutants, options.seed))
        report([o for o in made if o is not None], options.misses)


if __name__ == "__main__":
    main()
