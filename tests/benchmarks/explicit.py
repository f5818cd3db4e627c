"""The claims as SymPy would judge them: every entry written out at V = d = 3, differentiated, and put to `simplify`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from symcheck.expressions.indices import Index, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import (
    Add,
    Bracket,
    Call,
    Derivative,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Mul,
    Named,
    Number,
    Power,
    Sum,
)
from symcheck.language.tensor import Tensor

Names = Mapping[Index, int]


class Explicit:
    """Statements with a number for every size; index maps send k to k + 1, free indices are 1."""

    def __init__(self, size: int = 3) -> None:
        import sympy

        self.sympy: Any = sympy
        self.size = size

    def integer(self, form: IndexForm, names: Names) -> int:
        total = form.constant
        for atom, coefficient in form.terms:
            match atom:
                case Size(name):
                    value = self.size if name != "K" else self.size - 1
                case Index():
                    value = names.get(atom, 1)
                case MapEntry(_, arguments):
                    value = self.integer(arguments[0], names) + 1
            total += coefficient * value
        return total

    def of(self, expr: Expr, names: Names) -> Any:
        """The expression in SymPy's scalars."""
        match expr:
            case Number(value):
                return self.sympy.Rational(value.numerator, value.denominator)
            case Integer(form):
                return self.sympy.Integer(self.integer(form, names))
            case Entry(array, forms):
                return self.sympy.Symbol(
                    "_".join([array.name, *(str(self.integer(f, names)) for f in forms)]), real=True
                )
            case Add(terms):
                return self.sympy.Add(*(self.of(t, names) for t in terms))
            case Mul(factors):
                return self.sympy.Mul(*(self.of(f, names) for f in factors))
            case Power(base, exponent):
                return self.of(base, names) ** self.of(exponent, names)
            case Call(function, (inside,)):
                return self.call(function, self.of(inside, names))
            case Sum(index, body, where):
                inner = [{**names, index: n} for n in self.span(index, names)]
                return self.sympy.Add(*(self.of(body, at) for at in inner if self.holds(where, at)))
            case Bracket(condition):
                return self.sympy.Integer(self.holds(condition, names))
            case Derivative(body, variable):
                return self.of(body, names).diff(self.of(variable, names))
            case Named(definition, forms):
                place = (self.integer(f, names) for f in forms)
                return self.of(definition.body, {**names, **dict(zip(definition.axes, place, strict=True))})
        raise TypeError(f"{type(expr).__name__} is not written out here")

    def call(self, function: str, x: Any) -> Any:
        return 1 / (1 + self.sympy.exp(-x)) if function == "sigmoid" else getattr(self.sympy, function)(x)

    def span(self, index: Index, names: Names) -> range:
        return range(self.integer(index.lower, names), self.integer(index.upper, names) + 1)

    def holds(self, condition: tuple[object, ...], names: Names) -> bool:
        forms = [(r.kind, self.integer(r.form, names)) for r in condition if isinstance(r, IndexRelation)]
        return all({"eq": n == 0, "ne": n != 0, "ge": n >= 0}[kind] for kind, n in forms)

    def agrees(self, first: Tensor, line: Tensor, fixed: Names) -> bool:
        """Whether `simplify` brings every entry of the difference to 0."""
        for place in product(*(self.span(axis, fixed) for axis in first.axes)):
            left = self.of(first.body, {**fixed, **dict(zip(first.axes, place, strict=True))})
            right = self.of(line.body, {**fixed, **dict(zip(line.axes, place, strict=True))})
            if self.sympy.simplify(left - right) != 0:
                return False
        return True
