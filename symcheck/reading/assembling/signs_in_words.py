r"""What words say of signs and operations that have a meaning of their own: "here $\sigma$ is the ReLU", "all products
are elementwise", "indices start at 0".

Such signs are read as they always are, so that what is right of them is in doubt where words say something else of
them than they mean: what is known to be something else, or, said of all of them or of what they mean, what is not known
to be usual. A name that is declared means what is declared. Which signs these are is told in `signs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from symcheck.reading.assembling.signs import EACH, NOT, SIGNS, Sign

WORDS = "{0} is said to be something else, in words that are not read: declare what it means"

_ALL = r"all|any|every|each|our|alle[rns]?|jede[rsmn]?|unsere?|sämtliche|tous|toutes|nos"
_MEANS = (
    r"(?<!the )(?<!a )means?\b(?! (?:that|is|are|of|squared?|vectors?)\b)"
    r"|denotes?|stands?\s+for|refers?\s+to|signif(?:y|ies)|designates?|bedeute[nt]|bezeichne[nt]"
    r"|steh(?:t|en)\s+für|désigne(?:nt)?|signifie(?:nt)?"
)
_IS = (
    r"(?:(?:will|shall|should|must|have to|has to|is to|are to)\s+)?(?:is|are|be|being|represents?|indicates?)|ist|sind"
    r"|sei(?:en)?|werden|wird|est|sont|soi(?:t|ent)"
)
_DOES = (
    r"(?:run|start|begin|range?|count|go|extend|lauf|beginn|commenc|act|work|label|discard|take|round|drop|mark)"
    r"(?:e?s|ing|en|ent|e|t)?|ha(?:s|ve|t|ben)|a|ont|se fait|se font|erfolgt"
)
_OF = re.compile(r"of|by|from|in|on|for|to|under|at|into|von|mit|aus|du|des|de|par", re.IGNORECASE)
_LEADS = re.compile(
    r"and|that|where|here|let|otherwise|gilt|throughout|below|but|while|always|assume|with|note|paper|text|page|section|hereafter|now|then"
    r"|dass|hier|stets|und|où|ici|que|toujours|chapter|derivation|sheet|exercise",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"\b(?:throughout|everywhere|always|here|conventions?|in this (?:note|paper|text|page)|stets|hier|überall|ici"
    r"|toujours|partout)\b",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"\W*(?:(?:all|both|also|again|always|never|strictly|well|often|usually|then|generally|only|indeed|easily|pairwise)"
    r"[\s-]+)*(?:finite|positive|negative|non-?\w+|zero|equal|small|large|continuous|smooth|differentiable|convex|concave"
    r"|monoton\w*|increasing|decreasing|(?:bi|multi)?linear|\w*(?:associative|mutative|tributive|plicative)|additive"
    r"|homogeneous|invariant|\w*symmetric|orthogonal|unique|\w*dependent|equivalent|real|known|given|easy|cheap|costly"
    r"|distinct|different|numbers?|scalars?|matri\w*|square|exact|written|shown|useful|found|similar|bold|dense|sparse"
    r"|stable|possible|whole|integers?|even|kept|sure|clear|one\b|at (?:most|least)|over\b|with respect|w\.r|of\b|1\b"
    r"|(?!(?:interpret|defin|replac|regard|consider|measur|count|round|comput|evaluat|form|perform)ed)\w+ed\b"
    r"|(?:taken|computed|evaluated|formed|done|performed)\s+(?:over|with|of|at|only|from|by|once|first|below|later"
    r"|exactly|numerically|in turn|next|for|before|after)\b)",
    re.IGNORECASE,
)
"""What things are said to be without being other ones: how they behave, and what is done with them."""


_FORMS = (
    rf"SIGN,?\s*(?:\s(?:now\s+|here\s+)?(?:(?P<verb>is|are|be|represents)|has|takes?|{_MEANS})\b|[=:](?!\s*[$\\]))(?P<said>[^.;]*)",
    r"\b(?:[Ww]rite|[Uu]se|with)\s+SIGN\s+(?:for|as|the|an?)\b(?P<said>[^.;]*)",
    r"\b(?:[Dd]enot|[Ww]rit|[Mm]ark|[Ii]ndicat)(?:e|es|ing|ed)\s+(?P<said>[^.;$]*)\s(?:by|as|with)\s+(?:an?\s+|the\s+)?SIGN",
    r"\b[Bb]y\s+SIGN\s+we\s+(?:mean|denote)(?P<said>[^.;]*)",
)
"""How something is said of a sign."""
_CALLED = (
    rf"(?<!\w)(?:(?P<lead>[^\W\d_]+)\s+)??(?P<these>(?:(?:{_ALL}|the|an?|these|this|such|both|those|die|der|das|den|les?|la|un"
    r"|une|ein|eine)\s+)*)(?:(?:matrix|vector|square)\s+)?\b(?P<name>CALLED)\b(?P<more>(?:(?:\s+(?:of|in|on|with"
    r"|between|by|here|that|which|below|above|and|or|to|from|for|throughout|von|der|des|zweier|zwischen|hier|und|im|de|du|ici|et)"
    r"\b|\s*[,(]|\s+(?=\$)|\$|\s+\d)(?:[^.;:$]|\$[^$]*\$){0,60}?)?)"
    rf"\s(?P<said>(?:(?P<is>{_IS})|(?P<does>{_DOES})|{_MEANS})\s+[^.;]{{1,120}})",
    r"\b(?:we|wir|nous)\s+(?:\w+\s+){0,2}?(?:use|work|adopt|employ|take|mean|write|assume|verwenden|benutzen|utilisons)"
    r"\b(?P<said>(?:\s+[\w-]+){0,3}?\s+\S*?(?P<name>CALLED)\b(?!\s*\$))",
    r"(?:^|[.;:•§])\s*(?P<said>(?:[\w-]+\s+){0,2}(?P<name>CALLED)\s+(?:throughout|everywhere|always)\b)",
    r"\b(?:read|use|write|take|interpret|understand|treat|regard|define|form|think of)\b[^.;]{0,30}?\b(?P<name>CALLED)"
    rf"(?P<said>\s+(?:as|for|of|to be|{EACH})[^.;]*)",
    r"\b[Bb]y\s+(?:an?\s+|the\s+)?(?P<name>CALLED)\b[^.;$]{0,30}?\bwe\s+(?P<means>mean|denote|understand)\s+(?P<said>[^.;]*)",
)
"""How something is said of what an operation is called."""
_SENTENCE = re.compile(r"[^.;§•⁂]+")
_STEP = 300
"""So many characters on, a long sentence is looked at again."""
_RUNNING = re.compile(
    r"\bsums?\b[^.;]*\b(?:runs?|ranges?|extends?|go|goes|are|is|be|running|ranging|taken|understood|meant)\b"
    r"(?:\s+(?:taken|understood|only|to be))*\s+over(?:\s+(?:all|those|pairs|indices|with|for which))*\s*\$([^$]*)\$",
    re.IGNORECASE,
)
_UNEQUAL = re.compile(r"[≠<>≤≥]|\\(?:ne|neq|not|lt|gt|le|ge|leq|geq|nmid|mid)(?![a-zA-Z])")


def restricts_sums(written: str) -> bool:
    """Whether a page says that sums run over what meets a relation, which is no list: "sums run over $j \\ne i$"."""
    return any(_UNEQUAL.search(found[1]) is not None for found in _RUNNING.finditer(written))


def said_of_signs(text: str) -> list[tuple[str, bool]]:
    """The signs of which a text says something, each with whether that may be something else than usual."""
    sentences = (found[0] for found in _SENTENCE.finditer(text))
    pieces = (one[start : start + 2 * _STEP] for one in sentences for start in range(0, len(one), _STEP))
    return [(name, other) for piece in pieces for _, name, other in sorted(_said(piece))]


@cache
def _stand() -> list[tuple[Sign, re.Pattern[str]]]:
    """How each sign stands in a text that says something of it."""
    return [(sign, re.compile(rf"\$\s*(?:{sign.written})\s*\$")) for sign in SIGNS]


@cache
def _forms(sign: Sign) -> list[re.Pattern[str]]:
    """The forms in which something is said of a sign."""
    return [re.compile(form.replace("SIGN", rf"\$\s*(?:{sign.written})\s*\$")) for form in _FORMS]


@cache
def _calls() -> tuple[re.Pattern[str], list[re.Pattern[str]]]:
    """What any operation is called, and the forms in which something is said of it."""
    called = "|".join(sign.called for sign in SIGNS if sign.called)
    forms = (form.replace("CALLED", called) for form in _CALLED)
    return re.compile(rf"\b(?:{called})\b", re.IGNORECASE), [re.compile(form, re.IGNORECASE) for form in forms]


@cache
def _also() -> list[tuple[Sign, re.Pattern[str]]]:
    """What says by itself that a sign is something else."""
    return [(sign, re.compile(sign.also, re.IGNORECASE)) for sign in SIGNS if sign.also]


@cache
def _named(name: str) -> list[Sign]:
    """The signs that a word calls."""
    return [x for x in SIGNS if x.called and re.fullmatch(x.called, name, re.IGNORECASE) is not None]


def _said(text: str) -> Iterator[tuple[int, str, bool]]:
    for sign, stands in _stand() if "$" in text else ():
        for found in (found for form in _forms(sign) for found in form.finditer(text)) if stands.search(text) else ():
            yield from _judged(sign, found, not (sign.described and found.groupdict().get("verb")))
    any_name, forms = _calls()
    for found in (found for form in forms for found in _each(form, text)) if any_name.search(text) else ():
        unknown = _may_be_other(found)
        for sign in _named(found["name"]) if unknown is not None else ():
            yield from _judged(sign, found, bool(unknown))
    for sign, form in _also():
        for found in form.finditer(text):
            yield from ((found.start(), name, True) for name in sign.names)


def _each(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What is said of each operation that is called in a text, of one behind another too."""
    found = form.search(text)
    while found is not None:
        yield found
        found = form.search(text, found.end("name"))


def _judged(sign: Sign, found: re.Match[str], unknown: bool) -> Iterator[tuple[int, str, bool]]:
    """What a text says of a sign; that it means the usual only where it says so of what it means."""
    said = found["said"]
    if (other := sign.is_other(said, unknown)) or (unknown and other is False):
        names = sign.doubted(said) if other else (*sign.names, *sign.arrays)
        yield from ((found.start("said"), name, other) for name in names)


def _may_be_other(found: re.Match[str]) -> bool | None:
    """Whether what is said of an operation, and is not known, may be what it means: it is said of all of them, or as
    their meaning. None where another thing is spoken of: an inner product, entries of a product, the product ⊙."""
    groups = found.groupdict()
    if "these" not in groups:
        return "means" in groups
    lead, these, more = groups["lead"] or "", groups["these"].lower(), groups["more"]
    every = not these or re.search(rf"\b(?:{_ALL})\b", these) is not None
    if lead and (_OF.fullmatch(lead) if these and not every else not these and not _LEADS.fullmatch(lead)):
        return None
    if re.search(rf"{EACH}|\\(?:odot|otimes|circ|langle)|in (?:parenth|bracket)", more, re.IGNORECASE) is not None:
        return None
    verb = groups["is"] or groups["does"]
    rest = found["said"].removeprefix(verb or "")
    if groups["does"] or (verb and (_HAVE.match(rest) is not None or not NOT.sub(" ", rest).strip())):
        return False
    return verb is None or every or _EVERYWHERE.search(found[0]) is not None
