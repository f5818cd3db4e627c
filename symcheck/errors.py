"""What an author can get wrong in a statement, and what symcheck does not know, with messages for the author."""

from __future__ import annotations

from contextvars import ContextVar


class StatementError(Exception):
    """A statement that cannot be built: shapes, indices or names that do not fit.

    The message says what does not fit and what to write instead; the place (file and line) is read off the
    traceback by whoever catches it, see `symcheck.claims.places`.
    """


class Unsupported(Exception):
    """What symcheck cannot do yet; the message says what. Who asked for it does without, and nobody made a mistake."""


class UnsupportedError(StatementError, Unsupported):
    """A statement that may well be right, but holds something that symcheck does not know.

    A line that raises it is undecided, never wrong: not to be known is no mistake of the author's.
    """


refused: ContextVar[list[Exception] | None] = ContextVar("refused", default=None)
"""What could not be run on symbolic arrays, though the code that is run may catch it; None where none is run."""


class TracingError(UnsupportedError):
    """Code that cannot be run on symbolic arrays: what of it, and what to write instead."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        noted = refused.get()
        if noted is not None:
            noted.append(self)
