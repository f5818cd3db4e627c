"""Solved forms: `w = (X^TX)^{-1}X^Ty` where a derivative by w was set to 0 is judged by putting it in.

The derivative, with the value in the place of the variable, is to be 0. That nothing else solves it is not claimed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Chain, Line
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import fresh_index
from symcheck.expressions.nodes import Array, Block, Derivative, Entry, Let, Number, Power, RealRelation, Relation
from symcheck.expressions.walk import arrays_of, condition_expressions, expand_names
from symcheck.language.functions import sqrt
from symcheck.language.tensor import Tensor, pen
from symcheck.reading.assembling.conditions import Taken

SAID = "it is put in where the derivative was set to 0; that nothing else solves that is not claimed"
PUT_IN = "put in where the derivative was set to 0"


def put_in(chain: Chain, held: Sequence[Taken]) -> tuple[Chain, ...]:
    """The chains that a solved form comes to; none where the chain is no solved form of what is held."""
    variable = _variable(chain.first)
    own = next((x for x in reversed(held) if variable is not None and by(x) == variable), None)
    derivative = None if own is None else own.vanishes
    solution = chain.lines[0] if _whole(chain.first) else _root(chain.lines[0])
    if variable is None or own is None or derivative is None or not _fits(variable, solution):
        return ()
    assert isinstance(solution.content, Block)
    body = Let(variable, solution.content, derivative.body)
    zero = Tensor(ZERO, tuple(map(fresh_index, derivative.axes)))
    first = replace(chain.first, content=Tensor(body, derivative.axes))
    line = replace(solution, content=zero, said=(*solution.said, SAID))
    given = tuple(x for x in chain.given if not _speaks(x, variable) and x not in own.condition)
    solved = replace(chain, first=first, lines=(line,), given=given, solved=PUT_IN)
    others = [x for x in chain.given if _speaks(x, variable) and x not in own.condition]
    if others:
        put = (_put(x, variable, solution.content) for x in others if isinstance(x, RealRelation))
        also = replace(solved, given=(*given, *put)), replace(chain, lines=chain.lines[:1])
        solved = replace(solved, also=also)
    if len(chain.lines) == 1:
        return (solved,)
    return solved, replace(chain, first=chain.lines[0], lines=chain.lines[1:], place=solution.place)


def _speaks(relation: Relation, variable: Array) -> bool:
    return any(variable in arrays_of(e) for e in condition_expressions((relation,)))


def _put(relation: RealRelation, variable: Array, value: Block) -> Relation:
    """What holds with a value in the place of a variable."""
    return replace(relation, difference=Let(variable, value, relation.difference))


def by(condition: Taken) -> Array | None:
    """The variable by which what was set to 0 is a derivative."""
    body = None if condition.vanishes is None else condition.vanishes.body
    return body.variable.array if isinstance(body, Derivative) and isinstance(body.variable, Entry) else None


def variables(conditions: Sequence[Taken]) -> frozenset[str]:
    """The names of the variables by which what was set to 0 are derivatives."""
    return frozenset(variable.name for one in conditions if (variable := by(one)) is not None)


def _variable(line: Line) -> Array | None:
    """The variable that a member is, as a whole; that of the square of a positive number too."""
    match line.content:
        case Block(axes, Entry(array, indices)) if len(array.axes) == len(axes):
            return array if tuple(form.index for form in indices) == axes else None
        case Block((), Power(Entry(array), Number(power))) if power == 2 and array.sign == "positive":
            return array
    return None


def _whole(line: Line) -> bool:
    return isinstance(line.content, Block) and isinstance(line.content.body, Entry)


def _root(line: Line) -> Line:
    """A line with the positive root of its value."""
    number = isinstance(line.content, Block) and not line.content.axes
    return replace(line, content=sqrt(pen(line.content))) if number and isinstance(line.content, Block) else line


def _fits(variable: Array, line: Line) -> bool:
    """Whether a line is a value for a variable, which does not speak of it."""
    if not isinstance(line.content, Block) or variable in arrays_of(expand_names(line.content.body)):
        return False
    return tuple((axis.lower, axis.upper) for axis in line.content.axes) == variable.axes
