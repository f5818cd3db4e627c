"""What a formula says and does not claim: examples, steps of a program, what no rule judges, what is said at braces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.reading.assembling.conditions import is_variable
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import single
from symcheck.reading.assembling.wording import words_of
from symcheck.reading.names import spelling
from symcheck.reading.rows import base_of, lone, nodes, relates, summands
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import Big, Bracket, Letter, Mark, Node, Note, Number, Operator, Row, Scripts, Text, Word

VALUE = "it is taken for a value that the text speaks of; to assume it, declare it"
RESULTS = (
    "arrive arrives follow follows conclude concludes show shows showing prove proves mean means must imply implies"
    " have has see sees equals result results turns becomes reads know known is"
)
"""After these words a value is what comes out, and no example."""
UPDATE = "an update? write ←"


def is_value(sentence: Sentence, context: Context, scope: Scope) -> bool:
    """Whether a formula in the text is `t = 1` of a variable, and nothing says that this comes out."""
    if context.display or context.role or sentence.signs != ("=",) or sentence.lead or sentence.arrow:
        return False
    around = (context.lead, context.words)
    if any(x.concludes or x.follows or x.reason or x.defines or x.introduces or x.has(RESULTS) for x in around):
        return False
    name, value = sentence.members
    return is_variable(name, scope) and _is_number(value)


def _is_number(member: Member) -> bool:
    """Whether a member is a number, or a list of numbers."""
    only = lone(member.items)
    only = only.base if isinstance(only, Scripts) and only.base is not None else only
    items = only.body.items if isinstance(only, Bracket) else member.items
    return any(isinstance(x, Number) for x in items) and all(
        isinstance(x, Number | Mark) or (isinstance(x, Operator) and x.sign in "-−+") for x in items
    )


def is_update(sentence: Sentence, scope: Scope) -> bool:
    """Whether a name with a meaning is put equal to itself and something: `θ = θ + αg` is a step of a program."""
    if sentence.signs != ("=",) or sentence.lead:
        return False
    left, right = sentence.members
    name = single(left.items)
    if name is None or not isinstance(scope.get(name), Quantity) or len(left.items) != 1:
        return False
    terms = [(sign, term) for sign, term in summands(right.items) if term]
    return len(terms) > 1 and any(sign > 0 and len(term) == 1 and spelling(term[0]) == name for sign, term in terms)


_INTEGRALS = frozenset(("int", "iint", "iiint", "oint"))


_UNJUDGED = {
    **dict.fromkeys(("argmin", "argmax", "argsup", "arginf", "arg"), "where an optimum is attained"),
    **dict.fromkeys(("sup", "inf"), "a supremum or an infimum"),
    **dict.fromkeys(("lim", "limsup", "liminf"), "a limit"),
    **dict.fromkeys(("rank", "rk", "null", "Null", "nullity", "dim", "ker", "span"), "a space or its dimension"),
    **dict.fromkeys(("const", "constant", "constants"), "something up to a constant"),
}
"""Words that say what no rule judges, and what that is."""


def unjudged(member: Member, scope: Scope) -> str:
    """Why a member is shown and not judged; "" for one that is read."""
    if any(isinstance(node, Big) and node.kind in _INTEGRALS for node in nodes(member.items)):
        return "an integral is not judged"
    for word in _words(member.items, scope):
        if word in _UNJUDGED and scope.get(word) is None and word not in scope.conventions.words:
            return f"{_UNJUDGED[word]} is not judged"
    return ""


def _words(items: Sequence[Node], scope: Scope) -> Iterator[str]:
    """The words in items, and what letters side by side spell where they are no product of declared names."""
    for node in nodes(items):
        if isinstance(node, Word):
            yield node.text
        elif isinstance(node, Text):
            yield from words_of(node.text)
    yield from (word for word in _runs(items) if any(scope.get(letter) is None for letter in word))


def _runs(items: Sequence[Node]) -> Iterator[str]:
    """Words of letters that touch, scripts on the last one left out."""
    word = ""
    for item in items:
        base = base_of(item)
        letter = (spelling(base) or "") if isinstance(base, Letter) else ""
        if item.spaced or not letter.isalpha():
            yield word
            word = ""
        word += letter if letter.isalpha() else ""
        if base is not item:
            yield word
            word = ""
    yield word


def noted(items: Sequence[Node]) -> Iterator[tuple[Row, Row]]:
    """What stands at braces in a formula and what is said of it, where that relates something."""
    for brace in nodes(items):
        note = brace.note if isinstance(brace, Note) and brace.kind in ("underbrace", "overbrace") else None
        if isinstance(brace, Note) and note is not None and relates(note.items):
            yield brace.body, note
