"""What an expression is, as an unknown: sums of terms, terms of factors, factors with what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.declaring.inferring import operations as ops
from symcheck.reading.declaring.inferring.atoms import Atoms
from symcheck.reading.declaring.inferring.functions import LETTERS, operation
from symcheck.reading.declaring.inferring.naming import Read, is_index, resolved
from symcheck.reading.declaring.inferring.typing import CAPITAL, Bound
from symcheck.reading.meaning.free import bound_letters
from symcheck.reading.names import script, spelling
from symcheck.reading.rows import Items, apart, base_of, sides_of, split
from symcheck.reading.tree import (
    Big,
    Bracket,
    Group,
    Letter,
    Node,
    Number,
    Operator,
    Relation,
    Scripts,
    Word,
)

DEEPEST = 60


class Expressions(Atoms):
    """Reads expressions into constraints between unknowns."""

    depth = 0

    def expression(self, items: Items, bound: Bound) -> int:
        """The unknown for a sum of terms; what a sign binds reaches to the end of the level."""
        if not items or self.depth > DEEPEST:
            return self.page.kinds.new()
        if len(items) == 1 and isinstance(items[0], Number) and items[0].text == "0":
            return self.page.kinds.new()
        self.depth += 1
        try:
            bound = dict(bound)
            found: int | None = None
            before: Items = ()
            terms = _terms(items)
            self._complemented(terms)
            for term in terms:
                value = self.term(term, bound)
                if found is not None:
                    small = self._added(found, value, term, before)
                    total = self.page.made(ops.ADDED_TO_ROWS if small else ops.ADDED, found, value)
                    self._subtracted(items, (found, value, total), terms)
                    value = total
                found, before = value, term
            return self.page.kinds.new() if found is None else found
        finally:
            self.depth -= 1

    def _complemented(self, terms: Sequence[Items]) -> None:
        """`1 - y`, in which y is no weight of many."""
        one = len(terms) == 2 and isinstance(terms[0][0], Number) and len(terms[1]) == 1
        read = resolved(terms[1][0], self.page.told, self.page.scope) if one else None
        if read is not None:
            self.page.complements.add(read.name)

    def _added(self, left: int, right: int, term: Items, before: Items) -> bool:
        """Notes names alone in a sum, each beside what it is added to; whether a small one stands behind capitals."""
        small = False
        for items, value, other in ((term, right, left), (before, left, right)):
            read = resolved(items[0], self.page.told, self.page.scope) if len(items) == 1 else None
            if read is not None and not read.known:
                self.page.added.append((other, value, read.name))
                capitals = [base_of(x) for x in before]
                capital = len(capitals) == 2 and all(isinstance(x, Letter) and x.name.isupper() for x in capitals)
                small = small or (items is term and capital and not CAPITAL.match(read.name))
        return small

    def _subtracted(self, items: Items, values: tuple[int, int, int], terms: Sequence[Items]) -> None:
        """Notes a difference of two names, `x_n - \\mu`: if one of the three is a vector, so are the others."""
        names = [resolved(term[0], self.page.told, self.page.scope) if len(term) == 1 else None for term in terms]
        signs = [item.sign for item in items if isinstance(item, Operator)]
        if len(names) == 2 and signs in (["-"], ["−"]):
            self.page.differences.append((values, tuple(read.name for read in names if read is not None)))

    def term(self, items: Items, bound: Bound) -> int:
        """A product; entrywise products bind looser."""
        found: int | None = None
        for part in apart(items, lambda x: isinstance(x, Operator) and x.sign in "⊙∘⊗:") if items else ():
            value = self.product(part, bound)
            found = value if found is None else self.page.made(ops.ENTRYWISE, found, value)
        return self.page.kinds.new() if found is None else found

    def product(self, items: Items, bound: Bound) -> int:
        """Factors side by side, from the left."""
        if self.depth > DEEPEST:
            return self.page.kinds.new()
        position, sign, found, quotients = 0, "", -1, 0
        while position < len(items):
            item = items[position]
            if isinstance(item, Operator):
                sign, position = item.sign, position + 1
                continue
            quotients += self.is_quotient(items, position)
            value, position = self.factor(items, position, bound)
            found = value if found < 0 else self._joined(found, value, sign, item)
            sign = ""
        return self.page.kinds.new() if found < 0 or quotients > 1 else found

    def _joined(self, left: int, right: int, sign: str, node: Node) -> int:
        read = resolved(node, self.page.told, self.page.scope) if sign in ("", "·") else None
        if read is not None and not read.known:
            self.page.beside.append((left, read.name))
        match sign:
            case "/":
                return self.page.made(ops.DIVIDED, left, right)
            case "·":
                return self.page.made(ops.DOTTED, left, right)
            case "*":
                return self.page.made(ops.STARRED, left, right)
        return self.page.made(ops.MULTIPLIED, left, right)

    def factor(self, items: Items, position: int, bound: Bound) -> tuple[int, int]:
        """A factor and where the next one begins."""
        self.depth += 1
        try:
            return self._factor(items, position, bound)
        finally:
            self.depth -= 1

    def _factor(self, items: Items, position: int, bound: Bound) -> tuple[int, int]:
        if self.depth > 2 * DEEPEST:
            return self.page.kinds.new(), position + 1
        item = items[position]
        if isinstance(base_of(item), Big):
            if isinstance(item, Scripts):
                self.bind(item, bound)
                self._weighted(item, items[position + 1 :])
            return self.product(items[position + 1 :], bound), len(items)
        found = self.slope(items, position, bound)
        if found is not None:
            return found
        word = self._function(items, position)
        if word:
            return self._applied(word, items, position, bound)
        if self._takes_arguments(items, position):
            return self._called(item, items[position + 1], bound), position + 2
        behind = base_of(items[position + 1]) if position + 1 < len(items) else None
        if isinstance(item, Word) and isinstance(behind, Bracket) and behind.opens == "(" and not behind.spaced:
            self.page.applied.add(item.text)
        return self.atom(item, bound), position + 1

    def _positive(self, item: Node) -> None:
        """A name of which a logarithm is taken is positive."""
        inner = item.body.items if isinstance(item, Bracket) and item.opens == "(" else (item,)
        read = resolved(inner[0], self.page.told, self.page.scope) if len(inner) == 1 else None
        uses = [] if read is None else self.page.uses_of(read.name)
        if uses and read is not None and not read.known:
            self.page.positive.setdefault(read.name, uses[-1])

    def _weighted(self, item: Scripts, rest: Items) -> None:
        """`\\sum_k y_k \\log p_k`: weights, which likely sum to 1."""
        letters = [] if item.sub is None else bound_letters(item.sub)
        read = resolved(rest[0], self.page.told, self.page.scope) if len(rest) > 1 else None
        word = base_of(rest[1]) if len(rest) > 1 else None
        if read is None or read.known or len(letters) != 1 or not isinstance(word, Word) or word.text != "log":
            return
        if [script(part) for part in read.indices] == letters:
            self.page.weights.setdefault(read.name, _text(rest[:1]))

    def _function(self, items: Items, position: int) -> str:
        """The known function at a place; "" where none stands there."""
        item = items[position]
        base = base_of(item)
        word = spelling(base) if isinstance(base, Letter | Word | Group) else None
        if word is None or operation(word) is None or self.page.scope.get(word) is not None:
            return ""
        if word in LETTERS:
            behind = base_of(items[position + 1]) if position + 1 < len(items) else None
            subscript = isinstance(item, Scripts) and item.sub is not None
            return word if isinstance(behind, Bracket) and behind.opens == "(" and not subscript else ""
        return word if isinstance(base, Word | Group) else ""

    def _applied(self, word: str, items: Items, position: int, bound: Bound) -> tuple[int, int]:
        """A known function with its argument: a bracket, else the next factor."""
        rule = operation(word)
        behind = items[position + 1] if position + 1 < len(items) else None
        if rule is None or behind is None or isinstance(behind, Operator):
            return self.page.kinds.new(), position + 1
        bracket = base_of(behind)
        if isinstance(bracket, Bracket) and bracket.opens not in "|‖":
            after = position + 2
            parts = split(bracket.body.items)
            values = [self.expression(part, bound) for part in parts]
            value = values[0] if len(values) == 1 else self.page.kinds.new()
        else:
            value, after = self.factor(items, position + 1, bound)
        if word in ("log", "ln"):
            self._positive(behind)
        made = self.page.made(rule, value)
        if isinstance(behind, Scripts) and isinstance(bracket, Bracket) and bracket.opens not in "|‖":
            made = self.hung(made, behind, bound)
        item = items[position]
        return (self.page.made(ops.POWER, made) if isinstance(item, Scripts) and item.sup else made), after

    def _takes_arguments(self, items: Items, position: int) -> bool:
        """Whether a function of the page stands here with its arguments."""
        behind = base_of(items[position + 1]) if position + 1 < len(items) else None
        if not isinstance(behind, Bracket) or behind.opens != "(":
            return False
        read = resolved(items[position], self.page.told, self.page.scope)
        return read is not None and not read.sup and read.name in self.page.told.functions

    def _called(self, item: Node, behind: Node, bound: Bound) -> int:
        """A function of the page with its arguments, or a table with its indices."""
        bracket = base_of(behind)
        arguments = split(bracket.body.items, ",;|") if isinstance(bracket, Bracket) else []
        if self._is_table(item, arguments):
            value = self._entry_called(item, arguments, bound)
        else:
            for part in arguments:
                self.expression(part, bound)
            value = self.scripted(item, bound, called=", ".join(map(_text, arguments)))
        return self.hung(value, behind, bound) if isinstance(behind, Scripts) else value

    def _is_table(self, item: Node, arguments: Sequence[Items]) -> bool:
        """Whether the arguments are indices: `φ(s, a)`."""
        name = spelling(item)
        if self.page.scope.get(name) is not None or isinstance(item, Scripts) or len(arguments) < 2:
            return False
        return all(is_index(part, self.page.told, self.page.scope, False) for part in arguments)

    def _entry_called(self, item: Node, arguments: Sequence[Items], bound: Bound) -> int:
        name = spelling(item) or ""
        value, letters = self.page.entry(self.page.name(name), arguments, bound)
        self.page.note(Read(name, tuple(tuple(part) for part in arguments), above=-1), item.span, letters)
        return value

    def bind(self, item: Scripts, bound: Bound) -> None:
        """The letters of a sum, each with its range."""
        if item.sub is None:
            return
        for letter in bound_letters(item.sub):
            if letter not in self.page.told.steps:
                elsewhere = next((size for size, over in self.page.told.sizes.items() if over == letter), "")
                bound[letter] = self.page.column(range_of(item, letter) or ("" if item.sup else elsewhere))
                self.page.bound.setdefault(letter, []).append(bound[letter])
        for node in (*item.sub.items, *(item.sup.items if item.sup is not None else ())):
            name = spelling(node) if isinstance(node, Letter | Word | Scripts) else None
            if name is not None and name in self.page.told.sizes and self.page.scope.get(name) is None:
                over = next(iter(bound_letters(item.sub)), "")
                inside = any(isinstance(x, Relation) and x.sign == "∈" for x in item.sub.items)
                why = f"{over} runs over it" if inside else "it ends a range"
                self.page.size(name, node.span, why)


def range_of(item: Scripts, letter: str) -> str:
    """What a letter runs over, as the limits write it: `n` for 1 … n, `-m..m`, a set; "" where they do not."""
    low, high = "", "" if item.sup is None else script(item.sup.items) or ""
    for part in split(item.sub.items if item.sub is not None else ()):
        sides, signs = sides_of(part)
        texts = [script(side) or "" for side in sides]
        if len(sides) == 3 and texts[1] == letter and all(sign.sign == "≤" for sign in signs):
            return f"{texts[0]}..{texts[2]}" if texts[0] and texts[2] else ""
        if len(sides) == 2 and texts[0] == letter and signs[0].sign == "∈":
            return texts[1]
        if len(sides) == 2 and texts[0] == letter and signs[0].sign == "=":
            low = texts[1]
    if not high or not low:
        return ""
    return high if low == "1" and len(high) <= 2 else f"{low}..{high}"


def _terms(items: Items) -> list[tuple[Node, ...]]:
    """The terms of a sum; a sign behind another operator belongs to the factor."""
    found: list[list[Node]] = [[]]
    for position, item in enumerate(items):
        before = items[position - 1] if position else None
        if isinstance(item, Operator) and item.sign in "+-−±" and not isinstance(before, Operator):
            found.append([])
        else:
            found[-1].append(item)
    return [tuple(term) for term in found if term]


def _text(items: Items) -> str:
    return script(items) or "…"
