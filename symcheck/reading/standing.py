"""The conditions that hold where the next line of a part stands, from where each of them stood alone."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from symcheck.expressions.nodes import IndexRelation
from symcheck.notation.text import assumption
from symcheck.reading.conditions import Taken
from symcheck.reading.context import Context


class Standing:
    """What is held: one condition on some letters replaces another one on them."""

    def __init__(self) -> None:
        self.held: list[Taken] = []

    def under(self, context: Context) -> bool:
        """What the words before a formula change: "in general" ends the cases, "otherwise" turns the last one round.

        True where they end or turn one.
        """
        cases = [one for one in self.held if not one.stationary]
        if not cases or not (context.lead.general or context.lead.has("otherwise else")):
            return False
        self.held = [one for one in self.held if one.stationary]
        if not context.lead.general and (other := _complement(cases[-1])) is not None:
            self.held += [*cases[:-1], other]
        return True

    def speaks_of(self, letters: Iterable[str]) -> bool:
        """Whether a condition on some of these letters holds."""
        return any(not old.letters.isdisjoint(letters) for old in self.held)

    def hold(self, found: Taken) -> None:
        self.held = [old for old in self.held if old.letters.isdisjoint(found.letters)]
        self.held.append(found)

    def is_set_to_0(self, key: tuple[object, ...]) -> bool:
        """Whether a derivative was said to be 0."""
        return bool(key) and any(one.key == key for one in self.held)


def _complement(taken: Taken) -> Taken | None:
    """That a condition does not hold, where that is one relation."""
    match taken.condition:
        case (IndexRelation("eq" | "ne" as kind) as relation,):
            turned = (replace(relation, kind="ne" if kind == "eq" else "eq"),)
            return replace(taken, condition=turned, words=assumption(turned))
    return None
