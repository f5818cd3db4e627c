"""The Python functions that a printed counterexample may call, as source: real, failing where they are not defined.

Elementary functions are written from their rows: by the name mpmath has for them, or else by their definition, behind
a guard that is the negation of their domain.
"""

from __future__ import annotations

from collections.abc import Callable

from symcheck.expressions.nodes import Array, Entry, Expr
from symcheck.functions.row import Alternatives, Ask, FunctionRow
from symcheck.functions.table import ROWS

HELPERS = {
    "root": '''\
def root(x, p, q):
    """x to the power p / q."""
    if x < 0:
        raise ValueError(f"a root of {mp.nstr(x)}")
    return x ** (mpf(p) / q)''',
    "power": """\
def power(x, y):
    return mp.exp(y * log(x))""",
    "derivative": '''\
def derivative(function, array, place):
    """The derivative by one entry of an array, numerically: mpmath raises its precision for it."""
    value = array[place]

    def moved(x):
        array[place] = x
        return function()

    try:
        return mp.diff(moved, value)
    finally:
        array[place] = value''',
    "standing": '''\
def standing(array, values, function):
    """The function while the array has these values."""
    before = dict(array)
    array.clear()
    array.update(values)
    try:
        return function()
    finally:
        array.clear()
        array.update(before)''',
    "coefficient": '''\
def coefficient(name, wave, argument, entry):
    """An odd number of sixteenths that stands for this entry of this argument."""
    drawn = crc32(f"{name}/{wave}/{argument}/{entry}".encode()) >> 5
    return mpf(2 * (drawn % 16) - 15) / 16''',
    "unknown": '''\
def unknown(name, slots, *arguments):
    """One particular function of this name, sum of three sine waves, or its partial derivative by these entries."""
    total = mpf(0)
    for wave in range(3):
        phase = coefficient(name, wave, -2, 0)
        for number, argument in enumerate(arguments):
            phase += mp.fsum(coefficient(name, wave, number, k) * x for k, x in enumerate(argument))
        factor = coefficient(name, wave, -1, 0) + 2
        for number, entry in slots:
            factor *= coefficient(name, wave, number, entry)
        order = len(slots) % 4
        value = mp.sin(phase) if order % 2 == 0 else mp.cos(phase)
        total += factor * value if order < 2 else -factor * value
    return total''',
    "powered": '''\
def powered(power, shift, slots, *arguments):
    """(u + shift) ** power, u the weighed sum of all entries, or its partial derivative by these entries."""
    inner = mpf(shift)
    for number, argument in enumerate(arguments, 1):
        inner += mp.fsum(number * place * x for place, x in enumerate(argument, 1))
    factor = mpf(1)
    for number, entry in slots:
        factor *= (number + 1) * (entry + 1) * power
        power -= 1
    return factor * inner ** power if factor else factor''',
}

PARAMETERS = ("x", "y")
BELOW = {"gt": "{} <= 0", "ge": "{} < 0", "ne": "{} == 0", "eq": "{} != 0", "broken": "mp.isint({})"}
"""Where a comparison does not hold, in Python."""
Source = Callable[[Expr, dict[object, str]], str]


def is_called(row: FunctionRow) -> bool:
    """Whether mpmath's function of that name is called as it is: it has one, and nothing is to be guarded."""
    return bool(row.python) and row.is_total


def elementary(row: FunctionRow, source: Source) -> str:
    """A function of the table as a Python function; its row has a name for mpmath, or a definition.

    `source` writes an expression in which arrays have these names.
    """
    arrays = [Array(name) for name in PARAMETERS[: row.arity]]
    places = [Entry(array, ()) for array in arrays]
    names: dict[object, str] = {array: array.name for array in arrays}
    shown = ", ".join(array.name for array in arrays)
    value = _call(row.python, shown) if row.python else _defined(row, places, names, source)
    guard = "" if row.is_total else _guard(row, row.domain(*places), lambda ask: _outside(ask, names, source))
    return f"def {row.name}({shown}):\n{guard}    return {value}"


def _call(function: str, shown: str) -> str:
    return function.format(shown) if "{}" in function else f"{function}({shown})"


def _defined(row: FunctionRow, places: list[Entry], names: dict[object, str], source: Source) -> str:
    assert row.definition is not None
    return source(row.definition(*places), names)


def _guard(row: FunctionRow, domain: Alternatives, outside: Callable[[Ask], str]) -> str:
    """Outside the domain no alternative holds: in each of them some comparison fails."""
    failing = [" or ".join(map(outside, asks)) for asks in domain]
    condition = " and ".join(f"({c})" if " or " in c and len(failing) > 1 else c for c in failing)
    return f'    if {condition}:\n        raise ValueError(f"{row.unicode or row.name} at {{mp.nstr(x)}}")\n'


def _outside(ask: Ask, names: dict[object, str], source: Source) -> str:
    return BELOW[ask.kind].format(source(ask.expr, names))


RESERVED = frozenset(
    ("mp", "mpf", "range", "max", "min", "abs", "crc32", "left", "right", "shown", "print", "dict", "len", *HELPERS)
) | {row.name for row in ROWS if not is_called(row)}
"""Names that the program uses itself."""
