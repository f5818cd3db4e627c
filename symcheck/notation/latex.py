r"""Statements in LaTeX, in the author's names: `\sum_{w} \hat y_{w} U_{w} - U_{o}`. Plain LaTeX with amsmath."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from symcheck.functions.table import TABLE
from symcheck.notation import printer as notation
from symcheck.notation.names import filled, latex_name
from symcheck.notation.pieces import Level, Piece, Style

_OPERATORS = {"det": r"\det", "tr": r"\operatorname{tr}"}
_BIG = {"sum": r"\sum", "product": r"\prod", "max": r"\max", "min": r"\min"}
_RELATIONS = {"eq": "=", "ne": r"\neq", "gt": ">", "ge": r"\geq", "le": r"\leq", "lt": "<"}
_GROUPED = re.compile(r"\{[^()]*\^")
r"""How the name of a power begins, {\sigma^2}."""
_TALL = re.compile(r"\\(?:frac|sum|prod|begin|left)")


class LatexStyle(Style):
    """LaTeX for math mode."""

    minus = "-"
    prime = "'"
    identity = "I"
    pi = r"\pi"
    ellipsis = r"\ldots"

    def gap(self, before: str, after: str) -> str:
        return r" \cdot " if after[:1].isdigit() else " "

    def brackets(self, text: str) -> str:
        return rf"\left({text}\right)" if _TALL.search(text) else f"({text})"

    def name(self, name: str, subscripts: Sequence[str] = ()) -> str:
        name, subscripts = filled(name, subscripts)
        letter, own = latex_name(name)
        return letter + _below((*own, *subscripts), bool(own))

    def as_spelled(self, name: str) -> str:
        escaped = name.replace("_", r"\_")
        return rf"\mathtt{{{escaped}}}"

    def word(self, name: str) -> str:
        return self.name(name)

    def subscripted(self, base: Piece, subscripts: Sequence[str]) -> Piece:
        return Piece(f"{{{self.bracketed(base, Level.ATOM)}}}{_below(subscripts)}")

    def fraction(self, numerator: Piece, denominator: Piece) -> Piece:
        return Piece(rf"\frac{{{numerator.text}}}{{{denominator.text}}}", Level.POWER)

    def power(self, base: Piece, exponent: Piece) -> Piece:
        shown, high = self._raisable(base), exponent.text
        known = any(f"{shown}^{up}" in self.spoken for up in (high, f"{{{high}}}"))
        return Piece(f"{self.brackets(shown) if known else shown}^{{{high}}}", Level.POWER)

    def _raisable(self, base: Piece) -> str:
        """The base of a power, in brackets where it has a superscript already."""
        if base.level < Level.ATOM or "^" in _ungrouped(base.text) or _GROUPED.match(base.text):
            return self.brackets(base.text)
        return self._grouped(base)

    def _grouped(self, base: Piece) -> str:
        """The base of another superscript, in braces where it has one already."""
        outer = _ungrouped(base.text)
        return f"{{{base.text}}}" if "^" in outer or outer.endswith("'") else base.text

    def _bare(self, base: Piece) -> str:
        """The base of ᵀ or ⁻¹, in brackets where it has a superscript already."""
        twice = base.text.endswith((r"^{\top}", "^{-1}", r"^{-\top}"))
        return self.brackets(base.text) if twice or base.level < Level.ATOM else self._grouped(base)

    def entrywise_power(self, base: Piece, exponent: Piece) -> Piece:
        shown = self.bracketed(exponent, Level.ATOM)
        return Piece(rf"{self._raisable(base)}^{{\circ {shown}}}", Level.POWER)

    def transpose(self, base: Piece) -> Piece:
        if base.level >= Level.POWER and base.text.endswith("^{-1}"):
            return Piece(base.text.removesuffix("^{-1}") + r"^{-\top}", Level.POWER)
        return Piece(rf"{self._bare(base)}^{{\top}}", Level.POWER)

    def inverse(self, base: Piece) -> Piece:
        return Piece(f"{self._bare(base)}^{{-1}}", Level.POWER)

    def ones(self, sizes: Sequence[str]) -> Piece:
        shape = r" \times ".join(sizes)
        return Piece(rf"\mathbf{{1}}_{{{shape}}}")

    def norm(self, argument: Piece, frobenius: bool) -> Piece:
        return Piece(rf"\lVert {argument.text} \rVert{'_F' if frobenius else ''}")

    def dot(self, left: Piece, right: Piece) -> Piece:
        return Piece(rf"{self.bracketed(left, Level.POWER)} \cdot {self.bracketed(right, Level.POWER)}", Level.RATIO)

    def entrywise(self, factors: Sequence[Piece]) -> Piece:
        return Piece(r" \odot ".join(self.bracketed(f, Level.POWER) for f in factors), Level.RATIO)

    def spelled(self, name: str) -> str:
        return r"\exp" if name == "exp" else rf"\operatorname{{{name}}}"

    def function(self, name: str) -> str:
        row = TABLE.get(name)
        if row is None:
            return _OPERATORS.get(name, rf"\operatorname{{{name}}}")
        return row.latex or rf"\operatorname{{{row.unicode or name}}}"

    def magnitude(self, argument: Piece) -> Piece:
        return Piece(rf"\left|{argument.text}\right|")

    def root(self, word: str, argument: Piece) -> Piece:
        return Piece(f"{word}{{{argument.text}}}", Level.POWER)

    def exponential(self, word: str, argument: Piece) -> Piece:
        if argument.text == "1":
            return Piece("e")
        if _TALL.search(argument.text):
            return Piece(rf"{word}\left({argument.text}\right)")
        return Piece(f"e^{{{argument.text}}}", Level.POWER)

    def applied(self, name: str, arguments: Sequence[Piece], primes: int = 0) -> Piece:
        word = self.called(name)
        if word.startswith(r"\mathrm"):
            word = r"\operatorname" + word.removeprefix(r"\mathrm")
        return Piece(word + "'" * primes + self.brackets(", ".join(a.text for a in arguments)))

    def quantified(self, kind: str, below: str, above: str, body: Piece) -> Piece:
        limits = f"_{{{below}}}" + (f"^{{{above}}}" if above else "")
        return Piece(f"{_BIG[kind]}{limits} {self.bracketed(body, Level.RATIO)}", Level.PREFIX)

    def derivative(self, body: Piece, variables: Sequence[Piece]) -> Piece:
        order = "" if len(variables) == 1 else f"^{{{len(variables)}}}"
        below = r" \, ".join(rf"\partial {v.text}" for v in reversed(variables))
        if len(variables) > 1 and len({v.text for v in variables}) == 1:
            below = rf"\partial {self._raisable(variables[0])}{order}"
        if body.level is Level.ATOM and not body.text.startswith(r"\log"):
            return Piece(rf"\frac{{\partial{order} {body.text}}}{{{below}}}", Level.POWER)
        return Piece(rf"\frac{{\partial{order}}}{{{below}}} \left({body.text}\right)", Level.PREFIX)

    def partial(self, name: str, positions: Sequence[int], arguments: Sequence[Piece]) -> Piece:
        below = " ".join(rf"\partial_{{{p}}}" for p in positions)
        return Piece(f"{below} {self.applied(name, arguments).text}", Level.PREFIX)

    def delta(self, left: str, right: str) -> Piece:
        return Piece(r"\delta" + _below((left, right)))

    def iverson(self, condition: str) -> Piece:
        return Piece(rf"\left[{condition}\right]")

    def choice(self, condition: str, then: Piece, otherwise: Piece) -> Piece:
        branches = rf"{then.text} & \text{{if }} {condition} \\ {otherwise.text} & \text{{else}}"
        return Piece(rf"\begin{{cases}} {branches} \end{{cases}}", Level.POWER)

    def relation(self, kind: str) -> str:
        return _RELATIONS[kind]

    def prose(self, text: str) -> str:
        escaped = re.sub(r"([#$%&_{}])", r"\\\1", text)
        return rf"\text{{{escaped}}}"


def _ungrouped(text: str) -> str:
    """The text without its {groups}."""
    shorter = re.sub(r"\{[^{}]*\}", "", text)
    return text if shorter == text else _ungrouped(shorter)


def _below(subscripts: Sequence[str], named: bool = False) -> str:
    """`_{w}`, `_{ij}`, `_{i,t+j}`: commas where the subscripts would run together."""
    if not subscripts:
        return ""
    if len(subscripts) == 1 and len(subscripts[0]) == 1:
        return f"_{subscripts[0]}"
    short = not named and all(len(s.rstrip("'")) == 1 and s != ":" for s in subscripts)
    return f"_{{{('' if short else ',').join(subscripts)}}}"


_STYLE = LatexStyle()


latex = lru_cache(maxsize=256)(partial(notation.tensor, style=_STYLE))
"""A value in LaTeX, for math mode."""
content = partial(notation.content, style=_STYLE)
"""What a line says, in LaTeX."""
condition = partial(notation.condition, style=_STYLE)
"""A condition in LaTeX; "" for the empty one."""
