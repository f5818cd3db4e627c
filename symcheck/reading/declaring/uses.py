"""How names that nothing declares are used in formulas: what stands at them and beside them, what binds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.declaring.defining import members
from symcheck.reading.declaring.heads import call
from symcheck.reading.meaning.atoms import TRANSPOSES
from symcheck.reading.meaning.free import known_part, scripted
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import script, spelling
from symcheck.reading.rows import base_of, lone, split, within
from symcheck.reading.scope import Running, Scope
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Accent,
    Big,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Symbol,
    Word,
)

OWN = {"e", r"\pi", "d", "I", r"\delta", "T"}
"""Letters that mean something without a declaration, at some places at least."""


class Use(Struct, frozen=True):
    """One way in which a name is used, and beside what where that tells something.

    `letters` are the indices below it; of a name that keeps what stands below, `v_c`, `base` and `below` are its parts.
    """

    name: str
    span: Span
    how: str
    beside: str = ""
    letters: tuple[str, ...] = ()
    base: str = ""
    below: str = ""


def uses(rows: Iterable[Row], scope: Scope) -> list[Use]:
    """All uses of names that mean nothing in the scope, in order of the page."""
    listed = [gathered(row.items, scope) for row in rows]
    indices = frozenset(name for items in listed for name in _bound_anywhere(items))
    known = _with_indices(scope, indices)
    found = (use for items in listed for use in _uses(items, known, frozenset()))
    return [use for use in found if scope.get(use.name) is None]


def _with_indices(scope: Scope, letters: frozenset[str]) -> Scope:
    """What a sum binds somewhere on the page is an index letter everywhere, if it is nothing else."""
    return scope.having({name: Running(name) for name in letters if scope.get(name) is None})


def _bound_anywhere(items: Sequence[Node]) -> Iterator[str]:
    for item in scripted(items):
        if isinstance(item.base, Big) and item.sub is not None:
            yield from bound(item.sub)


def bound(limits: Row) -> list[str]:
    """The letters that limits bind: the first of each relation, the middle of two (`-m ≤ j ≤ m`)."""
    found: list[str] = []
    for part in split(limits.items):
        sides = [side.items for _, side in members(part)]
        chosen = sides[1] if len(sides) == 3 else sides[0]
        name = spelling(chosen[0]) if len(chosen) == 1 and isinstance(chosen[0], Letter | Scripts) else None
        found += [] if name is None else [name]
    return found


def _uses(items: Sequence[Node], scope: Scope, inside: frozenset[str]) -> Iterator[Use]:
    for position, item in enumerate(items):
        if isinstance(item, Scripts) and isinstance(item.base, Big):
            own = frozenset() if item.sub is None else frozenset(bound(item.sub))
            yield from _limits(item, scope, own)
            inside |= own
        elif isinstance(item, Letter | Word | Accent | Scripts) and not _averages(items[position : position + 2]):
            yield from _name(item, items, position, scope, inside)
        elif isinstance(item, Fraction):
            yield from _quotient(item, scope, inside)
        else:
            for row in within(item):
                yield from _uses(row.items, scope, inside)


def _averages(items: Sequence[Node]) -> bool:
    """Whether a mean is written here: `E_z[…]`."""
    base, behind = base_of(items[0]), items[-1]
    return isinstance(base, Letter) and base.name == "E" and isinstance(behind, Bracket) and behind.opens == "["


def _limits(item: Scripts, scope: Scope, own: frozenset[str]) -> Iterator[Use]:
    """A binder's letters are indices; what stands behind `=` or above it is a size, behind `∈` a set."""
    sub = () if item.sub is None else item.sub.items
    sign = ""
    ends = {} if item.sub is None else _ends(item.sub)
    for node in sub:
        name = spelling(node) if isinstance(node, Letter | Word | Scripts) else None
        sign = node.sign if isinstance(node, Relation) else sign
        if name in own:
            limited = item.sup is not None or any(isinstance(x, Relation) and x.sign in "=∈≤<" for x in sub)
            yield Use(name or "", node.span, "limited" if limited else "bound", ends.get(name or "", ""))
        elif name is not None and scope.get(name) is None:
            yield Use(name, node.span, "set" if sign == "∈" else "size", next(iter(own), ""))
    for node in () if item.sup is None else item.sup.items:
        name = spelling(node) if isinstance(node, Letter | Word | Scripts) else None
        if name is not None and scope.get(name) is None:
            yield Use(name, node.span, "size", next(iter(own), ""))


def _ends(limits: Row) -> dict[str, str]:
    """The range of a letter between two ends: `-m ≤ j ≤ m`."""
    found: dict[str, str] = {}
    for part in split(limits.items):
        sides = [side for _, side in members(part)]
        name = spelling(sides[1].items[0]) if len(sides) == 3 and len(sides[1].items) == 1 else None
        low, high = (script(sides[0]), script(sides[2])) if name is not None else (None, None)
        if name is not None and low is not None and high is not None:
            found[name] = f"{low}..{high}"
    return found


def _quotient(item: Fraction, scope: Scope, inside: frozenset[str]) -> Iterator[Use]:
    """A derivative says nothing of ∂ and d; what stands above is a number or a vector, below what it is by."""
    signs = [row.items[0] if row.items else None for row in (item.over, item.under)]
    derivative = all(_is_differential(sign) for sign in signs)
    for row, how in ((item.over, "differentiated"), (item.under, "variable")):
        items = row.items[1:] if derivative else row.items
        if derivative and len(items) == 1:
            by = spelling(item.under.items[1]) if how == "differentiated" and len(item.under.items) == 2 else None
            for use in _uses(items, scope, inside):
                yield replace(use, how=how, beside=by or use.beside) if use.how == "plain" else use
        else:
            yield from _uses(items, scope, inside)


def _is_differential(node: Node | None) -> bool:
    base = base_of(node)
    return (isinstance(base, Symbol) and base.name == r"\partial") or (isinstance(base, Letter) and base.name == "d")


def _name(item: Node, items: Sequence[Node], position: int, scope: Scope, inside: frozenset[str]) -> Iterator[Use]:
    """What a name with its scripts tells of itself, of its indices and of what stands in its superscript."""
    base, sub, sup = (item.base, item.sub, item.sup) if isinstance(item, Scripts) else (item, None, None)
    if isinstance(base, Group) and len(base.body.items) == 1:
        yield from _uses(base.body.items, scope, inside)
        return
    if base is None or (isinstance(item, Scripts) and known_part(item, scope) is not None):
        for row in within(item):
            yield from _uses(row.items, scope, inside)
        return
    name = spelling(base)
    if name is None or scope.get(name) is not None or name in KNOWN or name in OWN or _is_word(base):
        for row in [*within(item), *(() if name is not None or base is item else within(base))]:
            yield from _uses(row.items, scope, inside)
        return
    if name in inside or isinstance(scope.get(name), Running):
        return
    letters = _indices(sub, scope, inside)
    bare, below = "", ""
    if sub is not None and letters is None:
        bare, below = name, script(sub) or ""
        name = spelling(Scripts(base, sub, span=item.span)) or name
    above = _raised(sup)
    how = "transposed" if above == "transpose" else "power" if above == "power" else "plain"
    arguments = _arguments(items, position) if how == "plain" else ""
    beside = arguments or _beside(items, position)
    yield Use(name, item.span, "called" if arguments else how, beside, letters or (), bare, below)
    for letter in letters or ():
        if letter not in inside and isinstance(scope.get(letter), Running | None):
            yield Use(letter, item.span, "below", name)
    if sup is not None and not above:
        yield from _uses(sup.items, scope, inside)


def _is_word(base: Node) -> bool:
    return isinstance(base, Word) and base.text in KNOWN


def _indices(sub: Row | None, scope: Scope, inside: frozenset[str]) -> tuple[str, ...] | None:
    """The letters below a name that are indices: bound by a sum, or declared so; None where one is neither."""
    if sub is None:
        return ()
    names = [spelling(x) for x in sub.items if not (isinstance(x, Mark) and x.sign == ",")]
    if all(n is not None and (n in inside or isinstance(scope.get(n), Running)) for n in names):
        return tuple(n for n in names if n is not None)
    return None


def _raised(sup: Row | None) -> str:
    """What a superscript does: it transposes, is a power in digits, or "" for anything else."""
    if sup is None:
        return ""
    only = lone(sup.items)
    if isinstance(only, Letter | Symbol) and only.name in TRANSPOSES:
        return "transpose"
    return "power" if isinstance(only, Number) else ""


def _arguments(items: Sequence[Node], position: int) -> str:
    """The list of arguments in a bracket behind a name; "" where none stands there."""
    behind = items[position + 1] if position + 1 < len(items) else None
    if not isinstance(behind, Bracket) or behind.opens != "(" or behind.spaced:
        return ""
    found = call(items[position : position + 2])
    if found is None or len(found[1]) < 2:
        return ""
    return ", ".join(script(argument) or "…" for argument in found[1])


def _beside(items: Sequence[Node], position: int) -> str:
    """The name that follows as the next factor, if one does."""
    behind = items[position + 1] if position + 1 < len(items) else None
    if isinstance(behind, Operator) and behind.sign in "·×" and position + 2 < len(items):
        behind = items[position + 2]
    if isinstance(behind, Scripts | Letter | Accent):
        bare = replace(behind, sup=None) if isinstance(behind, Scripts) and behind.base is not None else behind
        return spelling(bare) or ""
    return ""
