r"""Which names words give another meaning without a relation: "from now on $g$ denotes $3x$", "we clip $g$ at $1$".

What a name means then is not read: it means nothing from there on. A name without a value before has none after it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

WORDS = "words give it another meaning, which is not read: write let {0} = …"

ANOTHER = "{0} has another value before, and may have this one from here on, {1}: for another value write {0} := …"

_SAID = r"(?:denotes?|means|stands for|represents|refers to|(?:shall|will|is to) (?:be|denote|mean|stand for))"
_IS = re.compile(rf"\$([^$]*)\$\s+(?:now\s+|here\s+|instead\s+)?{_SAID}\b[^$.;]{{0,30}}(\$[^$]*\$)?")
_FOR = re.compile(
    r"\b(?:write|use|take|call|denote|let)\s+(?:now\s+|here\s+)?\$([^$]*)\$\s+(?:now\s+)?(?:for|to (?:mean|denote)|as"
    r"|instead of|be)\s[^$.;]{0,20}(\$[^$]*\$)?"
)
_BY = re.compile(
    r"(?:\b(?i:denote|write|abbreviate|rename)\s+(?:now\s+)?(?:\w+\s+)?(\$[^$]*\$)\s+(?:now\s+)?(?:by|as)"
    r"|\b[Cc]all\s+(?:now\s+)?(?:\w+\s+)?(\$[^$]*\$)(?:\s+(?:now|also|again|simply|by|as))*"
    r"|(\$[^$]*\$)\s+(?:is|will be)\s+(?:now\s+|also\s+)?(?:called|denoted|written|named|abbreviated)(?:\s+(?:by|as))?)"
    r"\s+\$([^$]*)\$"
)
_OTHER = re.compile(
    r"\$([^$]*)\$\s+(?:differs|(?:is|ist|est|will be|wird)\s+(?:(?:now|then|here|nun|hier|ici)\s+)?(?:another|different"
    r"|something else|autre|différente?|anders|etwas anderes|eine? andere[rs]?))\b(?!\s+(?:from|than|von|als|de|que)\b)"
    r"|\b[Ll]et\s+\$([^$]*)\$\s+be\s+(?:arbitrary|anything|any\b|some\b|another|a different"
    r"|an? (?:(?:arbitrary|general|smooth|given|unknown) )*function"
    r"|the (?:\w+ )?(?:square|cube"
    r"|root|power|sum|difference|product|quotient|ratio|inverse|negative|reciprocal|double|half|identity)\b)"
)
"""What is said with these is that it is another one."""
_CHANGES = re.compile(
    r"\b(?:clip|threshold|round|halv|normali[sz]|renormali[sz]|updat|reset|overwrit|truncat|quanti[sz]|perturb"
    r"|standardi[sz]|cent(?:er|r)|whiten)(?:e|es|ed|ing|s|p|ped|ping|ting)?\s+(?:the\s+(?:\w+\s+)?)?\$([^$]*)\$"
    r"|\$([^$]*)\$\s+(?:(?:becomes|turns into|grows to|shrinks to)\s+\$|(?:is|gets|are)\s+(?:(?:now|then|also)\s+)?"
    r"(?:clipped|rounded|halved|doubled|incremented|decremented|rescaled|renormali[sz]ed|updated|replaced by|reset"
    r"|overwritten|truncated|changed|shifted|perturbed|increased|decreased|reduced)\b)",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:redefin\w*|re-?us\w+|overload\w*|(?:chang|replac)\w* the (?:meaning|definition|value))\b")
_ANEW = re.compile(
    r"\b(?:now|nun|jetzt|maintenant|désormais|henceforth|from (?:here|now) on|instead|this time"
    r"|(?:second|next|another|other|third|new) (?:\w+ )?(?:example|case|choice|model|definition|setting|variant)"
    r"|change|redefine|replace|take|put|let us take|we (?:next|then) (?:take|put|set))\b"
)
_FROM_HERE = re.compile(r"\b(?:now|from here|henceforth|instead|in this section|from this point|new)\b")


def renamed(text: str, names: Collection[str]) -> frozenset[str]:
    """The names that have a value and may have another one behind a text, which has names between dollars."""
    found: set[str] = set()
    for clause in re.split(r"(?<=[.;:!?])\s", text):
        small = clause.lower()
        if _AGAIN.search(small) is not None:
            found |= {*map(_bare, re.findall(r"\$([^$]*)\$", clause))}
        told = (*_CHANGES.findall(clause), *_OTHER.findall(clause))
        found |= {_bare(name or other) for name, other in told}
        here = _FROM_HERE.search(small) is not None
        said = [*_IS.findall(clause), *_FOR.findall(clause), *((x[-1], "".join(x[:-1])) for x in _BY.findall(clause))]
        found |= {_bare(name) for name, value in said if (value or here) and not _bare(value).startswith(_bare(name))}
    return frozenset(name for name in names if _bare(name) in found)


def anew(ahead: str) -> bool:
    """Whether the words before an equation say that what it gives holds from here on: "now", "instead"."""
    return _ANEW.search(ahead.lower()) is not None


def _bare(written: str) -> str:
    """What is written between dollars without spaces and braces."""
    return re.sub(r"[{}\s$]", "", written)
