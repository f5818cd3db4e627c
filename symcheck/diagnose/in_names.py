"""The derivative in the author's names: what a name stands for is opened where it is differentiated, nowhere else.

(o − t)ᵀ W for the gradient of |o − t|² where o = W z, however deep z is. The names stand in the normal form as arrays
of their own, so that no rule takes them apart; what comes of it is a candidate, to be judged as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Array, Block, Definition, Derivative, Entry, Expr, Let, Named, Number, Power, Sum
from symcheck.expressions.walk import at, children, free_indices, rebuild, subexpressions, substitute
from symcheck.symbolic import calculus
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.polys import constant, open_index
from symcheck.symbolic.normal_form.types import EntryAtom, Poly
from symcheck.symbolic.readable.gathered import Meaning, gathered, size
from symcheck.symbolic.readable.lowest import simpler

CHOICES = 8
SMALL = 4
"""What is no more than a product of two is not made shorter."""
MOST_TERMS = 8
"""What a name stands for in more terms than these is not looked for."""


def derived(expr: Expr, definitions: Sequence[Definition]) -> Expr:
    """The expression with its derivatives taken and the names that it holds kept."""
    return throughout(_taken(expr), definitions)


def _taken(expr: Expr) -> Expr:
    match expr:
        case Named():
            return expr
        case Derivative(body, Entry() as variable):
            return calculus.differentiate(_taken(body), variable) or ZERO
        case Let(array, value, body):
            return calculus.replace_array(_taken(body), array, Block(value.axes, _taken(value.body)))
    return rebuild(expr, _taken)


def throughout(expr: Expr, definitions: Sequence[Definition]) -> Expr:
    """The expression with a name wherever what one stands for is written out, by itself or in other names."""
    found = named(expr, definitions)
    if isinstance(found, Named):
        return found
    inner = rebuild(found, lambda child: throughout(child, definitions))
    return inner if inner is found else named(inner, definitions)


def named(expr: Expr, definitions: Sequence[Definition]) -> Expr:
    """The name for an expression that is an entry of a definition, else the expression."""
    alike = [d for d in definitions if type(d.body) is type(expr)]
    key = alpha_key(expr) if alike else ()
    for definition in alike:
        own = [sorted((i for i in free_indices(expr) if same_range(i, a)), key=af.atom_key) for a in definition.axes]
        for chosen in islice(product(*own), CHOICES):
            forms = tuple(map(af.of_atom, chosen))
            values: dict[IndexAtom, IndexForm] = dict(zip(definition.axes, forms, strict=True))
            if alpha_key(substitute(definition.body, values)) == key:
                return Named(definition, forms)
    return expr


class Written:
    """Names as arrays of their own, and the way back.

    A name for a quotient is opened: between it and what is below its fraction line much cancels.
    """

    def __init__(self) -> None:
        self.arrays: dict[Definition, Array] = {}
        self.quotients: dict[Definition, bool] = {}

    def array(self, definition: Definition) -> Array:
        """The array that stands for a name."""
        axes = tuple((a.lower, a.upper) for a in definition.axes)
        return self.arrays.setdefault(definition, Array(f"{definition.latex} {len(self.arrays)}", axes))

    def there(self, node: Expr) -> Expr:
        """The expression with entries of arrays for names."""
        if isinstance(node, Named):
            own = node.definition
            if self.quotients.setdefault(own, _is_quotient(own.body)):
                return self.there(at(own.axes, own.body, node.indices))
            return Entry(self.array(own), node.indices)
        return rebuild(node, self.there)

    def back(self, node: Expr) -> Expr:
        """The expression with the names again."""
        for definition, array in self.arrays.items():
            if isinstance(node, Entry) and node.array == array:
                return Named(definition, node.indices)
        return rebuild(node, self.back)


def _is_quotient(expr: Expr) -> bool:
    """Whether a sum is divided by, not counting what names stand for."""
    match expr:
        case Named():
            return False
        case Power(Sum(), Number(value)) if value < 0:
            return True
    return any(map(_is_quotient, children(expr)))


def gathered_in_names(names: Written, poly: Poly, definitions: Sequence[Definition], facts: Facts) -> Poly:
    """The polynomial with names for what they stand for, the shorter first, until hardly anything is left."""
    found: list[Meaning] = []
    for definition in sorted(definitions, key=lambda d: len(subexpressions(d.body))):
        if size(poly) <= SMALL:
            break
        indices, means = _meaning(names, definition, definitions, facts)
        means = gathered(facts, means, found)
        if size(means) > 1 and len(means.terms) <= MOST_TERMS and not _is_name(means):
            found.append(Meaning(names.array(definition), indices, means))
            poly = gathered(facts, poly, found[-1:])
    return poly


def _meaning(
    names: Written, definition: Definition, definitions: Sequence[Definition], facts: Facts
) -> tuple[tuple[Index, ...], Poly]:
    """What a name stands for at open indices; 0 where that cannot be said."""
    indices = tuple(open_index() for _ in definition.axes)
    body = at(definition.axes, definition.body, tuple(map(af.of_atom, indices)))
    others = [d for d in definitions if d is not definition and alpha_key(d.body) != alpha_key(definition.body)]
    try:
        return indices, simpler(normal(facts, names.there(derived(body, others))), facts, ())
    except (Unsupported, RecursionError):
        return indices, constant(0)


def _is_name(poly: Poly) -> bool:
    """Whether a polynomial is a single entry."""
    factors = [factor for item, _ in poly.terms for factor in item.factors]
    return len(poly.terms) == len(factors) == 1 and isinstance(factors[0][0], EntryAtom) and factors[0][1] == 1
