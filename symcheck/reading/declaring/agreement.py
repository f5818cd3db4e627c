"""Whether two declarations say the same of a name, and under which spellings a name is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Entry, Named
from symcheck.language.tensor import Tensor
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Extent, Quantity, Running, Scope, Thing, Value
from symcheck.reading.tree import Node, Number, Scripts


def same(one: Thing | None, other: Thing) -> bool:
    """Whether two declarations say the same of a name."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.variable and other.variable and _variable(one) == _variable(other) and _variable(one)[0] is not None
    return not isinstance(other, Quantity) and one == other


def beside(one: Thing | None, other: Thing) -> Thing | None:
    """An index letter or a size that is the name of vectors too: each has its own places; numbers with their law.

    None for anything else.
    """
    match one, other:
        case Quantity(), Quantity(law=law) if law is not None and one.law is None and same(one, other):
            return other
        case Quantity(), Quantity() if is_apart(one, other):
            return replace(one, alone=unnamed(other.value))
        case Quantity(), Quantity() if is_apart(other, one):
            return replace(other, alone=unnamed(one.value))
        case Running(_, _, thing), Quantity() if thing is None or same(thing, other):
            return replace(one, thing=other)
        case Quantity(), Running():
            return replace(other, thing=one)
        case Running(), Running() if one.index == other.index:
            return one
        case Extent(form), Extent(like, Quantity()) if form == like and one.thing in (None, other.thing):
            return other
    return None


def unnamed(value: Value) -> Value:
    """A value without its name, or an array under another one: what stands beside it under that name is another."""
    body = value.tensor.body
    if isinstance(body, Entry):
        array = replace(body.array, name=rf"{body.array.name}_{{\text{{alone}}}}")
        return replace(value, tensor=Tensor(replace(body, array=array), value.tensor.axes))
    if not isinstance(body, Named):
        return value
    return replace(value, tensor=Tensor(body.definition.body, body.definition.axes))


def is_apart(family: Quantity, single: Quantity) -> bool:
    """Whether something is no list of the members of a family, and none of them an entry of it: L beside the L_i."""
    count = family.lead or (family.value.tensor.ndim if family.entries else 0)
    listed, whole = family.value.tensor.shape[:count], single.value.tensor.shape
    one = not single.lead and not single.entries and single.alone is None
    return count > 0 and one and family.alone is None and whole[:count] != listed


def alone(thing: Thing) -> Thing | None:
    """An index letter or a size without what its letter means with a subscript; None for anything else."""
    return replace(thing, thing=None) if isinstance(thing, Running | Extent) else None


def _variable(thing: Quantity) -> tuple[Array | None, tuple[int, ...], str, int, bool]:
    body, axes = thing.value.tensor.body, thing.value.tensor.axes
    if not isinstance(body, Entry):
        return None, (), "", 0, False
    order = tuple(axes.index(form.index) for form in body.indices if form.index in axes)
    return body.array, order, thing.value.stands, thing.lead, thing.above


def valued(name: str, thing: Thing, scope: Scope) -> dict[str, Thing]:
    """A new value under all names for the same numbers (a matrix and its rows), where it has their shape; else none."""
    known = scope.get(name)
    if not isinstance(known, Quantity) or not isinstance(thing, Quantity):
        return {}
    old, new = known.value.tensor, thing.value.tensor
    alike = known.lead == thing.lead and known.value.stands == thing.value.stands
    if old.shape != new.shape or not (alike or (known.lead == old.ndim and not thing.lead)):
        return {}
    found: dict[str, Thing] = {}
    for other in scope.names:
        held = scope.numbers(other)
        if held is None or held.value.tensor.body is not old.body:
            continue
        turned = held.value.tensor.axes != old.axes
        if other == name or turned or held.lead != known.lead:
            value = replace(held.value, tensor=new.T if turned else new, said=thing.value.said)
            made = replace(held, value=value, variable=False, place=thing.place)
            letter = scope.get(other)
            found[other] = replace(letter, thing=made) if isinstance(letter, Running | Extent) else made
    return found


def sharing(name: str, scope: Scope) -> list[str]:
    """The other names under which the numbers of this one are known, as its rows, columns or entries."""
    known = scope.get(name)
    if not isinstance(known, Quantity):
        return []
    tensor = known.value.tensor
    others = ((other, x) for other in scope.names if (x := scope.numbers(other)) is not None and other != name)
    shared = ((other, x) for other, x in others if x.value.tensor.body is tensor.body)
    return [other for other, x in shared if x.lead != known.lead or x.value.tensor.axes != tensor.axes]


def is_entry(items: Sequence[Node], scope: Scope) -> bool:
    """Whether a name with a script is an entry of what is declared: `x_1`, `x_n` of a size n."""
    only = lone(items)
    if not isinstance(only, Scripts) or only.base is None or only.sub is None or scope.get(spelling(only)) is not None:
        return False
    base = scope.numbers(spelling(only.base))
    if base is None or not base.variable or not base.value.tensor.ndim:
        return False
    fixed = [isinstance(x, Number) or isinstance(scope.get(spelling(x)), Extent) for x in only.sub.items]
    return bool(fixed) and all(fixed)


def upright(name: str) -> str | None:
    """The other spelling of a name of several letters: `CE` and `\\mathrm{CE}` are one name."""
    if re.fullmatch(r"[A-Za-z]{2,}", name):
        return rf"\text{{{name}}}"
    found = re.fullmatch(r"\\text\{([A-Za-z]{2,})\}", name)
    return None if found is None else found[1]
