"""Letters of Unicode: what letter one is, in which type, under which accents, and where it stands raised or lowered.

A letter has one name whatever way it is written: `θ`, `𝜃` and `\\theta` are `\\theta`, `𝐱` is `x` in bold, `ŷ` is `y`
under a hat. Look-alikes of other alphabets keep their own names.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from msgspec import Struct

from symcheck.notation.names import GREEK

MORE_LETTERS = {
    "vartheta": "ϑ", "varrho": "ϱ", "varsigma": "ς", "varpi": "ϖ", "varkappa": "ϰ", "ell": "ℓ", "hbar": "ℏ",
    "imath": "ı", "jmath": "ȷ", "aleph": "ℵ", "omicron": "ο", "digamma": "ϝ", "wp": "℘",
}  # fmt: skip
COMMANDS = {f"\\{name}": letter for name, letter in (GREEK | MORE_LETTERS).items()}
"""Commands that are letters, and the letter of Unicode."""
_NAMES = {letter: command for command, letter in COMMANDS.items()} | {"µ": "\\mu"}

MARKS = {
    "\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot", "\u0308": "ddot",
    "\u20db": "dddot", "\u030c": "check", "\u0306": "breve", "\u0301": "acute", "\u0300": "grave", "\u030a": "mathring",
    "\u0332": "underline", "\u0331": "underline", "\u20d7": "vec",
}  # fmt: skip
"""Combining marks, and the command of each."""

_FACES = (
    ("DOUBLE-STRUCK", "bb"),
    ("FRAKTUR", "frak"),
    ("BLACK-LETTER", "frak"),
    ("SCRIPT", "cal"),
    ("MONOSPACE", "tt"),
    ("SANS-SERIF BOLD", "bold"),
    ("SANS-SERIF", "sf"),
    ("BOLD", "bold"),
)
"""Words in the names of mathematical letters, the first that fits counts."""


class Written(Struct, frozen=True):
    """A letter as it is written: its name, its type ("" for the usual one), and its accents from the inside out."""

    name: str
    face: str = ""
    marks: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def written(text: str) -> Written:
    """One letter of Unicode with its combining marks."""
    if text.isascii():
        return Written(text)
    known = _NAMES.get(text)
    if known is not None:
        return Written(known)
    decomposed = unicodedata.normalize("NFD", text)
    base, marks = decomposed[0], decomposed[1:]
    plain = unicodedata.normalize("NFKC", base)
    name = plain if base not in _NAMES and len(plain) == 1 and base.isalpha() | base.isdecimal() else base
    accents = tuple([MARKS.get(mark, f"U+{ord(mark):04X}") for mark in marks])
    return Written(_NAMES.get(name, name), _face(base, name), accents)


def _face(base: str, name: str) -> str:
    if base == name:
        return ""
    called = unicodedata.name(base, "")
    return next((face for words, face in _FACES if words in called), "")


_RANGES = ((0xAA, 0xBB), (0x2B0, 0x2E5), (0x1D2C, 0x1DC0), (0x2070, 0x209D), (0x2C7C, 0x2C7E), (0xA69C, 0xAB6A),
           (0x10780, 0x107C0), (0x1E030, 0x1E06E))  # fmt: skip
"""Where Unicode has raised and lowered letters."""
_GREEK = {"ɑ": "α", "ɛ": "ε", "ɩ": "ι", "ɸ": "ϕ", "ʋ": "υ", "ɡ": "g", "−": "-"}
"""What Unicode raises in place of a letter that it does not raise itself."""


def _shifted(kind: str) -> dict[str, str]:
    """Raised or lowered letters and digits, and what each is on the line."""
    places = (chr(place) for start, end in _RANGES for place in range(start, end))
    parts = ((letter, unicodedata.decomposition(letter).split()) for letter in places)
    found = {letter: chr(int(code[1], 16)) for letter, code in parts if len(code) == 2 and code[0] == kind}
    return {letter: _GREEK.get(on_line, on_line) for letter, on_line in found.items()}


RAISED = _shifted("<super>")
LOWERED = _shifted("<sub>")

FRACTIONS = {
    "½": ("1", "2"), "⅓": ("1", "3"), "⅔": ("2", "3"), "¼": ("1", "4"), "¾": ("3", "4"), "⅕": ("1", "5"),
    "⅖": ("2", "5"), "⅗": ("3", "5"), "⅘": ("4", "5"), "⅙": ("1", "6"), "⅚": ("5", "6"), "⅛": ("1", "8"),
    "⅜": ("3", "8"), "⅝": ("5", "8"), "⅞": ("7", "8"),
}  # fmt: skip

SAME = {
    **{0xFF01 + n: 0x21 + n for n in range(94)},  # full-width forms
    **dict.fromkeys(map(ord, "−–‒﹣"), ord("-")),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u3000"), ord(" ")),
    **dict.fromkeys(map(ord, "′’ʹ"), ord("'")),
    ord("∣"): ord("|"),
    ord("，"): ord(","),
    ord("∥"): ord("‖"),
}
"""One character for one: what is the same sign in another form."""
