"""A counterexample as a program: Python that evaluates both sides where they were seen to differ, with mpmath alone.

Everything it needs stands in it: the sizes, the values, both sides as they were written. It is made from a refutation
as printed, so that what is printed is enough to repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from symcheck.claims.chosen import Unknown, read_all, unknown_in
from symcheck.claims.verdict import Refuted
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Definition, Derivative, Entry, Expr, Let, Named
from symcheck.expressions.walk import forms, free_indices, subexpressions
from symcheck.notation.helpers import HELPERS
from symcheck.notation.plain import printable, sizes_text
from symcheck.notation.program import literal
from symcheck.notation.python import Writer

DIGITS = 40
ENTRY = re.compile(r"(?P<name>.*)\[(?P<places>[-\d, ]+)\]", re.DOTALL)


class Counterexample(Struct, frozen=True, eq=False):
    """Both sides over the same axes, where they differ, and what to say of them above the program."""

    left: Expr
    right: Expr
    axes: tuple[Index, ...]
    refuted: Refuted
    heading: tuple[str, ...] = ()


def snippet(example: Counterexample) -> str:
    """The program. Raises Unsupported where the statement has no Python form."""
    try:
        program = _program(example)
        compile(program, "counterexample", "exec")
    except (SyntaxError, RecursionError, MemoryError):  # which of them depends on the version of Python
        raise Unsupported("the statement is nested too deeply for a Python program") from None
    return program


def _program(example: Counterexample) -> str:
    if len(example.refuted.entry) != len(example.axes):
        raise Unsupported("the counterexample names no entry")
    nodes = [node for side in (example.left, example.right) for node in subexpressions(side)]
    writer = _writer(example, nodes)
    sides = [_function("left", example.left, writer), _function("right", example.right, writer)]
    functions = _definitions(writer)
    values = "\n".join((*_integers(writer, example), *_maps(writer, example.refuted), *_arrays(writer, example, nodes)))
    helpers = [*writer.functions.values(), *(source for name, source in HELPERS.items() if name in writer.used)]
    opening = _opening(writer, example, _unknown(example, nodes))
    return "\n\n\n".join((opening, values, *helpers, *functions, *sides, ENDING)) + "\n"


ENDING = """\
def shown(side):
    try:
        return mp.nstr(side(), 15)
    except ZeroDivisionError:
        return "not defined: division by 0"
    except LookupError as problem:
        return f"not defined: there is no entry {problem}"
    except (ArithmeticError, ValueError) as problem:
        return f"not defined: {problem}"


print("left  =", shown(left))
print("right =", shown(right))"""


def _unknown(example: Counterexample, nodes: list[Expr]) -> list[Unknown]:
    """The functions of which only the arguments are known, as the counterexample calls these."""
    listed = dict(example.refuted.values)
    return [function.as_listed(listed) for function in unknown_in(nodes)]


def _writer(example: Counterexample, nodes: list[Expr]) -> Writer:
    """A writer in which everything that has one name throughout the program has it already."""
    opened = {node.array for node in nodes if isinstance(node, Let)}
    varied = {node.variable.array for node in nodes if isinstance(node, Derivative) if isinstance(node.variable, Entry)}
    chosen = read_all(_unknown(example, nodes), dict(example.refuted.values))
    writer = Writer(dict(example.refuted.sizes), frozenset(opened | varied), chosen=chosen)
    free = (free_indices(example.left) | free_indices(example.right)).union(example.axes)
    atoms = [atom for node in nodes for form in forms(node) for atom in af.atoms_in(form)]
    sizes = {atom for atom in atoms if isinstance(atom, Size)}
    for size in sorted(sizes, key=lambda s: s.name):
        writer.name(size, size.name)
    for index in sorted(free, key=af.atom_key):
        writer.name(index, index.name)
    arrays = {node.array for node in nodes if isinstance(node, Entry | Let)}
    maps = {atom.map for atom in atoms if isinstance(atom, MapEntry)}
    for array in sorted(arrays, key=lambda a: a.name):
        writer.name(array, array.name)
    for map_ in sorted(maps, key=lambda m: m.name):
        writer.name(map_, map_.name)
    for node in nodes:
        if isinstance(node, Named):
            writer.name(node.definition, node.definition.latex)
    return writer


def _function(name: str, side: Expr, writer: Writer) -> str:
    return f"def {name}():\n    return {writer.expr(side, {}).text}"


def _definitions(writer: Writer) -> list[str]:
    """The functions for the definitions that were used, and for those that these use."""
    written: dict[Definition, str] = {}
    while len(written) < len(writer.definitions):
        for definition, name in list(writer.definitions.items()):
            if definition not in written:
                written[definition] = writer.defined(definition, name)
    return list(written.values())


def _opening(writer: Writer, example: Counterexample, functions: Sequence[Unknown]) -> str:
    refuted, said = example.refuted, dict(example.refuted.values)
    lines = [f"# {printable(line)}" for line in example.heading]
    at = f" at entry [{', '.join(map(str, refuted.entry))}]" if refuted.entry else ""
    lines.append(f"# certified{at}: left {printable(refuted.left)}, right {printable(refuted.right)}")
    if any(value.startswith("≈") for _, value in refuted.values):
        lines.append("# values with ≈ solve an equation among the assumptions and are rounded here")
    lines += [f"# {printable(f.head)} is {printable(said[f.head])}" for f in functions]
    lines += ["from mpmath import mp, mpf", *(["from zlib import crc32"] if "coefficient" in writer.used else [])]
    return "\n".join((*lines, "", f"mp.dps = {DIGITS}"))


def _integers(writer: Writer, example: Counterexample) -> Iterator[str]:
    places = dict(zip(example.axes, example.refuted.entry, strict=True))
    for thing, name in writer.names.items():
        if isinstance(thing, Index) and thing in places:
            yield f"{name} = {places[thing]}"
        elif isinstance(thing, Size | Index):
            if thing.name not in writer.integers:
                raise Unsupported(
                    f"the counterexample ({sizes_text(example.refuted.sizes)}) has no value for {thing.name}"
                )
            yield f"{name} = {writer.integers[thing.name]}"


def _maps(writer: Writer, refuted: Refuted) -> Iterator[str]:
    entries = _entries(refuted.sizes)
    for thing, name in writer.names.items():
        if isinstance(thing, IndexMap):
            listed = (f"{place}: {value}" for place, value in entries.get(thing.name, []))
            yield f"{name} = {{{', '.join(listed)}}}"


def _arrays(writer: Writer, example: Counterexample, nodes: list[Expr]) -> Iterator[str]:
    opened = {node.array for node in nodes if isinstance(node, Let)}
    entries, scalars = _entries(example.refuted.values), dict(example.refuted.values)
    for thing, name in writer.names.items():
        if not isinstance(thing, Array):
            continue
        if thing.axes or thing in opened:
            known = [] if thing in opened else entries.get(thing.name, [])
            yield f"{name} = {{{', '.join(f'{place}: {_value(value)}' for place, value in known)}}}"
        else:
            value = _value(scalars[thing.name])
            yield f"{name} = {{(): {value}}}" if thing in writer.moving else f"{name} = {value}"


def _entries(listed: tuple[tuple[str, object], ...]) -> dict[str, list[tuple[str, str]]]:
    """The entries of each array or index map, by its name: the key of the place, and the value as text."""
    found: dict[str, list[tuple[str, str]]] = {}
    for text, value in listed:
        match = ENTRY.fullmatch(text)
        if match is not None:
            places = match["places"]
            key = f"({places})" if "," in places else places
            found.setdefault(match["name"], []).append((key, str(value)))
    return found


def _value(text: str) -> str:
    """A value as printed, as an mpmath number."""
    if text.startswith("≈"):
        return f'mpf("{text[1:].strip()}")'
    return literal(Fraction(text)).text
