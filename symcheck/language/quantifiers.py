"""Sums, products and tensors over declared indices. Every binder gets a fresh index."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Add, Call, Condition, Expr, Integer, Mul, Power
from symcheck.expressions.nodes import Product as ProductNode
from symcheck.expressions.nodes import Sum as SumNode
from symcheck.expressions.spoken import bound_indices, closed
from symcheck.expressions.walk import condition_indices, free_indices, substitute, substitute_condition
from symcheck.language.conditions import Every, as_condition, assumption
from symcheck.language.tensor import Logical, Tensor, as_tensor, bound_index, careful


def _bind(index: object, *parts: Tensor | Logical) -> tuple[Index, dict[af.IndexAtom, IndexForm], Index]:
    """The declared index, its replacement by a fresh one, and the fresh one."""
    declared = bound_index(index)
    fresh = af.fresh_index(declared)
    return declared, {declared: af.of_atom(fresh)}, fresh


def _rebound(declared: Index, body: Expr) -> bool:
    """Whether the body, not speaking of the index freely, already sums over it by name and range: a slip."""
    if declared in free_indices(body):
        return False
    stack = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, SumNode | ProductNode) and _alike(node.index, declared):
            return True
        if isinstance(node, SumNode | ProductNode | Mul | Add | Power | Call):
            stack.extend(_direct(node))
    return False


def _refuse_ranges_of(declared: Index, body: Tensor, word: str) -> None:
    """An index that runs over a range which speaks of another is bound before that other one."""
    for index in (*free_indices(body.body), *body.axes):
        if index != declared and declared in af.free_indices(index.lower) | af.free_indices(index.upper):
            raise StatementError(
                f"{word} over {declared.name}: {index.name} runs over {index.lower}..{index.upper}, "
                f"so {index.name} is summed first, or both together: Sum(…, {declared.name}, {index.name})"
            )


def _alike(first: Index, second: Index) -> bool:
    return (first.name, first.lower, first.upper) == (second.name, second.lower, second.upper)


def _direct(node: SumNode | ProductNode | Mul | Add | Power | Call) -> tuple[Expr, ...]:
    match node:
        case SumNode(_, body) | ProductNode(_, body):
            return (body,)
        case Mul(parts) | Add(parts) | Call(_, parts):
            return parts
        case Power(base, exponent):
            return (base, exponent)


def _ordered(indices: Sequence[object]) -> list[object]:
    """The indices, innermost first: one whose bounds speak of another stands inside that one's sum."""
    remaining = list(indices)
    ordered: list[object] = []
    while remaining:
        declared = [bound_index(i) for i in remaining]
        for position, index in enumerate(declared):
            depends = [d for d in declared if d is not index]
            if not any(index in af.free_indices(d.lower) | af.free_indices(d.upper) for d in depends):
                ordered.append(remaining.pop(position))
                break
        else:
            raise StatementError("the bounds of these indices depend on one another in a circle")
    return ordered


@careful
def _quantify(
    make: type[SumNode] | type[ProductNode], value: object, indices: Sequence[object], where: object
) -> Tensor:
    body = as_tensor(value)
    if isinstance(where, Logical) and where.axes:
        raise StatementError("the condition of a sum has axes: state it of an entry, as in where=x[i] > 0")
    condition = as_condition(where)
    word = make.__name__
    if not indices:
        raise StatementError(f"{word}(expression, index) wants at least one index")
    if any(isinstance(index, tuple | list) for index in indices):
        raise StatementError("Sum(expression, index): declare the range with index(name, lower, upper)")
    listed = _ordered(indices)
    for position, index in enumerate(listed):
        declared, values, fresh = _bind(index)
        _refuse_ranges_of(declared, body, word)
        if _rebound(declared, body.body):
            raise StatementError(
                f"{word} over {declared.name}: the expression already sums over {declared.name} and no longer speaks "
                f"of it; give one of the two another name, or put named(…) around a constant"
            )
        own: Condition = ()
        if condition and (position == len(listed) - 1 or declared in condition_indices(condition)):
            own, condition = substitute_condition(condition, values), ()
        body = Tensor(make(fresh, substitute(body.body, values), own), body.axes)
    return body


def Sum(value: object, *indices: object, where: object = None) -> Tensor:
    """Σ over declared indices, as in `Sum(y[w] * U[w], w)`; `where` restricts it, as in `where=Ne(j, 0)`."""
    return _quantify(SumNode, value, indices, where)


def Product(value: object, *indices: object, where: object = None) -> Tensor:
    """Π over declared indices."""
    return _quantify(ProductNode, value, indices, where)


@careful
def stack(value: object, *indices: object) -> Tensor:
    """The tensor with these entries: `stack(U[w] * a[w], w)` has rows U[w] a[w]. The new axes come first."""
    body = as_tensor(value)
    axes = []
    for index in indices:
        declared, values, fresh = _bind(index)
        _refuse_ranges_of(declared, body, "stack")
        axes.append(fresh)
        body = Tensor(substitute(body.body, values), body.axes)
    return Tensor(body.body, (*axes, *body.axes))


def every(*indices_and_condition: object) -> Every | Logical:
    """An assumption for all values of indices, the condition last: `given=every(k, Ne(neg[k], o))`.

    An index that is not bound is the claim's own: `given=Ne(w, o)` speaks of the w and o that the lines name.
    """
    *indices, stated = indices_and_condition
    if not indices:
        raise StatementError("every(index, condition) wants at least one index: every(k, Ne(neg[k], o))")
    if isinstance(stated, Logical) and stated.error is not None:
        return stated
    condition = assumption(stated)
    declared = tuple(map(bound_index, indices))
    spoken = closed(condition_indices(condition))
    for index in declared:
        if index not in spoken:
            raise StatementError(f"every({index.name}, …): the condition does not speak of {index.name}")
    return Every(_closed_over(condition, declared))


def _closed_over(condition: Condition, declared: tuple[Index, ...]) -> Condition:
    """The condition with the declared indices fresh, and with them those whose bounds speak of them."""
    bound = (*declared, *bound_indices(condition))
    for index in condition_indices(condition).difference(bound):
        if closed((index,)).intersection(declared):
            raise StatementError(
                f"every over {declared[0].name}: {index.name} runs over {index.lower}..{index.upper}, so it is bound "
                f"together with it: every({declared[0].name}, {index.name}, …)"
            )
    values: dict[af.IndexAtom, IndexForm] = {}
    for outer in reversed(_ordered([Tensor(Integer(af.of_atom(i))) for i in bound])):
        old = bound_index(outer)
        lower, upper = af.substitute(old.lower, values), af.substitute(old.upper, values)
        values[old] = af.of_atom(af.fresh_index(replace(old, lower=lower, upper=upper)))
    return substitute_condition(condition, values)
