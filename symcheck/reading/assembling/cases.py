"""What words say of the case that is spoken of: that it is left, that it goes on, or neither for certain; and that
something is denied.

The table of words in prose that end a case or go on with it, and of those that turn one round (`TURNING`). Words that
stand at a formula are others: `wording` tells which of them begin a condition, and which speak of all cases or drop an
assumption by name, `narrowing` which leave values of an index out of a definition, and `another_case` which say that a
condition is one more case beside another in its sentence.

A text stays in a case only where each of its words is known to: what is claimed behind words that are not known is not
judged right for what was assumed before them. Words that speak of other values of a letter leave the case. Negations
are known where they speak of a claim: what is not found here is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

MAY_END = "{0} may hold here no more: say it again on this line, or in the block: assume {0}"
DENIED = "the words round it say that it does not hold: it is not judged"

Reach = Literal["", "once", "next", "all"]
"""How far what is assumed holds: for one case; for one that is an example, of which nothing is concluded; up to what is
claimed next and from there on for that case; for all under its heading."""


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


TURNING = re.compile(
    r"\b(?:otherwise(?! (?:stated|noted|specified|mentioned|indicated|said)\b)|else|if not)\b", re.IGNORECASE
)
"""What is said behind these words is said where the case before them does not hold."""

_LEAVES = re.compile(
    r"\b(?:diagonal|elsewhere|everywhere|altogether|all in all|in total|no matter|(?:they|indices) (?:differ|are"
    r" (?:equal|different|distinct|the same))|(?:equal|different|distinct) indices"
    r"|(?:negative|opposite|other|remaining) case"
    r"|both (?:cases|signs)|either sign|away from)\b",
    re.IGNORECASE,
)
_OF_LETTERS = (
    r"\b(?:(?:any|all|every|arbitrary)(?:\s+(?:real|numbers?|values?|of))+"
    r"|(?:(?:non-?)?(?:negative|positive|zero)|other|larger|smaller|equal|distinct|different)(?:\s+(?:real|numbers?"
    r"|values?|of|ind(?:ex|ices)))*)\s+\$\s*(?:{listed})\s*[$,]"
    r"|\$\s*(?:{listed})\s*\$(?:\s*(?:,|and)\s*\$[^$]*\$)*\s+(?:is|are|be|may|differs?)\b(?!\s*[.:]?\s*\Z)"
)
"""What is said of letters of a condition where it may hold no more."""

_OPENS = _words(
    "with without for in on at under over within inside outside near beyond between among along across around off",
    "except if when whenever unless while whereas until after behind besides despite unlike instead below above past",
    "during once before",
)
"""These begin a phrase that may say for what something holds; `_AFTER` they begin none."""
_AFTER = _words(
    "this that these the a an our its each same way words turn addition particular short fact summary total detail it",
    "matrix vector index form notation matrices vectors components coordinates first second third last next step line",
    "term terms equation left right hand side sides numerator denominator brackets bracket proof exponent respect",
    "gradient gradients derivative derivatives expression product sum them identity formula result consequence rule",
    "definition substitution notation multiplication division choice choices value values",
)
_ALWAYS = _words(
    "if when whenever unless while whereas until except outside inside instead beyond between near off",
    "despite unlike besides once during",
)
_BEFORE = _words("for at on under")
"""Behind which a condition is read where no more words follow."""
_STAYING = _OPENS | _AFTER | _words(
    # what follows
    "therefore hence so thus then consequently accordingly thereby whence implies imply implying follows follow giving",
    "give gives yield yields yielding leads lead leading become becomes obtain obtains get gets find finds arrive",
    "arrives conclude concludes show shows prove proves see sees mean means read reads come comes turns out result",
    "results resulting simplify simplifies reduces amounts equal equals equivalently i e that namely also",
    # what is done
    "multiplying multiply dividing divide adding add subtracting subtract taking take differentiating differentiate",
    "substituting substitute inserting insert plugging plug expanding expand simplifying rearranging rearrange",
    "collecting collect squaring square integrating summing applying apply using use used uses writing write written",
    "rewrite rewriting rewritten computing compute computed evaluating evaluate combining solving setting set putting",
    "put cancelling cancel factoring factor calculate calculating recall recalling note notice noting check verify",
    "comparing compare repeating repeat let denote define call",
    # of what
    "lines steps equations formula formulas expressions value identity products sums difference quotient quotients",
    "fraction partial factors rule rules chain definition root roots logarithm exponential power powers inverse",
    "function loss cost objective lagrangian likelihood log-likelihood jacobian hessian claim calculation computation",
    # in between
    "left-hand right-hand",
    "they their us which moreover furthermore further again finally of to by from into up as above below just before",
    "be being can may will must do does did here previous preceding following well indeed clearly easily directly",
    "immediately wrt more twice simply ones own itself because since where desired wanted required claimed final nice",
    "plain like such done qed",
    "together after clear say corollary lemma theorem proposition drop dropping constant constants",
    "end ends whole entire need needs needed not or",
    "we you one there is are was has have had now and but",
)  # fmt: skip
_PHRASES = re.compile(
    r"\b(?:in other words|in (?:this|that|which|the latter) case|both sides|(?:with|in) respect to|on the one hand"
    r"|(?:set|setting) (?:it|this|that|them|these|both|the (?:gradient|derivative|result)s?) (?:equal )?to zero"
    r"|by the way|so far|as (?:before|above|well|claimed|required|desired)|in (?:closed|matrix|vector|index|compact)"
    r" (?:form|notation)|(?:if|when) (?:we|you|one) (?:now )?"
    r"(?:multiply|divide|add|take|subtract|differentiate|substitute|insert|plug|expand|simplify|rearrange|apply|use"
    r"|write|square|integrate|sum|compute|evaluate|set|put|combine|compare|collect))\b|\b(?:w\.r\.t|i\.e|resp)\.",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:suppos(?:e|ing)|let|consider|given)\b|\b(?:assum|requir|restrict)(?:e|ing)?\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(?:for (?:instance|example|now|the moment|a moment)|e\.\s?g|as an? (?:example|illustration)|to illustrate"
    r"|special case|temporarily|momentarily|briefly)\b",
    re.IGNORECASE,
)
_CONCLUDES = _words(
    "conclude concludes show shows shown prove proves proved claim theorem lemma corollary proposition result rule"
    " definition formula desired wanted required claimed final"
)
_FOR_ALL = re.compile(
    r"\b(?:throughout|henceforth|from (?:now|here) on|in what follows|in the following|below|always|in this (?:section"
    r"|note|part|chapter|post|document|paper|article))\b|§",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\bassumptions?\s*\w{0,3}\s*[.:][^.:]*\Z", re.IGNORECASE)
_OTHERS = _words(
    "impossible absurd contradiction contradicts vacuous",
    "otherwise else elsewhere everywhere anywhere conversely instead general generally either neither other others",
    "another opposite contrary contrast remaining rest remainder between beyond outside away negative positive zero",
    "nonzero nonpositive nonnegative case cases sign signs regime regimes without unless except whatever whichever",
    "regardless irrespective reverse reversed extreme boundary edge edges tail tails alternatively",
    "symmetry symmetrically similarly likewise analogy analogous analogously continuity unconditionally extending",
    "asymptotically sometimes often occasionally rarely usually typically mostly converse unrestricted omitting",
    "replacing flipping switching allowing",
)
"""Words of other cases: one leaves in doubt whether what is assumed for more than one sentence holds on."""
_ANY = _words("general generally everywhere anywhere regardless irrespective whatever whichever unconditionally always")
_ALSO = _words("also too likewise similarly same well again both either even still remains equally even")
"""With these a claim is made of others as well."""
_REASONS = re.compile(r"\b(?:since|because|as(?! well))\b[^.;]*", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:\A|[.;:!?•§])\W*(?:step|part|stage|lemma|theorem|corollary|proposition|claim|definition)\s*\(?\w{0,3}\)?\s*"
    r"[.:—–]",
    re.IGNORECASE,
)
"""What is said behind the title of something is said of that: "Step 2.", "Corollary."""
_EACH = _words("arbitrary any every all each both")
_OF_ALL = re.compile(r"\b(?:reals?|numbers?|values?|rang\w+|arbitrary|signs?)\b|\\mathbb|ℝ", re.IGNORECASE)
_ITS_OWN = re.compile(r"\b(?:such|these|those)\b", re.IGNORECASE)
"""What is said with these of every value is said of those that meet the condition."""
_GIVES_UP = re.compile(
    r"(?:\b(?:no longer\s+|non-?|a|un|not\s+)|n['’]t\s+)(?:symmetric|positive|invertible|orthogonal|diagonal)\b"
    r"|\b(?:singular|indefinite)\b|\bgeneral (?:square )?matri"
    r"|\bno longer (?:need|require|assume|use|have)|\b(?:needs? not|no need)\b|\bneedn['’]t\b"
    r"|(?:\bnot|n['’]t|\bnever)\s+(?:\w+\s+)?(?:assum|requir|restrict)\w*"
    r"|\b(?:whole|full|entire)\s+(?:\w+\s+)?(?:line|axis)\b"
    r"|\bend(?:s|ed)\b(?!\s+(?:up\b|(?:the|this|our)\s+(?:proof|derivation|calculation|computation|argument)))"
    r"|\b(?:assumption|condition|restriction)s\s+(?:\w+\s+)?end\b|\b(?:drop|lift|relax|remov|forget|abandon|weaken)\w*\b"
    r"(?![^.]*\b(?:constant|term|factor|ind(?:ex|ices)|subscript|superscript|bracket|argument|dependence|bias|subset)\w*)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\$[^$]*\$|[^\W\d_]+(?:['’-][^\W\d_]+)*|[.,;:()!?—–•§⁂\[\]]")
_MARKS = frozenset(".,;:()!?—–[]")
_ENDS = _words(
    "we you one it there is are was has have had gives give yields becomes become reads equals holds follows comes",
    "leads implies means shows simplifies reduces turns",
)
"""Words with which a clause goes on behind a phrase."""

_NOT = r"(?:not|n['’]t|never|cannot|no longer)"
_UNTRUE = (
    r"(?:false|wrong|untrue|incorrect|invalid|mistaken|absurd|nonsense|impossible|an? (?:\w+ )?(?:mistake|error"
    r"|fallacy|misconception|myth)|(?:refuted|disproved|contradicted|violated))"
)
_TRUE = r"(?:true|right|correct|valid|the case|so|satisfied|exact)"
_SLIGHTLY = r"(?:(?:in general|always|generally|necessarily|quite|exactly|clearly|simply|of course|plainly"
_SLIGHTLY += r"|longer|even|then|thus|obviously|certainly)\s+)*"
_AHEAD = re.compile(
    rf"(?:\b{_NOT}|n['’]t)\s+{_SLIGHTLY}{_TRUE}\b(?:\s+to\s+\w+)?(?:,?\s*that\b[^.;:]*|\s*:?\s*)\Z"
    rf"|\b{_UNTRUE}\b[^.;:]*\b(?:that|to (?:think|believe|say|write|conclude|assume|claim|put|infer|expect))\b"
    r"[^.;:]*\Z"
    rf"|(?:\b{_NOT}|n['’]t)\s+{_SLIGHTLY}(?:have|holds?|imply|follow|get|obtain|conclude|mean|equal|expect|say|claim"
    r"|infer|deduce|believe|be)(?:\s+that)?[\s,:]*\Z"
    r"|\b(?:might|may|could|would|is|be|was|are)\s+(?:\w+\s+)?(?:tempted|tempting|inclined|naive)\b[^.;:]*\Z"
    r"|(?<!as )\b(?:one|we|you|someone|people|many|students)\s+(?:might|may|could|would|often|sometimes)\s+(?:\w+\s+)?"
    r"(?:think|believe|guess|hope|suspect|object|imagine|expect|conclude)\b[^.;:]*\Z"
    r"|\b(?:people|many|some|students|beginners)\s+(?:often\s+|may\s+)?(?:believe|think|claim|say|write)\b[^.;:]*\Z"
    r"|\b(?:naively|wrongly|falsely|mistakenly|erroneously|incorrectly)\b[^.;]*\Z"
    r"|\bno (?:reason|need|evidence|way|ground)s? (?:to|for) (?:believ|think|assum|expect)\w*\b[^.;:]*\Z"
    r"|\b(?:nobody|no one) (?:would|will|can|should)\b[^.;:]*\Z|\b(?:were it|if it were|if only)\b[^.;:]*\Z"
    r"|\b(?:suppos|assum)(?:e|ing)\b[^.;:]*\b(?:contradiction|contrary|absurdum|otherwise)\b[^.;:]*\Z"
    r"|\b(?:by no means|hardly ever|in no way|under no circumstances|nowhere|seldom|rarely)\b[^.;:,]*\Z"
    r"|\b(?:disprov|refut|reject|contradict|violat)\w*\b[^.;:,]*\Z"
    r"|\bcontrary to\b[^.;:,]*\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\W*(?:(?:and|but|which|this|that|it|however|though|claim|equation|identity|line|formula|relation|the|last|above"
    r")\s*,?\s*)*"
    rf"(?:(?:(?:do|does|did|is|are|was|were|will|would|can|could|need|must|should)\s*{_NOT}|{_NOT})"
    rf"\s*{_SLIGHTLY}(?:(?:hold|holds|be|apply|follow|work|hold true|{_TRUE})\b|\Z|(?=[.,;!]))"
    rf"|(?:is|are|was|would be)\s+{_SLIGHTLY}{_UNTRUE}\b|fails?\b(?!\s+to\b)"
    r"|would (?:then |also )?(?:follow|hold|imply|be (?:wrong|false|true|nice|tempting))\b"
    r"|(?:is|holds) (?:only|just|merely) (?:almost|approximately|nearly|sometimes|partly|partially)\b"
    r"|breaks down\b|is (?:too good|not what)\b)"
    rf"|\W*(?:not correct|not true|{_UNTRUE})\W*\Z",
    re.IGNORECASE,
)
_OVER = re.compile(r"\s*(?:in general|at all|of course|either|though|anymore)?\s*(?:[.,;!:]|\Z)", re.IGNORECASE)
"""With this a sentence ends that denies the one before: "this is not the case for the rest" speaks of the rest."""


def leaves(text: str, letters: Collection[str]) -> bool:
    """Whether a sentence leaves a case, in words that no condition is read of: "for negative $x$", "if they differ"."""
    if _LEAVES.search(text) is not None:
        return True
    listed = "|".join(map(re.escape, letters))
    return bool(listed) and re.search(_OF_LETTERS.format(listed=listed), text, re.IGNORECASE) is not None


_OFF_OPTIMUM = (
    r"\b(?:away from|elsewhere|everywhere|anywhere|in general|generally|non-?stationary|regardless|whatever|whichever"
    r"|unconditionally|always|other (?:inputs?|points?|values?|choices?)|off the (?:optimum|minimum|maximum)"
    r"|(?:all|any|every|each|arbitrary|generic) (?:\w+ )?(?:inputs?|points?|values?|\$\s*{name}[\s$,_]))"
)


def leaves_optimum(text: str, name: str) -> bool:
    """Whether words may speak of more than where a derivative by a variable is 0."""
    return re.search(_OFF_OPTIMUM.format(name=re.escape(name)), text, re.IGNORECASE) is not None


def reach(text: str, since: str = "") -> Reach:
    """How far a condition holds, as the words of its sentence say, or a title `since` the formula before it."""
    if _FOR_ALL.search(text) or _TITLED.search(since):
        return "all"
    if _EXAMPLE.search(text) is not None:
        return "once"
    return "next" if _NEXT.search(text) else ""


_ANOTHER_VALUE = re.compile(r"\s*,?\s*(?:or|and)?\s*\$\s*[-−+]?\s*\d[\d./]*\s*\$", re.IGNORECASE)


def gives_another_value(text: str) -> bool:
    """Whether a number stands behind a value: another one of the same."""
    return _ANOTHER_VALUE.match(text) is not None


def stays(text: str, letters: Collection[str], reach: Reach | Literal["waits"] = "") -> bool:
    """Whether it is certain that a text goes on with the case before it, which speaks of some letters.

    What `waits` for its first claim, or is assumed for all that follows, is left by words for others, and where any
    value of a letter is spoken of: of what waits, where that is no such one. What is assumed `once` is left by words
    that conclude too.
    """
    if gives_another_value(text) or _GIVES_UP.search(text) is not None or (reach == "waits" and "⁂" in text):
        return False
    clauses = re.split(r"(?<=[.;:!?])\s", _PHRASES.sub(" ", text))
    if reach in ("waits", "all"):
        each = [x for x in clauses if _is_each(x) and _ITS_OWN.search(x) is None]
        each = [x for x in each if reach == "all" or _OF_ALL.search(x) is not None]
        return _OTHERS.isdisjoint(_tokens(" ".join(clauses))) and all(_named(x).isdisjoint(letters) for x in each)
    tokens = _tokens(" ".join(x for x in clauses if not _is_of_others(x, letters)))
    concludes = reach == "once" and not _CONCLUDES.isdisjoint(tokens)
    known = all(x in _STAYING or x in _MARKS or x[0] == "$" for x in tokens)
    if concludes or _TITLE.search(text) is not None:
        return False
    return known and not any(_is_case(tokens, n, letters) for n in range(len(tokens)))


def widens(text: str, letters: Collection[str]) -> bool:
    """Whether words behind a claim may say it of other values than those of a case, which speaks of some letters."""
    text = _REASONS.sub(" ", _PHRASES.sub(" ", text))
    if leaves(text, letters) or _GIVES_UP.search(text) is not None:
        return True
    words = {*_tokens(text)}
    if not words.isdisjoint(_ANY) or (words & _ALSO and words & _OTHERS - _ALSO):
        return True
    each = (x for x in re.split(r"(?<=[.;:!?])\s", text) if _is_each(x) and _ITS_OWN.search(x) is None)
    return any(not _named(x).isdisjoint(letters) for x in each)


def denied(ahead: str, behind: Sequence[str], relation: str) -> bool:
    """Whether a sentence denies what is said in it, as its words before and behind that say, or the next sentence.

    Each `relation` is a sign of another formula: what joins that to this one by "or" is denied with it.
    """
    *others, own = ahead.split(relation)
    while others and re.fullmatch(r"[\s,]*(?:or|nor)\s*", own) is not None:
        own = others.pop()
    if _AHEAD.search(own) is not None:
        return True
    texts = (text.split(relation)[0].strip() for text in behind)
    found = ((text, _BEHIND.match(text)) for text in texts)
    return any(x is not None and (text[:1].islower() or _OVER.match(text, x.end()) is not None) for text, x in found)


def _is_case(tokens: Sequence[str], n: int, letters: Collection[str]) -> bool:
    """Whether a word begins a case: "with soft labels", "for $x$"."""
    if tokens[n] not in _OPENS:
        return False
    phrase = list(_phrase(tokens, n + 1))
    if tokens[n] == "after" and phrase and all(x in _STAYING for x in phrase):
        return False
    if tokens[n] in _ALWAYS or not phrase:
        return tokens[n] in _ALWAYS | _BEFORE
    named = _named(" ".join(phrase))
    known = all(x[0] == "$" or x in _AFTER for x in phrase)
    return not known or (tokens[n] in _BEFORE and not named.isdisjoint(letters))


def _is_each(clause: str) -> bool:
    """Whether something is said of every value."""
    return not _EACH.isdisjoint(re.findall(r"\w+", clause.lower()))


def _is_of_others(clause: str, letters: Collection[str]) -> bool:
    """Whether what is said of every value is said of other letters alone: "let $y$ be arbitrary"."""
    named = _named(clause)
    return _is_each(clause) and bool(named) and named.isdisjoint(letters)


def _named(text: str) -> set[str]:
    """The letters and commands that stand between dollars."""
    return {name for x in re.findall(r"\$[^$]*\$", text) for name in re.findall(r"\\?[^\W\d_]+", x)}


def _tokens(text: str) -> list[str]:
    """The words and marks of a text, in small letters but for what stands between dollars."""
    return [x if x.startswith("$") else x.lower() for x in _TOKEN.findall(text)]


def _phrase(tokens: Sequence[str], at: int) -> Iterator[str]:
    """The words behind one that begins a phrase, up to where the clause goes on."""
    for word in tokens[at:]:
        if word in _MARKS or word in _ENDS or word in _OPENS:
            return
        yield word
