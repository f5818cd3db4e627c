"""Claims with their wrong twins: a first expression, a right line, a wrong one, and what is assumed."""

from symcheck import *

V, d, n, K, m, T = sizes("V d n K m T")
w, o = indices("w o", V)
k, l = indices("k l", K)
U, v, x, y = matrix("U", V, d), vector("v", d), vector("x", n), vector("y", n)
y_hat = named(r"\hat y", softmax(U @ v))
J = named("J", -log(y_hat[o]))
a = scalar("a")

neg = index_map("neg", K, V)
same = Eq(neg[l], neg[k])
J_ns = -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[l]] @ v)), l)
count = Sum(1, l, where=same)
t, j = index("t", m + 1, T - m), index("j", -m, m)
word, loss = index_map("word", T, V), function("J")
J_sg = Sum(loss(v, word[t + j], U), j, where=Ne(j, 0))
share, slope = 1 - sigmoid(-U[neg[k]] @ v), grad(loss(v, word[t + j], U), v)
X, A = matrix("X", n, d), matrix("A", n, n, positive_definite=True)
p = named("p", sigmoid(X @ v))

CLAIMS = [
    (grad(J, v), Sum(y_hat[w] * U[w], w) - U[o], Sum(y_hat[w] * U[w], w) + U[o], None),
    (grad(J, U[w]), v * y_hat[w], v * (y_hat[w] - 1), Ne(w, o)),
    (grad(J, U[w]), v * (y_hat[o] - 1), v * y_hat[o], Eq(w, o)),
    (grad(J_ns, U[neg[k]]), count * v * share, v * share, Ne(neg[k], o)),
    (grad(J_sg, v), Sum(slope, j, where=Ne(j, 0)), Sum(slope, j), None),
    (grad(-(y * log(p) + (1 - y) * log(1 - p)).sum(), v), X.T @ (p - y), X.T @ (y - p), None),
    (grad(((X @ v - y) ** 2).sum(), v), 2 * X.T @ (X @ v - y), X.T @ (X @ v - y), None),
    (hessian(logsumexp(x), x), diag(softmax(x)) - outer(softmax(x), softmax(x)), diag(softmax(x)), None),
    (grad(logdet(A), A), inv(A), -inv(A), None),
    (Sum(y[k2 := index("i", 1, n)] * 2, k2), 2, 1, Eq(y.sum(), 1)),
    (x @ x, 1, 2, Eq(x @ x, 1)),
    (sqrt(a**2), a, -a, a > 0),
    (2 * log(a), log(a**2), log(a), None),
]  # fmt: skip
