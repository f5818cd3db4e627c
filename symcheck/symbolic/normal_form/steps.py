"""The steps of the zero test: what was done on the way to 0, for whoever asks by what a line is proved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from symcheck.expressions.indices import Size
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.types import Poly

Rule = Literal[
    "equations", "inverses", "sizes", "indices", "signs", "powers", "denominators", "summands", "ranges", "induction",
    "angles",
]  # fmt: skip


class Step(Struct, frozen=True):
    """What was done on the way to 0, and the relation, the polynomial or the size that it was about, if one was."""

    rule: Rule
    about: IndexRelation | Poly | Size | None = None


Steps = tuple[Step, ...]
NO_STEPS: Steps = ()


def after(before: Steps, found: Steps | None) -> Steps | None:
    return None if found is None else tuple(dict.fromkeys((*before, *found)))


def all_of(before: Steps, parts: Iterable[Steps | None]) -> Steps | None:
    """The steps of all parts; None as soon as one is not found to be 0."""
    steps: Steps = before
    for found in parts:
        if found is None:
            return None
        steps += found
    return steps
