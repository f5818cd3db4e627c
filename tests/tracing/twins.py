"""Layers beside realistic bugs: an edit of the source, and the gradients that are wrong with it."""

from __future__ import annotations

import linecache
from pathlib import Path
from types import ModuleType

from symcheck.language.declare import index, index_map, matrix, scalar, sizes, vector
from tests.tracing import layers

N, C, D, H, M, V, K, T = sizes("N C D H M V K T")
X_, EPS = matrix("x", N, D), scalar("eps", positive=True)
NORMS = {"x": X_, "gamma": vector("gamma", D), "beta": vector("beta", D), "eps": EPS}
CLASSIFIED = {"W": matrix("W", D, C), "X": matrix("X", N, D), "y": index_map("y", N, C), "reg": scalar("reg")}
WORDS = {"center": vector("v_c", D), "outside": index("o", V), "U": matrix("U", V, D)}

Bug = tuple[str, str, str]
"""What is written, what for, and the gradients that are wrong then, in one text; "!" where NumPy refuses it too."""


class Layer:
    """Functions of `layers`, what they take, and bugs."""

    def __init__(self, functions: str, inputs: dict[str, object], *bugs: Bug) -> None:
        self.functions, self.inputs, self.bugs = functions.split(), inputs, bugs


LAYERS: dict[str, Layer] = {
    "affine": Layer(
        "affine_forward affine_backward",
        {"x": X_, "w": matrix("w", D, M), "b": vector("b", M)},
        ("db = np.sum(dout, axis=0)", "db = np.mean(dout, axis=0)", "b"),
        ("db = np.sum(dout, axis=0)", "db = np.sum(dout, axis=1)", "b"),
        ("dx = dout.dot(w.T)", "dx = dout.dot(w)", "!"),
        ("dw = x.reshape(x.shape[0], -1).T.dot(dout)", "dw = x.T.dot(dout) / x.shape[0]", "w"),
    ),
    "relu": Layer(
        "relu_forward relu_backward",
        {"x": X_},
        ("dx[x <= 0] = 0", "dx[dout <= 0] = 0", "x"),
        ("dx[x <= 0] = 0", "dx[x > 0] = 0", "x"),
        ("dx[x <= 0] = 0", "pass", "x"),
    ),
    "batch norm": Layer(
        "batchnorm_forward batchnorm_backward",
        NORMS,
        ("dx = dx1 + dx2", "dx = dx1", "x"),
        ("dsq = 1.0 / N * np.ones((N, D)) * dvar", "dsq = np.ones((N, D)) * dvar", "x"),
        ("dgamma = np.sum(dout * xhat, axis=0)\n    dxhat", "dgamma = np.sum(dout, axis=0)\n    dxhat", "gamma"),
    ),
    "batch norm, short": Layer(
        "batchnorm_forward batchnorm_backward_short",
        NORMS,
        ("N * dout - xhat * dgamma - dbeta", "N * dout - xhat * dgamma", "x"),
        ("N * dout - xhat * dgamma - dbeta", "dout - xhat * dgamma - dbeta", "x"),
        ("dbeta = dout.sum(axis=0)\n    dx = (gamma", "dbeta = dout.mean(axis=0)\n    dx = (gamma", "x beta"),
    ),
    "layer norm": Layer(
        "layernorm_forward layernorm_backward",
        NORMS,
        ("g - g.mean(axis=1, keepdims=True) - xhat", "g - xhat", "x"),
        ("dbeta = dout.sum(axis=0)\n    g", "dbeta = dout.sum(axis=1)\n    g", "beta"),
        ("(g * xhat).mean(axis=1, keepdims=True)) / std", "(g * xhat).sum(axis=1, keepdims=True)) / std", "x"),
        ("g = dout * gamma", "g = dout", "x"),
    ),
    "dropout": Layer(
        "dropout_forward dropout_backward",
        {"x": X_, "mask": matrix("mask", N, D), "p": scalar("p", positive=True)},
        ("dx = dout * mask / p", "dx = dout * mask", "x"),
        ("dx = dout * mask / p", "dx = dout / p", "x"),
        ("dx = dout * mask / p", "dx = dout * mask * p", "x"),
    ),
    "a step of an RNN": Layer(
        "rnn_step_forward rnn_step_backward",
        {
            "x": X_, "prev_h": matrix("prev_h", N, H), "Wx": matrix("Wx", D, H), "Wh": matrix("Wh", H, H),
            "b": vector("b", H),
        },
        ("da = dnext_h * (1 - next_h**2)", "da = dnext_h * (1 - next_h)", "x prev_h Wx Wh b"),
        ("dprev_h = da @ Wh.T", "dprev_h = da @ Wh", "prev_h"),
        ("dWh = prev_h.T @ da", "dWh = next_h.T @ da", "Wh"),
    ),
    "a step of an LSTM": Layer(
        "lstm_step_forward lstm_step_backward",
        {
            "x": X_, "prev_h": matrix("prev_h", N, H), "prev_c": matrix("prev_c", N, H), "Wx": matrix("Wx", D, 4 * H),
            "Wh": matrix("Wh", H, 4 * H), "b": vector("b", 4 * H),
        },
        ("dWh = prev_h.T.dot(da)", "dWh = prev_h.T.dot(da) / x.shape[0]", "Wh"),
        ("dprev_h = da.dot(Wh.T)", "dprev_h = da.dot(Wx.T)", "prev_h"),
        ("dprev_c = dc * f", "dprev_c = dnext_c * f", "prev_c"),
    ),
    "word embedding": Layer(
        "embedding_forward embedding_backward",
        {"idx": index_map("idx", (N, T), V), "W": matrix("W", V, D)},
        ("np.add.at(dW, idx, dout)", "np.add.at(dW, idx, 1)", "W"),
        ("dW = np.zeros(shape)\n    np", "dW = np.ones(shape)\n    np", "W"),
        ("np.add.at(dW, idx, dout)", "np.subtract.at(dW, idx, dout)", "W"),
    ),
    "word embedding of a sentence": Layer(
        "embedding_forward embedding_backward",
        {"idx": index_map("idx", T, V), "W": matrix("W", V, D)},
        ("np.add.at(dW, idx, dout)", "dW[idx] += dout", "W"),
        ("np.add.at(dW, idx, dout)", "dW[idx] = dout", "W"),
    ),
    "attention": Layer(
        "attention_forward attention_backward",
        {"Q": matrix("Q", N, D), "K": matrix("K", M, D), "V": matrix("V", M, H)},
        ("dscores /= np.sqrt(Q.shape[1])", "pass", "Q K"),
        ("(dweights * weights).sum(axis=1, keepdims=True)", "(dweights * weights).sum(axis=0, keepdims=True)", "Q K"),
        ("dscores = weights * (dweights", "dscores = (dweights", "Q K"),
    ),
    "softmax loss": Layer(
        "softmax_loss",
        CLASSIFIED,
        ("dscores /= num_train", "pass", "W"),
        ("dW += 2 * reg * W", "dW += reg * W", "W"),
        ("dW += 2 * reg * W", "dW += 2 * reg * W + reg * W", "W"),
        ("dscores[range(num_train), y] -= 1", "dscores[range(num_train), y] = -1", "W"),
    ),
    "SVM loss": Layer(
        "svm_loss",
        CLASSIFIED,
        ("= -row_sum", "= row_sum", "W"),
        ("dW = X.T.dot(binary) / num_train", "dW = X.T.dot(binary)", "W"),
        ("row_sum = np.sum(binary, axis=1)", "row_sum = np.max(binary, axis=1)", "W"),
    ),
    "naive softmax": Layer(
        "naive_softmax",
        WORDS,
        ("delta[outside] -= 1", "delta[outside] += 1", "center U"),
        ("np.dot(U.T, delta)", "np.dot(U.T, y_hat)", "center"),
        ("np.outer(delta, center)", "np.outer(y_hat, center)", "U"),
    ),
    "negative sampling": Layer(
        "negative_sampling",
        {**WORDS, "negative": index_map("neg", K, V)},
        ("np.dot(u_k.T, 1 - s_k)", "np.dot(u_k.T, s_k)", "center"),
        ("gradOutsideVecs[outside] += (s_o - 1) * center", "gradOutsideVecs[outside] = s_o * center", "U"),
        ("np.add.at(gradOutsideVecs, negative, np.", "gradOutsideVecs[negative] += (np.", "U"),
    ),
}  # fmt: skip


def edited(old: str, new: str) -> ModuleType:
    """The module of the layers with a bug in it."""
    source = Path(layers.__file__).read_text()
    assert source.count(old) == 1, (source.count(old), old)
    return compiled(source.replace(old, new))


def compiled(source: str, name: str = "layers_with_a_bug.py") -> ModuleType:
    """A module of this source, whose lines can be asked for."""
    file = str(Path(layers.__file__).with_name(name))
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    module = ModuleType(name.removesuffix(".py"))
    module.__file__ = file
    exec(compile(source, file, "exec"), module.__dict__)
    return module
