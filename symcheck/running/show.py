"""The statements of a part as an author wrote them: built, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line, Part
from symcheck.running.shown import ShownLine, ShownPart

if TYPE_CHECKING:
    from symcheck.checking.derivation import Step


def show_part(part: Part, latex: bool) -> ShownPart:
    """Builds the part and writes out its chains; whatever its function raises goes through."""
    chains = tuple(_show_chain(chain, latex) for chain in _chains(part))
    return ShownPart(part.id, str(part.title), part.place, chains)


def explain_part(part: Part, latex: bool) -> ShownPart:
    """Builds the part and derives each of its chains, a rule at a time; chains without a derivative are left out."""
    from symcheck.checking.derivation import steps

    chains: list[tuple[ShownLine, ...]] = []
    for chain in _chains(part):
        if any(shown[0].text == _written(chain.first, latex) for shown in chains):
            continue
        head = _show_chain(chain, latex)[:1]
        derived = [_show_step(step, chain.first.place, latex) for step in steps(chain, part.given)]
        chains += [(*head, *derived)] if derived else []
    return ShownPart(part.id, str(part.title), part.place, tuple(chains))


def _chains(part: Part) -> Sequence[Chain]:
    """The chains of a part, in which what stands in LaTeX alone is read."""
    chains = tuple(part.build() or ())
    lines = [line for chain in chains if isinstance(chain, Chain) for line in (chain.first, *chain.lines)]
    if part.notation is None or not any(line.alone for line in lines):
        return chains
    from symcheck.checking.written import filled

    read = filled(part, chains)
    return chains if isinstance(read, str) else read


def _show_step(step: Step, place: Place, latex: bool) -> ShownLine:
    from symcheck.notation.latex import latex as in_latex
    from symcheck.notation.text import text

    return ShownLine(in_latex(step.line) if latex else text(step.line), place, "step", "; ".join(step.rules))


def _show_chain(chain: object, latex: bool) -> tuple[ShownLine, ...]:
    if not isinstance(chain, Chain):
        raise TypeError(f"a part yields chains: yield chain(left, right, …), not a {type(chain).__name__}")
    return tuple(
        ShownLine(_written(line, latex), line.place, line.role, line.because) for line in (chain.first, *chain.lines)
    )


def _written(line: Line, latex: bool) -> str:
    if not latex:
        from symcheck.notation.text import content

        return str(content(line.content))
    if line.latex:
        return line.latex
    from symcheck.notation.latex import content as latex_content

    return str(latex_content(line.content))
