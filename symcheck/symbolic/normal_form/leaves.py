"""The index forms in an atom, each with the place where it stands: what tells the bound indices of a term apart.

A place is told by what is around the form, not by its position among terms and factors: their order was chosen by the
names of indices, and so was the sign of |x_i − x_j|. Two forms in places that are not told apart may still play
different parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from symcheck.expressions.indices import IndexAtom, IndexForm, free_indices, of_atom
from symcheck.expressions.nodes import IndexRelation
from symcheck.functions.table import is_bent
from symcheck.symbolic.normal_form.types import (
    ApplicationAtom,
    Atom,
    CallAtom,
    ConditionAtom,
    DeterminantAtom,
    EntryAtom,
    ExpAtom,
    FoldAtom,
    IndexNumber,
    InverseAtom,
    Lambda,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    array_key,
    label,
    word,
)

Leaves = tuple[tuple[str, IndexForm], ...]


@lru_cache(maxsize=256)
def leaves(atom: Atom) -> Leaves:
    """The forms in an atom that speak of an index, each under the name of its place."""
    return tuple((tag, form) for tag, form in _leaves(atom) if form.terms)


def _leaves(atom: Atom) -> Iterator[tuple[str, IndexForm]]:
    match atom:
        case EntryAtom(array=array, indices=indices):
            key = array_key(array)
            lead = len(indices) - 2 * array.symmetric
            yield from ((key if n >= lead else f"{key}{n}", form) for n, form in enumerate(indices))
        case IndexNumber(atom=index):
            yield "n", of_atom(index)
        case ExpAtom(exponent=inner):
            yield from _of_poly("exp", inner)
        case LogAtom(argument=inner):
            yield from _of_poly("log", inner)
        case PowerAtom(base=inner):
            yield from _of_poly("power", inner)
        case CallAtom(function=function, arguments=arguments):
            for position, argument in enumerate(arguments):
                yield from _of_poly(f"{function}{position}", argument)
        case ConditionAtom(kind=kind, difference=inner):
            yield from _of_poly(kind, inner)
        case FoldAtom(kind=kind, body=body, domain=domain):
            yield from _of_lambda(kind, body)
            yield from of_domain(kind, domain)
        case ApplicationAtom(function=symbol, arguments=operands, slots=slots):
            for position, operand in enumerate(operands):
                tag = f"@{word(symbol.name)}{position}"
                yield from _of_lambda(tag, operand) if isinstance(operand, Lambda) else iter([(tag, operand)])
            for number, forms in slots:
                yield from ((f"'{number}.{place}", form) for place, form in enumerate(forms))
        case InverseAtom(matrix=matrix, row=row, column=column):
            yield from (("inverse", row), ("inverse", column), *_of_lambda("inv", matrix))
        case DeterminantAtom(matrix=matrix):
            yield from _of_lambda("det", matrix)


def _of_poly(tag: str, poly: Poly) -> Iterator[tuple[str, IndexForm]]:
    for term, coefficient in poly.terms:
        inside = f"{tag} {abs(coefficient)}"
        yield from of_domain(inside, term.domain)
        for atom, exponent in term.factors:
            yield from ((f"{inside} {exponent} {place}", form) for place, form in leaves(atom))


def of_domain(tag: str, domain: Iterable[IndexRelation]) -> Iterator[tuple[str, IndexForm]]:
    """The forms of relations; of an equality or its negation both ways round, as a name chose the one written."""
    for relation in domain:
        yield f"{tag} {relation.kind}", relation.form
        if relation.kind != "ge":
            yield f"{tag} {relation.kind}", relation.form.scale(-1)


def _of_lambda(tag: str, value: Lambda) -> Iterator[tuple[str, IndexForm]]:
    yield from _of_poly(tag, value.body)
    yield from ((tag, form) for bounds in value.ranges for form in bounds)


@lru_cache(maxsize=1024)
def has_cases(poly: Poly) -> bool:
    """Whether brackets, absolute values or extrema stand in a polynomial, inside its atoms too."""
    return any(
        _is_guarded(t) or any(_is_case(a) or any(map(has_cases, parts_of(a))) for a, _ in t.factors)
        for t, _ in poly.terms
    )


def _is_guarded(term: Term) -> bool:
    """Whether a relation that speaks of no bound index stands in the domain."""
    own = frozenset(label(term.height + i) for i in range(term.bound))
    return any(own.isdisjoint(free_indices(r.form)) for r in term.domain)


def _is_case(atom: Atom) -> bool:
    match atom:
        case ConditionAtom():
            return True
        case CallAtom(function=function):
            return is_bent(function)
        case FoldAtom(kind=kind):
            return kind != "product"
    return False


@lru_cache(maxsize=256)
def numbers_in(atom: Atom) -> frozenset[IndexAtom]:
    """The sizes, indices and entries of index maps that stand as numbers in an atom."""
    if isinstance(atom, IndexNumber):
        return frozenset((atom.atom,))
    inner = (a for part in parts_of(atom) for term, _ in part.terms for a, _ in term.factors)
    return frozenset[IndexAtom]().union(*map(numbers_in, inner))


def parts_of(atom: Atom) -> tuple[Poly, ...]:
    """The polynomials inside an atom."""
    match atom:
        case ExpAtom(exponent=part) | LogAtom(argument=part) | PowerAtom(base=part) | ConditionAtom(difference=part):
            return (part,)
        case CallAtom(arguments=arguments):
            return arguments
        case FoldAtom(body=body):
            return (body.body,)
        case InverseAtom(matrix=matrix) | DeterminantAtom(matrix=matrix):
            return (matrix.body,)
        case ApplicationAtom(arguments=operands):
            return tuple(o.body for o in operands if isinstance(o, Lambda))
    return ()


def polys_in(poly: Poly, most: int) -> list[Poly]:
    """A polynomial and those inside its atoms, each once, but in abstract functions; of more than so many, some."""
    found: dict[Poly, None] = {poly: None}
    waiting = [poly]
    while waiting and len(found) <= most:
        atoms = (a for t, _ in waiting.pop().terms for a, _ in t.factors if not isinstance(a, ApplicationAtom))
        parts = [p for a in atoms for p in parts_of(a) if p not in found]
        found.update(dict.fromkeys(parts))
        waiting += parts
    return list(found)
