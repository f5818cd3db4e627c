"""From the formulas of a part to its chains: what goes on with what, what is defined on the way, and what is assumed.

A formula that begins with `=` goes on with the chain before it, over prose and displays; one with a left side of its
own begins another. Conditions hold from where they stand alone to the end of the part, or for the line they stand at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from symcheck.claims.statements import Ambiguous, Chain, Line, Unread
from symcheck.reading.assembling import conditions, zeroing
from symcheck.reading.assembling.classifying import Piece, at_line, classified, heads
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.growing import Chains
from symcheck.reading.assembling.introducing import Later, Names
from symcheck.reading.assembling.members import DEFINES, Member, Sentence, equates, runs, said
from symcheck.reading.assembling.new_names import is_code_name, solution
from symcheck.reading.assembling.open_chain import OpenChain
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.stationary import Stationary, stationary, taken_off
from symcheck.reading.assembling.taking import Taken, Trouble, apart, resting, unread
from symcheck.reading.assembling.tied import BOTH, BOTH_ADVICE, both_ways
from symcheck.reading.assembling.told import Kind, Told
from symcheck.reading.assembling.vanishing import Vanishing
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.scope import Scope, Thing
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Bracket, Operator, Row, Unreadable

NO_SIGN = "this row relates nothing, and does not begin with a sign"
SOLVES_NOTHING = "it solves nothing on this page that is read"
NOTHING_LEFT = Sentence((), (), Span(0, 0))
NEAR = 8
"""Members on either side that a member is read beside: a shape that is left open is taken from them."""


class PartReader:
    """The formulas of a part, one after the other; `finish` gives the chains.

    `known` are the names that the page gave a meaning before this part, `later` those that it gives one later. `used`
    are the documented slips that stand at a line: the number of the formula, and the line that is meant. `derived` are
    the derivatives that stand before, in this part or under its heading.
    """

    def __init__(self, source: Source, scope: Scope, known: Mapping[str, Thing], later: Later | None = None) -> None:
        self.source = source
        self.names = Names(source, scope, known, later)
        self._declared = scope
        self.used: set[tuple[int, int]] = set()
        self.standing = Standing()
        self.told: list[Told] = []
        self._vanishing = Vanishing(self.names, self.standing)
        self._chains = Chains(source, self.names, self.standing)
        self._offered = ""
        self._said = Wording()
        self._ended = False
        self._conditions: Literal["", "held", "behind"] = ""
        self._last: list[Taken] = []
        self._last_goes_on = False
        self._lines = 0
        self.derived: list[Derived] = []
        self._implies = False
        self._waiting = ""
        self._doubt = ""

    @property
    def scope(self) -> Scope:
        """What names mean where the next formula stands."""
        return self.names.scope

    def formula(self, row: Row, context: Context) -> None:
        """Reads a formula, given as the grammar gives it."""
        if context.zeroed is not None:
            context = replace(context, words=Wording())
        if (problem := self.names.declare(row, context.words)) is not None:
            return self.unread(problem, context)
        taken = said(row)
        self._lines = 0
        if not context.joined:
            self._conditions = ""
        if self.standing.begin(context):
            self._chains.turn()
        if context.apart and taken.sentences and taken.sentences[0].lead == "=":
            self._chains.lose()
        if self.standing.passed:
            told = ", ".join(one.words for one in self.standing.passed)
            self._offered = f"{told} was said of another sentence; to assume it further on, declare: assume {told}"
        for aside in taken.asides:
            self._tell("remark", aside.span, context)
        if context.zeroed is not None and not self._set_to_0(context.zeroed, taken.sentences, context):
            return self.unread(Unreadable(context.span, zeroing.NOTHING_BEFORE, zeroing.ADVICE), context)
        if self._ended and taken.sentences and both_ways(row.items[:2]):
            context = replace(context, both_ways=True)
        pieces = classified(taken.sentences, row.items, context, self.scope, self._said, self.standing.ended)
        self._ended = bool(pieces) and pieces[-1].found is not None
        self._said = pieces[-1].words if pieces and pieces[-1].taken else Wording()
        ahead, self._waiting = self._waiting, self._in_doubt(pieces)
        spoken = context.behind and self._chains.open is not None
        if spoken or any(piece.found is None and self._claims(piece.sentence) for piece in pieces):
            self._waiting = ""
        self._sentences(pieces, context, ahead)

    def _in_doubt(self, pieces: Sequence[Piece]) -> str:
        """The first of these that may well be a condition and cannot be read, with its place; "" for none."""
        found = next((x.found for x in pieces if isinstance(x.found, conditions.Offered) and x.found.unread), None)
        return "" if found is None else f"{found.reason}  {self.source.place(found.span.start)}"

    def _set_to_0(self, as_written: str, sentences: Sequence[Sentence], context: Context) -> bool:
        """What the words before a formula set to 0 holds from there on; whether that is known."""
        members = [member for sentence in sentences for member in sentence.members]
        if context.role or any(self._vanishing.derives(member) for member in members):
            return True
        variable = next((name[1] for x in members if (name := solution(x.items)) is not None), "")
        written = ["" if one.head is None else self.source.written(one.head.span) for one in self.derived]
        meant = zeroing.chosen(self.derived, as_written, variable, written)
        if meant is None or meant.head is None:
            return False
        found = self._vanishing.set_to_0(meant.head)
        if isinstance(found, conditions.Offered):
            return False
        self._chains.close()
        self._tell("condition", meant.head.span, replace(context, number=0), found.words)
        self.standing.hold(found, context.span.start)
        return True

    def _sentences(self, pieces: Sequence[Piece], context: Context, ahead: str) -> None:
        """The sentences of a formula; where equations stand side by side, each column goes on with its own chain.

        `ahead` is what may be a condition on them, stands before them and is not read.
        """
        several = len({piece.sentence.row for piece in pieces}) > 1
        chains = self._chains
        parked: dict[int, OpenChain | None] = {}
        column = 0
        for position, piece in enumerate(pieces):
            if piece.sentence.column != column and piece.found is None:
                parked[column], column = chains.open, piece.sentence.column
                chains.open = parked.pop(column, None)
            behind = pieces[position + 1].sentence if position + 1 < len(pieces) else None
            self._implies = (
                behind is not None
                and behind.arrow
                and zeroing.implies(self.source.text[piece.sentence.span.end : behind.span.start])
            )
            self._doubt = ahead or self._in_doubt([x for x in pieces if x.sentence.row == piece.sentence.row])
            self._sentence(piece, heads(pieces, position), at_line(pieces, position), context, several)
        if parked:
            chains.lose()
        for other in parked.values():
            chains.finish_one(other)

    def damaged(self, context: Context, reason: str) -> None:
        """A formula that cannot be trusted as it stands; the page says so once for all of them."""
        self._chains.lose()
        self._tell("unread", context.span, context, reason)

    def unread(self, problem: Trouble, context: Context) -> None:
        """A formula of which nothing is read: a chain of its own, so that its part does not pass."""
        self._chains.lose()
        if zeroing.writes_derivative(self.source.written(context.span)):
            self.derived.append(Derived(None))
        place = self.source.place(context.span.start)
        written = self.source.on_one_line(context.span)
        role, because = self._slip(context, 1, 1)
        line = Line(unread(problem, self.source, context.span), place, written, role, because)
        self._chains.put(Chain(line, (line,), place))
        self._tell("unread", problem.span, context, problem.reason, problem.advice)

    def _unread_sentence(self, sentence: Sentence, context: Context, reason: str, advice: str = "") -> None:
        self.unread(Unreadable(sentence.span, reason, advice), replace(context, span=sentence.span))

    def asked(self, items: Row, context: Context) -> None:
        """What the part asks is compared with its last formula."""
        if not self._last:
            self.unread(Unreadable(context.span, "the part holds no formula that could answer what it asks"), context)
            return
        member = Member(items.items, items.span)
        others = [taken.member.items for taken in self._last]
        left = self.names.take(member, others)
        answers = self._last[-1:] if self._last_goes_on else self._last
        open_ = self._chains.open
        if open_ is not None and not self._last_goes_on and open_.members == self._last:
            self._chains.open = None
        self._chains.close()
        self._chains.finish_one(self._chains.begun([left, *answers], (), 0))

    def finish(self) -> tuple[Chain, ...]:
        """The chains of the part, in order."""
        return self._chains.finish()

    # Sentences

    def _sentence(
        self, piece: Piece, head: bool, local: tuple[conditions.Taken, ...], context: Context, several: bool
    ) -> None:
        sentence = piece.sentence
        if isinstance(piece.found, conditions.Offered):
            self._tell("remark", sentence.span, context, piece.found.reason)
            self._offered = f"{piece.found.reason}  {self.source.place(sentence.span.start)}"
            if piece.found.unread and context.behind and self._chains.open is not None:
                self._chains.open.stated = self._chains.open.stated or self._offered
        elif piece.found is not None:
            self._condition(piece.found, piece.beside, context)
            return
        elif context.role == "remark" or not self._claims(sentence):
            self._standing_expression(sentence, head, context)
        elif piece.both:
            self._unread_sentence(sentence, context, BOTH, BOTH_ADVICE)
        else:
            self._claim(piece, local, context, several)
            reason = conditions.may_be_assumed(sentence, piece.words, self.scope)
            self._offered = f"{reason} is not assumed; to assume it, declare: assume {reason}" if reason else ""
        self._conditions = ""

    def _claims(self, sentence: Sentence) -> bool:
        """Whether anything is equated, or goes on with what was."""
        if any(equates(sign) for sign in sentence.signs) or sentence.lead == "=":
            return True
        return sentence.arrow and not sentence.signs and self._chains.open is not None

    def _standing_expression(self, sentence: Sentence, head: bool, context: Context) -> None:
        """An expression that claims nothing by itself; it may answer what the part asks, or begin a chain."""
        alone = not sentence.signs and not sentence.arrow and context.role != "remark"
        first = sentence.members[0].items[0]
        signed = isinstance(first, Operator)
        behind = sentence.parted and sentence.words == Wording() and not sentence.lead
        behind = behind and isinstance(first, Bracket)  # a factor that no sign joins
        adds = isinstance(first, Operator) and first.sign not in "-−!" and self._chains.open is not None
        if alone and (adds or (not head and (sentence.row > 1 or sentence.column or signed or behind))):
            advice = "begin the row with = or with the sign it goes on with"
            self._unread_sentence(sentence, context, NO_SIGN, advice)
            return
        self._tell("remark", sentence.span, context)
        if sentence.signs or context.role == "remark":
            if set(sentence.signs) != {"∈"} and sentence.lead != "→":
                self._chains.lose()
            return
        role, because = self._slip(context, 1, 1)
        taken = self.names.take(sentence.members[0], (), role, because)
        self._last, self._last_goes_on = [taken], False
        if head and alone:
            self._chains.close()
            self._chains.add([taken], (), context.number)

    def _condition(self, found: conditions.Taken, at_line: bool, context: Context) -> None:
        """A condition that stands alone holds from here on, one that stands at a line for that line."""
        self._tell("condition", found.span, context, found.words)
        if found.stationary:
            self.standing.hold(found, context.span.start)
        if found.stationary or at_line or self._chains.holds(found.condition):
            return
        open_ = self._chains.open
        again, self._conditions = self._conditions, self._conditions or "held"
        leads = again == "behind" and context.words.conditional and context.leads
        behind = context.behind or (again == "behind" and context.lead.words == ("and",))
        if behind and open_ is not None and not self.standing.speaks_of(found.letters) and not leads:
            self._chains.under(open_, found, again == "behind")
            self._conditions = "behind"
        else:
            self._chains.hold(replace(found, passing=context.leads), context.span.start, again == "held")
            self._conditions = "held"

    # Claims

    def _claim(self, piece: Piece, local: tuple[conditions.Taken, ...], context: Context, several: bool) -> None:
        """What a sentence equates. What only explains the line before it leaves the chain of that open."""
        chains, words = self._chains, piece.words
        kept = chains.open if words.beside and piece.sentence.lead != "=" else None
        if kept is not None:
            chains.open = None
        for part in runs(piece.sentence):
            if part.signs or part.lead == "=" or part is piece.sentence:
                self._equation(part, words, local, context, several)
            else:
                self._tell("remark", part.span, context)
                chains.lose()
        if kept is not None:
            chains.close()
            chains.open = kept

    def _equation(
        self, sentence: Sentence, words: Wording, local: tuple[conditions.Taken, ...], context: Context, several: bool
    ) -> None:
        goes_on = sentence.lead == "=" or not sentence.signs
        if goes_on:
            self._chains.resume()
        if goes_on and self._chains.open is None:
            self._unread_sentence(sentence, context, self._chains.nothing)
            if not sentence.signs:
                return
        if not goes_on:
            self._chains.begin()
        if context.role != "claim" and self._vanishing.is_said(sentence):
            self._tell("condition", sentence.span, context, "it was set to 0 before")
            return
        before = self._chains.members if goes_on else []
        set_to_0 = context.around.stationary or words.direct or self._implies
        found = None if context.role == "claim" else stationary(sentence, before, set_to_0, self._vanishing.derives)
        if found is not None:
            sentence, words = found.rest, Wording()
        if sentence.members and not self._members(sentence, words, local, context, several):
            return
        if found is not None:
            self._vanish(found, context)

    def _members(
        self, sentence: Sentence, words: Wording, local: tuple[conditions.Taken, ...], context: Context, several: bool
    ) -> bool:
        """Takes the definitions from a sentence, and the rest for lines; whether there is any."""
        sentence, notes = taken_off(sentence, self.scope)
        notes += context.notes
        notes += self.names.solves(sentence, [held.condition for held in self.standing.held])
        scope, stated = None, ""
        if self._chains.open is None:
            scope = self.names.scope_of(sentence)
            reason = conditions.may_be_assumed(sentence, words, self.scope)
            stated = f"to assume it, declare: assume {reason}" if reason else ""
            sentence = self._defined(sentence, words, context)
        if sentence.members:
            members = self._lines_of(sentence, context, several, notes, scope)
            self._chains.add(members, local, context.number, stated or self._doubt, self._offered)
        return bool(sentence.members)

    def _vanish(self, found: Stationary, context: Context) -> None:
        """What is set to 0 is 0 from here on."""
        condition = self._vanishing.condition(found)
        if isinstance(condition, conditions.Offered):
            self._tell("condition", condition.span, context, condition.reason)
            return
        self._chains.close()
        self._tell("condition", condition.span, context, condition.words)
        self.standing.hold(condition, context.span.start)

    def _lines_of(
        self, sentence: Sentence, context: Context, several: bool, said: tuple[str, ...], scope: Scope | None
    ) -> list[Taken]:
        """The members of a sentence as lines, which go on with the open chain if there is one.

        `said` is told with each line; the members are read in `scope`, if that is another one than holds from here on.
        """
        before = self._chains.members[:1]
        members: list[Taken] = []
        for position, member in enumerate(sentence.members):
            if len(members) and member is sentence.members[-1] and self._names(member, members, context):
                continue
            role, because = "line", ""
            if before or members:
                self._lines += 1
                role, because = self._slip(context, sentence.row if several else 0, self._lines)
            near = sentence.members[max(0, position - NEAR) : position + NEAR + 1]
            others = [other.items for other in (*before, *near) if other is not member]
            taken = self.names.take(member, others, role, because, said, scope)
            taken = apart(taken, self._declared, self.names.introduced, scope or self.scope)
            members.append(resting(taken, self.scope) if self.scope.last else taken)
        for taken in members if before or len(members) > 1 else ():
            self._tell_line(taken, context)
        self._last, self._last_goes_on = members, bool(before)
        if not before and (found := zeroing.derived(members[0])) is not None:
            self.derived.append(found)
        return members

    # Definitions

    def _defined(self, sentence: Sentence, words: Wording, context: Context) -> Sentence:
        """What is left to judge of a sentence when its definitions are taken from it."""
        said = Wording(("define",)) if context.role == "definition" else words
        if not self.names.introduces(sentence, said):
            return sentence
        left, right, *more = sentence.members
        variable = "" if said.defines or sentence.signs[0] in DEFINES else self.names.concluded(left)
        if variable and _concludes(sentence, words, context):
            self.names.refuse(left, SOLVES_NOTHING)
            written = " ".join(self.source.written(left.span.to(right.span)).split())
            advice = f"write the condition on {variable} before it, or declare in the block: {written}"
            self._unread_sentence(sentence, context, SOLVES_NOTHING, advice)
            return replace(sentence, members=sentence.members[1:], signs=sentence.signs[1:]) if more else NOTHING_LEFT
        if not self._define(left, right, context) and not more:
            return Sentence((), (), sentence.span)
        return Sentence(sentence.members[1:], sentence.signs[1:], sentence.span, row=sentence.row)

    def _define(self, left: Member, right: Member, context: Context) -> bool:
        """Gives a name its meaning; whether that can be said."""
        problem = self.names.define(left, right)
        whole = left.span.to(right.span) if left.span.start < right.span.start else left.span
        if problem is None:
            self._tell("definition", whole, context)
        elif is_code_name(left.items):  # it may be an equation between differentials
            self.unread(problem, context)
        else:
            self._tell("definition", whole, context, f"not used: {problem.reason}", problem.advice)
        return problem is None

    def _names(self, member: Member, before: Sequence[Taken], context: Context) -> bool:
        """Whether the last member of a chain is a new name for it."""
        first = next((taken for taken in before if taken.known), None)
        concludes = context.lead.concludes and self.names.concluded(member) != ""
        return (
            first is not None
            and not concludes
            and self.names.is_new(member, first.member)
            and self._define(member, first.member, context)
        )

    # What is told

    def _slip(self, context: Context, row: int, number: int) -> tuple[str, str]:
        """The role of a line, and why it is documented as wrong if it is."""
        meant = next((key for key in (row or number, 0) if key in context.slips), None)
        if meant is None:
            return "line", ""
        self.used.add((context.number, meant))
        return "wrong", context.slips[meant]

    def _tell_line(self, taken: Taken, context: Context) -> None:
        content = taken.line.content
        if isinstance(content, Unread):
            self._tell("unread", taken.member.span, context, content.reason, content.advice, taken)
        else:
            kind: Kind = "several" if isinstance(content, Ambiguous) else "claim"
            self._tell(kind, taken.member.span, context, taken=taken)

    def _tell(
        self, kind: Kind, span: Span, context: Context, reason: str = "", advice: str = "", taken: Taken | None = None
    ) -> None:
        self.told.append(Told(kind, span, context.number, reason, advice, None if taken is None else taken.line))


def _concludes(sentence: Sentence, words: Wording, context: Context) -> bool:
    """Whether a sentence says what comes out of what stands before it, and defines nothing."""
    if words.introduces or context.role == "definition":
        return False
    return sentence.arrow or sentence.words.concludes or (words == context.words and context.lead.concludes)
