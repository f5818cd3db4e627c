"""Whether two declarations say the same of a name, and under which spellings a name is one."""

from __future__ import annotations

import re

from symcheck.expressions.nodes import Array, Entry
from symcheck.reading.scope import Quantity, Thing


def same(one: Thing | None, other: Thing) -> bool:
    """Whether two declarations say the same of a name."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.variable and other.variable and _variable(one) == _variable(other) and _variable(one)[0] is not None
    return not isinstance(other, Quantity) and one == other


def _variable(thing: Quantity) -> tuple[Array | None, tuple[int, ...], str, int, bool]:
    body, axes = thing.value.tensor.body, thing.value.tensor.axes
    if not isinstance(body, Entry):
        return None, (), "", 0, False
    order = tuple(axes.index(form.index) for form in body.indices if form.index in axes)
    return body.array, order, thing.value.stands, thing.lead, thing.above


def upright(name: str) -> str | None:
    """The other spelling of a name of several letters: `CE` and `\\mathrm{CE}` are one name."""
    if re.fullmatch(r"[A-Za-z]{2,}", name):
        return rf"\text{{{name}}}"
    found = re.fullmatch(r"\\text\{([A-Za-z]{2,})\}", name)
    return None if found is None else found[1]
