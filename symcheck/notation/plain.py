"""Plain text of what is no expression: anything on one line, and names with their values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from symcheck.notation.names import unicode_entry

_LOST_BACKSLASHES = {"\a": r"\a", "\b": r"\b", "\t": r"\t", "\v": r"\v", "\f": r"\f", "\r": r"\r"}
_PLACES = re.compile(r"\[(-?\d+(?:, -?\d+)*)\]$", re.ASCII)


def printable(text: object) -> str:
    """Text on one line that cannot steer a terminal; backslashes that Python took from LaTeX are back."""
    line = re.sub(r"\s*\n\s*", " ", str(text))  # a title or a LaTeX source may be anything an author passed
    line = re.sub("[\a\b\t\v\f\r]", lambda found: _LOST_BACKSLASHES[found[0]], line)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", lambda c: ascii(c[0])[1:-1], line)


def sizes_text(sizes: Iterable[tuple[str, object]]) -> str:
    """Names with their values, as lines print them: `n = 2, U_12 = −3`."""
    listed = [*sizes]
    plain = {unicode_entry(name, ()) for name, _ in listed if not _PLACES.search(name)}
    return ", ".join(f"{_named(name, plain)} {_equal(signed(str(value)))}" for name, value in listed)


def _equal(value: str) -> str:
    return value if value.startswith("≈") else f"= {value}"


def signed(number: str) -> str:
    """A number with the minus of mathematics."""
    return re.sub(r"(?<!e)-(?=[\d.])", "−", number)


def without_places(name: str) -> str:
    """The declared name that an entry is one of: `U` for `U[1, 2]`."""
    return _PLACES.sub("", name)


def _named(name: str, plain: Collection[str]) -> str:
    """A declared name, or an entry of one such as `W_1[2, 3]`, `W^{[1]}[2, 3]`; x[1] where a plain name is x_1."""
    places = _PLACES.search(name)
    if places is None:
        return unicode_entry(name, ())
    of, at = name[: places.start()], places[1].split(", ")
    shown = unicode_entry(of, at)
    return f"{unicode_entry(of, ())}[{places[1]}]" if shown in plain else shown
