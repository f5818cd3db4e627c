"""The normal form: a polynomial is a sum of terms, a term a sum over bound indices of a product of atoms.

A `Term` means Σ over its bound indices, where its domain holds, of Π atom^exponent; a `Poly` is a sum of terms with
rational coefficients. Whatever is not understood is an atom, so normalising is total. Atoms, terms and polynomials
carry a `key`: a canonical text, equal exactly for equal values, by which they are compared and ordered. Authors' names
stand in it with their length before them, so that no name can pretend to be anything else; nothing is ever looked for
inside a key. It is the prover's own form, not one for people.

Bound indices are labels numbered by height: the labels of a term are greater than every label inside its atoms, so
an inner name never clashes with an outer one.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import force_setattr

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import Array, Function, IndexRelation, Kind

NONE: frozenset[IndexAtom] = frozenset()


def _differ(one: object, other: object) -> bool:
    """What `!=` says: left to a Struct that compares by a method of its own, it would compare identities."""
    same = one == other
    return not same


class Atom(Struct, frozen=True, eq=False):
    """What a term multiplies.

    `free` are the indices and the entries of index maps that it speaks of, `total` says it is defined everywhere.
    """

    key: str
    height: int
    free: frozenset[IndexAtom]
    total: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Atom) and self.key == other.key

    __ne__ = _differ

    def __hash__(self) -> int:
        return hash(self.key)


class Term(Struct, frozen=True, eq=False):
    """Σ over `bound` labels from `height` on, where `domain` holds, of the product of factors (see `terms.term`)."""

    key: str
    bound: int
    height: int
    domain: tuple[IndexRelation, ...]
    factors: tuple[tuple[Atom, Fraction], ...]
    free: frozenset[IndexAtom]

    @property
    def top(self) -> int:
        """The first label above those of the term."""
        return self.height + self.bound

    @property
    def labels(self) -> list[Index]:
        """The indices it binds."""
        return [label(self.height + i) for i in range(self.bound)]

    def binds(self, atom: Atom) -> bool:
        """Whether an atom speaks of an index that is bound here."""
        return not atom.free.isdisjoint(self.labels)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and self.key == other.key

    __ne__ = _differ

    def __hash__(self) -> int:
        return hash(self.key)


def number_key(value: Fraction) -> str:
    """A number as text; in hexadecimal where Python refuses to write it in decimal."""
    try:
        return str(value)
    except ValueError:
        return f"{value.numerator:#x}/{value.denominator:#x}"


class Remembered:
    """Where a polynomial keeps what was asked of it: many are made on the way to others, and never asked."""

    __slots__ = ("_free", "_key")
    _free: frozenset[IndexAtom]
    _key: str


class Poly(Remembered, Struct, frozen=True, eq=False):
    """Σ coefficient · term, sorted by the terms' keys, no coefficient 0."""

    terms: tuple[tuple[Term, Fraction], ...]

    @property
    def key(self) -> str:
        try:
            return self._key
        except AttributeError:
            force_setattr(self, "_key", " + ".join([f"{number_key(c)}*{t.key}" for t, c in self.terms]))
            return self._key

    @property
    def height(self) -> int:
        return max((t.top for t, _ in self.terms), default=0)

    @property
    def free(self) -> frozenset[IndexAtom]:
        try:
            return self._free
        except AttributeError:
            force_setattr(self, "_free", NONE.union(*[t.free for t, _ in self.terms]))
            return self._free

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Poly) and self.key == other.key

    __ne__ = _differ

    def __hash__(self) -> int:
        return hash(self.key)


class Lambda(Struct, frozen=True, eq=False):
    """A polynomial as a function of `axes` labels from `height` on: a tensor-valued argument."""

    axes: int
    height: int
    body: Poly
    ranges: tuple[tuple[IndexForm, IndexForm], ...]
    key: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lambda) and self.key == other.key

    __ne__ = _differ

    def __hash__(self) -> int:
        return hash(self.key)


class EntryAtom(Atom, frozen=True, eq=False):
    """An entry of an array that an author declared."""

    array: Array
    indices: tuple[IndexForm, ...]

    @property
    def orders(self) -> tuple[tuple[IndexForm, ...], ...]:
        """The indices; those of a symmetric matrix both ways round."""
        return (self.indices, af.mirrored(self.indices)) if self.array.symmetric else (self.indices,)


class IndexNumber(Atom, frozen=True, eq=False):
    """A size, an index or an entry of an index map, used as a number."""

    atom: IndexAtom


class ConstantAtom(Atom, frozen=True, eq=False):
    """A named real number: π, e."""

    name: str


class ExpAtom(Atom, frozen=True, eq=False):
    """e to the power of a polynomial."""

    exponent: Poly


class LogAtom(Atom, frozen=True, eq=False):
    """The natural logarithm of a polynomial."""

    argument: Poly


class PowerAtom(Atom, frozen=True, eq=False):
    """A primitive polynomial that stands to a negative or fractional power."""

    base: Poly


class CallAtom(Atom, frozen=True, eq=False):
    """A function that is not taken apart: sin, erf, sign, a general power."""

    function: str
    arguments: tuple[Poly, ...]


class ConditionAtom(Atom, frozen=True, eq=False):
    """Iverson's bracket of a relation between real numbers: compared with 0."""

    kind: Kind
    difference: Poly


class FoldAtom(Atom, frozen=True, eq=False):
    """A product, maximum or minimum over a bound index: kind "product", "max" or "min"."""

    kind: str
    body: Lambda
    domain: tuple[IndexRelation, ...]


class ApplicationAtom(Atom, frozen=True, eq=False):
    """A partial derivative (by the sorted slots) of an abstract function at the arguments."""

    function: Function
    arguments: tuple[Lambda | IndexForm, ...]
    slots: tuple[tuple[int, tuple[IndexForm, ...]], ...]


class InverseAtom(Atom, frozen=True, eq=False):
    """An entry of the inverse of a square matrix."""

    matrix: Lambda
    row: IndexForm
    column: IndexForm


class DeterminantAtom(Atom, frozen=True, eq=False):
    """The determinant of a square matrix."""

    matrix: Lambda


@cache
def label(number: int) -> Index:
    """The canonical bound index with this number."""
    return Index(f"#{number}", af.ZERO, af.ZERO, "label", number)


def is_label(index: Index) -> bool:
    """Whether an index is no author's: a binder's label, or a name that one was opened under."""
    return index.kind in ("label", "opened")


def is_bound(index: Index) -> bool:
    """Whether an index is a label of a binder, and no name that one was opened under."""
    return index.kind == "label"


def word(name: str) -> str:
    """An author's name in a key, its length before it: whatever the name is, it ends where it ends."""
    return f"{len(name)}:{name}"


@lru_cache(maxsize=256)
def index_key(atom: IndexAtom) -> str:
    """A canonical text of an index atom, equal exactly for equal atoms."""
    match atom:
        case Size(name):
            return f"'{word(name)}"
        case Index(name, kind="label" | "opened"):
            return name
        case Index(name, lower, upper, _, serial):
            return f"i{word(name)}.{serial}({form_key(lower)}:{form_key(upper)})"
        case MapEntry(map_, arguments):
            kind = "!" if map_.injective else "?"
            shape = ",".join(map(form_key, (*map_.domain, map_.codomain)))
            return f"m{word(map_.name)}{kind}<{shape}>[{','.join(map(form_key, arguments))}]"


@lru_cache(maxsize=256)
def form_key(form: IndexForm) -> str:
    """A canonical text of an affine form."""
    return "+".join([f"{c}{index_key(a)}" for a, c in form.terms] + [str(form.constant)])


def relation_key(relation: IndexRelation) -> str:
    return f"{relation.kind}({form_key(relation.form)})"


@lru_cache(maxsize=256)
def array_key(array: Array) -> str:
    """A text that tells arrays of one name but another shape or other assumptions apart."""
    shape = ",".join(f"{form_key(lo)}:{form_key(up)}" for lo, up in array.axes)
    flags = f"{array.symmetric:d}{array.positive_definite:d}{array.integer:d}"
    return f"a{word(array.name)}<{shape}|{array.sign}{flags}>"


def spoken_in(forms: Iterable[IndexForm]) -> frozenset[IndexAtom]:
    """The indices and the entries of index maps in forms, those in the arguments of maps too."""
    return NONE.union(*map(_spoken_in, forms))


@lru_cache(maxsize=256)
def _spoken_in(form: IndexForm) -> frozenset[IndexAtom]:
    found: set[IndexAtom] = set()
    for atom, _ in form.terms:
        if isinstance(atom, MapEntry):
            found |= spoken_in(atom.arguments)
        if not isinstance(atom, Size):
            found.add(atom)
    return frozenset(found)
