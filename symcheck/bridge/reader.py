"""SymPy in: the tree of a SymPy expression as a statement. Nothing of it is evaluated, no string is ever parsed.

Every binder becomes a fresh index, so nothing is captured. An `IndexedBase` is an array with the axes of its shape,
counted from 1, or from 0 where an index from 0 runs along it; without a shape an axis has the range of the indices
that run along it. Matrix expressions have two axes from 1: SymPy's A[0, 0] is A_11. What is not known, or has no range,
raises StatementError naming it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import islice

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import BooleanAtom
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.bridge.forms import Defined, Entries, Iverson, Map, MaxOver, OverRange, Restricted
from symcheck.bridge.matrices import ELEMENTARY, MatrixReader, is_matrix
from symcheck.bridge.roles import is_floored, limits_of, roles_of
from symcheck.bridge.symbols import named, unknown
from symcheck.definedness.indexing import never_negative
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import (
    add,
    applied,
    choose,
    compare,
    divide,
    elementwise,
    matmul,
    multiply,
    negate,
    number,
    power,
    scalar,
    subtract,
)
from symcheck.expressions.derivative import derivative
from symcheck.expressions.floats import exact
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import (
    Application,
    Array,
    Block,
    Bracket,
    Condition,
    Constant,
    Entry,
    Extremum,
    Function,
    IndexRelation,
    Integer,
    Kind,
    Let,
    Slot,
)
from symcheck.expressions.nodes import Product as ProductNode
from symcheck.expressions.nodes import Sum as SumNode

BITS = 4000
"""A number beyond 2 to so many, or below its reciprocal, is not read."""

_RELATIONS: dict[type, tuple[Kind, bool]] = {
    sp.Eq: ("eq", False), sp.Ne: ("ne", False), sp.Gt: ("gt", False), sp.Ge: ("ge", False), sp.Lt: ("gt", True),
    sp.Le: ("ge", True),
}  # fmt: skip


def from_sympy(obj: object) -> Block:
    """A SymPy expression as a block: a scalar, or a matrix expression with its two axes."""
    if isinstance(obj, sp.logic.boolalg.Boolean) and not isinstance(obj, sp.Symbol):
        raise StatementError(f"a condition is not an expression: {obj}. Pass it as given=… or where=…")
    obj = obj.as_immutable() if isinstance(obj, sp.MatrixBase) else obj
    if not isinstance(obj, sp.Basic) or isinstance(obj, sp.Tuple):
        raise StatementError(f"{named(obj)} is not an expression: write stack(entry, index) for a tensor of entries")
    return _Reader(roles_of(obj), {}).read(obj)


def condition_from_sympy(obj: object, every: bool = False) -> Condition:
    """A SymPy relation, or several under And, as a condition; one of matrices holds for every entry, if `every`."""
    if not isinstance(obj, sp.Basic):
        raise StatementError(f"{named(obj)} is not a condition")
    return _Reader(roles_of(obj), {}).condition(obj, every)


class _Reader(MatrixReader):
    """Reads one expression: what the symbols are, and what the bound ones stand for."""

    def within(self, bound: Mapping[sp.Basic, Block]) -> _Reader:
        return _Reader(self.roles, {**self.scope, **bound})

    def read(self, obj: sp.Basic) -> Block:
        """The expression as a block."""
        match obj:
            case sp.Rational():
                return number(Fraction(int(obj.p), int(obj.q)))
            case sp.Float():
                return self._decimal(obj)
            case sp.Idx():
                return scalar(Integer(self.affine(obj)))
            case sp.Symbol():
                return self.symbol(obj)
            case sp.Add():
                return reduce(add, map(self.read, obj.args))
            case sp.Mul() | sp.MatMul():
                return self._product(obj)
            case sp.Pow() if obj.base.is_Matrix:
                return self.matrix_power(obj)
            case sp.Pow():
                return self._power(obj)
            case sp.Indexed() if isinstance(obj.base, Map) or obj.base in self.roles.maps:
                return self.integer(obj)
            case sp.Indexed():
                return scalar(Entry(self.array(obj.base), tuple(self.subscripts(obj))))
            case sp.IndexedBase():
                return self.whole(self.array(obj))
            case sp.UnevaluatedExpr() if not obj.args[0].is_Matrix:
                return self.read(obj.args[0])
            case sp.MatrixExpr() | sp.MatrixBase() | sp.Trace() | sp.Determinant() | sp.DotProduct() | MatrixElement():
                return self.matrix(obj)
        return self._form(obj)

    def _form(self, obj: sp.Basic) -> Block:
        """What binds, chooses or is applied."""
        match obj:
            case sp.Sum():
                return self._quantified(obj, SumNode)
            case sp.Product():
                return self._quantified(obj, ProductNode)
            case sp.KroneckerDelta():
                first, second = map(self.affine, obj.args[:2])
                return scalar(Bracket((IndexRelation("eq", first - second),)))
            case OverRange():
                return self._extremum(obj)
            case Entries():
                return self._entries(obj)
            case Iverson():
                return scalar(Bracket(self.condition(obj.args[0].cond)))
            case sp.Piecewise():
                return self._piecewise(obj)
            case sp.Subs():
                return self._varied(obj)
            case sp.Derivative():
                return self._derivative(obj)
            case sp.Max() | sp.Min():
                name = "max" if isinstance(obj, sp.Max) else "min"
                return reduce(lambda a, b: elementwise(name, a, b), map(self.read, obj.args))
            case sp.Heaviside():
                return self._step(obj)
            case AppliedUndef():
                return self._applied(obj)
            case Defined():
                return elementwise(obj.said, *map(self.read, obj.args))
        return self._special(obj)

    def _special(self, obj: sp.Basic) -> Block:
        if obj == sp.pi:
            return scalar(Constant("pi"))
        if obj == sp.E:
            return elementwise("exp", number(1))
        if isinstance(obj, sp.factorial):
            return elementwise("gamma", add(self.read(obj.args[0]), number(1)))
        if isinstance(obj, sp.beta):
            x, y = map(self.read, obj.args * (3 - len(obj.args)))
            above = multiply(elementwise("gamma", x), elementwise("gamma", y))
            return divide(above, elementwise("gamma", add(x, y)))
        if isinstance(obj, sp.polygamma) and obj.args[0] in (0, 1):
            return elementwise("trigamma" if obj.args[0] else "digamma", self.read(obj.args[1]))
        elementary = ELEMENTARY.get(type(obj))
        if elementary is None or len(obj.args) != 1 or obj.args[0].is_Matrix:
            raise unknown(obj)
        return elementwise(elementary, self.read(obj.args[0]))

    def _decimal(self, obj: sp.Float) -> Block:
        if obj.is_finite and abs(obj._mpf_[2]) > BITS:
            raise UnsupportedError("a number of this size is not known here")
        return scalar(exact(float(obj), str(obj)))

    def _product(self, obj: sp.Mul | sp.MatMul) -> Block:
        """The factors in their order, divisors after them; a −1 in front is the sign of the rest."""
        minus = obj.args[0] == -1 and not (len(obj.args) == 2 and obj.args[1].is_Number)
        args = obj.args[1:] if minus else obj.args
        scalars = [a for a in args if not is_matrix(a)]
        matrices = [self.read(a) for a in args if is_matrix(a)]
        over = [a for a in scalars if not _is_inverse(a)]
        factors = [reduce(multiply, map(self.read, over))] if over else []
        factors += [reduce(matmul, matrices)] if matrices else []
        product = reduce(multiply, factors) if factors else number(1)
        for inverse in (a for a in scalars if _is_inverse(a)):
            product = divide(product, self.read(inverse.base))
        return negate(product) if minus else product

    def _step(self, obj: sp.Heaviside) -> Block:
        """A step, by cases unless it has no value at 0: SymPy's own is 1/2 there."""
        at, border = obj.args
        x = self.read(at)
        step = elementwise("heaviside", x)
        return step if border is sp.nan else choose(*compare("eq", x, number(0)), self.read(border), step)

    def _power(self, obj: sp.Pow) -> Block:
        if obj.exp.is_Matrix:
            raise unknown(obj)
        if _is_inverse(obj):
            return divide(number(1), self.read(obj.base))
        if obj.exp == sp.Rational(1, 2):
            return elementwise("sqrt", self.read(obj.base))
        if obj.base == sp.E:
            return elementwise("exp", self.read(obj.exp))
        return power(self.read(obj.base), self.read(obj.exp))

    def _quantified(self, obj: sp.Sum | sp.Product, make: type[SumNode] | type[ProductNode]) -> Block:
        """The last limit is the outermost, as SymPy has it."""
        return self._over(obj, obj.limits, make)

    def _over(
        self, obj: sp.Sum | sp.Product, limits: Sequence[sp.Tuple], make: type[SumNode] | type[ProductNode]
    ) -> Block:
        """Where limits cross, SymPy counts backwards: Σ from 5 to 2 is minus the one from 3 to 4."""
        variable, lower, upper = self._ends(limits[-1], obj)
        forward = self._once(obj, limits[:-1], make, self._index(variable, lower, upper))
        if is_floored(limits[-1]) or never_negative(upper - lower + af.ONE):
            return forward
        backward = self._index(variable, upper + af.ONE, lower - af.ONE)
        apart = subtract if make is SumNode else divide
        return apart(forward, self._once(obj, limits[:-1], make, backward))

    def _once(
        self,
        obj: sp.Sum | sp.Product,
        inner: Sequence[sp.Tuple],
        make: type[SumNode] | type[ProductNode],
        bound: tuple[sp.Basic, Index],
    ) -> Block:
        reader, function = self.binding(bound), obj.function
        where: Condition = ()
        if not inner and isinstance(function, Restricted):
            where, function = reader.condition(function.args[0].cond), function.args[0].expr
        body = reader._over(obj, inner, make) if inner else reader.read(function)
        return Block(body.axes, make(bound[1], body.body, where))

    def _ends(self, limit: sp.Tuple, obj: sp.Basic) -> tuple[sp.Basic, IndexForm, IndexForm]:
        limits = limits_of(limit)
        if limits is None:
            raise StatementError(f"over what does {limit[0]} run in {obj}? Write the limit as ({limit[0]}, 1, n)")
        variable, lower, upper = limits
        return variable, self.affine(lower), self.affine(upper)

    def _index(self, variable: sp.Basic, lower: IndexForm, upper: IndexForm) -> tuple[sp.Basic, Index]:
        return variable, af.fresh_index(Index(str(variable.name).lstrip("_") or "i", lower, upper))

    def binding(self, *bound: tuple[sp.Basic, Index]) -> _Reader:
        return self.within({variable: scalar(Integer(af.of_atom(index))) for variable, index in bound})

    def _extremum(self, obj: OverRange) -> Block:
        bound = self._index(*self._ends(obj.limits[0], obj))
        body = self.binding(bound).read(obj.function)
        return Block(body.axes, Extremum("max" if isinstance(obj, MaxOver) else "min", bound[1], body.body))

    def _entries(self, obj: Entries) -> Block:
        bound = [self._index(*self._ends(limit, obj)) for limit in obj.limits]
        return Block(tuple(index for _, index in bound), self.binding(*bound).read(obj.function).body)

    def _varied(self, obj: sp.Subs) -> Block:
        """All variables are put in at once: no value may speak of one of them."""
        if any(value.has(*obj.variables) for value in obj.point) and len(obj.variables) > 1:
            raise UnsupportedError(f"{named(obj)} puts in what it replaces: write it out")
        body = self.read(obj.expr)
        for variable, value in zip(obj.variables, obj.point, strict=True):
            body = Block(body.axes, Let(self._replaced(variable, obj), self.read(value), body.body))
        return body

    def _replaced(self, variable: sp.Basic, obj: sp.Subs) -> Array:
        """What something is put in for: a number, or a whole array."""
        if isinstance(variable, sp.IndexedBase):
            return self.array(variable)
        number = self.read(variable).body if type(variable) is sp.Symbol else None
        if not isinstance(number, Entry) or number.indices:
            raise UnsupportedError(f"{named(obj)} puts something in for {variable}, no real number: write it out")
        return number.array

    def _applied(self, obj: AppliedUndef) -> Block:
        kind = type(obj)
        slots: tuple[tuple[int, int], ...] = getattr(kind, "slots", ())
        arguments = obj.args[: len(obj.args) - sum(count for _, count in slots)]
        value = applied(Function(kind.__name__, getattr(kind, "elementwise", False)), *map(self.read, arguments))
        if not slots or not isinstance(value.body, Application):
            return value
        forms = iter(map(self.affine, obj.args[len(arguments) :]))
        taken = tuple(Slot(argument, tuple(islice(forms, count))) for argument, count in slots)
        return scalar(Application(Function(kind.of), value.body.arguments, taken))

    def _piecewise(self, obj: sp.Piecewise) -> Block:
        *branches, (last, always) = obj.args
        if always != sp.true:
            raise StatementError(f"{named(obj)} does not say what it is otherwise: end it with (value, True)")
        value = self.read(last)
        for then, condition in reversed(branches):
            value = choose(self.condition(condition), (), self.read(then), value)
        return value

    def _derivative(self, obj: sp.Derivative) -> Block:
        value = self.read(obj.expr)
        for variable, times in obj.variable_count:
            if not isinstance(variable, sp.Symbol | sp.Indexed | sp.MatrixSymbol | MatrixElement):
                raise StatementError(f"a derivative is taken by a symbol or an entry, not by {variable}")
            if not isinstance(times, sp.Integer):
                raise UnsupportedError(f"{named(obj)} is taken a symbolic number of times")
            for _ in range(int(times)):
                value = _derivative(value, self.read(variable), obj)
        return value

    def condition(self, obj: sp.Basic, every: bool = False) -> Condition:
        """A relation between integers or real numbers, or several under And."""
        if isinstance(obj, sp.And):
            return tuple(relation for part in obj.args for relation in self.condition(part, every))
        if obj == sp.true:
            return ()
        found = next((rule for kind, rule in _RELATIONS.items() if isinstance(obj, kind)), None)
        if found is None or isinstance(obj, BooleanAtom):
            raise UnsupportedError(f"{named(obj)} is not a condition that is known here: write Eq, Ne, <, ≤ or And")
        kind, swapped = found
        self._refuse_unknown_ranges(obj)
        left, right = map(self.read, obj.args)
        condition, axes = compare(kind, right, left) if swapped else compare(kind, left, right)
        if axes and not every:
            raise UnsupportedError(f"{named(obj)} compares matrices: it is known as an assumption, given=…, alone")
        return condition

    def _refuse_unknown_ranges(self, relation: sp.Basic) -> None:
        """Two integer symbols that are compared are indices, and their ranges must be known."""
        if all(side.is_integer and side.free_symbols for side in relation.args):
            maps = {base.label for base in relation.atoms(sp.IndexedBase)}
            for symbol in relation.free_symbols.difference(self.scope, maps):
                if type(symbol) is sp.Symbol and not symbol.is_positive:
                    self.affine(symbol)


def _derivative(value: Block, variable: Block, obj: sp.Derivative) -> Block:
    found = derivative(value, variable)
    if found is None:
        raise StatementError(f"a derivative is taken by a symbol or an entry: {named(obj)}")
    return found


def _is_inverse(obj: sp.Basic) -> bool:
    return isinstance(obj, sp.Pow) and obj.exp == -1 and not obj.base.is_Matrix
