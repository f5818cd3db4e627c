"""From files to the parts they hold: files loaded in a worker, parts chosen, nothing judged."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.formulas import Formulas
from symcheck.report.model import FileProblem, FileReport
from symcheck.running.discover import Target
from symcheck.running.listing import Entry, Listing
from symcheck.running.options import RunOptions
from symcheck.running.run import Work, load_files
from symcheck.running.selection import asked_for, choose
from symcheck.running.settings import CannotRun
from symcheck.running.workers.pool import Pool


class PlannedFile(Struct, frozen=True):
    """A file, and the parts of it to judge or what came in its way."""

    target: Target
    title: str
    entries: tuple[Entry, ...]
    problem: FileProblem | None = None
    formulas: Formulas | None = None

    def report(self) -> FileReport:
        """The file's report before anything is decided."""
        return FileReport(self.target.file, self.title, self._ids(), (), self.problem, self.formulas)

    def _ids(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self.entries)


def plan(pool: Pool, targets: Sequence[Target], keyword: str | None, options: RunOptions) -> tuple[PlannedFile, ...]:
    """Loads files and chooses among their parts; at least one part, or a problem to report."""
    listings = load_files(pool, targets, options)
    files = [_planned(target, listing) for target, listing in zip(targets, listings, strict=True)]
    chosen = set(choose([entry for file in files for entry in file.entries], keyword))
    kept = (replace(file, entries=tuple(e for e in file.entries if e in chosen)) for file in files)
    worth = tuple(file for file in kept if file.entries or file.problem)
    if not worth:
        raise CannotRun(_no_parts(targets))
    return worth


def _planned(target: Target, listing: Listing | FileProblem) -> PlannedFile:
    if isinstance(listing, FileProblem):
        return PlannedFile(target, "", (), listing)
    if target.named and target.ids is None and not listing.entries:
        raise CannotRun(_no_parts((target,)))
    return PlannedFile(target, listing.title, asked_for(target, listing), None, listing.formulas)


def _no_parts(targets: Sequence[Target]) -> str:
    files = ", ".join(target.file for target in targets[:5]) + (" …" if len(targets) > 5 else "")
    return f'no parts in {files}: a part is a function under @part("id", "title") that yields chains'


def work_of(files: Sequence[PlannedFile]) -> list[Work]:
    """The parts of some files, in order."""
    return [Work(file.target, entry) for file in files for entry in file.entries]
