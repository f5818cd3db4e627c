"""SymPy in: the tree of a SymPy expression as a statement. Nothing of it is evaluated, no string is ever parsed.

Every binder becomes a fresh index, so nothing is captured. An `IndexedBase` is an array with the axes of its shape,
counted from 1, or from 0 where an index from 0 runs along it; without a shape an axis has the range of the indices
that run along it. Matrix expressions have two axes, counted from 0 as SymPy counts them. An empty sum is 0. What is
not known, or has no range, raises StatementError naming it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import BooleanAtom
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.language import affine as af
from symcheck.language import functions as fn
from symcheck.language.affine import Affine, Index, IndexMap, MapEntry, Size
from symcheck.language.declare import FunctionSymbol
from symcheck.language.derivatives import differentiate
from symcheck.language.errors import StatementError
from symcheck.language.expressions import Array, Condition, Entry, Function, Integer
from symcheck.language.expressions import Product as ProductNode
from symcheck.language.expressions import Sum as SumNode
from symcheck.language.sympy_roles import Place, Roles, extent, index_range, limits_of, roles_of
from symcheck.language.tensor import Logical, Tensor, compare, index_form, number
from symcheck.language.walk import substitute

_ELEMENTARY: dict[type, Callable[[object], Tensor]] = {
    sp.exp: fn.exp, sp.log: fn.log, sp.sin: fn.sin, sp.cos: fn.cos, sp.tan: fn.tan, sp.atan: fn.atan,
    sp.sinh: fn.sinh, sp.cosh: fn.cosh, sp.tanh: fn.tanh, sp.Abs: fn.Abs, sp.sign: fn.sign, sp.erf: fn.erf,
    sp.gamma: fn.gamma, sp.loggamma: fn.loggamma,
}  # fmt: skip

_RELATIONS: dict[type, tuple[str, bool]] = {
    sp.Eq: ("eq", False), sp.Ne: ("ne", False), sp.Gt: ("gt", False), sp.Ge: ("ge", False), sp.Lt: ("gt", True),
    sp.Le: ("ge", True),
}  # fmt: skip


def from_sympy(obj: object) -> Tensor:
    """A SymPy expression as a tensor: a scalar, or a matrix expression with its two axes."""
    if isinstance(obj, sp.logic.boolalg.Boolean) and not isinstance(obj, sp.Symbol):
        raise StatementError(f"a condition is not an expression: {obj}. Pass it as given=… or where=…")
    if not isinstance(obj, sp.Basic) or isinstance(obj, sp.MatrixBase | sp.Tuple):
        raise StatementError(f"{_named(obj)} is not an expression: write stack(entry, index) for a tensor of entries")
    return _Reader(roles_of(obj), {}).read(obj)


def condition_from_sympy(obj: object) -> Condition:
    """A SymPy relation, or several under And, as a condition."""
    if not isinstance(obj, sp.Basic):
        raise StatementError(f"{_named(obj)} is not a condition")
    return _Reader(roles_of(obj), {}).condition(obj)


def _named(obj: object) -> str:
    return f"SymPy's {type(obj).__name__} {obj}"[:160]


def _name(symbol: sp.Basic) -> str:
    """The name of a symbol; Dummies of the same name stay apart."""
    if isinstance(symbol, sp.Dummy):
        return f"{symbol.name}_{symbol.dummy_index}"
    return str(symbol.name)


class _Reader:
    """Reads one expression: what the symbols are, and what the bound ones stand for."""

    def __init__(self, roles: Roles, scope: Mapping[sp.Basic, Tensor]) -> None:
        self.roles = roles
        self.scope = scope

    def within(self, bound: Mapping[sp.Basic, Tensor]) -> _Reader:
        return _Reader(self.roles, {**self.scope, **bound})

    def read(self, obj: sp.Basic) -> Tensor:
        """The expression as a tensor."""
        match obj:
            case sp.Rational():
                return number(Fraction(int(obj.p), int(obj.q)))
            case sp.Float():
                return self._decimal(obj)
            case sp.Idx():
                return Tensor(Integer(self.affine(obj)))
            case sp.Symbol():
                return self._symbol(obj)
            case sp.Add():
                return reduce(lambda a, b: a + b, map(self.read, obj.args))
            case sp.Mul() | sp.MatMul():
                return self._product(obj)
            case sp.Pow():
                return self._power(obj)
            case sp.Indexed():
                return Tensor(Entry(self.array(obj.base), tuple(self._subscripts(obj))))
            case sp.IndexedBase():
                return self._whole(self.array(obj))
            case sp.Sum():
                return self._quantified(obj, SumNode)
            case sp.Product():
                return self._quantified(obj, ProductNode)
            case sp.KroneckerDelta():
                return fn.KroneckerDelta(Tensor(Integer(self.affine(obj.args[0]))), self._integer(obj.args[1]))
            case sp.Piecewise():
                return self._piecewise(obj)
            case sp.Derivative():
                return self._derivative(obj)
            case sp.Max() | sp.Min():
                make = fn.maximum if isinstance(obj, sp.Max) else fn.minimum
                return reduce(make, map(self.read, obj.args))
            case sp.Heaviside():
                return fn.heaviside(self.read(obj.args[0]))
            case AppliedUndef():
                return FunctionSymbol(Function(type(obj).__name__))(*map(self.read, obj.args))
            case sp.MatrixExpr() | sp.Trace() | sp.Determinant() | MatrixElement():
                return self._matrix(obj)
        return self._special(obj)

    def _special(self, obj: sp.Basic) -> Tensor:
        if obj == sp.pi:
            return fn.pi
        if obj == sp.E:
            return fn.E
        if isinstance(obj, sp.polygamma) and obj.args[0] == 0:
            return fn.digamma(self.read(obj.args[1]))
        elementary = _ELEMENTARY.get(type(obj))
        if elementary is None or len(obj.args) != 1:
            raise StatementError(f"{_named(obj)} is not known here")
        return elementary(self.read(obj.args[0]))

    def _decimal(self, obj: sp.Float) -> Tensor:
        if not obj.is_finite:
            raise StatementError(f"{obj} is not a number one can derive with")
        return number(Fraction(str(obj)))

    # -- symbols, arrays, ranges ---------------------------------------------------------------------------------

    def _symbol(self, symbol: sp.Symbol) -> Tensor:
        if symbol in self.scope:
            return self.scope[symbol]
        if self.roles.is_index(symbol) or self._is_size(symbol):
            return Tensor(Integer(self.affine(symbol)))
        if symbol.is_real is False:
            raise StatementError(f"{symbol} is declared not real: statements are about real numbers")
        return Tensor(Entry(Array(_name(symbol), (), _sign(symbol), integer=bool(symbol.is_integer))))

    def _is_size(self, symbol: sp.Symbol) -> bool:
        return self.roles.is_size(symbol) or bool(symbol.is_integer and symbol.is_positive)

    def affine(self, expr: sp.Basic) -> Affine:
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
        raise StatementError(f"{_named(expr)} is not a sum of integers, sizes and indices")

    def _affine_symbol(self, symbol: sp.Basic) -> Affine:
        if symbol in self.scope:
            return index_form(self.scope[symbol])
        own = index_range(symbol, {})
        if own is not None:
            return af.of_atom(Index(_name(symbol), self.affine(own[0]), self.affine(own[1])))
        if self.roles.is_index(symbol):
            return af.of_atom(Index(_name(symbol), *self._range_of(symbol)))
        if isinstance(symbol, sp.Symbol) and self._is_size(symbol):
            return af.of_atom(Size(_name(symbol)))
        raise StatementError(
            f"over what does {symbol} run? Write {symbol} = Idx({str(symbol)!r}, (1, n)) with its range"
        )

    def _range_of(self, symbol: sp.Basic) -> tuple[Affine, Affine]:
        """The range of a free index: that of the axes it stands along, else of what a δ compares it with."""
        found = {self.axis_range(place) for place in self.roles.places.get(symbol, ())}
        if not found:
            found = {
                r for other in self.roles.partners.get(symbol, ()) if (r := self._partner_range(other)) is not None
            }
        if len(found) == 1:
            return found.pop()
        ranges = " and ".join(sorted(f"{low}..{high}" for low, high in found))
        said = f"{symbol} runs over {ranges} at once" if found else f"over what does {symbol} run?"
        raise StatementError(f"{said}. Write {symbol} = Idx({str(symbol)!r}, (1, n)) with its range")

    def _partner_range(self, other: sp.Basic) -> tuple[Affine, Affine] | None:
        if other in self.scope:
            index = index_form(self.scope[other]).index
        elif index_range(other, {}) is not None or other in self.roles.places:
            index = self.affine(other).index
        else:
            return None
        return None if index is None or af.free_indices(index.lower) | af.free_indices(index.upper) else (
            index.lower, index.upper,
        )  # fmt: skip

    def axis_range(self, place: Place) -> tuple[Affine, Affine]:
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

    def _bound(self, bound: sp.Expr) -> Affine | None:
        """A bound that speaks of sizes only."""
        if bound == sp.oo or not all(isinstance(s, sp.Symbol) and self._is_size(s) for s in bound.free_symbols):
            return None
        return self.affine(bound)

    def _range_in_use(self, base: sp.Basic, ranges: list[tuple[sp.Expr, sp.Expr]]) -> tuple[Affine, Affine]:
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
        return Array(str(base.name), axes, _sign(base.label), integer=bool(base.label.is_integer))

    def _rank(self, base: sp.IndexedBase) -> int:
        used = [axis for b, axis in self.roles.ranges if b == base]
        used += [axis for places in self.roles.places.values() for b, axis in places if b == base]
        return max(used, default=0) + 1

    def _whole(self, array: Array) -> Tensor:
        axes = tuple(af.new_axis("ijklmn"[p % 6], high - low + af.ONE, low) for p, (low, high) in enumerate(array.axes))
        return Tensor(Entry(array, tuple(map(af.of_atom, axes))), axes)

    def _subscripts(self, obj: sp.Indexed) -> list[Affine]:
        rank = len(self.array(obj.base).axes)
        if rank != len(obj.indices):
            raise StatementError(f"{obj} has {len(obj.indices)} indices, {obj.base} has {rank} axes")
        return [self.affine(i) for i in obj.indices]

    def _map_entry(self, obj: sp.Indexed) -> MapEntry:
        """`neg[k]` as a subscript: the value of an index map into the axis it stands along."""
        codomains = {self.axis_range(place) for place in self.roles.maps.get(obj.base, ())}
        domain = [self.axis_range((obj.base, axis)) for axis in range(len(obj.indices))]
        if len(codomains) != 1 or any(low != af.ONE for low, _ in (*codomains, *domain)):
            raise StatementError(f"{obj} stands as an index: declare {obj.base} with index_map(name, domain, codomain)")
        map_ = IndexMap(str(obj.base.name), tuple(high for _, high in domain), next(iter(codomains))[1])
        return MapEntry(map_, tuple(self.affine(i) for i in obj.indices))

    def _integer(self, expr: sp.Basic) -> Tensor:
        return Tensor(Integer(self.affine(expr)))

    # -- operations ----------------------------------------------------------------------------------------------

    def _product(self, obj: sp.Mul | sp.MatMul) -> Tensor:
        scalars = [a for a in obj.args if not getattr(a, "is_Matrix", False)]
        matrices = [self.read(a) for a in obj.args if getattr(a, "is_Matrix", False)]
        over = [a for a in scalars if not _is_inverse(a) and a != -1]
        factors = [reduce(lambda a, b: a * b, map(self.read, over))] if over else []
        factors += [reduce(lambda a, b: a @ b, matrices)] if matrices else []
        product = reduce(lambda a, b: a * b, factors) if factors else number(1)
        for inverse in (a for a in scalars if _is_inverse(a)):
            product = product / self.read(inverse.base)
        return -product if sp.S.NegativeOne in scalars else product

    def _power(self, obj: sp.Pow) -> Tensor:
        if _is_inverse(obj):
            return 1 / self.read(obj.base)
        if obj.exp == sp.Rational(1, 2):
            return fn.sqrt(self.read(obj.base))
        return fn.exp(self.read(obj.exp)) if obj.base == sp.E else self.read(obj.base) ** self.read(obj.exp)

    def _quantified(self, obj: sp.Sum | sp.Product, make: type[SumNode] | type[ProductNode]) -> Tensor:
        """The last limit is the outermost, as SymPy has it."""
        reader = self
        bound: list[Index] = []
        for limit in reversed(obj.limits):
            limits = limits_of(limit)
            if limits is None:
                raise StatementError(f"over what does {limit[0]} run in {obj}? Write the limit as ({limit[0]}, 1, n)")
            variable, lower, upper = limits
            index = af.fresh_index(
                Index(str(variable.name).lstrip("_") or "i", reader.affine(lower), reader.affine(upper))
            )
            bound.append(index)
            reader = reader.within({variable: Tensor(Integer(af.of_atom(index)))})
        body = reader.read(obj.function)
        for index in reversed(bound):
            body = Tensor(make(index, body.body), body.axes)
        return body

    def _piecewise(self, obj: sp.Piecewise) -> Tensor:
        *branches, (last, always) = obj.args
        if always != sp.true:
            raise StatementError(f"{_named(obj)} does not say what it is otherwise: end it with (value, True)")
        value = self.read(last)
        for then, condition in reversed(branches):
            value = fn.where(Logical(self.condition(condition)), self.read(then), value)
        return value

    def _derivative(self, obj: sp.Derivative) -> Tensor:
        value = self.read(obj.expr)
        for variable, times in obj.variable_count:
            if not isinstance(variable, sp.Symbol | sp.Indexed | sp.MatrixSymbol | MatrixElement):
                raise StatementError(f"a derivative is taken by a symbol or an entry, not by {variable}")
            if not isinstance(times, sp.Integer):
                raise StatementError(f"{_named(obj)} is taken a symbolic number of times")
            for _ in range(int(times)):
                value = differentiate(value, self.read(variable))
        return value

    def condition(self, obj: sp.Basic) -> Condition:
        """A relation between integers or real numbers, or several under And."""
        if isinstance(obj, sp.And):
            return tuple(relation for part in obj.args for relation in self.condition(part))
        if obj == sp.true:
            return ()
        found = next((rule for kind, rule in _RELATIONS.items() if isinstance(obj, kind)), None)
        if found is None or isinstance(obj, BooleanAtom):
            raise StatementError(f"{_named(obj)} is not a condition that is known here: write Eq, Ne, <, ≤ or And")
        kind, swapped = found
        self._refuse_unknown_ranges(obj)
        left, right = map(self.read, obj.args)
        return compare(kind, right, left).condition if swapped else compare(kind, left, right).condition

    def _refuse_unknown_ranges(self, relation: sp.Basic) -> None:
        """Two integer symbols that are compared are indices, and their ranges must be known."""
        if all(side.is_integer and side.free_symbols for side in relation.args):
            for symbol in relation.free_symbols.difference(self.scope):
                if type(symbol) is sp.Symbol and not symbol.is_positive:
                    self.affine(symbol)

    # -- matrices ------------------------------------------------------------------------------------------------

    def _matrix(self, obj: sp.Basic) -> Tensor:
        match obj:
            case sp.MatrixSymbol():
                axes = tuple((af.ZERO, self.affine(n).shift(-1)) for n in obj.shape)
                return self._whole(Array(str(obj.name), axes))
            case sp.MatAdd():
                return reduce(lambda a, b: a + b, map(self.read, obj.args))
            case sp.HadamardProduct():
                return reduce(lambda a, b: a * b, map(self.read, obj.args))
            case sp.Transpose():
                return self.read(obj.arg).T
            case sp.Inverse():
                return fn.inv(self.read(obj.arg))
            case sp.MatPow():
                return self._matrix_power(obj)
            case sp.Trace():
                return fn.trace(self.read(obj.arg))
            case sp.Determinant():
                return fn.det(self.read(obj.arg))
            case sp.ZeroMatrix() | sp.OneMatrix():
                make = fn.zeros if isinstance(obj, sp.ZeroMatrix) else fn.ones
                return make(*map(self._integer, obj.shape))
            case sp.Identity():
                return fn.eye(self._integer(obj.shape[0]))
            case MatrixElement():
                return self._element(obj)
            case ElementwiseApplyFunction():
                function = obj.function
                if isinstance(function, sp.Lambda):
                    return self.within({function.variables[0]: self.read(obj.expr)}).read(function.expr)
                return self._special_of(function, obj)
            case sp.FunctionMatrix():
                return self._function_matrix(obj)
        raise StatementError(f"{_named(obj)} is not known here")

    def _special_of(self, function: type, obj: ElementwiseApplyFunction) -> Tensor:
        if function not in _ELEMENTARY:
            raise StatementError(f"{_named(obj)} is not known here")
        return _ELEMENTARY[function](self.read(obj.expr))

    def _matrix_power(self, obj: sp.MatPow) -> Tensor:
        exponent = obj.exp
        if not isinstance(exponent, sp.Integer) or exponent == 0 or abs(int(exponent)) > 16:
            raise StatementError(f"{_named(obj)}: a matrix is raised to small whole powers only")
        base = self.read(obj.base)
        root = base if exponent > 0 else fn.inv(base)
        return reduce(lambda a, b: a @ b, [root] * abs(int(exponent)))

    def _element(self, obj: MatrixElement) -> Tensor:
        matrix = self.read(obj.parent)
        forms = [self.affine(i) for i in obj.indices]
        for form, size in zip(forms, matrix.shape, strict=True):
            index = form.index
            if index is not None and index.upper == size:
                raise StatementError(f"SymPy counts the entries of a matrix from 0: {obj} reaches beyond the last one")
        return matrix[tuple(form + axis.lower for form, axis in zip(forms, matrix.axes, strict=True))]

    def _function_matrix(self, obj: sp.FunctionMatrix) -> Tensor:
        rows, columns = (
            af.new_axis(str(v.name), self.affine(n), af.ZERO)
            for v, n in zip(obj.lamda.variables, obj.shape, strict=True)
        )
        bound = {
            v: Tensor(Integer(af.of_atom(axis))) for v, axis in zip(obj.lamda.variables, (rows, columns), strict=True)
        }
        return Tensor(substitute(self.within(bound).read(obj.lamda.expr).body, {}), (rows, columns))


def _is_inverse(obj: sp.Basic) -> bool:
    return isinstance(obj, sp.Pow) and obj.exp == -1


def _sign(symbol: sp.Basic) -> str:
    """What SymPy's assumptions say of a symbol's sign."""
    for sign in ("positive", "negative", "nonnegative", "nonzero"):
        if getattr(symbol, f"is_{sign}"):
            return sign
    return "real"
