"""What is written in a formula: a closed union of nodes, each with the place where it stands.

The tree holds what typography says and no more: scripts on what they hang on, fractions, brackets, tables. A `Row` is
flat: operators, relations and commas stand in it beside what they join, for only who knows the declarations can say how
far Σ reaches, whether `f(x)` is a call or a product, and whether `v_c` is a name or an entry.
"""

from __future__ import annotations

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.reading.source import Span

SPLIT = "split the formula: give its parts names, as in Let z = …, and write the rest with them"
AS_SUM = r"write it with its sign, as in \sum_{i=1}^n x_i, and declare what the members are: x_i ∈ ℝ for i ∈ n"
LOST = "something may have been lost here: write out what is meant"
"""What to write where a formula is too deep, where dots are not read, and where something is missing."""


class Unreadable(Exception):
    """A place that no rule reads: where, what is wrong, and what to write or declare instead ("" if nothing).

    `other` is the place with which it does not agree.
    """

    def __init__(self, span: Span, reason: str, advice: str = "", other: Span | None = None) -> None:
        super().__init__(reason)
        self.span = span
        self.reason = reason
        self.advice = advice
        self.other = other


class Problem(Struct, frozen=True):
    """What is wrong at a place of a page, to be told: why, what to write instead, the place it does not agree with.

    `unread` where something was left out or is not to be trusted: such a page does not pass.
    """

    span: Span
    reason: str
    advice: str = ""
    other: Span | None = None
    unread: bool = True

    @classmethod
    def of(cls, failure: Unreadable | StatementError, span: Span) -> Problem:
        """What could not be read or made; one that knows no place has that which is given."""
        if isinstance(failure, Unreadable):
            return cls(failure.span, failure.reason, failure.advice, failure.other)
        return cls(span, str(failure))


class Node(Struct, frozen=True, kw_only=True):
    """What all nodes have: where they stand on the page, and whether a space stands before them."""

    span: Span
    spaced: bool = False


class Row(Node, frozen=True):
    """Items side by side; a sign and a factor that are raised without braces round them are not `braced`."""

    items: tuple[Node, ...]
    braced: bool = True


class Number(Node, frozen=True):
    """A number in decimal digits, as written: `2`, `0.5`."""

    text: str


class Letter(Node, frozen=True):
    """One letter: `x`, or the command of a Greek one, `\\alpha`. `face` is its type: "" for italic, "bold", "cal", …

    Faces: "", "rm", "bold", "cal", "bb", "frak", "sf", "tt"; an arrow or a bar under it that says "vector" is "bold".
    """

    name: str
    face: str = ""


class Word(Node, frozen=True):
    """Several upright letters that are one name: `\\mathrm{softmax}`, `\\log` (as `log`)."""

    text: str


class Symbol(Node, frozen=True):
    """A sign that is no letter and joins nothing: `\\partial`, `\\nabla`, `\\infty`, `\\top`, `\\dots`, `\\cdots`.

    Its name is one command for each sign, whatever way it was written.
    """

    name: str


class Big(Node, frozen=True):
    """A sign that reaches over what follows, without its limits: "sum", "prod", "int".

    `letter` is that for which it stands where a declaration makes it a name: `Σ_i` in text is a sum unless Σ is one.
    """

    kind: str
    letter: str = ""


class Accent(Node, frozen=True):
    """A mark over what is written: "hat", "bar", "tilde", "dot", "ddot", "check", "underline", …"""

    mark: str
    body: Row


class Scripts(Node, frozen=True):
    """What hangs on a base: below, above, and primes. A base may be None: a script that stands before its letter."""

    base: Node | None
    sub: Row | None = None
    sup: Row | None = None
    primes: int = 0


class Fraction(Node, frozen=True):
    """`over` above `under`: "frac", or "binom" without its line."""

    over: Row
    under: Row
    kind: str = "frac"


class Root(Node, frozen=True):
    """A root; `degree` is None for the square root."""

    body: Row
    degree: Row | None = None


class Bracket(Node, frozen=True):
    """A pair of brackets with what it holds: `(`, `[`, `{`, `|`, `‖`, `⟨`, `⌊`, `⌈`; `.` for one that is not shown."""

    opens: str
    body: Row
    closes: str


class Group(Node, frozen=True):
    """Braces that are not shown, and what they hold; `held` where a declaration put it there as one thing."""

    body: Row
    held: bool = False


class Table(Node, frozen=True):
    """Rows of cells: "matrix" (any brackets round it), "cases", "aligned", "substack"."""

    kind: str
    rows: tuple[tuple[Row, ...], ...]


class Operator(Node, frozen=True):
    """`+ - ± * · × / ⊙ ∘ ⊗ : ! ⊕ ∗ ∖ ∪ ∩` as one character each, whatever way it was written."""

    sign: str


class Relation(Node, frozen=True):
    """`= ≠ < > ≤ ≥ ∈ ∉ ⊂ := ≡ ≜ ≈ ∝ ~ → ← ⇒ ⇐ ⇔ ↦ ≪ ≫ ∴` as one text each.

    `note` is what stands over it (`\\stackrel{!}{=}`).
    """

    sign: str
    note: Row | None = None


class Mark(Node, frozen=True):
    """What parts things: `,` `;` `.` `|` (a bar without its pair), `&`, `\\\\` (a new row), `\\quad` (wide spaces)."""

    sign: str


class Text(Node, frozen=True):
    """Words inside a formula, as written: `\\text{ if }`."""

    text: str


class Note(Node, frozen=True):
    """Something with a remark at it: "underbrace", "overbrace", "underset", "overset", "cancel", "boxed".

    "digits" are those of an exponent without braces, of which TeX takes the first alone.
    """

    kind: str
    body: Row
    note: Row | None = None
