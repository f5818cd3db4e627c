"""Names that stand for what solves an equation for a variable: `\\hat x`, `x^*`, `x_{MLE}`, `x'`, `x^{(t+1)}`.

After a condition that a derivative by x is 0, the first of them is x there; a power behind it is a power of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from symcheck.reading.assembling.new_names import SOLVED, single, solution, word_of
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import Accent, Bracket, Group, Node, Number, Operator, Row, Scripts, Symbol, Text, Word

MARKS = frozenset(("hat", "widehat", "check", "breve", "tilde", "widetilde", "bar", "overline"))
WORDS = SOLVED | {"new", "next", "opt", "max", "min", "best"}


def solving(items: Sequence[Node], by: Collection[str], scope: Scope) -> tuple[str, str] | None:
    """A name without meaning and the variable that it solves for, one of those in `by`."""
    for name, variable in _pairs(items):
        thing = scope.get(variable)
        if variable in by and scope.get(name) is None and isinstance(thing, Quantity) and thing.variable:
            return name, variable
    return None


def root_of(items: Sequence[Node], by: Collection[str], scope: Scope) -> str | None:
    """The variable of which a name solves for the root: σ^2, where `\\hat\\sigma` is given; None for anything else."""
    name = single(items)
    squares = (f"{variable}^2" for found, variable in _pairs(items) if found == name)
    return next((square for square in squares if square in by and scope.get(name) is None), None)


def _pairs(items: Sequence[Node]) -> Iterator[tuple[str, str]]:
    only = lone(items)
    for whole, bare in () if only is None else _unmarked(only):
        name = spelling(whole)
        for less in (bare, *(inner for _, inner in _unmarked(bare))):
            if name is not None and (variable := spelling(less)) is not None:
                yield name, variable
    if (found := solution(items)) is not None:
        yield found


def _unmarked(node: Node | Row) -> Iterator[tuple[Node, Node | Row]]:
    """A name, or what a power hangs on, each with what is left of it without one mark."""
    match node:
        case Accent(mark, body) if mark in MARKS:
            yield node, body
        case Group(Row((only,))) | Row((only,)):
            yield from _unmarked(only)
        case Scripts(base, sub, sup, primes) if base is not None:
            if isinstance(base, Accent) and base.mark in MARKS and (inner := lone(base.body.items)) is not None:
                yield node, _scripted(inner, sub, sup, primes)
            if primes:
                yield node, _scripted(base, sub, sup, 0)
            if sup is not None and _marks(sup):
                yield node, _scripted(base, sub, None, primes)
            if sub is not None and _marks(sub):
                yield node, _scripted(base, None, sup, primes)
            yield from _unmarked(base if sub is None or sup is None else _scripted(base, sub, None, primes))


def _scripted(base: Node, sub: Row | None, sup: Row | None, primes: int) -> Node:
    return base if sub is None and sup is None and not primes else Scripts(base, sub, sup, primes, span=base.span)


def _marks(row: Row) -> bool:
    """Whether a script tells one value of a variable from the others: a star, a word, 0, `(t+1)`."""
    match row.items:
        case (Operator("*") | Symbol(r"\star" | r"\ast" | r"\dagger" | r"\prime"),):
            return True
        case (Word() | Text(),):
            return True
        case (Number("0"),):
            return True
        case (Bracket("(", body),):
            return any(isinstance(x, Operator | Word | Text) for x in body.items)
    return word_of(row) in WORDS
