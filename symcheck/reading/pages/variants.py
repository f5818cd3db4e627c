r"""Letters that LaTeX has twice, `\epsilon` and `\varepsilon`: which of them a page means by the letter of Unicode."""

from __future__ import annotations

import re

from symcheck.reading.source import Passage

_TWICE = {
    "epsilon": ("ϵ", "ε"),
    "phi": ("ϕ", "φ"),
    "theta": ("θ", "ϑ"),
    "rho": ("ρ", "ϱ"),
    "kappa": ("κ", "ϰ"),
}
"""Commands, each with the letter for it and that for its variant, `\\var…`."""


def in_one_form(passage: Passage) -> Passage:
    """The page with the letters of Unicode that its own commands stand for, where it has only one of the two."""
    if passage.text.isascii():
        return passage
    text = passage.text
    for name, (plain, variant) in _TWICE.items():
        ways = [re.search(rf"\\{way}(?![a-zA-Z])", text) is not None for way in (name, f"var{name}")]
        if ways == [True, False] and not (plain in text and variant in text):
            text = text.replace(variant, plain)
        elif ways == [False, True] and not (plain in text and variant in text):
            text = text.replace(plain, variant)
    return Passage(text, passage.offsets)
