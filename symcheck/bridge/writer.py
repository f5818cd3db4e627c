"""SymPy out: a statement as a SymPy expression of the same value, unevaluated where SymPy would have to compute.

A scalar gives its expression, a tensor that of one entry, with a free `Idx` for each axis. Sizes are positive integer
symbols, arrays are `IndexedBase`s with their shape, every binder gets a fresh `Dummy` that prints under the author's
name. A tensor as an argument of an abstract function is a `Lambda` of its axes. SymPy may reorder and combine terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy as sp

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Condition, Expr, Relation
from symcheck.expressions.walk import at, free_indices
from symcheck.functions.table import TABLE

_RELATIONS = {"eq": sp.Eq, "ne": sp.Ne, "gt": sp.Gt, "ge": sp.Ge}
_SIGNS = {"real": {"real": True}, "nonzero": {"real": True, "nonzero": True}}


def to_sympy(tensor: Block) -> sp.Basic:
    """The SymPy expression of a scalar, or of one entry of a tensor with free symbols for its axes."""
    return _Writer(_free(tensor)).expr(tensor.body)


def _free(tensor: Block) -> dict[Index, str]:
    """A name for every free index, primed where two have the same."""
    names: dict[Index, str] = {}
    for index in sorted(free_indices(tensor.body) | set(tensor.axes), key=lambda i: (i.serial, i.name)):
        name = index.name
        while name in names.values():
            name += "_prime"
        names[index] = name
    return names


class _Writer:
    """Writes one expression; knows the names of the free indices and the symbols of the bound ones."""

    def __init__(self, free: Mapping[Index, str], bound: Mapping[Index, sp.Basic] | None = None) -> None:
        self.free = free
        self.bound = bound or {}

    def binding(self, indices: Iterable[Index]) -> tuple[_Writer, list[sp.Dummy]]:
        """A writer inside these binders, and their dummies."""
        dummies = {index: sp.Dummy(index.name, integer=True) for index in indices}
        return _Writer(self.free, {**self.bound, **dummies}), list(dummies.values())

    # -- integers ------------------------------------------------------------------------------------------------

    def affine(self, form: IndexForm) -> sp.Expr:
        return sp.Add(*(c * self.atom(atom) for atom, c in form.terms), sp.Integer(form.constant))

    def atom(self, atom: IndexAtom) -> sp.Expr:
        match atom:
            case Size(name):
                return sp.Symbol(name, integer=True, positive=True)
            case Index():
                return self.bound[atom] if atom in self.bound else self._free_index(atom)
            case MapEntry(map_, arguments):
                shape = tuple(map(self.affine, map_.domain))
                return sp.IndexedBase(map_.name, shape=shape, integer=True)[tuple(map(self.affine, arguments))]

    def _free_index(self, index: Index) -> sp.Idx:
        return sp.Idx(self.free.get(index, index.name), (self.affine(index.lower), self.affine(index.upper)))

    # -- expressions ---------------------------------------------------------------------------------------------

    def expr(self, expr: Expr) -> sp.Basic:
        """The expression, node by node."""
        match expr:
            case nodes.Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case nodes.Constant(name):
                return sp.pi if name == "pi" else sp.Symbol(name, real=True)
            case nodes.Integer(form):
                return self.affine(form)
            case nodes.Entry(array, indices):
                return self._entry(array, indices)
            case nodes.Named(definition, indices):
                return self.expr(at(definition.axes, definition.body, indices))
            case nodes.Add(terms):
                return sp.Add(*map(self.expr, terms))
            case nodes.Mul(factors):
                return sp.Mul(*map(self.expr, factors))
            case nodes.Power(base, exponent):
                return sp.Pow(self.expr(base), self.expr(exponent))
            case nodes.Call(function, arguments):
                return self._call(function, arguments)
            case nodes.Sum(index, body, where):
                return self._quantified(sp.Sum, index, body, where, sp.Integer(0))
            case nodes.Product(index, body, where):
                return self._quantified(sp.Product, index, body, where, sp.Integer(1))
            case nodes.Extremum(kind, index, body):
                dummies, value = self._lambda(Block((index,), body))
                over = sp.Lambda(tuple(dummies), value)
                return sp.Function(f"{kind}_over")(over, self.affine(index.lower), self.affine(index.upper))
            case nodes.Bracket(condition):
                return self._bracket(condition)
            case nodes.Piecewise(condition, then, otherwise):
                return sp.Piecewise((self.expr(then), self.condition(condition)), (self.expr(otherwise), True))
            case nodes.Derivative(body, variable):
                return sp.Derivative(self.expr(body), self.expr(variable))
            case nodes.Application():
                return self._applied(expr)
            case nodes.Inverse(matrix, row, column):
                first, second = (
                    self.affine(i - a.lower) for i, a in zip((row, column), matrix.axes[::-1], strict=True)
                )
                return sp.Inverse(self._matrix(matrix))[first, second]
            case nodes.Determinant(matrix):
                return sp.Determinant(self._matrix(matrix))
            case nodes.Let():
                return self._let(expr)

    def _entry(self, array: Array, indices: tuple[IndexForm, ...]) -> sp.Expr:
        if not array.axes:
            return sp.Symbol(array.name, **_assumptions(array))
        return self._base(array)[tuple(map(self.affine, indices))]

    def _base(self, array: Array) -> sp.IndexedBase:
        shape = tuple(self.affine(upper - lower + af.ONE) for lower, upper in array.axes)
        return sp.IndexedBase(array.name, shape=shape, **_assumptions(array))

    def _call(self, function: str, arguments: tuple[Expr, ...]) -> sp.Basic:
        """SymPy's function of that name, or the definition where it has none."""
        row = TABLE[function]
        if row.sympy:
            return getattr(sp, row.sympy)(*map(self.expr, arguments))
        if row.definition is None:
            raise StatementError(f"{row.said} is not known to SymPy")
        return self.expr(row.definition(*arguments))

    def _quantified(self, make: type, index: Index, body: Expr, where: Condition, neutral: sp.Integer) -> sp.Expr:
        inner, (dummy,) = self.binding((index,))
        value = inner.expr(body)
        if where:
            value = sp.Piecewise((value, inner.condition(where)), (neutral, True))
        return make(value, (dummy, self.affine(index.lower), self.affine(index.upper)))

    def _bracket(self, condition: Condition) -> sp.Expr:
        if len(condition) == 1 and isinstance(condition[0], nodes.IndexRelation) and condition[0].kind == "eq":
            return sp.KroneckerDelta(*map(self.affine, _sides(condition[0].form)))
        return sp.Piecewise((1, self.condition(condition)), (0, True))

    def _lambda(self, block: Block) -> tuple[list[sp.Dummy], sp.Expr]:
        inner, dummies = self.binding(block.axes)
        return dummies, inner.expr(block.body)

    def _matrix(self, block: Block) -> sp.MatrixExpr:
        """The block as a matrix, its entries counted from 0 as SymPy counts them."""
        inner, dummies = self.binding(block.axes)
        entry = inner.expr(block.body)
        offsets = {d: d + self.affine(a.lower) for d, a in zip(dummies, block.axes, strict=True)}
        sizes = [self.affine(axis.size) for axis in block.axes]
        return sp.FunctionMatrix(*sizes, sp.Lambda(tuple(dummies), entry.xreplace(offsets)))

    def _argument(self, argument: Block | IndexForm) -> sp.Basic:
        if isinstance(argument, IndexForm):
            return self.affine(argument)
        if not argument.axes:
            return self.expr(argument.body)
        if isinstance(argument.body, nodes.Entry) and [i.atom for i in argument.body.indices] == list(argument.axes):
            return self._base(argument.body.array)
        dummies, body = self._lambda(argument)
        return sp.Lambda(tuple(dummies), body)

    def _applied(self, expr: nodes.Application) -> sp.Expr:
        """A partial derivative is a function of its own, named by its slots: `J_1(…)`, `J_2(…; i, j)`."""
        arguments = [self._argument(a) for a in expr.arguments]
        slots = "".join(f"_{slot.argument + 1}" for slot in expr.slots)
        indices = [self.affine(form) for slot in expr.slots for form in slot.indices]
        return sp.Function(expr.function.name + slots)(*arguments, *indices)

    def _let(self, expr: nodes.Let) -> sp.Expr:
        if not expr.array.axes:
            symbol = sp.Symbol(expr.array.name, **_assumptions(expr.array))
            return sp.Subs(self.expr(expr.body), symbol, self.expr(expr.value.body))
        dummies, value = self._lambda(expr.value)
        return sp.Subs(self.expr(expr.body), self._base(expr.array), sp.Lambda(tuple(dummies), value))

    # -- conditions ----------------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> sp.Basic:
        return sp.And(*map(self._relation, condition))

    def _relation(self, relation: Relation) -> sp.Basic:
        match relation:
            case nodes.IndexRelation(kind, form):
                left, right = _sides(form)
                return _RELATIONS[kind](self.affine(left), self.affine(right))
            case nodes.RealRelation(kind, difference):
                return _RELATIONS[kind](self.expr(difference), 0)


def _assumptions(array: Array) -> dict[str, bool]:
    """What SymPy is told of an array's entries."""
    described = dict(_SIGNS.get(array.sign, {array.sign: True}))
    return {**described, "integer": True} if array.integer else described


def _sides(form: IndexForm) -> tuple[IndexForm, IndexForm]:
    """left − right = form, with the positive terms on the left."""
    left = af.affine([(atom, c) for atom, c in form.terms if c > 0], max(form.constant, 0))
    return left, left - form
