"""Derivatives as they are written, and the shape of each: of a number it is that of the variable."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.declaring.inferring import operations as ops
from symcheck.reading.declaring.inferring.kinds import NUMBER
from symcheck.reading.declaring.inferring.naming import resolved
from symcheck.reading.declaring.inferring.typing import Bound, Page
from symcheck.reading.meaning.quotients import NABLA, is_sign
from symcheck.reading.meaning.scripts import is_transpose
from symcheck.reading.rows import Items, base_of, lone
from symcheck.reading.tree import Accent, Bracket, Fraction, Group, Letter, Node, Number, Operator, Scripts, Symbol


class Slopes:
    """The part that reads derivatives."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def expression(self, items: Items, bound: Bound) -> int:
        raise NotImplementedError

    def product(self, items: Items, bound: Bound) -> int:
        raise NotImplementedError

    def is_quotient(self, items: Items, position: int) -> bool:
        """Whether a derivative of something by something stands at a place."""
        item = items[position]
        if isinstance(item, Fraction):
            return bool(len(item.over.items) > 1 and is_sign(item.over.items[0]) and is_sign(_first(item.under.items)))
        return bool(is_sign(item) and _slash(items, position) > position + 1)

    def slope(self, items: Items, position: int, bound: Bound) -> tuple[int, int] | None:
        """A derivative at a place and where what is behind it begins; None where none stands there."""
        item = items[position]
        base = base_of(item)
        if isinstance(base, Symbol) and base.name == NABLA:
            return self._gradient(item, items[position + 1 :], bound), len(items)
        if isinstance(item, Fraction) and is_sign(_first(item.over.items)) and is_sign(_first(item.under.items)):
            over = item.over.items
            body = over[1:] if len(over) > 1 else items[position + 1 :]
            after = position + 1 if len(over) > 1 else len(items)
            return self._by(body, _variables(over[0], item.under.items), bound), after
        slash = _slash(items, position) if is_sign(item) else 0
        if slash:
            end = _ends(items, slash + 1)
            variables = _variables(item, items[slash + 1 : end])
            if slash == position + 1:  # d/dx, and what is derived behind it
                return self._by(items[end:], variables, bound), len(items)
            return self._by(items[position + 1 : slash], variables, bound), end
        if is_sign(item) and isinstance(base, Symbol):
            return self.page.kinds.new(), len(items)
        return None

    def _gradient(self, item: Node, body: Items, bound: Bound) -> int:
        value = self.product(body, bound)
        number = self.page.kinds.new(NUMBER)
        self.page.say(ops.SAME, value, number)
        self._differentiated(body, ())
        sub = item.sub.items if isinstance(item, Scripts) and item.sub is not None else _argument(body)
        if not sub:
            return self.page.kinds.new()
        by = self.expression(sub, bound)
        twice = isinstance(item, Scripts) and item.sup is not None
        self._differentiated(body, sub)
        return self.page.made(ops.HESSIAN, value, by, by) if twice else self.page.made(ops.SLOPE, value, by)

    def _by(self, body: Items, variables: Sequence[Items], bound: Bound) -> int:
        value = self.expression(body, bound)
        by = [self.expression(variable, bound) for variable in variables]
        for variable in variables:
            self._differentiated(body, variable)
        match by:
            case [one]:
                return self.page.made(ops.SLOPE, value, one)
            case [one, other]:
                return self.page.made(ops.HESSIAN, value, one, other)
        return self.page.kinds.new()

    def _differentiated(self, body: Items, variable: Items) -> None:
        """A name that is differentiated alone, and by what."""
        call = len(body) == 2 and isinstance(body[1], Bracket)
        of = resolved(body[0], self.page.told, self.page.scope) if len(body) == 1 or call else None
        by = resolved(variable[0], self.page.told, self.page.scope) if len(variable) == 1 else None
        if of is not None and not of.sup:
            self.page.slopes.append((of.name, "" if by is None else by.name))
            self.page.varied.setdefault(self.page.slopes[-1][1], self.page.statement)


def _argument(body: Items) -> Items:
    """The one name that a function is taken at, by which ∇ is then: `\\nabla J(w)`."""
    inner = body[1].body.items if len(body) == 2 and isinstance(body[1], Bracket) and body[1].opens == "(" else ()
    return inner if len(inner) == 1 and isinstance(inner[0], Letter | Scripts | Accent) else ()


def _first(items: Items) -> Node | None:
    return items[0] if items else None


def _slash(items: Items, position: int) -> int:
    """Where the slash of `∂J/∂v` stands, with a sign behind it; 0 where none does."""
    for place in range(position + 1, min(len(items) - 1, position + 8)):
        item = items[place]
        if isinstance(item, Operator):
            below = items[place + 1] if item.sign == "/" else None
            return place if is_sign(below) else 0
    return 0


def _ends(items: Items, begins: int) -> int:
    """Where a denominator behind a slash ends: what touches goes on."""
    place = begins + 2
    while place < len(items) and not items[place].spaced and not isinstance(items[place], Operator | Bracket):
        if not isinstance(items[place], Letter | Scripts | Symbol | Number):
            break
        place += 1
    return min(place, len(items))


def _unturned(node: Node) -> Node:
    """x for the `x^T` by which is differentiated second: what comes out is a matrix."""
    if not isinstance(node, Scripts) or node.base is None or node.sup is None or not is_transpose(lone(node.sup.items)):
        return node
    return node.base if node.sub is None else replace(node, sup=None)


def _variables(sign: Node, under: Items) -> list[Items]:
    """What stands behind each sign below; the power of the order repeats it."""
    groups: list[list[Node]] = []
    for item in under:
        if is_sign(item) and (not groups or groups[-1]):
            groups.append([])
        elif groups:
            groups[-1].append(item)
    twice = isinstance(sign, Scripts) and sign.sup is not None
    if not twice or len(groups) != 1 or not groups[0]:
        groups = [group for group in groups if group]
        return [(*group[:-1], _unturned(group[-1]) if n else group[-1]) for n, group in enumerate(groups)]
    last = groups[0][-1]
    if isinstance(last, Scripts) and last.sup is not None and last.base is not None:
        bare = last.base if last.sub is None else replace(last, sup=None)
        groups[0][-1] = Group(bare.body, span=bare.span) if isinstance(bare, Group) else bare
    return [tuple(groups[0]), tuple(groups[0])]
