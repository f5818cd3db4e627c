"""What an index runs over, written as a list of its values: `i = 1, \\dots, n`, `c = 1 \\cdots C`, `c = 1:C`.

It is read as the two bounds that it means, `1 \\le i \\le n`: the sign of equality in it equates nothing. A list that
falls, `t = T-1, \\dots, 1`, has its bounds the other way round. So is `i \\in \\{1, \\dots, n\\}` where it declares
nothing, with whole numbers that follow one another in place of the dots too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, split
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
        low, high = ends(items[position + 1 : position + 1 + length]) or ((), ())
        sign = Relation("≤", span=item.span, spaced=True)
        found[-1:] = [*low, sign, found[-1], sign, *high]
        position += 1 + length
    return tuple(found)


def lists(items: Items) -> Iterator[tuple[Node, Items, Items]]:
    r"""What runs over a list with dots, `i = 1, \dots, n` or `i \in \{1, \dots, n\}`, and the ends of the list."""
    for position, item in enumerate(items):
        before, behind = items[:position], items[position + 1 :]
        if not isinstance(item, Relation) or not _begins(before) or not behind:
            continue
        only = behind[0]
        if item.sign == "=":
            listed = behind[: _length(behind, index=True)]
        elif item.sign == "∈" and isinstance(only, Bracket) and only.opens == "{":
            listed = only.body.items[: _length(only.body.items, index=True)]
        else:
            continue
        found = ends(listed) if any(map(is_dots, listed)) else None
        if found is not None:
            yield before[-1], *found


def bounded(items: Sequence[Node], scope: Scope, alone: bool) -> tuple[Node, ...]:
    r"""The items, sets of whole numbers in which index letters lie as bounds; `alone`, where nothing else stands there.

    Only a set of which it is known that no number between its ends is left out is read. `\forall` is "for all" where
    nothing but letters and what they run over stands behind it: what goes on with a claim is not read.
    """
    found: list[Node] = []
    every = [_is_every(item) and _only_binds(items[n + 1 :]) for n, item in enumerate(items)]
    items = [Text("for all", span=x.span, spaced=True) if binds else x for x, binds in zip(items, every, strict=True)]
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


def _only_binds(behind: Sequence[Node]) -> bool:
    r"""Whether what stands behind `\forall` is nothing but letters, and what they run over or are compared with."""
    end = next((n for n, item in enumerate(behind) if isinstance(item, Text) or _is_every(item)), len(behind))
    said = [item for item in behind[:end] if not isinstance(item, Mark) or item.sign in (",", "..")]
    while said and _is_comma(said[-1]):
        said.pop()
    signs = [item.sign for item in said if isinstance(item, Relation)]
    first = next((n for n, item in enumerate(said) if isinstance(item, Relation)), len(said))
    letters = split(said[:first])
    alone = all(len(part) == 1 and isinstance(part[0], Letter | Scripts) for part in letters)
    if signs[:1] == ["="]:
        return alone and len(signs) == 1 and _length(said[first + 1 :], index=True) == len(said) - first - 1
    if any(isinstance(item, Operator) and item.sign == ":" for item in said):
        return False
    if signs[:1] == ["≤"] or signs[:1] == ["<"]:
        return not any(map(_is_comma, said[first:])) and set(signs) <= {"≤", "<"}
    return alone and bool(letters) and "=" not in signs and set(signs[1:]) <= {"∈"}


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
    related = end < len(items) and isinstance(items[end], Relation)
    if last <= first or (last + 1 < end and not related) or ends(items[:last]) is None:
        return 0  # with another value behind the last one, or with steps that are not by one
    return last


def ends(items: Sequence[Node]) -> tuple[Items, Items] | None:
    """The least and the largest value of a list with dots; None where its steps are not by one."""
    where = next(n for n, item in enumerate(items) if _is_between(item))
    values = [part for part in split(items[:where]) if part]
    last = tuple(items[where + 1 + any(map(_is_comma, items[where + 1 : where + 2])) :])
    step = _step(values, last) if values and last and not any(map(_is_comma, last)) else None
    return None if step is None else (last, values[0]) if step < 0 else (values[0], last)


def _step(values: Sequence[Items], last: Items) -> int | None:
    """1 for a list that goes up by one, -1 for one that goes down: `T, T-1, \\dots, t`; None for any other."""
    begin, end = _number(values[0]), _number(last)
    if begin is not None and end is not None:
        way = -1 if begin > end else 1
    else:
        way = -1 if end is not None and not isinstance(values[0][0], Operator) else 1
    if len(values) < 2:
        return way
    steps = {_distance(one, other) for one, other in pairwise(values)}
    if len(steps) > 1 or not steps <= {1, -1} or (None not in (begin, end) and steps != {way}):
        return None
    return steps.pop()


def _distance(one: Sequence[Node], other: Sequence[Node]) -> int | None:
    """By how much a value is more than another: a sum of the same letters and another whole number."""
    first, second = _sum(one), _sum(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    return second[1] - first[1]


def _sum(items: Sequence[Node]) -> tuple[list[str], int] | None:
    """The letters of a sum, with their signs, and its whole number; None where anything is multiplied."""
    letters: list[str] = []
    constant, sign = 0, "+"
    for item in items:
        if isinstance(item, Operator) and item.sign in "+-" and sign in ("", "+"):
            sign = item.sign
        elif sign and (number := _number([item])) is not None:
            constant, sign = constant + (-number if sign == "-" else number), ""
        elif sign and (name := spelling(item)) is not None:
            letters, sign = [*letters, sign + name], ""
        else:
            return None
    return None if sign else (sorted(letters), constant)


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
