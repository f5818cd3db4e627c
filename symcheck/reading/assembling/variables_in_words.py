r"""What words say of variables: that one depends on another, is held fixed, or that something stands in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

EXCHANGED = (
    "{0} is exchanged in the words before it, and the line is read without that: write it with what stands for {0}"
)
DENIED = "{0} is said to have a property no longer that may have been declared: declare another name without it"
FIXED = "{0} is said to be held fixed, and derivatives go through it here: declare {0} fixed"
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

_DENIED = re.compile(
    r"\$(?P<one>[^$]+)\$\s+(?:[^.;:$]{0,30}?\b(?:no longer|not\b[^.;:$]{0,40}?\bany ?(?:more|longer)|nicht mehr"
    r"|n['’]est plus|stops being|ceases)\b"
    r"|(?:is|are|need|must|may|might)\s*(?:now\s+|here\s+)?(?:not|n['’]t)\b[^.;:$]{0,30}?\bsymmetric\b"
    r"|(?:is|are|be|may be|can be)\s+(?:\w+\s+)?(?:non-?|a|un)symmetric\b)"
    r"|\b(?:drop|lift|forget|lose|without|give up)\w*\s+the\s+\w+\s+(?:of|on)\s+\$(?P<other>[^$]+)\$"
    r"|\b(?:henceforth|now|from (?:here|now) on)\b[^.;$]*\$(?P<any>[^$]+)\$\s+(?:is|are|be|may be)"
    r"\s+(?:\w+\s+)?arbitrary\b",
    re.IGNORECASE,
)
_ROWS = re.compile(
    r"((?:\$[^$^=]+\$(?:\s*,\s*|\s+and\s+)?)+)\s+(?:is|are|be)\s+(?:both |all )?(?:an?\s+)?"
    r"(?:row vectors?|rows)\b(?!\s+of)",
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


def denied(text: str) -> Iterator[str]:
    """The names of which a text says that they have a property no longer: "$A$ need not be symmetric"."""
    for found in _DENIED.finditer(text):
        yield (found["one"] or found["other"] or found["any"]).strip()


def rows(text: str) -> Iterator[str]:
    """The names of which a text says that they are rows: "$a$ and $b$ are row vectors"."""
    for found in _ROWS.finditer(text):
        yield from (name.strip() for name in re.findall(r"[^$,]+", re.sub(r"\$[\s,]*(?:and)?[\s,]*\$", ",", found[1])))


def fixed(text: str) -> Iterator[str]:
    """The names that a text says derivatives do not go through: "$h$ is treated as a constant"."""
    for found in _FIXED.finditer(text):
        yield (found[1] or found[2] or "").strip()


def exchanged(text: str) -> Iterator[str]:
    """The names in whose place a text puts something else: "replacing $x$ by $2x$"."""
    for found in _EXCHANGED.finditer(text):
        yield from (name.strip() for name in re.findall(r"\$([^$]*)\$", found[1] or found[2] or ""))
