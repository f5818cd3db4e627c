"""What a sentence says beside its claims: other cases of its conditions, how far these hold, and that it denies itself.

Each condition of a sentence may be another case of those next to it; which of them stand ahead of a claim, and which
behind it, tells of which that may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.reading.assembling import conditions
from symcheck.reading.assembling.another_case import another_case, joined_case
from symcheck.reading.assembling.cases import MAY_END, Reach, denied, reach, widens
from symcheck.reading.assembling.claiming import Claims
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.members import Sentence
from symcheck.reading.assembling.new_names import names_any, single, spellings
from symcheck.reading.assembling.numbered import cases_in
from symcheck.reading.assembling.partial import unread_cases
from symcheck.reading.assembling.properties_in_words import InWords, in_words, of_another, without
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.surrounding import RELATION, inside, said_behind
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.rows import lone
from symcheck.reading.source import Source
from symcheck.reading.tree import Bracket

UNSURE = "it is not certain of which formula {0} is said: say it of this one, or in the block: assume {0}"
_ENDED = re.compile(r"\W*[.!?](?=\s|\Z)")
_BARE = re.compile(r"(?<![^\W\d_]|[$\\])[^\W\d_](?![^\W\d_]|\$)")
"""A letter in the words of a formula."""


class InSentence(Struct):
    """The conditions of a sentence so far: those `taken`, the `run` of them since its last claim, those ahead of that.

    `led` is what may be said of a claim that comes next; `since` so many chains nothing goes on with.
    """

    since: int = 0
    taken: list[conditions.Taken] = field(default_factory=list)
    run: list[Piece] = field(default_factory=list)
    ahead: list[Piece] | None = None
    led: str = ""

    def claim(self) -> None:
        """What was said since the last claim stands ahead of this one."""
        if self.ahead is None:
            self.ahead = self.run
        elif self.run:
            self.ahead = []
        self.run = []


class Beside(Claims):
    """Tells them of the sentence that is read."""

    def __init__(self, source: Source, names: Names, standing: Standing, derived: list[Derived]) -> None:
        super().__init__(source, names, standing, derived)
        self._own = InSentence()
        self._alone = False
        self._stand: list[Piece] = []
        self._lying = ""  # what was just said to lie in a set, with the words before it: "Let $A$"
        self._in_words: tuple[conditions.Taken, ...] = ()  # what words behind a formula say of names, for it alone

    def _heard(self, context: Context) -> tuple[Context, list[InWords]]:
        """What words say of names since the formula before, with what is left of these; what is said behind is kept."""
        around = context.round
        said = f"{self._lying} {around.since}" if self._lying and not _ENDED.match(around.since) else around.since
        self._lying, own = "", 0 if said is not around.since else of_another(said)
        found = in_words(said[own:], self.scope, self.source.text, context.span)
        cases = [cases_in(said[: own + one.end], around.before) for one in found]
        found = [replace(x, taken=replace(x.taken, cases=then)) for x, then in zip(found, cases, strict=True)]
        since = said[:own] + without(said[own:], found)
        behind = self._heard_behind(context)
        heard = replace(context, round=replace(around, since=since, behind=behind))
        return heard, found if own < len(said) else []

    def _heard_behind(self, context: Context) -> tuple[str, ...]:
        """What stands behind a formula, without what words say of names there, which is said of that formula."""
        texts, span = context.round.behind, context.span
        near = said_behind(context.round, context.display)
        found = [in_words(text, self.scope, "", span, behind=True) if text else [] for text in near]
        self._in_words = tuple(x.taken for one in found for x in one)
        if texts and RELATION in texts[0]:
            far = in_words(texts[0].split(RELATION, 1)[1], self.scope, "", span, behind=True)
            told = (*self._in_words, *(x.taken for x in far))
            self._in_words = tuple(replace(x, beside=x.beside or UNSURE.format(x.words)) for x in told)
        stripped = {text: without(text, one) for text, one in zip(near, found, strict=True) if one}
        return tuple(stripped.get(text.strip(), text) for text in texts)

    def _suppose(self, found: Sequence[InWords], said: Sequence[Sentence], context: Context) -> None:
        """What words say of names holds from here on, as far as they say, where nothing behind them says otherwise.

        Of what is `said` to lie in a set, and no more, words behind may say it.
        """
        if len(said) == 1 and said[0].signs == ("∈",):
            self._lying = f"{context.round.ahead} ${self.source.written(said[0].members[0].span)}$"
        for one in found:
            taken, around = one.taken, replace(context.round, since=one.rest)
            self._tell("condition", taken.span, replace(context, number=0), taken.words)
            self.standing.suppose(taken, replace(context, round=around), beside=not taken.is_sign)
            if _ENDED.search(one.rest) is None:
                self._own.taken.append(taken)

    def _note_cases(self, pieces: Sequence[Piece], context: Context) -> None:
        """Keeps what may be conditions on what comes next: those in its sentence, and one that stands alone ahead."""
        declared = len(pieces) == 1 and bool(self.names.signed)  # a sign is no case of the name that it declares
        found = [] if declared else unread_cases(pieces)
        led = [x for x in self._cases if self._alone and x.words.conditional]
        self._cases = [*(self._cases if context.joined else [*self._stand, *led]), *found]
        self._alone = not any(piece.found is None and self._claims(piece.sentence) for piece in pieces)
        stand = [x for x in found if x.sentence.signs != ("∈",) or len([*spellings(x.sentence.members[0].items)]) < 2]
        self._stand += stand if self._alone and context.stands else []
        if context.behind or (context.joined and not context.opens):
            for piece in found:
                self._may_define_partly(piece, context)

    def _may_hold(self, piece: Piece, context: Context) -> conditions.Taken | None:
        """What may be the sign of something, under which its sentence goes on to claim something."""
        may = piece.found.may if isinstance(piece.found, conditions.Offered) else None
        goes_on = RELATION in "".join(context.round.behind[:1])
        apart = piece.beside or context.behind or context.one_of
        return may if may is not None and may.is_sign and goes_on and not apart else None

    def _may_be_a_case(self, piece: Piece, context: Context) -> None:
        """What is no condition may be another case of those that its sentence says."""
        if not piece.words.reason:
            around = Wording((*piece.words.words, *context.around.words))
            self._doubt_cases(another_case(piece.sentence, around, self._own.taken, self.scope))

    def _may_replace(self, piece: Piece, context: Context) -> None:
        """What is held of some letters is in doubt where what is not taken may be assumed of them in its place.

        What is no condition at all may be assumed where words such as "let" say that a letter is something; a set that
        is not written out, as that of the positive numbers, declares what it is.
        """
        sentence, words = piece.sentence, piece.words
        if words.reason or words.follows or sentence.arrow or context.both_ways or not sentence.signs:
            return
        if isinstance(piece.found, conditions.Offered):
            found = conditions.stated(sentence, self.scope)
            same = found.words if isinstance(found, conditions.Taken) else ""
            letters = frozenset(name for member in sentence.members for name in spellings(member.items))
            self._may_revalue(sentence)
            self.standing.doubt(letters, context.span.start, same)
        elif sentence.signs == ("∈",) and not isinstance(lone(sentence.members[1].items), Bracket):
            return
        elif piece.found is None and (words.defines or words.conditional):
            self._may_revalue(sentence)
            self.standing.doubt({single(sentence.members[0].items) or ""}, context.span.start)

    def _joins_another(self, piece: Piece, leads: bool, context: Context) -> None:
        """A condition may be another case of those next to it, or of those ahead of the claim that it stands behind.

        Where it may be said of a claim that comes next, that waits until there is none.
        """
        own = self._own
        behind = not own.run and not piece.beside
        beside = joined_case(piece, (own.ahead or ()) if behind else own.run)
        if context.leads and (leads or behind):
            own.led = beside
        else:
            self._doubt_cases(beside)
        own.run.append(piece)

    def _doubt_cases(self, beside: str) -> None:
        """What holds under the conditions of this sentence is in doubt where one more may be another case."""
        if beside:
            self._chains.doubt(self._own.taken, self._own.since, beside)

    def _may_widen(self, piece: Piece, local: Sequence[conditions.Taken], context: Context) -> None:
        """What holds under conditions is in doubt where words behind a claim, or in it, may say it of others too."""
        first, start = piece.sentence.members[0].span.start if piece.sentence.members else 0, context.span.start
        own = inside(self.source.text[start : context.span.end], first - start)
        texts = (*said_behind(context.round, context.display), *(_BARE.sub(r"$\g<0>$", x) for x in own))
        lies = piece.found is None and names_any(piece.sentence, piece.words.defines) and self._own.ahead is not None
        named = frozenset(spellings(piece.sentence.members[0].items)) if lies else frozenset[str]()
        taken = self._own.taken[-1:] if piece.taken is not None else (*self.standing.held, *local)
        for one in taken if lies or piece.taken is not None or self._claims(piece.sentence) else ():
            wide = not named.isdisjoint(one.speaks_of) or any(widens(text, one.speaks_of) for text in texts)
            if wide and not (one.stationary or one.beside):
                behind = 0 if piece.taken is not None else start
                self._chains.doubt([one], self._own.since, MAY_END.format(one.words), behind)

    def _denied(self, piece: Piece, context: Context) -> bool:
        """Whether the words round a sentence say that it does not hold."""
        sentence, around = piece.sentence, context.round
        first, start = sentence.members[0].span.start, context.span.start
        own = inside(self.source.text[start : context.span.end], first - start)
        said = " ".join((around.ahead, *sentence.words.words))
        return not context.role and denied(said, (*around.behind[:2], *own), RELATION)

    def _reach(self, context: Context) -> Reach:
        """How far a condition holds that stands in no row of a claim."""
        around = context.round
        said = reach("§" if around.since == "§" else " ".join((around.ahead, *around.behind[:1])), around.since)
        return said or ("next" if context.display and not context.words.words and context.stands else "")
