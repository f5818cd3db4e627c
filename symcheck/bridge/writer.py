"""SymPy out: a statement as a SymPy expression of the same value, unevaluated, names written out.

A scalar gives its expression, a tensor that of one entry, with a free `Idx` for each axis. Sizes are positive integer
symbols, arrays are `IndexedBase`s with their shape, every binder gets a fresh `Dummy` that prints under the author's
name. What SymPy has no form for has one in `symcheck.bridge.forms`. Where limits of a sum may cross, its upper one
says that the sum is empty then, since SymPy itself would count backwards. What is not read back as the same statement
is refused: nothing else is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sympy as sp
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.bridge import forms
from symcheck.bridge.forms import choice, made
from symcheck.bridge.reader import from_sympy
from symcheck.definedness.indexing import never_negative
from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import is_inverse
from symcheck.expressions.blocks import entry
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Condition, Expr, Relation
from symcheck.expressions.reading import as_read
from symcheck.expressions.walk import at, expand_names, free_indices
from symcheck.functions.row import FunctionRow
from symcheck.functions.table import ROWS, TABLE

_RELATIONS = {"eq": sp.Eq, "ne": sp.Ne, "gt": sp.Gt, "ge": sp.Ge}
_SIGNS = {"real": {"real": True}, "nonzero": {"real": True, "nonzero": True}}


def to_sympy(tensor: Block) -> sp.Basic:
    """The SymPy expression of a scalar, or of one entry of a tensor with free symbols for its axes.

    Raises StatementError where SymPy's form would be read as another statement.
    """
    body = expand_names(_opened(tensor))
    written = _Writer().expr(body)
    try:
        back = from_sympy(written)
    except StatementError as error:
        raise StatementError(f"SymPy has no form for this statement: {error}") from None
    if alpha_key(back.body) != alpha_key(body):
        raise StatementError(f"SymPy has no form for this statement: {written} would be read as another one"[:400])
    return written


def condition_to_sympy(condition: Condition) -> sp.Basic:
    """The SymPy relation of a condition, or their conjunction."""
    return _Writer().condition(condition)


def map_to_sympy(map_: IndexMap) -> forms.Map:
    """An index map as an indexed base, to be used in SymPy's own expressions."""
    affine = _Writer().affine
    shape = sp.Tuple(*map(affine, map_.domain))
    return forms.Map(sp.Symbol(map_.name, integer=True), shape, affine(map_.codomain), sp.sympify(map_.injective))


def _opened(tensor: Block) -> Expr:
    """One entry of a tensor, a declared index for each axis, primed where two have the same name."""
    names = {index.name for index in free_indices(tensor.body).difference(tensor.axes)}
    opened: list[IndexForm] = []
    for axis in tensor.axes:
        name = axis.name
        while name in names:
            name += "_prime"
        names.add(name)
        opened.append(af.of_atom(Index(name, axis.lower, axis.upper)))
    return entry(tensor, *opened)


class _Writer:
    """Writes one expression; knows the symbols of the bound indices."""

    def __init__(self, bound: Mapping[Index, sp.Basic] | None = None) -> None:
        self.bound = bound or {}

    def binding(self, indices: Iterable[Index]) -> tuple[_Writer, list[sp.Dummy]]:
        """A writer inside these binders, and their dummies."""
        dummies = {index: sp.Dummy(index.name, integer=True) for index in indices}
        return _Writer({**self.bound, **dummies}), list(dummies.values())

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
                return map_to_sympy(map_)[tuple(map(self.affine, arguments))]

    def _free_index(self, index: Index) -> sp.Idx:
        return sp.Idx(index.name, (self.affine(index.lower), self.affine(index.upper)))

    # -- expressions ---------------------------------------------------------------------------------------------

    def expr(self, expr: Expr) -> sp.Basic:
        """The expression, node by node."""
        expr = as_read(expr)
        match expr:
            case nodes.Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case nodes.Constant("pi"):
                return sp.pi
            case nodes.Integer(form):
                return self.affine(form)
            case nodes.Entry(array, indices):
                return self._entry(array, indices)
            case nodes.Named(definition, indices):
                return self.expr(at(definition.axes, definition.body, indices))
            case nodes.Add(terms):
                return made(sp.Add, *map(self.expr, terms))
            case nodes.Mul(factors):
                return self._product(factors)
            case nodes.Power(base, exponent):
                return made(sp.Pow, self.expr(base), self.expr(exponent))
            case nodes.Call(function, arguments):
                return self._call(function, arguments)
            case nodes.Sum(index, body, where):
                return self._quantified(sp.Sum, index, body, where, sp.Integer(0))
            case nodes.Product(index, body, where):
                return self._quantified(sp.Product, index, body, where, sp.Integer(1))
            case nodes.Extremum(kind, index, body):
                (dummy,), value = self._inside(Block((index,), body))
                limits = sp.Tuple(dummy, self.affine(index.lower), self.affine(index.upper))
                return made(forms.MaxOver if kind == "max" else forms.MinOver, value, limits)
            case nodes.Bracket(condition):
                return self._bracket(condition)
            case nodes.Piecewise(condition, then, otherwise):
                return choice(sp.Piecewise, self.condition(condition), self.expr(then), self.expr(otherwise))
            case nodes.Derivative(body, nodes.Entry() as variable):
                return made(sp.Derivative, self.expr(body), sp.Tuple(self.expr(variable), 1))
            case nodes.Application():
                return self._applied(expr)
            case nodes.Inverse(matrix, row, column):
                place = [self.affine(i - a.lower) for i, a in zip((row, column), matrix.axes[::-1], strict=True)]
                return made(MatrixElement, sp.Inverse(self._matrix(matrix)), *place)
            case nodes.Determinant(matrix):
                return sp.Determinant(self._matrix(matrix))
            case nodes.Let():
                return self._let(expr)
        raise StatementError(f"SymPy has no form for {type(expr).__name__} {getattr(expr, 'name', '')}".strip())

    def _product(self, factors: Sequence[Expr]) -> sp.Expr:
        """A product, divided where a divisor stands: what follows one is another product."""
        first, *rest = map(as_read, factors)
        parts = [sp.Integer(1)] if is_inverse(first) else []
        divided = False
        for factor in (first, *rest):
            if divided and not is_inverse(factor):
                parts = [made(sp.Mul, *parts)]
            divided = is_inverse(factor)
            parts.append(self.expr(factor))
        return made(sp.Mul, *parts)

    def _entry(self, array: Array, indices: tuple[IndexForm, ...]) -> sp.Expr:
        if not array.axes:
            return sp.Symbol(array.name, **_assumptions(array))
        return self._base(array)[tuple(map(self.affine, indices))]

    def _base(self, array: Array) -> sp.IndexedBase:
        shape = tuple(self.affine(upper - lower + af.ONE) for lower, upper in array.axes)
        kind = forms.Symmetric if array.symmetric else sp.IndexedBase
        kind = forms.PositiveDefinite if array.positive_definite else kind
        return kind(array.name, shape=shape, **_assumptions(array))

    def _call(self, function: str, arguments: tuple[Expr, ...]) -> sp.Basic:
        """SymPy's function of that name, or one of ours with its definition."""
        values = list(map(self.expr, arguments))
        match TABLE[function].sympy:
            case "Max" | "Min" as name:
                return made(getattr(sp, name), *values)
            case "sqrt":
                return made(sp.Pow, *values, sp.Rational(1, 2))
            case "Heaviside":  # it has no value at 0
                return sp.Heaviside(*values, sp.nan, evaluate=False)
            case "":
                return DEFINED[function](*values, evaluate=False)
            case name:
                return getattr(sp, name)(*values, evaluate=False)

    def _quantified(self, make: type, index: Index, body: Expr, where: Condition, neutral: sp.Integer) -> sp.Expr:
        inner, (dummy,) = self.binding((index,))
        value = inner.expr(body)
        if where:
            value = choice(forms.Restricted, inner.condition(where), value, neutral)
        lower, upper = self.affine(index.lower), self.affine(index.upper)
        if not never_negative(index.size):
            upper = made(sp.Max, upper, lower - 1)
        return made(make, value, sp.Tuple(dummy, lower, upper))

    def _bracket(self, condition: Condition) -> sp.Expr:
        if len(condition) == 1 and isinstance(condition[0], nodes.IndexRelation) and condition[0].kind == "eq":
            return sp.KroneckerDelta(*map(self.affine, _sides(condition[0].form)), evaluate=False)
        return choice(forms.Iverson, self.condition(condition), sp.Integer(1), sp.Integer(0))

    def _inside(self, block: Block) -> tuple[list[sp.Dummy], sp.Expr]:
        inner, dummies = self.binding(block.axes)
        return dummies, inner.expr(block.body)

    def _matrix(self, block: Block) -> sp.MatrixExpr:
        """The block as a matrix, its entries counted from 0 as SymPy counts them."""
        lower = [self.affine(axis.lower) for axis in block.axes]
        dummies = [sp.Dummy(axis.name, integer=True) for axis in block.axes]
        places = [dummy + low for dummy, low in zip(dummies, lower, strict=True)]
        value = _Writer({**self.bound, **dict(zip(block.axes, places, strict=True))}).expr(block.body)
        return forms.Matrix(*(self.affine(axis.size) for axis in block.axes), sp.Lambda(tuple(dummies), value), *lower)

    def _argument(self, argument: Block | IndexForm) -> sp.Basic:
        if isinstance(argument, IndexForm):
            return self.affine(argument)
        if not argument.axes:
            return self.expr(argument.body)
        match argument.body:
            case nodes.Entry(array, indices) if [i.atom for i in indices] == list(argument.axes):
                if array.axes == tuple((a.lower, a.upper) for a in argument.axes):
                    return self._base(array)
        return self._entries(argument)

    def _entries(self, block: Block) -> sp.Expr:
        dummies, value = self._inside(block)
        ends = zip(dummies, block.axes, strict=True)
        return made(forms.Entries, value, *(sp.Tuple(d, self.affine(a.lower), self.affine(a.upper)) for d, a in ends))

    def _applied(self, expr: nodes.Application) -> sp.Expr:
        """A partial derivative is a function of its own, which knows its slots: `J_1(…)`, `J_2(…, i, j)`."""
        name, slots = expr.function.name, tuple((slot.argument, len(slot.indices)) for slot in expr.slots)
        said: dict[str, object] = {"elementwise": True} if expr.function.elementwise else {}
        if slots:
            said |= {"of": name, "slots": slots}
            name += "".join(f"_{argument + 1}" for argument, _ in slots)
        indices = [self.affine(form) for slot in expr.slots for form in slot.indices]
        return sp.Function(name, **said)(*map(self._argument, expr.arguments), *indices)

    def _let(self, expr: nodes.Let) -> sp.Expr:
        if not expr.array.axes:
            symbol = sp.Symbol(expr.array.name, **_assumptions(expr.array))
            return forms.Varied(self.expr(expr.body), symbol, self.expr(expr.value.body))
        return forms.Varied(self.expr(expr.body), self._base(expr.array), self._entries(expr.value))

    # -- conditions ----------------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> sp.Basic:
        shown = list(map(self._relation, condition))
        return shown[0] if len(shown) == 1 else made(sp.And, *shown) if shown else sp.true

    def _relation(self, relation: Relation) -> sp.Basic:
        match relation:
            case nodes.IndexRelation(kind, form):
                left, right = _sides(form)
                return made(_RELATIONS[kind], self.affine(left), self.affine(right))
            case nodes.RealRelation(kind, difference):
                return made(_RELATIONS[kind], self.expr(difference), sp.Integer(0))


def _assumptions(array: Array) -> dict[str, bool]:
    """What SymPy is told of an array's entries."""
    described = dict(_SIGNS.get(array.sign, {array.sign: True}))
    return {**described, "integer": True} if array.integer else described


def _sides(form: IndexForm) -> tuple[IndexForm, IndexForm]:
    """left − right = form, with the positive terms on the left."""
    left = af.positive_terms(form).shift(max(form.constant, 0))
    return left, left - form


def _defined(row: FunctionRow) -> type[forms.Defined]:
    """A function that SymPy lacks, by its definition."""
    assert row.definition is not None
    places = [nodes.Entry(Array(name)) for name in "xy"[: row.arity]]
    definition = sp.Lambda(tuple(map(_Writer().expr, places)), _Writer().expr(row.definition(*places)))
    return type(row.said, (forms.Defined,), {"said": row.name, "definition": definition, "__module__": __name__})


DEFINED = {row.name: _defined(row) for row in ROWS if not row.sympy}
