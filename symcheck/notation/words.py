"""What an author writes as a word and a statement holds as sums: traces, diagonals, norms, means, softmax.

Each is recognised only over axes that nobody named: `Sum(x[j]**2, j)` was written as a sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import is_same
from symcheck.expressions.arrays import is_inverse, pull_sign, same_range
from symcheck.expressions.build import is_number, plus
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Bracket,
    Call,
    Entry,
    Expr,
    Integer,
    Inverse,
    Mul,
    Named,
    Power,
    Sum,
)
from symcheck.expressions.walk import flat_terms, forms, free_indices, subexpressions
from symcheck.notation.naming import ALWAYS, Axes
from symcheck.notation.pieces import Piece
from symcheck.notation.products import ProductPrinter


class WordPrinter(ProductPrinter):
    """Prints what has a word by that word."""

    def recognised(self, expr: Expr, axes: Axes) -> Piece | None:
        match expr:
            case Mul((Call("exp"), Power(Sum(), exponent))) if is_number(exponent, -1):
                return self._softmax(expr, axes)
            case Mul((Sum(), Power(_, exponent))) if is_number(exponent, -1) and not axes:
                return self._mean(expr)
            case Call("sqrt", (Sum() as squares,)) if not axes:
                return self._norm(squares)
            case Sum() if not axes:
                return self._trace(expr)
            case Entry() | Named() | Inverse() | Sum() if len(axes) == 1:
                return self._diagonal_vector(expr, axes[0])
            case Mul(factors) if len(axes) == 1 and any(map(_is_always, factors)):
                return self._diagonal_vector(expr, axes[0])
        return None

    # -- norms and means -----------------------------------------------------------------------------------------

    def _norm(self, squares: Sum) -> Piece | None:
        axes, body = over_axes(squares)
        if not isinstance(body, Power) or not is_number(body.exponent, 2) or not 0 < len(axes) < 3:
            return None
        inner = self.whole(body.base, axes)
        return None if inner is None else self.style.norm(inner, len(axes) == 2)

    def _mean(self, expr: Mul) -> Piece | None:
        """The mean over all axes; a dot product over a number is none."""
        averaged = self._averaged(expr)
        if averaged is None:
            return None
        axes, body = averaged
        deviation = self._deviation(body, axes)
        inner = self.whole(deviation or body, axes)
        return None if inner is None else self.style.call("var" if deviation is not None else "mean", (inner,))

    def _averaged(self, expr: Expr) -> tuple[Axes, Expr] | None:
        """The axes and the entry of which this is the mean; the innermost sum may be that of a product of matrices."""
        if not isinstance(expr, Mul) or len(expr.factors) != 2:
            return None
        total, over = expr.factors
        if not isinstance(total, Sum) or not isinstance(over, Power) or not is_inverse(over):
            return None
        axes, body = over_axes(total)
        if not axes or self._contracted(total, ()) is not None:
            return None
        if is_same(over.base, _count(axes), {}):
            return axes, body
        counted = over_axes(total, len(axes) - 1)
        product = isinstance(counted[1], Sum) and self._contracted(counted[1], counted[0]) is not None
        return counted if product and is_same(over.base, _count(counted[0]), {}) else None

    def _deviation(self, body: Expr, axes: Axes) -> Expr | None:
        """x, where the body is (x − mean(x))²."""
        match body:
            case Power(Add((*terms, Mul((sign, mean)))), exponent) if is_number(sign, -1) and is_number(exponent, 2):
                averaged, value = self._averaged(mean), plus(terms)
                if averaged is None or len(averaged[0]) != len(axes) or not free_indices(mean).isdisjoint(axes):
                    return None
                own: dict[IndexAtom, IndexForm] = {a: af.of_atom(b) for a, b in zip(averaged[0], axes, strict=True)}
                return value if is_same(averaged[1], value, own) else None
        return None

    # -- softmax -------------------------------------------------------------------------------------------------

    def _softmax(self, expr: Mul, axes: Axes) -> Piece | None:
        """softmax over the last axis, or one entry of it."""
        match expr.factors:
            case (Call("exp", (one,)), Power(Sum(index, Call("exp", (each,)), ()))) if index.anonymous:
                place = _place(one, each, index) if index in free_indices(each) else None
                if place is None:
                    return None
                if axes:
                    last = axes[-1]
                    along = place.index == last and same_range(last, index) and last not in free_indices(each)
                    inner = self.whole(each, (*axes[:-1], index)) if along else None
                    return None if inner is None else self.style.call("softmax", (inner,))
                inner = self.whole(each, (index,))
                if inner is not None:
                    return self.style.subscripted(self.style.call("softmax", (inner,)), [self.tight(place)])
        return None

    # -- traces and diagonals ------------------------------------------------------------------------------------

    def _trace(self, expr: Sum) -> Piece | None:
        """Σ_i M_ii as tr(M); a matrix beside itself may have been its transpose, A + Aᵀ."""
        if not expr.index.anonymous or expr.where or _repeats(expr.body):
            return None
        diagonal = self._diagonal_of(expr.body, expr.index)
        return None if diagonal is None else self.style.call("tr", (diagonal,))

    def _diagonal_of(self, expr: Expr, index: Index) -> Piece | None:
        """The matrix of which this is the entry (index, index)."""
        own = af.of_atom(index)
        match expr:
            case Entry(array, (row, column)) if row == column == own:
                whole = set(array.axes) == {(index.lower, index.upper)}
                return Piece(self.style.called(array.name)) if whole else None
            case Named(definition, (row, column)) if row == column == own:
                whole = all(same_range(axis, index) for axis in definition.axes)
                return Piece(self.called(definition)) if whole else None
            case Inverse(matrix, row, column) if row == column == own and index not in free_indices(matrix.body):
                return self.style.inverse(self.block(matrix)) if same_range(matrix.axes[0], index) else None
            case Bracket(condition) if condition == (ALWAYS,):
                return self.style.subscripted(Piece(self.style.identity), [self.tight(index.size)])
            case Add():
                terms = [self._diagonal_of(term, index) for term in flat_terms(expr)]
                pieces = [piece for piece in terms if piece is not None]
                return self.style.total(pieces) if len(pieces) == len(terms) else None
            case Mul(factors):
                return self._diagonal_product(expr, factors, index)
            case Sum(inner, Mul((left, right)), ()) if inner.anonymous:
                return self._matmul(self.whole(left, (index, inner)), self.whole(right, (inner, index)))
        return None

    def _diagonal_vector(self, expr: Expr, index: Index) -> Piece | None:
        """diag(M); a product with a transposed matrix is rather a sum of rows or columns, (A * B).sum(1)."""
        if isinstance(expr, Sum) and isinstance(expr.body, Mul):
            left, *right = expr.body.factors
            sides = ((left, (index, expr.index)), *((factor, (expr.index, index)) for factor in right))
            if any(self._is_turned(factor, axes) for factor, axes in sides):
                return None
        diagonal = self._diagonal_of(expr, index)
        return None if diagonal is None else self.style.call("diag", (diagonal,))

    def _is_turned(self, expr: Expr, axes: Axes) -> bool:
        """Whether a matrix is shorter with its axes the other way round."""
        upright, turned = self.whole(expr, axes), self.whole(expr, axes[::-1])
        return upright is not None and turned is not None and len(turned.text) < len(upright.text)

    def _diagonal_product(self, expr: Mul, factors: tuple[Expr, ...], index: Index) -> Piece | None:
        negative, positive = pull_sign(expr)
        if negative:
            piece = self._diagonal_of(positive, index)
            return None if piece is None else self.style.negative(piece)
        rest = [f for f in factors if not _is_always(f)]
        if len(rest) + 1 == len(factors) and any(index in free_indices(f) for f in rest):
            vector = self._factors(rest, (index,))
            return None if vector is None else self.style.call("diag", (vector,))
        carrying = [f for f in factors if index in free_indices(f) or f not in rest]
        if len(carrying) != 1 or is_inverse(carrying[0]):
            return None
        piece = self._diagonal_of(carrying[0], index)
        if piece is None:
            return None
        under = [f.base for f in factors if isinstance(f, Power) and is_inverse(f)]
        over = [piece if f is carrying[0] else self.plain(f) for f in factors if not is_inverse(f)]
        shown = self.style.product(over)
        return self.style.fraction(shown, self.style.product([*map(self.plain, under)])) if under else shown


def _is_always(expr: Expr) -> bool:
    """Whether this is an entry on the diagonal of the identity."""
    return isinstance(expr, Bracket) and expr.condition == (ALWAYS,)


def _repeats(body: Expr) -> bool:
    """Whether two terms are entries of one matrix on its diagonal, so that one may be of its transpose."""
    terms = flat_terms(body) if isinstance(body, Add) else ()
    entries = [
        (array.name, indices)
        for term in terms
        for node in subexpressions(term)
        for array, indices in ([(node.array, node.indices)] if isinstance(node, Entry) else ())
        if len(indices) == 2 and indices[0] == indices[1]
    ]
    return len(set(entries)) < len(entries)


def over_axes(expr: Sum, most: int | None = None) -> tuple[Axes, Expr]:
    """The axes that nobody named over which sums stand directly inside one another, and what is summed."""
    axes: list[Index] = []
    body: Expr = expr
    while isinstance(body, Sum) and body.index.anonymous and not body.where and len(axes) != most:
        axes.append(body.index)
        body = body.body
    return tuple(axes), body


def _count(axes: Axes) -> Expr:
    """How many entries these axes have, as `mean` writes it."""
    first, *others = (Integer(axis.size) for axis in axes)
    count: Expr = first
    for size in others:
        count = Mul((count, size))
    return count


def _place(one: Expr, each: Expr, index: Index) -> IndexForm | None:
    """The value of the index at which one of all is this one."""
    return next((place for place in dict.fromkeys(_places(one)) if is_same(each, one, {index: place})), None)


def _places(expr: Expr) -> Iterator[IndexForm]:
    for node in subexpressions(expr):
        yield from forms(node)
