"""What an author can declare: a closed union, each piece with its place and its reach.

Formulas are pieces of text here: they are read where a scope is made of them
(`symcheck.reading.declaring.declared`), for only there sizes and other ways of writing are known.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from symcheck.reading.declaring.clauses import Reach
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Problem

Part = Literal["rows", "columns", "entries"]


class Said(Struct, frozen=True, kw_only=True):
    """What all have: where they stand and where they hold."""

    span: Span
    reach: Reach


class Sizes(Said, frozen=True):
    """`sizes V, d`: positive integers."""

    names: tuple[Passage, ...]


class Names(Said, frozen=True):
    """`names CE, net`: several letters that are one name."""

    names: tuple[Passage, ...]


class IndexLetters(Said, frozen=True):
    """`index i, j`: letters that are indices, with the range of the axis they stand on."""

    names: tuple[Passage, ...]


class Bound(Struct, frozen=True):
    """`for i ∈ n`: index letters and their range."""

    names: tuple[Passage, ...]
    over: Passage


class Member(Said, frozen=True):
    """`names ∈ set`: index letters with a range, or variables with a shape and what is said of them."""

    names: tuple[Passage, ...]
    set: Passage
    properties: tuple[tuple[str, Span], ...] = ()
    values: Passage | None = None
    consists: tuple[tuple[Part, Passage], ...] = ()
    bound: tuple[Bound, ...] = ()
    index: bool = False


class MapDeclared(Said, frozen=True):
    """`neg : K → V injective`: an index map."""

    name: Passage
    domain: Passage
    codomain: Passage
    injective: bool = False


class UnknownFunction(Said, frozen=True):
    """`J(v, w, U) unknown`, `A(x) ∈ ℝ^{d×d} unknown`, `f(t) > 0 unknown`: only arguments, shape and sign are known."""

    call: Passage
    set: Passage | None = None
    sign: str = ""


class Fixed(Said, frozen=True):
    """`γ fixed`: derivatives do not go through what has a value."""

    names: tuple[Passage, ...]


class FunctionOf(Said, frozen=True):
    r"""`\theta_1, \theta_2 function of t`: numbers that change with another one, and their rates beside them."""

    names: tuple[Passage, ...]
    of: Passage


class Drawn(Said, frozen=True):
    """`z ~ p over K`: an index with its probabilities."""

    name: Passage
    weights: Passage
    over: Passage | None = None


class Equality(Said, frozen=True):
    """`name = expression`: a definition, or, in a part, a condition on what is declared."""

    formula: Passage
    bound: tuple[Bound, ...] = ()


class Compared(Said, frozen=True):
    """`λ > 0`, `w ≠ o`: the sign of a new name, or a condition."""

    formula: Passage
    bound: tuple[Bound, ...] = ()


class Assume(Said, frozen=True):
    """`assume \\sum_i y_i = 1`, `assume neg_k ≠ o for k ∈ K`."""

    formula: Passage
    bound: tuple[Bound, ...] = ()


class Means(Said, frozen=True):
    """`X means Y`: another way of writing; `in subscripts, …` there alone."""

    written: Passage
    meant: Passage
    in_subscripts: bool = False
    bound: tuple[Bound, ...] = ()


class Asks(Said, frozen=True):
    """`asks \\partial J/\\partial u_w`: what a part's last formula states."""

    formula: Passage


class DocumentedWrong(Said, frozen=True):
    """`wrong (b).3 line 2: a sign`: a documented slip; `part` is "" where formulas of the page are counted."""

    part: str
    formula: int
    line: int
    because: str


class Convention(Said, frozen=True):
    """`layout numerator`, `vectors are rows`, …: which one, and what it says."""

    kind: str
    value: str = ""


class Role(Said, frozen=True):
    """`remark`, `condition`, `definition`, `claim`: what a formula is; `line` or `relation` 0 speaks of all of it."""

    role: str
    line: int = 0
    relation: int = 0


class TableRow(Said, frozen=True):
    """`table: \\nabla_a #1 = #2`: what a row of a table claims."""

    template: Passage


class WrittenOut(Said, frozen=True):
    """A clause that is read for each of the values of its letter: with the letter itself its names mean nothing.

    `last` are what capitals for last members stand for, where there are any.
    """

    text: Passage
    letter: str
    values: tuple[str, ...] = ()
    last: tuple[tuple[str, int], ...] = ()


class Unread(Said, frozen=True):
    """What no rule reads, as written."""

    problem: Problem
    text: Passage


Declaration = (
    Sizes | Names | IndexLetters | Member | MapDeclared | UnknownFunction | Fixed | FunctionOf | Drawn | Equality
    | Compared | Assume | Means | Asks | DocumentedWrong | Convention | Role | TableRow | WrittenOut | Unread
)  # fmt: skip
