"""Letters for the indices of one printed statement.

A statement is printed twice: first with a mark for every index, to see which of them appear in the text at all and in
which order, then with letters. An index of the author's keeps its name, with a prime where the name is taken; the axis
of an array, for which nobody chose a letter, gets the next one that is free. Two indices share a letter only where each
stands outside the other's scope.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from symcheck.expressions.indices import Index, atoms_in, name_of
from symcheck.expressions.nodes import Application, Constant, Entry, Expr, Named
from symcheck.expressions.walk import binders, children, forms, free_indices
from symcheck.notation.names import scripts

UNUSUAL = "klpqrst"
SPARE = f"ij{UNUSUAL}"
"""Letters for axes, in the order in which they are taken."""
FIRST_MARK = 0xF0000
MARK = re.compile("[\U000f0000-\U0010ffff]")
"""Marks are letters of planes of Unicode that are nobody's."""


class Marks(dict[Index, str]):
    """A mark for every index that is asked for."""

    def __missing__(self, index: Index) -> str:
        return self.setdefault(index, chr(FIRST_MARK + len(self)))


class Letters(dict[Index, str]):
    """A letter for every index that appears; what is asked of another is not shown."""

    def __missing__(self, index: Index) -> str:
        return index.name


def lettered(
    printed: Callable[[Mapping[Index, str]], str],
    free: Sequence[Index],
    bodies: Sequence[Expr] = (),
    axes: Sequence[Index] = (),
) -> str:
    """The text printed with letters; `free` are the indices that it speaks of besides its axes."""
    text, indices = marked(printed)
    return printed(_letters(indices, free, bodies, axes)) if indices else text


def marked(printed: Callable[[Mapping[Index, str]], str]) -> tuple[str, list[Index]]:
    """The text printed with a mark for every index, and the indices that appear in it, in order."""
    marks = Marks()
    text = printed(marks)
    owner = {mark: index for index, mark in marks.items()}
    return text, [owner[mark] for mark in dict.fromkeys(MARK.findall(text)) if mark in owner]


def _letters(shown: Iterable[Index], free: Sequence[Index], bodies: Sequence[Expr], axes: Sequence[Index]) -> Letters:
    """A letter for each. What stands free may stand in another text beside this one: it takes no usual name."""
    scopes, names, scripted = _Scopes(), set[str](), set[str]()
    for body in bodies:
        scopes.enter(body)
        names |= words(body)
        scripted |= _scripted(body)
    outer = {index: position for position, index in enumerate((*free, *axes))}
    usually = dict(zip(axes, SPARE, strict=False))  # so that the text of a matrix is that of its entry (i, j)
    letters = Letters()
    for index in sorted(shown, key=lambda i: (i.anonymous, outer.get(i, len(outer)))):
        rivals = (o for o in letters if o in outer or index in outer or scopes.nested(index, o))
        taken = {letters[rival] for rival in rivals}
        if index.kind == "bound":
            taken |= scripted
        usual = usually[index] if len(axes) > 1 and index in usually else index.name
        letters[index] = _letter(index, taken, names, (usual, *(UNUSUAL if index in free else SPARE)))
    return letters


def _letter(index: Index, taken: set[str], words: set[str], others: Sequence[str]) -> str:
    if index.anonymous:
        spare = next((x for x in others if x not in taken and x not in words), None)
        if spare is not None:
            return spare
    name = index.name
    while name in taken:
        name += "′"
    return name


class _Scopes:
    """Which indices are bound inside the scope of which others. A named expression is not looked into."""

    def __init__(self) -> None:
        self.below: dict[Expr, frozenset[Index]] = {}
        self.inside: dict[Index, set[Index]] = {}

    def enter(self, expr: Expr) -> frozenset[Index]:
        """The indices bound at a node or below it."""
        if isinstance(expr, Named):
            return frozenset()
        known = self.below.get(expr)
        if known is None:
            own, deeper = binders(expr), frozenset[Index]().union(*map(self.enter, children(expr)))
            for index in own:
                self.inside.setdefault(index, set()).update(deeper, own)
            known = self.below[expr] = deeper.union(own)
        return known

    def nested(self, a: Index, b: Index) -> bool:
        return a in self.inside.get(b, ()) or b in self.inside.get(a, ())


@lru_cache(maxsize=256)
def words(body: Expr) -> frozenset[str]:
    """The names that stand in a statement for something other than an index."""
    found: set[str] = set()
    for node in _outside_names(body):
        match node:
            case Entry(array):
                found.add(array.name)
            case Constant("pi"):
                found.add("π")
            case Application(function):
                found.add(function.name)
            case Named(definition):
                found.add(definition.latex)
        atoms = (atom for form in forms(node) for atom in atoms_in(form) if not isinstance(atom, Index))
        found |= {name_of(atom) for atom in atoms}
    return frozenset(found)


@lru_cache(maxsize=256)
def _scripted(body: Expr) -> frozenset[str]:
    """What stands in the scripts of names and is no index that they speak of: a bound index takes no such letter."""
    found: set[str] = set()
    for node in _outside_names(body):
        match node:
            case Entry(array):
                found |= scripts(array.name)
            case Named(definition):
                found |= scripts(definition.latex).difference(i.name for i in free_indices(definition.body))
    return frozenset(found)


def _outside_names(body: Expr) -> Iterable[Expr]:
    """The nodes of a statement, each once, those inside named expressions left out."""
    seen: dict[Expr, None] = {}
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen[node] = None
            waiting.extend(() if isinstance(node, Named) else children(node))
    return seen
