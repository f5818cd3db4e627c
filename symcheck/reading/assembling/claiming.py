"""What a sentence equates, as lines of a chain: without what is defined, set to 0 or not judged in it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Unread
from symcheck.expressions.nodes import Entry
from symcheck.reading.assembling import conditions, zeroing
from symcheck.reading.assembling.another_meaning import ANOTHER, anew
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.definitions import SOLVES_NOTHING, Definitions
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.members import DEFINES, Sentence, related, runs
from symcheck.reading.assembling.new_names import in_brackets, name_on_left, single
from symcheck.reading.assembling.open_chain import OpenChain, arrays_in, has_derivative
from symcheck.reading.assembling.remarks import ATTAINED, NO_RULE, unjudged, unread_among
from symcheck.reading.assembling.solved import variables
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.stationary import Stationary, stationary, taken_off
from symcheck.reading.assembling.taking import Taken, apart, not_read, resting
from symcheck.reading.assembling.under import Under, conditions_of
from symcheck.reading.assembling.vanishing import Vanishing
from symcheck.reading.assembling.wording import CONCLUDING, FOLLOWING, RESTATING, Wording
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.rows import equates, extent
from symcheck.reading.scope import Scope
from symcheck.reading.source import Source
from symcheck.reading.tree import Unreadable

NOT_SET = "the words before it turn it round"
DECLARED = "{0} is declared, so that a value of it is a claim; to define it, write: Let {0} = …"
NO_CLAIM = "the page says that it is a remark"
UNDER_ANOTHER = "it goes on with a max or min over a variable, and does not stand under one itself"
CLAIMING = f"{RESTATING} {FOLLOWING} {CONCLUDING}"
"""Beside these words a name that has a value is given no other one."""
NEAR = 8
"""Members on either side that a member is read beside: a shape that is left open is taken from them."""


class Claims(Definitions):
    """Takes the lines from the sentences of a part that claim anything.

    `_last` is what was taken last, which may answer what the part asks.
    """

    def __init__(self, source: Source, names: Names, standing: Standing, derived: list[Derived]) -> None:
        super().__init__(source, names, standing, derived)
        self._vanishing = Vanishing(self.names, self.standing)
        self._offered = ""
        self._last: list[Taken] = []
        self._last_goes_on = False
        self._lines = 0
        self._implies = False
        self._objective = False
        self._unsolved = False
        self._attained: set[str] = set()  # the variables that are where an optimum is attained, which is not judged
        self._beside: OpenChain | None = None
        self._side: OpenChain | None = None
        self._astray = False
        self._doubt = ""

    @property
    def scope(self) -> Scope:
        """What names mean where the next formula stands."""
        return self.names.scope

    def _claims(self, sentence: Sentence) -> bool:
        """Whether anything is equated, or goes on with what was."""
        if any(equates(sign) for sign in sentence.signs) or sentence.lead == "=":
            return True
        return sentence.arrow and not sentence.signs and self._chains.open is not None

    def _offer_passed(self) -> None:
        """What held until here is told to be assumed no more."""
        if self.standing.passed:
            told = ", ".join(one.words for one in self.standing.passed)
            self._offered = f"{told} was said of another sentence; to assume it further on, declare: assume {told}"

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
            self._set_aside(kept)

    def _set_aside(self, main: OpenChain) -> None:
        """What is open stands beside the main chain, which goes on: a condition right behind it is said of it alone."""
        self._end_side()
        self._side, self._chains.open = self._chains.open, main

    def _end_side(self) -> None:
        """What stands beside a chain is over."""
        self._chains.finish_one(self._side)
        self._side = None

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
        if context.role != "claim" and self._is_solved_form(sentence):
            advice = "write what is set to 0 before it, so that it is read"
            self._unread_sentence(sentence, context, SOLVES_NOTHING, advice)
            return
        before = self._chains.members if goes_on else []
        set_to_0 = context.around.stationary or context.both_ways or words.direct or self._implies
        set_to_0 = set_to_0 or self._vanishing.is_solved(sentence, self.rows())
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
        scope, stated, again = None, "", ""
        if self._chains.open is None:
            scope = self.names.scope_of(sentence)
            reason = conditions.may_be_assumed(sentence, words, self.scope)
            stated = f"to assume it, declare: assume {reason}" if reason else ""
            if not unjudged(sentence.members[0], self.scope):
                again = self.names.claims_again(sentence)
                left = self._defined(sentence, words, context)
                again, sentence = again if left is sentence else "", left
        renews = words.defines or anew(context.round.ahead)
        given = sentence if again and (renews or self.names.may_be_another(sentence)) else None
        given, again = None if context.lead.has(CLAIMING) else given, again if renews else ""
        sentence = self._judged(sentence, context, several)
        if sentence.members:
            here = self._chains.keeping(scope, local)
            members = self._lines_of(sentence, context, several, notes, here)
            offered = self._offered or again or self._declared(sentence)
            local = (*local, *self._exchanged(context), *self._under(sentence, local))
            if given is not None and len(members) > 1:
                local = (*local, *self._another_meaning(members[:2], local, context))
            self._chains.add(members, local, context.number, stated or self._doubt, offered)
        return bool(sentence.members)

    def _another_meaning(
        self, members: Sequence[Taken], local: tuple[conditions.Taken, ...], context: Context
    ) -> list[conditions.Taken]:
        """A name may have another value from here on than it was given before; the doubt of it, unless both are equal.

        One that stands for a derivative has none: what it comes to is claimed, and is in doubt further on.
        """
        left, right = (taken.member for taken in members)
        name, said = name_on_left(left) or "", " ".join(self.source.written(left.span.to(right.span)).split())
        claim = self._chains.begun(members, local, context.number).chain(False, self.source)
        doubt = replace(conditions.doubt_of(said, left.span, ANOTHER.format(name, said)), unless=claim)
        computed = [one for one in self.names.computed_of(name) if one != name]
        asked, unread = has_derivative(members[0].line.content), isinstance(members[1].line.content, Unread)
        known = not (asked or unread) and self.names.gives_anew(left, right)
        for one in computed if known else (name, *computed):
            self.names.settled.under[one] = Under((doubt,))
        return [] if asked else [doubt]

    def _under(self, sentence: Sentence, local: tuple[conditions.Taken, ...]) -> list[conditions.Taken]:
        """What names in it have their values under, where that is not said to hold here."""
        held = (x.condition for x in (*self.standing.held, *local) if not x.beside)
        stated = (*self.scope.given, *(relation for condition in held for relation in condition))
        return conditions_of(sentence.members, self.names.values_under, self.scope, stated)

    def _declared(self, sentence: Sentence) -> str:
        """How a name is defined that is given a value and was declared, where nothing is assumed of it."""
        first = sentence.members[0].items
        variable = self.scope.variable(single(first)) if self._chains.open is None and sentence.signs else None
        if variable is None or not isinstance(body := variable.value.tensor.body, Entry):
            return ""
        stated = (*self.scope.given, *(relation for one in self.standing.held for relation in one.condition))
        name = self.source.written(extent(first))
        return "" if body.array in arrays_in(stated) else DECLARED.format(name)

    def _judged(self, sentence: Sentence, context: Context, several: bool) -> Sentence:
        """A sentence without the members that are shown and not judged; what comes next is compared with the others.

        Of those that no rule reads, and of which a value is claimed, each is a line that is not read.
        """
        first = self._lines + (self._chains.open is not None)
        remarks = set() if several else {line - first for line, role in context.roles.items() if role == "remark"}
        said = [bool(n in remarks and n + first) for n in range(len(sentence.members))]
        told = [unjudged(member, self.scope) for member in sentence.members]
        left = [why for why, meant in zip(told, said, strict=True) if not meant]
        unread = unread_among(left, sentence.members, self.scope, bool(sentence.lead))
        aside = [meant or (why != "" and why not in unread) for why, meant in zip(told, said, strict=True)]
        for n in (n for n, out in enumerate(aside) if out):
            why = NO_CLAIM if said[n] else told[n]
            self._tell("remark", sentence.members[n].span if said[n] else related(sentence, n), context, why)
        if ATTAINED in told and not sentence.lead and (name := single(sentence.members[0].items)) is not None:
            self._attained.add(name)
        members = tuple(member for member, out in zip(sentence.members, aside, strict=True) if not out)
        if not members and sentence.members and self._chains.open is None:
            self._chains.headless = True
        return replace(sentence, members=members)

    def _is_solved_form(self, sentence: Sentence) -> bool:
        """Whether a variable is given a value where something is not read that it solves."""
        name = None if not sentence.signs or sentence.lead else single(sentence.members[0].items)
        if self.scope.variable(name) is None or self._solvable(sentence):
            return False
        attained = name in self._attained and not any(unjudged(member, self.scope) for member in sentence.members)
        return self._unsolved or attained

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
            if len(members) and member is sentence.members[-1]:
                assigned = sentence.signs[-1] in DEFINES
                if self._names(member, members, context, assigned):
                    continue
            role, because = "line", ""
            if before or members:
                self._lines += 1
                role, because = self._slip(context, sentence.row if several else 0, self._lines)
            near = sentence.members[max(0, position - NEAR) : position + NEAR + 1]
            others = [other.items for other in (*before, *near) if other is not member]
            member = replace(member, items=tuple(in_brackets(member.items, scope or self.scope)))
            if why := unjudged(member, self.scope):
                taken = not_read(Unreadable(member.span, why, NO_RULE), member, self.source, role, because)
            else:
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
        return apart(taken, self.names.declared.having(typed), given, scope)

    def _solvable(self, sentence: Sentence) -> bool:
        """Whether the name on the left is a variable by which a derivative was set to 0."""
        name = single(sentence.members[0].items)
        return name is not None and name in variables(self.standing.solvable())
