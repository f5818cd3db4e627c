"""What leaves values out of a definition by an index: words round it or at its braces, entries with a value apart.

And what words say of signs and of variables that is another thing than is read.
"""

from __future__ import annotations

import re
from functools import partial

from msgspec.structs import replace

from symcheck.reading.assembling.conditions import Taken, arrays_spoken_of, doubt_of
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.narrowing import narrowed
from symcheck.reading.assembling.new_names import spellings
from symcheck.reading.assembling.operations import LAYOUT, POWER_OF_ARRAYS
from symcheck.reading.assembling.partial import is_range
from symcheck.reading.assembling.remarks import is_noted
from symcheck.reading.assembling.signs_in_words import WORDS, restricts_sums, said_of_signs
from symcheck.reading.assembling.surrounding import REACH, RELATION, Surrounding, as_text, inside, said_behind
from symcheck.reading.assembling.telling import Telling
from symcheck.reading.assembling.under import Under
from symcheck.reading.assembling.variables_in_words import (
    DENIED,
    EXCHANGED,
    denied,
    dependences,
    exchanged,
    fixed,
    rows,
)
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone, nodes
from symcheck.reading.scope import Extent, Running
from symcheck.reading.tree import Note, Row, Scripts

_NEXT = re.compile(rf"[.;:]|{RELATION}")
"""Where what is said behind a relation goes on to another."""
_CASE_AHEAD = re.compile(rf"\b(?:for|if|when|whenever|where|with)\b[^{RELATION}]*{RELATION}", re.IGNORECASE)
_CASE_BEHIND = re.compile(
    r"[\s$,)]*(?:only\s+|just\s+)?(?:for|if|when|whenever|where|with|provided|as long as)\b[^$.;]*"
    r"\$(?![^$]*(?:\\[lc]?dots|…|\.\.|\\in(?![a-zA-Z])|∈))[^$]*(?:[=<>≠≤≥]|\\(?:ne|neq|lt|gt|le|ge|leq|geq)(?![a-zA-Z]))[^$]*\$"
)
"""Conditions beside a sign, which are none of lists such as `i = 1, \\dots, n`."""
NARROWED = "{0} may be assumed of some values alone: {1}"


class Narrowed(Telling):
    """Tells what may be defined for some values alone; `_defined_last` is the left side of the last definition."""

    _defined_last: Member | None = None

    def _defined_apart(self, left: Member) -> str:
        """An entry of what is defined by entries that was given a value of its own: then the rest is not all of it."""
        only = lone(left.items)
        if not isinstance(only, Scripts) or only.base is None or only.sub is None:
            return ""
        base, letters = spelling(only.base), tuple(spellings(only.sub.items))
        running = all(isinstance(self.names.scope.get(letter), Running) for letter in letters)
        if base not in self.names.introduced or not letters or not running:
            return ""
        apart = (name for name in self.names.introduced if name.startswith(f"{base}_") and self._is_entry(name, base))
        return next((f"{name} has a value of its own" for name in apart), "")

    def _gives_an_entry(self, sentence: Sentence) -> str:
        """An entry of what its sentence just defined that gets a value of its own there; "" for none."""
        family, only = (
            None if self._defined_last is None else lone(self._defined_last.items),
            lone(sentence.members[0].items) if sentence.signs[:1] == ("=",) and not sentence.lead else None,
        )
        if (
            not isinstance(family, Scripts)
            or not isinstance(only, Scripts)
            or family.base is None
            or family.sub is None
        ):
            return ""
        base, name = spelling(family.base), spelling(only) or ""
        letters = tuple(spellings(family.sub.items))
        if not letters or not all(isinstance(self.names.scope.get(letter), Running) for letter in letters):
            return ""
        above = [(x.primes, () if x.sup is None else tuple(spellings(x.sup.items))) for x in (family, only)]
        other = only.base is not None and spelling(only.base) == base and name != spelling(family)
        other = other and above[0] == above[1]
        return name if other and only.sub is not None and self._is_entry(name, base or "") else ""

    def _is_entry(self, name: str, base: str) -> bool:
        """Whether a name is spelled by a letter and one of its indices: `s_1`, `S_{\\text{ii}}`."""
        below = re.sub(r"\\text|[{}_\s,]", "", name[len(base) :])
        things = [self.names.scope.get(letter) for letter in below]
        return below.isdigit() or all(isinstance(thing, Running | Extent) for thing in things)

    def _narrowed_by(self, left: Member, context: Context) -> str:
        """The words round a definition that may make it one for some values alone; "" for none."""
        scope = self.names.scope
        letters = {note.split()[1] for note in context.notes} | {
            name for name in spellings(left.items) if isinstance(scope.get(name), Running)
        }
        around = context.round
        words = inside(self.source.text[context.span.start : context.span.end], left.span.start - context.span.start)
        around = replace(around, behind=(*around.behind, *words)) if words else around
        return narrowed(around, letters | self.names.counted(left), partial(is_range, scope))

    def _narrowed_case(self, found: Taken, left: Member, context: Context) -> Taken:
        """A condition by an index, in doubt where words may say it of some values of that alone: "for odd $i$"."""
        scope = self.names.scope
        by_index = any(isinstance(scope.get(name), Running) for name in spellings(left.items))
        behind = _NEXT.split("".join(context.round.behind[:1]))[0]
        near = replace(context, round=Surrounding(behind=(behind,)))
        words = self._narrowed_by(left, near) if by_index and not (found.stationary or found.beside) else ""
        return replace(found, beside=NARROWED.format(found.words, words)) if words else found

    def _words_of_sign(self, row: Row, context: Context) -> Wording:
        """The words at a sign that may declare a name: a condition where they may say it of some indices alone."""
        behind = _NEXT.split("".join(context.round.behind[:1]))[0]
        below = {x for item in row.items if isinstance(item, Scripts) for x in spellings((item,))}
        words = narrowed(Surrounding(behind=(behind,)), below, partial(is_range, self.names.scope)) if below else ""
        end = context.span.end
        cases = _CASE_AHEAD.search(context.round.ahead) or _CASE_BEHIND.match(self.source.text[end : end + REACH])
        words = words or ("…" if below and cases is not None else "")
        return replace(context.words, words=(*context.words.words, "if")) if words else context.words

    def _narrowed_at_braces(self, sentence: Sentence) -> str:
        """What is said at a brace that may be a condition: `\\underbrace{2a_i}_{i odd}`; "" for nothing."""
        scope = self.names.scope
        every = [node for member in sentence.members for node in nodes(member.items)]
        noted = [x.note for x in every if isinstance(x, Note) and x.note is not None and not is_noted(x)]
        letters = {name for x in every if isinstance(scope.get(name := spelling(x) or ""), Running)}
        said = (Surrounding(behind=(as_text(self.source.written(x.span)),)) for x in noted)
        return next(filter(None, (narrowed(x, letters, partial(is_range, scope)) for x in said)), "")

    def _hear(self, context: Context) -> None:
        """Signs are in doubt of which words say something else than they mean, names that they deny something of."""
        given = {array.name for array in arrays_spoken_of(self.names.scope.given)}
        for text in (context.round.since, *said_behind(context.round, display=False)):
            self.names.settled.tied |= {x for x in dependences(text) if self._is_free(*x)}
            self.names.settled.tied |= {(name, "") for name in fixed(text) if self.names.scope.get(name) is not None}
            for name in denied(text):
                if name in given:
                    self.names.settled.under[name] = Under((doubt_of(name, context.span, DENIED.format(name)),))
            for name in rows(text):
                if (known := self.names.scope.variable(name)) is not None and known.value.tensor.ndim == 1:
                    self.names.settled.under[name] = Under((doubt_of(name, context.span, WORDS.format(name)),))
            for name, otherwise in said_of_signs(text):
                if otherwise or text is context.round.since:  # what is said behind a formula takes no doubt from it
                    self._doubt_sign(name, otherwise, context)
        behind = self.source.text[context.span.end : context.span.end + REACH].split("\n\n")[0]
        if restricts_sums(context.between) or restricts_sums(f"{context.round.ahead} ${self._text(context)}$ {behind}"):
            self._doubt_sign("sum", True, context)

    def _text(self, context: Context) -> str:
        """A formula as it is written."""
        return self.source.text[context.span.start : context.span.end]

    def _doubt_sign(self, name: str, otherwise: bool, context: Context) -> None:
        """A sign may mean something else from here on, or means what it does again."""
        under, said = self.names.settled.under, WORDS.format(name)
        agreed = self.names.scope.conventions
        laid_out = agreed.vectors_are_rows or agreed.layout != "shape"
        signs = {"*": agreed.star, "·": agreed.dot, "'": "'" in agreed.transposes}
        declared = (signs | {LAYOUT: laid_out, POWER_OF_ARRAYS: agreed.square}).get(name)
        if otherwise and not declared and self.names.scope.get(name) is None:
            under[name] = Under((doubt_of(name, context.span, said),))
        elif name in under and under[name].conditions[-1].beside == said:
            del under[name]

    def _exchanged(self, context: Context) -> list[Taken]:
        """What is put in the place of a variable, which makes of an equation another one than is read."""
        names = [x for x in exchanged(context.round.since) if self.names.scope.variable(x) is not None]
        return [doubt_of(x, context.span, EXCHANGED.format(x)) for x in dict.fromkeys(names)]

    def _is_free(self, name: str, of: str) -> bool:
        """Whether a name is a variable of which nothing says that it changes with another one."""
        variable = self.names.scope.variable(name)
        return variable is not None and (variable.rate is None or variable.rate[0] != of)
