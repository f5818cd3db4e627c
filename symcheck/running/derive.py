"""What `symcheck derive` asks of a worker: the derivative in the names of a page, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from symcheck.claims.verdict import Abstained, Proved
from symcheck.notation.plain import printable
from symcheck.report.model import FileProblem
from symcheck.running.discover import Target
from symcheck.running.errands import Errand

if TYPE_CHECKING:
    from symcheck.checking.derived import Derived
    from symcheck.expressions.nodes import Block
    from symcheck.reading.assembling.sight import Sight
    from symcheck.reading.source import Source
    from symcheck.reading.tree import Unreadable

Form = Literal["text", "latex", "python"]


class Answer(Struct, frozen=True):
    """A derivative: what was asked and what it is, in one notation, its shape, and how it is known; else why not."""

    question: str
    result: str = ""
    shape: str = ""
    known: str = ""
    given: tuple[str, ...] = ()
    problem: str = ""


class NotRead(Struct, frozen=True):
    """Why a question is not read, and what to write or declare; `undeclared` are declarations that would do."""

    lines: tuple[str, ...]
    undeclared: tuple[str, ...] = ()


class Derive(Errand, frozen=True):
    """A question about what stands on a page, in a part of it, or about what is declared beside it."""

    target: Target | None
    declared: tuple[str, ...]
    part: str | None
    text: str
    form: Form
    seed: int

    def run(self) -> tuple[Answer, ...] | NotRead | FileProblem:
        from symcheck.errors import StatementError
        from symcheck.reading.assembling.question import Several, asked, bare, unknown
        from symcheck.reading.source import Source
        from symcheck.reading.tree import Unreadable

        seen = self._sight()
        if isinstance(seen, FileProblem):
            return seen
        source = Source("question", bare(self.text))
        try:
            questions = asked(source, seen)
            return tuple(self._answer(shown, question, seen) for shown, question in questions)
        except Unreadable as problem:
            names = unknown(source, seen) if "not declared" in problem.reason else ()
            return NotRead(tuple(_told(source, problem, bool(names))), names)
        except Several as problem:
            return NotRead((f"{problem}:", *(f"  {way}" for way in problem.ways)))
        except StatementError as problem:
            return NotRead((str(problem),))

    def _sight(self) -> Sight | FileProblem:
        from symcheck.reading.assembling.direct import page_of, with_declared
        from symcheck.reading.assembling.sight import sight
        from symcheck.reading.pages.page import read_page

        if self.target is None:
            return sight(page_of((), self.declared, "declarations"))
        return sight(with_declared(read_page(self.target.text(), self.target.file), self.declared), self.part)

    def _answer(self, typed: str, question: Block, seen: Sight) -> Answer:
        from symcheck.checking.derived import derive
        from symcheck.judging.options import CheckOptions
        from symcheck.reading.assembling.question import definitions_in

        given = seen.scope.given
        found = derive(question, given, definitions_in(seen.scope), CheckOptions(seed=self.seed))
        shown = typed or self._written(question, seen)
        if isinstance(found, Abstained):
            return Answer(shown, problem=found.reason)
        return self._known(shown, found, seen)

    def _known(self, shown: str, found: Derived, seen: Sight) -> Answer:
        from symcheck.expressions.blocks import shape_text
        from symcheck.expressions.spoken import about
        from symcheck.notation.text import assumption
        from symcheck.report.words import condition_of

        verdict, line = found.verdict, found.line
        shape = shape_text(line.shape) if line.shape else "a number"
        known = f"{verdict.status.value}{condition_of(verdict)}"
        held = tuple(str(assumption((r,))) for r in about(seen.scope.given, (line.body,), line.axes))
        needed = [evidence.given for evidence in verdict.evidence if isinstance(evidence, Proved)]
        given = next((proved for proved in needed if proved is not None), held)
        return Answer(shown, self._written(line, seen), shape, known, given)

    def _written(self, value: Block, seen: Sight) -> str:
        from symcheck.reading.declaring.families import in_own_names

        match self.form:
            case "latex":
                from symcheck.notation.latex import latex

                return latex(in_own_names(value, seen.scope))
            case "python":
                return _python(value)
        from symcheck.notation.text import text

        return text(in_own_names(value, seen.scope))


def _python(value: Block) -> str:
    from symcheck.errors import Unsupported
    from symcheck.notation.source import source

    try:
        return str(source(value))
    except Unsupported as problem:
        return f"# there is no Python for it: {problem}"


def _told(source: Source, problem: Unreadable, told: bool) -> Iterator[str]:
    """Why a question is not read, with a caret."""
    from symcheck.reading.assembling.taking import pointed

    yield problem.reason
    yield from (f"  {printable(line)}" for line in pointed(source, problem.span))
    if problem.advice and not told:
        yield problem.advice
