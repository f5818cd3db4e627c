"""CS224n, "Understanding word2vec", parts (a) to (h), in SymPy's own expressions: the lines of `word2vec.py`, in order.

A vector is written by its entry j, a matrix by its entries: what is claimed of one is claimed of all. Every derivative
is a `Derivative` that nobody has taken yet. Where a line says what SymPy would simplify on the spot, `evaluate(False)`
keeps it as it is written. Of symcheck come the frame of a derivation and `index_map`, which tells into what a subscript
leads.
"""

from sympy import (
    Derivative,
    Eq,
    Function,
    Idx,
    IndexedBase,
    KroneckerDelta,
    Ne,
    Piecewise,
    Sum,
    Symbol,
    evaluate,
    exp,
    log,
    symbols,
)

from symcheck import O, chain, cost, every, index_map, part, wrong

V, d, K, m, T = symbols("V d K m T", integer=True, positive=True)
w, s, i, o = (Idx(name, (1, V)) for name in "wsio")
j, n = Idx("j", (1, d)), Idx("n", (1, d))
k, l = Idx("k", (1, K)), Idx("l", (1, K))
x = Symbol("x", real=True)

U = IndexedBase("U", shape=(V, d), real=True)
v_c = IndexedBase("v_c", shape=(d,), real=True)
neg = index_map("neg", K, V, injective=True)
drawn = index_map("neg", K, V)
word = index_map("word", T, V)


def score(word):
    """u_wᵀ v_c."""
    return Sum(U[word, n] * v_c[n], (n, 1, d))


def y_hat(word):
    return exp(score(word)) / Sum(exp(score(i)), (i, 1, V))


def sigmoid(z):
    return 1 / (1 + exp(-z))


total = Sum(exp(score(w)), (w, 1, V))
J = -log(y_hat(o))


@part("a", "Cross-entropy with a one-hot truth is the naive-softmax loss")
def cross_entropy():
    entropy = -Sum(KroneckerDelta(w, o) * log(y_hat(w)), (w, 1, V))
    yield chain(entropy, entropy, -log(y_hat(o)))


@part("b", "Gradient of the naive-softmax loss by the center word")
def center_word():
    J_A, J_B = log(total), log(exp(score(o)))
    exchanged = "J_A and J_B are exchanged"
    carried = "carried forward from the line before, where J_A and J_B are exchanged"
    by = v_c[j]
    yield chain(
        J,
        wrong(-log(exp(score(o)) * total), because="a product is written where the quotient is meant"),
        -log(exp(score(o)) / total),
        log(total) - log(exp(score(o))),
    )
    yield chain(J, J_A - J_B)
    yield chain(Derivative(J, by), Derivative(J_A, by) - Derivative(J_B, by))
    yield chain(
        Derivative(J_A, by),
        wrong(Derivative(score(o), by), because=exchanged),
        wrong(U[o, j], because=carried),
        Sum(y_hat(s) * U[s, j], (s, 1, V)),
    )
    yield chain(
        Derivative(J_B, by),
        wrong(Derivative(log(total), by), because=exchanged),
        wrong(1 / total * Sum(U[s, j] * exp(score(s)), (s, 1, V)), because=carried),
        wrong(Sum(y_hat(s) * U[s, j], (s, 1, V)), because=carried),
        U[o, j],
    )
    yield chain(Derivative(J, by), Sum(y_hat(w) * U[w, j], (w, 1, V)) - U[o, j])


@part("c.1", "Gradient of the naive-softmax loss by an outside word, w = o", given=Eq(w, o))
def true_outside_word():
    by = U[w, j]
    yield chain(
        Derivative(J, by),
        Derivative(-log(y_hat(o)), by),
        -Derivative(log(exp(score(o)) / total), by),
        -Derivative(score(o), by) + Derivative(log(total), by),
        -v_c[j] + 1 / total * (exp(score(w)) * v_c[j]),
        -v_c[j] + v_c[j] * y_hat(w),
        v_c[j] * (y_hat(o) - 1),
    )


@part("c.2", "Gradient of the naive-softmax loss by an outside word, w ≠ o", given=Ne(w, o))
def other_outside_words():
    yield chain(Derivative(J, U[w, j]), 0 + v_c[j] * y_hat(w), v_c[j] * y_hat(w))


@part("d", "Gradient of the naive-softmax loss by all outside words")
def all_outside_words():
    yield chain(Derivative(J, U[w, j]), v_c[j] * (y_hat(w) - KroneckerDelta(w, o)))


@part("e", "Derivative of the sigmoid")
def sigmoid_derivative():
    slope = Derivative(sigmoid(x), x)
    with evaluate(False):
        yield chain(
            slope,
            Derivative(exp(x) / (exp(x) + 1), x),
            -exp(-x) / -((1 + exp(-x)) ** 2),
            exp(-x) / (1 + exp(-x)) ** 2,
            exp(-x) / (1 + exp(-x)) * (1 / (1 + exp(-x))),
        )
        yield chain(sigmoid(x), 1 / (1 + exp(-x)))
        yield chain(exp(-x), 1 / sigmoid(x) - 1)
        yield chain(
            slope,
            exp(-x) * sigmoid(x) * sigmoid(x),
            (1 / sigmoid(x) - 1) * sigmoid(x) * sigmoid(x),
            sigmoid(x) * (1 - sigmoid(x)),
        )


def negative_sampling_loss(sample):
    return -log(sigmoid(score(o))) - Sum(log(sigmoid(-score(sample[k]))), (k, 1, K))


J_ns = negative_sampling_loss(neg)


@part("f.1", "Gradient of the negative-sampling loss by the center word")
def negative_sampling_center_word():
    by, u_k, A = v_c[j], U[neg[k], j], -score(neg[k])
    samples = Sum(log(sigmoid(A)), (k, 1, K))
    outside = sigmoid(score(o))
    yield chain(Derivative(J_ns, by), -Derivative(log(outside), by) - Derivative(samples, by))
    with evaluate(False):
        yield chain(
            -Derivative(log(outside), by),
            -1 / outside * (U[o, j] * outside * (1 - outside)),
            U[o, j] * (outside - 1),
        )
        yield chain(
            Derivative(samples, by),
            Sum(-u_k * sigmoid(A) * (1 - sigmoid(A)) / sigmoid(A), (k, 1, K)),
            Sum(-u_k * (1 - sigmoid(A)), (k, 1, K)),
        )
    yield chain(
        Derivative(J_ns, by),
        U[o, j] * (outside - 1) + Sum(u_k * (1 - sigmoid(A)), (k, 1, K)),
    )


@part("f.2", "Gradient of the negative-sampling loss by the outside word", given=every(k, Ne(neg[k], o)))
def negative_sampling_outside_word():
    yield chain(Derivative(J_ns, U[o, j]), v_c[j] * (sigmoid(score(o)) - 1))


@part("f.3", "Gradient of the negative-sampling loss by a sample", given=Ne(neg[k], o))
def negative_sampling_sample():
    yield chain(Derivative(J_ns, U[neg[k], j]), v_c[j] * (1 - sigmoid(-score(neg[k]))))


@part("f.cost", "The naive softmax takes the whole vocabulary, negative sampling K samples")
def costs():
    yield chain(cost(J), O(V * d))
    yield chain(cost(J_ns), O(K * d))


@part("g", "Gradient of the negative-sampling loss by a sample, repeats allowed", given=Ne(drawn[k], o))
def repeated_samples():
    by = U[drawn[k], j]
    same, other = Eq(drawn[l], drawn[k]), Ne(drawn[l], drawn[k])
    term = log(sigmoid(-score(drawn[l])))
    over_same, over_other = (Sum(Piecewise((term, kept), (0, True)), (l, 1, K)) for kept in (same, other))
    loss = -log(sigmoid(score(o))) - Sum(term, (l, 1, K))
    n = Sum(KroneckerDelta(drawn[l], drawn[k]), (l, 1, K))
    yield chain(loss, -log(sigmoid(score(o))) - over_same - over_other)
    yield chain(
        Derivative(loss, by),
        wrong(0 - over_same - 0, because="the derivative of the sum over the same samples is not taken"),
        0 - Derivative(over_same, by) - 0,
        n * v_c[j] * (1 - sigmoid(-score(drawn[k]))),
    )


# (h) knows of the loss only its arguments.
t, r = Idx("t", (m + 1, T - m)), Idx("r", (-m, m))
loss = Function("J")(v_c, word[t + r], U)


def over_window(term):
    """The sum over the window, without its middle."""
    return Sum(Piecewise((term, Ne(r, 0)), (0, True)), (r, -m, m))


@part("h.i", "Gradient of the skip-gram loss by the outside vectors")
def skip_gram_outside_vectors():
    by = U[w, j]
    yield chain(Derivative(over_window(loss), by), over_window(Derivative(loss, by)))


@part("h.ii", "Gradient of the skip-gram loss by the center vector")
def skip_gram_center_vector():
    by = v_c[j]
    yield chain(
        Derivative(over_window(loss), by),
        over_window(Derivative(loss, by)),
        wrong(
            Sum(Derivative(loss, by), (r, -m, m)),
            because="r = 0 is the center word itself, not one of its context",
        ),
    )


# SymPy has no name for a row of a matrix, so the loss of a pair of words is written out.
@part("h.iii", "Gradient of the skip-gram loss by the vector of another word, w ≠ c")
def skip_gram_other_vectors():
    c, V_c = Idx("c", (1, V)), IndexedBase("V_c", shape=(V, d), real=True)
    scores = [Sum(U[of, n] * V_c[c, n], (n, 1, d)) for of in (word[t + r], i)]
    loss = -log(exp(scores[0]) / Sum(exp(scores[1]), (i, 1, V)))
    yield chain(Derivative(over_window(loss), V_c[w, j]), 0, given=Ne(w, c))
