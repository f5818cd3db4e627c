"""What an author writes, and how it is shown: every function of the language, in the notation of the field.

A probe is written as an author writes it; beside it stand its Unicode and its LaTeX. What means something else is never
shown by the same text.
"""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.notation import latex, text

n, d, m, V, K = sizes("n d m V K")
i, r = indices("i r", n)
j, k = indices("j k", d)
w, o = indices("w o", V)
l = index("l", K)
t = index("t", m + 1, n - m)
s = index("s", -m, m)
X, Y, W = matrix("X", n, d), matrix("Y", n, d), matrix("W", d, m)
A, B, C = matrix("A", d, d), matrix("B", d, d), matrix("C", d, d)
S = matrix("S", d, d, symmetric=True)
T = tensor("T", n, d, m)
u, x, y, z, b = vector("u", d), vector("x", d), vector("y", n), vector("z", V), vector("b", m)
U, v_c = matrix("U", V, d), vector("v_c", d)
Q, P, R = matrix("Q", n, d), matrix("P", n, d), matrix("R", n, m)
a, c, lam = scalars("a c lambda")
neg, word = index_map("neg", K, V), index_map("word", n, V)
y_o = one_hot("y", V, o)
q = named(r"\hat q", softmax(U @ v_c))
f, phi = function("f"), function("phi")

PROBES = {
    "matrices": [
        ((A @ B).T, "(A B)ᵀ", r"(A B)^{\top}"),
        (A.T @ B.T, "Aᵀ Bᵀ", r"A^{\top} B^{\top}"),
        (A @ B @ C, "A B C", "A B C"),
        (A @ B @ x, "A B x", "A B x"),
        (x @ A, "xᵀ A", r"x^{\top} A"),
        (x @ A.T, "xᵀ Aᵀ", r"x^{\top} A^{\top}"),
        (x @ A @ x, "xᵀ A x", r"x^{\top} A x"),
        (x @ A @ B @ x, "xᵀ A B x", r"x^{\top} A B x"),
        (-x @ A @ x, "−xᵀ A x", r"-x^{\top} A x"),
        (x @ (-A), "xᵀ(−A)", r"x^{\top} (-A)"),
        (A @ (-B), "A (−B)", "A (-B)"),
        (A @ (x - u), "A (x − u)", "A (x - u)"),
        (A @ (x @ B), "A (xᵀ B)ᵀ", r"A (x^{\top} B)^{\top}"),
        ((-x) @ (-u), "(−x)·(−u)", r"(-x) \cdot (-u)"),
        (outer(u, x), "u xᵀ", r"u x^{\top}"),
        (outer(x @ A, u), "(xᵀ A)ᵀ uᵀ", r"(x^{\top} A)^{\top} u^{\top}"),
        (outer(u, x @ A), "u xᵀ A", r"u x^{\top} A"),
        (A @ outer(x, x), "A x xᵀ", r"A x x^{\top}"),
        ((X.T @ X).T, "(Xᵀ X)ᵀ", r"(X^{\top} X)^{\top}"),
        ((A * B) @ x, "(A ⊙ B) x", r"(A \odot B) x"),
        (A @ B * C, "(A B) ⊙ C", r"(A B) \odot C"),
        (X.T @ (X @ x - y), "Xᵀ(X x − y)", r"X^{\top} (X x - y)"),
        ((x - u) @ inv(S) @ (x - u) / 2, "(x − u)ᵀ S⁻¹ (x − u)/2", r"\frac{(x - u)^{\top} S^{-1} (x - u)}{2}"),
        (
            -Rational(1, 2) * (x - u) @ inv(S) @ (x - u),
            "−(1/2)(x − u)ᵀ S⁻¹ (x − u)",
            r"-\frac{1}{2} (x - u)^{\top} S^{-1} (x - u)",
        ),
        (dot(x, u), "x·u", r"x \cdot u"),
        (exp(x) @ u, "eˣ·u", r"e^{x} \cdot u"),
        (transpose(A), "Aᵀ", r"A^{\top}"),
        (-inv(A).T @ outer(x, u) @ inv(A).T, "−A⁻ᵀ x uᵀ A⁻ᵀ", r"-A^{-\top} x u^{\top} A^{-\top}"),
        (-A @ B @ C @ x, "−A B C x", "-A B C x"),
    ],
    "inverses": [
        (inv(A), "A⁻¹", "A^{-1}"),
        (inv(A).T, "A⁻ᵀ", r"A^{-\top}"),
        (inv(A.T), "(Aᵀ)⁻¹", r"(A^{\top})^{-1}"),
        (inv(inv(A)), "(A⁻¹)⁻¹", "(A^{-1})^{-1}"),
        (inv(A @ B), "(A B)⁻¹", "(A B)^{-1}"),
        ((A @ inv(B)).T, "(A B⁻¹)ᵀ", r"(A B^{-1})^{\top}"),
        (inv(X.T @ X + lam * eye(d)) @ X.T @ y, "(Xᵀ X + λ I)⁻¹ Xᵀ y", r"(X^{\top} X + \lambda I)^{-1} X^{\top} y"),
        (solve(A, x), "A⁻¹ x", "A^{-1} x"),
        (det(A), "det(A)", r"\det(A)"),
        (logdet(A), "log det(A)", r"\log \det(A)"),
        (inv(A)[j, k], "(A⁻¹)_jk", "{(A^{-1})}_{jk}"),
        (inv(A)[j] @ x, "(A⁻¹)_j·x", r"{(A^{-1})}_j \cdot x"),
    ],
    "traces and diagonals": [
        (trace(A), "tr(A)", r"\operatorname{tr}(A)"),
        (trace(A + B), "tr(A + B)", r"\operatorname{tr}(A + B)"),
        (trace(inv(A)), "tr(A⁻¹)", r"\operatorname{tr}(A^{-1})"),
        (trace(inv(A) @ B), "tr(A⁻¹ B)", r"\operatorname{tr}(A^{-1} B)"),
        (trace(A @ B @ C), "tr(A B C)", r"\operatorname{tr}(A B C)"),
        (trace(eye(d)), "tr(I_d)", r"\operatorname{tr}({I}_d)"),
        (trace(diag(x) @ A), "tr(diag(x) A)", r"\operatorname{tr}(\operatorname{diag}(x) A)"),
        ((A * B).sum(), "tr(A Bᵀ)", r"\operatorname{tr}(A B^{\top})"),
        (diag(x), "diag(x)", r"\operatorname{diag}(x)"),
        (diag(A), "diag(A)", r"\operatorname{diag}(A)"),
        (diag(A @ B), "diag(A B)", r"\operatorname{diag}(A B)"),
        ((A * B).sum(1), "Σ_j A_{:,j} ⊙ B_{:,j}", r"\sum_{j} A_{:,j} \odot B_{:,j}"),
        (diag(diag(A)), "diag(diag(A))", r"\operatorname{diag}(\operatorname{diag}(A))"),
        (diag(x).T, "diag(x)ᵀ", r"\operatorname{diag}(x)^{\top}"),
        (diag(x * u) @ A, "diag(x ⊙ u) A", r"\operatorname{diag}(x \odot u) A"),
        (eye(d), "I", "I"),
        (identity(d) + A, "I + A", "I + A"),
    ],
    "ones": [
        (ones(d), "𝟏_d", r"\mathbf{1}_{d}"),
        (ones(n, d), "𝟏_{n×d}", r"\mathbf{1}_{n \times d}"),
        (zeros(n, d), "0", "0"),
        (2 * ones(d), "2 𝟏_d", r"2 \mathbf{1}_{d}"),
        (-ones(d), "−𝟏_d", r"-\mathbf{1}_{d}"),
        (ones(d) @ x, "𝟏_d·x", r"\mathbf{1}_{d} \cdot x"),
        (ones(n) @ X, "𝟏_nᵀ X", r"\mathbf{1}_{n}^{\top} X"),
        (X @ ones(d), "X 𝟏_d", r"X \mathbf{1}_{d}"),
        (ones(d) @ ones(d), "𝟏_d·𝟏_d", r"\mathbf{1}_{d} \cdot \mathbf{1}_{d}"),
        (outer(ones(n), x), "𝟏_n xᵀ", r"\mathbf{1}_{n} x^{\top}"),
        (A - ones(d, d) / d, "A − 𝟏_{d×d}/d", r"A - \frac{\mathbf{1}_{d \times d}}{d}"),
        (A + a, "A + a 𝟏_{d×d}", r"A + a \mathbf{1}_{d \times d}"),
        (A - ones(d, d) @ A / d, "A − 𝟏_{d×d} A/d", r"A - \frac{\mathbf{1}_{d \times d} A}{d}"),
        (outer(ones(d), ones(d)), "𝟏_d 𝟏_dᵀ", r"\mathbf{1}_{d} \mathbf{1}_{d}^{\top}"),
        (1 - sigmoid(x), "1 − σ(x)", r"1 - \sigma(x)"),
        (X + 1, "X + 1", "X + 1"),
        (Sum(a * ones(d), l), "Σ_{l=1}^K a 𝟏_d", r"\sum_{l=1}^{K} a \mathbf{1}_{d}"),
    ],
    "norms and means": [
        (norm(x), "‖x‖", r"\lVert x \rVert"),
        (norm(x) ** 2, "‖x‖²", r"\lVert x \rVert^{2}"),
        (norm(X), "‖X‖_F", r"\lVert X \rVert_F"),
        (norm(X @ x - y) ** 2, "‖X x − y‖²", r"\lVert X x - y \rVert^{2}"),
        (x / norm(x), "x/‖x‖", r"\frac{x}{\lVert x \rVert}"),
        (Sum(x[j] ** 2, j), "Σ_j x_j²", r"\sum_{j} x_j^{2}"),
        (sqrt(Sum(x[j] ** 2, j)), "√(Σ_j x_j²)", r"\sqrt{\sum_{j} x_j^{2}}"),
        (mean(x), "mean(x)", r"\operatorname{mean}(x)"),
        (mean(X), "mean(X)", r"\operatorname{mean}(X)"),
        (X.mean(0), "(Σ_i X_i)/n", r"\frac{\sum_{i} X_i}{n}"),
        (mean((y - X @ x) ** 2), "mean((y − X x)²)", r"\operatorname{mean}((y - X x)^{2})"),
        ((y - X @ x) @ (y - X @ x) / n, "((y − X x)·(y − X x))/n", r"\frac{(y - X x) \cdot (y - X x)}{n}"),
        (var(x), "var(x)", r"\operatorname{var}(x)"),
        (var(x + a), "var(x + a)", r"\operatorname{var}(x + a)"),
        (
            (x - mean(x)) / sqrt(var(x) + a),
            "(x − mean(x))/√(var(x) + a)",
            r"\frac{x - \operatorname{mean}(x)}{\sqrt{\operatorname{var}(x) + a}}",
        ),
        (X - X.mean(0), "X − (Σ_i X_i)/n", r"X - \frac{\sum_{i} X_i}{n}"),
        (X - mean(X, 1, True), "X_ij − mean(X_i)", r"X_{ij} - \operatorname{mean}(X_i)"),
        ((x - Sum(x[j], j) / d) ** 2, "(x − (Σ_j x_j)/d)²", r"\left(x - \frac{\sum_{j} x_j}{d}\right)^{2}"),
    ],
    "softmax": [
        (softmax(x), "softmax(x)", r"\operatorname{softmax}(x)"),
        (softmax(X), "softmax(X)", r"\operatorname{softmax}(X)"),
        (softmax(X, axis=0), "softmax(Xᵀ)ᵀ", r"{\operatorname{softmax}(X^{\top})}^{\top}"),
        (softmax(x)[1], "softmax(x)_1", r"{\operatorname{softmax}(x)}_1"),
        (softmax(U @ v_c)[o], "softmax(U v_c)_o", r"{\operatorname{softmax}(U v_c)}_o"),
        (-log(softmax(z)[o]), "−log softmax(z)_o", r"-\log {\operatorname{softmax}(z)}_o"),
        (exp(z[o]) / Sum(exp(z[w]), w), "exp(z_o)/Σ_w exp(z_w)", r"\frac{e^{z_o}}{\sum_{w} e^{z_w}}"),
        (
            softmax(Q @ P.T / sqrt(d)) @ R,
            "softmax(Q Pᵀ/√d) R",
            r"\operatorname{softmax}\left(\frac{Q P^{\top}}{\sqrt{d}}\right) R",
        ),
        (softmax(z) - y_o, "softmax(z) − y", r"\operatorname{softmax}(z) - y"),
        (-y_o @ log(softmax(z)), "−y·(log softmax(z))", r"-y \cdot (\log \operatorname{softmax}(z))"),
        (log_softmax(z), "z − log Σ_i exp(z_i)", r"z - \log \sum_{i} e^{z_i}"),
        (logsumexp(z), "log Σ_i exp(z_i)", r"\log \sum_{i} e^{z_i}"),
        (grad(-log(q[o]), v_c), "∂(−log q̂_o)/∂v_c", r"\frac{\partial}{\partial v_c} \left(-\log \hat q_o\right)"),
        (jacobian(softmax(x), x), "∂softmax(x)/∂x", r"\frac{\partial \operatorname{softmax}(x)}{\partial x}"),
        (
            exp(x - max(x)) / exp(x - max(x)).sum(),
            "softmax(x − max_i x_i)",
            r"\operatorname{softmax}(x - \max_{i} x_i)",
        ),
    ],
    "sums": [
        (x.sum(), "Σ_i x_i", r"\sum_{i} x_i"),
        (X.sum(), "Σ_i Σ_j X_ij", r"\sum_{i} \sum_{j} X_{ij}"),
        (X.sum(0), "Σ_i X_i", r"\sum_{i} X_i"),
        (X.sum(1), "Σ_j X_{:,j}", r"\sum_{j} X_{:,j}"),
        (X.sum(1, keepdims=True), "Σ_j X_{:,j}", r"\sum_{j} X_{:,j}"),
        (X / X.sum(1, keepdims=True), "X_ij/Σ_k X_ik", r"\frac{X_{ij}}{\sum_{k} X_{ik}}"),
        (Sum(X[i], i), "Σ_i X_i", r"\sum_{i} X_i"),
        (Sum(X[i, j] * x[j], j), "Σ_j X_ij x_j", r"\sum_{j} X_{ij} x_j"),
        (Sum(A[j, j], j), "Σ_j A_jj", r"\sum_{j} A_{jj}"),
        (Sum(x[j] * u[j], j), "Σ_j x_j u_j", r"\sum_{j} x_j u_j"),
        (Sum(1, i), "Σ_{i=1}^n 1", r"\sum_{i=1}^{n} 1"),
        (Sum(i, i), "Σ_{i=1}^n i", r"\sum_{i=1}^{n} i"),
        (Sum(x[k], index("k", m)), "Σ_{k′=1}^m x_k", r"\sum_{k'=1}^{m} x_k"),
        (
            Sum(y[r + 1] - y[r], index("r", 1, n - 1)),
            "Σ_{r′=1}^{n−1} (y_{r+1} − y_r)",
            r"\sum_{r'=1}^{n-1} (y_{r+1} - y_r)",
        ),
        (
            Sum(f(v_c, word[t + s], U), s, where=Ne(s, 0)),
            "Σ_{−m≤s≤m, s≠0} f(v_c, word_{t+s}, U)",
            r"\sum_{-m \leq s \leq m, s \neq 0} f(v_c, \mathrm{word}_{t+s}, U)",
        ),
        (Sum(c, l, where=Eq(neg[l], o)), "Σ_{l: neg_l=o} c", r"\sum_{l: \mathrm{neg}_l=o} c"),
        (Sum(y[i], i, where=i >= r), "Σ_{i≥r} y_i", r"\sum_{i \geq r} y_i"),
        (Sum(U[neg[l]], l), "Σ_l U_{neg_l}", r"\sum_{l} U_{\mathrm{neg}_l}"),
        (Product(z[w], w), "Π_w z_w", r"\prod_{w} z_w"),
        (max(x), "max_i x_i", r"\max_{i} x_i"),
        (max(X, axis=1), "max_j X_{:,j}", r"\max_{j} X_{:,j}"),
        (min(X), "min_i min_j X_ij", r"\min_{i} \min_{j} X_{ij}"),
        (Sum(Sum(x[j] * x[k], j, where=Ne(j, k)), k), "Σ_k Σ_{j≠k} x_j x_k", r"\sum_{k} \sum_{j \neq k} x_j x_k"),
        (stack(x[j] * u[k], j, k), "x uᵀ", r"x u^{\top}"),
        (stack(A[k, j], j, k), "Aᵀ", r"A^{\top}"),
    ],
    "letters": [
        (
            exp(U[w] @ v_c) / Sum(exp(U[w] @ v_c), w),
            "exp(U_w·v_c)/Σ_w′ exp(U_w′·v_c)",
            r"\frac{e^{U_w \cdot v_c}}{\sum_{w'} e^{U_{w'} \cdot v_c}}",
        ),
        (Sum(exp(z[w]), w) * z[w], "(Σ_w′ exp(z_w′)) z_w", r"\left(\sum_{w'} e^{z_{w'}}\right) z_w"),
        (Sum(x[j], j) * x[j], "(Σ_j′ x_j′) x_j", r"\left(\sum_{j'} x_{j'}\right) x_j"),
        (x[j] * x.sum(), "x_j Σ_i x_i", r"x_j \sum_{i} x_i"),
        (x.sum() * x[j] + X[i, j], "(Σ_k x_k) x_j + X_ij", r"\left(\sum_{k} x_k\right) x_j + X_{ij}"),
        ((x - x.sum() / m).sum(), "Σ_i (x_i − (Σ_j x_j)/m)", r"\sum_{i} \left(x_i - \frac{\sum_{j} x_j}{m}\right)"),
        (
            Sum((x - x.sum() / m)[j], j),
            "Σ_j (x_j − (Σ_i x_i)/m)",
            r"\sum_{j} \left(x_j - \frac{\sum_{i} x_i}{m}\right)",
        ),
        (stack(U[w] * a, w), "U a", "U a"),
        (X * x, "X_ij x_j", "X_{ij} x_j"),
        (A[j, k] * A.sum(), "A_jk Σ_i Σ_l A_il", r"A_{jk} \sum_{i} \sum_{l} A_{il}"),
    ],
    "conditions": [
        (bracket(i <= 9), "[i ≤ 9]", r"\left[i \leq 9\right]"),
        (bracket(i < r), "[i < r]", r"\left[i < r\right]"),
        (bracket(And(i < r, x[j] > 0)), "[i < r, x_j > 0]", r"\left[i < r, x_j > 0\right]"),
        (bracket(x > 0), "[x > 0]", r"\left[x > 0\right]"),
        (bracket(a <= 9), "[a ≤ 9]", r"\left[a \leq 9\right]"),
        (bracket(Lt(0, a)), "[a > 0]", r"\left[a > 0\right]"),
        (bracket(Ne(0, x[j])), "[x_j ≠ 0]", r"\left[x_j \neq 0\right]"),
        (bracket(a <= c), "[c ≥ a]", r"\left[c \geq a\right]"),
        (bracket(Eq(x.sum(), 1)), "[Σ_i x_i = 1]", r"\left[\sum_{i} x_i = 1\right]"),
        (
            where(x > 0, x, 0),
            "{x if x > 0, else 0}",
            r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}",
        ),
        (
            where(a > 0, a, -a),
            "{a if a > 0, else −a}",
            r"\begin{cases} a & \text{if } a > 0 \\ -a & \text{else} \end{cases}",
        ),
        (
            where(x > u, x, u),
            "{x if x > u, else u}",
            r"\begin{cases} x & \text{if } x > u \\ u & \text{else} \end{cases}",
        ),
        (
            where(i < r, a, 0),
            "{a if i < r, else 0}",
            r"\begin{cases} a & \text{if } i < r \\ 0 & \text{else} \end{cases}",
        ),
        (KroneckerDelta(w, o), "δ_wo", r"\delta_{wo}"),
        (delta(neg[l], o), "δ_{neg_l,o}", r"\delta_{\mathrm{neg}_l,o}"),
        (eye(d)[j, j], "1", "1"),
    ],
    "functions": [
        (maximum(x, 0), "max(x, 0)", r"\max(x, 0)"),
        (minimum(x, u), "min(x, u)", r"\min(x, u)"),
        (relu(W.T @ x + b), "relu(Wᵀ x + b)", r"\operatorname{relu}(W^{\top} x + b)"),
        (X @ W + b, "X W + b", "X W + b"),
        (relu(X @ W + b), "relu(X W + b)", r"\operatorname{relu}(X W + b)"),
        (tanh(A @ B + x) @ B, "tanh(A B + x) B", r"\tanh(A B + x) B"),
        (A + x[:, None], "A_ij + x_i", "A_{ij} + x_i"),
        (tanh(x) ** 2, "tanh(x)²", r"\tanh(x)^{2}"),
        (sigmoid(x), "σ(x)", r"\sigma(x)"),
        (logsigmoid(a), "log σ(a)", r"\log \sigma(a)"),
        (softplus(a), "softplus(a)", r"\operatorname{softplus}(a)"),
        (softsign(a), "softsign(a)", r"\operatorname{softsign}(a)"),
        (sign(x), "sgn(x)", r"\operatorname{sgn}(x)"),
        (abs(x).sum(), "Σ_i |x_i|", r"\sum_{i} \left|x_i\right|"),
        (heaviside(a), "H(a)", r"\operatorname{H}(a)"),
        (erf(a), "erf(a)", r"\operatorname{erf}(a)"),
        (atan(a), "arctan(a)", r"\arctan(a)"),
        (gamma(a), "Γ(a)", r"\Gamma(a)"),
        (loggamma(a), "log Γ(a)", r"\log \Gamma(a)"),
        (digamma(a), "ψ(a)", r"\psi(a)"),
        (trigamma(a), "ψ′(a)", r"\psi'(a)"),
        (sin(a) + cos(a) * tan(a), "sin(a) + cos(a) tan(a)", r"\sin(a) + \cos(a) \tan(a)"),
        (sinh(a) + cosh(a), "sinh(a) + cosh(a)", r"\sinh(a) + \cosh(a)"),
        (square(x), "x²", "x^{2}"),
        (exp(A), "exp(A)", r"\exp(A)"),
        (a**x, "aˣ", "a^{x}"),
        (x**a, "xᵃ", "x^{a}"),
        (sqrt(x), "√x", r"\sqrt{x}"),
        (log(a * c), "log(a c)", r"\log(a c)"),
        (log(a) * c, "(log a) c", r"(\log a) c"),
        (exp(-((a - c) ** 2) / 2), "exp(−(a − c)²/2)", r"\exp\left(-\frac{(a - c)^{2}}{2}\right)"),
    ],
    "arithmetic": [
        (0 + a, "0 + a", "0 + a"),
        (a - (-c), "a − (−c)", "a - (-c)"),
        (a / c * lam, "(a/c) λ", r"\frac{a}{c} \lambda"),
        (a / (c * lam), "a/(c λ)", r"\frac{a}{c \lambda}"),
        (1 * a, "1 a", "1 a"),
        (a * 2, "a · 2", r"a \cdot 2"),
        (a**-1, "1/a", r"\frac{1}{a}"),
        (a**-2, "a⁻²", "a^{-2}"),
        ((-a) ** 2, "(−a)²", "(-a)^{2}"),
        (x / 2, "x/2", r"\frac{x}{2}"),
        (2 * x, "2 x", "2 x"),
        (n * a, "n a", "n a"),
        ((n - 1) * a, "(n − 1) a", "(n - 1) a"),
        (a / (n - 1), "a/(n − 1)", r"\frac{a}{n - 1}"),
        (pi + E, "π + e", r"\pi + e"),
    ],
    "derivatives": [
        (
            grad(norm(X @ x - y) ** 2, x),
            "∂(‖X x − y‖²)/∂x",
            r"\frac{\partial}{\partial x} \left(\lVert X x - y \rVert^{2}\right)",
        ),
        (hessian(x @ A @ x, x), "∂²(xᵀ A x)/∂x²", r"\frac{\partial^{2}}{\partial x^{2}} \left(x^{\top} A x\right)"),
        (grad(logdet(A), A), "∂(log det(A))/∂A", r"\frac{\partial}{\partial A} \left(\log \det(A)\right)"),
        (diff(f(a, c), a, c), "∂²f(a, c)/(∂c∂a)", r"\frac{\partial^{2} f(a, c)}{\partial c \, \partial a}"),
        (grad(Sum(f(X[i]), i), x), "∂(Σ_i f(X_i))/∂x", r"\frac{\partial}{\partial x} \left(\sum_{i} f(X_i)\right)"),
        (grad(q[o], U[w]), "∂q̂_o/∂U_w", r"\frac{\partial \hat q_o}{\partial U_w}"),
        (diff(phi(a), a), "∂ϕ(a)/∂a", r"\frac{\partial \phi(a)}{\partial a}"),
    ],
    "entries": [
        (X[i], "X_i", "X_i"),
        (X[:, j], "X_{:,j}", "X_{:,j}"),
        (X[i, j], "X_ij", "X_{ij}"),
        (X[1, 12], "X_{1,12}", "X_{1,12}"),
        (v_c[1], "v_{c,1}", "v_{c,1}"),
        (T[i], "T_i", "T_i"),
        (T[i, :, 1], "T_ij1", "T_{ij1}"),
        (x[None, :], "xᵀ", r"x^{\top}"),
        (x[:, None] * u[None, :], "x uᵀ", r"x u^{\top}"),
        (word[t + s], "word_{s+t}", r"\mathrm{word}_{s+t}"),
        (U[neg[l]] @ v_c, "U_{neg_l}·v_c", r"U_{\mathrm{neg}_l} \cdot v_c"),
    ],
}
CASES = [(group, *probe) for group, probes in PROBES.items() for probe in probes]
IDS = [f"{group}: {shown}" for group, _, shown, _ in CASES]


@pytest.mark.parametrize(("group", "value", "shown", "source"), CASES, ids=IDS)
def test_is_shown_as_it_is_written(group: str, value: Tensor, shown: str, source: str) -> None:
    assert (text.text(value), latex.latex(value)) == (shown, source)
