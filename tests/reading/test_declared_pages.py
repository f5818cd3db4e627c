"""What declarations do on a page: under each a right formula, one that is wrong, and one that cannot be read."""

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.verdict import Refuted, Status
from symcheck.judging.options import CheckOptions
from symcheck.report.words import evidence_text
from tests.reading.pages import assert_right_wrong_and_unreadable, lines, page, statuses

EVERY = "σ ∈ ℝ^n; σ_j > 0; index k ∈ n"
WORDS = "sizes V; index k ∈ V; U ∈ ℝ^{V×d} with rows u_{w_k}; u_{w_O} ∈ ℝ^d; v ∈ ℝ^d"
CALLED = r"sizes S, K; index s, t ∈ S; c ∈ K; \phi ∈ ℝ^{S×K×d} with entries \phi(s,c); Q^\pi(s, c) ∈ ℝ for s ∈ S, c ∈ K"
ENTRIES = "z_m ∈ ℝ^d for m ∈ n with entries z_{mk}"
BESIDE = "index k, l ∈ n; K ∈ ℝ^{n×d} with rows k_i; index c ∈ d; c ∈ ℝ^d"
FUNCTIONS = r"c, v ∈ ℝ^d; \psi(v) ∈ ℝ^n unknown; M(v) ∈ ℝ^{d×d} unknown; g(x) > 0 unknown; q(x) < 0 unknown"
ABOVE = "u ∈ ℝ^n with entries u^{(i)}; v ∈ ℝ^{T} with entries v^{(t)}; sizes T; index t ∈ T"
SINGLE = (
    "index k ∈ n; index m ∈ d; z ∈ ℝ; z_k = w^T u_k; w, u ∈ ℝ^d; U ∈ ℝ^{n×d} with rows u_i; "
    "v^{(i)} ∈ ℝ for i ∈ n; v ∈ ℝ"
)
"""One letter as a single thing and, with indices of its own, as a family."""
STEPS = "w, g ∈ ℝ^d; w_t ∈ ℝ^d for t ∈ 0..5; F(w) = w^T w"
NUMBERS = "u ∈ ℝ; h(u) = u^2; p, r ∈ ℝ^n"
TYPES = r"\mathbf{z}_k ∈ ℝ^n for k ∈ d; z ∈ ℝ; \hat{u} ∈ ℝ; \hat{\mathbf u} ∈ ℝ^n; \mathbf K ∈ ℝ^{n×n}; K ∈ n"
AGREED = "sum over repeated indices; sizes M; index k, l ∈ n; index m ∈ M; w_{km} ∈ ℝ for k ∈ n, m ∈ M; B ∈ ℝ^{n×n}"
NAMED = "sum over m; sizes M; index k ∈ n; index m ∈ M; w_{km} ∈ ℝ for k ∈ n, m ∈ M"
LIMITS = "limits mean the axis; sizes M; q_k ∈ ℝ for k ∈ 0..M"
LAYERS = (
    r"sizes p_l for l ∈ 0..2; W^{(l)} ∈ ℝ^{p_l×p_{l-1}} for l ∈ 1..2; z^{(0)} ∈ ℝ^{p_0}; c ∈ ℝ^{p_2}; "
    r"z^{(l)} = \tanh(W^{(l)} z^{(l-1)}) for l ∈ 1..2; E = c^T z^{(2)}"
)

SQUARED = (
    r"index k ∈ n; \sigma^2 > 0; \hat\tau^2 > 0; \omega_j^2 > 0 for j ∈ n; s > 0; u ∈ ℝ; V(k) ∈ ℝ for k ∈ n; "
    r"\ell = -\log \sigma^2 - \frac{1}{\sigma^2}; r = \log(s^2) + s^4"
)

FAMILY = r"S_k ∈ ℝ^{d×d} symmetric invertible for k ∈ n; R_k ∈ ℝ^{d×d} invertible for k ∈ n; c, v ∈ ℝ^d; P_i = S_i^{-1}"

BESIDE_IT = r"\partial means partial; u ∈ ℝ; p = u^2; E = u p; D = p + 1"

CASES = [
    (r"\sum means \sum_{j}", r"\sum a_j + \sum_i b_i", r"= \sum_j (a_j + b_j)", r"= \sum_j a_j", r"= \sum a_k"),
    (STEPS, r"\nabla_w F(w) + w_t", "= 2w + w_t", "= 2w_t + w_t", "= w_s + w_t"),  # as it was declared
    (r"u, v ∈ ℝ^n; u_k means v", r"\mathbf{u}_k^T b", "= v^T b", "= u^T b", "= u_q^T b"),
    (r"u_k ∈ ℝ; v, \mathbf{u}_k ∈ ℝ^n; u_k y means 2", r"u_k y + \mathbf{u}_k^T b", r"= 2 + b^T\mathbf{u}_k",
     r"= y + b^T\mathbf{u}_k", r"= \mathbf{u}_q^T b"),
    (r"u, v > 0; \log a b means \log(a b)", r"\log u v + \log \frac1u \exp(v)", r"= \log v + v",
     r"= v \log u + v", r"= \ln u v"),
    (r"u, v > 0; \log a b means \log(a) b", r"log u v", r"= v \log(u)", r"= \log(uv)", r"= \exp u v"),
    (SINGLE, r"\nabla_w (z_k + w^T u)", "= u_k + u", "= 2 u_k", "= u_{kkk} + u"),
    (SINGLE, r"\frac{d}{d z} \sum_k z_k z^2", r"= 2z \sum_k z_k", r"= 2 z^2", r"= z_{kk}^k"),
    (SINGLE, r"v^2 + \sum_i v^{(i)}", r"= v v + \sum_i v^{(i)}", r"= v^2 + n v", "= v^2 + v^{(i)(j)}"),
    (ABOVE, "u^T b", r"= \sum_i u^{(i)} b_i", r"= \sum_i u^{(i)}", "= u^{U} b"),
    (ABOVE, r"v^\top v + v^T", r"= \sum_t (v^{(t)})^2 + v^{(T)}", r"= v^\top v", "= v^U"),  # here T is an index
    (BESIDE_IT, r"\frac{\partial E}{\partial u}", "= p", "= 3p", "= p_{"),
    (r"assume ∀i: \sum_j A_{ij} = 1", r"\sum_k\sum_j A_{kj} a_k", r"= \sum_i a_i", r"= \sum_i a_i + 1", "= a_{"),
    (r"assume \forall i, j ∈ n: A_{ij} ≥ 0", r"\sum_j |A_{ji}|", r"= \sum_j A_{ji}", r"= \sum_j A_{ij}", "= a_{"),
    (BESIDE_IT, r"\frac{dE}{du} + \frac{\partial D}{\partial u}", "= 3p + 2u", "= p + 2u", "= p_{"),
    (FAMILY, r"\nabla_v (v^T S_k v)", "= 2 S_k v", "= S_k v", "= 2 S_k v + S_{klm}("),
    (FAMILY, r"\nabla_v \sum_k a_k v^T S_k^{-1} v", r"= 2\sum_k a_k S_k^{-1} v", r"= 2\sum_k a_k S_k v", "= S_{k"),
    (FAMILY, "S_k^{-T} + R_k^{-T}", "= S_k^{-1} + R_k^{-T}", "= S_k^{-1} + R_k^{-1}", "= S_k^{-1"),
    (FAMILY, "S_1 S_2", "= (S_2 S_1)^T", "= S_2 S_1", "= S_{1"),
    (FAMILY, r"\nabla_{P_i} v^T P_i^{-1} v", "= -P_i^{-1} v v^T P_i^{-1}", "= -2P_i^{-1} v v^T P_i^{-1}", "= P_{i"),
    (SQUARED, r"\frac{\partial\ell}{\partial\sigma^2}", r"= \frac{1}{\sigma^4} - \frac{1}{\sigma^2}",
     r"= \frac{1}{\sigma^3} - \frac{1}{\sigma^2}", r"= \frac{\partial\ell}{\partial u^2}"),
    (SQUARED, r"\frac{\partial^2}{\partial(\sigma^2)^2} \log\sigma^2", r"= -\frac{1}{\sigma^4}",
     r"= -\frac{2}{\sigma^2}", r"= \frac{\partial^2 \ell}{\partial\sigma^2 \partial}"),
    (SQUARED, r"\nabla_{\sigma^2} \sigma", r"= \frac{1}{2\sigma}", r"= 1", r"= \nabla_{u^2} u"),
    (SQUARED, r"\frac{\partial}{\partial\hat\tau^2} (u\hat\tau^2 + \hat\tau)", r"= u + \frac{1}{2\hat\tau}", "= u + 1",
     r"= u + \tau^2 + 1"),
    (SQUARED, r"\frac{\partial}{\partial\omega_k^2} \sum_j \omega_j^4", r"= 2\omega_k^2", r"= 4\omega_k^3",
     r"= 2\omega_{kk}^2"),
    (SQUARED, r"\frac{\partial r}{\partial s^2}", r"= \frac{1}{s^2} + 2s^2", r"= \frac{2}{s} + 4s^3",
     r"= \frac{\partial r}{\partial (u+s)^2}"),
    (SQUARED, r"\frac{\partial}{\partial V(k)} \sum_j V(j)^2", "= 2V(k)", "= 2V(1)", "= 2V(k, k)"),
    (LAYERS, r"\nabla_{z^{(1)}} E", r"= {W^{(2)}}^T (c \odot (1 - z^{(2)} \odot z^{(2)}))", "= {W^{(2)}}^T c",
     r"= {W^{(l)}}^T c"),
    (LAYERS, r"\frac{\partial E}{\partial W^{(2)}}", r"= (c \odot (1 - z^{(2)} \odot z^{(2)})) {z^{(1)}}^T",
     r"= c {z^{(1)}}^T", r"= W^{(3)} {z^{(1)}}^T"),
    (AGREED, "a_k b_k", r"= a^T b", r"= \sum_k a_k + \sum_k b_k", "= a_k ("),
    (AGREED, "B_{kl} a_l + b_k", r"= \sum_l B_{kl} a_l + b_k", r"= \sum_l (B_{kl} a_l + b_k)", "= B_{kl"),
    (AGREED, "a_k b_k - a_k", r"= a_k (b_k - 1)", r"= a_k b_k a_l b_l - a_k", "= a_k ("),
    (AGREED, "B_{kk}", r"= \mathrm{tr}(B)", r"= \sum_{k,l} B_{kl}", "= B_{k"),
    (AGREED, "(a_k b_k)(a_k b_k)", r"= (a^T b)^2", r"= \sum_k a_k^2 b_k^2", "= B_{k"),
    (NAMED, "a_k w_{km}", r"= a_k \sum_l w_{kl}", r"= a_k w_{k1}", "= a_k ("),
    (LIMITS, r"\sum_{k=1}^{M+1} q_k", r"= \sum_{k=0}^M q_k", r"= q_0 + \sum_{k=2}^M q_k", "= q_k ("),
    (LIMITS, r"\sum_{k=2}^{M} q_k", r"= \sum_{k=0}^M q_k - q_0 - q_1", r"= \sum_{k=0}^M q_k", "= q_k ("),
    (TYPES, r"\frac{∂}{∂z} (z^2 \mathbf z_k^T a)", r"= 2z \boldsymbol{z}_k^T a", r"= 2z a^T a", "= 2z z_k^T a"),
    (TYPES, r"\nabla_{\mathbf z_k} (z^2 \mathbf z_k^T \mathbf a)", "= z^2 a", r"= z^2 \mathbf z_k", r"= \mathbf z^2 a"),
    (TYPES, r"\hat u \hat{\mathbf u}^T \mathbf K a", r"= \hat u a^T \mathbf K^T \hat{\mathbf u}",
     r"= \hat u K a^T \hat{\mathbf u}", r"= \mathbf K \mathbf z"),
    (FUNCTIONS, r"\psi(v)^T \psi(v)", r"= \sum_i \psi(v)_i^2", r"= \sum_i \psi(v)_i", r"= \psi(v)_{ij}("),
    (FUNCTIONS, "v^T M(c) v", r"= \sum_{k,l} M(c)_{kl} v_k v_l", r"= \sum_k M(c)_{kk} v_k^2", "= M v ("),
    (FUNCTIONS, r"\nabla_v (v^T M(c) v)", "= (M(c) + M(c)^T) v", "= 2 M(c) v", "= M(c"),
    (FUNCTIONS, r"\nabla_v (c^T M(c) c + v^T c)", "= c", "= M(c) c", "= M(c"),
    (FUNCTIONS, r"\sqrt{g(x)^2} + \sqrt{q(x)^2}", "= g(x) - q(x)", "= g(x) + q(x)", "= g^{-1}(x)"),
    (NUMBERS, "h(p_i r)", r"= p_i^2 r \odot r", r"= p \odot p \odot r \odot r", "= h(p_i, r)("),
    (BESIDE, "k_k^T k_l", "= (K K^T)_{kl}", "= (K K^T)_{kk}", "= k^T k_l"),
    (BESIDE, r"k + \sum_k k_k^T c", r"= 1^T K c + k", r"= 1^T K c + l", "= c_{c_k}"),
    (BESIDE, "c^T k_l", r"= \sum_c c_c k_{lc}", r"= \sum_c k_{lc}", r"= \sum_c c k_{lc}"),
    (EVERY, r"\sqrt{σ_k^2}", "= σ_k", "= -σ_k", "= σ_{k"),
    ("τ ∈ ℝ^n with entries τ_j > 0", r"\sum_i \sqrt{τ_i^2}", r"= \sum_i τ_i", r"= 2\sum_i τ_i", "= τ +"),
    ("σ ∈ ℝ^n; assume σ_j > 0", r"\sum_k \sqrt{σ_k^2}", r"= \sum_k σ_k", r"= -\sum_k σ_k", "= σ_"),
    (WORDS, r"\frac{\partial}{\partial u_{w_k}} \sum_l u_{w_l}^T v", "= v", "= U^T v", "= u_{w_k}^{(j)}"),
    (WORDS, r"\nabla_{u_{w_O}} (u_{w_O}^T v + u_{w_k}^T v)", "= v", "= 2v", "= u_{q_k}"),
    (CALLED, r"\nabla_{Q^\pi(s,c)} \sum_r Q^\pi(s,r)^2", r"= 2 Q^\pi(s,c)", r"= Q^\pi(s,c)", r"= Q^\pi(s+,c)"),
    (CALLED, r"\sum_t \phi(t,c)_r", r"= \sum_t \phi_{tcr}", r"= \phi(s,c)_r", r"= \phi(s;c)_"),
    (ENTRIES, r"\sum_k z_{mk}", r"= 1^T z_m", r"= 1^T z_1", "= z_{m"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "left", "right", "wrong", "unreadable"), CASES)
def test_each_declaration_does_what_it_says(more, left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(more, left, right, wrong, unreadable)


SIZED = "sizes N, K; index m ∈ N; k ∈ K; γ_{mk} > 0 for m ∈ N, k ∈ K"
DEFINED = r"$N_k = \sum_m γ_{mk}$ "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DEFINED + r"$$\sum_m γ_{mk}/N_k = 1$$ $$\sum_{m=1}^N 1 = N$$", ["proved", "proved"]),
        (DEFINED + r"$$\sum_{m=1}^N 1 = N_k$$", ["ill-formed"]),
        ("# a\n" + DEFINED + "\n# b\n" + r"$$N N_k = \sum_m N γ_{mk}$$ $$N_1 = N γ_{11}$$", ["proved", "refuted"]),
        (r"$$\sum_m γ_{mk} = N_k + 1$$", ["unread"]),
    ],
)
def test_a_size_keeps_its_name_beside_a_family(text, expected):
    assert statuses(text, SIZED) == expected


def test_a_number_beside_one_with_a_subscript():
    more = "l > 0; l_1, l_2 > 0"
    text = r"$$\sqrt{l_1^2} + \sqrt{l^2} = l_1 + l$$ $$\sqrt{l_1^2} = l_2$$ $$l_2 + l = l_{3} + l$$"
    assert statuses(text, more) == ["proved", "refuted", "unread"]


def test_a_declared_family_beside_a_size():
    more = "sizes N; N_k > 0 for k ∈ d"
    assert statuses(r"$$\sum_k \sqrt{N_k^2} + \sum_{k=1}^N 1 = N + \sum_k N_k$$", more) == ["proved"]


@pytest.mark.parametrize(("text", "advice"), [
    (r"\sum_{j=1}^M a_j = 0", "declare it: sizes M"), (r"\sum_p x = x", "declare it: index p ∈ n"),
])  # fmt: skip
def test_what_to_declare(text, advice):
    assert [piece.advice for piece in page(f"$${text}$$").told if piece.reason] == [advice]


@pytest.mark.parametrize("member", ["a b", "A^T b A", "x a b"])
def test_a_product_of_what_is_declared_is_no_new_name(member):
    assert statuses(f"$$A^T a = {member}$$") == ["ill-formed"]


def test_what_is_assumed_of_one_index_is_told_where_all_are_meant():
    """Without a `for` an equation holds for the i of a line alone."""
    (line,) = lines(r"$$\sum_i \sum_j A_{ij} a_i = \sum_i a_i$$", r"assume \sum_j A_{ij} = 1")
    assert line.status.value == "refuted" and "to assume it of all, declare: assume" in line.reason
    (line,) = lines(r"$$\sum_j A_{ij} = 2 - 1$$", r"assume \sum_j A_{ij} = 1")
    assert line.status.value == "proved"


def test_a_function_of_which_the_sign_is_known_is_shown_as_written() -> None:
    """Its derivative is not that of the function which it is e to the power of, and what is right instead says so."""
    read = page(r"$$\frac{d}{dx} \log g(x) = \frac{g'(x)}{g(x)} = g'(x)$$", "g(x) > 0 unknown")
    (chain,) = check_part(read.parts[0], CheckOptions(), "page.md").chains
    right, wrong = chain.lines
    assert (chain.first, right.status, wrong.status) == ("∂(log g(x))/∂x", Status.PROVED, Status.REFUTED)
    assert (wrong.text, wrong.right_result) == ("∂g(x)/∂x", "∂log g(x)/∂x")
    assert all("log g(t) = t²" in evidence_text(e) for e in wrong.evidence if isinstance(e, Refuted))
