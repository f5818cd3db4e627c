"""What stands under a name and what is part of it, over a whole page: index letters, families, functions, sizes.

A letter is an index where something binds it, where δ or a bracket of a condition compares it, or where it stands below
a name, is one of the letters that are indices on most pages, and is a thing of its own nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.declaring.heads import call
from symcheck.reading.meaning.free import bound_letters, indices_written, known_part, run_together
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import name_of, spelling, uncovered
from symcheck.reading.rows import Items, base_of, lone, nodes, sides_of, split, within
from symcheck.reading.scope import Extent, Formula, Mapped, Quantity, Running, Scope, Unknown
from symcheck.reading.tree import Accent, Big, Bracket, Group, Letter, Mark, Node, Number, Row, Scripts, Symbol, Word

ALWAYS, OFTEN = frozenset("ijklmn"), frozenset("pqrst")
"""Letters that are indices on most pages; letters that are where they stand below two things at least."""
SIZES: frozenset[str | None] = frozenset("dnN")
"""Letters that are sizes on most pages: what stands below them alone tells one from another, as in `d_k`."""
OWN = {"e", r"\pi", "d", "I", r"\delta", "T"}
"""Letters that mean something without a declaration, at some places at least."""


class Spoken(Struct, frozen=True):
    """The letters and names of a page: what binds, what is compared, what carries indices, what takes arguments.

    `sizes` are letters that end a range or are one, with the index over it; `steps` are indices with two numbers for
    limits, with the first: what carries them is written out. `doubled` are names that with indices are another thing.
    """

    indices: frozenset[str]
    families: frozenset[str]
    functions: frozenset[str]
    sizes: dict[str, str]
    steps: dict[str, int]
    doubled: frozenset[str] = frozenset()


class Read(Struct, frozen=True):
    """A name as it stands: the indices at it, and what is left above it."""

    name: str
    indices: tuple[tuple[Node, ...], ...] = ()
    sup: tuple[Node, ...] = ()
    above: int = 0
    primes: int = 0
    known: bool = False


def spoken(listed: Sequence[Items], scope: Scope) -> Spoken:
    """What the formulas of a page tell of their letters."""
    every = [node for items in listed for node in nodes(items)]
    binders = [x for x in every if isinstance(x, Scripts) and isinstance(x.base, Big) and x.sub is not None]
    steps: dict[str, int] = {}
    bound: set[str] = set()
    sizes: dict[str, str] = {}
    for binder in binders:
        own, number = _limits(binder)
        if number is not None:
            steps |= dict.fromkeys(own, number)
        else:
            bound.update(own)
            sizes = {**dict.fromkeys(_ends(binder, scope, own), own[0] if own else ""), **sizes}
    steps = {letter: n for letter, n in steps.items() if letter not in bound}
    values = set(_values(listed))
    bound |= {name for name, thing in scope.names.items() if isinstance(thing, Running)}
    families = _families(every, frozenset(bound), scope)
    likely = set(_likely(every, values | sizes.keys() | steps.keys(), families, scope))
    sizes |= dict.fromkeys(sorted(x for x in likely if x.isupper()), "")
    bound |= {x for x in likely if not x.isupper()}
    families |= _families(every, frozenset(bound), scope)
    called = frozenset(_called(listed, scope))
    bound |= set(_tabled(listed, bound, called))
    return Spoken(frozenset(bound), families, called, sizes, steps)


def _limits(binder: Scripts) -> tuple[list[str], int | None]:
    """The letters of a binder, and where it begins if both its limits are numbers."""
    sub = binder.sub.items if binder.sub is not None else ()
    first, last = sub[-1] if sub else None, lone(binder.sup.items) if binder.sup is not None else None
    numbers = isinstance(first, Number) and isinstance(last, Number) and first.text.isdigit()
    begins = int(first.text[:9]) if isinstance(first, Number) and numbers else None
    return bound_letters(binder.sub) if binder.sub is not None else [], begins


def _ends(binder: Scripts, scope: Scope, own: Sequence[str]) -> Iterator[str]:
    """The letters in the limits that are sizes."""
    for row in (binder.sub, binder.sup):
        for node in () if row is None else row.items:
            name = spelling(node) if isinstance(node, Letter | Word | Scripts) else None
            if name is not None and name not in own and scope.get(name) is None:
                yield name


def _values(listed: Iterable[Items]) -> Iterator[str]:
    """Letters that stand as things of their own: in no script, and with none but what stands below them."""
    for items in listed:
        for item in items:
            if isinstance(item, Letter):
                yield item.name
            elif isinstance(item, Bracket) and any(isinstance(x, Mark) for x in item.body.items):
                continue
            elif not isinstance(item, Scripts):
                yield from _values(row.items for row in within(item))
            elif isinstance(item.base, Group | Bracket):
                yield from _values([item.base.body.items])
            elif isinstance(item.base, Letter) and item.sub is not None:
                yield item.base.name


def _families(every: Iterable[Node], bound: frozenset[str], scope: Scope) -> frozenset[str]:
    """Names that carry a bound index somewhere."""
    told = Spoken(bound, frozenset(), frozenset(), {}, {})
    named = (resolved(node, told, scope) for node in every if isinstance(node, Scripts))
    return frozenset(read.name for read in named if read is not None and read.indices)


def _likely(every: Sequence[Node], things: set[str], families: frozenset[str], scope: Scope) -> Iterator[str]:
    """Letters below a name that are indices although nothing binds them.

    A step of which no end is known, the t of `h_t` and `h_{t-1}` on a page without a T, is a part of the name.
    """
    below: dict[str, set[str | None]] = {}
    for node in every:
        if not isinstance(node, Scripts) or node.base is None or known_part(node, scope) is not None:
            continue
        base = spelling(node.base)
        rows = [node.sub] if node.sub is not None else []
        rows += [x.body for x in node.sup.items if isinstance(x, Bracket)] if node.sup is not None else []
        for row in rows:
            parts = [x.name for x in row.items if isinstance(x, Letter) and scope.get(x.name) is None]
            if base in (r"\delta", "I") and len(parts) == 2:
                yield from parts
            elif len(row.items) == 1:
                for letter in parts:
                    below.setdefault(letter, set()).add(base)
    letters = {node.name for node in every if isinstance(node, Letter)}
    stepped = {letter for letter in _stepped(every) if letter.upper() not in letters}
    for letter, bases in below.items():
        if letter in stepped:
            continue
        usual = (letter in ALWAYS and not bases <= SIZES) or (letter in OFTEN and len(bases) > 1)
        if letter not in things and (usual or bases & families):
            yield letter


def _stepped(every: Iterable[Node]) -> Iterator[str]:
    """Letters to which a number is added in a script: t of `h_{t-1}`."""
    for row in (row for node in every if isinstance(node, Scripts) for row in (node.sub, node.sup) if row is not None):
        only = lone(row.items)
        items = only.body.items if isinstance(only, Bracket) else row.items
        if len(items) == 3 and isinstance(items[0], Letter) and isinstance(items[2], Number):
            yield items[0].name


def _called(listed: Iterable[Items], scope: Scope) -> Iterator[str]:
    """Names with a list of arguments, on the left of a relation or with commas anywhere."""
    yield from (name for name, thing in scope.names.items() if isinstance(thing, Unknown | Formula))
    for items in listed:
        found = call(sides_of(items)[0][0])
        name = None if found is None else name_of(found[0])
        if name is not None and name not in KNOWN and found is not None and _are_names(found[1]):
            yield name
        yield from _with_lists(items)


def _tabled(listed: Iterable[Items], bound: set[str], called: frozenset[str]) -> Iterator[str]:
    """Letters that stand as arguments beside ones that are bound somewhere: s of `φ(s, a)` where a sum is over a."""
    for items in listed:
        for row in (x.body for x in nodes(items) if isinstance(x, Bracket) and x.opens == "("):
            parts = split(row.items, ",|;")
            letters = [part[0].name for part in parts if len(part) == 1 and isinstance(part[0], Letter)]
            if len(letters) == len(parts) > 1 and bound.intersection(letters) and called:
                yield from letters


def _are_names(arguments: Iterable[Row]) -> bool:
    return all(name_of(row.items) is not None for row in arguments)


def _with_lists(items: Items) -> Iterator[str]:
    for position, item in enumerate(items):
        behind = base_of(items[position + 1]) if position + 1 < len(items) else None
        if isinstance(item, Letter | Word | Accent | Scripts) and isinstance(behind, Bracket) and behind.opens == "(":
            marks = any(isinstance(x, Mark) and x.sign in ",|" for x in behind.body.items)
            name = spelling(item)
            marks = marks or (name in ("f", "g", "h") and len(behind.body.items) == 1)
            if marks and name is not None and name not in KNOWN and not behind.spaced:
                yield name
        base = item.base if isinstance(item, Scripts) else None
        for row in [*within(item), *(() if base is None else within(base))]:
            yield from _with_lists(row.items)


def resolved(node: Node, told: Spoken, scope: Scope) -> Read | None:
    """A node as a name with its indices; None where it is none."""
    node = uncovered(node)
    if isinstance(node, Group) and len(node.body.items) == 1:
        return resolved(node.body.items[0], told, scope)
    if not isinstance(node, Scripts):
        name = spelling(node) if isinstance(node, Letter | Word | Accent | Group) else None
        return None if name is None else Read(name, known=scope.get(name) is not None)
    if node.base is None or isinstance(node.base, Scripts | Big | Symbol | Bracket):
        return None
    if isinstance(node.base, Group) and isinstance(lone(node.base.body.items), Scripts):
        return None
    declared = _declared(node, scope)
    if declared is not None:
        return declared
    below, sub = _below(node, told, scope)
    above, kept, rest = _above(node, told, scope)
    sup = Row(kept, span=node.span) if kept else None
    name = spelling(replace(node, sub=sub, sup=sup)) if sub or sup or node.primes else spelling(node.base)
    if name is None:
        return None
    known = scope.get(name) is not None
    name += "_" if (above or below) and name in told.doubled else ""
    return Read(name, (*above, *below), rest, len(above), node.primes, known)


def _declared(node: Scripts, scope: Scope) -> Read | None:
    """The longest declared name of which a script is part, else its base if that is declared as numbers."""
    for sub, sup in ((node.sub, node.sup), (node.sub, None), (None, node.sup), (None, None)):
        whole = Scripts(node.base, sub, sup, node.primes, span=node.span)
        bare = sub is None and sup is None and not node.primes
        name = spelling(node.base) if bare and node.base is not None else spelling(whole)
        thing = scope.get(name)
        if name is None or not isinstance(thing, Quantity | Running | Extent | Mapped) or (bare and not _axes(thing)):
            continue
        above = node.sup.items if node.sup is not None and sup is None else ()
        parts = _parts(node.sub) if node.sub is not None and sub is None else ()
        brackets = tuple(x.body.items for x in above if isinstance(x, Bracket)) if _is_above(thing) else ()
        rest = tuple(x for x in above if not (brackets and isinstance(x, Bracket)))
        return Read(name, (*brackets, *parts), rest, len(brackets), known=True)
    return None


def _axes(thing: object) -> int:
    held = thing.thing if isinstance(thing, Running | Extent) else thing
    return held.value.tensor.ndim if isinstance(held, Quantity) else 0


def _is_above(thing: object) -> bool:
    return isinstance(thing, Quantity) and thing.above


def _parts(row: Row) -> tuple[tuple[Node, ...], ...]:
    """The indices of a subscript: apart by commas, else a letter each."""
    parts = indices_written(row)
    if len(parts) == 1:
        parts = run_together(parts[0])
    return tuple(part.items for part in parts)


def _below(node: Scripts, told: Spoken, scope: Scope) -> tuple[tuple[tuple[Node, ...], ...], Row | None]:
    """The indices of a subscript, or what of it belongs to the name."""
    if node.sub is None:
        return (), None
    base = spelling(node.base)
    parts = _parts(node.sub)
    if parts and all(is_index(part, told, scope, base in told.families) for part in parts):
        return parts, None
    if len(parts) == 1 and told.steps:
        return (), replace(node.sub, items=_written_out(parts[0], told))
    return (), node.sub


def _written_out(part: tuple[Node, ...], told: Spoken) -> tuple[Node, ...]:
    """`t-1` as 0 where t begins with 1."""
    first = part[0]
    if not isinstance(first, Letter) or first.name not in told.steps:
        return part
    offset = {"+": 1, "-": -1, "−": -1}.get(getattr(part[1], "sign", ""), 0) if len(part) == 3 else 0
    last = part[-1]
    by = int(last.text[:9]) if offset and isinstance(last, Number) and last.text.isdigit() else 0
    return (Number(str(told.steps[first.name] + offset * by), span=first.span),)


def _above(
    node: Scripts, told: Spoken, scope: Scope
) -> tuple[tuple[tuple[Node, ...], ...], tuple[Node, ...], tuple[Node, ...]]:
    """The indices in brackets above, what belongs to the name, and what is left: a power, a transpose."""
    indices: list[tuple[Node, ...]] = []
    kept: list[Node] = []
    rest: list[Node] = []
    for item in () if node.sup is None else node.sup.items:
        if isinstance(item, Bracket) and item.opens in "([":
            body = item.body.items
            if is_index(body, told, scope, spelling(node.base) in told.families) and not rest:
                indices.append(tuple(body))
            else:
                kept.append(item)
        elif getattr(item, "sign", "") == "*":
            kept.append(item)
        else:
            rest.append(item)
    return tuple(indices), tuple(kept), tuple(rest)


def is_index(part: Items, told: Spoken, scope: Scope, family: bool) -> bool:
    """Whether what stands below is an index: of letters that are indices, of numbers too where the name has others."""
    letters = [x for x in part if isinstance(x, Letter | Word | Scripts)]
    if not letters:
        return family and bool(part) and all(isinstance(x, Number) for x in part)
    for letter in letters:
        bare = letter.base if isinstance(letter, Scripts) and letter.base is not None else letter
        names = {spelling(letter), spelling(bare)}
        if isinstance(letter, Scripts) and worded(letter, told):
            continue
        if names & told.indices or any(isinstance(scope.get(n), Running) for n in names):
            continue
        if not (family and names & told.sizes.keys()):
            return False
    return True


def worded(node: Scripts, told: Spoken) -> str:
    """The letter of the index that words another one: j of w_j in `v_{w_j}`; "" where none does."""
    only = lone(node.sub.items) if node.sub is not None and node.sup is None else None
    return only.name if isinstance(only, Letter) and only.name in told.indices else ""
