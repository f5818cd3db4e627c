"""What a page agrees upon, as declared in words: `layout numerator`, `vectors are rows`."""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.reading.scope import Conventions


def agreed(conventions: Conventions, kind: str, value: str) -> Conventions | None:
    """The conventions with one more; None for one that they do not hold."""
    match kind, value:
        case "layout", "shape" | "numerator" | "denominator" | "any":
            return replace(conventions, layout=value)
        case "vectors", _:
            return replace(conventions, vectors_are_rows=value == "rows")
        case "implied", _:
            return replace(conventions, implied=True)
        case "summed", _:
            return replace(conventions, summed=conventions.summed | {value})
        case "limits", _:
            return replace(conventions, limits=True)
    return None
