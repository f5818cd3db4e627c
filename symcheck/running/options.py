"""What a run is told: limits, workers, and what the judges are to do."""

from __future__ import annotations

from msgspec import Struct

from symcheck.running.settings import Settings

DEFAULT_TIMEOUT = 30.0
DEFAULT_MEMORY = 4096


class RunOptions(Struct, frozen=True):
    """Limits in seconds and MiB (0: none), the number of workers, and what the judges are told."""

    timeout: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY
    jobs: int = 1
    seed: int = 0
    samples: int | None = None
    as_written: bool = False
    explain: bool = False
    diagnose: bool = True
    accept_checked: bool = False


def configured(settings: Settings) -> RunOptions:
    """What the configuration says, and the defaults for the rest."""
    return RunOptions(
        timeout=DEFAULT_TIMEOUT if settings.timeout is None else settings.timeout,
        seed=settings.seed or 0,
        samples=settings.samples,
        accept_checked="checked" in (settings.accept or ()),
    )
