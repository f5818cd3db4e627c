"""What is asked for on a command line: `J by v_c`, or an expression with a derivative in it, as a page writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symcheck.expressions.depth import deep
from symcheck.expressions.nodes import Definition, Named
from symcheck.expressions.walk import subexpressions
from symcheck.language.tensor import Tensor
from symcheck.reading.assembling.direct import is_typed
from symcheck.reading.assembling.sight import Sight, clauses_of
from symcheck.reading.declaring.undeclared import undeclared
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning import meaning
from symcheck.reading.rows import extent, split
from symcheck.reading.scope import Quantity, Scope, Thing
from symcheck.reading.source import Passage, Source, Span
from symcheck.reading.tree import Bracket, Fraction, Group, Node, Row, Symbol, Unreadable

BY = re.compile(r"(?<![^\s})\]])by(?![^\s\\{(])")
_DELIMITERS = ("$$", "$")


class Several(Exception):
    """The question can be read in ways that differ: each in words, with what to declare."""

    def __init__(self, ways: Sequence[str]) -> None:
        super().__init__("it can be read in several ways")
        self.ways = tuple(ways)


def bare(text: str) -> str:
    """A question without the dollars round it, on one line."""
    text = " ".join(text.split())
    for sign in _DELIMITERS:
        if text.startswith(sign) and text.endswith(sign) and len(text) > 2 * len(sign):
            return text.removeprefix(sign).removesuffix(sign).strip()
    return text


def asked(source: Source, sight: Sight) -> list[tuple[str, Tensor]]:
    """The expressions that a question asks to be derived, one for each variable, each as it was typed.

    One that was written in LaTeX has "" for that. Raises Unreadable and Several.
    """
    with deep():
        return [(shown, _read(items, sight.scope)) for shown, items in _questions(source, sight)]


def unknown(source: Source, sight: Sight) -> tuple[str, ...]:
    """Declarations that would do for the names in a question that mean nothing; none where it is not even read."""
    try:
        with deep():
            rows = [Row(items, span=Span(0, len(source.text))) for _, items in _questions(source, sight)]
    except Unreadable:
        return ()
    found = undeclared(rows, sight.scope)
    return () if found is None else clauses_of(found)


def _questions(source: Source, sight: Sight) -> Iterator[tuple[str, tuple[Node, ...]]]:
    text = source.text
    parting = list(BY.finditer(text))
    if not parting:
        yield text if is_typed(text) else "", _parsed(source, 0, len(text), sight).items
        return
    if not text[: parting[-1].start()].strip() or not text[parting[-1].end() :].strip():
        raise Unreadable(Span(0, len(text)), "something is missing beside “by”", "write J by x")
    body = _parsed(source, 0, parting[-1].start(), sight)
    variables = _parsed(source, parting[-1].end(), len(text), sight)
    listed = split(variables.items)
    for variable in listed:
        if not body.items or not variable:
            raise Unreadable(variables.span, "a variable is missing")
        at = extent(variable)
        yield _shown(source.written(body.span), source.written(at)), _derivative(body, variable)


def _shown(body: str, variable: str) -> str:
    """A derivative as it is typed; "" where it is written in LaTeX."""
    if not (is_typed(body) and is_typed(variable)):
        return ""
    single = not any(sign in body for sign in " +-−/*·")
    return f"∂{body if single else f'({body})'}/∂{variable}"


def _parsed(source: Source, start: int, end: int, sight: Sight) -> Row:
    return parse(Passage.of(source, start, end).stripped(), sight.macros, sight.rewrites, is_typed(source.text))


def _derivative(body: Row, variable: Sequence[Node]) -> tuple[Node, ...]:
    """`∂/∂variable (body)`, with the places of what was asked."""
    sign = Symbol(r"\partial", span=body.span)
    at = extent(variable)
    under = Group(Row(tuple(variable), span=at), span=at) if len(variable) > 1 else variable[0]
    quotient = Fraction(Row((sign,), span=body.span), Row((sign, under), span=at), span=at)
    return quotient, Bracket("(", body, ")", span=body.span)


def _read(items: Sequence[Node], scope: Scope) -> Tensor:
    readings = meaning.read(items, scope)
    if len(readings) > 1:
        raise Several([_way(reading) for reading in readings])
    return readings[0].value.tensor


def _way(reading: meaning.Reading) -> str:
    told = "; ".join(chosen.reading for chosen in reading.chosen)
    declared = "; ".join(chosen.declaration for chosen in reading.chosen if chosen.declaration)
    if not declared:
        return told
    return f"{told}: {'' if declared.startswith(('write', 'put')) else 'declare '}{declared}"


def definitions_in(scope: Scope) -> tuple[Definition, ...]:
    """The names for expressions that are in sight."""
    found: dict[str, Definition] = {}
    for thing in scope.names.values():
        for definition in _definitions(thing):
            found.setdefault(definition.latex, definition)
    return tuple(found.values())


def _definitions(thing: Thing) -> Iterator[Definition]:
    if isinstance(thing, Quantity):
        for node in subexpressions(thing.value.tensor.body):
            if isinstance(node, Named):
                yield node.definition
