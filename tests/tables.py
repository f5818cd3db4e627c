"""A test over a table of named claims: each of them comes out as said."""

from collections.abc import Callable, Mapping

import pytest

from symcheck import Verdict, check

Claim = Callable[[], Verdict] | tuple[object, ...]
"""A claim still to be asked; or its first side, the line, and what is assumed, if anything."""


def asked(claim: Claim) -> Verdict:
    if callable(claim):
        return claim()
    first, line, given = claim if len(claim) == 3 else (*claim, None)
    return check(first, line, given=given)


def each(table: Mapping[str, Claim], *statuses: str) -> Callable[[str], None]:
    """The test that every claim of a table has one of the statuses."""

    @pytest.mark.parametrize("name", table)
    def test(name: str) -> None:
        verdict = asked(table[name])
        assert verdict.status.value in statuses, verdict

    return test
