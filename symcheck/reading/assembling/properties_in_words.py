r"""What words say of declared names, as conditions: "let $A$ be symmetric", "for positive $x$", "with $Q$ orthogonal".

Taken is what is said where a sentence begins with nothing but words that assume, in so many words and no others behind
them: what is concluded, denied, or said of some of them alone is nothing. A sign that is given as a reason is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Condition, Relation
from symcheck.notation.text import assumption
from symcheck.reading.assembling.cases import reach
from symcheck.reading.assembling.conditions import Taken
from symcheck.reading.assembling.wording import ANNOUNCING, CONDITIONS, REASONS, words_of
from symcheck.reading.declaring.properties import plain, stating
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.names import name_of
from symcheck.reading.scope import Scope
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Unreadable

TITLE = 4
"""So many words announce what is to be shown."""
REASON = "it is given as a reason; to assume it, declare: assume {0}"
_OF_NUMBERS = r"(?:strictly )?positive|(?:strictly )?negative|non-?negative|non-?zero"
_ONE = rf"(?:symmetric|positive[- ]definite|invertible|non-?singular|orthogonal|diagonal|{_OF_NUMBERS})"
_WORDS = rf"(?P<words>{_ONE}(?:(?:\s*,\s*|\s+and\s+|\s+){_ONE})*)(?![\w-])"
_KINDS = r"matri(?:x|ces)|numbers?|scalars?|constants?|parameters?|variables?|vectors?"
_KIND = rf"(?:\s+(?:real|square))?(?:\s+(?:{_KINDS}))?"
_MATH = r"\$[^$]+\$"
_NAMES = rf"(?P<names>{_MATH}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_MATH})*)"
_VERBS = r"(?:(?:be|is|are|both|all|assumed|taken|to be|always|here|now)\s+)*(?:an?\s+)?"
_END = r"(?=\s*(?:[.,;:!)◆]|\Z|(?:and|with|where|so|then|we|throughout|everywhere)\b))"
_SAID = (
    re.compile(rf"{_NAMES}\s*,?\s+{_VERBS}{_WORDS}{_KIND}{_END}", re.IGNORECASE),
    re.compile(rf"(?<![\w-]){_WORDS}{_KIND}\s+{_NAMES}(?!\s*(?:or|minus|plus|times)\b|\s*[-+(])", re.IGNORECASE),
)
_BEGINS = re.compile(r"[.;:!?•§⁂◆)]|\\(?:begin|end)\s*\{\w+\*?\}|\A")
_ENDS = re.compile(r"[.!?;](?=\s|\Z)|[•§⁂]")
_LEADS = frozenset(
    f"{CONDITIONS} {REASONS} let that also now here throughout further furthermore moreover we again and both the all"
    " any every each a an which holds hold valid true henceforth following in what this section from on take"
    " consider fix case special everywhere below always additionally matrix matrices number vector scalar".split()
)
_ASSUMING = frozenset(f"{CONDITIONS} {REASONS} let consider take fix".split())
_GIVES = re.compile(r"\s*(?:gives|yields|satisfies|implies|has)\s*\Z")
_TURNS = re.compile(
    r"\b(?:if|unless|when|whenever|only|except|but|or|not|otherwise|would|may|might|arbitrary|any|respectively|done"
    r"|finished|nothing|trivial|clear|easy|known|obvious)\b|n['’]t\b"
)


def of_another(text: str) -> int:
    """How far a text goes on with the sentence of the formula before it; all of it where that does not end in it."""
    if not text.strip() or text.strip()[:1].isupper() or text.strip()[:1] in ".!?;•§⁂$":
        return 0
    end = _ENDS.search(text)
    return len(text) if end is None else end.end()


class InWords(Struct, frozen=True):
    """A condition in words, where in their text these begin and end, and what stands behind them."""

    taken: Taken
    start: int
    end: int
    rest: str = ""


def in_words(text: str, scope: Scope, written: str, at: Span, behind: bool = False) -> list[InWords]:
    """The conditions that words state at a formula; `behind` it words such as "where" must begin them.

    They are told where they stand in what is `written` on the page before it.
    """
    found: list[InWords] = []
    for form in _SAID:
        for said in form.finditer(text):
            begins = max(x.end() for x in _BEGINS.finditer(text[: said.start()]))
            leads = without(text[: said.start()], [x for x in found if x.start >= begins], begins)
            rest = re.split(r"[.;:!?]", text[said.end() :])[0]
            lead = _lead(leads, behind)
            if lead is not None and lead.isdisjoint(_ASSUMING):
                spoken = form is _SAID[1] and _GIVES.match(rest) is None  # "every symmetric $A$ is nice"
                lead = None if spoken or _is_announced(text[:begins]) else lead
            if lead is None or _TURNS.search(rest) is not None:
                continue
            for name in _names(said["names"]):
                made = _condition(name, said["words"], scope)
                if made:
                    words = assumption(made)
                    reason = not lead.isdisjoint(REASONS.split()) and re.fullmatch(_OF_NUMBERS, said["words"], re.I)
                    doubt = REASON.format(words) if reason else ""
                    place = written.rfind(said["words"], 0, at.start)
                    span = at if place < 0 else Span(place, place + len(said["words"]))
                    far = reach(text[begins : said.end()]) or ("" if leads.strip(" ,") else "next")
                    taken = Taken(made, frozenset({name}), words, span, beside=doubt, reach=far)
                    found.append(InWords(taken, begins if leads.strip(" ,") else said.start(), said.end()))
    return [replace(one, rest=without(text, found, one.end)) for one in found]


def without(text: str, found: Sequence[InWords], start: int = 0) -> str:
    """A text from a place on without what was found in it."""
    for one in sorted(found, key=lambda x: x.start, reverse=True):
        if one.start >= start:
            text = f"{text[: one.start]} {text[one.end :]}"
    return text[start:]


def _is_announced(before: str) -> bool:
    """Whether the words before a sentence say that it is to be shown: "Claim.", "To show:"."""
    words = words_of(re.split(r"[.;:!?•§⁂]", before.rstrip(" .:*_"))[-1])
    return len(words) <= TITLE and not set(words).isdisjoint(ANNOUNCING.split())


def _lead(text: str, behind: bool) -> frozenset[str] | None:
    """The words with which a sentence leads on to what it says of a name, where they assume that."""
    text = re.sub("[Ii]n what follows", "throughout", text)
    own = words_of(text.rsplit(",", 1)[-1])
    assumes = not set(own).isdisjoint(f"{CONDITIONS} let".split())
    if behind and not (assumes or not set(own).isdisjoint(f"{REASONS} here".split())):
        return None
    words = own if assumes else words_of(text)
    return frozenset(words) if "$" not in text.rsplit(",", 1)[-1] and _LEADS.issuperset(words) else None


def _names(written: str) -> Iterator[str]:
    """The names between dollars, parted by commas."""
    for text in re.findall(r"\$([^$]+)\$", written):
        for piece in text.split(","):
            try:
                name = name_of(parse(Passage.at(piece.strip(), 0)).items) if piece.strip() else None
            except Unreadable:
                name = None
            if name is not None:
                yield name


def _condition(name: str, words: str, scope: Scope) -> Condition:
    """What is said of a name; () where that is not known of such a thing."""
    tensor, made = plain(name, scope), list[Relation]()
    if tensor is None:
        return ()
    try:
        for word in re.findall(_ONE, words.lower()):
            made += stating(word.replace("strictly ", "").replace("non-", "non").replace("-", " "), tensor)
    except (StatementError, KeyError):
        return ()
    return tuple(made)
