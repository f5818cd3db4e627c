"""The right lines of the corpus under `tests/claims/corpus` and of the derivations, ready to be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from symcheck.checking.part import build, indices_spoken_of
from symcheck.claims.statements import Part
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition
from symcheck.language.tensor import Tensor
from symcheck.running.discover import Target, derivation_files
from symcheck.running.load import load

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Claim:
    """A right line: what it stands for, the line, the assumptions, the indices it may name, and its address."""

    address: str
    first: Tensor
    line: Tensor
    given: Condition
    spoken: frozenset[Index]


def files() -> list[Path]:
    return [*derivation_files(ROOT / "tests" / "claims" / "corpus"), *sorted((ROOT / "derivations").glob("*.py"))]


def claims(paths: list[Path] | None = None, wrong: bool = False) -> Iterator[Claim]:
    """Every right line (or every documented slip) that is an expression, with its chain's first expression."""
    for path in files() if paths is None else paths:
        loaded = load(Target(path.name, str(path), None, True))
        for part in loaded.parts.values():
            yield from _claims(part, path.stem, wrong)


def _claims(part: Part, stem: str, wrong: bool) -> Iterator[Claim]:
    chains, _ = build(part)
    spoken = indices_spoken_of(chains)
    for chain in chains:
        first = chain.first.content
        for line in chain.lines:
            if isinstance(first, Tensor) and isinstance(line.content, Tensor) and (line.role == "wrong") == wrong:
                if line.content.shape != first.shape:
                    continue
                address = f"{stem}::{part.id}:{line.place.line}"
                yield Claim(address, first, line.content, (*part.given, *chain.given), spoken)
