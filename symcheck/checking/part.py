"""Judging a part: the table of contents of the program.

A part is built, each line of each chain is put before the judges (`symcheck.judging.chain`), the mistakes in wrong
lines are named, the LaTeX beside the lines is held against them, and the verdicts on the lines come to the outcome of
the part.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

from symcheck.checking.resting import on_wrong
from symcheck.claims.places import Place, of_traceback
from symcheck.claims.statements import Chain, Part
from symcheck.claims.verdict import ChainVerdict, Outcome, PartVerdict, Status
from symcheck.errors import StatementError
from symcheck.expressions.depth import judging
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Block, Condition, Expr
from symcheck.expressions.walk import free_indices
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.judging.outcome import part_outcome
from symcheck.judging.readings import settled
from symcheck.language.clashes import clash
from symcheck.language.stray import stray
from symcheck.symbolic.prover import Workspace

Told = Callable[[tuple[ChainVerdict, ...]], None]


def nobody(_: tuple[ChainVerdict, ...]) -> None:
    """Nobody is told."""


def check_part(part: Part, options: CheckOptions, file: str = "", told: Told = nobody) -> PartVerdict:
    """The verdict on a part. Whatever an author's code raises becomes part of the verdict.

    After each line `told` is given all that is known by then, so that it is not lost if judging ends early.
    """
    started = time.perf_counter()
    chains, failure = build(part)
    failure = failure or stray_assumption(part, chains)
    workspace = Workspace()
    chains = [settled(chain, part.given, options, workspace) for chain in chains]
    spoken = indices_spoken_of(chains)
    judged: tuple[ChainVerdict, ...] = ()
    for chain in chains:
        before = judged

        def so_far(verdict: ChainVerdict, before: tuple[ChainVerdict, ...] = before) -> None:
            told((*before, verdict))

        verdict = check_chain(chain, part.given, options, spoken, workspace, so_far)
        again = partial(check_chain, given=part.given, options=options, spoken=spoken, workspace=workspace)
        judged = (*before, on_wrong(chain, verdict, before, again) if chain.rests else verdict)
    judged = diagnosed(chains, judged, part.given, options, workspace, part.around, told)
    if has_latex(part, chains):
        from symcheck.checking.beside import held

        judged = held(part, chains, judged, options, workspace)
    outcome, reason = part_outcome(judged, options)
    place = part.place
    if failure is not None:
        outcome, (reason, place) = Outcome.ERROR, failure
    seconds = time.perf_counter() - started
    return PartVerdict(file or part.place.file, part.id, part.title, place, outcome, reason, judged, seconds)


@judging()
def diagnosed(
    chains: list[Chain],
    judged: tuple[ChainVerdict, ...],
    given: Condition,
    options: CheckOptions,
    workspace: Workspace | None = None,
    around: Callable[[], Iterable[object]] = tuple,
    told: Told = nobody,
) -> tuple[ChainVerdict, ...]:
    """The verdicts with the mistakes named, if some line is not right that is not documented as wrong.

    The names of the values that `around` gives are there for right results. `told` is given what is known after each
    chain.
    """
    lines = [line for chain in judged for line in chain.lines]
    open_ = [x for x in lines if x.status.wrong or x.status in (Status.UNDECIDED, Status.TRANSPOSED)]
    if not options.diagnose or not any(options.as_written or line.role != "wrong" for line in open_):
        return judged
    from symcheck.diagnose.steps import diagnose_chains

    known = judged
    try:
        for number, verdict in enumerate(diagnose_chains(chains, judged, given, options, workspace, around())):
            known = (*known[:number], verdict, *known[number + 1 :])
            told(known)
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        # The search only adds to a verdict: where it stumbles, the verdict stands without it.
        pass
    return known


def build(part: Part) -> tuple[list[Chain], tuple[str, Place] | None]:
    """The chains a part yields, up to the first exception, and that exception with its place.

    What stands in LaTeX alone is read; what is wrong with the notation of a part counts as an exception.
    """
    chains, failure = _built(part)
    if not has_latex(part, chains):
        return chains, failure
    from symcheck.checking.written import filled

    read = filled(part, chains)
    return (chains, failure or (read, part.place)) if isinstance(read, str) else (read, failure)


def has_latex(part: Part, chains: list[Chain]) -> bool:
    """Whether LaTeX stands in a part that is not read yet: without any, the reader is not imported."""
    if part.notation is None:
        return False
    return any(line.latex for chain in chains for line in (chain.first, *chain.lines))


def _built(part: Part) -> tuple[list[Chain], tuple[str, Place] | None]:
    """The chains as the author's code gives them."""
    chains: list[Chain] = []
    try:
        made = part.build()
        for item in (made,) if isinstance(made, Chain) else made or ():
            if not isinstance(item, Chain):
                return chains, (
                    f"a part yields chains, not {type(item).__name__}: yield chain(left, right)",
                    part.place,
                )
            if part.given and (clashing := clash(_bodies(item), [(*part.given, *item.given)])):
                return chains, (f"{clashing}: give them different names", item.place)
            chains.append(item)
    except Exception as error:
        place = of_traceback(error.__traceback__) or part.place
        name = "" if isinstance(error, StatementError) else f"{type(error).__name__}: "
        return chains, (f"{name}{error}", place)
    return chains, None


def stray_assumption(part: Part, chains: list[Chain]) -> tuple[str, Place] | None:
    """What is wrong with an assumption on an index that no line of the part names, and where it stands."""
    contents = [line.content for chain in chains for line in (chain.first, *chain.lines)]
    for given, place in ((part.given, part.place), *((chain.given, chain.place) for chain in chains)):
        problem = stray(given, contents)
        if problem is not None:
            return problem, place
    return None


def indices_spoken_of(chains: list[Chain]) -> frozenset[Index]:
    """The free indices of the expressions that the chains start from: what a part has fixed before a line names it."""
    firsts = (chain.first.content for chain in chains)
    return frozenset().union(*(free_indices(first.body) for first in firsts if isinstance(first, Block)))


def _bodies(chain: Chain) -> list[Expr]:
    contents = (line.content for line in (chain.first, *chain.lines))
    return [content.body for content in contents if isinstance(content, Block)]
