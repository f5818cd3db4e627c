"""What an expression on a page means: a notation tree and a scope make a tensor.

A reading is chosen by what is declared, by the conventions and by shapes, never by how a line comes out. Where several
readings fit, all are given, and who asks decides whether they differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Determinant, Entry, Integer, Named
from symcheck.expressions.walk import arrays_of, expand_names, free_indices, subexpressions
from symcheck.language.conditions import And
from symcheck.language.tensor import Logical, Tensor
from symcheck.reading.meaning import (
    atoms,
    calls,
    changing,
    comparing,
    conditioned,
    derivatives,
    differentials,
    dots,
    gradients,
    lists,
    omitted,
    quotients,
    sums,
    terms,
    values,
)
from symcheck.reading.meaning.braces import opened
from symcheck.reading.meaning.choosing import Chosen, Misfit, Way, all_ways
from symcheck.reading.meaning.composing import composed
from symcheck.reading.meaning.constants import constant
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.heads import Head, head_of
from symcheck.reading.meaning.known import FACTORIAL, KNOWN, Known
from symcheck.reading.meaning.own_arguments import own_argument
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import with_scripts
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, extent, split
from symcheck.reading.scope import Formula, Scope, Stands, Unknown, Value
from symcheck.reading.tree import (
    LOST,
    SPLIT,
    Big,
    Bracket,
    Fraction,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    Symbol,
    Table,
    Unreadable,
)

DEEPEST = 200


class Reading(Struct, frozen=True):
    """One reading of an expression, with what was chosen at its ambiguous places.

    Where rows and columns are its choice alone, its value is the first of them, and it `stands` as neither.
    """

    value: Value
    chosen: tuple[Chosen, ...] = ()
    undirected: bool = False

    @property
    def stands(self) -> Stands:
        return "list" if self.undirected else self.value.stands


def read(items: Sequence[Node], scope: Scope, others: Sequence[Sequence[Node]] = ()) -> tuple[Reading, ...]:
    """All readings of an expression that fit, at least one; `others` are the other members of its relation.

    Raises Unreadable where there is none (Misfit where all fail on a shape alone) or there are too many.
    """
    items, others = gathered(items, scope), [gathered(other, scope) for other in others]
    found = all_ways(lambda chooser: _Reader(scope, chooser, items, others).expression(items), extent(items))
    distinct: dict[object, Reading] = {}
    for value, chosen in found:
        key = alpha_key(Determinant(Tensor(value.tensor.body, value.tensor.axes)))
        same = distinct.setdefault(key, Reading(value, chosen))
        if same.value.stands != value.stands:
            distinct[key] = replace(same, undirected=True)
    return tuple(distinct.values())


def read_condition(items: Sequence[Node], scope: Scope) -> Logical:
    """A relation, or several with commas, as a condition: `w \\ne o`, `\\lambda > 0`, `1 \\le i < j \\le n`."""
    items = gathered(items, scope)
    parts = comparing.listed(items)
    found = all_ways(
        lambda chooser: [comparing.condition(_Reader(scope, chooser, items, (items,)), part) for part in parts],
        extent(items),
    )
    if len(found) > 1:
        raise Unreadable(extent(items), "this condition can be read in several ways", "write its relations one by one")
    return And(*found[0][0])


class _Reader(Reader):
    """One attempt to read an expression: where the modules that read parts of it come together."""

    def expression(self, items: Items) -> Value:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(extent(items), "nested too deeply", SPLIT)
        try:
            with self.at(extent(items)):
                items = opened(self, items)
                if any(dots.is_dots(item) for item in items):
                    return omitted.dotted(self, items)
                return terms.expression(self, items)
        finally:
            self.depth -= 1

    def node(self, node: Node) -> Value:
        if isinstance(node, Table):
            return lists.table(self, node)
        return atoms.atom(self, node)

    def evaluated(self, node: Bracket, at: Row) -> Value:
        return lists.evaluated(self, node, at)

    def slope(self, whole: Value, times: int, node: Node) -> Value:
        return derivatives.primed(self, whole, times, node)

    def rate(self, whole: Value, times: int, node: Node) -> Value:
        return changing.rate(self, whole, times, node)

    def listed(self, node: Bracket) -> Value:
        return lists.listed(self, node)

    def bars(self, node: Bracket) -> Value:
        return lists.bars(self, node)

    def is_function(self, node: Node) -> bool:
        return head_of(self, Stream((node,))) is not None

    def called(self, name: str, thing: Unknown | Formula, primes: int, node: Node) -> Value:
        if isinstance(thing, Formula):
            if other := next((x for x in self.scope.names if x.startswith(f"{name}(\\cdot")), ""):
                raise Unreadable(node.span, f"{name} is a function of several kinds, {other} too", f"write {name}(…)")
            known = [own_argument(self, parameter) for parameter in thing.parameters]
            arguments = [x for x in known if x is not None]
            if len(arguments) < len(known):
                raise Unreadable(
                    node.span,
                    f"{name} has no value without its arguments here",
                    f"write them, as in {name}(x), or declare {name} as it stands",
                )
        else:
            arguments = [self.expression(row.items) for row in thing.arguments]
        return calls.at_arguments(self, Head(name, thing, node, primes=primes), arguments)

    def factor(self, stream: Stream) -> Value:
        value = self._factor(stream)
        while isinstance(behind := stream.peek(), Operator) and behind.sign == "!":
            with self.at(stream.take().span):
                value = FACTORIAL.rule(value)
        return value

    def _factor(self, stream: Stream) -> Value:
        node = stream.peek()
        if node is None:
            raise Unreadable(extent(stream.items), "a factor is missing at the end", LOST)
        base = base_of(node)
        if isinstance(base, Big):
            return sums.summed(self, stream.take(), stream)
        found = quotients.inline(self, stream)
        if found is not None:
            return derivatives.differentiated(self, found, stream)
        if isinstance(node, Fraction) and (found := quotients.quotient(self, node)) is not None:
            stream.take()
            return derivatives.differentiated(self, found, stream)
        if isinstance(base, Fraction) and isinstance(node, Scripts):
            found = quotients.quotient(self, base)
            if found is not None and found.body:
                value = derivatives.differentiated(self, found, stream)
                stream.take()
                return with_scripts(self, value, node.sub, node.sup, node)
        if isinstance(base, Symbol) and base.name in (quotients.NABLA, quotients.DEL):
            return self._operator(stream.take(), base.name, stream)
        if quotients.is_total(node, self.scope):
            return gradients.gradient(self, stream.take(), stream)
        return gradients.applied(self, stream) or self._named(stream, node)

    def _operator(self, node: Node, name: str, stream: Stream) -> Value:
        if name == quotients.DEL and (not isinstance(node, Scripts) or node.sub is None):
            raise Unreadable(node.span, "∂ without what it is by", r"write \frac{\partial f}{\partial x}")
        return gradients.gradient(self, node, stream)

    def _named(self, stream: Stream, node: Node) -> Value:
        """A name, a call, or any other node."""
        differential = differentials.differential(self, stream)
        if differential is not None:
            return differential
        quotients.refuse_differential(self, stream)
        whole = composed(self, stream)
        if whole is not None:
            return whole
        special = constant(self, stream)
        if special is not None:
            return special
        head = head_of(self, stream)
        if head is not None:
            kind = head.function.name if isinstance(head.function, Known) else ""
            if kind in ("max", "min") and head.sub is not None:
                stream.at += 1
                return sums.extremum(self, kind, node, (head.sub, head.sup), stream)
            value = calls.applied(self, head, stream)
            if value is not None:
                return value
        names = {spelling(node), spelling(base_of(node) or node)}
        if names != {None} and conditioned.is_head(stream.peek(1)) and not any(map(self.thing, names)):
            why = f"{spelling(node)}(…) with these arguments is not known"
            advice = "define it: P(y|x) = …, or declare it: P(z=k) > 0 for k ∈ K"
            raise Unreadable(extent(stream.rest()[:2]), why, advice)
        stream.take()
        return self._annotated(self.node(node), node, stream)

    def _annotated(self, value: Value, node: Node, stream: Stream) -> Value:
        """A name with a value before a bracket that lists what it is computed from: `J(W, b; x, y)`."""
        behind = stream.peek()
        if not isinstance(behind, Bracket) or behind.opens != "(" or spelling(node) is None:
            return value
        parts = split(behind.body.items, ",;|")
        names = isinstance(value.tensor.body, Named) and all(self._is_argument(value, part) for part in parts)
        if len(parts) > 1 and not names:
            why = f"{spelling(node)} is no function, and is not computed from all that stands behind it"
            raise Unreadable(behind.span, why, f"if it is a function: {spelling(node)}(…) unknown")
        if not names and isinstance(value.tensor.body, Named) and self._may_be_value_at(value, parts[0]):
            why = f"{spelling(node)} was introduced without arguments: its value at something else is not known"
            raise Unreadable(node.span.to(behind.span), why, f"introduce it as {spelling(node)}(…) = …, or write a dot")
        if not names and (function := KNOWN.get(spelling(node) or "")) and isinstance(value.tensor.body, Named):
            return self._of_two_roles(value, function, node, stream)
        if not names or (len(parts) == 1 and not self._is_annotation(node, parts[0])):
            return value
        stream.take()
        said = f"{spelling(node)} is written with its arguments behind it"
        return values.made(value.tensor, value.stands, value, said=(said,))

    def _of_two_roles(self, value: Value, function: Known, node: Node, stream: Stream) -> Value:
        r"""A letter that is a number by what is said of another one, σ by σ² > 0, where it may be the function too."""
        ways = (
            Way(f"{spelling(node)} is multiplied by what stands in the bracket", "write a dot between them"),
            Way(
                f"the function {function.name} of what stands in the bracket", f"{spelling(node)} means {function.name}"
            ),
        )
        if self.choose(node.span, *ways) == 0:
            return value
        bracket = stream.take()
        assert isinstance(bracket, Bracket)
        return function.rule(self.expression(bracket.body.items))

    def _is_argument(self, value: Value, items: Items) -> bool:
        """Whether items are a name that a value is computed from."""
        if len(items) != 1 or spelling(items[0]) is None:
            return False
        argument, whole = self.expression(items).tensor, expand_names(value.tensor.body)
        body, axes = argument.body, argument.axes
        if isinstance(body, Integer):
            return free_indices(body) <= free_indices(whole)
        if not self.differentiating and (free_indices(body) - set(axes)) - free_indices(whole):
            return False  # one of them, as y_i of Y: of what the value is a function there, nobody says
        if isinstance(body, Named):
            nodes = subexpressions(value.tensor.body)
            return any(isinstance(x, Named) and x.definition.latex == body.definition.latex for x in nodes)
        return isinstance(body, Entry) and body.array in arrays_of(whole)

    def _may_be_value_at(self, value: Value, items: Items) -> bool:
        """Whether a name or number alone in a bracket could stand for what a value is computed from: `L(\\hat w)`."""
        if len(items) != 1 or not (isinstance(items[0], Number) or spelling(items[0]) is not None):
            return False
        at = self.expression(items).tensor
        shapes = {array.axes for array in arrays_of(expand_names(value.tensor.body))}
        if isinstance(items[0], Number):
            return any(shapes)
        return tuple((axis.lower, axis.upper) for axis in at.axes) in shapes

    def _is_annotation(self, node: Node, items: Items) -> bool:
        """Whether the one name in a bracket is an argument written behind a name, and no factor."""
        name = spelling(node)
        ways = (
            Way(f"{name} is written with its argument behind it", f"{name}({spelling(items[0])}) means {name}"),
            Way(f"{name} is multiplied by what stands in the bracket", "write a dot between them"),
        )
        return self.differentiating > 0 or self.choose(node.span, *ways) == 0


__all__ = ["Chosen", "Misfit", "Reading", "Way", "read", "read_condition"]
