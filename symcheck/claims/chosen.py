"""What a counterexample takes for functions of which only the arguments are known, as text and read back.

A power of one number, which is t itself for a function of one number: f(t) = t². Of several arguments, or of the
entries of an array, it is a sum: s + 2 t, Σ_k k t_k (entries are counted row by row, from 1); an entry weighs its place
times that of its argument. Where no such function tells the sides apart, it is the sum of sines that samples take.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.indices import atoms_in, name_of
from symcheck.expressions.nodes import Application, Block, Entry, Expr
from symcheck.expressions.walk import forms

WAVES = "a sum of three sines"
RAISED = {1: "", 2: "²", 3: "³"}
LETTERS = ("t", "s", "r", "u", "v", "x", "y", "z", "a", "b", "c", "p", "q")
"""What a few arguments are called, the last first: nothing else in the statement is."""
FEW = 3


class Chosen(Struct, frozen=True):
    """(u + shift) to this power, u being the weighed sum of all entries."""

    power: int
    shift: int


CHOICES = (Chosen(2, 0), Chosen(3, 0), Chosen(2, 1), Chosen(3, 1), Chosen(1, 1))


class Unknown(Struct, frozen=True):
    """A function that occurs: its name, and which of its arguments are arrays; None where its calls differ in that.

    `letters` are what its arguments are called, `t` and a number behind it where they are many.
    """

    name: str
    arrays: tuple[bool, ...] | None
    letters: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """`f(t)`, `J(r, s, t)`."""
        return self.name if self.arrays is None else f"{self.name}({', '.join(self.letters)})"

    def as_listed(self, listed: Iterable[str]) -> Unknown:
        """The function with its arguments called as in the list of what has a value."""
        begins = f"{self.name}("
        heads = [head for head in listed if head.startswith(begins)]
        return self if self.arrays is None or len(heads) != 1 else replace(self, letters=_arguments(heads[0], begins))

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

    def _power(self, chosen: Chosen) -> str:
        listed = [self._weighed(k, letter) for k, letter in enumerate(self.letters, 1)]
        listed += [str(chosen.shift)] if chosen.shift else []
        inner, raised = " + ".join(listed), RAISED[chosen.power]
        return f"({inner}){raised}" if raised and (listed[1:] or inner not in self.letters) else inner + raised

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
    spoken: set[str] = set()
    for node in nodes:
        spoken |= _names(node)
        if isinstance(node, Application):
            name = node.function.name
            arrays = tuple(isinstance(a, Block) and bool(a.axes) for a in node.arguments)
            found[name] = arrays if found.get(name, arrays) == arrays else None
    return tuple(Unknown(name, found[name], _letters(len(found[name] or ()), spoken)) for name in sorted(found))


def _letters(many: int, taken: Set[str]) -> tuple[str, ...]:
    """What so many arguments are called."""
    free = [letter for letter in LETTERS if letter not in taken]
    return tuple(free[:many][::-1]) if many <= min(FEW, len(free)) else tuple(f"t{k}" for k in range(1, many + 1))


def _arguments(head: str, begins: str) -> tuple[str, ...]:
    return tuple(head.removeprefix(begins).removesuffix(")").split(", "))


def _names(node: Expr) -> set[str]:
    """What is spoken of in a node itself."""
    spoken, own = [*forms(node)], set[str]()
    match node:
        case Entry(array):
            own, spoken = {array.name}, [*spoken, *(end for ends in array.axes for end in ends)]
        case Application(function):
            own = {function.name}
    return own | {name_of(atom) for form in spoken for atom in atoms_in(form)}


def read_all(functions: Iterable[Unknown], listed: Mapping[str, str]) -> dict[str, Chosen]:
    """What is said of each. Raises ValueError where nothing is, or nothing that is known."""
    said = {}
    for function in functions:
        if function.head not in listed:
            raise ValueError(f"it does not say what {function.head} is")
        said[function.name] = function.read(listed[function.head])
    return {name: chosen for name, chosen in said.items() if chosen is not None}
