"""What a page consists of before it is read: its parts with the headings above them, their formulas, its commands."""

from __future__ import annotations

from contextlib import suppress

from symcheck.reading.grammar.macros import Macro, Macros
from symcheck.reading.grammar.tokens import Token, tokenize
from symcheck.reading.pages.blocks import Heading, Page
from symcheck.reading.pages.labels import Parts, Section
from symcheck.reading.pages.sentences import plain
from symcheck.reading.source import Span
from symcheck.reading.tree import Unreadable

Listed = list[tuple[Section, tuple[str, ...]]]
"""The sections of a page, each with the headings above it."""


def macros(page: Page) -> Macros:
    """The page's own commands."""
    found: dict[str, Macro] = {}
    for said in page.macros:
        name = f"\\{said.name}"
        with suppress(Unreadable):
            body = tuple(tokenize(said.body))
            if said.operator:
                here = said.body.whole
                opens = Token("command", "\\operatorname", here), Token("sign", "{", here)
                body = (*opens, *body, Token("sign", "}", here))
            default = None if said.optional is None else tuple(tokenize(said.optional))
            found[name] = Macro(name, body, said.arguments, default)
    return Macros(found)


def listed(found: Parts) -> Listed:
    """The sections, each with the headings above it."""
    sections: Listed = []
    headings: list[Heading] = []
    for section in found.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                headings = [*(heading for heading in headings if heading.level < block.level), block]
        sections.append((section, tuple(plain(heading.passage.text) for heading in headings)))
    return sections


def count(listed: Listed) -> int:
    return sum(len(section.formulas) for section, _ in listed)


def begins(section: Section) -> Span:
    """Where a part is: at its label or heading, else at its first formula."""
    labelled = section.span.start < section.span.end
    return section.span if labelled else next((formula.span for formula in section.formulas), section.span)
