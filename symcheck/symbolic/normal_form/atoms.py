"""Building atoms: each function computes the canonical key, the height, the free indices and the totality."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from symcheck.expressions.indices import IndexAtom, IndexForm, MapEntry, free_indices, mirrored, of_atom
from symcheck.expressions.nodes import Array, Function, IndexRelation, Kind
from symcheck.functions.table import KNOWN
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.polys import add, constant, constant_value, is_whole, monomial
from symcheck.symbolic.normal_form.signs import POSITIVE, sign
from symcheck.symbolic.normal_form.types import (
    NONE,
    ApplicationAtom,
    Atom,
    CallAtom,
    ConditionAtom,
    ConstantAtom,
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
    array_key,
    form_key,
    index_key,
    label,
    relation_key,
    spoken_in,
    word,
)


def is_total(poly: Poly) -> bool:
    """Whether the polynomial is defined everywhere: no inverse, logarithm or root that may not exist."""
    return all(total_power(a, e) for t, _ in poly.terms for a, e in t.factors)


def total_power(atom: Atom, exponent: Fraction) -> bool:
    """Whether a power of an atom is defined everywhere."""
    whole = exponent.denominator == 1 and exponent > 0
    return atom.total and (whole or isinstance(atom, PowerAtom) or positive_atom(atom))


def positive_atom(atom: object) -> bool:
    """Whether an atom is positive by itself, whatever its arguments."""
    match atom:
        case ExpAtom() | ConstantAtom():
            return True
        case EntryAtom(array=array):
            return array.sign == "positive"
        case IndexNumber(atom=inner):
            return isinstance(inner, MapEntry) or not free_indices(of_atom(inner))
    return False


def is_undefined(atom: Atom) -> bool:
    """Whether an atom is 1/0: no place asks for it (a bracket is 0 there), and every power of it is itself."""
    return isinstance(atom, PowerAtom) and not atom.base.terms


def entry_atom(array: Array, indices: tuple[IndexForm, ...]) -> EntryAtom:
    """An entry of an array; the indices of a symmetric one, the last two of a family of such, are sorted."""
    if array.symmetric and form_key(indices[-1]) < form_key(indices[-2]):
        indices = mirrored(indices)
    key = f"{array_key(array)}[{','.join(map(form_key, indices))}]"
    return EntryAtom(key, 0, spoken_in(indices), True, array, indices)


def subscripts(atom: Atom) -> tuple[IndexForm, ...]:
    """The indices at which an atom is an entry of an array or of an inverse."""
    match atom:
        case EntryAtom(indices=indices):
            return indices
        case InverseAtom(row=row, column=column):
            return row, column
    return ()


def index_number(atom: IndexAtom) -> IndexNumber:
    return IndexNumber(f"n({index_key(atom)})", 0, spoken_in((of_atom(atom),)), True, atom)


def form_poly(form: IndexForm) -> Poly:
    """An affine form as a polynomial."""
    return add(constant(form.constant), *(monomial(index_number(a), 1, c) for a, c in form.terms))


def constant_atom(name: str) -> ConstantAtom:
    return ConstantAtom(f"c({word(name)})", 0, NONE, True, name)


def exp_atom(exponent: Poly) -> ExpAtom:
    return ExpAtom(f"exp({exponent.key})", exponent.height, exponent.free, is_total(exponent), exponent)


@lru_cache(maxsize=256)
def always_positive(nothing: Facts, poly: Poly) -> bool:
    """Whether a polynomial exists and is positive everywhere, whatever is known elsewhere."""
    return is_total(poly) and sign(nothing, poly) == POSITIVE


def log_atom(facts: Facts, argument: Poly) -> LogAtom:
    total = always_positive(facts.bare(), argument)
    return LogAtom(f"log({argument.key})", argument.height, argument.free, total, argument)


def power_atom(facts: Facts, base: Poly) -> PowerAtom:
    """A base to a power; it is total if the base is positive everywhere, so that every power of it exists."""
    return PowerAtom(f"({base.key})", base.height, base.free, always_positive(facts.bare(), base), base)


def call_atom(function: str, arguments: tuple[Poly, ...]) -> CallAtom:
    key = f"{function}({'; '.join(a.key for a in arguments)})"
    everywhere = function in KNOWN and KNOWN[function].is_total
    total = (everywhere or _is_alternating(function, arguments)) and all(map(is_total, arguments))
    free = NONE.union(*(a.free for a in arguments))
    return CallAtom(key, max((a.height for a in arguments), default=0), free, total, function, arguments)


def _is_alternating(function: str, arguments: tuple[Poly, ...]) -> bool:
    """Whether a call is a power of a number other than 0 whose exponent is whole."""
    return function == "power" and bool(constant_value(arguments[0])) and is_whole(arguments[1])


def condition_atom(kind: Kind, difference: Poly) -> ConditionAtom:
    key = f"[{difference.key} {kind}]"
    return ConditionAtom(key, difference.height, difference.free, is_total(difference), kind, difference)


def lambda_of(axes: int, height: int, body: Poly, ranges: tuple[tuple[IndexForm, IndexForm], ...]) -> Lambda:
    bounds = ",".join(f"{form_key(lo)}:{form_key(up)}" for lo, up in ranges)
    return Lambda(axes, height, body, ranges, f"\\{axes}@{height}<{bounds}>.{body.key}")


def lambda_top(value: Lambda) -> int:
    return value.height + value.axes


def lambda_free(value: Lambda) -> frozenset[IndexAtom]:
    own = frozenset(label(value.height + i) for i in range(value.axes))
    return (value.body.free | spoken_in(f for pair in value.ranges for f in pair)) - own


def applied_atom(
    function: Function, arguments: tuple[Lambda | IndexForm, ...], slots: tuple[tuple[int, tuple[IndexForm, ...]], ...]
) -> ApplicationAtom:
    """A partial derivative of an abstract function; slots are sorted, as mixed partial derivatives commute."""
    slots = tuple(sorted(slots, key=lambda s: (s[0], tuple(map(form_key, s[1])))))
    shown = ";".join(a.key if isinstance(a, Lambda) else form_key(a) for a in arguments)
    marks = "".join(f"'{n}[{','.join(map(form_key, f))}]" for n, f in slots)
    free = spoken_in(a for a in arguments if isinstance(a, IndexForm)) | spoken_in(f for _, fs in slots for f in fs)
    for argument in arguments:
        if isinstance(argument, Lambda):
            free = free | lambda_free(argument)
    height = max((lambda_top(a) for a in arguments if isinstance(a, Lambda)), default=0)
    total = all(is_total(a.body) for a in arguments if isinstance(a, Lambda))
    name = f"{word(function.name)}{'~' if function.elementwise else ''}"
    return ApplicationAtom(f"@{name}{marks}({shown})", height, free, total, function, arguments, slots)


def inverse_atom(matrix: Lambda, row: IndexForm, column: IndexForm) -> InverseAtom:
    free = lambda_free(matrix) | spoken_in((row, column))
    key = f"inv({matrix.key})[{form_key(row)},{form_key(column)}]"
    return InverseAtom(key, lambda_top(matrix), free, False, matrix, row, column)


def determinant_atom(matrix: Lambda) -> DeterminantAtom:
    free = lambda_free(matrix)
    total = is_total(matrix.body)
    return DeterminantAtom(f"det({matrix.key})", lambda_top(matrix), free, total, matrix)


def fold_atom(kind: str, body: Lambda, domain: tuple[IndexRelation, ...]) -> FoldAtom:
    own = label(body.height)
    free = (lambda_free(body) | spoken_in(r.form for r in domain)) - {own}
    key = f"{kind}[{','.join(map(relation_key, domain))}]({body.key})"
    ((lower, upper),) = body.ranges
    total = is_total(body.body) and (kind == "product" or entails((), upper - lower))
    return FoldAtom(key, lambda_top(body), free, total, kind, body, domain)
