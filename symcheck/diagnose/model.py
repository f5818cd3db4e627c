"""Mistakes, edits and what is found: the frozen values of a diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct, field

from symcheck.claims.verdict import Checked, Proved
from symcheck.diagnose.sites import Site
from symcheck.diagnose.vocabulary import Vocabulary
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Condition, Definition, Expr
from symcheck.judging.options import CheckOptions
from symcheck.symbolic.prover import Workspace


class Suspect(Struct, frozen=True, eq=False):
    """A line to be explained, the first expression of its chain, and what is assumed of both.

    `others` are right lines beside it, `definitions` the names that its part speaks in, `around` those that are known
    where it stands; `settled` are the right lines of its chain with what each counts on, and `workspace` holds what is
    known of its expressions. `among` are the names of what the chain speaks of, for printing.
    """

    first: Block
    line: Block
    given: Condition
    options: CheckOptions
    others: tuple[Block, ...] = ()
    definitions: tuple[Definition, ...] = ()
    around: tuple[Definition, ...] = ()
    settled: tuple[tuple[Block, Proved | Checked], ...] = ()
    workspace: Workspace = field(default_factory=Workspace)
    among: frozenset[str] = frozenset()


class Place(Struct, frozen=True, eq=False):
    """A piece of a line with the indices that carry its axes, for printing."""

    expr: Expr
    axes: tuple[Index, ...] = ()


class Reshaped(Struct, frozen=True, eq=False):
    """A change of a whole line, axes and all; `extra` is what it costs beside its rule."""

    before: Place
    after: Place
    line: Block
    extra: float = 0.0


Change = tuple[Expr, Expr]
"""What stands in the line, and what should be put at the place."""
Rule = Callable[[Site, Vocabulary], Iterator[Change]]
Reshaping = Callable[[Block, Block, Vocabulary], Iterator[Reshaped]]
"""The changes of a line, by itself, the first expression of its chain, and what is in sight."""


class Mistake(Struct, frozen=True, eq=False):
    """A kind of mistake: the words of a report, how one is told, and the rules that undo it, with their costs.

    The cost says how readily an edit is believed: the least is believed first, and more is asked for at `unlikely`
    roles. The sentence speaks of {before} and {after}; they are shown as they stand in the line where it is `bare`.
    One that `removes` takes away what is too much; what one `lacks` is put in, a term or a factor. One that `recasts`
    leaves a line that nobody would write.
    """

    words: str
    sentence: str | Callable[[Edit], str]
    rules: tuple[tuple[Rule, float], ...] = ()
    reshaping: tuple[tuple[Reshaping, float], ...] = ()
    unlikely: tuple[str, ...] = ()
    bare: bool = False
    removes: bool = False
    recasts: bool = False
    lacks: str = ""


class Edit(Struct, frozen=True, eq=False):
    """One change of a line as written: what stood there, what should, the line that results; `cost` orders edits."""

    mistake: Mistake
    before: Place
    after: Place
    written: Block
    line: Block
    cost: float
    among: frozenset[str] = frozenset()
    """The names of what is spoken of in its chain: what is told of it is printed among these."""


class Repair(Struct, frozen=True, eq=False):
    """Edits that make a line right, one after the other, the line that results, and how it is known to be right."""

    edits: tuple[Edit, ...]
    line: Block
    evidence: Proved | Checked

    @property
    def cost(self) -> float:
        return sum(edit.cost for edit in self.edits)
