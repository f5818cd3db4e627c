"""From the normal form back to an expression that a person would write: the one door out of
`symcheck.symbolic.normal_form`.

`leave` gives an expression of the same value. A bound index gets a name of the author's for its range, sums are pushed
in past the factors that do not speak of their index, and 1/(1 + e⁻ˣ) is σ(x). `Folding` lets a caller put the author's
own names in: it is asked about every polynomial and every product on the way. What cannot be said (a bound index whose
range was lost) raises `Unsupported`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct, field

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Application,
    Block,
    Bracket,
    Call,
    Constant,
    Determinant,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Inverse,
    Mul,
    Number,
    Power,
    Product,
    RealRelation,
    Slot,
    Sum,
)
from symcheck.expressions.walk import free_indices, substitute
from symcheck.functions.table import WHOLE
from symcheck.symbolic.normal_form.atoms import exp_atom
from symcheck.symbolic.normal_form.logistic import SIGMOID, TANH, logistic_exponent, weight
from symcheck.symbolic.normal_form.polys import Domain, Factors, scale, subtract
from symcheck.symbolic.normal_form.renaming import open_term, opened
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.terms import bind, normalise_open_term
from symcheck.symbolic.normal_form.types import (
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
    Term,
    label,
    spoken_in,
)

ARRAY_NAMES = "ijklmn"
HALF = Fraction(1, 2)
SHOWN = {SIGMOID: "sigmoid", TANH: "tanh"} | {row.name: name for name, row in WHOLE.items()}


class Folding(Struct, frozen=True):
    """Where an author's own names come in.

    `whole` gives an expression for a polynomial, or None; `parts` takes some factors of a product away and gives the
    expressions that stand for them.
    """

    whole: Callable[[Poly], Expr | None] = field(default=lambda poly: None)
    parts: Callable[[Factors], tuple[list[Expr], Factors]] = field(default=lambda factors: ([], factors))


def leave(poly: Poly, names: Sequence[Index] = (), folding: Folding | None = None, last_first: bool = False) -> Expr:
    """An expression of this value; bound indices get the names of those of `names` that have their range.

    Where two sums could stand inside one another either way, `last_first` asks for the other way.
    """
    return _Leaving(tuple(names), folding or Folding(), last_first).poly(poly)


class _Leaving:
    """One polynomial on its way out."""

    def __init__(self, names: tuple[Index, ...], folding: Folding, last_first: bool) -> None:
        self.names = names
        self.folding = folding
        self.last_first = last_first

    def poly(self, poly: Poly) -> Expr:
        known = self.folding.whole(poly)
        if known is not None:
            return known
        negative = self.folding.whole(scale(poly, Fraction(-1)))
        if negative is not None:
            return opposite(negative)
        terms = [self.known(item, coefficient) or self.term(item, coefficient) for item, coefficient in poly.terms]
        if not terms:
            return Number(Fraction(0))
        terms.sort(key=lambda pair: (pair[0] < 0, not isinstance(pair[1], Number)))
        signed = [opposite(expr) if sign < 0 else expr for sign, expr in terms]
        return Add(tuple(signed)) if len(signed) > 1 else signed[0]

    def known(self, item: Term, coefficient: Fraction) -> tuple[int, Expr] | None:
        """The sign and the size of a term for which there is a name."""
        expr = self.folding.whole(Poly(((item, Fraction(1)),)))
        return None if expr is None else _scaled(coefficient, [expr])

    def term(self, item: Term, coefficient: Fraction) -> tuple[int, Expr]:
        """The sign and the rest of a term."""
        binders, domain, content, factors = open_term(NOTHING, item)
        total = coefficient * content
        named, binders, domain, factors = self.closed(binders, domain, dict(factors))
        found, rest = self.folding.parts(factors)
        found = [*named, *found]
        logistic, rest = sigmoids(rest)
        powers = [(self.atom(atom), e) for atom, e in _ordered(_apart(rest, binders))]
        exprs = [*found, *(self.logistic(x, e) for x, e in logistic), *(_powered(b, e) for b, e in powers)]
        return _scaled(total, self.bound(binders, list(domain), exprs))

    def closed(
        self, binders: tuple[Index, ...], domain: Domain, factors: Factors
    ) -> tuple[list[Expr], tuple[Index, ...], Domain, Factors]:
        """The sums inside a term that stand by themselves and have a name, and the rest of the term."""
        found: list[Expr] = []
        for binder in binders:
            own = {a: e for a, e in factors.items() if binder in a.free}
            within = tuple(r for r in domain if binder in af.free_indices(r.form))
            spoken = spoken_in(r.form for r in within).union(*(a.free for a in own))
            if spoken.intersection(binders) != {binder}:
                continue
            expr = self.folding.whole(bind(NOTHING, (binder,), within, normalise_open_term(NOTHING, Fraction(1), own)))
            if expr is not None:
                found.append(expr)
                binders = tuple(b for b in binders if b is not binder)
                domain = tuple(r for r in domain if r not in within)
                factors = {a: e for a, e in factors.items() if a not in own}
        return found, binders, domain, factors

    def logistic(self, x: Poly, exponent: int) -> Expr:
        return _powered(Call("sigmoid", (self.poly(x),)), Fraction(exponent))

    # Sums

    def bound(self, binders: tuple[Index, ...], domain: list[IndexRelation], factors: list[Expr]) -> list[Expr]:
        """The factors with the open indices bound by sums, each over as few factors as possible."""
        ranges: dict[Index, tuple[IndexForm, IndexForm]] = {}
        for binder in binders:
            low, high, domain = _range(binder, domain)
            ranges[binder] = (low, high)
        open_ = list(binders[::-1] if self.last_first else binders)
        while open_:
            binder = min(open_, key=lambda b: (_needed(b, open_, ranges), sum(b in free_indices(f) for f in factors)))
            open_.remove(binder)
            inside = [f for f in factors if binder in free_indices(f)]
            outside = [f for f in factors if binder not in free_indices(f)]
            where = tuple(r for r in domain if binder in af.free_indices(r.form))
            domain = [r for r in domain if binder not in af.free_indices(r.form)]
            factors = cancelled([*outside, self.sum(binder, ranges[binder], inside, where)])
        if domain:
            factors = [*factors, Bracket(tuple(domain))]
        return factors

    def sum(self, binder: Index, ends: tuple[IndexForm, IndexForm], inside: list[Expr], where: Domain) -> Expr:
        index = self.named(binder, ends, [*inside, Bracket(where)])
        values: dict[IndexAtom, IndexForm] = {binder: af.of_atom(index)}
        body = substitute(product(inside), values)
        return Sum(index, body, tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in where))

    def named(self, binder: Index, ends: tuple[IndexForm, IndexForm], inside: Sequence[Expr]) -> Index:
        """A fresh index under a name for this range that nothing inside has."""
        taken = {i.name for expr in inside for i in free_indices(expr) if i != binder} | _bound_names(inside)
        own = (i for i in self.names if (i.lower, i.upper) == ends)
        letters = (*ARRAY_NAMES, *(f"{n}'" for n in ARRAY_NAMES))
        spare = (i for i in (*own, *(Index(n, *ends, anonymous=True) for n in letters)) if i.name not in taken)
        return af.fresh_index(next(spare, Index("i", *ends, anonymous=True)))

    # Atoms

    def atom(self, atom: Atom) -> Expr:
        match atom:
            case EntryAtom(array=array, indices=indices):
                return Entry(array, indices)
            case IndexNumber(atom=inner):
                return Integer(af.of_atom(inner))
            case ConstantAtom(name=name):
                return Constant(name)
            case ExpAtom(exponent=exponent):
                return Call("exp", (self.poly(exponent),))
            case LogAtom(argument=argument):
                return Call("log", (self.poly(argument),))
            case PowerAtom(base=base):
                return self.poly(base)
            case CallAtom(function="power", arguments=(base, exponent)):
                return Power(self.poly(base), self.poly(exponent))
            case CallAtom(function="tanh, slope", arguments=(argument,)):
                square = Power(Call("tanh", (self.poly(argument),)), Number(Fraction(2)))
                return Add((Number(Fraction(1)), Mul((Number(Fraction(-1)), square))))
            case CallAtom(function="sigmoid, slope", arguments=(argument,)):
                logistic = Call("sigmoid", (self.poly(argument),))
                return Mul((logistic, Add((Number(Fraction(1)), Mul((Number(Fraction(-1)), logistic))))))
            case CallAtom(function=function, arguments=arguments):
                return Call(SHOWN.get(function, function), tuple(map(self.poly, arguments)))
            case ConditionAtom(kind=kind, difference=difference):
                return Bracket((RealRelation(kind, self.poly(difference)),))
            case FoldAtom(kind=kind, body=body, domain=domain):
                return self.fold(kind, body, domain)
            case ApplicationAtom(function=function_, arguments=given, slots=slots):
                arguments_ = tuple(self.block(a) if isinstance(a, Lambda) else a for a in given)
                return Application(function_, arguments_, tuple(Slot(n, forms) for n, forms in slots))
            case InverseAtom(matrix=matrix, row=row, column=column):
                return Inverse(self.block(matrix), row, column)
            case DeterminantAtom(matrix=matrix):
                return Determinant(self.block(matrix))
        raise Unsupported(f"{type(atom).__name__} has no expression")

    def block(self, value: Lambda) -> Block:
        """A tensor-valued argument, its axes under fresh names."""
        names, inside = opened(NOTHING, value)
        body = self.poly(inside)
        axes = []
        for own, ends in zip(names, value.ranges, strict=True):
            axis = self.named(own, ends, [body])
            body = substitute(body, {own: af.of_atom(axis)})
            axes.append(axis)
        return Block(tuple(axes), body)

    def fold(self, kind: str, value: Lambda, domain: Domain) -> Expr:
        block = self.block(value)
        (axis,) = block.axes
        values: dict[IndexAtom, IndexForm] = {label(value.height): af.of_atom(axis)}
        where = tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in domain)
        return Product(axis, block.body, where) if kind == "product" else Extremum(kind, axis, block.body)


def _scaled(coefficient: Fraction, factors: Sequence[Expr]) -> tuple[int, Expr]:
    """The sign of a coefficient, and its size times the factors."""
    size = abs(coefficient)
    over = [Number(Fraction(size.numerator))] if size.numerator != 1 else []
    under = [Power(Number(Fraction(size.denominator)), Number(Fraction(-1)))] if size.denominator != 1 else []
    return (1 if coefficient > 0 else -1), product([*over, *under, *factors])


def _apart(factors: Factors, binders: Sequence[Index]) -> list[tuple[Atom, Fraction]]:
    """The factors, e^(a + b) as e^a and e^b where a and b speak of different bound indices."""
    found: list[tuple[Atom, Fraction]] = []
    for atom, exponent in factors.items():
        if not isinstance(atom, ExpAtom) or exponent != 1:
            found.append((atom, exponent))
            continue
        groups: dict[frozenset[Index], list[tuple[Term, Fraction]]] = {}
        for item, coefficient in atom.exponent.terms:
            groups.setdefault(frozenset(b for b in binders if b in item.free), []).append((item, coefficient))
        found += [(exp_atom(Poly(tuple(group))), Fraction(1)) for group in groups.values()]
    return found


def _ordered(factors: Sequence[tuple[Atom, Fraction]]) -> list[tuple[Atom, Fraction]]:
    """Numbers and entries first, fractions last."""
    return sorted(factors, key=lambda item: (item[1] < 0, _rank(item[0]), item[0].key))


def cancelled(factors: list[Expr]) -> list[Expr]:
    """The factors without those that stand in a denominator too: (Σ_i a_i) / (Σ_i a_i)² is 1 / Σ_i a_i."""
    for upper in factors:
        if not isinstance(upper, Sum):
            continue
        for lower in factors:
            base, exponent = _denominator(lower)
            if exponent and base is not None and alpha_key(base) == alpha_key(upper):
                left = [_powered(base, exponent + 1)] if exponent != -1 else []
                return cancelled([f for f in factors if f is not upper and f is not lower] + left)
    return factors


def _denominator(expr: Expr) -> tuple[Expr | None, Fraction]:
    match expr:
        case Power(base, Number(value)) if value < 0 and value.denominator == 1:
            return base, value
    return None, Fraction(0)


def _rank(atom: Atom) -> int:
    order = (IndexNumber, ConstantAtom, EntryAtom, CallAtom, LogAtom, ExpAtom, PowerAtom)
    return next((n for n, kind in enumerate(order) if isinstance(atom, kind)), len(order))


def _powered(base: Expr, exponent: Fraction) -> Expr:
    if exponent == 1:
        return base
    if exponent == HALF:
        return Call("sqrt", (base,))
    if exponent == -HALF:
        return Power(Call("sqrt", (base,)), Number(Fraction(-1)))
    return Power(base, Number(exponent))


def product(factors: Sequence[Expr]) -> Expr:
    """The product of factors; 1 for none."""
    if not factors:
        return Number(Fraction(1))
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def opposite(expr: Expr) -> Expr:
    """−expr."""
    if isinstance(expr, Number):
        return Number(-expr.value)
    factors = expr.factors if isinstance(expr, Mul) else (expr,)
    if isinstance(factors[0], Number) and factors[0].value == -1:
        return product(factors[1:])
    return Mul((Number(Fraction(-1)), *factors))


def _range(binder: Index, domain: list[IndexRelation]) -> tuple[IndexForm, IndexForm, list[IndexRelation]]:
    """The ends of the range of an open index, and the rest of the domain."""
    low = high = None
    rest: list[IndexRelation] = []
    for relation in domain:
        own = dict(relation.form.terms).get(binder)
        if relation.kind == "ge" and own == 1 and low is None:
            low = (af.of_atom(binder) - relation.form, relation)
        elif relation.kind == "ge" and own == -1 and high is None:
            high = (relation.form + af.of_atom(binder), relation)
        else:
            rest.append(relation)
    if low is None or high is None:
        raise Unsupported("the range of a sum is not plain in normal form")
    return low[0], high[0], rest


def _needed(binder: Index, others: Sequence[Index], ranges: dict[Index, tuple[IndexForm, IndexForm]]) -> bool:
    """Whether the range of another open index speaks of this one, so that it is bound further out."""
    return any(
        binder in af.free_indices(low) | af.free_indices(high) for b, (low, high) in ranges.items() if b in others
    )


def _bound_names(exprs: Sequence[Expr]) -> set[str]:
    """The names of the sums that stand directly in these expressions."""
    found: set[str] = set()
    stack = list(exprs)
    while stack:
        match stack.pop():
            case Sum(index, body):
                found.add(index.name)
                stack.append(body)
            case Add(parts) | Mul(parts):
                stack.extend(parts)
            case Power(base, _):
                stack.append(base)
    return found


def sigmoids(factors: Factors) -> tuple[list[tuple[Poly, int]], Factors]:
    """The factors 1/(1 + eˣ) and eˣ/(1 + eˣ) as powers of σ(−x) and σ(x), and the other factors."""
    found: list[tuple[Poly, int]] = []
    rest = dict(factors)
    for atom, exponent in factors.items():
        x = logistic_exponent(atom)
        if x is None or exponent >= 0 or exponent.denominator != 1:
            continue
        del rest[atom]
        count, up = -int(exponent), 0
        raised = next((a for a in rest if isinstance(a, ExpAtom)), None)
        while raised is not None and up < count and _shortens(raised.exponent, x):
            remaining = subtract(raised.exponent, x)
            del rest[raised]
            raised = None
            up += 1
            if remaining.terms:
                raised = exp_atom(remaining)
                rest[raised] = Fraction(1)
        found += [(x, up)] if up else []
        found += [(scale(x, Fraction(-1)), count - up)] if count > up else []
    return found, rest


def _shortens(exponent: Poly, x: Poly) -> bool:
    """Whether eˣ can be taken out of e^exponent such that less is left."""
    return weight(subtract(exponent, x)) < weight(exponent)
