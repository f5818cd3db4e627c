"""One name for two things: a scalar and a size, an array with two shapes, an index with two ranges, two functions.

Declarations are values, and SymPy's symbols are read line by line, so nothing keeps an author from calling two
different things by one name. Within one chain that is never meant: the lines would speak of different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symcheck.expressions.alpha import heads
from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Application, Array, Condition, Definition, Entry, Expr, Function, Let, Named
from symcheck.expressions.walk import (
    children,
    condition_expressions,
    condition_forms,
    condition_indices,
    forms,
    free_indices,
    subexpressions,
)

Thing = Array | Size | Index | IndexMap | Function | Definition


def clash(expressions: Iterable[Expr], conditions: Iterable[Condition] = ()) -> str | None:
    """What is wrong with the names of expressions and conditions that are compared, or None."""
    known: dict[tuple[str, bool], Thing] = {}
    for thing in _things(list(expressions), list(conditions)):
        other = known.setdefault((_name(thing), _is_number(thing)), thing)
        if other != thing and _differ(other, thing):
            return _said(other, thing)
    for (name, number), thing in known.items():
        other = known.get((name, not number), thing)
        if type(other) is type(thing) and other != thing:
            return _said(other, thing)
    return None


def _said(one: Thing, other: Thing) -> str:
    """What a name is in two places, and what to write where one index map would be both."""
    said = f"{_name(one)} is {_described(one)} in one place and {_described(other)} in another"
    for thing, array in ((one, other), (other, one)):
        if isinstance(thing, IndexMap) and isinstance(array, Array):
            domain = ", ".join(map(str, thing.domain))
            said += f", where an index_map({thing.name!r}, {domain}, {thing.codomain}) would be both"
    return said


def _name(thing: Thing) -> str:
    return thing.latex if isinstance(thing, Definition) else thing.name


def _is_number(thing: Thing) -> bool:
    """Whether it prints as a bare letter: a matrix may share its name with an index, a scalar may not."""
    match thing:
        case Array(_, axes) | Definition(_, axes):
            return not axes
    return isinstance(thing, Size | Index)


def _differ(one: Thing, other: Thing) -> bool:
    """Whether one name for both is a clash; a definition may be of other indices in another place."""
    if type(one) is not type(other):
        return _is_number(one) or any(isinstance(x, Array) and x.integer for x in (one, other))
    if isinstance(one, Definition) and isinstance(other, Definition):
        return one.body is not other.body and not _alike(one.body, other.body)
    return True


def _alike(one: Expr, other: Expr) -> bool:
    """Whether two expressions are the same but for their indices."""
    known: dict[Expr, int] = {}
    forms_: dict[tuple[object, ...], int] = {}
    return _form(one, known, forms_) == _form(other, known, forms_)


def _form(expr: Expr, known: dict[Expr, int], forms_: dict[tuple[object, ...], int]) -> int:
    """A number for what an expression is made of, whatever its indices."""
    if expr not in known:
        below = tuple(_form(child, known, forms_) for child in children(expr))
        known[expr] = forms_.setdefault((type(expr).__name__, heads(expr), below), len(forms_))
    return known[expr]


def _things(expressions: list[Expr], conditions: list[Condition]) -> Iterator[Thing]:
    roots = expressions + [expr for condition in conditions for expr in condition_expressions(condition)]
    for root in roots:
        yield from _declared(root)
        yield from (index for index in free_indices(root) if index.kind == "declared")
    for condition in conditions:
        yield from (index for index in condition_indices(condition) if index.kind == "declared")
        for form in condition_forms(condition):
            yield from _sizes(form)


def _declared(root: Expr) -> Iterator[Thing]:
    nodes = list(subexpressions(root))
    opened = {node.array for node in nodes if isinstance(node, Let)}
    for node in nodes:
        if isinstance(node, Entry) and node.array not in opened:
            yield node.array
            for axis in node.array.axes:
                yield from (size for bound in axis for size in _sizes(bound))
        if isinstance(node, Application):
            yield node.function
        if isinstance(node, Named):
            yield node.definition
        for form in forms(node):
            yield from _sizes(form)


def _sizes(form: IndexForm) -> Iterator[Size | IndexMap]:
    """The sizes and the index maps in a form."""
    for atom, _ in form.terms:
        if isinstance(atom, Size):
            yield atom
        elif isinstance(atom, MapEntry):
            yield atom.map
            for argument in atom.arguments:
                yield from _sizes(argument)


def _described(thing: Thing) -> str:
    match thing:
        case Size():
            return "a size"
        case Index(_, lower, upper):
            return f"an index over {lower}..{upper}"
        case IndexMap(_, domain, codomain, injective):
            shown = ", ".join(map(str, domain))
            return f"an index map from {shown} to {codomain}" + (" without repeats" if injective else "")
        case Function(_, elementwise):
            return "an elementwise function" if elementwise else "a function"
        case Definition(_, _, body):
            return f"a name for {_shown(body)}"
        case Array(_, axes, sign):
            shown = " × ".join(f"{low}..{high}" for low, high in axes)
            kind = "integer" if thing.integer else "number"
            kind = kind if sign == "real" else f"{sign} {kind}"
            return f"an array over {shown} of {kind}s" if axes else f"a {kind}"


def _shown(body: Expr) -> str:
    from symcheck.notation.text import expression

    return expression(body)
