r"""What words say of signs that have a meaning of their own: "here $\sigma$ is the ReLU", "all sums skip $j = i$".

Such signs are read as they always are, so that what is right of them is in doubt where words say something else of them
than they mean. A name that is declared means what is declared. What is not in these tables is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

WORDS = "{0} is said to be something else, in words that are not read: declare what it means"

_FORMS = (
    r"\$\s*(?:{sign})\s*\$,?\s*(?:\s(?:now\s+|here\s+)?(?:is|are|be|denotes?|means|stands for|represents|refers to)\b"
    r"|[=:](?!\s*[$\\]))([^.;]*)",
    r"\b(?:write|use|with)\s+\$\s*(?:{sign})\s*\$\s+(?:for|as|the|an?)\b([^.;]*)",
    r"\b(?:[Dd]enot|[Ww]rit|[Mm]ark|[Ii]ndicat)(?:e|es|ing|ed)\s+([^.;$]*)\s(?:by|as|with)\s+(?:an?\s+|the\s+)?\$\s*(?:{sign})\s*\$",
    r"\b[Bb]y\s+\$\s*(?:{sign})\s*\$\s+we\s+(?:mean|denote)([^.;]*)",
)
"""How something is said of a sign."""


EXCHANGED = (
    "{0} is exchanged in the words before it, and the line is read without that: write it with what stands for {0}"
)
FIXED = "{0} is said to be held fixed, and derivatives go through it here: declare {0} fixed"

_EACH = r"(?:element|entry|component|coordinate|point)[ -]?wise"


class Sign(Struct, frozen=True):
    """A sign, as it stands between dollars in a text, the words with which no more is said than it means, and others
    with which it means something else all the same."""

    name: str
    written: str
    means: str
    never: str = "(?!)"

    def is_other(self, said: str) -> bool:
        """Whether what is said of it may be something else than it means."""
        found = re.search(self.means, said, re.IGNORECASE) is not None
        return not found or re.search(self.never, said, re.IGNORECASE) is not None


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
    Sign("⊙", r"(?:\\odot|⊙)", rf"hadamard|schur|{_EACH}"),
    Sign("∘", r"(?:\\circ|∘)", rf"hadamard|schur|{_EACH}"),
    Sign("⊗", r"(?:\\otimes|⊗)", r"kronecker|outer|tensor", _EACH),
    Sign("·", r"(?:\\cdot|·)", r"product|multipl|dot|inner", _EACH),
    Sign("×", r"(?:\\times|×)", r"product|multipl|times|dimension|size", rf"{_EACH}|cross|vector"),
    Sign("*", r"(?:\*|\\ast|∗)", r"product|multipl|times", rf"{_EACH}|convol"),
    Sign("'", r"(?:'|′|\\prime|\^\s*\{?\\prime\}?)", r"derivative|differentiat"),
    Sign("\\nabla", r"(?:\\nabla(?:_\w)?|∇(?:_\w)?)", r"gradient|nabla|jacobian|derivative"),
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
    (
        ("'",),
        r"\bprim(?:es?|ed)\b(?: \w+){0,2}? (?:denot|mean|indicat|is|are|stand|mark|transpos)\w*\b"
        r"(?![^.;]*\b(?:deriv|differ))",
    ),
    (("|",), r"\$\s*\|[^$]*\|\s*\$[^.;]*\b(?:integer part|floor|ceiling|rounded)\b"),
)
"""Signs of which something is said without themselves, and how that is said."""

_RUNNING = re.compile(
    r"\bsums?\b[^.;]*\b(?:runs?|ranges?|extends?|go|goes|are|is|be|running|ranging|taken|understood|meant)\b"
    r"(?:\s+(?:taken|understood|only|to be))*\s+over(?:\s+(?:all|those|pairs|indices|with|for which))*\s*\$([^$]*)\$",
    re.IGNORECASE,
)
_UNEQUAL = re.compile(r"[≠<>≤≥]|\\(?:ne|neq|not|lt|gt|le|ge|leq|geq|nmid|mid)(?![a-zA-Z])")
_FIXED = re.compile(
    r"\$([^$]*)\$\s+(?:is|are|be|being|was)\s+(?:\w+\s+){0,2}?(?:(?:treated|regarded|considered|viewed|taken|seen|held"
    r"|kept)\s+(?:here\s+)?(?:as\s+|to be\s+|at\s+)?(?:an?\s+|some\s+)?(?:constants?|fixed|frozen|independent"
    r"|parameters?)|detached|frozen|stop[- ]grad\w*|not (?:differentiated|backprop\w*))\b"
    r"|\b(?:no|without|stop\w*|block\w*)\s+(?:the\s+)?(?:gradients?|derivatives?)\s+(?:\w+\s+)?(?:through|of|to|into)"
    r"\s+\$([^$]*)\$",
    re.IGNORECASE,
)
_EXCHANGED = re.compile(
    r"(?<!\bthe )(?<!\ba )\b(?:(?:replac|substitut|exchang|interchang|swapp?|switch|permut|flipp?|negat|renam)"
    r"(?:e|es|ed|ing|s)?|(?:rescal|shift|scal|doubl|halv|increment|invert)(?:ed|ing))\b([^.;]*)"
    r"|(\$[^$]*\$)\s+(?:(?:is|are|being)\s+)?(?:replaced|exchanged|swapped|negated|doubled|halved|rescaled|shifted|scaled"
    r"|flipped|inverted)\b",
    re.IGNORECASE,
)

_DEPENDS = re.compile(
    r"\$([^$]*)\$\s+(?:itself\s+|also\s+|implicitly\s+|in turn\s+)?(?:(?:depends?|varies|vary|changes?)\s+(?:up)?"
    r"(?:on|with)|(?:is|are|be)\s+(?:an?\s+)?functions?\s+of)\s+\$([^$]*)\$"
)


def dependences(text: str) -> Iterator[tuple[str, str]]:
    """The names that a text says to depend on another one, each with that, both without indices."""
    for found in _DEPENDS.finditer(text):
        one, other = (re.sub(r"_(?:\{[^{}]*\}|\w)\Z", "", name.strip()) for name in found.groups())
        yield one, other


def fixed(text: str) -> Iterator[str]:
    """The names that a text says derivatives do not go through: "$h$ is treated as a constant"."""
    for found in _FIXED.finditer(text):
        yield (found[1] or found[2] or "").strip()


def exchanged(text: str) -> Iterator[str]:
    """The names in whose place a text puts something else: "replacing $x$ by $2x$"."""
    for found in _EXCHANGED.finditer(text):
        yield from (name.strip() for name in re.findall(r"\$([^$]*)\$", found[1] or found[2] or ""))


def restricts_sums(written: str) -> bool:
    """Whether a page says that sums run over what meets a relation, which is no list: "sums run over $j \\ne i$"."""
    return any(_UNEQUAL.search(found[1]) is not None for found in _RUNNING.finditer(written))


def said_of_signs(text: str) -> Iterator[tuple[str, bool]]:
    """The signs of which a text says something, each with whether that may be something else than they mean."""
    for sign in _SIGNS:
        for form in _FORMS:
            for found in re.finditer(form.format(sign=sign.written), text):
                yield sign.name, sign.is_other(found[1])
    for names, said in _SAID:
        if re.search(said, text, re.IGNORECASE) is not None:
            yield from ((name, True) for name in names)
