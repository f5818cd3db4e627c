"""What the modules that read expressions share: where they are, what names mean there, how they call each other.

`Reader` is what they see of one another. It is made anew for each attempt to read an expression
(`symcheck.reading.meaning.meaning`), and is the only thing on the way from tree to tensor that changes: it notes what
was taken for granted, and asks at ambiguous places.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

from msgspec.structs import replace

from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions.indices import MapEntry
from symcheck.expressions.nodes import IndexRelation, RealRelation
from symcheck.reading.meaning.choosing import Chooser, Misfit, Way
from symcheck.reading.rows import Items, extent
from symcheck.reading.scope import Formula, Scope, Thing, Unknown, Value
from symcheck.reading.source import Span
from symcheck.reading.tree import SPLIT, Bracket, Node, Row, Scripts, Unreadable

DERIVATIVES = 12
"""So many derivatives are read inside one another at most: each is looked ahead into from all outside of it."""


class Stream:
    """Items of a row, taken from left to right."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.at = 0

    def peek(self, ahead: int = 0) -> Node | None:
        """The item that is next, or one further on; None at the end."""
        position = self.at + ahead
        return self.items[position] if position < len(self.items) else None

    def take(self) -> Node:
        """The next item, which is there."""
        self.at += 1
        return self.items[self.at - 1]

    def take_scripts(self) -> Scripts:
        """The next item, which is known to be scripts."""
        node = self.take()
        assert isinstance(node, Scripts)
        return node

    def rest(self) -> Items:
        return self.items[self.at :]

    def done(self) -> bool:
        return self.at >= len(self.items)


class Reader(ABC):
    """One attempt to read an expression."""

    def __init__(self, scope: Scope, chooser: Chooser, whole: Items, others: Sequence[Items] = ()) -> None:
        self.scope = scope
        self.whole = whole
        self.chooser = chooser
        self.others = others
        self.depth = 0
        self.differentiating = 0
        self.searching = False
        self.ahead: dict[int, list[tuple[int, int, Value]]] = {}  # the factors behind each ∇, found once
        self.conditional = 0

    def thing(self, name: str | None) -> Thing | None:
        """What a spelling means here."""
        return self.scope.get(name)

    def choose(self, span: Span, *ways: Way) -> int:
        """Which way to read an ambiguous place."""
        return self.chooser.choose(span, ways)

    def knowing(self, names: Mapping[str, Thing]) -> AbstractContextManager[None]:
        """Further names hold in here."""
        return self.inside(self.scope.having(names))

    @contextmanager
    def inside(self, scope: Scope) -> Iterator[None]:
        """Another scope holds in here: that of a definition."""
        before = self.scope
        self.scope = scope
        try:
            yield
        finally:
            self.scope = before

    @contextmanager
    def held(self, stated: Sequence[IndexRelation | RealRelation]) -> Iterator[None]:
        """What is said here keeps indices to their axes; of conditions on values it is not known what they keep."""
        compared = tuple(relation for relation in stated if isinstance(relation, IndexRelation))
        known = len(compared) == len(stated) and not any(
            isinstance(x, MapEntry) for r in compared for x, _ in r.form.terms
        )
        self.conditional += not known
        with self.inside(replace(self.scope, held=(*self.scope.held, *compared)) if compared else self.scope):
            yield
        self.conditional -= not known

    def differentiated(self, items: Items) -> Value:
        """The value of what a derivative is taken of."""
        if self.differentiating == DERIVATIVES:
            raise Unreadable(extent(items), f"more than {DERIVATIVES} derivatives inside one another", SPLIT)
        self.differentiating += 1
        try:
            return self.expression(items)
        finally:
            self.differentiating -= 1

    @contextmanager
    def at(self, span: Span) -> Iterator[None]:
        """What cannot be built in here does not fit at this place."""
        try:
            yield
        except UnsupportedError as error:
            raise Unreadable(span, str(error)) from None
        except StatementError as error:
            raise Misfit(span, str(error)) from None

    @abstractmethod
    def expression(self, items: Items) -> Value:
        """A sum of terms: all of the items."""

    @abstractmethod
    def factor(self, stream: Stream) -> Value:
        """The next factor of a product, with its scripts and arguments."""

    @abstractmethod
    def node(self, node: Node) -> Value:
        """The value of a node by itself."""

    @abstractmethod
    def evaluated(self, node: Bracket, at: Row) -> Value:
        """What stands before a bar, where the variables have the values that stand below it."""

    @abstractmethod
    def slope(self, whole: Value, times: int, node: Node) -> Value:
        """The derivative of a value by the one number that it depends on."""

    @abstractmethod
    def rate(self, whole: Value, times: int, node: Node) -> Value:
        """What a value changes by, as often as it has dots."""

    @abstractmethod
    def listed(self, node: Bracket) -> Value:
        """What stands in round, square or curly brackets: a value, a list, an indicator."""

    @abstractmethod
    def bars(self, node: Bracket) -> Value:
        """What stands between bars: an absolute value, a determinant, the number of a set."""

    @abstractmethod
    def called(self, name: str, thing: Unknown | Formula, primes: int, node: Node) -> Value:
        """A function at the names it was introduced with, differentiated as often as it has primes."""

    @abstractmethod
    def is_function(self, node: Node) -> bool:
        """Whether a name is that of a function here."""
