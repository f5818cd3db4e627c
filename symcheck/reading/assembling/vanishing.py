"""Derivatives that a page says to be 0, told by what they mean: a name for one is one, however it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.claims.digest import content_key
from symcheck.expressions.nodes import Block, Derivative, Entry, IndexRelation
from symcheck.expressions.walk import arrays_of, condition_indices, free_indices
from symcheck.reading.assembling import conditions
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.members import NOTHING_LEFT, Member, Sentence
from symcheck.reading.assembling.new_names import primed, single
from symcheck.reading.assembling.open_chain import has_derivative
from symcheck.reading.assembling.sentences import left_sides
from symcheck.reading.assembling.solving import solution
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.stationary import Stationary, is_derivative, is_zero, stands_at_zero, zero_at
from symcheck.reading.assembling.taking import Taken
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.declaring.heads import call
from symcheck.reading.meaning.quotients import is_total
from symcheck.reading.tree import Row


class Vanishing:
    """Among the names of a part, under what holds in it."""

    def __init__(self, names: Names, standing: Standing) -> None:
        self.names = names
        self.standing = standing
        self._head: Member | None = None
        self._results: dict[tuple[object, ...], Member] = {}

    def note(self, members: Sequence[Taken], begins: Derived | None, goes_on: bool) -> None:
        """Keeps what the last member of a chain says that begins with a derivative."""
        if not goes_on:
            self._head = None if begins is None else begins.head
        last = members[-1].line.content if members else None
        if self._head is not None and isinstance(last, Block) and (goes_on or len(members) > 1):
            self._results[content_key(last)] = self._head

    def result(self, sentence: Sentence) -> Stationary | None:
        """What a derivative came to before, where it is put equal to 0 alone."""
        if sentence.signs != ("=",) or sentence.lead:
            return None
        zeros = [member for member in sentence.members if is_zero(member)]
        others = [member for member in sentence.members if not is_zero(member)]
        head = self._results.get(self._key(others[0])) if len(zeros) == 1 and self._results else None
        return None if head is None else Stationary(NOTHING_LEFT, zero_at(zeros[0]), others[0], head)

    def derives(self, member: Member) -> bool:
        """Whether a derivative is written, with ∂ or D_x or a prime before its argument, or the name of one."""
        if is_derivative(member.items) or any(is_total(item, self.names.scope) for item in member.items[:-1]):
            return True
        written = call(member.items)
        named = single(member.items) is not None or (written is not None and primed(written[0]))
        return named and has_derivative(self.names.take(member, ()).line.content)

    def may_vanish(self, found: Stationary) -> bool:
        """Whether what is set to 0 is no number, such as 2: that one is 0 is a claim, and a wrong one."""
        content = self.names.take(found.vanishes, ()).line.content
        return not isinstance(content, Block) or bool(arrays_of(content.body) or free_indices(content.body))

    def is_said(self, sentence: Sentence) -> bool:
        """Whether a sentence only says again that a derivative is 0, which a condition says."""
        derivative = stands_at_zero(sentence, self.derives)
        return derivative is not None and self.standing.is_set_to_0(self._key(derivative))

    def is_solved(self, sentence: Sentence, part: Iterable[Row]) -> bool:
        """Whether a sentence says alone that a derivative is 0, and the part gives the variable of that a value."""
        derivative = stands_at_zero(sentence, self.derives)
        content = None if derivative is None else self.names.take(derivative, ()).line.content
        body = conditions.unnamed(content).body if isinstance(content, Block) else None
        if not isinstance(content, Block) or not isinstance(body, Derivative) or not isinstance(body.variable, Entry):
            return False
        variable = content_key(Block(content.axes, body.variable))
        for solved in left_sides(part):
            name = solution(solved.items)
            if name is not None and name[1] == body.variable.array.name:
                return True
            if single(solved.items) is not None and self._key(solved) == variable:
                return True
        return False

    def condition(self, found: Stationary) -> conditions.Taken | conditions.Offered:
        """What is set to 0, as a condition."""
        derivative = self.names.take(found.derivative, ()).line.content
        return self._of_all(conditions.vanishing(found.vanishes, found.zero, derivative, self.names.scope))

    def set_to_0(self, derivative: Member) -> conditions.Taken | conditions.Offered:
        """That a derivative is 0, which words say."""
        content = self.names.take(derivative, ()).line.content
        return self._of_all(conditions.vanishing(derivative, zero_at(derivative), content, self.names.scope))

    def _of_all(self, found: conditions.Taken | conditions.Offered) -> conditions.Taken | conditions.Offered:
        """A condition with a free index, as `∂L/∂p_k = 0`, for each of its values, but where k itself is fixed."""
        if isinstance(found, conditions.Offered):
            return found
        stated = (*self.names.scope.given, *(relation for one in self.standing.held for relation in one.condition))
        fixed = condition_indices(tuple(relation for relation in stated if isinstance(relation, IndexRelation)))
        return conditions.of_all(found, fixed)

    def _key(self, member: Member) -> tuple[object, ...]:
        """A key for what a member says; () where it is not read."""
        content = self.names.take(member, ()).line.content
        return content_key(content) if isinstance(content, Block) else ()
