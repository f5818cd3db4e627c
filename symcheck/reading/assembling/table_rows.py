"""Rows of tables: where they stand, and as the formulas that a block says they are: `table: \\nabla_a #1 = #2`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from symcheck.reading.pages.blocks import Block, Formula, Page, Prose
from symcheck.reading.pages.relations import relates
from symcheck.reading.source import Passage, Span

_CELL = re.compile(r"#(\d)")


def with_rows(page: Page, templates: Sequence[Passage]) -> Page:
    """The page with one formula in place of those in a row, where a template takes so many that relate nothing."""
    rows: dict[tuple[int, int], list[Formula]] = {}
    for block in page.blocks if templates else ():
        if isinstance(block, Formula) and block.cell is not None and block.cell.row:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    claims: dict[Block, Formula] = {}
    for cells in rows.values():
        template = next((x for x in templates if len({*_CELL.findall(x.text)}) == len(cells)), None)
        if template is not None and not any(relates(cell.passage.text) for cell in cells):
            claims[cells[0]] = replace(cells[-1], passage=Passage.joined(list(_filled(template, cells))))
            claims |= dict.fromkeys(cells[1:], claims[cells[0]])
    return replace(page, blocks=tuple(dict.fromkeys(claims.get(block, block) for block in page.blocks)))


def table_rows(page: Page) -> list[Span]:
    """Where the rows of tables stand: what is said in a row is said of that row."""
    rows: dict[tuple[int, int], Span] = {}
    for block in page.blocks:
        cell = block.cell if isinstance(block, Formula | Prose) else None
        if cell is not None:
            known = rows.get((cell.table, cell.row), block.span)
            rows[cell.table, cell.row] = known.to(block.span)
    return list(rows.values())


def _filled(template: Passage, cells: Sequence[Formula]) -> Iterator[Passage]:
    """A template with the cells in brackets; what stands between them stands where the next cell begins."""
    at = cells[0].span.start
    for n, piece in enumerate(_CELL.split(template.text)):
        if n % 2 and int(piece) <= len(cells):
            cell = cells[int(piece) - 1].passage
            yield from (Passage.at("(", cell.whole.start), cell, Passage.at(")", cell.whole.end - 1))
            at = cell.whole.end - 1
        else:
            yield Passage.at(piece, at)
