"""What surrounds a node while it is evaluated: directions of differentiation, values of arrays, and a guard.

A scope that concerns one array is skipped by expressions that do not speak of it: they are evaluated, and remembered,
in the scope around it.
"""

from __future__ import annotations

from msgspec import Struct, field

from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Array, Expr
from symcheck.values.evaluate.duals import Value, dims_of
from symcheck.values.evaluate.setting import Dims, Numbers
from symcheck.values.numbers.system import Raw

STEP = 1e-30
"""The length of a complex step: so small that its square vanishes beside it."""


class Direction(Struct, frozen=True, eq=False):
    """The array varies: its entry at `places` by 1 (or, with `along`, all its entries by those of an array).

    Level 0 is a complex step of length `STEP` in place of a dual number.
    """

    array: Array
    level: int
    places: tuple[Numbers, ...] = ()
    along: Raw | None = None

    @property
    def dims(self) -> Dims:
        return tuple(dim for place in self.places for dim in place.dims)


class Binding(Struct, frozen=True, eq=False):
    """The value for which an array stands, over these axes."""

    array: Array
    axes: Dims
    value: Value


class Scope(Struct, eq=False, dict=True):
    """One scope; `taken` are the indices that a binder inside must not bind again."""

    outer: Scope | None = None
    change: Direction | Binding | Numbers | None = None
    guard: Numbers | None = None
    taken: frozenset[Index] = frozenset()
    level: int = 0
    steps: bool = False
    known: dict[Expr, Value] = field(default_factory=dict)
    guarded: dict[Numbers, Scope] = field(default_factory=dict)

    def inside(self, direction: Direction) -> Scope:
        taken = self.taken.union(direction.dims)
        stepped = self.steps or direction.level == 0
        return Scope(self, direction, self.guard, taken, max(self.level, direction.level), stepped)

    def standing(self, standing: Binding) -> Scope:
        taken = self.taken.union(d for d in dims_of(standing.value) if d not in standing.axes)
        return Scope(self, standing, self.guard, taken, self.level, self.steps)

    def under(self, guard: Numbers) -> Scope:
        """The scope in which only the places where the guard holds need be defined."""
        known = self.guarded.get(guard)
        if known is None:
            taken = self.taken.union(guard.dims)
            known = self.guarded[guard] = Scope(self, guard, guard, taken, self.level, self.steps)
        return known

    def home(self, arrays: frozenset[Array]) -> Scope:
        """The outermost scope in which an expression of these arrays has the value it has here."""
        scope = self
        while isinstance(scope.change, Direction | Binding) and scope.change.array not in arrays:
            assert scope.outer is not None
            scope = scope.outer
        return scope


def surroundings(array: Array, scope: Scope) -> tuple[Binding | None, list[Direction]]:
    """What an array stands for here, and the directions in which it varies, outermost first."""
    directions: list[Direction] = []
    current: Scope | None = scope
    while current is not None:
        change = current.change
        if isinstance(change, Binding) and change.array == array:
            return change, directions[::-1]
        if isinstance(change, Direction) and change.array == array:
            directions.append(change)
        current = current.outer
    return None, directions[::-1]
