"""Where a part first goes wrong, and what its wrong lines should say.

The lines of a chain that follow from a wrong line before them are carried forward: they hold no mistake of their own,
and only the first is searched. Two chains of one part that are each right for the other's first expression hold one
mistake, an exchange of labels, told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, islice
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Content
from symcheck.claims.verdict import Abstained, ChainVerdict, Checked, Diagnosis, LineVerdict, Proved, Status
from symcheck.claims.wellformed import comparable
from symcheck.diagnose.lines import SHORT, Explanation, explain_line, is_short, written
from symcheck.diagnose.model import Suspect
from symcheck.diagnose.right_result import Difference, RightResult, is_question, is_result
from symcheck.diagnose.search import EFFORT
from symcheck.diagnose.unsaid import right_under
from symcheck.diagnose.vocabulary import align
from symcheck.errors import Unsupported
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Block, Condition, Definition, Named
from symcheck.expressions.walk import subexpressions
from symcheck.judging.chain import spoken_in
from symcheck.judging.compare import Comparison
from symcheck.judging.options import CheckOptions
from symcheck.judging.readings import transposes
from symcheck.judging.void import is_apart
from symcheck.judging.weigh import counts_as_right
from symcheck.notation.text import text
from symcheck.symbolic.prover import Workspace

T = TypeVar("T")

ONCE = 1
"""Samples at which an exchange is seen: it is proved beside, and most pairs show at the first that there is none."""


def new_mistakes(chain: ChainVerdict, as_written: bool = False) -> tuple[int, ...]:
    """The positions of the wrong lines that do not follow from a wrong line before them.

    What the author documents as wrong tells of no new mistake, unless it is taken as written.
    """
    lines = enumerate(chain.lines)
    return tuple(n for n, x in lines if x.status.wrong and not x.carried and (as_written or x.role != "wrong"))


class _Judged(Struct, frozen=True, eq=False):
    """A chain with its verdict, all that is assumed of it, and the positions of the mistakes of its own."""

    chain: Chain
    verdict: ChainVerdict
    given: Condition
    mistakes: tuple[int, ...]

    @property
    def first(self) -> Content:
        return self.chain.first.content

    @property
    def among(self) -> frozenset[str]:
        return spoken_in(self.chain)

    @property
    def wrong_lines(self) -> list[Content]:
        pairs = zip(self.chain.lines, self.verdict.lines, strict=True)
        return [line.content for line, judged in pairs if judged.status.wrong]

    @property
    def settled(self) -> tuple[tuple[Block, Proved | Checked], ...]:
        """The right lines, each with what it counts on."""
        pairs = zip(self.chain.lines, self.verdict.lines, strict=True)
        counting = ((x.content, counts_as_right(judged.evidence)) for x, judged in pairs if judged.status.right)
        return tuple((x, evidence) for x, evidence in counting if isinstance(x, Block) and evidence is not None)

    def right_before(self, position: int) -> tuple[Block, ...]:
        """The right lines before a position."""
        before = zip(self.chain.lines[:position], self.verdict.lines, strict=False)
        return tuple(x.content for x, judged in before if judged.status.right and isinstance(x.content, Block))


class _Known(Struct, frozen=True, eq=False):
    """What is known of a part: the names that it speaks in, and what was found of its expressions."""

    definitions: tuple[Definition, ...]
    around: tuple[Definition, ...]
    workspace: Workspace


def diagnose_chains(
    chains: Sequence[Chain],
    verdicts: Sequence[ChainVerdict],
    given: Condition,
    options: CheckOptions,
    workspace: Workspace | None = None,
    around: Iterable[object] = (),
) -> Iterator[ChainVerdict]:
    """The verdicts of a part with the mistakes named; `workspace` holds what was found on the way to the verdicts.

    The names of the values `around` are there for right results.
    """
    judged = [
        _Judged(chain, verdict, (*given, *chain.given), new_mistakes(verdict, options.as_written))
        for chain, verdict in zip(chains, verdicts, strict=True)
    ]
    definitions = definitions_in(line.content for chain in chains for line in (chain.first, *chain.lines))
    exchanged = exchanges(judged, options)
    known = _Known(definitions, definitions_in(around), workspace or Workspace())
    return (
        _unsaid(one, options, known, _diagnosed(one, options, known, exchanged.get(n))) for n, one in enumerate(judged)
    )


def _unsaid(judged: _Judged, options: CheckOptions, known: _Known, found: ChainVerdict) -> ChainVerdict:
    """A chain with the conditions that nobody states under which its mistakes are none."""
    if not isinstance(judged.first, Block) or not judged.mistakes:
        return found
    compared, lines = Comparison(judged.first, (), judged.given, options, known.workspace), list(found.lines)
    for position in judged.mistakes:
        content, line = judged.chain.lines[position].content, lines[position]
        if isinstance(content, Block):
            said = _attempted(partial(right_under, compared, content, line, judged.chain.layouts), "")
            lines[position] = replace(line, reason="; ".join(filter(None, (line.reason, said))))
    return replace(found, lines=tuple(lines))


def _diagnosed(
    judged: _Judged,
    options: CheckOptions,
    known: _Known,
    exchange: tuple[Diagnosis, ...] | None,
) -> ChainVerdict:
    """One chain with its mistakes named; the right result stands at the first line that is not right."""
    judged = _as_solution(judged)
    found, first = judged.verdict, judged.first
    if not isinstance(first, Block) or judged.chain.solved or _in_place_of(judged.chain):
        return found
    zero = is_question(first) and _is_zero(first, judged.given, options, known.workspace)
    if zero and judged.chain.layouts and is_apart(first):
        return found
    for position, turned in _transposed(judged, first):
        found = _with(found, position, (), turned, judged.among)
    for number, position in enumerate(_to_explain(judged)):
        line, verdict = judged.chain.lines[position].content, judged.verdict.lines[position]
        wrong = verdict.status.wrong
        written = line if isinstance(line, Block) else first
        suspect = Suspect(
            first,
            written,
            judged.given,
            options,
            judged.right_before(position),
            known.definitions,
            known.around,
            judged.settled,
            known.workspace,
            judged.among,
        )
        beside = _right_beside(judged, position)
        effort = EFFORT if wrong and exchange is None and not zero else 0
        explain = partial(explain_line, suspect, effort, result=number == 0 and beside is None)
        explained = _attempted(explain, Explanation())
        diagnoses, derived = explained.mistakes, explained.result
        by = derived.by if isinstance(derived, Difference) else None
        short = isinstance(derived, RightResult) and is_short(derived.line, _written_text(line, verdict))
        right = derived.line if isinstance(derived, RightResult) and short else beside
        if exchange is not None:
            diagnoses = tuple(_with_result(e, right, judged.among) for e in exchange) if number == 0 else ()
        told = (*explained.places, *_meant(right, judged))
        found = _with(found, position, diagnoses if wrong else (), right, judged.among, by, told)
    return found


def _meant(right: Block | None, judged: _Judged) -> Iterator[str]:
    """What names stand for that a right result is written in, and of which the chain itself does not speak."""
    spoken = definitions_in(line.content for line in (judged.chain.first, *judged.chain.lines))
    known = {definition.latex for definition in spoken}
    for definition in definitions_in((right,)):
        name, meaning = (text(Block((), Named(definition))), text(Block(definition.axes, definition.body)))
        if definition.latex not in known and len(meaning) <= SHORT:
            yield f"where {name} = {meaning}"


def _as_solution(judged: _Judged) -> _Judged:
    """A wrong solution, which was put into what was set to 0, as a value of its variable under that."""
    only = judged.chain.only
    if not judged.chain.solved or only is None or not judged.mistakes:
        return judged
    of_all = judged.given[: len(judged.given) - len(judged.chain.given)]
    return replace(judged, chain=only, given=(*of_all, *only.given))


def _in_place_of(chain: Chain) -> bool:
    """Whether lines are compared with another expression than the author's first, which cannot be built or read."""
    first = chain.first.place
    return any(
        not isinstance(line.content, Block) and _spot(line.place) < _spot(first) and line.place.file == first.file
        for line in chain.lines
    )


def _spot(place: Place) -> tuple[int, int, int]:
    return place.cell, place.line, place.column or 0


def _is_zero(first: Block, given: Condition, options: CheckOptions, workspace: Workspace) -> bool:
    """Whether the first expression is 0 everywhere: what is mended to that is 0 in disguise."""
    try:
        prepared = Comparison(first, (), given, options, workspace).derivable(first)
    except (Unsupported, RecursionError):
        return False
    return not isinstance(prepared, Abstained) and not prepared.poly.terms


def _transposed(judged: _Judged, first: Block) -> Iterator[tuple[int, Block | None]]:
    """The lines that are right up to transposition, transposed."""
    for position, (line, verdict) in enumerate(zip(judged.chain.lines, judged.verdict.lines, strict=True)):
        if verdict.status is Status.TRANSPOSED and isinstance(line.content, Block):
            yield position, next(transposes(first, line.content), None)


def _written_text(line: Content, verdict: LineVerdict) -> str:
    """What the author wrote, in print."""
    return text(line) if isinstance(line, Block) else verdict.text


def _right_beside(judged: _Judged, position: int) -> Block | None:
    """The result that the author's nearest right line says, one after it before one that stands above."""
    lines = list(enumerate(zip(judged.chain.lines, judged.verdict.lines, strict=True)))
    right = [
        (number, line.content)
        for number, (line, verdict) in lines
        if verdict.status.right and isinstance(line.content, Block) and isinstance(judged.first, Block)
        if is_result(line.content, judged.first)
    ]
    if not right:
        return None
    return min(right, key=lambda item: (item[0] < position, abs(item[0] - position)))[1]


def _with_result(exchange: Diagnosis, right: Block | None, among: frozenset[str]) -> Diagnosis:
    """The exchange, with what the line should say."""
    if right is None:
        return exchange
    corrected, corrected_latex = written(right, among)
    return replace(exchange, corrected=corrected, corrected_latex=corrected_latex)


def _to_explain(judged: _Judged) -> tuple[int, ...]:
    """The lines that hold a mistake of their own, and the first that could not be decided."""
    undecided = (n for n, line in enumerate(judged.verdict.lines) if line.status is Status.UNDECIDED)
    return tuple(sorted({*judged.mistakes, *islice(undecided, 1)}))


def definitions_in(contents: Iterable[object]) -> tuple[Definition, ...]:
    """The names that expressions speak in."""
    nodes = (node for tensor in contents if isinstance(tensor, Block) for node in subexpressions(tensor.body))
    return tuple({n.definition.latex: n.definition for n in nodes if isinstance(n, Named)}.values())


def _with(
    chain: ChainVerdict,
    position: int,
    diagnoses: tuple[Diagnosis, ...],
    right: Block | None,
    among: frozenset[str],
    differs: Block | None = None,
    places: tuple[str, ...] = (),
) -> ChainVerdict:
    """A chain with what is found of one of its lines, and with what is said of its place in code."""
    by, line = "" if differs is None else text(differs, among=among), chain.lines[position]
    line = replace(line, diagnoses=diagnoses, differs_by=by, advice=(*line.advice, *places))
    if right is not None:
        result, result_latex = written(right, among)
        line = replace(line, right_result=result, right_latex=result_latex)
    return replace(chain, lines=(*chain.lines[:position], line, *chain.lines[position + 1 :]))


def _attempted(explain: Callable[[], T], otherwise: T) -> T:
    """What explains a line. A verdict stands without an explanation: a search that stumbles takes nothing with it."""
    try:
        return explain()
    except Exception:
        return otherwise


def exchanges(chains: Sequence[_Judged], options: CheckOptions) -> dict[int, tuple[Diagnosis, ...]]:
    """The chains whose wrong lines would all be right if two first expressions were exchanged; told at the first."""
    wrong = [n for n, judged in enumerate(chains) if judged.mistakes]
    found: dict[int, tuple[Diagnosis, ...]] = {}
    for a, b in combinations(wrong, 2):
        if not found.keys() & {a, b} and chains[a].chain.given == chains[b].chain.given:
            diagnosis = _exchanged(chains[a], chains[b], options)
            if diagnosis is not None:
                pair = (chains[a], chains[b])
                rest = (n for n in wrong if n not in found and n not in (a, b) and _again(chains[n], *pair, options))
                found |= {a: (diagnosis,), b: (), **dict.fromkeys(rest, ())}
    return found


def _again(judged: _Judged, a: _Judged, b: _Judged, options: CheckOptions) -> bool:
    """Whether a chain begins as one of two that are exchanged, and says what is right for the other."""
    for same, other in ((a, b), (b, a)):
        if isinstance(judged.first, Block) and isinstance(same.first, Block) and isinstance(other.first, Block):
            alike = judged.first.shape == same.first.shape
            alike = alike and alpha_key(judged.first.body) == alpha_key(align(same.first, judged.first))
            if alike and judged.chain.given == same.chain.given:
                return _all_equal(other.first, judged, options) is not None
    return False


def _exchanged(a: _Judged, b: _Judged, options: CheckOptions) -> Diagnosis | None:
    first, second = a.first, b.first
    if not isinstance(first, Block) or not isinstance(second, Block):
        return None
    forth = _all_equal(second, a, options)
    back = None if forth is None else _all_equal(first, b, options)
    if forth is None or back is None:
        return None
    labels = _labels(first, second) or (text(first), text(second))
    described = f"{labels[0]} and {labels[1]} are exchanged: what is written for the one is right for the other"
    evidence = forth if isinstance(forth, Checked) else back
    return Diagnosis("exchanged labels", described, *labels, "", "", evidence)


def _all_equal(first: Block, judged: _Judged, options: CheckOptions) -> Proved | Checked | None:
    """The weakest evidence that all wrong lines of a chain equal another expression; None if one does not."""
    lines = judged.wrong_lines
    tensors = tuple(x for x in lines if isinstance(x, Block) and comparable(first, x, judged.given) is None)
    if len(tensors) < len(lines) or not tensors:
        return None
    compared = Comparison(first, tensors, judged.given, replace(options, samples=ONCE))
    found: Proved | Checked | None = None
    for line in tensors:
        evidence = compared.accepted(line)
        if evidence is None:
            return None
        found = evidence if found is None or isinstance(evidence, Checked) else found
    return found


def _labels(first: Block, second: Block) -> tuple[str, str] | None:
    """The one name in each expression that the other does not have."""
    a, b = _names(first), _names(second)
    own, other = [d for k, d in a.items() if k not in b], [d for k, d in b.items() if k not in a]
    if len(own) == len(other) == 1:
        return text(Block((), Named(own[0]))), text(Block((), Named(other[0])))
    return None


def _names(tensor: Block) -> dict[object, Definition]:
    nodes = (node for node in subexpressions(tensor.body) if isinstance(node, Named))
    return {alpha_key(Named(node.definition)): node.definition for node in nodes}
