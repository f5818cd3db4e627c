"""Whether two sides of a claim can be compared at all: shapes, indices, and what is no expression.

A literal 0 may stand for the zero of any shape, and sizes that are assumed to be equal are.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from symcheck.claims.statements import Chain, Content, Cost, IllFormed, Order, Unsupported
from symcheck.claims.verdict import Abstained, Incomparable
from symcheck.expressions.blocks import aligned, shape_text
from symcheck.expressions.indices import IndexAtom, IndexForm, fresh_index
from symcheck.expressions.nodes import Block, Condition, Derivative, IndexRelation, Integer, Number
from symcheck.expressions.walk import subexpressions

JUDGE = "language"
Row = dict[IndexAtom | None, Fraction]
"""A form as a row of a system of linear equations; the constant stands under None."""


def comparable(first: Content, line: Content, given: Condition) -> Incomparable | Abstained | None:
    """Why the two cannot be compared, or None if they can; abstained where one of them holds what is not known."""
    for content, whose in ((first, "the first expression cannot be compared with: "), (line, "")):
        problem = _unsound(content)
        if problem is not None:
            return Incomparable(whose + problem)
    for content in (first, line):
        if isinstance(content, Unsupported):
            return Abstained(JUDGE, content.reason)
    if isinstance(line, Order) and not isinstance(first, Cost):
        return Incomparable("O(…) bounds an operation count: write chain(cost(J), O(…))")
    if isinstance(first, Order) or isinstance(line, Cost):
        return Incomparable("cost(…) stands first in its chain, O(…) after it")
    if isinstance(first, Block) and isinstance(line, Block):
        return _shapes(first, line, given)
    return None


def _unsound(content: Content) -> str | None:
    """What is wrong with one side by itself."""
    match content:
        case IllFormed(reason):
            return reason
        case Block():
            return index_derivative(content)
        case Cost(of):
            return index_derivative(of)
    return None


def index_derivative(tensor: Block) -> str | None:
    """What is wrong with a derivative by an index, if there is one."""
    for expr in subexpressions(tensor.body):
        if isinstance(expr, Derivative) and isinstance(expr.variable, Integer):
            return (
                f"a derivative by {expr.variable.value}, which is an index: an integer cannot be differentiated by; "
                "differentiate by the array it picks from"
            )
    return None


def _shapes(first: Block, line: Block, given: Condition) -> Incomparable | None:
    if is_zero_literal(line) or same_shape(first, line, given):
        return None
    left, right = shape_text(first.shape), shape_text(line.shape)
    hint = ": one is the transpose of the other" if first.shape == line.shape[::-1] else ""
    return Incomparable(f"the first expression has shape {left}, this line has shape {right}{hint}")


def is_zero_literal(content: Content) -> bool:
    """Whether a line is the number 0, which stands for the zero of any shape."""
    return (
        isinstance(content, Block) and not content.axes and isinstance(content.body, Number) and not content.body.value
    )


def same_shape(first: Block, line: Block, given: Condition) -> bool:
    """Whether the shapes are equal, by themselves or by the equations between sizes that are assumed."""
    if first.ndim != line.ndim:
        return False
    return all(_equal(a - b, given) for a, b in zip(first.shape, line.shape, strict=True))


def _equal(difference: IndexForm, given: Condition) -> bool:
    """Whether a form is 0: whether it is a combination of those that are assumed to be 0."""
    left = _row(difference)
    if not left or not given:
        return not left
    for row in _eliminated([r.form for r in given if isinstance(r, IndexRelation) and r.kind == "eq"]):
        left = _without(left, row)
    return not left


def _row(form: IndexForm) -> Row:
    constant: Row = {None: Fraction(form.constant)} if form.constant else {}
    return {**{atom: Fraction(c) for atom, c in form.terms}, **constant}


def _eliminated(forms: Sequence[IndexForm]) -> list[Row]:
    """The equations, each without the leading atoms of those before it."""
    rows: list[Row] = []
    for form in forms:
        left = _row(form)
        for row in rows:
            left = _without(left, row)
        if any(atom is not None for atom in left):
            rows.append(left)
    return rows


def _without(left: Row, row: Row) -> Row:
    """`left` less the multiple of `row` that takes its leading atom away."""
    leading = next(atom for atom in row if atom is not None)
    factor = left.get(leading, Fraction(0)) / row[leading]
    combined = {atom: left.get(atom, Fraction(0)) - factor * row.get(atom, Fraction(0)) for atom in {**left, **row}}
    return {atom: value for atom, value in combined.items() if value}


def fitted(chain: Chain, given: Condition) -> Chain:
    """The chain with every literal 0 as the zero of the shape of its first expression, and the axes of the first."""
    first = chain.first.content
    if not isinstance(first, Block) or not first.axes:
        return chain
    lines = tuple(replace(line, content=_fitted(first, line.content, given)) for line in chain.lines)
    return replace(chain, lines=lines)


def _fitted(first: Block, content: Content, given: Condition) -> Content:
    """A line over axes that run as those of the first expression run, if it can be compared with it."""
    if not isinstance(content, Block):
        return content
    axes = tuple(map(fresh_index, first.axes))
    if is_zero_literal(content):
        return Block(axes, content.body)
    if first.shape == content.shape or not same_shape(first, content, given):
        return content
    return Block(axes, aligned(Block(axes, first.body), content))
