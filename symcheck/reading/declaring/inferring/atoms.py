"""What one thing is, as an unknown: names with their scripts, brackets, fractions, cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.reading.declaring.inferring import operations as ops
from symcheck.reading.declaring.inferring.kinds import COLUMN, MATRIX, NUMBER
from symcheck.reading.declaring.inferring.naming import is_index, resolved
from symcheck.reading.declaring.inferring.slopes import Slopes
from symcheck.reading.declaring.inferring.typing import Bound
from symcheck.reading.meaning.scripts import is_transpose
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, relates, sides_of, split, within
from symcheck.reading.scope import Formula
from symcheck.reading.tree import (
    Accent,
    Big,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Root,
    Scripts,
    Table,
    Word,
)


class Atoms(Slopes):
    """The part that reads single things."""

    def atom(self, item: Node, bound: Bound) -> int:
        """One thing with what hangs on it."""
        match item:
            case Number():
                return self.page.kinds.new(NUMBER)
            case Letter("1", "bold"):
                return self.page.kinds.new(COLUMN)
            case Letter() | Word() | Accent() | Scripts():
                return self.scripted(item, bound)
            case Group(body):
                name = spelling(item) if len(body.items) > 1 else None
                words = self.page.scope.conventions.words
                is_name = name is not None and (name in words or self.page.scope.get(name) is not None)
                return self.scripted(item, bound) if is_name else self.expression(body.items, bound)
            case Bracket():
                return self._bracket(item, bound)
            case Fraction(over, under, _):
                left, right = self.expression(over.items, bound), self.expression(under.items, bound)
                self._divides(under.items)
                return self.page.made(ops.DIVIDED, left, right)
            case Root(body, _):
                return self.page.made(ops.SAME, self.expression(body.items, bound))
            case Note(_, body):
                return self.expression(body.items, bound)
            case Table("cases", rows):
                return self._cases([cells[0].items for cells in rows if cells], bound)
        for row in within(item):
            self.expression(row.items, bound)
        return self.page.kinds.new()

    def _divides(self, items: Items) -> None:
        """A family by the sum of which something is divided: `\\sum_i q_i`."""
        summed = len(items) == 2 and isinstance(base_of(items[0]), Big)
        read = resolved(items[1], self.page.told, self.page.scope) if summed else None
        if read is not None and read.indices and not read.sup:
            self.page.divisors.add(read.name)

    def _cases(self, listed: Iterable[Items], bound: Bound) -> int:
        made = self.page.kinds.new()
        for items in listed:
            self.page.say(ops.SAME, self.expression(items, bound), made)
        return made

    def _bracket(self, item: Bracket, bound: Bound) -> int:
        body = item.body.items
        if relates(body) or (len(split(body)) > 1 and item.opens not in "⟨"):
            for side in sides_of(body)[0]:
                for part in split(side):
                    self.expression(part, bound)
            return self.page.kinds.new()
        if item.opens == "⟨":
            parts = [self.expression(part, bound) for part in split(body)]
            return self.page.made(ops.INNER, *parts) if len(parts) == 2 else self.page.kinds.new()
        value = self.expression(body, bound)
        if item.opens == "‖":
            self._under_norm(body)
            return self.page.made(ops.NORM, value)
        return self.page.made(ops.BARS, value) if item.opens == "|" else value

    def _under_norm(self, body: Items) -> None:
        read = resolved(body[0], self.page.told, self.page.scope) if len(body) == 1 else None
        if read is not None and not (read.sup or read.indices):
            self.page.note(read, body[0].span, (), "norm", "a norm is taken of it")

    def scripted(self, item: Node, bound: Bound, called: str | None = None) -> int:
        """A name with its indices and what stands above it, or something else with scripts."""
        special = self._special(item, bound)
        if special is not None:
            return special
        read = resolved(item, self.page.told, self.page.scope)
        if read is None or isinstance(self.page.scope.get(read.name), Formula):
            self.page.spoken += [] if read is None else [read.name]
            return self.hung(self._base(item, bound), item, bound) if isinstance(item, Scripts) else self._inside(item)
        if read.name in bound or (read.name in self.page.told.indices and not read.indices):
            if read.name not in bound:
                self.page.free.setdefault(read.name, item.span)
            return self.page.kinds.new(NUMBER)
        if _is_marked(item) and read.name.split("^")[0].rstrip("'") in self.page.told.indices:
            self.page.free.setdefault(read.name, item.span)
            return self.page.kinds.new(NUMBER)
        value, letters = self.page.entry(self.page.name(read.name), read.indices, bound)
        turned = any(is_transpose(node) for node in read.sup)
        how = "called" if called is not None else "transposed" if turned else "power" if read.sup else "plain"
        self.page.note(read, item.span, letters, how, called or "")
        if not read.known and len(read.indices) == 1 and _steps_back(read.indices[0]):
            self.page.before.setdefault(read.name, self.page.uses_of(read.name)[-1])
        return self.raised(value, read.sup, bound)

    def _inside(self, item: Node) -> int:
        for row in within(item):
            self.expression(row.items, {})
        return self.page.kinds.new()

    def _base(self, item: Scripts, bound: Bound) -> int:
        return self.page.kinds.new() if item.base is None else self.atom(item.base, bound)

    def _special(self, item: Node, bound: Bound) -> int | None:
        """Letters that mean something of their own: e, π, I, δ with two indices, ones."""
        base, sub = base_of(item), item.sub if isinstance(item, Scripts) else None
        sup = item.sup.items if isinstance(item, Scripts) and item.sup is not None else ()
        name = base.name if isinstance(base, Letter) else ""
        if self.page.scope.get(name) is not None or not name:
            return None
        if name == "1" and isinstance(base, Letter):
            return self.raised(self.page.kinds.new(COLUMN if base.face == "bold" else NUMBER), sup, bound)
        if name == "e" and sub is None:
            return self.page.made(ops.SAME, self.expression(sup, bound)) if sup else self.page.kinds.new(NUMBER)
        if name == r"\pi" and sub is None and name not in self.page.told.functions:
            return self.page.kinds.new(NUMBER)
        if name == "I":
            square = self.page.kinds.new(MATRIX)
            self.page.say(ops.IS_SQUARE, square)
            return square
        if name == r"\delta" and sub is not None and len(sub.items) in (2, 3):
            parts = [(x,) for x in sub.items if not isinstance(x, Mark)]
            if len(parts) == 2 and all(is_index(part, self.page.told, self.page.scope, False) for part in parts):
                self.page.say(ops.ONE_RANGE, *(self.page.index(part, bound)[0] for part in parts))
                return self.page.kinds.new(NUMBER)
        return None

    def hung(self, value: int, item: Scripts, bound: Bound) -> int:
        """Indices below something in brackets, and what stands above it."""
        parts = [(x,) for x in item.sub.items if not isinstance(x, Mark)] if item.sub is not None else []
        measured = isinstance(item.base, Bracket) and item.base.opens in "‖|"
        if not measured and parts and all(is_index(part, self.page.told, self.page.scope, True) for part in parts):
            value = self.page.entry(value, parts, bound)[0]
        return self.raised(value, item.sup.items if item.sup is not None else (), bound)

    def raised(self, value: int, sup: Sequence[Node], bound: Bound) -> int:
        """A power, a transpose, or both."""
        power = tuple(node for node in sup if not is_transpose(node))
        if power:
            if not isinstance(power[-1], Number | Operator):
                self.expression(power, bound)
            value = self.page.made(ops.POWER, value)
        if len(power) < len(sup):
            value = self.page.made(ops.TRANSPOSED, value)
        return value


def _steps_back(index: Sequence[Node]) -> bool:
    """Whether an index is one less than a letter: `t-1`."""
    texts = [getattr(x, "sign", getattr(x, "text", "")) for x in index[1:]]
    return isinstance(index[0], Letter) and texts in (["-", "1"], ["−", "1"])


def _is_marked(item: Node) -> bool:
    """Whether a letter has a prime or a star, and nothing else."""
    if not isinstance(item, Scripts) or item.sub is not None or not isinstance(item.base, Letter):
        return False
    stars = item.sup is None or [getattr(x, "sign", "") for x in item.sup.items] == ["*"]
    return stars and (item.primes > 0 or item.sup is not None)
