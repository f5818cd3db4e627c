"""What a run knows from earlier ones: verdicts that hold still, and which parts did not pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from symcheck.claims.verdict import PartVerdict
from symcheck.commands.plan import PlannedFile
from symcheck.report.model import Report
from symcheck.running.cache import Cache, Noted, Remembered, noted
from symcheck.running.discover import Target
from symcheck.running.listing import Entry, Listing
from symcheck.running.options import RunOptions
from symcheck.running.run import Work, judge_parts
from symcheck.running.workers.pool import Pool


class Memory:
    """The verdicts that are remembered of some files as they stand; `used` counts those that were taken."""

    def __init__(self, cache: Cache, targets: Sequence[Target], options: RunOptions) -> None:
        self._cache = cache
        self._options = options
        recalled = ((target, cache.recall(target, options)) for target in targets)
        self._known = {target.path: found for target, found in recalled if found is not None}
        self.suffices = all(t.path in self._known and self._known[t.path].answers(t) for t in targets)
        self.used = 0

    @cached_property
    def _before(self) -> Mapping[str, Noted]:
        return self._cache.outcomes()

    def differs(self, verdict: PartVerdict) -> bool:
        """Whether a part came out otherwise than when it was last judged, or its lines did; a new one does."""
        return self._before.get(verdict.address) != noted(verdict)

    @property
    def listings(self) -> dict[str, Listing]:
        """The listings of the files that are known, by path."""
        return {path: known.listing for path, known in self._known.items()}

    def failed_before(self, files: Sequence[PlannedFile]) -> tuple[PlannedFile, ...]:
        """The files with the parts alone that did not pass when they were last judged; all, if there are none."""
        outcomes = self._before

        def failed(entry: Entry) -> bool:
            return entry.address in outcomes and not outcomes[entry.address].outcome.green

        chosen = [replace(file, entries=tuple(filter(failed, file.entries))) for file in files]
        found = tuple(file for file in chosen if file.entries or file.problem)
        return found if any(file.entries for file in found) else tuple(files)

    def judged(
        self, pool: Pool, work: Sequence[Work], begun: Callable[[Entry], None]
    ) -> Iterator[tuple[int, PartVerdict]]:
        """The verdicts with the numbers of the parts: what is remembered first, the others as they come."""
        rest = []
        for number, item in enumerate(work):
            known = self._known.get(item.target.path)
            if known is not None and item.entry.id in known.verdicts:
                self.used += 1
                yield number, known.verdicts[item.entry.id]
            else:
                rest.append(number)
        for position, verdict in judge_parts(pool, [work[number] for number in rest], self._options, begun):
            yield rest[position], verdict

    def keep(self, files: Sequence[PlannedFile], report: Report) -> None:
        """Remembers what was decided."""
        for file, decided in zip(files, report.files, strict=True):
            known = self._known.get(file.target.path)
            verdicts = {part.id: part for part in decided.parts}
            if file.problem is None and not (known and verdicts.keys() <= known.verdicts.keys()):
                before = known.verdicts if known else {}
                self._cache.keep(file.target, self._options, Remembered(file.listing, {**before, **verdicts}))
        self._cache.note({part.address: noted(part) for part in report.parts})
