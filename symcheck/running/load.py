"""Loading a derivation file and listing its parts. Meant for a worker: a Python file may do anything.

Each Python file runs under a module name of its own, with its folder importable meanwhile; a page is read, and nothing
on it is executed. No part is built.
"""

from __future__ import annotations

import linecache
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib.util import decode_source
from types import ModuleType

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.claims.statements import Part
from symcheck.claims.verdict import Outcome
from symcheck.language.statements import collecting_parts
from symcheck.report.model import FileProblem
from symcheck.running.discover import Target
from symcheck.running.listing import Entry, Listing

NOT_UTF8 = "the page is not written in UTF-8, and is read as Latin-1: save it as UTF-8"


class Loaded(Struct, frozen=True):
    """A loaded file: its listing, or why there is none, and the parts by id."""

    listing: Listing | FileProblem
    parts: dict[str, Part]


def load(target: Target) -> Loaded:
    """Executes a Python file, or reads a page; whatever comes of executing goes through."""
    try:
        text = target.text()
    except OSError as error:
        reason = f"it cannot be read: {error.strerror or error}"
        return Loaded(FileProblem(target.file, Place(target.file, 1), Outcome.ERROR, reason), {})
    return _load_page(target, text) if target.is_page else _execute(target, text)


def _load_page(target: Target, text: bytes) -> Loaded:
    """Reads a page. The reader is imported for a page alone."""
    from symcheck.reading.assembling.assembly import assembled, read_text
    from symcheck.reading.assembling.direct import page_of

    if target.formulas:
        page = assembled(page_of(target.formulas, target.declared, target.file), all_declared=True)
    else:
        page = read_text(text, target.file)
    if isinstance(page, FileProblem):
        return Loaded(page if _is_utf8(text) else replace(page, reason=f"{NOT_UTF8}\n{page.reason}"), {})
    listing = Listing(target.file, page.title, list_parts(target.file, list(page.parts)), page.formulas)
    return Loaded(listing, {part.id: part for part in page.parts})


def _is_utf8(text: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return text.decode() is not None
    return False


def _execute(target: Target, text: bytes) -> Loaded:
    code = compile(text, target.file, "exec")
    _remember(target.file, text)
    module = ModuleType(f"derivation {target.file}")
    module.__file__ = target.path
    with importable_folder(target), collecting_parts() as parts:
        sys.modules[module.__name__] = module
        exec(code, module.__dict__)
    listing = Listing(target.file, _first_line(module.__doc__), list_parts(target.file, parts))
    return Loaded(listing, {part.id: part for part in parts})


def _remember(file: str, source: bytes) -> None:
    """Lets the lines of a file be asked for under the name it runs by, which need not lead to it from here."""
    lines = decode_source(source).splitlines(keepends=True)
    linecache.cache[file] = (len(source), None, lines, file)


def at_home(target: Target) -> AbstractContextManager[None]:
    """What a part of a file needs round it to be built."""
    return nullcontext() if target.is_page else importable_folder(target)


@contextmanager
def importable_folder(target: Target) -> Iterator[None]:
    """The file's folder can be imported from, after everything installed; what came from it is forgotten again,
    so that files of the same name in another folder are not mistaken for it."""
    folder = os.path.dirname(target.path)
    before = set(sys.modules)
    sys.path.append(folder)
    try:
        yield
    finally:
        sys.path[:] = [entry for entry in sys.path if entry != folder]
        for name in set(sys.modules) - before:
            if _lies_in(sys.modules[name], folder):
                del sys.modules[name]


def _lies_in(module: ModuleType, folder: str) -> bool:
    file = getattr(module, "__file__", None) or ""
    return file.startswith(folder + os.sep) and "site-packages" not in file


def _first_line(doc: object) -> str:
    return doc.strip().split("\n")[0] if isinstance(doc, str) and doc.strip() else ""


def list_parts(file: str, parts: list[Part]) -> tuple[Entry, ...]:
    """One entry a part; a part declared twice gets one entry, which names both places."""
    places: dict[str, list[Place]] = {}
    for part in parts:
        places.setdefault(part.id, []).append(part.place)
    first = {part.id: part for part in reversed(parts)}
    return tuple(_entry(file, first[id], declared) for id, declared in places.items())


def _entry(file: str, part: Part, declared: list[Place]) -> Entry:
    timeout, problem = _timeout(part.timeout)
    if len(declared) > 1:
        problem = f"the id {part.id!r} is declared {len(declared)} times: {', '.join(map(str, declared))}"
    return Entry(file, part.id, str(part.title), part.place, timeout, problem)


def _timeout(value: object) -> tuple[float | None, str]:
    if value is None:
        return None, ""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(value), ""
    return None, f"timeout must be a positive number of seconds, not {value!r}"
