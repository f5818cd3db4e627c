"""Properties of what is declared, as conditions: what `orthogonal` says, and whether a condition says no more."""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Condition, Entry, Integer
from symcheck.expressions.walk import arrays_of, condition_expressions
from symcheck.language.conditions import Eq, Ge, Gt, Lt, Ne, assumption, one_of
from symcheck.language.linear import det, eye
from symcheck.language.quantifiers import every
from symcheck.language.tensor import Tensor
from symcheck.notation.text import assumption as written
from symcheck.reading.declaring.sizing import Interval
from symcheck.reading.scope import Scope

SQUARE = {"symmetric", "positive definite", "invertible", "nonsingular", "orthogonal", "diagonal"}
OF_FAMILIES = {"symmetric", "invertible", "nonsingular"}
"""What can be said of each member of a family of matrices too."""

_SIGNS = {"positive": Gt, "negative": Lt, "nonnegative": Ge, "nonzero": Ne}


def holding(word: str, tensor: Tensor) -> Condition:
    """A property as a condition; () where the array itself holds it, KeyError where it is not known."""
    if word in OF_FAMILIES and tensor.ndim > 2:
        letters = [Tensor(Integer(af.of_atom(af.fresh_index(axis)))) for axis in tensor.axes[:-2]]
        member = tensor[tuple(letters)]
        return assumption(every(*letters, Eq(member, member.T) if word == "symmetric" else Ne(det(member), 0)))
    match word:
        case "symmetric" | "positive definite" | "integer" | "positive" | "negative" | "nonnegative" | "nonzero":
            return ()
        case "full rank" if tensor.ndim != 2 or tensor.axes[0].size != tensor.axes[1].size:
            raise KeyError(word)
        case "invertible" | "nonsingular" | "full rank":
            return assumption(Ne(det(tensor), 0))
        case "orthogonal":
            one = eye(tensor.axes[0].size)
            turned = (*assumption(Eq(tensor.T @ tensor, one)), *assumption(Eq(tensor @ tensor.T, one)))
            return (*turned, *assumption(Ne(det(tensor), 0)))
        case "diagonal":
            return assumption(Eq(tensor * (1 - eye(tensor.axes[0].size)), 0))
        case "full column rank":
            return assumption(Ne(det(tensor.T @ tensor), 0))
        case "full row rank":
            return assumption(Ne(det(tensor @ tensor.T), 0))
        case "one-hot" if tensor.ndim:
            return (*valued(tensor, (0, 1)), *assumption(Eq(tensor.sum(axis=-1), 1)))
    raise KeyError(word)


def valued(tensor: Tensor, values: Interval | tuple[int, ...]) -> Condition:
    """Every entry is one of a few numbers, or lies in an interval."""
    if isinstance(values, Interval):
        low = None if values.low is None else (Ge if values.closed[0] else Gt)(tensor, values.low)
        high = None if values.high is None else (Ge if values.closed[1] else Gt)(values.high, tensor)
        return tuple(relation for stated in (low, high) if stated is not None for relation in assumption(stated))
    return one_of(tensor, values)


def stating(word: str, tensor: Tensor) -> Condition:
    """A property as a condition, whatever the array itself holds. Raises KeyError for one that is not known of it."""
    if word in _SIGNS and tensor.ndim < 2:
        return assumption(_SIGNS[word](tensor, 0))
    if word not in SQUARE or not _is_square(tensor):
        raise KeyError(word)
    turned = assumption(Eq(tensor, tensor.T)) if word in ("symmetric", "positive definite") else ()
    definite = assumption(Gt(det(tensor), 0)) if word == "positive definite" else ()
    return (*turned, *definite, *holding(word, tensor))


def is_property(stated: Condition, scope: Scope) -> bool:
    """Whether a condition says no more than that a matrix is symmetric, or orthogonal: `A = A^T`, `Q^T Q = I`."""
    names = {array.name for expr in condition_expressions(stated) for array in arrays_of(expr)}
    tensor = plain(names.pop(), scope) if len(names) == 1 else None
    if tensor is None or not _is_square(tensor):
        return False
    one = eye(tensor.axes[0].size)
    alike = Eq(tensor, tensor.T), Eq(tensor.T, tensor), Eq(tensor.T @ tensor, one), Eq(tensor @ tensor.T, one)
    return any(written(stated) == written(assumption(each)) for each in alike)


def plain(name: str, scope: Scope) -> Tensor | None:
    """What a name is, where it was declared and has neither a value nor an index of its own."""
    thing = scope.variable(name)
    if thing is None or thing.lead or not isinstance(thing.value.tensor.body, Entry):
        return None
    return thing.value.tensor


def _is_square(tensor: Tensor) -> bool:
    return tensor.ndim == 2 and tensor.axes[0].size == tensor.axes[1].size
