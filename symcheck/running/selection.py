"""Choosing among listed parts: by ids, and by `-k` expressions with and, or, not and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from symcheck.running.discover import Target, nearby, nearest
from symcheck.running.listing import Entry, Listing
from symcheck.running.settings import CannotRun

Matches = Callable[[str], bool]


def asked_for(target: Target, listing: Listing) -> tuple[Entry, ...]:
    """The parts of a file that the command line asks for, in the file's order."""
    if target.sought:
        return tuple(entry for entry in listing.entries if entry.id in target.sought)
    if target.ids is None:
        return listing.entries
    known = [entry.id for entry in listing.entries]
    for id in target.ids:
        if id not in known:
            raise CannotRun(_unknown(id, target.file, known))
    return tuple(entry for entry in listing.entries if entry.id in target.ids)


def _unknown(id: str, file: str, known: Sequence[str]) -> str:
    if not known:
        return f"no part {id!r} in {file}: it declares no parts"
    begun = [name for name in known if name.startswith(id)]
    near = f"; did you mean {' or '.join(begun[:3])}?" if begun else nearest(id, known)
    return f"no part {id!r} in {file}{near or '; it has ' + ', '.join(known)}"


def all_found(targets: Sequence[Target], listings: Sequence[Listing]) -> None:
    """Whether each part that is sought by its id is somewhere; raises CannotRun for one that is not."""
    known = [entry.id for listing in listings for entry in listing.entries]
    where = ", ".join(dict.fromkeys(target.file for target in targets if target.sought))
    for id in dict.fromkeys(id for target in targets for id in target.sought):
        if id not in known:
            has = f"; it has {', '.join(known[:12])}{' …' if len(known) > 12 else ''}" if known else ""
            near = nearest(id, [*nearby(id, Path.cwd()), *known]) or has
            raise CannotRun(f"no part {id!r} in {where}, and no such file or folder{near}")


def choose(entries: Sequence[Entry], expression: str | None) -> tuple[Entry, ...]:
    """The entries that a `-k` expression matches, by file, id and title; at least one."""
    if expression is None:
        return tuple(entries)
    matches = parse_expression(expression)
    chosen = tuple(entry for entry in entries if matches(f"{entry.address} {entry.title}".lower()))
    if entries and not chosen:
        ids = [entry.id for entry in entries]
        listed = f"; their ids are {', '.join(ids[:12])}{' …' if len(ids) > 12 else ''}"
        raise CannotRun(f"-k {expression!r} matches none of {len(entries)} parts{nearest(expression, ids) or listed}")
    return chosen


def parse_expression(text: str) -> Matches:
    """What `-k` means: words are substrings (case aside), joined by and, or, not and parentheses."""
    tokens = re.findall(r"[()]|[^\s()]+", text.lower())
    reader = _Reader(text, tokens)
    matches = reader.alternatives()
    if reader.next is not None:
        raise reader.error(f"{reader.next!r} is not expected there")
    return matches


class _Reader(Struct):
    """The words of a selection, read from left to right."""

    text: str
    tokens: list[str]
    position: int = 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def error(self, reason: str) -> CannotRun:
        return CannotRun(f"-k {self.text!r}: {reason}; write words with and, or, not and parentheses")

    def accepts(self, token: str) -> bool:
        found = self.next == token
        self.position += found
        return found

    def alternatives(self) -> Matches:
        found = [self.together()]
        while self.accepts("or"):
            found.append(self.together())
        return lambda name: any(matches(name) for matches in found)

    def together(self) -> Matches:
        found = [self.single()]
        while self.accepts("and"):
            found.append(self.single())
        return lambda name: all(matches(name) for matches in found)

    def single(self) -> Matches:
        if self.accepts("not"):
            inner = self.single()
            return lambda name: not inner(name)
        if self.accepts("("):
            inner = self.alternatives()
            if not self.accepts(")"):
                raise self.error("a parenthesis is not closed")
            return inner
        word = self.next
        if word is None or word in ("and", "or", ")"):
            raise self.error("a word is missing")
        self.position += 1
        return lambda name: word in name
