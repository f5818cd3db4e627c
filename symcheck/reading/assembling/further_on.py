"""Members as lines; a name in them that means nothing yet is looked up in what the page says further on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Content, Unread
from symcheck.reading.assembling.losing import Losing
from symcheck.reading.assembling.meanings import Later, derived_by, lacks
from symcheck.reading.assembling.members import Member
from symcheck.reading.assembling.new_names import spellings
from symcheck.reading.assembling.taking import Taken, take
from symcheck.reading.declaring.defining import speaks_of
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Node


class FurtherOn(Losing):
    """Takes members as lines; `later` is what the page gives a meaning further on."""

    later: Later

    def take(
        self, member: Member, others: Sequence[Sequence[Node]], role: str = "line", because: str = "",
        said: tuple[str, ...] = (), scope: Scope | None = None,
    ) -> Taken:  # fmt: skip
        """A member as a line; a name without meaning is looked up in what comes later last, and that is said."""
        here = scope or self.scope
        taken = take(member, self.source, here, others, role, because, said)
        content = taken.line.content
        if not isinstance(content, Unread):
            self.settled.varied |= derived_by(content)
            return taken
        found = self._later_names((member,), here)
        used: list[str] = []
        again: Content = content
        while isinstance(again, Unread) and (missing := [x for x in found if again.reason.startswith(x)] or found):
            used += missing
            found = [name for name in found if name not in missing]
            wider = here.having({name: self.later.names[name] for name in used})
            notes = tuple(map(self._place_of, used))
            line = take(member, self.source, wider, others, role, because, (*said, *notes))
            again = line.line.content
            if not isinstance(again, Unread):
                return line
        cause = next(
            (why for name, why in {**self._spoken, **self.refused}.items() if speaks_of(member.items, name, here)), None
        )
        if cause is None or "not declared" not in content.reason:
            return taken
        blamed = replace(content, advice=f"what is said of it is not read: {cause}")
        return replace(taken, line=replace(taken.line, content=blamed))

    def _later_names(self, members: Sequence[Member], scope: Scope) -> list[str]:
        """The names in members that mean nothing yet, as numbers, and get a meaning later."""
        found: list[str] = []
        past = self._spoken.keys() | self.refused.keys()
        wider = scope.having({x: t for x, t in self.later.names.items() if x[-1] in ")]" and scope.get(x) is None})
        for items in (gathered(member.items, wider) for member in members):
            spelled = [
                name for name in spellings(items) if name in self.later.names and name not in found and name not in past
            ]
            lacking = (name for name in spelled if lacks(scope.get(name), self.later.names[name]))
            found += [name for name in lacking if speaks_of(items, name, scope)]
        return found

    def _wider(self, members: Sequence[Member]) -> Scope:
        found = self._later_names(members, self.scope) if self.later.names else []
        return self.scope.having({name: self.later.names[name] for name in found}) if found else self.scope

    def _place_of(self, name: str) -> str:
        place = getattr(self.later.names[name], "place", None)
        return f"{name} as it is defined further on" + (f", {place}" if place is not None else "")
