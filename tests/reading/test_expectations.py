"""Expectations over what is declared: finite distributions, and normal ones up to degree two."""

import pytest

from tests.reading.declaring import messages, scope
from tests.reading.pages import assert_right_wrong_and_unreadable, statuses

FINITE = (
    r"sizes S, C, K; index s, t ∈ S; q ∈ C; \theta ∈ ℝ^d; \phi(s,c) ∈ ℝ^d for s ∈ S, c ∈ C; "
    r"Q(s,c) ∈ ℝ for s ∈ S, c ∈ C; "
    r"\pi(q|s) = \frac{\exp(\phi(s,q)^T\theta)}{\sum_{r ∈ C} \exp(\phi(s,r)^T\theta)}; c ~ \pi(·|s) over C; "
    r"p, g ∈ ℝ^K; k ~ p over K"
)
NORMAL = (
    r"m, u ∈ ℝ^d; S, M ∈ ℝ^{d×d}; S symmetric; \mu ∈ ℝ; \sigma > 0; "
    r"C ∈ ℝ^{d×d} symmetric; z ~ \mathcal{N}(m, C); v ~ \mathcal N(\mu, \sigma^2); "
    r"\epsilon ∈ ℝ^d; \epsilon ~ \mathcal N(0, I); r = Mz + u"
).replace("S, M ∈ ℝ^{d×d}; S symmetric", "M ∈ ℝ^{d×d}")

CASES = [
    (FINITE, r"\nabla_\theta \log \pi(q|s)", r"= \phi(s,q) - \mathbb{E}_{c\sim\pi(\cdot|s)}[\phi(s,c)]",
     r"= \phi(s,q) - \mathbb{E}_{c\sim\pi(\cdot|t)}[\phi(s,c)]",
     r"= \phi(s,q) - \mathbb{E}_{c\sim\rho}[\phi(s,c)]"),
    (FINITE, r"\mathbb{E}_{c\sim\pi}[Q(s,c)]", r"= \sum_c \pi(c|s) Q(s,c)", r"= \sum_c \pi(c|t) Q(s,c)",
     r"= \mathbb{E}_{c\sim p}[Q(s,c)]"),
    (FINITE, r"\sum_t \mathbb{E}_{c\sim\pi(\cdot|t)}[Q(t,c)]", r"= \sum_s \mathbb{E}_\pi[Q(s,c)]",
     r"= S \mathbb{E}_\pi[Q(1,c)]", r"= \mathbb{E}_{t,c}[Q(t,c)]"),
    (FINITE, r"\mathbb{E}_k[g_k]", "= p^T g", "= p^T p", r"= \mathbb{E}_{k\sim g}[g_k]"),
    (FINITE, r"\mathbb{E}_{k\sim p}[g_k^2]", r"= \sum_k p_k g_k^2", r"= \mathbb{E}_k[g_k]^2", r"= \mathbb{E}^2_k[g_k]"),
    (NORMAL, r"\mathbb{E}[z]", "= m", "= u", r"= \mathbb{E}[u]"),
    (NORMAL, r"\mathbb{E}[zz^T]", "= C + mm^T", "= C - mm^T", r"= \mathbb{E}[z\epsilon^T]"),
    (NORMAL, r"\mathbb{E}[z^T M z]", r"= m^T M m + \mathrm{tr}(M C)", "= m^T M m", r"= \mathbb{E}[(z^T M z)^2]"),
    (NORMAL, r"\mathbb{E}[(r - \mathbb{E}[r])(r - \mathbb{E}[r])^T]", r"= M C M^T", "= M C M", r"= \mathbb{E}[e^{r}]"),
    (NORMAL, r"\mathbb{E}_z[\|z-u\|^2]", r"= \|m-u\|^2 + \mathrm{tr}(C)", r"= \|m-u\|^2", r"= \mathbb{E}_z[\|z-u\|]"),
    (NORMAL, r"\mathbb{E}[v^2]", r"= \mu^2 + \sigma^2", r"= \mu^2 + \sigma", r"= \mathbb{E}[v^3]"),
    (NORMAL, r"\mathbb{E}_{v\sim\mathcal{N}(\mu,\sigma^2)}[v]", r"= \mu", r"= \sigma",
     r"= \mathbb{E}_{v\sim\mathcal{N}(\mu,1)}[v]"),
    (NORMAL, r"\mathbb{E}[\epsilon\epsilon^T]", "= I_d", "= 2I_d", r"= \mathbb{E}[|v|]"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "left", "right", "wrong", "unreadable"), CASES)
def test_the_mean_is_over_what_is_declared(more, left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(more, left, right, wrong, unreadable)


@pytest.mark.parametrize(("text", "message"), [
    (r"index s ∈ n; a ~ \pi(·|s)", "over what does a run?"),
    (r"z ~ \mathcal N(m)", "a normal distribution has a mean and a covariance"),
    (r"z > 0; m ∈ ℝ; z ~ \mathcal N(m, 1)", "z is declared twice, as two things"),
])  # fmt: skip
def test_what_no_distribution_is_is_said(text, message):
    found = messages("sizes n, A; " + text)
    assert len(found) == 1
    assert message in found[0]


def test_a_covariance_is_symmetric():
    more = r"m ∈ ℝ^d; C ∈ ℝ^{d×d}; z ~ \mathcal{N}(m, C)"
    assert statuses(r"$$\mathbb{E}[zz^T] = C + mm^T$$ $$m = m$$", more) == ["unread", "proved"]


def test_a_mean_over_two_distributions_names_one():
    more = r"sizes K; p, g ∈ ℝ^K; k ~ p over K; v ~ \mathcal N(x, 1)"
    text = r"$$\mathbb{E}[g_k v] = x p^T g$$ $$\mathbb{E}_k[\mathbb{E}_v[g_k v]] = x p^T g$$"
    assert statuses(text, more) == ["unread", "proved"]


def test_what_is_drawn_keeps_its_shape():
    assert scope(r"sizes d; z ∈ ℝ^d; z ~ \mathcal N(0, I)").get("z").value.stands == "column"
