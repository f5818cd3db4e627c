r"""Names that are one-to-one functions of a number, `v_j = \log \sigma_j^2`: they tell it, and are told by it.

What is computed from the number is then a function of the name, though the page does not write it by the name. Known
by how it is written: rising functions, powers and what is added or multiplied to them; all else is taken for no such
function. Nothing is tried at numbers.
"""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import (
    Add,
    Call,
    Condition,
    Constant,
    Entry,
    Expr,
    Mul,
    Named,
    Number,
    Power,
    RealRelation,
)
from symcheck.expressions.walk import expand_names, substitute
from symcheck.functions.table import TABLE


def told_by(name: Named, given: Condition) -> Entry | None:
    """The number of which a name is a one-to-one function, for each of its indices another; None for any other name."""
    axes = [af.of_atom(axis) for axis in name.definition.axes]
    number = _number(expand_names(name.definition.body), given)
    if number is None or len(number.indices) != len(axes) or set(number.indices) != set(axes):
        return None
    entry = substitute(number, dict(zip(name.definition.axes, name.indices, strict=True)))
    return entry if isinstance(entry, Entry) else None


def _number(expr: Expr, given: Condition) -> Entry | None:
    match expr:
        case Entry():
            return expr
        case Call(function, (argument,)) if TABLE[function].rising:
            return _number(argument, given)
        case Power(base, Number(exponent)) if exponent:
            whole = exponent.denominator == 1
            return _number(base, given) if not whole or exponent.numerator % 2 or _positive(base, given) else None
        case Add(parts) | Mul(parts):
            varied = [part for part in parts if not isinstance(part, Number | Constant)]
            lost = isinstance(expr, Mul) and any(isinstance(part, Number) and not part.value for part in parts)
            return _number(varied[0], given) if len(varied) == 1 and not lost else None
    return None


def _positive(expr: Expr, given: Condition) -> bool:
    """Whether a number is positive wherever it has a value, as declared."""
    match expr:
        case Entry(array):
            return array.sign == "positive" or any(_says(stated, expr) for stated in given)
        case Call(function, _):
            return TABLE[function].sign == "positive"
        case Power(base, Number()):
            return _positive(base, given)
    return False


def _says(stated: object, number: Entry) -> bool:
    """Whether it is stated of all entries of an array that they are positive."""
    if not isinstance(stated, RealRelation) or stated.kind != "gt":
        return False
    entry = stated.difference
    if not isinstance(entry, Entry) or entry.array != number.array:
        return False
    letters = [index.atom for index in entry.indices]
    ranges = [(x.lower, x.upper) if isinstance(x, af.Index) else None for x in letters]
    return len({*letters}) == len(letters) and ranges == [*entry.array.axes]
