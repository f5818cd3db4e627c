"""What a page's declarations come to at one place: the scope, the other ways of writing, and what is asked there.

What is said of a part wins over what is said of the page, a part inside over the one around it. Two declarations that
speak equally closely of one name and disagree are a problem at both their places; the first holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Integer
from symcheck.language.conditions import assumption
from symcheck.language.quantifiers import every
from symcheck.language.tensor import Tensor
from symcheck.reading import said
from symcheck.reading.agreement import is_entry, same, upright, valued
from symcheck.reading.clauses import EVERYWHERE, Disagreement, Problem, Reach
from symcheck.reading.conventions import agreed
from symcheck.reading.defining import defined, members
from symcheck.reading.heads import call, head, name_of
from symcheck.reading.macros import NONE, Macros
from symcheck.reading.mappings import drawn, drawn_words, index_map, is_index, is_map, unknown
from symcheck.reading.rewrites import Rewrite
from symcheck.reading.rewriting import Parser
from symcheck.reading.said import Declaration, Said
from symcheck.reading.scope import Extent, Quantity, Running, Scope, Thing
from symcheck.reading.signed import signed
from symcheck.reading.sizing import range_of
from symcheck.reading.source import Passage, Source, Span
from symcheck.reading.tree import Row, Unreadable
from symcheck.reading.variables import Made, extents, ranges, variables

TRIES = 8
"""So often definitions wait for one another at most, where they do not stand in order."""


class Declared(Struct, frozen=True):
    """All that is declared where it was asked for.

    `asks` and `roles` are those that name this very part or formula, `wrong` all of the page. `agreements` are
    conventions that a scope does not hold, as (kind, value). `places` tells where each name was declared.
    """

    scope: Scope
    rewrites: tuple[Rewrite, ...] = ()
    words: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()
    asks: tuple[Passage, ...] = ()
    wrong: tuple[said.DocumentedWrong, ...] = ()
    roles: tuple[said.Role, ...] = ()
    tables: tuple[said.TableRow, ...] = ()
    agreements: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[tuple[str, Span], ...] = ()

    def place_of(self, name: str) -> Span | None:
        """Where a name was declared last."""
        return dict(self.places).get(name)


def scope_of(
    declarations: Sequence[Declaration],
    part: str | None = None,
    headings: Sequence[str] = (),
    formula: int = 0,
    source: Source | None = None,
    macros: Macros = NONE,
) -> Declared:
    """What holds in a part (by its label and the headings above it), or at a formula of the page."""
    return Declaring(declarations, source, macros).at(part, headings, formula)


class Declaring:
    """All declarations of a page; what holds everywhere is read once."""

    def __init__(
        self, declarations: Sequence[Declaration], source: Source | None = None, macros: Macros = NONE
    ) -> None:
        self.everywhere = [d for d in declarations if d.reach == EVERYWHERE]
        self.narrower = [d for d in declarations if d.reach != EVERYWHERE]
        self.base = Making(source, macros)
        self.base.layer(self.everywhere, 0)

    def at(self, part: str | None = None, headings: Sequence[str] = (), formula: int = 0) -> Declared:
        """What holds in a part, or at a formula of the page."""
        layers: dict[int, list[Declaration]] = {}
        for declaration in self.narrower:
            depth = declaration.reach.depth(part, headings, formula)
            if depth is not None:
                layers.setdefault(depth, []).append(declaration)
        making = self.base.copy() if layers else self.base
        for depth in sorted(layers):
            making.layer(layers[depth], depth)
        own = [*self.everywhere, *(d for layer in layers.values() for d in layer)]
        return making.done(own, part, headings)

    def unreached(self, places: Sequence[tuple[str | None, Sequence[str]]], formulas: int = 0) -> tuple[Problem, ...]:
        """What is said of parts and formulas that the page has not; `places` are its parts with their headings."""
        found: list[Problem] = []
        for declaration in self.narrower:
            reach = declaration.reach
            if reach.formula:
                if reach.formula > formulas:
                    found.append(Problem(declaration.span, f"this page has no formula {reach.formula}"))
                continue
            for one in [*(Reach((x,)) for x in reach.parts), *(Reach((), (x,)) for x in reach.headings)]:
                if all(one.depth(part, headings) is None for part, headings in places):
                    named = f"part {one.parts[0]}" if one.parts else f"part that begins with “{one.headings[0]}”"
                    shown = ", ".join(part for part, _ in places if part)
                    found.append(Problem(declaration.span, f"this page has no {named}", f"its parts: {shown}"))
        return tuple(found)


class Making:
    """A scope that grows, layer by layer; what goes wrong on the way is kept."""

    def __init__(self, source: Source | None, macros: Macros) -> None:
        self.source = source
        self.scope = Scope()
        self.parser = Parser(macros)
        self.problems: list[Problem] = []
        self.places: dict[str, tuple[Span, int]] = {}
        self.agreements: list[tuple[str, str]] = []
        self.depth = 0
        self.defined: frozenset[str] = frozenset()
        self.agreed: dict[str, tuple[str, Span, int]] = {}

    def copy(self) -> Making:
        """Another one, which grows apart from this."""
        other = copy(self)
        other.parser = copy(self.parser)
        other.problems, other.agreements = [*self.problems], [*self.agreements]
        other.places, other.agreed = {**self.places}, {**self.agreed}
        return other

    def done(self, own: Sequence[Declaration], part: str | None, headings: Sequence[str]) -> Declared:
        asked = [d.formula for d in own if isinstance(d, said.Asks) and d.reach.names(part, headings)]
        return Declared(
            self.scope, self.parser.rewrites, self.parser.words, self.parser.undone, tuple(asked),
            tuple(d for d in own if isinstance(d, said.DocumentedWrong)),
            tuple(d for d in own if isinstance(d, said.Role)), tuple(d for d in own if isinstance(d, said.TableRow)),
            tuple(self.agreements), tuple(self.problems), tuple((name, at) for name, (at, _) in self.places.items()),
        )  # fmt: skip

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
            (said.Convention, self.convention),
            ((said.Names, said.Means), self.written),
            (said.Sizes, lambda d: self.made(extents(d.names, self.parser.plain))),
            ((said.IndexLetters, said.Member), self.index),
            (said.MapDeclared, lambda d: self.made(index_map(d, self.scope, self.parser.plain))),
            (said.Member, self.variable),
            (said.Compared, self.sign),
            (said.UnknownFunction, lambda d: self.made(unknown(d, self.scope, self.parser.plain))),
            (said.Drawn, lambda d: self.made(drawn(d, self.scope, self.parser.plain))),
        )

    def tried(self, declaration: Said, make: Callable[..., None]) -> bool:
        """Whether it went well; what did not is a problem at its place."""
        try:
            make(declaration)
        except Unreadable as failure:
            other = failure.other if isinstance(failure, Disagreement) else None
            self.problems.append(Problem(failure.span, failure.reason, failure.advice, other))
        except StatementError as error:
            self.problems.append(Problem(declaration.span, str(error)))
        else:
            return True
        return False

    def put(self, name: str, thing: Thing, span: Span) -> None:
        """A name gets its meaning, unless it has another one that was said equally closely."""
        known = self.places.get(name)
        if known is not None and known[1] == self.depth and not same(self.scope.get(name), thing):
            advice = "give one of them another letter, or say it for one part: part (a): …"
            self.problems.append(Problem(span, f"{name} is declared twice, as two things", advice, known[0]))
            return
        self.scope = self.scope.having({name: thing})
        self.places[name] = (span, self.depth)
        other = upright(name)
        if other is not None and (other not in self.places or self.places[other][1] < self.depth):
            self.scope = self.scope.having({other: thing})

    def made(self, made: Made) -> None:
        for name, span, thing in made.things:
            self.put(name, thing, span)
        self.scope = replace(self.scope, given=self.scope.given + made.given)

    # Each kind

    def unread(self, declaration: said.Unread) -> None:
        self.problems.append(declaration.problem)

    def convention(self, declaration: said.Convention) -> None:
        kind, value = declaration.kind, declaration.value
        known = self.agreed.get(kind)
        if known is not None and known[2] == self.depth and known[0] != value and kind != "summed":
            why = f"{declaration.kind}: this was agreed otherwise"
            raise Disagreement(declaration.span, why, "keep one of them, or say it for one part", known[1])
        self.agreed[kind] = (value, declaration.span, self.depth)
        found = agreed(self.scope.conventions, kind, value)
        if found is None:
            self.agreements.append((declaration.kind, declaration.value))
        else:
            self.scope = replace(self.scope, conventions=found)

    def written(self, declaration: said.Names | said.Means) -> None:
        if isinstance(declaration, said.Names):
            self.parser.name(declaration.names)
        else:
            self.scope = replace(self.scope, conventions=self.parser.means(declaration, self.scope.conventions))

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

    def variable(self, declaration: said.Member) -> None:
        if is_index(declaration):
            return
        make = drawn_words if is_map(declaration) else variables
        self.made(make(declaration, self.scope, self.parser.plain))

    def sign(self, declaration: said.Compared) -> None:
        """Names that nothing has declared yet get their sign here; what is left is a condition."""
        row = self.parser.plain(declaration.formula)
        made = signed(row, ranges(declaration.bound, self.scope, self.parser.plain), self.scope, self.defined)
        if made is not None:
            self.made(made)

    def compared(self, declaration: said.Compared) -> None:
        """What a comparison says, where it did not declare a name."""
        if any(declaration.span.start <= at.start < declaration.span.end for at, _ in self.places.values()):
            return
        self.condition(declaration)

    def condition(self, declaration: said.Equality | said.Assume | said.Compared) -> None:
        """What is assumed, for all values of the letters behind its `for`."""
        from symcheck.reading.meaning import read_condition

        row = self.parser.read(declaration.formula, declaration.reach)
        bound = ranges(declaration.bound, self.scope, self.parser.plain)
        own = {letter: Index(letter, low, high) for letter, (low, high) in bound.items()}
        inner = self.scope.having({letter: Running(letter, index) for letter, index in own.items()})
        stated = read_condition(row.items, inner)
        letters = [Tensor(Integer(af.of_atom(index))) for index in own.values()]
        given = assumption(every(*letters, stated) if letters else stated.states)
        self.scope = replace(self.scope, given=self.scope.given + given)

    # Values

    def _definitions(self, waiting: list[said.Equality]) -> list[said.Equality]:
        """Definitions in order, those that speak of later ones after them; gives back the conditions among them."""
        sorted_out = [(d, self._is_condition(d)) for d in waiting]
        conditions = [d for d, is_condition in sorted_out if is_condition]
        waiting = [d for d, is_condition in sorted_out if not is_condition]
        for _ in range(TRIES):
            before, problems = len(waiting), len(self.problems)
            waiting = [d for d in waiting if not self.tried(d, self.definition)]
            if not waiting or len(waiting) == before:
                break
            del self.problems[problems:]
        return conditions

    def _is_condition(self, declaration: said.Equality) -> bool:
        """In a part, an equation whose left side is no name, or has a meaning around it as an index or a variable."""
        if not self.depth:
            return False
        try:
            left = members(self.parser.read(declaration.formula, declaration.reach).items)[0][1]
        except Unreadable:
            return False
        name = name_of(left.items)
        if name is None or is_entry(left.items, self.scope):
            return call(left.items) is None and bool(left.items)
        known = self.scope.get(name)
        if isinstance(known, Quantity) and known.variable:
            return self.places[name][1] < self.depth
        return isinstance(known, Running | Extent)

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
        for side in sides:
            self._refuse_condition(side)
        place = None if self.source is None else self.source.place(declaration.span.start)
        for name, thing in defined(self.scope, sides, right, place, over).items():
            known = self.scope.get(name)
            replaced = valued(name, thing, self.scope) if isinstance(known, Quantity) and known.variable else {}
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
        elif isinstance(self.scope.get(name or ""), Running | Extent) and self.places[name or ""][1] == self.depth:
            why = f"{name} is declared as a whole number"
        else:
            return
        raise Unreadable(side.span, why, "if this is assumed: assume … = …")
