"""The same claims for tensorgrad and for torch's gradient checker; both optional, a column is left out without them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Timed = tuple[str, float]
"""What the other program says, and its seconds."""


def tensorgrad_claims() -> dict[str, Callable[[], bool]]:
    """Claim by claim: whether tensorgrad brings the difference to zero. Empty if it is not installed."""
    try:
        import tensorgrad.functions as F
        from sympy import symbols
        from tensorgrad import Derivative, Variable, Zero
    except ImportError:
        return {}
    V, d, K = symbols("V d K")
    U, N, v, u, y, x = (
        Variable("U", V, d), Variable("N", K, d), Variable("v", d), Variable("u", d), Variable("y", V), Variable("x")
    )  # fmt: skip
    z, s = U @ v, F.sigmoid
    softmax_loss = F.log(F.sum(F.exp(z))) - (y @ z)
    sampling_loss = -F.log(s(u @ v)) - F.sum(F.log(s(-(N @ v))))
    residual = F.softmax(z, "V") - y

    def zero(first: Any, line: Any) -> Callable[[], bool]:
        return lambda: isinstance((first - line).full_simplify(), Zero)

    return {
        "b": zero(Derivative(softmax_loss, v), residual @ U),
        "c": zero(Derivative(softmax_loss, U), residual * v),
        "e": zero(Derivative(s(x), x), s(x) * (1 - s(x))),
        "f.1": zero(Derivative(sampling_loss, v), u * (s(u @ v) - 1) + (1 - s(-(N @ v))) @ N),
        "f.2": zero(Derivative(sampling_loss, u), v * (s(u @ v) - 1)),
    }


def gradcheck(factor: float) -> Timed | None:
    """torch.autograd.gradcheck in double on the naive-softmax gradient by v, times a factor; None without torch."""
    try:
        import torch
    except ImportError:
        return None

    class Claimed(torch.autograd.Function):
        @staticmethod
        def forward(context: Any, U: Any, v: Any) -> Any:
            context.save_for_backward(U, v)
            return torch.logsumexp(U @ v, 0) - U[0] @ v

        @staticmethod
        def backward(context: Any, along: Any) -> Any:
            U, v = context.saved_tensors
            return None, along * factor * (torch.softmax(U @ v, 0) @ U - U[0])

    generator = torch.Generator().manual_seed(0)
    U = torch.randn(5, 4, dtype=torch.double, generator=generator)
    v = torch.randn(4, dtype=torch.double, generator=generator, requires_grad=True)
    torch.autograd.gradcheck(lambda w: Claimed.apply(U, w), (v,), raise_exception=False)
    started = time.process_time()
    agreed = torch.autograd.gradcheck(lambda w: Claimed.apply(U, w), (v,), raise_exception=False)
    return ("agrees" if agreed else "differs", time.process_time() - started)
