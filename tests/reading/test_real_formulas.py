"""Formulas as they stand on pages: each kind as it is written right, as a wrong twin, and where nothing reads it."""

import pytest

from tests.reading.pages import lines, statuses

P, R, U, I, A = "proved", "refuted", "unread", "ill-formed", "ambiguous"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\min_x (x-y)^2 = x^2 - 2xy + y^2$$", [P]),
        ("$$\\min_x (x-y)^2 = x^2 - xy + y^2$$", [R]),
        ("$$\\min_x (x-y)^2 = 0$$", [U]),
        ("We minimise $$\\min_x (x-y)^2 = x^2 - 2xy + y^2 = x^2$$", [P, R]),
        ("We minimise $$\\min_x (x-y)^2 = 0$$", [U]),
        ("We minimise $$\\min_x (x-y)^2 + y = y$$", [U]),
        ("$$\\min_x (x-y)^2 = \\min_x x^2 - 2xy + y^2 = \\min_x x^2 + y$$", [P, R]),
        ("$$\\min_x (x-y)^2 = \\min_x x^2 - 2xy + y^2$$ $$= x^2 - 2xy + y^2$$", [P, U]),
        ("$$\\min_x (x-y)^2 = \\min_x x^2 - 2xy + y^2$$ $$= \\min_x y^2 + x^2 - 2xy$$", [P, P]),
        ("$$\\min_x (x-y)^2 = \\max_x x^2 - 2xy + y^2$$", [U]),
        ("$$\\min_i a_i = -\\max_i (-a_i) = \\max_i a_i$$", [P, R]),  # over an index it is a value
    ],
)
def test_an_optimum_is_no_objective(text, expected):
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\mathrm{Var}(xy) = x\\mathrm{Var}(y)$$", [U]),
        ("$$\\mathrm{Cov}(x, y) = \\mathrm{Cov}(y, x)$$", [U]),
        ("$$\\mathrm{mean}(xy) = x \\mathrm{mean}(y)$$", [U]),
        ("$$\\mathrm{Var}(xa) = x^2\\mathrm{Var}(a) = x\\mathrm{Var}(a)$$", [P, R]),
    ],
)
def test_moments_of_numbers_ask_over_which_distribution(text, expected):
    found = lines(text)
    assert [line.status.value for line in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$a_n = a_i \\quad \\text{for} \\; i = 1 \\cdots n$$", [R]),
        ("$$a_n = a_i \\quad \\text{for } i=1 \\ldots n$$", [R]),
        ("$$a_n = a_i \\quad \\text{for } i = 1, …, n$$", [R]),
        ("$$a_n = a_i \\quad \\text{for } i = 1, 2, \\dots, n$$", [R]),
        ("$$a_n = a_i \\quad \\text{for } i=1:n$$", [R]),
        ("$$a_i + a_i = 2a_i, \\quad i = 1,...,n$$", [P]),
        ("$$a_n = a_i \\quad \\text{for } i = n \\cdots n$$", [P]),
        ("$$(i - 1)a_i = |i - 1|a_i, \\quad i = 1, \\dots, n$$", [P]),
        ("$$\\sum_{j=1,\\dots,n} a_j = \\sum_j a_j = \\sum_{j=1:n-1} a_j$$", [P, R]),
        ("$$a_n = a_i \\quad \\text{for } x = 1 \\cdots n$$", [I]),  # never x = n!
    ],
)
def test_a_range_of_an_index_is_no_equation(text, expected):
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("$$x + yz = {x+y}z = (x+y)z$$", "z ∈ ℝ", [P, R]),
        ("$$z - {x-y} = z - x - y = z - x + y$$", "z ∈ ℝ", [P, R]),
        ("$$\\log{x^2+1} = \\log(1 + x^2) = \\log(1) + x^2$$", "", [P, R]),  # the braces hold its argument
        ("$$x^{y+1} - {-x} = x^y x + x,\\quad x > 0$$", "", [P]),
        ("$$\\frac{d}{dx}{x^2+x} = 2x+1$$", "", [A]),
        ("$$\\frac{x}{x+1} = x/{x+1}$$", "", [A]),
        ("$$2A = 2(x + y) = 2x + y$$", "A means x + y", [P, R]),  # what is put in is one thing
        ("$$2{A} = 2(x + y)$$", "A means x + y", [P]),
    ],
)
def test_braces_that_are_not_shown_hold_nothing_together(text, more, expected):
    assert statuses(text, more) == expected


DENSITY = "h(t) > 0 unknown; z > 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\\prod_{i=1}^n h(a_i) \\exp(x \\sum_i a_i) = \\exp(x \\sum_i a_i) (\\prod_{i=1}^n h(a_i))$$", [A]),
        ("$$\\prod_i h(a_i) x = x \\prod_i h(a_i)$$", [A]),
        ("$$\\prod_i h(a_i) h(a_i) = \\prod_i h(a_i)^2 = \\prod_i h(a_i)$$", [P, R]),
        ("$$\\prod_i x h(a_i) = x^n \\prod_i h(a_i) = x \\prod_i h(a_i)$$", [P, R]),
        ("$$\\log\\frac{1}{z}exp(-x) = -\\log z - x$$", [A]),
        ("$$\\log\\frac{1}{z} + \\log \\exp(-x) = -\\log z - x = -\\log z$$", [P, R]),
    ],
)
def test_how_far_a_product_and_a_logarithm_reach(text, expected):
    assert statuses(text, DENSITY) == expected


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("$$dL = 2v^T dv$$", "v ∈ ℝ^d; L = v^T v", [U]),
        ("$$dL = 2v^T dv$$", "v ∈ ℝ^d; dL ∈ ℝ", [U]),
        ("$$dL = 2 v^T d v = 2d L$$", "v ∈ ℝ^d; L = v^T v", [U]),
        ("$$\\frac{d}{2}(n + 1) = \\frac{dn + d}{2} = d n$$", "", [P, R]),
        ("$$y d + y = (d + 1) y = d y$$", "", [P, R]),
    ],
)
def test_a_differential_is_no_size_times_a_name(text, more, expected):
    assert statuses(text, more) == expected


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("$$x p^\\star + y = y + x p^{\\star} = y - x p^\\star$$", "p^\\star ∈ ℝ", [P, R]),
        ("$$A p^\\ast = A p^* = A^T p^{\\ast}$$", "p^* ∈ ℝ^n", [P, R]),
        ("$$a^{\\ast T} a^\\ast = \\|a^*\\|^2$$", "a^* ∈ ℝ^n", [P]),
        ("$$x^\\star + 1 = 1 + x^\\star$$", "", [U]),
        ("$$\\epsilon + 1 = 1 + \\epsilon = \\epsilon$$", "ε > 0", [P, R]),
        ("$$\\varepsilon + 1 = 1 + \\varepsilon = ε$$", "ε > 0", [P, R]),
        ("$$\\epsilon + \\varepsilon = \\varepsilon + \\epsilon$$", "ε > 0", [U]),  # two letters: which is meant?
        ("$$\\phi(x) + y = y + \\phi(x)$$", "φ(t) unknown", [P]),
    ],
)
def test_stars_and_letters_that_latex_has_twice(text, more, expected):
    assert statuses(text, more) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$x + x = 2x = \\int_0^1 2x\\,dt = 3x$$", [P, U, R]),
        ("$$\\int_0^1 x\\,dt = x + x$$ $$= 2x = 3x$$", [U, P, R]),
        ("$$x = \\arg\\max_y f = \\argmax_y \\log f$$ $$= \\operatorname{argmax}_y f + 1$$ $$x + x = 2x$$", [P]),
        ("$$\\lim_{x \\to 0} f = f = x^2 + 1 = x^2$$", [U, P, R]),
        ("$$\\operatorname{rank}(A) = \\operatorname{rank}(A^T) = n$$ $$x + x = 2x$$", [U, U, P]),
        ("$$(x+y)^2 = x^2 + 2xy + \\text{const.} = (y + x)^2 = x^2$$", [P, R]),
        ("$$x \\propto y$$ $$x + x = 2x$$", [P]),
        ("$$[0, +\\infty)$$ $$x + x = 2x$$", [P]),
        ("$$x = [0, 1)$$", [U]),
        ("$$x + \\text{something} = 2x$$", [U]),
        ("$$= x + x$$ $$= 2x$$", [U, U]),  # nothing stands before
    ],
)
def test_what_is_not_judged_is_a_remark_or_unread(text, expected):
    assert statuses(text) == expected


def test_letters_that_are_declared_spell_no_word():
    assert statuses("$$supx = xups = s$$", "s, u, p ∈ ℝ") == [P, R]


SHORT = {
    "⟦": r"\begin{bmatrix} ",
    "⟧": r" \end{bmatrix}",
    "⋱": r"\vdots & \ddots & \vdots \\",
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"a = ⟦a_1 \\ \vdots \\ a_n⟧", P),
        (r"a = ⟦a_1 \\ a_2 \\ \vdots \\ a_n⟧", P),
        (r"a = ⟦a_1 & \cdots & a_n⟧^T", P),
        (r"a = (a_1; a_2; ...; a_n)", P),
        (r"a = ⟦a_1 \\ a_3 \\ \vdots \\ a_n⟧", U),
        (r"a = ⟦a_1 \\ \vdots⟧", U),
        (r"2a = ⟦a_1 \\ \vdots \\ a_n⟧", R),
        (r"a = ⟦a_1 & \cdots & a_n⟧", I),
        (r"A = ⟦A_{11} & \cdots & A_{1n} \\ ⋱ A_{n1} & \cdots & A_{nn}⟧", P),
        (r"A = ⟦A_{11} & \cdots & A_{n1} \\ ⋱ A_{1n} & \cdots & A_{nn}⟧", R),
        (r"a b^T = ⟦a_1b_1 & \cdots & a_1b_n \\ ⋱ a_nb_1 & \cdots & a_nb_n⟧", P),
        (r"A = ⟦A_{11} & \cdots & A_{1n} \\ ⋱ A_{n1} & \cdots & b_n⟧", U),
        (r"Z = ⟦— z_1^T — \\ \vdots \\ — z_n^T —⟧", P),
        (r"Z^T = ⟦| & & | \\ z_1 & \cdots & z_n \\ | & & |⟧", P),
        (r"Z = ⟦z_1 & \cdots & z_n⟧", I),
        (r"Z = ⟦z_1 \\ \vdots \\ z_n⟧", U),
        (r"\nabla_a g = ⟦\frac{\partial g}{\partial a_1} \\ \vdots \\ \frac{\partial g}{\partial a_n}⟧", P),
    ],
)  # fmt: skip
def test_matrices_of_dots(written, expected):
    for short, long in SHORT.items():
        written = written.replace(short, long)
    assert statuses(f"$${written}$$", r"Z ∈ ℝ^{n×d} with rows z_i;  g = a^T A a") == [expected]


NAMES = r"m, u, \Delta m ∈ ℝ^n;  W_h, S ∈ ℝ^{n×d};  index l ∈ d;  J(u) unknown;  q(u) = u^T A^TA u"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"m + \Delta \mathbf{m} = \Delta m + m = m", [P, R]),
        (r"m + \Delta a = \Delta a + m", [U]),  # Δ is no name by itself
        (r"a_{[i]} = a_i = b_{[i]}", [P, R]),
        (r"\sum_i W_{h[i,l]} = \sum_i (W_h)_{il} = \sum_i S_{il}", [P, R]),
        (r"S[i,l] + 1 = 1 + S_{il} = S[i,l]", [P, R]),
        (r"a_{[i} = a_i", [U]),
        (r"\nabla J(u)^T (-x \nabla J(u)) = -x\|\nabla J(u)\|^2 = x\|\nabla J(u)\|^2", [P, R]),
        (r"\nabla q(u)^T = 2u^T A^TA = u^T A^TA", [P, R]),
        (r"\nabla_u \frac12 (Au - b)^T (Au - b) = A^T (Au - b)", [A]),  # what it takes is no call
        (r"{\partial (a^Ta)}/{\partial a} = 2a = a", [P, R]),
        (r"{\partial (a^Ta)}/{a} = 2a", [U]),
    ],
)
def test_names_and_scripts_as_pages_have_them(written, expected):
    assert statuses(f"$${written}$$", NAMES) == expected


@pytest.mark.parametrize("written", [r"x Q^T + x = 1", r"x + Q^{-T} = x", r"x + Q_i^{\top} = x"])
def test_a_name_is_asked_for_without_what_turns_it(written):
    said = [line.reason for line in lines(f"$${written}$$")]
    assert said and all("is not declared" in text and "^" not in text for text in said)


CASES = r"\begin{cases} -\log y & \text{if } t = 1 \\ -\log(1-y) & \text{if } t = 0\end{cases}"


@pytest.mark.parametrize(
    ("written", "more", "expected"),
    [
        (rf"-t\log y - (1-t)\log(1-y) = {CASES}", "t ∈ ℝ values {0,1};  y ∈ (0, 1)", ["undecided"]),  # it is read
        (rf"-t\log y - (1-t)\log(1-y) = {CASES}", r"t ∈ \{1, 0\};  y ∈ (0, 1)", ["undecided"]),
        (rf"t\log y - (1-t)\log(1-y) = {CASES}", "t ∈ ℝ values {0,1};  y ∈ (0, 1)", [R]),
        (rf"-t\log y - (1-t)\log(1-y) = {CASES}", "t ∈ ℝ;  y ∈ (0, 1)", [U]),
        (rf"-t\log y - (1-t)\log(1-y) = {CASES}", "t ∈ ℝ values {0,1,2};  y ∈ (0, 1)", [U]),
        (r"|x| = \begin{cases} x & x > 0 \\ -x & x \le 0 \end{cases}", "", [P]),
        (r"|x| = \begin{cases} x & x > 0 \\ -x & x < 0 \end{cases}", "", [P, P]),  # of 0 nothing is said
    ],
)
def test_cases_that_leave_nothing_out(written, more, expected):
    declared = more.replace("y ∈ (0, 1)", "v ∈ (0, 1)")
    assert statuses(f"$${written.replace('y', 'v')}$$", declared) == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("t ∈ ℝ^n one-hot", [P, P, P, R]),
        ("t ∈ {0,1}^n one-hot", [P, P, P, R]),
        ("\\mathbf t \\in \\{0,1\\}^n one-hot", [P, P, P, R]),
        ("t ∈ {0,1}^n", [R, P, P, R]),
        ("t ∈ ℝ one-hot", [U] * 4),
    ],
)
def test_one_hot_is_a_property(declared, expected):
    text = "$$(\\sum_i t_i) x = x$$ $$\\sum_i t_i^2 = \\sum_i t_i$$ $$t_i^2 = t_i = 1$$"
    assert statuses(text, declared) == expected


@pytest.mark.parametrize("written", [r"x^\star + 1 = 1 + x^\star", r"x^* + 1 = 1 + x^{\ast}"])
def test_a_name_with_a_star_is_asked_for_as_it_is(written):
    (line,) = lines(f"$${written}$$")
    assert line.reason.startswith("x^") and line.reason.endswith("is not declared")
