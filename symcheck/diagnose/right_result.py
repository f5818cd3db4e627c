"""The right result for a wrong line: derived, simplified, and written in the author's own names.

Candidates are the right lines in sight and the derivative in normal form, written back in several ways. They are ranked
by `symcheck.symbolic.readable.length`; the shortest that is proved or checked equal to the first expression is the
result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.verdict import Abstained, Checked, Proved
from symcheck.diagnose.in_names import Written, derived, gathered_in_names, named, throughout
from symcheck.diagnose.vocabulary import LeftOut, Vocabulary, align, bound_names, variables_of
from symcheck.errors import Unsupported
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.blocks import aligned
from symcheck.expressions.build import plus
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Application, Block, Call, Definition, Derivative, Expr, Let, Named, Sum
from symcheck.expressions.walk import at, children, flat_terms, subexpressions
from symcheck.judging.compare import Comparison
from symcheck.notation.text import text
from symcheck.symbolic import calculus
from symcheck.symbolic import prover as symbolic
from symcheck.symbolic.normal_form.functions.powers import power
from symcheck.symbolic.normal_form.logistic import Logistic, in_sigmoids
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.polys import add, constant_value, subtract
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import Atom, Poly, PowerAtom
from symcheck.symbolic.normal_form.work import limited
from symcheck.symbolic.readable.fold import folding
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.lowest import left, simpler
from symcheck.symbolic.readable.simplified import factored, in_order, simplified
from symcheck.symbolic.readable.to_expression import Folding

TRIED = 4
"""How many of the shortest candidates are put to the judges."""
WRITING = 30_000_000
"""The work (`symcheck.symbolic.normal_form.work`) after which no other way of writing is tried."""
NAMING = 12_000_000
"""The same for writing in the author's names."""
LACKING = 4_000_000
"""The same for what is missing to a line."""
BRIEF = 3
"""A result this short is not looked for in other ways."""
FEW = 8
"""More terms than this are no single slip."""
LONGEST = 60
"""A result longer than this explains nothing."""
MOST_NAMES = 8
"""The deepest that names may stand in what names mean, for a result to be derived in the author's names."""


class RightResult(Struct, frozen=True, eq=False):
    """An expression equal to the first of a chain, and how that is known."""

    line: Block
    evidence: Proved | Checked


class Difference(Struct, frozen=True, eq=False):
    """What is to be added to a line to make it right, and how that is known."""

    by: Block
    evidence: Proved | Checked


def difference(compared: Comparison, line: Block, vocabulary: Vocabulary) -> Difference | None:
    """What is right less what is written, where that has few terms; None where nothing of it is said so."""
    prepared = compared.derivable(line) if line.shape == compared.first.shape else None
    if prepared is None or isinstance(prepared, Abstained):
        return None
    try:
        with limited(LACKING):
            left_over = subtract(prepared.poly, _normal(line, prepared))
            names = (*bound_names(line.body), *vocabulary.declared)
            body = left(simpler(left_over, prepared.facts, names), names) if len(left_over.terms) <= FEW else None
    except (Unsupported, RecursionError):
        return None
    if body is None or not left_over.terms:
        return None
    by = align(Block(prepared.first.axes, factored(simplified(body))), line)
    evidence = compared.accepted(Block(line.axes, plus([line.body, by]))) if is_answer(Block((), by)) else None
    return None if evidence is None else Difference(Block(line.axes, by), evidence)


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
    unlike: dict[object, Block] = {}
    for tensor in results:
        if is_result(tensor, compared.first) and _says_more(tensor.body, compared.first):
            unlike.setdefault(alpha_key(tensor.body), tensor)
    for candidate in ranked(unlike.values(), TRIED):
        evidence = compared.accepted(candidate)
        if evidence is not None:
            return RightResult(candidate, evidence)
    return None


def _says_more(body: Expr, first: Block) -> bool:
    """Whether it tells a reader more than the first expression: an answer, or the same said shorter or without sums."""
    if length(body) > LONGEST:
        return False
    return is_question(first) or length(body) < length(first.body) or (_sums(first.body) and not _sums(body))


def _sums(expr: Expr) -> bool:
    return any(isinstance(node, Sum) for node in subexpressions(expr))


def ranked(results: Iterable[Block], most: int) -> list[Block]:
    """The shortest of some results, of equal length those that are shorter in print."""
    by_length = sorted(results, key=lambda tensor: length(tensor.body))
    if len(by_length) > most:
        longest = length(by_length[most - 1].body)
        by_length = [tensor for tensor in by_length if length(tensor.body) <= longest]
    groups = groupby(by_length, key=lambda tensor: length(tensor.body))
    return [tensor for _, same in groups for tensor in _by_print(list(same))][:most]


def _by_print(results: list[Block]) -> list[Block]:
    """Results in the order of their printed lengths; a single one is not printed for that."""
    return sorted(results, key=lambda tensor: len(text(tensor))) if len(results) > 1 else results


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
    return is_answer(tensor) and text(tensor) != text(first) and not _asks(tensor.body, first.body)


def _asks(body: Expr, first: Expr) -> bool:
    """Whether the question stands there again: a derivative of an unknown function, or a name given to it."""
    match first, body:
        case Derivative(Application()), Application():
            return True
        case Let(), _:
            return _asks(body, first.body)
        case Sum(over, inner), Sum(also, below) if (over.lower, over.upper) == (also.lower, also.upper):
            return _asks(below, inner)
    asked = {variable.array.name for variable in variables_of(first)}
    return isinstance(body, Named) and any(v.array.name in asked for v in variables_of(body.definition.body))


def is_answer(tensor: Block) -> bool:
    """Whether all derivatives are taken that can be."""
    open_ = (n for n in _as_written(tensor.body) if isinstance(n, Derivative))
    return all(isinstance(n.body, Application) for n in open_)


def _as_written(expr: Expr) -> Iterator[Expr]:
    """The expression and everything below it that is written out: nothing that a name stands for."""
    yield expr
    if not isinstance(expr, Named):
        for child in children(expr):
            yield from _as_written(child)


def is_question(first: Block) -> bool:
    """Whether something is asked, a derivative to be taken; else the first expression is an answer by itself."""
    return any(isinstance(node, Derivative) for node in subexpressions(first.body))


def derivations(
    line: Block, vocabulary: Vocabulary, prepared: symbolic.Prepared, brief: bool = False
) -> Iterator[Block]:
    """The normal form of the first expression as an author would write it, in several ways.

    A name for the whole of it is opened, and is not used.
    """
    first, vocabulary = _opened(prepared.first, vocabulary)
    names = (*bound_names(line.body), *bound_names(first.body), *vocabulary.declared)
    facts, letters = prepared.facts, [names] if brief else _lettered(line, names)
    if vocabulary.names and _named_in_names(first.body, {}) <= MOST_NAMES:
        shortest = LONGEST
        for found in _in_names(first, line, vocabulary, prepared, letters):
            shortest = min(shortest, length(found.body))
            yield found
        if shortest <= BRIEF:
            return
    poly = simpler(prepared.poly, facts, names)
    turns = (False, True) if not brief and any(item.bound > 1 for item, _ in poly.terms) else (False,)
    seen: set[str] = set()
    for shape in _shapes(first, line)[: 1 if brief else None]:
        shown = in_sigmoids(facts, poly, shape)
        if shown.key in seen:
            continue
        seen.add(shown.key)
        own = folding(
            vocabulary.names, facts, prepared.poly, vocabulary.forms, partial(in_sigmoids, facts, shape=shape)
        )
        for fold in (own,) if brief or not vocabulary.names else (own, Folding()):
            for last_first in turns:
                for own_letters in letters:
                    body = left(shown, own_letters, fold, last_first)
                    if body is not None:
                        kept = vocabulary.names if fold is own else ()
                        yield from _aligned(first, line, [throughout(x, kept) for x in (factored(body), body)])


def _opened(first: Block, vocabulary: Vocabulary) -> tuple[Block, Vocabulary]:
    """The first expression with what it is the name of in its place, and the names without one for all of it."""
    body, own = named(first.body, vocabulary.names), set[Definition]()
    while isinstance(body, Named):
        own.add(body.definition)
        body = at(body.definition.axes, body.definition.body, body.indices)
    left = tuple(d for d in vocabulary.names if d not in own)
    return Block(first.axes, body if own else first.body), replace(vocabulary, names=left)


def _named_in_names(expr: Expr, known: dict[Expr, int]) -> int:
    """How deep names stand in what names mean: with each, what is written out doubles."""
    if expr not in known:
        below = (_named_in_names(child, known) for child in children(expr))
        known[expr] = isinstance(expr, Named) + max(below, default=0)
    return known[expr]


def _in_names(
    first: Block,
    line: Block,
    vocabulary: Vocabulary,
    prepared: symbolic.Prepared,
    letters: Sequence[Sequence[Index]],
) -> Iterator[Block]:
    """The derivative with the author's names taken for arrays of their own."""
    facts = prepared.facts
    try:
        with limited(NAMING):
            written = Written()
            plain = simpler(normal(facts, written.there(derived(first.body, vocabulary.names))), facts, letters[-1])
            short = gathered_in_names(written, plain, vocabulary.names, facts)
            ways = [left(poly, own) for poly in dict.fromkeys((short, plain)) for own in letters]
    except Unsupported:
        return
    for body in ways:
        if body is not None:
            yield from _aligned(first, line, (written.back(factored(body)), written.back(body)))


def _lettered(line: Block, names: Sequence[Index]) -> list[Sequence[Index]]:
    """The letters for what is summed over: an author's; where none is written none too, for a product of matrices."""
    nodes = tuple(_as_written(line.body))
    written = any(isinstance(node, Sum) and not node.index.anonymous for node in nodes)
    return [names] if written and not any(isinstance(node, Derivative) for node in nodes) else [(), names]


def _shapes(first: Block, line: Block) -> tuple[Logistic, ...]:
    """The faces of 1/(1 + eˣ) to try: tanh only where the author writes it."""
    nodes = (node for body in (first.body, line.body) for node in subexpressions(body))
    tanh = any(isinstance(node, Call) and node.function == "tanh" for node in nodes)
    return ("upright", "turned", "tanh") if tanh else ("upright", "turned")


def _aligned(first: Block, line: Block, bodies: Sequence[Expr]) -> Iterator[Block]:
    for body in bodies:
        shown = in_order(simplified(body), first.axes)
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
    short = in_sigmoids(facts, simpler(poly, facts, names), "upright")
    if len(short.terms) != 1:
        return ()
    fold = folding(
        vocabulary.definitions, facts, prepared.poly, vocabulary.forms, partial(in_sigmoids, facts, shape="upright")
    )
    body = left(short, names, fold, False)
    axes = prepared.first.axes
    return () if body is None else (align(Block(axes, in_order(simplified(body), axes)), line),)


def _may_be_single(poly: Poly) -> bool:
    """Whether the terms may come to one: a single one, or such as stand over several powers of one sum."""
    powers: dict[Atom, set[Fraction]] = {}
    for item, _ in poly.terms:
        for atom, exponent in item.factors:
            if isinstance(atom, PowerAtom) and exponent < 0:
                powers.setdefault(atom, set()).add(exponent)
    return len(poly.terms) < 2 or any(len(exponents) > 1 for exponents in powers.values())
