"""Whether the words round a definition by an index leave values of that out, or may: "for odd $i$", "unless last".

Fail-safe: what is said of the index, or of its values, counts as leaving some out unless each word of it is known to
leave none. Nothing is read of words that speak of other things: "for the update gate".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache

from symcheck.reading.assembling.surrounding import RELATION, Surrounding

Reaches = Callable[[str, str, str], bool]
"""Whether a letter, a first and a last value, as they are written, are all of its range."""

_DETERMINERS = (
    "a an the this these those its their our each every any all given arbitrary fixed single individual respective"
    " corresponding current generic typical whole full entire same free running dummy possible"
)
_KINDS = (
    "index indices example examples sample samples instance instances word words token tokens class classes row"
    " rows column columns entry entries element elements component components coordinate coordinates layer layers"
    " step steps time times timestep timesteps unit units neuron neurons node nodes point points datum data"
    " observation observations dimension dimensions position positions feature features label labels output"
    " outputs input inputs document documents sentence sentences category categories cluster clusters group groups"
    " state states action actions item items user users term terms number numbers value values variable variables"
    " parameter parameters weight weights score scores logit logits activation activations probability"
    " probabilities density densities error errors loss losses gradient gradients derivative derivatives head"
    " heads channel channels pixel pixels image images batch mini-batch minibatch sequence network vocabulary"
    " dataset corpus agent particle vector vectors function functions bin bins cell cells gate gates query key"
    " keys queries expert experts task tasks object objects letter letters training hidden visible mixture counter"
)
_BEFORE = (
    "of at in for to by per over on within across through and or let fix where with denote denotes call choose pick say"
    " that as here define write set put then we now consider take sum sums summing summed respect between from when if"
    " suppose assume so hence thus is are both th"
)
_BEHIND = (
    "we let define set write put compute denote call introduce the there it this one you and or as then to by th st nd"
    " rd separately again also let's consider simply now a an its our is"
)
_SAYS = (
    "is are be being was has have must may can cannot lies belongs satisfies varies runs ranges denotes indexes labels"
    " stands counts enumerates numbers ranging running denoting indexing counting"
)
_RANGES = "runs ranges ranging running indexes indexing enumerates counts counting numbers labels stands for denotes"
_ALWAYS = "an any arbitrary index indices counter"
_ENDS = "we you let it this there and or then as by"
_PREPOSITIONS = "of in for to by per over on within across from at with th st nd rd"
_PLACED = "in of at over within on"
_HARD = (
    "if unless except excepting excluding only provided providing whenever when assuming supposing otherwise"
    " restricted restricting save barring outside inside"
)
_ALWAYS_HARD = "if unless except excepting excluding only provided providing whenever otherwise when"
_VALUES = (
    "index indices value values entry entries element elements component components coordinate coordinates"
    " position positions one ones point points row rows column columns example examples sample samples"
    " node nodes word words class classes token tokens others rest them those boundary interior border subset"
    " diagonal diagonals off-diagonal triangle half edge edges corner corners block blocks band margin triangular"
)
_PLACES = "for on at over in off outside inside within along near beyond above below across between among"
_PICKING = "every each all only alternate some most any both"
_ENTRIES = "entry entries element elements component components coordinate coordinates index indices"
_PICKS_OUT = (
    "second third fourth fifth other alternate alternating odd even odd-numbered even-numbered first last remaining"
    " next upper lower diagonal off-diagonal non-zero nonzero positive negative interior boundary border leading"
    " trailing outer inner extreme missing masked observed unobserved active inactive"
)
_CUES = (
    "for if when where with all every each any at over on assuming suppose assume let take consider fix only except"
    " unless but restrict here case once after given until für pour"
)
_OF = "of at in to by per"
_LAST = "first second last other half"
_LEAVES_NONE = re.compile(
    r"\b(?:if|when|where|as|whenever|wherever)\s+(?:it is\s+)?(?:needed|necessary|desired|possible|convenient|useful"
    r"|you (?:like|prefer|want|wish)|appropriate|applicable)\b"
    r"|\bunless (?:otherwise )?(?:stated|noted|specified|mentioned|indicated)(?: otherwise)?\b"
    r"|\b(?:if|when|assuming|supposing)\s+(?:we|you|one)\s+(?:now\s+)?(?:write|let|set|define|put|denote|call|introduce"
    r"|use|abbreviate|compute|take|differentiate|expand)\b|\b(?:if|when)\s+there is no (?:confusion|ambiguity)\b"
    r"|\bif and only if\b|\bonly (?:a|an|shorthand|notation|abbreviates)\b|\bnot only\b"
    r"|\b(?:avoid|prevent|guard)(?:s|ing)?\s+(?:against\s+)?(?:an?\s+|any\s+|the\s+)?(?:division|dividing|zero|log\w*"
    r"|overflow\w*|underflow\w*|numerical\w*|instabilit\w*|infinit\w*|singularit\w*|nans?)\b[^.,;:]*|\bwhen \w+ing\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"{RELATION}|\$[^$]*\$|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[.,;:()!?—–\[\]]")
_PICKS = re.compile(r"\bin the cases? of\b|\brestrict\w*(?: \w+)? to\b", re.IGNORECASE)
_INEXACT = re.compile(
    r"\b(?:plus|times)\s+(?:an?\s+|some\s+)?(?:\w+\s+)?(?:noise|constants?|terms?|corrections?|errors?|remainder|factors?)"
    r"\b|\bwith (?:\w+ )?probability\b|\bmodulo\b|\b(?:roughly|approximately|asymptotically|almost surely)\b"
    r"|\bto (?:first|second|third|leading|lowest|zeroth) order\b|\bin the limit\b|\bon average\b|\bin expectation\b"
    r"|\bfor (?:very |sufficiently )?(?:large|small) \$"
    r"|\bup to (?:an? |the |some )?(?:\w+ )?(?:signs?|permutations?|rotations?|scal\w+|normali[sz]\w+|noise)\b",
    re.IGNORECASE,
)
"""What has these words beside it is not exactly what its name means."""
_CHANGED = re.compile(
    r"\W*(?:then |and |but )?(?:clipped|rounded|truncated|quanti[sz]ed|thresholded|normali[sz]ed|rescaled|centred"
    r"|centered|standardi[sz]ed|sorted|shuffled|permuted|detached|in absolute value|stop[- ]gradient|with stop\w*"
    r"|no gradient|after (?:dropout|clipping|rounding|normali\w+|scaling|masking))\b"
    r"|[^.]*\b(?:let|set|put)\s+(?:it|them)\s+(?:be|to|equal)\b",
    re.IGNORECASE,
)
"""Behind a definition, this is done with what it defines."""
_SELECTED = re.compile(
    r"\bwhere(?:ver)?\s+(?:the|an?|its|their)\s+(?:\w+\s+){1,3}(?:is|are)\s+(?:not\s+)?(?:one|zero|true|false|on|off"
    r"|active|inactive|valid|positive|negative|odd|even|missing|observed|present|absent|non-?zero|set|unset)\b"
    rf"|\(\s*(?:for |only )?(?:the )?(?:un\w+ed|{'|'.join(x for x in _PICKS_OUT.split() if x != 'next')})\s+\w+\s*\)",
    re.IGNORECASE,
)
FEW = 2
"""So many words with a letter are a label."""
_SIGNED = re.compile(r"\$\s*\\?[^\W\d_]+\s*(?:\\(?!cdot|times|in(?![a-z])|d?dots|,|;|quad)|[<>≡∤∣∉→≫≪])")
_MARKS = frozenset(".,;:()!?—–[]")
_known = frozenset(f"{_DETERMINERS} {_KINDS}".split())
_stops = frozenset(f"{_SAYS} {_BEHIND} {_BEFORE}".split())
_places, _picking, _picks_out, _entries = (
    frozenset(words.split()) for words in (_PLACES, _PICKING, _PICKS_OUT, _ENTRIES)
)
_before, _behind, _says, _ranges, _always, _place, _ends, _placed, _hard, _always_hard, _values, _last, _cues, _of = (
    frozenset(words.split())
    for words in (
        *(_BEFORE, _BEHIND, _SAYS, _RANGES, _ALWAYS, _PREPOSITIONS),
        *(_ENDS, _PLACED, _HARD, _ALWAYS_HARD, _VALUES, _LAST, _CUES, _OF),
    )
)
_nouns = _values | frozenset(_KINDS.split())


def narrowed(around: Surrounding, letters: Set[str], reaches: Reaches) -> str:
    """The words that may leave values of some letters out of a definition by them; "" where none may.

    Of a definition without any, those behind it that make it one case among others.
    """
    for text in (around.ahead, *around.behind[:1]):
        if found := _INEXACT.search(text) or (_SELECTED.search(text) if letters else None):
            return found[0]
    changed = _CHANGED.match("".join(around.behind[:1]))
    if changed is not None:
        return changed[0].strip()
    own = _Text(around.ahead, letters, reaches)
    said = [
        own.of_letters(),
        own.of_values() if letters else "",
        own.hard(_hard if letters else frozenset(), ahead=True),
    ]
    for n, text in enumerate(around.behind):
        behind = _Text(_uncluded(text) if n == 0 else text, letters, reaches)
        said += [behind.of_letters(), behind.of_values() if letters else ""]
        said += [behind.hard(_hard if letters else _always_hard)] if n == 0 or letters else []
    standing = (text for text in around.earlier if letters and not letters.isdisjoint(_letters_of(text)))
    said += [_Text(text, letters, reaches).of_letters() for text in standing]
    return next(filter(None, said), "")


@lru_cache(maxsize=8192)
def _letters_of(text: str) -> frozenset[str]:
    """The letters and commands that stand in a text, but for those inside words."""
    return frozenset(re.findall(r"\\[a-zA-Z]+|(?<![^\W\d_])[^\W\d_](?![^\W\d_])", text))


def _uncluded(text: str) -> str:
    """A sentence up to where it says what comes out."""
    cut = re.search(
        rf"\b(?:then|so|hence|thus|therefore|gives|yields|we (?:get|have|obtain|find))\b[^.]*{RELATION}", text
    )
    return text if cut is None else text[: cut.start()]


class _Text:
    """A text, its words and names one after the other."""

    def __init__(self, text: str, letters: Set[str], reaches: Reaches) -> None:
        text = _PICKS.sub(" for ", _LEAVES_NONE.sub(" ", text))
        self.letters, self.reaches = letters, reaches
        self.tokens = [
            f"${x}$" if x in letters - {"a", "I"} else x if x.startswith("$") else x.lower()
            for x in _TOKEN.findall(text)
        ]

    def of_letters(self) -> str:
        """What is said of a letter and may leave values of it out."""
        for n, token in enumerate(self.tokens):
            own = self.letters & {*_named(token)}
            if _SIGNED.match(token) and self.letters & {*_named(token)[:1]}:
                return self._shown(n)
            if own and not (self._led(n) and self._followed(n, own)):
                return self._shown(n)
            if not own and self._entry(token) and not (self._led(n, entry=True) and self._entered(n)):
                return self._shown(n)
        return ""

    def of_values(self) -> str:
        """What is said "for" some values, where no letter stands: "for odd indices"."""
        for n, token in enumerate(self.tokens):
            phrase = list(self._phrase(n + 1, _stops))
            nouns = _nouns if token in _picking else _entries if token == "the" else frozenset[str]()
            if nouns.intersection(phrase) and _picks_out.intersection(phrase[:2]):
                return " ".join((token, *phrase))
            if token not in _places:
                continue
            phrase = list(self._phrase(n + 1))
            values = _values.intersection(phrase) or _last.intersection(phrase[-1:])
            if values and not all(x in _known or x == "one" for x in phrase):
                return " ".join((token, *phrase))
        return ""

    def hard(self, words: Set[str], ahead: bool = False) -> str:
        """What stands behind "if", "unless" and the like, and is no relation; `ahead`, where the text goes on.

        Further on in a text it is said of other things, unless it speaks of a letter or of values.
        """
        for n, token in enumerate(self.tokens):
            behind = self.tokens[n + 1 : n + 2]
            if token in words and behind != [RELATION] and (behind or not ahead) and (n <= FEW or self._speaks(n)):
                return self._shown(n)
        return ""

    def _speaks(self, n: int) -> bool:
        """Whether a clause speaks of a letter, of an entry by one, or of some values."""
        ends = (at for at in range(n + 1, len(self.tokens)) if self.tokens[at] in _MARKS)
        clause = self.tokens[n + 1 : next(ends, len(self.tokens))]
        return any(self._entry(x) or self.letters & {*_named(x)} or x in _values | {"it", "this"} for x in clause)

    def _entry(self, token: str) -> bool:
        """Whether a name carries one of the letters: `$a_i$`."""
        return (
            token.startswith("$") and bool(self.letters) and not self.letters.isdisjoint(re.findall(r"[^\W\d_]", token))
        )

    def _led(self, n: int, entry: bool = False) -> bool:
        """Whether no words before a letter, back to one that picks values, may pick some alone."""
        known = True
        for count, word in enumerate(reversed(self.tokens[:n])):
            if word in _cues:
                return known
            if word in _MARKS or word[0] in f"${RELATION}":
                return known or entry or not self._is_brief(n, count)
            if word in _before:
                return True
            known = known and word in _known
        return known or entry or not self._is_brief(n, n)

    def _cued(self, n: int) -> bool:
        """Whether a word that picks values stands before a letter in its phrase, or nothing else is said there."""
        for count, word in enumerate(reversed(self.tokens[:n])):
            if word in _cues or word in _MARKS or word[0] in f"${RELATION}" or word in _of:
                return word in _cues or (word not in _of and self._is_brief(n, count))
        return self._is_brief(n, n)

    def _is_brief(self, n: int, count: int) -> bool:
        """Whether all that is said with a letter, behind so many words, is a label: "odd $i$ only"."""
        return count + len(list(self._phrase(n + 1))) <= FEW

    def _entered(self, n: int) -> bool:
        """Whether nothing behind an entry picks some: "for $a_i$ positive"."""
        ahead = next((x for x in reversed(self.tokens[:n]) if x not in _known), "")
        return ahead not in ("for", "with", "if", "when") or all(
            x in _known | _behind | _place or not x.isalpha() for x in self._phrase(n + 1)
        )

    def _followed(self, n: int, own: Set[str]) -> bool:
        """Whether nothing behind a letter leaves values out."""
        at = n + 1
        while self.tokens[at : at + 1] and self.tokens[at] in (",", "and", "th", "st") and _names(self.tokens, at + 1):
            at += 2
        word = self.tokens[at] if at < len(self.tokens) else "."
        if word == "from":
            return self._reaches(at, own)
        if word in _says:
            return self._of_another(n) or self._says(at, own)
        if word in _MARKS or word[0] in f"${RELATION}" or word in _behind:
            return True
        if not self._cued(n):
            return True
        phrase = list(self._phrase(at + 1, _ends))
        return word in _known or (word in _placed and bool(phrase) and all(x in _known for x in phrase))

    def _of_another(self, n: int) -> bool:
        """Whether a letter only says of which thing something is said: "the gradient at unit $i$ is …"."""
        before = next((x for x in reversed(self.tokens[:n]) if x not in _known), "")
        return before in _of or (before not in _cues | _before and before not in ("", *_MARKS))

    def _says(self, at: int, own: Set[str]) -> bool:
        """Whether what a letter is said to be is any value: it is an index, it ranges over the examples."""
        clause = list(self._phrase(at + 1, frozenset(), _place))
        if "from" in clause:
            return self._reaches(at + 1 + clause.index("from"), own)
        if not all(x in _known | _place | _ranges or x[0] in "$" for x in clause):
            return False
        if any(re.search(r"\d", x) for x in clause):
            return False
        return self.tokens[at] in _ranges - {"denotes"} or not clause or bool(_always.intersection(clause))

    def _reaches(self, at: int, own: Set[str]) -> bool:
        """Whether "from 1 to n" are all values of a letter."""
        low, to, high = [*self.tokens[at + 1 : at + 4], "", "", ""][:3]
        if to not in ("to", "through") or len(own) != 1:
            return False
        return self.reaches(next(iter(own)), low.strip("$ "), high.strip("$ "))

    def _phrase(self, at: int, ends: Set[str] = frozenset(), over: Set[str] = frozenset()) -> Iterator[str]:
        """The words from a place on, up to a mark, a relation or words that end them; over some they go on."""
        for word in self.tokens[at:]:
            if word in _MARKS or word == RELATION or word in ends:
                return
            if word in _place and not over:
                return
            if word[0] == "$" and not over:
                return
            yield word

    def _shown(self, n: int) -> str:
        """A few words round a place."""
        start = max(0, n - 3)
        return " ".join(self.tokens[start : n + 4]).replace(RELATION, "…")


def _named(token: str) -> list[str]:
    """The names that stand alone between dollars: `$i, j$`."""
    inner = token.strip("$").strip() if token.startswith("$") else ""
    return [x.strip(" {}") for x in re.split(r"[,\s]+", re.sub(r"\\(?:mathbf|mathrm|bm|boldsymbol)", "", inner)) if x]


def _names(tokens: Sequence[str], at: int) -> bool:
    return at < len(tokens) and tokens[at].startswith("$")
