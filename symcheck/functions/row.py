"""What is said of one elementary function, once: `symcheck.functions.table` holds a row for each.

A row names what a function is and where it is defined; it knows no judge, no library and no derivative. Conditions are
written over the argument in the statement's own nodes, as alternatives: some alternative must hold, all of whose
comparisons hold. An empty set of alternatives never holds; one empty alternative always does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from symcheck.expressions.nodes import Expr

Comparison = Literal["eq", "ne", "gt", "ge", "whole", "broken"]
"""How an expression compares with 0; or that it is a whole number, or none ("broken")."""

Sign = Literal["positive", "nonnegative", "negative"]
"""A sign, in the words of declarations."""

Parity = Literal["even", "odd"]

Layout = Literal["called", "leading", "bare", "raised", "bars", "root"]
"""How a call is set: f(x); a word before its argument, log σ(x); without brackets where it can, log x; eˣ; |x|; √x."""

Family = Literal["hyperbolic", "squashing", "factorial", "bent", "inverse", "extremum", "bell", "arc"]
"""What functions are taken for one another within."""


class Ask(Struct, frozen=True):
    """`expr` compares with 0 as `kind` says, or is (no) whole number."""

    kind: Comparison
    expr: Expr


class Range(Struct, frozen=True):
    """Between which numbers the values lie, and whether they reach them."""

    low: int
    high: int
    reached: bool = False


Alternatives = tuple[tuple[Ask, ...], ...]
"""Some tuple of comparisons must hold, all of them: the disjunctive form of a condition."""

ALWAYS: Alternatives = ((),)


def everywhere(*arguments: Expr) -> Alternatives:
    """The condition that always holds."""
    return ALWAYS


class FunctionRow(Struct, frozen=True):
    """One function: its name in the nodes, its arity, where it has a value, and where it has a derivative there.

    `domain` and `smooth` take the arguments. `smooth` is asked only where the function has a value; a function of two
    arguments is smooth where neither of its bends meets the point.

    `sign` holds for every argument of the domain, `beyond` for positive ones alone; an odd function changes its sign
    with its argument, an even one does not, and both have a domain that is its own mirror image. `range` is said of
    what the normal form does not take apart. A `rising` function has a larger value at any larger argument.
    `definition` writes the function by others, the same value wherever it has one: arithmetic without a routine of its
    own may use it, and so does whoever writes for a library that lacks it.

    Columns of text: the author's name (where it is not `name`), the letters, the name in SymPy, and that in mpmath or
    among Python's builtins, with {} for the argument where more than it stands in the brackets; "" where there is none.
    """

    name: str
    arity: int
    domain: Callable[..., Alternatives] = everywhere
    smooth: Callable[..., Alternatives] = everywhere
    sign: Sign | None = None
    beyond: Sign | None = None
    parity: Parity | None = None
    range: Range | None = None
    rising: bool = False
    definition: Callable[..., Expr] | None = None
    author: str = ""
    unicode: str = ""
    latex: str = ""
    layout: Layout = "called"
    sympy: str = ""
    python: str = ""
    families: tuple[Family, ...] = ()

    @property
    def is_total(self) -> bool:
        """Whether the function has a value everywhere."""
        return self.domain is everywhere

    @property
    def said(self) -> str:
        """The name under which authors call it."""
        return self.author or self.name
