"""Powers, exponentials, logarithms and the other functions of polynomials, by identities that hold for real values.

Where an identity asks for a sign (√(ab) = √a √b, log ab = log a + log b), it is used only if the sign is known from the
atoms or the facts; otherwise the argument stays whole. Identities hold wherever both sides are defined: that a line is
defined where the first of its chain is, is judged apart (`symcheck.symbolic.domain`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import comb, prod

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Kind
from symcheck.functions.definition import by_definition
from symcheck.functions.table import KNOWN, SLOPES, WHOLE
from symcheck.symbolic.normal_form.atoms import call_atom, condition_atom, exp_atom, lambda_of, log_atom, power_atom
from symcheck.symbolic.normal_form.content import Content, content
from symcheck.symbolic.normal_form.factorials import FACTORIALS, factorial_call
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.folds import logarithm_of
from symcheck.symbolic.normal_form.polys import (
    ONE,
    ZERO,
    Factors,
    TooLarge,
    add,
    constant,
    constant_value,
    monomial,
    scale,
    subtract,
    term,
    times,
)
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, atom_sign, is_nonzero, sign
from symcheck.symbolic.normal_form.terms import combine, multiply
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    ConstantAtom,
    EntryAtom,
    ExpAtom,
    FoldAtom,
    IndexNumber,
    Lambda,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    label,
)

MAX_EXPANDED = 300
"""The most terms into which a power of a sum is multiplied out; beyond, it stays a power."""
MAX_BINDERS = 6
"""The most bound indices that a power of sums over ranges may come to."""
MAX_FRACTIONS = 15
"""The most terms a product of sums with denominators may come to before each sum is brought over one denominator."""
HALF = Fraction(1, 2)
MAX_BITS = 100_000
"""The most bits of a power of a number."""


def product(facts: Facts, polys: Iterable[Poly]) -> Poly:
    """The product; what is a single product itself is brought together at once."""
    coefficient = ONE
    singles: list[Poly] = []
    sums: list[Poly] = []
    for poly in polys:
        single = single_product(poly)
        if single is None:
            sums.append(poly)
        elif single[0].factors:
            singles.append(poly)
        else:
            coefficient = times(coefficient, single[1])
    if prod(len(s.terms) for s in sums) > MAX_FRACTIONS:
        sums = [_over_one(facts, s) for s in sums]
    return reduce(lambda a, b: multiply(facts, a, b), sums, scale(_together(facts, singles), coefficient))


def _over_one(facts: Facts, poly: Poly) -> Poly:
    """A sum with denominators over a common one, where that makes it shorter: 1 − (1 − e)²/(1 + e)² is 4 e/(1 + e)²."""
    if not any(isinstance(a, PowerAtom) and e < 0 for t, _ in poly.terms for a, e in t.factors):
        return poly
    parts = content(facts, poly, positive=False)
    if len(parts.primitive.terms) >= len(poly.terms):
        return poly
    outside = combine(facts, parts.coefficient, (), (), list(parts.factors.items()))
    return multiply(facts, outside, parts.primitive)


def _together(facts: Facts, singles: list[Poly]) -> Poly:
    """The product of single products."""
    if len(singles) < 2:
        return singles[0] if singles else constant(1)
    coefficient = reduce(times, (poly.terms[0][1] for poly in singles))
    return combine(facts, coefficient, (), (), [item for poly in singles for item in poly.terms[0][0].factors])


def integer_power(facts: Facts, base: Poly, exponent: int) -> Poly:
    """base^exponent for exponent ≥ 0, multiplied out unless that makes too many terms."""
    single = single_product(base)
    if single is not None:
        items = [(atom, e * exponent) for atom, e in single[0].factors] if exponent else []
        return combine(facts, _constant_power(single[1], exponent), (), (), items)
    if not is_expandable(base, exponent) and base.terms:
        return _kept_power(facts, base, exponent)
    result, square = constant(1), base
    while exponent:
        if exponent & 1:
            result = multiply(facts, result, square)
        exponent >>= 1
        if exponent:
            square = multiply(facts, square, square)
    return result


def _constant_power(value: Fraction, exponent: int) -> Fraction:
    if max(abs(value.numerator), value.denominator).bit_length() * exponent > MAX_BITS and value not in (1, -1):
        raise TooLarge(f"a number to the power of {exponent}")
    return Fraction(value**exponent)


def is_expandable(base: Poly, exponent: int) -> bool:
    """Whether a power is to be multiplied out: counted before any work is done."""
    if exponent < 2:
        return True
    bound = max((t.bound for t, _ in base.terms), default=0)
    terms = len(base.terms)
    return (
        bound * exponent <= MAX_BINDERS
        and terms + exponent <= MAX_EXPANDED + 2
        and (comb(terms + exponent - 1, exponent) <= MAX_EXPANDED)
    )


def _kept_power(facts: Facts, base: Poly, exponent: int) -> Poly:
    """A power of a sum that is not multiplied out: its content, and its primitive part as an atom."""
    parts = content(facts, base, positive=False)
    outside = [(atom, e * exponent) for atom, e in parts.factors.items()]
    scaled = combine(facts, _constant_power(parts.coefficient, exponent), (), (), outside)
    if single_product(parts.primitive) is not None or is_expandable(parts.primitive, exponent):
        return multiply(facts, scaled, integer_power(facts, parts.primitive, exponent))
    return multiply(facts, scaled, monomial(power_atom(facts, parts.primitive), exponent))


def power(facts: Facts, base: Poly, exponent: Fraction) -> Poly:
    """base^exponent for a rational exponent; a fractional power is the positive one, of a non-negative base."""
    if exponent.denominator == 1 and exponent >= 0:
        return integer_power(facts, base, int(exponent))
    value = constant_value(base)
    if value is not None and value > 0:
        return rational_power(facts, value, exponent)
    if value is not None:
        return rational_value_power(facts, value, exponent)
    parts = content(facts, base, positive=exponent.denominator != 1)
    scaled = rational_power(facts, abs(parts.coefficient), exponent)
    if parts.coefficient < 0 and exponent.numerator % 2:
        scaled = scale(scaled, Fraction(-1))
    outside = _factors_power(facts, parts.factors, exponent)
    return product(facts, (scaled, outside, _primitive_power(facts, parts, exponent)))


def _primitive_power(facts: Facts, parts: Content, exponent: Fraction) -> Poly:
    """A primitive polynomial to a power: a single product is taken apart as signs allow, a sum becomes an atom."""
    base = parts.primitive
    value = constant_value(base)
    if value is not None:
        return rational_power(facts, value, exponent) if value > 0 else rational_value_power(facts, value, exponent)
    single = single_product(base)
    if single is not None and single[1] == 1:
        return _product_power(facts, single[0].factors, exponent)
    return monomial(power_atom(facts, base), exponent)


def single_product(poly: Poly) -> tuple[Term, Fraction] | None:
    """The one term without bound indices or conditions that a polynomial consists of, or None."""
    if len(poly.terms) == 1 and not poly.terms[0][0].bound and not poly.terms[0][0].domain:
        return poly.terms[0]
    return None


def _factors_power(facts: Facts, factors: Factors, exponent: Fraction) -> Poly:
    return combine(facts, Fraction(1), (), (), [(a, e * exponent) for a, e in factors.items()])


def _product_power(facts: Facts, factors: tuple[tuple[Atom, Fraction], ...], exponent: Fraction) -> Poly:
    """(Π a^e)^r: an integer r distributes; a fractional one over what is known non-negative, and over one more."""
    if exponent.denominator == 1:
        return combine(facts, Fraction(1), (), (), [(a, e * exponent) for a, e in factors])
    outside: list[Poly] = []
    inside: list[tuple[Atom, Fraction]] = []
    for atom, e in factors:
        if atom_sign(facts, atom, Fraction(1)) is not None:
            outside.append(combine(facts, Fraction(1), (), (), [(atom, e * exponent)]))
        elif e.denominator == 1 and e.numerator % 2 == 0:
            outside.append(_even_root(facts, atom, e * exponent))
        else:
            inside.append((atom, e))
    if len(inside) == 1:
        outside.append(monomial(inside[0][0], inside[0][1] * exponent))
    elif inside:
        base = combine(facts, Fraction(1), (), (), inside)
        outside.append(monomial(power_atom(facts, base), exponent))
    return product(facts, outside)


def _even_root(facts: Facts, atom: Atom, exponent: Fraction) -> Poly:
    """(a^{2k})^r = |a|^{2kr}."""
    if exponent.denominator == 1 and exponent.numerator % 2 == 0:
        return combine(facts, Fraction(1), (), (), [(atom, exponent)])
    return power(facts, call(facts, "abs", (monomial(atom),)), exponent)


def rational_power(facts: Facts, value: Fraction, exponent: Fraction) -> Poly:
    """A positive rational to a rational power: one atom a prime, exponents between 0 and 1."""
    if exponent.denominator == 1:
        return constant(value**exponent.numerator)
    coefficient = Fraction(1)
    factors: Factors = {}
    for prime, multiplicity in prime_factors(value):
        e = multiplicity * exponent
        whole = e.numerator // e.denominator
        coefficient *= Fraction(prime) ** whole
        if e != whole:
            factors[power_atom(facts, constant(prime))] = e - whole
    return Poly(((term(0, 0, (), factors), coefficient),))


def rational_value_power(facts: Facts, value: Fraction, exponent: Fraction) -> Poly:
    """A rational that is not positive to a power: undefined ones stay an atom that equals nothing else."""
    if not value and exponent > 0:
        return ZERO
    if exponent.denominator == 1 and value:
        return constant(value**exponent.numerator)
    return monomial(power_atom(facts, constant(value)), exponent)


def prime_factors(value: Fraction) -> list[tuple[int, int]]:
    """The prime factorisation of a positive rational, by trial division (what is left over 10⁶ counts as prime)."""
    found: dict[int, int] = {}
    for number, unit in ((value.numerator, 1), (value.denominator, -1)):
        divisor = 2
        while divisor * divisor <= number and divisor < 1_000_000:
            while number % divisor == 0:
                found[divisor] = found.get(divisor, 0) + unit
                number //= divisor
            divisor += 1
        if number > 1:
            found[number] = found.get(number, 0) + unit
    return sorted((p, e) for p, e in found.items() if e)


def exponential(facts: Facts, exponent: Poly) -> Poly:
    """e^exponent; a rational multiple of a logarithm in the exponent becomes a power of its argument."""
    logs: list[Poly] = []
    rest: list[tuple[Term, Fraction]] = []
    for item, coefficient in exponent.terms:
        (atom, e), *more = item.factors or (((None), Fraction(0)),)
        alone = e == 1 and not more and not item.bound and not item.domain
        if isinstance(atom, LogAtom) and alone:
            logs.append(power(facts, atom.argument, coefficient))
        elif isinstance(atom, CallAtom) and atom.function == "loggamma" and alone:
            logs.append(power(facts, call(facts, "gamma", atom.arguments), coefficient))
        else:
            rest.append((item, coefficient))
    remaining = Poly(tuple(rest))
    base = monomial(exp_atom(remaining)) if remaining.terms else constant(1)
    return product(facts, (*logs, base))


def logarithm(facts: Facts, argument: Poly) -> Poly:
    """log argument, split as far as signs are known."""
    value = constant_value(argument)
    if value is not None:
        return _log_rational(facts, value) if value > 0 else monomial(log_atom(facts, argument))
    parts = content(facts, argument, positive=True)
    outside = [_log_rational(facts, parts.coefficient), *(_log_power(facts, a, e) for a, e in parts.factors.items())]
    return add(*outside, _log_primitive(facts, parts.primitive))


def _log_rational(facts: Facts, value: Fraction) -> Poly:
    return add(*(monomial(log_atom(facts, constant(p)), 1, e) for p, e in prime_factors(value)))


def _log_power(facts: Facts, atom: Atom, exponent: Fraction) -> Poly:
    """log a^e = e log a for a positive atom."""
    match atom:
        case ExpAtom(exponent=inner):
            return scale(inner, exponent)
        case PowerAtom(base=base):
            return scale(monomial(log_atom(facts, base)), exponent)
        case CallAtom(function="gamma", arguments=(inner,)):
            return monomial(call_atom("loggamma", (inner,)), 1, exponent)
        case FoldAtom() if (found := logarithm_of(facts, atom)) is not None:
            return scale(found, exponent)
    return monomial(log_atom(facts, monomial(atom)), 1, exponent)


def _log_primitive(facts: Facts, base: Poly) -> Poly:
    value = constant_value(base)
    if value is not None and value > 0:
        return _log_rational(facts, value)
    single = single_product(base)
    if single is None or single[1] != 1:
        return monomial(log_atom(facts, base))
    parts: list[Poly] = []
    inside: list[tuple[Atom, Fraction]] = []
    for atom, e in single[0].factors:
        if atom_sign(facts, atom, Fraction(1)) is not None:
            parts.append(_log_power(facts, atom, e))
        elif e.denominator == 1 and e.numerator % 2 == 0:
            parts.append(scale(logarithm_of_absolute(facts, atom), e))
        else:
            inside.append((atom, e))
    if len(inside) == 1:
        parts.append(_log_power(facts, *inside[0]))
    elif inside:
        parts.append(monomial(log_atom(facts, combine(facts, Fraction(1), (), (), inside))))
    return add(*parts)


def logarithm_of_absolute(facts: Facts, atom: Atom) -> Poly:
    """log |a|, for log a² = 2 log |a|."""
    return monomial(log_atom(facts, call(facts, "abs", (monomial(atom),))))


def _oriented(argument: Poly) -> tuple[int, Poly]:
    """±1 and the argument, its sign chosen so that the term that comes first is positive."""
    if argument.terms and argument.terms[0][1] < 0:
        return -1, scale(argument, Fraction(-1))
    return 1, argument


def call(facts: Facts, function: str, arguments: tuple[Poly, ...]) -> Poly:
    """A function of `symcheck.functions.table` at polynomials.

    Taken apart, tanh is four terms, each of which holds the argument: functions of functions double with each. Where
    they are kept whole, less is known of them, and what is proved holds of any function with the rest of the row.
    """
    x = arguments[0]
    if facts.whole and function in WHOLE:
        function = WHOLE[function].name
    match function:
        case "exp":
            return exponential(facts, x)
        case "log":
            return logarithm(facts, x)
        case "sqrt":
            return power(facts, x, HALF)
        case "sin":
            return _sine(facts, x)
        case "cos":
            return _cosine(facts, x)
        case "abs" | "sign" | "heaviside":
            return _by_sign(facts, function, x)
        case "power":
            return symbolic_power(facts, *arguments)
        case "relu":
            return multiply(facts, x, _by_sign(facts, "heaviside", x))
        case "max" | "min":
            return _larger(facts, function, *arguments)
    if function in FACTORIALS:
        return factorial_call(facts, function, x)
    row = KNOWN.get(function)
    if row is None or (row.definition is None and row.parity is None and function not in SLOPES):
        return monomial(call_atom(function, arguments))
    if row.definition is not None:
        return by_definition(row, _Polynomials(facts), arguments)
    direction, inner = _oriented(x)
    if function == WHOLE["sigmoid"].name:
        # σ(−x) = 1 − σ(x)
        plain = monomial(call_atom(function, (inner,)))
        return plain if direction == 1 else subtract(constant(1), plain)
    if row.parity == "even":
        return monomial(call_atom(function, (inner,)))
    return monomial(call_atom(function, (inner,)), 1, direction) if inner.terms else ZERO


@dataclass(frozen=True, slots=True)
class _Polynomials:
    """Polynomials as an algebra that definitions can be read in."""

    facts: Facts

    def number(self, value: Fraction) -> Poly:
        return constant(value)

    def add(self, a: Poly, b: Poly) -> Poly:
        return add(a, b)

    def multiply(self, a: Poly, b: Poly) -> Poly:
        return multiply(self.facts, a, b)

    def power(self, a: Poly, exponent: Fraction) -> Poly:
        return power(self.facts, a, exponent)

    def call(self, function: str, *arguments: Poly) -> Poly:
        return call(self.facts, function, arguments)


def transposed(facts: Facts, matrix: Lambda) -> Lambda:
    """The matrix with its two axes exchanged."""
    from symcheck.symbolic.normal_form.substitute import substitute

    first, second = (af.of_atom(label(matrix.height + i)) for i in range(2))
    body = substitute(facts.bare(), matrix.body, {label(matrix.height): second, label(matrix.height + 1): first})
    return lambda_of(2, matrix.height, body, matrix.ranges[::-1])


def _larger(facts: Facts, function: str, a: Poly, b: Poly) -> Poly:
    """max(a, b) = b + (a − b) [a > b], min(a, b) = a − (a − b) [a > b]."""
    difference = subtract(a, b)
    part = multiply(facts, difference, _by_sign(facts, "heaviside", difference))
    return add(b, part) if function == "max" else subtract(a, part)


def _by_sign(facts: Facts, function: str, x: Poly) -> Poly:
    """|x|, sign x and [x > 0] (undefined at 0): decided where the sign is known, else an atom."""
    if function == "heaviside":
        return _step(facts, x)
    value = {"abs": x, "sign": constant(1)}[function]
    if sign(facts, x) == POSITIVE or (function == "abs" and sign(facts, x) == NONNEGATIVE):
        return value
    opposite = scale(x, Fraction(-1))
    if sign(facts, opposite) == POSITIVE or (function == "abs" and sign(facts, opposite) == NONNEGATIVE):
        return {"abs": opposite, "sign": constant(-1)}[function]
    if _is_null(facts, x):
        return ZERO
    direction, oriented = _oriented(x)
    parts = content(facts, oriented, positive=True)
    atom = monomial(call_atom(function, (parts.primitive,)))
    if function == "abs":
        outside = combine(facts, parts.coefficient, (), (), list(parts.factors.items()))
        return multiply(facts, outside, _absolute(facts, parts.primitive, atom))
    return scale(atom, Fraction(direction))


def _is_null(facts: Facts, x: Poly) -> bool:
    """Whether a polynomial is known to be 0, being known to be neither negative nor positive."""
    if not x.terms or not facts.signs:
        return not x.terms
    return sign(facts, x) == sign(facts, scale(x, Fraction(-1))) == NONNEGATIVE


def _step(facts: Facts, x: Poly) -> Poly:
    """[x > 0] for x ≠ 0: the opposite direction is 1 − [−x > 0]."""
    direction, oriented = _oriented(x)
    step = condition(facts, "gt", oriented)
    return step if direction == 1 else subtract(constant(1), step)


def condition(facts: Facts, kind: Kind, x: Poly) -> Poly:
    """Iverson's bracket of `x kind 0`, written with [p > 0] and [p = 0] of primitive p alone."""
    if kind == "ge":
        return subtract(constant(1), condition(facts, "gt", scale(x, Fraction(-1))))
    if kind == "ne":
        return subtract(constant(1), condition(facts, "eq", x))
    if kind == "eq" and _is_null(facts, x):
        return constant(1)
    if kind == "eq" and is_nonzero(facts, x):
        return ZERO
    opposite = scale(x, Fraction(-1))
    if POSITIVE in (sign(facts, x), sign(facts, opposite)):
        return constant(1 if kind == "gt" and sign(facts, x) == POSITIVE else 0)
    if kind == "gt" and sign(facts, opposite) == NONNEGATIVE:
        return ZERO
    direction, oriented = _oriented(x)
    if kind == "gt" and direction == -1 and is_nonzero(facts, x):
        return subtract(constant(1), condition(facts, "gt", oriented))
    chosen = oriented if kind == "eq" else x
    return monomial(condition_atom(kind, content(facts, chosen, positive=True).primitive))


def _absolute(facts: Facts, primitive: Poly, atom: Poly) -> Poly:
    """|Π a^e| = Π |a|^e."""
    single = single_product(primitive)
    if single is None or abs(single[1]) != 1 or (len(single[0].factors) == 1 and single[0].factors[0][1] == 1):
        return atom
    items: list[tuple[Atom, Fraction]] = []
    for factor, e in single[0].factors:
        if atom_sign(facts, factor, e) is not None:
            items.append((factor, e))
        elif e.denominator == 1:
            items.append((call_atom("abs", (monomial(factor),)), e))
        else:
            return atom
    return combine(facts, Fraction(1), (), (), items)


def _sine(facts: Facts, x: Poly) -> Poly:
    return _trigonometric(facts, x)[1]


def _cosine(facts: Facts, x: Poly) -> Poly:
    return _trigonometric(facts, x)[0]


def _trigonometric(facts: Facts, x: Poly) -> tuple[Poly, Poly]:
    """(cos x, sin x), sums and integer multiples of terms taken apart by the addition theorems."""
    result = (constant(1), ZERO)
    if len(x.terms) > 6 or any(abs(c) > 8 for _, c in x.terms):
        direction, inner = _oriented(x)
        return monomial(call_atom("cos", (inner,))), monomial(call_atom("sin", (inner,)), 1, direction)
    for item, coefficient in x.terms:
        own = Poly(((item, coefficient),))
        if is_multiple_of_pi(own):
            turn = monomial(call_atom("cos", (own,)))
            result = (multiply(facts, result[0], turn), multiply(facts, result[1], turn))
            continue
        times = abs(coefficient.numerator)
        base = Poly(((item, Fraction(1, coefficient.denominator)),))
        direction = 1 if coefficient > 0 else -1
        single = (monomial(call_atom("cos", (base,))), monomial(call_atom("sin", (base,)), 1, direction))
        for _ in range(times):
            result = _rotate(facts, result, single)
    return result


def is_multiple_of_pi(poly: Poly) -> bool:
    """Whether a polynomial of one term is π times whole numbers: its sine is 0."""
    ((item, coefficient), *more) = poly.terms
    if more or coefficient.denominator != 1 or item.bound or item.domain:
        return False
    powers = dict(item.factors)
    pi = next((a for a in powers if isinstance(a, ConstantAtom) and a.name == "pi"), None)
    return pi is not None and powers[pi] == 1 and all(a is pi or is_whole_power(a, e) for a, e in item.factors)


def is_whole_power(atom: Atom, exponent: Fraction) -> bool:
    """Whether a power of an atom is a whole number, whatever its value."""
    whole = isinstance(atom, IndexNumber) or (isinstance(atom, EntryAtom) and atom.array.integer)
    return whole and exponent.denominator == 1 and exponent > 0


def is_whole(poly: Poly) -> bool:
    """Whether a polynomial is plainly a whole number."""
    return all(c.denominator == 1 and all(is_whole_power(a, e) for a, e in t.factors) for t, c in poly.terms)


def _rotate(facts: Facts, a: tuple[Poly, Poly], b: tuple[Poly, Poly]) -> tuple[Poly, Poly]:
    cosine = subtract(multiply(facts, a[0], b[0]), multiply(facts, a[1], b[1]))
    sine = add(multiply(facts, a[1], b[0]), multiply(facts, a[0], b[1]))
    return cosine, sine


def symbolic_power(facts: Facts, base: Poly, exponent: Poly) -> Poly:
    """base^exponent for an exponent that is no number: e^(exponent log base) for a positive base, else an atom.

    The exponent stays whole: xⁿ⁻¹ is 1 where x = 0 and n = 1, and xⁿ x⁻¹ is not.
    """
    value = constant_value(exponent)
    if value is not None:
        return power(facts, base, value)
    if sign(facts, base) == POSITIVE:
        return exponential(facts, multiply(facts, exponent, logarithm(facts, base)))
    if not base.terms and sign(facts, exponent) == POSITIVE:
        return ZERO
    single = single_product(base)
    if single is not None and is_whole(exponent) and not _is_atom(single):
        return _whole_power(facts, single, exponent)
    return monomial(call_atom("power", (base, exponent)))


def _is_atom(single: tuple[Term, Fraction]) -> bool:
    return single[1] == 1 and len(single[0].factors) == 1 and single[0].factors[0][1] == 1


def _whole_power(facts: Facts, single: tuple[Term, Fraction], exponent: Poly) -> Poly:
    """(c Π aᵏ)ⁿ = cⁿ Π aᵏⁿ for a whole exponent n and whole k."""
    number = constant(single[1])
    parts = [] if single[1] == 1 else [monomial(call_atom("power", (number, exponent)))]
    for atom, k in single[0].factors:
        if k.denominator == 1:
            parts.append(symbolic_power(facts, monomial(atom), scale(exponent, k)))
        else:
            parts.append(monomial(call_atom("power", (monomial(atom, k), exponent))))
    return product(facts, parts)
