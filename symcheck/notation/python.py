"""Statements as Python source: each node an expression of mpmath numbers, sums as generator expressions.

What is written evaluates one entry at given integers: sizes, indices and index maps are Python integers and
dictionaries, arrays dictionaries from places to numbers, scalars numbers. Derivatives are taken numerically by
`mpmath.diff`, an abstract function is the one that the refutation used. What cannot be written so is `Unsupported`,
with the reason. The functions that the source calls stand in `symcheck.notation.helpers`: `Writer.used` names them,
`Writer.functions` holds the source of those that are elementary.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct, field

from symcheck.claims.chosen import Chosen
from symcheck.definedness.factors import split
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Condition, Definition, Expr, Slot
from symcheck.expressions.walk import constant, flat_terms, free_indices
from symcheck.functions.table import TABLE
from symcheck.notation.helpers import elementary, is_called
from symcheck.notation.program import COMPARED, Code, Level, Scope, affine, identifier, literal, under, unused

LONGEST = 60_000
"""Characters of one expression above which nobody reads it."""


class Writer(Struct, eq=False, dict=True):
    """Writes expressions; remembers the definitions and helpers that what it wrote needs.

    `integers` gives the values of sizes and free indices under the author's names; `names` holds everything that has
    one identifier throughout the program. Scalars among the `moving` arrays, whose values change, are dictionaries.
    `chosen` is what abstract functions are taken for, by their names.
    """

    integers: Mapping[str, int]
    moving: frozenset[Array] = frozenset()
    names: dict[object, str] = field(default_factory=dict)
    definitions: dict[Definition, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    functions: dict[str, str] = field(default_factory=dict)
    chosen: Mapping[str, Chosen] = field(default_factory=dict)

    def name(self, thing: object, wanted: str) -> str:
        """The one identifier of a thing."""
        if thing not in self.names:
            self.names[thing] = unused(identifier(wanted), self.names.values())
        return self.names[thing]

    def help(self, name: str) -> str:
        self.used.add(name)
        return name

    # Integers

    def form(self, form: IndexForm, scope: Scope) -> Code:
        """An affine form."""
        return affine(form, lambda atom: self.atom(atom, scope))

    def atom(self, atom: IndexAtom, scope: Scope) -> str:
        match atom:
            case Size():
                return self._integer(atom)
            case Index():
                return scope[atom] if atom in scope else self._integer(atom)
            case MapEntry(map_, arguments):
                return f"{self.name(map_, map_.name)}[{', '.join(self.form(a, scope).text for a in arguments)}]"

    def _integer(self, atom: Size | Index) -> str:
        if atom not in self.names:
            raise Unsupported(f"the counterexample gives no value for {atom.name}")
        return self.names[atom]

    def range(self, index: Index, scope: Scope) -> str:
        end = self.form(index.upper.shift(1), scope).text
        return f"range({self.form(index.lower, scope).text}, {end})"

    def bound(self, index: Index, scope: Scope) -> tuple[str, dict[Index, str]]:
        """A loop over the index, and the scope inside."""
        name = unused(identifier(index.name), {*scope.values(), *self.names.values()})
        return f"for {name} in {self.range(index, scope)}", {**scope, index: name}

    def condition(self, condition: Condition, scope: Scope) -> str:
        return " and ".join(self._relation(relation, scope) for relation in condition) or "True"

    def _relation(self, relation: nodes.IndexRelation | nodes.RealRelation, scope: Scope) -> str:
        sign = COMPARED[relation.kind]
        if isinstance(relation, nodes.RealRelation):
            return f"{self.expr(relation.difference, scope).text} {sign} 0"
        left = IndexForm(tuple(t for t in relation.form.terms if t[1] > 0), max(relation.form.constant, 0))
        right = (left - relation.form) if left.terms or left.constant else relation.form.scale(-1)
        return f"{self.form(left, scope).text} {sign} {self.form(right, scope).text}"

    # Numbers

    def expr(self, expr: Expr, scope: Scope) -> Code:
        code = self._expr(expr, scope)
        if len(code.text) > LONGEST:
            raise Unsupported("the statement, written out, is too long to be read")
        return code

    def _expr(self, expr: Expr, scope: Scope) -> Code:
        match expr:
            case nodes.Number(value):
                return literal(value)
            case nodes.Constant(name):
                return self._constant(name)
            case nodes.Integer(form):
                return Code(f"mpf({self.form(form, scope).text})")
            case nodes.Entry(array, indices):
                return Code(self._entry(array, indices, scope))
            case nodes.Add():
                return self._sum_of(flat_terms(expr), scope)
            case nodes.Mul():
                return self._product_of(expr, scope)
            case nodes.Power(base, exponent):
                return self._power(base, exponent, scope)
            case nodes.Call(function, arguments):
                return self._call(function, arguments, scope)
            case nodes.Sum(index, body, where):
                return self._sum(index, body, where, scope)
            case nodes.Product(index, body, where):
                loop, inner = self.bound(index, scope)
                return Code(f"mp.fprod({self.expr(body, inner).text} {loop}{self._where(where, inner)})")
            case nodes.Extremum(kind, index, body):
                loop, inner = self.bound(index, scope)
                return Code(f"{kind}({self.expr(body, inner).text} {loop})")
            case nodes.Bracket(condition):
                return Code(f"(mpf(1) if {self.condition(condition, scope)} else mpf(0))")
            case nodes.Piecewise(condition, then, otherwise):
                branches = self.expr(then, scope).text, self.expr(otherwise, scope).text
                return Code(f"({branches[0]} if {self.condition(condition, scope)} else {branches[1]})")
            case nodes.Derivative(body, nodes.Entry(array, indices)):
                moved = f"{self.name(array, array.name)}, {self.place(indices, scope)}"
                return Code(f"{self.help('derivative')}(lambda: {self.expr(body, scope).text}, {moved})")
            case nodes.Application():
                return self._applied(expr, scope)
            case nodes.Inverse(matrix, row, column):
                low = [axis.lower for axis in matrix.axes]
                place = f"{self.form(row - low[0], scope).text}, {self.form(column - low[1], scope).text}"
                return Code(f"({self._matrix(matrix, scope)} ** -1)[{place}]")
            case nodes.Determinant(matrix):
                return Code(f"mp.det({self._matrix(matrix, scope)})")
            case nodes.Named(definition, indices):
                return self._named(definition, indices, scope)
            case nodes.Let(array, value, body):
                values = f"{{{self._values(value, scope)}}}"
                called = f"{self.help('standing')}({self.name(array, array.name)}, {values}"
                return Code(f"{called}, lambda: {self.expr(body, scope).text})")
        raise Unsupported(f"{type(expr).__name__} has no Python form")

    def _constant(self, name: str) -> Code:
        if name != "pi":
            raise Unsupported(f"the constant {name} has no Python form")
        return Code("mp.pi")

    def _entry(self, array: Array, indices: tuple[IndexForm, ...], scope: Scope) -> str:
        name = self.name(array, array.name)
        if not indices and array not in self.moving:
            return name
        return f"{name}[{', '.join(self.form(i, scope).text for i in indices) or '()'}]"

    def place(self, indices: tuple[IndexForm, ...], scope: Scope) -> str:
        listed = [self.form(i, scope).text for i in indices]
        return listed[0] if len(listed) == 1 else f"({', '.join(listed)})"

    def _sum_of(self, terms: list[Expr], scope: Scope) -> Code:
        codes = [self._signed(term, scope) for term in terms]
        negative, first = codes[0]
        text = f"-{first.at(Level.PRODUCT)}" if negative else first.at(Level.PRODUCT)
        for negative, code in codes[1:]:
            text += f" {'-' if negative else '+'} {code.at(Level.PRODUCT)}"
        return Code(text, Level.SUM)

    def _signed(self, term: Expr, scope: Scope) -> tuple[bool, Code]:
        """Whether a term is subtracted, and what is."""
        match term:
            case nodes.Number(value) if value < 0:
                return True, literal(-value)
            case nodes.Mul((nodes.Number(value), *rest)) if value == -1 and rest:
                return True, self.expr(nodes.Mul(tuple(rest)), scope)
        return False, self.expr(term, scope)

    def _product_of(self, expr: nodes.Mul, scope: Scope) -> Code:
        factors, condition = split(expr)
        code = self._factors(factors, scope)
        return Code(f"({code.text} if {self.condition(condition, scope)} else mpf(0))") if condition else code

    def _factors(self, factors: list[Expr], scope: Scope) -> Code:
        match factors:
            case []:
                return Code("mpf(1)")
            case [only]:
                return self.expr(only, scope)
            case [nodes.Number(value), *rest] if value == -1:
                return Code(f"-{self._factors(rest, scope).at(Level.PRODUCT)}", Level.SUM)
        text = ""
        for factor in factors:
            divisor = under(factor)
            if divisor is None:
                code = self.expr(factor, scope)
                text += f"{' * ' if text else ''}{code.at(Level.POWER)}"
            else:
                text += f"{'' if text else 'mpf(1)'} / {self.expr(divisor, scope).at(Level.POWER)}"
        return Code(text, Level.PRODUCT)

    def _power(self, base: Expr, exponent: Expr, scope: Scope) -> Code:
        root = self.expr(base, scope)
        known = self.value(exponent)
        if known == -1:
            return Code(f"mpf(1) / {root.at(Level.POWER)}", Level.PRODUCT)
        if known is not None and known.denominator == 1:
            return Code(f"{root.at(Level.ATOM)} ** {known}", Level.POWER)
        if known is not None:
            return Code(f"{self.help('root')}({root.text}, {known.numerator}, {known.denominator})")
        if isinstance(exponent, nodes.Integer):
            return Code(f"{root.at(Level.ATOM)} ** ({self.form(exponent.value, scope).text})", Level.POWER)
        self.elementary("log")
        return Code(f"{self.help('power')}({root.text}, {self.expr(exponent, scope).text})")

    def value(self, expr: Expr) -> Fraction | None:
        """The value of an exponent made of numbers and given integers; None for any other."""
        return self._form_value(expr.value) if isinstance(expr, nodes.Integer) else constant(expr, self.value)

    def _form_value(self, form: IndexForm) -> Fraction | None:
        total = form.constant
        for atom, coefficient in form.terms:
            if isinstance(atom, MapEntry) or atom not in self.names or atom.name not in self.integers:
                return None
            total += coefficient * self.integers[atom.name]
        return Fraction(total)

    def _call(self, function: str, arguments: tuple[Expr, ...], scope: Scope) -> Code:
        return Code(f"{self.elementary(function)}({', '.join(self.expr(a, scope).text for a in arguments)})")

    def elementary(self, function: str) -> str:
        """What a function of the table is called in the program, which holds its source where mpmath has none."""
        row = TABLE.get(function)
        if row is None or not (row.python or row.definition):
            raise Unsupported(f"the function {function} has no Python form")
        if is_called(row):
            return row.python
        if function not in self.functions:
            self.functions[function] = elementary(row, self._apart)
        return function

    def _apart(self, expr: Expr, names: dict[object, str]) -> str:
        """An expression with names of its own, the functions of the program in common."""
        return Writer({}, names=names, functions=self.functions, used=self.used).expr(expr, {}).text

    def _where(self, condition: Condition, scope: Scope) -> str:
        return f" if {self.condition(condition, scope)}" if condition else ""

    def _sum(self, index: Index, body: Expr, where: Condition, scope: Scope) -> Code:
        loop, inner = self.bound(index, scope)
        factors, condition = split(body)
        return Code(f"mp.fsum({self._factors(factors, inner).text} {loop}{self._where((*where, *condition), inner)})")

    # Tensors as arguments

    def _loops(self, axes: tuple[Index, ...], scope: Scope) -> tuple[list[str], dict[Index, str]]:
        loops, inner = [], dict(scope)
        for axis in axes:
            if (af.free_indices(axis.lower) | af.free_indices(axis.upper)).intersection(inner):
                raise Unsupported(f"the range of {axis.name}, an axis of an argument, depends on another index")
            loop, inner = self.bound(axis, inner)
            loops.append(loop)
        return loops, inner

    def _matrix(self, block: Block, scope: Scope) -> str:
        (rows, columns), inner = self._loops(block.axes, scope)
        return f"mp.matrix([[{self.expr(block.body, inner).text} {columns}] {rows}])"

    def _values(self, block: Block, scope: Scope) -> str:
        """The entries of a block, as the inside of a dictionary."""
        loops, inner = self._loops(block.axes, scope)
        names = [inner[axis] for axis in block.axes]
        key = names[0] if len(names) == 1 else f"({', '.join(names)})"
        return f"{key}: {self.expr(block.body, inner).text} {' '.join(loops)}".strip()

    def _named(self, definition: Definition, indices: tuple[IndexForm, ...], scope: Scope) -> Code:
        name = self.name(definition, definition.latex)
        self.definitions[definition] = name
        arguments = [self.form(i, scope).text for i in indices] + [scope[i] for i in self.parameters(definition)]
        return Code(f"{name}({', '.join(arguments)})")

    def parameters(self, definition: Definition) -> list[Index]:
        """The indices that a definition speaks of and that are bound where it is used."""
        free = free_indices(definition.body).difference(definition.axes)
        return sorted((i for i in free if i not in self.names), key=lambda i: (i.name, i.serial))

    def defined(self, definition: Definition, name: str) -> str:
        """The definition as a Python function."""
        scope: dict[Index, str] = {}
        for index in (*definition.axes, *self.parameters(definition)):
            scope[index] = unused(identifier(index.name), {*scope.values(), *self.names.values()})
        return f"def {name}({', '.join(scope.values())}):\n    return {self.expr(definition.body, scope).text}"

    def _applied(self, expr: nodes.Application, scope: Scope) -> Code:
        listed = ", ".join(f"[{self._entries(argument, scope)}]" for argument in expr.arguments)
        slots = "".join(f"({s.argument}, {self._slot(s, expr.arguments[s.argument], scope)}), " for s in expr.slots)
        chosen = self.chosen.get(expr.function.name)
        if chosen is not None:
            how = f"{chosen.power}, {chosen.shift}"
            return Code(f"{self.help('powered')}({how}, ({slots.rstrip()}), {listed})")
        self.help("coefficient")
        shapes = "".join(f"{self._shape(argument, scope)}, " for argument in expr.arguments)
        name = f"str(({expr.function.name!r}, ({shapes.rstrip()})))"
        return Code(f"{self.help('unknown')}({name}, ({slots.rstrip()}), {listed})")

    def _shape(self, argument: Block | IndexForm, scope: Scope) -> str:
        """The lengths of an argument, which are part of what its function sees."""
        axes = argument.axes if isinstance(argument, Block) else ()
        return "(" + ", ".join(self.form(axis.size, scope).text for axis in axes) + (",)" if len(axes) == 1 else ")")

    def _entries(self, argument: Block | IndexForm, scope: Scope) -> str:
        if isinstance(argument, IndexForm):
            return f"mpf({self.form(argument, scope).text})"
        loops, inner = self._loops(argument.axes, scope)
        return f"{self.expr(argument.body, inner).text} {' '.join(loops)}".strip()

    def _slot(self, slot: Slot, argument: Block | IndexForm, scope: Scope) -> str:
        """Which of the entries of an argument, counted from 0, row by row."""
        axes = argument.axes if isinstance(argument, Block) else ()
        text = "0"
        for axis, form in zip(axes, slot.indices, strict=True):
            offset = self.form(form - axis.lower, scope).text
            length = self.form(axis.size, scope).at(Level.ATOM)
            text = f"({offset})" if text == "0" else f"({text} * {length} + {offset})"
        return text
