"""From a statement to printed mathematics, in the style given: Unicode and LaTeX share everything decided here.

A tensor is printed without its axes (`Uᵀ(ŷ − y)`) where every factor carries them in the natural way, else entry by
entry, with the axes as subscripts. What is printed means what the statement means; it is not meant to be read back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from symcheck.claims.statements import Ambiguous, Content, Cost, IllFormed, Order, Unread, Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.arrays import Access, access, is_entry_of, is_symmetric, same_range
from symcheck.expressions.indices import Index, IndexForm, MapEntry
from symcheck.expressions.nodes import Block, Condition, Expr, Relation
from symcheck.expressions.spoken import bound_indices
from symcheck.expressions.walk import (
    at,
    children,
    condition_expressions,
    condition_indices,
    flat_terms,
    forms,
    free_indices,
)
from symcheck.notation.letters import lettered, marked, words
from symcheck.notation.naming import Axes
from symcheck.notation.pieces import Level, Piece, Style
from symcheck.notation.products import is_multiple_of_ones
from symcheck.notation.words import WordPrinter

APART = "\x1f"
"""What stands between texts that are printed together."""


def indices_in(value: Block, style: Style) -> frozenset[Index]:
    """The indices that are seen in the printed value."""
    try:
        style = style.knowing(words(value.body))
        return frozenset(marked(lambda names: Printer(style, names).value(value.body, value.axes).text)[1])
    except RecursionError:
        return frozenset()


NOBODY: frozenset[str] = frozenset()


def tensor(value: Block, style: Style, placed: bool = False, among: frozenset[str] = NOBODY) -> str:
    """A value in this style; "…" for one that is nested too deeply to be read anyway.

    `placed`: with its place, where an entry is shown whose letters do not come in the order of the axes.
    `among` are the names of what is spoken of beside it.
    """
    try:
        style = style.knowing(words(value.body) | among)
        free = sorted(free_indices(value.body).difference(value.axes), key=lambda i: (i.serial, i.name))
        return lettered(
            lambda names: Printer(style, names).value(value.body, value.axes, placed).text,
            free,
            (value.body,),
            value.axes,
        )
    except RecursionError:
        return style.ellipsis


def names_of(contents: Iterable[Content]) -> frozenset[str]:
    """The names that some lines speak of: to be printed beside one another, each is printed among all of these."""
    bodies = (each.body for each in contents if isinstance(each, Block))
    try:
        return NOBODY.union(*map(words, bodies))
    except RecursionError:
        return NOBODY


def within(line: Block, pieces: Sequence[Block], style: Style, among: frozenset[str] = NOBODY) -> list[str]:
    """Pieces of a line, each index under its name in the printed line; no two of them under the same.

    An axis of a piece that no author gave a letter keeps the letter that the printed line has for it, if it has one.
    """
    try:
        _, said = marked(lambda names: Printer(style.knowing(words(line.body)), names).value(line.body, line.axes).text)
        told = [Block(tuple(a for a in each.axes if not a.anonymous or a not in said), each.body) for each in pieces]
        blocks = (line, *told)
        spoken = frozenset[Index]().union(*(free_indices(block.body) for block in blocks)).difference(line.axes)
        free = sorted(spoken, key=lambda i: (i.serial, i.name))
        style = style.knowing(among.union(*(words(block.body) for block in blocks)))

        def printed(names: Mapping[Index, str]) -> str:
            return APART.join(Printer(style, names).value(block.body, block.axes).text for block in blocks)

        return lettered(printed, free, [block.body for block in blocks], line.axes).split(APART)[1:]
    except RecursionError:
        return [style.ellipsis for _ in pieces]


def content(value: Content, style: Style, among: frozenset[str] = NOBODY) -> str:
    """What a line says, in this style, beside what speaks of these names."""
    match value:
        case Cost(of):
            return style.applied("cost", (Piece(tensor(of, style, among=among)),)).text
        case Order(bound):
            return style.applied("O", (Piece(tensor(bound, style)),)).text
        case IllFormed(reason, written) | Unsupported(reason, written) | Unread(reason, written):
            return style.prose(written or reason)
        case Ambiguous(readings, written):
            return style.prose(written) if written else tensor(readings[0].value, style, True, among)
        case Block():
            return tensor(value, style, True, among)


def condition(value: Condition, style: Style) -> str:
    """A condition in this style; "" for the empty one."""
    return _conditions(value, style, ())


def assumption(value: Condition, style: Style) -> str:
    """Conditions as they are assumed, those that bind an index with ∀; "" for none."""
    return ("; " if bound_indices(value) else ", ").join(_assumed(relation, style) for relation in value)


def _assumed(relation: Relation, style: Style) -> str:
    return _conditions((relation,), style, bound_indices((relation,)))


def _conditions(value: Condition, style: Style, bound: Sequence[Index]) -> str:
    """A condition for all values of indices."""
    style = style.knowing(NOBODY.union(*map(words, condition_expressions(value))))
    free = sorted(condition_indices(value), key=lambda i: (i.serial, i.name))
    return lettered(lambda names: Printer(style, names).assumed(value, bound), free, [*condition_expressions(value)])


class Printer(WordPrinter):
    """Prints one statement."""

    def assumed(self, value: Condition, bound: Sequence[Index]) -> str:
        """A condition, with ∀ before it where it binds indices."""
        shown = self.condition(value)
        return f"∀{', '.join(map(self.index_name, bound))}: {shown}" if bound else shown

    def value(self, body: Expr, axes: Axes, placed: bool = False) -> Piece:
        """A value as a whole: an axis of one entry makes a vector a row or a column."""
        kept = tuple(axis for axis in axes if axis.size != af.ONE or axis in free_indices(body))
        if len(axes) == 2 and len(kept) == 1:
            vector = self.whole(body, kept)
            if vector is not None:
                return self.style.lying(vector) if kept == axes[1:] else self.style.upright(vector)
        if axes and free_indices(body).isdisjoint(axes):
            return self._repeated(body, axes)
        shaped = self.shaped(body, axes)
        if shaped is not None:
            return shaped
        return self._placed(body, axes) if placed else self.plain(body)

    def _placed(self, body: Expr, axes: Axes) -> Piece:
        """One entry, with its place where the author's letters do not come in the order of the axes."""
        entry = self.plain(body)
        seen = dict.fromkeys(index for index in _spoken(body) if index in axes)
        if all(axis.anonymous for axis in axes) or tuple(seen) == axes:
            return entry
        return self.style.subscripted(self.style.grouped(entry), [self.index_name(axis) for axis in axes])

    def tensor(self, body: Expr, axes: Axes) -> Piece:
        """A value with its axes left out where that can be read, else one entry of it."""
        shaped = self.shaped(body, axes)
        return self.plain(body) if shaped is None else shaped

    # -- scalars -------------------------------------------------------------------------------------------------

    def plain(self, expr: Expr) -> Piece:
        """A scalar, or one entry of a tensor with its axes as subscripts."""
        known = self.memo.get((expr, ()))
        if known is None:
            known = self.memo[(expr, ())] = self._plain(expr)
        return known

    def _plain(self, expr: Expr) -> Piece:
        match expr:
            case nodes.Number(value):
                return self.number(value)
            case nodes.Constant(name):
                return Piece(self.style.pi if name == "pi" else self.style.name(name))
            case nodes.Integer(form):
                return self.integer(form)
            case nodes.Entry(array, indices):
                return Piece(self.style.called(array.name, [self.tight(i) for i in indices]))
            case nodes.Named(definition, indices):
                return Piece(self.called(definition, [self.tight(i) for i in indices]))
            case nodes.Add():
                return self.style.total([self.plain(t) for t in flat_terms(expr)])
            case nodes.Mul():
                return self._product(expr, ()) or Piece("1")
            case nodes.Power(base, exponent):
                return self._power(self.plain(base), exponent, self.plain(exponent), ())
            case nodes.Call("exp", (nodes.Application(function, given, ()),)) if of := function.power_of_e:
                return self.plain(nodes.Application(of, given))
            case nodes.Call(function, arguments):
                return self.recognised(expr, ()) or self.style.call(function, [self.plain(a) for a in arguments])
            case nodes.Sum(index, body, where):
                known = self._contracted(expr, ()) or self.recognised(expr, ())
                return known or self._big("sum", index, where, body, ())
            case nodes.Product(index, body, where):
                return self._big("product", index, where, body, ())
            case nodes.Extremum(kind, index, body):
                return self._big(kind, index, (), body, ())
            case nodes.Bracket(where):
                return self._bracket(where)
            case nodes.Piecewise(where, then, otherwise):
                return self.style.choice(self.condition(where), self.plain(then), self.plain(otherwise))
            case nodes.Derivative():
                return self._derivative(expr, ())
            case nodes.Application():
                return self._applied(expr, ())
            case nodes.Inverse(matrix, row, column):
                return self._entry_of_inverse(matrix, self._tights((row, column)))
            case nodes.Determinant(matrix):
                return self.style.call("det", (self.block(matrix),))
            case nodes.Let(_, _, body):
                return self.plain(body)

    def block(self, block: Block) -> Piece:
        """A tensor as an argument; entry by entry in brackets where its axes cannot be left out."""
        if block.axes and free_indices(block.body).isdisjoint(block.axes):
            return self._repeated(block.body, block.axes)
        shaped = self.shaped(block.body, block.axes)
        if shaped is not None:
            return self.style.upright(shaped)
        names = [self.index_name(axis) for axis in block.axes]
        return self.style.subscripted(self.style.iverson(self.plain(block.body).text), names)

    # -- tensors without their axes ------------------------------------------------------------------------------

    def shaped(self, expr: Expr, axes: Axes) -> Piece | None:
        """The tensor expr(axes) printed without these axes; None where that cannot be read."""
        if not axes or free_indices(expr).isdisjoint(axes):
            return self.plain(expr)
        if (expr, axes) not in self.memo:
            self.memo[(expr, axes)] = self._shaped(expr, axes)
        return self.memo[(expr, axes)]

    def _shaped(self, expr: Expr, axes: Axes) -> Piece | None:
        if not free_indices(expr).issuperset(axes):
            return self._with_ones(expr, axes) if len(axes) == 2 else None
        upright = self._upright(expr, axes)
        if upright is None and len(axes) == 2:
            turned = self._turned(expr, axes[::-1])
            upright = None if turned is None else self.style.transpose(turned)
        if upright is None and isinstance(expr, nodes.Sum | nodes.Product | nodes.Extremum):
            return self._big_shaped(expr, axes)
        return upright

    def _with_ones(self, expr: Expr, axes: Axes) -> Piece | None:
        """A matrix that does not vary along one axis: 𝟏 xᵀ, 𝟏 A."""
        match expr:
            case nodes.Mul():
                return self._product(expr, axes)
            case nodes.Sum():
                return self._contracted(expr, axes)
        return None

    def _turned(self, expr: Expr, axes: Axes) -> Piece | None:
        """A product that is read as a whole matrix with its axes the other way round."""
        match expr:
            case nodes.Sum():
                return self._contracted(expr, axes)
            case nodes.Mul(factors):
                return self.recognised(expr, axes) or self._diagonal(factors, axes)
        return None

    def _upright(self, expr: Expr, axes: Axes) -> Piece | None:
        """The tensor without its axes, in this order."""
        match expr:
            case nodes.Entry(array, indices):
                return self.recognised(expr, axes) or self._accessed(
                    partial(self.style.called, array.name), access(array.axes, indices, axes)
                )
            case nodes.Named(definition, indices):
                ranges = tuple((a.lower, a.upper) for a in definition.axes)
                named = self._accessed(partial(self.called, definition), access(ranges, indices, axes))
                return named or self.recognised(expr, axes)
            case nodes.Add():
                return self._sum_of(flat_terms(expr), axes)
            case nodes.Mul():
                return self._product(expr, axes)
            case nodes.Power(base, exponent):
                pieces = self.all_shaped((base, exponent), axes)
                return None if pieces is None else self._power(pieces[0], exponent, pieces[1], axes)
            case nodes.Call("exp", (nodes.Application(function, given, ()),)) if of := function.power_of_e:
                return self.shaped(nodes.Application(of, given), axes)
            case nodes.Call(function, arguments):
                return self._call(function, arguments, axes)
            case nodes.Sum():
                return self._contracted(expr, axes) or self.recognised(expr, axes)
            case nodes.Bracket((nodes.IndexRelation("eq", form),)) if is_entry_of(form, axes):
                return self.style.unit(self.tight(axes[0].size))
            case nodes.Bracket(where):
                shown = self.shaped_condition(where, axes)
                return None if shown is None else self.style.iverson(shown)
            case nodes.Piecewise(where, then, otherwise):
                shown, pieces = self.shaped_condition(where, axes), self.all_shaped((then, otherwise), axes)
                if shown is None or pieces is None:
                    return None
                return self.style.choice(shown, *map(self.style.upright, pieces))
            case nodes.Derivative():
                return self._derivative_shaped(expr, axes)
            case nodes.Application(function, arguments) if function.elementwise:
                return self._elementwise(expr, axes)
            case nodes.Inverse(matrix, row, column):
                return self._inverse(matrix, (row, column), axes) or self.recognised(expr, axes)
            case nodes.Let(_, _, body):
                return self.shaped(body, axes)
        return None

    def _accessed(self, named: Callable[[Sequence[str]], str], found: Access | None) -> Piece | None:
        if found is None:
            return None
        subscripts = [":" if form is None else self.tight(form) for form in found.subscripts]
        piece = Piece(named(subscripts))
        return self.style.transpose(piece) if found.transposed else piece

    def _sum_of(self, terms: Sequence[Expr], axes: Axes) -> Piece | None:
        """A sum. A vector along the last axis of matrices is added to each row, as NumPy has it: X W + b. A number
        beside square matrices would be read as a multiple of the identity, and is one of 𝟏."""
        along = [self._is_along(term, axes) for term in terms]
        if all(along):
            return None
        square = len(axes) == 2 and same_range(*axes)
        found = [
            self.shaped(term, axes) or (self._by_row(term, axes, square) if row else None)
            for term, row in zip(terms, along, strict=True)
        ]
        pieces = [piece for piece in found if piece is not None]
        if len(pieces) < len(terms):
            return None
        numbers = [free_indices(t).isdisjoint(axes) and (len(axes) == 2 or is_multiple_of_ones(t)) for t in terms]
        shown = [self._repeated(t, axes) if alone else p for t, p, alone in zip(terms, pieces, numbers, strict=True)]
        return self.style.alike(self.style.total, shown)

    def _by_row(self, term: Expr, axes: Axes, square: bool) -> Piece | None:
        """A vector that is added to each row of a matrix; as 𝟏 bᵀ to a square one, where it might be to each column."""
        vector = self.shaped(term, axes[1:])
        if vector is None or not square:
            return vector and self.style.upright(vector)
        return self.style.product([self.style.ones([self.tight(axes[0].size)]), self.style.lying(vector)])

    def _is_along(self, term: Expr, axes: Axes) -> bool:
        """Whether a term of a matrix is a vector along the last axis, for which nobody wrote an index."""
        return len(axes) == 2 and axes[1].anonymous and free_indices(term).intersection(axes) == {axes[1]}

    def _call(self, function: str, arguments: Sequence[Expr], axes: Axes) -> Piece | None:
        """A function entry by entry; eᴬ would be read as the exponential of a matrix."""
        pieces = self.all_shaped(arguments, axes)
        return None if pieces is None else self.style.call(function, pieces, raised=len(axes) < 2)

    def _elementwise(self, expr: nodes.Application, axes: Axes) -> Piece | None:
        pieces = self.all_shaped([a.body for a in expr.arguments if isinstance(a, Block)], axes)
        if expr.slots or pieces is None or len(pieces) != len(expr.arguments):
            return None
        return self.style.applied(expr.function.name, [self.style.upright(piece) for piece in pieces])

    def _inverse(self, matrix: Block, places: tuple[IndexForm, IndexForm], axes: Axes) -> Piece | None:
        """The inverse, transposed where that is another matrix, or a row or a column of it."""
        whole = [place.index in axes for place in places]
        ranges = all(same_range(axis, own) for axis in axes for own in matrix.axes)
        if sum(whole) != len(axes) or places[0] == places[1] or not ranges:
            return None
        if not free_indices(matrix.body).isdisjoint(axes):
            return None
        if any(
            not alone and not af.free_indices(place).isdisjoint(axes)
            for place, alone in zip(places, whole, strict=True)
        ):
            return None
        if len(axes) == 2:
            inverse = self.style.inverse(self.block(matrix))
            upright = places[0].index == axes[0] or is_symmetric(matrix)
            return inverse if upright else self.style.transpose(inverse)
        row, column = places
        return self._entry_of_inverse(matrix, [self.tight(row)] if whole[1] else [":", self.tight(column)])

    def _entry_of_inverse(self, matrix: Block, places: Sequence[str]) -> Piece:
        return self.style.subscripted(self.style.grouped(self.style.inverse(self.block(matrix))), places)

    # -- sums, derivatives, functions ----------------------------------------------------------------------------

    def _big(self, kind: str, index: Index, where: Condition, body: Expr, axes: Axes) -> Piece:
        below, above = self.limits(index, body, where)
        return self.style.alike(
            lambda own: self.style.quantified(kind, below, above, own[0]), [self.tensor(body, axes)]
        )

    def _big_shaped(self, expr: nodes.Sum | nodes.Product | nodes.Extremum, axes: Axes) -> Piece | None:
        where = () if isinstance(expr, nodes.Extremum) else expr.where
        over = condition_indices(where) | af.free_indices(expr.index.lower) | af.free_indices(expr.index.upper)
        if not over.isdisjoint(axes) or self.shaped(expr.body, axes) is None:
            return None
        kind = expr.kind if isinstance(expr, nodes.Extremum) else "sum" if isinstance(expr, nodes.Sum) else "product"
        return self._big(kind, expr.index, where, expr.body, axes)

    def _derivative(self, expr: nodes.Derivative, axes: Axes) -> Piece:
        return self._derivative_shaped(expr, axes) or Piece("?")

    def _derivative_shaped(self, expr: nodes.Derivative, axes: Axes) -> Piece | None:
        variables: list[Piece] = []
        vectors = 0
        body: Expr = expr
        rest = axes
        while isinstance(body, nodes.Derivative):
            own = tuple(a for a in rest if a in free_indices(body.variable))
            piece = self.shaped(body.variable, own) if own else self.plain(body.variable)
            if piece is None or rest[len(rest) - len(own) :] != own:
                return None
            rest = rest[: len(rest) - len(own)]
            variables.insert(0, piece)
            vectors += len(own) == 1
            body = body.body
        if not free_indices(body).isdisjoint(set(axes).difference(rest)):
            return None
        if vectors == len(variables) == 2 and variables[0].text != variables[1].text:
            variables = [self.style.transpose(variables[1]), variables[0]]  # ∂²f/∂x∂yᵀ has rows for x
        shown = self.shaped(body, rest)
        return None if shown is None else self.style.derivative(self.style.upright(shown), variables)

    def _applied(self, expr: nodes.Application, axes: Axes) -> Piece:
        arguments = [self.integer(a) if isinstance(a, IndexForm) else self.block(a) for a in expr.arguments]
        name = expr.function.name
        if not expr.slots:
            return self.style.applied(name, arguments)
        if len(expr.arguments) == 1 and all(not s.indices for s in expr.slots):
            return self.style.applied(name, arguments, len(expr.slots))
        variables = [self._slot_variable(expr, s.argument, s.indices) for s in expr.slots]
        if all(v.level is Level.ATOM for v in variables):
            return self.style.derivative(self.style.applied(name, arguments), variables)
        return self.style.partial(name, [s.argument + 1 for s in expr.slots], arguments)

    def _slot_variable(self, expr: nodes.Application, argument: int, indices: tuple[IndexForm, ...]) -> Piece:
        block = expr.arguments[argument]
        if isinstance(block, IndexForm):
            return self.integer(block)
        entry = at(block.axes, block.body, indices)
        piece = self.plain(entry)
        return piece if isinstance(entry, nodes.Entry | nodes.Named) else Piece(piece.text, Level.SUM)


def _spoken(expr: Expr) -> Iterator[Index]:
    """The indices of an expression in the order in which they are written; a name is not looked into."""
    waiting, seen = [expr], set[Expr]()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for form in forms(node):
            for atom, _ in form.terms:
                if isinstance(atom, Index):
                    yield atom
                elif isinstance(atom, MapEntry):
                    yield from (index for argument in atom.arguments for index in af.free_indices(argument))
        waiting.extend(() if isinstance(node, nodes.Named) else reversed(children(node)))
