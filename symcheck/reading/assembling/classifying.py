"""Which sentences of a formula are conditions, and for what each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.assembling import conditions, tied
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.members import Sentence
from symcheck.reading.assembling.new_names import single
from symcheck.reading.assembling.stationary import is_derivative
from symcheck.reading.assembling.tied import BOTH, LISTED, ONE_OF
from symcheck.reading.assembling.wording import ANNOUNCING, CASES, Wording
from symcheck.reading.meaning.dots import bare
from symcheck.reading.rows import equates
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Node

ANNOUNCED = "the words before it may announce a claim"


class Piece(Struct, frozen=True):
    """A sentence, the words that speak of it, and the condition that it is, if any; `beside` a claim in its row.

    `unread` is why it is not judged, and what to write: it holds if, and only if, what is no claim does, or it is
    one of several that "or" joins. `meant` is one that is claimed whatever it looks like: a direction of ⇔; `carried`
    says that "and" alone stands before it, and carries on the words before that.
    """

    sentence: Sentence
    words: Wording
    found: conditions.Taken | conditions.Offered | None
    beside: bool
    unread: tuple[str, str] | None = None
    meant: bool = False
    carried: bool = False

    @property
    def taken(self) -> conditions.Taken | None:
        return self.found if isinstance(self.found, conditions.Taken) else None


def classified(
    sentences: Sequence[Sentence],
    items: Sequence[Node],
    context: Context,
    scope: Scope,
    said: Wording,
    ended: Sequence[conditions.Taken] = (),
) -> list[Piece]:
    """The sentences, and which of their conditions stand at a claim in their row.

    `said` are the words of a condition that stands before them in their text, which "and" carries on; `ended` are those
    that held earlier on the page.
    """
    pieces: list[Piece] = []
    one_of = context.one_of or tied.one_of(items)
    several = len({sentence.row for sentence in sentences}) > 1
    premises: set[int] = set()
    both = context.both_ways or tied.both_ways(items)
    for position, sentence in enumerate(sentences):
        outer = not position and sentence.words == Wording()
        words = context.words if outer else sentence.words
        ahead = sentences[position + 1].words if position + 1 < len(sentences) else Wording()
        carried = False
        if words.words == ("and",) and (context.joined or not outer) and said.words and not ahead.conditional:
            carried = conditions.is_plain(sentence, scope) and not (outer and context.display)
            words = said if carried else words
        closed = not outer or context.closed or position + 1 < len(sentences)
        here = context.in_row(sentence.row, several)
        found = _condition(sentence, words, closed, here, scope) or _again(sentence, words, scope, ended)
        if found is None and words.neutral and not both and position + 1 < len(sentences):
            found = _premise(sentence, sentences[position + 1], words, scope)
            if found is not None and any(x.found is None and x.sentence.row == sentence.row for x in pieces):
                premises.add(sentence.row)
        listed = _lists(sentence, sentences[position + 1 : position + 2])
        if isinstance(found, conditions.Taken) and (one_of or both or listed):
            found = conditions.untaken(found, BOTH if both else ONE_OF if one_of else LISTED)
        if isinstance(found, conditions.Taken) and outer and words == Wording() and context.lead.has(ANNOUNCING):
            found = conditions.untaken(found, ANNOUNCED)
        if isinstance(found, conditions.Taken):
            found = replace(
                found, case=words.has(CASES) or any(x.arrow for x in sentences[position + 1 : position + 2])
            )
        pieces.append(Piece(sentence, words, found, False, carried=carried))
        said = words if isinstance(found, conditions.Taken) else Wording()
    if both and not (context.both_ways or context.general) and (ways := _each_way(pieces, scope)):
        return ways
    claims = {piece.sentence.row for piece in pieces if piece.found is None}
    unfounded = context.both_ways or (both and (len(pieces) > 1 or any(_compares(p.sentence) for p in pieces)))
    why = tied.BOTH_WAYS if unfounded else tied.BACKWARDS if len(pieces) > 1 and tied.backwards(items) else None
    return [
        replace(
            p,
            beside=p.sentence.row in claims,
            unread=why or (tied.PREMISES if p.sentence.row in premises else _one_of(pieces, n)),
        )
        for n, p in enumerate(pieces)
    ]


def _one_of(pieces: Sequence[Piece], position: int) -> tuple[str, str] | None:
    """Why a claim is not judged beside which "or" gives another value, to the same left side or none."""
    for n in (position, position + 1):
        sides = [x.sentence for x in pieces[n - 1 : n + 1]] if 0 < n < len(pieces) else []
        if len(sides) < 2 or sides[1].words.words != ("or",) or sides[0].row != sides[1].row:
            continue
        left, other = (tuple(map(bare, x.members[0].items)) for x in sides)
        if sides[0].signs and (left == other or not sides[1].relates):
            return tied.ONE_VALUE
    return None


def _premise(
    sentence: Sentence, behind: Sentence, words: Wording, scope: Scope, either: bool = False
) -> conditions.Taken | None:
    """An equation that is no claim: an arrow follows, and what it says of a variable can be true or not.

    `either` where each follows from the other, so that neither is claimed alone, whatever it says.
    """
    arrow = behind.arrow and behind.words == Wording() and {*behind.signs} == {"="} and behind.row == sentence.row
    if not arrow or sentence.lead or sentence.arrow or words.negated or set(sentence.signs) != {"="}:
        return None
    names = [single(member.items) for member in sentence.members]
    if any(is_derivative(member.items) for member in sentence.members) or (names[0] is not None and len({*names}) == 1):
        return None
    if (
        not (either or conditions.is_free(sentence, scope))
        or conditions.condition(behind, Wording(), True, scope) is not None
    ):
        return None
    found = conditions.stated(sentence, scope)
    return found if isinstance(found, conditions.Taken) else None


def _each_way(pieces: Sequence[Piece], scope: Scope) -> list[Piece]:
    """`A ⇔ B` of two equations that can be true or not: A is claimed under B, and B under A. Nothing of any others."""
    row, found = pieces[0].sentence.row, list[Piece]()
    for left, right in pairwise(pieces):
        first, second = replace(left.sentence, arrow=False), replace(right.sentence, row=row, arrow=False)
        there = _premise(first, replace(second, arrow=True), Wording(), scope, either=True)
        back = _premise(second, replace(first, arrow=True), Wording(), scope, either=True)
        if there is None or back is None or {left.sentence.row, right.sentence.row} != {row} or left.words.negated:
            return []
        for premise, taken, claim, words in ((second, back, first, left.words), (first, there, second, right.words)):
            at = row + len(found) // 2
            found.append(Piece(replace(premise, row=at), Wording(), taken, True))
            found.append(Piece(replace(claim, row=at), words, None, False, meant=True))
    return found


def _lists(sentence: Sentence, behind: Sequence[Sentence]) -> bool:
    """Whether more values follow the one that something has: `i = 1, 2, \\dots, n`."""
    more = any(not x.relates and not x.arrow and x.words == Wording() and x.row == sentence.row for x in behind)
    return more and sentence.signs[-1:] == ("=",)


def _compares(sentence: Sentence) -> bool:
    return any(not equates(sign) for sign in sentence.signs)


def heads(pieces: Sequence[Piece], position: int) -> bool:
    """Whether an expression may begin a chain: it stands first in its row, and the next row or formula goes on with it.

    Where it stands last in a formula of several rows it does not.
    """
    sentence = pieces[position].sentence
    before = pieces[position - 1].sentence if position else None
    behind = pieces[position + 1].sentence if position + 1 < len(pieces) else None
    if sentence.lead not in ("", "≈") or (before is not None and before.row == sentence.row):
        return False
    return behind.lead == "=" if behind is not None else sentence.row == 1


def at_line(pieces: Sequence[Piece], position: int) -> tuple[conditions.Taken, ...]:
    """The conditions that hold for a claim alone: those in its row, if no other claim stands between.

    In a row that begins with a condition each speaks of what follows it, in any other one of what stands before it.
    """
    if pieces[position].words.has("else otherwise"):
        return ()
    row = [piece for piece in pieces if piece.sentence.row == pieces[position].sentence.row]
    at = row.index(pieces[position])
    behind = _run(row[at + 1 :])
    if row[0].found is None:
        return behind
    last = all(piece.found is not None for piece in row[at + 1 :])
    return (*_run(row[at - 1 :: -1] if at else ()), *(behind if last else ()))


def _run(row: Iterable[Piece]) -> tuple[conditions.Taken, ...]:
    """The conditions that come next, behind the claims that come first: "A = B, C = D for i = j" says it of both."""
    found: list[conditions.Taken] = []
    for piece in row:
        if piece.found is None and found:
            break
        found += () if piece.taken is None else (piece.taken,)
    return tuple(found)


def _again(
    sentence: Sentence, words: Wording, scope: Scope, ended: Sequence[conditions.Taken]
) -> conditions.Taken | None:
    """A condition that held earlier on the page, where it is given as a reason: it holds again from there on."""
    if not ended or not words.reason or words.negated or not sentence.signs or sentence.lead:
        return None
    found = conditions.stated(sentence, scope)
    if isinstance(found, conditions.Taken) and any(conditions.same(found, one) for one in ended):
        return replace(found, letters=frozenset(), stationary=True)
    return None


def _condition(
    sentence: Sentence, words: Wording, closed: bool, context: Context, scope: Scope
) -> conditions.Taken | conditions.Offered | None:
    """The condition that a sentence is, if it is one; what the author says of its formula goes first."""
    if context.role == "condition" and sentence.signs:
        return conditions.stated(sentence, scope)
    return None if context.role else conditions.condition(sentence, words, closed, scope)
