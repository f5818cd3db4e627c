"""What a formula says and does not claim: examples, steps of a program, what no rule judges, what is said at braces."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from symcheck.reading.assembling.conditions import is_variable
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import called, single
from symcheck.reading.assembling.stationary import is_derivative
from symcheck.reading.assembling.wording import words_of
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import base_of, lone, nodes, relates, split, summands
from symcheck.reading.scope import Formula, Quantity, Scope, Unknown
from symcheck.reading.tree import (
    Big,
    Bracket,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Text,
    Word,
)

VALUE = "it is taken for a value that the text speaks of; to assume it, declare it"
VALUED = "{0} is taken for a value that the text speaks of; to assume it, declare: assume {0}"
RESULTS = (
    "arrive arrives follow follows conclude concludes show shows showing prove proves mean means must imply implies"
    " have has see sees equals result results turns becomes reads know known is"
)
"""After these words a value is what comes out, and no example."""
UPDATE = "an update? write ←"


TO_SOLVE = "it is taken for what is to be solved or met; to assume it, declare: assume …"


def unclaimed(sentence: Sentence, context: Context, scope: Scope) -> str:
    """Why an equation that can be true or not is no claim; "" for any other one."""
    if is_value(sentence, context, scope):
        return VALUE
    return TO_SOLVE if is_to_solve(sentence, context, scope) else ""


def is_to_solve(sentence: Sentence, context: Context, scope: Scope) -> bool:
    """Whether a formula is in its words what is to be solved or met, and no derivative."""
    if not context.system or context.role or sentence.signs != ("=",) or sentence.lead or sentence.arrow:
        return False
    return not any(is_derivative(member.items) for member in sentence.members)


def is_value(sentence: Sentence, context: Context, scope: Scope) -> bool:
    """Whether a formula in the text is `t = 1` of a variable, and nothing says that this comes out.

    It may be any value behind "e.g." and the like.
    """
    if context.display or context.role or sentence.signs != ("=",) or sentence.lead or sentence.arrow:
        return False
    example = context.words.words[-1:] in (("example",), ("instance",), ("say",), ("like",))
    around = (context.words,) if example else (context.lead, context.words)
    if any(x.concludes or x.follows or x.reason or x.defines or x.introduces or x.has(RESULTS) for x in around):
        return False
    name, value = sentence.members
    return is_variable(name, scope) and (example or _is_number(value))


def _is_number(member: Member) -> bool:
    """Whether a member is a number, or a list of numbers."""
    only = lone(member.items)
    only = only.base if isinstance(only, Scripts) and only.base is not None else only
    items = only.body.items if isinstance(only, Bracket) else member.items
    return any(isinstance(x, Number) for x in items) and all(
        isinstance(x, Number | Mark) or (isinstance(x, Operator) and x.sign in "-−+") for x in items
    )


def is_update(sentence: Sentence, scope: Scope, introduced: Container[str] = ()) -> bool:
    """Whether a name with a meaning is put equal to itself and something: `θ = θ + αg` is a step of a program.

    So is a function, J(θ) = J(θ) + λ, and an entry; with `:=` or `←` these get no new value here, nor does a name that
    the declarations give one, as does a name that is `introduced` by the page, or has no value.
    """
    sign = sentence.signs[0] if sentence.signs and not sentence.lead else ""
    if sign not in ("=", ":=", "←") or (sign == "=" and len(sentence.signs) > 1):
        return False
    left, right = sentence.members[:2]
    function = called(left.items)
    name = function[0] if function is not None else single(left.items) if len(left.items) == 1 else None
    if isinstance(scope.get(name), Quantity if function is None else Formula):
        updates = sign == "=" or not (scope.variable(name) is not None or name in introduced)
    else:
        updates = function is None and name is not None and is_variable(left, scope)
    terms = [(plus, term) for plus, term in summands(right.items) if term]
    itself = any(plus > 0 and _spelled(term) == _spelled(left.items) for plus, term in terms)
    return updates and itself and len(terms) > 1


def _spelled(items: Sequence[Node]) -> tuple[str | None, ...]:
    """A name, or a function with the names of its arguments, each part by itself."""
    function = called(items)
    if function is None:
        return (spelling(items[0]),) if len(items) == 1 else (None, *map(spelling, items))
    return function[0], *(name_of(row.items) for row in function[1])


_INTEGRALS = frozenset(("int", "iint", "iiint", "oint"))
INTEGRAL = "an integral is not judged"
NO_RULE = "where nothing is claimed, say so in a comment behind it: symcheck: remark"


_OPTIMUM, _CONSTANT = "where an optimum is attained", "something up to a constant"
ATTAINED = f"{_OPTIMUM} is not judged"
_UNJUDGED = {
    **dict.fromkeys(("argmin", "argmax", "argsup", "arginf", "arg"), _OPTIMUM),
    **dict.fromkeys(("sup", "inf"), "a supremum or an infimum"),
    **dict.fromkeys(("lim", "limsup", "liminf"), "a limit"),
    **dict.fromkeys(
        ("rank", "rk", "null", "Null", "nullity", "dim", "ker", "span", "range"), "a space or its dimension"
    ),
    **dict.fromkeys(("const", "constant", "constants"), _CONSTANT),
}
"""Words that say what no rule judges, and what that is."""


def unjudged(member: Member, scope: Scope) -> str:
    """Why a member is shown and not judged; "" for one that is read."""
    return _why(member.items, scope)


def _why(items: Sequence[Node], scope: Scope) -> str:
    if any(isinstance(node, Big) and node.kind in _INTEGRALS for node in nodes(items)):
        return INTEGRAL
    for word in _words(items, scope):
        if word in _UNJUDGED and scope.get(word) is None and word not in scope.conventions.words:
            return f"{_UNJUDGED[word]} is not judged"
    return ""


def judged(row: Row, scope: Scope) -> Row:
    """A row without the sides that are not judged: what stands there alone need not be declared."""
    kept = [items for items in _with_signs(row.items) if not _why(items, scope)]
    return replace(row, items=tuple(item for items in kept for item in items))


def _with_signs(items: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """What relations part, each piece behind its relation."""
    start = 0
    for n in (*(n for n, item in enumerate(items) if isinstance(item, Relation) and n), len(items)):
        yield tuple(items[start:n])
        start = n


def unread_among(told: Collection[str], members: Sequence[Member], scope: Scope, goes_on: bool) -> frozenset[str]:
    """Of why members of a sentence are not judged, what leaves them unread: a value is claimed, and no rule reads it.

    Where an optimum is attained that has no more than a name, what holds up to a constant, integrals equated to nothing
    else, and those of functions that nothing is known of, are only remarks.
    """
    only = not goes_on and {*told} <= {INTEGRAL}
    open_ = any(unjudged(x, scope) == INTEGRAL and not _is_of_known(x.items, scope) for x in members)
    valued = any(not unjudged(x, scope) and not _are_names(x.items) for x in members)
    remarks = {"", f"{_CONSTANT} is not judged"} | ({INTEGRAL} if only or open_ else set())
    return frozenset(told) - remarks - (set() if valued else {ATTAINED})


def _are_names(items: Sequence[Node]) -> bool:
    """Whether a name, a function or a list of names stands there."""
    only = lone(items)
    listed = split(only.body.items if isinstance(only, Bracket) else items)
    return called(items) is not None or all(name_of(x) is not None for x in listed)


def _is_of_known(items: Sequence[Node], scope: Scope) -> bool:
    """Whether an integral speaks of nothing but what is known, and of what it is taken over."""
    found = [(node.name if isinstance(node, Letter) else "") for node in nodes(items)]
    over = {after for before, after in pairwise(found) if before == "d"}
    names = {name for name in found if name} - over - {"d", "e"}
    return not any(isinstance(scope.get(name), Unknown | None) for name in names)


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


def is_noted(node: Node) -> bool:
    """Whether something is said of what stands at a brace that relates something."""
    at_brace = isinstance(node, Note) and node.kind in ("underbrace", "overbrace")
    return at_brace and isinstance(node, Note) and node.note is not None and relates(node.note.items)
