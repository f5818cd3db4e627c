"""Where in code a wrong gradient goes wrong: the first array on its way that is not the gradient that its name says.

The arrays are compared with the derivatives at samples, in floating point: this points to a place, and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from symcheck.diagnose.model import Repair, Suspect
from symcheck.diagnose.samples import Samples
from symcheck.expressions.nodes import Block, Expr
from symcheck.expressions.origin import Origin, origin_of
from symcheck.expressions.walk import subexpressions


class Trail(Struct, frozen=True):
    """The lines of code with nothing wrong in them: of the loss, and of gradients on the way that are right; the lines
    of the first gradient that is wrong, and what is said of it."""

    right: frozenset[Origin] = frozenset()
    wrong: tuple[Origin, ...] = ()
    told: str = ""

    def places(self, repair: Repair) -> tuple[Origin, ...]:
        """The lines that are to be changed: what a line uses that is right is changed where it is used."""
        found = (origin_of(edit.before.expr, edit.written.body, self.right) for edit in repair.edits)
        return tuple(sorted({origin.anywhere for origin in found if origin is not None}))

    def told_of(self, repair: Repair) -> str:
        """The lines that are to be changed, behind the sentence that tells of it."""
        places = self.places(repair)
        return f" ({', '.join(map(str, places))})" if places else ""

    def leads_to(self, repair: Repair) -> bool:
        """Whether a repair changes a wrong line, as far as one is known."""
        return not self.wrong or not set(self.wrong).isdisjoint(self.places(repair))


def trail(suspect: Suspect) -> Trail:
    """What the names in the code say of a line that it computed; nothing where no code did."""
    last: Origin | None = getattr(suspect.line.body, "_origin", None)
    try:
        return Trail() if last is None else _trail(suspect, last)
    except Exception:
        # The code is run once more, and may do anything then: the mistakes that were found stand without it.
        return Trail()


def _trail(suspect: Suspect, last: Origin) -> Trail:
    passed, right = _origins(suspect.line.body), _origins(suspect.first.body)
    changed, told = "", f"it is computed in {last}"
    for found in last.run.followed() if last.run is not None else ():
        values = [(place.anywhere, value) for place, value in found.values]
        places = [place for place, _ in values]
        known = Samples(found.derivative, tuple(value for _, value in values), suspect.given, suspect.options.seed)
        if not known.known or (passed.isdisjoint(places) and not _is_alias(*values[0])):
            continue
        agreeing = [number for number, (_, value) in enumerate(values) if known.agrees(value)]
        if agreeing:
            *_, at = agreeing
            right.update(places[: at + 1])
            if places[at + 1 :]:
                until = f"{found.name} was the derivative by {found.of} ({places[at]}) until it was changed"
                changed = f"{until} ({_listed(places[at + 1 :])}); "
        elif found.last or not any(known.is_multiple(value) for _, value in values):
            first = "" if changed else "the first array on the way that is wrong: it is "
            told = f"{changed}{found.name} is {first}not the derivative by {found.of} ({_listed(places)})"
            return Trail(frozenset(right.difference(places)), () if changed else tuple(places), told)
    return Trail(frozenset(right) - {last.anywhere}, (), changed + told)


def _listed(places: Iterable[Origin]) -> str:
    return ", ".join(map(str, dict.fromkeys(places)))


def _origins(body: Expr) -> set[Origin]:
    """Where something in an expression was computed."""
    found: Iterable[Origin | None] = (getattr(node, "_origin", None) for node in subexpressions(body))
    return {origin.anywhere for origin in found if origin is not None}


def _is_alias(place: Origin, value: Block) -> bool:
    """Whether an array was not computed where it has its name: then it is what stands elsewhere under another."""
    origin: Origin | None = getattr(value.body, "_origin", None)
    return origin is None or origin.anywhere != place
