"""From pages to verdicts: chains over displays and rows, conditions, definitions, remarks, what is not read."""

import pytest

from symcheck.reading.assembling.assembly import read_text
from symcheck.report.model import FileProblem
from tests.reading.pages import judged, lines, page, statuses

P, R, I, U, D = "proved", "refuted", "ill-formed", "unread", "undecided"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$x + x = 2x = 3x$$", [P, R]),
        ("$$x + x$$\n\n$$= 2x$$", [P]),
        ("text\n\n$$= 2x$$", [U]),
        ("$$x + x$$", []),
        ("$$x + x = 2x$$\n\nwhich is\n\n$$= 4x/2$$", [P, P]),
        ("$$x + x = 2x$$\n\nwhich is\n\n$$= 4x$$", [P, R]),
        ("$$\\begin{aligned} x + x &= 2x \\\\ &= 4x/2 \\\\ &= 5x \\end{aligned}$$", [P, P, R]),
        ("\\begin{align} (x+1)^2 &= x^2 + 2x \\\\ &+ 1 \\\\ &= x^2 \\end{align}", [P, R]),
        ("\\begin{align} x + x &= 2x \\\\ y + y &= 2y \\\\ y + y &= 3y \\end{align}", [P, P, R]),
        ("$$x + x = 2x, \\quad y + y = 2y \\quad\\text{and}\\quad y + y = 3y$$", [P, P, R]),
        ("$$x + x = 2x \\Rightarrow 3x + x = 4x \\implies x = 2x$$", [P, P, R]),
        ("$$x + x = 2x$$\n\n$$\\Rightarrow 4x/2$$\n\n$$= 2x = x$$", [P, P, P, R]),
        ("$$x + x = 2x \\tag{1}$$ and $$x + x = 3x \\quad (2)$$", [P, R]),
        ("$$x + x = 2x \\quad \\Leftarrow \\text{collected}$$", [P]),
        ("$$x + x = 2x \\rightarrow y$$", [P]),
        ("$$x + x = 2x.$$", [P]),
        ("$$x + x (= 2x)$$", [P]),
        ("$$x + x = 2x (= 3x)$$", [P, R]),
        ("\\begin{align} x + x &= 2x \\\\ & x \\end{align}", [P, U]),
        ("\\begin{align} x + x &= 2x \\\\ &\\ge 0 \\end{align}", [P]),
        ("\\begin{align} x + x &= 3x \\\\ &\\ge 0 \\end{align}", [R]),
        ("\\begin{align} x + x &= 2x \\\\ &\\ge x \\end{align} $$= 2x$$", [P, U]),
        ("\\begin{align} x x &= x \\\\ &\\cdot x = 2x \\end{align}", [P, R]),
        ("$$x + x = 2x \\quad \\text{(collected)}$$", [P]),
        ("We have $x + x$ = $2x$ and so $x + x = 3x$.", [P, R]),
        ("$$x + x = 2x \\ge x^2 - 1$$", [P]),
        ("$$\\boxed{x + x = 3x}$$", [R]),
        ("$q := 2x$ $=$ $x + x = 3x$", [P, R]),
        ("$x + x$ $=$ $2x$", [P]),
        ("$$x + x =$$ which is $$2x$$", [P]),
        ("$$x + x =$$ which is $$= 3x$$", [R]),
        ("$$\\left.\\begin{aligned} x + x &= 2x \\\\ y + y &= 3y \\end{aligned}\\right\\}$$", [P, R]),
        ("$$\\begin{array}{rcl} x + x &=& 2x \\\\ &=& 3x \\end{array}$$", [P, R]),
        ("$$\\begin{array}{cc} x & y \\end{array}$$\n\n$$= 2x$$", [I]),
        ("\\begin{align} (x+1)^2 ={}& x^2 + 2x \\\\ & + 1 \\\\ ={}& x^2 \\end{align}", [P, R]),
        ("$$x + x\\\\ = 2x$$", [P]),
        ("Finally, for the weights $x + x = 3x$.", [R]),
        ("With respect to the input, $x + x = 3x$.", [R]),
        ("$$x y + x y = 2 x y$$ \\begin{align} & (x + y)^2 \\\\ =& 2 x y \\end{align}", [P, R]),
        ("$$x y + x y = 2 x y$$ \\begin{align} & x y + x y \\\\ =& 2 x y \\end{align}", [P, P]),
        ("$$x + x = 2x$$ $$x \\le y$$ $$= 2x$$", [P, U]),
        ("$$x + x = 2x$$ $$y \\approx 2$$ $$= 2x = 3x$$", [P, U, R]),
        ("$x + x$ $=$ $2x = 3x$", [P, R]),
        ("We minimise $$\\min_x f = x^2 + 1 = x^2$$", [P, R]),  # what is sought is taken off
        ("$$\\max_i a_i = a_i$$", [I]),  # the largest entry is a value
        ("$$x + x = x + x \\quad \\text{(why)} \\quad + y$$", [P, U]),  # what the sign adds is not left out
        ("$$x + x = 2x$$\n\nNow $(x + y)^2$ is\n\n$$= 2x$$", [P, U]),  # it is said of another expression
        ("$$x + x = 2x$$\n\nWith $y$ for $x$ this is\n\n$$= 2x$$", [P, P]),
        ("$$x + x = 2x$$\n\nand by the rule for $x$\n\n$$= 3x$$", [P, R]),
        ("\\begin{align} x + x &= x + x \\quad (\\text{why}) \\\\ &= 2x \\\\ &= 3x \\end{align}", [P, P, R]),
        ("$$x + x =$$ $$2x$$ $$= 3x$$", [P, R]),
        ("$$x + x = 2x$$ where $q = x$ $$= 2q = 3q$$", [P, P, R]),
        ("$x + x = 2x$, where \\begin{align} y + y &= 2y \\\\ &= 2x \\end{align}", [P, P, R]),
        ("$x + x = 2x$, where \\begin{align} y + y &= 2y \\\\ &= 3y - y \\end{align} $$= 3x$$", [P, R, P, P]),
        ("\\begin{align} x + x &= 2x & y + y &= 2y \\\\ &= 3x - x & &= 3y \\end{align}", [P, P, P, R]),
        ("\\begin{align} x - x &= 0 & x (y + 1) &= x y \\end{align}", [P, R]),
        ("\\begin{align} x + x &= 2x \\text{ since } y - y = 0 \\\\ &= 3x - x \\\\ &= y \\end{align}", [P, P, R, P]),
        ("\\begin{align} x + x ={}& x \\\\ & + x \\\\ ={}& x - x \\end{align}", [P, R]),
        ("$$(2x = x + x) \\land (y = x)$$", [P, R]),
        ("$$(2x = x + x) \\wedge (x y = y x)$$", [P, P]),
        ("$$(2x = x + x) \\text{ and }(y = x)$$", [P, R]),
        ("$$2x = x + x \\quad [y = x]$$", [P, R]),
        ("$$2x = x + x \\quad [x y = y x]$$", [P, P]),
        ("$$2x = x + x [= 3x]$$", [P, R]),
        ("$$2x = x + x \\quad [= 3x]$$", [P, R]),
        ("$$2x = x + x \\quad [\\text{so }= 3x]$$", [P, R]),
        ("$$2x = x + x \\quad [= 3x - x]$$", [P, P]),
        ("$$[i = j] = \\delta_{ij}$$", [P]),
        ("$$\\begin{aligned} 2x &= x + x \\\\ &(x + 1) \\end{aligned}$$", [P, U]),
        ("$$\\begin{aligned} 2x &= x + x \\\\ &(x) \\end{aligned}$$", [P, U]),
        ("$$2x = x + x \\qquad (x + 1)$$", [P, U]),
        ("$$2x = x + x \\quad y$$", [P]),  # a remark, shown as one
        ("$$2x = x + x \\quad (2)$$", [P]),
        ("$$2x = x + x \\quad (*)$$", [P]),
        ("$$2x = x + x \\quad \\forall x$$", [P]),
        ("$$2x = x + x =$$", [P, U]),
        ("$$\\begin{aligned} 2x &= x + x \\\\ &= \\end{aligned}$$", [P, U]),
        ("$$2x = x + x =$$ $$3x - x$$", [P, P]),
        ("$$2x = x + x$$ $$+ x$$", [P, U]),
    ],
)  # fmt: skip
def test_chains(text: str, expected: list[str]) -> None:
    found = read_text("<!-- symcheck\nx, y ∈ ℝ\n-->\n" + text, "page.md")
    assert isinstance(found, FileProblem) == (not expected)
    if expected:
        assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For $i \\ne j$,\n\n$$\\delta_{ij} = 0$$", [P]),
        ("$$\\delta_{ij} = 0$$", [R]),
        ("$$\\delta_{ij} = 0, \\quad i \\ne j$$", [P]),
        ("$$\\delta_{ij} = 0 \\quad \\text{if } i \\ne j$$\n\n$$\\delta_{ij} = 0$$", [P, R]),
        ("$$\\delta_{ij} = 0$$ for $i \\ne j$.\n\n$$\\delta_{ij} = 0$$", [P, R]),
        ("If $i = j$:\n\n$$\\delta_{ij} = 1$$\n\nIf $i \\ne j$:\n\n$$\\delta_{ij} = 0$$", [P, P]),
        ("$$\\partial_{a_j} a_i = \\delta_{ij}$$\n\nFor $i = j$,\n\n$$= 1$$\n\nfor $i \\ne j$,\n\n$$= 0$$", [P]*3),
        ("$$\\delta_{ij} = \\begin{cases} 1 & i = j \\\\ 0 & \\text{otherwise} \\end{cases}$$", [P]),
        ("unless $i \\ne j$,\n\n$$\\delta_{ij} = 0$$", [R]),
        ("Since $i \\ne j$ is not the case,\n\n$$\\delta_{ij} = 0$$", [R]),
        ("$$|y| = y, \\quad y > 0$$", [P]),
        ("with $y > 0$:\n\n$$|y| = y$$", [P]),
        ("Let $y > 0$.\n\n$$|y| = y$$", [P]),
        ("If $y > 0$,\n\n$$|y| = y$$\n\nIf $y < 0$,\n\n$$|y| = -y$$", [P, P]),
        ("If $y > 0$,\n\n$$|y| = y$$\n\nIf $y < 0$,\n\n$$|y| = y$$", [P, R]),
        ("The terms for $i \\ne j$ are small.\n\n$$\\delta_{ij} = 0$$", [R]),
        ("We look at $i \\ne j$ later.\n\n$$\\delta_{ij} = 0$$", [R]),
        ("$i = j \\Rightarrow \\delta_{ij} = 1$, and\n\n$$\\delta_{ij} = 1$$", [P, R]),
        ("$$\\delta_{ij} = 0, \\quad \\text{where } f = x$$", [R, R]),
        ("$$|y| = y$$", [R]),
        ("$$\\delta_{ij} = 1 \\quad\\text{for } i = j, \\qquad \\delta_{ij} = 0 \\quad\\text{for } i \\ne j$$", [P, P]),
        ("$$\\delta_{ij} = 1 \\quad (i = j), \\qquad \\delta_{ij} = 1 \\quad (\\text{for } i \\ne j)$$", [P, R]),
        ("$$\\text{for } i = j: \\delta_{ij} = 1, \\quad\\text{for } i \\ne j: \\delta_{ij} = 1$$", [P, R]),
        ("\\begin{align} \\delta_{ij} &= 1 & i = j \\\\ \\delta_{ij} &= 1 && i \\ne j \\end{align}", [P, R]),
        ("$$x y = y \\quad\\text{for } x = 1, \\qquad x^2 y^2 = y^3$$", [P, R]),
        ("For $i = j$: $\\delta_{ij} = 1$, and for $i \\ne j$: $\\delta_{ij} = 0$.", [P, P]),
        ("For $i = j$: $\\delta_{ij} = 1$, and for $i \\ne j$: $\\delta_{ij} = 1$.", [P, R]),
        ("When $i = j$ we get $\\delta_{ij} = 1$, and otherwise\n\n$$\\delta_{ij} = 0$$", [P, P]),
        ("When $i = j$ we get $\\delta_{ij} = 1$, and otherwise\n\n$$\\delta_{ij} = 1$$", [P, R]),
        ("For $i \\ne j$:\n\n$$\\delta_{ij} = 0$$\n\nIn general,\n\n$$\\delta_{ij} = 0$$", [P, R]),
        ("For $x = 0$ there is nothing to do. $x y = 0$", [R]),
        ("When $x = 0$ is excluded, $x y = 0$.", [R]),
        ("This holds even if $x = 0$. $x y = 0$", [R]),
        ("The case where $x = 0$: skip it. $x y = 0$", [R]),
        ("If $x = 0$, $x y = 0$", [P]),
        ("With $n = 1$, $n + 1 = 2$.", [P]),
        ("If $x = 0$, then $x y = 0$.\n\n$x y = 0$", [P, R]),  # said of one sentence
        ("Assume $x = 0$. Then $x y = 0$.\n\n$x y = 0$", [P, P]),
        ("Assuming $x > 0$, $|x| = x$. For negative $x$, $|x| = x$", [P, R]),
        ("# A\n\nAssume $x = 0$.\n\n1. $x y = 0$\n2. $x y = 0$\n\n# B\n\n$x y = 0$", [P, P, R]),
        ("# A\n\nAssume $x = 0$.\n\n## B\n\n$x y = 0$\n\n# A\n\n$x y = 0$", [P, R]),
        ("Assume $x = 0$.\n\n(a) $x y = 0$\n\n# A\n\n$x y = 0$", [P, R]),
        ("# A\n\n1. Assume $x = 0$. Then $x y = 0$\n2. $x y = 0$", [P, R]),
        ("$$\\delta_{ij} = 1 \\ (\\text{for } i = j), \\quad = 0 \\ (\\text{for } i \\ne j)$$", [P, P]),
        ("Since $\\sum_i a_i = 1$ we have $\\sum_i 2 a_i = 2$.", ["undecided", R]),  # it may be assumed, and is not
        ("Since $(x + y)^2 = x^2$, $x = x$.", [R, P]),
        ("Since $f = 2x$, $x = x$.", [R, P]),  # f has a value
        ("If $x = 1$ and $y = 2$, then $x + y = 3$.", [P]),
        ("If $x = 1$, then $y = 2$ and $x + y = 3$.", [R, R]),
        ("$$x + y = 3 \\quad \\text{if } x = 1 \\text{ and } y = 2$$", [P]),
        ("With $x = 1$, $x y = y$; with general $x$: $x y = y$.", [P, R]),
        ("In fact $x y = y$.", [R]),
        ("$$\\delta_{ij} = 1 \\text{ when } i = j \\text{ and } \\delta_{ij} = 0 \\text{ when } i \\ne j$$", [P, P]),
        ("$$\\delta_{ij} = 1 \\text{ when } i = j \\text{ and } \\delta_{ij} = 1 \\text{ when } i \\ne j$$", [P, R]),
        ("$\\delta_{ij} = 0$ for $i < j$ or $i > j$.", [R]),  # one of two is not assumed alone
        # beside a condition that cannot be read nothing is wrong for sure
        ("If $q_z = 1$, $$|y| = y$$ $$|y| = y$$", [D, R]),
        ("$$|y| = y \\quad\\text{for } q_z > 0$$ $$|y| = y$$", [D, R]),
        ("$$|y| = y$$ if $q_z = 1$.\n\n$$|y| = y$$", [D, R]),
        ("$$x x = x^2 = x \\quad\\text{if } q_z = 1$$", [P, D]),
        ("\\begin{align} x + x &= 3x \\\\ &= x^2 \\quad\\text{if } q_z = 1 \\\\ &= 2x \\end{align}", [R, P, D]),
        ("For $y > 0$, $$|y| = -y$$", [R]),
        ("For the last part, $x = y$. So $x y = x^2$.", [R, R]),  # a claim, whatever word stands before it
        ("$$|x| = x \\quad (x > 0 \\text{ or } x < 0)$$", [R]),
        ("$$|x| = x \\quad (x > 0) \\lor (x < 0)$$", [R, U]),
        ("$$|x| = x, \\quad x > 0 ∨ x < 0$$", [R]),
        ("$$|x| = x \\quad \\text{for } x > 0 \\text{ or } y > 0$$", [R]),
        ("for $x > 0$ or $x < 0$, $|x| = x$", [R]),
        ("for $x > 0$, $y > 0$ or $x < 0$, $|x| = x$", [R]),
        ("$|x| = x$ for $x > 0$ or $x < 0$", [R]),
        ("for $x > 0$ (or $x < 0$) $|x| = x$", [R]),
        ("for $x > 0$ $\\lor$ $x < 0$, $|x| = x$", [R]),
        ("for $x > 0$ or $x < 0$, $x + x = 2x$", [P]),  # it needs none of them
        ("for $x > 0$, $|x| = x$", [P]),
        ("$$x > 0 \\iff |x| = x$$", [U]),
        ("$$x > 0$$ $$\\iff |x| = x$$", [U]),
        ("$|x| = x \\iff x > 0$", [U]),
        ("$x > 0$ iff $|x| = x$", [U]),
        ("$x > 0$ iff $x + x = 2x$", [U]),
        ("$|x| = x$ if and only if $x > 0$", [U]),
        ("$$|x| = x \\text{ iff } x > 0$$", [U]),
        ("we know $x + x = 2x$. we take $x$ if and only if $x > 0$.", [P]),  # it is said of the next sentence
        ("we take $x$ if and only if $x > 0$. we know $x + x = 3x$.", [R]),
        ("$x > 0$ ⇔ $|x| = x$", [U]),
        ("$$x > 0 \\implies |x| = x$$", [P]),
        ("$$x + x = 2x \\iff 2x = x + x$$", [P, P]),
        ("$$x + x = 2x \\iff 3x = x + x$$", [P, R]),
        ("$|x| = x$ for $x > 0$, and $2x = 3x$.", [P, R]),
        ("$$|x| = x$$ if $x > 0$ and $$2x = 3x$$", [P, R]),
        ("If $y > 0$ and $$x = 3$$ then $$x y = 3 y$$", [R, R]),  # a display is a claim
        ("for $x > 0$ and $x = y$, $|y| = y$", [R, R]),
        ("$\\delta_{ij} = 1$ for $i = j$ and $\\delta_{ij} = 1$ for $i \\ne j$", [P, R]),
        ("$\\delta_{ij} = 1$ for $i = j$ and $\\delta_{ij} = 0$ for $i \\ne j$", [P, P]),
        ("for $x > 0$, $x < 0$, $|x| = x$", ["undecided"]),
        ("for $x > 0$, $x < 0$, $|x| = -x$", ["undecided"]),
        ("$|x| = x$ for $x > 0$, $x < 0$", ["undecided"]),
        ("$|x| = x$ for $x > 0$ and $x < 0$", ["undecided"]),
        ("$$x > 0, x < 0$$ $$|x| = -x$$", ["undecided"]),
        ("$$|x| = -x \\quad \\text{for } x > 0, x < 0$$", ["undecided"]),
        ("for $x > 0$, $x < 1$, $|x| = x$", [P]),
        ("$$a_i = a_1, \\quad i = 1, 2, \\dots, n$$", [R]),  # said of each, not of the first
        ("$$a_i = a_1, \\quad i = 1$$", [P]),
        ("$x y = 6$ for $x = 2$ and $y = 3$", [P]),
        ("$|x| = x$ for $x > 0$; for $x < 0$, $|x| = -x$", [P, P]),
        ("$|x| = x$ for $x > 0$; for $x < 0$, $|x| = x$", [P, R]),
    ],
)  # fmt: skip
def test_conditions(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $$g = x^2$$ then $$\\frac{\\partial g}{\\partial x} = 2x$$", [P]),
        ("$$g = x^2$$\n\n$$\\frac{\\partial g}{\\partial x} = x$$", [R]),
        ("$$g(t) = t^2$$\n\n$$g(x) = x^2$$\n\n$$g'(x) = 2x$$", [P, P]),
        ("$$g = x^2 = x \\cdot x = x$$", [P, R]),
        ("$$\\sigma'(t) = \\sigma(t)^2$$", [R]),  # a derivative is claimed, never defined: for every t
        ("$$g(t) = t^2$$\n\n$$g'(t) = 3t$$", [U]),
        ("$$b_z = a_i$$", [I]),  # an entry is no new name
        ("$$x = y$$", [R]),  # declared: a variable is not defined by the page
        ("$$f = x^2 + 1$$", [P]),
        ("$$f = x^2$$", [R]),
        ("$$f := x^2$$", [R]),  # what the block defines is not defined again
        ("$$x + x = 2x = q$$\n\n$$q = x + x$$\n\n$$q = x$$", [P, P, R]),
        ("Let $x = 2$.\n\n$$x + 1 = 3$$", [P]),
        ("Let $x = 2$.\n\n$$f = 5$$", [U]),  # f = x² + 1 speaks of another x
        ("Let $x = 2$ and $g = x^2$.\n\n$$g = 4 = 5$$", [P, R]),
        ("$$x \\leftarrow x + 1$$\n\n$$f = x$$", [R]),
        ("(a) $$g = x^2$$\n\n(b) $$g = x^3$$\n\n$$g = x^2$$", ["undecided", R]),  # a second one may be another
        ("(a) $$g = x^2$$\n\n(b) $$g := x^3$$\n\n$$g = x^3$$", [P]),
        ("$$q = p + 1$$\n\n$$x + x = 2x$$", [P]),  # a definition that nothing uses
        ("$$q = p + 1$$\n\n$$x + x = q$$", [U]),
    ],
)  # fmt: skip
def test_definitions(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "assumed"),
    [
        ("$$\\frac{df}{dx} = 2x = 0$$\n\n$$x = 0$$", [P, P], True),
        ("$$\\frac{df}{dx} = 3x = 0$$", [R], False),
        ("$$0 = \\frac{df}{dx} = 2x$$\n\n$$x + y = y$$", [P, P], True),
        ("$$\\frac{df}{dx} \\stackrel{!}{=} 0$$\n\n$$x = 0$$", [P], True),
        ("Setting $$\\frac{df}{dx} = 0$$ we find $$x = 0$$", [P], True),
        ("$$\\frac{df}{dx} = 0$$", [R], False),  # a claim
        ("$$\\frac{df}{dx} = 2x$$\n\n$$= 0$$\n\n$$x = 1$$", [P, R], True),
        ("$$\\frac{df}{dx} = 2x - 2x + 0$$", [R], False),
        ("Set $$\\frac{df}{dx} = 2x = 0$$ $$\\frac{df}{dx} = 7x$$ $$\\frac{d^2f}{dx^2} = 2 + x$$", [P, R, R], False),
        ("Set $$\\frac{df}{dx} = 2x = 0$$ $$\\frac{df}{dx} = 0$$ $$\\frac{d^2f}{dx^2} = 2$$", [P, P], False),
        ("$$f = f$$ Set $\\frac{df}{dx} = 0$: $$x = 0$$", [P, P], True),
        ("Let $D = \\frac{df}{dx}$. Set $D = 2x = 0$. Then $D = 3x$ and $x = 0$.", [P, R, P], True),
        ("With $\\frac{df}{dx} = 0$ we get $x = 0$ and $\\frac{df}{dx} = x$.", [P, R], True),
        ("The slope, where $\\frac{df}{dx} = 3x$. Hence $\\frac{df}{dx} = 3x$.", [R, R], False),
        ("For the slope $\\frac{df}{dx} = 3x$.", [R], False),
        # it ends with its part, and where something is said of any value
        ("# A\n\n$$\\frac{df}{dx} = 2x = 0$$\n\n$$f = 1$$\n\n## B\n\n$$f = 1$$", [P, P, R], True),
        ("(a) $$\\frac{df}{dx} = 2x = 0$$\n\n(b) $$f = 1$$", [P, R], False),
        ("$$\\frac{df}{dx} = 2x = 0$$\n\nFor any $x$ we have $$f = 1$$", [P, R], False),
        ("$$\\frac{df}{dx} = 2x = 0$$\n\n$$f = 1$$ for all $x$.", [P, R], False),
        ("$$\\frac{df}{dx} = 2x = 0$$\n\n$$f = 1 \\quad \\forall x$$", [P, R], False),
        ("$$\\frac{df}{dx} = 2x = 0$$\n\nIn general $$f = 1$$", [P, R], False),
        ("$$\\frac{df}{dx} = 2x = 0$$\n\nFor all $i, j$ we have $$a_i f = a_i$$", [P, P], True),
        ("# A\n\n$$\\frac{df}{dx} = 2x = 0$$\n\n## B\n\n$$f = 1 \\quad \\text{since } 2x = 0$$", [P, P], True),
        ("# A\n\n$$\\frac{df}{dx} = 2x = 0$$\n\n## B\n\n$$f = 1 \\quad \\text{since } x = y$$", [P, R, D], False),
    ],
)  # fmt: skip
def test_what_is_set_to_0_is_0_from_there_on(text: str, expected: list[str], assumed: bool) -> None:
    found = judged(text)
    assert [line.status.value for part in found for chain in part.chains for line in chain.lines] == expected
    assert any(chain.assumed for part in found for chain in part.chains) == assumed


G = "$$\\frac{\\partial g}{\\partial x} = 2(x - y)$$\n\n"
"""The derivative of g = (x − y)² by x."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "to zero" sets the last derivative before it to 0
        (G + "Setting the derivative to zero we get $x = y$.", [P, P]),
        (G + "Setting the derivative to zero we get $x = 2y$.", [P, R]),
        (G + "Equating this to 0, $$x + 1 = y + 1$$ $$x = 2y$$", [P, P, R]),
        (G + "We set it to $0$ and find $\\hat x = y$.", [P, P]),
        (G + "We set it to $0$ and find $\\hat x = 2y$.", [P, R]),
        (G + "Setting $\\frac{\\partial g}{\\partial x}$ to zero gives $x = y$.", [P, P]),
        (G + "Setting $\\frac{\\partial g}{\\partial y}$ to zero gives $x = y$.", [P, U]),
        ("Setting the derivative $\\frac{\\partial g}{\\partial x} = 2(x - y)$ to zero gives $x = y$.", [P, P]),
        ("Setting the derivative $\\frac{\\partial g}{\\partial x} = 2(x - y)$ to zero gives $x = 2y$.", [P, R]),
        ("(a) " + G + "(b) Setting the gradient to zero we get $x = y$.\n\n(c) $x = y$", [P, P, R]),
        (G + "$$\\frac{\\partial^2 g}{\\partial x^2} = 2$$\n\nSetting the derivative to zero, $x = y$.", [P, P, P]),
        (G + "$$y \\frac{\\partial f}{\\partial x} = 2 x y$$\n\nSetting the derivative to zero, $x = 0$.", [P, P, R]),
        # the last one by the variable that is solved for
        ("{f}Set this to zero: $x = 0$. {h}Setting this to zero, $\\hat y = x$ and $y = 0$.", [P, P, P, P, P]),
        ("{f}{h}Setting these to zero, $\\hat x = 0$.", [P, P, P]),
        ("{f}{h}Setting these to zero, $\\hat x = y$.", [P, P, R]),
        ("{f}{h}Setting these to zero, $\\hat y = x$.", [P, P, P]),
        ("{h}Setting these to zero, $\\hat x = 0$.", [P, U]),
        # where none stands there nothing is refuted, and nothing proved
        ("Setting the gradient to zero we get $x = y$.", [U]),
        ("# A\n\n" + G + "# B\n\nSetting the gradient to zero we get $x = y$.", [P, U]),
        (G + "$$\\frac{\\partial u}{\\partial x} = 2z$$\n\nSetting this to zero we get $x = y$.", [P, U, U]),
        # other words do not
        (G + "Setting $y$ to zero we get $x = y$.", [P, R]),
        (G + "Without setting the derivative to zero, $x = y$.", [P, R]),
        (G + "Setting the offset to zero we get $x = y$.", [P, R]),
        # a derivative that is 0, and what follows from that
        ("$$\\frac{\\partial g}{\\partial x} = 0 \\implies x = y$$", [P]),
        ("$$\\frac{\\partial g}{\\partial x} = 0 \\Rightarrow \\hat x = y$$", [P]),
        ("$$\\frac{\\partial g}{\\partial x} = 0 \\Rightarrow \\hat x = 2y$$", [R]),
        ("$$\\frac{\\partial g}{\\partial x} = 0 \\quad\\text{so}\\quad x = y$$", [P]),
        # the part solves for the variable, whatever is between
        ("$$\\frac{\\partial g}{\\partial x} = 0$$ $$2x = x + x$$ $$x = y$$", [P, P]),
        ("$$\\frac{\\partial g}{\\partial x} = 0$$ Then $\\hat x = y$.", [P]),
        ("$$\\frac{\\partial g}{\\partial x} = 0$$ $$x = 2y$$", [R]),
        ("$$\\frac{\\partial g}{\\partial x} = 0$$ $$2x = x + x$$", [R, P]),
    ],
)  # fmt: skip
def test_words_set_to_0_the_derivative_that_stands_before_them(text: str, expected: list[str]) -> None:
    text = text.replace("{f}", "$$\\frac{\\partial f}{\\partial x} = 2x$$\n\n")
    text = text.replace("{h}", "$$\\frac{\\partial g}{\\partial y} = 2(y - x)$$\n\n")
    assert statuses(text, "g = (x - y)^2") == expected


def test_what_is_assumed_is_told_with_its_place() -> None:
    (part,) = judged("For $i \\ne j$,\n\n$$\\delta_{ij} = 0$$")
    assert part.chains[0].assumed == ("given i ≠ j  page.md:10:6",)


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        # what the block assumes is told where it speaks of a line
        ("{assume}\n\n$x y = y$\n\n# A\n\n$x y = y$", [P, P], [True, True]),
        ("{assume}\n\n$x y = y$\n\n$y y = y^2$", [P, P], [True, False]),
        ("{assume}\n\n$f = 2$", [P], [True]),
        ("$x y = y$\n\n# A\n\n$y = y$", [R, P], [False, False]),
        # inside a part it holds from there to the end of it
        ("# A\n\n$y = y$\n\n{assume}\n\n$x y = y$\n\n# B\n\n$x y = y$", [P, P, R], [False, True, False]),
        ("# A\n\n{assume}\n\n$x y = y$\n\n## B\n\n$x y = y$", [P, P], [True, True]),
        ("# A\n\n$x y = y$\n\n{assume}\n\n$x y = y$", [R, P], [False, True]),
        ("(a) $x y = y$\n\n{assume}\n\n$x y = y$\n\n(b) $x y = y$", [R, P, R], [False, True, False]),
        ("(a) $y = y$\n\n{assume}\n\n(b) $x y = y$", [P, R], [False, False]),
        ("# A\n\n{assume}\n\n# B\n\n$x y = y$", [P], [True]),  # a part without formulas
        ("# A\n\n$x y = y$\n\n{assume}", [P], [True]),
    ],
)  # fmt: skip
def test_what_the_block_assumes_holds_in_its_part_and_is_told(text: str, expected: list[str], told: list[bool]) -> None:
    text = text.replace("{assume}", "<!-- symcheck\nassume x = 1\n-->")
    found = [(line, chain) for part in judged(text) for chain in part.chains for line in chain.lines]
    assert [line.status.value for line, _ in found] == expected
    assert [any(x.startswith("given x = 1  page.md:") for x in chain.assumed) for _, chain in found] == told


def test_what_is_not_read_is_left_out_of_its_chain() -> None:
    found = lines("$$x + x = z_q + 1 = 2x = 3x$$")
    assert [line.status.value for line in found] == [U, P, R]
    assert found[0].pointed[0][found[0].pointed[1].index("^") :].startswith("z_q")


def test_places_are_those_of_the_page() -> None:
    (line,) = lines("text\n\n$$x + x\n = 2x$$")
    assert str(line.place) == "page.md:13:4"
    assert line.latex == "2x"


def test_slips_are_documented_behind_a_formula_or_in_the_block() -> None:
    behind = "$$x + x = 3x$$ <!-- symcheck: wrong, because the factor -->"
    (part,) = judged(behind)
    assert part.outcome.value == "wrong, as documented"
    assert part.chains[0].lines[0].because == "the factor"
    (part,) = judged("$$x + x = 3x = 2x$$", "wrong page.1 line 1: the factor")
    assert [line.role for line in part.chains[0].lines] == ["wrong", "line"]
    assert part.outcome.value == "pass with documented slips"


@pytest.mark.parametrize(
    ("role", "expected"),
    [("claim", [R, P]), ("condition", [P]), ("definition", [P]), ("remark", [R])],
)
def test_the_author_says_what_a_formula_is(role: str, expected: list[str]) -> None:
    text = f"$$x = 2 y$$ <!-- symcheck: {role} -->\n\n"
    checked = "$$x x = 2 x y$$" if role != "claim" else "$$y = y$$"
    assert statuses(text + checked) == expected


def test_what_a_part_asks_is_compared_with_its_last_formula() -> None:
    asked = "part (a): asks \\partial f/\\partial x"
    assert statuses("(a) the slope is\n\n$$2x$$", asked) == [P]
    assert statuses("(a) the slope is\n\n$$\\rightarrow 3x$$", asked) == [R]
    assert statuses("(a) the slope is\n\n$$\\Rightarrow x + x = 2x$$", asked) == [P, P]
    assert statuses("(a) the slope is\n\n$$\\frac{\\partial f}{\\partial x} = x + x = 3x$$", asked) == [P, P, R]


def test_formulas_are_counted_by_what_they_come_to() -> None:
    found = page("$$g = x^2$$\n\n$$x + x = 2x$$\n\nFor $i \\ne j$,\n\n$$x + x = z + 1$$\n\n$$x \\approx 3$$").formulas
    assert (found.definitions, found.read, found.conditions, found.unread, found.remarks) == (1, 1, 1, 1, 1)


def test_a_page_of_remarks_and_definitions_is_no_derivation() -> None:
    found = read_text("<!-- symcheck\nx ∈ ℝ\n-->\n$$g = x^2$$\n\n$$g \\approx 3$$", "page.md")
    assert isinstance(found, FileProblem)
    assert "nothing on this page is judged: 2 formulas: 1 definition, 1 remark" in found.reason


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("$$x + x = 2x$$", "wrong page.2: there is none"),
        ("$$x + x = 2x$$", "wrong page.1 line 2: there is none"),
        ("$$x + x = 2x$$", "wrong (b).1: there is none"),
        ("$$x \\approx 2$$ <!-- symcheck: wrong, because it is none -->\n\n$$x + x = 2x$$", ""),
    ],
)
def test_a_slip_is_documented_at_a_line(text: str, more: str) -> None:
    found = read_text(f"<!-- symcheck\nx ∈ ℝ\n{more}\n-->\n" + text, "page.md")
    assert isinstance(found, FileProblem)
    assert "no line stands" in found.reason


def test_a_declaration_that_is_not_read_is_told_at_its_place() -> None:
    found = read_text("<!-- symcheck\nx ∈ ℝ\nnonsense here\n-->\n$$x + x = 2x$$", "page.md")
    assert isinstance(found, FileProblem)
    assert found.place.line == 3


def test_the_block_says_what_a_formula_is() -> None:
    assert statuses("$$x + x = 3x$$\n\n$$x + x = 2x$$", "formula 1: remark") == [P]
    assert statuses("$$x + x = 2x$$\n\n$$x = 2y$$\n\n$$x x = 2 x y$$", "formula 2: condition") == [P, P]


def test_a_label_stands_at_the_head_of_a_line_behind_a_display() -> None:
    text = "(a) We have\n$$x + x = 2x$$\n(b) And\n$$x + x = 3x$$"
    assert [(part.id, part.outcome.value) for part in judged(text)] == [("a", "pass"), ("b", "fail")]
    assert [part.id for part in judged("$$x + x = 2x$$ (b) $$x + x = 3x$$")] == ["page"]


def test_what_is_written_is_shown_with_what_belongs_to_it() -> None:
    (line,) = lines("$$x + x = \\mathbf{x}^{\\mathrm{T}} {\\bf x}$$")
    assert line.latex == "\\mathbf{x}^{\\mathrm{T}} {\\bf x}"


def test_cells_of_a_notebook_are_shown_as_they_are_read() -> None:
    cell = r"$$\\mathbf{x} + 1 = \\frac{q}{2}$$"
    found = read_text('{"cells": [{"cell_type": "markdown", "source": ["' + cell + '"]}]}', "page.ipynb")
    assert not isinstance(found, FileProblem)
    assert found.page.source.written(found.told[0].span) == r"\mathbf{x} + 1"
    assert str(found.parts[0].place) == "page.ipynb:cell 1:1:3"
