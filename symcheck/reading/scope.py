"""What the names on a page mean: declared and defined things, and the conventions that hold where one stands.

A scope is a value. That of a part is made of the page's by what holds in the part alone; a definition, a bound index or
an argument makes another one of it. Names are looked up by their spelling (`symcheck.reading.names`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Array, Condition
from symcheck.expressions.walk import condition_indices
from symcheck.language.declare import FunctionSymbol, IndexMapping
from symcheck.language.tensor import Tensor
from symcheck.reading.source import Span
from symcheck.reading.tree import Row

Stands = Literal["number", "column", "row", "list", "matrix", "array"]
"""How a value stands on paper: a vector as a column or a row, or as a list with commas, which is neither."""


Range = tuple[IndexForm, IndexForm]
"""The least and the largest value of an index."""


class Link(Struct, frozen=True):
    """What a derivative is of and by, by name, and its tensor with the axes of the one before those of the other."""

    of: str
    by: str
    tensor: Tensor
    by_axes: int
    of_stands: Stands
    by_stands: Stands


class Value(Struct, frozen=True):
    """A tensor and how it stands. `said` is what a reader took for granted on the way, to be shown with the line.

    `link` is there where the value is a derivative as written, which its neighbours in a product may go on from.
    """

    tensor: Tensor
    stands: Stands
    said: tuple[str, ...] = ()
    link: Link | None = None


class Quantity(Struct, frozen=True):
    """Numbers: a declared array or a defined value.

    The first `lead` axes of the tensor are indices of the name (`u_w`: 1): what they leave stands as `stands` says.
    They are written below, or in brackets above where `above` says so (`x^{(i)}`); where `called` says so, like the
    arguments of a function too (`φ(s, a)`). `variable` tells what was declared as a variable from what has a value;
    `place` where that was. `law` are the mean and the covariance of a normal distribution from which it is drawn.
    What changes with another number has a `rate`: the names of that number and of what it changes by. `alone` is what
    the name means without its indices, where that is not all of them: L beside the L_i. `entries` tells of numbers that
    they were given one by one, as `L_i` is.
    """

    value: Value
    lead: int = 0
    above: bool = False
    variable: bool = True
    place: Place | None = None
    called: bool = False
    law: tuple[Row, Row] | None = None
    rate: tuple[str, str] | None = None
    alone: Value | None = None
    entries: bool = False


class Extent(Struct, frozen=True):
    """A size, or an integer that was declared as one: it stands for a number, and as a set for 1 … itself.

    `thing` is what the letter means with a subscript: `N_k` beside N.
    """

    form: IndexForm
    thing: Quantity | None = None


class Running(Struct, frozen=True):
    """A declared index letter with its range; None where it is that of the axis it stands on.

    `thing` is what the letter means where it is no index: with a subscript of its own (`index k ∈ n` beside rows k_i).
    """

    name: str
    index: Index | None = None
    thing: Quantity | None = None


class Mapped(Struct, frozen=True):
    """An index map: `neg_k` or `neg(k)`; with `itself`, one that only words an index: w_j, the word with number j."""

    mapping: IndexMapping
    itself: bool = False


class Unknown(Struct, frozen=True):
    """A function of which only the arguments are known: `J(v, w, U) unknown`.

    `arguments` are the texts of the arguments it was introduced with, which it has where none are written. One that
    gives vectors or matrices is one function for each entry: the `axes` stand before its arguments. Where it has a
    `sign`, 1 or -1, it is that times e to the power of the symbol.
    """

    symbol: FunctionSymbol
    arguments: tuple[Row, ...] = ()
    axes: tuple[IndexForm, ...] = ()
    stands: Stands = "number"
    sign: int = 0


class Formula(Struct, frozen=True):
    """A function that was defined: `f(x) = …`, its parameters by their spelling, and the scope of its body."""

    name: str
    parameters: tuple[str, ...]
    body: Row
    scope: Scope


class IndexSet(Struct, frozen=True):
    """A set of indices: `A = {l ∈ K : neg_l = neg_k}`; the condition speaks of `index`."""

    index: Index
    condition: Condition


class Distribution(Struct, frozen=True):
    """`z ~ p over K`, `a ~ \\pi(·|s) over A`: an index, and its probability as it is written with its letter.

    `law` is how the distribution is called.
    """

    index: Index
    weight: Row
    law: str


class Layered(Struct, frozen=True):
    """What a family that is written out for a few numbers is called with a letter for them: no one member is meant."""

    letter: str


Thing = Quantity | Extent | Running | Mapped | Unknown | Formula | IndexSet | Distribution | Layered

Layout = Literal["shape", "numerator", "denominator", "any"]


class Conventions(Struct, frozen=True):
    """What a page agrees upon, and a reader may not guess.

    `star` and `dot` are what `*` and `\\cdot` mean between two things that are no numbers ("" where shapes say it),
    `square` what the square of a vector is ("inner", "elementwise", or "" for ambiguous), `transposes` further signs
    that transpose (`'`, `t`), `implied` whether a repeated index is summed over, `summed` which indices are though
    they stand once, `diagonal` whether vectors in products stand for diagonal matrices, `limits` whether limits that
    leave an axis mean the axis. `words` are names that nothing is said of, `undone` letters and words that do not mean
    what they mean on every page (`\\sigma means standard deviation`), `faced` letters that are declared in several
    types, which are several names then, `fixed` names with a value that derivatives do not go through, `partial`
    whether ∂ holds fixed what stands beside the variable, `reaches` how far a function without brackets reaches
    (`\\log a b`), `apart` letters that are sizes where something lies in ℝ^…, and things everywhere else, `properties`
    what the page says of matrices in words.
    """

    layout: Layout = "shape"
    star: Literal["", "elementwise", "product"] = ""
    dot: Literal["", "elementwise", "product"] = ""
    square: Literal["", "inner", "elementwise"] = ""
    transposes: frozenset[str] = frozenset()
    vectors_are_rows: bool = False
    diagonal: bool = False
    implied: bool = False
    summed: frozenset[str] = frozenset()
    limits: bool = False
    words: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()
    faced: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    partial: bool = False
    reaches: Mapping[str, Literal["first", "all"]] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def size(self, letter: str) -> str:
        """The name by which a size is looked up; no formula spells it where the letter is a thing there."""
        return f"{letter} ∈" if letter in self.apart else letter


class Scope(Struct, frozen=True):
    """The names that mean something, by spelling, and the conventions.

    `given` is all that is declared of them, `assumed` what of it was stated as a condition, with its place. `held` is
    what keeps free indices to their axes where a line stands: the conditions that it is judged under. `each` are
    the letters of families that are written out, with their values, `last` what the names of last members stand for,
    and `ended` the names of the members of such families.
    """

    names: Mapping[str, Thing] = field(default_factory=dict)
    conventions: Conventions = Conventions()
    given: Condition = ()
    assumed: tuple[tuple[Condition, Span], ...] = ()
    held: Condition = ()
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last: Mapping[str, int] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()

    @property
    def counts(self) -> frozenset[Array]:
        """What the names of last members are as numbers: any, whichever few members are written out."""
        return frozenset(Array(name, (), "positive", integer=True) for name in self.last)

    def get(self, name: str | None) -> Thing | None:
        """What a spelling means; what spells no name (None) means nothing."""
        return None if name is None else self.names.get(name)

    def index(self, name: str | None) -> Index | None:
        """The index that a letter is, with its range; None where it is none, or has that of the axis it stands on."""
        found = self.get(name)
        return found.index if isinstance(found, Running) else None

    def numbers(self, name: str | None) -> Quantity | None:
        """The numbers that a name means, those beside an index or a size of the same letter too."""
        found = self.get(name)
        found = found.thing if isinstance(found, Running | Extent) else found
        return found if isinstance(found, Quantity) else None

    def values(self) -> list[Tensor]:
        """The values of all numbers."""
        return [found.value.tensor for name in self.names if (found := self.numbers(name)) is not None]

    def variable(self, name: str | None) -> Quantity | None:
        """The numbers that a name means, where they were declared and have no value."""
        found = self.get(name)
        return found if isinstance(found, Quantity) and found.variable else None

    def beside(self, name: str, made: Thing) -> Thing:
        """What is made of a name with indices, under the name: a size or an index of that letter keeps it."""
        known = self.names.get(name)
        if isinstance(known, Running | Extent) and isinstance(made, Quantity):
            return replace(known, thing=made)
        return made

    def having(self, names: Mapping[str, Thing]) -> Scope:
        """This scope with further names; they hide those of the same spelling, an index letter only the index.

        What holds of an index is not said of another one of its letter.
        """
        kept = {
            name: replace(new, thing=old.thing)
            for name, new in names.items()
            if isinstance(new, Running) and new.thing is None and isinstance(old := self.names.get(name), Running)
        }
        held = tuple(x for x in self.held if names.keys().isdisjoint(index.name for index in condition_indices((x,))))
        return replace(self, names={**self.names, **names, **kept}, held=held)
