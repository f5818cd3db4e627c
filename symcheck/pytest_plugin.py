"""Derivations as tests of pytest: a part is a test, what a report would say of it is its failure.

Off unless asked for, with `--symcheck` or `symcheck = true` in the configuration of pytest. Then the derivations among
the files that pytest visits are collected: Python files in the paths of [tool.symcheck], or derivations/, and any named
on the command line; pages that hold a block of declarations. Settings are those of [tool.symcheck]. Files are executed
and parts judged in workers, as by `symcheck run`; without being asked for, the plugin imports nothing of symcheck.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from symcheck.claims.verdict import PartVerdict
    from symcheck.running.listing import Entry
    from symcheck.running.options import RunOptions
    from symcheck.running.workers.pool import Pool

WIDTH = 100


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--symcheck`, and the same in the configuration."""
    text = "collect derivations, a test a part"
    parser.getgroup("symcheck").addoption("--symcheck", action="store_true", help=text)
    parser.addini("symcheck", text, type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Takes part in the session if it is asked for."""
    if config.getoption("--symcheck") or config.getini("symcheck"):
        config.pluginmanager.register(Session(config), "symcheck-session")


class Session:
    """A session of pytest with derivations: its workers, which begin with the first file, and what they are told."""

    def __init__(self, config: pytest.Config) -> None:
        from symcheck.running.settings import read_settings

        self._root = config.rootpath
        self._settings = read_settings(self._root)
        self._pool: Pool | None = None

    @pytest.hookimpl
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> DerivationFile | None:
        """A derivation; None for any other file."""
        from symcheck.running.discover import is_derivation

        if file_path.suffix == ".py" and not self._is_ours(file_path, parent):
            return None
        if not is_derivation(file_path):
            return None
        file: DerivationFile = DerivationFile.from_parent(parent, path=file_path, derivations=self)
        return file

    def _is_ours(self, file: Path, parent: pytest.Collector) -> bool:
        """Whether a Python file is meant for symcheck: a page says so itself."""
        if any(file.is_relative_to(path) for path in self._settings.paths):
            return not file.name.startswith(("_", "conftest", "test_"))
        return parent.session.isinitpath(file) and not file.name.startswith("test_")

    @property
    def options(self) -> RunOptions:
        """What the judges are told."""
        from symcheck.running.options import configured

        return configured(self._settings, {})

    @property
    def pool(self) -> Pool:
        """The workers of this session."""
        if self._pool is None:
            from symcheck.running.run import start_pool

            self._pool = start_pool(self.options, judging=True)
            self._pool.__enter__()
        return self._pool

    def pytest_unconfigure(self) -> None:
        """Ends the workers."""
        if self._pool is not None:
            self._pool.__exit__(None, None, None)


class DerivationFile(pytest.File):
    """A derivation file; its parts are listed by a worker."""

    def __init__(self, *, derivations: Session, **others: Any) -> None:
        super().__init__(**others)
        self._derivations = derivations

    def collect(self) -> Iterator[PartItem]:
        """A test for each part."""
        from symcheck.report.model import FileProblem
        from symcheck.running.discover import target_of
        from symcheck.running.run import Work, load_files

        target = target_of(self.path, self.config.rootpath).looked_at()
        (listing,) = load_files(self._derivations.pool, [target], self._derivations.options)
        if isinstance(listing, FileProblem):
            raise self.CollectError(f"{listing.place}: {listing.outcome.value}: {listing.reason}")
        for entry in listing.entries:
            item: PartItem = PartItem.from_parent(
                self, name=entry.id, derivations=self._derivations, work=Work(target, entry)
            )
            yield item


class NotPassed(Exception):
    """A part did not pass; what a report says of it."""


class PartItem(pytest.Item):
    """A part of a derivation."""

    def __init__(self, *, derivations: Session, work: Any, **others: Any) -> None:
        super().__init__(**others)
        self._derivations = derivations
        self._work = work
        self.extra_keyword_matches.add(self._entry.title)

    @property
    def _entry(self) -> Entry:
        entry: Entry = self._work.entry
        return entry

    def runtest(self) -> None:
        """Judges the part."""
        from symcheck.report.printer import part_text
        from symcheck.report.terminal import layout_for

        verdict = self._verdict()
        self.user_properties.append(("verdict", verdict.outcome.value))
        if not verdict.outcome.green:
            layout = layout_for(WIDTH, [verdict.id], verbose=False, quiet=False, times=False)
            raise NotPassed(f"{verdict.outcome.value}: {verdict.reason}\n{part_text(verdict, layout)}")

    def _verdict(self) -> PartVerdict:
        from symcheck.running.run import judge_parts

        found = judge_parts(self._derivations.pool, [self._work], self._derivations.options, lambda _: None)
        return next(verdict for _, verdict in found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The report's text, and no traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, NotPassed) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the part stands; pytest counts lines from 0."""
        return self.path, self._entry.place.line - 1, self._entry.id
