"""What is in sight of a line: the sizes, indices, names, conditions and pieces that a slip could be made of.

All of it is found in the line, in the first expression of its chain, in that expression with its derivatives taken,
and in whatever else is shown beside it (other lines of the chain). A piece that speaks of an index bound where it was
found can be put elsewhere with an index of the same range in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, product

from msgspec import Struct
from msgspec.structs import replace

from symcheck.diagnose.in_names import named
from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.blocks import aligned
from symcheck.expressions.build import is_number, times
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import (
    Add,
    Array,
    Block,
    Bracket,
    Call,
    Condition,
    Definition,
    Derivative,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Let,
    Mul,
    Named,
    Number,
    Power,
    Product,
    Sum,
)
from symcheck.expressions.walk import (
    condition_forms,
    forms,
    free_indices,
    rebuild,
    subexpressions,
    substitute,
    substitute_condition,
)
from symcheck.symbolic import calculus
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.simplified import simplified

MATERIALS = 24
PLACE = Entry(Array("place"), ())
PLAIN = ("log", "exp", "sqrt")
"""Functions that no layer has after it."""
LONGEST = 14
"""Pieces longer than this are no slip of the pen."""
LONG = 24
"""The same of a term that is found by subtracting."""
SHORT = 4
"""The same of a factor that is found by dividing: any line is right up to some factor."""


class Missing(Struct, frozen=True, eq=False):
    """What is missing to a line: terms to be added, factors to be multiplied by, terms for terms that are wrong."""

    terms: tuple[Expr, ...] = ()
    factors: tuple[Expr, ...] = ()
    others: tuple[tuple[Expr, Expr], ...] = ()


class Vocabulary(Struct, frozen=True, eq=False):
    """What is in sight. `free` are the indices a line may speak of anywhere: its axes and what is fixed."""

    axes: tuple[Index, ...]
    free: tuple[Index, ...]
    sizes: tuple[Size, ...]
    arrays: tuple[Array, ...]
    definitions: tuple[Definition, ...]
    conditions: tuple[tuple[Index, Condition], ...]
    forms: tuple[IndexForm, ...]
    variables: tuple[Entry, ...]
    functions: tuple[str, ...]
    declared: tuple[Index, ...]
    terms: tuple[Expr, ...] = ()
    factors: tuple[Expr, ...] = ()
    inner: tuple[Expr, ...] = ()
    slopes: tuple[Expr, ...] = ()
    halves: tuple[Expr, ...] = ()
    lacking: tuple[Expr, ...] = ()
    others: tuple[tuple[Expr, Expr], ...] = ()
    result_factors: tuple[Expr, ...] = ()
    derived: tuple[tuple[Index, Condition], ...] = ()


def seen_from(vocabulary: Vocabulary, line: Block) -> Vocabulary:
    """What is in sight of a line that was made from another by an edit."""
    if line.axes == vocabulary.axes:
        return vocabulary
    fixed = tuple(i for i in vocabulary.free if i not in vocabulary.axes)
    return replace(vocabulary, axes=line.axes, free=(*line.axes, *fixed))


def align(first: Block, line: Block) -> Expr:
    """The first expression over the axes of the line, where the shapes agree."""
    return aligned(line, first) if first.shape == line.shape else first.body


def taken(expr: Expr) -> Expr | None:
    """The expression with its derivatives taken, where the rules are known."""
    try:
        return calculus.evaluate(expr)
    except (Unsupported, RecursionError):
        return None


def vocabulary_of(
    first: Block, line: Block, others: Sequence[Block] = (), definitions: Sequence[Definition] = ()
) -> Vocabulary:
    """What is in sight of the line; `definitions` are names that the part speaks in."""
    start = align(first, line)
    derived = taken(start)
    shown = [line.body, start, *(align(other, line) for other in others)]
    hidden = [*shown, *([] if derived is None else [derived])]
    written = [node for body in shown for node in subexpressions(body)]
    everything = list(dict.fromkeys(node for body in hidden for node in subexpressions(body)))
    mentioned = frozenset().union(*(free_indices(body) for body in shown))
    free = (*line.axes, *sorted(mentioned.difference(line.axes, first.axes), key=af.atom_key))
    variables = variables_of(first.body)
    known = tuple({d.latex: d for d in (*_definitions(written), *definitions)}.values())
    return Vocabulary(
        axes=line.axes,
        free=free,
        sizes=_sizes(everything, line),
        arrays=tuple(dict.fromkeys(n.array for n in everything if isinstance(n, Entry))),
        definitions=known,
        conditions=_conditions(everything),
        forms=_forms(everything),
        variables=variables,
        functions=_functions(everything),
        declared=bound_names(*shown),
    )


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
        terms=pieces(Add),
        factors=_unlike((*pieces(Mul), *(f for slope in slopes if isinstance(slope, Mul) for f in slope.factors))),
        inner=_inner(start, vocabulary.variables),
        slopes=slopes,
        halves=_halves(start),
    )


def bound_names(*bodies: Expr) -> tuple[Index, ...]:
    """The indices that sums run over, in order of appearance."""
    nodes = (node for body in bodies for node in subexpressions(body))
    return tuple(dict.fromkeys(node.index for node in nodes if isinstance(node, Sum)))


def _sizes(nodes: Iterable[Expr], line: Block) -> tuple[Size, ...]:
    found = {atom: None for axis in line.axes for atom, _ in axis.upper.terms if isinstance(atom, Size)}
    for node in nodes:
        listed = [f for axis in node.array.axes for f in axis] if isinstance(node, Entry) else []
        for form in (*forms(node), *listed):
            found.update({atom: None for atom, _ in form.terms if isinstance(atom, Size)})
    return tuple(found)


def _definitions(nodes: Iterable[Expr]) -> tuple[Definition, ...]:
    found: dict[str, Definition] = {}
    for node in nodes:
        if isinstance(node, Named):
            found.setdefault(node.definition.latex, node.definition)
    return tuple(found.values())


def _conditions(nodes: Iterable[Expr]) -> tuple[tuple[Index, Condition], ...]:
    """The conditions of sums and products, with the index that each is about."""
    found: dict[object, tuple[Index, Condition]] = {}
    for node in nodes:
        if isinstance(node, Sum | Product) and node.where:
            found.setdefault(alpha_key(Sum(node.index, Bracket(node.where))), (node.index, node.where))
    return tuple(found.values())


def _forms(nodes: Iterable[Expr]) -> tuple[IndexForm, ...]:
    """The entries of index maps that are spoken of."""
    found: dict[IndexForm, None] = {}
    for node in nodes:
        own = condition_forms(node.condition) if isinstance(node, Bracket) else ()
        for form in (*forms(node), *own):
            found.update({af.of_atom(atom): None for atom, _ in form.terms if isinstance(atom, MapEntry)})
    return tuple(found)


def _functions(nodes: Iterable[Expr]) -> tuple[str, ...]:
    """The functions of one number that are spoken of, but for log and exp."""
    found = (n.function for n in nodes if isinstance(n, Call) and len(n.arguments) == 1)
    return tuple(dict.fromkeys(name for name in found if name not in ("log", "exp")))


def variables_of(body: Expr) -> tuple[Entry, ...]:
    """The variables of the derivatives in the first expression, outermost first."""
    found: list[Entry] = []
    stack = [body]
    while stack:
        node = stack.pop()
        match node:
            case Derivative(inner, Entry() as variable):
                found.append(variable)
                stack.append(inner)
            case Let(_, _, inner):
                stack.append(inner)
            case Add(parts) | Mul(parts):
                stack.extend(parts)
    return tuple({alpha_key(v): v for v in found}.values())


def with_missing(vocabulary: Vocabulary, missing: Missing) -> Vocabulary:
    """The sight with what is missing to the line, unless that would explain any line."""
    short = tuple(f for f in missing.factors if length(f) <= SHORT or _is_number(f))
    return replace(
        vocabulary,
        factors=_unlike((*short, *vocabulary.factors)),
        lacking=tuple(t for t in missing.terms if length(t) <= LONG),
        others=tuple((term, right) for term, right in missing.others if length(right) <= LONG),
    )


def with_results(vocabulary: Vocabulary, results: Sequence[Expr]) -> Vocabulary:
    """The sight with the pieces of right results in it, but for a whole one."""
    answers = set(map(alpha_key, results))
    return replace(
        vocabulary,
        terms=_unlike((*(p for p in _pieces(results, Add) if alpha_key(p) not in answers), *vocabulary.terms)),
        result_factors=tuple(p for p in _pieces(results, Mul) if alpha_key(p) not in answers),
        derived=_conditions(node for result in results for node in subexpressions(result)),
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
    pieces = (piece for body in bodies for node in subexpressions(body) for piece in _parts(node, kind))
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


def placed(piece: Expr, scope: Sequence[Index], limit: int = 6) -> Iterator[Expr]:
    """The piece with indices in scope for those of its own that are not."""
    foreign = sorted(free_indices(piece).difference(scope), key=af.atom_key)
    if not foreign:
        yield piece
        return
    if len(foreign) > 2:
        return
    choices = [[i for i in scope if same_range(i, own)] for own in foreign]
    for chosen in islice(product(*choices), limit):
        values: dict[IndexAtom, IndexForm] = {a: af.of_atom(b) for a, b in zip(foreign, chosen, strict=True)}
        found = substitute(piece, values)
        if not settled(found):
            yield found


def settled(node: Expr) -> bool:
    """Whether a bracket in an expression says nothing: [0 = 0]."""
    brackets = (each.condition for each in subexpressions(node) if isinstance(each, Bracket))
    return any(not form.terms for condition in brackets for form in condition_forms(condition))


def conditions_on(
    index: Index, conditions: Iterable[tuple[Index, Condition]], scope: Sequence[Index]
) -> Iterator[Condition]:
    """The conditions said of an index of their range, with indices in scope for the others that they speak of."""
    for own, condition in conditions:
        if same_range(own, index):
            for found in placed(Bracket(about(condition, own, index)), (index, *scope)):
                assert isinstance(found, Bracket)
                yield found.condition


def placed_forms(listed: Iterable[IndexForm], scope: Sequence[Index]) -> Iterator[IndexForm]:
    """Entries of index maps, with an index in scope for one of their own that is not."""
    for form in listed:
        foreign = af.free_indices(form).difference(scope)
        if not foreign:
            yield form
        elif len(foreign) == 1:
            (own,) = foreign
            yield from (af.substitute(form, {own: af.of_atom(i)}) for i in scope if same_range(i, own))


def about(condition: Condition, index: Index, other: Index) -> Condition:
    """A condition on one index, said of another."""
    return substitute_condition(condition, {index: af.of_atom(other)})


def different(index: Index, form: IndexForm) -> IndexRelation:
    return IndexRelation("ne", af.of_atom(index) - form)
