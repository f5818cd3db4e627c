"""From some sizes to all: a proof by exact agreement at as many sizes as settle the rest.

**Class.** Sums over full ranges 1..n of rational expressions in entries, in functions of single entries, and in n.
Indices stand alone, as subscripts over axes 1..n and in [i = j], [i ≠ j]. The entries are free of each other: no
symmetric or positive definite array, no array of integers, no index map, no equation in `given`. Not in the class:
index arithmetic, an index as a number, a literal subscript, windows, n in an exponent or inside a function, Π or max
over a range, a function of a sum, cases on values, matrices inverted. What is not understood is not in the class.

**Claim.** After clearing denominators, let no term hold more than k indices over the range, free ones included, and n
to at most the power a. Then agreement at the sizes n = 1 … k + a + 1 settles all n; for several ranges, at the grid.

**Argument.** Fix a base value for the entries of each array. An entry is *at base outside U* if one of its indices is
not in U. For g a function of the entries whose indices all lie in S, let
h_T = Σ_{U ⊆ T} (−1)^{|T|−|U|} g(entries at base outside U) for T ⊆ S: it is 0 as soon as all entries of one index of T
are at base, and g = Σ_T h_T. So each side is Σ_T h_T(x_T; n) over index sets T with |T| ≤ k, and by induction on |T|
(put all entries outside T at base) this writing is unique. h_T collects the terms whose indices contain T, the others
summed over at base: their values outside T are counted by a polynomial in n of degree ≤ k − |T|, so h_T is one of
degree ≤ a + k − |T| (by symmetry the same for all T that lie alike to the free indices). A size n ≥ |T| shows it; of
1 … k + a + 1 these are a + k + 2 − |T| (for T empty a + k + 1): more than its degree. Where sizes are left out at which
[i ≠ j] of free indices cannot be, only T that contain those indices are spoken of, and the count is the same. n = 1, 2
alone would not do: `Sum(n, i) + 2 = 3*n` agrees at both and not at 3.

**Functions and denominators.** The base must lie in the domain of g. A *local* expression (a function, or a divisor
that is not cleared) speaks only of entries over one set of indices, each array under one tuple of subscripts: then its
domain says something of those entries alone, the same for each tuple, and a base within it exists where the domain of
the statement is not empty. A divisor that holds a sum, n or other entries is cleared: it must not speak of an index
that is summed outside it. Scalars are parameters.

**Derivatives** by an entry with whole subscripts stay in the class: (p/q)′ = (p′q − pq′)/q²; the derivative of an
entry is a product of [i = j], that of a local expression a local expression times such brackets; a sum keeps its
index. So the numerator holds the indices of p and q together, the denominator twice those of q, powers of n likewise.

The arithmetic is that of rational functions with kernels alone, deterministic, every entry a variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product

from msgspec import Struct

from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Proved
from symcheck.expressions import nodes
from symcheck.expressions.indices import Index, IndexForm, Size
from symcheck.expressions.nodes import Array, Condition, Expr
from symcheck.expressions.walk import condition_indices, expand_names, free_indices, subexpressions
from symcheck.values.evaluate import Setting
from symcheck.values.exact import agree_for_certain
from symcheck.values.exhaustive import EVALUATIONS, evaluations, settings_with
from symcheck.values.subject import Subject, Unmet, subject

JUDGE = "exact"
MOST_INDICES = 8
"""Of more indices in a term than this the grid would be too large."""


class NotInClass(Exception):
    """The expression is not of the form that is understood here."""


def proof(claim: Claim) -> Proved | None:
    """A proof by enough sizes; None if the claim is not of the class, or the sides do not agree, or not for certain."""
    try:
        what = subject(map(expand_names, (claim.left, claim.right)), claim.axes, claim.given)
        grid = sizes_that_settle(what)
        settings = tuple(_affordable(what, grid))
    except (NotInClass, Unmet, RecursionError):
        return None
    if not settings or not all(agree_for_certain(setting, claim) for setting in settings):
        return None
    return Proved(JUDGE, f"rational functions agree{_told(grid)}")


def _told(grid: dict[Size, int]) -> str:
    listed = ", ".join(f"{size.name} = 1 … {last}" for size, last in grid.items())
    return f" at {listed}, which settle all, by sizes" if listed else ", and there are no sizes"


def _affordable(what: Subject, grid: dict[Size, int]) -> Iterator[Setting]:
    """The settings of the grid, every pattern of equal free indices; not in the class if they ask for too much."""
    total = 0
    for values in product(*(range(1, last + 1) for last in grid.values())):
        for setting in settings_with(what, dict(zip(grid, values, strict=True)), frozenset(grid)):
            total += evaluations(what, setting)
            if total > EVALUATIONS:
                raise NotInClass("too many evaluations")
            yield setting


def sizes_that_settle(what: Subject) -> dict[Size, int]:
    """For each size the last of the sizes 1, 2, … at which agreement settles all. Raises NotInClass."""
    if what.maps:
        raise NotInClass("an index map")
    for relation in what.given:
        _allow(relation)
    if not condition_indices(what.given) <= {*what.axes, *what.indices}:
        raise NotInClass("an assumption on an index that the claim does not name")
    fixed = [size_of(index) for index in (*what.axes, *what.indices)]
    sides = [counts(body) for body in what.bodies]
    last = {}
    for size in what.sizes:
        free = fixed.count(size)
        found = [side.of(size) for side in sides]
        (above, powers), (below, lower) = _crossed(found)
        held = free + max(above, below)
        if held > MOST_INDICES:
            raise NotInClass("too many indices in a term")
        last[size] = held + max(powers, lower) + 1
    return last


def _crossed(found: list[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Indices and powers of n in p₁ q₂ and in p₂ q₁."""
    (over, under), (other_over, other_under) = found
    return (
        (over[0] + other_under[0], over[1] + other_under[1]),
        (other_over[0] + under[0], other_over[1] + under[1]),
    )


def _allow(relation: object) -> None:
    """An inequality says something of entries over one set of indices; indices may be equal or unequal."""
    if isinstance(relation, nodes.RealRelation) and relation.kind in ("gt", "ne") and is_local(relation.difference):
        return
    if isinstance(relation, nodes.IndexRelation):
        _compared(relation)
        return
    raise NotInClass("an assumption that is an equation")


def size_of(index: Index) -> Size:
    """The size n of an index over 1..n."""
    return _full(index.lower, index.upper)


def _full(lower: IndexForm, upper: IndexForm) -> Size:
    size = upper.atom
    if lower.terms or lower.constant != 1 or not isinstance(size, Size):
        raise NotInClass("a range that is not 1..n")
    return size


def _alone(form: IndexForm) -> Index:
    index = form.index
    if index is None:
        raise NotInClass("index arithmetic")
    return index


class Counts(Struct, frozen=True):
    """Of p/q: by size, the most bound indices in a term of p and of q, and the powers of n; what q speaks of."""

    above: dict[Size, int]
    below: dict[Size, int]
    powers: dict[Size, int]
    lower: dict[Size, int]
    divided: frozenset[Index] = frozenset()

    def of(self, size: Size) -> tuple[tuple[int, int], tuple[int, int]]:
        return (
            (self.above.get(size, 0), self.powers.get(size, 0)),
            (self.below.get(size, 0), self.lower.get(size, 0)),
        )

    @property
    def is_polynomial(self) -> bool:
        return not (self.below or self.lower or self.divided)


NONE = Counts({}, {}, {}, {})


def _plus(a: dict[Size, int], b: dict[Size, int]) -> dict[Size, int]:
    return {size: a.get(size, 0) + b.get(size, 0) for size in a | b}


def _most(a: dict[Size, int], b: dict[Size, int]) -> dict[Size, int]:
    return {size: max(a.get(size, 0), b.get(size, 0)) for size in a | b}


def _times(a: dict[Size, int], factor: int) -> dict[Size, int]:
    return {size: factor * n for size, n in a.items()}


def counts(expr: Expr) -> Counts:
    """What a term of the expression holds after clearing denominators. Raises NotInClass."""
    if is_local(expr):
        return NONE
    match expr:
        case nodes.Integer(form):
            return _of_integer(form)
        case nodes.Bracket(condition):
            _indices_compared(condition)
            return NONE
        case nodes.Add(terms):
            return reduce(_sum, map(counts, terms)) if terms else NONE
        case nodes.Mul(factors):
            return reduce(_product, map(counts, factors), NONE)
        case nodes.Power(root, nodes.Number(exponent)) if exponent.denominator == 1 and abs(exponent) <= MOST_INDICES:
            return _to_power(counts(root), free_indices(root), int(exponent))
        case nodes.Sum(index, body, where):
            _indices_compared(where)
            return _summed(index, counts(body))
        case nodes.Derivative(body, nodes.Entry(array, indices)):
            _free_of_others(array, indices)
            return _derivative(counts(body))
    raise NotInClass(type(expr).__name__)


def _sum(a: Counts, b: Counts) -> Counts:
    if a.is_polynomial and b.is_polynomial:
        return Counts(_most(a.above, b.above), {}, _most(a.powers, b.powers), {})
    return Counts(
        _most(_plus(a.above, b.below), _plus(b.above, a.below)),
        _plus(a.below, b.below),
        _most(_plus(a.powers, b.lower), _plus(b.powers, a.lower)),
        _plus(a.lower, b.lower),
        a.divided | b.divided,
    )


def _product(a: Counts, b: Counts) -> Counts:
    return Counts(
        _plus(a.above, b.above),
        _plus(a.below, b.below),
        _plus(a.powers, b.powers),
        _plus(a.lower, b.lower),
        a.divided | b.divided,
    )


def _to_power(a: Counts, spoken: frozenset[Index], exponent: int) -> Counts:
    n = abs(exponent)
    above, below, powers, lower = (_times(part, n) for part in (a.above, a.below, a.powers, a.lower))
    if exponent >= 0:
        return Counts(above, below, powers, lower, a.divided)
    return Counts(below, above, lower, powers, spoken | a.divided)


def _summed(index: Index, body: Counts) -> Counts:
    if index in body.divided:
        raise NotInClass("a divisor that speaks of an index that is summed")
    return Counts(_plus(body.above, {size_of(index): 1}), body.below, body.powers, body.lower, body.divided)


def _derivative(body: Counts) -> Counts:
    return Counts(
        _plus(body.above, body.below),
        _times(body.below, 2),
        _plus(body.powers, body.lower),
        _times(body.lower, 2),
        body.divided,
    )


def _of_integer(form: IndexForm) -> Counts:
    if not all(isinstance(atom, Size) for atom, _ in form.terms):
        raise NotInClass("an index as a number")
    return Counts({}, {}, {atom: 1 for atom, _ in form.terms if isinstance(atom, Size)}, {})


def _indices_compared(condition: Condition) -> None:
    for relation in condition:
        if not isinstance(relation, nodes.IndexRelation):
            raise NotInClass("a case on values")
        _compared(relation)


def _compared(relation: nodes.IndexRelation) -> None:
    """[i = j] or [i ≠ j], of one range."""
    atoms = [atom for atom, _ in relation.form.terms]
    plain = relation.kind in ("eq", "ne") and not relation.form.constant
    if not plain or sorted(c for _, c in relation.form.terms) != [-1, 1]:
        raise NotInClass("a condition on indices")
    sizes = {size_of(atom) if isinstance(atom, Index) else None for atom in atoms}
    if len(sizes) != 1 or None in sizes:
        raise NotInClass("a condition on indices of two ranges")


# Local expressions


def is_local(expr: Expr) -> bool:
    """Whether the expression is a function of entries over one set of indices, each array under one subscript."""
    tuples: dict[Array, tuple[IndexForm, ...]] = {}
    sets: set[frozenset[Index]] = set()
    for node in subexpressions(expr):
        if not isinstance(
            node, nodes.Number | nodes.Constant | nodes.Entry | nodes.Add | nodes.Mul | nodes.Power | nodes.Call
        ):
            return False
        if isinstance(node, nodes.Entry):
            found = _free_of_others(node.array, node.indices)
            if tuples.setdefault(node.array, node.indices) != node.indices:
                return False
            sets |= {found} if found else set()
    return len(sets) <= 1


def _free_of_others(array: Array, indices: tuple[IndexForm, ...]) -> frozenset[Index]:
    """The indices of an entry of an array whose entries are free of each other."""
    if array.symmetric or array.positive_definite or array.integer:
        raise NotInClass("entries that depend on one another")
    alone = [_alone(form) for form in indices]
    for index, axis in zip(alone, array.axes, strict=True):
        if size_of(index) != _full(*axis):
            raise NotInClass("an index over another range than the axis")
    return frozenset(alone)
