"""What a write through a view, or through indices that are arrays, leaves in a buffer.

The entry of the buffer at p is written by the entry of the view whose index form is p. A form that is an axis, plus or
minus something, is solved for that axis; the other forms are conditions on p. An axis that no form is solved for is
summed over where a write accumulates (`np.add.at`); where it does not, the last value that goes to a place stays, as
NumPy says of assignment through an index that repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from symcheck.errors import TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.build import add_to, is_number, negative
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Bracket, Condition, Expr, IndexRelation, Mul, Number, Piecewise, Product, Sum
from symcheck.expressions.walk import substitute, substitute_condition
from symcheck.tracing.extents import lies_within
from symcheck.tracing.views import View

REPEATED = (
    "a write through indices that may repeat in several axes is not known here: np.add.at(a, index, values) accumulates"
)


class Solved:
    """The axes of a view, as far as they are known from where an entry stands in the buffer."""

    def __init__(self, view: View, places: Sequence[Index]) -> None:
        self.values: dict[af.IndexAtom, IndexForm] = {}
        self.open = list(view.axes)
        self.range: list[IndexForm] = []
        waiting = list(zip(view.forms, places, strict=True))
        while found := next((pair for pair in waiting if self._solve(*pair)), None):
            waiting.remove(found)
        equal = [IndexRelation("eq", af.of_atom(p) - af.substitute(form, self.values)) for form, p in waiting]
        ranges = [IndexRelation("ge", form) for form in self.range]
        self.condition: Condition = (*(r for r in equal if r.form != af.ZERO), *ranges)
        self.repeats = any(self.open) and not _injective(waiting, self.open)

    def _solve(self, form: IndexForm, place: Index) -> bool:
        """Whether a form is solved for one of its axes: it is the axis, or its negative, beside what is known."""
        form = af.substitute(form, self.values)
        for axis, coefficient in form.terms:
            if axis not in self.open or coefficient not in (1, -1) or not isinstance(axis, Index):
                continue
            rest = form - af.of_atom(axis).scale(coefficient)
            if any(other in af.free_indices(rest) for other in self.open):
                continue
            value = (af.of_atom(place) - rest).scale(coefficient)
            self.values[axis] = value
            self.open.remove(axis)
            if not lies_within(value, axis):
                self.range += [value - axis.lower, axis.upper - value]
            return True
        return False


def _injective(waiting: Sequence[tuple[IndexForm, Index]], left: Sequence[Index]) -> bool:
    """Whether what is left of the axes is told by the value of an injective map of nothing else."""
    for form, _ in waiting:
        atom = form.atom
        if isinstance(atom, af.MapEntry) and atom.map.injective:
            arguments = [argument.index for argument in atom.arguments]
            if set(left) <= set(arguments):
                return True
    return False


def assigned(view: View, places: Sequence[Index], value: Expr, old: Expr) -> Expr:
    """The buffer's entry at `places` after the value, over the axes of the view, was written there."""
    solved = Solved(view, places)
    written = substitute(value, solved.values)
    if not solved.open:
        return Piecewise(solved.condition, written, old) if solved.condition else written
    if len(solved.open) > 1:
        raise TracingError(REPEATED)
    change = add_to(written, negative(old)) if not is_number(old, 0) else written
    (axis,) = solved.open
    if solved.repeats:
        change = Mul((change, _last(axis, solved.condition)))
    return _plus(old, _summed(change, solved.condition, (axis,)))


def _last(axis: Index, condition: Condition) -> Expr:
    """1 where no later index goes to the same place."""
    later = replace(axis, lower=af.of_atom(axis).shift(1))
    index = af.fresh_index(later)
    again = substitute_condition(condition, {axis: af.of_atom(index)})
    return Product(index, add_to(Number(Fraction(1)), negative(Bracket(again))))


def accumulated(view: View, places: Sequence[Index], value: Expr, old: Expr) -> Expr:
    """The buffer's entry at `places` after all values that go there were added."""
    solved = Solved(view, places)
    written = substitute(value, solved.values)
    if solved.range and not solved.open:
        return Piecewise(solved.condition, _plus(old, written), old)
    return _plus(old, _summed(written, solved.condition, solved.open))


def _summed(body: Expr, condition: Condition, over: Sequence[Index]) -> Expr:
    """The sum over axes of what goes to a place."""
    if not over:
        marked = Bracket(condition) if is_number(body, 1) else Mul((body, Bracket(condition)))
        return marked if condition else body
    for axis in over:
        index = af.fresh_index(axis)
        renamed: dict[af.IndexAtom, IndexForm] = {axis: af.of_atom(index)}
        body = Sum(index, substitute(body, renamed), substitute_condition(condition, renamed))
        condition = ()
    return body


def _plus(old: Expr, more: Expr) -> Expr:
    return more if is_number(old, 0) else add_to(old, more)
