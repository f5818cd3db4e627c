r"""An author's names, in Unicode and in LaTeX.

A name is a plain word (`v_c`, `y_hat`, `alpha`, `x1`) or LaTeX (`\hat y`, `J_{\text{nsn}}`). What is not understood
is kept as it stands: a name is never lost, at worst it looks plain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308"}
_WIDE = {"widehat": "hat", "widetilde": "tilde", "overline": "bar"}
_SYMBOLS = {
    "ell": "ℓ",
    "partial": "∂",
    "nabla": "∇",
    "infty": "∞",
    "prime": "′",
    "cdot": "·",
    "star": "⋆",
    "ast": "∗",
    "top": "ᵀ",
}
_WORDS = {**GREEK, "ell": "ℓ"}
_LETTERS = {letter: name for name, letter in GREEK.items()}
_WORN = {mark: accent for accent, mark in ACCENTS.items()}
_LATEX = frozenset("\\{}^")
_HEAD = re.compile(r"[^(\[]+[(\[].+[)\]]")
_ARGUMENT = re.compile(r"(?:[^{}(),|‖=\[\]]|\{(?:[^{}]|\{[^{}]*\})*\})+")
_SCRIPT = re.compile(r"([_^])(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^\W_]))")
_RUN = re.compile(r"\\?[^\W_]+")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}_^]|\s+|[^\\{}_^\s]")

SUPERSCRIPTS = str.maketrans("0123456789+−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def raised(text: str) -> str | None:
    """The text in superscript letters, or None if it has a letter without one."""
    return text.translate(SUPERSCRIPTS) if text and all(ord(c) in SUPERSCRIPTS for c in text) else None


def is_latex(name: str) -> bool:
    return not _LATEX.isdisjoint(name)


def is_head(name: str) -> bool:
    """Whether a name has arguments in it, as in `p(x|z=k)`."""
    return _HEAD.fullmatch(name) is not None


def filled(name: str, places: Sequence[str]) -> tuple[str, Sequence[str]]:
    r"""A name with arguments, in which `\cdot` stands for an index, at its indices; and the indices that are left."""
    if r"\cdot" not in name:
        return name, places
    count = len(re.findall(r"\\cdot(?!_)", name)) if is_head(name) else 0
    for number, place in enumerate(places[:count], 1):
        again = name.replace(rf"\cdot_{{{number}}}", place)
        name = place.join(re.split(r"\\cdot(?!_)", again, maxsplit=1))
    return re.sub(r"\\cdot_\{\d\}", r"\\cdot", name) if count else name, places[count:]


def scripts(name: str) -> frozenset[str]:
    r"""The letters and words in the scripts of a name: `i` and `in` of `g_i^{\text{in}}`."""
    if is_latex(name):
        parts = [run for found in _SCRIPT.finditer(name) for run in _RUN.findall(found[2] or found[3] or "")]
        return frozenset(parts)
    return frozenset(name.split("_")[1:])


def respelled(name: str, letters: Mapping[str, str]) -> str:
    r"""The name with other letters for these in its scripts: `g_{ij}` is `g_{ik}` with k for j. A run of letters is
    looked into where it has no other letters, so the word `\text{in}` is left alone."""
    if not is_latex(name):
        base, *below = name.split("_")
        return "_".join((base, *(part for run in below for part in _run(run, letters))))
    return _SCRIPT.sub(lambda found: _script(found, letters), name)


def _script(found: re.Match[str], letters: Mapping[str, str]) -> str:
    written = found[2] if found[3] is None else found[3]
    shown = _RUN.sub(lambda run: "".join(_run(run[0], letters)), written)
    return found[0] if shown == written else f"{found[1]}{{{shown}}}"


def _run(run: str, letters: Mapping[str, str]) -> list[str]:
    """The letters of a run, or the run as it is."""
    if run in letters:
        return [letters[run]]
    single = all(c in letters or c.isdigit() for c in run) and any(c in letters for c in run)
    return [letters.get(c, c) for c in run] if single else [run]


@lru_cache(maxsize=1024)
def unicode_name(name: str) -> tuple[str, tuple[str, ...]]:
    r"""The letter of a name and its subscripts, in Unicode: `\hat y_c` is `ŷ` with the subscript `c`."""
    if is_head(name):
        return _ARGUMENT.sub(lambda part: unicode_entry(part[0], ()), filled(name, ())[0]), ()
    return _latex_to_unicode(name) if is_latex(name) else _word_to_unicode(name)


def unicode_entry(name: str, places: Sequence[str]) -> str:
    """An entry of what has this name, in Unicode: `U_w`, `v_{c,1}`."""
    name, places = filled(name, places)
    letter, own = unicode_name(name)
    if own and places:
        return f"{letter}_{{{','.join((*own, *places))}}}"
    return letter + below((*own, *places))


def below(subscripts: Sequence[str]) -> str:
    """`_w`, `_ij`, `_{t+j}`: braces only where the subscript would not be seen whole."""
    if not subscripts:
        return ""
    if len(subscripts) == 1:
        return f"_{grouped(subscripts[0])}"
    return f"_{grouped(''.join(subscripts))}" if all(map(_is_letter, subscripts)) else f"_{{{','.join(subscripts)}}}"


def grouped(text: str) -> str:
    """The text in braces, unless it is seen whole without."""
    simple = all(c.isalnum() or c in "-·" for c in text)
    return text if simple else f"{{{text}}}"


def _is_letter(text: str) -> bool:
    return len(text.rstrip("′")) == 1 and text[0].isalnum()


def _word_to_unicode(name: str) -> tuple[str, tuple[str, ...]]:
    base, *subs = name.split("_") if not name.startswith("_") else [name]
    letter = _WORDS.get(base, base)
    shown: list[str] = []
    for sub in subs:
        if sub in ACCENTS and not shown:
            letter = accented(letter, sub)
        elif sub == "prime":
            letter += "′"
        elif sub:
            shown.append(GREEK.get(sub, sub))
    return letter, tuple(shown)


def accented(text: str, accent: str) -> str:
    """The text with a combining accent on its first letter."""
    return unicodedata.normalize("NFC", text[:1] + ACCENTS[accent] + text[1:])


def _latex_to_unicode(name: str) -> tuple[str, tuple[str, ...]]:
    reader = _Reader(_TOKEN.findall(name))
    base = ""
    subs: list[str] = []
    while reader.tokens:
        token = reader.tokens[0]
        if token == "_":
            reader.tokens.pop(0)
            subs.append(reader.group())
        elif token == "^":
            reader.tokens.pop(0)
            power = reader.group()
            base += raised(power) or (power if power in "′ᵀ" else f"^{power}")
        else:
            base += reader.group()
    return unicodedata.normalize("NFC", base), tuple(s for s in subs if s)


class _Reader:
    """Reads one LaTeX argument after another."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def group(self) -> str:
        """The next letter, command with its argument, or {group}, in Unicode."""
        while self.tokens and self.tokens[0].isspace():
            self.tokens.pop(0)
        if not self.tokens:
            return ""
        token = self.tokens.pop(0)
        if token == "{":
            return self._braced()
        return self._command(token[1:]) if token.startswith("\\") else token

    def _braced(self) -> str:
        inner, depth = [], 1
        while self.tokens:
            token = self.tokens.pop(0)
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
            inner.append(token)
        base, subs = _latex_to_unicode("".join(inner)) if inner else ("", ())
        return "_".join((base, *subs))

    def _command(self, command: str) -> str:
        command = _WIDE.get(command, command)
        if command in ACCENTS:
            return accented(self.group(), command)
        if command in GREEK:
            return GREEK[command]
        if command in _SYMBOLS:
            return _SYMBOLS[command]
        if command.startswith(("math", "text", "operatorname", "bold", "rm", "bf")):
            return self.group()
        return command if command.isalpha() else ""


def spelled(name: str) -> str:
    r"""A name in plain letters: `y_hat` for `\hat y`, `J_naive` for `J_{\text{naive}}`; "" where it has none."""
    letter, below = unicode_name(name)
    words = (_spelled_letter(letter), *map(_spelled_letter, below))
    return re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9_]", "_", "_".join(words))).strip("_")


def _spelled_letter(text: str) -> str:
    plain, accents = "", ""
    for c in unicodedata.normalize("NFD", text):
        accents += f"_{_WORN[c]}" if c in _WORN else ""
        plain += "" if c in _WORN else _LETTERS.get(c) or unicodedata.normalize("NFKC", c).replace("\u2032", "_prime")
    return plain + accents


def latex_name(name: str) -> tuple[str, tuple[str, ...]]:
    """The letter of a name and its subscripts, in LaTeX; a name that is LaTeX already is all letter."""
    if is_latex(name):
        split = re.fullmatch(r"(.*[^\\_^])_([A-Za-z0-9]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})", name)
        if split and "_" not in split[1] and "^" not in split[1]:
            sub = split[2]
            return split[1], (sub[1:-1] if sub.startswith("{") else sub,)
        return (name if "_" not in name and "^" not in name else f"{{{name}}}"), ()
    base, *subs = name.split("_") if not name.startswith("_") else [name.replace("_", "")]
    digits = re.fullmatch(r"([A-Za-z]+)(\d+)", base)
    letter = latex_word(digits[1] if digits else base)
    shown = [digits[2]] if digits else []
    for sub in subs:
        if sub in ACCENTS and not shown:
            letter = f"\\{sub} {letter}" if len(letter) == 1 else f"\\{sub}{{{letter}}}"
        elif sub == "prime":
            letter += "'"
        elif sub:
            shown.append(latex_word(sub))
    return letter, tuple(shown)


def latex_word(word: str) -> str:
    """One word in LaTeX: a letter, a Greek letter, a number, or upright text."""
    if word in _WORDS:
        return f"\\{word}"
    if len(word) == 1 and word in _LETTERS:
        return f"\\{_LETTERS[word]}"
    primes = len(word) - len(word.rstrip("'′"))
    stem = word[: len(word) - primes] if primes else word
    if len(stem) <= 1 or stem.isdigit():
        return stem + "'" * primes
    return (f"\\{stem}" if stem in GREEK else f"\\mathrm{{{_escaped(stem)}}}") + "'" * primes


def _escaped(text: str) -> str:
    return re.sub(r"([#$%&_])", r"\\\1", text)
