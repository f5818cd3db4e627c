"""Names that nothing declares: one message for a page, with what each is likely to be and why, and a block to paste.

The kind of a name follows from how it is used; sizes are only told apart where a range names them, so that a block to
paste may have to be mended there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.declaring.defining import members
from symcheck.reading.declaring.heads import call, name_of
from symcheck.reading.declaring.uses import Use, uses
from symcheck.reading.scope import Extent, Scope
from symcheck.reading.source import Span
from symcheck.reading.tree import Row


class Guess(Struct, frozen=True):
    """What an undeclared name is likely to be ("size", "index", "vector", …), why, and the line that declares it."""

    name: str
    span: Span
    kind: str
    why: str
    line: str


class Undeclared(Struct, frozen=True):
    """The undeclared names of a page, and a block that declares them."""

    guesses: tuple[Guess, ...]
    block: str

    def __str__(self) -> str:
        return self.shown("")

    def shown(self, file: str) -> str:
        """The names with what they are likely to be, and the block as it is written in a file of this name."""
        lines = [f"{guess.name}: {article(guess.kind)}, {guess.why}" for guess in self.guesses]
        block = self.block
        if file.endswith(".tex"):
            block = "\n".join(f"% symcheck: {line}" for line in block.split("\n")[1:-1])
        return "\n".join(("not declared on this page:", *lines, "to paste, and to mend:", block))


def undeclared(rows: Iterable[Row], scope: Scope) -> Undeclared | None:
    """What the formulas of a page use and nothing declares or defines; None where there is nothing."""
    listed = list(rows)
    given = {name for row in listed for name in _defined(row, scope)}
    told: dict[str, list[Use]] = {}
    for use in _columns(_members(uses(listed, scope))):
        if use.name not in given and not use.name.isdigit():
            told.setdefault(use.name, []).append(use)
    needed = {name: found for name, found in told.items() if any(use.how != "limited" for use in found)}
    ranges = _Ranges(_ranges(told), *_sizes(needed, scope))
    guesses = tuple(_guess(name, found, ranges) for name, found in needed.items())
    return Undeclared(guesses, _block(guesses, ranges)) if guesses else None


class _Ranges(Struct, frozen=True):
    """What each index letter runs over; what one runs over of which that is not told, and how long a vector is."""

    told: dict[str, str]
    many: str
    long: str
    declared: frozenset[str]

    def of(self, letter: str) -> str:
        return self.told.get(letter, self.many)


def _sizes(needed: dict[str, list[Use]], scope: Scope) -> tuple[str, str, frozenset[str]]:
    """Letters for sizes that no name is told of: n and d where they are free, or are sizes."""
    taken = {name for name, found in needed.items() if not {"set", "size"} & {use.how for use in found}}
    letters = [x for x in "nmNMndpqDLHGF" if x not in taken and isinstance(scope.get(x), Extent | None)]
    many, long = next(iter(letters), "n_1"), next((x for x in letters if x in "dpqDLHGF"), "d_1")
    return many, long, frozenset(x for x in (many, long) if scope.get(x) is not None)


def article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _defined(row: Row, scope: Scope) -> list[str]:
    """The name that a formula may give a value to: what stands alone before its first `=`."""
    parts = members(row.items)
    if len(parts) < 2 or parts[1][0] is None or parts[1][0].sign not in ("=", ":=", "≡", "≜"):
        return []
    function = call(parts[0][1].items)
    name = name_of(parts[0][1].items if function is None else function[0])
    return [] if name is None or scope.get(name) is not None else [name]


def _members(found: Sequence[Use]) -> list[Use]:
    """`u_o` and `u_1` are members of u where `u_w` is one, and o is an index then."""
    families = {use.name: use for use in found if use.letters}
    made: list[Use] = []
    for use in found:
        family = families.get(use.base)
        if family is None:
            made.append(use)
            continue
        made.append(replace(use, name=use.base, letters=family.letters, base="", below=""))
        if len(use.below) == 1 and use.below.isalpha() and len(family.letters) == 1:
            made.append(Use(use.below, use.span, "below", use.base, family.letters))
    return made


def _columns(found: Sequence[Use]) -> list[Use]:
    """What stands behind something transposed is a column too: that is a use of it."""
    made: list[Use] = []
    families = {use.name for use in found if use.letters and use.how != "below"}
    for use in found:
        made.append(use)
        if use.how == "transposed" and use.beside:
            base = use.beside.split("_")[0]
            made.append(Use(base if base in families else use.beside, use.span, "behind", use.name))
    names = {use.name for use in found}
    return [use for use in made if use.how != "behind" or use.name in names]


def _ranges(told: dict[str, list[Use]]) -> dict[str, str]:
    """For each index letter the size or set that stands with it."""
    found = {use.name: use.beside for listed in told.values() for use in listed if use.how == "limited" and use.beside}
    for name, listed in told.items():
        for use in listed:
            if use.how in ("set", "size") and use.beside:
                found.setdefault(use.beside, name)
    for name, listed in told.items():
        for use in listed:
            if use.how == "below" and use.letters and use.letters[0] in found:
                found.setdefault(name, found[use.letters[0]])
    return found


def _guess(name: str, found: Sequence[Use], ranges: _Ranges) -> Guess:
    kinds = {use.how: use for use in reversed(found)}
    first = found[0].span
    indexed = next((use for use in found if use.letters and use.how != "below"), None)
    if "set" in kinds or "size" in kinds:
        over = kinds.get("set") or kinds["size"]
        why = f"{over.beside} runs over it" if over.how == "set" and over.beside else "it ends a range"
        return Guess(name, first, "size", why, f"sizes {name}")
    if name.isupper() and not {"bound", "limited"} & kinds.keys() and "below" in kinds:
        return Guess(
            name, first, "size", f"a capital letter that stands below {kinds['below'].beside}", f"sizes {name}"
        )
    if {"bound", "limited", "below"} & kinds.keys():
        why = "it is summed over" if {"bound", "limited"} & kinds.keys() else f"it stands below {kinds['below'].beside}"
        return Guess(name, first, "index", why, f"index {name} ∈ {ranges.of(name)}")
    if "called" in kinds:
        why = "a list of arguments stands behind it"
        return Guess(name, first, "function", why, f"{name}({kinds['called'].beside}) unknown")
    if indexed is not None:
        return _family(name, kinds.get("transposed") or indexed, bool({"transposed", "behind"} & kinds.keys()), ranges)
    return _single(name, kinds, first, ranges)


def _family(name: str, use: Use, transposed: bool, ranges: _Ranges) -> Guess:
    use = use if use.letters else replace(use, letters=("i",))
    letters = "".join(use.letters)
    shown = f"{name}_{letters}" if len(letters) == 1 else f"{name}_{{{letters}}}"
    bounds = ", ".join(f"{letter} ∈ {ranges.of(letter)}" for letter in use.letters)
    if transposed:
        turned = use.how == "transposed"
        why = f"{shown} stands transposed" if turned else f"{shown} stands behind something transposed"
        why += f" beside {use.beside}" if turned and use.beside else ""
        return Guess(name, use.span, "family of vectors", why, f"{shown} ∈ ℝ^{ranges.long} for {bounds}")
    why = f"it has {'an index' if len(use.letters) == 1 else 'indices'}, as in {shown}"
    return Guess(name, use.span, "family of numbers", why, f"{shown} ∈ ℝ for {bounds}")


def _single(name: str, kinds: dict[str, Use], span: Span, ranges: _Ranges) -> Guess:
    capital = name.lstrip("\\")[:1].isupper() and len(name.split("_")[0].lstrip("\\")) == 1
    turned = kinds.get("transposed") or kinds.get("behind")
    if capital and not ({"differentiated", "power"} & kinds.keys()):
        why = "it stands transposed" if turned else "it is a capital letter"
        return Guess(name, span, "matrix", why, f"{name} ∈ ℝ^{{{ranges.many}×{ranges.long}}}")
    if turned is not None:
        if turned.how == "transposed":
            why = "it stands transposed" + (f" beside {turned.beside}" if turned.beside else "")
        else:
            why = f"it stands beside {turned.beside}, which is transposed"
        return Guess(name, span, "vector", why, f"{name} ∈ ℝ^{ranges.long}")
    if "differentiated" in kinds:
        by = kinds["differentiated"].beside or "…"
        return Guess(
            name, span, "function", "a derivative of it is taken, and no value is given", f"{name}({by}) unknown"
        )
    return Guess(name, span, "number", "nothing tells that it is more", f"{name} ∈ ℝ")


def _block(guesses: Sequence[Guess], ranges: _Ranges) -> str:
    """The declarations, sizes first; letters that they use for sizes are declared too."""
    order = {"size": 0, "index": 1}
    lines = [g.line for g in sorted(guesses, key=lambda g: order.get(g.kind, 2))]
    known = {guess.name for guess in guesses} | ranges.declared
    text = " ".join(line for line in lines if not line.startswith("sizes"))
    spoken = {size for size in (ranges.many, ranges.long) if re.search(rf"(?:∈ |ℝ\^|[{{×]){size}(?![A-Za-z_])", text)}
    sizes = [g.name for g in guesses if g.kind == "size"] + sorted(spoken - known, reverse=True)
    rest = [line for line in lines if not line.startswith("sizes")]
    head = [f"sizes {', '.join(sizes)}"] if sizes else []
    return "\n".join(("<!-- symcheck", *head, *rest, "-->"))
