"""What is asked at one place of an expression: alternatives, under the names and the facts that hold there."""

from __future__ import annotations

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.arrays import pull_sign
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Condition, Expr, IndexRelation, RealRelation
from symcheck.functions.row import Alternatives, Ask, Comparison
from symcheck.notation.text import condition, expression
from symcheck.symbolic.normal_form.facts import Facts, entails

SYMBOL: dict[Comparison, str] = {"whole": "a whole number", "broken": "no whole number"}
Names = tuple[tuple[Index, IndexForm], ...]
"""What stands for each index bound around a place: an opened name, or the form that an equation fixes it to."""


class Guard(Struct, frozen=True):
    """A condition on real numbers around a place: it holds there, or (not `positive`) does not."""

    positive: bool
    condition: Condition


class Place(Struct, frozen=True, kw_only=True):
    """What surrounds a place: the names of the indices bound around it, and what is known under them.

    `guards` are the conditions on real numbers under which the place is reached; `inhabited` are the names whose range
    is not empty. `bend` says that a derivative reaches it.
    """

    facts: Facts
    names: Names = ()
    opened: tuple[Index, ...] = ()
    domain: tuple[IndexRelation, ...] = ()
    guards: tuple[Guard, ...] = ()
    inhabited: frozenset[Index] = frozenset()
    bend: bool = False

    @property
    def values(self) -> dict[IndexAtom, IndexForm]:
        return dict(self.names)


class Demand(Place, frozen=True, kw_only=True):
    """Some of the alternatives must hold at this place; if at a bend, beyond a value of what is differentiated.

    `wholes` are expressions known to be whole numbers, `brokens` such that are known to be none.
    """

    alternatives: Alternatives
    wholes: tuple[Expr, ...] = ()
    brokens: tuple[Expr, ...] = ()

    def reached(self, spoken: frozenset[IndexAtom]) -> tuple[tuple[Index, ...], tuple[IndexRelation, ...]]:
        """The opened names among these, and the conditions under which the place is reached, for who speaks of them.

        A name that is not spoken of takes its range with it only where that range is not empty: nothing is asked
        under an empty sum. So do single values that are left out of it, where it has more of them. Any other condition
        on such a name stays, and as nothing is known of the name, is never met.
        """
        domain = self.domain
        for name in reversed(self.opened):
            own = [r for r in domain if name in af.free_indices(r.form)]
            ends, left_out = ([r for r in own if (r.kind == "ne") == apart] for apart in (False, True))
            if name not in spoken and name in self.inhabited and len(ends) == 2:
                extent = ends[0].form + ends[1].form
                if not left_out or entails(self.facts.nonnegative, extent.shift(-len(left_out))):
                    domain = tuple(r for r in domain if r not in own)
        return tuple(name for name in self.opened if name in spoken), domain

    def __str__(self) -> str:
        shown = [" and ".join(map(_shown, asks)) for asks in self.alternatives]
        return " or ".join(shown[:2]) + (", …" if len(shown) > 2 else "")


def _shown(ask: Ask) -> str:
    if ask.kind == "whole" or ask.kind == "broken":
        return f"{expression(ask.expr)} {SYMBOL[ask.kind]}"
    unsigned = pull_sign(ask.expr)[1] if ask.kind in ("ne", "eq") else ask.expr
    return condition((RealRelation(ask.kind, unsigned),))


def with_comparison(facts: Facts, kind: Comparison, form: IndexForm) -> Facts:
    """The facts, with how a form of integers compares with 0."""
    match kind:
        case "ge":
            return facts.with_nonnegative(form)
        case "gt":
            return facts.with_nonnegative(form.shift(-1))
        case "ne":
            return facts.with_nonzero(form)
        case "eq":
            return facts.with_nonnegative(form, form.scale(-1))
    return facts
