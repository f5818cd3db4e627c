"""From the formulas of a part to its chains: what goes on with what, what is defined on the way, and what is assumed.

A formula that begins with `=` goes on with the chain before it, over prose and displays; one with a left side of its
own begins another. Conditions hold from where they stand alone to the end of the part, or for the line they stand at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Chain, Line
from symcheck.reading.assembling import conditions, zeroing
from symcheck.reading.assembling.by_rows import only_goes_on
from symcheck.reading.assembling.classifying import Piece, at_line, classified, heads
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.definitions import SOLVES_NOTHING, Definitions
from symcheck.reading.assembling.growing import Chains
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.laid_out import inside, laid_out, noted
from symcheck.reading.assembling.meanings import Later
from symcheck.reading.assembling.members import Member, Sentence, said
from symcheck.reading.assembling.new_names import in_brackets, names_any, single, solution, spellings
from symcheck.reading.assembling.open_chain import OpenChain
from symcheck.reading.assembling.remarks import UPDATE, VALUE, is_update, is_value
from symcheck.reading.assembling.runs import equates, runs
from symcheck.reading.assembling.solved import variables
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.stationary import Stationary, stationary, taken_off
from symcheck.reading.assembling.taking import Taken, Trouble, apart, resting, unread
from symcheck.reading.assembling.tied import BOTH, BOTH_ADVICE, both_ways
from symcheck.reading.assembling.unjudged import unjudged
from symcheck.reading.assembling.vanishing import Vanishing
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.meaning.ranges import ranged
from symcheck.reading.scope import Quantity, Scope, Thing
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Bracket, Operator, Row, Unreadable

INSIDE = "something is equated inside, and is not judged"
NOT_SET = "the words before it turn it round"
NO_SIGN = "this row relates nothing, and does not begin with a sign"
NOT_FOLLOWED = "what the page declares of it is not read"
UNDER_ANOTHER = "it goes on with a max or min over a variable, and does not stand under one itself"
NEAR = 8
"""Members on either side that a member is read beside: a shape that is left open is taken from them."""


class PartReader(Definitions):
    """The formulas of a part, one after the other; `finish` gives the chains.

    `known` are the names that the page gave a meaning before this part, `later` those that it gives one later. `used`
    are the documented slips that stand at a line: the number of the formula, and the line that is meant. `derived` are
    the derivatives that stand before, in this part or under its heading, `apart` is what is set apart on the page.
    """

    def __init__(
        self, source: Source, scope: Scope, known: Mapping[str, Thing], later: Later | None = None,
        apart: Sequence[Span] = (),
    ) -> None:  # fmt: skip
        super().__init__(source, Names(source, scope, known, later), Standing(apart))
        self._declared = scope
        self._vanishing = Vanishing(self.names, self.standing)
        self._chains = Chains(source, self.names, self.standing)
        self._offered = ""
        self._said = Wording()
        self._ended = False
        self._last: list[Taken] = []
        self._last_goes_on = False
        self._lines = 0
        self.derived: list[Derived] = []
        self._implies = False
        self._objective = False
        self._unsolved = False
        self._beside: OpenChain | None = None
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
        if (name := self.names.unfounded(row)) != "":
            return self.unread(Unreadable(context.span, f"{name} is not known: {NOT_FOLLOWED}"), context)
        if (problem := self.names.declare(row, context.words)) is not None:
            return self.unread(problem, context)
        taken = said(replace(row, items=ranged(tuple(laid_out(row.items)), self.scope)))
        self._lines = 0
        self._objective = context.optimises or (self._objective and not context.lead.words)
        if not context.joined:
            self._conditions, self._defined_last = "", None
        if self.standing.begin(context):
            self._chains.turn()
        if context.apart and taken.sentences and taken.sentences[0].lead == "=":
            self._chains.lose()
        self._offer_passed()
        for aside in taken.asides:
            self._tell("remark", aside.span, context, meant=aside.meant)
        for note in noted(row.items):
            self._tell("remark", note.span, context, "what is said at a brace is not judged")
        if context.zeroed is not None and not self._set_to_0(context.zeroed, taken.sentences, context):
            self._unsolved = True
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
        if self._beside is not None:
            self._chains.close()
            self._chains.open, self._beside = self._beside, None

    def _offer_passed(self) -> None:
        """What held until here is told to be assumed no more."""
        if self.standing.passed:
            told = ", ".join(one.words for one in self.standing.passed)
            self._offered = f"{told} was said of another sentence; to assume it further on, declare: assume {told}"

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
        """A formula of which nothing is read: a chain of its own, so that its part does not pass.

        The chain that it goes on with is not ended by it: what comes next is compared with what stands before.
        """
        if not only_goes_on(self.source.written(context.span)):
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
        elif is_value(sentence, context, self.scope) and not any(x.stationary for x in self.standing.held):
            self._tell("remark", sentence.span, context, VALUE)
        elif is_update(sentence, self.scope) and not (piece.words.defines or context.role):
            self._tell("remark", sentence.span, context, UPDATE)
        elif context.role == "remark" or not self._claims(sentence):
            self._standing_expression(sentence, head, context)
        elif piece.both:
            self._unread_sentence(sentence, context, BOTH, BOTH_ADVICE)
        else:
            self._claim(piece, local, context, several)
            reason = conditions.may_be_assumed(sentence, piece.words, self.scope)
            self._offered = f"{reason} is not assumed; to assume it, declare: assume {reason}" if reason else ""
        self._conditions = ""

    def _solvable(self, sentence: Sentence) -> bool:
        """Whether the name on the left is a variable by which a derivative was set to 0."""
        name = single(sentence.members[0].items)
        return name is not None and name in variables(self.standing.solvable())

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
        if alone and inside(sentence.members[0].items):
            return self._unread_sentence(sentence, context, INSIDE, "write each equation by itself, or in aligned rows")
        self._tell("remark", sentence.span, context)
        if sentence.signs or context.role == "remark":
            if set(sentence.signs) != {"∈"} and sentence.lead != "→":
                self._chains.lose()
            elif names_any(sentence) and not context.joined and (context.words.defines or context.words.conditional):
                self.standing.release(frozenset(spellings(sentence.members[0].items)))
                self._offer_passed()
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
        if (at_line or context.behind) and self._defines_partly(found, context):
            return
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
        if kept is not None and piece.sentence.words == Wording():
            self._beside = kept  # further rows of this formula go on with what it says itself
        elif kept is not None:
            chains.close()
            chains.open = kept

    def _equation(
        self, sentence: Sentence, words: Wording, local: tuple[conditions.Taken, ...], context: Context, several: bool
    ) -> None:
        goes_on = sentence.lead == "=" or not sentence.signs
        if goes_on:
            self._chains.resume()
        if goes_on and self._chains.open is None and not self._chains.headless:
            self._unread_sentence(sentence, context, self._chains.nothing)
            if not sentence.signs:
                return
        if not goes_on:
            self._chains.begin()
        if context.role != "claim" and self._vanishing.is_said(sentence):
            self._tell("condition", sentence.span, context, "it was set to 0 before")
            return
        if context.role != "claim" and (result := self._vanishing.result(sentence)) is not None:
            self._vanish(result, context, meant=context.around.stationary)
            return
        if self._unsolved and context.role != "claim" and self._is_solved_form(sentence):
            advice = "write what is set to 0 before it, so that it is read"
            self._unread_sentence(sentence, context, SOLVES_NOTHING, advice)
            return
        before = self._chains.members if goes_on else []
        set_to_0 = context.around.stationary or words.direct or self._implies
        found = None if context.role == "claim" else stationary(sentence, before, set_to_0, self._vanishing.derives)
        if found is not None and not self._vanishing.may_vanish(found):
            found = None
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
        bare = taken_off(sentence, self._chains.members, self.scope, self._objective or words.optimises)
        if bare is None:
            self._unread_sentence(sentence, context, UNDER_ANOTHER)
            return False
        sentence, notes = bare
        notes += context.notes
        self.standing.derives = bool(self.derived)
        by = variables(self.standing.solvable())
        earlier = variables(self.standing.earlier) - by
        if not words.defines:
            notes += self.names.solves(sentence, self.standing.held, by, earlier)
        scope, stated = None, ""
        if self._chains.open is None:
            scope = self.names.scope_of(sentence)
            reason = conditions.may_be_assumed(sentence, words, self.scope)
            stated = f"to assume it, declare: assume {reason}" if reason else ""
            if not unjudged(sentence.members[0], self.scope):
                sentence = self._defined(sentence, words, context)
        sentence = self._judged(sentence, context)
        if sentence.members:
            members = self._lines_of(sentence, context, several, notes, scope)
            self._chains.add(members, local, context.number, stated or self._doubt, self._offered)
        return bool(sentence.members)

    def _judged(self, sentence: Sentence, context: Context) -> Sentence:
        """A sentence without the members that are shown and not judged; what comes next is compared with the others."""
        told = [unjudged(member, self.scope) for member in sentence.members]
        for member, why in zip(sentence.members, told, strict=True):
            if why:
                self._tell("remark", member.span, context, why)
        members = tuple(member for member, why in zip(sentence.members, told, strict=True) if not why)
        if not members and sentence.members and self._chains.open is None:
            self._chains.headless = True
        return replace(sentence, members=members)

    def _is_solved_form(self, sentence: Sentence) -> bool:
        """Whether a variable is given a value, where something was set to 0 that is not read."""
        name = None if not sentence.signs or sentence.lead else single(sentence.members[0].items)
        thing = self.scope.get(name or "")
        return isinstance(thing, Quantity) and thing.variable and not self._solvable(sentence)

    def _vanish(self, found: Stationary, context: Context, meant: bool = True) -> None:
        """What is set to 0 is 0 from here on."""
        condition = self._vanishing.condition(found)
        if context.unset and isinstance(condition, conditions.Taken):
            self._tell("remark", condition.span, context, conditions.untaken(condition, NOT_SET).reason)
            return
        if isinstance(condition, conditions.Offered):
            self._tell("condition", condition.span, context, condition.reason)
            return
        self._chains.close()
        span = condition.span if meant else condition.span.to(found.zero.span)
        self._tell("condition", span, context, condition.words, meant=meant)
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
            member = replace(member, items=tuple(in_brackets(member.items, scope or self.scope)))
            taken = self.names.take(member, others, role, because, said, scope)
            taken = self._apart(taken, scope or self.scope)
            members.append(resting(taken, self.scope) if self.scope.last else taken)
        for taken in members if before or len(members) > 1 else ():
            self._tell_line(taken, context)
        self._last, self._last_goes_on = members, bool(before)
        found = None if before else zeroing.derived(members[0])
        self.derived += [] if found is None else [found]
        self._vanishing.note(members, found, bool(before))
        return members

    def _apart(self, taken: Taken, scope: Scope) -> Taken:
        """A member as it is, or not read where a name of which it was computed has another meaning by now."""
        typed = self.names.settled.typed
        given = dict.fromkeys(typed) | self.names.introduced
        return apart(taken, self._declared.having(typed), given, scope)
