"""A page without its declarations, what is inferred of it, and how its verdicts compare with those under its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from symcheck.reading.assembling.assembly import ReadPage
from symcheck.reading.assembling.sight import guesses
from symcheck.reading.declaring.undeclared import Undeclared
from symcheck.reading.pages.page import read_page
from tests.judged import judged

TEX_LINE = re.compile(r"^% symcheck:(.*)\n", re.M)
OWN = re.compile(r"<!-- symcheck\n(.*?)\n-->\n?|```symcheck\n(.*?)\n```\n?", re.S)
ASKED_OF_A_VALUE = re.compile(r"from what is|how does|what is|is \S+ a matrix")
SHAPE = re.compile(r"(sizes?|index|indices) |[^=]*(∈|>|<)")

SIZE = re.compile(r"[A-Za-z]\w*")
SIZES = re.compile(r"^sizes? .*|(?<=∈ ℝ\^)\S+|(?<=∈ )[A-Za-z]\w*$")
"""Where a line of a block names sizes: all of them, those of an array, that of an index."""


def text_of(path: Path) -> str:
    """A page as text; of a notebook, its cells of text one below the other."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def without_block(path: Path) -> str:
    return TEX_LINE.sub("", OWN.sub("", text_of(path)))


def own_lines(path: Path) -> list[str]:
    """The declarations that a page has, a clause each."""
    text = text_of(path)
    lines = [line for found in OWN.finditer(text) for line in (found[1] or found[2]).split("\n")]
    lines += [found[1].strip() for found in TEX_LINE.finditer(text)]
    return [clause for line in lines for clause in _clauses(line)]


def _clauses(line: str) -> Iterator[str]:
    if re.match(r"parts? |wrong ", line):
        yield line
        return
    depth, held = 0, ""
    for sign in line:
        depth += (sign in "{([") - (sign in "})]")
        if sign == ";" and depth <= 0:
            yield held.strip()
            held = ""
        else:
            held += sign
    if held.strip():
        yield held.strip()


def inferred(path: Path) -> Undeclared:
    page = read_page(without_block(path), name_of(path))
    found = guesses(page)
    assert found is not None, path
    return found


def name_of(path: Path) -> str:
    return path.with_suffix(".md").name if path.suffix == ".ipynb" else path.name


def answered(path: Path, found: Undeclared) -> list[str]:
    """The block that is inferred, with its questions answered as the block of the page answers them.

    A name that is asked from what it is computed gets the value that it has there; what no name is asked about is taken
    over too: conventions, other ways of writing, assumptions, what parts ask, documented slips. Sizes have the names
    that the page's own block gives them, where there are as many.
    """
    own = own_lines(path)
    lines: list[str] = []
    for line in found.block.split("\n")[1:-1]:
        text, _, ask = line.partition("  # ask: ")
        value = _value(text, own) if ASKED_OF_A_VALUE.match(ask) else None
        lines.append(value or text)
    written = "\n".join(lines)
    told = [clause for clause in own if not SHAPE.match(clause) and " = " not in clause.split(" means ")[0]]
    told += [clause for clause in own if clause.startswith(("part", "wrong", "assume"))]
    calls = {text.split("(")[0] + "(" for text in lines if "(" in text.split(" ∈ ")[0]}
    told = [clause for clause in told if not any(clause.startswith(call) for call in calls)]
    lines = _with_sizes(list(dict.fromkeys(lines)), own)
    return [*lines, *(clause for clause in dict.fromkeys(told) if clause not in written)]


def _with_sizes(lines: list[str], own: list[str]) -> list[str]:
    """The lines with the names that another block gives their sizes; as they are, if it has more or fewer of them."""
    theirs, named = _shapes(own), {}
    for name, sizes in _shapes(lines).items():
        for size, other in zip(sizes, theirs.get(name, ()), strict=False):
            if named.setdefault(size, other) != other:
                return lines
    if (
        len({*named.values()}) < len(named)
        or not named
        or any(line.startswith("sizes") and "_" in line for line in lines)
    ):
        return lines
    kept = [SIZES.sub(lambda found: SIZE.sub(lambda size: named.get(size[0], size[0]), found[0]), x) for x in lines]
    return kept if len({*SIZE.findall(kept[0])}) == len(SIZE.findall(kept[0])) else lines


def _shapes(lines: list[str]) -> dict[str, list[str]]:
    """The sizes of the arrays that a block declares, by name."""
    found = (line.partition(" ∈ ℝ^") for line in lines if " ∈ ℝ^" in line)
    return {name: SIZE.findall(sizes.partition(" ")[0]) for names, _, sizes in found for name in re.split(", ?", names)}


def _value(text: str, own: list[str]) -> str | None:
    """What the page's own block defines under the name of a line."""
    name = re.split(r"[_(^ ]", text)[0]
    found = (x for x in own if re.match(rf"{re.escape(name)}(_\w|\(\w+\)| )*= ", x) or x.startswith(f"{name} ="))
    return next(found, None)


def with_lines(path: Path, lines: list[str]) -> str:
    """The page under these declarations."""
    text = without_block(path)
    if path.suffix == ".tex":
        block = "".join(f"% symcheck: {line}\n" for line in lines)
        return text.replace("\\begin{document}\n", f"\\begin{{document}}\n{block}", 1)
    front = re.match(r"---\n.*?\n---\n", text, re.S)
    begins = front.end() if front else 0
    return text[:begins] + "<!-- symcheck\n" + "\n".join(lines) + "\n-->\n" + text[begins:]


def verdicts(text: str, name: str) -> list[tuple[str, str]] | str:
    """What is said of each piece that is judged, or unread, in the order of the page; why it is not read."""
    page, parts = judged(text, name)
    if not isinstance(page, ReadPage):
        return page.reason
    found: dict[object, list[str]] = {}
    for part in parts:
        for chain in part.chains:
            for line in chain.lines:
                found.setdefault(line.place, []).append(line.status.value)
    rows = []
    for piece in sorted(page.told, key=lambda piece: (piece.span.start, piece.span.end)):
        written = " ".join(page.page.source.written(piece.span).split())
        said = found.pop(page.page.source.place(piece.span.start), ())
        rows += [(written, each) for each in said or (["definition"] if piece.kind == "definition" else [])]
    return rows


def apart(own: list[tuple[str, str]] | str, found: list[tuple[str, str]] | str) -> list[str]:
    """Where two lists of verdicts differ; what one of them takes for a definition is no claim there."""
    if isinstance(own, str) or isinstance(found, str):
        return [] if own == found else [f"not read: {found if isinstance(found, str) else own}"]
    defined = tuple(written for written, said in (*own, *found) if said == "definition")
    lists = [[row for row in rows if not any(text.endswith(row[0]) for text in defined)] for rows in (own, found)]
    return [f"{written}: {said}" for written, said in lists[1] if (written, said) not in lists[0]] + [
        f"{written}: not {said}" for written, said in lists[0] if written not in dict(lists[1])
    ]
