"""The Markdown cells of a notebook, each character with its place in the notebook's file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from symcheck.reading.source import Passage

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|"', re.S)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.S)
_DEEPEST = 12  # how deep in a notebook a cell's text may stand
_SIMPLE = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "\n"}


class _Open(Struct):
    """An object or array that is not closed yet: the key or the cell at which it stands."""

    is_object: bool
    key: str = ""
    wants_key: bool = True


def markdown_cells(passage: Passage) -> list[tuple[int, Passage]] | None:
    """The sources of the Markdown cells, each with its number among all cells; None if the text is no notebook."""
    if not passage.text.lstrip().startswith("{") or '"cells"' not in passage.text:
        return None
    cells: list[tuple[int, Passage]] = []
    kind, sources, number = "", list[Passage](), 1
    for path, value in _strings(passage):
        match path:
            case (*_, "cells", "") if value is None:
                if kind == "markdown":
                    cells.append((number, Passage.joined(sources)))
                kind, sources, number = "", [], number + 1
            case (*_, "cells", "", "cell_type") if value is not None:
                kind = value.text
            case (*_, "cells", "", "source") | (*_, "cells", "", "source", "") if value is not None:
                sources.append(value)
    return cells


def _strings(passage: Passage) -> Iterator[tuple[tuple[str, ...], Passage | None]]:
    """Every string that is a value, with the keys that lead to it ("" for a place in an array).

    None with the path of an object that ends there. Brackets that do not match are left as they are.
    """
    stack: list[_Open] = []
    for token in _TOKEN.finditer(passage.text):
        sign = token[0]
        top = stack[-1] if stack else None
        if sign in "{[":
            stack.append(_Open(sign == "{"))
        elif sign in "}]":
            if stack:
                stack.pop()
            if sign == "}" and len(stack) < _DEEPEST:
                yield tuple(o.key for o in stack), None
        elif sign == ":" and top is not None:
            top.wants_key = False
        elif sign == "," and top is not None:
            top.wants_key = True
        elif sign[0] == '"' and len(sign) > 1 and top is not None:
            if top.is_object and top.wants_key:
                top.key = sign[1:-1]
            elif len(stack) <= _DEEPEST:
                yield tuple(o.key for o in stack), _decoded(passage[token.start() + 1 : token.end() - 1])


def _decoded(passage: Passage) -> Passage:
    """A string of JSON as it is meant; an escape stands where its backslash does."""
    return passage.replaced(
        (*match.span(), Passage.at(_letter(match[0]), passage.offsets[match.start()]))
        for match in _ESCAPE.finditer(passage.text)
    )


def _letter(escape: str) -> str:
    if escape[1] != "u":
        return _SIMPLE.get(escape[1], escape[1])
    if len(escape) == 12:
        high, low = int(escape[2:6], 16), int(escape[8:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    code = int(escape[2:], 16) if len(escape) == 6 else 0xFFFD
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
