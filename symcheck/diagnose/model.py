"""Mistakes, edits and what is found: the frozen values of a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from symcheck.claims.verdict import Checked, Proved
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Condition, Definition, Expr
from symcheck.judging.options import CheckOptions


class Mistake(Enum):
    """The kinds of mistake a line is searched for, by the words a report may use."""

    SIGN = "sign"
    CONSTANT = "constant factor"
    MEAN = "mean for sum"
    NUMBER = "number"
    EXPONENT = "exponent"
    QUOTIENT = "product for quotient"
    PRODUCT = "quotient for product"
    UPSIDE_DOWN = "numerator for denominator"
    MISSING_TERM = "missing term"
    EXTRA_TERM = "extra term"
    PRODUCT_RULE = "half of the product rule missing"
    MISSING_FACTOR = "missing factor"
    EXTRA_FACTOR = "extra factor"
    INNER_DERIVATIVE = "inner derivative missing"
    NAME = "wrong name"
    EXCHANGED = "exchanged names"
    INDEX = "wrong index"
    MISSING_SUM = "sum missing"
    EXTRA_SUM = "sum too much"
    RANGE = "wrong range"
    TRANSPOSED = "transposed"
    SYMMETRIC = "symmetric only"
    DELTA = "delta dropped"
    DERIVATIVE = "derivative not taken"
    VARIABLE = "derivative by the wrong variable"
    COMPLEMENT = "complement"
    LOGARITHM = "log or exp"
    FUNCTION = "wrong function"
    LIST = "list for sum"
    SHAPE = "wrong shape"
    LABELS = "exchanged labels"


@dataclass(frozen=True, slots=True, eq=False)
class Suspect:
    """A line to be explained, the first expression of its chain, and what is assumed of both.

    `others` are right lines beside it, `definitions` the names that its part speaks in.
    """

    first: Block
    line: Block
    given: Condition
    options: CheckOptions
    others: tuple[Block, ...] = ()
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A piece of a line with the indices that carry its axes, for printing."""

    expr: Expr
    axes: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """One change of a line: what stood there, what should, and the line that results; `cost` orders edits."""

    mistake: Mistake
    before: Place
    after: Place
    line: Block
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """Edits that make a line right, one after the other, and how that is known."""

    edits: tuple[Edit, ...]
    evidence: Proved | Checked

    @property
    def line(self) -> Block:
        return self.edits[-1].line

    @property
    def cost(self) -> float:
        return sum(edit.cost for edit in self.edits)
