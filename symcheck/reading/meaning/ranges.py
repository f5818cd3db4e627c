"""What an index runs over, written as a list of its values: `i = 1, \\dots, n`, `c = 1 \\cdots C`, `c = 1:C`.

It is read as the two bounds that it means, `1 \\le i \\le n`: the sign of equality in it equates nothing. A list that
falls, `t = T-1, \\dots, 1`, has its bounds the other way round. So is `i \\in \\{1, \\dots, n\\}` where it declares
nothing, with whole numbers that follow one another in place of the dots too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.names import spelling
from symcheck.reading.rows import split
from symcheck.reading.scope import Running, Scope
from symcheck.reading.tree import Bracket, Letter, Mark, Node, Number, Operator, Relation, Scripts, Symbol, Text


def ranged(items: Sequence[Node], scope: Scope, conditional: bool = False) -> tuple[Node, ...]:
    """The items, ranges of index letters among them as bounds; `conditional` behind "for", where none is a product."""
    found: list[Node] = []
    position = 0
    while position < len(items):
        item = items[position]
        length = 0
        if isinstance(item, Relation) and item.sign == "=" and _begins(found):
            length = _length(items[position + 1 :], _is_index(found, items[position + 1 :], scope, conditional))
        if not length:
            found.append(item)
            position += 1
            continue
        low, high = _ends(items[position + 1 : position + 1 + length])
        sign = Relation("≤", span=item.span, spaced=True)
        found[-1:] = [*low, sign, found[-1], sign, *high]
        position += 1 + length
    return tuple(found)


def bounded(items: Sequence[Node], scope: Scope, alone: bool) -> tuple[Node, ...]:
    r"""The items, sets of whole numbers in which index letters lie as bounds; `alone`, where nothing else stands there.

    Only a set of which it is known that no number between its ends is left out is read. `\forall` is "for all".
    """
    found: list[Node] = []
    items = [Text("for all", span=x.span, spaced=True) if _is_every(x) else x for x in items]
    for position, item in enumerate(items):
        before, behind = found[-3:], items[position + 1 :]
        if _lies_in_set(before, item, behind, scope) and (alone or len(found) > 1 or len(behind) > 1):
            own = bounds(found[-1], behind[0], scope)
            if own is not None:
                return (*found[:-1], *own, *bounded(behind[1:], scope, alone))
        found.append(item)
    return tuple(found)


def bounds(letter: Node, values: Node, scope: Scope) -> tuple[Node, ...] | None:
    """A letter between its bounds, where it lies in a set of consecutive values; None for any other set."""
    listed = values.body.items if isinstance(values, Bracket) and values.opens == "{" else ()
    parts = [part for part in split(listed) if part]
    if not parts:
        return None
    numbers = [_number(part) for part in parts]
    if None not in numbers and len(numbers) > 1:
        follow = all(b is not None and a is not None and b == a + 1 for a, b in pairwise(numbers))
        listed = (*parts[0], Symbol(r"\dots", span=values.span), *parts[-1]) if follow else ()
    equals = Relation("=", span=values.span, spaced=True)
    found = ranged((letter, equals, *listed), scope, conditional=True) if any(map(is_dots, listed)) else (equals,)
    return None if equals in found else found


def _is_every(item: Node) -> bool:
    return isinstance(item, Symbol) and item.name == r"\forall"


def _lies_in_set(before: Sequence[Node], item: Node, behind: Sequence[Node], scope: Scope) -> bool:
    """Whether an index letter with a range of its own lies in a set, and nothing more follows."""
    if not (isinstance(item, Relation) and item.sign == "∈" and _begins(before) and behind):
        return False
    if len(before) > 2 and _is_comma(before[-2]) and scope.index(spelling(before[-3])) is not None:
        return False  # several letters lie in it
    ended = len(behind) == 1 or isinstance(behind[1], Mark | Text)
    return ended and scope.index(spelling(before[-1])) is not None


def _begins(before: Sequence[Node]) -> bool:
    """Whether what was read last stands alone: at the beginning, behind a mark or words."""
    return bool(before) and (len(before) == 1 or isinstance(before[-2], Mark | Text))


def _is_index(before: Sequence[Node], behind: Sequence[Node], scope: Scope, conditional: bool) -> bool:
    """Whether what was read last is an index, or a letter without meaning of which a list follows."""
    name = spelling(before[-1])
    thing = scope.get(name)
    listed = conditional or len(before) > 1 or any(isinstance(item, Mark) and item.sign == "," for item in behind[:2])
    return isinstance(thing, Running) or (thing is None and isinstance(before[-1], Letter) and listed)


def _length(items: Sequence[Node], index: bool) -> int:
    """How many items are the values that an index runs over; 0 if they are no such list."""
    end = next((n for n, item in enumerate(items) if not _may_stand(item)), len(items))
    where = [n for n, item in enumerate(items[:end]) if _is_between(item)]
    if not index or len(where) != 1 or not where[0]:
        return 0
    if isinstance(items[where[0]], Operator) and not (where[0] == 1 and isinstance(items[0], Number)):
        return 0  # what stands behind another colon is said of an index
    first = where[0] + 1
    first += first < end and _is_comma(items[first])
    last = next((n for n in range(first, end) if _is_comma(items[n])), end)
    return last if last > first else 0


def _ends(items: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """The least and the largest value."""
    where = next(n for n, item in enumerate(items) if _is_between(item))
    end = next((n for n in range(where) if _is_comma(items[n])), where)
    first, second, last = items[:end], items[end + 1 : where], items[where + 1 + _is_comma(items[where + 1]) :]
    return (last, first) if _falls(first, [x for x in second if not _is_comma(x)], last) else (first, last)


def _falls(first: Sequence[Node], second: Sequence[Node], last: Sequence[Node]) -> bool:
    """Whether a list goes down: `T, T-1, \\dots, t`, `T-1, \\dots, 1`, `3, \\dots, 1`."""
    begin, end = _number(first), _number(last)
    if begin is not None and end is not None:
        return begin > end
    if second:
        signs = [item.sign for item in second if isinstance(item, Operator)]
        return signs[-1:] == ["-"] and len(second) > 1
    return end is not None and not isinstance(first[0], Operator)


def _number(items: Sequence[Node]) -> int | None:
    """A whole number with its sign; None for anything else."""
    minus = len(items) == 2 and isinstance(items[0], Operator) and items[0].sign == "-"
    number = items[-1]
    if not isinstance(number, Number) or not number.text.isdigit() or len(items) != 1 + minus:
        return None
    return -int(number.text) if minus else int(number.text)


def _may_stand(item: Node) -> bool:
    signs = isinstance(item, Operator) and item.sign in "+-"
    return isinstance(item, Number | Letter | Scripts) or signs or _is_comma(item) or _is_between(item)


def _is_between(item: Node) -> bool:
    colon = isinstance(item, Operator) and item.sign == ":"
    return is_dots(item) or colon or (isinstance(item, Mark) and item.sign == "..")


def _is_comma(item: Node) -> bool:
    return isinstance(item, Mark) and item.sign == ","
