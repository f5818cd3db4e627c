"""Which relations on a page are conditions, under which others hold.

Conservative: a relation is taken where words say so and stand alone at it, or where it compares index letters, or a
name with a number. What is in doubt is offered, with the declaration that would assume it, and taken by nobody. An
equation of values of which no word right before it says that it is a condition, or in which a derivative stands, is a
claim; so is what is given as a reason, but for a relation that settles an index.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.digest import content_key
from symcheck.claims.statements import Chain, Content
from symcheck.errors import StatementError
from symcheck.expressions.indices import Index, atom_key, of_atom
from symcheck.expressions.nodes import Array, Block, Condition, Derivative, Entry, Integer, Named, RealRelation
from symcheck.expressions.walk import arrays_of, at, condition_expressions, condition_indices, subexpressions
from symcheck.language.conditions import assumption as assumed
from symcheck.language.quantifiers import every
from symcheck.language.tensor import Logical, Tensor
from symcheck.notation.text import assumption
from symcheck.reading.assembling.cases import Reach
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import is_primed, single
from symcheck.reading.assembling.numbered import Cases
from symcheck.reading.assembling.stationary import is_derivative, is_zero
from symcheck.reading.assembling.wording import CONSTRAINTS, Wording
from symcheck.reading.declaring.properties import is_property, plain
from symcheck.reading.meaning.comparing import numbers_of
from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.meaning import read_condition
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import Extent, IndexSet, Mapped, Quantity, Running, Scope, Thing
from symcheck.reading.source import Span
from symcheck.reading.tree import Node, Number, Operator, Relation, Scripts, Unreadable

TURNED = "the words round it may turn it round"
LIST_OF_VALUES = "it may be a list of the values of something, which is no condition"
COMPARES = frozenset("≠<>≤≥")


class Taken(Struct, frozen=True):
    """A condition that holds from here on, the names of the indices it speaks of, and the condition in words.

    `stationary` where it says that a derivative is 0: `vanishes` is that derivative, where it is read, and `key` the
    same for each way to write it.
    `passing` where it is said of one sentence alone. `beside` is what its sentence may say too, as another case: "for
    x = 1, for x = 2". `reach` is how far it holds; it is one `case` of several behind "if". It
    `defines` where a name that is used has its value under it: without it nothing is known; `unless` is a claim that
    leaves no doubt where it is right. `cases` are those of the page that were spoken of.
    """

    condition: Condition
    letters: frozenset[str]
    words: str
    span: Span
    stationary: bool = False
    passing: bool = False
    key: tuple[object, ...] = ()
    vanishes: Block | None = None
    beside: str = ""
    reach: Reach = ""
    case: bool = False
    defines: bool = False
    unless: Chain | None = None
    cases: Cases = ()

    @property
    def speaks_of(self) -> frozenset[str]:
        """The letters of which it says anything."""
        return self.letters | {array.name for array in arrays_spoken_of(self.condition)}

    @property
    def is_value(self) -> bool:
        """Whether it gives one number or array a value, whatever all others are."""
        equations = all(isinstance(r, RealRelation) and r.kind == "eq" for r in self.condition)
        return equations and len(arrays_spoken_of(self.condition)) == 1

    @property
    def is_sign(self) -> bool:
        """Whether it compares one number or array with a number."""
        return any(isinstance(r, RealRelation) and r.kind != "eq" for r in self.condition)

    @property
    def of(self) -> object:
        """The variable and the entry of it, if it is one, by which what vanishes is a derivative; None if none is."""
        body = None if self.vanishes is None else self.vanishes.body
        if not isinstance(body, Derivative) or not isinstance(body.variable, Entry):
            return None
        return body.variable.array, tuple(None if x.index else x for x in body.variable.indices)

    @property
    def by(self) -> Array | None:
        """The variable by which what vanishes is a derivative."""
        body = None if self.vanishes is None else self.vanishes.body
        return body.variable.array if isinstance(body, Derivative) and isinstance(body.variable, Entry) else None


def doubt_of(words: str, span: Span, why: str) -> Taken:
    """That nothing is known for certain where something is used, `words` for what that is."""
    return Taken((), frozenset(), words, span, beside=why, defines=True)


class Offered(Struct, frozen=True):
    """What looks like a condition and is not taken, and why; `unread` where it may well be one and no rule reads it.

    What is right under what it `may` say is not right for certain, and not wrong.
    """

    span: Span
    reason: str
    unread: bool = False
    may: Taken | None = None


def condition(sentence: Sentence, words: Wording, closed: bool, scope: Scope) -> Taken | Offered | None:
    """What a sentence states that something else holds under; None where it is no condition.

    `closed` says that it ends at a mark, and not in the midst of what is said of it.
    """
    if sentence.signs == ("∈",) and words.conditional and _lies_in_known(sentence, scope):
        return _in_doubt(sentence, scope, TURNED) if words.negated else stated(sentence, scope, not words.alone)
    if not sentence.signs or sentence.lead or not set(sentence.signs) <= COMPARES | {"="}:
        return None
    indices = _between_indices(sentence, scope)
    if "=" in sentence.signs and not indices and _is_demanded(sentence, words, scope):
        return _in_doubt(sentence, scope, TURNED) if words.negated else stated(sentence, scope)
    if (words.reason or words.defines) and not words.negated and (found := _property(sentence, scope)) is not None:
        return found
    if words.meets and not words.negated and sentence.signs == ("=",) and _is_met(sentence, words, scope):
        return stated(sentence, scope)
    if "=" in sentence.signs and not indices and _is_claim(sentence, words, scope):
        return None
    if words.negated:
        return _in_doubt(sentence, scope, TURNED)
    if sentence.arrow and not words.conditional:
        return _in_doubt(sentence, scope, "it follows from what stands before it")
    if words.conditional:
        return stated(sentence, scope, doubtful=not (words.alone and closed))
    if words.reason and not indices and _sign_of_a_name(sentence, scope):
        return _reason(sentence, scope)
    if words.reason or words.defines:
        plain = indices or _sign_of_a_name(sentence, scope)
        return stated(sentence, scope, doubtful=not closed) if plain else None
    if indices or _sign_of_a_name(sentence, scope):
        return stated(sentence, scope, doubtful=bool(words.words) or not closed)
    return None


def _lies_in_known(sentence: Sentence, scope: Scope) -> bool:
    """Whether an index lies in a set that is declared, or a variable is one of a few numbers."""
    name, values = sentence.members
    if isinstance(scope.get(spelling(lone(values.items))), IndexSet):
        return _index_term(name.items, scope) is True
    return is_variable(name, scope) and bool(numbers_of(values.items))


def _is_claim(sentence: Sentence, words: Wording, scope: Scope) -> bool:
    """Whether an equation of values is a claim or a definition, and no condition, whatever stands round it."""
    if any(is_derivative(member.items) or is_primed(member.items, scope) for member in sentence.members):
        return True
    if words.at and _is_unknown(sentence.members[0], scope):
        return True
    if (words.at or words.words[-1:] == ("for",)) and _has_value(sentence, scope):
        return True
    if not words.direct:
        return not (words.supposes and is_free(sentence, scope))
    return (words.introduces or words.has("setting putting")) and not is_free(sentence, scope)


def _is_met(sentence: Sentence, words: Wording, scope: Scope) -> bool:
    """Whether a variable satisfies an equation: it is a side of that, or named in the words right before."""
    if any(is_derivative(member.items) or is_primed(member.items, scope) for member in sentence.members):
        return False
    found = stated(sentence, scope) if len(words.words) > 1 and plain(words.words[-2], scope) is not None else None
    named = isinstance(found, Taken) and words.words[-2] in {array.name for array in arrays_spoken_of(found.condition)}
    return named or (is_free(sentence, scope) and not is_zero(sentence.members[1]))


def _property(sentence: Sentence, scope: Scope) -> Taken | None:
    """That a matrix is symmetric, or orthogonal, as an equation: nothing that it is equal to defines it."""
    found = stated(sentence, scope) if sentence.signs == ("=",) else None
    if not isinstance(found, Taken) or not is_property(found.condition, scope):
        return None
    return replace(found, letters=frozenset(array.name for array in arrays_spoken_of(found.condition)))


def _is_unknown(member: Member, scope: Scope) -> bool:
    """Whether a name without any meaning stands there: what is said of it is what it means."""
    name = single(member.items)
    return name is not None and scope.get(name) is None


def _has_value(sentence: Sentence, scope: Scope) -> bool:
    """Whether a name that the page defined is said to be what is computed: that holds or not, and is no case."""
    thing = scope.get(name_of(sentence.members[0].items))
    defined = isinstance(thing, Quantity) and isinstance(thing.value.tensor.body, Named)
    return defined and sentence.signs == ("=",) and not isinstance(lone(sentence.members[1].items), Number)


def _is_demanded(sentence: Sentence, words: Wording, scope: Scope) -> bool:
    """Whether words demand an equation of values, which nothing proves: "subject to", "the constraint"; "set" a 0."""
    if words.reason or any(is_derivative(member.items) for member in sentence.members):
        return False
    return (words.demands or (words.constrains and _is_zero(sentence))) and is_free(sentence, scope)


def _is_zero(sentence: Sentence) -> bool:
    """Whether something that is no derivative is equal to 0."""
    found = [is_zero(member) for member in sentence.members]
    return found.count(True) == 1 == len(found) - 1 and not any(is_derivative(x.items) for x in sentence.members)


def is_free(sentence: Sentence, scope: Scope) -> bool:
    """Whether an equation gives a variable a value, or what is computed from variables a number.

    Nothing that was said before can prove such a relation or refute it for good, as it does `z = 2Wx` after `z = Wx`.
    """
    if not any(_is_number(member.items) or is_variable(member, scope) for member in sentence.members):
        return False
    try:
        relations = read_condition(_items(sentence), scope).states.condition
    except (Unreadable, StatementError):
        return False
    return not any(isinstance(x, Named) for expr in condition_expressions(relations) for x in subexpressions(expr))


def may_be_assumed(sentence: Sentence, words: Wording, scope: Scope) -> str:
    """What a reason says, if that may be meant as an assumption; "" where it can only be a claim."""
    if not words.has(f"since because as set using {CONSTRAINTS}") or words.negated or not is_free(sentence, scope):
        return ""
    found = stated(sentence, scope)
    return found.words if isinstance(found, Taken) else ""


def is_variable(member: Member, scope: Scope) -> bool:
    """Whether a member is the name of a variable, or an entry of one."""
    only = lone(gathered(member.items, scope))
    if isinstance(only, Scripts) and only.base is not None and scope.get(spelling(only)) is None:
        only = only.base if only.sup is None else None
    return scope.variable(spelling(only)) is not None


def is_plain(sentence: Sentence, scope: Scope) -> bool:
    """Whether indices are compared, or a variable with numbers."""
    numbers = [_is_number(member.items) for member in sentence.members]
    plain = all(n or is_variable(m, scope) for n, m in zip(numbers, sentence.members, strict=True))
    return _between_indices(sentence, scope) or (plain and any(numbers))


def same(one: Taken, other: Taken) -> bool:
    """Whether two conditions say the same of the same values, in the same words."""
    return one.words == other.words and arrays_spoken_of(one.condition) == arrays_spoken_of(other.condition)


def untaken(found: Taken, why: str) -> Offered:
    """A condition that is not taken after all."""
    return Offered(found.span, f"it is not taken for a condition: {why}; to assume it, declare: assume {found.words}")


def vanishing(member: Member, zero: Member, derivative: Content, scope: Scope) -> Taken | Offered:
    """That a member is 0, as a condition; it is what a derivative comes to."""
    sentence = Sentence((member, zero), ("=",), member.span)
    found = stated(sentence, scope)
    if isinstance(found, Offered):
        return found
    vanishes = unnamed(derivative) if isinstance(derivative, Block) else None
    key = () if vanishes is None else content_key(vanishes)
    return replace(found, letters=frozenset(), stationary=True, key=key, vanishes=vanishes)


def of_all(found: Taken, fixed: frozenset[Index]) -> Taken:
    """A condition for all values of its free indices, those that are `fixed` left as they are."""
    free = sorted((x for x in condition_indices(found.condition) - fixed if x.kind == "declared"), key=atom_key)
    if not free:
        return found
    try:
        condition = assumed(every(*(Tensor(Integer(of_atom(index))) for index in free), Logical(found.condition)))
    except StatementError:  # the range of another one speaks of it
        return found
    return replace(found, condition=condition, words=assumption(condition))


def unnamed(block: Block) -> Block:
    """What a name means that a block is as a whole; of any other one, itself."""
    while isinstance(block.body, Named):
        of = block.body
        block = Block(block.axes, at(of.definition.axes, of.definition.body, of.indices))
    return block


def declared(stated: Condition, span: Span) -> Taken | None:
    """What is declared, where that is no more than that a derivative by a variable is 0; None for anything else."""
    match stated:
        case (RealRelation("eq", Derivative(_, Entry(indices=forms)) as body),) if all(form.index for form in forms):
            vanishes = Block(tuple(form.index for form in forms if form.index), body)
            key = content_key(vanishes)
            return Taken(stated, frozenset(), assumption(stated), span, stationary=True, key=key, vanishes=vanishes)
    return None


def stated(sentence: Sentence, scope: Scope, doubtful: bool = False) -> Taken | Offered:
    """A sentence as a condition, as where its author says that it is one; offered where that is in doubt."""
    if any(is_dots(item) for member in sentence.members for item in member.items):
        return Offered(sentence.span, LIST_OF_VALUES, unread=True)
    try:
        logical = read_condition(_items(sentence), scope).states
    except (Unreadable, StatementError) as problem:
        return Offered(sentence.span, f"it looks like a condition and cannot be read: {problem}", unread=True)
    known = assumption(logical.condition)
    letters = _letters(logical.condition) or _given_a_value(sentence, scope)
    found = Taken(logical.condition, letters, known, sentence.span)
    return _maybe(found, f"it may be a condition; to assume it, declare: assume {known}") if doubtful else found


def _reason(sentence: Sentence, scope: Scope) -> Taken | Offered:
    """What is given as a reason, and may be meant as a condition."""
    found = stated(sentence, scope)
    return _maybe(found, untaken(found, "it is given as a reason").reason) if isinstance(found, Taken) else found


def _maybe(found: Taken, why: str) -> Offered:
    """What may be a condition: what is right under it is undecided."""
    return Offered(found.span, why, may=replace(found, beside=f"{found.words} is not taken for certain: {why}"))


def _given_a_value(sentence: Sentence, scope: Scope) -> frozenset[str]:
    """The variable that a condition gives a value: another one says another."""
    variable = _variable(sentence.members[0], scope) if sentence.signs == ("=",) else None
    return frozenset() if variable is None else frozenset({variable})


def _variable(member: Member, scope: Scope) -> str | None:
    """The name of a number or array, declared or defined, that a member is."""
    name = name_of(member.items)
    thing = scope.get(name)
    return name if isinstance(thing, Quantity) else None


def _letters(relations: Condition) -> frozenset[str]:
    """The indices that a condition speaks of, or the one number or array that it tells the sign of."""
    indices = frozenset(index.name for index in condition_indices(relations))
    arrays = frozenset(a.name for a in arrays_spoken_of(relations))
    return indices or (arrays if len(arrays) == 1 else frozenset())


def arrays_spoken_of(relations: Condition) -> frozenset[Array]:
    return frozenset(a for expr in condition_expressions(relations) for a in arrays_of(expr))


def _in_doubt(sentence: Sentence, scope: Scope, why: str) -> Offered:
    """A relation that words make doubtful, if it would be a condition without them."""
    found = stated(sentence, scope)
    return untaken(found, why) if isinstance(found, Taken) else found


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
    thing = scope.get(name)
    if thing is None and isinstance(item, Scripts) and item.base is not None:
        base = spelling(item.base)
        mapped = scope.get(base)
        return mapped if isinstance(mapped, Mapped) else None
    return thing


def _sign_of_a_name(sentence: Sentence, scope: Scope) -> bool:
    """Whether a declared name is compared with a number: `λ > 0`."""
    if not set(sentence.signs) <= COMPARES:
        return False
    names = [name_of(m.items) for m in sentence.members]
    known = [isinstance(scope.get(name), Quantity) for name in names]
    numbers = [_is_number(member.items) for member in sentence.members]
    return any(known) and all(a or b for a, b in zip(known, numbers, strict=True)) and any(numbers)


def _is_number(items: tuple[Node, ...]) -> bool:
    signs = [item for item in items if isinstance(item, Operator)]
    return len(items) - len(signs) == 1 and isinstance(items[-1], Number) and len(signs) <= 1
