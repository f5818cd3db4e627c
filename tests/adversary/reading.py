"""Reads a snippet back into a claim, by executing it with words of our own: what is put is what is meant."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .trees import (
    Aff,
    Array,
    At,
    Bracket,
    Claim,
    Condition,
    Diff,
    Expr,
    Fn,
    Map,
    Mat,
    MatEntry,
    MatFn,
    Norm,
    Opaque,
    Over,
    Pi,
    Pow,
    Rel,
    Size,
    Where,
    Whole,
    aff,
    index,
    lift,
)

FUNCTIONS = (
    "exp log sqrt sigmoid logsigmoid softplus tanh sinh cosh sin cos tan atan erf gamma loggamma digamma sign relu"
)


@dataclass(frozen=True, eq=False)
class Word:
    """What a name in a snippet stands for: an index form, a number, an array, a matrix."""

    node: Any

    def _with(self, other: Any, join: Callable[[Any, Any], Any], back: bool = False) -> Word:
        a, b = (node(other), self.node) if back else (self.node, node(other))
        if isinstance(a, Aff | int) and isinstance(b, Aff | int) and join in (operator.add, operator.sub):
            return Word(join(aff(a), aff(b)))
        if join is operator.mul and {type(a), type(b)} == {Aff, int}:
            return Word(a * b)
        if join is operator.mul and isinstance(b, Mat):
            return Word(Mat("scale", (lift(a), b)))
        if isinstance(matrix(a), Mat) and isinstance(matrix(b), Mat):
            return Word(matrix(a) + matrix(b))
        return Word(join(lift(a), lift(b)))

    def __add__(self, other: Any) -> Word:
        return self._with(other, operator.add)

    def __radd__(self, other: Any) -> Word:
        return self._with(other, operator.add, True)

    def __sub__(self, other: Any) -> Word:
        return self._with(other, operator.sub)

    def __rsub__(self, other: Any) -> Word:
        return self._with(other, operator.sub, True)

    def __mul__(self, other: Any) -> Word:
        return self._with(other, operator.mul)

    def __rmul__(self, other: Any) -> Word:
        return self._with(other, operator.mul, True)

    def __truediv__(self, other: Any) -> Word:
        return Word(lift(self.node) / lift(node(other)))

    def __rtruediv__(self, other: Any) -> Word:
        return Word(lift(node(other)) / lift(self.node))

    def __pow__(self, other: Any) -> Word:
        return Word(Pow(lift(self.node), lift(node(other))))

    def __neg__(self) -> Word:
        return Word(-self.node if isinstance(self.node, Aff) else -lift(self.node))

    def __matmul__(self, other: Word) -> Word:
        return Word(matrix(self.node) @ matrix(other.node))

    @property
    def T(self) -> Word:
        return Word(matrix(self.node).T)

    def __getitem__(self, key: Any) -> Word:
        if key is None:
            return Word(Whole(self.node, row=True))
        places = tuple(aff(node(k)) for k in (key if isinstance(key, tuple) else (key,)))
        if isinstance(self.node, Map):
            return Word(aff(At(self.node, places[0])))
        return Word(MatEntry(self.node, *places) if isinstance(self.node, Mat) else self.node[places])

    def __gt__(self, other: Any) -> Condition:
        return condition("Gt", self, other)

    def __ge__(self, other: Any) -> Condition:
        return condition("Ge", self, other)

    def __lt__(self, other: Any) -> Condition:
        return condition("Lt", self, other)

    def __le__(self, other: Any) -> Condition:
        return condition("Le", self, other)


def node(value: Any) -> Any:
    return value.node if isinstance(value, Word) else value


def matrix(value: Any) -> Any:
    return Mat("var", (value,)) if isinstance(value, Array) and len(value.shape) == 2 else value


def condition(kind: str, a: Any, b: Any) -> Condition:
    return (Rel(kind, lift(node(a)), lift(node(b))),)


def _array(name: str, *shape: Any, **said: bool) -> Word:
    kind = next((k for k in ("symmetric", "positive_definite") if k in said), "")
    sign = next((s for s in said if s != kind), "real")
    return Word(Array(name, tuple(aff(node(s)) for s in shape), sign, kind))


def _over(kind: str) -> Callable[..., Word]:
    return lambda body, at, where=(): Word(Over(kind, lift(node(body)), at.node.atom, where))


def _argument(value: Any) -> Any:
    given = node(value)
    return (
        given if isinstance(given, Whole) else Whole(given) if isinstance(given, Array) and given.shape else lift(given)
    )


def _extremum(kind: str) -> Callable[[tuple[Word, Word]], Word]:
    return lambda stacked: Word(Over(kind, lift(node(stacked[0])), stacked[1].node.atom))


def _function(name: str) -> Callable[..., Word]:
    return lambda *arguments: Word(Fn(name, tuple(lift(node(a)) for a in arguments)))


WORDS: dict[str, Any] = {
    **{name: _function(name) for name in FUNCTIONS.split()},
    **{
        shown: _function(name)
        for shown, name in (("Abs", "abs"), ("maximum", "max"), ("minimum", "min"), ("heaviside",) * 2)
    },
    **{kind: (lambda a, b, kind=kind: condition(kind, a, b)) for kind in ("Eq", "Ne", "Gt", "Ge", "Lt", "Le")},
    **dict.fromkeys(("scalar", "vector", "matrix"), _array),
    **{kind: _over(kind) for kind in ("Sum", "Product")},
    **{kind: _extremum(kind) for kind in ("max", "min")},
    **{name: (lambda m, name=name: Word(MatFn(name, matrix(m.node)))) for name in ("det", "trace")},
    "And": lambda *conditions: tuple(r for c in conditions for r in c),
    "stack": lambda body, at: (body, at),
    "size": lambda name: Word(aff(Size(name))),
    "index": lambda name, low, high: Word(index(name, node(low), node(high))),
    "index_map": lambda name, a, b, injective=False: Word(Map(name, aff(node(a)), aff(node(b)), injective)),
    "function": lambda name: lambda *arguments: Word(Opaque(name, tuple(map(_argument, arguments)))),
    "Rational": lambda p, q=1: Word(lift(Fraction(p, q))),
    "pi": Word(Pi()),
    "bracket": lambda c: Word(Bracket(c)),
    "delta": lambda a, b: Word(Bracket(condition("Eq", a, b))),
    "where": lambda c, a, b: Word(Where(c, lift(node(a)), lift(node(b)))),
    "norm": lambda v: Word(Norm(v.node)),
    "diff": lambda e, v: Word(Diff(lift(node(e)), lift(v.node))),  # type: ignore[arg-type]
    "inv": lambda m: Word(Mat("inv", (matrix(m.node),))),
    "eye": lambda n: Word(Mat("eye", (aff(node(n)),))),
}


def read(source: str) -> Claim:
    """The claim that a snippet makes."""

    def check(left: Any, right: Any, given: Any = ()) -> Claim:
        listed = given if isinstance(given, list) else [given]
        return Claim(_side(left), _side(right), tuple(r for c in listed for r in c))

    names = {**WORDS, "check": check}
    exec(compile(source.replace("from symcheck import *\n", ""), "<claim>", "exec"), names)
    return names["verdict"]


def _side(value: Any) -> Expr:
    return lift(node(value))
