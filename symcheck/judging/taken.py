"""What a proof takes: the assumptions, and what is declared of arrays, without which it does not stand.

Each is left out in turn; what is found suffices, and none of it can be spared beside the others. A proof found in
another way may take something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Abstained, Proved
from symcheck.expressions import nodes
from symcheck.expressions.nodes import Array, Expr
from symcheck.expressions.walk import arrays_of, condition_expressions, map_condition, rebuild
from symcheck.notation.text import TextStyle, assumption

Ask = Callable[[Claim], Proved | Abstained]


def taken(claim: Claim, proof: Proved, ask: Ask) -> tuple[str, ...]:
    """In words what is given and declared that the proof of a claim takes; `ask` says whether one is proved."""
    needed, declared = claim, list[str]()
    for relation in claim.given:
        fewer = replace(needed, given=tuple(r for r in needed.given if r is not relation))
        needed = fewer if _stands(ask(fewer), proof) else needed
    for array in sorted(_arrays(claim), key=lambda a: a.name):
        for word, weaker in _weaker(array):
            if word == "symmetric" and array.positive_definite:
                continue  # it goes without saying
            less = weaker(array)
            fewer = _under(needed, array, less)
            if _stands(ask(fewer), proof):
                needed, array = fewer, less
            else:
                declared.append(f"{TextStyle().name(array.name)} {word}")
    return (*(str(assumption((r,))) for r in needed.given), *declared)


def _stands(found: Proved | Abstained, proof: Proved) -> bool:
    return isinstance(found, Proved) and set(found.where) <= set(proof.where)


def _arrays(claim: Claim) -> frozenset[Array]:
    sides = (claim.left, claim.right, *condition_expressions(claim.given))
    return frozenset().union(*map(arrays_of, sides))


def _weaker(array: Array) -> Iterator[tuple[str, Callable[[Array], Array]]]:
    """What is declared of an array, the strongest first, each with the array of which it is not."""
    if array.sign != "real":
        yield array.sign, lambda own: replace(own, sign="real")
    if array.positive_definite:
        yield "positive definite", lambda own: replace(own, positive_definite=False)
    if array.symmetric:
        yield "symmetric", lambda own: replace(own, symmetric=False)
    if array.integer and not array.values:
        yield "integer", lambda own: replace(own, integer=False)


def _under(claim: Claim, array: Array, other: Array) -> Claim:
    """The claim with another array in the place of one."""

    def there(expr: Expr) -> Expr:
        match expr:
            case nodes.Entry(own, indices) if own == array:
                return nodes.Entry(other, indices)
            case nodes.Derivative(body, nodes.Entry(own, indices)) if own == array:
                return nodes.Derivative(there(body), nodes.Entry(other, indices))
            case nodes.Let(own, value, body) if own == array:
                return nodes.Let(other, nodes.Block(value.axes, there(value.body)), there(body))
        return rebuild(expr, there)

    return Claim(there(claim.left), there(claim.right), claim.axes, map_condition(claim.given, there))
