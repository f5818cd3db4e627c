"""What a counterexample takes for functions of which only the arguments are known, as text and read back.

A power of one number, which is t itself for a function of one number: f(t) = t². Of several arguments, or of the
entries of an array, it is a sum: s + 2 t, Σ_k k t_k (entries are counted row by row, from 1); an entry weighs its place
times that of its argument. Where no such function tells the sides apart, it is the sum of sines that samples take.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from symcheck.expressions.nodes import Application, Block, Expr

WAVES = "a sum of three sines"
RAISED = {1: "", 2: "²", 3: "³"}
LETTERS = ("r", "s", "t")


class Chosen(Struct, frozen=True):
    """(u + shift) to this power, u being the weighed sum of all entries."""

    power: int
    shift: int


CHOICES = (Chosen(2, 0), Chosen(3, 0), Chosen(2, 1), Chosen(3, 1), Chosen(1, 1))


class Unknown(Struct, frozen=True):
    """A function that occurs: its name, and which of its arguments are arrays; None where its calls differ in that."""

    name: str
    arrays: tuple[bool, ...] | None

    @property
    def head(self) -> str:
        """`f(t)`, `J(r, s, t)`."""
        return self.name if self.arrays is None else f"{self.name}({', '.join(self._letters)})"

    def told(self, chosen: Chosen | None) -> str:
        """What it is taken for."""
        return WAVES if chosen is None else self._power(chosen)

    def read(self, text: str) -> Chosen | None:
        """What the text says. Raises ValueError where it says nothing that is known."""
        if text == WAVES:
            return None
        for chosen in CHOICES:
            if self.arrays is not None and self._power(chosen) == text:
                return chosen
        raise ValueError(f"{text} is no function that is known")

    @property
    def _letters(self) -> tuple[str, ...]:
        many = len(self.arrays or ())
        return LETTERS[-many:] if many <= len(LETTERS) else tuple(f"t{k}" for k in range(1, many + 1))

    def _power(self, chosen: Chosen) -> str:
        listed = [self._weighed(k, letter) for k, letter in enumerate(self._letters, 1)]
        listed += [str(chosen.shift)] if chosen.shift else []
        inner, raised = " + ".join(listed), RAISED[chosen.power]
        return f"({inner}){raised}" if raised and (listed[1:] or inner not in LETTERS) else inner + raised

    def _weighed(self, number: int, letter: str) -> str:
        assert self.arrays is not None
        weight = f"{number} " if number > 1 else ""
        return f"{weight}Σ_k k {letter}_k" if self.arrays[number - 1] else f"{weight}{letter}"


def weight(argument: int, entry: int) -> int:
    """What an entry weighs; both are counted from 0."""
    return (argument + 1) * (entry + 1)


def unknown_in(nodes: Iterable[Expr]) -> tuple[Unknown, ...]:
    """The functions of which only the arguments are known, by name."""
    found: dict[str, tuple[bool, ...] | None] = {}
    for node in nodes:
        if isinstance(node, Application):
            name = node.function.name
            arrays = tuple(isinstance(a, Block) and bool(a.axes) for a in node.arguments)
            found[name] = arrays if found.get(name, arrays) == arrays else None
    return tuple(Unknown(name, found[name]) for name in sorted(found))


def read_all(functions: Iterable[Unknown], listed: Mapping[str, str]) -> dict[str, Chosen]:
    """What is said of each. Raises ValueError where nothing is, or nothing that is known."""
    said = {}
    for function in functions:
        if function.head not in listed:
            raise ValueError(f"it does not say what {function.head} is")
        said[function.name] = function.read(listed[function.head])
    return {name: chosen for name, chosen in said.items() if chosen is not None}
