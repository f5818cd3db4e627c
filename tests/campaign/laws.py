"""Laws that preserve the value of an expression, each stated where it is used, and chains of them at random places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Add,
    Bracket,
    Call,
    Condition,
    Entry,
    Expr,
    IndexRelation,
    Mul,
    Number,
    Power,
    Sum,
)
from symcheck.expressions.walk import at, binders, children
from symcheck.language.declare import named
from symcheck.language.tensor import Tensor

from .growing import MINUS, ONE, TWO, Growing, inverse, is_positive, negated
from .mutations import with_child

Step = tuple[str, Callable[[Expr, "Growing", tuple[Index, ...]], Expr | None]]


def _commute(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    if not isinstance(e, Add | Mul):
        return None
    parts = list(e.terms if isinstance(e, Add) else e.factors)
    g.chance.shuffle(parts)
    return type(e)(tuple(parts))


def _regroup(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """(a b) c = a (b c) = a b c."""
    if not isinstance(e, Add | Mul):
        return None
    parts = e.terms if isinstance(e, Add) else e.factors
    flat = tuple(
        q for p in parts for q in ((p.terms if isinstance(p, Add) else p.factors) if type(p) is type(e) else (p,))
    )  # type: ignore[union-attr]
    if len(flat) < 3:
        return None
    cut = g.chance.randrange(1, len(flat) - 1)
    return type(e)((*flat[:cut], type(e)(flat[cut:])))


def _distribute(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """a (b + c) = a b + a c; Σ (b + c) = Σ b + Σ c; c Σ b = Σ c b."""
    match e:
        case Mul(factors):
            for position, factor in enumerate(factors):
                rest = (*factors[:position], *factors[position + 1 :])
                if isinstance(factor, Add):
                    return Add(tuple(Mul((*rest, term)) for term in factor.terms))
                if isinstance(factor, Sum):
                    other = af.fresh_index(factor.index)
                    body = at((factor.index,), factor.body, (af.of_atom(other),))
                    return Sum(other, Mul((*rest, body)), _moved(factor.where, factor.index, other))
        case Sum(bound, Add(terms), where):
            return Add(tuple(_again(Sum(bound, term, where)) for term in terms))
    return None


def _moved(where: Condition, old: Index, new: Index) -> Condition:
    return tuple(
        IndexRelation(r.kind, af.substitute(r.form, {old: af.of_atom(new)}))
        for r in where
        if isinstance(r, IndexRelation)
    )


def _again(e: Sum, shift: int = 0) -> Sum:
    """The sum over a fresh index, which runs `shift` lower."""
    low, high = e.index.lower.shift(-shift), e.index.upper.shift(-shift)
    other = af.fresh_index(Index(e.index.name, low, high))
    value = af.of_atom(other).shift(shift)
    where = tuple(
        IndexRelation(r.kind, af.substitute(r.form, {e.index: value})) for r in e.where if isinstance(r, IndexRelation)
    )
    return Sum(other, at((e.index,), e.body, (value,)), where)


def _relabel(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """Another bound name, or a range that starts elsewhere."""
    return _again(e, g.chance.choice([0, 1, -1])) if isinstance(e, Sum) else None


def _split(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """Σ = the part where i = k and the part where i ≠ k; or i ≤ k and i > k; or the last term apart."""
    if not isinstance(e, Sum):
        return None
    others = [i for i in scope if i != e.index and i.lower == e.index.lower and i.upper == e.index.upper]
    if not others:
        return _last_apart(e) if not e.where and not e.index.size.constant else None
    gap = af.of_atom(e.index) - af.of_atom(g.chance.choice(others))
    if g.chance.random() < 0.5:
        one, two = IndexRelation("eq", gap), IndexRelation("ne", gap)
    else:
        one, two = IndexRelation("ge", gap.scale(-1)), IndexRelation("ge", gap.shift(-1))
    return Add((_again(Sum(e.index, e.body, (*e.where, one))), _again(Sum(e.index, e.body, (*e.where, two)))))


def _last_apart(e: Sum) -> Expr:
    """The last term apart: of a sum over n ≥ 1 terms, not of one that may be empty."""
    shorter = af.fresh_index(Index(e.index.name, e.index.lower, e.index.upper.shift(-1)))
    last = at((e.index,), e.body, (e.index.upper,))
    return Add((Sum(shorter, at((e.index,), e.body, (af.of_atom(shorter),))), last))


def _swap_sums(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    match e:
        case Sum(outer_, Sum(inner, body, ()), ()):
            return Sum(inner, Sum(outer_, body))
    return None


def _picked(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """x_i = Σ_j δ_ij x_j."""
    if not isinstance(e, Entry) or len(e.indices) != 1 or e.indices[0].index is None:
        return None
    own = e.indices[0].index
    bound = af.fresh_index(Index(own.name, af.ONE, e.array.axes[0][1]))
    if (own.lower, own.upper) != (bound.lower, bound.upper):
        return None
    delta = Bracket((IndexRelation("eq", af.of_atom(bound) - af.of_atom(own)),))
    return Sum(bound, Mul((delta, Entry(e.array, (af.of_atom(bound),)))))


def _exp_log(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """The laws of exp, log, roots and their kin; those of log only where everything is positive."""
    match e:
        case Call("exp", (Add(terms),)):
            return Mul(tuple(Call("exp", (term,)) for term in terms))
        case Call("exp", (inside,)) if g.chance.random() < 0.5:
            return inverse(Call("exp", (negated(inside),)))
        case Call("exp", (inside,)):
            return Power(Call("exp", (Mul((Number(Fraction(1, 2)), inside)),)), TWO)
        case Call("log", (Mul(factors),)) if all(map(is_positive, factors)):
            return Add(tuple(Call("log", (factor,)) for factor in factors))
        case Call("log", (Power(base, exponent),)) if is_positive(base):
            return Mul((exponent, Call("log", (base,))))
        case Call("log", (inside,)):
            return negated(Call("log", (inverse(inside),))) if is_positive(inside) else None
        case Call("sigmoid", (inside,)):
            up, down = Call("exp", (inside,)), Call("exp", (negated(inside),))
            return g.chance.choice(
                [inverse(Add((ONE, down))), Mul((up, inverse(Add((up, ONE))))),
                 Add((ONE, negated(Call("sigmoid", (negated(inside),)))))]
            )  # fmt: skip
        case Call("tanh", (inside,)):
            return Add((Mul((TWO, Call("sigmoid", (Mul((TWO, inside)),)))), MINUS))
        case Call("logsigmoid", (inside,)):
            return g.chance.choice(
                [Call("log", (Call("sigmoid", (inside,)),)), negated(Call("softplus", (negated(inside),)))]
            )
        case Call("sin", (inside,)):
            return negated(Call("sin", (negated(inside),)))
        case Power(base, Number(value)) if value == 2:
            return Mul((base, base))
        case Power(base, Number(value)) if value == Fraction(1, 2):
            return Call("sqrt", (base,))
    return None


def _disguise(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """Something added and taken away; multiplied and divided; e = log exp e; p = exp log p = (√p)²."""
    extra, factor = g.real(1, scope), g.positive(1, scope)
    options = [
        Add((e, extra, negated(extra))),
        Mul((e, factor, inverse(factor))),
        Call("log", (Call("exp", (e,)),)),
        negated(negated(e)),
    ]
    if is_positive(e):
        options += [Call("exp", (Call("log", (e,)),)), Power(Call("sqrt", (e,)), TWO), inverse(inverse(e))]
    return g.chance.choice(options)


def _name(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    """A definition in place of what it means."""
    return named(f"N_{g.chance.randrange(10**6)}", Tensor(e)).body


def _doubled(e: Expr, g: Growing, scope: tuple[Index, ...]) -> Expr | None:
    half = Mul((Number(Fraction(1, 2)), e))
    return Add((half, half))


STEPS: tuple[Step, ...] = (
    ("commute", _commute), ("regroup", _regroup), ("distribute", _distribute), ("relabel", _relabel), ("split", _split),
    ("swap sums", _swap_sums), ("pick by δ", _picked), ("laws of functions", _exp_log), ("laws of functions", _exp_log),
    ("disguise", _disguise), ("name", _name), ("halves", _doubled),
)  # fmt: skip


def rewritten(expr: Expr, growing: Growing, scope: tuple[Index, ...], count: int) -> tuple[Expr, tuple[str, ...]]:
    """The expression after `count` random steps at random places, and their names."""
    done: list[str] = []
    for _ in range(count * 6):
        if len(done) == count:
            break
        name, step = growing.chance.choice(STEPS)
        places = list(_places(expr, scope))
        path, node, seen = growing.chance.choice(places)
        changed = step(node, growing, seen)
        if changed is not None:
            expr = _replaced(expr, path, changed)
            done.append(name)
    return expr, tuple(done)


def _places(expr: Expr, scope: tuple[Index, ...]) -> Iterator[tuple[tuple[int, ...], Expr, tuple[Index, ...]]]:
    yield (), expr, scope
    for position, child in enumerate(children(expr)):
        for path, node, seen in _places(child, _scope_below(expr, scope)):
            yield (position, *path), node, seen


def _scope_below(expr: Expr, scope: tuple[Index, ...]) -> tuple[Index, ...]:
    """The indices that may be named below a node: only those over a whole axis."""
    return (*scope, *(i for i in binders(expr) if i.lower == af.ONE and not i.upper.constant))


def _replaced(expr: Expr, path: tuple[int, ...], new: Expr) -> Expr:
    if not path:
        return new
    child = list(children(expr))[path[0]]
    return with_child(expr, path[0], _replaced(child, path[1:], new))
