"""Names that stand for what solves an equation for a variable: `\\hat x`, `x^*`, `x_{MLE}`, `x'`, `x^{(t+1)}`.

After a condition that a derivative by x is 0, the first of them is x there; a power behind it is a power of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from symcheck.reading.assembling.new_names import single
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Scope
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Group,
    Letter,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    Symbol,
    Text,
    Word,
)

MARKS = frozenset(("hat", "widehat", "check", "breve", "tilde", "widetilde", "bar", "overline"))
SOLVED = frozenset(("hat", "opt", "star", "best", "mle", "ml", "map", "ols", "ls", "ridge", "lasso"))
"""Words below a variable that solves an equation: `x_{MLE}`."""
WORDS = SOLVED | {"new", "next", "opt", "max", "min", "best"}


def solving(items: Sequence[Node], by: Collection[str], scope: Scope) -> tuple[str, str] | None:
    """A name without meaning and the variable that it solves for, one of those in `by`."""
    for name, variable in _pairs(items):
        if variable in by and scope.get(name) is None and scope.variable(variable) is not None:
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


def solved(items: Sequence[Node]) -> tuple[str, str] | None:
    """A name that stands for the solution of an equation, and the variable: `\\hat x`, `x^*`, `x_{MLE}`."""
    only = lone(items)
    match only:
        case Accent("hat" | "widehat", body):
            return _both(only, body)
        case Scripts(Accent("hat" | "widehat", body) as base):
            return _both(base, body)
        case Scripts(base, None, Row((Operator("*") | Symbol(r"\star" | r"\ast"),)), 0) if base is not None:
            return _both(only, base)
        case Scripts(base, Row() as sub, None, 0) if base is not None and word_of(sub) in SOLVED:
            return _both(only, base)
    return None


def solution(items: Sequence[Node]) -> tuple[str, str] | None:
    """A name that stands for a solution, with a power behind it or without."""
    only = items[0] if len(items) == 1 else None
    inner = only.base if isinstance(only, Scripts) and only.base is not None else None
    return solved(items) or (None if inner is None else solved((inner,)))


def _both(whole: Node, bare: Node | Row) -> tuple[str, str] | None:
    name, variable = spelling(whole), spelling(bare)
    return None if name is None or variable is None else (name, variable)


def word_of(row: Row) -> str:
    """A word below a name, in small letters; "?" stands for what is none."""
    parts = (x.text if isinstance(x, Word | Text) else x.name if isinstance(x, Letter) else "?" for x in row.items)
    return "".join(parts).lower()
