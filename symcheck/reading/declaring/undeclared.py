"""Names that nothing declares: one message for a page, with what each is likely to be and why, and a block to paste.

Kinds and sizes are inferred from how the names are used (`declaring.inferring`). What use leaves open is settled by
what most pages mean, and asked: such a line of the block ends in `# ask: …`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.declaring.inferring.deciding import solve
from symcheck.reading.declaring.inferring.writing import Line, Writer, Written
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Row

ASK = "  # ask: "


class Undeclared(Struct, frozen=True):
    """The undeclared names of a page, what each is likely to be, and a block that declares them."""

    guesses: tuple[Line, ...]
    block: str

    def __str__(self) -> str:
        return self.shown("")

    def shown(self, file: str) -> str:
        """The names with what they are likely to be, and the block as it is written in a file of this name."""
        lines = [f"{guess.name}: {article(guess.kind)}, {guess.why}" for guess in self.guesses]
        block = self.block
        if file.endswith(".tex"):
            block = "\n".join(f"% symcheck: {line}" for line in block.split("\n")[1:-1])
        return "\n".join(("not declared on this page:", *lines, "to paste, and to mend:", block))

    @property
    def questions(self) -> tuple[str, ...]:
        """What is asked, a question a name."""
        return tuple(guess.ask for guess in self.guesses if guess.ask)


def undeclared(
    rows: Iterable[Row], scope: Scope, said: Collection[str] = (), written: Written | None = None
) -> Undeclared | None:
    """What the formulas of a page use and nothing declares or defines; None where there is nothing.

    `said` are names that mean something from their place on the page on, which a block stands before; `written` gives
    what stands at a place, for names that are only one by what the page says is equal to them.
    """
    writer = Writer(solve(rows, scope), said, written)
    lines = [_held(line, scope) for line in writer.lines()]
    return Undeclared(tuple(lines), _block(lines)) if lines else None


def _held(line: Line, scope: Scope) -> Line:
    """A declaration of a square matrix with what the page says of it in words."""
    words = scope.conventions.properties.get(line.name, ())
    square = re.search(r"ℝ\^\{([^{}×]+)×([^{}×]+)\}\Z", line.text)
    if not words or square is None or square[1] != square[2]:
        return line
    return replace(line, text=f"{line.text} {' '.join(words)}")


def article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _block(lines: Iterable[Line]) -> str:
    """The declarations, sizes that nothing is asked of on one line."""
    listed = list(lines)
    sizes = [line.name for line in listed if line.kind == "size" and not line.ask]
    head = [f"sizes {', '.join(sizes)}"] if sizes else []
    head += [line.text + ASK + line.ask for line in listed if line.kind == "size" and line.ask]
    rest = [line for line in listed if line.kind not in ("size", "index")]
    over: dict[str, list[str]] = {}
    for line in listed:
        if line.kind == "index":
            over.setdefault(line.text.split(" ∈ ")[1], []).append(line.name)
    head += [f"index {', '.join(letters)} ∈ {extent}" for extent, letters in over.items()]
    return "\n".join(("<!-- symcheck", *head, *(x.text + (ASK + x.ask if x.ask else "") for x in rest), "-->"))
