r"""Heads as probability writes them, `P(y|x, w)`, `p(x|z=k)`, `\mathbb{E}[X]`: names with places for what varies.

A head is told from others of its letter by the number and the kind of its arguments: what stands before the `=` of an
event, numbers, and names that mean nothing are part of its name, an index or an argument leaves a place `\cdot` in it.
So `p(x|z=k)` is the function `p(\cdot|z=\cdot)` at x and k, `p(z=k)` the entry k of the family `p(z=\cdot)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.names import run, script, spelling
from symcheck.reading.rows import Items, base_of, extent, lone, sides_of
from symcheck.reading.scope import Formula, Quantity, Scope
from symcheck.reading.tree import Bracket, Letter, Mark, Node, Number, Operator, Row, Scripts, Symbol, Word

PARTS = {",": ",", ";": ",", "|": "|", "‖": "‖"}
PLACE = "\0"
"""Stands for a place in the name of a head while that is put together."""
MOST = 6
"""Arguments that a head has at most."""


class Way(Struct, frozen=True):
    """One way to see an argument: what of it is part of the name, with its places and what fills them.

    `fixed` are the names that are part of it and mean nothing by themselves.
    """

    text: str
    filled: tuple[Row, ...] = ()
    fixed: tuple[str, ...] = ()


def arguments(body: Row) -> list[tuple[str, tuple[Node, ...]]]:
    """The arguments in brackets, each with the sign before it; none where one is missing."""
    found: list[tuple[str, list[Node]]] = [("", [])]
    for item in body.items:
        if isinstance(item, Mark) and item.sign in PARTS:
            found.append((PARTS[item.sign], []))
        else:
            found[-1][1].append(item)
    return [(sign, tuple(items)) for sign, items in found] if all(items for _, items in found) else []


def is_head(node: Node | None) -> bool:
    """Whether brackets hold a condition behind a bar, or an event."""
    bracket = base_of(node)
    listed = arguments(bracket.body) if isinstance(bracket, Bracket) and bracket.opens in "([" else []
    events = ([relation.sign for relation in sides_of(items)[1]] for _, items in listed)
    return any(sign in ("|", "‖") for sign, _ in listed) or any(signs == ["="] for signs in events)


# Where a head is used


def recalled(before: Node, node: Node, scope: Scope) -> tuple[Node, ...] | None:
    """A name and the brackets behind it as the head that is known; None where none is, or several are."""
    bracket, name = base_of(node), spelling(before)
    if (
        name is None
        or not isinstance(bracket, Bracket)
        or bracket.opens not in "(["
        or not is_known(name, bracket, scope)
    ):
        return None
    listed = arguments(bracket.body)
    if not listed or len(listed) > MOST:
        return None
    found: dict[tuple[int, int], list[tuple[str, tuple[Row, ...]]]] = {}
    for ways in product(*(_ways(items) for _, items in listed)):
        filled = [row for way in ways for row in way.filled]
        if bracket.opens == "(" and any(scope.get(x) is not None for way in ways for x in way.fixed):
            continue
        for together in (True, False):
            key, fills = key_of(name, bracket, [sign for sign, _ in listed], ways, together)
            thing = scope.get(key)
            if thing is not None and not (isinstance(thing, Formula) and _turned(thing, fills)):
                whole = sum(way.text.endswith(PLACE) for way in ways)
                found.setdefault((whole, len(filled)), []).append((key, fills))
                break
    best = found[min(found)] if found else []
    if len(best) != 1:
        return None
    return written(*best[0], before, node, isinstance(scope.get(best[0][0]), Quantity))


def is_known(name: str, bracket: Bracket, scope: Scope) -> bool:
    """Whether any head of this name is known."""
    begins = name + bracket.opens
    return any(key.startswith(begins) for key in scope.names)


def _ways(items: Items) -> list[Way]:
    """All ways to see an argument where it is used."""
    sides, relations = sides_of(items)
    if not relations:
        return [*spelled(items), Way(PLACE, (Row(tuple(items), span=extent(items)),))]
    if len(sides) != 2 or relations[0].sign != "=" or not all(sides):
        return []
    events = [replace(way, fixed=()) for way in spelled(sides[0])]
    return [equal(event, value) for event in events for value in _ways(sides[1])]


def equal(event: Way, value: Way) -> Way:
    return Way(f"{event.text}={value.text}", event.filled + value.filled, event.fixed + value.fixed)


def spelled(items: Items) -> list[Way]:
    """An argument as a name, as it stands and with places for its indices."""
    text = script(items)
    only = lone(items)
    numeral = isinstance(only, Number)
    found = [] if text is None else [Way(text, fixed=() if numeral else (run(items) or text,))]
    if isinstance(only, Scripts) and only.base is not None and not only.primes:
        base = spelling(only.base)
        scripts = list(product(_script(only.sub, "_"), _script(only.sup, "^")))
        found += [Way(f"{base}{b}{a}", (*below, *above)) for (b, below), (a, above) in scripts if below or above]
    return found


def _script(row: Row | None, sign: str) -> list[tuple[str, tuple[Row, ...]]]:
    """What stands below or above a name, as it stands or with places for indices."""
    if row is None:
        return [("", ())]
    found: list[tuple[str, tuple[Row, ...]]] = []
    text = script(row.items)
    if text is not None:
        found.append((f"{sign}{{{text}}}", ()))
    only = lone(row.items)
    if sign == "^" and isinstance(only, Bracket) and only.opens == "(":
        found.append((f"^{{({PLACE})}}", (only.body,)))
    if sign == "_":
        listed = [Row(items, span=row.span) for _, items in arguments(row)]
        signs = any(isinstance(item, Operator) for item in row.items)
        letters = [Row((item,), span=item.span) for item in row.items]
        parts = listed if len(listed) != 1 or signs else letters
        found.append((f"_{{{PLACE * len(parts)}}}", tuple(parts)))
    return found


def key_of(
    name: str, bracket: Bracket, signs: Sequence[str], ways: Sequence[Way], together: bool
) -> tuple[str, tuple[Row, ...]]:
    """The name of a head, and what fills its places; `together`, what stands at several of them fills one."""
    text = name + bracket.opens + "".join(s + way.text for s, way in zip(signs, ways, strict=True)) + bracket.closes
    fills: list[Row] = []
    first: dict[str, int] = {}
    for row in (row for way in ways for row in way.filled):
        shown = script(row.items) if together else None
        if shown is not None and shown in first:
            text = text.replace(PLACE, rf"\cdot_{{{first[shown]}}}", 1)
            continue
        fills.append(row)
        text = text.replace(PLACE, r"\cdot", 1)
        if shown is not None:
            first[shown] = len(fills)
    return text, tuple(fills)


def written(key: str, fills: Sequence[Row], before: Node, node: Node, family: bool) -> tuple[Node, ...]:
    """A head by its name, with what fills its places: below a family, in brackets behind a function."""
    word = Word(key, span=before.span.to(node.span), spaced=before.spaced)
    hung = node if isinstance(node, Scripts) else None
    body = _listed(fills, node)
    if not fills or family:
        above = None if hung is None else hung.sup
        below = body if fills else None
        if hung is not None and (hung.primes or hung.sub is not None):
            whole = Scripts(word, below, span=word.span) if fills else word
            return (replace(hung, base=Bracket("(", Row((whole,), span=word.span), ")", span=word.span)),)
        return (Scripts(word, below, above, span=word.span, spaced=word.spaced) if below or above else word,)
    bracket: Node = Bracket("(", body, ")", span=node.span)
    return word, bracket if hung is None else replace(hung, base=bracket)


def _listed(fills: Sequence[Row], node: Node) -> Row:
    items: list[Node] = []
    for row in fills:
        items += [Mark(",", span=row.span), *row.items] if items else list(row.items)
    return Row(tuple(items), span=node.span)


def _turned(function: Formula, fills: Sequence[Row]) -> bool:
    """Whether a density has its variables at each other's places: `p(x|y)` is not `p(y|x)` with other letters."""
    own = function.parameters
    given = [run(row.items) for row in fills]
    if len(given) != len(own) or "|" not in function.name:
        return False
    for name, parameter in zip(given, own, strict=True):
        other = name is not None and name != parameter and name in own and name.strip("'") != parameter.strip("'")
        if other and isinstance(function.scope.get(name), Quantity | None):
            return True
    return False


# Distributions


def at_letter(items: Items, letter: str) -> tuple[Node, ...] | None:
    r"""`\pi(·|s)` at a letter; None where no argument is left open."""
    last = items[-1]
    body = last.body if isinstance(last, Bracket) else last.sub if isinstance(last, Scripts) else None
    listed = [] if body is None else arguments(body)
    places = [part[0] for _, part in listed if len(part) == 1 and _is_open(part[0])]
    if body is None or len(places) != 1:
        return None
    inner = replace(body, items=tuple(Letter(letter, span=x.span) if x is places[0] else x for x in body.items))
    return (*items[:-1], replace(last, body=inner) if isinstance(last, Bracket) else replace(last, sub=inner))


def _is_open(node: Node) -> bool:
    return isinstance(node, Operator | Symbol) and (getattr(node, "sign", "") or getattr(node, "name", "")) in (
        "·",
        r"\cdot",
    )


def law_of(items: Items) -> str:
    """How a distribution is called: `p`, `\\pi` of `\\pi(·|s)`."""
    own = items[:-1] if isinstance(items[-1], Bracket) else items
    return run(own) or (spelling(own[0]) if len(own) == 1 else None) or ""
