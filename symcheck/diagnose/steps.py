"""Where a part first goes wrong, and what its wrong lines should say.

The lines of a chain that follow from a wrong line before them are carried forward: they hold no mistake of their own,
and only the first is searched. Two chains of one part that are each right for the other's first expression hold one
mistake, an exchange of labels, told once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from symcheck.claims.statements import Chain
from symcheck.claims.verdict import ChainVerdict, Checked, Diagnosis, Proved, Status
from symcheck.claims.wellformed import comparable
from symcheck.diagnose.lines import explain_line
from symcheck.diagnose.right_result import RightResult
from symcheck.diagnose.search import EFFORT
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Block, Condition, Definition, Named
from symcheck.expressions.walk import subexpressions
from symcheck.judging.accept import established
from symcheck.notation.latex import latex
from symcheck.notation.text import text
from symcheck.symbolic import prover as symbolic


def new_mistakes(chain: ChainVerdict, as_written: bool = False) -> tuple[int, ...]:
    """The positions of the wrong lines that do not follow from a wrong line before them.

    What the author documents as wrong tells of no new mistake, unless it is taken as written.
    """
    lines = enumerate(chain.lines)
    return tuple(n for n, x in lines if x.status.wrong and not x.carried and (as_written or x.role != "wrong"))


def diagnose_chains(
    chains: Sequence[Chain],
    verdicts: Sequence[ChainVerdict],
    given: Condition,
    seed: int = 0,
    as_written: bool = False,
) -> tuple[ChainVerdict, ...]:
    """The verdicts of a part with the mistakes named."""
    definitions = _definitions(chains)
    mistakes = [new_mistakes(verdict, as_written) for verdict in verdicts]
    pairs = exchanges(chains, verdicts, mistakes, given, seed)
    told = {a: diagnosis for a, _, diagnosis in pairs}
    exchanged = {n for a, b, _ in pairs for n in (a, b)}
    return tuple(
        _diagnosed(chain, verdict, mistakes[n], given, seed, definitions, told.get(n), n in exchanged)
        for n, (chain, verdict) in enumerate(zip(chains, verdicts, strict=True))
    )


def _diagnosed(
    chain: Chain,
    verdict: ChainVerdict,
    mistakes: Sequence[int],
    given: Condition,
    seed: int,
    definitions: Sequence[Definition],
    exchange: Diagnosis | None,
    exchanged: bool,
) -> ChainVerdict:
    """One chain with its mistakes named; the right result stands at the first line that is not right."""
    found = verdict
    for number, position in enumerate(_to_explain(verdict, mistakes)):
        wrong = verdict.lines[position].status.wrong
        effort = EFFORT if wrong and not exchanged else 0
        diagnoses, right = _explained(chain, verdict, position, given, seed, effort, definitions, number == 0)
        if exchanged:
            diagnoses = (_with_result(exchange, right),) if exchange is not None and number == 0 else ()
        found = _with(found, position, diagnoses if wrong else (), right)
    return found


def _with_result(exchange: Diagnosis, right: RightResult | None) -> Diagnosis:
    """The exchange, with what the line should say."""
    if right is None:
        return exchange
    return replace(exchange, corrected=text(right.line), corrected_latex=latex(right.line))


def _to_explain(verdict: ChainVerdict, mistakes: Sequence[int]) -> tuple[int, ...]:
    """The lines that hold a mistake of their own, and the first that could not be decided."""
    undecided = (n for n, line in enumerate(verdict.lines) if line.status is Status.UNDECIDED)
    return tuple(sorted({*mistakes, *islice(undecided, 1)}))


def _definitions(chains: Sequence[Chain]) -> tuple[Definition, ...]:
    """The names that a part speaks in."""
    contents = (line.content for chain in chains for line in (chain.first, *chain.lines))
    nodes = (node for tensor in contents if isinstance(tensor, Block) for node in subexpressions(tensor.body))
    return tuple({n.definition.latex: n.definition for n in nodes if isinstance(n, Named)}.values())


def _with(
    chain: ChainVerdict, position: int, diagnoses: tuple[Diagnosis, ...], right: RightResult | None
) -> ChainVerdict:
    line = replace(chain.lines[position], diagnoses=diagnoses)
    if right is not None:
        line = replace(line, right_result=text(right.line), right_latex=latex(right.line))
    return replace(chain, lines=(*chain.lines[:position], line, *chain.lines[position + 1 :]))


def _explained(
    chain: Chain,
    verdict: ChainVerdict,
    position: int,
    given: Condition,
    seed: int,
    effort: int,
    definitions: Sequence[Definition],
    result: bool,
) -> tuple[tuple[Diagnosis, ...], RightResult | None]:
    first, line = chain.first.content, chain.lines[position].content
    if not isinstance(first, Block):
        return (), None
    others = tuple(
        other.content
        for n, (other, judged) in enumerate(zip(chain.lines, verdict.lines, strict=True))
        if n < position and judged.status.right and isinstance(other.content, Block)
    )
    written = line if isinstance(line, Block) else first
    try:
        return explain_line(first, written, (*given, *chain.given), seed, effort, others, definitions, result)
    except Exception:
        # A verdict stands without an explanation: a search that stumbles takes nothing with it.
        return (), None


def exchanges(
    chains: Sequence[Chain],
    verdicts: Sequence[ChainVerdict],
    mistakes: Sequence[Sequence[int]],
    given: Condition,
    seed: int,
) -> list[tuple[int, int, Diagnosis]]:
    """The pairs of chains whose wrong lines would all be right if their first expressions were exchanged."""
    wrong = [n for n, positions in enumerate(mistakes) if positions]
    found: list[tuple[int, int, Diagnosis]] = []
    taken = set[int]()
    for position, a in enumerate(wrong):
        for b in wrong[position + 1 :]:
            if not taken & {a, b} and chains[a].given == chains[b].given:
                diagnosis = _exchanged(chains[a], verdicts[a], chains[b], verdicts[b], given, seed)
                if diagnosis is not None:
                    found.append((a, b, diagnosis))
                    taken |= {a, b}
    return found


def _exchanged(
    a: Chain, judged_a: ChainVerdict, b: Chain, judged_b: ChainVerdict, given: Condition, seed: int
) -> Diagnosis | None:
    first, second = a.first.content, b.first.content
    if not isinstance(first, Block) or not isinstance(second, Block):
        return None
    conditions = (*given, *a.given)
    forth = _all_equal(second, _wrong_lines(a, judged_a), conditions, seed)
    back = None if forth is None else _all_equal(first, _wrong_lines(b, judged_b), conditions, seed)
    if forth is None or back is None:
        return None
    labels = _labels(first, second) or (text(first), text(second))
    told = f"{labels[0]} and {labels[1]} are exchanged: what is written for the one is right for the other"
    evidence = forth if isinstance(forth, Checked) else back
    return Diagnosis("exchanged labels", told, *labels, "", "", evidence)


def _wrong_lines(chain: Chain, verdict: ChainVerdict) -> list[object]:
    pairs = zip(chain.lines, verdict.lines, strict=True)
    return [line.content for line, judged in pairs if judged.status.wrong]


def _all_equal(first: Block, lines: Sequence[object], given: Condition, seed: int) -> Proved | Checked | None:
    """The weakest evidence that all lines equal the first; None if one does not."""
    tensors = [line for line in lines if isinstance(line, Block) and comparable(first, line, given) is None]
    if len(tensors) < len(lines) or not tensors:
        return None
    prepared = symbolic.prepare(first, given, tuple(tensors))
    found: Proved | Checked | None = None
    for line in tensors:
        evidence = established(prepared, first, line, given, seed)
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
