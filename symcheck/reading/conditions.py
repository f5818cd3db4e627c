"""Which relations on a page are conditions, under which others hold.

Conservative: a relation is taken where words say so and stand alone at it, or where it compares index letters, or a
name with a number. What is in doubt is offered, with the declaration that would assume it, and taken by nobody. After
words that give a reason, only one that settles an index is taken; any other is a claim.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Condition
from symcheck.expressions.walk import arrays_of, condition_expressions, condition_indices
from symcheck.notation.text import assumption
from symcheck.reading.meaning import read_condition
from symcheck.reading.members import Member, Sentence
from symcheck.reading.names import spelling
from symcheck.reading.scope import Extent, Mapped, Quantity, Running, Scope, Thing
from symcheck.reading.source import Span
from symcheck.reading.tree import Node, Number, Operator, Relation, Row, Scripts, Unreadable
from symcheck.reading.wording import Wording

COMPARES = frozenset("≠<>≤≥")


class Taken(Struct, frozen=True):
    """A condition that holds from here on, the names of the indices it speaks of, and the condition in words."""

    condition: Condition
    letters: frozenset[str]
    words: str
    span: Span


class Offered(Struct, frozen=True):
    """What looks like a condition and is not taken, and why."""

    span: Span
    reason: str


def condition(sentence: Sentence, words: Wording, scope: Scope) -> Taken | Offered | None:
    """What a sentence states that something else holds under; None where it is no condition."""
    if not sentence.signs or sentence.lead or not set(sentence.signs) <= COMPARES | {"="}:
        return None
    if words.introduces and _has_a_value(sentence, scope):
        return None
    if words.negated:
        return _in_doubt(sentence, scope, "the words round it may turn it round")
    if words.conditional:
        return _taken(sentence, scope, doubtful=not words.alone)
    if words.reason:
        return _taken(sentence, scope) if _between_indices(sentence, scope) else None
    if words.defines and "=" in sentence.signs:
        return None
    if _between_indices(sentence, scope) or _sign_of_a_name(sentence, scope):
        return _taken(sentence, scope, doubtful=bool(words.words) and not words.defines)
    return None


def stated(sentence: Sentence, scope: Scope) -> Taken | Offered:
    """A sentence that its author says to be a condition."""
    return _taken(sentence, scope)


def vanishing(member: Member, zero: Member, scope: Scope) -> Taken | Offered:
    """That a member is 0, as a condition."""
    sentence = Sentence((member, zero), ("=",), member.span)
    found = _taken(sentence, scope)
    return replace(found, letters=frozenset()) if isinstance(found, Taken) else found


def _taken(sentence: Sentence, scope: Scope, doubtful: bool = False) -> Taken | Offered:
    try:
        logical = read_condition(_items(sentence), scope).states
    except (Unreadable, StatementError) as problem:
        return Offered(sentence.span, f"it looks like a condition and cannot be read: {problem}")
    known = assumption(logical.condition)
    if doubtful:
        return Offered(sentence.span, f"it may be a condition; to assume it, declare: assume {known}")
    return Taken(logical.condition, _letters(logical.condition), known, sentence.span)


def _letters(relations: Condition) -> frozenset[str]:
    """The indices that a condition speaks of, or the one number or array that it tells the sign of."""
    indices = frozenset(index.name for index in condition_indices(relations))
    arrays = frozenset(a.name for expr in condition_expressions(relations) for a in arrays_of(expr))
    return indices or (arrays if len(arrays) == 1 else frozenset())


def _in_doubt(sentence: Sentence, scope: Scope, why: str) -> Offered | None:
    """A relation that words make doubtful, if it would be a condition without them."""
    found = _taken(sentence, scope) if not _equates_values(sentence, scope) else None
    if not isinstance(found, Taken):
        return found
    return Offered(
        sentence.span, f"it is not taken for a condition: {why}; to assume it, declare: assume {found.words}"
    )


def _equates_values(sentence: Sentence, scope: Scope) -> bool:
    return "=" in sentence.signs and not _between_indices(sentence, scope)


def _has_a_value(sentence: Sentence, scope: Scope) -> bool:
    """Whether an equation gives or states the value of a name that is no variable."""
    name = spelling(Row(span=sentence.members[0].span, items=sentence.members[0].items))
    thing = None if name is None else scope.get(name)
    known = isinstance(thing, Quantity) and thing.variable
    return "=" in sentence.signs and name is not None and not known and not _between_indices(sentence, scope)


def _items(sentence: Sentence) -> tuple[Node, ...]:
    """The sentence as it is written, its signs between its members."""
    items: list[Node] = list(sentence.members[0].items)
    for sign, member in zip(sentence.signs, sentence.members[1:], strict=True):
        items.append(Relation(span=Span(member.span.start, member.span.start), sign=sign))
        items += member.items
    return tuple(items)


def _between_indices(sentence: Sentence, scope: Scope) -> bool:
    """Whether index letters are compared with one another, or with whole numbers."""
    kinds = [_index_term(member.items, scope) for member in sentence.members]
    return all(kind is not None for kind in kinds) and any(kinds)


def _index_term(items: tuple[Node, ...], scope: Scope) -> bool | None:
    """Whether a member names an index; None where it is no sum of indices, sizes and whole numbers."""
    found = False
    for item in items:
        if isinstance(item, Number):
            if not item.text.isdigit():
                return None
        elif isinstance(item, Operator):
            if item.sign not in "+-−":
                return None
        else:
            thing = _thing(item, scope)
            if isinstance(thing, Running | Mapped):
                found = True
            elif not isinstance(thing, Extent):
                return None
    return found if items else None


def _thing(item: Node, scope: Scope) -> Thing | None:
    """What a letter means; of one with a subscript, the letter, if it maps indices."""
    name = spelling(item)
    thing = None if name is None else scope.get(name)
    if thing is None and isinstance(item, Scripts) and item.base is not None:
        base = spelling(item.base)
        mapped = None if base is None else scope.get(base)
        return mapped if isinstance(mapped, Mapped) else None
    return thing


def _sign_of_a_name(sentence: Sentence, scope: Scope) -> bool:
    """Whether a declared name is compared with a number: `λ > 0`."""
    if not set(sentence.signs) <= COMPARES:
        return False
    names = [spelling(Row(span=m.span, items=m.items)) for m in sentence.members]
    known = [isinstance(scope.get(name), Quantity) if name is not None else False for name in names]
    numbers = [_is_number(member.items) for member in sentence.members]
    return any(known) and all(a or b for a, b in zip(known, numbers, strict=True)) and any(numbers)


def _is_number(items: tuple[Node, ...]) -> bool:
    signs = [item for item in items if isinstance(item, Operator)]
    return len(items) - len(signs) == 1 and isinstance(items[-1], Number) and len(signs) <= 1
