"""Where words set a derivative to 0 that stands before them: "setting the gradient to zero we get …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from symcheck.expressions.nodes import Block, Derivative, Entry
from symcheck.expressions.walk import subexpressions
from symcheck.reading.assembling.conditions import unnamed
from symcheck.reading.assembling.members import Member
from symcheck.reading.assembling.stationary import is_derivative
from symcheck.reading.assembling.taking import Taken

NOTHING_BEFORE = "it sets a derivative to 0, and none that is read stands before it under this heading"
ADVICE = r"write the derivative before it, or what is set to 0: Setting $\partial f/\partial x = 0$"

OPTIMUM = "!"
"""What is said is satisfied where a derivative is 0, by which one is not said."""
ELSEWHERE = "?"
"""What is set to 0 is an equation that is told by its number."""

_SET = r"\b(?:set|sets|setting|equate|equating|put|putting)\b"
_DERIVATIVE = r"\b(?:gradients?|derivatives?|partials|slope|score)\b"
_POINTING = r"\b(?:this|it|that|these|them|both|which|the (?:result|expression|last (?:line|expression)))\b"
PLACES = {"the first": 0, "the former": 0, "the second": 1, "the third": 2, "the last": -1, "the latter": -1}
"""Which of the derivatives before it a sentence sets to 0."""
_ZERO = r"\b(?:to|equal to)\s+(?:be\s+)?(?:(?:the\s+)?zero\b|\$?(?:\\[a-z]+\s*\{?\s*)?0\}?\$?(?![\d.]))"
_BEFORE = re.compile(f"{_SET}[^.;]*?(?:{_DERIVATIVE}|{_POINTING})[^.;]*?{_ZERO}", re.IGNORECASE)
_COUNTED = re.compile(
    rf"{_SET}\s+({'|'.join(PLACES)})(?:\s+(?:one|of (?:these|them)|equation|line|gradient|derivative))?\s+{_ZERO}",
    re.IGNORECASE,
)
_WRITTEN = re.compile(f"{_SET}[^.;$]*\\$([^$]*)\\$[^.;$]*{_ZERO}", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"{_SET}[^.;$]*?(?:\beq(?:uation|ns?|s)?\b|\\(?:eq)?ref|\(\d+(?:\.\d+)*\))[^;$]*?{_ZERO}", re.IGNORECASE
)
_OPTIMUM = re.compile(
    r"\b(?:(?:minimi[sz]er|maximi[sz]er|optimum|(?:optimal|stationary|critical) (?:\w+ )?\w+|least[- ]squares \w+)s?"
    r"\b[^.;]*\b(?:satisf(?:y|ies|ying)|obeys?|fulfil\w*|solves?|meets?)|normal equations?(?: are| reads?| is)?)"
    r"(?: the (?:\w+ )?(?:equations?|systems?|conditions?))?\s*:?\s*\Z",
    re.IGNORECASE,
)
"""What an optimum satisfies is that a derivative is 0, though no word sets it to that."""
_GOES_ON = re.compile(rf"\s*{_ZERO}", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:not|never|instead|without|cannot|unless|rather|before)\b", re.IGNORECASE)
_IMPLIES = re.compile(
    r"\\(?:implies|iff|Rightarrow|Longrightarrow|Leftrightarrow|Longleftrightarrow)(?![a-zA-Z])|[⇒⇔⟹⟺]"
)


class Derived(Struct, frozen=True):
    """A derivative that a page computes, and the names of what it is taken by; `head` is None for one not read."""

    head: Member | None
    by: frozenset[str] = frozenset()


def zeroed(before: str, sentence: str, joined: bool) -> str | None:
    """The derivative that the words before a formula set to 0, as written, or "" for the last one; None for none."""
    if _OTHERWISE.search(sentence):
        return None
    shown = _WRITTEN.search(before)
    if shown is not None:
        return _bare(shown[1]) if writes_derivative(shown[1]) else None
    if (place := _COUNTED.search(before)) is not None:
        return place[1].lower()
    if joined and _GOES_ON.match(before) and _sets_derivative(sentence):
        return ""
    if _NUMBERED.search(before) is not None:
        return ELSEWHERE
    return "" if _BEFORE.search(before) else OPTIMUM if _OPTIMUM.search(before) else None


def _sets_derivative(sentence: str) -> bool:
    """Whether a sentence speaks of setting a derivative, by that word or as it is written."""
    said = re.search(f"{_SET}[^.;]*{_DERIVATIVE}", sentence, re.IGNORECASE) is not None
    shown = re.search(rf"{_SET}[^.;$]*\$([^$]*)\$", sentence, re.IGNORECASE)
    return said or (shown is not None and writes_derivative(shown[1]))


def implies(text: str) -> bool:
    """Whether an arrow stands in what is written between two sentences of a formula."""
    return _IMPLIES.search(text) is not None


def derived(taken: Taken) -> Derived | None:
    """The first derivative that a member is; None where it is anything else."""
    content = taken.line.content
    if not isinstance(content, Block):
        return Derived(None) if is_derivative(taken.member.items) else None
    body = unnamed(content).body
    if not isinstance(body, Derivative) or any(isinstance(x, Derivative) for x in subexpressions(body.body)):
        return None
    names = [body.variable.array.name] if isinstance(body.variable, Entry) else []
    return Derived(taken.member, frozenset(names))


def chosen(found: Sequence[Derived], as_written: str, variable: str, written: Sequence[str]) -> Derived | None:
    """The derivative that is meant: the last one as it is written, or the last one by a variable, if one is given."""
    if as_written in PLACES:
        return _counted(found, as_written, variable)
    meant = list(zip(found, written, strict=True))
    if as_written:
        meant = [(one, text) for one, text in meant if _bare(text) == as_written]
    if variable:
        meant = [(one, text) for one, text in meant if one.head is None or variable in one.by]
    return meant[-1][0] if meant and meant[-1][0].head is not None else None


def _counted(found: Sequence[Derived], place: str, variable: str) -> Derived | None:
    """The derivative at a place in the order of a part, if it is one by the variable that solves it."""
    at = PLACES[place]
    one = found[at] if len(found) > max(at, 1) else None
    return one if one is not None and one.head is not None and variable in one.by else None


def writes_derivative(text: str) -> bool:
    """Whether a derivative is written in a text, read or not."""
    return re.search(r"\\nabla|\\partial|∇|∂|\\frac\s*\{?\s*d|d\w+\s*/\s*d|'", text) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
