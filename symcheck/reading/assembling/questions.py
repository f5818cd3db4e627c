"""What is asked of a name before a page may give it a meaning: whether it is read, or speaks of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.walk import arrays_of, free_indices
from symcheck.reading.assembling.meanings import NOWHERE, Settled
from symcheck.reading.assembling.members import DEFINES, Member, Sentence
from symcheck.reading.assembling.new_names import called, name_on_left, single, squared
from symcheck.reading.assembling.numbered import Cases, of_another
from symcheck.reading.declaring.defining import speaks_of
from symcheck.reading.declaring.headed import headed
from symcheck.reading.meaning.free import bound_letters, free_letters, is_binder, known_part
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.meaning import read
from symcheck.reading.meaning.off_zero import is_off_zero
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import extent, lone, nodes
from symcheck.reading.scope import Formula, Quantity, Running, Scope, Thing
from symcheck.reading.tree import Fraction, Letter, Number, Operator, Row, Scripts, Text, Unreadable, Word

UPDATES = (":=", "←")
"""These signs give a name that has a value another one."""


class Questions:
    """Questions about members, by what names mean where they stand."""

    scope: Scope
    declared: Scope
    introduced: dict[str, Thing]
    settled: Settled
    cases: Cases
    anew: bool
    _own: dict[str, Thing]
    _wider: Callable[[Sequence[Member]], Scope]

    def _gets_another(self, name: str, left: Member, right: Member, sign: str, explicit: bool, plain: bool) -> bool:
        """Whether a name that has a meaning gets another one: a value, or another value than the page gave it.

        It is `explicit` where words or signs say so, and `plain` where "let" alone does: in its own part that gives a
        declared variable another number and no more, unless words say that it is given `anew`.
        """
        function, thing = called(left.items), self.scope.get(name)
        if thing is not None and function is None and self._is_of_members(left, right, thing):
            return True
        if name not in self.introduced or not isinstance(thing, Quantity | Formula):
            return explicit and _is_variable(thing) and function is None
        if of_another(self.settled.cases.get(name, NOWHERE)[1], self.cases):
            return not self._speaks_of_itself(left, right, function)
        if sign in UPDATES or (isinstance(thing, Formula) and function and self._takes_others(thing, function[1])):
            return True
        if explicit and (_is_variable(thing) or self._speaks_of_itself(left, right, function)):
            return True
        if name in self._own and not (plain and self.anew):
            return plain and self.declared.variable(name) is not None and not self._varies(right)
        another = isinstance(thing, Quantity) and function is None and self._is_another_value(thing, right)
        return another or plain or sign in DEFINES

    def claims_again(self, sentence: Sentence) -> str:
        """What is told of an equation with a name that the page gave a value before; "" where it has none."""
        name = name_on_left(sentence.members[0])
        thing = self.scope.get(name)
        if name not in self.introduced or not isinstance(thing, Quantity | Formula) or _is_variable(thing):
            return ""
        return f"{name} has a value already: that this is the same is a claim; for another one write :="

    def may_be_another(self, sentence: Sentence) -> bool:
        """Whether the name on the left was given its value in another part, and may have another one here, no number:
        that is what it comes to."""
        name = name_on_left(sentence.members[0])
        if name in self._own or len(sentence.members) < 2:
            return False
        return self._varies(sentence.members[1]) or not self._is_read(sentence.members[1], ())

    def _headed(self, left: Member, right: Member) -> Member:
        """A left side with its head as a name: the one that is known, or the one that this would define."""
        items = gathered(left.items, self.scope)
        try:
            return replace(left, items=headed(items, self.scope, gathered(right.items, self.scope)))
        except Unreadable:
            return left

    def _speaks_of_itself(self, left: Member, right: Member, function: tuple[str, Sequence[Row]] | None) -> bool:
        """Whether the right side contains the name that it would define: that is a claim."""
        name = single(left.items) if function is None else function[0]
        base = squared(left.items)
        names = {name, spelling(base)}
        scope = self._wider((right,))  # the f of b_f is no f, also where the page says further on what b_f is
        items = gathered(right.items, scope)
        return any(each is not None and speaks_of(items, each, scope) for each in names)

    def _is_of_members(self, left: Member, right: Member, thing: Thing) -> bool:
        """Whether a number is made of members of a family under their letter: L, the sum of the L_i."""
        bare = len(left.items) == 1 and not isinstance(left.items[0], Scripts)
        listed = isinstance(thing, Quantity) and (thing.lead or thing.entries) and thing.alone is None
        if not bare or not listed:
            return False
        if not self._speaks_of_itself(left, right, None):
            return False
        try:
            value = read(right.items, self.scope)[0].value
        except (Unreadable, StatementError):
            return False
        return not value.tensor.axes and not free_indices(value.tensor.body)

    def _varies(self, member: Member) -> bool:
        """Whether a member is no number that is the same on every page."""
        try:
            tensor = read(member.items, self.scope)[0].value.tensor
        except (Unreadable, StatementError):
            return False
        return bool(arrays_of(tensor.body) or free_indices(tensor.body))

    def _is_read(self, member: Member, others: Sequence[Member]) -> bool:
        try:
            read(member.items, self.scope, [other.items for other in others])
        except Unreadable:
            return False
        return True

    def _is_entry(self, left: Member) -> bool:
        """Whether a letter of what has entries stands there, with a subscript that is no word: that is no new name."""
        only = lone(left.items)
        if not isinstance(only, Scripts) or only.base is None or only.sub is None:
            return False
        rest = known_part(only, self.scope)
        if rest is not None and rest[0] not in (None, only.sub):  # of a name with a letter below it: `u_{oi}`
            return True
        thing = self.scope.numbers(spelling(only.base))
        if thing is None or not thing.value.tensor.axes or self._is_label(only.sup):
            return False
        return not self._is_word(only.sub, thing)

    def _is_label(self, sup: Row | None) -> bool:
        """Whether a letter stands above that is no exponent, as it is a vector or a matrix: `\\delta^r` beside a δ."""
        thing = None if sup is None else self.scope.get(spelling(lone(sup.items)))
        return isinstance(thing, Quantity) and bool(thing.value.tensor.axes)

    def unscaled(self, left: Member, right: Member) -> tuple[Member, Member]:
        """`2q = r` and `-q = r` of a name without meaning as q = r/2 and q = -r; any other sides as they are.

        What stands before the name is a number that is never 0: else the name need not have that value.
        """
        *factors, last = left.items
        name = single((last,))
        if not factors or single(left.items) is not None or name is None or self.scope.get(name) is not None:
            return left, right
        signs = all(isinstance(item, Operator) for item in factors)
        one = (Number("1", span=left.span),) if signs else ()
        under = Row((*factors, *one), span=extent(factors))
        bare, own = Member((last,), last.span), free_letters((last,), self.scope)
        limits = [item.sub for item in factors if isinstance(item, Scripts) and is_binder(item)]
        if any(own.intersection(bound_letters(below)) for below in limits if below is not None):
            return left, right
        if self._is_entry(bare) or self._is_read(bare, ()) or not self._divides(under):
            return left, right
        quotient = Fraction(Row(right.items, span=right.span), under, span=right.span)
        return Member((last,), last.span), Member((quotient,), right.span)

    def _divides(self, row: Row) -> bool:
        try:
            tensor = read(row.items, self.scope)[0].value.tensor
        except (Unreadable, StatementError):
            return False
        return not tensor.axes and is_off_zero(tensor.body)

    def _is_word(self, sub: Row, thing: Quantity) -> bool:
        """Whether a word or a sign stands below what has entries: more letters than it has axes, and no index."""
        if all(isinstance(item, Word | Text | Operator) for item in sub.items):
            return True
        letters = [item.name for item in sub.items if isinstance(item, Letter)]
        things = [self.scope.get(letter) for letter in letters]
        if any(isinstance(x, Quantity) and x.value.tensor.axes for x in things):
            return True  # x_v beside a vector v
        many = len(letters) == len(sub.items) > thing.value.tensor.ndim
        return many and not any(isinstance(self.scope.get(letter), Running) for letter in letters)

    def _is_another_value(self, known: Quantity, right: Member) -> bool:
        """Whether numbers of another shape are given to what the page defined in another part: an example's value."""
        if any(isinstance(x, Word) or (isinstance(x, Letter) and x.name != "T") for x in nodes(right.items)):
            return False
        try:
            found = read(right.items, self.scope)
        except (Unreadable, StatementError):
            return False
        return all(one.value.tensor.shape != known.value.tensor.shape for one in found)

    def _takes_others(self, known: Formula, arguments: Sequence[Row]) -> bool:
        """Whether these are names of another number or of other shapes than a function takes: it is another function.

        One argument alone tells nothing: a function of a number may be taken of each entry.
        """
        bases = [squared(row.items) for row in arguments]
        names = [spelling(base) or name_of(row.items) for base, row in zip(bases, arguments, strict=True)]
        if None in names or len({*names}) < len(names) or len(names) < 2:
            return False
        things = [(self.scope.get(x), self.scope.get(y)) for x, y in zip(known.parameters, names, strict=False)]
        pairs = ((x.value, y.value) for x, y in things if isinstance(x, Quantity) and isinstance(y, Quantity))
        return len(names) != len(known.parameters) or any(x.tensor.shape != y.tensor.shape for x, y in pairs)

    def _run(self, left: Member) -> str | None:
        """The declared name that several items spell together: `\\Delta x`."""
        name = name_of(left.items)
        return name if name is not None and self.scope.get(name) is not None else None


def _is_variable(thing: Thing | None) -> bool:
    return isinstance(thing, Quantity) and thing.variable
