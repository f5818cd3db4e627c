"""Variables: from `U ∈ ℝ^{V×d} with rows u_w` to arrays, with what is assumed of them, under all their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexMap
from symcheck.expressions.nodes import Array, Condition
from symcheck.language.declare import IndexMapping
from symcheck.language.tensor import Tensor
from symcheck.reading.declaring.headed import headed
from symcheck.reading.declaring.heads import Head, array, call, head, indexed, of_axes, stands_as
from symcheck.reading.declaring.properties import OF_FAMILIES, SQUARE, holding, valued
from symcheck.reading.declaring.said import Bound, Member, Part, Sizes
from symcheck.reading.declaring.sizing import (
    POWER,
    Interval,
    Parse,
    Sized,
    Space,
    interval,
    range_of,
    refuse_unknown,
    space,
    whole_numbers,
)
from symcheck.reading.meaning.free import scripted
from symcheck.reading.meaning.scripts import is_transpose
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import extent, lone, within
from symcheck.reading.scope import Extent, Mapped, Quantity, Range, Running, Scope, Thing, Value
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Letter, Node, Row, Scripts, Unreadable


class Made(Struct, frozen=True):
    """What a declaration gives: things by name, each with its place, and conditions."""

    things: tuple[tuple[str, Span, Thing], ...] = ()
    given: Condition = ()


def ranges(bounds: Sequence[Bound], scope: Scope, parse: Parse) -> dict[str, Range]:
    """The index letters of a declaration with their ranges: `for i ∈ 0..H, m ∈ M`."""
    found: dict[str, Range] = {}
    for bound in bounds:
        over = range_of(bound.over, scope, parse) if len(bound.over) else None
        for written in bound.names:
            letter = head(parse(written).items, ()).name
            index = scope.index(letter)
            own = over or (None if index is None else (index.lower, index.upper))
            if own is None:
                raise Unreadable(written.whole, f"the range of {letter} is not said", f"for {letter} ∈ n")
            found[letter] = own
    return found


def variables(said: Member, scope: Scope, parse: Parse) -> Made:
    """The things that `names ∈ set` declares. Raises Unreadable."""
    bound = ranges(said.bound, scope, parse)
    shape, values = _space(said, scope, parse)
    things: list[tuple[str, Span, Thing]] = []
    given: Condition = ()
    for written in said.names:
        found, called = _head(headed(parse(written).items, scope, None, bound), bound)
        unused = [letter for letter in bound if letter not in found.letters]
        if unused:
            raise Unreadable(written.whole, f"{written.text} has no index {unused[0]}", f"{found.name}_{unused[0]} ∈ …")
        whole = replace(_quantity(found, shape, bound, said, scope), called=called)
        named: dict[str, tuple[Span, Thing]] = {found.name: (written.whole, whole)}
        for part, other in said.consists:
            named |= consisting(whole, named, part, other, scope, parse)
        if found.letters and isinstance(scope.get(found.name), Extent):
            named[found.name] = (written.whole, scope.beside(found.name, whole))
        things += [(name, span, thing) for name, (span, thing) in named.items()]
        given += _conditions(said, whole.value.tensor, values)
    return Made(tuple(things), given)


def _head(items: Sequence[Node], letters: Collection[str]) -> tuple[Head, bool]:
    """The name with its indices, and whether these stand behind it like arguments: `φ(s, a)`."""
    written = call(items)
    if written is None:
        return head(items, letters), False
    names, arguments = written
    listed = [name_of(argument.items) for argument in arguments]
    found = tuple(name for name in listed if name is not None and name in letters)
    if len(set(found)) < len(listed):
        raise Unreadable(extent(items), "what stands in these brackets are no index letters", "φ(s, a) for s ∈ S, …")
    return Head(name_of(names) or "", found, extent(items)), True


def _space(said: Member, scope: Scope, parse: Parse) -> tuple[Space, Interval | tuple[int, ...] | None]:
    """The shape, and the values where the set names them."""
    refuse_unknown(said.set)
    ends = interval(said.set)
    if ends is not None:
        return Space(), ends
    few = whole_numbers(said.set)
    if few is not None:
        return Space(), few
    row = parse(said.set)
    raised = POWER.match(said.set.text)
    if raised is not None and (few := whole_numbers(said.set[: raised.end()])) is not None:
        real = Passage.at("ℝ", said.set.offsets[0])
        row = parse(Passage.joined((real, said.set[raised.end() :])))
    found = space(row.items, Sized(scope))
    if found is None:
        raise Unreadable(said.set.whole, f"{said.set.text} is no set of numbers", "as in ℝ, ℝ^d, ℝ^{n×d}")
    listed = few if said.values is None else whole_numbers(said.values)
    if said.values is not None and listed is None:
        raise Unreadable(said.values.whole, "these values are not known", "a few whole numbers: values {0,1}")
    return found, listed


_FLAGS = {"positive", "negative", "nonnegative", "nonzero"}


def _quantity(found: Head, shape: Space, bound: Mapping[str, Range], said: Member, scope: Scope) -> Quantity:
    """The declared array, its leading axes those of the letters at its name."""
    words = {word for word, _ in said.properties}
    stands, sizes = stands_as(shape.sizes, scope.conventions.vectors_are_rows)
    axes = tuple(bound[letter] for letter in found.letters) + tuple((af.ONE, size) for size in sizes)
    square = len(sizes) == 2 and sizes[0] == sizes[1]
    for word, place in said.properties:
        if word in SQUARE and not square:
            raise Unreadable(place, f"“{word}” wants a square matrix, as in A ∈ ℝ^{{n×n}}")
        if word in SQUARE - OF_FAMILIES and found.letters:
            index = ", ".join(found.letters)
            advice = rf"symmetric, and what is used of it: assume \det {found.name}_{index} > 0 for {index} ∈ …"
            raise Unreadable(place, f"“{word}” of a family is not known yet", advice)
    signs = [word for word, _ in said.properties if word in _FLAGS]
    symmetric = bool(words & {"symmetric", "positive definite"}) and not found.letters
    made = Array(
        found.name, axes, signs[0] if signs else shape.sign, symmetric, "positive definite" in words,
        shape.integer or "integer" in words,
    )  # fmt: skip
    return indexed(found, Value(array(made), stands), scope)


def consisting(
    whole: Quantity, named: Mapping[str, tuple[Span, Thing]], part: Part, written: Passage, scope: Scope, parse: Parse
) -> dict[str, tuple[Span, Thing]]:
    """The name for the rows, columns or entries of what is declared; nothing where a name it has says so already.

    `named` are the names that the whole has so far, its own one first.
    """
    tensor = whole.value.tensor
    if not tensor.ndim or (part != "entries" and (whole.lead or tensor.ndim != 2)):
        raise Unreadable(written.whole, f"“with {part}” is said of a matrix", "as in U ∈ ℝ^{V×d} with rows u_w")
    items, word = _without_word(_upright(parse(written).items), scope)
    wanted = tensor.ndim if part == "entries" else 1
    found, called = _head(items, _letters_at(items, scope))
    if len(found.letters) != wanted and not called:  # a letter that is an index here, whatever it is elsewhere
        found, called = _head(items, _letters_at(items, Scope()))
    if len(found.letters) > wanted and not called:  # the first are part of the name: `W_h` with entries w_{hij}
        found, called = _head(items, found.letters[-wanted:])
    if len(found.letters) > wanted if called else len(found.letters) != wanted:
        example = {"rows": "u_w", "columns": "u_w", "entries": "u_{wj}" if wanted == 2 else "y^{(i)}"}[part]
        raise Unreadable(written.whole, f"{written.text} has not {wanted} index letters", f"with {part} {example}")
    turned = tensor.T if part == "columns" else tensor
    for letter, axis in zip(found.letters, turned.axes, strict=False):
        _same_range(letter, axis, scope, written.whole)
    words: dict[str, tuple[Span, Thing]] = {}
    if word is not None:
        axis = turned.axes[0]
        if axis.lower != af.ONE:
            raise Unreadable(written.whole, "words are counted from 1", f"write the index alone: {found.name}_j")
        map_ = IndexMap(word, (axis.size,), axis.size, True)
        words = {word: (written.whole, Mapped(IndexMapping(map_), itself=True))}
    known = named[found.name][1] if found.name in named else None
    if isinstance(known, Quantity) and (known.lead or not found.above):
        return words | _known_under(known, found, called, turned, written)
    stands = of_axes(tensor.ndim - len(found.letters), scope)
    made = Quantity(Value(turned, stands), len(found.letters), bool(found.above), called=called)
    return words | {found.name: (written.whole, made)}


def _known_under(
    known: Quantity, found: Head, called: bool, turned: Tensor, written: Passage
) -> dict[str, tuple[Span, Thing]]:
    """What else is said of a name that stands for these numbers: nothing, or that its indices stand in brackets."""
    if known.value.tensor.axes != turned.axes:
        why = f"{written.text} is an entry of {found.name} with its indices in another order"
        if len(found.letters) == 1:
            why = f"{written.text} is a row of {found.name}, not its column"
        raise Unreadable(written.whole, why, f"give it another letter than {found.name}")
    if called:
        return {found.name: (written.whole, replace(known, called=True))}
    if found.above != (known.lead if known.above else 0):
        why = f"{found.name} is declared with its indices at another place"
        raise Unreadable(written.whole, why, "write them at one place, or use another letter")
    return {}


def _without_word(items: Sequence[Node], scope: Scope) -> tuple[Sequence[Node], str | None]:
    """`v_{w_j}` as `v_j`, and the w for which w_j is j itself; nothing is changed where w means something."""
    last = items[-1] if items else None
    inner = (
        last.sub.items[0] if isinstance(last, Scripts) and last.sub is not None and len(last.sub.items) == 1 else None
    )
    if not isinstance(last, Scripts) or not isinstance(inner, Scripts) or inner.base is None or inner.sub is None:
        return items, None
    word = spelling(inner.base)
    known = scope.get(word)
    if inner.sup is not None or inner.primes or word is None or not isinstance(known, Mapped | None):
        return items, None
    return (*items[:-1], replace(last, sub=inner.sub)), word if known is None else None


def _upright(items: Sequence[Node]) -> Sequence[Node]:
    """Without the transpose at the end: rows may be written as what they are on paper, `u_w^T`."""
    last = items[-1] if items else None
    if isinstance(last, Scripts) and last.sup is not None and is_transpose(lone(last.sup.items)):
        return (*items[:-1], replace(last, sup=None))
    return items


def _letters_at(items: Sequence[Node], scope: Scope) -> frozenset[str]:
    """Letters in scripts or in brackets that may be indices: what is declared as one, or as nothing."""
    found: set[str] = set()
    waiting: list[Row] = []
    for script in scripted(items):
        waiting += [row for row in (script.sub, script.sup) if row is not None]
    written = call(items)
    waiting += written[1] if written is not None else ()
    while waiting:
        for item in waiting.pop().items:
            waiting += within(item)
            name = spelling(item) if isinstance(item, Letter) else None
            if name is not None and isinstance(scope.get(name), Running | None):
                found.add(name)
    return frozenset(found - {"T"})


def _same_range(letter: str, axis: Index, scope: Scope, span: Span) -> None:
    known = scope.index(letter)
    if known is not None and (known.lower, known.upper) != (axis.lower, axis.upper):
        own = f"{letter} runs over {known.lower}..{known.upper}"
        raise Unreadable(span, f"{own}, the axis over {axis.lower}..{axis.upper}", "use an index letter of the axis")


# What is assumed


def _conditions(said: Member, tensor: Tensor, values: Interval | tuple[int, ...] | None) -> Condition:
    """What no property of an array holds, as conditions. Raises Unreadable for what cannot be said yet."""
    given: Condition = () if values is None else valued(tensor, values)
    for word, place in said.properties:
        try:
            given += holding(word, tensor)
        except StatementError as error:
            raise Unreadable(place, f"“{word}”: {error}") from None
        except KeyError:
            why, advice = _INSTEAD.get(word, ("cannot be held", "say what is used of it with assume …"))
            raise Unreadable(place, f"“{word}” {why}", advice) from None
    return given


_INSTEAD = {
    "one-hot": ("is said of a vector", "as in y ∈ ℝ^K one-hot"),
    "full rank": ("does not say of which side", "write full column rank or full row rank"),
    "positive semidefinite": (
        "cannot be held", "write symmetric, and where it is used of an x: assume x^T A x ≥ 0; or positive definite"
    ),
}  # fmt: skip
"""What to write in place of a property that is no condition."""


def extents(said: Sizes, scope: Scope, parse: Parse) -> Made:
    """`sizes V, d`."""
    things: list[tuple[str, Span, Thing]] = []
    for written in said.names:
        name = head(parse(written).items, ()).name
        things.append((scope.conventions.size(name), written.whole, Extent(af.of_atom(af.Size(name)))))
    return Made(tuple(things))
