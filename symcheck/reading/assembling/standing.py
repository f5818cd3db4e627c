"""The conditions that hold where the next line of a part stands, from where each of them stood alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from msgspec.structs import replace

from symcheck.expressions.build import negative
from symcheck.expressions.nodes import IndexRelation, RealRelation
from symcheck.expressions.walk import condition_indices
from symcheck.notation.text import assumption
from symcheck.reading.assembling.cases import MAY_END, TURNING, gives_another_value, leaves, leaves_optimum, stays
from symcheck.reading.assembling.conditions import Taken
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.numbered import other_case
from symcheck.reading.assembling.surrounding import FOREIGN, RELATION
from symcheck.reading.source import Span

OTHERWISE = "it is not certain which case these words leave: say the condition on this line"
_ENDS = re.compile(r"[.!?§•](?!\w)")
_IF = re.compile(r"\b(?:if|when|whenever|unless|for)\b", re.IGNORECASE)


class Standing:
    """What is held, at first what was held at a `place` in what the part stands in (`outer`): one condition on some
    letters replaces another one on them.

    Where it is not known what case "otherwise" stands for, that is `unknown`: what is wrong may be right there.
    That a derivative is 0 ends with its part; of what `ended` it holds again for a line that gives it as its reason,
    and what was set to 0 `earlier` on the page for what solves it, unless this heading `derives` something itself; what
    was set to 0 in the part `before`, under the same heading, where words say that it is solved.
    What is said in something that is set `apart` on the page is said of that alone.
    """

    def __init__(self, outer: Standing | None, place: int, earlier: Sequence[Taken], apart: Sequence[Span]) -> None:
        self.apart = apart
        self.held = [] if outer is None else outer.at(place)
        self.claims: list[int] = [] if outer is None else [x for x in outer.claims if x < place]  # where any stands
        self.ended: list[Taken] = []
        self.earlier = earlier
        self.before: Sequence[Taken] = ()
        self.derives = False
        self.ended_at = -1  # where a sentence ended before
        self.said = -1  # where what is or may be a condition was said last
        self.passed: tuple[Taken, ...] = ()
        self._turned: set[Span] = set()
        self._if_at = -1  # where a case may begin, read or not
        self.unknown = ""  # why it is not known what case is spoken of
        self.values: tuple[str, ...] = ()
        self._before: list[tuple[int, tuple[Taken, ...]]] = []
        self._end()

    def _end(self) -> None:
        """Here no derivative is 0."""
        self.ended += [one for one in self.held if one.stationary]
        self.held = [one for one in self.held if not one.stationary]

    def solvable(self) -> list[Taken]:
        """What may be solved here: the derivatives that were set to 0, here last.

        One that was under another heading is not, where this one has derivatives of its own.
        """
        here = [one for one in (*self.ended, *self.held) if one.stationary]
        return here if self.derives else [*self.earlier, *here]

    def resume(self, place: int) -> None:
        """What was set to 0 in the part before, under this heading, is 0 where words say that it is solved."""
        if not any(one.stationary for one in self.held):
            self.held += self.before
            self._before.append((place, tuple(self.held)))

    def at(self, place: int) -> list[Taken]:
        """What was held before a place on the page, for a part inside this one."""
        return list(next((held for start, held in reversed(self._before) if start <= place), ()))

    @property
    def claimed(self) -> int:
        """Where something was claimed last."""
        return self.claims[-1] if self.claims else -1

    def begin(self, context: Context) -> bool:
        """What a formula begins under; whether that is no longer what the one before it stood under.

        A condition that is said in one sentence with its line ends with that. "In general" ends the cases, "otherwise"
        turns the last one round. What is said of any value is not said where a derivative is 0.
        """
        self.passed, self.values = (), context.notes
        if context.general:
            self._end()
        left = [one for one in self.held if self._is_left(one, context)]
        self.passed = tuple(left)
        self.held = [one for one in self.held if one not in left]
        if _ENDS.search(context.round.since) is not None:
            self.ended_at = context.span.start
        if _IF.search(TURNING.sub(" ", context.round.since)) is not None:
            self._if_at = context.span.start + (not context.words.direct)
        turned = self._turn(context)
        self.held = self.held if turned else [self._doubted(one, context) for one in self.held]
        self._before.append((context.span.start, tuple(self.held)))
        return turned or bool(self.passed)

    def _is_left(self, one: Taken, context: Context) -> bool:
        """Whether a condition was said in something set apart that a formula does not stand in, or holds no more."""
        if context.freed is not None and not one.stationary and (not context.freed or one.letters & context.freed):
            return True
        if one.passing and not context.joined:
            return True
        if one.is_value and one.letters & context.any:
            return True
        if not one.stationary and leaves(context.round.since, one.letters):
            return True
        return not one.stationary and self.is_set_apart(one.span, context)

    def _doubted(self, one: Taken, context: Context, turned: bool = False) -> Taken:
        """A condition, in doubt where the words since then, or behind a formula, are none that stay in its case."""
        since, behind = context.round.since, "".join(context.round.behind[:1]).split(RELATION)[0].strip()
        behind = "" if context.display and behind[:1].isupper() else behind
        since = TURNING.sub(" ", since) if turned else since
        if (one.is_value and gives_another_value(since)) or other_case(one.cases, context.round.cases):
            return _in_doubt(one)
        if one.stationary and one.by is not None and leaves_optimum(f"{since} {behind}", one.by.name):
            return replace(one, beside=one.beside or MAY_END.format(one.words))
        if one.stationary or one.beside or (one.span.start > self.claimed and one.span.start >= self.ended_at):
            return one
        foreign = FOREIGN in since
        waits = one.reach in ("once", "next") and one.span.start > self.claimed and not foreign
        strict = not waits and one.reach != "all"
        if stays(since.replace(FOREIGN, " "), one.speaks_of, "waits" if waits else "" if foreign else one.reach):
            return one if not strict or stays(behind, one.speaks_of) else _in_doubt(one)
        return _in_doubt(one)

    def suppose(self, found: Taken, context: Context, beside: bool) -> None:
        """Holds what words before a formula say, if those behind them do not leave it; over a heading in doubt."""
        if not self._is_left(found, context):
            held = _in_doubt(found) if "§" in context.round.since else self._doubted(found, context)
            self.hold(held, context.span.start, beside)

    def doubt(self, letters: Set[str], place: int, words: str = "") -> None:
        """What is held of some letters is in doubt from a place on, where something else may be assumed of them.

        What says the same in words is not.
        """
        kept = [one.words == words or one.speaks_of.isdisjoint(letters) for one in self.held]
        self.held = [one if same else _in_doubt(one) for one, same in zip(self.held, kept, strict=True)]
        self._before.append((place, tuple(one for one in self.held if not one.passing)))

    def is_set_apart(self, span: Span, context: Context) -> bool:
        """Whether something was said in what is set apart on the page, and a formula stands outside of that."""
        inside = (range(each.start, each.end) for each in self.apart)
        return any(span.start in each and context.span.start not in each for each in inside)

    def _turn(self, context: Context) -> bool:
        """Whether the words before a formula end or turn a case; a doubt is left of what they may turn."""
        turned = TURNING.search(" ".join(context.lead.words)) is not None
        self.unknown = "" if context.general else OTHERWISE if turned else self.unknown
        said = [one for one in (*self.held, *self.passed) if not one.stationary]
        if not said or not (context.lead.general or turned):
            return False
        if context.lead.general:
            self.held = [one for one in self.held if one.stationary]
            return True
        mine = self._case(said)
        other = None if mine is None else _complement(mine)
        kept = [one for one in self.held if not (one is mine or (one.case and not one.stationary))]
        if other is None:
            self.held = [_in_doubt(one) for one in kept]
            return True
        self.unknown = ""
        self._turned.add(other.span)
        self.held = [*(self._doubted(one, context, turned=True) for one in kept), other]
        return True

    def _case(self, said: Sequence[Taken]) -> Taken | None:
        """The one condition that "otherwise" turns round, if there is no doubt: the one behind "if", or the only one.

        It was said last, is the case still or ended with its sentence, and was not turned before; nothing else that may
        be a case stands between.
        """
        behind = [one for one in said if one.case] or said
        one = behind[0] if len(behind) == 1 else None
        if one is None or one.beside or one.reach == "all" or one.span in self._turned:
            return None
        if one in self.passed and not one.passing:
            return None
        return one if one.span.start == self.said >= self._if_at else None

    def speaks_of(self, letters: Iterable[str]) -> bool:
        """Whether a condition on some of these letters holds."""
        return any(not old.letters.isdisjoint(letters) for old in self.held)

    def hold(self, found: Taken, place: int, beside: bool = False) -> None:
        """Holds a condition from a place on; `beside` the one before it, it takes the place of none.

        Where a derivative is 0, no other one by the same variable is: that was said of another function, or in other
        words.
        """
        if found.stationary and found.of is not None:
            self.held = [old for old in self.held if not (old.stationary and old.of == found.of)]
        if not beside:
            self.held = [old for old in self.held if old.letters.isdisjoint(found.letters)]
        self.held.append(found)
        self.unknown = ""
        self._before.append((place, tuple(one for one in self.held if not one.passing)))

    def release(self, letters: frozenset[str]) -> None:
        """What has these names is anything again."""
        self.passed += tuple(one for one in self.held if not one.stationary and one.letters & letters)
        self.held = [one for one in self.held if one not in self.passed]

    def is_set_to_0(self, key: tuple[object, ...]) -> bool:
        """Whether a derivative was said to be 0."""
        return bool(key) and any(one.key == key for one in self.held)


def _in_doubt(one: Taken) -> Taken:
    """A condition that may hold no more, unless it is another kind of one, or was in doubt before."""
    return one if one.stationary or one.beside else replace(one, beside=MAY_END.format(one.words))


def _complement(taken: Taken) -> Taken | None:
    """That a condition does not hold, where that is one relation, of numbers: what is said of each entry is another."""
    if any(index.kind == "bound" for index in condition_indices(taken.condition)):
        return None
    match taken.condition:
        case (IndexRelation("eq" | "ne" as kind) as relation,):
            turned = (replace(relation, kind="ne" if kind == "eq" else "eq"),)
            return replace(taken, condition=turned, words=assumption(turned))
        case (RealRelation("gt" | "ge" as sign, difference),):
            other = (RealRelation("ge" if sign == "gt" else "gt", negative(difference)),)
            return replace(taken, condition=other, words=assumption(other))
    return None
