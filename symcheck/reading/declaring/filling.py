"""A scope into which names are put, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Self

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.reading.declaring import said
from symcheck.reading.declaring.agreement import beside, same, upright
from symcheck.reading.declaring.rewriting import Parser
from symcheck.reading.declaring.said import Said
from symcheck.reading.declaring.typed import spoken_of
from symcheck.reading.declaring.variables import Made
from symcheck.reading.grammar.macros import Macros
from symcheck.reading.scope import Conventions, Scope, Thing
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Problem, Unreadable

NAMING = (
    said.Sizes, said.IndexLetters, said.Member, said.MapDeclared, said.UnknownFunction, said.Drawn, said.Equality,
    said.Unread,
)  # fmt: skip
"""What gives names a meaning and says nothing else."""
NOWHERE = Span(-1, -1)
"""Where a name stands that no declaration gave."""


class Filling:
    """A scope that grows; what goes wrong on the way is kept."""

    def __init__(self, source: Source | None, macros: Macros, base: Scope | None = None) -> None:
        self.source = source
        self.scope = base or Scope()
        self.parser = Parser(macros)
        self.problems: list[Problem] = []
        self.failed: list[tuple[Problem, Said]] = []
        self.places: dict[str, tuple[Span, int]] = dict.fromkeys(self.scope.names, (NOWHERE, -1))
        self.depth = 0
        self.defined: frozenset[str] = frozenset()
        self.agreed: dict[str, tuple[str, Span, int]] = {}

    def distinguish(self, letters: frozenset[str]) -> None:
        """From here on these letters are several names, by their type."""
        self.parser.faced = letters
        self.agree(replace(self.scope.conventions, faced=letters))

    def agree(self, conventions: Conventions) -> None:
        """From here on these conventions hold."""
        self.scope = replace(self.scope, conventions=conventions)

    def copy(self) -> Self:
        """Another one, which grows apart from this."""
        other = copy(self)
        other.parser = copy(self.parser)
        other.problems, other.failed = [*self.problems], [*self.failed]
        other.places, other.agreed = {**self.places}, {**self.agreed}
        return other

    def tried(self, declaration: Said, make: Callable[..., None]) -> bool:
        """Whether it went well; what did not is a problem at its place."""
        try:
            make(declaration)
        except (Unreadable, StatementError) as failure:
            self.fail(Problem.of(failure, declaration.span), declaration)
            return False
        return True

    def fail(self, problem: Problem, declaration: Said) -> None:
        """What is wrong with a declaration, which is not followed."""
        self.problems.append(problem)
        self.failed.append((problem, declaration))

    @property
    def broken(self) -> frozenset[str]:
        """The names that have no meaning because what declares them is a problem."""
        found = (name for _, one in self.failed for name in spoken_of(one, self.parser.plain))
        return frozenset(found) - self.scope.names.keys()

    @property
    def contained(self) -> dict[Problem, Span]:
        """The problems that take no more than names, which mean nothing else, each with its declaration's place."""
        return {problem: one.span for problem, one in self.failed if self._is_contained(problem, one)}

    def _is_contained(self, problem: Problem, declaration: Said) -> bool:
        if problem.other is not None or not isinstance(declaration, NAMING):
            return False
        names = {*spoken_of(declaration, self.parser.plain)}
        return bool(names) and not names & self.scope.names.keys()

    def put(self, name: str, thing: Thing, span: Span) -> None:
        """A name gets its meaning, unless it has another one that was said equally closely."""
        known = self.places.get(name)
        here = known is not None and known[1] == self.depth
        both = beside(self.scope.get(name), thing) if here else None
        if known is not None and here and both is None and not same(self.scope.get(name), thing):
            advice = "give one of them another letter, or say it for one part: part (a): …"
            self.problems.append(Problem(span, f"{name} is declared twice, as two things", advice, known[0]))
            return
        self.scope = self.scope.having({name: both or thing})
        self.places[name] = (span, self.depth)
        other = upright(name)
        if other is not None and (other not in self.places or self.places[other][1] < self.depth):
            self.scope = self.scope.having({other: thing})

    def by(self, make: Callable[..., Made]) -> Callable[[Said], None]:
        """A rule by which a declaration makes things."""
        return lambda declaration: self.made(make(declaration, self.scope, self.parser.plain))

    def made(self, made: Made) -> None:
        for name, span, thing in made.things:
            self.put(name, thing, span)
        self.scope = replace(self.scope, given=self.scope.given + made.given)
