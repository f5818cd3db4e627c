"""From the formulas of a part to its chains: what goes on with what, what is defined on the way, and what is assumed.

A formula that begins with `=` goes on with the chain before it, over prose and displays; one with a left side of its
own begins another. Conditions hold from where they stand alone to the end of the part, or for the line they stand at.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Chain
from symcheck.reading.assembling import conditions, zeroing
from symcheck.reading.assembling.another_case import ALSO, goes_on_listing, lies_in_set
from symcheck.reading.assembling.beside import Beside, InSentence
from symcheck.reading.assembling.cases import DENIED
from symcheck.reading.assembling.classifying import Piece, at_line, classified, heads
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.laid_out import inside, laid_out
from symcheck.reading.assembling.lowered import lifted
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import names_any, single, spellings
from symcheck.reading.assembling.open_chain import OpenChain
from symcheck.reading.assembling.partial import unread_case
from symcheck.reading.assembling.remarks import UPDATE, VALUE, VALUED, is_update, unclaimed
from symcheck.reading.assembling.sentences import said
from symcheck.reading.assembling.several import each_in_set
from symcheck.reading.assembling.solving import solution
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.stationary import stands_at_zero
from symcheck.reading.assembling.tied import BOTH_WAYS, both_ways
from symcheck.reading.assembling.wording import SOLVING, Wording
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.meaning.ranges import ranged
from symcheck.reading.source import Source
from symcheck.reading.tree import Bracket, Operator, Row, Unreadable

INSIDE = "something is equated inside, and is not judged"
OF_ANOTHER = "it is said of what stands before it, which is not taken either"
CLAIMED = "to have it judged all the same, say behind it: <!-- symcheck: claim -->"
NO_SIGN = "this row relates nothing, and does not begin with a sign"
NOT_FOLLOWED = "what the page declares of it is not read"
MEND = "mend what is told of that declaration first"


class PartReader(Beside):
    """The formulas of a part, one after the other; `finish` gives the chains."""

    def __init__(self, source: Source, names: Names, standing: Standing, derived: list[Derived]) -> None:
        super().__init__(source, names, standing, derived)
        self._said = Wording()
        self._ended = False
        self._waiting = ""
        self._valued = ""

    def formula(self, row: Row, context: Context) -> None:
        """Reads a formula, given as the grammar gives it."""
        if context.zeroed is not None:
            context = replace(context, words=Wording())
        self._free(context)
        context, supposed = self._heard(context)
        if (name := self.names.unfounded(row)) != "":
            return self.unread(Unreadable(context.span, f"{name} is not known: {NOT_FOLLOWED}", MEND), context)
        row = self.names.bounded(row, context.words.conditional)
        if (problem := self.names.declare(row, self._words_of_sign(row, context))) is not None:
            self._cases, self._alone = [unread_case(row, context.words)], True
            self._stand += self._cases if context.stands else []
            return self.unread(problem, context)
        row = replace(row, items=each_in_set(row.items, self.scope))
        listed = ranged(tuple(laid_out(row.items)), self.scope, context.words.conditional)
        taken = said(replace(row, items=lifted(listed, self.scope)))
        self._lines = 0
        self._objective = context.optimises or (self._objective and not context.lead.words)
        if not context.joined and not (context.stands and context.words.conditional and context.words.has(ALSO)):
            self._conditions, self._valued = "", ""
            self._defined_last = self._defined_last if context.behind else None
            self._own = InSentence(self._chains.finished)
        self._chains.turn(self.standing.begin(context))
        self._suppose(supposed, taken.sentences, context)
        if context.lead.has(SOLVING):
            self.standing.resume(context.span.start)
        if context.apart and taken.sentences and taken.sentences[0].lead == "=":
            self._chains.lose()
        self._offer_passed()
        for aside in taken.asides:
            self._tell("remark", aside.span, context, meant=aside.meant)
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
        self._note_cases(pieces, context)
        self._astray = context.behind and self._astray
        if not context.behind or any(piece.found is None for piece in pieces):
            self._end_side()
        self._sentences(pieces, context, ahead)
        self._astray = bool(pieces) and isinstance(pieces[-1].found, conditions.Offered)
        if len(pieces) > len(taken.sentences):  # both directions, each under the other side
            self._chains.lose()
        if self._beside is not None:
            self._set_aside(self._beside)
            self._beside = None

    def _set_to_0(self, as_written: str, sentences: Sequence[Sentence], context: Context) -> bool:
        """What the words before a formula set to 0 holds from there on; whether it is known."""
        members = [member for sentence in sentences for member in sentence.members]
        if as_written == zeroing.OPTIMUM and any(one.stationary for one in self.standing.held):
            return True
        as_written = as_written.removeprefix(zeroing.OPTIMUM)
        if context.role or any(self._vanishing.derives(member) for member in members):
            return True
        variable = next((name[1] for x in members if (name := solution(x.items)) is not None), "")
        written = ["" if one.head is None else self.source.written(one.head.span) for one in self.derived]
        variable = variable or (as_written in zeroing.PLACES and single(members[0].items)) or ""
        meant = zeroing.chosen(self.derived, as_written, variable, written)
        if meant is None or meant.head is None:
            return any(one.stationary for one in self.standing.held)
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
            row = [x for x in pieces if x.sentence.row == piece.sentence.row]
            self._doubt = ahead or self._valued or self.standing.unknown or self._in_doubt(row)
            here = context.in_row(piece.sentence.row, several)
            told = len(self.told)
            local = (*at_line(pieces, position), *self._in_words)
            self._sentence(piece, heads(pieces, position), local, here, several)
            self._may_widen(piece, local, here)
            if any(one.line is not None or one.kind == "unread" for one in self.told[told:]):
                self.standing.claims.append(context.span.start)
        if parked:
            chains.lose()
        for other in parked.values():
            chains.finish_one(other)

    def asked(self, items: Row, context: Context) -> None:
        """What the part asks is compared with its last formula."""
        if not self._last:
            self.unread(
                Unreadable(
                    context.span,
                    "the part holds no formula that could answer what it asks",
                    "write the answer into the part as a formula, or take `asks` out of the block",
                ),
                context,
            )
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
        self._end_side()
        return self._chains.finish()

    # Sentences

    def _sentence(
        self, piece: Piece, head: bool, local: tuple[conditions.Taken, ...], context: Context, several: bool
    ) -> None:
        sentence = self._at_braces(piece.sentence, context)
        piece = replace(piece, sentence=sentence)
        led = self._own.led
        if piece.found is None and (self._claims(sentence) or not sentence.signs):
            self._own.claim()
        else:
            self._doubt_cases(led)
        self._own.led = ""
        self.standing.said = self.standing.said if piece.found is None else sentence.span.start
        if isinstance(piece.found, conditions.Offered):
            self._tell("remark", sentence.span, context, piece.found.reason)
            if piece.found.unread and "=" in sentence.signs:
                self.names.speaks(sentence)
            self._offered = f"{piece.found.reason}  {self.source.place(sentence.span.start)}"
            self._may_be_a_case(piece, context)
            if (may := self._may_hold(piece, context)) is not None:
                self._hold(may, context)
            if piece.found.unread and context.behind and self._chains.open is not None:
                self._chains.open.stated = self._chains.open.stated or self._offered
        elif piece.found is not None and self._astray and not piece.beside:
            self._tell("remark", sentence.span, context, conditions.untaken(piece.found, OF_ANOTHER).reason)
            self._defines_partly(piece.found, context)
        elif piece.found is not None:
            before = self._conditions
            case = self._narrowed_case(piece.found, sentence.members[0], context)
            self._may_revalue(sentence, context)
            self._another_value(self._of_another_value(case), context)
            self._condition(case, piece.beside, context)
            if not case.stationary:
                self._joins_another(piece, before == "behind" and self._conditions == "held", context)
            return
        elif goes_on_listing(piece, self._own.taken, context.display, self.scope):
            self._tell("remark", sentence.span, context, conditions.LIST_OF_VALUES)
            self._may_be_a_case(piece, context)
        elif not piece.meant and (why := unclaimed(sentence, context, self.scope)) and not self._is_said(piece):
            self._tell("remark", sentence.span, context, why)
            if why == VALUE and isinstance(found := conditions.stated(sentence, self.scope), conditions.Taken):
                self._valued = "; ".join(filter(None, (self._valued, VALUED.format(found.words))))
            self._may_be_a_case(piece, context)
        elif is_update(sentence, self.scope, self.names.introduced) and not (piece.words.defines or context.role):
            self._tell("remark", sentence.span, context, UPDATE)
            rest = replace(sentence, members=sentence.members[1:], signs=sentence.signs[1:])
            if rest.signs:  # what the new value comes to is claimed
                self._claim(replace(piece, sentence=rest), local, context, several)
            else:
                self._chains.close()
                self._chains.add([self.names.take(rest.members[0], ())], (), context.number)
        elif context.role == "remark" or not self._claims(sentence):
            if lies_in_set(sentence, self.scope):
                self._may_be_a_case(piece, context)
            self._standing_expression(sentence, head, context)
        elif (left := self._defined_last) is not None and (entry := self._gives_an_entry(sentence)):
            self._withdraw(left, context, f"{entry} has a value of its own")
        elif words := self._narrowed_at_braces(sentence):
            self._unread_sentence(sentence, context, f"what is said at a brace may be a condition: {words}")
        elif self._denied(piece, context):
            self._unread_sentence(sentence, context, DENIED, CLAIMED)
        elif piece.unread is not None and not self._sets_to_0(piece):
            self._unread_sentence(sentence, context, *piece.unread)
        elif other := self._gives_another_value(sentence, (*local, *self._own.taken)):
            self._another_value(other, context)
        else:
            self._defined_last = self._defined_last if sentence.lead else None
            self._local = local
            self._claim(piece, local, context, several)
            self._local = ()
            if not sentence.lead:
                self._values_under((*local, *self._own.taken))
            reason = conditions.may_be_assumed(sentence, piece.words, self.scope)
            self._offered = f"{reason} is not assumed; to assume it, declare: assume {reason}" if reason else ""
        self._may_replace(piece, context)
        self._conditions = ""

    def _is_said(self, piece: Piece) -> bool:
        """Whether a sentence defines a name, or may say what solves a derivative that was set to 0."""
        return any(x.stationary for x in self.standing.held) or self.names.introduces(piece.sentence, piece.words)

    def _sets_to_0(self, piece: Piece) -> bool:
        """Whether what holds if, and only if, something else does is that a derivative is 0: a condition."""
        return piece.unread == BOTH_WAYS and stands_at_zero(piece.sentence, self._vanishing.derives) is not None

    def _standing_expression(self, sentence: Sentence, head: bool, context: Context) -> None:
        """An expression that claims nothing by itself; it may answer what the part asks, or begin a chain."""
        alone = not sentence.signs and not sentence.arrow and context.role != "remark"
        first, *rest = sentence.members[0].items
        signed = isinstance(first, Operator) and bool(rest)  # a sign alone is spoken of: "with $\circ$ for …"
        behind = sentence.parted and sentence.words == Wording() and not sentence.lead
        behind = behind and isinstance(first, Bracket)  # a factor that no sign joins
        adds = signed and isinstance(first, Operator) and first.sign not in "-−!" and self._chains.open is not None
        beside = sentence.row > 1 or sentence.column or signed or behind
        if alone and sentence.lead != "≈" and (adds or (not head and beside)):
            advice = "begin the row with = or with the sign it goes on with"
            self._unread_sentence(sentence, context, NO_SIGN, advice)
            return
        if alone and inside(sentence.members[0].items):
            return self._unread_sentence(sentence, context, INSIDE, "write each equation by itself, or in aligned rows")
        self._tell("remark", sentence.span, context)
        if sentence.lead == "≈" and not head:  # what comes next goes on with what is compared, and not with the chain
            return self._chains.lose()
        if sentence.signs or context.role == "remark":
            kept = sentence.lead == "→" or (sentence.lead == "=" and context.role == "remark")
            if set(sentence.signs) != {"∈"} and not kept:
                self._chains.lose()
            elif (
                names_any(sentence, context.words.defines)
                and not context.joined
                and (context.words.defines or context.words.conditional)
            ):
                self._release(frozenset(spellings(sentence.members[0].items)))
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
        self._own.taken += () if found.stationary else (found,)
        goes_on = context.joined and not (context.words.concludes or context.opens)
        if (at_line or context.behind or goes_on) and self._defines_partly(found, context):
            return
        if self._side is not None and context.behind and not at_line:
            main, self._conditions = self._chains.open, "behind"
            self._chains.under(self._side, found)
            self._side, self._chains.open = self._chains.open, main
            return
        if found.stationary:
            self.standing.hold(found, context.span.start)
        if found.stationary or at_line or self._chains.holds(found.condition):
            return
        self._hold(found, context)

    def _hold(self, found: conditions.Taken, context: Context) -> None:
        """Holds a condition for the chain it stands behind, or from here on."""
        open_ = self._chains.open
        again, self._conditions = self._conditions, self._conditions or "held"
        leads = again == "behind" and context.words.conditional and context.leads
        behind = context.behind or (again == "behind" and context.lead.words == ("and",))
        if behind and open_ is not None and not self.standing.speaks_of(found.letters) and not leads:
            self._chains.under(open_, found, again == "behind")
            self._conditions = "behind"
        else:
            held = replace(found, passing=context.leads, reach=self._reach(context), cases=context.round.cases)
            self._chains.hold(held, context.span.start, again == "held" or found.beside != "")
            self._conditions = "held"
