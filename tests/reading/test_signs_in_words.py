"""What is said with signs that words give another meaning than they have is in doubt."""

import pytest

from tests.reading.pages import lines, statuses

P, R, O = "proved", "refuted", "undecided"
SIGMOID = "$$\\sigma(x) = \\frac{1}{1+e^{-x}}$$"


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Here $\\sigma$ is the ReLU.", SIGMOID),
        ("Let $\\sigma$ be any activation.", SIGMOID),
        ("Let $e$ be a constant.", "$$\\frac{d}{dx} e^x = e^x$$"),
        ("Let $\\pi$ be a policy.", "$$\\sin \\pi = 0$$"),
        ("Let $I$ be the current.", "$$I A = A$$"),
        ("Logarithms are to base $2$.", "$$\\frac{d}{dx} \\log (x^2+1) = \\frac{2x}{x^2+1}$$"),
        ("All angles are in degrees.", "$$\\frac{d}{dx} \\sin x = \\cos x$$"),
        ("Sums exclude the diagonal.", "$$\\sum_{ij} \\delta_{ij} = n$$"),
        ("We sum over odd $i$ only.", "$$\\sum_i 1 = n$$"),
        ("Here $\\sum_j$ means $\\sum_{j \\neq i}$.", "$$\\sum_j \\delta_{ij} = 1$$"),
        ("We write $\\sum$ for the sum over odd indices.", "$$\\sum_i 1 = n$$"),
        ("Here $\\|a\\|$ denotes the 1-norm.", "$$\\|a\\|^2 = a^T a$$"),
        ("Here $|x|$ means the integer part.", "$$|x|^2 = x^2$$"),
        ("All sums run over $j \\ne i$.", "$$\\sum_j \\delta_{ij} = 1$$"),
        ("where $\\odot$ is the circular convolution.", "$$(a \\odot a)_1 = a_1^2$$"),
        ("Here $*$ denotes convolution.", "$$x * x = x^2$$"),
        ("We denote the cross product by $\\times$.", "$$x \\times x = x^2$$"),
        ("Here $\\nabla$ denotes finite differences.", "$$\\nabla_a (a^T a) = 2a$$"),
        ("Primes denote transposes.", "$$(x^2)' = 2x$$"),
    ],
)
def test_a_sign_that_words_give_another_meaning_proves_nothing(words: str, claim: str) -> None:
    assert statuses(claim) == [P]
    assert statuses(f"{words} {claim} $$x + x = 2x$$") == [O, P]
    assert "in words that are not read" in lines(f"{words} {claim}")[0].reason
    assert statuses(f"{words} Let $c = y + {claim.strip('$').split('=')[0]}$. $$c - y = {claim.strip('$')}$$")[-1] != P


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Here $\\sigma$ is the sigmoid.", SIGMOID),
        ("Here $\\sigma(x)$ denotes the logistic function.", SIGMOID),
        ("$I$ is the $n \\times n$ identity matrix.", "$$I A = A$$"),
        ("Here $e$ is Euler's number.", "$$\\frac{d}{dx} e^x = e^x$$"),
        ("Logarithms are to base $e$.", "$$\\frac{d}{dx} \\log (x^2+1) = \\frac{2x}{x^2+1}$$"),
        ("The sum over all $j \\ne i$ is taken below.", "$$\\sum_j a_j = \\sum_k a_k$$"),
        ("$\\sum_i a_i$ is the sum of the entries.", "$$\\sum_i 1 = n$$"),
        ("$\\|a\\|$ is the Euclidean norm.", "$$\\|a\\|^2 = a^T a$$"),
        ("$|x|$ is small.", "$$|x|^2 = x^2$$"),
        ("Here $\\sigma$ is the ReLU. No: $\\sigma$ is the sigmoid.", SIGMOID),
        ("All sums run over $j = 1, \\dots, n$.", "$$\\sum_j \\delta_{ij} = 1$$"),
        ("where $\\odot$ is the element-wise product.", "$$(a \\odot a)_1 = a_1^2$$"),
        ("Here $*$ is multiplication, and $\\cdot$ the dot product.", "$$x * a \\cdot a = x \\|a\\|^2$$"),
        ("Primes denote derivatives by $x$.", "$$(x^2)' = 2x$$"),
    ],
)
def test_one_of_which_words_say_what_it_means_does(words: str, claim: str) -> None:
    assert statuses(f"{words} {claim} $$x + x = 3x$$") == [P, R]


def test_a_sign_that_is_declared_means_what_is_declared() -> None:
    page = "Here $\\sigma$ is the activation. $$\\sigma(2) = 4$$ $$\\sigma(2) = 5$$"
    assert statuses(page, "\\sigma(t) = 2t") == [P, R]


@pytest.mark.parametrize(
    "words",
    [", clipped at one", ", rounded", " after dropout", " (normalised to sum to one)", " (stop gradient)", ", detached",
     "; for unlabelled data let it be zero", " in absolute value"],
)  # fmt: skip
def test_a_name_with_which_something_is_done_behind_its_definition_has_no_value(words: str) -> None:
    assert P not in statuses(f"Let $c = x^2${words}. $$c = x^2$$")
    assert statuses("Let $c = x^2$, the normalised score. $$c = x^2$$") == [P]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Here $y$ depends on $x$.", O), ("Let $y$ be a function of $x$.", O), ("Here $y$ does not depend on $x$.", P),
        ("Here $x$ depends on $y$.", P), ("Here $f$ depends on $x$.", P),
    ],
)  # fmt: skip
def test_a_variable_that_is_said_to_depend_on_another_is_not_held_fixed(words: str, expected: str) -> None:
    assert statuses(f"{words} $$\\frac{{d}}{{dx}}(x y) = y$$") == [expected]
    assert statuses(f"{words} $$\\frac{{d}}{{dx}}(x y) = 2y$$") == [R]


def test_one_that_is_declared_to_do_so_changes_with_it() -> None:
    page = "Here $y$ depends on $x$. $$\\frac{d}{dx}(x y) = y + x\\dot y$$ $$\\frac{d}{dx}(x y) = y$$"
    assert statuses(page, "y function of x") == [P, R]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where $h$ is treated as a constant. $$\\frac{dg}{dx} = 3x^2$$", O),
        ("where we keep in mind that $h$ is held fixed. $$\\frac{dg}{dx} = 3x^2$$", O),
        ("No gradient flows through $h$. $$\\frac{dg}{dx} = 3x^2$$", O),
        ("No gradient flows through $h$. $$g = x^3$$", P),
        ("No gradient flows through $y$. $$\\frac{dg}{dx} = 3x^2$$", P),
        ("where $y$ is treated as a constant. $$\\frac{d (g y)}{dx} = 3x^2 y$$", P),
        ("where $y$ is treated as a constant. $$\\frac{d (g y)}{dx} = 2x^2 y$$", R),
    ],
)
def test_what_is_held_fixed_has_no_derivative(text: str, expected: str) -> None:
    assert statuses(
        f"Let $h = x^2$ and $g = x h$. {text}" if text[0] == "N" else f"Let $h = x^2$ and $g = x h$, {text}"
    ) == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Replacing $x$ by $2x$ gives", O),
        ("With $x$ replaced by $2x$ we get", O),
        ("Swapping $x$ and $y$, we have", O),
        ("Flipping the sign of $x$ yields", O),
        ("Replacing $q$ by its value gives", P),
        ("Multiplying $x$ by itself gives", P),
        ("Interchanging the sums over $i$ gives", P),
    ],
)
def test_what_is_put_in_the_place_of_a_variable_is_not_there(words: str, expected: str) -> None:
    assert statuses(f"Let $q = x^2$. {words} $q = x^2$. $$q + q = 2x^2$$") == [expected, P]


def test_a_prime_that_transposes_is_no_derivative_of_a_number() -> None:
    transposing = "' means transpose"
    assert statuses("Let $q = x^2$. $$q' = q$$ $$a'b = b'a$$ $$(a'Ab)' = b'A'a$$", transposing) == ["unread", P, P]
    assert statuses("$$(a'Ab)' = b'Aa$$", transposing) == [R]
