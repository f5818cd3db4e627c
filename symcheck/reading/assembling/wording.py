"""What words beside a formula say of it: that it is a condition, a definition, a reason, or that it follows.

Words are only read where they stand alone at the relation they speak of; a negation among them makes them say nothing.
"""

from __future__ import annotations

import re
from itertools import dropwhile

from msgspec import Struct

from symcheck.reading.assembling.translated import english

CONDITIONS = "if when whenever for where with given assuming assume suppose provided subject setting putting"
CASES = "if when whenever unless"
ANNOUNCING = (
    "show prove claim want goal need aim theorem lemma corollary proposition conclusion result assert assertion verify"
    " hope expect conjecture"
)
"""Behind these words and a mark a relation may be what is claimed, and no condition."""
REASONS = "since because as note notice recall"
FOLLOWING = "so hence thus therefore then consequently implies"
CONSTRAINTS = "constraint constraints require requires requirement normalised normalized"
DEFINING = "let define denote set call write choose defining denoting choosing"
MEANING = "let define set call choose denote defining denoting choosing"
RESTATING = (
    "can could may might must also again equivalently alternatively similarly recall note notice write rewrite written"
    " expand expanding expands simplify simplifying thus hence therefore consequently reads"
)
"""Beside these words what is said of a name that has a value is no new meaning of it."""
EQUATING = "is are equals becomes reads now then thus hence"
NEGATIONS = (
    "not no nor unless except neither never none without cannot don doesn isn aren wasn fail fails false otherwise case"
    " cases"
)
PLAIN = "and or all each every any some that the have get obtain is are we get which also to of by in on at a an else"
STATIONARY = "setting equate equating solve solving stationary optimum minimum maximum minimise minimize maximise"
SOLVING = "solve solving rearrange rearranging multiply multiplying"
OPTIMISING = (
    "minimise minimize minimising minimizing maximise maximize maximising maximizing objective optimise optimize"
    " optimisation optimization subject"
)
CONCLUDING = (
    "yields yield yielding gives give giving get gets obtain obtains obtaining find finds so hence therefore thus"
    " solution solutions solves solved vanishes vanish minimised minimized maximised maximized minimiser minimizer"
    " maximiser maximizer minimises minimizes maximises maximizes optimum optimal attained"
)
"""After these words a name such as `\\hat w` is what an equation is solved by, and not defined."""
BALANCING = "on the one other hand side conversely clearly obviously similarly likewise direction"
"""Words that neither claim what follows nor make it a condition."""
BESIDE = "all each every any and now that to an a the inner interior point points"
GENERAL = (
    "general",
    "both cases",
    "either case",
    "all cases",
    "any case",
    "for all",
    "for the rest",
    "combining",
    "together",
)
HOLDING = " holds hold given assumed known here everywhere throughout below always satisfied true"
LEADING = (
    PLAIN + HOLDING + " then gives yields find becomes this see so hence thus therefore let define set put write denote"
)

_FREED = re.compile(
    r"\b(?:(?:without|dropp?(?:ing)?|lift(?:ing)?|relax(?:ing)?|remov(?:e|ing)|forget|no longer (?:assume|require))"
    r"\s+(?:(?:the|these|those|our|any|all)\s+)?(?:this|that|(?:\w+\s+)?(?:assumption|condition|restriction)s?)\b"
    r"|(?:in|to) (?:full generality|the general case))",
    re.IGNORECASE,
)
_ARBITRARY = re.compile(r"((?:\$[^$]*\$[,\s]*(?:and\s+)?)+)(?:be|are|is)\s+(?:now\s+)?arbitrary", re.IGNORECASE)
_CHOICE = re.compile(
    r"\b(?:a|one|the|another) (?:natural|common|usual|simple|typical|obvious|possible|popular) choice\b[^.;,$]*\Z"
    r"|\b(?:choose|choosing)\s+(?:a|an|the|some|our)\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\bsystems?(?: of (?:\w+ )?equations?)?"
    r"(?:,? (?:represented|given|described) by|,? in (?:\w+[ -]){1,2}form,?)?:?\s*\Z"
    r"|\b(?:satisf\w+|meets?|fulfil\w*|KKT|optimality)\b[^.;,$]*\bconditions:?\s*\Z"
    r"|\bsystems? of (?:\w+ )?equations?\b"
    r"(?![^.]*\b(?:giv\w+|yields?|get|obtain\w*|so|hence|thus|then|solution)\b)[^.]*:\s*\Z",
    re.IGNORECASE,
)
_SOUGHT = re.compile(r"\b(look(?:s|ing)?|search(?:es|ing)?|ask(?:s|ing)?|aim(?:s|ing)?)\s+for\b", re.IGNORECASE)
"""Verbs of which "for" is part: it begins no condition."""
_UNSET = re.compile(
    r"\b(?:not|n['’]t|never|cannot|without|nor|instead of|rather than)\s+(?:\w+\s+){0,2}"
    r"(?:set|setting|equat\w+|solv\w+|requir\w+|have|assum\w+)\b[^.]*\Z",
    re.IGNORECASE,
)

_KNOWN = frozenset(" ".join((CONDITIONS, REASONS, FOLLOWING, DEFINING, NEGATIONS, PLAIN, STATIONARY, "iff")).split())


class Wording(Struct, frozen=True):
    """The words, in small letters, and what they say; `doubted` where others in their sentence turn it round."""

    words: tuple[str, ...] = ()
    doubted: bool = False

    def has(self, kinds: str) -> bool:
        return not set(self.words).isdisjoint(kinds.split())

    @property
    def known(self) -> bool:
        """Whether all of them are words that may stand between relations, and none can name a function."""
        return bool(self.words) and all(word in _KNOWN for word in self.words)

    @property
    def negated(self) -> bool:
        return self.doubted or self.has(NEGATIONS)

    @property
    def reason(self) -> bool:
        """Whether what follows is known, and is given as a reason."""
        return self.has(REASONS) or "the fact" in " ".join(self.words)

    @property
    def conditional(self) -> bool:
        """Whether what follows is what something holds under."""
        return (self.has(CONDITIONS) or self.at) and not self.reason

    @property
    def at(self) -> bool:
        """Whether "at" or "under" alone stands before what follows, as in "At x = 0": else it belongs to a verb."""
        return self.words in (("at",), ("and", "at"), ("under",), ("and", "under"))

    @property
    def follows(self) -> bool:
        return bool(self.words) and self.words[0] in FOLLOWING.split()

    @property
    def introduces(self) -> bool:
        """Whether what follows may say what a name means, as in "where z = Wx"."""
        return self.has("where with") and not self.reason

    @property
    def defines(self) -> bool:
        return self.has(DEFINING) and not self.has("not never cannot")

    @property
    def renews(self) -> bool:
        """Whether what follows may give a name another meaning than it has elsewhere: a plain "let"."""
        return self.defines and self.has(MEANING) and not self.has(RESTATING)

    @property
    def stationary(self) -> bool:
        return self.has(STATIONARY + " set") or "first-order" in self.words

    @property
    def optimises(self) -> bool:
        """Whether what follows is what an optimum is sought of."""
        return self.has(OPTIMISING) or " ".join(self.words[-2:]) == "s t"

    @property
    def concludes(self) -> bool:
        """Whether what follows comes out of what stands before."""
        return self.has(f"{CONCLUDING} {STATIONARY}") and not self.defines and not self.introduces

    @property
    def direct(self) -> bool:
        """Whether the last word, but for "all" and the like, says that what follows is a condition."""
        known = BESIDE.split()
        last = next((word for word in reversed(self.words) if word not in known), "")
        return (last in f"{CONDITIONS} unless".split() or self.at) and not self.reason

    @property
    def supposes(self) -> bool:
        """Whether what follows stands in a clause that begins with "if", and nothing says that it comes out there."""
        return self.words[:1] in (("if",), ("suppose",), ("supposing",)) and not (self.concludes or self.has(FOLLOWING))

    @property
    def neutral(self) -> bool:
        """Whether nothing is said but that one thing stands beside another: "on the other hand"."""
        return set(self.words) <= set(BALANCING.split())

    @property
    def demands(self) -> bool:
        """Whether what follows is demanded of variables."""
        return self.has("require requires subject constraint constraints") or self.words[-2:] == ("such", "that")

    @property
    def meets(self) -> bool:
        """Whether what follows is what one thing satisfies, whose name may stand before that: it is not said of all."""
        last = self.words[-1:]
        several = self.has("every any all each always of that both function")
        return (
            bool(last) and last[0] in ("satisfies", "satisfy", "obeys", "obey", "fulfils", "fulfills") and not several
        )

    @property
    def constrains(self) -> bool:
        """Whether what follows is demanded, or what is set to 0."""
        return self.demands or self.has("set")

    @property
    def alone(self) -> bool:
        """Whether nothing is said but that what follows is a condition: "for", "if", "so for all", "where"."""
        known = f"{CONDITIONS} {BESIDE} at under".split()
        said = dropwhile(FOLLOWING.split().__contains__, self.words)
        return self.conditional and all(word in known for word in said)

    @property
    def beside(self) -> bool:
        """Whether what follows only explains what stands before it: "where", "since"."""
        explains = ["where", "with", "since", "because", "as"]
        return any(word in explains for word in self.words) and all(
            word in explains or word in BESIDE.split() for word in self.words
        )

    @property
    def general(self) -> bool:
        """Whether what follows is said of all cases."""
        text = f" {' '.join(self.words)} "
        return any(f" {phrase} " in text for phrase in GENERAL)


ASKED = Wording(("whether",), doubted=True)
"""What is said of that of which a question asks if it is so: it is neither assumed nor defined."""


def words_of(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def wording(text: str) -> Wording | None:
    """What a text inside a formula says; None where it may be a name: one word that is none of those known here."""
    words = words_of(english(text))
    if len(words) == 1 and words[0] not in _KNOWN and text.strip().isalnum():
        return None
    return Wording(words)


def last_words(text: str) -> Wording:
    """What the words at the end of a text say, back to the last mark of punctuation."""
    text = re.sub(r"\b(?:e\.\s?g|cf|esp|z\.\s?B)\.", "example", text)
    text = re.sub(r"\b(?:so|as) long as\b", "provided", text, flags=re.IGNORECASE)
    text = re.sub(r"\bas well as\b", "and also", _SOUGHT.sub(r"\1", text), flags=re.IGNORECASE)
    return Wording(words_of(re.split(r"[.,;:!?()\[\]•—–]", text)[-1]))


def parts_from(text: str) -> bool:
    """Whether what stands before a text ends there: at a mark, at its end, or where words lead on to a claim.

    Words up to a colon lead on, but for those that turn it round.
    """
    text = text.strip()
    if not text or text[0] in ".,;:!?)]—–":
        return True
    if text.endswith(":") and not Wording(words_of(text)).negated and not re.search(r"[.;!?]", text):
        return True
    lead = re.split(r"[.,;:!?()\[\]•—–]", text)[0]
    return all(word in LEADING.split() and word != "or" for word in words_of(lead))


def freed(text: str) -> frozenset[str] | None:
    """The letters of which what was assumed is assumed no more, none for all of them; None where nothing says so."""
    if _FREED.search(text) is not None:
        return frozenset()
    found = _ARBITRARY.search(text)
    return None if found is None else letters_in(found[1])


def letters_in(text: str) -> frozenset[str]:
    """The letters and commands in a text."""
    return frozenset(re.findall(r"\\?[^\W\d_]+", text))


def chooses(text: str) -> bool:
    """Whether the words before a formula say that it is chosen: "A natural choice for the direction is …"."""
    return _CHOICE.search(text) is not None


def is_system(text: str) -> bool:
    """Whether the words before a formula say that it is a system of equations, to be solved or met."""
    return _SYSTEM.search(text) is not None


def unset(text: str) -> bool:
    """Whether the words before a formula say that it is not set to 0."""
    return _UNSET.search(text) is not None


def names_left_side(text: str) -> bool:
    """Whether the words before a formula end in an expression that it goes on with: "Now $x^2$ is"."""
    parts = text.split("$")
    if len(parts) < 3 or len(parts) % 2 == 0:
        return False
    behind, before = words_of(parts[-1]), last_words(parts[-3]).words
    if not {"similarly", "likewise", "analogously"}.isdisjoint(words_of(text)):
        return True
    if behind:
        return all(word in EQUATING.split() for word in behind)
    return all(word in f"{FOLLOWING} and or but now".split() for word in before)
