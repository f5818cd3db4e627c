"""The closed set of nodes a statement is made of: scalar expressions with named indices, kept exactly as written.

Nothing is simplified when a node is built: `x / x` stays, so that a line can be printed as written and its
domain stays visible. Nodes are immutable and compare by identity; `symcheck.expressions.walk.alpha_key` compares them
by structure, up to the names of bound indices. A `Block` is a tensor-valued argument: an expression with its axes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.indices import Index, IndexForm, IndexMap


class Array(Struct, frozen=True, cache_hash=True):
    """A declared scalar (no axes), vector, matrix or tensor of real numbers, with what is assumed of its entries.

    `sign` is one of "real", "positive", "nonnegative", "negative", "nonzero". A derivative by a symmetric matrix is
    taken entry by entry, as if the entries were independent (the convention of the Matrix Cookbook, section 2). Where
    there are `values`, every entry is one of them; who states a claim assumes it (`language.conditions.declared`).
    """

    name: str
    axes: tuple[tuple[IndexForm, IndexForm], ...] = ()
    sign: str = "real"
    symmetric: bool = False
    positive_definite: bool = False
    integer: bool = False
    values: tuple[Fraction, ...] = ()


LOG = "log "
"""What the name of a function begins with that is the logarithm of one of which only arguments and sign are known."""


class Function(Struct, frozen=True):
    """A function of which only the arguments are known. `elementwise` functions map a tensor entry by entry."""

    name: str
    elementwise: bool = False

    @property
    def power_of_e(self) -> Function | None:
        """f, which is e to the power of this function, where this one is called log f."""
        return replace(self, name=self.name.removeprefix(LOG)) if self.name.startswith(LOG) else None


class Remembered:
    """Where a node keeps its key, its free indices, its arrays, whether a factor is a bracket, how deep functions stand
    in functions, and the file and line of the code that computed it, if any did: it never changes."""

    __slots__ = ("_alpha", "_arrays", "_bracket", "_free", "_nesting", "_origin")
    _alpha: tuple[object, ...]
    _arrays: frozenset[Array]
    _bracket: bool
    _free: frozenset[Index]
    _nesting: int
    _origin: tuple[str, int, int]


class Node(Remembered, Struct, frozen=True, eq=False):
    """What all nodes have in common."""


class Number(Node, frozen=True, eq=False):
    """A rational number."""

    value: Fraction


class Constant(Node, frozen=True, eq=False):
    """A named real number: `pi`."""

    name: str


class Integer(Node, frozen=True, eq=False):
    """A size, an index or an affine form of them, used as a number."""

    value: IndexForm


class Entry(Node, frozen=True, eq=False):
    """An entry of a declared array; indices count from 1 (or from the lower end of the axis)."""

    array: Array
    indices: tuple[IndexForm, ...] = ()


class Add(Node, frozen=True, eq=False):
    """A sum of written terms."""

    terms: tuple[Expr, ...]


class Mul(Node, frozen=True, eq=False):
    """A product of written factors."""

    factors: tuple[Expr, ...]


class Power(Node, frozen=True, eq=False):
    """A base to an exponent; a root and a quotient too."""

    base: Expr
    exponent: Expr


class Call(Node, frozen=True, eq=False):
    """An elementary function of numbers, by its name in `symcheck.functions.table`."""

    function: str
    arguments: tuple[Expr, ...]


class Sum(Node, frozen=True, eq=False):
    """Σ of the body over the bound index, where the condition holds. The index is fresh: no other node binds it."""

    index: Index
    body: Expr
    where: Condition = ()


class Product(Node, frozen=True, eq=False):
    """Π of the body over the bound index, where the condition holds."""

    index: Index
    body: Expr
    where: Condition = ()


class Extremum(Node, frozen=True, eq=False):
    """The largest ("max") or smallest ("min") value of the body over the bound index."""

    kind: str
    index: Index
    body: Expr


class Bracket(Node, frozen=True, eq=False):
    """Iverson's bracket: 1 where the condition holds, 0 elsewhere. `Bracket([i = j])` is Kronecker's δ."""

    condition: Condition


class Piecewise(Node, frozen=True, eq=False):
    """`then` where the condition holds, else `otherwise`; the branch not taken need not be defined."""

    condition: Condition
    then: Expr
    otherwise: Expr


class Derivative(Node, frozen=True, eq=False):
    """∂ body / ∂ variable, not yet taken. The indices of `variable` are values, not varied.

    A `variable` that is an `Integer` (a derivative by an index) is ill-formed and kept only to be reported.
    """

    body: Expr
    variable: Entry | Integer


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A tensor: the expression as a function of its axes (bound in `body`; none for a scalar)."""

    axes: tuple[Index, ...]
    body: Expr

    @property
    def shape(self) -> tuple[IndexForm, ...]:
        """The sizes of the axes; () for a scalar."""
        return tuple(axis.size for axis in self.axes)

    @property
    def ndim(self) -> int:
        return len(self.axes)


class Slot(Struct, frozen=True):
    """One partial derivative of an abstract function: by argument `argument`, at the entry `indices` of it."""

    argument: int
    indices: tuple[IndexForm, ...] = ()


class Application(Node, frozen=True, eq=False):
    """An abstract function, or a partial derivative of it (one `Slot` a derivative), at the arguments.

    An argument that is an `IndexForm` is an integer (a word): it is never differentiated by.
    """

    function: Function
    arguments: tuple[Block | IndexForm, ...]
    slots: tuple[Slot, ...] = ()


class Inverse(Node, frozen=True, eq=False):
    """The entry (row, column) of the inverse of a square matrix; the block has two axes."""

    matrix: Block
    row: IndexForm
    column: IndexForm


class Determinant(Node, frozen=True, eq=False):
    """The determinant of a square matrix; the block has two axes."""

    matrix: Block


class Definition(Struct, frozen=True, eq=False):
    """A name the author gave to an expression: `y_hat = named(r"\\hat y", softmax(z))`."""

    latex: str
    axes: tuple[Index, ...]
    body: Expr


class Named(Node, frozen=True, eq=False):
    """An entry of a named definition: it means the definition's body with `indices` for its axes."""

    definition: Definition
    indices: tuple[IndexForm, ...] = ()


class Let(Node, frozen=True, eq=False):
    """The body, in which the array stands for the value of the block (used for derivatives by a named expression)."""

    array: Array
    value: Block
    body: Expr


Expr = (
    Number | Constant | Integer | Entry | Add | Mul | Power | Call | Sum | Product | Extremum | Bracket | Piecewise
    | Derivative | Application | Inverse | Determinant | Named | Let
)  # fmt: skip


Kind = Literal["eq", "ne", "gt", "ge"]
"""How something compares with 0: = 0, ≠ 0, > 0 or ≥ 0."""
IntegerKind = Literal["eq", "ne", "ge"]
"""The same of an integer, of which n > 0 says no more than n − 1 ≥ 0."""
COMPARED: dict[str, Callable[[Any], Any]] = {
    "eq": lambda x: x == 0, "ne": lambda x: x != 0, "gt": lambda x: x > 0, "ge": lambda x: x >= 0,
}  # fmt: skip
"""The comparisons of numbers, or of arrays of them."""


class IndexRelation(Struct, frozen=True):
    """`form` compared with 0: = 0, ≠ 0 or ≥ 0."""

    kind: IntegerKind
    form: IndexForm


class RealRelation(Struct, frozen=True, eq=False):
    """`difference` compared with 0."""

    kind: Kind
    difference: Expr


Relation = IndexRelation | RealRelation
Condition = tuple[Relation, ...]
"""A conjunction of relations; the empty one always holds."""

__all__ = [
    "Add", "Application", "Array", "Block", "Bracket", "Call", "Piecewise", "Condition", "Constant",
    "Definition", "Derivative", "Determinant", "Entry", "Expr", "Extremum", "Function", "IndexMap", "IndexRelation",
    "Integer", "Inverse", "Let", "Mul", "Named", "Number", "Power", "Product", "RealRelation", "Relation", "Slot",
    "Sum",
]  # fmt: skip
