r"""What derivatives follow, and what they do not: `\theta function of t`, `γ fixed`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Entry
from symcheck.reading.declaring.headed import headed
from symcheck.reading.declaring.heads import array, head
from symcheck.reading.declaring.said import FunctionOf
from symcheck.reading.declaring.sizing import Parse
from symcheck.reading.declaring.variables import Made
from symcheck.reading.meaning.changing import DOTS
from symcheck.reading.meaning.free import free_letters
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Formula, Quantity, Running, Scope, Thing, Unknown, Value
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Accent, Node, Row, Scripts, Unreadable


def changing(said: FunctionOf, scope: Scope, parse: Parse) -> Made:
    """Numbers that change with another one, each with its rates: θ, θ̇, θ̈, and one more to end with."""
    time = name_of(parse(said.of).items)
    known = scope.get(time)
    number = Quantity(Value(array(Array(time or "")), "number"))
    if time is None or not (known is None or (isinstance(known, Quantity) and known.value.stands == "number")):
        raise Unreadable(said.of.whole, f"{said.of.text} is no number", r"\theta function of t")
    things: list[tuple[str, Span, Thing]] = [] if known is not None else [(time, said.of.whole, number)]
    for written in said.names:
        items = parse(written).items
        name = name_of(items)
        declared = scope.get(name)
        if name is None or not isinstance(declared, Quantity | None):
            raise Unreadable(written.whole, f"{written.text} is no number or vector", r"\theta function of t")
        if declared is not None and not (declared.variable and isinstance(declared.value.tensor.body, Entry)):
            raise Unreadable(
                written.whole,
                f"{name} has a value: what it changes with is known",
                f"leave one of the two out: the value of {name}, or that it is a function",
            )
        whole = declared or replace(number, value=Value(array(Array(name)), "number"))
        names = [name, *(_dotted(items, mark) for mark in DOTS)]
        for own, rate in zip(names, (*names[1:], ""), strict=True):
            axes = tuple((axis.lower, axis.upper) for axis in whole.value.tensor.axes)
            value = whole.value if own == name else replace(whole.value, tensor=array(Array(own, axes)))
            things.append((own, written.whole, replace(whole, value=value, rate=(time, rate))))
    return Made(tuple(things))


def _dotted(items: Sequence[Node], mark: str) -> str:
    r"""A name with dots over its letter: `\dot{\theta}_1`."""
    only = lone(items)
    base = only.base if isinstance(only, Scripts) and only.base is not None else only
    if base is None or only is None:
        raise Unreadable(items[0].span.to(items[-1].span), "what has a rate is one letter", "names …")
    accent = Accent(mark, Row((base,), span=base.span), span=base.span)
    return spelling(replace(only, base=accent) if isinstance(only, Scripts) else accent) or ""


def held(written: Passage, scope: Scope, parse: Parse) -> frozenset[str]:
    """The names that a value may have which is fixed: with the letters at it, and without where they are indices."""
    items = parse(written).items
    letters = {x for x in free_letters(items, scope) if isinstance(scope.get(x), Running | None)}
    items = headed(items, scope, None, letters)
    whole = name_of(items)
    if whole is None or isinstance(scope.get(whole), Formula | Unknown):
        raise Unreadable(written.whole, f"{written.text} is no name of a value", "γ fixed, \\gamma_{ik} fixed")
    return frozenset((whole, head(items, letters).name))
