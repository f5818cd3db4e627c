"""The words round a formula, as far as its sentence goes, without the marks that only set them in type."""

from __future__ import annotations

import re

REACH = 400  # characters of a sentence that are kept on either side of a formula

_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bw\.r\.t)(?<!\bresp)(?<!\bcf)(?<!\bEq)[.!?](?=\s+[^a-z\s]|\s*\Z)|\n[^\S\n]*\n"
)
_TAGS = re.compile(r"\{:[^{}\n]*\}|</?[A-Za-z][^<>\n]{0,80}>")
_EMPHASIS = re.compile(r"(\$[^$\n]*\$)|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")
_COMMANDS = re.compile(r"(\$[^$]*\$)|\\(?:label|cite[pt]?|ref|eqref|vspace|hspace)\*?\{[^{}]*\}|\\[A-Za-z]+\*?|[{}~]")


def plain(text: str, tex: bool = False) -> str:
    """Words without tags, emphasis, commands and repeated spaces."""
    if tex:
        text = _COMMANDS.sub(lambda match: match[1] or " ", text)
    return " ".join(_EMPHASIS.sub(lambda match: match[1] or "", _TAGS.sub(" ", text)).split())


def before(text: str) -> str:
    """The end of a text, from where its last sentence begins; "" if that is finished."""
    start = 0
    for end in _END.finditer(text):
        start = end.end()
    return text[start:].strip()


def after(text: str) -> str:
    """The beginning of a text, to where its first sentence ends, the full stop with it."""
    end = _END.search(text)
    return text[: end.end()].strip() if end else text.strip()
