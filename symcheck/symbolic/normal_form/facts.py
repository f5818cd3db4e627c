"""What is known while a statement is normalised: ranges of indices, conditions, signs.

The rules of the normal form need one another in a circle: a product of powers is a power, whose sign is asked, which
is seen at an instance of a fact, of which each product is made anew. Where a rule asks for one of a module above it, it
asks the facts: their abstract methods say what there is to ask for, and `symcheck.symbolic.normal_form.rules`, above
them all, answers.

Entailment between affine forms is decided by adding up known non-negative forms, at most `DEPTH` of them: what it
affirms is true for all integers; what it does not affirm may still be true.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import Array, IndexRelation
from symcheck.symbolic.normal_form.polys import Factors, Summed
from symcheck.symbolic.normal_form.types import Atom, Lambda, Poly, Term, is_label

DEPTH = 4


class SignFact(Struct, frozen=True):
    """A polynomial known to be "gt", "ge" or "ne" 0, for all values of `binders` that the domain allows."""

    kind: str
    poly: Poly
    binders: tuple[Index, ...] = ()
    domain: tuple[IndexRelation, ...] = ()


class Rewrite(Struct, frozen=True):
    """A real equation: Σ over `summed`, where `within` holds, of the product of `factors` is `value`.

    It holds for all values of `axes` that the domain allows. One that `permutes` is used where it makes a term less:
    A_ij = −A_ji may be read both ways.
    """

    factors: tuple[tuple[Atom, Fraction], ...]
    value: Poly
    summed: tuple[Index, ...] = ()
    within: tuple[IndexRelation, ...] = ()
    axes: tuple[Index, ...] = ()
    domain: tuple[IndexRelation, ...] = ()
    permutes: bool = False


class Apart(Struct, frozen=True):
    """A form that is not 0 for any values of the quantified indices in their ranges: neg[k] ≠ o for all k."""

    form: IndexForm
    quantified: tuple[Index, ...]


class Facts(Struct, frozen=True):
    """Non-negative forms, forms that are not 0 (one by one, or for all k), real signs and real equations.

    With `whole`, functions that others define are kept whole (`symcheck.symbolic.normal_form.functions.calls`).
    `symmetric` are the arrays assumed to be so; `tied` says that some equation is assumed, whether it is used or not.
    """

    nonnegative: tuple[IndexForm, ...] = ()
    nonzero: frozenset[IndexForm] = frozenset()
    apart: tuple[Apart, ...] = ()
    signs: tuple[SignFact, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    whole: bool = False
    symmetric: frozenset[Array] = frozenset()
    tied: bool = False

    def bare(self, *nonnegative: IndexForm) -> Self:
        """Nothing but these forms known."""
        return type(self)(nonnegative)

    def with_nonnegative(self, *forms: IndexForm) -> Self:
        return replace(self, nonnegative=self.nonnegative + forms) if forms else self

    def with_nonzero(self, *forms: IndexForm) -> Self:
        return replace(self, nonzero=self.nonzero | {positive_first(f) for f in forms}) if forms else self

    def with_relations(self, relations: Iterable[IndexRelation]) -> Self:
        """The facts where these relations hold (an equality is used where it stands, not known)."""
        relations = tuple(relations)
        facts = self.with_nonnegative(*(r.form for r in relations if r.kind == "ge"))
        return facts.with_nonzero(*(r.form for r in relations if r.kind == "ne"))

    def with_signs(self, *signs: SignFact) -> Self:
        return replace(self, signs=self.signs + signs)

    @abstractmethod
    def power(self, base: Poly, exponent: Fraction) -> Poly:
        """base^exponent."""

    @abstractmethod
    def call(self, function: str, arguments: tuple[Poly, ...]) -> Poly:
        """A function at polynomials; a power whose exponent is no number is one."""

    @abstractmethod
    def substitute(self, poly: Poly, values: Mapping[IndexAtom, IndexForm]) -> Poly:
        """The polynomial with index atoms replaced by forms."""

    @abstractmethod
    def substitute_factors(self, factors: Factors, values: Mapping[IndexAtom, IndexForm]) -> Poly:
        """A product of powers with index atoms replaced by forms."""

    @abstractmethod
    def contracted(self, item: Summed) -> Poly | None:
        """A sum with a matrix beside its inverse replaced; None where there is none."""

    @abstractmethod
    def is_definite(self, matrix: Lambda) -> bool:
        """Whether a matrix is recognised as positive definite."""

    @abstractmethod
    def is_quadratic_form(self, item: Term) -> bool:
        """Whether a term is a form in a positive definite matrix, times what is not negative."""


def positive_first(form: IndexForm) -> IndexForm:
    """The form or its negative, whichever has a positive first coefficient; divided by the common divisor."""
    if not form.terms:
        return form
    scale = 0
    for _, coefficient in form.terms:
        scale = gcd(scale, coefficient)
    if form.constant % scale == 0 and scale > 1:
        form = IndexForm(tuple((a, c // scale) for a, c in form.terms), form.constant // scale)
    return form.scale(-1) if form.terms[0][1] < 0 else form


@lru_cache(maxsize=256)
def range_of(atom: IndexAtom) -> tuple[IndexForm, ...]:
    """Forms known non-negative because of what the atom is (a label has no range of its own)."""
    match atom:
        case Size():
            return (af.of_atom(atom).shift(-1),)
        case Index(_, lower, upper) if not is_label(atom):
            return (af.of_atom(atom) - lower, upper - af.of_atom(atom))
        case MapEntry(map_):
            return (af.of_atom(atom).shift(-1), map_.codomain - af.of_atom(atom))
    return ()


def entails(known: tuple[IndexForm, ...], target: IndexForm) -> bool:
    """Whether `target` ≥ 0 follows by adding up known non-negative forms and the ranges of atoms."""
    return _entails(known, target) if target.terms else target.constant >= 0


@lru_cache(maxsize=256)
def _entails(known: tuple[IndexForm, ...], target: IndexForm) -> bool:
    return _adds_up(known, target, DEPTH)


def _adds_up(known: tuple[IndexForm, ...], target: IndexForm, depth: int) -> bool:
    """Whether `target` ≥ 0 is a sum of at most `depth` known forms."""
    if not target.terms:
        return target.constant >= 0
    if depth == 0:
        return False
    atom, coefficient = target.terms[-1]
    length = len(target.terms)
    for form in (*known, *range_of(atom)):
        if depth == 1 and len(form.terms) != length:
            continue  # some atom would be left over
        other = _coefficient(form, atom)
        if other * coefficient > 0:
            rest = target.scale(abs(other)) - form.scale(abs(coefficient))
            if _adds_up(known, rest, depth - 1):
                return True
    return False


def _coefficient(form: IndexForm, atom: IndexAtom) -> int:
    for other, coefficient in form.terms:
        if other is atom:
            return coefficient
    kind, own = type(atom), hash(atom)
    for other, coefficient in form.terms:
        if type(other) is kind and hash(other) == own and other == atom:
            return coefficient
    return 0


def is_nonzero(facts: Facts, known: tuple[IndexForm, ...], form: IndexForm) -> bool:
    """Whether the form is known not to be 0."""
    if not form.terms:
        return form.constant != 0
    if positive_first(form) in facts.nonzero or any(_is_apart(fact, known, form) for fact in facts.apart):
        return True
    return entails(known, form.shift(-1)) or entails(known, form.scale(-1).shift(-1))


def _is_apart(fact: Apart, known: tuple[IndexForm, ...], form: IndexForm) -> bool:
    """Whether a form is an instance of a quantified fact, at values within the quantified ranges."""
    for pattern, value in _map_pairs(fact.form, form):
        values: dict[IndexAtom, IndexForm] = {}
        for argument, given in zip(pattern.arguments, value.arguments, strict=True):
            if argument.index in fact.quantified and argument.index is not None:
                values[argument.index] = given
        if len(values) < len(fact.quantified):
            continue
        inside = all(
            entails(known, bound)
            for index, given in values.items()
            if isinstance(index, Index)
            for bound in (given - af.substitute(index.lower, values), af.substitute(index.upper, values) - given)
        )
        if inside and positive_first(af.substitute(fact.form, values)) == positive_first(form):
            return True
    return False


def _map_pairs(pattern: IndexForm, form: IndexForm) -> Iterator[tuple[MapEntry, MapEntry]]:
    """The entries of one index map that stand in both forms."""
    for atom, _ in pattern.terms:
        for other, _ in form.terms:
            if isinstance(atom, MapEntry) and isinstance(other, MapEntry) and atom.map == other.map:
                yield atom, other


def is_zero_form(known: tuple[IndexForm, ...], form: IndexForm) -> bool:
    """Whether the form is known to be 0."""
    if not form.terms:
        return form.constant == 0
    return entails(known, form) and entails(known, form.scale(-1))


def form_holds(facts: Facts, kind: str, form: IndexForm) -> bool:
    """Whether a form is known to compare with 0 in this way."""
    match kind:
        case "ge":
            return entails(facts.nonnegative, form)
        case "gt":
            return entails(facts.nonnegative, form.shift(-1))
        case "ne":
            return is_nonzero(facts, facts.nonnegative, form)
        case "eq":
            return is_zero_form(facts.nonnegative, form)
    return kind == "whole"
