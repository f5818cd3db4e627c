"""What holds where the command line says nothing: `[tool.symcheck]` of the nearest pyproject.toml.

Its keys: `paths`, a list of files and folders relative to that file; `jobs`, a number of workers; `timeout`, seconds
for a part; `samples`, random samples a line; `seed`; `accept`, a list of what else may pass: "checked"; `formats`, a
list of formats of the report, each as for --format; `cache`, whether verdicts are remembered. Anything else is refused
with its place rather than ignored.
"""

from __future__ import annotations

from difflib import get_close_matches
from math import inf
from pathlib import Path

from msgspec import Struct

KEYS = ("accept", "cache", "formats", "jobs", "paths", "samples", "seed", "timeout")
ACCEPTED = ("checked",)
DEFAULT_FOLDER = "derivations"


class CannotRun(Exception):
    """The command cannot do what was asked: usage, or nothing found. The message is for the user; exit code 2."""


class Settings(Struct, frozen=True):
    """The paths to check by default, the file that names them ("": none), and what else is said (None: nothing)."""

    paths: tuple[Path, ...]
    source: str = ""
    jobs: int | None = None
    timeout: float | None = None
    samples: int | None = None
    seed: int | None = None
    accept: tuple[str, ...] | None = None
    formats: tuple[str, ...] = ()
    cache: bool = True


def read_settings(folder: Path) -> Settings:
    """The settings that hold in `folder`: of the nearest pyproject.toml at or above it, else the default folder."""
    file = nearest_pyproject(folder)
    if file is None:
        return Settings((folder / DEFAULT_FOLDER,))
    table = _table(file)
    _only_known(table, file)
    paths = _texts(table, "paths", 'a list of files and folders: paths = ["derivations"]', file)
    return Settings(
        (folder / DEFAULT_FOLDER,) if paths is None else tuple(file.parent / path for path in paths),
        "" if paths is None else str(file),
        _whole(table, "jobs", 1, file),
        _seconds(table, file),
        _whole(table, "samples", 1, file),
        _whole(table, "seed", 0, file),
        _accepted(table, file),
        _texts(table, "formats", 'a list of formats: formats = ["junit=report.xml"]', file) or (),
        _yes(table, "cache", file),
    )


def nearest_pyproject(folder: Path) -> Path | None:
    """The pyproject.toml at or above the folder, or None."""
    for candidate in (folder, *folder.parents):
        file = candidate / "pyproject.toml"
        if file.is_file():
            return file
    return None


def _table(file: Path) -> dict[str, object]:
    content = _read(file)
    if b"symcheck" not in content:  # most files: the parser is not worth its import
        return {}
    import tomllib

    try:
        data = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotRun(f"{file} is not valid TOML: {error}") from error
    tool = data.get("tool", {})
    table = tool.get("symcheck", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise CannotRun(f"{file}: [tool.symcheck] must be a table")
    return table


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{file} cannot be read: {error.strerror}") from error


def _only_known(table: dict[str, object], file: Path) -> None:
    for key in table:
        if key not in KEYS:
            raise CannotRun(f"{file}: unknown key {key!r} in [tool.symcheck]{_near(key, KEYS)}")


def _near(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, 1, 0.5)
    return f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"


def _accepted(table: dict[str, object], file: Path) -> tuple[str, ...] | None:
    found = _texts(table, "accept", 'a list of what else may pass: accept = ["checked"]', file)
    for word in found or ():
        if word not in ACCEPTED:
            raise CannotRun(f"{file}: accept in [tool.symcheck] does not take {word!r}{_near(word, ACCEPTED)}")
    return found


def _texts(table: dict[str, object], key: str, wanted: str, file: Path) -> tuple[str, ...] | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise CannotRun(f"{file}: {key} in [tool.symcheck] must be {wanted}")
    return tuple(str(item) for item in value)


def _whole(table: dict[str, object], key: str, least: int, file: Path) -> int | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise CannotRun(f"{file}: {key} in [tool.symcheck] must be a whole number, {least} or more")
    return value


def _yes(table: dict[str, object], key: str, file: Path) -> bool:
    value = table.get(key, True)
    if not isinstance(value, bool):
        raise CannotRun(f"{file}: {key} in [tool.symcheck] must be true or false")
    return value


def _seconds(table: dict[str, object], file: Path) -> float | None:
    value = table.get("timeout")
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < inf:
        raise CannotRun(f"{file}: timeout in [tool.symcheck] must be a positive number of seconds")
    return float(value)
