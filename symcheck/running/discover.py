"""Finding derivation files: from paths on the command line to files, in order, none of them executed.

A path is a file, a folder (searched recursively for files whose names do not start with "_" or "."), an id
`file.py::part`, the id of a part alone, which is sought in what is judged where nothing is said, or `-`, the text on
standard input. In a folder the derivations are the *.py files and those pages that hold a block of declarations. What
is not there is said together with where it was looked for and the nearest names.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from symcheck.running.settings import CannotRun, read_settings

SEPARATOR = "::"
STANDARD_INPUT = "-"
PAGES = (".md", ".tex", ".ipynb", ".txt")
DECLARING = (".md", ".tex", ".ipynb")
"""Pages that a folder is searched for; the others are read where they are named."""
DECLARATIONS = re.compile(rb"<!--\s*symcheck\b|(?:```|~~~)\s*\{?\.?symcheck\b|%+\s*symcheck\s*:")
LARGEST = 2 << 20
"""Bytes of a page that are read."""


class Target(Struct, frozen=True):
    """A derivation file to load. `file` is how it is shown, `ids` the parts asked for (None: all of them).

    `sought` are parts asked for by their ids alone, which some of the files must have. `named` says that the user named
    the file itself, so that it must hold parts. `given` is the text of one that
    stands in no file, `formulas` and `declared` what was given formula by formula instead. `source` is what stood in
    the file when it was looked at: all that is said of it in a run is said of that, whatever becomes of it meanwhile.
    """

    file: str
    path: str
    ids: tuple[str, ...] | None
    named: bool
    given: bytes | None = None
    formulas: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    source: bytes | None = None
    sought: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is read, not executed."""
        return self.given is not None or bool(self.formulas) or Path(self.path).suffix in PAGES

    def text(self) -> bytes:
        """What is written in it; of a page up to one byte more than is read."""
        known = self.given if self.given is not None else self.source
        if known is not None or self.formulas:
            return known or b""
        with open(self.path, "rb") as file:
            return file.read(LARGEST + 1 if self.is_page else -1)

    def looked_at(self) -> Target:
        """The same with what stands in the file now; where that cannot be read, it is told when it is loaded."""
        try:
            return self if self.given is not None or self.formulas else replace(self, source=self.text())
        except OSError:
            return self


def find_targets(paths: Sequence[str], folder: Path) -> tuple[Target, ...]:
    """The files that the paths mean, seen from `folder`; without paths, what the settings say."""
    ids = tuple(path for path in paths if _is_id(path, folder))
    groups = [_expand(path, folder, "") for path in paths if path not in ids]
    if ids or not paths:
        groups += [tuple(replace(target, sought=ids) for target in _default_targets(folder, ids))]
    return _merge(iter(groups))


def _default_targets(folder: Path, ids: Sequence[str]) -> Iterator[Target]:
    """The files that are meant where none is named."""
    settings = read_settings(folder)
    where = f" ({settings.source}, [tool.symcheck])" if settings.source else ""
    for path in settings.paths:
        if ids and not settings.source and not path.exists():  # nothing to seek a part in: a file may be meant
            raise CannotRun(_missing(ids[0], ids[0], folder, ""))
        yield from _expand(shown(path, folder), folder, where)


def may_be_file(name: str) -> bool:
    """Whether a name looks like that of a derivation, or of a part in its file, whether it is there or not."""
    return name == STANDARD_INPUT or SEPARATOR in name or name.endswith((".py", *PAGES))


def _is_id(path: str, folder: Path) -> bool:
    return bool(path) and "/" not in path and not may_be_file(path) and not (folder / path).exists()


def shown(path: Path, folder: Path) -> str:
    """A path as reports show it: relative to the working folder where it lies below it, else whole.

    A byte that is no UTF-8 is shown by its number.
    """
    absolute = Path(os.path.abspath(path))
    seen = absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute
    return os.fsencode(seen.as_posix()).decode("utf-8", "backslashreplace")


def _expand(written: str, folder: Path, where: str) -> tuple[Target, ...]:
    name, separator, part = written.partition(SEPARATOR)
    if name == STANDARD_INPUT:
        return (Target("-", "-", (part,) if separator else None, True, _standard_input()),)
    path = folder / name
    if not name or not path.exists():
        raise CannotRun(_leads_nowhere(path, name) or _missing(written, name, folder, where))
    if separator and not part:
        raise CannotRun(f"{written}: no part is named after {SEPARATOR}; write {name}{SEPARATOR}part")
    if path.is_dir():
        if separator:
            raise CannotRun(f"{written}: {name} is a folder; a part is named as file.py{SEPARATOR}{part}")
        return _folder_targets(path, written, folder)
    if path.suffix not in (".py", *PAGES):
        pages = ", ".join(f"*{suffix}" for suffix in PAGES)
        raise CannotRun(f"{name} is not a derivation file: derivations are Python files (*.py) and pages ({pages})")
    return (target_of(path, folder, (part,) if separator else None),)


def _folder_targets(path: Path, written: str, folder: Path) -> tuple[Target, ...]:
    found = tuple(replace(target_of(file, folder), named=False) for file in derivation_files(path))
    if not found:
        pages = ", ".join(f"*{suffix}" for suffix in DECLARING)
        raise CannotRun(
            f"no derivation files in {written}: looked for *.py, and for {pages} with a block of declarations, in "
            f"{os.path.abspath(path)} and below"
        )
    return found


def target_of(path: Path, folder: Path, ids: tuple[str, ...] | None = None) -> Target:
    """The file as it is named from `folder`."""
    return Target(shown(path, folder), os.path.abspath(path), ids, True)


def derivation_files(folder: Path) -> Iterator[Path]:
    """The derivations below a folder, by name; hidden and private ones, and virtual environments, left out.

    What cannot be looked into is among them: that it cannot be read is told where it would be.
    """
    closed: list[Path] = []

    def note(error: OSError) -> None:
        closed.extend(() if isinstance(error, FileNotFoundError) else (Path(error.filename),))

    for root, folders, files in os.walk(folder, onerror=note):
        yield from closed
        closed.clear()
        folders[:] = sorted(name for name in folders if not _private(name) and not _is_environment(Path(root, name)))
        yield from (
            Path(root, name) for name in sorted(files) if not _private(name) and is_derivation(Path(root, name))
        )
    yield from closed


def _is_environment(folder: Path) -> bool:
    with suppress(OSError):
        return (folder / "pyvenv.cfg").exists()
    return False


def is_derivation(file: Path) -> bool:
    """Whether a file that nobody named is a derivation, or cannot be read: then it may be one."""
    if file.suffix not in (".py", *DECLARING):
        return False
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # to read a pipe is to wait for what may never come
            return False
        if file.suffix == ".py":
            return True
        with file.open("rb") as page:
            return DECLARATIONS.search(page.read(LARGEST)) is not None
    except OSError:
        return True


@cache
def _standard_input() -> bytes:
    """What stands on standard input, up to one byte more than is read."""
    return sys.stdin.buffer.read(LARGEST + 1)


def _private(name: str) -> bool:
    return name.startswith(("_", "."))


def _merge(groups: Iterator[tuple[Target, ...]]) -> tuple[Target, ...]:
    """Each file once, where it was first named, with all that was asked of it."""
    merged: dict[str, Target] = {}
    for target in (target for group in groups for target in group):
        known = merged.get(target.path)
        merged[target.path] = target if known is None else _both(known, target)
    return tuple(merged.values())


def _both(first: Target, second: Target) -> Target:
    if bool(first.sought) != bool(second.sought):  # all of it, or what is named in it, and parts sought in it too
        whole, sought = (second, first) if first.sought else (first, second)
        ids = None if whole.ids is None else tuple(dict.fromkeys(whole.ids + sought.sought))
        return replace(whole, ids=ids)
    ids = None if first.ids is None or second.ids is None else tuple(dict.fromkeys(first.ids + second.ids))
    return replace(first, ids=ids, named=first.named or second.named)


def _missing(written: str, name: str, folder: Path, where: str) -> str:
    looked = os.path.abspath(folder / name) if name else str(folder)
    return f"no such file or folder: {name or written}{where}, looked for {looked}{nearest(name, nearby(name, folder))}"


def _leads_nowhere(path: Path, name: str) -> str:
    """What is wrong with a link that is there, while what it leads to is not; "" for what is no link."""
    if not path.is_symlink():
        return ""
    try:
        path.stat()
    except OSError as error:
        return f"{name} is a link to {os.readlink(path)}: {error.strerror}"
    return ""


def nearby(name: str, folder: Path) -> list[str]:
    """The paths that might have been meant: the neighbours of what was named, and what lies in derivations/."""
    parent = (folder / name).parent
    neighbours = parent.iterdir() if parent.is_dir() else iter(())
    candidates = [*neighbours, *derivation_files(folder / "derivations")]
    return [shown(path, folder) for path in candidates if path.is_dir() or path.suffix in (".py", *PAGES)]


def nearest(name: str, candidates: Sequence[str]) -> str:
    """`; did you mean …?` with the candidates nearest to a name, or nothing."""
    short = {Path(candidate).name: candidate for candidate in candidates}
    found = get_close_matches(name, candidates, 3, 0.5)
    found += [short[near] for near in get_close_matches(Path(name).name, short, 3, 0.6)]
    found += [candidate for candidate in candidates if Path(candidate).stem == name]
    unique = list(dict.fromkeys(found))[:3]
    return f"; did you mean {' or '.join(unique)}?" if unique else ""
