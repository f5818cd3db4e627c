"""What may be missing to a line: pieces of all that is in sight, and what the rules of differentiation bring.

Each stage of the search puts more in sight (`symcheck.diagnose.search`): the pieces of what is written, what is missing
to the line where that is one term or one factor, the pieces of the right result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from msgspec.structs import replace

from symcheck.diagnose.in_names import named
from symcheck.diagnose.vocabulary import LeftOut, Vocabulary, align, conditions_of, taken
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import is_negative, is_number, opposite, times
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Array,
    Block,
    Bracket,
    Call,
    Definition,
    Derivative,
    Entry,
    Expr,
    Integer,
    Mul,
    Named,
    Number,
    Power,
    Sum,
)
from symcheck.expressions.walk import (
    expand_names,
    forms,
    free_indices,
    rebuild,
    subexpressions,
    substitute,
)
from symcheck.functions.table import ROWS
from symcheck.symbolic import calculus
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.simplified import neat, simplified

MATERIALS = 24
PLACE = Entry(Array("place"), ())
LAYERS = tuple(row.name for row in ROWS if row.arity == 1)
PLAIN = ("log", "exp", "sqrt")
"""Functions that no layer has after it."""
LONGEST = 14
"""Pieces longer than this are no slip of the pen."""
LONG = 24
"""The same of a term that is found by subtracting."""
SHORT = 4
"""The same of a factor that is found by dividing: any line is right up to some factor."""


def with_pieces(vocabulary: Vocabulary, first: Block, line: Block, others: Sequence[Block]) -> Vocabulary:
    """The sight with the pieces of what is written, and with what the rules of differentiation bring."""
    start = align(first, line)
    shown = [line.body, start, *(align(other, line) for other in others)]
    nodes = [node for body in shown for node in subexpressions(body)]
    slopes = _slopes(nodes, vocabulary.definitions) if vocabulary.variables else ()
    answer = alpha_key(start)

    def pieces(kind: type[Add] | type[Mul]) -> tuple[Expr, ...]:
        """The pieces in the author's names, but for a whole answer."""
        return tuple(named(p, vocabulary.definitions) for p in _pieces(shown, kind) if alpha_key(p) != answer)

    return replace(
        vocabulary,
        terms=tuple(map(neat, pieces(Add))),
        factors=_unlike((*pieces(Mul), *(f for slope in slopes if isinstance(slope, Mul) for f in slope.factors))),
        inner=_inner(start, vocabulary.variables),
        slopes=slopes,
        halves=_halves(start),
    )


def with_missing(vocabulary: Vocabulary, missing: LeftOut) -> Vocabulary:
    """The sight with what is missing to the line, unless that would explain any line."""
    short = tuple(f for f in missing.factors if length(f) <= SHORT or _is_number(f))
    return replace(
        vocabulary,
        factors=_unlike((*short, *vocabulary.factors)),
        lacking=tuple(neat(t) for t in missing.terms if length(t) <= LONG),
        others=tuple((term, right) for term, right in missing.others if length(right) <= LONG),
    )


def with_result(vocabulary: Vocabulary, result: Expr) -> Vocabulary:
    """The sight with the pieces of a right result in it, but for the whole."""
    answer = alpha_key(result)
    terms, factors = ([p for p in _pieces((result,), kind) if alpha_key(p) != answer] for kind in (Add, Mul))
    return replace(
        vocabulary,
        terms=_unlike((*map(neat, terms), *vocabulary.terms)),
        result_factors=tuple(factors),
        derived=conditions_of(subexpressions(result)),
    )


def _is_number(expr: Expr) -> bool:
    """Whether an expression is made of numbers and sizes alone."""
    return all(isinstance(n, Number | Integer | Mul | Power) for n in subexpressions(expr))


def _unlike(pieces: Iterable[Expr]) -> tuple[Expr, ...]:
    """The pieces, one of those that differ only in which index of a range they speak of by a bound one."""
    return tuple(_without_likes(pieces))


def _without_likes(pieces: Iterable[Expr]) -> Iterator[Expr]:
    seen: set[object] = set()
    for piece in pieces:
        key = _open_key(piece)
        if key not in seen:
            seen.add(key)
            yield piece


@lru_cache(maxsize=1024)
def _open_key(piece: Expr) -> object:
    """The same for pieces that differ in the serial numbers of the indices bound around them."""
    values: dict[IndexAtom, IndexForm] = {}
    for node in subexpressions(piece):
        for form in forms(node):
            for index in sorted(af.free_indices(form), key=af.atom_key):
                if index.kind == "bound":
                    name = f"?{len(values)}"
                    values.setdefault(index, af.of_atom(Index(name, index.lower, index.upper)))
    return alpha_key(substitute(piece, {i: v for i, v in values.items() if i in free_indices(piece)}))


def _pieces(bodies: Iterable[Expr], kind: type[Add] | type[Mul]) -> tuple[Expr, ...]:
    """Terms or factors, the shortest first."""
    pieces = dict.fromkeys(piece for body in bodies for node in subexpressions(body) for piece in _parts(node, kind))
    short = [p for p in pieces if length(p) <= LONGEST and not (isinstance(p, Number) and abs(p.value) > 2)]
    return tuple(islice(_without_likes(sorted(short, key=length)), MATERIALS))


def _parts(node: Expr, kind: type[Add] | type[Mul]) -> Iterator[Expr]:
    match node:
        case Add(terms) if kind is Add:
            yield from terms
        case Mul(factors):
            yield from (f for f in factors if not is_number(f, -1))
        case Entry() | Named() | Bracket():
            yield node
        case Power() | Call() | Sum():
            yield node


def _inner(start: Expr, variables: Sequence[Entry]) -> tuple[Expr, ...]:
    """The derivatives of what stands inside functions and powers of the first expression: factors of the chain rule."""
    found: dict[object, Expr] = {}
    for variable in variables:
        for node in subexpressions(start):
            inside = node.arguments[0] if isinstance(node, Call) else node.base if isinstance(node, Power) else None
            derived = None if inside is None else _derived(inside, variable)
            if derived is not None and not is_number(derived, 1) and length(derived) <= LONGEST:
                if any(isinstance(part, Bracket) for part in subexpressions(derived)):
                    continue
                neat = simplified(derived)
                found.setdefault(alpha_key(neat), neat)
    return tuple(found.values())


def _slopes(nodes: Iterable[Expr], definitions: Sequence[Definition]) -> tuple[Expr, ...]:
    """The derivatives of the functions of one number that are spoken of, at their arguments: 1 − z² for z = tanh(a)."""
    names = {alpha_key(d.body): _anywhere(d) for d in definitions}
    found: dict[object, Expr] = {}
    for node in nodes:
        slope = _slope(node.function) if isinstance(node, Call) and len(node.arguments) == 1 else None
        if isinstance(node, Call) and slope is not None:
            inside, value = (
                names.get(alpha_key(each)) or named(each, definitions) for each in (node.arguments[0], node)
            )
            neat = simplified(_put(slope, node.function, value, inside))
            found.setdefault(alpha_key(neat), neat)
    return tuple(piece for piece in found.values() if length(piece) <= LONGEST)


def sloped(slope: Expr) -> tuple[str, ...]:
    """The functions that this is the derivative of, at an argument of a function in it, or at its opposite."""
    whole = expand_names(slope)
    key, found = alpha_key(whole), dict[str, None]()
    for node in subexpressions(whole):
        if isinstance(node, Call) and len(node.arguments) == 1:
            (inside,) = node.arguments
            for place in (inside, opposite(inside)) if is_negative(inside) else (inside,):
                found |= {name: None for name in LAYERS if _is_slope(name, place, key)}
    return tuple(found)


def _is_slope(function: str, inside: Expr, key: object) -> bool:
    slope = _slope(function)
    return slope is not None and alpha_key(simplified(_put(slope, function, Call(function, (inside,)), inside))) == key


@cache
def _slope(function: str) -> Expr | None:
    """The derivative of a function of one number at `PLACE`; None where it is no layer's, or is 0."""
    slope = None if function in PLAIN else _derived(Call(function, (PLACE,)), PLACE)
    return None if slope is None or is_number(slope, 0) else slope


def _anywhere(definition: Definition) -> Named:
    """An entry of a definition, at indices of its own."""
    return Named(definition, tuple(map(af.of_atom, map(af.fresh_index, definition.axes))))


def _put(slope: Expr, function: str, value: Expr, inside: Expr) -> Expr:
    """The slope with what stands at `PLACE` put in, and the function's value there."""
    match slope:
        case Entry() if slope is PLACE:
            return inside
        case Call(own, (argument,)) if own == function and argument is PLACE:
            return value
    return rebuild(slope, lambda child: _put(child, function, value, inside))


def _halves(start: Expr) -> tuple[Expr, ...]:
    """The terms of the product rule, for the derivative of a product."""
    match start:
        case Derivative(Mul(factors), Entry() as variable):
            derived = [(n, _derived(factor, variable)) for n, factor in enumerate(factors)]
            found = [times((*factors[:n], d, *factors[n + 1 :])) for n, d in derived if d is not None]
            return tuple(map(simplified, found)) if len(found) > 1 else ()
    return ()


def _derived(expr: Expr, variable: Entry) -> Expr | None:
    whole = taken(expr)
    try:
        return None if whole is None else calculus.differentiate(whole, variable)
    except (Unsupported, RecursionError):
        return None


def is_square(expr: Expr) -> bool:
    """Whether it is the square of something, or a sum of squares."""
    match expr:
        case Sum(_, body, ()):
            return is_square(body)
        case Mul((a, b)):
            return alpha_key(a) == alpha_key(b)
        case Power(_, Number(value)):
            return value.denominator == 1 and value % 2 == 0
    return False
