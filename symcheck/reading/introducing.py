"""The names that a page itself gives a meaning as its formulas are read, and what counts as a definition.

`name = …` defines a name that has no meaning yet. One that is declared as a variable, or has a value from the page, is
given another by words and signs alone (`let`, `:=`); what the block of declarations defines is never defined again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.reading.clauses import Problem
from symcheck.reading.defining import define
from symcheck.reading.heads import call, name_of
from symcheck.reading.introduced import declare
from symcheck.reading.meaning import read
from symcheck.reading.members import DEFINES, Member, Sentence
from symcheck.reading.names import spelling
from symcheck.reading.scope import Quantity, Scope, Thing
from symcheck.reading.source import Source
from symcheck.reading.tree import Node, Row, Scripts, Text, Unreadable, Word
from symcheck.reading.wording import Wording


class Names:
    """The scope of a part, which grows. `introduced` are the names that the page gave a meaning, here or before."""

    def __init__(self, source: Source, declared: Scope, known: Mapping[str, Thing]) -> None:
        self.source = source
        self.introduced = dict(known)
        self.scope = declared
        self._own: dict[str, Thing] = {}
        self._unsaid: set[str] = set()
        self.under(declared)

    def under(self, declared: Scope) -> None:
        """What is declared where the next formulas stand: it hides what the page introduced, but for its own `let`."""
        new = {name: thing for name, thing in self.introduced.items() if declared.get(name) is None}
        self.scope = declared.having(new | self._own) if new or self._own else declared

    def declare(self, row: Row) -> Problem | None:
        """Takes what a formula declares by the way (`U ∈ ℝ^{n×d}`); why that cannot stand."""
        found = declare(self.scope, row)
        if isinstance(found, Problem):
            return found
        if found is not None:
            self._introduce(found)
        return None

    def define(self, left: Member, right: Member) -> Problem | None:
        """Gives a name its meaning, or says why it has none; what it could mean is not asked again."""
        rows = Row(left.items, span=left.span), Row(right.items, span=right.span)
        found = define(self.scope, rows[0], rows[1], self.source.place(left.span.start))
        if not isinstance(found, Problem):
            self._introduce(found)
            return None
        name = name_of(left.items)
        if name is not None:
            self._unsaid.add(name)
        return found

    def introduces(self, sentence: Sentence, words: Wording) -> bool:
        """Whether what stands on the left of an equation gets its meaning there."""
        if not sentence.signs or sentence.signs[0] == "=:":
            return False
        left, sign = sentence.members[0], sentence.signs[0]
        name = name_of(left.items)
        function = call(left.items)
        if (
            (name is None and (function is None or _primed(function[0])))
            or name in self._unsaid
            or self._is_entry(left)
            or self._is_product(left)
        ):
            return False
        thing = None if name is None else self.scope.get(name)
        if thing is None:
            return not self._is_read(left, [sentence.members[1]])
        explicit = sign in DEFINES or sign == "←" or words.defines
        return explicit and isinstance(thing, Quantity) and (thing.variable or name in self.introduced)

    def is_new(self, member: Member) -> bool:
        """Whether a member is a single name without any meaning."""
        name = name_of(member.items)
        if name is None or name in self._unsaid or self.scope.get(name) is not None:
            return False
        if self._is_entry(member) or self._is_product(member):
            return False
        return not self._is_read(member, ())

    def _is_read(self, member: Member, others: Sequence[Member]) -> bool:
        try:
            read(member.items, self.scope, [other.items for other in others])
        except Unreadable:
            return False
        return True

    def _is_entry(self, left: Member) -> bool:
        """Whether a letter of what has entries stands there, with a subscript that is no word: that is no new name."""
        only = left.items[0] if len(left.items) == 1 else None
        if not isinstance(only, Scripts) or only.base is None or only.sub is None:
            return False
        base = spelling(only.base)
        thing = None if base is None else self.scope.numbers(base)
        word = all(isinstance(item, Word | Text) for item in only.sub.items)
        return thing is not None and bool(thing.value.tensor.axes) and not word

    def _is_product(self, member: Member) -> bool:
        """Whether each of several letters means something by itself: together they are no new name."""
        if len(member.items) < 2 or self.scope.get(name_of(member.items) or "") is not None:
            return False
        bases = [item.base if isinstance(item, Scripts) and item.base is not None else item for item in member.items]
        return all(
            any(self.scope.get(spelling(node) or "") is not None for node in pair)
            for pair in zip(bases, member.items, strict=True)
        )

    def _introduce(self, scope: Scope) -> None:
        new = {name: thing for name, thing in scope.names.items() if self.scope.get(name) is not thing}
        self.introduced |= new
        self._own |= new
        self.scope = scope


def _primed(written: Sequence[Node]) -> bool:
    """Whether a derivative is written before a list of arguments: what that is, is a claim."""
    last = written[-1] if written else None
    return isinstance(last, Scripts) and (last.primes > 0 or _primed(() if last.base is None else (last.base,)))
