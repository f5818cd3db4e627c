r"""The commands that a page defines for itself: `\newcommand`, `\def`, `\DeclareMathOperator` and their kin.

Only what is written is collected; what a body may do is for those who expand it to judge. But a command that relates
something, or that opens or closes a display, is put in before mathematics is looked for: without it there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from symcheck.reading.pages.blocks import Macro
from symcheck.reading.pages.relations import relates
from symcheck.reading.source import BRACE, Passage

_NEW = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+|.)\s*\}|\\(?P<bare>[A-Za-z]+|.))\s*(?:\[(?P<count>\d)\])?\s*"
    r"(?:\[(?P<optional>[^\[\]]*)\])?\s*(?=\{)"
    r"|\\(?:def|gdef|let)\s*\\(?P<defined>[A-Za-z]+)\s*(?P<slots>(?:#\d)*)\s*=?\s*(?=\{|\\)"
    r"|\\DeclareMathOperator\*?\s*(?:\{\s*\\(?P<operator>[A-Za-z]+)\s*\}|\\(?P<plain>[A-Za-z]+))\s*(?=\{)"
)
_COMMAND = re.compile(r"\\[A-Za-z]+|\\.", re.S)
_DOLLARS_BEFORE = re.compile(r"(?<!\$)(\$\$?)\s*\Z")
_DOLLARS_AFTER = re.compile(r"\s*(\$\$?)(?!\$)")
_DISPLAYS = re.compile(r"\\(?:begin|end)\s*\{|(?<!\\)\\[\[\]()]")
_SLOT = re.compile(r"#(\d)")
_DEPTH = 8  # commands in commands that are put in
_MOST = 10_000  # commands that are put in
_SIZE = 2 * 1024 * 1024  # characters of a text with what is put in
_UNCLOSED = 100  # bodies without an end, after which no more are looked for
_LONGEST = 10_000  # characters of a body


def definitions(passage: Passage) -> tuple[tuple[Macro, ...], list[tuple[int, int]]]:
    """The definitions in a text in their order, and where each stands, from its command to the end of its body."""
    found: list[Macro] = []
    places: list[tuple[int, int]] = []
    unclosed = 0
    for match in _NEW.finditer(passage.text):
        if places and match.start() < places[-1][1]:
            continue
        start, end, stop = _body(passage.text, match.end())
        unclosed += stop < 0
        if unclosed > _UNCLOSED:
            break
        if stop >= 0:
            found.append(_macro(match, passage, passage[start:end]))
            places.append((match.start(), stop))
    return tuple(found), _with_dollars(passage.text, places)


def put_in(passage: Passage, macros: Iterable[Macro]) -> Passage:
    r"""The text with what the commands stand for without which no mathematics is seen: `\be x = y \ee`, `$\isone{x}$`.

    What is put in stands where its command does, arguments keep their places.
    """
    seen = _needed({macro.name: macro for macro in macros if not macro.operator and macro.optional is None})
    if not seen:
        return passage
    command = re.compile(rf"(?<!\\)\\({'|'.join(map(re.escape, sorted(seen, key=len, reverse=True)))})(?![A-Za-z])")
    left = _MOST
    for _ in range(_DEPTH):
        changes: list[tuple[int, int, Passage]] = []
        for match in command.finditer(passage.text):
            if changes and match.start() < changes[-1][1]:
                continue
            if left and (found := _meant(passage, match, seen[match[1]])) is not None:
                changes.append(found)
                left -= 1
        if not changes or len(passage) + sum(len(new) for _, _, new in changes) > _SIZE:
            break
        passage = passage.replaced(changes)
    return passage


def _needed(macros: Mapping[str, Macro]) -> dict[str, Macro]:
    """The commands that relate something or begin or end mathematics, by themselves or through one another."""
    found = {n: m for n, m in macros.items() if relates(m.body.text) or _DISPLAYS.search(m.body.text)}
    for _ in range(_DEPTH):
        used = {n: m for n, m in macros.items() if any(c[1:] in found for c in _COMMAND.findall(m.body.text))}
        if used.keys() <= found.keys():
            break
        found |= used
    return found


def _meant(passage: Passage, match: re.Match[str], macro: Macro) -> tuple[int, int, Passage] | None:
    """A command with its arguments in braces, and what it stands for; None where they stand otherwise."""
    end = match.end()
    arguments: list[Passage] = []
    for _ in range(macro.arguments):
        opening = end + len(passage.text[end : end + 20]) - len(passage.text[end : end + 20].lstrip())
        start, close, stop = _body(passage.text, opening) if passage.text[opening : opening + 1] == "{" else (0, 0, -1)
        if stop < 0:
            return None
        arguments.append(passage[start:close])
        end = stop
    at = passage.offsets[match.start()]
    body, parts, done = macro.body.text, [Passage.at("", at)], 0
    for slot in _SLOT.finditer(body):
        number = int(slot[1])
        given = arguments[number - 1] if 0 < number <= len(arguments) else Passage.at("", at)
        parts += [Passage.at(body[done : slot.start()], at), given]
        done = slot.end()
    parts += [Passage.at(body[done:-1], at), Passage.at(body[max(done, len(body) - 1) :], passage.offsets[end - 1])]
    whole = Passage.joined(parts)
    spaced = whole.text[-1:].isalpha() and passage.text[end : end + 1].isalpha()
    return match.start(), end, Passage.joined((whole, Passage.at(" " * spaced, at)))


def _with_dollars(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places, neighbours together, with the dollars round what is nothing but definitions."""
    together: list[tuple[int, int]] = []
    for start, end in places:
        if together and not text[together[-1][1] : start].strip():
            start = together.pop()[0]
        together.append((start, end))
    widened = []
    for start, end in together:
        front, back = _DOLLARS_BEFORE.search(text[max(0, start - 20) : start]), _DOLLARS_AFTER.match(text, end)
        if front and back and front[1] == back[1]:
            start, end = start - len(front[0]), back.end()
        widened.append((start, end))
    return widened


def _macro(match: re.Match[str], passage: Passage, body: Passage) -> Macro:
    operator = match["operator"] or match["plain"]
    if operator:
        return Macro(operator, 0, body, operator=True)
    if match["defined"]:
        return Macro(match["defined"], len(match["slots"]) // 2, body)
    optional = passage[slice(*match.span("optional"))] if match["optional"] is not None else None
    return Macro(match["braced"] or match["bare"], int(match["count"] or 0), body, optional)


def _body(text: str, at: int) -> tuple[int, int, int]:
    """Where the body begins and ends and where the text goes on; -1 for a body that never closes."""
    if text[at : at + 1] != "{":
        command = _COMMAND.match(text, at)
        return (at, command.end(), command.end()) if command else (at, at, -1)
    depth = 0
    for token in BRACE.finditer(text, at, at + _LONGEST):
        depth += (token[0] == "{") - (token[0] == "}")
        if depth == 0:
            return at + 1, token.start(), token.end()
    return at, at, -1
