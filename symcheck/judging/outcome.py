"""From the verdicts on lines to the outcome of a part."""

from __future__ import annotations

from symcheck.claims.verdict import ChainVerdict, LineVerdict, Outcome, Status
from symcheck.judging.options import CheckOptions


def part_outcome(chains: tuple[ChainVerdict, ...], options: CheckOptions) -> tuple[Outcome, str]:
    """What a part comes to, and why where it is not plain."""
    lines = [line for chain in chains for line in chain.lines]
    if not lines:
        return Outcome.UNDECIDED, "the part holds no chain: nothing was checked"
    for trouble in (Status.CONFLICT, Status.ERROR, Status.TIMEOUT):
        reason = next((line.reason for line in lines if line.status is trouble), None)
        if reason is not None:
            return Outcome[trouble.name], reason
    slips = [] if options.as_written else [line for line in lines if line.role == "wrong"]
    stated = [line for line in lines if line not in slips]
    failure = _ill_encoded(chains) or _failure(stated, slips) or (None if options.accept_checked else _unproved(stated))
    return failure or _success(lines, stated, slips)


def _ill_encoded(chains: tuple[ChainVerdict, ...]) -> tuple[Outcome, str] | None:
    for chain in chains:
        besides = [(chain.place, chain.beside), *((line.place, line.beside) for line in chain.lines)]
        for place, beside in besides:
            if beside is not None and beside.kind == "differs":
                return Outcome.FAIL, f"{place.spot.in_words} is ill-encoded: its LaTeX says something else"
    return None


def _failure(stated: list[LineVerdict], slips: list[LineVerdict]) -> tuple[Outcome, str] | None:
    for line in slips:
        if line.status.right:
            return Outcome.FAIL, f"{line.place.spot.in_words} is documented as wrong, but it is right"
    for line in stated:
        if line.status.wrong:
            return Outcome.FAIL, f"{line.place.spot.in_words} is wrong"
    for line in (*stated, *slips):
        if line.status.open:
            return Outcome.UNDECIDED, f"{line.place.spot.in_words} is {line.status.value}"
    return None


def _unproved(stated: list[LineVerdict]) -> tuple[Outcome, str] | None:
    for line in stated:
        if line.status is Status.CHECKED:
            return Outcome.CHECKED, f"{line.place.spot.in_words} is checked, not proved (--accept checked lets it pass)"
    return None


def _success(lines: list[LineVerdict], stated: list[LineVerdict], slips: list[LineVerdict]) -> tuple[Outcome, str]:
    if stated and all(line.restates for line in stated):
        return Outcome.UNDECIDED, "every line restates the one before: nothing was derived"
    marked = [line for line in lines if line.role == "result"]
    result = marked[-1] if marked else lines[-1]
    if result in slips:
        return (
            Outcome.WRONG_AS_DOCUMENTED,
            "its result is one of the lines documented as wrong, and no right one comes after it",
        )
    return (Outcome.PASS_WITH_SLIPS if slips else Outcome.PASS), ""
