"""What each sign and each command is that needs nothing behind it: tables, and the node that an entry makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symcheck.reading.grammar.letters import COMMANDS
from symcheck.reading.grammar.tokens import Token
from symcheck.reading.source import Span
from symcheck.reading.tree import Big, Letter, Mark, Node, Operator, Relation, Symbol, Text, Word

OPERATORS = {
    "+": "+", "-": "-", "±": "± \\pm", "∓": "∓ \\mp", "*": "*", "/": "/ ∕ ⁄", "÷": "÷ \\div", "!": "!",
    "·": "· ⋅ • ∙ \\cdot \\cdotp \\bullet \\centerdot", "×": "× \\times", "⊙": "⊙ ⨀ \\odot .*", "∘": "∘ ○ \\circ",
    "⊗": "⊗ ⨂ \\otimes", ":": ": ∶ \\colon", "⊕": "⊕ \\oplus", "⊖": "⊖ \\ominus", "⊘": "⊘ \\oslash", "∗": "∗ \\ast",
    "⋆": "⋆ ★ \\star", "∖": "∖ \\setminus \\backslash \\smallsetminus", "∪": "∪ \\cup", "∩": "∩ \\cap",
    "∧": "∧ \\wedge \\land", "∨": "∨ \\vee \\lor", "⋄": "⋄ \\diamond", "†": "† \\dagger", "⊠": "⊠ \\boxtimes",
    "⊞": "⊞ \\boxplus",
}  # fmt: skip
"""Each sign, and all the ways in which it is written."""
RELATIONS = {
    "=": "= ==", "≠": "≠ != \\ne \\neq", "<": "< \\lt", ">": "> \\gt",
    "≤": "≤ ⩽ ≦ <= \\le \\leq \\leqslant \\leqq", "≥": "≥ ⩾ ≧ >= \\ge \\geq \\geqslant \\geqq",
    "∈": "∈ \\in", "∉": "∉ \\notin", "∋": "∋ \\ni", "⊂": "⊂ \\subset", "⊆": "⊆ \\subseteq", "⊃": "⊃ \\supset",
    "⊇": "⊇ \\supseteq", ":=": ":= ≔ \\coloneqq \\coloneq \\defeq", "=:": "=: ≕ \\eqqcolon \\eqdef", "≡": "≡ \\equiv",
    "≜": "≜ \\triangleq", "≐": "≐ \\doteq", "≈": "≈ \\approx", "≅": "≅ \\cong", "≃": "≃ \\simeq", "∝": "∝ \\propto",
    "~": "~ ∼ \\sim", "→": "→ -> ⟶ \\to \\rightarrow \\longrightarrow", "←": "← ⟵ \\leftarrow \\gets",
    "↔": "↔ \\leftrightarrow", "⇒": "⇒ ⟹ => \\Rightarrow \\implies \\Longrightarrow",
    "⇐": "⇐ ⟸ \\Leftarrow \\impliedby \\Longleftarrow",
    "⇔": "⇔ ⟺ <=> \\iff \\Leftrightarrow \\Longleftrightarrow", "↦": "↦ \\mapsto \\longmapsto",
    "↪": "↪ \\hookrightarrow", "↩": "↩ \\hookleftarrow", "⇝": "⇝ \\leadsto \\rightsquigarrow", "≪": "≪ \\ll",
    "≫": "≫ \\gg", "∴": "∴ \\therefore", "∵": "∵ \\because", "≺": "≺ \\prec", "≻": "≻ \\succ",
    "⪯": "⪯ ≼ \\preceq \\preccurlyeq",
    "⪰": "⪰ ≽ \\succeq \\succcurlyeq", "⊥": "⊥ \\perp \\bot", "∥": "\\parallel", "↑": "↑ \\uparrow",
    "↓": "↓ \\downarrow",
    "⊢": "⊢ \\vdash", "⊨": "⊨ \\models", "≲": "≲ \\lesssim", "≳": "≳ \\gtrsim",
    "≮": "≮", "≯": "≯", "≰": "≰", "≱": "≱", "⊄": "⊄", "≢": "≢", "≁": "≁", "≉": "≉", "∌": "∌",
}  # fmt: skip
RELATING = frozenset(form for forms in RELATIONS.values() for form in forms.split())
"""All the ways to write a relation."""
NEGATED = {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "≡": "≢", "~": "≁", "≈": "≉", "∋": "∌"}
"""Relations with a stroke through them."""
SYMBOLS = {
    "\\partial": "∂ 𝜕 𝝏 𝛛", "\\nabla": "∇ 𝛁 𝜵 \\grad", "\\triangledown": "▽ \\bigtriangledown", "\\infty": "∞",
    "\\top": "⊤ ⟙ ⊺ \\intercal", "\\dots": "\\dotsm \\dotsi \\dotso", "\\ldots": "… ... \\dotsc",
    "\\cdots": "⋯ \\dotsb",
    "\\vdots": "⋮", "\\ddots": "⋱", "\\forall": "∀", "\\exists": "∃", "\\emptyset": "∅ \\varnothing",
    "\\neg": "¬ \\lnot",
    "\\%": "%", "\\#": "", "\\$": "", "\\&": "", "\\_": "", "\\square": "□ ◻ \\Box", "\\degree": "°",
    "\\triangle": "△ \\bigtriangleup", "\\Re": "ℜ", "\\Im": "ℑ", "\\blacksquare": "∎ ■ \\qed", "\\checkmark": "✓",
    "\\angle": "∠", "\\ddagger": "‡", "\\flat": "♭", "\\sharp": "♯",
}  # fmt: skip
BIGS = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃",
    "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "", "bigodot": "", "bigvee": "⋁", "bigwedge": "⋀", "bigsqcup": "",
}  # fmt: skip
MARKS = {",": ", 、", ";": "; ；", ".": ". 。 \\ldotp", "|": "\\mid", "..": "..", "?": "?"}
WIDE = ("\\quad", "\\qquad", "\\enspace", "\\hfill", "\\hfil", "\\par")
"""Spaces that part what stands on either side."""


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WORDS = _split(
    "log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min sup inf lim limsup "
    "liminf arg "
    "det dim ker gcd hom deg Pr"
)
"""Functions that are commands of LaTeX."""
UNDEFINED_WORDS = _split(
    "argmax argmin softmax sigmoid relu ReLU diag tr Tr trace Trace rank Var Cov sign sgn erf KL softplus "
    "logsumexp sech "
    "csch arctanh arsinh argsup arginf logit expit MSE CE"
)
"""Functions that are no commands of LaTeX, and are written as if they were."""

Make = Callable[[Span, bool], Node]


def _table() -> Mapping[str, Make]:
    table: dict[str, Make] = {}

    def enter(kind: Callable[..., Node], entries: Mapping[str, str]) -> None:
        for name, forms in entries.items():
            for form in forms.split():
                table[form] = _made(kind, name)

    enter(Letter, {command: command for command in COMMANDS})
    enter(Operator, OPERATORS)
    enter(Relation, RELATIONS)
    enter(Symbol, {name: f"{name} {forms}" for name, forms in SYMBOLS.items()})
    enter(Big, {kind: f"\\{kind} {sign}" for kind, sign in BIGS.items()})
    enter(Mark, MARKS | {"\\quad": " ".join(WIDE)})
    enter(Word, {word: f"\\{word}" for word in WORDS})
    enter(Text, {"—": "—"})
    return table


def _made(kind: Callable[..., Node], name: str) -> Make:
    return lambda span, spaced: kind(name, span=span, spaced=spaced)


PLAIN = _table()
"""Signs and commands that stand for themselves, and what each makes."""


def plain(token: Token) -> Node | None:
    """What a token makes that stands for itself; None for any other one."""
    make = PLAIN.get(token.text)
    return None if make is None else make(token.span, token.spaced)


OPENERS = {
    "(": "(", "[": "[", "\\{": "{", "\\lbrace": "{", "\\lbrack": "[", "\\langle": "⟨", "⟨": "⟨", "〈": "⟨",
    "\\lfloor": "⌊", "⌊": "⌊", "\\lceil": "⌈", "⌈": "⌈", "\\lparen": "(", "\\lvert": "|", "\\lVert": "‖",
}  # fmt: skip
CLOSERS = {
    ")": ")", "]": "]", "\\}": "}", "\\rbrace": "}", "\\rbrack": "]", "\\rangle": "⟩", "⟩": "⟩", "〉": "⟩",
    "\\rfloor": "⌋", "⌋": "⌋", "\\rceil": "⌉", "⌉": "⌉", "\\rparen": ")", "\\rvert": "|", "\\rVert": "‖",
}  # fmt: skip
PARTNER = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "|": "|", "‖": "‖"}
BARS = {"|": "|", "\\vert": "|", "\\|": "‖", "\\Vert": "‖", "‖": "‖"}
"""Bars that do not say which side they are."""
SIDED = {("l", "|"): "\\lvert", ("r", "|"): "\\rvert", ("l", "‖"): "\\lVert", ("r", "‖"): "\\rVert"}
"""The same bars, said to open or to close."""
