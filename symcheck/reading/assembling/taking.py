"""Members of a relation as lines: what each says, where it stands, and what was taken for granted.

A member that is not read is a line too, with what is wrong with it; the line is left out where lines are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.statements import Ambiguous, Content, IllFormed, Line, Reading, Unread
from symcheck.errors import StatementError
from symcheck.expressions.nodes import Array, Block, Entry, Expr, Let
from symcheck.expressions.walk import arrays_of, children, expand_names
from symcheck.language.tensor import pen
from symcheck.reading.assembling.members import Member
from symcheck.reading.meaning import meaning
from symcheck.reading.meaning.choosing import Misfit
from symcheck.reading.scope import Quantity, Scope, Stands, Thing
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Node, Problem, Unreadable

SHOWN = 160
"""Characters of a page that a line is shown by at most where it cannot be printed as mathematics."""

TWO_MEANINGS = (
    "{} means two things here: what was declared, of which this was computed, and the value that the page gives it"
)
ONE_MEANING = "say the value as a condition (for {0} = …), or define what depends on {0} after it has its value"

Trouble = Unreadable | Problem
"""What is wrong at a place of the page: with mathematics, with a declaration, or with the page itself."""


class Taken(Struct, frozen=True):
    """A member as a line, as what its value stands on paper ("" where it has none), and what it was read from."""

    line: Line
    stands: Stands | None
    member: Member

    @property
    def known(self) -> bool:
        """Whether it says something that lines can be compared with."""
        return isinstance(self.line.content, Block)


def take(
    member: Member,
    source: Source,
    scope: Scope,
    others: Sequence[Sequence[Node]],
    role: str = "line",
    because: str = "",
    said: tuple[str, ...] = (),
) -> Taken:
    """A member as a line; `others` are the members that it is related to."""
    content, stands, more = _content(member, source, scope, others)
    place, written = source.place(member.span.start), source.on_one_line(member.span)
    return Taken(Line(content, place, written, role, because, (*more, *said)), stands, member)


def not_read(problem: Trouble, member: Member, source: Source, role: str = "line", because: str = "") -> Taken:
    """A member as a line that no rule reads."""
    place, written = source.place(member.span.start), source.on_one_line(member.span)
    return Taken(Line(unread(problem, source, member.span), place, written, role, because), None, member)


def _content(
    member: Member, source: Source, scope: Scope, others: Sequence[Sequence[Node]]
) -> tuple[Content, Stands | None, tuple[str, ...]]:
    try:
        readings = meaning.read(member.items, scope, others)
    except Misfit as problem:
        advice = f"; {problem.advice}" if problem.advice else ""
        return IllFormed(f"{problem.reason}{advice}", source.on_one_line(member.span)), None, ()
    except Unreadable as problem:
        return unread(problem, source, member.span), None, ()
    except StatementError as problem:
        return IllFormed(str(problem), source.on_one_line(member.span)), None, ()
    first, stands = readings[0].value, readings[0].stands
    if len(readings) == 1:
        return first.tensor, stands, first.said
    return _ambiguous(readings, source, member.span), stands, first.said


def _ambiguous(readings: Sequence[meaning.Reading], source: Source, span: Span) -> Ambiguous:
    """The readings, each with the choices in which it differs from another one."""
    common = set(readings[0].chosen).intersection(*(reading.chosen for reading in readings[1:]))
    listed = []
    for reading in readings:
        own = [chosen for chosen in reading.chosen if chosen not in common]
        words = tuple(chosen.reading for chosen in own)
        listed.append(Reading(reading.value.tensor, words, tuple(c.declaration for c in own if c.declaration)))
    places = [chosen.span for reading in readings for chosen in reading.chosen if chosen not in common]
    shown = pointed(source, places[0] if places else span)
    return Ambiguous(tuple(listed), source.on_one_line(span), shown)


def unread(problem: Trouble, source: Source, span: Span) -> Unread:
    """What no rule reads, with the place."""
    return Unread(problem.reason, source.on_one_line(span)[:SHOWN], problem.advice, pointed(source, problem.span))


def pointed(source: Source, span: Span) -> tuple[str, ...]:
    """The line of the page on which something stands, and a line with a caret under it; nothing that moves a cursor."""
    text, column, width = source.shown(span)
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown, " " * column + "^" * width


def aligned(taken: Sequence[Taken], any_layout: bool) -> list[Line]:
    """The lines, rows told from columns: where a chain has both, a row is a matrix of one row."""
    stands = {one.stands for one in taken}
    mixed = "row" in stands and ("column" in stands or "matrix" in stands)
    if not mixed or any_layout:
        return [one.line for one in taken]
    return [_as_row(one.line) if one.stands == "row" else one.line for one in taken]


def _as_row(line: Line) -> Line:
    match line.content:
        case Block(axes) if len(axes) == 1:
            return replace(line, content=pen(line.content)[None, :])
        case Ambiguous(readings):
            turned = tuple(replace(r, value=pen(r.value)[None, :]) if len(r.value.axes) == 1 else r for r in readings)
            return replace(line, content=replace(line.content, readings=turned))
    return line


def apart(taken: Taken, declared: Scope, given: Mapping[str, Thing | None], scope: Scope) -> Taken:
    """A member as it is, or as one that is not read where a name in it has another meaning by now.

    `given` are the names that the page gave a meaning, over what was `declared`; one that lost its meaning has None.
    """
    content = taken.line.content
    if not isinstance(content, Block):
        return taken
    arrays = _free(content.body, {})
    for name, thing in given.items():
        before = _variable(declared.get(name))
        if before is None or before not in arrays or scope.get(name) is not thing or before in _arrays(thing):
            continue
        twice = Unread(TWO_MEANINGS.format(name), taken.line.latex, ONE_MEANING.format(name))
        return replace(taken, line=replace(taken.line, content=twice))
    return taken


def _free(expr: Expr, memo: dict[Expr, frozenset[Array]]) -> frozenset[Array]:
    """The arrays of which an expression is computed: a name that a derivative is by is cut loose in it, and is none."""
    if expr not in memo:
        below = (_free(child, memo) for child in children(expr))
        match expr:
            case Let(array, value, body):
                memo[expr] = _free(value.body, memo) | (_free(body, memo) - {array})
            case Entry(array):
                memo[expr] = frozenset((array,))
            case _:
                memo[expr] = frozenset[Array]().union(*below)
    return memo[expr]


def resting(taken: Taken, scope: Scope) -> Taken:
    """A member with what it says of the number of members that families have, where it rests on that."""
    content = taken.line.content
    values = [reading.value for reading in content.readings] if isinstance(content, Ambiguous) else [content]
    arrays = (arrays_of(expand_names(value.body)) for value in values if isinstance(value, Block))
    notes = tuple(f"for {name} = {number}" for name, number in scope.last.items())
    if not any(array.name in scope.ended for found in arrays for array in found) or set(notes) <= set(taken.line.said):
        return taken
    return replace(taken, line=replace(taken.line, said=(*taken.line.said, *notes)))


def _variable(thing: Thing | None) -> Array | None:
    """The array that a declared variable is."""
    if not isinstance(thing, Quantity) or not thing.variable:
        return None
    return next(iter(_arrays(thing)), None)


def _arrays(thing: Thing | None) -> frozenset[Array]:
    return arrays_of(thing.value.tensor.body) if isinstance(thing, Quantity) else frozenset()
