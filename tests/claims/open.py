"""Right lines that come out checked or undecided today, each part with the reason."""

from symcheck import *

n, m = sizes("n m")
A, B, C, X = matrix("A", n, n), matrix("B", n, n), matrix("C", n, n), matrix("X", n, n)
i, j = indices("i j", n)
a, b = vector("a", n), vector("b", n)


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


@part("sums-index-times-power", "Concrete Mathematics, section 2.3: checked, Σ i qⁱ has no rule")
def sums_index_times_power():
    yield chain(Sum(i * 2**i, i), (n - 1) * 2 ** (n + 1) + 2)


@part("sums-telescoping-log", "Telescoping: checked, log(1 + 1/i) is not split into log(i + 1) − log(i)")
def sums_telescoping_log():
    yield chain(Sum(log(1 + 1 / i), i), log(n + 1))


@part("sums-abel", "Abel summation: checked, a double sum whose inner bound is the outer index less one is not turned")
def sums_abel():
    e = index("e", 1, n - 1)
    p = index("p", 1, e)
    yield chain(Sum(a[i] * b[i], i), a[n] * Sum(b[i], i) - Sum(Sum(b[p], p) * (a[e + 1] - a[e]), e))


@part("sums-triangle", "Pairs i ≤ u: checked, the diagonal is not split off a triangle that holds it")
def sums_triangle():
    u = index("u", i, n)
    yield chain(Sum(Sum(a[i] * a[u], u), i), (a.sum() ** 2 + Sum(a[i] ** 2, i)) / 2)


@part("sums-welford", "Welford (1962): checked, the last member is not split off the square of a sum over 1 … n + 1")
def sums_welford():
    z, e = vector("z", n + 1), index("e", n + 1)
    old, new = named("M_n", Sum(z[i], i) / n), named("M", mean(z))
    yield chain(Sum((z[e] - new) ** 2, e), Sum((z[i] - old) ** 2, i) + (z[n + 1] - old) * (z[n + 1] - new))
    yield chain(Sum((z[e] - new) ** 2, e), Sum((z[i] - old) ** 2, i) + n * (z[n + 1] - old) ** 2 / (n + 1))


@part("optimisation-envelope", "Parikh & Boyd, section 3.1: undecided, |v| > λ is not told apart into v > λ and v < −λ")
def optimisation_envelope():
    v, lam = scalar("v"), scalar("lambda", positive=True)
    S = sign(v) * relu(Abs(v) - lam)
    yield chain(lam * Abs(S) + (v - S) ** 2 / 2, lam * Abs(v) - lam**2 / 2, given=Abs(v) > lam)


@part("policy-clip", "Schulman et al. (2017), eq. (7): undecided, A < 0 is not drawn out of min(r A, clip(r) A)")
def policy_clip():
    r, A, eps = scalar("r", positive=True), scalar("A"), scalar("epsilon", positive=True)
    yield chain(
        minimum(r * A, maximum(1 - eps, minimum(r, 1 + eps)) * A),
        maximum(r, 1 - eps) * A,
        given=A < 0,
    )


@part("policy-clip-slope", "Schulman et al. (2017): undecided, where clip(r) = r both sides of min are equal, a bend")
def policy_clip_slope():
    r, A, eps = scalar("r", positive=True), scalar("A"), scalar("epsilon", positive=True)
    L = minimum(r * A, maximum(1 - eps, minimum(r, 1 + eps)) * A)
    yield chain(diff(L, r), A * bracket(r < 1 + eps), given=A > 0)


@part("mixtures-weights", "Mixture weights by a softmax: checked, Σ_i of a quotient of softmaxes does not reduce to 0")
def mixtures_weights():
    e, z = matrix("E", n, m), vector("z", m)
    k, l = indices("k l", m)
    p = named("pi", softmax(z))
    gamma_ = named("gamma", stack(p[k] * exp(e[i, k]) / Sum(p[l] * exp(e[i, l]), l), i, k))
    yield chain(grad(Sum(log(Sum(softmax(z)[l] * exp(e[i, l]), l)), i), z), gamma_.sum(axis=0) - n * p)


@part("determinant-lemma", "Cookbook (24) with A for I: checked, det(A + x yᵀ) has no rule, det(I + x yᵀ) has")
def determinant_lemma():
    yield chain(det(A + outer(a, b)), det(A) * (1 + b @ inv(A) @ a), given=Ne(det(A), 0))


@part(
    "determinant-sylvester", "Sylvester's determinant identity: checked, det(I + U Uᵀ) is not turned for U of two sizes"
)
def determinant_sylvester():
    U = matrix("U", n, m)
    yield chain(det(eye(n) + U @ U.T), det(eye(m) + U.T @ U))


@part("parallel-sum", "Cookbook, section 3.2: undecided, det(A⁻¹ + B⁻¹) ≠ 0 is not seen to give det(A + B) ≠ 0")
def parallel_sum():
    yield chain(inv(inv(A) + inv(B)), A @ inv(A + B) @ B)


@part("sums-index-times-any-power", "Concrete Mathematics, section 2.3: checked, Σ u qᵘ has no rule")
def sums_index_times_any_power():
    q, u = scalar("q"), index("u", 0, n - 1)
    yield chain(Sum(u * q**u, u), (q - n * q**n + (n - 1) * q ** (n + 1)) / (1 - q) ** 2, given=Ne(q, 1))


@part("sums-cosines", "Lagrange's trigonometric sum: checked, Σ cos(i q) does not telescope")
def sums_cosines():
    q = scalar("q")
    yield chain(Sum(cos(i * q), i), sin(n * q / 2) * cos((n + 1) * q / 2) / sin(q / 2), given=Ne(sin(q / 2), 0))


@part("product-telescoping", "A telescoping product: checked, Π (i + 1)/i does not telescope")
def product_telescoping():
    yield chain(Product((i + 1) / i, i), n + 1)


@part("mixtures-own", "Bishop 9.2.2: undecided, det(Λ_k) > 0 for every k is not used where γ of the line asks for it")
def mixtures_own():
    K, d = sizes("K d")
    k, r = indices("k r", K)
    w, M, u, P = vector("w", K, positive=True), matrix("M", K, d), vector("u", d), tensor("Lambda", K, d, d)
    N = stack(w[k] * sqrt(det(P[k])) * exp(-(u - M[k]) @ P[k] @ (u - M[k]) / 2), k)
    gamma_ = named("gamma", N / N.sum())
    regular = every(k, det(P[k]) > 0)
    yield chain(grad(log(N.sum()), M[r]), gamma_[r] * (P[r] + P[r].T) @ (u - M[r]) / 2, given=regular)
    yield chain(grad(log(N.sum()), w), gamma_ / w, given=regular)


@part("optimisation-group-lasso", "Parikh & Boyd, section 6.5: undecided, ‖c x‖ = |c| ‖x‖ is not known")
def optimisation_group_lasso():
    lam = scalar("lambda", positive=True)
    yield chain(norm((1 - lam / norm(a)) * a), Abs(1 - lam / norm(a)) * norm(a), given=Ne(norm(a), 0))
    yield chain(norm((1 - lam / norm(a)) * a), norm(a) - lam, given=norm(a) > lam)


features, hidden, classes = sizes("d h C")
r, (c, e) = index("r", n), indices("c e", classes)
inputs, targets, weights = matrix("X", n, features), matrix("Y", n, classes), matrix("W", classes, features)
probabilities = named("P", softmax(inputs @ weights.T, axis=1))


@part("index-map-labels", "Softmax regression: a label by an index map inside log softmax over rows does not reduce")
def index_map_labels():
    label = index_map("l", n, classes)
    L = -Sum(log(softmax(inputs @ weights.T, axis=1)[i, label[i]]), i)
    yield chain(grad(L, weights), (probabilities - stack(delta(label[i], c), i, c)).T @ inputs)
    yield chain(grad(L, weights[c]), Sum((probabilities[i, c] - bracket(Eq(label[i], c))) * inputs[i], i))


@part(
    "relu-softmax",
    "Rectified units below a softmax over rows, targets of rows that sum to one: does not reduce",
    given=every(r, Eq(targets[r].sum(), 1)),
)
def relu_softmax():
    M, N = matrix("M", features, hidden), matrix("N", hidden, classes)
    A = named("A", relu(inputs @ M))
    Q = named("P", softmax(A @ N, axis=1))
    L = -(targets * log(softmax(relu(inputs @ M) @ N, axis=1))).sum() / n
    yield chain(grad(L, N), A.T @ (Q - targets) / n)


@part(
    "tanh-softmax",
    "Two layers below a softmax over rows, by the first weights: the fractions swell, nothing reduces",
    given=every(r, Eq(targets[r].sum(), 1)),
)
def tanh_softmax():
    M, N = matrix("M", features, hidden), matrix("N", hidden, classes)
    A = named("A", tanh(inputs @ M))
    Q = named("P", softmax(A @ N, axis=1))
    L = -Sum(targets[r, c] * log(softmax(tanh(inputs @ M) @ N, axis=1)[r, c]), r, c) / n
    yield chain(grad(L, M), inputs.T @ ((1 - A**2) * ((Q - targets) @ N.T)) / n)
