"""CS224n, "Understanding word2vec", parts (a) to (h): a handwritten solution, line by line and in its own order.

Each line stands as it is written, its LaTeX beside it; where the page writes another letter than this file, the
notation of a part says so. What is wrong on the page is documented with `wrong(…)`, and the corrected line stands
beside it. Of the scan only the index "0" is read differently: it is the outside word, o.
"""

from symcheck import *

V, d, K = sizes("V d K")
w, s, o = indices("w s o", V)
k, l = indices("k l", K)

U, v_c = matrix("U", V, d), vector("v_c", d)
y_hat = named(r"\hat y", softmax(U @ v_c))
y = one_hot("y", V, o)
total = Sum(exp(U[w] @ v_c), w)
J = named(r"J_{\text{nsn}}", -log(y_hat[o]))
OUTSIDE = "u means U"


@part("a", "Cross-entropy with a one-hot truth is the naive-softmax loss", notation="in subscripts, v means V")
def cross_entropy():
    yield chain(
        line(-Sum(y[w] * log(y_hat[w]), w), latex=r"-\sum_{w \in V} y_w \log(\hat{y}_w)"),
        line(
            -Sum(y[w] * log(y_hat[w]), w),
            latex=r"-\left(y_1 \log(\hat{y}_1) + y_2 \log(\hat{y}_2) + \dots + y_v \log(\hat{y}_v)\right)",
        ),
        line(-log(y_hat[o]), latex=r"-\log(\hat{y}_o)"),
    )


@part("b", "Gradient of the naive-softmax loss by the center word", notation=OUTSIDE + r"; J = J_{\text{nsn}}")
def center_word():
    J_A = named("J_A", log(total))
    J_B = named("J_B", log(exp(U[o] @ v_c)))
    exchanged = "J_A and J_B are exchanged"
    carried = "carried forward from the line before, where J_A and J_B are exchanged"

    yield chain(
        line(J, latex=r"J_{\text{nsn}}"),
        wrong(
            -log(exp(U[o] @ v_c) * total),
            latex=r"-\log(e^{u_o^T v_c} \times (\sum_{w \in V} e^{u_w^T v_c}))",
            because="a product is written where the quotient is meant",
        ),
        line(-log(exp(U[o] @ v_c) / total)),
        line(
            log(total) - log(exp(U[o] @ v_c)),
            latex=r"\log(\sum_{w \in V} e^{u_w^T v_c}) - \log(e^{u_o^T v_c})",
        ),
    )
    yield chain(line(J, latex="J"), line(J_A - J_B, latex="J_A - J_B"))
    yield chain(
        line(grad(J, v_c), latex=r"\frac{\partial J}{\partial v_c}"),
        line(
            grad(J_A, v_c) - grad(J_B, v_c),
            latex=r"\frac{\partial J_A}{\partial v_c} - \frac{\partial J_B}{\partial v_c}",
        ),
    )
    yield chain(
        line(grad(J_A, v_c), latex=r"\frac{\partial J_A}{\partial v_c}"),
        wrong(grad(U[o] @ v_c, v_c), latex=r"\frac{\partial (u_o^T v_c)}{\partial v_c}", because=exchanged),
        wrong(U[o], latex="u_o", because=carried),
        line(Sum(y_hat[s] * U[s], s)),
    )
    yield chain(
        line(grad(J_B, v_c), latex=r"\frac{\partial J_B}{\partial v_c}"),
        wrong(
            grad(log(total), v_c),
            latex=r"\frac{\partial (\log \sum_{w \in V} e^{u_w^T v_c})}{\partial v_c}",
            because=exchanged,
        ),
        wrong(
            1 / total * Sum(U[s] * exp(U[s] @ v_c), s),
            latex=r"\frac{1}{\sum_{w \in V} e^{u_w^T v_c}} \sum_{s \in V} u_s e^{u_s^T v_c}",
            because=carried,
        ),
        wrong(Sum(y_hat[s] * U[s], s), latex=r"\sum_{s \in V} \hat{y}_s u_s", because=carried),
        line(U[o]),
    )
    yield chain(
        line(grad(J, v_c), latex=r"\frac{\partial J_{\text{nsn}}}{\partial v_c}"),
        line(Sum(y_hat[w] * U[w], w) - U[o], latex=r"\sum_{w \in V} \hat{y}_w u_w - u_o"),
    )


@part("c.1", "Gradient of the naive-softmax loss by an outside word, w = o", given=Eq(w, o), notation=OUTSIDE)
def true_outside_word():
    yield chain(
        line(grad(J, U[w]), latex=r"\frac{\partial J_{\text{nsn}}}{\partial u_w}"),
        line(grad(-log(y_hat[o]), U[w]), latex=r"\frac{\partial (-\log(\hat{y}_o))}{\partial u_w}"),
        line(
            -grad(log(exp(U[o] @ v_c) / total), U[w]),
            latex=r"-\frac{\partial}{\partial u_w}"
            r" \left(\log \frac{e^{u_o^T v_c}}{\sum_{w \in V} e^{u_w^T v_c}} \right)",
        ),
        line(
            -grad(U[o] @ v_c, U[w]) + grad(log(total), U[w]),
            latex=r"-\frac{\partial}{\partial u_w} (u_o^T v_c) + \frac{\partial}{\partial u_w}"
            r" \left(\log \left(\sum_{w \in V} e^{u_w^T v_c} \right) \right)",
        ),
        line(
            -v_c + 1 / total * (exp(U[w] @ v_c) * v_c),
            latex=r"-v_c + \frac{1}{\sum_{w \in V} e^{u_w^T v_c}} (e^{u_w^T v_c} v_c)",
        ),
        line(-v_c + v_c * y_hat[w], latex=r"-v_c + v_c \hat{y}_w"),
        line(v_c * (y_hat[o] - 1), latex=r"v_c (\hat{y}_o - 1)"),
    )


@part("c.2", "Gradient of the naive-softmax loss by an outside word, w ≠ o", given=Ne(w, o), notation=OUTSIDE)
def other_outside_words():
    yield chain(
        line(grad(J, U[w]), latex=r"\frac{\partial J_{\text{nsn}}}{\partial u_w}"),
        line(0 + v_c * y_hat[w], latex=r"0 + v_c \hat{y}_w"),
        line(v_c * y_hat[w], latex=r"v_c \hat{y}_w"),
    )


@part(
    "d",
    "Gradient of the naive-softmax loss by all outside words",
    notation=r"J = J_{softmax} = J_{\text{nsn}}; J(u_1, o, u) means J; u means U; r means V",
)
def all_outside_words():
    yield chain(
        line(grad(J, U), latex=r"\frac{\partial J_{\text{softmax}}}{\partial u}"),
        line(
            stack(grad(J, U[w]), w),
            latex=r"\left[\frac{\partial J(u_1, o, u)}{\partial u_1}, \frac{\partial J}{\partial u_2}, \dots,"
            r" \frac{\partial J}{\partial u_r} \right]",
        ),
    )


@part("e", "Derivative of the sigmoid")
def sigmoid_derivative():
    x = scalar("x")
    slope = line(diff(sigmoid(x), x), latex=r"\sigma'(x)")

    yield chain(
        slope,
        line(diff(exp(x) / (exp(x) + 1), x), latex=r"\left(\frac{e^x}{e^x + 1} \right)'"),
        line(-exp(-x) / -((1 + exp(-x)) ** 2), latex=r"\frac{-e^{-x}}{-(1 + e^{-x})^2}"),
        line(exp(-x) / (1 + exp(-x)) ** 2, latex=r"\frac{e^{-x}}{(1 + e^{-x})^2}"),
        line(
            exp(-x) / (1 + exp(-x)) * (1 / (1 + exp(-x))),
            latex=r"\frac{e^{-x}}{(1 + e^{-x})} \times \frac{1}{(1 + e^{-x})}",
        ),
    )
    yield chain(line(sigmoid(x), latex=r"\sigma(x)"), line(1 / (1 + exp(-x)), latex=r"\frac{1}{1 + e^{-x}}"))
    yield chain(line(exp(-x), latex="e^{-x}"), line(1 / sigmoid(x) - 1, latex=r"\frac{1}{\sigma(x)} - 1"))
    yield chain(
        slope,
        line(exp(-x) * sigmoid(x) * sigmoid(x), latex=r"e^{-x} \sigma(x) \times \sigma(x)"),
        line(
            (1 / sigmoid(x) - 1) * sigmoid(x) * sigmoid(x),
            latex=r"\left(\frac{1}{\sigma(x)} - 1 \right) \times \sigma(x) \times \sigma(x)",
        ),
        line(sigmoid(x) * (1 - sigmoid(x)), latex=r"\sigma(x) (1 - \sigma(x))"),
    )


# (f) draws K samples that are distinct and not the outside word.
neg = index_map("neg", K, V, injective=True)
u_k = U[neg[k]]
SAMPLES = OUTSIDE + "; u_k means U_{neg_k}"
J_ns = named(r"J_{\text{ns}}", -log(sigmoid(U[o] @ v_c)) - Sum(log(sigmoid(-u_k @ v_c)), k))


@part(
    "f.1",
    "Gradient of the negative-sampling loss by the center word",
    notation=SAMPLES + "; A means -U_{neg_k}^T v_c; A^T means -U_{neg_k}^T v_c",
)
def negative_sampling_center_word():
    A = named("A", -u_k @ v_c)
    samples = Sum(log(sigmoid(-u_k @ v_c)), k)
    outside = sigmoid(U[o] @ v_c)

    yield chain(
        line(grad(J_ns, v_c), latex=r"\frac{\partial J_{\text{ns}}}{\partial v_c}"),
        line(
            -grad(log(outside), v_c) - grad(samples, v_c),
            latex=r"- \frac{\partial}{\partial v_c} \log(\sigma(u_o^T v_c))"
            r" - \frac{\partial}{\partial v_c} \left(\sum_{k=1}^K \log(\sigma(-u_k^T v_c)) \right) \quad (2)",
        ),
    )
    yield chain(
        line(-grad(log(outside), v_c), latex=r"- \frac{\partial}{\partial v_c} \log(\sigma(u_o^T v_c))"),
        line(
            -1 / outside * (U[o] * outside * (1 - outside)),
            latex=r"\frac{-1}{\sigma(u_o^T v_c)} (u_o \sigma(u_o^T v_c) (1 - \sigma(u_o^T v_c)))",
        ),
        line(U[o] * (outside - 1), latex=r"u_o (\sigma(u_o^T v_c) - 1)"),
    )
    # "(2)" is the derivative of the sum, without the minus that stands before it.
    yield chain(
        line(grad(samples, v_c), latex="(2)"),
        line(
            Sum(-u_k * sigmoid(A.T) * (1 - sigmoid(A)) / sigmoid(A), k),
            latex=r"\sum_{k=1}^K \frac{-u_k \sigma(A^T) (1 - \sigma(A))}{\sigma(A)}",
        ),
        line(
            Sum(-u_k * (1 - sigmoid(-u_k @ v_c)), k),
            latex=r"\sum_{k=1}^K -u_k (1 - \sigma(-u_k^T v_c))",
        ),
    )
    yield chain(
        line(grad(J_ns, v_c), latex=r"\frac{\partial J_{\text{ns}}}{\partial v_c}"),
        line(
            U[o] * (outside - 1) + Sum(u_k * (1 - sigmoid(-u_k @ v_c)), k),
            latex=r"u_o (\sigma(u_o^T v_c) - 1) + \sum_{k=1}^K u_k (1 - \sigma(-u_k^T v_c))",
        ),
    )


@part(
    "f.2",
    "Gradient of the negative-sampling loss by the outside word",
    given=every(k, Ne(neg[k], o)),
    notation=SAMPLES,
)
def negative_sampling_outside_word():
    yield chain(
        line(grad(J_ns, U[o]), latex=r"\frac{\partial J_{\text{ns}}}{\partial u_o}"),
        line(v_c * (sigmoid(U[o] @ v_c) - 1), latex=r"v_c (\sigma(u_o^T v_c) - 1)"),
    )


@part("f.3", "Gradient of the negative-sampling loss by a sample", given=Ne(neg[k], o), notation=SAMPLES)
def negative_sampling_sample():
    yield chain(
        line(grad(J_ns, u_k), latex=r"\frac{\partial J_{\text{ns}}}{\partial u_k}"),
        line(v_c * (1 - sigmoid(-u_k @ v_c)), latex=r"v_c (1 - \sigma(-u_k^T v_c))"),
    )


@part("f.cost", "The naive softmax takes the whole vocabulary, negative sampling K samples")
def costs():
    yield chain(cost(J), O(V * d))
    yield chain(cost(J_ns), O(K * d))


# In (g) the samples may repeat.
drawn = index_map("neg", K, V)


@part(
    "g",
    "Gradient of the negative-sampling loss by a sample, repeats allowed",
    given=Ne(drawn[k], o),
    notation=SAMPLES + "; A = {l ∈ K : neg_l = neg_k}; B = {l ∈ K : neg_l ≠ neg_k}",
)
def repeated_samples():
    u_k, u_l = U[drawn[k]], U[drawn[l]]
    J_ns = named(r"J_{\text{ns}}", -log(sigmoid(U[o] @ v_c)) - Sum(log(sigmoid(-u_l @ v_c)), l))
    same, other = Eq(drawn[l], drawn[k]), Ne(drawn[l], drawn[k])
    n = named("n", Sum(1, l, where=same))

    yield chain(
        line(J_ns, latex="J_{ns}"),
        line(
            -log(sigmoid(U[o] @ v_c))
            - Sum(log(sigmoid(-u_l @ v_c)), l, where=same)
            - Sum(log(sigmoid(-u_l @ v_c)), l, where=other),
            latex=r"-\log(\sigma(u_o^T v_c)) - \sum_{k \in A} \log(\sigma(-u_k^T v_c))"
            r" - \sum_{k \in B} \log(\sigma(-u_k^T v_c))",
        ),
    )
    yield chain(
        line(grad(J_ns, u_k), latex=r"\frac{\partial J_{ns}}{\partial u_k}"),
        wrong(
            0 - Sum(log(sigmoid(-u_l @ v_c)), l, where=same) - 0,
            latex=r"0 - \sum_{k \in A} \log(\sigma(-u_k^T v_c)) - 0",
            because="the derivative of the sum over A is not taken",
        ),
        line(0 - grad(Sum(log(sigmoid(-u_l @ v_c)), l, where=same), u_k) - 0),
        line(n * v_c * (1 - sigmoid(-u_k @ v_c)), latex=r"n v_c (1 - \sigma(-u_k^T v_c))"),
    )


# (h) knows of the loss only its arguments: the center vector, the outside word, and the outside vectors. Where the
# result itself is wrong, the corrected line stands before it, so that the page's own line stays the last.
m, T = sizes("m T")
t, j = index("t", m + 1, T - m), index("j", -m, m)
word = index_map("word", T, V)
loss = function("J")
J_sg = named(r"J_{\text{sg}}", Sum(loss(v_c, word[t + j], U), j, where=Ne(j, 0)))


@part("h.i", "Gradient of the skip-gram loss by the outside vectors")
def skip_gram_outside_vectors():
    yield chain(
        line(grad(J_sg, U), latex=r"\frac{\partial J_{\text{sg}}}{\partial U}"),
        line(Sum(grad(loss(v_c, word[t + j], U), U), j, where=Ne(j, 0))),
        wrong(
            stack(diff(loss(v_c, word[t + j], U), word[t + j]), j),
            latex=r"\left[\frac{\partial J}{\partial w_{t-m}}, \frac{\partial J}{\partial w_{t-m+1}}, \dots,"
            r" \frac{\partial J}{\partial w_{t+m}} \right]",
            because="a list of derivatives by word indices; the derivative is by U, and sums over the window",
        ),
    )


@part(
    "h.ii",
    "Gradient of the skip-gram loss by the center vector",
    notation="J_{sg}(v_c, w_{t+j}, v) means J(v_c, word_{t+j}, U)",
)
def skip_gram_center_vector():
    yield chain(
        line(grad(J_sg, v_c), latex=r"\frac{\partial J_{\text{sg}}}{\partial v_c}"),
        line(Sum(grad(loss(v_c, word[t + j], U), v_c), j, where=Ne(j, 0))),
        wrong(
            Sum(grad(loss(v_c, word[t + j], U), v_c), j),
            latex=r"\sum_{-m \leq j \leq m} \frac{\partial J_{sg}(v_c, w_{t+j}, v)}{\partial v_c}",
            because="j = 0 is the center word itself, not one of its context",
        ),
    )


@part("h.iii", "Gradient of the skip-gram loss by the vector of another word, w ≠ c", notation="v means V_c")
def skip_gram_other_vectors():
    c = index("c", 1, V)
    vectors = matrix("V_c", V, d)
    J_sg = named(r"J_{\text{sg}}", Sum(loss(vectors[c], word[t + j], U), j, where=Ne(j, 0)))
    yield chain(
        line(grad(J_sg, vectors[w]), latex=r"\frac{\partial J_{\text{sg}}}{\partial v_w}"),
        line(zeros(d), latex=r"\text{Zero}"),
        given=Ne(w, c),
    )
