r"""Several variables that lie in one set of numbers, `x, y \in \{0, 1\}`: each of them does."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.meaning.comparing import numbers_of
from symcheck.reading.names import spelling
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Mark, Node, Relation, Text


def each_in_set(items: Sequence[Node], scope: Scope) -> tuple[Node, ...]:
    """The items, each variable of such a list with the set behind it."""
    found: list[Node] = []
    for n, item in enumerate(items):
        values = items[n + 1 : n + 2]
        listed = _listed(found, scope) if isinstance(item, Relation) and item.sign == "∈" else []
        if len(listed) > 1 and numbers_of(tuple(values)):
            del found[-2 * len(listed) + 1 :]
            for name in listed[:-1]:
                found += [name, item, *values, Text("for", span=name.span, spaced=True)]
            found.append(listed[-1])
        found.append(item)
    return tuple(found)


def _listed(before: Sequence[Node], scope: Scope) -> list[Node]:
    """The variables at an end, with a comma between each two, where nothing else stands before them."""
    at = len(before) - 1
    while at > 1 and isinstance(comma := before[at - 1], Mark) and comma.sign == ",":
        if scope.variable(spelling(before[at - 2])) is None:
            break
        at -= 2
    alone = at == 0 or isinstance(before[at - 1], Text | Mark)
    known = at >= 0 and all(scope.variable(spelling(x)) is not None for x in before[at::2])
    return list(before[at::2]) if alone and known else []
