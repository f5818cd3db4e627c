"""What takes the meaning of a name away again: words, other values under other conditions, what is not read of it.

Why a name has none is kept, and is told where it is used.
"""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.reading.assembling.meanings import family
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import name_on_left, single
from symcheck.reading.assembling.questions import Questions
from symcheck.reading.scope import Thing
from symcheck.reading.source import Source


class Losing(Questions):
    """Takes meanings from names."""

    source: Source
    first: dict[str, Thing]
    refused: dict[str, str]
    _spoken: dict[str, str]
    _before: dict[str, Thing | None]
    _forgotten: set[str]

    def refuse(self, member: Member, reason: str) -> None:
        """A name gets no meaning in this part, for a reason that is told where it is used."""
        name = name_on_left(member)
        if name is not None:
            why = f"{self.source.place(member.span.start)}: {reason}"
            self.refused |= dict.fromkeys({name, family(member.items) or name}, why)

    def speaks(self, sentence: Sentence) -> None:
        """What is not read may say what the name on its left means: the name is looked up further on no more."""
        name = single(sentence.members[0].items)
        if name is not None and self.scope.get(name) is None:
            place = self.source.place(sentence.span.start)
            self._spoken[name] = f"{place}: it is no definition as it stands; write: let {name} = …"

    def withdraw(self, left: Member, reason: str) -> None:
        """Takes the meaning back that was given last: it was not given everywhere."""
        typed = self.settled.typed
        kept = {n: thing for n, thing in self._before.items() if thing is not None and typed.get(n) is not thing}
        for known in (self.introduced, self._own, self.first):
            for name in self._before:
                known.pop(name, None)
        others = {name: thing for name, thing in self.scope.names.items() if name not in self._before}
        self.scope = replace(self.scope, names=others | kept)
        self.refuse(left, reason)

    def lose(self, left: Member, reason: str) -> None:
        """A name has no meaning from here on: it has several, each under a condition."""
        self.forget(name_on_left(left) or "")
        self.refuse(left, reason)

    def forget(self, name: str, why: str = "") -> None:
        """A name has no meaning from here on, for a reason that is told where it is used."""
        for known in (self.introduced, self._own, self.first):
            known.pop(name, None)
        self.scope = replace(self.scope, names={n: thing for n, thing in self.scope.names.items() if n != name})
        self.refused |= {name: why} if why else {}
        self._forgotten |= {name} if why else set()

    def free(self, name: str) -> None:
        """A declared variable that was given a value is any again."""
        for known in (self.introduced, self._own):
            known.pop(name, None)
        self.scope = self.scope.having({name: self.declared.names[name]})
