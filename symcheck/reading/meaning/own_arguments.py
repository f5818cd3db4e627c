r"""The arguments with which a function was defined: names, and powers of what is known, `\ell(\mu, \sigma^2) = …`.

A function has a value there where it stands without any. At another argument it has one if its formula speaks of what
the argument takes the place of by that name alone: with `g = 2x` and `f(x) = g x`, or `\ell(\sigma^2) = \log\sigma`,
nobody knows what f(a) or ℓ(4) is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Array, Entry, Expr, Mul, Number, Power
from symcheck.expressions.walk import arrays_of
from symcheck.language.tensor import whole
from symcheck.reading.meaning import values
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.scope import Formula, Quantity, Scope, Thing, Value
from symcheck.reading.tree import Node, Unreadable

EXPONENT = re.compile(r"\{?(-?\d+)\}?")


def own_argument(reader: Reader, parameter: str) -> Value | None:
    """What a parameter of a function is where the function stands alone; None where that is nothing known."""
    thing = reader.thing(parameter)
    return thing.value if isinstance(thing, Quantity) else None if thing is not None else power(reader.scope, parameter)


def power(scope: Scope, parameter: str) -> Value | None:
    """The power that a parameter is of a number that is known; None for any other one."""
    base, exponent = _below(scope, parameter), EXPONENT.fullmatch(parameter.rpartition("^")[2])
    if base is None or exponent is None or not values.is_plain(base):
        return None
    return values.made(base.tensor ** int(exponent[1]), "number", base)


def _below(scope: Scope, parameter: str) -> Value | None:
    """What is known of which a parameter is a power, or the like, where it is no name of its own."""
    thing = scope.get(parameter.rpartition("^")[0] or None)
    return thing.value if isinstance(thing, Quantity) and scope.get(parameter) is None else None


def refuse_another(
    function: Formula, arguments: list[Value], at: Callable[[Mapping[str, Thing]], Value], node: Node
) -> None:
    """Unreadable where a function is taken at another argument than its own, and speaks of that otherwise too.

    `at` gives its value with some things for its parameters.
    """
    bound: dict[str, Thing] = {}
    replaced: dict[Array, str] = {}
    for parameter, value in zip(function.parameters, arguments, strict=True):
        own = _variable(function.scope, parameter) or _below(function.scope, parameter)
        bound[parameter] = Quantity(value)
        if own is None or own.tensor.shape != value.tensor.shape:
            continue  # a letter of the function's own: the rows of X may be called x as well
        if Counter(_factors(own.tensor.body)) != Counter(_factors(value.tensor.body)):
            replaced |= dict.fromkeys(arrays_of(own.tensor.body), parameter)
            axes = tuple((axis.lower, axis.upper) for axis in own.tensor.axes)
            bound[parameter] = Quantity(Value(whole(Array(f"{parameter} of {function.name}", axes)), own.stands))
    try:
        left = [found for found in replaced if found in arrays_of(at(bound).tensor.body)] if replaced else []
    except Unreadable:
        left = list(replaced)  # what a transpose stands for, say, has another shape
    if left:
        name, of = replaced[left[0]], left[0].name
        why = f"{function.name} is defined at {name}, and its formula speaks of {of} otherwise too"
        raise Unreadable(node.span, why, f"write what it is at another {name}")


def _variable(scope: Scope, parameter: str) -> Value | None:
    """What a parameter is, if it was declared, or is a power of what is known."""
    thing = scope.get(parameter)
    if isinstance(thing, Quantity):
        return thing.value if isinstance(thing.value.tensor.body, Entry) else None
    return power(scope, parameter)


def _factors(body: Expr) -> Iterator[tuple[object, ...]]:
    """The factors of a product, a whole power as so many."""
    match body:
        case Mul(factors):
            for factor in factors:
                yield from _factors(factor)
        case Power(base, Number(times)) if times.denominator == 1 and times > 0:
            for _ in range(int(times)):
                yield from _factors(base)
        case _:
            yield alpha_key(body)
