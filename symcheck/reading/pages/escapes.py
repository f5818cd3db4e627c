r"""What Markdown engines want written otherwise is undone: doubled backslashes, `\_`, `\*`, `\left\\{`, `&lt;`."""

from __future__ import annotations

import re
from collections.abc import Callable

from symcheck.reading.source import Passage

_RUN = re.compile(r"\\+")
_WORDS = r"\\(?:text(?:rm|bf|it|sf|tt)?|mathrm|operatorname\*?|mbox|hbox)\s*\{[^{}]*\}"
_STRAY = re.compile(
    rf"(?P<words>{_WORDS})|(?P<row>\\\\)(?![{{}}|])|\\(?P<plain>[_*])(?=[\w{{\\])"
    r"|(?P<sized>\\(?:left|right|[bB]igg?[lrm]?)\s*\\)\\(?=[{}|])|&(?P<entity>lt|gt|amp);"
)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&"}
_HOLD = re.compile(r"[^\S\n]*(?:\n|&|\Z)")

Change = Callable[[re.Match[str]], tuple[str, int]]


def undone(passage: Passage, doubled: int = 0) -> Passage:
    r"""A formula of a Markdown page as its author meant it.

    `doubled` is how many times the backslashes of its delimiters were doubled. Rows that end in `\\\\` say so as well.
    """
    text = passage.text
    if "\\" not in text and "&" not in text:
        return passage
    for _ in range(max(doubled, 1 if "\\\\\\\\" in text else 0)):
        passage = _rewritten(passage, _RUN, _halved)
    return _rewritten(passage, _STRAY, _plain)


def _halved(match: re.Match[str]) -> tuple[str, int]:
    """A run of backslashes as a Markdown engine hands it on; two that end a row, which it would swallow, are kept."""
    length = len(match[0])
    at_end = _HOLD.match(match.string, match.end()) is not None
    if length == 2 and at_end:
        return match[0], match.start()
    left = length - length // 2
    return "\\" * (left - 1 if at_end and left % 2 and left > 1 else left), match.start()


def _plain(match: re.Match[str]) -> tuple[str, int]:
    kept = match["words"] or match["row"] or match["plain"] or match["sized"] or _ENTITIES[match["entity"]]
    return kept, match.end() - len(kept) if match["plain"] else match.start()


def _rewritten(passage: Passage, pattern: re.Pattern[str], change: Change) -> Passage:
    """The passage with each match replaced by a text, whose characters stand where those from a position on did."""
    found = ((*match.span(), *change(match), match[0]) for match in pattern.finditer(passage.text))
    return passage.replaced(
        (start, end, Passage(new, passage.offsets[at : at + len(new)]))
        for start, end, new, at, old in found
        if new != old
    )
