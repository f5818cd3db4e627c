"""How far an assumption of a block reaches by where it stands: inside a part it holds from there to the end of that."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.declaring.clauses import EVERYWHERE, Reach
from symcheck.reading.declaring.said import Assume, Declaration
from symcheck.reading.pages.labels import Section


def bounded(said: Sequence[Declaration], sections: Sequence[Section]) -> tuple[Declaration, ...]:
    """The declarations, the assumptions among them that stand inside a part and name none with their reach.

    What stands before the first part, in one without formulas, or behind the last formula of the page, holds for all of
    it.
    """
    said = named(said, [section.id for section in sections])
    places = [formula.span.start for section in sections for formula in section.formulas]
    return tuple(
        replace(one, reach=_reach(one.span.start, sections, places))
        if isinstance(one, Assume) and one.reach == EVERYWHERE
        else one
        for one in said
    )


def named(said: Sequence[Declaration], parts: Sequence[str]) -> tuple[Declaration, ...]:
    """The declarations, each with the labels of the parts that it means: of a label that no part has, the one that
    ends so: `b` is `3.b`; where several do, or none, it stays as it is written."""
    return tuple(replace(one, reach=replace(one.reach, parts=tuple(_meant(x, parts) for x in one.reach.parts)))
                 if one.reach.parts else one for one in said)  # fmt: skip


def _meant(label: str, parts: Sequence[str]) -> str:
    known = any(part == label or part.startswith(f"{label}.") for part in parts)
    ending = [] if known else [part for part in parts if part.endswith(f".{label}")]
    return ending[0] if len(ending) == 1 else label


def _reach(place: int, sections: Sequence[Section], formulas: Sequence[int]) -> Reach:
    begun = [(n, at) for n, section in enumerate(sections) if (at := _begins(section)) is not None]
    inside = [n for n, at in begun if at <= place]
    if not inside or place > max(formulas, default=0) or not sections[inside[-1]].formulas:
        return EVERYWHERE
    section = sections[inside[-1]]
    end = next((begins for other in sections[inside[-1] + 1 :] if (begins := _ends(section, other)) is not None), None)
    first = 1 + sum(1 for at in formulas if at < place)
    last = len(formulas) if end is None else sum(1 for at in formulas if at < end)
    return Reach(formula=first, onwards=True, until=last)


def _begins(section: Section) -> int | None:
    """Where a part begins: at its label or heading; None for what stands before all of them."""
    heading = section.heading
    if section.span.start < section.span.end:
        return section.span.start
    return None if heading is None else heading.span.start


def _ends(section: Section, other: Section) -> int | None:
    """Where another part begins, if the first one ends there: it does not stand inside it."""
    mine, theirs = section.heading, other.heading
    if theirs is not None:
        inside = mine is not None and theirs.level > mine.level
    else:
        inside = mine is not None or other.id.startswith(f"{section.id}.")
    return None if inside else _begins(other)
