"""The parts of a page with the headings above them, and the formulas in each."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.reading.pages.blocks import Formula, Heading
from symcheck.reading.pages.labels import Parts, Section
from symcheck.reading.pages.sentences import plain
from symcheck.reading.source import Span

Listed = list[tuple[Section, tuple[str, ...]]]
"""The sections of a page, each with the headings above it."""


def listed_of(found: Parts) -> Listed:
    """The sections, each with the headings above it."""
    listed: Listed = []
    headings: list[Heading] = []
    for section in found.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                headings = [*(heading for heading in headings if heading.level < block.level), block]
        listed.append((section, tuple(plain(heading.passage.text) for heading in headings)))
    return listed


def count_of(listed: Listed) -> int:
    return sum(1 for section, _ in listed for _ in formulas_of(section))


def formulas_of(section: Section) -> Iterator[Formula]:
    """The formulas of a part, those in headings too."""
    for block in section.blocks:
        for formula in block.formulas if isinstance(block, Heading) else (block,):
            if isinstance(formula, Formula):
                yield formula


def begins(section: Section) -> Span:
    """Where a part is: at its label or heading, else at its first formula."""
    labelled = section.span.start < section.span.end
    return section.span if labelled else next((formula.span for formula in formulas_of(section)), section.span)
