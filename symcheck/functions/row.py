"""What is said of one elementary function, once: `symcheck.functions.table` holds a row for each.

A row names what a function is and where it is defined; it knows no judge, no library and no derivative. Conditions are
written over the argument in the statement's own nodes, as alternatives: some alternative must hold, all of whose
comparisons hold. An empty set of alternatives never holds; one empty alternative always does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from symcheck.language.expressions import Expr

Comparison = Literal["eq", "ne", "gt", "ge", "whole", "broken"]
"""How an expression compares with 0; or that it is a whole number, or none ("broken")."""


@dataclass(frozen=True, slots=True)
class Ask:
    """`expr` compares with 0 as `kind` says, or is (no) whole number."""

    kind: Comparison
    expr: Expr


Alternatives = tuple[tuple[Ask, ...], ...]
"""Some tuple of comparisons must hold, all of them: the disjunctive form of a condition."""

ALWAYS: Alternatives = ((),)


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """One function: its name in the nodes, its arity, where it has a value, and where it has a derivative there.

    `domain` and `smooth` take the arguments. `smooth` is asked only where the function has a value; a function of two
    arguments is smooth where neither of its bends meets the point.
    """

    name: str
    arity: int
    domain: Callable[..., Alternatives]
    smooth: Callable[..., Alternatives]
