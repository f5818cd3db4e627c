"""Index maps, unknown functions and finite distributions: `neg : K → V`, `J(v, w, U) unknown`, `z ~ p over K`."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm, IndexMap
from symcheck.expressions.nodes import LOG, Array, Function
from symcheck.language.declare import FunctionSymbol, IndexMapping
from symcheck.reading.declaring.clauses import split, trimmed
from symcheck.reading.declaring.headed import headed
from symcheck.reading.declaring.heads import array, call, head, stands_as
from symcheck.reading.declaring.said import Drawn, MapDeclared, Member, UnknownFunction
from symcheck.reading.declaring.sizing import (
    Parse,
    Sized,
    interval,
    is_numbers,
    is_range,
    range_of,
    refuse_unknown,
    space,
    whole_numbers,
)
from symcheck.reading.declaring.variables import Made, ranges
from symcheck.reading.meaning.conditioned import arguments, at_letter, is_head, law_of
from symcheck.reading.meaning.meaning import read
from symcheck.reading.names import name_of
from symcheck.reading.rows import extent
from symcheck.reading.scope import Distribution, Mapped, Quantity, Scope, Stands, Unknown, Value
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Bracket, Group, Letter, Node, Row, Scripts, Unreadable


def index_map(said: MapDeclared, scope: Scope, parse: Parse) -> Made:
    """`neg : T × K → V injective`."""
    name = head(parse(said.name).items, ()).name
    domain = [_counted(axis, scope, parse) for axis in _factors(said.domain)]
    codomain = _counted(said.codomain, scope, parse)
    return _mapped(name, domain, codomain, said.injective, said.name.whole)


def _mapped(name: str, domain: Sequence[IndexForm], codomain: IndexForm, injective: bool, span: Span) -> Made:
    return Made(((name, span, Mapped(IndexMapping(IndexMap(name, tuple(domain), codomain, injective)))),))


def _counted(passage: Passage, scope: Scope, parse: Parse) -> IndexForm:
    """The size of a range that counts from 1."""
    lower, upper = range_of(passage, scope, parse)
    if lower != af.ONE:
        raise Unreadable(passage.whole, f"an index map over {lower}..{upper} is not known yet", "count from 1")
    return upper


def _factors(passage: Passage) -> list[Passage]:
    """The ranges between the signs ×."""
    sign = r"\times"
    text = passage.text.replace(sign, "×".ljust(len(sign)))
    return [trimmed(piece) for piece in split(Passage(text, passage.offsets), "×")]


def is_index(said: Member) -> bool:
    """Whether `names ∈ set` declares index letters."""
    if said.bound or said.consists:
        return False
    plain = not is_numbers(said.set) and interval(said.set) is None
    return said.index or is_range(said.set) or (plain and whole_numbers(said.set) is None)


def is_map(said: Member) -> bool:
    """Whether `w_s ∈ V for s ∈ K` is an index map: what it lies in is no set of numbers."""
    numbers = is_numbers(said.set) or interval(said.set) is not None or whole_numbers(said.set) is not None
    return bool(said.bound) and not numbers


def drawn_words(said: Member, scope: Scope, parse: Parse) -> Made:
    """`w_s ∈ V for s ∈ K distinct`: an index map for each name."""
    over = ranges(said.bound, scope, parse)
    injective = any(word in ("distinct", "injective") for word, _ in said.properties)
    made = Made()
    for written in said.names:
        found = head(parse(written).items, over)
        domain = [over[letter] for letter in found.letters]
        if not domain or any(lower != af.ONE for lower, _ in domain):
            raise Unreadable(written.whole, "an index map wants an index from 1 on", "w_s ∈ V for s ∈ K")
        sizes = [upper for _, upper in domain]
        codomain = _counted(said.set, scope, parse)
        made = Made(made.things + _mapped(found.name, sizes, codomain, injective, written.whole).things)
    return made


def unknown(said: UnknownFunction, scope: Scope, parse: Parse) -> Made:
    """`J(v, w, U) unknown`; of one number it is taken entry by entry. Raises Unreadable."""
    row = parse(said.call)
    found = call(_unknown_head(row, scope))
    if found is None:
        raise Unreadable(row.span, "the arguments of this function are missing", "J(v, w, U) unknown")
    name, arguments = name_of(found[0]) or "", found[1]
    alone = scope.get(name_of(arguments[0].items)) if len(arguments) == 1 else None
    entrywise = isinstance(alone, Quantity) and alone.value.stands == "number"
    stands, axes = _shape(said, scope, parse)
    if said.sign not in _EXPONENTIAL:
        why = f"that {name} is {said.sign} at every argument cannot be held"
        raise Unreadable(said.call.whole, why, f"{name}(…) unknown, and what is used of it: assume {name}(…) …")
    sign, called = _EXPONENTIAL[said.sign]
    symbol = FunctionSymbol(Function(called.format(name), entrywise and stands == "number"))
    made = Unknown(symbol, arguments, axes, stands, sign)
    return Made(((name, said.call.whole, made),))


def _unknown_head(row: Row, scope: Scope) -> tuple[Node, ...]:
    """The function with its arguments; where a condition or an event is among them, by its whole head."""
    return headed(row.items, scope, ()) if row.items and is_head(row.items[-1]) else row.items


_EXPONENTIAL = {"": (0, "{}"), "positive": (1, f"{LOG}{{}}"), "negative": (-1, "log(-{})")}
"""The signs that a function has if and only if it is this times e to the power of some function, of which only the
arguments are known, and what that is called."""


def _shape(said: UnknownFunction, scope: Scope, parse: Parse) -> tuple[Stands, tuple[IndexForm, ...]]:
    if said.set is None:
        return "number", ()
    refuse_unknown(said.set)
    found = space(parse(said.set).items, Sized(scope))
    if found is None or found.sign != "real" or found.integer:
        raise Unreadable(said.set.whole, f"{said.set.text} is no shape of a function", "as in ℝ, ℝ^d, ℝ^{n×d}")
    return stands_as(found.sizes, scope.conventions.vectors_are_rows)


def drawn(said: Drawn, scope: Scope, parse: Parse) -> Made:
    r"""`z ~ p over K`: the range is that of the probabilities; `a ~ \pi(·|s) over A`; `z ~ \mathcal N(m, S)`."""
    name = head(parse(said.name).items, ()).name
    written = parse(said.weights).items
    if not written:
        raise Unreadable(said.name.whole, "from what this is drawn is not said", f"{name} ~ p over K")
    at, last = at_letter(written, name), written[-1]
    if at is not None:
        if said.over is None:
            raise Unreadable(said.weights.whole, f"over what does {name} run?", f"{name} ~ {said.weights.text} over A")
        low, high = range_of(said.over, scope, parse)
        drawn_ = Distribution(Index(name, low, high), Row(at, span=said.weights.whole), law_of(written))
        return Made(((name, said.name.whole, drawn_),))
    if isinstance(last, Bracket) and law_of(written) == "N" and scope.get("N") is None:
        return _normal(said, name, last, scope)
    weights = scope.get(name_of(parse(said.weights).items))
    shown = said.weights.text
    if not isinstance(weights, Quantity) or weights.value.tensor.ndim != 1:
        raise Unreadable(said.weights.whole, f"{shown} is no declared vector of probabilities", f"{shown} ∈ ℝ^K")
    axis = weights.value.tensor.axes[0]
    if said.over is not None:
        low, high = range_of(said.over, scope, parse)
        if (low, high) != (axis.lower, axis.upper):
            why = f"{shown} runs over {axis.lower}..{axis.upper}, not over {low}..{high}"
            raise Unreadable(said.over.whole, why)
    index = Index(name, axis.lower, axis.upper)
    base = written[0] if len(written) == 1 else Group(Row(written, span=said.weights.whole), span=said.weights.whole)
    weight = Scripts(base, Row((Letter(name, span=base.span),), span=base.span), span=base.span)
    made = Distribution(index, Row((weight,), span=base.span), law_of(written))
    return Made(((name, said.name.whole, made),))


def _normal(said: Drawn, name: str, moments: Bracket, scope: Scope) -> Made:
    r"""`z ~ \mathcal N(m, S)`: numbers in the shape that z was declared in, or else in that of its mean."""
    parts = [Row(part, span=extent(part)) for _, part in arguments(moments.body)]
    if len(parts) != 2:
        raise Unreadable(said.weights.whole, "a normal distribution has a mean and a covariance", r"\mathcal N(m, S)")
    known = scope.variable(name)
    value = known.value if known is not None and not known.lead else read(parts[0].items, scope)[0].value
    axes = tuple((axis.lower, axis.upper) for axis in value.tensor.axes)
    variable = Quantity(Value(array(Array(name, axes)), value.stands), law=(parts[0], parts[1]))
    return Made(((name, said.name.whole, variable),))
