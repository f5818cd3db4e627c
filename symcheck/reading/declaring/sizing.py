"""Sizes, ranges and sets as declarations write them: `2d`, `-m..m`, `\\{1, \\dots, n\\}`, `ℝ^{V×d}`, `[0, 1]`.

Sizes are affine in what is declared as a size or an index. A letter that is nothing yet is refused, or, for what a page
declares by the way, becomes a size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm, Size
from symcheck.reading.declaring.clauses import trimmed
from symcheck.reading.names import run, spelling
from symcheck.reading.rows import crossed, extent, lone, summands
from symcheck.reading.scope import Extent, Range, Running, Scope, Thing
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Bracket, Group, Letter, Node, Number, Operator, Row, Scripts, Unreadable

Parse = Callable[[Passage], Row]


class Sized:
    """Looks sizes up; with `new`, letters that mean nothing yet become sizes, which are kept there."""

    def __init__(self, scope: Scope, new: dict[str, Thing] | None = None) -> None:
        self.scope = scope
        self.new = new

    def form(self, items: Sequence[Node]) -> IndexForm:
        """A sum of whole numbers, sizes, indices and multiples of them."""
        total = af.ZERO
        for sign, term in summands(items):
            if not term:
                raise Unreadable(extent(items), "a size is missing here", "a size is a letter, as in ℝ^d, or n + 1, 2d")
            total = total + self._term(term).scale(sign)
        return total

    def _term(self, items: Sequence[Node]) -> IndexForm:
        kept = [item for item in items if not (isinstance(item, Operator) and item.sign in "·*")]
        factor = 1
        while len(kept) > 1 and isinstance(kept[0], Number) and kept[0].text.isdigit():
            factor *= int(kept[0].text)
            kept = kept[1:]
        if len(kept) == 1:
            return self._atom(kept[0]).scale(factor)
        name = run(kept)
        if name is None or self.scope.get(name) is None:
            advice = "if it is one name: sizes " + (name or "N") + "; if it is a product, give the product a name"
            raise Unreadable(extent(items), "a size is a sum of letters and whole numbers", advice)
        return self._named(name, extent(kept))

    def _atom(self, node: Node) -> IndexForm:
        match node:
            case Number(text) if text.isdigit() and len(text) <= 9:
                return af.integer(int(text))
            case Group(body) | Bracket("(", body, ")"):
                return self.form(body.items)
        name = spelling(node)
        if name is None:
            raise Unreadable(node.span, "this is no size", "a size is a letter, as in ℝ^d, or n + 1, 2d")
        return self._named(name, node.span)

    def _named(self, name: str, span: Span) -> IndexForm:
        key = self.scope.conventions.size(name)
        match (self.new or {}).get(key) or self.scope.get(key):
            case Extent(form):
                return form
            case Running(_, Index() as index):
                return af.of_atom(index)
            case None if self.new is not None:
                form = af.of_atom(Size(name))
                self.new[key] = Extent(form)
                return form
            case None:
                raise Unreadable(span, f"{name} is not declared", f"declare it: sizes {name}")
        raise Unreadable(
            span, f"{name} is declared as something else than a size", f"give the size another letter than {name}"
        )


# Ranges


_DOTS = re.compile(r"\.\.\.?|…|\\l?dots[A-Za-z]?(?![A-Za-z])")
_OPEN = re.compile(r"^\s*(?:\\\{|\{|\[)(?P<inside>.*?)(?:\\\}|\}|\])\s*$", re.DOTALL)


def is_range(passage: Passage) -> bool:
    """Whether a set is written with two ends: `1..T`, `\\{1, \\dots, n\\}`."""
    return _DOTS.search(passage.text) is not None


def range_of(passage: Passage, scope: Scope, parse: Parse) -> Range:
    """The ends of a range, both included; a size alone is 1 … itself."""
    dots = _DOTS.search(passage.text)
    if dots is None and _OPEN.match(passage.text):
        why = "an index over a list of names and numbers is not known"
        raise Unreadable(passage.whole, why, "write each of the formulas, or a range: 1..n")
    if dots is None:
        row = parse(passage)
        form = Sized(scope).form(row.items)
        if form.index is not None:
            raise Unreadable(row.span, f"{passage.text} is an index, not a range", "write a size, or two ends: 1..T")
        return af.ONE, form
    inside = _OPEN.match(passage.text)
    start, end = (inside.start("inside"), inside.end("inside")) if inside else (0, len(passage))
    low = _end(passage[start : dots.start()], shown=bool(inside))
    high = _end(passage[dots.end() : end], shown=bool(inside))
    lower, upper = (Sized(scope).form(parse(x).items) for x in (low, high))
    if not (upper - lower).terms and (upper - lower).constant < 0:
        raise Unreadable(passage.whole, f"the range {lower}..{upper} is empty", f"write {upper}..{lower}")
    return lower, upper


def _end(passage: Passage, shown: bool) -> Passage:
    """An end of a range; in `{1, 2, …, n}` the first or last of what is shown."""
    pieces = [piece for piece in passage.text.split(",") if piece.strip()] if shown else [passage.text]
    if not pieces or not passage.text.strip():
        raise Unreadable(passage.whole, "an end of the range is missing", "write both ends, as in 1..T or -m..m")
    if not shown:
        return trimmed(passage)
    before = passage.text.startswith(",") or passage.text.lstrip().startswith(",")
    chosen = pieces[-1] if before else pieces[0]
    start = passage.text.rfind(chosen) if before else passage.text.find(chosen)
    return trimmed(passage[start : start + len(chosen)])


# Sets of numbers


class Space(Struct, frozen=True):
    """`ℝ^{n×m}`: the sizes, the sign of the numbers, whether they are whole, and which they are if they are few."""

    sizes: tuple[IndexForm, ...] = ()
    sign: str = "real"
    integer: bool = False
    values: tuple[Fraction, ...] = ()


NUMBERS = re.compile(
    r"\s*(?:ℝ|ℤ|\\R(?![A-Za-z])|\\(?:mathbb|mathbf|bb|Bbb|mathds)\s*\{?\s*[RZ]|\\(?:Reals?|reals)(?![A-Za-z])|R\s*\^)"
)
POWER = re.compile(r"\s*\\?\{[^{}^]*\}(?=\s*\^)")
"""A set of numbers of which a vector or matrix has its entries: `{0,1}^K`."""
_UNKNOWN_SETS = re.compile(r"\s*(?:ℕ|ℂ|ℚ|\\(?:mathbb|mathbf)\s*\{?\s*[NCQS])")


def is_numbers(passage: Passage) -> bool:
    """Whether a set is one of numbers, vectors or matrices, a known one or not."""
    return any(known.match(passage.text) is not None for known in (NUMBERS, POWER, _UNKNOWN_SETS))


def refuse_unknown(passage: Passage) -> None:
    """Raises Unreadable for ℕ, ℂ and their like."""
    if _UNKNOWN_SETS.match(passage.text):
        advice = "a size: sizes n;  a whole number: k ∈ ℤ;  a number: x ∈ ℝ"
        raise Unreadable(passage.whole, f"the set {passage.text} is not known", advice)


def space(items: Sequence[Node], sized: Sized) -> Space | None:
    """ℝ or ℤ with its sizes, from the tree; None for anything else."""
    only = lone(items)
    base, sub, sup = (
        (only.base, only.sub, only.sup) if isinstance(only, Scripts) and not only.primes else (only, None, None)
    )
    match base:
        case Letter("R" | "ℝ" | "Z" | "ℤ", "bb"):
            pass
        case Letter("ℝ" | "ℤ"):
            pass
        case Letter("R", _) if sup is not None and sized.scope.get("R") is None:
            pass
        case _:
            return None
    sign = "real" if sub is None else _sign(sub)
    rest = () if sup is None else sup.items
    if rest and isinstance(rest[0], Operator) and rest[0].sign == "+" and len(rest) == 1:
        sign, rest = "nonnegative", ()
    return Space(tuple(sized.form(part) for part in _factors(rest)), sign, base.name in ("Z", "ℤ"))


_SIGNS = {
    "+": "nonnegative",
    "++": "positive",
    ">0": "positive",
    "≥0": "nonnegative",
    "<0": "negative",
    "≠0": "nonzero",
}


def _sign(sub: Row) -> str:
    shown = "".join(getattr(item, "sign", getattr(item, "text", "?")) for item in sub.items)
    if shown not in _SIGNS:
        raise Unreadable(sub.span, "this says nothing known of numbers", "known: ℝ_{>0}, ℝ_{\\ge 0}, ℝ_+")
    return _SIGNS[shown]


def _factors(items: Sequence[Node]) -> list[Sequence[Node]]:
    """The sizes between the signs ×."""
    if not items:
        return []
    parts = crossed(items)
    if not all(parts):
        raise Unreadable(extent(items), "a size is missing beside ×", "as in ℝ^{n×d}")
    return list(parts)


_INTERVAL = re.compile(r"\s*([\[(])\s*([^,\[\]()]+?)\s*,\s*([^,\[\]()]+?)\s*([\])])\s*$")
_VALUES = re.compile(r"\s*\\?\{([^{}]*?)\\?\}\s*$")


class Interval(Struct, frozen=True):
    """Ends of an interval as whole numbers, None for an infinite one, and whether they belong to it."""

    low: int | None
    high: int | None
    closed: tuple[bool, bool]


def interval(passage: Passage) -> Interval | None:
    """`(0, 1)`, `[0, \\infty)`; None for anything else."""
    found = _INTERVAL.match(passage.text)
    if found is None:
        return None
    ends = [found[2].replace("−", "-"), found[3].replace("−", "-")]
    if not all(re.fullmatch(r"[+-]?(?:\d{1,6}|\\infty|∞)", end) for end in ends):
        return None
    low, high = (None if "∞" in end or "infty" in end else int(end) for end in ends)
    return Interval(low, high, (found[1] == "[", found[4] == "]"))


def whole_numbers(passage: Passage) -> tuple[int, ...] | None:
    """`{0, 1}`, `\\{-1, 1\\}`: a few whole numbers; None for anything else."""
    found = _VALUES.match(passage.text)
    pieces = [] if found is None else [piece.strip().replace("−", "-") for piece in found[1].split(",")]
    if not pieces or len(pieces) > 8 or not all(re.fullmatch(r"[+-]?\d{1,6}", piece) for piece in pieces):
        return None
    return tuple(int(piece) for piece in pieces)
