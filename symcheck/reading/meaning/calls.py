"""Functions and their arguments: known ones, declared ones, defined ones; calls, and functions without brackets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Entry, Integer, Named
from symcheck.expressions.walk import free_indices
from symcheck.language.declare import named
from symcheck.language.derivatives import diff
from symcheck.language.functions import elementwise
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.atoms import has_own_arguments
from symcheck.reading.meaning.choosing import Misfit, Way
from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.meaning.entries import by_entries
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.heads import Head, bracket_of, head_of, is_bracket, stands_bare
from symcheck.reading.meaning.known import KNOWN, LOG2, Known
from symcheck.reading.meaning.own_arguments import refuse_another
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import transposes, with_scripts
from symcheck.reading.names import spelling
from symcheck.reading.rows import base_of, split
from symcheck.reading.scope import Formula, Quantity, Scope, Thing, Unknown, Value
from symcheck.reading.tree import (
    Bracket,
    Fraction,
    Group,
    Letter,
    Node,
    Number,
    Operator,
    Root,
    Scripts,
    Symbol,
    Unreadable,
)

VARIABLES = ("x", "t", "s", "z", "\\xi", "\\zeta")
"""Names for what a function is differentiated by, if nothing else has them."""


def applied(reader: Reader, head: Head, stream: Stream) -> Value | None:
    """The function at what follows it; None where it is no function here (a letter without brackets behind it)."""
    behind = stream.peek(1)
    brackets = is_bracket(behind)
    if not brackets and not _needs_none(head):
        return None
    if brackets and _is_product(reader, head, behind):
        return None
    stream.at += 1
    if brackets:
        return _called(reader, head, stream)
    if behind is None:
        raise Unreadable(head.node.span, f"{head.name} wants an argument", f"as in {head.name}(x)")
    return finished(reader, head, [_bare(reader, head, stream)], None)


def _is_product(reader: Reader, head: Head, behind: Node | None) -> bool:
    """Whether a name that was introduced with arguments, and stands without them too, is multiplied by a bracket."""
    if isinstance(head.function, Known) or not has_own_arguments(reader, head.function):
        return False
    bracket = bracket_of(behind)
    assert bracket is not None
    parts = split(bracket.body.items, ",;|")
    if all(len(part) == 1 and spelling(part[0]) is not None for part in parts):
        return False
    if not any(stands_bare(head.name, items) for items in (reader.whole, *reader.others)):
        return False
    ways = (
        Way(f"{head.name} is taken at what stands in the bracket", f"put a name for it: {head.name}(…)"),
        Way(f"{head.name} is multiplied by what stands in the bracket", "write a dot between them"),
    )
    return reader.choose(head.node.span, *ways) == 1


def _needs_none(head: Head) -> bool:
    """Whether a function may stand without brackets: a known one that is a word, or spelled by letters."""
    if not isinstance(head.function, Known) or (isinstance(head.node, Group) and not head.function.elementary):
        return False
    return not head.name.startswith("\\")


def _called(reader: Reader, head: Head, stream: Stream) -> Value:
    """A function before brackets: what hangs on the brackets is of its value."""
    node = stream.take()
    bracket = bracket_of(node)
    assert bracket is not None
    parts = split(bracket.body.items, ",;|")
    listed = isinstance(head.function, Known) and any(len(part) == 1 and is_dots(part[0]) for part in parts)
    arguments = [reader.node(bracket)] if listed else [reader.expression(part) for part in parts]
    if isinstance(head.function, Known) and head.function.name == "diag":
        arguments = [by_entries(reader, argument, bracket.body.items, 1) for argument in arguments]
    return finished(reader, head, arguments, node if isinstance(node, Scripts) else None)


def finished(reader: Reader, head: Head, arguments: list[Value], scripts: Scripts | None) -> Value:
    """The value at the arguments, with the scripts of the name and those of the brackets."""
    whole = at_arguments(reader, head, arguments)
    if head.sub is not None and not _is_base_two(head):
        whole = with_scripts(reader, whole, head.sub, None, head.node)
    if head.sup is not None:
        items = head.sup.items
        if len(items) == 2 and isinstance(items[0], Operator) and items[0].sign == "-":
            raise Unreadable(
                head.sup.span,
                f"{head.name}⁻¹ may be the inverse function or the reciprocal",
                f"write 1/{head.name}(x) for the reciprocal; for the inverse function its own name, as \\arcsin, \\log",
            )
        whole = _function_squared(reader, head, whole)
    if scripts is None:
        return whole
    if scripts.primes:
        raise Unreadable(scripts.span, "a prime behind the argument", f"write {head.name}'(…)")
    return with_scripts(reader, whole, scripts.sub, scripts.sup, scripts)


def _function_squared(reader: Reader, head: Head, whole: Value) -> Value:
    """`\\tanh^2(x)`: a power of the function, of a vector entry by entry."""
    assert head.sup is not None
    if values.is_plain(whole) or not _is_elementary(head) or transposes(reader, head.sup):
        return with_scripts(reader, whole, None, head.sup, head.node)
    with reader.at(head.node.span):
        return values.entrywise_power(whole, reader.expression(head.sup.items))


def _is_elementary(head: Head) -> bool:
    return isinstance(head.function, Known) and bool(head.function.elementary)


def _is_base_two(head: Head) -> bool:
    only = head.sub.items[0] if head.sub is not None and len(head.sub.items) == 1 else None
    return isinstance(head.function, Known) and head.function.name == "log" and isinstance(only, Number)


def at_arguments(reader: Reader, head: Head, arguments: list[Value]) -> Value:
    """The value of a function at arguments, differentiated as often as it has primes."""
    function = head.function
    with reader.at(head.node.span):
        if head.primes:
            return _derivative(reader, head, arguments)
        match function:
            case Known():
                if _is_base_two(head):
                    return _logarithm(head, arguments)
                if function.arity is not None and len(arguments) != function.arity:
                    raise Misfit(head.node.span, f"{function.name} takes {function.arity} argument")
                return function.rule(*arguments)
            case Unknown():
                return _of_unknown(function, arguments)
            case Formula():
                return _of_formula(reader, function, arguments, head.node)


def _of_unknown(function: Unknown, arguments: list[Value]) -> Value:
    """An unknown function at arguments, each of its entries a function of its own."""
    said = tuple(x for a in arguments for x in a.said)
    axes = tuple(af.new_axis("ijkl"[n % 4], size) for n, size in enumerate(function.axes))
    letters = (Tensor(Integer(af.of_atom(axis))) for axis in axes)
    made = function.symbol(*letters, *(a.tensor for a in arguments))
    if function.sign:
        made = elementwise("exp", made) if function.sign > 0 else -elementwise("exp", made)
    return values.value(Tensor(made.body, (*axes, *made.axes)), function.stands if axes else None, *said)


def _logarithm(head: Head, arguments: list[Value]) -> Value:
    assert head.sub is not None and isinstance(head.sub.items[0], Number)
    if head.sub.items[0].text == "2":
        return LOG2.rule(*arguments)
    base = values.of_number(head.sub.items[0].text)
    return values.divided(KNOWN["log"].rule(*arguments), KNOWN["log"].rule(base))


def _of_formula(reader: Reader, function: Formula, arguments: list[Value], node: Node) -> Value:
    """A defined function at arguments: its body, with them for its parameters."""
    if len(arguments) != len(function.parameters):
        raise Misfit(node.span, f"{function.name} takes {len(function.parameters)} arguments, not {len(arguments)}")
    reader.depth += 1
    if reader.depth > 50:
        raise Unreadable(
            node.span, f"{function.name} is defined by itself", f"another name for the {function.name} on the right"
        )
    bound: dict[str, Thing] = {
        name: Quantity(value) for name, value in zip(function.parameters, arguments, strict=True)
    }
    try:
        if not values.is_plain(arguments[0]) and _is_of_numbers(function):
            return _entry_by_entry(reader, function, arguments, node)
        at = partial(_at, reader, function, node)
        refuse_another(function, arguments, at, node)
        return at(bound)
    finally:
        reader.depth -= 1


def _at(reader: Reader, function: Formula, node: Node, bound: Mapping[str, Thing]) -> Value:
    return body_of(reader, function, function.scope.having(bound), node)


def _is_of_numbers(function: Formula) -> bool:
    """Whether a function of one variable was defined of a number: one that is declared, or a letter of its own."""
    if len(function.parameters) != 1:
        return False
    thing = function.scope.get(function.parameters[0])
    return isinstance(thing, Quantity) and values.is_plain(thing.value)


def _entry_by_entry(reader: Reader, function: Formula, arguments: list[Value], node: Node) -> Value:
    """A function of a number at a vector or a matrix."""
    (argument,) = arguments
    letters = tuple(pen_index(axis) for axis in argument.tensor.axes)
    entry = values.value(argument.tensor[letters])
    result = _of_formula(reader, function, [entry], node)
    said = (f"{function.name} is taken entry by entry",)
    return values.made(stack(result.tensor, *letters), argument.stands, argument, result, said=said)


def body_of(reader: Reader, function: Formula, scope: Scope, node: Node) -> Value:
    """The body of a definition in a scope. What does not fit in it is told at the call."""
    try:
        with reader.inside(scope):
            return reader.expression(gathered(function.body.items, scope))
    except Unreadable as problem:
        raise type(problem)(node.span, f"in the definition of {function.name}: {problem.reason}") from None


def _derivative(reader: Reader, head: Head, arguments: list[Value]) -> Value:
    """f′ at an argument, entry by entry: the argument becomes a variable, by which the value is differentiated."""
    if len(arguments) != 1:
        raise Unreadable(head.node.span, f"{head.name}′ of several arguments: write by which, ∂{head.name}/∂…")
    function = head.function
    if isinstance(function, Known) and not function.elementary:
        raise Unreadable(head.node.span, f"the derivative of {head.name} has no prime: write ∂/∂…")
    (argument,) = arguments
    if isinstance(function, Known) and function.name == "digamma" and head.primes == 1:
        return KNOWN["trigamma"].rule(argument)
    plain = replace(head, primes=0, sub=None, sup=None)
    variable, entries = _varied(reader, argument, is_captured(reader, function, argument), head.node)
    result = at_arguments(reader, plain, [values.value(variable)])
    slope = diff(result.tensor, *([variable] * head.primes))
    return values.made(entries(slope), argument.stands, argument)


def is_captured(reader: Reader, function: Known | Unknown | Formula, argument: Value) -> bool:
    """Whether a function's body may speak of its argument by itself: not where that is the very parameter."""
    if not isinstance(function, Formula):
        return False
    own = reader.thing(function.parameters[0]) if len(function.parameters) == 1 else None
    return not (isinstance(own, Quantity) and own.value.tensor.body is argument.tensor.body)


def fresh(reader: Reader, tensor: Tensor, node: Node) -> Tensor:
    """A value under a name that the page does not have, so that it can be varied by itself: one entry of all of them
    where it is another value for each value of an index."""
    name = next((name for name in VARIABLES if reader.thing(name) is None), VARIABLES[0])
    free = sorted(free_indices(tensor.body).difference(tensor.axes), key=lambda index: index.name)
    if any(af.free_indices(bound) for index in free for bound in (index.lower, index.upper)):
        reason = f"a derivative at what {free[0].name} numbers, and ranges there depend on one another"
        raise Unreadable(node.span, reason, "define the values as a family")
    letters = [Tensor(Integer(af.of_atom(index))) for index in free]
    whole = named(name, stack(tensor, *letters))
    return whole[tuple(letters)] if letters else whole


def _varied(reader: Reader, argument: Value, captured: bool, node: Node) -> tuple[Tensor, Entries]:
    """An entry of the argument as a variable, and what makes the whole of what came of the entry."""
    tensor = argument.tensor
    whole = tensor if is_variable(tensor) and not captured else fresh(reader, tensor, node)
    if not tensor.axes:
        return whole, Entries(())
    letters = tuple(pen_index(axis) for axis in tensor.axes)
    return whole[letters], Entries(letters)


class Entries(Struct, frozen=True):
    """The tensor of what was made for one entry."""

    letters: tuple[Tensor, ...]

    def __call__(self, entry: Tensor) -> Tensor:
        return stack(entry, *self.letters) if self.letters else entry


def pen_index(axis: object) -> Tensor:
    """An axis as an index that can be bound, and is no letter of the page."""
    assert isinstance(axis, af.Index)
    return Tensor(Integer(af.of_atom(af.fresh_index(axis))))


def is_variable(tensor: Tensor) -> bool:
    """Whether a value is a declared array, or a name, and so can be differentiated by."""
    return isinstance(tensor.body, Entry | Named)


def _bare(reader: Reader, head: Head, stream: Stream) -> Value:
    """An argument without brackets: one factor with a sign before it, or a number and the letters behind it."""
    node = stream.peek()
    negative = isinstance(node, Operator) and node.sign in "+-"
    if negative:
        negative = stream.take() == node and isinstance(node, Operator) and node.sign == "-"
    first = stream.peek()
    if first is None:
        raise Unreadable(head.node.span, f"{head.name} wants an argument", f"as in {head.name}(x)")
    value = reader.factor(stream)
    if isinstance(first, Number):
        while isinstance(stream.peek(), Letter | Scripts | Number) and head_of(reader, stream) is None:
            value = values.multiplied(value, reader.factor(stream))
    elif _more(reader, stream) or _is_density(reader, head, stream):
        value = _reaching(reader, head, stream, value)
    return values.negative(value) if negative else value


def _more(reader: Reader, stream: Stream) -> bool:
    """Whether a factor follows that might still belong to the argument."""
    node = stream.peek()
    base = base_of(node)
    follows = isinstance(base, Letter | Number | Bracket | Fraction | Root | Group | Symbol)
    return follows and head_of(reader, stream) is None and not _is_operator(base)


def _is_density(reader: Reader, head: Head, stream: Stream) -> bool:
    """Whether an exponential follows the first factor that a logarithm is taken of: `\\log \\frac1c \\exp(-x)`."""
    behind = head_of(reader, stream)
    known = behind is not None and isinstance(behind.function, Known) and behind.function.name == "exp"
    return known and isinstance(head.function, Known) and head.function.name == "log"


def _is_operator(node: Node | None) -> bool:
    return isinstance(node, Symbol) and node.name in (r"\partial", r"\nabla", r"\dots", r"\cdots")


def _reaching(reader: Reader, head: Head, stream: Stream, first: Value) -> Value:
    """`\\log x y`: the logarithm of x times y, or of x y."""
    name = head.name.removeprefix("\\")
    ways = (
        Way(f"{head.name} takes the first factor alone", rf"\{name} a b means \{name}(a) b"),
        Way(f"{head.name} takes all that follows", rf"\{name} a b means \{name}(a b)"),
    )
    agreed = reader.scope.conventions.reaches.get(name)
    if reader.choose(head.node.span, *ways) == 0 if agreed is None else agreed == "first":
        return first
    value = first
    while _more(reader, stream) or _is_density(reader, head, stream):
        value = values.multiplied(value, reader.factor(stream))
    return value
