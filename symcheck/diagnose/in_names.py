"""The derivative in the author's names: what a name stands for is opened where it is differentiated, nowhere else.

(o − t)ᵀ W for the gradient of |o − t|² where o = W z, however deep z is. The names stand in the normal form as arrays
of their own, so that no rule takes them apart; what comes of it is a candidate, to be judged as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, product

from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.arrays import same_range
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import IndexAtom, IndexForm
from symcheck.expressions.nodes import Array, Block, Definition, Derivative, Entry, Expr, Let, Named
from symcheck.expressions.walk import free_indices, rebuild, substitute
from symcheck.symbolic import calculus

CHOICES = 8


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


def as_arrays(expr: Expr) -> tuple[Expr, Callable[[Expr], Expr]]:
    """The expression with arrays in place of names, and the way back."""
    arrays: dict[Definition, Array] = {}

    def there(node: Expr) -> Expr:
        if isinstance(node, Named):
            axes = tuple((a.lower, a.upper) for a in node.definition.axes)
            array = arrays.setdefault(node.definition, Array(f"{node.definition.latex} {len(arrays)}", axes))
            return Entry(array, node.indices)
        return rebuild(node, there)

    def back(node: Expr) -> Expr:
        for definition, array in arrays.items():
            if isinstance(node, Entry) and node.array == array:
                return Named(definition, node.indices)
        return rebuild(node, back)

    return there(expr), back
