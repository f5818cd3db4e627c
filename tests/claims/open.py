"""Right lines that come out checked or undecided today, each part with the reason."""

from symcheck import *

n, m = sizes("n m")
A, B, C, X = matrix("A", n, n), matrix("B", n, n), matrix("C", n, n), matrix("X", n, n)


@part("cookbook-det-linear", "Cookbook (51): checked, det(A X B) and its inverse are not split into three factors")
def cookbook_det_linear():
    yield chain(
        grad(det(A @ X @ B), X),
        det(A @ X @ B) * inv(X).T,
        given=And(Ne(det(X), 0), Ne(det(A), 0), Ne(det(B), 0), Ne(det(A @ X @ B), 0)),
    )


@part("cookbook-det-products", "Cookbook (23) and (21): checked, the determinant of three factors is not split")
def cookbook_det_products():
    yield chain(det(A @ B @ C), det(A) * det(B) * det(C))
    yield chain(det(X @ X @ X), det(X) ** 3)


@part("cookbook-det-anywhere", "Cookbook (47): checked, the rule for ∂det(X) asks for det(X) ≠ 0, the claim does not")
def cookbook_det_anywhere():
    yield chain(grad(det(X), X) @ X.T, det(X) * eye(n))
    yield chain(grad(det(X.T @ A @ X), X), 2 * det(X.T @ A @ X) * inv(X).T, given=Ne(det(X), 0))


@part("cookbook-inverse-of-three", "Cookbook (2): undecided, det(A B C) ≠ 0 is not seen to give det(A) ≠ 0")
def cookbook_inverse_of_three():
    yield chain(inv(A @ B @ C), inv(C) @ inv(B) @ inv(A), given=Ne(det(A @ B @ C), 0))
