r"""A formula between its delimiters: the mathematics alone, the environment it stands in, the number at its end."""

from __future__ import annotations

import re

from msgspec import Struct

from symcheck.reading.pages.delimiters import ENVIRONMENTS
from symcheck.reading.pages.escapes import undone
from symcheck.reading.pages.relations import relates
from symcheck.reading.source import Passage

_OUTER = re.compile(
    rf"\s*\\begin\s*\{{(?P<name>(?!\w*cases|array)(?:{ENVIRONMENTS})\*?)\}}"
    r"(?:(?<=empheq\})\s*(?:\[[^\]\n]*\]\s*)?\{(?P<inner>[A-Za-z]+)\*?(?:=\d+)?\}|\s*(?:\[[tbclr]\](?!\s*[=&^_])|\{\d+\})"
    r"|(?:(?<=array\})|(?<=array\*\}))\s*\{[A-Za-z?+.\d]+\})?(?P<body>.*)\\end\s*\{(?P=name)\}\s*[.,;]?\s*(?:\\(?:tag\*?|label)\s*\{[^{}]*\}\s*)*",
    re.S,
)
_NUMBER = re.compile(r"\\q?quad\s*\((\d+(?:\.\d+)*[a-z]?)\)\s*[.,]?\s*\Z")
_TAG = re.compile(r"\\tag\*?\s*\{\s*\(?([\w.']+)\)?\s*\}")
_LOST = re.compile(
    r"(?<![\\A-Za-z])(?:[dt]?frac|sqrt|mathbf|mathrm|mathcal|boldsymbol|text|widehat|hat|bar|operatorname|begin)\{"
    r"|(?<![\\A-Za-z])(?:left|right)[(\[{)\]}]|(?<![\\A-Za-z])partial[ _]"
)
_WORDS = re.compile(r"\\(?:text\w*|mbox|mathrm|tag)\s*\{[^{}]*\}")
_RENDERED = re.compile(
    r"(?<!/)(?<!/ )(?<!\()∂\s*\w{1,3}\s*∂\s*\w|[∑∏][^\W\d_]\s*=\s*\d+[^\W\d_]|[ijklmnt]\s*=\s*[01]\s*[∑∏]"
    r"|(?<!\w)[ijkl][∑∏][^\W\d_]{3}"
)
COPIED = "it was copied from a rendered page: fractions and limits have fallen apart"
LOST = "its backslashes are lost"


class Body(Struct, frozen=True):
    """What is left of a formula without what is round it."""

    passage: Passage
    environment: str = ""
    number: str = ""

    @property
    def relates(self) -> bool:
        return relates(self.passage.text)


def body(held: Passage, markdown: bool, doubled: int = 0) -> Body:
    """The mathematics that stands between delimiters."""
    passage, environment = _unwrapped(held)
    if markdown:
        passage = undone(passage, doubled)
    passage = passage.stripped()
    number = _NUMBER.search(passage.text[-60:])
    if number:
        cut = max(0, len(passage) - 60) + number.start()
        passage = passage[:cut].stripped()
        return Body(_without_space(passage), environment, number[1])
    tag = _TAG.search(held.text)
    return Body(passage, environment, tag[1] if tag else "")


def damage(text: str, typed: bool) -> str:
    """Why a formula cannot be trusted as it stands, or "": backslashes that are lost, copies of rendered pages."""
    if _LOST.search(_WORDS.sub(" ", text)):
        return LOST
    return COPIED if typed and _RENDERED.search(text) else ""


def retyped(text: str) -> str:
    """A formula with its lost backslashes put back before what are commands beyond doubt."""
    return _COMMAND.sub(r"\\\g<0>", " ".join(text.split()))


_COMMAND = re.compile(
    r"(?<![\\A-Za-z])(?:[dt]?frac|sqrt|math(?:bf|rm|cal|bb)|boldsymbol|text|widehat|hat|bar|tilde|operatorname|partial|ell"
    r"|nabla|sum|prod|left|right|log|exp|cdot|times|alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|rho|sigma|tau|phi"
    r"|psi|omega|quad|begin|end|infty|leq?|geq?|neq?)(?![A-Za-z])"
)


def _unwrapped(passage: Passage) -> tuple[Passage, str]:
    """Without the environments that all of it stands in, and the innermost one's name."""
    environment = ""
    for _ in range(4):
        match = _OUTER.fullmatch(passage.text)
        if match is None or f"\\end{{{match['name']}}}" in match["body"]:
            break
        environment = match["inner"] or match["name"].rstrip("*")
        passage = passage[slice(*match.span("body"))]
    return passage, environment


def _without_space(passage: Passage) -> Passage:
    r"""Without the `\quad` at its end."""
    end = re.search(r"(?:\s|\\q?quad)*\Z", passage.text[-200:])
    return passage[: max(0, len(passage) - 200) + end.start()] if end else passage
