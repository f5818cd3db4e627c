"""Statements as trees: integers in index arithmetic, reals, conditions, matrices. Nothing is simplified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Size:
    """A whole number of at least 1."""

    name: str


@dataclass(frozen=True)
class Index:
    """An index over lower..upper, both included; the range may be empty and may speak of other indices."""

    name: str
    lower: Aff
    upper: Aff


@dataclass(frozen=True)
class Map:
    """A map from 1..domain to 1..codomain."""

    name: str
    domain: Aff
    codomain: Aff
    injective: bool = False


@dataclass(frozen=True)
class At:
    """The value of a map."""

    map: Map
    place: Aff


Atom = Size | Index | At


@dataclass(frozen=True)
class Aff:
    """A whole number: a constant and multiples of sizes, indices and values of maps."""

    constant: int
    terms: tuple[tuple[Atom, int], ...] = ()

    def __add__(self, other: Aff | int) -> Aff:
        other = aff(other)
        sums = dict(self.terms)
        for atom, c in other.terms:
            sums[atom] = sums.get(atom, 0) + c
        return Aff(self.constant + other.constant, tuple((a, c) for a, c in sums.items() if c))

    def __mul__(self, factor: int) -> Aff:
        return Aff(self.constant * factor, tuple((a, c * factor) for a, c in self.terms))

    def __rmul__(self, factor: int) -> Aff:
        return self * factor

    def __neg__(self) -> Aff:
        return self * -1

    def __sub__(self, other: Aff | int) -> Aff:
        return self + aff(other) * -1

    def __radd__(self, other: int) -> Aff:
        return self + other

    def __rsub__(self, other: int) -> Aff:
        return aff(other) - self

    @property
    def atom(self) -> Atom:
        """The one atom this form is."""
        ((atom, _),) = self.terms
        return atom


def aff(value: Aff | Atom | int) -> Aff:
    if isinstance(value, Aff):
        return value
    return Aff(value) if isinstance(value, int) else Aff(0, ((value, 1),))


def index(name: str, lower: Aff | int, upper: Aff | int) -> Aff:
    return aff(Index(name, aff(lower), aff(upper)))


@dataclass(frozen=True)
class Array:
    """A declared scalar, vector or matrix; sign: real, positive, nonnegative, nonzero, integer; kind of a matrix."""

    name: str
    shape: tuple[Aff, ...] = ()
    sign: str = "real"
    kind: str = ""

    def __getitem__(self, places: Aff | int | tuple[Aff | int, ...]) -> Entry:
        listed = places if isinstance(places, tuple) else (places,)
        return Entry(self, tuple(map(aff, listed)))


class Expr:
    """A real number; Python's operators build trees."""

    def __add__(self, other: Any) -> Expr:
        return Add((self, lift(other)))

    def __radd__(self, other: Any) -> Expr:
        return Add((lift(other), self))

    def __sub__(self, other: Any) -> Expr:
        return Add((self, Neg(lift(other))))

    def __rsub__(self, other: Any) -> Expr:
        return Add((lift(other), Neg(self)))

    def __mul__(self, other: Any) -> Expr:
        return Mul((self, lift(other)))

    def __rmul__(self, other: Any) -> Expr:
        return Mul((lift(other), self))

    def __truediv__(self, other: Any) -> Expr:
        return Div(self, lift(other))

    def __rtruediv__(self, other: Any) -> Expr:
        return Div(lift(other), self)

    def __pow__(self, other: Any) -> Expr:
        return Pow(self, lift(other))

    def __neg__(self) -> Expr:
        return Neg(self)


@dataclass(frozen=True)
class Num(Expr):
    value: Fraction


@dataclass(frozen=True)
class Pi(Expr):
    pass


@dataclass(frozen=True)
class Int(Expr):
    value: Aff


@dataclass(frozen=True)
class Entry(Expr):
    array: Array
    places: tuple[Aff, ...] = ()


@dataclass(frozen=True)
class Add(Expr):
    terms: tuple[Expr, ...]


@dataclass(frozen=True)
class Mul(Expr):
    factors: tuple[Expr, ...]


@dataclass(frozen=True)
class Neg(Expr):
    body: Expr


@dataclass(frozen=True)
class Div(Expr):
    above: Expr
    below: Expr


@dataclass(frozen=True)
class Pow(Expr):
    base: Expr
    exponent: Expr


@dataclass(frozen=True)
class Fn(Expr):
    name: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True)
class Rel:
    """a = b, a ≠ b, a > b, a ≥ b: kind is Eq, Ne, Gt, Ge, Lt or Le."""

    kind: str
    left: Expr
    right: Expr


Condition = tuple[Rel, ...]


@dataclass(frozen=True)
class Bracket(Expr):
    condition: Condition
    delta: bool = False


@dataclass(frozen=True)
class Where(Expr):
    condition: Condition
    then: Expr
    otherwise: Expr


@dataclass(frozen=True)
class Over(Expr):
    """Σ, Π, max or min of the body over a range (kind: Sum, Product, max, min)."""

    kind: str
    body: Expr
    index: Index
    where: Condition = ()


@dataclass(frozen=True)
class Opaque(Expr):
    """An abstract function of scalars, whole numbers, and vectors; a vector with row=True has shape (1, n)."""

    name: str
    arguments: tuple[Expr | Whole, ...]


@dataclass(frozen=True)
class Whole:
    """A vector as an argument, as it is or as a row."""

    array: Array
    row: bool = False


@dataclass(frozen=True)
class Norm(Expr):
    array: Array


@dataclass(frozen=True)
class Diff(Expr):
    body: Expr
    variable: Entry


@dataclass(frozen=True)
class Mat:
    """A matrix: op is var, mul, T, add, scale, eye, inv."""

    op: str
    parts: tuple[Any, ...]

    def __matmul__(self, other: Mat) -> Mat:
        return Mat("mul", (self, other))

    def __add__(self, other: Mat) -> Mat:
        return Mat("add", (self, other))

    @property
    def T(self) -> Mat:
        return Mat("T", (self,))


@dataclass(frozen=True)
class MatEntry(Expr):
    matrix: Mat
    row: Aff
    column: Aff


@dataclass(frozen=True)
class MatFn(Expr):
    """det or trace."""

    name: str
    matrix: Mat


Solution = tuple[str, Expr]


@dataclass(frozen=True)
class Claim:
    """left = right under `given`. `solutions` are ways to meet the equations in `given`, for sampling alone.

    `shared`: a node that stands at several places is one object of the program's too.
    """

    left: Expr
    right: Expr
    given: Condition = ()
    cls: str = "plain"
    solutions: tuple[Solution, ...] = field(default=(), compare=False)
    shared: bool = False


def lift(value: Any) -> Expr:
    """A tree of whatever stands for a real number."""
    match value:
        case Expr():
            return value
        case Aff():
            return Int(value)
        case Array():
            return Entry(value)
    return Num(Fraction(value))


def fn(name: str, *arguments: Any) -> Expr:
    return Fn(name, tuple(map(lift, arguments)))


def rel(kind: str, left: Any, right: Any) -> Rel:
    return Rel(kind, lift(left), lift(right))


def bracket(*relations: Rel) -> Expr:
    return Bracket(relations)


def delta(left: Aff, right: Aff | int) -> Expr:
    return Bracket((rel("Eq", left, aff(right)),), delta=True)


def where(condition: Rel, then: Any, otherwise: Any) -> Expr:
    return Where((condition,), lift(then), lift(otherwise))


def over(kind: str, body: Any, *indices: Aff, when: Condition = ()) -> Expr:
    """Nested, the last index innermost; the condition stands there."""
    result = lift(body)
    for i, at in enumerate(reversed(indices)):
        result = Over(kind, result, at.atom, when if i == 0 else ())  # type: ignore[arg-type]
    return result


def total(body: Any, *indices: Aff, when: Condition = ()) -> Expr:
    """Σ."""
    return over("Sum", body, *indices, when=when)


NEGATION = {"Eq": "Ne", "Ne": "Eq", "Gt": "Le", "Le": "Gt", "Ge": "Lt", "Lt": "Ge"}


def negated(relation: Rel) -> Rel:
    return replace(relation, kind=NEGATION[relation.kind])


def children(node: Any) -> Iterator[Any]:
    """Every node right below: trees, conditions, matrices, index forms, declarations."""
    if isinstance(node, tuple):
        yield from (child for child in node if not isinstance(child, int | str))
    elif not isinstance(node, Fraction | int | str):
        for f in fields(node):
            child = getattr(node, f.name)
            if not isinstance(child, int | str | bool | Fraction):
                yield child


def walk(node: Any) -> Iterator[Any]:
    """The node and all nodes below it, declarations and ranges included."""
    yield node
    for child in children(node):
        yield from walk(child)


def consistent(*nodes: Any) -> bool:
    """Whether each name is declared in one way."""
    declared: dict[str, Any] = {}
    for node in walk(nodes):
        if isinstance(node, Size | Index | Map | Array) and declared.setdefault(node.name, node) != node:
            return False
    return True


def rewrite(node: Any, at: Callable[[Any], Any | None]) -> Any:
    """The node with every node that `at` gives something for replaced, from above."""
    found = at(node)
    if found is not None:
        return found
    if isinstance(node, tuple):
        return tuple(rewrite(c, at) if not isinstance(c, int | str) else c for c in node)
    changes = {}
    for f in fields(node):
        child = getattr(node, f.name)
        if not isinstance(child, int | str | bool | Fraction):
            new = rewrite(child, at)
            if new is not child:
                changes[f.name] = new
    return replace(node, **changes) if changes else node


def substituted(node: Any, atom: Atom, value: Aff) -> Any:
    """The node with the value in the atom's place; bound names are never reused, so nothing is captured."""

    def at(found: Any) -> Any | None:
        if isinstance(found, Aff) and any(a == atom for a, _ in found.terms):
            rest = Aff(found.constant, tuple((a, c) for a, c in found.terms if a != atom))
            return rest + value * next(c for a, c in found.terms if a == atom)
        return None

    return rewrite(node, at)


def free_indices(*nodes: Any) -> dict[str, Index]:
    """The indices that are free in the nodes, those in their bounds included."""
    found: dict[str, Index] = {}
    for node in nodes:
        _free(node, frozenset(), found)
    return found


def comparable(claim: Claim) -> bool:
    """Whether the line names no index that neither the first side nor `given` names: it would be ill-formed."""
    return free_indices(claim.right).keys() <= free_indices(claim.left, claim.given).keys()


def _free(node: Any, bound: frozenset[str], found: dict[str, Index]) -> None:
    match node:
        case Over(_, body, at, when):
            _free((at.lower, at.upper), bound, found)
            _free((body, when), bound | {at.name}, found)
        case Index():
            if node.name not in bound:
                found[node.name] = node
                _free((node.lower, node.upper), bound, found)
        case Map() | Array():
            pass
        case _:
            for child in children(node):
                _free(child, bound, found)
