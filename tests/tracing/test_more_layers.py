"""More layers and losses, each gradient proved, and twins of some that are not."""

from __future__ import annotations

import pytest

from symcheck import check, index_map, matrix, scalar, sizes, tensor, vector
from symcheck.tracing.backward import of_loss, of_passes
from tests.tracing import more_layers

N, C, D, H, M, K, T = sizes("N C D H M K T")
X, W = matrix("x", N, D), matrix("W", D, C)
U, Y = matrix("U", N, D), index_map("y", N, C)
EPS, V_D, V_N = scalar("eps", positive=True), vector("w", D), vector("t", N)
INPUTS: dict[str, dict[str, object]] = {
    **{name: {"x": X} for name in ("sigmoid", "leaky", "elu", "softplus", "gelu", "l2norm")},
    "mse_loss": {"w": V_D, "X": X, "y": V_N},
    "logistic_loss": {"w": V_D, "X": X, "t": V_N},
    "ridge": {"w": V_D, "X": X, "y": V_N, "lam": scalar("lam")},
    "lse_loss": {"W": W, "X": X, "y": Y},
    "onehot_loss": {"W": W, "X": X, "y": Y},
    "hinge": {"w": V_D, "X": X, "t": V_N},
    "huber": {"w": V_D, "X": X, "y": V_N},
    "pairwise": {"Z": X},
    "contrastive": {"U": U, "V": X, "tau": scalar("tau", positive=True)},
    "gaussian_nll": {"mu": vector("mu", D), "S": matrix("S", D, D, positive_definite=True), "x": V_D},
    "mf": {"P": matrix("P", N, K), "Q": matrix("Q", M, K), "R": matrix("R", N, M), "M": matrix("M", N, M), "lam": EPS},
    "glove": {
        "W": U, "Wc": matrix("Wc", M, D), "b": vector("b", N), "bc": vector("bc", M),
        "X": matrix("X", N, M, positive=True), "f": matrix("f", N, M),
    },
    "vae_kl": {"mu": X, "logvar": U},
    "temporal_affine": {"x": tensor("x", N, T, D), "w": matrix("w", D, M), "b": vector("b", M)},
    "rnn": {
        "x": tensor("x", 2, N, D), "h0": matrix("h0", N, H), "Wx": matrix("Wx", D, H), "Wh": matrix("Wh", H, H),
        "b": vector("b", H),
    },
    "gru": {"x": X, "h": matrix("h", N, H), **{f"W{g}": matrix(f"W{g}", D, H) for g in "z"},
            "Uz": matrix("Uz", H, H), "Wr": matrix("Wr", D, H), "Ur": matrix("Ur", H, H), "Wh": matrix("Wh", D, H),
            "Uh": matrix("Uh", H, H)},
    "causal": {"Q": U, "K": X, "V": matrix("V", N, H)},
    "batch_attention": {"Q": tensor("Q", M, N, D), "K": tensor("K", M, T, D), "V": tensor("V", M, T, H)},
    "mlp_loss": {
        "W1": matrix("W1", D, H), "b1": vector("b1", H), "W2": matrix("W2", H, C), "b2": vector("b2", C), "X": X,
        "Y": matrix("Y", N, C),
    },
    "rms": {"x": X, "g": vector("g", D), "eps": EPS},
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_right_gradients_are_proved(name: str) -> None:
    forward = getattr(more_layers, f"{name}_forward", None)
    if forward is None:
        claimed = of_loss(getattr(more_layers, name), INPUTS[name])
    else:
        claimed = of_passes(forward, getattr(more_layers, f"{name}_backward"), INPUTS[name])
    found = {c.name: check(c.derivative, c.written).status.value for c in claimed}
    assert found and set(found.values()) == {"proved"}, found


@pytest.mark.parametrize(
    ("forward", "backward"), [("sigmoid", "softplus"), ("leaky", "elu"), ("softplus", "leaky"), ("gelu", "softplus")]
)
def test_the_gradient_of_another_function_is_refuted(forward: str, backward: str) -> None:
    def first(x: object) -> object:
        return getattr(more_layers, f"{forward}_forward")(x)[0], x

    (claimed,) = of_passes(first, getattr(more_layers, f"{backward}_backward"), {"x": X})
    assert check(claimed.derivative, claimed.written).status.value == "refuted"
