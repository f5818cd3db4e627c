"""Statements in the author's own language: declarations, and the expression that reads back as the same statement.

Read back, source makes a block that is written alike (`symcheck.expressions.alpha`): bound indices may have other
names. What the language has no words for (an array counted from 0, a partial derivative at a place) is `Unsupported`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.arrays import is_inverse
from symcheck.expressions.build import is_number
from symcheck.expressions.indices import IndexForm, Size
from symcheck.expressions.nodes import Block, Condition, Expr
from symcheck.expressions.reading import affine_of, as_read
from symcheck.expressions.spoken import closed
from symcheck.expressions.walk import condition_expressions, condition_indices, forms, free_indices, subexpressions
from symcheck.functions.table import TABLE
from symcheck.notation.declaring import Scope, Unshaped, sides_of, subtracted
from symcheck.notation.program import Code, Level
from symcheck.notation.stacking import Stacking


class Source(Struct, frozen=True):
    """A statement as source: lines that declare what it speaks of, itself, and what is assumed ("" for nothing)."""

    declarations: tuple[str, ...]
    expression: str
    given: str = ""

    def __str__(self) -> str:
        return "\n".join(("from symcheck import *", "", *self.declarations, "", self.expression))


def source(value: Block, given: Condition = ()) -> Source:
    """The statement as source. Raises Unsupported where the language has no words for it."""
    roots = (value.body, *condition_expressions(given))
    writer = Writer(dict.fromkeys(letters(roots), ""))
    try:
        free = closed(condition_indices(given).union(*map(free_indices, roots))).difference(value.axes)
        for index in sorted((i for i in free if i.kind == "declared"), key=af.atom_key):
            writer.free(index)
        expression, stated = writer.tensor(value, Scope()).text, writer.given(given)
    except Unshaped as problem:
        raise Unsupported(str(problem)) from None
    except RecursionError:
        raise Unsupported("the statement is nested too deeply to be written out") from None
    return Source((*writer.sizes(), *writer.lines), expression, stated)


def given_source(given: Condition) -> str:
    """What is assumed, as it is written behind given=; "" where the language has no words for it."""
    try:
        return Writer(dict.fromkeys(letters(condition_expressions(given)), "")).given(given)
    except (Unsupported, Unshaped, RecursionError):
        return ""


class Writer(Stacking, eq=False):
    """Writes expressions."""

    def alone(self, expr: Expr, scope: Scope) -> Code:
        """An expression that Python does not evaluate by itself."""
        plain = as_read(expr)
        return Code(f"Rational({self.expr(plain, scope).text})") if _is_plain(plain) else self.expr(plain, scope)

    def expr(self, expr: Expr, scope: Scope) -> Code:
        """An expression; one that speaks of the axes of the scope without them."""
        expr = as_read(expr)
        if scope.axes and not free_indices(expr).isdisjoint(scope.axes):
            return self._shaped(expr, scope)
        return self.number(expr, replace(scope, axes=()) if scope.axes else scope)

    def number(self, expr: Expr, scope: Scope) -> Code:
        match expr:
            case nodes.Number(value):
                if value.denominator != 1:
                    return Code(f"Rational({value.numerator}, {value.denominator})")
                return Code(str(value.numerator), Level.ATOM if value >= 0 else Level.UNARY)
            case nodes.Constant("pi"):
                return Code("pi")
            case nodes.Integer(form):
                return self.form(form, scope)
            case nodes.Entry(array, indices):
                return self.at(scope.opened.get(array) or self.array(array), indices, scope)
            case nodes.Named(definition, indices):
                return self.at(self.definition(definition, scope), indices, scope)
            case nodes.Add(terms):
                return self._sum(terms, scope)
            case nodes.Mul(factors):
                return self._product(factors, scope)
            case nodes.Power(base, exponent):
                return self._power(base, exponent, scope)
            case nodes.Call(function, arguments):
                return self.called(TABLE[function].said, [self.expr(a, scope).text for a in arguments])
            case nodes.Sum() if not scope.axes and (found := self.contracted(expr, scope)):
                return found
            case nodes.Sum(index, body, where) | nodes.Product(index, body, where):
                inner = self.bind((index,), scope, free_indices(expr) | free_indices(body) | condition_indices(where))
                end = [f"where={self.condition(where, inner)}"] if where else []
                return self.called(type(expr).__name__, [self.expr(body, inner).text, inner.bound[index], *end])
            case nodes.Extremum(kind, index, body):
                return self.called(kind, [self.tensor(Block((index,), body), scope).text])
            case nodes.Bracket(where):
                return self._bracket(where, scope)
            case nodes.Piecewise(where, then, otherwise):
                branches = [self.expr(e, scope).text for e in (then, otherwise)]
                return self.called("where", [self.condition(where, scope), *branches])
            case nodes.Derivative(body, variable):
                return self.called("diff", [self.expr(e, scope).text for e in (body, variable)])
            case nodes.Application(function, arguments, ()):
                return self.called(self.function(function), [self._argument(a, scope) for a in arguments])
            case nodes.Inverse(matrix, row, column):
                return Code(f"inv({self.tensor(matrix, scope).text})[{self.forms((row, column), scope)}]")
            case nodes.Determinant(matrix):
                return self.called("det", [self.tensor(matrix, scope).text])
            case nodes.Let(array, value, nodes.Derivative(_, nodes.Entry(by)) as body) if by == array:
                name = self.name(array.name, value, scope)
                return self.expr(body, replace(scope, opened={**scope.opened, array: name}))
        raise Unsupported(f"there are no words for {_DESCRIBED.get(type(expr).__name__, type(expr).__name__)}")

    def _argument(self, argument: Block | IndexForm, scope: Scope) -> str:
        if isinstance(argument, Block):
            return self.tensor(argument, scope).text if argument.axes else self.expr(argument.body, scope).text
        return self.form(argument, scope).text

    def _bracket(self, where: Condition, scope: Scope) -> Code:
        match where:
            case (nodes.IndexRelation("eq") as relation,):
                _, left, right = sides_of(relation)
                return self.called("KroneckerDelta", [self.form(f, scope).text for f in (left, right)])
        return self.called("bracket", [self.condition(where, scope)])

    def _sum(self, terms: Sequence[Expr], scope: Scope) -> Code:
        first, *rest = map(as_read, terms)
        text = (self.alone if _is_plain(rest[0]) else self.expr)(first, scope).at(Level.PRODUCT)
        for term in rest:
            taken = subtracted(term)
            text += " + " if taken is None else " - "
            text += self.expr(term if taken is None else taken, scope).at(Level.PRODUCT)
        return Code(text, Level.SUM)

    def _product(self, factors: Sequence[Expr], scope: Scope) -> Code:
        first, *rest = map(as_read, factors)
        if is_number(first, -1) and len(rest) == 1:
            return self._negative(rest[0], scope)
        start = self.alone if _is_plain(_under(rest[0]) or rest[0]) else self.expr
        divisor = _under(first)
        text = f"1 / {self.expr(divisor, scope).at(Level.UNARY)}" if divisor and not _is_plain(divisor) else ""
        text = text or start(first, scope).at(Level.UNARY if isinstance(first, nodes.Sum) else Level.PRODUCT)
        for factor in rest:
            divisor = _under(factor)
            text += f" {'*' if divisor is None else '/'} {self.expr(divisor or factor, scope).at(Level.UNARY)}"
        return Code(text, Level.PRODUCT)

    def _negative(self, expr: Expr, scope: Scope) -> Code:
        """−e; brackets where the sign would be taken for one of the index arithmetic that stands first."""
        if isinstance(expr, nodes.Number):
            return Code(f"-1 * {self.alone(expr, scope).text}", Level.PRODUCT)
        code = self.expr(expr, scope)
        if code.text.startswith("-"):
            return Code(f"-({code.text})", Level.UNARY)
        if (isinstance(expr, nodes.Mul) and affine_of(expr.factors[0]) is None) or code.level >= Level.UNARY:
            return Code(f"-{code.at(Level.PRODUCT)}", min(code.level, Level.UNARY))
        first = as_read(expr.factors[0]) if isinstance(expr, nodes.Mul) else None
        if isinstance(first, nodes.Number) and first.value not in (0, 1):
            return Code(f"-{code.text}", Level.PRODUCT)
        return Code(f"-({code.text})", Level.UNARY)

    def _power(self, base: Expr, exponent: Expr, scope: Scope) -> Code:
        if is_number(exponent, -1):
            return Code(f"{self._one(base)} / {self.expr(base, scope).at(Level.UNARY)}", Level.PRODUCT)
        start = self.alone if _is_plain(as_read(exponent)) else self.expr
        return Code(f"{start(base, scope).at(Level.ATOM)} ** {self.expr(exponent, scope).at(Level.UNARY)}", Level.POWER)

    def _one(self, base: Expr) -> str:
        return "Rational(1)" if _is_plain(as_read(base)) else "1"


def letters(roots: Iterable[Expr]) -> Iterable[str]:
    """The names of what is a bare letter besides indices: numbers, names for them, sizes."""
    for node in {node for root in roots for node in subexpressions(root)}:
        match node:
            case nodes.Entry(array, ()):
                yield array.name
            case nodes.Named(definition, ()):
                yield definition.latex
        yield from (atom.name for form in forms(node) for atom, _ in form.terms if isinstance(atom, Size))


_DESCRIBED = {
    "Application": "a partial derivative of a function at a place", "Constant": "this constant",
    "Let": "a name that is varied and not differentiated by",
}  # fmt: skip


def _is_plain(expr: Expr) -> bool:
    """Whether Python has a number of its own for it."""
    return isinstance(expr, nodes.Number) and expr.value.denominator == 1


def _under(factor: Expr) -> Expr | None:
    return factor.base if isinstance(factor, nodes.Power) and is_inverse(factor) else None
