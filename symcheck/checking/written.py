"""The LaTeX of the lines of a file, read under the names of the file; where it stands alone, it is the line.

Nothing is compared here. A formula is read as on a page, with the names that the expressions of the part speak of,
those that are known around the part, and what its `notation` says, which assumes nothing: that is said with `given`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Chain, Cost, Line, Order, Part
from symcheck.claims.wellformed import same_shape
from symcheck.expressions.depth import deep
from symcheck.expressions.indices import ONE
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.walk import condition_indices, free_indices, substitute
from symcheck.language.tensor import pen
from symcheck.reading.assembling.members import Member
from symcheck.reading.assembling.sentences import said
from symcheck.reading.assembling.taking import Taken, aligned, take, unread
from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.declared import Declared, Declaring
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning.encoded import scope_of, written
from symcheck.reading.meaning.meaning import Reading, read
from symcheck.reading.scope import Scope, Stands
from symcheck.reading.source import Passage, Source
from symcheck.reading.tree import Node, Problem, Unreadable

SINGLE = "write each side of a relation as a line of its own, and what is assumed as given=…"


def names_of(part: Part, chains: Sequence[Chain]) -> Declared | str:
    """What LaTeX in a part is read under: its names and its notation; what is wrong with the latter, if anything is."""
    blocks = blocks_of(chains)
    own, text = scope_of(blocks, part.around()), part.notation or ""
    if not text:
        return Declared(own)
    source = Source(part.place.file, text)
    with deep():
        found = declarations([Passage.of(source, 0, len(text))])
        declared = Declaring(found, source, base=own).at(part.id)
    problem = next(iter(declared.problems), None) or _refused(declared, own, frozenset(scope_of(blocks).names))
    if problem is None:
        return declared
    advice = f"; {problem.advice}" if problem.advice else ""
    return f"notation: {problem.reason}{advice}: {' '.join(source.written(problem.span).split())}"


def _refused(declared: Declared, own: Scope, spoken: frozenset[str]) -> Problem | None:
    """What a notation cannot say: claims and assumptions stand in the file, and the meaning of its names does."""
    claims = [passage.whole for passage in declared.asks]
    claims += [clause.span for clause in (*declared.wrong, *declared.roles, *declared.tables)]
    if claims:
        return Problem(claims[0], "a notation says what names mean and no more", "write it as a chain, or as wrong(…)")
    for name in sorted(spoken):
        if declared.scope.get(name) is not own.get(name):
            span = declared.place_of(name)
            assert span is not None
            return Problem(span, f"{name} is a name of the part", "give what the LaTeX means by it: X means Y")
    if declared.scope.given:
        whole = Passage.of(Source("", ""), 0, 0).whole
        return Problem(whole, "a notation assumes nothing", "say it with given=…")
    return None


def blocks_of(chains: Sequence[Chain]) -> list[Block]:
    """The expressions of some chains as the file gives them, without what is read from LaTeX alone."""
    found: list[Block] = []
    for chain in chains:
        for line in (chain.first, *chain.lines):
            match None if line.alone else line.content:
                case Block() as block:
                    found.append(block)
                case Cost(block) | Order(block):
                    found.append(block)
    return found


class Sheet:
    """A chain as it is written: the LaTeX of its lines, each of which is read as one of the sides of a relation."""

    def __init__(self, chain: Chain, given: Condition, names: Declared) -> None:
        self.lines = (chain.first, *chain.lines)
        self.names = names
        self.members = [self._member(line) for line in self.lines]
        self.letters = tuple(_letters(chain, given))

    def _member(self, line: Line) -> Member | Unreadable | None:
        if not line.latex:
            return None
        passage = Passage.of(source_of(line), 0, len(line.latex))
        try:
            row = parse(passage, rewrites=self.names.rewrites)
            sentences = said(row).sentences
        except Unreadable as problem:
            return problem
        if not sentences:
            return Unreadable(row.span, "nothing but words or a number in brackets stands there")
        if len(sentences) > 1 or len(sentences[0].members) != 1 or sentences[0].lead not in ("", "="):
            return Unreadable(row.span, "it is no single expression", SINGLE)
        return sentences[0].members[0]

    def others(self, position: int) -> list[Sequence[Node]]:
        """What stands on the other sides, as far as it is written, and the letters that their expressions speak of."""
        members = (m for n, m in enumerate(self.members) if n != position and isinstance(m, Member))
        return [*(member.items for member in members), self.letters]

    def readings(self, position: int) -> tuple[Reading, ...]:
        """All readings of the LaTeX of a line; raises Unreadable, StatementError."""
        member = self.members[position]
        if isinstance(member, Unreadable):
            raise member
        assert member is not None
        return read(member.items, self.names.scope, self.others(position))

    def taken(self, position: int) -> Taken:
        """The line that the LaTeX is."""
        line, member = self.lines[position], self.members[position]
        source = source_of(line)
        if isinstance(member, Member):
            made = take(member, source, self.names.scope, self.others(position), line.role, line.because)
            return Taken(replace(made.line, place=line.place, latex=line.latex, alone=True), made.stands, member)
        assert member is not None
        whole = Passage.of(source, 0, len(line.latex)).whole
        return Taken(replace(line, content=unread(member, source, whole)), None, Member((), whole))


def source_of(line: Line) -> Source:
    return Source(line.place.file, line.latex)


def _letters(chain: Chain, given: Condition) -> Iterator[Node]:
    """The indices that stand free in the expressions of a chain and in what is assumed, as letters."""
    bodies = [block.body for block in blocks_of([chain])]
    free = condition_indices((*given, *chain.given)).union(*map(free_indices, bodies))
    for name in sorted({index.name for index in free}):
        row = written(name)
        if row is not None:
            yield from row.items


# LaTeX that stands alone


def filled(part: Part, chains: Sequence[Chain]) -> list[Chain] | str:
    """The chains with the lines that are LaTeX alone; what is wrong with the notation of the part, if anything is."""
    if not part.notation and not any(map(_holds_latex_alone, chains)):
        return list(chains)
    names = names_of(part, chains)
    if isinstance(names, str):
        return names
    with deep():
        return [_filled(chain, part.given, names) for chain in chains]


def _holds_latex_alone(chain: Chain) -> bool:
    return any(line.alone for line in (chain.first, *chain.lines))


def _filled(chain: Chain, given: Condition, names: Declared) -> Chain:
    lines = [chain.first, *chain.lines]
    alone = [n for n, line in enumerate(lines) if line.alone]
    if not alone:
        return chain
    sheet = Sheet(chain, given, names)
    taken = [sheet.taken(n) for n in alone]
    like = next((line.content for line in lines if isinstance(line.content, Block)), None)
    any_layout = names.scope.conventions.layout == "any"
    for n, one, line in zip(alone, taken, aligned(taken, any_layout), strict=True):
        lines[n] = _like(line, one.stands, like, (*given, *chain.given)) if line is one.line else line
    return replace(chain, first=lines[0], lines=tuple(lines[1:]))


def _like(line: Line, stands: Stands | None, like: Block | None, given: Condition) -> Line:
    """A line laid out as an expression of the file is."""
    if like is None or stands is None or not isinstance(line.content, Block):
        return line
    found = laid_out(line.content, stands, like, given)
    return line if found is None else replace(line, content=found)


def laid_out(value: Block, stands: Stands, like: Block, given: Condition) -> Block | None:
    """A value in the shape of an expression, where only rows and columns of size 1 are between them."""
    return next((way for way in _layouts(value, stands) if same_shape(like, way, given)), None)


def _layouts(value: Block, stands: Stands) -> Iterator[Block]:
    """A vector as it is, and as a matrix of one row or column; a matrix of one row or column as a vector; 1×1."""
    yield value
    if value.ndim == 1 and stands in ("row", "list"):
        yield pen(value)[None, :]
    if value.ndim == 1 and stands in ("column", "list"):
        yield pen(value)[:, None]
    if value.ndim == 0:
        yield pen(value)[None, None]
    if value.ndim == 2:
        single = [axis for axis, size in zip(value.axes, value.shape, strict=True) if size == ONE]
        for axis in single:
            yield Block(tuple(a for a in value.axes if a is not axis), substitute(value.body, {axis: axis.lower}))
        if len(single) == 2:
            yield Block((), substitute(value.body, {axis: axis.lower for axis in single}))
