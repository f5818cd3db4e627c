"""The chains of a part while its formulas are read: which one is open, and what the next `=` goes on with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Chain, IllFormed, Line
from symcheck.expressions.nodes import Array, IndexRelation, RealRelation, Relation
from symcheck.reading.assembling.conditions import Taken as Condition
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.members import Member
from symcheck.reading.assembling.open_chain import OpenChain, arrays_in
from symcheck.reading.assembling.solved import put_in
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.taking import Taken
from symcheck.reading.scope import Scope
from symcheck.reading.source import Source

NOTHING_BEFORE = "it goes on with a chain, and none stands before it in this part"
NOT_READ_BEFORE = "it goes on with a formula that is not read"


class Chains:
    """`open` is the chain that the next `=` goes on with; where there is none, `nothing` says why.

    It is `headless` where all that stands in it so far is not judged: what comes next is its first member.
    """

    def __init__(self, source: Source, names: Names, standing: Standing) -> None:
        self.source = source
        self.names = names
        self.standing = standing
        self.open: OpenChain | None = None
        self.nothing = NOTHING_BEFORE
        self.headless = False
        self._branch: tuple[frozenset[str], OpenChain] | None = None
        self._again: OpenChain | None = None
        self._finished: list[Chain] = []
        self._under: tuple[OpenChain, int] | None = None

    @property
    def members(self) -> list[Member]:
        """What stands in the open chain."""
        return [taken.member for taken in self.open.members] if self.open is not None else []

    def begin(self) -> None:
        """What follows has a left side of its own."""
        self.close()
        self._again = None

    def close(self) -> None:
        """The open chain is finished."""
        open_, self.open, self.nothing, self.headless = self.open, None, NOTHING_BEFORE, False
        self.finish_one(open_)

    def lose(self) -> None:
        """What stands here is not what the next `=` could go on with."""
        self.close()
        self.nothing = NOT_READ_BEFORE

    def finish_one(self, open_: OpenChain | None) -> None:
        """What is open becomes a chain; a single member is none."""
        any_layout = self.names.scope.conventions.layout == "any"
        chain = None if open_ is None else open_.chain(any_layout, self.source)
        if chain is not None and open_ is not None:
            self._finished += put_in(chain, (*self.standing.solvable(), *open_.held)) or (chain,)

    def put(self, chain: Chain) -> None:
        """A chain that nothing goes on with."""
        self._finished.append(chain)

    def finish(self) -> tuple[Chain, ...]:
        """The chains of the part, in order."""
        self.close()
        return tuple(sorted(self._finished, key=lambda chain: _place(chain.lines[0])))

    # Members

    def add(
        self, members: list[Taken], local: Sequence[Condition], number: int, stated: str = "", offered: str = ""
    ) -> None:
        """Lines under other conditions than the chain they go on with are a chain of their own, from its beginning.

        `stated` is told of a chain that says what may be assumed, `offered` of one for which something may be missing.
        """
        before, begun = self.open, self.begun(members, local, number)
        begun.stated, begun.offered = stated, offered
        if before is None:
            self.open = begun
        elif before.held == begun.held and before.given == begun.given and not stated:
            before.members += members
            before.numbers += begun.numbers
            before.offered = before.offered or offered
        else:
            first = before.beginning()
            begun.members, begun.numbers = first.members + members, first.numbers + begun.numbers
            if local or stated:
                self.finish_one(begun)
            else:
                self.close()
                self.open = begun

    def begun(self, members: Sequence[Taken], local: Sequence[Condition], number: int) -> OpenChain:
        """A chain of these members, under what holds here."""
        scope, values = self.names.scope, self.standing.values
        numbers, held = [number] * len(members), self.held(local)
        found = OpenChain(list(members), numbers, scope.given, held, scope.assumed, counts=scope.counts, values=values)
        return replace(found, tied=frozenset(self.names.settled.tied))

    # Conditions

    def doubt(self, taken: Sequence[Condition], since: int, beside: str, behind: int = 0) -> None:
        """What holds under these conditions may be said of another case too: of what is finished since, and open.

        Only what ends `behind` a place on the page.
        """
        at = self.source.place(behind)

        said = [one.span for one in taken]

        def doubted(held: Iterable[Condition]) -> Iterator[Condition]:
            return (replace(x, beside=x.beside or beside) if x.span in said else x for x in held)

        self.standing.held = list(doubted(self.standing.held))
        if self.open is not None:
            self.open.held = tuple(doubted(self.open.held))
        relations = tuple(relation for one in taken for relation in one.condition)
        later = ((x, _place(x.lines[-1]) >= (at.cell, at.line, at.column or 0)) for x in self._finished[since:])
        self._finished[since:] = [_doubted(x, relations, beside) if own else x for x, own in later]

    @property
    def finished(self) -> int:
        """How many chains nothing goes on with."""
        return len(self._finished)

    def held(self, local: Sequence[Condition] = ()) -> tuple[Condition, ...]:
        """The conditions that hold where a line stands; a premise of its own on a variable replaces its optimum."""
        about = frozenset[Array]().union(*(arrays_in(one.condition) for one in local))
        return (*(one for one in self.standing.held if not (one.stationary and one.by in about)), *local)

    def keeping(self, scope: Scope | None, local: Sequence[Condition] = ()) -> Scope | None:
        """The scope with what keeps indices to their axes here; `scope` where nothing does."""
        stated = (*self.names.scope.given, *(relation for one in self.held(local) for relation in one.condition))
        held = tuple(relation for relation in stated if isinstance(relation, IndexRelation))
        return replace(scope or self.names.scope, held=held) if held else scope

    def _kept(self, taken: Taken, others: Sequence[Taken], found: Condition) -> Taken:
        """A line that names what lies outside an axis, where what is said behind it excludes that."""
        scope, line = self.keeping(None, (found,)), taken.line
        if not isinstance(line.content, IllFormed) or scope is None:
            return taken
        beside = [other.member.items for other in others if other is not taken]
        again = self.names.take(taken.member, beside, line.role, line.because, line.said, scope)
        return again if again.known else taken

    def holds(self, relations: Sequence[IndexRelation | RealRelation]) -> bool:
        """Whether all of this is assumed already."""
        stated = (relation for held in self.held() for relation in held.condition)
        return set(relations) <= {*self.names.scope.given, *stated}

    def hold(self, found: Condition, place: int, beside: bool = False) -> None:
        """From here on something more holds; of two cases each goes on from where the first one did."""
        if self.open is not None:
            if self._branch is not None and self._branch[0] & found.letters:
                self._again = self._branch[1]
            else:
                self._branch = (found.letters, self.open.beginning())
        self.standing.hold(found, place, beside)

    def turn(self, over: bool) -> None:
        """Whether the cases before are over."""
        if over:
            self._branch = self._again = None

    def resume(self) -> None:
        """The next case goes on from where the first one did."""
        if self._again is not None:
            self.close()
            self.open, self._again = self._again, None

    def under(self, open_: OpenChain, found: Condition, again: bool = False) -> None:
        """The lines of the last formula hold under a condition that stands behind them; `again` under one more."""
        if again and self._under is not None:
            chain, finished = self._under
            del self._finished[finished:]
            chain.held = (*chain.held, found)
            return self.finish_one(chain)
        number = open_.numbers[-1]
        own = [n for n, of in enumerate(open_.numbers) if of == number]
        first = open_.beginning()
        lines = open_.only([n for n in own if open_.members[n] is not first.members[0]])
        members, numbers = first.members + lines.members, first.numbers + lines.numbers
        members = [self._kept(x, members, found) if n == number else x for x, n in zip(members, numbers, strict=True)]
        chain = replace(open_, members=members, numbers=numbers, held=(*open_.held, found))
        self._under = chain, len(self._finished)
        self.finish_one(chain)
        earlier = [n for n in range(len(open_.members)) if n not in own]
        self.open = open_.only(earlier) if earlier else first


def _doubted(chain: Chain, stated: tuple[Relation, ...], beside: str) -> Chain:
    """A chain, and those that say the same, in doubt where some of what is `stated` is used in it.

    What was in doubt before, for what is nothing without its conditions, stays so.
    """
    also = tuple(_doubted(one, stated, beside) for one in chain.also)
    only = None if chain.only is None else _doubted(chain.only, stated, beside)
    chain = replace(chain, also=also, only=only)
    found = tuple(relation for relation in stated if relation in chain.given)
    if not found:
        return chain
    doubted = None if chain.doubted is None else (*chain.doubted, *found)
    return replace(chain, beside=chain.beside or beside, doubted=doubted)


def _place(line: Line) -> tuple[int, int, int]:
    """Where a line stands, to be compared."""
    return line.place.cell, line.place.line, line.place.column or 0
