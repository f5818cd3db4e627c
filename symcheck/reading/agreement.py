"""Whether two declarations say the same of a name, and under which spellings a name is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Entry
from symcheck.reading.names import spelling
from symcheck.reading.scope import Extent, Quantity, Scope, Thing
from symcheck.reading.tree import Node, Number, Scripts


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


def valued(name: str, thing: Thing, scope: Scope) -> dict[str, Thing]:
    """A definition under all names for the same numbers, where their shape was declared before and fits; else none."""
    known = scope.get(name)
    if not isinstance(known, Quantity) or not isinstance(thing, Quantity) or not known.variable:
        return {}
    array, tensor = _variable(known)[0], thing.value.tensor
    alike = known.lead == thing.lead and known.value.stands == thing.value.stands
    whole = known.value.tensor
    if array is None or whole.shape != tensor.shape or not (alike or (known.lead == whole.ndim and not thing.lead)):
        return {}
    found: dict[str, Thing] = {}
    for other, same_numbers in scope.names.items():
        if isinstance(same_numbers, Quantity) and _variable(same_numbers)[0] == array:
            turned = _variable(same_numbers)[1] != _variable(known)[1]
            value = replace(same_numbers.value, tensor=tensor.T if turned else tensor)
            found[other] = replace(same_numbers, value=value, variable=False, place=thing.place)
    return found


def is_entry(items: Sequence[Node], scope: Scope) -> bool:
    """Whether a name with a script is an entry of what is declared: `x_1`, `x_n` of a size n."""
    only = items[0] if len(items) == 1 else None
    if (
        not isinstance(only, Scripts)
        or only.base is None
        or only.sub is None
        or scope.get(spelling(only) or "") is not None
    ):
        return False
    base = scope.get(spelling(only.base) or "")
    if not isinstance(base, Quantity) or not base.variable or not base.value.tensor.ndim:
        return False
    fixed = [isinstance(x, Number) or isinstance(scope.get(spelling(x) or ""), Extent) for x in only.sub.items]
    return bool(fixed) and all(fixed)


def upright(name: str) -> str | None:
    """The other spelling of a name of several letters: `CE` and `\\mathrm{CE}` are one name."""
    if re.fullmatch(r"[A-Za-z]{2,}", name):
        return rf"\text{{{name}}}"
    found = re.fullmatch(r"\\text\{([A-Za-z]{2,})\}", name)
    return None if found is None else found[1]
