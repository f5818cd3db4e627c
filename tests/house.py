"""The figures of the house, measured with `ast` alone: nothing of the package is run.

    python -m tests.house

An import inside a function is an arrow like any other; one that is for the type checker alone is none.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parents[1]
FILES = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "symcheck").rglob("*.py"))}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(text)
    for path, text in FILES.items()
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def room(module: str) -> str:
    parts = module.split(".")
    inside = len(parts) > 2 or any(name.startswith(f"{module}.") for name in MODULES)
    return parts[1] if inside and len(parts) > 1 else "(top)"


def nodes() -> Iterator[tuple[str, ast.AST]]:
    yield from ((module, node) for module, tree in MODULES.items() for node in ast.walk(tree))


def body_lines(node: Function) -> int:
    """The lines of a function below its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node, clean=False) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(node: Function) -> int:
    """Parameters, but for self and cls."""
    listed = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return sum(argument.arg not in ("self", "cls") for argument in listed)


def named(node: ast.AST) -> set[str]:
    """The modules of the package that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}.intersection(MODULES)
    if not isinstance(node, ast.ImportFrom) or node.module not in MODULES:
        return set()
    inner = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return {full if full in MODULES else str(node.module) for full in inner.values()}


def imports(node: ast.AST, late: bool = False) -> Iterator[tuple[str, bool]]:
    """What is imported below a node, and whether inside a function."""
    for child in ast.iter_child_nodes(node):
        yield from ((name, late) for name in named(child))
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield from imports(child, late or isinstance(child, Function))


def circles() -> list[str]:
    """The circles among siblings at any depth, as the contract `acyclic_siblings` sees them."""
    arrows: dict[str, set[str]] = {}
    for module, tree in MODULES.items():
        for name, _ in imports(tree):
            one, other = module.split("."), name.split(".")
            apart = next((n for n, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b), None)
            if apart:
                arrows.setdefault(".".join(one[:apart]), set()).add(".".join(other[:apart]))
    reach = {name: _reached(name, arrows) for name in arrows}
    found = {tuple(sorted(b for b in reach[a] if a in reach.get(b, ()))) for a in arrows}
    return [" ".join(each) for each in sorted(found) if each]


def _reached(start: str, arrows: dict[str, set[str]]) -> set[str]:
    found, stack = set[str](), [start]
    while stack:
        new = arrows.get(stack.pop(), set()) - found
        found |= new
        stack.extend(new)
    return found


def function_lists() -> Iterator[str]:
    """Where three or more functions of the table are listed outside it."""
    rows = ast.walk(MODULES["symcheck.functions.table"])
    names = {first_text(n) for n in rows if isinstance(n, ast.Call) and ast.unparse(n.func) == "FunctionRow"}
    for module, node in nodes():
        held = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        count = len({n.value for n in held if isinstance(n, ast.Constant)} & names)
        if count > 2 and room(module) != "functions":
            yield f"{module}:{node.lineno} ({count})"  # type: ignore[attr-defined]


def first_text(call: ast.Call) -> object:
    given = [*call.args, *(k.value for k in call.keywords if k.arg == "name")][:1]
    return given[0].value if given and isinstance(given[0], ast.Constant) else None


def described(what: str, found: Iterable[str]) -> None:
    """How many there are, and where, those of one place counted."""
    counts = Counter(found)
    listed = ", ".join(name if n == 1 else f"{name} ×{n}" for name, n in counts.items())
    print(f"{what}: {counts.total()}{': ' if counts else ''}{listed}")


def main() -> None:
    sizes = {module: len(text.splitlines()) for module, text in zip(MODULES, FILES.values(), strict=True)}
    functions = [(f"{module}:{node.name}", node) for module, node in nodes() if isinstance(node, Function)]
    bodies = [(name, body_lines(node)) for name, node in functions]
    cuts = quantiles([n for _, n in bodies], n=10)
    rooms: Counter[str] = Counter()
    for module, count in sizes.items():
        rooms[room(module)] += count
    print(
        f"{len(sizes)} files, {sum(sizes.values())} lines, {sum(room(m) == '(top)' for m in sizes)} modules at the top"
    )
    print("lines by room: " + ", ".join(f"{name} {count}" for name, count in rooms.most_common()))
    print(f"{len(bodies)} functions: body median {cuts[4]:.0f}, nine in ten at most {cuts[8]:.0f}, "
          f"longest {max(n for _, n in bodies)}, {sum(n > 20 for _, n in bodies)} over 20 lines")  # fmt: skip
    described("functions over 40 lines", (f"{name} {n}" for name, n in bodies if n > 40))
    described("files over 350 lines", (f"{name} {n}" for name, n in sizes.items() if n > 350))
    described("files over 300 and up to 350 lines", (f"{name} {n}" for name, n in sizes.items() if 300 < n <= 350))
    described(
        "functions with 6 or more parameters", (f"{n} {parameters(f)}" for n, f in functions if parameters(f) > 5)
    )
    described(
        "late imports inside the package", (m for m, tree in MODULES.items() for _, late in imports(tree) if late)
    )
    described("circles", circles())
    described("id() of something", (m for m, n in nodes() if isinstance(n, ast.Call) and ast.unparse(n.func) == "id"))
    public = [n for tree in MODULES.values() for n in tree.body if isinstance(n, Function | ast.ClassDef)]
    said = [bool(ast.get_docstring(n)) for n in public if not n.name.startswith("_")]
    print(f"public functions and classes with a docstring: {sum(said)} of {len(said)} ({sum(said) / len(said):.0%})")
    pens = (m for m, tree in MODULES.items() if any(name == "symcheck.language.tensor" for name, _ in imports(tree)))
    described("modules outside language that import language.tensor", (m for m in pens if room(m) != "language"))
    described("lists of functions outside the table", function_lists())


if __name__ == "__main__":
    main()
