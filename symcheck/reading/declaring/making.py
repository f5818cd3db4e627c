"""How declarations become a scope, layer by layer: what is said of the page, then of a part, then of one inside it.

Within a layer sizes come first, then what is declared by them, then values, then conditions, whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Integer
from symcheck.language.conditions import assumption
from symcheck.language.quantifiers import every
from symcheck.language.tensor import Tensor
from symcheck.reading.declaring import said
from symcheck.reading.declaring.agreement import is_entry, valued
from symcheck.reading.declaring.changing import changing, held
from symcheck.reading.declaring.defining import defined, headed_side, holds, members, speaks_of
from symcheck.reading.declaring.filling import Filling
from symcheck.reading.declaring.heads import call, head
from symcheck.reading.declaring.mappings import drawn, drawn_words, index_map, is_index, is_map, unknown
from symcheck.reading.declaring.rewriting import agreed
from symcheck.reading.declaring.said import Declaration, Said
from symcheck.reading.declaring.signed import entries, signed
from symcheck.reading.declaring.sizing import range_of
from symcheck.reading.declaring.typed import lefts
from symcheck.reading.declaring.unrolled import at, neighbours
from symcheck.reading.declaring.variables import extents, ranges, variables
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.meaning import read_condition
from symcheck.reading.names import name_of
from symcheck.reading.scope import Extent, Layered, Quantity, Running, Thing
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Row, Unreadable

TRIES = 8
"""So often definitions wait for one another at most, where they do not stand in order."""


class Making(Filling):
    """A scope that grows, layer by layer."""

    def layer(self, declarations: Sequence[Declaration], depth: int) -> None:
        """What is said equally closely: first what others speak of, then values, then conditions."""
        self.depth = depth
        self.defined = frozenset(name for d in declarations if isinstance(d, said.Equality) for name in self._lefts(d))
        for kinds, make in self._steps():
            for declaration in declarations:
                if isinstance(declaration, kinds):
                    self.tried(declaration, make)
        conditions = self._definitions([d for d in declarations if isinstance(d, said.Equality)])
        for declaration in declarations:
            if isinstance(declaration, said.Compared):
                self.tried(declaration, self.compared)
        for condition in [*conditions, *(d for d in declarations if isinstance(d, said.Assume))]:
            self.tried(condition, self.condition)

    def _steps(self) -> tuple[tuple[type[Said] | tuple[type[Said], ...], Callable[..., None]], ...]:
        return (
            (said.Unread, self.unread),
            (said.Asks, self.refused),
            (said.Convention, self.convention),
            ((said.Names, said.Means), self.written),
            (said.WrittenOut, self.layered),
            (said.Sizes, self.by(extents)),
            ((said.IndexLetters, said.Member), self.index),
            (said.MapDeclared, self.by(index_map)),
            (said.Member, self.variable),
            (said.Compared, self.sign),
            (said.FunctionOf, self.by(changing)),
            (said.Fixed, self.fixed),
            (said.UnknownFunction, self.by(unknown)),
            (said.Drawn, self.by(drawn)),
        )

    def unread(self, declaration: said.Unread) -> None:
        self.fail(declaration.problem, declaration)

    def refused(self, declaration: said.Asks) -> None:
        """What would have no effect is said."""
        if not declaration.reach.parts and not declaration.reach.headings:
            advice = f"part (a): asks {declaration.formula.text}"
            raise Unreadable(declaration.span, "which part asks this is not said", advice)

    def convention(self, declaration: said.Convention) -> None:
        kind, value = declaration.kind, declaration.value
        known = self.agreed.get(kind)
        if known is not None and known[2] == self.depth and known[0] != value and kind != "summed":
            why = f"{declaration.kind}: this was agreed otherwise"
            raise Unreadable(declaration.span, why, "keep one of them, or say it for one part", known[1])
        self.agreed[kind] = (value, declaration.span, self.depth)
        self.agree(agreed(self.scope.conventions, kind, value))

    def written(self, declaration: said.Names | said.Means) -> None:
        conventions = self.scope.conventions
        if isinstance(declaration, said.Names):
            self.agree(replace(conventions, words=conventions.words.union(self.parser.names(declaration.names))))
        else:
            self.agree(self.parser.means(declaration, conventions))

    def index(self, declaration: said.IndexLetters | said.Member) -> None:
        """Index letters; members of ℝ and its like come later, and are none."""
        if isinstance(declaration, said.IndexLetters):
            for written in declaration.names:
                self.put(*self._letter(written, None))
            return
        if not is_index(declaration):
            return
        low, high = range_of(declaration.set, self.scope, self.parser.plain)
        for written in declaration.names:
            name, thing, span = self._letter(written, Index("", low, high))
            self.put(name, thing, span)

    def _letter(self, written: Passage, over: Index | None) -> tuple[str, Thing, Span]:
        name = head(self.parser.plain(written).items, ()).name
        return name, Running(name, None if over is None else Index(name, over.lower, over.upper)), written.whole

    def layered(self, declaration: said.WrittenOut) -> None:
        """With its letter, a family that is written out means nothing, and nothing on the page defines it."""
        known = self.scope.each.get(declaration.letter, ())
        values = sorted({*known, *declaration.values}, key=lambda value: (len(value), value))
        each = {**self.scope.each, declaration.letter: tuple(values)}
        last = {**self.scope.last, **dict(declaration.last)}
        self.scope = replace(self.scope, each=each, last=last, ended=self.scope.ended.union(self._ended(declaration)))
        for written in lefts(declaration.text):
            for one in neighbours(written, declaration.letter):
                name = name_of(self.parser.plain(one).items)
                if name is not None:
                    self.put(name, Layered(declaration.letter), written.whole)

    def _ended(self, declaration: said.WrittenOut) -> Iterator[str]:
        """The members of a family that ends at a last one."""
        for written in lefts(declaration.text) if declaration.last else ():
            for value in map(int, declaration.values):
                name = name_of(self.parser.plain(at(written, declaration.letter, value)).items)
                if name is not None:
                    yield name

    def variable(self, declaration: said.Member) -> None:
        if not is_index(declaration):
            self.by(drawn_words if is_map(declaration) else variables)(declaration)

    def sign(self, declaration: said.Compared) -> None:
        """Names that nothing has declared yet get their sign here; what is left is a condition."""
        row = self.parser.plain(declaration.formula)
        made = signed(row, ranges(declaration.bound, self.scope, self.parser.plain), self.scope, self.defined)
        if made is not None:
            self.made(made)

    def fixed(self, declaration: said.Fixed) -> None:
        names = self.scope.conventions.fixed.union(*(held(x, self.scope, self.parser.plain) for x in declaration.names))
        self.agree(replace(self.scope.conventions, fixed=names))

    def compared(self, declaration: said.Compared) -> None:
        """What a comparison says, where it did not declare a name."""
        if declaration in [one for _, one in self.failed] or any(
            declaration.span.start <= at.start < declaration.span.end for at, _ in self.places.values()
        ):
            return
        self.condition(declaration)

    def condition(self, declaration: said.Equality | said.Assume | said.Compared) -> None:
        """What is assumed, for all values of the letters behind its `for`; what bounds an entry bounds all."""
        row = self.parser.read(declaration.formula, declaration.reach)
        bound = ranges(declaration.bound, self.scope, self.parser.plain) or entries(row, self.scope)
        own = {letter: Index(letter, low, high) for letter, (low, high) in bound.items()}
        inner = self.scope.having({letter: Running(letter, index) for letter, index in own.items()})
        stated = read_condition(row.items, inner)
        letters = [Tensor(Integer(af.of_atom(index))) for index in own.values()]
        given = assumption(every(*letters, stated) if letters else stated.states)
        assumed = (*self.scope.assumed, (given, declaration.span))
        self.scope = replace(self.scope, given=self.scope.given + given, assumed=assumed)

    # Values

    def _definitions(self, waiting: list[said.Equality]) -> list[said.Equality]:
        """Definitions in order, those that speak of later ones after them; gives back the conditions among them."""
        sorted_out = [(d, self._is_condition(d)) for d in waiting]
        conditions = [d for d, is_condition in sorted_out if is_condition]
        waiting = [d for d, is_condition in sorted_out if not is_condition]
        for _ in range(TRIES):
            before, problems, failed = len(waiting), len(self.problems), len(self.failed)
            waiting = [d for d in waiting if not self.tried(d, self.definition)]
            if not waiting or len(waiting) == before:
                break
            del self.problems[problems:], self.failed[failed:]
        return conditions

    def _is_condition(self, declaration: said.Equality) -> bool:
        """In a part, an equation whose left side is no name, or has a meaning around it as an index or a variable."""
        if not self.depth:
            return False
        try:
            (_, left), *_, (_, right) = members(self.parser.read(declaration.formula, declaration.reach).items)
            left = headed_side(self.scope, left, right)
        except Unreadable:
            return False
        name = name_of(left.items)
        if name is None or is_entry(left.items, self.scope):
            return call(left.items) is None and bool(left.items)
        if self.scope.variable(name) is not None:
            return self.places[name][1] < self.depth
        return isinstance(self.scope.get(name), Running | Extent)

    def _lefts(self, declaration: said.Equality) -> list[str]:
        """The names that a definition gives a value to."""
        try:
            sides = members(self.parser.plain(declaration.formula).items)[:-1]
        except Unreadable:
            return []
        return [name for _, side in sides if (name := name_of(side.items)) is not None]

    def definition(self, declaration: said.Equality) -> None:
        row = self.parser.read(declaration.formula, declaration.reach)
        *sides, right = [part for _, part in members(row.items)]
        over = {
            letter: Index(letter, low, high)
            for letter, (low, high) in ranges(declaration.bound, self.scope, self.parser.plain).items()
        }
        if not sides:
            raise Unreadable(row.span, "a side of this definition is missing", "name = expression")
        sides = [headed_side(self.scope, side, right) for side in sides]
        for side in sides:
            self._refuse_condition(side)
            name = name_of(side.items)
            if name is not None and speaks_of(gathered(right.items, self.scope), name, self.scope):
                raise Unreadable(side.span, f"{name} is defined by itself", "assume … = …, or another letter")
        place = None if self.source is None else self.source.place(declaration.span.start)
        for name, thing in defined(self.scope, sides, right, place, over).items():
            if isinstance(thing, Quantity) and holds(thing.value.tensor, name, self.scope):
                why = f"{name} is defined by itself, through other names"
                raise Unreadable(declaration.span, why, "assume … = …, or another letter")
            replaced = valued(name, thing, self.scope) if self.scope.variable(name) is not None else {}
            for other in replaced:
                self.places.pop(other, None)
            for other, value in (replaced or {name: thing}).items():
                self.put(other, value, declaration.span)

    def _refuse_condition(self, side: Row) -> None:
        """What stands on the left of a definition is a name that may get a value."""
        name = name_of(side.items)
        if name is None and call(side.items) is None:
            why = "what stands on the left is no name"
        elif is_entry(side.items, self.scope):
            why = f"{name} is an entry of what is declared"
        elif isinstance(self.scope.get(name), Running | Extent) and self.places[name or ""][1] == self.depth:
            why = f"{name} is declared as a whole number"
        else:
            return
        raise Unreadable(side.span, why, "if this is assumed: assume … = …")
