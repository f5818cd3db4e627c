"""What a run is told: limits, workers, and what the judges are to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from msgspec import Struct

from symcheck.running.settings import Settings

DEFAULT_TIMEOUT = 30.0
DEFAULT_MEMORY = 4096
MOST_JOBS = 4
SAID = ("timeout", "memory", "jobs", "seed", "samples", "as_written", "explain", "diagnose")


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


def configured(settings: Settings, said: Mapping[str, Any]) -> RunOptions:
    """What the command line says, by the names of its options; else what the configuration says, else the default."""
    chosen: dict[str, Any] = {"memory": default_memory(), "jobs": default_jobs()}
    for name in SAID:
        value = said[name] if said.get(name) is not None else getattr(settings, name, None)
        chosen |= {} if value is None else {name: value}
    accepted = said.get("accept") or settings.accept or ()
    return RunOptions(**chosen, accept_checked="checked" in accepted)


def default_jobs() -> int:
    """One worker a core, up to a few."""
    return min(os.cpu_count() or 1, MOST_JOBS)


def default_memory() -> int:
    """MiB a worker may grow by: the default, or half of the machine's memory if that is less."""
    with suppress(AttributeError, ValueError, OSError):
        half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 21
        return min(DEFAULT_MEMORY, max(512, half))
    return DEFAULT_MEMORY
