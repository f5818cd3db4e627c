"""A gradient that is not right, as a test says it: the mistake, and the counterexample as NumPy's arrays to paste.

Indices count from 0 here, as in code, and arrays have the names of the arguments that they were declared for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from symcheck.api import Verdict
from symcheck.claims.verdict import Refuted
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Entry, Integer
from symcheck.expressions.origin import origin_of
from symcheck.language.declare import IndexMapping
from symcheck.language.tensor import Tensor

ENTRY = re.compile(r"(?P<name>.*)\[(?P<places>[\d, ]+)\]", re.DOTALL)
WHOLE = re.compile(r"[-−]?\d+")
Table = dict[tuple[int, ...], str]


def told(name: str, written: Tensor, verdict: Verdict, inputs: Mapping[str, object]) -> str:
    """What is wrong with a gradient, or why nothing is known of it."""
    found, line = verdict.counterexample, origin_of(written.body, written.body)
    name = f"{name} ({line})" if line else name
    if found is None:
        return f"the gradient by {name} is {verdict.status.value}: {verdict.reason}"
    at = f", in its entry {[place - 1 for place in found.entry]}," if found.entry else ""
    said = f"the gradient by {name} is wrong{at} where it should be {found.left} and is {found.right}:"
    mistakes = [f"mistake: {diagnosis.sentence}" for diagnosis in verdict.line.diagnoses[:1]]
    return "\n".join(
        [said, *mistakes, *verdict.line.advice, *assignments(found, dict(_called(inputs)), set(_from_one(inputs)))]
    )


def _called(inputs: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The names that arrays were declared by, with those of the arguments."""
    for name, value in inputs.items():
        if isinstance(value, dict):
            yield from _called(value)
        elif isinstance(value, Tensor) and isinstance(value.body, Entry):
            yield value.body.array.name, name
        elif isinstance(value, Tensor) and isinstance(value.body, Integer):
            yield str(value.body.value), name
        elif isinstance(value, IndexMapping):
            yield value.map.name, name


def _from_one(inputs: Mapping[str, object]) -> Iterator[str]:
    """The declared names of indices and index maps, whose values count from 1 there."""
    for value in inputs.values():
        if isinstance(value, IndexMapping):
            yield value.map.name
        elif isinstance(value, Tensor) and isinstance(value.body, Integer):
            yield from (atom.name for atom, _ in value.body.value.terms if isinstance(atom, af.Index))


def assignments(found: Refuted, called: Mapping[str, str], from_one: set[str]) -> list[str]:
    """The values of a counterexample as assignments; an entry that is not said is any number, and 0 here.

    What has nothing to do with the two sides is left out, as in a report.
    """
    tables: dict[str, Table] = {}
    lines, whole = [], {called.get(name, name) for name in from_one}
    for written, value in ((name, str(value)) for name, value in (*found.sizes, *found.values)):
        entry = ENTRY.fullmatch(written)
        name = entry["name"] if entry else written
        if name in found.aside:
            continue
        said = str(int(value) - 1) if name in from_one else value
        if entry is None:
            remark = "# " if name.endswith(")") else ""  # what an abstract function was taken for
            lines.append(f"{remark}{called.get(name, name)} = {said}")
        else:
            place = tuple(int(p) - 1 for p in entry["places"].split(","))
            tables.setdefault(called.get(name, name), {})[place] = said
    return [
        *lines,
        *(f"{name} = np.array({_nested(table, ())}{_kind(table, name, whole)})" for name, table in tables.items()),
    ]


def _kind(table: Table, name: str, whole: set[str]) -> str:
    """Real entries that are whole numbers are told to be reals: NumPy would cast what is written to them."""
    return ", dtype=float" if name not in whole and all(map(WHOLE.fullmatch, table.values())) else ""


def _nested(table: Table, place: tuple[int, ...]) -> str:
    """The entries of an array as lists in lists."""
    if place in table:
        return table[place]
    if len(place) == len(next(iter(table))):
        return "0"
    size = 1 + max(key[len(place)] for key in table)
    return "[" + ", ".join(_nested(table, (*place, n)) for n in range(size)) + "]"
