"""From a statement to printed mathematics, in the style given: Unicode and LaTeX share everything decided here.

A tensor is printed without its axes (`Uᵀ(ŷ − y)`) where every factor carries them in the natural way, else entry by
entry, with the axes as subscripts. What is printed means what the statement means; it is not meant to be read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom, MapEntry, Size
from symcheck.language.arrays import Access, access, is_entry_of, pull_sign, quotient, same_range
from symcheck.language.expressions import (
    Add,
    Applied,
    Block,
    Bracket,
    Call,
    Choice,
    Condition,
    Constant,
    Derivative,
    Determinant,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Inverse,
    Let,
    Mul,
    Named,
    Number,
    Power,
    Product,
    RealRelation,
    Relation,
    Sum,
)
from symcheck.language.pieces import Level, Piece, Style
from symcheck.language.statements import Content, Cost, IllFormed, Order
from symcheck.language.tensor import Tensor
from symcheck.language.walk import at, binders, children, condition_indices, free_indices

Axes = tuple[Index, ...]

ARRAY_INDICES = frozenset("ijklmn")
"""The names of the indices that array style makes: a sum over one of them may be printed as a matrix product."""


def tensor(value: Tensor, style: Style) -> str:
    """A value in this style."""
    printer = Printer(style, (*free_indices(value.body), *value.axes))
    printer.enter(value.body)
    return printer.tensor(value.body, value.axes).text


def content(value: Content, style: Style) -> str:
    """What a line says, in this style."""
    match value:
        case Cost(of):
            return style.applied("cost", (Piece(tensor(of, style)),)).text
        case Order(bound):
            return style.applied("O", (Piece(tensor(bound, style)),)).text
        case IllFormed(reason):
            return style.prose(reason)
        case Tensor():
            return tensor(value, style)


def condition(value: Condition, style: Style) -> str:
    """A condition in this style; "" for the empty one."""
    return Printer(style, condition_indices(value)).condition(value)


class Printer:
    """Prints one statement: knows the name under which each index appears in it."""

    def __init__(self, style: Style, free: Iterable[Index]) -> None:
        self.style = style
        self.names: dict[Index, str] = {}
        self.memo: dict[tuple[Expr, Axes], Piece | None] = {}
        self.enclosing: dict[Index, tuple[Index, ...]] = {}
        for index in sorted(set(free), key=lambda i: (i.serial, i.name)):
            self._baptise(index, self.names)

    def enter(self, expr: Expr, path: tuple[Index, ...] = (), seen: set[int] | None = None) -> None:
        """Notes which sums stand inside which, so that no Σ_i is printed inside another Σ_i."""
        seen = set() if seen is None else seen
        if id(expr) in seen or isinstance(expr, Named):
            return
        seen.add(id(expr))
        own = binders(expr)
        self.enclosing.update(dict.fromkeys(own, path))
        for child in children(expr):
            self.enter(child, path + own, seen)

    def tensor(self, body: Expr, axes: Axes) -> Piece:
        """A value with its axes left out where that can be read, else one entry of it."""
        shaped = self.shaped(body, axes)
        return self.plain(body) if shaped is None else shaped

    # -- names and integers --------------------------------------------------------------------------------------

    def _baptise(self, index: Index, others: Iterable[Index]) -> None:
        taken = {self.names[o] for o in others if o in self.names and o != index}
        name = index.name
        while name in taken:
            name += "′"
        self.names[index] = name

    def bind(self, index: Index, scope: Expr, where: Condition = (), hidden: Axes = ()) -> None:
        """Gives a bound index a name that no other index in its scope has."""
        others = (
            (free_indices(scope) | condition_indices(where)).difference(hidden).union(self.enclosing.get(index, ()))
        )
        self._baptise(index, others)

    def index_name(self, index: Index) -> str:
        name = self.names.get(index, index.name)
        return self.style.word(name.rstrip("′")) + self.style.prime * (len(name) - len(name.rstrip("′")))

    def atom(self, atom: IndexAtom) -> str:
        match atom:
            case Index():
                return self.index_name(atom)
            case Size(name):
                return self.style.word(name)
            case MapEntry(map_, arguments):
                return self.style.name(map_.name, [self.tight(a) for a in arguments])

    def tight(self, form: Affine) -> str:
        """An affine form as a subscript, without spaces."""
        return self.integer(form).text.replace(f" {self.style.minus} ", self.style.minus).replace(" + ", "+")

    def integer(self, form: Affine) -> Piece:
        """An affine form: positive terms first, indices before sizes, declared indices before bound ones."""
        terms = sorted(form.terms, key=lambda term: (term[1] < 0, isinstance(term[0], Size), _serial(term[0])))
        pieces = [self._multiple(atom, c) for atom, c in terms]
        if form.constant or not pieces:
            pieces.append(self.number(Fraction(form.constant)))
        return pieces[0] if len(pieces) == 1 else self.style.total(pieces)

    def _multiple(self, atom: IndexAtom, coefficient: int) -> Piece:
        name = Piece(self.atom(atom))
        if abs(coefficient) != 1:
            name = self.style.product((Piece(str(abs(coefficient))), name))
        return self.style.negative(name) if coefficient < 0 else name

    def number(self, value: Fraction) -> Piece:
        size = Piece(str(abs(value.numerator)))
        if value.denominator != 1:
            size = self.style.fraction(size, Piece(str(value.denominator)))
        return self.style.negative(size) if value < 0 else size

    # -- scalars -------------------------------------------------------------------------------------------------

    def plain(self, expr: Expr) -> Piece:
        """A scalar, or one entry of a tensor with its axes as subscripts."""
        known = self.memo.get((expr, ()))
        if known is None:
            known = self.memo[(expr, ())] = self._plain(expr)
        return known

    def _plain(self, expr: Expr) -> Piece:
        match expr:
            case Number(value):
                return self.number(value)
            case Constant(name):
                return Piece(self.style.pi if name == "pi" else self.style.name(name))
            case Integer(form):
                return self.integer(form)
            case Entry(array, indices):
                return Piece(self.style.name(array.name, [self.tight(i) for i in indices]))
            case Named(definition, indices):
                return Piece(self.style.name(definition.latex, [self.tight(i) for i in indices]))
            case Add():
                return self.style.total([self.plain(t) for t in _terms(expr)])
            case Mul():
                return self._product(expr, ()) or Piece("1")
            case Power(base, exponent):
                return self._power(self.plain(base), exponent, ())
            case Call(function, arguments):
                return self.style.call(function, [self.plain(a) for a in arguments])
            case Sum(index, body, where):
                self.bind(index, body, where)
                return self._contracted(expr, ()) or self._trace(expr) or self._big("sum", index, where, body, ())
            case Product(index, body, where):
                self.bind(index, body, where)
                return self._big("product", index, where, body, ())
            case Extremum(kind, index, body):
                self.bind(index, body)
                return self._big(kind, index, (), body, ())
            case Bracket(where):
                return self._bracket(where)
            case Choice(where, then, otherwise):
                return self.style.choice(self.condition(where), self.plain(then), self.plain(otherwise))
            case Derivative():
                return self._derivative(expr, ())
            case Applied():
                return self._applied(expr, ())
            case Inverse(matrix, row, column):
                return self.style.subscripted(self.style.inverse(self.block(matrix)), self._tights((row, column)))
            case Determinant(matrix):
                return self.style.call("det", (self.block(matrix),))
            case Let(_, _, body):
                return self.plain(body)

    def _tights(self, forms: Sequence[Affine]) -> list[str]:
        return [self.tight(form) for form in forms]

    def block(self, block: Block) -> Piece:
        """A tensor as an argument; entry by entry in brackets where its axes cannot be left out."""
        for axis in block.axes:
            self.bind(axis, block.body)
        shaped = self.shaped(block.body, block.axes)
        if shaped is not None:
            return shaped
        names = [self.index_name(axis) for axis in block.axes]
        return self.style.subscripted(self.style.iverson(self.plain(block.body).text), names)

    def _bracket(self, where: Condition) -> Piece:
        if len(where) == 1 and isinstance(where[0], IndexRelation) and where[0].kind == "eq":
            left, right = _sides(where[0].form)
            if left.atom is not None and (right.atom is not None or not right.terms):
                return self.style.delta(self.tight(left), self.tight(right))
        return self.style.iverson(self.condition(where))

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
            return None
        match expr:
            case Entry(array, indices):
                return self._accessed(array.name, access(array.axes, indices, axes))
            case Named(definition, indices):
                ranges = tuple((a.lower, a.upper) for a in definition.axes)
                return self._accessed(definition.latex, access(ranges, indices, axes))
            case Add():
                return self._sum_of(_terms(expr), axes)
            case Mul():
                return self._product(expr, axes)
            case Power(base, exponent) if free_indices(exponent).isdisjoint(axes):
                shaped = self.shaped(base, axes)
                return None if shaped is None else self._power(shaped, exponent, axes)
            case Call(function, arguments):
                return self._call(function, arguments, axes)
            case Sum(index, body, where) if condition_indices(where).isdisjoint(axes):
                self.bind(index, body, where, axes)
                return self._contracted(expr, axes) or self._big_shaped("sum", index, where, body, axes)
            case Product(index, body, where) if condition_indices(where).isdisjoint(axes):
                self.bind(index, body, where, axes)
                return self._big_shaped("product", index, where, body, axes)
            case Extremum(kind, index, body):
                self.bind(index, body, (), axes)
                return self._big_shaped(kind, index, (), body, axes)
            case Bracket((IndexRelation("eq", form),)) if is_entry_of(form, axes):
                return Piece(self.style.identity)
            case Derivative():
                return self._derivative_shaped(expr, axes)
            case Applied(function, arguments) if function.elementwise:
                return self._elementwise(expr, axes)
            case Inverse(matrix, row, column) if {row.index, column.index} == set(axes) and len(axes) == 2:
                return self._inverse(matrix, row.index == axes[0])
            case Let(_, _, body):
                return self.shaped(body, axes)
        return None

    def _accessed(self, name: str, found: Access | None) -> Piece | None:
        if found is None:
            return None
        subscripts = [":" if form is None else self.tight(form) for form in found.subscripts]
        piece = Piece(self.style.name(name, subscripts))
        return self.style.transpose(piece) if found.transposed else piece

    def _sum_of(self, terms: Sequence[Expr], axes: Axes) -> Piece | None:
        shaped = [self.shaped(term, axes) for term in terms]
        pieces = [piece for piece in shaped if piece is not None]
        return self.style.total(pieces) if len(pieces) == len(shaped) else None

    def _call(self, function: str, arguments: Sequence[Expr], axes: Axes) -> Piece | None:
        shaped = [self.shaped(argument, axes) for argument in arguments]
        pieces = [piece for piece in shaped if piece is not None]
        return self.style.call(function, pieces) if len(pieces) == len(shaped) else None

    def _elementwise(self, expr: Applied, axes: Axes) -> Piece | None:
        shaped = [self.shaped(a.body, axes) for a in expr.arguments if isinstance(a, Block)]
        pieces = [piece for piece in shaped if piece is not None]
        if expr.slots or len(pieces) != len(expr.arguments):
            return None
        return self.style.applied(expr.function.name, pieces)

    def _inverse(self, matrix: Block, upright: bool) -> Piece:
        inverse = self.style.inverse(self.block(matrix))
        return inverse if upright else self.style.transpose(inverse)

    # -- products ------------------------------------------------------------------------------------------------

    def _product(self, expr: Mul, axes: Axes) -> Piece | None:
        negative, positive = pull_sign(expr)
        if negative:
            unsigned = self.shaped(positive, axes)
            return None if unsigned is None else self.style.negative(unsigned)
        over, under = quotient(expr)
        numerator, denominator = self._factors(over, axes), self._factors(under, axes)
        if numerator is None or denominator is None or self._mixed(under, axes):
            return None
        return self.style.fraction(numerator, denominator) if under else numerator

    def _mixed(self, denominators: Sequence[Expr], axes: Axes) -> bool:
        return any(0 < len(free_indices(d).intersection(axes)) < len(axes) for d in denominators)

    def _factors(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        if not factors:
            return Piece("1")
        carried = [free_indices(f).intersection(axes) for f in factors]
        partial = [f for f, own in zip(factors, carried, strict=True) if 0 < len(own) < len(axes)]
        if partial:
            return self._diagonal(factors, axes) or self._outer(factors, axes) if len(axes) == 2 else None
        shaped = [self.shaped(f, axes) for f in factors]
        pieces = [piece for piece in shaped if piece is not None]
        if len(pieces) != len(shaped):
            return None
        if sum(map(bool, carried)) < 2:
            return self.style.product(pieces)
        scalars = [p for p, own in zip(pieces, carried, strict=True) if not own]
        tensors = [p for p, own in zip(pieces, carried, strict=True) if own]
        return self.style.product([*scalars, self.style.entrywise(tensors)])

    def _diagonal(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        """x_i δ_ij as diag(x)."""
        rest = [f for f in factors if not _is_identity(f, axes)]
        if len(rest) + 1 != len(factors) or any(axes[1] in free_indices(f) for f in rest):
            return None
        vector = self._factors(rest, axes[:1])
        return None if vector is None else self.style.call("diag", (vector,))

    def _outer(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        """x yᵀ, with the scalar factors before it."""
        scalars: list[Piece] = []
        rows: dict[Index, Piece] = {}
        for factor in factors:
            own = free_indices(factor).intersection(axes)
            if not own:
                scalars.append(self.plain(factor))
                continue
            index = next(iter(own))
            piece = self.shaped(factor, (index,))
            if len(own) > 1 or index in rows or piece is None:
                return None
            rows[index] = piece
        if len(rows) != 2:
            return None
        return self.style.product([*scalars, rows[axes[0]], self.style.transpose(rows[axes[1]])])

    def _power(self, base: Piece, exponent: Expr, axes: Axes) -> Piece:
        if isinstance(exponent, Number) and exponent.value == -1:
            return self.style.fraction(Piece("1"), base)
        if isinstance(exponent, Number) and exponent.value == Fraction(1, 2):
            return self.style.call("sqrt", (base,))
        raise_ = self.style.power if len(axes) < 2 else self.style.entrywise_power
        return raise_(base, self.plain(exponent))

    def _contracted(self, expr: Sum, axes: Axes) -> Piece | None:
        """A sum over an index of array style as a dot product or a matrix product."""
        index = expr.index
        if index.name not in ARRAY_INDICES or expr.where or not isinstance(expr.body, Mul):
            return None
        if len(expr.body.factors) != 2 or len(axes) > 2:
            return None
        (minus, left), (plus, right) = map(pull_sign, expr.body.factors)
        if index not in free_indices(left) or index not in free_indices(right):
            return None
        piece = self._contraction(left, right, index, axes)
        if piece is None or minus == plus:
            return piece
        negative = self.style.negative(piece)
        return Piece(negative.text, negative.level, self.style.minus + piece.row if piece.row else "")

    def _contraction(self, left: Expr, right: Expr, index: Index, axes: Axes) -> Piece | None:
        match axes:
            case ():
                if not (_is_vector(left) and _is_vector(right)):
                    return None
                return self._dot(self.shaped(left, (index,)), self.shaped(right, (index,)))
            case (axis,):
                return self._times_vector(left, right, axis, index)
            case (row, column):
                if row in free_indices(right) or column in free_indices(left):
                    return None
                return self._matmul(self.shaped(left, (row, index)), self.shaped(right, (index, column)))
        return None

    def _dot(self, left: Piece | None, right: Piece | None) -> Piece | None:
        if left is None or right is None:
            return None
        if not left.row:
            return self.style.dot(left, right)
        row = left.row.removeprefix(self.style.minus)
        product = self.style.product([Piece(row, Level.PRODUCT), right])
        return product if row == left.row else self.style.negative(product)

    def _times_vector(self, left: Expr, right: Expr, axis: Index, index: Index) -> Piece | None:
        if axis in free_indices(left) and axis in free_indices(right):
            return None
        if axis in free_indices(left):
            return self._matmul(self.shaped(left, (axis, index)), self.shaped(right, (index,)))
        upright, vector = self.shaped(right, (axis, index)), self.shaped(left, (index,))
        column, matrix = self._matmul(upright, vector), self.shaped(right, (index, axis))
        if column is None or vector is None or matrix is None:
            return None
        row = self.style.product([self.style.transpose(vector), matrix])
        return Piece(column.text, column.level, row.text)

    def _matmul(self, left: Piece | None, right: Piece | None) -> Piece | None:
        return None if left is None or right is None else self.style.product([left, right])

    def _trace(self, expr: Sum) -> Piece | None:
        """Σ_i A_ii and Σ_i Σ_j A_ij B_ji as traces."""
        index, inner = expr.index, expr.body
        if index.name not in ARRAY_INDICES or expr.where:
            return None
        if isinstance(inner, Entry) and [i.index for i in inner.indices] == [index, index]:
            ranges = inner.array.axes
            whole = all(same_range(index, low, high) for low, high in ranges)
            return self.style.call("tr", (Piece(self.style.name(inner.array.name)),)) if whole else None
        if not isinstance(inner, Sum) or inner.index.name not in ARRAY_INDICES or inner.where:
            return None
        if not isinstance(inner.body, Mul) or len(inner.body.factors) != 2:
            return None
        left, right = inner.body.factors
        pair = (index, inner.index)
        if not (free_indices(left).issuperset(pair) and free_indices(right).issuperset(pair)):
            return None
        product = self._matmul(self.shaped(left, pair), self.shaped(right, pair[::-1]))
        return None if product is None else self.style.call("tr", (product,))

    # -- sums, derivatives, functions ----------------------------------------------------------------------------

    def _big(self, kind: str, index: Index, where: Condition, body: Expr, axes: Axes) -> Piece:
        below, above = self.limits(index, where)
        return self.style.quantified(kind, below, above, self.tensor(body, axes))

    def _big_shaped(self, kind: str, index: Index, where: Condition, body: Expr, axes: Axes) -> Piece | None:
        return None if self.shaped(body, axes) is None else self._big(kind, index, where, body, axes)

    def limits(self, index: Index, where: Condition) -> tuple[str, str]:
        """What stands below and above a Σ; the plain range 1..n is understood."""
        name = self.index_name(index)
        plain = index.lower == af.ONE and isinstance(index.upper.atom, Size)
        shown = self.condition(where)
        if not where:
            return (name, "") if plain else (f"{name}={self.tight(index.lower)}", self.tight(index.upper))
        if plain:
            speaks = all(index in condition_indices((relation,)) for relation in where)
            return (_close(shown) if speaks and shown.startswith(name) else f"{name}: {_close(shown)}"), ""
        at_most = self.style.relation("le")
        between = f"{self.tight(index.lower)} {at_most} {name} {at_most} {self.tight(index.upper)}"
        return _close(f"{between}, {shown}"), ""

    def _variable(self, variable: Entry | Integer, axes: Axes) -> Piece | None:
        return self.shaped(variable, axes) if axes else self.plain(variable)

    def _derivative(self, expr: Derivative, axes: Axes) -> Piece:
        return self._derivative_shaped(expr, axes) or Piece("?")

    def _derivative_shaped(self, expr: Derivative, axes: Axes) -> Piece | None:
        variables: list[Piece] = []
        body: Expr = expr
        rest = axes
        while isinstance(body, Derivative):
            own = tuple(a for a in rest if a in free_indices(body.variable))
            piece = self._variable(body.variable, own)
            if piece is None or rest[len(rest) - len(own) :] != own:
                return None
            rest = rest[: len(rest) - len(own)]
            variables.insert(0, piece)
            body = body.body
        if not free_indices(body).isdisjoint(set(axes).difference(rest)):
            return None
        shown = self.shaped(body, rest)
        return None if shown is None else self.style.derivative(shown, variables)

    def _applied(self, expr: Applied, axes: Axes) -> Piece:
        arguments = [self.integer(a) if isinstance(a, Affine) else self.block(a) for a in expr.arguments]
        name = expr.function.name
        if not expr.slots:
            return self.style.applied(name, arguments)
        if len(expr.arguments) == 1 and all(not s.indices for s in expr.slots):
            return self.style.applied(name, arguments, len(expr.slots))
        variables = [self._slot_variable(expr, s.argument, s.indices) for s in expr.slots]
        if all(v.level is Level.ATOM for v in variables):
            return self.style.derivative(self.style.applied(name, arguments), variables)
        return self.style.partial(name, [s.argument + 1 for s in expr.slots], arguments)

    def _slot_variable(self, expr: Applied, argument: int, indices: tuple[Affine, ...]) -> Piece:
        block = expr.arguments[argument]
        if isinstance(block, Affine):
            return self.integer(block)
        entry = at(block.axes, block.body, indices)
        piece = self.plain(entry)
        return piece if isinstance(entry, Entry | Named) else Piece(piece.text, Level.SUM)

    # -- conditions ----------------------------------------------------------------------------------------------

    def condition(self, value: Condition) -> str:
        return ", ".join(map(self.relation, value))

    def relation(self, relation: Relation) -> str:
        match relation:
            case IndexRelation(kind, form):
                return self._index_relation(kind, form)
            case RealRelation(kind, difference):
                return self._real_relation(kind, difference)

    def _index_relation(self, kind: str, form: Affine) -> str:
        left, right = _sides(form)
        if kind == "ge" and right.constant == 1 and (right.terms or left.terms):
            kind, right = "gt", right.shift(-1)
        elif kind == "ge" and left.constant == -1:
            kind, left = "gt", left.shift(1)
        if not af.free_indices(left) and af.free_indices(right):
            kind, left, right = {"ge": "le", "gt": "lt"}.get(kind, kind), right, left
        return f"{self.integer(left).text} {self.style.relation(kind)} {self.integer(right).text}"

    def _real_relation(self, kind: str, difference: Expr) -> str:
        left, right = difference, None
        if isinstance(difference, Add) and len(difference.terms) == 2:
            negative, positive = pull_sign(difference.terms[1])
            if negative:
                left, right = difference.terms[0], positive
        shown = Piece("0") if right is None else self.plain(right)
        return f"{self.plain(left).text} {self.style.relation(kind)} {shown.text}"


def _is_identity(expr: Expr, axes: Axes) -> bool:
    match expr:
        case Bracket((IndexRelation("eq", form),)):
            return is_entry_of(form, axes)
    return False


def _is_vector(expr: Expr) -> bool:
    """Whether an author would dot it with another vector, rather than sum the products of entries."""
    return isinstance(expr, Entry | Named | Add | Sum | Derivative)


def _serial(atom: IndexAtom) -> int:
    return atom.serial if isinstance(atom, Index) else 0


def _terms(expr: Expr) -> list[Expr]:
    """The terms of nested sums, in order."""
    if not isinstance(expr, Add):
        return [expr]
    return [term for part in expr.terms for term in _terms(part)]


def _sides(form: Affine) -> tuple[Affine, Affine]:
    """left − right = form, each with positive terms; the constant stands on the right unless that is empty."""
    left = af.affine([(a, c) for a, c in form.terms if c > 0], 0)
    right = af.affine([(a, -c) for a, c in form.terms if c < 0], 0)
    if not left.terms:
        return right, af.integer(form.constant)
    if form.constant > 0 and right.terms:
        return left.shift(form.constant), right
    return left, right.shift(-form.constant)


def _close(text: str) -> str:
    """A condition as it stands below a Σ: without spaces around its signs."""
    for sign in "≠=><≥≤":
        text = text.replace(f" {sign} ", sign)
    return text
