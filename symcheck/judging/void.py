"""Derivatives on a page of what has no value there: a line between two of them says 0 = 0, and that is no proof.

`L ∈ ℝ` makes L a variable of its own, so ∂L/∂x is 0 and every multiple of it too. What the author means is a function,
or a value that is missing on the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.claims.statements import Chain, Content
from symcheck.expressions.build import ZERO
from symcheck.expressions.nodes import Block, Derivative, Entry, Expr, Integer, Named, Number
from symcheck.expressions.walk import arrays_of, expand_names, subexpressions
from symcheck.notation.names import unicode_entry

VOID = "{0} does not depend on {1} here: both sides are 0; declare {0}({1}) unknown, or give {0} its value"
LACKING = "{0} has no value here that depends on {1}; declare {0}({1}) unknown, or give {0} its value: Let {0} = …"
AS_READ = "as read, {0} does not depend on {1}: is a definition or a declaration missing?"
APART = "the entries of {0} do not depend on one another here: both sides are 0; give {0} its value"


def void(chain: Chain, line: Content) -> str:
    """Why a line of two sides that are 0 proves nothing; "" where no such derivative stands in it, or 0 is claimed."""
    contents = (chain.first.content, *(each.content for each in chain.lines))
    if not chain.layouts or chain.solved or any(isinstance(x, Block) and _is_zero(x.body) for x in contents):
        return ""
    sides = [side.body for side in (chain.first.content, line) if isinstance(side, Block)]
    names = next((names for side in sides for names in _apart(side)), None)
    return "" if names is None else (APART if names[0] == names[1] else VOID).format(*_shown(*names))


def lacking(chain: Chain, line: Content) -> str:
    """What a line that is wrong differentiates as a whole though it has no value; "" where nothing is."""
    sides = [side.body for side in (chain.first.content, line) if isinstance(side, Block)]
    for body in sides if chain.layouts else ():
        match body:
            case Derivative(Entry(array=of), Entry(array=by)) if of != by:
                return LACKING.format(*_shown(of.name, by.name))
    return ""


def is_apart(first: Block) -> bool:
    """Whether something is differentiated by what it does not depend on."""
    return next(_apart(first.body), None) is not None


def as_read(first: Block) -> str:
    """What may be missing where a first expression is 0, since what it differentiates has nothing to do with that."""
    for part in subexpressions(first.body):
        if isinstance(part, Derivative) and isinstance(part.variable, Entry):
            by, arrays = part.variable.array, arrays_of(expand_names(part.body))
            name = "what is differentiated"
            if isinstance(part.body, Named | Entry):
                latex = part.body.definition.latex if isinstance(part.body, Named) else part.body.array.name
                name = unicode_entry(latex, ())
            if by not in arrays:
                return AS_READ.format(name, *_shown(by.name))
            if isinstance(part.body, Entry) and part.body.array == by and part.body.indices != part.variable.indices:
                return AS_READ.format(f"an entry of {name}", "another one")
    return ""


def _shown(*names: str) -> tuple[str, ...]:
    return tuple(unicode_entry(name, ()) for name in names)


def zero_like(block: Block) -> Block:
    """0 at every entry of a block."""
    return Block(block.axes, ZERO)


def _apart(expr: Expr) -> Iterator[tuple[str, str]]:
    """The names of what is differentiated by what it does not depend on, and of that."""
    for part in subexpressions(expand_names(expr)):
        if isinstance(part, Derivative) and isinstance(part.variable, Entry):
            of, by = arrays_of(part.body), part.variable.array
            if isinstance(part.body, Entry) and part.body.array == by and part.body.indices != part.variable.indices:
                yield by.name, by.name
            if of and by not in of:
                yield min(array.name for array in of), by.name


def _is_zero(expr: Expr) -> bool:
    match expr:
        case Number(value):
            return value == 0
        case Integer(form):
            return not form.terms and form.constant == 0
    return False
