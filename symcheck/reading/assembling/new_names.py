"""What may be given a meaning by writing it on the left of `=` or at the end of a chain: one single name.

A letter with scripts and accents, a word, a letter with digits behind it (`h1`), or d before one name (`dW`). Several
letters side by side are a product, of which none is defined. Known functions keep their meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.declaring.heads import call
from symcheck.reading.meaning.changing import is_rate
from symcheck.reading.meaning.constants import IDENTITIES, ZEROS
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.meaning.lists import indices_of
from symcheck.reading.names import name_of, run, spelling
from symcheck.reading.rows import lone, sides_of, within
from symcheck.reading.scope import Formula, Quantity, Running, Scope, Unknown
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Group,
    Letter,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    Word,
)

NUMBERS = ("e", r"\pi")
"""Letters that are numbers, and names where a page says what they are."""


def single(items: Sequence[Node]) -> str | None:
    """The one name that items spell; None for a product, and for what spells no name."""
    if len(items) == 1:
        only = items[0]
        return single(only.body.items) if isinstance(only, Group) else spelling(only)
    digits = len(items) > 1 and isinstance(items[0], Letter) and all(isinstance(item, Number) for item in items[1:])
    return run(items) if digits or is_code_name(items) else None


def is_code_name(items: Sequence[Node]) -> bool:
    """Whether d touches one name, as programs call derivatives: `dW`."""
    items = items[0].body.items if len(items) == 1 and isinstance(items[0], Group) else items
    first = items[0] if len(items) == 2 else None
    return isinstance(first, Letter) and first.name == "d" and not items[1].spaced and spelling(items[1]) is not None


def called(items: Sequence[Node]) -> tuple[str, tuple[Row, ...]] | None:
    """A function with its arguments in brackets: its name, and they; None for anything else, or below a prime."""
    found = call(items)
    name = None if found is None else single(found[0])
    return None if found is None or name is None or primed(found[0]) else (name, found[1])


def name_on_left(left: Member) -> str | None:
    """The name of a value or of a function."""
    function = called(left.items)
    return single(left.items) if function is None else function[0]


def is_policy(function: tuple[str, tuple[Row, ...]] | None, scope: Scope) -> bool:
    r"""Whether letters of numbers stand before an index in brackets, which no number is multiplied by: `\pi(a)`."""
    if function is None or function[0] not in NUMBERS:
        return False
    return all(isinstance(scope.get(name_of(row.items)), Running) for row in function[1])


def primed(written: Sequence[Node]) -> bool:
    """Whether a derivative is written before a list of arguments: what that is, is a claim."""
    last = written[-1] if written else None
    return isinstance(last, Scripts) and (last.primes > 0 or primed(() if last.base is None else (last.base,)))


def may_differentiate(items: Sequence[Node], scope: Scope) -> bool:
    """Whether a prime or a dot stands at a function, or at what has a value: that is a derivative, and no new name."""
    only = lone(items)
    match only:
        case Accent("dot" | "ddot", body):
            bare: list[Node | Row] = [body]
        case Scripts(base, sub, sup, primes) if primes and base is not None:
            bare = [base, Scripts(base, sub, sup, 0, span=only.span)]
        case _:
            return False
    names = [name for each in bare if (name := spelling(each)) is not None]
    things = [scope.get(name) for name in names]
    known = any(x in KNOWN and x not in scope.conventions.undone and scope.get(x) is None for x in names)
    valued = any(isinstance(x, Quantity) and not x.variable for x in things)
    return known or valued or any(isinstance(x, Formula | Unknown) for x in things)


def is_primed(items: Sequence[Node], scope: Scope) -> bool:
    """Whether the derivative of a function or of a value stands there by a prime: `f'(x)`, `f'`."""
    written = call(items)
    return may_differentiate(items if written is None else written[0], scope)


def inverts(items: Sequence[Node], scope: Scope) -> bool:
    """Whether a known or defined function stands there to the power of -1: `f^{-1}(a)`."""
    head = items[0] if called(items) is not None else None
    if not isinstance(head, Scripts) or head.base is None or head.sup is None:
        return False
    name = spelling(head.base)
    is_function = isinstance(scope.get(name), Formula | Unknown) or (name in KNOWN and scope.get(name) is None)
    return is_function and isinstance(head.sup.items[0], Operator)


def in_brackets(items: Sequence[Node], scope: Scope) -> Sequence[Node]:
    """`(p)'` for `p'`, where p has a value: it is read as a derivative like that."""
    only = lone(items)
    base = only.base if isinstance(only, Scripts) and only.primes == 1 and not (only.sub or only.sup) else None
    thing = scope.get(spelling(base))
    named = scope.get(single(items)) is not None
    if base is None or named or not isinstance(thing, Quantity) or thing.variable:
        return items
    assert only is not None
    bracket = Bracket("(", Row((base,), span=base.span), ")", span=base.span)
    return (Scripts(bracket, None, None, 1, span=only.span),)


def keeps_its_meaning(items: Sequence[Node], scope: Scope) -> bool:
    """Whether a known function, I, 𝟏 or 𝟎 stands there, with or without scripts or arguments, or what a known thing
    changes by where numbers that change are declared."""
    written = called(items)
    node = items[0] if items else None
    if node is not None and is_rate(node, scope):
        return True
    while isinstance(node, Scripts) and node.base is not None:
        node = node.base
    name = spelling(node)
    if is_power(items, scope) or (name is not None and name.isdigit()):
        return True
    if name is None or name in scope.conventions.undone or scope.get(name) is not None:
        return False
    if name == r"\delta" and isinstance(items[0], Scripts) and len(items) == 1 and items[0].sup is None:
        return len(indices_of(items[0])) == 2
    if name in ZEROS and isinstance(node, Word):
        return True
    if name in IDENTITIES:
        only = lone(items)
        indicates = written is not None and any(sides_of(row.items)[1] for row in written[1])
        return indicates or only is node or (isinstance(only, Scripts) and only.sup is not None)
    return name in KNOWN and written is not None


def is_power(items: Sequence[Node], scope: Scope) -> bool:
    """Whether what is known stands above e, or a declared number above what is declared: `e^A`, `A^t`."""
    only = lone(items)
    if not isinstance(only, Scripts) or only.base is None or only.sup is None:
        return False
    above = [thing for name in spellings(only.sup.items) if isinstance(thing := scope.get(name), Quantity)]
    if spelling(only.base) in NUMBERS:
        return bool(above)
    number = len(only.sup.items) == 1 and any(not thing.value.tensor.axes for thing in above)
    return number and isinstance(scope.get(spelling(only.base)), Quantity)


def parameters(items: Sequence[Node], scope: Scope) -> tuple[str, ...]:
    """The letters without meaning that are the arguments of a known function, or of its derivative; else none."""
    written = call(items)
    node = written[0][0] if written is not None and len(written[0]) == 1 else None
    base = node.base if isinstance(node, Scripts) and node.primes and node.sub is None and node.sup is None else node
    name = spelling(base)
    if written is None or name not in KNOWN or name in scope.conventions.undone or scope.get(name) is not None:
        return ()
    letters = [spelling(row.items[0]) for row in written[1] if len(row.items) == 1 and isinstance(row.items[0], Letter)]
    if len(letters) < len(written[1]) or any(scope.get(x) is not None for x in letters):
        return ()
    return tuple(x for x in letters if x is not None and x not in NUMBERS)


def names_any(sentence: Sentence, sized: bool = False) -> bool:
    """Whether a sentence says of names that they are anything of their kind: `x \\in ℝ`, and no positive numbers.

    With `sized`, any vector or matrix too: `A \\in ℝ^{n×n}`.
    """
    if sentence.signs != ("∈",):
        return False
    parts = any(
        (isinstance(x, Scripts) and not (sized and _is_power(x))) or (isinstance(x, Bracket) and x.opens != "{")
        for x in sentence.members[1].items
    )
    return not parts


def _is_power(node: Scripts) -> bool:
    """Whether a set is one of vectors or matrices, and not ℝ^+."""
    return node.sub is None and node.sup is not None and not isinstance(node.sup.items[-1], Operator)


def squared(items: Sequence[Node]) -> Node | None:
    """What is squared: x of `x^2`, `\\sigma_j` of `\\sigma_j^2`; None for anything else."""
    only = lone(items)
    if not isinstance(only, Scripts) or only.base is None or only.primes or only.sup is None:
        return None
    power = only.sup.items
    if len(power) != 1 or not isinstance(power[0], Number) or power[0].text != "2":
        return None
    return only.base


def spellings(items: Sequence[Node]) -> Iterator[str]:
    """All names that are written in items, each once, with their scripts and without."""
    found: dict[str | None, None] = {}
    waiting = [tuple(items)]
    while waiting:
        for item in waiting.pop():
            nodes: list[Node] = [item]
            if isinstance(item, Scripts) and item.base is not None:
                below = Scripts(item.base, item.sub, None, item.primes, span=item.span)
                above = Scripts(item.base, None, item.sup, item.primes, span=item.span)
                nodes += [item.base, below, above]
            found |= dict.fromkeys(map(spelling, nodes))
            waiting += [row.items for node in nodes[:2] for row in within(node)]
    return (name for name in found if name is not None)
