"""Code in NumPy, row by row: what a function is called with, and what it gives, traced and not."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import numpy as np
from numpy import exp as e_to
from numpy.linalg import inv as inverse_of

from tests.tracing import aliasing

Row = Callable[..., object]
REALS = (
    "exp", "tanh", "sinh", "cosh", "sin", "cos", "tan", "arctan", "arcsinh", "expm1", "exp2", "abs", "absolute", "fabs",
    "sign", "square", "negative", "positive", "copy", "asarray", "array", "transpose",
    "matrix_transpose", "flip", "triu", "tril", "diff", "zeros_like", "ones_like", "shape", "ndim", "size",
    "atleast_2d", "squeeze_", "sum", "mean", "var", "std", "max", "amax", "min", "amin", "prod",
)  # fmt: skip
POSITIVE = ("log", "sqrt", "log1p", "log2", "log10", "reciprocal")
PAIRS = (
    "add", "subtract", "multiply", "divide", "true_divide", "maximum", "minimum", "fmax", "fmin", "hypot", "logaddexp",
    "greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "vstack_", "inner",
)  # fmt: skip
REDUCTIONS = ("sum", "mean", "var", "std", "max", "min", "prod", "amax", "amin")


def _called(name: str) -> Row:
    return lambda x: getattr(np, name)(x)


def _of_positive(name: str) -> Row:
    return lambda p: getattr(np, name)(p)


def _of_two(name: str) -> Row:
    return lambda x, z: getattr(np, name)(x, z)


def _reduced(name: str, axis: object, keepdims: bool) -> Row:
    return lambda t: getattr(np, name)(t, axis=axis, keepdims=keepdims)


BY_NAME: dict[str, Row] = {
    **{name: _called(name) for name in REALS if not name.endswith("_")},
    **{name: _of_positive(name) for name in POSITIVE},
    **{name: _of_two(name) for name in PAIRS if not name.endswith("_")},
    **{
        f"{name} {axis} {keepdims}": _reduced(name, axis, keepdims)
        for name in REDUCTIONS
        for axis in (0, 1, -1, (0, 2), None)
        for keepdims in (False, True)
    },
}
FUNCTIONS: dict[str, Row] = {
    "arcsin": lambda x: np.arcsin(np.sin(x) / 2),
    "arccos": lambda x: np.arccos(np.sin(x) / 2),
    "arccosh": lambda p: np.arccosh(p + 1),
    "arctanh": lambda x: np.arctanh(np.tanh(x) / 2),
    "power": lambda p, a: np.power(p, a),
    "float_power": lambda p: np.float_power(p, 3),
    "logical_and": lambda x, z: np.logical_and(x > 0, z > 0) * 2,
    "logical_or": lambda x, z: np.logical_or(x > 0, z > 0) * 2,
    "logical_not": lambda x: np.logical_not(x > 0) * 2,
    "clip": lambda x: np.clip(x, -0.5, 0.5),
    "clip method": lambda x: x.clip(-0.5, 0.5),
    "where": lambda x, z: np.where(x > z, x, 0),
    "where of numbers": lambda x: np.where(x, 1, 2),
    "all": lambda x: 1 * np.all(x > -1, axis=0),
    "any": lambda x: 1 * np.any(x > 1, axis=1),
    "count_nonzero": lambda x: np.count_nonzero(x > 0, axis=1),
    "cumsum": lambda x: np.cumsum(x, axis=0),
    "cumsum of a vector": lambda v: v.cumsum(),
    "diff along": lambda x: np.diff(x, axis=0),
    "var ddof": lambda x: np.var(x, axis=0, ddof=1),
    "prod of a shape": lambda t: np.prod(t.shape[1:]) * 1.0,
    "dot": lambda x, w: np.dot(x, w),
    "dot of vectors": lambda u: u.dot(u),
    "dot of numbers": lambda a, x: np.dot(a, x),
    "dot of stacks": lambda t, x, v: (np.dot(x, t.swapaxes(1, 2)), np.dot(v, t.transpose(0, 2, 1)), t @ v),
    "matmul": lambda x, w: np.matmul(x, w),
    "matmul of vectors": lambda u, x, v: (u @ x, x @ v, u @ u),
    "matmul of stacks": lambda t, t2: t @ t2,
    "matmul broadcast": lambda t, w: (t @ w, w.T @ t[0].T),
    "matmul of one": lambda u: u[:, None] @ u[None, :],
    "outer": lambda u, v: np.outer(u, v),
    "inner of stacks": lambda t, x: np.inner(t, x),
    "tensordot": lambda t, x: np.tensordot(t, x, axes=([0, 2], [0, 1])),
    "tensordot of one": lambda x, w: np.tensordot(x, w, 1),
    "einsum": lambda x, w: np.einsum("ij,jk->ik", x, w),
    "einsum to a sum": lambda x, z: np.einsum("ij,ij->", x, z),
    "einsum implicit": lambda x, w: np.einsum("ba,ac", x, w),
    "einsum of three": lambda u, x, v: np.einsum("i,ij,j->j", u, x, v),
    "trace": lambda s: np.trace(s),
    "trace method": lambda s: s.trace(),
    "diag": lambda v: np.diag(v),
    "diag of a matrix": lambda s: np.diag(s),
    "diagonal": lambda s: np.diagonal(s) * 2,
    "triu beside": lambda x: np.triu(x, 1) + np.tril(x, k=-1),
    "tri": lambda x: np.tri(x.shape[0], x.shape[1]) * x,
    "zeros": lambda nsize: np.zeros((nsize, 3)),
    "ones": lambda x: np.ones(x.shape),
    "full": lambda x: np.full(x.shape, 2.5),
    "full_like": lambda x, a: np.full_like(x, a),
    "eye": lambda nsize: np.eye(nsize),
    "eye beside": lambda x: np.eye(x.shape[0], x.shape[1], k=1),
    "identity": lambda nsize: np.identity(nsize),
    "arange": lambda nsize: np.arange(nsize),
    "arange from": lambda nsize: np.arange(1, nsize + 1) ** 2,
    "array": lambda: np.array([[1.0, 2.0], [3.0, 4.0]]),
    "array of values": lambda a: np.array([a, 2 * a, 1]),
    "astype": lambda x: (x > 0).astype(float).sum(axis=0),
    "reshape": lambda u: u.reshape(-1, 1) * u.reshape(1, -1),
    "reshape and back": lambda t, w: (t.transpose(0, 1, 2).reshape(-1, w.shape[0]) @ w).reshape(*t.shape[:2], -1),
    "reshape to a row": lambda t: t.reshape(t.shape[0], -1).sum(axis=1),
    "flatten": lambda x: x.flatten().sum() + np.ravel(x)[:].sum(),
    "permute": lambda t: np.transpose(t, (2, 0, 1)),
    "transpose method": lambda t: t.transpose(1, 0, 2),
    "permute_dims": lambda t: np.permute_dims(t, (1, 0, 2)),
    "swapaxes": lambda t: np.swapaxes(t, 0, -1),
    "moveaxis": lambda t: np.moveaxis(t, 0, -1),
    "expand_dims": lambda u: np.expand_dims(u, 1) + np.expand_dims(u, axis=0),
    "squeeze": lambda row: np.squeeze(row, axis=0),
    "broadcast_to": lambda v, x: np.broadcast_to(v, x.shape) * 1.0,
    "flip of one": lambda x: np.flip(x, axis=1),
    "concatenate": lambda x, z: np.concatenate([x, z], axis=1),
    "concatenate of three": lambda x, z, row: np.concatenate((x, row, z)),
    "concat": lambda x, z: np.concat([x, z], axis=0),
    "append": lambda u: np.append(u, [1.0]),
    "stack": lambda u, q: np.stack([u, q]),
    "stack behind": lambda u, q: np.stack((u, q, u), axis=1),
    "hstack": lambda x, z, u: (np.hstack((x, z)), np.hstack([u, u])),
    "vstack": lambda x, v: np.vstack([x, v]),
    "column_stack": lambda x, u: np.column_stack((x, u)),
    "split": lambda h: np.split(h, 4, axis=1),
    "split at": lambda h, x: np.split(h, [x.shape[1], 2 * x.shape[1]], axis=1),
    "array_split": lambda h: np.array_split(h, 2, axis=1),
    "hsplit": lambda h: np.hsplit(h, 4),
    "vsplit": lambda three: np.vsplit(three, 3),
    "repeat": lambda x, z: np.repeat(x, 2, axis=0).sum(axis=0),
    "tile": lambda v, nsize: np.tile(v, (nsize, 1)),
    "take": lambda x, idx: np.take(x, idx, axis=0),
    "take_along_axis": lambda x, y: np.take_along_axis(x, y[:, None], axis=1),
    "linalg.inv": lambda s: np.linalg.inv(s),
    "linalg.inv by name": lambda s: inverse_of(s),
    "linalg.det": lambda s: np.linalg.det(s),
    "linalg.slogdet": lambda s: np.linalg.slogdet(s)[1],
    "linalg.solve": lambda s, x, u: (np.linalg.solve(s, x), np.linalg.solve(s, u)),
    "linalg.norm": lambda x, u: (np.linalg.norm(x), np.linalg.norm(u), np.linalg.norm(u, 1), np.linalg.norm(x, "fro")),
    "linalg.norm along": lambda x: np.linalg.norm(x, axis=1, keepdims=True),
    "linalg.trace": lambda s: np.linalg.trace(s),
    "linalg.diagonal": lambda s: np.linalg.diagonal(s) * 1.0,
    "linalg.outer": lambda u, v: np.linalg.outer(u, v),
    "linalg.matmul": lambda x, w: np.linalg.matmul(x, w),
    "a function by its name": lambda x: e_to(x),
    "by the array's namespace": lambda x: x.__array_namespace__().exp(x),
}
INDEXING: dict[str, Row] = {
    "an entry": lambda x: x[0, 0],
    "from the end": lambda x: x[-1],
    "a column": lambda x: x[:, -1],
    "an ellipsis": lambda t: t[..., 0],
    "a new axis": lambda v: v[None, :] + v[:, np.newaxis],
    "a slice": lambda x: x[1:] - x[:-1],
    "half": lambda h, x: h[:, : x.shape[1]] * h[:, x.shape[1] : 2 * x.shape[1]],
    "the last": lambda h, x: h[:, 3 * x.shape[1] :],
    "backwards": lambda x: x[::-1, ::-1],
    "every second": lambda three: three[::2],
    "rows by index": lambda x, idx: x[idx],
    "of each row": lambda x, y: x[np.arange(x.shape[0]), y],
    "of each row, a column": lambda x, y: x[np.arange(x.shape[0])[:, None], y[:, None]],
    "rows by a matrix": lambda v, two: v[two],
    "columns by index": lambda x, y: x[:, y],
    "with a slice between": lambda t, idx: t[idx, :, 0],
    "with a number beside": lambda t, idx: t[idx, 0],
    "last by index": lambda t, y: t[:, :, y],
    "two arrays apart": lambda t, y: t[np.arange(y.shape[0]), :, y],
    "by a range": lambda three: three[range(3), 0],
    "shifted": lambda x, nsize: x[np.arange(nsize) - 0],
    "under a mask": lambda x: (x[x > 0].sum(), np.sum(x[x > 9]), (x[x > x[0, 0] - 1] ** 2).mean()),
    "twice": lambda x: x[1:][0:],
}


def assign_row(x: np.ndarray, v: np.ndarray) -> object:
    x[0] = v
    return x


def assign_all(x: np.ndarray, v: np.ndarray) -> object:
    x[:] = v
    return x


def assign_slice(x: np.ndarray) -> object:
    x[1:] = x[:-1]
    return x


def assign_half(h: np.ndarray, x: np.ndarray) -> object:
    d = x.shape[1]
    h[:, d : 2 * d] = x
    h[:, :d] += 2 * x
    h[:, 3 * d :] *= 3
    return h


def assign_by_index(x: np.ndarray, y: np.ndarray) -> object:
    n = x.shape[0]
    x[np.arange(n), y] -= 1
    return x


def assign_values_by_index(x: np.ndarray, y: np.ndarray, u: np.ndarray) -> object:
    x[np.arange(x.shape[0]), y] = -u
    return x


def assign_once(x: np.ndarray, once: np.ndarray, vk: np.ndarray) -> object:
    x[once] = vk
    x[once] *= 2
    x[once] += vk
    return x


def assign_repeated(x: np.ndarray, idx: np.ndarray, vk: np.ndarray) -> object:
    x[idx] = vk
    return x


def add_repeated(x: np.ndarray, idx: np.ndarray, vk: np.ndarray) -> object:
    x[idx] += vk
    return x


def add_at(x: np.ndarray, idx: np.ndarray, vk: np.ndarray) -> object:
    np.add.at(x, idx, vk)
    np.subtract.at(x, idx, 2)
    return x


def add_at_two(x: np.ndarray, y: np.ndarray, u: np.ndarray) -> object:
    np.add.at(x, (np.arange(x.shape[0]), y), u)
    return x


def add_at_matrix(v: np.ndarray, two: np.ndarray) -> object:
    np.add.at(v, two, 1)
    return v


def mask_number(x: np.ndarray) -> object:
    x[x > 0] = 1
    return x


def mask_rest(x: np.ndarray, z: np.ndarray) -> object:
    x[z <= 0] = 0
    x[z > 1] *= 2
    x[x > 0.5] += 1
    return x


def mask_other(x: np.ndarray, z: np.ndarray) -> object:
    x[z > 0] = z[z > 0]
    x[~(z > 0)] = -z[~(z > 0)]
    return x


def mask_both(x: np.ndarray, z: np.ndarray) -> object:
    x[(z > 0) & (x < 0)] = 7
    x[(z < -1) | (z > 1)] = 8
    return x


def mask_rows(x: np.ndarray, u: np.ndarray, v: np.ndarray) -> object:
    x[u > 0] = v
    x[u < -0.5] = 0
    return x


def aliases(x: np.ndarray) -> object:
    b = x
    b += 1
    c = b.copy()
    c *= 5
    return x, b, c


def views(x: np.ndarray) -> object:
    turned = x.T
    turned[0] = 9
    column = x[:, -1]
    column -= 3
    x[0] *= 2
    return x, turned, column


def views_of_views(t: np.ndarray) -> object:
    part = t[:, ::-1]
    part = part.transpose(2, 0, 1)
    part[0] = 4
    upright = part[:, :, 0][..., None]
    upright += 1
    return t


def new_axes(u: np.ndarray) -> object:
    column = u[:, None]
    column *= 2
    column.reshape(-1)[0] = 3
    return u


def numbers(x: np.ndarray) -> object:
    total = x.sum()
    before = total
    total += 1
    total /= 2
    first = x[0, 0]
    x[0, 0] = 100
    return total, before, first


def copies(x: np.ndarray, idx: np.ndarray) -> object:
    rows = x[idx]
    rows += 100
    x *= 2
    return x, rows


def diagonals(s: np.ndarray) -> object:
    np.fill_diagonal(s, 0)
    n = s.shape[0]
    s[np.arange(n), np.arange(n)] += 2
    return s


def sums_of_masks(x: np.ndarray) -> object:
    mask = x > 0
    return mask.sum(axis=0), mask.mean(), (mask * x).sum(), mask + 1, mask @ x.T


def put_along(x: np.ndarray, y: np.ndarray) -> object:
    np.put_along_axis(x, y[:, None], 5, axis=1)
    return x


def filled(x: np.ndarray, z: np.ndarray) -> object:
    x.fill(3)
    np.copyto(z[0], x[0])
    return x, z


def of_empty(x: np.ndarray) -> object:
    out = np.empty_like(x)
    out[:] = x
    other = np.empty((2, *x.shape))
    other[0] = x
    other[1] = 1
    return out, other


def loops(three: np.ndarray) -> object:
    found = 0
    for row in three:
        found = found + row**2
    for n in range(three.shape[0]):
        found[0] += three[n, 0]
    return found, len(three)


def one_hot(y: np.ndarray, x: np.ndarray) -> object:
    return np.eye(x.shape[1])[y], (np.arange(x.shape[1]) == y[:, None]) * 1.0


def of_whole_numbers(y: np.ndarray, nsize: int) -> object:
    return y + 1, 2 * y, y / 2, y**2, nsize // 1, np.arange(nsize) * 2 - 1, (y > 0) * 1, (y == 1) * 1


def rectified(x: np.ndarray, z: np.ndarray) -> object:
    """Conditions on what is max(0, s), however it was written."""
    found = []
    halved = x.copy()
    halved[z > 0] = 0
    for h in (np.maximum(0, x), np.maximum(x, 0), x * (x > 0), (x >= 0) * x, np.where(x > 0, x, 0), halved, (x > 0)):
        for mask in (h > 0, h <= 0, h >= 0, h == 0, h != 0, h < 0, h > -1, ~(h > 0), -1 * h < 0, 0 - 2 * h >= 0):
            found.append(mask * 1)
            found.append(np.where(mask, x, z))
    return found


def shapes(x: np.ndarray, h: np.ndarray) -> object:
    n, d = x.shape
    assert h.shape == (n, 4 * d) and x.T.shape == (d, n)
    assert h.shape[1] // 4 == d and h.shape[1] % 4 == 0 and x.size == n * d and n > 0
    return x / n, n * d / 2, (n + 1) ** 2, 1 / d, d - 1, np.sqrt(d)


CHANGING: dict[str, Row] = {
    function.__name__: function
    for function in (
        assign_row, assign_all, assign_slice, assign_half, assign_by_index, assign_values_by_index, assign_once,
        assign_repeated, add_repeated, add_at, add_at_two, add_at_matrix, mask_number, mask_rest, mask_other, mask_both,
        mask_rows, rectified, aliases, views, views_of_views, new_axes, numbers, copies, diagonals, sums_of_masks,
        put_along, filled, of_empty, loops, one_hot, of_whole_numbers, shapes,
    )
}  # fmt: skip
ALIASING: dict[str, Row] = {name: code for name, code in vars(aliasing).items() if inspect.isfunction(code)}
ROWS: dict[str, Row] = {**BY_NAME, **FUNCTIONS, **INDEXING, **CHANGING, **ALIASING}
