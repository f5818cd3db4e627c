"""Which equations of a part give a name its meaning, and what is left of them to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Literal

from msgspec.structs import replace

from symcheck.expressions.walk import condition_indices
from symcheck.reading.assembling import conditions
from symcheck.reading.assembling.another_meaning import WORDS, anew, renamed
from symcheck.reading.assembling.cases import MAY_END, leaves, reach, stays
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.members import DEFINES, NOTHING_LEFT, Member, Sentence
from symcheck.reading.assembling.narrowed import Narrowed
from symcheck.reading.assembling.new_names import called, is_code_name, name_on_left, single, spellings, squared
from symcheck.reading.assembling.partial import may_part, parts
from symcheck.reading.assembling.remarks import is_noted, unjudged
from symcheck.reading.assembling.sentences import left_sides
from symcheck.reading.assembling.sentences import said as sentences_of
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.taking import Taken
from symcheck.reading.assembling.under import Under, conditions_of, under
from symcheck.reading.assembling.wording import ASKED, RESTATING, Wording
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.rows import extent, nodes, rebuilt
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Group, Node, Note, Relation, Row, Unreadable

SOLVES_NOTHING = "it solves nothing on this page that is read"
PARTLY = "it is defined under a condition alone"
OTHER_VALUE = "{0} is defined under a condition, {1}, and this is its value under another one: {2}"
PARTLY_ADVICE = (
    "write all of its cases: \\begin{cases} … \\text{otherwise} \\end{cases}; one value for all goes into the block"
)


OF_ALL = "where it holds for every value, say no more than that: for all $i$"


class Definitions(Narrowed):
    """Takes them from the sentences of a part.

    `rows` gives all formulas of the part that can be parsed, `given` those that words such as "where" or "let"
    introduce, `explained` those that "where" does.
    """

    def __init__(self, source: Source, names: Names, standing: Standing, derived: list[Derived]) -> None:
        super().__init__(source, names, standing, derived)
        self._conditions: Literal["", "held", "behind"] = ""
        self._defined_last: Member | None = None
        self._cases: Sequence[Piece] = ()  # what may be conditions on the next sentence, and is not read
        self._values: dict[str, Span] = {}
        self._once: set[str] = set()  # those of them that are examples
        self._partly: dict[
            str, tuple[Member, list[conditions.Taken]]
        ] = {}  # what has a value under conditions, and these
        self._said_of, self._defines = "", False  # the name on the left of the last sentence, and whether it got one
        self._said_at = Span(0, 0)
        self._local: tuple[conditions.Taken, ...] = ()  # the conditions that stand in the row of the sentence
        self.rows: Callable[[], Iterable[Row]] = tuple
        self.given: Callable[[], Iterable[Row]] = tuple
        self.explained: Callable[[], Iterable[Row]] = tuple

    def _free(self, context: Context) -> None:
        """Declared variables that were given a value are any again: outside of what is set apart, or as words say.

        Where words may have left them, what is said with them is in doubt. A name that words give another meaning has
        none.
        """
        self.names.cases, self.names.anew = context.round.cases, anew(context.round.ahead)
        given = {x for x in self.names.introduced if self.names.scope.variable(x) is None}
        for name in renamed(context.round.since, given):
            self.names.forget(name, f"{self.source.place(context.span.start)}: {WORDS.format(name)}")
        self._hear(context)
        every = context.lead.general or context.freed == frozenset()
        for name, span in list(self._values.items()):
            said = every or name in context.any | (context.freed or frozenset())
            said = said or leaves(context.round.since, {name}) or not stays(context.round.since, {name}, "all")
            if said or self.standing.is_set_apart(span, context):
                del self._values[name]
                self.names.free(name)
            elif self.standing.claimed > span.start and not stays(
                context.round.since, {name}, "once" if name in self._once else ""
            ):
                self._doubt_value(name, span)

    def _doubt_value(self, name: str, span: Span) -> None:
        """A declared variable may have the value no more that it was given."""
        value = " ".join(self.source.written(span).split())
        self.names.settled.under[name] = Under((conditions.doubt_of(value, span, MAY_END.format(value)),))

    def _may_revalue(self, sentence: Sentence, context: Context | None = None) -> None:
        """A value is in doubt where something else is assumed of its name further on."""
        new = context is not None and "=" in sentence.signs and anew(context.round.ahead)
        if new and self.names.claims_again(sentence):
            self._doubt_value(name_on_left(sentence.members[0]) or "", sentence.span)
        said = {name for member in sentence.members for name in spellings(member.items)}
        for name, span in self._values.items():
            if name in said and "=" not in sentence.signs and self.standing.claimed > span.start:
                self._doubt_value(name, span)

    def _release(self, letters: frozenset[str]) -> None:
        """What has these names is anything of its kind again."""
        self.standing.release(letters)
        for name in letters & self._values.keys():
            del self._values[name]
            self.names.free(name)

    def _defined(self, sentence: Sentence, words: Wording, context: Context) -> Sentence:
        """What is left to judge of a sentence when its definitions are taken from it."""
        said = Wording(("define",)) if context.role == "definition" else words
        again = context.role != "definition" and context.lead.has(RESTATING)
        if said == ASKED or self._assigned_beside(sentence, said):
            return sentence
        if sentence.signs[:1] == ("=",):
            left, right = self.names.unscaled(*sentence.members[:2])
            scales, base = left is not sentence.members[0], squared(left.items)
            elsewhere = scales and single(left.items) in map(_name, left_sides(self.given()))
            name = single(left.items) if scales else single((base,)) if base is not None and not said.defines else None
            elsewhere = elsewhere or (name is not None and name in map(_name, _assigned(self.rows())))
            if elsewhere and not scales:
                return sentence
            scaled = replace(sentence, members=(left, right, *sentence.members[2:]))
            if not elsewhere and self.names.introduces(scaled, said, again):
                sentence = scaled
        if not self.names.introduces(sentence, said, again):
            return sentence
        left, right, *more = sentence.members
        variable = "" if said.defines or sentence.signs[0] in DEFINES else self._solved(left)
        if variable and _concludes(sentence, words, context):
            self.names.refuse(left, SOLVES_NOTHING)
            written = " ".join(self.source.written(left.span.to(right.span)).split())
            advice = f"declare {variable}, write a condition on it before, or declare in the block: {written}"
            self._unread_sentence(sentence, context, SOLVES_NOTHING, advice)
            return replace(sentence, members=sentence.members[1:], signs=sentence.signs[1:]) if more else NOTHING_LEFT
        meant = said.defines or said.introduces or said.at or sentence.signs[0] in DEFINES or sentence.signs[0] == "←"
        if not self._define(left, right, context, meant) and (not more or is_code_name(left.items)):
            return Sentence((), (), sentence.span)
        return Sentence(sentence.members[1:], sentence.signs[1:], sentence.span, row=sentence.row)

    def _assigned_beside(self, sentence: Sentence, words: Wording) -> bool:
        """Whether a name gets its value by `:=` where "where" explains a plain equation with it, or in its formula."""
        name = name_on_left(sentence.members[0]) if sentence.signs[:1] == ("=",) else None
        if name is None or words.defines or words.introduces:
            return False
        own = (row for row in self.rows() if row.span.start <= sentence.span.start < row.span.end)
        return name in map(name_on_left, _assigned((*self.explained(), *own)))

    def _solved(self, left: Member) -> str:
        """The name of which a value would be a conclusion: a variable, or one that stands in a formula before it."""
        name = single(left.items)
        if variable := self.names.concluded(left):
            return variable
        before = [item for row in self.rows() for item in row.items if item.span.end <= left.span.start]
        return name if name is not None and name in spellings(before) else ""

    def _at_braces(self, sentence: Sentence, context: Context) -> Sentence:
        """A sentence with what it calls what stands at braces in the place of that: it is written by these names."""
        if not any(is_noted(node) for member in sentence.members for node in nodes(member.items)):
            return sentence
        conditions_, self._conditions = self._conditions, ""
        members = []
        for member in sentence.members:
            items = tuple(self._named(item, context) for item in member.items)
            members.append(member if len(items) == 1 and is_noted(member.items[0]) else replace(member, items=items))
        self._conditions, self._defined_last = conditions_, None
        return replace(sentence, members=tuple(members))

    def _named(self, node: Node, context: Context) -> Node:
        """What stands at a brace is the new name that is said there; anything else there is a remark."""
        node = rebuilt(node, lambda inner: self._named(inner, context))
        if not isinstance(node, Note) or node.note is None or not is_noted(node):
            return node
        sign, *written = node.note.items
        defines = written and isinstance(sign, Relation) and sign.sign in ("=:", ":=")
        sides = Member(tuple(written), extent(written)), Member(node.body.items, node.body.span)
        left, right = self.names.unscaled(*sides) if defines else sides
        if defines and self.names.is_new(left, right) and self._define(left, right, context, meant=True):
            return Group(Row(tuple(written), span=node.body.span), span=node.span, spaced=node.spaced)
        self._tell("remark", node.note.span, context, "what is said at a brace is not judged")
        return node

    def _define(self, left: Member, right: Member, context: Context, meant: bool = False) -> bool:
        """Gives a name its meaning; whether that can be said. What was computed of another that it had is in doubt."""
        whole = left.span.to(right.span) if left.span.start < right.span.start else left.span
        computed = self.names.computed_of(name_on_left(left) or "") if self.names.anew else []
        problem = self.names.define(left, right)
        for name in computed:
            self._doubt_value(name, whole)
        self._defined_last = left if problem is None else None
        if problem is None:
            self._inherit(left, right)
        if problem is None and (apart := self._defined_apart(left)):
            return not self._withdraw(left, context, apart)
        if problem is None and (words := self._narrowed_by(left, context)):
            return not self._withdraw(left, context, words)
        if problem is None:
            self._tell("definition", whole, context, meant=meant)
            if variable := self.names.valued():
                self._values[variable] = whole
                self._once |= {variable} if reach(context.round.ahead) == "once" else set()
            for held in self._narrowing(left, context):
                self._defines_partly(held, replace(context, words=Wording()))
            for piece in self._cases:
                self._may_define_partly(piece, context)
        elif is_code_name(left.items) or _of_no_names(left):  # an equation of differentials, or of values
            self.unread(problem, context)
        elif why := unjudged(right, self.names.scope):
            self._tell("remark", whole, context, why)
        else:
            self._tell("definition", whole, context, f"not used: {problem.reason}", problem.advice, meant=meant)
        return problem is None

    def _inherit(self, left: Member, right: Member) -> None:
        """A name is defined where the names are that its value speaks of."""
        known = self.names.settled.under
        found = conditions_of((right,), self.names.values_under, self.names.scope)
        for name in self._names_of(left):
            known.pop(name, None)
            self.names.settled.cases[name] = left.span, self.names.cases
            if found:
                known[name] = under(left, found)

    def _names_of(self, left: Member) -> frozenset[str]:
        """What was defined last as it is written, and the names that it gave a meaning: of an entry, its family."""
        return self.names.new | {name_on_left(left) or ""}

    def _narrowing(self, left: Member, context: Context) -> list[conditions.Taken]:
        """The conditions that are held and may narrow a definition: the last, if its sentence says it, and those that
        speak of no index but its own, where it is not said to hold for each value of these."""
        own = frozenset(spellings(left.items)) - context.any
        said = [*(self.standing.held[-1:] if self._conditions == "held" else ()), *self._local]
        held = (*self.standing.held, *self._local)
        return [x for x in held if x in said or {index.name for index in condition_indices(x.condition)} <= own]

    def _defines_partly(self, found: conditions.Taken, context: Context) -> bool:
        """Whether what was defined last is defined under a condition alone: then it has no meaning elsewhere."""
        left = self._defined_last
        if left is None or not parts(found, context.words, left):
            return False
        return self._withdraw(left, context)

    def _may_define_partly(self, piece: Piece, context: Context) -> None:
        """What was defined last has no meaning where what may be a condition on it is not read."""
        left = self._defined_last
        if left is not None and may_part(piece, left, self.names.scope):
            self._withdraw(left, context)

    def _gives_another_value(self, sentence: Sentence, taken: Iterable[conditions.Taken]) -> str:
        """Why a sentence is not judged that gives a name another value, under other conditions than its first one."""
        self._said_of = (
            (name_on_left(sentence.members[0]) or "") if sentence.signs and not sentence.lead else self._said_of
        )
        self._defines, self._said_at = False, sentence.span
        return next(filter(None, map(self._of_another_value, taken)), "")

    def _of_another_value(self, found: conditions.Taken) -> str:
        """What is told where the value that was said last is another one than its name has under other conditions.

        Then it has none: it is defined by cases. For one number of all that it is defined for it may be computed.
        """
        if found.stationary or condition_indices(found.condition):
            return ""
        name, left = self._said_of, self._defined_last
        if self._defines and left is not None:
            self._partly.setdefault(name, (left, []))[1].append(found)
            known = self.names.settled.under
            known |= {one: known.get(one, under(left, ())).having(found) for one in self._names_of(left)}
        if name not in self._partly:
            return ""
        left, others = self._partly[name]
        again = any(one.words == found.words for one in others)
        if again or (found.is_value and not any(one.is_value for one in others)):
            return ""
        del self._partly[name]
        words = ", ".join(one.words for one in others)
        self.names.lose(left, f"{PARTLY}: {words}")
        return OTHER_VALUE.format(name, words, found.words)

    def _another_value(self, why: str, context: Context) -> None:
        """What was said last is not judged where it is another value of a name."""
        if why:
            self._chains.open = None
            self._unread_sentence(Sentence((), (), self._said_at), context, why, PARTLY_ADVICE)

    def _values_under(self, taken: Iterable[conditions.Taken]) -> None:
        """What got its value in this sentence has it under the conditions that are said of it."""
        left = self._defined_last
        self._defines = left is not None and (name_on_left(left) or "") == self._said_of
        for one in taken if self._defines else ():
            self._of_another_value(one)

    def _withdraw(self, left: Member, context: Context, words: str = "") -> bool:
        self._defined_last = None
        reason = f"{PARTLY}: {words}" if words else PARTLY
        self.names.withdraw(left, reason)
        advice = f"{PARTLY_ADVICE}; {OF_ALL}" if words else PARTLY_ADVICE
        self._unread_sentence(Sentence((left,), (), left.span), context, reason, advice)
        return True

    def _names(self, member: Member, before: Sequence[Taken], context: Context, assigned: bool) -> bool:
        """Whether the last member of a chain is a new name for it; a name with a sign only if it is `assigned`."""
        first = next((taken for taken in before if taken.known), None)
        if first is None or (context.lead.concludes and self.names.concluded(member) != ""):
            return False
        name, value = self.names.unscaled(member, first.member) if assigned else (member, first.member)
        return self.names.is_new(name, value) and self._define(name, value, context)


def _assigned(rows: Iterable[Row]) -> Iterator[Member]:
    """What formulas give a value by a sign that does nothing else, as `q := 5` does, and not by what it was before."""
    for row in rows:
        with suppress(Unreadable):
            for sentence in (x for x in sentences_of(row).sentences if x.signs and x.signs[0] in DEFINES):
                function = called(sentence.members[0].items)
                left, right = (frozenset(spellings(member.items)) for member in sentence.members[:2])
                if right.isdisjoint(left if function is None else {function[0]}):
                    yield sentence.members[0]


def _name(left: Member) -> str | None:
    return single(left.items)


def _of_no_names(left: Member) -> bool:
    """Whether a function stands there whose arguments are no names: `g(2x)`."""
    function = called(left.items)
    return function is not None and any(single(argument.items) is None for argument in function[1])


def _concludes(sentence: Sentence, words: Wording, context: Context) -> bool:
    """Whether a sentence says what comes out of what stands before it, and defines nothing."""
    if words.introduces or context.role == "definition":
        return False
    return sentence.arrow or sentence.words.concludes or (words == context.words and context.lead.concludes)
