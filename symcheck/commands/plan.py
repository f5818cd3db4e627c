"""From files to the parts they hold: files loaded in a worker, parts chosen, nothing judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from symcheck.report.model import FileProblem, FileReport
from symcheck.running.discover import Target
from symcheck.running.listing import Entry, Listing
from symcheck.running.options import RunOptions
from symcheck.running.run import Work, load_files
from symcheck.running.selection import all_found, asked_for, choose
from symcheck.running.settings import CannotRun
from symcheck.running.workers.pool import Pool

NOTHING_KNOWN: Mapping[str, Listing] = MappingProxyType({})


class PlannedFile(Struct, frozen=True):
    """A file as it is listed, and the parts of it to judge or what came in its way."""

    target: Target
    listing: Listing
    entries: tuple[Entry, ...]
    problem: FileProblem | None = None

    def report(self) -> FileReport:
        """The file's report before anything is decided."""
        listing = self.listing
        return FileReport(self.target.file, listing.title, self._ids(), (), self.problem, listing.formulas)

    def _ids(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self.entries)


def plan(
    pool: Pool,
    targets: Sequence[Target],
    keyword: str | None,
    options: RunOptions,
    known: Mapping[str, Listing] = NOTHING_KNOWN,
) -> tuple[PlannedFile, ...]:
    """Loads files and chooses among their parts; at least one part, or a problem to report.

    Files whose listing is `known`, by their path, are not loaded.
    """
    unknown = [target for target in targets if target.path not in known]
    listings = dict(zip((target.path for target in unknown), load_files(pool, unknown, options), strict=True))
    files = [_planned(target, known.get(target.path) or listings[target.path]) for target in targets]
    if not any(file.problem for file in files):
        all_found(targets, [file.listing for file in files])
    chosen = set(choose([entry for file in files for entry in file.entries], keyword))
    kept = (replace(file, entries=tuple(e for e in file.entries if e in chosen)) for file in files)
    worth = tuple(file for file in kept if file.entries or file.problem)
    if not worth:
        raise CannotRun(_no_parts(targets))
    return worth


def _planned(target: Target, listing: Listing | FileProblem) -> PlannedFile:
    if isinstance(listing, FileProblem):
        return PlannedFile(target, Listing(target.file, "", ()), (), listing)
    if target.named and target.ids is None and not target.sought and not listing.entries:
        raise CannotRun(_no_parts((target,)))
    return PlannedFile(target, listing, asked_for(target, listing))


def _no_parts(targets: Sequence[Target]) -> str:
    files = ", ".join(target.file for target in targets[:5]) + (" …" if len(targets) > 5 else "")
    return f'no parts in {files}: a part is a function under @part("id", "title") that yields chains'


def work_of(files: Sequence[PlannedFile]) -> list[Work]:
    """The parts of some files, in order."""
    return [Work(file.target, entry) for file in files for entry in file.entries]
