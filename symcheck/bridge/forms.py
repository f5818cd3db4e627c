"""What a statement says and SymPy has no form for, as expressions of its classes; and nodes that SymPy leaves as made.

Each of these prints, differentiates and evaluates as what it is made of, and is read back as what it was.
"""

from __future__ import annotations

from typing import ClassVar

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.functions.elementary.piecewise import ExprCondPair


def made(kind: type[sp.Basic], *args: sp.Basic) -> sp.Basic:
    """The node of this kind with these arguments, in their order, nothing evaluated."""
    node = kind.__new__(kind, *args, evaluate=False) if kind in _KEEPING else sp.Expr.__new__(kind, *args)
    if issubclass(kind, ExprWithLimits):
        node.is_commutative = args[0].is_commutative
    if issubclass(kind, sp.Max | sp.Min | sp.And):
        node._argset = frozenset(args)
    return node


_KEEPING = (sp.Add, sp.Mul, sp.Pow, sp.Eq, sp.Ne, sp.Gt, sp.Ge, sp.Lt, sp.Le)
"""What keeps its arguments as they are if it is told so."""


def choice(kind: type[sp.Piecewise], condition: sp.Basic, then: sp.Expr, otherwise: sp.Expr) -> sp.Piecewise:
    """Two cases."""
    pairs = ((then, condition), (otherwise, sp.true))
    return made(kind, *(sp.Tuple.__new__(ExprCondPair, *pair) for pair in pairs))


class Iverson(sp.Piecewise):
    """A bracket: 1 where the condition holds, else 0."""


class Restricted(sp.Piecewise):
    """A member of a sum or product, where its condition holds."""


class OverRange(ExprWithLimits):
    """The largest or smallest value over a range."""

    kind: ClassVar[type]

    def doit(self, **hints: object) -> sp.Expr:
        body, (variable, *ends) = self.function.doit(**hints), self.limits[0]
        lower, upper = (end.doit(**hints) for end in ends)
        if not (lower.is_Integer and upper.is_Integer):
            return self.func(body, (variable, lower, upper))
        return self.kind(*(body.subs(variable, k).doit(**hints) for k in range(int(lower), int(upper) + 1)))


class MaxOver(OverRange):
    kind = sp.Max


class MinOver(OverRange):
    kind = sp.Min


class Entries(ExprWithLimits):
    """A tensor by its entries, as the argument of a function; a limit for each axis."""


class Varied(sp.Subs):
    """What a derivative by a named expression is made of: the name as a variable, and the value it has afterwards."""


class Matrix(sp.FunctionMatrix):
    """A matrix by its entries, for whom rows and columns are counted from these numbers on."""

    def __new__(cls, rows: sp.Expr, columns: sp.Expr, entry: sp.Lambda, *lower: sp.Expr) -> Matrix:
        return sp.Expr.__new__(cls, rows, columns, entry, *lower)  # type: ignore[no-any-return]


class Symmetric(sp.IndexedBase):
    """A symmetric matrix."""


class PositiveDefinite(Symmetric):
    """A positive definite matrix."""


class Map(sp.IndexedBase):
    """An index map into 1..codomain."""

    def __new__(cls, label: sp.Basic, shape: sp.Tuple, codomain: sp.Expr, injective: sp.Basic) -> Map:
        made_ = sp.IndexedBase.__new__(cls, label, shape)
        made_._args = (made_.label, made_.shape, codomain, injective)
        return made_  # type: ignore[no-any-return]


class Defined(sp.Function):
    """A function of the table that SymPy lacks; `doit` writes it by others."""

    said: ClassVar[str]
    definition: ClassVar[sp.Lambda]

    @property
    def written(self) -> sp.Expr:
        return self.definition(*self.args)

    def doit(self, **hints: object) -> sp.Expr:
        return self.written.doit(**hints)

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        at = sp.Dummy(real=True)
        return self.definition(at).diff(at).subs(at, self.args[argindex - 1])

    def _eval_evalf(self, prec: int) -> sp.Expr:
        return self.written._eval_evalf(prec)
