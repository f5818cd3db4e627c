"""What a name means already, beside what a page says of it: nothing yet, a number of any sign, a square, a type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.claims.statements import Content
from symcheck.expressions.nodes import Array, Block, Derivative, Entry
from symcheck.expressions.walk import subexpressions
from symcheck.language.declare import named
from symcheck.language.functions import sqrt
from symcheck.reading.assembling.conditions import doubt_of
from symcheck.reading.assembling.new_names import NUMBERS
from symcheck.reading.assembling.numbered import Cases, elsewhere
from symcheck.reading.assembling.under import Under
from symcheck.reading.declaring.heads import array
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Extent, Quantity, Running, Scope, Thing, Value
from symcheck.reading.source import Span
from symcheck.reading.tree import Letter, Node, Scripts

LETTERS_OF_THEIR_OWN = frozenset((*NUMBERS, "I", "d"))
"""Letters that mean something without a declaration: they are not looked up in what comes later. Those of functions,
as σ, mean nothing where no argument stands behind them."""

NOWHERE: tuple[Span, Cases] = Span(0, 0), ()


class Later(Struct, frozen=True):
    """What the page gives a meaning further on, by name, and the names that its block defines by them.

    `typed` are those of which it says the type before they get their value.
    """

    names: Mapping[str, Thing] = {}
    waiting: frozenset[str] = frozenset()
    typed: frozenset[str] = frozenset()

    def gives_a_value(self, name: str) -> bool:
        """Whether a name that is given a type alone gets its value in the same part."""
        return name in self.typed and name in self.names


class Settled(Struct):
    """What became of names that a page gave a type alone: the variable that each of `typed` was, before it got a value.

    `here` are those that got it in the part that gave them the type; `varied` are the names of variables by which
    something was differentiated: they stay variables. `under` are the conditions that names have their values under,
    `tied` variables that words say to depend on another one, `cases` those of the page that were spoken of where a name
    got its value.
    """

    typed: dict[str, Thing] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)
    varied: set[str] = field(default_factory=set)
    under: dict[str, Under] = field(default_factory=dict)
    tied: set[tuple[str, str]] = field(default_factory=set)
    cases: dict[str, tuple[Span, Cases]] = field(default_factory=dict)

    def values_under(self, now: Cases) -> Mapping[str, Under]:
        """The conditions that names have their values under, where some cases are spoken of: in doubt where a name got
        its value where another one was."""
        told = ((name, span, elsewhere(name, then, now)) for name, (span, then) in self.cases.items() if then)
        doubts = [doubt_of(name, span, why) for name, span, why in told if why]
        return {**self.under, **{one.words: Under((one,)) for one in doubts}} if doubts else self.under


def derived_by(content: Content) -> set[str]:
    """The variables by which derivatives in a member are taken."""
    if not isinstance(content, Block):
        return set()
    found = (x.variable for x in subexpressions(content.body) if isinstance(x, Derivative))
    return {variable.array.name for variable in found if isinstance(variable, Entry)}


def lacks(known: Thing | None, later: Thing) -> bool:
    """Whether a name means nothing that it means later: nothing at all, or a size or an index alone."""
    alone = isinstance(known, Extent | Running) and known.thing is None
    return known is None or (alone and isinstance(later, Extent | Running) and later.thing is not None)


def family(items: Sequence[Node]) -> str | None:
    """The name without the one letter below it: `t` of `t_j`."""
    only = lone(items)
    if not isinstance(only, Scripts) or only.base is None or only.sub is None or only.sup is not None:
        return None
    return spelling(only.base) if len(only.sub.items) == 1 and isinstance(only.sub.items[0], Letter) else None


def unsigned(thing: Thing) -> Thing:
    """A number that was declared by its sign, without it."""
    body = thing.value.tensor.body if isinstance(thing, Quantity) else None
    known = getattr(body, "array", None)
    if not isinstance(thing, Quantity) or not isinstance(known, Array):
        return thing
    tensor = array(Array(known.name, known.axes, "real"))
    return replace(thing, value=Value(tensor, thing.value.stands))


def roots(scope: Scope, before: Scope) -> dict[str, Thing]:
    """`\\sigma^2 = …` gives σ a value too, the positive root."""
    found: dict[str, Thing] = {}
    for name, thing in scope.names.items():
        if before.get(name) is thing or not isinstance(thing, Quantity) or not name.endswith("^2"):
            continue
        bare = name.removesuffix("^2")
        numbers = thing.lead == thing.value.tensor.ndim or thing.value.stands == "number"
        if numbers and before.get(bare) is None:
            value = Value(named(bare, sqrt(thing.value.tensor)), thing.value.stands)
            found[bare] = replace(thing, value=value)
    return found
