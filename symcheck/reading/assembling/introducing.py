"""The names that a page itself gives a meaning as its formulas are read, and what counts as a definition.

`name = …` defines a name that has no meaning yet. One that is declared as a variable, or has a value from the page, is
given another by words and signs alone: in its part by an update (`:=`, `←`, `let` with the name on both sides, or "now
let"), in another part by a plain `let` too; any other equation with it is a claim. In another part, or behind such
words as "denote", that may give it another value all the same: what follows has it, and the claim is undecided where it
is wrong. What the block of declarations defines is never defined again, and known functions and numbers are not by an
equation between what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Array, Expr, Named
from symcheck.expressions.walk import arrays_of, condition_expressions, subexpressions
from symcheck.reading.assembling.conditions import Taken
from symcheck.reading.assembling.further_on import FurtherOn
from symcheck.reading.assembling.meanings import Later, Settled, family, roots, unsigned
from symcheck.reading.assembling.members import DEFINES, Member, Sentence
from symcheck.reading.assembling.new_names import (
    NUMBERS,
    called,
    inverts,
    is_policy,
    keeps_its_meaning,
    may_differentiate,
    name_on_left,
    parameters,
    single,
    spellings,
    squared,
)
from symcheck.reading.assembling.numbered import Cases
from symcheck.reading.assembling.solving import root_of, solution, solving
from symcheck.reading.assembling.under import Under
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.declaring.agreement import alone
from symcheck.reading.declaring.defining import define, speaks_of
from symcheck.reading.declaring.heads import array
from symcheck.reading.declaring.introduced import declare
from symcheck.reading.declaring.said import Part
from symcheck.reading.declaring.signed import signed
from symcheck.reading.declaring.sizing import Parse
from symcheck.reading.declaring.variables import consisting
from symcheck.reading.meaning.differentials import is_equation
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.ranges import bounded
from symcheck.reading.rows import Items
from symcheck.reading.scope import Quantity, Scope, Thing, Value
from symcheck.reading.source import Passage, Source
from symcheck.reading.tree import Letter, Problem, Row, Scripts, Unreadable

PASSING = "if when whenever suppose assuming assume unless for"
"""After these words the sign of a name is a condition: the name is a number, of any sign."""


class Names(FurtherOn):
    """The scope of a part, which grows. `introduced` are the names that the page gave a meaning, here or before.

    `declared` is what the block says, `first` holds the first meaning of each name, `refused` why one has none though
    the page defines it, `broken` are those that are declared where it is not read.
    """

    def __init__(
        self, source: Source, declared: Scope, known: Mapping[str, Thing], later: Later | None = None,
        settled: Settled | None = None, broken: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self.source = source
        self.broken = broken
        self.introduced = dict(known)
        self.scope = declared
        self.declared = declared
        self.later = later or Later()
        self.first: dict[str, Thing] = {}
        self.refused: dict[str, str] = {}
        self._spoken: dict[str, str] = {}
        self.settled = settled or Settled()
        self._own: dict[str, Thing] = {}
        self._before: dict[str, Thing | None] = {}
        self._forgotten: set[str] = set()  # what words gave another meaning, its entries too
        self.anew = False  # whether words say that what the next formula gives holds from there on
        self.cases: Cases = ()  # those that are spoken of where the next formula stands
        self.signed: frozenset[str] = frozenset()  # what the last formula declared by a sign alone
        self.under(declared)

    def under(self, declared: Scope) -> None:
        """What is declared where the next formulas stand: it hides what the page introduced, but for its own `let`.

        That gives way to what is declared for these formulas alone.
        """
        new = {name: thing for name, thing in self.introduced.items() if declared.get(name) in (None, alone(thing))}
        own = {name: thing for name, thing in self._own.items() if declared.get(name) == self.declared.get(name)}
        self.scope = declared.having(new | own) if new or own else declared

    def unfounded(self, row: Row) -> str:
        """A name in a formula that is declared where it is not read: another meaning it has none; "" for none."""
        if not self.broken:
            return ""
        conventions = self.scope.conventions
        scope = replace(self.scope, conventions=replace(conventions, words=conventions.words | self.broken))
        items = gathered(row.items, scope)
        return next((name for name in sorted(self.broken) if speaks_of(items, name, scope)), "")

    # Declarations by the way

    def declare(self, row: Row, words: Wording) -> Problem | None:
        """Takes what a formula declares by the way (`U ∈ ℝ^{n×d}`, `λ > 0`); why that cannot stand."""
        self.signed = frozenset()
        found = declare(self.scope, row)
        if isinstance(found, Problem) and (free := self._without_earlier(row)) is not self.scope:
            found = declare(free, row)
        if isinstance(found, Problem):
            return found
        if found is not None:
            new = found.names.items()
            kept = {x: thing for x, thing in new if self.scope.get(x) is not None or not self.later.gives_a_value(x)}
            self._introduce(replace(found, names=kept), self.scope)
        else:
            self._sign(row, words)
        return None

    def bounded(self, row: Row, conditional: bool) -> Row:
        """A formula, sets in which it says that declared index letters lie as bounds; `conditional`, after "for"."""
        return replace(row, items=bounded(row.items, self._without_earlier(row), conditional))

    def _without_earlier(self, row: Row) -> Scope:
        """The scope without the names in a row that only earlier parts of the page introduced: here they are others."""
        earlier = {x for x in spellings(row.items) if x in self.introduced and x not in self._own}
        left = {x: thing for x, thing in self.scope.names.items() if x not in earlier or x in self.declared.names}
        return self.scope if len(left) == len(self.scope.names) else replace(self.scope, names=left)

    def _sign(self, row: Row, words: Wording) -> None:
        """`λ > 0` of a name without meaning: a positive number, or after "if" a number."""
        try:
            made = None if words.negated else signed(row, {}, self.scope)
        except (Unreadable, StatementError):
            return
        if made is not None:
            passing = words.has(PASSING)
            kept = [(name, unsigned(thing) if passing else thing) for name, _, thing in made.things]
            self.signed = frozenset() if passing or made.given else frozenset(name for name, _ in kept)
            self._introduce(self.scope.having(dict(kept)), self.scope)

    def consists(self, part: Part, whole: Items, name: Passage, parse: Parse) -> None:
        """Takes the name for the rows, columns or entries of a matrix, if it means nothing yet."""
        matrix = self.scope.numbers(single(whole))
        made = {} if matrix is None else consisting(matrix, {}, part, name, self.scope, parse)
        new = {found: thing for found, (_, thing) in made.items() if self.scope.get(found) is None}
        self._introduce(self.scope.having(new), self.scope)

    # Definitions

    def introduces(self, sentence: Sentence, words: Wording, again: bool = False) -> bool:
        """Whether what stands on the left of an equation gets its meaning there; `again` says that it had it before."""
        if not sentence.signs or sentence.signs[0] == "=:":
            return False
        left, right, sign = sentence.members[0], sentence.members[1], sentence.signs[0]
        kept, left = keeps_its_meaning(left.items, self.scope), self._headed(left, right)
        function = called(left.items)
        name = (single(left.items) or self._run(left)) if function is None else function[0]
        explicit = sign in DEFINES or sign == "←" or words.defines
        if name is None or name in self.refused or name in self.later.waiting:
            return False
        if family(left.items) in self._forgotten:
            return False
        if not explicit and is_equation([member.items for member in sentence.members], self.scope):
            return False
        if function is None and (typed := self._typed(left)) is not None and (typed != name or not explicit):
            return self._settles(typed, left, right)
        if self._is_entry(left):
            return False
        if self.scope.get(name) is not None:
            return self._gets_another(name, left, right, sign, explicit, words.renews and not again)
        if explicit and len(left.items) == 1 and isinstance(left.items[0], Letter):
            return True
        if kept or self._speaks_of_itself(left, right, function):
            return False
        if not explicit and (may_differentiate(left.items, self.scope) or inverts(left.items, self.scope)):
            return False
        if name in NUMBERS and len(left.items) == 1 and not isinstance(left.items[0], Scripts):
            return self._varies(right)
        return is_policy(function, self.scope) or not self._is_read(left, [right])

    def _typed(self, left: Member) -> str | None:
        """The name on the left, of which the page said by its type alone what it is: `h ∈ ℝ^m`; with an index, h_t."""
        for name in (single(left.items), family(left.items)):
            thing = self.introduced.get(name or "")
            if name is not None and isinstance(thing, Quantity) and thing.variable and self.scope.get(name) is thing:
                return name if name not in self.settled.varied else None
        return None

    def _settles(self, name: str, left: Member, right: Member) -> bool:
        """Whether a name that has a type alone gets its value; one of another shape is a claim, which fails."""
        itself = name == single(left.items) and self._speaks_of_itself(left, right, None)
        if itself or single(right.items) is not None or not (self._varies(right) or not self._is_read(right, ())):
            return False
        found, known = self._defined(left, right, self.scope), self.scope.numbers(name)
        new = None if isinstance(found, Problem) else found.numbers(name)
        return new is None or (known is not None and new.value.tensor.shape == known.value.tensor.shape)

    def scope_of(self, sentence: Sentence) -> Scope | None:
        """The scope in which its members are read, if it is none that holds further on.

        An update is read with the old value. A letter without meaning below a known function is any number, as u is in
        `\\sigma(u) = …`.
        """
        left = sentence.members[0].items
        name = single(left)
        if name is not None and self.scope.get(name) is not None:
            return self.scope
        names = parameters(left, self.scope)
        number = {name: Quantity(Value(array(Array(name)), "number")) for name in names}
        return self.scope.having(number) if number else None

    def is_new(self, member: Member, first: Member) -> bool:
        """Whether a member is a single name without any meaning, of which the first of its chain does not speak."""
        name = single(member.items)
        if may_differentiate(member.items, self.scope):
            return False
        if name is not None and speaks_of(gathered(first.items, self.scope), name, self.scope):
            return False
        if name is None or name in self.refused or name in self.later.waiting or self.scope.get(name) is not None:
            return False
        kept = keeps_its_meaning(member.items, self.scope) or self._is_entry(member)
        return not kept and not self._is_read(member, ())

    def solves(
        self, sentence: Sentence, standing: Iterable[Taken], by: Collection[str], earlier: Collection[str]
    ) -> tuple[str, ...]:
        """Names such as `\\hat m` that are first seen after a condition on m are m there; how that is told.

        `by` are the variables by which derivatives were set to 0, `earlier` those of which that may hold no more.
        """
        free = {a.name for held in standing for e in condition_expressions(held.condition) for a in arrays_of(e)}
        notes: list[str] = []
        for member in (sentence.members[0], sentence.members[-1]) if free or by or earlier else ():
            if self._is_entry(member):
                continue
            if (past := solving(member.items, earlier, self.scope)) is not None:
                self.refuse(member, f"the derivative by {past[1]} was set to 0 under another heading: set it to 0 here")
            if (root := root_of(member.items, by, self.scope)) is not None:
                self.refuse(member, f"a derivative by {root} was set to 0: write its solution as {root} = …")
            found = solving(member.items, by, self.scope) or solution(member.items)
            if found is None or found[1] not in free.union(by) or self.scope.get(found[0]) is not None:
                continue
            if (thing := self.scope.variable(found[1])) is not None:
                self._own[found[0]] = thing
                self.scope = self.scope.having({found[0]: thing})
                notes.append(f"{found[0]} is {found[1]} where the condition on it holds")
        return tuple(dict.fromkeys(notes))

    def concluded(self, member: Member) -> str:
        """The variable of which a name without meaning is said to be the solution; "" where it may be any name."""
        found = solution(member.items)
        if found is None or self.scope.get(found[0]) is not None:
            return ""
        return "" if self.scope.variable(found[1]) is None else found[1]

    def define(self, left: Member, right: Member) -> Problem | None:
        """Gives a name its meaning, or says why it has none, no more either; what it could mean is not asked again."""
        left = self._headed(left, right)
        function = called(left.items)
        typed = self._typed(left) if function is None else None
        scope = self._wider((left, right)) if function is not None else self.scope
        found = self._defined(left, right, scope)
        if isinstance(found, Problem) and scope is self.scope and (scope := self._wider((right,))) is not self.scope:
            found = self._defined(left, right, scope)
        if typed is not None:
            self._settle(typed, isinstance(found, Problem))
        if not isinstance(found, Problem):
            self._before = {n: self.scope.get(n) for n, thing in found.names.items() if scope.get(n) is not thing}
            self._introduce(found, scope)
            return None
        if (name := name_on_left(left)) in self.introduced:
            self.forget(name or "")
        self.refuse(left, found.reason)
        return found

    def gives_anew(self, left: Member, right: Member) -> bool:
        """Gives a name that has a value another one, where that can be said and does not speak of itself."""
        if self._speaks_of_itself(left, right, called(left.items)):
            return False
        return self.define(left, right) is None

    def _settle(self, name: str, lost: bool) -> None:
        """A name has a type alone no more: it has a value from here on, or is not known, where that is not read."""
        known = self.scope.get(name)
        if isinstance(known, Quantity):
            self.settled.typed[name] = known
            self.settled.here |= {name} if name in self._own and not lost else set()
        self.first.pop(name, None)
        for names in (self.introduced, self._own) if lost else ():
            names.pop(name, None)
        if lost:
            self.scope = replace(self.scope, names={n: x for n, x in self.scope.names.items() if n != name})

    def computed_of(self, name: str) -> list[str]:
        """The names of which the value was computed of another one."""
        known = ((x, thing.value.tensor.body) for x, thing in self.introduced.items() if isinstance(thing, Quantity))
        return [x for x, body in known if any(_is_named(node, name) for node in subexpressions(body))]

    def counted(self, left: Member) -> set[str]:
        """The letters without meaning at what was defined last that are its indices."""
        known = [self.scope.get(name) for name in self._before]
        if not any(isinstance(thing, Quantity) and thing.lead for thing in known):
            return set()
        return {x for x in spellings(left.items) if self.scope.get(x) is None and x.isalpha()}

    @property
    def values_under(self) -> Mapping[str, Under]:
        """The conditions that names have their values under, where the next formula stands."""
        return self.settled.values_under(self.cases)

    @property
    def new(self) -> frozenset[str]:
        """The names that got a meaning last."""
        return frozenset(self._before)

    def valued(self) -> str:
        """The declared variable that was given a value last; "" where none was."""
        return next((n for n in self._before if _is_free(self.declared, n) and not _is_free(self.scope, n)), "")

    def _defined(self, left: Member, right: Member, scope: Scope) -> Scope | Problem:
        rows = Row(left.items, span=left.span), Row(right.items, span=right.span)
        found = define(scope, rows[0], rows[1], self.source.place(left.span.start))
        base = squared(left.items)
        if isinstance(found, Problem) or base is None:
            return found
        return found.having(roots(found, scope))

    def _introduce(self, scope: Scope, before: Scope) -> None:
        new = {name: thing for name, thing in scope.names.items() if before.get(name) is not thing}
        self.introduced |= new
        self.first = new | self.first
        self._own |= new
        self.scope = self.scope.having(new)


def _is_named(node: Expr, name: str) -> bool:
    return isinstance(node, Named) and node.definition.latex == name


def _is_free(scope: Scope, name: str) -> bool:
    return scope.variable(name) is not None
