"""Statements in the author's own language: declarations, and the expression that reads back as the same statement.

Read back, source makes a block that is written alike (`symcheck.expressions.alpha`): bound indices may have other
names. What the language has no words for (an array counted from 0, a partial derivative at a place) is `Unsupported`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from json import dumps

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.arrays import Range, access, is_inverse, same_range
from symcheck.expressions.build import ZERO, is_number, negative
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Condition, Definition, Expr, Relation
from symcheck.expressions.reading import affine_of, as_read
from symcheck.expressions.spoken import bound_indices, closed
from symcheck.expressions.walk import condition_expressions, condition_indices, forms, free_indices, subexpressions
from symcheck.functions.table import ROWS, TABLE
from symcheck.notation.naming import TURNED, Axes, compared
from symcheck.notation.products import ARRAY_INDICES
from symcheck.notation.program import Code, Level, affine, identifier, unused

_WORDS = "Sum Product stack where bracket And Eq Ne Gt Ge every diff inv det named one_hot size sizes index index_map"
_WORDS += " eye outer diag grad jacobian scalar vector matrix tensor function KroneckerDelta Rational pi chain symcheck"
RESERVED = frozenset((*_WORDS.split(), *(row.said for row in ROWS), *(row.name for row in ROWS)))
"""Names that source uses itself."""

_SIGNS = {"eq": "Eq", "ne": "Ne", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_KINDS = ("scalar", "vector", "matrix")


class Source(Struct, frozen=True):
    """A statement as source: lines that declare what it speaks of, itself, and what is assumed ("" for nothing)."""

    declarations: tuple[str, ...]
    expression: str
    given: str = ""

    def __str__(self) -> str:
        return "\n".join(("from symcheck import *", "", *self.declarations, "", self.expression))


class Scope(Struct, frozen=True):
    """The identifiers of the indices that are bound here and of the names that are varied; axes that are left out."""

    bound: dict[Index, str] = {}
    opened: dict[Array, str] = {}
    axes: tuple[Index, ...] = ()


class Unshaped(Exception):
    """It cannot be written without these axes."""


def source(value: Block, given: Condition = ()) -> Source:
    """The statement as source. Raises Unsupported where the language has no words for it."""
    roots = (value.body, *condition_expressions(given))
    writer = Writer(dict.fromkeys(_letters(roots), ""))
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


class Writer(Struct, eq=False):
    """Writes expressions; remembers what they speak of, and the lines that declare it.

    `letters` has the names that stand for one thing alone: each index with what it runs over.
    """

    letters: dict[str, str]
    names: dict[object, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    # Declarations

    def declared(self, key: object, wanted: str, made: Callable[[], str]) -> str:
        """The identifier of a thing, declared where it is first spoken of, after what it speaks of itself."""
        if key not in self.names:
            text = made()
            self._take(key, wanted)
            self.lines.append(f"{self.names[key]} = {text}")
        return self.names[key]

    def _take(self, key: object, wanted: str) -> str:
        self.names[key] = unused(identifier(wanted, RESERVED), self.names.values())
        return self.names[key]

    def sizes(self) -> Iterable[str]:
        """The line that declares the sizes."""
        found = {thing.name: name for thing, name in self.names.items() if isinstance(thing, Size)}
        if found:
            made = f"sizes({_quoted(' '.join(found))})" if len(found) > 1 else f"size({_quoted(*found)})"
            yield f"{', '.join(found.values())} = {made}"

    def index(self, index: Index, scope: Scope, avoided: Iterable[str] = ()) -> str:
        """The identifier of an index, another than those avoided: then it has another name as well."""
        name, others = index.name, set(avoided)
        lower, upper = self.form(index.lower, scope).text, self.form(index.upper, scope).text
        extent = upper if lower == "1" else f"{lower}, {upper}"
        while True:
            if self.letters.setdefault(name, extent) == extent:
                made = partial("index({}, {})".format, _quoted(_word(name)), extent)
                found = self.declared((name, extent), index.name, made)
                if found not in others:
                    return found
            name += "′"

    def free(self, index: Index) -> str:
        if index.kind == "bound":
            raise Unshaped(f"{index.name} stands for no declared index")
        return self.index(index, Scope())

    def bind(self, indices: Sequence[Index], scope: Scope, spoken: Iterable[Index]) -> Scope:
        """A scope inside binders of these indices, where what is spoken of keeps its meaning."""
        outside = [self.atom(i, scope) for i in sorted(closed(spoken).difference(indices, scope.axes), key=af.atom_key)]
        inner = scope
        for index in indices:
            name = self.index(index, inner, (*outside, *inner.bound.values()))
            inner = replace(inner, bound={**inner.bound, index: name})
        return inner

    def array(self, array: Array) -> str:
        if any(lower != af.ONE for lower, _ in array.axes):
            raise Unsupported(f"{array.name} is not counted from 1")
        return self.declared(array, array.name, lambda: self._array(array))

    def _array(self, array: Array) -> str:
        shape = [self.form(upper, Scope()).text for _, upper in array.axes]
        kind = _KINDS[len(shape)] if len(shape) < len(_KINDS) else "tensor"
        if array.integer and shape:
            raise Unsupported(f"{array.name} is an array of whole numbers")
        matrix = "positive_definite" if array.positive_definite else "symmetric" if array.symmetric else ""
        said = [array.sign if array.sign != "real" else "", matrix, "integer" if array.integer else ""]
        return f"{kind}({', '.join([_quoted(array.name), *shape, *(f'{word}=True' for word in said if word)])})"

    def map(self, map_: IndexMap) -> str:
        return self.declared(map_, map_.name, lambda: self._map(map_))

    def _map(self, map_: IndexMap) -> str:
        domain = [self.form(n, Scope()).text for n in map_.domain]
        shown = domain[0] if len(domain) == 1 else f"({', '.join(domain)})"
        end = ", injective=True" if map_.injective else ""
        return f"index_map({_quoted(map_.name)}, {shown}, {self.form(map_.codomain, Scope()).text}{end})"

    def function(self, function: nodes.Function) -> str:
        end = ", elementwise=True" if function.elementwise else ""
        return self.declared(function, function.name, lambda: f"function({_quoted(function.name)}{end})")

    def name(self, latex: str, value: Block, scope: Scope) -> str:
        """The identifier of a named expression; one for each that it is said of."""
        free = free_indices(value.body)
        inside = Scope({i: name for i, name in scope.bound.items() if i in closed(free)}, scope.opened)
        text = self._one_hot(latex, value, inside)
        text = text or f"named({_quoted(latex)}, {self.tensor(value, inside).text})"
        return self.declared(("named", text), latex, lambda: text)

    def _one_hot(self, latex: str, value: Block, scope: Scope) -> str:
        match value.axes, value.body:
            case (axis,), nodes.Bracket((nodes.IndexRelation("eq", form),)) if axis.lower == af.ONE:
                position = af.of_atom(axis) - form
                if axis not in af.free_indices(position):
                    extent = self.form(axis.upper, scope).text
                    return f"one_hot({_quoted(latex)}, {extent}, {self.form(position, scope).text})"
        return ""

    # Integers and conditions

    def form(self, form: IndexForm, scope: Scope) -> Code:
        return affine(form, lambda atom: self.atom(atom, scope))

    def forms(self, forms: Iterable[IndexForm], scope: Scope) -> str:
        return ", ".join(self.form(form, scope).text for form in forms)

    def at(self, name: str, forms: Sequence[IndexForm], scope: Scope) -> Code:
        return Code(f"{name}[{self.forms(forms, scope)}]" if forms else name)

    def atom(self, atom: IndexAtom, scope: Scope) -> str:
        match atom:
            case Size(name):
                return self.names.get(atom) or self._take(atom, _word(name))
            case Index() if atom in scope.axes:
                raise Unshaped(f"{atom.name} is left out")
            case Index():
                return scope.bound[atom] if atom in scope.bound else self.free(atom)
            case MapEntry(map_, arguments):
                return f"{self.map(map_)}[{self.forms(arguments, scope)}]"

    def condition(self, condition: Condition, scope: Scope) -> str:
        shown = ", ".join(self.relation(relation, scope) for relation in condition)
        return shown if len(condition) == 1 else f"And({shown})"

    def relation(self, relation: Relation, scope: Scope) -> str:
        if isinstance(relation, nodes.IndexRelation):
            kind, first, second = _compared(relation)
            whole = not (first.terms or second.terms)
            return _related(kind, self.form(first, scope).text, self.form(second, scope).text, whole)
        left, right = _sides(relation.difference)
        one, other = (self.expr(side, scope).text for side in (left, right))
        if affine_of(left) is not None and affine_of(right) is not None:
            raise Unsupported("whole numbers are compared as real ones")
        if affine_of(left) is not None and relation.kind in TURNED:
            return _related(TURNED[relation.kind], other, one)
        return _related(relation.kind, one, other)

    def given(self, given: Condition) -> str:
        """What is assumed, each relation for itself."""
        shown = [self._assumed(relation) for relation in given]
        return f"[{', '.join(shown)}]" if len(shown) > 1 else "".join(shown)

    def _assumed(self, relation: Relation) -> str:
        bound = bound_indices((relation,))
        scope = self.bind(bound, Scope(), condition_indices((relation,)))
        shown = self.relation(relation, scope)
        return f"every({', '.join(scope.bound[i] for i in reversed(bound))}, {shown})" if bound else shown

    # Tensors

    def tensor(self, value: Block, scope: Scope) -> Code:
        """A tensor: without its axes where NumPy means the same, else the stack of its entries."""
        if not value.axes:
            return self.alone(value.body, scope)
        whole = free_indices(value.body).issuperset(value.axes)
        shaped = self._tried(value.body, replace(scope, axes=value.axes)) if whole else None
        return shaped or self._stacked(value, scope)

    def _tried(self, expr: Expr, scope: Scope) -> Code | None:
        """The expression without the axes of the scope; nothing is declared where it cannot be written so."""
        before = dict(self.letters), dict(self.names), list(self.lines)
        try:
            return self.expr(expr, scope)
        except Unshaped:
            self.letters, self.names, self.lines = before
            return None

    def _stacked(self, value: Block, scope: Scope) -> Code:
        inner = self.bind(value.axes, scope, free_indices(value.body))
        axes = ", ".join(inner.bound[axis] for axis in value.axes)
        return Code(f"stack({self.expr(value.body, inner).text}, {axes})")

    def _accessed(self, name: str, ranges: Sequence[Range], indices: Sequence[IndexForm], scope: Scope) -> Code:
        found = access(ranges, indices, scope.axes)
        if found is None:
            raise Unshaped
        if found.transposed:
            return Code(f"{name}.T")
        shown = [":" if form is None else self.form(form, scope).text for form in found.subscripts]
        return Code(f"{name}[{', '.join(shown)}]" if shown else name)

    def _shaped(self, expr: Expr, scope: Scope) -> Code:
        """An expression of which NumPy's operations leave the axes out; they are its own, or the last of all."""
        own = free_indices(expr).intersection(scope.axes)
        axes = scope.axes[len(scope.axes) - len(own) :]
        if own != set(axes) or any(axis.lower != af.ONE or axis.size == af.ONE for axis in axes):
            raise Unshaped
        scope = replace(scope, axes=axes)
        match expr:
            case nodes.Entry(array, indices):
                return self._accessed(scope.opened.get(array) or self.array(array), array.axes, indices, scope)
            case nodes.Named(definition, indices):
                ranges = [(a.lower, a.upper) for a in definition.axes]
                return self._accessed(self._definition(definition, scope), ranges, indices, scope)
            case nodes.Mul((left, right)) if _is_diagonal(left, right, axes):
                return self._called("diag", [self._shaped(left, replace(scope, axes=axes[:1])).text])
            case nodes.Mul((left, right)) if len(axes) == 2 and not self._carries(expr.factors, axes):
                return self._outer(left, right, scope)
            case nodes.Add(parts) | nodes.Mul(parts) | nodes.Call(_, parts) if self._carries(parts, axes):
                return self._number(expr, scope)
            case nodes.Power(base, exponent) if self._carries((base, exponent), axes):
                return self._number(expr, scope)
            case nodes.Sum(_, _, where) if condition_indices(where).isdisjoint(axes):
                return self._contracted(expr, scope) or self._number(expr, scope)
            case nodes.Derivative(body, nodes.Entry(array, indices) as variable):
                return self._derived(body, variable, scope)
            case nodes.Let():
                return self._number(expr, scope)
            case nodes.Inverse(matrix, row, column) if (row.index, column.index) in (axes, axes[::-1]):
                turned = "" if row.index == axes[0] else ".T"
                return Code(f"inv({self.tensor(matrix, replace(scope, axes=())).text}){turned}")
            case nodes.Bracket((nodes.IndexRelation("eq", form),)) if _is_identity(form, axes):
                return self._called("eye", [self.form(axes[0].upper, scope).text])
        raise Unshaped

    def _carries(self, parts: Iterable[Expr], axes: Axes) -> bool:
        return any(free_indices(part).issuperset(axes) for part in parts)

    def _outer(self, left: Expr, right: Expr, scope: Scope) -> Code:
        if scope.axes[1] in free_indices(left) or scope.axes[0] in free_indices(right):
            raise Unshaped
        parts = zip((left, right), scope.axes, strict=True)
        return self._called("outer", [self._shaped(part, replace(scope, axes=(a,))).text for part, a in parts])

    def _contracted(self, expr: nodes.Sum, scope: Scope) -> Code | None:
        """A product of vectors and matrices."""
        body, index, minus = as_read(expr.body), expr.index, ""
        if expr.where or index.name not in ARRAY_INDICES or index.lower != af.ONE or not isinstance(body, nodes.Mul):
            return None
        if is_number(body.factors[0], -1):
            body, minus = as_read(body.factors[1]), "-"
        if not isinstance(body, nodes.Mul) or len(body.factors) != 2 or len(scope.axes) > 2:
            return None
        left, right = map(as_read, body.factors)
        rows, columns = ([a for a in scope.axes if a in free_indices(part)] for part in (left, right))
        if (*rows, *columns) != scope.axes or max(len(rows), len(columns)) > 1:
            return None
        if not all(index in free_indices(part) for part in (left, right)):
            return None
        first = self._tried(left, replace(scope, axes=(*rows, index)))
        second = first and self._tried(right, replace(scope, axes=(index, *columns)))
        if first is None or second is None:
            return None
        level = Level.PRODUCT if isinstance(left, nodes.Sum) and not minus else Level.UNARY
        return Code(f"{minus}{first.at(level)} @ {second.at(Level.UNARY)}", Level.PRODUCT)

    def _derived(self, body: Expr, variable: nodes.Entry, scope: Scope) -> Code:
        """A gradient, or a Jacobian with the axes of the variable last."""
        last = [i for i in variable.indices if i.index in scope.axes]
        outer = scope.axes[: len(scope.axes) - len(last)]
        if not last or tuple(i.index for i in last) != scope.axes[len(outer) :]:
            raise Unshaped
        if free_indices(body).intersection(scope.axes) != set(outer):
            raise Unshaped
        by = self._shaped(variable, replace(scope, axes=scope.axes[len(outer) :])).text
        return self._called("jacobian" if outer else "grad", [self.expr(body, replace(scope, axes=outer)).text, by])

    def _definition(self, definition: Definition, scope: Scope) -> str:
        return self.name(definition.latex, Block(definition.axes, definition.body), scope)

    # Numbers

    def alone(self, expr: Expr, scope: Scope) -> Code:
        """An expression that Python does not evaluate by itself."""
        plain = as_read(expr)
        return Code(f"Rational({self.expr(plain, scope).text})") if _is_plain(plain) else self.expr(plain, scope)

    def expr(self, expr: Expr, scope: Scope) -> Code:
        """An expression; one that speaks of the axes of the scope without them."""
        expr = as_read(expr)
        if scope.axes and not free_indices(expr).isdisjoint(scope.axes):
            return self._shaped(expr, scope)
        return self._number(expr, replace(scope, axes=()) if scope.axes else scope)

    def _number(self, expr: Expr, scope: Scope) -> Code:
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
                return self.at(self._definition(definition, scope), indices, scope)
            case nodes.Add(terms):
                return self._sum(terms, scope)
            case nodes.Mul(factors):
                return self._product(factors, scope)
            case nodes.Power(base, exponent):
                return self._power(base, exponent, scope)
            case nodes.Call(function, arguments):
                return self._called(TABLE[function].said, [self.expr(a, scope).text for a in arguments])
            case nodes.Sum() if not scope.axes and (found := self._contracted(expr, scope)):
                return found
            case nodes.Sum(index, body, where) | nodes.Product(index, body, where):
                inner = self.bind((index,), scope, free_indices(expr) | free_indices(body) | condition_indices(where))
                end = [f"where={self.condition(where, inner)}"] if where else []
                return self._called(type(expr).__name__, [self.expr(body, inner).text, inner.bound[index], *end])
            case nodes.Extremum(kind, index, body):
                return self._called(kind, [self.tensor(Block((index,), body), scope).text])
            case nodes.Bracket(where):
                return self._bracket(where, scope)
            case nodes.Piecewise(where, then, otherwise):
                branches = [self.expr(e, scope).text for e in (then, otherwise)]
                return self._called("where", [self.condition(where, scope), *branches])
            case nodes.Derivative(body, variable):
                return self._called("diff", [self.expr(e, scope).text for e in (body, variable)])
            case nodes.Application(function, arguments, ()):
                return self._called(self.function(function), [self._argument(a, scope) for a in arguments])
            case nodes.Inverse(matrix, row, column):
                return Code(f"inv({self.tensor(matrix, scope).text})[{self.forms((row, column), scope)}]")
            case nodes.Determinant(matrix):
                return self._called("det", [self.tensor(matrix, scope).text])
            case nodes.Let(array, value, nodes.Derivative(_, nodes.Entry(by)) as body) if by == array:
                name = self.name(array.name, value, scope)
                return self.expr(body, replace(scope, opened={**scope.opened, array: name}))
        raise Unsupported(f"there are no words for {_DESCRIBED.get(type(expr).__name__, type(expr).__name__)}")

    def _called(self, function: str, arguments: Iterable[str]) -> Code:
        return Code(f"{function}({', '.join(arguments)})")

    def _argument(self, argument: Block | IndexForm, scope: Scope) -> str:
        if isinstance(argument, Block):
            return self.tensor(argument, scope).text if argument.axes else self.expr(argument.body, scope).text
        return self.form(argument, scope).text

    def _bracket(self, where: Condition, scope: Scope) -> Code:
        match where:
            case (nodes.IndexRelation("eq") as relation,):
                _, left, right = _compared(relation)
                return self._called("KroneckerDelta", [self.form(f, scope).text for f in (left, right)])
        return self._called("bracket", [self.condition(where, scope)])

    def _sum(self, terms: Sequence[Expr], scope: Scope) -> Code:
        first, *rest = map(as_read, terms)
        text = (self.alone if _is_plain(rest[0]) else self.expr)(first, scope).at(Level.PRODUCT)
        for term in rest:
            subtracted = _subtracted(term)
            text += " + " if subtracted is None else " - "
            text += self.expr(term if subtracted is None else subtracted, scope).at(Level.PRODUCT)
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
        if (isinstance(expr, nodes.Mul) and affine_of(expr.factors[0]) is None) or code.level >= Level.UNARY:
            return Code(f"-{code.at(Level.PRODUCT)}", min(code.level, Level.UNARY))
        if isinstance(expr, nodes.Mul) and isinstance(as_read(expr.factors[0]), nodes.Number):
            return Code(f"-{code.text}", Level.PRODUCT)
        return Code(f"-({code.text})", Level.UNARY)

    def _power(self, base: Expr, exponent: Expr, scope: Scope) -> Code:
        if is_number(exponent, -1):
            return Code(f"{self._one(base)} / {self.expr(base, scope).at(Level.UNARY)}", Level.PRODUCT)
        start = self.alone if _is_plain(as_read(exponent)) else self.expr
        return Code(f"{start(base, scope).at(Level.ATOM)} ** {self.expr(exponent, scope).at(Level.UNARY)}", Level.POWER)

    def _one(self, base: Expr) -> str:
        return "Rational(1)" if _is_plain(as_read(base)) else "1"


def _letters(roots: Iterable[Expr]) -> Iterable[str]:
    """The names of what is a bare letter besides indices: numbers, names for them, sizes."""
    for node in {node for root in roots for node in subexpressions(root)}:
        match node:
            case nodes.Entry(array, ()):
                yield array.name
            case nodes.Named(definition, ()):
                yield definition.latex
        yield from (atom.name for form in forms(node) for atom, _ in form.terms if isinstance(atom, Size))


def _is_diagonal(left: Expr, right: Expr, axes: Axes) -> bool:
    """Whether the product is an entry of the diagonal matrix of a vector."""
    match right:
        case nodes.Bracket((nodes.IndexRelation("eq", form),)) if _is_identity(form, axes):
            return free_indices(left).intersection(axes) == {axes[0]}
    return False


def _is_identity(form: IndexForm, axes: Axes) -> bool:
    """Whether [form = 0] is an entry of the identity matrix, as it is written there."""
    return len(axes) == 2 and same_range(*axes) and form == af.of_atom(axes[0]) - af.of_atom(axes[1])


_DESCRIBED = {
    "Application": "a partial derivative of a function at a place", "Constant": "this constant",
    "Let": "a name that is varied and not differentiated by",
}  # fmt: skip


def _is_plain(expr: Expr) -> bool:
    """Whether Python has a number of its own for it."""
    return isinstance(expr, nodes.Number) and expr.value.denominator == 1


def _under(factor: Expr) -> Expr | None:
    return factor.base if isinstance(factor, nodes.Power) and is_inverse(factor) else None


def _subtracted(term: Expr) -> Expr | None:
    """What is subtracted where the term is added; None where it is written with a plus."""
    match term:
        case nodes.Number(value) if value < 0:
            return negative(term)
        case nodes.Integer(form) if form.terms[0][1] < 0:
            return negative(term)
        case nodes.Mul((first, rest)) if is_number(first, -1) and not isinstance(as_read(rest), nodes.Number):
            return rest
    return None


def _compared(relation: nodes.IndexRelation) -> tuple[str, IndexForm, IndexForm]:
    """A comparison and its sides; those of an equation stand as they are subtracted."""
    form = relation.form
    if relation.kind == "ge":
        return compared("ge", form)
    left = af.affine([(a, c) for a, c in form.terms if c > 0], 0)
    left = left.shift(form.constant) if form.constant > 0 or not form.terms else left
    return relation.kind, left, left - form


def _sides(difference: Expr) -> tuple[Expr, Expr]:
    """The two sides of a comparison: those of a difference, else it and 0."""
    match as_read(difference):
        case nodes.Add((left, right)):
            right = as_read(right)
            subtracted = _subtracted(right)
            if subtracted is None and isinstance(right, nodes.Number | nodes.Integer) and not is_number(right, 0):
                subtracted = negative(right)
            if subtracted is not None and not is_number(subtracted, 0):
                return left, subtracted
    return difference, ZERO


def _related(kind: str, left: str, right: str, whole: bool = False) -> str:
    sign = _SIGNS[kind]
    if sign[0].isalpha():
        return f"{sign}({left}, {right})"
    return f"{kind.capitalize()}({left}, {right})" if whole else f"{left} {sign} {right}"


def _quoted(text: str) -> str:
    """A string in Python, LaTeX as it stands."""
    raw = "\\" in text and '"' not in text and not text.endswith("\\") and text.isprintable()
    return f'r"{text}"' if raw else dumps(text, ensure_ascii=False)


def _word(name: str) -> str:
    """The name of an index or a size, which has no spaces."""
    if re.search(r"[\s,]", name):
        raise Unsupported(f"{name!r} is no name for a size or an index")
    return name
