"""Walking over expressions: rebuilding, free indices, substitution without capture, comparison up to bound names.

Every function here is total over the closed set of nodes in `symcheck.expressions.nodes`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Container, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import TypeVar

from msgspec.structs import force_setattr, replace

from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.depth import deep
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Array, Block, Condition, Definition, Expr, Relation, Slot

T = TypeVar("T")


OnExpr = Callable[[Expr], Expr]


OnAffine = Callable[[IndexForm], IndexForm]


def same_affine(form: IndexForm) -> IndexForm:
    return form


def rebuild(expr: Expr, on_expr: OnExpr, on_affine: OnAffine = same_affine) -> Expr:
    """The node with every child expression and every affine form mapped; the same object if none changed.

    Bounds of bound indices are left alone: `substitute` takes care of them.
    """
    match expr:
        case nodes.Number() | nodes.Constant():
            return expr
        case nodes.Integer(value):
            mapped = on_affine(value)
            return expr if mapped is value else nodes.Integer(mapped)
        case nodes.Entry(array, indices):
            forms = _each(indices, on_affine)
            return expr if forms is indices else nodes.Entry(array, forms)
        case nodes.Add(terms):
            children = _each(terms, on_expr)
            return expr if children is terms else nodes.Add(children)
        case nodes.Mul(factors):
            children = _each(factors, on_expr)
            return expr if children is factors else nodes.Mul(children)
        case nodes.Power(base, exponent):
            left, right = on_expr(base), on_expr(exponent)
            return expr if left is base and right is exponent else nodes.Power(left, right)
        case nodes.Call(function, arguments):
            children = _each(arguments, on_expr)
            return expr if children is arguments else nodes.Call(function, children)
        case nodes.Sum(index, body, where) | nodes.Product(index, body, where):
            child, condition = on_expr(body), map_condition(where, on_expr, on_affine)
            return expr if child is body and condition is where else type(expr)(index, child, condition)
        case nodes.Extremum(kind, index, body):
            child = on_expr(body)
            return expr if child is body else nodes.Extremum(kind, index, child)
        case nodes.Bracket(condition):
            mapped_condition = map_condition(condition, on_expr, on_affine)
            return expr if mapped_condition is condition else nodes.Bracket(mapped_condition)
        case nodes.Piecewise(condition, then, otherwise):
            mapped_condition = map_condition(condition, on_expr, on_affine)
            left, right = on_expr(then), on_expr(otherwise)
            unchanged = mapped_condition is condition and left is then and right is otherwise
            return expr if unchanged else nodes.Piecewise(mapped_condition, left, right)
        case nodes.Derivative(body, variable):
            child, by = on_expr(body), rebuild(variable, on_expr, on_affine)
            if child is body and by is variable:
                return expr
            if not isinstance(by, nodes.Entry | nodes.Integer):
                raise TypeError("the variable of a derivative was mapped to something that is no entry")
            return nodes.Derivative(child, by)
        case nodes.Application(function, arguments, slots):
            mapped_arguments = _each(arguments, lambda a: _argument(a, on_expr, on_affine))
            mapped_slots = _each(slots, lambda s: _slot(s, on_affine))
            unchanged = mapped_arguments is arguments and mapped_slots is slots
            return expr if unchanged else nodes.Application(function, mapped_arguments, mapped_slots)
        case nodes.Inverse(matrix, row, column):
            block, i, j = _block(matrix, on_expr), on_affine(row), on_affine(column)
            unchanged = block is matrix and i is row and j is column
            return expr if unchanged else nodes.Inverse(block, i, j)
        case nodes.Determinant(matrix):
            block = _block(matrix, on_expr)
            return expr if block is matrix else nodes.Determinant(block)
        case nodes.Named(definition, indices):
            forms = _each(indices, on_affine)
            body = on_expr(definition.body)
            if forms is indices and body is definition.body:
                return expr
            kept = definition if body is definition.body else Definition(definition.latex, definition.axes, body)
            return nodes.Named(kept, forms)
        case nodes.Let(array, value, body):
            block, child = _block(value, on_expr), on_expr(body)
            return expr if block is value and child is body else nodes.Let(array, block, child)


def _each(items: tuple[T, ...], mapping: Callable[[T], T]) -> tuple[T, ...]:
    mapped = tuple(map(mapping, items))
    return items if all(map(operator.is_, mapped, items)) else mapped


def _block(block: Block, on_expr: OnExpr) -> Block:
    body = on_expr(block.body)
    return block if body is block.body else Block(block.axes, body)


def _argument(argument: Block | IndexForm, on_expr: OnExpr, on_affine: OnAffine) -> Block | IndexForm:
    return _block(argument, on_expr) if isinstance(argument, Block) else on_affine(argument)


def _slot(slot: Slot, on_affine: OnAffine) -> Slot:
    forms = _each(slot.indices, on_affine)
    return slot if forms is slot.indices else Slot(slot.argument, forms)


def map_condition(condition: Condition, on_expr: OnExpr, on_affine: OnAffine = same_affine) -> Condition:
    """The condition with its forms and expressions mapped; the same object if none changed."""
    return _each(condition, lambda relation: _relation(relation, on_expr, on_affine))


def _relation(relation: Relation, on_expr: OnExpr, on_affine: OnAffine) -> Relation:
    match relation:
        case nodes.IndexRelation(kind, form):
            mapped = on_affine(form)
            return relation if mapped is form else nodes.IndexRelation(kind, mapped)
        case nodes.RealRelation(kind, difference):
            child = on_expr(difference)
            return relation if child is difference else nodes.RealRelation(kind, child)


def binders(expr: Expr) -> tuple[Index, ...]:
    """The indices that this node itself binds (not those bound deeper)."""
    match expr:
        case nodes.Entry() | nodes.Add() | nodes.Mul() | nodes.Number() | nodes.Call() | nodes.Power():
            return ()
        case nodes.Sum(index) | nodes.Product(index) | nodes.Extremum(_, index):
            return (index,)
        case nodes.Application(_, arguments):
            return tuple(axis for a in arguments if isinstance(a, Block) for axis in a.axes)
        case nodes.Inverse(matrix) | nodes.Determinant(matrix):
            return matrix.axes
        case nodes.Named(definition):
            return definition.axes
        case nodes.Let(_, value):
            return value.axes
    return ()


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below this node, those in conditions included."""
    match expr:
        case nodes.Entry() | nodes.Number() | nodes.Integer() | nodes.Constant():
            return ()
        case nodes.Add(parts) | nodes.Mul(parts) | nodes.Call(_, parts):
            return parts
        case nodes.Power(base, exponent):
            return (base, exponent)
        case nodes.Sum(_, body, where) | nodes.Product(_, body, where):
            return (body, *condition_expressions(where))
        case nodes.Extremum(_, _, body):
            return (body,)
        case nodes.Bracket(condition):
            return tuple(condition_expressions(condition))
        case nodes.Piecewise(condition, then, otherwise):
            return (*condition_expressions(condition), then, otherwise)
        case nodes.Derivative(body, variable):
            return (body, variable)
        case nodes.Application(_, arguments):
            return tuple(a.body for a in arguments if isinstance(a, Block))
        case nodes.Inverse(matrix) | nodes.Determinant(matrix):
            return (matrix.body,)
        case nodes.Named(definition):
            return (definition.body,)
        case nodes.Let(_, value, body):
            return (value.body, body)


def condition_expressions(condition: Condition) -> Iterator[Expr]:
    for relation in condition:
        if isinstance(relation, nodes.RealRelation):
            yield relation.difference


def condition_forms(condition: Condition) -> Iterator[IndexForm]:
    for relation in condition:
        if isinstance(relation, nodes.IndexRelation):
            yield relation.form


def forms(expr: Expr) -> Iterator[IndexForm]:
    """The affine forms that stand directly in this node (bounds of bound indices included)."""
    match expr:
        case nodes.Number() | nodes.Add() | nodes.Mul() | nodes.Call() | nodes.Power():
            return
        case nodes.Integer(value):
            yield value
        case nodes.Entry(_, indices) | nodes.Named(_, indices):
            yield from indices
        case (
            nodes.Sum(_, _, condition)
            | nodes.Product(_, _, condition)
            | nodes.Bracket(condition)
            | nodes.Piecewise(condition)
        ):
            yield from condition_forms(condition)
        case nodes.Application(_, arguments, slots):
            yield from (a for a in arguments if isinstance(a, IndexForm))
            yield from (form for slot in slots for form in slot.indices)
        case nodes.Inverse(_, row, column):
            yield from (row, column)
    for index in binders(expr):
        yield from (index.lower, index.upper)


@lru_cache(maxsize=256)
def subexpressions(expr: Expr) -> tuple[Expr, ...]:
    """The expression and everything below it, each shared node once."""
    seen: dict[Expr, None] = {}
    stack = [expr]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen[node] = None
            stack.extend(children(node))
    return tuple(seen)


def free_indices(expr: Expr) -> frozenset[Index]:
    """The indices an expression speaks of without binding them."""
    try:
        return expr._free
    except AttributeError:
        for node in _unknown(expr, "_free"):
            found = frozenset[Index]().union(*map(af.free_indices, forms(node)), *(c._free for c in children(node)))
            force_setattr(node, "_free", found.difference(binders(node)))
        return expr._free


def arrays_of(expr: Expr) -> frozenset[Array]:
    """The arrays an expression speaks of."""
    try:
        return expr._arrays
    except AttributeError:
        for node in _unknown(expr, "_arrays"):
            own = frozenset((node.array,)) if isinstance(node, nodes.Entry) else frozenset[Array]()
            force_setattr(node, "_arrays", own.union(*(c._arrays for c in children(node))))
        return expr._arrays


def nesting(expr: Expr, functions: Container[str]) -> int:
    """How deep calls of these functions (always the same) stand inside one another."""
    for node in _unknown(expr, "_nesting"):
        own = isinstance(node, nodes.Call) and node.function in functions
        force_setattr(node, "_nesting", own + max((c._nesting for c in children(node)), default=0))
    return expr._nesting


def _unknown(expr: Expr, remembered: str) -> Iterator[Expr]:
    """The nodes that do not yet remember something, each after those below it; without recursion."""
    stack = [expr]
    while stack:
        node = stack[-1]
        if hasattr(node, remembered):
            stack.pop()
        elif below := [child for child in children(node) if not hasattr(child, remembered)]:
            stack.extend(below)
        else:
            yield node


def condition_indices(condition: Condition) -> frozenset[Index]:
    """The free indices of a condition."""
    found: frozenset[Index] = frozenset()
    for form in condition_forms(condition):
        found |= af.free_indices(form)
    for expr in condition_expressions(condition):
        found |= free_indices(expr)
    return found


def substitute(expr: Expr, values: Mapping[IndexAtom, IndexForm]) -> Expr:
    """The expression with index atoms replaced; bound indices are renamed where a value would be captured."""
    if not values:
        return expr
    incoming = frozenset().union(*(af.free_indices(v) for v in values.values()))
    with deep():
        return _Substitution(dict(values), incoming).apply(expr)


def substitute_condition(condition: Condition, values: Mapping[IndexAtom, IndexForm]) -> Condition:
    """The condition with index atoms replaced."""
    return map_condition(condition, lambda e: substitute(e, values), lambda f: af.substitute(f, values))


class _Substitution:
    """One substitution, with shared nodes replaced once."""

    def __init__(self, values: dict[IndexAtom, IndexForm], incoming: frozenset[Index]) -> None:
        self.values = values
        self.incoming = incoming
        self.memo: dict[Expr, Expr] = {}

    def apply(self, expr: Expr) -> Expr:
        known = self.memo.get(expr)
        if known is None:
            known = self.memo[expr] = self._apply(expr)
            if known is not expr and hasattr(expr, "_origin"):
                force_setattr(known, "_origin", expr._origin)
        return known

    def _apply(self, expr: Expr) -> Expr:
        bound = binders(expr)
        if not bound:
            return rebuild(expr, self.apply, self.form)
        renamed = {index: replaced for index in bound if (replaced := self._renamed(index)) is not index}
        if not renamed:
            inner = self._without(bound)
            return rebuild(expr, inner.apply, (inner if isinstance(expr, nodes.Sum | nodes.Product) else self).form)
        return _rebind(expr, renamed, self._without(bound))

    def _without(self, bound: tuple[Index, ...]) -> _Substitution:
        if not any(index in self.values for index in bound):
            return self
        return _Substitution({k: v for k, v in self.values.items() if k not in bound}, self.incoming)

    def _renamed(self, index: Index) -> Index:
        lower, upper = self.form(index.lower), self.form(index.upper)
        if lower is index.lower and upper is index.upper and index not in self.incoming:
            return index
        return af.fresh_index(replace(index, lower=lower, upper=upper))

    def form(self, form: IndexForm) -> IndexForm:
        return af.substitute(form, self.values)


def _rebind(expr: Expr, renamed: Mapping[Index, Index], outer: _Substitution) -> Expr:
    """The node with its own bound indices renamed and everything else substituted as `outer` says."""
    inner_values: dict[IndexAtom, IndexForm] = {
        **outer.values,
        **{old: af.of_atom(new) for old, new in renamed.items()},
    }
    inner = _Substitution(inner_values, outer.incoming | frozenset(renamed.values()))

    def block(value: Block) -> Block:
        return Block(tuple(renamed.get(a, a) for a in value.axes), inner.apply(value.body))

    match expr:
        case nodes.Sum(index, body, where) | nodes.Product(index, body, where):
            condition = map_condition(where, inner.apply, inner.form)
            return type(expr)(renamed.get(index, index), inner.apply(body), condition)
        case nodes.Extremum(kind, index, body):
            return nodes.Extremum(kind, renamed.get(index, index), inner.apply(body))
        case nodes.Application(function, arguments, slots):
            mapped = tuple(block(a) if isinstance(a, Block) else outer.form(a) for a in arguments)
            return nodes.Application(function, mapped, tuple(_slot(s, outer.form) for s in slots))
        case nodes.Inverse(matrix, row, column):
            return nodes.Inverse(block(matrix), outer.form(row), outer.form(column))
        case nodes.Determinant(matrix):
            return nodes.Determinant(block(matrix))
        case nodes.Named(definition, indices):
            value = block(Block(definition.axes, definition.body))
            return nodes.Named(Definition(definition.latex, value.axes, value.body), tuple(map(outer.form, indices)))
        case nodes.Let(array, value, body):
            return nodes.Let(array, block(value), outer.apply(body))
    raise TypeError(f"{type(expr).__name__} binds no index")


def at(axes: tuple[Index, ...], body: Expr, indices: tuple[IndexForm, ...]) -> Expr:
    """The body with `indices` for its axes: an entry of a block or a definition."""
    return substitute(body, {a: i for a, i in zip(axes, indices, strict=True) if i.atom != a})


def expand_names(expr: Expr, memo: dict[Expr, Expr] | None = None) -> Expr:
    """The expression with every `Named` replaced by what it means."""
    memo = {} if memo is None else memo
    known = memo.get(expr)
    if known is None:
        if isinstance(expr, nodes.Named):
            body = expand_names(expr.definition.body, memo)
            known = at(expr.definition.axes, body, expr.indices)
        else:
            known = rebuild(expr, lambda child: expand_names(child, memo))
        memo[expr] = known
    return known


def constant(expr: Expr, value: Callable[[Expr], Fraction | None]) -> Fraction | None:
    """A number, or a sum, product or small whole power of such; `value` is asked for the parts. None for any other."""
    if isinstance(expr, nodes.Number):
        return expr.value
    if not isinstance(expr, nodes.Add | nodes.Mul | nodes.Power):
        return None
    parts = [value(part) for part in children(expr)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if not isinstance(expr, nodes.Power):
        return sum(known, Fraction(0)) if isinstance(expr, nodes.Add) else prod(known, start=Fraction(1))
    root, exponent = known
    exists = exponent.denominator == 1 and abs(exponent) <= 64 and (root or exponent >= 0)
    return root ** int(exponent) if exists else None


def flat_terms(expr: nodes.Add) -> list[Expr]:
    """The terms of a sum of sums, in order; without recursion, since a sum may be long."""
    found: list[Expr] = []
    waiting: list[Expr] = [expr]
    while waiting:
        term = waiting.pop()
        if isinstance(term, nodes.Add):
            waiting.extend(reversed(term.terms))
        else:
            found.append(term)
    return found
