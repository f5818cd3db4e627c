"""A derivation as a file of plain SymPy expressions: what it speaks of declared at the top, a function a part.

A line of a tensor is that of one entry, with a free `Idx` for each axis, the same in all lines of a chain. SymPy
evaluates what it builds, so that a line may look simpler than on paper. What plain SymPy cannot say as it is meant (an
index map, a symmetric matrix, the largest over a range) stands there as a comment.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

import sympy as sp
from msgspec.structs import replace
from sympy.core.function import AppliedUndef
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter

from symcheck.bridge import forms
from symcheck.bridge.writer import condition_to_sympy, to_sympy
from symcheck.claims.statements import Chain, Content, IllFormed
from symcheck.claims.wellformed import fitted
from symcheck.errors import StatementError, Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import entry
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.spoken import bound_indices
from symcheck.expressions.walk import free_indices
from symcheck.notation.declaring import quoted
from symcheck.notation.file import Document, Encoded, File
from symcheck.notation.layout import WIDTH, called
from symcheck.notation.program import identifier, unused
from symcheck.notation.source import letters

RESERVED = frozenset(("chain", "line", "part", "wrong", "result", "given", *dir(sp)))
OWN = "from symcheck import chain, line, part, wrong"
UNSAID = (forms.Map, forms.Symmetric, forms.OverRange, forms.Entries, forms.Varied, forms.Matrix)
"""What is no plain SymPy, with assumptions or a meaning that it would lose."""


def encoded(document: Document) -> Encoded:
    """The derivation as a file in Python whose expressions are SymPy's."""
    parts = tuple((part, tuple(map(_entry_by_entry, chains))) for part, chains in document.parts)
    blocks = [x.content for _, own in parts for c in own for x in (c.first, *c.lines) if isinstance(x.content, Block)]
    numbers = frozenset(letters([block.body for block in blocks]))
    return File(replace(document, parts=parts), _Plain(numbers), beside=False).write()


def _entry_by_entry(chain: Chain) -> Chain:
    """A chain of tensors as one of their entries, at indices that nothing else in it is called by."""
    chain = fitted(chain, chain.given)
    first = chain.first.content
    if not isinstance(first, Block):
        return chain
    blocks = [line.content for line in (chain.first, *chain.lines) if isinstance(line.content, Block)]
    names = {i.name for block in blocks for i in free_indices(block.body) - set(block.axes)}
    names |= set(letters([block.body for block in blocks]))
    opened: list[IndexForm] = []
    for axis in first.axes:
        name = unused(axis.name, names)
        names.add(name)
        opened.append(af.of_atom(Index(name, axis.lower, axis.upper)))
    lines = [replace(line, content=_at(line.content, first, opened)) for line in (chain.first, *chain.lines)]
    return replace(chain, first=lines[0], lines=tuple(lines[1:]))


def _at(content: Content, first: Block, places: Sequence[IndexForm]) -> Content:
    if not isinstance(content, Block):
        return content
    if content.shape != first.shape:
        return IllFormed("it has another shape than the first expression")
    shifted = [
        place + own.lower - axis.lower for place, own, axis in zip(places, content.axes, first.axes, strict=True)
    ]
    return Block((), entry(content, *shifted)) if content.axes else content


class _Plain(StrPrinter):  # type: ignore[misc]
    """Writes SymPy expressions as source; remembers what they are made of. No index has the name of a number."""

    printmethod = "_source_in_symcheck"

    def __init__(self, numbers: frozenset[str]) -> None:
        super().__init__({"order": "none"})
        self.numbers = numbers
        self.open: dict[sp.Dummy, str] = {}
        self.names: dict[object, str] = {}
        self.lines: list[str] = []
        self.used: set[str] = set()

    def imports(self) -> Sequence[str]:
        used = sorted(self.used, key=lambda name: (not name[0].isupper(), name))
        if not used:
            return (OWN,)
        whole = f"from sympy import {', '.join(used)}"
        return (*([whole] if len(whole) <= WIDTH else called("from sympy import (", used, ")", WIDTH)), "", OWN)

    def declarations(self) -> Sequence[str]:
        return self.lines

    def kept(self) -> object:
        return dict(self.names), list(self.lines), set(self.used)

    def back(self, kept: object) -> None:
        self.names, self.lines, self.used = kept  # type: ignore[misc]

    def expression(self, value: Block) -> str:
        try:
            return self.source(to_sympy(value))
        except StatementError as problem:
            raise Unsupported(str(problem)) from None

    def condition(self, given: Condition) -> str:
        if bound_indices(given):
            raise Unsupported("plain SymPy has no “for all”")
        shown = [self.source(condition_to_sympy((relation,))) for relation in given]
        return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"

    def source(self, expr: sp.Basic) -> str:
        """An expression as Python that gives the same one."""
        for node in sp.preorder_traversal(expr):
            if isinstance(node, UNSAID):
                raise Unsupported(f"plain SymPy has no {type(node).__name__} with this meaning")
        text = str(self.doprint(expr))
        if expr.is_Number:
            return f"{self.use('Integer')}({text})" if expr.is_Integer else text
        if any(map(_is_evaluated_by_python, ast.walk(ast.parse(text, mode="eval")))):
            raise Unsupported("Python itself would evaluate a piece of it")
        return text

    def use(self, name: str) -> str:
        self.used.add(name)
        return name

    def declare(self, key: object, name: str, made: str) -> str:
        if key not in self.names:
            self.names[key] = unused(identifier(name, RESERVED), self.names.values())
            self.lines.append(f"{self.names[key]} = {made}")
        return self.names[key]

    # What stands for itself

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        assumed = _assumed(expr)
        return self.declare(expr, expr.name, f"{self.use('Symbol')}({quoted(expr.name)}{assumed})")

    def _print_Dummy(self, expr: sp.Dummy) -> str:
        if expr not in self.open:
            raise Unsupported("an index is bound outside of it")
        return self.open[expr]

    def bind(self, dummy: sp.Dummy) -> str:
        """The identifier of a bound index: one of its name that no binder around has."""
        number = 0
        while True:
            key, name = ("bound", dummy.name, number), unused(dummy.name, self.numbers)
            found = self.declare(key, dummy.name, f"{self.use('Dummy')}({quoted(name)}, integer=True)")
            if found not in self.open.values():
                return found
            number += 1

    def _print_Idx(self, expr: sp.Idx) -> str:
        if expr not in self.names:
            ends = f"({self._print(expr.lower)}, {self._print(expr.upper)})"
            self.declare(expr, str(expr.label), f"{self.use('Idx')}({quoted(str(expr.label))}, {ends})")
        return self.names[expr]

    def _print_IndexedBase(self, expr: sp.IndexedBase) -> str:
        if expr not in self.names:
            shape = ", ".join(map(self._print, expr.shape)) + ("," if len(expr.shape) == 1 else "")
            label = expr.label
            made = f"{self.use('IndexedBase')}({quoted(label.name)}, shape=({shape}){_assumed(label)})"
            self.declare(expr, label.name, made)
        return self.names[expr]

    def _print_Indexed(self, expr: sp.Indexed) -> str:
        return f"{self._print(expr.base)}[{', '.join(map(self._print, expr.indices))}]"

    # What is written with the name of its class

    def _print_Rational(self, expr: sp.Rational) -> str:
        return f"{self.use('Rational')}({expr.p}, {expr.q})"

    def _print_Half(self, expr: sp.Rational) -> str:
        return self._print_Rational(expr)

    def _print_Pi(self, expr: sp.Basic) -> str:
        return self.use("pi")

    def _print_NaN(self, expr: sp.Basic) -> str:
        return self.use("nan")

    def _print_Pow(self, expr: sp.Pow, rational: bool = False) -> str:
        if expr.exp is sp.S.Half:
            return f"{self.use('sqrt')}({self._print(expr.base)})"
        if expr.exp is sp.S.NegativeOne:
            return f"1 / {self.divisor(expr.base)}"
        level = PRECEDENCE["Pow"]
        base = self.exact(expr.base) if expr.base.is_Integer else self.parenthesize(expr.base, level + 1)
        return f"{base} ** {self.parenthesize(expr.exp, level)}"

    def divisor(self, expr: sp.Expr) -> str:
        return self.exact(expr) if expr.is_Integer else str(self.parenthesize(expr, PRECEDENCE["Mul"] + 1))

    def exact(self, number: sp.Integer) -> str:
        """A whole number that Python does not evaluate by itself."""
        return f"{self.use('Integer')}({number})"

    def _print_Mul(self, expr: sp.Mul) -> str:
        first, *rest = expr.args
        if first is sp.S.NegativeOne and rest and not (isinstance(rest[0], sp.Pow) and rest[0].exp is sp.S.NegativeOne):
            text = f"-{self.parenthesize(rest.pop(0), PRECEDENCE['Mul'] + 1)}"
        else:
            text = str(self.parenthesize(first, PRECEDENCE["Mul"]))
        for factor in rest:
            if isinstance(factor, sp.Pow) and factor.exp is sp.S.NegativeOne:
                text += f" / {self.divisor(factor.base)}"
            else:
                text += f" * {self.parenthesize(factor, PRECEDENCE['Mul'] + 1)}"
        return text

    def _print_Add(self, expr: sp.Add, order: object = None) -> str:
        text = str(self.parenthesize(expr.args[0], PRECEDENCE["Add"]))
        for term in expr.args[1:]:
            if isinstance(term, sp.Mul) and term.args[0] is sp.S.NegativeOne and len(term.args) == 2:
                text += f" - {self.parenthesize(term.args[1], PRECEDENCE['Mul'])}"
            elif term.is_Integer and term < 0:
                text += f" - {-term}"
            else:
                text += f" + {self.parenthesize(term, PRECEDENCE['Add'] + 1)}"
        return text

    def _print_Function(self, expr: sp.Function) -> str:
        if isinstance(expr, AppliedUndef):
            raise Unsupported("plain SymPy knows no function of whole vectors")
        if isinstance(expr, forms.Defined):
            return f"({self._print(expr.written)})"
        return self._called(type(expr).__name__, expr.args)

    def _print_Sum(self, expr: sp.Sum) -> str:
        """A sum or product over one bound index."""
        body, (dummy, *ends) = expr.function, expr.limits[0]
        shown = [self._print(end) for end in ends]
        before = dict(self.open)
        self.open[dummy] = name = self.bind(dummy)
        try:
            return f"{self.use(type(expr).__name__)}({self._print(body)}, ({', '.join((name, *shown))}))"
        finally:
            self.open = before

    _print_Product = _print_Sum

    def _print_Derivative(self, expr: sp.Derivative) -> str:
        return f"{self.use('Derivative')}({self._print(expr.expr)}, {self._print(expr.variables[0])})"

    def _print_Max(self, expr: sp.Basic) -> str:
        return self._called(type(expr).__name__, expr.args)

    _print_Min = _print_And = _print_Max
    _print_KroneckerDelta = _print_Heaviside = _print_Abs = _print_Max

    def _print_Relational(self, expr: sp.Basic) -> str:
        names = {"Equality": "Eq", "Unequality": "Ne", "StrictGreaterThan": "Gt", "GreaterThan": "Ge"}
        names |= {"StrictLessThan": "Lt", "LessThan": "Le"}
        return self._called(names[type(expr).__name__], expr.args)

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        pairs = (f"({self._print(value)}, {self._print(condition)})" for value, condition in expr.args)
        return f"{self.use('Piecewise')}({', '.join(pairs)})"

    def _print_BooleanTrue(self, expr: sp.Basic) -> str:
        return "True"

    def emptyPrinter(self, expr: object) -> str:
        raise Unsupported(f"plain SymPy source for {type(expr).__name__} is not known")

    def _called(self, name: str, arguments: Sequence[sp.Basic]) -> str:
        return f"{self.use(name)}({', '.join(map(self._print, arguments))})"


def _assumed(symbol: sp.Symbol) -> str:
    """What a symbol is told to be, as further arguments."""
    return "".join(f", {word}={value}" for word, value in sorted(symbol._assumptions_orig.items()))


def _is_evaluated_by_python(node: ast.AST) -> bool:
    """Whether two numbers of Python are divided or raised, which gives no SymPy number."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.Pow) and all(
        isinstance(side, ast.Constant) or (isinstance(side, ast.UnaryOp) and isinstance(side.operand, ast.Constant))
        for side in (node.left, node.right)
    )  # fmt: skip
