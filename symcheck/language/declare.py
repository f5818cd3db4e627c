"""Declarations: sizes, indices, scalars, vectors, matrices, tensors, one-hot vectors, index maps, functions, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import applied, refreshed
from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import (
    Array,
    Bracket,
    Definition,
    Function,
    IndexRelation,
    Integer,
    Named,
    Number,
)
from symcheck.language.tensor import Tensor, as_tensor, careful, index_form, is_sympy, pen, whole

SizeLike = Tensor | int


def _names(names: str) -> list[str]:
    if not isinstance(names, str):
        raise StatementError(f"a name is text, not {type(names).__name__}: {names!r}"[:200])
    found = re.split(r"[\s,]+", names.strip())
    if found == [""]:
        raise StatementError("no name given")
    return found


def _name(name: str, several: str) -> str:
    """The one name that is given; `several` is the function for more."""
    first, *more = _names(name)
    if more:
        raise StatementError(f"{name!r} is more than one name: {several}({name!r}) declares several")
    return first


def sizes(names: str) -> Tensor | tuple[Tensor, ...]:
    """Positive integers: `V, d = sizes("V d")`. One name gives one size, several give a tuple."""
    made = tuple(Tensor(Integer(af.of_atom(Size(name)))) for name in _names(names))
    return made[0] if len(made) == 1 else made


def size(name: str) -> Tensor:
    """One positive integer."""
    return Tensor(Integer(af.of_atom(Size(_name(name, "sizes")))))


def indices(names: str, n: SizeLike) -> Tensor | tuple[Tensor, ...]:
    """Indices over 1..n: `w, s = indices("w s", V)`. One name gives one index, several give a tuple."""
    made = tuple(index(name, 1, n) for name in _names(names))
    return made[0] if len(made) == 1 else made


def index(name: str, lower: object, upper: object | None = None) -> Tensor:
    """An index over `lower..upper`, both included; `index("i", n)` runs over 1..n.

    Bounds are affine in sizes and in other indices: `index("j", i + 1, n)`, `index("j", -m, m)`.
    """
    if upper is None:
        lower, upper = 1, lower
    low, high = index_form(lower, "the lower bound"), index_form(upper, "the upper bound")
    return Tensor(Integer(af.of_atom(Index(_name(name, "indices"), low, high))))


def _axis(extent: object) -> tuple[IndexForm, IndexForm]:
    """An axis 1..n from its size, or the range of an index."""
    form = index_form(extent, "a size")
    if form.index is not None:
        raise StatementError(f"{form} is an index, not a size: declare the axis with the size it runs over")
    if not form.terms and form.constant < 1:
        raise StatementError(f"a size must be at least 1, not {form.constant}")
    return (af.ONE, form)


def _sign(positive: bool, nonnegative: bool, negative: bool, nonzero: bool) -> str:
    said = {"positive": positive, "negative": negative, "nonnegative": nonnegative, "nonzero": nonzero}
    if negative and (positive or nonnegative):
        raise StatementError("nothing is negative and positive, or negative and not negative: declare one of them")
    return next((sign for sign, holds in said.items() if holds), "real")


def _numbers(values: Sequence[object] | None) -> tuple[Fraction, ...]:
    """A few numbers that differ, smallest first; none where nothing is said of them."""
    if values is None:
        return ()
    if not values:
        raise StatementError("values=() leaves nothing to be: name the numbers that an entry may be, or leave it out")
    found = [as_tensor(value).body for value in values]
    numbers = [number.value for number in found if isinstance(number, Number)]
    if len(numbers) < len(found) or len(set(numbers)) < len(numbers):
        raise StatementError("values=(0, 1): the numbers that an entry may be, each once")
    return tuple(sorted(numbers))


def scalar(
    name: str,
    *,
    positive: bool = False,
    nonnegative: bool = False,
    negative: bool = False,
    nonzero: bool = False,
    integer: bool = False,
    values: Sequence[object] | None = None,
) -> Tensor:
    """A real number, with what is assumed of it; with `values=(0, 1)` it is one of these numbers."""
    sign = _sign(positive, nonnegative, negative, nonzero)
    return whole(Array(name, (), sign, integer=integer, values=_numbers(values)))


def scalars(
    names: str, *, positive: bool = False, nonnegative: bool = False, negative: bool = False, nonzero: bool = False
) -> Tensor | tuple[Tensor, ...]:
    """Real numbers: `a, b = scalars("a b")`."""
    sign = _sign(positive, nonnegative, negative, nonzero)
    made = tuple(whole(Array(name, (), sign)) for name in _names(names))
    return made[0] if len(made) == 1 else made


def vector(
    name: str,
    n: SizeLike,
    *,
    positive: bool = False,
    nonnegative: bool = False,
    negative: bool = False,
    nonzero: bool = False,
    integer: bool = False,
    values: Sequence[object] | None = None,
) -> Tensor:
    """A vector of n real entries; what is assumed (a sign, whole numbers, a few `values`) is so of every entry."""
    sign = _sign(positive, nonnegative, negative, nonzero)
    return whole(Array(name, (_axis(n),), sign, integer=integer, values=_numbers(values)))


def matrix(
    name: str,
    rows: SizeLike,
    columns: SizeLike,
    *,
    symmetric: bool = False,
    positive_definite: bool = False,
    positive: bool = False,
    nonnegative: bool = False,
    negative: bool = False,
    nonzero: bool = False,
    integer: bool = False,
    values: Sequence[object] | None = None,
) -> Tensor:
    """A real matrix; `positive_definite` implies symmetric. The rest of what is assumed is so of every entry."""
    axes = (_axis(rows), _axis(columns))
    if (symmetric or positive_definite) and axes[0] != axes[1]:
        raise StatementError(f"a symmetric matrix is square: {name} has {axes[0][1]} rows and {axes[1][1]} columns")
    sign = _sign(positive, nonnegative, negative, nonzero)
    made = Array(name, axes, sign, symmetric or positive_definite, positive_definite, integer, _numbers(values))
    return whole(made)


def tensor(
    name: str,
    *shape: SizeLike,
    positive: bool = False,
    nonnegative: bool = False,
    negative: bool = False,
    nonzero: bool = False,
    integer: bool = False,
    values: Sequence[object] | None = None,
) -> Tensor:
    """A real tensor with as many axes as sizes are given."""
    sign = _sign(positive, nonnegative, negative, nonzero)
    return whole(Array(name, tuple(map(_axis, shape)), sign, integer=integer, values=_numbers(values)))


@careful
def one_hot(name: str, n: SizeLike, position: object) -> Tensor:
    """The vector of n entries that is 1 at `position` and 0 elsewhere."""
    lower, upper = _axis(n)
    axis = af.new_axis("i", upper, lower)
    where = IndexRelation("eq", af.of_atom(axis) - index_form(position, "the position of a one-hot vector"))
    definition = Definition(name, (axis,), Bracket((where,)))
    shown = af.new_axis("i", upper)
    return Tensor(Named(definition, (af.of_atom(shown),)), (shown,))


@careful
def named(name: str, value: object) -> Tensor:
    """A name (in LaTeX) for an expression; it prints under that name and means the expression."""
    if not isinstance(name, str):
        raise StatementError("named(name, expression): the name is a string in LaTeX")
    source = as_tensor(value)
    own = refreshed(source)  # so that no expression outside the definition ever speaks of its axes
    definition = Definition(name, own.axes, own.body)
    return Tensor(Named(definition, tuple(map(af.of_atom, source.axes))), source.axes)


class IndexMapping(Struct, frozen=True):
    """A declared index map; `neg[k]` is its value, an index into the codomain, in SymPy where k is SymPy's."""

    map: IndexMap

    @careful
    def __getitem__(self, key: object) -> Any:
        keys = key if isinstance(key, tuple) else (key,)
        if len(keys) != len(self.map.domain):
            raise StatementError(f"{self.map.name} takes {len(self.map.domain)} indices, not {len(keys)}")
        if any(map(is_sympy, keys)):
            from symcheck.bridge.writer import map_to_sympy

            return map_to_sympy(self.map)[keys]
        return Tensor(Integer(af.of_atom(MapEntry(self.map, tuple(index_form(k) for k in keys)))))

    def __str__(self) -> str:
        return self.map.name


def index_map(
    name: str, domain: SizeLike | Sequence[SizeLike], codomain: SizeLike, *, injective: bool = False
) -> IndexMapping:
    """A map from 1..domain (or a product of ranges) to 1..codomain: the k-th negative sample `neg[k]` is a word."""
    listed = tuple(domain) if isinstance(domain, list | tuple) else (domain,)
    sizes_ = tuple(_axis(n)[1] for n in listed)
    return IndexMapping(IndexMap(name, sizes_, _axis(codomain)[1], injective))


class FunctionSymbol(Struct, frozen=True):
    """A declared abstract function; applied to expressions it gives a scalar (elementwise: a tensor of their shape)."""

    function: Function

    @careful
    def __call__(self, *arguments: object) -> Tensor:
        if not arguments:
            raise StatementError(f"{self.function.name}() wants at least one argument")
        return pen(applied(self.function, *map(as_tensor, arguments)))

    def __str__(self) -> str:
        return self.function.name


def function(name: str, *, elementwise: bool = False) -> FunctionSymbol:
    """A differentiable function, only its arguments known: `J = function("J")`, then `J(v_c, word[t], U)`."""
    return FunctionSymbol(Function(name, elementwise))
