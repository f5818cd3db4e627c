r"""What words say of signs that have a meaning of their own: "here $\sigma$ is the ReLU", "all sums skip $j = i$".

Such signs are read as they always are, so that what is right of them is in doubt where words say something else of them
than they mean. A name that is declared means what is declared. What is not in these tables is not looked at: that a
product is meant entry by entry, for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

WORDS = "{0} is said to be something else, in words that are not read: declare what it means"

_IS = r"\s*\$,?\s+(?:now\s+|here\s+)?(?:is|are|be|denotes?|means|stands for|represents|refers to)\b"


class Sign(Struct, frozen=True):
    """A sign, as it stands between dollars in a text, and the words with which no more is said than it means."""

    name: str
    written: str
    means: str


_SIGNS = (
    Sign("\\sigma", r"\\sigma(?:\s*\([^$]*\))?", r"sigmoid|logistic|\bexpit|squash"),
    Sign("\\pi", r"\\pi", r"\bpi\b|π|3\.14|circle|circumference|usual|number"),
    Sign("e", r"e", r"euler|base of|exponential|2\.71|napier"),
    Sign("I", r"(?:\\mathbf|\\mathbb)?\s*\{?I\}?(?:_\w)?", r"identity|unit matri"),
    Sign("log", r"\\log", r"natural|base \$?e|logarithm\b(?! (?:to|in|with|of) base)"),
    Sign(
        "sum",
        r"\\sum(?:_\w|_\{[^{}$]*\})?",
        r"(?<!\\)\bsum\b(?! (?:over|of) (?:odd|even|distinct|all pairs|unmasked|observed))",
    ),
)
_SOME = r"(?:odd|even|distinct|unmasked|observed|interior|other)"
_NORMS = r"(?:1|one|max|sup|spectral|operator|nuclear|infinity|dual|any|taxicab|weighted|some)"
_SAID = (
    (
        ("log", "ln"),
        r"\blog(?:arithm)?s?\b[^.;$]*\b(?:to|in|with|has|have|are|is|of)\s+(?:the\s+)?base[\s-]+(?!\$?e\b)\S",
    ),
    (("sin", "cos", "tan"), r"\b(?:in|measured in)\s+degrees\b"),
    (
        ("sum",),
        r"\bsums?\b[^.;]*\b(?:exclud|skip|omit|leav|run only|only run|restricted)"
        rf"|\bsums?\b[^.;]*\b(?:run|range|extend|taken|go)\w*[^.;]*\b(?:{_SOME}|only|except|(?:off-)?diagonal)\b"
        rf"|\bwe\s+(?:only\s+)?sum\s+(?:only\s+)?over\s+(?:the\s+)?{_SOME}\b|\bsum over [^.;]* only\b",
    ),
    (
        ("‖",),
        rf"\$\s*\\(?:\||[lr]?Vert|norm)[^$]*\$[^.;]*\b{_NORMS}[- ]norm\b|\$\s*\\\|[^$]*\$[^.;]*\$\s*\\ell_(?!2)"
        rf"|\bnorms? (?:is|are|means?)\b[^.;]*\b{_NORMS}\b",
    ),
    (("|",), r"\$\s*\|[^$]*\|\s*\$[^.;]*\b(?:integer part|floor|ceiling|rounded)\b"),
)
"""Signs of which something is said without themselves, and how that is said."""

_DEPENDS = re.compile(
    r"\$([^$]*)\$\s+(?:itself\s+|also\s+|implicitly\s+|in turn\s+)?(?:(?:depends?|varies|vary|changes?)\s+(?:up)?"
    r"(?:on|with)|(?:is|are|be)\s+(?:an?\s+)?functions?\s+of)\s+\$([^$]*)\$"
)


def dependences(text: str) -> Iterator[tuple[str, str]]:
    """The names that a text says to depend on another one, each with that, both without indices."""
    for found in _DEPENDS.finditer(text):
        one, other = (re.sub(r"_(?:\{[^{}]*\}|\w)\Z", "", name.strip()) for name in found.groups())
        yield one, other


def said_of_signs(text: str) -> Iterator[tuple[str, bool]]:
    """The signs of which a text says something, each with whether that may be something else than they mean."""
    for sign in _SIGNS:
        said = rf"\$\s*(?:{sign.written}){_IS}([^.;]*)|\b(?:write|use)\s+\$\s*(?:{sign.written})\s*\$\s+for\b([^.;]*)"
        for found in re.finditer(said, text):
            yield sign.name, re.search(sign.means, found[1] or found[2] or "", re.IGNORECASE) is None
    for names, said in _SAID:
        if re.search(said, text, re.IGNORECASE) is not None:
            yield from ((name, True) for name in names)
