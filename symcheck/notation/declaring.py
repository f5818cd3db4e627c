"""What source declares: the line for each thing that a statement speaks of; index arithmetic and conditions in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from json import dumps

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.build import ZERO, is_number, negative
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Condition, Expr, Relation
from symcheck.expressions.reading import affine_of, as_read
from symcheck.expressions.spoken import bound_indices, closed
from symcheck.expressions.walk import condition_indices, free_indices
from symcheck.functions.table import ROWS
from symcheck.notation.naming import TURNED, compared_forms
from symcheck.notation.program import Code, affine, identifier, unused

_WORDS = "Sum Product stack where bracket And Eq Ne Gt Ge every diff inv det named one_hot size sizes index index_map"
_WORDS += " eye outer diag grad jacobian scalar vector matrix tensor function KroneckerDelta Rational pi chain symcheck"
RESERVED = frozenset((*_WORDS.split(), *(row.said for row in ROWS), *(row.name for row in ROWS)))
"""Names that source uses itself."""

_SIGNS = {"eq": "Eq", "ne": "Ne", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_KINDS = ("scalar", "vector", "matrix")


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"Rational({value.numerator}, {value.denominator})"


class Scope(Struct, frozen=True):
    """The identifiers of the indices that are bound here and of the names that are varied; axes that are left out."""

    bound: dict[Index, str] = {}
    opened: dict[Array, str] = {}
    axes: tuple[Index, ...] = ()


class Unshaped(Exception):
    """It cannot be written without these axes."""


class Declaring(Struct, eq=False):
    """Writes expressions; remembers what they speak of, and the lines that declare it.

    `letters` has the names that stand for one thing alone: each index with what it runs over.
    """

    letters: dict[str, str]
    names: dict[object, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def tensor(self, value: Block, scope: Scope) -> Code:
        """A tensor."""
        raise NotImplementedError

    def expr(self, expr: Expr, scope: Scope) -> Code:
        """An expression; one that speaks of the axes of the scope without them."""
        raise NotImplementedError

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
            made = f"sizes({quoted(' '.join(found))})" if len(found) > 1 else f"size({quoted(*found)})"
            yield f"{', '.join(found.values())} = {made}"

    def index(self, index: Index, scope: Scope, avoided: Iterable[str] = ()) -> str:
        """The identifier of an index, another than those avoided: then it has another name as well."""
        name, others = index.name, set(avoided)
        lower, upper = self.form(index.lower, scope).text, self.form(index.upper, scope).text
        extent = upper if lower == "1" else f"{lower}, {upper}"
        while True:
            if self.letters.setdefault(name, extent) == extent:
                made = partial("index({}, {})".format, quoted(_word(name)), extent)
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
        matrix = "positive_definite" if array.positive_definite else "symmetric" if array.symmetric else ""
        said = [array.sign if array.sign != "real" else "", matrix, "integer" if array.integer else ""]
        values = [f"values=({', '.join(map(_number, array.values))},)"] if array.values else []
        return f"{kind}({', '.join([quoted(array.name), *shape, *(f'{word}=True' for word in said if word), *values])})"

    def map(self, map_: IndexMap) -> str:
        return self.declared(map_, map_.name, lambda: self._map(map_))

    def _map(self, map_: IndexMap) -> str:
        domain = [self.form(n, Scope()).text for n in map_.domain]
        shown = domain[0] if len(domain) == 1 else f"({', '.join(domain)})"
        end = ", injective=True" if map_.injective else ""
        return f"index_map({quoted(map_.name)}, {shown}, {self.form(map_.codomain, Scope()).text}{end})"

    def function(self, function: nodes.Function) -> str:
        end = ", elementwise=True" if function.elementwise else ""
        return self.declared(function, function.name, lambda: f"function({quoted(function.name)}{end})")

    def name(self, latex: str, value: Block, scope: Scope) -> str:
        """The identifier of a named expression; one for each that it is said of."""
        free = free_indices(value.body)
        inside = Scope({i: name for i, name in scope.bound.items() if i in closed(free)}, scope.opened)
        text = self._one_hot(latex, value, inside)
        text = text or f"named({quoted(latex)}, {self.tensor(value, inside).text})"
        return self.declared(("named", text), latex, lambda: text)

    def _one_hot(self, latex: str, value: Block, scope: Scope) -> str:
        match value.axes, value.body:
            case (axis,), nodes.Bracket((nodes.IndexRelation("eq", form),)) if axis.lower == af.ONE:
                position = af.of_atom(axis) - form
                if axis not in af.free_indices(position):
                    extent = self.form(axis.upper, scope).text
                    return f"one_hot({quoted(latex)}, {extent}, {self.form(position, scope).text})"
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
            kind, first, second = sides_of(relation)
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


def subtracted(term: Expr) -> Expr | None:
    """What is subtracted where the term is added; None where it is written with a plus."""
    match term:
        case nodes.Number(value) if value < 0:
            return negative(term)
        case nodes.Integer(form) if form.terms[0][1] < 0:
            return negative(term)
        case nodes.Mul((first, rest)) if is_number(first, -1) and not isinstance(as_read(rest), nodes.Number):
            return rest
    return None


def sides_of(relation: nodes.IndexRelation) -> tuple[str, IndexForm, IndexForm]:
    """A comparison and its sides; those of an equation stand as they are subtracted."""
    form = relation.form
    if relation.kind == "ge":
        return compared_forms("ge", form)
    left = af.positive_terms(form)
    left = left.shift(form.constant) if form.constant > 0 or not form.terms else left
    return relation.kind, left, left - form


def _sides(difference: Expr) -> tuple[Expr, Expr]:
    """The two sides of a comparison: those of a difference, else it and 0."""
    match as_read(difference):
        case nodes.Add((left, right)):
            right = as_read(right)
            other = subtracted(right)
            if other is None and isinstance(right, nodes.Number | nodes.Integer) and not is_number(right, 0):
                other = negative(right)
            if other is not None and not is_number(other, 0):
                return left, other
    return difference, ZERO


def _related(kind: str, left: str, right: str, whole: bool = False) -> str:
    sign = _SIGNS[kind]
    if sign[0].isalpha():
        return f"{sign}({left}, {right})"
    return f"{kind.capitalize()}({left}, {right})" if whole else f"{left} {sign} {right}"


def quoted(text: str) -> str:
    """A string in Python, LaTeX as it stands."""
    raw = "\\" in text and '"' not in text and not text.endswith("\\") and text.isprintable()
    return f'r"{text}"' if raw else dumps(text, ensure_ascii=False)


def _word(name: str) -> str:
    """The name of an index or a size, which has no spaces."""
    if re.search(r"[\s,]", name):
        raise Unsupported(f"{name!r} is no name for a size or an index")
    return name
