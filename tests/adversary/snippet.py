"""A claim as Python source that uses `from symcheck import *` alone."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from .trees import (
    Add,
    Aff,
    Array,
    At,
    Bracket,
    Claim,
    Condition,
    Diff,
    Div,
    Entry,
    Fn,
    Index,
    Int,
    Map,
    Mat,
    MatEntry,
    MatFn,
    Mul,
    Neg,
    Norm,
    Num,
    Opaque,
    Over,
    Pi,
    Pow,
    Rel,
    Size,
    Where,
    Whole,
    walk,
)

SUM, PRODUCT, UNARY, POWER, ATOM = range(5)
SHOWN = {"abs": "Abs", "max": "maximum", "min": "minimum"}


def snippet(claim: Claim) -> str:
    """Declarations and one `check`; where the claim says so, one name for a node that stands at several places."""
    parts = (claim.left, claim.right, claim.given)
    writer, lines = Writer({}), ["from symcheck import *", *declarations(parts)]
    for number, node in enumerate(repeated(parts) if claim.shared else (), 1):
        lines.append(f"s{number} = {writer.text(node)}")
        writer.names[id(node)] = f"s{number}"
    given = f", given={writer.conditions(claim.given)}" if claim.given else ""
    return "\n".join([*lines, f"verdict = check({writer.text(claim.left)}, {writer.text(claim.right)}{given})"]) + "\n"


def repeated(parts: Any) -> list[Any]:
    """The nodes that stand at several places, those inside others first."""
    counts = Counter(id(x) for x in walk(parts) if isinstance(x, Fn | Div | Pow | Over | Where | Add | Mul))
    found = {id(x): x for x in walk(parts) if counts[id(x)] > 1}
    return sorted(found.values(), key=lambda x: sum(1 for _ in walk(x)))


def declarations(node: Any) -> list[str]:
    """One line for each declared thing, what it speaks of before it."""
    lines: dict[str, str] = {}
    for found in walk(node):
        _declare(found, lines)
    return list(lines.values())


def _declare(node: Any, lines: dict[str, str]) -> None:
    if not isinstance(node, Size | Index | Map | Array | Opaque) or node.name in lines:
        return
    for below in walk(tuple(getattr(node, f) for f in ("lower", "upper", "domain", "codomain") if hasattr(node, f))):
        _declare(below, lines)
    if isinstance(node, Array):
        for below in walk(node.shape):
            _declare(below, lines)
    lines[node.name] = f"{node.name} = {_declaration(node)}"


def _declaration(node: Size | Index | Map | Array | Opaque) -> str:
    match node:
        case Size(name):
            return f'size("{name}")'
        case Index(name, lower, upper):
            return f'index("{name}", {form(lower)}, {form(upper)})'
        case Map(name, domain, codomain, injective):
            return f'index_map("{name}", {form(domain)}, {form(codomain)}{", injective=True" if injective else ""})'
        case Opaque(name):
            return f'function("{name}")'
        case Array(name, shape, sign, kind):
            what = ("scalar", "vector", "matrix")[len(shape)]
            said = [f"{word}=True" for word in (sign, kind) if word not in ("real", "")]
            return f"{what}({', '.join([f'{chr(34)}{name}{chr(34)}', *map(form, shape), *said])})"
    raise TypeError(node)


def form(value: Aff) -> str:
    """Index arithmetic."""
    parts = []
    for atom, c in value.terms:
        shown = f"{atom.map.name}[{form(atom.place)}]" if isinstance(atom, At) else atom.name
        parts.append(shown if c == 1 else f"-{shown}" if c == -1 else f"{c}*{shown}")
    if value.constant or not parts:
        parts.append(str(value.constant))
    return " + ".join(parts).replace("+ -", "- ")


def number(value: Fraction) -> str:
    return f"Rational({value.numerator}, {value.denominator})"


def numeric(expr: Any) -> bool:
    """Whether Python itself would evaluate the text."""
    match expr:
        case Num() | Int(Aff(_, ())):
            return True
        case Add(parts) | Mul(parts):
            return all(map(numeric, parts))
        case Neg(body):
            return numeric(body)
    return False


class Writer:
    """Writes expressions; those in `names` by their names."""

    def __init__(self, names: dict[int, str]) -> None:
        self.names = names

    def conditions(self, condition: Condition) -> str:
        shown = [self.relation(r) for r in condition]
        return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"

    def relation(self, r: Rel) -> str:
        if r.kind in ("Eq", "Ne") or (numeric(r.left) and numeric(r.right)):
            return f"{r.kind}({self.text(r.left)}, {self.text(r.right)})"
        sign = {"Gt": ">", "Ge": ">=", "Lt": "<", "Le": "<="}[r.kind]
        return f"{self.text(r.left)} {sign} {self.text(r.right)}"

    def joined(self, condition: Condition) -> str:
        shown = [self.relation(r) for r in condition]
        return shown[0] if len(shown) == 1 else f"And({', '.join(shown)})"

    def text(self, expr: Any) -> str:
        return self._text(expr)[0]

    def _at(self, expr: Any, level: int) -> str:
        shown, own = self._text(expr)
        return shown if own >= level else f"({shown})"

    def _exact(self, expr: Any, level: int) -> str:
        """An operand of / and **, where Python's own numbers would leave the integers."""
        if isinstance(expr, Num):
            return number(expr.value)
        return f"(Rational(1, 1)*{self._at(expr, UNARY)})" if numeric(expr) else self._at(expr, level)

    def _text(self, expr: Any) -> tuple[str, int]:
        if id(expr) in self.names:
            return self.names[id(expr)], ATOM
        match expr:
            case Num(value):
                whole = value.denominator == 1
                return (str(value), ATOM if value >= 0 else UNARY) if whole else (number(value), ATOM)
            case Pi():
                return "pi", ATOM
            case Int(value):
                shown = form(value)
                return shown, ATOM if shown.isidentifier() else UNARY if shown.lstrip("-").isidentifier() else SUM
            case Entry(array, places):
                return array.name + (f"[{', '.join(map(form, places))}]" if places else ""), ATOM
            case Add(terms):
                return " + ".join(self._at(t, PRODUCT) for t in terms).replace("+ -", "- "), SUM
            case Mul(factors):
                return "*".join(self._at(f, UNARY if i else PRODUCT) for i, f in enumerate(factors)), PRODUCT
            case Neg(body):
                return f"-{self._at(body, POWER)}", UNARY
            case Div(above, below):
                return f"{self._exact(above, PRODUCT)}/{self._at(below, POWER)}", PRODUCT
            case Pow(base, exponent):
                return f"{self._exact(base, ATOM)}**{self._at(exponent, ATOM)}", POWER
            case Fn(name, arguments):
                return f"{SHOWN.get(name, name)}({', '.join(map(self.text, arguments))})", ATOM
            case Bracket(condition, delta):
                if delta and condition[0].kind == "Eq":
                    return f"delta({self.text(condition[0].left)}, {self.text(condition[0].right)})", ATOM
                return f"bracket({self.joined(condition)})", ATOM
            case Where(condition, then, otherwise):
                return f"where({self.joined(condition)}, {self.text(then)}, {self.text(otherwise)})", ATOM
            case Over(kind, body, index, when):
                if kind in ("max", "min"):
                    return f"{kind}(stack({self.text(body)}, {index.name}))", ATOM
                return f"{kind}({self.text(body)}, {index.name}{f', where={self.joined(when)}' if when else ''})", ATOM
            case Opaque(name, arguments):
                return f"{name}({', '.join(map(self.text, arguments))})", ATOM
            case Whole(array, row):
                return array.name + ("[None]" if row else ""), ATOM
            case Norm(array):
                return f"norm({array.name})", ATOM
            case Diff(body, variable):
                return f"diff({self.text(body)}, {self.text(variable)})", ATOM
            case MatEntry(matrix, row, column):
                return f"({self._matrix(matrix)})[{form(row)}, {form(column)}]", ATOM
            case MatFn(name, matrix):
                return f"{name}({self._matrix(matrix)})", ATOM
        raise TypeError(expr)

    def _matrix(self, matrix: Mat) -> str:
        match matrix:
            case Mat("var", (array,)):
                return array.name
            case Mat("mul", (a, b)):
                return f"({self._matrix(a)} @ {self._matrix(b)})"
            case Mat("T", (a,)):
                return f"({self._matrix(a)}).T"
            case Mat("add", (a, b)):
                return f"({self._matrix(a)} + {self._matrix(b)})"
            case Mat("scale", (factor, a)):
                return f"{self._at(factor, ATOM)}*{self._matrix(a)}"
            case Mat("eye", (size,)):
                return f"eye({form(size)})"
            case Mat("inv", (a,)):
                return f"inv({self._matrix(a)})"
        raise TypeError(matrix)
