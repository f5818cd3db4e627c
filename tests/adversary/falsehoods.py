"""False claims: a true one with one thing changed, or a leak of a fact out of its guard; accepted with a witness alone.

The witness is a world in which, by the interpreter, the first side has a value and the line has none, or another one
for certain.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from .interpreter import World
from .making import BIG, Maker, inv, var
from .trees import (
    Add,
    Aff,
    Array,
    At,
    Bracket,
    Claim,
    Diff,
    Entry,
    Expr,
    Fn,
    Int,
    Map,
    MatEntry,
    MatFn,
    Mul,
    Norm,
    Num,
    Opaque,
    Over,
    Pi,
    Pow,
    Rel,
    Where,
    Whole,
    aff,
    bracket,
    comparable,
    consistent,
    delta,
    fn,
    free_indices,
    index,
    lift,
    negated,
    over,
    rel,
    rewrite,
    substituted,
    total,
    walk,
    where,
)
from .truths import truth
from .worlds import samples

Lie = Callable[[Maker], Claim]
LIES: dict[str, list[Lie]] = {}


def lie(cls: str) -> Callable[[Lie], Lie]:
    """Registers a family of claims that are mostly false under a class."""

    def register(f: Lie) -> Lie:
        LIES.setdefault(cls, []).append(f)
        return f

    return register


@lie("A")
def leak(k: Maker) -> Claim:
    """A fact that is asked for under a guard is used outside it."""
    e = k.argument()
    partial, fact = k.partial(e)
    under, (raw, simple) = k.guarded(partial), k.use(e, fact)
    return Claim(under + raw, under + simple)


@lie("A")
def partial_zero(k: Maker) -> Claim:
    """0 · partial is no 0, and neither is a difference of partial expressions."""
    e = k.total(1)
    partial = k.partial(k.argument())[0]
    c = k.condition()
    pairs = [
        (e, e + 0 * partial),
        (e, e + (partial - partial)),
        (bracket(c) * partial, bracket(c) * partial + 0 * partial),
        (bracket(c) * partial, (1 - bracket(negated(c))) * partial),
        (delta(k.i, k.j) * partial, delta(k.i, k.j) * partial + 0 / k.x),
        (where(c, partial, 0), partial * fn("heaviside", k.x) + 0),
        (e, e * partial**0),
        (lift(1), partial / partial),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("A")
def natural(k: Maker) -> Claim:
    """Sums over the others, and over all."""
    h, g = k.fresh(1, k.n), k.fresh(1, k.n)
    d = k.v[h] - k.v[g]
    pairs = [
        (total(bracket(rel("Ne", h, g)) / d, h, g), total(1 / d, h, g, when=(rel("Lt", h, g),))),
        (total(bracket(rel("Ne", h, k.i)) * fn("log", k.w[h]), h), total(fn("log", k.w[h]), h) - fn("log", k.w[k.i])),
        (total(1 / k.x, h, when=(rel("Ne", h, k.i),)), (lift(k.n) - 1) / k.x),
        (total(fn("log", k.x), h, when=(rel("Gt", h, 1),)) + fn("abs", k.x), (lift(k.n) - 1) * fn("log", k.x) + k.x),
    ]
    return Claim(*k.pick(*pairs))


@lie("B")
def powers(k: Maker) -> Claim:
    """A power that seems to say something of its base; an exponent law outside its condition."""
    x, a, e = k.pick(k.x, k.y, k.x - 1, k.x * k.y), k.a, k.argument()
    hint = k.suggestive(e)
    raw, simple = k.use(e, k.pick("pos", "nonneg", "nonzero"))
    pairs = [
        (hint + raw, hint + simple),
        (hint + raw, hint + simple),
        (x**a * x**a, x ** (2 * a) + fn("abs", x) - x),
        ((x**2) ** a, x ** (2 * a)),
        (x ** (2 * a), (x**2) ** a),
        (x**a * k.y**a, (x * k.y) ** (a + 1)),
        ((x * k.y) ** a, x**a * k.y**a),
        (x ** (k.n - 1), x**k.n / x),
        (x**2, x**3 / x),
        (fn("sqrt", x**2), fn("sqrt", x) ** 2),
        (fn("sqrt", x * k.y), fn("sqrt", x) * fn("sqrt", k.y)),
        (x ** (k.n - k.m) * x**k.m, x**k.n + 0 / x),
        (x**a, fn("exp", a * fn("log", x))),
        (x**0, x / x),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("C")
def identically(k: Maker) -> Claim:
    """Real = read as "identically"."""
    h = k.fresh(1, k.n)
    e = k.pick(k.x, k.x - k.y, k.v[k.i], fn("sin", k.x), k.x**2 - 2 * k.x, fn("exp", k.x) - 1)
    f = k.total(1)
    zero, other = rel("Eq", e, 0), rel("Ne", e, 0)
    pairs = [
        (where(other, f / e, 0) * e, f),
        (bracket(zero), lift(0)),
        (bracket(zero) * f, lift(0)),
        (bracket(other) * f, f),
        (total(bracket(rel("Ne", k.v[h], 0)), h), lift(k.n)),
        (where(zero, f, k.y), k.y),
        (where(zero, f + 1, f), f),
        (total(k.v[h], h, when=(rel("Ne", k.v[h], k.x),)), total(k.v[h], h)),
        (fn("sign", e) ** 2, lift(1)),
        (total(delta(h, k.i) * bracket(rel("Eq", k.v[h], k.x)), h), lift(0)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("D")
def poles(k: Maker) -> Claim:
    """Γ and ψ have values between the poles."""
    c = k.pick(0, 1, 2, 100)
    e = k.pick(k.x + c, k.x - k.y, k.v[k.i])
    g = fn(k.pick("gamma", "digamma"), e)
    raw, simple = k.use(e, k.pick("pos", "nonneg"))
    pairs = [
        (g + raw, g + simple),
        (g * k.y + raw, simple + k.y * g),
        (fn("gamma", e + 1), e * fn("gamma", e)),
        (fn("digamma", e + 1), fn("digamma", e) + 1 / e),
        (fn("loggamma", e + 1), fn("log", e) + fn("loggamma", e)),
        (fn("gamma", e), fn("exp", fn("loggamma", e))),
        (fn("gamma", e), fn("gamma", fn("abs", e))),
        (k.y, k.y + 0 * g),
        (bracket(k.condition()) * g + raw, bracket(k.condition()) * g + simple),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("E")
def conditions_in_products(k: Maker) -> Claim:
    """A condition that holds inside a product over an empty range says nothing beside it."""
    c = k.pick(rel("Le", k.n, s := k.pick(3, 5, 9)), rel("Ne", k.n, s), rel("Gt", k.x, 0), rel("Ne", k.x, 0))
    h = k.fresh(k.n, s) if k.chance(0.5) else k.fresh(k.pick(2, 8), k.n)
    b, e = bracket(c), fn("exp", k.y * h)
    pairs = [
        (over("Product", b * e, h) + b, over("Product", e, h) + 1),
        (over("Product", b * e, h), over("Product", e, h)),
        (b * over("Product", e, h), over("Product", b * e, h)),
        (total(b * e, h) + b * k.y, total(e, h) + k.y),
        (over("Product", where(c, e, 2), h), over("Product", e, h)),
        (over("Product", fn("sqrt", k.x), h) + fn("abs", k.x), over("Product", fn("sqrt", k.x), h) + k.x),
        (over("Product", k.x, h) * b, over("Product", k.x, h)),
        (over("Product", lift(h) * fn("abs", k.x), h), over("Product", lift(h) * k.x, h)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("memo")
def signed_ranges(k: Maker) -> Claim:
    """A range up to a signed index: inside it the index is positive, outside not."""
    up = index("o", k.pick(-1, -3, 0), k.pick(20 * k.m, k.n, aff(3)))
    h = k.fresh(1, up)
    a = fn(k.pick("abs", "relu"), up)
    f = Opaque("J", (a,))
    pairs = [
        (over("Product", a, h) * a, over("Product", a, h) * lift(up)),
        (total(a, h) + a, total(lift(up), h) + lift(up)),
        (total(a * k.v[1], h) + a, total(lift(up) * k.v[1], h) + lift(up)),
        (total(f, h) + f, total(f, h) + Opaque("J", (lift(up),))),
        (total(fn("sign", up), h) + fn("sign", up), total(lift(1), h) + 1),
        (total(lift(1), h), lift(up)),
        (over("Product", k.y, h), k.y**up),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("F")
def sampled_sizes(k: Maker) -> Claim:
    """Wrong from some size on, or only where a range is empty."""
    s = k.pick(7, 8, 9)
    n, h, e = k.n, k.fresh(1, k.n), k.total(1)
    short = k.fresh(1, n - (s - 1))
    far = k.fresh(s, n)
    few = k.fresh(1, s - 1)
    late = k.fresh(k.j, k.i)
    lost = over("Product", lift(n) - few, few)
    pairs = [
        (total(lift(1), late), lift(k.i) - k.j + 1),
        (total(k.v[h] * delta(h, s), h), lift(0)),
        (lost * e, lift(0)),
        (total(k.v[short] ** 2, short) + e, 2 * total(k.v[short] ** 2, short) + e),
        (e, bracket(rel("Lt", n, s)) * e),
        (e * lift(n), where(rel("Le", n, s), lift(n) * e, (lift(n) + 1) * e)),
        (total(k.v[h], h, when=(rel("Lt", h, s),)), total(k.v[h], h)),
        (total(k.v[far], far), lift(0)),
        (over("Product", k.v[far], far), lift(1)),
        (total(lift(1), short), lift(n) - (s - 1)),
        (total(lift(h) ** 2, h) + e, lift(n) ** 2 + 0 * lift(n) + e),
        (bracket(rel("Ge", n, s)) * e, lift(0)),
        (Diff(total((k.v[short + 1] - k.v[short]) ** 2, short), k.v[k.i]), lift(0)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("H")
def one_branch(k: Maker) -> Claim:
    """One solution of an equation stands for all."""
    x, y, z = k.x, k.y, k.z
    zero, one = lift(0), lift(1)
    f = k.total(1, [k.y, k.z])
    c = k.pick(2, 3)
    options = [
        (x, y, rel("Eq", z * x, z * y), [("z", zero), ("x", y)]),
        (x * f, y * f, rel("Eq", z * x, z * y), [("z", zero), ("x", y)]),
        (x, k.pick(one, zero), rel("Eq", x * (1 - x), 0), [("x", zero), ("x", one)]),
        (f * x, f, rel("Eq", x * (1 - x), 0), [("x", zero), ("x", one)]),
        (x, y, rel("Eq", x**2, y**2), [("x", y), ("x", -y)]),
        (x, zero, rel("Eq", x * y, 0), [("x", zero), ("y", zero)]),
        (x**3, c**2 * x + 1, rel("Eq", x**2, c**2), [("x", lift(c)), ("x", lift(-c))]),
        (x, lift(c), rel("Eq", x**2, c**2), [("x", lift(c)), ("x", lift(-c))]),
        (x + x, 3 * x, rel("Eq", y**2, 1), [("y", one), ("y", lift(-1))]),
        (x + y, y + y, rel("Eq", (x - y) * (x + y), 0), [("x", y), ("x", -y)]),
        (x, zero, rel("Eq", fn("abs", x) - x, 0), []),
        (x * k.p, k.p, rel("Eq", k.p * x, x), [("p", one), ("x", zero)]),
        (x, k.e * y, rel("Eq", k.e * x, k.e * k.e * y), [("e", zero), ("x", k.e * y)]),
        (k.p * y, y, rel("Eq", total(k.v[h := k.fresh(1, k.n)], h), 1), []),
        (lift(k.n), lift(c), rel("Eq", (lift(k.n) - c) * x, 0), [("x", zero)]),
    ]  # fmt: skip
    left, right, given, solutions = k.pick(*options)
    return Claim(left, right, (given,), solutions=tuple(solutions))


@lie("I")
def big_coefficients(k: Maker) -> Claim:
    """A term with a coefficient that a prime divides."""
    c = k.pick(*BIG) * k.pick(1, 2, 3)
    e, f = k.total(1), k.total(1, [k.x, k.y])
    pairs = [
        (e, e + c * f),
        (c * e + f, (c + 1) * e + f),
        (c * k.x, lift(0)),
        (e + Num(Fraction(1, c)) * f, e),
        (c * total(k.v[h := k.fresh(1, k.n)], h), c * total(k.v[g := k.fresh(1, k.n)], g) + c * k.v[1]),
        (e, e + (c * c - c) * k.x),
    ]
    return Claim(*k.pick(*pairs))


@lie("K")
def out_of_range(k: Maker) -> Claim:
    """Being in range is a demand."""
    n, i, c = k.n, k.i, k.pick(1, 2, 3, 7)
    h, short = k.fresh(1, n), k.fresh(1, n - c)
    e, inner = k.total(1), bracket(rel("Lt", i, n)) * k.v[i + 1]
    pairs = [
        (k.v[i], k.v[i] + 0 * k.v[i + c]),
        (e, e + k.v[1 + c] - k.v[1 + c]),
        (lift(0), k.v[1 + c] - k.v[1 + c]),
        (e, e * (k.v[i + c] ** 0)),
        (total(k.v[h], h), total(k.v[h] + 0 * k.v[h + c], h)),
        (total(k.v[short + c], short), total(k.v[h], h) - k.v[c]),
        (inner + fn("abs", lift(n - i - 1)), inner + lift(n - i - 1)),
        (k.v[i], total(k.v[h] * delta(h, i), h) + 0 * k.v[i - 1]),
        (bracket(rel("Ge", n, 1 + c)) * k.v[1 + c], (1 - bracket(rel("Lt", n, 1 + c))) * k.v[1 + c]),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("M")
def opaque(k: Maker) -> Claim:
    """Other arguments, other shapes, other slots."""
    v, w, x = Whole(k.v), Whole(k.w), Entry(Array("x"))
    f = lambda *args: Opaque("J", tuple(a if isinstance(a, Whole) else lift(a) for a in args))  # noqa: E731
    g = Opaque("H", (k.x,))
    pairs = [
        (f(v), f(Whole(k.v, row=True))),
        (f(v) * k.y, f(w) * k.y),
        (f(k.x, k.y), f(k.y, k.x)),
        (Diff(f(k.x, k.y), x), Diff(f(k.y, k.x), x)),
        (f(k.x), f(fn("abs", k.x))),
        (f(k.x), g),
        (f(k.x) + f(k.y), f(k.x + k.y)),
        (f(k.y, k.i), f(k.y, k.j)),
        (f(k.x), f(k.x) + 0 * f(fn("log", k.x))),
        (Diff(f(2 * k.x), x), Diff(f(k.x), x)),
        (f(fn("relu", k.x)), f(k.x)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("N")
def not_definite(k: Maker) -> Claim:
    """What holds of positive definite matrices and of no others."""
    n = k.pick(k.n, aff(2))
    kind = k.pick("positive_definite", "symmetric", "")
    P, u = Array("P", (n, n), "real", kind), Array("w", (n,))
    g, h, i, j = k.fresh(1, n), k.fresh(1, n), k.fresh(1, n), k.fresh(1, n)
    form, d = total(u[g] * P[g, h] * u[h], g, h), MatFn("det", var(P))
    pairs = [
        (fn("abs", form), form),
        (fn("abs", d), d),
        (fn("abs", P[i, j]), P[i, j]),
        (P[i, j] - P[j, i], lift(0)),
        (form / form, lift(1)),
        (lift(1), form / form),
        (delta(i, j), MatEntry(var(P) @ inv(var(P)), i, j)),
        (fn("sign", d), lift(1)),
        (fn("sign", form), lift(1)),
        (fn("relu", P[1, 1]), P[1, 1]),
        (MatFn("trace", var(P)) * P[1, 1], d + 1),
        (P[i, j] ** 2, P[i, i] * P[j, j]),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("R")
def edges(k: Maker) -> Claim:
    """0**p and slopes at 0."""
    x = Entry(Array("x"))
    zero = lift(0)
    pairs = [
        (Pow(zero, k.c), zero),
        (Pow(zero, lift(k.n - 1)), zero),
        (Diff(Norm(k.v) ** 2, k.v[k.i]), 2 * k.v[k.i] + 0 / Norm(k.v)),
        (Diff(Norm(k.v) ** 2, k.v[k.i]), 2 * Norm(k.v) * k.v[k.i] / Norm(k.v)),
        (k.c**k.p, k.c**k.p + 0 * fn("log", k.c)),
        (k.c**k.p, fn("exp", k.p * fn("log", k.c))),
        (Diff(fn("abs", k.x) ** 3, x), 3 * k.x**3 / fn("abs", k.x)),
        (Norm(k.v) / Norm(k.v) * k.x + 0 * k.x, k.x + k.x),
        (lift(1), Norm(k.v) / Norm(k.v)),
        (fn("abs", k.x) ** k.a, bracket(rel("Ne", k.x, 0)) * fn("abs", k.x) ** k.a),
        (fn("sqrt", k.c), k.c / fn("sqrt", k.c)),
        (Diff(k.x**k.n, x), lift(k.n) * k.x**k.n / k.x),
        (Pow(k.x, zero), bracket(rel("Ne", k.x, 0))),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("S")
def singular(k: Maker) -> Claim:
    """The line inverts what may be singular."""
    n = k.pick(k.n, aff(2), aff(2))
    A = Array("A", (n, n))
    a, i, j = var(A), k.fresh(1, n), k.fresh(1, n)
    d, e = MatFn("det", a), k.total(1, [k.x, k.y])
    given = k.pick((), (), (rel("Eq", d, 0),), (rel("Ne", d, 1),))
    pairs = [
        (Diff(d, A[i, j]), d * MatEntry(inv(a), j, i)),
        (delta(i, j), MatEntry(a @ inv(a), i, j)),
        (e, e + 0 / d),
        (e, e * d / d),
        (e, e + 0 * MatEntry(inv(a), i, j)),
        (d * d, d * d * MatFn("det", inv(a)) * d),
        (fn("abs", d), d),
        (A[i, j], MatEntry(a.T, i, j)),
        (Diff(d, A[i, j]), 0 * A[i, j]),
        (d**2 + MatFn("trace", a), d**2 + MatFn("trace", inv(inv(a)))),
        (fn("log", d**2), 2 * fn("log", d)),
        (bracket(rel("Ne", d, 0)) * e, e),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs), given=given)


@lie("borders")
def borders(k: Maker) -> Claim:
    """A value at the border of a case alone."""
    x, f = Entry(Array("x")), k.smooth(k.x, 1)
    c = k.pick(0, 1, -2)
    at = rel("Ne", k.x, c)
    h = k.fresh(1, k.n)
    pairs = [
        (where(at, fn("sin", k.x) / k.x, 1), where(at, fn("sin", k.x) / k.x, 0)),
        (where(at, f, 0), where(at, f, 1)),
        (where(rel("Gt", k.x, c), f, k.y), where(rel("Ge", k.x, c), f, k.y)),
        (fn("sign", k.x - c), where(rel("Ge", k.x, c), 1, -1)),
        (f, where(at, f, f + 1)),
        (where(rel("Lt", k.x, c), f, k.y), where(rel("Lt", k.x, c), f, k.y + bracket(negated(at)))),
        (Diff(f, x), where(at, Diff(f, x), 0)),
        (Diff(fn("abs", k.x) ** 2, x), 2 * fn("abs", k.x) ** 2 / k.x),
        (Diff(k.x**2, x), 2 * k.x**2 / k.x),
        (0 * k.y, Diff(over("Product", k.y, h, when=(rel("Gt", k.x, 0),)), Entry(Array("y")))),
        (Diff(fn("sqrt", k.x**4 + 1) * k.y, Entry(Array("y"))), fn("sqrt", k.x**4 + 1) * k.x / k.x),
        (fn("heaviside", k.x - c), bracket(rel("Le", k.x, c))),
        (bracket(rel("Gt", k.x, c)), fn("heaviside", k.x - c)),
        (fn("max", k.x, k.y), where(rel("Gt", k.x, k.y), k.x, k.y) + bracket(rel("Eq", k.x, k.y))),
        (Diff(fn("relu", k.x - c), x) + k.y, bracket(rel("Gt", k.x, c)) + k.y + bracket(rel("Gt", k.x, c + 5))),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("unspoken")
def unspoken(k: Maker) -> Claim:
    """An assumption on indices that neither side names says nothing of the sizes."""
    e = k.total(1, [k.x, k.y])
    options = [
        (lift(k.n) * e, e, rel("Eq", k.i, k.j)),
        (k.x * lift(k.n), 2 * k.x, rel("Ne", k.i, k.j)),
        (e, e * bracket(rel("Gt", k.n, 1)), rel("Ne", k.i, k.j)),
        (e + k.v[1], e, rel("Eq", k.v[k.i], 0)),
        (total(k.v[h := k.fresh(1, k.n)], h), lift(0), rel("Eq", k.v[k.i], 0)),
        (k.v[k.i], k.v[k.j], rel("Eq", k.j, k.k)),
        (bracket(rel("Le", k.n, 3)) * e, e, rel("Eq", k.i, 1)),
        (e * k.v[k.i], e * k.w[k.i], rel("Eq", k.v[k.j], k.w[k.j])),
    ]  # fmt: skip
    left, right, given = k.pick(*options)
    return Claim(left, right, (given,))


@lie("coincidence")
def coincidences(k: Maker) -> Claim:
    """Wrong only where indices and sizes meet."""
    c, e = k.pick(1, 2, 3, 5), k.total(1)
    h = k.fresh(1, k.n)
    pairs = [
        (delta(k.j, k.n - c), lift(0)),
        (delta(k.j, k.n - c) * e, lift(0)),
        (bracket(rel("Eq", k.n, k.m + k.K)), lift(0)),
        (bracket(rel("Eq", k.n, 2 * k.m + c)) * e, lift(0)),
        (e, e + delta(k.i, k.j)),
        (e, e * bracket(rel("Ne", 2 * k.i, k.j + k.k))),
        (total(delta(h, k.n - c) * k.w[h], h), lift(0)),
        (delta(k.i, k.j) * delta(k.j, k.k) * e, lift(0)),
        (bracket(rel("Eq", k.m, k.n)) * e, 0 * k.x),
        (k.v[k.i] * e, where(rel("Eq", k.i, k.n - c), k.v[k.j], k.v[k.i]) * e),
        (total(k.v[h] * bracket(rel("Ne", h, k.pick(k.n - c, 2 * k.i, k.m))), h), total(k.v[h], h)),
        (bracket(rel("Eq", lift(k.n) * k.m, 12)) * e, lift(0)),
    ]  # fmt: skip
    given = k.pick((), (), (rel("Ge", k.n, c + 1),), (rel("Ne", k.n, k.m),))
    return Claim(*k.pick(*pairs), given=given)


@lie("coincidence")
def one_size(k: Maker) -> Claim:
    """Right at the least size that the assumption allows."""
    c = k.pick(2, 3, 7, 8, 11)
    h = k.fresh(1, k.n)
    pairs = [
        (lift(k.n), lift(c)),
        (lift(k.n) * k.x, c * k.x),
        (total(k.x, h), c * k.x),
        (bracket(rel("Eq", k.n, c)) * k.y, k.y),
        (lift(k.n) * (lift(k.n) - c) * k.x, lift(0)),
    ]
    return Claim(*k.pick(*pairs), given=(rel("Ge", k.n, c),))


@lie("integers")
def integers(k: Maker) -> Claim:
    """An integer may be odd, negative or 0."""
    x, e = k.x, k.e
    pairs = [
        (fn("abs", x**e), x**e),
        (fn("abs", e), e),
        (x**e * x, x ** (e + 1) + 0 / x),
        (bracket(rel("Ge", e, 0)) * x, x),
        (bracket(rel("Gt", e, 0)), bracket(rel("Ge", e, 0))),
        (fn("cos", Pi() * e), lift(1)),
        (x**e / x**e, x**0 + bracket(rel("Eq", e, 3))),
        (lift(1), x**e / x**e),
        (e**2, e),
        (bracket(rel("Eq", e, k.pick(2, 7, -5))) * x, lift(0)),
        ((e - 1) * (e - 2) * (e + 1) * e * x, lift(0)),
        (fn("sqrt", e**2) * x, e * x),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("extrema")
def empty_extrema(k: Maker) -> Claim:
    """The extremum of nothing has no value."""
    q = k.fresh(k.pick(2, 3, 8), k.n)
    late = k.fresh(k.i + 1, k.n)
    h = k.fresh(1, k.n)
    e = k.total(1)
    most = over(k.pick("max", "min"), k.v[q], q)
    pairs = [
        (e, e + 0 * most),
        (e, e + most - most),
        (e, e + 0 * over("max", k.v[late], late)),
        (e, most / most * e),
        (over("max", k.v[h], h), over("max", k.v[q], q)),
        (over("max", k.v[h], h), fn("max", k.v[1], most)),
        (over("max", k.x * k.v[h], h), k.x * over("max", k.v[h], h)),
        (over("max", fn("abs", k.v[h]), h), over("max", k.v[h], h)),
        (over("max", k.v[h], h), k.v[k.pick(1, k.n)]),
        (bracket(rel("Gt", over("max", k.v[h], h), k.v[k.i])), lift(1)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@lie("maps")
def repeats(k: Maker) -> Claim:
    """A map may repeat a value, or miss one."""
    at = Map(k.pick("g", "gg"), k.K, k.n, k.chance(0.3))
    r, s, h, o = k.fresh(1, k.K), k.fresh(1, k.K), k.fresh(1, k.n), k.i
    one, two = aff(At(at, r)), aff(At(at, s))
    pairs = [
        (total(delta(one, two), r, s), lift(k.K)),
        (total(delta(one, o), r), lift(1)),
        (delta(one, two), delta(r, s)),
        (total(k.v[one], r), total(k.v[h], h)),
        (total(delta(one, two), r, s, when=(rel("Ne", r, s),)), lift(0)),
        (total(delta(one, o) * k.v[o], r), k.v[o]),
        (Diff(total(k.v[one], r), k.v[o]), total(delta(one, o), r) ** 2),
        (Diff(total(k.v[one] ** 2, r), k.v[o]), 2 * k.v[o]),
        (total(bracket(rel("Ne", one, o)), r), lift(k.K) - 1),
        (k.v[aff(At(at, aff(1)))], k.v[aff(At(at, k.K))]),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


# --- one change to a true claim -------------------------------------------------------------------------------------


def _number(e: Num, k: Maker) -> Expr:
    return Num(e.value + k.pick(1, -1, 2)) if k.chance(0.7) else Num(-e.value)


def _relation(r: Rel, k: Maker) -> Rel:
    """The border moved, the sense turned, or the next constant."""
    near = {"Gt": "Ge", "Ge": "Gt", "Lt": "Le", "Le": "Lt", "Eq": "Ne", "Ne": "Eq"}
    turned = {"Gt": "Lt", "Lt": "Gt", "Ge": "Le", "Le": "Ge", "Eq": "Ge", "Ne": "Gt"}
    return k.pick(replace(r, kind=near[r.kind]), replace(r, kind=turned[r.kind]), replace(r, right=_more(r.right)))


def _more(e: Expr) -> Expr:
    return Int(e.value + 1) if isinstance(e, Int) else e + 1


def _range(e: Over, k: Maker) -> Expr:
    """An end of the range moved by one."""
    low, high = k.pick((1, 0), (0, -1), (0, 1), (-1, 0))
    moved = k.fresh(e.index.lower + low, e.index.upper + high).atom
    body, when = (substituted(part, e.index, aff(moved)) for part in (e.body, e.where))
    return Over(e.kind, body, moved, when)  # type: ignore[arg-type]


def _changed(node: Any, k: Maker) -> Any | None:
    """One thing changed at the node, if there is one to change."""
    match node:
        case Num():
            return _number(node, k)
        case Rel():
            return _relation(node, k)
        case Over() if k.chance(0.6):
            return _range(node, k) if not node.where or k.chance(0.5) else replace(node, where=())
        case Bracket():
            return Num(Fraction(1))
        case Where(_, a, b):
            return k.pick(a, b, Where(node.condition, b, a))
        case Add(terms) if len(terms) > 1:
            return k.pick(Add(terms[1:]), Add(terms[:-1]), Add((*terms[:-1], -terms[-1])))
        case Mul(parts) if len(parts) > 1:
            return k.pick(Mul(parts[1:]), Mul(parts[:-1]), Mul((*parts, parts[-1])))
        case Pow(base, exponent):
            return k.pick(base, base ** (exponent + 1), base ** (2 * exponent))
        case Fn("abs" | "relu" | "max", (a, *_)):
            return a
        case Fn(name, (a,)) if name in ("exp", "sin", "tanh", "sigmoid", "softplus", "erf"):
            return k.pick(fn("tanh", a), fn("sin", a), a, fn(name, -a), fn(name, 2 * a))
        case Int(Aff() as form) if form.terms:
            return Int(form + k.pick(1, -1))
        case Expr() if k.chance(0.5):
            return _poisoned(node, k)
    return None


def _poisoned(e: Expr, k: Maker) -> Expr:
    """Wrong at one size, one value, one pair of indices; or with another domain."""
    f = k.argument()
    partial = k.partial(f)[0]
    return k.pick(
        e + 0 * partial, e * partial**0, e + bracket(rel("Eq", k.x, k.pick(0, 1, -3))), e * bracket(rel("Ne", f, 0)),
        e + delta(k.i, k.j), e * bracket(rel("Le", k.n, k.pick(2, 7, 8))), e + bracket(rel("Eq", k.n, k.m + 1)),
        e + 0 * k.v[k.i + 1], e * (f / f), where(rel("Ne", k.v[k.i], k.x), e, -e), e + bracket(rel("Gt", k.x, 1000)),
        e + bracket(k.indexed()), where(k.condition(), e, e + 1), fn("abs", e), fn("sqrt", e) ** 2,
        fn("exp", fn("log", e)), e + bracket(rel("Eq", k.n, k.m)), e * fn("gamma", f) ** 0, e + 0 * fn("sqrt", f),
    )  # fmt: skip


def mutated(claim: Claim, k: Maker) -> Claim:
    """A true claim with one thing changed on its second side, a condition dropped, or its sides exchanged."""
    if claim.given and k.chance(0.3):
        return replace(claim, given=claim.given[1:])
    if k.chance(0.1):
        return replace(claim, left=claim.right, right=claim.left)
    if k.chance(0.25):
        return replace(claim, right=_poisoned(claim.right, k))
    side = claim.right
    fixed = {id(x.variable) for x in walk(side) if isinstance(x, Diff)}
    spots = [x for x in walk(side) if isinstance(x, Expr | Rel) and id(x) not in fixed and _changed(x, k) is not None]
    if not spots:
        return replace(claim, right=_poisoned(side, k))
    spot, done = k.rng.choice(spots), False

    def at(node: Any) -> Any | None:
        nonlocal done
        if isinstance(node, Entry) and id(node) in fixed:
            return node
        if done or node is not spot:
            return None
        done = True
        return _changed(node, k)

    return replace(claim, right=rewrite(side, at))


def falsehood(
    rng: random.Random, classes: tuple[str, ...], worlds: random.Random | None = None, tries: int = 20
) -> tuple[Claim, World] | None:
    """One claim and a world in which it is false, if one of the first draws has one."""
    for _ in range(tries):
        k = Maker(rng)
        cls = rng.choice(classes)
        if cls in LIES and (rng.random() < 0.55 or cls == "memo"):
            claim = replace(rng.choice(LIES[cls])(k), cls=cls)
        else:
            k.serial = 100
            claim = mutated(truth(rng, (cls,)), k)
        if _strange(claim) or (not comparable(claim) and rng.random() < 0.95):
            continue
        witness, _ = samples(claim, worlds or rng, 80, 40)
        if witness is not None:
            return claim, witness
    return None


def _strange(claim: Claim) -> bool:
    """A bound index outside its sum, or a name declared in two ways: the change has torn the statement."""
    bound = {x.index.name for x in walk((claim.left, claim.right)) if isinstance(x, Over)}
    torn = free_indices(claim.left, claim.right).keys() & bound
    return any(name.startswith("h") and name[1:].isdigit() for name in torn) or not consistent(
        claim.left, claim.right, claim.given
    )
