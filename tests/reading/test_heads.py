"""Heads as probability writes them: which are functions, which are names as they stand, and what they are at."""

import pytest

from tests.reading.declaring import messages, scope, shown
from tests.reading.pages import statuses

SIZES = (
    "sizes n, d, K; index i, l ∈ n; j, k ∈ K; x_i ∈ ℝ^d for i ∈ n; u, v, w ∈ ℝ^d; y ∈ ℝ; m_k ∈ ℝ^d for k ∈ K; r ∈ ℝ^K; "
)

THINGS = [
    (r"p(v|z=k) = r_k v^T m_k", r"p(\cdot|z=\cdot)", "function of v, k"),
    (r"p(z=k) = r_k", r"p(z=\cdot)", "column [1..K]"),
    (r"p(z_i=k|x_i) = r_k y", r"p(z_{\cdot}=\cdot|x_{\cdot_{1}})", "matrix [1..n, 1..K]"),
    (r"p(z_i=k|x_l) = r_k y", r"p(z_{\cdot}=\cdot|x_{\cdot})", "array [1..n, 1..K, 1..n]"),
    (r"p(x_i|w) = x_i^T w", r"p(x_{\cdot}|\cdot)", "function of i, w"),
    (r"p(y=1|v) = v^T w", r"p(y=1|\cdot)", "function of v"),
    (r"P(D|w) = w^T w", r"P(D|\cdot)", "function of w"),
    (r"P(D \mid w, u) = w^T u", r"P(D|\cdot,\cdot)", "function of w, u"),
    (r"P(D) > 0", "P(D)", "number [] positive"),
    (r"P(D, E) = y^2", "P(D,E)", "number []"),
    (r"p(z=k) > 0 for k ∈ K", r"p(z=\cdot)", "column [1..K] positive"),
    (r"p(z=k) > 0", r"p(z=\cdot)", "column [1..K] positive"),
    (r"p(z_i=k) ∈ ℝ for i ∈ n, k ∈ K", r"p(z_{\cdot}=\cdot)", "matrix [1..n, 1..K]"),
    (r"\mathbb{E}[X] ∈ ℝ^d", "E[X]", "column [1..d]"),
    (r"\mathbb{E}[X_k^2] > 0 for k ∈ K", "E[X_{\\cdot}^{2}]", "column [1..K] positive"),
    (r"E[X] = y; Var[X] = E[X]^2", "Var[X]", "number []"),
    (r"p(w) = w^T w; p(w, u) = w^T u", "p", "function of w"),
    (r"p(w) = w^T w; p(w, u) = w^T u", r"p(\cdot,\cdot)", "function of w, u"),
    (r"g(y|v) unknown", r"g(\cdot|\cdot)", "unknown of 2"),
    (r"f(y;\theta) = y \theta", "f", r"function of y, \theta"),
    (r"\pi_\theta(k|i) = r_k y", r"\pi_{\theta}(\cdot|\cdot)", "function of k, i"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "thing"), THINGS, ids=[f"{text}, {name}" for text, name, _ in THINGS])
def test_a_head_is_a_function_a_family_or_a_name(text, name, thing):
    assert shown(scope(SIZES + text).get(name)) == thing


WRONG = [
    ("p(z=q) > 0", "q: the range of q is not known"),
    ("p(w|z=k) > 0 for k ∈ K", "w: p(…) would not depend on w"),
    ("p(2v|w) = y", "2v: the arguments of p are no names"),
    ("p(v|w) = v^T w; p(u|v) = 2", "is declared twice, as two things"),
    ("E[X_k] ∈ ℝ", "X_k: the index k stands inside the name of E(…)"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text for text, _ in WRONG])
def test_what_no_head_can_be_is_said(text, message):
    found = messages(SIZES + text)
    assert len(found) == 1
    assert message in found[0]


MORE = (
    r"sizes K; index l ∈ n; k, q ∈ K; t_i ∈ ℝ^d for i ∈ n; u, w ∈ ℝ^d; \mu_k ∈ ℝ^d for k ∈ K; \pi_k > 0 for k ∈ K; "
    r"p(u|z=k) = \exp(-\frac12\|u-\mu_k\|^2); p(z=k) = \pi_k; P(D|w) = \exp(-w^T w); P(w) = \exp(-\frac12 w^T w); "
    r"P(D) > 0; P(w|D) = P(D|w) P(w) / P(D); \mathbb{E}[N_k] > 0 for k ∈ K; \mathbb{E}[X] ∈ ℝ; g(y|w) unknown; "
    r"N(u, w) = u^T w; N(u) = u^T u; h(u|w) = u^T w + u^T u; p(z_i=k|t_i) = \pi_k t_i^T\mu_k; \pi(k|i) = \pi_k t_i^T w"
)

CASES = [
    ("p(t_l|z=q)", r"= \exp(-\frac12\|t_l-\mu_q\|^2)", r"= \exp(-\frac12\|t_l-\mu_k\|^2)", "= p(t_l|w=q)"),
    (r"\nabla_u \log p(u|z=k)", r"= \mu_k - u", r"= u - \mu_k", "= p(u|k)"),
    (r"\frac{\partial}{\partial\mu_k} \sum_q p(z=q) p(u|z=q)", r"= p(z=k) p(u|z=k) (u - \mu_k)",
     r"= p(u|z=k) (u - \mu_k)", "= p(z|u=k) (u - \\mu_k)"),
    (r"\sum_k p(z=k)", r"= \sum_q \pi_q", r"= K p(z=1)", r"= \sum_k p(z=k|u)"),
    (r"\nabla_w \log P(w|D)", r"= \nabla_w \log P(D|w) - w", r"= \nabla_w \log P(D|w) + w", r"= \nabla_w \log P(E|w)"),
    (r"\log P(D|u) + \log P(w)", r"= -u^T u - \frac12 w^T w", r"= -u^T u - w^T w", r"= \log P(u|E)"),
    ("P(w|D) P(D)", "= P(D|w) P(w)", "= P(D|w)", r"= \sum_D P(D|w)"),
    (r"\frac{\partial}{\partial \mathbb{E}[N_k]} \sum_q \mathbb{E}[N_q]^2", r"= 2\mathbb{E}[N_k]", "= 2", "= 2 E[N]"),
    (r"\mathbb{E}[X]^2", r"= \mathbb{E}[X] \mathbb{E}[X]", r"= 2\mathbb{E}[X]", r"= \mathbb{E}[X^2]"),
    ("g(a|2b)^2", "= g(a|2b) g(a|2b)", "= g(a|b)^2", "= g(a,2b)^2"),
    ("N(u, 2w) + N(u)", "= 2u^T w + u^T u", "= 2N(u)", "= N(u, w, u)"),
    ("h(2u|w)", "= 2u^T w + 4 u^T u", "= 2h(u|w)", "= h(w|u)"),
    ("p(z_l=k|t_l)", r"= \pi_k t_l^T \mu_k", r"= \pi_k t_l^T \mu_1", "= p(z_l=k|t_i)"),
    (r"\pi(q|l)", r"= \pi_q t_l^T w", r"= \pi_q t_l^T u", r"= \pi(q,l)"),
    (r"\sin(\pi) + \pi_k^2", r"= \pi_k^2", r"= \pi(k|1)", r"= \pi(k|"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "wrong", "unreadable"), CASES)
def test_a_head_is_what_it_was_said_to_be(left, right, wrong, unreadable):
    text = "".join(f"# {name}\n\n$${left} {member}$$\n\n" for name, member in
                   (("a", right), ("b", wrong), ("c", unreadable)))  # fmt: skip
    found = statuses(text, MORE)
    assert found[0] == "proved"
    assert found[1] in ("refuted", "ill-formed")
    assert found[2] not in ("proved", "refuted")


def test_a_page_gives_heads_their_meaning():
    text = r"""
$$p(t_i|z=k) = \exp(-\frac12\|t_i-\mu_k\|^2)$$ $$p(t_i) = \sum_k \pi_k p(t_i|z=k)$$
$$P(z=k|t_i) = \frac{\pi_k p(t_i|z=k)}{p(t_i)}$$ $$\sum_k P(z=k|t_l) = 1$$ $$p(t_l) = \sum_k \pi_k p(t_i|z=k)$$
$$p(t_l|z=q) = \exp(-\frac12\|t_l-\mu_q\|^2)$$ $$P(z=k|t_l)^2 = P(t_l|z=k)$$
"""
    more = r"sizes K; index l ∈ n; k, q ∈ K; t_i ∈ ℝ^d for i ∈ n; \mu_k ∈ ℝ^d for k ∈ K; \pi_k > 0 for k ∈ K"
    assert statuses(text, more) == ["proved", "ill-formed", "proved", "unread"]


def test_a_head_may_be_used_before_it_is_defined():
    text = "$$2p(z=k) = r_k + r_k$$ # b\n\n$$p(z=k) = r_k$$"
    assert statuses("# a\n\n" + text, "sizes K; index k ∈ K; r ∈ ℝ^K") == ["proved"]


def test_a_function_of_an_entry_takes_what_else_has_its_index_along():
    assert statuses("$$g(a_j) = a_j b_j$$", "g(a_i) = a_i b_i") == ["proved"]
    assert statuses("$$g(a_j) = a_j b_i$$", "g(a_i) = a_i b_i") != ["proved"]
    assert statuses("$$g(b_j) = b_j^2$$", "g(a_i) = a_i^2") == ["proved"]


WORDS = r"""sizes V; g_c ∈ ℝ^d; U ∈ ℝ^{V×d} with rows u_o; index o, q ∈ V
P(o|c) = \frac{\exp(u_o^T g_c)}{\sum_q \exp(u_q^T g_c)}"""


def test_a_letter_of_a_longer_name_is_part_of_the_head() -> None:
    """`P(o|c)` beside a vector `v_c`: what it is defined by speaks of no c."""
    slope = r"\frac{\partial}{\partial g_c} \log P(o|c)"
    assert statuses(rf"$${slope} = u_o - \sum_q P(q|c) u_q$$", WORDS) == ["proved"]
    assert statuses(rf"$${slope} = u_o + \sum_q P(q|c) u_q$$", WORDS) == ["refuted"]
    assert statuses("$$P(o|b) + 1 = P(o|b)$$", WORDS) == ["unread"]
