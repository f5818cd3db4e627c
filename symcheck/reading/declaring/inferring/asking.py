"""What no use can tell, and the verdicts hang on: from what a name is computed, whether weights sum to 1, signs."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.declaring.inferring.kinds import MATRIX, NUMBER
from symcheck.reading.declaring.inferring.typing import CAPITAL, Page

Defined = dict[str, set[str]]
"""The names that a page gives a value to, each with the names in it."""


def questions(page: Page, wanted: Sequence[str], defined: Defined) -> dict[str, str]:
    """What is asked of names beside their kinds."""
    found = {of: f"from what is {of} computed?" for of, by in page.slopes if of in wanted and of != by}
    for of, by in page.slopes:
        if of in defined and by in wanted and by not in closure(of, defined):
            found.setdefault(by, f"how does {of} depend on {by}?")
    for name in wanted:
        if _is_alone(page, name, wanted, defined):
            found.setdefault(name, f"from what is {name} computed?")
    return found


def closure(name: str, defined: Defined) -> set[str]:
    """A name with all that it is computed from."""
    found, waiting = {name}, [name]
    while waiting:
        new = defined.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _is_alone(page: Page, name: str, wanted: Sequence[str], defined: Defined) -> bool:
    """Whether a matrix stands on one side of an equation alone: no free matrix fits there."""
    if not CAPITAL.match(name) or page.kinds.left[page.name(name)] != MATRIX:
        return False
    for first, *others in page.equations:
        known = {x for one in first for x in closure(one, defined)}
        grounded = first and first <= {*wanted, *defined} and name not in known
        if grounded and any(name in other for other in others):
            return True
    return False


def properties(page: Page, name: str) -> tuple[str, str]:
    """What else is declared of a name, and the question that goes with it."""
    kind = page.kinds.left[page.name(name)]
    turned = any(use.how == "power" for use in page.uses_of(name))
    if name == r"\Sigma" and kind == MATRIX and turned:
        return " positive definite", "is \\Sigma symmetric and positive definite?"
    if name in (r"\epsilon", r"\varepsilon") and kind == NUMBER:
        return " > 0", f"is {name} positive?"
    return (" > 0" if kind == NUMBER and name in page.positive else ""), ""
