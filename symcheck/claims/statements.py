"""What a statement is: lines, chains of equalities, and parts, as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.expressions.nodes import Block, Condition


class IllFormed(Struct, frozen=True):
    """What stands where an expression is meant and cannot be compared: why, and its source text if that is known."""

    reason: str
    written: str = ""


class Unsupported(Struct, frozen=True):
    """An expression that holds something symcheck does not know: what. Nothing is said of the line."""

    reason: str
    written: str = ""


class Cost(Struct, frozen=True):
    """The number of scalar operations that evaluating `of` takes, as a claim's left side."""

    of: Block


class Order(Struct, frozen=True):
    """O(bound): at most a constant times `bound`, for all sizes."""

    bound: Block


class Unread(Struct, frozen=True):
    """What is written where an expression is meant, and no rule reads: why, and what to write or declare instead.

    `pointed` is the line of the page, and below it a caret under the place.
    """

    reason: str
    written: str = ""
    advice: str = ""
    pointed: tuple[str, ...] = ()


class Reading(Struct, frozen=True):
    """One way to read what is written: as what, in words, and the declarations that choose it."""

    value: Block
    words: tuple[str, ...]
    declarations: tuple[str, ...]


class Ambiguous(Struct, frozen=True):
    """What can be read in several ways; only if they are equal in value it does not matter in which."""

    readings: tuple[Reading, ...]
    written: str = ""
    pointed: tuple[str, ...] = ()


Content = Block | Cost | Order | IllFormed | Unsupported | Unread | Ambiguous


class Line(Struct, frozen=True):
    """One written line: its content, its LaTeX as written, where it stands, and what the author says of it.

    `role` is "line", "wrong" (a documented slip, with its reason in `because`) or "result". `said` is what a reader
    of the line took for granted; `alone` holds where LaTeX stands in a file without an expression, and is the line.
    """

    content: Content
    place: Place
    latex: str = ""
    role: str = "line"
    because: str = ""
    said: tuple[str, ...] = ()
    alone: bool = False


class Chain(Struct, frozen=True):
    """`first = line = line = …`, under the chain's own conditions.

    Where `layouts` holds, a line with a derivative that is right but for a transposition is told as that; where
    `turns` does, it is right: no layout is agreed upon. `assumed` are the conditions that a reader took from the text
    round the chain, in words. `stated` is there where the chain says itself what may be an assumption, and how to
    declare it: such a line is not wrong, but open. `offered` is what may have to be assumed and was not, told of lines
    that are not right. `solved` says of a chain what its line, as it is written, was put into, which is to be 0 then:
    in it no mistake is looked for. `also` are chains that say the same where more holds: it is right where one of them
    is. `only` is a chain that takes the place of its line where both are right: it says of it that nothing else solves
    what it is put into. `beside` is another case of which the text may say the same, so that it is not right for this
    one alone: but for what is right without those of its conditions that are `doubted`; None where it speaks of what
    is nothing without them, so that nothing in it is right; `unless` are chains that leave no doubt of that where all
    are right. `values` are those of letters that it is read for, where a
    formula is read for one after the other. `deeper` are chains that say the same of families with more members: a line
    is right only where it is in them too.
    """

    first: Line
    lines: tuple[Line, ...]
    place: Place
    given: Condition = ()
    layouts: bool = False
    turns: bool = False
    assumed: tuple[str, ...] = ()
    stated: str = ""
    offered: str = ""
    solved: str = ""
    rests: tuple[tuple[Place, Condition], ...] = ()
    also: tuple[Chain, ...] = ()
    only: Chain | None = None
    beside: str = ""
    doubted: Condition | None = ()
    unless: tuple[Chain, ...] = ()
    values: tuple[str, ...] = ()
    deeper: tuple[Chain, ...] = ()


class Part(Struct, frozen=True):
    """A part of a derivation: an id, a title, conditions, and the function that yields its chains.

    `notation` says how the LaTeX beside its lines is to be read, under the names of the values that `around` gives,
    which are known where the part is written; None where no LaTeX stands beside anything, as on a page.
    """

    id: str
    title: str
    build: Callable[[], Iterator[Chain] | None]
    place: Place
    given: Condition = ()
    timeout: float | None = None
    notation: str | None = None
    around: Callable[[], Iterable[object]] = tuple
