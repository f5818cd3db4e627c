"""Letters side by side that are one name: `dW`, `neg_k`, `exp(…)`, `h1`. They become one node before anything is read.

A run is a name where it spells one that is declared, or a function that every page knows. A letter with digits that
touch it is one name in any case, but not in a script, where `i1` is two indices.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.meaning.conditioned import is_known, recalled
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import distinguished, run, spelling
from symcheck.reading.rows import base_of, extent, lone, split
from symcheck.reading.scope import Mapped, Quantity, Running, Scope
from symcheck.reading.tree import Accent, Big, Bracket, Group, Letter, Mark, Node, Number, Row, Scripts, Word

DIFFERENCES = (r"\Delta", r"\delta")
"""Commands that a space parts from the letter with which they are a name."""
AVERAGES = ("E", "P", "Pr", "Var", "Cov")
"""Letters and words that are no new names before brackets."""
LONGEST = 12
"""A run of letters that is one word has at most so many."""


def gathered(items: Sequence[Node], scope: Scope, script: bool = False) -> tuple[Node, ...]:
    """The items with runs of letters as one node each, at all depths."""
    found: list[Node] = []
    position = 0
    if scope.conventions.faced:
        items = tuple(distinguished(item, scope.conventions.faced) for item in items)
    items = tuple(part for item in items for part in _sign_apart(item, scope))
    while position < len(items):
        length = _length(items, position, scope, script)
        run_ = items[position : position + length]
        node = _unbracketed(_inside(run_[0], scope), scope) if length == 1 else _one(run_, scope)
        head = _head(found[-1], node, scope, script) if found else None
        if head is not None:
            found[-1:] = head
        else:
            found.append(node)
        position += length
    return tuple(found)


def _sign_apart(item: Node, scope: Scope) -> tuple[Node, ...]:
    """`P^-H` as P^- and H where P^- means something: TeX raises the sign alone."""
    if not isinstance(item, Scripts) or item.base is None or item.sup is None or item.sup.braced:
        return (item,)
    sign, *behind = item.sup.items
    named = replace(item, sup=Row((sign,), span=sign.span))
    return (item,) if scope.get(spelling(named)) is None else (named, *behind)


def _head(before: Node, node: Node, scope: Scope, script: bool) -> tuple[Node, ...] | None:
    """What two items are together: the head of a function or a family, or an entry by indices in brackets."""
    if _is_at_time(before, node, scope):
        return (before if not isinstance(node, Scripts) else replace(node, base=_whole(before)),)
    found = recalled(before, node, scope)
    entry = None if found is not None else bracketed_entry(before, node, scope, script)
    return found if entry is None else (entry,)


def _is_at_time(before: Node, node: Node, scope: Scope) -> bool:
    r"""`\theta(t)` of what changes with t, and `\dot x(t)`: the value, with what it is a function of behind it."""
    bracket = base_of(node)
    behind = spelling(bracket.body) if isinstance(bracket, Bracket) and bracket.opens == "(" else None
    thing = scope.get(spelling(before))
    if behind is None or not isinstance(thing, Quantity | None):
        return False
    if thing is not None:
        return thing.rate is not None and thing.rate[0] == behind
    dotted = isinstance(base_of(before), Accent) and getattr(base_of(before), "mark", "").endswith("dot")
    return dotted and any(isinstance(x, Quantity) and x.rate and x.rate[0] == behind for x in scope.names.values())


def _whole(node: Node) -> Node:
    """A node that scripts may hang on."""
    return Group(Row((node,), span=node.span), span=node.span) if isinstance(node, Scripts) else node


def _unbracketed(node: Node, scope: Scope) -> Node:
    """Indices in square brackets below a name as they stand without them: `z_{[i]}`, `W_{h[i,j]}`."""
    if not isinstance(node, Scripts) or node.sub is None or scope.get(spelling(node)) is not None:
        return node
    *before, last = node.sub.items or (node,)
    if not isinstance(last, Bracket) or (last.opens, last.closes) != ("[", "]"):
        return node
    between = (Mark(",", span=last.span),) if before else ()
    return replace(node, sub=replace(node.sub, items=(*before, *between, *last.body.items)))


def _is_of_entries(thing: Quantity, listed: Bracket, scope: Scope) -> bool:
    """Whether brackets hold as many indices as the numbers before them have: `A[i, j]`, `b[j]`, or `φ(s, a)`."""
    parts = split(listed.body.items)
    if thing.called or listed.opens == "(" or len(parts) != thing.value.tensor.ndim:
        return thing.called
    return len(parts) > 1 or (not listed.spaced and _is_index(parts[0], scope, known=False))


def _makes(before: Node, listed: Bracket, scope: Scope) -> bool:
    """Whether square brackets with declared index letters touch a name without meaning: `Z[i, j] = …`."""
    name = spelling(before)
    if name is None or scope.get(name) is not None or name in KNOWN or name in AVERAGES or listed.opens != "[":
        return False
    return not listed.spaced and all(_is_index(part, scope) for part in split(listed.body.items))


def _is_index(items: Sequence[Node], scope: Scope, known: bool = True) -> bool:
    """Whether a place in brackets is filled by an index letter, of which `known` ones are declared, or by a map."""
    only = lone(items)
    letter = only.name if isinstance(only, Letter) else spelling(base_of(only)) if isinstance(only, Scripts) else None
    thing = scope.get(letter)
    return letter is not None and (isinstance(thing, Running | Mapped) or (not known and thing is None))


def bracketed_entry(before: Node, node: Node, scope: Scope, script: bool = False) -> Node | None:
    """`φ(s, a)` as an entry of φ, where its indices were declared to stand behind it in brackets; `A[i, j]`."""
    listed = base_of(node)
    thing = scope.get(spelling(before))
    if not isinstance(listed, Bracket) or listed.opens not in ("(", "["):
        return None
    known = _is_of_entries(thing, listed, scope) if isinstance(thing, Quantity) else False
    if not known and (script or not _makes(before, listed, scope)):
        return None
    raised = isinstance(before, Scripts) and before.sup is not None
    if isinstance(node, Scripts) and (raised or node.sub is not None or node.primes):
        entry = bracketed_entry(before, listed, scope)
        return None if entry is None else replace(node, base=Group(Row((entry,), span=entry.span), span=entry.span))
    commas = (Mark(",", span=x.span) if isinstance(x, Mark) and x.sign in ";|" else x for x in listed.body.items)
    below = Row(tuple(commas), span=listed.body.span)
    above = node.sup if isinstance(node, Scripts) else None
    span = before.span.to(node.span)
    if not isinstance(before, Scripts):
        return Scripts(before, below, above, span=span, spaced=before.spaced)
    if before.sub is not None:
        return Scripts(Group(Row((before,), span=before.span), span=before.span), below, above, span=span)
    return replace(before, sub=below, sup=above or before.sup, span=span)


def _length(items: Sequence[Node], start: int, scope: Scope, script: bool) -> int:
    """How many items from here are one name."""
    if not isinstance(items[start], Letter):
        return 1
    end = start + 1
    while end < len(items) and end - start < LONGEST and _goes_on(items[end - 1], items[end]):
        end += 1
    for stop in range(end, start + 1, -1):
        if _is_name(items[start:stop], items[stop] if stop < len(items) else None, scope):
            return stop - start
    return _with_digits(items, start, end) if not script else 1


def _goes_on(before: Node, node: Node) -> bool:
    """Whether a node touches the letter before it, which no script ends."""
    letter = base_of(node)
    apart = node.spaced and not (isinstance(before, Letter) and before.name in DIFFERENCES)
    return not apart and isinstance(letter, Letter | Number) and not isinstance(before, Scripts)


def _is_name(items: Sequence[Node], behind: Node | None, scope: Scope) -> bool:
    last = items[-1]
    if isinstance(last, Scripts):
        if scope.get(run(items)) is not None:
            return True
        items = (*items[:-1], last.base) if last.base is not None else items
    name = run(items) or ""
    bracket = base_of(behind)
    if isinstance(bracket, Bracket) and is_known(name, bracket, scope):
        return True
    if scope.get(name) is not None or name in scope.conventions.words:
        return True
    known = KNOWN.get(name)
    if known is None:
        return False
    called = isinstance(last, Scripts) or isinstance(bracket, Bracket)
    return called or bool(known.elementary)


def _with_digits(items: Sequence[Node], start: int, end: int) -> int:
    """A letter and the digits that touch it."""
    stop = start + 1
    while stop < end and isinstance(items[stop], Number):
        stop += 1
    last = items[stop] if stop < end else None
    if isinstance(last, Scripts) and isinstance(last.base, Number) and not items[start].spaced and stop > start + 1:
        return 1
    return stop - start


def _one(items: Sequence[Node], scope: Scope) -> Node:
    """A run as one node, the scripts of its last letter on the whole."""
    span = extent(items)
    last = items[-1]
    letters = (*items[:-1], last.base) if isinstance(last, Scripts) and last.base is not None else tuple(items)
    letters = tuple(replace(letter, spaced=False) for letter in letters)
    whole = Group(Row(letters, span=span), span=span, spaced=items[0].spaced)
    if not isinstance(last, Scripts):
        return whole
    scripts = _inside(replace(last, base=None), scope)
    return replace(scripts, base=whole, span=span, spaced=items[0].spaced)


def _lettered(node: Node, scope: Scope) -> Node:
    """A sign of a sum as the letter that it is where that is declared: `Σ_ij` in text."""
    match node:
        case Scripts(Big(_, letter) as big) if letter:
            name = Letter(letter, span=big.span)
            as_name = replace(node, base=name)
            if scope.get(letter) is not None or scope.get(spelling(as_name)) is not None:
                return as_name
    return node


def _inside(node: Node, scope: Scope) -> Node:
    """A node with the rows that it holds gathered."""
    if isinstance(node, Word | Letter | Number):
        return node
    node = _lettered(node, scope)
    changed: dict[str, object] = {}
    for name in node.__struct_fields__:
        held = getattr(node, name)
        if isinstance(held, Row):
            script = isinstance(node, Scripts)
            items = gathered(held.items, scope, script)
            if items != held.items:
                changed[name] = replace(held, items=items)
        elif isinstance(held, Node) and not isinstance(held, Letter):
            inner = _inside(held, scope)
            if inner is not held:
                changed[name] = inner
        elif name == "rows":
            changed[name] = tuple(
                tuple(replace(cell, items=gathered(cell.items, scope)) for cell in cells) for cells in held
            )
    return replace(node, **changed) if changed else node
