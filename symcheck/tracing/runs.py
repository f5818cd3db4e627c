"""Which line of the author's code is run, and in which of several runs: what computed expressions are marked with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from symcheck.claims.places import line_here
from symcheck.errors import refused
from symcheck.expressions.nodes import Expr
from symcheck.expressions.origin import Origin, Run, computed
from symcheck.tracing.followed import Followed

Follow = Callable[[], Iterable[Followed]]
"""Runs the functions of an author once more; gives the arrays in them that are called gradients."""
_follow: ContextVar[Follow | None] = ContextVar("follow", default=None)
_run: ContextVar[Run | None] = ContextVar("run", default=None)


@contextmanager
def running() -> Iterator[None]:
    """A run of its own, as long as the context is open; what it could not do is told, whatever the code caught."""
    problems: list[Exception] = []
    token, noted = _run.set(Run(_follow.get())), refused.set(problems)
    try:
        yield
        if problems:
            raise problems[0]
    finally:
        _run.reset(token)
        refused.reset(noted)


@contextmanager
def followable(follow: Follow) -> Iterator[None]:
    """What is run as long as the context is open can be followed."""
    token = _follow.set(follow)
    try:
        yield
    finally:
        _follow.reset(token)


def mark(expr: Expr) -> None:
    """Notes that the line which is run has computed an expression."""
    file, line = line_here()
    computed(expr, Origin(file, line, _run.get()))
