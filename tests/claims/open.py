"""Right lines that come out checked or undecided today, each part with the reason."""

from symcheck import *

n = size("n")
A, X = matrix("A", n, n), matrix("X", n, n)


@part("cookbook-det-anywhere", "Cookbook (47): checked, the rule for ∂det(X) asks for det(X) ≠ 0, the claim does not")
def cookbook_det_anywhere():
    yield chain(grad(det(X), X) @ X.T, det(X) * eye(n))
    yield chain(grad(det(X.T @ A @ X), X), 2 * det(X.T @ A @ X) * inv(X).T, given=Ne(det(X), 0))


@part("policy-clip-slope", "Schulman et al. (2017): undecided, where clip(r) = r both sides of min are equal, a bend")
def policy_clip_slope():
    r, A, eps = scalar("r", positive=True), scalar("A"), scalar("epsilon", positive=True)
    L = minimum(r * A, maximum(1 - eps, minimum(r, 1 + eps)) * A)
    yield chain(diff(L, r), A * bracket(r < 1 + eps), given=A > 0)
