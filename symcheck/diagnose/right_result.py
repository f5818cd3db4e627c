"""The right result for a wrong line: derived, simplified, and written in the author's own names.

Candidates are the right lines in sight and the derivative in normal form, written back in several ways. They are ranked
by `symcheck.symbolic.readable.length`; the shortest that is proved or checked equal to the first expression is the
result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from msgspec import Struct

from symcheck.claims.verdict import Abstained, Checked, Proved
from symcheck.diagnose.in_names import as_arrays, derived, throughout
from symcheck.diagnose.vocabulary import LeftOut, Vocabulary, align, bound_names
from symcheck.errors import Unsupported
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.blocks import aligned
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Application, Block, Call, Derivative, Expr, Named
from symcheck.expressions.walk import children, flat_terms, subexpressions
from symcheck.judging.compare import Comparison
from symcheck.notation.text import text
from symcheck.symbolic import calculus
from symcheck.symbolic import prover as symbolic
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.powers import power
from symcheck.symbolic.normal_form.logistic import Logistic, in_sigmoids
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.polys import add, constant_value, subtract
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import Atom, Poly, PowerAtom
from symcheck.symbolic.normal_form.work import limited
from symcheck.symbolic.readable.fold import folding
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.simplified import factored, simplified
from symcheck.symbolic.readable.to_expression import Folding, leave

TRIED = 4
"""How many of the shortest candidates are put to the judges."""
WRITING = 20_000_000
"""The work (`symcheck.symbolic.normal_form.work`) after which no other way of writing is tried."""
LACKING = 4_000_000
"""The same for what is missing to a line."""
ROUNDS = 3
FEW = 8
"""More terms than this are no single slip."""
LONGEST = 60
"""A result longer than this explains nothing."""
MOST_NAMES = 4
"""The deepest that names may stand in what names mean, for a result to be derived in the author's names."""


class RightResult(Struct, frozen=True, eq=False):
    """An expression equal to the first of a chain, and how that is known."""

    line: Block
    evidence: Proved | Checked


def right_result(
    compared: Comparison, line: Block, vocabulary: Vocabulary, known: Sequence[Block] = ()
) -> RightResult | None:
    """The shortest right result of those `known`; where none is, the shortest that is derived."""
    found = _shortest(compared, known)
    prepared = compared.derivable(line)
    if found is not None or isinstance(prepared, Abstained):
        return found
    return _shortest(compared, derived_lines(line, vocabulary, prepared))


def _shortest(compared: Comparison, results: Sequence[Block]) -> RightResult | None:
    most = LONGEST if is_question(compared.first) else min(LONGEST, length(compared.first.body))
    listed = [t for t in results if length(t.body) <= most and is_result(t, compared.first)]
    unlike: dict[object, Block] = {}
    for tensor in listed:
        unlike.setdefault(alpha_key(tensor.body), tensor)
    for candidate in sorted(unlike.values(), key=rank)[:TRIED]:
        evidence = compared.accepted(candidate)
        if evidence is not None:
            return RightResult(candidate, evidence)
    return None


def rank(tensor: Block) -> tuple[int, int]:
    """The length, then that of the printed line."""
    return length(tensor.body), len(text(tensor))


def derived_lines(line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared, brief: bool = False) -> list[Block]:
    """The right result in several ways of writing (`brief`: in the author's names alone); empty if not derived."""
    found: list[Block] = []
    try:
        with limited(WRITING):
            for tensor in derivations(line, vocabulary, prepared, brief):
                found.append(tensor)
    except (Unsupported, RecursionError):
        pass
    return found


def is_result(tensor: Block, first: Block) -> bool:
    """Whether all derivatives are taken, and something else is said than in the first expression."""
    return is_answer(tensor) and text(tensor) != text(first)


def is_answer(tensor: Block) -> bool:
    """Whether all derivatives are taken that can be."""
    open_ = (n for n in subexpressions(tensor.body) if isinstance(n, Derivative))
    return all(isinstance(n.body, Application) for n in open_)


def is_question(first: Block) -> bool:
    """Whether something is asked, a derivative to be taken; else the first expression is an answer by itself."""
    return any(isinstance(node, Derivative) for node in subexpressions(first.body))


def derivations(
    line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared, brief: bool = False
) -> Iterator[Block]:
    """The normal form of the first expression as an author would write it, in several ways."""
    first = prepared.first
    names = (*bound_names(line.body), *bound_names(first.body), *vocabulary.declared)
    facts = prepared.facts
    if vocabulary.definitions and _named_in_names(first.body, {}) <= MOST_NAMES:
        yield from _in_names(first, line, vocabulary, prepared, names)
    poly = simpler(prepared.poly, facts, names)
    turns = (False, True) if not brief and any(item.bound > 1 for item, _ in poly.terms) else (False,)
    seen: set[str] = set()
    for shape in _shapes(first, line):
        shown = in_sigmoids(facts, poly, shape)
        if shown.key in seen:
            continue
        seen.add(shown.key)
        own = folding(
            vocabulary.definitions, facts, prepared.poly, vocabulary.forms, partial(in_sigmoids, facts, shape=shape)
        )
        for fold in (own,) if brief or not vocabulary.definitions else (own, Folding()):
            for last_first in turns:
                body = _left(shown, names, fold, last_first)
                if body is not None:
                    names_kept = vocabulary.definitions if fold is own else ()
                    yield from _aligned(first, line, [throughout(x, names_kept) for x in (factored(body), body)])


def _named_in_names(expr: Expr, known: dict[Expr, int]) -> int:
    """How deep names stand in what names mean: with each, what is written out doubles."""
    if expr not in known:
        below = (_named_in_names(child, known) for child in children(expr))
        known[expr] = isinstance(expr, Named) + max(below, default=0)
    return known[expr]


def _in_names(
    first: Block, line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared, names: Sequence[Index]
) -> Iterator[Block]:
    """The derivative with the author's names taken for arrays of their own."""
    try:
        with limited(LACKING):
            inside, back = as_arrays(derived(first.body, vocabulary.definitions))
            body = _left(simpler(normal(prepared.facts, inside), prepared.facts, names), names, Folding(), False)
    except Unsupported:
        return
    if body is not None:
        yield from _aligned(first, line, (back(factored(body)), back(body)))


def _shapes(first: Block, line: Block) -> tuple[Logistic, ...]:
    """The faces of 1/(1 + eˣ) to try: tanh only where the author writes it."""
    nodes = (node for body in (first.body, line.body) for node in subexpressions(body))
    tanh = any(isinstance(node, Call) and node.function == "tanh" for node in nodes)
    return ("upright", "turned", "tanh") if tanh else ("upright", "turned")


def simpler(poly: Poly, facts: Facts, names: Sequence[Index]) -> Poly:
    """The normal form with what stands above and below a fraction line cancelled."""
    for _ in range(ROUNDS):
        body = _left(poly, names, Folding(), False)
        if body is None:
            return poly
        after = normal(facts, body)
        if after.key == poly.key or len(after.key) > len(poly.key):
            return poly
        poly = after
    return poly


def _left(poly: Poly, names: Sequence[Index], fold: Folding, last_first: bool) -> Expr | None:
    try:
        return leave(poly, names, fold, last_first)
    except (Unsupported, RecursionError):
        return None


def _aligned(first: Block, line: Block, bodies: Sequence[Expr]) -> Iterator[Block]:
    for body in bodies:
        shown = simplified(body)
        if first.shape == line.shape:
            yield Block(line.axes, align(Block(first.axes, shown), line))
        else:
            yield Block(first.axes, shown)


def missing(line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared) -> LeftOut:
    """What is missing to a line to be right, where that is a single term or a single product."""
    try:
        with limited(LACKING):
            parts = [(term, _normal(Block(line.axes, term), prepared)) for term in _terms(line.body)]
            own = add(*(poly for _, poly in parts))
            difference = subtract(prepared.poly, own)
            terms = _single(difference, line, vocabulary, prepared)
            others = () if terms or len(parts) < 2 else tuple(_others(parts, difference, line, vocabulary, prepared))
            return LeftOut(terms, () if terms or others else _quotient(own, line, vocabulary, prepared), others)
    except (Unsupported, RecursionError):
        return LeftOut()


def _terms(body: Expr) -> list[Expr]:
    return flat_terms(body) if isinstance(body, Add) else [body]


def _normal(tensor: Block, prepared: symbolic.Prepared) -> Poly:
    written = prepared.assumptions.apply(aligned(prepared.first, tensor))
    return normal(prepared.facts, calculus.evaluate(written))


def _others(
    parts: Sequence[tuple[Expr, Poly]],
    difference: Poly,
    line: Block,
    vocabulary: Vocabulary,
    prepared: symbolic.Prepared,
) -> Iterator[tuple[Expr, Expr]]:
    """The terms of a line of which one alone is wrong, with what should stand there."""
    for term, poly in parts:
        for right in _single(add(difference, poly), line, vocabulary, prepared):
            yield term, right


def _quotient(own: Poly, line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared) -> tuple[Expr, ...]:
    """What is right divided by what is written."""
    if constant_value(own) is not None or not len(own.terms) <= FEW >= len(prepared.poly.terms):
        return ()
    inverse = power(prepared.facts, own, Fraction(-1))
    ratio = multiply(prepared.facts, prepared.poly, inverse)
    return () if ratio.key == prepared.poly.key else _single(ratio, line, vocabulary, prepared)


def _single(poly: Poly, line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared) -> tuple[Expr, ...]:
    """The polynomial as an author would write it, over the axes of the line; nothing if it is more than one term."""
    if len(poly.terms) > FEW or not _may_be_single(poly):
        return ()
    facts = prepared.facts
    names = (*bound_names(line.body), *vocabulary.declared)
    short = in_sigmoids(facts, simpler(poly, facts, names) if _has_sums_below(poly) else poly, "upright")
    if len(short.terms) != 1:
        return ()
    fold = folding(
        vocabulary.definitions, facts, prepared.poly, vocabulary.forms, partial(in_sigmoids, facts, shape="upright")
    )
    body = _left(short, names, fold, False)
    return () if body is None else (align(Block(prepared.first.axes, simplified(body)), line),)


def _has_sums_below(poly: Poly) -> bool:
    """Whether something that is no single letter is divided by, of which more may cancel."""
    factors = (factor for item, _ in poly.terms for factor in item.factors)
    return any(isinstance(atom, PowerAtom) and exponent < 0 for atom, exponent in factors)


def _may_be_single(poly: Poly) -> bool:
    """Whether the terms may come to one: a single one, or such as stand over several powers of one sum."""
    powers: dict[Atom, set[Fraction]] = {}
    for item, _ in poly.terms:
        for atom, exponent in item.factors:
            if isinstance(atom, PowerAtom) and exponent < 0:
                powers.setdefault(atom, set()).add(exponent)
    return len(poly.terms) < 2 or any(len(exponents) > 1 for exponents in powers.values())
