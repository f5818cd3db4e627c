"""The text round a formula that may say for what it holds: its sentence on both sides, and what clings to that.

Another formula that relates something is one sign in it, `◆`, and a name stands between dollars. Nothing here knows
what any word means but those with which a sentence goes on with the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from symcheck.reading.assembling.numbered import Cases, Environments, cases_in, row_of
from symcheck.reading.assembling.translated import english, is_foreign
from symcheck.reading.pages.blocks import Block, Formula, Heading, Prose
from symcheck.reading.pages.sentences import after, before, plain

RELATION = "◆"
FOREIGN = "⁇"
"""Stands in what was said since another formula where that may be in another language than English."""
_CLINGS = re.compile(
    r"\W*(?:(?i:where|here|provided|except|excepting|unless|only|whenever|but|with|this|it|these|they|that|all|both|such"
    r"|the same|likewise|as long as|in what follows|note that|we (?:assume|require|restrict))|for|if|when)\b"
    r"|\W*\$[^$]*\$\s+(?:is|are|must|ranges|runs)\b"
)
_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])|\n\n")
_DELIMITED = re.compile(r"\\\\?[(\[](.*?)\\\\?[)\]]", re.DOTALL)
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
NEXT = 3
"""So many sentences behind that of a formula may cling to it."""


_DRAWN = re.compile(r"\n[^\S\n]*\n[^\S\n]{0,3}([-*_])(?:[^\S\n]*\1){2,}[^\S\n]*\n|\\hrule|<hr", re.IGNORECASE)
_STRANGE = re.compile(r"\\(?:equiv|pmod|bmod|mod|mid|nmid|notin|not|to|gg|ll|exists|approx)(?![a-zA-Z])|[≡∤∣∉→≫≪]")
_TEXT = re.compile(r"\\(?:text|mbox|tag|textrm|textit|textbf|textsf|textnormal|intertext)\s*\{([^{}]*)\}")
_UPRIGHT = re.compile(
    r"\s*(\\[a-zA-Z]+|[^\W\d_])\s*(?:\\[;,!: ]\s*)*\\(?:mathrm|mathit|operatorname)\s*\{([^{}]*)\}\s*"
)
_BARE = re.compile(r"\s*([^\W\d_])\s+([^\W\d_]{2,})\s*")
_APART = re.compile(r"\\q?quad(?![a-zA-Z])|[,;&()\[\]]|\\\\")
_SIGN = re.compile(r"[=<>≤≥≠∈:]|\\(?:le|ge|leq|geq|ne|neq|in|lt|gt|equiv|coloneqq|to|approx|sim)(?![a-zA-Z])")
_AT_BRACES = re.compile(r"\}\s*[_^]\s*\{(?:[^{}]|\{[^{}]*\})*\}")
_OVER = re.compile(r"\\(?:stackrel|overset|underset)\s*\{([^{}]*)\}")
_MARKS = re.compile(r"[^$\w]")
_LETTER = re.compile(r"\\[a-zA-Z]+|[^\W\d_]")


_STANDS = re.compile(
    r"\W*(?:(?:so|now|here|then|and|we|from now on|in the following|in what follows|below|henceforth|throughout)"
    r"[,\s]+)*"
    r"(?:suppose|assume|assuming|let|consider|take|fix|restrict|where|with|for|if|only|\$)",
    re.IGNORECASE,
)
TITLE = 5
"""So many words stand alone, as those of a title do."""

REACH = 400
"""So many characters on either side are looked at for the sentence of a formula."""


class Surrounding(Struct, frozen=True):
    """What stands before a formula in its sentence, behind it there and in sentences that cling to it, and what is said
    before under its heading, a sentence each; `since` is all that stands between it and the formula before it, `•`
    where an item of a list begins, `§` where a heading does, and `⁂` where a line is drawn across the page. `cases` are
    those that the page numbers or names of which one is spoken of here, `before` at the formula before."""

    ahead: str = ""
    behind: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    since: str = ""
    cases: Cases = ()
    before: Cases = ()


def inside(written: str, place: int) -> tuple[str, ...]:
    """The words in a formula, as words of a text, but for those at braces: in the row that a place lies in, and in rows
    without a sign before or behind it."""
    written = _AT_BRACES.sub(lambda found: "}" + " " * (len(found[0]) - 1), written) if "brace" in written else written
    hidden = _TEXT.sub(lambda found: "\\text{" + _MARKS.sub(" ", found[1]) + "}", written)
    rows = re.split(r"\\\\", hidden)
    at = written[:place].count("\\\\")
    near = [n for n in (at - 1, at + 1) if 0 <= n < len(rows) and _SIGN.search(rows[n]) is None]
    rows[at : at + 1] = map(_in_words, rows[at : at + 1])
    over = (_LETTER.sub(r"$\g<0>$", x) for row in rows[at : at + 1] for x in _OVER.findall(row))
    return (*(text for n in (at, *near) if n < len(rows) for text in _words_in(rows[n])), *over)


def _in_words(row: str) -> str:
    """A row with words for what its signs say of letters."""
    return row.replace("\\exists", "\\text{some}").replace("\\forall", "\\text{for all}")


def said_behind(around: Surrounding, display: bool) -> tuple[str, ...]:
    """The words behind a formula up to the next one: those of its sentence, and of those that cling to it alone."""
    own = "".join(around.behind[:1])
    if display and own[:1].isupper() and (RELATION in own or _CLINGS.match(own) is None):
        return ()
    if RELATION in own:
        return (re.split(rf"[;:]|{RELATION}", own)[0].strip(),)
    return (own.strip(), *(text for text in around.behind[1:] if RELATION not in text))


def as_text(written: str) -> str:
    """The words of a remark in a formula, letters that stand alone between dollars."""
    return re.sub(r"(?<![^\W\d_])[^\W\d_](?![^\W\d_])", r"$\g<0>$", _TEXT.sub(r" \1 ", written))


def _words_in(row: str) -> Iterator[str]:
    """The words in a row, each run of them up to where something else is said; letters stand between dollars."""
    for piece in _APART.split(row):
        upright, text = _UPRIGHT.fullmatch(piece) or _BARE.fullmatch(piece), _TEXT.search(piece)
        if upright is not None:
            yield f"${upright[1]}$ {upright[2]}"
            continue
        said = piece[text.start() :] if text is not None and _SIGN.search(piece) else piece if text is not None else ""
        if said and _SIGN.search(_TEXT.sub("", said)) is None:
            parts = re.split(rf"({_TEXT.pattern.replace('([^{}]*)', '[^{}]*')})", said)
            yield " ".join(
                part[part.index("{") + 1 : -1] if n % 2 else _LETTER.sub(r"$\g<0>$", part)
                for n, part in enumerate(parts)
            )


class Surroundings:
    """Those of all formulas of a page."""

    def __init__(self, blocks: Sequence[Block], page: str) -> None:
        self._places: dict[int, tuple[int, int, str, Cases, Cases]] = {}
        self._texts: list[str] = []
        last: Block | None = None
        text, since, ended = "", "", 0
        cases: Cases = ()
        environments = Environments(page)
        strange = f" {FOREIGN}" if any(isinstance(x, Prose) and is_foreign(x.passage.text) for x in blocks) else ""
        for block in blocks:
            drawn = last is not None and _DRAWN.search(page[last.span.end : block.span.start]) is not None
            since += " ⁂ " if drawn else ""
            cases = environments.begun(page[ended : block.span.end], cases)
            ended = block.span.end
            if isinstance(block, Heading):
                self._texts.append(text)
                text, last = f"{_written(block)}\n\n", None
                since += f" § {_written(block)}. "
            elif isinstance(block, Formula | Prose):
                text += _joint(text, last, block)
                since += "" if block.marker is None else " •"
                if isinstance(block, Formula):
                    earlier, cases = cases, cases_in(" ".join((since, *_TEXT.findall(block.passage.text))), cases)
                    here = cases if block.cell is None else (*cases, *row_of(block.cell.table, block.cell.row))
                    self._places[block.span.start] = len(self._texts), len(text), since, here, earlier
                    since = _ended(block)
                else:
                    since += f" {_written(block)}{strange}"
                text += _written(block)
                last = block
        self._texts.append(text)
        self._notes = dict(_notes(blocks))
        self._stands: dict[int, tuple[list[int], tuple[str, ...]]] = {}

    def at(self, formula: Formula) -> Surrounding:
        """That of a formula."""
        if formula.span.start not in self._places:  # it stands in a heading
            return Surrounding(since="§")
        stretch, place, since, *cases = self._places[formula.span.start]
        text = self._texts[stretch]
        own = before(text[max(0, place - REACH) : place])
        start = place + len(_written(formula))
        rest = text[start : start + REACH]
        close = after(rest) if _ended(formula) == "" else ""
        marks = _NOTE.findall(f"{close} {own}")
        behind = (close, *_clinging(rest[len(rest) - len(rest.lstrip()) + len(close) :]))
        noted = (self._notes[mark] for mark in marks if mark in self._notes)
        ends, said = self._standing(stretch)
        return Surrounding(own, (*behind, *noted), said[: bisect_right(ends, place - len(own))], since, *cases)

    def _standing(self, stretch: int) -> tuple[list[int], tuple[str, ...]]:
        """The sentences under a heading that may say what holds from there on, and where each of them ends."""
        if stretch not in self._stands:
            text, start, found = self._texts[stretch], 0, dict[int, str]()
            for end in (*(x.start() for x in _END.finditer(text)), len(text)):
                found |= {end: said} if _may_stand(said := text[start:end].strip()) else {}
                start = end
            self._stands[stretch] = [*found], tuple(found.values())
        return self._stands[stretch]


def _may_stand(said: str) -> bool:
    """Whether a sentence lets something be, or is no longer than a title; what it claims does not stand."""
    if RELATION in said and not said.endswith(":"):
        return False
    return _STANDS.match(said) is not None or 0 < len(said.split()) <= TITLE


def _written(block: Block) -> str:
    """Words as they are, a formula as one sign, with the mark at which its sentence ends."""
    text = block.passage.text.strip()
    if isinstance(block, Formula) and _STRANGE.search(text):
        return f"${text}$"
    if isinstance(block, Formula):
        return RELATION + (text[-1] if text[-1:] in (".", ",", ";") else "")
    return plain(english(_DELIMITED.sub(r"$\1$", text)))


def _ended(block: Formula) -> str:
    """The mark at the end of a formula at which its sentence ends."""
    return ". " if block.passage.text.rstrip()[-1:] == "." else ""


def _joint(text: str, last: Block | None, block: Block) -> str:
    """What stands between two blocks: a paragraph ends, unless a sentence goes on over it."""
    cells = getattr(last, "cell", None), getattr(block, "cell", None)
    if last is None or last.paragraph == block.paragraph:
        return " "
    if cells[0] is not None and cells[1] is not None:
        return " " if cells[0].row == cells[1].row else "\n\n"
    opens = isinstance(block, Formula) and block.display
    displayed = isinstance(last, Formula) and last.display
    small = block.passage.text.lstrip(" ,;")[:1].islower() or block.passage.text[:1] in ",;"
    goes_on = (opens and not displayed) or (displayed and small) or (opens and displayed)
    ended = text.rstrip()[-1:] in (".", "!", "?") or block.marker is not None
    return " " if goes_on and not ended else "\n\n"


def _clinging(text: str) -> Iterator[str]:
    """The sentences behind one that go on with it, up to the next that does not, or relates something itself."""
    for sentence in [x for x in _END.split(text) if x.strip(" .,;\n")][:NEXT]:
        if _CLINGS.match(sentence) is None:
            return
        yield sentence
        if RELATION in sentence:
            return


def _notes(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The footnotes of a page, by their marks."""
    for block in blocks:
        found = _NOTE.match(block.passage.text) if isinstance(block, Prose) else None
        if found is not None and block.passage.text[found.end() : found.end() + 1] == ":":
            yield found[1], plain(english(block.passage.text[found.end() + 1 :]))
