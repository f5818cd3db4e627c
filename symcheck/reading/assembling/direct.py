"""Formulas and declarations that stand in no file, as a page: what is written on a command line.

A formula with a backslash or a brace is LaTeX, any other is mathematics as it is typed; one with delimiters of its own
(`$…$`, `\\begin{align}`) is read as a page is. Every place is a place in the text that was given.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.pages.blocks import Block, Declarations, Formula, Page
from symcheck.reading.pages.delimiters import delimited
from symcheck.reading.pages.page import read_page
from symcheck.reading.source import Passage, Source

LATEX = "\\{}"


def page_of(formulas: Sequence[str], declared: Sequence[str], file: str) -> Page:
    """The page that consists of these formulas, in order, and of these declarations."""
    formulas = [_clean(text) for text in formulas]
    if any(found.kind == "formula" for text in formulas for found in delimited(text)):
        page = read_page("\n\n".join(map(_set_apart, formulas)), file, "md")
    else:
        page = _typed(formulas, file)
    return with_declared(page, declared)


def formulas_in(text: str) -> tuple[str, ...]:
    """The formulas of a text without delimiters: its lines; a paragraph with rows or columns is one."""
    text = _clean(text)
    if any(found.kind == "formula" for found in delimited(text)):
        return (text,)
    found: list[str] = []
    for paragraph in text.split("\n\n"):
        whole = "\\\\" in paragraph or "&" in paragraph
        found += [paragraph] if whole else paragraph.split("\n")
    return tuple(stripped for each in found if (stripped := each.strip()))


def is_typed(text: str) -> bool:
    """Whether a formula is written as text, without LaTeX."""
    return not any(letter in text for letter in LATEX)


def _clean(text: str) -> str:
    """The text as UTF-8 can say it, its lines ending in a line feed."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _set_apart(text: str) -> str:
    own = any(found.kind == "formula" for found in delimited(text))
    return text if own else f"$${text}$$"


def _typed(formulas: Sequence[str], file: str) -> Page:
    source = Source(file, "\n".join(formulas))
    blocks: list[Block] = []
    start = 0
    for number, text in enumerate(formulas):
        passage = Passage.of(source, start, start + len(text))
        blocks.append(Formula(passage=passage, paragraph=number, display=True, typed=is_typed(text)))
        start += len(text) + 1
    return Page(source, "txt", file, tuple(blocks))


def with_declared(page: Page, declared: Sequence[str]) -> Page:
    """The page with declarations behind it."""
    declared = [_clean(text) for text in declared]
    before = f"{page.source.text}\n"
    source = Source(page.source.file, before + "\n".join(declared))
    if not declared:
        return replace(page, source=source)
    passage = Passage.of(source, len(before), len(source.text))
    return replace(page, source=source, blocks=(*page.blocks, Declarations(passage=passage)))
