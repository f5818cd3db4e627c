"""What stands round a formula and speaks of it: words, the formula before it, what its author says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.assembling.context import Context, Slips
from symcheck.reading.assembling.tied import is_both_ways, is_one_of
from symcheck.reading.assembling.translated import english
from symcheck.reading.assembling.wording import (
    ASKED,
    FOLLOWING,
    Wording,
    chooses,
    freed,
    is_system,
    last_words,
    letters_in,
    names_left_side,
    parts_from,
    unset,
    words_of,
)
from symcheck.reading.assembling.zeroing import zeroed
from symcheck.reading.declaring.declared import Declared
from symcheck.reading.declaring.said import DocumentedWrong
from symcheck.reading.pages.blocks import Formula
from symcheck.reading.pages.labels import Section
from symcheck.reading.scope import Mapped, Running, Scope
from symcheck.reading.source import Span

_EVERY = re.compile(r"\b(?:for|with)\s+(?:any|all|every|each|arbitrary)\b|\\forall(?![a-zA-Z])", re.IGNORECASE)
_LISTED = re.compile(r"[\s}$~]*((?:\\?[^\W\d_]+\s*,\s*)*\\?[^\W\d_]+)(?=[\s${}\\.,;:]|$)")
_OF_KIND = re.compile(
    r"(?:\s+[a-z-]+){0,4}\s+((?:\$\s*\\?[^\W\d_]+(?:\s*(?:\\in|∈)[^$]*)?\s*\$(?:\s*,\s*|\s+and\s+)?)+)"
)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}")
_IN_THE_CASE = re.compile(r"\b(?:in|for) the case(?: of| that| when| where)?(?=\s*(?:\$|\\\(|\Z))", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"(?<!\bknow )(?<!\bsure )(?<!\bclear )(?<!\btell )\b(?:if|for|when|whenever|at|where|with)"
    r"(?: (?:all|every|any))?\s*\Z",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:\W*\w+\W+){0,2}?\W*(?:what|which|how|why|where|who|when)\b(?!\s+(?:if|not|about)\b)", re.IGNORECASE
)
_CASES = frozenset(("if", "for", "when", "whenever", "unless", "with", "provided", "provided that", "as long as"))
_IN_GENERAL = re.compile(r"\b(?:in general|regardless|whatever)\b", re.IGNORECASE)


def context_of(
    formula: Formula, number: int, before: Formula | None, behind: Formula | None, slips: Slips,
    roles: Mapping[int, str], scope: Scope, between: str,
) -> Context:  # fmt: skip
    """What is known of a formula beside its text, between the formulas before and behind it.

    `between` is all that stands on the page between the one before and it.
    """
    in_sentence, is_next = joined(formula, before), is_behind(formula, before)
    leading = leads(formula, behind)
    followed = behind is not None and joined(behind, formula)
    formula = _in_english(formula)
    return Context(
        number,
        formula.span,
        words=words_at(formula),
        around=Wording(words_of(formula.sentence)),
        lead=Wording(words_of(formula.before)),
        closed=formula.display or parts_from(formula.after),
        behind=is_next,
        joined=in_sentence,
        opens=followed and before is not None and before.display and formula.before[:1].isupper(),
        leads=leading,
        slips=slips,
        role=roles.get(0, ""),
        roles=roles,
        apart=names_left_side(formula.before),
        general=is_general(formula, scope),
        zeroed=zeroed(formula.before, formula.sentence, in_sentence),
        one_of=is_one_of(formula),
        both_ways=is_both_ways(formula, in_sentence, followed),
        display=formula.display,
        freed=freed(between if before is None else f"${before.passage.text}{between}"),
        any=any_of(formula),
        unset=unset(formula.before),
        system=is_system(formula.before),
        between=between,
    )


def _in_english(formula: Formula) -> Formula:
    """A formula with the words round it in English, as far as they are known."""
    before, after, sentence = english(formula.before), english(formula.after), english(formula.sentence)
    return replace(formula, before=before, after=after, sentence=sentence)


def words_at(formula: Formula) -> Wording:
    """The words that speak of a formula: those right before it, or what turns its whole sentence round.

    A question assumes nothing, but for the case that it asks of.
    """
    if is_asked(formula):
        return ASKED
    words = Wording(("choose",)) if chooses(formula.before) else last_words(_IN_THE_CASE.sub("for", formula.before))
    sentence = _IN_THE_CASE.sub("for", _ENVIRONMENT.sub(" ", formula.sentence))
    around = Wording(tuple(word for word in words_of(sentence) if word != "otherwise"))
    return Wording(words.words, doubted=True) if around.negated and not words.negated else words


def is_asked(formula: Formula) -> bool:
    """Whether a question asks if what a formula says is so, and takes it for no case of something else."""
    asks = formula.sentence.rstrip(" )*_\"'").endswith("?") and _OPEN.match(formula.sentence) is None
    return asks and _NOT_ASKED.search(formula.before) is None


def is_behind(formula: Formula, before: Formula | None) -> bool:
    """Whether a formula goes on with the sentence of the one before it; one that begins with a capital is another."""
    if before is None or not formula.before or not (joined(formula, before) or _explains(formula, before)):
        return False
    if before.display and formula.before.lstrip()[:1].isupper() and not _is_here(formula):
        return False
    first = words_of(formula.before)[:1]
    return not formula.after.startswith(":") and not (first and first[0] in f"and but while now {FOLLOWING}".split())


def _explains(formula: Formula, before: Formula) -> bool:
    """Whether the paragraph of a formula begins with "where", in small letters, right behind a display, or says no more
    than a case."""
    next_to = before.display and before.after.strip(" .,;") == "" and formula.paragraph == before.paragraph + 1
    alone = (formula.before in _CASES and formula.after.strip() == ".") or _is_here(formula)
    return next_to and (alone or formula.before.split()[:1] == ["where"])


def _is_here(formula: Formula) -> bool:
    """Whether a formula compares something "here": what stands before it holds there."""
    return formula.before == "Here" and "=" not in formula.passage.text


def joined(formula: Formula, before: Formula | None) -> bool:
    """Whether a formula stands in one sentence with the one before it: none ends in that, with a capital behind it."""
    if before is None or formula.paragraph != before.paragraph or formula.before != before.after:
        return False
    ends = before.display and before.passage.text.rstrip()[-1:] in (".", "!", "?")
    return not (ends and formula.before[:1].isupper())


def ahead_of(formula: Formula | None) -> bool:
    """Whether the sentence of a formula in the text goes on into what stands on a line of its own behind it."""
    return formula is not None and not formula.display and "." not in formula.after


def is_general(formula: Formula, scope: Scope) -> bool:
    """Whether a formula is said of every value of something, and not of every index alone."""
    text = f"{formula.before} ${formula.passage.text}$ {formula.after}"
    for found in _EVERY.finditer(text):
        listed = _LISTED.match(text, found.end())
        letters = [] if listed is None else re.split(r"\s*,\s*", listed[1])
        if not letters or not all(isinstance(scope.get(letter), Running | Mapped) for letter in letters):
            return True
    return _IN_GENERAL.search(text) is not None


def any_of(formula: Formula) -> frozenset[str]:
    """The letters of any value of which a formula is said: "for all $x$"."""
    text = f"{formula.before} ${formula.passage.text}$ {formula.after}"
    places = [found.end() for found in _EVERY.finditer(text)]
    listed = (_LISTED.match(text, place) for place in places)
    named = (_OF_KIND.match(text, place) for place in places)
    return frozenset(
        [x for found in listed if found is not None for x in re.split(r"\s*,\s*", found[1])]
        + [x for found in named if found is not None for x in letters_in(found[1])]
    )


def leads(formula: Formula, behind: Formula | None) -> bool:
    """Whether a formula in the text stands in one sentence with the next one, in the text too."""
    return not formula.display and behind is not None and not behind.display and joined(behind, formula)


class Slip(Struct, frozen=True):
    """A line of a formula that is documented as wrong (0: all of its lines), where that is said, and why it is."""

    line: int
    because: str
    span: Span


def slips_of(formula: Formula, in_part: int, number: int, section: Section, declared: Declared) -> list[Slip]:
    """What is documented as wrong in a formula, behind it or among the declarations."""
    behind = [Slip(r.line or r.relation or 0, r.reason, r.span) for r in formula.remarks if r.role == "wrong"]
    meant = [said for said in declared.wrong if _meant(said, in_part, number, section)]
    return behind + [Slip(said.line, said.because, said.span) for said in meant]


def _meant(said: DocumentedWrong, in_part: int, number: int, section: Section) -> bool:
    return said.formula == (in_part if said.part else number) and said.part in ("", section.id)


def roles_of(formula: Formula, number: int, declared: Declared) -> dict[int, str]:
    """What the author says that a formula is, or one line of it; 0 stands for all of it."""
    listed = {r.line or r.relation: r.role for r in declared.roles if r.reach.formula == number}
    return listed | {r.line or r.relation or 0: r.role for r in formula.remarks if r.role != "wrong"}
