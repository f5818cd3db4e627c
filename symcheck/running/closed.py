"""Whether what a Python file computes is told by its text alone.

It is if all it imports computes and looks nowhere else, and if it names nothing that opens a file, runs a text or
asks for the time. When in doubt it is not: such a file is judged each time.
"""

from __future__ import annotations

import ast

PURE = frozenset(
    {"__future__", "collections", "dataclasses", "enum", "fractions", "functools", "itertools", "math", "operator",
     "string", "symcheck", "sympy", "typing"}
)  # fmt: skip
"""Modules that compute from what they are given."""
REACHING = frozenset(
    {
        "breakpoint",
        "compile",
        "eval",
        "exec",
        "getattr",
        "globals",
        "hash",
        "id",
        "input",
        "locals",
        "open",
        "parse_expr",
        "preview",
        "random",
        "sympify",
        "vars",
    }
)
"""Names that reach further, or give what differs from run to run."""


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
            return all(_is_pure(alias.name) for alias in names)
        case ast.ImportFrom(module=module, level=level):
            named = {alias.name for alias in node.names}
            return level == 0 and module is not None and _is_pure(module) and not named & REACHING
        case ast.Name(id=name):
            return name not in REACHING and not (name.startswith("__") and name != "__doc__")
        case ast.Attribute(attr=name):
            return name not in REACHING and not name.startswith("__")
    return True


def _is_pure(module: str) -> bool:
    """Of symcheck and SymPy only what they export: their rooms could run or write something."""
    root, _, rest = module.partition(".")
    return root in PURE and not (root in ("symcheck", "sympy") and rest)
