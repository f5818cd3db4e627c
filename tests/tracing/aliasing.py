"""Code that stands or falls with aliases, views, copies and the order of writes; a function a habit."""

import numpy as np


def binding(x):
    a = x
    a = a + 1
    a += 1
    return x, a


def whole_slice(x):
    a = x[:]
    a += 1
    return x


def copy_of_a_transpose(x):
    a = x.T.copy()
    a[0] = 5
    return x, a


def alias_of_an_argument(x, v):
    v2 = v
    v2 -= v2.mean()
    x -= v
    return x, v


def reshape_to_itself(x):
    y = x.reshape(x.shape)
    y *= 2
    return x


def new_axis_first(x):
    y = x[None]
    y[0, 0] = 1
    return x


def row_is_a_view(x):
    b = x[0]
    x[0] = 0
    return b, x


def row_copied(x):
    b = x[0].copy()
    x[0] = 0
    return b, x


def in_a_dictionary(x):
    d = {"a": x, "b": x}
    d["a"] += 1
    return d["b"]


def exchanged(x, z):
    x[:], z[:] = z.copy(), x.copy()
    return x, z


def exchanged_without_a_copy(x, z):
    x[:], z[:] = z, x
    return x, z


def added_to_its_transpose(s):
    s += s.T
    return s


def its_own_transpose(s):
    s[:] = s.T
    return s


def picked_is_a_copy(x, y):
    r = np.arange(x.shape[0])
    c = x[r, y]
    c -= 1
    return x, c


def masked_twice(x):
    m = x > 0
    x[m] -= 10
    x[m] *= 2
    return x, m * 1


def mask_stays(x):
    m = x > 0
    x -= 10
    return m * 1


def sum_stays(x):
    s = np.exp(x).sum(axis=1, keepdims=True)
    x /= s
    return x, s


def number_stays(x):
    t = x.sum()
    x[0, 0] = 7
    return t + x.sum()


def index_and_number(x, idx):
    x[idx, 0] += 1
    x[idx, -1] = 3
    return x


def index_slice_number(t, idx):
    t[idx, :, 0] = 2
    return t


def index_slice_index(t, y):
    t[np.arange(t.shape[0]), :, y] = 1
    return t


def columns_assigned(x, y):
    x[:, y] = 4
    return x


def columns_added_once(x, y):
    x[:, y] += 1
    return x


def columns_accumulated(x, y, u):
    np.add.at(x, (slice(None), y), 1)
    return x


def masked_by_itself(x):
    x[x > 0] = -x[x > 0]
    return x


def joined_and_summed(x):
    return np.where(x > 0, x, 0).T.copy().reshape(-1).sum()


def backwards_and_turned(x, w):
    return (x @ w)[::-1].T @ x


def asarray_and_array(x):
    a = np.asarray(x)
    a += 1
    b = np.array(x)
    b += 1
    return x, a, b


def in_a_list(x):
    parts = [x, x * 2]
    parts[0] += parts[1]
    return parts[0], parts[1], x


def upright(u, x):
    return u[:, None] * x - x.T.dot(u)[None], (x.T * u).T


def swapped_and_turned(x):
    y = x.swapaxes(0, 1)
    y += 1
    z = x.transpose()
    z[:, 0] *= 0
    return x


def bias_column(x):
    n, d = x.shape
    out = np.zeros((n, d + 1))
    out[:, :-1] = x
    out[:, -1] = 1
    return out


def two_halves(x):
    n, d = x.shape
    out = np.zeros((n, 2 * d))
    out[:, d:] += x
    out[:, :d] -= x
    return out @ out.T


def running_sums(x):
    return np.cumsum(x, axis=1)[:, -1], np.cumsum(x[::-1], axis=0)[::-1]


def split_and_summed(h, x):
    return [p.sum() for p in np.split(h, 4, axis=1)]


def one_hot_rows(x, y):
    return np.eye(x.shape[1])[y] @ x.T, (y[:, None] == np.arange(x.shape[1])[None]) * x


def largest(x):
    return x.max(axis=1), (x == x.max(axis=1, keepdims=True)) * 1


def softmax(x):
    return np.exp(x - x.max(1, keepdims=True)) / np.exp(x - x.max(1, keepdims=True)).sum(1, keepdims=True)


def softmax_along_other_axes(x):
    return np.exp(x - x.max()) / np.exp(x - x.max()).sum(0), np.exp(x - x.max(0)) / np.exp(x - x.max(0)).sum(
        1, keepdims=True
    )


def row_by_row(three):
    o = np.zeros((3, three.shape[1]))
    for i in range(3):
        o[i] = three[i] * i
    return o.sum(0), o, np.stack([three[0], three[1]]).sum(0), np.stack([three[0], three[1]], axis=1).sum()


def powers(x, nsize):
    return x**2.0, x**3, 2**x, x**0, np.power(x, 2)


def signs(x):
    return -(x**2), abs(x), +x, x.T.T, x.mT


def reversed_index(u):
    return u[np.arange(u.shape[0])[::-1]], u[::-1][0], u[-1]


def by_a_matrix(two, v):
    return v[two].sum(axis=1), v[two.T]


def reduced(t):
    return t.mean(axis=(0, 1)), t.var(axis=(1, 2)), t.std(), t.max(axis=(0, 2)), t.sum(-1).sum(0)


def no_dimensions(x, u, a):
    """What operators give is a number; what these functions give is an array that two names share."""
    shared = []
    made = (
        np.array(0.0), np.asarray(a), np.zeros_like(a), np.full_like(a, 2.0), np.ones(()), np.copy(a),
        np.where(a > 0, a, 1.0), np.tensordot(u, u, 1), np.array(0.0).copy(), np.array(1).astype(float),
        np.array(0.0).T, np.reshape(np.array(0.0), ()), np.array(a).squeeze(),
    )  # fmt: skip
    for first in made:
        second = first
        second += 1
        shared.append(first * 1)
    for first in (np.sum(u), a, np.array(0.0) + a, np.array(a)[()], u[0], np.dot(u, u)):
        second = first
        second += 1
        shared.append(first * 1)
    return shared


def views_of_no_dimensions(u, row, v):
    first, whole, one = u[0, ...], row[:, 0].squeeze(), np.ones(1)
    both = one.squeeze()
    u += 1
    row *= 2
    both += 5
    first -= 7
    return u, first, whole, one, one.reshape(()) * v


def a_loss_that_adds_up(x):
    loss = np.array(0.0)
    first = loss
    for i in range(2):
        loss += (i + 1) * np.sum(x**2)
    return first, loss


def rows_by_range(x, y):
    z = x[range(len(x)), y]
    x[range(x.shape[0]), y] -= 1
    rows = x[range(len(x))]
    rows += 1
    return z / len(x), x, rows, [x[i, 0] * 1 for i in range(1)]


def multiplied_in_place(s):
    b = s
    b @= s.copy()
    c = s
    c = c @ s
    return s, c


def selected_and_changed(x):
    m = x > 0
    a = x[m]
    b = a
    a *= 2
    a += 1
    c = a
    c = c - 5
    x[m] = b
    return x, b.sum(), c.sum(), x[m].sum(), (3 - a).sum(), (1 / b).sum()
