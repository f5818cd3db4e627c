"""Statements in Unicode mathematics, in the author's names: `Σ_w ŷ_w U_w − U_o`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from symcheck.expressions.nodes import Block, Expr
from symcheck.functions.table import TABLE
from symcheck.notation import printer as notation
from symcheck.notation.names import SUPERSCRIPTS, below, grouped, raised, unicode_entry
from symcheck.notation.pieces import Level, Piece, Style

_SIMPLE = re.compile(r"\w[\u0300-\u036f]*(?:_(?:\w+|\{[^{}]*\}))?|\d+")
"""What a root is seen to be taken of without brackets."""
_RAISED = re.compile(
    rf"(?:[ᵀ{''.join(map(chr, SUPERSCRIPTS.values()))}]|\^[^\s()]+|\^\([^()]*\))(?:_(?:\w+|\{{[^{{}}]*\}}))?$"
)
"""How a text ends that has a superscript of its own, σ²_i."""
_RELATIONS = {"eq": "=", "ne": "≠", "gt": ">", "ge": "≥", "le": "≤", "lt": "<"}
DIGITS = tuple("0123456789")
_BIG = {"sum": "Σ", "product": "Π"}


class TextStyle(Style):
    """Unicode mathematics on one line."""

    minus = "−"
    prime = "′"
    identity = "I"
    pi = "π"
    ellipsis = "…"

    def gap(self, before: str, after: str) -> str:
        if after[:1] in DIGITS:
            return " · "
        return "" if after.startswith("(") and before.endswith((")", "ᵀ")) else " "

    def brackets(self, text: str) -> str:
        return f"({text})"

    def name(self, name: str, subscripts: Sequence[str] = ()) -> str:
        return unicode_entry(name, subscripts)

    def as_spelled(self, name: str) -> str:
        return name

    def word(self, name: str) -> str:
        return self.name(name)

    def subscripted(self, base: Piece, subscripts: Sequence[str]) -> Piece:
        return Piece(self.bracketed(base, Level.ATOM) + below(subscripts))

    def fraction(self, numerator: Piece, denominator: Piece) -> Piece:
        over = self.bracketed(numerator, Level.PRODUCT)
        under = denominator.text if denominator.level is Level.PREFIX else self.bracketed(denominator, Level.POWER)
        return Piece(f"{over}/{under}", Level.RATIO)

    def power(self, base: Piece, exponent: Piece) -> Piece:
        high = raised(exponent.text.replace(" ", "")) if len(exponent.text) <= 3 else None
        if high is None:
            low = self.bracketed(exponent, Level.ATOM)
            high = f"^({low})" if "_" in low or low[-1] in "ᵀ′" else f"^{low}"
        shown = self._raisable(base)
        return Piece((f"({shown})" if shown + high in self.spoken else shown) + high, Level.POWER)

    def _raisable(self, base: Piece) -> str:
        """The base of a superscript, in brackets where it has one already."""
        shown = self.bracketed(base, Level.ATOM)
        return f"({shown})" if _RAISED.search(shown) else shown

    def entrywise_power(self, base: Piece, exponent: Piece) -> Piece:
        return Piece(f"{self._raisable(base)}^∘{self.bracketed(exponent, Level.ATOM)}", Level.POWER)

    def transpose(self, base: Piece) -> Piece:
        shown = self.bracketed(base, Level.ATOM)
        if shown.endswith("⁻¹"):
            return Piece(shown.removesuffix("⁻¹") + "⁻ᵀ")
        return Piece((f"({shown})" if shown.endswith("ᵀ") else shown) + "ᵀ")

    def inverse(self, base: Piece) -> Piece:
        return Piece(self._raisable(base) + "⁻¹")

    def ones(self, sizes: Sequence[str]) -> Piece:
        return Piece(f"𝟏_{grouped('×'.join(sizes))}")

    def norm(self, argument: Piece, frobenius: bool) -> Piece:
        return Piece(f"‖{argument.text}‖{'_F' if frobenius else ''}")

    def dot(self, left: Piece, right: Piece) -> Piece:
        return Piece(f"{self.bracketed(left, Level.POWER)}·{self.bracketed(right, Level.POWER)}", Level.RATIO)

    def entrywise(self, factors: Sequence[Piece]) -> Piece:
        return Piece(" ⊙ ".join(self.bracketed(f, Level.POWER) for f in factors), Level.RATIO)

    def spelled(self, name: str) -> str:
        return name

    def function(self, name: str) -> str:
        row = TABLE.get(name)
        return (row.unicode if row else "") or name

    def magnitude(self, argument: Piece) -> Piece:
        return Piece(f"|{argument.text}|")

    def root(self, word: str, argument: Piece) -> Piece:
        shown = self.bracketed(argument, Level.ATOM)
        alone = argument.level < Level.ATOM or _SIMPLE.fullmatch(shown)
        return Piece(f"{word}{shown}" if alone else f"{word}({shown})", Level.POWER)

    def exponential(self, word: str, argument: Piece) -> Piece:
        high = raised(argument.text) if len(argument.text) <= 3 else None
        if not high:
            return Piece(f"{word}({argument.text})")
        return Piece("e") if argument.text == "1" else Piece(f"e{high}", Level.POWER)

    def applied(self, name: str, arguments: Sequence[Piece], primes: int = 0) -> Piece:
        return Piece(f"{self.called(name)}{'′' * primes}({', '.join(a.text for a in arguments)})")

    def quantified(self, kind: str, below: str, above: str, body: Piece) -> Piece:
        limits = f"_{grouped(below)}" + (f"^{grouped(above)}" if above else "")
        return Piece(f"{_BIG.get(kind, kind)}{limits} {self.bracketed(body, Level.RATIO)}", Level.PREFIX)

    def derivative(self, body: Piece, variables: Sequence[Piece]) -> Piece:
        order = "" if len(variables) == 1 else raised(str(len(variables)))
        under = "".join(f"∂{self.bracketed(v, Level.ATOM)}" for v in reversed(variables))
        if len(variables) > 1 and len({v.text for v in variables}) == 1:
            under = f"∂{self._raisable(variables[0])}{order}"
        if (body.level is Level.ATOM and not body.text.startswith("log")) or len(body.text) <= 12:
            return Piece(f"∂{order}{self.bracketed(body, Level.ATOM)}/{_bracketed(under, len(variables))}", Level.RATIO)
        return Piece(f"∂{order}/{under} ({body.text})", Level.PREFIX)

    def partial(self, name: str, positions: Sequence[int], arguments: Sequence[Piece]) -> Piece:
        return self.applied(f"{name}_{{{','.join(f'∂{p}' for p in positions)}}}", arguments)

    def delta(self, left: str, right: str) -> Piece:
        return Piece("δ" + below((left, right)))

    def iverson(self, condition: str) -> Piece:
        return Piece(f"[{condition}]")

    def choice(self, condition: str, then: Piece, otherwise: Piece) -> Piece:
        return Piece(f"{{{then.text} if {condition}, else {otherwise.text}}}")

    def relation(self, kind: str) -> str:
        return _RELATIONS[kind]

    def prose(self, text: str) -> str:
        return text


def _bracketed(under: str, count: int) -> str:
    return f"({under})" if count > 1 and under.count("∂") > 1 else under


_STYLE = TextStyle()


text = lru_cache(maxsize=256)(partial(notation.tensor, style=_STYLE))
"""A value as one line of Unicode mathematics."""
within = partial(notation.within, style=_STYLE)
"""Pieces of a line, under the names that its indices have there."""
content = partial(notation.content, style=_STYLE)
"""What a line says: an expression, a cost, an order of growth, or why it is none of them."""
indices_in = lru_cache(maxsize=256)(partial(notation.indices_in, style=_STYLE))
"""The indices that are seen in a printed value."""
names_of = notation.names_of
condition = partial(notation.condition, style=_STYLE)
"""A condition: `w ≠ o, x > 0`; "" for the empty one."""
assumption = partial(notation.assumption, style=_STYLE)
"""Conditions as assumed: `∀k: neg_k ≠ o; x > 0`; "" for none."""


def expression(expr: Expr) -> str:
    """A scalar expression as one line of Unicode mathematics."""
    return notation.tensor(Block((), expr), _STYLE)
