"""What words agree upon for all products, powers, norms and their kin leaves in doubt what holds one; the usual does
not."""

import pytest

from tests.reading.pages import lines, statuses

P, R, O = "proved", "refuted", "undecided"
DECLARED = "B ∈ ℝ^{n×n}; S ∈ ℝ^{n×n} invertible; z > 0; C ∈ ℝ^{n×n}; assume C = C^T"
PRODUCT, POWER, SQUARE = "$$(AB)^T = B^T A^T$$", "$$A^2 B = A A B$$", "$$x^2 x = x^3$$"
INVERSE, TRANSPOSE, NORM = "$$S^{-1} S a = a$$", "$$(A+B)^T = A^T + B^T$$", "$$\\|a\\|^2 = a^T a$$"
LOG, DERIVATIVE, QUOTIENT = (
    "$$\\frac{d}{dz}\\log z = \\frac1z$$",
    "$$\\frac{d}{dx} x^2 = 2x$$",
    "$$\\frac{x}{2}+\\frac{x}{2} = x$$",
)
INNER, SUM, ANY = "$$a^T b = \\sum_i a_i b_i$$", "$$\\sum_i a_i = \\mathbf 1^T a$$", "$$x + x = 2x$$"
SINE, TRACE = "$$\\frac{d}{dx}\\sin x = \\cos x$$", "$$\\operatorname{tr}(AB) = \\sum_{ij} A_{ij} B_{ji}$$"
SYMMETRIC = "$$\\nabla_a (a^T C a) = 2Ca$$"
CLAIMS = (PRODUCT, POWER, SQUARE, INVERSE, TRANSPOSE, NORM, LOG, DERIVATIVE, QUOTIENT, INNER, SUM, ANY, SINE, TRACE,
          SYMMETRIC)  # fmt: skip
UNUSUAL = {
    PRODUCT: (
        "All products are elementwise.", "Products are taken entry by entry.",
        "Juxtaposition means the Hadamard product.",
        "Unless noted otherwise products are entrywise.", "We multiply matrices componentwise.",
        "Let products be elementwise.",
        "Products should be read elementwise.", "We use $*$ and juxtaposition for the Hadamard product.",
        "Here $AB$ denotes the entrywise product.", "Read products as Hadamard products.",
        "Multiplication acts elementwise.",
        "By a product we mean the commutator.", "We define the product of two matrices entrywise.",
        "Alle Produkte sind komponentenweise zu verstehen.", "Tous les produits sont pris terme à terme.",
    ),
    POWER: (
        "Powers of matrices are taken entry by entry.", "We square matrices entrywise.", "Squaring is elementwise.",
        "Exponents act on entries.",
        "$A^2$ denotes the entrywise square.", "Potenzen sind elementweise gemeint.",
    ),
    SQUARE: (
        "Superscripts are indices, not powers.", "Superscripts denote layers.", "Exponents denote falling powers.",
        "Write $x^2$ for $x+1$.", "Upper indices are no powers.",
    ),
    INVERSE: (
        "$S^{-1}$ is taken entrywise.", "By $S^{-1}$ we mean entrywise reciprocals.",
        "All inverses are pseudo-inverses.",
        "Matrices are inverted entry by entry.", "Inverse sind komponentenweise zu lesen.",
    ),
    TRANSPOSE: (
        "$A^T$ denotes the inverse of $A$.", "Transposes denote inverses.", "The superscript T means the square.",
        "$A^T$ is the reflection along the other diagonal.",
    ),
    NORM: (
        "All norms are maximum norms.", "Norms are 1-norms.", "We use the 1-norm throughout.",
        "$\\|x\\|$ is the number of nonzero entries.",
        "Norms will be sup norms.",
        "Norms are octahedral.", "Alle Normen sind Maximumsnormen.",
    ),
    LOG: (
        "Here $\\log$ denotes the decimal logarithm.", "We use decimal logarithms.", "Logs are base 2.",
        "The base of the logarithm is 2.", "Der Logarithmus ist dekadisch.", "Le logarithme est décimal.",
    ),
    DERIVATIVE: (
        "Derivatives are discrete.", "Here $\\frac{d}{dx}$ is the discrete difference.",
        "$d/dx$ means a forward difference.",
        "Les dérivées sont des différences finies.",
    ),
    QUOTIENT: ("Division is integer division.", "Quotients are rounded down.", "Die Division ist ganzzahlig."),
    INNER: (
        "All vectors are rows.", "Row vectors throughout.", "Think of all vectors as rows.",
        "$a$ and $b$ are row vectors.",
        "Vektoren sind Zeilenvektoren.",
    ),
    SUM: (
        "Indices run from 2 to $n$.", "Indices start at 0.", "We count from 0.", "Sums start at the second entry.",
        "Indizes laufen von 2 bis $n$.",
    ),
    ANY: (
        "All arithmetic is modulo 2.", "We work modulo $2$.", "Addition means taking the maximum.",
        "Tous les calculs sont modulo 2.",
    ),
    SINE: ("All angles are in degrees.", "$\\sin$ takes degrees.", "Winkel sind in Grad."),
    TRACE: ("$\\operatorname{tr}$ denotes the normalised trace.", "The trace is the mean of the diagonal."),
    SYMMETRIC: (
        "From here on $C$ is no longer symmetric.", "Now $C$ need not be symmetric.", "We drop the symmetry of $C$.",
        "Henceforth $C$ is arbitrary.",
    ),
}  # fmt: skip
USUAL = (
    "The product is the usual matrix product. By the product rule, the derivative of a sum is the sum of derivatives.",
    "Products of matrices are associative. Multiplication is not commutative. The inner product is positive.",
    "The elementwise product is denoted by $\\odot$. Here $\\odot$ is the Hadamard product, which is commutative.",
    "The mask is multiplied elementwise. The softmax is applied elementwise. We take the derivative elementwise.",
    "The sum runs over all words. All sums are finite. Sums are over all $i$ unless noted otherwise.",
    "Norms are Euclidean. The norm is at most one. The maximum norm is dual to the 1-norm. The norm ball is compact.",
    "Vectors are columns, and $a^T$ is a row. The rows of $A$ are examples. Each row vector of $A$ is shown.",
    "Here log is the natural logarithm. Logarithms are natural. Taking logarithms gives sums.",
    "The binary logarithm is used in information theory. The logarithm is concave.",
    "$A^T$ denotes the transpose of $A$. The inverse of an orthogonal matrix is its transpose.",
    "$S^{-1}$ is the inverse of $S$. $S^{-1}$ is symmetric if $S$ is. All inverses exist. The inverse is unique.",
    "Indices run from 1 to $n$. Subscripts denote entries. A superscript in parentheses denotes the layer.",
    "The superscript $T$ denotes the transpose. The exponent is negative. The power rule gives the claim.",
    "The derivative with respect to the mean is zero. The gradient is a vector of partial derivatives.",
    "We use finite differences to check the gradient. Gradient descent is a discrete process.",
    "Division by zero is avoided. Division by $n$ gives the mean. The square root is positive.",
    "All computations are exact. All equations hold entrywise. We work with real numbers. Equality holds.",
    "Angles are in radians. The trace is linear. Determinants are multiplicative. $C$ is not diagonal.",
    "$\\operatorname{tr}(A)$ is the sum of the diagonal entries. $\\exp$ is the exponential function.",
    "Das Produkt ist das übliche Matrixprodukt. Vektoren sind Spaltenvektoren. Die Summe läuft über alle Wörter.",
    "Les vecteurs sont des vecteurs colonnes. Toutes les normes sont euclidiennes. La norme est convexe.",
)  # fmt: skip


@pytest.mark.parametrize(("claim", "words"), [(claim, words) for claim in UNUSUAL for words in UNUSUAL[claim]])
def test_what_words_agree_upon_otherwise_is_proved_by_nothing_usual(claim: str, words: str) -> None:
    assert statuses(claim, DECLARED) == [P]
    found = lines(f"{words}\n\n{claim}\n\n$$y - y = 0$$", DECLARED)
    assert found[0].status.value == O
    assert "is said to" in found[0].reason
    assert claim == ANY or found[1].status.value == P


@pytest.mark.parametrize("words", USUAL)
def test_what_is_usual_leaves_all_as_it_is(words: str) -> None:
    assert statuses(f"{words}\n\n{' '.join(CLAIMS)}\n\n$$x + x = 3x$$", DECLARED) == [*[P] * len(CLAIMS), R]


def test_what_is_said_of_entries_says_nothing_of_numbers_and_ends_where_the_usual_is_said() -> None:
    page = (
        f"All products and powers are elementwise. $$x y = y x$$ {PRODUCT} Now products are the usual ones. {PRODUCT}"
    )
    assert statuses(page, DECLARED) == [P, O, P]


def test_what_is_defined_with_it_is_in_doubt_too() -> None:
    page = "All products are elementwise. Let $M = AB$. $$M - A B = 0$$ $$M^T = B^T A^T$$"
    assert statuses(page, DECLARED) == [O, O]


def test_a_convention_of_the_block_is_none_of_words() -> None:
    rows = f"{DECLARED}; vectors are rows"
    assert statuses(f"All vectors are rows. {INNER}", rows) == statuses(INNER, rows)


def test_only_what_is_said_of_all_of_them_further_on_takes_the_doubt() -> None:
    unusual = "We write $AB$ for the Hadamard product."
    assert statuses(f"Products are matrix products. {unusual} {PRODUCT}", DECLARED) == [O]
    assert statuses(f"{unusual} But all products are the usual ones. {PRODUCT}", DECLARED) == [P]
    assert statuses(f"All products are elementwise. The product of these is a matrix. {PRODUCT}", DECLARED) == [O]
