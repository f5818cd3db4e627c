"""One name for two things: a scalar and a size, an array with two shapes, an index with two ranges.

Declarations are values, and SymPy's symbols are read line by line, so nothing keeps an author from calling two
different things by one name. Within one chain that is never meant: the lines would speak of different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symcheck.language.affine import Affine, Index, MapEntry, Size
from symcheck.language.expressions import Array, Condition, Entry, Expr, Let
from symcheck.language.walk import (
    condition_expressions,
    condition_forms,
    condition_indices,
    forms,
    free_indices,
    subexpressions,
)

Thing = Array | Size | Index


def clash(expressions: Iterable[Expr], conditions: Iterable[Condition] = ()) -> str | None:
    """What is wrong with the names of expressions and conditions that are compared, or None."""
    known: dict[str, Thing] = {}
    for thing in _things(list(expressions), list(conditions)):
        other = known.setdefault(thing.name, thing)
        if other != thing and _comparable(other, thing):
            return f"{thing.name} is {_described(other)} in one place and {_described(thing)} in another"
    return None


def _comparable(one: Thing, other: Thing) -> bool:
    """Whether one name for both is a clash: a matrix may share its name with an index, a scalar may not."""
    if type(one) is type(other):
        return True
    return all(not isinstance(thing, Array) or not thing.axes for thing in (one, other))


def _things(expressions: list[Expr], conditions: list[Condition]) -> Iterator[Thing]:
    roots = expressions + [expr for condition in conditions for expr in condition_expressions(condition)]
    for root in roots:
        yield from _declared(root)
        yield from (index for index in free_indices(root) if not index.serial)
    for condition in conditions:
        yield from (index for index in condition_indices(condition) if not index.serial)
        for form in condition_forms(condition):
            yield from _sizes(form)


def _declared(root: Expr) -> Iterator[Thing]:
    nodes = list(subexpressions(root))
    opened = {node.array for node in nodes if isinstance(node, Let)}
    for node in nodes:
        if isinstance(node, Entry) and node.array not in opened:
            yield node.array
            for axis in node.array.axes:
                yield from (size for bound in axis for size in _sizes(bound))
        for form in forms(node):
            yield from _sizes(form)


def _sizes(form: Affine) -> Iterator[Size]:
    for atom, _ in form.terms:
        if isinstance(atom, Size):
            yield atom
        elif isinstance(atom, MapEntry):
            for argument in atom.arguments:
                yield from _sizes(argument)


def _described(thing: Thing) -> str:
    match thing:
        case Size():
            return "a size"
        case Index(_, lower, upper):
            return f"an index over {lower}..{upper}"
        case Array(_, axes, sign):
            shown = " × ".join(f"{low}..{high}" for low, high in axes)
            kind = "number" if sign == "real" else f"{sign} number"
            return f"an array over {shown} of {kind}s" if axes else f"a {kind}"


__all__ = ["clash"]
