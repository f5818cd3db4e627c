"""One walk over statements, for every number system: a statement and a setting go in, an array of numbers comes out.

Derivatives are evaluated without symbolic differentiation: with nested dual numbers, and in floating point the
outermost one with a complex step. A term that a condition excludes, or a branch not taken, need not be defined;
neither need the other factors of a product with a bracket that is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from symcheck.arithmetic.system import Abstention, NumberSystem, Raw, Unclear, Undefined
from symcheck.evaluate.nodes import constant_power, flat_terms, renamed_binder, split, unclear_power
from symcheck.evaluate.opaque import Argument, Opaque, flattened
from symcheck.evaluate.scope import STEP, Direction, Scope, Standing, surroundings
from symcheck.evaluate.setting import (
    Dims,
    IndexArithmetic,
    Numbers,
    Setting,
    inside,
    meet,
    negation,
    same_places,
    spread,
)
from symcheck.evaluate.values import Arithmetic, Dual, Plain, Value, base, dims_of
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index
from symcheck.language.expressions import (
    Add,
    Applied,
    Array,
    Block,
    Bracket,
    Call,
    Choice,
    Condition,
    Constant,
    Derivative,
    Determinant,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Inverse,
    Let,
    Mul,
    Named,
    Number,
    Power,
    Product,
    Sum,
)
from symcheck.language.walk import arrays_of, substitute

PARTIAL = frozenset({"log", "sqrt", "tan", "gamma", "loggamma", "digamma", "heaviside"})


class Evaluator:
    """Evaluates expressions over one number system at one setting; what was evaluated is remembered."""

    def __init__(self, system: NumberSystem, setting: Setting) -> None:
        self.system = system
        self.setting = setting
        self.indices = IndexArithmetic(setting)
        self.numbers = Arithmetic(system)
        self.opaque = Opaque(self.numbers)
        self.top = Scope(taken=frozenset(setting.indices))
        self.complex_step = bool(getattr(system, "complex_step", False))
        self._ends: dict[Array, list[tuple[int, int]]] = {}
        self._renamed: dict[int, tuple[Expr, Expr]] = {}
        self._blocks: dict[tuple[int, Dims], tuple[Block, Block]] = {}

    def value(self, expr: Expr, scope: Scope) -> Value:
        home = scope if scope is self.top else scope.home(arrays_of(expr))
        known = home.known.get(id(expr))
        if known is None:
            known = home.known[id(expr)] = (expr, self._value(self._unbound(expr, home), home))
        return known[1]

    def _unbound(self, expr: Expr, scope: Scope) -> Expr:
        """The node with bound indices that are spoken of outside renamed."""
        if not isinstance(expr, Sum | Product | Extremum) or expr.index not in scope.taken:
            return expr
        known = self._renamed.get(id(expr))
        if known is None:
            known = self._renamed[id(expr)] = (expr, renamed_binder(expr))
        return known[1]

    def _value(self, expr: Expr, scope: Scope) -> Value:
        match expr:
            case Number(value):
                return self.numbers.number(value)
            case Constant(name):
                return Plain(self.system.constant(name), ())
            case Integer(form):
                return self.numbers.integers(self.indices.positions(form, scope.guard))
            case Entry():
                return self._entry(expr, scope)
            case Add():
                return self.numbers.sum_of([self.value(term, scope) for term in flat_terms(expr)])
            case Mul():
                return self._product(expr, scope)
            case Power(root, exponent):
                return self._power(root, exponent, scope)
            case Call(function, arguments):
                return self._call(function, [self.value(a, scope) for a in arguments], scope)
            case Sum():
                return self._sum(expr, scope)
            case Product(index, body, where):
                return self._long_product(index, body, where, scope)
            case Extremum(kind, index, body):
                return self._extremum(kind, index, body, scope)
            case Bracket(condition):
                return self.numbers.indicator(self.mask(condition, scope))
            case Choice(condition, then, otherwise):
                return self._choice(self.mask(condition, scope), then, otherwise, scope)
            case Derivative(body, variable):
                return self._derivative(body, variable, scope)
            case Applied():
                return self._applied(expr, scope)
            case Inverse(matrix, row, column):
                return self._inverse(matrix, row, column, scope)
            case Determinant(matrix):
                whole, rows, columns = self._matrix(matrix, scope)
                return self.numbers.determinant(whole, rows, columns)
            case Named(definition, indices):
                axes, meaning = self.block(Block(definition.axes, definition.body), scope)
                return self.at(meaning, axes, indices, scope, definition.latex)
            case Let(array, block, body):
                axes, stood = self.block(block, scope)
                return self.value(body, scope.standing(Standing(array, axes, stood)))

    # Entries

    def block(self, block: Block, scope: Scope) -> tuple[Dims, Value]:
        """The axes of a block (under new names where the names are taken) and its value over them."""
        if any(axis in scope.taken for axis in block.axes):
            block = self._fresh_block(block)
        return block.axes, self.value(block.body, scope)

    def _fresh_block(self, block: Block) -> Block:
        key = (id(block.body), block.axes)
        if key not in self._blocks:
            axes = tuple(map(af.fresh_index, block.axes))
            values: dict[af.IndexAtom, Affine] = {a: af.of_atom(b) for a, b in zip(block.axes, axes, strict=True)}
            self._blocks[key] = (block, Block(axes, substitute(block.body, values)))
        return self._blocks[key][1]

    def at(self, value: Value, axes: Dims, forms: Sequence[Affine], scope: Scope, what: str) -> Value:
        """The entry of a value at these indices, one for each axis."""
        places = {}
        for axis, form in zip(axes, forms, strict=True):
            low, high = self.indices.hull(axis)
            places[axis] = self._offsets(form, low, high, scope, what)
        return self.numbers.gathered(value, places)

    def _offsets(self, form: Affine, low: int, high: int, scope: Scope, what: str) -> Numbers:
        """The places of the entry on an axis from `low` to `high`, counted from 0."""
        found = self.indices.positions(form, scope.guard)
        return inside(Numbers(found.raw - low, found.dims), high - low + 1, scope.guard, what)

    def places(self, entry: Entry, scope: Scope | None = None) -> tuple[Numbers, ...]:
        """The place of an entry in its array, counted from 0, one for each axis."""
        pairs = zip(entry.indices, self._ends_of(entry.array), strict=True)
        name, here = entry.array.name, scope or self.top
        return tuple(self._offsets(form, low, high, here, name) for form, (low, high) in pairs)

    def _ends_of(self, array: Array) -> list[tuple[int, int]]:
        """The first and the last index of each axis."""
        if array not in self._ends:
            self._ends[array] = [(self.indices.integer(low), self.indices.integer(high)) for low, high in array.axes]
        return self._ends[array]

    def _entry(self, entry: Entry, scope: Scope) -> Value:
        places = self.places(entry, scope)
        standing, directions = surroundings(entry.array, scope)
        axes = standing.axes if standing else AXES[: len(places)]
        whole = standing.value if standing else Plain(self._array(entry.array), axes)
        value = self.numbers.gathered(whole, dict(zip(axes, places, strict=True)))
        for direction in directions:
            value = self._varied(value, places, direction)
        return value

    def _array(self, array: Array) -> Raw:
        given = self.setting.values.get(array)
        if given is not None:
            return given
        shape = tuple(high - low + 1 for low, high in self._ends_of(array))
        return self.system.variables(array, shape)

    def _varied(self, value: Value, places: tuple[Numbers, ...], direction: Direction) -> Value:
        """The entry as it moves in a direction."""
        if direction.along is not None:
            axes = AXES[: len(places)]
            seed = self.numbers.gathered(Plain(direction.along, axes), dict(zip(axes, places, strict=True)))
        else:
            mask = same_places(places, direction.places)
            if not mask.raw.any():
                return value
            seed = self.numbers.indicator(mask)
        if direction.level:
            return Dual(direction.level, value, seed)
        return self._stepped(base(value), base(seed))

    def _stepped(self, value: Plain, seed: Plain) -> Plain:
        """The value plus a complex step along the seed, in one allocation: it may be as large as memory allows."""
        dims, (real, slope) = self.numbers.aligned((value, seed))
        raw = np.empty(np.broadcast_shapes(real.shape, slope.shape), dtype=np.complex128)
        raw.real = real
        np.multiply(slope, STEP, out=raw.imag)
        return Plain(raw, dims)

    # Products and powers

    def _product(self, expr: Mul, scope: Scope) -> Value:
        factors, condition = split(expr)
        if not condition:
            return self.numbers.product_of([self.value(f, scope) for f in expr.factors])
        mask = self.mask(condition, scope)
        if not mask.raw.any():
            return self.numbers.zero
        product = self.numbers.product_of(self._under(factors, mask, scope))
        return self.numbers.choose(mask, product, self.numbers.zero)

    def _under(self, parts: Sequence[Expr], mask: Numbers, scope: Scope) -> list[Value]:
        """The values, which need be defined only where the mask holds."""
        if mask.raw.all():
            return [self.value(part, scope) for part in parts]
        try:
            values = [self.value(part, scope) for part in parts]
            if all(map(self._defined, values)):
                return values
        except (Undefined, Abstention):
            pass
        guard = meet(scope.guard, mask)
        inner = scope.under(guard)
        return [self.value(part, inner) for part in parts]

    def _defined(self, value: Value) -> bool:
        if isinstance(value, Dual):
            return self._defined(value.primal) and self._defined(value.tangent)
        return bool(self.system.finite(value.raw)) if self.complex_step else True  # type: ignore[attr-defined]

    def _safe(self, value: Value, scope: Scope) -> Value:
        """The value, replaced by 1 where it is not needed."""
        return value if scope.guard is None else self.numbers.choose(scope.guard, value, self.numbers.one)

    def _power(self, root: Expr, exponent: Expr, scope: Scope) -> Value:
        constant = self._constant(exponent)
        if constant is not None:
            value = self.value(root, scope)
            total = constant.denominator == 1 and constant >= 0
            return self.numbers.power(value if total else self._safe(value, scope), constant)
        if isinstance(exponent, Integer):
            return self._integer_power(root, self.indices.positions(exponent.value, scope.guard), scope)
        value, upper = self._safe(self.value(root, scope), scope), self.value(exponent, scope)
        if unclear_power(base(value).raw, base(upper).raw):
            raise Unclear("a power of a number that is not positive, its exponent computed")
        return self.numbers.call("exp", [self.numbers.multiply(upper, self.numbers.call("log", [value]))])

    def _integer_power(self, root: Expr, exponents: Numbers, scope: Scope) -> Value:
        """Powers of the value, the exponent varying over dimensions."""
        value = self._safe(self.value(root, scope), scope)
        result: Value = self.numbers.zero
        for n in np.unique(exponents.raw):
            here = Numbers(np.asarray(exponents.raw == n), exponents.dims)
            result = self.numbers.choose(here, self.numbers.power(value, Fraction(int(n))), result)
        return result

    def _constant(self, expr: Expr) -> Fraction | None:
        """The value of an expression of numbers alone; None for any other."""
        match expr:
            case Number(value):
                return value
            case Integer(form) if not (found := self.indices.positions(form, None)).dims:
                return Fraction(int(found.raw))
            case Add(terms):
                parts = [self._constant(t) for t in terms]
                return sum((p for p in parts if p is not None), Fraction(0)) if None not in parts else None
            case Mul(factors):
                return self._constant_product([self._constant(f) for f in factors])
            case Power(root, exponent):
                return constant_power(self._constant(root), self._constant(exponent))
            case Named(definition):
                return self._constant(definition.body)
        return None

    def _constant_product(self, parts: Sequence[Fraction | None]) -> Fraction | None:
        result = Fraction(1)
        for part in parts:
            if part is None:
                return None
            result *= part
        return result

    def _call(self, function: str, arguments: list[Value], scope: Scope) -> Value:
        if function in PARTIAL:
            arguments = [self._safe(a, scope) for a in arguments]
        return self.numbers.call(function, arguments)

    # Binders and conditions

    def mask(self, condition: Condition, scope: Scope) -> Numbers:
        """Where a condition holds."""
        result = Numbers(np.asarray(True), ())
        for relation in condition:
            if isinstance(relation, IndexRelation):
                found = self.indices.positions(relation.form, scope.guard)
                own = Numbers(COMPARED[relation.kind](found.raw), found.dims)
            else:
                own = self._compared(relation.kind, self.value(relation.difference, scope))
            result = meet(result, own)
        return result

    def _compared(self, kind: str, value: Value) -> Numbers:
        """Where a relation holds; at the border of the cases nothing that varies has a derivative."""
        if isinstance(value, Dual) and not self.complex_step and self.numbers.holds("eq", value).raw.any():
            raise Undefined("the derivative at the border of a case")
        return self.numbers.holds(kind, value)

    def _over(self, index: Index, condition: Condition, scope: Scope) -> Numbers | None:
        """Where the index is in its range and the condition holds; None for everywhere."""
        own = self.indices.range_mask(index)
        if not condition and own is None:
            return None
        mask = meet(own, self.mask(condition, scope if own is None else scope.under(meet(scope.guard, own))))
        return None if mask.raw.all() else mask

    def _sum(self, expr: Sum, scope: Scope) -> Value:
        length = self.indices.length(expr.index)
        factors, condition = split(expr.body)
        mask = self._over(expr.index, expr.where + condition, scope) if length else None
        if not length or (mask is not None and not mask.raw.any()):
            return self.numbers.zero
        values = self._under(factors, mask, scope) if mask else [self.value(f, scope) for f in factors]
        return self.numbers.contract(values, expr.index, length, mask)

    def _long_product(self, index: Index, body: Expr, where: Condition, scope: Scope) -> Value:
        length = self.indices.length(index)
        mask = self._over(index, where, scope) if length else None
        if not length or (mask is not None and not mask.raw.any()):
            return self.numbers.one
        value = self._under([body], mask, scope)[0] if mask else self.value(body, scope)
        if mask:
            value = self.numbers.choose(mask, value, self.numbers.one)
        if index not in dims_of(value):
            return self.numbers.power(value, Fraction(length))
        return self.numbers.fold(self._whole(value, index, length), index, length, self.numbers.multiply)

    def _whole(self, value: Value, index: Index, length: int) -> Value:
        """The value with every part of it depending on the dimension."""
        ones = self.numbers.integers(Numbers(np.ones(length, dtype=np.int64), (index,)))
        return self.numbers.multiply(value, ones)

    def _extremum(self, kind: str, index: Index, body: Expr, scope: Scope) -> Value:
        length = self.indices.length(index)
        if not length:
            raise Undefined(f"the {kind} over an empty range")
        if self.indices.range_mask(index) is not None:
            raise Abstention(f"a {kind} over a range that depends on another index")
        value = self.value(body, scope)
        if index not in dims_of(value):
            return value
        value = self._whole(value, index, length)
        return self.numbers.fold(value, index, length, lambda a, b: self.numbers.call(kind, [a, b]))

    def _choice(self, mask: Numbers, then: Expr, otherwise: Expr, scope: Scope) -> Value:
        if mask.raw.all():
            return self.value(then, scope)
        if not mask.raw.any():
            return self.value(otherwise, scope)
        first, second = self._under([then], mask, scope), self._under([otherwise], negation(mask), scope)
        return self.numbers.choose(mask, first[0], second[0])

    # Derivatives, functions, matrices

    def _derivative(self, body: Expr, variable: Entry | Integer, scope: Scope) -> Value:
        if isinstance(variable, Integer):
            raise Abstention("a derivative by an index")
        places = self.places(variable, scope)
        if self.complex_step and not scope.level and not scope.steps:
            return self.step(body, Direction(variable.array, 0, places), scope)
        level = scope.level + 1
        value = self.value(body, scope.inside(Direction(variable.array, level, places)))
        slope = value.tangent if isinstance(value, Dual) and value.level == level else self.numbers.zero
        if not self.complex_step:
            return slope
        return self.numbers.choose(self._lacking(base(value)), NOT_A_NUMBER, slope)

    def _lacking(self, value: Plain) -> Numbers:
        return Numbers(np.isnan(value.raw), value.dims)

    def step(self, body: Expr, direction: Direction, scope: Scope) -> Plain:
        """The derivative in a direction by a complex step; NaN where the value itself does not exist."""
        value = base(self.value(body, scope.inside(direction)))
        slope = value.raw.imag / STEP
        return Plain(np.where(np.isnan(value.raw), np.nan, slope), value.dims)

    def _applied(self, expr: Applied, scope: Scope) -> Value:
        arguments = [self._argument(a, scope) for a in expr.arguments]
        slots = []
        for slot in expr.slots:
            axes = arguments[slot.argument].axes
            ends = [self.indices.hull(axis) for axis in axes]
            pairs = zip(slot.indices, ends, strict=True)
            places = [self._offsets(f, low, high, scope, expr.function.name) for f, (low, high) in pairs]
            slots.append((slot.argument, flattened(places, arguments[slot.argument].lengths)))
        return self.opaque.value(expr.function.name, arguments, slots)

    def _argument(self, argument: Block | Affine, scope: Scope) -> Argument:
        if isinstance(argument, Affine):
            return Argument(self.numbers.integers(self.indices.positions(argument, scope.guard)), (), ())
        axes, value = self.block(argument, scope)
        return Argument(value, axes, tuple(map(self.indices.length, axes)))

    def _matrix(self, block: Block, scope: Scope) -> tuple[Value, Index, Index]:
        (rows, columns), value = self.block(block, scope)
        for axis in (rows, columns):
            if axis not in base(value).dims:
                value = self._whole(value, axis, self.indices.length(axis))
        if scope.guard is not None:
            unit = self.indices.positions(af.of_atom(rows) - af.of_atom(columns) - rows.lower + columns.lower, None)
            value = self.numbers.choose(
                scope.guard, value, self.numbers.indicator(Numbers(np.asarray(unit.raw == 0), unit.dims))
            )
        return value, rows, columns

    def _inverse(self, matrix: Block, row: Affine, column: Affine, scope: Scope) -> Value:
        value, rows, columns = self._matrix(matrix, scope)
        inverse = self.numbers.inverse(value, rows, columns)
        return self.at(inverse, (rows, columns), (row, column), scope, "an inverse")


AXES = tuple(Index(f"axis {k}", af.ONE, af.ONE, -1) for k in range(16))
NOT_A_NUMBER = Plain(np.asarray(np.nan), ())
COMPARED: dict[str, Callable[[Raw], Raw]] = {"eq": lambda x: x == 0, "ne": lambda x: x != 0, "ge": lambda x: x >= 0}


def evaluate(body: Expr, axes: Dims, evaluator: Evaluator) -> Raw:
    """The tensor with these axes: one leading axis of the result for each; 0 where an axis leaves its own range."""
    mask: Numbers | None = None
    for axis in axes:
        own = evaluator.indices.range_mask(axis)
        mask = mask if own is None else meet(mask, own)
    scope = evaluator.top if mask is None else evaluator.top.under(mask)
    value = base(evaluator.value(body, scope))
    if mask is not None:
        value = base(evaluator.numbers.choose(mask, value, evaluator.numbers.zero))
    shape = tuple(map(evaluator.indices.length, axes))
    raw = spread(value.raw, value.dims, axes)
    return np.broadcast_to(raw, (*shape, *raw.shape[len(axes) :]))
