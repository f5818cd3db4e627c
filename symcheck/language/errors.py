"""What an author can get wrong in a statement, as one exception with a message written for the author."""

from __future__ import annotations


class StatementError(Exception):
    """A statement that cannot be built: shapes, indices or names that do not fit.

    The message says what does not fit and what to write instead; the place (file and line) is read off the
    traceback by whoever catches it, see `symcheck.language.places`.
    """
