"""Texts that are no pages: bytes, signs of all kinds, nesting, macros that grow, giant numbers, pages with damage.

A text is told by its seed and number alone, so that a failure can be made again anywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[1] / "pages"
FORMATS = ("md", "tex", "txt", "ipynb")
WRITTEN = tuple(sorted(path for path in PAGES.glob("*") if path.suffix != ".verdicts"))

BLOCK = "<!-- symcheck\nsizes n, d\nindex i, j ∈ n\na, b ∈ ℝ^n; A ∈ ℝ^{n×n}; x, y ∈ ℝ; λ > 0\n-->\n\n"
SIGNS = r"""
$ $$ \( \) \[ \] \\[ \\] \\ { } ( ) [ ] | \| & = := + - * / ^ _ , ; : . ! ' " # % ~ ` ``` < > \{ \} \left( \right)
\left \right \begin{align} \end{align} \begin{cases} \end{cases} \begin{pmatrix} \end{pmatrix} \begin \end \frac
\frac{ \sqrt \sum_ \sum_{i=1}^n \prod \int \lim \max_i \partial \nabla \nabla_a \frac{\partial \mathrm{d} \text{if}
\text \mathbf \hat \bar \tilde \vec \over \stackrel{!} \underset \overbrace \boxed \tag{1} \label{x} \cdot \times
\odot \otimes \Rightarrow \implies \leftarrow \to \approx \le \ne \in \dots \cdots \forall \exp \log \sigma
\delta_{ij} \mathrm{tr} \det \diag \operatorname{f} \newcommand \def \x \DeclareMathOperator \verb \input{/etc/passwd}
\write18 \include \openin \csname \expandafter \catcode \vert ^T ^\top ^{-1} ^2 _i _{ij} _{i\ne j} ^{(l)} a b A x y i
j n d λ 0 1 2 10 -1 1/2 0.5 e π ∂ Σ ∏ √ ² ᵀ ⁻¹ ₁ ∈ ℝ ≤ ≠ → ⇒ ⊙ · × − ½ ‖ ⟨ ⟩ 𝑑 𝐿 ŷ x̄ means where let for set assume
part (a): (a) 1. wrong remark sizes index <!-- --> <!--symcheck symcheck: *** --- === |---| <br> &lt; &#39; \u0041
"cells" {"cells":[]}
"""
MARKS = (*SIGNS.split(), "\n", "\n\n", " ", " where ", " for ")
STRANGE = "\0\x07\x1b\r\t\x7f\x85\xa0\u200b\u202e\u2066\u2028\ufeff\ufffd\ud800\U0001d465\U000e0041\u0301\u0338"
OPENERS = (
    ("{", "}"), ("(", ")"), ("[", "]"), ("\\frac{1}{", "}"), ("\\sqrt{", "}"), ("x^{", "}"), ("x_{", "}"), ("-", ""),
    ("\\left(", "\\right)"), ("\\begin{cases} ", "\\end{cases}"), ("\\text{", "}"), ("\\exp(", ")"), ("\\|", "\\|"),
    ("\\frac{\\partial}{\\partial x}(", ")"), ("\\sum_{i=1}^n ", ""), ("\\begin{pmatrix}", "\\end{pmatrix}"),
    ("> ", ""), ("- ", "\n"), ("1. ", "\n"), ("$", "$"), ("\\mathbf{", "}"), ("\\hat{", "}"), ("\\log ", ""),
    ("\\nabla_a ", ""), ("a^", ""), ("2^", ""), ("\\underbrace{", "}"), ("\\boxed{", "}"), ("|", "|"), ("'", ""),
    ("\\begin{align}", "\\end{align}"), ("\\sigma(", ")"), ("\\text{if }", ""), ("\\left", ""), ("\\over ", ""),
)  # fmt: skip
NUMBERS = (
    "9" * 400, "9" * 1001, "9" * 5000, "0." + "3" * 900, "10^{10}", "10^{10^{10}}", "2^{2^{2^{2^{2^2}}}}", "1e400",
    "(1/3)^{9999}", "(1/3)^{10001}", "x^{9999}", "x^{99999}", "100000!", "\\sum_{i=1}^{10^{12}} i", "a_{99999999999}",
    "\\prod_{k=1}^{1000000000} k", "\\binom{100000}{50000}", "\\frac{1}{0}", "0^0", "0^{-1}", "-0", "1/0/0", "√(-1)",
    "10^{-400}", "1{,}000{,}000", "1.2.3", "0x10", "١٢٣", "²", "\\infty", "\\log 0", "\\int_0^{10^{9}} x", "I^{10000}",
)  # fmt: skip


@dataclass(frozen=True)
class Noise:
    """A text and the name of the file it would stand in, of one kind."""

    kind: str
    text: str | bytes
    file: str


def noise(seed: int, number: int) -> Noise:
    """The text of a number."""
    chance = random.Random(f"{seed} noise {number}")
    kind = chance.choices(tuple(KINDS), OFTEN)[0]
    text = KINDS[kind](chance)
    suffix = chance.choice(FORMATS)
    if kind == "damaged page" and isinstance(text, str):
        suffix, _, text = text.partition("\n")
    return Noise(kind, text, f"page.{suffix}")


def _bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(300))


def _signs(chance: random.Random) -> str:
    """Letters of all scripts and signs that no editor shows."""
    ranges = ((32, 127), (32, 127), (0x370, 0x400), (0x2070, 0x2300), (0x1D400, 0x1D800), (0, 0x110000))
    found = (chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randrange(200)))
    return "".join(chance.choice(STRANGE) if chance.random() < 0.05 else letter for letter in found)


def _pieces(chance: random.Random) -> str:
    between = chance.choice((" ", "", " ", "\n", "\n\n"))
    found = [chance.choice(MARKS) for _ in range(chance.randrange(60))]
    body = between.join(found)
    wrapped = chance.choice(("{}", "$${}$$", "$ {} $", "\\[{}\\]", "$$a = {} = b$$", "\\begin{align}{}\\end{align}"))
    return chance.choice(("", BLOCK)) + wrapped.replace("{}", body)


def _nested(chance: random.Random) -> str:
    pairs = [chance.choice(OPENERS) for _ in range(chance.choice((1, 1, 2, 3)))]
    depth = chance.choice((3, 20, 60, 150, 190, 201, 400, 3000)) // len(pairs)
    opened = "".join(a for a, _ in pairs) * depth
    closed = "".join(b for _, b in reversed(pairs)) * (depth if chance.random() < 0.8 else depth // 2)
    core = chance.choice(("x", "1", "", "a = b", "x + y"))
    wrapped = chance.choice(("{}", "$${}$$", "$x = {}$", "$${} = x$$", "$x = 1$ {} $y = 2$"))
    return chance.choice(("", BLOCK)) + wrapped.replace("{}", opened + core + closed)


def _growing(chance: random.Random) -> str:
    """Commands that call themselves, or one another twice; rewriting rules that never end."""
    names = [f"\\{chr(97 + n) * 2}" for n in range(chance.choice((1, 3, 26)))]
    lines = []
    for name, other in zip(names, [*names[1:], chance.choice((names[0], "x", "{", "$", ""))], strict=True):
        twice = chance.choice((f"{other}{other}", f"{other}+{other}", f"({other})^{{{other}}}", f"#1{other}{{#1#1}}"))
        argument = "[1]" if "#1" in twice else ""
        lines.append(chance.choice((f"\\newcommand{{{name}}}{argument}{{{twice}}}", f"\\def{name}{{{twice}}}")))
    rules = ["x means x x", "x means y; y means x", "a means (a)", "x^2 means x^2 + x^2", "index i ∈ i", "sizes n, n"]
    block = f"<!-- symcheck\n{chance.choice(rules)}\nx, y ∈ ℝ\n-->\n" if chance.random() < 0.4 else ""
    return block + "\n".join(lines) + f"\n\n$$x = {names[0]}{{x}} = {names[-1]}{{y}} = x$$\n"


def _numbers(chance: random.Random) -> str:
    found = [chance.choice(NUMBERS) for _ in range(chance.randrange(1, 4))]
    signs = chance.choice((" = ", " + ", "^", "_", " ", " \\cdot ", "/"))
    sides = chance.choice(("$${}$$", "$x = {}$", "$${} = {}$$", "<!-- symcheck\nsizes n = {}\n-->\n$x={}$", "x = {}"))
    body = signs.join(found)
    return chance.choice(("", BLOCK)) + sides.replace("{}", body)


def _damaged(chance: random.Random) -> str:
    """A page that someone wrote, with pieces of it lost, doubled, or put elsewhere; its format on the first line."""
    path = chance.choice(WRITTEN)
    text = path.read_text(encoding="utf-8")
    for _ in range(chance.choice((1, 2, 5, 20))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(chance.choice((2, 8, 60))))
        other = chance.randrange(len(text) + 1)
        put = chance.choice(("", chance.choice(MARKS), chance.choice(STRANGE), text[other : other + 20], "\n"))
        text = text[:start] + put + text[end:]
    return f"{path.suffix[1:]}\n{text}"


KINDS: dict[str, Callable[[random.Random], str | bytes]] = {
    "bytes": _bytes, "signs": _signs, "pieces": _pieces, "nesting": _nested,
    "macros": _growing, "numbers": _numbers, "damaged page": _damaged,
}  # fmt: skip
OFTEN = (2, 2, 12, 2, 4, 4, 1)
"""How often each is made: a damaged page is long to read, and bytes mostly say nothing."""
