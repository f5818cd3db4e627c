"""What a page's declarations come to at one place: the scope, the other ways of writing, and what is asked there.

What is said of a part wins over what is said of the page, a part inside over the one around it. Two declarations that
speak equally closely of one name and disagree are a problem at both their places; the first holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from symcheck.reading.declaring import said
from symcheck.reading.declaring.clauses import EVERYWHERE, Reach
from symcheck.reading.declaring.making import Making
from symcheck.reading.declaring.said import Declaration
from symcheck.reading.declaring.typed import names_in, typed
from symcheck.reading.grammar.macros import NONE, Macros
from symcheck.reading.grammar.rewrites import Rewrite
from symcheck.reading.scope import Conventions, Scope
from symcheck.reading.source import Passage, Source, Span
from symcheck.reading.tree import Problem, Row, Unreadable


class Declared(Struct, frozen=True):
    """All that is declared where it was asked for.

    `asks` and `roles` are those that name this very part or formula, `wrong` all of the page. `places` tells where each
    name was declared, `broken` are names that have no meaning because their declaration is a problem: nothing on the
    page gives them one. The problems that are `contained` take no more than that; each has its declaration.
    """

    scope: Scope
    rewrites: tuple[Rewrite, ...] = ()
    asks: tuple[Passage, ...] = ()
    wrong: tuple[said.DocumentedWrong, ...] = ()
    roles: tuple[said.Role, ...] = ()
    tables: tuple[said.TableRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[tuple[str, Span], ...] = ()
    broken: frozenset[str] = frozenset()
    contained: Mapping[Problem, Span] = {}

    def place_of(self, name: str) -> Span | None:
        """Where a name was declared last."""
        return dict(self.places).get(name)


class Declaring:
    """All declarations of a page; what holds everywhere is read once.

    `base` are names that are known before any declaration; what is declared may speak of them, and hides them. `told`
    is what the page tells of its letters before anything is declared.
    """

    def __init__(
        self,
        declarations: Sequence[Declaration],
        source: Source | None = None,
        macros: Macros = NONE,
        base: Scope | None = None,
        told: Conventions | None = None,
    ) -> None:
        self.everywhere = [d for d in declarations if d.reach == EVERYWHERE]
        self.narrower = [d for d in declarations if d.reach != EVERYWHERE]
        self.base = Making(source, macros, base)
        self.base.agree(told or Conventions())
        self.base.distinguish(typed(declarations, self.base.parser.plain))
        self.base.layer(self.everywhere, 0)

    @property
    def waiting(self) -> frozenset[str]:
        """The names that are defined everywhere and have no meaning: what defines them cannot be read."""
        return self.base.defined - self.base.places.keys() if self.base.problems else frozenset()

    def written(self) -> list[Row]:
        """The names that are declared everywhere, as they are written."""
        found: list[Row] = []
        for name in (name for declaration in self.everywhere for name in names_in(declaration)):
            with suppress(Unreadable):
                found.append(self.base.parser.plain(name))
        return found

    def at(self, part: str | None = None, headings: Sequence[str] = (), formula: int = 0) -> Declared:
        """What holds in a part, or at a formula of the page."""
        layers: dict[int, list[Declaration]] = {}
        for declaration in self.narrower:
            depth = declaration.reach.depth(part, headings, formula)
            if depth is not None:
                layers.setdefault(depth, []).append(declaration)
        making = self.base.copy() if layers else self.base
        for depth in sorted(layers):
            making.layer(layers[depth], depth)
        own = [*self.everywhere, *(d for layer in layers.values() for d in layer)]
        return _declared(making, own, part, headings)

    def unreached(self, places: Sequence[tuple[str | None, Sequence[str]]], formulas: int = 0) -> tuple[Problem, ...]:
        """What is said of parts and formulas that the page has not; `places` are its parts with their headings."""
        found: list[Problem] = []
        for declaration in self.narrower:
            reach = declaration.reach
            if reach.formula:
                if reach.formula > formulas:
                    found.append(
                        Problem(
                            declaration.span,
                            f"this page has no formula {reach.formula}",
                            "formulas are numbered as `symcheck read` lists them",
                        )
                    )
                continue
            for one in [*(Reach((x,)) for x in reach.parts), *(Reach((), (x,)) for x in reach.headings)]:
                if all(one.depth(part, headings) is None for part, headings in places):
                    named = f"part {one.parts[0]}" if one.parts else f"part that begins with “{one.headings[0]}”"
                    shown = ", ".join(part for part, _ in places if part)
                    found.append(Problem(declaration.span, f"this page has no {named}", f"its parts: {shown}"))
        return tuple(found)


def _declared(made: Making, own: Sequence[Declaration], part: str | None, headings: Sequence[str]) -> Declared:
    """What was made, with what of the declarations is no meaning of a name."""
    asked = [d.formula for d in own if isinstance(d, said.Asks) and d.reach.names(part, headings)]
    return Declared(
        made.scope, made.parser.rewrites, tuple(asked),
        tuple(d for d in own if isinstance(d, said.DocumentedWrong)),
        tuple(d for d in own if isinstance(d, said.Role)), tuple(d for d in own if isinstance(d, said.TableRow)),
        tuple(made.problems), tuple((name, at) for name, (at, _) in made.places.items()),
        made.broken, made.contained,
    )  # fmt: skip
