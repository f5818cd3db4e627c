"""Statements: lines, chains of equalities, and parts, as frozen values.

A part is a decorated function that yields chains; declaring it builds none of them. What an author writes where an
expression is meant, but is none, becomes an `IllFormed` line, and what symcheck does not know an `Unsupported` one: it
is reported, and takes no other line with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from symcheck.claims.places import Place, here
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions.nodes import Condition
from symcheck.language.clashes import clash
from symcheck.language.conditions import assumption
from symcheck.language.tensor import Tensor, as_tensor


@dataclass(frozen=True, slots=True)
class IllFormed:
    """Something that stands where an expression is meant and cannot be compared; `reason` says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """An expression that holds something symcheck does not know; `reason` says what. Nothing is said of the line."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cost:
    """The number of scalar operations that evaluating `of` takes, as a claim's left side."""

    of: Tensor


@dataclass(frozen=True, slots=True)
class Order:
    """O(bound): at most a constant times `bound`, for all sizes."""

    bound: Tensor


Content = Tensor | Cost | Order | IllFormed | Unsupported


@dataclass(frozen=True, slots=True)
class Line:
    """One written line: its content, its LaTeX as written, where it stands, and what the author says of it.

    `role` is "line", "wrong" (a documented slip, with its reason in `because`) or "result".
    """

    content: Content
    place: Place
    latex: str = ""
    role: str = "line"
    because: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """`first = line = line = …`, under the chain's own conditions."""

    first: Line
    lines: tuple[Line, ...]
    place: Place
    given: Condition = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a derivation: an id, a title, conditions, and the function that yields its chains."""

    id: str
    title: str
    build: Callable[[], Iterator[Chain] | None]
    place: Place
    given: Condition = ()
    timeout: float | None = None


def content_of(value: object) -> Content:
    """What a line says; no expression becomes `IllFormed`, one that is not known `Unsupported`, with the reason."""
    if isinstance(value, Cost | Order | IllFormed | Unsupported):
        return value
    try:
        if callable(value) and not isinstance(value, Tensor) and not hasattr(value, "free_symbols"):
            return content_of(value())
        if isinstance(value, list | tuple):
            return IllFormed(_list_reason(value))
        return as_tensor(value)
    except UnsupportedError as error:
        return Unsupported(str(error))
    except StatementError as error:
        return IllFormed(str(error))


def _list_reason(values: list[object] | tuple[object, ...]) -> str:
    return (
        f"a list of {len(values)} expressions is not an expression: write stack(entry, index) for the tensor of entries"
    )


def line(value: object, *, latex: str = "", result: bool = False) -> Line:
    """A line of a chain. `latex` is the line as written; `result=True` marks it as the part's result.

    The value may be a function without arguments that gives the expression: if it cannot be built, the line is
    ill-formed and the others stand.
    """
    return Line(content_of(value), here(), latex, "result" if result else "line")


def result(value: object, *, latex: str = "") -> Line:
    """The line that is the part's result, where that is not the last one."""
    return line(value, latex=latex, result=True)


def wrong(value: object, *, because: str, latex: str = "") -> Line:
    """A line known to be wrong, with the reason. It is strict: a line that turns out right fails the part."""
    return Line(content_of(value), here(), latex, "wrong", because)


def _as_line(value: object) -> Line:
    return value if isinstance(value, Line) else Line(content_of(value), here())


def chain(first: object, *lines: object, given: object = None) -> Chain:
    """`first = line = line = …`: every line is compared with the first and with the line before."""
    if not lines:
        raise StatementError("a chain wants something to compare: chain(left, right, …)")
    condition = assumption(given)
    listed = tuple(map(_as_line, (first, *lines)))
    clashing = clash([x.content.body for x in listed if isinstance(x.content, Tensor)], [condition])
    if clashing:
        raise StatementError(f"{clashing}: give them different names")
    return Chain(listed[0], listed[1:], here(), condition)


PartFunction = Callable[[], Iterator[Chain] | None]

_collecting: ContextVar[list[Part] | None] = ContextVar("collecting", default=None)


def part(
    id: str, title: str = "", *, given: object = None, timeout: float | None = None
) -> Callable[[PartFunction], PartFunction]:
    """Declares a part: `@part("b", "Gradient by the center vector", given=Ne(w, o), timeout=30)`.

    `timeout` is in seconds. The function yields chains and takes no arguments.
    """
    if not isinstance(id, str) or not id:
        raise StatementError('a part wants an id: @part("b", "title")')
    place = here()
    condition = assumption(given)

    def declare(function: PartFunction) -> PartFunction:
        collected = _collecting.get()
        if collected is not None:
            heading = title or (function.__doc__ or "").strip().split("\n")[0]
            collected.append(Part(id, heading, function, place, condition, timeout))
        return function

    return declare


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


__all__ = [
    "Chain", "Content", "Cost", "IllFormed", "Line", "Order", "Part", "Unsupported", "chain", "collecting_parts",
    "content_of", "cost", "line", "part", "result", "wrong",
]  # fmt: skip
