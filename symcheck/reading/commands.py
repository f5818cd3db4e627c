"""What each sign and each command is that needs nothing behind it: tables, and the node that an entry makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symcheck.reading.letters import COMMANDS
from symcheck.reading.source import Span
from symcheck.reading.tree import Big, Letter, Mark, Node, Operator, Relation, Symbol, Word

OPERATORS = {
    "+": "+", "-": "-", "±": "± \\pm", "∓": "∓ \\mp", "*": "* \\times*", "·": "· ⋅ • ∙ \\cdot \\cdotp \\bullet \\centerdot",
    "×": "× \\times", "/": "/ ∕ ⁄", "÷": "÷ \\div", "⊙": "⊙ \\odot ⨀", "∘": "∘ ○ \\circ", "⊗": "⊗ \\otimes ⨂", ":": ": ∶ \\colon",
    "!": "!", "⊕": "⊕ \\oplus", "⊖": "⊖ \\ominus", "∗": "∗ \\ast", "⋆": "⋆ ★ \\star", "∖": "∖ \\setminus \\backslash",
    "∪": "∪ \\cup", "∩": "∩ \\cap", "∧": "∧ \\wedge \\land", "∨": "∨ \\vee \\lor", ".*": ".*", "⊘": "⊘ \\oslash",
    "⋄": "⋄ \\diamond", "†": "† \\dagger", "⊠": "⊠ \\boxtimes", "⊞": "⊞ \\boxplus",
}  # fmt: skip
RELATIONS = {
    "=": "= ==", "≠": "≠ != \\ne \\neq", "<": "< \\lt", ">": "> \\gt",
    "≤": "≤ ⩽ ≦ <= \\le \\leq \\leqslant \\leqq", "≥": "≥ ⩾ ≧ >= \\ge \\geq \\geqslant \\geqq",
    "∈": "∈ ϵ∈ \\in", "∉": "∉ \\notin", "∋": "∋ \\ni", "⊂": "⊂ \\subset", "⊆": "⊆ \\subseteq", "⊃": "⊃ \\supset",
    "⊇": "⊇ \\supseteq", ":=": ":= ≔ \\coloneqq \\coloneq \\vcentcolon=", "=:": "=: ≕ \\eqqcolon",
    "≡": "≡ \\equiv", "≜": "≜ \\triangleq", "≐": "≐ \\doteq", "≈": "≈ \\approx", "≅": "≅ \\cong", "≃": "≃ \\simeq",
    "∝": "∝ \\propto", "~": "∼ \\sim", "→": "→ -> ⟶ \\to \\rightarrow \\longrightarrow", "←": "← ⟵ \\leftarrow \\gets",
    "↔": "↔ \\leftrightarrow", "⇒": "⇒ ⟹ => \\Rightarrow \\implies \\Longrightarrow",
    "⇐": "⇐ ⟸ \\Leftarrow \\impliedby \\Longleftarrow", "⇔": "⇔ ⟺ <=> \\iff \\Leftrightarrow \\Longleftrightarrow",
    "↦": "↦ \\mapsto \\longmapsto", "↪": "↪ \\hookrightarrow", "↩": "↩ \\hookleftarrow", "⇝": "⇝ \\leadsto \\rightsquigarrow",
    "≪": "≪ \\ll", "≫": "≫ \\gg", "∴": "∴ ∵ \\therefore \\because", "≺": "≺ \\prec", "≻": "≻ \\succ",
    "⪯": "⪯ ≼ \\preceq \\preccurlyeq", "⪰": "⪰ ≽ \\succeq \\succcurlyeq", "⊥": "⊥ \\perp \\bot", "∥": "\\parallel",
    "↑": "↑ \\uparrow", "↓": "↓ \\downarrow", "⊢": "⊢ \\vdash", "⊨": "⊨ \\models", "≲": "≲ \\lesssim", "≳": "≳ \\gtrsim",
}  # fmt: skip
SYMBOLS = {
    "\\partial": "∂ 𝜕 𝝏 𝛛", "\\nabla": "∇ 𝛁 𝜵 \\grad", "\\triangledown": "▽ \\bigtriangledown", "\\infty": "∞",
    "\\top": "⊤ ⟙ \\intercal ⊺",
    "\\dots": "\\dotsm \\dotsi \\dotso", "\\ldots": "… ... \\dotsc", "\\cdots": "⋯ \\dotsb", "\\vdots": "⋮", "\\ddots": "⋱",
    "\\forall": "∀", "\\exists": "∃", "\\emptyset": "∅ \\varnothing", "\\neg": "¬ \\lnot", "\\%": "%", "\\#": "",
    "\\$": "", "\\_": "_", "\\square": "□ ◻ \\Box", "\\degree": "°", "\\triangle": "△ \\bigtriangleup", "\\Re": "ℜ",
    "\\Im": "ℑ", "\\blacksquare": "∎ ■ \\qed",
    "\\checkmark": "✓", "\\angle": "∠", "\\ddagger": "‡", "\\flat": "♭", "\\sharp": "♯",
}  # fmt: skip
BIGS = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
    "bigoplus": "⨁", "bigotimes": "", "bigodot": "", "bigvee": "⋁", "bigwedge": "⋀", "bigsqcup": "",
}  # fmt: skip
MARKS = {
    ",": ", 、", ";": "; ；", ".": ". \\ldotp 。", "|": "\\mid", "..": "..", "?": "?",
    "\\quad": "\\quad \\qquad \\enspace \\hfill \\hfil \\newline \\par",
}  # fmt: skip
WORDS = ["log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "max", "min", "sup", "inf", "lim", "limsup", "liminf", "arg", "det", "dim", "ker", "gcd", "hom", "deg", "Pr"]  # fmt: skip
UNDEFINED_WORDS = ["argmax", "argmin", "softmax", "sigmoid", "relu", "ReLU", "diag", "tr", "Tr", "trace", "Trace", "rank", "Var", "Cov", "sign", "sgn", "erf", "KL", "softplus", "logsumexp", "sech", "csch", "arctanh", "arsinh", "argsup", "arginf", "logit", "expit", "MSE", "CE"]  # fmt: skip
"""Functions that are no commands of LaTeX, and are written as if they were."""

NARROW = frozenset(
    [
        "\\,",
        "\\;",
        "\\:",
        "\\!",
        "\\>",
        "~",
        "\\/",
        "\\thinspace",
        "\\medspace",
        "\\thickspace",
        "\\negthinspace",
        "\\nobreakspace",
    ]
) | {"\\ "}
LAYOUT = frozenset(
    [
        "\\displaystyle",
        "\\textstyle",
        "\\scriptstyle",
        "\\scriptscriptstyle",
        "\\nonumber",
        "\\notag",
        "\\limits",
        "\\nolimits",
        "\\hline",
        "\\allowbreak",
        "\\big",
        "\\Big",
        "\\bigg",
        "\\Bigg",
        "\\bigm",
        "\\Bigm",
        "\\noindent",
        "\\centering",
        "\\normalsize",
        "\\large",
        "\\Large",
        "\\LARGE",
        "\\huge",
        "\\Huge",
        "\\small",
        "\\footnotesize",
        "\\scriptsize",
        "\\tiny",
        "\\strut",
        "\\mathstrut",
        "\\null",
        "\\relax",
        "\\protect",
        "\\nobreak",
        "\\hfill",
        "\\toprule",
        "\\midrule",
        "\\bottomrule",
        "\\qedhere",
        "\\break",
        "\\linebreak",
        "\\nolinebreak",
        "\\mathsurround",
        "\\displaylimits",
        "\\unskip",
        "\\ignorespaces",
    ]
)
"""Commands that show nothing of themselves."""
LAYOUT_ARGUMENTS = {
    "\\label": 1, "\\tag": 1, "\\color": 1, "\\hspace": 1, "\\vspace": 1, "\\mspace": 1, "\\phantom": 1, "\\hphantom": 1,
    "\\vphantom": 1, "\\cline": 1, "\\rule": 2, "\\ref": 1, "\\eqref": 1, "\\cite": 1, "\\footnote": 1, "\\arraystretch": 0,
    "\\setlength": 2, "\\addtolength": 2, "\\htmlId": 1, "\\cssId": 1, "\\class": 1, "\\style": 1, "\\bbox": 0, "\\require": 1,
    "\\pagecolor": 1, "\\mbox{}": 0, "\\smash": 0, "\\mathop": 0, "\\mathbin": 0, "\\mathrel": 0, "\\mathord": 0,
    "\\mathopen": 0, "\\mathclose": 0, "\\mathpunct": 0, "\\mathinner": 0, "\\mathstrut": 0, "\\ensuremath": 0, "\\textcolor": 1,
    "\\mathclap": 0, "\\mathllap": 0, "\\mathrlap": 0, "\\raisebox": 1, "\\href": 1, "\\adjustbox": 1, "\\scalebox": 1,
}  # fmt: skip
"""Commands that are layout, and how many of their arguments are layout too; what follows is read as if they were not."""
FORBIDDEN = frozenset(
    [
        "\\input",
        "\\include",
        "\\write",
        "\\openin",
        "\\openout",
        "\\read",
        "\\csname",
        "\\catcode",
        "\\immediate",
        "\\special",
        "\\directlua",
        "\\usepackage",
        "\\includegraphics",
        "\\includeonly",
        "\\import",
        "\\subfile",
        "\\bibliography",
        "\\edef",
        "\\xdef",
        "\\gdef",
        "\\global",
        "\\expandafter",
        "\\loop",
        "\\documentclass",
        "\\message",
        "\\errmessage",
        "\\typeout",
        "\\lstinputlisting",
        "\\verbatiminput",
        "\\RequirePackage",
        "\\futurelet",
        "\\aftergroup",
        "\\everymath",
        "\\uccode",
        "\\lccode",
        "\\afterassignment",
        "\\url",
        "\\scantokens",
        "\\endlinechar",
        "\\jobname",
        "\\shipout",
        "\\batchmode",
    ]
)
"""Commands with effects beyond the formula."""

Make = Callable[[Span, bool], Node]


def _table() -> Mapping[str, Make]:
    table: dict[str, Make] = {}

    def enter(kind: Callable[..., Node], entries: Mapping[str, str]) -> None:
        for name, forms in entries.items():
            for form in forms.split():
                table[form] = lambda span, spaced, name=name: kind(name, span=span, spaced=spaced)  # type: ignore[misc]

    enter(Letter, {command: command for command in COMMANDS})
    enter(Operator, OPERATORS)
    enter(Relation, RELATIONS)
    enter(Symbol, {name: f"{name} {forms}" for name, forms in SYMBOLS.items()})
    enter(Big, {kind: f"\\{kind} {sign}" for kind, sign in BIGS.items()})
    enter(Mark, MARKS)
    enter(Word, {word: f"\\{word}" for word in WORDS})
    return table


PLAIN = _table()
"""Signs and commands that stand for themselves, and what each makes."""

NEGATED = {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "≡": "≢", "~": "≁", "≈": "≉", "∋": "∌"}
"""Relations with a stroke through them."""

OPENERS = {
    "(": "(", "[": "[", "\\{": "{", "\\lbrace": "{", "\\lbrack": "[", "\\langle": "⟨", "⟨": "⟨", "〈": "⟨", "\\lfloor": "⌊",
    "⌊": "⌊", "\\lceil": "⌈", "⌈": "⌈", "\\lparen": "(", "\\lvert": "|", "\\lVert": "‖",
}  # fmt: skip
CLOSERS = {
    ")": ")", "]": "]", "\\}": "}", "\\rbrace": "}", "\\rbrack": "]", "\\rangle": "⟩", "⟩": "⟩", "〉": "⟩", "\\rfloor": "⌋",
    "⌋": "⌋", "\\rceil": "⌉", "⌉": "⌉", "\\rparen": ")", "\\rvert": "|", "\\rVert": "‖",
}  # fmt: skip
PARTNER = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "|": "|", "‖": "‖"}
BARS = {"|": "|", "\\vert": "|", "\\|": "‖", "\\Vert": "‖", "‖": "‖"}
"""Bars that do not say which side they are."""
SIDED = {("l", "|"): "\\lvert", ("r", "|"): "\\rvert", ("l", "‖"): "\\lVert", ("r", "‖"): "\\rVert"}
"""The same bars, said to open or to close."""
