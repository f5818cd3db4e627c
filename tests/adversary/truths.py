"""True claims, true by a law that is named: each function is one, with its side conditions.

`rewritten` varies both sides by laws that keep value and domain. Every claim is tried by the interpreter all the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from .making import BIG, Maker, eye, inv, scaled, var
from .trees import (
    Add,
    Array,
    At,
    Claim,
    Diff,
    Div,
    Entry,
    Expr,
    Fn,
    Index,
    Map,
    MatEntry,
    MatFn,
    Mul,
    Neg,
    Norm,
    Num,
    Opaque,
    Over,
    Pi,
    Pow,
    Where,
    Whole,
    aff,
    bracket,
    consistent,
    delta,
    fn,
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

Law = Callable[[Maker], Claim]
LAWS: dict[str, list[Law]] = {}
# Classes of which both sides have the same domain.
REVERSIBLE = ("C", "F", "H", "I", "M", "N", "R", "coincidence", "extrema", "maps", "memo", "unspoken")


def law(cls: str) -> Callable[[Law], Law]:
    """Registers a law under a class."""

    def register(f: Law) -> Law:
        LAWS.setdefault(cls, []).append(f)
        return f

    return register


# --- A, B, D, E: what is asked for outright may be used -------------------------------------------------------------


@law("A")
def a_fact_outright(k: Maker) -> Claim:
    """What the first side asks for everywhere holds wherever the line is asked."""
    e = k.argument()
    partial, fact = k.partial(e)
    asked, (raw, simple) = k.asked(partial), k.use(e, fact)
    return Claim(asked + raw, asked + simple)


@law("A")
def brackets_absorb(k: Maker) -> Claim:
    """[c]·e needs e only where c holds; cases say the same."""
    c = k.condition()
    partial = k.partial(k.argument())[0]
    other = k.total(1)
    pairs = [
        (bracket(c) * partial, where(c, partial, 0)),
        (bracket(c) * partial + bracket(negated(c)) * other, where(c, partial, other)),
        (bracket(c) * bracket(c) * partial, bracket(c) * partial),
        (bracket(c) * partial * other, other * (bracket(c) * partial)),
        (bracket(c) * partial, bracket(c) * partial + 0 * other),
        (bracket(c) * bracket(negated(c)) * partial, lift(0)),
    ]
    return Claim(*k.pick(*pairs))


@law("A")
def where_is_a_bracket(k: Maker) -> Claim:
    """Σ_{c} e = Σ [c] e."""
    h = k.fresh(1, k.n)
    c = k.pick(rel("Ne", h, k.i), rel("Lt", h, k.i), rel("Gt", k.v[h], 0), rel("Le", h, 3))
    e = k.pick(k.partial(k.v[h])[0], 1 / (k.v[h] - k.v[k.i]), k.v[h] * k.y)
    pair = (total(e, h, when=(c,)), total(bracket(c) * e, h))
    return Claim(*(pair if k.chance(0.5) else pair[::-1]))


@law("E")
def conditions_in_products(k: Maker) -> Claim:
    """Π (a + b) where a condition on the size is the same in every factor."""
    c = k.indexed()
    h, g = k.fresh(k.n, k.pick(3, 7, 9)), k.fresh(1, k.n)
    e = fn("exp", k.y * h)
    pairs = [
        (over("Product", bracket(c) * e, g), where(c, over("Product", e, g), 0)),
        (over("Product", where(c, e, e), h), over("Product", e, h)),
        (bracket(c) * over("Product", e, h), bracket(c) * over("Product", bracket(c) * e, h)),
        (over("Product", fn("exp", k.v[g]), g), fn("exp", total(k.v[g], g))),
        (total(fn("log", k.t[g]), g), fn("log", over("Product", k.t[g], g))),
        (over("Product", k.y, g), k.y**k.n),
    ]
    left, right = k.pick(*pairs)
    return Claim(left, right)


@law("memo")
def signed_ranges(k: Maker) -> Claim:
    """Inside a range up to a signed index, that index is positive."""
    up = index("o", k.pick(-1, -3, 0), k.pick(20 * k.m, k.n, aff(3)))
    h, g = k.fresh(1, up), k.fresh(1, up)
    a = fn(k.pick("abs", "relu"), up)
    pairs = [
        (total(a, h), total(lift(up), h)),
        (over("Product", a, h), over("Product", lift(up), g)),
        (total(a * k.v[1], h) + a, total(lift(up) * k.v[1], h) + a),
        (total(fn("sign", up), h), total(lift(1), h)),
        (over("Product", a, h) * a, a * over("Product", a, g)),
    ]
    return Claim(*k.pick(*pairs))


@law("B")
def powers(k: Maker) -> Claim:
    """Laws of powers, each where its side condition holds."""
    x, p, q, a, n = k.x, k.p, k.q, k.a, k.n
    third = Fraction(k.pick(1, 2, 4), 3)
    pairs = [
        (p**a * p**k.z, p ** (a + k.z)),
        ((p**a) ** 2, p ** (2 * a)),
        ((p * q) ** a, p**a * q**a),
        (x**k.e * x, x ** (k.e + 1)),
        (x**n * x**k.m, x ** (n + k.m)),
        (x ** (n - 1) * x, x**n),
        (x**3 / x, x**2),
        (fn("sqrt", x) ** 2, x),
        (x**third * x**third, x ** (2 * third)),
        (fn("log", p**a), a * fn("log", p)),
        (fn("abs", x) ** a, fn("abs", x) ** a * fn("sign", p)),
        (x**a + fn("abs", x) - fn("abs", x), x**a),
        (fn("abs", x ** k.e), fn("abs", x) ** k.e),
        ((x**2) ** n, x ** (2 * n)),
        (x ** Fraction(1, 2) + fn("abs", x), fn("sqrt", x) + x),
        (fn("exp", a * fn("log", x)) * 1, x**a),
        ((k.x + 5) ** 5 / (k.x + 5) ** 3, (k.x + 5) ** 2),
        (x ** (n + 1) / x, x**n),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("C")
def equal_or_not(k: Maker) -> Claim:
    """Real = and ≠ hold for numbers, by cases."""
    x, y = k.x, k.pick(k.y, lift(0), lift(k.pick(1, 2, 3)), k.v[k.i])
    same, other = rel("Eq", x, y), rel("Ne", x, y)
    h = k.fresh(1, k.n)
    pairs = [
        (bracket(same) + bracket(other), lift(1)),
        (bracket(same) * x, bracket(same) * y),
        (where(other, k.z / (x - y), 0) * (x - y), k.z * bracket(other)),
        (bracket(same) * bracket(other), lift(0)),
        (where(same, y, x), x),
        (where(same, x, y), y),
        (total(bracket(rel("Ne", k.v[h], 0)) * k.v[h], h), total(k.v[h], h)),
        (total(bracket(rel("Eq", k.v[h], 0)), h) + total(bracket(rel("Ne", k.v[h], 0)), h), lift(k.n)),
        (bracket(rel("Eq", fn("exp", x), 0)), lift(0)),
        (bracket(rel("Gt", x, 0)) + bracket(rel("Le", x, 0)), lift(1)),
        (bracket(rel("Gt", x, 0)) + bracket(rel("Lt", x, 0)) + bracket(rel("Eq", x, 0)), lift(1)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("D")
def poles(k: Maker) -> Claim:
    """The recurrences of Γ, log Γ and ψ, from the side with the smaller domain to the other."""
    e = k.pick(k.x, k.p, k.x + k.pick(1, 2, 100), k.x - k.y)
    pairs = [
        (e * fn("gamma", e), fn("gamma", e + 1)),
        (fn("digamma", e) + 1 / e, fn("digamma", e + 1)),
        (fn("log", e) + fn("loggamma", e), fn("loggamma", e + 1)),
        (fn("exp", fn("loggamma", e)), fn("gamma", e)),
        (fn("loggamma", e) + fn("abs", e), fn("loggamma", e) + e),
        (fn("gamma", e) - fn("gamma", e), 0 * fn("gamma", e)),
        (fn("gamma", k.p + 1), k.p * fn("gamma", k.p)),
        (fn("digamma", e), fn("digamma", e) * bracket(rel("Ne", e, 0))),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("F")
def counting(k: Maker) -> Claim:
    """Sums of constants, deltas and powers over ranges that may be empty."""
    n, c, i = k.n, k.pick(2, 3, 7, 9), k.i
    short, window, later = k.fresh(1, n - c), k.fresh(-k.m, k.m), k.fresh(i + 1, n)
    h, g = k.fresh(1, n), k.fresh(0, n - 1)
    e = k.total(1, [k.v[h]])
    d = k.total(1)
    pairs = [
        (total(d, short), where(rel("Ge", n, c), lift(n - c) * d, 0)),
        (total(lift(1), window), 2 * lift(k.m) + 1),
        (total(d, later), lift(n - i) * d),
        (total(k.v[h] * delta(h, c), h), bracket(rel("Ge", n, c)) * k.v[c]),
        (total(lift(h), h), lift(n) * lift(n + 1) / 2),
        (total(lift(h) ** 2, h), lift(n) * lift(n + 1) * (2 * lift(n) + 1) / 6),
        (total(e * delta(h, i), h), substituted(e, h.atom, i)),
        (total(d, h), lift(n) * d),
        (total(e, h), total(e, h, when=(rel("Le", h, c),)) + total(e, h, when=(rel("Gt", h, c),))),
        (total(e, h), substituted(e, h.atom, aff(1)) + total(substituted(e, h.atom, lf := k.fresh(2, n)), lf)),
        (total(e, h), total(substituted(e, h.atom, g + 1), g)),
        (total(e, h), total(substituted(e, h.atom, n + 1 - h), h)),
        (total(e, h, when=(rel("Eq", h, i),)), substituted(e, h.atom, i)),
        (total(e, h, when=(rel("Ne", h, i),)), total(e, h) - substituted(e, h.atom, i)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("K")
def ranges(k: Maker) -> Claim:
    """Neighbours, triangles, telescopes: what is read on the first side is in range."""
    n, i, v = k.n, k.i, k.v
    h, g = k.fresh(1, n), k.fresh(1, n)
    up = k.fresh(h + 1, n)
    step = k.fresh(1, n - 1)
    c = k.pick(1, 2, 3)
    f = k.pick(v[h] * v[up], fn("exp", v[h] - v[up]), (v[h] - v[up]) ** 2)
    pairs = [
        (v[i + 1] * k.y, k.y * v[i + 1] + 0 * v[i]),
        (v[i + c] + k.x, k.x + v[i + c] + 0 * v[i + 1]),
        (total(v[step + 1] - v[step], step), v[n] - v[1]),
        (total(f, h, up), total(substituted(f, up.atom, g), h, g, when=(rel("Lt", h, g),))),
        (total(v[step + 1], step), total(v[h], h) - v[1]),
        (v[i - 1] + fn("abs", lift(i - 1)), lift(i - 1) + v[i - 1]),
        (bracket(rel("Lt", i, n)) * v[i + 1], where(rel("Lt", i, n), v[i + 1], 0)),
        (v[c] * k.y, v[c] * k.y * bracket(rel("Ge", n, c))),
        (0 * v[c], v[c] - v[c]),
        (total(v[h] * v[g], h, g), total(v[h], h) ** 2),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("H")
def equations(k: Maker) -> Claim:
    """What follows from an equation in each of its branches."""
    x, y, z, s = k.x, k.y, k.z, k.x
    zero: Expr = lift(0)
    f = k.total(1, [k.y, k.z])
    options = [
        (s**2, s, rel("Eq", s * (1 - s), 0), [("x", zero), ("x", lift(1))]),
        (s**3 * f, s * f, rel("Eq", s * (1 - s), 0), [("x", zero), ("x", lift(1))]),
        (z * x * k.p, k.p * z * y, rel("Eq", z * x, z * y), [("z", zero), ("x", y)]),
        ((x + y) ** 2, x**2 + y**2, rel("Eq", x * y, 0), [("x", zero), ("y", zero)]),
        (fn("abs", x), fn("abs", y), rel("Eq", x**2, y**2), [("x", y), ("x", -y)]),
        (x**4 + f, y**4 + f, rel("Eq", x**2, y**2), [("x", y), ("x", -y)]),
        (x + f, 2 * y + f, rel("Eq", x, 2 * y), [("x", 2 * y)]),
        (f * x, f * (1 - y), rel("Eq", x + y, 1), [("x", 1 - y)]),
        (x * (x - 2) * (f + 1), zero, rel("Eq", x * (x - 2), 0), [("x", zero), ("x", lift(2))]),
        (k.u * y, k.u * z, rel("Eq", k.u * y, k.u * z), [("y", z)]),
        (y, z, rel("Eq", k.u * y, k.u * z), [("y", z)]),
        (k.p, lift(1), rel("Eq", k.p**2, 1), [("p", lift(1))]),
        (k.pick(x, y) * lift(k.n), k.x * lift(k.n), rel("Eq", x, y), [("x", y)]),
    ]  # fmt: skip
    left, right, given, solutions = k.pick(*options)
    return Claim(left, right, (given,), solutions=tuple(solutions))


@law("I")
def big_coefficients(k: Maker) -> Claim:
    """Integers beyond every machine word."""
    c, d = k.pick(*BIG), k.pick(*BIG)
    e, f = k.total(1), k.total(1)
    pairs = [
        (c * (d * e), Num(Fraction(c * d)) * e),
        (c * e + d * e, (c + d) * e),
        (c * e - c * f, c * (e - f)),
        (Num(Fraction(c, d)) * e * d, c * e),
        ((k.x + c) * (k.x - c), k.x**2 - c * c),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("M")
def opaque(k: Maker) -> Claim:
    """Equal arguments give equal values; the chain rule."""
    e = k.total(1)
    v, f = Whole(k.v), lambda *args: Opaque("J", tuple(a if isinstance(a, Whole) else lift(a) for a in args))
    h = k.fresh(1, k.n)
    x = Entry(Array("x"))
    pairs = [
        (f(e + e), f(2 * e)),
        (f(k.x, v), f(0 * k.y + k.x, v)),
        (f(v) * e - e * f(v), lift(0)),
        (total(f(k.v[h]), h), total(f(k.v[hh := k.fresh(1, k.n)]), hh)),
        (Diff(f(k.x) * k.x, x), f(k.x) + k.x * Diff(f(k.x), x)),
        (Diff(f(k.x, k.y) ** 2, x), 2 * f(k.x, k.y) * Diff(f(k.x, k.y), x)),
        (f(k.y, k.i) * delta(k.i, k.j), f(k.y, k.j) * delta(k.i, k.j)),
        (Diff(f(k.y), x), lift(0)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("N")
def definite(k: Maker) -> Claim:
    """uᵀ P u ≥ 0, det P > 0, P_ii > 0, P = Pᵀ."""
    n = k.pick(k.n, k.n, aff(2))
    P, u = Array("P", (n, n), "real", "positive_definite"), Array("w", (n,))
    S = Array("S", (n, n), "real", "symmetric")
    g, h, i, j = k.fresh(1, n), k.fresh(1, n), k.fresh(1, n), k.fresh(1, n)
    form = total(u[g] * P[g, h] * u[h], g, h)
    d = MatFn("det", var(P))
    inverse = MatEntry(var(P) @ inv(var(P)), i, j)
    pairs = [
        (fn("abs", form), form),
        (fn("abs", d), d),
        (fn("sqrt", d) ** 2, d),
        (P[i, j], P[j, i]),
        (S[i, j] - S[j, i], lift(0)),
        (fn("abs", P[i, i]), P[i, i]),
        (P[1, 1] / P[1, 1], lift(1)),
        (inverse, delta(i, j)),
        (fn("exp", fn("log", d)), d),
        (MatFn("det", inv(var(P))) * d, lift(1)),
        (lift(1), d / d),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("R")
def edges(k: Maker) -> Claim:
    """0**p for p > 0, and slopes at 0 of what is differentiable there."""
    x, h = Entry(Array("x")), k.fresh(1, k.n)
    zero: Expr = lift(0)
    i = k.i
    pairs = [
        (Pow(zero, k.p), zero),
        (Pow(zero, lift(k.n)), zero),
        (Pow(lift(k.x), zero), lift(1)),
        (Diff(Norm(k.v) ** 2, k.v[i]), 2 * k.v[i]),
        (Norm(k.v) ** 2, total(k.v[h] ** 2, h)),
        (Diff(fn("abs", k.x) ** 3, x), 3 * k.x * fn("abs", k.x)),
        (Diff(fn("relu", k.x) ** 2, x), 2 * fn("relu", k.x)),
        (Diff(fn("abs", k.x) ** 2, x), 2 * k.x),
        (Diff(k.x**k.n, x), lift(k.n) * k.x ** (k.n - 1)),
        (k.c**k.p * bracket(rel("Eq", k.c, 0)), zero),
        (fn("sqrt", k.c) ** 2 * bracket(rel("Eq", k.c, 0)), zero),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("S")
def determinants(k: Maker) -> Claim:
    """Determinant, trace and inverse, from the side that asks for more."""
    n = k.pick(aff(2), aff(2), k.n)
    A, B = Array("A", (n, n)), Array("B", (n, n))
    a, b = var(A), var(B)
    det, tr = (lambda m: MatFn("det", m)), (lambda m: MatFn("trace", m))
    i, j, h = k.fresh(1, n), k.fresh(1, n), k.fresh(1, n)
    c = k.pick(2, 3)
    pairs = [
        (det(a @ b), det(a) * det(b)),
        (det(a.T), det(a)),
        (tr(a @ b), tr(b @ a)),
        (tr(a.T @ b), total(A[h, g := k.fresh(1, n)] * B[h, g], h, g)),
        (det(inv(a)) * det(a), lift(1)),
        (MatEntry(inv(a) @ a, i, j), delta(i, j)),
        (MatEntry(inv(a).T, i, j), MatEntry(inv(a.T), i, j)),
        (MatEntry(inv(b) @ inv(a), i, j), MatEntry(inv(a @ b), i, j)),
        (tr(scaled(c, eye(n))), c * lift(n)),
        (det(scaled(c, a)), lift(c) ** n * det(a)),
        (fn("log", det(a)) + fn("log", det(b)), fn("log", det(a @ b))),
        (Diff(tr(a @ b), A[i, j]), B[j, i]),
        (det(a) / det(a) * tr(a), tr(a)),
    ]  # fmt: skip
    if n == aff(2):
        formula = A[1, 1] * A[2, 2] - A[1, 2] * A[2, 1]
        pairs += [
            (det(a), formula),
            (Diff(det(a), A[1, 1]), A[2, 2]),
            (Diff(det(a), A[1, 2]), -A[2, 1]),
            (MatEntry(inv(a), aff(1), aff(1)), A[2, 2] / formula),
            (det(a) * Fraction(1), det(a + scaled(0, b))),
        ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("borders")
def cases(k: Maker) -> Claim:
    """The slope of cases is the cases of slopes, not asked at a border."""
    x = Entry(Array("x"))
    f, g = k.smooth(k.x, 1), k.smooth(k.x, 1)
    c = rel(k.pick("Gt", "Lt", "Ge"), k.x, k.pick(0, 1, k.y))
    pairs = [
        (Diff(where(c, f, g), x), where(c, slope(f), slope(g))),
        (Diff(bracket(c) * f, x), bracket(c) * slope(f)),
        (where(rel("Ne", k.x, 0), fn("sin", k.x) / k.x, 1) * k.x, fn("sin", k.x)),
        (where(rel("Ne", k.x, 0), k.x * f / k.x, f), f),
        (fn("relu", f), where(rel("Gt", f, 0), f, 0)),
        (Diff(fn("relu", f), x), where(rel("Gt", f, 0), slope(f), 0)),
        (Diff(fn("abs", f), x), fn("sign", f) * slope(f)),
        (Diff(fn("max", f, g), x), where(rel("Gt", f, g), slope(f), slope(g))),
        (where(c, f, f), f),
        (where(c, where(c, f, g), g), where(c, f, g)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("borders")
def demands(k: Maker) -> Claim:
    """A rule may ask for more on its way than the derivative does."""
    x = Entry(Array("x"))
    pairs = [
        (Diff(fn("sqrt", k.x**2 + 1), x), k.x / fn("sqrt", k.x**2 + 1)),
        (Diff(fn("log", k.x), x), 1 / k.x),
        (Diff(fn("sqrt", k.x), x), 1 / (2 * fn("sqrt", k.x))),
        (Diff(k.p**k.a, Entry(Array("p", (), "positive"))), k.a * k.p ** (k.a - 1)),
        (Diff(1 / k.x, x), -1 / k.x**2),
        (Diff(k.x * fn("log", k.x), x), fn("log", k.x) + 1),
        (Diff(fn("loggamma", k.x), x), fn("digamma", k.x)),
        (Diff(k.x**2 / k.x, x), lift(1)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("unspoken")
def assumed_indices(k: Maker) -> Claim:
    """An assumption on indices that the claim does not name is left out; on others it holds."""
    e = k.total(1, [k.x, k.y])
    named = k.v[k.i] * k.w[k.j] * e
    pairs = [
        (named, k.v[k.j] * k.w[k.j] * e, rel("Eq", k.i, k.j)),
        (delta(k.i, k.j) * e + k.v[k.i] - k.v[k.i], lift(0), rel("Ne", k.i, k.j)),
        (bracket(rel("Lt", k.i, k.j)) * e, e, rel("Lt", k.i, k.j)),
        (lift(k.n) * k.x, k.x * lift(k.n), rel("Eq", k.i, k.j)),
        (k.x + k.x, 2 * k.x, rel("Ne", k.i, 1)),
        (fn("abs", lift(k.i - k.j)), lift(k.i - k.j), rel("Ge", k.i, k.j)),
    ]  # fmt: skip
    left, right, given = k.pick(*pairs)
    return Claim(left, right, (given,))


@law("coincidence")
def coincidences(k: Maker) -> Claim:
    """Deltas and brackets that are met at few sizes."""
    c = k.pick(1, 2, 3, 7)
    h = k.fresh(1, k.n)
    e = k.total(1)
    pairs = [
        (total(delta(h, k.n - c) * k.w[h], h), bracket(rel("Gt", k.n, c)) * k.w[k.n - c]),
        (bracket(rel("Eq", k.n, c)) * lift(k.n) * e, bracket(rel("Eq", k.n, c)) * c * e),
        (bracket(rel("Eq", k.n, k.m + k.K)) + bracket(rel("Ne", k.n, k.m + k.K)), lift(1)),
        (delta(k.i, k.n - c) * k.v[k.i], k.v[k.n - c] * delta(k.i, k.n - c)),
        (delta(k.i, k.j) * delta(k.j, k.k), delta(k.i, k.k) * delta(k.j, k.k)),
        (delta(k.i, k.n + c) * e, lift(0)),
        (total(delta(h, k.i) * delta(h, k.j), h), delta(k.i, k.j)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("integers")
def integers(k: Maker) -> Claim:
    """Declared integers."""
    x, e = k.x, k.e
    pairs = [
        (fn("abs", x**e), fn("abs", x) ** e),
        ((x**e) ** 2, (x**2) ** e),
        (x**e * x**-1, x ** (e - 1)),
        (x ** (2 * e), fn("abs", x) ** (2 * e)),
        (fn("abs", e) ** 2, e**2),
        (bracket(rel("Eq", e, Fraction(1, 2))), lift(0)),
        (fn("cos", Pi() * e) ** 2 + fn("sin", Pi() * e) ** 2, lift(1)),
        (fn("sin", Pi() * e), lift(0)),
        (fn("exp", e * k.y), fn("exp", k.y) ** e),
        (bracket(rel("Gt", e, 0)) * k.y, bracket(rel("Ge", e, 1)) * k.y),
        (k.p**e * k.p, k.p ** (e + 1)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("extrema")
def extrema(k: Maker) -> Claim:
    """Max and min over ranges with at least one member."""
    h, g, q = k.fresh(1, k.n), k.fresh(1, k.n), k.fresh(k.pick(2, 3), k.n)
    most = over("max", k.v[h], h)
    e = k.pick(k.x, k.y, k.p)
    pairs = [
        (over("max", k.v[h] + e, h), most + e),
        (over("max", -k.v[h], h), -over("min", k.v[h], h)),
        (over("max", k.p * k.v[h], h), k.p * most),
        (most, over("max", k.v[g], g)),
        (over("max", e, h), e),
        (over("max", k.v[q], q) * e, e * over("max", k.v[q], q)),
        (fn("max", k.x, k.y) + fn("min", k.x, k.y), k.x + k.y),
        (fn("max", k.x, k.y), (k.x + k.y + fn("abs", k.x - k.y)) / 2),
        (bracket(rel("Ge", most, k.v[k.i])), lift(1)),
        (0 * most + k.x, k.x),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("maps")
def maps(k: Maker) -> Claim:
    """Index maps: repeats are counted, injective ones have none."""
    injective = k.chance(0.5)
    name = k.pick("g", "gg")
    at = Map(name, k.K, k.n, injective)
    r, s = k.fresh(1, k.K), k.fresh(1, k.K)
    o, h = k.i, k.fresh(1, k.n)
    image = lambda place: aff(At(at, place))  # noqa: E731
    other = Map("h", k.K, k.n)
    pairs = [
        (total(k.v[image(r)], r), total(k.v[h] * total(delta(image(r), h), r), h)),
        (delta(image(r), o) * k.v[image(r)], k.v[o] * delta(image(r), o)),
        (total(delta(image(r), o) * k.v[aff(At(other, r))], r), total(k.v[aff(At(other, s))] * delta(o, image(s)), s)),
        (total(delta(image(r), h), h, r), lift(k.K)),
        (total(k.v[image(r)] * delta(r, s), r), k.v[image(s)]),
        (Diff(total(k.v[image(r)], r), k.v[o]), total(delta(image(r), o), r)),
        (total(k.v[image(r)], r, when=(rel("Eq", image(r), o),)), total(k.v[o], r, when=(rel("Eq", image(r), o),))),
    ]  # fmt: skip
    if injective:
        pairs += [(total(delta(image(r), image(s)), r, s), lift(k.K)), (delta(image(r), image(s)), delta(r, s))]
        pairs += [(total(delta(image(r), image(s)), r, s, when=(rel("Ne", r, s),)), lift(0))]
    return Claim(*k.pick(*pairs))


@law("inequalities")
def inequalities(k: Maker) -> Claim:
    """What an inequality in `given` says."""
    x, y = k.x, k.y
    options = [
        (fn("abs", x - y), x - y, [rel("Gt", x, y)]),
        (fn("relu", x - y), x - y, [rel("Ge", x, y)]),
        (fn("sign", x - y), lift(1), [rel("Gt", x, y)]),
        (fn("sqrt", x**2), -x, [rel("Le", x, 0)]),
        (fn("log", x * y), fn("log", x) + fn("log", y), [rel("Gt", x, 0), rel("Gt", y, 0)]),
        (x, x**2 / x, [rel("Ne", x, 0)]),
        ((x - y) / (x - y), lift(1), [rel("Ne", x, y)]),
        (lift(1), (x - y) / (x - y), [rel("Ne", x, y)]),
        (fn("log", (y - k.p) * (y - 2 * k.p)), fn("log", y - k.p) + fn("log", y - 2 * k.p), [rel("Gt", y, 2 * k.p)]),
        (fn("max", x, y), x, [rel("Ge", x, y)]),
        (bracket(rel("Gt", x, 0)) * y, y, [rel("Gt", x, 1)]),
        (fn("abs", lift(k.n - 3)), lift(k.n - 3), [rel("Ge", k.n, 3)]),
        (bracket(rel("Ge", k.n, 2)) * x, x, [rel("Gt", k.n, 7)]),
        (where(rel("Ne", x, y), 1 / (x - y), 0), 1 / (x - y), [rel("Ne", x, y)]),
    ]  # fmt: skip
    left, right, given = k.pick(*options)
    return Claim(left, right, tuple(given))


# --- everyday -------------------------------------------------------------------------------------------------------


def slope(e: Expr) -> Expr:
    """∂e/∂x by the rules for sums, products, powers and smooth functions."""
    match e:
        case Entry(array):
            return lift(int(array.name == "x"))
        case Num() | Pi():
            return lift(0)
        case Add(terms):
            return Add(tuple(map(slope, terms)))
        case Neg(body):
            return -slope(body)
        case Mul((a, b)):
            return slope(a) * b + a * slope(b)
        case Pow(base, Num(k)):
            return Num(k) * base ** (k - 1) * slope(base)
        case Fn(name, (a,)):
            return OUTER[name](a) * slope(a)
    return lift(0)


OUTER: dict[str, Callable[[Expr], Expr]] = {
    "exp": lambda a: fn("exp", a),
    "sin": lambda a: fn("cos", a),
    "cos": lambda a: -fn("sin", a),
    "tanh": lambda a: 1 - fn("tanh", a) ** 2,
    "sigmoid": lambda a: fn("sigmoid", a) * (1 - fn("sigmoid", a)),
    "softplus": lambda a: fn("sigmoid", a),
}


@law("everyday")
def chain_rule(k: Maker) -> Claim:
    """Rules of differentiation."""
    f = k.smooth(k.x, k.pick(2, 3))
    return Claim(Diff(f, Entry(Array("x"))), slope(f))


@law("everyday")
def regression(k: Maker) -> Claim:
    """Squares, logistic loss, softmax: gradients entry by entry."""
    X, b, w = k.X, k.b, Array("w", (k.n,))
    h, a, c, r = k.fresh(1, k.n), k.fresh(1, k.m), k.fresh(1, k.m), k.r
    fit = total(X[h, a] * b[a], a)
    fit2 = total(X[h, c] * b[c], c)
    Z, g = total(fn("exp", k.v[h]), h), k.fresh(1, k.n)
    pairs = [
        (Diff(total((fit - w[h]) ** 2, h), b[r]), 2 * total((fit2 - w[h]) * X[h, r], h)),
        (Diff(total(fn("softplus", fit), h), b[r]), total(fn("sigmoid", fit2) * X[h, r], h)),
        (Diff(fn("log", Z), k.v[k.i]), fn("exp", k.v[k.i]) / Z),
        (Diff(k.v[k.i] - fn("log", Z), k.v[k.j]), delta(k.i, k.j) - fn("exp", k.v[k.j]) / Z),
        (total(fn("exp", k.v[g]) / Z, g), lift(1)),
        (Diff(total(k.v[h] ** 2, h) / 2, k.v[k.i]), k.v[k.i]),
        (1 - fn("sigmoid", k.x), fn("sigmoid", -k.x)),
        (fn("tanh", k.x), 2 * fn("sigmoid", 2 * k.x) - 1),
        (fn("softplus", k.x) - fn("softplus", -k.x), k.x),
        (fn("logsigmoid", k.x), fn("log", fn("sigmoid", k.x))),
        (fn("log", k.p * k.q), fn("log", k.p) + fn("log", k.q)),
        (2 * fn("log", k.x), fn("log", k.x**2)),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


@law("everyday")
def algebra(k: Maker) -> Claim:
    """A total expression and itself, to be rewritten."""
    e = k.total(k.pick(2, 3))
    return Claim(e, e)


@law("everyday")
def signs(k: Maker) -> Claim:
    """abs, sign, relu, max of anything."""
    e = k.total(1, [k.x, k.y])
    pairs = [
        (fn("abs", e), e * fn("sign", e)),
        (fn("abs", e) ** 2, e**2),
        (fn("relu", e) - fn("relu", -e), e),
        (fn("sqrt", e**2), fn("abs", e)),
        (fn("relu", e), (e + fn("abs", e)) / 2),
        (fn("sign", e), bracket(rel("Gt", e, 0)) - bracket(rel("Lt", e, 0))),
        (fn("abs", e), fn("max", e, -e)),
        (fn("heaviside", e), bracket(rel("Gt", e, 0))),
    ]  # fmt: skip
    return Claim(*k.pick(*pairs))


# --- rewriting ------------------------------------------------------------------------------------------------------


def _same(e: Expr, k: Maker) -> Expr | None:
    """The node by a law that keeps value and domain."""
    match e:
        case Add(terms):
            return Add(tuple(k.rng.sample(terms, len(terms))))
        case Mul((Add(terms), b)) if k.chance(0.4) and len(terms) == 2 and plain(b):
            return terms[0] * b + terms[1] * b
        case Mul(parts):
            return Mul(tuple(k.rng.sample(parts, len(parts))))
        case Over("Sum", Add(terms), at, ()) if k.chance(0.7):
            return Add(tuple(Over("Sum", t, at) for t in terms))
        case Over(kind, body, Index() as at, ()) if kind in ("Sum", "Product") and k.chance(0.5):
            shifted = k.fresh(at.lower - 1, at.upper - 1)
            return Over(kind, substituted(body, at, shifted + 1), shifted.atom)  # type: ignore[arg-type]
        case Fn("exp", (Add((a, b)),)):
            return fn("exp", a) * fn("exp", b)
        case Fn("relu", (a,)):
            return fn("max", a, 0)
        case Fn("sigmoid", (a,)):
            return 1 / (1 + fn("exp", -a))
        case Pow(base, Num(power)) if power == 2 and plain(base):
            return base * base
        case Where((c,), a, b):
            return Where((negated(c),), b, a)
        case Div(a, b):
            return a * b**-1
        case Neg(a):
            return -1 * a
    return None


def plain(e: Expr) -> bool:
    """No bracket that a product would meet as a factor."""
    return isinstance(e, Num | Entry | Fn)


def rewritten(e: Expr, k: Maker) -> Expr:
    """A few nodes rewritten; ranges of bound indices that speak of others are left alone."""
    share = k.pick(0.0, 0.25, 0.5)

    def at(node: object) -> object | None:
        return _same(node, k) if isinstance(node, Expr) and k.chance(share) else None

    return rewrite(e, at)


def wrapped(claim: Claim, k: Maker) -> Claim:
    """Both sides in the same surroundings: a function of all numbers, a total factor, a case, a sum, a derivative."""
    x, c, e = Entry(Array("x")), k.condition(), k.total(1)
    h, f = k.fresh(1, k.n), k.pick("exp", "tanh", "sin", "abs")
    around: list[Callable[[Expr], Expr]] = [
        lambda side: fn(f, side),
        lambda side: e * side,
        lambda side: side + e,
        lambda side: bracket(c) * side,
        lambda side: where(c, side, e),
        lambda side: Opaque("J", (side, e)),
        lambda side: total(k.w[h] * side, h),
        lambda side: over("max", side + k.w[h], h),
        lambda side: total(side, h, when=(rel("Ne", h, k.j),)),
    ]
    if not claim.given and not any(isinstance(node, Diff) for node in walk((claim.left, claim.right))):
        around += [lambda side: Diff(side, x)] * 2
    wrap = k.pick(*around)
    around_both = replace(claim, left=wrap(claim.left), right=wrap(claim.right))
    return around_both if consistent(around_both.left, around_both.right) else claim


def specialised(claim: Claim, k: Maker) -> Claim:
    """What holds for all numbers holds for those of a sign; what holds for all sizes, for one."""
    if k.chance(0.3):
        value = aff(k.pick(1, 2, 3))
        sides = (substituted(side, k.n.atom, value) for side in (claim.left, claim.right, claim.given))
        return replace(claim, **dict(zip(("left", "right", "given"), sides, strict=True)))
    name, sign = k.pick("x", "x", "y", "v"), k.pick("positive", "nonnegative", "nonzero", "negative")

    def at(node: object) -> object | None:
        return replace(node, sign=sign) if isinstance(node, Array) and node.name == name else None

    parts = (claim.left, claim.right, claim.given, claim.solutions)
    left, right, given, solutions = (rewrite(part, at) for part in parts)
    return replace(claim, left=left, right=right, given=given, solutions=solutions)


def both(claim: Claim, k: Maker) -> Claim:
    """The sum of two true claims is one."""
    other = k.rng.choice(LAWS[k.rng.choice(tuple(LAWS))])(k)
    left, right = claim.left + other.left, claim.right + other.right
    if k.chance(0.5):
        left, right = other.left - claim.left, other.right - claim.right
    given, solutions = claim.given + other.given, claim.solutions + other.solutions
    joined = replace(claim, left=left, right=right, given=given, solutions=solutions)
    return joined if consistent(left, right, given) else claim


def truth(rng: random.Random, classes: tuple[str, ...]) -> Claim:
    """One true claim of one of the classes."""
    k = Maker(rng)
    cls = rng.choice(classes)
    claim = rng.choice(LAWS[cls])(k)
    if cls in REVERSIBLE and k.chance(0.4):
        claim = replace(claim, left=claim.right, right=claim.left)
    for share, change in ((0.15, both), (0.25, wrapped), (0.15, specialised)):
        claim = change(claim, k) if k.chance(share) else claim
    return replace(claim, left=rewritten(claim.left, k), right=rewritten(claim.right, k), cls=cls)
