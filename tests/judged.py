"""What was judged before in this run, under the same assumptions, is not judged again: pages, parts and chains.

A chain is remembered by all that its verdict depends on: the digests of its lines, the names they are printed with,
what a page says of it, and what the judges are told. Where it stands and its LaTeX are its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from unittest.mock import patch

from msgspec.structs import replace

from symcheck import check
from symcheck.checking import part as checking
from symcheck.claims.digest import digest
from symcheck.claims.statements import Chain, Line, Part
from symcheck.claims.verdict import ChainVerdict, PartVerdict
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.walk import free_indices
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.notation.text import content as shown
from symcheck.reading.assembling.assembly import ReadPage, read_text
from symcheck.report.model import FileProblem
from symcheck.symbolic.prover import Workspace

KNOWN: dict[object, ChainVerdict] = {}
STATUSES: dict[str, str] = {}
"""What was judged in this process."""


def judged(text: bytes | str, name: str) -> tuple[ReadPage | FileProblem, tuple[PartVerdict, ...]]:
    """A page, or why it is not read, and the verdicts on its parts in order, without a search for mistakes."""
    return _judged(text if isinstance(text, bytes) else text.encode(), name)


@cache
def _judged(text: bytes, name: str) -> tuple[ReadPage | FileProblem, tuple[PartVerdict, ...]]:
    page = read_text(text, name)
    parts = page.parts if isinstance(page, ReadPage) else ()
    return page, tuple(judged_part(part, CheckOptions(diagnose=False), name) for part in parts)


def judged_part(
    part: Part, options: CheckOptions, file: str = "", ask: Callable[..., ChainVerdict] | None = None
) -> PartVerdict:
    """The verdict on a part, as `check_part` gives it; `ask` is who judges a chain."""
    with patch.object(checking, "check_chain", ask or judged_chain):
        return checking.check_part(part, options, file)


def judged_chain(
    chain: Chain,
    given: Condition,
    options: CheckOptions,
    spoken: frozenset[Index] = frozenset(),
    workspace: Workspace | None = None,
    told: Callable[[ChainVerdict], None] | None = None,
) -> ChainVerdict:
    """The verdict on a chain, as `check_chain` gives it."""
    contents = (line.content for line in (chain.first, *chain.lines))
    free = frozenset[Index]().union(*(free_indices(x.body) for x in contents if isinstance(x, Block)))
    key = said(chain, given), options, frozenset(index.name for index in spoken & free)
    if key not in KNOWN:
        KNOWN[key] = check_chain(chain, given, options, spoken, workspace, told)
    return standing_at(chain, KNOWN[key])


def standing_at(chain: Chain, known: ChainVerdict) -> ChainVerdict:
    """The verdict on a chain that says the same, as one on this chain."""
    both = zip(known.lines, chain.lines, strict=True)
    lines = tuple(replace(line, place=own.place, latex=own.latex) for line, own in both)
    return replace(known, place=chain.first.place, first_latex=chain.first.latex, lines=lines)


def status(first: Block, line: Block) -> str:
    """What `check` says of two sides."""
    key = digest(first, line, ())
    if key not in STATUSES:
        STATUSES[key] = check(first, line).status.value
    return STATUSES[key]


SAID = frozenset(("first", "lines", "given", "only", "also", "deeper", "place", "rests"))
"""The fields of a chain that are told in words of their own, or of places; any other one is taken as it is."""


def said(chain: Chain, given: Condition) -> object:
    """All that a chain says, wherever it stands."""
    conditions = (*given, *chain.given)
    pairs = zip((chain.first, chain.first, *chain.lines), (chain.first, *chain.lines), strict=False)
    lines = tuple((_said(chain.first, line, conditions), line.latex != before.latex) for before, line in pairs)
    round_it = tuple(getattr(chain, name) for name in Chain.__struct_fields__ if name not in SAID)
    others = (said(chain.only, given) if chain.only else None, tuple(said(one, given) for one in chain.also))
    at = {line.place: position for position, line in enumerate(chain.lines)}  # by place a line is found in deeper ones
    deeper = tuple((said(one, given), tuple(at.get(line.place) for line in one.lines)) for one in chain.deeper)
    return lines, round_it, others, deeper


def _said(first: Line, line: Line, conditions: Condition) -> object:
    content = shown(line.content) if isinstance(line.content, Block) else repr(line.content)
    about = digest(first.content, line.content, conditions)
    return about, content, line.role, line.because, line.said, line.alone
