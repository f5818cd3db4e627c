"""What is in sight of a line: the sizes, indices, names and conditions that a slip could be made of.

All of it is found in the line, in the first expression of its chain, in that expression with its derivatives taken,
and in whatever else is shown beside it (other lines of the chain). A piece that speaks of an index bound where it was
found can be put elsewhere with an index of the same range in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.blocks import aligned
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
    Product,
    Sum,
)
from symcheck.expressions.walk import (
    condition_forms,
    forms,
    free_indices,
    subexpressions,
    substitute,
    substitute_condition,
)
from symcheck.symbolic import calculus


class LeftOut(Struct, frozen=True, eq=False):
    """What is missing to a line: terms to be added, factors to be multiplied by, terms for terms that are wrong."""

    terms: tuple[Expr, ...] = ()
    factors: tuple[Expr, ...] = ()
    others: tuple[tuple[Expr, Expr], ...] = ()


class Vocabulary(Struct, frozen=True, eq=False):
    """What is in sight. `free` are the indices a line may speak of anywhere: its axes and what is fixed.

    `asked` is the first expression over the axes of the line, `names` are those that a right result may be written in.
    """

    asked: Expr
    axes: tuple[Index, ...]
    free: tuple[Index, ...]
    sizes: tuple[Integer, ...]
    arrays: tuple[Array, ...]
    definitions: tuple[Definition, ...]
    names: tuple[Definition, ...]
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
    ratio: Fraction | None = None


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
    first: Block,
    line: Block,
    others: Sequence[Block] = (),
    definitions: Sequence[Definition] = (),
    around: Sequence[Definition] = (),
) -> Vocabulary:
    """What is in sight of the line; `definitions` are names that the part speaks in, `around` those known beside it."""
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
        asked=start,
        axes=line.axes,
        free=free,
        sizes=_sizes(everything, line),
        arrays=tuple(dict.fromkeys(n.array for n in everything if isinstance(n, Entry))),
        definitions=known,
        names=tuple({d.latex: d for d in (*known, *_made_of(start, around))}.values()),
        conditions=conditions_of(everything),
        forms=_forms(everything),
        variables=variables,
        functions=_functions(everything),
        declared=bound_names(*shown),
    )


def bound_names(*bodies: Expr) -> tuple[Index, ...]:
    """The indices that sums run over, in order of appearance."""
    nodes = (node for body in bodies for node in subexpressions(body))
    return tuple(dict.fromkeys(node.index for node in nodes if isinstance(node, Sum)))


def _made_of(start: Expr, definitions: Sequence[Definition]) -> Iterator[Definition]:
    """The definitions that speak of nothing that an expression does not speak of."""
    spoken = _spoken(start)
    return (d for d in definitions if _spoken(d.body) <= spoken)


def _spoken(expr: Expr) -> set[Array]:
    """The arrays of an expression, but for those that have a value in it."""
    nodes = subexpressions(expr)
    return {node.array for node in nodes if isinstance(node, Entry)} - {n.array for n in nodes if isinstance(n, Let)}


def _sizes(nodes: Iterable[Expr], line: Block) -> tuple[Integer, ...]:
    found = {atom: None for axis in line.axes for atom, _ in axis.upper.terms if isinstance(atom, Size)}
    for node in nodes:
        listed = [f for axis in node.array.axes for f in axis] if isinstance(node, Entry) else []
        for form in (*forms(node), *listed):
            found.update({atom: None for atom, _ in form.terms if isinstance(atom, Size)})
    return tuple(Integer(af.of_atom(size)) for size in found)


def _definitions(nodes: Iterable[Expr]) -> tuple[Definition, ...]:
    found: dict[str, Definition] = {}
    for node in nodes:
        if isinstance(node, Named):
            found.setdefault(node.definition.latex, node.definition)
    return tuple(found.values())


def conditions_of(nodes: Iterable[Expr]) -> tuple[tuple[Index, Condition], ...]:
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
        found = _renamed(piece, tuple(foreign), chosen)
        if found is not None:
            yield found


@lru_cache(maxsize=1024)
def _renamed(piece: Expr, own: tuple[Index, ...], others: tuple[Index, ...]) -> Expr | None:
    """The piece with other indices for its own, the same object each time; None if a bracket then says nothing."""
    values: dict[IndexAtom, IndexForm] = {a: af.of_atom(b) for a, b in zip(own, others, strict=True)}
    found = substitute(piece, values)
    return None if settled(found) else found


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
