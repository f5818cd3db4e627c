"""Why an expression has no value at one setting: the innermost part that has none, although all it is made of has."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Call, Entry, Expr, Extremum, Inverse, Number, Piecewise, Power
from symcheck.expressions.walk import binders, children, free_indices
from symcheck.values.evaluate import Evaluator, evaluate
from symcheck.values.numbers.system import Abstention, Missing, Undefined

DEPTH = 200
STEPS = 40
"""At most so many values of a bound index are looked at."""


def why_missing(body: Expr, evaluator: Evaluator) -> str:
    """The reason in words; empty where none is known."""
    for _ in range(DEPTH):
        inner = next(_missing_parts(body, evaluator), None)
        if inner is None:
            return _words(body)
        body, evaluator = inner
    return ""


def _missing_parts(body: Expr, evaluator: Evaluator) -> Iterator[tuple[Expr, Evaluator]]:
    """The parts without a value, with the evaluator at an index where they have none."""
    for inside in _settings(binders(body), evaluator):
        for part in _needed(body, inside):
            if _is_missing(part, inside):
                yield part, inside


def _settings(bound: tuple[Index, ...], evaluator: Evaluator) -> Iterator[Evaluator]:
    """The evaluator with a value for the bound index: each in turn. Several at once (a matrix) are not looked into."""
    if not bound:
        yield evaluator
    elif len(bound) == 1:
        low, high = evaluator.indices.hull(bound[0])
        for value in range(low, min(high, low + STEPS) + 1):
            indices = {**evaluator.setting.indices, bound[0]: value}
            yield Evaluator(evaluator.system, replace(evaluator.setting, indices=indices))


def _needed(body: Expr, evaluator: Evaluator) -> tuple[Expr, ...]:
    if isinstance(body, Piecewise):
        holds = evaluator.mask(body.condition, evaluator.top).raw
        return (body.then if holds.all() else body.otherwise,)
    return children(body)


def _is_missing(part: Expr, evaluator: Evaluator) -> bool:
    if free_indices(part).difference(evaluator.setting.indices):
        return False
    try:
        return isinstance(evaluate(part, (), evaluator)[()], Missing)
    except Undefined:
        return True
    except (Abstention, KeyError):
        return False


def _words(body: Expr) -> str:
    match body:
        case Power(_, Number(exponent)):
            return "division by 0" if exponent.denominator == 1 else "a root of a negative number"
        case Power():
            return "a power of a number that has none"
        case Call(function) if function in WORDS:
            return WORDS[function]
        case Call(function):
            return f"{function} outside its domain"
        case Entry(array):
            return f"an index of {array.name} is out of range"
        case Inverse():
            return "the inverse of a singular matrix"
        case Extremum(kind):
            return f"the {kind} over an empty range"
    return ""


WORDS: dict[str, str] = {
    "log": "the logarithm of a number that is not positive", "sqrt": "the root of a negative number",
    "gamma": "Γ at a pole", "digamma": "ψ at a pole", "loggamma": "log Γ of a number that is not positive",
    "heaviside": "a step at its edge", "asin": "arcsin of a number beyond ±1",
}  # fmt: skip
