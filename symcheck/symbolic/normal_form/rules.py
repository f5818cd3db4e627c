"""The rules of the normal form as one value: facts, and what is done under them (see `facts`)."""

from __future__ import annotations

from symcheck.symbolic.normal_form import definite, inverses
from symcheck.symbolic.normal_form import substitute as substitution
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions import calls, powers


class Rules(Facts, frozen=True):
    """Facts, with the rules that hold under them: functions of facts, as their methods."""

    power = powers.power
    call = calls.call
    substitute = substitution.substitute
    substitute_factors = substitution.substitute_factors
    contracted = inverses.contracted
    is_definite = definite.is_definite
    is_quadratic_form = definite.is_quadratic_form


NOTHING = Rules()
"""The rules where nothing is known."""
