"""The LaTeX beside the lines of a part, held against their expressions.

A line whose LaTeX certainly says something else is ill-encoded: every reading of it is refuted by the judges, or has
another shape, and it speaks of nothing that no expression of the part speaks of. Nothing is said where it is not read,
where its readings do not come to the same, or where neither is certain. A verdict never becomes better by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.checking.written import Sheet, blocks_of, laid_out, names_of
from symcheck.claims.claim import Claim
from symcheck.claims.digest import content_key
from symcheck.claims.statements import Chain, Line, Part
from symcheck.claims.verdict import Beside, ChainVerdict, LineVerdict, Mismatch, Proved, Refuted, Status
from symcheck.claims.wellformed import comparable, is_zero_literal
from symcheck.errors import StatementError
from symcheck.expressions.blocks import shape_text
from symcheck.expressions.depth import judging
from symcheck.expressions.indices import ONE, Index, IndexForm, fresh_index
from symcheck.expressions.nodes import Block, Bracket, Call, Condition, Constant, Derivative, Named, Number
from symcheck.expressions.walk import binders, free_indices, subexpressions
from symcheck.judging.compare import Comparison
from symcheck.judging.options import CheckOptions
from symcheck.judging.readings import transposes
from symcheck.judging.weigh import counts_as_right, weigh
from symcheck.notation.plain import signed, sizes_text
from symcheck.notation.text import names_of as spoken_names
from symcheck.notation.text import text
from symcheck.reading.assembling.members import Member
from symcheck.reading.meaning.encoded import spelled, spoken_of
from symcheck.reading.meaning.free import bound_letters, free_letters, is_binder, scripted
from symcheck.reading.scope import Value
from symcheck.reading.tree import Node, Unreadable
from symcheck.symbolic.prover import Workspace

AGREES = Beside("agrees")
MEANINGS = {
    "e": ("exp",), r"\sigma": ("sigmoid", "logsigmoid"), r"\Gamma": ("gamma", "loggamma"),
    r"\psi": ("digamma", "trigamma"), r"\pi": ("pi",), r"\delta": ("[]",), "I": ("[]",), "Id": ("[]",), "id": ("[]",),
}  # fmt: skip
"""Letters that mean something on every page, and what an expression speaks of where an author means that by them."""
TRANSPOSED = "it may be the transpose of the expression, which another layout of derivatives writes"
LACKS = "not defined"
"""How the value of a side begins that has none."""
STAYS = (Status.CONFLICT, Status.ERROR, Status.TIMEOUT)


def stands_beside(line: Line) -> bool:
    """Whether LaTeX stands beside an expression."""
    return bool(line.latex) and not line.alone


@judging()
def held(
    part: Part, chains: Sequence[Chain], judged: tuple[ChainVerdict, ...], options: CheckOptions, workspace: Workspace
) -> tuple[ChainVerdict, ...]:
    """The verdicts with what the LaTeX beside the lines says; `chains` are as they were judged."""
    names = names_of(part, chains)
    if isinstance(names, str):  # which is what the part comes to
        return judged
    vocabulary = _vocabulary(blocks_of(chains))
    found: list[ChainVerdict] = []
    for chain, verdict in zip(chains, judged, strict=True):
        sheet = Sheet(chain, part.given, names)
        holding = _Holding(sheet, (*part.given, *chain.given), vocabulary, options, workspace)
        found.append(_held(holding, verdict, options))
    return tuple(found)


class _Vocabulary(Struct, frozen=True):
    """What the expressions of a part speak of: declared things, functions and constants, and letters of indices."""

    things: frozenset[object]
    words: frozenset[str]
    indices: frozenset[str]


def _vocabulary(blocks: Sequence[Block]) -> _Vocabulary:
    words = set[str]()
    indices = {index.name for block in blocks for index in (*block.axes, *free_indices(block.body))}
    for node in (node for block in blocks for node in subexpressions(block.body)):
        indices.update(index.name for index in binders(node))
        match node:
            case Call(name) | Constant(name):
                words.add(name)
            case Bracket():
                words.add("[]")
    return _Vocabulary(spoken_of(blocks), frozenset(words), frozenset(indices))


def _held(holding: _Holding, verdict: ChainVerdict, options: CheckOptions) -> ChainVerdict:
    found = [holding.line(n) if stands_beside(line) else None for n, line in enumerate(holding.sheet.lines)]
    lines = tuple(
        line if beside is None else _with(line, beside, options)
        for line, beside in zip(verdict.lines, found[1:], strict=False)
    )
    return replace(verdict, lines=lines, beside=found[0])


def _with(line: LineVerdict, beside: Beside, options: CheckOptions) -> LineVerdict:
    """A verdict with what the LaTeX says: whatever else it is, the line does not pass where that is something else."""
    counts_as_wrong = line.status.wrong and (line.role != "wrong" or options.as_written)
    if beside.kind != "differs" or line.status in STAYS or counts_as_wrong:
        return replace(line, beside=beside)
    reason = f"the expression is {line.status.value}, and the LaTeX beside it says something else"
    return replace(line, status=Status.ILL_ENCODED, beside=beside, reason=reason, carried=False, restates=False)


class _Holding(Struct, frozen=True):
    """A chain whose LaTeX is held against its expressions, under all that is assumed there."""

    sheet: Sheet
    given: Condition
    vocabulary: _Vocabulary
    options: CheckOptions
    workspace: Workspace

    def line(self, position: int) -> Beside:
        """What the LaTeX of one line says. Where reading or judging stumbles, nothing is said."""
        try:
            return self.said(position)
        except (Unreadable, StatementError) as problem:
            return Beside("open", (str(problem),))
        except Exception as error:
            return Beside("open", (f"symcheck itself failed ({type(error).__name__}: {error}): please report it",))

    def said(self, position: int) -> Beside:
        line = self.sheet.lines[position]
        values = [reading.value for reading in self.sheet.readings(position)]
        if not isinstance(line.content, Block):
            return Beside("open", ("no expression stands there that it could be held against",))
        found = [self.against(line.content, value) for value in values]
        kinds = {one.kind for one in found}
        if kinds == {"agrees"}:
            return AGREES
        if kinds == {"differs"}:
            doubt = next(self.doubts(position, line.content, values), None)
            ways = (f"{len(found)} readings, of which one is:",) if len(found) > 1 else ()
            return Beside("differs", (*ways, *found[0].told)) if doubt is None else Beside("open", (doubt,))
        if len(found) == 1:
            return found[0]
        return Beside("open", (f"it can be read in {len(found)} ways, which do not come to the same",))

    def doubts(self, position: int, expression: Block, values: Sequence[Value]) -> Iterator[str]:
        """Why what is read need not be what is meant: it speaks of what the part does not, or of hidden indices.

        On paper an index in the definition of a name may be bound where the name stands, which it is not as read.
        """
        member, scope = self.sheet.members[position], self.sheet.names.scope
        assert isinstance(member, Member)
        written = free_letters(member.items, scope)
        for letter in sorted(written.intersection(MEANINGS)):
            if scope.get(letter) is None and self.vocabulary.words.isdisjoint(MEANINGS[letter]):
                yield f"{letter} is no name of this part, which does not speak of {MEANINGS[letter][0]}"
        known, bound = free_indices(expression.body), frozenset(_bound(member.items))
        for tensor in (value.tensor for value in values):
            for name, index in _held_by_names(tensor):
                if spelled(index.name) in bound:
                    yield f"{name} speaks of the index {index.name}, over which the LaTeX sums"
            for name in sorted(thing.name for thing in spoken_of([tensor]) - self.vocabulary.things):
                yield f"it speaks of {name}, and no expression of the part does"
            for index in sorted(free_indices(tensor.body) - known - {*tensor.axes}, key=lambda i: i.name):
                if index.name not in self.vocabulary.indices or spelled(index.name) not in written:
                    yield f"the index {index.name} is free in it, as in no expression of the part"

    def against(self, expression: Block, value: Value) -> Beside:
        """One reading against the expression: the same, something else, or not known."""
        reading: Block = value.tensor
        if content_key(reading) == content_key(expression):
            return AGREES
        if is_zero_literal(reading) or is_zero_literal(expression):
            axes = tuple(map(fresh_index, reading.axes or expression.axes))
            zero = Block(axes, (reading if is_zero_literal(reading) else expression).body)
            reading, expression = (zero, expression) if is_zero_literal(reading) else (reading, zero)
        fitting = laid_out(reading, value.stands, expression, self.given)
        if fitting is None:
            return self.misshapen(expression, reading)
        if comparable(expression, fitting, self.given) is not None:
            return Beside("open", ("the two cannot be compared",))
        return self.compared(expression, fitting)

    def misshapen(self, expression: Block, reading: Block) -> Beside:
        """What is said of a reading of another shape."""
        if isinstance(reading.body, Number) and not reading.axes:
            return Beside("open", ("it is a number by itself, and may be that of an equation",))
        turned = any(other.shape == expression.shape for other in transposes(expression, reading))
        if turned or _long(expression) == _long(reading):
            return Beside("open", (TRANSPOSED,))
        shapes = [f", shape {shape_text(block.shape)}" for block in (reading, expression)]
        return Beside("differs", _both(expression, reading, *shapes))

    def compared(self, expression: Block, reading: Block) -> Beside:
        """What the judges say of the two, each held against the other: both are to be defined at the same points."""
        forth = self.judged(expression, reading)
        everywhere = isinstance(forth, Proved) and not forth.where
        if everywhere and self.is_defined(reading, expression):
            return AGREES
        found = [forth, self.judged(reading, expression)]
        if all(isinstance(one, Proved) for one in found):
            return AGREES
        refuted = next(((n, one) for n, one in enumerate(found) if isinstance(one, Refuted)), None)
        if refuted is None:
            return Beside("open", ("it is neither proved equal to the expression nor refuted",))
        latex, own = (refuted[1].left, refuted[1].right)[:: 1 if refuted[0] else -1]
        if any(_derived(side) and value.startswith(LACKS) for side, value in ((reading, latex), (expression, own))):
            return Beside("open", ("the two may differ where a derivative does not exist",))
        if any(isinstance(self.judged(expression, other), Proved) for other in transposes(expression, reading)):
            return Beside("open", (TRANSPOSED,))
        return Beside("differs", (*_both(expression, reading), _where(refuted[1], latex, own)))

    def is_defined(self, first: Block, line: Block) -> bool:
        """Whether the line is defined wherever the first is."""
        compared = self.comparison(first, line)
        claim = compared.claim(line)
        return isinstance(claim, Claim) and compared.gap(claim) is None

    def judged(self, first: Block, line: Block) -> Proved | Refuted | None:
        """A proof or a certified counterexample, sought as sparingly as may be."""
        compared = self.comparison(first, line)
        claim = compared.claim(line)
        return _judged(compared, claim) if isinstance(claim, Claim) else None

    def comparison(self, first: Block, line: Block) -> Comparison:
        return Comparison(first, (line,), self.given, self.options, self.workspace)


def _long(block: Block) -> list[IndexForm]:
    return [size for size in block.shape if size != ONE]


def _judged(compared: Comparison, claim: Claim) -> Proved | Refuted | None:
    numbers = compared.sampling(claim).evidence
    if not isinstance(numbers, Mismatch):
        proof = compared.proof(claim)
        enough = proof if isinstance(proof, Proved) else compared.by_enough_sizes(claim)
        if enough is not None:
            counted = counts_as_right((enough, numbers))
            return counted if isinstance(counted, Proved) else None
    against = compared.refuted(claim, briefly=not isinstance(numbers, Mismatch))
    if not isinstance(against, Refuted):
        return None
    proof = compared.symbolically(claim, glance=True)
    return against if weigh((proof, numbers, against))[0] is Status.REFUTED else None


def _bound(items: Sequence[Node]) -> Iterator[str | None]:
    """The letters that sums and their like bind."""
    for item in scripted(items):
        if is_binder(item) and item.sub is not None:
            yield from bound_letters(item.sub)


def _held_by_names(block: Block) -> Iterator[tuple[str, Index]]:
    """The names in an expression, each with the indices that its definition leaves free."""
    for node in subexpressions(block.body):
        if isinstance(node, Named):
            free = free_indices(node.definition.body) - {*node.definition.axes}
            yield from ((node.definition.latex, index) for index in sorted(free, key=lambda i: i.name))


def _derived(side: Block) -> bool:
    return any(isinstance(node, Derivative) for node in subexpressions(side.body))


def _both(expression: Block, reading: Block, of_reading: str = "", of_expression: str = "") -> tuple[str, ...]:
    names = spoken_names((expression, reading))
    return (
        f"the LaTeX says {text(reading, among=names)}{of_reading}",
        f"the expression says {text(expression, among=names)}{of_expression}",
    )


def _where(found: Refuted, latex: str, expression: str) -> str:
    """The point at which they differ."""
    given, latex, expression = sizes_text((*found.sizes, *found.values)), signed(latex), signed(expression)
    entry = f", entry [{', '.join(map(str, found.entry))}]" if found.entry else ""
    return f"they differ{f' at {given}' if given else ''}{entry}: the LaTeX {latex}, the expression {expression}"
