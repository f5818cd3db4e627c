"""Source in lines of a given width: a call an argument a line, a sum a term a line, where it does not fit on one.

The text is source as this package writes it: brackets match, binary signs stand between spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WIDTH = 100
_PAIRS = {")": "(", "]": "[", "}": "{"}


def laid_out(text: str, room: int) -> list[str]:
    """An expression in lines of at most so many characters, if it can be broken; it stands inside brackets."""
    if len(text) <= room:
        return [text]
    head, arguments, end = _call(text)
    if not head.isidentifier():
        for signs in ((" + ", " - "), (" * ", " / ", " @ ")):
            pieces = parted(text, signs)
            if len(pieces) > 1:
                return [line for piece in pieces for line in laid_out(piece, room)]
    if end and (head[-1:].isalnum() or head[-1:] == "_"):
        return called(f"{head}(", arguments, end, room)
    if end and text.endswith(")"):
        return [f"{head}(", *(f"    {line}" for line in laid_out(", ".join(arguments), room - 4)), ")"]
    return [text]


def called(head: str, arguments: Sequence[str], end: str, room: int) -> list[str]:
    """A call, an argument a line."""
    lines = [head]
    for argument in arguments:
        *before, last = laid_out(argument, room - 5)
        lines += [f"    {line}" for line in (*before, f"{last},")]
    return [*lines, end]


def parted(text: str, signs: Sequence[str]) -> list[str]:
    """The text before each sign of its own level; all but the first piece begin with their sign."""
    starts = [at for at, level in _levels(text) if level == 0 and text.startswith(tuple(signs), at)]
    ends = [*starts, len(text)]
    return [text[: ends[0]], *(text[start + 1 : end] for start, end in zip(starts, ends[1:], strict=True))]


def _call(text: str) -> tuple[str, list[str], str]:
    """What stands before the bracket at the end of a text, what is in it, and what closes it ("" if none does)."""
    opening = [at for at, level in _levels(text) if level == 0 and text[at] == "("]
    if not opening or not text.endswith(")"):
        return text, [], ""
    inside = text[opening[-1] + 1 : -1]
    commas = [at for at, level in _levels(inside) if level == 0 and inside.startswith(", ", at)]
    ends = [*commas, len(inside)]
    starts = [0, *(comma + 2 for comma in commas)]
    return text[: opening[-1]], [inside[a:b] for a, b in zip(starts, ends, strict=True)], ")"


def _levels(text: str) -> Iterator[tuple[int, int]]:
    """Each place of the text outside strings, with the number of brackets that are open before it."""
    level, quote = 0, ""
    skip = False
    for at, letter in enumerate(text):
        if quote:
            skip, ended = letter == "\\" and not skip, letter == quote and not skip
            quote = "" if ended else quote
            continue
        level -= letter in _PAIRS
        yield at, level
        level += letter in _PAIRS.values()
        quote = letter if letter == '"' else ""
