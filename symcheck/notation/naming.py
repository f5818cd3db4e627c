"""Names, integers, conditions and the limits of sums, as one statement prints them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import log10

from symcheck.expressions import indices as af
from symcheck.expressions.arrays import pull_sign
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import Add, Condition, Expr, IndexRelation, Named, Number, RealRelation, Relation
from symcheck.expressions.walk import binders, children, condition_indices, free_indices
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

    def all_shaped(self, exprs: Iterable[Expr], axes: Axes) -> list[Piece] | None:
        """All of these printed without these axes; None where one of them cannot be read so."""
        shaped = [self.shaped(expr, axes) for expr in exprs]
        pieces = [piece for piece in shaped if piece is not None]
        return pieces if len(pieces) == len(shaped) else None

    def __init__(self, style: Style, free: Iterable[Index]) -> None:
        self.style = style
        self.names: dict[Index, str] = {}
        self.memo: dict[tuple[Expr, Axes], Piece | None] = {}
        self.enclosing: dict[Index, tuple[Index, ...]] = {}
        for index in sorted(set(free), key=lambda i: (i.serial, i.name)):
            self._name_index(index, self.names)

    def enter(self, expr: Expr) -> None:
        """Notes which sums stand inside which, so that no Σ_i is printed inside another Σ_i."""
        seen: set[Expr] = set()
        stack: list[tuple[Expr, Axes]] = [(expr, ())]
        while stack:
            node, path = stack.pop()
            if node in seen or isinstance(node, Named):
                continue
            seen.add(node)
            own = binders(node)
            self.enclosing.update(dict.fromkeys(own, path))
            stack.extend((child, path + own) for child in children(node))

    def _name_index(self, index: Index, others: Iterable[Index]) -> None:
        taken = {self.names[o] for o in others if o in self.names and o != index}
        name = index.name
        while name in taken:
            name += "′"
        if self.names.get(index, name) != name:  # what was printed with the other name is no longer what is meant
            self.memo = {key: piece for key, piece in self.memo.items() if index not in free_indices(key[0])}
        self.names[index] = name

    def bind(self, index: Index, scope: Expr, where: Condition = (), hidden: Axes = ()) -> None:
        """Gives a bound index a name that no other index in its scope has."""
        others = (
            (free_indices(scope) | condition_indices(where)).difference(hidden).union(self.enclosing.get(index, ()))
        )
        self._name_index(index, others)

    def index_name(self, index: Index) -> str:
        name = self.names.get(index, index.name)
        return self.style.word(name.rstrip("′")) + self.style.prime * (len(name) - len(name.rstrip("′")))

    def atom(self, atom: IndexAtom) -> str:
        match atom:
            case Index():
                return self.index_name(atom)
            case Size(name):
                return self.style.word(name)
            case MapEntry(map_, arguments):
                return self.style.name(map_.name, [self.tight(a) for a in arguments])

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

    def limits(self, index: Index, where: Condition) -> tuple[str, str]:
        """What stands below and above a Σ; the plain range 1..n is understood."""
        name = self.index_name(index)
        plain = index.lower == af.ONE and isinstance(index.upper.atom, Size)
        shown = self.condition(where)
        if not where:
            return (name, "") if plain else (f"{name}={self.tight(index.lower)}", self.tight(index.upper))
        if plain:
            speaks = all(index in condition_indices((relation,)) for relation in where)
            return (_close(shown) if speaks and shown.startswith(name) else f"{name}: {_close(shown)}"), ""
        at_most = self.style.relation("le")
        between = f"{self.tight(index.lower)} {at_most} {name} {at_most} {self.tight(index.upper)}"
        return _close(f"{between}, {shown}"), ""

    def condition(self, value: Condition) -> str:
        return ", ".join(map(self.relation, value))

    def relation(self, relation: Relation) -> str:
        match relation:
            case IndexRelation(kind, form):
                return self._index_relation(kind, form)
            case RealRelation(kind, difference):
                return self._real_relation(kind, difference)

    def _index_relation(self, kind: str, form: IndexForm) -> str:
        sign, left, right = compared(kind, form)
        return f"{self.integer(left).text} {self.style.relation(sign)} {self.integer(right).text}"

    def _real_relation(self, kind: str, difference: Expr) -> str:
        left, right = difference, None
        if isinstance(difference, Add) and len(difference.terms) == 2:
            negative, positive = pull_sign(difference.terms[1])
            if negative:
                left, right = difference.terms[0], positive
        if right is not None and isinstance(left, Number) and kind in TURNED:
            kind, left, right = TURNED[kind], right, left
        shown = Piece("0") if right is None else self.plain(right)
        return f"{self.plain(left).text} {self.style.relation(kind)} {shown.text}"

    def _bracket(self, where: Condition) -> Piece:
        if len(where) == 1 and isinstance(where[0], IndexRelation) and where[0].kind == "eq":
            left, right = _sides(where[0].form)
            if left.atom is not None and (right.atom is not None or not right.terms):
                return self.style.delta(self.tight(left), self.tight(right))
        return self.style.iverson(self.condition(where))


def _serial(atom: IndexAtom) -> int:
    return atom.serial if isinstance(atom, Index) else 0


def compared(kind: str, form: IndexForm) -> tuple[str, IndexForm, IndexForm]:
    """How an author compares what is compared with 0: the sign between two sides."""
    left, right = _sides(form)
    if kind == "ge" and form.terms and all(c < 0 for _, c in form.terms):
        kind = "le"  # the sides are exchanged: 3 − i ≥ 0 is i ≤ 3
    elif kind == "ge" and right.constant == 1 and (right.terms or left.terms):
        kind, right = "gt", right.shift(-1)
    if not af.free_indices(left) and af.free_indices(right):
        kind, left, right = TURNED.get(kind, kind), right, left
    return kind, left, right


def _sides(form: IndexForm) -> tuple[IndexForm, IndexForm]:
    """left − right = form, each with positive terms; the constant stands on the right unless that is empty."""
    left = af.affine([(a, c) for a, c in form.terms if c > 0], 0)
    right = af.affine([(a, -c) for a, c in form.terms if c < 0], 0)
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
