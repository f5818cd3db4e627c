"""What authors leave unsaid, under which a wrong line may be right: Σ_k y_k = 1, A = Aᵀ, xᵀx = 1, Σ_i x_i = 0.

A report names the condition, and who means it declares it; the claim stays as it is judged. What may be tried is told
by the difference of the two sides: only a sum that stands in it can be 1 or 0, only a matrix that stands in two of its
terms makes them cancel if it is symmetric. What one sample does not exclude is put to the judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Abstained, Confirmed, LineVerdict, Refuted
from symcheck.expressions import indices as af
from symcheck.expressions.build import MINUS_ONE, TWO, opposite
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Array, Block, Condition, Entry, Expr, Power, RealRelation, Relation, Sum
from symcheck.expressions.walk import arrays_of, condition_expressions, expand_names, subexpressions
from symcheck.judging.compare import Comparison
from symcheck.judging.found import without_value
from symcheck.notation.source import given_source
from symcheck.notation.text import assumption
from symcheck.symbolic import prover
from symcheck.symbolic.normal_form.leaves import polys_in
from symcheck.symbolic.normal_form.types import EntryAtom, Poly, Term

MOST = 6
"""So many conditions are tried of a line."""
LARGEST = 40
"""So many polynomials inside a difference are looked at."""
LETTERS = ("i", "k")
LACKING = "missing term"
"""The mistake that a sum which is 0 may seem to be."""


def right_under(compared: Comparison, line: Block, verdict: LineVerdict, page: bool) -> str:
    """Under which condition that nobody states a refuted line is right; "" if none is found.

    Where a mistake is named only what many take for granted is tried: labels that sum to 1, a symmetric matrix, and
    that all is defined, if the sides differ in nothing else.
    """
    claim = compared.claim(line)
    if not isinstance(claim, Claim) or not any(isinstance(e, Refuted) for e in verdict.evidence):
        return ""
    named = any(found.mistake != LACKING for found in verdict.diagnoses)
    if without_value(verdict.evidence):
        return _where_defined(compared, claim, page, named)
    return _if_meant(compared, claim, page, named)


def _where_defined(compared: Comparison, claim: Claim, page: bool, named: bool) -> str:
    """The conditions that nobody assumes under which a line has a value, if it is right there."""
    prepared = compared.prepare(claim)
    missing = prover.missing_in(prepared, claim)
    if missing is None or not missing.relations:
        return ""
    same = (difference := prover.left_over(prepared, claim)) is not None and not difference.terms
    holds = (same or not named) and _holds(compared, claim, (*claim.given, *missing.relations), glance=not same)
    return f"right where {': '.join(filter(None, (missing.demands, missing.remedy(page))))}" if holds else ""


def _if_meant(compared: Comparison, claim: Claim, page: bool, named: bool) -> str:
    """A condition on the values of an array under which a line is right."""
    for each in conditions(claim, _tellable(compared.prepare(claim), claim, named)):
        if _holds(compared, claim, (*each.beside, *each.condition)):
            said = each.written if page else given_source(each.condition)
            how = f"write in the block: assume {said}" if page else f"given={said} assumes it"
            return f"right where {assumption(each.condition)}{f', if that is meant: {how}' if said else ''}"
    return ""


def _holds(compared: Comparison, claim: Claim, given: Condition, glance: bool = True) -> bool:
    """Whether a line is right where this is given, which is proved only if a first sample does not exclude it."""
    line, options = Block(claim.axes, claim.right), compared.options
    if glance:
        first = Comparison(compared.first, (line,), given, replace(options, samples=1))
        found = first.claim(line)
        if not isinstance(found, Claim) or not isinstance(first.sampling(found).evidence, Confirmed):
            return False
    return Comparison(compared.first, (line,), given, options).accepted(line) is not None


Telling = tuple[str, str]
"""The name of an array, and what may tell of it: that it has a "sum", a "square", a "centre", or is "symmetric"."""


def _tellable(prepared: prover.Prepared | Abstained, claim: Claim, named: bool) -> frozenset[Telling]:
    """What may turn the difference of the two sides into 0; nothing where that is not known."""
    difference = prover.left_over(prepared, claim)
    if difference is None:
        return frozenset()
    found = {each for poly in polys_in(difference, LARGEST) for term, _ in poly.terms for each in _summed(term)}
    centred = set() if named else {(name, "centre") for name, what in found if what == "sum"}
    return frozenset(found | centred | {(array.name, "symmetric") for array in _repeated(difference)})


def _summed(term: Term) -> Iterator[Telling]:
    """The arrays whose entries, or their squares, are summed over their last axis with nothing beside them."""
    for each in term.labels:
        beside = [(atom, exponent) for atom, exponent in term.factors if each in atom.free]
        atom, exponent = beside[0] if len(beside) == 1 else (None, 0)
        if isinstance(atom, EntryAtom) and exponent in (1, 2) and atom.indices[-1] == af.of_atom(each):
            yield atom.array.name, "sum" if exponent == 1 else "square"


def _repeated(difference: Poly) -> Iterator[Array]:
    """The matrices in more than one term of a difference."""
    speaking: dict[Array, set[Term]] = {}
    for term, coefficient in difference.terms:
        for poly in polys_in(Poly(((term, coefficient),)), LARGEST):
            for atom in (atom for inner, _ in poly.terms for atom, _ in inner.factors):
                if isinstance(atom, EntryAtom) and len(atom.indices) == 2:
                    speaking.setdefault(atom.array, set()).add(term)
    return (array for array, terms in speaking.items() if len(terms) > 1)


class Unsaid(Struct, frozen=True):
    """A condition, and how a page writes it; `beside` is what is given without what the condition stands for."""

    condition: Condition
    written: str
    beside: Condition


def conditions(claim: Claim, tellable: frozenset[Telling]) -> Iterator[Unsaid]:
    """The conditions that may be meant of the arrays that a claim speaks of."""
    if not tellable:
        return
    sides = [expand_names(side) for side in (claim.left, claim.right)]
    arrays = sorted({array for side in sides for array in arrays_of(side) if not array.integer}, key=lambda a: a.name)
    found = [each for array in arrays for each in enumerate(_of(array, _letters(array, sides), tellable))]
    beside = tuple(r for r in claim.given if not _says_values(r))
    for _, (relation, written) in islice(sorted(found, key=lambda each: each[0]), MOST):
        yield Unsaid((relation,), written, beside)
    symmetric = [each for _, each in found if each[1].endswith("^T")]
    if len(symmetric) > 1:
        yield Unsaid(tuple(r for r, _ in symmetric), "; assume ".join(said for _, said in symmetric), beside)


def _says_values(relation: Relation) -> bool:
    """Whether a relation says that an array has few values: labels that sum to 1 are sought among all numbers."""
    arrays = {array for body in condition_expressions((relation,)) for array in arrays_of(body)}
    return len(arrays) == 1 and all(array.values for array in arrays)


def _of(array: Array, letters: tuple[str, ...], tellable: frozenset[Telling]) -> Iterator[tuple[RealRelation, str]]:
    """What may be meant of an array, and how it is written, the likeliest first."""
    if len(array.axes) not in (1, 2):
        return
    ranges = zip(letters, array.axes, strict=True)
    axes = tuple(af.fresh_index(Index(name, low, high, "bound")) for name, (low, high) in ranges)
    places = tuple(map(af.of_atom, axes))
    entry, last = Entry(array, places), axes[-1]
    named = f"({array.name})" if "_" in array.name or "^" in array.name else array.name
    name = f"{named}_{letters[0]}" if len(axes) == 1 else f"{named}_{{{''.join(letters)}}}"
    each = f" for all {letters[0]}" if len(axes) == 2 else ""
    if (array.name, "sum") in tellable:
        yield _equation(Sum(last, entry), MINUS_ONE), f"\\sum_{letters[-1]} {name} = 1{each}"
    if (array.name, "square") in tellable and len(axes) == 1:
        yield _equation(Sum(last, Power(entry, TWO)), MINUS_ONE), f"{array.name}^T {array.name} = 1"
    if (array.name, "centre") in tellable and len(axes) == 1:
        yield RealRelation("eq", Sum(last, entry)), f"\\sum_{letters[0]} {name} = 0"
    declared = array.symmetric or array.positive_definite
    if (array.name, "symmetric") in tellable and array.axes[0] == array.axes[-1] and not declared:
        yield _equation(entry, opposite(Entry(array, places[::-1]))), f"{array.name} = {array.name}^T"


def _equation(left: Expr, right: Expr) -> RealRelation:
    return RealRelation("eq", Add((left, right)))


def _letters(array: Array, sides: list[Expr]) -> tuple[str, ...]:
    """The letters below an array where a claim writes it with different ones; else of our own."""
    for side in sides:
        for node in subexpressions(side):
            if isinstance(node, Entry) and node.array == array:
                names = [form.index.name for form in node.indices if form.index is not None]
                if len(set(names)) == len(array.axes) and all(len(n) == 1 and n.isalpha() for n in names):
                    return tuple(names)
    return LETTERS if len(array.axes) == 2 else LETTERS[1:]
