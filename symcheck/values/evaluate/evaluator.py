"""One walk over statements, for every number system: a statement and a setting go in, an array of numbers comes out.

Derivatives are evaluated without symbolic differentiation: with nested dual numbers, and in floating point the
outermost one with a complex step. Where an expression has a value is what `symcheck.definedness` says: a term that a
condition excludes, or a branch not taken, need not have one; neither need the other factors of a product with a bracket
that is 0. A value that does not exist is an element like any other, where the number system has one for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from msgspec.structs import replace

from symcheck.definedness import smooth
from symcheck.definedness.factors import has_bracket, split
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import COMPARED, Array, Block, Condition, Expr, Relation
from symcheck.expressions.walk import arrays_of, constant, flat_terms, substitute, substitute_condition
from symcheck.functions.table import is_total
from symcheck.values.evaluate.duals import Arithmetic, Dual, Plain, Value, base, dims_of, negation_or_all, primal
from symcheck.values.evaluate.limits import afford, most_of, most_variables_of
from symcheck.values.evaluate.powers import general_power, signed_square, smooth_power
from symcheck.values.evaluate.scope import STEP, Binding, Direction, Scope, surroundings
from symcheck.values.evaluate.setting import (
    Dims,
    IndexArithmetic,
    Numbers,
    Setting,
    inside,
    join,
    meet,
    negation,
    nowhere,
    same_places,
    spread,
)
from symcheck.values.evaluate.truth import Truth, decided
from symcheck.values.evaluate.uninterpreted import Argument, Uninterpreted, flattened
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw, Undefined


class Evaluator:
    """Evaluates expressions over one number system at one setting; what was evaluated is remembered."""

    def __init__(self, system: NumberSystem, setting: Setting) -> None:
        self.system = system
        self.setting = setting
        self.indices = IndexArithmetic(setting, most_of(system))
        self.numbers = Arithmetic(system)
        self.opaque = Uninterpreted(self.numbers, setting.functions)
        self.top = Scope(taken=frozenset(setting.indices))
        self.complex_step = bool(getattr(system, "complex_step", False))
        self._ends: dict[Array, list[tuple[int, int]]] = {}
        self._renamed: dict[Expr, Expr] = {}
        self._blocks: dict[tuple[Expr, Dims], Block] = {}

    def value(self, expr: Expr, scope: Scope) -> Value:
        home = scope if scope is self.top else scope.home(arrays_of(expr))
        known = home.known.get(expr)
        if known is None:
            known = home.known[expr] = self._value(self._unbound(expr, home), home)
        return known

    def _unbound(self, expr: Expr, scope: Scope) -> Expr:
        """The node with bound indices that are spoken of outside renamed."""
        if not isinstance(expr, nodes.Sum | nodes.Product | nodes.Extremum) or expr.index not in scope.taken:
            return expr
        known = self._renamed.get(expr)
        if known is None:
            known = self._renamed[expr] = renamed_binder(expr)
        return known

    def _value(self, expr: Expr, scope: Scope) -> Value:
        match expr:
            case nodes.Number(value):
                return self.numbers.number(value)
            case nodes.Constant(name):
                return Plain(self.system.constant(name), ())
            case nodes.Integer(form):
                return self._integer(form, scope)
            case nodes.Entry():
                return self._entry(expr, scope)
            case nodes.Add():
                return self.numbers.sum_of([self.value(term, scope) for term in flat_terms(expr)])
            case nodes.Mul():
                return self._product(expr, scope)
            case nodes.Power(root, exponent):
                return self._power(root, exponent, scope)
            case nodes.Call(function, arguments):
                return self._call(expr, function, arguments, scope)
            case nodes.Sum():
                return self._sum(expr, scope)
            case nodes.Product(index, body, where):
                return self._long_product(index, body, where, scope)
            case nodes.Extremum(kind, index, body):
                return self._extremum(kind, index, body, scope)
            case nodes.Bracket(condition):
                truth = self.truth(condition, scope)
                return self._decided(truth, self.numbers.indicator(truth.holds), scope)
            case nodes.Piecewise(condition, then, otherwise):
                return self._choice(self.truth(condition, scope), then, otherwise, scope)
            case nodes.Derivative(body, variable):
                return self._derivative(body, variable, scope)
            case nodes.Application():
                return self._applied(expr, scope)
            case nodes.Inverse(matrix, row, column):
                return self._inverse(matrix, row, column, scope)
            case nodes.Determinant(matrix):
                whole, rows, columns = self._matrix(matrix, scope)
                return self.numbers.determinant(whole, rows, columns)
            case nodes.Named(definition, indices):
                axes, meaning = self.block(Block(definition.axes, definition.body), scope)
                return self.at(meaning, axes, indices, scope, definition.latex)
            case nodes.Let(array, block, body):
                axes, stood = self.block(block, scope)
                return self.value(body, scope.standing(Binding(array, axes, stood)))

    # Entries

    def block(self, block: Block, scope: Scope) -> tuple[Dims, Value]:
        """The axes of a block (under new names where the names are taken) and its value over them."""
        if any(axis in scope.taken for axis in block.axes):
            block = self._fresh_block(block)
        return block.axes, self.value(block.body, scope)

    def _fresh_block(self, block: Block) -> Block:
        key = (block.body, block.axes)
        if key not in self._blocks:
            axes = tuple(map(af.fresh_index, block.axes))
            values: dict[af.IndexAtom, IndexForm] = {a: af.of_atom(b) for a, b in zip(block.axes, axes, strict=True)}
            self._blocks[key] = Block(axes, substitute(block.body, values))
        return self._blocks[key]

    def at(self, value: Value, axes: Dims, forms: Sequence[IndexForm], scope: Scope, what: str) -> Value:
        """The entry of a value at these indices, one for each axis; it does not exist where one is out of range."""
        ends = [self.indices.hull(axis) for axis in axes]
        places, outside = self._located(forms, ends)
        why = f"an index of {what} is out of range"
        if any(low > high for low, high in ends):
            return self._needed(outside, self.numbers.zero, scope, why)
        found = self.numbers.gathered(value, dict(zip(axes, places, strict=True)))
        return self._needed(outside, found, scope, why)

    def _located(
        self, forms: Sequence[IndexForm], ends: Sequence[tuple[int, int]]
    ) -> tuple[list[Numbers], Numbers | None]:
        """The places of an entry on axes with these ends, counted from 0, and where one is outside."""
        found = [self.indices.reached(form) for form in forms]
        offsets = [Numbers(f.raw - low, f.dims) for f, (low, _) in zip(found, ends, strict=True)]
        if all(self.indices.surely_within(form, *end) for form, end in zip(forms, ends, strict=True)):
            return offsets, None
        return inside(offsets, [high - low + 1 for low, high in ends])

    def places(self, entry: nodes.Entry) -> tuple[Numbers, ...]:
        """The place of an entry in its array, counted from 0, one for each axis. Raises Undefined outside of it."""
        places, outside = self._located(entry.indices, self._ends_of(entry.array))
        if outside is not None:
            raise Undefined(f"an index of {entry.array.name} is out of range")
        return tuple(places)

    def _needed(self, missing: Numbers | None, value: Value, scope: Scope, why: str, bend: bool = False) -> Value:
        """The value, which does not exist where the mask holds and the guard of the scope asks for one."""
        if missing is None or not missing.raw.any():
            return value
        where = missing if scope.guard is None else meet(missing, scope.guard)
        return self.numbers.lacking(where, value, bend, why)

    def _integer(self, form: IndexForm, scope: Scope) -> Value:
        found = self.indices.reached(form)
        lost = nowhere(found)
        if lost is None:
            return self.numbers.integers(found)
        safe = self.numbers.integers(Numbers(np.where(lost.raw, 1, found.raw), found.dims))
        return self._needed(lost, safe, scope, "an index map is asked outside its domain")

    def _ends_of(self, array: Array) -> list[tuple[int, int]]:
        """The first and the last index of each axis."""
        if array not in self._ends:
            self._ends[array] = [(self.indices.integer(low), self.indices.integer(high)) for low, high in array.axes]
        return self._ends[array]

    def _entry(self, entry: nodes.Entry, scope: Scope) -> Value:
        places, outside = self._located(entry.indices, self._ends_of(entry.array))
        standing, directions = surroundings(entry.array, scope)
        axes = standing.axes if standing else AXES[: len(places)]
        whole = standing.value if standing else Plain(self._array(entry.array), axes)
        value = self.numbers.gathered(whole, dict(zip(axes, places, strict=True)))
        for direction in directions:
            value = self._varied(value, tuple(places), direction)
        return self._needed(outside, value, scope, f"an index of {entry.array.name} is out of range")

    def _array(self, array: Array) -> Raw:
        given = self.setting.values.get(array)
        if given is not None:
            return given
        shape = tuple(high - low + 1 for low, high in self._ends_of(array))
        afford(shape, array.name, most_variables_of(self.system))
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

    def _product(self, expr: nodes.Mul, scope: Scope) -> Value:
        if not has_bracket(expr):
            return self.numbers.product_of(self._factors(expr.factors, scope))
        factors, condition = split(expr)
        truth = self.truth(condition, scope)
        if not truth.possible.raw.any():
            return self.numbers.zero
        product = self.numbers.product_of(self._under(factors, truth.possible, scope))
        return self._decided(truth, self.numbers.choose(truth.holds, product, self.numbers.zero), scope)

    def _factors(self, factors: Sequence[Expr], scope: Scope) -> list[Value]:
        """The values of the factors; e and |e| together are one function."""
        pair = smooth.signed_square(list(factors)) if scope.level or scope.steps else None
        if pair is None:
            return [self.value(f, scope) for f in factors]
        return [signed_square(self.numbers, self.value(pair[0], scope)), *self._factors(pair[1], scope)]

    def _decided(self, truth: Truth, value: Value, scope: Scope) -> Value:
        """The value, which does not exist where the condition has none, or lies on the border of a case."""
        bent = self._needed(truth.border, value, scope, "the derivative at the border of a case", bend=True)
        return self._needed(truth.missing, bent, scope, "a condition has no value")

    def _under(self, parts: Sequence[Expr], mask: Numbers, scope: Scope) -> list[Value]:
        """The values, which need exist only where the mask holds."""
        if mask.raw.all():
            return self._factors(parts, scope)
        try:
            return self._factors(parts, scope)
        except (Undefined, Abstention):
            return self._factors(parts, scope.under(meet(scope.guard, mask)))

    def _safe(self, value: Value, scope: Scope) -> Value:
        """The value, replaced by 1 where it is not needed."""
        return value if scope.guard is None else self.numbers.choose(scope.guard, value, self.numbers.one)

    def _power(self, root: Expr, exponent: Expr, scope: Scope) -> Value:
        known = self._constant(exponent)
        if known is not None:
            return self._constant_power(root, known, scope)
        if isinstance(exponent, nodes.Integer):
            return self._integer_power(root, exponent.value, scope)
        return general_power(self.numbers, self._safe(self.value(root, scope), scope), self.value(exponent, scope))

    def _constant_power(self, root: Expr, exponent: Fraction, scope: Scope) -> Value:
        bent = smooth.smooth_power(nodes.Power(root, nodes.Number(exponent)))
        if bent is not None and bent.plain is not None:
            return self._constant_power(*bent.plain, scope)
        value = self.value(root, scope)
        if bent is not None:
            return smooth_power(self.numbers, value, exponent)
        total = exponent.denominator == 1 and exponent >= 0
        return self.numbers.power(value if total else self._safe(value, scope), exponent)

    def _integer_power(self, root: Expr, exponent: IndexForm, scope: Scope) -> Value:
        """Powers of the value, the exponent varying over dimensions."""
        value = self._safe(self.value(root, scope), scope)
        found = self.indices.reached(exponent)
        lost = nowhere(found)
        exponents = found if lost is None else Numbers(np.where(lost.raw, 1, found.raw), found.dims)
        result: Value = self.numbers.zero
        for n in np.unique(exponents.raw):
            here = Numbers(np.asarray(exponents.raw == n), exponents.dims)
            result = self.numbers.choose(here, self.numbers.power(value, Fraction(int(n))), result)
        return self._needed(lost, result, scope, "an index map is asked outside its domain")

    def _constant(self, expr: Expr) -> Fraction | None:
        """The value of an expression of numbers alone; None for any other."""
        match expr:
            case nodes.Integer(form) if not (found := self.indices.reached(form)).dims and nowhere(found) is None:
                return Fraction(int(found.raw))
            case nodes.Named(definition):
                return self._constant(definition.body)
        return constant(expr, self._constant)

    def _call(self, expr: nodes.Call, function: str, arguments: Sequence[Expr], scope: Scope) -> Value:
        if smooth.is_smooth_extremum(expr):
            return self.value(arguments[0], scope)
        values = [self.value(a, scope) for a in arguments]
        if scope.guard is not None and not is_total(function):
            values = [self._safe(a, scope) for a in values]
        return self.numbers.call(function, values)

    # Binders and conditions

    def mask(self, condition: Condition, scope: Scope) -> Numbers:
        """Where a condition has a value, and holds."""
        return self.truth(condition, scope).holds

    def truth(self, condition: Condition, scope: Scope) -> Truth:
        """Where a condition holds, and where it has no value: a conjunction is false as soon as one part is."""
        return decided([self._relation(relation, scope) for relation in condition])

    def _relation(self, relation: Relation, scope: Scope) -> Truth:
        if isinstance(relation, nodes.IndexRelation):
            found = self.indices.reached(relation.form)
            holds = Numbers(np.asarray(COMPARED[relation.kind](found.raw)), found.dims)
            return Truth(holds, nowhere(found))
        value = self.value(relation.difference, scope)
        known = base(value)
        return Truth(self.numbers.holds(relation.kind, known), self.numbers.absent(known), self._border(value))

    def _border(self, value: Value) -> Numbers | None:
        """Where what varies lies on the border of the cases."""
        if isinstance(value, Dual):
            border = self.numbers.holds("eq", value)
        elif self.complex_step and np.iscomplexobj(value.raw):
            border = Numbers(np.asarray((value.raw.real == 0) & (value.raw.imag != 0)), value.dims)
        else:
            return None
        return border if border.raw.any() else None

    def _over(self, index: Index, condition: Condition, scope: Scope) -> Truth | None:
        """Where the index is in its range and the condition holds; None for everywhere."""
        own = self.indices.range_mask(index)
        if not condition and own is None:
            return None
        inner = scope if own is None else scope.under(meet(scope.guard, own))
        truth = decided([*([] if own is None else [Truth(own)]), *(self._relation(r, inner) for r in condition)])
        return None if truth.holds.raw.all() and truth.certain else truth

    def _sum(self, expr: nodes.Sum, scope: Scope) -> Value:
        length = self.indices.length(expr.index)
        factors, condition = split(expr.body)
        if not length:
            return self.numbers.zero
        truth = self._over(expr.index, expr.where + condition, scope)
        if truth is None:
            return self.numbers.contract(self._factors(factors, scope), expr.index, length, None)
        if not truth.possible.raw.any():
            return self.numbers.zero
        values = self._under(factors, truth.possible, scope)
        if truth.certain:
            return self.numbers.contract(values, expr.index, length, truth.holds)
        member = self.numbers.choose(truth.holds, self.numbers.product_of(values), self.numbers.zero)
        return self.numbers.total(self._decided(truth, member, scope), expr.index, length)

    def _long_product(self, index: Index, body: Expr, where: Condition, scope: Scope) -> Value:
        length = self.indices.length(index)
        truth = self._over(index, where, scope) if length else None
        if not length or (truth is not None and not truth.possible.raw.any()):
            return self.numbers.one
        value = self._under([body], truth.possible, scope)[0] if truth else self.value(body, scope)
        if truth:
            value = self._decided(truth, self.numbers.choose(truth.holds, value, self.numbers.one), scope)
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

    def _choice(self, truth: Truth, then: Expr, otherwise: Expr, scope: Scope) -> Value:
        if truth.certain and truth.holds.raw.all():
            return self.value(then, scope)
        if not truth.possible.raw.any():
            return self.value(otherwise, scope)
        (first,) = self._under([then], truth.possible, scope)
        (second,) = self._under([otherwise], negation(meet(truth.holds, negation_or_all(truth.border))), scope)
        agreed = replace(truth, border=self._torn(truth.border, first, second))
        return self._decided(agreed, self.numbers.choose(truth.holds, first, second), scope)

    def _torn(self, border: Numbers | None, first: Value, second: Value) -> Numbers | None:
        """Where two cases meet in another value or another slope; where they agree there is no border."""
        if border is None or self.complex_step:
            return border
        difference = self.numbers.subtract(first, second)
        return meet(border, self._differing(difference))

    def _differing(self, difference: Value) -> Numbers:
        if isinstance(difference, Dual):
            parts = (self._differing(difference.primal), self._differing(difference.tangent))
            return join(*parts) or parts[0]
        return negation(self.numbers.holds("eq", difference))

    # Derivatives, functions, matrices

    def _derivative(self, body: Expr, variable: nodes.Entry | nodes.Integer, scope: Scope) -> Value:
        if isinstance(variable, nodes.Integer):
            raise Abstention("a derivative by an index")
        places, outside = self._located(variable.indices, self._ends_of(variable.array))
        why = f"an index of {variable.array.name} is out of range"
        if self.complex_step and not scope.level and not scope.steps:
            step = self.step(body, Direction(variable.array, 0, tuple(places)), scope)
            return self._needed(outside, step, scope, why)
        level = scope.level + 1
        value = self.value(body, scope.inside(Direction(variable.array, level, tuple(places))))
        slope = value.tangent if isinstance(value, Dual) and value.level == level else self.numbers.zero
        return self._needed(outside, self.numbers.carrying(slope, primal(value, level)), scope, why)

    def step(self, body: Expr, direction: Direction, scope: Scope) -> Plain:
        """The derivative in a direction by a complex step; NaN where the value itself does not exist."""
        value = base(self.value(body, scope.inside(direction)))
        slope = value.raw.imag / STEP
        return Plain(np.where(np.isnan(value.raw), np.nan, slope), value.dims)

    def _applied(self, expr: nodes.Application, scope: Scope) -> Value:
        arguments = [self._argument(a, scope) for a in expr.arguments]
        slots = []
        outside: Numbers | None = None
        for slot in expr.slots:
            own = arguments[slot.argument]
            places, lost = self._located(slot.indices, [self.indices.hull(axis) for axis in own.axes])
            outside = join(outside, lost)
            slots.append((slot.argument, flattened(places, own.lengths)))
        value = self.opaque.value(expr.function.name, arguments, slots)
        return self._needed(outside, value, scope, f"a derivative of {expr.function.name} by no entry of its argument")

    def _argument(self, argument: Block | IndexForm, scope: Scope) -> Argument:
        if isinstance(argument, IndexForm):
            return Argument(self._integer(argument, scope), (), ())
        axes, value = self.block(argument, scope)
        return Argument(value, axes, tuple(map(self.indices.length, axes)))

    def _matrix(self, block: Block, scope: Scope) -> tuple[Value, Index, Index]:
        (rows, columns), value = self.block(block, scope)
        for axis in (rows, columns):
            if axis not in base(value).dims:
                value = self._whole(value, axis, self.indices.length(axis))
        if scope.guard is not None:
            unit = self.indices.reached(af.of_atom(rows) - af.of_atom(columns) - rows.lower + columns.lower)
            value = self.numbers.choose(
                scope.guard, value, self.numbers.indicator(Numbers(np.asarray(unit.raw == 0), unit.dims))
            )
        return value, rows, columns

    def _inverse(self, matrix: Block, row: IndexForm, column: IndexForm, scope: Scope) -> Value:
        value, rows, columns = self._matrix(matrix, scope)
        inverse = self.numbers.inverse(value, rows, columns)
        return self.at(inverse, (rows, columns), (row, column), scope, "an inverse")


def renamed_binder(expr: nodes.Sum | nodes.Product | nodes.Extremum) -> Expr:
    """The node with its bound index under a fresh name."""
    fresh = af.fresh_index(expr.index)
    values: dict[af.IndexAtom, IndexForm] = {expr.index: af.of_atom(fresh)}
    if isinstance(expr, nodes.Extremum):
        return nodes.Extremum(expr.kind, fresh, substitute(expr.body, values))
    return type(expr)(fresh, substitute(expr.body, values), substitute_condition(expr.where, values))


AXES = tuple(Index(f"axis {k}", af.ONE, af.ONE, "bound") for k in range(16))


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
