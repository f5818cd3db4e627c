"""Asks the package about a claim, through its text alone, and says whether the answer is a failure."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from types import FrameType
from typing import Any

from .interpreter import World

LIMIT = 20.0
RIGHT = ("proved", "verified", "checked")


class OutOfTime(BaseException):
    """The limit on processor time is reached."""


@dataclass(frozen=True)
class Said:
    """The status, the bounds up to which it holds (None: no bound stated), what went wrong, and a counterexample."""

    status: str
    bounds: tuple[tuple[str, int], ...] | None = None
    reason: str = ""
    certificate: Any = None


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime


def ask(source: str, limit: float = LIMIT) -> Said:
    """The verdict that the snippet comes to: a status, or refused, exception, hang."""
    names: dict[str, Any] = {}
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        exec(compile(source, "<claim>", "exec"), names)
        return _said(names["verdict"])
    except OutOfTime:
        return Said("hang", reason=f"more than {limit} s")
    except BaseException as error:  # whatever comes out is a finding
        kind = "refused" if type(error).__name__ == "StatementError" else "exception"
        return Said(kind, reason=f"{type(error).__name__}: {error}"[:300])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _said(verdict: Any) -> Said:
    bounds = next((e.bounds for e in verdict.evidence if type(e).__name__ == "Checked"), None)
    certificate = next((e for e in verdict.evidence if type(e).__name__ == "Refuted"), None)
    return Said(verdict.status.value, bounds, str(verdict.reason)[:300], certificate)


def failure(said: Said, true: bool, witness: World | None, left_out: bool = False) -> str:
    """The kind of failure; empty for none. A false claim may be checked up to sizes below those of its witness.

    An assumption on an index that the claim does not name is left out, or may be called an error.
    """
    if left_out and said.status in ("ill-formed", "error"):
        return ""
    if said.status in ("conflict", "error", "exception", "hang", "timeout"):
        return said.status
    if true:
        return f"true, but {said.status}" if said.status in ("refuted", "ill-formed") else ""
    if said.status not in RIGHT:
        return ""
    if said.status == "checked" and said.bounds is not None and witness is not None:
        beyond = any(witness.sizes.get(name, 1) > bound for name, bound in said.bounds)
        return "" if beyond else "false, but checked"
    return f"false, but {said.status}"
