"""Writing files so that no half of one ever stays."""

from __future__ import annotations

import os
from pathlib import Path


def put_in_place(path: Path, content: bytes) -> None:
    """Writes a file beside its place first; the old one stays where that fails.

    A pipe or a device is written to: nothing half could stay of it.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    place = path.resolve()
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
