"""A page's text → its blocks, each with places: headings, prose, formulas, declarations, and what could not be read.

Promised: no text makes this raise or hang, and every place lies on the page. Nothing is evaluated, opened or fetched.
Not decided here: what a formula means, and to which part of the page it belongs (`labels`).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath

from msgspec.structs import replace

from symcheck.reading.pages.blocks import Block, Format, Formula, Heading, Macro, Page, Prose
from symcheck.reading.pages.crossed_out import without_crossed_out
from symcheck.reading.pages.delimiters import delimited
from symcheck.reading.pages.environments import unread_environments
from symcheck.reading.pages.formulas import COPIED, LOST, damage, retyped
from symcheck.reading.pages.lines import markdown_lines
from symcheck.reading.pages.markdown import unquoted, without_metadata
from symcheck.reading.pages.newcommands import definitions, put_in
from symcheck.reading.pages.notebook import markdown_cells
from symcheck.reading.pages.paragraphs import MOST_FORMULAS, Builder
from symcheck.reading.pages.relations import SIGNS
from symcheck.reading.pages.sentences import plain
from symcheck.reading.pages.tex import document, tex_lines, without_comments
from symcheck.reading.pages.variants import in_one_form
from symcheck.reading.source import Passage, Source, Span
from symcheck.reading.tree import Problem

LARGEST = 2 * 1024 * 1024  # bytes of a page
_SAME = 10  # problems with one reason that are shown
_RETYPE = "write it in LaTeX, or with / for each fraction and _ ^ for limits"

_FORMATS: dict[str, Format] = {
    ".md": "md", ".markdown": "md", ".mdown": "md", ".rmd": "md", ".qmd": "md", ".tex": "tex", ".latex": "tex",
    ".ltx": "tex", ".ipynb": "ipynb", ".txt": "txt",
}  # fmt: skip
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # what copies leave behind, and what nobody can mean


def read_page(text: str | bytes, file: str, format: Format | None = None) -> Page:
    """The blocks of a page; `file` is its name as reports show it, whose suffix chooses the format if none is given."""
    kind = format or _FORMATS.get(PurePath(file).suffix.lower(), "txt" if file == "-" else "md")
    if len(text) > LARGEST:
        return _too_large(file, kind)
    characters, said = _decoded(text)
    source = Source(file, characters)
    page = Passage.of(source, 0, len(characters))
    passage, unseen = _visible(page)
    reader = _Reader(kind, in_one_form(passage))
    reader.read()
    blocks, limits = _limited(reader.blocks)
    blocks, damaged = _damaged(blocks)
    problems = [*said, *unseen, *_few(reader.problems), *limits, *damaged]
    source = Source(file, characters, tuple(c for _, c in reader.cells), tuple(n for n, _ in reader.cells))
    title = reader.title or _first_heading(blocks, kind) or PurePath(file).stem
    return Page(source, kind, title, tuple(blocks), tuple(reader.macros), tuple(problems))


class _Reader:
    """Reads the text of a page in its format."""

    def __init__(self, kind: Format, passage: Passage) -> None:
        self.kind = kind
        self.passage = passage
        self.title = ""
        self.cells: list[tuple[int, Passage]] = []
        self.paragraph, self.table, self.told = 0, -1, False
        self.blocks: list[Block] = []
        self.macros: list[Macro] = []
        self.problems: list[Problem] = []

    def read(self) -> None:
        match self.kind:
            case "md" | "txt":
                passage, self.title = without_metadata(self.passage)
                self.markdown(passage)
            case "tex":
                self.tex()
            case "ipynb":
                cells = markdown_cells(self.passage)
                if cells is None:
                    reason = "this is no notebook: it holds no list of cells"
                    self.problems.append(Problem(self.passage[:1].whole, reason))
                self.cells = cells or []
                for _, cell in self.cells:
                    self.markdown(cell)

    def markdown(self, passage: Passage) -> None:
        passage = self.without_definitions(self.seen(unquoted(passage)))
        found = delimited(passage.text)
        typed = self.kind == "txt" or (self.kind == "md" and not any(f.kind in ("formula", "lost") for f in found))
        builder = Builder(passage, found, tex=False, typed=typed)
        builder.paragraph, builder.table, builder.told = self.paragraph, self.table, self.told
        builder.read(markdown_lines(passage, found, typed))
        self.take(builder)
        self.problems += unread_environments(passage, found)

    def tex(self) -> None:
        passage, self.title = document(self.without_definitions(self.seen(without_comments(self.passage))))
        found = delimited(passage.text, tex=True)
        builder = Builder(passage, found, tex=True, typed=False)
        builder.read(tex_lines(passage, found))
        self.take(builder)
        self.problems += unread_environments(passage, found)

    def take(self, builder: Builder) -> None:
        self.blocks += builder.blocks
        self.problems += builder.problems
        self.paragraph, self.table, self.told = builder.paragraph, builder.table, builder.told

    def seen(self, passage: Passage) -> Passage:
        """The text without what is hidden or struck out."""
        passage, problems = without_crossed_out(passage, self.kind == "tex")
        self.problems += problems
        return passage

    def without_definitions(self, passage: Passage) -> Passage:
        """The text with a space in place of each definition of a command; the definitions are kept, or put in."""
        macros, places = definitions(passage)
        self.macros += macros
        rest = passage.replaced((start, end, Passage.at(" ", passage.offsets[start])) for start, end in places)
        return put_in(rest, self.macros)


def _too_large(file: str, kind: Format) -> Page:
    reason = f"the page is larger than {LARGEST // 1024**2} MiB"
    return Page(Source(file, ""), kind, PurePath(file).stem, problems=(Problem(Span(0, 0), reason, "split it"),))


def _decoded(text: str | bytes) -> tuple[str, list[Problem]]:
    """The characters of a page, lines ending in a line feed; bytes that are no UTF-8 are read as Latin-1, and said."""
    if isinstance(text, str):
        return _lines(text if text.isascii() else _SURROGATE.sub("\ufffd", text)), []
    try:
        return _lines(text.decode("utf-8")), []
    except UnicodeDecodeError as error:
        whole = text.decode("latin-1")
        start = min(len(_lines(whole[: error.start])), len(_lines(whole)) - 1)
        reason = f"the page is not written in UTF-8 (byte 0x{text[error.start]:02x}); it is read as Latin-1"
        return _lines(whole), [Problem(Span(start, start + 1), reason, "save it as UTF-8", unread=False)]


def _lines(text: str) -> str:
    """The text without a byte order mark, each line ending in a line feed."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def _visible(page: Passage) -> tuple[Passage, list[Problem]]:
    """The text without control and direction characters; those that may hide something are said, once for the page."""
    places = [m.start() for m in _CONTROL.finditer(page.text)]
    if not places:
        return page, []
    hidden = set(places)
    kept = page.kept(n for n in range(len(page)) if n not in hidden)
    telling = [n for n in places if page.text[n] not in _INVISIBLE]
    if not telling:
        return kept, []
    names = sorted({f"U+{ord(page.text[n]):04X}" for n in telling})
    count = f"{len(telling)} characters are" if len(telling) > 1 else "a character is"
    reason = f"{count} not shown and not read: {', '.join(names[:5])}{', …' if len(names) > 5 else ''}"
    return kept, [Problem(page.span(telling[0], telling[0] + 1), reason, "take them out of the page", unread=False)]


def _few(problems: list[Problem]) -> list[Problem]:
    """The problems, but of those with one reason only the first ones; the last of them says how many more there are."""
    count = Counter(problem.reason for problem in problems)
    seen: Counter[str] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        seen[problem.reason] += 1
        more = count[problem.reason] - _SAME
        if seen[problem.reason] < _SAME or (seen[problem.reason] == _SAME and more <= 0):
            kept.append(problem)
        elif seen[problem.reason] == _SAME:
            kept.append(replace(problem, reason=f"{problem.reason} (and {more} more)"))
    return kept


def _limited(blocks: list[Block]) -> tuple[list[Block], list[Problem]]:
    """The blocks up to the last formula that is read."""
    count = 0
    for n, block in enumerate(blocks):
        count += isinstance(block, Formula) + (len(block.formulas) if isinstance(block, Heading) else 0)
        if count > MOST_FORMULAS:
            reason = f"the page has more than {MOST_FORMULAS:,} formulas; from here on it is not read"
            return blocks[:n], [Problem(block.span, reason, "split it")]
    return blocks, []


def _damaged(blocks: list[Block]) -> tuple[list[Block], list[Problem]]:
    """The blocks with damaged formulas marked, and one problem a page for them, with the first one retyped."""
    marked: list[Block] = []
    first: tuple[Block, str] | None = None
    count = 0
    for block in blocks:
        why = ""
        if isinstance(block, Formula):
            why = damage(block.passage.text, block.typed)
            block = replace(block, damaged=why) if why else block
        elif isinstance(block, Prose) and any(sign in block.passage.text for sign in SIGNS):
            why = damage(_without(block), typed=True)
        if why:
            first, count = first or (block, why), count + 1
        marked.append(block)
    if first is None:
        return blocks, []
    block, why = first
    more = f" (and {count - 1} more)" if count > 1 else ""
    if why == LOST:
        return marked, [Problem(block.span, why + more, f"write {retyped(block.passage.text[:300])}")]
    return marked, [Problem(block.span, COPIED + more, _RETYPE)]


def _without(prose: Prose) -> str:
    """The words of a piece of prose without its code and its names."""
    return re.sub(r"`[^`]*`|\$[^$]*\$", " ", prose.passage.text)


def _first_heading(blocks: list[Block], kind: Format) -> str:
    heading = next((b for b in blocks if isinstance(b, Heading)), None)
    return plain(heading.passage.text, kind == "tex") if heading else ""
