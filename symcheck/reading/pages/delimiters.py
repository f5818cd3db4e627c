r"""Where the mathematics, the code and the comments of a text begin and end.

Found are `$…$`, `$$…$$`, `\(…\)`, `\[…\]` (their backslashes doubled too), environments of equations, fences, code
spans and HTML comments. Every search for an end that fails is remembered, so that the time is that of the length.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

ENVIRONMENTS = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|IEEEeqnarray|displaymath|math|dmath|xalignat|xxalignat|empheq"
    "|aligned|alignedat|gathered|split|multlined|cases|dcases|rcases|array"
)
_VERBATIM = "verbatim|Verbatim|lstlisting|minted|comment|tikzpicture|thebibliography|filecontents"
_SHARED = rf"""
 |(?P<environment>\\begin\s*\{{(?P<name>(?:{ENVIRONMENTS})\*?)\}})
 |(?P<bracket>\\{{1,8}}[(\[])
 |(?P<escape>\\.)
 |(?P<dollars>\$\$?)
"""
_MARKDOWN = re.compile(
    rf"""
  (?P<fence>^[ \t]*(?:[-*+•]\ +|\d+[.)]\ +)?(?P<tick>`{{3,}}|~{{3,}})[ \t]*(?P<info>[^`\n]*)$)
 |(?P<comment><!--)
 |(?P<raw><(?P<tag>script|style|pre)\b)
 |(?P<code>`+)
 {_SHARED}""",
    re.X | re.M | re.S | re.I,
)
_TEX = re.compile(
    rf"""(?P<note>%[^\n]*)|(?P<verbatim>\\begin\s*\{{(?P<tag>(?:{_VERBATIM})\*?)\}}|\\verb\*?(?P<bar>[^A-Za-z\s*])){_SHARED}""",
    re.X | re.M | re.S,
)
_BLANK = re.compile(r"\n[^\S\n]*\n")
_INSIDE = re.compile(r"\\.|\$\$?|[{}]", re.S)
_PROSE = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{2,}(?:[,.:;]?\s+[A-Za-z]{2,}){3,}")
_TEXT = re.compile(r"\\[A-Za-z]+\s*\{[^{}]*\}|\\[A-Za-z]+")
_MATHEMATICAL = re.compile(r"[\\=^_<>+*/()\[\]-]|[^\x00-\x7f]")
_MATH_FENCE = re.compile(r"(?:math|latex|tex|katex)\b\s*(?P<rest>.*)", re.I)

_LONGEST = 60_000  # characters in which the end of `\\[` is looked for
_SHOWN = re.compile(r"[^\n]")
_LOOK = 4_000  # characters in which prose is looked for
_CLOSING = {sign: re.compile(rf"(?<!\\)\\++(?=\{sign})") for sign in "])"}
_WORDS = re.compile(r"(?:\d+|[A-Za-z]{2,})(?:[\s,.–-]+(?:\d+|[A-Za-z]{2,}))*")
_TRIES = 8  # closing dollars that are looked at before the first one is taken


class Found(Struct, frozen=True):
    """A piece of a text: all of it from `start` to before `end`, what it holds from `inner` to before `close`.

    `doubled` is how many times the backslashes in it were doubled. "code" is a code span, "lost" an opening
    delimiter without an end.
    """

    kind: Literal["formula", "skip", "code", "comment", "declarations", "lost"]
    start: int
    end: int
    inner: int
    close: int
    display: bool = False
    environment: str = ""
    doubled: int = 0


def delimited(text: str, tex: bool = False) -> list[Found]:
    """The delimited pieces of a text, in order; none overlaps another."""
    scanner = _Scanner(text, tex)
    opening = _TEX if tex else _MARKDOWN
    found: list[Found] = []
    at = 0
    while (match := opening.search(text, at)) is not None:
        piece = scanner.piece(match)
        if piece is not None:
            found.append(piece)
        at = max(piece.end if piece is not None else match.end(), match.start() + 1)
    return found


def words_only(text: str, found: list[Found]) -> str:
    """The text with spaces in place of what is neither words nor mathematics nor a code span."""
    pieces: list[str] = []
    at = 0
    for piece in found:
        if piece.kind in ("skip", "comment", "declarations"):
            pieces += [text[at : piece.start], _SHOWN.sub(" ", text[piece.start : piece.end])]
            at = piece.end
    return "".join((*pieces, text[at:])) if pieces else text


def prosaic(text: str) -> bool:
    """Whether four words in a row stand in the text, outside commands and their arguments."""
    return _PROSE.search(_TEXT.sub("\\\\", text)) is not None


class _Scanner:
    """Finds the end of what opens; remembers from where on an end does not occur."""

    def __init__(self, text: str, tex: bool) -> None:
        self.text = text
        self.tex = tex
        self.absent: set[str] = set()
        self.blank = -1
        self.no_run: dict[int, int] = {}
        self.closing: dict[tuple[str, int], int] = {}

    def piece(self, match: re.Match[str]) -> Found | None:
        """What begins here, or None if nothing does."""
        start, end = match.span()
        match match.lastgroup:
            case "fence":
                return self.fence(match)
            case "note":
                return Found("comment", start, end, start + 1, end)
            case "comment":
                return self.until("-->", start, end, "comment")
            case "raw":
                return self.until(f"</{match['tag'].lower()}>", start, end, "skip")
            case "verbatim":
                closing = match["bar"] or f"\\end{{{match['tag']}}}"
                return self.until(closing, start, end, "skip")
            case "code":
                return self.code(start, end)
            case "environment":
                return self.environment(match)
            case "bracket":
                return self.bracket(start, end)
            case "dollars":
                return self.display(start) if end - start == 2 else self.inline(start)
        return None

    def find(self, wanted: str, at: int) -> int:
        if wanted in self.absent:
            return -1
        place = self.text.find(wanted, at)
        if place < 0:
            self.absent.add(wanted)
        return place

    def paragraph_end(self, at: int) -> int:
        """Where the paragraph ends in which `at` stands: at a blank line, or with the text."""
        if self.blank < at:
            match = _BLANK.search(self.text, at)
            self.blank = match.start() if match else len(self.text)
        return self.blank

    def until(self, wanted: str, start: int, inner: int, kind: Literal["comment", "skip"]) -> Found:
        close = self.find(wanted, inner)
        if close < 0:
            return Found("lost", start, len(self.text) if kind == "comment" else inner, inner, inner)
        return Found(kind, start, close + len(wanted), inner, close)

    def fence(self, match: re.Match[str]) -> Found:
        start, inner = match.start("tick"), min(match.end() + 1, len(self.text))
        info = match["info"].strip()
        mathematical = _MATH_FENCE.match(info)
        if mathematical and mathematical["rest"] and not mathematical["rest"].startswith("{"):
            begin = match.start("info") + match["info"].index(info) + mathematical.start("rest")
            return Found("formula", start, match.end(), begin, match.end(), display=True)
        tick = match["tick"]
        closing = re.compile(rf"^[ \t]*{re.escape(tick[0])}{{{len(tick)},}}[ \t]*$", re.M)
        ending = closing.search(self.text, match.end())
        if mathematical and ending is None:
            return Found("lost", start, match.end(), inner, inner)
        close, end = ending.span() if ending else (len(self.text), len(self.text))
        if mathematical:
            return Found("formula", start, end, inner, max(inner, close - 1), display=True)
        declares = re.match(r"symcheck\b", info) is not None
        return Found("declarations" if declares else "skip", start, end, inner, max(inner, close))

    def code(self, start: int, end: int) -> Found | None:
        r"""A code span: mathematics if its whole text is a delimited formula, or GitHub's own `math a = b`."""
        ticks, stop = end - start, self.paragraph_end(start)
        if self.no_run.get(ticks, -1) >= stop:
            return None
        run = re.compile(rf"(?<!`)`{{{ticks}}}(?!`)").search(self.text, end, stop)
        if run is None:
            self.no_run[ticks] = stop
            return None
        held = self.text[end : run.start()]
        for pattern, display in _WHOLE:
            if whole := pattern.fullmatch(held):
                inner, close = whole.span(1)
                doubled = 1 if held.strip().startswith("\\\\") else 0
                return Found("formula", start, run.end(), end + inner, end + close, display, doubled=doubled)
        return Found("code", start, run.end(), end, run.start())

    def environment(self, match: re.Match[str]) -> Found:
        name = match["name"]
        closing = f"\\end{{{name}}}"
        close = self.find(closing, match.end())
        if close < 0:
            return Found("lost", match.start(), match.end(), match.end(), match.end())
        end = close + len(closing)
        display = name != "math"
        return Found("formula", match.start(), end, match.start(), end, display, name.rstrip("*"))

    def bracket(self, start: int, end: int) -> Found | None:
        r"""`\[`, `\(` with one, two or four backslashes; in TeX `\\[` is a new row."""
        slashes = end - start - 1
        if (self.tex and slashes != 1) or slashes == 3 or slashes > 4:
            return None
        closing = "]" if self.text[end - 1] == "[" else ")"
        stop = self.paragraph_end(start) if closing == ")" else min(end + _LONGEST, len(self.text))
        close = self.closing_bracket(closing, slashes, end, stop)
        if close < 0:
            return Found("lost", start, end, end, end)
        if closing == "]" and (self.interrupted(end, close) or (not self.tex and self.escaped(end, close))):
            return None if self.escaped(end, close) else Found("lost", start, end, end, end)
        return Found("formula", start, close + slashes + 1, end, close, closing == "]", doubled=slashes // 2)

    def closing_bracket(self, closing: str, slashes: int, at: int, stop: int) -> int:
        """Where the delimiter begins that closes with this many backslashes, or -1."""
        key = (closing, slashes)
        if self.closing.get(key, -1) < at:
            self.closing[key] = self.next_bracket(closing, slashes, at)
        close = self.closing[key]
        return close if close + slashes < stop else -1

    def next_bracket(self, closing: str, slashes: int, at: int) -> int:
        """The next such delimiter; beyond the text if there is none."""
        for run in _CLOSING[closing].finditer(self.text, at):
            if len(run[0]) % (2 * slashes) >= slashes and run.end() - slashes >= at:
                return run.end() - slashes
        return len(self.text)

    def escaped(self, inner: int, close: int) -> bool:
        """Whether what stands in brackets is words or a number: brackets of the prose, with a backslash each."""
        return _WORDS.fullmatch(self.text, inner, close) is not None

    def interrupted(self, inner: int, close: int) -> bool:
        """Whether a display would run over a blank line into prose: its end was lost."""
        held = self.text[inner : min(close, inner + _LOOK)]
        blank = _BLANK.search(held)
        return blank is not None and (prosaic(held) or re.search(r"^#{1,6} ", held, re.M) is not None)

    def display(self, start: int) -> Found | None:
        """`$$ … $$`: to the first `$$` outside braces, or the first of all where braces do not match."""
        inner = start + 2
        close = first = self.find("$$", inner)
        for _ in range(_TRIES):
            if close < 0 or _balanced(self.text, inner, close):
                break
            close = self.find_later("$$", close + 2)
        close = first if close < 0 or not _balanced(self.text, inner, close) else close
        if close < 0 or self.interrupted(inner, close):
            return Found("lost", start, inner, inner, inner)
        if not self.text[inner:close].strip():
            return Found("skip", start, close + 2, inner, close)
        return Found("formula", start, close + 2, inner, close, display=True)

    def find_later(self, wanted: str, at: int) -> int:
        """The next one in the same paragraph."""
        return self.text.find(wanted, at, self.paragraph_end(at))

    def inline(self, start: int) -> Found | None:
        r"""`$…$`, by Pandoc's rule; looser where what stands between is mathematics beyond doubt. Also `` $`…`$ ``."""
        text, inner = self.text, start + 1
        close = self.closing_dollar(inner)
        if close < 0:
            lost = not text[inner : inner + 1].isdigit() and re.match(r"[^\n$]*\\[A-Za-z]", text[inner : inner + 200])
            return Found("lost", start, inner, inner, inner) if lost else None
        if text[inner] == "`" and text[close - 1] == "`" and close - inner > 2:
            return Found("formula", start, close + 1, inner + 1, close - 1)
        return Found("formula", start, close + 1, inner, close)

    def closing_dollar(self, inner: int) -> int:
        depth, tries, first = 0, 0, -1
        for token in _INSIDE.finditer(self.text, inner, self.paragraph_end(inner)):
            sign = token[0]
            if sign in "{}":
                depth = depth + 1 if sign == "{" else max(depth - 1, 0)
            elif sign[0] == "$":
                close = token.start()
                if depth == 0:
                    return close if self.closes(inner, close) else first
                tries += 1
                first = close if first < 0 and self.closes(inner, close) else first
                if tries == _TRIES:
                    break
        return first

    def closes(self, inner: int, close: int) -> bool:
        held = self.text[inner:close]
        if not held.strip():
            return False
        if self.tex:
            return True
        after = self.text[close + 1 : close + 2]
        if held[0].isdigit() and after.isdigit():
            return False
        if not held[0].isspace() and not held[-1].isspace():
            return not (held[0].isdigit() and prosaic(held))
        opens_next = held[-1].isspace() and (after.isalnum() or after == "\\")
        return not opens_next and _MATHEMATICAL.search(held) is not None and not prosaic(held)


def _balanced(text: str, start: int, end: int) -> bool:
    held = re.sub(r"\\.", "", text[start:end], flags=re.S)
    return held.count("{") <= held.count("}")


_WHOLE = (
    (re.compile(r"\s*\$\$(.+?)\$\$\s*", re.S), True),
    (re.compile(r"\s*\$([^$]+)\$\s*", re.S), False),
    (re.compile(r"\s*\\{1,2}\[(.+?)\\{1,2}\]\s*", re.S), True),
    (re.compile(r"\s*\\{1,2}\((.+?)\\{1,2}\)\s*", re.S), False),
    (re.compile(rf"\s*(\\begin\{{(?:{ENVIRONMENTS})\*?\}}.+\\end\{{\w+\*?\}})\s*", re.S), True),
    (re.compile(r"(?:math|latex)\s+(.+)", re.S), True),
)
