"""What a single thing means: numbers, names with their scripts, brackets, fractions, roots, tables."""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Constant, Entry, Integer
from symcheck.language.declare import named as name_for
from symcheck.language.functions import sqrt
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.changing import DOTS
from symcheck.reading.meaning.indexing import ends_range, index_of, is_bound, ranges_of
from symcheck.reading.meaning.known import BINOMIAL, KNOWN
from symcheck.reading.meaning.own_arguments import own_argument
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.resolving import Resolved, is_sign, member_of, resolve
from symcheck.reading.meaning.scripts import is_turning, power, sign_of, with_scripts
from symcheck.reading.names import spelling, uncovered
from symcheck.reading.rows import lone, relates, split
from symcheck.reading.scope import Extent, Formula, Layered, Mapped, Quantity, Running, Scope, Unknown, Value
from symcheck.reading.tree import (
    LOST,
    Accent,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
    Unreadable,
    Word,
)

NORMS = ("", "1", "2", "F")
"""What hangs below the norms that are known by it."""
INNER = ("F", "2", "HS")
"""What may hang below an inner product and changes nothing."""


def atom(reader: Reader, node: Node) -> Value:
    """The value of one node; Unreadable where it is no value."""
    match node:
        case Number(text):
            return values.of_number(text)
        case Letter() | Word() | Accent():
            return named(reader, node)
        case Group() if is_run(node):
            return named(reader, node)
        case Scripts():
            return scripted(reader, node)
        case Group(body):
            return reader.expression(body.items)
        case Bracket():
            return bracketed(reader, node)
        case Fraction(over, under, "frac"):
            with reader.at(node.span):
                return values.divided(reader.expression(over.items), reader.expression(under.items))
        case Fraction(over, under, "binom"):
            with reader.at(node.span):
                return BINOMIAL.rule(reader.expression(over.items), reader.expression(under.items))
        case Root(body, degree):
            return _root(reader, node, body, degree)
        case Note("boxed" | "underbrace" | "overbrace" | "cancel" | "underset" | "overset", body):
            return reader.expression(body.items)
        case Symbol(name):
            raise Unreadable(
                node.span, f"{name} is no value here", f"write what it stands for, or declare it: {name} means …"
            )
        case Text(text):
            raise Unreadable(
                node.span,
                f"words inside a formula: {text.strip()!r}",
                "write words outside the dollars; a word that is a name is declared: names loss",
            )
        case Mark(sign) | Operator(sign):
            raise Unreadable(node.span, f"an expression is missing before {sign!r}", LOST)
    raise Unreadable(
        node.span,
        "this is no expression that is known here",
        "write it in signs that the guide lists, or say what it stands for: … means …",
    )


def is_run(node: Group) -> bool:
    """Whether letters and digits that touch stand together as one name: `dW`, `h1`."""
    first, *rest = node.body.items or (node,)
    return isinstance(first, Letter) and bool(rest) and all(_goes_on(item) for item in rest)


def _goes_on(item: Node) -> bool:
    return isinstance(item, Letter | Number) and not item.spaced


def named(reader: Reader, node: Node) -> Value:
    """The value of a name without scripts; of a decorated name, the decoration may stand over its scripts too."""
    name = spelling(node)
    thing = reader.thing(name)
    if thing is not None and name is not None:
        return of_thing(reader, Resolved(name, thing, None, None), node)
    moved = uncovered(node)
    if moved is not node and isinstance(moved, Scripts):
        return scripted(reader, moved)
    if isinstance(node, Accent) and node.mark in DOTS and _changes(reader, node.body):
        return reader.rate(reader.expression(node.body.items), DOTS.index(node.mark) + 1, node)
    if isinstance(node, Accent) and node.mark in ("vec", "underline"):
        return reader.expression(node.body.items)
    if name == r"\pi":
        return values.value(Tensor(Constant("pi")))
    if name == "e":
        return values.exponential(values.of_number("1"))
    if name is not None and ranges_of(reader, name, (reader.whole, *reader.others)):
        return values.value(Tensor(Integer(index_of(reader, (node,)))))
    if isinstance(node, Group) and all(_is_known(reader, item) for item in node.body.items):
        return reader.expression(node.body.items)
    for count in reader.scope.counts:
        if count.name == name:
            return values.value(Tensor(Entry(count, ())))
    if name == r"\Delta":
        raise Unreadable(node.span, rf"{name} is not declared", rf"make one name of it and the letter: names {name} w")
    if name is not None and ends_range(name, (reader.whole, *reader.others)):
        raise Unreadable(node.span, f"{name} is not declared", f"declare it: sizes {name}")
    function = f", a function as {name}(x) = …" if isinstance(node, Word) else ""
    raise Unreadable(node.span, f"{name or 'this'} is not declared", f"declare it, as in {name or 'x'} ∈ ℝ{function}")


def _is_known(reader: Reader, item: Node) -> bool:
    """Whether an item in braces is a letter that means something by itself: `\\log{ab}` is of a product."""
    return isinstance(item, Letter) and item.face != "rm" and reader.thing(item.name) is not None


def _changes(reader: Reader, body: Row) -> bool:
    """Whether a dot stands over what has a value or can be called, or over brackets."""
    only = lone(body.items)
    return isinstance(only, Bracket) or isinstance(reader.thing(spelling(body)), Quantity | Formula | Unknown)


def _of_rate(reader: Reader, node: Scripts) -> Value | None:
    r"""`\dot x_1^2` of an x_1 that has a value; None where no dot stands over the letter."""
    base = node.base
    only = lone(base.body.items) if isinstance(base, Accent) and base.mark in DOTS else None
    if not isinstance(base, Accent) or only is None or node.sub is None or reader.thing(spelling(base)) is not None:
        return None
    bare = Scripts(only, node.sub, span=node.span)
    if isinstance(only, Scripts) or not isinstance(reader.thing(spelling(bare) or spelling(only)), Quantity | Formula):
        return None
    whole = reader.rate(reader.node(bare), DOTS.index(base.mark) + 1, node)
    return with_scripts(reader, whole, None, node.sup, node)


def scripted(reader: Reader, node: Scripts) -> Value:
    """The value of something with scripts: an entry, a row, a power, a transpose."""
    found = resolve(reader, node)
    if found is not None:
        return of_thing(reader, found, node)
    of_rate = _of_rate(reader, node)
    if of_rate is not None:
        return of_rate
    if is_sign(node.sub) and (name := spelling(replace(node, sup=None))) is not None:
        raise Unreadable(node.span, f"{name} is not declared", f"declare it, as in {name} ∈ ℝ")
    base = node.base
    if base is None:
        raise Unreadable(node.span, "a script with nothing that it hangs on")
    if isinstance(base, Group) and (factors := _apart(reader, base, node)):
        return reader.expression(factors)
    is_power = node.sub is None and node.sup is not None and not node.primes and not is_member(reader.scope, node)
    if spelling(base) == "e" and is_power and node.sup is not None:
        with reader.at(node.span):
            return values.exponential(reader.expression(node.sup.items))
    if isinstance(base, Bracket) and base.opens == "‖":
        return _normed(reader, base, node)
    if isinstance(base, Bracket) and base.opens == "⟨" and node.sub is not None:
        if _kind(node.sub) not in INNER:
            raise Unreadable(node.sub.span, "another inner product than the usual one", "write x^T A y")
        return _raised(reader, reader.node(base), node)
    if isinstance(base, Bracket) and base.closes == "|" and base.opens == "." and node.sub is not None:
        return _raised(reader, reader.evaluated(base, node.sub), node)
    if isinstance(base, Bracket) and node.sub is not None and _is_plus(node.sub):
        with reader.at(node.span):
            positive = KNOWN["relu"].rule(reader.node(base))
            return with_scripts(reader, positive, None, node.sup, node)
    whole = with_scripts(reader, _base_value(reader, base, node), node.sub, node.sup, node)
    if node.primes:
        return primed(reader, whole, node.primes, node)
    return whole


def _apart(reader: Reader, base: Group, node: Scripts) -> tuple[Node, ...]:
    r"""Letters in one type that are no name together, the index below the last: `{\bf Sv}_1` as S and v_1."""
    *before, last = base.body.items or (base,)
    typed = is_run(base) and all(isinstance(item, Letter) and item.face for item in base.body.items)
    own = Scripts(last, node.sub, span=last.span.to(node.span))
    if not typed or node.sub is None or node.sup is not None or reader.thing(spelling(base)) is not None:
        return ()
    found = resolve(reader, own)
    named = found is not None and found.sub is None and found.sup is None  # and no entry of what has none below it
    return (*before, own) if named and all(_is_known(reader, item) for item in before) else ()


def is_member(scope: Scope, node: Scripts) -> bool:
    """Whether a name is that of a member of a family which the page gives values to, and e with it no number."""
    named = (spelling(replace(node, sup=_with(node.sup, letter))) for letter in scope.each if node.sup is not None)
    return any(isinstance(scope.get(name or ""), Layered) for name in named)


def _with(sup: Row | None, letter: str) -> Row | None:
    """A number in brackets with a letter for it."""
    bracket = None if sup is None else lone(sup.items)
    number = lone(bracket.body.items) if isinstance(bracket, Bracket) else None
    if sup is None or not isinstance(bracket, Bracket) or not isinstance(number, Number):
        return None
    body = replace(bracket.body, items=(Letter(letter, span=number.span),))
    return replace(sup, items=(replace(bracket, body=body),))


def _base_value(reader: Reader, base: Node, node: Scripts) -> Value:
    """The value of what scripts hang on; of a name that nobody declared, it is told with its scripts."""
    is_name = isinstance(base, Letter | Word | Accent) or (isinstance(base, Group) and is_run(base))
    if not is_name or reader.thing(spelling(base)) is not None or spelling(node) is None:
        return reader.node(base)
    try:
        return reader.node(base)
    except Unreadable as problem:
        turned = node.sup is not None and (is_turning(reader, node.sup) or _is_digit(node.sup))
        name = spelling(replace(node, sup=None) if turned and (node.sub or node.primes) else base if turned else node)
        advice = problem.advice.replace(f"{spelling(base)} ∈", f"{name} ∈")
        raise Unreadable(node.span, problem.reason.replace(f"{spelling(base)} is", f"{name} is", 1), advice) from None


def _raised(reader: Reader, whole: Value, node: Scripts) -> Value:
    """A value with what stands above it; a second value of a variable there is no power."""
    if node.primes or (node.sup is not None and relates(node.sup.items)):
        raise Unreadable(node.span, "what stands above this bar is not read", "write a difference of two values")
    return with_scripts(reader, whole, None, node.sup, node)


def _is_digit(sup: Row) -> bool:
    return isinstance(lone(sup.items), Number)


def _is_plus(sub: Row) -> bool:
    only = lone(sub.items)
    return isinstance(only, Operator) and only.sign == "+"


def _normed(reader: Reader, base: Bracket, node: Scripts) -> Value:
    """`\\|x\\|_2^2`: what hangs below a norm says which."""
    kind = "" if node.sub is None else _kind(node.sub)
    if node.sub is None or kind in NORMS or not _is_value(reader, node.sub):
        whole = _norm(reader, base, kind)
    elif kind == r"\Sigma":
        why = "a norm by a covariance: by itself, or by its inverse?"
        raise Unreadable(node.sub.span, why, r"write \|x\|_{\Sigma^{-1}}, or x^T \Sigma x")
    else:
        with reader.at(node.span):
            whole = values.norm_by(reader.expression(base.body.items), reader.expression(node.sub.items))
    return whole if node.sup is None else power(reader, whole, node.sup, node)


def _is_value(reader: Reader, sub: Row) -> bool:
    """Whether a number, a declared name or a longer expression stands below a norm."""
    only = lone(sub.items)
    return len(sub.items) > 1 or isinstance(only, Number | Scripts) or reader.thing(spelling(sub)) is not None


def _kind(sub: Row) -> str:
    """What hangs below a norm or an inner product, as text."""
    return "".join(sign_of(x) or getattr(x, "text", "?") for x in sub.items)


def primed(reader: Reader, whole: Value, primes: int, node: Node) -> Value:
    """A prime behind a value that is no function: a transpose where that is agreed, a derivative behind brackets."""
    if "'" in reader.scope.conventions.transposes:
        base = node.base if isinstance(node, Scripts) else node
        if whole.stands == "number" and not (isinstance(base, Bracket) and lone(base.body.items) is None):
            reason = "a prime transposes here, and this is a number: is a derivative meant?"
            raise Unreadable(node.span, reason, "write the derivative as \\frac{d}{dx}, or take the prime away")
        with reader.at(node.span):
            return values.transposed(whole) if primes % 2 else whole
    if isinstance(node, Scripts) and isinstance(node.base, Bracket):
        return reader.slope(whole, primes, node)
    raise Unreadable(
        node.span, "a prime that is neither a derivative nor part of a name", "if it transposes: ' means transpose"
    )


def of_thing(reader: Reader, found: Resolved, node: Node) -> Value:
    """The value of a declared name with the scripts that are left."""
    match found.thing:
        case Quantity():
            whole, sub, sup = member_of(reader, found, node)
            whole = with_scripts(reader, whole, sub, sup, node)
            return primed(reader, whole, found.primes, node) if found.primes else whole
        case Extent(thing=Quantity() as numbers) if found.sub is not None:
            return of_thing(reader, Resolved(found.name, numbers, found.sub, found.sup, found.primes), node)
        case Extent(form):
            return _number(reader, found, form, node)
        case Running(name, index, Quantity() as numbers) if found.sub is not None or not numbers.lead:
            if found.sub is None and is_bound(index):
                raise Unreadable(
                    node.span,
                    f"{name} is an index that is summed over here, and declared as numbers too",
                    "another letter for the index, or for the numbers",
                )
            return of_thing(reader, Resolved(found.name, numbers, found.sub, found.sup, found.primes), node)
        case Running(_, index):
            base = node.base if isinstance(node, Scripts) and node.base is not None else node
            form = index_of(reader, (base,)) if index is None else af.of_atom(index)
            return _number(reader, found, form, node)
        case Mapped():
            return values.value(Tensor(Integer(index_of(reader, (node,)))))
        case Unknown() | Formula() if has_own_arguments(reader, found.thing):
            whole = reader.called(found.name, found.thing, found.primes, node)
            if isinstance(found.thing, Unknown) and not found.primes:  # so that it can be differentiated by
                whole = replace(whole, tensor=name_for(found.name, whole.tensor))
            return with_scripts(reader, whole, found.sub, found.sup, node)
        case Layered(letter):
            why = f"{found.name} is one of several, that are declared one by one"
            raise Unreadable(node.span, why, f"write it for a number in place of {letter}")
    raise Unreadable(
        node.span,
        f"{found.name} is a function or a set: it has no value by itself here",
        f"write its argument, as in {found.name}(x), or give the value a letter of its own",
    )


def has_own_arguments(reader: Reader, thing: Unknown | Formula) -> bool:
    """Whether a function was introduced with names as arguments, at which it has a value where none are written."""
    if isinstance(thing, Unknown):
        return bool(thing.arguments)
    return all(reader.thing(p) is not None or own_argument(reader, p) is not None for p in thing.parameters)


def _number(reader: Reader, found: Resolved, form: IndexForm, node: Node) -> Value:
    """A size or an index as a number."""
    if found.sub is not None or found.primes:
        raise Unreadable(
            node.span,
            f"{found.name} is a whole number: it has no entries",
            f"give what has entries another letter than {found.name}, and declare it",
        )
    return with_scripts(reader, values.value(Tensor(Integer(form))), None, found.sup, node)


def _root(reader: Reader, node: Node, body: Row, degree: Row | None) -> Value:
    with reader.at(node.span):
        inside = reader.expression(body.items)
        if inside.stands == "matrix":
            raise Unreadable(
                node.span, "the root of a matrix", "give it a name: declare B ∈ ℝ^{n×n}, and assume B B = A"
            )
        if degree is None:
            return values.made(sqrt(inside.tensor), inside.stands, inside)
        one = values.of_number("1")
        return values.raised(inside, values.divided(one, reader.expression(degree.items)))


def bracketed(reader: Reader, node: Bracket) -> Value:
    """What stands in brackets: the value, a list, an absolute value, a norm, an inner product."""
    match node.opens, node.closes:
        case "‖", "‖":
            return _norm(reader, node, "")
        case "|", "|":
            return reader.bars(node)
        case "⟨", "⟩":
            return _inner(reader, node)
        case ("(", ")") | ("[", "]") | ("{", "}"):
            return reader.listed(node)
    raise Unreadable(node.span, f"brackets {node.opens} {node.closes} mean nothing here", "write ( ) or [ ]")


def _norm(reader: Reader, node: Bracket, kind: str) -> Value:
    with reader.at(node.span):
        return values.norm_of(reader.expression(node.body.items), kind)


def _inner(reader: Reader, node: Bracket) -> Value:
    parts = split(node.body.items)
    if len(parts) != 2:
        raise Unreadable(node.span, "an inner product has two sides", "as in \\langle x, y \\rangle, or x^T y")
    a, b = (reader.expression(part) for part in parts)
    with reader.at(node.span):
        return values.inner(a, b) if values.is_vector(a) and values.same_shape(a, b) else values.contracted(a, b)
