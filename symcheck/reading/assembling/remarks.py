"""Equations that claim nothing: a value that a text gives as an example, and a step of a program."""

from __future__ import annotations

from symcheck.reading.assembling.conditions import is_variable
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import single
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import Bracket, Mark, Node, Number, Operator, Scripts

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
    terms = _terms(right)
    return len(terms) > 1 and any(len(term) == 1 and spelling(term[0]) == name for term in terms)


def _terms(member: Member) -> list[list[Node]]:
    """The terms of a sum, those behind a minus with it."""
    terms: list[list[Node]] = [[]]
    for item in member.items:
        if isinstance(item, Operator) and item.sign in "+-−":
            terms.append([] if item.sign == "+" else [item])
        else:
            terms[-1].append(item)
    return [term for term in terms if term]
