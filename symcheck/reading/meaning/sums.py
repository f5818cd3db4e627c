"""Σ, Π, max and min over an index: what the limits bind and over which range, and how a condition in them is read."""

from __future__ import annotations

import re

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Integer
from symcheck.expressions.walk import expand_names, free_indices
from symcheck.language.conditions import And
from symcheck.language.quantifiers import Product, Sum, stack
from symcheck.language.reductions import max as largest
from symcheck.language.reductions import min as smallest
from symcheck.language.tensor import Logical, Tensor, as_tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.comparing import condition
from symcheck.reading.meaning.free import bound_letters, free_letters
from symcheck.reading.meaning.limits import Bound, limits
from symcheck.reading.meaning.one_by_one import written_out
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, nodes
from symcheck.reading.scope import Running, Scope, Value
from symcheck.reading.tree import (
    LOST,
    Big,
    Bracket,
    Mark,
    Node,
    Operator,
    Row,
    Scripts,
    Unreadable,
    Word,
)

PRODUCT_ENDS = (
    Way("the product ends behind the last factor with its index", "put brackets around the product"),
    Way("the product reaches over all that follows", "put brackets around what is multiplied"),
)


def summed(reader: Reader, node: Node, stream: Stream) -> Value:
    """Σ or Π with its limits over all that is left of the stream."""
    big = base_of(node)
    assert isinstance(big, Big)
    sub, sup = (node.sub, node.sup) if isinstance(node, Scripts) else (None, None)
    body = stream.rest()
    if not body:
        raise Unreadable(node.span, "nothing stands behind this sign", LOST)
    if big.kind not in ("sum", "prod"):
        raise Unreadable(
            node.span,
            "an integral is not read",
            "values of integrals are not judged: give it a name, as F ∈ ℝ, and write the lines with that",
        )
    if big.kind == "prod":
        body = body[: _end_of_product(reader, node, body)]
    stream.at += len(body)
    over = limits(reader, node, sub, sup, body)
    running = next(iter(over.running.values())) if len(over.running) == 1 else None
    if running is not None and not over.conditions:
        found = written_out(reader, big.kind, running, body, node)
        if found is not None:
            return found
    return quantified(reader, big.kind, over, body, node)


def _end_of_product(reader: Reader, node: Node, body: Items) -> int:
    """How far Π reaches: a sign behind it that binds its letter again stands alone.

    Whether what follows the last factor with its letter is multiplied each time is ambiguous.
    """
    letters = set(bound_letters(node.sub)) if isinstance(node, Scripts) and node.sub is not None else set()
    signs = [n for n, item in enumerate(body) if n and isinstance(base_of(item), Big)]
    end = next((n for n in signs if letters & _bound_by(body[n])), len(body))
    own = [n for n in range(end) if letters & free_letters((body[n],), reader.scope)]
    ends = own[-1] + 1 if own else signs[0] if signs else end
    if own and ends < end and isinstance(body[ends], Bracket) and reader.is_function(body[ends - 1]):
        ends += 1
    while ends < end and isinstance(sign := body[ends], Operator) and sign.sign == "!":
        ends += 1
    return ends if ends >= end or not letters or reader.choose(node.span, *PRODUCT_ENDS) == 0 else end


def _bound_by(item: Node) -> set[str]:
    return set(bound_letters(item.sub)) if isinstance(item, Scripts) and item.sub is not None else set()


def over_variables(node: Scripts, scope: Scope) -> bool:
    """Whether all that stands below a sign are variables, and no indices."""
    things = [scope.variable(spelling(letter)) for letter in letters_below(node)]
    return bool(things) and all(thing is not None for thing in things)


def letters_below(node: Node) -> list[Node]:
    """What stands below a sign, without commas."""
    below = node.sub if isinstance(node, Scripts) else None
    return [item for item in below.items if not isinstance(item, Mark)] if below is not None else []


def extremum(reader: Reader, kind: str, node: Node, ends: tuple[Row, Row | None], stream: Stream) -> Value:
    """`\\max_j` over all that is left of the term."""
    if isinstance(node, Scripts) and over_variables(node, reader.scope):
        shown = " and ".join(spelling(letter) or "…" for letter in letters_below(node))
        why = f"a {kind}imum over {shown} is not read"
        raise Unreadable(node.span, why, "write the objective alone, or the same sign before every member")
    body = stream.rest()
    stream.at = len(stream.items)
    return quantified(reader, kind, limits(reader, node, *ends, body), body, node)


def quantified(reader: Reader, kind: str, over: Bound, body: Items, node: Node) -> Value:
    """The body over the letters that are bound."""
    with reader.knowing(over.running):
        stated = [condition(reader, part) for part in over.conditions]
        with reader.held([relation for one in stated for relation in one.condition]):
            inside = reader.expression(body)
    letters = [letter_of(running) for running in over.running.values()]
    _refuse_hidden(reader, over, inside, body, node)
    idle = over.running.keys() - free_letters((*body, *(x for part in over.conditions for x in part)), reader.scope)
    if idle:
        said = f"what is summed does not speak of {', '.join(sorted(idle))}"
        inside = values.made(inside.tensor, inside.stands, inside, said=(said,))
    where = And(*stated) if stated else None
    with reader.at(node.span):
        if kind in ("max", "min"):
            return _extreme(kind, inside, letters, where, node)
        make = Sum if kind == "sum" else Product
        return values.made(make(inside.tensor, *letters, where=where), inside.stands, inside)


def _refuse_hidden(reader: Reader, over: Bound, inside: Value, body: Items, node: Node) -> None:
    """A name that was defined with a letter free means nothing certain below a sign that binds that letter."""
    written = free_letters(body, reader.scope)
    held = {index.name for index in free_indices(expand_names(inside.tensor.body)) if index.serial == 0}
    for word in (x for x in nodes(body) if isinstance(x, Word) and x.text.endswith((")", "]"))):
        if over.running.keys() & set(re.findall(r"\\?[^\W\d_]+'*", word.text)):
            why = f"{word.text} is a name as it stands: no letter in it is an index"
            raise Unreadable(word.span, why, "declare the index, as in index k ∈ K")
    for name, running in over.running.items():
        if name not in written and running.index is not None and running.index.name in held:
            why = f"what stands here was defined with {name} free, and does not name it"
            raise Unreadable(node.span, why, f"define it with its index, as in L_{name} = …")


def _extreme(kind: str, inside: Value, letters: list[Tensor], where: Logical | None, node: Node) -> Value:
    if where is not None or not values.is_plain(inside) or len(letters) != 1:
        raise Unreadable(node.span, f"{kind} over more than one index, or under a condition", "one sign for each index")
    make = largest if kind == "max" else smallest
    return values.made(as_tensor(make(stack(inside.tensor, *letters))), "number", inside)


def letter_of(running: Running) -> Tensor:
    assert running.index is not None
    return Tensor(Integer(af.of_atom(running.index)))
