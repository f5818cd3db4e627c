"""Solved forms: `w = (X^TX)^{-1}X^Ty` where a derivative by w was set to 0 is judged by putting it in.

The derivative, with the value in the place of the variable, is to be 0. That nothing else solves it is said where that
is proved too: the value follows from what was set to 0.
Where more is known of the variable, as where several derivatives were set to 0, the line is right too if it follows
from all of that. A value is never put into those other conditions: a wrong one contradicts them, and proves anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Chain, Line
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import fresh_index
from symcheck.expressions.nodes import Array, Block, Condition, Entry, Let, Number, Power
from symcheck.expressions.walk import arrays_of, expand_names, map_condition
from symcheck.language.functions import sqrt
from symcheck.language.tensor import Tensor, pen
from symcheck.reading.assembling.conditions import Taken
from symcheck.reading.assembling.open_chain import arrays_in

SAID = "it is put in where the derivative was set to 0; that nothing else solves that is not claimed"
ONLY = "it is put in where the derivative was set to 0; nothing else solves that"
PUT_IN = "put in where the derivative was set to 0"


def put_in(chain: Chain, held: Sequence[Taken]) -> tuple[Chain, ...]:
    """The chains that a solved form comes to, the first of them with it; none where the chain is none of what is held.

    What was set to 0 is not assumed where its own solution is put into it.
    """
    variable = variable_of(chain.first)
    own = next((x for x in reversed(held) if variable is not None and x.by == variable), None)
    derivative = None if own is None else own.vanishes
    solution = chain.lines[0] if _whole(chain.first) else _root(chain.lines[0])
    if variable is None or own is None or derivative is None or not _fits(variable, solution):
        return ()
    assert isinstance(solution.content, Block)
    value = solution.content

    def put(stated: Condition) -> Condition:
        return map_condition(stated, lambda e: Let(variable, value, e) if variable in arrays_of(e) else e)

    first = replace(chain.first, content=Tensor(Let(variable, value, derivative.body), derivative.axes))
    zero = Tensor(ZERO, tuple(map(fresh_index, derivative.axes)))
    line = replace(solution, content=zero, said=(*solution.said, SAID))
    others = tuple(x for x in chain.given if x not in own.condition)
    plain = tuple(x for x in others if variable not in arrays_in((x,)))
    rests = tuple((place, put(stated)) for place, stated in chain.rests)
    only = replace(chain, lines=(replace(chain.lines[0], said=(*solution.said, ONLY)),)) if own in held else None
    solved = replace(chain, first=first, lines=(line,), given=plain, rests=rests, solved=PUT_IN, only=only)
    if plain != others:
        solved = replace(solved, also=(replace(chain, lines=chain.lines[:1]),))
    if len(chain.lines) == 1:
        return (solved,)
    return solved, replace(chain, first=chain.lines[0], lines=chain.lines[1:], place=solution.place)


def variables(conditions: Sequence[Taken]) -> frozenset[str]:
    """The names of the variables by which what was set to 0 are derivatives."""
    return frozenset(variable.name for one in conditions if (variable := one.by) is not None)


def variable_of(line: Line) -> Array | None:
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
