"""Whether what a Python file computes is told by its text alone.

It is if all that it imports is what symcheck and a few modules that only compute give by name, and if it names nothing
that opens a file, runs a text, reaches into a module, or gives what differs from run to run: the order of a set, an
address. When in doubt it is not: such a file is judged each time.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from pathlib import Path

SYMPY = frozenset(
    {"Eq", "Function", "Ge", "Gt", "I", "Idx", "Indexed", "IndexedBase", "Integer", "KroneckerDelta", "Le", "Lt",
     "Matrix", "MatrixSymbol", "Ne", "Piecewise", "Product", "Rational", "Sum", "Symbol", "Trace", "Transpose", "cos",
     "diff", "exp", "log", "oo", "pi", "sin", "sqrt", "symbols", "tanh", "transpose"}
)  # fmt: skip
COMPUTING: Mapping[str, frozenset[str] | None] = {
    "__future__": None,
    "symcheck": None,
    "sympy": SYMPY,
    "math": None,
    "fractions": frozenset({"Fraction"}),
    "functools": frozenset({"cache", "lru_cache", "partial", "reduce", "wraps"}),
    "itertools": None,
    "operator": frozenset({"add", "mul", "neg", "sub", "truediv"}),
    "typing": frozenset({"Any", "Callable", "Iterable", "Iterator", "Sequence"}),
}
"""Modules that compute from what they are given, with the names that may be taken from them; None: all of them."""
WHOLE = frozenset({"itertools", "math", "symcheck"})
"""Those that may be imported as they are: whatever they hold computes, and none of it is another module's."""
REACHING = frozenset(
    {"breakpoint", "compile", "delattr", "dir", "eval", "exec", "frozenset", "getattr", "globals", "hash", "help", "id",
     "input", "locals", "object", "open", "repr", "set", "setattr", "super", "type", "vars"}
)  # fmt: skip
ROOMS = frozenset(Path(name).stem for name in os.listdir(Path(__file__).parents[1]))
"""The modules of symcheck itself, which could run or write something: only what it exports is of use."""


def is_closed(source: bytes) -> bool:
    """Whether the file's text tells what it computes; one that does not parse is not closed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(map(_stays, ast.walk(tree)))


def _stays(node: ast.AST) -> bool:
    match node:
        case ast.Import(names):
            return all(alias.name in WHOLE for alias in names)
        case ast.ImportFrom(module, names, 0):
            return all(_gives(module or "", alias.name) for alias in names)
        case ast.ImportFrom() | ast.Set() | ast.SetComp() | ast.ClassDef() | ast.Global():
            return False
        case ast.Name(id=name):
            return name not in REACHING and not (name.startswith("__") and name != "__doc__")
        case ast.Attribute(attr=name):
            return name not in REACHING and name not in ROOMS and not name.startswith("_")
    return True


def _gives(module: str, name: str) -> bool:
    """Whether a name may be taken from a module: all names at once only of symcheck, whose names are listed."""
    if module not in COMPUTING or name.startswith("_") or name in REACHING or name in ROOMS:
        return False
    known = COMPUTING[module]
    return name != "*" or module == "symcheck" if known is None else name in known
