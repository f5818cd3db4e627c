"""What a page leaves open before a line can be judged: which of several readings is meant, and which layout.

The readings of an ambiguous expression are compared with one another; of the rest of the chain only its shape chooses
between them, never a value. An expression whose readings are all proved equal is the first of them, and any other is
left out of its chain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from symcheck.claims.statements import Ambiguous, Chain, IllFormed, Line, Unread
from symcheck.claims.verdict import LineVerdict, Proved, Status
from symcheck.expressions.depth import judging
from symcheck.expressions.indices import ONE, IndexForm, new_axis
from symcheck.expressions.nodes import Block, Condition, Derivative
from symcheck.expressions.walk import subexpressions, substitute
from symcheck.judging.compare import Comparison
from symcheck.judging.options import CheckOptions
from symcheck.notation.text import content as shown
from symcheck.symbolic.prover import Workspace

EITHER_WAY = "it can be read in several ways, which are equal in value"
BY_SHAPE = "of the ways to read it, the one that has the shape of the other side"
_WRITTEN = re.compile(r"(?:write|put|leave|give) ")
"""How advice begins that is followed in the formula, and not in the block."""


@judging()
def settled(chain: Chain, given: Condition, options: CheckOptions, workspace: Workspace) -> Chain:
    """The chain with what is read in several ways read in one, if it can be, and an expression first that is read."""
    lines = (chain.first, *chain.lines)
    if not any(is_left_out(line, chain) for line in lines):
        return chain
    conditions = (*given, *chain.given)
    shapes = {line.content.shape for line in lines if isinstance(line.content, Block)}
    fitting = [_fitting(line, shapes) for line in lines]
    chosen = [_chosen(line, conditions, options, workspace) for line in fitting]
    first = next((n for n, line in enumerate(chosen) if not is_left_out(line, chain)), 0)
    return replace(chain, first=chosen[first], lines=(*chosen[:first], *chosen[first + 1 :]))


def is_left_out(line: Line, chain: Chain) -> bool:
    """Whether a line is not compared with others: on a page one that is ill-formed neither."""
    apart = Unread | Ambiguous | IllFormed if chain.layouts else Unread | Ambiguous
    return isinstance(line.content, apart)


def _fitting(line: Line, shapes: Collection[tuple[IndexForm, ...]]) -> Line:
    """A line with those of its readings that have the shape which all other sides have, if some of them do not."""
    if not isinstance(line.content, Ambiguous) or len(shapes) != 1:
        return line
    readings = line.content.readings
    fit = tuple(reading for reading in readings if reading.value.shape in shapes)
    if not fit or len(fit) == len(readings):
        return line
    content = fit[0].value if len(fit) == 1 else replace(line.content, readings=fit)
    return replace(line, content=content, said=(*line.said, BY_SHAPE))


def _chosen(line: Line, given: Condition, options: CheckOptions, workspace: Workspace) -> Line:
    if not isinstance(line.content, Ambiguous):
        return line
    first, *others = (reading.value for reading in line.content.readings)
    compared = Comparison(first, tuple(others), given, options, workspace)
    fits = (other.shape == first.shape for other in others)
    if all(fits) and all(isinstance(compared.accepted(other), Proved) for other in others):
        return replace(line, content=first, said=(*line.said, EITHER_WAY))
    return line


def left_out(line: Line) -> LineVerdict | None:
    """The verdict on what is not read, or in ways that differ; None on all else."""
    match line.content:
        case Unread(reason, _, advice, pointed):
            return _open(line, Status.UNREAD, reason, pointed, (advice,) if advice else ())
        case Ambiguous(readings, _, pointed):
            told = tuple(
                f"{_once(reading.words)}: {_once(map(_chooses, reading.declarations))}" for reading in readings
            )
            return _open(line, Status.AMBIGUOUS, "it can be read in ways that differ", pointed, told)
    return None


def _once(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _chooses(declaration: str) -> str:
    """What chooses a reading: a declaration, or how to write it otherwise."""
    return declaration if _WRITTEN.match(declaration) else f"declare {declaration}"


def _open(line: Line, status: Status, reason: str, pointed: tuple[str, ...], advice: tuple[str, ...]) -> LineVerdict:
    return LineVerdict(
        status, (), line.place, shown(line.content), reason, line.latex, line.role, line.because,
        pointed=pointed, advice=advice, said=line.said,
    )  # fmt: skip


def transposes(first: Block, line: Block) -> Iterator[Block]:
    """The line in the other layout of derivatives, where that has the shape of the first and a derivative is there."""
    if not _derived(first, line):
        return
    if line.ndim == 2 and line.shape[::-1] == first.shape:
        yield Block(line.axes[::-1], line.body)
    if line.ndim == 2 and first.ndim == 1 and line.shape[0] == ONE:
        row, column = line.axes
        yield Block((column,), substitute(line.body, {row: row.lower}))
    if line.ndim == 1 and first.ndim == 2 and first.shape[0] == ONE:
        yield Block((new_axis("i", ONE), *line.axes), line.body)


def _derived(*sides: Block) -> bool:
    return any(isinstance(expr, Derivative) for side in sides for expr in subexpressions(side.body))
