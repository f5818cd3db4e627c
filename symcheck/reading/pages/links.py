"""What stands between two inline formulas and makes one of them, and signs of equality that find no partner."""

from __future__ import annotations

import re

from symcheck.reading.pages.relations import SIGNS
from symcheck.reading.source import Passage

_DRESS = r"(?:[\s*_`~{}]|\\text\w*|\\emph|\\[,;:! ]|\\q?quad|&nbsp;|</?[A-Za-z]{1,8}>)*"
_EQUAL = r":=|==|\\?=|＝|﹦|≡|≔|≜|≠|!=|&equals;|&#61;|&ne;"
_SIGN = rf"(?P<sign>{_EQUAL}|=:|<=|>=|=>|->|&lt;|&gt;|&le;|&ge;|[{SIGNS}])"
_LINK = re.compile(rf"{_DRESS}{_SIGN}{_DRESS}")
_WORDS = re.compile(r"[\s*_~]*(?P<sign>(?:is|are)\s+equal\s+to|equals?|is)[\s*_~]*")
_LEAD = re.compile(
    r"(?:(?:\A|[.,;:!?)(]|\n[^\S\n]*\n)|\b(?:so|then|thus|hence|therefore|now|that|and|but|or|because|since|as|also|here|if"
    r"|clearly|finally|where|indeed|note|have|claim|see|all|again|with))[\s*_]*\Z",
    re.I,
)
_TAIL = re.compile(
    r"[\s*_]*(?:\Z|[.,;:!?)])|\s+(?:and|so|if|for|when|where|because|since|as|but|or|which|with|here|again)\b", re.I
)
_SIZED = re.compile(r"\\times|×|O\s*\(|\\mathcal")
_PLAIN = {"＝": "=", "﹦": "=", r"\=": "=", "==": "=", "&equals;": "=", "&#61;": "="}
_ENDS = re.compile(r"(?:[=＝≡≠≔≜]|\\(?:equiv|neq?|coloneqq))\s*(?:\\[,;:! ]|&|\s)*\Z")
_BEHIND = re.compile(rf"[\s*_~]*(?:{_EQUAL})(?![=>])[\s*_~]*(?P<next>[^\s*_~].{{0,30}})", re.S)
_AHEAD = re.compile(rf"(?P<next>[^\s*_~=<>!:-][)\]*_~]*)\s*(?<![=<>!])(?:{_EQUAL})[\s*_~]*\Z", re.S)
_WORD = re.compile(
    r"[A-Za-z]{3,}(?![A-Za-z(_^\[{])|(?:is|of|we|to|in|at|so|it|as|be|an?|or|on|no|my)\s|[`\"“<\\]", re.I
)
_LAST_WORD = re.compile(r"(?:[A-Za-z]{3,}|[`\"”>}])\Z")
_LONGEST = 80


def link(text: str) -> tuple[str, int] | None:
    """The relation sign that is all there is between two formulas, however it is dressed, and where it stands."""
    match = _LINK.fullmatch(text) if len(text) <= _LONGEST else None
    return (_PLAIN.get(match["sign"], match["sign"]), match.start("sign")) if match else None


def worded(text: str, before: str, after: str, right: str) -> int | None:
    """Where `is` or `is equal to` stands, if that is all there is between two formulas and equates them.

    `before` and `after` are the words round the two: in `the derivative of $x^2$ is $2x$` the formula is not what is
    equated, in `$A$ is $n$-dimensional` nothing is, and `$A$ is $n \\times n$` tells a size.
    """
    match = _WORDS.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not _LEAD.search(before) or not _TAIL.match(after) or _SIZED.search(right):
        return None
    return match.start("sign")


def undressed(text: str) -> bool:
    """Whether there is nothing between two formulas but space and marks of type."""
    return len(text) <= _LONGEST and re.fullmatch(r"[\s*_~]*", text) is not None


def ends_in_sign(text: str) -> bool:
    """Whether a formula ends with a sign of equality that has something before it."""
    match = _ENDS.search(text[-40:])
    return match is not None and bool(text[: max(0, len(text) - 40) + match.start()].strip(" &\\"))


def behind(text: str) -> tuple[int, int] | None:
    """Where a sign of equality and the mathematics behind it stand at the head of the words behind a formula."""
    match = _BEHIND.match(text)
    if match is None or _WORD.match(match["next"]):
        return None
    head = match[0]
    start = len(head) - len(head.lstrip(" \n\t*_~"))
    return start, match.start("next") + len(match["next"].split()[0])


def ahead(text: str) -> tuple[int, int] | None:
    """Where mathematics and a sign of equality stand at the end of the words before a formula."""
    tail = text[-60:]
    match = _AHEAD.search(tail)
    if match is None or _LAST_WORD.search(tail[: match.start() + 1]):
        return None
    return len(text) - len(tail) + match.start(), len(text.rstrip())


def sign_as(sign: str, passage: Passage, place: int) -> Passage:
    """A relation sign between two formulas, at the place where it stands."""
    return Passage.at(f" {sign} ", passage.offsets[place])
