"""The name on the left of a declaration, and the letters at it that are indices: `x_i`, `h^{(t)}`, `f(x)`.

And how numbers stand under such a name: as a vector, a matrix, or a family of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Array
from symcheck.language.tensor import Tensor, whole
from symcheck.reading.meaning import values
from symcheck.reading.meaning.free import below_a_name, spread
from symcheck.reading.names import name_of, spelling, uncovered
from symcheck.reading.rows import extent, lone, split
from symcheck.reading.scope import Quantity, Scope, Stands, Value
from symcheck.reading.source import Span
from symcheck.reading.tree import Bracket, Letter, Node, Row, Scripts, Unreadable, Word


class Head(Struct, frozen=True):
    """A name, the index letters written at it in order, and whether they stand above in brackets.

    Of `x^{(i)}_j` the first `above` letters stand above.
    """

    name: str
    letters: tuple[str, ...]
    span: Span
    above: int = 0


def head(items: Sequence[Node], letters: Collection[str]) -> Head:
    """The name, without those scripts that are all index letters. Raises Unreadable where there is no name."""
    whole = name_of(items)
    if not items or whole is None:
        raise Unreadable(extent(items), "this is no name", "a name is a letter with scripts: x, v_c, \\hat y, W^{(1)}")
    last = uncovered(items[-1])
    if not isinstance(last, Scripts) or last.base is None:
        return Head(whole, (), extent(items))
    below, sub = _below(last.sub, letters)
    above, sup = _above(last.sup, letters)
    if not below and not above:
        return Head(whole, (), extent(items))
    bare: Node = replace(last, sub=sub, sup=sup)
    if sub is None and sup is None and not last.primes:
        bare = last.base
    name = name_of([*items[:-1], bare])
    if name is None:
        raise Unreadable(extent(items), "this is no name with indices", "as in x_i, x^{(i)}, w_{im}")
    return Head(name, above + below, extent(items), len(above))


def _below(row: Row | None, letters: Collection[str]) -> tuple[tuple[str, ...], Row | None]:
    """The letters of a subscript if all of it are index letters, and the subscript that is left.

    Where no other index letters are meant, these may end it: `w_{hij}` for i and j.
    """
    for own, left in reversed(below_a_name(row)):
        named = [] if left is None else [_letter(part.items) for part in spread(left, 2)]
        known = [name for name in named if name is not None and name in letters]
        if named and len(set(known)) == len(named) and (own is None or len(known) == len(letters)):
            return tuple(known), own
    return (), row


def _above(row: Row | None, letters: Collection[str]) -> tuple[tuple[str, ...], Row | None]:
    """The letters in the brackets of a superscript, `(i)` or `[l](i)`, and what of it stands before them."""
    if row is None:
        return (), None
    found: list[str] = []
    kept = list(row.items)
    while kept:
        item = kept[-1]
        body = item.body.items if isinstance(item, Bracket) and item.opens in "([" else (item,)
        name = _letter(body)
        if name is None or name not in letters:
            break
        found.insert(0, name)
        kept.pop()
    return tuple(found), replace(row, items=tuple(kept)) if kept else None


def _letter(items: Sequence[Node]) -> str | None:
    """The one letter, with primes at most."""
    only = lone(items)
    plain = isinstance(only, Letter | Word) or (isinstance(only, Scripts) and only.sub is None and only.sup is None)
    return spelling(only) if only is not None and plain else None


def call(items: Sequence[Node]) -> tuple[Sequence[Node], tuple[Row, ...]] | None:
    """The items of a function's name and its arguments: `J(v, w, U)`; None where no bracket ends what is written."""
    last = items[-1] if len(items) > 1 else None
    if not isinstance(last, Bracket) or last.opens != "(" or name_of(items[:-1]) is None:
        return None
    parts = split(last.body.items, ",;|")
    return (items[:-1], tuple(Row(part, span=extent(part)) for part in parts)) if all(parts) else None


# What is named


def array(made: Array) -> Tensor:
    """A declared array as a value."""
    return whole(made)


def stands_as(sizes: Sequence[IndexForm], rows: bool) -> tuple[Stands, tuple[IndexForm, ...]]:
    """How something of these sizes stands, and the sizes of the axes it has: a 1×d matrix is a row of d."""
    match len(sizes):
        case 0:
            return "number", ()
        case 1:
            return ("row" if rows else "column"), tuple(sizes)
        case 2:
            if sizes[0] == af.ONE == sizes[1]:
                return "number", ()
            if sizes[0] == af.ONE:
                return "row", (sizes[1],)
            return ("column", (sizes[0],)) if sizes[1] == af.ONE else ("matrix", tuple(sizes))
    return "array", tuple(sizes)


def of_axes(count: int, scope: Scope) -> Stands:
    """How something with so many axes stands on this page where nothing else is said."""
    return values.of_axes(count, "row" if scope.conventions.vectors_are_rows else "column")


def indexed(at: Head, member: Value, scope: Scope, variable: bool = True, place: Place | None = None) -> Quantity:
    """Numbers under a name whose indices are their first axes: how many are the name's own, and how the others stand.

    `member` says how one of them stands: numbers with indices are a vector or a matrix, others a family.
    """
    count = len(at.letters)
    lead = at.above or (0 if member.stands == "number" else count)
    if lead < count:
        member = replace(member, stands=of_axes(member.tensor.ndim - lead, scope))
    return Quantity(member, lead, bool(at.above), variable, place, entries=lead < count)
