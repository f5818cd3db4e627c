"""Integer index arithmetic: affine forms over sizes, indices and index-map entries.

An `IndexForm` is what stands between the brackets of an entry (`U[w]`, `x[i + 1]`, `word[t + j]`) and in the bounds
of an index. Sizes are positive integers; an index runs over `lower..upper`, both ends included; entries of an
index map are integers of the map's codomain. Values compare by structure, so equal forms are equal objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count
from typing import Literal, get_args

from msgspec import Struct


class Size(Struct, frozen=True, cache_hash=True):
    """A positive integer of which nothing else is known: a vocabulary, a dimension, a number of samples."""

    name: str


IndexKind = Literal["declared", "bound", "label", "opened"]
KINDS: tuple[IndexKind, ...] = get_args(IndexKind)


class Index(Struct, frozen=True, cache_hash=True):
    """An integer between `lower` and `upper`, both included.

    An author declares it, or a binder binds it, under a fresh serial. Where forms are compared, a binder's is a label,
    numbered by where it stands, and a label that is spoken of outside its binder is opened under a number of its own.
    An `anonymous` one came with an array (`A @ B`, `x.sum()`): its letter is none that an author wrote.
    """

    name: str
    lower: IndexForm
    upper: IndexForm
    kind: IndexKind = "declared"
    serial: int = 0
    anonymous: bool = False

    @property
    def size(self) -> IndexForm:
        return self.upper - self.lower + ONE


class IndexMap(Struct, frozen=True, cache_hash=True):
    """A function from a product of integer ranges 1..n to the range 1..`codomain`; `injective` if no value repeats."""

    name: str
    domain: tuple[IndexForm, ...]
    codomain: IndexForm
    injective: bool = False


class MapEntry(Struct, frozen=True, cache_hash=True):
    """The value of an index map: the word `neg[k]`."""

    map: IndexMap
    arguments: tuple[IndexForm, ...]


IndexAtom = Size | Index | MapEntry


class IndexForm(Struct, frozen=True, cache_hash=True):
    """Σ coefficient · atom + constant, with integer coefficients; terms sorted, none zero. Build it with `affine`."""

    terms: tuple[tuple[IndexAtom, int], ...]
    constant: int

    def __add__(self, other: IndexForm) -> IndexForm:
        if not other.terms:
            return IndexForm(self.terms, self.constant + other.constant) if other.constant else self
        if not self.terms:
            return IndexForm(other.terms, self.constant + other.constant)
        return _plus(self.terms, other.terms, self.constant + other.constant)

    def __sub__(self, other: IndexForm) -> IndexForm:
        if not other.terms:
            return IndexForm(self.terms, self.constant - other.constant) if other.constant else self
        negative = tuple([(atom, -c) for atom, c in other.terms])
        if not self.terms:
            return IndexForm(negative, self.constant - other.constant)
        return _plus(self.terms, negative, self.constant - other.constant)

    def scale(self, factor: int) -> IndexForm:
        """`factor` times this form."""
        if factor == 1:
            return self
        if factor == 0:
            return ZERO
        return IndexForm(tuple([(atom, factor * c) for atom, c in self.terms]), factor * self.constant)

    def shift(self, offset: int) -> IndexForm:
        return IndexForm(self.terms, self.constant + offset)

    @property
    def atom(self) -> IndexAtom | None:
        """The single atom this form consists of, or None."""
        if self.constant == 0 and len(self.terms) == 1 and self.terms[0][1] == 1:
            return self.terms[0][0]
        return None

    @property
    def index(self) -> Index | None:
        """The single index this form consists of, or None."""
        atom = self.atom
        return atom if isinstance(atom, Index) else None

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        parts = []
        for atom, coefficient in self.terms:
            sign = "-" if coefficient < 0 else "+"
            magnitude = "" if abs(coefficient) == 1 else f"{abs(coefficient)}"
            parts.append(f"{sign} {magnitude}{atom_name(atom)}")
        if self.constant or not parts:
            parts.append(f"{'-' if self.constant < 0 else '+'} {abs(self.constant)}")
        text = " ".join(parts)
        return text[2:] if text.startswith("+ ") else "-" + text[2:]


def atom_name(atom: IndexAtom) -> str:
    """The author's name for an atom: `V`, `w`, `neg[k]`."""
    if isinstance(atom, MapEntry):
        return f"{atom.map.name}[{', '.join(map(str, atom.arguments))}]"
    return atom.name


@lru_cache(maxsize=256)
def atom_key(atom: IndexAtom) -> tuple[object, ...]:
    """A total order on atoms: sizes, then indices, then map entries, each by name."""
    match atom:
        case Size(name):
            return (0, name)
        case Index(name, lower, upper, kind, serial):
            return (1, name, KINDS.index(kind), serial, str(lower), str(upper))
        case MapEntry(map_, arguments):
            return (2, map_.name, tuple(affine_key(a) for a in arguments))


def affine_key(form: IndexForm) -> tuple[object, ...]:
    """A total order on affine forms."""
    return (tuple((atom_key(atom), c) for atom, c in form.terms), form.constant)


def affine(terms: Iterable[tuple[IndexAtom, int]], constant: int) -> IndexForm:
    """The affine form with these terms, like atoms collected."""
    collected: dict[IndexAtom, int] = {}
    for atom, coefficient in terms:
        collected[atom] = collected.get(atom, 0) + coefficient
    kept = [(atom, c) for atom, c in collected.items() if c]
    if len(kept) > 1:
        kept.sort(key=_term_key)
    return IndexForm(tuple(kept), constant)


def _plus(a: tuple[tuple[IndexAtom, int], ...], b: tuple[tuple[IndexAtom, int], ...], constant: int) -> IndexForm:
    """The sum of sorted terms; those of the first keep their order, so that only new atoms ask for sorting."""
    collected = dict(a)
    new = False
    for atom, coefficient in b:
        known = collected.get(atom)
        if known is None:
            collected[atom] = coefficient
            new = True
        elif known + coefficient:
            collected[atom] = known + coefficient
        else:
            del collected[atom]
    if new and len(collected) > 1:
        return IndexForm(tuple(sorted(collected.items(), key=_term_key)), constant)
    return IndexForm(tuple(collected.items()), constant)


def _term_key(term: tuple[IndexAtom, int]) -> tuple[object, ...]:
    return atom_key(term[0])


def integer(value: int) -> IndexForm:
    return IndexForm((), value)


def of_atom(atom: IndexAtom) -> IndexForm:
    return IndexForm(((atom, 1),), 0)


ZERO = integer(0)
ONE = integer(1)

_serials = count(1)


def fresh_index(like: Index) -> Index:
    """A new index with the name and range of `like`, distinct from every other."""
    return Index(like.name, like.lower, like.upper, "bound", next(_serials), like.anonymous)


def new_axis(name: str, size: IndexForm, lower: IndexForm = ONE) -> Index:
    """A fresh index over `lower .. lower + size - 1`."""
    return Index(name, lower, lower + size.shift(-1), "bound", next(_serials), anonymous=True)


def positive_terms(form: IndexForm) -> IndexForm:
    """The terms of a form that are added: what stands on the left where it is compared with the others."""
    return IndexForm(tuple((atom, c) for atom, c in form.terms if c > 0), 0)


def substitute(form: IndexForm, values: Mapping[IndexAtom, IndexForm]) -> IndexForm:
    """The form with atoms replaced by forms, inside the arguments of index maps too."""
    if not form.terms or not values:
        return form
    if len(form.terms) == 1 and not form.constant:
        ((atom, coefficient),) = form.terms
        alone = _substitute_atom(atom, values)
        return form if alone is None else alone.scale(coefficient)
    replaced = [_substitute_atom(atom, values) for atom, _ in form.terms]
    if replaced.count(None) == len(replaced):
        return form
    terms: list[tuple[IndexAtom, int]] = []
    constant = form.constant
    for (atom, coefficient), value in zip(form.terms, replaced, strict=True):
        if value is None:
            terms.append((atom, coefficient))
        else:
            terms += [(a, coefficient * c) for a, c in value.terms]
            constant += coefficient * value.constant
    return IndexForm(tuple(terms), constant) if len(terms) < 2 else affine(terms, constant)


def _substitute_atom(atom: IndexAtom, values: Mapping[IndexAtom, IndexForm]) -> IndexForm | None:
    value = values.get(atom)
    if value is not None:
        return value
    if type(atom) is MapEntry:
        arguments = tuple(substitute(a, values) for a in atom.arguments)
        if arguments != atom.arguments:
            replaced = MapEntry(atom.map, arguments)
            return values.get(replaced, of_atom(replaced))
    return None


@lru_cache(maxsize=256)
def mirrored(indices: tuple[IndexForm, ...]) -> tuple[IndexForm, ...]:
    """The indices of the entry at which a symmetric matrix, or each member of a family of them, has the same value."""
    return (*indices[:-2], indices[-1], indices[-2])


def name_of(atom: IndexAtom) -> str:
    """The name of a size or an index, or that of the map of an entry."""
    return atom.map.name if isinstance(atom, MapEntry) else atom.name


def atoms_in(form: IndexForm) -> Iterator[IndexAtom]:
    """The atoms of a form, those in the arguments of index maps included."""
    for atom, _ in form.terms:
        yield atom
        if isinstance(atom, MapEntry):
            for argument in atom.arguments:
                yield from atoms_in(argument)


def free_indices(form: IndexForm) -> frozenset[Index]:
    """The indices that occur in the form, inside the arguments of index maps too (not those in their own bounds)."""
    found: set[Index] = set()
    for atom, _ in form.terms:
        if isinstance(atom, Index):
            found.add(atom)
        elif isinstance(atom, MapEntry):
            for argument in atom.arguments:
                found |= free_indices(argument)
    return frozenset(found)
