"""A gradient that is not right, as a test says it: the verdict, and the counterexample as NumPy's arrays."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symcheck.api import Verdict
from symcheck.claims.verdict import Refuted

ENTRY = re.compile(r"(?P<name>.*)\[(?P<places>[\d, ]+)\]")


def told(name: str, verdict: Verdict, inputs: Mapping[str, object]) -> str:
    """What is wrong with a gradient, or why nothing is known of it."""
    status = verdict.status.value
    found = verdict.counterexample
    if found is None:
        return f"the gradient by {name} is {status}: {verdict.reason}"
    at = f" in the entry {[place - 1 for place in found.entry]}" if found.entry else ""
    return "\n".join(
        [
            f"the gradient by {name} is wrong{at}: it should be {found.left} and is {found.right}",
            *arrays(found),
        ]
    )


def arrays(found: Refuted) -> list[str]:
    """The values of a counterexample as assignments; what is not said is anything, and 0 here."""
    tables: dict[str, dict[tuple[int, ...], str]] = {}
    lines = [f"{name} = {size}" for name, size in found.sizes]
    for name, value in found.values:
        entry = ENTRY.fullmatch(name)
        if entry is None:
            lines.append(f"{name} = {value}")
        else:
            place = tuple(int(p) - 1 for p in entry["places"].split(","))
            tables.setdefault(entry["name"], {})[place] = value
    return [*lines, *(f"{name} = np.array({_nested(table, ())})" for name, table in tables.items())]


def _nested(table: Mapping[tuple[int, ...], str], place: tuple[int, ...]) -> str:
    """The entries of an array as lists in lists."""
    depth = len(next(iter(table)))
    if len(place) == depth:
        return table.get(place, "0")
    within = [key for key in table if key[: len(place)] == place]
    size = 1 + max((key[len(place)] for key in within or table), default=0)
    return "[" + ", ".join(_nested(table, (*place, n)) for n in range(size)) + "]"
