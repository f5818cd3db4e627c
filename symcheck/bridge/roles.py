"""What the symbols of a SymPy expression are: sizes, indices with their ranges, or real numbers.

SymPy does not say; the places do. A symbol in a shape is a size, and so is one in the limits of a sum unless it also
stands as a subscript along a longer axis. A symbol that stands as a subscript is an index over that axis. Only the
tree is read: nothing is evaluated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import sympy as sp
from msgspec import Struct, field
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.bridge.forms import Entries, Map, OverRange

Scope = Mapping[sp.Basic, tuple[sp.Expr, sp.Expr] | None]
"""The bound symbols and their ranges; None for the variable of an elementwise function."""

Place = tuple[sp.Basic, int]
"""An axis of an indexed base, or of a matrix expression."""


class Roles(Struct, frozen=True):
    """Where the symbols of one expression stand.

    `ranges` has, for every axis, the ranges of the indices that run along it; `places` the axes along which a free
    symbol stands as a whole subscript; `partners` the other side of a δ with a free symbol in it.
    """

    ranges: dict[Place, list[tuple[sp.Expr, sp.Expr]]] = field(default_factory=lambda: defaultdict(list))
    places: dict[sp.Basic, list[Place]] = field(default_factory=lambda: defaultdict(list))
    partners: dict[sp.Basic, list[sp.Basic]] = field(default_factory=lambda: defaultdict(list))
    maps: dict[sp.Basic, list[Place]] = field(default_factory=lambda: defaultdict(list))
    shaped: set[sp.Basic] = field(default_factory=set)
    limiting: set[sp.Basic] = field(default_factory=set)

    def is_size(self, symbol: sp.Basic) -> bool:
        """Whether the symbol is a size here."""
        return symbol in self.shaped or (symbol in self.limiting and not self._along_a_longer_axis(symbol))

    def is_index(self, symbol: sp.Basic) -> bool:
        """Whether the symbol is a free index here."""
        return not self.is_size(symbol) and (symbol in self.places or symbol in self.partners)

    def _along_a_longer_axis(self, symbol: sp.Basic) -> bool:
        extents = [extent(base, axis) for base, axis in self.places.get(symbol, ())]
        return any(e is not None and symbol not in e.free_symbols for e in extents)


def extent(base: sp.Basic, axis: int) -> sp.Expr | None:
    """The declared length of an axis, if there is one."""
    shape = base.shape
    return None if shape is None else shape[axis]


def roles_of(expr: sp.Basic) -> Roles:
    roles = Roles()
    _scan(expr, {}, roles)
    return roles


def index_range(index: sp.Basic, scope: Scope) -> tuple[sp.Expr, sp.Expr] | None:
    """The range of a symbol: that of its binder, or the one an Idx carries."""
    if index in scope:
        return scope[index]
    if isinstance(index, sp.Idx) and index.lower is not None and index.upper is not None:
        return (index.lower, index.upper)
    return None


def limits_of(limit: sp.Tuple) -> tuple[sp.Basic, sp.Expr, sp.Expr] | None:
    """(variable, lower, upper) of a limit of a Sum; None if it has no bounds."""
    if len(limit) == 3:
        variable, lower, upper = limit
        return variable, lower, _without_floor(upper, lower - 1) if isinstance(upper, sp.Max) else upper
    own = index_range(limit[0], {})
    return None if own is None else (limit[0], *own)


def is_floored(limit: sp.Tuple) -> bool:
    """Whether the upper limit itself says that the sum is empty where limits would cross."""
    limits = limits_of(limit)
    return limits is not None and len(limit) == 3 and limits[2] != limit[2]


def _without_floor(upper: sp.Max, floor: sp.Expr) -> sp.Expr:
    """The upper limit that Max(…, lower − 1) is made of: the sum is empty where it is less than that."""
    kept = [a for a in upper.args if a != floor]
    return kept[0] if len(kept) == 1 else upper


def _scan(expr: sp.Basic, scope: Scope, roles: Roles) -> None:
    match expr:
        case sp.Sum() | sp.Product() | OverRange() | Entries():
            _scan_limits(expr, scope, roles)
        case sp.Indexed():
            _scan(expr.base, scope, roles)
            for axis, subscript in enumerate(expr.indices):
                _scan_subscript(subscript, (expr.base, axis), scope, roles)
        case sp.IndexedBase():
            _scan_sizes((*(expr.shape or ()), *expr.args[2:3]), roles)
        case sp.MatrixSymbol():
            _scan_sizes(expr.shape, roles)
        case MatrixElement():
            _scan(expr.parent, scope, roles)
            for axis, subscript in enumerate(expr.indices):
                _scan_subscript(subscript, (expr.parent, axis), scope, roles)
        case sp.FunctionMatrix():
            _scan_sizes(expr.shape, roles)
            _scan_sizes(expr.args[3:], roles)
            ranges = ((sp.Integer(0), n - 1) for n in expr.shape)
            _scan(expr.lamda.expr, {**scope, **dict(zip(expr.lamda.variables, ranges, strict=True))}, roles)
        case sp.Lambda():
            _scan(expr.expr, {**scope, **dict.fromkeys(expr.variables)}, roles)
        case sp.Idx():
            _scan_sizes([b for b in (expr.lower, expr.upper) if b is not None], roles)
        case sp.KroneckerDelta():
            _scan_delta(expr.args[0], expr.args[1], scope, roles)
        case _:
            for child in expr.args:
                _scan(child, scope, roles)


def _scan_sizes(forms: Iterable[sp.Basic], roles: Roles) -> None:
    for form in forms:
        roles.shaped.update(sp.sympify(form).free_symbols)


def _scan_limits(expr: sp.Sum | sp.Product, scope: Scope, roles: Roles) -> None:
    inner = dict(scope)
    for limit in reversed(expr.limits):
        bounds = limits_of(limit)
        if bounds is None:
            inner[limit[0]] = None
            continue
        variable, lower, upper = bounds
        for bound in (lower, upper):
            free = bound.free_symbols.difference(inner)
            roles.limiting.update(s for s in free if isinstance(s, sp.Symbol))
            for part in bound.atoms(sp.Indexed):
                _scan(part, inner, roles)
        inner[variable] = (lower, upper)
    _scan(expr.function, inner, roles)


def _scan_subscript(subscript: sp.Expr, place: Place, scope: Scope, roles: Roles) -> None:
    known = index_range(subscript, scope)
    if known is not None:
        roles.ranges[place].append(known)
    elif subscript == 0:
        roles.ranges[place].append((subscript, sp.oo))
    elif isinstance(subscript, sp.Symbol | sp.Idx) and subscript not in scope:
        roles.places[subscript].append(place)
    for part in subscript.atoms(sp.Indexed):
        if isinstance(part.base, Map):
            _scan(part, scope, roles)
            continue
        roles.maps[part.base].append(place)
        _scan(part, scope, roles)
    for part in subscript.atoms(sp.Idx):
        _scan(part, scope, roles)


def _scan_delta(left: sp.Expr, right: sp.Expr, scope: Scope, roles: Roles) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, sp.Symbol) and one not in scope:
            roles.partners[one].append(other)
        for part in one.atoms(sp.Indexed, sp.Idx):
            _scan(part, scope, roles)
