"""SymPy's symbols and indexed bases as sizes, indices, maps and arrays, with the ranges that their places give."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import reduce

import sympy as sp

from symcheck.bridge.forms import Map, PositiveDefinite, Symmetric
from symcheck.bridge.roles import Place, Roles, extent, index_range
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import affine_of, scalar
from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Entry, Integer

INSTEAD: dict[type, str] = {
    sp.Integral: "integrals are not taken here; write what you found for it and check its derivative",
    sp.Limit: "limits are not taken here",
    sp.Lambda: "a function is no value by itself; apply it, as in Lambda(x, x**2)(y)",
    sp.KroneckerProduct: "write its entries, A[i, j]*B[k, l]",
    sp.core.numbers.ImaginaryUnit: "statements are about real numbers",
    sp.core.numbers.Infinity: "sums, products and values are finite here",
    sp.core.numbers.NegativeInfinity: "sums, products and values are finite here",
    sp.NDimArray: "write a Matrix, or stack(entry, index)",
}
"""What to write instead of something that is not known, where there is something."""
APART = "\u2063"
"""An invisible separator in the names of Dummies."""


def named(obj: object) -> str:
    return f"SymPy's {type(obj).__name__} {obj}"[:160]


def unknown(obj: object) -> UnsupportedError:
    """That symcheck does not know something of SymPy's, and what to write instead where there is something."""
    instead = next((said for kind, said in INSTEAD.items() if isinstance(obj, kind)), "")
    return UnsupportedError(f"symcheck does not know {named(obj)}{instead and ': '}{instead}")


def _name(symbol: sp.Basic) -> str:
    """The name of a symbol; Dummies of the same name stay apart, and no other symbol can have the name of one."""
    if APART in str(symbol.name):
        raise StatementError(f"{named(symbol)} has a name that is kept for Dummies")
    return f"{symbol.name}_{APART}{symbol.dummy_index}" if isinstance(symbol, sp.Dummy) else str(symbol.name)


class SymbolReader(ABC):
    """Knows what the symbols of one expression are, and what the bound ones stand for."""

    def __init__(self, roles: Roles, scope: Mapping[sp.Basic, Block]) -> None:
        self.roles = roles
        self.scope = scope

    @abstractmethod
    def read(self, obj: sp.Basic) -> Block:
        """The expression as a block."""

    @abstractmethod
    def within(self, bound: Mapping[sp.Basic, Block]) -> SymbolReader:
        """A reader inside binders."""

    def symbol(self, symbol: sp.Symbol) -> Block:
        if symbol in self.scope:
            return self.scope[symbol]
        if self.roles.is_index(symbol) or self.is_size(symbol):
            return scalar(Integer(self.affine(symbol)))
        return scalar(Entry(self._number(symbol)))

    def _number(self, symbol: sp.Symbol) -> Array:
        """A real number."""
        if symbol.is_real is False or (symbol.is_complex and symbol.is_real is None):
            raise UnsupportedError(f"{symbol} is declared not real: statements are about real numbers")
        return Array(_name(symbol), (), _sign(symbol), integer=bool(symbol.is_integer))

    def is_size(self, symbol: sp.Symbol) -> bool:
        return self.roles.is_size(symbol) or bool(symbol.is_integer and symbol.is_positive)

    def affine(self, expr: sp.Basic) -> IndexForm:
        """An integer expression in sizes and indices: a subscript or a bound."""
        match expr:
            case sp.Integer():
                return af.integer(int(expr))
            case sp.Symbol() | sp.Idx():
                return self._affine_symbol(expr)
            case sp.Indexed():
                return af.of_atom(self._map_entry(expr))
            case sp.Add():
                return reduce(lambda a, b: a + b, map(self.affine, expr.args))
            case sp.Mul() if isinstance(expr.args[0], sp.Integer) and len(expr.args) == 2:
                return self.affine(expr.args[1]).scale(int(expr.args[0]))
        if isinstance(expr, tuple(INSTEAD)):
            raise unknown(expr)
        raise UnsupportedError(f"{named(expr)} is not a sum of integers, sizes and indices")

    def _bound_form(self, symbol: sp.Basic) -> IndexForm:
        """What a bound symbol stands for, where that is an integer."""
        form = affine_of(self.scope[symbol])
        if form is None:
            raise StatementError(f"an index must be a sum of integers, sizes and indices, not {symbol}")
        return form

    def _affine_symbol(self, symbol: sp.Basic) -> IndexForm:
        if symbol in self.scope:
            return self._bound_form(symbol)
        own = index_range(symbol, {})
        if own is not None:
            return af.of_atom(Index(_name(symbol), self.affine(own[0]), self.affine(own[1])))
        if self.roles.is_index(symbol) and not (self._ranges(symbol) == set() and symbol.is_positive):
            return af.of_atom(Index(_name(symbol), *self._range_of(symbol)))
        if isinstance(symbol, sp.Symbol) and self.is_size(symbol):
            return af.of_atom(Size(_name(symbol)))
        raise StatementError(
            f"over what does {symbol} run? Write {symbol} = Idx({str(symbol)!r}, (1, n)) with its range"
        )

    def _range_of(self, symbol: sp.Basic) -> tuple[IndexForm, IndexForm]:
        """The range of a free index: that of the axes it stands along, else of what a δ compares it with."""
        found = self._ranges(symbol)
        if len(found) == 1:
            return found.pop()
        ranges = " and ".join(sorted(f"{low}..{high}" for low, high in found))
        said = f"{symbol} runs over {ranges} at once" if found else f"over what does {symbol} run?"
        raise StatementError(f"{said}. Write {symbol} = Idx({str(symbol)!r}, (1, n)) with its range")

    def _ranges(self, symbol: sp.Basic) -> set[tuple[IndexForm, IndexForm]]:
        found = {self.axis_range(place) for place in self.roles.places.get(symbol, ())}
        partners = self.roles.partners.get(symbol, ())
        return found or {r for other in partners if (r := self._partner_range(other)) is not None}

    def _partner_range(self, other: sp.Basic) -> tuple[IndexForm, IndexForm] | None:
        if other in self.scope:
            index = self._bound_form(other).index
        elif index_range(other, {}) is not None or other in self.roles.places:
            index = self.affine(other).index
        else:
            return None
        return None if index is None or af.free_indices(index.lower) | af.free_indices(index.upper) else (
            index.lower, index.upper,
        )  # fmt: skip

    def axis_range(self, place: Place) -> tuple[IndexForm, IndexForm]:
        """The range of an axis, from the shape or from the indices that run along it."""
        base, axis = place
        length = extent(base, axis)
        ranges = self.roles.ranges.get(place, [])
        if length is None:
            return self._range_in_use(base, ranges)
        size = self.affine(length)
        if not any(low == 0 for low, _ in ranges) and not isinstance(base, sp.MatrixExpr):
            return (af.ONE, size)
        if any(self._bound(high) == size for _, high in ranges):
            raise StatementError(f"entries of {base} are counted from 0 and up to {length} at once: use one convention")
        return (af.ZERO, size.shift(-1))

    def _bound(self, bound: sp.Expr) -> IndexForm | None:
        """A bound that speaks of sizes only."""
        if bound == sp.oo or not all(isinstance(s, sp.Symbol) and self.is_size(s) for s in bound.free_symbols):
            return None
        return self.affine(bound)

    def _range_in_use(self, base: sp.Basic, ranges: list[tuple[sp.Expr, sp.Expr]]) -> tuple[IndexForm, IndexForm]:
        bounds = [(self._bound(low), self._bound(high)) for low, high in ranges]
        found = {(low, high) for low, high in bounds if low is not None and high is not None}
        if len(found) == 1:
            return found.pop()
        ranges_ = " and ".join(sorted(f"{low}..{high}" for low, high in found))
        said = f"{base} is indexed over {ranges_}" if found else f"the axes of {base} are not known"
        raise StatementError(f"{said}: write {base} = IndexedBase({str(base)!r}, shape=(n,)) with its shape")

    def array(self, base: sp.IndexedBase) -> Array:
        rank = len(base.shape) if base.shape is not None else self._rank(base)
        axes = tuple(self.axis_range((base, axis)) for axis in range(rank))
        kinds = isinstance(base, Symmetric), isinstance(base, PositiveDefinite)
        return Array(str(base.name), axes, _sign(base.label), *kinds, integer=bool(base.label.is_integer))

    def _rank(self, base: sp.IndexedBase) -> int:
        used = [axis for b, axis in self.roles.ranges if b == base]
        used += [axis for places in self.roles.places.values() for b, axis in places if b == base]
        return max(used, default=0) + 1

    def whole(self, array: Array) -> Block:
        axes = tuple(af.new_axis("ijklmn"[p % 6], high - low + af.ONE, low) for p, (low, high) in enumerate(array.axes))
        return Block(axes, Entry(array, tuple(a.lower if a.size == af.ONE else af.of_atom(a) for a in axes)))

    def subscripts(self, obj: sp.Indexed) -> list[IndexForm]:
        rank = len(self.array(obj.base).axes)
        if rank != len(obj.indices):
            raise StatementError(f"{obj} has {len(obj.indices)} indices, {obj.base} has {rank} axes")
        return [self.affine(i) for i in obj.indices]

    def _map_entry(self, obj: sp.Indexed) -> MapEntry:
        """`neg[k]` as a subscript: the value of an index map, into what it says or else into the axis it is along."""
        if isinstance(obj.base, Map):
            said, codomain = tuple(map(self.affine, obj.base.shape)), self.affine(obj.base.args[2])
            own = IndexMap(str(obj.base.name), said, codomain, obj.base.args[3] == sp.true)
            return MapEntry(own, tuple(map(self.affine, obj.indices)))
        codomains = {self.axis_range(place) for place in self.roles.maps.get(obj.base, ())}
        domain = [self.axis_range((obj.base, axis)) for axis in range(len(obj.indices))]
        if len(codomains) != 1 or any(low != af.ONE for low, _ in (*codomains, *domain)):
            raise StatementError(f"{obj} stands as an index: declare {obj.base} with index_map(name, domain, codomain)")
        map_ = IndexMap(str(obj.base.name), tuple(high for _, high in domain), next(iter(codomains))[1])
        return MapEntry(map_, tuple(self.affine(i) for i in obj.indices))

    def integer(self, expr: sp.Basic) -> Block:
        return scalar(Integer(self.affine(expr)))


def _sign(symbol: sp.Basic) -> str:
    """What SymPy's assumptions say of a symbol's sign; what they say beyond it and `integer` is not known."""
    for said in ("zero", "even", "odd", "prime", "composite", "irrational"):
        if getattr(symbol, f"is_{said}"):
            raise UnsupportedError(f"{symbol} is declared {said}, which is not known here")
    if symbol.is_nonpositive and not symbol.is_negative:
        raise UnsupportedError(f"{symbol} is declared nonpositive, which is not known here: state it with given=…")
    for sign in ("positive", "negative", "nonnegative", "nonzero"):
        if getattr(symbol, f"is_{sign}"):
            return sign
    return "real"
