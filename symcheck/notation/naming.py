"""Names, integers, conditions and the limits of sums, as one statement prints them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import log10

from symcheck.expressions import indices as af
from symcheck.expressions.arrays import Range, pull_sign
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import (
    Add,
    Block,
    Condition,
    Definition,
    Entry,
    Expr,
    IndexRelation,
    Inverse,
    Named,
    Number,
    RealRelation,
    Relation,
)
from symcheck.expressions.walk import (
    children,
    condition_expressions,
    condition_forms,
    condition_indices,
    forms,
    free_indices,
)
from symcheck.notation.names import respelled
from symcheck.notation.pieces import Piece, Style

Axes = tuple[Index, ...]
TURNED = {"ge": "le", "gt": "lt", "le": "ge"}
"""The sign of a comparison with its sides exchanged."""


class NamePrinter(ABC):
    """Knows the name under which each index appears in one statement."""

    @abstractmethod
    def plain(self, expr: Expr) -> Piece:
        """A scalar, or one entry of a tensor with its axes as subscripts."""

    @abstractmethod
    def shaped(self, expr: Expr, axes: Axes) -> Piece | None:
        """The tensor expr(axes) printed without these axes; None where that cannot be read."""

    @abstractmethod
    def block(self, block: Block) -> Piece:
        """A tensor as an argument; entry by entry in brackets where its axes cannot be left out."""

    def all_shaped(self, exprs: Iterable[Expr], axes: Axes) -> list[Piece] | None:
        """All of these printed without these axes; None where one of them cannot be read so."""
        shaped = [self.shaped(expr, axes) for expr in exprs]
        pieces = [piece for piece in shaped if piece is not None]
        return pieces if len(pieces) == len(shaped) else None

    def __init__(self, style: Style, names: Mapping[Index, str]) -> None:
        self.style = style
        self.names = names
        self.memo: dict[tuple[Expr, Axes], Piece | None] = {}

    def index_name(self, index: Index) -> str:
        name = self.names[index]
        return self.style.word(name.rstrip("′")) + self.style.prime * (len(name) - len(name.rstrip("′")))

    def called(self, definition: Definition, places: Sequence[str] = ()) -> str:
        """A name with its subscripts. An index that the named expression speaks of is shown where the name has its
        letter; one that has another letter here is shown anyway, for the name is another value for each."""
        free = sorted(free_indices(definition.body).difference(definition.axes), key=lambda i: (i.serial, i.name))
        letters = {index.name: self.index_name(index) for index in free}
        name = respelled(definition.latex, letters)
        other = [index for index in free if self.names[index] != index.name]
        hidden = [i for i in other if respelled(definition.latex, {**letters, i.name: ""}) == name]
        return self.style.called(name, [*places, *map(self.index_name, hidden)])

    def atom(self, atom: IndexAtom) -> str:
        match atom:
            case Index():
                return self.index_name(atom)
            case Size(name):
                return self.style.word(name)
            case MapEntry(map_, arguments):
                return self.style.called(map_.name, [self.tight(a) for a in arguments])

    def tight(self, form: IndexForm) -> str:
        """An affine form as a subscript, without spaces."""
        return self.integer(form).text.replace(f" {self.style.minus} ", self.style.minus).replace(" + ", "+")

    def integer(self, form: IndexForm) -> Piece:
        """An affine form: positive terms first, indices before sizes, declared indices before bound ones."""
        terms = sorted(form.terms, key=lambda term: (term[1] < 0, isinstance(term[0], Size), _serial(term[0])))
        pieces = [self._multiple(atom, c) for atom, c in terms]
        if form.constant or not pieces:
            pieces.append(self.number(Fraction(form.constant)))
        return pieces[0] if len(pieces) == 1 else self.style.total(pieces)

    def _multiple(self, atom: IndexAtom, coefficient: int) -> Piece:
        name = Piece(self.atom(atom))
        if abs(coefficient) != 1:
            name = self.style.product((Piece(str(abs(coefficient))), name))
        return self.style.negative(name) if coefficient < 0 else name

    def number(self, value: Fraction) -> Piece:
        size = Piece(_digits(abs(value.numerator)))
        if value.denominator != 1:
            size = self.style.fraction(size, Piece(_digits(value.denominator)))
        return self.style.negative(size) if value < 0 else size

    def _tights(self, forms: Sequence[IndexForm]) -> list[str]:
        return [self.tight(form) for form in forms]

    def limits(self, index: Index, body: Expr, where: Condition) -> tuple[str, str]:
        """What stands below and above a Σ; a range that the body tells, by an axis it runs over, is understood."""
        name = self.index_name(index)
        plain = is_told(index, body, where)
        shown = self.condition(where, index)
        if not where:
            return (name, "") if plain else (f"{name}={self.tight(index.lower)}", self.tight(index.upper))
        if plain:
            speaks = all(index in condition_indices((relation,)) for relation in where)
            return (_close(shown) if speaks and shown.startswith(name) else f"{name}: {_close(shown)}"), ""
        at_most = self.style.relation("le")
        between = f"{self.tight(index.lower)} {at_most} {name} {at_most} {self.tight(index.upper)}"
        return _close(f"{between}, {shown}"), ""

    def condition(self, value: Condition, first: Index | None = None) -> str:
        """A conjunction; of integers, with the index on the left that is to come first."""
        return ", ".join(self._relation(relation, first) for relation in value)

    def _relation(self, relation: Relation, first: Index | None) -> str:
        match relation:
            case IndexRelation(kind, form):
                return self._index_relation(kind, form, first)
            case RealRelation(kind, difference):
                how, *sides = compared(kind, difference)
                return self._comparison(how, [self.plain(side) for side in sides])

    def shaped_condition(self, value: Condition, axes: Axes) -> str | None:
        """A conjunction for each entry of tensors, without their axes; None where that cannot be read."""
        shown: list[str] = []
        for relation in value:
            if isinstance(relation, IndexRelation):
                if not af.free_indices(relation.form).isdisjoint(axes):
                    return None
                shown.append(self._index_relation(relation.kind, relation.form, None))
                continue
            kind, *sides = compared(relation.kind, relation.difference)
            pieces = self.all_shaped(sides, axes)
            if pieces is None:
                return None
            shown.append(self._comparison(kind, pieces))
        return ", ".join(shown)

    def _comparison(self, kind: str, sides: Sequence[Piece]) -> str:
        return f"{sides[0].text} {self.style.relation(kind)} {sides[1].text}"

    def _index_relation(self, kind: str, form: IndexForm, first: Index | None) -> str:
        kind, left, right = _told(kind, form)
        ahead, behind = af.free_indices(left), af.free_indices(right)
        if first in behind or (first not in ahead and behind and (kind in TURNED or not ahead)):
            kind, left, right = TURNED.get(kind, kind), right, left
        return f"{self.integer(left).text} {self.style.relation(kind)} {self.integer(right).text}"

    def _bracket(self, where: Condition) -> Piece:
        if where == (ALWAYS,):
            return Piece("1")
        if len(where) == 1 and isinstance(where[0], IndexRelation) and where[0].kind == "eq":
            left, right = _sides(where[0].form)
            two = left.atom is not None and (right.atom is not None or not right.terms)
            if two and "δ" not in self.style.taken:
                return self.style.delta(self.tight(left), self.tight(right))
        return self.style.iverson(self.condition(where))


ALWAYS = IndexRelation("eq", af.ZERO)
"""i = i: an entry on the diagonal of the identity."""


def compared(kind: str, difference: Expr) -> tuple[str, Expr, Expr]:
    """A comparison and its two sides, of which the difference is kept; a number stands on the right."""
    left: Expr = difference
    right: Expr = ZERO
    if isinstance(difference, Add) and len(difference.terms) == 2:
        negative, positive = pull_sign(difference.terms[1])
        if negative:
            left, right = difference.terms[0], positive
    if isinstance(left, Number) and not isinstance(right, Number):
        return TURNED.get(kind, kind), right, left
    return kind, left, right


def is_told(index: Index, body: Expr, where: Condition) -> bool:
    """Whether the range of a bound index is that of every axis it runs over, of which there is one."""
    told = {ends for form, ends in _subscripts(body, where) if form.index == index}
    return told == {(index.lower, index.upper)}


def _subscripts(body: Expr, where: Condition) -> Iterator[tuple[IndexForm, Range]]:
    """The subscripts in an expression and a condition, each with the range of the axis on which it stands."""
    waiting, seen = [body, *condition_expressions(where)], set[Expr]()
    yield from _arguments(condition_forms(where))
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        match node:
            case Entry(array, indices):
                yield from zip(indices, array.axes, strict=True)
            case Named(definition, indices):
                yield from zip(indices, ((a.lower, a.upper) for a in definition.axes), strict=True)
            case Inverse(Block(axes), row, column):
                yield from zip((column, row), ((a.lower, a.upper) for a in axes), strict=True)
        yield from _arguments(forms(node))
        waiting.extend(() if isinstance(node, Named) else children(node))


def _arguments(spoken: Iterable[IndexForm]) -> Iterator[tuple[IndexForm, Range]]:
    """The arguments of index maps in these forms."""
    for form in spoken:
        for atom, _ in form.terms:
            if isinstance(atom, MapEntry):
                yield from ((a, (af.ONE, n)) for a, n in zip(atom.arguments, atom.map.domain, strict=True))
                yield from _arguments(atom.arguments)


def _serial(atom: IndexAtom) -> int:
    return atom.serial if isinstance(atom, Index) else 0


def compared_forms(kind: str, form: IndexForm) -> tuple[str, IndexForm, IndexForm]:
    """How an author compares what is compared with 0: the sign between two sides."""
    kind, left, right = _told(kind, form)
    if not af.free_indices(left) and af.free_indices(right):
        kind, left, right = TURNED.get(kind, kind), right, left
    return kind, left, right


def _told(kind: str, form: IndexForm) -> tuple[str, IndexForm, IndexForm]:
    left, right = _sides(form)
    if kind == "ge" and form.terms and all(c < 0 for _, c in form.terms):
        kind = "le"  # the sides are exchanged: 3 − i ≥ 0 is i ≤ 3
    elif kind == "ge" and right.constant == 1 and (right.terms or left.terms):
        kind, right = "gt", right.shift(-1)
    return kind, left, right


def _sides(form: IndexForm) -> tuple[IndexForm, IndexForm]:
    """left − right = form, each with positive terms; the constant stands on the right unless that is empty."""
    left, right = af.positive_terms(form), af.positive_terms(form.scale(-1))
    if not form.terms:
        return af.integer(form.constant), af.ZERO
    if not left.terms:
        return right, af.integer(form.constant)
    if form.constant > 0 and right.terms:
        return left.shift(form.constant), right
    return left, right.shift(-form.constant)


def _close(text: str) -> str:
    """A condition as it stands below a Σ: without spaces around its signs."""
    for sign in "≠=><≥≤":
        text = text.replace(f" {sign} ", sign)
    return text


def _digits(value: int) -> str:
    """A whole number in decimal; its order of magnitude where Python refuses to write it out."""
    try:
        return str(value)
    except ValueError:
        return f"(about 10^{int(value.bit_length() * log10(2))})"
