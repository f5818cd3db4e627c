"""Definitions: a name, a function, a family by its entries, or a set of indices gets what stands on the right.

A value keeps its name: it prints under it, and a derivative by it cuts it loose. What a definition speaks of is what
its scope says where it stands; a later meaning of the same letters does not reach into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import affine_of
from symcheck.expressions.indices import Index, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import Bracket as Iverson
from symcheck.expressions.nodes import IndexRelation, Integer
from symcheck.expressions.walk import arrays_of
from symcheck.language.declare import named
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.reading.declaring.agreement import is_apart, is_entry, sharing, unnamed, valued
from symcheck.reading.declaring.headed import headed, is_named
from symcheck.reading.declaring.heads import Head, call, head, indexed
from symcheck.reading.declaring.sizing import Sized
from symcheck.reading.meaning.free import axis_range, free_letters, known_part
from symcheck.reading.meaning.gathering import bracketed_entry, gathered
from symcheck.reading.meaning.meaning import read, read_condition
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import Items, base_of, extent, lone, rows_in, sides_of, within
from symcheck.reading.scope import Extent, Formula, IndexSet, Quantity, Running, Scope, Thing, Value
from symcheck.reading.tree import (
    Bracket,
    Group,
    Letter,
    Mark,
    Node,
    Operator,
    Problem,
    Relation,
    Row,
    Scripts,
    Unreadable,
)

RECURSION = "declare the first of {0} alone, and what else has the index for k ∈ 1..K, with a K that is no size"
"""How a recursion is declared that is read: it is written out for a few steps."""


def members(items: Items) -> list[tuple[Relation | None, Row]]:
    """The members of a chain, each with the relation before it."""
    sides, relations = sides_of(items)
    return [(sign, Row(side, span=extent(side))) for sign, side in zip((None, *relations), sides, strict=True)]


def define(
    scope: Scope,
    left: Row | Sequence[Row],
    right: Row,
    place: Place | None = None,
) -> Scope | Problem:
    """The scope with what the left sides now mean, one value for all of them; a Problem where that cannot be said."""
    sides = (left,) if isinstance(left, Row) else tuple(left)
    try:
        for name, thing in defined(scope, sides, right, place, {}).items():
            known = scope.get(name)
            if isinstance(known, Quantity) and isinstance(thing, Quantity) and is_apart(known, thing):
                scope = scope.having({name: replace(known, alone=unnamed(thing.value))})
                continue
            replaced = valued(name, thing, scope)
            bound = [] if replaced else sharing(name, scope)
            if bound:
                why = f"{name} was declared with another shape, and {bound[0]} stands for its numbers too"
                return Problem(right.span, why, f"give one of the two another letter than {name}")
            scope = scope.having(replaced or {name: thing})
        return scope
    except (Unreadable, StatementError) as failure:
        return Problem.of(failure, right.span)


def defined(
    scope: Scope, sides: Sequence[Row], right: Row, place: Place | None, ranges: Mapping[str, Index]
) -> dict[str, Thing]:
    """What each left side means. Raises Unreadable, StatementError.

    `ranges` are those of index letters that this definition names itself (`for j ∈ n`).
    """
    if not right.items:
        raise Unreadable(sides[-1].span, "nothing stands on the right of this definition", "name = expression")
    sides = [headed_side(scope, side, right) for side in sides]
    function = call(sides[-1].items)
    if function is not None and name_of(sides[-1].items) is None:
        return _function(scope, function, right, len(sides))
    letters = frozenset(x for side in sides for x in _letters(side, right, scope, ranges))
    heads = [head(side.items, letters) for side in sides]
    for side, one in zip(sides, heads, strict=True):
        known = scope.get(one.name)
        if isinstance(known, Quantity) and (known.rate is not None or known.law is not None):
            why = f"{one.name} changes with a number, or is drawn: it has no value of its own"
            raise Unreadable(side.span, why, f"if this is assumed: assume {one.name} = …")
        _refuse_recursion(side, one, right, scope, ranges)
    chosen = heads[-1]
    if any(sorted(one.letters) != sorted(chosen.letters) for one in heads):
        raise Unreadable(sides[0].span, "the names of one value carry different indices", "one definition a name")
    found: Thing = _index_set(scope, right) or _value(scope, chosen, sides[-1], right, place, ranges)
    return {one.name: scope.beside(one.name, found) if one.letters else found for one in heads}


def headed_side(scope: Scope, side: Row, right: Row) -> Row:
    """A left side with its head as a name: `p(x|z=k)`; `Z[i, j]` with its indices below it."""
    entry = bracketed_entry(*side.items, scope) if len(side.items) == 2 else None
    items = headed(side.items, scope, gathered(right.items, scope)) if entry is None else (entry,)
    return replace(side, items=items)


def _refuse_recursion(side: Row, at: Head, right: Row, scope: Scope, ranges: Mapping[str, Index]) -> None:
    """A family that is defined by its own members, or at a computed index, is none that could be written out."""
    last = side.items[-1]
    scripts = [row for row in (last.sub, last.sup) if row is not None] if isinstance(last, Scripts) else []
    later = [x for row in scripts for x in row.items if isinstance(x, Operator) and x.sign in "+-"]
    if not at.letters and later and any(_is_index(x, scope) for row in scripts for x in row.items):
        raise Unreadable(
            side.span, "a definition at a computed index is not known yet", "define the members one by one"
        )
    position = _onehot_position(right)
    if at.letters and speaks_of(gathered((right if position is None else position).items, scope), at.name, scope):
        if any(isinstance(x, Letter) and spelling(x) == at.name for items in rows_in(right.items) for x in items):
            advice = f"write {at.name} so that it is read, and declare what is no index: {', '.join(at.letters)}"
            raise Unreadable(side.span, f"{at.name} has no value here", advice)
        raise Unreadable(side.span, f"{at.name} is defined by itself", RECURSION.format(at.name))
    if is_entry(side.items, scope):
        raise Unreadable(
            side.span,
            f"this is an entry of {at.name.split('_')[0]}, which is declared",
            f"give it a name of its own, or assume it: assume {at.name} = …",
        )
    unused = [letter for letter in ranges if letter not in at.letters]
    if unused:
        raise Unreadable(side.span, f"{at.name} has no index {unused[0]}", f"{at.name}_{unused[0]} = …")


def _is_index(node: Node, scope: Scope) -> bool:
    return isinstance(node, Letter) and isinstance(scope.get(node.name), Running | None)


def holds(tensor: Tensor, name: str, scope: Scope) -> bool:
    """Whether a value is computed from the variable that a name stands for so far."""
    known = scope.variable(name)
    arrays = frozenset() if known is None else arrays_of(known.value.tensor.body)
    return not arrays.isdisjoint(arrays_of(tensor.body))


def speaks_of(items: Items, name: str, scope: Scope) -> bool:
    """Whether a name stands anywhere in the items, with or without scripts; they are gathered.

    It does not stand in a longer one that is declared: `J_{ns}` does not speak of J. Beside a size or an index of its
    letter it stands where it has indices.
    """
    indexed = isinstance(scope.get(name), Extent | Running)
    waiting = [tuple(items)]
    while waiting:
        for item in waiting.pop():
            base = base_of(item)
            if spelling(item) == name and not indexed:
                return True
            rest = known_part(item, scope) if isinstance(item, Scripts) else None
            if rest is not None and isinstance(item, Scripts) and name not in _spellings(item):
                waiting += [row.items for row in rest if row is not None]
                continue
            if base is not None and spelling(base) == name and not (indexed and getattr(item, "sub", None) is None):
                return True
            for node in (item,) if base is item or base is None else (item, base):
                if not (isinstance(node, Group) and spelling(node) is not None):
                    waiting += [row.items for row in within(node)]
    return False


def _spellings(item: Scripts) -> set[str | None]:
    """What scripts spell with what stands below alone, and with what stands above alone."""
    ways = [way for way in ((item.sub, None), (None, item.sup)) if way != (None, None)]
    return {spelling(Scripts(item.base, sub, sup, item.primes, span=item.span)) for sub, sup in ways}


# Functions


def _function(scope: Scope, function: tuple[Items, tuple[Row, ...]], right: Row, sides: int) -> dict[str, Thing]:
    written, arguments = function
    name = name_of(written) or ""
    parameters = tuple(name_of(argument.items) for argument in arguments)
    span = extent(written)
    if any(parameter is None for parameter in parameters) or sides > 1:
        raise Unreadable(span, f"the arguments of {name} are no names", "as in f(x) = x^2")
    if len(set(parameters)) < len(parameters):
        raise Unreadable(span, f"{name} has one argument twice", "one letter for each argument, as in f(x, y) = …")
    if scope.variable(name) is not None:
        raise Unreadable(span, f"{name} is declared as a variable, so this is a product", f"another letter than {name}")
    return {name: Formula(name, tuple(p for p in parameters if p is not None), right, scope)}


# Sets


def _index_set(scope: Scope, right: Row) -> IndexSet | None:
    """`{l ∈ K : neg_l = neg_k}`; None where the right side is no set."""
    only = lone(right.items)
    if not (isinstance(only, Group) or (isinstance(only, Bracket) and only.opens == "{")):
        return None
    items = only.body.items
    inside = next((n for n, x in enumerate(items) if isinstance(x, Relation) and x.sign == "∈"), None)
    if inside is None:
        return None
    bar = next((n for n, x in enumerate(items) if _such_that(x) and n > inside), None)
    if bar is None or not items[bar + 1 :]:
        raise Unreadable(only.span, "the condition of this set is missing", "as in A = {l ∈ K : neg_l = neg_k}")
    name = name_of(items[:inside])
    if name is None:
        raise Unreadable(only.span, "a set is one of a single index letter", "as in A = {l ∈ K : neg_l = neg_k}")
    index = Index(name, af.ONE, Sized(scope).form(items[inside + 1 : bar]))
    known = scope.index(name)
    index = known if known is not None and known.size == index.size else index
    stated = read_condition(items[bar + 1 :], scope.having({name: Running(name, index)}))
    return IndexSet(index, stated.states.condition)


def _such_that(item: Node) -> bool:
    return (isinstance(item, Operator) and item.sign == ":") or (isinstance(item, Mark) and item.sign == "|")


# Values


def _letters(side: Row, right: Row, scope: Scope, ranges: Mapping[str, Index]) -> frozenset[str]:
    """The letters at a name that are free indices of its definition: the right side speaks of them."""
    name = name_of(side.items)
    if name is not None and isinstance(scope.get(name), Quantity) and not ranges:
        return frozenset()
    written = free_letters(side.items[-1:], scope) - _base_letters(side)
    spoken = written if is_named(base_of(side.items[0]) or side) else free_letters(gathered(right.items, scope), scope)
    undeclared = {x for x in written & spoken if scope.get(x) is None and x.islower()}
    return frozenset(x for x in written & spoken if isinstance(scope.get(x), Running)) | undeclared | frozenset(ranges)


def _base_letters(side: Row) -> frozenset[str]:
    bare = side.items[-1] if side.items else None
    while bare is not None and getattr(bare, "base", None) is not None:
        bare = bare.base  # type: ignore[attr-defined]
    name = spelling(bare)
    return frozenset(() if name is None else (name,))


def _value(scope: Scope, at: Head, side: Row, right: Row, place: Place | None, ranges: Mapping[str, Index]) -> Thing:
    """The right side under the name, as a function of the letters at it."""
    own = {letter: _index(letter, right, scope, ranges, at) for letter in at.letters}
    inner = scope.having({letter: Running(letter, index) for letter, index in own.items()})
    found = _onehot(scope, inner, at, right) or _read(right, inner, side.items, bool(at.letters))
    if found.stands == "list":  # under a name a list is a vector as others are
        found = replace(found, stands="row" if scope.conventions.vectors_are_rows else "column")
    form = affine_of(found.tensor)
    if form is not None and form.terms and not at.letters:
        return _integer(form, found, place)
    tensor = found.tensor
    if at.letters and holds(tensor, at.name, scope):
        raise Unreadable(at.span, f"{at.name} is defined by itself, through other names", RECURSION.format(at.name))
    if at.letters:
        tensor = stack(tensor, *(Tensor(Integer(af.of_atom(own[letter]))) for letter in at.letters))
    return indexed(at, replace(found, tensor=named(at.name, tensor)), scope, variable=False, place=place)


def _index(letter: str, right: Row, scope: Scope, ranges: Mapping[str, Index], at: Head) -> Index:
    """The index that a letter at the name is: told here, declared, or by the axis it stands on at the right."""
    known = ranges.get(letter) or scope.index(letter)
    if known is not None:
        return known
    found = axis_range(letter, [right.items], scope)
    if len(found) != 1:
        advice = f"index {letter} ∈ n, with the size it runs over"
        raise Unreadable(at.span, f"the range of {letter} is not known", advice)
    return Index(letter, *found[0])


def _integer(form: IndexForm, found: Value, place: Place | None) -> Thing:
    """A name for a size or an index: it may stand wherever one may."""
    if all(isinstance(atom, Size) for atom, _ in form.terms):
        return Extent(form)
    return Quantity(found, variable=False, place=place)


def _read(right: Row, scope: Scope, left: Items = (), free: bool = False) -> Value:
    """The one reading of the right side, where letters of the left one may be `free`; else it raises Unreadable."""
    beside = (
        free or scope.conventions.implied or (len(left) == 2 and isinstance(left[0], Letter) and left[0].name == "d")
    )
    readings = read(right.items, scope, (left,) if beside else ())
    if len(readings) == 1:
        return readings[0].value
    ways = {c.declaration or c.reading: c for reading in readings for c in reading.chosen}
    span = next(iter(ways.values())).span if ways else right.span
    shown = "; ".join(dict.fromkeys(c.reading for c in ways.values() if c.span == span))
    advice = ", or ".join(dict.fromkeys(c.declaration for c in ways.values() if c.span == span and c.declaration))
    raise Unreadable(span, f"this definition can be read in several ways: {shown}", advice)


def _onehot(scope: Scope, inner: Scope, at: Head, right: Row) -> Value | None:
    """`onehot(o)`: as long as the range of o, or as what the name was declared."""
    last = _onehot_position(right)
    if last is None:
        return None
    form = affine_of(_read(last, inner).tensor)
    if form is None:
        raise Unreadable(last.span, "the position of a one-hot vector is an index", "index o ∈ V;  y = onehot(o)")
    length = _length(form, scope.get(at.name))
    if length is None:
        raise Unreadable(last.span, "how long this one-hot vector is cannot be told", f"{at.name} ∈ ℝ^n before it")
    axis = af.new_axis("i", length)
    return Value(Tensor(Iverson((IndexRelation("eq", af.of_atom(axis) - form),)), (axis,)), "column")


def _onehot_position(right: Row) -> Row | None:
    """What stands in the brackets of `onehot(…)`; None for anything else."""
    last = right.items[-1]
    word = name_of(right.items[:-1]) if len(right.items) > 1 else None
    if word is None or word.removeprefix(r"\text{").removesuffix("}").lower() not in ("onehot", "one-hot"):
        return None
    return last.body if isinstance(last, Bracket) and last.opens == "(" else None


def _length(form: IndexForm, declared: Thing | None) -> IndexForm | None:
    """The size of a one-hot vector: that of its declared name, of the index it is 1 at, of the values of its map."""
    if isinstance(declared, Quantity) and declared.value.tensor.ndim - declared.lead == 1:
        axis = declared.value.tensor.axes[-1]
        return axis.size if axis.lower == af.ONE else None
    match form.atom:
        case Index(_, lower, upper) if lower == af.ONE:
            return upper
        case MapEntry(map_, _):
            return map_.codomain
    return None
