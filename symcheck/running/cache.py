"""The cache of verdicts: what was decided of a file whose text, settings and judges are still the same.

A verdict is remembered under all it depends on: the text of its file, the name it is shown by, what the judges are
told, the source of this package and the versions of what it computes with. Only what would come out the same again is
remembered: no error, no timeout, no contradiction; and of Python files only those that reach for nothing outside
themselves (see `closed`). Each entry carries its key and a checksum, and is decoded as what it must be: one that is
damaged, half-written or about something else is as good as none. Entries are put in place whole, so that two runs at
once do not harm one another; where nothing can be written, nothing is remembered.

Not promised: safety against somebody who may write into the folder.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from symcheck import __version__
from symcheck.claims.verdict import Outcome, PartVerdict, Status
from symcheck.running.discover import Target
from symcheck.running.listing import Listing
from symcheck.running.options import RunOptions
from symcheck.running.selection import asked_for
from symcheck.running.settings import nearest_pyproject
from symcheck.running.written import put_in_place

T = TypeVar("T")

FOLDER = ".symcheck_cache"
MOST = 20_000
"""Entries that are kept; where there are more, the older half goes."""
LIBRARIES = ("sympy", "numpy", "flint", "mpmath")
PASSING = (Outcome.ERROR, Outcome.TIMEOUT, Outcome.CONFLICT)
PASSING_LINES = (Status.ERROR, Status.TIMEOUT, Status.CONFLICT)
LABELS = {".gitignore": "*\n", "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n"}
"""What tells git and programs that make copies to leave the folder alone."""
OUTCOMES, JUDGES = "outcomes", "judges"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Remembered(Struct, frozen=True):
    """What is known of a file: its listing, and the verdicts on its parts by id."""

    listing: Listing
    verdicts: dict[str, PartVerdict]

    def answers(self, target: Target) -> bool:
        """Whether all that is asked of the file is decided."""
        return all(entry.id in self.verdicts for entry in asked_for(target, self.listing))


class Noted(Struct, frozen=True):
    """What a part came to when it was last judged, and its lines, in order."""

    outcome: Outcome
    lines: tuple[Status, ...]


def noted(part: PartVerdict) -> Noted:
    """What is noted of a verdict."""
    return Noted(part.outcome, tuple(line.status for chain in part.chains for line in chain.lines))


class Cache:
    """The remembered verdicts of a project; without a folder there are none, and none are kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._room = 0  # how many entries may be written before the folder is looked through again

    def recall(self, target: Target, options: RunOptions) -> Remembered | None:
        """What is remembered of the file as it stands."""
        if self._folder is None or target.source is None:
            return None
        return self._read(_slot(target, options), self._key(target, options), Remembered)

    def keep(self, target: Target, options: RunOptions, known: Remembered) -> None:
        """Remembers what would come out the same again."""
        if self._folder is None or target.source is None or not _tells_all(target):
            return
        lasting = {id: verdict for id, verdict in known.verdicts.items() if _lasts(verdict)}
        kept = msgspec.structs.replace(known, verdicts=lasting)
        self._write(_slot(target, options), self._key(target, options), kept)

    def outcomes(self) -> Mapping[str, Noted]:
        """What each part came to when it was last judged, by its address."""
        return (self._folder and self._read(OUTCOMES, OUTCOMES, dict[str, Noted])) or {}

    def note(self, decided: Mapping[str, Noted]) -> None:
        """Notes what parts came to."""
        if self._folder is not None and decided:
            self._write(OUTCOMES, OUTCOMES, {**self.outcomes(), **decided})

    def _read(self, slot: str, key: str, kind: type[T]) -> T | None:
        assert self._folder is not None
        with suppress(OSError, ValueError, RecursionError, msgspec.MsgspecError):
            found, checksum, payload = (self._folder / slot).read_bytes().split(b"\n", 2)
            if found == key.encode() and checksum == _checksum(payload):
                return msgspec.msgpack.decode(payload, type=kind)
        return None

    def _write(self, slot: str, key: str, value: object) -> None:
        assert self._folder is not None
        with suppress(OSError):
            self._room = self._room - 1 if self._room > 0 else _make(self._folder)
            payload = msgspec.msgpack.encode(value)
            put_in_place(self._folder / slot, b"\n".join((key.encode(), _checksum(payload), payload)))

    def _key(self, target: Target, options: RunOptions) -> str:
        told = msgspec.msgpack.encode(_told(options))
        return _digest(
            self._judges.encode(), told, target.file.encode(), os.fsencode(target.path), target.source or b""
        )

    @cached_property
    def _judges(self) -> str:
        """What stands for the judges: the source of this package, and the versions of what it computes with.

        Read only where sizes and times say that it has changed, as Python does with what it has compiled.
        """
        sources = sorted(_sources(PACKAGE))
        key = _digest(*(f"{name} {size} {time}".encode() for name, size, time in sources))
        source = self._read(JUDGES, key, str)
        if source is None:
            texts = (text for name, _, _ in sources for text in (name.encode(), Path(PACKAGE, name).read_bytes()))
            self._write(JUDGES, key, source := _digest(*texts))
        return _digest(source.encode(), sys.version.encode(), __version__.encode(), *map(str.encode, _versions()))


def open_cache(folder: Path, wanted: bool) -> Cache:
    """The cache of the project that `folder` lies in."""
    return Cache(cache_folder(folder) if wanted else None)


def cache_folder(folder: Path) -> Path:
    """Where the cache of a project lies: beside its pyproject.toml, else in the folder itself."""
    file = nearest_pyproject(folder)
    return (folder if file is None else file.parent) / FOLDER


def clear(folder: Path) -> int:
    """Forgets everything; the number of files that are gone. Takes away only what a cache consists of."""
    place = cache_folder(folder)
    files = [file for file in place.iterdir() if file.is_file()] if _is_ours(place) else []
    for file in files:
        file.unlink()
    with suppress(OSError):
        place.rmdir()
    return sum(file.name not in LABELS for file in files)


def _is_ours(place: Path) -> bool:
    return place.name == FOLDER and place.is_dir() and not place.is_symlink()


def _make(folder: Path) -> int:
    """Makes the folder, or takes the older half of what is too much out of it; how many entries it has room for."""
    if not folder.is_dir():
        folder.mkdir()
        for name, text in LABELS.items():
            (folder / name).write_text(text, encoding="utf-8")
        return MOST
    found = [name for name in os.listdir(folder) if name not in LABELS]
    if len(found) <= MOST:
        return MOST - len(found)
    by_age = sorted((folder / name for name in found), key=lambda file: file.stat().st_mtime)
    for file in by_age[: MOST // 2]:
        file.unlink(missing_ok=True)
    return MOST // 2


def _lasts(verdict: PartVerdict) -> bool:
    if verdict.outcome in PASSING:
        return False
    return not any(line.status in PASSING_LINES for chain in verdict.chains for line in chain.lines)


def _slot(target: Target, options: RunOptions) -> str:
    """Where what is known of a file lies, whatever its text: a new text takes the place of the old one."""
    return _digest(os.fsencode(target.path), target.file.encode(), msgspec.msgpack.encode(_told(options)))[:40]


def _told(options: RunOptions) -> Sequence[object]:
    """What verdicts depend on: limits do not count, since what they cut short is not remembered."""
    told = (options.seed, options.samples, options.as_written, options.explain, options.diagnose)
    return (*told, options.accept_checked)


def _sources(folder: str, below: str = "") -> Iterator[tuple[str, int, int]]:
    """The Python files of this package: name, size, and the time at which each was changed."""
    for entry in os.scandir(folder):
        name = f"{below}{entry.name}"
        if entry.is_dir():
            yield from _sources(entry.path, f"{name}/")
        elif name.endswith(".py"):
            found = entry.stat()
            yield name, found.st_size, found.st_mtime_ns


def _versions() -> list[str]:
    """The names under which the libraries are installed, which hold their versions."""
    found: list[str] = []
    for name in LIBRARIES:
        spec = find_spec(name)
        place = Path(spec.origin).parent.parent if spec is not None and spec.origin else None
        names = os.listdir(place) if place is not None else []
        found += sorted(each for each in names if each.endswith(".dist-info") and name in each)
    return found


def _digest(*texts: bytes) -> str:
    """A digest that tells all lists of texts apart: each stands behind its length."""
    total = hashlib.sha256()
    for text in texts:
        total.update(len(text).to_bytes(8, "big"))
        total.update(text)
    return total.hexdigest()


def _checksum(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode()


def _tells_all(target: Target) -> bool:
    """Whether the text of a file tells what comes of it."""
    if target.is_page:
        return True
    from symcheck.running.closed import is_closed  # it takes the parser of Python

    return is_closed(target.source or b"")
