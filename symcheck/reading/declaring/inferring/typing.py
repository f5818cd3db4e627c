"""The unknowns of a page and what its formulas say of them: one statement after the other, member by member.

What is known already comes from the scope: how a declared thing stands, and how long its axes are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from symcheck.expressions.indices import ONE, Index
from symcheck.reading.declaring.inferring.kinds import (
    ANY,
    COLUMN,
    MATRIX,
    NUMBER,
    PLAIN,
    ROW,
    STACK,
    Constraint,
    Kinds,
    Operation,
)
from symcheck.reading.declaring.inferring.naming import Read, Spoken, worded
from symcheck.reading.declaring.inferring.operations import AT
from symcheck.reading.names import script
from symcheck.reading.rows import lone
from symcheck.reading.scope import Extent, Quantity, Running, Scope, Unknown
from symcheck.reading.source import Span
from symcheck.reading.tree import Letter, Node, Scripts

CAPITAL = re.compile(r"(?:\\(?:hat|bar|tilde|mathbf|mathcal|underline|check)\{)*\\?[A-Z]")
"""The names of which a capital letter is the first, whatever stands over it."""
Bound = dict[str, int]
"""The letters that are bound where something stands, each with its range as the rows of an unknown."""


class Use(Struct, frozen=True):
    """A place where a name stands: its indices as texts, whether brackets hold them above, what it tells, and why."""

    name: str
    span: Span
    letters: tuple[str, ...] = ()
    above: int = 0
    how: str = "plain"
    why: str = ""
    statement: int = 0


class Page:
    """The unknowns under the names and letters of a page, and the constraints of the statement that is read."""

    def __init__(self, told: Spoken, scope: Scope) -> None:
        self.told = told
        self.scope = scope
        self.kinds = Kinds()
        self.names: dict[str, int] = {}
        self.letters: Bound = {}
        self.free: dict[str, Span] = {}
        self.sizes: dict[int, str] = {}
        self.uses: list[Use] = []
        self.used: dict[str, list[Use]] = {}
        self.added: list[tuple[int, int, str]] = []
        self.beside: list[tuple[int, str]] = []
        self.differences: list[tuple[tuple[int, int, int], tuple[str, ...]]] = []
        self.slopes: list[tuple[str, str]] = []
        self.bound: dict[str, list[int]] = {}
        self.ranges: dict[str, tuple[Span, str]] = {}
        self.statement = 0
        self.equations: list[list[set[str]]] = []
        self.weights: dict[str, str] = {}
        self.complements: set[str] = set()
        self.spoken: list[str] = []
        self.defining: set[int] = set()
        self.heads: dict[str, int] = {}
        self.lost: set[str] = set()
        self.before: dict[str, Use] = {}
        self.begun: set[str] = set()
        self.varied: dict[str, int] = {}
        self.positive: dict[str, Use] = {}
        self.applied: set[str] = set()
        self.given: list[str] = []
        self.loss = ""
        self.divisors: set[str] = set()
        self.maps: dict[str, str] = {}
        self.batch: list[Constraint] = []

    def say(self, operation: Operation, *between: int) -> int:
        """One constraint more; what comes out of it is its last unknown."""
        self.batch.append(Constraint(operation, between))
        return between[-1]

    def made(self, operation: Operation, *between: int, kinds: int = PLAIN) -> int:
        """What comes out of an operation, as a new unknown."""
        return self.say(operation, *between, self.kinds.new(kinds))

    def state(self) -> bool:
        """Ends a statement."""
        batch, self.batch = self.batch, []
        return self.kinds.state(batch)

    def name(self, name: str) -> int:
        """The unknown under a name."""
        if name not in self.names:
            of = self.differentiated(name)
            self.names[name] = self.name(of) if of else self._known(name)
        return self.names[name]

    def differentiated(self, name: str) -> str:
        """W for dW where that is a word of the page; "" for any other name."""
        is_word = name[0] == "d" and re.split(r"[_^]", name)[0] in self.scope.conventions.words
        return name[1:].strip() if is_word and len(name) > 1 and self.scope.get(name) is None else ""

    def _known(self, name: str) -> int:
        thing = self.scope.get(name)
        thing = thing.thing if isinstance(thing, Running | Extent) and thing.thing is not None else thing
        if isinstance(thing, Extent | Running):
            return self.kinds.new(NUMBER)
        if isinstance(thing, Unknown):
            stands = {"number": NUMBER, "column": COLUMN, "row": ROW, "matrix": MATRIX}.get(thing.stands, ANY)
            return self.kinds.new(stands)
        if not isinstance(thing, Quantity):
            small = not CAPITAL.match(name) and name not in self.told.families | self.told.functions
            return self.kinds.new(ANY & ~ROW & ~MATRIX if small else ANY & ~ROW)
        axes = thing.value.tensor.axes
        row = len(axes) == 1 and thing.value.stands == "row"
        unknown = self.kinds.new(ROW if row else {0: NUMBER, 1: COLUMN, 2: MATRIX, 3: STACK}.get(len(axes), ANY))
        for position, axis in enumerate(axes[:3]):
            self.sizes[3 * unknown + position + row] = extent_of(axis)
        return unknown

    def size(self, name: str, span: Span, why: str) -> None:
        """A letter that is a size."""
        self.ranges.setdefault(name, (span, why))
        self.kinds.narrow(self.name(name), NUMBER)

    def column(self, size: str = "") -> int:
        """An unknown for a range."""
        unknown = self.kinds.new(COLUMN)
        if size:
            self.sizes[3 * unknown] = size
        return unknown

    def index(self, part: Sequence[Node], bound: Bound) -> tuple[int, str]:
        """The range of an index, and its text; one that is computed has a range of its own."""
        only = lone(part)
        text = script(part) or ""
        if not isinstance(only, Letter | Scripts) or not text:
            return self.column(), ""
        if text in bound:
            return bound[text], text
        inner = worded(only, self.told) if isinstance(only, Scripts) else ""
        if inner and isinstance(only, Scripts) and isinstance(only.base, Letter):
            self.maps.setdefault(only.base.name, inner)
            return bound[inner] if inner in bound else self.letter(inner), inner
        bare = text.split("_")[0]
        if text in self.told.sizes or isinstance(self.scope.get(bare), Extent):
            if text in self.told.sizes and self.scope.get(text) is None:
                self.size(text, only.span, "a capital letter that stands below a name")
            return self.column(), ""
        self.free.setdefault(text, only.span)
        return self.letter(text), text

    def letter(self, text: str) -> int:
        """The range of an index that nothing binds where it stands."""
        if text not in self.letters:
            index = self.scope.index(text)
            self.letters[text] = self.column("" if index is None else extent_of(index))
        return self.letters[text]

    def entry(self, whole: int, parts: Sequence[Sequence[Node]], bound: Bound) -> tuple[int, tuple[str, ...]]:
        """An entry of something, or a row of it as a column, and the letters of its indices."""
        read = [self.index(part, bound) for part in parts]
        if not read or len(read) > len(AT):
            return (whole if not read else self.kinds.new()), ()
        made = self.made(AT[len(read) - 1], whole, *(unknown for unknown, _ in read))
        return made, tuple(text for _, text in read)

    def note(self, read: Read, span: Span, letters: tuple[str, ...], how: str = "plain", why: str = "") -> None:
        self.spoken.append(read.name)
        if not read.known:
            use = Use(read.name, span, letters, read.above, how, why, self.statement)
            self.uses.append(use)
            self.used.setdefault(read.name, []).append(use)

    def uses_of(self, name: str) -> list[Use]:
        return self.used.get(name, [])


def extent_of(axis: Index) -> str:
    """A range as a size where it begins with 1, else as its two ends."""
    return str(axis.upper) if axis.lower == ONE else f"{axis.lower}..{axis.upper}"


def shown(name: str, use: Use) -> str:
    """A name with its indices: `x_i`, `x_{ij}`, `x^{(i)}_j`."""
    if use.above < 0:
        return f"{name}({', '.join(use.letters)})"
    above = "".join(f"({letter})" for letter in use.letters[: use.above])
    below = use.letters[use.above :]
    text = name + (f"^{{{above}}}" if above else "")
    if not below:
        return text
    joined = "".join(below) if all(len(x) == 1 for x in below) else ",".join(below)
    return f"{text}_{braced(joined)}"


def undotted(name: str) -> str:
    """x for its rates, `\\dot{x}` and `\\ddot{x}`; "" for any other name."""
    found = re.fullmatch(r"\\d+ot\{(.*?)\}(.*)", name)
    return "" if found is None else found[1] + found[2]


def braced(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"
