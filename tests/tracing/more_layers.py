"""More layers and losses, in more habits: classes with state, one-hot labels, einsum, steps in time, dictionaries."""

import numpy as np


def sigmoid_forward(x):
    out = 1.0 / (1.0 + np.exp(-x))
    return out, out


def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)


def leaky_forward(x):
    return np.where(x > 0, x, 0.01 * x), x


def leaky_backward(dout, x):
    dx = np.ones_like(x)
    dx[x <= 0] = 0.01
    return dx * dout


def elu_forward(x):
    return np.where(x > 0, x, np.exp(x) - 1), x


def elu_backward(dout, x):
    return dout * np.where(x > 0, 1, np.exp(x))


def softplus_forward(x):
    return np.log1p(np.exp(x)), x


def softplus_backward(dout, x):
    return dout / (1 + np.exp(-x))


def gelu_forward(x):
    c = np.sqrt(2 / np.pi)
    t = np.tanh(c * (x + 0.044715 * x**3))
    return 0.5 * x * (1 + t), (x, t, c)


def gelu_backward(dout, cache):
    x, t, c = cache
    return dout * (0.5 * (1 + t) + 0.5 * x * (1 - t**2) * c * (1 + 3 * 0.044715 * x**2))


def mse_loss(w, X, y):
    r = X @ w - y
    loss = np.mean(r**2)
    return loss, 2 * X.T @ r / count(r)


def count(r):
    return r.shape[0]


def logistic_loss(w, X, t):
    p = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
    return loss, X.T @ (p - t) / t.size


def ridge(w, X, y, lam):
    loss = 0.5 * np.linalg.norm(X @ w - y) ** 2 + 0.5 * lam * w @ w
    return loss, X.T @ (X @ w - y) + lam * w


def lse_loss(W, X, y):
    n = X.shape[0]
    s = X @ W
    m = s.max(axis=1, keepdims=True)
    lse = m[:, 0] + np.log(np.exp(s - m).sum(axis=1))
    loss = (lse - s[np.arange(n), y]).mean()
    p = np.exp(s - lse[:, None])
    p[np.arange(n), y] -= 1
    return loss, X.T @ p / n


def onehot_loss(W, X, y):
    n = X.shape[0]
    k = W.shape[1]
    Y = np.eye(k)[y]
    s = X @ W
    P = np.exp(s) / np.exp(s).sum(1, keepdims=True)
    loss = -(Y * np.log(P)).sum() / n
    return loss, X.T @ (P - Y) / n


def hinge(w, X, t):
    m = 1 - t * (X @ w)
    loss = np.maximum(m, 0).mean()
    g = np.where(m > 0, -t, 0)
    return loss, X.T @ g / X.shape[0]


def huber(w, X, y):
    r = X @ w - y
    small = np.abs(r) <= 1
    loss = np.where(small, 0.5 * r**2, np.abs(r) - 0.5).sum()
    return loss, X.T @ np.where(small, r, np.sign(r))


def pairwise(Z):
    sq = (Z**2).sum(1)
    D2 = sq[:, None] + sq[None, :] - 2 * Z @ Z.T
    loss = D2.sum()
    n = Z.shape[0]
    return loss, 4 * (n * Z - Z.sum(0))


def contrastive(U, V, tau):
    n = U.shape[0]
    S = U @ V.T / tau
    P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    loss = -np.log(np.diag(P)).mean()
    G = (P - np.eye(n)) / (n * tau)
    return loss, G @ V, G.T @ U


def gaussian_nll(mu, S, x):
    d = x - mu
    inv = np.linalg.inv(S)
    loss = 0.5 * d @ inv @ d + 0.5 * np.linalg.slogdet(S)[1]
    return loss, -inv @ d


def mf(P, Q, R, M, lam):
    E = M * (P @ Q.T - R)
    loss = 0.5 * (M * (P @ Q.T - R) ** 2).sum() + 0.5 * lam * ((P**2).sum() + (Q**2).sum())
    return loss, E @ Q + lam * P, E.T @ P + lam * Q


def glove(W, Wc, b, bc, X, f):
    diff = W @ Wc.T + b[:, None] + bc[None, :] - np.log(X)
    loss = (f * diff**2).sum()
    fd = 2 * f * diff
    return loss, {"W": fd @ Wc, "Wc": fd.T @ W, "b": fd.sum(axis=1), "bc": fd.sum(axis=0)}


def vae_kl(mu, logvar):
    loss = -0.5 * np.sum(1 + logvar - mu**2 - np.exp(logvar))
    return loss, mu, 0.5 * (np.exp(logvar) - 1)


def temporal_affine_forward(x, w, b):
    N, T, D = x.shape
    M = b.shape[0]
    out = x.reshape(N * T, D).dot(w).reshape(N, T, M) + b
    return out, (x, w, b, out)


def temporal_affine_backward(dout, cache):
    x, w, b, out = cache
    N, T, D = x.shape
    M = b.shape[0]
    dx = dout.reshape(N * T, M).dot(w.T).reshape(N, T, D)
    dw = dout.reshape(N * T, M).T.dot(x.reshape(N * T, D)).T
    db = dout.sum(axis=(0, 1))
    return dx, dw, db


def rnn_forward(x, h0, Wx, Wh, b):
    h = h0
    hs = []
    for t in range(x.shape[0]):
        h = np.tanh(x[t] @ Wx + h @ Wh + b)
        hs.append(h)
    return np.stack(hs), (x, h0, Wx, Wh, hs)


def rnn_backward(dh, cache):
    x, h0, Wx, Wh, hs = cache
    dx = np.zeros_like(x)
    dWx, dWh = np.zeros_like(Wx), np.zeros_like(Wh)
    db = np.zeros(Wh.shape[0])
    dprev = np.zeros_like(h0)
    for t in reversed(range(x.shape[0])):
        da = (dh[t] + dprev) * (1 - hs[t] ** 2)
        prev = hs[t - 1] if t > 0 else h0
        dx[t] = da @ Wx.T
        dWx += x[t].T @ da
        dWh += prev.T @ da
        db += da.sum(axis=0)
        dprev = da @ Wh.T
    return dx, dprev, dWx, dWh, db


def gru_forward(x, h, Wz, Uz, Wr, Ur, Wh, Uh):
    z = 1 / (1 + np.exp(-(x @ Wz + h @ Uz)))
    r = 1 / (1 + np.exp(-(x @ Wr + h @ Ur)))
    hh = np.tanh(x @ Wh + (r * h) @ Uh)
    out = (1 - z) * h + z * hh
    return out, (x, h, Wz, Uz, Wr, Ur, Wh, Uh, z, r, hh)


def gru_backward(dout, cache):
    x, h, Wz, Uz, Wr, Ur, Wh, Uh, z, r, hh = cache
    dz = dout * (hh - h) * z * (1 - z)
    dhh = dout * z * (1 - hh**2)
    drh = dhh @ Uh.T
    dr = drh * h * r * (1 - r)
    dx = dz @ Wz.T + dr @ Wr.T + dhh @ Wh.T
    dh = dout * (1 - z) + dz @ Uz.T + dr @ Ur.T + drh * r
    return dx, dh, x.T @ dz, h.T @ dz, x.T @ dr, h.T @ dr, x.T @ dhh, (r * h).T @ dhh


def causal_forward(Q, K, V):
    n, d = Q.shape
    S = Q @ K.T / np.sqrt(d)
    M = np.tril(np.ones((n, n)))
    S = np.where(M == 1, S, -1e9)
    E = np.exp(S) * M
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, (Q, K, V, A)


def causal_backward(dO, cache):
    Q, K, V, A = cache
    dV = A.T @ dO
    dA = dO @ V.T
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True)) / np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q, dV


def batch_attention_forward(Q, K, V):
    S = np.einsum("bid,bjd->bij", Q, K)
    A = np.exp(S) / np.exp(S).sum(axis=2, keepdims=True)
    return np.einsum("bij,bjd->bid", A, V), (Q, K, V, A)


def batch_attention_backward(dO, cache):
    Q, K, V, A = cache
    dV = np.einsum("bij,bid->bjd", A, dO)
    dA = np.matmul(dO, V.transpose(0, 2, 1))
    dS = A * (dA - (dA * A).sum(axis=2, keepdims=True))
    return dS @ K, dS.transpose(0, 2, 1) @ Q, dV


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout.sum(0)
        return dout @ self.W.T


class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


def mlp_loss(W1, b1, W2, b2, X, Y):
    net = [Linear(W1, b1), ReLU(), Linear(W2, b2)]
    out = X
    for layer in net:
        out = layer.forward(out)
    loss = 0.5 * ((out - Y) ** 2).sum()
    d = out - Y
    for layer in reversed(net):
        d = layer.backward(d)
    return loss, {
        "W1": net[0].grads["W"],
        "b1": net[0].grads["b"],
        "W2": net[2].grads["W"],
        "b2": net[2].grads["b"],
        "X": d,
    }


def rms_forward(x, g, eps):
    r = np.sqrt((x**2).mean(-1, keepdims=True) + eps)
    return x / r * g, (x, g, r)


def rms_backward(dout, cache):
    x, g, r = cache
    dg = (dout * x / r).sum(0)
    dxh = dout * g
    dx = dxh / r - x * (dxh * x).mean(-1, keepdims=True) / r**3
    return dx, dg


def l2norm_forward(x):
    n = np.linalg.norm(x, axis=1, keepdims=True)
    return x / n, (x, n)


def l2norm_backward(dout, cache):
    x, n = cache
    y = x / n
    return (dout - y * (dout * y).sum(axis=1, keepdims=True)) / n
