"""Where to look when the command line names nothing: `[tool.symcheck]` of the nearest pyproject.toml.

One key is known, `paths`, a list of files and folders relative to that file. Anything else is refused with its place
rather than ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

KEYS = ("paths",)
DEFAULT_FOLDER = "derivations"


class CannotRun(Exception):
    """The command cannot do what was asked: usage, or nothing found. The message is for the user; exit code 2."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The paths to check by default, and the file that says so ("" if none does)."""

    paths: tuple[Path, ...]
    source: str = ""


def read_settings(folder: Path) -> Settings:
    """The settings that hold in `folder`: of the nearest pyproject.toml at or above it, else the default folder."""
    file = nearest_pyproject(folder)
    if file is None:
        return Settings((folder / DEFAULT_FOLDER,))
    paths = _paths(_table(file), file)
    if paths is None:
        return Settings((folder / DEFAULT_FOLDER,))
    return Settings(tuple(file.parent / path for path in paths), str(file))


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


def _paths(table: dict[str, object], file: Path) -> tuple[str, ...] | None:
    for key in table:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1, 0.5)
            hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(KEYS)}"
            raise CannotRun(f"{file}: unknown key {key!r} in [tool.symcheck]{hint}")
    paths = table.get("paths")
    if paths is None:
        return None
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) for path in paths):
        raise CannotRun(
            f'{file}: paths in [tool.symcheck] must be a list of files and folders: paths = ["derivations"]'
        )
    return tuple(str(path) for path in paths)
