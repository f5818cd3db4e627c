"""The Python functions that a printed counterexample may call, as source: real, failing where they are not defined."""

from __future__ import annotations

HELPERS = {
    "log": """\
def log(x):
    if not x > 0:
        raise ValueError(f"the logarithm of {mp.nstr(x)}")
    return mp.log(x)""",
    "loggamma": """\
def loggamma(x):
    if not x > 0:
        raise ValueError(f"log Γ of {mp.nstr(x)}")
    return mp.loggamma(x)""",
    "root": '''\
def root(x, p, q):
    """x to the power p / q."""
    if x < 0:
        raise ValueError(f"a root of {mp.nstr(x)}")
    return x ** (mpf(p) / q)''',
    "sqrt": """\
def sqrt(x):
    if x < 0:
        raise ValueError(f"the root of {mp.nstr(x)}")
    return mp.sqrt(x)""",
    "power": """\
def power(x, y):
    return mp.exp(y * log(x))""",
    "sigmoid": """\
def sigmoid(x):
    return 1 / (1 + mp.exp(-x))""",
    "softplus": """\
def softplus(x):
    return mp.log(1 + mp.exp(x))""",
    "logsigmoid": """\
def logsigmoid(x):
    return -mp.log(1 + mp.exp(-x))""",
    "relu": """\
def relu(x):
    return max(x, mpf(0))""",
    "sign": """\
def sign(x):
    return mpf(mp.sign(x))""",
    "heaviside": """\
def heaviside(x):
    if x == 0:
        raise ValueError("a step at its edge")
    return mpf(1) if x > 0 else mpf(0)""",
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
}

RESERVED = frozenset(
    ("mp", "mpf", "range", "max", "min", "abs", "crc32", "left", "right", "shown", "print", "dict", "len", *HELPERS)
)
"""Names that the program uses itself."""
