"""A chain while formulas are read: its members, the formulas they stand in, and what they hold under."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.statements import Ambiguous, Chain, Content
from symcheck.expressions.nodes import Array, Block, Condition, Derivative, Expr
from symcheck.expressions.spoken import named, unnamed
from symcheck.expressions.walk import arrays_of, condition_expressions, subexpressions
from symcheck.notation.text import assumption
from symcheck.reading.assembling import conditions
from symcheck.reading.assembling.taking import Taken, aligned
from symcheck.reading.source import Source, Span


class OpenChain(Struct):
    """A chain to which more may come: its members, the formulas they stand in, and the conditions it holds under.

    `given` are those that are declared, `held` those that the page states, `assumed` those of `given` that the block
    states, with their places. `stated` is told where a line is wrong: what
    the page gives as a reason may be meant as an assumption; so is `offered`, an assumption that was not made. `values`
    are those of the letters it is read for.
    """

    members: list[Taken]
    numbers: list[int]
    given: Condition
    held: tuple[conditions.Taken, ...]
    assumed: tuple[tuple[Condition, Span], ...] = ()
    stated: str = ""
    offered: str = ""
    values: tuple[str, ...] = ()

    def beginning(self) -> OpenChain:
        """The chain with its first member alone that is read."""
        return self.only([next((n for n, member in enumerate(self.members) if member.known), 0)])

    def only(self, positions: Sequence[int]) -> OpenChain:
        """The chain with some of its members."""
        return replace(self, members=[self.members[n] for n in positions], numbers=[self.numbers[n] for n in positions])

    def chain(self, any_layout: bool, source: Source) -> Chain | None:
        """The chain as it is judged, under the conditions that speak of it; None for a single member.

        That a derivative is 0 is never used where one is claimed: under it any multiple of it would be right.
        """
        if len(self.members) < 2:
            return None
        first, *lines = aligned(self.members, any_layout)
        bodies = [line.content for line in (first, *lines) if isinstance(line.content, Block)]
        known = named([b.body for b in bodies], [axis for b in bodies for axis in b.axes])
        derived = any(has_derivative(line.content) for line in (first, *lines))
        declared = [x for x in self.given if not (derived and _of_derivatives((x,)))]
        held = [x for x in self.held if not (derived and (x.stationary or _of_derivatives(x.condition)))]
        stated = dict.fromkeys((*declared, *(relation for x in held for relation in x.condition)))
        given = tuple(relation for relation in stated if not unnamed(relation, known))
        told = [(assumption(stated), at) for stated, at in self._spoken_of(given, bodies)]
        told += [(x.words, x.span) for x in held]
        notes = tuple(dict.fromkeys(f"given {words}  {source.place(at.start)}" for words, at in told))
        rests = tuple((source.place(x.span.start), x.condition) for x in held if x.stationary)
        chain = Chain(first, tuple(lines), first.place, given, True, notes, self.stated, self.offered)
        return replace(chain, rests=rests, values=self.values)

    def _spoken_of(self, given: Condition, bodies: Sequence[Block]) -> list[tuple[Condition, Span]]:
        """What the block states of what the members speak of, or of what that is tied to."""
        known = frozenset[Array]().union(*(arrays_of(b.body) for b in bodies))
        waiting = [(tuple(x for x in stated if x in given), at) for stated, at in self.assumed]
        found: list[tuple[Condition, Span]] = []
        while new := [x for x in waiting if x not in found and x[0] and _speaks_of(x[0], known)]:
            found += new
            known = known.union(*(arrays_in(stated) for stated, _ in new))
        return [x for x in waiting if x in found]


def _speaks_of(condition: Condition, known: frozenset[Array]) -> bool:
    """Whether a condition is one on indices and sizes, or on some of these arrays."""
    arrays = arrays_in(condition)
    return not arrays or not arrays.isdisjoint(known)


def arrays_in(condition: Condition) -> frozenset[Array]:
    return frozenset[Array]().union(*(arrays_of(expr) for expr in condition_expressions(condition)))


def has_derivative(content: Content) -> bool:
    """Whether a derivative stands in a member, or in what a name there means."""
    match content:
        case Block():
            return _derives(content.body)
        case Ambiguous(readings):
            return any(_derives(reading.value.body) for reading in readings)
    return False


def _derives(expr: Expr) -> bool:
    return any(isinstance(x, Derivative) for x in subexpressions(expr))


def _of_derivatives(condition: Condition) -> bool:
    return any(_derives(expr) for expr in condition_expressions(condition))
