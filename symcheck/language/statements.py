"""Statements as an author writes them: lines, chains of equalities, parts.

A part is a decorated function that yields chains; declaring it builds none of them. What an author writes where an
expression is meant, but is none, becomes an `IllFormed` line, and what symcheck does not know an `Unsupported` one: it
is reported, and takes no other line with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial

from msgspec.structs import replace

from symcheck.claims.places import Argument, arguments, here
from symcheck.claims.statements import Chain, Content, Cost, IllFormed, Line, Order, Part, Unread, Unsupported
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions.nodes import Block
from symcheck.language.clashes import clash
from symcheck.language.conditions import assumption, declared
from symcheck.language.tensor import Broken, as_tensor, deferring, is_deferring
from symcheck.notation.text import text

NOTHING = object()
"""Where an expression may be left out, and is."""
IN_LATEX_ALONE = "its LaTeX is read where its part is judged, by symcheck run"


def content_of(value: object) -> Content:
    """What a line says; no expression becomes `IllFormed`, one that is not known `Unsupported`, with the reason."""
    if isinstance(value, IllFormed | Unsupported):
        return value
    try:
        if isinstance(value, Cost | Order):
            _whole(value.of if isinstance(value, Cost) else value.bound)
            return value
        if callable(value) and not isinstance(value, Block) and not hasattr(value, "free_symbols"):
            return content_of(value())
        if isinstance(value, list | tuple):
            problem = f"a list of {len(value)} expressions is not an expression"
            return IllFormed(f"{problem}: write stack(entry, index) for the tensor of entries")
        return _whole(as_tensor(value))
    except UnsupportedError as error:
        return Unsupported(str(error))
    except StatementError as error:
        return IllFormed(str(error))


def _whole(value: Block) -> Block:
    if isinstance(value, Broken):
        raise value.error
    return value


def line(value: object = NOTHING, *, latex: str = "", result: bool = False) -> Line:
    """A line of a chain. `latex` is the line as written; `result=True` marks it as the part's result.

    The LaTeX is read under the names of the file and held against the value: where it says something else, the line is
    ill-encoded. Without a value, `line(latex=r"…")`, it is the line.

    The value may be a function without arguments that gives the expression: if it cannot be built, the line is
    ill-formed and the others stand.
    """
    return Line(_content(value, latex), here(), latex, "result" if result else "line", alone=value is NOTHING)


def result(value: object = NOTHING, *, latex: str = "") -> Line:
    """The line that is the part's result, where that is not the last one."""
    return line(value, latex=latex, result=True)


def wrong(value: object = NOTHING, *, because: str, latex: str = "") -> Line:
    """A line known to be wrong, with the reason. It is strict: a line that turns out right fails the part.

    The LaTeX says the wrong line.
    """
    return Line(_content(value, latex), here(), latex, "wrong", because, alone=value is NOTHING)


def _content(value: object, latex: str) -> Content:
    """What the first argument of the author's call says; the LaTeX alone is not read here."""
    if value is NOTHING:
        if not latex:
            raise StatementError('a line wants an expression, or its LaTeX: line(latex=r"…")')
        return Unread(IN_LATEX_ALONE, latex)
    content = content_of(value)
    return _shown_as(content, arguments(1)[0]) if isinstance(content, IllFormed | Unsupported) else content


def _as_lines(values: tuple[object, ...]) -> tuple[Line, ...]:
    """Lines as they are; bare expressions at the places where they are written in the author's call."""
    lines = tuple(value for value in values if isinstance(value, Line))
    if len(lines) == len(values):
        return lines
    return tuple(
        value if isinstance(value, Line) else Line(_shown_as(content_of(value), argument), argument.place)
        for value, argument in zip(values, arguments(len(values)), strict=True)
    )


def _shown_as(content: Content, argument: Argument) -> Content:
    """What cannot be built is shown as it is written in the source."""
    if not isinstance(content, IllFormed | Unsupported):
        return content
    return replace(content, written=" ".join(argument.text.split()))


def chain(first: object, *lines: object, given: object = None) -> Chain:
    """`first = line = line = …`: every line is compared with the first and with the line before."""
    if not lines:
        raise StatementError("a chain wants something to compare: chain(left, right, …)")
    listed = _as_lines((first, *lines))
    try:
        condition = assumption(given)
    except StatementError as error:
        if not is_deferring():
            raise
        condition, reason = (), f"what is assumed cannot be stated: {error}"
        listed = tuple(replace(x, content=IllFormed(reason, _text(x.content))) for x in listed)
    bodies = [x.content.body for x in listed if isinstance(x.content, Block)]
    condition = (*condition, *declared(bodies, condition))
    clashing = clash(bodies, [condition])
    if clashing:
        raise StatementError(f"{clashing}: give them different names")
    return Chain(listed[0], listed[1:], here(), condition)


def _text(content: Content) -> str:
    return text(content) if isinstance(content, Block) else getattr(content, "written", "")


PartFunction = Callable[[], Iterator[Chain] | None]


def _chains(function: PartFunction) -> Iterator[Chain]:
    """The chains of a part; a line of theirs that cannot be built takes no other with it."""
    with deferring():
        given_back = function()
        made = iter((given_back,) if isinstance(given_back, Chain) else given_back or ())
    while True:
        with deferring():
            try:
                item = next(made)
            except StopIteration:
                return
        yield item


_collecting: ContextVar[list[Part] | None] = ContextVar("collecting", default=None)


def part(
    id: str, title: str = "", *, given: object = None, timeout: float | None = None, notation: str = ""
) -> Callable[[PartFunction], PartFunction]:
    """Declares a part: `@part("b", "Gradient by the center vector", given=Ne(w, o), timeout=30)`.

    `timeout` is in seconds. The function yields chains and takes no arguments. `notation` says what the LaTeX beside
    its lines means where that is not the name in the file, as on a page: `notation="u_k means u_{neg_k}; J = J_{ns}"`.
    """
    if not isinstance(id, str) or not id:
        raise StatementError('a part wants an id: @part("b", "title")')
    place = replace(here(), column=0)
    condition = assumption(given)
    if not isinstance(notation, str):
        raise StatementError('the notation of a part is a text: notation="u means U; J = J_{ns}"')

    def declare(function: PartFunction) -> PartFunction:
        collected = _collecting.get()
        if collected is not None:
            heading = title or (function.__doc__ or "").strip().split("\n")[0]
            built, around = partial(_chains, function), partial(_around, function)
            collected.append(Part(id, heading, built, place, condition, timeout, notation, around))
        return function

    return declare


def _around(function: PartFunction) -> Iterator[object]:
    """The values of the names that are known where a part is written."""
    yield from list(getattr(function, "__globals__", {}).values())
    for cell in getattr(function, "__closure__", None) or ():
        with suppress(ValueError):  # nothing was put there yet
            yield cell.cell_contents


@contextmanager
def collecting_parts() -> Iterator[list[Part]]:
    """The list that receives, in order, the parts declared while the context is open (parts of one file)."""
    collected: list[Part] = []
    token = _collecting.set(collected)
    try:
        yield collected
    finally:
        _collecting.reset(token)


def cost(value: object) -> Cost:
    """The number of scalar operations to evaluate an expression, each distinct subexpression computed once."""
    return Cost(as_tensor(value))


def O(bound: object) -> Order:  # noqa: E743 - the field's own name
    """At most a constant times `bound`: `chain(cost(J), O(K * d))`."""
    return Order(as_tensor(bound))
