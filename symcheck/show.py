"""The statements of a part as an author wrote them: built, not judged."""

from __future__ import annotations

from dataclasses import dataclass

from symcheck.language.places import Place
from symcheck.language.statements import Chain, Line, Part


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line in Unicode maths or in LaTeX, with its place and what the author says of it."""

    text: str
    place: Place
    role: str
    because: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part's chains: each its first expression and the lines it is said to equal."""

    id: str
    title: str
    place: Place
    chains: tuple[tuple[ShownLine, ...], ...]


def show_part(part: Part, latex: bool) -> ShownPart:
    """Builds the part and writes out its chains; whatever its function raises goes through."""
    chains = tuple(_show_chain(chain, latex) for chain in part.build() or ())
    return ShownPart(part.id, str(part.title), part.place, chains)


def _show_chain(chain: object, latex: bool) -> tuple[ShownLine, ...]:
    if not isinstance(chain, Chain):
        raise TypeError(f"a part yields chains: yield chain(left, right, …), not a {type(chain).__name__}")
    return tuple(_show_line(line, latex) for line in (chain.first, *chain.lines))


def _show_line(line: Line, latex: bool) -> ShownLine:
    return ShownLine(_written(line, latex), line.place, line.role, line.because)


def _written(line: Line, latex: bool) -> str:
    if not latex:
        from symcheck.language.text import content

        return str(content(line.content))
    if line.latex:
        return line.latex
    from symcheck.language.latex import content as latex_content

    return str(latex_content(line.content))
