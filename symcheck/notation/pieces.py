"""What the two notations, Unicode and LaTeX, have in common: printed pieces, how tightly they bind, and a style."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from symcheck.functions.row import everywhere
from symcheck.functions.table import TABLE
from symcheck.notation.names import unicode_entry


class Level(IntEnum):
    """How tightly a printed piece holds together, loosest first."""

    SUM = 0
    NEGATIVE = 1
    RATIO = 2  # a/b, x·y: bracketed inside any product
    PREFIX = 3  # Σ_w …, log …: open to the right, so only the last factor of a product
    PRODUCT = 4
    POWER = 5
    ATOM = 6


LETTERS: Mapping[str, tuple[str, ...]] = {
    "e": ("exp",), "σ": ("sigmoid", "logsigmoid"), "Γ": ("gamma", "loggamma"), "ψ": ("digamma", "trigamma"),
    "H": ("heaviside",), "δ": (),
}  # fmt: skip
"""Functions that are written with one letter; δ is Kronecker's."""


class Piece(Struct, frozen=True):
    """Printed mathematics; `row`: a vector that is printed as a row, `xᵀ A`, and `column` is the same as a column."""

    text: str
    level: Level = Level.ATOM
    row: bool = False
    column: Piece | None = None


class Style(ABC):
    """One notation. The methods put printed pieces together; which brackets are needed is decided here, once."""

    minus: str
    prime: str
    identity: str
    pi: str
    ellipsis: str
    taken: frozenset[str] = frozenset()
    """Letters of functions that mean something else in what is printed: there e^x is exp(x), σ(x) is sigmoid(x)."""
    spoken: frozenset[str] = frozenset()
    """How the names are printed of what is spoken of: an entry that would be printed so is x[1] instead, a power (σ)²,
    the identity I_n."""
    verbatim: frozenset[str] = frozenset()
    """Names that would be printed as others are: they stand as they are spelled."""

    @classmethod
    @lru_cache(maxsize=256)
    def knowing(cls, names: frozenset[str]) -> Style:
        """The style for what speaks of things of these names."""
        style = cls()
        shown = {name: style.name(name) for name in names}
        times = Counter(shown.values())
        style.taken = frozenset(LETTERS.keys() & {unicode_entry(name, ()) for name in names})
        style.spoken = frozenset(times)
        style.verbatim = frozenset(n for n, text in shown.items() if times[text] > 1 and n.replace("_", "").isalnum())
        return style

    def called(self, name: str, places: Sequence[str] = ()) -> str:
        """A name at its subscripts, told apart from what else is spoken of."""
        if name in self.verbatim:
            return self.as_spelled(name) + (self._placed(places) if places else "")
        shown = self.name(name, places)
        return self.name(name) + self._placed(places) if places and shown in self.spoken else shown

    def unit(self, size: str) -> Piece:
        """The identity matrix."""
        unit = Piece(self.identity)
        return self.subscripted(unit, [size]) if self.identity in self.spoken else unit

    def _placed(self, places: Sequence[str]) -> str:
        return f"[{', '.join(places)}]"

    def bracketed(self, piece: Piece, least: Level) -> str:
        """The text of a piece, in brackets if it binds more loosely than `least`."""
        return piece.text if piece.level >= least else self.brackets(piece.text)

    def total(self, terms: Sequence[Piece]) -> Piece:
        """a + b − c."""
        text = self.bracketed(terms[0], Level.SUM)
        for term in terms[1:]:
            shown = self.bracketed(term, Level.NEGATIVE)
            negative = shown.startswith(self.minus)
            text += f" {self.minus} {shown[len(self.minus) :].lstrip()}" if negative else f" + {shown}"
        return Piece(text, Level.SUM)

    def negative(self, piece: Piece) -> Piece:
        column = None if piece.column is None else self.negative(piece.column)
        return Piece(self.minus + self.bracketed(piece, Level.RATIO), Level.NEGATIVE, piece.row, column)

    def upright(self, vector: Piece) -> Piece:
        """A vector as a column."""
        return (vector.column or self.transpose(vector)) if vector.row else vector

    def lying(self, vector: Piece) -> Piece:
        """A vector as a row."""
        if vector.row:
            return vector
        row = self.transpose(vector)
        return Piece(row.text, row.level, True)

    def alike(self, make: Callable[[list[Piece]], Piece], pieces: Sequence[Piece]) -> Piece:
        """What is made of vectors of one direction: a row where all are rows, else all stand as columns."""
        if not any(piece.row for piece in pieces):
            return make([*pieces])
        column = make([self.upright(piece) for piece in pieces])
        if not all(piece.row for piece in pieces):
            return column
        row = make([*pieces])
        return Piece(row.text, row.level, True, column)

    def product(self, factors: Sequence[Piece], row: bool = False, column: Piece | None = None) -> Piece:
        """Juxtaposed factors."""
        if len(factors) == 1:
            return factors[0]
        shown = [self.bracketed(f, Level.PRODUCT) for f in factors[:-1]]
        shown.append(self.bracketed(factors[-1], Level.PREFIX))
        text = shown[0]
        for before, after in pairwise(shown):
            text += self.gap(before, after) + after
        # a b Σ_w c: open to the right, and no longer a mere Σ
        return Piece(text, Level.RATIO if factors[-1].level is Level.PREFIX else Level.PRODUCT, row, column)

    @abstractmethod
    def gap(self, before: str, after: str) -> str:
        """What stands between two factors."""

    @abstractmethod
    def brackets(self, text: str) -> str: ...

    @abstractmethod
    def name(self, name: str, subscripts: Sequence[str] = ()) -> str:
        """An author's name with index subscripts."""

    @abstractmethod
    def as_spelled(self, name: str) -> str:
        """A plain name letter by letter."""

    @abstractmethod
    def word(self, name: str) -> str:
        """The name of an index or a size."""

    @abstractmethod
    def subscripted(self, base: Piece, subscripts: Sequence[str]) -> Piece: ...

    @abstractmethod
    def ones(self, sizes: Sequence[str]) -> Piece:
        """The array of ones of this shape."""

    @abstractmethod
    def norm(self, argument: Piece, frobenius: bool) -> Piece: ...

    def grouped(self, base: Piece) -> Piece:
        """A base that already has a superscript, for a subscript."""
        return Piece(self.brackets(base.text))

    @abstractmethod
    def fraction(self, numerator: Piece, denominator: Piece) -> Piece: ...

    @abstractmethod
    def power(self, base: Piece, exponent: Piece) -> Piece: ...

    @abstractmethod
    def entrywise_power(self, base: Piece, exponent: Piece) -> Piece: ...

    @abstractmethod
    def transpose(self, base: Piece) -> Piece: ...

    @abstractmethod
    def inverse(self, base: Piece) -> Piece: ...

    @abstractmethod
    def dot(self, left: Piece, right: Piece) -> Piece: ...

    @abstractmethod
    def entrywise(self, factors: Sequence[Piece]) -> Piece:
        """The elementwise product of tensors."""

    def call(self, function: str, arguments: Sequence[Piece], raised: bool = True) -> Piece:
        """An elementary function of `symcheck.functions.table` by its name, or an operator such as "tr", "det"."""
        arguments = [self.upright(argument) for argument in arguments]
        row, first = TABLE.get(function), arguments[0]
        spelled = any(function in LETTERS[letter] for letter in self.taken)
        word = self.spelled(function) if spelled else self.function(function)
        match row.layout if row else "called":
            case "raised" if raised and "e" not in self.taken:
                return self.exponential(word, first)
            case "bars":
                return self.magnitude(first)
            case "root":
                return self.root(word, first)
            case "bare" if first.level in (Level.PREFIX, Level.ATOM) and not self._is_word(f"{word} {first.text}"):
                return Piece(f"{word} {first.text}", Level.PREFIX)
            case "leading" if not spelled:
                return Piece(word + self.brackets(first.text), Level.PREFIX)
        return Piece(word + self.brackets(", ".join(a.text for a in arguments)))

    def _is_word(self, text: str) -> bool:
        """Whether a function of a function reads as one function that has fewer values: log Γ(x) is that of x > 0."""
        words = (
            self.function(name)
            for name, row in TABLE.items()
            if row.layout == "leading" and row.domain is not everywhere
        )
        return text.startswith(tuple(words))

    @abstractmethod
    def spelled(self, name: str) -> str:
        """A function by its whole name."""

    @abstractmethod
    def function(self, name: str) -> str:
        """What a function is called in front of its argument."""

    @abstractmethod
    def exponential(self, word: str, argument: Piece) -> Piece:
        """eˣ for what can be raised."""

    @abstractmethod
    def magnitude(self, argument: Piece) -> Piece: ...

    @abstractmethod
    def root(self, word: str, argument: Piece) -> Piece: ...

    @abstractmethod
    def applied(self, name: str, arguments: Sequence[Piece], primes: int = 0) -> Piece:
        """An abstract function."""

    @abstractmethod
    def quantified(self, kind: str, below: str, above: str, body: Piece) -> Piece:
        """Σ, Π, max, min over what stands `below` (and `above`)."""

    @abstractmethod
    def derivative(self, body: Piece, variables: Sequence[Piece]) -> Piece:
        """∂body/∂variables, the first variable being the one differentiated by first."""

    @abstractmethod
    def partial(self, name: str, positions: Sequence[int], arguments: Sequence[Piece]) -> Piece:
        """A partial derivative of an abstract function by the arguments at these positions (from 1)."""

    @abstractmethod
    def delta(self, left: str, right: str) -> Piece: ...

    @abstractmethod
    def iverson(self, condition: str) -> Piece: ...

    @abstractmethod
    def choice(self, condition: str, then: Piece, otherwise: Piece) -> Piece: ...

    @abstractmethod
    def relation(self, kind: str) -> str:
        """The sign of a relation: "eq", "ne", "gt", "ge", "le", "lt"."""

    @abstractmethod
    def prose(self, text: str) -> str:
        """Words inside mathematics."""
