"""Digests: twelve hexadecimal digits that tell an exact statement, its assumptions and the version of the judges.

Two statements have the same digest if they are the same up to the names of bound indices; declared names, ranges,
shapes and assumptions all count.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from symcheck.language.affine import Affine, Index, IndexAtom, IndexMap, MapEntry, Size
from symcheck.language.alpha import alpha_key
from symcheck.language.expressions import Array, Block, Bracket, Condition, Determinant, Expr, Function
from symcheck.language.spoken import bound_indices
from symcheck.language.statements import Content, Cost, IllFormed, Order, Unsupported
from symcheck.language.tensor import Tensor

ENGINE = "1"
"""The version of the judges: raised whenever a verdict could change."""


def content_key(content: Content) -> tuple[object, ...]:
    """A key, equal for contents that are the same up to the names of bound indices."""
    match content:
        case Tensor():
            return _tensor_key(content.axes, content.body)
        case Cost(of):
            return ("cost", content_key(of))
        case Order(bound):
            return ("order", content_key(bound))
        case IllFormed(reason):
            return ("ill-formed", reason)
        case Unsupported(reason):
            return ("unsupported", reason)


@lru_cache(maxsize=256)
def _tensor_key(axes: tuple[Index, ...], body: Expr) -> tuple[object, ...]:
    """Remembered: each line is asked for with the first and with its neighbours."""
    return alpha_key(Determinant(Block(axes, body)))


@lru_cache(maxsize=256)
def _tensor_text(axes: tuple[Index, ...], body: Expr) -> str:
    return _text(_tensor_key(axes, body))


def _content_text(content: Content) -> str:
    return _tensor_text(content.axes, content.body) if isinstance(content, Tensor) else _text(content_key(content))


def digest(first: Content, line: Content, given: Condition) -> str:
    """The digest of the claim `first = line` under the conditions."""
    assumed = alpha_key(Determinant(Block(bound_indices(given), Bracket(given))))
    parts = (ENGINE, _content_text(first), _content_text(line), _text(assumed))
    return hashlib.sha256(f"({','.join(parts)})".encode()).hexdigest()[:12]


def _text(value: object) -> str:
    """A text that tells values of a key apart, the same in every process."""
    match value:
        case tuple():
            return "(" + ",".join(map(_text, value)) + ")"
        case Affine(terms, constant):
            return "+".join([f"{c}{_atom(a)}" for a, c in terms] + [str(constant)])
        case Array():
            flags = f"{value.sign}{value.symmetric:d}{value.positive_definite:d}{value.integer:d}"
            return f"{value.name}<{_text(value.axes)}{flags}>"
        case Function(name, elementwise):
            return f"{name}~{elementwise:d}"
    return str(value)


def _atom(atom: IndexAtom) -> str:
    match atom:
        case Size(name):
            return f"'{name}"
        case Index(name, lower, upper):
            return f"{name}{{{_text(lower)}:{_text(upper)}}}"
        case MapEntry(map_, arguments):
            return f"{_map(map_)}{_text(arguments)}"


def _map(map_: IndexMap) -> str:
    return f"{map_.name}{'!' if map_.injective else '?'}<{_text(map_.domain)}:{_text(map_.codomain)}>"
