"""The names of a file in Python as a scope, so that the LaTeX beside its lines can be read under them.

What the lines speak of is declared in them already: arrays, sizes, indices, index maps, functions, and names for
expressions. A spelling that two things share is left out: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Application, Array, Block, Definition, Entry, Function, Let, Named
from symcheck.expressions.walk import forms, free_indices, subexpressions
from symcheck.language.declare import FunctionSymbol, IndexMapping
from symcheck.language.tensor import Broken, Tensor
from symcheck.notation.names import below, latex_name
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.meaning.values import value
from symcheck.reading.names import spelling
from symcheck.reading.scope import Extent, Mapped, Quantity, Running, Scope, Thing, Unknown
from symcheck.reading.source import Passage, Source
from symcheck.reading.tree import Row, Unreadable

_NUMBERED = re.compile(r"[A-Za-z]+[0-9]+")
"""Names that are shown in text as they are, `h1`, and in LaTeX as `h_1`."""


_LETTERS = frozenset({"e", "d", "D", "E", "I", "Id", "id", r"\pi", r"\delta"})
"""Letters that mean something on every page, where no declaration gives them another meaning: a name that cannot be
read keeps them from it."""


class Bound(Struct, frozen=True):
    """A name that is another thing for each value of an index which a sum binds: by itself it means nothing."""

    name: str


Declared = Array | Size | Index | IndexMap | Function | Definition | Bound


def scope_of(blocks: Iterable[Block], around: Iterable[object] = ()) -> Scope:
    """The names that expressions speak of, by their spelling; then those of values that are known around them."""
    own = _by_spelling(thing for block in blocks for thing in _declared(block))
    further = _by_spelling(thing for known in around for thing in _declared_by(known))
    clear = {name: found for name, found in own.items() if not any(isinstance(thing, Bound) for thing in found)}
    things = {**own, **further, **clear}
    return Scope(
        {
            name: _meaning(next(iter(found))) if len(found) == 1 else Unknown(FunctionSymbol(Function(name)))
            for name, found in things.items()
            if len(found) == 1 or name in KNOWN or name in _LETTERS
        }
    )


def spoken_of(blocks: Iterable[Block]) -> frozenset[Array | Size | IndexMap | Function]:
    """What expressions speak of, their indices and the names of pieces left out."""
    things = (thing for block in blocks for thing in _declared(block))
    return frozenset(thing for thing in things if not isinstance(thing, Index | Definition | Bound))


def _by_spelling(things: Iterable[Declared]) -> dict[str, set[Declared]]:
    found: dict[str, set[Declared]] = {}
    for thing in dict.fromkeys(things):
        name = spelled(thing.latex if isinstance(thing, Definition) else thing.name)
        own = thing.latex if isinstance(thing, Definition) else thing.name
        for spelt in {name, own} if _NUMBERED.fullmatch(own) else {name}:
            if spelt is not None:
                found.setdefault(spelt, set()).add(thing)
    return found


def _declared_by(known: object) -> Iterator[Declared]:
    """What a value in a file is, or speaks of."""
    match known:
        case Broken():
            return
        case Block():
            yield from _declared(known)
        case IndexMapping(map_):
            yield map_
            for form in (*map_.domain, map_.codomain):
                yield from _in_form(form)
        case FunctionSymbol(function):
            yield function


def spelled(name: str) -> str | None:
    """The spelling of a name in a file: `y_hat` and `\\hat y` are one."""
    row = written(name)
    return spelling(row)


def written(name: str) -> Row | None:
    """A name of a file as it stands in a formula."""
    letter, subscripts = latex_name(name)
    text = letter + below(subscripts)
    try:
        return parse(Passage.of(Source("", text), 0, len(text)))
    except Unreadable:
        return None


def _declared(block: Block) -> Iterator[Declared]:
    """What an expression speaks of, what stands inside its names too."""
    for axis in block.axes:
        yield from _in_form(axis.upper)
    for index in free_indices(block.body):
        yield from _in_form(af.of_atom(index))
    nodes = tuple(subexpressions(block.body))
    opened = {node.array for node in nodes if isinstance(node, Let)}
    for node in nodes:
        match node:
            case Let(array, value):
                yield Definition(array.name, value.axes, value.body)
            case Entry(array):
                if array not in opened:
                    yield array
                for ends in array.axes:
                    yield from (thing for form in ends for thing in _in_form(form))
            case Application(function):
                yield function
            case Named(definition):
                yield definition
                if not _stands_alone(definition):
                    yield Bound(definition.latex)  # two things of one name: neither is read
        for form in forms(node):
            yield from _in_form(form)


def _stands_alone(definition: Definition) -> bool:
    """Whether a name means something outside the sum in which it stands."""
    return all(index.kind != "bound" for index in free_indices(definition.body) - {*definition.axes})


def _in_form(form: IndexForm) -> Iterator[Declared]:
    for atom, _ in form.terms:
        match atom:
            case Size():
                yield atom
            case Index(_, lower, upper, "declared"):
                yield atom
                yield from (thing for end in (lower, upper) for thing in _in_form(end))
            case MapEntry(map_, arguments):
                yield map_
                for argument in (*arguments, *map_.domain, map_.codomain):
                    yield from _in_form(argument)


def _meaning(thing: Declared) -> Thing:
    match thing:
        case Array(_, axes):
            own = tuple(af.new_axis("i", upper, lower) for lower, upper in axes)
            return Quantity(value(Tensor(Entry(thing, tuple(map(af.of_atom, own))), own)))
        case Definition(_, axes):
            own = tuple(map(af.fresh_index, axes))
            return Quantity(value(Tensor(Named(thing, tuple(map(af.of_atom, own))), own)), variable=False)
        case Size():
            return Extent(af.of_atom(thing))
        case Index(name):
            return Running(name, thing)
        case IndexMap():
            return Mapped(IndexMapping(thing))
        case Function():
            return Unknown(FunctionSymbol(thing))
        case Bound(name):
            return Unknown(FunctionSymbol(Function(name)))
