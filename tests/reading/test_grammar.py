"""What is written, by construct: the tree in a short form, and what is unreadable with its place."""

from __future__ import annotations

import pytest

from symcheck.reading.grammar.grammar import parse, parsed
from symcheck.reading.tree import Unreadable
from tests.reading.trees import nodes, passage, sketch

FRACTIONS = [
    (r"\frac12", "frac{1}{2}"),
    (r"\frac1{N}", "frac{1}{N}"),
    (r"\frac\pi2", r"frac{\pi}{2}"),
    (r"\frac123", "frac{1}{2} 3"),
    (r"\dfrac ab \tfrac{a}{b} \cfrac a {b}", "frac{a}{b} frac{a}{b} frac{a}{b}"),
    (r"{a \over b+c} d", "frac{a}{b + c} d"),
    (r"\sqrt{a+b \over c}", "root[]{frac{a + b}{c}}"),
    (r"\left(a \over b\right)", "(frac{a}{b})"),
    (r"{n \choose k} \binom nk", "binom{n}{k} binom{n}{k}"),
    (r"\sqrt[k]{x} \sqrt x \sqrt2", "root[k]{x} root[]{x} root[]{2}"),
    (r"a/b", "a / b"),
    ("½ x", "frac{1}{2} x"),
    ("√x √(a+b)² ∛8", "root[]{x} root[]{a + b}^{2} root[3]{8}"),
    ("√x_i y", "root[]{x_{i}} y"),
]
SCRIPTS = [
    (r"x_i^2 x^2_i x_{i}{}^{2}", "x_{i}^{2} x_{i}^{2} x_{i}^{2}"),
    (r"\theta{_k} \theta{_k}^2 a{^T}", r"\theta_{k} \theta_{k}^{2} a^{T}"),
    (r"f'_m f''(x) k^{'} k^\prime x'^2", "f'_{m} f'' (x) k' k' x'^{2}"),
    (r"f^{\prime\prime}", "f''"),
    (r"x^{(1)}^{T}", "x^{(1)}^{T}"),
    (r"W^{(2)}'", "W^{(2)}'"),
    (r"{x_i}^2 {x}_i {a+b}^2", "{x_{i}}^{2} x_{i} {a + b}^{2}"),
    (r"{v'_{w}}^T", "{v'_{w}}^{T}"),
    (r"{}^pE ^pE", "^pE^{p} E"),
    (r"+ ^pE", "+ ^pE"),
    (r"y^{(i)^2} y^{(i)2}", "y^{(i)^{2}} y^{(i) 2}"),
    (r"x^\frac12 x_\mathrm{T} x_\hat y", "x^{frac{1}{2}} x_{rm:T} x_{hat{y}}"),
    (r"n!^2 (a)^2 [a]_+", "n !^{2} (a)^{2} [a]_{+}"),
    (r"W^* w^{*T}", "W^{*} w^{* T}"),
    (r"\sum_{i=1}^n a_i", "sum_{i = 1}^{n} a_{i}"),
    (r"\sum\limits_{i} \sum\nolimits_i", "sum_{i} sum_{i}"),
    (r"e^-z e^{-z} e^-z_i x^+ A^- b", "e^{- z} e^{- z} e^{- z_{i}} x^{+} A^{-} b"),
    (r"x^(a+b) x^(i) W^(1) x^(a_i)", "x^{a + b} x^{(i)} W^{(1)} x^{a_{i}}"),
    ("x² x₁² xᵢ A⁻¹ Aᵀ x¹²", "x^{2} x_{1}^{2} x_{i} A^{- 1} A^{T} x^{12}"),
    ("eˣ e⁻ˣ xˡ xᶜ⁺ᶻ xᵗ", "e^{x} e^{- x} x^{l} x^{c + z} x^{t}"),
    ("xᵅ xᵋ xᶿ xᶲ xᵦ aª", r"x^{\alpha} x^{\varepsilon} x^{\theta} x^{\phi} x_{\beta} a^{a}"),
    (r"x_{}", "x_{}"),
]
BRACKETS = [
    (r"(a) [b] \{c\} \langle d\rangle \lfloor e\rfloor", "(a) [b] {c} ⟨d⟩ ⌊e⌋"),
    (r"\left(a\right] \left.b\right|_{x=a}", "(a] .b|_{x = a}"),
    (r"\big( a \Bigl[ b \Bigr] \bigg)", "(a [b])"),
    (r"|x| \|x\|_2^2 ||V|| ‖x‖", "|x| ‖x‖_{2}^{2} ‖V‖ ‖x‖"),
    (r"|A||B| 2|x|y", "|A| |B| 2 |x| y"),
    (r"\bigl|x\bigr| \lvert x\rvert \lVert x \rVert", "|x| |x| ‖x‖"),
    (r"|a + |b|| \left|x\right|", "mark| a + |b| mark| |x|"),
    (r"p(y|x) p(y\mid x, w) (q\|p)(q||p)", "p (y mark| x) p (y mark| x mark, w) (q mark‖ p) (q mark‖ p)"),
    (r"\{w | w = s\}", "{w mark| w = s}"),
    (r"a|b = c|d", "a mark| b = c mark| d"),
    (r"f\big|_{x=a}", "f mark|_{x = a}"),
    (r"\left( a \middle| b \right)", "(a mark| b)"),
    (r"-|x| + |-y|", "- |x| + |- y|"),
    (r"\left\langle A, B\right\rangle_F", "⟨A mark, B⟩_{F}"),
]
LETTERS = [
    (r"\mathbf{x}_i \boldsymbol\theta \bm y {\bf \Phi}", r"bold:x_{i} bold:\theta bold:y bold:\Phi"),
    (r"\mathcal{L} \mathbb R ℝ \mathfrak g ℒ", "cal:L bb:R bb:R frak:g cal:L"),
    (r"\bf{\hat y - y} z", "hat{bold:y} - bold:y z"),
    (r"\mathrm{d}x \mathrm{softmax}(x) \mathrm{neg-sample}", "rm:d x <softmax> (x) <neg-sample>"),
    (r"\operatorname{tr} \operatorname*{arg\,max}_w \log x", "<tr> <argmax>_{w} <log> x"),
    (r"\text{softmax(x)}_i \text{softmax}(x)", "{<softmax> (rm:x)}_{i} <softmax> (x)"),
    (r"J_{\text{neg-sample}} J_\text{ns}", "J_{<neg-sample>} J_{<ns>}"),
    (r"a \text{ if } b \text{if} c \text{(Cyclic invariance)}", 'a " if " b "if" c "(Cyclic invariance)"'),
    (r"\text{where $t_j=1$ holds}", '"where " t_{j} = 1 " holds"'),
    (r"\text{if k $\ne$ y_i}", '"if" k ≠ y_{i}'),
    (r"\text{the loss $=$ a sum}", '"the loss " = " a sum"'),
    (r"\text{if k = n}", '"if" k = n'),
    (r"\text{for the k = n}", '"for the" k = n'),
    (r"\text{where all k = n hold}", '"where all k = n hold"'),
    (r"a \space b", "a b"),
    (r"\text{\framebox{$ \tilde o_h $}}", "tilde{o}_{h}"),
    (r"\text{d\_model}", "<d_model>"),
    (r"\hat y \hat{y_w} \widehat{ab} \overline x \ddot\theta", r"hat{y} hat{y_{w}} hat{a b} bar{x} ddot{\theta}"),
    (r"\vec x \vec x_n \vec{x_n} \vec 1 \underline{x} \vec{AB}", "bold:x bold:x_{n} bold:x_{n} bold:1 bold:x vec{A B}"),
    (r"\mathbf 1 \mathbb{1} \mathrm{1}", "bold:1 bb:1 1"),
    ("𝑥 𝐱 𝒙 𝜃 ŷ x̄ σ ϕ µ", r"x bold:x bold:x \theta hat{y} bar{x} \sigma \phi \mu"),
    ("exp(x) softmax", "e x p (x) s o f t m a x"),
    ("h1 2x 0.5 .5", "h 1 2 x 0.5 .5"),
    (r"\ell \epsilon ε", r"\ell \epsilon \varepsilon"),
    (r"\vect x \bb{R}", "x R"),
]
SIGNS = [
    (r"a \cdot b × c ⋅ d \times e * f ∗ g", "a · b × c · d × e * f ∗ g"),
    (r"a ⊙ b \odot c \circ d ⊗ e", "a ⊙ b ⊙ c ∘ d ⊗ e"),
    ("− – -", "- - -"),
    (r"a \ne b ≠ c \not= d \not\in E \leq F ≤ G", "a ≠ b ≠ c ≠ d ∉ E ≤ F ≤ G"),
    (r"a := b =: c -> d => e \to f \implies g", "a := b =: c → d ⇒ e → f ⇒ g"),
    (r"\stackrel{!}{=} \overset{(a)}{=} \xrightarrow{f}", "=[!] =[(a)] →[f]"),
    (r"\because a \therefore b", "∵ a ∴ b"),
    (
        r"\partial ∂ \nabla ∇ ∞ \top \intercal … \ldots \cdots ⋯",
        r"\partial \partial \nabla \nabla \infty \top \top \ldots \ldots \cdots \cdots",
    ),
    ("Σ_i ∑_i Π ∏", r"sum_{i} sum_{i} \Pi prod"),
    (r"\Sigma_i ∑_i", r"\Sigma_{i} sum_{i}"),
    ("Σ_{i=1}^n x Σ_{i∈A} Σ^{-1}", r"sum_{i = 1}^{n} x sum_{i ∈ A} \Sigma^{- 1}"),
    (r"a, b; c. d \quad e \, f", "a mark, b mark; c mark. d mark\\quad e f"),
    ("n!=1, n !=1", "n ! = 1 mark, n ≠ 1"),
    ("x % remark\n+ y", "x + y"),
    ("（ａ）＝ｂ", "(a) = b"),
]
LAYOUT = [
    (r"\displaystyle a \label{eq:1} \tag{$*$} \nonumber", "a"),
    (r"\textcolor{red}{\frac{a}{b}} \textcolor{blue}{-} {\color{red} x}", "frac{a}{b} - x"),
    (r"2\textcolor{red}{a+b} \textcolor{red}{ab}^2", "2 a + b {a b}^{2}"),
    (r"\colorbox{yellow}{$x+y$} \phantom{x} a", "x + y a"),
    (r"\boxed{a=b} \cancel{x} \cancelto{0}{x}", "boxed{a = b}{} cancel{x}{} cancel{x}{0}"),
    (r"\underbrace{a+b}_{=: -\delta_m} \overbrace{c}^{d}", r"underbrace{a + b}{=: - \delta_{m}} overbrace{c}{d}"),
    (
        r"\underset{n\times m}{Z} \underset{w}{\max} \overset{n}{\underset{i}{\sum}}",
        "underset{Z}{n × m} <max>_{w} sum_{i}^{n}",
    ),
    (r"\mathop{\mathrm{argmin}}_x", "<argmin>_{x}"),
    (r"a \hspace{1em} b \hspace*{2pt} c \\[2pt] d", "a mark\\quad b c mark\\\\ d"),
    (r"\left( a \right. \\ & \left. + b \right) \left. c \right.", "(a + b) .c."),
    (r"\textbf{x}_i \textbf{if } \textbf{W}", 'bold:x_{i} "if " bold:W'),
]
TABLES = [
    (r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}", "[matrix[a & b ; c & d]]"),
    (r"\begin{pmatrix}1\\2\\\end{pmatrix}^T", "(matrix[1 ; 2])^{T}"),
    (r"\begin{vmatrix} a \end{vmatrix}", "|matrix[a]|"),
    (r"\left[\begin{array}{c|c} a & b \\ \hline c & d \end{array}\right]", "[matrix[a & b ; c & d]]"),
    (r"\begin{cases} 1 & i=j \\ 0 & \text{otherwise} \end{cases}", 'cases[1 & i = j ; 0 & "otherwise"]'),
    (r"\left\{ \begin{array}{ll} 1 & a \\ 0 & b \end{array} \right.", "cases[1 & a ; 0 & b]"),
    (r"\begin{align*} a &= b \\ &= c \end{align*}", "aligned[a & = b ;  & = c]"),
    (r"\begin{aligned}[t] a \end{aligned}", "aligned[a]"),
    (r"\begin{align} f(a \\ &+ b) \end{align}", "aligned[f (a + b)]"),
    (r"\begin{equation} a = b \end{equation}", "a = b"),
    (r"\sum_{\substack{i \le m \\ i \ne 0}}", "sum_{substack[i ≤ m ; i ≠ 0]}"),
    (r"a &= b \\ c", "a mark& = b mark\\\\ c"),
]
PHYSICS = [
    (r"J\qty(\theta) \qty[a] \abs{x} \norm{x}_2", r"J (\theta) [a] |x| ‖x‖_{2}"),
    (r"\mqty(a & b \\ c & d)", "(matrix[a & b ; c & d])"),
    (
        r"\dv{f}{x} \dv{x} \pdv{f}{x}{y}",
        r"frac{rm:d f}{rm:d x} frac{rm:d}{rm:d x} frac{\partial^{2} f}{\partial x \partial y}",
    ),
    (r"\pdv[2]{f}{x} \grad f", r"frac{\partial^{2} f}{\partial x^{2}} \nabla f"),
]
READ = [*FRACTIONS, *SCRIPTS, *BRACKETS, *LETTERS, *SIGNS, *LAYOUT, *TABLES, *PHYSICS]

OUTSIDE = [
    ("e^-z + x^(a+b) + a^12", "e^{- z} + x^{a + b} + a^{12}"),
    ("t**2 x_ij u_w^T v", "t^{2} x_{i j} u_{w}^{T} v"),
    ("x_i^2 w_12 u_wv_c", "x_{i}^{2} w_{12} u_{w} v_{c}"),
    ("v^T.A.v", "v^{T} · A · v"),
    ("(1/n).Σ(zi − z̄)²", r"(1 / n) · \Sigma (z i - bar{z})^{2}"),
    ("a = b.", "a = b mark."),
    ("Σ_i x_i Π_k^n a_k Σ_ij", r"sum_{i} x_{i} prod_{k}^{n} a_{k} \Sigma_{i j}"),
    ("xΣ_i + Σ^{-1} x Σ_i^T x Σ_{i=1}^n", r"x \Sigma_{i} + \Sigma^{- 1} x \Sigma_{i}^{T} x sum_{i = 1}^{n}"),
    ("{a if x > 0, else b}", 'cases[a & "if " x > 0 ; b & "else"]'),
    ("{a if x, else {b if y, else c}}", 'cases[a & "if " x ; cases[b & "if " y ; c & "else"] & "else"]'),
    ("{ai f, b} {a if x, b}", "{a i f mark, b} {a i f x mark, b}"),
    ("{0,1} {x_i}^2 {l ∈ K : a}", "{0 mark, 1} {x_{i}}^{2} {l ∈ K : a}"),
    ("∂L / ∂w1 = (∂L / ∂z)⋅x1", r"\partial L / \partial w 1 = (\partial L / \partial z) · x 1"),
    ("z ~ p", "z ~ p"),
    ("1..T -m..m", "1 mark.. T - m mark.. m"),
    ("i != j, a >= b", "i ≠ j mark, a ≥ b"),
    ("100% x", r"100 \% x"),
]

UNREAD = [
    ("(a", (0, 1), "this ( is never closed"),
    ("a + (b + [c]", (4, 5), "this ( is never closed"),
    ("a)", (1, 2), "this ) closes nothing"),
    ("[a + b)", (0, 7), "this [ is closed by )"),
    (r"\left( a", (0, 5), r"this \left has no \right"),
    (r"\{a", (0, 2), "this { is never closed"),
    ("{a", (0, 1), "this { is never closed"),
    (r"\begin{cases} a", (0, 6), r"\begin{cases} has no \end"),
    (r"\begin{pmatrix} a \end{bmatrix}", (0, 31), r"\begin{pmatrix} is ended by \end{bmatrix}"),
    (r"\begin{tikzpicture} a", (0, 19), "the environment tikzpicture is not known"),
    ("xˉ", (1, 2), "no rule reads ˉ here"),
    ("a^1.5", (2, 5), "TeX takes only the first digit of ^1.5"),
    ("x_12", (2, 4), "TeX takes only the first digit of _12"),
    ("e^-2x", (1, 5), "how far the exponent reaches is not clear"),
    ("√x²", (0, 3), "how far the root reaches is not clear"),
    ("√2π", (0, 3), "how far the root reaches is not clear"),
    ("x_i_j", (3, 5), "a second subscript"),
    ("e^x^2", (3, 5), "a second superscript"),
    ("x^", (2, 2), "what stands in ^ is expected here"),
    (r"\frac{a}", (8, 8), "a denominator is expected here"),
    (r"a \foo(b)", (2, 6), r"\foo is not defined"),
    (r"\trans{A}", (0, 6), r"\trans is not defined"),
    (r"\inv A", (0, 4), r"\inv is not defined"),
    (r"\input{secret}", (0, 6), r"\input is not followed: a formula has no effects"),
    (r"\catcode`\_=12", (0, 8), r"\catcode is not followed: a formula has no effects"),
    ("a $ b", (2, 3), "a $ inside a formula"),
    ("a \\", (2, 3), "a backslash with nothing behind it"),
    ("a # b", (2, 3), "no rule reads # here"),
    ("a \u202e b", (2, 3), "no rule reads the character U+202E here"),
    (r"\not x", (0, 6), r"\not stands before no relation that it can deny"),
    ("(a \\over b)", (3, 8), r"\over needs braces of its own"),
    ("1e-5 x", (0, 4), "1e-5 is a power of ten or a product with e"),
    ("9" * 1001, (0, 1001), "a number of more than 1,000 digits"),
]


@pytest.mark.parametrize(("text", "tree"), READ)
def test_reads(text: str, tree: str) -> None:
    assert sketch(parse(passage(text))) == tree


@pytest.mark.parametrize(("text", "tree"), OUTSIDE)
def test_reads_text_outside_dollars(text: str, tree: str) -> None:
    assert sketch(parse(passage(text), outside=True)) == tree


@pytest.mark.parametrize(("text", "span", "reason"), UNREAD)
def test_says_where_it_is_unreadable(text: str, span: tuple[int, int], reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(passage(text))
    assert ((caught.value.span.start, caught.value.span.end), caught.value.reason) == (span, reason)


@pytest.mark.parametrize(
    "text", ["(" * 250 + ")" * 250, "{" * 250 + "}" * 250, "\\sqrt" * 250 + "x", "x^{" * 250 + "}" * 250]
)
def test_a_formula_may_not_nest_too_deep(text: str) -> None:
    with pytest.raises(Unreadable, match="nested more than 200 deep"):
        parse(passage(text))


@pytest.mark.parametrize("text", ["(" * 190 + "x" + ")" * 190, "x^{" * 90 + "y" + "}" * 90])
def test_a_formula_may_nest(text: str) -> None:
    assert parse(passage(text)).items


def test_a_formula_may_not_be_too_long() -> None:
    with pytest.raises(Unreadable, match="more than 20,000 tokens"):
        parse(passage("x+" * 10_001))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"\vect x", r"\vect is not defined: read as a type of letters"),
        (r"\softmax(x)", r"\softmax is no command of LaTeX: read as the word softmax"),
        ("e^-z", "TeX takes the sign alone in ^-: read with the factor behind it"),
        ("x^(i)", "TeX raises or lowers the bracket alone in ^(…): read as a group"),
        ("x^{(1)}^T", "a second superscript: read as one of what stands before it"),
    ],
)
def test_says_what_is_read_as_something_else(text: str, said: str) -> None:
    assert [remark.text for remark in parsed(passage(text)).remarks] == [said]


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_places_are_inside_those_of_what_holds_them(text: str) -> None:
    row = parse(passage(text))
    for node in nodes(row):
        for below in nodes(node)[1:]:
            assert node.span.start <= below.span.start <= below.span.end <= node.span.end


def test_a_place_is_where_it_is_written() -> None:
    row = parse(passage(r"a + \frac{\hat y_i}{2}"))
    spans = [(item.span.start, item.span.end) for item in row.items]
    assert spans == [(0, 1), (2, 3), (4, 22)]


def test_a_space_is_remembered() -> None:
    spaced = [item.spaced for item in parse(passage(r"a b\,c{d}\alpha e")).items]
    assert spaced == [False, True, True, False, False, True]
