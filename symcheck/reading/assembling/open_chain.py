"""A chain while formulas are read: its members, the formulas they stand in, and what they hold under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.statements import Ambiguous, Chain, Content, Line
from symcheck.claims.wellformed import is_zero_literal
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import Index, fresh_index
from symcheck.expressions.nodes import Array, Block, Condition, Derivative, Entry, Expr, Named, Relation
from symcheck.expressions.spoken import named, unnamed
from symcheck.expressions.walk import arrays_of, children, condition_expressions, expand_names, subexpressions
from symcheck.language.conditions import declared as of_values
from symcheck.notation.text import assumption
from symcheck.reading.assembling import conditions
from symcheck.reading.assembling.taking import Taken, aligned
from symcheck.reading.assembling.variables_in_words import FIXED
from symcheck.reading.source import Source, Span

COUNTED = "a few members are written out, and {0} as a number is any: it may be right for as many as there are"
"""Of a line that is no more than undecided where the number of members stands as a number."""

DEPENDS = "{0} is said to depend on {1}, and is held fixed here: declare {0}(…), or {0} function of {1}"


class OpenChain(Struct):
    """A chain to which more may come: its members, the formulas they stand in, and the conditions it holds under.

    `given` are those that are declared, `held` those that the page states, `assumed` those of `given` that the block
    states, with their places. `stated` is told where a line is wrong: what
    the page gives as a reason may be meant as an assumption; so is `offered`, an assumption that was not made. `counts`
    are how many members families have, as numbers, `values` those of the letters that the chain is read for, `tied`
    the variables that words say to depend on another one.
    """

    members: list[Taken]
    numbers: list[int]
    given: Condition
    held: tuple[conditions.Taken, ...]
    assumed: tuple[tuple[Condition, Span], ...] = ()
    stated: str = ""
    offered: str = ""
    counts: frozenset[Array] = frozenset()
    values: tuple[str, ...] = ()
    tied: frozenset[tuple[str, str]] = frozenset()

    def beginning(self) -> OpenChain:
        """The chain with its first member alone that is read."""
        return self.only([next((n for n, member in enumerate(self.members) if member.known), 0)])

    def only(self, positions: Sequence[int]) -> OpenChain:
        """The chain with some of its members."""
        return replace(self, members=[self.members[n] for n in positions], numbers=[self.numbers[n] for n in positions])

    def chain(self, any_layout: bool, source: Source) -> Chain | None:
        """The chain as it is judged, under the conditions that speak of it; None for a single member.

        That a derivative is 0 is never used where one is claimed: under it any multiple of it would be right. Nor is it
        where a name there stands for a derivative by the same variable.
        """
        if len(self.members) < 2:
            return None
        first, *lines = aligned(self.members, any_layout)
        first = _of_shape(first, lines)
        bodies = [line.content for line in (first, *lines) if isinstance(line.content, Block)]
        known = named([b.body for b in bodies], [axis for b in bodies for axis in b.axes])
        contents = [b for line in (first, *lines) for b in _blocks(line.content)]
        by = frozenset(x.array for b in contents for x in _varied(b.body))
        claimed = any(_is_derived(b) for b in contents)

        declared = [x for x in self.given if not _clashes(_varied_in((x,)), by, claimed)]
        held = [x for x in self.held if not _clashes(_set_to_0_by(x, by), by, claimed)]
        every = dict.fromkeys((*declared, *(relation for x in held for relation in x.condition)))
        every |= dict.fromkeys(of_values((expand_names(b.body) for b in bodies), tuple(every)))
        given = tuple(relation for relation in every if not unnamed(relation, known))
        offered = self.offered or _of_one(known, declared, bodies)
        told = [(assumption(stated), at) for stated, at in self._spoken_of(given, bodies, held)]
        told += [(x.words, x.span) for x in held]
        notes = tuple(dict.fromkeys(f"given {words}  {source.place(at.start)}" for words, at in told))
        rests = tuple((source.place(x.span.start), x.condition) for x in held if x.stationary)
        turns = any_layout and all(len(x.array.axes) < 2 for b in bodies for x in _varied(b.body))
        chain = Chain(first, tuple(lines), first.place, given, True, turns, values=self.values)
        said = self.stated or self._counted(bodies)
        doubts = [x for x in held if x.beside and (x.defines or any(r in given for r in x.condition))]
        doubted = None if any(x.defines for x in doubts) else tuple(r for x in doubts for r in x.condition)
        beside = doubts[0].beside if doubts else ""
        claims = tuple(x.unless for x in doubts if x.unless is not None)
        unless = claims if len(claims) == len(doubts) else ()
        if tied := self._tied(contents, by):
            beside, doubted, unless = tied, None, ()
        chain = replace(chain, assumed=notes, stated=said, offered=offered, rests=rests)
        return replace(chain, beside=beside, doubted=doubted, unless=unless)

    def _tied(self, contents: Sequence[Block], by: frozenset[Array]) -> str:
        """Why a derivative is in doubt: words say that a variable in it depends on the one by which it is taken."""
        arrays = {array.name for b in contents for array in arrays_of(expand_names(b.body))}
        names = {array.name for array in by}
        found = next((x for x in sorted(self.tied) if x[0] in arrays and x[1] in names), None)
        given = (
            {x.definition.latex for b in contents for x in subexpressions(b.body) if isinstance(x, Named)}
            if by
            else set()
        )
        fixed = next((name for name, of in sorted(self.tied) if not of and name in names | given), "")
        return FIXED.format(fixed) if fixed else "" if found is None else DEPENDS.format(*found)

    def _counted(self, bodies: Sequence[Block]) -> str:
        """What is told of a chain in which the number of members of a family stands, as any number does."""
        found = {array for b in bodies for array in arrays_of(expand_names(b.body)) if array in self.counts}
        return COUNTED.format(", ".join(sorted(array.name for array in found))) if found else ""

    def _spoken_of(
        self, given: Condition, bodies: Sequence[Block], held: Sequence[conditions.Taken]
    ) -> list[tuple[Condition, Span]]:
        """What the block states of what the members speak of, or what is tied to that, by what the page states too."""
        known = frozenset[Array]().union(*(arrays_of(b.body) for b in bodies), *(arrays_in(x.condition) for x in held))
        waiting = [(tuple(x for x in stated if x in given), at) for stated, at in self.assumed]
        found: list[tuple[Condition, Span]] = []
        while new := [x for x in waiting if x not in found and x[0] and _speaks_of(x[0], known)]:
            found += new
            known = known.union(*(arrays_in(stated) for stated, _ in new))
        return [x for x in waiting if x in found]


def _of_one(known: frozenset[Index], declared: Sequence[Relation], bodies: Sequence[Block]) -> str:
    """What is assumed of one value of an index that the members do not speak of, and how it is assumed of all."""
    arrays = frozenset[Array]().union(*(arrays_of(b.body) for b in bodies))
    for relation in declared:
        letters = ", ".join(sorted(index.name for index in unnamed(relation, known)))
        if letters and not arrays.isdisjoint(arrays_in((relation,))):
            words = assumption((relation,))
            return f"{words} is assumed of one {letters}; to assume it of all, declare: assume {words} for {letters}"
    return ""


def _of_shape(first: Line, lines: Sequence[Line]) -> Line:
    """A 0 that stands first has the shape of what it is compared with, as one that stands behind it."""
    other = next((x.content for x in lines if isinstance(x.content, Block) and not is_zero_literal(x.content)), None)
    if other is None or not is_zero_literal(first.content):
        return first
    return replace(first, content=Block(tuple(map(fresh_index, other.axes)), ZERO))


def _speaks_of(condition: Condition, known: frozenset[Array]) -> bool:
    """Whether a condition is one on indices and sizes, or on some of these arrays."""
    arrays = arrays_in(condition)
    return not arrays or not arrays.isdisjoint(known)


def arrays_in(condition: Condition) -> frozenset[Array]:
    return frozenset[Array]().union(*(arrays_of(expr) for expr in condition_expressions(condition)))


def has_derivative(content: Content) -> bool:
    """Whether a derivative stands in a member, or in what a name there means."""
    return any(_derives(block.body) for block in _blocks(content))


def _blocks(content: Content) -> tuple[Block, ...]:
    """What a member says, each reading of it."""
    match content:
        case Block():
            return (content,)
        case Ambiguous(readings):
            return tuple(reading.value for reading in readings)
    return ()


def _varied(expr: Expr) -> Iterator[Entry]:
    """The variables by which derivatives in an expression are taken."""
    found = (x.variable for x in subexpressions(expr) if isinstance(x, Derivative))
    return (variable for variable in found if isinstance(variable, Entry))


def _varied_in(stated: Condition) -> frozenset[Array]:
    return frozenset(x.array for expr in condition_expressions(stated) for x in _varied(expr))


def _set_to_0_by(one: conditions.Taken, every: frozenset[Array]) -> frozenset[Array]:
    """The variables by which derivatives are 0 in a condition; it may be any where that is not read."""
    if not one.stationary:
        return _varied_in(one.condition)
    return every if one.vanishes is None else frozenset(() if one.by is None else (one.by,))


def _clashes(stated: frozenset[Array], by: frozenset[Array], claimed: bool) -> bool:
    """Whether a condition on derivatives by some variables may say what a line with derivatives claims."""
    return bool(stated) and (claimed or not stated.isdisjoint(by))


def _derives(expr: Expr) -> bool:
    return any(isinstance(x, Derivative) for x in subexpressions(expr))


def _is_derived(block: Block) -> bool:
    """Whether a member is a derivative that has a name, or one stands in it that has none."""
    waiting = [conditions.unnamed(block).body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Derivative):
            return True
        waiting += () if isinstance(node, Named) else children(node)
    return False
